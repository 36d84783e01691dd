"""Eén zegel van één gemeente zetten, vast aan haar laatste zegel dat klopt.

Een zegel dat niet klopt telt niet mee: wie er een vervalst zonder de sleutel, houdt het verzegelen niet op en verbergt
geen regel. Het volgende zegel sluit aan op het laatste dat wel klopt.
"""

from datetime import datetime

from core.instellingen.sleutels import Sleutelbos
from core.platform.audit.inhoud import ZEGEL_ZONDER_SLEUTEL, lees_laatste_zegels
from core.platform.audit.zegel import BEGIN, Zegel, zegel_mac
from core.platform.db.uow import Tx

TERUGKIJKEN = 1_000
"""Zoveel zegels die niet kloppen worden overgeslagen; daarna moet een mens kijken."""

_REGELS = """
select count(*) as aantal, sha256(string_agg(sha256(uuid_send(a.id) || xid8send(a.xid) || a.mac), ''::bytea
                                             order by a.xid, a.id)) as wortel
from meedoen.audit a
where a.gemeente_id = $1 and a.reeks = $2 and a.xid >= $3::text::xid8 and a.xid < $4::text::xid8"""
_ZET = """
insert into meedoen.audit_zegel (gemeente_id, nr, reeks, van, tot, aantal, wortel, vorige, hash, sleutelversie, mac,
  gezet_op)
values ($1, $2, $3, $4::text::xid8, $5::text::xid8, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing"""


class ReeksVerbroken(Exception):
    """Transactienummers of zegels sluiten niet aan; verzegelen zou de keten bederven. De boodschap zegt wat te doen."""


async def verzegel(tx: Tx, sleutels: Sleutelbos, *, reeks: int, tot: int, op: datetime) -> int | None:
    """Verzegel de regels van deze gemeente onder `tot`; geeft hoeveel, of None als een ander dit zegel net zette.

    Raises:
        ReeksVerbroken: er is al verder of met een onbekende sleutel verzegeld.
    """
    nieuwste, laatste = await _laatste(tx, sleutels)
    if laatste is not None and laatste.reeks > reeks:
        raise ReeksVerbroken("deze gemeente is al in een volgende reeks verzegeld; voer `meedoen audit verify` uit")
    van = laatste.tot if laatste is not None and laatste.reeks == reeks else 0
    if van >= tot:
        return 0
    rij = await tx.fetchrow(_REGELS, tx.gemeente_id, reeks, str(van), str(tot))
    if rij is None or not rij["aantal"]:
        return 0
    zegel = Zegel(
        gemeente_id=tx.gemeente_id,
        nr=nieuwste + 1,
        reeks=reeks,
        van=van,
        tot=tot,
        aantal=rij["aantal"],
        wortel=rij["wortel"],
        vorige=BEGIN if laatste is None else laatste.hash(),
        gezet_op=op,
    )
    return zegel.aantal if await _zet(tx, sleutels, zegel) else None


async def _laatste(tx: Tx, sleutels: Sleutelbos) -> tuple[int, Zegel | None]:
    """Het hoogste nummer dat er is, en het laatste zegel dat klopt."""
    zegels = await lees_laatste_zegels(tx, tx.gemeente_id, 1)
    if zegels and zegels[0].gebrek(sleutels):
        zegels = await lees_laatste_zegels(tx, tx.gemeente_id, TERUGKIJKEN)
    for rij in zegels:
        gebrek = rij.gebrek(sleutels)
        if gebrek == ZEGEL_ZONDER_SLEUTEL:
            raise ReeksVerbroken("het laatste zegel heeft een sleutelversie die er niet is; geef haar mee")
        if not gebrek:
            return zegels[0].zegel.nr, rij.zegel
    if len(zegels) == TERUGKIJKEN:
        raise ReeksVerbroken("geen van de laatste zegels klopt; voer `meedoen audit verify` uit")
    return (zegels[0].zegel.nr if zegels else 0), None


async def _zet(tx: Tx, sleutels: Sleutelbos, zegel: Zegel) -> bool:
    versie, zegelhash = sleutels.actief, zegel.hash()
    return bool(
        await tx.voer_uit(
            _ZET,
            zegel.gemeente_id,
            zegel.nr,
            zegel.reeks,
            str(zegel.van),
            str(zegel.tot),
            zegel.aantal,
            zegel.wortel,
            zegel.vorige,
            zegelhash,
            versie,
            zegel_mac(sleutels, zegelhash, gemeente_id=zegel.gemeente_id, versie=versie),
            zegel.gezet_op,
        )
    )
