"""De proeven van alle stappen bij elkaar, en elke tabel met wie er een geldige rij in zet.

Wat van een stap is staat in haar eigen bestand; hier staat alleen wat van het platform is. Een tabel die ontbreekt,
laat `tests/security/test_volledig.py` zakken, een stap `tests/architecture/test_proeven.py`.
"""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from uuid import UUID

from core.instellingen.tabel import Kloksoort
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.letters.gegevens import Brief, canoniek
from core.platform.tenancy import Actor, Doel, toegang_leden, toegang_platform, toegang_sleutels
from core.process.stappen import STAPPEN
from tests.voorbeelden import audit, beheer, outbox
from tests.voorbeelden.beheer import Gemeente, Lid, TweeGemeenten
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.proef import Fabriek, Kanarie, Proef, samen


def _proeven() -> dict[str, Proef]:
    """Op volgorde van de stappen. Wie er geen heeft ontbreekt hier, en zakt in `test_proeven`."""
    gevonden = {}
    for stap in STAPPEN:
        naam = f"tests.voorbeelden.{stap.naam}"
        if find_spec(naam) and isinstance(proef := getattr(import_module(naam), "PROEF", None), Proef):
            gevonden[stap.naam] = proef
    return gevonden


PROEVEN: Mapping[str, Proef] = _proeven()
STAP: Mapping[str, str] = {naam: stap for stap, proef in PROEVEN.items() for naam in proef.handelingen}
"""Van elke handeling haar stap."""
_PLATFORM = Kanarie(
    gesloten={
        "medewerker.uitgever": "hieraan herkent de aanmelding een medewerker",
        "medewerker.onderwerp": "hieraan herkent de aanmelding een medewerker",
        **{f"audit_erkenning.{k}": "van de opdrachtregel" for k in ("soort", "waar", "reden", "door")},
    },
    leeg={"outbox.inhoud": {"sleutel": "tekst"}},
    versleuteld={
        "audit.mac": "een code",
        "audit_erkenning.afdruk": "een code",
        "audit_erkenning.mac": "een code",
        "audit_zegel.wortel": "een code",
        "audit_zegel.vorige": "een code",
        "audit_zegel.hash": "een code",
        "audit_zegel.mac": "een code",
    },
    ziet_een_partner={
        "lidmaatschap": lambda zicht, herkomst: (
            Lid(UUID(herkomst.rij["organisatie_id"]), UUID(herkomst.rij["medewerker_id"])) == zicht.lid
            if herkomst.rij["organisatie_id"]
            else False
        ),
    },
)
BRIEVEN: Mapping[str, Brief] = samen(
    [{f"{brief.soort.naam}/{geval}": brief for geval, brief in proef.brieven().items()} for proef in PROEVEN.values()]
)
"""Elke vorm van elk sjabloon: `<brief>/<geval>`."""
VOLSTE: Mapping[str, Brief] = {
    brief.soort.naam: brief for brief in sorted(BRIEVEN.values(), key=lambda brief: len(canoniek(brief)))
}
"""Van elke soort brief het voorbeeld waarin het meeste staat."""
KANARIES = (_PLATFORM, *(proef.kanarie for proef in PROEVEN.values()))

DOOR_DE_GEMEENTE: dict[str, Fabriek] = {
    "audit": audit.audit,
    "outbox": outbox.outbox,
    "plugin_schakelaar": beheer.plugin_schakelaar,
    **samen([proef.fabrieken for proef in PROEVEN.values()]),
}
DOOR_DE_ONTVANGER: dict[str, Fabriek] = samen([proef.van_de_ontvanger for proef in PROEVEN.values()])
DOOR_DE_LEDEN: dict[str, Fabriek] = samen([proef.van_de_leden for proef in PROEVEN.values()])
DOOR_DE_EIGENAAR: dict[str, Callable[..., Awaitable[object]]] = {
    "collega": beheer.lidmaatschap,
    "gemeente": beheer.gemeente,
    "lidmaatschap": beheer.lidmaatschap,
    "medewerker": beheer.medewerker,
    "organisatie": beheer.organisatie,
}
"""Deze zet `maak_twee_gemeenten` neer."""
DOOR_DE_ZEGELAAR = frozenset({"audit_erkenning", "audit_zegel"})
DOOR_DE_SLEUTELBEHEERDER = frozenset({"sleutel_vernietiging"})
DOOR_DE_MIGRATIE = frozenset({"audit_stand", "klok", "schema_migratie"})

TABELLEN = frozenset(
    {
        *DOOR_DE_GEMEENTE,
        *DOOR_DE_ONTVANGER,
        *DOOR_DE_LEDEN,
        *DOOR_DE_EIGENAAR,
        *DOOR_DE_ZEGELAAR,
        *DOOR_DE_SLEUTELBEHEERDER,
        *DOOR_DE_MIGRATIE,
    }
)
PARAMETERS: Mapping[str, str] = samen([proef.parameters for proef in PROEVEN.values()])
"""Elke parameter in een pad, met haar tabel."""


async def vul(databank: Databank, gemeente: Gemeente) -> None:
    """Van elke tabel van een gemeente één rij of meer."""
    async with databank.uow(gemeente.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        for fabriek in DOOR_DE_GEMEENTE.values():
            await fabriek(tx)
    ontvanger = toegang_platform(Actor.ONTVANGER, oorsprong="test", gemeente_id=gemeente.id)
    async with databank.uow(ontvanger) as tx:
        for fabriek in DOOR_DE_ONTVANGER.values():
            await fabriek(tx)
    leden = toegang_leden(gemeente.id, organisatie_id=None, medewerker_id=gemeente.beheerder, oorsprong="test")
    async with databank.uow(leden) as tx:
        for fabriek in DOOR_DE_LEDEN.values():
            await fabriek(tx)
    async with databank.uow(toegang_sleutels(gemeente.id, oorsprong="test")) as tx:
        await beheer.sleutel_vernietiging(tx)
    async with databank.uow(toegang_platform(Actor.ZEGEL, oorsprong="test", gemeente_id=gemeente.id)) as tx:
        await audit.audit_erkenning(tx)
    await audit.verzegel(databank)


@contextlib.asynccontextmanager
async def open_databank(cluster: Cluster, database: str, *, verbindingen: int = 3) -> AsyncIterator[Databank]:
    """Alle rollen, en een klok die verzet kan worden.

    De controle van de rollen is van wie een proces start (`tests/platform/test_databank.py`); hier kostte zij elke test
    een verbinding per rol.
    """
    databank = Databank(cluster.dsns(database), klok=Klok(soort=Kloksoort.BEWEEGBAAR), verbindingen=verbindingen)
    await databank.zet_pools_klaar()
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
