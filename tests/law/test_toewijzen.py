"""Wanneer een organisatie aan een zaak mag werken, tegen de tabel."""

from dataclasses import replace
from datetime import date

import pytest

from core.law.fasen import Fase
from core.law.groepen import Doelgroep
from core.law.leerroutes import Leerroute
from core.law.recht import AanbodGezinsmigranten, Recht
from core.law.toewijzen import (
    NIET_MEER,
    Schoolvraag,
    Zaakstand,
    school_wacht,
    school_zoeken,
    schoolvraag,
    toets_begeleiding,
    toets_inschrijven,
    toets_lesgeven,
    vraagt_nog_hetzelfde,
)
from tests.law.tabellen import Geval, lees_tabel

TOETS = {"lesgeven": toets_lesgeven, "inschrijven": toets_inschrijven, "begeleiding": toets_begeleiding}


@pytest.mark.parametrize("geval", lees_tabel("toewijzen"), ids=str)
def test_toewijzen(geval: Geval) -> None:
    zaak = Zaakstand(
        fase=Fase(geval.gegeven["fase"]),
        ingeschreven_op=geval.gegeven["ingeschreven_op"],
        doelgroep=Doelgroep(geval.gegeven["doelgroep"]),
        pip_van=geval.gegeven["pip_van"],
        pip_terug=geval.gegeven["pip_terug"],
        heeft_school=geval.gegeven["heeft_school"],
        alleen_aangeboden=geval.gegeven["alleen_aangeboden"],
        leerroute=Leerroute(geval.gegeven["leerroute"]),
        aanbod_gezinsmigranten=AanbodGezinsmigranten(geval.gegeven["aanbod_gezinsmigranten"]),
    )
    gebreken = TOETS[geval.gegeven["doel"]](zaak, peildatum=geval.gegeven["peildatum"])
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert all(g.grond == geval.grond for g in gebreken)


@pytest.mark.parametrize("geval", lees_tabel("schoolkeuze"), ids=str)
def test_schoolkeuze(geval: Geval, recht: Recht) -> None:
    zaak = Zaakstand(
        fase=Fase(geval.gegeven["fase"]),
        ingeschreven_op=None,
        doelgroep=Doelgroep(geval.gegeven["doelgroep"]),
        overleden=geval.gegeven["overleden"],
        pip_van=geval.gegeven["pip_van"],
        pip_terug=geval.gegeven["pip_terug"],
        heeft_school=geval.gegeven["heeft_school"],
        leerroute=Leerroute(geval.gegeven["leerroute"]),
        aanbod_gezinsmigranten=AanbodGezinsmigranten(geval.gegeven["aanbod_gezinsmigranten"]),
    )
    keuze = school_zoeken(zaak, peildatum=geval.gegeven["peildatum"], recht=recht)
    assert ({} if keuze is None else {"uiterlijk": keuze.uiterlijk}) == geval.dan
    assert keuze is None or str(keuze.grond) == geval.grond


@pytest.mark.parametrize(
    ("aanvaard", "pip_bekend", "pip_terug", "wacht"),
    [(1, 0, 0, 1), (1, 1, 0, 0), (0, 0, 0, 0), (0, 1, 0, 0), (1, 1, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (0, 0, 1, 1)],
)
def test_pg20_een_school_wacht_met_lezen_tot_het_pip_bekendgemaakt_is_en_niemand_dat_nog_moet_beoordelen(
    aanvaard: int, pip_bekend: int, pip_terug: int, wacht: int
) -> None:
    stand = {"aanvaard": bool(aanvaard), "pip_bekend": bool(pip_bekend), "pip_terug": bool(pip_terug)}
    assert school_wacht(**stand) is bool(wacht)


@pytest.mark.parametrize(
    ("doelgroep", "uren", "start"),
    [(Doelgroep.ASIEL, 600, date(2026, 5, 20)), (Doelgroep.GEZIN_EN_OVERIG, None, None)],
    ids=["asiel", "gezin"],
)
def test_pg20_wat_een_school_bij_een_aanbod_leest(
    recht: Recht, doelgroep: Doelgroep, uren: int | None, start: date | None
) -> None:
    zaak = Zaakstand(
        fase=Fase.TRAJECT_ACTIEF,
        ingeschreven_op=None,
        doelgroep=doelgroep,
        pip_van=date(2026, 2, 20),
        leerroute=Leerroute.B,
        intensiteit=600,
    )
    vraag = schoolvraag(zaak, peildatum=date(2026, 3, 2), recht=recht)
    assert vraag == Schoolvraag(leerroute=Leerroute.B, uren=uren, start_uiterlijk=start)
    assert vraagt_nog_hetzelfde(Leerroute.B, uren, zaak)
    assert not vraagt_nog_hetzelfde(Leerroute.Z, uren, zaak)
    assert not vraagt_nog_hetzelfde(Leerroute.B, 40, zaak)
    assert vraagt_nog_hetzelfde(None, None, zaak), "van voor de vraag werd opgeschreven"
    assert schoolvraag(replace(zaak, pip_van=None), peildatum=date(2026, 3, 2), recht=recht) is None


def test_wie_niets_meer_krijgt_aangeboden_leest_waarom() -> None:
    """Vaststellen kan daar niet meer, dus dat raadt de weigering niet aan."""
    leeg = Zaakstand(fase=Fase.OVERGEDRAGEN, ingeschreven_op=None, doelgroep=Doelgroep.ASIEL)
    dag = date(2026, 3, 2)
    waarom = {f: [g.melding for g in toets_lesgeven(replace(leeg, fase=f), peildatum=dag)] for f in NIET_MEER}
    assert all(len(meldingen) == 1 and "Stel eerst" not in meldingen[0] for meldingen in waarom.values())
    assert "De persoon is verhuisd" in waarom[Fase.OVERGEDRAGEN][0]
    assert "rust" in waarom[Fase.ONDERBROKEN][0]
