"""De brief die zegt dat er langer bezwaar kan worden gemaakt dan in een eerdere brief stond (C21, art. 6:11 Awb).

Zij hoort bij de brief die het besluit bekendmaakte. Maakte die niets bekend (art. 3:41 Awb), is het besluit vervangen
of ingetrokken, zelf of met zijn oproep, of is de dag voorbij, dan noemt zij een dag waar niemand iets aan heeft: zij
komt er niet, en wat klaarligt vervalt.
"""

from datetime import date
from uuid import UUID

import msgspec

from core.fouten import VoorwaardeNietVervuld
from core.law.bekendmaking import bezwaar_tot, niet_meer_verzonden
from core.law.kalender import schrijf_dag
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import bevroren, nogmaals
from core.process.besluit.actions import bevries_brief, lees_brief
from core.process.besluit.brief import bezwaardagbrief
from core.process.besluit.opmaken import opmaken_van
from core.process.besluit.rijen import BriefRij, VerzendingRij
from core.process.besluit.verzenden import besluit_van, verzendingen_van
from core.process.besluit.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import neem_dossier

GROND = "art. 6:11 Awb"
_VAN_DE_BRIEF = """
select b.id, b.status from meedoen.brief_verzending v
join meedoen.brief b on b.gemeente_id = $1 and b.onderwerp_id = v.id
where v.gemeente_id = $1 and v.brief_id = $2 and b.afschrift_van is null and b.status <> 'ingetrokken'
and ($3::uuid is null or v.id = $3)
order by b.id"""
_LIGT_ER_NOG = """
select distinct v.brief_id, o.dossier_id, o.tijdig_tot from meedoen.brief b
join meedoen.brief_verzending v on v.gemeente_id = $1 and v.id = b.onderwerp_id
join meedoen.brief o on o.gemeente_id = $1 and o.id = v.brief_id
where b.gemeente_id = $1 and b.sjabloon = 'bezwaardag' and b.afschrift_van is null
and b.status <> 'ingetrokken' and b.status in ('te_maken', 'gemaakt') and o.tijdig_tot < $2
order by v.brief_id"""
_TE_LAAT_GEVRAAGD = """
select b.id as brief_id, b.dossier_id, b.tijdig_tot from meedoen.werkitem w
join meedoen.brief b on b.gemeente_id = $1 and b.id = split_part(w.sleutel, ':', 2)::uuid
where w.gemeente_id = $1 and w.status = 'open' and w.soort = 'BEZWAARDAG_MELDEN'
and w.vervaldatum <= b.tijdig_tot and b.tijdig_tot < $2
order by b.id"""
_ONDER = """
select id from meedoen.brief where gemeente_id = $1 and onderwerp_id = $2 and afschrift_van is null
order by id"""
_NIET_BEKEND = (
    "Deze brief ging naar een verkeerd adres: het besluit is niet bekend, en er loopt geen termijn voor bezwaar om te"
    " melden. Verzend haar opnieuw, of leg bij de retourpost vast dat de persoon haar toch kreeg."
)


class _Dagtekening(msgspec.Struct, frozen=True):
    dagtekening: date


async def schrijf(tx: Tx, huis: Huis, dossier_id: UUID, brief_id: UUID) -> UUID:
    """Maak de brief die zegt dat er langer bezwaar kan worden gemaakt; geeft haar id. Zij wordt gewoon verzonden.

    Is zij er voor deze verbetering al, dan verandert er niets.

    Raises:
        NietGevonden: de brief waar het om gaat bestaat niet.
        VoorwaardeNietVervuld: de persoon kent geen eerdere dag, de latere dag is voorbij, deze brief maakte het besluit
            niet bekend, of er kan geen brief naar hem.
    """
    zaak = await neem_dossier(tx, dossier_id)
    brief = await lees_brief(tx, dossier_id, brief_id)
    verbetering = await _laatste_verbetering(tx, brief)
    if verbetering is None:
        raise VoorwaardeNietVervuld("De dag voor bezwaar in deze brief klopt; er valt niets te melden.", grond=GROND)
    if waarom_niet := await _waarom_niet(tx, huis, brief):
        raise VoorwaardeNietVervuld(waarom_niet, grond=GROND)
    er_al = await tx.fetchrow(_VAN_DE_BRIEF, tx.gemeente_id, brief_id, verbetering.id)
    if er_al is not None:
        bestaande: UUID = er_al["id"]
        return bestaande
    gedrukt = await _gedrukt(tx, huis, verbetering)
    if brief.tijdig_tot is None or brief.tijdig_tot <= gedrukt:
        raise VoorwaardeNietVervuld("De persoon kent geen eerdere dag; er valt niets te melden.", grond=GROND)
    if brief.tijdig_tot < await tx.vandaag():
        raise VoorwaardeNietVervuld(_voorbij(brief.tijdig_tot), grond=GROND)
    over = huis.proces.briefsoort(brief.sjabloon)
    nieuw = await bezwaardagbrief(
        tx,
        huis,
        zaak.rij,
        over=over,
        eerdere_dagtekening=bevroren.lees_als(tx, huis, brief, _Dagtekening).dagtekening,
        eerste_dag=gedrukt,
        laatste_dag=brief.tijdig_tot,
    )
    nieuw_id = await bevries_brief(tx, huis, nieuw, zaak=zaak, onderwerp_id=verbetering.id, over=over.onderwerp)
    await werkvoorraad.sluit(tx, Soort.BEZWAARDAG_MELDEN, sleutel=str(brief_id), afhandeling="de brief is gemaakt")
    await huis.logboek.schrijf(
        tx, "brief.bezwaardag", "brief", object_id=nieuw_id, dossiers=[dossier_id], velden=["gegevens"]
    )
    return nieuw_id


async def vraag(tx: Tx, huis: Huis, brief: BriefRij) -> bool:
    """Zet werk klaar als de persoon een eerdere dag kent dan tot wanneer bezwaar op tijd is; False als dat niet hoeft.

    Zolang een brief niets bekendmaakte is er niets te melden; blijkt zij toch aangekomen, dan wel.
    """
    verbetering = await _laatste_verbetering(tx, brief)
    if verbetering is None or brief.tijdig_tot is None or await _waarom_niet(tx, huis, brief):
        return False
    if brief.tijdig_tot <= await _gedrukt(tx, huis, verbetering):
        return False
    if await tx.fetchrow(_VAN_DE_BRIEF, tx.gemeente_id, brief.id, verbetering.id) is not None:
        return False
    tekst = (
        f"Schrijf de persoon dat bezwaar op tijd is tot en met {brief.tijdig_tot:%d-%m-%Y}: in zijn brief staat een"
        " eerdere dag. Maak de brief over de latere bezwaardag."
    )
    if brief.tijdig_tot < await tx.vandaag():
        tekst = _voorbij(brief.tijdig_tot)
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.BEZWAARDAG_MELDEN,
        omschrijving=tekst,
        grond=GROND,
        sleutel=str(brief.id),
        dossier_id=brief.dossier_id,
        vervaldatum=await tx.vandaag(),
    )


async def vervalt(tx: Tx, brief_id: UUID, *, afhandeling: str) -> bool:
    """De dag die hierover gemeld zou worden klopt niet meer: wat klaarligt gaat niet uit. False als er niets lag."""
    ligt = [
        rij["id"]
        for rij in await tx.fetch(_VAN_DE_BRIEF, tx.gemeente_id, brief_id, None)
        if rij["status"] in bevroren.LIGT_NOG
    ]
    for id_ in ligt:
        await bevroren.trek_in(tx, id_, afhandeling=afhandeling)
    sleutel = str(brief_id)
    werk = await werkvoorraad.sluit(
        tx, Soort.BEZWAARDAG_MELDEN, sleutel=sleutel, afhandeling=afhandeling, vervallen=True
    )
    return bool(ligt) or werk


async def vervalt_onder(tx: Tx, onderwerp_id: UUID, *, afhandeling: str) -> bool:
    """Als `vervalt`, over elke brief die hieronder staat: het besluit daarin geldt niet meer."""
    brieven = await tx.fetch(_ONDER, tx.gemeente_id, onderwerp_id)
    return any([await vervalt(tx, brief["id"], afhandeling=afhandeling) for brief in brieven])


class Verlopen(Rij, frozen=True):
    """Een brief waarover nog een latere dag klaarligt die niemand meer heeft."""

    brief_id: UUID
    dossier_id: UUID
    tijdig_tot: date


async def verlopen(tx: Tx, huis: Huis) -> list[Verlopen]:
    """Waarover de brief nog ligt terwijl haar dag voorbij is, en niemand meer vastlegt dat zij op tijd wegging."""
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    rijen = await tx.fetch_als(Verlopen, _LIGT_ER_NOG, tx.gemeente_id, vandaag)
    return [rij for rij in rijen if niet_meer_verzonden(rij.tijdig_tot, vandaag=vandaag, recht=recht)]


async def laat_verlopen(tx: Tx, huis: Huis, rij: Verlopen) -> None:
    """Wat klaarligt gaat niet meer uit; het werk zegt wat er nog te doen is."""
    await neem_dossier(tx, rij.dossier_id)
    if rij not in await verlopen(tx, huis):
        return
    await vervalt(tx, rij.brief_id, afhandeling="de dag die zij noemt is voorbij")
    await vraag(tx, huis, await lees_brief(tx, rij.dossier_id, rij.brief_id))


async def te_laat_gevraagd(tx: Tx) -> list[Verlopen]:
    """Waarover nog werk ligt om een brief te maken, terwijl de dag die zij zou noemen voorbij is."""
    return await tx.fetch_als(Verlopen, _TE_LAAT_GEVRAAGD, tx.gemeente_id, await tx.vandaag())


async def zeg_dat_het_te_laat_is(tx: Tx, huis: Huis, rij: Verlopen) -> None:
    """Het werk vraagt geen brief meer, en zegt wat er nog te doen is."""
    await neem_dossier(tx, rij.dossier_id)
    if rij in await te_laat_gevraagd(tx):
        await vraag(tx, huis, await lees_brief(tx, rij.dossier_id, rij.brief_id))


async def _waarom_niet(tx: Tx, huis: Huis, brief: BriefRij) -> str:
    """Waarom er over deze brief geen dag te melden is; leeg als dat wel kan."""
    if waarom := await nogmaals.waarom_er_niets_op_rust(tx, brief):
        return waarom
    if waarom := await huis.proces.over_wat_er_niet_meer_is(tx, brief.onderwerp_id):
        return waarom
    besluit = await besluit_van(tx, brief)
    return _NIET_BEKEND if besluit is not None and besluit.bekendgemaakt_op is None else ""


async def _gedrukt(tx: Tx, huis: Huis, verbetering: VerzendingRij) -> date:
    """De laatste dag voor bezwaar die de persoon las, of kon uitrekenen."""
    opmaak = next(o for o in await opmaken_van(tx, verbetering.brief_id) if o.id == verbetering.opmaak_id)
    eerder_op = verbetering.eerder_op or verbetering.verzonden_op
    return opmaak.bezwaar_tot or bezwaar_tot(eerder_op, recht=huis.recht_van(tx.gemeente_id))


async def _laatste_verbetering(tx: Tx, brief: BriefRij) -> VerzendingRij | None:
    verbeterd = [v for v in await verzendingen_van(tx, brief.id) if v.motief]
    return verbeterd[-1] if verbeterd else None


def _voorbij(dag: date) -> str:
    return (
        f"Bezwaar was op tijd tot en met {schrijf_dag(dag)}, en in de brief stond een eerdere dag; beide zijn voorbij."
        " Een brief daarover helpt niet meer. Kwam er bezwaar na de dag in de brief, houd dan de latere dag aan en weeg"
        " wat nog later kwam; vink daarna het werk af."
    )
