"""Het bericht van of aan DUO waar een werkitem over gaat (C13).

Hier, en nergens anders, staat het nummer dat DUO stuurde: wie werk heeft dat niemand noemt, moet DUO kunnen vragen wie
het is. Het college mag het nummer daarvoor gebruiken (art. 36 Wi2021); elke keer staat in het leeslog, met het werk.
"""

import json
import re
from datetime import datetime
from uuid import UUID

import msgspec

from core.fouten import NietGevonden
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.cijferteksten import NOTIFICATIE
from core.process.aanmelding.nummers import BIJ_V_NUMMER
from core.process.aanmelding.rijen import DuoOntvangstRij
from core.process.aanmelding.tables import DuoOntvangst
from core.process.aanmelding.werksoorten import Soort as DeurSoort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import WerkitemRij
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import lees_dossier
from core.process.melding import views as melding
from core.process.melding.views import MeldingUit

GROND = "art. 36 Wi2021"
OVER_DE_PERSOON = frozenset({Soort.NAVRAGEN, Soort.BSN_ONTBREEKT, Soort.DUO_GEEN_TOEGANG, DeurSoort.DUO_GEBEURTENIS})
"""Werk dat over een persoon gaat en geen bericht noemt: dan is het laatste bericht over hem het antwoord."""
NUMMERS = ("bsn", "vNummer")
VAN_EEN_ANDER = "niet getoond: dit nummer hoort bij een ander dossier"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VAN_TAKEN = """
select onderwerp_id from meedoen.outbox
where gemeente_id = $1 and id = any (string_to_array($2::text, ',')::uuid[])"""
HOOGSTE_LENGTE = 200
"""Van wat DUO in een veld zet; een nummer is altijd korter."""


class BerichtveldUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een veld van het bericht zoals DUO het stuurde; een naam die er twee keer in stond staat hier twee keer. Horen de
    nummers bij twee dossiers, dan staat hier alleen dat van het dossier van dit werk."""

    naam: str
    waarde: str


class OntvangenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een bericht van DUO, met alles wat erin stond, ook het nummer."""

    bericht_id: UUID
    gebeurtenis: str | None
    omschrijving: str
    ontvangen_op: datetime
    verwerkt_op: datetime | None
    status: str
    inhoud: list[BerichtveldUit]


class DuoBerichtUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Precies een van beide: wat DUO ons stuurde, of wat wij DUO meldden en wat zij ervan vond. `geheimhouding` is van
    de persoon, als het werk bij een dossier hoort; `grond` zegt waarom u dit nummer mag zien."""

    dossier_id: UUID | None
    geheimhouding: bool
    grond: str
    van_duo: OntvangenUit | None = None
    aan_duo: MeldingUit | None = None


async def bij_werk(tx: Tx, huis: Huis, werkitem_id: UUID) -> DuoBerichtUit:
    """Het bericht waar dit werkitem over gaat, ook als het werk al gesloten is; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het werkitem bestaat niet, of er zit geen bericht van of aan DUO achter.
    """
    item = await werkvoorraad.lees(tx, werkitem_id)
    ids = await _genoemd(tx, item)
    gemeld = await melding.met_id(tx, ids)
    ontvangen = None if gemeld is not None else await _ontvangst(tx, item, ids)
    if gemeld is None and ontvangen is None:
        raise NietGevonden("Achter dit werk zit geen bericht van of aan DUO.")
    inhoud = [] if ontvangen is None else _inhoud(huis, tx.gemeente_id, ontvangen)
    inhoud = [_zonder_een_ander(item, veld) for veld in inhoud]
    dossier_id = item.dossier_id or (None if ontvangen is None else ontvangen.dossier_id)
    await huis.logboek.schrijf(
        tx,
        "duo-bericht.lezen",
        "werkitem",
        object_id=werkitem_id,
        dossiers=[] if dossier_id is None else [dossier_id],
        velden={veld.naam for veld in inhoud if veld.naam in NUMMERS and veld.waarde != VAN_EEN_ANDER},
    )
    return DuoBerichtUit(
        dossier_id=dossier_id,
        geheimhouding=False if dossier_id is None else await _is_geheim(tx, dossier_id),
        grond=GROND,
        van_duo=None if ontvangen is None else _uit(ontvangen, inhoud),
        aan_duo=gemeld,
    )


async def _genoemd(tx: Tx, item: WerkitemRij) -> list[UUID]:
    """De id's in de sleutel van het werk; is dat een taak, dan het onderwerp daarvan."""
    gevonden = list(dict.fromkeys(_ID.findall(item.sleutel)))
    onderwerpen = await tx.fetch(_VAN_TAKEN, tx.gemeente_id, ",".join(gevonden))
    return [*map(UUID, gevonden), *(rij["onderwerp_id"] for rij in onderwerpen)]


async def _ontvangst(tx: Tx, item: WerkitemRij, ids: list[UUID]) -> DuoOntvangstRij | None:
    hier = DuoOntvangst.gemeente_id == tx.gemeente_id
    genoemd = []
    if ids:
        waar = hier & DuoOntvangst.id.is_in(ids)
        genoemd = await tx.lees_als(DuoOntvangstRij, DuoOntvangstRij.select().where(waar))
    if genoemd or item.dossier_id is None or item.soort not in OVER_DE_PERSOON:
        return genoemd[0] if genoemd else None
    laatste = (
        DuoOntvangstRij.select()
        .where(hier & (DuoOntvangst.dossier_id == item.dossier_id))
        .order_by(DuoOntvangst.ontvangen_op, ascending=False)
        .limit(1)
    )
    return await tx.lees_een_als(DuoOntvangstRij, laatste)


def _inhoud(huis: Huis, gemeente_id: UUID, rij: DuoOntvangstRij) -> list[BerichtveldUit]:
    """De velden zoals zij in het bericht staan; de ontvanger nam het pas aan toen het een JSON-object was."""
    body = huis.kluis.ontsleutel(rij.cijfer, soort=NOTIFICATIE.soort, plek=NOTIFICATIE.plek(gemeente_id, rij.id))
    paren = json.loads(body, object_pairs_hook=list)
    return [BerichtveldUit(naam=_kort(naam), waarde=_kort(waarde)) for naam, waarde in paren]


def _zonder_een_ander(item: WerkitemRij, veld: BerichtveldUit) -> BerichtveldUit:
    """Horen de nummers bij twee personen, dan leest elk dossier alleen zijn eigen: DUO vindt het bericht op zijn id."""
    if item.soort != DeurSoort.DUBBEL_DOSSIER:
        return veld
    van_een_ander = "bsn" if item.sleutel.endswith(BIJ_V_NUMMER) else "vNummer"
    return msgspec.structs.replace(veld, waarde=VAN_EEN_ANDER) if veld.naam == van_een_ander else veld


def _kort(waarde: object) -> str:
    tekst = waarde if isinstance(waarde, str) else msgspec.json.encode(waarde).decode()
    return "".join(teken if teken.isprintable() else "\ufffd" for teken in tekst[:HOOGSTE_LENGTE])


async def _is_geheim(tx: Tx, dossier_id: UUID) -> bool:
    return (await lees_persoon(tx, await lees_dossier(tx, dossier_id))).geheimhouding


def _uit(rij: DuoOntvangstRij, inhoud: list[BerichtveldUit]) -> OntvangenUit:
    soort = GEBEURTENISSEN.get(rij.gebeurtenis or "")
    return OntvangenUit(
        bericht_id=rij.bericht_id,
        gebeurtenis=rij.gebeurtenis,
        omschrijving="een gebeurtenis die Meedoen niet kent" if soort is None else soort.omschrijving,
        ontvangen_op=rij.ontvangen_op,
        verwerkt_op=rij.verwerkt_op,
        status=rij.status,
        inhoud=inhoud,
    )
