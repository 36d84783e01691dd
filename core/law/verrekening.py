"""Uren van vóór het PIP die alleen meetellen als het college dat besluit ("kunnen"): de verrekening (B23).

Art. 3.1 lid 5, 3.2 lid 3, 3.14 lid 6 en 9 en 5.5 lid 2 Bi2021. Wat hier geen grond heeft, kan niet worden verrekend;
voorinburgering (art. 5.3 lid 5 Bi2021) hoort daarbij en heeft daarom geen herkomst in deze lijst.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.gebreken import IN_DE_TOEKOMST
from core.law.leerroutes import Leerroute
from core.law.recht import Grond


class Urencategorie(StrEnum):
    NT2 = "NT2"
    KNM = "KNM"
    PARTICIPATIE = "PARTICIPATIE"
    PVT = "PVT"
    MAP = "MAP"

    @property
    def omschrijving(self) -> str:
        """Zoals de uren in een brief heten."""
        return _SOORT_UREN[self]

    @property
    def waarvoor(self) -> str:
        """Waarvoor deze uren meetellen; maakt af: "Zij horen bij ..."."""
        return _WAARVOOR[self]


class Herkomst(StrEnum):
    """Waar de uren van vóór het PIP vandaan komen."""

    BREDE_INTAKE = "BREDE_INTAKE"
    PWET_TIJDENS_INTAKE = "PWET_TIJDENS_INTAKE"
    MAATSCHAPPELIJKE_BEGELEIDING = "MAATSCHAPPELIJKE_BEGELEIDING"
    VSO_PRO_ENTREE_2J = "VSO_PRO_ENTREE_2J"

    @property
    def omschrijving(self) -> str:
        """Maakt af: "lessen Nederlands, ..."."""
        return _WANNEER[self]


_SOORT_UREN: Mapping[Urencategorie, str] = {
    Urencategorie.NT2: "lessen Nederlands",
    Urencategorie.KNM: "lessen over de Nederlandse maatschappij",
    Urencategorie.PARTICIPATIE: "uren meedoen, zoals werk of vrijwilligerswerk",
    Urencategorie.PVT: "het participatieverklaringstraject (PVT)",
    Urencategorie.MAP: "de module Arbeidsmarkt en Participatie (MAP)",
}
_WAARVOOR: Mapping[Urencategorie, str] = {
    Urencategorie.NT2: "de lessen van uw leerroute",
    Urencategorie.KNM: "de lessen van uw leerroute",
    Urencategorie.PARTICIPATIE: "de uren waarin u in uw leerroute meedoet",
    Urencategorie.PVT: "het participatieverklaringstraject in uw plan",
    Urencategorie.MAP: "de module Arbeidsmarkt en Participatie in uw plan",
}
_WANNEER: Mapping[Herkomst, str] = {
    Herkomst.BREDE_INTAKE: "tijdens de brede intake",
    Herkomst.PWET_TIJDENS_INTAKE: "tijdens de brede intake, bij uw uitkering",
    Herkomst.MAATSCHAPPELIJKE_BEGELEIDING: "tijdens de maatschappelijke begeleiding",
    Herkomst.VSO_PRO_ENTREE_2J: "op school: voortgezet speciaal onderwijs, praktijkonderwijs of de entreeopleiding",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekening:
    """Het besluit over één portie uren; ook een geweigerde portie blijft staan, met haar motivering."""

    uren: int
    categorie: Urencategorie
    herkomst: Herkomst
    toegekend: bool
    motivering: str = ""
    besloten_op: date | None = None


def grond_verrekening(verrekening: Verrekening, leerroute: Leerroute) -> Grond | None:
    """Het artikel dat deze verrekening toelaat, of niets als er geen is."""
    sleutel = (verrekening.categorie, verrekening.herkomst)
    if leerroute is Leerroute.O and verrekening.categorie is Urencategorie.MAP:
        return None  # art. 8 lid 3 Wi2021: de onderwijsroute kent geen MAP (PG-16)
    return _ALTIJD.get(sleutel) or _PER_ROUTE[leerroute].get(sleutel)


def toets_verrekeningen(
    verrekeningen: tuple[Verrekening, ...], leerroute: Leerroute, *, asiel: bool, peildatum: date
) -> tuple[Gebrek, ...]:
    """Alle gebreken van alle porties; het veld noemt de plaats in de lijst (PG-16)."""
    return tuple(
        Gebrek(veld=f"verrekeningen[{i}].{veld}", melding=melding, grond=grond)
        for i, verrekening in enumerate(verrekeningen)
        for veld, melding, grond in _toets(verrekening, leerroute, asiel, peildatum)
    )


def _toets(verrekening: Verrekening, leerroute: Leerroute, asiel: bool, peildatum: date) -> list[tuple[str, str, str]]:
    grond = grond_verrekening(verrekening, leerroute)
    gebreken = []
    if grond is None:
        melding = f"Geen artikel laat deze uren meetellen in de {leerroute.omschrijving}; laat de portie weg."
        gebreken.append(("herkomst", melding, str(_HOOFDREGEL)))
    if verrekening.uren < 1:
        gebreken.append(("uren", "Noem het aantal uren van deze portie.", str(grond or _HOOFDREGEL)))
    if grond is not None and verrekening.categorie is Urencategorie.PARTICIPATIE and not asiel:
        melding = "De norm voor participatie geldt alleen voor asielstatushouders; er is niets om mee te verrekenen."
        gebreken.append(("categorie", melding, str(_PARTICIPATIENORM)))
    if verrekening.besloten_op is not None and verrekening.besloten_op > peildatum:
        gebreken.append(("beslotenOp", IN_DE_TOEKOMST, str(grond or _HOOFDREGEL)))
    if not verrekening.toegekend and not verrekening.motivering.strip():
        gebreken.append(("motivering", "Motiveer waarom de verrekening wordt geweigerd.", "art. 3:46 Awb"))
    return gebreken


_HOOFDREGEL = Grond("Bi2021", "5.3", "5")
_PARTICIPATIENORM = Grond("Bi2021", "3.14", "3")
_Sleutel = tuple[Urencategorie, Herkomst]
_LID_6 = Grond("Bi2021", "3.14", "6")
_LID_9 = Grond("Bi2021", "3.14", "9")
_ALTIJD: Mapping[_Sleutel, Grond] = {
    (Urencategorie.PVT, Herkomst.BREDE_INTAKE): Grond("Bi2021", "3.1", "5"),
    (Urencategorie.MAP, Herkomst.BREDE_INTAKE): Grond("Bi2021", "3.2", "3"),
}
_PER_ROUTE: Mapping[Leerroute, Mapping[_Sleutel, Grond]] = {
    Leerroute.B: {(Urencategorie.NT2, Herkomst.BREDE_INTAKE): Grond("Bi2021", "5.5", "2")},
    Leerroute.O: {},
    Leerroute.Z: {
        (Urencategorie.NT2, Herkomst.BREDE_INTAKE): _LID_6,
        (Urencategorie.KNM, Herkomst.BREDE_INTAKE): _LID_6,
        (Urencategorie.PARTICIPATIE, Herkomst.BREDE_INTAKE): _LID_6,
        (Urencategorie.PARTICIPATIE, Herkomst.PWET_TIJDENS_INTAKE): _LID_6,
        (Urencategorie.PARTICIPATIE, Herkomst.MAATSCHAPPELIJKE_BEGELEIDING): _LID_6,
        (Urencategorie.NT2, Herkomst.VSO_PRO_ENTREE_2J): _LID_9,
        (Urencategorie.KNM, Herkomst.VSO_PRO_ENTREE_2J): _LID_9,
    },
}
