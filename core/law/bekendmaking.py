"""Wanneer een brief verzonden is, en wanneer een besluit daarmee bekend is: art. 3:41 en 2:19 Awb (PG-6).

Op de brief die de deur uitgaat staan de dag van verzending en de laatste dag voor bezwaar. Verzonden is zij dus op de
dag die erop staat: gaat zij op een andere dag weg, dan wordt zij eerst opnieuw opgemaakt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.fouten import Gebrek
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.kalender import schrijf_dag, werkdagen_terug
from core.law.recht import Grond, Recht
from core.law.telwoord import tel
from core.law.termijnen import bezwaartermijn

OPMAAK_VOORUIT = timedelta(days=31)
"""Zo ver vooruit wordt een brief hoogstens opgemaakt; eigen grens, geen wet."""
_BEKENDMAKEN = Grond("Awb", "3:41")
_ANDERS = Grond("Awb", "3:41", "2")
_BEREIKBAAR = Grond("Awb", "2:8")


class Verzendwijze(StrEnum):
    POST = "POST"
    """Aan de vervoerder aangeboden; niet de dag waarop zij is afgedrukt."""
    UITGEREIKT = "UITGEREIKT"
    """In handen gegeven, aan de persoon of aan wie zij toekomt."""
    ELEKTRONISCH = "ELEKTRONISCH"
    """Alleen aan wie liet weten dat hij zo bereikbaar is (art. 2:8 Awb)."""
    ANDERS = "ANDERS"
    """Op een andere geschikte wijze, als het niet door toezending of uitreiking kan (art. 3:41 lid 2 Awb)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzending:
    """Wat een mens over een verzending vastlegt. `adres` noemt hij als het niet dat van de brief is."""

    op: date
    wijze: Verzendwijze = Verzendwijze.POST
    adres: str = ""
    ontvanger: str = ""
    toelichting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opmaak:
    """Een opgemaakte brief: wanneer zij gemaakt is, en welke dag van verzending erop staat, als zij die noemt.

    Met `tot` is zij van voor een verhuizing naar een andere gemeente of een terugkeer, en is dat de dag waarop die hier
    bekend werd: daarna klopt niet meer wat zij van dit college zegt (art. 3:2 Awb, INTERPRETATION).
    """

    gemaakt_op: date
    dag: date | None
    tot: date | None = None

    def kan_op(self, op: date) -> bool:
        """Of zij op deze dag verzonden kan zijn."""
        return self.dag in (None, op) and self.gemaakt_op <= op and (self.tot is None or op <= self.tot)


def toets_verzending(
    verzending: Verzending,
    *,
    op_de_brief: str,
    dagtekening: date | None,
    opmaken: tuple[Opmaak, ...],
    vandaag: date,
    recht: Recht,
) -> tuple[Gebrek, ...]:
    """Alles wat er aan deze verzending niet klopt (PG-6); `dagtekening` is die van het besluit, als dat er is, en
    `op_de_brief` het adres dat erop staat."""
    dag = tuple(_dag(verzending.op, dagtekening, opmaken, vandaag))
    gebreken = (*dag, *_wijze(verzending), *_ander_adres(verzending, op_de_brief, _RICHT_OPNIEUW))
    if dag or any(gebrek.veld == "toelichting" for gebrek in gebreken):
        return gebreken
    return (*gebreken, *_bewijs(verzending, vandaag, recht))


def welke_opmaak(opmaken: tuple[Opmaak, ...], op: date) -> int | None:
    """De plaats van de opmaak die op deze dag verzonden kan zijn, de laatste eerst; None als er geen is."""
    for plaats in reversed(range(len(opmaken))):
        if opmaken[plaats].kan_op(op):
            return plaats
    return None


def toets_opmaakdag(dag: date, *, vandaag: date) -> tuple[Gebrek, ...]:
    """Opnieuw opmaken gebeurt vóór het verzenden: voor vandaag of een latere dag (PG-6), en niet voor een jaar waarin
    zij nooit weggaat: de grens vangt een verschreven jaar, en is geen regel van de wet."""
    uiterlijk = vandaag + OPMAAK_VOORUIT
    if vandaag <= dag <= uiterlijk:
        return ()
    melding = (
        "Een brief wordt opgemaakt voordat zij weggaat: kies vandaag of een latere dag."
        if dag < vandaag
        else f"Zo ver vooruit wordt een brief niet opgemaakt: kies een dag tot en met {schrijf_dag(uiterlijk)}."
    )
    return (maak_gebrek("dag", melding, _BEKENDMAKEN),)


def toets_verbetering(
    verzending: Verzending,
    *,
    op_de_brief: str,
    motief: str,
    dagtekening: date | None,
    gemaakt_op: date | None,
    vandaag: date,
) -> tuple[Gebrek, ...]:
    """Alles wat er aan de verbetering van een verzending niet klopt (C21). De dag mag een andere zijn dan er gedrukt
    staat: zij is wat er echt gebeurde."""
    return (
        *_grenzen(verzending.op, dagtekening, gemaakt_op, vandaag),
        *_wijze(verzending),
        *_ander_adres(verzending, op_de_brief, _LEG_RETOUR_VAST),
        *_motief(motief),
    )


def _motief(motief: str) -> Iterator[Gebrek]:
    if not motief.strip():
        yield maak_gebrek("motief", "Noem waarom de verzending anders was.", Grond("Awb", "3:2"))


def toets_haar_dag(op: date, *, laatste_dag: date | None, en_nu: str) -> tuple[Gebrek, ...]:
    """Een brief die zegt tot en met welke dag de persoon nog iets kan doen, gaat niet na die dag weg (art. 3:2 Awb)."""
    if laatste_dag is None or op <= laatste_dag:
        return ()
    melding = (
        f"In deze brief staat dat de persoon tot en met {schrijf_dag(laatste_dag)} iets kan doen; die dag is voorbij."
        f" Ging zij eerder weg, leg dan die dag vast. {en_nu}"
    )
    return (maak_gebrek("verzondenOp", melding, Grond("Awb", "3:2")),)


def na_de_opmaakdag(wat: str, dag: date) -> str:
    """Wat het werk zegt van een brief die na de dag waarvoor zij opgemaakt is nog als niet verzonden staat (PG-6)."""
    return (
        f"Op {wat} staat dat zij op {schrijf_dag(dag)} verzonden is. Ging zij toen weg, leg die dag dan vast. Ligt zij"
        " er nog, maak haar dan opnieuw op voor de dag waarop zij weggaat (opmaak), en verzend haar die dag."
    )


def niet_meer_verzonden(laatste_dag: date, *, vandaag: date, recht: Recht) -> bool:
    """Of niemand zonder uitleg nog vastlegt dat een brief met deze laatste dag op tijd wegging (PG-6, eigen beleid)."""
    return laatste_dag < werkdagen_terug(vandaag, recht.verzending_zonder_bewijs.op(vandaag).waarde, recht)


def bezwaar_tot(dag: date, *, recht: Recht) -> date:
    """De laatste dag voor bezwaar die op de brief komt als zij op `dag` weggaat (art. 6:7 tot en met 6:9 Awb)."""
    return bezwaartermijn(dag, recht=recht).einde


def _dag(op: date, dagtekening: date | None, opmaken: tuple[Opmaak, ...], vandaag: date) -> Iterator[Gebrek]:
    buiten = tuple(_grenzen(op, dagtekening, min((o.gemaakt_op for o in opmaken), default=None), vandaag))
    yield from buiten
    if not buiten and welke_opmaak(opmaken, op) is None and any(o.dag in (None, op) for o in opmaken):
        melding = (
            "De persoon ging naar een andere gemeente of kwam terug, en deze brief is daarvoor opgemaakt: wat zij van"
            " dit college belooft klopt niet meer. Maak haar opnieuw op voor de dag waarop zij weggaat (opmaak)."
        )
        yield maak_gebrek("verzondenOp", melding, _BEKENDMAKEN)
    elif not buiten and welke_opmaak(opmaken, op) is None:
        dagen = " en ".join(schrijf_dag(dag) for dag in sorted({o.dag for o in opmaken if o.dag is not None}))
        melding = (
            f"Op deze brief staat dat zij op {dagen} verzonden is, met de dagen die daarbij horen."
            " Gaat zij op een andere dag weg, maak haar dan eerst opnieuw op voor die dag (opmaak). Is zij al weg, leg"
            " dan de dag vast die erop staat, en verbeter die daarna met een motief (verbetering)."
        )
        yield maak_gebrek("verzondenOp", melding, _BEKENDMAKEN)


def _bewijs(verzending: Verzending, vandaag: date, recht: Recht) -> Iterator[Gebrek]:
    """Wie een verzending van dagen geleden vastlegt, noemt waaruit die dag blijkt (PG-1, PG-6)."""
    dagen = recht.verzending_zonder_bewijs.op(vandaag)
    if verzending.op < werkdagen_terug(vandaag, dagen.waarde, recht) and not verzending.toelichting.strip():
        melding = (
            f"Deze dag ligt meer dan {tel(dagen.waarde, 'werkdag', 'werkdagen')} terug. Noem in de toelichting waaruit"
            " blijkt dat de brief toen is verzonden, en waarom u het nu pas vastlegt."
        )
        yield maak_gebrek("toelichting", melding, dagen.grond)


def _grenzen(op: date, dagtekening: date | None, gemaakt_op: date | None, vandaag: date) -> Iterator[Gebrek]:
    if op > vandaag:
        yield maak_gebrek("verzondenOp", IN_DE_TOEKOMST, _BEKENDMAKEN)
    elif dagtekening is not None and op < dagtekening:
        melding = f"De brief is van {schrijf_dag(dagtekening)}; kies die dag of later."
        yield maak_gebrek("verzondenOp", melding, _BEKENDMAKEN)
    elif gemaakt_op is not None and op < gemaakt_op:
        melding = f"De brief is opgemaakt op {schrijf_dag(gemaakt_op)}; kies die dag of later."
        yield maak_gebrek("verzondenOp", melding, _BEKENDMAKEN)


def waarheen(verzending: Verzending, *, op_de_brief: str) -> str:
    """Het adres dat als bewijs vastligt: per post dat op de brief, en anders wat een mens noemt (PG-1)."""
    genoemd = verzending.adres.strip()
    return op_de_brief if not genoemd or verzending.wijze is Verzendwijze.POST else genoemd


def past_bij_de_brief(verzending: Verzending, *, op_de_brief: str) -> bool:
    """Of het genoemde adres niet afwijkt van wat er op de brief staat; alleen met de post moet dat."""
    genoemd = verzending.adres.strip()
    return verzending.wijze is not Verzendwijze.POST or not genoemd or _woorden(genoemd) == _woorden(op_de_brief)


def _woorden(adres: str) -> list[str]:
    return adres.replace(",", " ").casefold().split()


def _ander_adres(verzending: Verzending, op_de_brief: str, wat_nu: str) -> Iterator[Gebrek]:
    """Met de post gaat een brief naar het adres dat erop staat; een ander adres is een andere brief (PG-1)."""
    if not past_bij_de_brief(verzending, op_de_brief=op_de_brief):
        melding = f"Per post gaat de brief naar het adres dat erop staat; laat dit weg. {wat_nu}"
        yield maak_gebrek("adres", melding, _BEKENDMAKEN)


_RICHT_OPNIEUW = (
    "Moet zij naar een ander adres, leg dat dan eerst vast met zijn grond (briefadres) en richt de brief opnieuw"
    " (adressering)."
)
_LEG_RETOUR_VAST = (
    "Kwam zij daar niet aan, leg dan vast dat zij terugkwam (retourpost); na een ander adres voor brieven (briefadres)"
    " gaat zij nog eens uit."
)


def _wijze(verzending: Verzending) -> Iterator[Gebrek]:
    match verzending.wijze:
        case Verzendwijze.UITGEREIKT if not verzending.ontvanger.strip():
            yield maak_gebrek("ontvanger", "Noem aan wie de brief is uitgereikt.", _BEKENDMAKEN)
        case Verzendwijze.ELEKTRONISCH:
            if not verzending.adres.strip():
                yield maak_gebrek(
                    "adres", "Noem het elektronische adres waar de brief heen ging.", Grond("Awb", "2:19")
                )
            if not verzending.toelichting.strip():
                melding = "Noem waaruit blijkt dat de persoon zo bereikbaar wil zijn; anders gaat de brief per post."
                yield maak_gebrek("toelichting", melding, _BEREIKBAAR)
        case Verzendwijze.ANDERS:
            if not verzending.adres.strip():
                yield maak_gebrek("adres", "Noem waar of hoe de brief bekend is gemaakt.", _ANDERS)
            if not verzending.toelichting.strip():
                melding = "Noem waarom toezenden of uitreiken niet kon, en waarom deze wijze geschikt is."
                yield maak_gebrek("toelichting", melding, _ANDERS)
