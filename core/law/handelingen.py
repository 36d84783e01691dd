"""Of een handeling nu mag: de stand van een zaak, haar feiten en een dag erin; toegestaan of geweigerd eruit.

Elke deur (API, taak, pagina, import) vraagt het hier, en nergens anders (lint). Een weigering noemt alles wat
tegenhoudt, elk met zijn artikel, en de handeling die nu wel kan. De waarborgen heten zoals in de specificatie: PG-1
tot en met PG-20. Wat er aan de inhoud van een intake of PIP ontbreekt toetsen `intake` en `pip`; dat staat in
`Zaakbeeld.ontbreekt`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from core.fouten import Gebrek, OnjuisteFase, VoorwaardeNietVervuld
from core.law import boetegrond, dagtekening, herstel, intrekken, ontheffing, retourpost, verkort, voorleggen, weg
from core.law.aanschrijven import OVERLEDEN
from core.law.besluiten import Besluitsoort
from core.law.bevoegd import toets_college
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG
from core.law.elders import ELDERS, pip_ingetrokken, pip_terugnemen
from core.law.elders_plan import plan_terugnemen, plan_vastleggen
from core.law.fasen import AFGESLOTEN, VOOR_HET_GESPREK, Fase
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import schrijf_dag
from core.law.mandaat import toets_bevoegd
from core.law.ontheffing import ONTHEFFING
from core.law.oproepen import Uitkomst, telt_nooit, toets_oproepen, volgend_nummer, wat_telt_niet
from core.law.recht import Grond, Recht
from core.law.voornemen import VOORNEMEN
from core.law.zaakbeeld import Zaakbeeld

__all__ = ["Handeling", "Oordeel", "Zaakbeeld", "aan_zet", "alle", "beoordeel", "fasen_van"]
_F = Fase
_H = Handeling
_OPROEP = Grond("Wi2021", "14", "1")
_AFWEZIG = Grond("Wi2021", "14", "2")
_INTAKE = Grond("Wi2021", "14", "3")
_BOETE = Grond("Wi2021", "22", "1")
_DERDE = Grond("Bi2021", "5.3", "2")
_PIP = Grond("Wi2021", "15", "1")
_ZORG = Grond("Awb", "3:2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Oordeel:
    """Of de handeling mag; zo niet, dan waarom niet, en wat er nu wel kan."""

    handeling: Handeling
    juiste_fase: bool
    gebreken: tuple[Gebrek, ...]
    volgende: Handeling | None
    ofwel: Handeling | None
    """De andere stap die even goed kan, waar er twee zijn."""
    wat_nu: str
    """Wat er nu wel kan, in woorden."""

    @property
    def mag(self) -> bool:
        return not self.gebreken

    def eis(self) -> None:
        """Ga door als het mag.

        Raises:
            OnjuisteFase: alleen de fase houdt haar tegen.
            VoorwaardeNietVervuld: de wet houdt haar nu tegen; `gebreken` noemt alles.
        """
        if self.mag:
            return
        eerste = self.gebreken[0]
        if not self.juiste_fase and len(self.gebreken) == 1:
            raise OnjuisteFase(f"{eerste.melding} {self.wat_nu}", grond=eerste.grond)
        melding = f"Dit kan nu niet: {self.handeling.omschrijving}. {self.wat_nu}"
        raise VoorwaardeNietVervuld(melding, gebreken=self.gebreken)


def beoordeel(
    handeling: Handeling,
    zaak: Zaakbeeld,
    *,
    peildatum: date,
    recht: Recht,
    dag: date | None = None,
    heel: Zaakbeeld | None = None,
) -> Oordeel:
    """Of `handeling` op `peildatum` mag.

    `dag` is de dag die de handeling noemt (verschenen op, verzonden op, dagtekening); zonder is het de peildatum.
    `heel` is alles wat er van de zaak vaststaat, voor wat er dan wel kan; zonder is dat `zaak`.
    """
    gebreken = _gebreken(handeling, zaak, peildatum, dag or peildatum, recht)
    juiste_fase = zaak.fase in _REGELS[handeling].fasen
    if not gebreken:
        return Oordeel(handeling=handeling, juiste_fase=juiste_fase, gebreken=(), volgende=None, ofwel=None, wat_nu="")
    beeld = heel or zaak
    nu = _nu(beeld, peildatum, recht)
    volgende = weg.na_weigering(handeling, gebreken, beeld, nu, peildatum=peildatum, recht=recht)
    ofwel = weg.ofwel(volgende, handeling, nu)
    stappen = tuple(stap for stap in (volgende, ofwel) if stap is not None)
    return Oordeel(
        handeling=handeling,
        juiste_fase=juiste_fase,
        gebreken=gebreken,
        volgende=volgende,
        ofwel=ofwel,
        wat_nu=weg.in_woorden(handeling, gebreken, stappen, beeld, nu, peildatum=peildatum, recht=recht),
    )


def alle(zaak: Zaakbeeld, *, peildatum: date, recht: Recht) -> tuple[Oordeel, ...]:
    """Het oordeel over elke handeling, in de volgorde van het verhaal."""
    return tuple(beoordeel(handeling, zaak, peildatum=peildatum, recht=recht) for handeling in Handeling)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beurt:
    """Wat er in een zaak nu aan de beurt is."""

    handeling: Handeling | None
    """De eerste op de weg van deze fase die nu mag; None als er nu geen is."""
    wat_nu: str
    """Dat in woorden; zonder handeling wat er tegenhoudt, of waarop de fase wacht."""


def aan_zet(zaak: Zaakbeeld, *, peildatum: date, recht: Recht) -> Beurt:
    """Wat er nu kan, en als dat niets is: waarom niet. Genoemd wordt alleen een handeling die nu mag."""
    stappen = weg.weg_van(zaak, peildatum=peildatum, recht=recht)
    nu = _nu(zaak, peildatum, recht)
    handeling = weg.eerste_die_mag(stappen, zaak, nu)
    if handeling is not None:
        wachten = weg.wachten(handeling, zaak, nu, peildatum)
        return Beurt(handeling=handeling, wat_nu=wachten or f"De volgende stap is: {handeling.omschrijving}.")
    if zaak.overleden or not stappen:
        return Beurt(handeling=None, wat_nu=weg.zonder_weg(zaak, peildatum=peildatum, recht=recht))
    eerste = beoordeel(stappen[0], zaak, peildatum=peildatum, recht=recht)
    if eerste.volgende is not None:
        return Beurt(handeling=eerste.volgende, wat_nu=eerste.wat_nu)
    waarom = [gebrek.melding for gebrek in eerste.gebreken]
    en_dan = [] if eerste.wat_nu == weg.LOS_OP else [eerste.wat_nu]
    wat_nu = " ".join([f"Nu kan nog niet: {eerste.handeling.omschrijving}.", *waarom, *en_dan])
    return Beurt(handeling=None, wat_nu=wat_nu)


def fasen_van(handeling: Handeling) -> frozenset[Fase]:
    """De fasen waarin deze handeling bestaat; of zij er mag, zegt `beoordeel`."""
    return _REGELS[handeling].fasen


_Toets = Callable[[Zaakbeeld, date, date, Recht], Iterator[Gebrek]]


def _niets(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from ()


@dataclass(frozen=True, slots=True)
class _Regel:
    fasen: frozenset[Fase]
    grond: Grond
    toets: _Toets = _niets
    besluit: Callable[[Zaakbeeld, Recht], Besluitsoort | None] | None = None
    """Welk besluit hiermee bij dit beeld genomen wordt, of geen."""
    weigert: Besluitsoort | None = None
    """Wat er gevraagd was, als dit het weigert."""


def _gebreken(handeling: Handeling, zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> tuple[Gebrek, ...]:
    regel = _REGELS[handeling]
    inhoud = zaak.ontbreekt.get(handeling, ())
    if zaak.fase in regel.fasen:
        vooraf = ((OVERLEDEN,) if zaak.overleden else ()) + toets_college(handeling, zaak.bevoegd)
        # What stops the letter may be in the content too: it is said once.
        toets = regel.toets(zaak, peildatum, dag, recht)
        return tuple(dict.fromkeys((*vooraf, *toets, *_bevoegd(handeling, zaak, peildatum, recht), *inhoud)))
    melding = f"In fase {zaak.fase} kan dit niet: {handeling.omschrijving}."
    return (herstel.in_deze_fase(handeling, zaak) or maak_gebrek("fase", melding, regel.grond), *inhoud)


def _bevoegd(handeling: Handeling, zaak: Zaakbeeld, peildatum: date, recht: Recht) -> tuple[Gebrek, ...]:
    """PG-19: wie een besluit neemt heeft er mandaat voor, en legde niet zelf vast waarop het rust als dat uitmaakt."""
    regel = _REGELS[handeling]
    soort = None if regel.besluit is None else regel.besluit(zaak, recht)
    if soort is None:
        return ()
    return toets_bevoegd(
        soort,
        zaak.beslisser,
        zaak.feiten if regel.weigert is None else replace(zaak.feiten, gevraagd=regel.weigert),
        keuze=zaak.keuzes.waarschuwing_rechtsmiddel,
        peildatum=peildatum,
        zelf=handeling in zaak.zelfde_mens,
    )


def _nu(zaak: Zaakbeeld, peildatum: date, recht: Recht) -> weg.Gebreken:
    """Wat een handeling vandaag tegenhoudt, los van de oproep waar een correctie over ging."""
    beeld = replace(zaak, bedoeld=None)
    return lambda handeling: _gebreken(handeling, beeld, peildatum, peildatum, recht)


# ── De oproepen: art. 14 lid 1 en 2 ─────────────────────────────────────────────────────────────────


def _opstellen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    if not zaak.doelgroep_bekend:
        melding = "De doelgroep is nog niet bij DUO gelezen; zonder doelgroep kan niet worden opgeroepen."
        yield maak_gebrek("doelgroep", melding, _OPROEP)
    yield from toets_oproepen(zaak.oproepen, op=peildatum, keuzes=zaak.keuzes, recht=recht)[1]
    yield from boetegrond.toets_zonder_grond(zaak.oproepen, recht=recht)


def _waarschuwing(zaak: Zaakbeeld, recht: Recht) -> Besluitsoort | None:
    """PG-15: de tweede oproep waarschuwt; of dat een besluit is, koos de gemeente."""
    tweede = volgend_nummer(zaak.oproepen, recht=recht) == EERSTE_MET_BOETEVRAAG
    return Besluitsoort.WAARSCHUWING if tweede else None


def _open_oproep(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    if zaak.oproep is None or zaak.oproep.uitkomst is not Uitkomst.OPEN:
        yield maak_gebrek("oproep", "Er staat geen oproep open.", _OPROEP)


def _verzenden(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """De dag zelf (niet vóór de dagtekening, niet in de toekomst) toetst wie de brief verzendt (PG-6)."""
    yield from _open_oproep(zaak)
    if zaak.oproep is not None and zaak.oproep.verzonden_op is not None:
        yield maak_gebrek("verzondenOp", "De brief van deze oproep is al verzonden.", _OPROEP)


def _intrekken(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from _open_oproep(zaak)


def _binnen_termijn(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from _open_oproep(zaak)
    if zaak.oproep is None or zaak.oproep.uitkomst is not Uitkomst.OPEN:
        return
    if zaak.oproep.verzonden_op is None:
        melding = "Deze oproep is nog niet verzonden; trek haar in en stel een nieuwe op met de goede tijd."
        yield maak_gebrek("verzondenOp", melding, _OPROEP, eerst=_H.OPROEP_INTREKKEN)
    if peildatum > zaak.oproep.termijn_tot:
        eerst = _H.TERMIJN_GEMIST
        melding = "De termijn van de oproep is voorbij; leg vast dat de termijn gemist is, of dat de persoon kwam."
        if telt_nooit(zaak.oproep, peildatum=peildatum, recht=recht):
            eerst = _H.OPROEP_INTREKKEN
            melding = "De termijn is voorbij en de oproep telt niet; trek haar in, of leg vast dat de persoon kwam."
        yield maak_gebrek("termijnLaatsteDag", melding, _OPROEP, eerst=eerst)


def _afspraak_gemist(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-2: een gemiste afspraak is een feit, geen gemiste termijn. Eén afspraak gaat één keer niet door."""
    if zaak.oproep is not None and zaak.oproep.zonder_afspraak and peildatum > zaak.oproep.termijn_tot:
        yield from _binnen_termijn(zaak, peildatum, dag, recht)
        return
    yield from _open_oproep(zaak)
    if zaak.oproep is not None and zaak.oproep.zonder_afspraak:
        melding = "Dat deze afspraak niet doorging staat er al; maak een nieuwe (verzetten), of neem dat terug."
        yield maak_gebrek("afspraak", melding, _OPROEP, eerst=_H.AFSPRAAK_VERZETTEN)


def _verschijnen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-2: komen kan altijd, binnen de termijn en erna, tot er opnieuw is opgeroepen."""
    if zaak.fase in herstel.NA_HET_PIP:
        yield from boetegrond.toets_alsnog(zaak.oproepen, dag=dag, peildatum=peildatum, recht=recht)
    elif zaak.oproep is None:
        yield maak_gebrek("oproep", "Er is nog niemand opgeroepen.", _OPROEP, eerst=_H.OPROEP_OPSTELLEN)
    elif not zaak.oproep.opgesteld_op <= dag <= peildatum:
        begin = f"Deze oproep is van {schrijf_dag(zaak.oproep.opgesteld_op)}: de persoon kan gekomen zijn van die dag"
        melding = f"{begin} tot en met vandaag, {schrijf_dag(peildatum)}. Verbeter de dag."
        yield maak_gebrek("op", melding, _OPROEP)


def _termijn_gemist(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from _open_en_geteld(zaak, recht)
    if zaak.oproep is not None and peildatum <= zaak.oproep.termijn_tot:
        melding = (
            f"De termijn loopt tot en met {schrijf_dag(zaak.oproep.termijn_tot)}; pas daarna is zij gemist."
            " Een gemiste afspraak kunt u nu al vastleggen."
        )
        yield maak_gebrek("termijnLaatsteDag", melding, _OPROEP)


def _komst_weigeren(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from _open_en_geteld(zaak, recht)


def _open_en_geteld(zaak: Zaakbeeld, recht: Recht) -> Iterator[Gebrek]:
    """PG-1: op een oproep die niet telt, kan geen afwezigheid rusten."""
    yield from _open_oproep(zaak)
    if zaak.oproep is not None and zaak.oproep.uitkomst is Uitkomst.OPEN:
        yield from wat_telt_niet(zaak.oproep, recht=recht)


def _onvoldoende(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """PG-3: van een verzoek in de intake. Het eerste contact dat er nooit was, is een gemiste termijn (PG-2)."""
    if zaak.oproep is None or not zaak.oproep.uitkomst.gekomen:
        melding = "Onvoldoende meewerken kan alleen wie verscheen; kwam de persoon niet, dan is de termijn gemist."
        yield maak_gebrek("uitkomst", melding, _OPROEP)


def _boetevraag(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    yield from boetegrond.toets_vraag(zaak.oproepen, peildatum=peildatum, recht=recht)


# ── De intake en het PIP: art. 14 lid 2 en 3, art. 15 ───────────────────────────────────────────────


def _steeds(soort: Besluitsoort) -> Callable[[Zaakbeeld, Recht], Besluitsoort]:
    return lambda zaak, recht: soort


_INTREKKING = _steeds(Besluitsoort.INTREKKING)
_OPGEROEPEN = frozenset({_F.INTAKE_OPGEROEPEN})
_LOOPT = frozenset({_F.INTAKE_LOOPT})
_AFGEROND = frozenset({_F.INTAKE_AFGEROND})
_WACHT = frozenset({_F.WACHT_OP_DERDE})
_TRAJECT = frozenset({_F.TRAJECT_ACTIEF})
_VANAF_DE_OPROEP = _OPGEROEPEN | _LOOPT | _AFGEROND | _WACHT | herstel.NA_HET_PIP
_ROND_DE_INTAKE = VOOR_HET_GESPREK | _AFGEROND | _WACHT | _TRAJECT
_VERHUISD = frozenset({_F.OVERGEDRAGEN})
"""T19: wat een ander college niet overneemt gaat hier door; een overtreding van toen blijft die van dit college."""
_NIET_VOORBIJ = frozenset(_F) - AFGESLOTEN

_REGELS: Mapping[Handeling, _Regel] = {
    _H.OPROEP_OPSTELLEN: _Regel(
        frozenset({_F.PLICHT_GEMELD, _F.INTAKE_OPGEROEPEN}), _OPROEP, _opstellen, besluit=_waarschuwing
    ),
    _H.OPROEP_VERZENDEN: _Regel(_OPGEROEPEN, _OPROEP, _verzenden),
    _H.OPROEP_INTREKKEN: _Regel(_OPGEROEPEN, _OPROEP, _intrekken),
    _H.AFSPRAAK_VERZETTEN: _Regel(_OPGEROEPEN, _OPROEP, _binnen_termijn),
    _H.AFSPRAAK_GEMIST: _Regel(_OPGEROEPEN, _OPROEP, _afspraak_gemist),
    _H.VERSCHIJNEN: _Regel(_OPGEROEPEN | herstel.NA_HET_PIP, _OPROEP, _verschijnen),
    _H.TERMIJN_GEMIST: _Regel(_OPGEROEPEN, _OPROEP, _termijn_gemist),
    _H.KOMST_WEIGEREN: _Regel(_OPGEROEPEN, _OPROEP, _komst_weigeren),
    _H.ONVOLDOENDE_MEDEWERKING: _Regel(_LOOPT, _OPROEP, _onvoldoende),
    _H.BOETEVRAAG_BEANTWOORDEN: _Regel(_VANAF_DE_OPROEP | _VERHUISD, _BOETE, _boetevraag),
    _H.INTAKE_BIJWERKEN: _Regel(VOOR_HET_GESPREK, _INTAKE),
    _H.LBT_AANVRAGEN: _Regel(VOOR_HET_GESPREK, _INTAKE, verkort.toets_aanvragen),
    _H.ONTHEFFING_VRAGEN: _Regel(VOOR_HET_GESPREK, ONTHEFFING, verkort.ontheffing_vragen),
    _H.ONTHEFFING_BESLISSEN: _Regel(
        VOOR_HET_GESPREK, ONTHEFFING, voorleggen.ontheffing_beslissen, besluit=_steeds(Besluitsoort.ONTHEFFING_LBT)
    ),
    _H.ONTHEFFING_WEIGEREN: _Regel(
        VOOR_HET_GESPREK,
        ONTHEFFING,
        voorleggen.ontheffing_weigeren,
        besluit=_steeds(Besluitsoort.WEIGERING),
        weigert=Besluitsoort.ONTHEFFING_LBT,
    ),
    _H.ONTHEFFING_INTREKKEN: _Regel(VOOR_HET_GESPREK, ONTHEFFING, verkort.verzoek_intrekken),
    _H.INTAKE_AFRONDEN: _Regel(_LOOPT, _INTAKE, verkort.afronden),
    _H.INTAKE_AFRONDEN_IN_AFWEZIGHEID: _Regel(_OPGEROEPEN, _AFWEZIG, verkort.afronden_in_afwezigheid),
    _H.PIP_SCHRIJVEN: _Regel(_LOOPT | _AFGEROND | _WACHT, _PIP),
    _H.INFORMATIE_VRAGEN: _Regel(_LOOPT | _AFGEROND | _WACHT, _DERDE),
    _H.INFORMATIE_ONTVANGEN: _Regel(_OPGEROEPEN | _LOOPT | _AFGEROND | _WACHT, _DERDE, voorleggen.informatie_ontvangen),
    _H.INFORMATIE_NIET_AFWACHTEN: _Regel(_WACHT, _DERDE),
    _H.VOORNEMEN_OPSTELLEN: _Regel(_AFGEROND, VOORNEMEN, voorleggen.opstellen),
    _H.VOORNEMEN_AFZIEN: _Regel(_AFGEROND, VOORNEMEN, voorleggen.afzien),
    _H.VOORNEMEN_INTREKKEN: _Regel(_AFGEROND | _WACHT, VOORNEMEN, voorleggen.voornemen_intrekken),
    _H.ZIENSWIJZE_VASTLEGGEN: _Regel(_AFGEROND | _WACHT, VOORNEMEN, voorleggen.zienswijze_vastleggen),
    _H.ZIENSWIJZE_WEGEN: _Regel(_AFGEROND | _WACHT, VOORNEMEN, voorleggen.zienswijze_wegen),
    _H.PIP_VASTSTELLEN: _Regel(_AFGEROND, _PIP, voorleggen.vaststellen, besluit=_steeds(Besluitsoort.PIP)),
    _H.PIP_HERDAGTEKENEN: _Regel(
        _TRAJECT, dagtekening.BEGIN, voorleggen.herdagtekenen, besluit=_steeds(Besluitsoort.PIP)
    ),
    _H.PIP_INTREKKEN: _Regel(_TRAJECT | _VERHUISD, intrekken.INTREKKEN, voorleggen.pip_intrekken, besluit=_INTREKKING),
    _H.ONTHEFFINGSBESLUIT_INTREKKEN: _Regel(
        _ROND_DE_INTAKE | _VERHUISD, ONTHEFFING, voorleggen.ontheffingsbesluit_intrekken, besluit=_INTREKKING
    ),
    _H.ONTHEFFING_HERDAGTEKENEN: _Regel(
        _ROND_DE_INTAKE,
        dagtekening.WERKING,
        voorleggen.ontheffing_herdagtekenen,
        besluit=lambda zaak, recht: ontheffing.besluit_van(zaak.ontheffing),
        weigert=Besluitsoort.ONTHEFFING_LBT,
    ),
    _H.WAARSCHUWING_HERDAGTEKENEN: _Regel(
        _OPGEROEPEN,
        dagtekening.WERKING,
        voorleggen.waarschuwing_herdagtekenen,
        besluit=_steeds(Besluitsoort.WAARSCHUWING),
    ),
    _H.BESLUIT_LOSLATEN: _Regel(_VERHUISD, retourpost.BEKENDMAKEN, voorleggen.besluit_loslaten),
    _H.AFSPRAAK_TERUGNEMEN: _Regel(_VANAF_DE_OPROEP, _OPROEP, herstel.afspraak_terugnemen),
    _H.UITKOMST_TERUGNEMEN: _Regel(_VANAF_DE_OPROEP, _OPROEP, herstel.uitkomst_terugnemen),
    _H.BOETEANTWOORD_TERUGNEMEN: _Regel(_VANAF_DE_OPROEP, _BOETE, herstel.antwoord_terugnemen),
    _H.INTAKE_HEROPENEN: _Regel(_AFGEROND | _WACHT | herstel.NA_HET_PIP, _INTAKE, herstel.intake_heropenen),
    _H.RETOURPOST_BEOORDELEN: _Regel(
        _NIET_VOORBIJ, retourpost.BEKENDMAKEN, lambda zaak, *_: retourpost.toets_beoordelen(zaak.retourpost)
    ),
    _H.PIP_ELDERS_INGETROKKEN: _Regel(_ROND_DE_INTAKE, ELDERS, pip_ingetrokken),
    _H.PIP_ELDERS_TERUGNEMEN: _Regel(_ROND_DE_INTAKE, ELDERS, pip_terugnemen),
    _H.PLAN_VASTLEGGEN: _Regel(_ROND_DE_INTAKE, ELDERS, plan_vastleggen),
    _H.PLAN_TERUGNEMEN: _Regel(_ROND_DE_INTAKE, ELDERS, plan_terugnemen),
    _H.WERK_HEROPENEN: _Regel(_NIET_VOORBIJ, _ZORG, herstel.werk_heropenen),
    _H.INTAKE_WEGLEGGEN: _Regel(VOOR_HET_GESPREK, _INTAKE, herstel.intake_wegleggen),
    _H.CONCEPT_WEGLEGGEN: _Regel(_LOOPT | _AFGEROND | _WACHT, _PIP, herstel.concept_wegleggen),
    _H.VERVOLG_PLANNEN: _Regel(_NIET_VOORBIJ, _ZORG),
}
