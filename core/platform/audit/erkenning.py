"""Een erkenning: een mens zocht uit wat een controle vond, en zegt waarom het mag blijven staan.

Zonder dat zou één vervalste regel elke volgende controle laten zakken, en viel de volgende vervalsing niet meer op. Een
erkenning haalt niets weg: de bevinding blijft in het verslag. Zij geldt voor precies wat er toen stond; verandert dat
weer, dan is het een nieuwe bevinding. Zij heeft zelf een MAC, en een auditregel die verzegeld wordt als elke andere.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.logboek import Logboek, met_lengte
from core.platform.audit.verslag import Bevinding
from core.platform.crypto.kluis import Soort, afgeleide_sleutel
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id

_LEES = """
select gemeente_id, id, soort, waar, afdruk, reden, door, erkend_op, sleutelversie, mac
from meedoen.audit_erkenning where gemeente_id = $1 order by id"""
_ZET = """
insert into meedoen.audit_erkenning (gemeente_id, id, soort, waar, afdruk, reden, door, erkend_op, sleutelversie, mac)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erkenning:
    gemeente_id: UUID
    id: UUID
    soort: str
    waar: str
    afdruk: bytes
    reden: str
    door: str
    erkend_op: datetime

    def mac(self, sleutels: Sleutelbos, *, versie: int) -> bytes:
        delen = (
            self.gemeente_id.bytes,
            self.id.bytes,
            self.soort.encode(),
            self.waar.encode(),
            self.afdruk,
            self.reden.encode(),
            self.door.encode(),
            self.erkend_op.astimezone(UTC).isoformat(timespec="microseconds").encode(),
        )
        sleutel = afgeleide_sleutel(sleutels, versie=versie, gemeente_id=self.gemeente_id, soort=Soort.AUDIT)
        return hmac.digest(sleutel, b"\x06" + b"".join(met_lengte(deel) for deel in delen), sha256)


async def lees_erkenningen(
    tx: Tx, gemeente_id: UUID, sleutels: Sleutelbos
) -> tuple[Mapping[bytes, Erkenning], tuple[UUID, ...]]:
    """De erkenningen die kloppen, op afdruk van hun bevinding; en de id's van die niet kloppen."""
    goed: dict[bytes, Erkenning] = {}
    veranderd: list[UUID] = []
    for rij in await tx.fetch(_LEES, gemeente_id):
        waarden = dict(rij)
        versie, mac = waarden.pop("sleutelversie"), waarden.pop("mac")
        erkenning = Erkenning(**waarden)
        if versie in sleutels.versies and hmac.compare_digest(erkenning.mac(sleutels, versie=versie), mac):
            goed[erkenning.afdruk] = erkenning
        else:
            veranderd.append(erkenning.id)
    return goed, tuple(veranderd)


async def erken(tx: Tx, sleutels: Sleutelbos, bevinding: Bevinding, *, reden: str, door: str) -> UUID:
    """Leg vast dat `door` deze bevinding van deze gemeente uitzocht; geeft het id van de erkenning."""
    erkenning = Erkenning(
        gemeente_id=tx.gemeente_id,
        id=nieuw_id(),
        soort=str(bevinding.soort),
        waar=bevinding.waar,
        afdruk=bevinding.afdruk,
        reden=reden,
        door=door,
        erkend_op=await tx.nu(),
    )
    versie = sleutels.actief
    await tx.voer_uit(
        _ZET,
        erkenning.gemeente_id,
        erkenning.id,
        erkenning.soort,
        erkenning.waar,
        erkenning.afdruk,
        erkenning.reden,
        erkenning.door,
        erkenning.erkend_op,
        versie,
        erkenning.mac(sleutels, versie=versie),
    )
    await Logboek(sleutels).schrijf(tx, "audit.erkennen", "audit_erkenning", object_id=erkenning.id, velden=["reden"])
    return erkenning.id
