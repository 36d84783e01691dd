"""De outbox: wat na de commit nog moet gebeuren, in dezelfde commit vastgelegd.

PostgreSQL is de waarheid, arq de motor. Rijen met dezelfde `reeks` (een dossier, of een persoon zonder dossier) en
dezelfde `buur` gaan een voor een, op volgorde: ligt de BRP eruit, dan wacht daar geen bericht aan DUO op. De inhoud
noemt id's, nooit een BSN: dat leest de taak zelf.

    nieuw -> aangeboden (relay) -> bezig (worker, met een pacht) -> klaar
                                         `-> nieuw (later opnieuw) | mislukt (werkitem)
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from core.fouten import VersieConflict
from core.instellingen.legitimatie import Buur
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id

PACHT_SECONDEN = 45
HOOGSTE_AANTAL_POGINGEN = 12
LANGSTE_WACHT_SECONDEN = 900
ZICHTBAAR_NA_SECONDEN = 300
"""Zo lang na haar eerste poging weet een mens uiterlijk dat een taak blijft steken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """Een geclaimde outboxrij: deze taak heeft haar, tot de pacht verloopt."""

    gemeente_id: UUID
    id: UUID
    soort: str
    onderwerp_id: UUID
    buur: Buur | None
    inhoud: dict[str, Any]
    pogingen: int


async def zet(
    tx: Tx,
    soort: str,
    *,
    onderwerp_id: UUID,
    reeks: UUID,
    buur: Buur | None = None,
    inhoud: dict[str, Any] | None = None,
    na_seconden: int = 0,
) -> UUID:
    """Leg vast dat `soort` na deze commit gebeuren moet; geeft het id van de rij.

    `buur` is met wie de taak spreekt, en alleen met die (`Taakbeurt.duo`, `Taakbeurt.brp`).
    """
    id_ = nieuw_id()
    await tx.voer_uit(
        "insert into meedoen.outbox (gemeente_id, id, soort, onderwerp_id, reeks, inhoud, niet_voor, buur)"
        " values ($1, $2, $3, $4, $5, $6, statement_timestamp() + make_interval(secs => $7), $8)",
        tx.gemeente_id,
        id_,
        soort,
        onderwerp_id,
        reeks,
        msgspec.json.encode(inhoud or {}).decode(),
        float(na_seconden),
        buur,
    )
    return id_


async def zet_eenmaal(tx: Tx, soort: str, id_: UUID) -> bool:
    """Leg `soort` vast onder een id dat de aanroeper kiest; staat het er al, dan verandert er niets (False)."""
    geraakt = await tx.voer_uit(
        "insert into meedoen.outbox (gemeente_id, id, soort, onderwerp_id, reeks) values ($1, $2, $3, $2, $2)"
        " on conflict do nothing",
        tx.gemeente_id,
        id_,
        soort,
    )
    return geraakt == 1


async def claim(tx: Tx, outbox_id: UUID) -> Bericht | None:
    """Neem een rij in pacht; None als zij klaar is of een ander haar heeft."""
    rij = await tx.fetchrow(
        "update meedoen.outbox set status = 'bezig', pogingen = pogingen + 1,"
        " begonnen_op = coalesce(begonnen_op, statement_timestamp()),"
        " bezig_tot = statement_timestamp() + make_interval(secs => $3)"
        " where gemeente_id = $1 and id = $2 and (status in ('nieuw', 'aangeboden')"
        " or (status = 'bezig' and bezig_tot < statement_timestamp()))"
        " returning soort, onderwerp_id, buur, inhoud, pogingen",
        tx.gemeente_id,
        outbox_id,
        float(PACHT_SECONDEN),
    )
    if rij is None:
        return None
    return Bericht(
        gemeente_id=tx.gemeente_id,
        id=outbox_id,
        soort=rij["soort"],
        onderwerp_id=rij["onderwerp_id"],
        buur=None if rij["buur"] is None else Buur(rij["buur"]),
        inhoud=msgspec.json.decode(rij["inhoud"], type=dict[str, Any]),
        pogingen=rij["pogingen"],
    )


async def klaar(tx: Tx, bericht: Bericht) -> None:
    """Klaar, in dezelfde transactie als het gevolg: zo gebeurt het gevolg precies één keer. Herhalen mag.

    Raises:
        VersieConflict: de pacht is verlopen en een ander heeft de rij; het gevolg wordt met deze transactie
            teruggedraaid.
    """
    geraakt = await tx.voer_uit(
        "update meedoen.outbox set status = 'klaar', klaar_op = statement_timestamp(), fout = ''"
        " where gemeente_id = $1 and id = $2 and status in ('bezig', 'klaar') and pogingen = $3",
        tx.gemeente_id,
        bericht.id,
        bericht.pogingen,
    )
    if not geraakt:
        raise VersieConflict("Deze taak duurde te lang en is intussen door een ander overgenomen.")


async def later(tx: Tx, bericht: Bericht, *, fout: str, blijf: bool = False) -> bool:
    """Zet de rij terug voor een volgende poging; False als het de laatste poging was en de rij nu mislukt is.

    Met `blijf` is er geen laatste poging: een buur die een dag weg is, mag niets doen verdwijnen.
    """
    if bericht.pogingen >= HOOGSTE_AANTAL_POGINGEN and not blijf:
        return not await mislukt(tx, bericht, fout=fout)
    wacht = min(2.0 ** min(bericht.pogingen - 1, 16), LANGSTE_WACHT_SECONDEN)
    await tx.voer_uit(
        "update meedoen.outbox set status = 'nieuw', fout = $3,"
        " niet_voor = statement_timestamp() + make_interval(secs => $4)"
        " where gemeente_id = $1 and id = $2 and status = 'bezig' and pogingen = $5",
        tx.gemeente_id,
        bericht.id,
        fout,
        wacht,
        bericht.pogingen,
    )
    return True


async def blijft_steken(tx: Tx, bericht: Bericht) -> bool:
    """Of deze rij nog open is als `ZICHTBAAR_NA_SECONDEN` na haar eerste poging om zijn: deze poging of de volgende kan
    dan pas af zijn."""
    rij = await tx.fetchrow(
        "select greatest(bezig_tot, niet_voor + make_interval(secs => $3))"
        " > begonnen_op + make_interval(secs => $4) as steekt"
        " from meedoen.outbox where gemeente_id = $1 and id = $2 and status in ('nieuw', 'bezig')",
        tx.gemeente_id,
        bericht.id,
        float(PACHT_SECONDEN),
        float(ZICHTBAAR_NA_SECONDEN),
    )
    return rij is not None and rij["steekt"]


async def mislukt(tx: Tx, bericht: Bericht, *, fout: str) -> bool:
    """Geef op; wie dit aanroept maakt er een werkitem van. False als een ander de rij intussen heeft."""
    geraakt = await tx.voer_uit(
        "update meedoen.outbox set status = 'mislukt', fout = $3, klaar_op = statement_timestamp()"
        " where gemeente_id = $1 and id = $2 and status = 'bezig' and pogingen = $4",
        tx.gemeente_id,
        bericht.id,
        fout,
        bericht.pogingen,
    )
    return geraakt == 1


async def herstel(tx: Tx, outbox_id: UUID) -> bool:
    """Een mislukte rij krijgt een nieuwe kans, met verse pogingen; False als zij niet mislukt is."""
    geraakt = await tx.voer_uit(
        "update meedoen.outbox set status = 'nieuw', pogingen = 0, niet_voor = statement_timestamp(), klaar_op = null,"
        " begonnen_op = null"
        " where gemeente_id = $1 and id = $2 and status = 'mislukt'",
        tx.gemeente_id,
        outbox_id,
    )
    return geraakt == 1
