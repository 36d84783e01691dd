"""Wat een taalschool van een aanbod ziet voordat zij het aanvaardt: dat het er is, en niets van de persoon."""

from uuid import uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def test_een_aanbod_toont_niets_van_de_persoon_ook_geen_dag(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    await wereld.meldt("SS102", zaak.inwoner)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    assert dossier["termijn_tot"] is not None, "er is een dag om te laten zien"
    school, id_ = wereld.mens("school", basis="/v1"), str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(wereld.twee.a.school)})

    [aanbod] = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert aanbod == {
        "id": id_,
        "gemeentecode": wereld.twee.a.code,
        "gemeente": wereld.twee.a.tenant.naam,
        "status": "aangeboden",
        "naam": "",
        "geheimhouding": False,
        "leerroute": None,
        "uitersteDag": None,
        "versie": 1,
    }
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    conflict = await school.stuur(f"{pad}/antwoord", {"aanvaard": True, "versie": 7}, 409)
    assert conflict["versieconflict"]["verschillen"] == []

    await school.stuur(f"{pad}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.werk_af()
    [regel] = (await school.lees("/eigen-toewijzingen"))["toewijzingen"]
    assert regel["uitersteDag"] is not None
    assert regel["naam"]
