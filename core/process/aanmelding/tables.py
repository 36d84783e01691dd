"""De kolommen van wat DUO ons stuurt."""

from enum import StrEnum

from piccolo.columns import UUID, BigInt, Bytea, Date, Integer, Text, Timestamptz

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
