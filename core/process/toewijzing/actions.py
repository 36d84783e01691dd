"""Een dossier toewijzen: aan een collega, of aan een organisatie (aanbieden, beëindigen); antwoorden: `antwoorden`.

De toegang die een toewijzing geeft loopt op de echte klok; wat er wanneer gebeurde staat op die van het huis.
Beëindigen werkt bij de volgende opdracht.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.fouten import (
    Conflict,
    Gebrek,
    NietGevonden,
    OngeldigeInvoer,
    VersieConflict,
    VoorwaardeNietVervuld,
    Waarschuwing,
)
from core.law import toewijzen
from core.law.groepen import Doelgroep
from core.law.mandaat import waarschuw_overname
from core.law.toewijzen import Inschrijving, Weigerreden, waarschuw_hoorde_er_niet
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.platform.tenants import Organisatie, Tenant
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import actions as behandeling
from core.process.dossier import zaak as dossier
from core.process.dossier.zaak import Zaak
from core.process.mandaat.register import lees_beslissers
from core.process.melding import actions as melding
from core.process.toewijzing import keuze
from core.process.toewijzing.al_gedaan import VOOR_DE_GEMEENTE
from core.process.toewijzing.opslag import lees_alle
from core.process.toewijzing.projecties import LOPEND, projectie_voor, ververs
from core.process.toewijzing.rijen import ToewijzingRij
from core.process.toewijzing.tables import Toewijzing, Toewijzingstatus

_VOEG_TOE = """
insert into meedoen.toewijzing (gemeente_id, id, dossier_id, organisatie_id, doel, dienst, grond, status, vanaf,
  aangeboden_op, aangeboden_door, inschrijving_bron, inschrijving_bekend_op, gevraagd_leerroute, gevraagd_uren,
  gevraagd_start)
values ($1, $2, $3, $4, $5, $6, $7, $8, statement_timestamp(), $9, $10, $11, $12, $13, $14, $15)
on conflict do nothing"""
_BEEINDIG = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = statement_timestamp(), beeindigd_op = $5,
  versie = versie + 1, gewijzigd_op = $5, gewijzigd_door = $6, gewijzigd_bij = null
where gemeente_id = $1 and id = $2 and dossier_id = $3 and versie = $4 and status in ('aangeboden', 'aanvaard')"""
_VERVALT = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = statement_timestamp(), beeindigd_op = $3,
  versie = versie + 1, gewijzigd_op = $3, gewijzigd_door = $4, gewijzigd_bij = null
where gemeente_id = $1 and dossier_id = $2 and doel = 'lesgeven' and status = 'aangeboden'"""


@dataclass(frozen=True, slots=True)
class Begin:
    """Een toewijzing die begint; met een inschrijving is er niets te beantwoorden."""

    id: UUID
    organisatie_id: UUID
    doel: Doel = Doel.LESGEVEN
    dienst: str = ""
    inschrijving: Inschrijving | None = None


async def deel_toe(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    *,
    versie: int,
    behandelaar_id: UUID,
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> None:
    """Geef het dossier een behandelaar; DUO krijgt hem als contactpersoon.

    Raises:
        NietGevonden, OngeldigeInvoer, VersieConflict: zie `dossier.actions.neem_om_toe_te_delen`.
        NietBevestigd: hij is er vandaag niet en wordt vervangen, of hij mist een mandaat dat wie het dossier nu heeft
            wel heeft, en dat is niet bevestigd (PG-19).
    """
    zaak = await behandeling.neem_om_toe_te_delen(tx, dossier_id, versie=versie, behandelaar_id=behandelaar_id)
    alle = await _waarschuw_toedeling(tx, huis, zaak, behandelaar_id)
    await eis_en_bewaar(tx, huis, alle, bevestigd, object_="dossier", object_id=dossier_id, dossiers=(dossier_id,))
    await geef_aan(tx, huis, zaak, behandelaar_id=behandelaar_id)


async def _waarschuw_toedeling(tx: Tx, huis: Huis, zaak: Zaak, behandelaar_id: UUID) -> tuple[Waarschuwing, ...]:
    """Wat de stappen van deze medewerker weten, en wat hij mist: zoals bij een caseload, voor de groep van dit dossier.
    Heeft nog niemand het, dan valt er niets te missen."""
    nu = zaak.rij.behandelaar_id
    if nu == behandelaar_id:
        return ()
    alle: list[Waarschuwing] = []
    for waarschuw in huis.proces.waarschuwt_bij_toedelen:
        alle += await waarschuw(tx, behandelaar_id)
    if nu is None:
        return tuple(alle)
    van, naar = await lees_beslissers(tx, nu, behandelaar_id)
    vandaag, groep = await tx.vandaag(), zaak.rij.groep
    mist = waarschuw_overname(
        van,
        naar,
        keuze=huis.tenant(tx.gemeente_id).waarschuwing_rechtsmiddel,
        vandaag=vandaag,
        vanaf=vandaag,
        groepen=Doelgroep if groep is None else (groep,),
    )
    return (*alle, *mist)


async def geef_aan(tx: Tx, huis: Huis, zaak: Zaak, *, behandelaar_id: UUID) -> None:
    """Als `deel_toe`, voor wie het dossier al vasthoudt, weet dat deze medewerker hier werkt en voor zijn mandaat
    waarschuwde."""
    await _meld_contactpersoon(tx, await behandeling.zet_behandelaar(tx, huis, zaak, behandelaar_id))


async def _meld_contactpersoon(tx: Tx, zaak: Zaak) -> None:
    """DUO krijgt de behandelaar als contactpersoon zolang zij die nodig heeft: wie na het einde een bezwaar behandelt,
    is dat niet."""
    if await melding.hoort_duo(tx, melding.CONTACTPERSOON, zaak.rij):
        await melding.zet_klaar(
            tx, melding.CONTACTPERSOON, zaak=zaak, inhoud={"medewerkerId": str(zaak.rij.behandelaar_id)}
        )


async def bied_aan(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    toewijzing_id: UUID,
    *,
    organisatie_id: UUID,
    dienst: str = "",
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> None:
    """Bied een dossier aan een organisatie aan; waarvoor volgt uit haar soort. Dezelfde `toewijzing_id` nog eens sturen
    verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: met deze organisatie werkt de gemeente niet, of de dienst hoort er (niet) bij.
        VoorwaardeNietVervuld: de zaak is nog niet zover, of er loopt al een toewijzing naar deze organisatie.
        Conflict: dit id is al van een andere toewijzing.
        NietBevestigd: deze organisatie zei dat hij er niet hoort, en dat is niet bevestigd (PG-20).
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    eerder = await lees_alle(tx, dossier_id)
    if eis_dezelfde_toewijzing(tx, eerder, Begin(toewijzing_id, organisatie_id, dienst=dienst), dossier_id):
        return
    organisatie = kies_organisatie(tx, huis, organisatie_id)
    doel = organisatie.partij.doel
    if bool(dienst) is not projectie_voor(doel).met_dienst:
        melding = "Noem de dienst bij een maatschappelijke partner, en alleen daar."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="dienst", melding=melding),))
    if dienst and dienst not in organisatie.diensten:
        melding = (
            f"Kies een dienst van {organisatie.naam}: {', '.join(organisatie.diensten)}. Zij leest die al voordat zij"
            " leest om wie het gaat. Hoort er een bij, dan zet de functioneel beheerder haar in het bestand van de"
            " gemeente."
        )
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="dienst", melding=melding),))
    await begin(tx, huis, zaak, Begin(toewijzing_id, organisatie_id, doel, dienst), eerder, bevestigd)
    await huis.logboek.schrijf(
        tx,
        "toewijzing.aanbieden",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[dossier_id],
        velden=["organisatie_id", "status"],
    )


def eis_dezelfde_toewijzing(tx: Tx, eerder: Sequence[ToewijzingRij], nieuw: Begin, dossier_id: UUID) -> bool:
    """Of deze toewijzing er al is, precies zo.

    Raises:
        Conflict, AndereInhoud: het id is al van iets anders.
    """
    staat = next((r for r in eerder if r.id == nieuw.id), None)
    if staat is None:
        return False
    van_dezelfde_soort = (staat.inschrijving_bron is None) is (nieuw.inschrijving is None)
    nu: dict[str, object] = {"organisatieId": nieuw.organisatie_id, "dienst": nieuw.dienst}
    bekend: dict[str, object] = {"organisatieId": staat.organisatie_id, "dienst": staat.dienst}
    if nieuw.inschrijving is not None:
        nu |= {"bron": nieuw.inschrijving.bron, "bekendOp": nieuw.inschrijving.bekend_op}
        bekend |= {"bron": staat.inschrijving_bron, "bekendOp": staat.inschrijving_bekend_op}
    eis_dezelfde(
        "een andere toewijzing",
        dossier_id=dossier_id,
        staat_in=dossier_id if van_dezelfde_soort else None,
        nu=nu,
        staat=bekend,
        zelfde_mens=staat.aangeboden_door == tx.medewerker_id,
    )
    return True


def kies_organisatie(tx: Tx, huis: Huis, organisatie_id: UUID, *, doel: Doel | None = None) -> Organisatie:
    """De organisatie, als de gemeente met haar werkt; met `doel` alleen wie daarvoor is.

    Raises:
        OngeldigeInvoer: met deze organisatie werkt de gemeente niet, of niet daarvoor.
    """
    hier = huis.tenant(tx.gemeente_id).organisaties
    gekozen = next((o for o in hier if o.id == organisatie_id and doel in (None, o.partij.doel)), None)
    if gekozen is None:
        wat = "een organisatie" if doel is None else "een taalschool"
        melding = (
            f"Kies {wat} waarmee deze gemeente werkt (`GET organisaties` noemt ze). Staat zij er niet bij, dan zet de"
            " functioneel beheerder haar in het bestand van de gemeente, en laadt het met `meedoen tenants laad`."
        )
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="organisatieId", melding=melding),))
    return gekozen


async def begin(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    nieuw: Begin,
    eerder: Sequence[ToewijzingRij],
    bevestigd: Collection[Waarschuwingssoort],
) -> None:
    """Laat een toewijzing beginnen: aangeboden, of bij een inschrijving meteen aanvaard. Een aanbod aan een school dat
    nog openstaat eindigt met de inschrijving: er valt niets meer te beantwoorden.

    Raises:
        VoorwaardeNietVervuld: de zaak is nog niet zover, of er loopt al een toewijzing.
        Conflict: dit id is al van een andere toewijzing.
        NietBevestigd: deze organisatie zei dat hij er niet hoort, en dat is niet bevestigd (PG-20).
    """
    opdracht, nu, bekend = projectie_voor(nieuw.doel), await tx.nu(), nieuw.inschrijving
    toets = opdracht.toets if bekend is None else toewijzen.toets_inschrijven
    stand, vandaag = await keuze.lees_stand(tx, huis, zaak), await tx.vandaag()
    if gebreken := toets(stand, peildatum=vandaag):
        raise VoorwaardeNietVervuld(gebreken[0].melding, grond=gebreken[0].grond)
    vervalt = bekend is not None and stand.alleen_aangeboden
    if not vervalt and any(r.organisatie_id == nieuw.organisatie_id and r.status in LOPEND for r in eerder):
        raise VoorwaardeNietVervuld("Er loopt al een toewijzing naar deze organisatie.")
    alle = _waarschuw_hoorde_er_niet(huis.tenant(tx.gemeente_id), nieuw, eerder)
    await eis_en_bewaar(tx, huis, alle, bevestigd, object_="toewijzing", object_id=nieuw.id, dossiers=(zaak.id,))
    if vervalt:
        await tx.voer_uit(_VERVALT, tx.gemeente_id, zaak.id, nu, tx.medewerker_id)
    vraag = None
    if nieuw.doel is Doel.LESGEVEN and bekend is None:
        vraag = toewijzen.schoolvraag(stand, peildatum=vandaag, recht=huis.recht_van(tx.gemeente_id))
    gelukt = await tx.voer_uit(
        _VOEG_TOE,
        tx.gemeente_id,
        nieuw.id,
        zaak.id,
        nieuw.organisatie_id,
        str(nieuw.doel),
        nieuw.dienst,
        str(opdracht.grond),
        str(Toewijzingstatus.AANGEBODEN if bekend is None else Toewijzingstatus.AANVAARD),
        nu,
        tx.medewerker_id,
        None if bekend is None else str(bekend.bron),
        None if bekend is None else bekend.bekend_op,
        None if vraag is None else str(vraag.leerroute),
        None if vraag is None else vraag.uren,
        None if vraag is None else vraag.start_uiterlijk,
    )
    if not gelukt:
        raise Conflict("Dit id is al van een andere toewijzing; maak een nieuw id en probeer het opnieuw.")
    await ververs(tx, zaak.id)
    await keuze.houd_bij(tx, huis, zaak)


def _waarschuw_hoorde_er_niet(
    tenant: Tenant, nieuw: Begin, eerder: Sequence[ToewijzingRij]
) -> tuple[Waarschuwing, ...]:
    """Zei deze organisatie als laatste dat hij er niet hoort, dan is dat te bevestigen; was hij daarna toch bij haar,
    dan niet meer."""
    van_haar = [r for r in eerder if r.organisatie_id == nieuw.organisatie_id and r.doel == str(nieuw.doel)]
    iets = [r for r in van_haar if r.beantwoord_op is not None or r.inschrijving_bron is not None]
    laatste = max(iets, key=lambda r: (r.aangeboden_op, r.id), default=None)
    if laatste is None or laatste.beantwoord_op is None or laatste.weigerreden is not Weigerreden.NIET_VAN_ONS:
        return ()
    naam = tenant.organisatienamen.get(nieuw.organisatie_id, "Deze organisatie")
    return (waarschuw_hoorde_er_niet(naam, laatste.beantwoord_op.astimezone(NEDERLAND).date()),)


async def lees(tx: Tx, dossier_id: UUID, toewijzing_id: UUID) -> ToewijzingRij:
    """Een toewijzing als rij, zoals de gemeente haar ziet.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await tx.lees_een_als(
        ToewijzingRij,
        ToewijzingRij.select().where(
            (Toewijzing.gemeente_id == tx.gemeente_id)
            & (Toewijzing.id == toewijzing_id)
            & (Toewijzing.dossier_id == dossier_id)
        ),
    )
    if rij is None:
        raise NietGevonden("Deze toewijzing bestaat niet.")
    return rij


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID) -> Stand:
    """Hoe de toewijzing er nu bij staat, voor wie bij de gemeente met een oudere versie kwam."""
    rij = await lees(tx, dossier_id, toewijzing_id)
    await huis.logboek.schrijf(tx, "toewijzing.lezen", "toewijzing", object_id=toewijzing_id, dossiers=[dossier_id])
    return stand_van(rij, klaar=VOOR_DE_GEMEENTE[rij.status])


async def beeindig(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID, *, versie: int) -> None:
    """Beëindig een toewijzing; de organisatie ziet de persoon vanaf de volgende opdracht niet meer.

    Raises:
        NietGevonden: de toewijzing bestaat niet.
        VersieConflict: zij is intussen gewijzigd.
        Conflict: zij was al geweigerd of beëindigd.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await lees(tx, dossier_id, toewijzing_id)
    eis_versie(versie, rij.versie)
    if rij.status not in LOPEND:
        raise Conflict(VOOR_DE_GEMEENTE[rij.status])
    waarden = (tx.gemeente_id, toewijzing_id, dossier_id, versie, await tx.nu(), tx.medewerker_id)
    if not await tx.voer_uit(_BEEINDIG, *waarden):
        raise VersieConflict
    await ververs(tx, dossier_id)
    await keuze.houd_bij(tx, huis, zaak)
    await huis.logboek.schrijf(
        tx, "toewijzing.beeindigen", "toewijzing", object_id=toewijzing_id, dossiers=[dossier_id], velden=["status"]
    )
