"""Een besluit intrekken dat er niet had moeten zijn: van een ander, of op feiten die niet klopten (art. 3:2 Awb).

De Wi2021 en de Awb noemen de bevoegdheid niet. Wie een besluit mag nemen, mag het intrekken, en het werkt terug tot de
dag van dat besluit, omdat dat de persoon niets kost (INTERPRETATION); wat hem wel iets kost, zoals een ontheffing die
vervalt, telt tegen hem pas als hij het weet (`ontheffing.geen_verwijt`). Het begin van de inburgeringstermijn staat
daarbuiten: dat verschuift niet als een PIP wordt ingetrokken en er een nieuw komt (art. 11 lid 3 Wi2021).

Kent hij het besluit, dan zegt hij eerst wat hij ervan vindt (art. 4:8 Awb, FROM-MEMORY), of er staat bij waarom niet.
Wat nooit bekend werd werkt niet (art. 3:40): dat raakt niemand, en wordt ingetrokken zonder horen en zonder brief.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.dagtekening import Vastgesteld
from core.law.fasen import Fase
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import schrijf_dag
from core.law.ontheffing import ONTHEFFING, Ontheffingstand, besluit_van
from core.law.recht import Grond, Recht
from core.law.retourpost import BEKENDMAKEN
from core.law.zienswijze import Gelegenheid, besluiten_na, toets_gelegenheid

INTREKKEN = Grond("Wi2021", "15", "1")
_INTAKE = Grond("Wi2021", "14", "3")
_HOREN = Grond("Awb", "4:8", "1")
_ZORG = Grond("Awb", "3:2")
_MOTIVERING = Grond("Awb", "3:46")
_BEKENDMAKING = Grond("Awb", "3:40")
_TERUG = (
    "De brief met dit besluit kwam terug van de post. Zeg eerst of zij naar het goede adres ging: daarvan hangt af of"
    " de persoon het besluit kent, en dus of hij gehoord wordt."
)


class ZonderHoren(StrEnum):
    """Waarom de persoon niet vooraf gehoord is, zoals hij het in de brief leest."""

    omschrijving: str
    grond: Grond

    def __new__(cls, waarde: str, omschrijving: str, grond: Grond) -> "ZonderHoren":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.omschrijving = omschrijving
        zelf.grond = grond
        return zelf

    ZELF_GEVRAAGD = "ZELF_GEVRAAGD", "U hebt ons zelf gevraagd dit besluit in te trekken.", Grond("Awb", "4:8", "1")
    SPOED = "SPOED", "Wij konden niet wachten tot u had gezegd wat u ervan vindt.", Grond("Awb", "4:11")
    EERDER_GELEGENHEID = (
        "EERDER_GELEGENHEID",
        "U hebt ons eerder al kunnen zeggen wat u hiervan vindt.",
        Grond("Awb", "4:11"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Horen:
    """Dat de persoon vooraf kon zeggen wat hij ervan vond, of waarom niet; het een of het ander."""

    gelegenheid: Gelegenheid | None = None
    zonder: ZonderHoren | None = None
    motief: str = ""
    """Waarom er niet gehoord is, of waarom hij korter dan gewoon kreeg om te antwoorden."""


def toets(besluit: Vastgesteld | None) -> Iterator[Gebrek]:
    """Of er een besluit over een PIP is dat nu kan worden ingetrokken."""
    if besluit is None:
        melding = "Er is geen vastgesteld PIP dat nu geldt; er valt niets in te trekken."
        yield maak_gebrek("pip", melding, INTREKKEN)
    elif besluit.terug:
        yield maak_gebrek("retourpost", _TERUG, BEKENDMAKEN, eerst=Handeling.RETOURPOST_BEOORDELEN)


def toets_ontheffing(stand: Ontheffingstand | None, *, rust_op: Fase | None) -> Iterator[Gebrek]:
    """Of er een besluit over ontheffing is dat nu kan worden ingetrokken.

    `rust_op` is hoe ver de zaak daarop verder ging; None als niets erop rust. Een intake die af is rust op een
    ontheffing, en ook op een weigering: zonder die is er op het verzoek niet beslist (PG-9). Wat erop rust gaat eerst
    terug (INTERPRETATION).
    """
    if stand is None or besluit_van(stand) is None:
        melding = (
            "Er is geen besluit over ontheffing van de leerbaarheidstoets dat nu geldt; er valt niets in te trekken."
        )
        yield maak_gebrek("besluit", melding, ONTHEFFING)
        return
    if stand.post_terug:
        yield maak_gebrek("retourpost", _TERUG, BEKENDMAKEN, eerst=Handeling.RETOURPOST_BEOORDELEN)
    if rust_op is Fase.TRAJECT_ACTIEF:
        melding = (
            "Het PIP is vastgesteld en rust op dit besluit. Trek eerst het PIP in, en heropen dan de brede intake."
        )
        yield maak_gebrek("pip", melding, INTREKKEN, eerst=Handeling.PIP_INTREKKEN)
    elif rust_op in (Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE):
        melding = "De brede intake is afgerond en rust op dit besluit; heropen haar eerst."
        yield maak_gebrek("intake", melding, _INTAKE, eerst=Handeling.INTAKE_HEROPENEN)


def toets_uitleg(uitleg: str, *, geen_brief: str) -> Iterator[Gebrek]:
    """Wat iemand aan de persoon uitlegt bij een ingetrokken oproep staat in zijn brief; gaat die niet, dan las niemand
    het. `geen_brief` zegt waarom er geen gaat; leeg als er een gaat."""
    if geen_brief and uitleg.strip():
        melding = f"{geen_brief} Laat de uitleg weg; wat u ervan wilt bewaren hoort in het motief."
        yield maak_gebrek("uitlegInBrief", melding, _ZORG)


def toets_bekend(ligt: date | None, *, wat: str = "zijn eerdere plan", eerder: str = "") -> Iterator[Gebrek]:
    """Eerst weet de persoon dat wat hij kent niet geldt, dan komt er iets nieuws (art. 3:2 Awb; INTERPRETATION). Anders
    leest hij na het nieuwe dat het oude niet geldt. `ligt` is de dagtekening van de intrekking, `eerder` het dossier
    van voor zijn terugkeer als zij daar ligt. Was zij een vergissing, dan is dit ook de weg terug (`weg_terug`)."""
    if ligt is not None:
        waar = f" (zij ligt in dossier {eerder})" if eerder else ""
        melding = (
            f"De brief over de intrekking van {schrijf_dag(ligt)}{waar} is nog niet verzonden. De persoon moet eerst"
            f" weten dat {wat} niet geldt: verzend de brief, en leg vast wanneer. Dat is ook zo als de intrekking een"
            " vergissing was: hetzelfde besluit kan daarna nog dezelfde dag opnieuw."
        )
        yield maak_gebrek("bekendmaking", melding, _BEKENDMAKING)


def weg_terug() -> Gebrek:
    """Een intrekking wordt niet zelf ingetrokken: met haar eindigde meer dan het besluit, zoals een aanbod aan een
    school, en dat komt niet vanzelf terug. Wie zich vergiste neemt hetzelfde besluit opnieuw; dat kost de persoon
    niets: zijn inburgeringstermijn blijft dezelfde (art. 11 lid 3 Wi2021; ADR 0058, INTERPRETATION)."""
    melding = (
        "Een intrekking wordt niet ingetrokken. Was zij een vergissing, neem dan hetzelfde besluit opnieuw: een plan"
        " zet u terug als concept en stelt u vast; op een verzoek om ontheffing beslist u opnieuw, en staat het niet"
        " meer open, dan legt u het eerst opnieuw vast."
        " Dat kan vandaag nog. Ligt de brief over de intrekking er nog, verzend haar dan eerst."
    )
    return maak_gebrek("besluitId", melding, _ZORG)


def toets_inhoud(
    motivering: str, horen: Horen | None, *, bekend_op: date | None, peildatum: date, recht: Recht
) -> tuple[Gebrek, ...]:
    """Wat er aan de motivering en het horen ontbreekt; `bekend_op` is de dag waarop de persoon het besluit kende."""
    return tuple(_inhoud(motivering, horen, bekend_op, peildatum, recht))


def termijn_blijft(bekend_op: date | None) -> bool:
    """Of de inburgeringstermijn blijft beginnen waar dit PIP haar liet beginnen (art. 11 lid 3 Wi2021). Wat nooit
    bekend werd heeft niet gewerkt (art. 3:40 Awb): dan is het volgende PIP het eerste."""
    return bekend_op is not None


def intrekken_vanaf(horen: Horen | None, *, dagtekening: date) -> date:
    """De eerste dag waarop dit besloten kon zijn: na het besluit zelf, en na het horen (art. 3:2 Awb)."""
    gelegenheid = None if horen is None else horen.gelegenheid
    return dagtekening if gelegenheid is None else max(dagtekening, besluiten_na(gelegenheid))


def _inhoud(
    motivering: str, horen: Horen | None, bekend_op: date | None, peildatum: date, recht: Recht
) -> Iterator[Gebrek]:
    if not motivering.strip():
        yield maak_gebrek("motivering", "Leg uit waarom dit besluit niet klopte.", _MOTIVERING)
    if bekend_op is None:
        if horen is not None:
            melding = "Dit besluit is niet bekendgemaakt; de persoon kent het niet, en wordt er niet over gehoord."
            yield maak_gebrek("horen", melding, _BEKENDMAKING)
        return
    gelegenheid, zonder = (None, None) if horen is None else (horen.gelegenheid, horen.zonder)
    if (gelegenheid is None) is (zonder is None):
        melding = (
            f"De persoon kent dit besluit sinds {schrijf_dag(bekend_op)}. Leg vast wanneer hij kon zeggen wat hij van"
            " het intrekken vindt, en wat hij zei; of waarom hij niet gehoord is. Een van de twee."
        )
        yield maak_gebrek("horen", melding, _HOREN)
        return
    if gelegenheid is not None:
        motief = "" if horen is None else horen.motief
        for gebrek in toets_gelegenheid(
            gelegenheid, vanaf=bekend_op, peildatum=peildatum, grond=_HOREN, recht=recht, waarom_korter=motief
        ):
            yield Gebrek(veld=f"horen.{gebrek.veld}", melding=gebrek.melding, grond=gebrek.grond)
    elif zonder is not None and horen is not None and not horen.motief.strip():
        yield maak_gebrek("horen.motief", "Leg uit waarom de persoon niet eerst gehoord is.", zonder.grond)


def nog_bij_duo(dagtekening: date, *, ingetrokken_op: date, verhuisd: bool, weet: bool = True) -> str:
    """Wat wie het dossier opent weet zolang DUO een PIP heeft dat hier is ingetrokken (art. 11 lid 3 en 15 lid 4).

    `weet` is of de persoon van de intrekking weet; tot dan werkt zij niet, en hoort DUO haar ook niet (art. 3:40 Awb).
    DUO heeft geen bericht voor een intrekking die het begin van de termijn laat staan (INTERPRETATION): terughalen
    (U02) zou ook dat begin wegnemen.
    """
    begin = (
        f"DUO heeft het PIP van {schrijf_dag(dagtekening)} nog. Hier is het op {schrijf_dag(ingetrokken_op)}"
        " ingetrokken: het legt geen leerroute meer vast, en de termijn die ermee begon loopt door."
    )
    if verhuisd and not weet:
        return (
            f"{begin} De persoon is verhuisd, en weet dit nog niet: verzend eerst de brief over de intrekking. Daarna"
            " komt er werk om DUO te bellen."
        )
    if verhuisd:
        return f"{begin} De persoon is verhuisd: bel DUO, en zeg het ook het nieuwe college als dat het PIP vraagt."
    return (
        f"{begin} Een bericht daarvoor is er niet. Het volgende PIP hoort DUO vanzelf (U01) als het bekend is; komt er"
        " geen, of verhuist de persoon eerst, bel DUO dan."
    )
