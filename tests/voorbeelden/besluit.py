"""Besluiten en brieven."""

import os
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.besluit.brief import BezwaardagBrief, stel_bezwaardag_op
from core.process.besluit.ontvangstbewijs import Ontvangstbewijs
from core.process.pip.brief import PIP_BESCHIKKING
from tests.api.leerlingen import Leerling, Merken
from tests.letters.voorbeelden import DAGTEKENING, DELEN
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import BEWERKT, HERVERSLEUTELT, SCHRIJFT_BIJ, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.intrek_brieven import intrekkingen
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Cijferproef, Kanarie, Proef, Versie, Verzoek, Zwijgt

VERBETERING: dict[str, Any] = {
    "verzondenOp": "2026-03-04",
    "wijze": "POST",
    "motief": "ging twee dagen later weg",
}
HOREN = (
    '{"gelegenheid": {"gegeven_op": "2026-03-02", "uiterlijk_op": "2026-03-16", "zienswijze": {"wijze": "MONDELING",'
    ' "ontvangen_op": "2026-03-09", "inhoud": "dit is mijn zus"}}, "zonder": null, "motief": "besproken"}'
)
BEWIJS = Ontvangstbewijs(
    recht_versie="proef", peildatum=date(2026, 4, 1), parameters={}, beleid_versie="proef", plugins={}
)


async def besluit(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "B04",
        "onderwerp_id": nieuw_id(),
        "dagtekening": date(2026, 4, 1),
        "gronden": '["art. 15 Wi2021"]',
        "ontvangstbewijs": msgspec.json.encode(BEWIJS).decode(),
        "vastgesteld_door": tx.medewerker_id,
        "vastgesteld_op": TOEN,
    }
    await voeg_in(tx, "besluit", waarden | anders)
    return id_


async def brief(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "onderwerp_id": nieuw_id(),
        "sjabloon": "pip_beschikking",
        "sjabloon_versie": "v1",
        "gegevens_hash": "0" * 64,
        "gegevens": os.urandom(64),
        "sleutelversie": 1,
        "status": "te_maken",
    }
    await voeg_in(tx, "brief", waarden | anders)
    return id_


async def brief_opmaak(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "brief_id": anders.get("brief_id") or await brief(tx, dossier_id=dossier_id),
        "volgnummer": 1,
        "gevraagd_op": TOEN,
        "gevraagd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "brief_opmaak", waarden | anders)
    return id_


async def brief_verzending(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    id_, brief_id = nieuw_id(), anders.get("brief_id") or await brief(tx, dossier_id=dossier_id)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "brief_id": brief_id,
        "opmaak_id": anders.get("opmaak_id") or await brief_opmaak(tx, dossier_id=dossier_id, brief_id=brief_id),
        "verzonden_op": date(2026, 3, 2),
        "wijze": "POST",
        "adres": "Endelhovenlaan 1",
        "brp_adres": "Endelhovenlaan 1",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "brief_verzending", waarden | anders)
    return id_


async def _opgemaakt(tx: Tx) -> UUID:
    """Een opmaak die klaar is; alleen wie de cijfertekst schrijft zet haar erin."""
    id_ = await brief_opmaak(tx)
    await tx.voer_uit(
        "update meedoen.brief_opmaak set pdf = $3, pdf_hash = $4, sleutelversie = 1, opgemaakt_op = $5"
        " where gemeente_id = $1 and id = $2",
        tx.gemeente_id,
        id_,
        b"",
        "0" * 64,
        TOEN,
    )
    return id_


async def _verhaal(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.maak_brieven(zaak.id)
    await zaak.lees("/besluiten")
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    await zaak.lees(f"/brieven/{brief['id']}/pdf")
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": "2026-03-03"})
    await zaak.lees(f"/brieven/opmaken/{brief['opmaken'][0]['id']}/pdf")
    for _ in range(2):
        await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": "2026-03-02"})
    await wereld.zet_klok(date(2026, 3, 5))
    for _ in range(2):
        await zaak.verbeter_verzending(brief["id"], VERBETERING)
        await zaak.stuur(f"/brieven/{brief['id']}/bezwaardag", {}, 201)
    await wereld.zet_klok(BEGIN)
    await _een_dag_gaat_voorbij(wereld)
    await wereld.zet_klok(BEGIN)
    await _trek_in(wereld)
    anders = await _anders_gericht(wereld)
    await anders.zaak.km.stuur(anders.pad, anders.body, 201)
    keuze = await de_dagen_verschillen(wereld)
    await wereld.km.stuur(keuze.pad, keuze.body)


async def _een_dag_gaat_voorbij(wereld: Wereld) -> None:
    """Een brief bleef liggen, en over een andere is een latere bezwaardag niet gemeld; het dagelijkse werk kijkt."""
    await wereld.maak_brieven((await (await Zaak.nieuw(wereld)).tot_vastgesteld()).id)
    verzoek = await _verbeter(wereld)
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body)
    await wereld.zet_klok(date(2026, 5, 1))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Een verzending van een brief die er al is (opmaken kost een apart proces), en een besluit dat is ingetrokken."""
    opmaak = (await zaak.wereld.rijen("brief_opmaak", dossier_id=zaak.id))[0]
    async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
        await brief_verzending(tx, dossier_id=zaak.id, brief_id=opmaak["brief_id"], opmaak_id=opmaak["id"])
        ingetrokken = await besluit(tx, dossier_id=zaak.id, soort="B10")
        await besluit(
            tx,
            dossier_id=zaak.id,
            soort="INTREKKING",
            vervangt=ingetrokken,
            motief="van een ander",
            horen=HOREN,
        )


async def _trek_in(wereld: Wereld) -> None:
    """De plicht eindigt voordat de oproep de deur uit is."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=date(2026, 3, 2), reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", zaak.inwoner)
    await wereld.werk_af()


async def _zaai(akker: Akker) -> dict[str, str]:
    brieven = await akker.traject.lees("/brieven")
    brief = next(b for b in brieven if b["sjabloon"] == "pip_beschikking")
    return {"brief_id": brief["id"], "opmaak_id": brief["opmaken"][0]["id"]}


async def _bij_de_beschikking(wereld: Wereld, rest: str, body: object) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.maak_brieven(zaak.id)
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/brieven/{brief['id']}/{rest}"), body=body)


async def _anders_gericht(wereld: Wereld) -> Verzoek:
    """De beschikking ligt klaar; daarna belt de persoon dat zijn post naar een ander adres moet."""
    verzoek = await _bij_de_beschikking(wereld, "adressering", None)
    adres = {
        "adresregels": ["Opvanglaan 12", "9561 ZZ  TER APEL"],
        "grond": "belde zelf",
        "sinds": "2026-03-02",
        "versie": (await verzoek.zaak.lees())["versie"],
    }
    await verzoek.zaak.km.bewaar(verzoek.zaak.pad("/briefadressen"), adres)
    return verzoek


async def _maak_op(wereld: Wereld) -> Verzoek:
    return await _bij_de_beschikking(wereld, "opmaak", {"dag": "2026-03-03"})


async def _verzend(wereld: Wereld) -> Verzoek:
    return await _bij_de_beschikking(wereld, "verzending", {"verzondenOp": "2026-03-02", "bevestigd": ["VERHUISD"]})


async def _verzonden(wereld: Wereld) -> Verzoek:
    """De beschikking is verzonden op 2 maart; het is nu 5 maart."""
    verzoek = await _verzend(wereld)
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body)
    await wereld.zet_klok(date(2026, 3, 5))
    return verzoek


async def _verbeter(wereld: Wereld) -> Verzoek:
    verzoek = await _verzonden(wereld)
    return replace(verzoek, pad=verzoek.pad.replace("/verzending", "/verbetering"), body=VERBETERING | {"versie": 2})


async def _schrijf_bezwaardag(wereld: Wereld) -> Verzoek:
    verzoek = await _verbeter(wereld)
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body)
    return replace(verzoek, pad=verzoek.pad.replace("/verbetering", "/bezwaardag"), body=None)


async def de_dagen_verschillen(wereld: Wereld) -> Verzoek:
    """De BRP en SS139 wijzen niet dezelfde dag aan: een mens kiest (B25)."""
    zaak = await Zaak.nieuw(
        wereld, ingeschreven=date(2026, 1, 15), plicht_begin=date(2026, 2, 10), kennisgeving=date(2026, 2, 10)
    )
    keuze = {"regel": "A", "motief": "stond hier al ingeschreven", "versie": (await zaak.lees())["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad("/startdatumkeuze"), body=keuze)


def bezwaardagbrief() -> BezwaardagBrief:
    """De brief over een latere laatste dag voor bezwaar, zoals de stap haar opstelt."""
    return stel_bezwaardag_op(
        DELEN,
        over=PIP_BESCHIKKING,
        dagtekening=DAGTEKENING,
        eerdere_dagtekening=date(2026, 2, 23),
        eerste_dag=date(2026, 4, 7),
        laatste_dag=date(2026, 4, 13),
    )


PROEF = Proef(
    fabrieken={
        "besluit": besluit,
        "brief": brief,
        "brief_opmaak": brief_opmaak,
        "brief_verzending": brief_verzending,
    },
    bereik={
        (Actor.GEMEENTE, "besluit"): BEWERKT,
        (Actor.GEMEENTE, "brief"): Bereik(
            leest=None,
            voegt_in=("te_maken",),
            wijzigt=("te_maken", "gemaakt", "verzonden"),
            naar=("gemaakt", "verzonden", "ingetrokken"),
            waarvoor="maak_brief en verzend_brief; van wat verzonden is kan de dag verbeterd worden",
        ),
        (Actor.GEMEENTE, "brief_opmaak"): BEWERKT,
        (Actor.GEMEENTE, "brief_verzending"): SCHRIJFT_BIJ,
        (Actor.SLEUTELS, "brief"): HERVERSLEUTELT,
        (Actor.SLEUTELS, "brief_opmaak"): HERVERSLEUTELT,
    },
    nooit_gefilterd={
        "besluit": {"gronden": "jsonb", "ontvangstbewijs": "jsonb", "horen": "jsonb"},
        "brief": {"gegevens": "bytea"},
        "brief_opmaak": {"pdf": "bytea"},
    },
    cijfers={
        "brief.gegevens": Cijferproef(
            rauw="select id, gegevens as cijfer from brief where gemeente_id = $1 order by 1"
        ),
        "brief_opmaak.pdf": Cijferproef(
            rauw="select id, pdf as cijfer from brief_opmaak where gemeente_id = $1 order by 1", maak=_opgemaakt
        ),
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {"Startdatumkeuze.motief", "VerbeteringIn.motief", "VerbeteringIn.toelichting", "VerzendenIn.toelichting"}
        ),
        Zwijgt.NAAM_OF_NUMMER: frozenset(
            {"VerbeteringIn.adres", "VerbeteringIn.ontvanger", "VerzendenIn.adres", "VerzendenIn.ontvanger"}
        ),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/startdatumkeuze": de_dagen_verschillen,
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/opmaak": _maak_op,
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/adressering": _anders_gericht,
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/verzending": _verzend,
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/verbetering": _verbeter,
        "POST /dossiers/{dossier_id}/brieven/{brief_id}/bezwaardag": _schrijf_bezwaardag,
    },
    parameters={"brief_id": "brief", "opmaak_id": "brief_opmaak"},
    zaai=_zaai,
    versies={
        "startdatumkeuze": Versie(tabel="dossier", parameter="dossier_id"),
        "brieven/{brief_id}/verbetering": Versie(tabel="brief", parameter="brief_id"),
    },
    brieven=lambda: {"later-dan-in-de-brief": bezwaardagbrief()} | intrekkingen(),
    dossier="traject",
    weegt=dict.fromkeys(
        (
            *("besluitVerzend", "besluitMaakOp", "besluitRichtOpnieuw", "besluitVerbeter"),
            *("besluitSchrijfBezwaardag", "besluitKiesStartdatum"),
        ),
        ("400", "409"),
    ),
    kanarie=Kanarie(
        loop=_loop,
        gesloten={
            "brief.sjabloon": "een van de soorten brief, anders gaat zij niet uit",
            "brief_verzending.wijze": "een van vier wijzen",
        },
        gesloten_in_json={"besluit.horen": frozenset({"wijze"})},
        versleuteld={
            "brief.gegevens": "de namen en adressen die ook in de PDF staan",
            "brief_opmaak.pdf": "wordt als PDF gelezen",
        },
    ),
)
