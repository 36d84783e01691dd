"""Wat er bij het vergelijken met DUO anders was: vinden, bewaren en teruglezen."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.process.aanmelding.rijen import VergelijkingRij, Verschil
from core.process.aanmelding.tables import DuoVergelijking

Ontvangen = tuple[str, date | None]
EEN_DAG = timedelta(days=1)
_BEWAAR_NUL = """
update meedoen.duo_vergelijking set vergeleken_op = $3, nulverschillen = $4::jsonb,
  contactpersoon_op = coalesce(contactpersoon_op, $3)
where gemeente_id = $1 and dossier_id = $2"""
_BEWAAR = """
update meedoen.duo_vergelijking set vergeleken_op = $3, verschillen = $4::jsonb,
  contactpersoon_op = coalesce(contactpersoon_op, $3)
where gemeente_id = $1 and dossier_id = $2"""
_ERBIJ_NUL = """
update meedoen.duo_vergelijking set nulverschillen = nulverschillen || $3::jsonb
where gemeente_id = $1 and dossier_id = $2"""
_ERBIJ = """
update meedoen.duo_vergelijking set verschillen = verschillen || $3::jsonb
where gemeente_id = $1 and dossier_id = $2"""


def zoek_gemist(
    genoemd: Iterable[tuple[str, date]], ontvangen: Iterable[Ontvangen], *, sinds: date
) -> list[tuple[str, date]]:
    """De gebeurtenissen die DUO noemt en waarvan geen bericht aankwam, oudste eerst.

    Elk bericht hoort bij één gebeurtenis met dezelfde code, hooguit een dag eerder of later: DUO's dag en haar tijdstip
    van registratie kunnen over middernacht verschillen. Een bericht waarvan de dag niet kon past bij elke dag.
    """
    over = sorted(ontvangen, key=lambda bericht: bericht[1] or date.max)
    kwijt = [gebeurd for gebeurd in sorted(genoemd, key=lambda g: (g[1], g[0])) if not _neem_weg(over, *gebeurd)]
    return [gebeurd for gebeurd in kwijt if gebeurd[1] >= sinds]


def _neem_weg(over: list[Ontvangen], code: str, dag: date) -> bool:
    """Of er een bericht bij deze gebeurtenis is, het oudste dat past; dat telt dan voor geen andere."""
    for plaats, (gemeld, op) in enumerate(over):
        if gemeld == code and (op is None or abs(op - dag) <= EEN_DAG):
            del over[plaats]
            return True
    return False


async def lees_vergelijking(tx: Tx, dossier_id: UUID) -> VergelijkingRij:
    """Hoe de vergelijking van dit dossier staat.

    Raises:
        LookupError: zij is nooit klaargezet.
    """
    waar = (DuoVergelijking.gemeente_id == tx.gemeente_id) & (DuoVergelijking.dossier_id == dossier_id)
    rij = await tx.lees_een_als(VergelijkingRij, VergelijkingRij.select().where(waar))
    if rij is None:
        raise LookupError("wie vergeleken wordt staat in duo_vergelijking")
    return rij


async def bewaar_vergelijking(tx: Tx, dossier_id: UUID, verschillen: Collection[Verschil], *, nulmeting: bool) -> None:
    """Dit dossier is vergeleken; wat de lezingen hierna nog vinden komt erbij. De nulmeting blijft apart bewaard."""
    waarden = (tx.gemeente_id, dossier_id, await tx.nu(), msgspec.json.encode(verschillen).decode())
    if nulmeting:
        await tx.voer_uit(_BEWAAR_NUL, *waarden)
    else:
        await tx.voer_uit(_BEWAAR, *waarden)


async def noteer(tx: Tx, dossier_id: UUID, verschil: Verschil, *, nulmeting: bool) -> None:
    """Zet een verschil bij de laatste vergelijking; is dit dossier nog nooit vergeleken, dan is er geen lijst."""
    waarden = (tx.gemeente_id, dossier_id, msgspec.json.encode([verschil]).decode())
    if nulmeting:
        await tx.voer_uit(_ERBIJ_NUL, *waarden)
    else:
        await tx.voer_uit(_ERBIJ, *waarden)
