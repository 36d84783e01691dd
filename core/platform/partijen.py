"""De soorten organisaties waarmee een gemeente werkt, als tabel. Wat voor een soort geldt staat in haar rij.

Van een rij hangen af: de databaserol en haar verbinding, wie een route mag gebruiken, het beleid en de rechten in de
database (tests/security/test_partijen.py rekent ze uit deze tabel na) en de soort in de tenantbestanden. Een soort
erbij: docs/partijen.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from core.platform.tenancy import Actor, Doel, Rol, Toegang


@dataclass(frozen=True, slots=True, kw_only=True)
class Partij:
    """Een soort organisatie. `naam` is `organisatie.soort`, en de databaserol is `meedoen_<naam>`."""

    naam: str
    actor: Actor
    rollen: frozenset[Rol]
    """De rollen van wie er werkt; een rol hoort bij één soort."""
    beheer: Rol
    """De rol van wie over haar mensen gaat, en van geen persoon iets leest."""
    machine: Rol
    """De rol van een ander systeem van haar, dat alleen leest."""
    doel: Doel
    """Waarvoor een dossier aan haar wordt toegewezen."""
    van_wie: str
    """Zoals de beschrijving van de API haar en haar mensen noemt."""

    @property
    def lezers(self) -> frozenset[Rol]:
        """Wie leest wat haar is toegewezen: haar mensen en haar systemen."""
        return self.rollen | {self.machine}


PARTIJEN: tuple[Partij, ...] = (
    Partij(
        naam="taalschool",
        actor=Actor.TAALSCHOOL,
        rollen=frozenset({Rol.TAALSCHOOL_MEDEWERKER}),
        beheer=Rol.TAALSCHOOL_BEHEERDER,
        machine=Rol.TAALSCHOOL_MACHINE,
        doel=Doel.LESGEVEN,
        van_wie="een taalschool, voor haar eigen leerlingen",
    ),
    Partij(
        naam="maatschappelijke_partner",
        actor=Actor.MAATSCHAPPELIJKE_PARTNER,
        rollen=frozenset({Rol.MAATSCHAPPELIJKE_PARTNER_MEDEWERKER}),
        beheer=Rol.MAATSCHAPPELIJKE_PARTNER_BEHEERDER,
        machine=Rol.MAATSCHAPPELIJKE_PARTNER_MACHINE,
        doel=Doel.BEGELEIDING,
        van_wie="een maatschappelijke partner, voor wie hij begeleidt",
    ),
)
VAN_ACTOR: Mapping[Actor, Partij] = MappingProxyType({partij.actor: partij for partij in PARTIJEN})
VAN_NAAM: Mapping[str, Partij] = MappingProxyType({partij.naam: partij for partij in PARTIJEN})
VAN_ROL: Mapping[Rol, Partij] = MappingProxyType({rol: partij for partij in PARTIJEN for rol in partij.lezers})
VAN_BEHEER: Mapping[Rol, Partij] = MappingProxyType({partij.beheer: partij for partij in PARTIJEN})
BEHEER: frozenset[Rol] = frozenset({Rol.BEHEERDER, *VAN_BEHEER})
"""De rollen die over lidmaatschappen gaan."""
MACHINE_VAN: Mapping[Rol, Rol] = MappingProxyType(
    {Rol.BEHEERDER: Rol.GEMEENTE_MACHINE} | {partij.beheer: partij.machine for partij in PARTIJEN}
)
"""De rol van een ander systeem, bij wie erover gaat. Geen mens krijgt haar."""


def toegang_partner(
    partij: Partij,
    organisatie_id: UUID,
    *,
    medewerker_id: UUID,
    gemeente_id: UUID | None,
    oorsprong: str,
    rollen: frozenset[Rol] | None = None,
    antwoordt: bool = False,
) -> Toegang:
    """Een medewerker of een systeem van een organisatie: lijsten over haar gemeenten heen, lezen in één gemeente, of
    een toewijzing beantwoorden. Wie leest wijzigt niets, en wie antwoordt leest niets van de persoon (ADR 0030)."""
    return Toegang(
        actor=Actor.ANTWOORD if antwoordt else partij.actor,
        doel=partij.doel,
        oorsprong=oorsprong,
        gemeente_id=gemeente_id,
        organisatie_id=organisatie_id,
        medewerker_id=medewerker_id,
        rollen=partij.rollen if rollen is None else rollen,
    )
