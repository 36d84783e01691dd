"""The secrets of one checkout: made once, kept in one closed file, given to the processes as environment."""

import json
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from core.instellingen.sleutels import Sleutelbos, nieuwe_sleutel, sleuteltekst
from core.ontwikkeling.embedded.bestanden import schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.poorten import ADRES
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.tenancy import Actor

DATABASE = "meedoen"
ROLLEN = (*Actor, "migratie")
DUO_OIN = "00000099000000001000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poorten:
    """The ports a development run listens on, beside those of the servers."""

    api: int
    simulator: int
    ontvanger: int
    peil: int
    inlogdienst: int = 0
    tweede_inlogdienst: int = 0
    """Zero: there is none."""

    @property
    def alle(self) -> frozenset[int]:
        return frozenset(getattr(self, veld.name) for veld in fields(self)) - {0}


def _sleutel() -> str:
    return sleuteltekst(nieuwe_sleutel())


def _sleutelbos() -> str:
    return Sleutelbos({1: nieuwe_sleutel()}).als_tekst()


def _wachtwoorden() -> dict[str, str]:
    return {rol: secrets.token_urlsafe(32) for rol in ROLLEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Geheimen:
    """A password per database role and the keys nothing is encrypted with, as `core.instellingen` reads them.

    The roots and salts that data hangs on have files of their own: `sleutels.py`.
    """

    wachtwoorden: dict[str, str] = field(default_factory=_wachtwoorden, repr=False)
    sleutel_audit: str = field(default_factory=_sleutelbos, repr=False)
    sleutel_token: str = field(default_factory=_sleutel, repr=False)
    sleutel_cursor: str = field(default_factory=_sleutel, repr=False)
    duo_proxy_geheim: str = field(default_factory=_sleutel, repr=False)

    def dsn(self, rol: str, postgres: EmbeddedPostgres) -> str:
        """The DSN of `meedoen_<rol>` on the database of the application; `migratie` is for the migration command."""
        return postgres.dsn(f"{DATABASE}_{rol}", self.wachtwoorden[rol], DATABASE)

    def naar_omgeving(self, postgres: EmbeddedPostgres, valkey: EmbeddedValkey, poorten: Poorten) -> dict[str, str]:
        """All MEEDOEN_* variables of a development run, with DUO and BRP at the simulator; `lees_config` accepts it."""
        simulator = f"http://{ADRES}:{poorten.simulator}"
        waarden = {
            "omgeving": "ontwikkeling",
            "adres": ADRES,
            "poort": str(poorten.api),
            "ontvanger_adres": ADRES,
            "ontvanger_poort": str(poorten.ontvanger),
            "ontvanger_peilpoort": str(poorten.peil),
            "valkey": valkey.url,
            "duo_adres": f"{simulator}/duo/v1",
            "duo_oin": DUO_OIN,
            "duo_afzender": "koptekst",
            "brp_adres": f"{simulator}/brp",
            "klok": "beweegbaar",
        }
        waarden |= {f"db_{rol}": self.dsn(rol, postgres) for rol in ROLLEN if rol != "migratie"}
        waarden |= {veld.name: getattr(self, veld.name) for veld in fields(self) if veld.name != "wachtwoorden"}
        return {f"MEEDOEN_{naam.upper()}": waarde for naam, waarde in waarden.items()}


def lees_of_maak(bestand: Path, *, gegevens: Path) -> Geheimen:
    """The secrets kept in `bestand`, or new ones that are kept there from now on.

    `gegevens` is the folder that exists once data hangs on the secrets (`<werkmap>/postgres/data`).

    A secret that a newer version added is made and kept; the others stay, because existing data hangs on them.

    Raises:
        EmbeddedFout: the file is damaged, or gone while there is data. It is never replaced then: without its keys
            the data is unreadable.
    """
    nieuw = Geheimen()
    if not bestand.exists():
        if gegevens.exists():
            raise EmbeddedFout(
                f"Het bestand met geheimen ({bestand}) is weg, terwijl er gegevens zijn; zet het terug uit een kopie, "
                "of begin opnieuw met `make reset`."
            )
        schrijf(bestand, json.dumps(asdict(nieuw), indent=2) + "\n")
        return nieuw
    try:
        bewaard = json.loads(bestand.read_text(encoding="utf-8"))
        bekend = {veld.name for veld in fields(Geheimen)}
        aangevuld = asdict(nieuw) | {naam: waarde for naam, waarde in bewaard.items() if naam in bekend}
        aangevuld["wachtwoorden"] = nieuw.wachtwoorden | bewaard["wachtwoorden"]
    except (ValueError, AttributeError, KeyError, TypeError):
        raise EmbeddedFout(
            f"Het bestand met geheimen ({bestand}) is beschadigd; zet het terug uit een kopie, "
            "of begin opnieuw met `make reset`."
        ) from None
    if aangevuld != bewaard:
        schrijf(bestand, json.dumps(aangevuld, indent=2) + "\n")
    return Geheimen(**aangevuld)
