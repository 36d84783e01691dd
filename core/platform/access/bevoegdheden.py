"""Mag deze rol deze handeling op dit soort ding, en hoe ver reikt dat (casbin, grof en symbolisch).

Het beleid is een nagekeken bestand, bij het starten gelezen en daarna bevroren; zijn hash is de versie. Wie welke rol
heeft staat in `lidmaatschap`. Een vraag noemt alleen symbolen, dus elk antwoord wordt onthouden. Een leeg beleid, een
leeg argument of een onbekend bevoegdheid geeft nooit ja.
"""

import csv
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import casbin

from core.fouten import NietBevoegd
from core.platform.partijen import MACHINE_VAN, VAN_BEHEER, VAN_ROL, Partij
from core.platform.tenancy import Rol

HIER = Path(__file__).parent
ONTHOUDEN = 65_536
"""Antwoorden: genoeg voor elke bevoegdheid van elke rol in alle gemeenten; casbin zelf is honderden keren trager."""

# casbin schrijft elke weigering met alle argumenten op WARNING.
logging.getLogger("casbin").setLevel(logging.ERROR)


class Reikwijdte(IntEnum):
    """Hoe ver een bevoegdheid reikt; een hogere waarde omvat de lagere."""

    TOEGEWEZEN = 1
    EIGEN = 2
    TEAM = 3
    GEMEENTE = 4


@dataclass(frozen=True, slots=True)
class Bevoegdheid:
    """De bevoegdheid die een route vraagt: een soort ding en een handeling."""

    object: str
    handeling: str

    def __str__(self) -> str:
        return f"{self.object}:{self.handeling}"


_WIE = {
    Rol.KLANTMANAGER: "een klantmanager",
    Rol.TEAMLEIDER: "een teamleider",
    Rol.BEHEERDER: "een beheerder van de gemeente",
    Rol.GEMEENTE_MACHINE: "een ander systeem van de gemeente",
    Rol.TAALSCHOOL_MEDEWERKER: "een medewerker van een taalschool",
    Rol.TAALSCHOOL_BEHEERDER: "een beheerder van een taalschool",
    Rol.TAALSCHOOL_MACHINE: "een systeem van een taalschool",
    Rol.MAATSCHAPPELIJKE_PARTNER_MEDEWERKER: "een medewerker van een maatschappelijke partner",
    Rol.MAATSCHAPPELIJKE_PARTNER_BEHEERDER: "een beheerder van een maatschappelijke partner",
    Rol.MAATSCHAPPELIJKE_PARTNER_MACHINE: "een systeem van een maatschappelijke partner",
    Rol.SYSTEEM: "Meedoen zelf",
}
"""Hoe een rol heet in een zin; elke rol staat erin (test)."""


_SYSTEMEN = frozenset({*MACHINE_VAN.values(), Rol.SYSTEEM})


def _van(rol: Rol) -> Partij | None:
    """De soort organisatie van wie deze rol heeft; None is de gemeente."""
    return VAN_ROL.get(rol) or VAN_BEHEER.get(rol)


class OnjuistBeleid(Exception):
    """Het beleidsbestand deugt niet; de boodschap noemt elke regel die niet klopt."""


class Bevoegdheden:
    """Beantwoordt vragen over het bevroren beleid."""

    def __init__(self, beleid: Path = HIER / "beleid.csv", model: Path = HIER / "model.conf") -> None:
        tekst = beleid.read_text(encoding="utf-8")
        self.rechten = _lees_beleid(tekst)
        self.versie = sha256(tekst.encode()).hexdigest()[:16]
        self._casbin = casbin.Enforcer(str(model), str(beleid))
        self._antwoord = lru_cache(maxsize=ONTHOUDEN)(self._vraag)

    def reikwijdte(self, rollen: Iterable[Rol], *, gemeentecode: str, bevoegdheid: Bevoegdheid) -> Reikwijdte | None:
        """De wijdste reikwijdte die een van de rollen geeft; None als geen rol de bevoegdheid heeft."""
        return self._antwoord(frozenset(rollen), gemeentecode, bevoegdheid)

    def eis(self, rollen: Iterable[Rol], *, gemeentecode: str, bevoegdheid: Bevoegdheid) -> Reikwijdte:
        """Als `reikwijdte`, maar weiger met de reden.

        Raises:
            NietBevoegd: geen van de rollen heeft de bevoegdheid.
        """
        gevonden = self.reikwijdte(rollen, gemeentecode=gemeentecode, bevoegdheid=bevoegdheid)
        if gevonden is None:
            raise NietBevoegd(self._waarom_niet(frozenset(rollen), gemeentecode, bevoegdheid))
        return gevonden

    def _waarom_niet(self, rollen: frozenset[Rol], gemeentecode: str, bevoegdheid: Bevoegdheid) -> str:
        """Wie dit niet mag, en wie wel; in woorden. Kan het iemand van dezelfde organisatie, dan alleen die."""
        mogen = [
            rol
            for rol in _WIE
            if self.reikwijdte((rol,), gemeentecode=gemeentecode, bevoegdheid=bevoegdheid) is not None
        ]
        hier = {_van(rol) for rol in rollen}
        dichtbij = [rol for rol in mogen if _van(rol) in hier and rol not in _SYSTEMEN]
        wel = [_WIE[rol] for rol in dichtbij or mogen]
        niet = " en ".join(_WIE[rol] for rol in _WIE if rol in rollen) or "wie hier geen rol heeft"
        return f"Dit mag {niet} niet; {' of '.join(wel)} wel." if wel else f"Dit mag {niet} niet."

    def _vraag(self, rollen: frozenset[Rol], gemeentecode: str, bevoegdheid: Bevoegdheid) -> Reikwijdte | None:
        if not gemeentecode or bevoegdheid not in self.rechten:
            return None
        gevonden = [
            Reikwijdte[str(regel[4]).upper()]
            for rol in rollen
            for mag, regel in [
                self._casbin.enforce_ex(str(rol), gemeentecode, bevoegdheid.object, bevoegdheid.handeling)
            ]
            if mag and regel
        ]
        return max(gevonden, default=None)


def _lees_beleid(tekst: str) -> frozenset[Bevoegdheid]:
    """De rechten die het beleid kent. casbin slikt onbekende regels zwijgend; wij niet."""
    rechten: set[Bevoegdheid] = set()
    gebreken: list[str] = []
    gezien: set[tuple[str, ...]] = set()
    reikwijdten = {r.name.lower() for r in Reikwijdte}
    for nummer, ruw in enumerate(csv.reader(tekst.splitlines(), skipinitialspace=True), start=1):
        regel = tuple(deel.strip() for deel in ruw)
        if regel in gezien:
            gebreken.append(f"regel {nummer} staat er dubbel")
        gezien.add(regel)
        match regel:
            case ("p", rol, _, object_, handeling, reikwijdte, "allow" | "deny") if (
                rol in set(Rol) and reikwijdte in reikwijdten and object_ and handeling
            ):
                rechten.add(Bevoegdheid(object_, handeling))
            case ("g", kind, ouder) if kind in set(Rol) and ouder in set(Rol):
                pass
            case _:
                gebreken.append(f"regel {nummer} is geen geldige regel")
    if not rechten:
        gebreken.append("het beleid is leeg")
    if gebreken:
        raise OnjuistBeleid("; ".join(gebreken))
    return frozenset(rechten)
