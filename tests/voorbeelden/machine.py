"""Andere systemen die hier lezen."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from joserfc.jwk import ECKey, Key
from msgspec.structs import fields

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.inloggen.machine import UITGEVER, Jwk, client_van, lees_sleutel
from core.platform.inloggen.sessies import nu_hier
from core.platform.tenancy import Actor, toegang_leden
from core.process.machine.actions import NIEUWE
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Verzoek, Zwijgt

EEN_JAAR: Mapping[str, Any] = {"vanaf": nu_hier() - timedelta(days=1), "tot": nu_hier() + timedelta(days=364)}
"""Zo lang is een sleutel lid; langer dan twee jaar kan niet."""


async def machine(tx: Tx, **anders: object) -> UUID:
    """Een sleutel van wie hier handelt: de gemeente zelf of een taalschool, met haar lidmaatschap."""
    sleutel = ECKey.generate_key("P-256").as_dict(private=False)
    bewaard, afdruk = lees_sleutel(Jwk(kty="EC", crv="P-256", x=str(sleutel["x"]), y=str(sleutel["y"])))
    eigenaar = tx.toegang.organisatie_id or tx.gemeente_id
    client, lid = client_van(eigenaar, afdruk), nieuw_id()
    await tx.voer_uit(NIEUWE, client, UITGEVER, str(client))
    lidmaatschap: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": lid,
        "medewerker_id": client,
        "organisatie_id": tx.toegang.organisatie_id,
        "rol": "gemeente_machine" if tx.toegang.organisatie_id is None else "taalschool_machine",
        "naam": "Overzicht",
        "vanaf": nu_hier(),
        "tot": nu_hier() + timedelta(days=365),
    }
    await voeg_in(tx, "lidmaatschap", lidmaatschap)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": lid,
        "client_id": client,
        "eigenaar_id": eigenaar,
        "afdruk": afdruk,
        "sleutel": bewaard,
    }
    await voeg_in(tx, "machine", waarden | anders)
    return lid


def een_machine(sleutel: Key | None = None, **anders: object) -> dict[str, Any]:
    """Wat een beheerder stuurt om een systeem toe te laten."""
    openbaar = (sleutel or ECKey.generate_key("P-256")).as_dict(private=False)
    vast: dict[str, Any] = {
        "id": str(uuid4()),
        "naam": "Leerlingvolgsysteem",
        "sleutel": {naam: waarde for naam, waarde in openbaar.items() if naam != "key_ops"},
        "tot": (nu_hier() + timedelta(days=365)).date().isoformat(),
    }
    return vast | anders


async def _verhaal(wereld: Wereld) -> None:
    """Een systeem toelaten, nog eens, de lijst lezen, en het weren; van de gemeente en van de school."""
    for wie in ("beheerder", "taalschool_beheerder"):
        beheerder, nieuw = wereld.mens(wie), een_machine()
        for _ in range(2):
            await beheerder.stuur("/machines", nieuw, 201)
        await beheerder.lees("/machines")
        await beheerder.stuur(f"/machines/{nieuw['id']}/intrekking")


async def _loop(zaak: Zaak, leerling: Leerling, _: Merken) -> None:
    """In de ene gemeente een systeem van haar, in de andere een van haar school; van geen dossier, dus één keer."""
    hier = leerling.gemeente
    if await zaak.wereld.rijen("machine", gemeente_id=hier.id):
        return
    organisatie = None if hier.id == zaak.wereld.twee.a.id else hier.school
    leden = toegang_leden(hier.id, organisatie_id=organisatie, medewerker_id=hier.beheerder, oorsprong="test")
    async with zaak.wereld.huis.databank.uow(leden) as tx:
        await machine(tx)


async def _zaai(akker: Akker) -> dict[str, str]:
    nieuw = een_machine()
    await akker.wereld.mens("beheerder").stuur("/machines", nieuw, 201)
    return {"machine_id": nieuw["id"]}


async def _neem_op(wereld: Wereld) -> Verzoek:
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad="/machines", body=een_machine(), wie="beheerder")


async def _trek_in(wereld: Wereld) -> Verzoek:
    nieuw = een_machine()
    await wereld.mens("beheerder").stuur("/machines", nieuw, 201)
    return Verzoek(zaak=await Zaak.nieuw(wereld), pad=f"/machines/{nieuw['id']}/intrekking", wie="beheerder")


_DELEN = frozenset(
    f"NieuweMachine.sleutel.{deel.name}{'[0]' if deel.name == 'key_ops' else ''}"
    for deel in fields(Jwk)
    if deel.type is not bool
)
"""De delen van een sleutel die tekst zijn."""
PROEF = Proef(
    van_de_leden={"machine": machine},
    bereik={
        (Actor.LEDEN, "machine"): Bereik(leest=None, voegt_in=None, waarvoor="opnemen; een sleutel verandert niet"),
    },
    verhaal=_verhaal,
    vraagt_niets={Zwijgt.NAAM_OF_NUMMER: frozenset({"NieuweMachine.naam", *_DELEN})},
    handelingen={
        "POST /machines": _neem_op,
        "POST /machines/{machine_id}/intrekking": _trek_in,
    },
    parameters={"machine_id": "machine"},
    zaai=_zaai,
    weegt={"machineNeemOp": ("400", "409")},
    kanarie=Kanarie(loop=_loop, niet_bij_ieder=frozenset({"machine"})),
)
