"""Wanneer er contact was, wat er gezegd is, en wat er is beloofd: dat wordt werk, en sluit als het gedaan is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, NoemtNummer, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.telefoon import MINIMAAL, V_NUMMER_IN_TEKST
from core.law.vooruitzicht import toets_in_zicht
from core.platform.db.uow import Tx
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.contact.rijen import ContactmomentRij
from core.process.contact.tables import Contactmoment, Contactwijze
from core.process.contact.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.personen import noemt_v_nummer
from core.process.dossier.zaak import neem_dossier

GROND = "art. 3:2 Awb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Een contactmoment zoals een medewerker het vastlegt. Met `opvolgen_op` is `afspraak` werk voor die dag."""

    wijze: Contactwijze
    op: datetime
    bereikt: bool
    notitie: str
    afspraak: str = ""
    opvolgen_op: date | None = None


async def leg_vast(tx: Tx, huis: Huis, dossier_id: UUID, moment_id: UUID, moment: Moment, *, motief: str = "") -> None:
    """Leg een contactmoment vast. Hetzelfde nog eens verandert niets; `motief` is dat van een verbetering.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk.
        Conflict: onder dit id staat al iets anders.
    """
    await neem_dossier(tx, dossier_id)
    staat = await _lees(tx, moment_id)
    if staat is not None:
        _eis_dezelfde(tx, staat, dossier_id, moment, motief)
        return
    await _eis_juist(tx, huis, moment)
    nieuw = await tx.schrijf(
        Contactmoment.insert(
            Contactmoment(
                gemeente_id=tx.gemeente_id,
                id=moment_id,
                dossier_id=dossier_id,
                wijze=moment.wijze,
                op=moment.op,
                bereikt=moment.bereikt,
                notitie=moment.notitie.strip(),
                afspraak=moment.afspraak.strip(),
                opvolgen_op=moment.opvolgen_op,
                motief=motief.strip(),
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Contactmoment.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een ander contactmoment; maak een nieuw id en probeer het opnieuw.")
    if moment.opvolgen_op is not None:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.CONTACT_OPVOLGEN,
            omschrijving="Doe wat bij een contactmoment is afgesproken, en leg daar vast wat u deed",
            grond=GROND,
            sleutel=str(moment_id),
            dossier_id=dossier_id,
            vervaldatum=moment.opvolgen_op,
        )
    await _log(tx, huis, "contactmoment.vastleggen", dossier_id, moment_id, ["notitie", "afspraak", "opvolgen_op"])


async def verbeter(
    tx: Tx, huis: Huis, dossier_id: UUID, moment_id: UUID, nieuw_id: UUID, moment: Moment, *, motief: str
) -> None:
    """Zet een verbetering naast een contactmoment; wat er eerst stond blijft te lezen, en zijn werk vervalt.

    Raises:
        NietGevonden: het moment bestaat niet, of niet in dit dossier.
        VoorwaardeNietVervuld: het is al verbeterd.
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk.
        Conflict: onder het nieuwe id staat al iets anders.
    """
    await neem_dossier(tx, dossier_id)
    oud = await _van_dossier(tx, dossier_id, moment_id)
    if oud.verbeterd_door not in (None, nieuw_id):
        laatste = await _laatste(tx, oud)
        raise VoorwaardeNietVervuld(
            f"Dit contactmoment is al verbeterd. Verbeter wat ervoor in de plaats kwam: {laatste.id}."
        )
    await leg_vast(tx, huis, dossier_id, nieuw_id, moment, motief=motief)
    if oud.verbeterd_door is None:
        await _wijzig(tx, moment_id, {Contactmoment.verbeterd_door: nieuw_id})
        await werkvoorraad.sluit(
            tx,
            Soort.CONTACT_OPVOLGEN,
            sleutel=str(moment_id),
            afhandeling=f"het contactmoment is verbeterd; {_waar_de_afspraak_bleef(nieuw_id, moment)}",
            vervallen=True,
        )
        await _log(tx, huis, "contactmoment.verbeteren", dossier_id, moment_id, ["verbeterd_door"])


async def volg_op(tx: Tx, huis: Huis, dossier_id: UUID, moment_id: UUID, *, opvolging: str) -> None:
    """Leg vast wat er met de afspraak gedaan is; het werk sluit. Hetzelfde nog eens, van wie het deed, verandert niets.

    Raises:
        NietGevonden: het moment bestaat niet, of niet in dit dossier.
        VoorwaardeNietVervuld: er is niets af te handelen: geen afspraak, al opgevolgd, of verbeterd.
    """
    await neem_dossier(tx, dossier_id)
    rij = await _van_dossier(tx, dossier_id, moment_id)
    if (rij.opgevolgd_door, rij.opvolging) == (tx.medewerker_id, opvolging.strip()):
        return
    if rij.verbeterd_door is not None:
        laatste = await _laatste(tx, rij)
        raise VoorwaardeNietVervuld(
            f"Dit contactmoment is verbeterd, en zijn afspraak verviel. Leg vast wat u deed bij wat ervoor in de plaats"
            f" kwam: {laatste.id}."
        )
    if rij.opvolgen_op is None or rij.opgevolgd_op is not None:
        raise VoorwaardeNietVervuld(
            "Bij dit contactmoment staat geen afspraak open. Leg een nieuw contactmoment vast als er iets te doen is."
        )
    gedaan = {
        Contactmoment.opvolging: opvolging.strip(),
        Contactmoment.opgevolgd_op: await tx.nu(),
        Contactmoment.opgevolgd_door: tx.medewerker_id,
    }
    await _wijzig(tx, moment_id, gedaan)
    await werkvoorraad.sluit(tx, Soort.CONTACT_OPVOLGEN, sleutel=str(moment_id), afhandeling="opgevolgd")
    await _log(tx, huis, "contactmoment.opvolgen", dossier_id, moment_id, ["opvolging", "opgevolgd_op"])


async def _eis_juist(tx: Tx, huis: Huis, moment: Moment) -> None:
    """Weiger een moment dat nog moet komen, een halve afspraak, en een belofte over jaren."""
    gebreken: list[Gebrek] = []
    vandaag = await tx.vandaag()
    if moment.op > await tx.nu():
        gebreken.append(Gebrek(veld="op", melding="Dit tijdstip ligt in de toekomst; kies nu of eerder.", grond=GROND))
    if bool(moment.afspraak.strip()) != (moment.opvolgen_op is not None):
        melding = "Noem wat er is afgesproken en wanneer u het doet, of allebei niet."
        veld = "opvolgenOp" if moment.afspraak.strip() else "afspraak"
        gebreken.append(Gebrek(veld=veld, melding=melding, grond=GROND))
    if moment.opvolgen_op is not None and moment.opvolgen_op < vandaag:
        gebreken.append(Gebrek(veld="opvolgenOp", melding="Deze dag is voorbij; kies vandaag of later.", grond=GROND))
    if moment.opvolgen_op is not None:
        recht = huis.recht_van(tx.gemeente_id)
        gebreken += toets_in_zicht(moment.opvolgen_op, veld="opvolgenOp", peildatum=vandaag, recht=recht)
    noemt = [
        Gebrek(veld=veld, melding=V_NUMMER_IN_TEKST, grond=str(MINIMAAL))
        for veld, tekst in (("notitie", moment.notitie), ("afspraak", moment.afspraak))
        if await noemt_v_nummer(tx, huis, tekst)
    ]
    if gebreken or noemt:
        fout = NoemtNummer if noemt else OngeldigeInvoer
        raise fout("Het contactmoment klopt niet.", gebreken=(*gebreken, *noemt))


def _eis_dezelfde(tx: Tx, staat: ContactmomentRij, dossier_id: UUID, moment: Moment, motief: str) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager (C6)."""
    eis_dezelfde(
        "een ander contactmoment",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
        nu={
            "wijze": moment.wijze,
            "op": moment.op,
            "bereikt": moment.bereikt,
            "notitie": moment.notitie.strip(),
            "afspraak": moment.afspraak.strip(),
            "opvolgenOp": moment.opvolgen_op,
            "motief": motief.strip(),
        },
        staat={
            "wijze": staat.wijze,
            "op": staat.op,
            "bereikt": staat.bereikt,
            "notitie": staat.notitie,
            "afspraak": staat.afspraak,
            "opvolgenOp": staat.opvolgen_op,
            "motief": staat.motief,
        },
    )


def _waar_de_afspraak_bleef(nieuw_id: UUID, moment: Moment) -> str:
    return "er is geen afspraak meer" if moment.opvolgen_op is None else f"de afspraak staat nu bij {nieuw_id}"


async def _laatste(tx: Tx, rij: ContactmomentRij) -> ContactmomentRij:
    """Wat er nu in de plaats van dit moment staat, ook als dat zelf weer verbeterd is."""
    while rij.verbeterd_door is not None and (volgende := await _lees(tx, rij.verbeterd_door)) is not None:
        rij = volgende
    return rij


async def _van_dossier(tx: Tx, dossier_id: UUID, moment_id: UUID) -> ContactmomentRij:
    rij = await _lees(tx, moment_id)
    if rij is None or rij.dossier_id != dossier_id:
        raise NietGevonden("Dit contactmoment bestaat niet.")
    return rij


async def _lees(tx: Tx, moment_id: UUID) -> ContactmomentRij | None:
    waar = (Contactmoment.gemeente_id == tx.gemeente_id) & (Contactmoment.id == moment_id)
    return await tx.lees_een_als(ContactmomentRij, ContactmomentRij.select().where(waar))


async def _wijzig(tx: Tx, moment_id: UUID, waarden: dict[Any, Any]) -> None:
    await tx.schrijf_een(
        Contactmoment.update(waarden)
        .where((Contactmoment.gemeente_id == tx.gemeente_id) & (Contactmoment.id == moment_id))
        .returning(Contactmoment.id)
    )


async def _log(tx: Tx, huis: Huis, actie: str, dossier_id: UUID, moment_id: UUID, velden: list[str]) -> None:
    await huis.logboek.schrijf(tx, actie, "contactmoment", object_id=moment_id, dossiers=[dossier_id], velden=velden)
