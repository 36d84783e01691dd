"""Wat er aan het vastleggen van een vertegenwoordiger mankeert (art. 2 Wi2021, art. 2:1 Awb, boek 1 BW)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.fouten import Gebrek, Waarschuwing
from core.law.aanschrijven import ZORGVULDIG
from core.law.adresboek import Rol, Vertegenwoordiger, Vertegenwoordiging, eindigt_vanzelf
from core.law.contact import Onderwerp
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.recht import Grond, Recht
from core.law.telefoon import toets_nummer_van_iemand
from core.law.telwoord import tel
from core.law.waarschuwingen import Waarschuwingssoort

MACHTIGING = Grond("Awb", "2:1", "1")
HOOGSTE_AANTAL = 8
"""Zoveel vertegenwoordigingen staan er hoogstens tegelijk open: een brief noemt allen die een afschrift krijgen."""

GEWOONLIJK: Mapping[Vertegenwoordiger, tuple[int, Grond]] = {
    Vertegenwoordiger.CURATOR: (1, Grond("BW", "1:383")),
    Vertegenwoordiger.BEWINDVOERDER: (1, Grond("BW", "1:435")),
    Vertegenwoordiger.MENTOR: (1, Grond("BW", "1:452")),
    Vertegenwoordiger.VOOGD: (1, Grond("BW", "1:280")),
    Vertegenwoordiger.OUDER: (2, Grond("BW", "1:245")),
}
"""Zoveel zijn er van een soort gewoonlijk tegelijk (FROM-MEMORY). Meer kan, zoals twee curators, maar is vaak een
vergissing: de eerste is vervangen. Machtigen kan men zoveel mensen als men wil."""


_NIET_ALLEEN = frozenset({Rol.CURATOR, Rol.BEWINDVOERDER})


def ging_langs(aan: Rol, had: Rol) -> bool:
    """Of een brief die naar `aan` ging langs `had` heen ging, die haar had moeten krijgen, en niet vanzelf telt.

    Wie onder curatele staat, of wiens geld onder bewind staat, kan haar niet alleen in ontvangst nemen, en dat staat in
    een openbaar register (art. 1:381, 1:391, 1:441 BW; FROM-MEMORY). Van een gemachtigde hoeft het college niet te
    weten zolang niemand hem noemde: de persoon mag ook zelf handelen (art. 2:1 Awb).
    """
    return had in _NIET_ALLEEN and aan is not had


@dataclass(frozen=True, slots=True, kw_only=True)
class Optreden:
    """Wie voor de persoon optreedt, zoals een medewerker het vastlegt. `tot` is de laatste dag."""

    soort: Vertegenwoordiger
    naam: str
    adresregels: tuple[str, ...]
    vanaf: date
    bron: str
    telefoon: str = ""
    tot: date | None = None
    onderwerpen: tuple[Onderwerp, ...] = ()
    bewijs: str = ""
    bewijs_gezien_op: date | None = None
    afschrift: bool = False
    afschrift_motief: str = ""


def toets_optreden(
    optreden: Optreden, *, geboren: str, vandaag: date, recht: Recht, is_nummer_van_iemand: bool
) -> tuple[Gebrek, ...]:
    """Alles wat er aan mankeert; of de naam en het adres op een envelop kunnen, ziet wie brieven maakt.

    `is_nummer_van_iemand`: wat als telefoonnummer gegeven is, is ook het nummer van een persoon.
    """
    return (
        *_wie(optreden, geboren, vandaag, recht),
        *_waarvoor(optreden),
        *_bewijs(optreden, vandaag),
        *toets_nummer_van_iemand("telefoon", optreden.telefoon, is_van_iemand=is_nummer_van_iemand),
    )


def waarschuw_bij_meer(optreden: Optreden, lopend: Sequence[Vertegenwoordiging]) -> tuple[Waarschuwing, ...]:
    """Of er in de tijd waarin hij optreedt al zoveel van zijn soort zijn als er gewoonlijk zijn."""
    if optreden.soort not in GEWOONLIJK:
        return ()
    hoogstens, grond = GEWOONLIJK[optreden.soort]
    tegelijk = [v for v in lopend if v.soort is optreden.soort and _vallen_samen(optreden, v)]
    if len(tegelijk) < hoogstens:
        return ()
    er_al = f"een {optreden.soort}" if hoogstens == 1 else f"{tel(hoogstens, 'mens', 'mensen')} als {optreden.soort}"
    melding = (
        f"In deze tijd treedt al {er_al} voor de persoon op, en meer is er gewoonlijk niet. Is hij vervangen, beëindig"
        " dan eerst die vertegenwoordiging. Zijn er echt meer, bevestig dat dan; aan wie brieven gaan leest u bij"
        " adressering."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.AL_EEN_VERTEGENWOORDIGER, melding=melding, grond=str(grond)),)


def _vallen_samen(optreden: Optreden, ander: Vertegenwoordiging) -> bool:
    """Of er een dag is waarop beiden optreden; zonder laatste dag is het tot nader bericht."""
    return optreden.vanaf <= (ander.tot or date.max) and ander.vanaf <= (optreden.tot or date.max)


def _wie(optreden: Optreden, geboren: str, vandaag: date, recht: Recht) -> Iterator[Gebrek]:
    if eindigt_vanzelf(optreden.soort, geboren, op=vandaag, recht=recht):
        melding = (
            "De persoon is meerderjarig, of kan het zijn; een ouder of voogd treedt dan niet meer voor hem op. Wil hij"
            " dat, leg dan een machtiging vast."
        )
        yield maak_gebrek("soort", melding, recht.meerderjarig_vanaf.op(vandaag).grond)
    if optreden.tot is not None and optreden.tot < optreden.vanaf:
        yield maak_gebrek("tot", "De laatste dag ligt vóór de eerste dag.", ZORGVULDIG)


def _waarvoor(optreden: Optreden) -> Iterator[Gebrek]:
    gemachtigd = optreden.soort is Vertegenwoordiger.GEMACHTIGDE
    if gemachtigd and not optreden.onderwerpen:
        yield maak_gebrek("onderwerpen", "Zeg waarover de machtiging gaat: traject, geld of bezwaar.", MACHTIGING)
    if not gemachtigd and optreden.onderwerpen:
        melding = "Alleen bij een gemachtigde noemt u waarover het gaat; bij een ander volgt dat uit de wet."
        yield maak_gebrek("onderwerpen", melding, MACHTIGING)
    if optreden.afschrift and not optreden.afschrift_motief.strip():
        melding = "Zeg waarom hij een afschrift krijgt: de persoon wil het, of waarom u dat beslist."
        yield maak_gebrek("afschriftMotief", melding, ZORGVULDIG)


def _bewijs(optreden: Optreden, vandaag: date) -> Iterator[Gebrek]:
    genoemd = bool(optreden.bewijs.strip())
    if genoemd != (optreden.bewijs_gezien_op is not None):
        melding = "Noem het bewijs en de dag waarop u het zag, of allebei niet."
        yield maak_gebrek("bewijsGezienOp" if genoemd else "bewijs", melding, MACHTIGING)
    if optreden.bewijs_gezien_op is not None and optreden.bewijs_gezien_op > vandaag:
        yield maak_gebrek("bewijsGezienOp", IN_DE_TOEKOMST, ZORGVULDIG)
