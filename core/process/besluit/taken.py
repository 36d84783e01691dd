"""Brieven opmaken: bevroren gegevens worden PDF/UA-1, en dan ligt er werk om haar te verzenden."""

from hashlib import sha256

import msgspec

from core.law.adresboek import Rol
from core.law.bekendmaking import bezwaar_tot
from core.law.loslaten import OF_LAAT_LOS
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Verzending
from core.platform.letters.render import render
from core.process.besluit import bewaken, na_verhuizing
from core.process.besluit.actions import lees_brief
from core.process.besluit.bevroren import LIGT_NOG
from core.process.besluit.cijferteksten import GEGEVENS, PDF
from core.process.besluit.opmaken import MAAK_BRIEF
from core.process.besluit.rijen import BriefRij, OpmaakRij
from core.process.besluit.tables import Brief, Briefopmaak, Briefstatus
from core.process.besluit.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.taak import Taakbeurt, Taaksoort


class _Rechtsmiddel(msgspec.Struct, frozen=True):
    """Of in de bevroren gegevens een bezwaarclausule staat, van welke soort brief ook."""

    bezwaar: dict[str, object] | None = None


def _wat(soort: Briefsoort, brief: BriefRij) -> str:
    """Hoe dit exemplaar heet voor wie het verzendt."""
    wat = soort.wat if brief.afschrift_van is None else f"een afschrift van {soort.wat}"
    return f"{wat} aan de persoon" if brief.aan is Rol.PERSOON else f"{wat} aan de {brief.aan}"


async def maak_brief(beurt: Taakbeurt) -> None:
    """Maak een brief op met het sjabloon van toen en de dag waarop zij weggaat, en bewaar haar versleuteld."""
    opmaak_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        opmaak = await tx.lees_een_als(
            OpmaakRij,
            OpmaakRij.select().where((Briefopmaak.gemeente_id == tx.gemeente_id) & (Briefopmaak.id == opmaak_id)),
        )
        brief = None if opmaak is None else await lees_brief(tx, opmaak.dossier_id, opmaak.brief_id)
        if opmaak is None or brief is None or opmaak.opgemaakt_op is not None or brief.status not in LIGT_NOG:
            await beurt.klaar(tx)
            return
        plek = GEGEVENS.plek(tx.gemeente_id, brief.id)
        ruw = beurt.huis.kluis.ontsleutel(brief.gegevens, soort=GEGEVENS.soort, plek=plek)
        dag = opmaak.verzenddag or await tx.vandaag()
    soort = beurt.huis.proces.briefsoort(brief.sjabloon)
    verzending = None
    if soort.editie(brief.sjabloon_versie).drukt_verzenddag:
        met_bezwaar = msgspec.json.decode(ruw, type=_Rechtsmiddel).bezwaar is not None
        recht = beurt.huis.recht_van(beurt.bericht.gemeente_id)
        verzending = Verzending(
            dag=dag,
            bezwaar_tot=bezwaar_tot(dag, recht=recht) if met_bezwaar else None,
            na_verhuizing=opmaak.na_verhuizing,
            na_terugkeer=opmaak.na_terugkeer,
        )
    pdf = await render(soort, ruw, versie=brief.sjabloon_versie, verzending=verzending, seconden=20)
    async with beurt.uow() as tx:
        cijfer, versie = beurt.huis.kluis.versleutel(pdf, soort=PDF.soort, plek=PDF.plek(tx.gemeente_id, opmaak_id))
        nu = await tx.nu()
        await tx.schrijf_een(
            Briefopmaak.update(
                {
                    Briefopmaak.verzenddag: None if verzending is None else verzending.dag,
                    Briefopmaak.bezwaar_tot: None if verzending is None else verzending.bezwaar_tot,
                    Briefopmaak.pdf: cijfer,
                    Briefopmaak.pdf_hash: sha256(pdf).hexdigest(),
                    Briefopmaak.sleutelversie: versie,
                    Briefopmaak.opgemaakt_op: nu,
                }
            )
            .where(
                (Briefopmaak.gemeente_id == tx.gemeente_id)
                & (Briefopmaak.id == opmaak_id)
                & Briefopmaak.opgemaakt_op.is_null()
            )
            .returning(Briefopmaak.id)
        )
        klaar = await tx.schrijf(
            Brief.update({Brief.status: Briefstatus.GEMAAKT, Brief.gemaakt_op: nu})
            .where((Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief.id) & Brief.status.is_in([*LIGT_NOG]))
            .returning(Brief.id)
        )
        if klaar:
            await werkvoorraad.zet_klaar(
                tx,
                Soort.BRIEF_VERZENDEN,
                omschrijving=f"Verzend {_wat(soort, brief)}; leg de dag van verzending vast"
                + (OF_LAAT_LOS if await na_verhuizing.kan_los(tx, brief) else ""),
                grond="art. 3:41 Awb",
                sleutel=str(brief.id),
                dossier_id=brief.dossier_id,
                vervaldatum=dag,
            )
        await beurt.huis.logboek.schrijf(
            tx, "brief.opmaken", "brief", object_id=brief.id, dossiers=[brief.dossier_id], velden=["pdf", "status"]
        )
        await beurt.klaar(tx)


TAKEN = (Taaksoort(soort=MAAK_BRIEF, wat="een brief opmaken", doe=maak_brief), *bewaken.TAKEN)
