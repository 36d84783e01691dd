"""Waar Sentry in de tests heen gaat, en de manieren waarop iets kan breken met overal gegevens van iemand erin."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import sentry_sdk
import structlog
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from tests.voorbeelden.nummers import proefbsn, proefvnummer

GEPLANT = {
    "bsn": proefbsn().onthul(),
    "v-nummer": proefvnummer(7).onthul(),
    "naam": "Amina Proefpersoon",
    "e-mail": "amina.proefpersoon@example.org",
    "adres": "Verzonnenstraat 12, 3620 AA",
    "token": "ditiseentokenvanamina",
}
ALLES = "; ".join(GEPLANT.values())


class Opvang(Transport):
    """Waar Sentry anders het netwerk op gaat: bewaart elke envelop, zoals hij verstuurd zou worden."""

    def __init__(self) -> None:
        super().__init__()
        self.enveloppen: list[bytes] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.enveloppen.append(envelope.serialize())

    def melding(self) -> dict[str, Any]:
        """De ene gebeurtenis die aankwam; in geen enkele byte staat iets dat geplant is."""
        assert len(self.enveloppen) == 1
        return lees(self.enveloppen[0])


def lees(envelop: bytes) -> dict[str, Any]:
    """De ene gebeurtenis in een envelop, nadat elke byte ervan is nagekeken."""
    for wat, waarde in GEPLANT.items():
        for vorm in (waarde, waarde.replace(" ", "%20"), waarde.replace(" ", "+"), waarde.replace("@", "%40")):
            assert vorm.encode() not in envelop, wat
    (gebeurtenis,) = [item.payload.json for item in Envelope.deserialize(envelop).items]
    assert gebeurtenis is not None
    assert {w["value"] for w in gebeurtenis["exception"]["values"]} == {""}
    return dict(gebeurtenis)


def soorten(gebeurtenis: dict[str, Any]) -> list[str]:
    """De soorten uitzondering, de buitenste laatst."""
    return [w["type"] for w in gebeurtenis["exception"]["values"]]


class Drager(Exception):
    """Een uitzondering die zelf gegevens draagt."""

    def __init__(self, persoon: dict[str, str]) -> None:
        super().__init__(persoon)
        self.persoon = persoon

    def __str__(self) -> str:
        return str(self.persoon)


def breek_gewoon() -> None:
    lokaal = dict(GEPLANT)
    raise RuntimeError(f"mislukt voor {lokaal}")


def _keten() -> None:
    try:
        raise ValueError(ALLES)
    except ValueError as fout:
        raise Drager(GEPLANT) from fout


def _in_een_except() -> None:
    try:
        raise KeyError(GEPLANT["bsn"])
    except KeyError:
        raise LookupError(ALLES)  # noqa: B904 - de keten zonder `from` telt ook


def _groep() -> None:
    raise ExceptionGroup(ALLES, [ValueError(ALLES), ExceptionGroup(ALLES, [Drager(GEPLANT)])])


def _notitie() -> None:
    fout = RuntimeError("iets")
    fout.add_note(ALLES)
    raise fout


def _bestand() -> None:
    Path(f"/{GEPLANT['naam']}/{GEPLANT['bsn']}").read_text()


def _kruimels() -> None:
    """Wat iemand er ooit bij zou kunnen zetten, aan Sentry zelf."""
    logging.getLogger("proef").error("mislukt voor %s", ALLES, extra={"persoon": GEPLANT})
    structlog.get_logger("proef").error(ALLES, persoon=GEPLANT)
    sentry_sdk.add_breadcrumb(message=ALLES, data=GEPLANT)
    sentry_sdk.set_user({"id": GEPLANT["bsn"], "email": GEPLANT["e-mail"], "username": GEPLANT["naam"]})
    sentry_sdk.set_extra("persoon", GEPLANT)
    sentry_sdk.set_context("persoon", cast(dict[str, object], dict(GEPLANT)))
    sentry_sdk.set_tag("naam", GEPLANT["naam"])
    sentry_sdk.set_transaction_name(ALLES)
    raise RuntimeError(ALLES)


MANIEREN: dict[str, tuple[Callable[[], None], list[str]]] = {
    "gewoon": (breek_gewoon, ["RuntimeError"]),
    "keten": (_keten, ["ValueError", "Drager"]),
    "in een except": (_in_een_except, ["KeyError", "LookupError"]),
    "groep": (_groep, ["Drager", "ExceptionGroup", "ValueError", "ExceptionGroup"]),
    "notitie": (_notitie, ["RuntimeError"]),
    "bestand": (_bestand, ["FileNotFoundError"]),
    "kruimels": (_kruimels, ["RuntimeError"]),
}
