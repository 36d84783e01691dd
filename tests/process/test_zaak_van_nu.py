"""Wat een zaak bij een persoon zoekt, vindt van wie terugkwam die van nu en niet de eerdere (ADR 0077)."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN
from core.law.samenvoegen import EERDERE_ZAAK
from tests.process.terugkeer import heen_en_terug, over, terug_zonder_b
from tests.process.test_samenvoegen import voeg_samen, voorlopig
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

_PLEKKEN = re.compile(r"\b[de]\.persoon_id = (?:p\.id|\$\d)|\bv\.persoon_id = d\.persoon_id|Dossier\.persoon_id ==")


def _zoekt_op_persoon() -> Iterator[tuple[str, str]]:
    """Elke regel in de broncode die een dossier bij een persoon zoekt, met wat erop volgt."""
    map_ = Path(__file__).parents[2] / "core"
    for bestand in sorted(map_.rglob("*.py")):
        tekst = bestand.read_text()
        for plek in _PLEKKEN.finditer(tekst):
            yield (
                f"{bestand.relative_to(map_)}:{tekst.count(chr(10), 0, plek.start()) + 1}",
                tekst[plek.start() :][:160],
            )


def test_wie_een_dossier_bij_een_persoon_zoekt_zegt_welke_van_zijn_zaken() -> None:
    gevonden = [*_zoekt_op_persoon()]
    assert len(gevonden) >= 6
    assert [plek for plek, tekst in gevonden if "opgevolgd_op" not in tekst] == []


async def _terug(wereld: Wereld) -> tuple[Zaak, Zaak]:
    """De eerdere zaak en die van nu."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    return zaak, await heen_en_terug(wereld, zaak)


@pytest.mark.parametrize("waarop", ["bsn", "vNummer", "een woord", "hele naam", "klank"])
async def test_zoeken_vindt_de_zaak_van_nu(wereld: Wereld, waarop: str) -> None:
    eerder, nu = await _terug(wereld)
    await wereld.meldt("SS125", nu.inwoner, v_nummer=True, op=await _nu(wereld))
    await wereld.werk_af()
    wie = nu.inwoner
    vragen: dict[str, dict[str, object]] = {
        "bsn": {"bsn": wie.bsn},
        "vNummer": {"vNummer": str(wie.v_nummer)},
        "een woord": {"naamBegintMet": wie.geslachtsnaam.split()[-1]},
        "hele naam": {"naamBegintMet": f"{wie.voornamen} {wie.geslachtsnaam}"},
        "klank": {"naamBegintMet": wie.geslachtsnaam.split()[-1], "klinktAls": True},
    }
    gevonden = (await wereld.km.stuur("/werkvoorraad/zoekopdrachten", vragen[waarop], 200))["treffers"]
    ids = [t["dossierId"] for t in gevonden]
    assert str(nu.id) in ids
    assert str(eerder.id) not in ids


async def test_op_kenmerk_vindt_men_de_zaak_die_men_noemt(wereld: Wereld) -> None:
    for zaak in await _terug(wereld):
        kenmerk = (await zaak.lees())["kenmerk"]
        gevonden = (await wereld.km.stuur("/werkvoorraad/zoekopdrachten", {"kenmerk": kenmerk}, 200))["treffers"]
        assert [t["dossierId"] for t in gevonden] == [str(zaak.id)]


async def test_elke_gebeurtenis_van_duo_wordt_in_de_zaak_van_nu_gelezen(wereld: Wereld) -> None:
    eerder, nu = await _terug(wereld)
    al = {r["id"] for r in await wereld.rijen("outbox")}
    voor = await wereld.rijen("werkitem", dossier_id=eerder.id)
    moment = await _nu(wereld)
    for nummer, code in enumerate(sorted(GEBEURTENISSEN)):
        await wereld.meldt(code, nu.inwoner, op=moment + dt.timedelta(minutes=nummer))
    await wereld.werk_af()
    nieuw = [r for r in await wereld.rijen("outbox") if r["id"] not in al]
    assert nu.id in {r["onderwerp_id"] for r in nieuw}
    assert eerder.id not in {r["onderwerp_id"] for r in nieuw}
    gemeld = [r for r in await wereld.rijen("duo_ontvangst") if r["geregistreerd_op"] == moment.date()]
    assert {r["gebeurtenis"] for r in gemeld if r["dossier_id"] == nu.id} == {*GEBEURTENISSEN}
    assert await wereld.rijen("werkitem", dossier_id=eerder.id) == voor


async def test_het_dagelijkse_werk_leest_de_zaak_van_nu(wereld: Wereld) -> None:
    eerder, nu = await _terug(wereld)
    al = {r["id"] for r in await wereld.rijen("outbox")}
    for _ in range(3):
        await over(wereld, 9)
        await wereld.dagwerk().ronde()
        for _ in range(2):
            await wereld.wachttijd_voorbij()
            await wereld.werk_af()
    over_wie = {r["onderwerp_id"] for r in await wereld.rijen("outbox") if r["id"] not in al}
    assert nu.id in over_wie
    assert eerder.id not in over_wie
    assert [w for w in await wereld.werk("NAVRAGEN") if "gemist" in w["sleutel"]] == []


async def _nu(wereld: Wereld) -> dt.datetime:
    return dt.datetime.combine(await wereld.vandaag(), dt.time(12), dt.UTC)


async def test_samenvoegen_gaat_met_de_zaak_van_nu(wereld: Wereld) -> None:
    eerder = await Zaak.nieuw(wereld, asiel=False)
    nu = await terug_zonder_b(wereld, eerder)
    van = await voorlopig(wereld)
    fout = await voeg_samen(van, eerder, 409)
    assert [g["melding"] for g in fout["gebreken"]] == [EERDERE_ZAAK]
    await voeg_samen(van, nu)
