"""Wat een regel teruggeeft als zij niet beslist: een vraag aan een mens, of een signaal voor de werkvoorraad."""

from dataclasses import dataclass

from core.law.recht import Grond


@dataclass(frozen=True, slots=True, kw_only=True)
class Mogelijkheid:
    """Eén antwoord op een afweging, met wat het in dit dossier betekent."""

    code: str
    omschrijving: str
    grond: Grond


@dataclass(frozen=True, slots=True, kw_only=True)
class Afweging:
    """Hier weegt een mens. De wet geeft de vraag en de mogelijkheden, nooit het antwoord."""

    code: str
    vraag: str
    grond: Grond
    mogelijkheden: tuple[Mogelijkheid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaal:
    """Iets wat een medewerker moet weten of navragen; het houdt niets tegen."""

    code: str
    melding: str
    grond: Grond
