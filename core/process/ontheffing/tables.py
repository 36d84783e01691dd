"""De kolommen van de ontheffing van de leerbaarheidstoets; wat over gezondheid gaat staat versleuteld apart."""

from piccolo.columns import UUID, Bytea, Date, Integer, Text, Timestamptz

from core.law.ontheffing import Initiatief, Ontheffingstatus
from core.platform.db.tabel import Tabel


class LbtOntheffing(Tabel, tablename="lbt_ontheffing"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    initiatief = Text(choices=Initiatief)
    gevraagd_op = Date()
    status = Text(choices=Ontheffingstatus, default=Ontheffingstatus.LOOPT)
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    besluit_id = UUID(null=True, default=None)
    besloten_op = Date(null=True, default=None)
    besloten_door = UUID(null=True, default=None)
    toelichting = Text()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class LbtOntheffingGrond(Tabel, tablename="lbt_ontheffing_grond"):
    """Welke beperking, waaruit zij bleek, en waarom er zo besloten is; `id` is dat van de ontheffing."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    cijfer = Bytea()
    sleutelversie = Integer()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
