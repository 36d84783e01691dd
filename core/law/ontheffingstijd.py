"""De dagen waarop de leerbaarheidstoets niet maken niet telt: er stond een verzoek open, of er was ontheffing.

Of er iets te verwijten valt hangt af van de dag waarop het gebeurde, en niet van hoe het nu is (PG-3, PG-9). Tot de
persoon weet dat een ontheffing geweigerd of ingetrokken is, gaat hij van het verzoek of de ontheffing uit (art. 3:40
Awb).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.law.kalender import schrijf_dag
from core.law.medewerking import Verzoek, Verzoeksoort


@dataclass(frozen=True, slots=True, kw_only=True)
class Toetsvrij:
    """Van de dag van het verzoek tot de dag waarop de persoon weet dat de toets weer moet; None als die er niet is."""

    vanaf: date
    tot: date | None


def geen_verwijt_toen(verzoek: Verzoek | None, tijden: Iterable[Toetsvrij], *, dag: date) -> str:
    """Waarom op dit verzoek om de toets te maken niets rust; leeg als niets het belet. `dag` is die van de uitkomst.

    Het verzoek is gedaan en niet nagekomen buiten die dagen. Liggen zij ertussen, dan is er nadien niet meer gevraagd
    (INTERPRETATION: wie intussen ontheffing vroeg of kreeg, hoeft niet te begrijpen dat wat eerder gevraagd was weer
    geldt).
    """
    if verzoek is None or verzoek.soort is not Verzoeksoort.LEERBAARHEIDSTOETS:
        return ""
    laatste = verzoek.uiterlijk_op if verzoek.reactie.na_een_dag and verzoek.uiterlijk_op is not None else dag
    for tijd in tijden:
        if tijd.vanaf <= laatste and (tijd.tot is None or verzoek.gevraagd_op < tijd.tot):
            return _waarom(tijd)
    return ""


def _waarom(tijd: Toetsvrij) -> str:
    vanaf = schrijf_dag(tijd.vanaf)
    begin = f"Vanaf {vanaf} stond er een verzoek om ontheffing van de leerbaarheidstoets open, of was er ontheffing."
    if tijd.tot is None:
        return f"{begin} Haar niet maken is dan geen tekort."
    tot = schrijf_dag(tijd.tot)
    return (
        f"{begin} Op {tot} wist de persoon pas dat hij de toets moet maken; haar niet maken rekent u hem tot dan niet"
        " aan (PG-3, PG-9). Vraag de toets op die dag of later opnieuw, en leg vast wat hij dan doet."
    )
