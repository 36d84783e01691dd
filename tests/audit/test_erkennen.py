"""Een mens erkent wat de controle vond: het blijft in het verslag, en verbergt geen volgende bevinding."""

import asyncio

import pytest

from core.cli import main
from core.platform.audit.verslag import Bevindingsoort
from core.platform.ids import nieuw_id
from tests.audit.conftest import Proef

DOOR = ["--door", "C. Ciso, CISO"]
pytestmark = pytest.mark.usefixtures("in_de_omgeving")


async def _meedoen(*woorden: str) -> int:
    return await asyncio.to_thread(main, ["audit", *woorden])


async def _vervals(proef: Proef) -> str:
    """Een regel zonder geldige MAC, zoals wie alleen als meedoen_gemeente kan inloggen haar schrijft."""
    nep = nieuw_id()
    async with proef.databank.uow(proef.a.als_klantmanager()) as tx:
        await tx.voer_uit(
            "insert into meedoen.audit (gemeente_id, id, tijdstip, medewerker_id, actie, object, resultaat, oorsprong,"
            " doel, sleutelversie, mac) values ($1, $2, $3, $4, 'x', 'x', 'x', 'x', 'x', 2, $5)",
            tx.gemeente_id,
            nep,
            await tx.nu(),
            tx.medewerker_id,
            b"x",
        )
    await proef.verzegel()
    return str(nep)


async def test_een_vervalste_regel_laat_de_controle_niet_voorgoed_zakken(
    proef: Proef, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = await proef.vul()
    nep = await _vervals(proef)
    assert await _meedoen("verify") == 1
    assert await _meedoen("erken", nep, "pentest van 3 maart, melding B-17", *DOOR) == 0
    assert "Erkend" in capsys.readouterr().out
    assert await _meedoen("verify") == 0
    uit = capsys.readouterr().out
    assert f"ERKEND  {proef.a.code}  regel {nep}: veranderd" in uit
    assert "C. Ciso, CISO" in uit
    assert "pentest van 3 maart, melding B-17" in uit
    await proef.alziend.execute("update audit set actie = 'x' where id = $1", ids[0])
    assert await _meedoen("verify") == 1, "een volgende vervalsing valt weer op"


async def test_een_erkenning_is_zelf_een_regel_die_verzegeld_wordt(proef: Proef) -> None:
    nep = await _vervals(proef)
    await _meedoen("erken", nep, "uitgezocht", *DOOR)
    assert await proef.verzegel() == 1
    rij = await proef.alziend.fetchrow("select * from audit where actie = 'audit.erkennen'")
    assert rij["object_id"] == await proef.alziend.fetchval("select id from audit_erkenning")
    assert (await proef.controle()).in_orde
    await proef.alziend.execute("delete from audit where actie = 'audit.erkennen'")
    assert await proef.soorten() == [Bevindingsoort.VERWIJDERD]


async def test_wat_na_de_erkenning_weer_verandert_is_een_nieuwe_bevinding(proef: Proef) -> None:
    ids = await proef.vul()
    await proef.alziend.execute("delete from audit where id = $1", ids[4])
    assert await _meedoen("erken", "zegel 2", "teruggezet uit een kopie", *DOOR, "--gemeente", proef.a.code) == 0
    assert (await proef.controle()).in_orde
    await proef.alziend.execute("delete from audit where id = $1", ids[5])
    assert await proef.soorten() == [Bevindingsoort.VERWIJDERD]


async def test_een_veranderde_erkenning_telt_niet_en_valt_op(proef: Proef) -> None:
    nep = await _vervals(proef)
    await _meedoen("erken", nep, "uitgezocht", *DOOR)
    await proef.verzegel()
    await proef.alziend.execute("update audit_erkenning set reden = 'iets anders'")
    assert await proef.soorten() == [Bevindingsoort.VERANDERD, Bevindingsoort.ERKENNING_VERANDERD]


async def test_er_valt_niets_te_erkennen(proef: Proef, capsys: pytest.CaptureFixture[str]) -> None:
    await proef.vul()
    assert await _meedoen("erken", str(nieuw_id()), "reden", *DOOR) == 1
    assert "vindt niets te erkennen" in capsys.readouterr().err
    nep = await _vervals(proef)
    assert await _meedoen("erken", nep, "", *DOOR) == 1
    assert "Geef een reden" in capsys.readouterr().err
    assert not (await proef.controle()).in_orde
