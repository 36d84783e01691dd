"""De kolommen van besluit, brief, elke opmaak van een brief en elke verzending."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Boolean, Bytea, Date, Integer, Text, Timestamptz

from core.law.adresboek import Rol, Weg
from core.law.bekendmaking import Verzendwijze
from core.law.besluiten import Besluitsoort
from core.law.leerroutes import Leerroute
from core.platform.db.tabel import Tabel


class Briefstatus(StrEnum):
    TE_MAKEN = "te_maken"
    GEMAAKT = "gemaakt"
    VERZONDEN = "verzonden"
    INGETROKKEN = "ingetrokken"  # gaat niet meer de deur uit


class Besluit(Tabel, tablename="besluit"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    soort = Text(choices=Besluitsoort)
    onderwerp_id = UUID()
    dagtekening = Date()
    gronden = JSONB()
    ontvangstbewijs = JSONB()
    vastgesteld_door = UUID()
    vastgesteld_op = Timestamptz()
    mandaat_id = UUID(null=True, default=None)
    college_nummer = Text()
    college_datum = Date(null=True, default=None)
    bekendgemaakt_op = Date(null=True, default=None)
    vervangt = UUID(null=True, default=None)
    motief = Text()
    horen = JSONB(null=True, default=None)
    nog_leerroute = Text(null=True, default=None, choices=Leerroute)
    nog_intensiteit = Integer(null=True, default=None)


class Brief(Tabel, tablename="brief"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    onderwerp_id = UUID()
    afschrift_van = UUID(null=True, default=None)
    opnieuw_na = UUID(null=True, default=None)
    aan = Text(choices=Rol, default=Rol.PERSOON)
    voorgestelde_weg = Text(choices=Weg, default=Weg.POST)
    adressering = Text()
    sjabloon = Text()
    sjabloon_versie = Text()
    gegevens_hash = Text()
    gegevens = Bytea()
    sleutelversie = Integer()
    status = Text(choices=Briefstatus, default=Briefstatus.TE_MAKEN)
    gemaakt_op = Timestamptz(null=True, default=None)
    verzonden_op = Date(null=True, default=None)
    verzonden_door = UUID(null=True, default=None)
    verzonden_opmaak = UUID(null=True, default=None)
    tijdig_tot = Date(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class Briefopmaak(Tabel, tablename="brief_opmaak"):
    """Een brief zoals zij is opgemaakt, met de dag van verzending die erop staat; daarna verandert zij niet. Met
    `na_verhuizing` staat erin wat geldt nu de persoon naar een andere gemeente ging, en met `na_terugkeer` ook dat hij
    hier weer woont."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    brief_id = UUID()
    volgnummer = Integer()
    verzenddag = Date(null=True, default=None)
    bezwaar_tot = Date(null=True, default=None)
    na_verhuizing = Boolean(default=False)
    na_terugkeer = Boolean(default=False)
    pdf = Bytea(null=True, default=None)
    pdf_hash = Text(null=True, default=None)
    sleutelversie = Integer(null=True, default=None)
    gevraagd_op = Timestamptz()
    gevraagd_door = UUID(null=True, default=None)
    opgemaakt_op = Timestamptz(null=True, default=None)


class Briefverzending(Tabel, tablename="brief_verzending"):
    """Hier komt alleen iets bij: het is het bewijs van de bekendmaking."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    brief_id = UUID()
    opmaak_id = UUID()
    verzonden_op = Date()
    wijze = Text(choices=Verzendwijze)
    adres = Text()
    brp_adres = Text()
    ontvanger = Text()
    toelichting = Text()
    eerder_op = Date(null=True, default=None)
    motief = Text()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
