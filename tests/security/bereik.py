"""Wat elke rol van elke tabel bereikt, per stand van de rij: wat haar opdrachten nodig hebben, en niets meer.

Van het platform staat dat hier, van een stap in `Proef.bereik`. Een tabel die er bij een rol niet in staat, is voor die
rol dicht. Een nieuwe tabel, rol of stand doet vanzelf mee: `test_bereik` leest ze uit de catalogus en probeert alles.
"""

from collections.abc import Mapping
from itertools import product
from uuid import uuid4

from core.platform.partijen import PARTIJEN, VAN_ACTOR
from core.platform.tenancy import Actor
from core.process.leden.uitnodigen import POST
from core.process.toewijzing.antwoorden import BEANTWOORD
from core.process.toewijzing.projecties import projectie_voor
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.beheer import Gemeente
from tests.voorbeelden.bereik import BEWERKT, LEEST, NU, OPEN, SCHRIJFT_BIJ, VOEGT_IN, Bereik
from tests.voorbeelden.proef import samen

BEREIK: dict[tuple[Actor, str], Bereik] = {
    (Actor.GEMEENTE, "gemeente"): LEEST,
    (Actor.GEMEENTE, "organisatie"): LEEST,
    (Actor.GEMEENTE, "collega"): LEEST,
    (Actor.GEMEENTE, "lidmaatschap"): LEEST,
    (Actor.GEMEENTE, "klok"): LEEST,
    (Actor.GEMEENTE, "plugin_schakelaar"): SCHRIJFT_BIJ,
    (Actor.GEMEENTE, "audit"): VOEGT_IN,
    (Actor.GEMEENTE, "outbox"): Bereik(
        leest=None,
        voegt_in=("nieuw",),
        wijzigt=None,
        naar=("nieuw", "bezig", "klaar", "mislukt"),
        waarvoor="zet, claim, klaar (ook nog eens), later, mislukt, herstel; aanbieden doet de relay",
    ),
    (Actor.ANTWOORD, "gemeente"): LEEST,
    (Actor.ANTWOORD, "klok"): LEEST,
    (Actor.ANTWOORD, "lidmaatschap"): LEEST,
    (Actor.ANTWOORD, "audit"): VOEGT_IN,
    (Actor.ANTWOORD, "outbox"): Bereik(voegt_in=("nieuw",), waarvoor="antwoord; één soort taak"),
    (Actor.LEDEN, "klok"): LEEST,
    (Actor.LEDEN, "lidmaatschap"): BEWERKT,
    (Actor.LEDEN, "medewerker"): VOEGT_IN,
    (Actor.LEDEN, "collega"): BEWERKT,
    (Actor.LEDEN, "audit"): VOEGT_IN,
    (Actor.LEDEN, "outbox"): Bereik(
        voegt_in=("nieuw",), waarvoor="een link mailen; één soort taak, en hoe het daarmee staat"
    ),
    (Actor.TOEGANG, "gemeente"): LEEST,
    (Actor.TOEGANG, "organisatie"): LEEST,
    (Actor.TOEGANG, "klok"): LEEST,
    (Actor.TOEGANG, "schema_migratie"): LEEST,
    (Actor.ONTVANGER, "outbox"): Bereik(voegt_in=("nieuw",), waarvoor="neem_aan"),
    (Actor.RELAY, "outbox"): Bereik(
        leest=OPEN, wijzigt=OPEN, naar=("aangeboden",), waarvoor="kiezen en merken; wat af is bestaat voor haar niet"
    ),
    (Actor.RELAY, "gemeente"): LEEST,
    (Actor.ZEGEL, "audit"): SCHRIJFT_BIJ,
    (Actor.ZEGEL, "audit_zegel"): SCHRIJFT_BIJ,
    (Actor.ZEGEL, "audit_erkenning"): SCHRIJFT_BIJ,
    (Actor.ZEGEL, "klok"): LEEST,
    (Actor.ZEGEL, "audit_stand"): Bereik(leest=None, wijzigt=None),
    (Actor.ZEGEL, "gemeente"): LEEST,
    (Actor.SLEUTELS, "gemeente"): LEEST,
    (Actor.SLEUTELS, "klok"): LEEST,
    (Actor.SLEUTELS, "audit"): VOEGT_IN,
    (Actor.SLEUTELS, "sleutel_vernietiging"): BEWERKT,
    **samen([proef.bereik for proef in PROEVEN.values()]),
}


for _partij in PARTIJEN:
    _projectie = str(projectie_voor(_partij.doel).tabel._meta.tablename)
    BEREIK |= dict.fromkeys(
        product([_partij.actor], ("gemeente", "organisatie", "klok", "lidmaatschap", "toewijzing")), LEEST
    )
    BEREIK |= {
        (_partij.actor, "audit"): VOEGT_IN,
        (_partij.actor, _projectie): Bereik(leest=("aanvaard",)),
        (Actor.GEMEENTE, _projectie): Bereik(
            leest=None, voegt_in=None, wijzigt=None, naar=None, waarvoor="ververs: wat uit de bronnen volgt"
        ),
        (Actor.ANTWOORD, _projectie): Bereik(
            leest=None, wijzigt=("aangeboden", "aanvaard"), naar=("aanvaard", "geweigerd")
        ),
    }


def passend(actor: Actor, tabel: str, gemeente: Gemeente) -> Mapping[str, object]:
    """Wat een rij moet zijn om door deze rol te worden ingevoegd, als de fabriek haar anders maakt."""
    match actor, tabel:
        case Actor.ONTVANGER, "outbox":
            return {"soort": "aanmelding.verwerk_notificatie", "bezig_tot": None, "ontstaan_op": NU}
        case Actor.SLEUTELS, "audit":
            return {"actie": "sleutels.wisselen", "medewerker_id": None}
        case Actor.LEDEN, "audit":
            return {"actie": "lidmaatschap.lezen", "medewerker_id": gemeente.beheerder}
        case Actor.LEDEN, "outbox":
            id_ = uuid4()
            return {"soort": POST, "bezig_tot": None, "ontstaan_op": NU, "onderwerp_id": id_, "reeks": id_}
        case Actor.LEDEN, "lidmaatschap":
            return {"uitnodiging_id": uuid4()}
        case Actor.ZEGEL, "audit":
            return {"actie": "audit.erkennen", "medewerker_id": None}
        case Actor.ANTWOORD, "outbox":
            return {"soort": BEANTWOORD, "bezig_tot": None, "ontstaan_op": NU}
        case _, "audit" if actor is Actor.ANTWOORD or actor in VAN_ACTOR:
            lid = gemeente.leden[VAN_ACTOR.get(actor, PARTIJEN[0]).naam]
            return {"organisatie_id": lid.organisatie, "medewerker_id": lid.medewerker}
        case _:
            return BEREIK.get((actor, tabel), Bereik()).begint_met
