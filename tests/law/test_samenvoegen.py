"""Samenvoegen tegen de tabel, en voor elke twee fasen: een mens beslist, of de zaak is even ver als de verste."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from core.law.fasen import AFGESLOTEN, BEGIN, OVERGANGEN, Aanleiding, Fase
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.mandaat import Beslisser, Collegebesluit
from core.law.samenvoegen import (
    Groep,
    Groepkeuze,
    fase_na,
    fase_terug,
    groep_na,
    toets_beslissen,
    toets_groepkeuze,
)
from tests.law.tabellen import Geval, lees_tabel

EINDIGT = {(o.van, o.naar) for o in OVERGANGEN if o.aanleiding is Aanleiding.PLICHT_GEEINDIGD}


@pytest.mark.parametrize("geval", lees_tabel("samenvoegen"), ids=str)
def test_de_fase_na_het_samenvoegen(geval: Geval) -> None:
    gekregen = fase_na(vervalt=Fase(geval.gegeven["vervalt"]), blijft=Fase(geval.gegeven["blijft"]))
    assert gekregen == geval.dan["fase"]


def test_wie_een_andere_fase_krijgt_gaat_daarheen_langs_een_overgang() -> None:
    kan = {(o.van, o.naar) for o in OVERGANGEN if o.aanleiding is Aanleiding.SAMENGEVOEGD}
    gaat = {
        (blijft, na)
        for vervalt, blijft in product(Fase, Fase)
        if (na := fase_na(vervalt=vervalt, blijft=blijft)) is not None and na is not blijft
    }
    assert gaat == kan
    assert not [naar for _, naar in kan if naar in AFGESLOTEN or naar in BEGIN]


@pytest.mark.parametrize("geval", lees_tabel("uiteenhalen"), ids=str)
def test_c1_de_fase_na_het_uiteenhalen(geval: Geval) -> None:
    gegeven = {naam: Fase(fase) for naam, fase in geval.gegeven.items()}
    assert fase_terug(**gegeven) == geval.dan["fase"]


def test_c1_wie_uiteenhaalt_komt_altijd_langs_een_overgang_terug() -> None:
    kan = {(o.van, o.naar) for o in OVERGANGEN if o.aanleiding is Aanleiding.TERUGGENOMEN}
    for van, met in product(Fase, Fase):
        samen = fase_na(vervalt=van, blijft=met)
        if samen is None or (van, Fase.BEEINDIGD) not in EINDIGT:
            continue
        terug = fase_terug(van=van, met=met, nu=samen)
        assert terug is met
        assert samen is met or (samen, met) in kan
        assert (Fase.BEEINDIGD, van) in kan


@pytest.mark.parametrize(("zelf", "college", "mag"), [(False, False, True), (True, False, False), (True, True, True)])
def test_c1_wie_het_voorstelde_beslist_niet_tenzij_het_college_zelf_besloot(
    zelf: bool, college: bool, mag: bool
) -> None:
    besluit = Collegebesluit(nummer="2026-31", datum=date(2026, 3, 2)) if college else None
    wie = Beslisser(medewerker_id=UUID(int=1), collegebesluit=besluit)
    assert (toets_beslissen(wie, zelf=zelf, peildatum=date(2026, 3, 2)) == ()) is mag


def _groep(hoofd: str | None, fijn: str | None) -> Groep:
    return Groep(
        doelgroep=None if hoofd is None else Doelgroep(hoofd),
        fijn=None if fijn is None else GedetailleerdeDoelgroep(fijn),
    )


@pytest.mark.parametrize("geval", lees_tabel("samenvoegen_groep"), ids=str)
def test_c1_de_groep_na_het_samenvoegen(geval: Geval) -> None:
    vervalt, blijft = _groep(*geval.gegeven["vervalt"]), _groep(*geval.gegeven["blijft"])
    gekozen = geval.gegeven.get("keuze")
    keuze = None if gekozen is None else Groepkeuze(gekozen)
    gebreken = toets_groepkeuze(vervalt=vervalt, blijft=blijft, keuze=keuze)
    assert [g.veld for g in gebreken] == [v for v in [geval.dan.get("gebrek")] if v]
    if not gebreken:
        assert groep_na(vervalt=vervalt, blijft=blijft, keuze=keuze) == _groep(*geval.dan["groep"])
    elif "keuze" not in geval.gegeven:
        assert str(vervalt) in gebreken[0].melding
        assert str(blijft) in gebreken[0].melding


def test_c1_het_college_besloot_niet_voor_het_voorstel() -> None:
    wie = Beslisser(
        medewerker_id=UUID(int=1),
        collegebesluit=Collegebesluit(nummer="B-2026-1", datum=date(2026, 3, 1)),
        niet_voor=date(2026, 3, 2),
    )
    [gebrek] = toets_beslissen(wie, zelf=True, peildatum=date(2026, 3, 2))
    assert gebrek.veld == "collegebesluit.datum"
