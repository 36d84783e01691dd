"""De kolommen van wat DUO ons stuurt."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, BigInt, Boolean, Bytea, Date, Integer, Text, Timestamptz

from core.integrations.duo.gebeurtenissen import Hulpbron
from core.law.elders import Intrekkingsbron
from core.law.elders_plan import Planbron
from core.law.leerroutes import Leerroute
from core.platform.db.tabel import Tabel


class Ontvangststatus(StrEnum):
    ONTVANGEN = "ontvangen"
    VERWERKT = "verwerkt"
    DUBBEL = "dubbel"
    WERKITEM = "werkitem"


class Weigerreden(StrEnum):
    ONBEKEND_DOEL = "onbekend_doel"
    ONBEKENDE_AFZENDER = "onbekende_afzender"
    MISVORMD = "misvormd"
    TE_GROOT = "te_groot"


class DuoOntvangst(Tabel, tablename="duo_ontvangst"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    bericht_id = UUID()
    ontvangen_op = Timestamptz()
    cijfer = Bytea()
    sleutelversie = Integer()
    kenmerk = Bytea()
    indexversie = Integer()
    gebeurtenis = Text(null=True, default=None)
    geregistreerd_op = Date(null=True, default=None)
    status = Text(choices=Ontvangststatus)
    dossier_id = UUID(null=True, default=None)
    verwerkt_op = Timestamptz(null=True, default=None)


class DuoGeweigerd(Tabel, tablename="duo_geweigerd"):
    dag = Date(primary_key=True)
    reden = Text(choices=Weigerreden)
    bron = Text()
    doel = Text()
    aantal = BigInt()
    omvang = BigInt()
    eerste_op = Timestamptz()
    laatste_op = Timestamptz()


class Gegevensoort(StrEnum):
    """Wat DUO over een persoon besliste of vaststelde."""

    EXAMEN = "EXAMEN"  # dag, onderdeel, niveau, waarde, en de reden als er geen uitslag is
    GRATIS_POGING = "GRATIS_POGING"  # onderdeel, en hoe vaak het nog gratis kan
    GEHELE_VRIJSTELLING = "GEHELE_VRIJSTELLING"
    TIJDELIJKE_VRIJSTELLING = "TIJDELIJKE_VRIJSTELLING"  # van en tot
    GEDEELTELIJKE_VRIJSTELLING = "GEDEELTELIJKE_VRIJSTELLING"  # onderdeel en niveau
    GEHELE_ONTHEFFING = "GEHELE_ONTHEFFING"
    GEDEELTELIJKE_ONTHEFFING = "GEDEELTELIJKE_ONTHEFFING"  # onderdeel, of uren belastbaarheid
    VERLENGING = "VERLENGING"  # dag van ontvangst, besloten op
    BOETE = "BOETE"  # dag en bedrag in hele euro's
    TERMIJNEINDE = "TERMIJNEINDE"  # een eerder einde van de termijn: de eerste dag erna
    PIP = "PIP"  # dagtekening, leerroute, niveau, en de gemeente die het vaststelde
    GEBEURTENIS = "GEBEURTENIS"  # wat DUO meldde, op welke dag
    ONLEESBAAR = "ONLEESBAAR"  # iets wat niet in het koppelvlak staat, als tekst


class DuoGegeven(Tabel, tablename="duo_gegeven"):
    """Een gegeven van DUO; een rij wijzigt niet. Met `vervallen_op` staat het niet meer bij DUO."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    bron = Text(choices=Hulpbron)
    soort = Text(choices=Gegevensoort)
    dag = Date(null=True, default=None)
    besloten_op = Date(null=True, default=None)
    vanaf = Date(null=True, default=None)
    tot = Date(null=True, default=None)
    waarde = Text()  # in haar woord: Geslaagd, Toegekend; van een PIP de leerroute, van een gebeurtenis de code
    onderdeel = Text()
    niveau = Text()
    reden = Text()
    aantal = Integer(null=True, default=None)
    gelezen_op = Timestamptz()
    vervallen_op = Timestamptz(null=True, default=None)


class EldersIngetrokken(Tabel, tablename="elders_ingetrokken"):
    """Een andere gemeente trok een PIP in (art. 15 lid 4); met `teruggenomen_op` was dat een vergissing."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    gemeente = Text()
    pip_van = Date()
    besluit_van = Date()
    kenmerk = Text()
    bron = Text(choices=Intrekkingsbron)
    toelichting = Text()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    teruggenomen_op = Timestamptz(null=True, default=None)


class EldersPlan(Tabel, tablename="elders_plan"):
    """Een PIP van elders dat DUO hier nooit gaf (art. 15 lid 4); met `teruggenomen_op` was dat een vergissing."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    gemeente = Text()
    pip_van = Date()
    leerroute = Text(choices=Leerroute)
    bron = Text(choices=Planbron)
    toelichting = Text()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    teruggenomen_op = Timestamptz(null=True, default=None)


class Verschilsoort(StrEnum):
    """Wat er bij het vergelijken anders was."""

    GEMIST = "gemist"  # DUO noemt een gebeurtenis waarvan het bericht hier niet aankwam
    PIP = "pip-bij-duo"  # DUO kent ons PIP niet of anders
    CONTACTPERSOON = "contactpersoon"  # DUO bevestigde een ander dan de behandelaar
    BRON = "bron"  # een bron was anders dan het dossier; het is overgenomen


class DuoVergelijking(Tabel, tablename="duo_vergelijking"):
    """Hoe het vergelijken van een dossier staat, en wat er de laatste keer anders was.

    Van een dossier dat bij de nulmeting hoort is de eerste keer geen werk gemaakt; wat er toen anders was blijft staan.
    Voor de contactpersoon, die later bij het vergelijken kwam, is dat de eerste keer dat hij meedoet.
    """

    gemeente_id = UUID()
    dossier_id = UUID(primary_key=True)
    begonnen_op = Date()
    nulmeting = Boolean()
    klaargezet_op = Date()
    vergeleken_op = Timestamptz(null=True, default=None)
    contactpersoon_op = Timestamptz(null=True, default=None)
    nulverschillen = JSONB(default="[]")
    verschillen = JSONB(default="[]")
