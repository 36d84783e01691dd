"""Elke handeling die `geprobeerd.csv` noemt, door de voordeur: de stand van het antwoord, en wat erin staat."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.wereld import Wereld
from tests.process.zaak import INTAKE, PIP, Zaak
from tests.voorbeelden import elders
from tests.voorbeelden.contact import GEGEVEN, MOMENT
from tests.voorbeelden.mandaat import een_mandaat
from tests.voorbeelden.vertegenwoordiging import GEMACHTIGDE

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


async def _intake_weg(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/brede-intake/weglegging", {"versie": await _versie_van_de_intake(zaak)} | met)


async def _intake_weg_met_intake(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    await zaak.vul_intake(versie=await _versie_van_de_intake(zaak))
    return await _intake_weg(zaak, met)


async def _weglegging(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/pip/weglegging", {"versie": await _versie_van_het_pip(zaak)} | met)


async def _verzending(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    await zaak.wereld.maak_brieven(zaak.id)
    brief = next(b for b in reversed(await zaak.lees("/brieven")) if b["status"] == "gemaakt")
    return await _doe(zaak, "POST", f"/brieven/{brief['id']}/verzending", met)


async def _retourpost(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    """De laatste brief komt vandaag terug."""
    body = {"id": str(uuid4()), "briefId": (await zaak.lees("/brieven"))[-1]["id"], "reden": "ONBESTELBAAR"}
    return await _doe(zaak, "POST", "/retourpost", body | {"terugOp": (await zaak.over(0)).isoformat()} | met)


async def _retouroordeel(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    laatste = (await zaak.lees("/retourpost"))[-1]
    body = {"oordeel": "GOED_ADRES", "motief": "zelfde adres als de BRP", "versie": laatste["versie"]}
    return await _doe(zaak, "POST", f"/retourpost/{laatste['id']}/beoordeling", body | met)


async def _opnieuw(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    laatste = (await zaak.lees("/retourpost"))[-1]
    return await _doe(zaak, "POST", f"/retourpost/{laatste['id']}/opnieuw", met)


def _bij_het_besluit(rest: str) -> Callable[[Zaak, dict[str, Any]], Awaitable[Antwoord]]:
    """De eerste brief die met het besluit over het PIP verzonden is."""

    async def doe(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
        brieven = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
        eerste = next(b for b in brieven if b["status"] == "verzonden")
        body = {"versie": eerste["versie"], "wijze": "POST"} | met if rest == "verbetering" else None
        return await _doe(zaak, "POST", f"/brieven/{eerste['id']}/{rest}", body)

    return doe


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


async def zonder_mandaat(wereld: Wereld, *besluiten: str) -> None:
    """Voor deze besluiten heeft in de eerste gemeente niemand meer mandaat."""
    teamleider = wereld.mens("teamleider")
    for regel in await teamleider.lees("/mandaten"):
        if regel["besluit"] in besluiten and regel["ingetrokkenOp"] is None:
            body = {"op": (await wereld.vandaag()).isoformat(), "motief": "nieuw mandaatbesluit volgt"}
            await teamleider.stuur(f"/mandaten/{regel['id']}/intrekking", body)


async def derde_partij(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"gevraagdAan": "ISD", "wat": "uitkering", "onmisbaarOmdat": "bepaalt de route"}
    return await _doe(zaak, "POST", "/pip/informatie-van-derde", body | {"versie": (await zaak.lees())["versie"]} | met)


async def _herdagtekenen(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    [besluit] = [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"]
    return await _doe(zaak, "POST", "/pip/dagtekening", {"besluitId": besluit["id"]} | met)


async def _pip_intrekken(zaak: Zaak, met: dict[str, Any], *, door: str = "teamleider") -> Antwoord:
    """Een collega trekt in wat de klantmanager vaststelde."""
    besluiten = [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"]
    body = {"besluitId": besluiten[-1]["id"] if besluiten else str(uuid4()), "motivering": "van een ander"}
    eigen, zaak.km = zaak.km, zaak.wereld.mens(door)
    try:
        return await _doe(zaak, "POST", "/pip/intrekking", body | met)
    finally:
        zaak.km = eigen


async def _loslaten(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    """Laat los wat er het laatst besloten is."""
    besluiten = await zaak.lees("/besluiten")
    body = {"besluitId": besluiten[-1]["id"], "motief": "hij verhuisde voor dit wegging"}
    return await _doe(zaak, "POST", "/besluiten/loslating", body | met)


async def _brief_verzenden(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    """De brief die er ligt gaat vandaag weg."""
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["status"] == "gemaakt"]
    body = {"verzondenOp": (await zaak.over(0)).isoformat()}
    return await _doe(zaak, "POST", f"/brieven/{brief['id']}/verzending", body | met)


async def _pip_zelf_intrekken(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _pip_intrekken(zaak, met, door="klantmanager")


async def _ontheffing_herdagtekenen(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    ontheffing = (await zaak.lees("/lbt-ontheffingen"))[-1]
    body = {"besluitId": ontheffing["besluitId"] or ontheffing["id"]}
    return await _doe(zaak, "POST", f"/lbt-ontheffingen/{ontheffing['id']}/dagtekening", body | met)


async def _ontheffingsbesluit_intrekken(zaak: Zaak, met: dict[str, Any], *, zelf: bool = False) -> Antwoord:
    """Een collega trekt in wat de klantmanager of de teamleider besloot, of wie het besloot zelf."""
    ontheffing = (await zaak.lees("/lbt-ontheffingen"))[-1]
    nam_de_klantmanager_het = ontheffing["beslotenDoor"] in (None, str(zaak.wereld.twee.a.klantmanager))
    body = {"besluitId": ontheffing["besluitId"] or ontheffing["id"], "motivering": "van een ander"}
    eigen, zaak.km = zaak.km, zaak.wereld.mens("klantmanager" if nam_de_klantmanager_het is zelf else "teamleider")
    try:
        return await _doe(zaak, "POST", f"/lbt-ontheffingen/{ontheffing['id']}/besluit/intrekking", body | met)
    finally:
        zaak.km = eigen


async def _ontheffingsbesluit_zelf_intrekken(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _ontheffingsbesluit_intrekken(zaak, met, zelf=True)


async def _waarschuwing_herdagtekenen(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    oproep = (await zaak.lees("/oproepen"))[-1]
    return await _doe(zaak, "POST", f"/oproepen/{oproep['id']}/dagtekening", {"besluitId": oproep["id"]} | met)


async def _zonder_derde(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/pip/zonder-informatie", {"versie": (await zaak.lees())["versie"]} | met)


async def _school(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"id": str(uuid4()), "organisatieId": str(zaak.wereld.twee.a.school)}
    return await _doe(zaak, "POST", "/toewijzingen", body)


async def _inschrijving(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"id": str(uuid4()), "organisatieId": str(zaak.wereld.twee.a.school), "bron": "PERSOON"}
    return await _doe(zaak, "POST", "/inschrijvingen", body | {"bekendOp": (await zaak.over(0)).isoformat()} | met)


async def vertegenwoordiging(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/vertegenwoordigingen", {"id": str(uuid4())} | GEMACHTIGDE | met)


async def _contactmoment(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/contactmomenten", {"id": str(uuid4())} | MOMENT | met)


async def _contactgegeven(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", "/contactgegevens", {"id": str(uuid4())} | GEGEVEN | met)


async def _ontheffing(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    dag = (await zaak.over(0)).isoformat()
    body = {"id": str(uuid4()), "initiatief": "VERZOEK", "beperking": "VISUEEL", "bewijs": "VERKLARING_DESKUNDIGE"}
    return await _doe(zaak, "POST", "/lbt-ontheffingen", body | {"gevraagdOp": dag, "bewijsOp": dag} | met)


async def _ontheffingsbesluit(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    verzoek = (await zaak.lees("/lbt-ontheffingen"))[-1]
    body = {"verlenen": True, "aangetoond": True, "motivering": "Leest de tekst niet.", "versie": verzoek["versie"]}
    return await _doe(zaak, "POST", f"/lbt-ontheffingen/{verzoek['id']}/besluit", body | met)


async def _voornemen(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"id": str(uuid4()), "uiterlijkOp": (await zaak.over(14)).isoformat()}
    return await _doe(zaak, "POST", "/pip-voornemens", body | {"versie": await _versie_van_het_pip(zaak)} | met)


def _bij_het_voornemen(rest: str) -> Callable[[Zaak, dict[str, Any]], Awaitable[Antwoord]]:
    async def doe(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
        voornemen = (await zaak.lees("/pip-voornemens"))[-1]
        pad = f"/pip-voornemens/{voornemen['id']}/{rest}"
        return await _doe(zaak, "POST", pad, {"versie": voornemen["versie"]} | met)

    return doe


async def startdatumkeuze(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    body = {"regel": "A", "motief": "woont sinds vandaag in onze woning", "versie": (await zaak.lees())["versie"]}
    return await _doe(zaak, "POST", "/startdatumkeuze", body | met)


async def _mandaat(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    """De teamleider vult het register van zijn gemeente."""
    leider = zaak.wereld.mens("teamleider")
    antwoord = await leider.http.post(
        f"{leider.basis}/mandaten", json=een_mandaat(**met), headers={"Authorization": f"Bearer {leider.token}"}
    )
    return antwoord.status_code, antwoord.json() if antwoord.content else None


async def _elders_ingetrokken(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", elders.PAD, await elders.een_intrekking(zaak) | met)


async def _elders_terugname(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    """Van wat er het laatst is vastgelegd."""
    id_ = (await zaak.lees(elders.PAD))[-1]["id"]
    return await _doe(zaak, "POST", f"{elders.PAD}/{id_}/terugname", {"motief": "het ging over haar zus"} | met)


async def _elders_plan(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    return await _doe(zaak, "POST", elders.PLANNEN, elders.een_plan() | met)


async def _elders_plan_terugname(zaak: Zaak, met: dict[str, Any]) -> Antwoord:
    """Van het laatste plan dat is vastgelegd; is er geen, dan van een dat er niet is."""
    id_ = ([p["id"] for p in await zaak.lees(elders.PLANNEN)] or [str(uuid4())])[-1]
    return await _doe(zaak, "POST", f"{elders.PLANNEN}/{id_}/terugname", {"motief": "het was van haar zus"} | met)


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
    "intake_weg": _intake_weg,
    "intake_weg_met_intake": _intake_weg_met_intake,
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
    "derde": derde_partij,
    "herdagtekenen": _herdagtekenen,
    "pip_intrekken": _pip_intrekken,
    "besluit_loslaten": _loslaten,
    "brief_verzenden": _brief_verzenden,
    "pip_zelf_intrekken": _pip_zelf_intrekken,
    "ontheffing_herdagtekenen": _ontheffing_herdagtekenen,
    "ontheffingsbesluit_intrekken": _ontheffingsbesluit_intrekken,
    "ontheffingsbesluit_zelf_intrekken": _ontheffingsbesluit_zelf_intrekken,
    "waarschuwing_herdagtekenen": _waarschuwing_herdagtekenen,
    "zonder_derde": _zonder_derde,
    "school": _school,
    "inschrijving": _inschrijving,
    "vertegenwoordiging": vertegenwoordiging,
    "contactmoment": _contactmoment,
    "contactgegeven": _contactgegeven,
    "ontheffing": _ontheffing,
    "ontheffingsbesluit": _ontheffingsbesluit,
    "voornemen": _voornemen,
    "zienswijze": _bij_het_voornemen("zienswijze"),
    "weging": _bij_het_voornemen("weging"),
    "startdatumkeuze": startdatumkeuze,
    "retourpost": _retourpost,
    "retouroordeel": _retouroordeel,
    "opnieuw": _opnieuw,
    "verbetering": _bij_het_besluit("verbetering"),
    "bezwaardag": _bij_het_besluit("bezwaardag"),
    "elders_ingetrokken": _elders_ingetrokken,
    "elders_terugname": _elders_terugname,
    "elders_plan": _elders_plan,
    "elders_plan_terugname": _elders_plan_terugname,
    "mandaat": _mandaat,
    "partner": _partner,
}
