"""Wat er met een bekendgemaakte boete is als wordt teruggenomen waar zij op rust (PG-7, art. 3:2 Awb).

De boete is buiten Meedoen opgelegd en daar ook ingetrokken; Meedoen legt dat vast. Het antwoord op de boetevraag telt
dan niet meer, en de vraag staat er weer.
"""

from collections.abc import Sequence
from uuid import UUID

from core.law.boete_elders import Boetelot, LotVanBoete
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import correctie
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.correctie import wijziging
from core.process.dossier.rijen import Wijziging
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.oproep.actions import lees
from core.process.oproep.beeld import gebeurtenissen_van
from core.process.oproep.boetegrond import volg_grond
from core.process.oproep.rijen import Gebeurtenisbeeld
from core.process.oproep.tables import Gebeurtenissoort
from core.process.oproep.uitkomsten import sleutel_mandaat, vraag_boete, zet


async def verwerk_lot(tx: Tx, huis: Huis, zaak: Zaak, oproep_id: UUID, lot: LotVanBoete, *, motief: str) -> None:
    """De oproep na deze is ingetrokken: haar boete blijft, is ingetrokken, of iemand beslist daar nog over."""
    if lot.wat is Boetelot.NOG_TE_BESLISSEN:
        await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=(
                "De oproep na de boete is ingetrokken. Beslis of de boete blijft. Trekt de gemeente haar in, neem dan"
                " het antwoord op de boetevraag terug, met het besluit waarmee zij is ingetrokken."
            ),
            grond="art. 3:2 Awb",
            sleutel=_sleutel(oproep_id),
            dossier_id=zaak.id,
            vervaldatum=await tx.vandaag(),
        )
        return
    if lot.wat is not Boetelot.INGETROKKEN:
        await werkvoorraad.sluit(tx, Dossierwerk.NAVRAGEN, sleutel=_sleutel(oproep_id), afhandeling="de boete blijft")
        return
    gebeurtenissen = [g for g in await gebeurtenissen_van(tx, zaak.id) if g.oproep_id == oproep_id]
    antwoord = antwoord_met_boete(gebeurtenissen)
    await correctie.leg_vast(
        tx,
        huis,
        "oproep.terugnemen",
        "oproepgebeurtenis",
        object_id=antwoord.id,
        dossier_id=zaak.id,
        wijzigingen=wijzigingen(antwoord, gebeurtenissen, lot),
        motief=motief,
    )
    await zet(tx, await lees(tx, zaak.id, oproep_id), {})
    await vraag_weer(tx, huis, zaak, oproep_id)


def antwoord_met_boete(gebeurtenissen: Sequence[Gebeurtenisbeeld]) -> Gebeurtenisbeeld:
    """Het laatste antwoord dat telt."""
    return [g for g in gebeurtenissen if g.soort is Gebeurtenissoort.BOETEVRAAG and not g.teruggenomen][-1]


def wijzigingen(
    bedoeld: Gebeurtenisbeeld, gebeurtenissen: Sequence[Gebeurtenisbeeld], lot: LotVanBoete | None
) -> list[Wijziging]:
    """Het antwoord dat niet meer telt, het antwoord dat er nu weer staat, en wat er met de boete is."""
    if bedoeld.boetevraag is None:
        return []
    over = [g for g in gebeurtenissen if g.id != bedoeld.id and not g.teruggenomen and g.boetevraag is not None]
    eerder = over[-1].boetevraag if over else None
    antwoord = wijziging("antwoord", bedoeld.boetevraag.antwoord, None if eerder is None else eerder.antwoord)
    boete = bedoeld.boetevraag.bekende_boete
    if boete is None or lot is None:
        return [antwoord]
    besluit = "" if lot.besluit is None else f" ({lot.besluit.nummer} van {lot.besluit.datum:%d-%m-%Y})"
    oud = f"{boete.kenmerk} van {boete.dagtekening:%d-%m-%Y}"
    return [antwoord, wijziging("boete", oud, f"{lot.wat}{besluit}")]


async def vraag_weer(tx: Tx, huis: Huis, zaak: Zaak, oproep_id: UUID) -> None:
    """De boetevraag staat er weer; wat er over de boete nog te beslissen was, is beslist."""
    afhandeling = "het antwoord is teruggenomen"
    sleutels = (_sleutel(oproep_id), sleutel_mandaat(oproep_id))
    await werkvoorraad.sluit_elk(tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=afhandeling)
    await volg_grond(tx, huis, zaak)
    await vraag_boete(tx, huis, zaak, oproep_id, anders="de uitkomst is teruggenomen")


def _sleutel(oproep_id: UUID) -> str:
    return f"{oproep_id}:boete"
