"""Vastleggen dat een andere gemeente het PIP introk waarmee de persoon kwam (art. 15 lid 4), en dat terugnemen.

Het is een feit, en geen besluit van deze gemeente (ADR 0070). Wat ervan afhangt leest het zelf: de brede intake, de
toets, de ontheffing, de oproepen en het PIP.
"""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from core.fouten import Conflict, NietGevonden, OngeldigeInvoer
from core.law.elders import ELDERS, Intrekking, Intrekkingsbron, toets_intrekking
from core.law.fasen import Fase
from core.law.gemeenten import waarschuw_onbekend
from core.law.handelingen import Handeling, Zaakbeeld
from core.law.kalender import schrijf_dag
from core.law.oproepen import Oproep, Uitkomst
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.uow import Tx
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.aanmelding import elders
from core.process.aanmelding.rijen import EldersIngetrokkenRij
from core.process.aanmelding.tables import EldersIngetrokken
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import correctie
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.correctie import wijziging
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.intake.actions import lees_lbt
from core.process.intake.tables import Toetsstatus
from core.process.oproep.beeld import eis
from core.process.voorvallen import FeitenGewijzigd, meld

_INGETROKKEN = "Het PIP van de vorige gemeente is ingetrokken"
PLAN_WAS_ER_NIET = "Het PIP van elders dat hier was vastgelegd is er niet"
"""Waarom de brede intake weer volledig is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vastlegging:
    """Wat een medewerker ervan weet."""

    gemeente: str
    pip_van: date
    besluit_van: date
    kenmerk: str
    bron: Intrekkingsbron
    toelichting: str


async def leg_vast(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    id_: UUID,
    nieuw: Vastlegging,
    *,
    bevestigd: tuple[Waarschuwingssoort, ...] = (),
) -> None:
    """Leg vast dat een PIP van elders is ingetrokken; staat er daarna geen meer, dan is de brede intake volledig.
    Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OnjuisteFase, VoorwaardeNietVervuld: er is hier geen PIP van elders, het staat er al, of er rust iets op.
        OngeldigeInvoer: gemeente of dagen kloppen niet, op zichzelf of naast wat DUO geeft; alle gebreken tegelijk.
        NietBevestigd: Meedoen kent deze gemeente niet, en dat is niet bevestigd.
        Conflict: onder dit id staat al iets anders, of dit is teruggenomen.
    """
    zaak = await neem_dossier(tx, dossier_id)
    if (staat := await _zoek(tx, id_)) is not None:
        _eis_dezelfde(tx, dossier_id, nieuw, staat)
        return
    beeld = await eis(tx, huis, zaak, Handeling.PIP_ELDERS_INGETROKKEN)
    plannen = await elders.lees_plannen(tx, zaak.rij)
    gebreken = toets_intrekking(
        Intrekking(
            gemeente=nieuw.gemeente,
            pip_van=nieuw.pip_van,
            besluit_van=nieuw.besluit_van,
            bekend_op=await tx.vandaag(),
        ),
        plannen.bekend,
        await elders.lees_geldende(tx, dossier_id),
        geeft_er_een=plannen.geeft_er_een,
        eigen_gemeente=huis.tenant(tx.gemeente_id).code,
    )
    if gebreken:
        raise OngeldigeInvoer("Zo kan niet worden vastgelegd dat het PIP is ingetrokken.", gebreken=gebreken)
    onbekend = waarschuw_onbekend(nieuw.gemeente)
    await eis_en_bewaar(
        tx, huis, onbekend, bevestigd, object_="elders_ingetrokken", object_id=id_, dossiers=(dossier_id,)
    )
    rijen = await tx.schrijf(
        EldersIngetrokken.insert(
            EldersIngetrokken(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
                **asdict(nieuw),
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(EldersIngetrokken.id)
    )
    if not rijen:
        raise Conflict("Dit id is al van iets anders; maak een nieuw id en probeer het opnieuw.")
    await zeg_het(tx, zaak, beeld, waarom=_INGETROKKEN)
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=elders.INGETROKKEN))
    await huis.logboek.schrijf(
        tx,
        "pip-van-elders.vastleggen",
        "elders_ingetrokken",
        object_id=id_,
        dossiers=[dossier_id],
        velden=sorted(asdict(nieuw)),
    )


async def neem_terug(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, motief: str) -> None:
    """Dat PIP van elders telt weer, en de brede intake is (weer) verkort; wat er stond blijft te lezen.

    Raises:
        NietGevonden: dit staat er niet (meer), of niet in dit dossier.
        OnjuisteFase, VoorwaardeNietVervuld: er rust iets op dat eerst terug moet.
    """
    zaak = await neem_dossier(tx, dossier_id)
    staat = await _zoek(tx, id_)
    if staat is None or staat.dossier_id != dossier_id or staat.teruggenomen_op is not None:
        raise NietGevonden("Dit staat er niet (meer). Lees opnieuw wat er over het PIP van elders is vastgelegd.")
    await eis(tx, huis, zaak, Handeling.PIP_ELDERS_TERUGNEMEN)
    nu = await tx.nu()
    await tx.schrijf_een(
        EldersIngetrokken.update({EldersIngetrokken.teruggenomen_op: nu})
        .where((EldersIngetrokken.gemeente_id == tx.gemeente_id) & (EldersIngetrokken.id == id_))
        .returning(EldersIngetrokken.id)
    )
    await correctie.leg_vast(
        tx,
        huis,
        "pip-van-elders.terugnemen",
        "elders_ingetrokken",
        object_id=id_,
        dossier_id=dossier_id,
        wijzigingen=[wijziging("teruggenomen_op", None, nu)],
        motief=motief,
    )
    if await elders.pip_van_elders(tx, zaak.rij) is not None:
        await werkvoorraad.sluit(
            tx,
            Dossierwerk.NAVRAGEN,
            sleutel=weer_volledig(dossier_id),
            afhandeling="het PIP van elders is toch niet ingetrokken",
            vervallen=True,
        )
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=elders.INGETROKKEN))


async def _zoek(tx: Tx, id_: UUID) -> EldersIngetrokkenRij | None:
    waar = (EldersIngetrokken.gemeente_id == tx.gemeente_id) & (EldersIngetrokken.id == id_)
    return await tx.lees_een_als(EldersIngetrokkenRij, EldersIngetrokkenRij.select().where(waar))


def _eis_dezelfde(tx: Tx, dossier_id: UUID, nieuw: Vastlegging, staat: EldersIngetrokkenRij) -> None:
    eis_dezelfde(
        "een andere vastlegging",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        nu=_als_gestuurd(nieuw),
        staat=_als_gestuurd(staat),
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
    )
    if staat.teruggenomen_op is not None:
        raise Conflict(
            "Wat u onder dit id vastlegde, is teruggenomen. Geldt het toch, leg het dan vast met een nieuw id."
        )


def _als_gestuurd(wat: Vastlegging | EldersIngetrokkenRij) -> dict[str, object]:
    """Met de namen van het verzoek."""
    return {
        "gemeente": wat.gemeente,
        "pipVan": wat.pip_van,
        "besluitVan": wat.besluit_van,
        "kenmerk": wat.kenmerk,
        "bron": wat.bron,
        "toelichting": wat.toelichting,
    }


async def zeg_het(tx: Tx, zaak: Zaak, beeld: Zaakbeeld, *, waarom: str) -> None:
    """Een brief of een gesprek zei al dat de toets er niet bij hoort; een mens zegt dat het anders is. Is er nog niets
    gezegd, dan leest de persoon het in zijn oproep. Staat er nog een ander plan van elders, dan is er niets anders."""
    if await elders.pip_van_elders(tx, zaak.rij) is not None:
        return
    toets = await lees_lbt(tx, zaak.id)
    vervallen = toets is not None and toets.status is Toetsstatus.VERVALLEN
    if zaak.rij.fase is Fase.PLICHT_GEMELD and not vervallen:
        return
    oproep = beeld.oproep
    await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"{waarom}, dus de brede intake is niet meer verkort. Zeg de persoon"
            " dat de leerbaarheidstoets er weer bij hoort, dat u naar opleiding en werk vraagt, en dat de leerroute nog"
            f" gekozen wordt. Leg vast dat u dat deed.{_en_de_oproep(oproep)}"
        ),
        grond=str(ELDERS),
        sleutel=weer_volledig(zaak.id),
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )


def _en_de_oproep(oproep: Oproep | None) -> str:
    """Wat een mens met de brief van een oproep doet die nog loopt: zij zegt dat de leerroute van dat plan blijft."""
    if oproep is None or oproep.uitkomst is not Uitkomst.OPEN:
        return ""
    if oproep.verzonden_op is None:
        return (
            " De oproep is nog niet verzonden, en in haar brief staat dat nog niet: trek haar in en stel een nieuwe op."
        )
    return (
        f" Lees de brief van de oproep die op {schrijf_dag(oproep.verzonden_op)} verzonden is. Staat daarin dat zijn"
        " leerroute dezelfde blijft en dat hij geen toets hoeft te maken, zeg hem dan voor de afspraak dat dat niet"
        " meer zo is. Spreekt u hem niet, stuur hem dan een brief. De oproep zelf blijft gelden."
    )


def weer_volledig(dossier_id: UUID) -> str:
    """De sleutel van het werk om de persoon te zeggen dat de brede intake weer volledig is."""
    return f"{dossier_id}:intake-weer-volledig"
