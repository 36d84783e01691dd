"""Elk voorval tegelijk met elke handeling op hetzelfde dossier: nooit een deadlock, en het einde is dat van een van
beide volgordes.

De lijsten zijn die van `VOORVALLEN` en van de routes die iets wijzigen. In `make test` komt van elke stap één
handeling tegelijk met één voorval, in `make test-lang` elke met elk: dit groeit met elke stap.
"""

from collections.abc import AsyncIterator, Mapping
from uuid import UUID

import pytest
import pytest_asyncio

from core.fouten import VersieConflict
from core.process.dossier.zaak import neem_dossier
from core.process.voorvallen import VOORVALLEN, PlichtGeeindigd, Voorval, meld
from tests.api.routes import Route, routes_van
from tests.process.botsing import Beeld, Bewaard, Doe, stil_te_zetten, tegelijk
from tests.process.wereld import Wereld
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.proef import Verzoek, samen
from tests.voorbeelden.voorval import ALLEEN_EEN_MENS, GENOEMD, maak_voorval

HANDELINGEN = samen([proef.handelingen for proef in PROEVEN.values()])
STEEKPROEF = [(min(proef.handelingen), (PlichtGeeindigd,)) for proef in PROEVEN.values() if proef.handelingen]


def _wijzigt(route: Route) -> bool:
    """Een POST die 200 geeft zoekt alleen."""
    return route.methode != "GET" and not (route.methode == "POST" and route.handler.status_code == 200)


def _kort(route: Route) -> str:
    return f"{route.methode} {route.pad.removeprefix('/v1').removeprefix('/gemeenten/{gemeentecode}')}"


def test_elke_route_die_iets_wijzigt_heeft_een_handeling(staande_wereld: Wereld) -> None:
    per_stap = {_kort(route): route.stap for route in routes_van(staande_wereld.huis) if _wijzigt(route)}
    for naam, stap in per_stap.items():
        assert naam in PROEVEN[stap].handelingen, (
            f"noem {naam} in `handelingen` van PROEF in tests/voorbeelden/{stap}.py"
        )
    assert set(HANDELINGEN) == set(per_stap)
    assert len(VOORVALLEN) * len(HANDELINGEN) == len({(v, h) for v in VOORVALLEN for h in per_stap})


@pytest_asyncio.fixture(loop_scope="session")
async def bewaard(wereld: Wereld) -> AsyncIterator[Bewaard]:
    bewaard = Bewaard(wereld.alziend)
    yield bewaard
    await bewaard.ruim_op()


async def _ids(verzoek: Verzoek) -> Mapping[str, UUID]:
    """Van elke tabel die een voorval noemt de laatste rij van dit dossier, als `pip_id`."""
    ids = {}
    for veld, tabel in GENOEMD.items():
        for rij in await verzoek.zaak.wereld.rijen(tabel, dossier_id=verzoek.zaak.id):
            ids[veld] = rij["id"]
    return ids


def _melden(wereld: Wereld, verzoek: Verzoek, voorval: Voorval) -> Doe:
    gemeente = wereld.twee.a
    toegang = gemeente.als_klantmanager() if type(voorval) in ALLEEN_EEN_MENS else gemeente.als_taak()

    async def doe() -> None:
        async with wereld.huis.databank.uow(toegang) as tx:
            await meld(tx, wereld.huis, await neem_dossier(tx, verzoek.zaak.id), voorval)

    return doe


def _handelen(wereld: Wereld, methode: str, verzoek: Verzoek, statussen: list[int]) -> Doe:
    mens = wereld.mens(verzoek.wie)

    async def doe() -> None:
        koppen = {"Authorization": f"Bearer {mens.token}"}
        antwoord = await wereld.http.request(methode, mens.basis + verzoek.pad, json=verzoek.body, headers=koppen)
        statussen.append(antwoord.status_code)
        assert antwoord.status_code < 500, antwoord.text

    return doe


def _verschil(einde: Beeld, einden: list[Beeld]) -> list[dict[str, tuple[list[str], list[str]]]]:
    """Per volgorde de tabellen die anders zijn dan zij zou geven."""
    return [{t: (einde[t], ander[t]) for t in einde if einde[t] != ander[t]} for ander in einden]


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("naam", "voorvallen"),
    [
        *(pytest.param(*een, id=f"{een[0]}-steekproef") for een in STEEKPROEF),
        *(pytest.param(h, VOORVALLEN, id=f"{h}-alles", marks=pytest.mark.lang) for h in sorted(HANDELINGEN)),
    ],
)
async def test_een_voorval_en_een_handeling_tegelijk(
    wereld: Wereld, bewaard: Bewaard, naam: str, voorvallen: tuple[type[Voorval], ...]
) -> None:
    verzoek = await HANDELINGEN[naam](wereld)
    await bewaard.bewaar()
    ids, statussen = await _ids(verzoek), list[int]()
    handelen = _handelen(wereld, naam.split()[0], verzoek, statussen)
    for soort in voorvallen:
        melden = _melden(wereld, verzoek, maak_voorval(soort, ids))
        einden = []
        for volgorde in ((melden, handelen), (handelen, melden)):
            await bewaard.zet_terug()
            for doe in volgorde:
                await doe()
            einden.append(await bewaard.beeld())
        assert statussen[-1] < 300, f"{naam} hoort te lukken als er nog niets gebeurd is"
        for eerst, daarna in ((melden, handelen), (handelen, melden)):
            await bewaard.zet_terug()
            async with stil_te_zetten(wereld):
                partijen = await tegelijk(wereld, eerst, daarna)
            assert not any(partij.vastgelopen for partij in partijen), (naam, soort.naam())
            assert all(partij.stil.is_set() for partij in partijen[:1]), (naam, soort.naam())
            einde = await bewaard.beeld()
            assert einde in einden, (naam, soort.naam(), statussen[-1], _verschil(einde, einden))
    await bewaard.zet_terug()


@pytest.mark.parametrize("bron", ["brp-lezing", "duo-lezing"])
async def test_wie_tegelijk_opnieuw_laten_lezen_krijgen_samen_een_lezing(wereld: Wereld, bron: str) -> None:
    """Wie later komt ziet dat zij al klaarstaat, ook als de ander nog niet klaar is."""
    naam = f"POST /dossiers/{{dossier_id}}/{bron}"
    verzoek, statussen = await HANDELINGEN[naam](wereld), list[int]()
    lees = _handelen(wereld, "POST", verzoek, statussen)
    async with stil_te_zetten(wereld):
        await tegelijk(wereld, lees, lees)
    klaar = [(r["soort"], r["inhoud"]) for r in await wereld.rijen("outbox", reeks=verzoek.zaak.id, status="nieuw")]
    assert statussen == [204, 204]
    assert klaar
    assert len(klaar) == len(set(klaar))


async def test_de_opstelling_ziet_elke_wijziging_en_zet_haar_terug(wereld: Wereld, bewaard: Bewaard) -> None:
    """De proef op de som: een rij weg, weer terug, en anders; ook als er niets verandert."""
    zaak = (await HANDELINGEN["POST /dossiers/{dossier_id}/oproepen"](wereld)).zaak
    await bewaard.bewaar()
    begin = await bewaard.beeld()
    assert begin["werkitem"], "er is iets om te veranderen"
    for opdracht, anders in (
        ("delete from meedoen.werkitem", True),
        ("delete from meedoen.werkitem; insert into meedoen.werkitem table bewaard.werkitem", False),
        ("update meedoen.werkitem set versie = versie + 1", True),
        ("insert into meedoen.oproep select * from bewaard.oproep where false", False),
    ):
        await bewaard.zet_terug()
        assert await bewaard.beeld() == begin
        als_eigenaar = f"set session_replication_role = replica; {opdracht}; set session_replication_role = default"
        await wereld.alziend.execute(als_eigenaar)
        assert (await bewaard.beeld() != begin) is anders, opdracht
    await bewaard.zet_terug()
    assert await bewaard.beeld() == begin
    assert await wereld.rijen("werkitem", dossier_id=zaak.id)


async def test_twee_die_elkaars_rij_willen_lopen_vast_en_dat_valt_op(wereld: Wereld, bewaard: Bewaard) -> None:
    """De proef op de som: zonder vaste volgorde is er een deadlock, en de opstelling ziet hem."""
    een, ander = [(await HANDELINGEN["POST /dossiers/{dossier_id}/oproepen"](wereld)).zaak.id for _ in range(2)]

    def neem(eerst: UUID, dan: UUID) -> Doe:
        async def doe() -> None:
            try:
                async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
                    await neem_dossier(tx, eerst)
                    await neem_dossier(tx, dan)
            except VersieConflict:
                pass  # which of the two is broken off, is up to PostgreSQL

        return doe

    async with stil_te_zetten(wereld):
        partijen = await tegelijk(wereld, neem(een, ander), neem(ander, een))
    assert sum(partij.vastgelopen for partij in partijen) == 1
