"""De body van een verzoek: strikt, alle gebreken tegelijk, en nooit de waarde in de melding."""

import json
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Request, post
from litestar.exceptions import HTTPException
from litestar.testing import RequestFactory
from msgspec import Meta

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.http.invoer import MEESTE_GEBREKEN, begrens, lees_body, zoek_gebreken
from core.platform.vorm import is_bewaarbaar


class Kleur(StrEnum):
    ROOD = "rood"


class Regel(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    wat: Annotated[str, Meta(min_length=1, max_length=5)]
    hoe_vaak: Annotated[int, Meta(ge=1, le=9)]


class Proef(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    naam: str
    geboren_op: date
    persoon_id: UUID
    kleur: Kleur
    regels: Annotated[tuple[Regel, ...], Meta(max_length=2)] = ()
    toelichting: str | None = None
    vinkje: bool = False


GOED: dict[str, Any] = {
    "naam": "A",
    "geborenOp": "1990-04-01",
    "persoonId": str(UUID(int=7)),
    "kleur": "rood",
    "regels": [{"wat": "les", "hoeVaak": 2}],
}


@post("/")
async def _route() -> None: ...


def _verzoek(body: bytes, soort: str = "application/json") -> Request[Any, Any, Any]:
    verzoek = RequestFactory().post("/", headers={"content-type": soort}, route_handler=_route)
    verzoek._body = body
    return verzoek


async def _lees(waarde: object) -> Proef:
    return await lees_body(_verzoek(msgspec.json.encode(waarde)), Proef)


async def _gebreken(waarde: object) -> dict[str, str]:
    with pytest.raises(OngeldigeInvoer) as fout:
        await _lees(waarde)
    assert len({g.veld for g in fout.value.gebreken}) == len(fout.value.gebreken)
    return {g.veld: g.melding for g in fout.value.gebreken}


async def test_een_goede_body() -> None:
    gelezen = await _lees(GOED)
    assert gelezen.regels[0].hoe_vaak == 2
    assert gelezen.geboren_op == date(1990, 4, 1)
    assert gelezen.toelichting is None


async def test_alle_gebreken_in_een_keer() -> None:
    gevonden = await _gebreken(
        {
            "naam": 5,
            "geborenOp": "gisteren",
            "kleur": "paars",
            "regels": [{"wat": "", "hoeVaak": 0}, {"wat": "les"}, 7],
            "vinkje": "ja",
            "rol": "teamleider",
        }
    )
    assert set(gevonden) == {
        "naam",
        "geborenOp",
        "persoonId",
        "kleur",
        "regels[0].wat",
        "regels[0].hoeVaak",
        "regels[1].hoeVaak",
        "regels[2]",
        "vinkje",
        "rol",
    }
    assert gevonden["persoonId"] == "ontbreekt"
    assert gevonden["kleur"] == "kies een van deze: rood"
    assert gevonden["naam"] == "verwacht een tekst"


@pytest.mark.parametrize(
    "veld", ["gemeenteId", "organisatieId", "vastgesteldDoor", "versie", "rol", "geboren_op", "Naam"]
)
async def test_een_veld_dat_er_niet_is_wordt_geweigerd(veld: str) -> None:
    assert (await _gebreken(GOED | {veld: "x"}))[veld].startswith("dit veld bestaat hier niet")


async def test_een_naam_die_geen_veld_kan_zijn_wordt_niet_herhaald() -> None:
    """Wie een waarde als naam stuurt, leest haar niet terug."""
    assert "onbekend veld" in await _gebreken(GOED | {"jan 999990019": "x"})


@pytest.mark.parametrize("waarde", ["1", 1.5, True, None, [1], {"a": 1}])
async def test_er_wordt_niets_omgezet(waarde: object) -> None:
    """Geen "1" voor 1, geen 1 voor true: wie iets anders bedoelt, moet het zeggen."""
    assert "regels[0].hoeVaak" in await _gebreken(GOED | {"regels": [{"wat": "les", "hoeVaak": waarde}]})
    assert "vinkje" in await _gebreken(GOED | {"vinkje": 1})


@pytest.mark.parametrize("body", [b"", b"{", b"[1", b"\xff\xfe", b"{'a': 1}", b"[" * 100_000])
async def test_geen_json(body: bytes) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        await lees_body(_verzoek(body), Proef)
    assert [g.veld for g in fout.value.gebreken] == ["body"]


@pytest.mark.parametrize("waarde", [None, 1, "x", []])
async def test_iets_anders_dan_een_object(waarde: object) -> None:
    assert await _gebreken(waarde) == {"body": "verwacht een object"}


@pytest.mark.parametrize(
    "soort", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
async def test_alleen_json(soort: str) -> None:
    with pytest.raises(HTTPException) as fout:
        await lees_body(_verzoek(b"{}", soort), Proef)
    assert fout.value.status_code == 415


@pytest.mark.parametrize("tekenset", ["utf-16", "UTF-16LE", "iso-8859-1", "windows-1252"])
async def test_een_body_in_een_andere_tekenset_wordt_niet_als_utf_8_gelezen(tekenset: str) -> None:
    for soort in (f"application/json; Charset={tekenset}", f'application/json;charset="{tekenset}"'):
        with pytest.raises(HTTPException) as fout:
            await lees_body(_verzoek(b"{}", soort), Proef)
        assert fout.value.status_code == 415, soort
    for soort in ("application/json; charset=UTF-8", 'application/json;charset="utf-8"', "application/json; x=y"):
        assert (await lees_body(_verzoek(json.dumps(GOED).encode(), soort), Proef)).naam


async def test_een_lijst_die_te_lang_is_spreekt_van_onderdelen_en_een_tekst_van_tekens() -> None:
    vol = [{"wat": "les", "hoeVaak": 1}] * 3
    assert (await _gebreken(GOED | {"regels": vol}))["regels"] == "verwacht een lijst van hoogstens 2 onderdelen"
    lang = [{"wat": "x" * 6, "hoeVaak": 1}]
    assert (await _gebreken(GOED | {"regels": lang}))["regels[0].wat"] == "verwacht een tekst van hoogstens 5 tekens"


@pytest.mark.parametrize("tekst", ["\x00", "a\x07b", "\x1b[31m", "\x7f", "\x85"])
async def test_stuurtekens_worden_geweigerd(tekst: str) -> None:
    assert "stuurteken" in (await _gebreken(GOED | {"naam": tekst}))["naam"]
    assert "stuurteken" in (await _gebreken(GOED | {"toelichting": tekst}))["toelichting"]


@given(st.characters())
def test_wat_bewaarbaar_is_kan_in_postgresql(teken: str) -> None:
    if is_bewaarbaar(teken):
        assert teken != "\x00"
        teken.encode("utf-8")
    assert is_bewaarbaar("regel één\n\tregel twee: ’t café, Łukasz, محمد, 👩‍👩‍👧")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text("geheim", min_size=6, max_size=8), st.lists))
def test_een_melding_noemt_nooit_de_waarde(waarde: object) -> None:
    geheim = str(waarde)
    for gebrek in zoek_gebreken(Proef, {**GOED, "geborenOp": waarde, "kleur": waarde, f"{geheim} 1": waarde}):
        if len(geheim) > 5:
            assert geheim not in gebrek.melding
            assert geheim not in gebrek.veld


async def test_een_lijst_die_te_lang_is_wordt_niet_stuk_voor_stuk_bekeken() -> None:
    """Anders telt een body van een kwart megabyte tot honderdduizend gebreken, en wacht iedereen daarop."""
    veel = [1] * 50_000
    gebreken = await _gebreken({**GOED, "regels": veel})
    assert gebreken == {"regels": "verwacht een lijst van hoogstens 2 onderdelen"}
    ook_de_naam = {**GOED, "naam": 1, "regels": [*GOED["regels"], *veel]}
    assert await _gebreken(ook_de_naam) == gebreken, "eerst dit, dan de rest"


async def test_een_object_met_duizenden_velden_wordt_niet_naam_voor_naam_bekeken() -> None:
    velden = {f"veld{nummer}": 1 for nummer in range(5_000)}
    [(veld, melding)] = (await _gebreken(GOED | velden)).items()
    assert (veld, melding) == (
        "body",
        "heeft 5005 velden; hier kan: naam, geborenOp, persoonId, kleur, regels, toelichting, vinkje.",
    )
    [(veld, melding)] = (await _gebreken({**GOED, "regels": [velden]})).items()
    assert (veld, melding) == ("regels[0]", "heeft 5000 velden; hier kan: wat, hoeVaak.")


def test_een_antwoord_noemt_een_begrensd_aantal_gebreken_en_hoeveel_er_nog_zijn() -> None:
    gevonden = [Gebrek(veld=f"regels[{nummer}]", melding="ontbreekt") for nummer in range(MEESTE_GEBREKEN + 7)]
    assert begrens(gevonden[:MEESTE_GEBREKEN]) == tuple(gevonden[:MEESTE_GEBREKEN])
    *genoemd, laatste = begrens(gevonden)
    assert (genoemd, laatste.melding) == (gevonden[:MEESTE_GEBREKEN], "heeft daarnaast nog 7 gebreken")
