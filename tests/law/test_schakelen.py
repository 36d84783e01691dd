"""Schakelen en verlengen tegen de tabellen."""

from datetime import date

import pytest

from core.law.leerroutes import Leerroute
from core.law.recht import Recht
from core.law.schakelen import Uitzondering, toets_schakelen
from core.law.verlenging import bewaak_onderbreking, na_bevalling, na_onderbreking, vroegste_aanvraag
from tests.law.tabellen import Geval, lees_tabel


@pytest.mark.parametrize("geval", lees_tabel("schakelen"), ids=str)
def test_schakelen(geval: Geval, recht: Recht) -> None:
    gegeven = dict(geval.gegeven)
    uitzondering = gegeven.pop("uitzondering", None)
    gebreken = toets_schakelen(
        Leerroute(gegeven.pop("van")),
        Leerroute(gegeven.pop("naar")),
        uitzondering=Uitzondering(uitzondering) if uitzondering else None,
        recht=recht,
        **gegeven,
    )
    assert {g.veld: g.grond for g in gebreken} == geval.dan


@pytest.mark.parametrize("geval", lees_tabel("verlenging"), ids=str)
def test_verlenging(geval: Geval, recht: Recht) -> None:
    gegeven = dict(geval.gegeven)
    if gegeven.pop("regel") == "bevalling":
        verlenging = na_bevalling(gegeven["laatste_dag"], recht=recht)
    else:
        gevonden = na_onderbreking(gegeven.pop("laatste_dag"), recht=recht, **gegeven)
        assert gevonden is not None
        verlenging = gevonden
    assert {veld: getattr(verlenging, veld) for veld in geval.dan} == geval.dan
    assert str(verlenging.grond) == geval.grond


def test_langer_dan_een_jaar_onderbroken_geeft_geen_verlenging(recht: Recht) -> None:
    uit, terug = date(2026, 10, 1), date(2027, 10, 2)
    assert na_onderbreking(date(2029, 3, 26), uitgeschreven_op=uit, terug_op=terug, recht=recht) is None
    assert bewaak_onderbreking(uit, recht=recht).einde == date(2027, 10, 1)


def test_pg_17_wie_op_een_schrikkeldag_ging_is_een_jaar_later_op_1_maart_nog_op_tijd(recht: Recht) -> None:
    weg = date(2028, 2, 29)
    assert bewaak_onderbreking(weg, recht=recht).einde == date(2029, 3, 1)
    assert na_onderbreking(date(2029, 3, 26), uitgeschreven_op=weg, terug_op=date(2029, 3, 2), recht=recht) is None
    assert bewaak_onderbreking(date(2027, 3, 1), recht=recht).einde == date(2028, 3, 1), "en niet een dag eerder"


def test_e25_vroegste_aanvraag_van_een_verlenging(recht: Recht) -> None:
    telling = vroegste_aanvraag(date(2029, 3, 27), recht=recht)
    assert (telling.veilig, telling.betwistbaar) == (date(2028, 9, 27), date(2028, 9, 26))
