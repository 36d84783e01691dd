"""Een adres voor brieven dat een mens vastlegt, en wat de BRP over iemands adres zegt."""

from uuid import uuid4

from tests.api.leerlingen import Leerling, Merken
from tests.process.terugkeer import terug_zonder_b
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.proef import Verzoek


async def een_briefadres(zaak: Zaak) -> dict[str, object]:
    return {
        "adresregels": ["Opvanglaan 12", "9561 ZZ  TER APEL"],
        "grond": "hij verblijft bij zijn zus",
        "sinds": "2026-03-01",
        "versie": (await zaak.lees())["versie"],
    }


async def leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    body = await een_briefadres(zaak)
    return Verzoek(zaak=zaak, pad=zaak.pad("/briefadressen"), body=body)


async def trek_in(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    id_ = (await wereld.km.bewaar(zaak.pad("/briefadressen"), await een_briefadres(zaak)))["id"]
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/briefadressen/{id_}"))


async def neem_over(wereld: Wereld) -> Verzoek:
    """Een briefadres uit de zaak van voor zijn verhuizing."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = (await wereld.km.bewaar(zaak.pad("/briefadressen"), await een_briefadres(zaak)))["id"]
    nu = await terug_zonder_b(wereld, zaak)
    return Verzoek(zaak=nu, pad=nu.pad("/briefadressen/overname"), body={"id": str(uuid4()), "van": [id_]})


async def de_brp_twijfelt(wereld: Wereld) -> None:
    """Een adres in onderzoek wordt werk, en is het dat niet meer, dan sluit het. Een andere naam, en weer de eerste."""
    zaak = await Zaak.nieuw(wereld, vorm="adres-in-onderzoek")
    for vorm in ("buitenland", ""):
        wereld.duo_weet(zaak.inwoner, vorm=vorm)
        await zaak.stuur("/brp-lezing", None)
        await wereld.werk_af()
        id_ = (await wereld.km.bewaar(zaak.pad("/briefadressen"), await een_briefadres(zaak)))["id"]
        await zaak.lees("/briefadressen")
    for vorm in ("voorvoegsel", "huisletter"):
        wereld.duo_weet(zaak.inwoner, vorm=vorm)
        await zaak.stuur("/brp-lezing", None)
        await wereld.werk_af()
    await zaak.km.vraag("DELETE", zaak.pad(f"/briefadressen/{id_}"), 204)
    await zaak.km.vraag("DELETE", zaak.pad(f"/briefadressen/{id_}"), 404)
    await zaak.lees("/persoon/geschiedenis")
    overname = await neem_over(wereld)
    await overname.zaak.lees("/briefadressen/eerder")
    await overname.zaak.km.vraag("POST", overname.pad, 204, overname.body)
    await wereld.zet_klok(BEGIN)


async def loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Een briefadres waarvan elke regel een merk is."""
    body = await een_briefadres(zaak) | {"adresregels": [merken.nieuw() for _ in range(3)], "grond": merken.nieuw()}
    await zaak.km.bewaar(zaak.pad("/briefadressen"), body)
