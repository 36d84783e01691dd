"""Dat het orgaan zelf besloot (art. 10:7 Awb), en hoe een ander nagaat dat het zo is.

De wet schrijft geen vorm voor een nummer voor. Wat hier gevraagd wordt is zo weinig dat elk echt kenmerk het haalt, en
zoveel dat een letter of een streepje er geen is (INTERPRETATION). Of het besluit bestaat, weet Meedoen niet; wie het
opgaf deed het werk van twee mensen, en daarom ziet een ander het stuk (PG-19, eigen regel).
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from uuid import UUID

from core.fouten import Gebrek
from core.law.besluiten import Besluitsoort
from core.law.gebreken import maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.recht import Grond

ZELF = Grond("Awb", "10:7")
_VIER_OGEN = Grond("Awb", "2:4", "1")
MINSTE_TEKENS = 4
"""Letters en cijfers in het nummer van een besluit (INTERPRETATION)."""
_DELEN = re.compile(r"[^\W_]+")


class Steunt(StrEnum):
    """Wat er op een collegebesluit rust, en hoe dat teruggaat als het er niet is."""

    rust: str
    terug: str

    def __new__(cls, waarde: str, rust: str, terug: str) -> "Steunt":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.rust = rust
        zelf.terug = terug
        return zelf

    PIP = "PIP", "het PIP", "Laat iemand met mandaat het PIP intrekken."
    ONTHEFFING = (
        "ONTHEFFING",
        "het besluit over de ontheffing",
        "Laat iemand met mandaat het besluit over de ontheffing intrekken.",
    )
    WAARSCHUWING = (
        "WAARSCHUWING",
        "de waarschuwing",
        "Laat iemand met mandaat de oproep met die waarschuwing intrekken.",
    )
    INTREKKING = (
        "INTREKKING",
        "de intrekking van een besluit",
        "Laat iemand met mandaat het besluit opnieuw nemen, of leg voor aan een jurist wat er nu geldt.",
    )
    SAMENVOEGING = (
        "SAMENVOEGING",
        "de samenvoeging van twee dossiers, of het uiteenhalen daarvan",
        "Laat een ander voorstellen de dossiers uiteen te halen, of ze na uiteenhalen weer samen te voegen.",
    )
    BOETE = (
        "BOETE",
        "een boete",
        "Laat wie over de boete gaat haar intrekken, en neem dan het antwoord op de boetevraag terug.",
    )
    ANDERS = "ANDERS", "een besluit", "Leg voor aan een jurist hoe het college dat besluit intrekt."


_STEUNT = {
    Besluitsoort.PIP: Steunt.PIP,
    Besluitsoort.ONTHEFFING_LBT: Steunt.ONTHEFFING,
    Besluitsoort.WEIGERING: Steunt.ONTHEFFING,
    Besluitsoort.WAARSCHUWING: Steunt.WAARSCHUWING,
    Besluitsoort.INTREKKING: Steunt.INTREKKING,
    Besluitsoort.SAMENVOEGING: Steunt.SAMENVOEGING,
}


def steunt(soort: Besluitsoort) -> Steunt:
    """Wat er bij een besluit van deze soort op het collegebesluit rust."""
    return _STEUNT.get(soort, Steunt.ANDERS)


def zonder_schrijfwijze(nummer: str) -> str:
    """2027-9, 2027/09 en 2027 9 is een nummer: hoofdletters, tekens ertussen en nullen vooraan tellen niet
    (INTERPRETATION)."""
    delen = _DELEN.findall(unicodedata.normalize("NFKC", nummer).casefold())
    return "-".join(deel.lstrip("0") or "0" for deel in delen)


def toets_nummer(veld: str, nummer: str, *, niet_gevonden_op: date | None) -> Iterator[Gebrek]:
    """Of dit het nummer van een besluit kan zijn: minstens vier letters en cijfers, waaronder een cijfer, en niet
    steeds hetzelfde teken (INTERPRETATION). `niet_gevonden_op` is de dag waarop iemand in deze gemeente vastlegde dat
    er geen besluit met dit nummer is: daarop rust niets meer tot het er toch blijkt te zijn (PG-19, art. 10:7)."""
    kaal = [teken for teken in nummer.casefold() if teken.isalnum()]
    if not kaal:
        yield maak_gebrek(veld, "Noem het nummer van het collegebesluit.", ZELF)
    elif len(kaal) < MINSTE_TEKENS or not any(teken.isdecimal() for teken in kaal) or len(set(kaal)) == 1:
        melding = (
            "Dit is geen nummer van een collegebesluit. Neem het over zoals het op het besluit of de besluitenlijst"
            " staat, zoals 2026-117 of Z/26/004512."
        )
        yield maak_gebrek(veld, melding, ZELF)
    elif niet_gevonden_op is not None:
        melding = (
            f"Een teamleider legde op {schrijf_dag(niet_gevonden_op)} vast dat er geen collegebesluit met dit nummer"
            " is. Laat iemand met mandaat beslissen. Is het stuk er toch, laat dan een teamleider die het nummer niet"
            " opgaf het werk heropenen waarin dat staat, en vastleggen dat het er is."
        )
        yield maak_gebrek(veld, melding, ZELF)


def toets_nagaan(*, ingevoerd_door: UUID, door: UUID) -> Iterator[Gebrek]:
    """Wie een collegebesluit opgaf, gaat niet zelf na of het bestaat (vier ogen, eigen regel)."""
    if ingevoerd_door == door:
        melding = (
            "U gaf dit collegebesluit zelf op. Een andere teamleider vraagt het stuk op en legt vast of het er is."
        )
        yield maak_gebrek("vierOgen", melding, _VIER_OGEN)
