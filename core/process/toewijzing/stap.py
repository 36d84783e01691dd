"""De toewijzing: een dossier aan een taalschool, en wat zij ervan ziet."""

from core.process.stap import Stap, Status
from core.process.toewijzing import gevolgen
from core.process.toewijzing.api import EigenToewijzingenApi, LeerlingApi, OrganisatieApi, ToewijzingApi
from core.process.toewijzing.feiten import FEITEN
from core.process.toewijzing.tables import Toewijzing, Toewijzingstatus
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

STAP = Stap(
    naam="toewijzing",
    feiten=FEITEN,
    controllers=(OrganisatieApi, ToewijzingApi, EigenToewijzingenApi, LeerlingApi),
    tags=("toewijzingen", "taalschool"),
    paden={"toewijzing_id": "De toewijzing"},
    statussen=(Status(kolom=Toewijzing.status, loopt=(Toewijzingstatus.AANGEBODEN, Toewijzingstatus.AANVAARD)),),
    bij={
        PlichtGeeindigd: gevolgen.beeindig,
        Geschorst: gevolgen.beeindig,
        Verhuisd: gevolgen.beeindig,
    },
    afwijzingen={
        Hervat: "een nieuwe toewijzing biedt een mens aan",
        FeitenGewijzigd: "de school leest de gegevens zelf",
        GroepGewijzigd: "een school krijgt deze gegevens voor elke groep (PG-20)",
        RechtGewijzigd: "een toewijzing is toegang, geen termijn",
        BesluitBekendgemaakt: "een toewijzing hangt aan geen besluit",
        PipVastgesteld: "een school kiest een mens",
        Overleden: "de plicht eindigt dan ook, en dat wordt apart gemeld",
    },
)
