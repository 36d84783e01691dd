"""De retourpost: een brief die terugkomt, en of zij dan telt (art. 3:41 Awb, PG-1)."""

from core.process.retourpost import actions, gevolgen, verkeerd_gericht
from core.process.retourpost.api import RetourpostApi
from core.process.retourpost.feiten import FEITEN
from core.process.retourpost.verzenden import waarschuw_verzending
from core.process.retourpost.werksoorten import Soort
from core.process.stap import Stap
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
    Verhuisd,
)

_GEBEURD = "dat een brief terugkwam is gebeurd, en verandert hierdoor niet"
STAP = Stap(
    naam="retourpost",
    feiten=FEITEN,
    controllers=(RetourpostApi,),
    tags=("retourpost",),
    paden={"retourpost_id": "De brief die terugkwam"},
    werk=tuple(Soort),
    kijkt_verzonden_brieven_na=verkeerd_gericht.kijk_na,
    volgt_verbetering=actions.volg_verbetering,
    waarschuwt_bij_verzenden=waarschuw_verzending,
    bij={BesluitVervangen: gevolgen.sluit_werk, BesluitIngetrokken: gevolgen.sluit_werk},
    afwijzingen={
        PlichtGeeindigd: _GEBEURD,
        Geschorst: _GEBEURD,
        Hervat: _GEBEURD,
        Verhuisd: _GEBEURD,
        Overleden: _GEBEURD,
        FeitenGewijzigd: _GEBEURD,
        GroepGewijzigd: _GEBEURD,
        RechtGewijzigd: _GEBEURD,
        BesluitBekendgemaakt: _GEBEURD,
        PipVastgesteld: _GEBEURD,
    },
)
