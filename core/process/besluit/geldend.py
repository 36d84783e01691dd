"""Het besluit dat over iets geldt. Wat vervangen is door een met een nieuwe dagtekening (PG-6), of ingetrokken, geldt
niet meer: `vervangt` noemt het, in het besluit dat ervoor kwam."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.dagtekening import Vastgesteld
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit

_VAN_DOSSIER = """
select b.id, b.dossier_id, b.soort, b.onderwerp_id, b.dagtekening, b.bekendgemaakt_op, b.vervangt,
  b.motief, b.vastgesteld_door, b.college_nummer, b.college_datum,
  exists (select from meedoen.brief v where v.gemeente_id = $1 and v.onderwerp_id in (b.id, b.onderwerp_id)
    and v.status = 'verzonden')
  as iets_verzonden
from meedoen.besluit b
where b.gemeente_id = $1
  and not exists (select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = b.id)
  and b.dossier_id = $2 and b.soort = $3
order by b.vastgesteld_op, b.id"""
_ONVERZONDEN = """
select b.id, b.dossier_id, b.soort, b.onderwerp_id, b.dagtekening, b.bekendgemaakt_op, b.vervangt,
  b.motief, b.vastgesteld_door, b.college_nummer, b.college_datum,
  exists (select from meedoen.brief v where v.gemeente_id = $1 and v.onderwerp_id in (b.id, b.onderwerp_id)
    and v.status = 'verzonden')
  as iets_verzonden
from meedoen.besluit b
where b.gemeente_id = $1
  and not exists (select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = b.id)
  and b.bekendgemaakt_op is null and ($2::uuid is null or b.dossier_id = $2)
  and exists (select from meedoen.brief v where v.gemeente_id = $1 and v.onderwerp_id in (b.id, b.onderwerp_id)
    and v.afschrift_van is null and v.status in ('te_maken', 'gemaakt'))
order by b.dossier_id, b.id"""
_MOET_NOG_WEG = """
select from meedoen.dossier d where d.gemeente_id = $1 and d.id = $2 and (
  exists (select from meedoen.brief v where v.gemeente_id = $1 and v.dossier_id = $2
    and v.status in ('te_maken', 'gemaakt')
    and v.sjabloon not in ('oproep', 'afspraak_verzet', 'pip_voornemen'))
  or exists (select from meedoen.besluit b where b.gemeente_id = $1 and b.dossier_id = $2 and b.bekendgemaakt_op is null
    and b.soort <> 'B02'
    and not exists (select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = b.id)
    and exists (select from meedoen.brief v where v.gemeente_id = $1 and v.onderwerp_id in (b.id, b.onderwerp_id))))"""
_KWAM_ERVOOR = "select soort from meedoen.besluit where gemeente_id = $1 and vervangt = $2"
_NAM_HIJ = """
select from meedoen.besluit where gemeente_id = $1 and dossier_id = $2 and soort = $3 and onderwerp_id = $4
  and vastgesteld_door = $5 limit 1"""


class _Besluit(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def onderwerp_id(self) -> UUID: ...
    @property
    def vervangt(self) -> UUID | None: ...


B = TypeVar("B", bound=_Besluit)


def laatste_over(besluiten: Sequence[B], onderwerp_id: UUID) -> B | None:
    """Het besluit in een brief hierover; kreeg een waarschuwing een nieuwe dagtekening, dan het laatste: haar brief
    staat onder haar oproep."""
    hier = [b for b in besluiten if onderwerp_id in (b.id, b.onderwerp_id)]
    vervangen = {besluit.vervangt for besluit in hier}
    return next((besluit for besluit in hier if besluit.id not in vervangen), None)


async def besluit_over(tx: Tx, onderwerp_id: UUID) -> BesluitRij | None:
    """Het besluit waarvan een brief met dit onderwerp de beschikking is, of None als er geen is."""
    deze = (Besluit.id == onderwerp_id) | (Besluit.onderwerp_id == onderwerp_id)
    rijen = await tx.lees_als(BesluitRij, BesluitRij.select().where((Besluit.gemeente_id == tx.gemeente_id) & deze))
    return laatste_over(rijen, onderwerp_id)


def brief_onder(soort: Besluitsoort, besluit_id: UUID, onderwerp_id: UUID) -> UUID:
    """Waaronder de brief van dit besluit staat."""
    return onderwerp_id if soort is Besluitsoort.WAARSCHUWING else besluit_id


class Geldend(Rij, frozen=True):
    """Een besluit dat geldt, met of er al iets van weg is."""

    id: UUID
    dossier_id: UUID
    soort: Besluitsoort
    onderwerp_id: UUID
    dagtekening: date
    bekendgemaakt_op: date | None
    vervangt: UUID | None
    motief: str
    vastgesteld_door: UUID
    college_nummer: str
    college_datum: date | None
    iets_verzonden: bool

    @property
    def brief_onder(self) -> UUID:
        """Waaronder de brief staat die dit bekendmaakt: een waarschuwing gaat met haar oproep (ADR 0043)."""
        return brief_onder(self.soort, self.id, self.onderwerp_id)

    @property
    def stand(self) -> Vastgesteld:
        """Een verzonden brief maakt bekend; is er geen bekendmaking (meer), dan ging hij naar een verkeerd adres."""
        return Vastgesteld(
            dagtekening=self.dagtekening,
            iets_verzonden=self.iets_verzonden,
            niet_aangekomen=self.iets_verzonden and self.bekendgemaakt_op is None,
        )


async def lees_geldende(tx: Tx, dossier_id: UUID, soort: Besluitsoort) -> Sequence[Geldend]:
    """De besluiten van deze soort die in dit dossier gelden, oudste eerst."""
    return await tx.fetch_als(Geldend, _VAN_DOSSIER, tx.gemeente_id, dossier_id, str(soort))


async def lees_geldend(tx: Tx, dossier_id: UUID, soort: Besluitsoort) -> Geldend | None:
    """Het laatste besluit van deze soort dat in dit dossier geldt, of None."""
    geldende = await lees_geldende(tx, dossier_id, soort)
    return geldende[-1] if geldende else None


async def lees_onverzonden(tx: Tx, dossier_id: UUID | None = None) -> Sequence[Geldend]:
    """Elk besluit van dit dossier, of van deze gemeente, waarvan de brief nog weg moet."""
    return await tx.fetch_als(Geldend, _ONVERZONDEN, tx.gemeente_id, dossier_id)


async def moet_nog_weg(tx: Tx, dossier_id: UUID) -> bool:
    """Of er in dit dossier nog een brief ligt, of een besluit dat de persoon niet kent: daar hoort een adres bij.

    Een oproep hoeft na een verhuizing niet meer weg, ook niet met haar waarschuwing (`trek_in_wat_geen_besluit_is`).
    """
    return await tx.fetchrow(_MOET_NOG_WEG, tx.gemeente_id, dossier_id) is not None


async def kwam_ervoor(tx: Tx, besluit_id: UUID) -> Besluitsoort | None:
    """Wat er voor dit besluit in de plaats kwam: hetzelfde met een nieuwe dagtekening, of de intrekking; of None."""
    rij = await tx.fetchrow(_KWAM_ERVOOR, tx.gemeente_id, besluit_id)
    return None if rij is None else Besluitsoort(rij["soort"])


async def nam_het_zelf(tx: Tx, besluit: Geldend) -> bool:
    """Of wie nu handelt dit besluit zelf nam, met deze of met een eerdere dagtekening (vier ogen)."""
    waarden = (tx.gemeente_id, besluit.dossier_id, str(besluit.soort), besluit.onderwerp_id, tx.toegang.medewerker_id)
    return await tx.fetchrow(_NAM_HIJ, *waarden) is not None
