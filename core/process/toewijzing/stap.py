"""De toewijzing: een dossier aan een taalschool, en wat zij ervan ziet."""

from core.process.stap import Stap
from core.process.toewijzing.api import EigenToewijzingenApi, LeerlingApi, OrganisatieApi, ToewijzingApi
from core.process.toewijzing.feiten import FEITEN

STAP = Stap(
    naam="toewijzing",
    feiten=FEITEN,
    controllers=(OrganisatieApi, ToewijzingApi, EigenToewijzingenApi, LeerlingApi),
    tags=("toewijzingen", "taalschool"),
    paden={"toewijzing_id": "De toewijzing"},
)
