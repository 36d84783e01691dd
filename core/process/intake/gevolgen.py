"""Wat de brede intake doet bij een voorval: een oproep aan wie niet (meer) plichtig is, vervalt (art. 14 Wi2021)."""

from core.law.oproepen import Uitkomst
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.intake.tables import Oproep
from core.process.voorvallen import Geschorst, PlichtGeeindigd, Verhuisd


async def laat_oproepen_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd
) -> tuple[str, ...]:
    """De open oproep vervalt, en wat er eerder was telt niet meer mee als de plicht later weer loopt (PG-4).

    Haar termijn en haar werk sluit het dossier; haar brief, als die nog niet verzonden is, de stap besluit.
    """
    nu = {Oproep.vervallen_op: await tx.vandaag(), **await nieuwe_versie(tx, Oproep)}
    van_dit_dossier = (Oproep.gemeente_id == tx.gemeente_id) & (Oproep.dossier_id == zaak.id)
    open_ = await tx.schrijf(
        Oproep.update({Oproep.uitkomst: Uitkomst.VERVALLEN, Oproep.uitkomst_op: await tx.vandaag(), **nu})
        .where(van_dit_dossier & (Oproep.uitkomst == Uitkomst.OPEN))
        .returning(Oproep.id)
    )
    eerder = await tx.schrijf(
        Oproep.update(nu).where(van_dit_dossier & Oproep.vervallen_op.is_null()).returning(Oproep.id)
    )
    werk = await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=f"{zaak.id}:geen-examennummer",
        afhandeling=voorval.omschrijving,
        vervallen=True,
    )
    return (
        *(["oproep.uitkomst"] if open_ else []),
        *(["oproep.vervallen_op"] if open_ or eerder else []),
        *(["werkitem.status"] if werk else []),
    )
