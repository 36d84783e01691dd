"""Tot wanneer de certificaten gelden waarmee wij laten zien wie wij zijn, en die waaraan wij een ander herkennen."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from core.instellingen.legitimatie import CA, certificaten_in
from core.integrations.lijn import LOOPT_AF
from core.law.telwoord import tel
from core.productie.bevinding import Bevinding, Ernst
from core.productie.installatie import Installatie

NAAM = "certificaten"
_IN_DE_INSTELLINGEN = ("valkey_ca", "ontvanger_certificaat", "ontvanger_ca", "uitgaand_ca", "smtp_ca")
NODIG = (*_IN_DE_INSTELLINGEN, "duo_legitimatie", "brp_legitimatie")


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Die in de instellingen, en de CA's van de buren; die van elke gemeente staan bij de buren."""
    teksten = {f"MEEDOEN_{naam.upper()}": getattr(installatie.config, naam) for naam in _IN_DE_INSTELLINGEN}
    for buur in ("duo", "brp"):
        if (map_ := getattr(installatie.config, f"{buur}_legitimatie")) and (pad := Path(map_) / CA).is_file():
            teksten[f"{CA} in MEEDOEN_{buur.upper()}_LEGITIMATIE"] = pad.read_text(encoding="utf-8")
    for naam, tekst in teksten.items():
        for certificaat in certificaten_in(tekst):
            for bevinding in einde(NAAM, naam, certificaat.not_valid_after_utc, nu=installatie.nu):
                yield bevinding


def einde(onderdeel: str, van: str, tot: datetime | None, *, nu: datetime) -> Iterator[Bevinding]:
    """Verlopen houdt tegen; binnen dertig dagen is om op te letten."""
    if tot is None or tot - nu > LOOPT_AF:
        return
    voorbij = tot <= nu
    nog = tel((tot - nu) // timedelta(days=1), "dag", "dagen")
    yield Bevinding(
        onderdeel=onderdeel,
        wat=f"{van}: een certificaat {'is verlopen' if voorbij else f'verloopt over {nog}'} ({tot:%d-%m-%Y})",
        stap="vraag een nieuw aan en zet het op dezelfde plaats; een herstart is alleen nodig voor wat in een"
        " instelling staat",
        ernst=Ernst.HOUDT_TEGEN if voorbij else Ernst.LET_OP,
    )
