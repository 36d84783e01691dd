"""De instellingen van Meedoen: één tabel, gelezen uit de omgeving, alle gebreken tegelijk gemeld.

Elke regel van `INSTELLINGEN` is één omgevingsvariabele. Een geheim mag ook in een bestand staan:
`MEEDOEN_X_BESTAND=/pad` in plaats van `MEEDOEN_X`. De tabel in de README wordt hieruit gemaakt.

Elk geheim zegt voor welke processen het is. Een proces leest de andere niet, ook niet als zij er staan, en zijn
`Config` heeft dat veld dan niet: wie het toch aanraakt, krijgt een AttributeError en geen lege sleutel.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MINSTE_SLEUTELLENGTE = 32


class Omgeving(StrEnum):
    ONTWIKKELING = "ontwikkeling"
    TEST = "test"
    PRODUCTIE = "productie"


class Proces(StrEnum):
    """Wat er in productie draait, elk in een eigen proces met alleen de geheimen die het nodig heeft."""

    API = "api"
    WORKER = "worker"
    RELAY = "relay"
    ZEGEL = "zegel"


class DuoAfzender(StrEnum):
    """Waaraan de ontvanger ziet wie een notificatie stuurt."""

    KOPTEKST = "koptekst"  # alleen de koptekst `bron`: voor ontwikkeling, met een simulator op dezelfde machine
    PROXY = "proxy"  # een proxy die mTLS doet, het OIN uit het certificaat doorgeeft en zich met een geheim meldt


class Kloksoort(StrEnum):
    SYSTEEM = "systeem"
    BEWEEGBAAR = "beweegbaar"


@dataclass(frozen=True, slots=True)
class Sleutelbos:
    """Een wortelsleutel met zijn versies; de hoogste versie versleutelt, alle versies lezen."""

    versies: Mapping[int, bytes]

    @property
    def actief(self) -> int:
        return max(self.versies)

    def __repr__(self) -> str:
        return f"Sleutelbos(versies={sorted(self.versies)})"


class OnjuisteInstellingen(Exception):
    """De omgeving deugt niet; `gebreken` noemt alles wat ontbreekt of niet klopt, in één keer."""

    def __init__(self, gebreken: tuple[str, ...]) -> None:
        super().__init__("De instellingen kloppen niet:\n" + "\n".join(f"  - {g}" for g in gebreken))
        self.gebreken = gebreken


@dataclass(frozen=True, slots=True, kw_only=True)
class Instelling:
    """Eén omgevingsvariabele: naam zonder voorvoegsel, uitleg, hoe zij gelezen wordt, en voor welke processen."""

    naam: str
    uitleg: str
    lees: Callable[[str], Any]
    standaard: str | None = None
    geheim: bool = False
    voor: frozenset[Proces] = frozenset(Proces)

    @property
    def variabele(self) -> str:
        return f"MEEDOEN_{self.naam.upper()}"


def _poort(tekst: str) -> int:
    poort = int(tekst)
    if not 1 <= poort <= 65535:
        raise ValueError("een poort ligt tussen 1 en 65535")
    return poort


def _aantal(tekst: str) -> int:
    aantal = int(tekst)
    if aantal < 1:
        raise ValueError("moet minstens 1 zijn")
    return aantal


def _oin(tekst: str) -> str:
    if len(tekst) != 20 or not tekst.isdigit():
        raise ValueError("een OIN heeft 20 cijfers")
    return tekst


def _adres(schemas: tuple[str, ...]) -> Callable[[str], str]:
    def lees(tekst: str) -> str:
        delen = urlsplit(tekst)
        if delen.scheme not in schemas or not delen.netloc:
            raise ValueError(f"verwacht een adres dat begint met {' of '.join(s + '://' for s in schemas)}")
        return tekst.rstrip("/")

    return lees


def _sleutel(tekst: str) -> bytes:
    try:
        ruw = base64.b64decode(tekst, validate=True)
    except binascii.Error:
        raise ValueError("verwacht base64") from None
    if len(ruw) < MINSTE_SLEUTELLENGTE:
        raise ValueError(f"verwacht minstens {MINSTE_SLEUTELLENGTE} bytes")
    return ruw


def _sleutelbos(tekst: str) -> Sleutelbos:
    versies: dict[int, bytes] = {}
    for deel in tekst.split(","):
        nummer, _, sleutel = deel.strip().partition(":")
        if not nummer.isdigit() or int(nummer) < 1 or not sleutel:
            raise ValueError("verwacht versie:base64, met komma's ertussen, bijvoorbeeld 1:AAAA…")
        versies[int(nummer)] = _sleutel(sleutel)
    return Sleutelbos(versies)


def _keuze(soort: type[StrEnum]) -> Callable[[str], StrEnum]:
    def lees(tekst: str) -> StrEnum:
        try:
            return soort(tekst)
        except ValueError:
            raise ValueError(f"kies uit {', '.join(soort)}") from None

    return lees


def _logniveau(tekst: str) -> str:
    niveau = tekst.upper()
    if niveau not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("kies uit DEBUG, INFO, WARNING, ERROR")
    return niveau


_DSN = _adres(("postgresql", "postgres"))
_HTTP = _adres(("http", "https"))
_API = frozenset({Proces.API})
_WORKER = frozenset({Proces.WORKER})
_RELAY = frozenset({Proces.RELAY})
_ZEGEL = frozenset({Proces.ZEGEL})

INSTELLINGEN: tuple[Instelling, ...] = (
    Instelling(naam="omgeving", uitleg="ontwikkeling, test of productie", lees=_keuze(Omgeving)),
    Instelling(naam="adres", uitleg="adres waarop de API luistert", lees=str, standaard="127.0.0.1"),
    Instelling(naam="poort", uitleg="poort van de API", lees=_poort, standaard="8000"),
    Instelling(
        naam="db_gemeente", uitleg="DSN van de rol meedoen_gemeente", lees=_DSN, geheim=True, voor=_API | _WORKER
    ),
    Instelling(naam="db_taalschool", uitleg="DSN van de rol meedoen_taalschool", lees=_DSN, geheim=True, voor=_API),
    Instelling(naam="db_toegang", uitleg="DSN van de rol meedoen_toegang", lees=_DSN, geheim=True, voor=_API),
    Instelling(naam="db_ontvanger", uitleg="DSN van de rol meedoen_ontvanger", lees=_DSN, geheim=True, voor=_API),
    Instelling(naam="db_relay", uitleg="DSN van de rol meedoen_relay", lees=_DSN, geheim=True, voor=_WORKER | _RELAY),
    Instelling(naam="db_zegel", uitleg="DSN van de rol meedoen_zegel", lees=_DSN, geheim=True, voor=_ZEGEL),
    Instelling(naam="db_verbindingen", uitleg="verbindingen per rol en proces", lees=_aantal, standaard="5"),
    Instelling(
        naam="valkey",
        uitleg="adres van Valkey voor de wachtrij",
        lees=_adres(("redis", "rediss")),
        geheim=True,
        voor=_WORKER | _RELAY,
    ),
    Instelling(
        naam="sleutel_versleuteling",
        uitleg="wortel voor het versleutelen, versie:base64",
        lees=_sleutelbos,
        geheim=True,
        voor=_API | _WORKER,
    ),
    Instelling(
        naam="sleutel_index",
        uitleg="wortel voor de blinde index, versie:base64; een andere dan die voor versleutelen",
        lees=_sleutelbos,
        geheim=True,
        voor=_API | _WORKER,
    ),
    Instelling(
        naam="sleutel_audit",
        uitleg="wortel voor de MAC van auditregels en hun zegels, versie:base64",
        lees=_sleutelbos,
        geheim=True,
        voor=_API | _WORKER | _ZEGEL,
    ),
    Instelling(
        naam="audit_anker",
        uitleg="bestand waarin elk uur de nieuwste zegels van het auditlog komen; op andere opslag dan de database",
        lees=Path,
        standaard="audit-anker.jsonl",
    ),
    Instelling(
        naam="sleutel_token",
        uitleg="sleutel waarmee toegangstokens worden ondertekend, base64",
        lees=_sleutel,
        geheim=True,
        voor=_API,
    ),
    Instelling(
        naam="sleutel_cursor",
        uitleg="sleutel waarmee paginacursors worden ondertekend, base64",
        lees=_sleutel,
        geheim=True,
        voor=_API,
    ),
    Instelling(
        naam="token_uitgever",
        uitleg="uitgever (iss) van de tokens",
        lees=_HTTP,
        standaard="https://meedoen.example.org",
    ),
    Instelling(naam="duo_adres", uitleg="basisadres van DUO, met /v1", lees=_HTTP),
    Instelling(naam="duo_oin", uitleg="OIN van DUO", lees=_oin),
    Instelling(
        naam="duo_afzender",
        uitleg="waaraan DUO herkend wordt: koptekst of proxy",
        lees=_keuze(DuoAfzender),
        standaard="proxy",
    ),
    Instelling(
        naam="duo_proxy_geheim",
        uitleg="geheim waarmee de mTLS-proxy zich meldt, base64",
        lees=_sleutel,
        geheim=True,
        voor=_API,
        standaard="",
    ),
    Instelling(naam="brp_adres", uitleg="basisadres van BRP Personen Bevragen", lees=_HTTP),
    Instelling(naam="tenants", uitleg="map met één bestand per gemeente", lees=Path, standaard="tenants"),
    Instelling(
        naam="klok", uitleg="systeem, of beweegbaar voor een demonstratie", lees=_keuze(Kloksoort), standaard="systeem"
    ),
    Instelling(naam="logniveau", uitleg="DEBUG, INFO, WARNING of ERROR", lees=_logniveau, standaard="INFO"),
    Instelling(naam="sentry_dsn", uitleg="DSN van Sentry; leeg = uit", lees=str, standaard="", geheim=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """De gelezen instellingen; een veld per regel van `INSTELLINGEN` (test). Een veld dat niet voor dit proces is,
    bestaat niet."""

    omgeving: Omgeving
    adres: str
    poort: int
    db_gemeente: str
    db_taalschool: str
    db_toegang: str
    db_ontvanger: str
    db_relay: str
    db_zegel: str
    db_verbindingen: int
    valkey: str
    sleutel_versleuteling: Sleutelbos
    sleutel_index: Sleutelbos
    sleutel_audit: Sleutelbos
    audit_anker: Path
    sleutel_token: bytes
    sleutel_cursor: bytes
    token_uitgever: str
    duo_adres: str
    duo_oin: str
    duo_afzender: DuoAfzender
    duo_proxy_geheim: bytes
    brp_adres: str
    tenants: Path
    klok: Kloksoort
    logniveau: str
    sentry_dsn: str

    def __repr__(self) -> str:
        return f"Config(omgeving={self.omgeving})"


def lees_config(omgeving: Mapping[str, str], *, proces: Proces | None = None) -> Config:
    """Lees de instellingen van `proces` uit `omgeving`, of alle; meld alle gebreken tegelijk.

    Raises:
        OnjuisteInstellingen: met elke variabele die ontbreekt, onbekend is of niet klopt.
    """
    gebreken: list[str] = []
    waarden: dict[str, Any] = {}
    bekend = {i.variabele for i in INSTELLINGEN} | {f"{i.variabele}_BESTAND" for i in INSTELLINGEN if i.geheim}
    gebreken += [
        f"{n} is geen instelling van Meedoen" for n in sorted(omgeving) if n.startswith("MEEDOEN_") and n not in bekend
    ]
    for instelling in INSTELLINGEN:
        if proces is not None and proces not in instelling.voor:
            continue
        try:
            waarden[instelling.naam] = _lees_een(instelling, omgeving)
        except (ValueError, OSError) as fout:
            reden = fout.strerror if isinstance(fout, OSError) else str(fout)
            gebreken.append(f"{instelling.variabele}: {reden} ({instelling.uitleg})")
    if not gebreken:
        gebreken += _samenhang(waarden)
    if gebreken:
        raise OnjuisteInstellingen(tuple(gebreken))
    return _maak(waarden)


def _maak(waarden: Mapping[str, Any]) -> Config:
    # Not the constructor: it demands every field, and an empty stand-in for a key would be worse than no key.
    config = object.__new__(Config)
    for naam, waarde in waarden.items():
        object.__setattr__(config, naam, waarde)
    return config


def _lees_een(instelling: Instelling, omgeving: Mapping[str, str]) -> object:
    tekst = omgeving.get(instelling.variabele)
    if tekst is None and instelling.geheim and (pad := omgeving.get(f"{instelling.variabele}_BESTAND")):
        tekst = Path(pad).read_text(encoding="utf-8").strip()
    if tekst is None:
        tekst = instelling.standaard
    if tekst is None:
        raise ValueError("ontbreekt")
    if tekst == "" and instelling.standaard == "":
        return b"" if instelling.lees is _sleutel else ""
    return instelling.lees(tekst)


def _samenhang(waarden: Mapping[str, Any]) -> list[str]:
    """Wat per regel klopt, maar samen niet mag; in productie is wat voor ontwikkelen is verboden."""
    gebreken = []
    if waarden["duo_afzender"] is DuoAfzender.PROXY and waarden.get("duo_proxy_geheim") == b"":
        gebreken.append("MEEDOEN_DUO_PROXY_GEHEIM: ontbreekt, terwijl MEEDOEN_DUO_AFZENDER=proxy")
    bossen = [w.versies.values() for w in waarden.values() if isinstance(w, Sleutelbos)]
    sleutels = [s for bos in bossen for s in bos] + [
        waarden[n] for n in ("sleutel_token", "sleutel_cursor") if n in waarden
    ]
    if len(set(sleutels)) != len(sleutels):
        gebreken.append("MEEDOEN_SLEUTEL_*: elke sleutel moet een andere zijn")
    if waarden["omgeving"] is not Omgeving.PRODUCTIE:
        return gebreken
    if waarden["duo_afzender"] is DuoAfzender.KOPTEKST:
        gebreken.append("MEEDOEN_DUO_AFZENDER: koptekst mag niet in productie; zet er een proxy met mTLS voor")
    if waarden["klok"] is Kloksoort.BEWEEGBAAR:
        gebreken.append("MEEDOEN_KLOK: een beweegbare klok mag niet in productie")
    gebreken += [
        f"MEEDOEN_{naam.upper()}: moet in productie https zijn"
        for naam in ("duo_adres", "brp_adres", "token_uitgever")
        if not waarden[naam].startswith("https://")
    ]
    if waarden["logniveau"] == "DEBUG":
        gebreken.append("MEEDOEN_LOGNIVEAU: DEBUG mag niet in productie")
    return gebreken
