"""Het verhaal van het dossier en zijn werk: zoeken, afvinken, weer openen, en wat er gebeurt als een taak breekt."""

from datetime import date
from uuid import UUID

from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.process.dossier.taken import zet_klaar
from tests.api.leerlingen import Leerling, Merken
from tests.process.terugkeer import terug_zonder_b
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden import briefadressen, caseload
from tests.voorbeelden.proef import Verzoek


async def zoek_en_werk_af(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    inwoner = zaak.inwoner
    await wereld.meldt("SS122", inwoner)
    await wereld.werk_af()
    for vraag in ({"naamBegintMet": inwoner.geslachtsnaam}, {"vNummer": str(inwoner.v_nummer)}, {"bsn": inwoner.bsn}):
        await wereld.km.stuur("/werkvoorraad/zoekopdrachten", vraag, 200)
    kenmerk = (await zaak.lees())["kenmerk"]
    await wereld.km.stuur("/werkvoorraad/zoekopdrachten", {"kenmerk": kenmerk}, 200)
    await caseload.lees_lijsten(wereld)
    await wereld.km.lees("/medewerkers")
    await wereld.km.lees("/werkvoorraad")
    await wereld.km.lees(f"/werkvoorraad?behandelaar={wereld.twee.a.klantmanager}")
    [item] = (await wereld.km.lees("/werkvoorraad?soort=DUO_GEBEURTENIS"))["werk"]
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", {"afhandeling": "gebeld", "versie": item["versie"]})
    heropend = await _heropen_weer(wereld, item["id"])
    assert heropend != item["id"]
    await zaak.deel_toe()
    await zaak.lees()
    await zaak.lees("/termijnen")
    await zaak.lees("/correcties")


async def _heropen_weer(wereld: Wereld, werkitem_id: str) -> str:
    versie = await wereld.alziend.fetchval("select versie from werkitem where id = $1", UUID(werkitem_id))
    body = {"motief": "ging over een ander", "versie": versie}
    id_: str = (await wereld.km.stuur(f"/werkitems/{werkitem_id}/heropening", body, 201))["id"]
    return id_


async def de_termijn_van_duo(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    wereld.duo_weet(zaak.inwoner, termijn=Inburgeringstermijn(startdatum=date(2026, 3, 3), einddatum=date(2029, 3, 13)))
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()


async def het_recht_wijzigt(wereld: Wereld) -> None:
    """Een termijn stond een dag te vroeg, en een die al gehaald was ook; narekenen zet beide recht."""
    await wereld.alziend.execute(
        "update termijn set einde = einde - 1, recht_versie = 'eerder' where atw and status in ('lopend', 'gehaald')"
    )
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        assert await zet_klaar(tx, wereld.huis) > 0
    await wereld.werk_af()


async def als_een_taak_breekt(wereld: Wereld) -> None:
    """Een taak die het opgeeft en die een mens nog eens laat doen; en een buur die lang wegblijft."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    soort = "aanmelding.verwerk_notificatie"
    await wereld.alziend.execute(
        "update outbox set soort = 'stuk', pogingen = 11 where status = 'nieuw' and soort = $1", soort
    )
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


async def komt_terug(wereld: Wereld) -> None:
    """Weg met een plan van hier, en twee keer terug; een laat bericht, en zijn overlijden."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    await zaak.lees("/brede-intake")
    tweede = await terug_zonder_b(wereld, zaak)
    derde = await terug_zonder_b(wereld, tweede)
    await wereld.meldt("SS125", zaak.inwoner)
    await wereld.werk_af()
    await derde.lees("/brede-intake")
    await zaak.lees()
    await zaak.stuur("/brp-lezing", None)  # the letter of then has not gone out
    await wereld.werk_af()
    besluit = (await zaak.lees("/besluiten"))[-1]["id"]
    await zaak.stuur("/besluiten/loslating", {"besluitId": besluit, "motief": "hij kende het niet"}, 201)
    await wereld.werk_af()
    wereld.duo_weet(zaak.inwoner, overleden=await wereld.vandaag())
    await derde.stuur("/brp-lezing", None)
    await wereld.werk_af()
    await wereld.zet_klok(BEGIN)


async def vink_af(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, kennisgeving=None)
    item = next(w for w in await wereld.werk("NAVRAGEN") if w["dossier_id"] == zaak.id)
    afhandeling = {"afhandeling": "gebeld", "versie": item["versie"]}
    return Verzoek(zaak=zaak, pad=f"/werkitems/{item['id']}/afhandeling", body=afhandeling)


async def heropen(wereld: Wereld) -> Verzoek:
    verzoek = await vink_af(wereld)
    await wereld.km.stuur(verzoek.pad, verzoek.body)
    werkitem_id = UUID(verzoek.pad.split("/")[2])
    versie = await wereld.alziend.fetchval("select versie from werkitem where id = $1", werkitem_id)
    body = {"motief": "ging over een ander", "versie": versie}
    return Verzoek(zaak=verzoek.zaak, pad=f"/werkitems/{werkitem_id}/heropening", body=body)


async def ga_na(wereld: Wereld) -> Verzoek:
    """De klantmanager stelde het PIP vast met een collegebesluit; de teamleider gaat na of dat er is."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    vandaag = (await wereld.vandaag()).isoformat()
    college = {"nummer": "2026-31", "datum": vandaag}
    await zaak.stuur("/pip/vaststelling", {"dagtekening": vandaag, "versie": 1, "collegebesluit": college}, 201)
    item = (await wereld.werk("COLLEGEBESLUIT_NAGAAN"))[-1]
    body = {"bestaat": False, "bevinding": "staat niet op de lijst", "versie": item["versie"]}
    return Verzoek(zaak=zaak, pad=f"/werkitems/{item['id']}/collegebesluit", body=body)


async def loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Een briefadres, een termijn die verschoof alsof het recht wijzigde, en een dossier dat hierin opging."""
    await briefadressen.loop(zaak, leerling, merken)
    await zaak.wereld.alziend.execute(
        "insert into termijnverschuiving (gemeente_id, id, dossier_id, termijn_id, vorige_id, soort, van_dag, naar_dag,"
        " tijdig_tot, van_status, naar_status, reden, recht_versie, verschoven_op)"
        " select gemeente_id, gen_random_uuid(), dossier_id, id, id, soort, einde, einde, einde, status, status, 'x',"
        " recht_versie, bepaald_op from termijn where dossier_id = $1 limit 1",
        zaak.id,
    )
    await zaak.wereld.alziend.execute(
        "insert into samenvoeging (gemeente_id, id, dossier_id, met_dossier_id, soort, status, motief, van_fase,"
        " met_fase, verplaatst, eerder, vastgelegd_door, vastgelegd_op, besloten_door, besloten_op, toelichting,"
        " college_nummer, college_datum) select van.gemeente_id, gen_random_uuid(), van.id, met.id, 'samenvoegen',"
        ' \'uitgevoerd\', \'x\', van.fase, met.fase, \'{"werkitem": ["x"]}\', \'{"met": {"let_op": "x"}}\', $2,'
        " van.geopend_op, $2, van.geopend_op, 'x', 'x', current_date from dossier van join dossier met"
        " on met.gemeente_id = van.gemeente_id and met.id <> van.id where van.id = $1 order by met.id limit 1",
        zaak.id,
        leerling.gemeente.klantmanager,
    )
