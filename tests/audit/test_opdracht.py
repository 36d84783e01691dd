"""`meedoen audit` zoals een beheerder haar typt, en het proces dat verzegelt, tegen een echte database."""

import asyncio
import os
import signal

import pytest

from core.cli import main
from core.instellingen.config import lees_config
from core.instellingen.tabel import Proces
from core.worker import draai_zegel
from tests.audit.conftest import Proef
from tests.geduld import GEDULD


@pytest.mark.usefixtures("in_de_omgeving")
async def test_verify_en_anker_van_de_opdrachtregel(proef: Proef, capsys: pytest.CaptureFixture[str]) -> None:
    ids = await proef.vul()
    assert await asyncio.to_thread(main, ["audit", "verify"]) == 0
    assert "geen anker om mee te vergelijken" in capsys.readouterr().out
    assert await asyncio.to_thread(main, ["audit", "anker"]) == 0
    assert await asyncio.to_thread(main, ["audit", "verify"]) == 0
    uit = capsys.readouterr().out
    assert "2 zegels geankerd" in uit
    assert "geen anker" not in uit
    assert "ankers: 2" in uit
    assert "Het auditlog is in orde." in uit
    await proef.alziend.execute("update audit set actie = 'x' where id = $1", ids[0])
    assert await asyncio.to_thread(main, ["audit", "verify", "--gemeente", proef.b.code]) == 0
    assert await asyncio.to_thread(main, ["audit", "verify", "--gemeente", proef.a.code]) == 1
    assert f"VERANDERD  {proef.a.code}  regel {ids[0]}" in capsys.readouterr().out


@pytest.mark.usefixtures("in_de_omgeving")
async def test_een_ankerbestand_dat_er_niet_is(proef: Proef, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(main, ["audit", "verify", "--anker", str(proef.pad)]) == 1
    assert "ankerbestand is niet te lezen" in capsys.readouterr().err


@pytest.mark.usefixtures("in_de_omgeving")
async def test_het_proces_verzegelt_en_ankert_bij_sigterm(proef: Proef) -> None:
    await proef.schrijf(3)
    proces = asyncio.create_task(draai_zegel(lees_config(os.environ, proces=Proces.ZEGEL)))
    async with asyncio.timeout(GEDULD):
        while not await proef.alziend.fetchval("select count(*) from audit_zegel"):  # noqa: ASYNC110 - ander proces
            await asyncio.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)
        await proces
    assert proef.ankers.lees().regels == 1
    assert (await proef.controle()).in_orde
