"""Een hele demonstratie op DEBUG: nergens een nummer, naam of adres van een persoon, in log, wachtrij of outbox."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from stdnum.nl import bsn

from tests.lang.opstelling import Draaiend, draai

pytestmark = [pytest.mark.lang, pytest.mark.timeout(400)]

# Niet midden in een hexadecimale reeks: een MAC of een cijfertekst heeft ook cijfers.
NUMMER = re.compile(rb"(?<![0-9a-f])\d{9}(?![0-9a-f])")
V_NUMMER = re.compile(rb"(?<![0-9a-f])90\d{8}(?![0-9a-f])")


def _bsns(inhoud: bytes) -> set[bytes]:
    return {n for n in NUMMER.findall(inhoud) if n.startswith(b"99999") and bsn.is_valid(n.decode())}


@dataclass(frozen=True, slots=True)
class Gespeeld:
    """Een opstelling waarop een demonstratie gespeeld is, en wat die op het scherm zette."""

    opstelling: Draaiend
    scherm: str


@pytest.fixture(scope="module")
def gespeeld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gespeeld]:
    """Eén demonstratie, op DEBUG, waarin beide tests zoeken."""
    with draai(tmp_path_factory.mktemp("gespeeld"), logniveau="DEBUG") as m:
        verhaal = m.demonstreer(24)
        uit, _ = verhaal.communicate(timeout=300)
        assert verhaal.returncode == 0, uit[-3000:]
        yield Gespeeld(m, uit)


async def _namen(m: Draaiend) -> list[str]:
    rijen = await m.vraag("select naam, adresregel1 as adres from meedoen.persoon")
    return [r["naam"] for r in rijen if r["naam"]] + [r["adres"] for r in rijen if r["adres"].strip()]


async def test_een_demonstratie_op_debug_laat_nergens_een_persoon_achter(gespeeld: Gespeeld) -> None:
    m = gespeeld.opstelling
    assert "week 2 van hoogstens" in gespeeld.scherm, "ook zonder scherm is te lezen hoe ver het is"
    namen = await _namen(m)
    assert len(namen) >= 40, "er zijn namen om naar te zoeken"
    bronnen = {naam: tekst.encode() for naam, tekst in m.logs().items()} | {"scherm": gespeeld.scherm.encode()}
    for pad in (m.map / "valkey").rglob("*"):
        if pad.is_file():
            bronnen[f"valkey/{pad.name}"] = pad.read_bytes()
    for tabel in ("outbox", "audit", "duo_melding", "werkitem", "duo_geweigerd"):
        rijen = await m.vraag(f"select t::text as regel from meedoen.{tabel} t")
        bronnen[f"tabel {tabel}"] = "\n".join(r["regel"] for r in rijen).encode()
    assert sum(map(len, bronnen.values())) > 100_000, "er is iets om in te zoeken"
    for waar, inhoud in bronnen.items():
        assert not _bsns(inhoud), f"een BSN in {waar}"
        assert not V_NUMMER.search(inhoud), f"een V-nummer in {waar}"
        gevonden = [n for n in namen if n.encode() in inhoud]
        assert not gevonden, f"{len(gevonden)} namen of adressen in {waar}"


async def test_een_dump_van_de_database_bevat_geen_nummer_en_geen_sleutel(gespeeld: Gespeeld) -> None:
    m = gespeeld.opstelling
    rijen = await m.vraag("select table_name from information_schema.tables where table_schema = 'meedoen'")
    inhoud = b""
    for r in rijen:
        regels = await m.vraag(f'select t::text as regel from meedoen."{r["table_name"]}" t')
        inhoud += "\n".join(x["regel"] for x in regels).encode()
    assert len(inhoud) > 50_000
    assert not _bsns(inhoud)
    assert not V_NUMMER.search(inhoud)
