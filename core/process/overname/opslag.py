"""Een overname en haar dossiers in de database."""

from collections.abc import Iterable
from uuid import UUID

from piccolo.columns.combination import And

from core.fouten import NietGevonden
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.process.overname.rijen import OvernameDossierRij, OvernameRij
from core.process.overname.tables import Dossierstatus, Overname, OvernameDossier, Overnamestatus

_ZET_DOSSIERS = """
update meedoen.overname_dossier set status = $4
where gemeente_id = $1 and overname_id = $2 and dossier_id = any (string_to_array($3::text, ',')::uuid[])"""

_VERPLAATS_AFSPRAKEN = """
update meedoen.oproep set collega_id = $4, versie = versie + 1, gewijzigd_op = $5, gewijzigd_door = $6,
  gewijzigd_bij = null
where gemeente_id = $1 and dossier_id = $2 and collega_id = any (string_to_array($3::text, ',')::uuid[])
  and uitkomst = 'OPEN' and afspraak_op >= $5"""

_LAAT_LOS = """
update meedoen.overname_dossier r set status = $4
from meedoen.overname v
where r.gemeente_id = $1 and v.gemeente_id = $1 and r.overname_id = v.id and v.van_id = $2 and v.status = 'loopt'
  and r.status = 'mee' and r.dossier_id = any (string_to_array($3::text, ',')::uuid[])"""

_EERSTE_BEURT = """
insert into meedoen.overname_beurt (gemeente_id, eerste_op) values ($1, $2) on conflict do nothing"""
_NEEM_BEURT = "select 1 from meedoen.overname_beurt where gemeente_id = $1 for no key update"


async def neem_beurt(tx: Tx) -> None:
    """Wacht tot niemand anders in deze gemeente overnames vastlegt, verzet of laat beginnen, tot het eind van deze
    transactie. Wie daarna leest, ziet wat een ander net deed; zonder dat zien twee die elkaar zouden vervangen elkaar
    niet. Altijd als eerste, voor een overname of een dossier: zo wachten er nooit twee op elkaar."""
    if not await tx.voer_uit(_EERSTE_BEURT, tx.gemeente_id, await tx.nu()):
        await tx.fetchrow(_NEEM_BEURT, tx.gemeente_id)


async def lees(tx: Tx, overname_id: UUID) -> OvernameRij | None:
    return await tx.lees_een_als(OvernameRij, OvernameRij.select().where(deze(tx, overname_id)))


async def neem(tx: Tx, overname_id: UUID) -> OvernameRij:
    """Houd de overname vast, met alle andere van dezelfde medewerker die nog lopen of gepland zijn.

    Twee die haar tegelijk laten beginnen of eindigen doen dat samen één keer, en een opvolging die op dezelfde dag
    begint als een vervanging ziet wat die deed. Op volgorde van id: zo wachten er nooit twee op elkaar. Wat klaar of
    ingetrokken is kan niemand nog vasthouden (het beleid van de tabel), en verandert ook niet meer.

    Raises:
        NietGevonden: zij bestaat niet, of niet in deze gemeente.
    """
    van = bestaand(await lees(tx, overname_id)).van_id
    van_hem = (Overname.gemeente_id == tx.gemeente_id) & (Overname.van_id == van)
    vraag = OvernameRij.select().where(van_hem).order_by(Overname.id).lock_rows("NO KEY UPDATE")
    rijen = {rij.id: rij for rij in await tx.lees_als(OvernameRij, vraag)}
    return rijen.get(overname_id) or bestaand(await lees(tx, overname_id))


async def lees_open(tx: Tx) -> list[OvernameRij]:
    """Wat loopt of gepland is, in volgorde van vastleggen."""
    open_ = Overname.status.is_in([str(Overnamestatus.GEPLAND), str(Overnamestatus.LOOPT)])
    vraag = OvernameRij.select().where((Overname.gemeente_id == tx.gemeente_id) & open_).order_by(Overname.id)
    return await tx.lees_als(OvernameRij, vraag)


def bestaand(rij: OvernameRij | None) -> OvernameRij:
    if rij is None:
        raise NietGevonden("Deze overname bestaat niet.")
    return rij


async def regels(tx: Tx, overname_id: UUID) -> list[OvernameDossierRij]:
    """Op volgorde van dossier: zo wachten twee overnames nooit op elkaar."""
    waar = (OvernameDossier.gemeente_id == tx.gemeente_id) & (OvernameDossier.overname_id == overname_id)
    vraag = OvernameDossierRij.select().where(waar).order_by(OvernameDossier.dossier_id)
    return await tx.lees_als(OvernameDossierRij, vraag)


async def kies(tx: Tx, overname_id: UUID, ids: Iterable[UUID]) -> None:
    """Noteer de dossiers die bij de overname horen."""
    rijen = [
        OvernameDossier(
            gemeente_id=tx.gemeente_id, overname_id=overname_id, dossier_id=id_, status=Dossierstatus.GEKOZEN
        )
        for id_ in sorted(ids)
    ]
    if rijen:
        await tx.schrijf(OvernameDossier.insert(*rijen))


async def zet_dossiers(tx: Tx, overname_id: UUID, ids: Iterable[UUID], status: Dossierstatus) -> None:
    if tekst := ",".join(map(str, sorted(ids))):
        await tx.voer_uit(_ZET_DOSSIERS, tx.gemeente_id, overname_id, tekst, str(status))


async def verplaats_afspraken(tx: Tx, dossier_id: UUID, *, van: Iterable[UUID | None], naar: UUID) -> None:
    """De afspraken die nog komen en met hem waren, zijn met wie het dossier nu behandelt; tijd en plaats blijven."""
    wie = ",".join(sorted({str(id_) for id_ in van if id_ is not None}))
    nu = await tx.nu()
    await tx.voer_uit(_VERPLAATS_AFSPRAKEN, tx.gemeente_id, dossier_id, wie, naar, nu, tx.toegang.medewerker_id)


async def laat_los(tx: Tx, van: UUID, ids: Iterable[UUID]) -> None:
    """Deze dossiers gaan aan het eind van een vervanging niet meer terug: zij zijn voorgoed van een ander."""
    if tekst := ",".join(map(str, sorted(ids))):
        await tx.voer_uit(_LAAT_LOS, tx.gemeente_id, van, tekst, str(Dossierstatus.GEBLEVEN))


async def zet_status(tx: Tx, rij: OvernameRij, status: Overnamestatus) -> None:
    await tx.schrijf_een(
        Overname.update({Overname.status: status, **await nieuwe_versie(tx, Overname)})
        .where(deze(tx, rij.id))
        .returning(Overname.id)
    )


def deze(tx: Tx, overname_id: UUID) -> And:
    return (Overname.gemeente_id == tx.gemeente_id) & (Overname.id == overname_id)
