"""Het besluit over ontheffing van de leerbaarheidstoets als brief: verleend of geweigerd, en waarom."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from core.fouten import Gebrek
from core.law.contact import Onderwerp
from core.law.mandaat import Collegebesluit
from core.law.ontheffing import Aanvraag, Beperking, Beslissing, Initiatief
from core.law.recht import Grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Bezwaar, Brief
from core.process.besluit.briefdelen import Briefdelen, bezwaarclausule, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij

ONTHEFFING_LBT = Briefsoort(
    naam="ontheffing_lbt",
    wat="het besluit over ontheffing van de leerbaarheidstoets",
    onderwerp=Onderwerp.TRAJECT,
    map_=Path(__file__).with_name("brief"),
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5", "v5": "v5", "v6": "v6", "v7": "v6", "v8": "v6"},
)
_VELDEN = {"motivering": "motivering", "zienswijze": "gelegenheid.zienswijze.inhoud"}


class Ontheffingsbrief(Brief, frozen=True, kw_only=True):
    """Het besluit B03 of B10 over de leerbaarheidstoets (art. 14 lid 6 Wi2021)."""

    soort: ClassVar[Briefsoort] = ONTHEFFING_LBT

    verleend: bool
    ambtshalve: bool
    beperking: Regel
    motivering: Alinea
    bezwaar: Bezwaar
    gehoord: bool = False
    zienswijze: Alinea | None = None
    antwoorden_tot: date | None = None  # de laatste dag die hij had, als hij gehoord is
    gevraagd_op: date | None = None
    aangetoond: bool = True
    ook_niet_te_maken: bool = False  # de tweede voorwaarde, die alleen bij een auditieve beperking geldt (PG-9)

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.verleend or not self.ambtshalve:
            return ()
        melding = "Wie niets vroeg, kan niets geweigerd worden."
        return (Gebrek(veld="verleend", melding=melding, grond="art. 1:3 lid 3 Awb"),)


async def ontheffingsbrief(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    *,
    aanvraag: Aanvraag,
    beslissing: Beslissing,
    gronden: tuple[Grond, ...],
    collegebesluit: Collegebesluit | None = None,
) -> Ontheffingsbrief:
    """De bevroren gegevens van het besluit; wat niet op papier kan, houdt het tegen."""
    delen = await lees_briefdelen(tx, huis, dossier, ONTHEFFING_LBT.onderwerp, collegebesluit=collegebesluit)
    recht, vandaag = huis.recht_van(tx.gemeente_id), await tx.vandaag()
    with in_velden(_VELDEN, gestuurd=_VELDEN.values()):
        return stel_ontheffing_op(
            delen,
            aanvraag,
            beslissing,
            dagtekening=vandaag,
            gronden=gronden,
            bezwaar=bezwaarclausule(huis.tenant(tx.gemeente_id), recht, op=vandaag),
        )


def stel_ontheffing_op(
    delen: Briefdelen,
    aanvraag: Aanvraag,
    beslissing: Beslissing,
    *,
    dagtekening: date,
    gronden: tuple[Grond, ...],
    bezwaar: Bezwaar,
) -> Ontheffingsbrief:
    """De tekst van dit besluit."""
    gehoord = beslissing.gelegenheid
    zienswijze = None if gehoord is None else gehoord.zienswijze
    return Ontheffingsbrief(
        **delen.op(dagtekening, gronden=gronden),
        verleend=beslissing.verlenen,
        ambtshalve=aanvraag.initiatief is Initiatief.AMBTSHALVE,
        beperking=aanvraag.beperking.omschrijving,
        motivering=beslissing.motivering,
        gehoord=gehoord is not None,
        zienswijze=None if zienswijze is None else zienswijze.inhoud,
        antwoorden_tot=None if gehoord is None else gehoord.uiterlijk_op,
        gevraagd_op=None if aanvraag.initiatief is Initiatief.AMBTSHALVE else aanvraag.gevraagd_op,
        aangetoond=beslissing.aangetoond,
        ook_niet_te_maken=aanvraag.beperking is Beperking.AUDITIEF,
        bezwaar=bezwaar,
    )
