"""Het ankerbestand: de nieuwste zegels, buiten de database, in een bestand dat alleen aangroeit.

Eén JSON-object per regel, met een MAC en de hash van de regel ervoor. Een regel veranderen, verwijderen of tussenvoegen
blijkt; het einde afknippen blijkt niet uit het bestand zelf. Zet het daarom op opslag waar men niet kan wissen, of
stuur het door.
"""

import fcntl
import hmac
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import msgspec

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.logboek import met_lengte
from core.platform.crypto.kluis import Soort, afgeleide_sleutel

_STAART = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Ankerpunt:
    """Zegel `nr` van een gemeente had op dit moment deze hash."""

    gemeente_id: UUID
    nr: int
    hash: bytes
    op: datetime


class _Ankerregel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Zoals zij in het bestand staat; bytes zijn hexadecimaal."""

    op: datetime
    gemeente_id: UUID
    nr: int
    hash: str
    vorige: str
    sleutelversie: int
    mac: str

    def reken_mac(self, sleutels: Sleutelbos) -> str:
        delen = (
            self.op.astimezone(UTC).isoformat(timespec="microseconds"),
            str(self.gemeente_id),
            str(self.nr),
            self.hash,
            self.vorige,
        )
        sleutel = afgeleide_sleutel(
            sleutels, versie=self.sleutelversie, gemeente_id=self.gemeente_id, soort=Soort.AUDIT
        )
        return hmac.digest(sleutel, b"\x03" + b"".join(met_lengte(d.encode()) for d in delen), sha256).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ankers:
    """Wat een ankerbestand zegt; `gebreken` zijn regelnummers met wat eraan scheelt."""

    punten: dict[UUID, dict[int, tuple[bytes, int]]] = field(default_factory=dict)
    """Per gemeente en zegel: de hash, en op welke regel van het bestand zij staat."""
    gebreken: tuple[tuple[int, str], ...] = ()
    regels: int = 0
    laatste: datetime | None = None


class Ankerbestand:
    """Een bestand waaraan alleen wordt toegevoegd. Wat het laatst geankerd is, wordt niet nog eens geschreven."""

    def __init__(self, pad: Path, sleutels: Sleutelbos) -> None:
        self._pad = pad
        self._sleutels = sleutels
        self._geankerd: dict[UUID, int] = {}

    def voeg_toe(self, punten: Sequence[Ankerpunt]) -> int:
        """Schrijf de punten die nieuw zijn en wacht tot zij op schijf staan; geeft het aantal.

        Raises:
            OSError: het bestand is niet te schrijven.
        """
        nieuw = [p for p in punten if self._geankerd.get(p.gemeente_id) != p.nr]
        if not nieuw:
            return 0
        vers = not self._pad.exists()
        greep = os.open(self._pad, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            # Een tweede schrijver (de opdrachtregel) wacht; anders zouden twee regels dezelfde vorige noemen.
            fcntl.flock(greep, fcntl.LOCK_EX)
            staart = _staart(greep)
            # Een regel die bij een stroomstoring half bleef, wordt afgesloten en niet gewist.
            inhoud = b"\n" if staart and not staart.endswith(b"\n") else b""
            vorige = _hash_van(_laatste_regel(staart))
            for punt in nieuw:
                regel = self._codeer(punt, vorige)
                vorige = _hash_van(regel)
                inhoud += regel + b"\n"
            _schrijf_alles(greep, inhoud)
            os.fsync(greep)
        finally:
            os.close(greep)
        if vers:
            _borg_map(self._pad.parent)
        self._geankerd |= {p.gemeente_id: p.nr for p in nieuw}
        return len(nieuw)

    def lees(self) -> Ankers:
        """Alles wat er staat, met elk gebrek: onleesbaar, veranderd, of niet aansluitend op de regel ervoor.

        Raises:
            OSError: het bestand is er niet of is niet te lezen.
        """
        punten: dict[UUID, dict[int, tuple[bytes, int]]] = {}
        gebreken: list[tuple[int, str]] = []
        vorige, nummer, laatste = "", 0, None
        for nummer, ruw in _regels(self._pad):
            regel, gebrek = self._ontcijfer(ruw, vorige)
            if gebrek:
                gebreken.append((nummer, gebrek))
            if regel is not None:
                punten.setdefault(regel.gemeente_id, {})[regel.nr] = (bytes.fromhex(regel.hash), nummer)
                laatste = regel.op
            vorige = _hash_van(ruw)
        return Ankers(punten=punten, gebreken=tuple(gebreken), regels=nummer, laatste=laatste)

    def _codeer(self, punt: Ankerpunt, vorige: str) -> bytes:
        regel = _Ankerregel(
            op=punt.op.astimezone(UTC),
            gemeente_id=punt.gemeente_id,
            nr=punt.nr,
            hash=punt.hash.hex(),
            vorige=vorige,
            sleutelversie=self._sleutels.actief,
            mac="",
        )
        return msgspec.json.encode(msgspec.structs.replace(regel, mac=regel.reken_mac(self._sleutels)))

    def _ontcijfer(self, ruw: bytes, vorige: str) -> tuple[_Ankerregel | None, str]:
        try:
            regel = msgspec.json.decode(ruw, type=_Ankerregel)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None, "onleesbaar"
        if regel.sleutelversie not in self._sleutels.versies:
            return None, "sleutelversie is er niet"
        if not hmac.compare_digest(regel.mac.encode(), regel.reken_mac(self._sleutels).encode()):
            return None, "veranderd"
        # Een echte regel op de verkeerde plaats: wat zij zegt blijft waar, maar er is iets weg of tussengevoegd.
        return regel, "" if regel.vorige == vorige else "sluit niet aan op de regel ervoor"


def _hash_van(regel: bytes) -> str:
    return sha256(regel).hexdigest() if regel else ""


def _staart(greep: int) -> bytes:
    omvang = os.fstat(greep).st_size
    return os.pread(greep, _STAART, max(0, omvang - _STAART))


def _laatste_regel(staart: bytes) -> bytes:
    return staart.removesuffix(b"\n").rpartition(b"\n")[2]


def _schrijf_alles(greep: int, inhoud: bytes) -> None:
    while inhoud:
        inhoud = inhoud[os.write(greep, inhoud) :]


def _borg_map(map_: Path) -> None:
    """Een nieuw bestand staat pas vast als ook de map op schijf staat."""
    greep = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(greep)
    finally:
        os.close(greep)


def _regels(pad: Path) -> Iterator[tuple[int, bytes]]:
    with pad.open("rb") as bestand:
        for nummer, lijn in enumerate(bestand, 1):
            yield nummer, lijn.removesuffix(b"\n")
