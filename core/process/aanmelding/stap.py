"""De aanmelding: van een notificatie van DUO naar een dossier dat bij DUO en in de BRP gelezen is."""

from core.process.aanmelding import elders, gevolgen
from core.process.aanmelding.cijferteksten import CIJFERKOLOMMEN
from core.process.aanmelding.duo_bericht_api import DuoBerichtApi
from core.process.aanmelding.feiten import FEITEN
from core.process.aanmelding.lezing_api import LezingApi
from core.process.aanmelding.lezingen import LEZINGEN
from core.process.aanmelding.tables import DuoOntvangst
from core.process.aanmelding.taken import TAKEN
from core.process.aanmelding.vergelijking_api import VergelijkingApi
from core.process.aanmelding.werksoorten import Soort
from core.process.stap import Stap, Status
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Samengevoegd,
    Uiteengehaald,
    Verhuisd,
)

_GEEN_STAND = "zij brengt feiten binnen en bewaart er zelf geen stand van"
STAP = Stap(
    naam="aanmelding",
    feiten=FEITEN,
    controllers=(LezingApi, DuoBerichtApi, VergelijkingApi),
    paden={
        "intrekking_id": "Wat er over het PIP van elders is vastgelegd",
        "plan_id": "Een PIP van elders dat is vastgelegd omdat DUO het niet gaf",
    },
    taken=TAKEN,
    gebeurtenissen=LEZINGEN,
    werk=tuple(Soort),
    cijferkolommen=CIJFERKOLOMMEN,
    let_op=elders.let_op,
    statussen=(Status(kolom=DuoOntvangst.status, reden="of een bericht verwerkt is; dat gaat over het bericht"),),
    bij={
        Samengevoegd: gevolgen.volg_de_meldingen,
        Uiteengehaald: gevolgen.volg_wat_overbleef,
        PlichtGeeindigd: gevolgen.laat_plan_rusten,
        Verhuisd: gevolgen.laat_los,
        BesluitBekendgemaakt: gevolgen.laat_plan_volgen,
        BesluitIngetrokken: gevolgen.laat_plan_volgen,
    },
    afwijzingen={
        Geschorst: _GEEN_STAND,
        Hervat: _GEEN_STAND,
        FeitenGewijzigd: _GEEN_STAND,
        GroepGewijzigd: _GEEN_STAND,
        PipVastgesteld: _GEEN_STAND,
        Overleden: _GEEN_STAND,
        RechtGewijzigd: _GEEN_STAND,
    },
)
