"""The other half of the audit log: how many lines per second are sealed, and read back and checked."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from benchmarks.klokje import Klokje
from benchmarks.proefstand import Proefstand
from benchmarks.verslag import MetingMislukt, Tabel
from core.bootstrap import maak_databank
from core.instellingen.config import Config
from core.platform.audit.anker import Ankerbestand
from core.platform.audit.logboek import Auditregel, Logboek
from core.platform.audit.opdrachten import controleer
from core.platform.audit.zegelaar import Zegelaar
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor

REGELS_PER_TRANSACTIE = 20
_KOLOMMEN = (
    "gemeente_id id tijdstip medewerker_id organisatie_id actie object object_id dossiers velden resultaat oorsprong"
    " doel sleutelversie mac"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """How many lines, and how long that took."""

    regels: int
    klokje: Klokje


async def verzegel(stand: Proefstand, config: Config, gemeenten: Sequence[UUID], aantal: int) -> Tempo:
    """Write lines with real MACs, many transactions, and seal them all."""
    logboek = Logboek(config.sleutel_audit)
    toeval = random.Random(2021)
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        await db.execute("set synchronous_commit = off")
        for _ in range(0, aantal, REGELS_PER_TRANSACTIE):
            regels = [_regel(logboek, toeval.choice(gemeenten)) for _ in range(REGELS_PER_TRANSACTIE)]
            await db.copy_records_to_table("audit", schema_name="meedoen", columns=_KOLOMMEN.split(), records=regels)
        await db.execute("vacuum (analyze) meedoen.audit")
    finally:
        await db.close()
    databank = maak_databank(config, actoren=frozenset({Actor.ZEGEL}))
    await databank.open()
    klokje = Klokje()
    verzegeld, meer = 0, True
    try:
        zegelaar = Zegelaar(databank, config.sleutel_audit, Ankerbestand(config.audit_anker, config.sleutel_audit))
        with klokje:
            while meer:
                ronde = await zegelaar.ronde()
                verzegeld, meer = verzegeld + ronde.regels, ronde.meer
    finally:
        await databank.sluit()
    if verzegeld != aantal:
        raise MetingMislukt(f"{verzegeld} van de {aantal} regels zijn verzegeld")
    return Tempo(regels=verzegeld, klokje=klokje)


def _regel(logboek: Logboek, gemeente_id: UUID) -> tuple[object, ...]:
    dossier_id, versie = nieuw_id(), logboek.sleutels.actief
    regel = Auditregel(
        gemeente_id=gemeente_id,
        id=nieuw_id(),
        tijdstip=datetime.now(UTC),
        medewerker_id=nieuw_id(),
        organisatie_id=None,
        actie="dossier.lezen",
        object="dossier",
        object_id=dossier_id,
        dossiers=(dossier_id,),
        velden=("fase", "let_op"),
        resultaat="gelukt",
        oorsprong="meting",
        doel="dossierbehandeling",
    )
    mac = logboek.mac(regel, xid=None, versie=versie)
    return (*(getattr(regel, veld.name) for veld in fields(regel)), versie, mac)


async def verifieer(config: Config) -> Tempo:
    """What `meedoen audit verify` does, over everything that was written here."""
    klokje = Klokje()
    with klokje:
        verslag = await controleer(config)
    if verslag.bevindingen:
        raise MetingMislukt(f"de controle vond {len(verslag.bevindingen)} gebreken")
    return Tempo(regels=sum(g.regels for g in verslag.gemeenten), klokje=klokje)


def tabel(verzegeld: Tempo, nagelezen: Tempo, *, gemeenten: int) -> Tabel:
    """Both tempos."""
    return Tabel(
        titel="Verzegelen en nalezen",
        koppen=("wat", "regels", "seconden", "regels/s", "eigen rekentijd"),
        rijen=[_regelvan("verzegelen", verzegeld), _regelvan("nalezen: regels, zegels, keten, ankers", nagelezen)],
        noot=f"Verzegelen: regels van {gemeenten} gemeenten, {REGELS_PER_TRANSACTIE} per transactie, in één keer"
        " ingehaald. Eigen rekentijd: s in Python; de rest is PostgreSQL.",
    )


def _regelvan(naam: str, t: Tempo) -> tuple[str, ...]:
    return (
        naam,
        str(t.regels),
        f"{t.klokje.seconden:.2f}",
        f"{t.regels / t.klokje.seconden:.0f}",
        f"{t.klokje.eigen:.2f}",
    )
