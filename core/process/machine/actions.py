"""Een ander systeem toelaten met zijn openbare sleutel, en het weer buitenlaten.

Een sleutel is het lid: wie wisselt neemt een nieuwe op naast de oude, en trekt de oude daarna in. De naam waarmee het
systeem zich meldt (`client_id`) wisselt mee; zij hoort bij de sleutel en bij wie haar opnam.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from core.fouten import AndereInhoud, Conflict, Gebrek, NietGevonden, OngeldigeInvoer
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.inloggen.machine import UITGEVER, Jwk, client_van, lees_sleutel
from core.platform.inloggen.sessies import nu_hier
from core.platform.partijen import MACHINE_VAN
from core.platform.tenancy import Rol
from core.process.machine import lijst
from core.process.machine.rijen import Machineregel

LANGST_DAGEN = 730
"""Zo lang geldt een sleutel hoogstens; daarna wordt zij vervangen. Een eigen norm."""
TEGELIJK = 2
"""Sleutels van één systeem: de oude en de nieuwe, terwijl men wisselt."""
SYSTEMEN = 20
"""Sleutels van één gemeente of organisatie tegelijk."""
_AL_OPGENOMEN = (
    "Deze sleutel is hier al eens opgenomen. Laat het systeem een nieuwe maken: een sleutel die weg moest komt niet"
    " terug."
)
NIEUWE = """
insert into meedoen.medewerker (id, uitgever, onderwerp) values ($1, $2, $3) on conflict do nothing
-- zonder gemeente_id: wie zich meldt is van geen gemeente"""
_LID = """
insert into meedoen.lidmaatschap (gemeente_id, id, medewerker_id, organisatie_id, rol, naam, vanaf, tot)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing"""
_SLEUTEL = """
insert into meedoen.machine (gemeente_id, id, client_id, eigenaar_id, afdruk, sleutel)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing"""
_TREK_IN = """
update meedoen.lidmaatschap set ingetrokken_op = $3 where gemeente_id = $1 and id = $2 and ingetrokken_op is null"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nieuw:
    """Een systeem met zijn sleutel, tot en met een dag."""

    id: UUID
    naam: str
    sleutel: Jwk
    tot: date


async def neem_op(tx: Tx, huis: Huis, nieuw: Nieuw) -> Machineregel:
    """Laat een systeem toe; hetzelfde nog eens verandert niets.

    Raises:
        OngeldigeInvoer: de sleutel of de dag kan niet.
        AndereInhoud: dit id is al van een andere sleutel.
        Conflict: er zijn al twee sleutels van dit systeem, of deze sleutel is hier al eens opgenomen.
    """
    eigenaar, rol, nu = tx.toegang.organisatie_id or tx.gemeente_id, _rol(tx), nu_hier()
    regels = await lijst.lees(tx)
    bestaat = next((regel for regel in regels if regel.id == nieuw.id), None)
    if bestaat is not None:
        _eis_dezelfde(bestaat, nieuw)
        return bestaat
    tot = _einde(nieuw.tot)
    if not nu < tot <= nu + timedelta(days=LANGST_DAGEN + 1):
        gebrek = Gebrek(veld="tot", melding=f"is vandaag of later, en hooguit {LANGST_DAGEN} dagen na vandaag")
        raise OngeldigeInvoer("Deze dag kan niet.", gebreken=(gebrek,))
    bewaard, afdruk = lees_sleutel(nieuw.sleutel)
    client = client_van(eigenaar, afdruk)
    _eis_plaats(regels, nieuw.naam, client, nu=nu)
    await tx.voer_uit(NIEUWE, client, UITGEVER, str(client))
    await tx.voer_uit(_LID, tx.gemeente_id, nieuw.id, client, tx.toegang.organisatie_id, rol, nieuw.naam, nu, tot)
    await tx.voer_uit(_SLEUTEL, tx.gemeente_id, nieuw.id, client, eigenaar, afdruk, bewaard)
    await huis.logboek.schrijf(
        tx, "machine.opnemen", "machine", object_id=nieuw.id, velden=["naam", "sleutel", "tot", "rol"]
    )
    staat_er = next((regel for regel in await lijst.lees(tx) if regel.id == nieuw.id), None)
    if staat_er is None or staat_er.afdruk != afdruk:  # somebody was first, with this id or this key
        raise Conflict(f"{_AL_OPGENOMEN} Maak ook een nieuw id.")
    return staat_er


async def trek_in(tx: Tx, huis: Huis, machine_id: UUID) -> None:
    """Laat een systeem met deze sleutel niet meer binnen, vanaf het volgende verzoek; nog eens verandert niets.

    Raises:
        NietGevonden: hier is geen systeem met dit id.
    """
    regel = next((regel for regel in await lijst.lees(tx) if regel.id == machine_id), None)
    if regel is None:
        raise NietGevonden("Dit systeem staat niet in de lijst van wie hier leest.")
    if regel.ingetrokken_op is not None:
        return
    await tx.voer_uit(_TREK_IN, tx.gemeente_id, machine_id, nu_hier())
    await huis.logboek.schrijf(tx, "machine.intrekken", "machine", object_id=machine_id)


def _rol(tx: Tx) -> Rol:
    """De rol van een systeem van wie dit doet; er is er één per soort."""
    rollen: Mapping[Rol, Rol] = MACHINE_VAN
    return next(rollen[rol] for rol in sorted(tx.toegang.rollen) if rol in rollen)


def _einde(tot: date) -> datetime:
    """Het einde van die dag, in Nederland."""
    return datetime.combine(tot + timedelta(days=1), time(), NEDERLAND).astimezone(UTC)


def _eis_dezelfde(bestaat: Machineregel, nieuw: Nieuw) -> None:
    try:
        _, afdruk = lees_sleutel(nieuw.sleutel)
    except OngeldigeInvoer:
        afdruk = ""
    anders = [
        veld
        for veld, gelijk in (
            ("naam", bestaat.naam == nieuw.naam),
            ("sleutel", bestaat.afdruk == afdruk),
            ("tot", bestaat.tot == _einde(nieuw.tot)),
        )
        if not gelijk
    ]
    if anders:
        raise AndereInhoud(
            "Dit id is al van een ander systeem. Maak een nieuw id en stuur het opnieuw; er is niets gewijzigd.",
            gebreken=tuple(Gebrek(veld=veld, melding="is anders dan wat er staat") for veld in anders),
        )


def _eis_plaats(regels: list[Machineregel], naam: str, client: UUID, *, nu: datetime) -> None:
    lopend = [regel for regel in regels if regel.loopt(nu)]
    if any(regel.client_id == client for regel in regels):
        raise Conflict(_AL_OPGENOMEN)
    if len([regel for regel in lopend if regel.naam == naam]) >= TEGELIJK:
        raise Conflict(f"Dit systeem heeft al {TEGELIJK} sleutels. Trek er eerst een in.")
    if len(lopend) >= SYSTEMEN:
        raise Conflict(f"Er zijn al {SYSTEMEN} sleutels. Trek eerst in wat niet meer gebruikt wordt.")
