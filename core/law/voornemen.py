"""Het voornemen bij een PIP dat zonder de persoon is gemaakt: art. 4:8, 4:9 en 4:11 Awb en de waarborg PG-10.

Voordat het college vaststelt, leest de persoon welk plan het wil maken, op welke gegevens, en waarom hij niet gehoord
is, en kan hij antwoorden. Of art. 4:8 lid 2 daarvan ontslaat is omstreden: een eigen regel van zorg (INTERPRETATION),
met een keuze voor de gemeente. De artikelnummers 4:8 en 4:11 zijn nog niet aan de bron getoetst (FROM-MEMORY).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.fouten import Gebrek
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import plus, schrijf_dag, volgende_werkdag
from core.law.oproepen import Oproep, getelde
from core.law.recht import Duur, Grond, Recht, VoornemenPip
from core.law.termijnen import toets_gestelde_datum
from core.law.vooruitzicht import toets_in_zicht

VOORNEMEN = Grond("Awb", "4:8", "1")
_HOE = Grond("Awb", "4:9")
_MOTIVERING = Grond("Awb", "3:46")
_TERMIJN_PIP = Grond("Bi2021", "5.3", "1")


class Voornemenstatus(StrEnum):
    LOOPT = "loopt"
    AFGEZIEN = "afgezien"  # met motief, als de gemeente daarvoor koos
    BESLOTEN = "besloten"  # het PIP is vastgesteld
    INGETROKKEN = "ingetrokken"
    VERVALLEN = "vervallen"  # het concept of de intake waar zij over ging, is er niet meer


class Afziengrond(StrEnum):
    """Waarom er zonder voornemen besloten wordt."""

    omschrijving: str
    grond: Grond

    def __new__(cls, waarde: str, omschrijving: str, grond: Grond) -> "Afziengrond":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.omschrijving = omschrijving
        zelf.grond = grond
        return zelf

    GEGEVENSPLICHT = (
        "GEGEVENSPLICHT",
        "U moest ons gegevens geven voor uw plan, en u hebt dat niet gedaan.",
        Grond("Awb", "4:8", "2"),
    )
    SPOED = "SPOED", "Het plan kon niet langer wachten.", Grond("Awb", "4:11")
    EERDER_GELEGENHEID = (
        "EERDER_GELEGENHEID",
        "Wij hebben u eerder geschreven welk plan wij wilden maken, en u kon daar toen op antwoorden.",
        Grond("Awb", "4:11"),
    )


_TE_KIEZEN = {
    VoornemenPip.ALTIJD: frozenset[Afziengrond](),
    VoornemenPip.MET_DERDE_OPROEP: frozenset({Afziengrond.EERDER_GELEGENHEID}),
    VoornemenPip.NIET: frozenset(Afziengrond),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voornemenstand:
    """Hoe het met het voornemen staat; zonder status is er nog geen. `kort` is een kortere termijn, met motief;
    `dekt_plan` of het concept nog is zoals hij het las, en `niet_gevraagd` waarover hij niets kon zeggen
    (`planwijziging`); `zienswijze_op` de laatste keer dat hij antwoordde, `is_alles` of hij toen zei dat hij verder
    niets te zeggen heeft, `gewogen_dekt` of er nu nog hetzelfde van hem gevraagd wordt als toen dat gewogen werd."""

    status: Voornemenstatus | None = None
    verzonden_op: date | None = None
    uiterlijk_op: date | None = None
    kort: bool = False
    dekt_plan: bool = True
    niet_gevraagd: tuple[str, ...] = ()
    zienswijze_op: date | None = None
    is_alles: bool = False
    gewogen: bool = False
    gewogen_dekt: bool = True
    eerder_gelezen: bool = False
    """Er is van afgezien omdat het plan met de derde oproep meeging: ook daarop kan hij geantwoord hebben."""
    eerder_geantwoord: bool = False
    """Hij antwoordde op een voornemen dat daarna is ingetrokken."""
    eerder_ongewogen: bool = False
    """En niemand legde vast hoe dat gewogen is, toen niet en nu niet."""
    terug: bool = False
    """Haar brief kwam terug, en niemand zei nog of zij naar het goede adres ging."""
    niet_aangekomen: bool = False
    """Haar brief ging weg, en bleek naar een verkeerd adres te zijn gegaan; er is nog niets voorgelegd."""


def loopt(stand: Voornemenstand | None) -> bool:
    return stand is not None and stand.status is Voornemenstatus.LOOPT


def _te_beantwoorden(stand: Voornemenstand | None) -> bool:
    """Of de persoon een plan las waarop hij kon antwoorden: van een voornemen, of van de derde oproep."""
    return loopt(stand) or (stand is not None and stand.status is Voornemenstatus.AFGEZIEN and stand.eerder_gelezen)


def toets_opstellen(stand: Voornemenstand | None) -> Iterator[Gebrek]:
    """Een voornemen is er voor wie er niet bij was, en hooguit één tegelijk."""
    if stand is None:
        melding = "De intake is met de persoon zelf afgerond; een voornemen hoeft dan niet."
        yield maak_gebrek("voornemen", melding, VOORNEMEN)
    elif stand.status is Voornemenstatus.LOOPT:
        melding = "Er loopt al een voornemen; trek dat eerst in."
        yield maak_gebrek("voornemen", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_INTREKKEN)
    elif stand.status is Voornemenstatus.AFGEZIEN:
        melding = "Er ligt vast dat er zonder voornemen wordt besloten; trek dat eerst in."
        yield maak_gebrek("voornemen", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_INTREKKEN)


def toets_afzien(stand: Voornemenstand | None, keuze: VoornemenPip) -> Iterator[Gebrek]:
    yield from toets_opstellen(stand)
    if keuze is VoornemenPip.ALTIJD:
        melding = "Deze gemeente koos ervoor altijd eerst het voornemen te sturen."
        yield maak_gebrek("voornemenPipAfwezig", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_OPSTELLEN)


def toets_zienswijze(stand: Voornemenstand | None) -> Iterator[Gebrek]:
    """Antwoorden kan op een voornemen dat verzonden is, ook na de laatste dag, zolang er niet besloten is; en op het
    plan dat met de derde oproep meeging."""
    if stand is None or not _te_beantwoorden(stand):
        melding = "Er loopt geen voornemen waarop de persoon kan antwoorden."
        yield maak_gebrek("voornemen", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_OPSTELLEN)
    elif loopt(stand) and stand.verzonden_op is None:
        yield _niet_voorgelegd(stand)


def _niet_voorgelegd(stand: Voornemenstand) -> Gebrek:
    melding = "Het voornemen is nog niet verzonden; leg vast wanneer de brief de deur uit ging."
    if stand.niet_aangekomen:
        melding = (
            "Het voornemen ging naar een verkeerd adres, dus de persoon kent het niet. Dezelfde brief moet opnieuw uit,"
            " naar het goede adres (bij de retourpost: opnieuw)."
        )
    return maak_gebrek("verzondenOp", melding, VOORNEMEN)


def toets_wegen(stand: Voornemenstand | None) -> Iterator[Gebrek]:
    staat = stand is not None and stand.status in (Voornemenstatus.LOOPT, Voornemenstatus.AFGEZIEN)
    nu = stand is not None and _te_beantwoorden(stand) and stand.zienswijze_op is not None
    if stand is None or not staat or not (nu or stand.eerder_geantwoord):
        melding = "Er is geen zienswijze om te wegen."
        yield maak_gebrek("zienswijze", melding, _HOE, eerst=Handeling.ZIENSWIJZE_VASTLEGGEN)


def toets_intrekken(stand: Voornemenstand | None) -> Iterator[Gebrek]:
    if stand is None or stand.status not in (Voornemenstatus.LOOPT, Voornemenstatus.AFGEZIEN):
        yield maak_gebrek("voornemen", "Er is geen voornemen om in te trekken.", VOORNEMEN)


_OF_AFZIEN = {
    VoornemenPip.ALTIJD: "",
    VoornemenPip.MET_DERDE_OPROEP: " Ging het plan met de derde oproep mee, leg dan vast dat het niet meer hoeft.",
    VoornemenPip.NIET: " Of leg vast waarom dat niet hoeft.",
}
"""Wat er bij de keuze van deze gemeente ook kan; bij altijd niets."""


def toets_besluiten(
    stand: Voornemenstand | None, *, keuze: VoornemenPip, peildatum: date, recht: Recht
) -> Iterator[Gebrek]:
    """PG-10: zonder voornemen of een vastgelegde keuze stelt niemand een PIP vast van wie er niet bij was."""
    if stand is None:
        return
    if stand.status is Voornemenstatus.AFGEZIEN:
        yield from _gewogen(stand)
    elif stand.status is not Voornemenstatus.LOOPT or stand.uiterlijk_op is None:
        melding = (
            "Dit PIP is zonder de persoon gemaakt. Stuur hem eerst het voornemen, zodat hij kan antwoorden."
            f"{_OF_AFZIEN[keuze]}"
        )
        yield maak_gebrek("voornemen", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_OPSTELLEN)
    elif stand.verzonden_op is None:
        yield _niet_voorgelegd(stand)
    elif stand.zienswijze_op is not None:
        yield from _na_antwoord(stand)
        if kan_nog_antwoorden(stand, peildatum=peildatum):
            yield _nog_niet_alles(stand.uiterlijk_op)
    else:
        yield from _gewogen(stand)
        yield from _zonder_antwoord(stand, stand.verzonden_op, stand.uiterlijk_op, peildatum, recht)


def kan_nog_antwoorden(stand: Voornemenstand, *, peildatum: date) -> bool:
    """Of het nog zijn tijd is. De gestelde termijn is van hem: wie antwoordde kan tot en met de laatste dag nog iets
    toevoegen, tenzij hij zei dat dit alles is (INTERPRETATION van art. 4:8 en 4:9 Awb; PG-10)."""
    return stand.uiterlijk_op is not None and peildatum <= stand.uiterlijk_op and not stand.is_alles


def _nog_niet_alles(uiterlijk_op: date) -> Gebrek:
    melding = (
        f"De persoon heeft geantwoord, en kan tot en met {schrijf_dag(uiterlijk_op)} nog iets toevoegen; wacht dat af."
        " Zegt hij dat dit alles is, dan kan het eerder: leg dat vast als zienswijze, met `isAlles`."
    )
    return maak_gebrek("uiterlijkOp", melding, VOORNEMEN, eerst=Handeling.ZIENSWIJZE_VASTLEGGEN)


def _na_antwoord(stand: Voornemenstand) -> Iterator[Gebrek]:
    """Wie antwoordde, las wat er nu van hem gevraagd wordt, of minder; en zijn antwoord is bij dit plan gewogen."""
    if stand.niet_gevraagd:
        melding = (
            f"Na het voornemen kwam er in het plan: {', '.join(stand.niet_gevraagd)}. Daarover kon de persoon niets"
            " zeggen. Maak het plan weer zoals hij het las, of trek het voornemen in en stuur een nieuw."
        )
        yield maak_gebrek("concept", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_INTREKKEN)
    else:
        yield from _gewogen(stand)


def _gewogen(stand: Voornemenstand) -> Iterator[Gebrek]:
    """Wat hij zei is gewogen, en bij het plan van nu."""
    if stand.eerder_ongewogen:
        melding = (
            "De persoon antwoordde op een eerder voornemen, en hoe dat gewogen is staat nergens. Leg dat bij dit"
            " voornemen vast; dat komt in het besluit."
        )
        yield maak_gebrek("weging", melding, _MOTIVERING, eerst=Handeling.ZIENSWIJZE_WEGEN)
        return
    if stand.zienswijze_op is None:
        return
    if not stand.gewogen:
        melding = "De persoon heeft geantwoord. Leg vast hoe u dat hebt gewogen; dat komt in het besluit."
        yield maak_gebrek("weging", melding, _MOTIVERING, eerst=Handeling.ZIENSWIJZE_WEGEN)
    elif not stand.gewogen_dekt:
        melding = (
            "Het plan is gewijzigd nadat u woog wat de persoon antwoordde. Leg vast hoe u zijn antwoord bij dit plan"
            " hebt gewogen; dat komt in het besluit."
        )
        yield maak_gebrek("weging", melding, _MOTIVERING, eerst=Handeling.ZIENSWIJZE_WEGEN)


def besluiten_vanaf(stand: Voornemenstand | None) -> date | None:
    """De eerste dag waarop het plan er kon zijn: de dag na de laatste om te antwoorden, of eerder de dag waarop hij zei
    dat zijn antwoord alles was.

    None als er geen voornemen loopt en hij nergens op antwoordde: dan zegt het niets over die dag.
    """
    if stand is None or not _te_beantwoorden(stand):
        return None
    erna = None if stand.uiterlijk_op is None else stand.uiterlijk_op + timedelta(days=1)
    if stand.zienswijze_op is None:
        return erna
    return stand.zienswijze_op if stand.is_alles or erna is None else max(stand.zienswijze_op, erna)


def _zonder_antwoord(
    stand: Voornemenstand, verzonden_op: date, uiterlijk_op: date, peildatum: date, recht: Recht
) -> Iterator[Gebrek]:
    """Wie zweeg, had genoeg tijd en las dit plan."""
    kortste = _kortste(stand.kort, verzonden_op, recht)
    if uiterlijk_op < plus(verzonden_op, kortste):
        melding = (
            f"Tussen de verzending van het voornemen en de laatste dag om te antwoorden liggen geen {kortste}. Trek het"
            " in en stuur een nieuw, met een latere dag."
        )
        yield maak_gebrek("uiterlijkOp", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_INTREKKEN)
    elif peildatum <= uiterlijk_op:
        melding = f"De persoon kan nog antwoorden tot en met {schrijf_dag(uiterlijk_op)}; wacht dat af."
        yield maak_gebrek("uiterlijkOp", melding, VOORNEMEN, eerst=Handeling.ZIENSWIJZE_VASTLEGGEN)
    if not stand.dekt_plan:
        melding = (
            "Het concept is gewijzigd nadat de persoon het voornemen kreeg, en hij kon daar niet op antwoorden. Trek"
            " het voornemen in en stuur een nieuw."
        )
        yield maak_gebrek("concept", melding, VOORNEMEN, eerst=Handeling.VOORNEMEN_INTREKKEN)


def toets_termijn(
    uiterlijk_op: date, motief: str, *, op: date, pip_uiterlijk: date | None, recht: Recht
) -> tuple[Gebrek, ...]:
    """Of de persoon tot en met deze dag kan antwoorden. Haalt de gewone termijn de laatste dag van het PIP niet, dan
    kiest een mens met een motief: een kortere termijn, of een plan dat te laat is (Bi 5.3 geeft daar geen uitstel)."""
    lengte = tuple(_lengte(uiterlijk_op, motief, op, pip_uiterlijk, recht))
    # The day that is advised when it is too short is a working day; a second advice would contradict it.
    te_kort = any(gebrek.veld == "uiterlijkOp" for gebrek in lengte)
    return (
        *lengte,
        *toets_in_zicht(uiterlijk_op, veld="uiterlijkOp", peildatum=op, recht=recht),
        *(() if te_kort else _werkdag(uiterlijk_op, recht)),
    )


def is_kort(uiterlijk_op: date, *, op: date, recht: Recht) -> bool:
    """Of dit korter is dan de gewone termijn."""
    return uiterlijk_op < plus(op, _kortste(False, op, recht))


def _lengte(uiterlijk_op: date, motief: str, op: date, pip_uiterlijk: date | None, recht: Recht) -> Iterator[Gebrek]:
    gewoon, kort = _kortste(False, op, recht), _kortste(True, op, recht)
    if is_kort(uiterlijk_op, op=op, recht=recht) and (pip_uiterlijk is None or plus(op, gewoon) < pip_uiterlijk):
        melding = (
            f"Geef ten minste {gewoon} om te antwoorden: kies {_vanaf(op, gewoon, recht)} of later. Korter kan"
            " alleen als het PIP anders te laat is."
        )
        yield maak_gebrek("uiterlijkOp", melding, VOORNEMEN)
    elif uiterlijk_op < plus(op, kort):
        melding = f"Geef ten minste {kort} om te antwoorden: kies {_vanaf(op, kort, recht)} of later."
        yield maak_gebrek("uiterlijkOp", melding, VOORNEMEN)
    elif not motief.strip() and (
        is_kort(uiterlijk_op, op=op, recht=recht) or (pip_uiterlijk is not None and uiterlijk_op >= pip_uiterlijk)
    ):
        melding = "Leg uit waarom de termijn korter is, of waarom het PIP later komt dan het moet."
        yield maak_gebrek("motief", melding, _TERMIJN_PIP)


def _vanaf(op: date, duur: Duur, recht: Recht) -> str:
    """De eerste werkdag die lang genoeg na `op` is: een gestelde dag op een vrije dag kan niet (art. 1 lid 1 Atw)."""
    return schrijf_dag(volgende_werkdag(plus(op, duur), recht))


def _werkdag(uiterlijk_op: date, recht: Recht) -> tuple[Gebrek, ...]:
    return toets_gestelde_datum(uiterlijk_op, recht=recht, veld="uiterlijkOp")


def toets_met_derde_oproep(
    plan: str, *, nummer: int, termijn_tot: date, keuze: VoornemenPip, op: date, recht: Recht
) -> tuple[Gebrek, ...]:
    """Of met oproep `nummer` het plan meegaat dat het college zonder de persoon wil maken (art. 4:11 Awb).

    Hij heeft dan even lang om te antwoorden als na een voornemen: tot en met de laatste dag van de oproep.
    """
    if not plan.strip():
        return ()
    gebreken = []
    if keuze is VoornemenPip.ALTIJD:
        melding = "Deze gemeente koos ervoor altijd een voornemen te sturen; laat het plan hier weg."
        gebreken.append(maak_gebrek("voorgenomenPlan", melding, VOORNEMEN))
    elif nummer < recht.oproepen_voor_afwezigheid.op(op).waarde:
        melding = f"Dit is oproep {nummer}. Het plan gaat pas met de derde mee; laat het weg."
        gebreken.append(maak_gebrek("voorgenomenPlan", melding, VOORNEMEN))
    elif is_kort(termijn_tot, op=op, recht=recht):
        gewoon = _kortste(False, op, recht)
        melding = (
            f"De persoon krijgt ten minste {gewoon} om op het plan te antwoorden: kies als laatste dag"
            f" {_vanaf(op, gewoon, recht)} of later, of laat het plan weg en stuur straks een voornemen."
        )
        gebreken.append(maak_gebrek("termijnLaatsteDag", melding, VOORNEMEN))
    return tuple(gebreken)


def plan_gelezen(oproepen: Sequence[Oproep], *, peildatum: date, recht: Recht) -> bool:
    """Of de persoon zo'n oproep kreeg, en zijn tijd om op het plan te antwoorden voorbij is (PG-10)."""
    oproep = met_plan(oproepen, recht=recht)
    return oproep is not None and oproep.termijn_tot < peildatum


def met_plan(oproepen: Sequence[Oproep], *, recht: Recht) -> Oproep | None:
    """De derde oproep die telt, met het plan dat het college zonder hem maakt; None als er zo geen is."""
    geteld = reversed(getelde(oproepen, recht=recht))
    return next((o for o in geteld if o.met_plan and o.nummer > EERSTE_MET_BOETEVRAAG), None)


def toets_keuze(grond: Afziengrond, motief: str, *, keuze: VoornemenPip, plan_gelezen: bool) -> tuple[Gebrek, ...]:
    """Of zonder voornemen besloten mag worden om deze reden; alleen waar de gemeente voor koos. `plan_gelezen` zegt of
    het plan meeging met een derde oproep die telt."""
    gebreken = []
    if keuze is not VoornemenPip.ALTIJD and grond not in _TE_KIEZEN[keuze]:
        melding = "Deze gemeente koos ervoor alleen af te zien als het plan met de derde oproep meeging."
        gebreken.append(maak_gebrek("grond", melding, VOORNEMEN))
    elif grond is Afziengrond.EERDER_GELEGENHEID and not plan_gelezen:
        melding = (
            "Er is geen derde oproep die telt, waarbij het plan meeging en de tijd om te antwoorden voorbij is. Wacht"
            " die tijd af, of stel een voornemen op en verzend het."
        )
        gebreken.append(maak_gebrek("grond", melding, VOORNEMEN))
    if not motief.strip():
        gebreken.append(maak_gebrek("motief", "Leg uit waarom er zonder voornemen besloten wordt.", _MOTIVERING))
    return tuple(gebreken)


def _kortste(kort: bool, op: date, recht: Recht) -> Duur:
    return (recht.zienswijze_kort_minimum_dagen if kort else recht.zienswijze_minimum_dagen).op(op).waarde
