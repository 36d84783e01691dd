"""Wat er met een overname meegaat, en welke overnames er zijn."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.overname.caseload import lees_caseload
from core.process.overname.rijen import Overnameregel

_LIJST = """
select v.id, v.soort, v.van_id, v.naar_id, v.vanaf, v.tot, v.alles, v.status, v.vastgelegd_op, v.vastgelegd_door,
  v.versie, count(r.dossier_id) as dossiers, count(r.dossier_id) filter (where r.status = 'mee') as mee,
  count(r.dossier_id) filter (where r.status = 'terug') as terug,
  count(r.dossier_id) filter (where r.status = 'gebleven') as gebleven
from meedoen.overname v
left join meedoen.overname_dossier r on r.gemeente_id = $1 and r.overname_id = v.id
where v.gemeente_id = $1
group by v.gemeente_id, v.id order by v.vanaf desc, v.id limit 200"""


class OvernameUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een overname. `tot` is de laatste dag; leeg is tot nader bericht, of voorgoed. Van haar `dossiers` zijn er nu
    `mee`, gingen er `terug`, en zijn er `gebleven` waar zij waren omdat iemand ze aan een ander gaf."""

    id: UUID
    soort: str
    van_id: UUID
    naar_id: UUID
    vanaf: date
    tot: date | None
    alles: bool
    status: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    dossiers: int
    mee: int
    terug: int
    gebleven: int
    versie: int


class DossierMee(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een dossier dat mee kan: hoeveel werk er ligt, de eerste uiterste dag daarvan, en de eerste afspraak."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    fase: str
    open_werk: int
    eerste_dag: date | None
    afspraak_op: datetime | None


class OvernameVooraf(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er van een medewerker overgaat als de overname nu begint, en hoeveel werk en afspraken dat zijn."""

    dossiers: list[DossierMee]
    open_werk: int
    afspraken: int


async def overnames(tx: Tx, huis: Huis) -> list[OvernameUit]:
    """De overnames van deze gemeente, de nieuwste eerst; zij noemen niemand van wie een dossier is."""
    regels = await tx.fetch_als(Overnameregel, _LIJST, tx.gemeente_id)
    await huis.logboek.schrijf(tx, "overname.lezen", "overname")
    return msgspec.convert(regels, list[OvernameUit], from_attributes=True)


async def vooraf(tx: Tx, huis: Huis, van: UUID, *, opvolging: bool) -> OvernameVooraf:
    """Wat er nu van deze medewerker mee zou gaan; het lezen komt in het leeslog. Er verandert niets."""
    regels = await lees_caseload(tx, van, ook_vervangen=opvolging)
    await huis.logboek.schrijf(tx, "overname.bekijken", "overname", object_id=van, dossiers=[r.id for r in regels])
    return OvernameVooraf(
        dossiers=[
            DossierMee(
                dossier_id=r.id,
                kenmerk=r.kenmerk,
                naam=r.naam,
                geheimhouding=r.geheimhouding,
                fase=r.fase,
                open_werk=r.open_werk,
                eerste_dag=r.eerste,
                afspraak_op=r.afspraak_op,
            )
            for r in regels
        ],
        open_werk=sum(r.open_werk for r in regels),
        afspraken=sum(r.afspraak_op is not None for r in regels),
    )
