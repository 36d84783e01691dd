"""De vertegenwoordiging: ouder, voogd, curator, bewindvoerder, mentor of gemachtigde, met tijd, bereik en bewijs."""

from core.process.stap import Stap
from core.process.vertegenwoordiging import gevolgen
from core.process.vertegenwoordiging.api import VertegenwoordigingApi
from core.process.vertegenwoordiging.feiten import FEITEN
from core.process.vertegenwoordiging.taken import TAKEN
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Teruggekeerd,
    Verhuisd,
)

_BLIJFT = "wie voor iemand optreedt doet dat ook in bezwaar, en dat gaat door"
_BIJ_ELKE_BRIEF = "aan wie een brief gaat wordt bij elke brief opnieuw bepaald"
STAP = Stap(
    naam="vertegenwoordiging",
    feiten=FEITEN,
    controllers=(VertegenwoordigingApi,),
    tags=("vertegenwoordiging",),
    paden={"vertegenwoordiging_id": "De vertegenwoordiging"},
    taken=TAKEN,
    bij={
        Overleden: gevolgen.eindig_alles,
        FeitenGewijzigd: gevolgen.volg_adres,
        Teruggekeerd: gevolgen.vraag_bij_terugkeer,
    },
    afwijzingen={
        PlichtGeeindigd: _BLIJFT,
        Geschorst: _BLIJFT,
        Hervat: _BLIJFT,
        Verhuisd: _BLIJFT,
        GroepGewijzigd: _BIJ_ELKE_BRIEF,
        BesluitBekendgemaakt: _BIJ_ELKE_BRIEF,
        PipVastgesteld: _BIJ_ELKE_BRIEF,
        RechtGewijzigd: _BIJ_ELKE_BRIEF,
    },
)
