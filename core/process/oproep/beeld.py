"""De zaak zoals `law.handelingen` haar leest: de fase en de oproepen van deze ronde, met wat er mee gebeurde."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from uuid import UUID

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.bevoegd import Bevoegd
from core.law.dagtekening import Vastgesteld
from core.law.fasen import Fase
from core.law.handelingen import Handeling, Zaakbeeld, fasen_van
from core.law.intake import Elders
from core.law.mandaat import Beslisser, Collegebesluit
from core.law.medewerking import Verzoek
from core.law.ontheffing import Ontheffingstand
from core.law.oproepen import Oproep as Rechtsoproep
from core.law.oproepen import Uitkomst
from core.law.recht import Regelkeuzes
from core.law.retourpost import Retouroordeel
from core.law.terugkeer import Vervolg
from core.law.verkort import zonder_toets
from core.law.voornemen import Voornemenstand
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding import elders as van_elders
from core.process.aanmelding import vreemde
from core.process.besluit.intrekken import brief_ligt
from core.process.dossier.nagaan import met_bevinding
from core.process.dossier.oordeel import oordeel_over
from core.process.dossier.persoon import lees_persoon, overleden_of_elders
from core.process.dossier.rijen import DossierRij
from core.process.dossier.terugkeer import huidig
from core.process.dossier.zaak import Zaak, lees_dossier
from core.process.mandaat.register import lees_beslisser
from core.process.oproep.opvolging import NIET_DOORGEGAAN
from core.process.oproep.rijen import Gebeurtenisbeeld, OproepRij
from core.process.oproep.tables import Gebeurtenissoort, Oproep

OVER_AFSPRAAK = NIET_DOORGEGAAN | {Gebeurtenissoort.AFSPRAAK_VERZET}
OVER_DE_POST = {
    Gebeurtenissoort.POST_TERUG: Retouroordeel.TE_BEOORDELEN,
    Gebeurtenissoort.POST_NIET_AANGEKOMEN: Retouroordeel.FOUT_ADRES,
    Gebeurtenissoort.POST_AANGEKOMEN: None,
}
"""Wat over een brief die terugkwam geoordeeld is, bij de gebeurtenis die het zegt; None als zij telt."""
_GEBEURTENISSEN = """
select g.id, g.dossier_id, g.oproep_id, g.soort, g.op, g.toelichting, g.uitkomst, g.schreef_aan, g.verzoek,
       g.boetevraag, g.afspraak, g.bevestigd, g.vastgelegd_door, g.vastgelegd_op,
       exists (select from meedoen.correctie c where c.gemeente_id = $1 and c.object_id = g.id)
       as teruggenomen
from meedoen.oproepgebeurtenis g
where g.gemeente_id = $1 and g.dossier_id = any (string_to_array($2::text, ',')::uuid[])
order by g.vastgelegd_op, g.id"""


async def zaakbeeld(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    *,
    heeft_concept: bool = False,
    heeft_intake: bool = False,
    ontheffing: Ontheffingstand | None = None,
    voornemen: Voornemenstand | None = None,
    besluiten: Mapping[Besluitsoort, Vastgesteld] = MappingProxyType({}),
    zelfde_mens: frozenset[Handeling] = frozenset(),
    afgevinkt_werk: bool | None = None,
    retourpost: bool | None = None,
    bedoeld: UUID | None = None,
    ontbreekt: Mapping[Handeling, tuple[Gebrek, ...]] = MappingProxyType({}),
    beslisser: Beslisser | None = None,
    feiten: Besluitfeiten | None = None,
) -> Zaakbeeld:
    """Wat er nu van deze zaak vaststaat; wat intake en PIP ervan weten, geeft wie het vraagt zelf mee.

    Zonder `beslisser` (`mandaat.register.lees_beslisser`) neemt niemand een besluit.
    """
    persoon = await lees_persoon(tx, dossier)
    elders = await van_elders.lees(tx, dossier)
    kan_liggen = dossier.fase in fasen_van(Handeling.PIP_VASTSTELLEN) or dossier.eerder_id is not None
    ligt = await brief_ligt(tx, dossier.id, Besluitsoort.PIP) if kan_liggen else None
    return Zaakbeeld(
        fase=dossier.fase,
        oproepen=await rechtsoproepen(tx, dossier),
        keuzes=keuzes_van(tx, huis),
        doelgroep_bekend=dossier.doelgroep is not None,
        heeft_concept=heeft_concept,
        heeft_intake=heeft_intake,
        ontheffing=ontheffing,
        pip_van_elders=elders.pip,
        elders_ingetrokken_op=elders.ingetrokken_op,
        alleen_eigen_plan=elders.alleen_eigen,
        plan_vastgelegd=elders.vastgelegd,
        voornemen=voornemen,
        besluiten=besluiten,
        intrekking_ligt=None if ligt is None else ligt.dagtekening,
        intrekking_ligt_in="" if ligt is None else ligt.in_eerder,
        vervolg=await vervolg_van(tx, dossier),
        zelfde_mens=zelfde_mens,
        afgevinkt_werk=afgevinkt_werk,
        derde_gevraagd=dossier.derde_gevraagd_op is not None,
        retourpost=retourpost,
        overleden=persoon.overleden,
        bevoegd=await vreemde.bevoegdheid(tx, huis, dossier, persoon),
        bedoeld=bedoeld,
        beslisser=beslisser,
        feiten=feiten or Besluitfeiten(groep=dossier.groep),
        ontbreekt=ontbreekt,
    )


async def vervolg_van(tx: Tx, dossier: DossierRij) -> Vervolg | None:
    """De zaak van nu van wie terugkwam; None als dit die zaak is."""
    if dossier.opgevolgd_op is None:
        return None
    nu = await lees_dossier(tx, await huidig(tx, dossier.id))
    pip = await van_elders.pip_van_elders(tx, nu)
    return Vervolg(
        kenmerk=nu.kenmerk,
        fase=nu.fase,
        plan_van=pip.dag if pip is not None and pip.eigen else None,
    )


async def eis(
    tx: Tx,
    huis: Huis,
    zaak: Zaak,
    handeling: Handeling,
    *,
    dag: date | None = None,
    ontbreekt: tuple[Gebrek, ...] = (),
    heeft_concept: bool = False,
    heeft_intake: bool = False,
    ontheffing: Ontheffingstand | None = None,
    voornemen: Voornemenstand | None = None,
    besluiten: Mapping[Besluitsoort, Vastgesteld] = MappingProxyType({}),
    zelfde_mens: frozenset[Handeling] = frozenset(),
    bedoeld: UUID | None = None,
    feiten: Besluitfeiten | None = None,
    collegebesluit: Collegebesluit | None = None,
    niet_voor: date | None = None,
) -> Zaakbeeld:
    """Ga door als de handeling nu mag; geeft het beeld waarop dat rust. `ontbreekt` is wat er aan haar inhoud mist,
    `bedoeld` de oproep die een correctie aangaat.

    Neemt zij een besluit, dan telt wie er handelt: met mandaat, of omdat het orgaan zelf besloot (`collegebesluit`).

    Raises:
        OnjuisteFase, VoorwaardeNietVervuld: zij mag niet; de melding zegt waarom, en wat wel kan.
    """
    beeld = await zaakbeeld(
        tx,
        huis,
        zaak.rij,
        heeft_concept=heeft_concept,
        heeft_intake=heeft_intake,
        ontheffing=ontheffing,
        voornemen=voornemen,
        bedoeld=bedoeld,
        ontbreekt={handeling: ontbreekt},
        beslisser=await lees_beslisser(tx, await met_bevinding(tx, collegebesluit), niet_voor=niet_voor),
        feiten=feiten,
        besluiten=besluiten,
        zelfde_mens=zelfde_mens,
    )
    (await oordeel_over(tx, huis, zaak.rij, handeling, beeld, dag=dag)).eis()
    return beeld


def keuzes_van(tx: Tx, huis: Huis) -> Regelkeuzes:
    """Wat deze gemeente koos waar de wet ruimte laat."""
    tenant = huis.tenant(tx.gemeente_id)
    return Regelkeuzes(
        waarschuwing_rechtsmiddel=tenant.waarschuwing_rechtsmiddel,
        voornemen_pip_afwezig=tenant.voornemen_pip_afwezig,
        aanbod_gezinsmigranten=tenant.aanbod_gezinsmigranten,
    )


async def rechtsoproepen(tx: Tx, dossier: DossierRij) -> tuple[Rechtsoproep, ...]:
    """De oproepen van deze ronde, zoals de wet ze leest."""
    elders = await van_elders.lees(tx, dossier)
    return als_recht(await oproepen_van(tx, dossier.id), await gebeurtenissen_van(tx, dossier.id), dossier, elders)


async def oproepen_van(tx: Tx, dossier_id: UUID) -> list[OproepRij]:
    """De oproepen van een dossier, oudste eerst.

    Het id maakt de vrager zelf en zegt niets over de volgorde; op één dag is de oproep die nog openstaat de laatste.
    """
    rijen = await tx.lees_als(
        OproepRij,
        OproepRij.select()
        .where((Oproep.gemeente_id == tx.gemeente_id) & (Oproep.dossier_id == dossier_id))
        .order_by(Oproep.id),
    )
    return _op_volgorde(rijen)


async def gebeurtenissen_van(tx: Tx, *dossier_ids: UUID) -> list[Gebeurtenisbeeld]:
    """Wat er met de oproepen van deze dossiers gebeurde, oudste eerst; ook wat later is teruggenomen."""
    return await tx.fetch_als(Gebeurtenisbeeld, _GEBEURTENISSEN, tx.gemeente_id, ",".join(map(str, dossier_ids)))


def zonder_afspraak(gebeurtenissen: Sequence[Gebeurtenisbeeld]) -> set[UUID]:
    """De oproepen waarvan de laatste afspraak niet doorging, en waar nog geen nieuwe voor is gemaakt (PG-2)."""
    laatste = {g.oproep_id: g.soort for g in gebeurtenissen if g.soort in OVER_AFSPRAAK and not g.teruggenomen}
    return {oproep_id for oproep_id, soort in laatste.items() if soort in NIET_DOORGEGAAN}


def verzoek_van(gebeurtenissen: Sequence[Gebeurtenisbeeld], oproep_id: UUID) -> Verzoek | None:
    """Waaraan iemand na deze oproep niet meewerkte, als dat haar uitkomst is (PG-3)."""
    uitkomsten = [
        g
        for g in gebeurtenissen
        if g.oproep_id == oproep_id and g.soort is Gebeurtenissoort.UITKOMST and not g.teruggenomen
    ]
    zonder = [g for g in uitkomsten if g.uitkomst is None or not g.uitkomst.gekomen]
    return zonder[-1].verzoek if zonder else None


def schreef_aan(gebeurtenissen: Sequence[Gebeurtenisbeeld], oproep_id: UUID) -> str:
    """Wie de schriftelijke weigering na deze oproep kreeg; leeg als dat de gemeente was, of als er geen is."""
    brieven = [
        g.schreef_aan
        for g in gebeurtenissen
        if g.oproep_id == oproep_id and g.uitkomst is Uitkomst.KOMST_GEWEIGERD and not g.teruggenomen
    ]
    return brieven[-1] if brieven else ""


def alsnog_op(gebeurtenissen: Sequence[Gebeurtenisbeeld], rij: OproepRij) -> date | None:
    """Wanneer iemand kwam nadat het PIP zonder hem was vastgesteld: de oproep houdt haar uitkomst, want daar rust het
    PIP op."""
    uitkomsten = [
        g
        for g in gebeurtenissen
        if g.oproep_id == rij.id and g.soort is Gebeurtenissoort.UITKOMST and not g.teruggenomen
    ]
    laatste = uitkomsten[-1] if uitkomsten else None
    if laatste is None or laatste.uitkomst is not Uitkomst.VERSCHENEN or not rij.uitkomst.zonder_resultaat:
        return None
    return laatste.op


def _verzoek_nu(gebeurtenissen: Sequence[Gebeurtenisbeeld], rij: OproepRij) -> Verzoek | None:
    return verzoek_van(gebeurtenissen, rij.id) if rij.uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING else None


async def beelden(tx: Tx, huis: Huis, dossiers: Sequence[DossierRij]) -> dict[UUID, Zaakbeeld]:
    """Als `zaakbeeld`, van veel dossiers in één keer gelezen; wat intake en PIP weten staat er niet in."""
    ids = [dossier.id for dossier in dossiers]
    if not ids:
        return {}
    oproepen = await tx.lees_als(
        OproepRij,
        OproepRij.select()
        .where((Oproep.gemeente_id == tx.gemeente_id) & Oproep.dossier_id.is_in(ids))
        .order_by(Oproep.id),
    )
    gebeurtenissen = await gebeurtenissen_van(tx, *ids)
    anders = await overleden_of_elders(tx, dossiers, hier=huis.tenant(tx.gemeente_id).code)
    bevoegd = {d.id: await vreemde.bevoegdheid(tx, huis, d, anders[d.id]) for d in dossiers if d.id in anders}
    elders = {d.id: await van_elders.lees(tx, d) for d in dossiers}  # asks only of who came with a PIP
    return {
        dossier.id: Zaakbeeld(
            fase=dossier.fase,
            oproepen=als_recht(
                _op_volgorde([rij for rij in oproepen if rij.dossier_id == dossier.id]),
                [g for g in gebeurtenissen if g.dossier_id == dossier.id],
                dossier,
                elders[dossier.id],
            ),
            keuzes=keuzes_van(tx, huis),
            doelgroep_bekend=dossier.doelgroep is not None,
            pip_van_elders=elders[dossier.id].pip,
            elders_ingetrokken_op=elders[dossier.id].ingetrokken_op,
            alleen_eigen_plan=elders[dossier.id].alleen_eigen,
            plan_vastgelegd=elders[dossier.id].vastgelegd,
            overleden=dossier.id in anders and anders[dossier.id].overleden,
            bevoegd=bevoegd.get(dossier.id, Bevoegd.JA),
        )
        for dossier in dossiers
    }


def _op_volgorde(rijen: Sequence[OproepRij]) -> list[OproepRij]:
    return sorted(rijen, key=lambda r: (r.opgesteld_op, r.nummer, not r.uitkomst.weg, r.uitkomst is Uitkomst.OPEN))


def als_recht(
    rijen: Sequence[OproepRij],
    gebeurtenissen: Sequence[Gebeurtenisbeeld],
    dossier: DossierRij,
    elders: Elders,
) -> tuple[Rechtsoproep, ...]:
    """De oproepen van deze ronde zoals de wet ze leest; na een onderbreking van de plicht begint een nieuwe (PG-4). Wie
    verhuisde krijgt hier geen nieuwe: van hem telt de laatste, want wat hij toen miste blijft van dit college (T19)."""
    ronde = max((rij.ronde for rij in rijen), default=0) if dossier.fase is Fase.OVERGEDRAGEN else dossier.oproepronde
    antwoorden = {
        g.oproep_id: g.boetevraag
        for g in gebeurtenissen
        if g.soort is Gebeurtenissoort.BOETEVRAAG and not g.teruggenomen
    }
    niet_doorgegaan = {g.oproep_id for g in gebeurtenissen if g.soort in NIET_DOORGEGAAN and not g.teruggenomen}
    nu_zonder = zonder_afspraak(gebeurtenissen)
    retour = {g.oproep_id: OVER_DE_POST[g.soort] for g in gebeurtenissen if g.soort in OVER_DE_POST}
    return tuple(
        Rechtsoproep(
            id=rij.id,
            nummer=rij.nummer,
            opgesteld_op=rij.opgesteld_op,
            verzonden_op=rij.verzonden_op,
            termijn_tot=rij.termijn_tot,
            afspraak_dag=rij.afspraak_dag,
            uitkomst=rij.uitkomst,
            uitkomst_op=rij.uitkomst_op,
            kortere_termijn=bool(rij.kortere_termijn),
            met_plan=bool(rij.voorgenomen_plan),
            boetevraag=antwoorden.get(rij.id),
            afspraak_niet_doorgegaan=rij.id in niet_doorgegaan,
            zonder_afspraak=rij.id in nu_zonder,
            retour=retour.get(rij.id),
            zonder_toets=zonder_toets(_verzoek_nu(gebeurtenissen, rij), elders),
            alsnog_op=alsnog_op(gebeurtenissen, rij),
        )
        for rij in rijen
        if rij.ronde == ronde
    )
