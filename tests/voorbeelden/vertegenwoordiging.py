"""Wie voor de persoon optreedt."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.vertegenwoordiging.taken import VOLG_LEEFTIJD
from tests.api.leerlingen import Leerling, Merken
from tests.process.terugkeer import terug_zonder_b
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek, Zwijgt

GEMACHTIGDE: dict[str, Any] = {
    "soort": "gemachtigde",
    "naam": "Mr. J. de Vries",
    "adresregels": ["Kade 3", "3512 AB  UTRECHT"],
    "vanaf": "2026-01-01",
    "bron": "brief van het kantoor",
    "onderwerpen": ["traject"],
    "bewijs": "machtiging van 2 januari",
    "bewijsGezienOp": "2026-02-02",
}


async def vertegenwoordiging(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "gemachtigde",
        "naam": "Mr. J. de Vries",
        "adresregel1": "Kade 3",
        "vanaf": date(2026, 1, 1),
        "onderwerpen": '["traject"]',
        "bron": "brief van het kantoor",
        "bewijs": "machtiging van 2 januari",
        "bewijs_gezien_op": date(2026, 2, 2),
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "vertegenwoordiging", waarden | anders)
    return id_


async def leg_vast(zaak: Zaak, verwacht: int = 204, **anders: object) -> str:
    """Leg een gemachtigde vast, of een ander; geeft het id."""
    body = {"id": str(uuid4())} | GEMACHTIGDE | anders
    await zaak.stuur("/vertegenwoordigingen", body, verwacht)
    return str(body["id"])


async def leg_ander_vast(zaak: Zaak, soort: str, verwacht: int = 204, **anders: object) -> str:
    """Als `leg_vast`, voor wie geen gemachtigde is."""
    return await leg_vast(zaak, verwacht, **({"soort": soort, "onderwerpen": []} | anders))


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    id_ = await leg_vast(zaak, bewijs="", bewijsGezienOp=None)
    await zaak.stuur(
        f"/vertegenwoordigingen/{id_}/bewijs",
        {"bewijs": "machtiging", "gezienOp": VANDAAG.isoformat(), "versie": 1},
    )
    einde = {"op": VANDAAG.isoformat(), "reden": "ingetrokken", "versie": 2}
    await zaak.stuur(f"/vertegenwoordigingen/{id_}/einde", einde | {"versie": 1}, 409)
    await zaak.stuur(f"/vertegenwoordigingen/{id_}/einde", einde)
    await zaak.lees("/vertegenwoordigingen")
    await leg_ander_vast(zaak, "curator")
    await zaak.roep_op()
    [afschrift] = [b["id"] for b in await zaak.lees("/brieven") if b["afschriftVan"]]
    await zaak.stuur(f"/brieven/{afschrift}/opmaak", {"dag": "2026-03-03"})
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert await wereld.rijen("outbox", soort=VOLG_LEEFTIJD, status="klaar")
    overname = await _na_terugkeer(wereld)
    await overname.zaak.lees("/vertegenwoordigingen/eerder")
    await overname.zaak.km.vraag("POST", overname.pad, 204, overname.body)
    await wereld.zet_klok(BEGIN)


async def _na_terugkeer(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = await leg_vast(zaak)
    nu = await terug_zonder_b(wereld, zaak)
    return Verzoek(zaak=nu, pad=nu.pad("/vertegenwoordigingen/overname"), body={"id": str(uuid4()), "van": [id_]})


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"vertegenwoordiging_id": await leg_vast(akker.intake)}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await leg_vast(
        zaak,
        naam=merken.nieuw(),
        adresregels=[merken.nieuw() for _ in range(3)],
        bron=merken.nieuw(),
        telefoon=merken.nieuw(),
        bewijs=merken.nieuw(),
        afschrift=True,
        afschriftMotief=merken.nieuw(),
    )


async def _leg_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/vertegenwoordigingen"), body={"id": str(uuid4())} | GEMACHTIGDE)


async def _bewijs(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    id_ = await leg_vast(zaak)
    body = {"bewijs": "machtiging", "gezienOp": VANDAAG.isoformat(), "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/vertegenwoordigingen/{id_}/bewijs"), body=body)


async def _einde(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    id_ = await leg_vast(zaak)
    body = {"op": VANDAAG.isoformat(), "reden": "ingetrokken", "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/vertegenwoordigingen/{id_}/einde"), body=body)


_VAN_HAAR = Versie(tabel="vertegenwoordiging", parameter="vertegenwoordiging_id")
PROEF = Proef(
    fabrieken={"vertegenwoordiging": vertegenwoordiging},
    bereik={
        (Actor.GEMEENTE, "vertegenwoordiging"): Bereik(
            leest=None, voegt_in=None, wijzigt=None, waarvoor="het bewijs en het einde; wat beëindigd is verandert niet"
        ),
    },
    nooit_gefilterd={"vertegenwoordiging": {"onderwerpen": "jsonb"}},
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {"BewijsIn.bewijs", "EindeIn.reden", "OptredenIn.afschriftMotief", "OptredenIn.bewijs", "OptredenIn.bron"}
        ),
        Zwijgt.NAAM_OF_NUMMER: frozenset({"OptredenIn.telefoon"}),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/vertegenwoordigingen": _leg_vast,
        "POST /dossiers/{dossier_id}/vertegenwoordigingen/overname": _na_terugkeer,
        "POST /dossiers/{dossier_id}/vertegenwoordigingen/{vertegenwoordiging_id}/bewijs": _bewijs,
        "POST /dossiers/{dossier_id}/vertegenwoordigingen/{vertegenwoordiging_id}/einde": _einde,
    },
    parameters={"vertegenwoordiging_id": "vertegenwoordiging"},
    zaai=_zaai,
    versies={
        "vertegenwoordigingen/{vertegenwoordiging_id}/bewijs": _VAN_HAAR,
        "vertegenwoordigingen/{vertegenwoordiging_id}/einde": _VAN_HAAR,
    },
    weegt=dict.fromkeys(
        (
            "vertegenwoordigingLegVast",
            "vertegenwoordigingNeemOver",
            "vertegenwoordigingBewijs",
            "vertegenwoordigingEinde",
        ),
        ("400", "409"),
    ),
    kanarie=Kanarie(loop=_loop, gesloten={"vertegenwoordiging.onderwerpen": "traject, geld of bezwaar"}),
)
