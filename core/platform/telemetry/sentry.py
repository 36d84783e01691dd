"""Sentry voor onverwachte fouten, zonder persoonsgegevens: geen body, geen lokale variabelen, alles geschoond.

Litestars en arqs eigen koppelingen staan uit: de ene leest elke body vooraf, de andere mist time-outs. API en worker
melden zelf.
"""

from typing import Any

import sentry_sdk
from litestar.types import Scope
from sentry_sdk.integrations.logging import LoggingIntegration

from core.config import Config
from core.fouten import Fout
from core.platform.telemetry.schoon import schoon


def richt_in(config: Config, *, transport: Any = None) -> None:
    """Zet Sentry aan als er een DSN is. Verwachte fouten gaan er niet heen."""
    if not config.sentry_dsn and transport is None:
        return
    sentry_sdk.init(
        dsn=config.sentry_dsn or "https://sentry@sentry.example.org/1",
        transport=transport,
        environment=str(config.omgeving),
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=None)],
        before_send=_maak_schoon,
        before_send_transaction=_maak_schoon,
        before_breadcrumb=lambda kruimel, _: None,
        traces_sample_rate=0.0,
        server_name="meedoen",
    )


def meld(fout: BaseException, **labels: str) -> None:
    """Meld een onverwachte fout, met labels (soorten en id's, geen waarden)."""
    if isinstance(fout, Fout) and fout.status < 500:
        return
    with sentry_sdk.new_scope() as scope:
        for naam, waarde in labels.items():
            scope.set_tag(naam, waarde)
        sentry_sdk.capture_exception(fout)


async def meld_aan_sentry(fout: Exception, scope: Scope) -> None:
    """Voor `after_exception` van Litestar: de route, nooit het pad."""
    if isinstance(fout, Fout) or getattr(fout, "status_code", 500) < 500:
        return
    meld(fout, route=str(scope.get("path_template") or "geen route"), methode=str(scope.get("method", "")))


def _maak_schoon(gebeurtenis: Any, _: Any) -> Any:
    """Alle teksten geschoond, en van elke uitzondering alleen de soort: haar boodschap kan een waarde bevatten."""
    for waarde in gebeurtenis.get("exception", {}).get("values", []):
        waarde["value"] = ""
    gebeurtenis.pop("request", None)
    return schoon(gebeurtenis)
