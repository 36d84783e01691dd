"""Wat een jurist probeerde, onwettig en wettig, met alleen de specificatie en de API: elke regel wordt nagespeeld.

`tests/law/geprobeerd.csv` noemt de stand van de zaak, de handeling, het artikel of de waarborg, of zij mag, en bij een
weigering de velden die haar noemen. Dagen zijn geteld vanaf vandaag: `+0`, `-1`, `+14`.
"""

import csv
import datetime as dt
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from core.law.fasen import Fase
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process import standen_groep, standen_intrekken, standen_ontheffing, standen_verkort
from tests.process.handelen import HANDELINGEN, derde_partij, startdatumkeuze, vertegenwoordiging, zonder_mandaat
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kies_briefadres, kom_terug, oordeel

pytestmark = [pytest.mark.lang, pytest.mark.timeout(120)]
TABEL = Path(__file__).parents[1] / "law" / "geprobeerd.csv"
RIJEN = list(csv.DictReader(TABEL.read_text(encoding="utf-8").splitlines(), delimiter=";"))
DAG = re.compile(r"[+-]\d+")
SCHRIJFT_EERST = frozenset({"afronden_met_intake", "afwezig_met_stukken", "vaststellen_met"})
"""Deze vullen eerst iets in; wat er daarna geweigerd wordt, gebeurde in een andere zaak."""
WIL_TIJD = frozenset({"afspraakOp"})


async def _opgesteld(zaak: Zaak) -> None:
    await zaak.roep_op()


async def _verzonden(zaak: Zaak) -> None:
    await zaak.roep_op()
    await zaak.verzend_oproep()


async def _na_de_termijn(zaak: Zaak, dagen: int) -> None:
    laatste = dt.date.fromisoformat((await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"])
    await zaak.wereld.zet_klok(laatste + dt.timedelta(days=dagen))


async def _laatste_dag(zaak: Zaak) -> None:
    await _verzonden(zaak)
    await _na_de_termijn(zaak, 0)


async def _voorbij(zaak: Zaak) -> None:
    await _verzonden(zaak)
    await _na_de_termijn(zaak, 1)


async def _opgesteld_voorbij(zaak: Zaak) -> None:
    await _opgesteld(zaak)
    await _na_de_termijn(zaak, 1)


async def _gemist1(zaak: Zaak) -> None:
    await _verzonden(zaak)
    await zaak.niet_gekomen()


async def _teruggekomen(zaak: Zaak) -> None:
    """De oproep kwam terug, en haar termijn is voorbij."""
    await _voorbij(zaak)
    await HANDELINGEN["retourpost"](zaak, {})


async def _fout_adres(zaak: Zaak) -> None:
    await _teruggekomen(zaak)
    await HANDELINGEN["retouroordeel"](zaak, {"oordeel": "FOUT_ADRES"})


async def _nog_een(zaak: Zaak) -> None:
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()


async def _gemist2(zaak: Zaak) -> None:
    await _gemist1(zaak)
    await _nog_een(zaak)
    await zaak.niet_gekomen()


async def _asiel_gemist2(zaak: Zaak) -> None:
    """Van een asielstatushouder, voor wie de boetepoort dicht staat (§11.5)."""
    await _gemist2(zaak)


async def _beantwoord2(zaak: Zaak) -> None:
    await _gemist2(zaak)
    await zaak.beantwoord_boetevraag()


async def _derde(zaak: Zaak) -> None:
    await _beantwoord2(zaak)
    await _nog_een(zaak)


async def _beboet2(zaak: Zaak) -> None:
    await _gemist2(zaak)
    await zaak.beantwoord_boetevraag(**await zaak.boete())


async def _beboet2_fout_adres(zaak: Zaak) -> None:
    """Na de boete blijkt dat de waarschuwing naar een verkeerd adres ging."""
    await _beboet2(zaak)
    await HANDELINGEN["retourpost"](zaak, {})
    await HANDELINGEN["retouroordeel"](zaak, {"oordeel": "FOUT_ADRES"})


async def _beboet_in_haar_plaats(zaak: Zaak) -> None:
    """De boete is ingetrokken; de tweede oproep is overgedaan, en ook die is beboet."""
    await _beboet2_fout_adres(zaak)
    besluit = {"nummer": "B-1-in", "datum": (await zaak.over(0)).isoformat()}
    await zaak.neem_terug("BOETEVRAAG", boete={"wat": "INGETROKKEN", "besluit": besluit})
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep(bevestigd=["ADRES_KWAM_TERUG"])
    await zaak.niet_gekomen()
    await zaak.beantwoord_boetevraag(**await zaak.boete(kenmerk="B-2026-2"))


async def _derde_na_boete(zaak: Zaak) -> None:
    await _beboet2(zaak)
    await _nog_een(zaak)


async def _procedure2(zaak: Zaak) -> None:
    await _gemist2(zaak)
    await zaak.procedure_loopt()


async def _gemist3_boete_loopt(zaak: Zaak) -> None:
    await _procedure2(zaak)
    await zaak.roep_op(await zaak.over(13), redenNietAfwachten="het PIP is anders te laat")
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    tweede = (await zaak.lees("/oproepen"))[1]
    await zaak.stuur(f"/oproepen/{tweede['id']}/boetevraag", {"versie": tweede["versie"]} | await zaak.boete())


async def _derde_geweigerd(zaak: Zaak) -> None:
    await _derde(zaak)
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")


async def _gemist3(zaak: Zaak) -> None:
    await _derde(zaak)
    await zaak.niet_gekomen()


async def _verschenen(zaak: Zaak) -> None:
    await _verzonden(zaak)
    await zaak.verschijnt()


async def _afgerond(zaak: Zaak) -> None:
    await _verschenen(zaak)
    await zaak.vul_intake()
    await zaak.rond_intake_af()


async def _concept(zaak: Zaak) -> None:
    await _afgerond(zaak)
    await zaak.schrijf_pip()


async def _wacht(zaak: Zaak) -> None:
    await _concept(zaak)
    assert (await derde_partij(zaak, {"gevraagdOp": (await zaak.over(0)).isoformat()}))[0] == 204


async def _traject(zaak: Zaak) -> None:
    await _concept(zaak)
    await zaak.stel_vast()


async def _bekend(zaak: Zaak) -> None:
    await _traject(zaak)
    await zaak.maak_pip_bekend()


async def _lang_bekend(zaak: Zaak) -> None:
    """De persoon kent zijn PIP twee weken."""
    await _bekend(zaak)
    await zaak.wereld.zet_klok(await zaak.over(15))


async def _pip_ingetrokken(zaak: Zaak) -> None:
    await _traject(zaak)
    assert (await HANDELINGEN["pip_intrekken"](zaak, {}))[0] == 201


async def _pip_oud_adres(zaak: Zaak) -> None:
    """Het PIP kwam terug, en een ander adres is er nog niet."""
    await _bekend(zaak)
    await zaak.wereld.zet_klok(await zaak.over(4))
    await HANDELINGEN["retourpost"](zaak, {})
    await HANDELINGEN["retouroordeel"](zaak, {"oordeel": "FOUT_ADRES"})


async def _pip_fout_adres(zaak: Zaak) -> None:
    await _pip_oud_adres(zaak)
    await kies_briefadres(zaak)


async def _pip_herdagtekend(zaak: Zaak) -> None:
    await _pip_fout_adres(zaak)
    assert (await HANDELINGEN["herdagtekenen"](zaak, {}))[0] == 201


async def _ingeschreven(zaak: Zaak) -> None:
    """Bij de school die hij zelf koos."""
    await _bekend(zaak)
    assert (await HANDELINGEN["inschrijving"](zaak, {}))[0] == 204


async def _ligt(zaak: Zaak) -> None:
    """Vier dagen na het vaststellen is de brief er nog."""
    await _traject(zaak)
    await zaak.wereld.zet_klok(await zaak.over(4))


async def _ligt_zonder_mandaat(zaak: Zaak) -> None:
    """Sinds het vaststellen is het mandaat ervoor ingetrokken."""
    await _ligt(zaak)
    await zonder_mandaat(zaak.wereld, "B04")


async def _beeindigd(zaak: Zaak) -> None:
    await _traject(zaak)
    assert await eindig(zaak.wereld, zaak, Fase.BEEINDIGD)


async def _waarschuwing_ligt(zaak: Zaak) -> None:
    await _gemist1(zaak)
    await zaak.roep_op(await zaak.over(13))
    await zaak.wereld.zet_klok(await zaak.over(4))


async def _afwezig_concept(zaak: Zaak) -> None:
    await zaak.tot_afwezig()


async def _voorgelegd(zaak: Zaak) -> None:
    await zaak.tot_afwezig()
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()


async def _voorgelegd_fout_adres(zaak: Zaak) -> None:
    """De brief met het voornemen ging naar een verkeerd adres."""
    await _voorgelegd(zaak)
    await oordeel(zaak, await kom_terug(zaak, "pip_voornemen"), "FOUT_ADRES")


async def _zienswijze(zaak: Zaak) -> None:
    await _voorgelegd(zaak)
    await zaak.zegt_van_voornemen("Hij wil liever in de avond les.")


async def _gewogen(zaak: Zaak) -> None:
    await _zienswijze(zaak)
    await zaak.bij_voornemen("weging", {"weging": "De lessen zijn in de avond."})


async def _gewogen_ander_plan(zaak: Zaak) -> None:
    await _gewogen(zaak)
    await zaak.schrijf_pip(versie=1, leerroute="Z", niveau="A2")


async def _gewogen_gewijzigd(zaak: Zaak) -> None:
    await _zienswijze(zaak)
    await zaak.bij_voornemen("weging", {"weging": "Dat kan niet."})
    await zaak.schrijf_pip(versie=1, ondersteuning="lessen in de avond")


async def _zonder_ss139(zaak: Zaak) -> None:
    """DUO meldde de plicht van een asielstatushouder, en de huisvesting nog niet."""


async def _startdatum_gekozen(zaak: Zaak) -> None:
    assert (await startdatumkeuze(zaak, {}))[0] == 204


async def _gemachtigde(zaak: Zaak) -> None:
    assert (await vertegenwoordiging(zaak, {}))[0] == 204


async def _onder_curatele(zaak: Zaak) -> None:
    assert (await vertegenwoordiging(zaak, {"soort": "curator", "onderwerpen": []}))[0] == 204


async def _langs_de_curator(zaak: Zaak) -> None:
    """De oproep ging naar de persoon, en hij bleek toen al een curator te hebben; haar termijn is voorbij."""
    await _voorbij(zaak)
    assert (await vertegenwoordiging(zaak, {"soort": "curator", "onderwerpen": []}))[0] == 204


async def _afgezegd(zaak: Zaak) -> None:
    await _verzonden(zaak)
    await zaak.afspraak("AFGEZEGD")


async def _gemeld(zaak: Zaak) -> None:
    """DUO meldde deze persoon, en DUO en BRP zijn gelezen."""


STANDEN: dict[str, Callable[[Zaak], Awaitable[None]]] = {
    naam.removeprefix("_"): maak
    for naam, maak in list(globals().items())
    if naam in {f"_{rij['stand']}" for rij in RIJEN}
} | {**standen_ontheffing.STANDEN, **standen_verkort.STANDEN, **standen_groep.STANDEN, **standen_intrekken.STANDEN}


async def _met_dagen(zaak: Zaak, waarde: Any, veld: str = "") -> Any:
    """Elke `+3` wordt een dag, of een tijdstip op die dag waar het veld dat wil."""
    if isinstance(waarde, dict):
        return {naam: await _met_dagen(zaak, deel, naam) for naam, deel in waarde.items()}
    if isinstance(waarde, str) and DAG.fullmatch(waarde):
        dag = (await zaak.over(int(waarde))).isoformat()
        return f"{dag}T10:00:00Z" if veld in WIL_TIJD else dag
    return waarde


def test_er_zijn_genoeg_onwettige_en_wettige_handelingen() -> None:
    aantal = {mag: sum(rij["mag"] == mag for rij in RIJEN) for mag in ("ja", "nee")}
    assert aantal["nee"] >= 60
    assert aantal["ja"] >= 40
    assert {rij["stand"] for rij in RIJEN} == set(STANDEN)
    assert all(rij["artikel"] for rij in RIJEN)


async def _zaak(wereld: Wereld, rij: dict[str, str]) -> Zaak:
    """Een gezinsmigrant, of een asielstatushouder waar het daarover gaat."""
    if rij["stand"].startswith(("zonder_ss139", "startdatum_gekozen")):
        vandaag = await wereld.vandaag()
        return await Zaak.nieuw(wereld, "SS101", plicht_begin=vandaag, kennisgeving=vandaag)
    stand = rij["stand"]
    asiel = stand.startswith("asiel") or (rij["handeling"] == "partner" and not stand.startswith("gezin"))
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST if asiel else Verhaal.GEZIN))


def _groepen() -> list[list[dict[str, str]]]:
    """Wat geweigerd wordt verandert niets: van elke stand worden die rijen na elkaar in één zaak gespeeld."""
    groepen: dict[tuple[str, str, bool], list[dict[str, str]]] = {}
    for rij in RIJEN:
        alleen = rij["mag"] == "ja" or rij["handeling"] in SCHRIJFT_EERST
        sleutel = (rij["stand"], rij["nr"] if alleen else "", rij["handeling"] == "partner")
        groepen.setdefault(sleutel, []).append(rij)
    return list(groepen.values())


def _naam(groep: list[dict[str, str]]) -> str:
    eerste = groep[0]
    return f"{eerste['stand']}-{'-'.join(rij['nr'] for rij in groep)}-{eerste['mag']}"


@pytest.mark.parametrize("groep", _groepen(), ids=_naam)
async def test_geprobeerd(wereld: Wereld, groep: list[dict[str, str]]) -> None:
    zaak = await _zaak(wereld, groep[0])
    await STANDEN[groep[0]["stand"]](zaak)
    for rij in groep:
        met = await _met_dagen(zaak, json.loads(rij["met"] or "{}"))
        status, antwoord = await HANDELINGEN[rij["handeling"]](zaak, met)
        if rij["mag"] == "ja":
            assert status < 300, (rij["nr"], antwoord)
            return
        assert status in (400, 409), (rij["nr"], status, antwoord)
        assert {g["veld"] for g in antwoord.get("gebreken", [])} == set(rij["velden"].split()), (rij["nr"], antwoord)
        assert antwoord["detail"].endswith("."), (rij["nr"], "een zin die zegt wat er is")
        if status == 409:
            await _wat_het_aanraadt_mag(zaak, rij["nr"], antwoord["detail"])


async def _wat_het_aanraadt_mag(zaak: Zaak, nr: str, detail: str) -> None:
    """Noemt de weigering een volgende stap, dan mag die nu ook."""
    geraden = detail.partition("De volgende stap is: ")[2]
    if not geraden:
        return
    mag = {h["omschrijving"]: h["mag"] for h in await zaak.lees("/handelingen")}
    stappen = geraden.removesuffix(".").split(", of ")
    assert all(mag[stap] for stap in stappen), (nr, detail)
