"""Een dag die iemand voor later kiest plant iets; over jaren is dat een vergissing, en het dossier zou stilvallen."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.contact import MOMENT
from tests.voorbeelden.overname import neem_over

LAATSTE = VANDAAG + timedelta(weeks=26)
"""`vooruitzicht`: de laatste dag die nog in zicht is."""


async def _belofte(zaak: Zaak, dag: str, verwacht: int) -> Any:
    body = MOMENT | {"id": str(uuid4()), "afspraak": "belt terug", "opvolgenOp": dag}
    return await zaak.stuur("/contactmomenten", body, verwacht)


async def _vervolg(zaak: Zaak, dag: str, verwacht: int) -> Any:
    return await zaak.stuur("/vervolg", {"id": str(uuid4()), "wat": "bellen", "uiterlijk": dag}, verwacht)


async def _overname(zaak: Zaak, dag: str, verwacht: int) -> Any:
    return await neem_over(zaak.wereld, verwacht, vanaf=dag)


async def _oproep(zaak: Zaak, dag: str, verwacht: int) -> Any:
    return await zaak.roep_op(date.fromisoformat(dag), verwacht, bevestigd=["NA_TERMIJN_PIP"])


Kiezer = Callable[[Zaak, str, int], Awaitable[Any]]
KIEZERS: dict[str, Kiezer] = {
    "opvolgenOp": _belofte,
    "uiterlijk": _vervolg,
    "vanaf": _overname,
    "termijnLaatsteDag": _oproep,
}


@pytest.mark.parametrize("veld", list(KIEZERS))
async def test_een_dag_voor_later_is_nog_in_zicht(wereld: Wereld, veld: str) -> None:
    zaak = await Zaak.nieuw(wereld)
    kies = KIEZERS[veld]
    for te_ver in (LAATSTE + timedelta(days=1), date(2100, 1, 4)):
        assert veld in velden(await kies(zaak, te_ver.isoformat(), 400)), te_ver
    await kies(zaak, LAATSTE.isoformat(), 204)
