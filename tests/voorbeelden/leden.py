"""Wie er werkt, wie daarover gaat, en wie er genodigd is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.inloggen.sessies import Sessie, adresafdruk
from core.platform.tenancy import Actor
from core.process.leden import aanvaarden
from core.process.leden.uitnodigen import POST
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Verzoek, Zwijgt

LATER = datetime(2100, 1, 1, tzinfo=UTC)


async def uitnodiging(tx: Tx, **anders: object) -> UUID:
    """Een open uitnodiging; `tx` is van een beheerder van de gemeente."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "rol": "klantmanager",
        "naam": "G. Nodigde",
        "email": "g.nodigde@example.org",
        "afdruk": str(uuid4()),
        "status": "open",
        "uitgenodigd_op": datetime.now(UTC),
        "uitgenodigd_door": tx.toegang.medewerker_id,
        "verloopt_op": LATER,
    }
    await voeg_in(tx, "uitnodiging", waarden | anders)
    return id_


def een_uitnodiging(**anders: object) -> dict[str, Any]:
    """Een klantmanager erbij."""
    vast: dict[str, Any] = {
        "id": str(uuid4()),
        "rol": "klantmanager",
        "naam": "Gerda Nodigde",
        "email": "g.nodigde@example.org",
    }
    return vast | anders


async def nodig_uit(wereld: Wereld, wie: str = "beheerder", verwacht: int = 201, **anders: object) -> Any:
    """Nodig iemand uit; het antwoord, met de link."""
    return await wereld.mens(wie).stuur("/uitnodigingen", een_uitnodiging(**anders), verwacht)


async def aanvaard(wereld: Wereld, uitnodiging: Mapping[str, str], onderwerp: str) -> UUID:
    """Wie er met deze link komt en zich als de genodigde bewijst, aanvaardt; geeft de medewerker."""
    *_, code, geheim = uitnodiging["link"].split("/")
    nu = datetime.now(UTC)
    sessie = Sessie(
        uitgever="https://inloggen.example.org",
        onderwerp=onderwerp,
        sub=onderwerp,
        sid=None,
        acr="mfa",
        bewezen_op=nu,
        geopend_op=nu,
        formulier="f",
        adres=adresafdruk("g.nodigde@example.org"),
    )
    return await aanvaarden.aanvaard(wereld.huis, await aanvaarden.zoek(wereld.huis, code, geheim), sessie)


def een_adres() -> str:
    """Een adres dat nog niemand heeft, in letters: uit cijfers kan toevallig een BSN ontstaan."""
    return f"g.nodigde.{''.join(chr(ord('a') + int(teken, 16)) for teken in uuid4().hex)}@example.org"


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Iemand die genodigd is en nog niet antwoordde."""
    nieuw = een_uitnodiging(email=een_adres())
    await zaak.wereld.mens("beheerder", leerling.gemeente).stuur("/uitnodigingen", nieuw, 201)


async def _verhaal(wereld: Wereld) -> None:
    """De lijsten, van de gemeente en van een organisatie, en een die wordt ingetrokken voor haar mail ging."""
    id_ = str(uuid4())
    await nodig_uit(wereld, id=id_)
    await wereld.alziend.execute(
        "insert into outbox (gemeente_id, id, soort, onderwerp_id, reeks) values ($1, $2, $3, $4, $4)",
        wereld.twee.a.id,
        nieuw_id(),
        POST,
        UUID(id_),
    )
    for wie in ("beheerder", "taalschool_beheerder"):
        await wereld.mens(wie).lees("/lidmaatschappen")
        await wereld.mens(wie).lees("/uitnodigingen")
    await wereld.mens("beheerder").stuur(f"/uitnodigingen/{id_}/intrekking")
    laatste = await _van(wereld, wereld.twee.a.beheerder)
    await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{laatste}/einde", {}, 409)
    await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{laatste}/nagezien", verwacht=403)
    komt = str(uuid4())
    for rol in ("klantmanager", "teamleider"):
        mens = await aanvaard(wereld, await nodig_uit(wereld, rol=rol), komt)
    for lid in await wereld.rijen("lidmaatschap", medewerker_id=mens):
        await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{lid['id']}/functie", {"functie": "teamleider"})
        await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{lid['id']}/nagezien")
        await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{lid['id']}/einde", {})
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def _zaai(akker: Akker) -> dict[str, str]:
    id_ = str(uuid4())
    # At an address of its own: what every role tries meanwhile must be new to be taken up.
    await nodig_uit(akker.wereld, id=id_, email=een_adres())
    # That of the last beheerder of a school: whoever tries to end it while every role tries every route ends nothing.
    laatste = akker.wereld.twee.a.beheerders["taalschool"]
    return {"uitnodiging_id": id_, "lidmaatschap_id": await _van(akker.wereld, laatste)}


async def _nodig_uit(wereld: Wereld) -> Verzoek:
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad="/uitnodigingen", body=een_uitnodiging(), wie="beheerder")


async def _trek_in(wereld: Wereld) -> Verzoek:
    id_ = str(uuid4())
    await nodig_uit(wereld, id=id_)
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=f"/uitnodigingen/{id_}/intrekking", wie="beheerder")


async def _van(wereld: Wereld, medewerker_id: UUID) -> str:
    [lid] = await wereld.rijen("lidmaatschap", medewerker_id=medewerker_id)
    return str(lid["id"])


async def _beeindig(wereld: Wereld) -> Verzoek:
    pad = f"/lidmaatschappen/{await _van(wereld, wereld.twee.a.teamleider)}/einde"
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=pad, body={}, wie="beheerder")


async def _zie_na(wereld: Wereld) -> Verzoek:
    pad = f"/lidmaatschappen/{await _van(wereld, wereld.twee.a.teamleider)}/nagezien"
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=pad, wie="beheerder")


async def _geef_functie(wereld: Wereld) -> Verzoek:
    pad = f"/lidmaatschappen/{await _van(wereld, wereld.twee.a.klantmanager)}/functie"
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=pad, body={"functie": "teamleider"}, wie="beheerder")


PROEF = Proef(
    van_de_leden={"uitnodiging": uitnodiging},
    bereik={
        (Actor.LEDEN, "uitnodiging"): Bereik(
            leest=None, voegt_in=("open",), wijzigt=("open",), naar=("aanvaard", "ingetrokken"), waarvoor="sluit"
        ),
        (Actor.GEMEENTE, "uitnodiging"): Bereik(leest=None, waarvoor="opruimen van wat een maand voorbij is"),
    },
    verhaal=_verhaal,
    handelingen={
        "POST /uitnodigingen": _nodig_uit,
        "POST /uitnodigingen/{uitnodiging_id}/intrekking": _trek_in,
        "POST /lidmaatschappen/{lidmaatschap_id}/einde": _beeindig,
        "POST /lidmaatschappen/{lidmaatschap_id}/nagezien": _zie_na,
        "POST /lidmaatschappen/{lidmaatschap_id}/functie": _geef_functie,
    },
    parameters={"uitnodiging_id": "uitnodiging", "lidmaatschap_id": "lidmaatschap"},
    zaai=_zaai,
    weegt={"uitnodigingNodigUit": ("400", "409")},
    vraagt_niets={
        Zwijgt.OVER_EEN_MEDEWERKER: frozenset({f"NieuweUitnodiging.{veld}" for veld in ("naam", "functie", "telefoon")})
        | {"AndereFunctie.functie"}
    },
    kanarie=Kanarie(loop=_loop, niet_bij_ieder=frozenset({"uitnodiging"})),
)
