"""Bijschrijven wat er met een oproep gebeurde: het bewijs waarop een volgende stap rust (PG-1 tot PG-7)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from core.law.boetevraag import Boetevraag
from core.law.medewerking import Verzoek
from core.law.oproepen import Oproep as Rechtsoproep
from core.law.oproepen import Uitkomst, vorige_oproep
from core.law.recht import Recht
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.process.oproep.actions import zoek
from core.process.oproep.rijen import OproepRij, Verzetting
from core.process.oproep.tables import Gebeurtenissoort, Oproepgebeurtenis


async def noteer(
    tx: Tx,
    rij: OproepRij,
    soort: Gebeurtenissoort,
    op: date,
    toelichting: str,
    *,
    uitkomst: Uitkomst | None = None,
    schreef_aan: str = "",
    verzoek: Verzoek | None = None,
    boetevraag: Boetevraag | None = None,
    afspraak: Verzetting | None = None,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> UUID:
    """Schrijf bij wat er met de oproep gebeurde, van de medewerker die handelt als er een is; geeft het id."""
    id_ = nieuw_id()
    await tx.schrijf(
        Oproepgebeurtenis.insert(
            Oproepgebeurtenis(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=rij.dossier_id,
                oproep_id=rij.id,
                soort=soort,
                op=op,
                toelichting=toelichting,
                uitkomst=uitkomst,
                schreef_aan=schreef_aan,
                verzoek=None if verzoek is None else msgspec.json.encode(verzoek).decode(),
                boetevraag=None if boetevraag is None else msgspec.json.encode(boetevraag).decode(),
                afspraak=None if afspraak is None else msgspec.json.encode(afspraak).decode(),
                bevestigd=msgspec.json.encode(bevestigd).decode(),
                vastgelegd_door=tx.toegang.medewerker_id,
                vastgelegd_op=await tx.nu(),
            )
        )
    )
    return id_


async def noteer_niet_afgewacht(
    tx: Tx,
    oproepen: Sequence[Rechtsoproep],
    reden: str,
    *,
    bevestigd: tuple[Waarschuwingssoort, ...],
    recht: Recht,
) -> None:
    """Bij de laatste oproep: waarom het college zijn plan vaststelde terwijl de persoon nog kon komen."""
    laatste = vorige_oproep(oproepen, recht=recht)
    rij = None if laatste is None or laatste.id is None else await zoek(tx, laatste.id)
    if rij is None:
        raise LookupError("zonder getelde oproep loopt er geen termijn uit een boete")
    await noteer(tx, rij, Gebeurtenissoort.NIET_AFGEWACHT, await tx.vandaag(), reden.strip(), bevestigd=bevestigd)
