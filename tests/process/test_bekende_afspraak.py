"""Een brief noemt de afspraak waar de persoon van weet, niet een waarvan de brief nooit uitging (PG-2)."""

import datetime as dt
from typing import Any

import pytest

from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.process.wereld import Wereld
from tests.process.zaak import WERKDAG, Zaak

EERST = "donderdag 12 maart 2026 om 10:00 uur"
GEBELD = {"wijze": "TELEFOON", "op": "2026-03-02", "met": "de heer zelf", "taal": "Nederlands"}


async def _opgeroepen(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_opgeroepen()


async def _verzet(zaak: Zaak, dagen: int, **anders: Any) -> None:
    """Naar 10:30 uur, zoveel dagen na de gewone afspraak."""
    dag = WERKDAG + dt.timedelta(days=dagen)
    await zaak.afspraak("VERZET", afspraakOp=f"{dag}T09:30:00Z", plaats="Dorpshuis", **anders)


async def _brief(zaak: Zaak, sjabloon: str) -> tuple[str, str]:
    """Het id en de tekst van de brief van deze soort die nog uit moet."""
    await zaak.wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == sjabloon and b["status"] == "gemaakt"]
    return brief["id"], lopende_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))


async def _verzend_verzetting(zaak: Zaak) -> None:
    brief_id, _ = await _brief(zaak, "afspraak_verzet")
    await zaak.stuur(f"/brieven/{brief_id}/verzending", {"verzondenOp": "2026-03-02"})


@pytest.mark.parametrize("hoe", ["brief bleef liggen", "brief ging uit", "in een gesprek"])
async def test_de_intrekking_noemt_de_laatste_afspraak_die_de_persoon_bereikte(wereld: Wereld, hoe: str) -> None:
    zaak = await _opgeroepen(wereld)
    await _verzet(zaak, 0, **({"bevestiging": GEBELD} if hoe == "in een gesprek" else {}))
    if hoe == "brief ging uit":
        await _verzend_verzetting(zaak)
    await zaak.trek_oproep_in()
    _, tekst = await _brief(zaak, "oproep_intrekking")
    bekend = EERST if hoe == "brief bleef liggen" else "maandag 16 maart 2026 om 10:30 uur"
    assert zonder_wit(f"Uw afspraak van {bekend} geldt niet meer") in tekst


async def test_na_een_gesprek_en_een_brief_die_bleef_liggen_geldt_het_gesprek(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await _verzet(zaak, -3, bevestiging=GEBELD)
    await _verzet(zaak, 0)
    await zaak.trek_oproep_in()
    _, tekst = await _brief(zaak, "oproep_intrekking")
    assert zonder_wit("Uw afspraak van vrijdag 13 maart 2026 om 10:30 uur geldt niet meer") in tekst


async def test_wie_tweemaal_verzet_wordt_voordat_de_brief_uitging_leest_zijn_eerste_afspraak(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await _verzet(zaak, -3)
    await _verzet(zaak, 0)
    _, tekst = await _brief(zaak, "afspraak_verzet")
    assert zonder_wit(f"U had een afspraak op {EERST}") in tekst
    assert zonder_wit("13 maart") not in tekst
