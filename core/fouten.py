"""De fouten die Meedoen kent; wie er een vangt, kiest het niveau dat hij bedoelt.

    Fout
    |- NietGevonden            404  bestaat niet, of niet voor deze vrager
    |- NietAangemeld           401  geen geldig token, of niet ingelogd
    |  `- BewijsOpnieuw             wie beslist, bewees te lang geleden wie hij is
    |- NietBevoegd             403  wel van deze gemeente, niet voor deze rol
    |- Conflict                409
    |  |- OnjuisteFase              de zaak staat niet in de stand die hiervoor nodig is
    |  |- TermijnVerstreken         te laat
    |  |- VoorwaardeNietVervuld     de wet stelt een voorwaarde die ontbreekt
    |  |- AndereInhoud              dit id is al gebruikt, met een andere inhoud
    |  |- NietBevestigd             het mag, maar een mens bevestigt eerst de waarschuwingen
    |  `- VersieConflict            iemand anders was eerder
    |- TeVeel                  429  te vaak in korte tijd; even later weer
    |- OngeldigeInvoer         400  alle gebreken tegelijk
    |- PluginFout              500  een plugin gaf iets terug dat niet mag
    `- Onbereikbaar            503  een ander systeem antwoordt niet; later opnieuw

Een boodschap zegt wat er mis is, noemt waar het kan het artikel, en zegt wat men nu kan doen.
Zij bevat nooit een BSN, een naam of een ingevoerde waarde. Wat er bij een VersieConflict nu staat, reist ernaast
(`Tussenkomst`) en komt alleen in het antwoord aan wie het mag lezen.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

INTUSSEN_GEWIJZIGD = "Dit is intussen gewijzigd. Er is niets van u vastgelegd; kijk eerst wat er nu staat."
ZELF_GEWIJZIGD = "Uw eerdere wijziging staat er. Van dit verzoek is niets vastgelegd; kijk eerst wat er nu staat."


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebrek:
    """Een fout in de invoer: waar (veld, camelCase pad), wat, en bij voorkeur op welke grond.

    `eerst` is de handeling die dit weghaalt, als er zo een is; het antwoord noemt haar als volgende stap. `wacht` zegt
    dat het van een ander moet komen: dan is er hier niets te doen dan wachten.
    """

    veld: str
    melding: str
    grond: str = ""
    eerst: str = ""
    wacht: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waarschuwing:
    """Iets wat mag en zelden de bedoeling is; wie doorgaat bevestigt `soort`."""

    soort: str
    melding: str
    grond: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    """Een veld dat de vrager stuurde (camelCase) en dat nu anders staat. De waarden staan in geen enkele tekst."""

    veld: str
    uw_waarde: object = field(repr=False)
    huidige_waarde: object = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tussenkomst:
    """Wat er gebeurde tussen wat de vrager zag en wat hij stuurde, voor zover hij dat mag lezen."""

    uw_versie: int
    huidige_versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_door_naam: str
    oorzaak: str
    verschillen: tuple[Verschil, ...]
    volgende_stap: str
    zelf: bool = False
    """De vrager wijzigde het zelf het laatst, na de versie die hij noemt: een verzoek dat nog eens kwam."""

    @property
    def een_ander(self) -> bool:
        """Of een ander mens het het laatst wijzigde, na de versie die de vrager noemt; een taak is niemand."""
        return self.gewijzigd_door is not None and self.huidige_versie > self.uw_versie and not self.zelf


class Fout(Exception):
    """Alles wat Meedoen verwacht dat mis kan gaan. Verwachte fouten gaan niet naar Sentry."""

    status = 500
    soort = "fout"
    titel = "Er ging iets mis"

    def __init__(self, melding: str, *, grond: str = "") -> None:
        super().__init__(melding)
        self.melding = melding
        self.grond = grond


class NietGevonden(Fout):
    status = 404
    soort = "niet-gevonden"
    titel = "Niet gevonden"


class NietAangemeld(Fout):
    status = 401
    soort = "niet-aangemeld"
    titel = "Niet aangemeld"


class BewijsOpnieuw(NietAangemeld):
    """Wie over iemand beslist bewijst kort daarvoor wie hij is; `leeftijd` is hooguit hoeveel seconden geleden."""

    soort = "bewijs-opnieuw"
    titel = "Bewijs opnieuw wie u bent"

    def __init__(self, melding: str, *, leeftijd: int) -> None:
        super().__init__(melding)
        self.leeftijd = leeftijd


class NietBevoegd(Fout):
    status = 403
    soort = "niet-bevoegd"
    titel = "Niet bevoegd"


class Conflict(Fout):
    status = 409
    soort = "conflict"
    titel = "Kan nu niet"


class OnjuisteFase(Conflict):
    soort = "onjuiste-fase"
    titel = "De zaak staat in een andere fase"


class TermijnVerstreken(Conflict):
    soort = "termijn-verstreken"
    titel = "De termijn is verstreken"


class VoorwaardeNietVervuld(Conflict):
    """Een of meer voorwaarden van de wet ontbreken; `gebreken` noemt ze allemaal."""

    soort = "voorwaarde-niet-vervuld"
    titel = "Aan een voorwaarde is niet voldaan"

    def __init__(self, melding: str, *, gebreken: tuple[Gebrek, ...] = (), grond: str = "") -> None:
        super().__init__(melding, grond=grond)
        self.gebreken = gebreken


class AndereInhoud(Conflict):
    """Een id dat de vrager zelf maakte heeft al een andere inhoud; `gebreken` noemt elk veld dat verschilt."""

    soort = "andere-inhoud"
    titel = "Dit id is al gebruikt, met een andere inhoud"

    def __init__(self, melding: str, *, gebreken: tuple[Gebrek, ...]) -> None:
        super().__init__(melding)
        self.gebreken = gebreken


class NietBevestigd(Conflict):
    """Het mag, maar er is iets om op te letten; `waarschuwingen` noemt alles wat een mens dan bevestigt."""

    soort = "niet-bevestigd"
    titel = "Bevestig eerst de waarschuwingen"

    def __init__(self, waarschuwingen: tuple[Waarschuwing, ...]) -> None:
        soorten = ", ".join(dict.fromkeys(w.soort for w in waarschuwingen))
        super().__init__(
            "Er is niets vastgelegd. Lees de waarschuwingen en kies iets anders, of stuur het nog eens met `bevestigd`:"
            f" {soorten}."
        )
        self.waarschuwingen = waarschuwingen


class VersieConflict(Conflict):
    """Het is gewijzigd na wat de vrager zag; `tussenkomst` zegt wat er nu staat, als de rand dat heeft kunnen lezen.

    De titel noemt alleen een ander als bekend is dat het een ander was: het kan ook een taak zijn, of hij zelf.
    """

    soort = "versie-conflict"
    titel = "Dit is intussen gewijzigd"

    def __init__(self, melding: str = INTUSSEN_GEWIJZIGD, *, tussenkomst: Tussenkomst | None = None) -> None:
        zelf = tussenkomst is not None and tussenkomst.zelf
        super().__init__(ZELF_GEWIJZIGD if zelf else melding)
        self.tussenkomst = tussenkomst
        if zelf:
            self.titel = "U hebt dit intussen zelf gewijzigd; lees het opnieuw"
        elif tussenkomst is not None and tussenkomst.een_ander:
            self.titel = "Iemand anders heeft dit intussen gewijzigd"


class TeVeel(Fout):
    """Te vaak in korte tijd; over `wacht` seconden kan het weer."""

    status = 429
    soort = "te-veel"
    titel = "Te veel verzoeken"

    def __init__(self, melding: str, *, wacht: int) -> None:
        super().__init__(melding)
        self.wacht = wacht


class OngeldigeInvoer(Fout):
    """De invoer deugt niet; `gebreken` noemt alle fouten tegelijk en er is niets gewijzigd."""

    status = 400
    soort = "ongeldige-invoer"
    titel = "De invoer klopt niet"

    def __init__(self, melding: str, *, gebreken: tuple[Gebrek, ...] = ()) -> None:
        super().__init__(melding)
        self.gebreken = gebreken


class NoemtNummer(OngeldigeInvoer):
    """De invoer deugt niet, en de weigering zegt daarmee dat iemand hier dit nummer heeft.

    Dat is zoeken op een nummer, en telt ook zo: de weigering staat in het auditlog (`http.weigeringen`).
    """


class PluginFout(Fout):
    soort = "plugin-fout"
    titel = "Een plugin werkt niet"


class Onbereikbaar(Fout):
    status = 503
    soort = "onbereikbaar"
    titel = "Een ander systeem is niet bereikbaar"
