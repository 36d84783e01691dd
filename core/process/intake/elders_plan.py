"""Vastleggen dat er een PIP van elders is dat DUO hier nooit gaf (art. 15 lid 4), en dat terugnemen.

Het is een feit, en geen besluit van deze gemeente (ADR 0077). Daarna telt het als een plan dat DUO gaf: wat ervan
afhangt leest het zelf, en de tien weken volgen uit de verhuizing (art. 5.3 lid 3 Bi2021).
"""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from core.fouten import Conflict, NietGevonden, OngeldigeInvoer
from core.law.elders_plan import Planbron, VastTeLeggen, toets_plan
from core.law.gemeenten import waarschuw_onbekend
from core.law.handelingen import Handeling, Zaakbeeld
from core.law.leerroutes import Leerroute
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.aanmelding import elders
from core.process.aanmelding.rijen import EldersPlanRij
from core.process.aanmelding.tables import EldersPlan
from core.process.bevestigen import eis_en_bewaar
from core.process.dossier import correctie
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.correctie import wijziging
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import neem_dossier
from core.process.intake.actions import lees_lbt
from core.process.intake.elders_ingetrokken import PLAN_WAS_ER_NIET, weer_volledig, zeg_het
from core.process.intake.tables import Toetsstatus
from core.process.oproep.beeld import eis
from core.process.voorvallen import FeitenGewijzigd, meld

_BEKEND = frozenset({"dossier.plan_bekend"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vastlegging:
    """Wat een medewerker ervan weet."""

    gemeente: str
    pip_van: date
    leerroute: Leerroute
    bron: Planbron
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
    """Leg vast dat een andere gemeente een PIP vaststelde dat DUO hier niet gaf. Hetzelfde nog eens verandert niets.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OnjuisteFase, VoorwaardeNietVervuld: er rust iets op dat er geen was.
        OngeldigeInvoer: de dag klopt niet, dit plan is hier al bekend, of het is van deze gemeente en Meedoen weet zelf
            wat ervan werd; alle gebreken tegelijk.
        NietBevestigd: Meedoen kent deze gemeente niet, en dat is niet bevestigd.
        Conflict: onder dit id staat al iets anders, of dit is teruggenomen.
    """
    zaak = await neem_dossier(tx, dossier_id)
    if (staat := await _zoek(tx, id_)) is not None:
        _eis_dezelfde(tx, dossier_id, nieuw, staat)
        return
    await eis(tx, huis, zaak, Handeling.PLAN_VASTLEGGEN)
    gebreken = toets_plan(
        VastTeLeggen(gemeente=nieuw.gemeente, dag=nieuw.pip_van, leerroute=nieuw.leerroute, vandaag=await tx.vandaag()),
        (await elders.lees_plannen(tx, zaak.rij)).van_elders,
        await elders.lees_geldende(tx, dossier_id),
        hier_sinds=zaak.rij.vestiging_op,
        eigen=await elders.lees_eigen(tx, huis, zaak.rij),
    )
    if gebreken:
        raise OngeldigeInvoer("Zo kan dit PIP niet worden vastgelegd.", gebreken=gebreken)
    onbekend = waarschuw_onbekend(nieuw.gemeente)
    await eis_en_bewaar(tx, huis, onbekend, bevestigd, object_="elders_plan", object_id=id_, dossiers=(dossier_id,))
    rijen = await tx.schrijf(
        EldersPlan.insert(
            EldersPlan(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
                **asdict(nieuw),
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(EldersPlan.id)
    )
    if not rijen:
        raise Conflict("Dit id is al van iets anders; maak een nieuw id en probeer het opnieuw.")
    zaak = await elders.volg_bekend(tx, zaak)
    await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=weer_volledig(dossier_id),
        afhandeling="er is een PIP van elders",
        vervallen=True,
    )
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=_BEKEND))
    await huis.logboek.schrijf(
        tx,
        "pip-van-elders.plan-vastleggen",
        "elders_plan",
        object_id=id_,
        dossiers=[dossier_id],
        velden=sorted(asdict(nieuw)),
    )


async def neem_terug(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, motief: str) -> None:
    """Dat PIP van elders was er niet; wat er stond blijft te lezen.

    Raises:
        NietGevonden: dit staat er niet (meer), of niet in dit dossier.
        OnjuisteFase, VoorwaardeNietVervuld: er rust iets op dat eerst terug moet.
    """
    zaak = await neem_dossier(tx, dossier_id)
    staat = await _zoek(tx, id_)
    if staat is None or staat.dossier_id != dossier_id or staat.teruggenomen_op is not None:
        raise NietGevonden("Dit staat er niet (meer). Lees opnieuw welk PIP van elders is vastgelegd.")
    beeld = await eis(tx, huis, zaak, Handeling.PLAN_TERUGNEMEN)
    nu = await tx.nu()
    await tx.schrijf_een(
        EldersPlan.update({EldersPlan.teruggenomen_op: nu})
        .where((EldersPlan.gemeente_id == tx.gemeente_id) & (EldersPlan.id == id_))
        .returning(EldersPlan.id)
    )
    await correctie.leg_vast(
        tx,
        huis,
        "pip-van-elders.plan-terugnemen",
        "elders_plan",
        object_id=id_,
        dossier_id=dossier_id,
        wijzigingen=[wijziging("teruggenomen_op", None, nu)],
        motief=motief,
    )
    zaak = await elders.volg_bekend(tx, zaak)
    if not await _hoorde_niemand_ervan(tx, staat, beeld):
        await zeg_het(tx, zaak, beeld, waarom=PLAN_WAS_ER_NIET)
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=_BEKEND | elders.INGETROKKEN))


async def _hoorde_niemand_ervan(tx: Tx, staat: EldersPlanRij, beeld: Zaakbeeld) -> bool:
    """Of dit plan er vandaag pas kwam, DUO geen toets liet vervallen, en sindsdien geen oproep wegging of nog ligt: dan
    heeft de persoon er niets over gelezen, en valt er niets recht te zetten."""
    vandaag, oproep, toets = await tx.vandaag(), beeld.oproep, await lees_lbt(tx, staat.dossier_id)
    if staat.vastgelegd_op.astimezone(NEDERLAND).date() != vandaag:
        return False
    if toets is not None and toets.status is Toetsstatus.VERVALLEN:
        return False
    return oproep is None or (oproep.verzonden_op is not None and oproep.verzonden_op < vandaag)


async def _zoek(tx: Tx, id_: UUID) -> EldersPlanRij | None:
    waar = (EldersPlan.gemeente_id == tx.gemeente_id) & (EldersPlan.id == id_)
    return await tx.lees_een_als(EldersPlanRij, EldersPlanRij.select().where(waar))


def _eis_dezelfde(tx: Tx, dossier_id: UUID, nieuw: Vastlegging, staat: EldersPlanRij) -> None:
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


def _als_gestuurd(wat: Vastlegging | EldersPlanRij) -> dict[str, object]:
    """Met de namen van het verzoek."""
    return {
        "gemeente": wat.gemeente,
        "pipVan": wat.pip_van,
        "leerroute": wat.leerroute,
        "bron": wat.bron,
        "toelichting": wat.toelichting,
    }
