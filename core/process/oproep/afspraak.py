"""De afspraak van een oproep: gemist, afgezegd of verzet, terwijl haar termijn doorloopt (PG-2)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.afspraken import Bevestiging, Bevestigingswijze, toets_bevestiging, toets_verzette_afspraak
from core.law.handelingen import Handeling
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import bevroren
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import Zaak
from core.process.oproep import opvolging
from core.process.oproep.actions import eis_afspraak
from core.process.oproep.beeld import OVER_AFSPRAAK, gebeurtenissen_van
from core.process.oproep.bekende_afspraak import bekende_afspraak
from core.process.oproep.noteren import noteer
from core.process.oproep.rijen import Gebeurtenisbeeld, OproepRij, Verzetting
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.uitkomsten import (
    TOELICHTING,
    eis_van,
    neem,
    trek_bevestigingen_in,
    zet,
)
from core.process.oproep.vervolgbrieven import brief_bij_verzetten
from core.process.oproep.waarschuwingen import Gesprek, als_json, toets_collega, waarschuw_gesprek
from core.process.oproep.werksoorten import Soort

_NOG_NIET_GEWEEST = (
    "De afspraak is nog niet geweest; gemist is zij pas als haar tijd voorbij is. Zegde de persoon haar af, leg dan"
    " AFGEZEGD vast: dat kan nu al."
)


async def leg_afspraak_vast(
    tx: Tx, huis: Huis, dossier_id: UUID, oproep_id: UUID, *, versie: int, afgezegd: bool, toelichting: str
) -> None:
    """De persoon kwam niet op de afspraak, of zegde haar af; de termijn loopt door en de oproep blijft open (PG-2).

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij de uitkomst.
        OngeldigeInvoer: er ontbreekt een toelichting, of de afspraak is nog niet geweest.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    await eis_van(tx, huis, zaak, rij, Handeling.AFSPRAAK_GEMIST)
    gebreken = [] if toelichting.strip() else [TOELICHTING]
    if not afgezegd and await tx.nu() < rij.afspraak_op:
        gebreken.append(Gebrek(veld="soort", melding=_NOG_NIET_GEWEEST))
    if gebreken:
        raise OngeldigeInvoer("Dit klopt niet.", gebreken=tuple(gebreken))
    soort = Gebeurtenissoort.AFSPRAAK_AFGEZEGD if afgezegd else Gebeurtenissoort.AFSPRAAK_GEMIST
    await zet(tx, rij, {})
    await noteer(tx, rij, soort, await tx.vandaag(), toelichting)
    await trek_bevestigingen_in(tx, oproep_id, afhandeling="deze afspraak gaat niet door")
    await opvolging.vraag_nieuwe_afspraak(tx, rij, soort)
    await huis.logboek.schrijf(
        tx, "oproep.afspraak", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["afspraak_op"]
    )


async def verzet_afspraak(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    *,
    versie: int,
    gesprek: Gesprek,
    toelichting: str,
    bevestiging: Bevestiging,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Een nieuwe tijd en plaats binnen de termijn, met dezelfde oproep en hetzelfde nummer.

    De persoon weet het uit een brief, die in deze commit bevroren wordt, of uit een gesprek. Zonder collega blijft het
    die van de oproep.

    Raises:
        NietGevonden, VersieConflict, OnjuisteFase, VoorwaardeNietVervuld: zoals bij de uitkomst; of de brief kan niet.
        OngeldigeInvoer: er ontbreekt een toelichting of bevestiging, of de afspraak ligt niet binnen de termijn.
        NietBevestigd: er is een waarschuwing die niet bevestigd is; alle waarschuwingen tegelijk.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    await eis_van(tx, huis, zaak, rij, Handeling.AFSPRAAK_VERZETTEN)
    op, met = gesprek.op, gesprek.collega_id or rij.collega_id
    vandaag = await tx.vandaag()
    gebreken = toets_bevestiging(
        bevestiging,
        afspraak_dag=op.astimezone(NEDERLAND).date(),
        termijn_tot=rij.termijn_tot,
        vanaf=rij.verzonden_op or rij.opgesteld_op,
        peildatum=vandaag,
        recht=huis.recht_van(tx.gemeente_id),
    )
    if not toelichting.strip():
        gebreken = (TOELICHTING, *gebreken)
    eis_afspraak(
        *gebreken,
        *await toets_collega(tx, gesprek.collega_id),
        *toets_verzette_afspraak(
            op.astimezone(NEDERLAND),
            nu=(await tx.nu()).astimezone(NEDERLAND),
            verzonden_op=rij.verzonden_op,
            termijn_tot=rij.termijn_tot,
        ),
    )
    waarschuwingen = await waarschuw_gesprek(tx, huis, oproep_id, replace(gesprek, collega_id=met))
    nieuw = Verzetting(
        van_op=rij.afspraak_op,
        van_plaats=rij.plaats,
        naar_op=op,
        naar_plaats=gesprek.plaats,
        naar_ruimte=gesprek.ruimte.strip(),
        naar_collega=met,
        bevestiging=bevestiging,
        bevestigd=eis_bevestigd(waarschuwingen, bevestigd),
    )
    await trek_bevestigingen_in(tx, oproep_id, afhandeling="de afspraak is opnieuw verzet")
    await zet(
        tx,
        rij,
        {
            Oproep.afspraak_op: op,
            Oproep.plaats: nieuw.naar_plaats,
            Oproep.ruimte: nieuw.naar_ruimte,
            Oproep.collega_id: met,
            Oproep.bevestigd: als_json(nieuw.bevestigd),
        },
    )
    if rij.verzonden_op is not None and rij.afspraak_dag <= rij.verzonden_op < op.astimezone(NEDERLAND).date():
        await opvolging.telt_weer(tx, rij)
    gebeurtenis_id = await noteer(tx, rij, Gebeurtenissoort.AFSPRAAK_VERZET, vandaag, toelichting, afspraak=nieuw)
    await _bevestig(tx, huis, zaak, rij, gebeurtenis_id, nieuw)
    await werkvoorraad.sluit(tx, Soort.AFSPRAAK_VERZETTEN, sleutel=str(oproep_id), afhandeling="afspraak verzet")
    await huis.logboek.schrijf(
        tx, "oproep.afspraak", "oproep", object_id=oproep_id, dossiers=[dossier_id], velden=["afspraak_op", "plaats"]
    )


async def bevestig_weer(
    tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, verzet: Gebeurtenisbeeld, *, vandaag: date
) -> None:
    """De oproep loopt weer: de brief over haar verzette afspraak, die er nog niet uit was, gaat alsnog."""
    afspraak = verzet.afspraak
    if afspraak is None or afspraak.naar_op.astimezone(NEDERLAND).date() <= vandaag:
        return
    if not await besluit.is_verzonden(tx, onderwerp_id=verzet.id):
        await _bevestig(tx, huis, zaak, rij, verzet.id, afspraak)


async def vernieuw_bevestiging(
    tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, verzet: Gebeurtenisbeeld, *, vandaag: date
) -> None:
    """Wat er in de brief die nog ligt over de eerdere afspraak staat, is teruggenomen: zij gaat zo niet uit."""
    if await bevroren.lees_wat_er_ligt(tx, verzet.id) is None:
        return
    await besluit.trek_brief_in(tx, onderwerp_id=verzet.id, afhandeling="de gemiste afspraak is teruggenomen")
    await bevestig_weer(tx, huis, zaak, rij, verzet, vandaag=vandaag)


async def _bevestig(
    tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, gebeurtenis_id: UUID, verzetting: Verzetting
) -> None:
    if verzetting.bevestiging.wijze is not Bevestigingswijze.BRIEF:
        return
    gemist = await _was_gemist(tx, rij, gebeurtenis_id)
    kende = await bekende_afspraak(tx, rij, voor=gebeurtenis_id)
    brief = await brief_bij_verzetten(tx, huis, zaak.rij, rij, verzetting, kende=kende, gemist=gemist)
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=gebeurtenis_id)


async def _was_gemist(tx: Tx, rij: OproepRij, verzet_id: UUID) -> bool:
    """Of de persoon niet kwam op de afspraak waarvoor met deze gebeurtenis een nieuwe kwam."""
    over = [
        g
        for g in await gebeurtenissen_van(tx, rij.dossier_id)
        if g.oproep_id == rij.id and g.soort in OVER_AFSPRAAK and not g.teruggenomen
    ]
    plaats = next(i for i, g in enumerate(over) if g.id == verzet_id)
    return plaats > 0 and over[plaats - 1].soort is Gebeurtenissoort.AFSPRAAK_GEMIST
