"""Meldingen aan DUO: klaarzetten, verzenden, herstellen."""

from core.process.melding import gevolgen
from core.process.melding.api import MeldingApi
from core.process.melding.feiten import FEITEN
from core.process.melding.tables import DuoMelding
from core.process.melding.taken import TAKEN
from core.process.melding.werksoorten import Soort
from core.process.stap import Stap, Status
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    BesluitVervangen,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Uiteengehaald,
    Verhuisd,
)

STAP = Stap(
    naam="melding",
    feiten=FEITEN,
    controllers=(MeldingApi,),
    tags=("meldingen aan DUO",),
    paden={"melding_id": "De melding aan DUO"},
    taken=TAKEN,
    werk=tuple(Soort),
    statussen=(
        Status(kolom=DuoMelding.status, reden="een bericht in de rij; wat DUO hoort te weten, gaat ook later nog weg"),
    ),
    bij={
        PlichtGeeindigd: gevolgen.trek_alles_in,
        Verhuisd: gevolgen.trek_in_behalve_pip,
        Overleden: gevolgen.trek_in_behalve_pip,
        BesluitVervangen: gevolgen.haal_terug,
        BesluitIngetrokken: gevolgen.haal_terug,
        Uiteengehaald: gevolgen.laat_herstellen,
    },
    afwijzingen={
        Geschorst: "DUO hoort een vastgesteld PIP ook als de plicht rust",
        Hervat: "er is niets opnieuw te melden",
        FeitenGewijzigd: "wat DUO zelf meldde, melden wij niet terug",
        GroepGewijzigd: "wat DUO zelf meldde, melden wij niet terug",
        RechtGewijzigd: "een melding is een feit van toen",
        BesluitBekendgemaakt: "de melding van een PIP zet de stap pip dan klaar (u01_moment)",
        PipVastgesteld: "de melding zet de stap pip klaar, als DUO haar dan al hoort (u01_moment)",
    },
)
