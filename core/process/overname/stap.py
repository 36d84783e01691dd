"""De overname: een caseload gaat naar een vervanger of opvolger, en bij een vervanging weer terug (C19)."""

from core.process.overname.api import OvernameApi
from core.process.overname.feiten import FEITEN
from core.process.overname.samenloop import waarschuw_toedeling
from core.process.overname.tables import OvernameDossier
from core.process.overname.taken import TAKEN
from core.process.overname.werksoorten import Soort
from core.process.stap import Stap, Status
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
    Verhuisd,
)

_WIE_ER_WERKT = "wie een dossier behandelt hangt niet af van wat er met de persoon gebeurt; er kan nog werk liggen"
STAP = Stap(
    naam="overname",
    feiten=FEITEN,
    controllers=(OvernameApi,),
    tags=("overnames",),
    paden={"overname_id": "De overname"},
    taken=TAKEN,
    werk=tuple(Soort),
    statussen=(
        Status(kolom=OvernameDossier.status, reden="bij wie het dossier ligt; ook wat dicht is heeft een behandelaar"),
    ),
    waarschuwt_bij_toedelen=waarschuw_toedeling,
    afwijzingen={
        PlichtGeeindigd: _WIE_ER_WERKT,
        Geschorst: _WIE_ER_WERKT,
        Hervat: _WIE_ER_WERKT,
        FeitenGewijzigd: _WIE_ER_WERKT,
        GroepGewijzigd: _WIE_ER_WERKT,
        BesluitBekendgemaakt: _WIE_ER_WERKT,
        PipVastgesteld: _WIE_ER_WERKT,
        Verhuisd: _WIE_ER_WERKT,
        Overleden: _WIE_ER_WERKT,
        RechtGewijzigd: _WIE_ER_WERKT,
    },
)
