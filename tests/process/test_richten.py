"""Een brief die nog niet weg is gaat naar wie haar nu krijgt, en niet naar wie dat was toen zij gemaakt werd."""

from typing import Any

import msgspec

from core.process.besluit.cijferteksten import GEGEVENS
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import ELDERS, kies_briefadres
from tests.voorbeelden.vertegenwoordiging import leg_ander_vast


async def _opgeroepen(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    return zaak


async def _nog_te_verzenden(zaak: Zaak) -> dict[str, dict[str, Any]]:
    """De brieven die klaarliggen, bij als wie iemand haar krijgt."""
    return {b["aan"]: b for b in await zaak.lees("/brieven") if b["status"] in ("te_maken", "gemaakt")}


async def _bevroren(zaak: Zaak, brief_id: str) -> dict[str, Any]:
    [rij] = await zaak.wereld.rijen("brief", id=brief_id)
    plek = GEGEVENS.plek(rij["gemeente_id"], rij["id"])
    gevonden: dict[str, Any] = msgspec.json.decode(
        zaak.wereld.huis.kluis.ontsleutel(rij["gegevens"], soort=GEGEVENS.soort, plek=plek)
    )
    return gevonden


async def test_wie_na_het_maken_onder_curatele_kwam_wordt_niet_stil_zelf_aangeschreven(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    [brief] = (await _nog_te_verzenden(zaak)).values()
    await leg_ander_vast(zaak, "curator")
    pad, dag = f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()}
    fout = await zaak.stuur(pad, dag, 409)
    assert [w["soort"] for w in fout["waarschuwingen"]] == ["ANDERS_GERICHT"]
    assert "de curator" in fout["waarschuwingen"][0]["melding"]
    nieuw = (await zaak.stuur(f"/brieven/{brief['id']}/adressering", None, 201))["briefId"]
    await wereld.maak_brieven(zaak.id)
    klaar = await _nog_te_verzenden(zaak)
    assert klaar["curator"]["id"] == nieuw
    assert set(klaar) == {"curator", "persoon"}, "de persoon krijgt een afschrift"
    toen, nu, afschrift = [await _bevroren(zaak, id_) for id_ in (brief["id"], nieuw, klaar["persoon"]["id"])]
    aan_wie = {"geadresseerde", "aanhef", "betreft", "gerichtAan", "afschriftAan"}
    assert {k: v for k, v in nu.items() if k not in aan_wie} == {k: v for k, v in toen.items() if k not in aan_wie}
    assert nu["betreft"] == toen["geadresseerde"]["naamregel"]
    assert afschrift["gerichtAan"].endswith("(curator)")
    assert [w["sleutel"] for w in await wereld.werk("BRIEF_VERZENDEN")].count(brief["id"]) == 0
    await zaak.stuur(f"/brieven/{nieuw}/verzending", dag)
    assert (await zaak.lees("/oproepen"))[0]["verzondenOp"] == VANDAAG.isoformat()


async def test_wie_weet_dat_zij_zo_wegging_bevestigt_dat(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    [brief] = (await _nog_te_verzenden(zaak)).values()
    await kies_briefadres(zaak)
    pad, dag = f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()}
    fout = await zaak.stuur(pad, dag, 409)
    assert "adres" in fout["waarschuwingen"][0]["melding"]
    await zaak.stuur(pad, dag | {"bevestigd": ["ANDERS_GERICHT"]})


async def test_alleen_wat_nog_weg_moet_en_anders_gaat_wordt_opnieuw_gericht(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    [brief] = (await _nog_te_verzenden(zaak)).values()
    fout = await zaak.stuur(f"/brieven/{brief['id']}/adressering", None, 409)
    assert "gaat al naar wie haar nu krijgt" in fout["detail"]
    await kies_briefadres(zaak)
    nieuw = (await zaak.stuur(f"/brieven/{brief['id']}/adressering", None, 201))["briefId"]
    assert (await _bevroren(zaak, nieuw))["geadresseerde"]["adresregels"] == ELDERS
    assert "ingetrokken" in (await zaak.stuur(f"/brieven/{brief['id']}/adressering", None, 409))["detail"]
