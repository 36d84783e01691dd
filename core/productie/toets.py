"""`meedoen productie toets`: alles wat deze installatie van productie houdt, in één keer, elk met de volgende stap.

Er wordt niets gewijzigd: er wordt gelezen, en bij elke buur aangeklopt. De instellingen worden getoetst alsof
MEEDOEN_OMGEVING al productie was, zodat dit kan vóór de dag dat het moet.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from pathlib import Path

from core.instellingen.config import lees_wat_deugt
from core.instellingen.productie import PROEFAFSPRAAK, niet_voor_echte_mensen
from core.instellingen.tabel import INSTELLINGEN, Omgeving, Proces
from core.productie import auditlog, back_up, buren, certificaten, database, gemeenten, inloggen, mail, wachtrij
from core.productie.bevinding import Bevinding, Ernst, Uitslag
from core.productie.installatie import Installatie

INSTELLINGEN_NAAM = "instellingen"
Nakijken = Callable[[Installatie], AsyncIterator[Bevinding]]
ONDERDELEN: Mapping[str, tuple[Nakijken, tuple[str, ...]]] = {
    onderdeel.NAAM: (onderdeel.kijk_na, onderdeel.NODIG)
    for onderdeel in (database, wachtrij, gemeenten, inloggen, mail, buren, certificaten, auditlog, back_up)
}
"""Wat er nagekeken wordt, met de instellingen die daarvoor nodig zijn."""
_OMGEVING, _PLATFORM = "MEEDOEN_OMGEVING", "MEEDOEN_PLATFORM"


async def toets(
    omgeving: Mapping[str, str],
    *,
    nu: datetime,
    proces: Proces | None = None,
    back_up: Path | None = None,
    proef: bool = False,
) -> Uitslag:
    """Kijk alles na. Met `proces` alleen wat er met de geheimen van dat proces na te gaan is; met `proef` is dat deze
    installatie niet voor echte mensen is om op te letten, en houdt het niet tegen."""
    als_productie = {**omgeving, _OMGEVING: Omgeving.PRODUCTIE}
    config, gebreken = lees_wat_deugt(als_productie, proces=proces)
    bevindingen = [*_omgeving(omgeving), *(_van_instelling(gebrek) for gebrek in gebreken)]
    if niet_voor_echte_mensen(getattr(config, "platform", None)):
        anders = {naam: waarde for naam, waarde in als_productie.items() if naam != _PLATFORM}
        _, zonder = lees_wat_deugt(anders, proces=proces)
        mag = [gebrek for gebrek in zonder if gebrek not in gebreken]
        bevindingen += _niet_voor_echte_mensen(mag, Ernst.LET_OP if proef else Ernst.HOUDT_TEGEN)
    installatie = Installatie(config=config, nu=nu, back_up=back_up)
    nagekeken, overgeslagen = [INSTELLINGEN_NAAM], []
    for naam, (kijk_na, nodig) in ONDERDELEN.items():
        if proces is not None and not _mag_alles_lezen(nodig, proces):
            overgeslagen.append(naam)
            continue
        nagekeken.append(naam)
        if ontbreekt := [veld for veld in nodig if not hasattr(config, veld)]:
            bevindingen.append(_niet_na_te_gaan(naam, ontbreekt))
            continue
        bevindingen += [bevinding async for bevinding in kijk_na(installatie)]
    return Uitslag(nagekeken=tuple(nagekeken), bevindingen=tuple(bevindingen), overgeslagen=tuple(overgeslagen))


def _omgeving(omgeving: Mapping[str, str]) -> list[Bevinding]:
    if (nu := omgeving.get(_OMGEVING)) == Omgeving.PRODUCTIE:
        return []
    return [
        Bevinding(
            onderdeel=INSTELLINGEN_NAAM,
            wat=f"{_OMGEVING} is {nu or 'niet genoemd'}",
            stap=f"zet {_OMGEVING}=productie bij elk proces; dan weigert Meedoen te starten met wat hieronder staat",
        )
    ]


def _niet_voor_echte_mensen(mag: list[str], ernst: Ernst) -> list[Bevinding]:
    """De afspraak zelf, en wat zij doorlaat en anders geweigerd was."""
    stap = f"haal `{PROEFAFSPRAAK}` weg uit het bestand van {_PLATFORM} voordat er één echt mens in komt"
    wat = [f"{_PLATFORM}: deze installatie is niet voor echte mensen", *(f"alleen daarom mag: {g}" for g in mag)]
    return [Bevinding(onderdeel=INSTELLINGEN_NAAM, wat=regel, stap=stap, ernst=ernst) for regel in wat]


def _van_instelling(gebrek: str) -> Bevinding:
    return Bevinding(
        onderdeel=INSTELLINGEN_NAAM, wat=gebrek, stap="zet deze instelling goed (README, Instellingen) en kijk opnieuw"
    )


def _mag_alles_lezen(nodig: tuple[str, ...], proces: Proces) -> bool:
    van_dit_proces = {i.naam for i in INSTELLINGEN if proces in i.voor}
    return set(nodig) <= van_dit_proces


def _niet_na_te_gaan(naam: str, ontbreekt: list[str]) -> Bevinding:
    return Bevinding(
        onderdeel=naam,
        wat="niet na te gaan zonder " + ", ".join(f"MEEDOEN_{veld.upper()}" for veld in ontbreekt),
        stap="maak eerst die instellingen in orde, en kijk dan opnieuw",
    )
