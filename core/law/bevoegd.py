"""Of dit college bevoegd is voor wie in een andere gemeente staat ingeschreven en hier nooit stond (art. 15 Wi2021).

Dat is zo voor wie in een azc elders wacht en aan deze gemeente gekoppeld is. De BRP zegt niet wat een azc is; DUO geeft
iemand aan de gemeente waaraan hij gekoppeld is, en anders niet.
"""

from enum import StrEnum

from core.fouten import Gebrek
from core.law.buurlezing import staat_elders
from core.law.fasen import AFGESLOTEN, Fase
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.recht import Grond

_H = Handeling
_COLLEGE = Grond("Wi2021", "15", "1")
ZONDER_COLLEGE = frozenset(
    {
        # Wat er gebeurde, of wat de persoon zelf doet, staat los van wie bevoegd is.
        _H.VERSCHIJNEN,
        _H.PIP_ELDERS_INGETROKKEN,
        _H.PLAN_VASTLEGGEN,
        _H.ONTHEFFING_VRAGEN,
        _H.ONTHEFFING_INTREKKEN,
        _H.INFORMATIE_ONTVANGEN,
        _H.ZIENSWIJZE_VASTLEGGEN,
        # Terug mag altijd: er gaat dan niets naar hem uit waar hij iets mee moet.
        _H.PIP_ELDERS_TERUGNEMEN,
        _H.PLAN_TERUGNEMEN,
        _H.OPROEP_INTREKKEN,
        _H.VOORNEMEN_INTREKKEN,
        _H.AFSPRAAK_TERUGNEMEN,
        _H.UITKOMST_TERUGNEMEN,
        _H.BOETEANTWOORD_TERUGNEMEN,
        _H.INTAKE_WEGLEGGEN,
        _H.CONCEPT_WEGLEGGEN,
        _H.BESLUIT_LOSLATEN,
        # En het werk van de gemeente zelf.
        _H.RETOURPOST_BEOORDELEN,
        _H.WERK_HEROPENEN,
        _H.VERVOLG_PLANNEN,
    }
)
"""Wat kan terwijl niet vaststaat dat dit college bevoegd is; al het andere wacht (INTERPRETATION: de wet zwijgt)."""
WAT_NU = "Vraag DUO of hij hier hoort, en laat daarna bij DUO opnieuw lezen; geeft zij hem, dan kan het weer."


class Bevoegd(StrEnum):
    """Of dit college bevoegd is, voor zover dat vaststaat."""

    JA = "ja"
    DUO_GEVRAAGD = "duo-gevraagd"
    DUO_WEIGERT = "duo-weigert"


_WAAROM_NIET = {
    Bevoegd.DUO_GEVRAAGD: (
        "De persoon ging naar een andere gemeente. Of dit college bevoegd blijft zegt DUO; Meedoen vraagt het haar, en"
        " tot zij antwoordt gaat er niets naar hem uit."
    ),
    Bevoegd.DUO_WEIGERT: (
        "DUO geeft deze gemeente geen toegang tot deze persoon, en hij staat in een andere gemeente ingeschreven."
        " Zolang dat zo is, gaat er niets naar hem uit."
    ),
}


def bepaal_bevoegd(
    gemeente: str,
    fase: Fase,
    *,
    hier: str,
    stond_hier: bool,
    verhuisd: bool,
    met_pip: bool,
    duo_weigert: bool,
) -> Bevoegd:
    """Of vaststaat dat dit college bevoegd is voor wie de BRP in `gemeente` inschrijft; `verhuisd` is dat hij daarheen
    ging en DUO nog niet zei of hij van hier blijft. Een afgesloten of onderbroken zaak heeft haar eigen regels."""
    if stond_hier or met_pip or fase in AFGESLOTEN or fase is Fase.ONDERBROKEN:
        return Bevoegd.JA
    if not staat_elders(gemeente, hier=hier):
        return Bevoegd.JA
    if duo_weigert:
        return Bevoegd.DUO_WEIGERT
    return Bevoegd.DUO_GEVRAAGD if verhuisd else Bevoegd.JA


def toets_college(handeling: Handeling, bevoegd: Bevoegd) -> tuple[Gebrek, ...]:
    """Waarom deze handeling wacht tot vaststaat dat dit college bevoegd is; leeg als zij niet hoeft te wachten."""
    if bevoegd is Bevoegd.JA or handeling in ZONDER_COLLEGE:
        return ()
    return (maak_gebrek("bevoegd", _WAAROM_NIET[bevoegd], _COLLEGE),)
