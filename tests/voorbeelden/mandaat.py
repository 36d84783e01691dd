"""Het mandaatregister."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Verzoek, Zwijgt


async def mandaat(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "besluit": "B03",
        "functie": "directeur",
        "mandaatbesluit_nummer": "2025-114",
        "mandaatbesluit_datum": date(2025, 11, 3),
        "vanaf": date(2025, 12, 1),
        "herkomst": "bron",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.toegang.medewerker_id,
    }
    await voeg_in(tx, "mandaat", waarden | anders)
    return id_


def een_mandaat(**anders: object) -> dict[str, Any]:
    vast: dict[str, Any] = {
        "id": str(uuid4()),
        "besluit": "B03",
        "functie": "kwaliteitsmedewerker",
        "mandaatbesluit": {"nummer": "2026-3", "datum": "2026-02-02"},
        "vanaf": "2026-02-03",
    }
    return vast | anders


async def _verhaal(wereld: Wereld) -> None:
    """Mandaat en ondermandaat opnemen, het register lezen, en intrekken."""
    teamleider = wereld.mens("teamleider")
    bron = een_mandaat(magDoorgeven=True, houderId=str(wereld.twee.a.klantmanager), functie="")
    onder = een_mandaat(ondermandaatVan=bron["id"])
    for nieuw in (bron, onder, onder):
        await teamleider.stuur("/mandaten", nieuw)
    await wereld.km.lees("/mandaten")
    intrekking = {"op": "2026-03-02", "motief": "de reorganisatie is klaar"}
    await teamleider.stuur(f"/mandaten/{bron['id']}/intrekking", intrekking)


async def _zaai(akker: Akker) -> dict[str, str]:
    nieuw = een_mandaat()
    await akker.wereld.mens("teamleider").stuur("/mandaten", nieuw)
    return {"mandaat_id": nieuw["id"]}


async def _leg_vast(wereld: Wereld) -> Verzoek:
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad="/mandaten", body=een_mandaat())


async def _trek_in(wereld: Wereld) -> Verzoek:
    nieuw = een_mandaat()
    await wereld.mens("teamleider").stuur("/mandaten", nieuw)
    body = {"op": "2026-03-02", "motief": "de reorganisatie is klaar"}
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=f"/mandaten/{nieuw['id']}/intrekking", body=body)


PROEF = Proef(
    fabrieken={"mandaat": mandaat},
    bereik={
        (Actor.LEDEN, "mandaat"): Bereik(leest=None, waarvoor="welke functies er zijn, en niets anders ervan"),
        (Actor.GEMEENTE, "mandaat"): Bereik(
            leest=None, voegt_in=None, wijzigt=None, waarvoor="opnemen en intrekken; wat ingetrokken is verandert niet"
        ),
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.NAAM_OF_NUMMER: frozenset({"NieuwMandaat.mandaatbesluit.nummer"}),
        Zwijgt.OVER_EEN_MEDEWERKER: frozenset(
            {"Mandaatintrekking.motief", "NieuwMandaat.beperking", "NieuwMandaat.functie"}
        ),
    },
    handelingen={
        "POST /mandaten": _leg_vast,
        "POST /mandaten/{mandaat_id}/intrekking": _trek_in,
    },
    parameters={"mandaat_id": "mandaat"},
    zaai=_zaai,
    weegt={"mandaatLegVast": ("400", "409"), "mandaatTrekIn": ("400", "409")},
    kanarie=Kanarie(niet_bij_ieder=frozenset({"mandaat"})),
)
