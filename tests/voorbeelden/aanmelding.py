"""Wat DUO stuurt; alleen de ontvanger mag het neerleggen."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.outbox.relay import Relay
from core.platform.tenancy import Actor
from core.process.aanmelding.ontvangst import peil
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden import elders
from tests.voorbeelden.bereik import BEWERKT, HERVERSLEUTELT, LEEST, NU, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Cijferproef, Kanarie, Proef, Verzoek
from tests.voorbeelden.storing import BLIND, ZIEND

BEGIN = datetime.fromisoformat("2026-03-02T09:00:00+00:00")


async def duo_ontvangst(tx: Tx, **anders: object) -> UUID:
    """`tx` is van de actor ontvanger."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "bericht_id": nieuw_id(),
        "cijfer": os.urandom(80),
        "sleutelversie": 1,
        "indexversie": 1,
        "kenmerk": os.urandom(16),
        "gebeurtenis": "SS139",
        "geregistreerd_op": date(2026, 3, 2),
    }
    await voeg_in(tx, "duo_ontvangst", waarden | anders)
    return id_


async def duo_gegeven(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "bron": "boete",
        "soort": "BOETE",
        "dag": date(2026, 3, 2),
        "aantal": 1250,
        "gelezen_op": TOEN,
    }
    await voeg_in(tx, "duo_gegeven", waarden | anders)
    return id_


async def duo_vergelijking(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": id_,
        "begonnen_op": date(2026, 3, 2),
        "nulmeting": True,
        "klaargezet_op": date(2026, 3, 2),
    }
    await voeg_in(tx, "duo_vergelijking", waarden | anders)
    return id_


async def duo_geweigerd(tx: Tx, **anders: object) -> None:
    """`tx` is van de actor ontvanger; de rij hoort bij geen gemeente."""
    nu = datetime.now(UTC)
    waarden: dict[str, object] = {
        "dag": nu.date(),
        "reden": "onbekend_doel",
        "bron": "00000099000000001000",
        "doel": str(nieuw_id()),
        "aantal": 1,
        "omvang": 512,
        "eerste_op": nu,
        "laatste_op": nu,
    }
    await voeg_in(tx, "duo_geweigerd", waarden | anders)


async def _verhaal(wereld: Wereld) -> None:
    await _twee_keer_gemeld(wereld)
    await _eindig_de_plicht(wereld)
    await _twee_dossiers_door_elkaar(wereld)
    await _lees_de_berichten(wereld)
    await _wat_duo_niet_laat_lezen(wereld)
    await _wat_de_ontvanger_weigert(wereld)
    await _wat_bleef_liggen(wereld)
    await _als_een_gemeente_niet_te_bereiken_is(wereld)
    await _wat_duo_besliste(wereld)
    await _na_een_verhuizing(wereld)
    await _vergelijk(wereld)


async def _twee_keer_gemeld(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    for code in ("SS139", "SS199"):
        await wereld.meldt(code, zaak.inwoner)
        await wereld.werk_af()


async def _eindig_de_plicht(wereld: Wereld) -> None:
    """Eerst een vraag die blijft staan, dan een plicht die eindigt, en dan een stand die hier niet kan."""
    zaak = await Zaak.nieuw(wereld, asiel=False, kennisgeving=None)
    for reden in ("Verblijfsdoel gewijzigd", "Inburgeringsplicht voldaan"):
        wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=BEGIN.date(), reden=reden)
        await wereld.meldt("SS110", zaak.inwoner, op=BEGIN + timedelta(minutes=len(reden)))
        await wereld.werk_af()


async def _twee_dossiers_door_elkaar(wereld: Wereld) -> None:
    """Een BSN van de een met het V-nummer van de ander, of met een dat niemand kent."""
    zaak, voorlopig = await Zaak.nieuw(wereld), wereld.iemand()
    wereld.duo_weet(voorlopig, bsn_bekend=False)
    await wereld.meldt("SS101", voorlopig, bsn=False, v_nummer=True)
    await wereld.werk_af()
    nummers = {"bsn": zaak.inwoner.bsn, "vNummer": voorlopig.v_nummer}
    await wereld.notificatie(_bericht("SS199", **nummers))
    await wereld.werk_af()
    for v_nummer in (zaak.inwoner.v_nummer, voorlopig.v_nummer, 1):
        await wereld.notificatie(_bericht("SS102", bsn=zaak.inwoner.bsn, vNummer=v_nummer))
        await wereld.werk_af()


async def _lees_de_berichten(wereld: Wereld) -> None:
    """Het bericht dat een werkitem noemt, en anders het laatste over de persoon."""
    for soort in ("DUBBEL_DOSSIER", "BSN_ONTBREEKT"):
        for item in await wereld.werk(soort):
            await wereld.km.lees(f"/werkitems/{item['id']}/duo-bericht")


async def _wat_duo_niet_laat_lezen(wereld: Wereld) -> None:
    """Iemand uit een andere gemeente, en iemand van wie DUO niets weet."""
    await wereld.vreemde("SS139")
    [item] = (await wereld.werk("DUO_GEEN_TOEGANG"))[-1:]
    body = {"afhandeling": "nagevraagd bij DUO", "versie": item["versie"]}
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", body)
    await wereld.km.stuur(f"/dossiers/{item['dossier_id']}/brp-lezing", None, 409)
    await wereld.meldt("SS139", wereld.wie(Verhaal.OVERLEDEN))
    await wereld.werk_af()


async def _wat_de_ontvanger_weigert(wereld: Wereld) -> None:
    await peil(wereld.postvak)
    await wereld.notificatie(b"{", doel="00000099000009999000")
    await wereld.notificatie(_bericht("SS139"))
    await wereld.werk_af()


async def _wat_bleef_liggen(wereld: Wereld) -> None:
    """Een aangenomen melding waarvan de outboxrij verdween; het dagelijkse werk vindt haar terug."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.alziend.execute("update outbox set status = 'klaar' where status = 'nieuw'")
    await wereld.alziend.execute("update duo_ontvangst set ontvangen_op = ontvangen_op - interval '2 hours'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def _als_een_gemeente_niet_te_bereiken_is(wereld: Wereld) -> None:
    """De wachtrij raakte leeg, en de relay kan niet over alle gemeenten kiezen: dan gemeente voor gemeente."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.alziend.execute(BLIND.format(tabel="outbox", gemeente=wereld.twee.a.id, rol="meedoen_relay"))
    await Relay(wereld.huis.databank, wereld.vergeet_aanbod, is_leeg=_leeg).ronde()
    await wereld.alziend.execute(ZIEND.format(tabel="outbox"))
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()


async def _wat_duo_besliste(wereld: Wereld) -> None:
    """Alle bronnen, een beslissing die komt en weer gaat, en een nieuwe termijn na een boete."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    for code in ("SS117", "SS119", "SS104", "SS199"):
        await wereld.gebeurt(zaak.inwoner, code)
    wereld.duo_weet(zaak.inwoner, vrijstellingen=[], ontheffingen=[])
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    await zaak.lees("/duo-gegevens")
    wereld.duo_weet(zaak.inwoner, termijn=wereld.termijn(tot=BEGIN.date()))
    await wereld.gebeurt(zaak.inwoner, "SS198")


async def _na_een_verhuizing(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    await zaak.stuur("/brp-lezing", None, 409)


async def _vergelijk(wereld: Wereld) -> None:
    """De nulmeting, en daarna een bericht dat pas later komt, een bron die anders is en een PIP dat DUO kwijt is."""
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_traject()
    await _nacht(wereld, 1)
    await wereld.besturing("gebeurtenissen", codes=["SS199"], bsn=zaak.inwoner.bsn)
    wereld.duo_weet(zaak.inwoner, pips=[])
    await _nacht(wereld, 2)
    await wereld.km.lees("/duo-vergelijking")
    await wereld.bezorg()
    await wereld.werk_af()
    await wereld.zet_klok(BEGIN)


async def _nacht(wereld: Wereld, dag: int) -> None:
    """Alle dossiers worden vergeleken, en daarna hun bronnen gelezen."""
    await wereld.zet_klok(BEGIN + timedelta(days=dag))
    await wereld.dagwerk().ronde()
    for _ in range(2):
        await wereld.wachttijd_voorbij()
        await wereld.werk_af()


async def _leeg() -> bool:
    return True


def _bericht(code: str, **nummers: object) -> bytes:
    return msgspec.json.encode({"registratieDatumTijd": BEGIN, "gebeurtenisId": code} | nummers)


async def _lees_opnieuw(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/brp-lezing"))


async def _lees_duo_opnieuw(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/duo-lezing"))


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"intrekking_id": await elders.zaai(akker.intake), "plan_id": await elders.zaai_plan(akker.intake)}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.wereld.notificatie(b"{", doel=leerling.gemeente.tenant.oin)
    async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_taak()) as tx:
        await duo_gegeven(tx, dossier_id=zaak.id)
        anders = '[{"soort": "bron", "onderwerp": "examen", "wat": "iets"}]'
        await duo_vergelijking(tx, dossier_id=zaak.id, verschillen=anders, nulverschillen=anders)
    await elders.loop(zaak, leerling, merken)


def notificatie(nummer: int) -> bytes:
    """Een notificatie zoals DUO haar stuurt."""
    return json.dumps(
        {
            "bsn": proefbsn(nummer).onthul(),
            "gebeurtenisId": "SS139",
            "registratieDatumTijd": f"2026-03-02T09:00:{nummer % 60:02}Z",
        }
    ).encode()


PROEF = Proef(
    fabrieken={
        "duo_gegeven": duo_gegeven,
        "duo_vergelijking": duo_vergelijking,
        "elders_ingetrokken": elders.elders_ingetrokken,
        "elders_plan": elders.elders_plan,
    },
    van_de_ontvanger={"duo_geweigerd": duo_geweigerd, "duo_ontvangst": duo_ontvangst},
    bereik={
        (Actor.GEMEENTE, "duo_gegeven"): Bereik(
            leest=None, voegt_in=None, waarvoor="bewaar; wijzigen kan alleen door te laten vervallen"
        ),
        (Actor.GEMEENTE, "duo_vergelijking"): BEWERKT,
        (Actor.GEMEENTE, "elders_ingetrokken"): Bereik(
            leest=None, voegt_in=None, waarvoor="wijzigen kan alleen door het terug te nemen"
        ),
        (Actor.GEMEENTE, "elders_plan"): Bereik(
            leest=None, voegt_in=None, waarvoor="wijzigen kan alleen door het terug te nemen"
        ),
        (Actor.GEMEENTE, "duo_ontvangst"): Bereik(
            leest=None,
            wijzigt=("ontvangen",),
            naar=("verwerkt", "dubbel", "werkitem"),
            waarvoor="verwerk_notificatie; alleen de ontvanger neemt aan",
        ),
        (Actor.ONTVANGER, "duo_ontvangst"): Bereik(
            voegt_in=("ontvangen",), waarvoor="neem_aan", begint_met={"ontvangen_op": NU}
        ),
        (Actor.ONTVANGER, "duo_geweigerd"): Bereik(
            leest=None, voegt_in=None, wijzigt=None, waarvoor="tellen; alleen de tellers van vandaag"
        ),
        (Actor.ZEGEL, "duo_geweigerd"): LEEST,
        (Actor.SLEUTELS, "duo_ontvangst"): HERVERSLEUTELT,
    },
    nooit_gefilterd={
        "duo_ontvangst": {"cijfer": "bytea", "kenmerk": "bytea"},
        "duo_vergelijking": {"nulverschillen": "jsonb", "verschillen": "jsonb"},
        "duo_geweigerd": {"aantal": "bigint", "omvang": "bigint"},
    },
    cijfers={
        "duo_ontvangst.cijfer": Cijferproef(
            rauw="select id, cijfer, kenmerk as index from duo_ontvangst where gemeente_id = $1 order by 1",
            inhoud=notificatie,
        ),
    },
    verhaal=_verhaal,
    handelingen={
        "POST /dossiers/{dossier_id}/brp-lezing": _lees_opnieuw,
        "POST /dossiers/{dossier_id}/duo-lezing": _lees_duo_opnieuw,
    },
    parameters={"intrekking_id": "elders_ingetrokken", "plan_id": "elders_plan"},
    zaai=_zaai,
    weegt={"lezingLeesBrp": ("409",), "lezingLeesDuo": ("409",), "vergelijkingLijst": ("400",)},
    kanarie=Kanarie(
        loop=_loop,
        toont_nummer=frozenset({"GET /v1/gemeenten/{gemeentecode}/werkitems/{werkitem_id}/duo-bericht"}),
        versleuteld={
            "duo_ontvangst.cijfer": "het BSN is zelf een merk",
            "duo_ontvangst.kenmerk": "een code",
        },
    ),
)
