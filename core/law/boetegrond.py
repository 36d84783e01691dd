"""De boetevraag en de oproep waar zij op rust (art. 22 lid 1 en 3 Wi2021, art. 5:43 Awb, PG-1, PG-7).

De vraag is er alleen bij een oproep die telt. Blijkt na het antwoord dat zij niet telt, dan rust de boete of de
procedure nergens meer op; zolang dat antwoord staat, volgt er geen oproep en geen boete voor hetzelfde verzuim.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from core.fouten import Gebrek
from core.law import boetetermijn
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG, Boeteantwoord
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.oproepen import Oproep, Uitkomst, antwoord_op_tweede, overtreding_vanaf, wat_telt_niet
from core.law.recht import Grond, Recht
from core.law.retourpost import Retouroordeel

_BOETE = Grond("Wi2021", "22", "1")
_AL_BEBOET = Grond("Awb", "5:43")


def te_beantwoorden(oproepen: Sequence[Oproep], *, recht: Recht) -> Oproep | None:
    """De oudste oproep met een boetevraag zonder antwoord (PG-7); ook bij wie te laat kwam blijft de vraag staan.

    Een procedure die loopt is nog geen antwoord: haar uitkomst komt nog. Een boete na de tweede oproep zonder de
    termijn die zij stelde is dat ook niet.
    """
    for oproep in oproepen:
        gemist = oproep.uitkomst.zonder_resultaat or oproep.uitkomst is Uitkomst.TE_LAAT_VERSCHENEN
        if (
            gemist
            and oproep.nummer >= EERSTE_MET_BOETEVRAAG
            and not _is_beantwoord(oproep)
            and not wat_telt_niet(oproep, recht=recht)
        ):
            return oproep
    return None


def _is_beantwoord(oproep: Oproep) -> bool:
    if oproep.boetevraag is None or not oproep.boetevraag.is_antwoord:
        return False
    return oproep.nummer != EERSTE_MET_BOETEVRAAG or not boetetermijn.is_onbekend(oproep.boetevraag)


def rapport_vanaf(oproep: Oproep, oproepen: Sequence[Oproep], *, recht: Recht) -> date:
    """De eerste dag waarop een rapport kan bestaan; een tweede boete wacht de eerste af (art. 22 lid 3)."""
    vanaf = overtreding_vanaf(oproep)
    tot = boetetermijn.laatste_dag(antwoord_op_tweede(oproepen, recht=recht), recht=recht)
    if oproep.nummer <= EERSTE_MET_BOETEVRAAG or tot is None:
        return vanaf
    return max(vanaf, tot + timedelta(days=1))


def toets_vraag(oproepen: Sequence[Oproep], *, recht: Recht) -> Iterator[Gebrek]:
    """Wat het beantwoorden van de boetevraag tegenhoudt."""
    if te_beantwoorden(oproepen, recht=recht) is None:
        melding = (
            "Er is geen boetevraag: die ontstaat pas bij de tweede oproep, als zij telt en de persoon niet of te laat"
            " kwam of niet meewerkte."
        )
        yield maak_gebrek("boetevraag", melding, _BOETE)
        return
    yield from toets_zonder_grond(oproepen, recht=recht)


def zonder_grond(oproepen: Sequence[Oproep], *, recht: Recht) -> tuple[Oproep, ...]:
    """De oproepen die niet tellen en waarop toch een boete of een procedure rust.

    Is nog niet beoordeeld of haar brief aankwam, dan staat dat niet vast.
    """
    return tuple(
        oproep
        for oproep in oproepen
        if oproep.boetevraag is not None
        and oproep.boetevraag.antwoord is not Boeteantwoord.GEEN_BOETE
        and oproep.retour is not Retouroordeel.TE_BEOORDELEN
        and wat_telt_niet(oproep, recht=recht)
    )


def toets_zonder_grond(oproepen: Sequence[Oproep], *, recht: Recht) -> Iterator[Gebrek]:
    """Geen nieuwe oproep en geen nieuwe boete zolang er een boete staat die nergens op rust."""
    for oproep in zonder_grond(oproepen, recht=recht):
        grond = _BOETE if oproep.boetevraag is None or oproep.boetevraag.bekende_boete is None else _AL_BEBOET
        yield maak_gebrek("boetevraag", waarschuw(oproep), grond, eerst=Handeling.BOETEANTWOORD_TERUGNEMEN)


def waarschuw(oproep: Oproep) -> str:
    """Wat er bij deze oproep moet gebeuren, voor wie het doet."""
    boete = None if oproep.boetevraag is None else oproep.boetevraag.bekende_boete
    if boete is None:
        return (
            f"Oproep {oproep.nummer} telt niet, maar er loopt een procedure voor een boete. Stop die procedure, en neem"
            " eerst dat antwoord op de boetevraag terug."
        )
    return (
        f"Oproep {oproep.nummer} telt niet, maar er rust een boete van {boete.bedrag} euro ({boete.kenmerk}) op. Neem"
        " eerst het antwoord op de boetevraag terug, en zeg daarbij wat er met de boete is: INGETROKKEN (met het"
        " besluit waarmee zij is ingetrokken) of VERGISSING (er was geen boete)."
    )
