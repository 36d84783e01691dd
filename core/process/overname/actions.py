"""Een caseload overdragen: vastleggen, laten beginnen, verlengen en beëindigen; alles of niets, in één transactie.

Het dossier zelf krijgt een andere behandelaar. Zo volgen zijn werk, zijn afspraken en de contactpersoon bij DUO, en
ondertekent wie er werkt de brieven met zijn eigen naam. Wie weg is en waarom staat hier niet.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import msgspec

from core.fouten import AndereInhoud, Conflict, Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.mandaat import waarschuw_overname
from core.law.vooruitzicht import toets_in_zicht
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.herhaling import VAN_EEN_ANDER, anders_dan
from core.platform.huis import Huis
from core.process.bevestigen import eis_en_bewaar
from core.process.collega import KIES_EEN_COLLEGA, werkt_hier
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import neem_dossier
from core.process.mandaat.register import lees_beslissers
from core.process.overname import samenloop
from core.process.overname.caseload import lees_caseload
from core.process.overname.opslag import (
    bestaand,
    deze,
    kies,
    laat_los,
    lees,
    lees_open,
    neem,
    neem_beurt,
    regels,
    verplaats_afspraken,
    zet_dossiers,
    zet_status,
)
from core.process.overname.regels import (
    HOOGSTE_AANTAL,
    Overnameplan,
    is_bij_vervanger,
    toets_eind_in_zicht,
    toets_laatste_dag,
    toets_overname,
    toets_vervanger,
    vervangen_elkaar,
)
from core.process.overname.rijen import Caseloadregel, OvernameRij, Schakel
from core.process.overname.tables import Dossierstatus, Overname, Overnamesoort, Overnamestatus
from core.process.overname.werksoorten import Soort
from core.process.toewijzing.actions import geef_aan

GROND = "art. 3:2 Awb"
ZO_NIET = "Deze overname kan zo niet."
LOPEND = (Overnamestatus.GEPLAND, Overnamestatus.LOOPT)
_SCHAKELS = """
select r.dossier_id, v.van_id, v.naar_id
from meedoen.overname v
join meedoen.overname_dossier r on r.gemeente_id = v.gemeente_id and r.overname_id = v.id
where v.gemeente_id = $1 and v.status = 'loopt' and r.status = 'mee' and v.id <> $2"""
_KENT = "select 1 from meedoen.collega where gemeente_id = $1 and medewerker_id = $2"


async def leg_vast(
    tx: Tx,
    huis: Huis,
    overname_id: UUID,
    nieuw: Overnameplan,
    *,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Leg een overname vast, en laat haar beginnen als haar eerste dag vandaag is. Hetzelfde nog eens verandert niets.

    Raises:
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk, en er is niets overgegaan.
        AndereInhoud: dit id is al van een andere overname.
        NietBevestigd: wie overneemt mist een mandaat of is dan zelf weg, of er gaat al iets over; dat is niet
            bevestigd.
        Conflict: een deel ging in hetzelfde ogenblik naar een ander; er is niets overgegaan.
    """
    await neem_beurt(tx)
    if (eerder := await lees(tx, overname_id)) is not None:
        await _eis_dezelfde(tx, eerder, nieuw)
        return
    vandaag = await tx.vandaag()
    recht = huis.recht_van(tx.gemeente_id)
    te_ver = (
        *toets_in_zicht(nieuw.vanaf, veld="vanaf", peildatum=vandaag, recht=recht),
        *toets_eind_in_zicht(nieuw.tot, vanaf=nieuw.vanaf, vandaag=vandaag, recht=recht),
    )
    andere = [ander for ander in await lees_open(tx) if ander.id != overname_id]
    zelf = (*toets_overname(nieuw, vandaag=vandaag), *toets_vervanger(nieuw, andere))
    if gebreken := [*zelf, *te_ver, *await _toets_mensen(tx, nieuw)]:
        raise OngeldigeInvoer(ZO_NIET, gebreken=tuple(gebreken))
    van, naar = await lees_beslissers(tx, nieuw.van_id, nieuw.naar_id)
    keuze = huis.tenant(tx.gemeente_id).waarschuwing_rechtsmiddel
    mist = waarschuw_overname(van, naar, keuze=keuze, vandaag=vandaag, vanaf=nieuw.vanaf)
    alle = (*mist, *await samenloop.waarschuw(tx, nieuw, andere, dossiers=nieuw.dossiers))
    gekozen = nieuw.dossiers or ()
    await eis_en_bewaar(tx, huis, alle, bevestigd, object_="overname", object_id=overname_id, dossiers=gekozen)
    rij = Overname(
        gemeente_id=tx.gemeente_id,
        id=overname_id,
        soort=nieuw.soort,
        van_id=nieuw.van_id,
        naar_id=nieuw.naar_id,
        vanaf=nieuw.vanaf,
        tot=nieuw.tot,
        alles=nieuw.dossiers is None,
        status=Overnamestatus.GEPLAND,
        vastgelegd_op=await tx.nu(),
        vastgelegd_door=tx.medewerker_id,
    )
    # Before the dossiers are looked at: the same request at the same time waits here, and finds what the first made.
    if not await tx.schrijf(Overname.insert(rij).on_conflict(action="DO NOTHING").returning(Overname.id)):
        await _eis_dezelfde(tx, bestaand(await lees(tx, overname_id)), nieuw)
        return
    caseload = await _caseload(tx, nieuw)
    if gebreken := _toets_caseload(nieuw, caseload, begint_nu=nieuw.vanaf == vandaag):
        raise OngeldigeInvoer(ZO_NIET, gebreken=tuple(gebreken))
    if nieuw.dossiers is not None:
        await kies(tx, overname_id, nieuw.dossiers)
    await huis.logboek.schrijf(
        tx,
        "overname.vastleggen",
        "overname",
        object_id=overname_id,
        dossiers=sorted(gekozen),
        velden=["naar_id", "tot", "van_id", "vanaf"],
    )
    if nieuw.vanaf == vandaag and (weg := len(caseload) - await begin(tx, huis, overname_id)) > 0:
        raise Conflict(
            f"{weg} van deze dossiers zijn in hetzelfde ogenblik aan een ander gegeven, of wie ze zou overnemen werkt"
            " hier niet meer. Er is niets overgegaan; kijk wat er nu nog van deze medewerker is."
        )


async def begin(tx: Tx, huis: Huis, overname_id: UUID) -> int:
    """Laat een geplande overname beginnen; is zij dat al of is zij ingetrokken, dan verandert er niets.

    Een gekozen dossier dat intussen van een ander is blijft daar. Werkt wie het zou overnemen hier niet meer, dan gaat
    niets over en is dat werk voor de teamleider; ook als er niets (meer) is om over te nemen. Geeft hoeveel dossiers
    er overgingen.
    """
    await neem_beurt(tx)
    rij = await neem(tx, overname_id)
    if rij.status is not Overnamestatus.GEPLAND:
        return 0
    if not await werkt_hier(tx, rij.naar_id):
        await zet_status(tx, rij, Overnamestatus.INGETROKKEN)
        await _meld(tx, rij, "is niet begonnen: wie ze zou overnemen werkt hier niet meer. Kies een ander.")
        return 0
    if vervangen_elkaar(rij, [ander for ander in await lees_open(tx) if ander.status is Overnamestatus.LOOPT]):
        await zet_status(tx, rij, Overnamestatus.INGETROKKEN)
        await _meld(tx, rij, "is niet begonnen: wie ze zou overnemen wordt zelf vervangen door wie hij zou vervangen.")
        return 0
    gekozen = [r.dossier_id for r in await regels(tx, overname_id)]
    caseload = await lees_caseload(
        tx,
        rij.van_id,
        ook_vervangen=rij.soort is Overnamesoort.OPVOLGING,
        alleen=None if rij.alles else gekozen,
    )
    if len(caseload) > HOOGSTE_AANTAL:
        raise VoorwaardeNietVervuld(f"Er gaan hooguit {HOOGSTE_AANTAL} dossiers in één keer over.")
    mee = [regel.id for regel in caseload if await _ging_over(tx, huis, regel, rij)]
    if not mee:
        await zet_dossiers(tx, overname_id, gekozen, Dossierstatus.GEBLEVEN)
        await zet_status(tx, rij, Overnamestatus.INGETROKKEN)
        await _meld(tx, rij, "is niet begonnen: er is niets meer om over te nemen.")
        return 0
    if rij.alles:
        await kies(tx, overname_id, mee)
    await zet_dossiers(tx, overname_id, mee, Dossierstatus.MEE)
    await zet_dossiers(tx, overname_id, set(gekozen) - set(mee), Dossierstatus.GEBLEVEN)
    vervanging = rij.soort is Overnamesoort.VERVANGING
    if not vervanging:
        await laat_los(tx, rij.van_id, mee)
    await zet_status(tx, rij, Overnamestatus.LOOPT if vervanging else Overnamestatus.KLAAR)
    await huis.logboek.schrijf(
        tx, "overname.beginnen", "overname", object_id=overname_id, dossiers=mee, velden=["behandelaar_id", "status"]
    )
    return len(mee)


async def eindig(tx: Tx, huis: Huis, overname_id: UUID) -> None:
    """Een vervanging is voorbij: elk dossier dat nog bij de vervanger is gaat terug, met zijn werk.

    Wat iemand intussen aan een ander gaf blijft daar. Werkt wie vervangen werd hier niet meer, dan blijft alles waar
    het is, en kiest de teamleider een opvolger.
    """
    rij = await neem(tx, overname_id)
    if rij.status is not Overnamestatus.LOOPT:
        return
    mee = [r.dossier_id for r in await regels(tx, overname_id) if r.status is Dossierstatus.MEE]
    terug: list[UUID] = []
    if await werkt_hier(tx, rij.van_id):
        schakels = await tx.fetch_als(Schakel, _SCHAKELS, tx.gemeente_id, overname_id)
        terug = [id_ for id_ in mee if await _ging_terug(tx, huis, rij, id_, schakels)]
    elif mee:
        await _meld(tx, rij, "is voorbij, maar wie vervangen werd werkt hier niet meer. Kies een opvolger.")
    await zet_dossiers(tx, overname_id, terug, Dossierstatus.TERUG)
    await zet_dossiers(tx, overname_id, set(mee) - set(terug), Dossierstatus.GEBLEVEN)
    await zet_status(tx, rij, Overnamestatus.KLAAR)
    await huis.logboek.schrijf(
        tx, "overname.eindigen", "overname", object_id=overname_id, dossiers=terug, velden=["behandelaar_id", "status"]
    )


async def beeindig(tx: Tx, huis: Huis, overname_id: UUID, *, versie: int) -> None:
    """Beëindig een vervanging nu, of trek in wat nog niet begon.

    Raises:
        NietGevonden, VersieConflict: zij bestaat niet, of iemand anders was eerder.
        Conflict: er is niets meer te beëindigen.
    """
    rij = await _neem_open(tx, overname_id, versie)
    if rij.status is Overnamestatus.LOOPT:
        await eindig(tx, huis, overname_id)
        return
    await zet_status(tx, rij, Overnamestatus.INGETROKKEN)
    await huis.logboek.schrijf(tx, "overname.intrekken", "overname", object_id=overname_id, velden=["status"])


async def verzet_laatste_dag(
    tx: Tx,
    huis: Huis,
    overname_id: UUID,
    *,
    versie: int,
    tot: date | None,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """De vervanging duurt langer of korter; leeg is tot nader bericht.

    Raises:
        NietGevonden, VersieConflict, Conflict: zoals bij `beeindig`.
        OngeldigeInvoer: deze dag kan niet.
        NietBevestigd: op de nieuwe dagen is er samenloop met een andere overname, en dat is niet bevestigd.
    """
    await neem_beurt(tx)
    rij = await _neem_open(tx, overname_id, versie)
    if rij.soort is not Overnamesoort.VERVANGING:
        raise Conflict("Een opvolging heeft geen laatste dag.")
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    te_ver = toets_eind_in_zicht(tot, vanaf=rij.vanaf, vandaag=vandaag, recht=recht)
    if gebreken := (*toets_laatste_dag(tot, vanaf=rij.vanaf, vandaag=vandaag), *te_ver):
        raise OngeldigeInvoer("Deze dag kan niet.", gebreken=gebreken)
    await _eis_zonder_samenloop(tx, huis, rij, tot, bevestigd)
    await tx.schrijf_een(
        Overname.update({Overname.tot: tot, **await nieuwe_versie(tx, Overname)})
        .where(deze(tx, overname_id))
        .returning(Overname.id)
    )
    await huis.logboek.schrijf(tx, "overname.verzetten", "overname", object_id=overname_id, velden=["tot"])


async def _eis_zonder_samenloop(
    tx: Tx, huis: Huis, rij: OvernameRij, tot: date | None, bevestigd: tuple[Waarschuwingssoort, ...]
) -> None:
    """Wie een vervanging verlengt leest wat er op de dagen die erbij komen al is; wat eerder al zo was vraagt niets."""
    andere = [ander for ander in await lees_open(tx) if ander.id != rij.id]
    langer = msgspec.structs.replace(rij, tot=tot)
    if not vervangen_elkaar(rij, andere) and (gebreken := toets_vervanger(langer, andere)):
        raise OngeldigeInvoer("Deze dag kan niet.", gebreken=gebreken)
    dossiers = None if rij.alles else frozenset(r.dossier_id for r in await regels(tx, rij.id))
    stond_er = await samenloop.waarschuw(tx, rij, andere, dossiers=dossiers)
    nieuw = [w for w in await samenloop.waarschuw(tx, langer, andere, dossiers=dossiers) if w not in stond_er]
    await eis_en_bewaar(tx, huis, tuple(nieuw), bevestigd, object_="overname", object_id=rij.id)


async def stand(tx: Tx, huis: Huis, overname_id: UUID) -> Stand:
    """Hoe de overname er nu bij staat, voor wie met een oudere versie kwam."""
    rij = bestaand(await lees(tx, overname_id))
    await huis.logboek.schrijf(tx, "overname.lezen", "overname", object_id=overname_id)
    klaar = "" if rij.status in LOPEND else f"Deze overname is al {rij.status}."
    return stand_van(rij, velden={"tot": rij.tot}, klaar=klaar)


async def _neem_open(tx: Tx, overname_id: UUID, versie: int) -> OvernameRij:
    rij = await neem(tx, overname_id)
    eis_versie(versie, rij.versie)
    if rij.status not in LOPEND:
        raise Conflict(f"Deze overname is al {rij.status}.")
    return rij


async def _caseload(tx: Tx, nieuw: Overnameplan) -> list[Caseloadregel]:
    opvolging = nieuw.soort is Overnamesoort.OPVOLGING
    return await lees_caseload(tx, nieuw.van_id, ook_vervangen=opvolging, alleen=nieuw.dossiers)


async def _toets_mensen(tx: Tx, nieuw: Overnameplan) -> list[Gebrek]:
    gebreken = []
    if await tx.fetchrow(_KENT, tx.gemeente_id, nieuw.van_id) is None:
        gebreken.append(Gebrek(veld="vanId", melding="Kies iemand die bij deze gemeente werkt of werkte."))
    if not await werkt_hier(tx, nieuw.naar_id):
        gebreken.append(Gebrek(veld="naarId", melding=KIES_EEN_COLLEGA))
    return gebreken


def _toets_caseload(nieuw: Overnameplan, caseload: list[Caseloadregel], *, begint_nu: bool) -> list[Gebrek]:
    """Wat er aan de keuze mankeert; één dossier dat niet mee kan houdt de hele overname tegen."""
    if len(caseload) > HOOGSTE_AANTAL:
        melding = f"Er gaan hooguit {HOOGSTE_AANTAL} dossiers in één keer over; kies een deel."
        return [Gebrek(veld="dossiers", melding=melding)]
    if nieuw.dossiers is None:
        melding = "Deze medewerker heeft geen dossiers die over kunnen gaan."
        return [Gebrek(veld="vanId", melding=melding)] if begint_nu and not caseload else []
    niet = len(nieuw.dossiers - {regel.id for regel in caseload})
    if not niet:
        return []
    melding = f"{niet} van de gekozen dossiers zijn niet van deze medewerker, of zijn dicht en zonder werk."
    return [Gebrek(veld="dossiers", melding=melding)]


async def _ging_over(tx: Tx, huis: Huis, regel: Caseloadregel, rij: OvernameRij) -> bool:
    """Geef het dossier door, tenzij het na het lezen van een ander werd; dan blijft het daar."""
    zaak = await neem_dossier(tx, regel.id)
    nu = zaak.rij.behandelaar_id
    if nu != regel.behandelaar_id:
        return False
    await verplaats_afspraken(tx, regel.id, van=(nu, rij.van_id), naar=rij.naar_id)
    if nu != rij.naar_id:
        await geef_aan(tx, huis, zaak, behandelaar_id=rij.naar_id)
    return True


async def _ging_terug(tx: Tx, huis: Huis, rij: OvernameRij, dossier_id: UUID, schakels: Iterable[Schakel]) -> bool:
    zaak = await neem_dossier(tx, dossier_id)
    nu = zaak.rij.behandelaar_id
    hier = [(s.van_id, s.naar_id) for s in schakels if s.dossier_id == dossier_id]
    if not is_bij_vervanger(nu, rij.naar_id, hier):
        return False
    await verplaats_afspraken(tx, dossier_id, van=(nu, rij.naar_id), naar=rij.van_id)
    await geef_aan(tx, huis, zaak, behandelaar_id=rij.van_id)
    return True


async def _meld(tx: Tx, rij: OvernameRij, wat: str) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Soort.OVERNAME_NAZIEN,
        omschrijving=f"De {rij.soort} die op {rij.vanaf:%d-%m-%Y} zou beginnen of begon, {wat}",
        grond=GROND,
        sleutel=str(rij.id),
    )


async def _eis_dezelfde(tx: Tx, staat: OvernameRij, nieuw: Overnameplan) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager (C6)."""
    gekozen = None if staat.alles else frozenset(r.dossier_id for r in await regels(tx, staat.id))
    gebreken = anders_dan(
        {
            "soort": nieuw.soort,
            "vanId": nieuw.van_id,
            "naarId": nieuw.naar_id,
            "vanaf": nieuw.vanaf,
            "tot": nieuw.tot,
            "dossiers": nieuw.dossiers,
        },
        {
            "soort": staat.soort,
            "vanId": staat.van_id,
            "naarId": staat.naar_id,
            "vanaf": staat.vanaf,
            "tot": staat.tot,
            "dossiers": gekozen,
        },
    )
    if gebreken:
        raise AndereInhoud(
            "Dit id is al van een andere overname. Er is niets gewijzigd; maak een nieuw id.", gebreken=gebreken
        )
    if staat.vastgelegd_door != tx.medewerker_id:
        raise Conflict(VAN_EEN_ANDER)
