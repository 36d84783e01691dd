"""De boetevraag van art. 22 Wi2021: wat het college antwoordt als iemand na een oproep niet kwam of niet meewerkte.

"Legt op" is een gebonden bevoegdheid (PG-7): vanaf de tweede oproep zonder resultaat antwoordt het college telkens
boete, geen boete, of er loopt een procedure. De boete zelf (rapport, voornemen, beschikking, inning) hoort bij
handhaving; tot die er is legt Meedoen vast wat daarbuiten is besloten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.fouten import Gebrek
from core.law.boete_elders import BekendeBoete, Boetebeslissing, rapport_verplicht, toets_beslissing
from core.law.fasen import Fase
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep, is_asiel
from core.law.kalender import plus, schrijf_dag
from core.law.recht import Boetepoort, Grond, Recht, Regelkeuzes

_BOETE = Grond("Wi2021", "22", "1")
_TERMIJN = Grond("Wi2021", "22", "2")
_HERHAALD = Grond("Wi2021", "22", "3")
EERSTE_MET_BOETEVRAAG = 2


class Boeteantwoord(StrEnum):
    BOETE = "BOETE"
    GEEN_BOETE = "GEEN_BOETE"
    PROCEDURE_LOOPT = "PROCEDURE_LOOPT"


class RedenGeenBoete(StrEnum):
    """Waarom er geen boete komt. `Dringende reden` staat er niet bij: geen artikel geeft die. Overlijden ook niet: dan
    eindigt de plicht, en met haar de vraag (art. 5:42 Awb)."""

    BUITEN_HET_ARTIKEL = "BUITEN_HET_ARTIKEL"  # art. 22 lid 1 Wi2021, bijvoorbeeld bij een verkorte intake
    GROEPSPOORT = "GROEPSPOORT"  # asielstatushouders, Keren, C-158/23
    RECHTVAARDIGING = "RECHTVAARDIGING"  # art. 5:5 Awb
    GEEN_VERWIJT = "GEEN_VERWIJT"  # art. 5:41 Awb
    AL_BEBOET = "AL_BEBOET"  # art. 5:43 Awb
    STRAFVERVOLGING = "STRAFVERVOLGING"  # art. 5:44 Awb
    VERVALLEN = "VERVALLEN"  # art. 5:45 Awb
    BIJSTAND_VERLAAGD = "BIJSTAND_VERLAAGD"  # art. 27 Wi2021
    MAXIMUM_BEREIKT = "MAXIMUM_BEREIKT"  # art. 7.1 lid 5 Bi2021
    ONEVENREDIG = "ONEVENREDIG"  # art. 3:4 lid 2 en 5:46 lid 3 Awb


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonderBoete:
    """Waarom op deze oproep geen boete kan rusten: hem valt niets te verwijten, of het artikel gaat er niet over."""

    melding: str
    reden: RedenGeenBoete


@dataclass(frozen=True, slots=True, kw_only=True)
class Boetevraag:
    """Het antwoord van het college bij één oproep, met wat daar buiten Meedoen van vastligt. Bedrag in hele euro's."""

    antwoord: Boeteantwoord
    motief: str = ""
    reden: RedenGeenBoete | None = None
    kenmerk: str = ""
    rapport_op: date | None = None
    dagtekening: date | None = None
    bekendgemaakt_op: date | None = None
    bedrag: int | None = None
    termijn_laatste_dag: date | None = None
    """Tot en met welke dag de boete na de tweede oproep hem nog laat komen (art. 22 lid 2 Wi2021)."""
    beslissing: Boetebeslissing | None = None
    bewaard_bij: str = ""
    """Waar het rapport en de beschikking liggen: het nummer in het zaaksysteem of het archief."""
    na_verhuizing: bool = False
    """Of hij al verhuisd was toen dit werd vastgelegd: dan roept dit college niet meer op (T19, PG-4)."""

    @property
    def bekende_boete(self) -> BekendeBoete | None:
        """De boete die de persoon kreeg; None als die er niet is."""
        if self.antwoord is not Boeteantwoord.BOETE or self.bekendgemaakt_op is None:
            return None
        return BekendeBoete(
            kenmerk=self.kenmerk,
            dagtekening=self.dagtekening or self.bekendgemaakt_op,
            bekendgemaakt_op=self.bekendgemaakt_op,
            bedrag=self.bedrag or 0,
        )

    @property
    def collegenummer(self) -> str:
        """Het nummer van het besluit van het orgaan zelf; leeg als de boete daar niet op rust."""
        zelf = None if self.beslissing is None else self.beslissing.collegebesluit
        return "" if zelf is None else zelf.nummer

    @property
    def is_antwoord(self) -> bool:
        """Of de vraag hiermee beantwoord is; zolang er een procedure loopt, is zij dat niet."""
        return self.antwoord is not Boeteantwoord.PROCEDURE_LOOPT


def poort_dicht(groep: Doelgroep | GedetailleerdeDoelgroep, keuzes: Regelkeuzes) -> bool:
    """Of deze gemeente aan deze groep geen boete van art. 22 oplegt (§11.5: asielstatushouders, tenzij geopend)."""
    return bool(_poorten(groep) - keuzes.geopende_boetepoorten)


def in_fase(vraag: Boetevraag, fase: Fase) -> Boetevraag:
    """Het antwoord zoals het in deze fase telt: na een verhuizing is de boete een feit, en volgt er geen oproep op
    (T19, PG-12)."""
    return replace(vraag, na_verhuizing=fase is Fase.OVERGEDRAGEN)


def welke_antwoorden(zonder_boete: ZonderBoete | None, *, dicht: bool) -> str:
    """Wat er op de boetevraag te antwoorden is, voor het werk; kan er geen boete zijn, dan met de reden (PG-7). Wat
    hier niet staat weigert `toets_boetevraag`."""
    if zonder_boete is not None:
        return f"hier kan alleen: geen boete, met als reden {zonder_boete.reden}"
    if dicht:
        reden = RedenGeenBoete.GROEPSPOORT
        return f"zolang de boetepoort voor deze groep dicht staat kan alleen: geen boete, met als reden {reden}"
    return "boete, geen boete, of procedure loopt"


def toets_boetevraag(
    vraag: Boetevraag,
    *,
    nummer: int,
    dicht: bool,
    vanaf: date,
    peildatum: date,
    recht: Recht,
    besluit_vanaf: date | None = None,
    zonder_boete: ZonderBoete | None = None,
    staand: Boetevraag | None = None,
    niet_gevonden_op: date | None = None,
) -> tuple[Gebrek, ...]:
    """Alles wat aan het antwoord ontbreekt of niet kan; leeg als het zo kan worden vastgelegd.

    `vanaf` is de eerste dag waarop een rapport kan zijn opgemaakt: de dag na de gemiste termijn, of de dag waarop de
    medewerking onvoldoende was; een tweede boete wacht ook de termijn van de eerste af. `zonder_boete` zegt, als
    er hier geen boete kan zijn, waarom niet (PG-7, PG-9). `staand` is het antwoord dat dit aanvult,
    en `niet_gevonden_op` de dag waarop hier is vastgelegd dat het collegebesluit er niet is.
    """
    return (
        *_toets(vraag, nummer, dicht, vanaf, peildatum, recht, niet_gevonden_op),
        *_te_vroeg(vraag, nummer, besluit_vanaf),
        *_toets_zonder_boete(vraag, nummer, zonder_boete),
        *_toets_buiten(vraag, nummer, zonder_boete, dicht=dicht),
        *_toets_aanvulling(vraag, staand),
    )


def _te_vroeg(vraag: Boetevraag, nummer: int, vanaf: date | None) -> Iterator[Gebrek]:
    """Art. 22 lid 1: niet komen binnen de termijn is pas een overtreding als de termijn om is."""
    if vanaf is None or vraag.dagtekening is None or vraag.dagtekening >= vanaf:
        return
    melding = (
        f"De termijn van de oproep moet om zijn: een boete is er niet eerder dan {schrijf_dag(vanaf)}. Loopt er al een"
        " procedure, antwoord dan PROCEDURE_LOOPT."
    )
    yield maak_gebrek("dagtekening", melding, _BOETE if nummer <= EERSTE_MET_BOETEVRAAG else _HERHAALD)


def _toets_aanvulling(vraag: Boetevraag, staand: Boetevraag | None) -> Iterator[Gebrek]:
    """Een boete die de persoon al kreeg verdwijnt of verandert niet doordat haar termijn erbij komt."""
    if staand is not None and staand.bekende_boete is not None and vraag.bekende_boete != staand.bekende_boete:
        melding = (
            f"Er staat al een boete ({staand.kenmerk}), en alleen haar termijn ontbreekt. Noem dezelfde boete, met die"
            " termijn. Klopt de boete zelf niet, neem dan eerst het antwoord op de boetevraag terug."
        )
        yield maak_gebrek("antwoord", melding, Grond("Awb", "3:2"))


def _toets_zonder_boete(vraag: Boetevraag, nummer: int, zonder: ZonderBoete | None) -> Iterator[Gebrek]:
    if zonder is not None and vraag.antwoord is not Boeteantwoord.GEEN_BOETE:
        melding = f"{zonder.melding} Antwoord geen boete, met als reden {zonder.reden}."
        artikel = _BOETE if nummer <= EERSTE_MET_BOETEVRAAG else _HERHAALD
        grond = artikel if zonder.reden is RedenGeenBoete.BUITEN_HET_ARTIKEL else Grond("Awb", "5:41")
        yield maak_gebrek("antwoord", melding, grond)


def _toets_buiten(vraag: Boetevraag, nummer: int, zonder: ZonderBoete | None, *, dicht: bool) -> Iterator[Gebrek]:
    """PG-7: elke reden heeft een eigen code. Dat de poort dicht is maakt niet dat het artikel er niet over gaat."""
    buiten = RedenGeenBoete.BUITEN_HET_ARTIKEL
    if vraag.reden is not buiten or not dicht or (zonder is not None and zonder.reden is buiten):
        return
    melding = (
        f"Het artikel gaat hier wel over. Dat er geen boete komt omdat de boetepoort voor deze groep dicht staat, is de"
        f" reden {RedenGeenBoete.GROEPSPOORT}."
    )
    yield maak_gebrek("reden", melding, _BOETE if nummer <= EERSTE_MET_BOETEVRAAG else _HERHAALD)


def _toets(
    vraag: Boetevraag,
    nummer: int,
    dicht: bool,
    vanaf: date,
    peildatum: date,
    recht: Recht,
    niet_gevonden_op: date | None,
) -> Iterator[Gebrek]:
    grond = _BOETE if nummer <= EERSTE_MET_BOETEVRAAG else _HERHAALD
    if nummer < EERSTE_MET_BOETEVRAAG:
        melding = "Bij de eerste oproep is er geen boetevraag; stuur de tweede oproep, met een waarschuwing."
        yield maak_gebrek("antwoord", melding, grond)
        return
    if not vraag.motief.strip():
        yield maak_gebrek("motief", "Motiveer het antwoord.", Grond("Awb", "3:46"))
    match vraag.antwoord:
        case Boeteantwoord.GEEN_BOETE:
            if vraag.reden is None:
                yield maak_gebrek("reden", "Kies waarom er geen boete komt.", grond)
            elif vraag.reden is RedenGeenBoete.GROEPSPOORT and not dicht:
                melding = "Voor deze groep staat de boetepoort open; kies een andere reden."
                yield maak_gebrek("reden", melding, grond)
        case Boeteantwoord.PROCEDURE_LOOPT:
            yield from _eis(vraag, ("rapport_op", "bewaard_bij"), "een procedure die loopt", Grond("Awb", "5:48"))
        case Boeteantwoord.BOETE:
            velden = ("kenmerk", "dagtekening", "bekendgemaakt_op", "bedrag", "bewaard_bij")
            yield from _eis(vraag, velden, "een boete", grond)
            hoogste = recht.boete_brede_intake.op(vraag.dagtekening or peildatum).waarde
            if rapport_verplicht(hoogste, op=vraag.dagtekening, recht=recht):
                yield from _eis(vraag, ("rapport_op",), "een boete van deze hoogte", Grond("Awb", "5:53"))
            if nummer == EERSTE_MET_BOETEVRAAG:
                yield from _termijn(vraag, recht)
            yield from _bedrag(vraag, peildatum, recht)
            yield from toets_beslissing(
                vraag.beslissing,
                rapport_op=vraag.rapport_op,
                dagtekening=vraag.dagtekening,
                bedrag=hoogste,
                recht=recht,
                niet_gevonden_op=niet_gevonden_op,
            )
    if vraag.antwoord is not Boeteantwoord.BOETE and vraag.beslissing is not None:
        yield maak_gebrek("beslissing", "Wie besliste hoort alleen bij een boete; laat dit weg.", grond)
    stelt_termijn = vraag.antwoord is Boeteantwoord.BOETE and nummer == EERSTE_MET_BOETEVRAAG
    if vraag.termijn_laatste_dag is not None and not stelt_termijn:
        melding = "Alleen de boete na de tweede oproep stelt een nieuwe termijn; laat deze dag weg."
        yield maak_gebrek("termijnLaatsteDag", melding, _TERMIJN)
    if vraag.antwoord is not Boeteantwoord.GEEN_BOETE:
        if vraag.reden is not None:
            yield maak_gebrek("reden", "Een reden hoort alleen bij geen boete; laat haar weg.", grond)
        if dicht:
            melding = (
                "Voor deze groep (asielstatushouders en hun gezinsleden) staat de boetepoort van deze gemeente dicht"
                " (Keren, C-158/23); antwoord geen boete, met als reden GROEPSPOORT."
            )
            yield maak_gebrek("antwoord", melding, grond)
    yield from _dagen(vraag, vanaf, peildatum)


def _termijn(vraag: Boetevraag, recht: Recht) -> Iterator[Gebrek]:
    """Art. 22 lid 2: de beschikking stelt een nieuwe termijn, van ten hoogste twee maanden na de bekendmaking.

    Na een verhuizing hoeft zij er niet te staan: dit college roept niet meer op (T19; INTERPRETATION).
    """
    tot, vanaf = vraag.termijn_laatste_dag, vraag.bekendgemaakt_op
    if tot is None and vraag.na_verhuizing:
        return
    if tot is None:
        melding = "Noem tot en met welke dag de boete de persoon nog laat komen; de beschikking stelt die termijn."
        yield maak_gebrek("termijnLaatsteDag", melding, _TERMIJN)
    elif vanaf is not None:
        maximum = recht.oproep_na_boete_maximum.op(vanaf)
        uiterlijk = plus(vanaf, maximum.waarde)
        if not vanaf < tot <= uiterlijk:
            melding = (
                f"Deze dag ligt na de bekendmaking, en niet meer dan {maximum.waarde} erna: uiterlijk"
                f" {schrijf_dag(uiterlijk)}."
            )
            yield maak_gebrek("termijnLaatsteDag", melding, maximum.grond)


_NAMEN = {
    "kenmerk": ("kenmerk", "het kenmerk van de beschikking"),
    "rapport_op": ("rapportOp", "de dag van het rapport of het voornemen"),
    "dagtekening": ("dagtekening", "de dagtekening van de beschikking"),
    "bekendgemaakt_op": ("bekendgemaaktOp", "de dag waarop de beschikking is bekendgemaakt"),
    "bedrag": ("bedrag", "het bedrag"),
    "bewaard_bij": ("bewaardBij", "waar de stukken bewaard zijn (het nummer in het zaaksysteem of het archief)"),
}


def _eis(vraag: Boetevraag, velden: tuple[str, ...], waarbij: str, grond: Grond) -> Iterator[Gebrek]:
    for naam in velden:
        waarde = getattr(vraag, naam)
        if waarde is None or (isinstance(waarde, str) and not waarde.strip()):
            veld, wat = _NAMEN[naam]
            yield maak_gebrek(veld, f"Noem bij {waarbij} ook {wat}.", grond)


def _bedrag(vraag: Boetevraag, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    """Lager kan, als bijzondere omstandigheden daartoe nopen (art. 5:46 lid 3 Awb); hoger kan niet."""
    boete = recht.boete_brede_intake.op(vraag.dagtekening or peildatum)
    if vraag.bedrag is not None and not 1 <= vraag.bedrag <= boete.waarde:
        melding = f"De boete is {boete.waarde} euro, of minder als bijzondere omstandigheden daarom vragen."
        yield maak_gebrek("bedrag", melding, boete.grond)


def _dagen(vraag: Boetevraag, vanaf: date, peildatum: date) -> Iterator[Gebrek]:
    genoemd = [
        (veld, dag)
        for veld, dag in (
            ("rapportOp", vraag.rapport_op),
            ("dagtekening", vraag.dagtekening),
            ("bekendgemaaktOp", vraag.bekendgemaakt_op),
        )
        if dag is not None
    ]
    for veld, dag in genoemd:
        if dag > peildatum:
            yield maak_gebrek(veld, IN_DE_TOEKOMST, Grond("Awb", "5:48"))
    if genoemd and genoemd[0][1] < vanaf:
        melding = f"Een rapport of een boete over de overtreding kan er niet eerder zijn dan {schrijf_dag(vanaf)}."
        yield maak_gebrek(genoemd[0][0], melding, Grond("Awb", "5:48"))
    for (_, eerder), (veld, later) in pairwise(genoemd):
        if later < eerder:
            yield maak_gebrek(veld, "Eerst het rapport, dan de beschikking, dan de bekendmaking.", Grond("Awb", "3:40"))


def _poorten(groep: Doelgroep | GedetailleerdeDoelgroep) -> frozenset[Boetepoort]:
    """Welke poorten open moeten staan; is alleen de hoofdgroep bekend, dan allebei."""
    if not is_asiel(groep):
        return frozenset()
    if groep is Doelgroep.ASIEL:
        return frozenset(Boetepoort)
    houder = groep is GedetailleerdeDoelgroep.ASIELSTATUSHOUDER
    return frozenset({Boetepoort.INTERNATIONALE_BESCHERMING if houder else Boetepoort.GEZINSLID_STATUSHOUDER})
