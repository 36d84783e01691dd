"""Post die terugkomt: vastleggen, beoordelen of het adres klopte, en opnieuw verzenden (art. 3:41 Awb, PG-1).

Wat eraan hangt volgt uit het voorval `RetourpostBeoordeeld`: een oproep telt niet meer of weer, een besluit is niet
meer of weer bekendgemaakt.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.bekendmaking import Verzendwijze
from core.law.besluiten import Besluitsoort
from core.law.boetegrond import toets_weer_tellen
from core.law.fasen import AFGESLOTEN
from core.law.handelingen import Handeling
from core.law.loslaten import NEEMT_TERUG
from core.law.retourpost import (
    BEKENDMAKEN,
    Retouroordeel,
    Retourreden,
    maakt_bekend,
    toets_oordeel,
    toets_retour,
    toets_weer_post,
    vraag,
)
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.aanmelding.lezingen import LEES_BRP, zet_lezing_klaar
from core.process.besluit import bevroren, nogmaals
from core.process.besluit.actions import lees_brief
from core.process.besluit.rijen import BriefRij, VerzendingRij
from core.process.besluit.tables import Briefstatus
from core.process.besluit.verzenden import besluit_van, verzendingen_van
from core.process.dossier import correctie
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.correctie import wijziging
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.oproep.beeld import eis, rechtsoproepen
from core.process.retourpost import opslag
from core.process.retourpost.rijen import RetourpostRij
from core.process.retourpost.tables import Retourpost
from core.process.retourpost.werksoorten import Soort
from core.process.voorvallen import RetourpostBeoordeeld, meld

_AFSCHRIFT = Gebrek(
    veld="briefId",
    melding=(
        "Dit is een afschrift, en daarop rust niets. Zoek uit waar de vertegenwoordiger wel te bereiken is, en leg dat"
        " bij de vertegenwoordiging vast."
    ),
    grond=str(BEKENDMAKEN),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terugkomst:
    """Wat er van een brief terugkwam: wanneer en waarom."""

    brief_id: UUID
    terug_op: date
    reden: Retourreden
    toelichting: str = ""


async def leg_vast(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, terugkomst: Terugkomst) -> None:
    """Leg vast dat een verzonden brief terugkwam; dan ligt er werk om het adres te beoordelen, en leest Meedoen de BRP.

    Dezelfde `id_` met dezelfde inhoud nog eens sturen verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: de brief is niet van dit dossier, of kan zo niet zijn teruggekomen; alle gebreken tegelijk.
        Conflict: van deze brief staat dit al vast, of dit id is al van iets anders.
    """
    zaak = await neem_dossier(tx, dossier_id)
    bestaat = await opslag.zoek(tx, id_)
    if bestaat is not None:
        _eis_dezelfde(tx, bestaat, dossier_id, terugkomst)
        return
    try:
        brief = await lees_brief(tx, dossier_id, terugkomst.brief_id)
    except NietGevonden as fout:
        gebrek = Gebrek(veld="briefId", melding="Kies een brief uit dit dossier.", grond=str(BEKENDMAKEN))
        raise OngeldigeInvoer(str(fout), gebreken=(gebrek,)) from None
    verzending = await _laatste_verzending(tx, brief)
    gebreken = toets_retour(
        terug_op=terugkomst.terug_op,
        reden=terugkomst.reden,
        toelichting=terugkomst.toelichting,
        verzonden_op=None if verzending is None else brief.verzonden_op,
        wijze=nogmaals.wijze_van(verzending),
        vandaag=await tx.vandaag(),
    )
    if gebreken or verzending is None or brief.afschrift_van is not None:
        ook = () if brief.afschrift_van is None else (_AFSCHRIFT,)
        raise OngeldigeInvoer("Dit kan niet zijn teruggekomen.", gebreken=(*ook, *gebreken))
    naar_brp_adres = verzending.adres == verzending.brp_adres
    wat = huis.proces.briefsoort(brief.sjabloon).wat
    werk = vraag(wat, terugkomst.reden, naar_brp_adres=naar_brp_adres)
    if not await neem_op(tx, huis, zaak, brief, id_, terugkomst, werk=werk, naar_brp_adres=naar_brp_adres):
        raise Conflict("Dat deze brief terugkwam staat al vast; beoordeel dat, of leg vast dat het een vergissing was.")
    if zaak.rij.fase not in AFGESLOTEN:
        await zet_lezing_klaar(tx, LEES_BRP, dossier_id)


async def neem_op(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    brief: BriefRij,
    id_: UUID,
    terugkomst: Terugkomst,
    *,
    werk: str,
    naar_brp_adres: bool,
) -> bool:
    """Neem op dat een mens over deze brief moet oordelen; tot dan telt zij niet. False als dat er al staat."""
    nieuw = await tx.schrijf(
        Retourpost.insert(
            Retourpost(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=zaak.id,
                brief_id=brief.id,
                terug_op=terugkomst.terug_op,
                reden=terugkomst.reden,
                toelichting=terugkomst.toelichting.strip(),
                naar_brp_adres=naar_brp_adres,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Retourpost.id)
    )
    if not nieuw:
        return False
    if zaak.rij.fase not in AFGESLOTEN:
        await _vraag(tx, id_, zaak.id, werk)
    await _meld(tx, huis, zaak, brief, Retouroordeel.TE_BEOORDELEN, op=terugkomst.terug_op, waarom=terugkomst.reden)
    await huis.logboek.schrijf(
        tx, "retourpost.vastleggen", "retourpost", object_id=id_, dossiers=[zaak.id], velden=["terug_op", "reden"]
    )
    return True


async def beoordeel(
    tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, oordeel: Retouroordeel, motief: str
) -> None:
    """Zeg of de brief naar het goede adres ging, of dat zij niet terugkwam. Een ander oordeel dan er stond is een
    correctie: wat er stond blijft te lezen, en wat er al opnieuw klaarlag gaat niet uit.

    Raises:
        NietGevonden: de retourpost bestaat niet.
        VersieConflict: iemand anders was eerder.
        OnjuisteFase, VoorwaardeNietVervuld: de zaak is voorbij, of op wat er stond rust een boete die eerst terug moet.
        OngeldigeInvoer: zo kan er niet geoordeeld worden; alle gebreken tegelijk.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await opslag.lees(tx, dossier_id, id_)
    eis_versie(versie, rij.versie)
    brief = await lees_brief(tx, dossier_id, rij.brief_id)
    rust_erop = await _rust_erop(tx, huis, zaak, rij, brief, oordeel)
    await eis(tx, huis, zaak, Handeling.RETOURPOST_BEOORDELEN, ontbreekt=rust_erop)
    ander = await nogmaals.zoek(tx, brief.id)
    ervoor = await nogmaals.kwam_ervoor(tx, brief)
    gebreken = toets_oordeel(
        oordeel,
        nu=rij.oordeel,
        motief=motief,
        reden=rij.reden,
        wijze=nogmaals.wijze_van(await _laatste_verzending(tx, brief)),
        opnieuw_verzonden=ander is not None and ander.status is Briefstatus.VERZONDEN,
        nieuwe_dagtekening=ervoor is not None and ervoor not in NEEMT_TERUG,
        ingetrokken=ervoor in NEEMT_TERUG,
    )
    if gebreken:
        raise OngeldigeInvoer("Zo kan er niet geoordeeld worden.", gebreken=gebreken)
    await _leg_oordeel_vast(
        tx, huis, zaak, rij, brief, oordeel, motief=motief.strip(), gaat_al_uit=ervoor is not None or ander is not None
    )


async def volg_verbetering(
    tx: Tx, huis: Huis, zaak: Zaak, brief_id: UUID, *, eerder: Verzendwijze, wijze: Verzendwijze, motief: str
) -> None:
    """De verzending van een brief die terugkwam is verbeterd: wie haar uitgereikt kreeg kent haar, ook na een verkeerd
    adres (art. 3:40 en 3:41 Awb).

    Raises:
        OngeldigeInvoer: er is geoordeeld dat de persoon haar anders kreeg, en nu zou zij met de post zijn gegaan.
        OnjuisteFase, VoorwaardeNietVervuld: de zaak is voorbij, of op wat er stond rust een boete die eerst terug moet.
    """
    rij = await opslag.van_brief(tx, zaak.id, brief_id)
    if rij is None:
        return
    if gebreken := tuple(toets_weer_post(rij.oordeel, wijze)):
        raise OngeldigeInvoer("De verbetering klopt niet.", gebreken=gebreken)
    if not maakt_bekend(rij.oordeel, reden=rij.reden, eerder=eerder, wijze=wijze):
        return
    oordeel = Retouroordeel.ANDERS_BEKEND
    brief = await lees_brief(tx, zaak.id, brief_id)
    rust_erop = await _rust_erop(tx, huis, zaak, rij, brief, oordeel)
    await eis(tx, huis, zaak, Handeling.RETOURPOST_BEOORDELEN, ontbreekt=rust_erop)
    await _leg_oordeel_vast(tx, huis, zaak, rij, brief, oordeel, motief=motief.strip(), gaat_al_uit=False)


async def _leg_oordeel_vast(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    rij: RetourpostRij,
    brief: BriefRij,
    oordeel: Retouroordeel,
    *,
    motief: str,
    gaat_al_uit: bool,
) -> None:
    """Leg het oordeel vast, met wat eruit volgt."""
    await tx.schrijf_een(
        Retourpost.update(
            {
                Retourpost.oordeel: oordeel,
                Retourpost.motief: motief,
                Retourpost.beoordeeld_op: await tx.nu(),
                Retourpost.beoordeeld_door: tx.medewerker_id,
                **await nieuwe_versie(tx, Retourpost),
            }
        )
        .where(
            (Retourpost.gemeente_id == tx.gemeente_id) & (Retourpost.id == rij.id) & (Retourpost.versie == rij.versie)
        )
        .returning(Retourpost.id)
    )
    if rij.oordeel is not Retouroordeel.TE_BEOORDELEN:
        await correctie.leg_vast(
            tx,
            huis,
            "retourpost.verbeteren",
            "retourpost",
            object_id=rij.id,
            dossier_id=zaak.id,
            wijzigingen=[wijziging("oordeel", rij.oordeel, oordeel), wijziging("motief", rij.motief, motief)],
            motief=motief,
        )
    if oordeel is not rij.oordeel:
        ander = await nogmaals.zoek(tx, brief.id) if oordeel.telt else None
        if ander is not None:
            await bevroren.trek_in(tx, ander.id, afhandeling="de eerste brief telt toch")
        await _meld(tx, huis, zaak, brief, oordeel, op=rij.terug_op, waarom=motief)
    await _volg_op(tx, huis, rij, brief, oordeel, gaat_al_uit=gaat_al_uit)
    await huis.logboek.schrijf(
        tx, "retourpost.beoordelen", "retourpost", object_id=rij.id, dossiers=[zaak.id], velden=["oordeel", "motief"]
    )


async def verzend_opnieuw(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, uitreiken: bool = False) -> UUID:
    """Maak dezelfde brief naar het adres dat nu geldt; geeft haar id. Zij wordt gewoon verzonden, en maakt dan bekend.

    Is het om haar uit te reiken, dan mag het adres nog dat zijn waar zij vandaan terugkwam.

    Is zij er al, dan verandert er niets.

    Raises:
        NietGevonden: de retourpost bestaat niet.
        VoorwaardeNietVervuld: de brief ging niet naar een verkeerd adres, kan zo niet nog eens, of haar besluit kreeg
            een nieuwe dagtekening of is ingetrokken.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await opslag.lees(tx, dossier_id, id_)
    if rij.oordeel is not Retouroordeel.FOUT_ADRES:
        raise VoorwaardeNietVervuld(
            "Leg eerst vast dat deze brief naar een verkeerd adres ging; anders gaat zij niet nog eens uit.",
            grond=str(BEKENDMAKEN),
        )
    brief = await lees_brief(tx, dossier_id, rij.brief_id)
    ervoor = await nogmaals.kwam_ervoor(tx, brief)
    if ervoor in NEEMT_TERUG:
        raise VoorwaardeNietVervuld(
            "Het besluit in deze brief is daarna ingetrokken of losgelaten; deze brief gaat niet nog eens uit.",
            grond=str(BEKENDMAKEN),
        )
    if ervoor is not None:
        raise VoorwaardeNietVervuld(
            "Het besluit in deze brief kreeg daarna een nieuwe dagtekening; deze brief gaat niet nog eens uit. Verzend"
            " de brief van het besluit dat nu geldt.",
            grond=str(BEKENDMAKEN),
        )
    ander = await nogmaals.zoek(tx, brief.id)
    if ander is not None:
        return ander.id
    nieuw = await nogmaals.bevries(
        tx,
        huis,
        zaak,
        brief,
        verkeerd_gericht=rij.reden is Retourreden.VERKEERD_GERICHT,
        uitreiken=uitreiken,
    )
    await werkvoorraad.sluit(tx, Soort.RETOURPOST, sleutel=str(id_), afhandeling="de brief gaat opnieuw uit")
    await huis.logboek.schrijf(
        tx, "retourpost.opnieuw", "brief", object_id=nieuw, dossiers=[dossier_id], velden=["gegevens"]
    )
    return nieuw


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID) -> Stand:
    """Hoe de retourpost er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await opslag.lees(tx, dossier_id, id_)
    await huis.logboek.schrijf(tx, "retourpost.lezen", "retourpost", object_id=id_, dossiers=[dossier_id])
    klaar = "Dit was een vergissing." if rij.oordeel is Retouroordeel.VERGISSING else ""
    return stand_van(rij, velden={"oordeel": rij.oordeel, "motief": rij.motief}, klaar=klaar)


async def _rust_erop(
    tx: Tx, huis: Huis, zaak: Zaak, rij: RetourpostRij, brief: BriefRij, oordeel: Retouroordeel
) -> tuple[Gebrek, ...]:
    """Een oproep die niet aankwam telde niet, en een andere kwam in haar plaats; een boete daarop gaat eerst terug."""
    if rij.oordeel is not Retouroordeel.FOUT_ADRES or not oordeel.telt:
        return ()
    recht = huis.recht_van(tx.gemeente_id)
    return tuple(toets_weer_tellen(await rechtsoproepen(tx, zaak.rij), brief.onderwerp_id, recht=recht))


async def _laatste_verzending(tx: Tx, brief: BriefRij) -> VerzendingRij | None:
    verzendingen = await verzendingen_van(tx, brief.id) if brief.status is Briefstatus.VERZONDEN else []
    return verzendingen[-1] if verzendingen else None


async def _meld(
    tx: Tx, huis: Huis, zaak: Zaak, brief: BriefRij, oordeel: Retouroordeel, *, op: date, waarom: str
) -> None:
    if brief.verzonden_op is None:
        raise LookupError("wat terugkwam was verzonden")
    voorval = RetourpostBeoordeeld(
        brief_id=brief.id, verzonden_op=brief.verzonden_op, oordeel=oordeel, terug_op=op, waarom=waarom
    )
    await meld(tx, huis, zaak, voorval)


async def _volg_op(
    tx: Tx, huis: Huis, rij: RetourpostRij, brief: BriefRij, oordeel: Retouroordeel, *, gaat_al_uit: bool
) -> None:
    """Na een verkeerd adres gaat de brief opnieuw uit, als dat al niet gebeurt; kan dat zo niet, dan zegt haar soort
    wat er dan gebeurt."""
    soort = huis.proces.briefsoort(brief.sjabloon)
    if oordeel.telt or soort.niet_opnieuw or gaat_al_uit:
        await werkvoorraad.sluit(tx, Soort.RETOURPOST, sleutel=str(rij.id), afhandeling=f"oordeel: {oordeel}")
    else:
        wat = (
            f"Verzend {soort.wat} opnieuw: zij ging naar een verkeerd adres. Lees eerst de BRP, of kies een briefadres;"
            " of maak haar nog eens om haar uit te reiken"
        )
        besluit = await besluit_van(tx, brief)
        if besluit is not None and besluit.soort is not Besluitsoort.INTREKKING:
            wat += ". Of geef het besluit een nieuwe dagtekening; het is nog niet bekendgemaakt"
        await _vraag(tx, rij.id, rij.dossier_id, wat)


async def _vraag(tx: Tx, id_: UUID, dossier_id: UUID, omschrijving: str) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Soort.RETOURPOST,
        omschrijving=omschrijving,
        grond=str(BEKENDMAKEN),
        sleutel=str(id_),
        dossier_id=dossier_id,
        vervaldatum=await tx.vandaag(),
    )


def _eis_dezelfde(tx: Tx, staat: RetourpostRij, dossier_id: UUID, terugkomst: Terugkomst) -> None:
    eis_dezelfde(
        "andere retourpost",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        nu={
            "briefId": terugkomst.brief_id,
            "terugOp": terugkomst.terug_op,
            "reden": terugkomst.reden,
            "toelichting": terugkomst.toelichting.strip(),
        },
        staat={
            "briefId": staat.brief_id,
            "terugOp": staat.terug_op,
            "reden": staat.reden,
            "toelichting": staat.toelichting,
        },
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
        anders="maak een nieuw id, of leg vast dat dit een vergissing was.",
    )
