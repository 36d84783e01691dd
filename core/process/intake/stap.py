"""De brede intake: oproepen, het gesprek, de leerbaarheidstoets (art. 14 Wi2021)."""

from core.process.intake.api import BredeIntakeApi, OproepApi
from core.process.intake.brief import OPROEP
from core.process.intake.cijferteksten import CIJFERKOLOMMEN
from core.process.intake.feiten import FEITEN
from core.process.intake.taken import LEES_LBT, TAKEN
from core.process.intake.werksoorten import Soort
from core.process.stap import Stap

STAP = Stap(
    naam="intake",
    feiten=FEITEN,
    controllers=(OproepApi, BredeIntakeApi),
    tags=("brede intake",),
    paden={"oproep_id": "De oproep"},
    taken=TAKEN,
    gebeurtenissen={"SS131": (LEES_LBT,), "SS137": (LEES_LBT,)},
    werk=tuple(Soort),
    brieven=(OPROEP,),
    cijferkolommen=CIJFERKOLOMMEN,
)
