"""De vorm van sleutels zoals zij bewaard worden: een bos met versies per wortel, en een zout per gemeente.

Eén regel per versie of gemeente, of komma's ertussen; zo past alles in één bestand of één omgevingsvariabele.

    *1:<base64>                     versie 1 versleutelt
    2:<base64>                      versie 2 leest al mee
    3:vergeten                      versie 3 was er, en haar nummer komt niet terug
    <gemeente_id>:<base64>          het zout van een gemeente
    <gemeente_id>:vernietigd        haar zout is er niet meer en komt niet terug

Het zout is de schakelaar van een gemeente: zonder zout opent niets van haar, ook geen kopie of dump (ADR 0006).
"""

import base64
import secrets
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

SLEUTELLENGTE = 32
VERGETEN = "vergeten"
VERNIETIGD = "vernietigd"
HOOGSTE_VERSIE = 2**31 - 1


class OnjuisteSleutels(ValueError):
    """De tekst is geen sleutelbos of zoutlijst, of de gevraagde wijziging mag niet; noemt nooit een sleutel."""


def lees_sleutel(tekst: str) -> bytes:
    """Een sleutel uit base64, in de ene schrijfwijze die haar bytes hebben.

    Hexadecimaal is ook base64, van andere bytes: twee systemen die dezelfde tekst lezen zouden dan elk een andere
    sleutel hebben.

    Raises:
        OnjuisteSleutels: geen base64, hexadecimaal, anders geschreven, of korter dan 32 bytes.
    """
    try:
        ruw = base64.b64decode(tekst, validate=True)
    except ValueError:
        raise OnjuisteSleutels("verwacht base64") from None
    if len(ruw) < SLEUTELLENGTE:
        raise OnjuisteSleutels(f"verwacht minstens {SLEUTELLENGTE} bytes")
    if all(teken in string.hexdigits for teken in tekst):
        raise OnjuisteSleutels("dit is hexadecimaal; verwacht base64 (`openssl rand -base64 32`)")
    if sleuteltekst(ruw) != tekst:
        raise OnjuisteSleutels("verwacht base64 zonder losse bits aan het eind (`openssl rand -base64 32`)")
    return ruw


def nieuwe_sleutel() -> bytes:
    """32 bytes toeval."""
    return secrets.token_bytes(SLEUTELLENGTE)


def sleuteltekst(sleutel: bytes) -> str:
    return base64.b64encode(sleutel).decode("ascii")


@dataclass(frozen=True, slots=True)
class Sleutelbos:
    """Een wortel met zijn versies: de actieve versleutelt, alle versies lezen.

    Actief worden is een eigen stap na toevoegen: elk proces moet een versie kunnen lezen voordat er één mee schrijft.
    """

    versies: Mapping[int, bytes] = field(repr=False)
    actief: int = 1
    vergeten: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.actief not in self.versies:
            raise OnjuisteSleutels(f"versie {self.actief} is er niet")

    def met_nieuwe(self) -> "Sleutelbos":
        """Een versie erbij, die nog niet versleutelt; haar nummer is nooit eerder gebruikt."""
        nieuw = max({*self.versies, *self.vergeten}) + 1
        return replace(self, versies={**self.versies, nieuw: nieuwe_sleutel()})

    def met_actief(self, versie: int) -> "Sleutelbos":
        """Dezelfde versies, met `versie` als de versie die versleutelt."""
        return replace(self, actief=versie)

    def zonder(self, versie: int) -> "Sleutelbos":
        """Zonder deze versie; haar nummer blijft bezet.

        Raises:
            OnjuisteSleutels: zij is actief, of zij is er niet.
        """
        if versie == self.actief:
            raise OnjuisteSleutels(f"versie {versie} is actief; activeer eerst een andere")
        if versie not in self.versies:
            raise OnjuisteSleutels(f"versie {versie} is er niet")
        over = {v: s for v, s in self.versies.items() if v != versie}
        return replace(self, versies=over, vergeten=self.vergeten | {versie})

    def als_tekst(self) -> str:
        """De regels die `lees_sleutelbos` leest."""
        regels = {v: sleuteltekst(s) for v, s in self.versies.items()} | dict.fromkeys(self.vergeten, VERGETEN)
        return "".join(f"{'*' if v == self.actief else ''}{v}:{waarde}\n" for v, waarde in sorted(regels.items()))


def lees_sleutelbos(tekst: str) -> Sleutelbos:
    """Een sleutelbos uit zijn tekst.

    Raises:
        OnjuisteSleutels: een regel klopt niet, een versie staat er twee keer, of niet precies één versie is actief.
    """
    versies: dict[int, bytes] = {}
    vergeten: set[int] = set()
    actief: list[int] = []
    for regel in _regels(tekst):
        nummer, _, sleutel = regel.removeprefix("*").partition(":")
        versie = int(nummer) if nummer.isascii() and nummer.isdigit() else 0
        if not 1 <= versie <= HOOGSTE_VERSIE or not sleutel:
            raise OnjuisteSleutels("verwacht versie:base64, met een * voor de actieve, bijvoorbeeld *1:AAAA…")
        if versie in versies or versie in vergeten:
            raise OnjuisteSleutels(f"versie {versie} staat er twee keer")
        if sleutel == VERGETEN:
            vergeten.add(versie)
        else:
            versies[versie] = lees_sleutel(sleutel)
        if regel.startswith("*"):
            actief.append(versie)
    if len(versies) == 1 and not actief:
        actief = list(versies)
    if len(actief) != 1:
        raise OnjuisteSleutels("zet bij meer versies een * voor de ene die versleutelt, bijvoorbeeld *1:AAAA…,2:BBBB…")
    return Sleutelbos(versies, actief[0], frozenset(vergeten))


@dataclass(frozen=True, slots=True)
class Zouten:
    """Het zout van elke gemeente, en welke gemeenten nooit meer een zout krijgen."""

    van: Mapping[UUID, bytes] = field(default_factory=dict, repr=False)
    vernietigd: frozenset[UUID] = frozenset()

    def met_nieuwe(self, gemeenten: Iterable[UUID]) -> "Zouten":
        """Met een vers zout voor elke gemeente die er nog geen had; wat vernietigd is blijft vernietigd."""
        erbij = {g: nieuwe_sleutel() for g in gemeenten if g not in self.van and g not in self.vernietigd}
        return replace(self, van={**self.van, **erbij})

    def zonder(self, gemeente_id: UUID) -> "Zouten":
        """Zonder het zout van deze gemeente, voorgoed."""
        return Zouten({g: z for g, z in self.van.items() if g != gemeente_id}, self.vernietigd | {gemeente_id})

    def als_tekst(self) -> str:
        """De regels die `lees_zouten` leest."""
        regels = {g: sleuteltekst(z) for g, z in self.van.items()} | dict.fromkeys(self.vernietigd, VERNIETIGD)
        return "".join(f"{gemeente_id}:{waarde}\n" for gemeente_id, waarde in sorted(regels.items()))


def lees_zouten(tekst: str) -> Zouten:
    """De zouten uit hun tekst; een lege tekst is geen enkel zout.

    Raises:
        OnjuisteSleutels: een regel klopt niet, of een gemeente of een zout staat er twee keer.
    """
    van: dict[UUID, bytes] = {}
    vernietigd: set[UUID] = set()
    for regel in _regels(tekst):
        naam, _, waarde = regel.partition(":")
        try:
            gemeente_id = UUID(naam)
        except ValueError:
            raise OnjuisteSleutels("verwacht gemeente_id:base64 op elke regel") from None
        if gemeente_id in van or gemeente_id in vernietigd:
            raise OnjuisteSleutels(f"gemeente {gemeente_id} staat er twee keer")
        if waarde == VERNIETIGD:
            vernietigd.add(gemeente_id)
        else:
            van[gemeente_id] = lees_sleutel(waarde)
    if len(set(van.values())) != len(van):
        raise OnjuisteSleutels("twee gemeenten hebben hetzelfde zout")
    return Zouten(van, frozenset(vernietigd))


def _regels(tekst: str) -> Iterator[str]:
    return (regel.strip() for regel in tekst.replace(",", "\n").splitlines() if regel.strip())
