"""Post die terugkwam lezen."""

from uuid import UUID

from core.fouten import NietGevonden
from core.law.retourpost import Retouroordeel
from core.platform.db.uow import Tx
from core.process.besluit.geldend import Geldend, nam_het_zelf
from core.process.retourpost.rijen import RetourpostRij
from core.process.retourpost.tables import Retourpost

_OVER = """
select 1 from meedoen.retourpost r
join meedoen.brief b on b.gemeente_id = r.gemeente_id and b.id = r.brief_id
where r.gemeente_id = $1 and r.dossier_id = $2 and b.onderwerp_id = $3 and r.oordeel = $4 limit 1"""
_ZEI_HIJ = """
select from meedoen.retourpost r
join meedoen.brief b on b.gemeente_id = r.gemeente_id and b.id = r.brief_id
where r.gemeente_id = $1 and r.dossier_id = $2 and b.onderwerp_id = $3 and r.oordeel = 'FOUT_ADRES'
  and r.beoordeeld_door = $4 limit 1"""


async def van_dossier(tx: Tx, dossier_id: UUID) -> list[RetourpostRij]:
    """Alles wat in dit dossier terugkwam, oudste eerst; ook wat een vergissing was."""
    return await tx.lees_als(
        RetourpostRij,
        RetourpostRij.select()
        .where((Retourpost.gemeente_id == tx.gemeente_id) & (Retourpost.dossier_id == dossier_id))
        .order_by(Retourpost.vastgelegd_op)
        .order_by(Retourpost.id),
    )


async def zoek(tx: Tx, id_: UUID) -> RetourpostRij | None:
    """De retourpost met dit id, of None als het id van iets anders is."""
    return await tx.lees_een_als(
        RetourpostRij,
        RetourpostRij.select().where((Retourpost.gemeente_id == tx.gemeente_id) & (Retourpost.id == id_)),
    )


async def van_brief(tx: Tx, dossier_id: UUID, brief_id: UUID) -> RetourpostRij | None:
    """Wat er van deze brief terugkwam en geen vergissing was, of None."""
    rijen = await van_dossier(tx, dossier_id)
    return next((r for r in rijen if r.brief_id == brief_id and r.oordeel is not Retouroordeel.VERGISSING), None)


async def lees(tx: Tx, dossier_id: UUID, id_: UUID) -> RetourpostRij:
    """De retourpost als rij.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await zoek(tx, id_)
    if rij is None or rij.dossier_id != dossier_id:
        raise NietGevonden("Deze retourpost bestaat niet.")
    return rij


async def staat_open(tx: Tx, dossier_id: UUID) -> bool:
    """Of er post terugkwam die nog beoordeeld moet worden."""
    return any(rij.oordeel is Retouroordeel.TE_BEOORDELEN for rij in await van_dossier(tx, dossier_id))


async def is_open_over(tx: Tx, dossier_id: UUID, onderwerp_id: UUID) -> bool:
    """Of een brief over dit onderwerp terugkwam, en niemand nog zei of zij naar het goede adres ging."""
    return await _is_er(tx, dossier_id, onderwerp_id, Retouroordeel.TE_BEOORDELEN)


async def ging_verkeerd(tx: Tx, dossier_id: UUID, onderwerp_id: UUID) -> bool:
    """Of een brief over dit onderwerp naar een verkeerd adres ging."""
    return await _is_er(tx, dossier_id, onderwerp_id, Retouroordeel.FOUT_ADRES)


async def rust_op_hem(tx: Tx, besluit: Geldend) -> bool:
    """Of wie nu handelt dit besluit zelf nam, of zelf zei dat zijn brief niet aankwam (vier ogen): dan trekt een ander
    het in. Anders was dat de persoon het niet kent, en dus niet gehoord wordt, wat één mens vond."""
    if await nam_het_zelf(tx, besluit):
        return True
    waarden = (tx.gemeente_id, besluit.dossier_id, besluit.brief_onder, tx.toegang.medewerker_id)
    return besluit.stand.niet_aangekomen and await tx.fetchrow(_ZEI_HIJ, *waarden) is not None


async def _is_er(tx: Tx, dossier_id: UUID, onderwerp_id: UUID, oordeel: Retouroordeel) -> bool:
    return await tx.fetchrow(_OVER, tx.gemeente_id, dossier_id, onderwerp_id, str(oordeel)) is not None
