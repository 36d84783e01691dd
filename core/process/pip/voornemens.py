"""Het voornemen van een PIP lezen (PG-10)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from core.fouten import NietGevonden
from core.law.fasen import Fase
from core.law.voornemen import Voornemenstand, Voornemenstatus
from core.platform.db.uow import Tx
from core.process.intake.rijen import BredeIntakeRij
from core.process.pip.rijen import PipRij, VoornemenRij
from core.process.pip.tables import PipVoornemen
from core.process.retourpost import opslag as retourpost

STAAT = (Voornemenstatus.LOOPT, Voornemenstatus.AFGEZIEN)
"""Hier rust het vaststellen op; er is er hooguit één van."""
_FASEN = (Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE)


async def van_dossier(tx: Tx, dossier_id: UUID) -> list[VoornemenRij]:
    """Alle voornemens en keuzes om af te zien van een dossier, oudste eerst."""
    return await tx.lees_als(
        VoornemenRij,
        VoornemenRij.select()
        .where((PipVoornemen.gemeente_id == tx.gemeente_id) & (PipVoornemen.dossier_id == dossier_id))
        .order_by(PipVoornemen.vastgelegd_op)
        .order_by(PipVoornemen.id),
    )


async def zoek(tx: Tx, id_: UUID) -> VoornemenRij | None:
    """Het voornemen met dit id, of None als het id van iets anders is."""
    return await tx.lees_een_als(
        VoornemenRij,
        VoornemenRij.select().where((PipVoornemen.gemeente_id == tx.gemeente_id) & (PipVoornemen.id == id_)),
    )


async def lees(tx: Tx, dossier_id: UUID, id_: UUID) -> VoornemenRij:
    """Het voornemen als rij.

    Raises:
        NietGevonden: het bestaat niet, of niet in dit dossier.
    """
    rij = await zoek(tx, id_)
    if rij is None or rij.dossier_id != dossier_id:
        raise NietGevonden("Dit voornemen bestaat niet.")
    return rij


async def eerder_beantwoord(tx: Tx, dossier_id: UUID) -> tuple[VoornemenRij, ...]:
    """De voornemens die zijn ingetrokken en waarop de persoon wel antwoordde, oudste eerst. Hoorde het plan of de
    intake niet bij hem, dan verviel het voornemen; dat is hier niet bij."""
    rijen = await van_dossier(tx, dossier_id)
    return tuple(rij for rij in rijen if rij.status is Voornemenstatus.INGETROKKEN and rij.zienswijzen)


async def lees_staand(tx: Tx, dossier_id: UUID) -> VoornemenRij | None:
    """Het voornemen dat loopt, of de keuze om af te zien; None als er geen is."""
    return await tx.lees_een_als(
        VoornemenRij,
        VoornemenRij.select().where(
            (PipVoornemen.gemeente_id == tx.gemeente_id)
            & (PipVoornemen.dossier_id == dossier_id)
            & PipVoornemen.status.is_in([*STAAT])
        ),
    )


async def lees_besloten(tx: Tx, dossier_id: UUID) -> VoornemenRij | None:
    """Het laatste voornemen waarop besloten is, of de keuze om af te zien; None als er geen is."""
    besloten = [rij for rij in await van_dossier(tx, dossier_id) if rij.status is Voornemenstatus.BESLOTEN]
    return besloten[-1] if besloten else None


async def voorgelegd_op(tx: Tx, dossier_id: UUID) -> date | None:
    """De dag waarop het voornemen dat nu loopt verzonden is; ging het naar een verkeerd adres, dan is het dat niet."""
    staand = await lees_staand(tx, dossier_id)
    return staand.verzonden_op if staand is not None and staand.status is Voornemenstatus.LOOPT else None


def is_nodig(intake: BredeIntakeRij | None, fase: Fase) -> bool:
    """Of het PIP dat nu komt zonder de persoon is gemaakt (art. 14 lid 2 Wi2021)."""
    return intake is not None and intake.in_afwezigheid and fase in _FASEN


async def stand_van(
    tx: Tx, dossier_id: UUID, *, intake: BredeIntakeRij | None, fase: Fase, concept: PipRij | None
) -> Voornemenstand | None:
    """Hoe het met het voornemen staat; None als de persoon bij de intake was."""
    if not is_nodig(intake, fase):
        return None
    staand = await lees_staand(tx, dossier_id)
    if staand is None:
        return Voornemenstand()
    return await stand_bij(tx, staand, concept)


async def stand_bij(tx: Tx, rij: VoornemenRij, concept: PipRij | None) -> Voornemenstand:
    """Hoe het met dit voornemen staat, bij het concept dat er nu ligt; met wat er van zijn brief terugkwam."""
    eerder = await eerder_beantwoord(tx, rij.dossier_id)
    return replace(
        rij.stand(concept),
        eerder_ongewogen=not rij.weging.strip() and any(not r.weging.strip() for r in eerder),
        eerder_geantwoord=bool(eerder),
        terug=await retourpost.is_open_over(tx, rij.dossier_id, rij.id),
        niet_aangekomen=rij.verzonden_op is None and await retourpost.ging_verkeerd(tx, rij.dossier_id, rij.id),
    )
