"""Wie is dit: personen vinden en maken op BSN of V-nummer, nooit op naam (T26)."""

from dataclasses import dataclass
from uuid import UUID

from core.fouten import Onbereikbaar, VersieConflict, VoorwaardeNietVervuld
from core.law.fasen import Fase
from core.law.nummers import Nummeroordeel, weeg_nummers
from core.law.telefoon import kan_ook_zijn
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.crypto.kluis import als_tekst
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id, nieuw_kenmerk
from core.process.dossier.cijferteksten import BSN, VNUMMER
from core.process.dossier.tables import Dossier, Nummersoort, Persoon, PersoonNummer

MEESTE = 20
"""Zoveel nummers worden er in een vrije tekst gezocht."""
_KOLOM = {Nummersoort.BSN: BSN, Nummersoort.VNUMMER: VNUMMER}
# In één opdracht over alle versies: tussen twee opdrachten kan een wissel de rij verplaatsen.
_OP_INDEX = """
select n.persoon_id from string_to_table($3, ',') as zoek (paar)
join meedoen.persoon_nummer n on n.gemeente_id = $1 and n.soort = $2
  and n.indexversie = split_part(zoek.paar, ':', 1)::integer and n.bidx = decode(split_part(zoek.paar, ':', 2), 'hex')
limit 1"""
_NIEUWERE_INDEX = """
select 1 from meedoen.persoon_nummer
where gemeente_id = $1 and soort in ('bsn', 'vnummer') and indexversie > $2 limit 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    """Het dossier bij een notificatie, en of haar nummers over dezelfde persoon gaan."""

    dossier_id: UUID
    persoon_id: UUID
    nieuw: bool
    oordeel: Nummeroordeel
    ander_dossier_id: UUID | None
    """Het dossier waar het V-nummer bij hoort, als dat een ander is."""
    heeft_bsn: bool


async def vind_of_open(tx: Tx, huis: Huis, *, bsn: Bsn | None, vnummer: VNummer | None, fase: Fase) -> Gevonden:
    """Het dossier bij deze nummers; bestaat het niet, dan wordt het geopend in `fase`.

    Een V-nummer zonder BSN geeft een voorlopig dossier; komt het BSN later bij hetzelfde V-nummer, dan hoort het bij
    dat dossier. Hoort het BSN al bij een ander dossier, dan wordt niets samengevoegd: een mens beslist. Heeft het
    dossier met dit V-nummer een ander BSN, dan is dit iemand anders: hij krijgt zijn eigen dossier, op zijn BSN.

    Raises:
        VersieConflict: een ander legde tegelijk een nummer van deze persoon vast.
    """
    bij_bsn = await _persoon_bij(tx, huis, Nummersoort.BSN, bsn.onthul()) if bsn else None
    bij_vnummer = await _persoon_bij(tx, huis, Nummersoort.VNUMMER, vnummer.onthul()) if vnummer else None
    oordeel = await _weeg(tx, bij_bsn, bij_vnummer)
    persoon_id = bij_bsn or (None if oordeel is Nummeroordeel.TEGENSTRIJDIG else bij_vnummer)
    if persoon_id is None:
        await _eis_alle_versies_bekend(tx, huis)
        persoon_id = nieuw_id()
        await tx.schrijf(Persoon.insert(Persoon(gemeente_id=tx.gemeente_id, id=persoon_id)))
        dossier_id = nieuw_id()
        await tx.schrijf(
            Dossier.insert(
                Dossier(
                    gemeente_id=tx.gemeente_id,
                    id=dossier_id,
                    persoon_id=persoon_id,
                    kenmerk=nieuw_kenmerk(),
                    fase=fase,
                    geopend_op=await tx.nu(),
                )
            )
        )
        nieuw = True
    else:
        dossier_id, nieuw = await _dossier_van(tx, persoon_id), False
    vast_te_leggen = [] if bsn is None or bij_bsn is not None else [(Nummersoort.BSN, bsn.onthul())]
    if vnummer is not None and bij_vnummer is None and oordeel is Nummeroordeel.KLOPT:
        vast_te_leggen.append((Nummersoort.VNUMMER, vnummer.onthul()))
    for soort, waarde in vast_te_leggen:
        if not await _leg_nummer_vast(tx, huis, persoon_id, soort, waarde):
            raise VersieConflict("Deze persoon werd tegelijk ook elders geopend. Probeer het opnieuw.")
    ander = None if bij_vnummer in (None, persoon_id) else bij_vnummer
    return Gevonden(
        dossier_id=dossier_id,
        persoon_id=persoon_id,
        nieuw=nieuw,
        oordeel=oordeel,
        ander_dossier_id=None if ander is None else await _dossier_van(tx, ander),
        heeft_bsn=bsn is not None or await heeft_nummer(tx, persoon_id, Nummersoort.BSN),
    )


async def _weeg(tx: Tx, bij_bsn: UUID | None, bij_vnummer: UUID | None) -> Nummeroordeel:
    """Een dossier dat met het ene nummer gevonden is en niet met het andere, heeft daarvan een ander of geen."""
    return weeg_nummers(
        ander_bij_bsn=None if bij_bsn is None else await heeft_nummer(tx, bij_bsn, Nummersoort.VNUMMER),
        ander_bij_vnummer=None if bij_vnummer is None else await heeft_nummer(tx, bij_vnummer, Nummersoort.BSN),
        zelfde=bij_bsn is not None and bij_bsn == bij_vnummer,
    )


async def _dossier_van(tx: Tx, persoon_id: UUID) -> UUID:
    """De zaak van nu: wie verhuisde en terugkwam heeft ook een eerdere."""
    rij = await tx.lees_een(
        Dossier.select(Dossier.id).where(
            (Dossier.gemeente_id == tx.gemeente_id)
            & (Dossier.persoon_id == persoon_id)
            & Dossier.opgevolgd_op.is_null()
        )
    )
    assert rij is not None, "een persoon heeft altijd een dossier"  # noqa: S101 - een eigenschap van vind_of_open
    return UUID(str(rij["id"]))


async def eis_voorlopig(tx: Tx, van: UUID, naar: UUID) -> None:
    """De ene persoon heeft alleen een V-nummer, de andere alleen een BSN.

    Raises:
        VoorwaardeNietVervuld: het voorlopige dossier heeft een BSN, heeft geen V-nummer, of het andere heeft geen
            BSN of al een ander V-nummer.
    """
    voorlopig = await heeft_nummer(tx, van, Nummersoort.VNUMMER) and not await heeft_nummer(tx, van, Nummersoort.BSN)
    if van == naar or not voorlopig:
        raise VoorwaardeNietVervuld(
            "Alleen een voorlopig dossier, met een V-nummer en zonder BSN, kan worden samengevoegd."
        )
    if await heeft_nummer(tx, naar, Nummersoort.VNUMMER):
        raise VoorwaardeNietVervuld("Het andere dossier heeft al een V-nummer. Ga na of dit dezelfde persoon is.")
    if not await heeft_nummer(tx, naar, Nummersoort.BSN):
        raise VoorwaardeNietVervuld("Het andere dossier heeft geen BSN. Kies het dossier van de persoon met een BSN.")


async def verhuis_vnummer(tx: Tx, huis: Huis, van: UUID, naar: UUID) -> None:
    """Het V-nummer van de ene persoon wordt dat van de andere; een mens zegt dat. De persoon zelf blijft bestaan."""
    rij = await tx.fetchrow(
        "select cijfer from meedoen.persoon_nummer where gemeente_id = $1 and persoon_id = $2 and soort = 'vnummer'",
        tx.gemeente_id,
        van,
    )
    if rij is None:
        raise LookupError("het V-nummer is zojuist gevonden")
    waarde = huis.kluis.ontsleutel(rij["cijfer"], soort=VNUMMER.soort, plek=VNUMMER.plek(tx.gemeente_id, van))
    cijfer, versie = huis.kluis.versleutel(waarde, soort=VNUMMER.soort, plek=VNUMMER.plek(tx.gemeente_id, naar))
    await tx.voer_uit(
        "update meedoen.persoon_nummer set persoon_id = $3, cijfer = $4, sleutelversie = $5"
        " where gemeente_id = $1 and persoon_id = $2 and soort = 'vnummer'",
        tx.gemeente_id,
        van,
        naar,
        cijfer,
        versie,
    )


async def bsn_van(tx: Tx, huis: Huis, dossier_id: UUID) -> Bsn | None:
    """Het BSN bij een dossier, ontsleuteld; alleen voor wie het naar DUO of BRP moet sturen."""
    rij = await tx.fetchrow(
        "select n.persoon_id, n.cijfer from meedoen.dossier d join meedoen.persoon_nummer n"
        " on n.gemeente_id = d.gemeente_id and n.persoon_id = d.persoon_id and n.soort = 'bsn'"
        " where d.gemeente_id = $1 and d.id = $2",
        tx.gemeente_id,
        dossier_id,
    )
    if rij is None:
        return None
    plek = BSN.plek(tx.gemeente_id, rij["persoon_id"])
    return Bsn(huis.kluis.ontsleutel(rij["cijfer"], soort=BSN.soort, plek=plek).decode())


async def heeft_nummer(tx: Tx, persoon_id: UUID, soort: Nummersoort) -> bool:
    return bool(
        await tx.lees(
            PersoonNummer.select(PersoonNummer.soort).where(
                (PersoonNummer.gemeente_id == tx.gemeente_id)
                & (PersoonNummer.persoon_id == persoon_id)
                & (PersoonNummer.soort == soort)
            )
        )
    )


async def zoek_persoon(tx: Tx, huis: Huis, *, bsn: Bsn | None = None, vnummer: VNummer | None = None) -> UUID | None:
    """De persoon met dit nummer in deze gemeente, via de blinde index."""
    if bsn is not None:
        return await _persoon_bij(tx, huis, Nummersoort.BSN, bsn.onthul())
    return None if vnummer is None else await _persoon_bij(tx, huis, Nummersoort.VNUMMER, vnummer.onthul())


async def is_nummer_van_iemand(tx: Tx, huis: Huis, tekst: str) -> bool:
    """Of een telefoonnummer of e-mailadres ook het BSN of V-nummer is van iemand in deze gemeente."""
    for kandidaat in kan_ook_zijn(tekst.strip()):
        soort = Nummersoort.BSN if kandidaat.is_bsn else Nummersoort.VNUMMER
        if await _persoon_bij(tx, huis, soort, kandidaat.cijfers) is not None:
            return True
    return False


async def noemt_v_nummer(tx: Tx, huis: Huis, *teksten: str) -> bool:
    """Of in een van deze teksten het V-nummer staat van iemand in deze gemeente; er worden er hooguit `MEESTE` gezocht.

    Een BSN weigert de deur al zonder te zoeken (`crypto.bsn_in_tekst`).
    """
    kandidaten = {k.cijfers: None for tekst in teksten for k in kan_ook_zijn(tekst) if not k.is_bsn}
    for cijfers in [*kandidaten][:MEESTE]:
        if await _persoon_bij(tx, huis, Nummersoort.VNUMMER, cijfers) is not None:
            return True
    return False


async def _persoon_bij(tx: Tx, huis: Huis, soort: Nummersoort, waarde: str) -> UUID | None:
    indexen = huis.kluis.blinde_indexen(waarde, soort=_KOLOM[soort].soort, gemeente_id=tx.gemeente_id)
    rij = await tx.fetchrow(_OP_INDEX, tx.gemeente_id, soort, als_tekst(indexen))
    return None if rij is None else rij["persoon_id"]


async def _eis_alle_versies_bekend(tx: Tx, huis: Huis) -> None:
    """Wie een nieuwere indexsleutel mist, vindt niet wie er al is en zou een tweede dossier openen."""
    if await tx.fetchrow(_NIEUWERE_INDEX, tx.gemeente_id, max(huis.kluis.index.versies)) is not None:
        raise Onbereikbaar(
            "Dit proces kent de nieuwste sleutelversie niet. Start het opnieuw; daarna gaat dit vanzelf verder."
        )


async def _leg_nummer_vast(tx: Tx, huis: Huis, persoon_id: UUID, soort: Nummersoort, waarde: str) -> bool:
    """Of het nummer is vastgelegd. Een tweede nummer van dezelfde soort overschrijft het eerste niet."""
    kolom = _KOLOM[soort]
    plek = kolom.plek(tx.gemeente_id, persoon_id)
    cijfer, sleutelversie = huis.kluis.versleutel(waarde.encode(), soort=kolom.soort, plek=plek)
    bidx, indexversie = huis.kluis.blinde_index(waarde, soort=kolom.soort, gemeente_id=tx.gemeente_id)
    geraakt = await tx.voer_uit(
        "insert into meedoen.persoon_nummer (gemeente_id, persoon_id, soort, cijfer, sleutelversie, bidx, indexversie)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        tx.gemeente_id,
        persoon_id,
        soort,
        cijfer,
        sleutelversie,
        bidx,
        indexversie,
    )
    return geraakt == 1
