"""De gevel van één gemeente: wie er antwoordt, wat zij te zien krijgt, wat er gebeurt als het later misgaat."""

import logging
import os
import re
import signal
import threading
import warnings
from dataclasses import is_dataclass
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import pluggy
import pytest

from core import processen
from core.fouten import PluginFout
from core.law.recht import Duur, Eenheid, Recht
from core.platform.pluginhost.facade import Hooks, Plugins
from core.platform.pluginhost.host import bouw_plugins
from core.plugin_api import beelden
from core.plugin_api.beelden import Begeleidingsbeeld, alle_beelden
from core.plugin_api.hookspecs import PROJECT, Hookspecs
from tests.plugins.beesten import LEEG, MAAK, RONDJES, besluit, vragen
from tests.plugins.kast import Kast, tenants_met
from tests.plugins.test_contract import PEILDATUM
from tests.plugins.test_dierentuin import TERM

BEELD = alle_beelden(PEILDATUM)[0]
VANDAAG = date(2026, 11, 28)
EIGEN = "return Begeleidingsvoorstel(diensten=(Begeleidingsdienst(dienst='x', organisatie=%s, herkomst=HIER),))"
VRAAGT = (
    "return (Vragenlijst(id='a', versie=%s, titel='t', vragen=("
    "Vraag(id='v', tekst=%s, soort=Vraagsoort.TEKST, verplicht=True, herkomst=HIER),)),)"
)
OP_VRIJDAG = "peildatum.weekday() == 4 and peildatum.year == 2027"
VRIJDAG = date(2027, 1, 8)


def plugins_van(kast: Kast, recht: Recht, *namen: str) -> Plugins:
    """De plugins van Schagen met deze namen; het starten hoort te lukken."""
    stand = bouw_plugins(tenants_met(Schagen=namen), recht, kast.vindplaats, vandaag=VANDAAG)
    assert stand.uitval == {}, [str(u) for u in stand.uitval.values()]
    return next(p for id_, p in stand.plugins.items() if stand.tenants[id_].naam == "Schagen")


def hooks_van(kast: Kast, recht: Recht, *namen: str) -> Hooks:
    return plugins_van(kast, recht, *namen).hooks()


def test_een_goede_plugin_vult_de_term_in_vanaf_haar_dag(kast: Kast, recht: Recht) -> None:
    """Een plugin met alleen een parameter, zonder hook: het lichtste middel."""
    kast.zet("goed", LEEG + MAAK, oproep_voorstel_eerste=TERM % (4, "weken"))
    stand = bouw_plugins(tenants_met(Schagen=("goed",)), recht, kast.vindplaats)
    plugins = next(p for id_, p in stand.plugins.items() if stand.tenants[id_].naam == "Schagen")
    term = plugins.recht.oproep_voorstel_eerste
    assert term.op(PEILDATUM).waarde == Duur(4, Eenheid.WEKEN)
    assert str(term.op(PEILDATUM).grond) == "art. 2 Proefverordening"
    assert term.op(PEILDATUM.replace(year=2023)).waarde == Duur(2, Eenheid.WEKEN)
    assert plugins.recht.versie != recht.versie
    assert plugins.recht.bezwaartermijn is recht.bezwaartermijn
    anderen = [p.recht for id_, p in stand.plugins.items() if stand.tenants[id_].naam != "Schagen"]
    assert all(r is recht for r in anderen)


def test_de_volgorde_is_die_van_het_tenantbestand_en_de_standaard_is_de_laatste(kast: Kast, recht: Recht) -> None:
    kast.zet("eerste", besluit(EIGEN % "'eerste'"))
    kast.zet("tweede", besluit(EIGEN % "'tweede'"))
    kast.zet("zwijger", besluit("return None"))
    for namen, antwoordt in (
        (("eerste", "tweede"), "eerste"),
        (("tweede", "eerste"), "tweede"),
        (("zwijger", "tweede"), "tweede"),
        (("zwijger",), "standaard"),
        ((), "standaard"),
    ):
        plugins = plugins_van(kast, recht, *namen)
        assert list(plugins.versies) == [*namen, "standaard"]
        assert plugins.hooks().bepaal_begeleiding(BEELD).plugin == antwoordt


@pytest.mark.parametrize("gegeven", ["doelgroep", "huishouden", "leeftijdsband"])
def test_wat_het_manifest_niet_noemt_is_none(kast: Kast, recht: Recht, gegeven: str) -> None:
    kijkt = EIGEN % f"str(beeld.{gegeven} is None)"
    kast.zet("zonder", "MANIFEST = manifest('zonder', needs=())\n" + besluit(kijkt))
    needs = f"(Behoefte(gegeven=Gegeven.{gegeven.upper()}, doel='proef'),)"
    kast.zet("met_gegeven", f"MANIFEST = manifest('met_gegeven', needs={needs})\n" + besluit(kijkt))
    beeld = next(b for b in alle_beelden(PEILDATUM) if b.leeftijdsband is not None)
    for naam, leeg in (("zonder", "True"), ("met_gegeven", "False")):
        antwoord = hooks_van(kast, recht, naam).bepaal_begeleiding(beeld)
        assert antwoord.waarde.diensten[0].organisatie == leeg


def test_wie_een_gegeven_leest_dat_zij_niet_noemt_leest_dat_bij_het_starten(
    kast: Kast, recht: Recht, caplog: pytest.LogCaptureFixture
) -> None:
    kast.zet("vergeten", "MANIFEST = manifest('vergeten', needs=())\n" + besluit(EIGEN % "str(beeld.doelgroep)"))
    stand = bouw_plugins(tenants_met(Schagen=("vergeten",)), recht, kast.vindplaats)
    assert stand.uitval == {}
    (regels,) = stand.let_op.values()
    assert regels == ("plugin vergeten 0.1 leest doelgroep, maar needs noemt het niet: het is altijd None",)
    assert regels[0] in caplog.text


def test_een_beeld_kan_niet_groot_zijn() -> None:
    """Elk veld komt uit een gesloten lijst, of is een datum: alles wat een plugin ziet is op te sommen."""
    gesloten = {beelden.Doelgroep, beelden.Huishoudsoort, beelden.Leeftijdsband, bool, date, type(None)}
    te_doen: list[Any] = [Begeleidingsbeeld]
    gezien: set[Any] = set()
    while te_doen:
        for soort in get_type_hints(te_doen.pop()).values():
            for deel in get_args(soort) or (soort,):
                (te_doen.append if is_dataclass(deel) else gezien.add)(deel)
    assert gezien <= gesloten


def test_minder_argumenten_mag(kast: Kast, recht: Recht) -> None:
    kast.zet("zonder_beeld", besluit(EIGEN % "'altijd'").replace("(self, beeld)", "(self)"))
    bron = vragen(VRAAGT % ("1", "'altijd'")).replace("(self, peildatum)", "(self)")
    kast.zet("zonder_dag", bron)
    hooks = hooks_van(kast, recht, "zonder_beeld", "zonder_dag")
    assert hooks.bepaal_begeleiding(BEELD).waarde.diensten[0].organisatie == "altijd"
    assert [lijst.id for lijst in hooks.intakevragenlijsten(PEILDATUM)] == ["a"]


def test_een_hook_die_verdwijnt_wordt_gemeld_en_werkt_nog(kast: Kast, recht: Recht) -> None:
    """pluggy's `warn_on_impl`, als regel in het logboek en in `let_op`."""
    hookspec = pluggy.HookspecMarker(PROJECT)

    class Later(Hookspecs):
        @hookspec(warn_on_impl=DeprecationWarning("oude_vragen verdwijnt met 1.4; gebruik intakevragenlijsten"))
        def oude_vragen(self) -> None: ...

    kast.zet("ouderwets", besluit("return None").replace(MAAK, f"    @hook\n    def oude_vragen(self): pass\n{MAAK}"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stand = bouw_plugins(tenants_met(Schagen=("ouderwets",)), recht, kast.vindplaats, specs=Later)
    assert stand.uitval == {}
    assert "oude_vragen verdwijnt met 1.4" in next(iter(stand.let_op.values()))[0]


def test_het_oude_bereik_werkt_nog_en_wordt_gemeld(kast: Kast, recht: Recht) -> None:
    kast.zet(
        "oud_bereik", "MANIFEST = manifest('oud_bereik', api=Apibereik((1, 0), (2, 0)))\n" + besluit("return None")
    )
    stand = bouw_plugins(tenants_met(Schagen=("oud_bereik",)), recht, kast.vindplaats)
    assert stand.uitval == {}
    assert "Apibereik in een manifest verdwijnt met 1.4" in next(iter(stand.let_op.values()))[0]


def test_het_stopsein_van_een_proces_is_geen_fout_van_de_plugin_die_toevallig_draaide(kast: Kast, recht: Recht) -> None:
    """SIGTERM tijdens de proef: het proces stopt, en de gemeente valt niet uit."""
    vorige = signal.signal(signal.SIGTERM, processen._klaar)
    kast.zet("lang_bezig", besluit("for _ in range(20_000): pass\n        return None"))
    wekker = threading.Timer(0.0, os.kill, (os.getpid(), signal.SIGTERM))

    def start_tot_het_stopsein() -> None:
        wekker.start()
        while True:
            bouw_plugins(tenants_met(Schagen=("lang_bezig",)), recht, kast.vindplaats)

    try:
        with pytest.raises(SystemExit):
            start_tot_het_stopsein()
    finally:
        wekker.join()
        signal.signal(signal.SIGTERM, vorige)


def test_op_welke_dagen_de_proef_let(kast: Kast, recht: Recht) -> None:
    """Vandaag, elke dag waarop een waarde ingaat, de dag daarvoor, en ver vooruit; nooit voor het begin van de wet."""
    fout_op = "if beeld.peildatum == %r: raise ValueError\n        return None"
    term = TERM % (4, "weken")
    for naam, dag in (
        ("vandaag", VANDAAG),
        ("ingaand", date(2024, 1, 1)),
        ("daarvoor", date(2023, 12, 31)),
        ("later", date(2046, 12, 31)),
    ):
        kast.zet(naam, besluit(fout_op % dag).replace("datetime.date", "date"), oproep_voorstel_eerste=term)
        stand = bouw_plugins(tenants_met(Schagen=(naam,)), recht, kast.vindplaats, vandaag=VANDAAG)
        assert "de hook faalt (ValueError)" in str(next(iter(stand.uitval.values()))), naam
    voor_de_wet = besluit("if beeld.peildatum < date(2022, 1, 1): raise ValueError\n        return None")
    kast.zet("oud", voor_de_wet, oproep_voorstel_eerste=term.replace("2024-01-01", "2022-01-01"))
    assert hooks_van(kast, recht, "oud").bepaal_begeleiding(BEELD).plugin == "standaard"


def test_een_fout_bij_een_mens_noemt_plugin_hook_en_regel_en_geen_waarde(
    kast: Kast, recht: Recht, caplog: pytest.LogCaptureFixture
) -> None:
    """Bij het starten ging het goed; op een dag die de proef niet kende gaat het mis."""
    kast.zet("later_stuk", besluit("return None if beeld.peildatum.weekday() != 4 else {}['geheim']"))
    plugins = plugins_van(kast, recht, "later_stuk")
    with pytest.raises(PluginFout) as fout:
        plugins.hooks().bepaal_begeleiding(_op(VRIJDAG))
    gevonden = re.fullmatch(
        r"Plugin later_stuk 0\.1, bepaal_begeleiding: de hook faalt \(KeyError\)"
        r" \(kast/later_stuk/plugin\.py, regel \d+\)\. Er is niets vastgelegd\. Meld dit aan de beheerder.*",
        fout.value.melding,
    )
    assert gevonden, fout.value.melding
    assert "Gemeente Schagen: plugin later_stuk 0.1" in caplog.text
    assert "Herstel: verbeter deze regel" in caplog.text
    assert "geheim" not in caplog.text + fout.value.melding
    assert plugins.hooks().bepaal_begeleiding(_op(VRIJDAG - timedelta(days=1))).plugin == "standaard"
    assert plugins.meting.standen["later_stuk", "bepaal_begeleiding"].fouten == 1


def _op(dag: date) -> Begeleidingsbeeld:
    return alle_beelden(dag)[0]


@pytest.mark.parametrize(
    "body",
    [RONDJES, f"try:\n                {RONDJES}\n            except Exception: pass"],
    ids=["lus", "vangt wat zij mag vangen"],
)
def test_wie_bij_een_mens_rondloopt_wordt_afgebroken(kast: Kast, recht: Recht, body: str) -> None:
    kast.zet("rondloper", besluit(f"if beeld.peildatum.weekday() == 4:\n            {body}\n        return None"))
    plugins = plugins_van(kast, recht, "rondloper")
    with pytest.raises(PluginFout, match=r"duurt te lang en is afgebroken \(kast/rondloper/plugin\.py, regel \d+\)"):
        plugins.hooks().bepaal_begeleiding(_op(VRIJDAG))
    stand = plugins.meting.standen["rondloper", "bepaal_begeleiding"]
    assert (stand.keren, stand.afgebroken, stand.boven_doel) == (1, 1, 1)
    assert plugins.hooks().bepaal_begeleiding(BEELD).plugin == "standaard", "daarna werkt zij weer"


def test_in_een_andere_draad_wordt_er_gemeten_en_niet_afgebroken(kast: Kast, recht: Recht) -> None:
    """Een signaal onderbreekt alleen de hoofddraad; daarbuiten staat er geen wekker, ook niet in de hoofddraad."""
    kast.zet("rekenaar", besluit("if beeld.peildatum.weekday() == 4: sum(range(6_000_000))\n        return None"))
    plugins = plugins_van(kast, recht, "rekenaar")
    antwoorden: list[str] = []
    draad = threading.Thread(target=lambda: antwoorden.append(plugins.hooks().bepaal_begeleiding(_op(VRIJDAG)).plugin))
    draad.start()
    draad.join()
    assert antwoorden == ["standaard"]
    stand = plugins.meting.standen["rekenaar", "bepaal_begeleiding"]
    assert (stand.keren, stand.afgebroken) == (1, 0)
    assert stand.totaal > 0


def test_wie_langer_rekent_dan_het_doel_staat_in_het_logboek(
    kast: Kast, recht: Recht, caplog: pytest.LogCaptureFixture
) -> None:
    plugins = plugins_van(kast, recht)
    with caplog.at_level(logging.WARNING):
        plugins.meting.tel("traag", "bepaal_begeleiding", 0.021)
        plugins.meting.tel("vlot", "bepaal_begeleiding", 0.001)
    assert "Gemeente Schagen: plugin traag, hook bepaal_begeleiding rekende 21 ms; het doel is 20 ms" in caplog.text
    assert "vlot" not in caplog.text
    with caplog.at_level(logging.INFO, logger="meedoen.plugins"):
        for _ in range(999):
            plugins.meting.tel("vlot", "bepaal_begeleiding", 0.001)
    assert "plugin vlot, hook bepaal_begeleiding: 1000 keer, gemiddeld 1.00 ms" in caplog.text


def test_lijsten_worden_per_dag_een_keer_gevraagd(kast: Kast, recht: Recht) -> None:
    kast.zet("vraagt", vragen(VRAAGT % ("1", "'altijd'")))
    plugins = plugins_van(kast, recht, "vraagt")
    for dag in (VRIJDAG, VRIJDAG, VRIJDAG + timedelta(days=1), VRIJDAG):
        assert plugins.hooks().intakevragenlijsten(dag)
    assert plugins.meting.standen["vraagt", "intakevragenlijsten"].keren == 2


def test_een_waarde_die_nog_niet_geldt_staat_niet_in_de_vraag(kast: Kast, recht: Recht) -> None:
    """Met een nieuwe waarde is het een andere vraag, en dus een hogere versie; daarvoor niet."""
    bron = vragen(
        "p = self._p\n        " + VRAAGT % ("p.volgnummer(peildatum)", "f'kent u {p.op(peildatum, str)[0]}?'")
    ).replace("parameters): pass", "parameters): self._p = parameters['wie']")
    kast.zet("gedateerd", bron, wie=WIE)
    hooks = hooks_van(kast, recht, "gedateerd")
    for dag, versie, tekst in ((date(2026, 12, 31), 1, "kent u oud?"), (date(2027, 1, 1), 2, "kent u nieuw?")):
        (lijst,) = hooks.intakevragenlijsten(dag)
        assert (lijst.versie, lijst.vragen[0].tekst) == (versie, tekst)


WIE = """
naam: wie
soort: tekst
omschrijving: proef
status: seed
nagezien_op: 2026-11-21
waarden:
  - {vanaf: 2022-01-01, waarde: oud, grond: {regeling: Proef, bron: proef}}
  - {vanaf: 2027-01-01, waarde: nieuw, grond: {regeling: Proef, bron: proef}}
"""


@pytest.mark.parametrize("dan", ["raise ValueError", "while True: pass", "return 3"])
def test_een_declaratie_die_later_stuk_gaat_houdt_wat_er_het_laatst_goed_was(
    kast: Kast, recht: Recht, caplog: pytest.LogCaptureFixture, dan: str
) -> None:
    kast.zet("breekt", vragen(f"if {OP_VRIJDAG}:\n            {dan}\n        " + VRAAGT % ("1", "'altijd'")))
    plugins = plugins_van(kast, recht, "breekt")
    goed = plugins.hooks().intakevragenlijsten(VRIJDAG - timedelta(days=1))
    assert goed
    for _ in range(3):
        assert plugins.hooks().intakevragenlijsten(VRIJDAG) == goed
    assert plugins.hooks({"breekt"}).intakevragenlijsten(VRIJDAG) == ()
    assert caplog.text.count("Gemeente Schagen houdt haar vragen van eerder: plugin breekt 0.1") == 1
    assert plugins.hooks().intakevragenlijsten(VRIJDAG + timedelta(days=1)) == goed


def test_wie_uit_staat_antwoordt_niet_en_haar_term_blijft(kast: Kast, recht: Recht) -> None:
    kast.zet("uit", besluit(EIGEN % "'uit'"), oproep_voorstel_eerste=TERM % (4, "weken"))
    plugins = plugins_van(kast, recht, "uit")
    assert plugins.hooks().bepaal_begeleiding(BEELD).plugin == "uit"
    uit = plugins.hooks({"uit", "standaard", "onbekend"})
    assert uit.bepaal_begeleiding(BEELD).plugin == "standaard", "de standaard is niet uit te zetten"
    assert plugins.recht.oproep_voorstel_eerste.op(PEILDATUM).waarde == Duur(4, Eenheid.WEKEN)
    assert (list(uit.bewijs(PEILDATUM).versies), uit.bewijs(PEILDATUM).uitgezet) == (["standaard"], ["uit"])


def test_het_bewijs_noemt_de_code_en_wat_er_van_haar_parameters_gold(kast: Kast, recht: Recht) -> None:
    kast.zet("bewijst", besluit("return None"), wie=WIE)
    eerst = hooks_van(kast, recht, "bewijst")
    assert eerst.bewijs(date(2026, 12, 31)).parameters["bewijst.wie"] == "oud (vanaf 2022-01-01)"
    assert eerst.bewijs(date(2027, 1, 1)).parameters["bewijst.wie"] == "nieuw (vanaf 2027-01-01)"
    assert "standaard.begeleiding_asiel" in eerst.bewijs(PEILDATUM).parameters
    code = eerst.bewijs(PEILDATUM).code
    assert set(code) == {"bewijst", "standaard"}
    assert all(re.fullmatch("[0-9a-f]{64}", som) for som in code.values())
    kast.zet("bewijst", besluit("return  None"), wie=WIE)
    anders = hooks_van(kast, recht, "bewijst").bewijs(PEILDATUM).code
    assert anders["bewijst"] != code["bewijst"]
    assert anders["standaard"] == code["standaard"]


def test_gemeenten_met_dezelfde_plugin_hebben_elk_hun_eigen_exemplaar(kast: Kast, recht: Recht) -> None:
    kast.zet("exemplaar", besluit(EIGEN % "str(id(self))"))
    stand = bouw_plugins(tenants_met(Schagen=("exemplaar",), Heerenveen=("exemplaar",)), recht, kast.vindplaats)
    antwoorden = [p.hooks().bepaal_begeleiding(BEELD) for p in stand.plugins.values()]
    exemplaren = [a.waarde.diensten[0].organisatie for a in antwoorden if a.plugin == "exemplaar"]
    assert len(exemplaren) == len(set(exemplaren)) == 2
