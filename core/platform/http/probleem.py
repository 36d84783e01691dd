"""Fouten naar buiten: application/problem+json (RFC 9457), overal dezelfde vorm.

Een probleem noemt velden en artikelen, nooit een ingevoerde waarde, een adres of een spoor van de code.
"""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from core.fouten import (
    AndereInhoud,
    BewijsOpnieuw,
    Fout,
    Gebrek,
    NietBevestigd,
    NoemtNummer,
    OngeldigeInvoer,
    TeVeel,
    Tussenkomst,
    VersieConflict,
    VoorwaardeNietVervuld,
)
from core.platform.http.invoer import in_het_nederlands
from core.platform.http.methoden import noem

MEDIATYPE = "application/problem+json"
logboek = logging.getLogger("meedoen.http")


class GebrekUit(msgspec.Struct, frozen=True, rename="camel"):
    """Eén fout: het veld, wat eraan schort, en de grond."""

    veld: str
    melding: str
    grond: str = ""


class Probleem(msgspec.Struct, frozen=True, rename="camel"):
    """Wat er misging, in de vorm van RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    grond: str = ""
    gebreken: tuple[GebrekUit, ...] = ()


class VerschilUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een veld dat u stuurde en dat nu een andere waarde heeft."""

    veld: str
    uw_waarde: object
    huidige_waarde: object


class Versieconflict(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er veranderde tussen wat u zag en wat u stuurde: de versies, wie het laatst wijzigde (leeg als u dat niet mag
    lezen, `Meedoen` als het een taak was), waardoor (leeg als het een gewone wijziging was), de velden die u stuurde en
    die nu anders staan, en wat u nu kunt doen.

    Een veld dat u wegliet telt met zijn standaardwaarde: zo zou het zijn vastgelegd."""

    uw_versie: int
    huidige_versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_door_naam: str
    oorzaak: str
    verschillen: tuple[VerschilUit, ...]
    volgende_stap: str


class WaarschuwingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Iets wat mag en zelden de bedoeling is; wie toch doorgaat noemt `soort` in `bevestigd`."""

    soort: str
    melding: str
    grond: str


class Conflictprobleem(Probleem, frozen=True, rename="camel", kw_only=True):
    """Waarom het nu niet kan. Was iemand anders eerder, dan zegt `versieconflict` wat er nu staat; mag het pas als een
    mens iets bevestigt, dan noemt `waarschuwingen` wat."""

    versieconflict: Versieconflict | msgspec.UnsetType = msgspec.UNSET
    waarschuwingen: tuple[WaarschuwingUit, ...] | msgspec.UnsetType = msgspec.UNSET


TITELS = {
    400: "De invoer klopt niet",
    401: "Niet aangemeld",
    403: "Niet bevoegd",
    404: "Niet gevonden",
    405: "Deze methode bestaat hier niet",
    409: "Kan nu niet",
    413: "Te groot",
    415: "Dit mediatype wordt niet gelezen",
    429: "Te veel verzoeken",
    500: "Er ging iets mis",
    503: "Tijdelijk niet beschikbaar",
}
WACHT = 5
"""Seconden die wie 503 krijgt het beste even wacht."""
_KOPPEN = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": str(WACHT)}}


def antwoord(probleem: Probleem, koppen: dict[str, str] | None = None) -> Response[Probleem]:
    return Response(probleem, status_code=probleem.status, media_type=MEDIATYPE, headers=koppen or {})


def van_fout(verzoek: Request[Any, Any, Any], fout: Fout) -> Response[Probleem]:
    """Een verwachte fout: zij draagt zelf haar status en boodschap."""
    if isinstance(fout, NoemtNummer):
        verzoek.scope["state"]["noemt_nummer"] = True
    gebreken: tuple[Gebrek, ...] = ()
    if isinstance(fout, OngeldigeInvoer | VoorwaardeNietVervuld | AndereInhoud):
        gebreken = fout.gebreken
    if fout.status >= 500:
        logboek.warning("fout", extra={"soort": fout.soort})
    probleem = Probleem(
        type=f"urn:meedoen:probleem:{fout.soort}",
        title=fout.titel,
        status=fout.status,
        detail=fout.melding,
        grond=fout.grond,
        gebreken=tuple(GebrekUit(g.veld, g.melding, g.grond) for g in gebreken),
    )
    if isinstance(fout, NietBevestigd):
        probleem = Conflictprobleem(
            **msgspec.structs.asdict(probleem),
            waarschuwingen=tuple(
                WaarschuwingUit(soort=w.soort, melding=w.melding, grond=w.grond) for w in fout.waarschuwingen
            ),
        )
    if isinstance(fout, VersieConflict) and fout.tussenkomst is not None:
        probleem = Conflictprobleem(
            **msgspec.structs.asdict(probleem), versieconflict=_versieconflict(fout.tussenkomst)
        )
    return antwoord(probleem, _koppen_bij(fout))


def _koppen_bij(fout: Fout) -> dict[str, str]:
    match fout:
        case BewijsOpnieuw():  # so says RFC 9470 that the proof is too old for this request
            return {"WWW-Authenticate": f'Bearer error="insufficient_user_authentication", max_age="{fout.leeftijd}"'}
        case TeVeel():
            return {"Retry-After": str(fout.wacht)}
        case _:
            return _KOPPEN.get(fout.status, {})


def _versieconflict(tussenkomst: Tussenkomst) -> Versieconflict:
    return Versieconflict(
        uw_versie=tussenkomst.uw_versie,
        huidige_versie=tussenkomst.huidige_versie,
        gewijzigd_op=tussenkomst.gewijzigd_op,
        gewijzigd_door=tussenkomst.gewijzigd_door,
        gewijzigd_door_naam=tussenkomst.gewijzigd_door_naam,
        oorzaak=tussenkomst.oorzaak,
        verschillen=tuple(
            VerschilUit(veld=v.veld, uw_waarde=v.uw_waarde, huidige_waarde=v.huidige_waarde)
            for v in tussenkomst.verschillen
        ),
        volgende_stap=tussenkomst.volgende_stap,
    )


def van_validatie(verzoek: Request[Any, Any, Any], fout: ValidationException) -> Response[Probleem]:
    """Invoer die het contract niet haalt: 400 met alle velden die Litestar of msgspec noemt."""
    extra = fout.extra if isinstance(fout.extra, list) else []
    gebreken = tuple(
        Gebrek(veld=str(e.get("key") or "verzoek"), melding=in_het_nederlands(str(e.get("message", ""))))
        for e in extra
        if isinstance(e, dict)
    )
    return van_fout(
        verzoek,
        OngeldigeInvoer(
            "Kijk de genoemde velden na en stuur het verzoek opnieuw; er is niets gewijzigd.", gebreken=gebreken
        ),
    )


def van_http(_: Request[Any, Any, Any], fout: HTTPException) -> Response[Probleem]:
    """Wat Litestar zelf weigert: onbekend pad, verkeerde methode, te groot."""
    status = fout.status_code
    details = {
        404: "Dit adres bestaat niet.",
        405: "Deze methode bestaat niet op dit adres; kijk in de beschrijving van de API.",
        413: "Het verzoek is te groot.",
        415: "Stuur application/json in UTF-8; een andere tekenset (charset) wordt niet gelezen.",
    }
    return antwoord(
        Probleem(
            type=f"urn:meedoen:probleem:http-{status}",
            title=TITELS.get(status, "Kan niet"),
            status=status,
            detail=details.get(status, "Het verzoek kan niet worden uitgevoerd."),
        ),
        _koppen_van(fout),
    )


def _koppen_van(fout: HTTPException) -> dict[str, str]:
    koppen = {naam.lower(): waarde for naam, waarde in (fout.headers or {}).items()}
    if "allow" in koppen:
        koppen["allow"] = noem(set(koppen["allow"].split(", ")))
    return {naam: waarde for naam, waarde in koppen.items() if naam in ("allow", "retry-after")}


def van_onverwacht(_: Request[Any, Any, Any], fout: Exception) -> Response[Probleem]:
    """Een fout van ons: naar het logboek (zonder waarden) en naar Sentry; naar buiten alleen dat het misging."""
    logboek.error("onverwachte fout", exc_info=fout)
    return antwoord(
        Probleem(
            type="urn:meedoen:probleem:onverwacht",
            title=TITELS[500],
            status=500,
            detail="Er ging iets mis bij Meedoen. Er is niets gewijzigd. Probeer het opnieuw, of meld het.",
        )
    )


def foutafhandelaars() -> dict[Any, Any]:
    return {
        Fout: van_fout,
        ValidationException: van_validatie,
        HTTPException: van_http,
        Exception: van_onverwacht,
    }
