"""De kolommen van het PIP. Een vastgestelde versie wordt nooit gewijzigd, alleen opgevolgd (I1)."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Boolean, Date, Integer, Text, Timestamptz

from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.voornemen import Afziengrond, Voornemenstatus
from core.platform.db.tabel import Tabel


class Pipstatus(StrEnum):
    CONCEPT = "concept"
    VASTGESTELD = "vastgesteld"
    VERVANGEN = "vervangen"
    VERVALLEN = "vervallen"  # een concept dat niet meer hoeft
    INGETROKKEN = "ingetrokken"  # was vastgesteld, en had er niet moeten zijn


class Pip(Tabel, tablename="pip"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    volgnummer = Integer()
    status = Text(choices=Pipstatus, default=Pipstatus.CONCEPT)
    leerroute = Text(null=True, default=None, choices=Leerroute)
    niveau = Text(null=True, default=None, choices=Niveau)
    ondersteuning = Text()
    intensiteit_pvt = Integer(null=True, default=None)
    intensiteit_map = Integer(null=True, default=None)
    vve_afspraken = Text()
    vve_nvt = Boolean()
    intensiteit_leerroute = Integer(null=True, default=None)
    geschatte_intensiteit_b1 = Integer(null=True, default=None)
    aantal_voortgangsgesprekken = Integer(null=True, default=None)
    participatiewet_beschikkingen = JSONB(default="[]")
    a2_knm_examenwens = Boolean()
    lagere_urennorm = Integer(null=True, default=None)
    revalidatie = JSONB(null=True, default=None)
    alfabetisering = Text(null=True, default=None, choices=Alfabetisering)
    mag_opleiding_afmaken = Boolean()
    motivering = Text()
    eigen_woorden = Text()
    sterke_punten = Text()
    wensen = Text()
    verrekeningen = JSONB(default="[]")
    dagtekening = Date(null=True, default=None)
    vastgesteld_door = UUID(null=True, default=None)
    vastgesteld_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class PipVoornemen(Tabel, tablename="pip_voornemen"):
    """Wat de persoon vooraf las van een plan dat zonder hem gemaakt is, of waarom niet (PG-10).

    `plan` is wat hij las, `gewogen_plan` wat er lag bij de weging; van voorheen zijn zij leeg, en telt `pip_versie`.
    Van een vastgelegde keuze om af te zien is `afzien_grond`
    gevuld en zijn de dagen leeg.
    """

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    pip_id = UUID()
    pip_versie = Integer()
    status = Text(choices=Voornemenstatus)
    opgesteld_op = Date()
    uiterlijk_op = Date(null=True, default=None)
    kort = Boolean()
    afzien_grond = Text(null=True, default=None, choices=Afziengrond)
    motief = Text()
    verzonden_op = Date(null=True, default=None)
    zienswijzen = JSONB(default="[]")
    weging = Text()
    plan = JSONB(null=True, default=None)
    gewogen_plan = JSONB(null=True, default=None)
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)
