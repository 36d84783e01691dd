"""PIP's van een dossier, met alle versies."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec

from core.law.handelingen import Oordeel
from core.law.uitkomsten import Signaal
from core.law.verrekening import Verrekening
from core.law.zienswijze import Zienswijze
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
from core.process.pip import concept, voornemens
from core.process.pip.rijen import PipRij
from core.process.pip.tables import Pip


class RevalidatieUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Waarop een lagere urennorm of een vaardigheid die vervalt rust (B08)."""

    bewijs: str
    bewijs_op: date
    in_traject: bool
    vervallen_vaardigheden: list[str]
    motivering: str


class PipUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een versie van het PIP; intensiteit is het totale aantal uren."""

    id: UUID
    volgnummer: int
    status: str
    leerroute: str | None
    niveau: str | None
    ondersteuning: str
    intensiteit_pvt: int | None
    intensiteit_map: int | None
    vve_afspraken: str
    vve_nvt: bool
    intensiteit_leerroute: int | None
    geschatte_intensiteit_b1: int | None
    aantal_voortgangsgesprekken: int | None
    participatiewet_beschikkingen: list[str]
    a2_knm_examenwens: bool
    lagere_urennorm: int | None
    revalidatie: RevalidatieUit | None
    alfabetisering: str | None
    mag_opleiding_afmaken: bool
    motivering: str
    eigen_woorden: str
    sterke_punten: str
    wensen: str
    verrekeningen: list[Verrekening]
    dagtekening: date | None
    vastgesteld_door: UUID | None
    vastgesteld_op: datetime | None
    versie: int


class VoornemenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een voornemen dat de persoon kreeg, met wat hij antwoordde en hoe dat is gewogen; of waarom hij er geen kreeg."""

    id: UUID
    status: str
    opgesteld_op: date
    uiterlijk_op: date | None
    afzien_grond: str | None
    motief: str
    verzonden_op: date | None
    zienswijzen: list[Zienswijze]
    weging: str
    vastgelegd_door: UUID
    versie: int


async def laatste(tx: Tx, huis: Huis, dossier_id: UUID) -> PipRij | None:
    """De laatste versie als rij, None als er geen is; het lezen komt in het leeslog."""
    await huis.logboek.schrijf(tx, "pip.lezen", "pip", object_id=dossier_id, dossiers=[dossier_id])
    rij = await concept.lees_laatste(tx, dossier_id)
    return None if rij is None else _met_dag(rij, await concept.dagtekeningen(tx, dossier_id))


async def toets(
    tx: Tx, huis: Huis, dossier_id: UUID, *, dagtekening: date | None
) -> tuple[Oordeel, tuple[Signaal, ...]]:
    """Of het vaststellen nu kan, en wat niets tegenhoudt maar men moet weten; het lezen komt in het leeslog. Dezelfde
    fouten als `concept.toets`."""
    oordeel = await concept.toets(tx, huis, dossier_id, dagtekening=dagtekening)
    signalen = await concept.signalen(tx, huis, dossier_id)
    await huis.logboek.schrijf(tx, "pip.toetsen", "pip", object_id=dossier_id, dossiers=[dossier_id])
    return oordeel, signalen


async def pips(tx: Tx, huis: Huis, dossier_id: UUID) -> list[PipUit]:
    """Alle versies, oudste eerst; hoogstens één is concept en één is vastgesteld (I1). Het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "pip.lezen", "pip", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        PipRij,
        PipRij.select()
        .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.dossier_id == dossier_id))
        .order_by(Pip.volgnummer),
    )
    dagen = await concept.dagtekeningen(tx, dossier_id)
    return msgspec.convert([_met_dag(rij, dagen) for rij in rijen], list[PipUit], from_attributes=True)


def _met_dag(rij: PipRij, dagen: Mapping[UUID, date]) -> PipRij:
    """Met de dagtekening van het besluit dat nu geldt."""
    return msgspec.structs.replace(rij, dagtekening=dagen.get(rij.id, rij.dagtekening))


async def voornemens_van(tx: Tx, huis: Huis, dossier_id: UUID) -> list[VoornemenUit]:
    """De voornemens van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "pip.lezen", "pip_voornemen", object_id=dossier_id, dossiers=[dossier_id])
    return msgspec.convert(await voornemens.van_dossier(tx, dossier_id), list[VoornemenUit], from_attributes=True)
