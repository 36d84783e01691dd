"""Alle kolomfeiten bij elkaar. Een stap die hier ontbreekt, laat `test_feiten` zakken: haar tabellen zijn onbekend."""

from core.platform.audit import feiten as audit
from core.platform.beheer import feiten as beheer
from core.platform.db.feiten import Tabelfeiten
from core.platform.outbox import feiten as outbox
from core.process.aanmelding import feiten as aanmelding
from core.process.begeleiding import feiten as begeleiding
from core.process.besluit import feiten as besluit
from core.process.dossier import feiten as dossier
from core.process.intake import feiten as intake
from core.process.melding import feiten as melding
from core.process.pip import feiten as pip
from core.process.toewijzing import feiten as toewijzing

ALLE: tuple[Tabelfeiten, ...] = (
    *beheer.FEITEN,
    *audit.FEITEN,
    *outbox.FEITEN,
    *dossier.FEITEN,
    *toewijzing.FEITEN,
    *besluit.FEITEN,
    *melding.FEITEN,
    *aanmelding.FEITEN,
    *intake.FEITEN,
    *pip.FEITEN,
    *begeleiding.FEITEN,
)


def naam(feiten: Tabelfeiten) -> str:
    return str(feiten.tabel._meta.tablename)


PER_TABEL: dict[str, Tabelfeiten] = {naam(f): f for f in ALLE}

ZONDER_FEITEN = {"mijn_toewijzing": "toewijzing"}
"""Views, en de stap waar zij bij horen."""


def deel_van(tabel: str) -> str:
    """De stap of het onderdeel van het platform waar een tabel bij hoort."""
    if tabel in PER_TABEL:
        return PER_TABEL[tabel].tabel.__module__.split(".")[2]
    return ZONDER_FEITEN[tabel]


DELEN = frozenset(deel_van(tabel) for tabel in PER_TABEL)
