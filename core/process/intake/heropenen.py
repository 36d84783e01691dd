"""Een afgeronde brede intake heropenen, omdat er iets in staat dat niet klopt; zolang er geen PIP op rust."""

from uuid import UUID

from core.law.fasen import Aanleiding, Fase
from core.law.handelingen import Handeling
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import correctie
from core.process.dossier import zaak as dossier
from core.process.dossier.correctie import wijziging
from core.process.intake.actions import deze, lees_intake
from core.process.intake.tables import BredeIntake
from core.process.oproep.beeld import eis
from core.process.voorvallen import IntakeHeropend, meld


async def heropen(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, motief: str) -> None:
    """De intake is niet meer af en kan worden bijgewerkt; wat erin staat blijft. Daarna rondt men haar opnieuw af.

    Raises:
        OnjuisteFase: zij is niet afgerond.
        VoorwaardeNietVervuld: er rust een PIP op; de melding zegt wat dan wel kan.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    intake = await lees_intake(tx, dossier_id)
    eis_versie(versie, 0 if intake is None else intake.versie)
    await eis(tx, huis, zaak, Handeling.INTAKE_HEROPENEN)
    if intake is None:
        raise LookupError("een afgeronde intake staat er")
    fase = Fase.INTAKE_OPGEROEPEN if intake.in_afwezigheid else Fase.INTAKE_LOOPT
    zaak = await dossier.ga_naar(tx, zaak, fase, aanleiding=Aanleiding.TERUGGENOMEN)
    await tx.schrijf_een(
        BredeIntake.update(
            {
                BredeIntake.afgerond_op: None,
                BredeIntake.afgerond_door: None,
                BredeIntake.in_afwezigheid: False,
                **await nieuwe_versie(tx, BredeIntake),
            }
        )
        .where(deze(tx, dossier_id, versie))
        .returning(BredeIntake.dossier_id)
    )
    await correctie.leg_vast(
        tx,
        huis,
        "brede-intake.heropenen",
        "brede_intake",
        object_id=dossier_id,
        dossier_id=dossier_id,
        wijzigingen=[
            wijziging("afgerond_op", intake.afgerond_op, None),
            wijziging("afgerond_door", intake.afgerond_door, None),
            wijziging("in_afwezigheid", intake.in_afwezigheid, False),
        ],
        motief=motief,
    )
    await meld(tx, huis, zaak, IntakeHeropend())
