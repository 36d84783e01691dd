"""Wat `meedoen sleutels` doet: versies toevoegen, activeren, overzetten en vergeten, en zouten uitdelen.

De volgorde van een wissel: `nieuw` en overal herstarten, `activeer` en overal herstarten, `roteer`, en als `stand` zegt
dat niets de oude versie nog gebruikt: `vergeet`. Geen stap toont ooit een sleutel (docs/sleutels.md).
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.fouten import Onbereikbaar, VersieConflict
from core.instellingen.config import Config
from core.instellingen.sleutels import OnjuisteSleutels, Sleutelbos, lees_sleutelbos, lees_zouten
from core.law.telwoord import tel
from core.platform.audit.logboek import Logboek
from core.platform.clock import Klok
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.sleutelbeheer.rotatie import Cijferkolom, Gemeente, Rotatie, Telling, Uitslag
from core.platform.sleutelbeheer.sleutelbestand import lees, vervang
from core.platform.tenancy import Actor
from core.platform.tenants import Tenant

Voortgangsbalk = Callable[[str, int], Callable[[int], None]]
"""Krijgt een naam en een totaal, en geeft terug waaraan gemeld wordt hoeveel er af is."""


class Wortel(StrEnum):
    """De twee wortels waaraan versleutelde gegevens hangen."""

    VERSLEUTELING = "versleuteling"
    INDEX = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Welke versies er zijn, welke actief is, en hoeveel rijen elke versie nog nodig hebben."""

    tellingen: tuple[Telling, ...]
    bossen: dict[Wortel, Sleutelbos]
    zonder_zout: tuple[str, ...]
    teruggekeerd: tuple[str, ...]
    """Vernietigd volgens het register, terwijl hun zout er nog of weer is."""

    def gebruik(self, wortel: Wortel) -> Counter[int]:
        """Per versie hoeveel rijen ermee gemaakt zijn."""
        aantal: Counter[int] = Counter()
        for t in self.tellingen:
            versie = t.versie if wortel is Wortel.VERSLEUTELING else t.indexversie
            if versie is not None:
                aantal[versie] += t.aantal
        return aantal

    def als_tekst(self) -> str:
        """Een regel per wortel en versie."""
        regels = []
        for wortel, bos in self.bossen.items():
            gebruik = self.gebruik(wortel)
            for versie in sorted({*bos.versies, *gebruik}):
                wat = "actief" if versie == bos.actief else "leest mee" if versie in bos.versies else "ONTBREEKT"
                over = "; mag weg" if versie < bos.actief and not gebruik[versie] else ""
                regels.append(
                    f"{wortel:<14} versie {versie}  {wat:<10}{tel(gebruik[versie], 'rij', 'rijen'):>16}{over}"
                )
        regels += [f"Zonder zout: {naam}." for naam in self.zonder_zout]
        regels += [f"LET OP: {naam} is vernietigd, maar haar zout is er nog." for naam in self.teruggekeerd]
        return "\n".join(regels)


async def lees_stand(config: Config, kolommen: Sequence[Cijferkolom]) -> Stand:
    """De stand over alle gemeenten in de database.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    async with open_rotatie(config, kolommen) as rotatie:
        gemeenten = await rotatie.gemeenten()
        zouten = config.sleutel_zout
        return Stand(
            tellingen=tuple(await rotatie.tel(g.id for g in gemeenten if g.id not in zouten.vernietigd)),
            bossen={Wortel.VERSLEUTELING: config.sleutel_versleuteling, Wortel.INDEX: config.sleutel_index},
            zonder_zout=tuple(g.naam for g in gemeenten if g.id not in zouten.van and g.id not in zouten.vernietigd),
            teruggekeerd=tuple([g.naam for g in gemeenten if g.id in zouten.van and await rotatie.is_vernietigd(g.id)]),
        )


async def roteer(config: Config, kolommen: Sequence[Cijferkolom], *, balk: Voortgangsbalk) -> tuple[Uitslag, Stand]:
    """Zet alles wat nog niet met de actieve versies gemaakt is over; geeft wat er gebeurde en de stand daarna.

    Raises:
        Onbereikbaar: de database antwoordt niet, ook niet voor de stand.
    """
    uitslag = Uitslag()
    async with open_rotatie(config, kolommen) as rotatie:
        for gemeente, aantal in await _achterstand(rotatie, await rotatie.gemeenten()):
            try:
                await rotatie.roteer(gemeente.id, uitslag, gedaan=balk(gemeente.naam, aantal))
            except (Onbereikbaar, VersieConflict):
                uitslag.gestopt = f"{gemeente.naam}: een rij wordt te lang vastgehouden, of de database is weg"
                break
    return uitslag, await lees_stand(config, kolommen)


async def _achterstand(rotatie: Rotatie, gemeenten: Iterable[Gemeente]) -> list[tuple[Gemeente, int]]:
    """De gemeenten met een zout waar nog iets over moet, en hoeveel rijen."""
    werk = []
    for gemeente in gemeenten:
        if gemeente.id in rotatie.kluis.zouten.van:
            aantal = sum(t.aantal for t in await rotatie.tel([gemeente.id]) if rotatie.achter(t))
            if aantal:
                werk.append((gemeente, aantal))
    return werk


def nieuwe_versie(bestand: Path) -> int:
    """Voeg aan de wortel in `bestand` een versie toe die nog niet versleutelt; geeft haar nummer.

    Raises:
        OnjuisteSleutels: het bestand is geen sleutelbos.
    """
    tekst = vervang(bestand, lambda tekst: lees_sleutelbos(tekst).met_nieuwe().als_tekst())
    return max(lees_sleutelbos(tekst).versies)


def activeer(bestand: Path, versie: int) -> None:
    """Laat voortaan `versie` versleutelen.

    Raises:
        OnjuisteSleutels: het bestand is geen sleutelbos, of die versie is er niet.
    """
    vervang(bestand, lambda tekst: lees_sleutelbos(tekst).met_actief(versie).als_tekst())


async def vergeet(config: Config, kolommen: Sequence[Cijferkolom], wortel: Wortel, bestand: Path, versie: int) -> None:
    """Haal een versie die niets meer gebruikt uit `bestand`; wat er in een kopie van de database nog mee versleuteld
    is, opent daarna niet meer.

    Raises:
        OnjuisteSleutels: zij is actief, zij is er niet, of er zijn nog rijen die haar nodig hebben.
        Onbereikbaar: de database antwoordt niet.
    """
    lees_sleutelbos(lees(bestand)).zonder(versie)
    aantal = (await lees_stand(config, kolommen)).gebruik(wortel)[versie]
    if aantal:
        raise OnjuisteSleutels(
            f"versie {versie} is nog nodig voor {tel(aantal, 'rij', 'rijen')}; voer eerst `meedoen sleutels roteer` uit"
        )
    vervang(bestand, lambda tekst: lees_sleutelbos(tekst).zonder(versie).als_tekst())


async def deel_zouten_uit(
    config: Config, kolommen: Sequence[Cijferkolom], tenants: Iterable[Tenant], bestand: Path
) -> list[Tenant]:
    """Geef elke gemeente die in `bestand` nog geen zout heeft er een; geeft welke dat waren.

    Raises:
        OnjuisteSleutels: een gemeente zonder zout heeft al versleutelde gegevens, of is vernietigd. Haar zout is dus
            kwijt of hoort weg te zijn, en een nieuw zou die gegevens niet openen.
        Onbereikbaar: de database antwoordt niet.
    """
    zouten = lees_zouten(lees(bestand))
    nieuw = [t for t in tenants if t.id not in zouten.van and t.id not in zouten.vernietigd]
    async with open_rotatie(config, kolommen) as rotatie:
        kwijt = [t.naam for t in nieuw if await rotatie.tel([t.id])]
        weg = [t.naam for t in nieuw if await rotatie.is_vernietigd(t.id)]
    if weg:
        raise OnjuisteSleutels(f"{', '.join(weg)}: deze gemeente is vernietigd; haal haar tenantbestand weg")
    if kwijt:
        raise OnjuisteSleutels(
            f"het zout van {', '.join(kwijt)} ontbreekt, terwijl er gegevens mee versleuteld zijn; zet het terug uit"
            " een kopie"
        )
    vervang(bestand, lambda tekst: lees_zouten(tekst).met_nieuwe(t.id for t in nieuw).als_tekst())
    return nieuw


@asynccontextmanager
async def open_rotatie(config: Config, kolommen: Sequence[Cijferkolom]) -> AsyncIterator[Rotatie]:
    """Met een eigen verbinding als meedoen_sleutels."""
    databank = Databank({Actor.SLEUTELS: config.db_sleutels}, klok=Klok(soort=config.klok), verbindingen=1)
    await databank.open()
    try:
        yield Rotatie(
            databank=databank,
            kluis=Kluis(config.sleutel_versleuteling, config.sleutel_index, config.sleutel_zout),
            logboek=Logboek(config.sleutel_audit),
            kolommen=kolommen,
        )
    finally:
        await databank.sluit()
