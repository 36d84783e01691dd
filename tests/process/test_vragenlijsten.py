"""De antwoorden op vragen van de gemeente: zij blijven staan bij wat er toen gevraagd werd, wat een plugin ook doet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.pluginhost import schakelaar
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.tables import Stand
from core.platform.tenancy import Doel
from tests.plugins.beesten import vragen
from tests.plugins.kast import Kast
from tests.process.wereld import Wereld
from tests.process.zaak import INTAKE, Zaak

LIJST = "Vragenlijst(id=%r, versie=%d, titel='Werk', vragen=(%s,))"
KEUZE = (
    "Vraag(id='auto', tekst=%r, soort=Vraagsoort.KEUZE, verplicht=True, herkomst=HIER,"
    " opties=(Optie(id='ja', tekst='ja, een eigen'), Optie(id='nee', tekst='nee')))"
)
OUD, NIEUW = "Heeft u een auto?", "Heeft u een rijbewijs?"


@pytest.fixture
def kast(tmp_path: Path) -> Kast:
    return Kast(tmp_path / "kast")


@pytest.fixture(autouse=True)
def _huis_blijft_zoals_het_was(wereld: Wereld) -> Iterator[None]:
    delen: tuple[dict[UUID, Any], ...] = (wereld.huis.tenants, wereld.huis.plugins)
    eerst = [dict(deel) for deel in delen]
    yield
    for deel, was in zip(delen, eerst, strict=True):
        deel.clear()
        deel.update(was)


def _stelt(wereld: Wereld, kast: Kast, *lijsten: str) -> None:
    """Vanaf nu stelt de gemeente deze lijsten, alsof er een andere versie van haar plugin is uitgerold."""
    kast.zet("vragensteller", vragen(f"return ({''.join(f'{lijst},' for lijst in lijsten)})"))
    tenant = msgspec.structs.replace(wereld.twee.a.tenant, plugins=("vragensteller",))
    stand = bouw_plugins({tenant.id: tenant}, wereld.huis.recht, kast.vindplaats)
    assert stand.uitval == {}, [str(u) for u in stand.uitval.values()]
    wereld.huis.tenants.update(stand.tenants)
    wereld.huis.plugins.update(stand.plugins)


async def _in_gesprek(wereld: Wereld) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, asiel=True))
    await zaak.tot_intake()
    await zaak.zet_uitslag()
    return zaak


def _antwoord(lijst: str = "werk", versie: int = 1, waarde: object = "ja") -> dict[str, Any]:
    return {"lijst": lijst, "versie": versie, "antwoorden": [{"vraag": "auto", "waarde": waarde}]}


async def _bewaar(zaak: Zaak, antwoorden: list[dict[str, Any]], verwacht: int = 200) -> Any:
    versie = (await zaak.lees("/brede-intake"))["versie"]
    body = INTAKE | {"versie": versie, "lokaleAntwoorden": antwoorden}
    return await zaak.km.bewaar(zaak.pad("/brede-intake"), body, verwacht)


async def _staat(zaak: Zaak) -> list[tuple[str, int, bool, str, str]]:
    """Van elk antwoord: de lijst, de versie, of zij nu zo gesteld wordt, de vraag van toen en wat er gekozen is."""
    intake = await zaak.lees("/brede-intake")
    return [
        (lijst["lijst"], lijst["versie"], lijst["geldend"], antwoord["gevraagd"], antwoord["gekozen"])
        for lijst in intake["lokaleAntwoorden"]
        for antwoord in lijst["antwoorden"]
    ]


async def _ontbreekt(zaak: Zaak) -> list[str]:
    return [g["veld"] for g in (await zaak.lees("/brede-intake"))["ontbreekt"]]


async def test_een_hogere_versie_wordt_opnieuw_gesteld_en_het_oude_antwoord_blijft(wereld: Wereld, kast: Kast) -> None:
    _stelt(wereld, kast, LIJST % ("werk", 1, KEUZE % OUD))
    zaak = await _in_gesprek(wereld)
    await _bewaar(zaak, [_antwoord()])
    eerste = ("werk", 1, True, OUD, "ja, een eigen")
    assert (await _staat(zaak), await _ontbreekt(zaak)) == ([eerste], [])
    _stelt(wereld, kast, LIJST % ("werk", 2, KEUZE % NIEUW))
    toen = ("werk", 1, False, OUD, "ja, een eigen")
    assert await _staat(zaak) == [toen]
    assert await _ontbreekt(zaak) == ["lokaleAntwoorden.werk.auto"], "de nieuwe vraag is nog niet beantwoord"
    fout = await _bewaar(zaak, [_antwoord(waarde="nee")], 400)
    assert "intussen versie 2" in str(fout["gebreken"])
    await _bewaar(zaak, [_antwoord(versie=2, waarde="nee")])
    assert await _staat(zaak) == [toen, ("werk", 2, True, NIEUW, "nee")]
    assert await _ontbreekt(zaak) == []
    await zaak.rond_intake_af()
    assert len(await _staat(zaak)) == 2


async def test_een_andere_lijst_wist_niets(wereld: Wereld, kast: Kast) -> None:
    werk, wonen = (LIJST % (id_, 1, KEUZE % OUD) for id_ in ("werk", "wonen"))
    _stelt(wereld, kast, werk, wonen)
    zaak = await _in_gesprek(wereld)
    await _bewaar(zaak, [_antwoord()])
    await _bewaar(zaak, [_antwoord("wonen", waarde="nee")])
    await _bewaar(zaak, [])
    assert [(lijst, gekozen) for lijst, _, _, _, gekozen in await _staat(zaak)] == [
        ("werk", "ja, een eigen"),
        ("wonen", "nee"),
    ]
    _stelt(wereld, kast, wonen)
    assert [(lijst, geldt) for lijst, _, geldt, _, _ in await _staat(zaak)] == [("werk", False), ("wonen", True)]
    await _bewaar(zaak, [_antwoord("wonen", waarde="ja")])
    assert [lijst for lijst, *_ in await _staat(zaak)] == ["werk", "wonen"]


async def test_wie_alles_terugstuurt_wat_hij_las_verandert_niets_en_wie_het_oude_wijzigt_hoort_dat(
    wereld: Wereld, kast: Kast
) -> None:
    _stelt(wereld, kast, LIJST % ("werk", 1, KEUZE % OUD))
    zaak = await _in_gesprek(wereld)
    await _bewaar(zaak, [_antwoord()])
    _stelt(wereld, kast, LIJST % ("werk", 2, KEUZE % NIEUW))
    await _bewaar(zaak, [_antwoord(), _antwoord(versie=2)])
    assert len(voor := await _staat(zaak)) == 2
    await _bewaar(zaak, [_antwoord(), _antwoord(versie=2)])
    assert await _staat(zaak) == voor
    await _bewaar(zaak, [_antwoord(waarde="nee"), _antwoord(versie=2)], 400)
    await _bewaar(zaak, [_antwoord(versie=2), _antwoord(versie=2)], 400)
    assert await _staat(zaak) == voor


async def test_wie_de_geschiedenis_van_een_lijst_herschrijft_krijgt_de_vraag_opnieuw(
    wereld: Wereld, kast: Kast
) -> None:
    """Dezelfde versie met een andere vraag, en de afdrukken erbij veranderd: het antwoord van toen telt dan niet."""
    _stelt(wereld, kast, LIJST % ("werk", 1, KEUZE % OUD))
    zaak = await _in_gesprek(wereld)
    await _bewaar(zaak, [_antwoord()])
    (kast.map / "vragensteller" / "afdrukken.yaml").unlink()
    _stelt(wereld, kast, LIJST % ("werk", 1, KEUZE % NIEUW))
    assert await _ontbreekt(zaak) == ["lokaleAntwoorden.werk.auto"]
    await _bewaar(zaak, [_antwoord(waarde="nee")])
    assert await _staat(zaak) == [
        ("werk", 1, False, OUD, "ja, een eigen"),
        ("werk", 1, True, NIEUW, "nee"),
    ]


async def test_een_antwoord_van_voor_de_afdrukken_telt_op_zijn_versie(wereld: Wereld, kast: Kast) -> None:
    _stelt(wereld, kast, LIJST % ("werk", 1, KEUZE % OUD))
    zaak = await _in_gesprek(wereld)
    await _bewaar(zaak, [])
    await wereld.alziend.execute(
        "update brede_intake set lokale_antwoorden = $2 where dossier_id = $1",
        zaak.id,
        '[{"lijst": "werk", "versie": 1, "antwoorden": {"auto": "ja"}}]',
    )
    assert (await _staat(zaak), await _ontbreekt(zaak)) == ([("werk", 1, True, "", "")], [])
    await _bewaar(zaak, [_antwoord(waarde="nee")])
    assert await _staat(zaak) == [("werk", 1, True, OUD, "nee")]


async def _zet(wereld: Wereld, plugin: str, stand: Stand, gemeente_id: UUID | None = None) -> None:
    gemeente = wereld.twee.b if gemeente_id == wereld.twee.b.id else wereld.twee.a
    async with wereld.huis.databank.uow(gemeente.als_taak(Doel.BEVEILIGING)) as tx:
        await schakelaar.zet(tx, wereld.huis.logboek, plugin, stand, door="B. Beheer", reden="zij deed het niet")


async def test_uitgezet_worden_de_vragen_niet_gesteld_en_blijven_de_antwoorden(wereld: Wereld, kast: Kast) -> None:
    """Meteen bij de volgende handeling, zonder herstart; en weer aan net zo."""
    _stelt(wereld, kast, LIJST % ("werk", 1, KEUZE % OUD))
    zaak = await _in_gesprek(wereld)
    await _bewaar(zaak, [_antwoord()])
    await _zet(wereld, "vragensteller", Stand.UIT)
    intake = await zaak.lees("/brede-intake")
    assert (intake["lokaleVragenlijsten"], intake["ontbreekt"]) == ([], [])
    assert await _staat(zaak) == [("werk", 1, False, OUD, "ja, een eigen")]
    fout = await _bewaar(zaak, [_antwoord(waarde="nee")], 400)
    assert [g["veld"] for g in fout["gebreken"]] == ["lokaleAntwoorden[0].lijst"]
    await _bewaar(zaak, [])
    await _zet(wereld, "vragensteller", Stand.AAN)
    assert await _staat(zaak) == [("werk", 1, True, OUD, "ja, een eigen")]
    regels = await wereld.alziend.fetch("select actie from audit where object = 'plugin_schakelaar' order by id")
    assert [r["actie"] for r in regels] == ["plugin.uit", "plugin.aan"]


async def test_de_schakelaar_van_de_ene_gemeente_is_niet_die_van_de_andere(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, asiel=True))
    beeld = {"versie": 0, "huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False}
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), beeld)
    await _zet(wereld, "municipality_stichtse_vecht", Stand.UIT, wereld.twee.b.id)
    voorstel = (await zaak.lees("/begeleiding"))["voorstel"]
    assert voorstel["plugin"] == "municipality_stichtse_vecht"
    await _zet(wereld, "municipality_stichtse_vecht", Stand.UIT)
    assert (await zaak.lees("/begeleiding"))["voorstel"]["plugin"] == "standaard"
    await zaak.stuur("/begeleiding/vaststelling", {"id": "018f4b1e-0000-7000-8000-000000000001", "versie": 1})
    (vastgesteld,) = (await zaak.lees("/begeleiding"))["vaststellingen"]
    bewijs = vastgesteld["ontvangstbewijs"]
    assert (bewijs["plugins"], bewijs["pluginsUit"]) == ({"standaard": "1.0.0"}, ["municipality_stichtse_vecht"])
