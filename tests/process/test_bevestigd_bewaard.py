"""Wie met een waarschuwing doorgaat, laat dat na: bij de handeling of in het auditlog (ADR 0046).

De routes komen uit hun contracten: een nieuwe met `bevestigd` doet vanzelf mee, of laat de eerste test zakken.
"""

import ast
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest

import core.process
from core.process.bevestigen import ACTIE
from tests.api.routes import contract_van, met_body
from tests.process.terugkeer import terug_zonder_b
from tests.process.test_bekendmaking import vastgesteld
from tests.process.test_botsingen import HANDELINGEN
from tests.process.test_gezondheid_in_tekst import VRAAGT
from tests.process.test_overname import _collega
from tests.process.test_startdatum import _twee_lezingen
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.elders import een_intrekking, een_plan, verhuisd
from tests.voorbeelden.overname import een_overname, neem_over
from tests.voorbeelden.proef import Verzoek
from tests.voorbeelden.toewijzing import een_antwoord
from tests.voorbeelden.vertegenwoordiging import GEMACHTIGDE, leg_vast

ONBEKEND = "GM9998"
TWEEDE_CURATOR: dict[str, Any] = {"soort": "curator", "onderwerpen": []}


def _bij(zaak: Zaak, rest: str, body: Mapping[str, Any]) -> Verzoek:
    return Verzoek(zaak=zaak, pad=zaak.pad(rest), body=dict(body))


async def _in_de_nacht(wereld: Wereld) -> Verzoek:
    verzoek = await HANDELINGEN["POST /dossiers/{dossier_id}/oproepen"](wereld)
    assert isinstance(verzoek.body, dict)
    return _bij(verzoek.zaak, "/oproepen", verzoek.body | {"afspraakOp": "2026-03-12T02:00:00Z"})


async def _verzet_naar_de_nacht(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    [oproep] = await zaak.lees("/oproepen")
    nacht = {"afspraakOp": "2026-03-13T02:00:00Z", "plaats": "Dorpshuis"}
    body = nacht | {"soort": "VERZET", "toelichting": "hij belde", "versie": oproep["versie"]}
    return _bij(zaak, f"/oproepen/{oproep['id']}/afspraak", body)


async def _boete_van_een_ander(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.tweemaal_niet(wereld)
    boete = await zaak.boete()
    boete["beslissing"] |= {"beslistDoor": "J. Jansen"}
    oproep = (await zaak.lees("/oproepen"))[-1]
    return _bij(zaak, f"/oproepen/{oproep['id']}/boetevraag", boete | {"versie": oproep["versie"]})


async def _plan_van_onbekend(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    return _bij(zaak, "/pip-van-elders/plannen", een_plan(gemeente=ONBEKEND))


async def _intrekking_van_onbekend(wereld: Wereld) -> Verzoek:
    zaak = await verhuisd(wereld)
    return _bij(zaak, "/pip-van-elders/intrekkingen", await een_intrekking(zaak) | {"gemeente": ONBEKEND})


async def _tweede_curator(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await leg_vast(zaak, **TWEEDE_CURATOR)
    body = {"id": str(uuid4())} | GEMACHTIGDE | TWEEDE_CURATOR | {"naam": "Mr. P. Bos"}
    return _bij(zaak, "/vertegenwoordigingen", body)


async def _curator_van_eerder(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    zonder: dict[str, Any] = TWEEDE_CURATOR | {"bewijs": "", "bewijsGezienOp": None}
    await leg_vast(zaak, **zonder)
    nu = await terug_zonder_b(wereld, zaak)
    await leg_vast(nu, **zonder, naam="Mr. A. Ander")
    [toen] = await nu.lees("/vertegenwoordigingen/eerder")
    return _bij(nu, "/vertegenwoordigingen/overname", {"id": str(uuid4()), "van": [toen["id"]]})


async def _te_late_startdatum(wereld: Wereld) -> Verzoek:
    zaak = await _twee_lezingen(wereld)
    await wereld.zet_klok(date(2026, 4, 22))
    verzoek = await HANDELINGEN["POST /dossiers/{dossier_id}/startdatumkeuze"](wereld)
    assert isinstance(verzoek.body, dict)
    body = verzoek.body | {"regel": "A", "versie": (await zaak.lees())["versie"]}
    return _bij(zaak, "/startdatumkeuze", body)


async def _late_opmaak(wereld: Wereld) -> Verzoek:
    zaak, brief = await vastgesteld(wereld)
    await wereld.zet_klok(date(2026, 3, 6))
    return _bij(zaak, f"{brief}/opmaak", {"dag": "2026-03-06"})


async def _oproep_die_niet_telt(wereld: Wereld) -> tuple[Zaak, str]:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    [brief] = await zaak.lees("/brieven")
    return zaak, f"/brieven/{brief['id']}"


async def _late_verzending(wereld: Wereld) -> Verzoek:
    zaak, brief = await _oproep_die_niet_telt(wereld)
    await leg_vast(zaak, **TWEEDE_CURATOR)
    return _bij(zaak, f"{brief}/verzending", {"verzondenOp": VANDAAG.isoformat()})


async def _late_verbetering(wereld: Wereld) -> Verzoek:
    zaak, brief = await _oproep_die_niet_telt(wereld)
    await zaak.verzend_oproep()
    await wereld.zet_klok(VANDAAG + timedelta(days=10))
    [stand] = await zaak.lees("/brieven")
    body = {"verzondenOp": "2026-03-11", "wijze": "POST", "motief": "de post was later", "versie": stand["versie"]}
    return _bij(zaak, f"{brief}/verbetering", body)


async def _aan_wie_weg_is(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await (await Zaak.nieuw(wereld)).deel_toe()
    await neem_over(wereld, tot="2026-03-20")
    body = {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await zaak.lees())["versie"]}
    return _bij(zaak, "/behandelaar", body)


async def _hoorde_er_niet(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.tot_traject()
    id_, school = str(uuid4()), wereld.mens("school")
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
    antwoord = f"/eigen-toewijzingen/{id_}/antwoord"
    await school.stuur(antwoord, een_antwoord(True))
    await school.stuur(antwoord, een_antwoord(False, reden="NIET_VAN_ONS", versie=2))
    await wereld.werk_af()
    return zaak


async def _weer_aangeboden(wereld: Wereld) -> Verzoek:
    zaak = await _hoorde_er_niet(wereld)
    return _bij(zaak, "/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})


async def _weer_ingeschreven(wereld: Wereld) -> Verzoek:
    zaak = await _hoorde_er_niet(wereld)
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    return _bij(zaak, "/inschrijvingen", body | {"bekendOp": VANDAAG.isoformat()})


async def _tweede_overname(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    derde = str(await _collega(wereld, "Bo Derde"))
    await neem_over(wereld, vanaf="2026-03-09")
    return Verzoek(zaak=zaak, pad="/overnames", body=een_overname(wereld.twee.a, naarId=derde, vanaf="2026-03-16"))


async def _verlenging_tot_hij_weg_is(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    derde = str(await _collega(wereld, "Bo Derde"))
    await neem_over(wereld, vanId=str(wereld.twee.a.teamleider), naarId=derde, vanaf="2026-03-10", tot="2026-03-20")
    kort = await neem_over(wereld, vanaf="2026-03-05", tot="2026-03-09")
    return Verzoek(zaak=zaak, pad=f"/overnames/{kort}/laatste-dag", body={"tot": "2026-03-10", "versie": 1})


Maker = Callable[[Wereld], Awaitable[Verzoek]]
VAN_EEN_ZAAK: Mapping[str, tuple[str, Maker]] = {
    "/behandelaar": ("BEHANDELAAR_AFWEZIG", _aan_wie_weg_is),
    "/brieven/{brief_id}/opmaak": ("KOST_DAGEN", _late_opmaak),
    "/brieven/{brief_id}/verbetering": ("TELT_NIET", _late_verbetering),
    "/brieven/{brief_id}/verzending": ("ANDERS_GERICHT", _late_verzending),
    "/inschrijvingen": ("HOORDE_ER_NIET", _weer_ingeschreven),
    "/oproepen": ("BUITEN_KANTOORUREN", _in_de_nacht),
    "/oproepen/{oproep_id}/afspraak": ("BUITEN_KANTOORUREN", _verzet_naar_de_nacht),
    "/oproepen/{oproep_id}/boetevraag": ("NIET_IN_REGISTER", _boete_van_een_ander),
    "/pip-van-elders/intrekkingen": ("GEMEENTE_ONBEKEND", _intrekking_van_onbekend),
    "/pip-van-elders/plannen": ("GEMEENTE_ONBEKEND", _plan_van_onbekend),
    "/startdatumkeuze": ("PIP_TE_LAAT", _te_late_startdatum),
    "/toewijzingen": ("HOORDE_ER_NIET", _weer_aangeboden),
    "/vertegenwoordigingen": ("AL_EEN_VERTEGENWOORDIGER", _tweede_curator),
    "/vertegenwoordigingen/overname": ("AL_EEN_VERTEGENWOORDIGER", _curator_van_eerder),
}
GEVALLEN: Mapping[str, tuple[str, Maker]] = {
    **{f"POST /dossiers/{{dossier_id}}{pad}": geval for pad, geval in VAN_EEN_ZAAK.items()},
    "POST /overnames": ("AL_EEN_OVERNAME", _tweede_overname),
    "POST /overnames/{overname_id}/laatste-dag": ("VERVANGER_AFWEZIG", _verlenging_tot_hij_weg_is),
}
"""Elke route die iets anders laat bevestigen dan een tekst, met een verzoek dat daarvoor waarschuwt."""


def test_elke_route_die_laat_bevestigen_heeft_een_geval(staande_wereld: Wereld) -> None:
    """Wat alleen een tekst laat bevestigen, beproeft `test_gezondheid_in_tekst`."""
    met = {
        f"{route.methode} {route.pad.removeprefix('/v1').removeprefix('/gemeenten/{gemeentecode}')}"
        for route in met_body(staande_wereld.huis)
        if "bevestigd" in {veld.name for veld in msgspec.structs.fields(contract_van(route))}
    }
    assert met == GEVALLEN.keys() | {naam for naam, _ in VRAAGT}


async def _bewaard(wereld: Wereld) -> set[str]:
    """Elke soort die ergens als bevestigd staat: in een kolom van die naam, of in het auditlog."""
    soorten = {soort for regel in await wereld.rijen("audit", actie=ACTIE) for soort in regel["velden"]}
    kolommen = await wereld.alziend.fetch(
        "select table_name from information_schema.columns where table_schema = 'meedoen' and column_name = 'bevestigd'"
    )
    for kolom in kolommen:
        for rij in await wereld.rijen(kolom["table_name"]):
            soorten |= set(json.loads(rij["bevestigd"]))
    return soorten


@pytest.mark.parametrize("naam", GEVALLEN, ids=lambda naam: naam.replace("/", "-"))
async def test_een_bevestiging_is_daarna_te_lezen(wereld: Wereld, naam: str) -> None:
    soort, maak = GEVALLEN[naam]
    verzoek = await maak(wereld)
    assert isinstance(verzoek.body, dict)
    teamleider = wereld.mens(verzoek.wie)
    fout = await teamleider.stuur(verzoek.pad, verzoek.body, 409)
    soorten = [w["soort"] for w in fout["waarschuwingen"]]
    assert soort in soorten
    assert soort not in await _bewaard(wereld), "wat geweigerd is laat niets na"
    niet = next(w for w in ("MEDISCHE_GEGEVENS", "KAN_NOG_KOMEN") if w not in soorten)
    koppen = {"Authorization": f"Bearer {teamleider.token}"}
    body = verzoek.body | {"bevestigd": [*soorten, niet]}
    goed = await teamleider.http.post(teamleider.basis + verzoek.pad, json=body, headers=koppen)
    assert goed.status_code < 300, goed.text
    bewaard = await _bewaard(wereld)
    assert set(soorten) <= bewaard
    assert niet not in bewaard, "wat niet speelde is niet bevestigd"
    for regel in await wereld.rijen("audit", actie=ACTIE):
        assert regel["object_id"] is not None
        assert regel["medewerker_id"] == wereld.twee.a.teamleider


def test_geen_handeling_gooit_weg_wat_bevestigd_is() -> None:
    """`eis_bevestigd` geeft de soorten waar het om ging; wie ze niet bewaart roept `eis_en_bewaar`."""
    gezien, weg = 0, []
    for bestand in sorted(Path(next(iter(core.process.__path__))).rglob("*.py")):
        boom = ast.parse(bestand.read_text())
        for knoop in ast.walk(boom):
            if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name) and knoop.func.id == "eis_bevestigd":
                gezien += 1
        for knoop in ast.walk(boom):
            roep = knoop.value if isinstance(knoop, ast.Expr) else None
            if isinstance(roep, ast.Call) and isinstance(roep.func, ast.Name) and roep.func.id == "eis_bevestigd":
                weg.append(f"{bestand.name}:{roep.lineno}")
    assert gezien > 0
    assert weg == []
