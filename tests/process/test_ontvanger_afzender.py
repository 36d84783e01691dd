"""Wie er bij de ontvanger aanbelt: DUO achter een proxy of iemand die doet alsof, en wat wie DUO niet is leert."""

import dataclasses
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest
import pytest_asyncio

from core.bootstrap import maak_databank
from core.instellingen.sleutels import sleuteltekst
from core.instellingen.tabel import DuoAfzender
from core.platform.db.pool import geen_reset
from core.platform.tenancy import Actor
from core.process.aanmelding.ontvangst import HOOGSTE_OMVANG
from tests.process.test_ontvanger import bericht, niets_bewaard
from tests.process.wereld import Wereld
from tests.process.wereldbouw import andere_deur


@pytest_asyncio.fixture(loop_scope="session")
async def achter_proxy(wereld: Wereld) -> AsyncIterator[Wereld]:
    """De ontvanger zoals hij in productie staat: een proxy doet mTLS en meldt zich met een geheim."""
    config = dataclasses.replace(wereld.postvak.config, duo_afzender=DuoAfzender.PROXY, duo_proxy_geheim=b"g" * 32)
    async with andere_deur(wereld, config=config) as andere:
        yield andere


async def test_achter_een_proxy_telt_het_oin_uit_het_certificaat(achter_proxy: Wereld) -> None:
    oin, geheim = achter_proxy.huis.config.duo_oin, sleuteltekst(b"g" * 32)
    goed = {"X-Client-OIN": oin, "X-Meedoen-Proxy": geheim}
    assert (await achter_proxy.notificatie(bericht(), koppen=goed)).status_code == 201


async def test_achter_een_proxy_is_een_koptekst_zonder_geheim_niets_waard(achter_proxy: Wereld) -> None:
    oin, geheim = achter_proxy.huis.config.duo_oin, sleuteltekst(b"g" * 32)
    pogingen: tuple[dict[str, str], ...] = (
        {},
        {"X-Client-OIN": oin},
        {"X-Meedoen-Proxy": geheim},
        {"X-Client-OIN": oin, "X-Meedoen-Proxy": "fout"},
        {"X-Client-OIN": oin, "X-Meedoen-Proxy": "é"},
        {"X-Client-OIN": oin, "X-Meedoen-Proxy": (b"g" * 32).hex()},
        {"X-Client-OIN": oin, "X-Meedoen-Proxy": geheim.rstrip("=")},
        {"X-Client-OIN": "00000099000001904000", "X-Meedoen-Proxy": geheim},
    )
    for koppen in pogingen:
        assert (await achter_proxy.notificatie(bericht(), koppen=koppen)).status_code == 401, koppen
    assert await niets_bewaard(achter_proxy)


@pytest.mark.parametrize("kop", ["bron", "X-Client-OIN", "X-Meedoen-Proxy"])
async def test_een_kop_die_twee_keer_komt_telt_niet(achter_proxy: Wereld, kop: str) -> None:
    """De proxy zet haar; wie haar ook stuurt, hoopt dat wij de eerste of juist de laatste geloven."""
    oin = achter_proxy.huis.config.duo_oin
    eenmaal = [
        ("bron", oin),
        ("X-Client-OIN", oin),
        ("X-Meedoen-Proxy", sleuteltekst(b"g" * 32)),
        ("doel", achter_proxy.twee.a.tenant.oin),
        ("berichtId", str(uuid4())),
    ]
    for erbij in (dict(eenmaal)[kop], "iets anders"):
        for koppen in ([*eenmaal, (kop, erbij)], [(kop.lower(), erbij), *eenmaal]):
            antwoord = await achter_proxy.duo.post("/duo/v1/notificaties", content=bericht(), headers=koppen)
            assert antwoord.status_code == 401, koppen
    assert await niets_bewaard(achter_proxy)
    antwoord = await achter_proxy.duo.post("/duo/v1/notificaties", content=bericht(), headers=eenmaal)
    assert antwoord.status_code == 201


@pytest.mark.parametrize(("kop", "status"), [("doel", 403), ("berichtId", 400)])
async def test_een_dubbel_doel_of_bericht_id_is_er_geen(wereld: Wereld, kop: str, status: int) -> None:
    koppen = {"bron": wereld.huis.config.duo_oin, "doel": wereld.twee.a.tenant.oin, "berichtId": str(uuid4())}
    dubbel = [*koppen.items(), (kop, koppen[kop])]
    antwoord = await wereld.duo.post("/duo/v1/notificaties", content=bericht(), headers=dubbel)
    assert antwoord.status_code == status
    assert await niets_bewaard(wereld)


@dataclasses.dataclass(slots=True)
class Afgeluisterd:
    """Een wereld waarvan de ontvanger elke opdracht aan de database laat horen."""

    wereld: Wereld
    opdrachten: list[str]

    async def van(
        self, body: bytes, *, bericht_id: str, bron: str | None = None, doel: str | None = None
    ) -> tuple[httpx2.Response, list[str]]:
        """Het antwoord op een bericht, en de opdrachten die het kostte."""
        self.opdrachten.clear()
        antwoord = await self.wereld.notificatie(body, bron=bron, doel=doel, bericht_id=bericht_id)
        return antwoord, list(self.opdrachten)


@pytest_asyncio.fixture(loop_scope="session")
async def afgeluisterd(wereld: Wereld) -> AsyncIterator[Afgeluisterd]:
    opdrachten: list[str] = []

    async def luister(verbinding: Any) -> None:
        verbinding.add_query_logger(lambda opdracht: opdrachten.append(opdracht.query))

    eigen = maak_databank(wereld.huis.config, actoren=frozenset({Actor.ONTVANGER}))
    await eigen.open()
    await eigen._pools[Actor.ONTVANGER].close()
    eigen._pools[Actor.ONTVANGER] = await asyncpg.create_pool(
        wereld.huis.config.db_ontvanger, min_size=1, max_size=1, reset=geen_reset, init=luister
    )
    async with andere_deur(wereld, databank=eigen) as andere:
        yield Afgeluisterd(andere, opdrachten)
    await eigen.sluit()


def _bytes(antwoord: httpx2.Response) -> tuple[int, bytes, list[tuple[bytes, bytes]]]:
    """Het hele antwoord, op het nummer van het verzoek na."""
    koppen = [(naam, waarde) for naam, waarde in antwoord.headers.raw if naam.lower() != b"x-request-id"]
    return antwoord.status_code, antwoord.content, koppen


async def test_wie_duo_niet_is_leert_niets_over_een_doel(afgeluisterd: Afgeluisterd) -> None:
    """Hetzelfde antwoord tot op de byte, en dezelfde opdrachten aan de database, of de gemeente er nu is of niet."""
    hier, id_ = afgeluisterd.wereld, str(uuid4())
    doelen = {
        "een gemeente": hier.twee.a.tenant.oin,
        "een andere gemeente": hier.twee.b.tenant.oin,
        "geen gemeente": "00000099000009999000",
        "geen OIN": "x",
        "leeg": "",
    }
    for body in (bericht(), b"geen json", b"", bericht(extra="x" * HOOGSTE_OMVANG)):
        gezien = {
            naam: await afgeluisterd.van(body, bron="00000099000000001001", doel=doel, bericht_id=id_)
            for naam, doel in doelen.items()
        }
        eerste, werk = gezien["een gemeente"]
        assert eerste.status_code in (401, 400)
        assert [o.split()[0] for o in werk] == ["begin", "select", "insert", "commit"]
        assert all("duo_geweigerd" in opdracht for opdracht in werk[1:3])
        for naam, (antwoord, opdrachten) in gezien.items():
            assert _bytes(antwoord) == _bytes(eerste), naam
            assert opdrachten == werk, naam
    assert await niets_bewaard(hier)


async def test_ook_voor_duo_is_er_geen_vraag_waaraan_te_merken_is_of_een_gemeente_bestaat(
    afgeluisterd: Afgeluisterd,
) -> None:
    """Elk antwoord kost één transactie met alleen wegleggen; de 403 zelf mag DUO weten."""
    id_ = str(uuid4())
    gevallen: dict[int, tuple[bytes, str | None]] = {
        201: (bericht(), None),
        403: (bericht(), "00000099000009999000"),
        400: (b"geen json", None),
    }
    for status, (body, doel) in gevallen.items():
        antwoord, opdrachten = await afgeluisterd.van(body, doel=doel, bericht_id=id_)
        assert antwoord.status_code == status
        soorten = [o.split()[0] for o in opdrachten]
        wegleggen = ["insert", "insert"] if status == 201 else ["select", "insert"]
        assert soorten == ["begin", *wegleggen, "commit"], status
