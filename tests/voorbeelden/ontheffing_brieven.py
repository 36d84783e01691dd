"""Het besluit over de leerbaarheidstoets: verleend en geweigerd, bij elke beperking; de tekst komt van de stap zelf."""

from dataclasses import replace
from datetime import date

import msgspec

from core.law.besluiten import Besluitfeiten, Besluitsoort, gronden
from core.law.ontheffing import Aanvraag, Beperking, Beslissing, Bewijs, Initiatief, toets_beslissing
from core.law.zienswijze import Gelegenheid, Zienswijze, Zienswijzewijze
from core.platform.letters.gegevens import Brief
from core.process.besluit.briefdelen import bezwaarclausule
from core.process.ontheffing.brief import Ontheffingsbrief, stel_ontheffing_op
from tests.letters.voorbeelden import BEZWAAR, DAGTEKENING, DELEN, RECHT, TENANT


def ontheffingsbrief(
    beperking: Beperking,
    *,
    verlenen: bool = True,
    aangetoond: bool | None = None,
    initiatief: Initiatief = Initiatief.VERZOEK,
    motivering: str = "Dat staat in de verklaring die u ons hebt gegeven.",
    gelegenheid: Gelegenheid | None = None,
) -> Ontheffingsbrief:
    """Het besluit over dit verzoek, zoals de stap het opstelt."""
    aanvraag = Aanvraag(
        initiatief=initiatief,
        gevraagd_op=date(2026, 2, 9),
        beperking=beperking,
        bewijs=Bewijs.VERKLARING_DESKUNDIGE,
        bewijs_op=date(2026, 2, 9),
    )
    beslissing = Beslissing(
        verlenen=verlenen,
        aangetoond=(verlenen or beperking is Beperking.AUDITIEF) if aangetoond is None else aangetoond,
        kan_toets_niet_maken=verlenen if beperking is Beperking.AUDITIEF else None,
        motivering=motivering,
        wijkt_af=gelegenheid is not None,
        gelegenheid=gelegenheid,
    )
    assert not toets_beslissing(beslissing, aanvraag, peildatum=DAGTEKENING, recht=RECHT), "een voorbeeld dat niet kan"
    return stel_ontheffing_op(
        DELEN,
        aanvraag,
        beslissing,
        dagtekening=DAGTEKENING,
        gronden=gronden(
            Besluitsoort.ONTHEFFING_LBT if verlenen else Besluitsoort.WEIGERING,
            Besluitfeiten(gevraagd=Besluitsoort.ONTHEFFING_LBT),
        ),
        bezwaar=BEZWAAR,
    )


ZONDER_DIGITAAL = msgspec.structs.replace(
    TENANT,
    elektronische_wegen=(),
    briefhoofd=msgspec.structs.replace(TENANT.briefhoofd, bezwaar_ter_attentie_van="Commissie bezwaarschriften"),
)
_GEVRAAGD = Gelegenheid(gegeven_op=date(2026, 2, 10), uiterlijk_op=date(2026, 2, 24))
_GEZEGD = Zienswijze(
    wijze=Zienswijzewijze.SCHRIFTELIJK, ontvangen_op=date(2026, 2, 20), inhoud="Ik zie alleen van dichtbij goed."
)


def brieven() -> dict[str, Brief]:
    """Verleend en geweigerd, bij elke beperking; op verzoek en ambtshalve; met en zonder antwoord van de persoon."""
    niet = "In het gesprek las u zonder hulp een formulier."
    return {
        **{f"verleend-{b.value.lower()}": ontheffingsbrief(b) for b in Beperking},
        "verleend-zonder-digitale-weg": msgspec.structs.replace(
            ontheffingsbrief(Beperking.VISUEEL), bezwaar=bezwaarclausule(ZONDER_DIGITAAL, RECHT, op=DAGTEKENING)
        ),
        **{
            f"verleend-{b.value.lower()}-ambtshalve": ontheffingsbrief(b, initiatief=Initiatief.AMBTSHALVE)
            for b in Beperking
        },
        "geweigerd-visueel": ontheffingsbrief(
            Beperking.VISUEEL, verlenen=False, motivering=niet, gelegenheid=replace(_GEVRAAGD, zienswijze=_GEZEGD)
        ),
        "geweigerd-visueel-zweeg": ontheffingsbrief(
            Beperking.VISUEEL, verlenen=False, motivering=niet, gelegenheid=_GEVRAAGD
        ),
        "geweigerd-auditief-niet-aangetoond": ontheffingsbrief(
            Beperking.AUDITIEF,
            verlenen=False,
            aangetoond=False,
            motivering="In het gesprek verstond u ons goed.",
            gelegenheid=_GEVRAAGD,
        ),
        "geweigerd-auditief": ontheffingsbrief(
            Beperking.AUDITIEF,
            verlenen=False,
            motivering="U leest de vragen van de toets op een scherm.",
            gelegenheid=_GEVRAAGD,
        ),
    }
