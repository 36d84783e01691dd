"""Wie er handelt en waar: een bevroren `Toegang`, de enige bron van de databasescope.

De soort toegang kiest de databaserol en haar verbindingen; de velden zeggen alleen welke gemeente, organisatie
en persoon. Niets onder de deur krijgt een gemeente als argument uit body, query of sessie.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Actor(StrEnum):
    """De soort actor; voor elk een eigen inlogrol `meedoen_<actor>` met eigen verbindingen."""

    GEMEENTE = "gemeente"
    TAALSCHOOL = "taalschool"
    MAATSCHAPPELIJKE_PARTNER = "maatschappelijke_partner"
    ANTWOORD = "antwoord"
    LEDEN = "leden"
    TOEGANG = "toegang"
    ONTVANGER = "ontvanger"
    RELAY = "relay"
    ZEGEL = "zegel"
    SLEUTELS = "sleutels"


DEUREN = frozenset({Actor.TOEGANG, Actor.ONTVANGER, Actor.RELAY, Actor.ZEGEL})
"""De deuren van het platform: zij handelen voor geen gemeente en geen organisatie."""


class Doel(StrEnum):
    """Waarvoor gegevens gebruikt worden (art. 5 AVG); een gesloten lijst, want zij staat in de databasecontext."""

    DOSSIERBEHANDELING = "dossierbehandeling"
    BREDE_INTAKE = "brede_intake"
    UITWISSELING_DUO = "uitwisseling_duo"
    SAMENVOEGEN = "samenvoegen"
    INTREKKEN = "intrekken"
    LESGEVEN = "lesgeven"
    BEGELEIDING = "begeleiding"
    AANMELDEN = "aanmelden"
    BEVEILIGING = "beveiliging"


class Rol(StrEnum):
    """De rol van een medewerker in een lidmaatschap; wat zij mag staat in `access/beleid.csv`."""

    KLANTMANAGER = "klantmanager"
    TEAMLEIDER = "teamleider"
    BEHEERDER = "beheerder"
    GEMEENTE_MACHINE = "gemeente_machine"
    TAALSCHOOL_MEDEWERKER = "taalschool_medewerker"
    TAALSCHOOL_BEHEERDER = "taalschool_beheerder"
    TAALSCHOOL_MACHINE = "taalschool_machine"
    MAATSCHAPPELIJKE_PARTNER_MEDEWERKER = "maatschappelijke_partner_medewerker"
    MAATSCHAPPELIJKE_PARTNER_BEHEERDER = "maatschappelijke_partner_beheerder"
    MAATSCHAPPELIJKE_PARTNER_MACHINE = "maatschappelijke_partner_machine"
    SYSTEEM = "systeem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegang:
    """Basis: de actor, en wat er in de context van de transactie komt te staan."""

    actor: Actor
    doel: Doel
    oorsprong: str
    gemeente_id: UUID | None = None
    organisatie_id: UUID | None = None
    medewerker_id: UUID | None = None
    rollen: frozenset[Rol] = frozenset()

    def __post_init__(self) -> None:
        if self.actor in (Actor.GEMEENTE, Actor.SLEUTELS):
            volledig = self.gemeente_id is not None and self.organisatie_id is None
        elif self.actor is Actor.LEDEN:
            volledig = self.gemeente_id is not None
        else:
            volledig = self.actor in DEUREN or (self.organisatie_id is not None and self.medewerker_id is not None)
        if not volledig:
            raise ValueError(f"een toegang als {self.actor} mist de gemeente of de organisatie")


def toegang_gemeente(
    gemeente_id: UUID, *, medewerker_id: UUID, rollen: frozenset[Rol], doel: Doel, oorsprong: str
) -> Toegang:
    """Een medewerker van een gemeente, die binnen die ene gemeente handelt."""
    return Toegang(
        actor=Actor.GEMEENTE,
        doel=doel,
        oorsprong=oorsprong,
        gemeente_id=gemeente_id,
        medewerker_id=medewerker_id,
        rollen=rollen,
    )


def toegang_leden(
    gemeente_id: UUID,
    *,
    organisatie_id: UUID | None,
    medewerker_id: UUID | None,
    rollen: frozenset[Rol] = frozenset(),
    oorsprong: str,
) -> Toegang:
    """Wie in één gemeente over lidmaatschappen gaat: die van de gemeente zelf, of van één organisatie. Zij leest niets
    van een inburgeraar; zonder medewerker is het de opdrachtregel."""
    return Toegang(
        actor=Actor.LEDEN,
        doel=Doel.BEVEILIGING,
        oorsprong=oorsprong,
        gemeente_id=gemeente_id,
        organisatie_id=organisatie_id,
        medewerker_id=medewerker_id,
        rollen=rollen,
    )


def toegang_taak(gemeente_id: UUID, *, doel: Doel, oorsprong: str) -> Toegang:
    """Een achtergrondtaak: één gemeente en haar oorzaak, zonder mens."""
    return Toegang(
        actor=Actor.GEMEENTE,
        doel=doel,
        oorsprong=oorsprong,
        gemeente_id=gemeente_id,
        rollen=frozenset({Rol.SYSTEEM}),
    )


def toegang_sleutels(gemeente_id: UUID, *, oorsprong: str) -> Toegang:
    """Wie de cijferteksten van één gemeente opnieuw versleutelt; ziet verder niets van haar."""
    return Toegang(actor=Actor.SLEUTELS, doel=Doel.BEVEILIGING, oorsprong=oorsprong, gemeente_id=gemeente_id)


def toegang_platform(actor: Actor, *, oorsprong: str, gemeente_id: UUID | None = None) -> Toegang:
    """Een van de deuren van het platform: aanmelden, ontvangen of doorgeven."""
    if actor not in DEUREN:
        raise ValueError(f"{actor} is geen deur van het platform")
    return Toegang(actor=actor, doel=Doel.AANMELDEN, oorsprong=oorsprong, gemeente_id=gemeente_id)
