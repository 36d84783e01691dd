"""Waarom iemand niet binnenkomt: één lijst van redenen, voor het logboek en voor wie hem helpt.

Wie inlogt leest bij elke reden hetzelfde, met haar naam erbij: dat genoeg is om zijn beheerder te bellen, en wie een
bewijs vervalst leert er niet van hoe ver hij kwam.
"""

from enum import StrEnum

from core.fouten import NietAangemeld, Onbereikbaar


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
    AFGEMELD = "afgemeld"
    """Het bewijs is van voordat de inlogdienst meldde dat deze mens daar uitlogde."""
    HERHAALD = "herhaald"
    """Een afmeldbewijs dat al gebruikt is."""


_WAT_NU = {
    Reden.NIVEAU: "Uw organisatie vraagt meer dan een wachtwoord: begin opnieuw, en bewijs u ook met de tweede stap.",
    Reden.AFGEBROKEN: "U of uw organisatie brak het inloggen af. Wilt u wel naar binnen, begin dan opnieuw.",
    Reden.AFGEMELD: "Uw organisatie meldde dat u daar uitlogde. Log daar helemaal uit, en begin dan opnieuw op"
    " /inloggen.",
    Reden.STAAT: "Dit hoort niet bij een begin in deze browser, of het duurde te lang. Begin opnieuw op /inloggen, in"
    " dezelfde browser; hij moet cookies bewaren.",
}
"""Wat iemand zelf kan doen; waar een vervalser iets van zou leren staat er niet bij."""


class InloggenGeweigerd(NietAangemeld):
    """Iemand komt niet binnen, om één `reden`; wat er verder over te zeggen is staat alleen in het logboek."""

    def __init__(self, reden: Reden) -> None:
        wat_nu = _WAT_NU.get(reden, "Probeer het opnieuw.")
        super().__init__(
            f"Inloggen is niet gelukt. {wat_nu} Lukt het dan weer niet, bel dan de beheerder van uw organisatie en"
            f" noem: {reden}."
        )
        self.reden = reden


class DienstOnbereikbaar(Onbereikbaar):
    """De inlogdienst geeft nu geen bruikbaar antwoord."""

    def __init__(self) -> None:
        super().__init__(
            "De inlogdienst van uw organisatie antwoordt nu niet. Wacht even en begin opnieuw op /inloggen. Blijft het"
            f" zo, bel dan de beheerder van uw organisatie en noem: {Reden.DIENST_ONBEREIKBAAR}."
        )
