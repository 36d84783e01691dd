"""Een soort besluit van de gemeente, met de code uit de lijst van besluiten; elke stap noemt de hare."""

from enum import StrEnum


class Besluitsoort(StrEnum):
    """De basis van de soorten besluit van een stap; zelf heeft zij geen leden."""
