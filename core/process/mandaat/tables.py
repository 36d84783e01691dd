"""De kolommen van het mandaatregister. Een mandaat verandert niet; het wordt ingetrokken, en er komt een nieuw."""

from enum import StrEnum

from piccolo.columns import UUID, Boolean, Date, Text, Timestamptz

from core.law.besluiten import Besluitsoort
from core.law.groepen import Doelgroep
from core.platform.db.tabel import Tabel


class Herkomst(StrEnum):
    """Hoe hard een regel is; in productie telt alleen wat uit een echt mandaatbesluit komt."""

    BRON = "bron"
    SEED = "seed"
    ILLUSTRATIEF = "illustratief"


class Mandaat(Tabel, tablename="mandaat"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    besluit = Text(choices=Besluitsoort)
    houder_id = UUID(null=True, default=None)
    functie = Text()
    groep = Text(null=True, default=None, choices=Doelgroep)
    beperking = Text()
    mandaatbesluit_nummer = Text()
    mandaatbesluit_datum = Date()
    vanaf = Date()
    tot = Date(null=True, default=None)
    mag_doorgeven = Boolean()
    ondermandaat_van = UUID(null=True, default=None)
    herkomst = Text(choices=Herkomst)
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID(null=True, default=None)
    vastgelegd_namens = Text()
    ingetrokken_op = Date(null=True, default=None)
    ingetrokken_motief = Text()
    ingetrokken_door = UUID(null=True, default=None)
    ingetrokken_namens = Text()
