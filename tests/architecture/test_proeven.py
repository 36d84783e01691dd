"""Elke stap heeft een proef die haar hele stap dekt; wat ontbreekt, zegt deze test met wat er te doen is."""

import pytest

from core.process.stap import Stap
from core.process.stappen import STAPPEN
from tests.voorbeelden.alle import DOOR_DE_EIGENAAR, PROEVEN
from tests.voorbeelden.proef import Proef

elke_stap = pytest.mark.parametrize("stap", STAPPEN, ids=lambda stap: stap.naam)


def proef_van(stap: Stap) -> Proef:
    waar = f"tests/voorbeelden/{stap.naam}.py"
    assert stap.naam in PROEVEN, f"stap {stap.naam} heeft geen proef: maak {waar} met PROEF = Proef(...)"
    return PROEVEN[stap.naam]


@elke_stap
def test_elke_stap_heeft_een_proef(stap: Stap) -> None:
    proef_van(stap)


@elke_stap
def test_de_proef_maakt_van_elke_tabel_een_rij_en_van_geen_andere(stap: Stap) -> None:
    proef = proef_van(stap)
    tabellen = {str(feit.tabel._meta.tablename) for feit in stap.feiten}
    fabrieken = {*proef.fabrieken, *proef.van_de_ontvanger, *proef.van_de_leden}
    assert fabrieken == tabellen, f"noem in `fabrieken` van de PROEF van {stap.naam} precies haar tabellen"


@elke_stap
def test_de_proef_kent_elke_parameter_van_de_stap(stap: Stap) -> None:
    proef = proef_van(stap)
    assert set(proef.parameters) == set(stap.paden), (
        f"noem in `parameters` van de PROEF van {stap.naam} bij elke parameter van Stap.paden haar tabel"
    )
    eigen = {*proef.fabrieken, *proef.van_de_ontvanger, *proef.van_de_leden}
    assert set(proef.parameters.values()) - {*DOOR_DE_EIGENAAR} <= eigen


@elke_stap
def test_de_proef_leest_elke_kolom_die_de_stap_versleutelt(stap: Stap) -> None:
    assert set(proef_van(stap).cijfers) == {kolom.naam for kolom in stap.cijferkolommen}, (
        f"noem in `cijfers` van de PROEF van {stap.naam} elke kolom van Stap.cijferkolommen"
    )


@elke_stap
def test_wat_de_proef_over_kolommen_zegt_gaat_over_eigen_tabellen(stap: Stap) -> None:
    proef = proef_van(stap)
    kanarie = proef.kanarie
    genoemd = {*kanarie.gesloten, *kanarie.gesloten_in_json, *kanarie.afgeleid, *kanarie.leeg, *kanarie.versleuteld}
    genoemd |= {*kanarie.niet_bij_ieder, *kanarie.ziet_een_partner, *proef.nooit_gefilterd}
    assert {naam.partition(".")[0] for naam in genoemd} <= {
        *proef.fabrieken,
        *proef.van_de_ontvanger,
        *proef.van_de_leden,
    }


def test_een_stap_met_routes_in_een_zaak_zaait_daar_of_vindt_er_al_iets() -> None:
    """Een parameter buiten het dossier zelf bestaat alleen als de stap er een zaait."""
    for stap in STAPPEN:
        if set(stap.paden) - {"dossier_id"}:
            assert proef_van(stap).zaai is not None, f"zaai in de PROEF van {stap.naam} haar id's"
