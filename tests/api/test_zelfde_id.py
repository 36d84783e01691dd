"""C6: een id dat de vrager zelf maakt. Hetzelfde nog eens verandert niets; een andere inhoud is 409 en noemt de velden.

De routes komen uit de API: elke die in haar body een `id` vraagt. Het verzoek is dat van `Proef.handelingen`.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import httpx2
import msgspec
import pytest
from litestar.handlers import HTTPRouteHandler

from core.bootstrap import CONTROLLERS
from tests.process.stand import stand_van
from tests.process.wereld import Wereld
from tests.steekproef import params
from tests.voorbeelden.alle import PARAMETERS, PROEVEN, STAP, TABELLEN, vul
from tests.voorbeelden.proef import Verzoek, samen

HANDELINGEN = samen([proef.handelingen for proef in PROEVEN.values()])


def _met_eigen_id() -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """Elke route die in haar body een `id` vraagt, zoals zij in `handelingen` heet, met haar contract."""
    for controller in CONTROLLERS:
        for handler in vars(controller).values():
            body = handler.opt.get("body") if isinstance(handler, HTTPRouteHandler) else None
            if body is None or "id" not in {veld.encode_name for veld in msgspec.structs.fields(body)}:
                continue
            for methode, pad in product(handler.http_methods, handler.paths):
                heel = re.sub(r":\w+}", "}", f"{vars(controller)['path']}{pad}".rstrip("/"))
                yield f"{methode} {heel.removeprefix('/gemeenten/{gemeentecode}')}", body


MET_EIGEN_ID = dict(_met_eigen_id())
EEN_KEER = {"POST /uitnodigingen": "de link staat in het antwoord, en nergens anders: zij komt geen tweede keer"}
"""Waar hetzelfde nog eens geen hetzelfde antwoord kan hebben."""


async def _stuur(wereld: Wereld, verzoek: Verzoek, methode: str, body: Any) -> httpx2.Response:
    mens = wereld.mens(verzoek.wie)
    koppen = {"Authorization": f"Bearer {mens.token}"}
    return await wereld.http.request(methode, mens.basis + verzoek.pad, json=body, headers=koppen)


def _anders(soort: msgspec.inspect.Type, waarde: Any) -> Any:
    """Een andere waarde die het contract ook aanneemt."""
    match soort:
        case msgspec.inspect.Metadata(type=binnen):
            return _anders(binnen, waarde)
        case msgspec.inspect.UnionType(types=soorten):
            return _anders(next(s for s in soorten if not isinstance(s, msgspec.inspect.NoneType)), waarde)
        case msgspec.inspect.UUIDType():
            return str(uuid4())
        case msgspec.inspect.BoolType():
            return not waarde
        case msgspec.inspect.DateType():
            return (dt.date.fromisoformat(waarde or "2026-03-02") + dt.timedelta(days=1)).isoformat()
        case msgspec.inspect.DateTimeType():
            return (dt.datetime.fromisoformat(waarde) + dt.timedelta(minutes=5)).isoformat()
        case msgspec.inspect.StrType(pattern=str(patroon)) if not re.search(patroon, f"{waarde} anders"):
            return f"{waarde[:-1]}{(int(waarde[-1]) + 1) % 10}"
        case msgspec.inspect.StrType():
            return f"{waarde or ''} anders".strip()
        case msgspec.inspect.EnumType(cls=keuzes):
            return next(keuze.value for keuze in keuzes if keuze.value != waarde)
        case msgspec.inspect.StructType(fields=velden):
            return {v.encode_name: _anders(v.type, (waarde or {}).get(v.encode_name)) for v in velden}
        case msgspec.inspect.VarTupleType(item_type=van, min_length=int()):
            return [_anders(van, deel) for deel in waarde]
        case msgspec.inspect.VarTupleType(item_type=msgspec.inspect.StrType()):
            return [*(waarde or ()), "verify"]
        case msgspec.inspect.VarTupleType():
            return [] if waarde else [{"dienst": "iets", "organisatie": "anders"}]
    raise LookupError(f"geen andere waarde voor {soort}")


def test_er_zijn_routes_met_een_eigen_id() -> None:
    assert len(MET_EIGEN_ID) >= 8
    assert set(EEN_KEER) <= set(MET_EIGEN_ID) <= set(HANDELINGEN)


@pytest.mark.parametrize("naam", sorted(EEN_KEER))
async def test_waar_het_antwoord_een_keer_komt_zegt_hetzelfde_id_dat_het_er_al_is(wereld: Wereld, naam: str) -> None:
    verzoek = await HANDELINGEN[naam](wereld)
    body: Any = verzoek.body
    assert (await _stuur(wereld, verzoek, naam.partition(" ")[0], body)).is_success
    staat = await stand_van(wereld.alziend)
    nog_eens = await _stuur(wereld, verzoek, naam.partition(" ")[0], body)
    assert nog_eens.status_code == 409
    assert "nieuw id" in nog_eens.json()["detail"]
    assert await stand_van(wereld.alziend) == staat


@pytest.mark.parametrize(
    "naam", params(((naam,) for naam in sorted(set(MET_EIGEN_ID) - set(EEN_KEER))), lambda geval: (STAP[geval[0]],))
)
async def test_c6_hetzelfde_id_met_een_andere_inhoud_is_409_en_noemt_wat_er_anders_staat(
    wereld: Wereld, naam: str
) -> None:
    methode, contract = naam.partition(" ")[0], MET_EIGEN_ID[naam]
    verzoek = await HANDELINGEN[naam](wereld)
    body: Any = verzoek.body
    assert UUID(body["id"])
    eerste = await _stuur(wereld, verzoek, methode, body)
    assert eerste.is_success, eerste.text
    staat = await stand_van(wereld.alziend)
    nog_eens = await _stuur(wereld, verzoek, methode, body)
    assert (nog_eens.status_code, nog_eens.content) == (eerste.status_code, eerste.content), nog_eens.text
    assert await stand_van(wereld.alziend) == staat, "hetzelfde nog eens verandert niets, ook het spoor niet"
    for veld in msgspec.structs.fields(contract):
        if veld.encode_name in ("id", "versie", "bevestigd"):
            continue  # what somebody confirms is how he goes on, not what he sends
        ander = body | {
            veld.encode_name: _anders(msgspec.inspect.type_info(veld.type), body.get(veld.encode_name)),
        }
        antwoord = await _stuur(wereld, verzoek, methode, ander)
        assert antwoord.status_code == 409, (veld.name, antwoord.text)
        probleem = antwoord.json()
        assert probleem["type"] == "urn:meedoen:probleem:andere-inhoud", veld.name
        assert [g["veld"] for g in probleem["gebreken"]] == [veld.encode_name], probleem
    assert await stand_van(wereld.alziend) == staat


async def _bij_de_buren(wereld: Wereld, id_: UUID) -> None:
    """In de andere gemeente is er van elke tabel met een id een rij die dit id heeft."""
    b = wereld.twee.b.id
    await vul(wereld.huis.databank, wereld.twee.b)
    tabellen = await wereld.alziend.fetch(
        "select table_name as naam from information_schema.columns where table_schema = 'meedoen'"
        " and column_name in ('gemeente_id', 'id') group by table_name having count(*) = 2"
    )
    async with wereld.alziend.transaction():
        await wereld.alziend.execute("set local session_replication_role = replica")
        for tabel in {t["naam"] for t in tabellen} & TABELLEN:
            gezet = await wereld.alziend.execute(
                f"update {tabel} set id = $1 where (gemeente_id, id) in"
                f" (select gemeente_id, id from {tabel} where gemeente_id = $2 limit 1)",
                id_,
                b,
            )
            assert gezet == "UPDATE 1", tabel


@pytest.mark.lang
@pytest.mark.parametrize("naam", sorted(MET_EIGEN_ID))
async def test_een_id_dat_in_een_andere_gemeente_bestaat_is_een_nieuw_id(wereld: Wereld, naam: str) -> None:
    """Wie zelf een id maakt, merkt niet of er elders iets zo heet: het lukt, en daar verandert niets."""
    verzoek = await HANDELINGEN[naam](wereld)
    body: Any = verzoek.body
    await _bij_de_buren(wereld, UUID(body["id"]))
    elders = await _rijen_met(wereld, body["id"])
    antwoord = await _stuur(wereld, verzoek, naam.partition(" ")[0], body)
    assert antwoord.is_success, antwoord.text
    assert await _rijen_met(wereld, body["id"]) == elders


async def _rijen_met(wereld: Wereld, id_: str) -> dict[str, list[dict[str, Any]]]:
    """Wat er bij de buren onder dit id staat."""
    b = wereld.twee.b.id
    return {tabel: await wereld.rijen(tabel, gemeente_id=b, id=UUID(id_)) for tabel in sorted(PARAMETERS.values())}
