"""De kolommen van het auditlog."""

from piccolo.columns import UUID, Array, Bytea, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Audit(Tabel, tablename="audit"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    xid = Text()
    tijdstip = Timestamptz()
    medewerker_id = UUID(null=True, default=None)
    organisatie_id = UUID(null=True, default=None)
    actie = Text()
    object = Text()
    object_id = UUID(null=True, default=None)
    dossiers = Array(base_column=UUID())
    velden = Array(base_column=Text())
    resultaat = Text()
    oorsprong = Text()
    doel = Text()
    sleutelversie = Integer()
    mac = Bytea()
