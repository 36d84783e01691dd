"""Het auditlog en zijn zegels als stroom, in pagina's; van een regel blijft over of haar MAC klopt."""

import hmac
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.logboek import Auditregel, Logboek
from core.platform.audit.zegel import Zegel, blad, zegel_mac
from core.platform.db.uow import Tx

PAGINA = 2_000
GEEN_SLEUTEL = "geschreven met een sleutelversie die er niet is"
ZEGEL_ZONDER_SLEUTEL = "gezet met een sleutelversie die er niet is"
Plek = tuple[int, int]
"""Reeks en transactienummer."""

# Lists come as JSON: for an array asyncpg would look up the type, and that calls set_config, which nobody may.
_REGELS = """
select gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, object_id,
       to_json(dossiers)::text as dossiers, to_json(velden)::text as velden, resultaat, oorsprong, doel, sleutelversie,
       mac, reeks, xid::text as xid
from meedoen.audit x where x.gemeente_id = $1 and (x.reeks, x.xid, x.id) > ($2, $3::text::xid8, $4)
order by x.reeks, x.xid, x.id limit $5"""
_ZEGELS = """
select gemeente_id, nr, reeks, van::text as van, tot::text as tot, aantal, wortel, vorige, hash, sleutelversie, mac,
       gezet_op
from meedoen.audit_zegel where gemeente_id = $1 and nr > $2 order by nr limit $3"""
_LAATSTE = """
select gemeente_id, nr, reeks, van::text as van, tot::text as tot, aantal, wortel, vorige, hash, sleutelversie, mac,
       gezet_op
from meedoen.audit_zegel where gemeente_id = $1 order by nr desc limit $2"""
_DOSSIERS = msgspec.json.Decoder(tuple[UUID, ...])
_VELDEN = msgspec.json.Decoder(tuple[str, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """Een nagerekende regel; `gebrek` is leeg als haar inhoud bij haar MAC past. `afdruk` is van wat er nu staat."""

    id: UUID
    plek: Plek
    blad: bytes
    gebrek: str
    afdruk: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Zegelrij:
    """Een zegel zoals het opgeslagen is, met de hash en MAC die erbij staan."""

    zegel: Zegel
    hash: bytes
    mac: bytes
    sleutelversie: int

    def gebrek(self, sleutels: Sleutelbos) -> str:
        """Wat er aan dit zegel op zichzelf scheelt; leeg als het klopt en met onze sleutel is gezet."""
        if self.zegel.hash() != self.hash:
            return "de hash past niet bij het zegel"
        if self.sleutelversie not in sleutels.versies:
            return ZEGEL_ZONDER_SLEUTEL
        mac = zegel_mac(sleutels, self.hash, gemeente_id=self.zegel.gemeente_id, versie=self.sleutelversie)
        return "" if hmac.compare_digest(mac, self.mac) else "de hash klopt, maar is zonder de sleutel gezet"


async def lees_regels(tx: Tx, gemeente_id: UUID, sleutels: Sleutelbos) -> AsyncIterator[Regel]:
    """Alle regels van een gemeente, op reeks, transactienummer en id."""
    logboek = Logboek(sleutels)
    reeks, xid, id_ = 0, "0", UUID(int=0)
    while True:
        rijen = await tx.fetch(_REGELS, gemeente_id, reeks, xid, id_, PAGINA)
        for rij in rijen:
            reeks, xid, id_ = rij["reeks"], rij["xid"], rij["id"]
            gebrek, inhoud = _gebrek_van(rij, logboek)
            blad_ = blad(id_, int(xid), rij["mac"])
            yield Regel(id=id_, plek=(reeks, int(xid)), blad=blad_, gebrek=gebrek, afdruk=blad_ + inhoud)
        if len(rijen) < PAGINA:
            return


async def lees_zegels(tx: Tx, gemeente_id: UUID) -> AsyncIterator[Zegelrij]:
    """Alle zegels van een gemeente, op nummer."""
    nr = -1
    while True:
        rijen = await tx.fetch(_ZEGELS, gemeente_id, nr, PAGINA)
        for rij in rijen:
            nr = rij["nr"]
            yield _zegelrij(rij)
        if len(rijen) < PAGINA:
            return


async def lees_laatste_zegels(tx: Tx, gemeente_id: UUID, aantal: int) -> list[Zegelrij]:
    """De laatste zegels van een gemeente, het nieuwste eerst."""
    return [_zegelrij(rij) for rij in await tx.fetch(_LAATSTE, gemeente_id, aantal)]


def _zegelrij(rij: Mapping[str, Any]) -> Zegelrij:
    zegel = Zegel(
        gemeente_id=rij["gemeente_id"],
        nr=rij["nr"],
        reeks=rij["reeks"],
        van=int(rij["van"]),
        tot=int(rij["tot"]),
        aantal=rij["aantal"],
        wortel=rij["wortel"],
        vorige=rij["vorige"],
        gezet_op=rij["gezet_op"],
    )
    return Zegelrij(zegel=zegel, hash=rij["hash"], mac=rij["mac"], sleutelversie=rij["sleutelversie"])


def _gebrek_van(rij: Mapping[str, Any], logboek: Logboek) -> tuple[str, bytes]:
    """Wat er aan de regel scheelt, en de MAC die bij haar inhoud van nu zou horen."""
    versie, xid = rij["sleutelversie"], int(rij["xid"])
    if versie not in logboek.sleutels.versies:
        return GEEN_SLEUTEL, b""
    try:
        regel = Auditregel(
            gemeente_id=rij["gemeente_id"],
            id=rij["id"],
            tijdstip=rij["tijdstip"],
            medewerker_id=rij["medewerker_id"],
            organisatie_id=rij["organisatie_id"],
            actie=rij["actie"],
            object=rij["object"],
            object_id=rij["object_id"],
            dossiers=_DOSSIERS.decode(rij["dossiers"]),
            velden=_VELDEN.decode(rij["velden"]),
            resultaat=rij["resultaat"],
            oorsprong=rij["oorsprong"],
            doel=rij["doel"],
        )
        mac = logboek.mac(regel, xid=xid, versie=versie)
        zonder_xid = logboek.mac(regel, xid=None, versie=versie)
    except (msgspec.ValidationError, OverflowError):
        # NULL binnen een lijst, of een tijdstip buiten de kalender: dat schrijft Meedoen niet.
        return "geen regel zoals Meedoen haar schrijft", b""
    past = hmac.compare_digest(mac, rij["mac"]) or hmac.compare_digest(zonder_xid, rij["mac"])
    return ("" if past else "de inhoud past niet bij de MAC"), mac
