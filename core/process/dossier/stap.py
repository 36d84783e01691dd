"""Het dossier: de persoon, de fase, de termijnen en de werkvoorraad."""

from core.process.dossier import gevolgen
from core.process.dossier.api import DossierApi, MedewerkerApi, WerkitemApi
from core.process.dossier.briefadres_api import BriefadresApi
from core.process.dossier.cijferteksten import CIJFERKOLOMMEN
from core.process.dossier.dossierlijst_api import DossierlijstApi
from core.process.dossier.feiten import FEITEN
from core.process.dossier.personen import noemt_v_nummer
from core.process.dossier.samenvoeg_api import SamenvoegApi
from core.process.dossier.tables import Dossier, Samenvoeging, Termijn, Termijnstatus, Werkitem, Werkstatus
from core.process.dossier.taken import TAKEN
from core.process.dossier.verschuivingen import VerschuivingApi
from core.process.dossier.werksoorten import Soort
from core.process.dossier.werkvoorraad_api import WerkvoorraadApi
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
    Verhuisd,
)

STAP = Stap(
    naam="dossier",
    feiten=FEITEN,
    controllers=(
        WerkvoorraadApi,
        WerkitemApi,
        MedewerkerApi,
        DossierlijstApi,
        VerschuivingApi,
        DossierApi,
        SamenvoegApi,
        BriefadresApi,
    ),
    tags=("werkvoorraad", "dossiers"),
    paden={
        "dossier_id": "Het dossier",
        "werkitem_id": "Het werkitem",
        "briefadres_id": "Het briefadres",
        "samenvoeging_id": "De samenvoeging, of het voorstel ervan",
    },
    taken=TAKEN,
    noemt_v_nummer=noemt_v_nummer,
    werk=tuple(Soort),
    cijferkolommen=CIJFERKOLOMMEN,
    statussen=(
        Status(kolom=Dossier.fase, reden="de fase loopt niet af: een overgang ís het voorval"),
        Status(kolom=Termijn.status, loopt=(Termijnstatus.LOPEND, Termijnstatus.ANDERE_LEZING)),
        Status(kolom=Werkitem.status, loopt=(Werkstatus.OPEN,)),
        Status(kolom=Samenvoeging.status, reden="of dit dezelfde mens is blijft een vraag, ook na het einde"),
    ),
    bij={
        PlichtGeeindigd: gevolgen.stop,
        Geschorst: gevolgen.stop,
        Verhuisd: gevolgen.stop,
        Overleden: gevolgen.stop_alles,
        Hervat: gevolgen.bereken_opnieuw,
        FeitenGewijzigd: gevolgen.bereken_opnieuw,
        RechtGewijzigd: gevolgen.reken_na,
        PipVastgesteld: gevolgen.haal_pip,
        BesluitIngetrokken: gevolgen.is_teruggenomen,
    },
    afwijzingen={
        GroepGewijzigd: "de doelgroep is ook een feit: de termijn volgt bij FeitenGewijzigd",
        BesluitBekendgemaakt: "de bezwaartermijn legt de stap besluit vast",
    },
)
