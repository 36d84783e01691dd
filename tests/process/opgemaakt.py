"""Brieven zonder PDF: voor wie alleen moet weten dat zij weg kunnen. Opmaken zelf kost een apart proces."""

import datetime as dt
from hashlib import sha256
from uuid import UUID

from core.platform.clock import NEDERLAND
from core.process.besluit.cijferteksten import PDF
from tests.process.wereld import Wereld


async def maak_zonder_pdf(wereld: Wereld, dossier_id: UUID) -> None:
    """Alsof de brieven van dit dossier vandaag zijn opgemaakt."""
    vandaag = await wereld.vandaag()
    op = dt.datetime.combine(vandaag, dt.time(), NEDERLAND)
    for opmaak in await wereld.rijen("brief_opmaak", dossier_id=dossier_id, opgemaakt_op=None):
        plek = PDF.plek(opmaak["gemeente_id"], opmaak["id"])
        pdf, versie = wereld.huis.kluis.versleutel(b"%PDF", soort=PDF.soort, plek=plek)
        await wereld.alziend.execute(
            "update brief_opmaak set verzenddag = $2, pdf = $3, pdf_hash = $4, sleutelversie = $5,"
            " opgemaakt_op = $6 where id = $1",
            opmaak["id"],
            vandaag,
            pdf,
            sha256(b"%PDF").hexdigest(),
            versie,
            op,
        )
    await wereld.alziend.execute(
        "update brief set status = 'gemaakt', gemaakt_op = $2 where dossier_id = $1 and status = 'te_maken'",
        dossier_id,
        op,
    )
