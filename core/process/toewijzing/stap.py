"""De toewijzing: een dossier aan een organisatie, en wat zij ervan ziet."""

from core.process.stap import Stap, Status
from core.process.toewijzing import gevolgen
from core.process.toewijzing.api import (
    EigenBegeleidingApi,
    EigenToewijzingenApi,
    LeerlingApi,
    OrganisatieApi,
    ToewijzingApi,
)
from core.process.toewijzing.feiten import FEITEN
from core.process.toewijzing.tables import Begeleide, Leerling, Toewijzing, Toewijzingstatus
from core.process.toewijzing.taken import TAKEN
from core.process.toewijzing.werksoorten import Soort
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
    RetourpostBeoordeeld,
    Teruggekeerd,
    Verhuisd,
)

STAP = Stap(
    naam="toewijzing",
    feiten=FEITEN,
    controllers=(OrganisatieApi, ToewijzingApi, EigenToewijzingenApi, LeerlingApi, EigenBegeleidingApi),
    tags=("toewijzingen", "taalschool", "maatschappelijke partner"),
    taken=TAKEN,
    werk=tuple(Soort),
    paden={"toewijzing_id": "De toewijzing"},
    statussen=(
        Status(kolom=Toewijzing.status, loopt=(Toewijzingstatus.AANGEBODEN, Toewijzingstatus.AANVAARD)),
        Status(kolom=Leerling.status, reden="een afdruk van de toewijzing; zij gaat met haar mee"),
        Status(kolom=Begeleide.status, reden="een afdruk van de toewijzing; zij gaat met haar mee"),
    ),
    bij={
        PlichtGeeindigd: gevolgen.beeindig,
        Geschorst: gevolgen.beeindig,
        Verhuisd: gevolgen.beeindig,
        Overleden: gevolgen.beeindig,
        FeitenGewijzigd: gevolgen.ververs,
        PipVastgesteld: gevolgen.ververs,
        BesluitBekendgemaakt: gevolgen.zoek_een_school,
        Hervat: gevolgen.loopt_weer,
        Teruggekeerd: gevolgen.vraag_bij_terugkeer,
        GroepGewijzigd: gevolgen.zoek_een_school,
        RetourpostBeoordeeld: gevolgen.volg_retourpost,
        BesluitIngetrokken: gevolgen.volg_intrekking,
    },
    afwijzingen={
        RechtGewijzigd: "een toewijzing is toegang, geen termijn",
    },
)
