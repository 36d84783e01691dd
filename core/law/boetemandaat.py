"""Of wie een boete buiten Meedoen oplegde, volgens het mandaatregister bevoegd was (art. 10:3 Awb, PG-19).

De boete is elders opgelegd en bestaat; Meedoen houdt haar niet tegen. Staat wie besliste niet in het register, of het
mandaatbesluit dat hij noemt niet, dan bevestigt een mens dat eerst: er is een mandaat vergeten, of geen bevoegdheid.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Waarschuwing
from core.law.besluiten import BESLUITEN, Besluitsoort
from core.law.boete_elders import TUSSEN_HAAKJES, Boetebeslissing, Genummerd, zonder_opmaak
from core.law.groepen import Doelgroep
from core.law.kalender import schrijf_dag
from core.law.mandaat import Mandaat, geldende
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

_MANDAAT = Grond("Awb", "10:3", "1")
_SCHEIDING = re.compile(r"[(),;/\n]|\s[-\u2013\u2014]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """Van en tot en met welke dag iemand bij deze gemeente werkte; zonder `tot` werkt hij er nog."""

    vanaf: date
    tot: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collega:
    """Hoe deze gemeente een medewerker kent. Van zijn functie is geen dag bekend, wel van wanneer hij er werkte."""

    id: UUID
    naam: str
    functie: str
    perioden: tuple[Periode, ...] = ()

    def werkte_op(self, dag: date) -> bool:
        return any(p.vanaf <= dag and (p.tot is None or dag <= p.tot) for p in self.perioden)


def waarschuw_register(
    beslissing: Boetebeslissing | None,
    *,
    nummer: int,
    groep: Doelgroep | None,
    dagtekening: date | None,
    register: Iterable[Mandaat],
    collegas: Iterable[Collega],
) -> tuple[Waarschuwing, ...]:
    """Waarvoor deze boete na oproep `nummer` waarschuwt; leeg als het orgaan zelf besloot (art. 10:7), of als op de
    dagtekening een mandaat gold dat wie besliste had, krachtens het mandaatbesluit dat hij noemt.

    Een mandaat op naam heeft zijn eigen dagen. Een functie had iemand alleen als hij er die dag werkte (INTERPRETATION:
    wie er toen nog niet of niet meer was, van hem kent het register haar niet).
    """
    if beslissing is None or beslissing.mandaatbesluit is None or dagtekening is None:
        return ()
    soort = Besluitsoort.BOETE_TWEEDE_OPROEP if nummer <= 2 else Besluitsoort.BOETE_DERDE_OPROEP
    gold = geldende(soort, register, groep=groep, peildatum=dagtekening)
    wie = tuple(collegas)
    toen = tuple(collega for collega in wie if collega.werkte_op(dagtekening))
    van_hem = [m for m in gold if _is_houder(m, beslissing.beslist_door, wie, toen)]
    if any(_zelfde_stuk(m, beslissing.mandaatbesluit) for m in van_hem):
        return ()
    if not gold:
        wat = "heeft niemand dat mandaat"
    elif not van_hem and any(_is_houder(m, beslissing.beslist_door, wie, wie) for m in gold):
        wat = "werkte wie u noemt die dag niet bij deze gemeente, en heeft hij dat mandaat niet op naam"
    elif not van_hem:
        wat = "heeft een ander dat mandaat, en niet wie u noemt"
    else:
        wat = "rust dat mandaat op een ander mandaatbesluit dan u noemt"
    melding = (
        f"Wie deze boete oplegde had mandaat nodig voor {BESLUITEN[soort].naam} ({soort}). Volgens het register van"
        f" {schrijf_dag(dagtekening)} {wat}. Ga na of het mandaat er was. Ga alleen door als dat zo is; er komt dan"
        " werk voor een teamleider, om het in het register op te nemen."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.NIET_IN_REGISTER, melding=melding, grond=str(_MANDAAT)),)


def vraag_register(*, nummer: int, dagtekening: date) -> str:
    """Het werk na een bevestiging: wie het register bijhoudt neemt op wat er ontbrak, of er was geen mandaat."""
    soort = Besluitsoort.BOETE_TWEEDE_OPROEP if nummer <= 2 else Besluitsoort.BOETE_DERDE_OPROEP
    return (
        f"Voor een teamleider: op {schrijf_dag(dagtekening)} kende het mandaatregister het mandaat niet waarmee een"
        f" boete na oproep {nummer} is opgelegd ({BESLUITEN[soort].naam}, {soort}). Wie haar vastlegde bevestigde het."
        " Neem het mandaatbesluit in het register op. Was het er niet, dan is de boete niet bevoegd opgelegd: dan zegt"
        " een jurist hoe dat wordt hersteld."
    )


def _is_houder(mandaat: Mandaat, beslist_door: str, collegas: tuple[Collega, ...], toen: tuple[Collega, ...]) -> bool:
    """Onder een beschikking staat een naam, een functie of allebei; bij een functie hoort wie haar heeft en er toen
    werkte. Noemt zij een collega die er toen niet was, dan zegt zijn functie niets (INTERPRETATION)."""
    genoemd = _delen(beslist_door)
    functie = zonder_opmaak(mandaat.functie)
    met_name = [c for c in collegas if zonder_opmaak(c.naam) in genoemd]
    if any(c.id == mandaat.houder_id for c in met_name):
        return True
    if not met_name:
        return bool(functie) and functie in genoemd
    had_haar = functie in genoemd
    return bool(functie) and any(c in toen and (had_haar or zonder_opmaak(c.functie) == functie) for c in met_name)


def _delen(beslist_door: str) -> frozenset[str]:
    """Wat er genoemd wordt, als geheel en elk deel: mr. B. Boete (jurist handhaving) is een naam en een functie."""
    delen = (beslist_door, *TUSSEN_HAAKJES.findall(beslist_door), *_SCHEIDING.split(beslist_door))
    return frozenset(map(zonder_opmaak, delen)) - {""}


def _zelfde_stuk(mandaat: Mandaat, stuk: Genummerd) -> bool:
    zelfde_nummer = zonder_opmaak(mandaat.mandaatbesluit_nummer) == zonder_opmaak(stuk.nummer)
    return zelfde_nummer and mandaat.mandaatbesluit_datum == stuk.datum
