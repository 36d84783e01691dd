"""Hookspecs, docs/HOOKS.md, de gevel en de contracttoets noemen dezelfde hooks."""

import inspect

from core.platform.pluginhost.facade import HOOKS, Hooks
from core.plugin_api import grenzen
from core.plugin_api.hooks_md import BESTAND, beschrijf, handtekening, hooknamen, sinds
from core.plugin_api.hookspecs import Hookspecs
from core.plugin_api.manifest import API_VERSIE
from tests.plugins.kast import WORTEL

VOORVOEGSELS = ("extra_", "bepaal_", "toets_", "na_")


def test_hooks_md_is_wat_de_specs_zeggen() -> None:
    assert BESTAND.read_text(encoding="utf-8") == beschrijf(), "maak het opnieuw: python -m core.plugin_api.hooks_md"


def test_elke_hook_staat_er_met_haar_argumenten_in() -> None:
    tekst = BESTAND.read_text(encoding="utf-8")
    for naam in hooknamen():
        assert f"## `{handtekening(naam)}`" in tekst
        assert handtekening(naam).partition("(")[0] in (WORTEL / "docs" / "plugins.md").read_text(encoding="utf-8")


def test_de_gevel_heeft_een_getypte_methode_per_hook() -> None:
    assert set(HOOKS) == set(hooknamen())
    for naam in hooknamen():
        eigen, spec = inspect.signature(getattr(Hooks, naam)), inspect.signature(getattr(Hookspecs, naam))
        assert list(eigen.parameters) == list(spec.parameters)
        assert eigen.return_annotation is not inspect.Signature.empty


def test_de_naam_zegt_de_soort() -> None:
    for naam in hooknamen():
        beslist = bool(getattr(Hookspecs, naam).meedoen_spec["firstresult"])
        assert beslist == naam.startswith("bepaal_")
        assert naam.startswith(VOORVOEGSELS) or "_" not in naam


def test_elke_docstring_noemt_moment_gevolg_en_versie() -> None:
    for naam in hooknamen():
        tekst = inspect.getdoc(getattr(Hookspecs, naam)) or ""
        assert all(f"{woord}:" in tekst for woord in ("Wanneer", "Gevolg", "Grenzen", "Sinds")), naam


def test_alleen_de_gevel_raakt_pm_hook_aan() -> None:
    raken = {
        pad.relative_to(WORTEL).as_posix()
        for pad in (WORTEL / "core").rglob("*.py")
        if "PluginManager" in (tekst := pad.read_text(encoding="utf-8")) or "pm.hook" in tekst
    }
    assert raken == {"core/platform/pluginhost/facade.py", "core/platform/pluginhost/host.py"}


def test_elke_hook_zegt_sinds_welke_versie_zij_er_is() -> None:
    for naam in hooknamen():
        versies = sinds(naam)
        assert versies, naam
        assert all(versie <= API_VERSIE for versie in versies), naam


def test_de_beschrijving_noemt_de_grenzen_die_gelden() -> None:
    tekst = BESTAND.read_text(encoding="utf-8")
    for grens in (
        f"{grenzen.MEESTE_LIJSTEN} lijsten",
        f"{grenzen.MEESTE_VRAGEN} vragen",
        f"{grenzen.MINSTE_OPTIES} tot {grenzen.MEESTE_OPTIES} opties",
        f"{grenzen.MEESTE_DIENSTEN} diensten",
        f"{grenzen.LANGSTE_NAAM} tekens",
    ):
        assert grens in tekst, grens
