"""De contactpersoon bij DUO (U03): één nummer per medewerker, wat er onderweg ook misgaat."""

import sqlite3
from contextlib import closing

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.meldlijn import herstelwerk, melding, nergens_een_nummer, volgende_poging
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

__all__ = ["nergens_een_nummer"]


async def _deel_toe(wereld: Wereld, zaak: Zaak) -> None:
    keuze = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await zaak.lees())["versie"]}
    await wereld.mens("teamleider").stuur(zaak.pad("/behandelaar"), keuze)


def _contactpersonen(wereld: Wereld) -> tuple[list[int], dict[str, int]]:
    """De nummers die DUO uitgaf, en wie aan wie gekoppeld is."""
    with closing(sqlite3.connect(wereld.simulator.bestand)) as db:
        nummers = [rij[0] for rij in db.execute("select id from contactpersoon order by id")]
        return nummers, dict(db.execute("select bsn, contactpersoon_id from koppeling"))


@pytest.mark.parametrize("storing", ["stil", "verminkt", "vreemd", "verwisseld", "enorm"])
async def test_een_contactpersoon_die_duo_al_had_wordt_niet_nog_eens_gemaakt(wereld: Wereld, storing: str) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await _deel_toe(wereld, zaak)
    await wereld.storing(storing)
    await wereld.werk_af()
    assert (await melding(zaak))["status"] == "verzonden"
    await volgende_poging(wereld)
    assert (await melding(zaak))["status"] == "bevestigd"
    [nummer], koppelingen = _contactpersonen(wereld)
    assert koppelingen == {zaak.inwoner.bsn: nummer}


async def test_twee_dossiers_die_tegelijk_worden_toegedeeld_geven_een_contactpersoon(wereld: Wereld) -> None:
    """De eerste melding raakte onderweg haar antwoord kwijt; de tweede weet dan nog niet dat DUO hem al kent."""
    een, ander = [await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN, nummer=n)) for n in (0, 1)]
    await _deel_toe(wereld, een)
    await wereld.storing("stil")
    await wereld.werk_af()
    await _deel_toe(wereld, ander)
    await wereld.werk_af()
    await volgende_poging(wereld)
    [nummer], koppelingen = _contactpersonen(wereld)
    assert koppelingen == {een.inwoner.bsn: nummer, ander.inwoner.bsn: nummer}


async def test_een_medewerker_met_een_nieuw_nummer_blijft_dezelfde_contactpersoon(wereld: Wereld) -> None:
    """Ook wie van A naar B en terug naar A gaat: elke keer krijgt DUO wat er nu geldt."""
    zaken = [await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN, nummer=n)) for n in range(3)]
    for zaak, telefoon in zip(zaken, ("0301111111", "0302222222", "0301111111"), strict=True):
        await wereld.alziend.execute(
            "update collega set telefoon = $1 where medewerker_id = $2", telefoon, wereld.twee.a.klantmanager
        )
        await _deel_toe(wereld, zaak)
        await wereld.werk_af()
        with closing(sqlite3.connect(wereld.simulator.bestand)) as db:
            [(gegevens,)] = db.execute("select gegevens from contactpersoon")
        assert telefoon in bytes(gegevens).decode()


async def test_is_duo_een_contactpersoon_kwijt_dan_krijgt_hij_een_nieuw_nummer(wereld: Wereld) -> None:
    een, ander = [await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN, nummer=n)) for n in (0, 1)]
    await _deel_toe(wereld, een)
    await wereld.werk_af()
    [oud], _ = _contactpersonen(wereld)
    with closing(sqlite3.connect(wereld.simulator.bestand, isolation_level=None)) as db:
        db.execute("delete from contactpersoon")
        db.execute("delete from koppeling")
    await _deel_toe(wereld, ander)
    await wereld.werk_af()
    assert (await melding(ander))["status"] == "bevestigd"
    [nieuw], koppelingen = _contactpersonen(wereld)
    assert nieuw != oud
    assert koppelingen == {ander.inwoner.bsn: nieuw}
    assert [r["duo_id"] for r in await wereld.rijen("duo_contactpersoon")] == [nieuw]


async def test_kent_duo_de_persoon_niet_dan_krijgt_de_contactpersoon_geen_tweede_nummer(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await _deel_toe(wereld, zaak)
    wereld.duo_weet(zaak.inwoner, bsn_bekend=False)
    await wereld.werk_af()
    tekst = await herstelwerk(wereld, zaak, "MELDING_HERSTELLEN")
    assert "de nieuwe contactpersoon" in tekst
    assert "kent deze persoon niet" in tekst
    assert len(_contactpersonen(wereld)[0]) == 1
