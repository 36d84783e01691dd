"""Of een PIP vastgesteld en aan DUO gemeld kan worden: art. 15 Wi2021, art. 5.3 Bi2021 en de controles van DUO.

`toets_pip` noemt alles wat ontbreekt of niet kan in één keer, zodat DUO niets weigert wat wij al hadden kunnen zien.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol

from core.fouten import Gebrek
from core.law.gebreken import maak_gebrek
from core.law.groepen import Doelgroep, is_asiel
from core.law.intake import Lbt
from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.recht import Grond, Recht
from core.law.telwoord import tel
from core.law.uitkomsten import Signaal
from core.law.urennorm import Revalidatie, boven_de_norm, toets_urennorm
from core.law.verrekening import Urencategorie, Verrekening, toets_verrekeningen

_DUO = Grond("DUO", "controle bij levering van het PIP")
_VOORTGANG = Grond("Bi2021", "5.3", "4")
_BEGIN = Grond("Bi2021", "5.3", "1")
_DAGTEKENING = Grond("Wi2021", "11", "2")


class EigenInbreng(Protocol):
    """Wat de persoon zelf inbrengt: zo staat het in de brede intake en in het plan."""

    @property
    def eigen_woorden(self) -> str: ...
    @property
    def sterke_punten(self) -> str: ...
    @property
    def wensen(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PipInhoud:
    """Wat er in een PIP staat, half ingevuld of af; intensiteit is steeds het totale aantal uren.

    `eigen_woorden`, `sterke_punten` en `wensen` zijn van de persoon zelf; geen artikel eist ze.
    """

    leerroute: Leerroute | None = None
    niveau: Niveau | None = None
    ondersteuning: str = ""
    intensiteit_pvt: int | None = None
    intensiteit_map: int | None = None
    vve_afspraken: str = ""
    vve_nvt: bool = False
    intensiteit_leerroute: int | None = None
    geschatte_intensiteit_b1: int | None = None
    aantal_voortgangsgesprekken: int | None = None
    participatiewet_beschikkingen: tuple[str, ...] = ()
    a2_knm_examenwens: bool = False
    lagere_urennorm: int | None = None
    revalidatie: Revalidatie | None = None
    alfabetisering: Alfabetisering | None = None
    mag_opleiding_afmaken: bool = False
    motivering: str = ""
    eigen_woorden: str = ""
    sterke_punten: str = ""
    wensen: str = ""
    verrekeningen: tuple[Verrekening, ...] = ()


def ligt_aan_het_concept(gebrek: Gebrek) -> bool:
    """Of dit gebrek weggaat door het concept anders te schrijven; een dag, mandaat of adres staat daar niet in."""
    return gebrek.veld.partition("[")[0] in _IN_HET_CONCEPT


def _zoals_in_de_body(naam: str) -> str:
    eerste, *rest = naam.split("_")
    return eerste + "".join(deel.capitalize() for deel in rest)


_IN_HET_CONCEPT = frozenset({"pip", "brief", *(_zoals_in_de_body(veld.name) for veld in fields(PipInhoud))})
"""Ook dat er geen concept is, en dat de brief als geheel te lang wordt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PipGegevens(PipInhoud):
    """De inhoud met de dag waarop zij wordt vastgesteld."""

    dagtekening: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PipOmgeving:
    """Wat de zaak en DUO over deze persoon weten. Een lege datum is een onbekende datum en houdt het PIP tegen."""

    doelgroep: Doelgroep
    begindatum_plicht: date | None
    datum_vestiging: date | None
    begin_te_kiezen: bool = False
    """DUO meldde de vestiging niet van wie een asielvergunning heeft en hier woont: een mens kiest (B25, PG-14)."""
    vandaag: date
    eerste_pip_ooit: bool
    intake_afgerond: bool
    eerste_dagtekening: date | None = None
    huidige_dagtekening: date | None = None
    vaste_leerroute: Leerroute | None = None
    wil_onderwijsroute: bool | None = None
    """Of de persoon in de brede intake zei dat hij een beroeps- of hogere opleiding wil; None als dat niet telt, omdat
    er nog geen intake is of de leerroute van een andere gemeente komt."""
    heeft_participatiewet_beschikkingen: bool = False


def toets_pip(gegevens: PipGegevens, omgeving: PipOmgeving, *, recht: Recht) -> tuple[Gebrek, ...]:
    """Alle gebreken van het PIP, in de volgorde van de wet en dan van DUO; leeg als het vastgesteld kan worden."""
    peildatum = gegevens.dagtekening or omgeving.vandaag
    return (
        *_intake(omgeving),
        *_leerroute(gegevens, omgeving),
        *_inhoud(gegevens, omgeving),
        *_pvt_en_map(gegevens, recht, peildatum),
        *_intensiteit(gegevens, omgeving, recht, peildatum),
        *_z_route(gegevens, omgeving, recht, peildatum),
        *_verrekeningen(gegevens, omgeving, peildatum),
        *_dagtekening(gegevens.dagtekening, omgeving),
    )


def niet_overgenomen(plan: EigenInbreng, gesprek: EigenInbreng) -> tuple[Signaal, ...]:
    """Wat de persoon in de brede intake zelf zei en het plan verzwijgt; het houdt niets tegen."""
    gemist = [
        wat for naam, wat in _INBRENG.items() if getattr(gesprek, naam).strip() and not getattr(plan, naam).strip()
    ]
    if not gemist:
        return ()
    melding = (
        f"In de brede intake staan {opsomming(gemist)} van de persoon zelf; het plan noemt dat niet. Neem het over"
        " zoals hij het zei, als hij dat goed vindt."
    )
    return (Signaal(code="eigen-inbreng", melding=melding, grond=Grond("Awb", "3:2")),)


_INBRENG = {"eigen_woorden": "eigen woorden", "sterke_punten": "sterke punten", "wensen": "wensen"}


def tegen_de_norm(plan: PipInhoud) -> tuple[Signaal, ...]:
    """Een plan in de zelfredzaamheidsroute dat meer lesuren noemt dan zijn eigen lagere norm (B08)."""
    if plan.leerroute is not Leerroute.Z:
        return ()
    return boven_de_norm(plan.lagere_urennorm, plan.intensiteit_leerroute, verrekend=_verrekend(plan))


def opsomming(delen: list[str]) -> str:
    """Met komma's, en `en` voor het laatste."""
    return " en ".join(filter(None, (", ".join(delen[:-1]), delen[-1])))


def tegen_de_toets(leerroute: Leerroute | None, uitkomst: Lbt | None) -> tuple[Signaal, ...]:
    """Een leerroute die niet volgt uit de leerbaarheidstoets. Het college oordeelt zelf (art. 7 tot en met 9 Wi2021);
    het besluit moet wel zeggen waarom (art. 3:46 Awb), en of dat er staat leest alleen een mens."""
    match leerroute, uitkomst:
        case ((Leerroute.B | Leerroute.O), Lbt.B1_NIET_HAALBAAR):
            gevonden = "de B1-route niet haalbaar is"
        case Leerroute.Z, Lbt.B1_HAALBAAR:
            gevonden = "de B1-route haalbaar is"
        case _:
            return ()
    melding = (
        f"Volgens de leerbaarheidstoets is het zo dat {gevonden}; dit plan kiest de {leerroute.omschrijving}. Dat mag,"
        " als de motivering zegt waarom u anders oordeelt."
    )
    return (Signaal(code="leerroute-tegen-toets", melding=melding, grond=Grond("Awb", "3:46")),)


def niveau_voor_duo(leerroute: Leerroute, niveau: Niveau | None) -> Niveau | None:
    """Het niveau dat DUO leest: ontbreekt het bij de B1-route of de onderwijsroute, dan B1."""
    return niveau if niveau is not None or leerroute is Leerroute.Z else Niveau.B1


def _intake(omgeving: PipOmgeving) -> Iterator[Gebrek]:
    if not omgeving.intake_afgerond:
        yield maak_gebrek(
            "intakeAfgerond", "De brede intake is nog niet afgerond; doe dat eerst.", Grond("Wi2021", "15", "1")
        )


def _leerroute(gegevens: PipGegevens, omgeving: PipOmgeving) -> Iterator[Gebrek]:
    if gegevens.leerroute is None:
        yield maak_gebrek("leerroute", "Kies een leerroute.", Grond("Wi2021", "15", "1, onder a"))
        return
    if omgeving.vaste_leerroute not in (None, gegevens.leerroute):
        melding = f"Een eerder plan legt leerroute {omgeving.vaste_leerroute} vast; neem die over in dit PIP."
        melding += " Trok die gemeente haar PIP in, dan kunt u dat vastleggen zolang de brede intake niet af is."
        yield maak_gebrek("leerroute", melding, Grond("Wi2021", "15", "4"))
    if gegevens.leerroute is Leerroute.O and omgeving.wil_onderwijsroute is False:
        melding = (
            "De onderwijsroute is voor wie in de brede intake zegt dat hij een beroeps- of hogere opleiding wil doen;"
            " dat staat er niet. Kies een andere leerroute. Zei de persoon het wel, dan hoort dat eerst in de intake."
        )
        yield maak_gebrek("leerroute", melding, Grond("Wi2021", "8", "1"))
    if not gegevens.motivering.strip():
        yield maak_gebrek("motivering", "Motiveer de keuze voor de leerroute.", Grond("Awb", "3:46"))
    match gegevens.leerroute, gegevens.niveau:
        case Leerroute.O, Niveau.A2:
            yield maak_gebrek("niveau", "Niveau A2 kan niet bij de onderwijsroute.", _DUO)
        case Leerroute.Z, Niveau.B1:
            yield maak_gebrek("niveau", "Niveau B1 kan niet bij de zelfredzaamheidsroute.", _DUO)
        case Leerroute.B, Niveau.A2 if omgeving.eerste_pip_ooit:
            melding = "Niveau A2 kan niet in het eerste PIP met de B1-route; kies B1. Afschalen kan later."
            yield maak_gebrek("niveau", melding, _DUO)


def _inhoud(gegevens: PipGegevens, omgeving: PipOmgeving) -> Iterator[Gebrek]:
    if not gegevens.ondersteuning.strip():
        melding = "Beschrijf de ondersteuning en begeleiding die nodig zijn."
        yield maak_gebrek("ondersteuning", melding, Grond("Wi2021", "15", "1, onder b"))
    if gegevens.vve_nvt == bool(gegevens.vve_afspraken.strip()):
        melding = "Leg de afspraken over voor- en vroegschoolse educatie vast, of dat die niet van toepassing zijn."
        yield maak_gebrek("vveAfspraken", melding, Grond("Wi2021", "15", "1, onder d"))
    if gegevens.aantal_voortgangsgesprekken is None or gegevens.aantal_voortgangsgesprekken < 0:
        yield maak_gebrek("aantalVoortgangsgesprekken", "Noem het aantal voortgangsgesprekken.", _VOORTGANG)
    if omgeving.heeft_participatiewet_beschikkingen and not gegevens.participatiewet_beschikkingen:
        melding = "Voeg de beschikkingen op grond van de Participatiewet bij; zij horen bij het PIP."
        yield maak_gebrek("participatiewetBeschikkingen", melding, Grond("Wi2021", "15", "3"))


def _pvt_en_map(gegevens: PipGegevens, recht: Recht, peildatum: date) -> Iterator[Gebrek]:
    lid_c = Grond("Wi2021", "15", "1, onder c")
    minimum = recht.pvt_uren_minimum.op(peildatum)
    if gegevens.intensiteit_pvt is None:
        yield maak_gebrek("intensiteitPvt", "Noem de intensiteit van het participatieverklaringstraject.", lid_c)
    elif gegevens.intensiteit_pvt < minimum.waarde:
        melding = f"Het participatieverklaringstraject omvat ten minste {tel(minimum.waarde, 'uur', 'uren')}."
        yield maak_gebrek("intensiteitPvt", melding, minimum.grond)
    minimum = recht.map_praktijkuren_minimum.op(peildatum)
    if gegevens.leerroute is Leerroute.O:
        if gegevens.intensiteit_map is not None:
            melding = "Bij de onderwijsroute hoort geen module arbeidsmarkt en participatie; laat de uren leeg."
            yield maak_gebrek("intensiteitMap", melding, Grond("Wi2021", "8", "3"))
    elif gegevens.intensiteit_map is None:
        yield maak_gebrek("intensiteitMap", "Noem de intensiteit van de module arbeidsmarkt en participatie.", lid_c)
    elif gegevens.intensiteit_map < minimum.waarde:
        melding = (
            f"De module arbeidsmarkt en participatie omvat ten minste {tel(minimum.waarde, 'uur', 'uren')} praktijk."
        )
        yield maak_gebrek("intensiteitMap", melding, minimum.grond)


def _intensiteit(gegevens: PipGegevens, omgeving: PipOmgeving, recht: Recht, peildatum: date) -> Iterator[Gebrek]:
    asiel = is_asiel(omgeving.doelgroep)
    lid_2 = Grond("Wi2021", "15", "2")
    if asiel and (gegevens.intensiteit_leerroute is None or gegevens.intensiteit_leerroute < 1):
        melding = "Noem de intensiteit van de leerroute; bij een asielstatushouder hoort die in het PIP."
        yield maak_gebrek("intensiteitLeerroute", melding, lid_2)
    if not asiel and gegevens.intensiteit_leerroute is not None:
        melding = "De intensiteit van de leerroute hoort alleen in het PIP van een asielstatushouder; laat haar leeg."
        yield maak_gebrek("intensiteitLeerroute", melding, lid_2)
    uren = gegevens.geschatte_intensiteit_b1
    if uren is None:
        return
    if not asiel or gegevens.leerroute is not Leerroute.B:
        melding = (
            "DUO neemt de geschatte intensiteit alleen aan voor een asielstatushouder in de B1-route; laat haar leeg."
        )
        yield maak_gebrek("geschatteIntensiteitB1", melding, _DUO)
    minimum = recht.geschatte_intensiteit_b1_minimum.op(peildatum).waarde
    maximum = recht.geschatte_intensiteit_b1_maximum.op(peildatum).waarde
    if not minimum <= uren <= maximum:
        melding = f"De geschatte intensiteit ligt tussen {minimum} en {tel(maximum, 'uur', 'uren')}."
        yield maak_gebrek("geschatteIntensiteitB1", melding, _DUO)


def _z_route(gegevens: PipGegevens, omgeving: PipOmgeving, recht: Recht, peildatum: date) -> Iterator[Gebrek]:
    z_route = gegevens.leerroute is Leerroute.Z
    if gegevens.a2_knm_examenwens and not z_route:
        melding = "Een examen A2 of KNM naar keuze hoort alleen bij de zelfredzaamheidsroute."
        yield maak_gebrek("a2KnmExamenwens", melding, Grond("Bi2021", "3.14", "7"))
    norm = recht.z_route_cursusuren.op(peildatum).waarde
    # The PIP of anybody else holds no hours of the leerroute (15(2)): one thing is said of them, leave it empty.
    if z_route and omgeving.eerste_pip_ooit and is_asiel(omgeving.doelgroep):
        yield from _cursusuren(gegevens, norm)
    yield from toets_urennorm(
        gegevens.lagere_urennorm, gegevens.revalidatie, z_route=z_route, anders=norm, peildatum=peildatum
    )


def _cursusuren(gegevens: PipGegevens, norm: int) -> Iterator[Gebrek]:
    """Minder uren dan de norm rusten op een besluit: een lagere norm, of uren van vóór het PIP die meetellen.

    In een later PIP kunnen uren van een eerdere leerroute al zijn afgetrokken (art. 5.4 lid 4 Bi2021).
    """
    uren = gegevens.intensiteit_leerroute
    if uren is None or uren < 1:
        return
    nodig = norm if gegevens.lagere_urennorm is None else min(norm, gegevens.lagere_urennorm)
    verrekend = _verrekend(gegevens)
    if uren < nodig - verrekend:
        melding = (
            f"De zelfredzaamheidsroute omvat {nodig} cursusuren"
            + (f", waarvan er {verrekend} al zijn gevolgd" if verrekend else "")
            + f"; kies ten minste {nodig - verrekend}. Minder kan met een lagere urennorm, of met een besluit om"
            " eerdere uren te verrekenen."
        )
        yield maak_gebrek("intensiteitLeerroute", melding, Grond("Bi2021", "3.14", "2"))


_CURSUS = frozenset({Urencategorie.NT2, Urencategorie.KNM})


def _verrekend(plan: PipInhoud) -> int:
    return sum(v.uren for v in plan.verrekeningen if v.toegekend and v.categorie in _CURSUS)


def _verrekeningen(gegevens: PipGegevens, omgeving: PipOmgeving, peildatum: date) -> tuple[Gebrek, ...]:
    if gegevens.leerroute is None:
        return ()
    asiel = is_asiel(omgeving.doelgroep)
    return toets_verrekeningen(gegevens.verrekeningen, gegevens.leerroute, asiel=asiel, peildatum=peildatum)


def _dagtekening(dagtekening: date | None, omgeving: PipOmgeving) -> Iterator[Gebrek]:
    for veld, dag, naam in (
        ("begindatumPlicht", omgeving.begindatum_plicht, "het begin van de inburgeringsplicht; lees het bij DUO"),
        ("datumVestiging", omgeving.datum_vestiging, "de vestiging hier; lees haar in de BRP, of wacht op SS139"),
    ):
        if dag is None and not (veld == "datumVestiging" and omgeving.begin_te_kiezen):
            yield maak_gebrek(veld, f"Onbekend is {naam}.", _DUO)
    if omgeving.begin_te_kiezen:
        melding = (
            "DUO meldde de vestiging van deze persoon nog niet (SS139, of SS120 na een verhuizing). Kies met motief"
            " vanaf welke dag de tien weken lopen (B25); die keuze opent het PIP."
        )
        yield maak_gebrek("startdatum", melding, _BEGIN)
    if dagtekening is None:
        melding = "Dagteken het PIP; op de dag erna begint de inburgeringstermijn."
        yield maak_gebrek("dagtekening", melding, _DAGTEKENING)
        return
    if dagtekening > omgeving.vandaag:
        yield maak_gebrek("dagtekening", "De dagtekening kan niet in de toekomst liggen.", _DAGTEKENING)
    for ondergrens, wat in (
        (omgeving.begindatum_plicht, "het begin van de inburgeringsplicht"),
        (omgeving.datum_vestiging, "de vestiging in de gemeente"),
        (omgeving.eerste_dagtekening, "de dagtekening van het eerste PIP"),
        (omgeving.huidige_dagtekening, "de dagtekening van het huidige PIP"),
    ):
        if ondergrens is not None and dagtekening < ondergrens:
            yield maak_gebrek("dagtekening", f"De dagtekening ligt vóór {wat}; kies die dag of later.", _DUO)
