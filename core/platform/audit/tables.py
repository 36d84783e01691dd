"""De kolommen van het auditlog en zijn zegels; xid, van en tot zijn xid8, dat Piccolo niet kent."""

from piccolo.columns import UUID, Array, BigInt, Boolean, Bytea, Integer, Text, Timestamptz

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
    reeks = Integer()


class AuditZegel(Tabel, tablename="audit_zegel"):
    gemeente_id = UUID(primary_key=True)
    nr = BigInt()
    reeks = Integer()
    van = Text()
    tot = Text()
    aantal = Integer()
    wortel = Bytea()
    vorige = Bytea()
    hash = Bytea()
    sleutelversie = Integer()
    mac = Bytea()
    gezet_op = Timestamptz()


class AuditStand(Tabel, tablename="audit_stand"):
    reeks = Integer(primary_key=True)
    tot = Text()
    afgesloten = Boolean()


class AuditErkenning(Tabel, tablename="audit_erkenning"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    soort = Text()
    waar = Text()
    afdruk = Bytea()
    reden = Text()
    door = Text()
    erkend_op = Timestamptz()
    sleutelversie = Integer()
    mac = Bytea()
