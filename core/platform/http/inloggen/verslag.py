"""Wat er van in- en uitloggen in het auditlog komt: een regel in elke gemeente waar iemand werkt."""

import asyncpg
import structlog

from core.fouten import Fout
from core.platform.http.bezoek import Lidmaatschap, als_lid
from core.platform.huis import Huis
from core.platform.telemetry import sentry

logboek = structlog.get_logger("meedoen.inloggen")


async def schrijf(huis: Huis, leden: list[Lidmaatschap], actie: str, *, oorsprong: str) -> None:
    """`inloggen.<actie>`, per gemeente in een eigen transactie. Een gemeente die nu niet te bereiken is houdt niemand
    buiten: daar is dan ook niets te lezen, en het staat in het logboek."""
    for lid in {lid.gemeente_id: lid for lid in leden}.values():
        toegang = als_lid(lid, oorsprong)
        try:
            async with huis.databank.uow(toegang) as tx:
                await huis.logboek.schrijf(tx, f"inloggen.{actie}", "medewerker", object_id=lid.medewerker_id)
        except (Fout, asyncpg.PostgresError) as fout:
            logboek.error("inloggen kwam niet in het auditlog", gemeente=str(lid.gemeente_id), actie=actie)
            sentry.meld(fout, route=oorsprong, gemeente=str(lid.gemeente_id))
