"""Een zegelaar met echte sleutels op een verse database, en een superuser om mee te knoeien."""

import os
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from core.instellingen.sleutels import Sleutelbos
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.audit.anker import Ankerbestand, Ankers
from core.platform.audit.logboek import Auditregel, Logboek
from core.platform.audit.verifieer import verifieer
from core.platform.audit.verslag import Bevindingsoort, Verslag
from core.platform.audit.zegelaar import Zegelaar
from core.platform.db.uow import Databank
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.voorbeelden.audit import tot_alles_verzegeld_is
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.omgeving import omgeving

SLEUTELS = Sleutelbos({1: os.urandom(32), 2: os.urandom(32)}, actief=2)


class Proef:
    """Schrijven, verzegelen, knoeien en controleren op één database."""

    def __init__(self, databank: Databank, twee: TweeGemeenten, alziend: Any, pad: Path) -> None:
        self.databank = databank
        self.a, self.b = twee.a, twee.b
        self.alziend = alziend
        self.ankers = Ankerbestand(pad, SLEUTELS)
        self.pad = pad
        self.zegelaar = Zegelaar(databank, SLEUTELS, self.ankers, rust=0.05)
        self.logboek = Logboek(SLEUTELS)

    async def schrijf(self, aantal: int = 1, *, gemeente: Gemeente | None = None) -> None:
        """Regels in één transactie."""
        async with self.databank.uow((gemeente or self.a).als_klantmanager()) as tx:
            for _ in range(aantal):
                await self.logboek.schrijf(
                    tx, "dossier.lezen", "dossier", dossiers=[nieuw_id(), nieuw_id()], velden=["fase", "kenmerk"]
                )

    async def onderteken(self, id_: UUID) -> None:
        """Zet de MAC die bij een veranderde regel hoort, alsof zij zo geschreven was."""
        rij = await self.alziend.fetchrow("select *, xid::text as nummer from audit where id = $1", id_)
        waarden = {veld.name: rij[veld.name] for veld in fields(Auditregel)}
        regel = Auditregel(**waarden | {"dossiers": tuple(rij["dossiers"]), "velden": tuple(rij["velden"])})
        mac = self.logboek.mac(regel, xid=int(rij["nummer"]), versie=rij["sleutelversie"])
        await self.alziend.execute("update audit set mac = $2 where id = $1", id_, mac)

    async def verzegel(self) -> int:
        return await tot_alles_verzegeld_is(self.zegelaar)

    async def vul(self) -> list[UUID]:
        """Drie zegels van gemeente A met elk drie regels van drie transacties, en één van B; geeft de id's van A."""
        await self.schrijf(2, gemeente=self.b)
        for _ in range(3):
            for _ in range(3):
                await self.schrijf()
            await self.verzegel()
        rijen = await self.alziend.fetch("select id from audit where gemeente_id = $1 order by xid", self.a.id)
        return [r["id"] for r in rijen]

    async def controle(self, *, gemeente: Gemeente | None = None) -> Verslag:
        ankers = self.ankers.lees() if self.pad.exists() else Ankers()
        return await verifieer(self.databank, SLEUTELS, ankers, gemeente_id=gemeente.id if gemeente else None)

    async def soorten(self) -> list[Bevindingsoort]:
        verslag = await self.controle()
        assert all(code in (self.a.code, "") for code, _ in verslag.bevindingen), "de andere gemeente is ongeschonden"
        return [b.soort for _, b in verslag.bevindingen]


@pytest.fixture
def proef(databank: Databank, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path) -> Proef:
    return Proef(databank, twee_gemeenten, alziend, tmp_path / "anker.jsonl")


@pytest.fixture
def in_de_omgeving(
    cluster: Cluster, database: str, valkey: EmbeddedValkey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for naam, waarde in omgeving(
        cluster.dsns(database),
        valkey=valkey.url,
        sleutel_audit=SLEUTELS.als_tekst(),
        audit_anker=str(tmp_path / "anker.jsonl"),
    ).items():
        monkeypatch.setenv(naam, waarde)
    for actor in Actor:
        if actor is not Actor.ZEGEL:
            monkeypatch.delenv(f"MEEDOEN_DB_{actor.upper()}")
