"""Of het register op de dag van de boete kende wie haar buiten Meedoen oplegde (art. 10:3 Awb, PG-19)."""

import datetime as dt

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def test_pg_19_wie_er_op_de_dag_van_de_boete_nog_niet_werkte_had_de_functie_niet(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    boete = await zaak.boete()
    boete["beslissing"] |= {"beslistDoor": "J. Jansen"}
    wie, dag = wereld.twee.a.teamleider, await zaak.over(0)
    await wereld.alziend.execute(
        "update collega set naam = 'J. Jansen', functie = 'teamleider handhaving' where medewerker_id = $1", wie
    )
    begint = "update lidmaatschap set vanaf = $2::date where medewerker_id = $1"
    await wereld.alziend.execute(begint, wie, dag + dt.timedelta(days=1))
    [waarschuwing] = (await zaak.beantwoord_boetevraag(409, **boete))["waarschuwingen"]
    assert "werkte wie u noemt die dag niet bij deze gemeente" in waarschuwing["melding"]
    await wereld.alziend.execute(begint, wie, dag - dt.timedelta(days=30))
    await zaak.beantwoord_boetevraag(**boete)


async def test_pg_19_naam_en_functie_samen_worden_herkend_en_geven_geen_werk(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    boete = await zaak.boete()
    boete["beslissing"] |= {"beslistDoor": f"mr. B. Boete ({boete['beslissing']['beslistDoor']})"}
    await zaak.beantwoord_boetevraag(**boete)
    assert not [w for w in await wereld.werk("NAVRAGEN") if "mandaatregister" in w["omschrijving"]]
