"""Wat een melding aan DUO overkomt: de volgende poging, wat er dan staat, en de tekst voor wie het herstelt."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

_LANG_NUMMER = re.compile(r"(?<![0-9a-f-])\d(?:[ .-]?\d){8}(?![0-9a-f-])")


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def nergens_een_nummer(wereld: Wereld) -> AsyncIterator[None]:
    """Wat een test hier ook deed: in geen tekst voor een mens of een beheerder staat een nummer van een persoon."""
    yield
    for vraag in (
        "select omschrijving || ' ' || afhandeling from werkitem",
        "select fout from outbox",
        "select foutteksten::text from duo_melding",
    ):
        for rij in await wereld.alziend.fetch(vraag):
            assert not _LANG_NUMMER.search(rij[0]), rij[0]


async def volgende_poging(wereld: Wereld) -> None:
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()


async def laatste_poging(wereld: Wereld) -> None:
    """De volgende poging is de laatste die een taak krijgt."""
    await wereld.alziend.execute(
        "update outbox set pogingen = 11, begonnen_op = begonnen_op - interval '1 hour'"
        " where status = 'nieuw' and fout <> ''"
    )
    await volgende_poging(wereld)


async def melding(zaak: Zaak) -> dict[str, Any]:
    """De laatste melding van dit dossier, zoals een medewerker haar ziet."""
    laatste: dict[str, Any] = (await zaak.lees("/duo-meldingen"))[-1]
    return laatste


async def herstelwerk(wereld: Wereld, zaak: Zaak, soort: str) -> str:
    """De tekst van het ene werkitem van deze soort, dat bij dit dossier hoort en zegt wat men doet."""
    [item] = await wereld.werk(soort)
    assert item["dossier_id"] == zaak.id
    tekst: str = item["omschrijving"]
    return tekst
