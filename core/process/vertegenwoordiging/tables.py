"""De kolommen van de vertegenwoordiging: wie voor de persoon optreedt, hoe lang, waarvoor, en met welk bewijs."""

from piccolo.columns import JSONB, UUID, Boolean, Date, Integer, Text, Timestamptz

from core.law.adresboek import Vertegenwoordiger
from core.platform.db.tabel import Tabel


class Vertegenwoordiging(Tabel, tablename="vertegenwoordiging"):
    """Zonder `beeindigd_op` geldt zij; een lege `bewijs` is geen bewijs."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    soort = Text(choices=Vertegenwoordiger)
    naam = Text()
    adresregel1 = Text()
    adresregel2 = Text()
    adresregel3 = Text()
    telefoon = Text()
    vanaf = Date()
    tot = Date(null=True, default=None)
    onderwerpen = JSONB(default="[]")
    bron = Text()
    bewijs = Text()
    bewijs_gezien_op = Date(null=True, default=None)
    afschrift = Boolean()
    afschrift_motief = Text()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    beeindigd_op = Date(null=True, default=None)
    beeindigd_reden = Text()
    overgenomen_van = UUID(null=True, default=None)
    overname_id = UUID(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)
