"""Een verhaal waarin elke opdracht van Meedoen minstens één keer voorkomt: alle stappen, en wat er mis kan gaan.

Elke stap gaat over de API of door een taak, zoals in het echt. Komt er een opdracht bij die hier niet langskomt, dan
noemt `test_plannen` haar plaats.
"""

import datetime as dt
from typing import Any
from uuid import uuid4

import msgspec

from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.aanmelding.ontvangst import peil
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak

LBT = {
    "resultaat": "B1-route haalbaar",
    "behaaldeScore": "61,00",
    "benodigdeScore": "55,00",
    "datumAfname": dt.date(2026, 3, 1),
}


async def speel(wereld: Wereld) -> None:
    await _zoek_en_werk_af(wereld)
    zaak = await _tot_de_intake(wereld)
    await _tot_het_traject(zaak)
    await _bij_de_taalschool(zaak)
    await _kies_de_startdatum(wereld)
    await _eindig_de_plicht(wereld)
    await _voeg_samen(wereld)
    await _wat_duo_weigert(wereld)
    await _wat_de_ontvanger_weigert(wereld)
    await _als_een_taak_breekt(wereld)


async def _lees_alles(zaak: Zaak) -> None:
    for lijst in ("", "/termijnen", "/oproepen", "/brede-intake", "/begeleiding", "/pip", "/pip/toets", "/besluiten"):
        await zaak.lees(lijst)
    for lijst in ("/brieven", "/duo-meldingen", "/toewijzingen"):
        await zaak.lees(lijst)


async def _tot_de_intake(wereld: Wereld) -> Zaak:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    zaak = await Zaak.gemeld(wereld, inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.werk_af()
    await wereld.mens("teamleider").stuur(
        zaak.pad("/behandelaar"),
        {"behandelaarId": str(wereld.twee.a.klantmanager), "versie": (await zaak.lees())["versie"]},
    )
    await wereld.werk_af()
    await zaak.lees("/oproepen/voorstel")
    id_ = str(uuid4())
    for _ in range(2):
        await zaak.roep_op(id=id_)
    await zaak.verschijnt()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    for code, stand in (("SS137", {}), ("SS131", {"lbt": [LBT]})):
        wereld.duo_weet(inwoner, **stand)
        await wereld.meldt(code, inwoner)
        await wereld.werk_af()
    return zaak


async def _tot_het_traject(zaak: Zaak) -> None:
    wereld = zaak.wereld
    versie = await zaak.vul_intake()
    await zaak.vul_intake(versie=versie)
    await zaak.km.lees(zaak.pad("/brede-intake?inAfwezigheid=true"))
    await zaak.rond_intake_af()
    beeld: dict[str, Any] = {"huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False}
    for versie in (0, 1):
        await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), beeld | {"versie": versie})
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), beeld | {"versie": 1}, 409)
    await zaak.stuur("/begeleiding/vaststelling", {"id": str(uuid4()), "versie": 2})
    await zaak.schrijf_pip()
    dossier = await zaak.lees()
    derde = {"gevraagdAan": "GGD", "wat": "advies", "onmisbaarOmdat": "gezondheid", "gevraagdOp": VANDAAG.isoformat()}
    await zaak.stuur("/pip/informatie-van-derde", derde | {"versie": dossier["versie"]})
    dossier = await zaak.lees()
    await zaak.stuur(
        "/pip/informatie-van-derde", derde | {"ontvangenOp": VANDAAG.isoformat(), "versie": dossier["versie"]}
    )
    await zaak.stel_vast()
    await wereld.werk_af(behalve=())
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    await zaak.lees(f"/brieven/{brief['id']}/pdf")
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    termijn = Inburgeringstermijn(startdatum=dt.date(2026, 3, 3), einddatum=dt.date(2029, 3, 13))
    wereld.duo_weet(zaak.inwoner, termijn=termijn)
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    await _lees_alles(zaak)


async def _bij_de_taalschool(zaak: Zaak) -> None:
    wereld = zaak.wereld
    school = wereld.mens("school", basis="/v1")
    for aanvaard in (False, True):
        id_ = str(uuid4())
        await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})
        eigen = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
        await school.stuur(f"{eigen}/antwoord", {"aanvaard": aanvaard, "versie": 1})
        await school.lees("/eigen-toewijzingen")
    await school.lees(eigen)
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})


async def _zoek_en_werk_af(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    await Zaak.gemeld(wereld, inwoner)
    await wereld.meldt("SS199", inwoner)
    await wereld.werk_af()
    for vraag in ({"naamBegintMet": inwoner.geslachtsnaam}, {"vNummer": str(inwoner.v_nummer)}, {"bsn": inwoner.bsn}):
        await wereld.km.stuur("/werkvoorraad/zoekopdrachten", vraag, 200)
    await wereld.km.lees("/medewerkers")
    await wereld.km.lees("/organisaties")
    await wereld.km.lees("/werkvoorraad")
    [item] = (await wereld.km.lees("/werkvoorraad?soort=DUO_GEBEURTENIS"))["werk"]
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", {"afhandeling": "gebeld", "versie": item["versie"]})


async def _kies_de_startdatum(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(
        wereld,
        wereld.wie(Verhaal.AZC_IN_GEMEENTE),
        ingeschreven=dt.date(2026, 1, 15),
        plicht_begin=dt.date(2026, 2, 10),
        kennisgeving=dt.date(2026, 2, 10),
    )
    keuze = {"regel": "A", "motief": "stond hier al ingeschreven", "versie": (await zaak.lees())["versie"]}
    await zaak.stuur("/startdatumkeuze", keuze)


async def _eindig_de_plicht(wereld: Wereld) -> None:
    """Eerst een vraag die blijft staan, dan een plicht die eindigt, en dan een stand die hier niet kan."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ZONDER_KENNISGEVING), kennisgeving=None)
    for reden in ("Verblijfsdoel gewijzigd", "Inburgeringsplicht voldaan"):
        wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden=reden)
        await wereld.meldt("SS110", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=len(reden)))
        await wereld.werk_af()


async def _voeg_samen(wereld: Wereld) -> None:
    """Een voorlopig dossier met alleen een V-nummer, en een melding die twee dossiers door elkaar haalt."""
    ander, voorlopig = wereld.wie(Verhaal.AOW_NABIJ), wereld.wie(Verhaal.EERST_V_NUMMER)
    await Zaak.gemeld(wereld, ander)
    wereld.duo_weet(voorlopig, bsn_bekend=False)
    await wereld.meldt("SS101", voorlopig, bsn=False, v_nummer=True)
    await wereld.werk_af()
    nummers = {"bsn": ander.bsn, "vNummer": voorlopig.v_nummer}
    await wereld.notificatie(_bericht("SS199", **nummers))
    await wereld.werk_af()
    [item] = await wereld.werk("BSN_ONTBREEKT")
    zaak = Zaak(wereld, voorlopig, item["dossier_id"], wereld.km)
    keuze = {"metDossierId": str(await wereld.dossier_id(ander)), "motief": "dezelfde pas"}
    await zaak.stuur("/samenvoeging", keuze | {"versie": (await zaak.lees())["versie"]})


async def _wat_duo_weigert(wereld: Wereld) -> None:
    """Een melding die DUO niet aanneemt en die een mens nog eens aanbiedt; en iemand die DUO hier niet laat lezen."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, nummer=1))
    await zaak.tot_pip()
    await zaak.stel_vast()
    wereld.duo_weet(zaak.inwoner, gevestigd=None)
    await wereld.werk_af()
    [melding] = await zaak.lees("/duo-meldingen")
    await zaak.stuur(f"/duo-meldingen/{melding['id']}/nieuwe-aanbieding", None, 201)
    vreemd = next(i for i in wereld.bevolking if f"GM{i.gemeentecode}" == wereld.twee.b.code)
    wereld.duo_weet(vreemd)
    for code in ("SS139", "SS131"):
        await wereld.meldt(code, vreemd)
        await wereld.werk_af()
    await wereld.meldt("SS139", wereld.wie(Verhaal.OVERLEDEN))
    await wereld.werk_af()


async def _wat_de_ontvanger_weigert(wereld: Wereld) -> None:
    await peil(wereld.postvak)
    await wereld.notificatie(b"{", doel="00000099000009999000")
    await wereld.notificatie(_bericht("SS139"))
    await wereld.werk_af()


async def _als_een_taak_breekt(wereld: Wereld) -> None:
    """Een taak die het opgeeft en die een mens nog eens laat doen; en een buur die lang wegblijft."""
    inwoner = wereld.wie(Verhaal.INGETROKKEN)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    soort = "aanmelding.verwerk_notificatie"
    await wereld.alziend.execute("update outbox set soort = 'stuk', pogingen = 11 where status = 'nieuw'")
    await wereld.werk_af()
    await wereld.alziend.execute("update outbox set soort = $1 where soort = 'stuk'", soort)
    [item] = await wereld.werk("TAAK_MISLUKT")
    await wereld.km.stuur(f"/werkitems/{item['id']}/nieuwe-poging", {"versie": item["versie"]})
    wereld.lijn.plat = True
    await wereld.werk_af()
    await wereld.alziend.execute("update outbox set pogingen = 11 where status = 'nieuw' and fout <> ''")
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    wereld.lijn.plat = False
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()


def _bericht(code: str, **nummers: object) -> bytes:
    return msgspec.json.encode({"registratieDatumTijd": BEGIN, "gebeurtenisId": code} | nummers)
