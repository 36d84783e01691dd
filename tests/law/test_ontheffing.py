"""De ontheffing van de leerbaarheidstoets tegen de tabel (PG-9)."""

from dataclasses import replace
from datetime import date

import pytest

from core.law.fasen import Fase
from core.law.ontheffing import (
    Aanvraag,
    Beperking,
    Beslissing,
    Bewijs,
    Initiatief,
    Ontheffingstand,
    Ontheffingstatus,
    beslissen_vanaf,
    geen_verwijt,
    rust_erop,
    toets_aanvraag,
    toets_beslissing,
    werkt,
)
from core.law.recht import Recht
from core.law.termijnen import beslistermijn_aanvraag
from core.law.zienswijze import Gelegenheid, Zienswijze, Zienswijzewijze
from tests.law.tabellen import Geval, lees_tabel, maak

PEILDATUM = date(2026, 3, 20)


@pytest.mark.parametrize("geval", lees_tabel("ontheffing"), ids=str)
def test_pg_9_zo_kan_worden_besloten(geval: Geval, recht: Recht) -> None:
    beslissing, aanvraag = maak(Beslissing, geval.gegeven["beslissing"]), maak(Aanvraag, geval.gegeven["aanvraag"])
    gebreken = toets_beslissing(beslissing, aanvraag, peildatum=PEILDATUM, recht=recht)
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


@pytest.mark.parametrize(
    ("gevraagd", "bewijs", "velden"),
    [
        (date(2026, 3, 20), date(2026, 3, 20), []),
        (date(2026, 1, 12), date(2020, 5, 1), []),
        (date(2026, 1, 11), date(2026, 1, 11), ["gevraagdOp"]),
        (date(2026, 3, 21), date(2026, 3, 21), ["gevraagdOp", "bewijsOp"]),
    ],
)
def test_een_verzoek_ligt_tussen_het_begin_van_de_plicht_en_vandaag(
    gevraagd: date, bewijs: date, velden: list[str]
) -> None:
    aanvraag = Aanvraag(
        initiatief=Initiatief.VERZOEK,
        gevraagd_op=gevraagd,
        beperking=Beperking.VISUEEL,
        bewijs=Bewijs.WAARGENOMEN,
        bewijs_op=bewijs,
    )
    gebreken = toets_aanvraag(aanvraag, plicht_vanaf=date(2026, 1, 12), peildatum=PEILDATUM)
    assert [g.veld for g in gebreken] == velden


@pytest.mark.parametrize("status", Ontheffingstatus)
def test_pg_3_zolang_er_een_verzoek_loopt_of_ontheven_is_valt_niets_te_verwijten(status: Ontheffingstatus) -> None:
    waarom = geen_verwijt(Ontheffingstand(status=status, bekend=True))
    assert bool(waarom) is (status in (Ontheffingstatus.LOOPT, Ontheffingstatus.VERLEEND))
    assert geen_verwijt(None) == ""


@pytest.mark.parametrize(("bekend", "post_terug"), [(False, False), (False, True), (True, True)])
def test_pg_9_een_weigering_die_niet_bekend_is_draagt_geen_verwijt(bekend: bool, post_terug: bool) -> None:
    stand = Ontheffingstand(status=Ontheffingstatus.GEWEIGERD, bekend=bekend, post_terug=post_terug)
    assert "geweigerd" in geen_verwijt(stand)
    assert "ingetrokken" in geen_verwijt(replace(stand, status=Ontheffingstatus.BESLUIT_INGETROKKEN))
    assert not werkt(replace(stand, status=Ontheffingstatus.VERLEEND))


@pytest.mark.parametrize("fase", Fase)
def test_3_40_op_een_ontheffing_rust_pas_iets_als_de_intake_af_is(fase: Fase) -> None:
    rust = fase in (Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE, Fase.TRAJECT_ACTIEF)
    assert bool(rust_erop(fase)) is rust
    assert ("PIP" in rust_erop(fase).split("Verzend")[0]) is (fase is Fase.TRAJECT_ACTIEF)


def test_op_een_verzoek_wordt_binnen_acht_weken_beslist(recht: Recht) -> None:
    """Acht weken na maandag 9 maart is maandag 4 mei; na dinsdag 10 maart is het Bevrijdingsdag, dus een dag later."""
    assert beslistermijn_aanvraag(date(2026, 3, 9), recht=recht).einde == date(2026, 5, 4)
    termijn = beslistermijn_aanvraag(date(2026, 3, 10), recht=recht)
    assert (termijn.ruw_einde, termijn.einde) == (date(2026, 5, 5), date(2026, 5, 6))
    assert str(termijn.grond) == "art. 4:13 lid 2 Awb"


@pytest.mark.parametrize(
    ("gelegenheid", "dag"),
    [
        (None, date(2026, 3, 2)),
        (Gelegenheid(gegeven_op=date(2026, 3, 4), uiterlijk_op=date(2026, 3, 18)), date(2026, 3, 19)),
        (
            Gelegenheid(
                gegeven_op=date(2026, 3, 4),
                uiterlijk_op=date(2026, 3, 18),
                zienswijze=Zienswijze(
                    wijze=Zienswijzewijze.MONDELING, ontvangen_op=date(2026, 3, 9), inhoud="ik zie het niet"
                ),
            ),
            date(2026, 3, 19),
        ),
        (
            Gelegenheid(
                gegeven_op=date(2026, 3, 4),
                uiterlijk_op=date(2026, 3, 18),
                zienswijze=Zienswijze(
                    wijze=Zienswijzewijze.MONDELING,
                    ontvangen_op=date(2026, 3, 9),
                    inhoud="ik zie het niet",
                    is_alles=True,
                ),
            ),
            date(2026, 3, 9),
        ),
    ],
)
def test_pg_9_er_is_niet_beslist_voor_het_verzoek_of_voor_het_horen(gelegenheid: Gelegenheid | None, dag: date) -> None:
    aanvraag = Aanvraag(
        initiatief=Initiatief.VERZOEK,
        gevraagd_op=date(2026, 3, 2),
        beperking=Beperking.VISUEEL,
        bewijs=Bewijs.VERKLARING_DESKUNDIGE,
        bewijs_op=date(2026, 2, 20),
    )
    beslissing = Beslissing(verlenen=False, aangetoond=False, motivering="niet gebleken", gelegenheid=gelegenheid)
    assert beslissen_vanaf(beslissing, aanvraag) == dag
