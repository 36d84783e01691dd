"""De weg van een zaak: per fase de handelingen in de volgorde waarin de eerste die mag de volgende stap is."""

from collections.abc import Mapping
from datetime import date

from core.law import voorleggen
from core.law.fasen import Fase
from core.law.handeling import Handeling
from core.law.oproepen import Uitkomst, telt_nooit
from core.law.recht import Recht
from core.law.zaakbeeld import Zaakbeeld

_WEG: Mapping[Fase, tuple[Handeling, ...]] = {
    Fase.PLICHT_GEMELD: (Handeling.OPROEP_OPSTELLEN,),
    Fase.INTAKE_OPGEROEPEN: (
        Handeling.OPROEP_VERZENDEN,
        Handeling.TERMIJN_GEMIST,
        Handeling.OPROEP_OPSTELLEN,
        Handeling.BOETEVRAAG_BEANTWOORDEN,
        Handeling.INTAKE_AFRONDEN_IN_AFWEZIGHEID,
        Handeling.ONTHEFFING_BESLISSEN,
        Handeling.VERSCHIJNEN,
        Handeling.OPROEP_INTREKKEN,
    ),
    Fase.INTAKE_LOOPT: (Handeling.ONTHEFFING_BESLISSEN, Handeling.INTAKE_AFRONDEN, Handeling.INTAKE_BIJWERKEN),
    Fase.INTAKE_AFGEROND: (Handeling.PIP_VASTSTELLEN, *voorleggen.WEG, Handeling.PIP_SCHRIJVEN),
    Fase.WACHT_OP_DERDE: (Handeling.INFORMATIE_ONTVANGEN,),
}


def weg_van(zaak: Zaakbeeld, *, peildatum: date, recht: Recht) -> tuple[Handeling, ...]:
    """De weg van deze fase. Telt de open oproep niet, en kan zij dat niet meer, dan gaat zij eerst weg (PG-1)."""
    weg = _WEG.get(zaak.fase, ())
    oproep = zaak.oproep
    if oproep is None or oproep.uitkomst is not Uitkomst.OPEN or Handeling.OPROEP_INTREKKEN not in weg:
        return weg
    if telt_nooit(oproep, peildatum=peildatum, recht=recht):
        return (Handeling.OPROEP_INTREKKEN, *weg)
    return weg
