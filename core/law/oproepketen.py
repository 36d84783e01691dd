"""De keten van drie oproepen, teruggerekend vanaf de laatste dag voor het PIP (art. 14 lid 1 en 2, art. 22 Wi2021).

Wie niet komt wordt drie keer opgeroepen voordat de intake in afwezigheid kan, bij de tweede hoort de boetevraag, en
voor het PIP hoort het voornemen (PG-10), tenzij de gemeente daar anders voor koos. Dat past alleen in de tien weken als
het op tijd begint (§18.3). De wet noemt deze dagen niet: het zijn de laatste dagen waarop het nog past, met de lengtes
die het college zelf voorstelt, en daarnaast op zijn kortst (PG-1). Past het niet met de gewone lengtes, dan kort de
keten eerst het voornemen in en dan de latere oproepen (INTERPRETATION), en zegt dat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from core.law import boetetermijn
from core.law.kalender import plus, schrijf_dag, vorige_werkdag
from core.law.oproepen import Oproep, antwoord_op_tweede, wat_telt_niet
from core.law.recht import Duur, Eenheid, Grond, Recht, VoornemenPip
from core.law.voornemen import VOORNEMEN

_LID_1 = Grond("Wi2021", "14", "1")
_LID_2 = Grond("Wi2021", "14", "2")
_BOETE = Grond("Wi2021", "22", "1")
_PIP = Grond("Bi2021", "5.3", "1")
_DAG = timedelta(days=1)


class Schakel(StrEnum):
    OPROEP_1 = "OPROEP_1"
    OPROEP_2 = "OPROEP_2"
    BOETEVRAAG = "BOETEVRAAG"
    OPROEP_3 = "OPROEP_3"
    VOORNEMEN = "VOORNEMEN"
    PIP = "PIP"

    @property
    def wat(self) -> str:
        """Maakt af: "... kan uiterlijk op ..."."""
        return _WAT[self]


_WAT = {
    Schakel.OPROEP_1: "de eerste oproep verzenden",
    Schakel.OPROEP_2: "de tweede oproep verzenden, met de waarschuwing",
    Schakel.BOETEVRAAG: "de boetevraag bij de tweede oproep beantwoorden",
    Schakel.OPROEP_3: "de derde oproep verzenden",
    Schakel.VOORNEMEN: "het voornemen van het PIP verzenden",
    Schakel.PIP: "de brede intake afronden en het PIP vaststellen",
}
_NUMMER = {Schakel.OPROEP_1: 1, Schakel.OPROEP_2: 2, Schakel.OPROEP_3: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ketendag:
    """Eén schakel: de laatste dag met de voorgestelde lengtes, die op zijn kortst, en wanneer zij gedaan is."""

    schakel: Schakel
    uiterlijk: date
    op_zijn_kortst: date
    grond: Grond
    gedaan_op: date | None = None

    def is_achter(self, peildatum: date) -> bool:
        return self.gedaan_op is None and peildatum > self.uiterlijk

    def melding(self, peildatum: date) -> str:
        """Wat iemand leest als deze schakel aan de beurt is, of haar dag voorbij is zonder dat zij gedaan is."""
        if not self.is_achter(peildatum):
            return (
                f"De vorige oproep leverde niets op. Nu is aan de beurt: {self.schakel.wat}, uiterlijk"
                f" {schrijf_dag(self.uiterlijk)}, om met drie oproepen binnen de termijn voor het PIP te blijven."
            )
        begin = (
            f"U kon uiterlijk {schrijf_dag(self.uiterlijk)} {self.schakel.wat} om met drie oproepen binnen de termijn"
            " voor het PIP te blijven."
        )
        if peildatum <= self.op_zijn_kortst:
            return f"{begin} Met kortere termijnen kan het nog tot en met {schrijf_dag(self.op_zijn_kortst)}."
        return f"{begin} Drie oproepen passen nu niet meer in de termijn. Ga door: een laat PIP gaat voor geen PIP."


@dataclass(frozen=True, slots=True, kw_only=True)
class Keten:
    """De schakels in hun volgorde; `toelichting` zegt wat er met de gewone lengtes niet past, en hoe het wel kan."""

    dagen: tuple[Ketendag, ...]
    toelichting: str = ""
    door_de_boete: str = ""
    """Waarom het PIP te laat wordt: de termijn die een boete stelde eindigt na zijn laatste dag."""

    def melding(self, dag: Ketendag, peildatum: date) -> str:
        """Wat iemand leest als deze schakel werk is; de toelichting alleen zolang het nog past."""
        if self.door_de_boete:
            return f"Nu is aan de beurt: {dag.schakel.wat}. {self.door_de_boete}"
        if not self.toelichting or peildatum > dag.op_zijn_kortst:
            return dag.melding(peildatum)
        return f"{dag.melding(peildatum)} {self.toelichting}"


def oproepketen(
    start: date,
    laatste_dag: date,
    oproepen: Sequence[Oproep] = (),
    *,
    met_boete: bool,
    voornemen: VoornemenPip,
    recht: Recht,
    voorgelegd_op: date | None = None,
) -> Keten:
    """De keten voor een termijn die op `start` begon en tot en met `laatste_dag` loopt.

    `met_boete` geeft tussen de tweede en derde oproep ruimte voor een zienswijze (art. 4:8 Awb); `voornemen` zegt of er
    voor het PIP ruimte voor nog een nodig is, en `voorgelegd_op` wanneer het voornemen wegging. De getallen zijn die
    van `start`: een gewijzigd getal werkt voor wat daarna begint (PG-13).
    """
    gewoon, kortste = _lengtes(start, met_boete, voornemen, recht), _kortste(start, voornemen, recht)
    gekozen = next(
        (
            lengtes
            for lengtes in _inkorten(gewoon, kortste)
            if _terug(laatste_dag, lengtes, recht)[Schakel.OPROEP_1] > start
        ),
        kortste,
    )
    uiterlijk, kort = _terug(laatste_dag, gekozen, recht), _terug(laatste_dag, kortste, recht)
    dagen = tuple(
        Ketendag(
            schakel=schakel,
            uiterlijk=uiterlijk[schakel],
            op_zijn_kortst=max(kort[schakel], uiterlijk[schakel]),
            grond=grond,
            gedaan_op=voorgelegd_op if schakel is Schakel.VOORNEMEN else _gedaan(schakel, oproepen, recht),
        )
        for schakel, grond in _GRONDEN.items()
        if schakel in uiterlijk
    )
    tot = _wacht_op_de_boete(oproepen, recht)
    if tot is not None and tot > laatste_dag:
        return Keten(dagen=dagen, toelichting=_door_de_boete(tot), door_de_boete=_door_de_boete(tot))
    if gekozen == gewoon:
        return Keten(dagen=dagen)
    past = uiterlijk[Schakel.OPROEP_1] > start
    plan_mee = _plan_mee(start, laatste_dag, met_boete, recht) if voornemen is VoornemenPip.ALTIJD else ""
    return Keten(dagen=dagen, toelichting=f"{_wat_korter_is(gekozen, gewoon, past)}{plan_mee}")


def _wacht_op_de_boete(oproepen: Sequence[Oproep], recht: Recht) -> date | None:
    """Tot en met welke dag de derde oproep op de boete wacht; None als er geen is, of als zij er los van stond."""
    vraag = antwoord_op_tweede(oproepen, recht=recht)
    derde = [o for o in oproepen if o.nummer == _NUMMER[Schakel.OPROEP_3] and not o.uitkomst.weg]
    if any(boetetermijn.staat_los(vraag, o.opgesteld_op) and not wat_telt_niet(o, recht=recht) for o in derde):
        return None
    return boetetermijn.laatste_dag(vraag, recht=recht)


def achter(keten: Sequence[Ketendag], peildatum: date) -> Ketendag | None:
    """De eerste schakel waarvan de laatste dag voorbij is en die niet gedaan is."""
    return next((dag for dag in keten if dag.is_achter(peildatum)), None)


def aan_de_beurt(keten: Sequence[Ketendag], oproepen: Sequence[Oproep]) -> Ketendag | None:
    """De volgende oproep, als de vorige niets opleverde en er geen andere ligt; de boetevraag heeft haar eigen werk."""
    staand = [oproep for oproep in oproepen if not oproep.uitkomst.weg]
    if not staand or not staand[-1].uitkomst.zonder_resultaat:
        return None
    volgende = next((dag for dag in keten if dag.gedaan_op is None), None)
    return volgende if volgende is not None and volgende.schakel in _NUMMER else None


def na_het_pip(
    termijn_tot: date, laatste_dag: date, *, peildatum: date, recht: Recht, vroegst: date | None = None
) -> str:
    """Wat iemand leest als een oproep die vandaag uitgaat pas na de laatste dag voor het PIP eindigt; leeg als dat niet
    zo is. Het houdt niets tegen. `vroegst` is de laatste dag van de termijn die een boete stelde (art. 22 lid 2)."""
    if termijn_tot <= laatste_dag:
        return ""
    begin = f"Let op: deze laatste dag ligt na de laatste dag voor het PIP, {schrijf_dag(laatste_dag)}."
    if vroegst is not None and vroegst > laatste_dag:
        return f"{begin} {_door_de_boete(vroegst)}"
    kortste = recht.oproep_minimum_dagen.op(peildatum).waarde
    if plus(peildatum, kortste) < laatste_dag:
        return f"{begin} Een kortere termijn kan: ten minste {kortste}."
    return f"{begin} Ook een kortere termijn past daar niet meer voor. Ga door: een laat PIP gaat voor geen PIP."


def _door_de_boete(tot: date) -> str:
    return (
        f"De boete laat de persoon nog komen tot en met {schrijf_dag(tot)} (art. 22 lid 2); eerder eindigt de derde"
        " oproep niet. Het PIP wordt dus te laat. Ga door: een laat PIP gaat voor geen PIP."
    )


_GEEN = Duur(0, Eenheid.DAGEN)
_GRONDEN = {
    Schakel.OPROEP_1: _LID_1,
    Schakel.OPROEP_2: _LID_1,
    Schakel.BOETEVRAAG: _BOETE,
    Schakel.OPROEP_3: _LID_2,
    Schakel.VOORNEMEN: VOORNEMEN,
    Schakel.PIP: _PIP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lengtes:
    """Hoe lang elke stap duurt; zonder `voornemen` gaat er geen brief tussen de derde oproep en het PIP."""

    eerste: Duur
    tweede: Duur
    boetevraag: Duur
    derde: Duur
    voornemen: Duur | None


def _lengtes(start: date, met_boete: bool, voornemen: VoornemenPip, recht: Recht) -> _Lengtes:
    volgende, zienswijze = recht.oproep_voorstel_volgende.op(start).waarde, recht.zienswijze_minimum_dagen.op(start)
    return _Lengtes(
        eerste=recht.oproep_voorstel_eerste.op(start).waarde,
        tweede=volgende,
        boetevraag=recht.boetevraag_ruimte.op(start).waarde if met_boete else _GEEN,
        derde=_langste(start, volgende, zienswijze.waarde) if voornemen is VoornemenPip.MET_DERDE_OPROEP else volgende,
        voornemen=zienswijze.waarde if voornemen is VoornemenPip.ALTIJD else None,
    )


def _kortste(start: date, voornemen: VoornemenPip, recht: Recht) -> _Lengtes:
    """PG-1, PG-10. Gaat het plan met de derde oproep mee, dan heeft de persoon daar zijn volle tijd voor."""
    kort, zienswijze = recht.oproep_minimum_dagen.op(start).waarde, recht.zienswijze_minimum_dagen.op(start).waarde
    return _Lengtes(
        eerste=kort,
        tweede=kort,
        boetevraag=_GEEN,
        derde=_langste(start, kort, zienswijze) if voornemen is VoornemenPip.MET_DERDE_OPROEP else kort,
        voornemen=recht.zienswijze_kort_minimum_dagen.op(start).waarde if voornemen is VoornemenPip.ALTIJD else None,
    )


def _inkorten(gewoon: _Lengtes, kortste: _Lengtes) -> Iterator[_Lengtes]:
    """Eerst zoals het hoort, dan steeds een stap korter, van achteren af; de ruimte voor de boetevraag het laatst."""
    nu = gewoon
    yield nu
    nu = replace(nu, voornemen=kortste.voornemen)
    yield nu
    nu = replace(nu, derde=kortste.derde)
    yield nu
    nu = replace(nu, tweede=kortste.tweede)
    yield nu
    nu = replace(nu, eerste=kortste.eerste)
    yield nu
    yield kortste


def _langste(start: date, een: Duur, ander: Duur) -> Duur:
    return een if plus(start, een) >= plus(start, ander) else ander


def _wat_korter_is(gekozen: _Lengtes, gewoon: _Lengtes, past: bool) -> str:
    if not past:
        return "Ook met de kortste lengtes past dit niet in de termijn. Ga door: een laat PIP gaat voor geen PIP."
    namen = (
        ("de eerste oproep", gekozen.eerste, gewoon.eerste),
        ("de tweede oproep", gekozen.tweede, gewoon.tweede),
        ("de derde oproep", gekozen.derde, gewoon.derde),
        ("het voornemen", gekozen.voornemen, gewoon.voornemen),
    )
    korter = [f"{naam} {duur}" for naam, duur, anders in namen if duur != anders]
    if gekozen.boetevraag != gewoon.boetevraag:
        korter.append("geen ruimte voor een zienswijze over de boete")
    return f"Met de gewone lengtes past dit niet in de termijn. Deze dagen gaan uit van: {', '.join(korter)}."


def _plan_mee(start: date, laatste_dag: date, met_boete: bool, recht: Recht) -> str:
    """PG-10: de andere weg is dat het plan met de derde oproep meegaat; of dat met de gewone lengtes past."""
    lengtes = _lengtes(start, met_boete, VoornemenPip.MET_DERDE_OPROEP, recht)
    dag = _terug(laatste_dag, lengtes, recht)[Schakel.OPROEP_1]
    if dag <= start:
        return ""
    return (
        " Kiest de gemeente ervoor het plan met de derde oproep mee te sturen (voornemenPipAfwezig: met_derde_oproep),"
        f" dan passen de gewone lengtes wel, met de eerste oproep uiterlijk {schrijf_dag(dag)}."
    )


def geen_tijd_voor_het_voornemen(
    nummer: int, termijn_tot: date, laatste_dag: date, *, keuze: VoornemenPip, peildatum: date, recht: Recht
) -> str:
    """Wat iemand leest als er na deze derde oproep voor de laatste dag van het PIP geen voornemen meer past (PG-10);
    leeg als dat niet zo is. Het houdt niets tegen."""
    if keuze is not VoornemenPip.ALTIJD or nummer < _NUMMER[Schakel.OPROEP_3] or termijn_tot > laatste_dag:
        return ""
    kort = recht.zienswijze_kort_minimum_dagen.op(peildatum).waarde
    uiterlijk = _voor(_verzend(_voor(laatste_dag, recht), kort, recht), recht)
    if termijn_tot <= uiterlijk:
        return ""
    return (
        f"Let op: na deze laatste dag past er geen voornemen van {kort} meer voor de laatste dag van het PIP,"
        f" {schrijf_dag(laatste_dag)}. Met een laatste dag tot en met {schrijf_dag(uiterlijk)} past het wel."
    )


def _terug(laatste_dag: date, lengtes: _Lengtes, recht: Recht) -> dict[Schakel, date]:
    """Elke termijn eindigt op een werkdag en telt vanaf de dag na verzending; verzonden wordt op een werkdag. Wat volgt
    gaat na de laatste dag van wat ervoor kwam."""
    dagen = {Schakel.PIP: vorige_werkdag(laatste_dag, recht)}
    eind = _voor(laatste_dag, recht)
    if lengtes.voornemen is not None:
        dagen[Schakel.VOORNEMEN] = _verzend(eind, lengtes.voornemen, recht)
        eind = _voor(dagen[Schakel.VOORNEMEN], recht)
    derde = _verzend(eind, lengtes.derde, recht)
    tweede = _verzend(_voor(_min(derde, lengtes.boetevraag), recht), lengtes.tweede, recht)
    eerste = _verzend(_voor(tweede, recht), lengtes.eerste, recht)
    return dagen | {
        Schakel.OPROEP_1: eerste,
        Schakel.OPROEP_2: tweede,
        Schakel.BOETEVRAAG: derde,
        Schakel.OPROEP_3: derde,
    }


def _voor(dag: date, recht: Recht) -> date:
    """De laatste werkdag voor deze."""
    return vorige_werkdag(dag - _DAG, recht)


def _verzend(termijn_tot: date, lengte: Duur, recht: Recht) -> date:
    return vorige_werkdag(_min(termijn_tot, lengte), recht)


def _min(dag: date, duur: Duur) -> date:
    """De laatste dag vanaf welke `duur` later nog niet na `dag` ligt; een maand is niet elke keer even lang."""
    eerder = dag
    while plus(eerder, duur) > dag:
        eerder -= _DAG
    return eerder


def _gedaan(schakel: Schakel, oproepen: Sequence[Oproep], recht: Recht) -> date | None:
    """Wanneer deze schakel gedaan is, door een oproep die telt (PG-1); het PIP beëindigt de keten zelf."""
    tellend = [o for o in oproepen if not o.uitkomst.weg and not wat_telt_niet(o, recht=recht)]
    if schakel is Schakel.BOETEVRAAG:
        beantwoord = [o for o in tellend if o.nummer == _NUMMER[Schakel.OPROEP_2] and o.boetevraag is not None]
        return beantwoord[0].uitkomst_op or beantwoord[0].termijn_tot if beantwoord else None
    return next((o.verzonden_op for o in tellend if o.nummer == _NUMMER.get(schakel)), None)
