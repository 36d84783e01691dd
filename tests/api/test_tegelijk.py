"""Twee mensen (of één mens met een ongeduldige vinger) tegelijk: over echte poorten, met vijftig gelijke verzoeken."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.api.server import draaiende_api
from tests.geduld import GEDULD
from tests.process.wereld import Wereld
from tests.process.zaak import INTAKE, PIP, Zaak

AANTAL = 50
OPROEP = {"termijnLaatsteDag": "2026-03-16", "afspraakOp": "2026-03-12T09:00:00Z", "plaats": "Endelhovenlaan 1"}


@dataclass(frozen=True, slots=True)
class Poort:
    """Twee klanten aan één poort, elk met eigen verbindingen en een eigen medewerker."""

    klanten: tuple[httpx2.AsyncClient, httpx2.AsyncClient]

    async def tegelijk(self, methode: str, pad: str, body: object, *, aantal: int = AANTAL) -> list[httpx2.Response]:
        return await asyncio.gather(
            *(self.klanten[n % 2].request(methode, pad, json=body, timeout=GEDULD) for n in range(aantal))
        )


@pytest_asyncio.fixture(loop_scope="session")
async def poort(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Poort]:
    """De klantmanager en de teamleider, door de voordeur. Wie op een plaats wacht houdt vol: hoe druk de machine het
    heeft, zegt niets van wie er eerst was."""
    monkeypatch.setattr(wereld.huis.databank._plaatsen, "_geduld", GEDULD)
    async with draaiende_api(wereld.huis) as adres:
        wie = [
            httpx2.AsyncClient(
                base_url=adres + wereld.km.basis, headers={"Authorization": f"Bearer {wereld.mens(naam).token}"}
            )
            for naam in ("klantmanager", "teamleider")
        ]
        async with wie[0], wie[1]:
            yield Poort((wie[0], wie[1]))


async def _gemeld(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))


async def _in_gesprek(wereld: Wereld) -> Zaak:
    return await (await _gemeld(wereld)).tot_intake()


async def _met_concept(wereld: Wereld) -> Zaak:
    return await (await _gemeld(wereld)).tot_pip()


async def _oproep(_: Wereld, zaak: Zaak) -> tuple[str, dict[str, Any]]:
    oproep = (await zaak.lees("/oproepen"))[-1]
    return f"/oproepen/{oproep['id']}/uitkomst", {"uitkomst": "VERSCHENEN", "versie": oproep["versie"]}


async def _opgeroepen(wereld: Wereld) -> Zaak:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    return zaak


async def _concept(_: Wereld, __: Zaak) -> tuple[str, dict[str, Any]]:
    return "/pip/concept", PIP


async def _intake(_: Wereld, __: Zaak) -> tuple[str, dict[str, Any]]:
    return "/brede-intake", INTAKE


async def _vaststelling(_: Wereld, __: Zaak) -> tuple[str, dict[str, Any]]:
    return "/pip/vaststelling", {"dagtekening": "2026-03-02", "versie": 1}


async def _huishouden(_: Wereld, __: Zaak) -> tuple[str, dict[str, Any]]:
    vast = {"huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False}
    return "/begeleiding/beeld", vast | {"versie": 0}


Begin = Callable[[Wereld], Awaitable[Zaak]]
Verzoek = Callable[[Wereld, Zaak], Awaitable[tuple[str, dict[str, Any]]]]


@pytest.mark.parametrize(
    ("begin", "verzoek", "methode", "gelukt", "precies_een"),
    [
        (_in_gesprek, _intake, "PUT", 200, {"brede_intake": {}, "audit": {"actie": "brede-intake.bijwerken"}}),
        (_in_gesprek, _concept, "PUT", 200, {"pip": {}, "audit": {"actie": "pip.bijwerken"}}),
        (_gemeld, _huishouden, "PUT", 200, {"begeleiding": {}, "audit": {"actie": "begeleiding.huishouden"}}),
        (
            _opgeroepen,
            _oproep,
            "POST",
            204,
            {"oproep": {"uitkomst": "VERSCHENEN"}, "audit": {"actie": "oproep.uitkomst"}},
        ),
        (
            _met_concept,
            _vaststelling,
            "POST",
            201,
            {
                "besluit": {},
                "brief": {"sjabloon": "pip_beschikking"},
                "pip": {"status": "vastgesteld"},
                "audit": {"actie": "pip.vaststellen"},
            },
        ),
    ],
)
async def test_van_vijftig_gelijke_wijzigingen_lukt_er_een_en_de_rest_ziet_wat_er_staat(
    wereld: Wereld,
    poort: Poort,
    begin: Begin,
    verzoek: Verzoek,
    methode: str,
    gelukt: int,
    precies_een: dict[str, dict[str, object]],
) -> None:
    zaak = await begin(wereld)
    pad, body = await verzoek(wereld, zaak)
    antwoorden = await poort.tegelijk(methode, zaak.pad(pad), body)
    assert Counter(a.status_code for a in antwoorden) == {gelukt: 1, 409: AANTAL - 1}, antwoorden[0].text
    for antwoord in antwoorden:
        if antwoord.status_code == 409:
            nu = antwoord.json()["versieconflict"]
            assert nu["huidigeVersie"] == body["versie"] + 1
            assert nu["verschillen"] == []
            assert nu["gewijzigdDoorNaam"]
    for tabel, waar in precies_een.items():
        assert len(await wereld.rijen(tabel, **waar)) == 1, tabel


def _eis_een_mens(antwoorden: list[httpx2.Response]) -> None:
    """Wie de eerste was krijgt op elk verzoek hetzelfde antwoord; de ander hoort dat het er al staat."""
    per_mens = [[a.status_code for a in antwoorden[n::2]] for n in range(2)]
    assert sorted(per_mens) == [[204] * (AANTAL // 2), [409] * (AANTAL // 2)]
    assert all("Een ander legde dit" in a.json()["detail"] for a in antwoorden if a.status_code == 409)


async def test_vijftig_keer_dezelfde_oproep_is_een_oproep(wereld: Wereld, poort: Poort) -> None:
    """Hetzelfde id nog eens is geen fout van wie het stuurde, en er gaat één brief uit."""
    zaak = await _gemeld(wereld)
    body = OPROEP | {"id": str(uuid4())}
    antwoorden = await poort.tegelijk("POST", zaak.pad("/oproepen"), body)
    _eis_een_mens(antwoorden)
    for tabel in ("oproep", "brief"):
        assert len(await wereld.rijen(tabel)) == 1, tabel
    assert len(await wereld.rijen("audit", actie="oproep.opstellen")) == 1


async def test_vijftig_verschillende_oproepen_tegelijk_is_een_oproep(wereld: Wereld, poort: Poort) -> None:
    zaak = await _gemeld(wereld)
    antwoorden = await asyncio.gather(
        *(
            poort.klanten[n % 2].post(zaak.pad("/oproepen"), json=OPROEP | {"id": str(uuid4())}, timeout=GEDULD)
            for n in range(AANTAL)
        )
    )
    assert Counter(a.status_code for a in antwoorden) == {204: 1, 409: AANTAL - 1}
    for tabel in ("oproep", "brief"):
        assert len(await wereld.rijen(tabel)) == 1, tabel


async def test_vijftig_keer_dezelfde_toewijzing_is_een_toewijzing(wereld: Wereld, poort: Poort) -> None:
    zaak = await (await _gemeld(wereld)).tot_traject()
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    antwoorden = await poort.tegelijk("POST", zaak.pad("/toewijzingen"), body)
    _eis_een_mens(antwoorden)
    assert len(await wereld.rijen("toewijzing")) == 1
    assert len(await wereld.rijen("audit", actie="toewijzing.aanbieden")) == 1


async def test_vijftig_keer_dezelfde_vaststelling_van_begeleiding_is_er_een(wereld: Wereld, poort: Poort) -> None:
    zaak = await _gemeld(wereld)
    pad, body = await _huishouden(wereld, zaak)
    await zaak.km.bewaar(zaak.pad(pad), body)
    besluit = {"id": str(uuid4()), "versie": 1}
    antwoorden = await poort.tegelijk("POST", zaak.pad("/begeleiding/vaststelling"), besluit)
    _eis_een_mens(antwoorden)
    assert len(await wereld.rijen("begeleiding_vaststelling")) == 1


async def test_een_oproep_met_het_id_van_een_ander_dossier_is_een_conflict(wereld: Wereld) -> None:
    body = OPROEP | {"id": str(uuid4())}
    await (await _gemeld(wereld)).stuur("/oproepen", body)
    ander = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    conflict = await ander.stuur("/oproepen", body, 409)
    assert "nieuw id" in conflict["detail"]
    assert (await ander.lees())["fase"] == "PLICHT_GEMELD", "er is niets half gedaan"


async def test_een_toewijzing_met_het_id_van_een_ander_dossier_is_een_conflict(wereld: Wereld) -> None:
    body = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)}
    await (await (await _gemeld(wereld)).tot_traject()).stuur("/toewijzingen", body)
    ander = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_traject()
    inschrijving = body | {"bron": "PERSOON", "bekendOp": "2026-03-02"}
    conflict = await ander.stuur("/inschrijvingen", inschrijving, 409)
    assert "nieuw id" in conflict["detail"]


async def test_een_begeleiding_met_het_id_van_een_ander_dossier_is_een_conflict(wereld: Wereld) -> None:
    besluit = {"id": str(uuid4()), "versie": 1}
    for verhaal, verwacht in ((Verhaal.ASIEL_GEHUISVEST, 204), (Verhaal.GEZIN, 409)):
        zaak = await Zaak.gemeld(wereld, wereld.wie(verhaal))
        pad, huishouden = await _huishouden(wereld, zaak)
        await zaak.km.bewaar(zaak.pad(pad), huishouden)
        antwoord = await zaak.stuur("/begeleiding/vaststelling", besluit, verwacht)
    assert "nieuw id" in antwoord["detail"]
