"""Een besluit intrekken: wat elke stap daarbij hetzelfde doet (ADR 0058)."""

from datetime import date
from uuid import UUID

from core.fouten import Conflict, VoorwaardeNietVervuld
from core.law.besluiten import Besluitsoort
from core.law.intrekken import Horen, weg_terug
from core.law.mandaat import Beslisser, Collegebesluit
from core.law.recht import Grond
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit.geldend import Geldend
from core.process.besluit.intrekbrief import Gevolg, intrekkingsbrief
from core.process.besluit.opnieuw import zo_genomen
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak

SOORT = Besluitsoort.INTREKKING
INGETROKKEN = "het besluit is ingetrokken"
_LIGT = """
select n.dagtekening, case when e.id <> d.id then e.kenmerk else '' end as in_eerder
from meedoen.dossier d
join meedoen.dossier e on e.gemeente_id = $1 and e.persoon_id = d.persoon_id
join meedoen.besluit n on n.gemeente_id = $1 and n.dossier_id = e.id
join meedoen.besluit o on o.gemeente_id = $1 and o.id = n.vervangt
where d.gemeente_id = $1 and d.id = $2 and n.soort = 'INTREKKING'
  and o.soort = any (string_to_array($3::text, ','))
  and exists (select from meedoen.brief v where v.gemeente_id = $1 and v.onderwerp_id = n.id
    and v.afschrift_van is null and v.status in ('te_maken', 'gemaakt'))
limit 1"""

_WEET_NOG_NIET = """
select from meedoen.besluit n join meedoen.besluit o on o.gemeente_id = $1 and o.id = n.vervangt
where n.gemeente_id = $1 and n.dossier_id = $2 and n.soort = 'INTREKKING' and n.bekendgemaakt_op is null
  and o.soort = $3 and o.bekendgemaakt_op is not null
limit 1"""
_TROK_IN = """
select o.soort from meedoen.besluit n join meedoen.besluit o on o.gemeente_id = $1 and o.id = n.vervangt
where n.gemeente_id = $1 and n.id = $2 and n.soort = 'INTREKKING'"""


async def al_gedaan(
    tx: Tx,
    dossier_id: UUID,
    geldend: Geldend | None,
    besluit_id: UUID,
    *,
    motivering: str,
    horen: Horen | None,
    collegebesluit: Collegebesluit | None,
) -> UUID | None:
    """Het besluit waarmee wie handelt precies dit al introk; None als dat nog niet zo is.

    Raises:
        Conflict: dit is niet het besluit dat nu geldt.
        VoorwaardeNietVervuld: dit is zelf een intrekking.
    """
    if geldend is not None and geldend.id == besluit_id:
        return None
    intrekkingen = await tx.lees_als(
        BesluitRij,
        BesluitRij.select().where(
            (Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id) & (Besluit.soort == SOORT)
        ),
    )
    if any(rij.id == besluit_id for rij in intrekkingen):
        weg = weg_terug()
        raise VoorwaardeNietVervuld(weg.melding, gebreken=(weg,))
    eerder = next((rij for rij in intrekkingen if rij.vervangt == besluit_id), None)
    zo = eerder is not None and (eerder.motief, eerder.horen) == (motivering.strip(), horen)
    if eerder is not None and zo and zo_genomen(tx, eerder, collegebesluit):
        return eerder.id
    if eerder is None and geldend is None:
        return None
    raise Conflict(
        "Dit is niet het besluit dat nu geldt. Lees de besluiten opnieuw; misschien trok iemand het al in, of gaf het"
        " een nieuwe dagtekening."
    )


class Ligt(Rij, frozen=True):
    """De intrekking waarvan de brief nog weg moet; `in_eerder` is het dossier van voor zijn terugkeer waar zij ligt,
    of leeg."""

    dagtekening: date
    in_eerder: str


async def brief_ligt(tx: Tx, dossier_id: UUID, *soorten: Besluitsoort) -> Ligt | None:
    """De intrekking van een besluit van zo'n soort waarvan de brief nog weg moet, in deze zaak of in een andere van
    dezelfde persoon; None als er geen ligt."""
    return await tx.fetchrow_als(Ligt, _LIGT, tx.gemeente_id, dossier_id, ",".join(soorten))


async def weet_het_nog_niet(tx: Tx, dossier_id: UUID, soort: Besluitsoort) -> bool:
    """Of een besluit van deze soort dat de persoon kent is ingetrokken zonder dat hij dat al weet: tot de bekendmaking
    werkt de intrekking niet (art. 3:40 Awb)."""
    return await tx.fetchrow(_WEET_NOG_NIET, tx.gemeente_id, dossier_id, str(soort)) is not None


async def trok_in(tx: Tx, besluit_id: UUID) -> Besluitsoort | None:
    """Wat voor besluit dit besluit introk; None als het geen intrekking is."""
    rij = await tx.fetchrow(_TROK_IN, tx.gemeente_id, besluit_id)
    return None if rij is None else Besluitsoort(rij["soort"])


async def leg_vast(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    oud: Geldend,
    *,
    wat: str,
    gronden: tuple[Grond, ...],
    beslisser: Beslisser | None,
    motivering: str,
    horen: Horen | None,
    gevolg: Gevolg,
    collegebesluit: Collegebesluit | None,
    nog: besluit.PlanTotBekend | None = None,
) -> UUID:
    """Het besluit dat `oud` intrekt, van vandaag, met een brief aan wie gehoord is; geeft zijn id. `wat` is hoe het
    oude heet in het werk dat volgt als er iets weg is, en de persoon het niet kende."""
    brief = None
    if horen is not None:
        brief = await intrekkingsbrief(
            tx,
            huis,
            zaak.rij,
            soort=oud.soort,
            van=oud.dagtekening,
            motivering=motivering,
            horen=horen,
            gevolg=gevolg,
            gronden=gronden,
            collegebesluit=collegebesluit,
        )
    await besluit.trek_brief_in(tx, onderwerp_id=oud.brief_onder, afhandeling=INGETROKKEN)
    nieuw = await besluit.leg_vast(
        tx,
        huis,
        SOORT,
        zaak=zaak,
        onderwerp_id=oud.onderwerp_id,
        dagtekening=await tx.vandaag(),
        gronden=gronden,
        beslisser=beslisser,
        vervangt=oud.id,
        motief=motivering.strip(),
        horen=horen,
        nog=nog,
    )
    if brief is not None:
        terug = zaak.rij.opgevolgd_op is not None
        await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=nieuw, woont_hier_weer=terug)
    elif oud.iets_verzonden:
        await _laat_navragen(tx, zaak, nieuw, wat)
    return nieuw


async def _laat_navragen(tx: Tx, zaak: Zaak, nieuw: UUID, wat: str) -> None:
    """De persoon las het niet, maar er ging iets weg; wie een afschrift kreeg weet niet dat het niet geldt."""
    await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"{wat} is ingetrokken. De brief ging naar een verkeerd adres, en de persoon krijgt er geen bericht van. Ga"
            " na of iemand anders de brief of een afschrift las, en laat die weten dat dat besluit niet geldt."
        ),
        grond="art. 3:2 Awb",
        sleutel=f"{zaak.id}:ingetrokken:{nieuw}",
        dossier_id=zaak.id,
    )
