"""Of de brede intake klaar is: art. 14 lid 2, 3 en 6, art. 8 lid 1 en art. 15 lid 4 Wi2021, en art. 5.2 Bi2021.

`toets_intake` noemt alles wat ontbreekt in één keer. Drie vormen: volledig, verkort na een verhuizing (E45), en in
afwezigheid na de oproepen van art. 14 lid 2; of daar genoeg voor is opgeroepen, zegt `handelingen`.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.leerroutes import Leerroute
from core.law.recht import Grond

_LBT = Grond("Wi2021", "14", "3, onder a")
_ACHTERGROND = Grond("Wi2021", "14", "3, onder b")
_OMSTANDIGHEDEN = Grond("Wi2021", "14", "3, onder c")
_VVE = Grond("Wi2021", "14", "3, onder d")
_AFWEZIGHEID = Grond("Wi2021", "14", "2")
_VERKORT = Grond("Wi2021", "15", "4")
_ONDERWIJSROUTE = Grond("Wi2021", "8", "1")
_ONDERWERPEN = Grond("Bi2021", "5.2", "1")
_ALLEEN = Grond("Bi2021", "5.2", "2")
_SCHRIFTELIJK = Grond("Bi2021", "5.2", "3")


class Lbt(StrEnum):
    """Waar de leerbaarheidstoets op uitkwam; de eerste drie zijn van DUO, de ontheffing is van het college."""

    B1_HAALBAAR = "B1_HAALBAAR"
    B1_NIET_HAALBAAR = "B1_NIET_HAALBAAR"
    ONBEKEND = "ONBEKEND"
    ONTHEVEN = "ONTHEVEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class LbtStand:
    """De stand van de leerbaarheidstoets: een resultaat van DUO, of een besluit tot ontheffing (B03, `ontheffing`)."""

    uitkomst: Lbt
    motivering: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LbtAanvraag:
    """De toets waarvan de uitslag nog komt: bij DUO is een examennummer gevraagd, of DUO noemt de persoon aangemeld."""

    examennummer: str = ""
    aangemeld: bool = False

    @property
    def in_woorden(self) -> str:
        """Hoe ver het is, en waarop het wacht; aan de inhoud van de intake is daar niets aan te doen."""
        if self.examennummer:
            stand = (
                "De persoon is bij DUO aangemeld voor de leerbaarheidstoets, met examennummer"
                f" {self.examennummer}. Wacht op de uitslag; DUO meldt die."
            )
        elif self.aangemeld:
            stand = (
                "De persoon is bij DUO aangemeld voor de leerbaarheidstoets. Vraag DUO om zijn examennummer als hij nog"
                " moet boeken, en wacht op de uitslag; DUO meldt die."
            )
        else:
            stand = (
                "Bij DUO is een examennummer gevraagd voor de leerbaarheidstoets. Wacht daarop, en dan op de uitslag."
            )
        return f"{stand} Kan hij de toets niet maken, dan kan een besluit tot ontheffing (art. 14 lid 6)."


@dataclass(frozen=True, slots=True, kw_only=True)
class PipVanElders:
    """De persoon kwam hier wonen met een PIP van een andere gemeente (SS121). `leerroute` is die van dat PIP; None
    zolang DUO haar niet gaf. Van welke gemeente en welke dag het is, is alleen bekend als DUO het gaf."""

    leerroute: Leerroute | None = None
    gemeente: str = ""
    dag: date | None = None
    eigen: bool = False
    """Of dit college het zelf vaststelde, voordat hij verhuisde en terugkwam (ADR 0077)."""

    @property
    def van_wie(self) -> str:
        """Wie de leerroute vaststelde, aan het begin van een zin."""
        return "Uw gemeente" if self.eigen else "Een andere gemeente"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elders:
    """Het PIP van elders dat hier telt, en de dag waarop het laatst is vastgelegd dat er een is ingetrokken. Allebei
    als hij met meer dan een plan kwam, en er nog een staat."""

    pip: PipVanElders | None = None
    ingetrokken_op: date | None = None
    vastgelegd: bool = False
    """Of een medewerker een plan vastlegde dat DUO niet gaf."""
    alleen_eigen: bool = False
    """Of het plan dat telt van dit college zelf is, en er geen van een andere gemeente onder ligt."""
    eigen_ingetrokken_op: date | None = None
    """De dag waarop de persoon weet dat dit college na zijn terugkeer introk wat het zelf had vastgesteld."""
    weet_van_eigen_niet: bool = False
    """Of dat is ingetrokken zonder dat hij het al weet (art. 3:40 Awb)."""


def van_dit_college(elders: PipVanElders | None) -> bool:
    """Of dit college de leerroute die vastligt zelf vaststelde, voor zijn verhuizing en terugkeer (art. 15 lid 4)."""
    return elders is not None and elders.eigen


def kwam_met_pip(*, ss120_op: date | None, ss121_op: date | None) -> bool:
    """Of de laatste verhuizing hierheen volgens DUO met een PIP was (SS121), en niet zonder (SS120)."""
    return ss121_op is not None and (ss120_op is None or ss120_op <= ss121_op)


def is_verkort(elders: PipVanElders | None) -> bool:
    """Art. 15 lid 4 Wi2021: een andere gemeente stelde de leerroute vast. Dan is de intake verkort: geen
    leerbaarheidstoets en geen opleiding en werk (art. 14 lid 3, onder a en b); de rest blijft."""
    return elders is not None and elders.leerroute is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class InAfwezigheid:
    """Waarop de intake rust als de inburgeringsplichtige na alle oproepen niet verscheen."""

    bronnen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeGegevens:
    """Wat er van de brede intake is vastgelegd. Over gezondheid staat hier alleen dát het is vastgelegd."""

    lbt: LbtStand | None = None
    lbt_aanvraag: LbtAanvraag | None = None
    """Wat er bij DUO loopt zolang er geen uitslag is; None als er niets gevraagd is."""
    opleiding_en_werk: str = ""
    persoonlijke_omstandigheden_vastgelegd: bool = False
    vve: str = ""
    vve_nvt: bool = False
    taalniveau: str = ""
    arbeidsmogelijkheden: str = ""
    zelfredzaamheid: str = ""
    recht_op_individueel_gesprek_gemeld_op: date | None = None
    schriftelijk_vastgelegd: bool = False
    wil_onderwijsroute: bool = False
    onderwijsroute_onderzocht: bool = False
    verkorte_intake: bool = False
    vaste_leerroute: Leerroute | None = None
    in_afwezigheid: InAfwezigheid | None = None
    plicht_vanaf: date | None = None


def toets_intake(gegevens: IntakeGegevens, *, peildatum: date) -> tuple[Gebrek, ...]:
    """Alles wat op `peildatum` aan de brede intake ontbreekt, elk met zijn artikel; leeg als zij af is."""
    if gegevens.in_afwezigheid is not None:
        return _in_afwezigheid(gegevens, gegevens.in_afwezigheid)
    return (
        *_verkort(gegevens),
        *(_lid_3_a_en_b(gegevens) if lbt_vereist(gegevens) else ()),
        *_lid_3_c_en_d(gegevens),
        *_besluit_5_2(gegevens, peildatum),
        *(_onderwijsroute(gegevens) if lbt_vereist(gegevens) else ()),
    )


def lbt_vereist(gegevens: IntakeGegevens) -> bool:
    """Art. 15 lid 4 Wi2021: na een verhuizing met vaste leerroute geen leerbaarheidstoets en geen opleiding en werk.

    Een weigering van de toets is dan geen onvoldoende medewerking in de zin van art. 22 lid 1 (INTERPRETATION).
    """
    return not (gegevens.verkorte_intake and gegevens.vaste_leerroute is not None)


def _in_afwezigheid(gegevens: IntakeGegevens, afwezig: InAfwezigheid) -> tuple[Gebrek, ...]:
    gebreken = []
    if not any(bron.strip() for bron in afwezig.bronnen):
        melding = "Noem de bronnen waarop de intake in afwezigheid rust."
        gebreken.append(maak_gebrek("bronnenBijAfwezigheid", melding, _AFWEZIGHEID))
    return tuple(replace(gebrek, eerst=Handeling.INTAKE_BIJWERKEN) for gebrek in (*gebreken, *_schriftelijk(gegevens)))


def _verkort(gegevens: IntakeGegevens) -> list[Gebrek]:
    """Zolang DUO de leerroute niet gaf is de intake niet verkort; wie alles al vroeg, kan haar ook zo afronden."""
    if not gegevens.verkorte_intake or not lbt_vereist(gegevens) or not _lid_3_a_en_b(gegevens):
        return []
    melding = (
        "De persoon kwam met een PIP, en DUO gaf de leerroute daarvan nog niet. Lees DUO opnieuw:"
        " staat de leerroute vast, dan is de intake verkort. Anders hoort alles erbij."
    )
    return [maak_gebrek("verkorteIntake", melding, _VERKORT)]


def _lid_3_a_en_b(gegevens: IntakeGegevens) -> list[Gebrek]:
    gebreken = _lbt(gegevens.lbt, gegevens.lbt_aanvraag)
    if not gegevens.opleiding_en_werk.strip():
        melding = "Leg opleiding en werkervaring in het land van herkomst vast."
        gebreken.append(maak_gebrek("opleidingEnWerk", melding, _ACHTERGROND))
    return gebreken


def _lbt(stand: LbtStand | None, aanvraag: LbtAanvraag | None) -> list[Gebrek]:
    if stand is None and aanvraag is not None:
        return [maak_gebrek("leerbaarheidstoets", aanvraag.in_woorden, _LBT, wacht=True)]
    if stand is None:
        melding = (
            "Het resultaat van de leerbaarheidstoets ontbreekt; meld aan bij DUO, of neem op verzoek of ambtshalve een"
            " besluit tot ontheffing (art. 14 lid 6)."
        )
        return [maak_gebrek("leerbaarheidstoets", melding, _LBT)]
    if stand.uitkomst is Lbt.ONBEKEND and not stand.motivering.strip():
        melding = "DUO gaf als resultaat Onbekend; motiveer waarom de intake daarmee kan worden afgerond."
        return [maak_gebrek("lbtMotivering", melding, _LBT)]
    return []


def _lid_3_c_en_d(gegevens: IntakeGegevens) -> list[Gebrek]:
    gebreken = []
    if not gegevens.persoonlijke_omstandigheden_vastgelegd:
        melding = "Leg de persoonlijke omstandigheden vast, waaronder de lichamelijke en psychische gezondheid."
        gebreken.append(maak_gebrek("persoonlijkeOmstandigheden", melding, _OMSTANDIGHEDEN))
    if gegevens.vve_nvt == bool(gegevens.vve.strip()):
        melding = "Leg de mogelijkheden voor voor- en vroegschoolse educatie vast, of dat die niet van toepassing is."
        gebreken.append(maak_gebrek("vve", melding, _VVE))
    return gebreken


def _besluit_5_2(gegevens: IntakeGegevens, peildatum: date) -> list[Gebrek]:
    gebreken = [
        maak_gebrek(veld, f"Leg {wat} vast.", _ONDERWERPEN)
        for veld, tekst, wat in (
            ("taalniveau", gegevens.taalniveau, "het taalniveau"),
            ("arbeidsmogelijkheden", gegevens.arbeidsmogelijkheden, "de mogelijkheden tot arbeidsparticipatie"),
            ("zelfredzaamheid", gegevens.zelfredzaamheid, "de mate van zelfredzaamheid"),
        )
        if not tekst.strip()
    ]
    gemeld = gegevens.recht_op_individueel_gesprek_gemeld_op
    if gemeld is None:
        melding = "Wijs op het recht om de gesprekken alleen te voeren en leg vast op welke dag dat is gedaan."
        gebreken.append(maak_gebrek("rechtOpIndividueelGesprekGemeldOp", melding, _ALLEEN))
    elif gemeld > peildatum or (gegevens.plicht_vanaf is not None and gemeld < gegevens.plicht_vanaf):
        melding = "De dag waarop op het recht is gewezen, ligt tussen het begin van de plicht en vandaag."
        gebreken.append(maak_gebrek("rechtOpIndividueelGesprekGemeldOp", melding, _ALLEEN))
    return [*gebreken, *_schriftelijk(gegevens)]


def _schriftelijk(gegevens: IntakeGegevens) -> list[Gebrek]:
    if gegevens.schriftelijk_vastgelegd:
        return []
    return [maak_gebrek("verslag", "Leg de relevante informatie schriftelijk vast.", _SCHRIFTELIJK)]


def _onderwijsroute(gegevens: IntakeGegevens) -> list[Gebrek]:
    """Zonder dit onderzoek is het PIP onrechtmatig (ABRvS 24-12-2024, ECLI:NL:RVS:2024:5413)."""
    if not gegevens.wil_onderwijsroute or gegevens.onderwijsroute_onderzocht:
        return []
    melding = (
        "De inburgeringsplichtige wil een beroeps- of hogere opleiding; onderzoek de onderwijsroute en leg dat vast."
    )
    return [maak_gebrek("onderwijsrouteOnderzoek", melding, _ONDERWIJSROUTE)]
