"""De kolommen van een inlezing en haar regels."""

from enum import StrEnum

from piccolo.columns import UUID, Bytea, Integer, Text, Timestamptz

from core.law.inlezen import Leesuitkomst
from core.platform.db.tabel import Tabel


class Leesstatus(StrEnum):
    """Wat er met een regel gebeurde: wat het recht ervan zegt (`Leesuitkomst`), of nog niets."""

    WACHT = "wacht"
    GEOPEND = Leesuitkomst.GEOPEND.value
    ZONDER_BSN = Leesuitkomst.ZONDER_BSN.value
    AL_BEKEND = Leesuitkomst.AL_BEKEND.value
    GEEN_TOEGANG = Leesuitkomst.GEEN_TOEGANG.value
    ONBEKEND = Leesuitkomst.ONBEKEND.value
    OUDE_WET = Leesuitkomst.OUDE_WET.value
    PLICHT_VOORBIJ = Leesuitkomst.PLICHT_VOORBIJ.value
    OVERLEDEN = Leesuitkomst.OVERLEDEN.value


class Inlezing(Tabel, tablename="inlezing"):
    """Een lijst die een gemeente liet inlezen; de lijst zelf wordt niet bewaard."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    begonnen_op = Timestamptz()
    namens = Text()


class Inleesregel(Tabel, tablename="inleesregel"):
    """Een regel daarvan. `cijfer` is wie het is en wat de gemeente weet, tot de regel gelezen is."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    inlezing_id = UUID()
    rij = Integer()
    status = Text(choices=Leesstatus)
    cijfer = Bytea(null=True, default=None)
    sleutelversie = Integer(null=True, default=None)
    dossier_id = UUID(null=True, default=None)
    gelezen_op = Timestamptz(null=True, default=None)
