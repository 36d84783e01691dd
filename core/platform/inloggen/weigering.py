"""Waarom iemand niet binnenkomt: één lijst van redenen, voor het logboek en voor wie hem helpt.

Wie inlogt leest bij elke reden hetzelfde, met haar naam erbij: dat genoeg is om zijn beheerder te bellen, en wie een
bewijs vervalst leert er niet van hoe ver hij kwam.
"""

from enum import StrEnum

from core.fouten import NietAangemeld


class Reden(StrEnum):
    """Wat er niet klopte; de naam staat in de regel van het logboek en in de melding."""

    DIENST_ONBEREIKBAAR = "dienst-onbereikbaar"
    """De inlogdienst van de organisatie geeft geen (leesbaar) antwoord."""
    ONTDEKKING_ONJUIST = "ontdekking-onjuist"
    """Wat de inlogdienst over zichzelf zegt, past niet bij wat er met haar is afgesproken."""
    BEWIJS_ONLEESBAAR = "bewijs-onleesbaar"
    """Het bewijs is geen ondertekend JWT, of een van zijn gegevens heeft de verkeerde vorm."""
    ALGORITME = "algoritme"
    """Ondertekend op een manier die niet is afgesproken."""
    SLEUTEL_ONBEKEND = "sleutel-onbekend"
    """Ondertekend met een sleutel die de inlogdienst niet noemt."""
    HANDTEKENING = "handtekening"
    SOORT = "soort"
    """Een ondertekend bewijs, maar van iets anders."""
    UITGEVER = "uitgever"
    PUBLIEK = "publiek"
    """Voor een ander bedoeld, of ook voor anderen zonder te zeggen dat het voor ons is."""
    VERLOPEN = "verlopen"
    TIJD = "tijd"
    """Uitgegeven in de toekomst, of te lang geleden om van deze keer te zijn."""
    NONCE = "nonce"
    AANMELDTIJD = "aanmeldtijd"
    """De mens bewees te lang geleden wie hij is, of het bewijs zegt niet wanneer."""
    NIVEAU = "niveau"
    """Het bewijs zegt niet dat er ingelogd is op het afgesproken niveau (acr)."""
    PERSOON = "persoon"
    """Het bewijs noemt niemand, of zo dat het niet te bewaren is."""
    STAAT = "staat"
    """Dit antwoord hoort niet bij een begin in deze browser, of dat begin is verlopen of al gebruikt."""
    AFGEBROKEN = "afgebroken"
    """De inlogdienst meldt dat het daar niet gelukt is."""
    GEBEURTENIS = "gebeurtenis"
    """Een afmeldbewijs dat geen afmelding noemt, of wel een nonce."""
    HERHAALD = "herhaald"
    """Een afmeldbewijs dat al gebruikt is."""


class InloggenGeweigerd(NietAangemeld):
    """Iemand komt niet binnen, om één `reden`; wat er verder over te zeggen is staat alleen in het logboek."""

    def __init__(self, reden: Reden) -> None:
        super().__init__(
            "Inloggen is niet gelukt. Probeer het opnieuw. Lukt het dan weer niet, bel dan de beheerder van uw"
            f" organisatie en noem: {reden}."
        )
        self.reden = reden
