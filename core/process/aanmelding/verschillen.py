"""Wat er bij het vergelijken met DUO anders was: vinden, bewaren en teruglezen."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

import msgspec

from core.integrations.duo.gebeurtenissen import Hulpbron
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.process.aanmelding.lezingen import bronnen_bij, codes_bij
from core.process.aanmelding.rijen import VergelijkingRij, Verschil
from core.process.aanmelding.tables import DuoVergelijking, Verschilsoort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort

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
_INTUSSEN = """
select 1 from meedoen.duo_ontvangst o
join meedoen.duo_vergelijking v on v.gemeente_id = $1 and v.dossier_id = o.dossier_id
where o.gemeente_id = $1 and o.dossier_id = $2 and o.gebeurtenis = any (string_to_array($3::text, ','))
  and o.status <> 'dubbel' and o.verwerkt_op >= v.vergeleken_op
limit 1"""
_WERK_VAN = """
select ontstaan_op from meedoen.werkitem
where gemeente_id = $1 and sleutel = $2 and status = 'open'"""
_ZONDER = """
update meedoen.duo_vergelijking set verschillen = $3::jsonb where gemeente_id = $1 and dossier_id = $2"""
_ALSNOG = "DUO meldde het alsnog ({code})"


def sleutel_bron(dossier_id: UUID, bron: str) -> str:
    """De sleutel van het werk over een bron die anders was dan het dossier."""
    return f"{dossier_id}:verschil:{bron}"


async def is_intussen_gemeld(tx: Tx, dossier_id: UUID, bron: Hulpbron) -> bool:
    """Of er sinds het vergelijken begon een bericht over deze bron kwam: dan meldde DUO wat er anders is.

    DUO meldt iets kort nadat het bij haar zo staat; het vergelijken kan haar bericht net voor zijn.
    """
    codes = ",".join(codes_bij(bron))
    return await tx.fetchrow(_INTUSSEN, tx.gemeente_id, dossier_id, codes) is not None


async def kwam_alsnog(tx: Tx, dossier_id: UUID, code: str, op: date) -> None:
    """Een bericht van DUO, bij haar geregistreerd op dag `op`, is nu hier: wat het vergelijken erover vond is geen
    verschil meer. Wat eerder gevonden is dan die dag, verklaart dit bericht niet."""
    wat, weg = _ALSNOG.format(code=code), set[tuple[str, str]]()
    for bron in bronnen_bij(code):
        staat = await tx.fetchrow(_WERK_VAN, tx.gemeente_id, f"{Soort.NAVRAGEN}:{sleutel_bron(dossier_id, bron)}")
        if staat is not None and op <= staat["ontstaan_op"].astimezone(NEDERLAND).date():
            await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, sleutel_bron(dossier_id, bron), wat)
            weg.add((Verschilsoort.BRON, bron))
    for dag in (op - EEN_DAG, op, op + EEN_DAG):
        gemist = (Verschilsoort.GEMIST, f"{code}:{dag.isoformat()}")
        sleutel = f"{dossier_id}:{gemist[0]}:{gemist[1]}"
        if await werkvoorraad.sluit(tx, Soort.NAVRAGEN, sleutel=sleutel, afhandeling=wat, vervallen=True):
            weg.add(gemist)
    if weg:
        rij = await lees_vergelijking(tx, dossier_id)
        over = [v for v in rij.verschillen if (v.soort, v.onderwerp) not in weg]
        await tx.voer_uit(_ZONDER, tx.gemeente_id, dossier_id, msgspec.json.encode(over).decode())


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
    rij = await zoek_vergelijking(tx, dossier_id)
    if rij is None:
        raise LookupError("wie vergeleken wordt staat in duo_vergelijking")
    return rij


async def zoek_vergelijking(tx: Tx, dossier_id: UUID) -> VergelijkingRij | None:
    """Als `lees_vergelijking`; None als dit dossier nog nooit is klaargezet."""
    waar = (DuoVergelijking.gemeente_id == tx.gemeente_id) & (DuoVergelijking.dossier_id == dossier_id)
    return await tx.lees_een_als(VergelijkingRij, VergelijkingRij.select().where(waar))


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
