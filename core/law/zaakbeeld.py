"""Wat een handeling moet weten van een zaak, en welke handelingen er zijn; of zij mogen zegt `handelingen`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten
from core.law.dagtekening import Vastgesteld
from core.law.fasen import Fase
from core.law.mandaat import Beslisser
from core.law.ontheffing import Ontheffingstand
from core.law.oproepen import Oproep
from core.law.recht import Regelkeuzes
from core.law.voornemen import Voornemenstand


class Handeling(StrEnum):
    """Wat iemand in een zaak kan doen; de omschrijving maakt af: "De volgende stap is: ..."."""

    omschrijving: str

    def __new__(cls, waarde: str, omschrijving: str) -> "Handeling":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.omschrijving = omschrijving
        return zelf

    OPROEP_OPSTELLEN = "OPROEP_OPSTELLEN", "een oproep opstellen"
    OPROEP_VERZENDEN = "OPROEP_VERZENDEN", "vastleggen dat de brief van de oproep verzonden is"
    OPROEP_INTREKKEN = "OPROEP_INTREKKEN", "de oproep intrekken"
    AFSPRAAK_VERZETTEN = "AFSPRAAK_VERZETTEN", "de afspraak verzetten, binnen de termijn"
    AFSPRAAK_GEMIST = "AFSPRAAK_GEMIST", "vastleggen dat de afspraak gemist of afgezegd is"
    VERSCHIJNEN = "VERSCHIJNEN", "vastleggen dat de persoon verscheen"
    TERMIJN_GEMIST = "TERMIJN_GEMIST", "vastleggen dat de termijn van de oproep gemist is"
    KOMST_WEIGEREN = "KOMST_WEIGEREN", "vastleggen dat de persoon schriftelijk weigerde te komen"
    ONVOLDOENDE_MEDEWERKING = "ONVOLDOENDE_MEDEWERKING", "onvoldoende medewerking vastleggen"
    BOETEVRAAG_BEANTWOORDEN = "BOETEVRAAG_BEANTWOORDEN", "de boetevraag beantwoorden"
    INTAKE_BIJWERKEN = "INTAKE_BIJWERKEN", "de brede intake aanvullen"
    LBT_AANVRAGEN = "LBT_AANVRAGEN", "de leerbaarheidstoets aanvragen"
    ONTHEFFING_VRAGEN = "ONTHEFFING_VRAGEN", "een verzoek om ontheffing van de leerbaarheidstoets vastleggen"
    ONTHEFFING_BESLISSEN = "ONTHEFFING_BESLISSEN", "beslissen over ontheffing van de leerbaarheidstoets"
    ONTHEFFING_WEIGEREN = "ONTHEFFING_WEIGEREN", "de ontheffing van de leerbaarheidstoets weigeren"
    ONTHEFFING_INTREKKEN = "ONTHEFFING_INTREKKEN", "vastleggen dat het verzoek om ontheffing is ingetrokken"
    INTAKE_AFRONDEN = "INTAKE_AFRONDEN", "de brede intake afronden"
    INTAKE_AFRONDEN_IN_AFWEZIGHEID = "INTAKE_AFRONDEN_IN_AFWEZIGHEID", "de brede intake in afwezigheid afronden"
    PIP_SCHRIJVEN = "PIP_SCHRIJVEN", "het concept van het PIP schrijven"
    INFORMATIE_VRAGEN = "INFORMATIE_VRAGEN", "vastleggen dat het PIP op informatie van een derde wacht"
    INFORMATIE_ONTVANGEN = "INFORMATIE_ONTVANGEN", "vastleggen dat de informatie van de derde er is"
    INFORMATIE_NIET_AFWACHTEN = "INFORMATIE_NIET_AFWACHTEN", "vastleggen dat het PIP niet langer op een derde wacht"
    VOORNEMEN_OPSTELLEN = "VOORNEMEN_OPSTELLEN", "het voornemen van het PIP opstellen"
    VOORNEMEN_AFZIEN = "VOORNEMEN_AFZIEN", "vastleggen dat er zonder voornemen besloten wordt"
    VOORNEMEN_INTREKKEN = "VOORNEMEN_INTREKKEN", "het voornemen van het PIP intrekken"
    ZIENSWIJZE_VASTLEGGEN = "ZIENSWIJZE_VASTLEGGEN", "vastleggen wat de persoon van het voornemen vindt"
    ZIENSWIJZE_WEGEN = "ZIENSWIJZE_WEGEN", "vastleggen hoe de zienswijze is gewogen"
    PIP_VASTSTELLEN = "PIP_VASTSTELLEN", "het PIP vaststellen"
    PIP_HERDAGTEKENEN = "PIP_HERDAGTEKENEN", "het PIP dat nog niet verzonden is een nieuwe dagtekening geven"
    VERVOLG_PLANNEN = "VERVOLG_PLANNEN", "zelf een vervolg plannen"
    AFSPRAAK_TERUGNEMEN = "AFSPRAAK_TERUGNEMEN", "terugnemen dat de afspraak gemist of afgezegd is"
    UITKOMST_TERUGNEMEN = "UITKOMST_TERUGNEMEN", "de uitkomst van een oproep terugnemen"
    BOETEANTWOORD_TERUGNEMEN = "BOETEANTWOORD_TERUGNEMEN", "het antwoord op de boetevraag terugnemen"
    INTAKE_HEROPENEN = "INTAKE_HEROPENEN", "de afgeronde brede intake heropenen"
    WERK_HEROPENEN = "WERK_HEROPENEN", "werk dat bij vergissing is afgevinkt weer openzetten"
    CONCEPT_WEGLEGGEN = "CONCEPT_WEGLEGGEN", "het concept van het PIP wegleggen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaakbeeld:
    """De feiten waarop een handeling rust. `oproepen` zijn die van deze ronde, oudste eerst (PG-4)."""

    fase: Fase
    oproepen: tuple[Oproep, ...] = ()
    keuzes: Regelkeuzes = field(default_factory=Regelkeuzes)
    doelgroep_bekend: bool = True
    heeft_concept: bool = False
    overleden: bool = False
    beslisser: Beslisser | None = None
    """Wie er nu handelt, met het mandaatregister; zonder mens neemt niemand een besluit (PG-19)."""
    feiten: Besluitfeiten = field(default_factory=Besluitfeiten)
    """Wat het besluit aangaat dat genomen wordt."""
    ontheffing: Ontheffingstand | None = None
    """Het laatste verzoek om ontheffing van de leerbaarheidstoets; None als er geen was, of als niemand het vroeg."""
    voornemen: Voornemenstand | None = None
    """Het voornemen van het PIP; None als de persoon bij de intake was, of als niemand het vroeg."""
    pipbesluit: Vastgesteld | None = None
    """Het besluit over het PIP dat nu geldt; None als er geen is, of als niemand het vroeg."""
    zelfde_mens: frozenset[Handeling] = frozenset()
    """Wat een ander moet doen dan wie nu handelt: die legde zelf vast waarop het rust (vier ogen, PG-19)."""
    afgevinkt_werk: bool | None = None
    """Of er werk is dat een mens afvinkte en dat nu niet openstaat; None als niemand het vroeg."""
    bedoeld: UUID | None = None
    """De oproep waar een correctie over gaat; zonder is het de laatste."""
    ontbreekt: Mapping[Handeling, tuple[Gebrek, ...]] = field(default_factory=dict)
    """Wat er aan de inhoud ontbreekt, bij de handeling die haar af wil hebben; leeg is ook: niet gevraagd."""

    @property
    def oproep(self) -> Oproep | None:
        """De oproep waar het nu om gaat: de laatste die niet is ingetrokken of vervallen."""
        staand = [oproep for oproep in self.oproepen if not oproep.uitkomst.weg]
        return staand[-1] if staand else None

    @property
    def bedoelde_oproep(self) -> Oproep | None:
        """De oproep waar een correctie over gaat."""
        if self.bedoeld is None:
            return self.oproep
        return next((oproep for oproep in self.oproepen if oproep.id == self.bedoeld), None)
