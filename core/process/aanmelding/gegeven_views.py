"""Wat DUO over een persoon besliste of vaststelde, zoals een medewerker het leest."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.bewaren import lees_gegevens
from core.process.aanmelding.rijen import DuoGegevenRij
from core.process.aanmelding.tables import Gegevensoort
from core.process.dossier.zaak import lees_dossier


class DuoGegevenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een gegeven van DUO. `dag` is de dag waarover het gaat: van het examen, het oordeel, het verzoek of de boete.

    `waarde` is wat DUO vond, in haar woord: Geslaagd, Toegekend. Van een PIP is het de leerroute, van een gebeurtenis
    de code.
    """

    id: UUID
    soort: str
    dag: date | None
    besloten_op: date | None
    vanaf: date | None
    tot: date | None
    waarde: str
    onderdeel: str
    niveau: str
    reden: str
    aantal: int | None
    gelezen_op: datetime
    vervallen_op: datetime | None


async def gegevens(tx: Tx, huis: Huis, dossier_id: UUID) -> list[DuoGegevenUit]:
    """Wat DUO gaf, oudste lezing eerst; ook wat zij nu niet meer geeft. Het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "duo-gegeven.inzien", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [_uit(rij) for rij in await lees_gegevens(tx, dossier_id, ook_vervallen=True)]


def _uit(rij: DuoGegevenRij) -> DuoGegevenUit:
    soort = GEBEURTENISSEN.get(rij.waarde) if rij.soort is Gegevensoort.GEBEURTENIS else None
    return DuoGegevenUit(
        id=rij.id,
        soort=rij.soort,
        dag=rij.dag,
        besloten_op=rij.besloten_op,
        vanaf=rij.vanaf,
        tot=rij.tot,
        waarde=rij.waarde,
        onderdeel=rij.onderdeel,
        niveau=rij.niveau,
        reden=rij.reden if soort is None else soort.omschrijving,
        aantal=rij.aantal,
        gelezen_op=rij.gelezen_op,
        vervallen_op=rij.vervallen_op,
    )
