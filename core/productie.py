"""Wat in productie niet mag: alles wat voor ontwikkelen is, en geheimen die geen geheim zijn.

Krijgt de gelezen instellingen van een proces; wat dat proces niet heeft, telt niet mee. Een melding noemt de variabele
en nooit de waarde.
"""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from core.sleutels import Sleutelbos, Zouten

VERSCHILLENDE_BYTES = 16
"""Van 32 bytes toeval zijn er haast altijd meer dan 25 verschillend."""
WACHTWOORDLENGTE = 16
_ADRESSEN = {
    "duo_adres": "een simulator of een adres op deze machine mag niet in productie",
    "brp_adres": "een simulator of een adres op deze machine mag niet in productie",
    "token_uitgever": "een uitgever op deze machine geeft tokens om mee te ontwikkelen; die mag niet in productie",
}


def weigeringen(waarden: Mapping[str, Any]) -> list[str]:
    """Alles wat niet mag, in één keer; leeg als dit proces mag starten."""
    return [
        f"MEEDOEN_{naam.upper()}: {gebrek}"
        for deel in (_ontwikkelen, _adressen, _sleutels, _wachtwoorden)
        for naam, gebrek in deel(waarden)
    ]


def _ontwikkelen(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if waarden.get("duo_afzender") == "koptekst":
        yield "duo_afzender", "koptekst mag niet in productie; gebruik certificaat, of een proxy die mTLS doet"
    if waarden.get("klok") == "beweegbaar":
        yield "klok", "een beweegbare klok mag niet in productie"
    if waarden.get("logniveau") == "DEBUG":
        yield "logniveau", "DEBUG mag niet in productie"


def _adressen(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for naam, gebrek in _ADRESSEN.items():
        adres = waarden.get(naam)
        if adres is not None and _is_van_ontwikkelen(urlsplit(adres).hostname or ""):
            yield naam, gebrek
        elif adres is not None and not adres.startswith("https://"):
            yield naam, "moet in productie https zijn"


def _is_van_ontwikkelen(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost") or "simulator" in host:
        return True
    try:
        adres = ip_address(host)
    except ValueError:
        return False
    return adres.is_loopback or adres.is_unspecified


def _sleutels(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for naam, waarde in waarden.items():
        if any(is_zwak(sleutel) for sleutel in _bytes_van(waarde)):
            yield naam, "dit is geen toeval; maak een sleutel met `openssl rand -base64 32`"


def _bytes_van(waarde: object) -> list[bytes]:
    match waarde:
        case Sleutelbos():
            return list(waarde.versies.values())
        case Zouten():
            return list(waarde.van.values())
        case bytes() if waarde:
            return [waarde]
        case _:
            return []


def is_zwak(sleutel: bytes) -> bool:
    """Of dit zichtbaar geen toeval is: te weinig verschil, een herhaling, een reeks, of leesbare tekst."""
    herhaalt = any(
        sleutel == (sleutel[:n] * (len(sleutel) // n + 1))[: len(sleutel)] for n in range(1, len(sleutel) // 2 + 1)
    )
    reeks = len({(na - voor) % 256 for voor, na in pairwise(sleutel)}) == 1
    leesbaar = all(32 <= b < 127 or b in b"\t\r\n" for b in sleutel)
    return len(set(sleutel)) < VERSCHILLENDE_BYTES or herhaalt or reeks or leesbaar


def _wachtwoorden(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    gezien: set[str] = set()
    for naam in sorted(n for n in waarden if n.startswith("db_") or n == "valkey"):
        if not isinstance(waarden[naam], str):
            continue
        rol, wachtwoord = _aanmelding(waarden[naam])
        if naam.startswith("db_") and rol != (verwacht := f"meedoen_{naam.removeprefix('db_')}"):
            yield naam, f"meldt zich niet aan als {verwacht}; een eigenaar of beheerder mag hier nooit staan"
        if wachtwoord is None:
            continue
        if len(wachtwoord) < WACHTWOORDLENGTE or len(set(wachtwoord)) < WACHTWOORDLENGTE // 2:
            yield naam, f"het wachtwoord is te raden; geef minstens {WACHTWOORDLENGTE} willekeurige tekens"
        elif wachtwoord in gezien:
            yield naam, "het wachtwoord is dat van een andere rol"
        gezien.add(wachtwoord)


def _aanmelding(adres: str) -> tuple[str | None, str | None]:
    """Naam en wachtwoord uit een adres; PostgreSQL neemt ze ook uit de vraag achter het adres."""
    delen, vraag = urlsplit(adres), parse_qs(urlsplit(adres).query)
    naam = delen.username or next(iter(vraag.get("user", [])), None)
    wachtwoord = delen.password or next(iter(vraag.get("password", [])), None)
    return (None if naam is None else unquote(naam)), (None if wachtwoord is None else unquote(wachtwoord))
