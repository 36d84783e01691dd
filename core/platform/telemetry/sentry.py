"""Sentry voor onverwachte fouten: waar het misging en in welke code, niets van een persoon.

Wat vertrekt wordt hier opnieuw opgebouwd uit een gesloten lijst: de soort van elke uitzondering, de plaatsen in de
code, en labels met soorten en id's. De rest (boodschappen, verzoeken, kruimels, variabelen, wat een volgende versie van
Sentry bedenkt) bestaat daarin niet, dus er is niets te schonen en niets te vergeten. Gaat dat opbouwen mis, of is het
geen uitzondering, dan vertrekt er niets.

Koppelingen van Sentry staan uit: die van Litestar leest elke body vooraf, die van arq mist time-outs, en de andere
lezen argumenten en logregels. API, ontvanger en worker melden zelf, en elk proces meldt waaraan het stierf.
"""

from collections.abc import Mapping
from typing import Any

import sentry_sdk
from litestar.types import Scope

from core.fouten import Fout
from core.instellingen.config import Config
from core.platform.telemetry.schoon import schoon

LABELS = frozenset({"proces", "route", "methode", "taak", "gemeente"})
METHODEN = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_BOVENAAN = ("event_id", "timestamp", "level", "platform", "environment", "release", "server_name", "sdk")
_PLAATS = ("filename", "function", "module", "lineno", "in_app")
_SAMENHANG = ("type", "handled", "source", "exception_id", "parent_id", "is_exception_group")


def richt_in(config: Config, *, transport: Any = None) -> None:
    """Zet Sentry aan als er een DSN is."""
    if not config.sentry_dsn and transport is None:
        return
    sentry_sdk.init(
        dsn=config.sentry_dsn or "https://sentry@sentry.example.org/1",
        transport=transport,
        environment=str(config.omgeving),
        server_name="meedoen",
        in_app_include=["core", "plugins"],
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_breadcrumb=_niets,
        before_send=_bouw_op,
        before_send_transaction=_niets,
        before_send_metric=_niets,
    )


def meld(fout: BaseException, **labels: str) -> None:
    """Meld een onverwachte fout, met labels uit `LABELS` (soorten en id's, geen waarden)."""
    with sentry_sdk.new_scope() as scope:
        for naam, waarde in labels.items():
            scope.set_tag(naam, waarde)
        sentry_sdk.capture_exception(fout)


async def meld_aan_sentry(fout: Exception, scope: Scope) -> None:
    """Voor `after_exception` van Litestar. Een `Fout` is hier een antwoord; in een taak is zij dat niet."""
    if isinstance(fout, Fout) or getattr(fout, "status_code", 500) < 500:
        return
    meld_verzoek(fout, scope)


def meld_verzoek(fout: Exception, scope: Mapping[str, Any]) -> None:
    """Meld een fout in een verzoek: het sjabloon van de route, nooit het pad, en van de methode alleen een bekende."""
    meld(fout, route=str(scope.get("path_template") or "geen route"), methode=bekende_methode(scope))


def bekende_methode(scope: Mapping[str, Any]) -> str:
    """De methode van een verzoek; wat er geen is heet `anders`, want een bezoeker kan daar alles typen."""
    methode = str(scope.get("method", ""))
    return methode if methode in METHODEN else "anders"


def spoel() -> None:
    """Wacht kort tot alles verstuurd is; een proces dat eindigt neemt anders zijn laatste fout mee."""
    sentry_sdk.flush(timeout=2.0)


def _niets(_: Any, __: Any) -> None:
    return None


def _bouw_op(gebeurtenis: Any, _: Any) -> Any:
    """Een nieuwe gebeurtenis uit wat met naam mag; None (er vertrekt niets) als er geen uitzondering in zit."""
    fouten = [_fout(waarde) for waarde in gebeurtenis.get("exception", {}).get("values", [])]
    if not fouten:
        return None
    uit = _alleen(gebeurtenis, _BOVENAAN)
    uit["tags"] = _alleen(gebeurtenis.get("tags", {}), LABELS)
    uit["exception"] = {"values": fouten}
    return schoon(uit)


def _fout(waarde: Mapping[str, Any]) -> dict[str, Any]:
    """Soort en plaatsen; de boodschap kan een waarde bevatten en is dus altijd leeg."""
    uit = _alleen(waarde, ("type", "module")) | {"value": "", "mechanism": _alleen(waarde["mechanism"], _SAMENHANG)}
    plaatsen = (waarde.get("stacktrace") or {}).get("frames", [])
    if plaatsen:
        uit["stacktrace"] = {"frames": [_alleen(plaats, _PLAATS) for plaats in plaatsen]}
    return uit


def _alleen(van: Mapping[str, Any], namen: Any) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in van.items() if naam in namen}
