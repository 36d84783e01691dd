"""Kapotte plugins: elk stopt het starten van haar gemeente met een leesbare lijst, en van geen andere."""

import logging

import pytest

from core.fouten import PluginFout
from core.law.recht import Duur, Eenheid, Recht
from core.platform.pluginhost.host import bouw_plugins
from core.plugin_api.beelden import alle_beelden
from tests.plugins.kast import Kast, tenants_met
from tests.plugins.test_contract import PEILDATUM

LEEG = "class P:\n    def __init__(self, parameters): pass\n"
MAAK = "\nmaak = P\n"
TERM = """
naam: oproep_voorstel_eerste
soort: duur
omschrijving: proef
status: seed
nagezien_op: 2026-11-21
waarden:
  - vanaf: 2024-01-01
    waarde: {aantal: %s, eenheid: %s}
    grond: {regeling: Proefverordening, artikel: "2", bron: proef}
"""
ZONDER_GROND = """
naam: iets
soort: tekst
omschrijving: proef
status: seed
nagezien_op: 2026-11-21
waarden:
  - vanaf: 2024-01-01
    waarde: een tekst
"""


def _hook(handtekening: str, body: str) -> str:
    return f"{LEEG}    @hook\n    def {handtekening}:\n        {body}\n{MAAK}"


LIJST = "return (Vragenlijst(id='a', versie=1, titel='t', vragen=(%s,)),)"
VRAAG = "Vraag(id='v', tekst='t', soort=Vraagsoort.%s, verplicht=True, herkomst=%s)"
BEESTEN: dict[str, tuple[str, str]] = {
    "verkeerde_handtekening": (
        _hook("bepaal_begeleiding(self, dossier)", "return None"),
        "bepaal_begeleiding(dossier) hoort bepaal_begeleiding(beeld) te zijn",
    ),
    "te_weinig_argumenten": (
        _hook("bepaal_begeleiding(self)", "return None"),
        "bepaal_begeleiding() hoort bepaal_begeleiding(beeld) te zijn",
    ),
    "onbekende_hook": (
        _hook("bepaal_boete(self, beeld)", "return None"),
        "hook bepaal_boete bestaat niet; kijk de naam na in docs/HOOKS.md",
    ),
    "faalt": (
        _hook("bepaal_begeleiding(self, beeld)", "raise ValueError('geheim 999990019')"),
        "bepaal_begeleiding: ValueError in plugin.py, regel",
    ),
    "verkeerd_type": (
        _hook("bepaal_begeleiding(self, beeld)", "return 'welzijn'"),
        "bepaal_begeleiding: uitkomst is str, verwacht Begeleidingsvoorstel of niets",
    ),
    "lijst_in_plaats_van_tuple": (
        _hook("bepaal_begeleiding(self, beeld)", "return Begeleidingsvoorstel(diensten=[])"),
        "uitkomst.diensten is list, verwacht tuple",
    ),
    "zonder_herkomst": (
        _hook(
            "bepaal_begeleiding(self, beeld)",
            "return Begeleidingsvoorstel(diensten=(Begeleidingsdienst(dienst='a', organisatie='b', herkomst=None),))",
        ),
        "uitkomst.diensten[0].herkomst is niets, verwacht Herkomst",
    ),
    "lege_grond": (
        _hook("intakevragenlijsten(self)", LIJST % (VRAAG % ("TEKST", "Herkomst(Grond('', ''), Status.SEED)"))),
        "heeft geen grond: regeling en bron zijn verplicht",
    ),
    "keuze_zonder_opties": (
        _hook("intakevragenlijsten(self)", LIJST % (VRAAG % ("KEUZE", "HIER"))),
        "lijst a, vraag v: een keuze heeft 2 tot 20 opties",
    ),
    "geeft_niets": (
        _hook("intakevragenlijsten(self)", "return None"),
        "intakevragenlijsten: uitkomst is niets, verwacht tuple",
    ),
    "te_veel_diensten": (
        _hook(
            "bepaal_begeleiding(self, beeld)",
            "return Begeleidingsvoorstel(diensten=tuple("
            "Begeleidingsdienst(dienst=str(n), organisatie='b', herkomst=HIER) for n in range(11)))",
        ),
        "meer dan 10 diensten",
    ),
    "dringt_voor": (
        f"{LEEG}    @hook(tryfirst=True)\n    def intakevragenlijsten(self):\n        return ()\n{MAAK}",
        "de volgorde staat in het tenantbestand",
    ),
    "te_nieuw": (
        f"MANIFEST = manifest('te_nieuw', vanaf=(2, 0), tot=(3, 0))\n{LEEG}{MAAK}",
        "vraagt plugin-API 2.0 tot 3.0, maar dit is 1.0",
    ),
    "zwijgt_over_gegevens": (
        "MANIFEST = manifest('zwijgt_over_gegevens', needs=NEEDS[:1])\n"
        + _hook("bepaal_begeleiding(self, beeld)", "return None"),
        "ziet huishouden, maar het manifest noemt het niet met een doel",
    ),
    "andere_naam": (f"MANIFEST = manifest('iemand_anders')\n{LEEG}{MAAK}", "haar manifest noemt haar iemand_anders"),
    "geen_maak": (LEEG, "heeft geen MANIFEST of geen maak"),
    "geen_python": ("def (", "kan niet worden ingeladen (SyntaxError"),
    "maak_faalt": (
        "class P:\n    def __init__(self, parameters):\n        parameters['weg']\n" + MAAK,
        "maak faalt (LookupError: parameters/weg.yaml ontbreekt)",
    ),
}
PARAMETERS: dict[str, tuple[dict[str, str], str]] = {
    "te_kort": ({"oproep_voorstel_eerste": TERM % (4, "dagen")}, "buiten de grenzen van 5 dagen tot en met 28 dagen"),
    "te_lang": ({"oproep_voorstel_eerste": TERM % (5, "weken")}, "buiten de grenzen van 5 dagen tot en met 28 dagen"),
    "in_maanden": ({"oproep_voorstel_eerste": TERM % (1, "maanden")}, "buiten de grenzen"),
    "wet_is_dicht": (
        {"bezwaartermijn": (TERM % (6, "weken")).replace("oproep_voorstel_eerste", "bezwaartermijn")},
        "de wet laat bezwaartermijn niet aan het college",
    ),
    "zonder_grond": ({"iets": ZONDER_GROND}, "een waarde heeft geen grond"),
    "zonder_status": ({"iets": (TERM % (2, "weken")).replace("status: seed\n", "")}, "missing required field `status`"),
    "dubbele_sleutel": ({"iets": ZONDER_GROND + "naam: iets\n"}, "dubbele sleutel naam"),
    "andere_bestandsnaam": (
        {"anders": (TERM % (2, "weken"))},
        "de naam oproep_voorstel_eerste is niet de naam van het bestand",
    ),
}


def _problemen(kast: Kast, recht: Recht, *namen: str) -> str:
    """Start met deze plugins in Schagen; de andere drie gemeenten worden bediend."""
    stand = bouw_plugins(tenants_met(Schagen=namen), recht, kast.vindplaats)
    assert {t.naam for t in stand.tenants.values()} == {"Stichtse Vecht", "Heerenveen", "Krimpenerwaard"}
    assert set(stand.plugins) == set(stand.tenants)
    assert [u.tenant.naam for u in stand.uitval.values()] == ["Schagen"]
    return str(next(iter(stand.uitval.values())))


@pytest.mark.parametrize("naam", BEESTEN)
def test_een_kapotte_plugin_stopt_haar_gemeente(kast: Kast, recht: Recht, naam: str) -> None:
    bron, verwacht = BEESTEN[naam]
    kast.zet(naam, bron)
    lijst = _problemen(kast, recht, naam)
    assert f"lugin {naam}" in lijst
    assert verwacht in lijst
    assert "999990019" not in lijst
    assert len(lijst.splitlines()) == 2, lijst


@pytest.mark.parametrize("naam", PARAMETERS)
def test_een_kapotte_parameter_stopt_haar_gemeente(kast: Kast, recht: Recht, naam: str) -> None:
    parameters, verwacht = PARAMETERS[naam]
    kast.zet(naam, LEEG + MAAK, **parameters)
    lijst = _problemen(kast, recht, naam)
    assert f"plugin {naam} 0.1: parameters/" in lijst
    assert verwacht in lijst


def test_alle_problemen_staan_in_een_lijst(kast: Kast, recht: Recht, caplog: pytest.LogCaptureFixture) -> None:
    for naam in ("te_nieuw", "geen_maak"):
        kast.zet(naam, BEESTEN[naam][0])
    kast.zet("te_kort", LEEG + MAAK, **PARAMETERS["te_kort"][0])
    with caplog.at_level(logging.ERROR):
        lijst = _problemen(kast, recht, "te_nieuw", "bestaat_niet", "geen_maak", "te_kort", "../weg")
    assert lijst.splitlines()[0] == "Gemeente Schagen wordt niet bediend; haar plugins kloppen niet:"
    assert len(lijst.splitlines()) == 6
    assert "plugin bestaat_niet: staat niet in " in lijst
    assert "plugin ../weg: de naam bestaat uit kleine letters" in lijst
    assert lijst in caplog.text


def test_twee_plugins_met_dezelfde_term_of_lijst_kan_niet(kast: Kast, recht: Recht) -> None:
    lijst = LIJST % (VRAAG % ("TEKST", "HIER"))
    for naam in ("een", "twee_"):
        kast.zet(naam, _hook("intakevragenlijsten(self)", lijst), oproep_voorstel_eerste=TERM % (3, "weken"))
    assert "een vult oproep_voorstel_eerste al in" in _problemen(kast, recht, "een", "twee_")
    for naam in ("drie", "vier"):
        kast.zet(naam, _hook("intakevragenlijsten(self)", lijst))
    assert "plugin vier 0.1, intakevragenlijsten: lijst a bestaat al" in _problemen(kast, recht, "drie", "vier").lower()


def test_een_goede_plugin_vult_de_term_in_vanaf_haar_dag(kast: Kast, recht: Recht) -> None:
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
    eigen = "return Begeleidingsvoorstel(diensten=(Begeleidingsdienst(dienst='x', organisatie='%s', herkomst=HIER),))"
    kast.zet("eerste", _hook("bepaal_begeleiding(self, beeld)", eigen % "eerste"))
    kast.zet("tweede", _hook("bepaal_begeleiding(self, beeld)", eigen % "tweede"))
    kast.zet("zwijger", _hook("bepaal_begeleiding(self, beeld)", "return None"))
    beeld = alle_beelden(PEILDATUM)[0]
    for namen, antwoordt in (
        (("eerste", "tweede"), "eerste"),
        (("tweede", "eerste"), "tweede"),
        (("zwijger", "tweede"), "tweede"),
        (("zwijger",), "standaard"),
        ((), "standaard"),
    ):
        stand = bouw_plugins(tenants_met(Schagen=namen), recht, kast.vindplaats)
        plugins = next(p for id_, p in stand.plugins.items() if stand.tenants[id_].naam == "Schagen")
        assert list(plugins.versies) == [*namen, "standaard"]
        assert plugins.bepaal_begeleiding(beeld).plugin == antwoordt


def test_wat_het_manifest_niet_noemt_krijgt_een_plugin_niet_te_zien(kast: Kast, recht: Recht) -> None:
    kijkt = (
        "return Begeleidingsvoorstel(diensten=(Begeleidingsdienst("
        "dienst='x', organisatie=str(beeld.leeftijdsband), herkomst=HIER),))"
    )
    kast.zet("zonder", _hook("bepaal_begeleiding(self, beeld)", kijkt))
    needs = "(*NEEDS, Behoefte(gegeven=Gegeven.LEEFTIJDSBAND, doel='jongeren'))"
    kast.zet(
        "met_leeftijd",
        f"MANIFEST = manifest('met_leeftijd', needs={needs})\n" + _hook("bepaal_begeleiding(self, beeld)", kijkt),
    )
    beeld = next(b for b in alle_beelden(PEILDATUM) if b.leeftijdsband is not None)
    for naam, ziet in (("zonder", "None"), ("met_leeftijd", str(beeld.leeftijdsband))):
        stand = bouw_plugins(tenants_met(Schagen=(naam,)), recht, kast.vindplaats)
        plugins = next(p for id_, p in stand.plugins.items() if stand.tenants[id_].naam == "Schagen")
        assert plugins.bepaal_begeleiding(beeld).waarde.diensten[0].organisatie == ziet


def test_een_fout_bij_een_mens_noemt_plugin_en_hook_en_geen_waarde(kast: Kast, recht: Recht) -> None:
    """Bij het starten ging het goed; op een dag die de proef niet kende gaat het mis."""
    kast.zet(
        "later_stuk",
        _hook("bepaal_begeleiding(self, beeld)", "return None if beeld.peildatum.year == 9999 else {}['geheim']"),
    )
    stand = bouw_plugins(tenants_met(Schagen=("later_stuk",)), recht, kast.vindplaats)
    plugins = next(p for id_, p in stand.plugins.items() if stand.tenants[id_].naam == "Schagen")
    with pytest.raises(PluginFout) as fout:
        plugins.bepaal_begeleiding(alle_beelden(PEILDATUM)[0])
    assert fout.value.melding.startswith("Plugin later_stuk 0.1, bepaal_begeleiding: KeyError in plugin.py, regel")
    assert "geheim" not in fout.value.melding


EXEMPLAAR = """
class P:
    def __init__(self, parameters): pass

    @hook
    def bepaal_begeleiding(self, beeld):
        dienst = Begeleidingsdienst(dienst="x", organisatie=str(id(self)), herkomst=HIER)
        return Begeleidingsvoorstel(diensten=(dienst,))

maak = P
"""


def test_gemeenten_met_dezelfde_plugin_hebben_elk_hun_eigen_exemplaar(kast: Kast, recht: Recht) -> None:
    kast.zet("exemplaar", EXEMPLAAR)
    stand = bouw_plugins(tenants_met(Schagen=("exemplaar",), Heerenveen=("exemplaar",)), recht, kast.vindplaats)
    beeld = alle_beelden(PEILDATUM)[0]
    antwoorden = [p.bepaal_begeleiding(beeld) for p in stand.plugins.values()]
    exemplaren = [a.waarde.diensten[0].organisatie for a in antwoorden if a.plugin == "exemplaar"]
    assert len(exemplaren) == len(set(exemplaren)) == 2
