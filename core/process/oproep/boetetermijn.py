"""Werk bij de termijn die een boete stelde, zolang er geen derde oproep is (art. 22 lid 2 en 3 Wi2021, PG-7).

Het staat bij de beboete oproep en volgt haar: wordt de boete ingetrokken, komt de persoon of gaat er een derde oproep
uit, dan sluit het; wordt die derde ingetrokken, dan staat het er weer.
"""

from collections.abc import Sequence
from uuid import UUID

from core.law.boeteopvolging import Boeteopvolging, kwam_na_boete, op_te_volgen
from core.law.boetevraag import EERSTE_MET_BOETEVRAAG
from core.law.fasen import Fase
from core.law.oproepen import Oproep as Rechtsoproep
from core.law.oproepen import Uitkomst
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.oproep.beeld import rechtsoproepen
from core.process.oproep.werksoorten import Soort
from core.process.werksoort import Werksoort

_KLAAR = "de persoon kwam, er is een derde oproep, of de boete is er niet meer"


async def volg(tx: Tx, huis: Huis, zaak: Zaak) -> bool:
    """Zet het werk bij de termijn uit de boete klaar, of sluit het. Geeft of er iets veranderde."""
    return await volg_oproepen(tx, huis, zaak.id, await rechtsoproepen(tx, zaak.rij), fase=zaak.rij.fase)


async def volg_oproepen(tx: Tx, huis: Huis, dossier_id: UUID, oproepen: Sequence[Rechtsoproep], *, fase: Fase) -> bool:
    """Als `volg`, voor wie de oproepen van het dossier al las."""
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    wacht = op_te_volgen(oproepen, fase=fase, peildatum=vandaag, recht=recht)
    kwam = kwam_na_boete(oproepen, recht=recht)
    anders = False
    for oproep in oproepen:
        if oproep.nummer != EERSTE_MET_BOETEVRAAG or oproep.uitkomst is Uitkomst.OPEN:
            continue
        sleutel = str(oproep.id)
        anders |= await _stel(tx, Soort.OPROEP_OPVOLGEN, sleutel, dossier_id, _bij(oproep, wacht))
        anders |= await _vraag_lid_3(tx, f"{sleutel}:lid-3", dossier_id, _bij(oproep, kwam))
    return anders


def _bij(oproep: Rechtsoproep, wat: Boeteopvolging | None) -> Boeteopvolging | None:
    return wat if wat is not None and wat.oproep is oproep else None


async def _vraag_lid_3(tx: Tx, sleutel: str, dossier_id: UUID, wat: Boeteopvolging | None) -> bool:
    """Wat een mens al besliste en afvinkte, wordt niet opnieuw gevraagd."""
    soort = Dossierwerk.NAVRAGEN
    if wat and await werkvoorraad.is_afgehandeld(tx, soort, sleutel=sleutel, omschrijving=wat.melding):
        return False
    return await _stel(tx, soort, sleutel, dossier_id, wat)


async def _stel(tx: Tx, soort: Werksoort, sleutel: str, dossier_id: UUID, wat: Boeteopvolging | None) -> bool:
    if wat is None:
        return await werkvoorraad.sluit(tx, soort, sleutel=sleutel, afhandeling=_KLAAR, vervallen=True)
    return await werkvoorraad.zet_klaar(
        tx,
        soort,
        omschrijving=wat.melding,
        grond=str(wat.grond),
        sleutel=sleutel,
        dossier_id=dossier_id,
        vervaldatum=wat.uiterlijk,
    )
