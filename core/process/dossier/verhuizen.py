"""Verhuizen: rijen van het ene dossier naar het andere, ook wat anders nooit meer wijzigt (ADR 0049).

Welke rijen dat zijn zeggen de feiten van elke tabel (`Tabelfeiten.bij_samenvoegen`); een nieuwe tabel valt er vanzelf
onder. Alleen deze module zet een dossier in een rij die er al is, en alleen zij en wie haar rijen opnieuw versleutelt
handelen met het doel `samenvoegen` (lint); dat doel geldt niet langer dan die opdrachten.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from piccolo.columns import Column, Date, Timestamptz
from piccolo.columns.combination import CombinableMixin
from piccolo.querystring import QueryString

from core.platform.clock import Klok
from core.platform.db.feiten import Botsing, Erna, Tabelfeiten
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel

GEEN = Botsing(index="", melding="")


class Verhuizing(Rij, frozen=True):
    """Welke rij het is."""

    id: UUID


class Naam(Rij, frozen=True):
    """Hoe een rij heet voor wie moet weten welke het is."""

    naam: str


class Plaats(Rij, frozen=True):
    """In welk dossier een rij staat, en waaraan zij met een andere te vergelijken is."""

    dossier_id: UUID
    sleutel: str


async def botsingen(tx: Tx, huis: Huis, van: UUID, naar: UUID) -> tuple[Botsing, ...]:
    """Alles waarvan een dossier er maar één heeft, en deze twee het allebei hebben."""
    async with tx.met_doel(Doel.SAMENVOEGEN):
        return tuple(
            [
                botsing
                for feiten in _verhuizend(huis)
                if feiten.bij_samenvoegen is not None
                for botsing in feiten.bij_samenvoegen.botsingen
                if await _botst(tx, feiten, botsing, van, naar)
            ]
        )


async def verhuis(tx: Tx, huis: Huis, van: UUID, naar: UUID) -> dict[str, list[str]]:
    """Verhang elke rij van het ene dossier naar het andere; geeft per tabel welke rijen dat waren."""
    async with tx.met_doel(Doel.SAMENVOEGEN):
        verhuisd = {str(f.tabel._meta.tablename): await _verhuis(tx, f, van, naar) for f in _verhuizend(huis)}
    return {tabel: ids for tabel, ids in verhuisd.items() if ids}


async def hoort_terug(
    tx: Tx, huis: Huis, dossier_id: UUID, verplaatst: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Wat toen hierheen verhuisde en er nog staat, met wat er sindsdien bij die rijen kwam."""
    terug: dict[str, list[str]] = {}
    async with tx.met_doel(Doel.SAMENVOEGEN):
        bekend = {id_ for ids in verplaatst.values() for id_ in ids} - {str(dossier_id)}
        erbij = True
        while erbij:
            erbij = False
            for feiten in _verhuizend(huis):
                tabel = str(feiten.tabel._meta.tablename)
                gevonden = await _van(tx, feiten, dossier_id, bekend, verplaatst.get(tabel, ()))
                erbij = erbij or bool({*gevonden} - {*terug.get(tabel, ())})
                terug[tabel] = gevonden
                bekend |= {*gevonden} - {str(dossier_id)}
    return {tabel: ids for tabel, ids in terug.items() if ids}


async def verhuis_terug(tx: Tx, huis: Huis, van: UUID, naar: UUID, terug: Mapping[str, Sequence[str]]) -> None:
    """Verhang precies deze rijen; `terug` komt van `hoort_terug`."""
    async with tx.met_doel(Doel.SAMENVOEGEN):
        for feiten in _verhuizend(huis):
            ids = terug.get(str(feiten.tabel._meta.tablename))
            if not ids:
                continue
            tabel: Any = feiten.tabel
            deze = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == van)
            if "id" in feiten.kolommen:
                deze = deze & tabel.id.is_in([UUID(id_) for id_ in ids])
            rijen = await tx.schrijf(tabel.update({tabel.dossier_id: naar}).where(deze).returning(tabel.dossier_id))
            if len(rijen) != len(ids):
                raise LookupError(f"van {tabel._meta.tablename} ging niet elke rij terug")


async def stond_er(tx: Tx, huis: Huis, dossier_id: UUID) -> dict[str, list[str]]:
    """De rijen van nu, van de tabellen die alleen een dag hebben: die zegt later niet wat er die dag al stond."""
    met_dag = [f for f in _verhuizend(huis) if any(isinstance(e.sinds, Date) for e in _erna(f))]
    async with tx.met_doel(Doel.SAMENVOEGEN):
        return {str(f.tabel._meta.tablename): await _alle(tx, f, dossier_id) for f in met_dag}


async def kwam_erna(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    verplaatst: Mapping[str, Sequence[str]],
    *,
    stond: Mapping[str, Sequence[str]],
    sinds: datetime,
) -> list[tuple[Erna, list[str]]]:
    """Wat er in dit dossier na dat ogenblik bij kwam, elk bij zijn naam.

    Wat toen verhuisde was er al, en wat er `stond` ook. Van wat alleen een dag heeft telt die dag verder zelf mee.
    """
    async with tx.met_doel(Doel.SAMENVOEGEN):
        gevonden = [
            (erna, await _namen(tx, feiten, dossier_id, erna, _na(erna, feiten, verplaatst, stond, sinds)))
            for feiten in _verhuizend(huis)
            for erna in _erna(feiten)
        ]
    return [(erna, namen) for erna, namen in gevonden if namen]


def _erna(feiten: Tabelfeiten) -> tuple[Erna, ...]:
    return feiten.bij_samenvoegen.erna if feiten.bij_samenvoegen is not None else ()


def _na(
    erna: Erna,
    feiten: Tabelfeiten,
    verplaatst: Mapping[str, Sequence[str]],
    stond: Mapping[str, Sequence[str]],
    sinds: datetime,
) -> CombinableMixin:
    kolom, tabel = cast(Any, erna.sinds), cast(Any, feiten.tabel)
    na: Any = kolom >= Klok.datum(sinds) if isinstance(kolom, Date) else kolom > sinds
    if erna.waar is not None:
        na = na & erna.waar
    naam = str(tabel._meta.tablename)
    was_er = () if erna.ook_wat_verhuisde else verplaatst.get(naam, ())
    if isinstance(kolom, Date):
        was_er = (*was_er, *stond.get(naam, ()))
    if was_er:
        na = na & tabel.id.not_in([UUID(id_) for id_ in was_er])
    return cast(CombinableMixin, na)


async def _van(tx: Tx, feiten: Tabelfeiten, dossier_id: UUID, bekend: Set[str], verplaatst: Sequence[str]) -> list[str]:
    """De rijen van deze tabel die toen verhuisden, of die bij zo'n rij horen."""
    tabel: Any = feiten.tabel
    hier = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == dossier_id)
    if "id" not in feiten.kolommen:
        vraag = tabel.select(tabel.dossier_id, _sleutel(GEEN)).where(hier)
        return [str(rij.dossier_id) for rij in (await tx.lees_als(Plaats, vraag) if verplaatst else ())]
    ids = [UUID(id_) for id_ in bekend]
    wie: Any = tabel.id.is_in([UUID(id_) for id_ in verplaatst]) if verplaatst else None
    for kolom in feiten.bij_samenvoegen.hoort_bij if feiten.bij_samenvoegen and ids else ():
        wie = kolom.is_in(ids) if wie is None else wie | kolom.is_in(ids)
    if wie is None:
        return []
    return [str(rij.id) for rij in await tx.lees_als(Verhuizing, tabel.select(tabel.id).where(hier & wie))]


async def tel(tx: Tx, huis: Huis, dossier_id: UUID) -> dict[str, int]:
    """Hoeveel rijen van elke tabel er zouden verhuizen."""
    async with tx.met_doel(Doel.SAMENVOEGEN):
        geteld = {str(f.tabel._meta.tablename): await _tel(tx, f, dossier_id, None) for f in _verhuizend(huis)}
    return {tabel: aantal for tabel, aantal in geteld.items() if aantal}


async def _tel(tx: Tx, feiten: Tabelfeiten, dossier_id: UUID, waar: CombinableMixin | None) -> int:
    tabel: Any = feiten.tabel
    hier = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == dossier_id)
    hier = hier if waar is None else hier & waar
    return len(await tx.lees_als(Plaats, tabel.select(tabel.dossier_id, _sleutel(GEEN)).where(hier)))


async def _alle(tx: Tx, feiten: Tabelfeiten, dossier_id: UUID) -> list[str]:
    tabel: Any = feiten.tabel
    hier = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == dossier_id)
    return sorted(str(rij.id) for rij in await tx.lees_als(Verhuizing, tabel.select(tabel.id).where(hier)))


async def _namen(tx: Tx, feiten: Tabelfeiten, dossier_id: UUID, erna: Erna, waar: CombinableMixin) -> list[str]:
    tabel: Any = feiten.tabel
    hier = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == dossier_id) & waar
    vraag = tabel.select(_naam(erna)).where(hier).order_by(erna.sinds)
    return [rij.naam for rij in await tx.lees_als(Naam, vraag)]


def _naam(erna: Erna) -> QueryString:
    """Zoals een mens de rij noemt; een dag en een tijdstip als dag."""
    delen = "".join(f", {_deel(deel)}" for deel in erna.noemt)
    return QueryString(f"concat_ws(' ', ''{delen})", alias="naam")


def _deel(deel: str | Column) -> str:
    if isinstance(deel, str):
        return f"'{deel}'"
    kolom = f'"{deel._meta.table._meta.tablename}"."{deel._meta.db_column_name}"'
    if isinstance(deel, Timestamptz):
        return f"to_char({kolom} at time zone 'Europe/Amsterdam', 'DD-MM-YYYY')"
    return f"to_char({kolom}, 'DD-MM-YYYY')" if isinstance(deel, Date) else kolom


def _verhuizend(huis: Huis) -> tuple[Tabelfeiten, ...]:
    return tuple(f for f in huis.proces.van_een_dossier if f.bij_samenvoegen and not f.bij_samenvoegen.blijft)


async def _botst(tx: Tx, feiten: Tabelfeiten, botsing: Botsing, van: UUID, naar: UUID) -> bool:
    """Of beide dossiers een rij hebben waarvan er maar één kan zijn."""
    tabel: Any = feiten.tabel
    waar = (tabel.gemeente_id == tx.gemeente_id) & tabel.dossier_id.is_in([van, naar])
    if botsing.waar is not None:
        waar = waar & botsing.waar
    staan: dict[UUID, set[str]] = {van: set(), naar: set()}
    for plaats in await tx.lees_als(Plaats, tabel.select(tabel.dossier_id, _sleutel(botsing)).where(waar)):
        staan[plaats.dossier_id].add(plaats.sleutel)
    return bool(staan[van] & staan[naar])


def _sleutel(botsing: Botsing) -> QueryString:
    """Waarin rijen gelijk moeten zijn om te botsen, als tekst; zonder kolommen botst elke rij."""
    kolommen = (f', "{k._meta.table._meta.tablename}"."{k._meta.db_column_name}"' for k in botsing.kolommen)
    return QueryString(f"concat_ws('|', ''{''.join(kolommen)})", alias="sleutel")


async def _verhuis(tx: Tx, feiten: Tabelfeiten, van: UUID, naar: UUID) -> list[str]:
    """Verhang de rijen van deze tabel; geeft welke het waren, op volgorde van hun id."""
    tabel: Any = feiten.tabel
    sleutel = tabel.id if "id" in feiten.kolommen else tabel.dossier_id
    hier = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == van)
    rijen = await tx.schrijf(tabel.update({tabel.dossier_id: naar}).where(hier).returning(sleutel))
    if await tx.lees_als(Plaats, tabel.select(tabel.dossier_id, _sleutel(GEEN)).where(hier).limit(1)):
        raise LookupError(f"van {tabel._meta.tablename} verhuist niet elke rij: haar beleid mist `samenvoegen`")
    return sorted(str(rij[sleutel._meta.name]) for rij in rijen)
