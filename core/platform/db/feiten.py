"""Wat er van elke kolom bekend is: hoe gevoelig zij is, wie haar mag lezen, hoe zij in het GGM heet.

Staat in `feiten.py` naast `tables.py` van elke stap. De tests leggen het naast de rechten in de database en naast wat
er uit de API komt; een kolom zonder feit laat de tests zakken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from piccolo.columns import Column
from piccolo.columns.combination import CombinableMixin

from core.platform.db.tabel import Tabel
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Doel


class Gevoeligheid(StrEnum):
    TECHNISCH = "technisch"  # sleutels, versies, tijdstippen van het systeem
    ZAAK = "zaak"  # over de zaak; met de sleutel erbij herleidbaar
    PERSOON = "persoon"  # wie iemand is
    BIJZONDER = "bijzonder"  # gezondheid (art. 9 AVG): alleen versleuteld in een eigen tabel
    NUMMER = "nummer"  # BSN en V-nummer: alleen versleuteld in persoon_nummer


class Bewaarklasse(StrEnum):
    DOSSIER = "dossier"  # vijf jaar na het einde van de plicht (art. 9.9 lid 1 Bi2021), na handtekening
    BESLUIT = "besluit"  # idem; de archiefbeheerder kiest tussen 9.9 Bi2021 en de selectielijst (B26)
    BERICHT = "bericht"  # berichtenverkeer met DUO
    VERANTWOORDING = "verantwoording"  # auditlog
    PLATFORM = "platform"  # geen persoonsgegevens van inburgeraars


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    gevoeligheid: Gevoeligheid = Gevoeligheid.ZAAK
    ggm: str = ""
    doelen: frozenset[Doel] = frozenset()
    """Waarvoor een organisatie (`partijen`) de kolom leest; leeg is: geen enkele leest haar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Botsing:
    """Waarvan een dossier er maar één heeft: hebben twee dossiers het allebei, dan zijn zij niet samen te voegen."""

    index: str
    """De unieke index die het bewaakt (test)."""
    melding: str
    """Wat er dubbel is, en welke handeling eerst komt."""
    waar: CombinableMixin | None = None
    """Alleen rijen die hieraan voldoen; None is elke rij."""
    kolommen: tuple[Column, ...] = ()
    """Alleen rijen die ook hierin gelijk zijn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erna:
    """Wat er na het samenvoegen bij kwam, en op de gegevens van twee mensen kan rusten als zij dat blijken te zijn."""

    sinds: Column
    """De dag of het tijdstip waarop dat was."""
    wat: str
    eerst: str = ""
    """De handeling die eerst komt; leeg: het houdt niets tegen, en een mens kijkt na van wie het is."""
    waar: CombinableMixin | None = None
    noemt: tuple[str | Column, ...] = ()
    """Hoe zo'n rij heet, in woorden en kolommen; van wat iets tegenhoudt moet men weten welke het is (test)."""
    ook_wat_verhuisde: bool = False
    """Of een rij die meeverhuisde ook telt: zij was er al, en kan daarna gewijzigd zijn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BijSamenvoegen:
    """Wat er met de rijen van een dossier gebeurt als het opgaat in een ander, of er weer uit komt (C1)."""

    blijft: str = ""
    """Waarom zij blijven waar zij zijn; leeg: zij verhuizen mee."""
    botsingen: tuple[Botsing, ...] = ()
    hoort_bij: tuple[Column, ...] = ()
    """De kolommen met het id van een andere rij waar deze bij hoort; gaat die terug, dan zij ook."""
    erna: tuple[Erna, ...] = ()


VERHUIST = BijSamenvoegen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabelfeiten:
    tabel: type[Tabel]
    bewaarklasse: Bewaarklasse
    kolommen: Mapping[str, Feit]
    van_gemeente: bool = True
    bij_samenvoegen: BijSamenvoegen | None = None
    """Van elke tabel met een `dossier_id`, en van geen andere (test)."""


TECHNISCH = Feit(gevoeligheid=Gevoeligheid.TECHNISCH)
VOOR_PARTNERS = frozenset(partij.doel for partij in PARTIJEN)
TECHNISCH_PARTNER = Feit(gevoeligheid=Gevoeligheid.TECHNISCH, doelen=VOOR_PARTNERS)
ZAAK = Feit()
PERSOON = Feit(gevoeligheid=Gevoeligheid.PERSOON)
BIJZONDER = Feit(gevoeligheid=Gevoeligheid.BIJZONDER)
NUMMER = Feit(gevoeligheid=Gevoeligheid.NUMMER)


def feiten(
    tabel: type[Tabel],
    bewaarklasse: Bewaarklasse,
    *,
    van_gemeente: bool = True,
    technisch: str = "",
    bij_samenvoegen: BijSamenvoegen | None = None,
    **kolommen: Feit,
) -> Tabelfeiten:
    """De feiten van een tabel; `technisch` noemt, met spaties ertussen, de kolommen zonder eigen betekenis."""
    alle = dict.fromkeys(technisch.split(), TECHNISCH) | kolommen
    return Tabelfeiten(
        tabel=tabel,
        bewaarklasse=bewaarklasse,
        kolommen=alle,
        van_gemeente=van_gemeente,
        bij_samenvoegen=bij_samenvoegen,
    )
