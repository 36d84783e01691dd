"""Wat elke rol van elke tabel bereikt, per stand van de rij: wat haar opdrachten nodig hebben, en niets meer.

`BEREIK` is de ene plaats waar dat staat. Een tabel die er bij een rol niet in staat, is voor die rol dicht. Een nieuwe
tabel, rol of stand doet vanzelf mee: `test_bereik` leest ze uit de catalogus en probeert alles.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import product

from core.platform.partijen import PARTIJEN, VAN_ACTOR
from core.platform.tenancy import Actor
from core.process.toewijzing.actions import BEANTWOORD
from core.process.toewijzing.projecties import projectie_voor
from tests.voorbeelden.beheer import Gemeente

Standen = Collection[str] | None
"""De standen waarin het mag; None is elke stand, ook een die er nog bij komt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bereik:
    """Wat een rol met een tabel mag; leeg is niets. Wijzigen gaat van een stand naar een stand."""

    leest: Standen = ()
    voegt_in: Standen = ()
    wijzigt: Standen = ()
    naar: Standen | str = "zelfde"
    """Naar welke standen; `zelfde` als de rol de stand zelf niet mag wijzigen."""
    waarvoor: str = ""


LEEST = Bereik(leest=None)
BEWERKT = Bereik(leest=None, voegt_in=None, wijzigt=None)
SCHRIJFT_BIJ = Bereik(leest=None, voegt_in=None)
VOEGT_IN = Bereik(voegt_in=None)
HERVERSLEUTELT = Bereik(leest=None, wijzigt=None, waarvoor="de cijfertekst opnieuw; de stand blijft")

LOPEND = ("lopend", "andere_lezing")
OPEN = ("nieuw", "aangeboden", "bezig")

BEREIK: dict[tuple[Actor, str], Bereik] = {
    (Actor.GEMEENTE, "gemeente"): LEEST,
    (Actor.GEMEENTE, "organisatie"): LEEST,
    (Actor.GEMEENTE, "collega"): LEEST,
    (Actor.GEMEENTE, "lidmaatschap"): LEEST,
    (Actor.GEMEENTE, "klok"): LEEST,
    (Actor.GEMEENTE, "persoon"): BEWERKT,
    (Actor.GEMEENTE, "persoon_nummer"): BEWERKT,
    (Actor.GEMEENTE, "persoon_zoek"): BEWERKT,
    (Actor.GEMEENTE, "dossier"): Bereik(
        leest=None, voegt_in=None, wijzigt=None, naar=None, waarvoor="welke fase op welke volgt, weet het recht"
    ),
    (Actor.GEMEENTE, "duo_contactpersoon"): BEWERKT,
    (Actor.GEMEENTE, "oproep"): Bereik(
        leest=None, voegt_in=("OPEN",), wijzigt=("OPEN",), naar=None, waarvoor="een uitkomst wordt eenmaal vastgelegd"
    ),
    (Actor.GEMEENTE, "brede_intake"): BEWERKT,
    (Actor.GEMEENTE, "persoonlijke_omstandigheden"): BEWERKT,
    (Actor.GEMEENTE, "begeleiding"): BEWERKT,
    (Actor.GEMEENTE, "begeleiding_vaststelling"): SCHRIJFT_BIJ,
    (Actor.GEMEENTE, "besluit"): BEWERKT,
    (Actor.GEMEENTE, "plugin_schakelaar"): SCHRIJFT_BIJ,
    (Actor.GEMEENTE, "audit"): VOEGT_IN,
    (Actor.GEMEENTE, "toewijzing"): Bereik(
        leest=None,
        voegt_in=("aangeboden",),
        wijzigt=("aangeboden", "aanvaard"),
        naar=("beeindigd",),
        waarvoor="bied_aan en beeindig; antwoorden doet de organisatie",
    ),
    (Actor.GEMEENTE, "leerbaarheidstoets"): Bereik(
        leest=None, voegt_in=None, wijzigt=None, naar=None, waarvoor="wat DUO het laatst gaf, vervangt wat er stond"
    ),
    (Actor.GEMEENTE, "termijn"): Bereik(
        leest=None,
        voegt_in=LOPEND,
        wijzigt=LOPEND,
        naar=("gehaald", "vervallen"),
        waarvoor="een termijn eindigt eenmaal",
    ),
    (Actor.GEMEENTE, "werkitem"): Bereik(
        leest=None,
        voegt_in=("open",),
        wijzigt=("open",),
        naar=("open", "afgehandeld", "vervallen"),
        waarvoor="bijwerken en sluiten; gesloten werk verandert niet",
    ),
    (Actor.GEMEENTE, "brief"): Bereik(
        leest=None,
        voegt_in=("te_maken",),
        wijzigt=("te_maken", "gemaakt"),
        naar=("gemaakt", "verzonden", "ingetrokken"),
        waarvoor="maak_brief en verzend_brief, en wat bij een voorval niet meer hoeft; wat verzonden is, blijft",
    ),
    (Actor.GEMEENTE, "pip"): Bereik(
        leest=None,
        voegt_in=("concept",),
        wijzigt=("concept",),
        naar=("concept", "vastgesteld", "vervallen"),
        waarvoor="een concept vervalt bij een voorval; een vastgesteld PIP wordt opgevolgd, nooit gewijzigd (I1)",
    ),
    (Actor.GEMEENTE, "duo_ontvangst"): Bereik(
        leest=None,
        wijzigt=("ontvangen",),
        naar=("verwerkt", "dubbel", "werkitem"),
        waarvoor="verwerk_notificatie; alleen de ontvanger neemt aan",
    ),
    (Actor.GEMEENTE, "duo_melding"): Bereik(
        leest=None,
        voegt_in=("te_verzenden",),
        wijzigt=("te_verzenden", "verzonden", "afgewezen"),
        naar=("verzonden", "bevestigd", "afgewezen", "ingetrokken"),
        waarvoor="verzend, en wat niet meer weg hoeft; bij een afgewezen melding nog door welke zij vervangen is",
    ),
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
    (Actor.ANTWOORD, "toewijzing"): Bereik(
        leest=None, wijzigt=("aangeboden",), naar=("aanvaard", "geweigerd"), waarvoor="antwoord, eenmaal"
    ),
    (Actor.TOEGANG, "gemeente"): LEEST,
    (Actor.TOEGANG, "organisatie"): LEEST,
    (Actor.TOEGANG, "klok"): LEEST,
    (Actor.TOEGANG, "schema_migratie"): LEEST,
    (Actor.ONTVANGER, "duo_ontvangst"): Bereik(voegt_in=("ontvangen",), waarvoor="neem_aan"),
    (Actor.ONTVANGER, "outbox"): Bereik(voegt_in=("nieuw",), waarvoor="neem_aan"),
    (Actor.ONTVANGER, "duo_geweigerd"): Bereik(
        leest=None, voegt_in=None, wijzigt=None, waarvoor="tellen; alleen de tellers van vandaag"
    ),
    (Actor.ZEGEL, "duo_geweigerd"): LEEST,
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
    (Actor.SLEUTELS, "persoon_nummer"): HERVERSLEUTELT,
    (Actor.SLEUTELS, "duo_ontvangst"): HERVERSLEUTELT,
    (Actor.SLEUTELS, "brief"): HERVERSLEUTELT,
    (Actor.SLEUTELS, "persoonlijke_omstandigheden"): HERVERSLEUTELT,
    (Actor.SLEUTELS, "sleutel_vernietiging"): BEWERKT,
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
        (Actor.ANTWOORD, _projectie): Bereik(leest=None, wijzigt=("aangeboden",), naar=("aanvaard", "geweigerd")),
    }


class Nu:
    """Het tijdstip van de opdracht zelf, zoals de standaard van de kolom het zet."""


NU = Nu()


def passend(actor: Actor, tabel: str, gemeente: Gemeente) -> dict[str, object]:
    """Wat een rij moet zijn om door deze rol te worden ingevoegd, als de fabriek haar anders maakt."""
    match actor, tabel:
        case Actor.ONTVANGER, "outbox":
            return {"soort": "aanmelding.verwerk_notificatie", "bezig_tot": None, "ontstaan_op": NU}
        case Actor.ONTVANGER, "duo_ontvangst":
            return {"ontvangen_op": NU}
        case Actor.SLEUTELS, "audit":
            return {"actie": "sleutels.wisselen", "medewerker_id": None}
        case Actor.ZEGEL, "audit":
            return {"actie": "audit.erkennen", "medewerker_id": None}
        case Actor.ANTWOORD, "outbox":
            return {"soort": BEANTWOORD, "bezig_tot": None, "ontstaan_op": NU}
        case _, "audit" if actor is Actor.ANTWOORD or actor in VAN_ACTOR:
            lid = gemeente.leden[VAN_ACTOR.get(actor, PARTIJEN[0]).naam]
            return {"organisatie_id": lid.organisatie, "medewerker_id": lid.medewerker}
        case Actor.GEMEENTE, "toewijzing":
            return {"beantwoord_op": None}
        case _:
            return {}
