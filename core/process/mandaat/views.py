"""Het mandaatregister zoals het nu is."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.law.besluiten import BESLUITEN
from core.law.mandaat import geldende
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.mandaat.register import lees_rijen


class MandaatUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wie welk besluit mag nemen, krachtens welk mandaatbesluit; `geldt` zegt of dat vandaag zo is."""

    id: UUID
    besluit: str
    besluit_naam: str
    houder: str
    houder_id: UUID | None
    functie: str
    groep: str | None
    beperking: str
    mandaatbesluit_nummer: str
    mandaatbesluit_datum: date
    vanaf: date
    tot: date | None
    mag_doorgeven: bool
    ondermandaat_van: UUID | None
    herkomst: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID | None
    vastgelegd_namens: str
    ingetrokken_op: date | None
    ingetrokken_motief: str
    ingetrokken_door: UUID | None
    ingetrokken_namens: str
    geldt: bool


_COLLEGAS = "select medewerker_id, naam from meedoen.collega where gemeente_id = $1"
_AFGELEID = {"besluit_naam", "houder", "geldt"}


async def mandaten(tx: Tx, huis: Huis) -> list[MandaatUit]:
    """Het register van deze gemeente, oudste eerst, ook wat voorbij of ingetrokken is."""
    rijen, vandaag = await lees_rijen(tx), await tx.vandaag()
    register = [rij.als_recht() for rij in rijen]
    namen = {r["medewerker_id"]: r["naam"] for r in await tx.fetch(_COLLEGAS, tx.gemeente_id)}
    geldt = {
        m.id for mandaat in register for m in geldende(mandaat.soort, register, groep=mandaat.groep, peildatum=vandaag)
    }
    await huis.logboek.schrijf(tx, "mandaat.lezen", "mandaat")
    velden = set(MandaatUit.__struct_fields__) - _AFGELEID
    return [
        MandaatUit(
            besluit_naam=BESLUITEN[rij.besluit].naam,
            houder=rij.functie or namen.get(rij.houder_id, ""),
            geldt=rij.id in geldt,
            **{naam: getattr(rij, naam) for naam in velden},
        )
        for rij in rijen
    ]
