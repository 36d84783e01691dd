"""Elke dag: een besluit dat te lang blijft liggen wordt werk (PG-6); tot de bekendmaking werkt het niet. Werk over een
brief waarvan een dag voorbij is zegt wat er nu moet."""

from datetime import date
from uuid import UUID

from core.law import loslaten
from core.law.besluiten import BESLUITEN, Besluitsoort
from core.law.dagtekening import (
    NIET_VERZONDEN,
    blijft_liggen,
    uiterlijk_verzenden,
    voorstel,
    voorstel_intrekking,
    voorstel_na_het_einde,
    voorstel_verzenden,
)
from core.law.fasen import AFGESLOTEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.besluit import verlopen_dag
from core.process.besluit.geldend import Geldend, lees_onverzonden
from core.process.besluit.werksoorten import Soort
from core.process.dossier import pip_gehaald
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import lees_dossier, neem_dossier
from core.process.taak import Taakbeurt, Taaksoort

BEWAAK_VERZENDING = "besluit.bewaak_verzending"


async def bewaak_verzending(beurt: Taakbeurt) -> None:
    """Zet werk klaar voor elk besluit dat er te lang ligt; elk dossier in een eigen transactie."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        dossiers = dict.fromkeys(rij.dossier_id for rij, _ in await _blijft_liggen(tx, beurt.huis))
    for dossier_id in dossiers:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            await neem_dossier(tx, dossier_id)
            await zet_bij(tx, beurt.huis, dossier_id)
    await verlopen_dag.houd_bij(beurt)
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        await beurt.klaar(tx)


async def zet_bij(tx: Tx, huis: Huis, dossier_id: UUID) -> bool:
    """Zet het werk klaar, of bij, over wat er in dit dossier te lang ligt; False als dat er niet is."""
    liggen = await _blijft_liggen(tx, huis, dossier_id)
    for rij, uiterlijk in liggen:
        await _zet_klaar(tx, rij, uiterlijk)
    return bool(liggen)


async def _blijft_liggen(tx: Tx, huis: Huis, dossier_id: UUID | None = None) -> list[tuple[Geldend, date]]:
    """Wat er te lang ligt, met de dag waarop het uiterlijk weg had gemoeten."""
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    rijen = await lees_onverzonden(tx, dossier_id)
    te_lang = [rij for rij in rijen if blijft_liggen(rij.dagtekening, vandaag, recht=recht)]
    return [(rij, uiterlijk_verzenden(rij.dagtekening, recht=recht)) for rij in te_lang]


async def _zet_klaar(tx: Tx, rij: Geldend, uiterlijk: date) -> None:
    fase = (await lees_dossier(tx, rij.dossier_id)).fase
    if loslaten.los_te_laten(fase, {rij.soort: rij.stand}):
        tekst = loslaten.voorstel(BESLUITEN[rij.soort].naam, rij.stand)
    elif fase in AFGESLOTEN:
        tekst = voorstel_na_het_einde(BESLUITEN[rij.soort].naam, rij.stand)
    elif rij.soort is Besluitsoort.PIP:
        pip_uiterlijk = await pip_gehaald.laatste_dag(tx, rij.dossier_id)
        tekst = voorstel(rij.stand, peildatum=await tx.vandaag(), pip_uiterlijk=pip_uiterlijk)
    elif rij.soort is Besluitsoort.INTREKKING:
        tekst = voorstel_intrekking(rij.stand)
    else:
        tekst = voorstel_verzenden(BESLUITEN[rij.soort].naam, rij.stand)
    await werkvoorraad.zet_klaar(
        tx,
        Soort.BESLUIT_NIET_VERZONDEN,
        omschrijving=tekst,
        grond=str(NIET_VERZONDEN),
        sleutel=str(rij.brief_onder),
        dossier_id=rij.dossier_id,
        vervaldatum=uiterlijk,
    )


TAKEN = (
    Taaksoort(
        soort=BEWAAK_VERZENDING,
        wat="een besluit dat te lang blijft liggen nakijken",
        doe=bewaak_verzending,
        elke_dag=True,
    ),
)
