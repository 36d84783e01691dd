"""De outbox en de relay: volgorde per reeks, pacht, minstens één keer aangeboden en precies één keer gevolg."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from core.fouten import VersieConflict
from core.instellingen.legitimatie import Buur
from core.platform.db.uow import Databank
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.platform.outbox.bus import Bericht
from core.platform.outbox.relay import Relay, gemeente_van
from tests.geduld import GEDULD
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten
from tests.voorbeelden.personen import persoon
from tests.voorbeelden.storing import BLIND, HEEL, STUK, ZIEND


class Postbode:
    """Onthoudt wat de relay aanbood, zoals de wachtrij zou doen."""

    def __init__(self, databank: Databank) -> None:
        self.ontvangen: list[tuple[UUID, int]] = []
        self.relay = Relay(databank, self._neem)

    async def _neem(self, id_: UUID, poging: int) -> None:
        self.ontvangen.append((id_, poging))

    async def ronde(self) -> list[UUID]:
        self.ontvangen.clear()
        assert await self.relay.ronde() == len(self.ontvangen)
        return [id_ for id_, _ in self.ontvangen]


@pytest.fixture
def postbode(databank: Databank) -> Postbode:
    return Postbode(databank)


async def _zet(
    databank: Databank,
    gemeente: Gemeente,
    *,
    reeks: UUID | None = None,
    buur: Buur | None = None,
    na_seconden: int = 0,
) -> UUID:
    async with databank.uow(gemeente.als_klantmanager()) as tx:
        return await bus.zet(
            tx,
            "dossier.proef",
            onderwerp_id=nieuw_id(),
            reeks=reeks or nieuw_id(),
            buur=buur,
            inhoud={"besluitId": "7"},
            na_seconden=na_seconden,
        )


async def _claim(databank: Databank, gemeente: Gemeente, id_: UUID) -> Bericht | None:
    async with databank.uow(gemeente.als_taak()) as tx:
        return await bus.claim(tx, id_)


async def _klaar(databank: Databank, gemeente: Gemeente, bericht: Bericht) -> None:
    async with databank.uow(gemeente.als_taak()) as tx:
        await bus.klaar(tx, bericht)


async def _geclaimd(databank: Databank, gemeente: Gemeente, id_: UUID) -> Bericht:
    bericht = await _claim(databank, gemeente, id_)
    assert bericht is not None
    return bericht


async def _laat_verlopen(alziend: Any, id_: UUID) -> None:
    await alziend.execute(
        "update meedoen.outbox set bezig_tot = clock_timestamp() - interval '1 second' where id = $1", id_
    )


async def _stand(alziend: Any, id_: UUID) -> dict[str, Any]:
    rij = await alziend.fetchrow("select status, pogingen, fout from meedoen.outbox where id = $1", id_)
    return dict(rij)


async def test_wat_niet_gecommit_is_gaat_niet_uit(
    databank: Databank, postbode: Postbode, twee_gemeenten: TweeGemeenten
) -> None:
    async def poging() -> None:
        async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await bus.zet(tx, "dossier.proef", onderwerp_id=nieuw_id(), reeks=nieuw_id())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await poging()
    assert await postbode.ronde() == []


async def test_een_bericht_van_begin_tot_eind(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    assert await postbode.ronde() == [id_]
    assert await postbode.ronde() == []
    assert await gemeente_van(databank, id_) == a.id
    bericht = await _geclaimd(databank, a, id_)
    assert (bericht.gemeente_id, bericht.soort, bericht.inhoud, bericht.pogingen) == (
        a.id,
        "dossier.proef",
        {"besluitId": "7"},
        1,
    )
    await _klaar(databank, a, bericht)
    assert (await _stand(alziend, id_))["status"] == "klaar"
    assert await _claim(databank, a, id_) is None
    assert await postbode.ronde() == []


async def test_een_reeks_gaat_een_voor_een_op_volgorde(
    databank: Databank, postbode: Postbode, twee_gemeenten: TweeGemeenten
) -> None:
    a, reeks = twee_gemeenten.a, nieuw_id()
    ids = [await _zet(databank, a, reeks=reeks) for _ in range(3)]
    ander = await _zet(databank, a)
    assert set(await postbode.ronde()) == {ids[0], ander}
    for nummer, id_ in enumerate(ids):
        bericht = await _geclaimd(databank, a, id_)
        assert await postbode.ronde() == [], "zolang de eerste bezig is wacht de rest"
        await _klaar(databank, a, bericht)
        assert await postbode.ronde() == ids[nummer + 1 : nummer + 2]


async def test_c10_per_buur_gaat_een_reeks_op_volgorde_en_de_ene_buur_houdt_de_andere_niet_op(
    databank: Databank, postbode: Postbode, twee_gemeenten: TweeGemeenten
) -> None:
    a, reeks = twee_gemeenten.a, nieuw_id()
    brp = [await _zet(databank, a, reeks=reeks, buur=Buur.BRP) for _ in range(2)]
    duo = [await _zet(databank, a, reeks=reeks, buur=Buur.DUO) for _ in range(2)]
    eigen = await _zet(databank, a, reeks=reeks)
    assert set(await postbode.ronde()) == {brp[0], duo[0], eigen}
    bericht = await _geclaimd(databank, a, duo[0])
    assert bericht.buur is Buur.DUO
    await _klaar(databank, a, bericht)
    assert await postbode.ronde() == [duo[1]], "de BRP is nog niet aan de beurt geweest"


@pytest.mark.parametrize(("duurt", "breekt_af"), [(0, False), (40, False), (0, True)])
async def test_c10_een_taak_die_niet_lukt_steekt_binnen_vijf_minuten_en_niet_bij_het_eerste_hikje(
    databank: Databank, alziend: Any, twee_gemeenten: TweeGemeenten, duurt: int, breekt_af: bool
) -> None:
    """Ook als elke poging lang duurt, en als de worker steeds omvalt zonder iets te zeggen."""
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    verstreken, steekt = 0.0, False
    while not steekt:
        bericht = await _geclaimd(databank, a, id_)
        async with databank.uow(a.als_taak()) as tx:
            steekt = await bus.blijft_steken(tx, bericht)
        if not breekt_af and not steekt:
            verstreken += await _later_op_de_klok(alziend, f"interval '{duurt} s'")
            async with databank.uow(a.als_taak()) as tx:
                await bus.later(tx, bericht, fout="Onbereikbaar")
                steekt = await bus.blijft_steken(tx, bericht)
        if not steekt:
            opnieuw = "bezig_tot" if breekt_af else "niet_voor"
            verstreken += await _later_op_de_klok(alziend, f"{opnieuw} - clock_timestamp()")
    assert 60 < verstreken <= 300


async def _later_op_de_klok(alziend: Any, tijd: str) -> float:
    """De klok van de database verspringt niet; de rij schuift evenveel naar het verleden."""
    seconden: float = await alziend.fetchval(
        f"with t as (select id, greatest({tijd}, interval '0') as tijd from meedoen.outbox)"
        " update meedoen.outbox o set begonnen_op = begonnen_op - t.tijd, niet_voor = niet_voor - t.tijd,"
        " bezig_tot = bezig_tot - t.tijd from t where t.id = o.id returning extract(epoch from t.tijd)::float"
    )
    return seconden


async def test_dezelfde_reeks_in_een_andere_gemeente_wacht_niet(
    databank: Databank, postbode: Postbode, twee_gemeenten: TweeGemeenten
) -> None:
    reeks = nieuw_id()
    ids = {await _zet(databank, g, reeks=reeks) for g in (twee_gemeenten.a, twee_gemeenten.b)}
    assert set(await postbode.ronde()) == ids


async def test_een_mislukt_bericht_houdt_de_reeks_niet_op(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    a, reeks = twee_gemeenten.a, nieuw_id()
    eerste, tweede = await _zet(databank, a, reeks=reeks), await _zet(databank, a, reeks=reeks)
    await postbode.ronde()
    bericht = await _geclaimd(databank, a, eerste)
    async with databank.uow(a.als_taak()) as tx:
        assert await bus.mislukt(tx, bericht, fout="TypeError")
    assert await _stand(alziend, eerste) == {"status": "mislukt", "pogingen": 1, "fout": "TypeError"}
    assert await postbode.ronde() == [tweede]


async def test_later_wacht_steeds_langer_en_geeft_een_keer_op(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    wachttijden = []
    for poging in range(1, bus.HOOGSTE_AANTAL_POGINGEN + 1):
        bericht = await _geclaimd(databank, a, id_)
        assert bericht.pogingen == poging
        async with databank.uow(a.als_taak()) as tx:
            nog_een = await bus.later(tx, bericht, fout="Onbereikbaar")
        assert nog_een == (poging < bus.HOOGSTE_AANTAL_POGINGEN)
        vraag = "select extract(epoch from niet_voor - clock_timestamp())::float from meedoen.outbox where id = $1"
        if nog_een:
            wachttijden.append(await alziend.fetchval(vraag, id_))
            assert await postbode.ronde() == [], "zij is nog niet aan de beurt"
    verwacht = [min(2.0**n, bus.LANGSTE_WACHT_SECONDEN) for n in range(bus.HOOGSTE_AANTAL_POGINGEN - 1)]
    assert wachttijden == pytest.approx(verwacht, abs=2)
    assert (await _stand(alziend, id_))["status"] == "mislukt"
    assert await _claim(databank, a, id_) is None


async def test_uitgesteld_werk_wacht(databank: Databank, postbode: Postbode, twee_gemeenten: TweeGemeenten) -> None:
    await _zet(databank, twee_gemeenten.a, na_seconden=3600)
    assert await postbode.ronde() == []


async def test_wat_onderweg_verloren_ging_wordt_opnieuw_aangeboden(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    id_ = await _zet(databank, twee_gemeenten.a)
    assert await postbode.ronde() == [id_]
    await alziend.execute("update meedoen.outbox set aangeboden_op = clock_timestamp() - interval '31 seconds'")
    assert await postbode.ronde() == [id_]


async def test_een_aanbieder_die_omvalt_verliest_niets(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    id_ = await _zet(databank, twee_gemeenten.a)

    async def valt_om(*_: object) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await Relay(databank, valt_om).ronde()
    await alziend.execute("update meedoen.outbox set aangeboden_op = clock_timestamp() - interval '31 seconds'")
    assert await postbode.ronde() == [id_]


async def test_twee_workers_een_claim(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    uitslagen = await asyncio.gather(*(_claim(databank, a, id_) for _ in range(8)))
    assert len([u for u in uitslagen if u is not None]) == 1


async def test_een_verlopen_pacht_gaat_naar_een_ander(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    eerste = await _geclaimd(databank, a, id_)
    assert await _claim(databank, a, id_) is None
    await _laat_verlopen(alziend, id_)
    assert await postbode.ronde() == [id_]
    tweede = await _geclaimd(databank, a, id_)
    assert (eerste.pogingen, tweede.pogingen) == (1, 2)


async def test_wie_zijn_pacht_verloor_laat_geen_gevolg_achter(
    databank: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    """De trage worker is klaar nadat een ander het overnam: zijn gevolg wordt teruggedraaid, dat van de ander telt."""
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    traag = await _geclaimd(databank, a, id_)
    await _laat_verlopen(alziend, id_)
    snel = await _geclaimd(databank, a, id_)

    async def doe(bericht: Bericht) -> None:
        async with databank.uow(a.als_taak()) as tx:
            await persoon(tx)
            await bus.klaar(tx, bericht)

    with pytest.raises(VersieConflict):
        await doe(traag)
    await doe(snel)
    with pytest.raises(VersieConflict):
        await doe(traag)
    assert await alziend.fetchval("select count(*) from meedoen.persoon") == 1
    async with databank.uow(a.als_taak()) as tx:
        laatste = replace(traag, pogingen=bus.HOOGSTE_AANTAL_POGINGEN)
        assert await bus.later(tx, laatste, fout="TypeError"), "wie de rij niet heeft, laat haar niet mislukken"
    assert (await _stand(alziend, id_))["status"] == "klaar"


async def test_klaar_herhalen_mag(databank: Databank, alziend: Any, twee_gemeenten: TweeGemeenten) -> None:
    a = twee_gemeenten.a
    id_ = await _zet(databank, a)
    bericht = await _geclaimd(databank, a, id_)
    for _ in range(2):
        await _klaar(databank, a, bericht)
    assert await _stand(alziend, id_) == {"status": "klaar", "pogingen": 1, "fout": ""}


async def test_een_vervalst_bericht_doet_niets(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    assert await gemeente_van(databank, nieuw_id()) is None
    assert await _claim(databank, twee_gemeenten.a, nieuw_id()) is None


async def test_een_bericht_van_een_ander_is_niet_te_claimen(
    databank: Databank, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    id_ = await _zet(databank, twee_gemeenten.b)
    assert await _claim(databank, twee_gemeenten.a, id_) is None
    assert (await _stand(alziend, id_))["status"] == "nieuw"


async def test_de_relay_draait_tot_stop(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    stop, binnen = asyncio.Event(), asyncio.Event()
    gekregen: list[UUID] = []

    async def neem(id_: UUID, _: int) -> None:
        gekregen.append(id_)
        binnen.set()

    taak = asyncio.create_task(Relay(databank, neem).draai(stop))
    id_ = await _zet(databank, twee_gemeenten.a)
    await asyncio.wait_for(binnen.wait(), GEDULD)
    stop.set()
    await asyncio.wait_for(taak, GEDULD)
    assert gekregen == [id_]


# ── Een gemeente die niet te bereiken is ─────────────────────────────────────────────────────────────
async def test_een_gemeente_die_niet_te_bereiken_is_houdt_de_andere_niet_op(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ook niet als zij meer rijen heeft dan er in een partij gaan, en de oudste."""
    a, b = twee_gemeenten.a, twee_gemeenten.b
    monkeypatch.setattr("core.platform.outbox.relay.PARTIJ", 3)
    van_a = [await _zet(databank, a) for _ in range(5)]
    van_b = await _zet(databank, b)
    await alziend.execute(STUK.format(tabel="outbox", gemeente=a.id))
    rondes = [await postbode.ronde() for _ in range(2)]
    assert rondes == [[], [van_b]]
    await alziend.execute(HEEL.format(tabel="outbox"))
    postbode.relay._weer_om.clear()
    assert set(await postbode.ronde() + await postbode.ronde()) == set(van_a)


@pytest.mark.lang
async def test_rijen_die_een_ander_vasthoudt_houden_een_andere_gemeente_niet_op(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    van_a, van_b = await _zet(databank, twee_gemeenten.a), await _zet(databank, twee_gemeenten.b)
    async with alziend.transaction():
        await alziend.execute("select from meedoen.outbox where id = $1 for update", van_a)
        assert await postbode.ronde() == [van_b]
    postbode.relay._weer_om.clear()
    assert await postbode.ronde() == [van_a]


async def test_kan_de_database_niet_over_alle_gemeenten_kiezen_dan_gaat_het_een_voor_een(
    databank: Databank, postbode: Postbode, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    van_a, van_b = await _zet(databank, twee_gemeenten.a), await _zet(databank, twee_gemeenten.b)
    await alziend.execute(BLIND.format(tabel="outbox", gemeente=twee_gemeenten.a.id, rol="meedoen_relay"))
    assert await postbode.ronde() == [van_b]
    await alziend.execute(ZIEND.format(tabel="outbox"))
    postbode.relay._weer_om.clear()
    assert await postbode.ronde() == [van_a]


async def test_een_bericht_dat_al_af_is_bestaat_voor_de_relay_niet(
    databank: Databank, postbode: Postbode, twee_gemeenten: TweeGemeenten
) -> None:
    id_ = await _zet(databank, twee_gemeenten.a)
    await postbode.ronde()
    await _klaar(databank, twee_gemeenten.a, await _geclaimd(databank, twee_gemeenten.a, id_))
    assert await gemeente_van(databank, id_) is None
