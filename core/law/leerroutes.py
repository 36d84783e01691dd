"""De drie leerroutes (art. 7, 8 en 9 Wi2021), het niveau en het alfabetiseringsonderwijs, met de codes van DUO."""

from enum import StrEnum


class Leerroute(StrEnum):
    B = "B"
    O = "O"  # noqa: E741 - de code van DUO
    Z = "Z"

    @property
    def omschrijving(self) -> str:
        return {"B": "B1-route", "O": "onderwijsroute", "Z": "zelfredzaamheidsroute"}[self.value]

    @property
    def uitleg(self) -> str:
        """Wat iemand in deze leerroute doet, voor wie haar naam niet kent (art. 7, 8 en 9 Wi2021)."""
        return {
            "B": "In deze route leert u Nederlands voor werk en voor het leven van elke dag.",
            "O": "In deze route maakt u zich klaar voor een opleiding in Nederland.",
            "Z": "In deze route leert u Nederlands en oefent u met wat u elke dag zelf moet doen.",
        }[self.value]


class Niveau(StrEnum):
    A2 = "A2"
    B1 = "B1"


class Alfabetisering(StrEnum):
    A = "A"
    AA = "AA"
    NVT = "NVT"

    @property
    def omschrijving(self) -> str:
        return {
            "A": "onderwijs voor wie niet kan lezen en schrijven",
            "AA": "onderwijs voor wie in een ander schrift leest en schrijft",
            "NVT": "niet van toepassing",
        }[self.value]
