"""De verzonnen medewerkers van een ontwikkelopstelling: één lijst, voor de database, de tokens en de inlogdienst."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Rol
from core.platform.tenants import Organisatie, Tenant

NAMEN = ("Anna de Wit", "Bram Visser", "Chantal Bakker", "Daan Mulder")
FUNCTIES = {Rol.KLANTMANAGER: "klantmanager inburgering", Rol.TEAMLEIDER: "teamleider", Rol.BEHEERDER: "beheerder"}
TWEEDEN = (("Esra Kaya", Rol.KLANTMANAGER), ("Frank Smit", Rol.TEAMLEIDER))
"""Waar een ander moet beslissen dan wie het vastlegde, is er van deze rollen nog iemand (vier ogen)."""
TWEEDE_SCHOOL = ("Gerda Vos", Rol.TAALSCHOOL_MEDEWERKER)
"""Wie antwoordt bij de tweede taalschool van een gemeente, waar die er is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medewerker:
    """Iemand die bij deze gemeente werkt, of bij deze organisatie voor haar."""

    tenant: Tenant
    organisatie: Organisatie | None
    rol: Rol
    naam: str
    tweede: bool = False

    @property
    def onderwerp(self) -> str:
        return onderwerp_van(self.rol, self.tenant, tweede=self.tweede)

    @property
    def functie(self) -> str:
        return FUNCTIES.get(self.rol, "medewerker")

    @property
    def email(self) -> str:
        adres = f"{self.rol}{'.2' if self.tweede else ''}.{self.tenant.code.lower()}@example.org"
        return adres.replace("_", ".")


def medewerkers(tenants: Iterable[Tenant]) -> Iterator[Medewerker]:
    """Per gemeente twee klantmanagers, twee teamleiders en een beheerder; bij de eerste organisatie van elke soort een
    medewerker en een beheerder, en bij een tweede taalschool een medewerker."""
    for i, tenant in enumerate(tenants):
        kring: list[tuple[Rol, Organisatie | None]] = [(Rol.KLANTMANAGER, None), (Rol.TEAMLEIDER, None)]
        for partij in PARTIJEN:
            eerste = next((o for o in tenant.organisaties if o.partij is partij), None)
            kring += [(rol, eerste) for rol in sorted(partij.rollen) if eerste is not None]
            kring += [(partij.beheer, eerste)] if eerste is not None else []
        kring.append((Rol.BEHEERDER, None))
        for n, (rol, organisatie) in enumerate(kring):
            yield Medewerker(tenant=tenant, organisatie=organisatie, rol=rol, naam=NAMEN[(i + n) % len(NAMEN)])
        for naam, rol in TWEEDEN:
            yield Medewerker(tenant=tenant, organisatie=None, rol=rol, naam=naam, tweede=True)
        naam, rol = TWEEDE_SCHOOL
        scholen = [o for o in tenant.organisaties if rol in o.partij.rollen]
        for school in scholen[1:2]:
            yield Medewerker(tenant=tenant, organisatie=school, rol=rol, naam=naam, tweede=True)


def onderwerp_van(rol: Rol, tenant: Tenant, *, tweede: bool = False) -> str:
    """Wie de verzonnen medewerker met deze rol bij deze gemeente is, of de tweede.

    Raises:
        EmbeddedFout: van deze rol is er maar één.
    """
    school = rol is TWEEDE_SCHOOL[1] and sum(rol in o.partij.rollen for o in tenant.organisaties) > 1
    if tweede and not school and rol not in {tweede_rol for _, tweede_rol in TWEEDEN}:
        rollen = " en ".join(tweede_rol for _, tweede_rol in TWEEDEN)
        raise EmbeddedFout(
            f"Van deze rol is er hier maar één; een tweede is er van {rollen}, en van {TWEEDE_SCHOOL[1]} waar een"
            " tweede taalschool is."
        )
    return f"{rol}{'-2' if tweede else ''}@{tenant.code}"
