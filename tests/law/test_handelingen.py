"""De handelingen tegen de tabel die uit de specificatie is geschreven, en de eigenschappen die altijd gelden."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from core.fouten import Gebrek, OnjuisteFase, VoorwaardeNietVervuld
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.dagtekening import Vastgesteld
from core.law.fasen import Fase
from core.law.handelingen import Handeling, Oordeel, Zaakbeeld, alle, beoordeel
from core.law.herstel import CORRECTIES
from core.law.intake import PipVanElders
from core.law.kalender import schrijf_dag
from core.law.mandaat import Beslisser, Collegebesluit, Mandaat
from core.law.ontheffing import Ontheffingstand
from core.law.oproepen import Oproep
from core.law.recht import Recht, Regelkeuzes
from core.law.terugkeer import Vervolg
from core.law.voornemen import Voornemenstand
from tests.law.tabellen import maak
from tests.yamlezer import lees_yaml


class _Antwoorden(msgspec.Struct, forbid_unknown_fields=True):
    ja: list[str] = []
    nee: dict[str, list[str]] = {}


class _Rij(msgspec.Struct, forbid_unknown_fields=True):
    grond: str
    kan_in: dict[Fase, _Antwoorden]
    kan_niet_in: list[Fase]


class _Tabel(msgspec.Struct, forbid_unknown_fields=True):
    tabel: str
    beelden: dict[str, dict[str, Any]]
    handelingen: dict[Handeling, _Rij]
    volgende: dict[Fase, dict[str, Handeling | None]]
    eerst: dict[Fase, dict[Handeling, dict[str, Handeling | None]]]
    ofwel: dict[Fase, dict[Handeling, Handeling]]


TABEL = msgspec.convert(lees_yaml(Path(__file__).parent / "handelingen.yaml"), _Tabel)
STANDAARD = {"waarschuwing_rechtsmiddel": "bezwaarclausule"}
MENS = UUID(int=1)
BESLUITEN = {
    "pipbesluit": Besluitsoort.PIP,
    "ontheffingbesluit": Besluitsoort.ONTHEFFING_LBT,
    "weigering": Besluitsoort.WEIGERING,
    "waarschuwing": Besluitsoort.WAARSCHUWING,
    "intrekking": Besluitsoort.INTREKKING,
}
"""Hoe een besluit dat geldt in de tabel heet."""


def _mandaat(soort: Besluitsoort, **anders: Any) -> Mandaat:
    dag = date(2025, 11, 3)
    vast: dict[str, Any] = {
        "id": UUID(int=100),
        "mandaatbesluit_nummer": "1",
        "mandaatbesluit_datum": dag,
        "vanaf": dag,
    }
    return Mandaat(**vast | {"soort": soort, "functie": "klantmanager"} | anders)


def _beslisser(feiten: dict[str, Any] | None) -> Beslisser | None:
    """Zonder feiten heeft wie handelt voor elk besluit mandaat; `null` is geen mens."""
    if feiten is None:
        return None
    mandaten = tuple(_mandaat(soort, id=UUID(int=n)) for n, soort in enumerate(Besluitsoort, start=200))
    besluit = feiten.get("collegebesluit")
    return Beslisser(
        medewerker_id=MENS,
        functie="klantmanager",
        mandaten=mandaten if feiten.get("mandaat", True) else (),
        collegebesluit=None if besluit is None else maak(Collegebesluit, besluit),
    )


@cache
def beeld(naam: str, fase: Fase) -> tuple[Zaakbeeld, date]:
    feiten = dict(TABEL.beelden[naam])
    peildatum: date = feiten.pop("peildatum")
    if "bedoeld" in feiten:
        feiten["bedoeld"] = UUID(feiten["bedoeld"])
    return Zaakbeeld(
        fase=fase,
        keuzes=maak(Regelkeuzes, feiten.pop("keuzes", STANDAARD)),
        oproepen=tuple(maak(Oproep, o) for o in feiten.pop("oproepen", ())),
        ontheffing=maak(Ontheffingstand, feiten.pop("ontheffing")) if "ontheffing" in feiten else None,
        pip_van_elders=maak(PipVanElders, feiten.pop("pip_van_elders")) if "pip_van_elders" in feiten else None,
        voornemen=maak(Voornemenstand, feiten.pop("voornemen")) if "voornemen" in feiten else None,
        besluiten={soort: maak(Vastgesteld, feiten.pop(naam)) for naam, soort in BESLUITEN.items() if naam in feiten},
        beslisser=_beslisser(feiten.pop("beslisser", {})),
        feiten=maak(Besluitfeiten, feiten.pop("feiten", {})),
        zelfde_mens=frozenset(Handeling[h] for h in feiten.pop("zelfde_mens", ())),
        vervolg=maak(Vervolg, feiten.pop("vervolg")) if "vervolg" in feiten else None,
        **feiten,
    ), peildatum


def _oordeel(handeling: Handeling, naam: str, fase: Fase, recht: Recht, **anders: Any) -> Oordeel:
    zaak, peildatum = beeld(naam, fase)
    return beoordeel(handeling, zaak, peildatum=peildatum, recht=recht, **anders)


def _gevallen(soort: str) -> Iterator[Any]:
    for handeling, rij in TABEL.handelingen.items():
        for fase, antwoorden in rij.kan_in.items():
            namen = antwoorden.ja if soort == "ja" else list(antwoorden.nee)
            for naam in namen:
                yield pytest.param(handeling, fase, naam, id=f"{handeling}-{fase}-{naam}")


def test_de_tabel_noemt_elke_handeling_in_elke_fase_precies_een_keer() -> None:
    assert set(TABEL.handelingen) == set(Handeling)
    paren = [
        (handeling, fase) for handeling, rij in TABEL.handelingen.items() for fase in [*rij.kan_in, *rij.kan_niet_in]
    ]
    assert len(paren) == len(set(paren)) == len(Handeling) * len(Fase)
    assert set(TABEL.volgende) == set(Fase)


@pytest.mark.parametrize(("handeling", "fase", "naam"), [*_gevallen("ja")])
def test_dit_mag(handeling: Handeling, fase: Fase, naam: str, recht: Recht) -> None:
    oordeel = _oordeel(handeling, naam, fase, recht)
    assert oordeel.mag, oordeel.gebreken
    oordeel.eis()


@pytest.mark.parametrize(("handeling", "fase", "naam"), [*_gevallen("nee")])
def test_dit_mag_niet_en_elk_gebrek_noemt_zijn_artikel(
    handeling: Handeling, fase: Fase, naam: str, recht: Recht
) -> None:
    oordeel = _oordeel(handeling, naam, fase, recht)
    assert [g.veld for g in oordeel.gebreken] == TABEL.handelingen[handeling].kan_in[fase].nee[naam]
    assert all("art." in g.grond for g in oordeel.gebreken)
    with pytest.raises(VoorwaardeNietVervuld):
        oordeel.eis()


@pytest.mark.parametrize("handeling", Handeling)
def test_in_elke_andere_fase_wordt_geweigerd_met_het_artikel(handeling: Handeling, recht: Recht) -> None:
    rij = TABEL.handelingen[handeling]
    for fase in rij.kan_niet_in:
        oordeel = _oordeel(handeling, "kaal", fase, recht)
        assert [(g.veld, g.grond) for g in oordeel.gebreken] == [("fase", rij.grond)], fase
        with pytest.raises(OnjuisteFase, match=r"\."):
            oordeel.eis()


Weigeringen = list[tuple[Fase, str, Oordeel]]


@pytest.fixture(scope="module")
def weigeringen(recht: Recht) -> Weigeringen:
    """Elke weigering van elke handeling, in elke fase en bij elk beeld."""
    alles = []
    for fase in Fase:
        for naam in TABEL.beelden:
            zaak, peildatum = beeld(naam, fase)
            alles += [(fase, naam, o) for o in alle(zaak, peildatum=peildatum, recht=recht) if not o.mag]
    return alles


def test_een_weigering_noemt_wat_nu_wel_kan(weigeringen: Weigeringen) -> None:
    """De volgende stap van de fase, tenzij er eerst iets weg moet; dan dat."""
    for fase, naam, oordeel in weigeringen:
        eerst = TABEL.eerst.get(fase, {}).get(oordeel.handeling, {})
        gewoon = TABEL.volgende.get(fase, {})
        if naam in eerst:
            assert oordeel.volgende is eerst[naam], (fase, naam, oordeel.handeling)
        elif naam in gewoon and oordeel.handeling not in {gewoon[naam], *CORRECTIES}:
            assert oordeel.volgende is eerst.get("overal", gewoon[naam]), (fase, naam, oordeel.handeling)


@pytest.mark.parametrize(
    ("naam", "dag", "ontbreekt", "volgende", "wat_nu"),
    [
        ("kaal", None, [], Handeling.PIP_SCHRIJVEN, "het concept van het PIP schrijven"),
        ("concept", None, ["motivering"], Handeling.PIP_SCHRIJVEN, "het concept van het PIP schrijven"),
        ("concept", None, ["verrekeningen[2].uren"], Handeling.PIP_SCHRIJVEN, "het concept van het PIP schrijven"),
        ("concept", "2026-03-04", [], None, "Neem een dag die wel kan"),
        ("concept", None, ["adres"], None, "Los eerst op"),
        ("zonder_mandaat", None, [], None, "aan wie het wel mag"),
        ("zonder_mandaat", None, ["motivering"], Handeling.PIP_SCHRIJVEN, "het concept van het PIP schrijven"),
        ("afwezig_zelfde_mens", None, [], None, "aan wie het wel mag"),
        ("afwezig", None, [], Handeling.VOORNEMEN_OPSTELLEN, "het voornemen van het PIP opstellen"),
    ],
)
def test_c3_de_volgende_stap_haalt_weg_wat_het_vaststellen_tegenhoudt(
    naam: str, dag: str | None, ontbreekt: list[str], volgende: Handeling | None, wat_nu: str, recht: Recht
) -> None:
    """Het concept nog eens schrijven helpt alleen wie er iets aan mankeert."""
    zaak, peildatum = beeld(naam, Fase.INTAKE_AFGEROND)
    gebreken = tuple(Gebrek(veld=veld, melding="ontbreekt", grond="art. 15 lid 1 Wi2021") for veld in ontbreekt)
    oordeel = beoordeel(
        Handeling.PIP_VASTSTELLEN,
        replace(zaak, ontbreekt={Handeling.PIP_VASTSTELLEN: gebreken}),
        peildatum=peildatum,
        recht=recht,
        dag=None if dag is None else date.fromisoformat(dag),
    )
    assert (oordeel.mag, oordeel.volgende) == (False, volgende)
    assert wat_nu in oordeel.wat_nu


def test_wat_een_weigering_aanraadt_mag(weigeringen: Weigeringen, recht: Recht) -> None:
    aangeraden: set[tuple[Fase, str, Handeling]] = set()
    for fase, naam, oordeel in weigeringen:
        stappen = {stap for stap in (oordeel.volgende, oordeel.ofwel) if stap is not None}
        assert oordeel.handeling not in stappen
        aangeraden |= {(fase, naam, stap) for stap in stappen}
    assert len(aangeraden) > 100
    for fase, naam, stap in aangeraden:
        zaak, peildatum = beeld(naam, fase)
        assert beoordeel(stap, zaak, peildatum=peildatum, recht=recht).mag, (fase, naam, stap)


def test_waar_de_weg_zich_splitst_staan_beide_wegen(weigeringen: Weigeringen, recht: Recht) -> None:
    gezien = set()
    for fase, naam, oordeel in weigeringen:
        anders = None if oordeel.volgende is None else TABEL.ofwel.get(fase, {}).get(oordeel.volgende)
        if anders is None or oordeel.handeling is anders:
            assert oordeel.ofwel is None, (fase, naam, oordeel.handeling)
            continue
        zaak, peildatum = beeld(naam, fase)
        mag = beoordeel(anders, zaak, peildatum=peildatum, recht=recht).mag
        assert oordeel.ofwel is (anders if mag else None), (fase, naam, oordeel.handeling)
        if mag:
            gezien.add((fase, oordeel.volgende))
            assert anders.omschrijving in oordeel.wat_nu
    assert gezien == {(fase, stap) for fase, stappen in TABEL.ofwel.items() for stap in stappen}


RAAD = re.compile(
    r"(?:^|[.;:,] |, of )"
    r"(?:leg|trek|roep|stel|neem|heropen|beantwoord|verzend|schrijf|rond|beslis|maak|stuur|plan|wijzig|begeleid) ",
    re.IGNORECASE,
)
"""Een zin die zegt wat u moet doen."""
ZONDER_HANDELING = {
    "zo nodig",  # dat hoeft niet
    "brief de deur uit ging",  # het voornemen verzenden is iets van de brief
    "verzend de brief",
    "verzend dezelfde brief",  # dat doet men bij de retourpost
    "`meedoen mandaat",
    "In dossier M-2",  # wat daar te doen is staat in de zaak van nu
}


def test_wat_een_gebrek_aanraadt_is_een_handeling(weigeringen: Weigeringen) -> None:
    """Raadt een melding iets aan, dan weet het antwoord welke handeling dat is, en noemt het haar als zij mag."""
    geteld = 0
    for fase, naam, oordeel in weigeringen:
        for gebrek in oordeel.gebreken:
            if not RAAD.search(gebrek.melding) or any(zin in gebrek.melding for zin in ZONDER_HANDELING):
                continue
            geteld += 1
            assert gebrek.eerst in Handeling.__members__, (fase, naam, oordeel.handeling, gebrek.melding)
    assert geteld > 100


def test_wie_zelf_niet_mag_hoort_wie_wel_en_geen_andere_handeling(weigeringen: Weigeringen) -> None:
    """PG-19: zonder mandaat of met vier ogen is een andere handeling door dezelfde mens geen volgende stap."""
    geteld = 0
    for _, naam, oordeel in weigeringen:
        if {g.veld for g in oordeel.gebreken} <= {"mandaat", "vierOgen"}:
            geteld += 1
            assert oordeel.volgende is None, (naam, oordeel.handeling)
            assert oordeel.wat_nu.startswith(f"Leg dit voor aan wie het wel mag: {oordeel.handeling.omschrijving}")
    assert geteld > 5


def test_wat_u_moet_doen_is_nooit_wat_net_geweigerd_werd(weigeringen: Weigeringen) -> None:
    for fase, naam, oordeel in weigeringen:
        assert oordeel.wat_nu.endswith("."), (fase, naam, oordeel.handeling)
        assert f"De volgende stap is: {oordeel.handeling.omschrijving}" not in oordeel.wat_nu
        if fase is Fase.INTAKE_AFGEROND and oordeel.handeling is Handeling.PIP_VASTSTELLEN:
            assert not oordeel.wat_nu.startswith("Stel het PIP vast"), naam


def test_in_de_fase_van_de_oproep_is_er_altijd_iets_wat_kan(recht: Recht) -> None:
    for naam, feiten in TABEL.beelden.items():
        if feiten.get("oproepen"):
            zaak, peildatum = beeld(naam, Fase.INTAKE_OPGEROEPEN)
            assert any(oordeel.mag for oordeel in alle(zaak, peildatum=peildatum, recht=recht)), naam


@pytest.mark.parametrize(("dag", "mag"), [("2026-03-04", False), ("2026-03-05", True), ("2026-03-06", False)])
def test_pg_5_de_dagtekening_is_de_dag_van_vaststelling(dag: str, mag: bool, recht: Recht) -> None:
    oordeel = _oordeel(Handeling.PIP_VASTSTELLEN, "concept", Fase.INTAKE_AFGEROND, recht, dag=date.fromisoformat(dag))
    assert oordeel.mag is mag
    assert mag or [g.veld for g in oordeel.gebreken] == ["dagtekening"]


@pytest.mark.parametrize(
    ("dag", "velden"), [("2026-03-01", ["op"]), ("2026-03-02", []), ("2026-03-17", []), ("2026-03-18", ["op"])]
)
def test_pg_2_komen_kan_vanaf_de_oproep_tot_en_met_vandaag(dag: str, velden: list[str], recht: Recht) -> None:
    oordeel = _oordeel(Handeling.VERSCHIJNEN, "voorbij", Fase.INTAKE_OPGEROEPEN, recht, dag=date.fromisoformat(dag))
    assert [g.veld for g in oordeel.gebreken] == velden


def test_een_verkeerde_dag_kost_geen_oproep_en_de_melding_zegt_welke_dag_wel_kan(recht: Recht) -> None:
    """Kan het op een andere dag wel, dan is die dag verbeteren wat men doet, en niet een andere handeling."""
    geteld = set()
    for geval in _gevallen("ja"):
        handeling, fase, naam = geval.values
        zaak, peildatum = beeld(naam, fase)
        if not beoordeel(handeling, zaak, peildatum=peildatum, recht=recht).mag:
            continue  # then it is not the day; test_dit_mag says so
        for dag in (peildatum + timedelta(days=dagen) for dagen in range(-20, 20)):
            oordeel = beoordeel(handeling, zaak, peildatum=peildatum, recht=recht, dag=dag)
            if oordeel.mag:
                continue
            geteld.add(handeling)
            assert (oordeel.volgende, oordeel.ofwel) == (None, None), (handeling, naam, dag)
            assert "een dag die wel kan" in oordeel.wat_nu
            for gebrek in oordeel.gebreken:
                assert schrijf_dag(peildatum) in gebrek.melding, (handeling, naam, dag)
    assert geteld == {Handeling.VERSCHIJNEN, Handeling.PIP_VASTSTELLEN}


@pytest.mark.parametrize("handeling", Handeling)
def test_voor_wie_overleden_is_kan_geen_enkele_handeling(handeling: Handeling, recht: Recht) -> None:
    """Ook de boetevraag niet (art. 5:42 Awb); DUO beëindigt de plicht, en tot dan gebeurt er niets meer."""
    for fase in TABEL.handelingen[handeling].kan_in:
        for naam in TABEL.beelden:
            zaak, peildatum = beeld(naam, fase)
            oordeel = beoordeel(handeling, replace(zaak, overleden=True), peildatum=peildatum, recht=recht)
            assert oordeel.gebreken[0].veld == "overleden"
            assert oordeel.volgende is None
