"""Een lidmaatschap beëindigen, en elk jaar nazien of het nog klopt. Beëindigen werkt bij het volgende verzoek.

Van wie zaken behandelt gaat er niets stil verloren: wie nog dossiers heeft eindigt pas als een ander ze overnam, of als
wie beëindigt zegt dat zij bij niemand mogen staan. Dan ziet de teamleider ze in zijn lijsten van niemand.
"""

from uuid import UUID

from core.fouten import Conflict, Gebrek, NietBevoegd, NietGevonden, VoorwaardeNietVervuld
from core.law.telwoord import tel
from core.platform.audit.logboek import Logboek
from core.platform.beheer.tables import Lidmaatschap
from core.platform.db.uow import Databank, Tx
from core.platform.inloggen.sessies import nu_hier
from core.platform.partijen import BEHEER
from core.platform.tenancy import Doel, Toegang, toegang_taak
from core.process.leden.regels import VAN_DE_GEMEENTE
from core.process.leden.rijen import Lid
from core.process.overname.caseload import lees_caseload

_ER_NIET = "Dit lidmaatschap is er niet, of u gaat er niet over."
_EIGEN = (
    "Dit is uw eigen lidmaatschap; dat ziet een ander na. Vraag een andere beheerder, bij een organisatie ook die van"
    " de gemeente. Is die er niet, vraag dan wie Meedoen beheert (`meedoen leden nagezien`)."
)
AL_VOORBIJ = "Dit lidmaatschap is al voorbij. Er is niets gewijzigd."
_LID = """
select id, medewerker_id, organisatie_id, rol, naam,
  ingetrokken_op is not null or coalesce(tot <= statement_timestamp(), false) as voorbij
from meedoen.lidmaatschap where gemeente_id = $1 and id = $2"""
_EVENKNIE = """
select id from meedoen.lidmaatschap
where gemeente_id = $1 and rol = $2 and organisatie_id is not distinct from $3 and ingetrokken_op is null
  and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp())
order by id for update"""
_OOK_NOG = """
select 1 from meedoen.lidmaatschap
where gemeente_id = $1 and medewerker_id = $2 and id <> $3 and rol in ('klantmanager', 'teamleider')
  and ingetrokken_op is null and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp())"""


async def eis_overgedragen(databank: Databank, toegang: Toegang, lid_id: UUID) -> None:
    """Wie dit lidmaatschap heeft, heeft hierna geen dossiers, werk of afspraken meer.

    Geteld door Meedoen zelf: wie over leden gaat leest van geen zaak iets dan hoeveel het er zijn. Daarom is het een
    andere transactie dan die van het einde. Wat hem daartussen wordt toegedeeld staat daarna bij niemand, en de
    teamleider ziet het daar.

    Raises:
        NietGevonden: zie `beeindig`.
        VoorwaardeNietVervuld: hij heeft ze wel; met hoeveel, en wat er eerst moet.
    """
    async with databank.uow(toegang) as tx:
        lid = await lees_lid(tx, lid_id)
        elders = await tx.fetchrow(_OOK_NOG, tx.gemeente_id, lid.medewerker_id, lid_id)
        gemeente_id = tx.gemeente_id
    if lid.voorbij or lid.rol not in VAN_DE_GEMEENTE or elders is not None:
        return
    taak = toegang_taak(gemeente_id, doel=Doel.DOSSIERBEHANDELING, oorsprong=toegang.oorsprong)
    async with databank.uow(taak) as tx:
        caseload = await lees_caseload(tx, lid.medewerker_id, ook_vervangen=True)
    if not caseload:
        return
    werk, afspraken = sum(r.open_werk for r in caseload), sum(r.afspraak_op is not None for r in caseload)
    raise VoorwaardeNietVervuld(
        f"{lid.naam or 'Deze medewerker'} heeft nog {tel(len(caseload), 'dossier', 'dossiers')}. Laat een teamleider ze"
        " eerst overdragen (`POST .../overnames`, een opvolging). Moet het nu, beëindig dan zonder overdracht: zij"
        " staan daarna bij niemand, en de teamleider ziet ze daar.",
        gebreken=(
            Gebrek(veld="dossiers", melding=f"nog {len(caseload)}"),
            Gebrek(veld="openWerk", melding=f"nog {werk}"),
            Gebrek(veld="afspraken", melding=f"nog {afspraken}"),
        ),
    )


async def beeindig(tx: Tx, logboek: Logboek, lid_id: UUID, *, namens: str = "") -> None:
    """Beëindig een lidmaatschap, nu.

    Raises:
        NietGevonden: het is er niet, of is van een ander.
        Conflict: het is al voorbij, of het is dat van de laatste beheerder.
    """
    lid = await lees_lid(tx, lid_id)
    if lid.voorbij:
        raise Conflict(AL_VOORBIJ)
    if lid.rol in BEHEER:
        # Locked: two who end each other's at the same moment would leave nobody.
        gelijk = await tx.fetch(_EVENKNIE, tx.gemeente_id, str(lid.rol), lid.organisatie_id)
        if {rij["id"] for rij in gelijk} == {lid_id}:
            raise Conflict(
                "Dit is de laatste beheerder hier, en dan kan niemand meer uitnodigen. Nodig eerst een ander uit; die"
                " moet ook aanvaarden."
            )
    nu = nu_hier()
    geraakt = await tx.schrijf(
        Lidmaatschap.update(
            {
                Lidmaatschap.ingetrokken_op: nu,
                Lidmaatschap.beeindigd_door: tx.toegang.medewerker_id,
                Lidmaatschap.beeindigd_namens: namens,
            }
        )
        .where(
            (Lidmaatschap.gemeente_id == tx.gemeente_id)
            & (Lidmaatschap.id == lid_id)
            & Lidmaatschap.ingetrokken_op.is_null()
        )
        .returning(Lidmaatschap.id)
    )
    if not geraakt:
        raise Conflict(AL_VOORBIJ)
    await logboek.schrijf(tx, "lidmaatschap.beeindigen", "lidmaatschap", object_id=lid_id, velden=["ingetrokken_op"])


async def zie_na(tx: Tx, logboek: Logboek, lid_id: UUID, *, namens: str = "") -> None:
    """Iemand zag na dat dit lidmaatschap nog klopt.

    Raises:
        NietGevonden: het is er niet, of is van een ander.
        NietBevoegd: het is het eigen.
        Conflict: het is voorbij.
    """
    lid = await lees_lid(tx, lid_id)
    if lid.voorbij:
        raise Conflict(AL_VOORBIJ)
    if lid.medewerker_id == tx.toegang.medewerker_id:
        raise NietBevoegd(_EIGEN)
    await tx.schrijf_een(
        Lidmaatschap.update(
            {
                Lidmaatschap.nagezien_op: nu_hier(),
                Lidmaatschap.nagezien_door: tx.toegang.medewerker_id,
                Lidmaatschap.nagezien_namens: namens,
            }
        )
        .where(
            (Lidmaatschap.gemeente_id == tx.gemeente_id)
            & (Lidmaatschap.id == lid_id)
            & Lidmaatschap.ingetrokken_op.is_null()
        )
        .returning(Lidmaatschap.id)
    )
    await logboek.schrijf(tx, "lidmaatschap.nazien", "lidmaatschap", object_id=lid_id, velden=["nagezien_op"])


async def lees_lid(tx: Tx, lid_id: UUID) -> Lid:
    """Dit lidmaatschap, ook als het voorbij is.

    Raises:
        NietGevonden: het is er niet, of is van een ander.
    """
    lid = await tx.fetchrow_als(Lid, _LID, tx.gemeente_id, lid_id)
    if lid is None:
        raise NietGevonden(_ER_NIET)
    return lid
