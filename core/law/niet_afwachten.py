"""Een PIP zonder de persoon, terwijl een boete hem nog laat komen (art. 22 lid 2 Wi2021, PG-4, PG-7).

Wie schriftelijk weigerde, op hem hoeft het college niet te wachten (PG-4), en een derde oproep van voor de boete staat
los van haar. Toch kan hij tot en met de dag uit de boete nog komen, en dan wordt hij gehoord. Stelt het college zijn
plan voor die dag vast, dan weet het dat, en legt het vast waarom het niet wachtte (art. 3:2 Awb, INTERPRETATION).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from core.fouten import Gebrek, Waarschuwing
from core.law import boetetermijn
from core.law.gebreken import maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.oproepen import Oproep, Uitkomst, antwoord_op_tweede, getelde
from core.law.recht import Grond, Recht
from core.law.waarschuwingen import Waarschuwingssoort

_ZORG = Grond("Awb", "3:2")


def kan_komen_tot(oproepen: Sequence[Oproep], *, peildatum: date, recht: Recht) -> date | None:
    """Tot en met welke dag de persoon na een boete nog kan komen: die uit de boete, of de laatste dag van de derde
    oproep die uit haar volgt. None als er geen boete is, of als die dag voorbij is."""
    vraag, geteld = antwoord_op_tweede(oproepen, recht=recht), getelde(oproepen, recht=recht)
    tot = boetetermijn.laatste_dag(vraag, recht=recht)
    if tot is None or not geteld:
        return None
    derde = geteld[-1]
    los = boetetermijn.staat_los(vraag, derde.opgesteld_op)
    if not los and not boetetermijn.gewoon_na_boete(vraag, derde.opgesteld_op, recht=recht):
        tot = max(tot, derde.termijn_tot)
    return tot if peildatum <= tot else None


def schreef_op(oproepen: Sequence[Oproep], *, recht: Recht) -> tuple[date, ...]:
    """Op welke dagen de persoon na een oproep die telde schriftelijk liet weten dat hij niet komt (PG-4)."""
    return tuple(
        oproep.uitkomst_op
        for oproep in getelde(oproepen, recht=recht)
        if oproep.uitkomst is Uitkomst.KOMST_GEWEIGERD and oproep.uitkomst_op is not None
    )


def waarschuw(tot: date | None) -> tuple[Waarschuwing, ...]:
    """Wat iemand weet voordat hij het PIP toch vaststelt; `tot` is die van `kan_komen_tot`."""
    if tot is None:
        return ()
    melding = (
        f"De boete laat de persoon nog komen tot en met {schrijf_dag(tot)}. Komt hij na het vaststellen, dan hoort u"
        " hem alsnog over een plan dat er al is. Wachten tot na die dag kan. Ga alleen door als dat niet kan, en zeg in"
        " redenNietAfwachten waarom."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.KAN_NOG_KOMEN, melding=melding, grond=str(boetetermijn.NA_BOETE)),)


def toets_reden(reden: str, tot: date | None, *, bevestigd: bool) -> Iterator[Gebrek]:
    """Wie bevestigt dat hij niet wacht, zegt waarom; zonder termijn die loopt is er geen reden te geven."""
    if tot is not None and bevestigd and not reden.strip():
        melding = f"Leg uit waarom u niet wacht tot en met {schrijf_dag(tot)}; dat leest de persoon in zijn besluit."
        yield maak_gebrek("redenNietAfwachten", melding, _ZORG)
    elif tot is None and reden.strip():
        melding = "Er loopt geen termijn uit een boete waarin de persoon nog kan komen; laat deze reden weg."
        yield maak_gebrek("redenNietAfwachten", melding, boetetermijn.NA_BOETE)
