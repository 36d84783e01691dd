"""Een boete van art. 22 Wi2021 die buiten Meedoen is opgelegd: wie besliste, krachtens wat, en wat er met haar gebeurt.

Tot Meedoen zelf boetes oplegt, legt het vast wat daarbuiten is besloten. Ook dan nam iemand dat besluit die het mocht
(art. 10:3 en 10:5 Awb), of het orgaan zelf (10:7), en bewaart de gemeente het stuk. Is de boete bekendgemaakt, dan
verdwijnt zij niet doordat een oproep wordt ingetrokken of een regel wordt teruggenomen: iemand zegt wat er met haar is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek, Waarschuwing
from core.law.collegebesluit import ZELF, toets_nummer
from core.law.gebreken import maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.recht import Grond, Recht
from core.law.waarschuwingen import Waarschuwingssoort

_MANDAAT = Grond("Awb", "10:3", "1")
_SCHRIFTELIJK = Grond("Awb", "10:5", "2")
_RAPPORTEUR = Grond("Awb", "10:3", "4")
_RAPPORT = Grond("Awb", "5:48")
_ZORG = Grond("Awb", "3:2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Genummerd:
    """Een besluit dat buiten Meedoen is genomen, met zijn nummer en zijn dag."""

    nummer: str
    datum: date


TUSSEN_HAAKJES = re.compile(r"\(([^()]*)\)")
"""De functie achter een naam, zoals onder een beschikking: mr. B. Boete (jurist handhaving)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boetebeslissing:
    """Wie de boete oplegde: naam of functie, krachtens een mandaatbesluit, of namens het orgaan dat zelf besloot."""

    beslist_door: str = ""
    rapport_door: str = ""
    """Wie het rapport of het voornemen opmaakte."""
    mandaatbesluit: Genummerd | None = None
    collegebesluit: Genummerd | None = None

    @property
    def een_mens(self) -> bool:
        """Of wie besliste ook het rapport opmaakte, en het orgaan niet zelf besloot."""
        een, ander = (zonder_opmaak(_zonder_functie(naam)) for naam in (self.beslist_door, self.rapport_door))
        return bool(een) and een == ander and self.collegebesluit is None


def _zonder_functie(naam: str) -> str:
    """J. Jansen (jurist handhaving) en J. Jansen is een mens; staat er alleen iets tussen haakjes, dan blijft dat."""
    kaal = TUSSEN_HAAKJES.sub(" ", naam)
    return kaal if zonder_opmaak(kaal) else naam


def zonder_opmaak(naam: str) -> str:
    """J. Jansen en j.jansen is een mens: hoofdletters, punten, streepjes en spaties tellen niet."""
    return "".join(teken for teken in naam.casefold() if teken.isalnum())


class Boetelot(StrEnum):
    """Wat er met een bekendgemaakte boete is, als wordt teruggenomen waar zij op rust."""

    BLIJFT = "BLIJFT"
    INGETROKKEN = "INGETROKKEN"  # met een besluit buiten Meedoen
    NOG_TE_BESLISSEN = "NOG_TE_BESLISSEN"
    VERGISSING = "VERGISSING"  # er was geen boete; zij is verkeerd vastgelegd


BIJ_INTREKKEN = (Boetelot.BLIJFT, Boetelot.INGETROKKEN, Boetelot.NOG_TE_BESLISSEN)
BIJ_TERUGNEMEN = (Boetelot.INGETROKKEN, Boetelot.VERGISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotVanBoete:
    """Wat er met de boete is; `besluit` alleen als zij is ingetrokken."""

    wat: Boetelot
    besluit: Genummerd | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BekendeBoete:
    """Een boete die bekendgemaakt is, zoals zij werd vastgelegd."""

    kenmerk: str
    dagtekening: date
    bekendgemaakt_op: date
    bedrag: int


def toets_beslissing(
    beslissing: Boetebeslissing | None,
    *,
    rapport_op: date | None,
    dagtekening: date | None,
    bedrag: int,
    recht: Recht,
    niet_gevonden_op: date | None = None,
) -> Iterator[Gebrek]:
    """Wat eraan ontbreekt om te weten dat de boete bevoegd is opgelegd; `bedrag` is wat ten hoogste kon, en
    `niet_gevonden_op` de dag waarop iemand hier vastlegde dat het collegebesluit er niet is."""
    beslissing = beslissing or Boetebeslissing()
    if not beslissing.beslist_door.strip():
        melding = "Noem wie de boete oplegde: de naam, de functie, of allebei, zoals onder de beschikking."
        yield maak_gebrek("beslissing.beslistDoor", melding, _MANDAAT)
    # A light fine can do without a rapport (5:48 "kan"); of one that is there the maker is asked.
    if rapport_op is not None and not beslissing.rapport_door.strip():
        melding = "Noem wie het rapport of het voornemen opmaakte: naam of functie."
        yield maak_gebrek("beslissing.rapportDoor", melding, _RAPPORT)
    if (beslissing.mandaatbesluit is None) is (beslissing.collegebesluit is None):
        melding = (
            "Noem krachtens welk mandaatbesluit de boete is opgelegd, of het besluit van het college zelf: een van de"
            " twee, met nummer en datum."
        )
        yield maak_gebrek("beslissing.mandaatbesluit", melding, _SCHRIFTELIJK)
    if beslissing.mandaatbesluit is not None:
        yield from _toets_stuk("beslissing.mandaatbesluit", beslissing.mandaatbesluit, dagtekening, _SCHRIFTELIJK)
    if beslissing.collegebesluit is not None:
        yield from toets_nummer(
            "beslissing.collegebesluit.nummer",
            beslissing.collegebesluit.nummer,
            niet_gevonden_op=niet_gevonden_op,
        )
        yield from _toets_stuk("beslissing.collegebesluit", beslissing.collegebesluit, dagtekening, ZELF)
        if rapport_op is not None and beslissing.collegebesluit.datum < rapport_op:
            melding = f"Het rapport is van {schrijf_dag(rapport_op)}; eerder kon het college niet besluiten."
            yield maak_gebrek("beslissing.collegebesluit.datum", melding, _ZORG)
    if beslissing.een_mens and rapport_verplicht(bedrag, op=dagtekening or rapport_op, recht=recht):
        melding = "Wie het rapport opmaakte kan deze boete niet in mandaat opleggen; zij is zo niet bevoegd genomen."
        yield maak_gebrek("beslissing.beslistDoor", melding, _RAPPORTEUR)


def waarschuw_beslissing(beslissing: Boetebeslissing | None) -> tuple[Waarschuwing, ...]:
    """Bij een lichte boete verbiedt de wet niet dat een mens rapporteert en beslist; onze vier ogen wel (PG-19)."""
    if beslissing is None or not beslissing.een_mens:
        return ()
    melding = (
        "Wie het rapport opmaakte, legde ook de boete op. Bij deze boete mag dat van de wet; de eigen regel is dat een"
        " ander beslist. Ga na of dit klopt."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.RAPPORTEUR_BESLISTE, melding=melding, grond="art. 2:4 lid 1 Awb"),)


def rapport_verplicht(bedrag: int, *, op: date | None, recht: Recht) -> bool:
    """Of art. 5:53 Awb geldt: voor de overtreding kan meer worden opgelegd dan de grens van die dag."""
    return op is not None and bedrag > recht.boete_rapport_verplicht.op(op).waarde


def toets_lot(
    lot: LotVanBoete | None, boete: BekendeBoete | None, *, kan: tuple[Boetelot, ...], peildatum: date
) -> Iterator[Gebrek]:
    """Wat eraan ontbreekt om verder te gaan terwijl er een bekendgemaakte boete is; `kan` zijn de antwoorden hier."""
    if boete is None:
        if lot is not None:
            yield maak_gebrek("boete", "Er is geen boete bekendgemaakt die hierop rust; laat dit weg.", _ZORG)
        return
    wat = f"boete van {boete.bedrag} euro ({boete.kenmerk}), bekendgemaakt op {schrijf_dag(boete.bekendgemaakt_op)}"
    if lot is None or lot.wat not in kan:
        keuzes = ", ".join(kan)
        melding = f"Er is een {wat}. Zeg wat er met die boete is: {keuzes}. Is zij ingetrokken, noem dan dat besluit."
        yield maak_gebrek("boete", melding, _ZORG)
        return
    if (lot.wat is Boetelot.INGETROKKEN) is not (lot.besluit is not None):
        melding = "Noem nummer en datum van het besluit waarmee de boete is ingetrokken, en alleen dan."
        yield maak_gebrek("boete.besluit", melding, _ZORG)
    if lot.besluit is not None:
        yield from _toets_stuk("boete.besluit", lot.besluit, peildatum, _ZORG)
        if lot.besluit.datum < boete.dagtekening:
            melding = f"De boete is van {schrijf_dag(boete.dagtekening)}; eerder kan zij niet zijn ingetrokken."
            yield maak_gebrek("boete.besluit.datum", melding, _ZORG)


def _toets_stuk(veld: str, stuk: Genummerd, uiterlijk: date | None, grond: Grond) -> Iterator[Gebrek]:
    if not stuk.nummer.strip() and grond != ZELF:
        yield maak_gebrek(f"{veld}.nummer", "Noem het nummer.", grond)
    if uiterlijk is not None and stuk.datum > uiterlijk:
        melding = f"Dit besluit kan niet van na {schrijf_dag(uiterlijk)} zijn; bevoegdheid werkt niet terug."
        yield maak_gebrek(f"{veld}.datum", melding, grond)
