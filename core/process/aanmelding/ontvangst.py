"""Wat er met een notificatie gebeurt voordat DUO antwoord krijgt: herkennen, versleuteld wegleggen, 201.

De afzender wordt herkend aan zijn OIN, en pas dan telt `doel`. Welke gemeenten er zijn weet de ontvanger sinds het
starten; er gaat geen vraag naar de database waaraan een ander kan merken of een gemeente hier bestaat. Een bericht
staat er één keer: opnieuw sturen geeft weer 201 en verandert niets. Wat aan het koppelvlak voldoet raakt nooit zoek;
wat niet aangenomen wordt laat koppen, omvang en hash na, geen inhoud. De notificatie zelf verandert geen dossier; zij
leidt alleen tot lezen.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Onbereikbaar
from core.instellingen.config import Config
from core.integrations.duo.contract import lees_notificatie
from core.platform.clock import Klok
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.ids import nieuw_id
from core.platform.telemetry import sentry
from core.platform.tenancy import Actor, toegang_platform
from core.platform.vorm import ligt_binnen
from core.process.aanmelding import geweigerd
from core.process.aanmelding.cijferteksten import NOTIFICATIE, kenmerktekst, reeks_van

HOOGSTE_OMVANG = 16_384
VERWERK = "aanmelding.verwerk_notificatie"
_ONTVANG = """
insert into meedoen.duo_ontvangst (gemeente_id, id, bericht_id, cijfer, sleutelversie, kenmerk, indexversie,
  gebeurtenis, geregistreerd_op)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing"""
_PEIL = """
explain (costs off)
insert into meedoen.duo_ontvangst (gemeente_id, id, bericht_id, cijfer, sleutelversie, kenmerk, indexversie,
  gebeurtenis, geregistreerd_op)
values ($1, null, null, null, null, null, null, null, null) on conflict do nothing"""
_VERDER = """
insert into meedoen.outbox (gemeente_id, id, soort, onderwerp_id, reeks) values ($1, $2, $3, $4, $5)"""

logboek = logging.getLogger("meedoen.ontvanger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Koppen:
    bron: str
    doel: str
    bericht_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Postvak:
    """Wat de ontvanger heeft, en verder niets: haar eigen rol, de sleutels om weg te leggen, en wie hier bestaan.

    `gemeenten` is op OIN. Van hun plugins weet de ontvanger niet: wat binnenkomt wordt bewaard, ook als een plugin van
    de gemeente stuk is.
    """

    config: Config
    databank: Databank
    kluis: Kluis
    gemeenten: Mapping[str, UUID]

    def gemeente_van(self, oin: str) -> UUID | None:
        """De gemeente met dit OIN, of None als zij hier niet bestaat.

        Raises:
            Onbereikbaar: zij bestaat, maar zonder zout is er niets voor haar te bewaren; DUO probeert het later weer.
        """
        gemeente_id = self.gemeenten.get(oin)
        if gemeente_id is not None and gemeente_id not in self.kluis.zouten.van:
            raise Onbereikbaar("Voor deze gemeente kan nu niets worden bewaard: haar zout ontbreekt.")
        return gemeente_id


async def peil(postvak: Postvak) -> None:
    """Of de ontvanger nu een bericht zou kunnen wegleggen: de database antwoordt, en kent de kolommen; schrijft niets.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    async with postvak.databank.uow(toegang_platform(Actor.ONTVANGER, oorsprong="peil")) as tx:
        await tx.fetch(_PEIL, UUID(int=0))


async def neem_aan(postvak: Postvak, gemeente_id: UUID, *, bericht_id: UUID, body: bytes) -> bool:
    """Leg de notificatie weg en zet de verwerking klaar, in één transactie; False als zij er al was.

    Wat aan het koppelvlak voldoet wordt altijd bewaard. Past een deel ervan niet in een kolom, dan blijft die leeg; en
    lukt het om een andere reden niet, dan ligt daarna het ruwe bericht er, en verder niets. De verwerking maakt daar
    werk van.

    Raises:
        OngeldigeInvoer: het bericht voldoet niet aan het koppelvlak; `gebreken` noemt alle velden.
        Onbereikbaar: er is nu niets te bewaren.
    """
    notificatie = lees_notificatie(body)
    moment = notificatie.registratie_datum_tijd
    rij = _Rij(
        gebeurtenis=notificatie.gebeurtenis_id,
        geregistreerd_op=Klok.datum(moment) if ligt_binnen(moment) else None,
        reeks=reeks_van(postvak.kluis, gemeente_id, body),
    )
    try:
        return await _leg_weg(postvak, gemeente_id, bericht_id, body, rij)
    except Onbereikbaar:
        raise
    except Exception as fout:
        # The last resort: whatever broke is ours, DUO did nothing wrong, and repeating would break again.
        logboek.error("een notificatie paste niet; zij ligt er nu ruw", exc_info=fout)
        sentry.meld(fout, taak="ontvangst")
    return await _leg_weg(postvak, gemeente_id, bericht_id, body, _Rij())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rij:
    """Wat er leesbaar naast het versleutelde bericht staat; zonder iets erin ligt alleen het bericht er."""

    gebeurtenis: str | None = None
    geregistreerd_op: date | None = None
    reeks: UUID | None = None
    """Berichten over dezelfde persoon gaan een voor een; een bericht zonder reeks staat op zichzelf."""


async def _leg_weg(postvak: Postvak, gemeente_id: UUID, bericht_id: UUID, body: bytes, rij: _Rij) -> bool:
    id_ = nieuw_id()
    plek = NOTIFICATIE.plek(gemeente_id, id_)
    cijfer, versie = postvak.kluis.versleutel(body, soort=NOTIFICATIE.soort, plek=plek)
    kenmerk = postvak.kluis.blinde_index(kenmerktekst(body), soort=NOTIFICATIE.soort, gemeente_id=gemeente_id)
    toegang = toegang_platform(Actor.ONTVANGER, oorsprong="ontvanger", gemeente_id=gemeente_id)
    async with postvak.databank.uow(toegang) as tx:
        nieuw = await tx.voer_uit(
            _ONTVANG,
            gemeente_id,
            id_,
            bericht_id,
            cijfer,
            versie,
            *kenmerk,
            rij.gebeurtenis,
            rij.geregistreerd_op,
        )
        if nieuw:
            await tx.voer_uit(_VERDER, gemeente_id, nieuw_id(), VERWERK, id_, rij.reeks or id_)
    return bool(nieuw)


async def noteer_weigering(postvak: Postvak, reden: str, koppen: Koppen, body: bytes) -> None:
    """Tel een geweigerd bericht; van de inhoud blijft niets over."""
    async with postvak.databank.uow(toegang_platform(Actor.ONTVANGER, oorsprong="ontvanger")) as tx:
        await geweigerd.tel(tx, reden, bron=_kop(koppen.bron), doel=_kop(koppen.doel), omvang=len(body))


def _kop(tekst: str) -> str:
    """Een kop zoals ontvangen, ingekort en zonder stuurtekens."""
    return "".join(t for t in tekst if t.isprintable())[:64]
