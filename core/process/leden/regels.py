"""Wie welke rol geeft. Niemand geeft de rol die hij heeft: de macht om te geven groeit niet vanzelf (ADR 0081).

Het is een regel van het huis en geen recht: de gemeente is verwerkingsverantwoordelijke, en bepaalt wie bij haar werkt
(art. 24 en 32 AVG).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from core.fouten import Gebrek
from core.law.mandaat import OPDRACHT, zelfde_functie
from core.platform.partijen import PARTIJEN, VAN_BEHEER
from core.platform.tenancy import Rol
from core.platform.tenants import Tenant

VAN_DE_GEMEENTE = frozenset({Rol.KLANTMANAGER, Rol.TEAMLEIDER})
LAATSTE_BEGIN = 180
"""Zoveel dagen vooruit begint een lidmaatschap hoogstens; een eigen norm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Genodigde:
    """Wie er genodigd wordt, en waarvoor; `tot` is de laatste dag."""

    rol: Rol
    organisatie_id: UUID | None
    naam: str
    email: str
    functie: str = ""
    telefoon: str = ""
    vanaf: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gever:
    """Wie de rol geeft: voor de gemeente of voor een organisatie; zonder medewerker is het de opdrachtregel."""

    organisatie_id: UUID | None
    mens: bool


def toets_genodigde(wie: Genodigde, gever: Gever, tenant: Tenant, *, vandaag: date) -> Iterator[Gebrek]:
    """Alles wat eraan mankeert."""
    yield from _toets_rol(wie, gever, tenant)
    if not is_adres(wie.email):
        yield Gebrek(veld="email", melding="Dit is geen e-mailadres zoals g.jansen@example.org.")
    begin = wie.vanaf or vandaag
    if begin < vandaag:
        yield Gebrek(veld="vanaf", melding="Een lidmaatschap begint niet in het verleden; kies vandaag of later.")
    if (begin - vandaag).days > LAATSTE_BEGIN:
        yield Gebrek(veld="vanaf", melding=f"Kies een dag binnen {LAATSTE_BEGIN} dagen, of nodig later uit.")
    if wie.tot is not None and wie.tot < begin:
        yield Gebrek(veld="tot", melding="De laatste dag ligt voor de eerste.")
    if wie.functie and wie.rol not in VAN_DE_GEMEENTE:
        yield Gebrek(veld="functie", melding="Een functie hoort bij een klantmanager of teamleider; laat haar weg.")


def net_adres(email: str) -> str:
    """Een adres zoals het vergeleken wordt: geen inlogdienst maakt verschil tussen grote en kleine letters."""
    return email.strip().casefold()


def is_adres(email: str) -> bool:
    """Of dit de vorm van een e-mailadres heeft; of er iemand is, blijkt bij het aanvaarden."""
    try:
        validate_email(email.strip(), allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def kies_functie(gevraagd: str, register: Iterable[str]) -> str | None:
    """De functie zoals het register haar schrijft; None als die er niet staat."""
    return next((functie for functie in register if zelfde_functie(functie, gevraagd)), None)


def onbekende_functie(register: Iterable[str]) -> Gebrek:
    """Een functie die het register niet noemt draagt niets, of wat er later bij komt zonder dat iemand het wilde."""
    kent = "; ".join(dict.fromkeys(register))
    daar = f"Daar staan: {kent}." if kent else "Daar staat nu geen enkele functie."
    melding = (
        f"Het mandaatregister van deze gemeente noemt deze functie niet. {daar} Laat haar weg, of laat een teamleider"
        f" haar mandaat eerst opnemen; dat kan ook met `{OPDRACHT}`."
    )
    return Gebrek(veld="functie", melding=melding, grond="art. 10:3 lid 1 Awb")


def _toets_rol(wie: Genodigde, gever: Gever, tenant: Tenant) -> Iterator[Gebrek]:
    gegeven = _te_geven(gever, tenant)
    if wie.rol not in gegeven:
        rollen = ", ".join(sorted(gegeven)) or "geen enkele rol"
        yield Gebrek(veld="rol", melding=f"Deze rol geeft u niet. U geeft: {rollen}.")
        return
    if wie.organisatie_id not in gegeven[wie.rol]:
        kent = [f"{o.naam}: {o.id}" for o in tenant.organisaties if o.id in gegeven[wie.rol]]
        melding = f"Kies een organisatie van deze soort waarmee de gemeente werkt. Dat zijn {'; '.join(kent)}."
        if gegeven[wie.rol] == {None}:
            melding = "Deze rol is van de gemeente zelf; laat de organisatie weg."
        yield Gebrek(veld="organisatieId", melding=melding)


def _te_geven(gever: Gever, tenant: Tenant) -> dict[Rol, set[UUID | None]]:
    """De rollen die deze gever geeft, met bij welke organisaties."""
    bij: dict[Rol, set[UUID | None]] = {}
    if gever.organisatie_id is None:
        bij |= {rol: {None} for rol in VAN_DE_GEMEENTE}
        bij |= {} if gever.mens else {Rol.BEHEERDER: {None}}
        for rol, partij in VAN_BEHEER.items():
            if hier := {o.id for o in tenant.organisaties if o.partij is partij}:
                bij[rol] = {*hier}
        return bij
    for partij in PARTIJEN:
        if any(o.id == gever.organisatie_id and o.partij is partij for o in tenant.organisaties):
            bij |= {rol: {gever.organisatie_id} for rol in partij.rollen}
    return bij
