"""Het systeem van een organisatie hoort vanzelf wat er met haar toewijzingen gebeurt (ADR 0101)."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from standardwebhooks import WebhookVerificationError

from core.platform.uitgaand.regels import Uitgaandregels
from core.process.verandering.bezorgen import GEDULD, LANGSTE_WACHT, Levering, na_een_beurt
from core.process.verandering.rijen import WebhookRij
from core.process.verandering.tables import Stilreden, Webhookstatus
from tests.process.test_verandering import _bied_aan, _traject, _zeg
from tests.process.wereld import Wereld
from tests.voorbeelden.luisterend_systeem import Systeem, luisterend
from tests.voorbeelden.verandering import een_webhook, verandering

NU = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="session")
async def systeem(wereld: Wereld, tmp_path: Path) -> AsyncIterator[Systeem]:
    async with luisterend(wereld, tmp_path) as luistert:
        yield luistert


async def _meld_aan(wereld: Wereld, systeem: Systeem) -> tuple[str, str]:
    """Het id en het geheim."""
    nieuw = een_webhook(adres=systeem.adres)
    antwoord = await wereld.mens("taalschool_beheerder").stuur("/webhooks", nieuw, 201)
    await wereld.werk_af()
    return nieuw["id"], antwoord["geheim"]


async def _staat(wereld: Wereld) -> dict[str, Any]:
    staat: dict[str, Any]
    [staat] = await wereld.mens("taalschool_beheerder").lees("/webhooks")
    return staat


async def _zeg_iets(wereld: Wereld, keer: int = 1) -> None:
    if not await wereld.rijen("toewijzing"):
        async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
            await verandering(tx)
    [toewijzing] = await wereld.rijen("toewijzing")
    for _ in range(keer):
        await _zeg(wereld, toewijzing["id"])
    await wereld.werk_af()


async def _om(wereld: Wereld) -> None:
    """Het wachten is om."""
    nu = "statement_timestamp() - interval '1 second'"
    await wereld.alziend.execute(f"update webhook set wacht_tot = {nu} where wacht_tot is not null")
    await wereld.alziend.execute(f"update outbox set niet_voor = {nu} where soort = 'verandering.bezorg'")
    await wereld.werk_af()


async def test_van_aanbod_tot_aanvaarding_komt_elke_regel_ondertekend_aan(wereld: Wereld, systeem: Systeem) -> None:
    zaak = await _traject(wereld)
    _, geheim = await _meld_aan(wereld, systeem)
    id_ = await _bied_aan(zaak)
    await wereld.mens("school").stuur(f"/eigen-toewijzingen/{id_}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.werk_af()

    feed = await wereld.mens("school").lees("/eigen-toewijzingen/veranderingen")

    assert [bericht.gelezen(geheim) for bericht in systeem.berichten] == feed["veranderingen"]
    assert [bericht.koppen["webhook-id"] for bericht in systeem.berichten] == [r["id"] for r in feed["veranderingen"]]
    assert {bericht.koppen.get_content_type() for bericht in systeem.berichten} == {"application/cloudevents+json"}
    assert str(zaak.id) not in str([bericht.inhoud for bericht in systeem.berichten])
    assert (await _staat(wereld))["tot"] == feed["tot"]


async def test_wat_de_handleiding_een_ontvanger_laat_doen_klopt(wereld: Wereld, systeem: Systeem) -> None:
    """Het voorbeeld uit `docs/machines.md`, zoals het er staat."""
    handleiding = (Path(__file__).parents[2] / "docs" / "machines.md").read_text(encoding="utf-8")
    [voorbeeld] = [v for v in re.findall(r"```python\n(.*?)```", handleiding, re.DOTALL) if "is_van_meedoen" in v]
    ruimte: dict[str, Any] = {}
    exec(voorbeeld, ruimte)  # noqa: S102 - our own guide
    _, geheim = await _meld_aan(wereld, systeem)
    await _zeg_iets(wereld)

    [bericht, *_] = systeem.berichten
    koppen = {naam.lower(): waarde for naam, waarde in bericht.koppen.items()}

    assert ruimte["is_van_meedoen"](geheim, koppen, bericht.inhoud)
    assert not ruimte["is_van_meedoen"](geheim, koppen, bericht.inhoud + b" ")
    assert not ruimte["is_van_meedoen"](geheim, koppen | {"webhook-timestamp": "1"}, bericht.inhoud)


async def test_eerst_vraagt_meedoen_of_zij_mag_sturen(wereld: Wereld, systeem: Systeem) -> None:
    systeem.toestemming = None
    await _meld_aan(wereld, systeem)
    await _zeg_iets(wereld)

    [vraag] = systeem.ontvangen
    assert (vraag.methode, "WebHook-Request-Origin" in vraag.koppen) == ("OPTIONS", True)
    staat = await _staat(wereld)
    assert staat["status"] == "stil"
    assert "WebHook-Allowed-Origin" in staat["letOp"]


async def test_na_een_hervatting_mag_het_alsnog_en_komt_wat_er_daarna_gebeurt(wereld: Wereld, systeem: Systeem) -> None:
    systeem.toestemming = "een-ander.example.org"
    id_, geheim = await _meld_aan(wereld, systeem)
    await _zeg_iets(wereld)
    systeem.toestemming = "*"

    await wereld.mens("taalschool_beheerder").stuur(f"/webhooks/{id_}/hervatting", {})
    await wereld.werk_af()
    assert systeem.berichten == []
    await _zeg_iets(wereld)

    assert [b.gelezen(geheim)["sequence"] for b in systeem.berichten] == [str((await _staat(wereld))["tot"])]


async def test_een_ander_geheim_leest_het_bericht_niet(wereld: Wereld, systeem: Systeem) -> None:
    _, geheim = await _meld_aan(wereld, systeem)
    await _zeg_iets(wereld)
    [bericht, *_] = systeem.berichten
    with pytest.raises(WebhookVerificationError):
        bericht.gelezen("whsec_" + "A" * len(geheim.removeprefix("whsec_")))


async def test_wat_niet_aankomt_komt_later_en_de_volgende_wachten_erop(wereld: Wereld, systeem: Systeem) -> None:
    id_, geheim = await _meld_aan(wereld, systeem)
    systeem.antwoorden = ["503 Service Unavailable"]
    await _zeg_iets(wereld)
    eerst = len(systeem.berichten)
    await _zeg_iets(wereld)
    assert len(systeem.berichten) == eerst == 1
    staat = await _staat(wereld)
    assert (staat["status"], staat["misluktSinds"] is None) == ("actief", False)

    await _om(wereld)

    nummers = [int(b.gelezen(geheim)["sequence"]) for b in systeem.berichten]
    assert nummers == [nummers[0], *sorted(set(nummers))]
    leveringen = await wereld.mens("taalschool_beheerder").lees(f"/webhooks/{id_}/leveringen")
    assert [(x["nummer"], x["pogingen"], x["antwoord"]) for x in leveringen][-1] == (nummers[0], 2, 204)
    assert all(x["bezorgdOp"] for x in leveringen)
    assert (await _staat(wereld))["misluktSinds"] is None


async def test_wie_zegt_dat_hij_er_niet_meer_is_krijgt_niets_meer(wereld: Wereld, systeem: Systeem) -> None:
    await _meld_aan(wereld, systeem)
    systeem.antwoorden = ["410 Gone"]
    await _zeg_iets(wereld)
    await _zeg_iets(wereld)
    assert len(systeem.berichten) == 1
    assert "410" in (await _staat(wereld))["letOp"]


async def test_na_een_stilte_komt_na_het_hervatten_alles_wat_er_intussen_gebeurde(
    wereld: Wereld, systeem: Systeem
) -> None:
    id_, geheim = await _meld_aan(wereld, systeem)
    await _zeg_iets(wereld)
    systeem.antwoorden = ["410 Gone"]
    await _zeg_iets(wereld, 3)

    await wereld.mens("taalschool_beheerder").stuur(f"/webhooks/{id_}/hervatting", {})
    await wereld.werk_af()

    gekregen = {int(b.gelezen(geheim)["sequence"]) for b in systeem.berichten}
    assert gekregen == set(range(1, len(await wereld.rijen("verandering")) + 1))


async def test_opnieuw_vanaf_een_nummer_stuurt_dezelfde_berichten_nog_eens(wereld: Wereld, systeem: Systeem) -> None:
    id_, geheim = await _meld_aan(wereld, systeem)
    await _zeg_iets(wereld, 3)
    eerst = [b.gelezen(geheim) for b in systeem.berichten]

    await wereld.mens("taalschool_beheerder").stuur(f"/webhooks/{id_}/hervatting", {"na": 0})
    await wereld.werk_af()

    nog_eens = [b.gelezen(geheim) for b in systeem.berichten][len(eerst) :]
    assert nog_eens == eerst
    await wereld.mens("taalschool_beheerder").stuur(f"/webhooks/{id_}/hervatting", {"na": 999}, 400)


async def test_na_het_intrekken_gaat_er_niets_meer_heen_en_hervatten_kan_niet(wereld: Wereld, systeem: Systeem) -> None:
    id_, _ = await _meld_aan(wereld, systeem)
    beheerder = wereld.mens("taalschool_beheerder")
    for _ in range(2):
        await beheerder.stuur(f"/webhooks/{id_}/intrekking")
    await _zeg_iets(wereld)
    assert systeem.berichten == []
    await beheerder.stuur(f"/webhooks/{id_}/hervatting", {}, 409)


async def test_hetzelfde_nog_eens_is_een_webhook_met_hetzelfde_geheim(wereld: Wereld, systeem: Systeem) -> None:
    beheerder, nieuw = wereld.mens("taalschool_beheerder"), een_webhook(adres=systeem.adres)
    een = await beheerder.stuur("/webhooks", nieuw, 201)
    twee = await beheerder.stuur("/webhooks", nieuw, 201)
    assert een["geheim"] == twee["geheim"]
    await beheerder.stuur("/webhooks", nieuw | {"naam": "Een ander"}, 409)
    await beheerder.stuur("/webhooks", nieuw | {"id": str(uuid4())}, 409)
    assert "geheim" not in str(await beheerder.lees("/webhooks"))


@pytest.mark.parametrize(
    ("adres", "zegt"),
    [
        ("http://systeem.example.org/", "https://"),
        ("https://127.0.0.1/", "eigen netwerk"),
        ("https://systeem.example.org/?sleutel=geheim", "?"),
        ("https://systeem.example.org:8443/", "poort"),
    ],
)
async def test_een_adres_dat_niet_kan_wordt_niet_aangemeld(wereld: Wereld, adres: str, zegt: str) -> None:
    antwoord = await wereld.mens("taalschool_beheerder").stuur("/webhooks", een_webhook(adres=adres), 400)
    assert zegt in str(antwoord["gebreken"])
    assert await wereld.rijen("webhook") == []


async def test_een_ander_ziet_niet_welke_webhooks_een_organisatie_heeft(wereld: Wereld, systeem: Systeem) -> None:
    id_, _ = await _meld_aan(wereld, systeem)
    ander = wereld.mens("maatschappelijke_partner_beheerder")
    assert await ander.lees("/webhooks") == []
    await ander.lees(f"/webhooks/{id_}/leveringen", 404)
    await ander.stuur(f"/webhooks/{id_}/intrekking", verwacht=404)
    await wereld.mens("beheerder").lees("/webhooks", 403)


def test_in_productie_gaat_een_webhook_alleen_naar_internet() -> None:
    inlogdienst = (("inloggen.example.org", ip_network("10.0.0.0/8"), 8443),)
    in_productie = Uitgaandregels.voor_webhooks(inlogdienst, productie=True)
    assert in_productie.bezwaar("inloggen.example.org", ip_address("10.1.2.3"), 8443)
    assert not in_productie.mag_poort("inloggen.example.org", 8443)
    assert Uitgaandregels.voor_webhooks(inlogdienst, productie=False).mag_poort("inloggen.example.org", 8443)


@pytest.mark.parametrize("voor", ["0", "2147483648", "99999999999999999999"])
async def test_een_nummer_dat_niet_kan_is_400(wereld: Wereld, systeem: Systeem, voor: str) -> None:
    id_, _ = await _meld_aan(wereld, systeem)
    await wereld.mens("taalschool_beheerder").lees(f"/webhooks/{id_}/leveringen?voor={voor}", 400)


def _rij(**anders: Any) -> WebhookRij:
    vast: dict[str, Any] = {
        "id": uuid4(),
        "organisatie_id": uuid4(),
        "naam": "",
        "adres": "",
        "status": Webhookstatus.ACTIEF,
        "reden": Stilreden.GEEN,
        "tot": 4,
        "pogingen": 0,
        "mislukt_sinds": None,
        "wacht_tot": None,
        "aangemeld_op": NU,
        "ingetrokken_op": None,
    }
    return WebhookRij(**(vast | anders))


def test_het_wachten_wordt_steeds_langer_en_na_drie_dagen_is_het_stil() -> None:
    rij, nu, wachten = _rij(), NU, []
    while rij.status is Webhookstatus.ACTIEF:
        stand = na_een_beurt(rij, [Levering(nummer=5, antwoord=0, op=nu)], nu=nu)
        rij = _rij(status=stand.status, reden=stand.reden, pogingen=stand.pogingen, mislukt_sinds=stand.mislukt_sinds)
        if stand.wacht_tot is not None:
            wachten.append(stand.wacht_tot - nu)
            nu = stand.wacht_tot
    assert wachten[0] == timedelta(minutes=1)
    assert wachten == sorted(wachten)
    assert wachten[-1] == LANGSTE_WACHT
    assert (rij.reden, nu - NU >= GEDULD) == (Stilreden.GEEN_ANTWOORD, True)


def test_wat_wel_aankwam_telt_ook_als_een_latere_regel_niet_aankomt() -> None:
    leveringen = [Levering(nummer=5, antwoord=200, op=NU), Levering(nummer=6, antwoord=500, op=NU)]
    stand = na_een_beurt(_rij(pogingen=7, mislukt_sinds=NU - GEDULD), leveringen, nu=NU)
    assert (stand.status, stand.tot, stand.pogingen, stand.mislukt_sinds) == (Webhookstatus.ACTIEF, 5, 1, NU)
