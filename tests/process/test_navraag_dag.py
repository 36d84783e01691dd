"""Wat iemand moet navragen heeft een dag naar eigen norm, die blijft hoe vaak het ook opnieuw gezet wordt."""

import datetime as dt

from core.law.streefdag import nagevraagd
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.vertegenwoordiging import leg_vast


async def test_een_vraag_krijgt_een_dag_en_houdt_die_de_volgende_nacht(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="adres-in-onderzoek")
    norm = nagevraagd(await wereld.vandaag(), recht=wereld.huis.recht_van(wereld.twee.a.id))
    [eerst] = [w for w in await wereld.werk("NAVRAGEN") if ":brp:" in w["sleutel"]]
    assert eerst["vervaldatum"] == norm
    await wereld.zet_klok(await wereld.vandaag() + dt.timedelta(days=3))
    await wereld.dagwerk().ronde()
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    [later] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"] == eerst["sleutel"]]
    assert (later["id"], later["vervaldatum"], later["versie"]) == (eerst["id"], norm, eerst["versie"])


async def test_de_werkvoorraad_zet_een_vraag_op_haar_dag_en_noemt_haar_daarna_te_laat(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await leg_vast(zaak, bewijs="", bewijsGezienOp=None)
    norm = nagevraagd(await wereld.vandaag(), recht=wereld.huis.recht_van(wereld.twee.a.id))
    werk = (await wereld.km.vraag("GET", "/werkvoorraad", 200))["werk"]
    assert [w["uitersteDag"] or "9999" for w in werk] == sorted(w["uitersteDag"] or "9999" for w in werk)
    [vraag] = [w for w in werk if w["soort"] == "NAVRAGEN"]
    assert (vraag["uitersteDag"], vraag["verlopen"]) == (norm.isoformat(), False)
    await wereld.zet_klok(norm + dt.timedelta(days=1))
    werk = (await wereld.km.vraag("GET", "/werkvoorraad", 200))["werk"]
    assert [w["verlopen"] for w in werk if w["id"] == vraag["id"]] == [True]
