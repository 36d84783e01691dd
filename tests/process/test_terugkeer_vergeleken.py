"""Wie terugkwam, nacht na nacht vergeleken met DUO: het bericht dat zijn zaak opende kwam aan (ADR 0077)."""

import datetime as dt

import pytest

from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.aanmelding.vergelijken import VERGELIJK
from tests.process.terugkeer import gaat_weg, heen_en_terug, over, verhuist_naar, zaak_van_nu
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

_OPEN = "select count(*) from outbox where status = 'nieuw' and soort like 'aanmelding.%'"


async def _nacht(wereld: Wereld) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet_eenmaal(tx, VERGELIJK, nieuw_id())
    await wereld.werk_af()
    while await wereld.alziend.fetchval(_OPEN):
        await wereld.wachttijd_voorbij()
        if not await wereld.werk_af():
            break


async def _gemist(wereld: Wereld) -> list[str]:
    return [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "kwam hier niet aan" in w["omschrijving"]]


@pytest.mark.parametrize("dagen", [0, 1, 2, 28])
async def test_het_bericht_dat_de_nieuwe_zaak_opende_kwam_aan(wereld: Wereld, dagen: int) -> None:
    """Ook als DUO van dezelfde dag, of de dag ervoor, noemt dat hij in de andere gemeente ging wonen."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _nacht(wereld)
    await over(wereld, 5)
    await gaat_weg(wereld, zaak)
    if dagen:
        await over(wereld, dagen)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    assert nu.id != zaak.id
    for _ in range(3):
        await over(wereld, 1)
        await _nacht(wereld)
        assert await _gemist(wereld) == []


async def test_een_bericht_dat_na_zijn_terugkeer_verloren_ging_wordt_nog_gevonden(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await _nacht(wereld)
    nu = await heen_en_terug(wereld, zaak)
    await _nacht(wereld)
    await over(wereld, 3)
    await wereld.besturing("gebeurtenissen", codes=["SS109"], bsn=nu.inwoner.bsn)
    await _nacht(wereld)
    [tekst] = await _gemist(wereld)
    assert "SS109" in tekst


@pytest.mark.parametrize("einde", ["plicht", "verhuizing"])
async def test_pg_12_wat_bij_zijn_terugkeer_gevraagd_werd_vraagt_na_het_einde_niemand(
    wereld: Wereld, einde: str
) -> None:
    nu = await heen_en_terug(wereld, await Zaak.nieuw(wereld, asiel=False))
    sleutel = f"NAVRAGEN:{nu.id}:teruggekomen"
    [vraag] = await wereld.rijen("werkitem", sleutel=sleutel)
    assert vraag["status"] == "open"
    dag = await over(wereld, 3)
    if einde == "plicht":
        wereld.duo_weet(nu.inwoner, plicht=False, plicht_einde=dag, reden="Verblijfsdoel gewijzigd")
        await wereld.meldt("SS110", nu.inwoner, op=dt.datetime.combine(dag, dt.time(9), dt.UTC))
        await wereld.werk_af()
    else:
        await gaat_weg(wereld, nu)
    [vraag] = await wereld.rijen("werkitem", sleutel=sleutel)
    assert vraag["status"] == "vervallen"
