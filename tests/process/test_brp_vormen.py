"""Elke vorm waarin de BRP mensen geeft, door client, worker, dossier en brief; wat goed is staat in vormen.yaml."""

from typing import Any

import msgspec
import pytest

from core.ontwikkeling.simulator.vormen import Vorm, vormen
from core.process.besluit.cijferteksten import GEGEVENS
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.steekproef import params

ALLE = list(vormen().values())
ZONDER_LEZING = {"twee-personen"}
"""Van wie er niets is overgenomen; dan is er ook niets te zeggen over wat er stond."""


def _gevolg(geval: tuple[Vorm]) -> tuple[object, ...]:
    """Wat er goed aan is: elk gebrek, elk werk en elk onleesbaar veld komt langs."""
    goed = geval[0].goed
    return frozenset(goed.gebrek), tuple(goed.werk), goed.onleesbaar, goed.geheimhouding, goed.overleden


async def _gelezen(wereld: Wereld, vorm: Vorm) -> Zaak:
    return await Zaak.nieuw(wereld, vorm=vorm.naam)


async def _werk(zaak: Zaak) -> list[str]:
    """Waar een mens over deze lezing naar kijkt: het einde van de sleutel."""
    open_ = await zaak.wereld.rijen("werkitem", dossier_id=zaak.id, soort="NAVRAGEN", status="open")
    return sorted(w["sleutel"].rsplit(":", 1)[1] for w in open_ if ":termijn:" not in w["sleutel"])


async def brief_van(zaak: Zaak) -> dict[str, Any]:
    """De bevroren gegevens van de enige brief."""
    [brief] = await zaak.wereld.rijen("brief", dossier_id=zaak.id)
    plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
    ruw = zaak.wereld.huis.kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek)
    gegevens: dict[str, Any] = msgspec.json.decode(ruw)
    return gegevens


elke_vorm = pytest.mark.parametrize("vorm", params(((v,) for v in ALLE), _gevolg), ids=lambda vorm: vorm.naam)


@elke_vorm
async def test_wat_een_medewerker_ziet_is_wat_de_brp_geeft(wereld: Wereld, vorm: Vorm) -> None:
    zaak, goed = await _gelezen(wereld, vorm), vorm.goed
    dossier = await zaak.lees()
    persoon = dossier["persoon"]
    velden_ = ["naam", "adresregels", "geboren"]
    if goed.gebrek:  # what the letter says is in the test of the letter
        velden_ += ["aanschrijfnaam", "aanhef"]
    assert {veld: persoon[veld] for veld in goed.genoemd(*velden_)} == goed.genoemd(*velden_)
    assert goed.adresregel1 in (msgspec.UNSET, *persoon["adresregels"][:1])
    assert (persoon["overleden"], persoon["overlijdensdatum"]) == (goed.overleden, goed.overlijdensdatum)
    assert persoon["geheimhouding"] is goed.geheimhouding
    assert tuple(o["veld"] for o in persoon["onleesbaar"]) == goed.onleesbaar
    assert all(o["tekst"] for o in persoon["onleesbaar"])
    assert "." not in f"{persoon['naam']} {persoon['aanschrijfnaam']} {persoon['aanhef']}".split()
    assert await _werk(zaak) == sorted(goed.werk)
    assert bool(persoon["inOnderzoek"]) is ("inOnderzoek" in str(vorm.brp))
    assert dossier["fase"] == "PLICHT_GEMELD", "de plicht volgt DUO"
    [regel] = (await zaak.km.stuur("/werkvoorraad/zoekopdrachten", {"bsn": zaak.inwoner.bsn}, 200))["treffers"]
    assert (regel["naam"], regel["geheimhouding"]) == (persoon["naam"], persoon["geheimhouding"])
    werk = [w for w in (await zaak.km.lees("/werkvoorraad"))["werk"] if w["dossierId"] == str(zaak.id)]
    assert {(w["naam"], w["geheimhouding"]) for w in werk} == {(persoon["naam"], persoon["geheimhouding"])}


@elke_vorm
async def test_een_brief_gaat_zoals_de_brp_hem_adresseert_of_niet_en_de_toets_zegt_waarom(
    wereld: Wereld, vorm: Vorm
) -> None:
    zaak, goed = await _gelezen(wereld, vorm), vorm.goed
    toets = await zaak.lees("/pip/toets")
    assert {g["veld"] for g in toets["ontbreekt"]} & {"naam", "adres", "overleden"} == goed.gebrek
    if vorm.naam not in ZONDER_LEZING:
        assert sorted(s["code"] for s in toets["signalen"]) == sorted(goed.werk)
    if goed.gebrek:
        assert velden(await zaak.roep_op(verwacht=409)) == goed.gebrek
        assert await wereld.rijen("brief", dossier_id=zaak.id) == []
        assert await wereld.rijen("oproep", dossier_id=zaak.id) == []
        return
    await zaak.roep_op()
    brief, persoon = await brief_van(zaak), (await zaak.lees())["persoon"]
    hoort = {veld: persoon[veld] for veld in ("aanschrijfnaam", "aanhef")} | goed.genoemd("aanschrijfnaam", "aanhef")
    assert {"aanschrijfnaam": brief["geadresseerde"]["naamregel"], "aanhef": brief["aanhef"]} == hoort
    assert " ".join(brief["geadresseerde"]["adresregels"]) == " ".join(persoon["adresregels"])


@pytest.mark.parametrize("naam", ["woonboot", "lange-namen", "lange-naam-zonder-spatie", "lange-adresregel"])
async def test_zo_een_brief_is_op_te_maken(wereld: Wereld, naam: str) -> None:
    zaak = await _gelezen(wereld, vormen()[naam])
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    [brief] = await zaak.lees("/brieven")
    assert brief["status"] == "gemaakt"
    assert (await zaak.lees(f"/brieven/{brief['id']}/pdf")).startswith(b"%PDF")
