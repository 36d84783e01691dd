"""Wat er van elke kolom bekend is: hoe gevoelig zij is, wie haar mag lezen, hoe zij in het GGM heet.

Staat in `feiten.py` naast `tables.py` van elke stap. De tests leggen het naast de rechten in de database en naast wat
er uit de API komt; een kolom zonder feit laat de tests zakken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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
class Tabelfeiten:
    tabel: type[Tabel]
    bewaarklasse: Bewaarklasse
    kolommen: Mapping[str, Feit]
    van_gemeente: bool = True


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
    **kolommen: Feit,
) -> Tabelfeiten:
    """De feiten van een tabel; `technisch` noemt, met spaties ertussen, de kolommen zonder eigen betekenis."""
    alle = dict.fromkeys(technisch.split(), TECHNISCH) | kolommen
    return Tabelfeiten(tabel=tabel, bewaarklasse=bewaarklasse, kolommen=alle, van_gemeente=van_gemeente)
