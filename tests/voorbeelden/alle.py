"""Elke tabel met de fabriek die er een geldige rij in zet, en wie dat mag. Een tabel die hier ontbreekt, laat
`tests/security/test_volledig.py` zakken.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from core.instellingen.config import Kloksoort
from core.platform.clock import Klok
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Actor, Doel, toegang_platform, toegang_sleutels
from tests.voorbeelden import (
    aanmelding,
    audit,
    begeleiding,
    beheer,
    besluit,
    dossier,
    intake,
    melding,
    outbox,
    pip,
    toewijzing,
)
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten
from tests.voorbeelden.cluster import Cluster

Fabriek = Callable[[Tx], Awaitable[object]]

DOOR_DE_GEMEENTE: dict[str, Fabriek] = {
    "audit": audit.audit,
    "begeleiding": begeleiding.begeleiding,
    "begeleiding_vaststelling": begeleiding.begeleiding_vaststelling,
    "besluit": besluit.besluit,
    "brede_intake": intake.brede_intake,
    "brief": besluit.brief,
    "dossier": dossier.dossier,
    "duo_contactpersoon": melding.duo_contactpersoon,
    "duo_melding": melding.duo_melding,
    "leerbaarheidstoets": intake.leerbaarheidstoets,
    "oproep": intake.oproep,
    "outbox": outbox.outbox,
    "persoon": dossier.persoon,
    "persoon_nummer": dossier.persoon_nummer,
    "persoon_zoek": dossier.persoon_zoek,
    "persoonlijke_omstandigheden": intake.persoonlijke_omstandigheden,
    "pip": pip.pip,
    "termijn": dossier.termijn,
    "werkitem": dossier.werkitem,
}
DOOR_DE_ONTVANGER: dict[str, Fabriek] = {
    "duo_geweigerd": aanmelding.duo_geweigerd,
    "duo_ontvangst": aanmelding.duo_ontvangst,
}
DOOR_DE_EIGENAAR: dict[str, Callable[..., Awaitable[object]]] = {
    "gemeente": beheer.gemeente,
    "lidmaatschap": beheer.lidmaatschap,
    "medewerker": beheer.medewerker,
    "organisatie": beheer.organisatie,
}
"""Deze zet `maak_twee_gemeenten` neer."""
MET_EEN_SCHOOL = frozenset({"toewijzing"})
DOOR_DE_ZEGELAAR = frozenset({"audit_zegel"})
DOOR_DE_SLEUTELBEHEERDER = frozenset({"sleutel_vernietiging"})
DOOR_DE_MIGRATIE = frozenset({"audit_stand", "klok", "schema_migratie"})

TABELLEN = frozenset(
    {
        *DOOR_DE_GEMEENTE,
        *DOOR_DE_ONTVANGER,
        *DOOR_DE_EIGENAAR,
        *MET_EEN_SCHOOL,
        *DOOR_DE_ZEGELAAR,
        *DOOR_DE_SLEUTELBEHEERDER,
        *DOOR_DE_MIGRATIE,
    }
)


async def vul(databank: Databank, gemeente: Gemeente) -> None:
    """Van elke tabel van een gemeente één rij of meer."""
    async with databank.uow(gemeente.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        for fabriek in DOOR_DE_GEMEENTE.values():
            await fabriek(tx)
        await toewijzing.toewijzing(tx, organisatie_id=gemeente.school)
    ontvanger = toegang_platform(Actor.ONTVANGER, oorsprong="test", gemeente_id=gemeente.id)
    async with databank.uow(ontvanger) as tx:
        for fabriek in DOOR_DE_ONTVANGER.values():
            await fabriek(tx)
    async with databank.uow(toegang_sleutels(gemeente.id, oorsprong="test")) as tx:
        await beheer.sleutel_vernietiging(tx)
    await audit.verzegel(databank)


@contextlib.asynccontextmanager
async def open_databank(cluster: Cluster, database: str, *, verbindingen: int = 3) -> AsyncIterator[Databank]:
    """Alle rollen, en een klok die verzet kan worden."""
    databank = Databank(cluster.dsns(database), klok=Klok(soort=Kloksoort.BEWEEGBAAR), verbindingen=verbindingen)
    await databank.open()
    try:
        yield databank
    finally:
        await databank.sluit()


async def maak_volle_database(cluster: Cluster, naam: str) -> TweeGemeenten:
    """Een kopie met twee gemeenten en van elke tabel rijen van allebei."""
    await cluster.kopieer(naam)
    async with cluster.eigenaar(naam) as eigenaar:
        twee = await beheer.maak_twee_gemeenten(eigenaar)
    async with open_databank(cluster, naam) as databank:
        await vul(databank, twee.a)
        await vul(databank, twee.b)
    return twee
