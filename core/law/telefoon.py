"""Wat als telefoonnummer kan vaststaan, en wanneer het eerder een nummer van een persoon is.

Een telefoonnummer is een nul met negen cijfers, en een BSN met een nul ervoor ook: van elke elf voldoet er een aan de
elfproef. Aan het getal alleen is het niet te zien. Tien cijfers die met 00 of 09 beginnen zijn in Nederland geen
telefoonnummer (FROM-MEMORY, het nummerplan); elk ander wordt alleen geweigerd als iemand in de gemeente dat nummer
heeft. Zo treft de weigering bijna niemand ten onrechte. Wie het landnummer erbij schrijft zegt daarmee dat het toch een
telefoonnummer is: zo typt niemand een BSN bij vergissing. Met een ander landnummer dan 31 is dat niet genoeg: wie
precies een BSN of V-nummer achter een plus, twee nullen of een landnummer zet, schrijft het op; ook dan telt of iemand
hier dat nummer heeft. Of een landnummer bestaat, en hoeveel cijfers een nummer daar heeft, weet Meedoen niet. Een
V-nummer heeft tien cijfers. In de naam van een taal hoort geen nummer.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from core.fouten import Gebrek
from core.law.gebreken import maak_gebrek
from core.law.recht import Grond

PASSEND = Grond("Awb", "2:1", "1")
MINIMAAL = Grond("AVG", "5", "1")
"""Niet meer gegevens dan nodig: een nummer van een persoon staat op één plaats, versleuteld."""
BESTAAT_NIET = (
    "Dit bestaat in Nederland niet als telefoonnummer; een BSN met een nul ervoor ziet er zo uit. Laat het weg."
)
TE_LANG = (
    "Dit is te lang voor een Nederlands telefoonnummer. Een nummer uit het buitenland schrijft u met een + en het"
    " landnummer, zoals +32 2 123 45 67."
)
NUMMER_VAN_IEMAND = (
    "Dit lijkt het BSN of V-nummer van iemand in uw gemeente, en dat hoort hier niet; het dossier kent het al. Is het"
    " toch een Nederlands telefoonnummer, schrijf het dan met het landnummer, zoals +31 6 12345678. Een buitenlands"
    " nummer waar zo'n nummer precies in past, past hier niet: noem een ander nummer of een e-mailadres."
)
V_NUMMER_IN_TEKST = (
    "Hierin lijkt het V-nummer van iemand in uw gemeente te staan, en dat hoort hier niet; laat het weg, het dossier"
    " kent het al."
)

_VORM = re.compile(r"\+?\(?[0-9][0-9 ()./-]{3,20}")
_REEKS = re.compile(r"(?:\+|\b00)?\(?[0-9](?:[ ()./-]{0,3}[0-9])*")
_SCHEIDING = re.compile(r"[ ()./-]")
_LANDNUMMER = re.compile(r"(?:\+|00)[1-9][0-9]{8,}")
_BUITENLANDS = re.compile(r"(?:\+|00)(?!31)[1-9][0-9]{0,2}?0?([0-9]{9})")
_BUITENLANDS_V = re.compile(r"(?:\+|00)(?!31)(?:[1-9][0-9]{0,2})??([0-9]{10})")
_MET_NUMMER = re.compile(r"[0-9](?:[^\w]{0,3}[0-9]){8}")
_BUITEN_HET_PLAN = re.compile(r"(?:0|(?:\+|00)?310?)[09][0-9]{8}")
_TE_LANG = re.compile(
    r"0(?!0|800|90[069])[0-9]{10,}|0(?:800|90[069])[0-9]{8,}|(?!0|31)[0-9]{10,}"
    r"|(?:\+|00)?310?(?:(?!800|90[069])[1-9][0-9]{9,}|[1-9][0-9]{10,})"
)
"""Een Nederlands nummer heeft tien cijfers, een informatienummer hoogstens elf (FROM-MEMORY, het nummerplan)."""
LENGTE_BSN = 9
LENGTE_VNUMMER = 10


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """Cijfers die het nummer van een persoon kunnen zijn: negen van een BSN, of tien van een V-nummer."""

    cijfers: str

    @property
    def is_bsn(self) -> bool:
        return len(self.cijfers) == LENGTE_BSN


def toets_telefoon(veld: str, nummer: str) -> Iterator[Gebrek]:
    """Of dit de vorm van een telefoonnummer heeft."""
    if not _VORM.fullmatch(nummer):
        yield maak_gebrek(veld, "Geef een telefoonnummer, zoals 06 12345678.", PASSEND)


def toets_nummer_van_iemand(veld: str, tekst: str, *, is_van_iemand: bool) -> Iterator[Gebrek]:
    """Of wat hier staat het nummer van een persoon is, of zo een kan zijn en geen telefoonnummer."""
    if any(_BUITEN_HET_PLAN.fullmatch(nummer) for nummer in _nummers(tekst)):
        yield maak_gebrek(veld, BESTAAT_NIET, MINIMAAL)
    elif is_van_iemand:
        yield maak_gebrek(veld, NUMMER_VAN_IEMAND, MINIMAAL)
    elif "@" not in tekst and any(_TE_LANG.fullmatch(nummer) for nummer in _nummers(tekst)):
        yield maak_gebrek(veld, TE_LANG, PASSEND)


def toets_zonder_nummer(veld: str, tekst: str) -> Iterator[Gebrek]:
    """Of er in de naam van een taal een BSN of V-nummer staat; geen taal heeft er een."""
    gewoon = "".join(teken if (c := unicodedata.digit(teken, None)) is None else str(c) for teken in tekst)
    if _MET_NUMMER.search(gewoon):
        yield maak_gebrek(veld, "In de naam van een taal hoort geen nummer; laat het weg.", MINIMAAL)


def kan_ook_zijn(tekst: str) -> tuple[Kandidaat, ...]:
    """Welke nummers van een persoon er in een telefoonnummer of e-mailadres kunnen staan; met landnummer 31 geen, en
    met een ander, of na een plus of twee nullen, wat precies zo lang is."""
    zonder_landnummer = [nummer for nummer in _nummers(tekst) if not _LANDNUMMER.match(nummer)]
    buitenlands = [
        gevonden[1]
        for nummer in _nummers(tekst)
        for vorm in (_BUITENLANDS, _BUITENLANDS_V)
        if (gevonden := vorm.fullmatch(nummer))
    ]
    return (
        *(kandidaat for nummer in zonder_landnummer for kandidaat in _kandidaten(nummer.lstrip("+"))),
        *map(Kandidaat, buitenlands),
    )


def _nummers(tekst: str) -> list[str]:
    """De nummers in een tekst, elk zonder wat de cijfers scheidt."""
    return [_SCHEIDING.sub("", reeks) for reeks in _REEKS.findall(tekst)]


def _kandidaten(reeks: str) -> Iterator[Kandidaat]:
    zonder_nullen = reeks.lstrip("0")
    if len(zonder_nullen) <= LENGTE_BSN <= len(reeks):
        yield Kandidaat(zonder_nullen.zfill(LENGTE_BSN))
    if len(reeks) == LENGTE_VNUMMER:
        yield Kandidaat(reeks)
