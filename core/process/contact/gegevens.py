"""Hoe iemand te bereiken is: elk gegeven met zijn bron en dag. Een nieuw trekt het vorige in; niets wordt gewist."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from core.fouten import Conflict, NietGevonden, NoemtNummer, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.aanschrijven import OVERLEDEN
from core.law.contact import ELEKTRONISCH, TE_BEREIKEN, Bron, Contactsoort, Onderwerp, toets_contactgegeven
from core.platform.db.uow import Tx
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.contact import overnemen
from core.process.contact.opslag import lees_alle
from core.process.contact.rijen import ContactgegevenRij
from core.process.contact.tables import Contactgegeven
from core.process.dossier.eerder import zaak_na
from core.process.dossier.personen import is_nummer_van_iemand
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.zaak import neem_dossier

_INTREKKEN = """
update meedoen.contactgegeven set ingetrokken_op = $4, ingetrokken_door = $5
where gemeente_id = $1 and dossier_id = $2 and ($3::uuid is null or id = $3) and ($6::text is null or soort = $6)
  and ingetrokken_op is null"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegeven:
    """Een gegeven zoals een medewerker het vastlegt."""

    soort: Contactsoort
    waarde: str
    bron: Bron
    sinds: date
    toelichting: str = ""


async def leg_vast(tx: Tx, huis: Huis, dossier_id: UUID, gegeven_id: UUID, gegeven: Gegeven) -> None:
    """Leg een gegeven vast; wat er van deze soort gold wordt ingetrokken. Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk.
        VoorwaardeNietVervuld: de persoon is overleden.
        Conflict: onder dit id staat al iets anders.
    """
    zaak = await neem_dossier(tx, dossier_id)
    waarde, toelichting = gegeven.waarde.strip(), gegeven.toelichting.strip()
    staat = await _lees(tx, gegeven_id)
    if staat is not None:
        nu = asdict(replace(gegeven, waarde=waarde, toelichting=toelichting))
        eis_dezelfde(
            "een ander contactgegeven",
            dossier_id=dossier_id,
            staat_in=staat.dossier_id,
            nu=nu,
            staat={veld: getattr(staat, veld) for veld in nu},
            zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
        )
        return
    if (await lees_persoon(tx, zaak.rij)).overleden:
        raise VoorwaardeNietVervuld("Met wie overleden is wordt geen contact meer gezocht.", gebreken=(OVERLEDEN,))
    van_iemand = gegeven.soort in TE_BEREIKEN and await is_nummer_van_iemand(tx, huis, waarde)
    gebreken = toets_contactgegeven(
        gegeven.soort,
        waarde,
        bron=gegeven.bron,
        sinds=gegeven.sinds,
        vandaag=await tx.vandaag(),
        is_nummer_van_iemand=van_iemand,
    )
    if gebreken:
        fout = NoemtNummer if van_iemand else OngeldigeInvoer
        raise fout("Het contactgegeven klopt niet.", gebreken=gebreken)
    await _trek_in(tx, dossier_id, soort=gegeven.soort)
    nieuw = await tx.schrijf(
        Contactgegeven.insert(
            Contactgegeven(
                gemeente_id=tx.gemeente_id,
                id=gegeven_id,
                dossier_id=dossier_id,
                soort=gegeven.soort,
                waarde=waarde,
                bron=gegeven.bron,
                toelichting=toelichting,
                sinds=gegeven.sinds,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Contactgegeven.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een ander gegeven; maak een nieuw id en probeer het opnieuw.")
    await overnemen.volg(tx, zaak.rij)
    await _log(tx, huis, "contactgegeven.vastleggen", dossier_id, gegeven_id)


async def trek_in(tx: Tx, huis: Huis, dossier_id: UUID, gegeven_id: UUID) -> None:
    """Het gegeven geldt niet meer, zoals een instemming die de persoon intrekt.

    Raises:
        NietGevonden: dit gegeven is er niet (meer), of niet in dit dossier.
    """
    zaak = await neem_dossier(tx, dossier_id)
    if not await _trek_in(tx, dossier_id, gegeven_id=gegeven_id):
        raise NietGevonden("Dit gegeven is er niet (meer). Lees de contactgegevens van dit dossier opnieuw.")
    await overnemen.volg(tx, await zaak_na(tx, zaak.rij))
    await _log(tx, huis, "contactgegeven.intrekken", dossier_id, gegeven_id)


async def trek_alles_in(tx: Tx, dossier_id: UUID) -> bool:
    """Er wordt met deze persoon geen contact meer gezocht; False als er niets gold. Ook een taak mag dit."""
    return await _trek_in(tx, dossier_id)


async def elektronisch_bereikbaar(tx: Tx, dossier_id: UUID) -> frozenset[Onderwerp]:
    """Waarvoor de persoon nu kenbaar heeft gemaakt dat hij elektronisch te bereiken is (art. 2:8 Awb)."""
    geldend = [rij for rij in await lees_alle(tx, dossier_id) if rij.ingetrokken_op is None]
    return frozenset(ELEKTRONISCH[rij.soort] for rij in geldend if rij.soort in ELEKTRONISCH)


async def _lees(tx: Tx, gegeven_id: UUID) -> ContactgegevenRij | None:
    waar = (Contactgegeven.gemeente_id == tx.gemeente_id) & (Contactgegeven.id == gegeven_id)
    return await tx.lees_een_als(ContactgegevenRij, ContactgegevenRij.select().where(waar))


async def _trek_in(
    tx: Tx, dossier_id: UUID, *, gegeven_id: UUID | None = None, soort: Contactsoort | None = None
) -> bool:
    """Of er een was om in te trekken."""
    wat = None if soort is None else str(soort)
    waarden = (tx.gemeente_id, dossier_id, gegeven_id, await tx.nu(), tx.toegang.medewerker_id, wat)
    return await tx.voer_uit(_INTREKKEN, *waarden) > 0


async def _log(tx: Tx, huis: Huis, actie: str, dossier_id: UUID, gegeven_id: UUID) -> None:
    await huis.logboek.schrijf(
        tx, actie, "contactgegeven", object_id=gegeven_id, dossiers=[dossier_id], velden=["soort", "waarde", "bron"]
    )
