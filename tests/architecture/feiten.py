"""Alle kolomfeiten bij elkaar. Een stap die hier ontbreekt, laat `test_feiten` zakken: haar tabellen zijn onbekend."""

from core.platform.audit import feiten as audit
from core.platform.beheer import feiten as beheer
from core.platform.db.feiten import Tabelfeiten
from core.platform.outbox import feiten as outbox
from core.platform.pluginhost import feiten as pluginhost
from core.process.stappen import STAPPEN

ALLE: tuple[Tabelfeiten, ...] = (
    *beheer.FEITEN,
    *audit.FEITEN,
    *outbox.FEITEN,
    *pluginhost.FEITEN,
    *(feiten for stap in STAPPEN for feiten in stap.feiten),
)


def naam(feiten: Tabelfeiten) -> str:
    return str(feiten.tabel._meta.tablename)


PER_TABEL: dict[str, Tabelfeiten] = {naam(f): f for f in ALLE}


def deel_van(tabel: str) -> str:
    """De stap of het onderdeel van het platform waar een tabel bij hoort."""
    return PER_TABEL[tabel].tabel.__module__.split(".")[2]


DELEN = frozenset(deel_van(tabel) for tabel in PER_TABEL)
