"""Wanneer een organisatie aan een zaak mag werken, en waarop rust wat zij daarvoor van de persoon krijgt."""

from dataclasses import dataclass
from datetime import date

from core.fouten import Gebrek
from core.law.fasen import Fase
from core.law.groepen import Doelgroep
from core.law.recht import Grond

LESGEVEN = Grond("Bi2021", "9.2", "3")
BEGELEIDING = Grond("Wi2021", "13", "1")
"""Een maatschappelijke partner werkt voor het college; hij krijgt wat de opdracht vraagt, en nooit een BSN."""
MET_LEERROUTE = frozenset({Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN})
NIET_MEER = frozenset(
    {
        Fase.TIJDELIJK_VRIJGESTELD,
        Fase.ONDERBROKEN,
        Fase.OVERGEDRAGEN,
        Fase.VOLDAAN,
        Fase.BEEINDIGD,
        Fase.GESLOTEN_BEWAREN,
        Fase.VERNIETIGD,
    }
)
"""Hier loopt geen traject (meer)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaakstand:
    """Wat er van een zaak bekend is als iemand haar wil toewijzen. `ingeschreven_op` is in deze gemeente (BRP)."""

    fase: Fase
    ingeschreven_op: date | None
    doelgroep: Doelgroep | None
    overleden: bool = False
    pip_bekend: bool = False
    """Of het PIP aan de persoon bekendgemaakt is; tot dan werkt het niet (art. 3:40 Awb)."""


def toets_lesgeven(zaak: Zaakstand, *, peildatum: date) -> tuple[Gebrek, ...]:
    """Een taalschool geeft les in de leerroute van het PIP, en leest die nooit eerder dan de persoon zelf."""
    if zaak.overleden:
        return _overleden(LESGEVEN)
    if zaak.fase not in MET_LEERROUTE:
        melding = "Stel eerst het PIP vast; daarna kan een taalschool worden gekozen."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(LESGEVEN)),)
    if not zaak.pip_bekend:
        melding = "Verzend eerst de brief met het PIP; een school leest de leerroute niet eerder dan de persoon zelf."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(Grond("Awb", "3:40"))),)
    return ()


def toets_begeleiding(zaak: Zaakstand, *, peildatum: date) -> tuple[Gebrek, ...]:
    """Maatschappelijke begeleiding begint op de dag van inschrijving in de BRP (art. 13 lid 3 Wi2021)."""
    if zaak.overleden:
        return _overleden(BEGELEIDING)
    if zaak.fase in NIET_MEER:
        melding = "De zaak loopt niet meer; er valt niemand te begeleiden."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(BEGELEIDING)),)
    if zaak.doelgroep is not Doelgroep.ASIEL:
        melding = "Maatschappelijke begeleiding is er voor asielstatushouders en hun gezinsleden (groep a en b)."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(BEGELEIDING)),)
    if zaak.ingeschreven_op is None or zaak.ingeschreven_op > peildatum:
        melding = "Wacht tot hij in deze gemeente staat ingeschreven; dan begint de maatschappelijke begeleiding."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(Grond("Wi2021", "13", "3"))),)
    return ()


def _overleden(grond: Grond) -> tuple[Gebrek, ...]:
    melding = "De persoon is volgens de BRP overleden; hij wordt niet meer toegewezen."
    return (Gebrek(veld="organisatieId", melding=melding, grond=str(grond)),)
