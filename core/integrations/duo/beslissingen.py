"""Wat DUO over een persoon besliste of vaststelde: examens, vrijstelling, ontheffing, verlenging, boete, gebeurtenis.

Opnieuw opgeschreven naar de koppelvlakken van DUO (Examen, Vrijstelling, Ontheffing, Verlenging, Boete en Gebeurtenis,
alle 1.0.0). Wat DUO hier nieuw bij bedenkt leest `lezen.lees_deels` als tekst.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec

from core.integrations.duo.contract import Bericht

Aantal = Annotated[int, msgspec.Meta(ge=0, le=9999)]


class Examenonderdeel(StrEnum):
    KNM = "KNM"
    LEZEN = "LE"
    LUISTEREN = "LU"
    SCHRIJVEN = "SC"
    SPREKEN = "SP"


class Taalonderdeel(StrEnum):
    LEZEN = "LE"
    LUISTEREN = "LU"
    SCHRIJVEN = "SC"
    SPREKEN = "SP"


class Examenniveau(StrEnum):
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"


class Vrijstellingsniveau(StrEnum):
    A2 = "A2"
    B1 = "B1"


class Examenuitslag(StrEnum):
    GESLAAGD = "Geslaagd"
    GEZAKT = "Gezakt"
    GEEN = "Geen"


class RedenGeenResultaat(StrEnum):
    VERWIJTBAAR = "Verwijtbaar"
    NIET_VERWIJTBAAR = "Nietverwijtbaar"
    AFGEMELD = "Afgemeld"
    ABSENT = "Absent"


class Oordeel(StrEnum):
    TOEKENNING = "Toekenning"
    AFWIJZING = "Afwijzing"


class RedenVrijstelling(StrEnum):
    AANTOONBAAR_INGEBURGERD = "AVI"
    DIPLOMA = "DIP"
    DOCUMENT = "DOC"
    GEDEELTELIJK = "GED"
    WI2013 = "INB"
    INSCHRIJVING = "INS"
    VERVOLGOPLEIDING = "OPL"


class Ontheffingsgrond(StrEnum):
    BIJZONDERE_OMSTANDIGHEDEN = "BIO"
    MEDISCH = "MED"


class Beoordeling(StrEnum):
    TOEGEKEND = "Toegekend"
    AFGEWEZEN = "Afgewezen"
    IN_BEHANDELING = "InBehandeling"


class Examenresultaat(Bericht, frozen=True, kw_only=True):
    """De uitslag van één onderdeel van het examen."""

    examendatum: dt.date
    resultaat: Examenuitslag
    reden_geen_resultaat: RedenGeenResultaat | None = None
    onderdeel: Examenonderdeel
    niveau: Examenniveau | None = None


class GratisPogingTegoed(Bericht, frozen=True, kw_only=True):
    """Hoe vaak een onderdeel nog gratis gedaan kan worden."""

    onderdeel: Examenonderdeel
    gratis_pogingen_tegoed: Annotated[int, msgspec.Meta(ge=0, le=99)]


class GeheleVrijstelling(Bericht, frozen=True, kw_only=True):
    oordeel: Oordeel
    reden: RedenVrijstelling
    datum_oordeel: dt.date | None = None


class TijdelijkeVrijstelling(Bericht, frozen=True, kw_only=True):
    oordeel: Oordeel
    reden: RedenVrijstelling
    datum_oordeel: dt.date | None = None
    startdatum: dt.date | None = None
    einddatum: dt.date | None = None


class GedeeltelijkeVrijstelling(Bericht, frozen=True, kw_only=True):
    reden: RedenVrijstelling
    oordeel: Oordeel
    datum_oordeel: dt.date | None = None
    examenonderdeel: Taalonderdeel | None = None
    examenniveau: Vrijstellingsniveau | None = None


class Vrijstelling(Bericht, frozen=True, kw_only=True):
    """Eén beslissing over vrijstelling (art. 4 Wi2021); een van de drie is gevuld."""

    gehele: GeheleVrijstelling | None = msgspec.field(name="GeheleVrijstelling", default=None)
    tijdelijke: TijdelijkeVrijstelling | None = msgspec.field(name="TijdelijkeVrijstelling", default=None)
    gedeeltelijke: GedeeltelijkeVrijstelling | None = msgspec.field(name="GedeeltelijkeVrijstelling", default=None)


class GeheleOntheffing(Bericht, frozen=True, kw_only=True):
    oordeel: Oordeel
    datum_oordeel: dt.date
    grond: Ontheffingsgrond


class GedeeltelijkeOntheffing(Bericht, frozen=True, kw_only=True):
    """Ontheven van een onderdeel, of in de zelfredzaamheidsroute belastbaar voor zoveel uren."""

    oordeel: Oordeel
    datum_oordeel: dt.date
    grond: Ontheffingsgrond
    examenonderdeel: Examenonderdeel | None = None
    uren_belastbaarheid_participatieactiviteit: Aantal | None = None


class Ontheffing(Bericht, frozen=True, kw_only=True):
    """Eén beslissing over ontheffing (art. 5 Wi2021); een van de twee is gevuld."""

    gehele: GeheleOntheffing | None = msgspec.field(name="GeheleOntheffing", default=None)
    gedeeltelijke: GedeeltelijkeOntheffing | None = msgspec.field(name="GedeeltelijkeOntheffing", default=None)


class Verlenging(Bericht, frozen=True, kw_only=True):
    """Een verzoek om de termijn te verlengen (art. 12 Wi2021)."""

    beoordeling_aanvraag: Beoordeling
    datum_beoordeling: dt.date | None = None
    ontvangstdatum: dt.date


class Boete(Bericht, frozen=True, kw_only=True):
    """Een boete van DUO omdat de termijn voorbij is (art. 24 Wi2021); hele euro's."""

    bedrag: Annotated[int, msgspec.Meta(ge=1, le=9999)]
    datum: dt.date


class Gebeurtenis(Bericht, frozen=True, kw_only=True):
    """Iets wat DUO meldde of had willen melden; `id` is de soort (`SS139`), niet dit ene bericht."""

    id: str
    omschrijving: str
    datum: dt.date
