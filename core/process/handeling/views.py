"""Wat er nu in een dossier mag, met dezelfde uitkomst als de deur zelf zou geven."""

from uuid import UUID

import msgspec

from core.law.handelingen import Oordeel, alle
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
from core.process.oproep.beeld import zaakbeeld
from core.process.pip.concept import lees_concept


class BeletselUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat een handeling nu tegenhoudt, en waarop dat rust."""

    veld: str
    melding: str
    grond: str


class HandelingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een handeling; `beletsels` is leeg als zij mag. `volgende` is wat nu wel kan.

    Wat er aan de inhoud van de intake of het PIP ontbreekt, staat bij die twee zelf.
    """

    handeling: str
    omschrijving: str
    mag: bool
    beletsels: list[BeletselUit]
    volgende: str | None


async def handelingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[HandelingUit]:
    """Elke handeling, in de volgorde van het verhaal; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    dossier = await lees_dossier(tx, dossier_id)
    concept = await lees_concept(tx, dossier_id)
    zaak = await zaakbeeld(tx, huis, dossier, heeft_concept=concept is not None)
    await huis.logboek.schrijf(tx, "dossier.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [_uit(o) for o in alle(zaak, peildatum=await tx.vandaag(), recht=huis.recht_van(tx.gemeente_id))]


def _uit(oordeel: Oordeel) -> HandelingUit:
    return HandelingUit(
        handeling=oordeel.handeling,
        omschrijving=oordeel.handeling.omschrijving,
        mag=oordeel.mag,
        beletsels=[BeletselUit(veld=g.veld, melding=g.melding, grond=g.grond) for g in oordeel.gebreken],
        volgende=oordeel.volgende,
    )
