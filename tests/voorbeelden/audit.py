"""Een regel in het auditlog, met een MAC die bij geen sleutel hoort (wie een echte wil, gebruikt `Logboek`)."""

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.anker import Ankerbestand
from core.platform.audit.zegelaar import Zegelaar
from core.platform.db.uow import Databank, Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.invoegen import voeg_in


async def audit(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "tijdstip": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        "medewerker_id": tx.toegang.medewerker_id,
        "organisatie_id": tx.toegang.organisatie_id,
        "actie": "dossier.lezen",
        "object": "dossier",
        "resultaat": "gelukt",
        "oorsprong": "test",
        "doel": str(tx.toegang.doel),
        "sleutelversie": 1,
        "mac": os.urandom(32),
    }
    await voeg_in(tx, "audit", waarden | anders)
    return id_


async def audit_erkenning(tx: Tx, **anders: object) -> UUID:
    """`tx` is van de zegelaar, in één gemeente."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "soort": "veranderd",
        "waar": f"regel {nieuw_id()}",
        "afdruk": os.urandom(32),
        "reden": "uitgezocht",
        "door": "C. Ciso, CISO",
        "erkend_op": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        "sleutelversie": 1,
        "mac": os.urandom(32),
    }
    await voeg_in(tx, "audit_erkenning", waarden | anders)
    return id_


async def verzegel(databank: Databank) -> None:
    """Een zegel over wat er staat, met een sleutel die niemand kent."""
    zegelaar = Zegelaar(databank, Sleutelbos({1: os.urandom(32)}), Ankerbestand(Path(os.devnull), Sleutelbos({1: b""})))
    assert await tot_alles_verzegeld_is(zegelaar) > 0


async def tot_alles_verzegeld_is(zegelaar: Zegelaar) -> int:
    """Rondes tot er niets meer open ligt; geeft hoeveel regels. Een transactie die nog afloopt (een autovacuum, de
    commit hiervoor) houdt een ronde tegen, dus één is niet altijd genoeg."""
    regels = 0
    for _ in range(2_000):
        uitslag = await zegelaar.ronde()
        regels += uitslag.regels
        if uitslag.volledig and not uitslag.meer and not uitslag.regels and uitslag.oudste_open is None:
            return regels
    raise AssertionError("na 2 000 rondes ligt er nog een regel open")
