"""Dossiers zoeken: op het begin van de naam, op V-nummer, of op precies één BSN (nooit in een adres, altijd gelogd)."""

from uuid import UUID

import msgspec

from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.namen import volledige_naam, zoeknaam
from core.process.dossier.personen import zoek_persoon

MEESTE_TREFFERS = 50


class Treffer(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een gevonden dossier."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geboren: str | None
    fase: str
    behandelaar_id: UUID | None


_OP_NAAM = """
select d.id, d.kenmerk, d.fase, d.behandelaar_id, p.voornamen, p.voorvoegsel, p.geslachtsnaam, p.geboortedatum
from meedoen.persoon p
join meedoen.dossier d on d.gemeente_id = $1 and d.persoon_id = p.id
where p.gemeente_id = $1 and p.naam_zoek ^@ $2
order by p.naam_zoek, p.id limit $3"""
_OP_PERSOON = """
select d.id, d.kenmerk, d.fase, d.behandelaar_id, p.voornamen, p.voorvoegsel, p.geslachtsnaam, p.geboortedatum
from meedoen.persoon p
join meedoen.dossier d on d.gemeente_id = $1 and d.persoon_id = p.id
where p.gemeente_id = $1 and p.id = $2"""


async def op_naam(tx: Tx, huis: Huis, begin: str) -> list[Treffer]:
    """De eerste treffers waarvan de naam zo begint; hoofdletters en accenten tellen niet."""
    rijen = await tx.fetch(_OP_NAAM, tx.gemeente_id, zoeknaam(begin), MEESTE_TREFFERS)
    return await _log(tx, huis, "naam", rijen)


async def op_nummer(tx: Tx, huis: Huis, *, bsn: Bsn | None = None, vnummer: VNummer | None = None) -> list[Treffer]:
    """Hooguit één treffer; een nummer dat hier niet voorkomt geeft hetzelfde antwoord als een dat niet bestaat."""
    persoon_id = await zoek_persoon(tx, huis, bsn=bsn, vnummer=vnummer)
    rijen = [] if persoon_id is None else await tx.fetch(_OP_PERSOON, tx.gemeente_id, persoon_id)
    return await _log(tx, huis, "bsn" if bsn else "v_nummer", rijen)


async def _log(tx: Tx, huis: Huis, veld: str, rijen: list[dict[str, object]]) -> list[Treffer]:
    treffers = [
        Treffer(
            dossier_id=msgspec.convert(r["id"], UUID),
            kenmerk=str(r["kenmerk"]),
            naam=volledige_naam(str(r["voornamen"]), str(r["voorvoegsel"]), str(r["geslachtsnaam"])),
            geboren=str(r["geboortedatum"]) or None,
            fase=str(r["fase"]),
            behandelaar_id=msgspec.convert(r["behandelaar_id"], UUID | None),
        )
        for r in rijen
    ]
    await huis.logboek.schrijf(
        tx, "werkvoorraad.zoeken", "dossier", dossiers=[t.dossier_id for t in treffers], velden=[veld]
    )
    return treffers
