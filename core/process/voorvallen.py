"""De voorvallen van het proces: feiten die meer stappen aangaan, allemaal in dit bestand.

Wie zo'n feit vastlegt meldt het (`meld`) in dezelfde transactie, en elke stap doet er op volgorde van `stappen.py` het
hare aan: `Stap.bij` noemt haar handler, of `Stap.afwijzingen` waarom zij niets doet. Een voorval dat bijna niemand
aangaat zegt zelf waarom wie zwijgt niets doet (`wie_zwijgt`). Na de commit klopt dus alles. Wat
een ander huis, een andere gemeente of meer dan één dossier aangaat, gaat langs de outbox; de taak meldt daarna per
dossier (ADR 0033).

Een handler heeft geen mens nodig (wat er een nodig heeft wordt werk), meldt zelf niets, zet een stand en telt niets op
(een voorval kan twee keer komen), en leest wat hij nodig heeft opnieuw: een eerdere handler kan het gewijzigd hebben.
Hij geeft terug welke kolommen hij wijzigde; daarvan komt één regel in het auditlog, met het voorval als oorzaak.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.groepen import Doelgroep
from core.law.retourpost import Retouroordeel
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Actor


class Houvast(ABC):
    """Het bewijs dat deze transactie de rij van een dossier vasthoudt. De enige soort is `Zaak` van stap dossier."""

    @property
    @abstractmethod
    def id(self) -> UUID:
        """Het dossier."""

    @abstractmethod
    def eis(self, tx: Tx) -> None:
        """Weiger een bewijs uit een andere transactie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorval:
    """De basis; `omschrijving` maakt af: "Dit is veranderd doordat ..."."""

    omschrijving: ClassVar[str]
    wie_zwijgt: ClassVar[str] = ""
    """Waarom een stap die dit voorval niet noemt niets doet; leeg: elke stap antwoordt zelf."""

    @classmethod
    def naam(cls) -> str:
        """Zoals het in het auditlog en bij een gewijzigde rij staat: `plicht-geeindigd`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlichtGeeindigd(Voorval):
    """De plicht is voldaan of geëindigd (T21, T22), ook door overlijden; wat daarna doorgaat staat in PG-12."""

    omschrijving = "de inburgeringsplicht is geëindigd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geschorst(Voorval):
    """De plicht rust: een tijdelijke vrijstelling (T14) of een onderbreking van het verblijf (T16)."""

    omschrijving = "de inburgeringsplicht rust (tijdelijke vrijstelling of onderbreking)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hervat(Voorval):
    """De plicht loopt weer: na een vrijstelling of onderbreking (T15, T17), of omdat een einde niet klopte (T25)."""

    omschrijving = "de inburgeringsplicht loopt weer"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeitenGewijzigd(Voorval):
    """Feiten over de persoon of de zaak zijn anders; `velden` zijn kolommen (`dossier.kennisgeving_op`)."""

    omschrijving = "gegevens over de persoon of de plicht zijn bijgewerkt"

    velden: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroepGewijzigd(Voorval):
    """De persoon hoort tot een andere doelgroep dan het dossier zei: volgens DUO (SS124, SS125), of na samenvoegen."""

    omschrijving = "de persoon hoort tot een andere doelgroep"

    van: Doelgroep
    naar: Doelgroep


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefVerzonden(Voorval):
    """Een mens legde vast dat een brief de deur uit is."""

    omschrijving = "een brief is verzonden"
    wie_zwijgt = "haar brieven zetten niets in gang"

    brief_id: UUID
    verzonden_op: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerzendingVerbeterd(Voorval):
    """Een mens legde vast dat een brief op een andere dag verzonden is dan er stond (C21)."""

    omschrijving = "de dag van verzending van een brief is verbeterd"
    wie_zwijgt = "op de dag van haar brieven rust niets"

    brief_id: UUID
    verzonden_op: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourpostBeoordeeld(Voorval):
    """Een brief kwam terug van de post, of een mens zei of zij dan telt (PG-1, art. 3:41 Awb)."""

    omschrijving = "een brief kwam terug van de post"
    wie_zwijgt = "op het aankomen van haar brieven rust niets"

    brief_id: UUID
    verzonden_op: date
    terug_op: date
    oordeel: Retouroordeel
    waarom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesluitBekendgemaakt(Voorval):
    """De brief van een besluit is verzonden; de bezwaartermijn loopt (art. 3:41 en 6:8 Awb)."""

    omschrijving = "een besluit is bekendgemaakt"

    besluit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BesluitVervangen(Voorval):
    """Voor een besluit dat niet bekendgemaakt was kwam een ander in de plaats, met een nieuwe dagtekening (PG-6)."""

    omschrijving = "het besluit kreeg een nieuwe dagtekening"
    wie_zwijgt = "op een besluit dat niemand kent rust bij haar niets"

    besluit_id: UUID
    """Het besluit dat niet meer geldt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesluitIngetrokken(Voorval):
    """Een besluit dat gold is ingetrokken; het werkt terug tot de dag van dat besluit (INTERPRETATION)."""

    omschrijving = "het besluit is ingetrokken"
    wie_zwijgt = "op een besluit dat is ingetrokken rust bij haar niets"

    besluit_id: UUID
    """Het besluit dat niet meer geldt."""
    soort: Besluitsoort
    termijn_blijft: bool = False
    """Of de inburgeringstermijn blijft beginnen waar dit besluit haar liet beginnen (art. 11 lid 3 Wi2021)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OntheffingVerleend(Voorval):
    """Van de leerbaarheidstoets is ontheffing verleend (art. 14 lid 6 Wi2021)."""

    omschrijving = "van de leerbaarheidstoets is ontheffing verleend"
    wie_zwijgt = "zij wacht niet op de leerbaarheidstoets"

    lbt_ontheffing_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeHeropend(Voorval):
    """Een afgeronde intake is weer open, omdat er iets niet klopte of de persoon alsnog gehoord wordt."""

    omschrijving = "de brede intake is heropend"
    wie_zwijgt = "zij rust niet op een intake die af is"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipVastgesteld(Voorval):
    """Het PIP is vastgesteld (T10)."""

    omschrijving = "het PIP is vastgesteld"

    pip_id: UUID
    dagtekening: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Verhuisd(Voorval):
    """De persoon staat in een andere gemeente ingeschreven (T19); het dossier blijft hier, en alleen te lezen."""

    omschrijving = "de persoon staat in een andere gemeente ingeschreven"

    naar: str
    """De CBS-code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teruggekeerd(Voorval):
    """Wie verhuisde woont hier weer, en heeft deze nieuwe zaak (T20, ADR 0077)."""

    omschrijving = "de persoon woont hier weer"
    wie_zwijgt = "een nieuwe zaak begint leeg, en haar stap vraagt niets over wat er in de eerdere stond"

    eerder: UUID
    """Zijn dossier van voor de verhuizing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overleden(Voorval):
    """De persoon is overleden, volgens de BRP of DUO. Wat loopt houdt op; de plicht eindigt als DUO dat meldt."""

    omschrijving = "de persoon is overleden"


@dataclass(frozen=True, slots=True, kw_only=True)
class RechtGewijzigd(Voorval):
    """Meedoen rekent met een andere versie van het recht; termijnen die lopen worden opnieuw bepaald (PG-13)."""

    omschrijving = "de regels zijn gewijzigd"

    versie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Samengevoegd(Voorval):
    """Een voorlopig dossier ging op in dit (T26); wat eraan hing hangt nu hier."""

    omschrijving = "een voorlopig dossier is met dit samengevoegd"
    wie_zwijgt = "haar rijen zijn al verhuisd, en meer verandert er niet"

    van: UUID
    tabellen: frozenset[str]
    """Waarvan rijen verhuisden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uiteengehaald(Voorval):
    """Een samenvoeging klopte niet: het waren twee mensen. Wat verhuisd was staat weer in zijn eigen dossier.

    Beide dossiers horen het; `van` is het dossier waar de rijen van `tabellen` vandaan kwamen, of None als zij bleven.
    """

    omschrijving = "een samenvoeging is uit elkaar gehaald"
    wie_zwijgt = "haar rijen staan al weer waar zij hoorden, en meer verandert er niet"

    van: UUID | None
    tabellen: frozenset[str]
    samengevoegd_op: datetime


VOORVALLEN: tuple[type[Voorval], ...] = (
    PlichtGeeindigd,
    Geschorst,
    Hervat,
    FeitenGewijzigd,
    GroepGewijzigd,
    BriefVerzonden,
    VerzendingVerbeterd,
    RetourpostBeoordeeld,
    BesluitBekendgemaakt,
    BesluitVervangen,
    BesluitIngetrokken,
    OntheffingVerleend,
    IntakeHeropend,
    PipVastgesteld,
    Verhuisd,
    Teruggekeerd,
    Overleden,
    RechtGewijzigd,
    Samengevoegd,
    Uiteengehaald,
)
STOPT_WAT_LOOPT: frozenset[type[Voorval]] = frozenset({PlichtGeeindigd, Geschorst, Verhuisd, Overleden})
"""Een stap met iets dat loopt mag deze niet afwijzen (PG-12)."""

Handler = Callable[[Tx, Huis, Any, Any], Awaitable[Sequence[str]]]
"""Krijgt de zaak en het voorval; geeft de kolommen die veranderden (`toewijzing.status`), of niets."""


class NietTeMelden(RuntimeError):
    """Er wordt gemeld waar dat niet kan: door een partner, of door een handler."""


async def meld(tx: Tx, huis: Huis, zaak: Houvast, voorval: Voorval) -> None:
    """Laat elke stap in deze transactie het hare doen aan wat er gebeurde. Lees het antwoord pas hierna.

    Raises:
        NietTeMelden: hier handelt geen gemeente, een handler meldt zelf, of niemand kent dit voorval.
        GeenUnitOfWork: de zaak is in een andere transactie genomen.
    """
    zaak.eis(tx)
    if tx.toegang.actor is not Actor.GEMEENTE:
        raise NietTeMelden("alleen een medewerker of een taak van de gemeente meldt een voorval")
    if type(voorval) not in VOORVALLEN:
        raise NietTeMelden(f"{type(voorval).__name__} staat niet in VOORVALLEN; niemand zou het horen")
    with _vanwege(tx, voorval):
        for stap, handler in huis.proces.bij.get(type(voorval), ()):
            velden = await handler(tx, huis, zaak, voorval)
            if velden:
                await huis.logboek.schrijf(
                    tx, f"{stap}.bij-{voorval.naam()}", stap, object_id=zaak.id, dossiers=[zaak.id], velden=velden
                )


@contextmanager
def _vanwege(tx: Tx, voorval: Voorval) -> Iterator[None]:
    """Wat er nu gewijzigd wordt onthoudt dit voorval (`gewijzigd_bij`)."""
    if tx.oorzaak is not None:
        raise NietTeMelden(f"wie op {tx.oorzaak} reageert meldt zelf niets")
    tx.oorzaak = voorval.naam()
    try:
        yield
    finally:
        tx.oorzaak = None
