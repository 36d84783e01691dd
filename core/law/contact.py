"""Hoe iemand te bereiken is, en wat daarvan alleen hijzelf kan zeggen (art. 2:1 en 2:8 Awb)."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.aanschrijven import ZORGVULDIG
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.recht import Grond
from core.law.telefoon import PASSEND, toets_nummer_van_iemand, toets_telefoon, toets_zonder_nummer

KENBAAR = Grond("Awb", "2:8")


class Onderwerp(StrEnum):
    """Waar een brief of bericht over gaat."""

    TRAJECT = "traject"  # de brede intake, het plan, de begeleiding
    GELD = "geld"  # een boete, een betaling, ontzorgen
    BEZWAAR = "bezwaar"


class Contactsoort(StrEnum):
    """Wat er over het contact met iemand vastligt; van elk geldt er hooguit één."""

    TELEFOON = "telefoon"
    EMAIL = "email"
    TAAL = "taal"
    LEEST = "leest"  # of hij een brief zelf kan lezen
    TOLK = "tolk"  # of er een tolk nodig is
    TOLK_TAAL = "tolk_taal"
    TOLK_DIALECT = "tolk_dialect"
    TOLK_WENS = "tolk_wens"  # liever een vrouw of een man
    VOORKEUR = "voorkeur"  # hoe hij het liefst bereikt wordt
    ELEKTRONISCH_TRAJECT = "elektronisch_traject"
    ELEKTRONISCH_GELD = "elektronisch_geld"
    ELEKTRONISCH_BEZWAAR = "elektronisch_bezwaar"


class Bron(StrEnum):
    """Van wie de gemeente het weet."""

    PERSOON = "persoon"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    COA = "coa"
    ORGANISATIE = "organisatie"
    ANDERS = "anders"


ELEKTRONISCH: Mapping[Contactsoort, Onderwerp] = {
    Contactsoort.ELEKTRONISCH_TRAJECT: Onderwerp.TRAJECT,
    Contactsoort.ELEKTRONISCH_GELD: Onderwerp.GELD,
    Contactsoort.ELEKTRONISCH_BEZWAAR: Onderwerp.BEZWAAR,
}
"""Waarvoor iemand kenbaar kan maken dat hij elektronisch te bereiken is: per soort bericht, en in te trekken."""
KEUZES: Mapping[Contactsoort, tuple[str, ...]] = {
    Contactsoort.LEEST: ("goed", "moeilijk", "niet"),
    Contactsoort.TOLK: ("ja", "nee"),
    Contactsoort.TOLK_WENS: ("vrouw", "man", "geen voorkeur"),
    Contactsoort.VOORKEUR: ("telefoon", "email", "sms", "brief", "gesprek"),
    **dict.fromkeys(ELEKTRONISCH, ("email", "berichtenbox")),
}
_VORM: Mapping[Contactsoort, tuple[re.Pattern[str], str]] = {
    Contactsoort.EMAIL: (
        re.compile(r"[^\s@<>\",;]+@[^\s@<>\",;]+\.[A-Za-z]{2,}"),
        "Geef één e-mailadres, zoals naam@example.org.",
    ),
}
EEN_TAAL = frozenset({Contactsoort.TAAL, Contactsoort.TOLK_TAAL, Contactsoort.TOLK_DIALECT})
TE_BEREIKEN = frozenset({Contactsoort.TELEFOON, Contactsoort.EMAIL})
"""Hierin kan iemand een nummer van een persoon typen zonder dat het opvalt."""


def toets_contactgegeven(
    soort: Contactsoort, waarde: str, *, bron: Bron, sinds: date, vandaag: date, is_nummer_van_iemand: bool
) -> tuple[Gebrek, ...]:
    """Alles wat er aan een gegeven mankeert."""
    return (
        *_gebreken(soort, waarde.strip(), bron, sinds, vandaag),
        *(
            toets_nummer_van_iemand("waarde", waarde, is_van_iemand=is_nummer_van_iemand)
            if soort in TE_BEREIKEN
            else ()
        ),
    )


def _gebreken(soort: Contactsoort, waarde: str, bron: Bron, sinds: date, vandaag: date) -> Iterator[Gebrek]:
    if soort in KEUZES and waarde not in KEUZES[soort]:
        yield maak_gebrek("waarde", f"Kies uit: {', '.join(KEUZES[soort])}.", PASSEND)
    elif soort in _VORM and not _VORM[soort][0].fullmatch(waarde):
        yield maak_gebrek("waarde", _VORM[soort][1], PASSEND)
    elif soort is Contactsoort.TELEFOON:
        yield from toets_telefoon("waarde", waarde)
    elif not waarde:
        yield maak_gebrek("waarde", "Vul dit in.", PASSEND)
    elif soort in EEN_TAAL:
        yield from toets_zonder_nummer("waarde", waarde)
    if soort in ELEKTRONISCH and bron is not Bron.PERSOON:
        melding = (
            "Alleen de persoon zelf kan kenbaar maken dat hij elektronisch te bereiken is. Vraag het hem, en leg vast"
            " wat hij zei."
        )
        yield maak_gebrek("bron", melding, KENBAAR)
    if sinds > vandaag:
        yield maak_gebrek("sinds", IN_DE_TOEKOMST, ZORGVULDIG)
