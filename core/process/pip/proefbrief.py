"""De beschikking op proef: wat haar van papier houdt, gezegd voordat iemand vaststelt (C3)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from core.fouten import Gebrek, VoorwaardeNietVervuld
from core.law.besluiten import Besluitfeiten, Besluitsoort, gronden
from core.law.mandaat import Collegebesluit
from core.law.pip import PipGegevens
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.rijen import DossierRij
from core.process.intake import actions as intake
from core.process.oproep.beeld import rechtsoproepen
from core.process.pip import voornemens
from core.process.pip.afwezig import afwezigheid_van, uitleg
from core.process.pip.brief import pip_beschikking

_NOG_NIET = "Dit vult u nog in."


async def gebreken_van_de_brief(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    gegevens: PipGegevens,
    *,
    dagtekening: date,
    feiten: Besluitfeiten,
    collegebesluit: Collegebesluit | None,
) -> tuple[Gebrek, ...]:
    """Wat er van deze gegevens, of van wie zij zijn, niet op papier kan; leeg voor een taak, die niets ondertekent.

    Wat er nog niet in staat is geen gebrek van de brief: dat noemt `toets_pip`.
    """
    if tx.toegang.medewerker_id is None:
        return ()
    try:
        await pip_beschikking(
            tx,
            huis,
            dossier,
            _aangevuld(gegevens),
            dagtekening=dagtekening,
            gronden=gronden(Besluitsoort.PIP, feiten),
            zonder_u=await _zonder_u(tx, huis, dossier, dagtekening),
            collegebesluit=collegebesluit,
            op_proef=True,
        )
    except VoorwaardeNietVervuld as fout:
        return fout.gebreken
    return ()


def wat_er_nog_niet_staat(gebreken: Iterable[Gebrek], gevonden: Iterable[Gebrek]) -> tuple[Gebrek, ...]:
    """De gebreken van de brief over velden waar nog niets over gezegd is."""
    genoemd = {gebrek.veld for gebrek in gevonden}
    return tuple(gebrek for gebrek in gebreken if gebrek.veld not in genoemd)


async def _zonder_u(tx: Tx, huis: Huis, dossier: DossierRij, op: date) -> tuple[str, ...]:
    """Wat de brief nu zou zeggen over hoe het plan zonder de persoon gemaakt is."""
    verslag = await intake.lees_intake(tx, dossier.id)
    if verslag is None or not voornemens.is_nodig(verslag, dossier.fase):
        return ()
    oproepen = await rechtsoproepen(tx, dossier)
    afwezigheid = afwezigheid_van(verslag, oproepen, op=op, recht=huis.recht_van(tx.gemeente_id))
    staand, eerder = await voornemens.lees_staand(tx, dossier.id), await voornemens.eerder_beantwoord(tx, dossier.id)
    return uitleg(afwezigheid, staand, op=op, eerder=eerder)


def _aangevuld(gegevens: PipGegevens) -> PipGegevens:
    """Een half ingevuld concept als hele brief: wat leeg is krijgt iets dat er zeker op kan."""
    return replace(
        gegevens,
        ondersteuning=gegevens.ondersteuning if gegevens.ondersteuning.strip() else _NOG_NIET,
        motivering=gegevens.motivering if gegevens.motivering.strip() else _NOG_NIET,
        intensiteit_pvt=gegevens.intensiteit_pvt or 0,
        aantal_voortgangsgesprekken=gegevens.aantal_voortgangsgesprekken or 1,
    )
