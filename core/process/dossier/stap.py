"""Het dossier: de persoon, de fase, de termijnen en de werkvoorraad."""

from core.process.dossier.api import DossierApi, MedewerkerApi, WerkitemApi, WerkvoorraadApi
from core.process.dossier.cijferteksten import CIJFERKOLOMMEN
from core.process.dossier.feiten import FEITEN
from core.process.dossier.werksoorten import Soort
from core.process.stap import Stap

STAP = Stap(
    naam="dossier",
    feiten=FEITEN,
    controllers=(WerkvoorraadApi, WerkitemApi, MedewerkerApi, DossierApi),
    tags=("werkvoorraad", "dossiers"),
    paden={"dossier_id": "Het dossier", "werkitem_id": "Het werkitem"},
    werk=tuple(Soort),
    cijferkolommen=CIJFERKOLOMMEN,
)
