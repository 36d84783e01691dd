"""Proberen wat een rol met één rij kan, in elke stand: een superuser neemt de rol aan en draait alles terug.

Alleen deze tabel heeft dan één rij en geen beperking meer die over de stand gaat, zodat een weigering van een recht of
van rijbeveiliging komt en van niets anders.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

import asyncpg

from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Actor, Doel
from core.process.toewijzing.projecties import PROJECTIES, projectie_voor
from tests.security.context import contexttekst, kolommen_met, volledig
from tests.voorbeelden.beheer import Gemeente
from tests.voorbeelden.bereik import NU

PROJECTIETABELLEN = frozenset(str(projectie.tabel._meta.tablename) for projectie in PROJECTIES.values())
STANDKOLOMMEN = ("status", "uitkomst", "fase")
"""De kolommen die zeggen hoever iets is; een tabel heeft er hoogstens één, met haar waarden in een controle."""
_STANDEN = """
select a.attname, (regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g'))[1] as waarde
from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and k.conkey = array[a.attnum]
where k.contype = 'c' and k.conrelid = ('meedoen.' || $1)::regclass and a.attname = any(string_to_array($2, ' '))"""
_OVER_DE_STAND = """
select k.conname from pg_constraint k where k.contype = 'c' and k.conrelid = ('meedoen.' || $1)::regclass
  and (array_length(k.conkey, 1) > 1)"""
_DOOR = """
select a.attname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
where k.contype = 'f' and k.confrelid = 'meedoen.medewerker'::regclass and k.conrelid = ('meedoen.' || $1)::regclass
  and a.attname like '%\\_door' order by 1"""
_GEWEIGERD = (asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)
_VOORBIJ_DE_BEVEILIGING = (asyncpg.UniqueViolationError, asyncpg.NotNullViolationError)
"""Rijbeveiliging wordt eerder gevraagd dan deze: wie hier komt, is er langs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proef:
    """Eén tabel met één rij van gemeente A, en wie ernaar kijkt."""

    db: Any
    actor: Actor
    tabel: str
    gemeente: Gemeente

    @property
    def context(self) -> dict[str, str]:
        doel = Doel.BEVEILIGING if self.actor is Actor.SLEUTELS else Doel.BREDE_INTAKE
        voor = next((p for p in PARTIJEN if projectie_voor(p.doel).tabel._meta.tablename == self.tabel), PARTIJEN[0])
        return volledig(self.actor, self.gemeente, doel, voor=voor)

    @property
    def ik(self) -> str:
        return self.context["medewerker_id"]

    async def standen(self) -> list[str | None]:
        """De standen volgens de catalogus; van een tabel zonder stand is er één."""
        rijen = await self.db.fetch(_STANDEN, self.tabel, " ".join(STANDKOLOMMEN))
        assert len({r["attname"] for r in rijen}) <= 1, self.tabel
        return [r["waarde"] for r in rijen] or [None]

    async def standkolom(self) -> str:
        """De kolom van die standen; leeg als er geen is."""
        rijen = await self.db.fetch(_STANDEN, self.tabel, " ".join(STANDKOLOMMEN))
        return rijen[0]["attname"] if rijen else ""

    async def door(self) -> list[str]:
        """De kolommen die zeggen welke medewerker iets deed."""
        return [r["attname"] for r in await self.db.fetch(_DOOR, self.tabel)]

    async def mag(self, recht: str) -> list[str]:
        return await kolommen_met(self.db, self.actor, self.tabel, recht)

    @asynccontextmanager
    async def in_stand(self, stand: str | None) -> AsyncIterator[dict[str, Any]]:
        """De enige rij, in deze stand; daarna is alles weer zoals het was."""
        transactie = self.db.transaction()
        await transactie.start()
        try:
            for beperking in await self.db.fetch(_OVER_DE_STAND, self.tabel):
                await self.db.execute(f'alter table meedoen.{self.tabel} drop constraint "{beperking["conname"]}"')
            # Without the triggers of foreign keys the other rows can go.
            await self.db.execute("set local session_replication_role = replica")
            await self.db.execute(
                f"delete from meedoen.{self.tabel} where ctid <> ({await self._eigen_rij()} limit 1)", *self._sleutel()
            )
            if stand is not None:
                await self.db.execute(f"update meedoen.{self.tabel} set {await self.standkolom()} = $1", stand)
            if self.tabel == "outbox":
                await self.db.execute("update meedoen.outbox set bezig_tot = statement_timestamp() - interval '1 s'")
            yield dict(await self.db.fetchrow(f"select * from meedoen.{self.tabel}"))
        finally:
            await transactie.rollback()

    async def _eigen_rij(self) -> str:
        kolommen = {
            r["attname"]
            for r in await self.db.fetch(
                "select attname from pg_attribute where attrelid = ('meedoen.' || $1)::regclass and attnum > 0",
                self.tabel,
            )
        }
        if self.tabel == "lidmaatschap" or (self.tabel == "collega" and self.actor is Actor.LEDEN):
            voorwaarde = " where medewerker_id = $1"
        elif self.tabel == "toewijzing" or self.tabel in PROJECTIETABELLEN:
            voorwaarde = f" where gemeente_id = $1 and organisatie_id = '{self.context['organisatie_id']}'"
        elif "gemeente_id" in kolommen:
            voorwaarde = " where gemeente_id = $1"
        elif self._sleutel():
            voorwaarde = " where id = $1"
        else:
            voorwaarde = ""
        return f"select ctid from meedoen.{self.tabel}{voorwaarde}"

    def _sleutel(self) -> tuple[object, ...]:
        a = self.gemeente
        mens = self.context["medewerker_id"]
        zonder: Mapping[str, tuple[object, ...]] = {
            "klok": (),
            "duo_geweigerd": (),
            "schema_migratie": (),
            "audit_stand": (),
            "organisatie": (a.school,),
            "medewerker": (mens,),
            "lidmaatschap": (mens,),
            "collega": (mens if self.actor is Actor.LEDEN else a.id,),
        }
        return zonder.get(self.tabel, (a.id,))

    async def als_rol(self, sql: str, *waarden: object) -> int:
        """Hoeveel rijen de opdracht als deze rol las of raakte; 0 als zij geweigerd werd."""
        punt = self.db.transaction()
        await punt.start()
        try:
            await self.db.execute(f"set local role meedoen_{self.actor}")
            await self.db.execute(f"set local meedoen.context = '{contexttekst(self.context)}'")
            opdracht = await self.db.prepare(sql)
            rijen = await opdracht.fetch(*waarden)
            return len(rijen) if sql.startswith("select") else int(opdracht.get_statusmsg().rsplit(" ", 1)[-1])
        except _GEWEIGERD:
            return 0
        except _VOORBIJ_DE_BEVEILIGING:
            return 1
        finally:
            await punt.rollback()

    async def leest(self) -> bool:
        kolommen = await self.mag("SELECT")
        return bool(kolommen) and await self.als_rol(f"select {kolommen[0]} from meedoen.{self.tabel}") > 0

    async def voegt_in(self, rij: Mapping[str, Any]) -> bool:
        kolommen = await self.mag("INSERT")
        waarden = {k: v for k, v in rij.items() if k in kolommen and v is not NU}
        plaatsen = ", ".join(f"${n}" for n in range(1, len(waarden) + 1))
        if not waarden:
            return False
        sql = f"insert into meedoen.{self.tabel} ({', '.join(waarden)}) values ({plaatsen})"
        return await self.als_rol(sql, *waarden.values()) > 0

    async def wijzigt(self, naar: str | None) -> bool:
        """Of de rij naar deze stand te wijzigen is, met de beste ondertekening die er is: ik, of niemand."""
        kolommen = await self.mag("UPDATE")
        if not kolommen:
            return False
        vast = {k: f"'{self.ik}'" for k in ("gewijzigd_door",) if k in kolommen}
        if (stand := await self.standkolom()) in kolommen:
            vast[stand] = f"'{naar}'"
        if "aangeboden_op" in kolommen:
            vast["aangeboden_op"] = "statement_timestamp()"
        vast |= await self._intrekking(kolommen)
        vrij = [k for k in await self.door() if k in kolommen and k not in vast]
        if not vast and not vrij:
            vast[kolommen[0]] = kolommen[0]
        for keuze in product((f"'{self.ik}'", "null"), repeat=len(vrij)):
            if await self._zet(vast | dict(zip(vrij, keuze, strict=True))):
                return True
        return False

    async def ondertekent(self, kolom: str, wie: object, naar: str | None) -> bool:
        """Of deze rol bij een wijziging iemand anders als ondertekenaar kan zetten."""
        kolommen = await self.mag("UPDATE")
        if kolom not in kolommen:
            return False
        waarden = {k: f"'{self.ik}'" for k in ("gewijzigd_door",) if k in kolommen}
        if (stand := await self.standkolom()) in kolommen:
            waarden[stand] = f"'{naar}'"
        waarden |= await self._intrekking(kolommen)
        return await self._zet(waarden | {kolom: f"'{wie}'"})

    async def _intrekking(self, kolommen: list[str]) -> dict[str, str]:
        """Van een tabel zonder stand is intrekken de enige wijziging, en daar hoort een dag bij."""
        kan = "ingetrokken_op" in kolommen and not await self.standkolom()
        return {"ingetrokken_op": "current_date"} if kan else {}

    async def _zet(self, waarden: Mapping[str, str]) -> bool:
        zin = ", ".join(f"{k} = {v}" for k, v in waarden.items())
        return await self.als_rol(f"update meedoen.{self.tabel} set {zin}") > 0
