"""Waarmee elke rol zich bij de database aanmeldt: een wachtwoord dat Meedoen zelf verzint, in een bestand per rol."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from core.instellingen.config import OnjuisteInstellingen
from core.platform.geheimbestand import maak_nieuw
from core.platform.tenancy import Actor

BESTANDEN: Mapping[str, str] = {
    **{f"meedoen_{actor}": f"db_{actor}" for actor in Actor},
    "meedoen_migratie": "migratie_dsn",
}
"""Van welke rol welk bestand de DSN heeft; een bestand heet zoals de instelling."""
_BYTES = 32


def wachtwoorden_in(map_: Path, beheer_dsn: str) -> dict[str, str]:
    """Het wachtwoord van elke rol, uit haar bestand in `map_`; wat er nog niet is wordt verzonnen en opgeschreven.

    De DSN wijst naar dezelfde server en database als `beheer_dsn`, met dezelfde eisen aan TLS.

    Raises:
        OnjuisteInstellingen: een bestand wijst ergens anders heen, of is niet te lezen of te schrijven.
    """
    gevonden: dict[str, str] = {}
    gebreken: list[str] = []
    for rol, naam in BESTANDEN.items():
        pad = map_ / naam
        try:
            maak_nieuw(pad, _dsn(beheer_dsn, rol, secrets.token_urlsafe(_BYTES)) + "\n")
            tekst = pad.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as fout:
            gebreken.append(f"{pad}: {fout.strerror if isinstance(fout, OSError) else 'geen UTF-8'}")
            continue
        wachtwoord = unquote(urlsplit(tekst).password or "")
        if tekst != _dsn(beheer_dsn, rol, wachtwoord):
            gebreken.append(
                f"{pad}: is van een andere server of database; zet het bestand weg en voer dit opnieuw uit, dan komt er"
                " een nieuw"
            )
        gevonden[rol] = wachtwoord
    if gebreken:
        raise OnjuisteInstellingen(tuple(gebreken))
    return gevonden


def _dsn(beheer_dsn: str, rol: str, wachtwoord: str) -> str:
    """Als `beheer_dsn`, met een ander die zich aanmeldt."""
    delen = urlsplit(beheer_dsn)
    plek = delen.netloc.rpartition("@")[2]
    vraag = [(n, w) for n, w in parse_qsl(delen.query, keep_blank_values=True) if n not in ("user", "password")]
    wie = f"{quote(rol, safe='')}:{quote(wachtwoord, safe='')}@{plek}"
    return urlunsplit((delen.scheme, wie, delen.path, urlencode(vraag, safe="/:"), ""))
