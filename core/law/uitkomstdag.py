"""De dag van een uitkomst: wat nog niet gebeurd kan zijn, is toen niet gebeurd (art. 14 lid 1 Wi2021, PG-2, PG-3).

Van die dag hangt af vanaf wanneer er een overtreding is (art. 22 lid 1). Komen mag elke dag vanaf de oproep; dat toetst
`handelingen`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from core.fouten import Gebrek, Waarschuwing
from core.law.gebreken import IN_DE_TOEKOMST
from core.law.kalender import schrijf_dag
from core.law.medewerking import Verzoek
from core.law.oproepen import Oproep, Uitkomst
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

_OPROEP = Grond("Wi2021", "14", "1")
_WEIGERING = Grond("Wi2021", "14", "2")


def toets_uitkomstdag(
    uitkomst: Uitkomst, oproep: Oproep, *, dag: date, peildatum: date, verzoek: Verzoek | None = None
) -> tuple[Gebrek, ...]:
    """Alles waarom deze uitkomst niet op `dag` kan zijn; leeg als het kan. `oproep` is zoals zij voor de uitkomst was.

    Een gemiste termijn is een feit van de dag na haar laatste dag; onvoldoende medewerking van de dag waarop op het
    verzoek niet meer geantwoord kon worden.
    """
    return tuple(_toets(uitkomst, oproep, dag, peildatum, verzoek))


def waarschuw_weigering(uitkomst: Uitkomst, oproep: Oproep, *, dag: date) -> tuple[Waarschuwing, ...]:
    """Alleen van wie op schrift weigert te komen, wacht men de termijn niet af (PG-4). Of er een stuk is, weet een
    mens (art. 3:2 Awb, INTERPRETATION: hij bevestigt het)."""
    if uitkomst is not Uitkomst.KOMST_GEWEIGERD:
        return ()
    melding = (
        "Deze uitkomst is alleen voor wie op schrift weigerde te komen, zoals in een brief of een e-mail. Zijn termijn"
        " wacht u dan niet af. Zei hij het in een gesprek, leg dan een contactmoment vast: de termijn loopt door, en"
        f" hij kan tot en met {schrijf_dag(oproep.termijn_tot)} nog komen. Ga alleen door als u het stuk hebt en"
        " bewaart, en noem in de toelichting waar het is."
    )
    if dag == oproep.verzonden_op:
        melding += " De oproep ging op diezelfde dag pas weg; kijk of hij haar al kon hebben toen hij schreef."
    return (Waarschuwing(soort=Waarschuwingssoort.WEIGERING_OP_SCHRIFT, melding=melding, grond=str(_WEIGERING)),)


def toets_schreef_aan(uitkomst: Uitkomst, schreef_aan: str) -> tuple[Gebrek, ...]:
    """Wie zijn brief kreeg, hoort alleen bij een schriftelijke weigering."""
    if not schreef_aan.strip() or uitkomst is Uitkomst.KOMST_GEWEIGERD:
        return ()
    melding = "Aan wie de persoon schreef hoort alleen bij een schriftelijke weigering; laat dit weg."
    return (Gebrek(veld="schreefAan", melding=melding, grond=str(_WEIGERING)),)


def _toets(uitkomst: Uitkomst, oproep: Oproep, dag: date, peildatum: date, verzoek: Verzoek | None) -> Iterator[Gebrek]:
    if dag > peildatum:
        yield _gebrek(IN_DE_TOEKOMST)
    if uitkomst is Uitkomst.TERMIJN_GEMIST and dag <= oproep.termijn_tot:
        eerste = schrijf_dag(oproep.termijn_tot + timedelta(days=1))
        tot = schrijf_dag(oproep.termijn_tot)
        yield _gebrek(f"De termijn liep tot en met {tot}; zij is op zijn vroegst gemist op {eerste}.")
    if uitkomst is Uitkomst.KOMST_GEWEIGERD and oproep.verzonden_op is not None and dag < oproep.verzonden_op:
        verzonden = schrijf_dag(oproep.verzonden_op)
        yield _gebrek(f"De oproep is verzonden op {verzonden}; weigeren te komen kan op zijn vroegst op die dag.")
    if uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING:
        yield from _niet_meegewerkt(oproep, dag, peildatum, verzoek)


def _niet_meegewerkt(oproep: Oproep, dag: date, peildatum: date, verzoek: Verzoek | None) -> Iterator[Gebrek]:
    """Kan het verzoek zelf nog niet zo zijn, dan zegt `medewerking` dat."""
    if oproep.uitkomst.gekomen and oproep.uitkomst_op is not None and dag < oproep.uitkomst_op:
        yield _gebrek(f"De persoon kwam op {schrijf_dag(oproep.uitkomst_op)}; kies die dag of later.")
    if verzoek is None:
        return
    if dag < verzoek.gevraagd_op <= peildatum:
        yield _gebrek(f"Het is gevraagd op {schrijf_dag(verzoek.gevraagd_op)}; kies die dag of later.")
    uiterlijk = verzoek.uiterlijk_op
    if verzoek.reactie.na_een_dag and uiterlijk is not None and dag <= uiterlijk < peildatum:
        eerste = schrijf_dag(uiterlijk + timedelta(days=1))
        yield _gebrek(f"De persoon had tot en met {schrijf_dag(uiterlijk)}; kies {eerste} of later.")


def _gebrek(melding: str) -> Gebrek:
    return Gebrek(veld="op", melding=melding, grond=str(_OPROEP))
