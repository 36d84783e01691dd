"""Een leerling toewijzen aan een taalschool: aanbieden, antwoorden, beëindigen (art. 9.2 lid 3 Bi2021).

Een toewijzing geldt op de echte klok: zij is toegang, geen termijn. Beëindigen werkt bij de volgende opdracht.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer, VersieConflict, VoorwaardeNietVervuld
from core.law.fasen import Fase
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie
from core.platform.huis import Huis
from core.process.dossier import zaak as dossier
from core.process.dossier.tables import GEEN_DATUM
from core.process.toewijzing.tables import Toewijzing

GROND = "art. 9.2 lid 3 Bi2021"
LOPEND = ("aangeboden", "aanvaard")
MET_LEERROUTE = frozenset({Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN})
_VOEG_TOE = """
insert into meedoen.toewijzing (gemeente_id, id, dossier_id, persoon_id, organisatie_id, doel, grond, status, vanaf,
  vervaldatum, aangeboden_door)
values ($1, $2, $3, $4, $5, 'lesgeven', $6, 'aangeboden', statement_timestamp(), $7, $8) on conflict do nothing"""
_BEEINDIG = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = statement_timestamp(), versie = versie + 1,
  gewijzigd_op = $5, gewijzigd_door = $6, gewijzigd_bij = null
where gemeente_id = $1 and id = $2 and dossier_id = $3 and versie = $4 and status in ('aangeboden', 'aanvaard')"""
_ANTWOORD = """
update meedoen.toewijzing set status = $5, beantwoord_op = statement_timestamp(), versie = versie + 1,
  gewijzigd_op = $6, gewijzigd_door = $7
where gemeente_id = $1 and id = $2 and organisatie_id = $3 and versie = $4 and status = 'aangeboden'"""


async def bied_aan(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID, *, organisatie_id: UUID) -> None:
    """Bied een leerling aan een taalschool aan. Dezelfde `toewijzing_id` nog eens sturen verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: met deze taalschool werkt de gemeente niet.
        VoorwaardeNietVervuld: er is nog geen leerroute vastgesteld, of er loopt al een toewijzing naar deze school.
        Conflict: dit id is al van een andere toewijzing.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    eerder = await tx.lees(
        Toewijzing.select(Toewijzing.id, Toewijzing.status, Toewijzing.organisatie_id).where(
            (Toewijzing.gemeente_id == tx.gemeente_id) & (Toewijzing.dossier_id == dossier_id)
        )
    )
    if any(r["id"] == toewijzing_id for r in eerder):
        return
    if organisatie_id not in {school.id for school in huis.tenant(tx.gemeente_id).taalscholen}:
        melding = "Kies een taalschool waarmee deze gemeente werkt."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="organisatieId", melding=melding),))
    if zaak.rij.fase not in MET_LEERROUTE:
        raise VoorwaardeNietVervuld("Stel eerst het PIP vast; daarna kan een taalschool worden gekozen.", grond=GROND)
    if any(r["organisatie_id"] == organisatie_id and r["status"] in LOPEND for r in eerder):
        raise VoorwaardeNietVervuld("Er loopt al een toewijzing naar deze taalschool.")
    nieuw = await tx.voer_uit(
        _VOEG_TOE,
        tx.gemeente_id,
        toewijzing_id,
        dossier_id,
        zaak.rij.persoon_id,
        organisatie_id,
        GROND,
        GEEN_DATUM if zaak.rij.termijn_tot is None else zaak.rij.termijn_tot - timedelta(days=1),
        tx.medewerker_id,
    )
    if not nieuw:
        raise Conflict("Dit id is al van een andere toewijzing; maak een nieuw id en probeer het opnieuw.")
    await huis.logboek.schrijf(
        tx,
        "toewijzing.aanbieden",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[dossier_id],
        velden=["organisatie_id", "status"],
    )


async def lees(tx: Tx, dossier_id: UUID, toewijzing_id: UUID) -> dict[str, Any]:
    """Een toewijzing als rij, zoals de gemeente haar ziet.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await tx.lees_een(
        Toewijzing.select().where(
            (Toewijzing.gemeente_id == tx.gemeente_id)
            & (Toewijzing.id == toewijzing_id)
            & (Toewijzing.dossier_id == dossier_id)
        )
    )
    if rij is None:
        raise NietGevonden("Deze toewijzing bestaat niet.")
    return rij


async def lees_eigen(tx: Tx, toewijzing_id: UUID) -> dict[str, Any]:
    """Een toewijzing als rij, zoals de taalschool haar ziet aan wie zij is aangeboden.

    Raises:
        NietGevonden: zij bestaat niet, of is niet van deze school.
    """
    rij = await tx.lees_een(
        Toewijzing.select(Toewijzing.dossier_id, Toewijzing.status, Toewijzing.versie, Toewijzing.gewijzigd_op).where(
            (Toewijzing.gemeente_id == tx.gemeente_id)
            & (Toewijzing.id == toewijzing_id)
            & (Toewijzing.organisatie_id == tx.toegang.organisatie_id)
        )
    )
    if rij is None:
        raise NietGevonden("Deze toewijzing bestaat niet.")
    return rij


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID) -> Stand:
    """Hoe de toewijzing er nu bij staat, voor wie bij de gemeente met een oudere versie kwam."""
    rij = await lees(tx, dossier_id, toewijzing_id)
    await huis.logboek.schrijf(tx, "toewijzing.lezen", "toewijzing", object_id=toewijzing_id, dossiers=[dossier_id])
    return Stand(
        versie=rij["versie"],
        gewijzigd_op=rij["gewijzigd_op"],
        gewijzigd_door=rij["gewijzigd_door"],
        gewijzigd_bij=rij["gewijzigd_bij"],
        klaar="" if rij["status"] in LOPEND else f"De toewijzing is al {rij['status']}.",
    )


async def stand_eigen(tx: Tx, huis: Huis, toewijzing_id: UUID) -> Stand:
    """Hoe de toewijzing er nu bij staat, voor de taalschool die met een oudere versie kwam."""
    rij = await lees_eigen(tx, toewijzing_id)
    await huis.logboek.schrijf(
        tx, "eigen-toewijzing.lezen", "toewijzing", object_id=toewijzing_id, dossiers=[rij["dossier_id"]]
    )
    velden = {"aanvaard": rij["status"] == "aanvaard"} if rij["status"] in ("aanvaard", "geweigerd") else {}
    klaar = f"De toewijzing is al {rij['status']}; vraag de gemeente om een nieuwe."
    return Stand(
        versie=rij["versie"],
        gewijzigd_op=rij["gewijzigd_op"],
        gewijzigd_door=None,
        velden=velden,
        klaar="" if rij["status"] == "aangeboden" else klaar,
    )


async def beeindig(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID, *, versie: int) -> None:
    """Beëindig een toewijzing; de taalschool ziet de leerling vanaf de volgende opdracht niet meer.

    Raises:
        NietGevonden: de toewijzing bestaat niet.
        VersieConflict: zij is intussen gewijzigd.
        Conflict: zij was al geweigerd of beëindigd.
    """
    await dossier.neem_dossier(tx, dossier_id)
    rij = await lees(tx, dossier_id, toewijzing_id)
    eis_versie(versie, rij["versie"])
    if rij["status"] not in LOPEND:
        raise Conflict("Deze toewijzing is al geweigerd of beëindigd.")
    waarden = (tx.gemeente_id, toewijzing_id, dossier_id, versie, await tx.nu(), tx.medewerker_id)
    if not await tx.voer_uit(_BEEINDIG, *waarden):
        raise VersieConflict
    await huis.logboek.schrijf(
        tx, "toewijzing.beeindigen", "toewijzing", object_id=toewijzing_id, dossiers=[dossier_id], velden=["status"]
    )


async def antwoord(tx: Tx, huis: Huis, toewijzing_id: UUID, *, versie: int, aanvaard: bool) -> None:
    """De taalschool aanvaardt of weigert een aangeboden leerling.

    Raises:
        NietGevonden: deze toewijzing is niet van deze school.
        VersieConflict: zij is intussen gewijzigd.
        Conflict: zij was al beantwoord of beëindigd.
    """
    rij = await lees_eigen(tx, toewijzing_id)
    eis_versie(versie, rij["versie"])
    if rij["status"] != "aangeboden":
        raise Conflict("Deze toewijzing is al beantwoord of beëindigd.")
    geraakt = await tx.voer_uit(
        _ANTWOORD,
        tx.gemeente_id,
        toewijzing_id,
        tx.toegang.organisatie_id,
        versie,
        "aanvaard" if aanvaard else "geweigerd",
        await tx.nu(),
        tx.medewerker_id,
    )
    if not geraakt:
        raise VersieConflict
    await huis.logboek.schrijf(
        tx,
        "toewijzing.beantwoorden",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[rij["dossier_id"]],
        velden=["status"],
    )
