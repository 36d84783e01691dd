"""Hoe iemand te bereiken is, en wanneer er contact was."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.api.leerlingen import Leerling, Merken
from tests.process.terugkeer import terug_zonder_b
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Verzoek, Zwijgt

GEGEVEN: dict[str, Any] = {"soort": "taal", "waarde": "Tigrinya", "bron": "persoon", "sinds": "2026-02-20"}
MOMENT: dict[str, Any] = {
    "wijze": "telefoon",
    "op": "2026-03-01T10:15:00Z",
    "bereikt": True,
    "notitie": "Hij belde over de kinderopvang.",
}
AFSPRAAK: dict[str, Any] = {"afspraak": "terugbellen over de plaats", "opvolgenOp": "2026-03-09"}


async def contactgegeven(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "taal",
        "waarde": "Tigrinya",
        "bron": "persoon",
        "sinds": date(2026, 2, 20),
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "contactgegeven", waarden | anders)
    return id_


async def contactmoment(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "wijze": "telefoon",
        "op": TOEN,
        "bereikt": True,
        "notitie": "Hij belde over de kinderopvang.",
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "contactmoment", waarden | anders)
    return id_


async def leg_gegeven_vast(zaak: Zaak, verwacht: int = 204, **anders: object) -> str:
    """Leg vast hoe iemand te bereiken is; geeft het id."""
    body = {"id": str(uuid4())} | GEGEVEN | anders
    await zaak.stuur("/contactgegevens", body, verwacht)
    return str(body["id"])


async def leg_moment_vast(zaak: Zaak, verwacht: int = 204, **anders: object) -> str:
    """Leg een contactmoment vast; geeft het id."""
    body = {"id": str(uuid4())} | MOMENT | anders
    await zaak.stuur("/contactmomenten", body, verwacht)
    return str(body["id"])


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    eerste = await leg_gegeven_vast(zaak)
    await leg_gegeven_vast(zaak, id=eerste)
    tweede = await leg_gegeven_vast(zaak, waarde="Amhaars")
    await zaak.km.vraag("DELETE", zaak.pad(f"/contactgegevens/{tweede}"), 204)
    await zaak.lees("/contactgegevens")
    moment = await leg_moment_vast(zaak, **AFSPRAAK)
    ander = {"id": str(uuid4())} | MOMENT | AFSPRAAK | {"motief": "het ging over school", "notitie": "over school"}
    await zaak.stuur(f"/contactmomenten/{moment}/verbetering", ander)
    await zaak.stuur(f"/contactmomenten/{ander['id']}/opvolging", {"opvolging": "gebeld"})
    await zaak.lees("/contactmomenten")
    overname = await _na_terugkeer(wereld)
    await overname.zaak.lees("/contactgegevens/eerder")
    await overname.zaak.km.vraag("POST", overname.pad, 204, overname.body)
    await wereld.zet_klok(BEGIN)


async def _na_terugkeer(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = await leg_gegeven_vast(zaak)
    nu = await terug_zonder_b(wereld, zaak)
    return Verzoek(zaak=nu, pad=nu.pad("/contactgegevens/overname"), body={"id": str(uuid4()), "van": [id_]})


async def _zaai(akker: Akker) -> dict[str, str]:
    return {
        "gegeven_id": await leg_gegeven_vast(akker.intake),
        "contactmoment_id": await leg_moment_vast(akker.intake, **AFSPRAAK),
    }


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await leg_gegeven_vast(zaak, waarde=merken.nieuw(), toelichting=merken.nieuw())
    eerste = await leg_moment_vast(zaak, notitie=merken.nieuw())
    tweede = MOMENT | AFSPRAAK | {"id": str(uuid4()), "notitie": merken.nieuw(), "motief": merken.nieuw()}
    await zaak.stuur(f"/contactmomenten/{eerste}/verbetering", tweede | {"afspraak": merken.nieuw()})
    await zaak.stuur(f"/contactmomenten/{tweede['id']}/opvolging", {"opvolging": merken.nieuw()})


async def _leg_gegeven_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/contactgegevens"), body={"id": str(uuid4())} | GEGEVEN)


async def _trek_in(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/contactgegevens/{await leg_gegeven_vast(zaak)}"))


async def _leg_moment_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/contactmomenten"), body={"id": str(uuid4())} | MOMENT)


async def _verbeter(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    pad = zaak.pad(f"/contactmomenten/{await leg_moment_vast(zaak)}/verbetering")
    return Verzoek(zaak=zaak, pad=pad, body={"id": str(uuid4())} | MOMENT | {"motief": "verkeerde dag"})


async def _volg_op(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    pad = zaak.pad(f"/contactmomenten/{await leg_moment_vast(zaak, **AFSPRAAK)}/opvolging")
    return Verzoek(zaak=zaak, pad=pad, body={"opvolging": "gebeld"})


PROEF = Proef(
    fabrieken={"contactgegeven": contactgegeven, "contactmoment": contactmoment},
    bereik={
        (Actor.GEMEENTE, "contactgegeven"): Bereik(
            leest=None, voegt_in=None, wijzigt=None, waarvoor="intrekken; wat ingetrokken is verandert niet"
        ),
        (Actor.GEMEENTE, "contactmoment"): Bereik(
            leest=None, voegt_in=None, wijzigt=None, waarvoor="opvolgen en verbeteren; wat verbeterd is verandert niet"
        ),
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {
                "GegevenIn.toelichting",
                "MomentIn.afspraak",
                "MomentIn.notitie",
                "MomentverbeteringIn.afspraak",
                "MomentverbeteringIn.motief",
                "MomentverbeteringIn.notitie",
                "OpvolgingIn.opvolging",
            }
        ),
        Zwijgt.NAAM_OF_NUMMER: frozenset({"GegevenIn.waarde"}),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/contactgegevens": _leg_gegeven_vast,
        "POST /dossiers/{dossier_id}/contactgegevens/overname": _na_terugkeer,
        "DELETE /dossiers/{dossier_id}/contactgegevens/{gegeven_id}": _trek_in,
        "POST /dossiers/{dossier_id}/contactmomenten": _leg_moment_vast,
        "POST /dossiers/{dossier_id}/contactmomenten/{contactmoment_id}/verbetering": _verbeter,
        "POST /dossiers/{dossier_id}/contactmomenten/{contactmoment_id}/opvolging": _volg_op,
    },
    parameters={"gegeven_id": "contactgegeven", "contactmoment_id": "contactmoment"},
    zaai=_zaai,
    weegt={
        "contactmomentLijst": ("400",),
        **dict.fromkeys(
            (
                "contactgegevenLegVast",
                "contactgegevenNeemOver",
                "contactmomentLegVast",
                "contactmomentVerbeter",
                "contactmomentVolgOp",
            ),
            ("400", "409"),
        ),
    },
    kanarie=Kanarie(loop=_loop),
)
