"""Wat een overname mag zijn, wanneer zij begint en eindigt, en naar wie een dossier daarna gaat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Gebrek
from core.law.kalender import schrijf_dag
from core.law.recht import Recht
from core.law.vooruitzicht import ZORGVULDIG, laatste_dag_in_zicht
from core.process.overname.tables import Overnamesoort

HOOGSTE_AANTAL = 500
"""Zoveel dossiers gaan hoogstens in één keer over; een caseload is kleiner.

No setting: they go over in one transaction that holds the lock of each dossier, and the body names each. More is a
second overname."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overnameplan:
    """Een caseload gaat over: voor de tijd van een afwezigheid, of voorgoed. `tot` is de laatste dag van de vervanging;
    leeg is tot nader bericht. Zonder `dossiers` gaan alle dossiers mee die dan van hem zijn."""

    soort: Overnamesoort
    van_id: UUID
    naar_id: UUID
    vanaf: date
    tot: date | None = None
    dossiers: frozenset[UUID] | None = None


def toets_overname(overname: Overnameplan, *, vandaag: date) -> tuple[Gebrek, ...]:
    """Alles wat er aan de overname zelf mankeert."""
    gebreken = []
    if overname.van_id == overname.naar_id:
        gebreken.append(Gebrek(veld="naarId", melding="Kies een ander dan van wie de dossiers zijn."))
    if overname.vanaf < vandaag:
        gebreken.append(Gebrek(veld="vanaf", melding="Een overname werkt niet terug; kies vandaag of later."))
    if overname.soort is Overnamesoort.OPVOLGING and overname.tot is not None:
        melding = "Een opvolging is voorgoed. Laat de laatste dag weg, of kies een vervanging."
        gebreken.append(Gebrek(veld="tot", melding=melding))
    elif overname.tot is not None and overname.tot < overname.vanaf:
        gebreken.append(Gebrek(veld="tot", melding="De laatste dag ligt voor de eerste."))
    return tuple(gebreken)


def toets_laatste_dag(tot: date | None, *, vanaf: date, vandaag: date) -> tuple[Gebrek, ...]:
    """Een vervanging eindigt niet eerder dan vandaag; wie haar nu wil beëindigen, doet dat."""
    if tot is None or tot >= max(vanaf, vandaag):
        return ()
    melding = "De laatste dag is voorbij, of ligt voor de eerste. Beëindig de vervanging als zij nu klaar is."
    return (Gebrek(veld="tot", melding=melding),)


def toets_eind_in_zicht(tot: date | None, *, vanaf: date, vandaag: date, recht: Recht) -> Iterator[Gebrek]:
    """Een laatste dag die niemand overziet is er geen: zo'n vervanging duurt tot nader bericht.

    Er wordt geteld vanaf haar eerste dag, maar nooit vanaf een dag die zelf te ver weg ligt.
    """
    eerste = min(max(vanaf, vandaag), laatste_dag_in_zicht(vandaag, recht=recht))
    laatste = laatste_dag_in_zicht(eerste, recht=recht)
    if tot is not None and tot > laatste:
        melding = f"Kies een dag tot en met {schrijf_dag(laatste)}, of laat haar leeg: tot nader bericht."
        yield Gebrek(veld="tot", melding=melding, grond=str(ZORGVULDIG))


def is_bij_vervanger(nu: UUID | None, naar: UUID, schakels: Iterable[tuple[UUID, UUID]]) -> bool:
    """Of het dossier nog bij de vervanger is, of bij wie hem weer vervangt; dan gaat het na afloop terug.

    `schakels` zijn de andere vervangingen die met dit dossier lopen, van wie naar wie. Gaf iemand het dossier intussen
    met opzet aan een ander, dan blijft het daar.
    """
    bij, open_ = {naar}, list(schakels)
    while verder := [schakel for schakel in open_ if schakel[0] in bij and schakel[1] not in bij]:
        bij |= {schakel[1] for schakel in verder}
    return nu in bij
