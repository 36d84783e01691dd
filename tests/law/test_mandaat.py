"""Mandaat, ondermandaat en vier ogen tegen de tabel, en wat een regel van het register moet zeggen (PG-19)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.groepen import Doelgroep
from core.law.mandaat import (
    Beslisser,
    Collegebesluit,
    Mandaat,
    dragend_mandaat,
    toets_bevoegd,
    toets_mandaat,
    waarschuw_overname,
)
from core.law.recht import WaarschuwingRechtsmiddel
from tests.law.tabellen import Geval, lees_tabel, maak

GEVALLEN = lees_tabel("mandaat")
MENS = UUID(int=1)
COLLEGA = UUID(int=9)
BEGIN = date(2025, 11, 3)
VANDAAG = date(2026, 3, 5)


class _Gegeven(msgspec.Struct, forbid_unknown_fields=True):
    soort: Besluitsoort
    mens: dict[str, str] | None
    peildatum: date
    register: list[dict[str, Any]]
    groep: Doelgroep | None = None
    feiten: dict[str, Any] = {}
    keuze: WaarschuwingRechtsmiddel | None = None
    zelf: bool = False
    collegebesluit: dict[str, Any] | None = None
    niet_voor: date | None = None


class _Dan(msgspec.Struct, forbid_unknown_fields=True):
    gebreken: list[str] = []
    mandaat: int | None = None
    noemt: str = ""


def _regel(nr: int, van_hem: bool = False, ondermandaat_van: int | None = None, **velden: Any) -> Mandaat:
    vast: dict[str, Any] = {"soort": "B04", "mandaatbesluit_nummer": "7", "mandaatbesluit_datum": BEGIN, "vanaf": BEGIN}
    regel = maak(Mandaat, vast | {"id": str(UUID(int=nr)), "houder_id": str(MENS) if van_hem else None} | velden)
    return regel if ondermandaat_van is None else replace(regel, ondermandaat_van=UUID(int=ondermandaat_van))


@pytest.mark.parametrize("geval", GEVALLEN, ids=str)
def test_pg_19_wie_mag_dit_besluit_nemen(geval: Geval) -> None:
    gegeven, dan = msgspec.convert(geval.gegeven, _Gegeven), msgspec.convert(geval.dan, _Dan)
    college = gegeven.collegebesluit
    beslisser = None
    if gegeven.mens is not None:
        beslisser = Beslisser(
            medewerker_id=MENS,
            functie=gegeven.mens["functie"],
            mandaten=tuple(_regel(**regel) for regel in gegeven.register),
            collegebesluit=None if college is None else maak(Collegebesluit, college),
            niet_voor=gegeven.niet_voor,
        )
    feiten = replace(maak(Besluitfeiten, gegeven.feiten), groep=gegeven.groep)
    gebreken = toets_bevoegd(
        gegeven.soort,
        beslisser,
        feiten,
        keuze=gegeven.keuze,
        peildatum=gegeven.peildatum,
        zelf=gegeven.zelf,
    )
    assert [g.veld for g in gebreken] == dan.gebreken
    assert all("Awb" in g.grond for g in gebreken)
    assert dan.noemt in " ".join(g.melding for g in gebreken)
    if dan.mandaat is not None:
        assert beslisser is not None
        gevonden = dragend_mandaat(gegeven.soort, beslisser, groep=gegeven.groep, peildatum=gegeven.peildatum)
        assert gevonden is not None
        assert gevonden.id == UUID(int=dan.mandaat)


def test_een_weigering_noemt_de_opdracht_en_de_weg_eruit() -> None:
    [gebrek] = toets_bevoegd(
        Besluitsoort.PIP, Beslisser(medewerker_id=MENS), Besluitfeiten(), keuze=None, peildatum=VANDAAG
    )
    assert "`meedoen mandaat leg-vast`" in gebrek.melding
    assert "teamleider" in gebrek.melding
    assert "art. 10:7 Awb" in gebrek.melding


# ── Een regel opnemen ───────────────────────────────────────────────────────────────────────────────

BRON = _regel(1, functie="directeur", mag_doorgeven=True, tot=date(2026, 12, 31))


def _velden(nieuw: Mandaat, *register: Mandaat, door: UUID | None = COLLEGA, functie: str = "") -> list[str]:
    gebreken = toets_mandaat(nieuw, register, peildatum=VANDAAG, door=door, functie=functie)
    assert all("Awb" in g.grond for g in gebreken)
    return [g.veld for g in gebreken]


def test_een_volledige_regel_mag_in_het_register() -> None:
    assert _velden(_regel(2, functie="klantmanager")) == []
    assert _velden(_regel(2, van_hem=True)) == []


@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({"functie": ""}, ["functie"]),
        ({"van_hem": True}, ["functie"]),
        ({"soort": "B08"}, ["besluit"]),
        ({"soort": "B01"}, ["besluit"]),
        ({"soort": "B25"}, ["besluit"]),
        ({"soort": "SAMENVOEGING"}, ["besluit"]),
        ({"mandaatbesluit_nummer": " "}, ["mandaatbesluit.nummer"]),
        ({"mandaatbesluit_datum": "2026-03-06", "vanaf": "2026-03-06"}, ["mandaatbesluit.datum"]),
        ({"vanaf": "2025-11-02"}, ["vanaf"]),
        ({"tot": "2025-11-02"}, ["tot"]),
        (
            {"functie": "", "mandaatbesluit_nummer": "", "tot": "2025-11-02"},
            ["functie", "mandaatbesluit.nummer", "tot"],
        ),
    ],
)
def test_alles_wat_eraan_mankeert_in_een_keer(anders: dict[str, Any], velden: list[str]) -> None:
    assert _velden(_regel(2, **{"functie": "klantmanager"} | anders)) == velden


def test_niemand_geeft_zichzelf_mandaat() -> None:
    assert _velden(_regel(2, van_hem=True), door=MENS) == ["houderId"]
    assert _velden(_regel(2, functie="Teamleider"), door=COLLEGA, functie="teamleider") == ["functie"]
    assert _velden(_regel(2, functie="teamleider"), door=COLLEGA, functie="klantmanager") == []
    assert _velden(_regel(2, functie="teamleider"), door=None) == []


@pytest.mark.parametrize(
    ("anders", "bron"),
    [
        ({}, None),
        ({"tot": "2026-12-31"}, replace(BRON, mag_doorgeven=False)),
        ({"tot": "2026-12-31", "soort": "B03"}, BRON),
        ({"tot": "2026-12-31"}, replace(BRON, groep=Doelgroep.ASIEL)),
        ({}, BRON),
        ({"tot": "2027-01-01"}, BRON),
        ({"tot": "2026-12-31"}, replace(BRON, vanaf=date(2025, 12, 1))),
        ({"tot": "2026-12-31"}, replace(BRON, ingetrokken_op=date(2026, 3, 1))),
    ],
)
def test_ondermandaat_gaat_niet_verder_dan_het_mandaat(anders: dict[str, Any], bron: Mandaat | None) -> None:
    nieuw = _regel(2, functie="klantmanager", ondermandaat_van=1, **anders)
    assert _velden(nieuw, *([] if bron is None else [bron])) == ["ondermandaatVan"]


def test_ondermandaat_binnen_het_mandaat_mag() -> None:
    nieuw = _regel(2, functie="klantmanager", ondermandaat_van=1, tot="2026-12-31")
    assert _velden(nieuw, BRON) == []
    smaller = _regel(3, functie="klantmanager", ondermandaat_van=1, tot="2026-06-30", groep="ASIEL")
    assert _velden(smaller, BRON) == []


@pytest.mark.parametrize(
    ("regels", "waarschuwt"),
    [
        ([{"van_hem": True}], True),
        ([{"van_hem": True}, {"functie": "klantmanager"}], False),
        ([{"van_hem": True}, {"functie": "klantmanager", "groep": "ASIEL"}], True),
        ([{"van_hem": True, "groep": "ASIEL"}, {"functie": "klantmanager", "groep": "ASIEL"}], False),
        ([{"van_hem": True}, {"functie": "klantmanager", "tot": "2026-04-30"}], True),
        ([{"van_hem": True, "tot": "2026-03-05"}], True),
        ([{"van_hem": True, "tot": "2026-03-04"}], False),
        ([{"van_hem": True, "soort": "B05"}], False),
        ([], False),
    ],
)
def test_pg_19_wie_een_caseload_overneemt_mist_een_mandaat_dat_de_ander_heeft(
    regels: list[dict[str, Any]], waarschuwt: bool
) -> None:
    """Wat er nu is op de dag van vandaag, wat er straks is op de eerste dag van de overname."""
    register = tuple(_regel(nr, **velden) for nr, velden in enumerate(regels, start=1))
    van = Beslisser(medewerker_id=MENS, functie="beleid", mandaten=register)
    naar = Beslisser(medewerker_id=COLLEGA, functie="Klantmanager", mandaten=register)
    gevonden = waarschuw_overname(van, naar, keuze=None, vandaag=VANDAAG, vanaf=date(2026, 5, 1))
    assert bool(gevonden) is waarschuwt


def test_pg_19_bij_een_dossier_telt_alleen_het_mandaat_voor_zijn_groep() -> None:
    register = (_regel(1, van_hem=True, groep="ASIEL"),)
    van = Beslisser(medewerker_id=MENS, functie="beleid", mandaten=register)
    naar = Beslisser(medewerker_id=COLLEGA, functie="Klantmanager", mandaten=register)
    dag = {"vandaag": VANDAAG, "vanaf": VANDAAG}
    assert waarschuw_overname(van, naar, keuze=None, **dag, groepen=(Doelgroep.ASIEL,))
    assert not waarschuw_overname(van, naar, keuze=None, **dag, groepen=(Doelgroep.GEZIN_EN_OVERIG,))
