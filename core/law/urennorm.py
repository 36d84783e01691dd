"""De lagere urennorm en de vaardigheid die vervalt in de zelfredzaamheidsroute: art. 3.16 lid 2 Ri2021 (besluit B08).

Zij zijn voor wie een auditieve of visuele beperking heeft en daarvoor in een revalidatietraject zit, en staan in het
PIP: wie dat vaststelt, beslist er ook over. Vastgelegd wordt waaruit de beperking bleek, en niets medisch; ook niet
welke van de twee het is, want het artikel maakt daartussen geen verschil (INTERPRETATION, naar PG-9).

Minder is niet niets: geen enkel uur, of geen enkele vaardigheid, is een ontheffing, en die verleent alleen DUO (art. 5
Wi2021; INTERPRETATION).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.ontheffing import Bewijs
from core.law.recht import Grond
from core.law.telwoord import tel
from core.law.uitkomsten import Signaal

URENNORM = Grond("Ri2021", "3.16", "2")
_GEZONDHEID = Grond("Wi2021", "37", "2")
_ONDERZOEK = Grond("Awb", "3:2")
_MOTIVERING = Grond("Awb", "3:46")
_NIETS = (
    "Kan de persoon dit helemaal niet, dan kan hij DUO om een ontheffing op medische gronden vragen (art. 5 Wi2021);"
    " die kan het college niet geven."
)


class Vaardigheid(StrEnum):
    """De vier vaardigheden van het Nederlands; de waarde is de code van DUO voor dat onderdeel."""

    omschrijving: str

    def __new__(cls, waarde: str, omschrijving: str) -> "Vaardigheid":
        zelf = str.__new__(cls, waarde)
        zelf._value_ = waarde
        zelf.omschrijving = omschrijving
        return zelf

    LEZEN = "LE", "lezen"
    LUISTEREN = "LU", "luisteren"
    SCHRIJVEN = "SC", "schrijven"
    SPREKEN = "SP", "spreken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revalidatie:
    """Waarop een lagere norm rust: waaruit de beperking bleek en wanneer, en of er een revalidatietraject voor is."""

    bewijs: Bewijs
    bewijs_op: date
    in_traject: bool
    vervallen_vaardigheden: tuple[Vaardigheid, ...] = ()
    motivering: str = ""


def is_lager(norm: int | None, revalidatie: Revalidatie | None) -> bool:
    """Of er minder gevraagd wordt dan de Z-route anders vraagt: minder uren, of een vaardigheid minder (B08)."""
    return norm is not None or (revalidatie is not None and bool(revalidatie.vervallen_vaardigheden))


def boven_de_norm(norm: int | None, uren: int | None, *, verrekend: int = 0) -> tuple[Signaal, ...]:
    """Een plan met meer lesuren dan zijn eigen lagere norm: de brief noemt dan twee getallen. Meer aanbieden kan; het
    houdt niets tegen, en wie vaststelt moet het weten. `verrekend` zijn cursusuren die al meetellen."""
    if norm is None or uren is None or uren <= max(norm - verrekend, 0):
        return ()
    af = f", waarvan er {verrekend} al meetellen" if verrekend else ""
    melding = (
        f"Het plan noemt {uren} uur lessen, en de lagere urennorm is {norm} uur{af}. De"
        " brief noemt beide getallen. Maak ze gelijk, of leg in de motivering uit waarom de persoon meer lessen krijgt"
        " dan hij moet volgen."
    )
    return (Signaal(code="uren-boven-norm", melding=melding, grond=URENNORM),)


def lees_na(revalidatie: Revalidatie | None) -> tuple[Signaal, ...]:
    """De motivering komt in het PIP en in de brief; wat er van iemands gezondheid in staat, ziet alleen een mens. Wie
    vaststelt leest haar daarom na (art. 37 lid 2 Wi2021, PG-9)."""
    if revalidatie is None or not revalidatie.motivering.strip():
        return ()
    melding = (
        "De motivering bij de revalidatie komt in het PIP en in de brief. Lees haar na: er staat geen ziekte of"
        " diagnose in, en niet welke beperking het is. Waaruit de beperking bleek is genoeg."
    )
    return (Signaal(code="medische-gegevens", melding=melding, grond=_GEZONDHEID),)


def toets_urennorm(
    norm: int | None, revalidatie: Revalidatie | None, *, z_route: bool, anders: int, peildatum: date
) -> Iterator[Gebrek]:
    """Alles waarom zo niet minder gevraagd kan worden; `anders` is het aantal cursusuren dat gewoon gevraagd wordt.

    Zonder lagere norm en zonder gegevens over revalidatie is er niets te toetsen.
    """
    if norm is None and revalidatie is None:
        return
    if not z_route or (norm is not None and not 0 <= norm < anders):
        melding = (
            f"Een lagere urennorm kan alleen in de zelfredzaamheidsroute en ligt onder de {tel(anders, 'uur', 'uren')}."
        )
        yield maak_gebrek("lagereUrennorm", melding, URENNORM)
        return
    if norm == 0:
        yield maak_gebrek("lagereUrennorm", f"Een lagere urennorm is ten minste één uur. {_NIETS}", URENNORM)
    if revalidatie is None:
        melding = (
            "Een lagere urennorm kan alleen bij een auditieve of visuele beperking, in een revalidatietraject. Leg bij"
            " de revalidatie vast waaruit de beperking bleek, zonder medische gegevens."
        )
        yield maak_gebrek("revalidatie", melding, URENNORM)
        return
    yield from _toets_revalidatie(norm, revalidatie, peildatum)


def _toets_revalidatie(norm: int | None, revalidatie: Revalidatie, peildatum: date) -> Iterator[Gebrek]:
    if not is_lager(norm, revalidatie):
        melding = "Noem de lagere urennorm of de vaardigheid die vervalt; wordt het gewone gevraagd, laat dit dan weg."
        yield maak_gebrek("revalidatie", melding, URENNORM)
    if set(revalidatie.vervallen_vaardigheden) == set(Vaardigheid):
        melding = f"Niet alle vaardigheden kunnen vervallen. {_NIETS}"
        yield maak_gebrek("revalidatie.vervallenVaardigheden", melding, URENNORM)
    if not revalidatie.in_traject:
        melding = "Zonder revalidatietraject geldt de gewone norm, met alle vaardigheden."
        yield maak_gebrek("revalidatie.inTraject", melding, URENNORM)
    if revalidatie.bewijs_op > peildatum:
        yield maak_gebrek("revalidatie.bewijsOp", IN_DE_TOEKOMST, _ONDERZOEK)
    if not revalidatie.motivering.strip():
        melding = "Motiveer waarom deze norm bij deze persoon past, zonder medische gegevens."
        yield maak_gebrek("revalidatie.motivering", melding, _MOTIVERING)
