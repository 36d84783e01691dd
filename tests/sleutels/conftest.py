"""Twee gemeenten met cijferteksten in elke kolom, en de sleutels waarmee zij gemaakt zijn."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from core.bootstrap import CIJFERKOLOMMEN
from core.law.fasen import Fase
from core.platform.audit.logboek import Logboek
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.sleutelbeheer.rotatie import Cijferkolom, Rotatie, Uitslag
from core.platform.tenancy import Doel
from core.process.aanmelding import ontvangst
from core.process.dossier import personen
from tests.geduld import GEDULD
from tests.voorbeelden.aanmelding import notificatie
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten
from tests.voorbeelden.nummers import proefbsn, proefvnummer
from tests.voorbeelden.postvak import postvak_van
from tests.voorbeelden.proef import samen

PER_KOLOM = 3
CIJFERS = samen([proef.cijfers for proef in PROEVEN.values()])
RAUW = {naam: cijfers.rauw for naam, cijfers in CIJFERS.items()}
"""Alle rijen van een kolom, zoals zij in de database staan."""


def inhoud(kolom: Cijferkolom, nummer: int) -> bytes:
    """Een waarde die bij deze kolom past."""
    eigen = CIJFERS[kolom.naam].inhoud
    return f"{kolom.naam} van {nummer}".encode() * 3 if eigen is None else eigen(nummer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proef:
    """De database, het huis met de sleutels van vandaag, en wat er in elke cijfertekst staat."""

    huis: Huis
    alziend: Any
    a: Gemeente
    b: Gemeente

    @property
    def databank(self) -> Databank:
        return self.huis.databank

    def met(self, kluis: Kluis) -> "Proef":
        """Dezelfde database, bekeken met andere sleutels."""
        return replace(self, huis=replace(self.huis, kluis=kluis))

    def met_nieuwe_versies(self) -> "Proef":
        """Met van beide wortels een versie erbij die nu actief is."""
        kluis = self.huis.kluis
        versleuteling, index = kluis.versleuteling.met_nieuwe(), kluis.index.met_nieuwe()
        nieuw = replace(
            kluis,
            versleuteling=versleuteling.met_actief(max(versleuteling.versies)),
            index=index.met_actief(max(index.versies)),
        )
        return self.met(nieuw)

    def met_alleen_de_actieve(self) -> "Proef":
        """Alle andere versies zijn vergeten."""
        kluis = self.huis.kluis
        for versie in set(kluis.versleuteling.versies) - {kluis.versleuteling.actief}:
            kluis = replace(kluis, versleuteling=kluis.versleuteling.zonder(versie))
        for versie in set(kluis.index.versies) - {kluis.index.actief}:
            kluis = replace(kluis, index=kluis.index.zonder(versie))
        return self.met(kluis)

    @property
    def rotatie(self) -> Rotatie:
        return Rotatie(
            databank=self.databank,
            kluis=self.huis.kluis,
            logboek=Logboek(self.huis.config.sleutel_audit),
            kolommen=CIJFERKOLOMMEN,
        )

    async def roteer(self, *, gemeenten: tuple[Gemeente, ...] | None = None) -> Uitslag:
        uitslag = Uitslag()
        for gemeente in gemeenten or (self.a, self.b):
            await self.rotatie.roteer(gemeente.id, uitslag, gedaan=lambda _: None)
        return uitslag

    async def achter(self) -> int:
        """Hoeveel rijen nog niet met de actieve versies gemaakt zijn."""
        tellingen = await self.rotatie.tel([self.a.id, self.b.id])
        return sum(t.aantal for t in tellingen if self.rotatie.achter(t))

    async def lees_alles(self) -> dict[tuple[str, UUID], bytes]:
        """Elke cijfertekst in de database, ontsleuteld."""
        return {
            (kolom.naam, id_): waarde
            for gemeente in (self.a, self.b)
            for kolom in CIJFERKOLOMMEN
            for id_, waarde in (await self.lees(kolom, gemeente)).items()
        }

    async def lees(self, kolom: Cijferkolom, gemeente: Gemeente) -> dict[UUID, bytes]:
        """De cijferteksten van een kolom in een gemeente, ontsleuteld."""
        return {
            rij["id"]: self.huis.kluis.ontsleutel(
                rij["cijfer"], soort=kolom.soort, plek=kolom.plek(gemeente.id, rij["id"])
            )
            for rij in await self.alziend.fetch(RAUW[kolom.naam], gemeente.id)
        }

    async def tot_er_iemand_wacht(self) -> None:
        """Tot een andere verbinding op een vastgezette rij staat te wachten."""
        async with asyncio.timeout(GEDULD):
            while not await self.alziend.fetchval("select count(*) from pg_locks where not granted"):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def vul(self) -> None:
        """In elke kolom van beide gemeenten rijen; nummers en notificaties langs de gewone weg."""
        for volgnummer, gemeente in enumerate((self.a, self.b)):
            eerste = volgnummer * PER_KOLOM
            for nummer in range(eerste, eerste + PER_KOLOM):
                async with self.databank.uow(gemeente.als_taak()) as tx:
                    await personen.vind_of_open(
                        tx, self.huis, bsn=proefbsn(nummer), vnummer=proefvnummer(nummer), fase=Fase.VOORTRAJECT_COA
                    )
                await ontvangst.neem_aan(
                    postvak_van(self.huis), gemeente.id, bericht_id=nieuw_id(), body=notificatie(nummer)
                )
                async with self.databank.uow(gemeente.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
                    for cijfers in CIJFERS.values():
                        if cijfers.maak is not None:
                            await cijfers.maak(tx)
            for kolom in CIJFERKOLOMMEN:
                if kolom.index is None:
                    await self._vervang(kolom, gemeente)

    async def _vervang(self, kolom: Cijferkolom, gemeente: Gemeente) -> None:
        """Geef de rijen van de fabriek een cijfertekst die opent."""
        for nummer, rij in enumerate(await self.alziend.fetch(RAUW[kolom.naam], gemeente.id)):
            cijfer, versie = self.huis.kluis.versleutel(
                inhoud(kolom, nummer), soort=kolom.soort, plek=kolom.plek(gemeente.id, rij["id"])
            )
            await self.alziend.execute(kolom.schrijf, gemeente.id, rij["id"], cijfer, versie)


@pytest.fixture
async def proef(huis: Huis, alziend: Any, twee_gemeenten: TweeGemeenten) -> Proef:
    proef = Proef(huis=huis, alziend=alziend, a=twee_gemeenten.a, b=twee_gemeenten.b)
    await proef.vul()
    return proef
