"""De kolommen van het platform zelf: gemeenten, organisaties, wie waar werkt, de klok en de toegepaste migraties."""

from enum import StrEnum

from piccolo.columns import UUID, BigInt, Boolean, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel
from core.platform.tenancy import Rol


class Organisatiesoort(StrEnum):
    TAALSCHOOL = "taalschool"
    MAATSCHAPPELIJKE_PARTNER = "maatschappelijke_partner"


class Gemeente(Tabel, tablename="gemeente"):
    id = UUID(primary_key=True)
    cbs_code = Text()
    naam = Text()
    oin = Text()


class Organisatie(Tabel, tablename="organisatie"):
    id = UUID(primary_key=True)
    soort = Text(choices=Organisatiesoort)
    naam = Text()
    nummer = Text()


class Medewerker(Tabel, tablename="medewerker"):
    """Wie er inlogt; hoe hij heet staat bij elke gemeente waar hij werkt."""

    id = UUID(primary_key=True)
    uitgever = Text()
    onderwerp = Text()


class Collega(Tabel, tablename="collega"):
    gemeente_id = UUID()
    medewerker_id = UUID(primary_key=True)
    naam = Text()
    functie = Text()
    email = Text()
    telefoon = Text()


class Lidmaatschap(Tabel, tablename="lidmaatschap"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    medewerker_id = UUID()
    organisatie_id = UUID(null=True, default=None)
    rol = Text(choices=Rol)
    naam = Text()
    email = Text()
    uitnodiging_id = UUID(null=True, default=None)
    vanaf = Timestamptz()
    tot = Timestamptz(null=True, default=None)
    ingetrokken_op = Timestamptz(null=True, default=None)
    beeindigd_door = UUID(null=True, default=None)
    beeindigd_namens = Text()
    nagezien_op = Timestamptz(null=True, default=None)
    nagezien_door = UUID(null=True, default=None)
    nagezien_namens = Text()


class Klokstand(Tabel, tablename="klok"):
    """De ene rij waarmee de beweegbare klok verschoven is, in seconden."""

    een = Boolean(primary_key=True)
    verschuiving = BigInt()


class SchemaMigratie(Tabel, tablename="schema_migratie"):
    nummer = Integer(primary_key=True)
    naam = Text()
    hash = Text()
    toegepast_op = Timestamptz()


class SleutelVernietiging(Tabel, tablename="sleutel_vernietiging"):
    """Van welke gemeente het zout gewist is: in wiens opdracht, waarom, door wie, en hoeveel er sindsdien dicht is."""

    gemeente_id = UUID(primary_key=True)
    opdrachtgever = Text()
    grond = Text()
    uitgevoerd_door = Text()
    aantal = Integer()
    begonnen_op = Timestamptz()
    voltooid_op = Timestamptz(null=True, default=None)
