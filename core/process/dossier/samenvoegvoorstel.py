"""Het voorstel om twee dossiers samen te voegen of weer uit elkaar te halen, zoals het bewaard wordt (C1)."""

from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, VoorwaardeNietVervuld
from core.law.samenvoegen import GROND
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.samenvoegrijen import SamenvoegingRij
from core.process.dossier.tables import Samenvoeging, Samenvoegsoort, Samenvoegstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossiers

_ANDER = "Over deze dossiers ligt al een voorstel. Beslis daar eerst over, of trek het in."

_WAT = {
    Samenvoegsoort.SAMENVOEGEN: "twee dossiers samenvoegen",
    Samenvoegsoort.UITEENHALEN: "een samenvoeging uit elkaar halen",
}


async def neem_voor(
    tx: Tx, voorlopig_id: UUID, id_: UUID, *, versie: int, met_dossier_id: UUID, motief: str
) -> tuple[Zaak, Zaak] | None:
    """Houd het voorlopige dossier en het andere vast voor een nieuw voorstel; None als precies dit er al staat.

    Raises:
        NietGevonden: een van de dossiers bestaat niet.
        VersieConflict: iemand anders was eerder.
        Conflict: dit id is al van een ander voorstel.
    """
    if await _staat_er_al(tx, voorlopig_id, id_, met_dossier_id=met_dossier_id, motief=motief):
        return None
    # Who comes with an older version is told so first, also when the other dossier does not exist.
    eis_versie(versie, (await lees_dossier(tx, voorlopig_id)).versie)
    zaak, blijft = await neem_dossiers(tx, voorlopig_id, met_dossier_id)
    if await _staat_er_al(tx, voorlopig_id, id_, met_dossier_id=met_dossier_id, motief=motief):
        return None
    eis_versie(versie, zaak.rij.versie)
    return zaak, blijft


async def leg_voor(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    blijft: Zaak,
    id_: UUID,
    *,
    soort: Samenvoegsoort,
    motief: str,
    van_samenvoeging: UUID | None = None,
) -> None:
    """Leg het voorstel vast, met werk voor wie erover beslist.

    Raises:
        VoorwaardeNietVervuld: over een van deze dossiers ligt al een voorstel.
    """
    if await _ligt_er_al_een(tx, zaak.id, blijft.id):
        gebrek = Gebrek(veld="metDossierId", melding=_ANDER, grond=str(GROND))
        raise VoorwaardeNietVervuld(f"{_ANDER} Er is niets gewijzigd.", gebreken=(gebrek,), grond=str(GROND))
    nieuw = await tx.schrijf(
        Samenvoeging.insert(
            Samenvoeging(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=zaak.id,
                met_dossier_id=blijft.id,
                soort=soort,
                van_samenvoeging=van_samenvoeging,
                motief=motief,
                van_fase=zaak.rij.fase,
                met_fase=blijft.rij.fase,
                vastgelegd_door=tx.medewerker_id,
                vastgelegd_op=await tx.nu(),
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Samenvoeging.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van een ander voorstel; maak een nieuw id en probeer het opnieuw.")
    await werkvoorraad.zet_klaar(
        tx,
        Soort.SAMENVOEGING_BESLISSEN,
        omschrijving=f"Een collega stelt voor: {_WAT[soort]}. Beslis erover, als een ander dan wie het voorstelde.",
        grond=str(GROND),
        sleutel=str(id_),
        dossier_id=zaak.id,
    )
    await huis.logboek.schrijf(
        tx,
        f"dossier.{soort}-voorstellen",
        "samenvoeging",
        object_id=id_,
        dossiers=[zaak.id, blijft.id],
        velden=["motief", "status"],
    )


async def lees_van_beide(tx: Tx, dossier_id: UUID, id_: UUID) -> SamenvoegingRij:
    """Deze samenvoeging, van welk van haar twee dossiers men ook komt; beide noemen haar.

    Raises:
        NietGevonden: zij is er niet, of niet van dit dossier.
    """
    rij = await _zoek(tx, id_)
    if rij is None or dossier_id not in (rij.dossier_id, rij.met_dossier_id):
        raise NietGevonden("Deze samenvoeging is er niet. Lees de samenvoegingen van dit dossier opnieuw.")
    return rij


async def lees_een(tx: Tx, voorlopig_id: UUID, id_: UUID) -> SamenvoegingRij:
    """Deze samenvoeging van dit voorlopige dossier.

    Raises:
        NietGevonden: zij is er niet.
        Conflict: dit is het andere dossier ervan; de melding zegt vanaf welk dossier het wel kan.
    """
    rij = await lees_van_beide(tx, voorlopig_id, id_)
    if rij.dossier_id != voorlopig_id:
        daar = await lees_dossier(tx, rij.dossier_id)
        raise Conflict(
            f"Dit doet u vanaf het andere dossier van deze samenvoeging: {daar.kenmerk} (id {daar.id}), met de versie"
            " van dat dossier."
        )
    return rij


async def _zoek(tx: Tx, id_: UUID) -> SamenvoegingRij | None:
    return await tx.lees_een_als(
        SamenvoegingRij,
        SamenvoegingRij.select().where((Samenvoeging.gemeente_id == tx.gemeente_id) & (Samenvoeging.id == id_)),
    )


async def _staat_er_al(tx: Tx, voorlopig_id: UUID, id_: UUID, *, met_dossier_id: UUID, motief: str) -> bool:
    staat = await _zoek(tx, id_)
    if staat is None:
        return False
    eis_dezelfde(
        "een ander voorstel",
        dossier_id=voorlopig_id,
        staat_in=staat.dossier_id,
        nu={"metDossierId": met_dossier_id, "motief": motief},
        staat={"metDossierId": staat.met_dossier_id, "motief": staat.motief},
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
    )
    return True


async def _ligt_er_al_een(tx: Tx, een: UUID, ander: UUID) -> bool:
    beide = [een, ander]
    return bool(
        await tx.lees_als(
            SamenvoegingRij,
            SamenvoegingRij.select()
            .where(
                (Samenvoeging.gemeente_id == tx.gemeente_id)
                & (Samenvoeging.status == Samenvoegstatus.VOORGESTELD)
                & (Samenvoeging.dossier_id.is_in(beide) | Samenvoeging.met_dossier_id.is_in(beide))
            )
            .limit(1),
        )
    )
