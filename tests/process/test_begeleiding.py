"""Begeleiding, vragen van de gemeente en het oproepvoorstel: wat een gemeente met haar plugin anders doet."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.huis import Huis
from core.platform.pluginhost.host import bouw_plugins
from core.platform.tenants import Tenant
from core.plugin_api.beelden import Leeftijdsband
from core.process.begeleiding.voorstel import leeftijdsband
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import INTAKE, Zaak
from tests.voorbeelden.beheer import TENANTS

GEZIN = {"versie": 0, "huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False}
ALLEEN = {"versie": 0, "huishouden": "alleengaand", "wachtOpGezinshereniging": True, "gedeeldeWoning": True}
VRAGEN = [
    {"vraag": "onderwijsroute_reisbaar", "waarde": "nee"},
    {"vraag": "participatie_aangemeld", "waarde": True},
]


def _draait_plugins_van(huis: Huis, gemeente_id: UUID, plugins: tuple[str, ...]) -> None:
    """Zet in deze gemeente andere plugins aan, zoals haar tenantbestand dat zou doen."""
    tenant: Tenant = msgspec.structs.replace(huis.tenants[gemeente_id], plugins=plugins)
    stand = bouw_plugins({gemeente_id: tenant}, huis.recht)
    huis.tenants.update(stand.tenants)
    huis.plugins.update(stand.plugins)


@pytest.fixture(autouse=True)
def _huis_blijft_zoals_het_was(wereld: Wereld) -> Iterator[None]:
    """De wereld wordt door meer tests gebruikt; wie bediend wordt en met welke plugins staat na afloop weer goed."""
    delen: tuple[dict[UUID, Any], ...] = (wereld.huis.tenants, wereld.huis.plugins, wereld.huis.uitval)
    eerst = [dict(deel) for deel in delen]
    yield
    for deel, was in zip(delen, eerst, strict=True):
        deel.clear()
        deel.update(was)


async def _zaak(wereld: Wereld, *, plugins: tuple[str, ...] | None = None) -> Zaak:
    if plugins is not None:
        _draait_plugins_van(wereld.huis, wereld.twee.a.id, plugins)
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, asiel=True))


async def _voorstel(zaak: Zaak, huishouden: dict[str, Any]) -> list[tuple[str, str]]:
    versie = (await zaak.lees("/begeleiding"))["versie"]
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), huishouden | {"versie": versie})
    return [(d["dienst"], d["organisatie"]) for d in (await zaak.lees("/begeleiding"))["voorstel"]["diensten"]]


JURIDISCH = ("juridische hulp", "VluchtelingenWerk Midden-Nederland")
AAN_TE_WIJZEN = ("maatschappelijke begeleiding", "een door de gemeente aan te wijzen organisatie")


async def test_stichtse_vecht_kijkt_naar_het_huishouden(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    leeg = await zaak.lees("/begeleiding")
    assert (leeg["versie"], leeg["huishouden"], leeg["voorstel"]) == (0, None, None)
    assert await _voorstel(zaak, GEZIN) == [("maatschappelijke begeleiding", "Welzijn Stichtse Vecht"), JURIDISCH]
    assert await _voorstel(zaak, ALLEEN) == [("woonbegeleiding", "Leger des Heils"), JURIDISCH]
    assert await _voorstel(zaak, ALLEEN | {"gedeeldeWoning": False}) == [AAN_TE_WIJZEN, JURIDISCH]
    voorstel = (await zaak.lees("/begeleiding"))["voorstel"]
    assert (voorstel["plugin"], voorstel["versie"]) == ("municipality_stichtse_vecht", "1.0.1")
    assert voorstel["diensten"][1] == {
        "dienst": JURIDISCH[0],
        "organisatie": JURIDISCH[1],
        "grond": "Gemeente Stichtse Vecht, pagina Nieuwkomers",
        "bron": "simsite.stichtsevecht.nl/inwoners/nieuwkomers_44375",
        "status": "bron",
    }


async def test_de_standaard_begeleidt_alleen_asiel(wereld: Wereld) -> None:
    zaak = await _zaak(wereld, plugins=())
    assert await _voorstel(zaak, ALLEEN) == [AAN_TE_WIJZEN]
    assert (await zaak.lees("/begeleiding"))["voorstel"]["diensten"][0]["grond"] == "art. 13 lid 1 Wi2021"
    ander = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN, asiel=False))
    assert await _voorstel(ander, GEZIN) == []


async def test_overnemen_en_afwijken(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    body: dict[str, Any] = {"id": str(uuid4()), "versie": 1}
    await zaak.stuur("/begeleiding/vaststelling", body, 409)
    await _voorstel(zaak, GEZIN)
    await zaak.stuur("/begeleiding/vaststelling", body | {"versie": 9}, 409)
    await zaak.stuur("/begeleiding/vaststelling", body | {"motief": "zomaar"}, 400)
    await zaak.stuur("/begeleiding/vaststelling", body)
    await zaak.stuur("/begeleiding/vaststelling", body)
    anderen = [{"dienst": "woonbegeleiding", "organisatie": "Ander"}]
    await zaak.stuur("/begeleiding/vaststelling", body | {"diensten": anderen, "motief": "toch anders"}, 409)
    anders = {"id": str(uuid4()), "versie": 2, "diensten": [{"dienst": "woonbegeleiding", "organisatie": "Ander"}]}
    fout = await zaak.stuur("/begeleiding/vaststelling", anders, 400)
    assert [(g["veld"], g["grond"]) for g in fout["gebreken"]] == [("motief", "art. 3:46 Awb")]
    await zaak.stuur("/begeleiding/vaststelling", anders | {"motief": "kent deze organisatie al"})
    eerste, tweede = (await zaak.lees("/begeleiding"))["vaststellingen"]
    assert (eerste["afgeweken"], eerste["motief"]) == (False, "")
    assert [d["dienst"] for d in eerste["diensten"]] == ["maatschappelijke begeleiding", "juridische hulp"]
    assert (tweede["afgeweken"], tweede["diensten"]) == (True, anders["diensten"])
    assert tweede["voorstel"]["diensten"][0]["organisatie"] == "Welzijn Stichtse Vecht"
    _toets_bewijs(wereld, eerste["ontvangstbewijs"])
    assert eerste["vastgesteldDoor"] == str(wereld.twee.a.klantmanager)
    await _voorstel(zaak, ALLEEN)
    assert len((await zaak.lees("/begeleiding"))["vaststellingen"]) == 2


async def test_een_id_van_een_ander_dossier_botst(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    ander = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, asiel=True, nummer=1))
    body = {"id": str(uuid4()), "versie": 1}
    for een, verwacht in ((zaak, 204), (ander, 409)):
        await _voorstel(een, GEZIN)
        await een.stuur("/begeleiding/vaststelling", body, verwacht)


async def test_twee_mensen_tegelijk(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    pad = zaak.pad("/begeleiding/beeld")
    assert await zaak.km.bewaar(pad, GEZIN) == {"versie": 1}
    await zaak.km.bewaar(pad, ALLEEN, 409)
    assert await zaak.km.bewaar(pad, ALLEEN | {"versie": 1}) == {"versie": 2}
    await zaak.km.bewaar(pad, GEZIN | {"versie": 1}, 409)
    await zaak.km.bewaar(pad, GEZIN | {"versie": 2, "huishouden": "kasteel"}, 400)


async def test_de_plugins_staan_in_het_ontvangstbewijs_van_het_pip(wereld: Wereld) -> None:
    zaak = await (await _zaak(wereld)).tot_pip()
    await zaak.stel_vast()
    (besluit,) = await zaak.lees("/besluiten")
    _toets_bewijs(wereld, besluit["ontvangstbewijs"])


def _toets_bewijs(wereld: Wereld, bewijs: dict[str, Any]) -> None:
    """Versie en code van elke plugin die aan stond, en wat er van haar parameters gold."""
    plugin = "municipality_stichtse_vecht"
    assert bewijs["plugins"] == {plugin: "1.0.1", "standaard": "1.0.0"}
    assert bewijs["plugincode"] == {
        a.manifest.naam: a.bron.sha256 for a in wereld.huis.plugins_van(wereld.twee.a.id).actief
    }
    assert bewijs["pluginparameters"][f"{plugin}.juridische_hulp"] == (
        "juridische hulp; VluchtelingenWerk Midden-Nederland (vanaf 2022-01-01)"
    )
    assert bewijs["pluginsUit"] == []


def _gegeven(intake: dict[str, Any]) -> list[dict[str, Any]]:
    """De antwoorden zoals men ze stuurt, zonder wat het lezen erbij vertelt."""
    return [
        {
            "lijst": lijst["lijst"],
            "versie": lijst["versie"],
            "antwoorden": [{"vraag": a["vraag"], "waarde": a["waarde"]} for a in lijst["antwoorden"]],
        }
        for lijst in intake["lokaleAntwoorden"]
    ]


async def test_heerenveen_vraagt_meer_bij_de_intake(wereld: Wereld) -> None:
    zaak = await _zaak(wereld, plugins=("municipality_heerenveen",))
    await zaak.tot_intake()
    await zaak.vul_intake()
    intake = await zaak.lees("/brede-intake")
    ontbreekt = {g["veld"]: g["grond"] for g in intake["ontbreekt"]}
    lijst = "heerenveen_regionale_inkoop"
    grond = "Regionale inkoop inburgering Fryslân (illustratief)"
    assert ontbreekt == {
        f"lokaleAntwoorden.{lijst}.{vraag}": grond for vraag in ("onderwijsroute_reisbaar", "participatie_aangemeld")
    }
    assert [v["verplicht"] for v in intake["lokaleVragenlijsten"][0]["vragen"]] == [True, True, False]
    await zaak.rond_intake_af(409)
    antwoorden = [{"lijst": lijst, "versie": 1, "antwoorden": VRAGEN}]
    await zaak.vul_intake(versie=intake["versie"], lokaleAntwoorden=antwoorden)
    intake = await zaak.lees("/brede-intake")
    assert (intake["ontbreekt"], _gegeven(intake)) == ([], antwoorden)
    await zaak.vul_intake(versie=intake["versie"])
    assert _gegeven(await zaak.lees("/brede-intake")) == antwoorden, "weglaten laat ze ongemoeid"
    await zaak.rond_intake_af()


@pytest.mark.parametrize(
    ("antwoord", "veld"),
    [
        ({"lijst": "bestaat_niet"}, "lokaleAntwoorden[0].lijst"),
        ({"versie": 2}, "lokaleAntwoorden[0].versie"),
        ({"antwoorden": [{"vraag": "weg", "waarde": "x"}]}, "lokaleAntwoorden[0].antwoorden"),
        (
            {"antwoorden": [{"vraag": "participatie_aangemeld", "waarde": "ja"}]},
            "lokaleAntwoorden[0].antwoorden.participatie_aangemeld",
        ),
        (
            {"antwoorden": [{"vraag": "onderwijsroute_reisbaar", "waarde": "misschien"}]},
            "lokaleAntwoorden[0].antwoorden.onderwijsroute_reisbaar",
        ),
        (
            {"antwoorden": [{"vraag": "voorkeur_lesplaats", "waarde": "\x00"}]},
            "lokaleAntwoorden[0].antwoorden[0].waarde",
        ),
    ],
)
async def test_een_antwoord_dat_niet_past_wordt_geweigerd(wereld: Wereld, antwoord: dict[str, Any], veld: str) -> None:
    zaak = await _zaak(wereld, plugins=("municipality_heerenveen",))
    lijst = {"lijst": "heerenveen_regionale_inkoop", "versie": 1, "antwoorden": VRAGEN} | antwoord
    fout = await zaak.km.bewaar(zaak.pad("/brede-intake"), INTAKE | {"lokaleAntwoorden": [lijst]}, 400)
    assert [g["veld"] for g in fout["gebreken"]] == [veld]
    assert "misschien" not in str(fout)
    assert (await zaak.lees("/brede-intake"))["versie"] == 0


@pytest.mark.parametrize(
    ("plugins", "weken", "plugin", "status"),
    [((), 2, "", ""), (("municipality_heerenveen",), 3, "municipality_heerenveen", "illustratief")],
)
async def test_het_oproepvoorstel(
    wereld: Wereld, plugins: tuple[str, ...], weken: int, plugin: str, status: str
) -> None:
    zaak = await _zaak(wereld, plugins=plugins)
    voorstel = await zaak.lees("/oproepen/voorstel")
    dag = VANDAAG + dt.timedelta(weeks=weken)
    assert (voorstel["nummer"], voorstel["metWaarschuwing"]) == (1, False)
    assert (voorstel["lengte"], voorstel["termijnLaatsteDag"]) == (f"{weken} weken", dag.isoformat())
    assert (voorstel["plugin"], voorstel["status"], voorstel["grond"]) == (plugin, status, "art. 14 lid 1 Wi2021")
    assert any("het college kiest" in regel for regel in voorstel["uitleg"])
    await zaak.roep_op(dag)
    await zaak.km.lees(zaak.pad("/oproepen/voorstel"), 409)
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    tweede = await zaak.lees("/oproepen/voorstel")
    assert (tweede["nummer"], tweede["metWaarschuwing"], tweede["lengte"]) == (2, True, "2 weken")
    laatste = dt.date.fromisoformat(tweede["termijnLaatsteDag"])
    await zaak.roep_op(laatste, afspraakOp=f"{laatste}T09:00:00Z")


async def test_een_gemeente_met_een_kapotte_plugin_wordt_niet_bediend_en_de_ander_wel(wereld: Wereld) -> None:
    zaak = await _zaak(wereld)
    huis, a = wereld.huis, wereld.twee.a
    stuk = msgspec.structs.replace(TENANTS[a.id], plugins=("bestaat_niet",))
    stand = bouw_plugins({a.id: stuk}, huis.recht)
    del huis.tenants[a.id]
    huis.uitval.update(stand.uitval)
    fout = await zaak.km.lees(zaak.pad(), 503)
    assert fout["title"] == "Deze gemeente kan nu niet worden bediend"
    assert "bestaat_niet" not in fout["detail"], "wat er mis is staat in het logboek, niet bij de bezoeker"
    await wereld.mens("klantmanager", wereld.twee.b).lees("/werkvoorraad")
    bericht = {"bsn": zaak.inwoner.bsn, "registratieDatumTijd": "2026-03-02T09:00:00Z", "gebeurtenisId": "SS139"}
    eerder = len(await wereld.rijen("duo_ontvangst"))
    assert (await wereld.notificatie(msgspec.json.encode(bericht))).status_code == 201
    assert len(await wereld.rijen("duo_ontvangst")) == eerder + 1, "het ligt klaar tot de plugin hersteld is"


@pytest.mark.parametrize(
    ("geboren", "band"),
    [
        ("2008-03-03", Leeftijdsband.TOT_18),
        ("2008-03-02", Leeftijdsband.VAN_18_TOT_28),
        ("1998-03-02", Leeftijdsband.VAN_28_TOT_67),
        ("1959-03-02", Leeftijdsband.VANAF_67),
        ("1990-04", None),
        ("", None),
    ],
)
def test_leeftijdsband(geboren: str, band: Leeftijdsband | None) -> None:
    assert leeftijdsband(geboren, dt.date(2026, 3, 2)) is band
