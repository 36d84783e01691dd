"""De kolommen van een oproep, en van wat er met haar gebeurde."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Boolean, Date, Integer, Text, Timestamptz

from core.law.oproepen import Uitkomst
from core.platform.db.tabel import Tabel


class Oproep(Tabel, tablename="oproep"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    nummer = Integer()
    opgesteld_op = Date()
    verzonden_op = Date(null=True, default=None)
    kortere_termijn = Text()
    voorgenomen_plan = Text()
    reden_niet_afwachten = Text()
    termijn_tot = Date()
    afspraak_op = Timestamptz()
    plaats = Text()
    ruimte = Text()
    collega_id = UUID(null=True, default=None)
    bevestigd = JSONB(default="[]")
    met_waarschuwing = Boolean()
    grond = Text()
    uitkomst = Text(choices=Uitkomst, default=Uitkomst.OPEN)
    uitkomst_op = Date(null=True, default=None)
    toelichting = Text()
    opgeroepen_door = UUID()
    ronde = Integer(default=1)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class Gebeurtenissoort(StrEnum):
    """Wat er met een oproep gebeurde."""

    VERZONDEN = "VERZONDEN"
    AFSPRAAK_GEMIST = "AFSPRAAK_GEMIST"
    AFSPRAAK_AFGEZEGD = "AFSPRAAK_AFGEZEGD"
    AFSPRAAK_VERZET = "AFSPRAAK_VERZET"
    UITKOMST = "UITKOMST"
    BOETEVRAAG = "BOETEVRAAG"
    INGETROKKEN = "INGETROKKEN"
    POST_TERUG = "POST_TERUG"
    POST_AANGEKOMEN = "POST_AANGEKOMEN"
    POST_NIET_AANGEKOMEN = "POST_NIET_AANGEKOMEN"
    NIET_AFGEWACHT = "NIET_AFGEWACHT"


class Oproepgebeurtenis(Tabel, tablename="oproepgebeurtenis"):
    """Hier komt alleen iets bij: het is het bewijs waarop een volgende oproep of een afronding rust (PG-1 tot PG-7)."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    oproep_id = UUID()
    soort = Text(choices=Gebeurtenissoort)
    op = Date()
    toelichting = Text()
    uitkomst = Text(null=True, default=None, choices=Uitkomst)
    schreef_aan = Text()
    verzoek = JSONB(null=True, default=None)
    boetevraag = JSONB(null=True, default=None)
    afspraak = JSONB(null=True, default=None)
    bevestigd = JSONB(default="[]")
    vastgelegd_door = UUID(null=True, default=None)
    vastgelegd_op = Timestamptz()
