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
from uuid import uuid4

import pytest

from core.law.fasen import Fase
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import Wereld
from tests.process.zaak import INTAKE, PIP, Zaak

pytestmark = [pytest.mark.lang, pytest.mark.timeout(120)]
TABEL = Path(__file__).parents[1] / "law" / "geprobeerd.csv"
RIJEN = list(csv.DictReader(TABEL.read_text(encoding="utf-8").splitlines(), delimiter=";"))
DAG = re.compile(r"[+-]\d+")
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


async def _nog_een(zaak: Zaak) -> None:
    await zaak.roep_op(await zaak.over(13))
    await zaak.verzend_oproep()


async def _gemist2(zaak: Zaak) -> None:
    await _gemist1(zaak)
    await _nog_een(zaak)
    await zaak.niet_gekomen()


async def _beantwoord2(zaak: Zaak) -> None:
    await _gemist2(zaak)
    await zaak.beantwoord_boetevraag()


async def _derde(zaak: Zaak) -> None:
    await _beantwoord2(zaak)
    await _nog_een(zaak)


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
    assert (await _derde_partij(zaak, {"gevraagdOp": (await zaak.over(0)).isoformat()}))[0] == 204


async def _traject(zaak: Zaak) -> None:
    await _concept(zaak)
    await zaak.stel_vast()


async def _bekend(zaak: Zaak) -> None:
    await _traject(zaak)
    await zaak.maak_pip_bekend()


async def _beeindigd(zaak: Zaak) -> None:
    await _traject(zaak)
    assert await eindig(zaak.wereld, zaak, Fase.BEEINDIGD)


async def _gemeld(zaak: Zaak) -> None:
    """DUO meldde deze persoon, en DUO en BRP zijn gelezen."""


STANDEN: dict[str, Callable[[Zaak], Awaitable[None]]] = {
    naam.removeprefix("_"): maak
    for naam, maak in list(globals().items())
    if naam in {f"_{rij['stand']}" for rij in RIJEN}
}
Antwoord = tuple[int, Any]


async def _doe(zaak: Zaak, methode: str, pad: str, body: object) -> Antwoord:
    antwoord = await zaak.km.http.request(
        methode, zaak.km.basis + zaak.pad(pad), json=body, headers={"Authorization": f"Bearer {zaak.km.token}"}
    )
    return antwoord.status_code, antwoord.json() if antwoord.content else None


async def _oproep(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    over = {"termijnLaatsteDag": (await zaak.over(14)).isoformat(), "afspraakOp": f"{await zaak.over(10)}T10:00:00Z"}
    return await _doe(zaak, "POST", "/oproepen", {"id": str(uuid4()), "plaats": "Gemeentehuis"} | over | met)


def _bij_de_oproep(rest: str) -> Callable[[Zaak, dict[str, Any]], Awaitable[Antwoord]]:
    async def doe(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
        oproep = (await zaak.lees("/oproepen"))[-1]
        return await _doe(zaak, "POST", f"/oproepen/{oproep['id']}/{rest}", {"versie": oproep["versie"]} | met)

    return doe


def _neem_terug(*soorten: str) -> Callable[[Zaak, dict[str, Any]], Awaitable[Antwoord]]:
    async def doe(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
        laatste = (await zaak.lees("/oproepen"))[-1]
        staand = [g["id"] for g in laatste["gebeurtenissen"] if g["soort"] in soorten and not g["teruggenomen"]]
        return await _bij_de_oproep("terugname")(zaak, {"gebeurtenisId": staand[-1]} | met)

    return doe


async def _heropening(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/brede-intake/heropening", {"versie": await _versie_van_de_intake(zaak)} | met)


async def _weglegging(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/pip/weglegging", {"versie": await _versie_van_het_pip(zaak)} | met)


async def _verzending(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    await zaak.wereld.maak_brieven(zaak.id)
    brief = next(b for b in reversed(await zaak.lees("/brieven")) if b["status"] == "gemaakt")
    return await _doe(zaak, "POST", f"/brieven/{brief['id']}/verzending", met)


async def _versie_van_de_intake(zaak: Zaak) -> int:
    versie: int = (await zaak.lees("/brede-intake"))["versie"]
    return versie


async def _intake(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "PUT", "/brede-intake", INTAKE | {"versie": await _versie_van_de_intake(zaak)} | met)


async def _rond_af(zaak: Zaak, *, in_afwezigheid: bool) -> Antwoord:
    body = {"versie": await _versie_van_de_intake(zaak), "inAfwezigheid": in_afwezigheid}
    return await _doe(zaak, "POST", "/brede-intake/afronding", body)


async def _afronden(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _rond_af(zaak, in_afwezigheid=False)


async def _afronden_met_intake(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    await zaak.vul_intake()
    return await _rond_af(zaak, in_afwezigheid=False)


async def _afwezig(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _rond_af(zaak, in_afwezigheid=True)


async def _afwezig_met_stukken(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    return await _rond_af(zaak, in_afwezigheid=True)


async def _lbt(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/brede-intake/leerbaarheidstoets", {})


async def _versie_van_het_pip(zaak: Zaak) -> int:
    pips = await zaak.lees("/pip")
    return pips[-1]["versie"] if pips else 0


async def _schrijf(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    eigen = {} if zaak.inwoner.asiel else {"intensiteitLeerroute": None}
    return await _doe(zaak, "PUT", "/pip/concept", PIP | eigen | {"versie": await _versie_van_het_pip(zaak)} | met)


async def _vaststellen(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"dagtekening": (await zaak.over(0)).isoformat(), "versie": await _versie_van_het_pip(zaak)}
    return await _doe(zaak, "POST", "/pip/vaststelling", body | met)


async def _vaststellen_met(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    status, antwoord = await _schrijf(zaak, met)
    assert status == 200, antwoord
    return await _vaststellen(zaak, {})


async def _derde_partij(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"gevraagdAan": "ISD", "wat": "uitkering", "onmisbaarOmdat": "bepaalt de route"}
    return await _doe(zaak, "POST", "/pip/informatie-van-derde", body | {"versie": (await zaak.lees())["versie"]} | met)


async def _school(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"id": str(uuid4()), "organisatieId": str(zaak.wereld.twee.a.school)}
    return await _doe(zaak, "POST", "/toewijzingen", body)


async def _partner(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    partner = next(o for o in zaak.wereld.twee.a.tenant.organisaties if o.partij.doel == "begeleiding")
    body = {"id": str(uuid4()), "organisatieId": str(partner.id), "dienst": "wegwijs"}
    return await _doe(zaak, "POST", "/toewijzingen", body)


HANDELINGEN: dict[str, Callable[[Zaak, dict[str, Any]], Awaitable[Antwoord]]] = {
    "oproep": _oproep,
    **{rest: _bij_de_oproep(rest) for rest in ("uitkomst", "afspraak", "boetevraag", "intrekking")},
    "terugname": _neem_terug("UITKOMST", "BOETEVRAAG", "AFSPRAAK_GEMIST", "AFSPRAAK_AFGEZEGD"),
    "terugname_uitkomst": _neem_terug("UITKOMST"),
    "heropening": _heropening,
    "weglegging": _weglegging,
    "verzending": _verzending,
    "intake": _intake,
    "lbt": _lbt,
    "afronden": _afronden,
    "afronden_met_intake": _afronden_met_intake,
    "afwezig": _afwezig,
    "afwezig_met_stukken": _afwezig_met_stukken,
    "concept": _schrijf,
    "vaststellen": _vaststellen,
    "vaststellen_met": _vaststellen_met,
    "derde": _derde_partij,
    "school": _school,
    "partner": _partner,
}


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


@pytest.mark.parametrize("rij", RIJEN, ids=lambda rij: f"{rij['nr']}-{rij['stand']}-{rij['handeling']}-{rij['mag']}")
async def test_geprobeerd(wereld: Wereld, rij: dict[str, str]) -> None:
    asiel = rij["handeling"] == "partner"
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST if asiel else Verhaal.GEZIN))
    await STANDEN[rij["stand"]](zaak)
    met = await _met_dagen(zaak, json.loads(rij["met"] or "{}"))
    status, antwoord = await HANDELINGEN[rij["handeling"]](zaak, met)
    if rij["mag"] == "ja":
        assert status < 300, antwoord
        return
    assert status in (400, 409), (status, antwoord)
    assert {g["veld"] for g in antwoord.get("gebreken", [])} == set(rij["velden"].split()), antwoord
    assert antwoord["detail"].endswith("."), "een zin die zegt wat er is"
