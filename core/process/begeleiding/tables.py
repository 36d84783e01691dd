"""De kolommen van het huishouden en de vastgestelde begeleiding."""

from piccolo.columns import JSONB, UUID, Boolean, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel
from core.plugin_api.beelden import Huishoudsoort


class Begeleiding(Tabel, tablename="begeleiding"):
    """Het huishouden: per dossier één; wat is weggelegd blijft ernaast staan."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    huishouden = Text(choices=Huishoudsoort)
    wacht_op_gezinshereniging = Boolean()
    gedeelde_woning = Boolean()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    weggelegd_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)


class BegeleidingVaststelling(Tabel, tablename="begeleiding_vaststelling"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    voorstel = JSONB()
    diensten = JSONB()
    afgeweken = Boolean()
    motief = Text()
    ontvangstbewijs = JSONB()
    vastgesteld_door = UUID()
    vastgesteld_op = Timestamptz()
