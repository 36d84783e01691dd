"""De oproepen voor de brede intake: art. 14 lid 1 en 2 en art. 22 lid 1 en 2 Wi2021, met de waarborgen PG-1 tot PG-4.

Een oproep telt pas als zij op tijd en aantoonbaar verzonden is (PG-1). Een gemiste afspraak is nog geen gemiste termijn
(PG-2). Alleen wat telt, brengt de volgende oproep, de boetevraag of de afronding in afwezigheid dichterbij.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law import boetetermijn
from core.law.boetetermijn import NA_BOETE
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG, Boetevraag
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import plus, schrijf_dag, volgende_werkdag, vorige_werkdag
from core.law.oproeptelling import bereikt
from core.law.recht import Duur, Grond, Recht, Regelkeuzes
from core.law.retourpost import Retouroordeel
from core.law.termijnen import toets_gestelde_datum
from core.law.uitkomst import Uitkomst
from core.law.vooruitzicht import toets_in_zicht

__all__ = ["Oproep", "Uitkomst"]
_LID_1 = Grond("Wi2021", "14", "1")
_LID_2 = Grond("Wi2021", "14", "2")
_LID_1_EN_2 = Grond("Wi2021", "14", "1 en 2")
_VERKORT = Grond("Wi2021", "15", "4")
_WACHT_NIET = frozenset({Uitkomst.KOMST_GEWEIGERD, Uitkomst.ONVOLDOENDE_MEDEWERKING})
"""Na deze hoeft niemand de termijn uit te zitten voor de volgende oproep (PG-3; PG-4, schriftelijk geweigerd)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oproep:
    """Eén oproep. `kortere_termijn` zegt dat de persoon zelf om een kortere termijn vroeg of ermee instemde.

    `id` is waaronder de vrager haar kent; de wet leest het niet.
    """

    id: UUID | None = None
    nummer: int
    opgesteld_op: date
    termijn_tot: date
    afspraak_dag: date
    verzonden_op: date | None = None
    uitkomst: Uitkomst = Uitkomst.OPEN
    uitkomst_op: date | None = None
    kortere_termijn: bool = False
    met_plan: bool = False
    """In haar brief staat welk plan het college maakt als de persoon niet komt (PG-10)."""
    boetevraag: Boetevraag | None = None
    afspraak_niet_doorgegaan: bool = False
    """Er is vastgelegd, en niet teruggenomen, dat een afspraak gemist of afgezegd is."""
    zonder_afspraak: bool = False
    """De laatste afspraak ging niet door, en er is nog geen nieuwe gemaakt (PG-2)."""
    retour: Retouroordeel | None = None
    """Haar brief kwam terug van de post, met wat daarover geoordeeld is; None als zij niet terugkwam."""
    zonder_toets: str = ""
    """Waarom de toets waaraan de persoon niet meewerkte niet bij zijn intake hoort (art. 15 lid 4); anders leeg."""
    alsnog_op: date | None = None
    """Wanneer hij kwam binnen de termijn uit de boete, toen het PIP er zonder hem al was (art. 22 lid 2, PG-2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolgendeOproep:
    """Wat de volgende oproep moet zijn. `uiterste_termijn` ontbreekt als de wet er geen stelt, `vroegste_termijn` als
    er geen boete is met een termijn die zij moet uitzitten."""

    nummer: int
    met_waarschuwing: bool
    grond: Grond
    uiterste_termijn: date | None = None
    vroegste_termijn: date | None = None

    @property
    def na_boete(self) -> bool:
        """Zij volgt uit een boetebeschikking, die haar termijn begrenst (art. 22 lid 2 Wi2021)."""
        return self.uiterste_termijn is not None


def wat_telt_niet(oproep: Oproep, *, recht: Recht) -> tuple[Gebrek, ...]:
    """Waarom deze oproep niet telt (PG-1); leeg als zij telt."""
    return tuple(_telt_niet(oproep, recht))


def telt_nooit(oproep: Oproep, *, peildatum: date, recht: Recht) -> bool:
    """Deze verzonden oproep telt niet, ook niet als haar afspraak nog binnen de termijn verzet wordt (PG-1).

    Kwam haar brief terug, dan staat dat pas vast als iemand zag dat zij naar het verkeerde adres ging.
    """
    if oproep.verzonden_op is None or not wat_telt_niet(oproep, recht=recht):
        return False
    if oproep.retour is Retouroordeel.TE_BEOORDELEN:
        return False
    laatst_verzet = replace(oproep, afspraak_dag=oproep.termijn_tot)
    return peildatum >= oproep.termijn_tot or bool(wat_telt_niet(laatst_verzet, recht=recht))


def volgend_nummer(eerdere: Sequence[Oproep], *, recht: Recht) -> int:
    """De hoeveelste oproep nu aan de beurt is."""
    return 1 + bereikt(oproep.nummer for oproep in _geteld(eerdere, recht))


def volgende_oproep(eerdere: Sequence[Oproep], *, op: date, recht: Recht) -> VolgendeOproep:
    """Welke oproep na deze op dag `op` aan de beurt is, los van de vraag of zij al mag.

    De tweede gaat met een waarschuwing (art. 14 lid 1). De derde volgt uit de boetebeschikking (art. 22 lid 2), of is
    een gewone: zonder boete, of als het daarvoor te laat is (INTERPRETATION).
    """
    nummer = volgend_nummer(eerdere, recht=recht)
    if nummer <= EERSTE_MET_BOETEVRAAG:
        return VolgendeOproep(nummer=nummer, met_waarschuwing=nummer == EERSTE_MET_BOETEVRAAG, grond=_LID_1)
    ruimte = boetetermijn.ruimte_voor_derde(_geteld(eerdere, recht)[-1].boetevraag, op=op, recht=recht)
    if ruimte is None:
        return VolgendeOproep(nummer=nummer, met_waarschuwing=False, grond=_LID_2)
    return VolgendeOproep(
        nummer=nummer,
        met_waarschuwing=False,
        grond=ruimte.grond,
        uiterste_termijn=ruimte.uiterlijk,
        vroegste_termijn=ruimte.vroegst,
    )


def te_laat(oproep: Oproep, *, kwam_op: date, recht: Recht) -> bool:
    """Of wie op deze dag kwam te laat is (PG-2). Op een oproep die niet telt liep geen termijn (PG-1); kwam zij terug
    en is dat niet beoordeeld, dan kan zij nog tellen."""
    kan_tellen = replace(oproep, retour=None) if oproep.retour is Retouroordeel.TE_BEOORDELEN else oproep
    return kwam_op > oproep.termijn_tot and not wat_telt_niet(kan_tellen, recht=recht)


def grond_van_termijn(nummer: int, oproep: str) -> Grond:
    """Het artikel dat een oproep haar termijn geeft (PG-18); `oproep` is de grond van de oproep zelf."""
    if nummer <= EERSTE_MET_BOETEVRAAG:
        return _LID_1
    return _LID_1_EN_2 if oproep == str(_LID_2) else NA_BOETE


def overtreding_vanaf(oproep: Oproep) -> date:
    """De eerste dag waarop een rapport van de overtreding kan bestaan (art. 22 lid 1 Wi2021)."""
    if oproep.uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING and oproep.uitkomst_op is not None:
        return oproep.uitkomst_op
    return oproep.termijn_tot + timedelta(days=1)


def waarschuwen_vanaf(eerdere: Sequence[Oproep], *, recht: Recht) -> date | None:
    """De eerste dag waarop vaststond dat de laatste oproep die telde geen resultaat gaf; None als er zo geen is.

    Schriftelijk weigeren en onvoldoende meewerken staan vast op hun eigen dag; anders moet de termijn om zijn.
    """
    geteld = _geteld(eerdere, recht)
    if not geteld:
        return None
    if geteld[-1].uitkomst is Uitkomst.KOMST_GEWEIGERD and geteld[-1].uitkomst_op is not None:
        return geteld[-1].uitkomst_op
    return overtreding_vanaf(geteld[-1])


def vorige_oproep(eerdere: Sequence[Oproep], *, recht: Recht) -> Oproep | None:
    """De laatste oproep die telde en geen resultaat gaf; None als de volgende de eerste is."""
    geteld = _geteld(eerdere, recht)
    return geteld[-1] if geteld else None


def beboete_oproep(oproepen: Sequence[Oproep]) -> Oproep | None:
    """De laatste oproep waarop een boete rust die de persoon al kreeg; None als er geen is."""
    return next((o for o in reversed(oproepen) if o.boetevraag is not None and o.boetevraag.bekende_boete), None)


def toets_oproepen(
    eerdere: Sequence[Oproep], *, op: date, keuzes: Regelkeuzes, recht: Recht
) -> tuple[VolgendeOproep, tuple[Gebrek, ...]]:
    """De volgende oproep, met wat haar op dag `op` nog tegenhoudt."""
    volgende = volgende_oproep(eerdere, op=op, recht=recht)
    return volgende, (
        *_toets_stand(eerdere, volgende, op=op, recht=recht),
        *_toets_boetevraag(eerdere, volgende, recht),
        *_toets_waarschuwing(volgende, keuzes),
    )


def toets_nieuwe_oproep(
    eerdere: Sequence[Oproep],
    *,
    termijn_tot: date,
    op: date,
    keuzes: Regelkeuzes,
    recht: Recht,
    kortere_termijn: bool = False,
) -> VolgendeOproep:
    """De oproep die op dag `op` kan worden opgesteld en verzonden, met `termijn_tot` als laatste dag.

    Raises:
        VoorwaardeNietVervuld: als de wet nu geen (zo'n) oproep toelaat; alle gebreken tegelijk.
        OngeldigeInvoer: als een gestelde dag niet kan; alle gebreken tegelijk.
    """
    volgende, voorwaarden = toets_oproepen(eerdere, op=op, keuzes=keuzes, recht=recht)
    if voorwaarden:
        raise VoorwaardeNietVervuld("Deze oproep kan nu niet worden verzonden.", gebreken=voorwaarden)
    invoer = (
        *_toets_dagen(volgende, termijn_tot=termijn_tot, op=op, kortere_termijn=kortere_termijn, recht=recht),
        *toets_gestelde_datum(termijn_tot, recht=recht, uiterlijk=volgende.uiterste_termijn),
    )
    if invoer:
        raise OngeldigeInvoer("De termijn van de oproep klopt niet.", gebreken=invoer)
    return volgende


def toets_in_afwezigheid(oproepen: Sequence[Oproep], *, peildatum: date, recht: Recht) -> tuple[Gebrek, ...]:
    """Art. 14 lid 2 Wi2021 en PG-4: per oproep wat er nog ontbreekt; leeg als de intake in afwezigheid kan.

    Drie oproepen die tellen en geen resultaat gaven, de boetevraag bij de tweede beantwoord, en de derde termijn
    voorbij. De boetevraag bij de derde (art. 22 lid 3) blijft werk en houdt niets tegen.
    """
    return tuple(_in_afwezigheid(oproepen, peildatum, recht))


def _telt_niet(oproep: Oproep, recht: Recht) -> Iterator[Gebrek]:
    naam = f"Oproep {oproep.nummer}"
    if oproep.verzonden_op is None:
        melding = f"{naam} is niet als verzonden vastgelegd; leg vast wanneer haar brief de deur uit ging."
        yield maak_gebrek("verzondenOp", melding, _LID_1, eerst=Handeling.OPROEP_VERZENDEN)
        return
    if oproep.verzonden_op >= oproep.afspraak_dag:
        melding = f"{naam} is niet vóór de dag van de afspraak verzonden; zij telt niet."
        yield maak_gebrek("verzondenOp", melding, _LID_1)
    kortste = recht.oproep_minimum_dagen.op(oproep.verzonden_op).waarde
    if not oproep.kortere_termijn and oproep.termijn_tot < plus(oproep.verzonden_op, kortste):
        melding = f"Tussen de verzending van {naam.lower()} en haar laatste dag liggen geen {kortste}; zij telt niet."
        yield maak_gebrek("termijnLaatsteDag", melding, _LID_1)
    if oproep.zonder_toets:
        melding = f"{naam} telt niet: daarna deed de persoon alleen de toets niet. {oproep.zonder_toets}"
        yield maak_gebrek("uitkomst", melding, _VERKORT, eerst=Handeling.UITKOMST_TERUGNEMEN)
    yield from _teruggekomen(oproep, naam)


def _teruggekomen(oproep: Oproep, naam: str) -> Iterator[Gebrek]:
    if oproep.retour is Retouroordeel.TE_BEOORDELEN:
        melding = (
            f"{naam} kwam terug van de post, of ging niet naar wie voor de persoon optreedt. Beoordeel dat bij de"
            " retourpost; tot dan telt zij niet."
        )
        yield maak_gebrek("retourpost", melding, _LID_1, eerst=Handeling.RETOURPOST_BEOORDELEN)
    elif oproep.retour is Retouroordeel.FOUT_ADRES:
        melding = (
            f"{naam} ging niet naar het goede adres of niet naar wie voor de persoon optreedt; zij telt niet. Roep"
            " opnieuw op."
        )
        yield maak_gebrek("retourpost", melding, _LID_1, eerst=Handeling.OPROEP_INTREKKEN)


def getelde(oproepen: Sequence[Oproep], *, recht: Recht) -> tuple[Oproep, ...]:
    """De oproepen die telden en geen resultaat gaven: waarop een afronding in afwezigheid rust (PG-4)."""
    return tuple(_geteld(oproepen, recht))


def _geteld(oproepen: Sequence[Oproep], recht: Recht) -> list[Oproep]:
    return [o for o in oproepen if o.uitkomst.zonder_resultaat and not wat_telt_niet(o, recht=recht)]


def _toets_open(eerdere: Sequence[Oproep], *, op: date, recht: Recht) -> Iterator[Gebrek]:
    """Wat er met een oproep die nog openstaat eerst moet; komen kan altijd (PG-2)."""
    staand = [oproep for oproep in eerdere if not oproep.uitkomst.weg]
    if not staand or staand[-1].uitkomst is not Uitkomst.OPEN:
        return
    laatste = staand[-1]
    if laatste.verzonden_op is None:
        melding = "Er ligt al een oproep klaar; verzend haar, of trek haar in."
        yield maak_gebrek("oproep", melding, _LID_1, eerst=Handeling.OPROEP_VERZENDEN)
    elif laatste.retour is Retouroordeel.TE_BEOORDELEN:
        yield from _teruggekomen(laatste, f"Oproep {laatste.nummer}")
    elif wat_telt_niet(laatste, recht=recht):
        melding = "De vorige oproep staat nog open en telt niet; trek haar in, of leg vast dat de persoon kwam."
        yield maak_gebrek("uitkomst", melding, _LID_1, eerst=Handeling.OPROEP_INTREKKEN)
    elif op <= laatste.termijn_tot:
        tot = schrijf_dag(laatste.termijn_tot)
        melding = f"De vorige oproep loopt tot en met {tot}; wacht die dag af, of leg vast dat de persoon kwam."
        yield maak_gebrek("uitkomst", melding, _LID_1, eerst=Handeling.VERSCHIJNEN)
    else:
        melding = "De vorige oproep staat nog open; leg eerst vast dat haar termijn gemist is, of dat de persoon kwam."
        yield maak_gebrek("uitkomst", melding, _LID_1, eerst=Handeling.TERMIJN_GEMIST)


def _toets_stand(eerdere: Sequence[Oproep], volgende: VolgendeOproep, *, op: date, recht: Recht) -> Iterator[Gebrek]:
    staand = [oproep for oproep in eerdere if not oproep.uitkomst.weg]
    te_beoordelen = [oproep for oproep in staand if oproep.retour is Retouroordeel.TE_BEOORDELEN]
    if te_beoordelen:  # which oproep comes next depends on the answer
        for oproep in te_beoordelen:
            yield from _teruggekomen(oproep, f"Oproep {oproep.nummer}")
        return
    yield from _toets_open(eerdere, op=op, recht=recht)
    if not staand or staand[-1].uitkomst is Uitkomst.OPEN:
        return
    laatste = staand[-1]
    if laatste.zonder_toets:
        melding = f"Op de vorige oproep kwam de persoon. {laatste.zonder_toets} Neem die uitkomst terug."
        yield maak_gebrek("uitkomst", melding, _VERKORT, eerst=Handeling.UITKOMST_TERUGNEMEN)
    elif laatste.uitkomst.gekomen:
        melding = "Op de vorige oproep is men verschenen; leg zo nodig eerst vast dat de medewerking onvoldoende was."
        yield maak_gebrek("uitkomst", melding, _LID_1)
    elif laatste.uitkomst not in _WACHT_NIET and op <= laatste.termijn_tot:
        melding = f"De termijn van de vorige oproep loopt tot en met {schrijf_dag(laatste.termijn_tot)}; wacht die af."
        yield maak_gebrek("op", melding, _LID_1)
    elif volgende.nummer > recht.oproepen_voor_afwezigheid.op(op).waarde:
        wacht = next(_boete_loopt(eerdere, laatste, op, recht), None)
        en_nu = "Rond de brede intake af in afwezigheid." if wacht is None else wacht.melding
        eerst = Handeling.INTAKE_AFRONDEN_IN_AFWEZIGHEID if wacht is None else Handeling.VERSCHIJNEN
        yield maak_gebrek("nummer", f"Alle oproepen zijn gedaan. {en_nu}", _LID_2, eerst=eerst)


def _toets_boetevraag(eerdere: Sequence[Oproep], volgende: VolgendeOproep, recht: Recht) -> Iterator[Gebrek]:
    if volgende.nummer > EERSTE_MET_BOETEVRAAG:
        yield from boetetermijn.toets_antwoord(antwoord_op_tweede(eerdere, recht=recht))


def antwoord_op_tweede(oproepen: Sequence[Oproep], *, recht: Recht) -> Boetevraag | None:
    """Wat het college antwoordde op de boetevraag bij de tweede oproep die telt; None als het nog niet antwoordde."""
    tweede = (o.boetevraag for o in _geteld(oproepen, recht) if o.nummer == EERSTE_MET_BOETEVRAAG)
    return next((vraag for vraag in tweede if vraag is not None), None)


def _toets_waarschuwing(volgende: VolgendeOproep, keuzes: Regelkeuzes) -> Iterator[Gebrek]:
    if not volgende.met_waarschuwing or keuzes.waarschuwing_rechtsmiddel is not None:
        return
    melding = (
        "Deze oproep gaat met een waarschuwing, maar de gemeente heeft nog niet gekozen of daar een bezwaarclausule "
        "bij hoort (B02). Laat de jurist dit kiezen in de instellingen van de gemeente."
    )
    yield maak_gebrek("waarschuwingRechtsmiddel", melding, _LID_1)


def _toets_dagen(
    volgende: VolgendeOproep, *, termijn_tot: date, op: date, kortere_termijn: bool, recht: Recht
) -> Iterator[Gebrek]:
    kortste: Duur = recht.oproep_minimum_dagen.op(op).waarde
    if termijn_tot <= op:
        yield maak_gebrek("termijnLaatsteDag", "De laatste dag ligt niet na de dag van verzending.", _LID_1)
    elif not kortere_termijn and termijn_tot < plus(op, kortste):
        eerste = volgende_werkdag(plus(op, kortste), recht)
        melding = (
            f"Geef ten minste {kortste} vanaf vandaag: kies {schrijf_dag(eerste)} of later."
            " Korter kan alleen als de persoon er zelf om vroeg of ermee instemde; leg dat dan vast."
        )
        yield maak_gebrek("termijnLaatsteDag", melding, _LID_1)
    yield from toets_in_zicht(termijn_tot, veld="termijnLaatsteDag", peildatum=op, recht=recht)
    if volgende.uiterste_termijn is not None and termijn_tot > volgende.uiterste_termijn:
        uiterlijk = vorige_werkdag(volgende.uiterste_termijn, recht)
        melding = f"De laatste dag ligt te ver weg; kies een werkdag tot en met {schrijf_dag(uiterlijk)}."
        yield maak_gebrek("termijnLaatsteDag", melding, volgende.grond)
    if volgende.vroegste_termijn is not None and termijn_tot < volgende.vroegste_termijn:
        dag = schrijf_dag(volgende.vroegste_termijn)
        melding = f"De boete laat de persoon nog komen tot en met {dag}; kies die dag of later."
        yield maak_gebrek("termijnLaatsteDag", melding, volgende.grond)


def _in_afwezigheid(oproepen: Sequence[Oproep], peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    nodig = recht.oproepen_voor_afwezigheid.op(peildatum).waarde
    geteld = _geteld(oproepen, recht)
    aantal = bereikt(oproep.nummer for oproep in geteld)
    if aantal < nodig:
        yield _te_weinig(oproepen, aantal=aantal, nodig=nodig, peildatum=peildatum, recht=recht)
        for oproep in oproepen:
            if oproep.uitkomst.zonder_resultaat:
                yield from _telt_niet(oproep, recht)
        return
    laatste = geteld[-1]
    if laatste.alsnog_op is not None:
        melding = f"De persoon kwam op {schrijf_dag(laatste.alsnog_op)}. Leg vast dat hij verscheen, en hoor hem."
        yield maak_gebrek("uitkomst", melding, NA_BOETE, eerst=Handeling.VERSCHIJNEN)
    yield from boetetermijn.toets_antwoord(antwoord_op_tweede(oproepen, recht=recht))
    yield from _boete_loopt(oproepen, laatste, peildatum, recht)
    if laatste.uitkomst is not Uitkomst.KOMST_GEWEIGERD and peildatum <= laatste.termijn_tot:
        melding = f"De laatste termijn loopt tot en met {schrijf_dag(laatste.termijn_tot)}; wacht die af."
        yield maak_gebrek("oproepen", melding, _LID_2)


def _boete_loopt(oproepen: Sequence[Oproep], derde: Oproep, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    yield from boetetermijn.toets_voorbij(
        antwoord_op_tweede(oproepen, recht=recht),
        derde_van=derde.opgesteld_op,
        geweigerd_op=derde.uitkomst_op if derde.uitkomst is Uitkomst.KOMST_GEWEIGERD else None,
        peildatum=peildatum,
        recht=recht,
    )


def _te_weinig(oproepen: Sequence[Oproep], *, aantal: int, nodig: int, peildatum: date, recht: Recht) -> Gebrek:
    """Wat er tot de afronding in afwezigheid ontbreekt; staat er nog een oproep open, dan gaat die voor een nieuwe."""
    openstaand = next(_toets_open(oproepen, op=peildatum, recht=recht), None)
    stap, eerst = "Roep eerst opnieuw op.", Handeling.OPROEP_OPSTELLEN.value
    if openstaand is not None:
        stap, eerst = openstaand.melding, openstaand.eerst
    melding = f"Oproepen die tellen en geen resultaat gaven: {aantal}; nodig zijn er {nodig}. {stap}"
    return Gebrek(veld="oproepen", melding=melding, grond=str(_LID_2), eerst=eerst)
