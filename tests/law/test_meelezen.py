"""Een recht dat meeleest geeft dezelfde antwoorden, en weet daarna wat er gevraagd is."""

from dataclasses import fields, replace
from datetime import date

import pytest

from core.law.meelezen import lees_mee
from core.law.recht import Duur, Eenheid, NietVanKracht, Recht
from core.law.termijnen import bezwaartermijn, inburgeringstermijn

DAG = date(2026, 3, 2)


def test_zonder_vraag_is_er_niets_gelezen(recht: Recht) -> None:
    mee = lees_mee(recht)
    assert (mee.gelezen, mee.versie) == ({}, recht.versie)


def test_wat_een_regel_leest_staat_erin_ook_wat_zij_zelf_weer_leest(recht: Recht) -> None:
    mee = lees_mee(recht)
    assert inburgeringstermijn(DAG, recht=mee) == inburgeringstermijn(DAG, recht=recht)
    assert set(mee.gelezen) == {"inburgeringstermijn", "inburgeringstermijn_telwijze"}
    assert mee.gelezen["inburgeringstermijn"] == "3 jaar"
    assert bezwaartermijn(DAG, recht=mee) == bezwaartermijn(DAG, recht=recht)
    assert {"bezwaartermijn", "atw_feestdagen", "atw_grens_weken"} <= set(mee.gelezen)


def test_elke_parameter_leest_mee_en_geeft_wat_zij_altijd_gaf(recht: Recht) -> None:
    mee = lees_mee(recht)
    termen = [veld.name for veld in fields(Recht) if veld.name != "versie"]
    for naam in termen:
        assert getattr(mee, naam).op(DAG) == getattr(recht, naam).op(DAG)
    assert set(mee.gelezen) == set(termen)


def test_twee_lezers_weten_niets_van_elkaar(recht: Recht) -> None:
    een, ander = lees_mee(recht), lees_mee(recht)
    een.bezwaartermijn.op(DAG)
    assert (set(een.gelezen), ander.gelezen) == ({"bezwaartermijn"}, {})


def test_wat_op_twee_dagen_anders_was_staat_er_beide(recht: Recht) -> None:
    nu = recht.bezwaartermijn.waarden[-1]
    straks = replace(nu, vanaf=date(2026, 4, 1), waarde=Duur(8, Eenheid.WEKEN))
    mee = lees_mee(replace(recht, bezwaartermijn=replace(recht.bezwaartermijn, waarden=(nu, straks))))
    for dag in (DAG, DAG, date(2026, 4, 2)):
        mee.bezwaartermijn.op(dag)
    assert mee.gelezen == {"bezwaartermijn": "6 weken en 8 weken"}


def test_van_een_lijst_staat_er_welke_en_niet_de_hele_lijst(recht: Recht) -> None:
    mee = lees_mee(recht)
    mee.gelijkgestelde_dagen.op(DAG)
    assert mee.gelezen["gelijkgestelde_dagen"].startswith("zoals die geldt vanaf ")


def test_wat_niet_gold_is_niet_gelezen(recht: Recht) -> None:
    mee = lees_mee(recht)
    with pytest.raises(NietVanKracht):
        mee.bezwaartermijn.op(date(1900, 1, 1))
    assert mee.gelezen == {}
