"""Het auditlog: wie deed wat, wanneer, waarmee, vanwaar en met welk gevolg (de zes velden van BIO 8.15.01).

Een regel noemt id's en veldnamen, nooit waarden. Zij wordt in dezelfde transactie geschreven als de wijziging, en
kan daarna door niemand gewijzigd of verwijderd worden (niemand heeft UPDATE of DELETE). Over elke regel staat een MAC
met een sleutel die niet in de database ligt.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos
from core.platform.crypto.kluis import Soort, afgeleide_sleutel
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Toegang

_INVOEGEN = """
insert into meedoen.audit (gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, object_id,
  dossiers, velden, resultaat, oorsprong, doel, sleutelversie, mac)
values ($1, $2, $3, $4, $5, $6, $7, $8, string_to_array($9::text, ',')::uuid[], string_to_array($10::text, ','),
  $11, $12, $13, $14, $15)"""
# Lists travel as text: for an array asyncpg would look up the type, and that calls set_config, which nobody may.


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditregel:
    gemeente_id: UUID
    id: UUID
    tijdstip: datetime
    medewerker_id: UUID | None
    organisatie_id: UUID | None
    actie: str
    object: str
    object_id: UUID | None
    dossiers: tuple[UUID, ...]
    velden: tuple[str, ...]
    resultaat: str
    oorsprong: str
    doel: str

    def canoniek(self, xid: int | None) -> bytes:
        """De regel als bytes, elk deel met zijn lengte en elke lijst met haar aantal ervoor.

        Twee verschillende regels geven nooit dezelfde bytes; een afwezig deel is iets anders dan een leeg deel.

        `xid` is het nummer van haar transactie: dat zegt in welk zegel zij hoort. Een oudere regel heeft het niet.
        """
        delen: list[bytes | None] = [
            *([] if xid is None else [xid.to_bytes(8, "big")]),
            self.gemeente_id.bytes,
            self.id.bytes,
            self.tijdstip.astimezone(UTC).isoformat(timespec="microseconds").encode(),
            self.medewerker_id.bytes if self.medewerker_id else None,
            self.organisatie_id.bytes if self.organisatie_id else None,
            self.actie.encode(),
            self.object.encode(),
            self.object_id.bytes if self.object_id else None,
            len(self.dossiers).to_bytes(4, "big") + b"".join(d.bytes for d in self.dossiers),
            b"".join(met_lengte(v.encode()) for v in (str(len(self.velden)), *self.velden)),
            self.resultaat.encode(),
            self.oorsprong.encode(),
            self.doel.encode(),
        ]
        return (b"\x01" if xid is None else b"\x04") + b"".join(met_lengte(d) for d in delen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leesregel:
    """Wat er in een lijst over gemeenten heen van één gemeente gelezen is; de rand schrijft haar (`Bezoek`)."""

    gemeente_id: UUID
    actie: str
    object: str
    dossiers: tuple[UUID, ...]


def met_lengte(deel: bytes | None) -> bytes:
    """Een deel met zijn lengte ervoor; een afwezig deel heeft een eigen teken, dat geen lengte kan zijn."""
    return b"\xff\xff\xff\xff" if deel is None else len(deel).to_bytes(4, "big") + deel


@dataclass(frozen=True, slots=True)
class Logboek:
    """Schrijft auditregels; `sleutels` is de wortel van de MAC."""

    sleutels: Sleutelbos

    def mac(self, regel: Auditregel, *, xid: int | None, versie: int) -> bytes:
        sleutel = afgeleide_sleutel(self.sleutels, versie=versie, gemeente_id=regel.gemeente_id, soort=Soort.AUDIT)
        return hmac.digest(sleutel, regel.canoniek(xid), sha256)

    async def schrijf(
        self,
        tx: Tx,
        actie: str,
        object_: str,
        *,
        object_id: UUID | None = None,
        dossiers: Iterable[UUID] = (),
        velden: Iterable[str] = (),
        resultaat: str = "gelukt",
    ) -> None:
        """Voeg één regel toe in deze transactie, van de gemeente waarin zij handelt.

        Een transactie schrijft regels van één gemeente. Twee gemeenten kunnen op twee machines staan, die niet op
        hetzelfde ogenblik committen; het zegel zou er dan een missen. Wie over gemeenten heen leest, schrijft per
        gemeente in een eigen transactie (`Bezoek.verantwoord`).

        Raises:
            GeenUnitOfWork: deze transactie handelt niet in één gemeente.
        """
        toegang: Toegang = tx.toegang
        regel = Auditregel(
            gemeente_id=tx.gemeente_id,
            id=nieuw_id(),
            tijdstip=await tx.nu(),
            medewerker_id=toegang.medewerker_id,
            organisatie_id=toegang.organisatie_id,
            actie=actie,
            object=object_,
            object_id=object_id,
            dossiers=tuple(dossiers),
            velden=tuple(sorted(velden)),
            resultaat=resultaat,
            oorsprong=toegang.oorsprong,
            doel=toegang.doel,
        )
        versie = self.sleutels.actief
        await tx.voer_uit(
            _INVOEGEN,
            regel.gemeente_id,
            regel.id,
            regel.tijdstip,
            regel.medewerker_id,
            regel.organisatie_id,
            regel.actie,
            regel.object,
            regel.object_id,
            ",".join(str(d) for d in regel.dossiers),
            ",".join(regel.velden),
            regel.resultaat,
            regel.oorsprong,
            regel.doel,
            versie,
            self.mac(regel, xid=await tx.nummer(), versie=versie),
        )
