"""De kolommen van de brede intake: leerbaarheidstoets, verslag en persoonlijke omstandigheden."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Boolean, Bytea, Date, Integer, Text, Timestamptz

from core.integrations.duo.contract import Lbtuitslag
from core.law.leerroutes import Leerroute
from core.platform.db.tabel import Tabel


class Toetsstatus(StrEnum):
    AANGEVRAAGD = "aangevraagd"
    AANGEMELD = "aangemeld"
    RESULTAAT = "resultaat"
    VERVALLEN = "vervallen"  # de intake werd verkort (art. 15 lid 4 Wi2021), of er was een tijd ontheffing


class Leerbaarheidstoets(Tabel, tablename="leerbaarheidstoets"):
    gemeente_id = UUID()
    dossier_id = UUID(primary_key=True)
    status = Text(choices=Toetsstatus)
    examennummer = Text()
    resultaat = Text(null=True, default=None, choices=Lbtuitslag)
    behaalde_score = Text()
    benodigde_score = Text()
    afgenomen_op = Date(null=True, default=None)
    gelezen_op = Timestamptz()


class BredeIntake(Tabel, tablename="brede_intake"):
    """Per dossier is er één; wat is weggelegd blijft ernaast staan."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    opleiding_en_werk = Text()
    vve = Text()
    vve_nvt = Boolean()
    taalniveau = Text()
    arbeidsmogelijkheden = Text()
    zelfredzaamheid = Text()
    recht_op_individueel_gesprek_gemeld_op = Date(null=True, default=None)
    wil_onderwijsroute = Boolean()
    onderwijsroute_onderzoek = Text()
    lbt_ontheffing_besloten_op = Date(null=True, default=None)
    lbt_motivering = Text()
    bronnen_bij_afwezigheid = Text()
    verslag = Text()
    eigen_woorden = Text()
    sterke_punten = Text()
    wensen = Text()
    omstandigheden_vastgelegd = Boolean()
    heeft_participatiewet_beschikkingen = Boolean()
    lokale_antwoorden = JSONB()
    in_afwezigheid = Boolean()
    leerroute_van_elders = Text(null=True, default=None, choices=Leerroute)
    afgerond_op = Date(null=True, default=None)
    afgerond_door = UUID(null=True, default=None)
    weggelegd_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)


class PersoonlijkeOmstandigheden(Tabel, tablename="persoonlijke_omstandigheden"):
    """Gewist is zij leeg, en telt niet meer; van een dossier is er hooguit een die telt."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    cijfer = Bytea()
    sleutelversie = Integer()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    gewist_op = Timestamptz(null=True, default=None)
