"""De ontheffing van de leerbaarheidstoets: art. 14 lid 6 Wi2021 en de waarborg PG-9 (besluiten B03 en B10).

Bij een visuele beperking móet zij worden verleend. Bij een auditieve alleen als de persoon de toets ook niet kan maken.
Zij komt op verzoek of ambtshalve, en is altijd een besluit; ook een weigering van een verzoek. Over gezondheid ligt
alleen vast welke van de twee het is en waaruit dat bleek.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek, Waarschuwing
from core.law.besluiten import Besluitsoort
from core.law.fasen import VOOR_HET_GESPREK, Fase
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.handeling import Handeling
from core.law.recht import Grond, Recht
from core.law.waarschuwingen import Waarschuwingssoort
from core.law.zienswijze import Gelegenheid, besluiten_na, toets_gelegenheid

ONTHEFFING = Grond("Wi2021", "14", "6")
_BEKENDMAKING = Grond("Awb", "3:40")
_ZENDING = Grond("Awb", "3:41")
_MOTIVERING = Grond("Awb", "3:46")
_HOREN = Grond("Awb", "4:7")
_ONDERZOEK = Grond("Awb", "3:2")


class Initiatief(StrEnum):
    VERZOEK = "VERZOEK"
    AMBTSHALVE = "AMBTSHALVE"


class Beperking(StrEnum):
    """De twee beperkingen die art. 14 lid 6 noemt; een andere geeft geen ontheffing."""

    omschrijving: str

    def __new__(cls, waarde: str, omschrijving: str) -> "Beperking":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.omschrijving = omschrijving
        return zelf

    VISUEEL = "VISUEEL", "een visuele beperking (niet of slecht zien)"
    AUDITIEF = "AUDITIEF", "een auditieve beperking (niet of slecht horen)"


class Bewijs(StrEnum):
    """Waaruit de beperking bleek; het stuk zelf en wat erin staat leggen wij niet vast."""

    EIGEN_VERKLARING = "EIGEN_VERKLARING"
    VERKLARING_DESKUNDIGE = "VERKLARING_DESKUNDIGE"
    EERDER_BESLUIT = "EERDER_BESLUIT"
    WAARGENOMEN = "WAARGENOMEN"  # in het gesprek, door wie dat voerde


class Ontheffingstatus(StrEnum):
    LOOPT = "loopt"
    VERLEEND = "verleend"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"  # door de persoon; of ambtshalve begonnen, en er bleek geen reden
    BESLUIT_INGETROKKEN = "besluit_ingetrokken"  # er was verleend of geweigerd, en dat besluit is ingetrokken
    VERVALLEN = "vervallen"  # voor het besluit eindigde of rustte de plicht, of werd de intake verkort


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontheffingstand:
    """Hoe het met het laatste verzoek staat, zonder waarom."""

    status: Ontheffingstatus
    initiatief: Initiatief = Initiatief.VERZOEK
    besloten_op: date | None = None
    bekend: bool = False
    """Of het besluit bekendgemaakt is; tot dan werkt het niet (art. 3:40 Awb). Is het ingetrokken: of de persoon dat
    weet, of het besluit zelf nooit kende."""
    post_terug: bool = False
    """De brief kwam terug, en niemand zei nog of zij naar het goede adres ging (art. 3:41 Awb); tot dan rust er niets
    op, zoals bij een oproep (PG-1)."""
    intrekking_ligt: date | None = None
    """Van een verzoek dat loopt: de dagtekening van de intrekking van een eerder besluit waarvan de brief nog weg moet;
    None als er geen ligt."""
    opnieuw_gevraagd: bool = False
    """Van een besluit van voor zijn verhuizing: of er na zijn terugkeer opnieuw om ontheffing is gevraagd."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraag:
    """Waar het mee begon: het verzoek van de persoon, of wat de gemeente zelf zag."""

    initiatief: Initiatief
    gevraagd_op: date
    beperking: Beperking
    bewijs: Bewijs
    bewijs_op: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslissing:
    """Wat er besloten wordt. `aangetoond` is of de beperking vaststaat; `wijkt_af` of de beslisser zelf zegt dat de
    weigering afwijkt van wat de persoon opgaf (art. 4:7 Awb). Voor het horen maakt dat niet uit."""

    verlenen: bool
    aangetoond: bool
    kan_toets_niet_maken: bool | None = None
    motivering: str
    wijkt_af: bool = False
    gelegenheid: Gelegenheid | None = None


def loopt(stand: Ontheffingstand | None) -> bool:
    """Of er op een verzoek nog moet worden beslist."""
    return stand is not None and stand.status is Ontheffingstatus.LOOPT


def verleend(stand: Ontheffingstand | None) -> bool:
    return stand is not None and stand.status is Ontheffingstatus.VERLEEND


def werkt(stand: Ontheffingstand | None) -> bool:
    """Of er ontheven is: verleend, en bekendgemaakt (art. 3:40 Awb)."""
    return verleend(stand) and not beslist_en_niet_bekend(stand)


def beslist_en_niet_bekend(stand: Ontheffingstand | None) -> bool:
    """Of er verleend of geweigerd is, en niet vaststaat dat de persoon dat weet: dan werkt het besluit niet."""
    return besluit_van(stand) is not None and stand is not None and not _weet_hij(stand)


def ingetrokken_en_niet_bekend(stand: Ontheffingstand | None) -> bool:
    """Of een besluit dat de persoon kent is ingetrokken, en niet vaststaat dat hij dat weet: tot dan gaat hij ervan
    uit (art. 3:40 Awb)."""
    return stand is not None and stand.status is Ontheffingstatus.BESLUIT_INGETROKKEN and not _weet_hij(stand)


def _weet_hij(stand: Ontheffingstand) -> bool:
    return stand.bekend and not stand.post_terug


def geen_verwijt(stand: Ontheffingstand | None) -> str:
    """Waarom de toets niet maken hier niet verweten kan worden, of leeg (PG-3, PG-9).

    Een weigering telt pas als zij bekend is: tot dan heeft de persoon op zijn verzoek geen antwoord. Van een besluit
    dat is ingetrokken ging hij uit tot hij dat weet.
    """
    if ingetrokken_en_niet_bekend(stand):
        return (
            "Het besluit over ontheffing van de leerbaarheidstoets is ingetrokken, en dat is nog niet bekendgemaakt"
            " (art. 3:40 Awb). Tot dan is haar niet maken geen tekort."
        )
    if loopt(stand):
        return (
            "Er loopt een verzoek om ontheffing van de leerbaarheidstoets. Tot daarop is beslist, is haar niet maken"
            " geen tekort."
        )
    if verleend(stand):
        return "Van de leerbaarheidstoets is ontheffing verleend; haar niet maken is geen tekort."
    if beslist_en_niet_bekend(stand):
        return (
            "Dat de ontheffing van de leerbaarheidstoets geweigerd is, is nog niet bekendgemaakt (art. 3:40 Awb). Tot"
            " dan is haar niet maken geen tekort."
        )
    return ""


def toets_afronden(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """PG-9: op een verzoek om ontheffing is beslist voordat de intake af is, en de persoon weet het."""
    yield from toets_bekend(stand)
    yield from toets_beslist(stand)


def toets_beslist(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Een verzoek blijft niet liggen: er is op beslist voordat de intake af is."""
    if loopt(stand):
        melding = "Er loopt een verzoek om ontheffing van de leerbaarheidstoets; beslis daar eerst op."
        yield maak_gebrek("ontheffing", melding, ONTHEFFING, eerst=Handeling.ONTHEFFING_BESLISSEN)


def toets_bekend(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Op een besluit over ontheffing dat de persoon nog niet kent rust niets (art. 3:40 Awb)."""
    if stand is None or not beslist_en_niet_bekend(stand):
        return
    wat = f"De ontheffing van de leerbaarheidstoets is {stand.status}"
    yield _eerst_de_brief(stand, wat, " en nog niet bekendgemaakt; tot dan werkt dat besluit niet", "de brief")


def _eerst_de_brief(stand: Ontheffingstand, wat: str, nog_niet: str, brief: str) -> Gebrek:
    """Kwam de brief terug, dan zegt eerst iemand of zij telt; anders gaat zij eerst weg."""
    if stand.bekend:
        melding = f"{wat}, en de brief daarover kwam terug van de post. Zeg eerst of zij naar het goede adres ging."
        return maak_gebrek("retourpost", melding, _ZENDING, eerst=Handeling.RETOURPOST_BEOORDELEN)
    melding = f"{wat}{nog_niet}. Ga na of {brief} klaarligt of terugkwam, verzend de brief, en leg dat vast."
    return maak_gebrek("bekendmaking", melding, _BEKENDMAKING)


def rust_erop(fase: Fase) -> str:
    """Het werk als een ontheffing toch niet bekendgemaakt blijkt en er al iets op rust (art. 3:40 Awb); anders leeg."""
    wat = {
        Fase.INTAKE_AFGEROND: "rust de brede intake",
        Fase.WACHT_OP_DERDE: "rust de brede intake",
        Fase.TRAJECT_ACTIEF: "rusten de brede intake en het PIP",
    }.get(fase)
    if wat is None:
        return ""
    return (
        "De brief over de ontheffing van de leerbaarheidstoets ging niet naar het goede adres; de ontheffing werkt"
        f" niet. Daarop {wat}. Verzend de brief opnieuw. Ga na of de persoon nog iets wil zeggen of toch de toets wil"
        " maken, en of de intake en het PIP zo kunnen blijven."
    )


def herleeft(stand: Ontheffingstand, *, gaat_het_om: bool, verkort: bool, fase: Fase) -> bool:
    """Of het verzoek weer openstaat als dit besluit erop is ingetrokken: de persoon heeft er geen antwoord op dat hij
    kent en dat geldt (art. 4:13 Awb, PG-9). Hij hoeft niet opnieuw te vragen (INTERPRETATION).

    Wist hij dat hij ontheven was, dan is het intrekken zelf het antwoord, met wat hij erover zei, een motivering en
    bezwaar (INTERPRETATION). `gaat_het_om` is of er geen ander verzoek is waar het nu om gaat. In een verkorte intake
    is er niets te vragen: de toets hoort er niet bij (art. 15 lid 4).
    """
    weet_van_ontheffing = verleend(stand) and _weet_hij(stand)
    verzoek = stand.initiatief is Initiatief.VERZOEK and besluit_van(stand) is not None
    open_te_houden = gaat_het_om and not verkort and fase in VOOR_HET_GESPREK
    return verzoek and not weet_van_ontheffing and open_te_houden


def na_intrekken(stand: Ontheffingstand, *, verkort: bool) -> str:
    """Wat een mens doet als dit besluit is ingetrokken en er geen verzoek openstaat; leeg als er niets te vragen is. De
    toets hoort dan weer bij de brede intake (art. 14 lid 3, onder a)."""
    if verkort or not verleend(stand):
        return ""
    return (
        "De ontheffing van de leerbaarheidstoets is ingetrokken; de toets hoort weer bij de brede intake. Vraag de"
        " persoon of hij ontheffing wil, en leg dat dan opnieuw vast. Anders vraagt u het examennummer bij DUO aan, ook"
        " als dat al eerder was gedaan; hoort er een brief bij het intrekken, verzend die dan eerst. Was het intrekken"
        " een vergissing, leg het verzoek dan opnieuw vast en beslis er vandaag op."
    )


def werk_beslissen(*, opnieuw: bool = False) -> str:
    """Hoe het werk heet om op een verzoek te beslissen; `opnieuw` als het besluit daarop is ingetrokken."""
    begin = "Beslis over ontheffing van de leerbaarheidstoets"
    if not opnieuw:
        return begin
    return (
        f"{begin}: het besluit op dit verzoek is ingetrokken, en het verzoek staat weer open. De acht weken lopen vanaf"
        " de dag van het verzoek. Wil de persoon geen ontheffing meer, trek het verzoek dan in"
    )


def waarschuw_pip(stand: Ontheffingstand | None) -> tuple[Waarschuwing, ...]:
    """Waarvoor het verzenden van het PIP waarschuwt: over de toets is besloten, en dat besluit werkt nog niet."""
    return tuple(
        Waarschuwing(
            soort=Waarschuwingssoort.ONTHEFFING_NIET_BEKEND,
            melding=f"{gebrek.melding} Het PIP rust daarop. Ga alleen door als het ook zonder dat besluit kan blijven.",
            grond=gebrek.grond,
        )
        for gebrek in toets_bekend(stand)
    )


def toets_lbt_aanvragen(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Wie ontheven is, daarom vroeg, of nog niet weet dat hij het niet meer is, wordt niet aangemeld voor de toets."""
    if verleend(stand):
        melding = "Van de leerbaarheidstoets is ontheffing verleend; zij hoeft niet te worden aangevraagd."
        yield maak_gebrek("ontheffing", melding, ONTHEFFING)
        return
    yield from _toets_weet_van_intrekken(stand)
    yield from toets_afronden(stand)


def _toets_weet_van_intrekken(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Tegen wie een besluit kent werkt het intrekken pas als hij dat weet: eerst de brief, dan de toets (art. 3:40
    Awb)."""
    if stand is None or not ingetrokken_en_niet_bekend(stand):
        return
    wat = "Het besluit over ontheffing van de leerbaarheidstoets is ingetrokken"
    nog_niet = ", en dat is nog niet bekendgemaakt; tot dan vraagt u de toets niet aan"
    yield _eerst_de_brief(stand, wat, nog_niet, "de brief over de intrekking")


def toets_vragen(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Er is hooguit één verzoek tegelijk, en na een ontheffing niets meer te vragen; na een weigering wel."""
    if loopt(stand):
        melding = "Er loopt al een verzoek om ontheffing; beslis daar eerst op."
        yield maak_gebrek("ontheffing", melding, ONTHEFFING, eerst=Handeling.ONTHEFFING_BESLISSEN)
    elif verleend(stand):
        yield maak_gebrek("ontheffing", "Van de leerbaarheidstoets is al ontheffing verleend.", ONTHEFFING)


def toets_beslissen(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Beslissen en intrekken gaan over een verzoek dat loopt."""
    if verleend(stand):
        yield maak_gebrek("ontheffing", "Er loopt geen verzoek om ontheffing; zij is al verleend.", ONTHEFFING)
    elif not loopt(stand):
        melding = "Er loopt geen verzoek om ontheffing. Leg het eerst vast, of begin er ambtshalve een."
        yield maak_gebrek("ontheffing", melding, ONTHEFFING, eerst=Handeling.ONTHEFFING_VRAGEN)


def toets_weigeren(stand: Ontheffingstand | None) -> Iterator[Gebrek]:
    """Alleen een verzoek is te weigeren; door wie niet, zegt `toets_bevoegd`."""
    yield from toets_beslissen(stand)
    if stand is not None and stand.initiatief is Initiatief.AMBTSHALVE:
        melding = "Er is niets gevraagd, dus valt er niets te weigeren. Trek het onderzoek in."
        yield maak_gebrek("verlenen", melding, Grond("Awb", "1:3"), eerst=Handeling.ONTHEFFING_INTREKKEN)


def toets_aanvraag(aanvraag: Aanvraag, *, plicht_vanaf: date | None, peildatum: date) -> tuple[Gebrek, ...]:
    """Alles waarom dit verzoek zo niet kan worden vastgelegd; leeg als het kan."""
    gebreken = []
    if aanvraag.gevraagd_op > peildatum or (plicht_vanaf is not None and aanvraag.gevraagd_op < plicht_vanaf):
        melding = "De dag van het verzoek ligt niet tussen het begin van de plicht en vandaag."
        gebreken.append(maak_gebrek("gevraagdOp", melding, ONTHEFFING))
    if aanvraag.bewijs_op > peildatum:
        gebreken.append(maak_gebrek("bewijsOp", IN_DE_TOEKOMST, _ONDERZOEK))
    return tuple(gebreken)


def moet_worden_verleend(beperking: Beperking, *, aangetoond: bool, kan_toets_niet_maken: bool | None) -> bool:
    """Art. 14 lid 6: bij een visuele beperking altijd, bij een auditieve als de persoon de toets niet kan maken."""
    return aangetoond and (beperking is Beperking.VISUEEL or kan_toets_niet_maken is True)


def beslissen_vanaf(beslissing: Beslissing, aanvraag: Aanvraag) -> date:
    """De eerste dag waarop dit besloten kon zijn: na het verzoek, het bewijs, en het horen (art. 3:2 en 4:7 Awb)."""
    dagen = [aanvraag.gevraagd_op, aanvraag.bewijs_op]
    if beslissing.gelegenheid is not None:
        dagen.append(besluiten_na(beslissing.gelegenheid))
    return max(dagen)


def toets_beslissing(
    beslissing: Beslissing, aanvraag: Aanvraag, *, peildatum: date, recht: Recht
) -> tuple[Gebrek, ...]:
    """Alles waarom zo niet kan worden besloten, elk met zijn artikel; leeg als het kan."""
    return tuple(_beslissing(beslissing, aanvraag, peildatum, recht))


def _beslissing(beslissing: Beslissing, aanvraag: Aanvraag, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    auditief, kan_niet = aanvraag.beperking is Beperking.AUDITIEF, beslissing.kan_toets_niet_maken
    if auditief and beslissing.aangetoond and kan_niet is None:
        melding = "Leg bij een auditieve beperking vast of de persoon de toets kan maken."
        yield maak_gebrek("kanToetsNietMaken", melding, ONTHEFFING)
    if not auditief and kan_niet is not None:
        melding = "Of de persoon de toets kan maken, telt alleen bij een auditieve beperking; laat dit leeg."
        yield maak_gebrek("kanToetsNietMaken", melding, ONTHEFFING)
    moet = moet_worden_verleend(aanvraag.beperking, aangetoond=beslissing.aangetoond, kan_toets_niet_maken=kan_niet)
    if beslissing.verlenen and not beslissing.aangetoond:
        yield maak_gebrek(
            "aangetoond", "Zonder een beperking die vaststaat is er geen grond voor ontheffing.", ONTHEFFING
        )
    elif beslissing.verlenen and auditief and kan_niet is False:
        melding = "Bij een auditieve beperking kan ontheffing alleen als de persoon de toets ook niet kan maken."
        yield maak_gebrek("kanToetsNietMaken", melding, ONTHEFFING)
    if not beslissing.verlenen and moet:
        welke = "auditieve beperking waarmee de persoon de toets niet kan maken" if auditief else "visuele beperking"
        yield maak_gebrek(
            "verlenen", f"De ontheffing moet worden verleend bij een {welke}; weigeren kan niet.", ONTHEFFING
        )
    if not beslissing.motivering.strip():
        yield maak_gebrek("motivering", "Motiveer het besluit, zonder medische gegevens.", _MOTIVERING)
    if beslissing.verlenen or not moet:
        yield from _horen(beslissing, aanvraag, peildatum, recht)


def _horen(beslissing: Beslissing, aanvraag: Aanvraag, peildatum: date, recht: Recht) -> Iterator[Gebrek]:
    """Art. 4:7 Awb: wie gevraagd heeft, wordt gehoord voor een weigering op andere gegevens dan de zijne.

    Dat is elke weigering, wat de beslisser er zelf ook van zegt: wat de persoon opgeeft is dat hij een beperking heeft
    en de toets niet kan maken, en staat dat vast, dan moet er worden verleend (PG-9).
    """
    if beslissing.verlenen:
        if beslissing.wijkt_af or beslissing.gelegenheid is not None:
            yield maak_gebrek("gelegenheid", "Horen hoort alleen bij een weigering; laat dit weg.", _HOREN)
    elif (beslissing.wijkt_af or aanvraag.initiatief is Initiatief.VERZOEK) and beslissing.gelegenheid is None:
        melding = (
            "Wie ontheffing vraagt, zegt dat hij de toets niet kan maken; een weigering wijkt daar altijd van af. Geef"
            " hem eerst de gelegenheid om daarop te reageren, schriftelijk of mondeling, en leg dat vast."
        )
        yield maak_gebrek("gelegenheid", melding, _HOREN)
    elif beslissing.gelegenheid is not None:
        yield from toets_gelegenheid(
            beslissing.gelegenheid, vanaf=aanvraag.gevraagd_op, peildatum=peildatum, grond=_HOREN, recht=recht
        )


def besluit_van(stand: Ontheffingstand | None) -> Besluitsoort | None:
    """Wat er op het verzoek besloten is; None zolang dat niet zo is."""
    if stand is None:
        return None
    return {
        Ontheffingstatus.VERLEEND: Besluitsoort.ONTHEFFING_LBT,
        Ontheffingstatus.GEWEIGERD: Besluitsoort.WEIGERING,
    }.get(stand.status)
