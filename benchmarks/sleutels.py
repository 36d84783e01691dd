"""Changing keys: `meedoen sleutels roteer` over the V-numbers of a whole service, against the same updates without it.

The rows hold real cipher texts of invented V-numbers. Both ways run the same statement on the same rows as the same
role, in transactions of the same size; the bare way gets its values ready-made, from outside the clock.
"""

import statistics
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from benchmarks import gegevens
from benchmarks.belasting import in_lus
from benchmarks.gegevens import Proefgemeente
from benchmarks.klokje import Klokje
from benchmarks.proefstand import Proefstand, proefstand
from benchmarks.verslag import Doel, Grens, MetingMislukt, Tabel, Verslag
from core.bootstrap import CIJFERKOLOMMEN
from core.instellingen.config import Config, lees_config
from core.instellingen.tabel import Proces
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.opstelling import Opstelling
from core.platform.crypto.bsn import VNummer
from core.platform.crypto.kluis import Kluis
from core.platform.ids import nieuw_id
from core.platform.sleutelbeheer import opdrachten
from core.platform.sleutelbeheer.opdrachten import Wortel
from core.platform.sleutelbeheer.rotatie import PARTIJ, Rotatie
from core.platform.tenancy import toegang_sleutels
from core.process.dossier.cijferteksten import VNUMMER

GEMEENTEN, RIJEN = 342, 300_000
KORT = 10
RONDES = 3
GRENS = 60.0
EERSTE_NUMMER = 9_000_000_000
_KOLOMMEN = "gemeente_id persoon_id soort cijfer sleutelversie bidx indexversie"
_LEES = "select persoon_id as id, cijfer from meedoen.persoon_nummer where gemeente_id = $1"
_OVER = "select count(*) from meedoen.persoon_nummer where sleutelversie = $1 and indexversie = $2"


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; `kort` takes a tenth of the gemeenten and of the rows."""
    aantal = RIJEN // KORT if kort else RIJEN
    gemeenten = gegevens.proefgemeenten(GEMEENTEN // KORT if kort else GEMEENTEN)
    kaal: list[Klokje] = []
    rotatie: list[Klokje] = []
    with proefstand(voortgang) as stand:
        with voortgang.stap("Database inrichten"):
            o = stand.opstelling(erbij=gemeenten)
        with voortgang.stap(f"{aantal} V-nummers van {len(gemeenten)} gemeenten versleutelen en laden"):
            in_lus(_vul(stand, _lees_config(o), gemeenten, aantal))
        for ronde in range(1, RONDES + 1):
            with voortgang.stap(f"Ronde {ronde}: dezelfde rijen wijzigen zonder sleutels"):
                kaal.append(in_lus(_wijzig(stand, _nieuwe_versies(o), gemeenten, aantal)))
            with voortgang.stap(f"Ronde {ronde}: roteren"):
                rotatie.append(in_lus(_roteer(stand, _nieuwe_versies(o), aantal)))
    return _verslag(aantal, len(gemeenten), kaal, rotatie)


def _lees_config(o: Opstelling) -> Config:
    """The settings as `meedoen sleutels` reads them, with the key files as they are now."""
    return lees_config(o.omgeving, proces=Proces.SLEUTELS)


def _nieuwe_versies(o: Opstelling) -> Config:
    """Give both roots a version and activate it; all rows are behind from now on."""
    for wortel in Wortel:
        bestand = Path(o.omgeving[f"MEEDOEN_SLEUTEL_{wortel.upper()}_BESTAND"])
        opdrachten.activeer(bestand, opdrachten.nieuwe_versie(bestand))
    return _lees_config(o)


async def _vul(stand: Proefstand, config: Config, gemeenten: Sequence[Proefgemeente], aantal: int) -> None:
    """One row per number, the gemeenten in turn, so that the rows of each are spread over the table."""
    kluis = Kluis(config.sleutel_versleuteling, config.sleutel_index, config.sleutel_zout)
    rijen = (_rij(kluis, gemeenten[n % len(gemeenten)].id, EERSTE_NUMMER + n) for n in range(aantal))
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        # Without the people behind the numbers: changing keys does not touch them.
        await db.execute("set session_replication_role = replica")
        while partij := list(islice(rijen, gegevens.PARTIJ)):
            await db.copy_records_to_table(
                "persoon_nummer", schema_name="meedoen", columns=_KOLOMMEN.split(), records=partij
            )
    finally:
        await db.close()


def _rij(kluis: Kluis, gemeente_id: UUID, nummer: int) -> tuple[object, ...]:
    persoon_id = nieuw_id()
    cijfer, versie, bidx, indexversie = _versleuteld(kluis, gemeente_id, persoon_id, VNummer(nummer).onthul())
    return (gemeente_id, persoon_id, str(VNUMMER.soort), cijfer, versie, bidx, indexversie)


def _versleuteld(kluis: Kluis, gemeente_id: UUID, persoon_id: UUID, vnummer: str) -> tuple[bytes, int, bytes, int]:
    plek = VNUMMER.plek(gemeente_id, persoon_id)
    return (
        *kluis.versleutel(vnummer.encode(), soort=VNUMMER.soort, plek=plek),
        *kluis.blinde_index(vnummer, soort=VNUMMER.soort, gemeente_id=gemeente_id),
    )


async def _wijzig(stand: Proefstand, config: Config, gemeenten: Sequence[Proefgemeente], aantal: int) -> Klokje:
    """The bare way: write what a rotation would write, made before the clock runs."""
    klokje = Klokje()
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        await _ruim_op(db)
        async with opdrachten.open_rotatie(config, [VNUMMER]) as rotatie:
            for gemeente in gemeenten:
                rijen = [_omgezet(rotatie.kluis, gemeente.id, rij) for rij in await db.fetch(_LEES, gemeente.id)]
                with klokje:
                    await _schrijf(rotatie, gemeente.id, rijen)
        await _controleer(db, config, aantal)
    finally:
        await db.close()
    return klokje


def _omgezet(kluis: Kluis, gemeente_id: UUID, rij: Any) -> tuple[object, ...]:
    plek = VNUMMER.plek(gemeente_id, rij["id"])
    vnummer = kluis.ontsleutel(rij["cijfer"], soort=VNUMMER.soort, plek=plek).decode()
    return (gemeente_id, rij["id"], *_versleuteld(kluis, gemeente_id, rij["id"], vnummer))


async def _schrijf(rotatie: Rotatie, gemeente_id: UUID, rijen: Sequence[tuple[object, ...]]) -> None:
    toegang = toegang_sleutels(gemeente_id, oorsprong="meting")
    for begin in range(0, len(rijen), PARTIJ):
        async with rotatie.databank.uow(toegang) as tx:
            await tx.schrijf_velen(VNUMMER.schrijf, rijen[begin : begin + PARTIJ])


async def _roteer(stand: Proefstand, config: Config, aantal: int) -> Klokje:
    klokje = Klokje()
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        await _ruim_op(db)
        with klokje:
            uitslag, _ = await opdrachten.roteer(config, CIJFERKOLOMMEN, balk=lambda naam, totaal: lambda gedaan: None)
        if uitslag.dicht or uitslag.dubbel:
            raise MetingMislukt("er zijn rijen die niet openen of dubbel zijn")
        await _controleer(db, config, aantal)
    finally:
        await db.close()
    return klokje


async def _ruim_op(db: Any) -> None:
    """Every measurement starts without dead rows and without a checkpoint about to begin."""
    await db.execute("vacuum (analyze) meedoen.persoon_nummer")
    await db.execute("checkpoint")


async def _controleer(db: Any, config: Config, aantal: int) -> None:
    over = await db.fetchval(_OVER, config.sleutel_versleuteling.actief, config.sleutel_index.actief)
    if over != aantal:
        raise MetingMislukt(f"{over} van de {aantal} rijen zijn over; dat hoort alles te zijn")


def _verslag(aantal: int, gemeenten: int, kaal: Sequence[Klokje], rotatie: Sequence[Klokje]) -> Verslag:
    tempo = aantal / statistics.median(k.seconden for k in rotatie)
    doel = Doel(
        naam=f"roteren van {RIJEN} rijen" + ("" if aantal == RIJEN else f", naar het tempo van {aantal}"),
        gemeten=RIJEN / tempo,
        grens=GRENS,
        soort=Grens.HOOGSTENS,
        eenheid="s",
    )
    verhouding = statistics.median(r.seconden / k.seconden for k, r in zip(kaal, rotatie, strict=True))
    tabel = Tabel(
        titel=f"{aantal} V-nummers van {gemeenten} gemeenten",
        koppen=("wat", "rijen/s", "seconden", "laagste-hoogste", "µs per rij", "eigen rekentijd", "t.o.v. kaal"),
        rijen=[
            _regel("dezelfde update, waarden vooraf gemaakt", kaal, aantal, 1.0),
            _regel("meedoen sleutels roteer", rotatie, aantal, verhouding),
        ],
        noot=f"Mediaan van {RONDES} rondes, om en om; {PARTIJ} rijen per transactie. Eigen rekentijd: µs per rij in"
        " Python; de rest is PostgreSQL en wachten. Roteren telt ook vooraf en achteraf wat er is.",
    )
    return Verslag(titel="Sleutels wisselen", doelen=[doel], tabellen=[tabel])


def _regel(naam: str, klokjes: Sequence[Klokje], aantal: int, verhouding: float) -> tuple[str, ...]:
    seconden = statistics.median(k.seconden for k in klokjes)
    eigen = statistics.median(k.eigen for k in klokjes)
    return (
        naam,
        f"{aantal / seconden:.0f}",
        f"{seconden:.1f}",
        f"{min(k.seconden for k in klokjes):.1f}-{max(k.seconden for k in klokjes):.1f}",
        f"{seconden / aantal * 1e6:.0f}",
        f"{eigen / aantal * 1e6:.0f}",
        f"{verhouding:.2f}",
    )
