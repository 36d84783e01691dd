"""Wat er met een toewijzing gebeurde, voor het eigen systeem van de organisatie."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.inloggen.sessies import nu_hier
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Actor, toegang_leden
from core.process.verandering.actions import geef_nummers
from tests.api.leerlingen import Herkomst, Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import BEWERKT, Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.luisterend_systeem import luisterend
from tests.voorbeelden.proef import Akker, Kanarie, Partnerzicht, Proef, Verzoek, Zwijgt
from tests.voorbeelden.toewijzing import toewijzing

_MET_NUMMER = Bereik(waarvoor="een organisatie leest een regel pas als zij een nummer heeft (test_verandering)")


async def verandering(tx: Tx, *, toewijzing_id: UUID | None = None) -> UUID:
    """Een regel die nog geen nummer heeft, van een nieuwe toewijzing als er geen genoemd is."""
    if toewijzing_id is None:
        toewijzing_id = await toewijzing(tx)
    rij = await tx.fetchrow(
        "select organisatie_id from meedoen.toewijzing where gemeente_id = $1 and id = $2",
        tx.gemeente_id,
        toewijzing_id,
    )
    assert rij is not None
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "organisatie_id": rij["organisatie_id"],
        "toewijzing_id": toewijzing_id,
        "soort": "gewijzigd",
    }
    await voeg_in(tx, "verandering", waarden)
    return id_


def een_webhook(**anders: object) -> dict[str, Any]:
    """Wat een beheerder van een organisatie stuurt om een webhook aan te melden."""
    id_ = str(uuid4())
    vast = {"id": id_, "naam": "Leerlingvolgsysteem", "adres": f"https://systeem.example.org/{id_}"}
    return vast | anders


async def webhook(tx: Tx, **anders: object) -> UUID:
    """Een webhook van de organisatie die hier handelt."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "organisatie_id": tx.toegang.organisatie_id or tx.gemeente_id,
        "naam": "Leerlingvolgsysteem",
        "adres": f"https://systeem.example.org/{id_}",
        "status": "aangemeld",
        "aangemeld_op": nu_hier(),
        "aangemeld_door": tx.toegang.medewerker_id,
    }
    await voeg_in(tx, "webhook", waarden | anders)
    return id_


async def webhook_levering(tx: Tx, **anders: object) -> UUID:
    """Een regel die aankwam bij een webhook."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "webhook_id": id_,
        "nummer": 1,
        "organisatie_id": nieuw_id(),
        "pogingen": 1,
        "antwoord": 204,
        "eerst_op": nu_hier(),
        "laatst_op": nu_hier(),
        "bezorgd_op": nu_hier(),
    }
    await voeg_in(tx, "webhook_levering", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    """Iemand wordt aangeboden; als de regel haar nummer heeft, leest de organisatie haar."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    await wereld.werk_af()
    await wereld.mens("school").lees("/eigen-toewijzingen/veranderingen")
    await wereld.mens("maatschappelijke_partner").lees("/eigen-begeleiding/veranderingen")
    await _webhooks(wereld)


async def _webhooks(wereld: Wereld) -> None:
    """Een webhook van aanmelden tot intrekken; wat aankomt, en wat niet."""
    beheerder = wereld.mens("taalschool_beheerder")
    with TemporaryDirectory() as map_:
        async with luisterend(wereld, Path(map_)) as systeem:
            nieuw = een_webhook(adres=systeem.adres)
            pad = f"/webhooks/{nieuw['id']}"
            await beheerder.stuur("/webhooks", nieuw, 201)
            await wereld.werk_af()
            systeem.antwoorden = ["500 Internal Server Error"]
            await beheerder.stuur(f"{pad}/hervatting", {"na": 0})
            await wereld.werk_af()
    await beheerder.lees("/webhooks")
    await beheerder.lees(f"{pad}/leveringen")
    await beheerder.stuur(f"{pad}/intrekking")


async def _loop(zaak: Zaak, leerling: Leerling, _: Merken) -> None:
    """De regels van de stap hiervoor worden leesbaar."""
    if leerling.bij is not None:
        async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_taak()) as tx:
            for partij in PARTIJEN:
                await geef_nummers(tx, leerling.bij.leden[partij.naam].organisatie)
    hier = leerling.gemeente
    if await zaak.wereld.rijen("webhook", gemeente_id=hier.id):
        return
    leden = toegang_leden(hier.id, organisatie_id=hier.school, medewerker_id=hier.beheerder, oorsprong="test")
    async with zaak.wereld.huis.databank.uow(leden) as tx:
        id_ = await webhook(tx)
    async with zaak.wereld.huis.databank.uow(hier.als_taak()) as tx:
        await webhook_levering(tx, webhook_id=id_, organisatie_id=hier.school)


async def _zaai(akker: Akker) -> dict[str, str]:
    nieuw = een_webhook()
    await akker.wereld.mens("taalschool_beheerder").stuur("/webhooks", nieuw, 201)
    return {"webhook_id": nieuw["id"]}


async def _meld_aan(wereld: Wereld) -> Verzoek:
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad="/webhooks", body=een_webhook(), wie="taalschool_beheerder")


async def _met_webhook(wereld: Wereld, wat: str, body: object = None) -> Verzoek:
    nieuw = een_webhook()
    await wereld.mens("taalschool_beheerder").stuur("/webhooks", nieuw, 201)
    pad = f"/webhooks/{nieuw['id']}/{wat}"
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=pad, body=body, wie="taalschool_beheerder")


def _eigen(zicht: Partnerzicht, herkomst: Herkomst) -> bool:
    rij = herkomst.rij
    return (
        rij["organisatie_id"] == str(zicht.lid.organisatie)
        and rij["gemeente_id"] in zicht.gemeenten
        and rij["nummer"] is not None
    )


PROEF = Proef(
    fabrieken={"verandering": verandering, "webhook_levering": webhook_levering},
    van_de_leden={"webhook": webhook},
    bereik={
        (Actor.LEDEN, "webhook"): Bereik(leest=None, voegt_in=None, wijzigt=None, naar=None, waarvoor="aanmelden"),
        (Actor.LEDEN, "webhook_levering"): Bereik(waarvoor="leest die van de eigen organisatie (test_webhooks)"),
        (Actor.GEMEENTE, "webhook"): Bereik(
            leest=None,
            wijzigt=("aangemeld", "actief"),
            naar=("aangemeld", "actief", "stil"),
            waarvoor="bezorgen; wat stil of ingetrokken is hervat alleen de beheerder",
        ),
        (Actor.GEMEENTE, "webhook_levering"): BEWERKT,
        (Actor.GEMEENTE, "verandering"): Bereik(
            leest=None, voegt_in=None, waarvoor="daarna alleen het nummer, eenmaal; wat het heeft verandert niet"
        ),
        (Actor.TAALSCHOOL, "verandering"): _MET_NUMMER,
        (Actor.MAATSCHAPPELIJKE_PARTNER, "verandering"): _MET_NUMMER,
    },
    verhaal=_verhaal,
    handelingen={
        "POST /webhooks": _meld_aan,
        "POST /webhooks/{webhook_id}/hervatting": partial(_met_webhook, wat="hervatting", body={}),
        "POST /webhooks/{webhook_id}/intrekking": partial(_met_webhook, wat="intrekking"),
    },
    parameters={"webhook_id": "webhook"},
    zaai=_zaai,
    weegt={"webhookMeldAan": ("400", "409"), "webhookHervat": ("400", "409")},
    vraagt_niets={Zwijgt.NAAM_OF_NUMMER: frozenset({"WebhookIn.naam", "WebhookIn.adres"})},
    kanarie=Kanarie(
        loop=_loop,
        niet_bij_ieder=frozenset({"verandering", "webhook", "webhook_levering"}),
        ziet_een_partner={"verandering": _eigen},
    ),
)
