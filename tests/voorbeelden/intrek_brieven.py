"""De brief die een besluit intrekt: een PIP, gehoord met en zonder antwoord en niet gehoord, en een besluit over
ontheffing; de tekst komt van de stap zelf."""

from datetime import date

from core.law.besluiten import Besluitfeiten, Besluitsoort, gronden
from core.law.groepen import Doelgroep
from core.law.intake import PipVanElders
from core.law.intrekken import Horen, ZonderHoren, toets_inhoud
from core.law.leerroutes import Leerroute
from core.law.zienswijze import Gelegenheid, Zienswijze, Zienswijzewijze
from core.platform.letters.gegevens import Brief
from core.process.besluit.intrekbrief import Intrekkingsbrief, stel_intrekking_op
from core.process.ontheffing.intrekken import gevolg as gevolg_ontheffing
from core.process.pip.intrekken import gevolg, leerroute_blijft
from tests.letters.voorbeelden import BEZWAAR, DAGTEKENING, DELEN, RECHT

_VAN = date(2026, 2, 2)
_GEVRAAGD = Gelegenheid(gegeven_op=date(2026, 2, 9), uiterlijk_op=date(2026, 2, 23))
_ANTWOORD = Zienswijze(
    wijze=Zienswijzewijze.MONDELING,
    ontvangen_op=date(2026, 2, 16),
    inhoud="Ik ben nooit naar school geweest. Dat was mijn zus.",
)
_MOTIVERING = "Wij hebben uw gegevens verwisseld met die van iemand anders. Dat is onze fout."


def intrekkingsbrief(
    horen: Horen, *, motivering: str = _MOTIVERING, leerroute: str = "", terug: bool = False
) -> Intrekkingsbrief:
    """De brief over deze intrekking, zoals de stap haar opstelt."""
    gebreken = toets_inhoud(motivering, horen, bekend_op=_VAN, peildatum=DAGTEKENING, recht=RECHT)
    assert not gebreken, "een voorbeeld dat niet kan"
    feiten = Besluitfeiten(ingetrokken=Besluitsoort.PIP, groep=Doelgroep.ASIEL, leerroute=Leerroute.B)
    return stel_intrekking_op(
        DELEN,
        soort=Besluitsoort.PIP,
        van=_VAN,
        dagtekening=DAGTEKENING,
        motivering=motivering,
        horen=horen,
        gevolg=gevolg(
            van="2\u00a0februari\u00a02026", tot="2\u00a0februari\u00a02029", leerroute=leerroute, terug=terug
        ),
        gronden=gronden(Besluitsoort.INTREKKING, feiten),
        bezwaar=BEZWAAR,
    )


def ontheffingsintrekking(
    soort: Besluitsoort, motivering: str, *, openstaat: bool = True, verkort: bool = False, terug: bool = False
) -> Intrekkingsbrief:
    """De brief die een ontheffing of de weigering daarvan intrekt; de persoon zweeg."""
    return stel_intrekking_op(
        DELEN,
        soort=soort,
        van=_VAN,
        dagtekening=DAGTEKENING,
        motivering=motivering,
        horen=Horen(gelegenheid=_GEVRAAGD),
        gevolg=gevolg_ontheffing(
            verleend=soort is Besluitsoort.ONTHEFFING_LBT,
            van="2\u00a0februari\u00a02026",
            open_=openstaat,
            verkort=verkort,
            terug=terug,
        ),
        gronden=gronden(
            Besluitsoort.INTREKKING, Besluitfeiten(ingetrokken=soort, gevraagd=Besluitsoort.ONTHEFFING_LBT)
        ),
        bezwaar=BEZWAAR,
    )


def intrekkingen() -> dict[str, Brief]:
    """Elke vorm die de brief kan hebben."""
    met_antwoord = Gelegenheid(
        gegeven_op=_GEVRAAGD.gegeven_op, uiterlijk_op=_GEVRAAGD.uiterlijk_op, zienswijze=_ANTWOORD
    )
    zonder = {
        f"zonder-horen-{grond.lower().replace('_', '-')}": intrekkingsbrief(
            Horen(zonder=grond, motief="Dit hebben wij op 23 februari 2026 met u besproken.")
        )
        for grond in ZonderHoren
    }
    return {
        "gehoord": intrekkingsbrief(Horen(gelegenheid=met_antwoord)),
        "gehoord-en-gezwegen": intrekkingsbrief(Horen(gelegenheid=_GEVRAAGD)),
        "ontheffing": ontheffingsintrekking(Besluitsoort.ONTHEFFING_LBT, _MOTIVERING),
        "weigering": ontheffingsintrekking(Besluitsoort.WEIGERING, "Wij hebben een verklaring van u niet gelezen."),
        "weigering-zonder-verzoek": ontheffingsintrekking(
            Besluitsoort.WEIGERING, "Wij hebben een verklaring van u niet gelezen.", openstaat=False
        ),
        "ontheffing-verkorte-intake": ontheffingsintrekking(Besluitsoort.ONTHEFFING_LBT, _MOTIVERING, verkort=True),
        "weigering-verkorte-intake": ontheffingsintrekking(
            Besluitsoort.WEIGERING, "Wij hebben een verklaring van u niet gelezen.", openstaat=False, verkort=True
        ),
        "teruggekeerd": intrekkingsbrief(Horen(gelegenheid=met_antwoord), terug=True),
        "teruggekeerd-leerroute-blijft": intrekkingsbrief(
            Horen(gelegenheid=met_antwoord),
            leerroute=leerroute_blijft(PipVanElders(dag=date(2025, 11, 3), leerroute=Leerroute.Z)),
            terug=True,
        ),
        "ontheffing-teruggekeerd": ontheffingsintrekking(Besluitsoort.ONTHEFFING_LBT, _MOTIVERING, terug=True),
        **zonder,
    }
