"""Elke stap antwoordt op elk voorval; wat loopt, houdt op als de plicht eindigt of rust (ADR 0033)."""

import ast
import inspect
from typing import Any, get_args, get_type_hints

import pytest

from core.bootstrap import maak_proceskaart
from core.process import voorvallen
from core.process.stap import Stap
from core.process.stappen import STAPPEN
from core.process.voorvallen import STOPT_WAT_LOOPT, VOORVALLEN, Handler, Houvast, Voorval
from tests.architecture.bron import bestanden
from tests.architecture.feiten import PER_TABEL

elke_stap = pytest.mark.parametrize("stap", STAPPEN, ids=lambda stap: stap.naam)
STATUSNAMEN = frozenset({"status", "uitkomst", "fase"})


def test_de_lijst_noemt_elk_voorval_dat_er_is() -> None:
    gevonden = {v for v in vars(voorvallen).values() if isinstance(v, type) and issubclass(v, Voorval)} - {Voorval}
    assert set(VOORVALLEN) == gevonden
    assert len({v.naam() for v in VOORVALLEN}) == len(VOORVALLEN)
    assert all(v.omschrijving and v.__doc__ for v in VOORVALLEN)
    assert not [v.__name__ for v in STOPT_WAT_LOOPT if v.wie_zwijgt], "wat laat ophouden, beantwoordt elke stap"


@elke_stap
@pytest.mark.parametrize("voorval", VOORVALLEN, ids=lambda v: v.naam())
def test_elke_stap_antwoordt_op_elk_voorval(stap: Stap, voorval: type[Voorval]) -> None:
    doet, doet_niets = voorval in stap.bij, voorval in stap.afwijzingen
    assert doet + doet_niets == 1 or (voorval.wie_zwijgt and not doet_niets), (
        f"stap {stap.naam} antwoordt niet op {voorval.__name__}: noem in haar stap.py een handler in `bij`,"
        " of in `afwijzingen` waarom zij niets doet"
    )
    assert doet or len(stap.afwijzingen.get(voorval, voorval.wie_zwijgt)) > 10


@elke_stap
def test_wat_loopt_houdt_op(stap: Stap) -> None:
    """Een stap met iets dat loopt mag het einde, het rusten en het verhuizen niet afwijzen."""
    if any(status.loopt for status in stap.statussen):
        afgewezen = [v.__name__ for v in VOORVALLEN if v in STOPT_WAT_LOOPT and v in stap.afwijzingen]
        assert not afgewezen, f"stap {stap.naam} heeft iets dat loopt en wijst {afgewezen} af: geef een handler"


@elke_stap
def test_elke_status_in_een_dossier_is_beoordeeld(stap: Stap) -> None:
    genoemd = {status.naam: status for status in stap.statussen}
    statussen = {
        f"{feiten.tabel._meta.tablename}.{kolom._meta.name}"
        for feiten in stap.feiten
        for kolom in feiten.tabel._meta.columns
        if kolom._meta.name in STATUSNAMEN and {"dossier_id", "fase"} & set(feiten.kolommen)
    }
    assert set(genoemd) == statussen, f"noem in `statussen` van stap {stap.naam} elke status, en wat er loopt"
    for naam, status in genoemd.items():
        keuzes = PER_TABEL[naam.split(".")[0]].tabel._meta.get_column_by_name(naam.split(".")[1])._meta.choices
        assert keuzes is not None, naam
        assert set(status.loopt) <= set(keuzes), naam
        assert bool(status.loopt) != bool(status.reden), f"{naam}: wat loopt, of waarom er niets loopt"


def _handlers() -> list[tuple[str, type[Voorval], Handler]]:
    return [(stap.naam, voorval, handler) for stap in STAPPEN for voorval, handler in stap.bij.items()]


@pytest.mark.parametrize(("stap", "voorval", "handler"), _handlers(), ids=lambda x: getattr(x, "__name__", str(x)))
def test_een_handler_is_van_de_stap_en_van_dit_voorval(stap: str, voorval: type[Voorval], handler: Any) -> None:
    assert handler.__module__ == f"core.process.{stap}.gevolgen"
    assert list(inspect.signature(handler).parameters) == ["tx", "huis", "zaak", "voorval"]
    soorten = get_type_hints(handler)
    assert voorval in (get_args(soorten["voorval"]) or (soorten["voorval"],))
    assert issubclass(soorten["zaak"], Houvast)
    assert handler.__doc__


def test_de_kaart_houdt_de_volgorde_van_de_stappen() -> None:
    kaart = maak_proceskaart()
    for voorval in VOORVALLEN:
        assert [naam for naam, _ in kaart.bij[voorval]] == [s.naam for s in STAPPEN if voorval in s.bij]


def _namen(boom: ast.AST) -> set[str]:
    return {knoop.id for knoop in ast.walk(boom) if isinstance(knoop, ast.Name)}


def test_een_handler_meldt_niets_en_vraagt_geen_mens() -> None:
    gevolgen = {pad: boom for pad, boom in bestanden().items() if pad.endswith("/gevolgen.py")}
    assert len(gevolgen) == len({stap for stap, _, _ in _handlers()})
    for pad, boom in gevolgen.items():
        assert "meld" not in _namen(boom), f"{pad}: wie op een voorval reageert, meldt zelf niets"
        vraagt = [k for k in ast.walk(boom) if isinstance(k, ast.Attribute) and k.attr == "medewerker_id"]
        assert all(isinstance(k.value, ast.Attribute) and k.value.attr == "toegang" for k in vraagt), pad


def test_een_stap_noemt_voorvallen_bij_naam() -> None:
    """Geen jokers: een voorval dat erbij komt, moet elke stap beantwoorden."""
    for pad, boom in bestanden().items():
        if pad.startswith("core/process/") and pad.endswith("/stap.py") and pad != "core/process/stap.py":
            assert not {"VOORVALLEN", "STOPT_WAT_LOOPT", "dict"} & _namen(boom), pad
            for knoop in ast.walk(boom):
                if isinstance(knoop, ast.keyword) and knoop.arg in ("bij", "afwijzingen"):
                    assert isinstance(knoop.value, ast.Dict), pad
                    assert all(isinstance(sleutel, ast.Name) for sleutel in knoop.value.keys), pad


def test_voorvallen_kent_geen_stap() -> None:
    gebruikt = {
        knoop.module or ""
        for knoop in ast.walk(bestanden()["core/process/voorvallen.py"])
        if isinstance(knoop, ast.ImportFrom)
    }
    assert not [naam for naam in gebruikt if naam.startswith("core.process")]


def test_alleen_de_stap_dossier_maakt_een_houvast() -> None:
    soorten = {
        (pad, knoop.name)
        for pad, boom in bestanden().items()
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "Houvast" for b in knoop.bases)
    }
    assert soorten == {("core/process/dossier/zaak.py", "Zaak")}
