"""Een stap van het proces, als gegeven: alles wat de rest van het huis van haar moet weten.

Elke map in `core/process` die een stap is heeft een `stap.py` met `STAP`; `stappen.py` noemt ze op volgorde. De API, de
worker, de beschrijving, de sleutelwissel en de tests leiden er alles uit af. Een stap importeert nooit de `stap.py`
van een andere: wat zij van elkaar moeten weten gaat langs `Huis.proces`.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from litestar import Controller
from piccolo.columns import Column

from core.fouten import Waarschuwing
from core.law.bekendmaking import Verzending
from core.law.besluiten import Besluitsoort
from core.law.mandaat import Beslisser
from core.law.medewerking import GeenToets, Verzoek
from core.law.zaakbeeld import Zaakbeeld
from core.platform.db.feiten import Tabelfeiten
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.edities import Briefsoort
from core.platform.sleutelbeheer.rotatie import Cijferkolom
from core.process.taak import Taaksoort
from core.process.voorvallen import Handler, Voorval
from core.process.werksoort import Werksoort

Waarschuwer = Callable[[Tx, Huis, Any, Verzending], Awaitable[tuple[Waarschuwing, ...]]]
"""Zij leest een `BriefRij`; wat een stap is kent de stappen niet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Een kolom die zegt hoe het met iets in een dossier staat, en bij welke waarden het loopt.

    Wat loopt, houdt op bij het einde van de plicht (PG-12, test). Loopt er nooit iets, dan zegt `reden` waarom.
    """

    kolom: Column
    loopt: tuple[StrEnum, ...] = ()
    reden: str = ""

    @property
    def naam(self) -> str:
        """`oproep.uitkomst`."""
        meta = self.kolom._meta
        return f"{meta.table._meta.tablename}.{meta.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """Eén stap. `naam` is die van haar map."""

    naam: str
    feiten: tuple[Tabelfeiten, ...]
    """Haar tabellen, met wat er van elke kolom bekend is."""
    controllers: tuple[type[Controller], ...] = ()
    tags: tuple[str, ...] = ()
    """Onder welke kopjes haar routes in de beschrijving van de API staan."""
    paden: Mapping[str, str] = field(default_factory=dict)
    """De parameters in haar paden, met uitleg; een parameter hoort bij één stap."""
    taken: tuple[Taaksoort, ...] = ()
    gebeurtenissen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Welke taken een gebeurtenis van DUO klaarzet, op haar code; meer stappen mogen dezelfde noemen."""
    werk: tuple[Werksoort, ...] = ()
    besluiten: tuple[Besluitsoort, ...] = ()
    """De besluiten die hier genomen worden; een besluit hoort bij één stap."""
    brieven: tuple[Briefsoort, ...] = ()
    cijferkolommen: tuple[Cijferkolom, ...] = ()
    """Wat zij versleuteld bewaart; een kolom die hier niet staat, wordt bij een sleutelwissel niet overgezet (test)."""
    statussen: tuple[Status, ...] = ()
    """Elke kolom van haar tabellen die zegt hoe het met iets in een dossier staat."""
    geen_leerbaarheidstoets: Callable[[Tx, UUID, Verzoek | None, date], Awaitable[GeenToets | None]] | None = None
    """Waarom op de toets van dit dossier nu niets rust, of op dit verzoek met die dag; één stap weet dat (PG-3)."""
    voorgelegd_op: Callable[[Tx, UUID], Awaitable[date | None]] | None = None
    """De dag waarop het voornemen dat nu loopt naar de persoon ging, of None; één stap weet dat (PG-10)."""
    heel_beeld: Callable[[Tx, Huis, UUID, Beslisser | None], Awaitable[Zaakbeeld]] | None = None
    """Alles wat er van een zaak vaststaat; één stap leest dat van de andere bij elkaar."""
    kijkt_verzonden_brieven_na: Callable[[Tx, Huis, Any], Awaitable[None]] | None = None
    """Maakt werk van brieven die niet gingen naar wie toen voor de persoon optrad; één stap weet dat (§18.4)."""
    volgt_verbetering: Callable[..., Awaitable[None]] | None = None
    """Wat een verbeterde verzending betekent voor een brief die terugkwam; één stap weet dat (art. 3:41 Awb)."""
    over_wat_er_niet_meer_is: Callable[[Tx, UUID], Awaitable[str]] | None = None
    """Waarom een brief over dit onderwerp gaat over wat er niet meer is, zonder dat er een ander besluit voor kwam;
    leeg als dat niet zo is. Eén stap weet dat."""
    let_op: Callable[..., Awaitable[str]] | None = None
    """Wat wie het dossier opent moet weten zonder dat er nu werk aan is; leeg als er niets is."""
    waarschuwt_bij_verzenden: Waarschuwer | None = None
    """Waarvoor het zo verzenden van deze brief waarschuwt, of waarom het zo niet kan; ook bij een verbetering ervan."""
    noemt_v_nummer: Callable[..., Awaitable[bool]] | None = None
    """Of er in deze tekst het V-nummer staat van iemand in deze gemeente; één stap weet dat."""
    waarschuwt_bij_toedelen: Callable[[Tx, UUID], Awaitable[tuple[Waarschuwing, ...]]] | None = None
    """Waarvoor het geven van een dossier aan deze medewerker waarschuwt."""
    bij: Mapping[type[Voorval], Handler] = field(default_factory=dict)
    """Wat zij doet als er iets gebeurt; zie `voorvallen.py`."""
    afwijzingen: Mapping[type[Voorval], str] = field(default_factory=dict)
    """Waarom zij bij de andere voorvallen niets doet; elk voorval staat hier of in `bij` (test), tenzij
    het zelf zegt wat zwijgen is."""
