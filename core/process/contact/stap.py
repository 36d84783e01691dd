"""Het contact: hoe iemand te bereiken is, in welke taal, en de contactmomenten met wat er beloofd is."""

from core.process.contact import gevolgen
from core.process.contact.api import ContactgegevenApi, ContactmomentApi
from core.process.contact.feiten import FEITEN
from core.process.contact.werksoorten import Soort
from core.process.stap import Stap
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

_BLIJFT = "wat er over het contact vastligt blijft staan; het werk van een afspraak vervalt in de stap dossier"
_LOS = "hoe iemand te bereiken is hangt daar niet van af"
STAP = Stap(
    naam="contact",
    feiten=FEITEN,
    controllers=(ContactgegevenApi, ContactmomentApi),
    tags=("contact",),
    paden={"gegeven_id": "Het contactgegeven", "contactmoment_id": "Het contactmoment"},
    werk=tuple(Soort),
    bij={Overleden: gevolgen.trek_alles_in, Teruggekeerd: gevolgen.vraag_bij_terugkeer},
    afwijzingen={
        PlichtGeeindigd: _BLIJFT,
        Geschorst: _BLIJFT,
        Verhuisd: _BLIJFT,
        Hervat: _LOS,
        FeitenGewijzigd: _LOS,
        GroepGewijzigd: _LOS,
        BesluitBekendgemaakt: _LOS,
        PipVastgesteld: _LOS,
        RechtGewijzigd: _LOS,
    },
)
