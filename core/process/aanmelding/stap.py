"""De aanmelding: van een notificatie van DUO naar een dossier dat bij DUO en in de BRP gelezen is."""

from core.process.aanmelding.cijferteksten import CIJFERKOLOMMEN
from core.process.aanmelding.feiten import FEITEN
from core.process.aanmelding.taken import LEES_BRP, LEES_DUO, TAKEN
from core.process.aanmelding.werksoorten import Soort
from core.process.stap import Stap

STAP = Stap(
    naam="aanmelding",
    feiten=FEITEN,
    taken=TAKEN,
    gebeurtenissen={
        "SS101": (LEES_DUO, LEES_BRP),
        "SS139": (LEES_DUO, LEES_BRP),
        "SS128": (LEES_DUO, LEES_BRP),
        "SS120": (LEES_DUO, LEES_BRP),
        "SS102": (LEES_DUO,),
        "SS110": (LEES_DUO,),
        "SS111": (LEES_DUO, LEES_BRP),
    },
    werk=tuple(Soort),
    cijferkolommen=CIJFERKOLOMMEN,
)
