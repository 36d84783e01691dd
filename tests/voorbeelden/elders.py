"""Een PIP van een andere gemeente dat die gemeente introk (art. 15 lid 4)."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Verzoek

PAD = "/pip-van-elders/intrekkingen"
PLANNEN = "/pip-van-elders/plannen"


async def elders_ingetrokken(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "gemeente": "GM0344",
        "pip_van": dt.date(2025, 11, 3),
        "besluit_van": dt.date(2026, 2, 2),
        "kenmerk": "2026-118",
        "bron": "BESLUIT_GEZIEN",
        "toelichting": "bij de brieven van de persoon",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "elders_ingetrokken", waarden | anders)
    return id_


async def een_intrekking(zaak: Zaak) -> dict[str, Any]:
    """Wat een medewerker stuurt: het PIP dat DUO geeft, gisteren ingetrokken; zonder zo'n PIP een verzonnen."""
    pips = zaak.wereld.duo_heeft(zaak.inwoner).pips
    gemeente, dag = (pips[0].gemeentecode, pips[0].pip.dagtekeningPip) if pips else ("0344", dt.date(2025, 11, 3))
    return {
        "id": str(uuid4()),
        "gemeente": f"GM{gemeente}",
        "pipVan": dag.isoformat(),
        "besluitVan": (await zaak.over(-1)).isoformat(),
        "kenmerk": "2026-118",
        "bron": "BESLUIT_GEZIEN",
        "toelichting": "bij de brieven die de persoon meebracht",
    }


async def leg_intrekking_vast(zaak: Zaak, verwacht: int = 204, **anders: object) -> Any:
    """Het antwoord op een weigering, en anders het id."""
    body = await een_intrekking(zaak) | anders
    antwoord = await zaak.stuur(PAD, body, verwacht)
    return body["id"] if verwacht == 204 else antwoord


async def neem_intrekking_terug(zaak: Zaak, id_: str, verwacht: int = 204) -> Any:
    return await zaak.stuur(f"{PAD}/{id_}/terugname", {"motief": "het ging over haar zus"}, verwacht)


async def elders_plan(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "gemeente": "GM0344",
        "pip_van": dt.date(2025, 11, 3),
        "leerroute": "Z",
        "bron": "PIP_GEZIEN",
        "toelichting": "bij de brieven van de persoon",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "elders_plan", waarden | anders)
    return id_


def een_plan(**anders: object) -> dict[str, Any]:
    """Wat een medewerker stuurt: een PIP van een andere gemeente, van voor de persoon hier kwam."""
    return {
        "id": str(uuid4()),
        "gemeente": "GM0344",
        "pipVan": "2025-11-03",
        "leerroute": "Z",
        "bron": "PIP_GEZIEN",
        "toelichting": "bij de brieven die de persoon meebracht",
    } | anders


async def leg_plan_vast(zaak: Zaak, verwacht: int = 204, **anders: object) -> Any:
    """Het antwoord op een weigering, en anders het id."""
    body = een_plan(**anders)
    antwoord = await zaak.stuur(PLANNEN, body, verwacht)
    return body["id"] if verwacht == 204 else antwoord


async def neem_plan_terug(zaak: Zaak, id_: str, verwacht: int = 204) -> Any:
    return await zaak.stuur(f"{PLANNEN}/{id_}/terugname", {"motief": "het was van haar zus"}, verwacht)


async def een_vast_te_leggen_plan(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    return Verzoek(zaak=zaak, pad=zaak.pad(PLANNEN), body=een_plan())


async def een_terug_te_nemen_plan(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = await leg_plan_vast(zaak)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"{PLANNEN}/{id_}/terugname"), body={"motief": "het was van haar zus"})


async def zaai_plan(zaak: Zaak) -> str:
    async with zaak.wereld.huis.databank.uow(zaak.wereld.twee.a.als_klantmanager()) as tx:
        return str(await elders_plan(tx, dossier_id=zaak.id))


async def verhuisd(wereld: Wereld) -> Zaak:
    return await Zaak.nieuw(wereld, "SS121")


async def leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await verhuisd(wereld)
    await zaak.wereld.gebeurt(zaak.inwoner, "SS121")
    return Verzoek(zaak=zaak, pad=zaak.pad(PAD), body=await een_intrekking(zaak))


async def neem_terug(wereld: Wereld) -> Verzoek:
    zaak = await verhuisd(wereld)
    await zaak.wereld.gebeurt(zaak.inwoner, "SS121")
    id_ = await leg_intrekking_vast(zaak)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"{PAD}/{id_}/terugname"), body={"motief": "het ging over haar zus"})


async def zaai(zaak: Zaak) -> str:
    async with zaak.wereld.huis.databank.uow(zaak.wereld.twee.a.als_klantmanager()) as tx:
        return str(await elders_ingetrokken(tx, dossier_id=zaak.id))


async def speel(wereld: Wereld) -> None:
    """Vastgelegd, nog eens hetzelfde, teruggenomen, en opnieuw; met een toets en een verzoek die intussen vervielen."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    await wereld.gebeurt(zaak.inwoner, "SS121")
    id_ = await leg_intrekking_vast(zaak)
    await leg_intrekking_vast(zaak, id=id_)
    await zaak.lees(PAD)
    await neem_intrekking_terug(zaak, id_)
    await neem_intrekking_terug(zaak, id_, 404)
    await leg_intrekking_vast(zaak)
    plan = await leg_plan_vast(zaak)
    await leg_plan_vast(zaak, id=plan)
    await zaak.lees(PLANNEN)
    await zaak.lees("/brede-intake")
    await neem_plan_terug(zaak, plan)
    await neem_plan_terug(zaak, plan, 404)


async def loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Waarvan elke tekst een merk is."""
    async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
        await elders_ingetrokken(tx, dossier_id=zaak.id, kenmerk=merken.nieuw(), toelichting=merken.nieuw())
        await elders_plan(tx, dossier_id=zaak.id, toelichting=merken.nieuw())
