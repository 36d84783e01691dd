"""Een besluit dat nog niet bekendgemaakt is een nieuwe dagtekening geven (PG-5, PG-6).

De dagtekening is de dag van vaststellen; op de dag erna begint de inburgeringstermijn (art. 11 lid 2 Wi2021), en tot de
bekendmaking werkt het plan niet (art. 3:40 Awb). Elke dag daartussen kost de persoon een dag van zijn drie jaar. Wie te
lang wacht neemt het besluit daarom opnieuw: van vandaag, met wie er nu mag beslissen. Na de bekendmaking kan dat niet
meer; dan komt er een nieuw besluit (art. 11 lid 3). Een brief die naar een verkeerd adres ging maakte niets bekend
(art. 3:41 Awb): dan kan het nog.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.fouten import Gebrek, Waarschuwing
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import schrijf_dag, werkdagen_verder
from core.law.mandaat import Beslisser
from core.law.recht import Grond, Recht
from core.law.telwoord import tel
from core.law.waarschuwingen import Waarschuwingssoort

BEGIN = Grond("Wi2021", "11", "2")
_LATER = Grond("Wi2021", "11", "3")
WERKING = Grond("Awb", "3:40")
_BESLISTERMIJN = Grond("Awb", "4:13", "1")
_ZELF = Grond("Awb", "10:7")
_TERMIJN = Grond("Bi2021", "5.3", "1")
_LIEVER_OPNIEUW = (
    "Geef het liever eerst een nieuwe dagtekening (pip/dagtekening), en verzend de brief dan dezelfde dag."
)
_LIEVER_LOS = (
    "Hij is verhuisd, en een nieuwe dagtekening kan niet meer. Weeg of u het loslaat (besluiten/loslating): dan werkt"
    " het nooit, en maakt de gemeente waar hij woont een plan met hem."
)
_NIET_AANGEKOMEN = "De brief met dit besluit ging naar een verkeerd adres; het besluit is niet bekendgemaakt."


@dataclass(frozen=True, slots=True, kw_only=True)
class Vastgesteld:
    """Een besluit dat nu geldt: van welke dag, en of er al iets van weg is.

    `niet_aangekomen`: wat weg is ging naar een verkeerd adres, en het besluit is niet bekendgemaakt (art. 3:41 Awb).
    `terug`: de brief kwam terug, en niemand zei nog of zij naar het goede adres ging.
    """

    dagtekening: date
    iets_verzonden: bool = False
    niet_aangekomen: bool = False
    terug: bool = False

    @property
    def bekend(self) -> bool:
        """Of de persoon het besluit kent (art. 3:41 Awb)."""
        return self.iets_verzonden and not self.niet_aangekomen


def uiterlijk_verzenden(dagtekening: date, *, recht: Recht) -> date:
    """De laatste dag waarop verzenden nog gewoon is: zoveel werkdagen na de dagtekening (eigen beleid)."""
    return werkdagen_verder(dagtekening, recht.verzenden_binnen_dagen.op(dagtekening).waarde.aantal, recht)


def blijft_liggen(dagtekening: date, op: date, *, recht: Recht) -> bool:
    """Of een besluit dat op deze dag nog niet weg is te lang ligt; een nieuwe dagtekening is het voorstel (PG-6)."""
    return op > uiterlijk_verzenden(dagtekening, recht=recht)


def waarschuw_laat(dagtekening: date, op: date, *, recht: Recht, verhuisd: bool = False) -> tuple[Waarschuwing, ...]:
    """Een PIP dat pas op deze dag weggaat, als dat de persoon dagen van zijn drie jaar kost (art. 11 lid 2). Wie
    verhuisd is krijgt hier geen nieuwe dagtekening meer."""
    if not blijft_liggen(dagtekening, op, recht=recht):
        return ()
    melding = (
        f"Het PIP is van {schrijf_dag(dagtekening)}. Gaat het pas op {schrijf_dag(op)} weg, dan verliest de persoon"
        f" {tel((op - dagtekening).days, 'dag', 'dagen')} van zijn drie jaar: zij lopen vanaf de dag na de dagtekening,"
        f" en tot hij het plan kent werkt het niet. {_LIEVER_LOS if verhuisd else _LIEVER_OPNIEUW}"
    )
    return (Waarschuwing(soort=Waarschuwingssoort.KOST_DAGEN, melding=melding, grond=str(BEGIN)),)


def toets(besluit: Vastgesteld | None, *, peildatum: date) -> Iterator[Gebrek]:
    """Wat een nieuwe dagtekening van het PIP tegenhoudt; haar dag is altijd die van vandaag (PG-5)."""
    if besluit is None:
        yield maak_gebrek("pip", "Er is geen vastgesteld PIP om een nieuwe dagtekening te geven.", BEGIN)
        return
    yield from _toets_stand(besluit, peildatum=peildatum, begin=BEGIN, later=_LATER)


def toets_ander(besluit: Vastgesteld | None, *, peildatum: date) -> Iterator[Gebrek]:
    """Als `toets`, van een besluit waarvan geen termijn van de persoon loopt: een ontheffing, een weigering."""
    if besluit is None:
        yield maak_gebrek("besluit", "Er is geen besluit om een nieuwe dagtekening te geven.", WERKING)
        return
    yield from _toets_stand(besluit, peildatum=peildatum, begin=WERKING, later=WERKING)


def toets_waarschuwing(besluit: Vastgesteld | None, *, peildatum: date) -> Iterator[Gebrek]:
    """Als `toets_ander`, van een waarschuwing; haar oproep gaat niet nog eens uit, want daar staan dagen in (PG-1)."""
    if besluit is not None and besluit.niet_aangekomen:
        melding = f"{_NIET_AANGEKOMEN} Een oproep gaat niet nog eens uit: trek haar in, en roep opnieuw op."
        yield maak_gebrek("verzondenOp", melding, WERKING, eerst=Handeling.OPROEP_INTREKKEN)
        return
    yield from toets_ander(besluit, peildatum=peildatum)


def _toets_stand(besluit: Vastgesteld, *, peildatum: date, begin: Grond, later: Grond) -> Iterator[Gebrek]:
    if besluit.bekend:
        melding = (
            "De brief met dit besluit is al weg, en het besluit is bekend; de dagtekening blijft. Anders besluiten kan"
            " alleen met een nieuw besluit."
        )
        yield maak_gebrek("verzondenOp", melding, later)
    if besluit.dagtekening >= peildatum:
        melding = "Het besluit heeft al de dagtekening van vandaag; verzend de brief."
        if besluit.niet_aangekomen:
            melding = (
                f"{_NIET_AANGEKOMEN} Het heeft al de dagtekening van vandaag: verzend dezelfde brief opnieuw naar het"
                " goede adres (bij de retourpost: opnieuw), of verzend haar als zij al klaarligt."
            )
        yield maak_gebrek("dagtekening", melding, begin)


def toets_orgaan(beslisser: Beslisser | None, *, peildatum: date) -> Iterator[Gebrek]:
    """Geeft het orgaan zelf de nieuwe dagtekening (art. 10:7 Awb), dan is zijn besluit van die dag (PG-5).

    INTERPRETATION: bij het vaststellen besluit het orgaan over de inhoud en kan de ondertekening volgen (art. 10:11);
    hier is de dag het enige waarover het besluit. Een eerder collegebesluit nam het oude besluit, of ging er niet over.
    """
    zelf = None if beslisser is None else beslisser.collegebesluit
    if zelf is not None and zelf.datum < peildatum:
        melding = (
            f"De nieuwe dagtekening is die van vandaag, {schrijf_dag(peildatum)}; besluit het college dat zelf, dan op"
            " diezelfde dag (PG-5). Noem een collegebesluit van vandaag over de nieuwe dagtekening, of laat iemand met"
            " mandaat beslissen."
        )
        yield maak_gebrek("collegebesluit.datum", melding, _ZELF)


def toets_motief_beslistermijn(motief: str, *, peildatum: date, uiterlijk: date | None) -> tuple[Gebrek, ...]:
    """Als `toets_motief`, van een besluit op aanvraag: een nieuwe dag na de beslistermijn maakt het te laat (PG-11)."""
    if uiterlijk is None or peildatum <= uiterlijk or motief.strip():
        return ()
    melding = (
        f"Op de aanvraag moest uiterlijk op {schrijf_dag(uiterlijk)} zijn beslist. Leg uit waarom een nieuwe"
        " dagtekening toch beter is dan de oude; anders verzendt u de brief zoals zij is."
    )
    return (maak_gebrek("motief", melding, _BESLISTERMIJN),)


def toets_motief(motief: str, *, peildatum: date, pip_uiterlijk: date | None) -> tuple[Gebrek, ...]:
    """Valt de nieuwe dag na de laatste dag voor het PIP (T10), dan kiest een mens, en zegt waarom (PG-6)."""
    if not na_de_termijn(peildatum, pip_uiterlijk) or pip_uiterlijk is None or motief.strip():
        return ()
    melding = (
        f"Het PIP moest uiterlijk op {schrijf_dag(pip_uiterlijk)} zijn vastgesteld. Leg uit waarom een nieuwe"
        " dagtekening voor de persoon toch beter is dan de oude; anders verzendt u de brief zoals zij is."
    )
    return (maak_gebrek("motief", melding, _TERMIJN),)


def na_de_termijn(dag: date, pip_uiterlijk: date | None) -> bool:
    """Of een dagtekening van deze dag te laat is voor de termijn van het PIP."""
    return pip_uiterlijk is not None and dag > pip_uiterlijk


def voorstel_na(dagtekening: date) -> str:
    """De volgende stap als het PIP te lang ligt (PG-6)."""
    return (
        f"Het PIP van {schrijf_dag(dagtekening)} ligt hier nog, en elke dag kost de persoon een dag van zijn drie jaar."
        " Geef het een nieuwe dagtekening, en verzend de brief dan dezelfde dag; of verzend haar vandaag zoals zij is."
    )


def voorstel(besluit: Vastgesteld, *, peildatum: date, pip_uiterlijk: date | None) -> str:
    """Wat het werk zegt als een besluit over het PIP blijft liggen (PG-6)."""
    waarom = "en ging naar een verkeerd adres" if besluit.niet_aangekomen else "en nog niet verzonden"
    begin = (
        f"Het PIP is op {schrijf_dag(besluit.dagtekening)} vastgesteld {waarom}; tot het bekend is werkt het plan niet,"
        " en de drie jaar lopen al."
    )
    if pip_uiterlijk is not None and na_de_termijn(peildatum, pip_uiterlijk):
        return (
            f"{begin} Een nieuwe dagtekening valt na de laatste dag voor het PIP ({schrijf_dag(pip_uiterlijk)}). Kies:"
            " verzend vandaag, of geef met een motief een nieuwe dagtekening."
        )
    return f"{begin} Geef het een nieuwe dagtekening, en verzend de brief dan dezelfde dag."


def voorstel_intrekking(besluit: Vastgesteld) -> str:
    """Wat het werk zegt van een intrekking die blijft liggen; zij krijgt geen andere dagtekening."""
    return (
        f"Verzend de brief over de intrekking van {schrijf_dag(besluit.dagtekening)}: tot dan weet de persoon niet dat"
        " het besluit dat hij kent niet meer geldt. Ook als zij een vergissing was: hetzelfde besluit kan daarna nog"
        " dezelfde dag opnieuw."
    )


def voorstel_verzenden(naam: str, besluit: Vastgesteld) -> str:
    """Wat het werk zegt van een ander besluit dat blijft liggen."""
    begin = f"Verzend {naam} van {schrijf_dag(besluit.dagtekening)}: tot dan werkt het besluit niet."
    return f"{begin} Of geef het een nieuwe dagtekening, en verzend de brief dan dezelfde dag."


def voorstel_na_het_einde(naam: str, besluit: Vastgesteld) -> str:
    """Wat het werk zegt van een besluit dat er ligt als de zaak hier voorbij is: alleen bekendmaken kan nog."""
    return (
        f"Verzend {naam} van {schrijf_dag(besluit.dagtekening)}: tot dan werkt het besluit niet. De zaak is hier"
        " afgesloten; een nieuwe dagtekening kan niet meer. Staat er een voorbije dag op de brief, maak haar dan eerst"
        " opnieuw op."
    )


NIET_VERZONDEN = WERKING
"""Waarop het werk rust."""
