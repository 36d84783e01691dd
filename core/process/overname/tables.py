"""De kolommen van een overname: een caseload die naar een vervanger of opvolger gaat, en elk dossier dat meeging."""

from enum import StrEnum

from piccolo.columns import UUID, Boolean, Date, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Overnamesoort(StrEnum):
    VERVANGING = "vervanging"  # tot en met een dag, of tot nader bericht; daarna gaat het werk terug
    OPVOLGING = "opvolging"  # voorgoed


class Overnamestatus(StrEnum):
    GEPLAND = "gepland"
    LOOPT = "loopt"
    KLAAR = "klaar"
    INGETROKKEN = "ingetrokken"  # nooit begonnen


class Dossierstatus(StrEnum):
    GEKOZEN = "gekozen"
    MEE = "mee"
    TERUG = "terug"
    GEBLEVEN = "gebleven"  # het ging niet mee of niet terug: iemand gaf het aan een ander


class Overname(Tabel, tablename="overname"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    soort = Text(choices=Overnamesoort)
    van_id = UUID()
    naar_id = UUID()
    vanaf = Date()
    tot = Date(null=True, default=None)
    alles = Boolean()
    status = Text(choices=Overnamestatus)
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class OvernameBeurt(Tabel, tablename="overname_beurt"):
    """Per gemeente een rij: wie overnames vastlegt, verzet of laat beginnen houdt haar vast, en een ander wacht."""

    gemeente_id = UUID(primary_key=True)
    eerste_op = Timestamptz()


class OvernameDossier(Tabel, tablename="overname_dossier"):
    gemeente_id = UUID()
    overname_id = UUID(primary_key=True)
    dossier_id = UUID()
    status = Text(choices=Dossierstatus)
