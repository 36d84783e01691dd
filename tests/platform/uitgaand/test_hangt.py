"""Wie hangt houdt alleen zijn eigen plaatsen bezet: een ander wordt gewoon gevraagd."""

import asyncio
from pathlib import Path

from core.platform.uitgaand.vervoer import PER_HOST, TEGELIJK
from tests.geduld import GEDULD
from tests.platform.uitgaand.buiten import HIER, NAAM, Telefoonboek, antwoord, regels, tls_server, uitgaand
from tests.voorbeelden.certificaten import Ca


async def test_een_dienst_die_hangt_houdt_geen_ander_op(tmp_path: Path) -> None:
    ca = Ca()
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    nooit = asyncio.Event()

    async def zwijgt(_: asyncio.StreamWriter) -> None:
        await nooit.wait()

    async with (
        tls_server(ca, zwijgt, tmp_path / "a") as hangt,
        tls_server(ca, antwoord(b"ja"), tmp_path / "b") as vlug,
        uitgaand(regels(hangt.poort, vlug.poort), ca, tmp_path, Telefoonboek([HIER])) as weg,
    ):
        vragen = [asyncio.create_task(weg.haal(f"https://{NAAM}:{hangt.poort}/")) for _ in range(3 * TEGELIJK)]
        async with asyncio.timeout(GEDULD):
            while len(hangt.verzoeken) < PER_HOST:  # noqa: ASYNC110 - the server does not call
                await asyncio.sleep(0)
            assert (await weg.haal(f"https://{NAAM}:{vlug.poort}/")).inhoud == b"ja"
        assert len(hangt.verzoeken) == PER_HOST
        for vraag in vragen:
            vraag.cancel()
        await asyncio.gather(*vragen, return_exceptions=True)
