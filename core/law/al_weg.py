"""Een brief met een besluit die al weg was toen hier bekend werd dat de plicht eindigde, of dat de persoon overleed of
verhuisde (art. 3:40 en 3:41 Awb, PG-12).

Na een einde gaat zo'n brief niet meer uit; zij wordt ingetrokken. Was zij al weg, dan kent de persoon het besluit, en
is dat een feit dat men vastlegt, zoals na een verhuizing (ADR 0079): een dag van voor het einde bekend werd, met een
bevestiging. Daarna kan zij niet weggegaan zijn (INTERPRETATION, als bij een brief van voor een verhuizing, ADR 0072).
"""

from collections.abc import Iterator
from datetime import date

from core.fouten import Gebrek, Waarschuwing
from core.law.besluiten import BESLUITEN, Besluitsoort
from core.law.gebreken import maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

BEKENDMAKEN = Grond("Awb", "3:41")
_PIP = " DUO hoort dit PIP niet meer van Meedoen, want na het einde van de plicht meldt een gemeente haar niets."
LOSGELATEN = (
    "Dit besluit is losgelaten, en zijn brief ingetrokken. Bleek zij toch al weg te zijn, dan kent de persoon het"
    " besluit. Dat kan hier niet meer worden vastgelegd als verzonden. Leg vast wat er gebeurde (een contactmoment), en"
    " leg het voor aan een jurist: hij kan bezwaar maken, en zijn nieuwe gemeente en DUO moeten het weten."
)


def toets(op: date, *, ingetrokken_op: date, waardoor: str) -> Iterator[Gebrek]:
    """Of zij op deze dag al weg kan zijn geweest; `waardoor` maakt af: "ingetrokken, doordat ..."."""
    if op > ingetrokken_op:
        melding = (
            f"Deze brief is op {schrijf_dag(ingetrokken_op)} ingetrokken, doordat {waardoor}. Zij kan op die dag of"
            " eerder zijn weggegaan; verbeter de dag. Ging zij niet weg, verzend haar dan niet meer."
        )
        yield maak_gebrek("verzondenOp", melding, BEKENDMAKEN)


def waarschuw(
    soort: Besluitsoort, dagtekening: date, *, ingetrokken_op: date, waardoor: str, duo_hoort: bool
) -> tuple[Waarschuwing, ...]:
    """Wat er volgt als deze brief toen al weg was."""
    melding = (
        f"Deze brief is op {schrijf_dag(ingetrokken_op)} ingetrokken, doordat {waardoor}. Legt u vast dat zij toen al"
        f" weg was, dan is {BESLUITEN[soort].naam} van {schrijf_dag(dagtekening)} bekendgemaakt: het werkt vanaf dan,"
        f" en de termijn voor bezwaar loopt.{'' if duo_hoort or soort is not Besluitsoort.PIP else _PIP} Bevestig dit"
        " alleen als u weet dat zij weg was."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.WAS_AL_WEG, melding=melding, grond=str(BEKENDMAKEN)),)
