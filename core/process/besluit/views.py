"""Besluiten en brieven van een dossier."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.fouten import NietGevonden, VoorwaardeNietVervuld
from core.law.besluiten import BESLUITEN
from core.law.intrekken import Horen
from core.law.loslaten import NEEMT_TERUG
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.actions import lees_brief
from core.process.besluit.cijferteksten import PDF
from core.process.besluit.geldend import laatste_over
from core.process.besluit.ontvangstbewijs import Ontvangstbewijs
from core.process.besluit.opmaken import opmaken_van
from core.process.besluit.rijen import Bekendmaking, BesluitRij, Briefstand, OpmaakPdf, OpmaakRij, VerzendingRij
from core.process.besluit.tables import Besluit, Brief, Briefopmaak, Briefstatus, Briefverzending
from core.process.dossier.nagaan import NagegaanUit, nagegaan_bij
from core.process.dossier.zaak import lees_dossier


class CollegebesluitUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit van het orgaan zelf (art. 10:7 Awb), zoals wie het vastlegde het opgaf; `nagegaan` is wat een ander
    daarvan zag, en leeg zolang niemand het zag."""

    nummer: str
    datum: date
    opgegeven_door: UUID
    nagegaan: NagegaanUit | None


class GehoordUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Hoe de persoon vooraf gehoord is: tot en met welke dag hij kon antwoorden en wat hij zei; of waarom niet."""

    gegeven_op: date | None
    uiterlijk_op: date | None
    zienswijze: str | None
    ontvangen_op: date | None
    zonder: str | None
    motief: str


class BesluitUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een besluit met zijn gronden, wie het nam, en volgens welke regels.

    `mandaatId` is het mandaat waarop het rust; besloot het orgaan zelf, dan is dat `collegebesluit`. `vervangt` is het
    besluit waar dit voor in de plaats kwam, met een nieuwe dagtekening of omdat het is ingetrokken of losgelaten, en
    `motief` waarom; `ingetrokkenDoor` is wat dit introk of na een verhuizing losliet (soort LOSLATING), en `horen` hoe
    de persoon daarover gehoord is.
    """

    id: UUID
    soort: str
    naam: str
    dagtekening: date
    gronden: list[str]
    vastgesteld_door: UUID
    vastgesteld_op: datetime
    mandaat_id: UUID | None
    collegebesluit: CollegebesluitUit | None
    bekendgemaakt_op: date | None
    vervangt: UUID | None
    motief: str
    ingetrokken_door: UUID | None
    horen: GehoordUit | None
    ontvangstbewijs: Ontvangstbewijs


class OpmaakUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een brief zoals zij is opgemaakt: welke dagen erop staan, en de hash van de PDF. `verzonden` is die wegging. Met
    `naVerhuizing` staat erin wat geldt nu de persoon naar een andere gemeente ging, en met `naTerugkeer` wat geldt nu
    hij hier weer woont; wat daarvoor is opgemaakt gaat dan niet meer weg."""

    id: UUID
    volgnummer: int
    verzenddag: date | None
    bezwaar_tot: date | None
    na_verhuizing: bool
    na_terugkeer: bool
    pdf_hash: str | None
    gevraagd_op: datetime
    gevraagd_door: UUID | None
    opgemaakt_op: datetime | None
    verzonden: bool


class VerzendingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Hoe, waarheen en aan wie een brief verzonden is, met het adres dat de BRP toen gaf. Bij een verbetering ook de
    dag die er eerst stond, en waarom."""

    verzonden_op: date
    wijze: str
    adres: str
    brp_adres: str
    ontvanger: str
    toelichting: str
    eerder_op: date | None
    motief: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID


class BriefUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een brief: waar zij over gaat, waar zij is, en als wie iemand haar krijgt. `afschriftVan` is de brief waarvan zij
    een afschrift is, `opnieuwNa` die naar een verkeerd adres ging; `adressering` zegt waarom zij hierheen gaat. De
    inhoud staat in de PDF. `maakteBekend` zegt of zij een besluit bekendmaakte; zonder besluit, en zolang zij niet weg
    is, is dat leeg. Een bezwaar is op tijd tot en met `tijdigTot`: de dag die erin staat, of een latere als de
    verzending verbeterd is. Ging zij naar een verkeerd adres, dan maakte zij niets bekend en loopt die termijn niet."""

    id: UUID
    sjabloon: str
    onderwerp_id: UUID
    afschrift_van: UUID | None
    opnieuw_na: UUID | None
    aan: str
    voorgestelde_weg: str
    adressering: str
    status: str
    gemaakt_op: datetime | None
    verzonden_op: date | None
    maakte_bekend: bool | None
    tijdig_tot: date | None
    opmaken: list[OpmaakUit]
    verzendingen: list[VerzendingUit]
    versie: int


async def besluiten(tx: Tx, huis: Huis, dossier_id: UUID) -> list[BesluitUit]:
    """De besluiten van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "besluit.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        BesluitRij,
        BesluitRij.select()
        .where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id))
        .order_by(Besluit.id),
    )
    ingetrokken = {rij.vervangt: rij.id for rij in rijen if rij.soort in NEEMT_TERUG}
    nagegaan = await nagegaan_bij(tx, dossier_id)
    return [_besluit_uit(rij, ingetrokken.get(rij.id), nagegaan.get(rij.id)) for rij in rijen]


def _besluit_uit(rij: BesluitRij, ingetrokken_door: UUID | None, nagegaan: NagegaanUit | None) -> BesluitUit:
    velden = set(BesluitUit.__struct_fields__) - {"naam", "gronden", "collegebesluit", "ingetrokken_door", "horen"}
    return BesluitUit(
        naam=BESLUITEN[rij.soort].naam,
        gronden=[*rij.gronden],
        collegebesluit=_college_uit(rij, nagegaan),
        ingetrokken_door=ingetrokken_door,
        horen=None if rij.horen is None else _gehoord_uit(rij.horen),
        **{naam: getattr(rij, naam) for naam in velden},
    )


def _college_uit(rij: BesluitRij, nagegaan: NagegaanUit | None) -> CollegebesluitUit | None:
    if rij.college_datum is None:
        return None
    return CollegebesluitUit(
        nummer=rij.college_nummer,
        datum=rij.college_datum,
        opgegeven_door=rij.vastgesteld_door,
        nagegaan=nagegaan,
    )


def _gehoord_uit(horen: Horen) -> GehoordUit:
    gelegenheid = horen.gelegenheid
    zienswijze = None if gelegenheid is None else gelegenheid.zienswijze
    return GehoordUit(
        gegeven_op=None if gelegenheid is None else gelegenheid.gegeven_op,
        uiterlijk_op=None if gelegenheid is None else gelegenheid.uiterlijk_op,
        zienswijze=None if zienswijze is None else zienswijze.inhoud,
        ontvangen_op=None if zienswijze is None else zienswijze.ontvangen_op,
        zonder=horen.zonder,
        motief=horen.motief,
    )


async def brieven(tx: Tx, huis: Huis, dossier_id: UUID) -> list[BriefUit]:
    """De brieven van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "brief.lijst", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        Briefstand,
        Briefstand.select()
        .where((Brief.gemeente_id == tx.gemeente_id) & (Brief.dossier_id == dossier_id))
        .order_by(Brief.id),
    )
    opmaken = await tx.lees_als(
        OpmaakRij,
        OpmaakRij.select()
        .where((Briefopmaak.gemeente_id == tx.gemeente_id) & (Briefopmaak.dossier_id == dossier_id))
        .order_by(Briefopmaak.volgnummer),
    )
    verzendingen = await tx.lees_als(
        VerzendingRij,
        VerzendingRij.select()
        .where((Briefverzending.gemeente_id == tx.gemeente_id) & (Briefverzending.dossier_id == dossier_id))
        .order_by(Briefverzending.vastgelegd_op),
    )
    besluiten = await tx.lees_als(
        Bekendmaking,
        Bekendmaking.select()
        .where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id))
        .order_by(Besluit.id),
    )
    bekend = {rij.id: _maakte_bekend(rij, rijen, besluiten) for rij in rijen}
    return [_brief_uit(rij, opmaken, verzendingen, maakte_bekend=bekend[rij.id]) for rij in rijen]


def _maakte_bekend(brief: Briefstand, brieven: list[Briefstand], besluiten: list[Bekendmaking]) -> bool | None:
    """Of het besluit in deze brief met haar bekend werd; None als er geen in staat, of als zij niet weg is.

    Ging zij daarna opnieuw uit, naar een ander adres, dan maakte die brief het bekend.
    """
    if brief.status is not Briefstatus.VERZONDEN or brief.afschrift_van is not None:
        return None
    besluit = laatste_over(besluiten, brief.onderwerp_id)
    if besluit is None:
        return None
    opnieuw = any(b.opnieuw_na == brief.id and b.status is Briefstatus.VERZONDEN for b in brieven)
    return besluit.bekendgemaakt_op is not None and not opnieuw


def _brief_uit(
    rij: Briefstand, opmaken: list[OpmaakRij], verzendingen: list[VerzendingRij], *, maakte_bekend: bool | None
) -> BriefUit:
    return BriefUit(
        id=rij.id,
        sjabloon=rij.sjabloon,
        onderwerp_id=rij.onderwerp_id,
        afschrift_van=rij.afschrift_van,
        opnieuw_na=rij.opnieuw_na,
        aan=rij.aan,
        voorgestelde_weg=rij.voorgestelde_weg,
        adressering=rij.adressering,
        status=rij.status,
        gemaakt_op=rij.gemaakt_op,
        verzonden_op=rij.verzonden_op,
        maakte_bekend=maakte_bekend,
        tijdig_tot=None if maakte_bekend is False else rij.tijdig_tot,
        opmaken=[
            OpmaakUit(
                id=o.id,
                volgnummer=o.volgnummer,
                verzenddag=o.verzenddag,
                bezwaar_tot=o.bezwaar_tot,
                na_verhuizing=o.na_verhuizing,
                na_terugkeer=o.na_terugkeer,
                pdf_hash=o.pdf_hash,
                gevraagd_op=o.gevraagd_op,
                gevraagd_door=o.gevraagd_door,
                opgemaakt_op=o.opgemaakt_op,
                verzonden=o.id == rij.verzonden_opmaak,
            )
            for o in opmaken
            if o.brief_id == rij.id
        ],
        verzendingen=[
            msgspec.convert(v, VerzendingUit, from_attributes=True) for v in verzendingen if v.brief_id == rij.id
        ],
        versie=rij.versie,
    )


async def pdf(tx: Tx, huis: Huis, dossier_id: UUID, brief_id: UUID) -> bytes:
    """De brief als PDF: die verzonden is, anders de laatste opmaak. Het lezen komt in het leeslog.

    Raises:
        NietGevonden: de brief bestaat niet.
        VoorwaardeNietVervuld: zij wordt nog opgemaakt.
    """
    brief = await lees_brief(tx, dossier_id, brief_id)
    gemaakt = [o.id for o in await opmaken_van(tx, brief_id) if o.opgemaakt_op is not None]
    if not gemaakt:
        raise VoorwaardeNietVervuld("Deze brief wordt nog opgemaakt; probeer het zo weer.")
    return await opmaak_pdf(tx, huis, dossier_id, brief.verzonden_opmaak or gemaakt[-1])


async def opmaak_pdf(tx: Tx, huis: Huis, dossier_id: UUID, opmaak_id: UUID) -> bytes:
    """Een opmaak als PDF, ook een die niet verzonden is; het lezen komt in het leeslog.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
        VoorwaardeNietVervuld: zij wordt nog gemaakt.
    """
    rij = await tx.lees_een_als(
        OpmaakPdf,
        OpmaakPdf.select().where(
            (Briefopmaak.gemeente_id == tx.gemeente_id)
            & (Briefopmaak.id == opmaak_id)
            & (Briefopmaak.dossier_id == dossier_id)
        ),
    )
    if rij is None:
        raise NietGevonden("Deze opmaak bestaat niet.")
    if rij.pdf is None:
        raise VoorwaardeNietVervuld("Deze brief wordt nog opgemaakt; probeer het zo weer.")
    await huis.logboek.schrijf(tx, "brief.lezen", "brief", object_id=rij.brief_id, dossiers=[dossier_id])
    return huis.kluis.ontsleutel(rij.pdf, soort=PDF.soort, plek=PDF.plek(tx.gemeente_id, rij.id))
