"""Per rol, tabel en stand: wat de database toelaat is precies wat de opdrachten van die rol nodig hebben."""

from itertools import product
from typing import Any

import pytest

from core.platform.tenancy import Actor
from tests.security.bereik import BEREIK, passend
from tests.security.context import Toneel
from tests.security.proeven import Proef
from tests.steekproef import params
from tests.voorbeelden.alle import TABELLEN
from tests.voorbeelden.bereik import Bereik, Standen

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _verwacht(standen: Standen, alle: list[str | None]) -> set[str | None]:
    return set(alle) if standen is None else {s for s in alle if s in standen}


@pytest.mark.parametrize(
    ("actor", "tabel"),
    # Of a table that a role reaches it must be seen how far, and of one that it does not, that it does not.
    params(
        product(Actor, sorted(TABELLEN)), lambda paar: (*paar, (paar[0], paar in BEREIK), (paar[1], paar in BEREIK))
    ),
)
async def test_een_rol_bereikt_wat_haar_opdrachten_nodig_hebben(toneel: Toneel, actor: Actor, tabel: str) -> None:
    proef = Proef(db=toneel.alziend, actor=actor, tabel=tabel, gemeente=toneel.twee.a)
    bereik = BEREIK.get((actor, tabel), Bereik())
    alle = await proef.standen()
    leest, voegt_in, wijzigt = set(), set(), set()
    for stand in alle:
        async with proef.in_stand(stand) as rij:
            if await proef.leest():
                leest.add(stand)
            if await proef.voegt_in({**rij, **await _ondertekend(proef, rij), **passend(actor, tabel, proef.gemeente)}):
                voegt_in.add(stand)
            for naar in alle if await proef.standkolom() in await proef.mag("UPDATE") else [stand]:
                if await proef.wijzigt(naar):
                    wijzigt.add((stand, naar))
    assert leest == _verwacht(bereik.leest, alle)
    assert voegt_in == _verwacht(bereik.voegt_in, alle)
    van = _verwacht(bereik.wijzigt, alle)
    if bereik.naar == "zelfde":
        assert wijzigt == {(stand, stand) for stand in van}
    else:
        assert not isinstance(bereik.naar, str)
        assert wijzigt == {(stand, naar) for stand in van for naar in _verwacht(bereik.naar, alle)}


async def _ondertekend(proef: Proef, rij: dict[str, Any]) -> dict[str, object]:
    """De rij zoals deze rol haar zou invoegen: wat een ander al deed, is er dan nog niet."""
    return {kolom: proef.ik if rij[kolom] is not None else None for kolom in await proef.door()}


async def test_alles_wat_genoemd_wordt_bestaat() -> None:
    assert {tabel for _, tabel in BEREIK} <= TABELLEN


@pytest.mark.parametrize(("tabel", "actor"), params(product(sorted(TABELLEN), [Actor.GEMEENTE, Actor.ANTWOORD])))
async def test_niemand_ondertekent_voor_een_ander(toneel: Toneel, actor: Actor, tabel: str) -> None:
    """Elke kolom `_door` die naar een medewerker verwijst: invoegen en wijzigen kan alleen met de eigen naam."""
    proef = Proef(db=toneel.alziend, actor=actor, tabel=tabel, gemeente=toneel.twee.a)
    ander = toneel.twee.a.teamleider
    gelukt = set()
    for kolom in await proef.door():
        for stand in await proef.standen():
            async with proef.in_stand(stand) as rij:
                if await proef.voegt_in(rij | {kolom: ander}):
                    gelukt.add(kolom)
                for naar in await proef.standen():
                    if await proef.ondertekent(kolom, ander, naar):
                        gelukt.add(kolom)
    mag = {*BEREIK.get((Actor.GEMEENTE, tabel), Bereik()).niet_te_houden}
    assert gelukt <= mag
    if actor is Actor.GEMEENTE:
        assert gelukt == mag, "deze uitzondering is niet meer nodig"
