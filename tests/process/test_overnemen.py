"""Wie terugkwam: wat in zijn eerdere zaak nog geldt neemt een mens per groep over, en niets vanzelf (ADR 0096)."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest

from tests.process.terugkeer import gaat_weg, over, terug_zonder_b, verhuist_naar, zaak_van_nu
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.briefadressen import een_briefadres
from tests.voorbeelden.contact import leg_gegeven_vast
from tests.voorbeelden.vertegenwoordiging import leg_vast

GROEPEN = {"contact": "/contactgegevens", "vertegenwoordiging": "/vertegenwoordigingen", "briefadres": "/briefadressen"}


async def _met_alles(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await leg_gegeven_vast(zaak, soort="tolk", waarde="ja")
    await leg_gegeven_vast(zaak)
    await leg_vast(zaak, afschrift=True, afschriftMotief="hij wil het")
    await zaak.km.bewaar(zaak.pad("/briefadressen"), await een_briefadres(zaak))
    return zaak


async def _vragen(wereld: Wereld, zaak: Zaak, status: str) -> set[str]:
    rijen = await wereld.rijen("werkitem", dossier_id=zaak.id, status=status)
    begin = f"NAVRAGEN:{zaak.id}:overnemen:"
    return {rij["sleutel"].removeprefix(begin) for rij in rijen if rij["sleutel"].startswith(begin)}


def _inhoud(rij: dict[str, Any]) -> dict[str, Any]:
    eigen = {"id", "vastgelegdOp", "vastgelegdDoor", "overgenomenVan", "versie"}
    return {naam: waarde for naam, waarde in rij.items() if naam not in eigen}


async def test_van_hier_naar_een_ander_en_terug_neemt_een_mens_over_wat_nog_klopt(wereld: Wereld) -> None:
    zaak = await _met_alles(wereld)
    await gaat_weg(wereld, zaak)
    daar = await zaak_van_nu(wereld, zaak, wereld.twee.b)
    assert [await daar.lees(f"{pad}/eerder") for pad in GROEPEN.values()] == [[], [], []], (
        "een ander college leest niets"
    )
    await over(wereld, 28)
    await verhuist_naar(wereld, zaak, wereld.twee.a)
    nu = await zaak_van_nu(wereld, zaak)
    assert await _vragen(wereld, nu, "open") == set(GROEPEN)
    for groep, pad in GROEPEN.items():
        toen = await nu.lees(f"{pad}/eerder")
        assert toen == await zaak.lees(pad), "met de bron en de dag van toen"
        assert await nu.lees(pad) == [], "niets loopt vanzelf door"
        body = {"id": str(uuid4()), "van": [rij["id"] for rij in toen]}
        for _ in range(2):
            await nu.stuur(f"{pad}/overname", body)
            hier = await nu.lees(pad)
            assert [_inhoud(rij) for rij in hier] == [_inhoud(rij) for rij in toen]
            assert [rij["overgenomenVan"] for rij in hier] == body["van"]
            assert {dt.datetime.fromisoformat(rij["vastgelegdOp"]).date() for rij in hier} == {await wereld.vandaag()}
        assert await nu.lees(f"{pad}/eerder") == []
        assert groep not in await _vragen(wereld, nu, "open")
    assert await _vragen(wereld, nu, "afgehandeld") == set(GROEPEN)


@pytest.mark.parametrize("groep", sorted(GROEPEN))
async def test_onder_hetzelfde_id_neemt_niemand_iets_anders_over_en_niets_dubbel(wereld: Wereld, groep: str) -> None:
    pad = GROEPEN[groep]
    nu = await terug_zonder_b(wereld, await _met_alles(wereld))
    toen = await nu.lees(f"{pad}/eerder")
    body = {"id": str(uuid4()), "van": [toen[0]["id"]]}
    await nu.stuur(f"{pad}/overname", body)
    await nu.stuur(f"{pad}/overname", body | {"van": [str(uuid4())]}, 409)
    geweigerd = await nu.stuur(f"{pad}/overname", body | {"id": str(uuid4())}, 400)
    assert geweigerd["gebreken"][0]["veld"] == "van"
    assert len(await nu.lees(pad)) == 1


async def test_wat_ingetrokken_voorbij_of_hier_al_anders_is_wordt_niet_aangeboden(wereld: Wereld) -> None:
    zaak = await _met_alles(wereld)
    adres = (await zaak.lees("/briefadressen"))[0]["id"]
    gegevens = {rij["soort"]: rij["id"] for rij in await zaak.lees("/contactgegevens")}
    await zaak.km.vraag("DELETE", zaak.pad(f"/contactgegevens/{gegevens['tolk']}"), 204)
    morgen = (await wereld.vandaag() + dt.timedelta(days=1)).isoformat()
    tijdelijk = await leg_vast(zaak, naam="Mr. T. Tijdelijk", tot=morgen)
    nu = await terug_zonder_b(wereld, zaak)
    assert [rij["soort"] for rij in await nu.lees("/contactgegevens/eerder")] == ["taal"]
    assert tijdelijk not in {rij["id"] for rij in await nu.lees("/vertegenwoordigingen/eerder")}
    await leg_gegeven_vast(nu, waarde="Amhaars")
    assert await nu.lees("/contactgegevens/eerder") == []
    assert await _vragen(wereld, nu, "open") == {"vertegenwoordiging", "briefadres"}
    await zaak.km.vraag("DELETE", zaak.pad(f"/briefadressen/{adres}"), 204)
    assert await nu.lees("/briefadressen/eerder") == []
    assert await _vragen(wereld, nu, "open") == {"vertegenwoordiging"}
    await nu.stuur("/briefadressen/overname", {"id": str(uuid4()), "van": [adres]}, 400)


async def test_wat_na_het_overnemen_werd_ingetrokken_komt_niet_terug(wereld: Wereld) -> None:
    nu = await terug_zonder_b(wereld, await _met_alles(wereld))
    [toen] = await nu.lees("/briefadressen/eerder")
    await nu.stuur("/briefadressen/overname", {"id": str(uuid4()), "van": [toen["id"]]})
    [hier] = await nu.lees("/briefadressen")
    await nu.km.vraag("DELETE", nu.pad(f"/briefadressen/{hier['id']}"), 204)
    assert await nu.lees("/briefadressen/eerder") == []


async def test_zonder_wat_er_stond_vraagt_niemand_ernaar(wereld: Wereld) -> None:
    nu = await terug_zonder_b(wereld, await Zaak.nieuw(wereld, asiel=False))
    assert await _vragen(wereld, nu, "open") == set()
    assert [await nu.lees(f"{pad}/eerder") for pad in GROEPEN.values()] == [[], [], []]


async def test_zonder_bewijs_vraagt_iemand_er_ook_hier_naar_en_een_tweede_curator_wordt_bevestigd(
    wereld: Wereld,
) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    curator: dict[str, Any] = {"soort": "curator", "onderwerpen": [], "bewijs": "", "bewijsGezienOp": None}
    await leg_vast(zaak, **curator)
    nu = await terug_zonder_b(wereld, zaak)
    await leg_vast(nu, **curator, naam="Mr. A. Ander")
    [toen] = await nu.lees("/vertegenwoordigingen/eerder")
    body = {"id": str(uuid4()), "van": [toen["id"]]}
    await nu.stuur("/vertegenwoordigingen/overname", body, 409)
    await nu.stuur("/vertegenwoordigingen/overname", body | {"bevestigd": ["AL_EEN_VERTEGENWOORDIGER"]})
    over_ = [rij for rij in await nu.lees("/vertegenwoordigingen") if rij["overgenomenVan"]]
    sleutel = f"NAVRAGEN:vertegenwoordiging:{over_[0]['id']}:geen-bewijs"
    assert await wereld.rijen("werkitem", sleutel=sleutel, status="open")
