"""Cijferteksten overzetten naar de actieve sleutelversie: per gemeente, in kleine transacties, altijd te hervatten.

De stand is wat er in de rijen staat: wat al over is wordt niet meer gelezen, dus afbreken kost niets en opnieuw
beginnen gaat verder. Een rij staat vast zolang zij wordt overgezet; een wijziging van een medewerker gaat dus nooit
verloren. Wat niet opent of niet te lezen is, of onder de nieuwe index gelijk blijkt aan een andere rij, blijft zoals
het was en wordt gemeld met zijn id. Wie een rij lang vasthoudt stopt de wissel niet meteen: zij wordt weer geprobeerd.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from core.fouten import Fout, Onbereikbaar, VersieConflict
from core.platform.audit.logboek import Logboek
from core.platform.crypto.kluis import Kluis, KluisDicht, Plek, Soort
from core.platform.db.uow import Databank
from core.platform.tenancy import Toegang, toegang_sleutels

PARTIJ = 500
"""Rijen per transactie."""
KEREN = 5
"""Hoe vaak een partij geprobeerd wordt waarvan een ander een rij vasthoudt."""
_BEGIN = UUID(int=0)
_VERNIETIGD = "select 1 from meedoen.sleutel_vernietiging where gemeente_id = $1"
_GEMEENTEN = "select id, naam from meedoen.gemeente order by naam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijferkolom:
    """Een kolom met cijferteksten, en hoe zij geteld, gelezen en overgezet wordt.

    `tel` ($1 gemeente) geeft (versie, indexversie, aantal); `lees` ($1 gemeente, $2 na, $3 hoeveel, $4 actieve versie,
    bij een index $5 actieve indexversie) geeft (id, cijfer) van wat nog over moet, op volgorde van id en vastgezet;
    `schrijf` krijgt gemeente, id, cijfer, versie, en bij een index de index en haar versie. `index` maakt van de
    ontsleutelde waarde de tekst waarover de blinde index gaat.
    """

    tabel: str
    kolom: str
    soort: Soort
    tel: str
    lees: str
    schrijf: str
    index: Callable[[bytes], str] | None = None
    eerder_in: str = ""
    """De tabel waarin de kolom begon: daaraan blijven haar cijferteksten gebonden als zij verhuist."""

    @property
    def naam(self) -> str:
        return f"{self.tabel}.{self.kolom}"

    def plek(self, gemeente_id: UUID, rij_id: UUID) -> Plek:
        """Waar de cijfertekst van deze rij hoort."""
        return Plek(tabel=self.eerder_in or self.tabel, kolom=self.kolom, gemeente_id=gemeente_id, rij_id=rij_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Hoeveel rijen van een kolom met welke versies gemaakt zijn; `indexversie` is None zonder index."""

    kolom: str
    gemeente_id: UUID
    versie: int
    indexversie: int | None
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    id: UUID
    naam: str


@dataclass(slots=True)
class Uitslag:
    """Wat een rotatie deed: hoeveel rijen over zijn, en welke niet konden, als 'kolom id'."""

    overgezet: int = 0
    dicht: list[str] = field(default_factory=list)
    dubbel: list[str] = field(default_factory=list)
    gestopt: str = ""
    """Waarom niet alles aan de beurt kwam; opnieuw beginnen gaat verder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotatie:
    databank: Databank
    kluis: Kluis
    logboek: Logboek
    kolommen: Sequence[Cijferkolom]

    async def gemeenten(self) -> list[Gemeente]:
        """Alle gemeenten in de database, ook die hier niet (meer) bediend worden."""
        async with self.databank.uow(_toegang(_BEGIN)) as tx:
            return [Gemeente(id=r["id"], naam=r["naam"]) for r in await tx.fetch(_GEMEENTEN)]

    async def is_vernietigd(self, gemeente_id: UUID) -> bool:
        """Of het register zegt dat het zout van deze gemeente weg hoort te zijn."""
        async with self.databank.uow(_toegang(gemeente_id)) as tx:
            return bool(await tx.fetch(_VERNIETIGD, gemeente_id))

    async def tel(self, gemeenten: Iterable[UUID]) -> list[Telling]:
        """Hoeveel rijen er per kolom, gemeente en versie staan."""
        tellingen: list[Telling] = []
        for gemeente_id in gemeenten:
            async with self.databank.uow(_toegang(gemeente_id)) as tx:
                for kolom in self.kolommen:
                    tellingen += [
                        Telling(
                            kolom=kolom.naam,
                            gemeente_id=gemeente_id,
                            versie=r["versie"],
                            indexversie=r["indexversie"],
                            aantal=r["aantal"],
                        )
                        for r in await tx.fetch(kolom.tel, gemeente_id)
                    ]
        return tellingen

    def achter(self, telling: Telling) -> bool:
        """Of deze rijen nog niet met de actieve versies gemaakt zijn."""
        anders = telling.indexversie not in (None, self.kluis.index.actief)
        return telling.versie != self.kluis.versleuteling.actief or anders

    async def roteer(self, gemeente_id: UUID, uitslag: Uitslag, *, gedaan: Callable[[int], None]) -> None:
        """Zet alles van een gemeente over; `gedaan` hoort na elke transactie hoeveel rijen erbij kwamen."""
        for kolom in self.kolommen:
            na: UUID | None = _BEGIN
            while na is not None:
                na = await self._volgende(kolom, gemeente_id, na, uitslag, gedaan)

    async def _volgende(
        self, kolom: Cijferkolom, gemeente_id: UUID, na: UUID, uitslag: Uitslag, gedaan: Callable[[int], None]
    ) -> UUID | None:
        """Een partij; houdt een ander er een rij van vast, dan nog eens."""
        for keer in range(KEREN):
            try:
                return await self._partij(kolom, gemeente_id, na, PARTIJ, uitslag, gedaan)
            except asyncpg.UniqueViolationError:
                return await self._een_voor_een(kolom, gemeente_id, na, uitslag, gedaan)
            except (Onbereikbaar, VersieConflict):
                if keer == KEREN - 1:
                    raise
        raise AssertionError("de laatste keer geeft of gooit")

    async def _partij(
        self,
        kolom: Cijferkolom,
        gemeente_id: UUID,
        na: UUID,
        hoeveel: int,
        uitslag: Uitslag,
        gedaan: Callable[[int], None],
    ) -> UUID | None:
        """Zet de volgende rijen over, in één transactie; geeft het laatste id, of None als er geen rijen meer zijn."""
        dicht: list[str] = []
        async with self.databank.uow(_toegang(gemeente_id)) as tx:
            rijen = await tx.fetch(kolom.lees, gemeente_id, na, hoeveel, *self._actief(kolom))
            nieuw = [n for rij in rijen if (n := self._zet_om(kolom, gemeente_id, rij, dicht)) is not None]
            await tx.schrijf_velen(kolom.schrijf, nieuw)
            if nieuw:
                await self.logboek.schrijf(tx, "sleutels.roteren", kolom.tabel, velden=[kolom.kolom])
        uitslag.overgezet += len(nieuw)
        uitslag.dicht += dicht
        gedaan(len(rijen))
        return rijen[-1]["id"] if len(rijen) == hoeveel else None

    async def _een_voor_een(
        self, kolom: Cijferkolom, gemeente_id: UUID, na: UUID, uitslag: Uitslag, gedaan: Callable[[int], None]
    ) -> UUID | None:
        """Een rij van deze partij botst met een andere; zoek haar op, en laat alleen haar staan."""
        volgende: UUID | None = na
        for _ in range(PARTIJ):
            if volgende is None:
                return None
            na = volgende
            try:
                volgende = await self._partij(kolom, gemeente_id, na, 1, uitslag, gedaan)
            except asyncpg.UniqueViolationError:
                async with self.databank.uow(_toegang(gemeente_id)) as tx:
                    rijen = await tx.fetch(kolom.lees, gemeente_id, na, 1, *self._actief(kolom))
                if not rijen:
                    return None
                volgende = rijen[0]["id"]
                uitslag.dubbel.append(f"{kolom.naam} {volgende}")
                gedaan(1)
        return volgende

    def _actief(self, kolom: Cijferkolom) -> tuple[int, ...]:
        versies = (self.kluis.versleuteling.actief, self.kluis.index.actief)
        return versies[:1] if kolom.index is None else versies

    def _zet_om(self, kolom: Cijferkolom, gemeente_id: UUID, rij: Any, dicht: list[str]) -> tuple[object, ...] | None:
        plek = kolom.plek(gemeente_id, rij["id"])
        try:
            waarde = self.kluis.ontsleutel(rij["cijfer"], soort=kolom.soort, plek=plek)
            tekst = None if kolom.index is None else kolom.index(waarde)
        except KluisDicht as fout:
            dicht.append(f"{kolom.naam} {rij['id']}: {fout}")
            return None
        except (Fout, ValueError) as fout:
            # Hoe het misging en niet wat er stond: de boodschap kan van een mens zijn.
            dicht.append(f"{kolom.naam} {rij['id']}: de inhoud is niet te lezen ({type(fout).__name__})")
            return None
        velden: tuple[object, ...] = (
            gemeente_id,
            rij["id"],
            *self.kluis.versleutel(waarde, soort=kolom.soort, plek=plek),
        )
        if tekst is None:
            return velden
        return velden + self.kluis.blinde_index(tekst, soort=kolom.soort, gemeente_id=gemeente_id)


def _toegang(gemeente_id: UUID) -> Toegang:
    return toegang_sleutels(gemeente_id, oorsprong="sleutels")
