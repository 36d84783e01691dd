"""Wat de brede intake doet bij een voorval: een oproep aan wie niet (meer) plichtig is, vervalt (art. 14 Wi2021)."""

from core.law.oproepen import Uitkomst
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Dossier
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak, lees_dossier, werk_bij
from core.process.intake.oproepen import eerdere
from core.process.intake.tables import Oproep
from core.process.voorvallen import Geschorst, PlichtGeeindigd, Verhuisd


async def laat_oproepen_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd
) -> tuple[str, ...]:
    """De open oproep vervalt, en loopt de plicht later weer, dan begint het oproepen opnieuw (PG-4).

    Haar termijn en haar werk sluit het dossier; haar brief, als die nog niet verzonden is, de stap besluit.
    """
    van_dit_dossier = (Oproep.gemeente_id == tx.gemeente_id) & (Oproep.dossier_id == zaak.id)
    vandaag = await tx.vandaag()
    open_ = await tx.schrijf(
        Oproep.update(
            {Oproep.uitkomst: Uitkomst.VERVALLEN, Oproep.uitkomst_op: vandaag, **await nieuwe_versie(tx, Oproep)}
        )
        .where(van_dit_dossier & (Oproep.uitkomst == Uitkomst.OPEN))
        .returning(Oproep.id)
    )
    volgende = 1 + max((rij.ronde for rij in await eerdere(tx, zaak.id)), default=0)
    nieuwe_ronde = volgende > (await lees_dossier(tx, zaak.id)).oproepronde
    if nieuwe_ronde:
        await werk_bij(tx, zaak, {Dossier.oproepronde: volgende})
    werk = await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=f"{zaak.id}:geen-examennummer",
        afhandeling=voorval.omschrijving,
        vervallen=True,
    )
    return (
        *(["oproep.uitkomst"] if open_ else []),
        *(["dossier.oproepronde"] if nieuwe_ronde else []),
        *(["werkitem.status"] if werk else []),
    )
