"""Werk als de nummers in een melding van DUO niet bij dezelfde persoon horen (T26); een mens zegt wie het is.

De nummers zelf staan er niet in: die leest wie het mag in het bericht achter het werk (C13).
"""

from uuid import UUID

from core.law.nummers import Nummeroordeel
from core.platform.db.uow import Tx
from core.process.aanmelding import deurwerk
from core.process.aanmelding.lezingen import omschrijf
from core.process.aanmelding.rijen import DuoOntvangstRij
from core.process.aanmelding.werksoorten import Soort
from core.process.dossier.personen import Gevonden
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import lees_dossier

BIJ_V_NUMMER = ":v-nummer"
"""Zo eindigt de sleutel van het werk in het dossier van het V-nummer; in dat van het BSN eindigt zij er niet mee."""


async def spreken_elkaar_tegen(tx: Tx, rij: DuoOntvangstRij, gevonden: Gevonden) -> bool:
    """Zet het werk klaar; True als de melding voor niemand telt tot een mens zegt wie DUO bedoelt.

    Zij gaat niet verloren: zij blijft bij het werk, en noemt DUO de gebeurtenis bij een van beide BSN's, dan neemt het
    vergelijken haar daar over.
    """
    match gevonden.oordeel, gevonden.ander_dossier_id:
        case Nummeroordeel.ANDER_V_NUMMER, _:
            await _ander_v_nummer(tx, rij, gevonden)
        case Nummeroordeel.TWEE_DOSSIERS, UUID() as ander_id:
            await _twee_dossiers(tx, rij, gevonden, ander_id)
        case Nummeroordeel.TEGENSTRIJDIG, UUID() as ander_id:
            await _twee_personen(tx, rij, gevonden, ander_id)
            return True
    return False


async def _ander_v_nummer(tx: Tx, rij: DuoOntvangstRij, gevonden: Gevonden) -> None:
    await deurwerk.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"DUO noemt een ander V-nummer dan wij kennen, in de melding: {omschrijf(rij.gebeurtenis)}. Meedoen heeft"
            " haar gevolgd op het BSN en houdt het V-nummer dat er stond. Ga na of het om dezelfde persoon gaat, en"
            f" vraag DUO welk V-nummer klopt; noem berichtId {rij.bericht_id}."
        ),
        grond="art. 36 Wi2021",
        sleutel=f"{rij.id}:v-nummer",
        dossier_id=gevonden.dossier_id,
    )


async def _twee_dossiers(tx: Tx, rij: DuoOntvangstRij, gevonden: Gevonden, ander_id: UUID) -> None:
    hier, ander = await lees_dossier(tx, gevonden.dossier_id), await lees_dossier(tx, ander_id)
    begin = "BSN en V-nummer in een melding van DUO horen hier bij twee dossiers: dit en dossier"
    await _zet_in_beide(
        tx,
        rij,
        van_bsn=(hier.id, f"{begin} {ander.kenmerk}. Ga na wie het is."),
        van_v_nummer=(ander.id, f"{begin} {hier.kenmerk}. Ga na wie het is."),
    )


async def _twee_personen(tx: Tx, rij: DuoOntvangstRij, gevonden: Gevonden, ander_id: UUID) -> None:
    """Het ligt in beide dossiers: het kan om elk van beiden gaan, en van de ander staat er alleen het kenmerk."""
    hier, ander = await lees_dossier(tx, gevonden.dossier_id), await lees_dossier(tx, ander_id)
    geopend = ", dat hiervoor is geopend en nog niet gelezen," if gevonden.nieuw else ""
    omschrijving = (
        f"BSN en V-nummer in een melding van DUO horen hier bij twee personen: {omschrijf(rij.gebeurtenis)}. Het BSN is"
        f" van dossier {hier.kenmerk}{geopend} en het V-nummer van dossier {ander.kenmerk}. De melding telt bij geen"
        f" van beide. Vraag DUO wie zij bedoelt; noem berichtId {rij.bericht_id}. Laat daarna in het dossier van die"
        " persoon alles wat DUO over hem geeft opnieuw lezen."
    )
    await _zet_in_beide(tx, rij, van_bsn=(hier.id, omschrijving), van_v_nummer=(ander.id, omschrijving))


async def _zet_in_beide(
    tx: Tx, rij: DuoOntvangstRij, *, van_bsn: tuple[UUID, str], van_v_nummer: tuple[UUID, str]
) -> None:
    """Werk in elk van de twee dossiers, met zijn omschrijving."""
    for (dossier_id, omschrijving), bij in ((van_bsn, ""), (van_v_nummer, BIJ_V_NUMMER)):
        await deurwerk.zet_klaar(
            tx,
            Soort.DUBBEL_DOSSIER,
            omschrijving=omschrijving,
            grond="art. 36 Wi2021",
            sleutel=f"{dossier_id}:{rij.id}{bij}",
            dossier_id=dossier_id,
        )
