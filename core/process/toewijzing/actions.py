"""Een leerling toewijzen aan een taalschool: aanbieden, antwoorden, beëindigen (art. 9.2 lid 3 Bi2021).

Een toewijzing geldt op de echte klok: zij is toegang, geen termijn. Beëindigen werkt bij de volgende opdracht.
"""

from datetime import timedelta
from uuid import UUID

from core.fouten import Gebrek, NietGevonden, OngeldigeInvoer, VersieConflict, VoorwaardeNietVervuld
from core.law.fasen import Fase
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import actions as dossier
from core.process.dossier.tables import GEEN_DATUM
from core.process.toewijzing.tables import Toewijzing

GROND = "art. 9.2 lid 3 Bi2021"
MET_LEERROUTE = frozenset({Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN})
_VOEG_TOE = """
insert into meedoen.toewijzing (gemeente_id, id, dossier_id, persoon_id, organisatie_id, doel, grond, status, vanaf,
  vervaldatum, aangeboden_door)
values ($1, $2, $3, $4, $5, 'lesgeven', $6, 'aangeboden', clock_timestamp(), $7, $8)"""
_BEEINDIG = """
update meedoen.toewijzing set status = 'beeindigd', ingetrokken_op = clock_timestamp(), versie = versie + 1
where gemeente_id = $1 and id = $2 and dossier_id = $3 and versie = $4 and status in ('aangeboden', 'aanvaard')"""
_ANTWOORD = """
update meedoen.toewijzing set status = $5, beantwoord_op = clock_timestamp(), versie = versie + 1
where gemeente_id = $1 and id = $2 and organisatie_id = $3 and versie = $4 and status = 'aangeboden'"""


async def bied_aan(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID, *, organisatie_id: UUID) -> None:
    """Bied een leerling aan een taalschool aan. Dezelfde `toewijzing_id` nog eens sturen verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: met deze taalschool werkt de gemeente niet.
        VoorwaardeNietVervuld: er is nog geen leerroute vastgesteld, of er loopt al een toewijzing naar deze school.
    """
    zaak = await dossier.lees_dossier(tx, dossier_id)
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
    if zaak["fase"] not in MET_LEERROUTE:
        raise VoorwaardeNietVervuld("Stel eerst het PIP vast; daarna kan een taalschool worden gekozen.", grond=GROND)
    if any(r["organisatie_id"] == organisatie_id and r["status"] in ("aangeboden", "aanvaard") for r in eerder):
        raise VoorwaardeNietVervuld("Er loopt al een toewijzing naar deze taalschool.")
    await tx.voer_uit(
        _VOEG_TOE,
        tx.gemeente_id,
        toewijzing_id,
        dossier_id,
        zaak["persoon_id"],
        organisatie_id,
        GROND,
        GEEN_DATUM if zaak["termijn_tot"] is None else zaak["termijn_tot"] - timedelta(days=1),
        tx.medewerker_id,
    )
    await huis.logboek.schrijf(
        tx,
        "toewijzing.aanbieden",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[dossier_id],
        velden=["organisatie_id", "status"],
    )


async def beeindig(tx: Tx, huis: Huis, dossier_id: UUID, toewijzing_id: UUID, *, versie: int) -> None:
    """Beëindig een toewijzing; de taalschool ziet de leerling vanaf de volgende opdracht niet meer.

    Raises:
        NietGevonden: de toewijzing bestaat niet.
        VersieConflict: zij is al beëindigd, of intussen gewijzigd.
    """
    await dossier.lees_dossier(tx, dossier_id)
    bekend = await tx.lees(
        Toewijzing.select(Toewijzing.id).where(
            (Toewijzing.gemeente_id == tx.gemeente_id)
            & (Toewijzing.id == toewijzing_id)
            & (Toewijzing.dossier_id == dossier_id)
        )
    )
    if not bekend:
        raise NietGevonden("Deze toewijzing bestaat niet.")
    if not await tx.voer_uit(_BEEINDIG, tx.gemeente_id, toewijzing_id, dossier_id, versie):
        raise VersieConflict("Deze toewijzing is al beëindigd of intussen gewijzigd. Haal haar opnieuw op.")
    await huis.logboek.schrijf(
        tx, "toewijzing.beeindigen", "toewijzing", object_id=toewijzing_id, dossiers=[dossier_id], velden=["status"]
    )


async def antwoord(tx: Tx, huis: Huis, toewijzing_id: UUID, *, versie: int, aanvaard: bool) -> None:
    """De taalschool aanvaardt of weigert een aangeboden leerling.

    Raises:
        NietGevonden: deze toewijzing is niet van deze school.
        VersieConflict: zij is al beantwoord, of intussen gewijzigd.
    """
    rij = await tx.fetchrow(
        "select dossier_id from meedoen.toewijzing where gemeente_id = $1 and id = $2 and organisatie_id = $3",
        tx.gemeente_id,
        toewijzing_id,
        tx.toegang.organisatie_id,
    )
    if rij is None:
        raise NietGevonden("Deze toewijzing bestaat niet.")
    geraakt = await tx.voer_uit(
        _ANTWOORD,
        tx.gemeente_id,
        toewijzing_id,
        tx.toegang.organisatie_id,
        versie,
        "aanvaard" if aanvaard else "geweigerd",
    )
    if not geraakt:
        raise VersieConflict("Deze toewijzing is al beantwoord of intussen gewijzigd. Haal haar opnieuw op.")
    await huis.logboek.schrijf(
        tx,
        "toewijzing.beantwoorden",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[rij["dossier_id"]],
        velden=["status"],
    )
