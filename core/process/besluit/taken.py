"""Brieven opmaken: bevroren gegevens worden PDF/UA-1, en dan ligt er werk om haar te verzenden."""

from hashlib import sha256

from core.platform.letters.render import render
from core.process.besluit.actions import MAAK_BRIEF
from core.process.besluit.cijferteksten import GEGEVENS, PDF
from core.process.besluit.rijen import BriefRij
from core.process.besluit.tables import Brief, Briefstatus
from core.process.besluit.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.taak import Taakbeurt, Taaksoort


async def maak_brief(beurt: Taakbeurt) -> None:
    """Maak één brief op met het sjabloon van toen, en bewaar haar versleuteld."""
    brief_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        rij = await tx.lees_een_als(
            BriefRij, BriefRij.select().where((Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id))
        )
        if rij is None or rij.status is not Briefstatus.TE_MAKEN:
            await beurt.klaar(tx)
            return
        plek = GEGEVENS.plek(tx.gemeente_id, brief_id)
        ruw = beurt.huis.kluis.ontsleutel(rij.gegevens, soort=GEGEVENS.soort, plek=plek)
    soort = beurt.huis.proces.briefsoort(rij.sjabloon)
    pdf = await render(soort, ruw, versie=rij.sjabloon_versie, seconden=20)
    async with beurt.uow() as tx:
        plek = PDF.plek(tx.gemeente_id, brief_id)
        cijfer, versie = beurt.huis.kluis.versleutel(pdf, soort=PDF.soort, plek=plek)
        await tx.schrijf_een(
            Brief.update(
                {
                    Brief.pdf: cijfer,
                    Brief.pdf_sleutelversie: versie,
                    Brief.pdf_hash: sha256(pdf).hexdigest(),
                    Brief.status: Briefstatus.GEMAAKT,
                    Brief.gemaakt_op: await tx.nu(),
                }
            )
            .where(
                (Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id) & (Brief.status == Briefstatus.TE_MAKEN)
            )
            .returning(Brief.id)
        )
        await werkvoorraad.zet_klaar(
            tx,
            Soort.BRIEF_VERZENDEN,
            omschrijving=f"Verzend {soort.wat}; leg de dag van verzending vast",
            grond="art. 3:41 Awb",
            sleutel=str(brief_id),
            dossier_id=rij.dossier_id,
            vervaldatum=await tx.vandaag(),
        )
        await beurt.huis.logboek.schrijf(
            tx, "brief.opmaken", "brief", object_id=brief_id, dossiers=[rij.dossier_id], velden=["pdf", "status"]
        )
        await beurt.klaar(tx)


TAKEN = (Taaksoort(soort=MAAK_BRIEF, wat="een brief opmaken", doe=maak_brief),)
