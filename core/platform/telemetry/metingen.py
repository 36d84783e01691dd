"""Wat een proces van zichzelf laat meten, voor Prometheus: op een eigen poort, die van buiten niet te bereiken is.

Een label heeft altijd een waarde uit een korte lijst (een route, een taak, een buur), nooit iets wat iemand typte en
nooit een gemeente: het aantal reeksen groeit met de code en niet met het gebruik, en er is niets van een mens te lezen.
De namen volgen de gewoonte van Prometheus: de eenheid achteraan, in het Engels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

REGISTER = CollectorRegistry()
UIT = 0
"""De poort die zegt dat dit proces niets laat meten."""
ANDERS = "anders"
"""De waarde van een label als de echte niet op de lijst staat."""

_VERZOEK = Histogram(
    "meedoen_verzoek_seconds",
    "Hoe lang een verzoek duurde, per sjabloon van het adres.",
    ["methode", "route", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTER,
)
_GEREMD = Counter("meedoen_geremd", "Verzoeken die te vaak kwamen (429).", ["soort"], registry=REGISTER)
_TAAK = Histogram(
    "meedoen_taak_seconds",
    "Hoe lang een taak van de worker duurde, en hoe zij afliep.",
    ["soort", "uitkomst"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40),
    registry=REGISTER,
)
_HOOK = Histogram(
    "meedoen_hook_seconds",
    "Eigen rekentijd van een hook van een plugin.",
    ["plugin", "hook", "uitkomst"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25),
    registry=REGISTER,
)
_OUTBOX_OPEN = Gauge("meedoen_outbox_open", "Taken die al gedaan konden zijn, per buur.", ["buur"], registry=REGISTER)
_OUTBOX_OUDSTE = Gauge(
    "meedoen_outbox_oudste_seconds", "Hoe lang de oudste daarvan al wacht.", ["buur"], registry=REGISTER
)
_OUTBOX_GEZIEN = Gauge(
    "meedoen_outbox_gezien_timestamp_seconds", "Wanneer die twee voor het laatst geteld zijn.", registry=REGISTER
)
_ZEGEL_OUDSTE = Gauge(
    "meedoen_audit_oudste_onverzegeld_seconds", "De oudste auditregel zonder zegel.", registry=REGISTER
)
_ZEGEL_RONDE = Gauge(
    "meedoen_audit_verzegeld_timestamp_seconds", "Wanneer alles voor het laatst verzegeld was.", registry=REGISTER
)
ProcessCollector(registry=REGISTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Achterstand:
    """Wat er voor één buur al gedaan kon zijn; het oudste in seconden."""

    open: int = 0
    oudste: float = 0.0


def verzoek(*, methode: str, route: str, status: int, seconden: float) -> None:
    """Een verzoek is beantwoord; `route` is het sjabloon, nooit het adres."""
    _VERZOEK.labels(methode, route, str(status)).observe(seconden)


def geremd(soort: str) -> None:
    """Iemand deed iets te vaak en kreeg 429."""
    _GEREMD.labels(soort).inc()


def taak(*, soort: str, uitkomst: str, seconden: float) -> None:
    """Een taak is gedaan, of niet."""
    _TAAK.labels(soort, uitkomst).observe(seconden)


def hook(*, plugin: str, hook: str, uitkomst: str, seconden: float) -> None:
    """Een hook heeft geantwoord, of niet."""
    _HOOK.labels(plugin, hook, uitkomst).observe(seconden)


def achterstand(per_buur: Mapping[str, Achterstand]) -> None:
    """Wat er nu open staat. Een buur die hier niet in staat, houdt de stand van de vorige keer."""
    for buur, stand in per_buur.items():
        _OUTBOX_OPEN.labels(buur).set(stand.open)
        _OUTBOX_OUDSTE.labels(buur).set(stand.oudste)
    _OUTBOX_GEZIEN.set_to_current_time()


def zegel(*, oudste: float, volledig: bool) -> None:
    """Een ronde van de zegelaar is klaar; `volledig` als elke gemeente aan de beurt kwam."""
    _ZEGEL_OUDSTE.set(oudste)
    if volledig:
        _ZEGEL_RONDE.set_to_current_time()


def bied_aan(adres: str, poort: int) -> None:
    """Laat Prometheus hier meten, zolang dit proces draait; met poort 0 niet.

    Raises:
        OSError: op dit adres en deze poort is niet te luisteren.
    """
    if poort != UIT:
        start_http_server(poort, addr=adres, registry=REGISTER)
