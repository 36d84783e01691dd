"""Dagelijks werk: één keer per taak, gemeente en dag, wie het ook klaarzet; en geen melding van DUO raakt zoek."""

import datetime as dt
from typing import Any

import structlog

from core.bootstrap import DAGELIJKS
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.aanmelding.taken import VERZOEN
from tests.process.wereld import VANDAAG, Wereld
from tests.voorbeelden.storing import HEEL, STUK


async def _verzoeningen(wereld: Wereld) -> list[Any]:
    return [r["gemeente_id"] for r in await wereld.rijen("outbox", soort=VERZOEN)]


async def test_het_werk_van_vandaag_komt_er_een_keer_per_gemeente(wereld: Wereld) -> None:
    een, ander = wereld.dagwerk(), wereld.dagwerk()
    assert await een.ronde() == 2 * len(DAGELIJKS)
    assert [await een.ronde(), await ander.ronde()] == [0, 0]
    assert set(await _verzoeningen(wereld)) == {wereld.twee.a.id, wereld.twee.b.id}
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=1))
    assert [await ander.ronde(), await een.ronde()] == [2 * len(DAGELIJKS), 0]
    await wereld.werk_af()
    assert {r["status"] for r in await wereld.rijen("outbox", soort=VERZOEN)} == {"klaar"}


async def test_een_gemeente_die_niet_te_bereiken_is_houdt_de_andere_niet_op(wereld: Wereld) -> None:
    dagwerk = wereld.dagwerk()
    await wereld.alziend.execute(STUK.format(tabel="outbox", gemeente=wereld.twee.a.id))
    try:
        assert await dagwerk.ronde() == len(DAGELIJKS)
        assert await _verzoeningen(wereld) == [wereld.twee.b.id]
    finally:
        await wereld.alziend.execute(HEEL.format(tabel="outbox"))
    assert await dagwerk.ronde() == len(DAGELIJKS)


async def test_een_aangenomen_melding_die_nergens_meer_klaarstaat_wordt_alsnog_verwerkt(wereld: Wereld) -> None:
    """Haar outboxrij is op klaar gezet zonder dat er iets gebeurde; DUO stuurt haar niet nog eens."""
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner)
    await wereld.alziend.execute("update outbox set status = 'klaar'")
    await wereld.werk_af()
    assert await wereld.rijen("dossier") == []
    await wereld.alziend.execute("update duo_ontvangst set ontvangen_op = ontvangen_op - interval '2 hours'")
    await wereld.dagwerk().ronde()
    with structlog.testing.capture_logs() as meldingen:
        await wereld.werk_af()
    assert [r["status"] for r in await wereld.rijen("duo_ontvangst")] == ["verwerkt"]
    assert await wereld.dossier_id(inwoner)
    assert [m["aantal"] for m in meldingen if m["log_level"] == "error"] == [1]
    assert len(await wereld.rijen("audit", actie="duo-ontvangst.verzoenen")) == 1


async def test_wat_nog_klaarstaat_of_bij_een_mens_ligt_wordt_niet_dubbel_klaargezet(wereld: Wereld) -> None:
    for status in ("nieuw", "aangeboden", "bezig", "mislukt"):
        await wereld.meldt("SS139", wereld.wie(Verhaal.ASIEL_GEHUISVEST))
        await wereld.alziend.execute("update outbox set status = $1 where status = 'nieuw'", status)
    await wereld.alziend.execute("update duo_ontvangst set ontvangen_op = ontvangen_op - interval '2 hours'")
    await wereld.alziend.execute("update outbox set niet_voor = 'infinity', bezig_tot = 'infinity'")
    await wereld.alziend.execute("update outbox set aangeboden_op = statement_timestamp() where status = 'aangeboden'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert len(await wereld.rijen("duo_ontvangst", status="ontvangen")) == 4
    assert len(await wereld.rijen("outbox", soort="aanmelding.verwerk_notificatie")) == 4


async def test_een_melding_van_zojuist_is_niet_verloren(wereld: Wereld) -> None:
    await wereld.meldt("SS139", wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await wereld.alziend.execute("update outbox set status = 'klaar'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert [r["status"] for r in await wereld.rijen("duo_ontvangst")] == ["ontvangen"]
