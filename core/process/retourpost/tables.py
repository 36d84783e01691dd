"""De kolommen van post die terugkwam."""

from piccolo.columns import UUID, Boolean, Date, Integer, Text, Timestamptz

from core.law.retourpost import Retouroordeel, Retourreden
from core.platform.db.tabel import Tabel


class Retourpost(Tabel, tablename="retourpost"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    brief_id = UUID()
    terug_op = Date()
    reden = Text(choices=Retourreden)
    toelichting = Text()
    naar_brp_adres = Boolean()
    oordeel = Text(choices=Retouroordeel, default=Retouroordeel.TE_BEOORDELEN)
    motief = Text()
    beoordeeld_op = Timestamptz(null=True, default=None)
    beoordeeld_door = UUID(null=True, default=None)
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)
