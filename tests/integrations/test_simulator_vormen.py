"""Elke vorm waarin de BRP mensen geeft komt genoeg voor, en de client leest haar."""

from collections import Counter
from pathlib import Path

import pytest

from core.ontwikkeling.simulator import vormen as module
from core.ontwikkeling.simulator.bevolking import maak_bevolking
from core.ontwikkeling.simulator.instellingen import MEESTE_PERSONEN
from core.ontwikkeling.simulator.vormen import VAKER, Vorm, vormen
from tests.integrations.wereld import STICHTSE_VECHT, UTRECHT, StartWereld, Wereld

GEMEENTEN = (UTRECHT, STICHTSE_VECHT)


def alle() -> list[Vorm]:
    return list(vormen().values())


def test_elke_vorm_komt_minstens_drie_keer_voor_onder_alle_nummers() -> None:
    bevolking = maak_bevolking(2021, GEMEENTEN, aantal=MEESTE_PERSONEN)
    telling = Counter(i.vorm for i in bevolking if i.vorm)
    assert VAKER >= 3
    assert {naam: telling[naam] for naam in vormen()} == dict.fromkeys(vormen(), VAKER)
    assert len({i.gemeentecode for i in bevolking if i.vorm}) == len(GEMEENTEN)


def test_wie_het_eerst_in_beeld_komt_is_gewoon() -> None:
    bevolking = maak_bevolking(2021, GEMEENTEN, aantal=MEESTE_PERSONEN)
    for gemeente in GEMEENTEN:
        hier = [i for i in bevolking if i.gemeentecode == gemeente.code]
        assert not any(i.vorm for i in hier[: len(hier) // 2])
    assert not any(i.vorm for i in maak_bevolking(2021, GEMEENTEN, aantal=400))


def test_een_vorm_zegt_wat_er_hoort_te_gebeuren() -> None:
    for vorm in alle():
        assert vorm.goed.regel, vorm.naam
        assert vorm.brp or vorm.personen > 1, vorm.naam


def test_geen_vorm_staat_er_dubbel() -> None:
    """YAML laat een naam die er twee keer staat zwijgend de eerste vervangen."""
    bron = (Path(module.__file__).with_name("vormen.yaml")).read_text(encoding="utf-8")
    namen = [regel.split(":")[0] for regel in bron.splitlines() if regel[:1].isalpha()]
    assert namen == list(vormen())


@pytest.fixture
async def heel_nederland(start_wereld: StartWereld) -> Wereld:
    """Een simulator waarin iedereen met een nummer is aangemeld en er een BSN heeft."""
    wereld = await start_wereld(aantal=MEESTE_PERSONEN)
    await wereld.meld_allen_aan()
    await wereld.na_dagen(max(i.dagen_tot_bsn for i in wereld.bevolking))
    return wereld


async def test_de_client_leest_iedereen_in_elke_vorm(heel_nederland: Wereld) -> None:
    """Niemand maakt dat een ander, of de rest van hemzelf, niet gelezen wordt."""
    wereld = heel_nederland
    gelezen = await wereld.brp.lees_personen([i.bsn for i in wereld.bevolking])
    per_bsn = Counter(g.persoon.burgerservicenummer for g in gelezen)
    personen = {i.bsn: vormen()[i.vorm].personen if i.vorm else 1 for i in wereld.bevolking}
    assert per_bsn == personen
    vorm_van = {i.bsn: i.vorm for i in wereld.bevolking}
    for g in gelezen:
        vorm = vorm_van[g.persoon.burgerservicenummer]
        hoort = vormen()[vorm].goed.onleesbaar if vorm else ()
        assert tuple(o.veld for o in g.onleesbaar) == hoort, vorm
        assert g.persoon.gemeente_van_inschrijving is not None, vorm
        assert g.persoon.verblijfstitel is not None, vorm


async def test_een_vorm_is_op_bestelling_aan_te_melden(start_wereld: StartWereld) -> None:
    wereld = await start_wereld(aantal=MEESTE_PERSONEN)
    wens = {"aantal": 909, "vormen": ["woonboot", "huisletter"]}
    antwoord = await wereld.besturing.post("/_besturing/aanmeldingen", json=wens)
    assert sum(antwoord.json().values()) == 2 * VAKER
