"""Onvoldoende medewerking aan de brede intake: art. 14 lid 1 en 22 lid 1 Wi2021, en de waarborg PG-3.

Zij wordt vastgelegd van een concreet verzoek dat de persoon kende, met wat er gevraagd is, in welke taal, en wat hij
deed. Nooit omdat iemand alleen wil praten (art. 5.2 lid 2 Bi2021) of over zijn gezondheid zwijgt; dat weegt een mens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek, Waarschuwing
from core.law.boetevraag import RedenGeenBoete
from core.law.gebreken import IN_DE_TOEKOMST
from core.law.kalender import schrijf_dag
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

_MEDEWERKING = Grond("Wi2021", "14", "1")
_LBT = Grond("Wi2021", "14", "3, onder a")


class Verzoeksoort(StrEnum):
    GESPREK = "GESPREK"
    STUK = "STUK"
    LEERBAARHEIDSTOETS = "LEERBAARHEIDSTOETS"


class Reactie(StrEnum):
    """Wat de persoon deed; van de toets wegblijven telt, van een gesprek wegblijven is een gemiste afspraak (PG-2)."""

    WEIGERDE = "WEIGERDE"
    VERTROK = "VERTROK"
    BLEEF_WEG = "BLEEF_WEG"
    ANTWOORDDE_NIET = "ANTWOORDDE_NIET"

    @property
    def na_een_dag(self) -> bool:
        """Dit staat pas vast na een dag: de laatste om te antwoorden, of die van de toets."""
        return self in (Reactie.BLEEF_WEG, Reactie.ANTWOORDDE_NIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeenToets:
    """Waarom de leerbaarheidstoets nu niet gevraagd mag worden. `reden` is waarom ook op wat de persoon eerder niet
    deed geen boete rust: na een verzoek om ontheffing (PG-9), of bij een verkorte intake (PG-7). Na een uitslag van DUO
    is er geen."""

    melding: str
    reden: RedenGeenBoete | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek:
    """Wat er in de intake gevraagd is. `uiterlijk_op` is de laatste dag om te antwoorden, of de dag van de toets."""

    soort: Verzoeksoort
    wat: str
    taal: str
    gevraagd_op: date
    reactie: Reactie
    uiterlijk_op: date | None = None


def toets_verzoek(verzoek: Verzoek, *, geen_lbt: str = "", vanaf: date, peildatum: date) -> tuple[Gebrek, ...]:
    """Alles waarom op dit verzoek (nog) geen onvoldoende medewerking kan rusten; leeg als het kan.

    `geen_lbt` zegt, als de leerbaarheidstoets hier niet (meer) gevraagd mag worden, waarom niet. `vanaf` is de dag van
    de oproep waarop de persoon kwam: wat daarvoor gevraagd is, is niet in deze intake gevraagd.
    """
    return tuple(_toets(verzoek, geen_lbt, vanaf, peildatum))


def waarschuw_verzoek(verzoek: Verzoek | None) -> tuple[Waarschuwing, ...]:
    """Over zijn gezondheid mag iemand zwijgen (PG-3, INTERPRETATION); of een stuk daarover ging, weet een mens."""
    if verzoek is None or verzoek.soort is not Verzoeksoort.STUK:
        return ()
    melding = (
        "Wie medische gegevens niet geeft, werkt daarom niet onvoldoende mee. Ga alleen door als het gevraagde stuk"
        " niet over zijn gezondheid gaat."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.MEDISCHE_GEGEVENS, melding=melding, grond=str(_MEDEWERKING)),)


def _toets(verzoek: Verzoek, geen_lbt: str, vanaf: date, peildatum: date) -> Iterator[Gebrek]:
    if not verzoek.wat.strip():
        melding = "Noem wat er precies gevraagd is, met dag en plaats als die er waren."
        yield _gebrek("verzoek.wat", melding)
    if not verzoek.taal.strip():
        yield _gebrek("verzoek.taal", "Noem de taal waarin het gevraagd is, of de tolk.")
    if verzoek.gevraagd_op > peildatum:
        yield _gebrek("verzoek.gevraagdOp", IN_DE_TOEKOMST)
    if verzoek.gevraagd_op < vanaf:
        melding = f"Deze oproep is van {schrijf_dag(vanaf)}; noem wat er in deze intake gevraagd is."
        yield _gebrek("verzoek.gevraagdOp", melding)
    toets = verzoek.soort is Verzoeksoort.LEERBAARHEIDSTOETS
    if toets and geen_lbt:
        yield Gebrek(veld="verzoek.soort", melding=geen_lbt, grond=str(_LBT))
    if verzoek.reactie is Reactie.BLEEF_WEG and not toets:
        melding = "Wegblijven van een gesprek is een gemiste afspraak; maak een nieuwe, of wacht de termijn af."
        yield _gebrek("verzoek.reactie", melding)
    if verzoek.reactie.na_een_dag:
        if verzoek.uiterlijk_op is None:
            yield _gebrek("verzoek.uiterlijkOp", "Noem de laatste dag om te antwoorden, of de dag van de toets.")
        elif verzoek.uiterlijk_op >= peildatum:
            yield _gebrek("verzoek.uiterlijkOp", "De persoon kan nog antwoorden of komen; wacht die dag af.")


def _gebrek(veld: str, melding: str) -> Gebrek:
    return Gebrek(veld=veld, melding=melding, grond=str(_MEDEWERKING))
