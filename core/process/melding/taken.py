"""Meldingen verzenden. DUO krijgt elke melding minstens één keer, met steeds hetzelfde berichtId.

Bij een herhaling (na een time-out, of een worker die omviel) leest de taak eerst wat DUO al heeft, en stuurt alleen
als dat anders is. Weigert DUO, dan komt er een werkitem met de redenen; zij wordt niet blind herhaald.
"""

from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from core.integrations.duo.client import DuoClient
from core.integrations.duo.contract import Contactpersoongegevens, Pip
from core.integrations.duo.fouten import DuoGeenToegang, DuoWeigering
from core.platform.crypto.bsn import Bsn
from core.platform.db.uow import Tx
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.melding.actions import CONTACTPERSOON, PIP, VERZEND
from core.process.melding.tables import DuoMelding
from core.process.taak import Taak, Werk


async def verzend(werk: Werk) -> None:
    """Verzend één melding en leg vast wat DUO ervan vond."""
    melding_id = werk.bericht.onderwerp_id
    async with werk.uow() as tx:
        rij = await tx.lees_een(
            DuoMelding.select().where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == melding_id))
        )
        if rij is None or rij["status"] in ("bevestigd", "afgewezen"):
            await werk.klaar(tx)
            return
        bsn = await personen.bsn_van(tx, werk.huis, rij["dossier_id"])
        eerder_verzonden = rij["status"] == "verzonden"
        # Vóór het verzenden gemerkt: wat er hierna ook gebeurt, de volgende poging weet dat DUO haar kan hebben.
        await tx.schrijf(
            DuoMelding.update(
                {
                    DuoMelding.status: "verzonden",
                    DuoMelding.verzonden_op: await tx.nu(),
                    DuoMelding.pogingen: DuoMelding.pogingen + 1,
                }
            ).where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == melding_id))
        )
    if bsn is None:
        await _leg_weigering_vast(werk, rij, ("er is van deze persoon geen BSN bekend",), None)
        return
    duo = werk.buren.duo(werk.tenant)
    inhoud = msgspec.json.decode(rij["inhoud"])
    try:
        if rij["soort"] == PIP:
            await _verzend_pip(werk, duo, bsn, inhoud, melding_id, eerder_verzonden)
        elif rij["soort"] == CONTACTPERSOON:
            await _verzend_contactpersoon(werk, duo, bsn, UUID(inhoud["medewerkerId"]), melding_id)
    except DuoWeigering as weigering:
        await _leg_weigering_vast(werk, rij, weigering.foutteksten, 403)
        return
    except DuoGeenToegang as geen:
        await _leg_weigering_vast(werk, rij, (geen.melding,), 403)
        return
    async with werk.uow() as tx:
        await tx.schrijf(
            DuoMelding.update(
                {DuoMelding.status: "bevestigd", DuoMelding.http_status: 201, DuoMelding.bevestigd_op: await tx.nu()}
            ).where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == melding_id))
        )
        await werk.huis.logboek.schrijf(
            tx, "duo-melding.verzenden", "duo_melding", object_id=melding_id, dossiers=[rij["dossier_id"]]
        )
        await werk.klaar(tx)


TAKEN: dict[str, Taak] = {VERZEND: verzend}


async def _verzend_pip(
    werk: Werk, duo: DuoClient, bsn: Bsn, inhoud: dict[str, Any], melding_id: UUID, eerder_verzonden: bool
) -> None:
    pip = msgspec.convert(inhoud, Pip)
    if eerder_verzonden:
        bekend = await duo.lees_pip(bsn.onthul(), bericht_id=werk.bericht_id(f"pip/{werk.bericht.pogingen}"))
        if bekend is not None and f"GM{bekend.gemeentecode}" == werk.tenant.code and _gelijk(bekend.pip, pip):
            return
    await duo.meld_pip(bsn.onthul(), pip, bericht_id=melding_id)


def _gelijk(bekend: Pip, gestuurd: Pip) -> bool:
    """DUO vult een niveau in waar wij het weglaten; elk ander verschil telt."""
    if gestuurd.niveau is None:
        bekend = msgspec.structs.replace(bekend, niveau=None)
    return bekend == gestuurd


async def _verzend_contactpersoon(werk: Werk, duo: DuoClient, bsn: Bsn, medewerker_id: UUID, melding_id: UUID) -> None:
    """Zorg dat DUO de contactpersoon kent met zijn huidige gegevens, en koppel hem aan de persoon (U03)."""
    async with werk.uow() as tx:
        m = await tx.fetchrow(
            "select m.naam, m.email, m.telefoon, c.duo_id, c.inhoud_hash"
            " from meedoen.medewerker m left join meedoen.duo_contactpersoon c"
            " on c.gemeente_id = $1 and c.medewerker_id = m.id where m.id = $2",
            tx.gemeente_id,
            medewerker_id,
        )
    if m is None:
        raise DuoWeigering(("deze medewerker werkt niet meer bij de gemeente",))
    hoofd = werk.tenant.briefhoofd
    try:
        gegevens = msgspec.convert(
            {"naam": m["naam"], "email": m["email"] or hoofd.email, "telefoonnummer": m["telefoon"] or hoofd.telefoon},
            Contactpersoongegevens,
        )
    except msgspec.ValidationError:
        raise DuoWeigering(("naam, e-mail of telefoon van de medewerker past niet in wat DUO aanneemt",)) from None
    hash_ = sha256(msgspec.json.encode(gegevens, order="sorted")).hexdigest()
    duo_id: int | None = m["duo_id"]
    if duo_id is None:
        duo_id = await duo.maak_contactpersoon(gegevens, bericht_id=werk.bericht_id("contactpersoon"))
    elif m["inhoud_hash"] != hash_:
        await duo.wijzig_contactpersoon(duo_id, gegevens, bericht_id=werk.bericht_id(f"contactpersoon/{hash_}"))
    if m["inhoud_hash"] != hash_:
        async with werk.uow() as tx:
            await _onthoud_contactpersoon(tx, medewerker_id, duo_id, hash_)
    await duo.koppel_contactpersoon(duo_id, bsn.onthul(), bericht_id=melding_id)


async def _onthoud_contactpersoon(tx: Tx, medewerker_id: UUID, duo_id: int, hash_: str) -> None:
    await tx.voer_uit(
        "insert into meedoen.duo_contactpersoon (gemeente_id, medewerker_id, duo_id, inhoud_hash)"
        " values ($1, $2, $3, $4) on conflict (gemeente_id, medewerker_id)"
        " do update set inhoud_hash = excluded.inhoud_hash",
        tx.gemeente_id,
        medewerker_id,
        duo_id,
        hash_,
    )


async def _leg_weigering_vast(
    werk: Werk, rij: dict[str, Any], foutteksten: tuple[str, ...], http_status: int | None
) -> None:
    async with werk.uow() as tx:
        await tx.schrijf(
            DuoMelding.update(
                {
                    DuoMelding.status: "afgewezen",
                    DuoMelding.http_status: http_status,
                    DuoMelding.foutteksten: msgspec.json.encode(foutteksten).decode(),
                }
            ).where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == rij["id"]))
        )
        await werkvoorraad.zet_klaar(
            tx,
            Soort.MELDING_HERSTELLEN,
            omschrijving="DUO neemt een melding niet aan: " + "; ".join(foutteksten),
            grond="art. 9.2 lid 2 Bi2021",
            sleutel=str(rij["id"]),
            dossier_id=rij["dossier_id"],
        )
        await werk.huis.logboek.schrijf(
            tx,
            "duo-melding.verzenden",
            "duo_melding",
            object_id=rij["id"],
            dossiers=[rij["dossier_id"]],
            resultaat="geweigerd",
        )
        await werk.klaar(tx)
