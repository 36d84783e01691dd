"""Wat onthouden is, is waarop het verhaal uitkomt; en wie er iets aan veranderde, speelt het zelf."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from tests.process.onthouden import Onthouden
from tests.process.opbouw import LEEG, maak_leeg
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

INHOUD = {
    "audit": "actie, object, velden, resultaat, doel",
    "dossier": "fase, doelgroep, fijne_doelgroep, leerroute, versie",
    "outbox": "soort, status, buur, pogingen",
    "oproep": "nummer, uitkomst, verzonden_op, termijn_tot, versie",
    "termijn": "soort, start, einde, bron, status",
    "werkitem": "soort, status, omschrijving, vervaldatum, afhandeling, versie",
}
"""Per tabel wat er bij twee keer hetzelfde verhaal hetzelfde is."""


def _onthouden(wereld: Wereld) -> Onthouden:
    assert wereld.onthouden is not None
    return wereld.onthouden


async def _beeld(wereld: Wereld) -> dict[str, object]:
    aantallen = {t: await wereld.alziend.fetchval(f"select count(*) from {t}") for t in LEEG}
    rijen = {t: sorted(map(repr, await wereld.alziend.fetch(f"select {k} from {t}"))) for t, k in INHOUD.items()}
    bij_duo = {inwoner.bsn: wereld.duo_heeft(inwoner) for inwoner in wereld.aangemeld()}
    return {**aantallen, **rijen, "duo": bij_duo, "lijn": sorted(wereld.lijn.oproepen), "dag": await wereld.vandaag()}


@pytest.mark.parametrize("asiel", [True, False])
@pytest.mark.parametrize("stuk", [Zaak.tot_opgeroepen, Zaak.tot_afwezig, Zaak.tot_traject], ids=lambda s: s.__name__)
async def test_wat_terugstaat_is_waar_het_verhaal_op_uitkomt(
    wereld: Wereld, stuk: Callable[[Zaak], Awaitable[Zaak]], asiel: bool
) -> None:
    with _onthouden(wereld).zonder():
        await stuk(await Zaak.nieuw(wereld, asiel=asiel))
    gespeeld = await _beeld(wereld)
    leeg = await maak_leeg(wereld)
    zaak = await stuk(await Zaak.nieuw(leeg, asiel=asiel))
    assert await _beeld(leeg) == gespeeld
    assert (await zaak.lees())["id"] == str(zaak.id)


async def _klok(wereld: Wereld, _: pytest.MonkeyPatch) -> Wereld:
    await wereld.zet_klok(VANDAAG.replace(day=3))
    return wereld


async def _rij(wereld: Wereld, _: pytest.MonkeyPatch) -> Wereld:
    await wereld.km.lees("/werkvoorraad")
    return wereld


async def _duo(wereld: Wereld, _: pytest.MonkeyPatch) -> Wereld:
    wereld.duo_weet(wereld.iemand())
    return wereld


async def _plat(wereld: Wereld, _: pytest.MonkeyPatch) -> Wereld:
    wereld.lijn.plat = True
    return wereld


async def _storing(wereld: Wereld, _: pytest.MonkeyPatch) -> Wereld:
    await wereld.storing("stil")
    return wereld


async def _huis(wereld: Wereld, _: pytest.MonkeyPatch) -> Wereld:
    return replace(wereld, huis=replace(wereld.huis))


async def _gemeente(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> Wereld:
    a = wereld.twee.a
    tenants: Any = wereld.huis.tenants
    monkeypatch.setitem(tenants, a.id, msgspec.structs.replace(a.tenant, plugins=()))
    return wereld


@pytest.mark.parametrize("gebeurt", [_klok, _rij, _duo, _plat, _storing, _huis, _gemeente])
async def test_na_iets_anders_wordt_de_stap_gespeeld(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch, gebeurt: Callable[..., Awaitable[Wereld]]
) -> None:
    gespeeld = []

    async def speel() -> None:
        gespeeld.append(1)

    naam = f"proef {gebeurt.__name__}"
    await wereld.stap(naam, speel, bewaar=True)
    leeg = await maak_leeg(wereld)
    await leeg.stap(naam, speel)
    assert len(gespeeld) == 1, "wat onthouden is wordt niet gespeeld"
    anders = await gebeurt(await maak_leeg(leeg), monkeypatch)
    await anders.stap(naam, speel)
    assert len(gespeeld) == 2
