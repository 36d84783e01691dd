"""Een cursor geldt voor één bezoeker, route en filter, en verraadt niets."""

import base64
from dataclasses import fields, replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fouten import OngeldigeInvoer
from core.platform.http.paginering import Cursors, Plaats
from core.platform.ids import nieuw_id
from core.platform.partijen import VAN_ACTOR, toegang_partner
from core.platform.tenancy import Actor, Doel, Rol, Toegang, toegang_gemeente
from tests.voorbeelden.nummers import proefbsn

CURSORS = Cursors(b"s" * 32)
PLAATS = Plaats(vervaldatum=date(2026, 5, 11), gemeente_id=nieuw_id(), id=nieuw_id())
TOEGANG = toegang_gemeente(
    nieuw_id(),
    medewerker_id=nieuw_id(),
    rollen=frozenset({Rol.KLANTMANAGER}),
    doel=Doel.DOSSIERBEHANDELING,
    oorsprong="GET /v1/gemeenten/{gemeentecode}/werkvoorraad",
)
FILTERS = (None, "PIP_VASTSTELLEN", date(2026, 6, 1))
CURSOR = CURSORS.maak(PLAATS, toegang=TOEGANG, filters=FILTERS)


def _geweigerd(cursor: str, *, toegang: Toegang = TOEGANG, filters: tuple[object, ...] = FILTERS) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        CURSORS.lees(cursor, toegang=toegang, filters=filters)
    assert [g.veld for g in fout.value.gebreken] == ["cursor"]


@given(st.dates(), st.uuids(), st.uuids())
def test_heen_en_terug(vervaldatum: date, gemeente_id: UUID, id_: UUID) -> None:
    plaats = Plaats(vervaldatum=vervaldatum, gemeente_id=gemeente_id, id=id_)
    cursor = CURSORS.maak(plaats, toegang=TOEGANG, filters=FILTERS)
    assert CURSORS.lees(cursor, toegang=TOEGANG, filters=FILTERS) == plaats


def test_elk_veranderd_bit_wordt_geweigerd() -> None:
    ruw = base64.urlsafe_b64decode(CURSOR + "=" * (-len(CURSOR) % 4))
    for plaats in range(len(ruw) * 8):
        ander = bytearray(ruw)
        ander[plaats // 8] ^= 1 << plaats % 8
        _geweigerd(base64.urlsafe_b64encode(ander).decode().rstrip("="))


def test_elk_veranderd_teken_wordt_geweigerd() -> None:
    """Ook een teken waarvan alleen de ongebruikte bits verschillen: één plaats heeft één schrijfwijze."""
    tekens = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for plaats, oud in enumerate(CURSOR):
        for teken in {*tekens} - {oud}:
            _geweigerd(CURSOR[:plaats] + teken + CURSOR[plaats + 1 :])


@pytest.mark.parametrize("rommel", ["", "x", "====", "é", "\x00", CURSOR[:-1], CURSOR + "A", CURSOR + "=", CURSOR * 2])
def test_rommel_wordt_geweigerd(rommel: str) -> None:
    _geweigerd(rommel)


@pytest.mark.parametrize(
    "toegang",
    [
        replace(TOEGANG, gemeente_id=nieuw_id()),
        replace(TOEGANG, medewerker_id=nieuw_id()),
        replace(TOEGANG, oorsprong="GET /v1/gemeenten/{gemeentecode}/dossiers"),
        toegang_partner(
            VAN_ACTOR[Actor.TAALSCHOOL],
            nieuw_id(),
            medewerker_id=TOEGANG.medewerker_id or UUID(int=0),
            gemeente_id=TOEGANG.gemeente_id,
            oorsprong=TOEGANG.oorsprong,
        ),
    ],
    ids=["gemeente", "medewerker", "route", "school"],
)
def test_een_ander_mag_haar_niet_gebruiken(toegang: Toegang) -> None:
    _geweigerd(CURSOR, toegang=toegang)


@pytest.mark.parametrize(
    "filters",
    [
        (),
        FILTERS[:2],
        (*FILTERS, None),
        (None, "PIP_VASTSTELLEN", date(2026, 6, 2)),
        ("PIP_VASTSTELLEN", None, FILTERS[2]),
    ],
)
def test_bij_een_ander_filter_hoort_een_andere_cursor(filters: tuple[object, ...]) -> None:
    _geweigerd(CURSOR, filters=filters)


def test_een_cursor_van_een_andere_sleutel_geldt_niet() -> None:
    _geweigerd(Cursors(b"t" * 32).maak(PLAATS, toegang=TOEGANG, filters=FILTERS))


def test_er_staat_alleen_een_dag_en_twee_sleutels_in() -> None:
    assert dict(Plaats.__annotations__) == {"vervaldatum": date, "gemeente_id": UUID, "id": UUID}
    ruw = base64.urlsafe_b64decode(CURSOR + "=" * (-len(CURSOR) % 4))
    geheim = [str(TOEGANG.medewerker_id), "PIP_VASTSTELLEN", proefbsn(0).onthul(), str(Doel.DOSSIERBEHANDELING)]
    assert not [g for g in geheim if g.encode() in ruw]
    assert len(fields(Toegang)) == 7, "een nieuw veld van Toegang: hoort het in de MAC van een cursor?"
