"""De afspraak binnen de termijn van een oproep: of zij verstandig gekozen is, en hoe de persoon weet dat zij verzet is
(art. 14 lid 1 Wi2021, PG-2).

Een afspraak mag op elke dag en elk uur; buiten kantoor, op een vrije dag of bij een collega of ruimte die bezet is,
waarschuwt Meedoen eerst. De oproep noemde een andere tijd en plaats. Wie daar niet van weet, kan niet komen; een
verzette afspraak wordt daarom bevestigd, met een brief die op tijd aankomt of in een gesprek waarvan vaststaat wanneer
en met wie.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.fouten import Gebrek, Waarschuwing
from core.law.kalender import feestdagen, plus, reden_geen_werkdag, schrijf_dag
from core.law.recht import Grond, Recht
from core.law.waarschuwingen import Waarschuwingssoort

_OPROEP = Grond("Wi2021", "14", "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezet:
    """Wat er op de tijd van de afspraak al een andere afspraak heeft."""

    collega: bool = False
    ruimte: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Openingstijd:
    """Op deze dag van de week (maandag is 1) is het kantoor open van `van` tot `tot`."""

    weekdag: int
    van: time
    tot: time

    @property
    def in_woorden(self) -> str:
        return f"{self.van:%H:%M} tot {self.tot:%H:%M}"


def duur(peildatum: date, recht: Recht) -> timedelta:
    """Zo lang rekent de gemeente voor een afspraak."""
    return timedelta(minutes=recht.afspraak_minuten.op(peildatum).waarde)


def waarschuw_afspraak(
    op: datetime, bezet: Bezet, *, openingstijden: Collection[Openingstijd] = (), recht: Recht
) -> tuple[Waarschuwing, ...]:
    """Waarvoor een afspraak op dit tijdstip waarschuwt; `op` is de tijd zoals die in Nederland op de klok staat.

    Zonder `openingstijden` van de gemeente gelden de kantooruren van de parameters, elke dag dezelfde.
    """
    return tuple(_waarschuw(op, bezet, openingstijden, recht))


def _waarschuw(
    op: datetime, bezet: Bezet, openingstijden: Collection[Openingstijd], recht: Recht
) -> Iterator[Waarschuwing]:
    dag = op.date()
    van = recht.kantooruren_van.op(dag)
    open_ = [tijd for tijd in openingstijden if tijd.weekdag == dag.isoweekday()]
    reden = reden_geen_werkdag(dag, recht)
    if open_ and dag not in feestdagen(dag.year, recht):
        reden = ""  # a gemeente that opens on saturday works then
    buiten = _buiten_openingstijden(op, open_, recht) if openingstijden else _buiten_kantooruren(op, recht)
    if buiten and not (openingstijden and reden):
        yield _waarschuwing(Waarschuwingssoort.BUITEN_KANTOORUREN, buiten, van.grond)
    if reden:
        melding = f"{schrijf_dag(dag).capitalize()} is geen werkdag ({reden})."
        yield _waarschuwing(Waarschuwingssoort.GEEN_WERKDAG, melding, van.grond)
    if bezet.collega:
        melding = f"Deze collega heeft op {schrijf_dag(dag)} al een afspraak in de tijd vanaf {op:%H:%M} uur."
        yield _waarschuwing(Waarschuwingssoort.COLLEGA_BEZET, melding, van.grond)
    if bezet.ruimte:
        melding = f"In deze ruimte is op {schrijf_dag(dag)} al een afspraak in de tijd vanaf {op:%H:%M} uur."
        yield _waarschuwing(Waarschuwingssoort.RUIMTE_BEZET, melding, van.grond)


def _buiten_kantooruren(op: datetime, recht: Recht) -> str:
    van, tot = recht.kantooruren_van.op(op.date()).waarde, recht.kantooruren_tot.op(op.date()).waarde
    sluit = op.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=tot)
    if op.hour >= van and op + duur(op.date(), recht) <= sluit:
        return ""
    return f"De afspraak om {op:%H:%M} uur ligt buiten kantoor ({van}:00 tot {tot}:00 uur)."


def _buiten_openingstijden(op: datetime, open_: Collection[Openingstijd], recht: Recht) -> str:
    """Leeg als het hele gesprek binnen één blok valt."""
    if not open_:
        return f"Het kantoor is dicht op {schrijf_dag(op.date())}."
    einde = op + duur(op.date(), recht)
    for tijd in open_:
        van, tot = (datetime.combine(op.date(), uur, op.tzinfo) for uur in (tijd.van, tijd.tot))
        if van <= op and einde <= tot:
            return ""
    wanneer = " en ".join(tijd.in_woorden for tijd in sorted(open_, key=lambda tijd: tijd.van))
    return f"De afspraak om {op:%H:%M} uur ligt buiten de openingstijden ({wanneer} uur)."


def _waarschuwing(soort: Waarschuwingssoort, melding: str, grond: Grond) -> Waarschuwing:
    return Waarschuwing(soort=soort, melding=melding, grond=str(grond))


def toets_eerste_afspraak(op: datetime, *, peildatum: date, termijn_tot: date) -> tuple[Gebrek, ...]:
    """De afspraak van een nieuwe oproep: haar brief gaat op zijn vroegst vandaag uit, en ligt voor haar (PG-1)."""
    eerste = peildatum + timedelta(days=1)
    if eerste <= op.date() <= termijn_tot:
        return ()
    melding = (
        f"De afspraak ligt na de brief en binnen de termijn: kies een dag van {schrijf_dag(eerste)} tot en met"
        f" {schrijf_dag(termijn_tot)}. Kan de persoon pas later, kies dan een latere laatste dag voor de termijn."
    )
    return (_gebrek("afspraakOp", melding),)


def toets_verzette_afspraak(
    op: datetime, *, nu: datetime, verzonden_op: date | None, termijn_tot: date
) -> tuple[Gebrek, ...]:
    """De nieuwe afspraak van een oproep die loopt: elk uur dat nog komt, ook vandaag (PG-2), na de dag waarop de oproep
    wegging: anders telt zij niet (PG-1). Of de persoon het op tijd weet, zegt `toets_bevestiging`. `op` en `nu` zijn
    de tijd zoals die in Nederland op de klok staat."""
    vandaag = nu.date()
    eerste = vandaag if verzonden_op is None else max(vandaag, verzonden_op + timedelta(days=1))
    if op > nu and eerste <= op.date() <= termijn_tot:
        return ()
    vanaf = f"vandaag, {schrijf_dag(eerste)}, later dan {nu:%H:%M} uur," if eerste == vandaag else schrijf_dag(eerste)
    melding = (
        f"Kies een tijd van {vanaf} tot en met {schrijf_dag(termijn_tot)} (het einde van de termijn). Kan de"
        " persoon pas daarna, trek deze oproep dan in en stel een nieuwe op met een latere laatste dag. Komt hij zonder"
        " afspraak, leg dan vast dat hij verscheen; dat kan ook na de termijn."
    )
    return (_gebrek("afspraakOp", melding),)


class Bevestigingswijze(StrEnum):
    BRIEF = "BRIEF"
    TELEFOON = "TELEFOON"
    BALIE = "BALIE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevestiging:
    """Hoe de nieuwe afspraak is verteld; `op`, `met` en `taal` horen bij een gesprek."""

    wijze: Bevestigingswijze = Bevestigingswijze.BRIEF
    op: date | None = None
    met: str = ""
    taal: str = ""


def toets_bevestiging(
    bevestiging: Bevestiging, *, afspraak_dag: date, vanaf: date, termijn_tot: date, peildatum: date, recht: Recht
) -> tuple[Gebrek, ...]:
    """Alles waarom de persoon zo niet weet van zijn nieuwe afspraak; leeg als het klopt.

    `vanaf` is de dag waarop de oproep verzonden is: daarvoor was er geen afspraak om te verzetten. Tot en met
    `termijn_tot` kan er een nieuwe zijn.
    """
    if bevestiging.wijze is Bevestigingswijze.BRIEF:
        return tuple(_brief(bevestiging, afspraak_dag, termijn_tot, peildatum, recht))
    return tuple(_gesprek(bevestiging, vanaf, peildatum))


def _brief(
    bevestiging: Bevestiging, afspraak_dag: date, termijn_tot: date, peildatum: date, recht: Recht
) -> Iterator[Gebrek]:
    eerste = plus(peildatum, recht.afspraak_brief_vooraf.op(peildatum).waarde)
    if peildatum <= afspraak_dag < eerste:
        of = f", of kies {schrijf_dag(eerste)} of later" if eerste <= termijn_tot else ""
        melding = (
            "Een brief komt niet op tijd voor deze afspraak. Bel of spreek de persoon en leg dat gesprek vast"
            f" (bevestiging){of}."
        )
        yield _gebrek("bevestiging.wijze", melding)
    for veld, waarde in (("op", bevestiging.op), ("met", bevestiging.met), ("taal", bevestiging.taal)):
        if waarde:
            yield _gebrek(f"bevestiging.{veld}", "Dit hoort bij een gesprek, niet bij een brief.")


def _gesprek(bevestiging: Bevestiging, vanaf: date, peildatum: date) -> Iterator[Gebrek]:
    if bevestiging.op is None:
        yield _gebrek("bevestiging.op", "Noem de dag waarop u de persoon sprak.")
    elif not vanaf <= bevestiging.op <= peildatum:
        melding = f"Kies een dag van {schrijf_dag(vanaf)} tot en met vandaag, {schrijf_dag(peildatum)}."
        yield _gebrek("bevestiging.op", melding)
    if not bevestiging.met.strip():
        yield _gebrek("bevestiging.met", "Noem met wie u sprak: de persoon zelf, of wie voor hem optrad.")
    if not bevestiging.taal.strip():
        yield _gebrek("bevestiging.taal", "Noem in welke taal u sprak, en of er een tolk bij was.")


def _gebrek(veld: str, melding: str) -> Gebrek:
    return Gebrek(veld=veld, melding=melding, grond=str(_OPROEP))
