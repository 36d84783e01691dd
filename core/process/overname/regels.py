"""Wat een overname mag zijn, wanneer zij begint en eindigt, en naar wie een dossier daarna gaat."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from core.fouten import Gebrek, Waarschuwing
from core.law.kalender import schrijf_dag
from core.law.recht import Recht
from core.law.vooruitzicht import ZORGVULDIG, laatste_dag_in_zicht
from core.law.waarschuwingen import Waarschuwingssoort
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

    @property
    def alles(self) -> bool:
        return self.dossiers is None


class Overnamedagen(Protocol):
    """Wie op welke dagen de dossiers van wie heeft."""

    @property
    def soort(self) -> Overnamesoort: ...

    @property
    def van_id(self) -> UUID: ...

    @property
    def naar_id(self) -> UUID: ...

    @property
    def vanaf(self) -> date: ...

    @property
    def tot(self) -> date | None: ...

    @property
    def alles(self) -> bool: ...


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


def vervangen_elkaar(overname: Overnamedagen, andere: Collection[Overnamedagen]) -> bool:
    """Of wie overneemt op een van die dagen zelf vervangen wordt door wie hij vervangt, ook langs anderen: dan heeft
    niemand de dossiers. Kiezen beiden welke dossiers zij ruilen, dan zijn zij er allebei."""
    if overname.soort is not Overnamesoort.VERVANGING:
        return False
    wegen = [(overname.naar_id, overname.vanaf, _einde(overname), overname.alles, andere)]
    while wegen:
        bij, eerste, laatste, alles, over = wegen.pop()
        for ander in over:
            begin, einde = max(eerste, ander.vanaf), min(laatste, _einde(ander))
            if ander.soort is not Overnamesoort.VERVANGING or ander.van_id != bij or begin > einde:
                continue
            if ander.naar_id != overname.van_id:
                rest = [nog for nog in over if nog is not ander]
                wegen.append((ander.naar_id, begin, einde, alles or ander.alles, rest))
            elif alles or ander.alles:
                return True
    return False


def toets_vervanger(overname: Overnamedagen, andere: Collection[Overnamedagen]) -> tuple[Gebrek, ...]:
    """Twee collega's zijn niet op dezelfde dagen elkaars vervanger."""
    if not vervangen_elkaar(overname, andere):
        return ()
    melding = (
        "Op deze dagen wordt wie overneemt zelf vervangen door wie hij zou vervangen, rechtstreeks of langs anderen."
        " Dan heeft niemand de dossiers. Kies een ander of andere dagen, of beëindig eerst die vervanging"
        " (overnames/{overname_id}/beeindiging)."
    )
    return (Gebrek(veld="naarId", melding=melding, grond=str(ZORGVULDIG)),)


def is_dan_afwezig(overname: Overnamedagen, ander: Overnamedagen) -> bool:
    """Of wie overneemt dan volgens `ander` zelf vervangen wordt; bij een opvolging gaat het om haar eerste dag."""
    laatste = _einde(overname) if overname.soort is Overnamesoort.VERVANGING else overname.vanaf
    wordt_vervangen = ander.soort is Overnamesoort.VERVANGING and ander.van_id == overname.naar_id
    return wordt_vervangen and overname.vanaf <= _einde(ander) and ander.vanaf <= laatste


def gaat_er_al_over(overname: Overnamedagen, ander: Overnamedagen) -> bool:
    """Of van dezelfde medewerker op een van die dagen al dossiers zo overgaan. Na een vervanging volgt vaak een
    opvolging; die twee staan elkaar niet in de weg."""
    zelfde = ander.soort is overname.soort and ander.van_id == overname.van_id
    return zelfde and overname.vanaf <= _einde(ander) and ander.vanaf <= _einde(overname)


def waarschuw_afwezig(naam: str, ander: Overnamedagen, door: str) -> Waarschuwing:
    melding = (
        f"{naam} wordt {_dagen(ander)} zelf vervangen, door {door}. Wat daarna bij {naam} komt gaat niet vanzelf mee."
        " Kies een ander of andere dagen, of bevestig dat u dit zo wilt."
    )
    return Waarschuwing(soort=Waarschuwingssoort.VERVANGER_AFWEZIG, melding=melding, grond=str(ZORGVULDIG))


def is_vandaag_afwezig(ander: Overnamedagen, medewerker_id: UUID, *, vandaag: date) -> bool:
    """Of deze medewerker vandaag volgens een vervanging die loopt vervangen wordt. Wat zij nu krijgt gaat daarin niet
    meer mee."""
    van_haar = ander.soort is Overnamesoort.VERVANGING and ander.van_id == medewerker_id
    return van_haar and ander.vanaf <= vandaag <= _einde(ander)


def waarschuw_behandelaar_afwezig(naam: str, ander: Overnamedagen, door: str) -> Waarschuwing:
    melding = (
        f"{naam} wordt {_dagen(ander)} vervangen, door {door}. Dit dossier gaat daarin niet vanzelf mee. Geef het aan"
        f" {door}, kies een ander, of bevestig dat u dit zo wilt."
    )
    return Waarschuwing(soort=Waarschuwingssoort.BEHANDELAAR_AFWEZIG, melding=melding, grond=str(ZORGVULDIG))


def waarschuw_al_een(naam: str, ander: Overnamedagen, naar: str) -> Waarschuwing:
    melding = (
        f"Van {naam} gaan {_dagen(ander)} al dossiers naar {naar}. Wat daar dan is gaat met deze overname niet mee."
        " Verzet of beëindig die eerst, kies andere dossiers of dagen, of bevestig dat u er een naast wilt."
    )
    return Waarschuwing(soort=Waarschuwingssoort.AL_EEN_OVERNAME, melding=melding, grond=str(ZORGVULDIG))


def _einde(overname: Overnamedagen) -> date:
    """De laatste dag; zonder is dat tot nader bericht, of voorgoed."""
    return overname.tot or date.max


def _dagen(overname: Overnamedagen) -> str:
    vanaf = f"vanaf {schrijf_dag(overname.vanaf)}"
    return vanaf if overname.tot is None else f"{vanaf} tot en met {schrijf_dag(overname.tot)}"
