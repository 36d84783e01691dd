"""Het dossier lezen, vasthouden en wijzigen.

Wie een dossier wijzigt houdt eerst zijn rij vast (`neem_dossier`) en krijgt een `Zaak`: het bewijs daarvan, met de rij
zoals zij nu is. Wie alleen leest, leest een `DossierRij`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from piccolo.query.methods.select import Select

from core.fouten import NietGevonden
from core.law.fasen import Aanleiding, Fase, toets_overgang
from core.platform.db.uow import GeenUnitOfWork, Tx
from core.platform.db.versie import Stand, nieuwe_versie, stand_van
from core.platform.huis import Huis
from core.process.dossier.rijen import DossierRij
from core.process.dossier.tables import Dossier
from core.process.voorvallen import Houvast


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak(Houvast):
    """Een dossier waarvan deze transactie de rij vasthoudt; alleen deze module maakt er een (lint)."""

    rij: DossierRij
    tx: Tx = field(repr=False, compare=False)

    @property
    def id(self) -> UUID:
        return self.rij.id

    def eis(self, tx: Tx) -> None:
        """Weiger een zaak die in een andere transactie is genomen: daar is de rij niet (meer) vast."""
        if self.tx is not tx:
            raise GeenUnitOfWork("deze zaak is in een andere transactie genomen")


async def lees_dossier(tx: Tx, dossier_id: UUID) -> DossierRij:
    """Het dossier als rij.

    Raises:
        NietGevonden: het bestaat niet, of niet in deze gemeente.
    """
    return _bestaand(await tx.lees_een_als(DossierRij, _vraag(tx, dossier_id)))


async def lees_dossiers(tx: Tx, ids: Sequence[UUID]) -> list[DossierRij]:
    """Deze dossiers als rij, in één keer gelezen; wat er niet is staat er niet bij."""
    if not ids:
        return []
    return await tx.lees_als(
        DossierRij,
        DossierRij.select().where((Dossier.gemeente_id == tx.gemeente_id) & Dossier.id.is_in(list(ids))),
    )


async def neem_dossier(tx: Tx, dossier_id: UUID) -> Zaak:
    """Houd het dossier vast tot het einde van de transactie; een tweede die er iets in wil wijzigen, wacht daarop.

    Zo ziet wie hetzelfde verzoek tegelijk deed wat de eerste vastlegde, en wordt het niet dubbel gedaan.

    Raises:
        NietGevonden: het bestaat niet, of niet in deze gemeente.
    """
    rij = await tx.lees_een_als(DossierRij, _vraag(tx, dossier_id).lock_rows("NO KEY UPDATE"))
    return Zaak(rij=_bestaand(rij), tx=tx)


async def neem_dossiers(tx: Tx, een: UUID, ander: UUID) -> tuple[Zaak, Zaak]:
    """Twee dossiers tegelijk, altijd in volgorde van id: zo wachten twee die dezelfde twee willen nooit op elkaar.

    Raises:
        NietGevonden: een van de twee bestaat niet, of niet in deze gemeente.
    """
    genomen = {id_: await neem_dossier(tx, id_) for id_ in sorted({een, ander})}
    return genomen[een], genomen[ander]


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, **velden: str) -> Stand:
    """Hoe het dossier er nu bij staat, voor wie met een oudere versie kwam; `velden` noemt bij elk veld de kolom."""
    rij = await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "dossier.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return stand_van(rij, velden={veld: getattr(rij, kolom) for veld, kolom in velden.items()})


async def werk_bij(tx: Tx, zaak: Zaak, waarden: dict[Any, Any]) -> Zaak:
    """Wijzig kolommen van het dossier; geeft de zaak zoals zij nu is."""
    zaak.eis(tx)
    rij = await tx.schrijf_een_als(
        DossierRij,
        Dossier.update({**waarden, **await nieuwe_versie(tx, Dossier)})
        .where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == zaak.id))
        .returning(*DossierRij.kolommen()),
    )
    return Zaak(rij=rij, tx=tx)


async def ga_naar(tx: Tx, zaak: Zaak, naar: Fase, *, aanleiding: Aanleiding) -> Zaak:
    """Zet de zaak in een andere fase, als de overgang bestaat; anders OnjuisteFase."""
    toets_overgang(zaak.rij.fase, naar, aanleiding=aanleiding)
    return await werk_bij(tx, zaak, {Dossier.fase: naar})


def _vraag(tx: Tx, dossier_id: UUID) -> Select[Any]:
    return DossierRij.select().where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == dossier_id))


def _bestaand(rij: DossierRij | None) -> DossierRij:
    if rij is None:
        raise NietGevonden("Dit dossier bestaat niet.")
    return rij
