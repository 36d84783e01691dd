"""De proefstap over de API: van begin tot brief, en wat er gebeurt als de plicht eindigt."""

import datetime as dt

from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.proefstap import begin, body


async def test_van_begin_tot_brief_en_einde(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    gestuurd = body()
    for _ in range(2):
        await zaak.stuur("/proefstappen", gestuurd)
    await wereld.werk_af()
    [rij] = await zaak.lees("/proefstappen")
    assert (rij["status"], rij["versie"], rij["nagekekenOp"] is not None) == ("loopt", 1, True)
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["soort"] == "B22"
    [werk] = await wereld.werk("PROEFSTAP_BEKIJKEN")
    assert werk["dossier_id"] == zaak.id

    await wereld.maak_brieven(zaak.id)
    [brief] = await zaak.lees("/brieven")
    assert (brief["sjabloon"], brief["status"]) == ("proefstap", "gemaakt")
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    assert [t["status"] for t in await wereld.rijen("termijn", soort="BEZWAAR")] == ["lopend"]

    pad = f"/proefstappen/{rij['id']}/beeindiging"
    await zaak.stuur(pad, {"versie": 9}, 409)
    await zaak.stuur(pad, {"versie": 1})
    conflict = await zaak.stuur(pad, {"versie": 1}, 409)
    assert conflict["versieconflict"]["volgendeStap"] == "De proefstap is al beëindigd."
    assert [r["status"] for r in await zaak.lees("/proefstappen")] == ["beeindigd"]
    assert await wereld.werk("PROEFSTAP_BEKIJKEN") == []


async def test_zij_houdt_op_met_de_plicht(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await begin(zaak)
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=50))
    await wereld.werk_af()
    [rij] = await zaak.lees("/proefstappen")
    assert (rij["status"], rij["versie"]) == ("beeindigd", 2)
    assert (await zaak.lees())["werk"] == []
    await zaak.stuur("/proefstappen", body(), 409)


async def test_een_id_van_een_ander_dossier_botst(wereld: Wereld) -> None:
    gestuurd = body()
    for verwacht in (204, 409):
        zaak = await Zaak.nieuw(wereld)
        await zaak.stuur("/proefstappen", gestuurd, verwacht)
