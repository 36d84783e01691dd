"""Geen tekst raadt een besluit aan dat Meedoen nog niet kan nemen: niet in een weigering, en niet in de werkvoorraad.

Een besluit dat wel een handeling wordt krijgt een bevoegdheid in `BESLUITEN`; dan moet zijn rij hier weg.
"""

import re

from core.law.besluiten import BESLUITEN, Besluitsoort, Karakter
from tests.architecture.bron import bestanden, teksten

_B = Besluitsoort
_AANGERADEN: dict[Besluitsoort, str] = {
    _B.PIP_WIJZIGING: r"\bwijzig (?:zo nodig )?(?:het|dit|een) (?:pip|plan)|\b(?:van|in|stel) een nieuw (?:pip|plan)\b",
    _B.LEERROUTEWIJZIGING: r"\bwijzig (?:zo nodig )?de leerroute",
    _B.AFSCHALING: r"\bschaal (?:zo nodig )?af\b|\bafschalen kan nu",
    _B.BOETE_TWEEDE_OPROEP: r"\bleg (?:zo nodig )?(?:een|de) boete op\b",
    _B.BOETE_DERDE_OPROEP: r"\bneem een boetebesluit\b",
    _B.BOETE_MEDEWERKING: r"\bstel een boete vast\b",
    _B.BETALINGSREGELING: r"\btref een (?:betalings)?regeling\b",
    _B.ONTZORGEN: r"\bbegin (?:met )?(?:het )?ontzorgen\b|\bontzorg\b",
    _B.VERLAGING_BIJSTAND: r"\bverlaag de bijstand\b",
    _B.AVG_VERZOEK: r"\bbeslis op (?:het|een) verzoek over persoonsgegevens\b",
    _B.ELIP: r"\bbeslis over (?:begeleiding bij )?elip\b",
    _B.ANDERS_ONTZORGEN: r"\bontzorg (?:op een )?ander",
}
_SLUITEN = r"\bsluit de zaak\b|\bsluit het dossier\b"
"""Sluiten en vernietigen (T23, T24) zijn ook nog geen handeling."""


def test_elk_besluit_dat_nog_niet_kan_heeft_een_rij() -> None:
    nog_niet = {s for s, r in BESLUITEN.items() if r.bevoegdheid is None and r.karakter is Karakter.BESLUIT}
    assert nog_niet == set(_AANGERADEN)


def test_geen_tekst_raadt_aan_wat_nog_niet_kan() -> None:
    verboden = re.compile("|".join((*_AANGERADEN.values(), _SLUITEN)), re.IGNORECASE)
    gevonden = [
        f"{pad}:{regel}: {tekst}"
        for pad, boom in bestanden().items()
        for regel, tekst in teksten(boom)
        if verboden.search(tekst)
    ]
    assert gevonden == []
