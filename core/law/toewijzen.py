"""Wanneer een organisatie aan een zaak mag werken, en waarop rust wat zij daarvoor van de persoon krijgt."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek, Waarschuwing
from core.law.fasen import Fase
from core.law.groepen import Doelgroep
from core.law.kalender import plus, schrijf_dag
from core.law.leerroutes import Leerroute
from core.law.recht import AanbodGezinsmigranten, Grond, Recht
from core.law.waarschuwingen import Waarschuwingssoort

LESGEVEN = Grond("Bi2021", "9.2", "3")
BEGELEIDING = Grond("Wi2021", "13", "1")
"""Een maatschappelijke partner werkt voor het college; hij krijgt wat de opdracht vraagt, en nooit een BSN."""
_AANBOD = Grond("Wi2021", "16", "1")
_Z_AANBOD = Grond("Bi2021", "3.14", "1")
MET_LEERROUTE = frozenset({Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN})
NIET_MEER = frozenset(
    {
        Fase.TIJDELIJK_VRIJGESTELD,
        Fase.ONDERBROKEN,
        Fase.OVERGEDRAGEN,
        Fase.VOLDAAN,
        Fase.BEEINDIGD,
        Fase.GESLOTEN_BEWAREN,
        Fase.VERNIETIGD,
    }
)
"""Hier loopt geen traject (meer)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaakstand:
    """Wat er van een zaak bekend is als iemand haar wil toewijzen. `ingeschreven_op` is in deze gemeente (BRP)."""

    fase: Fase
    ingeschreven_op: date | None
    doelgroep: Doelgroep | None
    overleden: bool = False
    pip_van: date | None = None
    """De dagtekening van het PIP, als het aan de persoon bekendgemaakt is; tot dan werkt het niet (art. 3:40 Awb)."""
    pip_terug: bool = False
    """Of de brief met het PIP terugkwam, en niemand nog zei of zij dan telt; tot dan rust er niets nieuws op (PG-1)."""
    leerroute: Leerroute | None = None
    intensiteit: int | None = None
    heeft_school: bool = False
    """Of hij al aan een school is aangeboden, of daar is ingeschreven; ook als die school nog niets leest."""
    alleen_aangeboden: bool = False
    """Of dat een aanbod is waarop de school nog niet antwoordde."""
    aanbod_gezinsmigranten: AanbodGezinsmigranten = AanbodGezinsmigranten.ZELF_INKOPEN


class Inschrijvingsbron(StrEnum):
    """Van wie het college weet dat iemand bij een school is ingeschreven (PG-20)."""

    PERSOON = "PERSOON"
    SCHOOL = "SCHOOL"
    DUO = "DUO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inschrijving:
    """Bij een school volgt hij les, of gaat dat doen; van wie het college dat weet, en sinds wanneer."""

    bron: Inschrijvingsbron
    bekend_op: date


class Weigerreden(StrEnum):
    """Waarom een organisatie iemand niet neemt; een gesloten lijst, want over de persoon zegt zij hier niets."""

    GEEN_PLEK = "GEEN_PLEK"
    NIVEAU = "NIVEAU"
    LESTIJDEN = "LESTIJDEN"
    NIET_VAN_ONS = "NIET_VAN_ONS"

    @property
    def omschrijving(self) -> str:
        return {
            "GEEN_PLEK": "er is geen plek",
            "NIVEAU": "dit niveau of deze dienst is er niet",
            "LESTIJDEN": "de tijden passen niet",
            "NIET_VAN_ONS": "deze persoon hoort er niet",
        }[self.value]


def waarschuw_hoorde_er_niet(organisatie: str, gezegd_op: date) -> Waarschuwing:
    """Wie van hem zei dat hij er niet hoort, krijgt zijn gegevens niet ongevraagd nog eens: alleen waar iemand les
    volgt of gaat volgen is dat nodig (PG-20)."""
    melding = (
        f"{organisatie} zei op {schrijf_dag(gezegd_op)} dat deze persoon daar niet hoort. Ga eerst na of hij er nu wel"
        " hoort, bij hem of bij de organisatie; bevestig het dan. Anders kiest u een andere organisatie."
    )
    return Waarschuwing(soort=Waarschuwingssoort.HOORDE_ER_NIET, melding=melding, grond=str(LESGEVEN))


def start_klopt_niet(start: date, *, aangeboden_op: date, uiterlijk: date | None) -> str:
    """Wat er niet klopt aan de dag waarop de lessen volgens de school beginnen (art. 4.1 lid 1, onder g, Ri2021); leeg
    als die kan."""
    if start < aangeboden_op:
        return f"Dat is voor het aanbod van {schrijf_dag(aangeboden_op)}. Vraag de school naar de goede dag."
    if uiterlijk is not None and start > uiterlijk:
        return (
            f"Dat is na {schrijf_dag(uiterlijk)}, de laatste dag om te beginnen. Vraag of het eerder kan, of zoek een"
            " school waar dat kan."
        )
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schoolvraag:
    """Wat een school van een aanbod leest voordat zij antwoordt: wat er gevraagd wordt, en niets van wie het is."""

    leerroute: Leerroute
    uren: int | None
    start_uiterlijk: date | None
    """Alleen voor een asielstatushouder is er een dag waarop het aanbod te laat is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schoolkeuze:
    """Werk: er moet een school komen, of bekend worden."""

    wat: str
    grond: Grond
    uiterlijk: date


def toets_lesgeven(zaak: Zaakstand, *, peildatum: date) -> tuple[Gebrek, ...]:
    """Een taalschool krijgt pas iemand aangeboden als er een leerroute is, en die ook bij de persoon bekend is."""
    if zaak.overleden:
        return _overleden(LESGEVEN)
    if zaak.fase in NIET_MEER:
        return (Gebrek(veld="organisatieId", melding=_hier_niet_meer(zaak.fase), grond=str(LESGEVEN)),)
    if zaak.fase not in MET_LEERROUTE:
        melding = "Stel eerst het PIP vast; daarna kan een taalschool worden gekozen."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(LESGEVEN)),)
    if zaak.pip_van is None:
        melding = "Verzend eerst de brief met het PIP; een school leest de leerroute niet eerder dan de persoon zelf."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(Grond("Awb", "3:40"))),)
    if zaak.pip_terug:
        melding = (
            "De brief met het PIP kwam terug. Beoordeel eerst of zij naar het goede adres ging; tot dan is niet gezegd"
            " dat de persoon zijn PIP kent, en rust er niets nieuws op."
        )
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(Grond("Awb", "3:41"))),)
    return _zelf_inkopen(zaak) or _al_een_school(zaak)


def _hier_niet_meer(fase: Fase) -> str:
    """Waarom hier geen school meer wordt gekozen."""
    if fase is Fase.OVERGEDRAGEN:
        return "De persoon is verhuisd. Zijn nieuwe gemeente biedt hem een cursus aan; hier wordt geen school gekozen."
    if fase in (Fase.TIJDELIJK_VRIJGESTELD, Fase.ONDERBROKEN):
        return "De inburgering van deze persoon rust. Een school wordt pas gekozen als zij weer loopt."
    return "De inburgering van deze persoon is hier voorbij; er wordt geen school meer gekozen."


def _zelf_inkopen(zaak: Zaakstand) -> tuple[Gebrek, ...]:
    if grond_van_aanbod(zaak) is not None:
        return ()
    melding = (
        "Het college biedt alleen een asielstatushouder een cursus aan. Deze persoon kiest en betaalt zijn school zelf;"
        " een school leest pas iets als hij daar is ingeschreven. Vraag waar hij les gaat volgen, en leg de"
        " inschrijving vast."
    )
    return (Gebrek(veld="organisatieId", melding=melding, grond=str(_AANBOD)),)


def grond_van_aanbod(zaak: Zaakstand) -> Grond | None:
    """Waarop het college zelf een cursus aanbiedt; None als de persoon die zelf inkoopt.

    Een asielstatushouder krijgt haar altijd (art. 16 lid 1 Wi2021). De onderdelen van de zelfredzaamheidsroute biedt
    art. 3.14 lid 1 Bi2021 zonder groep te noemen; of dat een gezinsmigrant of overige insluit, koos de gemeente
    (INTERPRETATION).
    """
    if zaak.doelgroep is Doelgroep.ASIEL:
        return _AANBOD
    biedt_z_aan = zaak.aanbod_gezinsmigranten is AanbodGezinsmigranten.COLLEGE_BIEDT_Z_AAN
    return _Z_AANBOD if zaak.leerroute is Leerroute.Z and biedt_z_aan else None


def toets_inschrijven(zaak: Zaakstand, *, peildatum: date) -> tuple[Gebrek, ...]:
    """Dat hij bij een school is ingeschreven is een feit; het wordt vastgelegd zodra er een zaak is die loopt, ook voor
    het PIP. De school leest het pas als dat bekendgemaakt is (`school_wacht`). Een aanbod waarop nog niet geantwoord
    is houdt haar niet tegen: dat eindigt."""
    if zaak.overleden:
        return _overleden(LESGEVEN)
    if zaak.fase in NIET_MEER:
        melding = "De zaak loopt niet (meer); er is geen school die iets van hem krijgt."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(LESGEVEN)),)
    return () if zaak.alleen_aangeboden else _al_een_school(zaak)


def school_wacht(*, aanvaard: bool, pip_bekend: bool, pip_terug: bool) -> bool:
    """Of een school haar leerling nog niet leest. Tot de bekendmaking werkt het PIP niet (art. 3:40 Awb): er is geen
    leerroute en geen termijn om te geven, en een school leest niets eerder dan de persoon zelf. Blijkt later dat het
    niet bekendgemaakt is, dan wacht zij weer; en kwam de brief terug, dan wacht zij tot een mens daarover oordeelt, ook
    wie nog niet antwoordde. Het oordeel geeft haar zonder meer terug wat zij las."""
    return pip_terug or (aanvaard and not pip_bekend)


def _al_een_school(zaak: Zaakstand) -> tuple[Gebrek, ...]:
    if not zaak.heeft_school:
        return ()
    melding = (
        "Hij is al aan een taalschool aangeboden, of is daar ingeschreven. Beëindig eerst die toewijzing; daarna kan"
        " een andere school worden gekozen."
    )
    return (Gebrek(veld="organisatieId", melding=melding, grond=str(LESGEVEN)),)


def toets_inschrijving(inschrijving: Inschrijving, *, peildatum: date, recht: Recht) -> tuple[Gebrek, ...]:
    """Een inschrijving is bekend op een dag die geweest is, en niet van voor de Wet inburgering 2021: toen was er geen
    inburgeringstermijn, en kreeg een school hier niets over te lezen."""
    eerste = recht.inburgeringstermijn.vanaf
    if eerste <= inschrijving.bekend_op <= peildatum:
        return ()
    melding = (
        "Noem de dag waarop de inschrijving bekend werd; die ligt niet na vandaag, en niet voor"
        f" {schrijf_dag(eerste)}, toen de Wet inburgering 2021 begon."
    )
    return (Gebrek(veld="bekendOp", melding=melding, grond=str(LESGEVEN)),)


def intensiteit_voor_school(intensiteit: int | None, doelgroep: Doelgroep | None) -> int | None:
    """De uren die een school leest: alleen van een asielstatushouder staat er een intensiteit in het PIP (15 lid 2)."""
    return intensiteit if doelgroep is Doelgroep.ASIEL else None


def schoolvraag(zaak: Zaakstand, *, peildatum: date, recht: Recht) -> Schoolvraag | None:
    """Wat het college van een school vraagt: leerroute, uren en wanneer de lessen uiterlijk beginnen; None zonder PIP
    dat bekend is. Meer heeft zij niet nodig om te weten of zij hem kan lesgeven; wie het is leest zij pas als het haar
    leerling is (art. 5 lid 1, onder c AVG, PG-20)."""
    if zaak.leerroute is None or zaak.pip_van is None:
        return None
    return Schoolvraag(
        leerroute=zaak.leerroute,
        uren=intensiteit_voor_school(zaak.intensiteit, zaak.doelgroep),
        start_uiterlijk=(
            _aanbod_uiterlijk(zaak.pip_van, peildatum, recht) if zaak.doelgroep is Doelgroep.ASIEL else None
        ),
    )


def vraagt_nog_hetzelfde(leerroute: Leerroute | None, uren: int | None, zaak: Zaakstand) -> bool:
    """Of een open aanbod nog vraagt wat er in het PIP staat; wat niemand opschreef, wordt niet vergeleken."""
    nu = (zaak.leerroute, intensiteit_voor_school(zaak.intensiteit, zaak.doelgroep))
    return leerroute is None or (leerroute, uren) == nu


def _aanbod_uiterlijk(pip_van: date, peildatum: date, recht: Recht) -> date:
    """De laatste dag om te beginnen (art. 4.1 lid 1, onder g, Ri2021); is die voorbij, dan vandaag."""
    return max(plus(pip_van, recht.aanbod_binnen.op(pip_van).waarde), peildatum)


def school_zoeken(zaak: Zaakstand, *, peildatum: date, recht: Recht) -> Schoolkeuze | None:
    """Wat er moet gebeuren als het PIP bekend is en er geen school is; None als er niets hoeft.

    Het college biedt een asielstatushouder op tijd een cursus aan (art. 16 lid 1 Wi2021); te laat is na drie maanden
    (art. 4.1 lid 1, onder g, Ri2021). Een ander kiest zelf, behalve waar de gemeente de zelfredzaamheidsroute ook aan
    hem aanbiedt (art. 3.14 lid 1 Bi2021), en het college houdt zicht op de voortgang (art. 17 lid 1).
    Is die dag al voorbij, dan is het werk van vandaag. Kwam de brief met het PIP terug, dan gaat het oordeel daarover
    voor: tot dan mag er niets worden aangeboden.
    """
    if zaak.overleden or zaak.fase not in MET_LEERROUTE or zaak.pip_van is None or zaak.heeft_school:
        return None
    if zaak.pip_terug:
        return None
    uiterlijk = _aanbod_uiterlijk(zaak.pip_van, peildatum, recht)
    if (grond := grond_van_aanbod(zaak)) is not None:
        wat = "Bied hem een cursus of opleiding aan die bij de leerroute past: kies een taalschool."
        return Schoolkeuze(wat=wat, grond=grond, uiterlijk=uiterlijk)
    wat = "Vraag bij welke taalschool hij les gaat volgen, en leg dat vast."
    return Schoolkeuze(wat=wat, grond=Grond("Wi2021", "17", "1"), uiterlijk=uiterlijk)


def toets_begeleiding(zaak: Zaakstand, *, peildatum: date) -> tuple[Gebrek, ...]:
    """Maatschappelijke begeleiding begint op de dag van inschrijving in de BRP (art. 13 lid 3 Wi2021)."""
    if zaak.overleden:
        return _overleden(BEGELEIDING)
    if zaak.fase in NIET_MEER:
        melding = "De zaak loopt niet meer; er valt niemand te begeleiden."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(BEGELEIDING)),)
    if zaak.doelgroep is not Doelgroep.ASIEL:
        melding = "Maatschappelijke begeleiding is er voor asielstatushouders en hun gezinsleden (groep a en b)."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(BEGELEIDING)),)
    if zaak.ingeschreven_op is None or zaak.ingeschreven_op > peildatum:
        melding = "Wacht tot hij in deze gemeente staat ingeschreven; dan begint de maatschappelijke begeleiding."
        return (Gebrek(veld="organisatieId", melding=melding, grond=str(Grond("Wi2021", "13", "3"))),)
    return ()


def _overleden(grond: Grond) -> tuple[Gebrek, ...]:
    melding = "De persoon is volgens de BRP overleden; hij wordt niet meer toegewezen."
    return (Gebrek(veld="organisatieId", melding=melding, grond=str(grond)),)
