"""Een caseload die naar een vervanger of opvolger gaat."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.overname.opslag import neem_beurt
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import Gemeente
from tests.voorbeelden.bereik import BEWERKT, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek


async def overname(tx: Tx, **anders: object) -> UUID:
    """Een geplande vervanging van de medewerker door zijn teamleider; `tx` is van een medewerker."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "soort": "vervanging",
        "van_id": tx.medewerker_id,
        "naar_id": await _een_ander(tx),
        "vanaf": date(2026, 3, 9),
        "alles": False,
        "status": "gepland",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "overname", waarden | anders)
    return id_


async def _een_ander(tx: Tx) -> UUID:
    [rij] = await tx.fetch(
        "select medewerker_id from meedoen.collega where gemeente_id = $1 and medewerker_id <> $2 limit 1",
        tx.gemeente_id,
        tx.medewerker_id,
    )
    id_: UUID = rij["medewerker_id"]
    return id_


async def overname_beurt(tx: Tx) -> None:
    """De beurt van deze gemeente; er is er een, en wie haar al nam neemt haar nog eens."""
    await neem_beurt(tx)


async def overname_dossier(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> None:
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "overname_id": await overname(tx),
        "dossier_id": dossier_id or await dossier(tx),
        "status": "gekozen",
    }
    await voeg_in(tx, "overname_dossier", waarden | anders)


def een_overname(gemeente: Gemeente, **anders: object) -> dict[str, Any]:
    """Van de klantmanager naar de teamleider, vanaf vandaag."""
    vast: dict[str, Any] = {
        "id": str(uuid4()),
        "soort": "vervanging",
        "vanId": str(gemeente.klantmanager),
        "naarId": str(gemeente.teamleider),
        "vanaf": VANDAAG.isoformat(),
    }
    return vast | anders


async def neem_over(wereld: Wereld, verwacht: int = 204, **anders: object) -> Any:
    """Leg een overname vast; gaat het goed, dan is dit het id."""
    body = een_overname(wereld.twee.a, **anders)
    fout = await wereld.mens("teamleider").stuur("/overnames", body, verwacht)
    return body["id"] if verwacht == 204 else fout


async def _verhaal(wereld: Wereld) -> None:
    """Een vervanging die meteen begint en eindigt, een geplande keuze die langer duurt, wat er niet van komt, en een
    opvolging."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    teamleider = wereld.mens("teamleider")
    await teamleider.lees(f"/overnames/vooraf?van={wereld.twee.a.klantmanager}")
    await teamleider.lees(f"/overnames/overzicht?van={wereld.twee.a.klantmanager}&tot=2026-03-13")
    nu = await neem_over(wereld, tot="2026-03-08")
    await neem_over(wereld, id=nu, tot="2026-03-08")
    straks = await neem_over(
        wereld,
        soort="vervanging",
        vanId=str(wereld.twee.a.teamleider),
        naarId=str(wereld.twee.a.klantmanager),
        vanaf="2026-03-09",
        dossiers=[str(zaak.id)],
    )
    await teamleider.stuur(f"/overnames/{straks}/laatste-dag", {"tot": "2026-03-20", "versie": 1})
    await teamleider.stuur(f"/overnames/{straks}/laatste-dag", {"tot": "2026-03-21", "versie": 1}, 409)
    await wereld.zet_klok(date(2026, 3, 9))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    later = await neem_over(wereld, vanaf="2026-03-16", dossiers=[str(zaak.id)])
    keuze: dict[str, Any] = {"vanaf": "2026-03-09", "dossiers": [str(zaak.id)]}
    await neem_over(wereld, 409, **keuze)
    for id_ in (later, await neem_over(wereld, **keuze, bevestigd=["AL_EEN_OVERNAME"])):
        [rij] = await wereld.rijen("overname", id=UUID(id_))
        await teamleider.stuur(f"/overnames/{id_}/beeindiging", {"versie": rij["versie"]})
    await neem_over(wereld, soort="opvolging", vanaf="2026-03-09")
    await wereld.km.lees("/overnames")
    await wereld.zet_klok(VANDAAG)


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"overname_id": await neem_over(akker.wereld, vanaf="2026-03-09")}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Een keuze die later begint: het dossier blijft waar het is."""
    body = een_overname(leerling.gemeente, vanaf="2026-08-31", dossiers=[str(zaak.id)])
    body["bevestigd"] = ["AL_EEN_OVERNAME"]
    await zaak.wereld.mens("teamleider", leerling.gemeente).stuur("/overnames", body)


async def _leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    body = een_overname(wereld.twee.a, tot="2026-03-20", dossiers=[str(zaak.id)])
    return Verzoek(zaak=zaak, pad="/overnames", body=body)


async def _laatste_dag(wereld: Wereld) -> Verzoek:
    id_ = await neem_over(wereld, vanaf="2026-03-09")
    body = {"tot": "2026-03-20", "versie": 1}
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=f"/overnames/{id_}/laatste-dag", body=body)


async def _beeindig(wereld: Wereld) -> Verzoek:
    id_ = await neem_over(wereld, vanaf="2026-03-09")
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=f"/overnames/{id_}/beeindiging", body={"versie": 1})


async def _een_andere_klantmanager(wereld: Wereld) -> UUID:
    return wereld.twee.b.klantmanager


_VAN_HAAR = Versie(tabel="overname", parameter="overname_id")
PROEF = Proef(
    fabrieken={"overname": overname, "overname_beurt": overname_beurt, "overname_dossier": overname_dossier},
    bereik={
        (Actor.GEMEENTE, "overname"): Bereik(
            leest=None,
            voegt_in=("gepland",),
            wijzigt=("gepland", "loopt"),
            naar=None,
            waarvoor="begin, eindig, beeindig en verzet_laatste_dag; wat klaar of ingetrokken is verandert niet",
        ),
        (Actor.GEMEENTE, "overname_beurt"): BEWERKT,
        (Actor.GEMEENTE, "overname_dossier"): Bereik(
            leest=None,
            voegt_in=("gekozen",),
            wijzigt=("gekozen", "mee"),
            naar=("mee", "terug", "gebleven"),
            waarvoor="begin en eindig",
        ),
    },
    verhaal=_verhaal,
    handelingen={
        "POST /overnames": _leg_vast,
        "POST /overnames/{overname_id}/laatste-dag": _laatste_dag,
        "POST /overnames/{overname_id}/beeindiging": _beeindig,
    },
    parameters={"overname_id": "overname"},
    zaai=_zaai,
    versies={
        "overnames/{overname_id}/laatste-dag": _VAN_HAAR,
        "overnames/{overname_id}/beeindiging": _VAN_HAAR,
    },
    ids_van_een_ander={"vanId": _een_andere_klantmanager, "naarId": _een_andere_klantmanager},
    weegt={
        "overnameLegVast": ("400", "409"),
        "overnameVerzet": ("400", "409"),
        "overnameBeeindig": ("409",),
        "overnameOverzicht": ("400",),
    },
    kanarie=Kanarie(loop=_loop, niet_bij_ieder=frozenset({"overname", "overname_dossier"})),
)
