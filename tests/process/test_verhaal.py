"""Het hele verhaal, aangejaagd door de simulator zelf: hij meldt aan, verstuurt, stelt de termijn vast."""

import datetime as dt
from pathlib import Path

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld
from tests.process.wereldbouw import bouw
from tests.process.zaak import Zaak


@pytest.fixture
def eigen(wereld: Wereld, tmp_path: Path) -> Wereld:
    """Met een eigen simulator, die hier mag starten en stoppen."""
    return bouw(wereld.huis, wereld.twee, eigenaar=wereld.eigenaar, alziend=wereld.alziend, map_=tmp_path)


async def test_van_aanmelding_tot_traject(eigen: Wereld) -> None:
    wereld = eigen
    async with wereld.simulator_app.lifespan():
        await wereld.besturing("aanmeldingen", aantal=25, gemeentecodes=[wereld.twee.a.code[2:]])
        await wereld.alles_bezorgd()
        await wereld.werk_af()
        assert len(await wereld.rijen("dossier")) == 25
        assert {r["status"] for r in await wereld.rijen("duo_ontvangst")} <= {"verwerkt", "werkitem"}
        assert await wereld.werk("TAAK_MISLUKT") == []
        assert len(await wereld.werk("BSN_ONTBREEKT")) == 1

        inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
        zaak = Zaak(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)
        await zaak.tot_pip()
        await zaak.stel_vast()
        await wereld.werk_af(behalve=())
        assert wereld.duo_heeft(inwoner).pips == [], "DUO hoort het pas na de persoon zelf"
        brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
        assert (await zaak.lees(f"/brieven/{brief['id']}/pdf")).startswith(b"%PDF")
        await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})

        await wereld.werk_af()
        assert wereld.duo_heeft(inwoner).pips[0].pip.dagtekeningPip == VANDAAG
        # DUO stelt de termijn vast zodra het PIP er is en meldt dat met SS102.
        await wereld.alles_bezorgd()
        await wereld.werk_af()
        dossier = await zaak.lees()
        assert (dossier["fase"], dossier["termijnLaatsteDag"]) == ("TRAJECT_ACTIEF", "2029-03-02")
        assert [w["soort"] for w in dossier["werk"]] == ["TAALSCHOOL_KIEZEN"], "zijn oproep hoeft niet meer"

        # Twee maanden later is er van alles gebeurd: huisvesting, overlijden, intrekking, een BSN.
        await wereld.zet_klok(VANDAAG + dt.timedelta(days=60))
        await wereld.besturing("dag")
        await wereld.alles_bezorgd()
        await wereld.werk_af()
        assert await wereld.werk("TAAK_MISLUKT") == []
        # Noemt DUO bij het BSN geen V-nummer, dan is hij niet te herkennen: een mens voegt zijn dossiers samen.
        los = [i for i in wereld.aangemeld() if i.verhaal is Verhaal.EERST_V_NUMMER and not i.v_nummer_in_bericht]
        assert len(await wereld.werk("BSN_ONTBREEKT")) == len(los)
        assert {r["status"] for r in await wereld.rijen("outbox")} <= {"klaar", "aangeboden"}
        verder = {"PLICHT_GEMELD", "TRAJECT_ACTIEF", "BEEINDIGD"}
        assert {r["fase"] for r in await wereld.rijen("dossier")} == verder | ({"VOORTRAJECT_COA"} if los else set())


async def test_een_dubbel_bezorgde_melding_opent_geen_tweede_dossier(eigen: Wereld) -> None:
    wereld = eigen
    async with wereld.simulator_app.lifespan():
        await wereld.storing("dubbel", 10)
        await wereld.besturing("aanmeldingen", aantal=5)
        await wereld.alles_bezorgd()
        await wereld.werk_af()
    assert len(await wereld.rijen("dossier")) == 10
    assert len(await wereld.rijen("duo_ontvangst")) == 10
