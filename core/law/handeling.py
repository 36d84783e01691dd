"""Welke handelingen er zijn in een zaak; of zij mogen zegt `handelingen`."""

from enum import StrEnum


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
    PIP_SCHRIJVEN = "PIP_SCHRIJVEN", "het concept van het PIP schrijven of aanpassen"
    INFORMATIE_VRAGEN = "INFORMATIE_VRAGEN", "vastleggen dat het PIP op informatie van een derde wacht"
    INFORMATIE_ONTVANGEN = "INFORMATIE_ONTVANGEN", "vastleggen dat de informatie van de derde er is"
    INFORMATIE_NIET_AFWACHTEN = "INFORMATIE_NIET_AFWACHTEN", "vastleggen dat het PIP niet langer op een derde wacht"
    VOORNEMEN_OPSTELLEN = "VOORNEMEN_OPSTELLEN", "het voornemen van het PIP opstellen"
    VOORNEMEN_AFZIEN = "VOORNEMEN_AFZIEN", "vastleggen dat er zonder voornemen besloten wordt"
    VOORNEMEN_INTREKKEN = "VOORNEMEN_INTREKKEN", "het voornemen van het PIP intrekken"
    ZIENSWIJZE_VASTLEGGEN = "ZIENSWIJZE_VASTLEGGEN", "vastleggen wat de persoon van het voornemen vindt"
    ZIENSWIJZE_WEGEN = "ZIENSWIJZE_WEGEN", "vastleggen hoe de zienswijze is gewogen"
    PIP_VASTSTELLEN = "PIP_VASTSTELLEN", "het PIP vaststellen"
    PIP_HERDAGTEKENEN = "PIP_HERDAGTEKENEN", "het PIP dat nog niet bekendgemaakt is een nieuwe dagtekening geven"
    PIP_INTREKKEN = "PIP_INTREKKEN", "het vastgestelde PIP intrekken"
    ONTHEFFING_HERDAGTEKENEN = (
        "ONTHEFFING_HERDAGTEKENEN",
        "het besluit over ontheffing dat nog niet bekendgemaakt is een nieuwe dagtekening geven",
    )
    ONTHEFFINGSBESLUIT_INTREKKEN = (
        "ONTHEFFINGSBESLUIT_INTREKKEN",
        "het besluit over ontheffing van de leerbaarheidstoets intrekken",
    )
    WAARSCHUWING_HERDAGTEKENEN = (
        "WAARSCHUWING_HERDAGTEKENEN",
        "de waarschuwing die nog niet verzonden is een nieuwe dagtekening geven",
    )
    BESLUIT_LOSLATEN = "BESLUIT_LOSLATEN", "het besluit loslaten dat de persoon niet kent"
    VERVOLG_PLANNEN = "VERVOLG_PLANNEN", "zelf een vervolg plannen"
    AFSPRAAK_TERUGNEMEN = "AFSPRAAK_TERUGNEMEN", "terugnemen dat de afspraak gemist of afgezegd is"
    UITKOMST_TERUGNEMEN = "UITKOMST_TERUGNEMEN", "de uitkomst van een oproep terugnemen"
    BOETEANTWOORD_TERUGNEMEN = "BOETEANTWOORD_TERUGNEMEN", "het antwoord op de boetevraag terugnemen"
    INTAKE_HEROPENEN = "INTAKE_HEROPENEN", "de afgeronde brede intake heropenen"
    RETOURPOST_BEOORDELEN = "RETOURPOST_BEOORDELEN", "beoordelen of een brief die terugkwam naar het goede adres ging"
    PLAN_VASTLEGGEN = "PLAN_VASTLEGGEN", "vastleggen dat er een PIP van elders is dat DUO niet gaf"
    PLAN_TERUGNEMEN = "PLAN_TERUGNEMEN", "terugnemen dat er een PIP van elders is dat DUO niet gaf"
    PIP_ELDERS_INGETROKKEN = "PIP_ELDERS_INGETROKKEN", "vastleggen dat het PIP van elders is ingetrokken"
    PIP_ELDERS_TERUGNEMEN = "PIP_ELDERS_TERUGNEMEN", "terugnemen dat het PIP van elders is ingetrokken"
    WERK_HEROPENEN = "WERK_HEROPENEN", "werk dat bij vergissing is afgevinkt weer openzetten"
    INTAKE_WEGLEGGEN = "INTAKE_WEGLEGGEN", "de ingevulde brede intake wegleggen"
    CONCEPT_WEGLEGGEN = "CONCEPT_WEGLEGGEN", "het concept van het PIP wegleggen"
