"""Wat iemand over een verzending noemt ligt vast, of wordt geweigerd: het adres is het bewijs (art. 3:41 Awb, PG-1)."""

import datetime as dt
from typing import Any

import pytest

from core.law.bekendmaking import Verzendwijze
from tests.process.test_bekendmaking import brief_van_pip, vastgesteld
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak

VRIJ = ("adres", "ontvanger", "toelichting")
MOTIEF = "de postkamer bracht haar ergens anders heen"


def _body(wijze: Verzendwijze, *, zonder: str = "") -> dict[str, Any]:
    vrij = {veld: f"wat bij {veld} hoort" for veld in VRIJ if veld != zonder}
    return {"verzondenOp": VANDAAG.isoformat(), "wijze": wijze} | vrij


async def _laatste(zaak: Zaak) -> dict[str, Any]:
    laatste: dict[str, Any] = (await brief_van_pip(zaak))["verzendingen"][-1]
    return laatste


@pytest.mark.parametrize("wijze", Verzendwijze)
async def test_elk_veld_van_elke_wijze_ligt_vast_of_is_geweigerd(wereld: Wereld, wijze: Verzendwijze) -> None:
    zaak, pad = await vastgesteld(wereld)
    alles = _body(wijze)
    geweigerd = wijze is Verzendwijze.POST
    if geweigerd:
        assert velden(await zaak.stuur(f"{pad}/verzending", alles, 400)) == {"adres"}
        alles = _body(wijze, zonder="adres")
    await zaak.stuur(f"{pad}/verzending", alles)
    staat = await _laatste(zaak)
    assert {veld: staat[veld] for veld in alles} == alles
    await zaak.stuur(f"{pad}/verzending", alles)  # the same once more
    for veld in VRIJ:
        fout = await zaak.stuur(f"{pad}/verzending", alles | {veld: "iets anders"}, 409)
        assert "naar een ander adres" in fout["detail"]
    assert len((await brief_van_pip(zaak))["verzendingen"]) == 1


@pytest.mark.parametrize("naar", Verzendwijze)
async def test_een_verbetering_legt_elk_veld_vast_of_weigert_het(wereld: Wereld, naar: Verzendwijze) -> None:
    zaak, pad = await vastgesteld(wereld)
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=1))
    alles = _body(naar)
    if naar is Verzendwijze.POST:
        fout = await zaak.verbeter_verzending(pad, alles | {"motief": MOTIEF}, 400)
        assert velden(fout) == {"adres"}
        assert "retourpost" in fout["gebreken"][0]["melding"]
        alles = _body(naar, zonder="adres")
    await zaak.verbeter_verzending(pad, alles | {"motief": MOTIEF})
    staat = await _laatste(zaak)
    assert {veld: staat[veld] for veld in alles} == alles
    assert staat["motief"] == MOTIEF
    if naar is not Verzendwijze.POST:
        elders = alles | {"adres": "toch ergens anders"}
        await zaak.verbeter_verzending(pad, elders | {"motief": MOTIEF})
        assert (await _laatste(zaak))["adres"] == "toch ergens anders"


async def test_met_de_post_naar_een_ander_adres_zegt_hoe_dat_wel_gaat(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    dag = {"verzondenOp": VANDAAG.isoformat()}
    fout = await zaak.stuur(f"{pad}/verzending", dag | {"adres": "Elders 1, Nergens"}, 400)
    [gebrek] = fout["gebreken"]
    assert (gebrek["veld"], gebrek["grond"]) == ("adres", "art. 3:41 Awb")
    assert "briefadres" in gebrek["melding"]
    assert "adressering" in gebrek["melding"]
    assert (await brief_van_pip(zaak))["status"] == "gemaakt"
    assert await wereld.rijen("brief_verzending") == []
    await zaak.stuur(f"{pad}/verzending", dag)
    op_de_brief = (await _laatste(zaak))["adres"]
    await zaak.stuur(f"{pad}/verzending", dag | {"adres": op_de_brief.replace("\n", ", ")})  # the same, on one line


async def test_een_motief_bij_niets_dat_anders_is_verdwijnt_niet_stil(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    dag = {"verzondenOp": VANDAAG.isoformat(), "wijze": "POST"}
    await zaak.stuur(f"{pad}/verzending", dag)
    fout = await zaak.verbeter_verzending(pad, dag | {"motief": MOTIEF}, 409)
    assert "niet vastgelegd" in fout["detail"]
    await zaak.verbeter_verzending(pad, dag | {"toelichting": "aangetekend 3SABC", "motief": MOTIEF})
    fout = await zaak.verbeter_verzending(
        pad, dag | {"toelichting": "aangetekend 3SABC", "motief": "nog een reden"}, 409
    )
    assert "er is niets te verbeteren" in fout["detail"]
    assert len((await brief_van_pip(zaak))["verzendingen"]) == 2


async def test_wie_met_een_oudere_versie_komt_leest_ook_het_andere_adres(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    aan_hem = {"verzondenOp": VANDAAG.isoformat(), "wijze": "UITGEREIKT", "ontvanger": "hijzelf"}
    await zaak.stuur(f"{pad}/verzending", aan_hem | {"adres": "de balie"})
    body = aan_hem | {"adres": "bij hem thuis", "motief": MOTIEF, "versie": 1}
    fout = await zaak.stuur(f"{pad}/verbetering", body, 409)
    [verschil] = [v for v in fout["versieconflict"]["verschillen"] if v["veld"] == "adres"]
    assert verschil["huidigeWaarde"] == "de balie"
