"""De contracttoets: elke plugin × elke hook × alles wat zij te zien kan krijgen."""

from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from typing import Any, get_type_hints

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.controle import zoek_gebreken
from core.platform.pluginhost.host import bouw_plugins
from core.plugin_api.beelden import alle_beelden
from core.plugin_api.hooks_md import hooknamen
from core.plugin_api.hookspecs import Hookspecs
from core.plugin_api.parameters import Grond, Herkomst, Status
from core.plugin_api.testing import NietZuiver, zonder_io
from tests.plugins.kast import NAMEN, gemaakt, tenants_met

PEILDATUM = date(2026, 3, 2)
ARGUMENTEN: dict[str, tuple[dict[str, Any], ...]] = {
    "intakevragenlijsten": ({"peildatum": PEILDATUM},),
    "bepaal_begeleiding": tuple({"beeld": beeld} for beeld in alle_beelden(PEILDATUM)),
}


def test_elke_hook_wordt_getoetst() -> None:
    assert set(ARGUMENTEN) == set(hooknamen())


def _paren() -> Iterator[tuple[str, str]]:
    for naam in NAMEN:
        for hook in hooknamen():
            if hasattr(type(gemaakt(naam)), hook):
                yield naam, hook


PAREN = list(_paren())
elk_paar = pytest.mark.parametrize(("naam", "hook"), PAREN, ids=[f"{n}-{h}" for n, h in PAREN])


def test_elke_hook_heeft_een_echte_gebruiker() -> None:
    assert {hook for naam, hook in PAREN if naam != "standaard"} == set(hooknamen())


def _roep(naam: str, hook: str) -> Callable[[dict[str, Any]], Any]:
    methode = getattr(gemaakt(naam), hook)
    return lambda argumenten: methode(**argumenten)


@elk_paar
def test_zuiver_en_elke_keer_hetzelfde(naam: str, hook: str) -> None:
    een, twee = _roep(naam, hook), _roep(naam, hook)
    for argumenten in ARGUMENTEN[hook]:
        with zonder_io():
            eerst, nog_eens, vers = een(argumenten), een(argumenten), twee(argumenten)
        assert eerst == nog_eens == vers


@elk_paar
def test_binnen_de_grenzen_en_bevroren(naam: str, hook: str) -> None:
    roep = _roep(naam, hook)
    verwacht = get_type_hints(getattr(Hookspecs, hook))["return"]
    for argumenten in ARGUMENTEN[hook]:
        uitkomst = roep(argumenten)
        assert zoek_gebreken(uitkomst, verwacht) == []
        for deel in _delen(uitkomst):
            with pytest.raises(FrozenInstanceError):
                setattr(deel, fields(deel)[0].name, None)


@elk_paar
def test_elke_bijdrage_heeft_een_grond_met_bron(naam: str, hook: str) -> None:
    roep = _roep(naam, hook)
    gevonden = [d for argumenten in ARGUMENTEN[hook] for d in _delen(roep(argumenten)) if isinstance(d, Herkomst)]
    assert gevonden
    assert all(h.grond.regeling and h.grond.bron and isinstance(h.status, Status) for h in gevonden)


def _delen(waarde: Any) -> Iterator[Any]:
    """Elke dataclass in een uitkomst, van buiten naar binnen; de grond is van de wet zelf."""
    if isinstance(waarde, tuple):
        for deel in waarde:
            yield from _delen(deel)
    elif is_dataclass(waarde) and not isinstance(waarde, Grond):
        yield waarde
        for veld in fields(waarde):
            yield from _delen(getattr(waarde, veld.name))


@pytest.mark.parametrize("naam", NAMEN)
def test_de_plugin_start_alleen_en_verzint_geen_nummer(naam: str, recht: Recht) -> None:
    """In elke gemeente apart te starten; en geen parameter verwijst naar een CVDR-nummer: die zijn er niet gevonden."""
    stand = bouw_plugins(tenants_met(Schagen=() if naam == "standaard" else (naam,)), recht)
    assert stand.uitval == {}
    for argumenten in ARGUMENTEN["intakevragenlijsten"]:
        roep = getattr(gemaakt(naam), "intakevragenlijsten", lambda **_: ())
        assert "CVDR" not in repr(roep(**argumenten))


@pytest.mark.parametrize(
    "poging",
    [
        "open('/etc/hostname')",
        "__import__('socket').socket()",
        "__import__('subprocess').run(['true'])",
        "__import__('os').listdir('.')",
        "__import__('nog_nooit_ingeladen')",
    ],
)
def test_de_wacht_ziet_io(poging: str) -> None:
    """De proef op de som: wat een plugin niet mag, wordt ook echt gezien."""
    with zonder_io(), pytest.raises(NietZuiver):
        eval(poging)  # noqa: S307
    assert eval("1 + 1") == 2  # noqa: S307
