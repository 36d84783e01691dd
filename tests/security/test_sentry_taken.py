"""Sentry: een taak die breekt, te lang duurt of wordt afgebroken wordt gemeld met haar soort, en met niets van wie zij
ging. De worker en de wachtrij zijn de echte."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID

import pytest

from core.bootstrap import TAKEN
from core.integrations.buren import maak_buren
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.crypto.kluis import Plek, Soort
from core.platform.db.uow import Databank
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.queue.aanbod import Aanbod
from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import FUNCTIE, WACHTRIJ
from core.platform.queue.keuring import Vreemd
from core.platform.queue.valkey import maak_valkey
from core.process.besluit.opmaken import MAAK_BRIEF
from core.process.pip.brief import PIP_BESCHIKKING
from core.process.taak import Taak, Taakbeurt, Taaksoort
from core.worker import UITLOOP, maak_worker, verwerk
from tests.platform.wachtrij import draaiende_worker
from tests.security.opvang import ALLES, GEPLANT, MANIEREN, Opvang, breek_gewoon, lees, soorten
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.besluit import brief, brief_opmaak
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.outbox import outbox

# arq closes its connection with a method that redis has since renamed.
pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated close:DeprecationWarning")
PROEF = "proef.taak"


@pytest.fixture
def zet_taak(monkeypatch: pytest.MonkeyPatch) -> Callable[[Taak], None]:
    """Geef de proefsoort een taak, naast de echte."""

    def zet(taak: Taak) -> None:
        soort = Taaksoort(soort=PROEF, wat="een proef doen", doe=taak)
        monkeypatch.setitem(cast(MutableMapping[str, Taaksoort], TAKEN), PROEF, soort)

    return zet


async def _klaargezet(databank: Databank, twee: TweeGemeenten, **anders: object) -> UUID:
    async with databank.uow(twee.a.als_taak()) as tx:
        return await outbox(tx, **{"soort": PROEF, **anders})


async def _verwerk(huis: Huis, outbox_id: UUID) -> None:
    buren = maak_buren(huis.config, huis.tenants.values())
    try:
        await verwerk(huis, buren, outbox_id)
    finally:
        await buren.sluit()


@pytest.mark.parametrize(("breek", "verwacht"), MANIEREN.values(), ids=MANIEREN)
async def test_een_taak_die_breekt_meldt_haar_soort_en_de_gemeente(
    huis: Huis,
    twee_gemeenten: TweeGemeenten,
    opvang: Opvang,
    zet_taak: Callable[[Taak], None],
    breek: Callable[[], None],
    verwacht: list[str],
) -> None:
    async def taak(beurt: Taakbeurt) -> None:
        persoon = GEPLANT | {"taak": str(beurt.bericht.id)}
        assert persoon
        breek()

    zet_taak(taak)
    await _verwerk(huis, await _klaargezet(huis.databank, twee_gemeenten))
    melding = opvang.melding()
    assert melding["tags"] == {"taak": PROEF, "gemeente": str(twee_gemeenten.a.id)}
    assert soorten(melding) == verwacht


async def test_een_brief_die_niet_lukt_wordt_gemeld_zonder_wat_erin_staat(
    huis: Huis, twee_gemeenten: TweeGemeenten, opvang: Opvang
) -> None:
    """Het opmaakproces weigert de gegevens; die zijn van Amina."""
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        brief_id = nieuw_id()
        plek = Plek(tabel="brief", kolom="gegevens", gemeente_id=tx.gemeente_id, rij_id=brief_id)
        ruw = json.dumps({"dagtekening": "2026-03-02", "naam": GEPLANT}).encode()
        cijfer, versie = huis.kluis.versleutel(ruw, soort=Soort.BRIEF, plek=plek)
        dossier_id = await dossier(tx)
        await brief(
            tx,
            dossier_id=dossier_id,
            id=brief_id,
            gegevens=cijfer,
            sleutelversie=versie,
            sjabloon_versie=PIP_BESCHIKKING.editie().versie,
        )
        opmaak_id = await brief_opmaak(tx, dossier_id=dossier_id, brief_id=brief_id)
    await _verwerk(huis, await _klaargezet(huis.databank, twee_gemeenten, soort=MAAK_BRIEF, onderwerp_id=opmaak_id))
    melding = opvang.melding()
    assert melding["tags"]["taak"] == MAAK_BRIEF
    assert soorten(melding) == ["BriefFout"]


@asynccontextmanager
async def _worker(huis: Huis, outbox_id: UUID, *, tijdslimiet: float, uitloop: float = UITLOOP) -> AsyncIterator[None]:
    """De echte worker op de echte wachtrij, met één taakbericht; stopt zoals bij SIGTERM, na `uitloop` seconden."""
    wachtrij = maak_valkey(huis.config)
    await wachtrij.flushall()  # what other tests left is alarmed too, and one message is expected
    worker = maak_worker(huis.config, tijdslimiet=tijdslimiet)
    draait = asyncio.create_task(worker.async_run())
    try:
        await Aanbod(wachtrij, Alarm()).bied_aan(outbox_id, 1)
        yield
    finally:
        lopend = [t for t in worker.tasks.values() if not t.done()]
        if lopend and uitloop:
            await asyncio.wait(lopend, timeout=uitloop)
        await worker.close()
        draait.cancel()
        await asyncio.wait({draait})
        await wachtrij.aclose(close_connection_pool=True)


async def test_een_taak_die_te_lang_duurt_wordt_gemeld_met_waar_zij_hing(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, opvang: Opvang, zet_taak: Callable[[Taak], None]
) -> None:
    gestopt = asyncio.Event()

    async def hangt(_: Taakbeurt) -> None:
        persoon = dict(GEPLANT)
        try:
            await asyncio.Event().wait()
        finally:
            gestopt.set()
            assert persoon

    zet_taak(hangt)
    id_ = await _klaargezet(huis.databank, twee_gemeenten)
    async with _worker(huis, id_, tijdslimiet=0.2):
        await gestopt.wait()
        while await alziend.fetchval("select status from meedoen.outbox") != "nieuw":  # noqa: ASYNC110 - de database
            await asyncio.sleep(0.01)
    melding = opvang.melding()
    assert melding["tags"] == {"taak": PROEF, "gemeente": str(twee_gemeenten.a.id)}
    assert soorten(melding)[-1] == "TaakTeLang"
    plaatsen = [p["function"] for w in melding["exception"]["values"] for p in w["stacktrace"]["frames"]]
    assert "hangt" in plaatsen, "waar de taak hing is te vinden"
    assert await alziend.fetchval("select fout from meedoen.outbox") == "TaakTeLang"


async def test_een_time_out_van_de_taak_zelf_blijft_haar_eigen_fout(
    huis: Huis, twee_gemeenten: TweeGemeenten, opvang: Opvang, zet_taak: Callable[[Taak], None]
) -> None:
    async def taak(_: Taakbeurt) -> None:
        raise TimeoutError(ALLES)

    zet_taak(taak)
    await _verwerk(huis, await _klaargezet(huis.databank, twee_gemeenten))
    assert soorten(opvang.melding()) == ["TimeoutError"]


async def test_een_taak_die_bij_het_stoppen_nog_loopt_wordt_gemeld(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, opvang: Opvang, zet_taak: Callable[[Taak], None]
) -> None:
    begonnen = asyncio.Event()

    async def hangt(_: Taakbeurt) -> None:
        persoon = dict(GEPLANT)
        begonnen.set()
        await asyncio.Event().wait()
        assert persoon

    zet_taak(hangt)
    async with _worker(huis, await _klaargezet(huis.databank, twee_gemeenten), tijdslimiet=30, uitloop=0):
        await begonnen.wait()
    melding = opvang.melding()
    assert melding["tags"] == {"taak": PROEF, "gemeente": str(twee_gemeenten.a.id)}
    assert soorten(melding)[-1] == "TaakAfgebroken"
    assert await alziend.fetchval("select status from meedoen.outbox") == "bezig", "haar pacht loopt nog af"


async def test_een_fout_buiten_de_taak_om_wordt_gemeld_en_arq_krijgt_haar_boodschap_niet(
    huis: Huis,
    twee_gemeenten: TweeGemeenten,
    alziend: Any,
    opvang: Opvang,
    zet_taak: Callable[[Taak], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """De rij wordt onder de taak vandaan gehaald, zodat het wegleggen voor later zelf breekt."""
    klaar = asyncio.Event()

    async def taak(_: Taakbeurt) -> None:
        await alziend.execute("revoke update on meedoen.outbox from meedoen_gemeente")
        klaar.set()
        breek_gewoon()

    zet_taak(taak)
    async with _worker(huis, await _klaargezet(huis.databank, twee_gemeenten), tijdslimiet=30):
        await klaar.wait()
        while len(opvang.enveloppen) < 2:  # noqa: ASYNC110 - het antwoord van een ander proces
            await asyncio.sleep(0.01)
    eerste, tweede = [lees(e) for e in opvang.enveloppen]
    assert (eerste["tags"]["taak"], soorten(eerste)) == (PROEF, ["RuntimeError"])
    assert tweede["tags"] == {"taak": FUNCTIE}
    assert "InsufficientPrivilegeError" in soorten(tweede)
    assert not [r for r in caplog.records if r.name.startswith("arq") and "failed" in r.getMessage()]


async def test_wat_er_vreemd_was_in_de_wachtrij_wordt_per_soort_een_keer_gemeld_zonder_wat_er_stond(
    valkey: EmbeddedValkey, opvang: Opvang, caplog: pytest.LogCaptureFixture
) -> None:
    """Wie er iets in zet, kan er alles van iemand in zetten; ook als id en als functie."""
    async with draaiende_worker(valkey) as proef:
        for waarde in GEPLANT.values():
            await proef.client.set(f"arq:job:{waarde}", ALLES)
            await proef.client.zadd(WACHTRIJ, {waarde: 1})
        await proef.goed()
        assert proef.alarm.geteld == {Vreemd.ID: len(GEPLANT)}
    melding = opvang.melding()
    assert melding["tags"] == {"taak": "wachtrij: id"}
    assert soorten(melding) == ["VreemdInWachtrij"]
    for regel in caplog.text.splitlines():
        assert not any(waarde in regel for waarde in GEPLANT.values())
