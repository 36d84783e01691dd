"""De oproepen voor de brede intake: art. 14 lid 1 en 2 en art. 22 lid 1 en 2 Wi2021.

De boetes van art. 22 zelf horen bij handhaving. Hier staat alleen wat zij voor de derde oproep betekenen: met een boete
stelt de beschikking een termijn met een maximum, zonder boete is de derde een gewone oproep zonder maximum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep, is_asiel
from core.law.kalender import plus, schrijf_dag
from core.law.recht import Boetepoort, Grond, Recht, Regelkeuzes
from core.law.termijnen import toets_gestelde_datum
from core.law.uitkomsten import Afweging, Mogelijkheid

_LID_1 = Grond("Wi2021", "14", "1")
_LID_2 = Grond("Wi2021", "14", "2")
_BOETE = Grond("Wi2021", "22", "1")


class Uitkomst(StrEnum):
    OPEN = "OPEN"
    VERSCHENEN = "VERSCHENEN"
    AFGEMELD = "AFGEMELD"
    NIET_VERSCHENEN = "NIET_VERSCHENEN"
    ONVOLDOENDE_MEDEWERKING = "ONVOLDOENDE_MEDEWERKING"
    VERVALLEN = "VERVALLEN"  # de plicht eindigde of ging rusten voordat er een uitkomst was

    @property
    def zonder_resultaat(self) -> bool:
        """Afmelden telt niet: dan komt er een nieuwe afspraak onder hetzelfde nummer."""
        return self in (Uitkomst.NIET_VERSCHENEN, Uitkomst.ONVOLDOENDE_MEDEWERKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oproep:
    nummer: int
    verzonden_op: date
    termijn_tot: date
    uitkomst: Uitkomst = Uitkomst.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class VolgendeOproep:
    """Wat de volgende oproep moet zijn. `uiterste_termijn` ontbreekt als de wet er geen stelt.

    `afweging` is gevuld als een mens nog moet bepalen of art. 22 lid 1 een boete verlangt.
    """

    nummer: int
    met_waarschuwing: bool
    grond: Grond
    uiterste_termijn: date | None = None
    afweging: Afweging | None = None


def toets_nieuwe_oproep(
    eerdere: Sequence[Oproep],
    *,
    termijn_tot: date,
    op: date,
    doelgroep: Doelgroep | GedetailleerdeDoelgroep,
    keuzes: Regelkeuzes,
    recht: Recht,
    boete_bekendgemaakt_op: date | None = None,
    reden_geen_boete: str = "",
) -> VolgendeOproep:
    """De oproep die op dag `op` kan worden verzonden, met `termijn_tot` als laatste dag.

    De eerste is gewoon, de tweede gaat met een waarschuwing (art. 14 lid 1). De derde volgt uit de boetebeschikking
    (art. 22 lid 2) of is, zonder boete, een gewone oproep (`derde_oproep`).

    Raises:
        VoorwaardeNietVervuld: als de wet nu geen (zo'n) oproep toelaat; alle gebreken tegelijk.
        OngeldigeInvoer: als een gestelde dag niet kan; alle gebreken tegelijk.
    """
    poort_dicht = bool(_poorten(doelgroep) - keuzes.geopende_boetepoorten)
    volgende = _volgende(
        1 + len(_zonder_resultaat(eerdere)),
        bekendgemaakt=boete_bekendgemaakt_op,
        boete_open=not poort_dicht and not reden_geen_boete.strip(),
        recht=recht,
    )
    voorwaarden = (
        *_toets_stand(eerdere, volgende, op=op, recht=recht),
        *_toets_waarschuwing(volgende, keuzes),
        *_toets_boete(volgende, boete_bekendgemaakt_op, reden_geen_boete, poort_dicht=poort_dicht),
    )
    if voorwaarden:
        raise VoorwaardeNietVervuld("Deze oproep kan nu niet worden verzonden.", gebreken=voorwaarden)
    invoer = (
        *_toets_dagen(eerdere, volgende, termijn_tot=termijn_tot, op=op),
        *toets_gestelde_datum(termijn_tot, recht=recht),
    )
    if invoer:
        raise OngeldigeInvoer("De termijn van de oproep klopt niet.", gebreken=invoer)
    return volgende


def derde_oproep(nummer: int, *, afweging: Afweging | None = None) -> VolgendeOproep:
    """Een gewone oproep zonder boete, opdat aan de drie van art. 14 lid 2 is voldaan (lezing, INTERPRETATION)."""
    return VolgendeOproep(nummer=nummer, met_waarschuwing=False, grond=_LID_2, afweging=afweging)


def mag_in_afwezigheid(oproepen: Sequence[Oproep], *, recht: Recht) -> bool:
    """Art. 14 lid 2 Wi2021: na drie oproepen zonder resultaat rondt het college de intake af in afwezigheid."""
    return not toets_in_afwezigheid(oproepen, recht=recht)


def toets_in_afwezigheid(oproepen: Sequence[Oproep], *, recht: Recht) -> tuple[Gebrek, ...]:
    """Art. 14 lid 2 Wi2021: of er genoeg oproepen zonder resultaat zijn, en anders hoeveel er waren."""
    geteld = len(_zonder_resultaat(oproepen))
    if oproepen:
        nodig = recht.oproepen_voor_afwezigheid.op(max(o.verzonden_op for o in oproepen)).waarde
        if geteld >= nodig:
            return ()
    melding = f"Er zijn {geteld} oproepen zonder resultaat; dat is te weinig. Roep eerst opnieuw op."
    return (Gebrek(veld="oproepen", melding=melding, grond=str(_LID_2)),)


def _zonder_resultaat(oproepen: Sequence[Oproep]) -> set[int]:
    """De nummers zonder resultaat; een afgemelde en opnieuw geplande oproep houdt zijn nummer en telt één keer."""
    return {o.nummer for o in oproepen if o.uitkomst.zonder_resultaat}


def _poorten(groep: Doelgroep | GedetailleerdeDoelgroep) -> frozenset[Boetepoort]:
    """Welke poorten open moeten staan; is alleen de hoofdgroep bekend, dan allebei."""
    if not is_asiel(groep):
        return frozenset()
    if groep is Doelgroep.ASIEL:
        return frozenset(Boetepoort)
    houder = groep is GedetailleerdeDoelgroep.ASIELSTATUSHOUDER
    return frozenset({Boetepoort.INTERNATIONALE_BESCHERMING if houder else Boetepoort.GEZINSLID_STATUSHOUDER})


def _volgende(nummer: int, *, bekendgemaakt: date | None, boete_open: bool, recht: Recht) -> VolgendeOproep:
    if nummer <= 2:
        return VolgendeOproep(nummer=nummer, met_waarschuwing=nummer == 2, grond=_LID_1)
    if bekendgemaakt is None:
        return derde_oproep(nummer, afweging=_B11 if boete_open else None)
    maximum = recht.oproep_na_boete_maximum.op(bekendgemaakt)
    uiterlijk = plus(bekendgemaakt, maximum.waarde)
    return VolgendeOproep(nummer=nummer, met_waarschuwing=False, grond=maximum.grond, uiterste_termijn=uiterlijk)


def _toets_stand(eerdere: Sequence[Oproep], volgende: VolgendeOproep, *, op: date, recht: Recht) -> list[Gebrek]:
    if not eerdere:
        return []
    laatste = eerdere[-1]
    if laatste.uitkomst is Uitkomst.OPEN:
        return [_gebrek("uitkomst", "De vorige oproep staat nog open; leg eerst de uitkomst vast.", _LID_1)]
    if laatste.uitkomst is Uitkomst.VERSCHENEN:
        melding = "Op de vorige oproep is men verschenen; leg zo nodig eerst vast dat de medewerking onvoldoende was."
        return [_gebrek("uitkomst", melding, _LID_1)]
    if laatste.uitkomst is Uitkomst.NIET_VERSCHENEN and op <= laatste.termijn_tot:
        melding = "De termijn van de vorige oproep loopt nog; wacht tot die voorbij is."
        return [_gebrek("op", melding, _LID_1)]
    if volgende.nummer > recht.oproepen_voor_afwezigheid.op(op).waarde:
        return [_gebrek("nummer", "Alle oproepen zijn gedaan; rond de brede intake af in afwezigheid.", _LID_2)]
    return []


def _toets_waarschuwing(volgende: VolgendeOproep, keuzes: Regelkeuzes) -> list[Gebrek]:
    if not volgende.met_waarschuwing or keuzes.waarschuwing_rechtsmiddel is not None:
        return []
    melding = (
        "Deze oproep gaat met een waarschuwing, maar de gemeente heeft nog niet gekozen of daar een bezwaarclausule "
        "bij hoort (B02). Laat de jurist dit kiezen in de instellingen van de gemeente."
    )
    return [_gebrek("waarschuwingRechtsmiddel", melding, _LID_1)]


def _toets_boete(
    volgende: VolgendeOproep, bekendgemaakt: date | None, reden_geen_boete: str, *, poort_dicht: bool
) -> list[Gebrek]:
    if bekendgemaakt is None:
        return []
    gebreken = []
    if volgende.nummer <= 2:
        melding = "Een boete kan pas na de herhaalde oproep met waarschuwing; laat de boete weg."
        gebreken.append(_gebrek("boeteBekendgemaaktOp", melding, _BOETE))
    if poort_dicht:
        melding = (
            "Voor asielstatushouders staat de boetepoort van deze gemeente dicht (Keren, C-158/23); "
            "verzend een gewone derde oproep zonder boete."
        )
        gebreken.append(_gebrek("boeteBekendgemaaktOp", melding, _BOETE))
    if reden_geen_boete.strip():
        melding = "Er is een boete bekendgemaakt én een reden om geen boete op te leggen; kies een van beide."
        gebreken.append(_gebrek("redenGeenBoete", melding, _BOETE))
    return gebreken


def _toets_dagen(eerdere: Sequence[Oproep], volgende: VolgendeOproep, *, termijn_tot: date, op: date) -> list[Gebrek]:
    gebreken = []
    if termijn_tot <= op:
        gebreken.append(_gebrek("termijnLaatsteDag", "De laatste dag ligt niet na de dag van verzending.", _LID_1))
    if eerdere and op < eerdere[-1].verzonden_op:
        gebreken.append(_gebrek("op", "De oproep kan niet vóór de vorige oproep zijn verzonden.", _LID_1))
    if volgende.uiterste_termijn is not None and termijn_tot > volgende.uiterste_termijn:
        melding = (
            f"De laatste dag ligt te ver weg; kies een werkdag tot en met {schrijf_dag(volgende.uiterste_termijn)}."
        )
        gebreken.append(_gebrek("termijnLaatsteDag", melding, volgende.grond))
    return gebreken


def _gebrek(veld: str, melding: str, grond: Grond) -> Gebrek:
    return Gebrek(veld=veld, melding=melding, grond=str(grond))


_B11 = Afweging(
    code="B11",
    vraag="Legt het college de boete van art. 22 lid 1 op, of ontbreekt de verwijtbaarheid of een andere voorwaarde?",
    grond=_BOETE,
    mogelijkheden=(
        Mogelijkheid(
            code="BOETE",
            omschrijving="boete; de beschikking stelt de termijn van de derde oproep",
            grond=Grond("Wi2021", "22", "2"),
        ),
        Mogelijkheid(
            code="GEEN_BOETE",
            omschrijving="geen boete, met de reden erbij; gewone derde oproep",
            grond=Grond("Awb", "5:41"),
        ),
    ),
)
