"""Een vastgesteld PIP intrekken: van een ander, of op feiten die niet klopten (art. 3:2 Awb, ADR 0058).

Het plan blijft te lezen, met zijn besluit; daarna staat de zaak weer waar een PIP geschreven wordt.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from core.fouten import OngeldigeInvoer
from core.law.besluiten import gronden as gronden_van
from core.law.fasen import Aanleiding, Fase
from core.law.handelingen import Handeling
from core.law.intake import PipVanElders
from core.law.intrekken import Horen, intrekken_vanaf, termijn_blijft, toets_inhoud
from core.law.kalender import schrijf_dag
from core.law.mandaat import Collegebesluit
from core.law.recht import Grond
from core.law.termijn_tonen import termijn_in_brief
from core.law.termijnen import inburgeringstermijn
from core.law.voornemen import Voornemenstatus
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.aanmelding import elders
from core.process.besluit import intrekken
from core.process.besluit.actions import PlanTotBekend
from core.process.besluit.briefdelen import in_dagen
from core.process.besluit.geldend import Geldend, lees_geldend
from core.process.besluit.intrekbrief import INTAKE_GAAT_VERDER, KOM_BIJ_OPROEP, OPROEP_BLIJFT, Gevolg, Verhuisd
from core.process.dossier import pip_gehaald, termijn_van_duo
from core.process.dossier.tables import Dossier
from core.process.dossier.terugkeer import neem_met_vervolg
from core.process.dossier.zaak import Zaak, ga_naar, werk_bij
from core.process.intake import actions as intake
from core.process.intake import elders_ingetrokken
from core.process.oproep.beeld import eis, zaakbeeld
from core.process.pip import concept, duo, voornemens
from core.process.pip.herdagtekenen import SOORT, stand_van
from core.process.pip.rijen import PipRij
from core.process.pip.tables import Pip, Pipstatus, PipVoornemen
from core.process.retourpost import opslag as retourpost
from core.process.voorvallen import BesluitIngetrokken, FeitenGewijzigd, meld

_VAN_HET_PLAN = frozenset({"dossier.leerroute", "dossier.intensiteit"})


async def trek_in(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    besluit_id: UUID,
    *,
    motivering: str,
    horen: Horen | None,
    collegebesluit: Collegebesluit | None = None,
) -> UUID:
    """Trek het besluit over het PIP in; geeft het id van het besluit dat dat doet. Kent de persoon het, dan is hij
    eerst gehoord (`horen`) en krijgt hij een brief; anders niet. Hetzelfde nog eens vragen verandert niets.

    Raises:
        Conflict: dit is niet het besluit over het PIP dat nu geldt.
        OnjuisteFase, VoorwaardeNietVervuld: er is geen PIP dat geldt, zijn brief kwam terug en is niet beoordeeld, wie
            handelt mag het niet, of er kan geen brief.
        OngeldigeInvoer: de motivering of het horen ontbreekt of klopt niet; alle gebreken tegelijk.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak, nu = await neem_met_vervolg(tx, dossier_id)
    oud, vandaag = await lees_geldend(tx, dossier_id, SOORT), await tx.vandaag()
    eerder = await intrekken.al_gedaan(
        tx, dossier_id, oud, besluit_id, motivering=motivering, horen=horen, collegebesluit=collegebesluit
    )
    if eerder is not None:
        return eerder
    beeld = await eis(
        tx,
        huis,
        zaak,
        Handeling.PIP_INTREKKEN,
        besluiten=await stand_van(tx, oud),
        zelfde_mens=await zelfde_mens(tx, oud),
        collegebesluit=collegebesluit,
        niet_voor=None if oud is None else intrekken_vanaf(horen, dagtekening=oud.dagtekening),
    )
    rij = None if oud is None else await duo.lees_pip(tx, oud.onderwerp_id)
    if oud is None or rij is None:
        raise LookupError("zonder besluit over een PIP laat de toets niemand intrekken")
    recht = huis.recht_van(tx.gemeente_id)
    if gebreken := toets_inhoud(motivering, horen, bekend_op=oud.bekendgemaakt_op, peildatum=vandaag, recht=recht):
        raise OngeldigeInvoer("Het PIP kan zo niet worden ingetrokken.", gebreken=gebreken)
    gronden = await _gronden(tx, zaak, rij)
    nog = None
    if oud.bekendgemaakt_op is not None and rij.leerroute is not None:
        nog = PlanTotBekend(rij.leerroute, rij.intensiteit_leerroute)
    nieuw = await intrekken.leg_vast(
        tx,
        huis,
        zaak,
        oud,
        wat="Het PIP",
        gronden=gronden,
        beslisser=beeld.beslisser,
        motivering=motivering,
        horen=horen,
        gevolg=gevolg(
            van=in_dagen(oud.dagtekening),
            tot=in_dagen(await _laatste_dag(tx, huis, nu or zaak, oud.dagtekening)),
            leerroute=leerroute_blijft((await elders.lees(tx, (nu or zaak).rij, zonder_eigen_van=oud.dagtekening)).pip),
            terug=nu is not None,
        ),
        collegebesluit=collegebesluit,
        nog=nog,
    )
    if nu is None:
        await _neem_terug(tx, huis, zaak, oud, rij)
    else:
        await _neem_terug_van_toen(tx, huis, zaak, nu, oud)
    await huis.logboek.schrijf(
        tx, "pip.intrekken", "besluit", object_id=nieuw, dossiers=[dossier_id], velden=["status", "vervangt"]
    )
    return nieuw


async def zelfde_mens(tx: Tx, oud: Geldend | None) -> frozenset[Handeling]:
    """Wie het PIP vaststelde of opnieuw dagtekende, of zei dat de persoon het niet kreeg, trekt het niet zelf in (vier
    ogen, eigen regel)."""
    if oud is None or not await retourpost.rust_op_hem(tx, oud):
        return frozenset()
    return frozenset({Handeling.PIP_INTREKKEN})


async def _neem_terug(tx: Tx, huis: Huis, zaak: Zaak, oud: Geldend, rij: PipRij) -> None:
    """Zet de zaak terug waar een PIP geschreven wordt, met de termijnen die daarbij horen, en laat elke stap het hare
    doen."""
    async with tx.met_doel(Doel.INTREKKEN):
        await tx.schrijf_een(
            Pip.update({Pip.status: Pipstatus.INGETROKKEN, **await nieuwe_versie(tx, Pip)})
            .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.id == rij.id) & (Pip.status == Pipstatus.VASTGESTELD))
            .returning(Pip.id)
        )
        await _zet_voornemen_terug(tx, zaak)
    zaak = await ga_naar(tx, zaak, Fase.INTAKE_AFGEROND, aanleiding=Aanleiding.TERUGGENOMEN)
    zaak = await werk_bij(tx, zaak, {Dossier.leerroute: None, Dossier.intensiteit: None})
    await pip_gehaald.is_toch_niet_gehaald(tx, zaak.id, op=oud.dagtekening)
    blijft = termijn_blijft(oud.bekendgemaakt_op)
    if not blijft:
        zaak = await termijn_van_duo.begon_niet(tx, zaak, dagtekening=oud.dagtekening)
    await meld(tx, huis, zaak, BesluitIngetrokken(besluit_id=oud.id, soort=SOORT, termijn_blijft=blijft))
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=_VAN_HET_PLAN))


async def _neem_terug_van_toen(tx: Tx, huis: Huis, zaak: Zaak, nu: Zaak, oud: Geldend) -> None:
    """Het plan van voor zijn verhuizing geldt niet meer: zijn eerdere zaak blijft voorbij, en in die van nu ligt de
    leerroute niet meer vast (art. 15 lid 4). De inburgeringstermijn begon ermee, en blijft (art. 11 lid 3)."""
    beeld = await zaakbeeld(tx, huis, nu.rij)
    zaak = await _is_weg(tx, zaak, oud)
    await meld(tx, huis, zaak, BesluitIngetrokken(besluit_id=oud.id, soort=SOORT, termijn_blijft=True))
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=_VAN_HET_PLAN))
    waarom = f"Het PIP van uw gemeente van {schrijf_dag(oud.dagtekening)} is ingetrokken"
    await elders_ingetrokken.zeg_het(tx, nu, beeld, waarom=waarom)
    await meld(tx, huis, nu, FeitenGewijzigd(velden=elders.INGETROKKEN))


async def laat_los(tx: Tx, zaak: Zaak, oud: Geldend) -> Zaak:
    """Het plan van dit besluit komt er na een verhuizing niet meer: het heeft nooit gewerkt, en liet geen termijn
    beginnen (art. 3:40 Awb). De zaak blijft bij de nieuwe gemeente, en een nieuw plan maakt die."""
    return await termijn_van_duo.begon_niet(tx, await _is_weg(tx, zaak, oud), dagtekening=oud.dagtekening)


async def _is_weg(tx: Tx, zaak: Zaak, oud: Geldend) -> Zaak:
    """Het plan van dit besluit geldt niet meer, en legt dus ook geen leerroute vast."""
    async with tx.met_doel(Doel.INTREKKEN):
        await tx.schrijf_een(
            Pip.update({Pip.status: Pipstatus.INGETROKKEN, **await nieuwe_versie(tx, Pip)})
            .where(
                (Pip.gemeente_id == tx.gemeente_id)
                & (Pip.id == oud.onderwerp_id)
                & (Pip.status == Pipstatus.VASTGESTELD)
            )
            .returning(Pip.id)
        )
    return await werk_bij(tx, zaak, {Dossier.leerroute: None, Dossier.intensiteit: None})


async def _zet_voornemen_terug(tx: Tx, zaak: Zaak) -> None:
    """Was de persoon niet bij de intake, dan staat ook weer wat hem was voorgelegd, met zijn antwoord: komt hetzelfde
    plan er opnieuw, dan hoeft hij niet nog eens gehoord (art. 4:11, onder b, Awb); een ander plan vraagt een nieuw
    voornemen (PG-10)."""
    rij = await voornemens.lees_besloten(tx, zaak.id)
    if rij is None or not voornemens.is_nodig(await intake.lees_intake(tx, zaak.id), Fase.INTAKE_AFGEROND):
        return
    status = Voornemenstatus.LOOPT if rij.afzien_grond is None else Voornemenstatus.AFGEZIEN
    await tx.schrijf_een(
        PipVoornemen.update({PipVoornemen.status: status, **await nieuwe_versie(tx, PipVoornemen)})
        .where((PipVoornemen.gemeente_id == tx.gemeente_id) & (PipVoornemen.id == rij.id))
        .returning(PipVoornemen.id)
    )


async def _gronden(tx: Tx, zaak: Zaak, rij: PipRij) -> tuple[Grond, ...]:
    """De artikelen van het PIP zelf, met art. 3:2 Awb."""
    feiten = await concept.besluitfeiten(tx, zaak.rij, concept.gegevens_van(rij, rij.dagtekening))
    return gronden_van(intrekken.SOORT, replace(feiten, ingetrokken=SOORT))


async def _laatste_dag(tx: Tx, huis: Huis, zaak: Zaak, dagtekening: date) -> date:
    """De laatste dag van de inburgeringstermijn die doorloopt: die van DUO, of anders die uit haar begin volgt."""
    rij = zaak.rij
    van_duo = termijn_in_brief(rij.termijn_van, rij.termijn_tot, rij.termijn_oude_van, dagtekening=dagtekening)
    if van_duo is not None and not van_duo.opnieuw:
        return van_duo.laatste_dag
    begin = await termijn_van_duo.begon_na(tx, zaak.id, dagtekening=dagtekening)
    return inburgeringstermijn(begin, recht=huis.recht_van(tx.gemeente_id)).laatste_dag


def leerroute_blijft(staat: PipVanElders | None) -> str:
    """Dat een eerder plan de leerroute blijft vastleggen (art. 15 lid 4 Wi2021); leeg als er geen is."""
    if staat is None or staat.leerroute is None:
        return ""
    wie = "Wij hebben" if staat.eigen else "Een andere gemeente heeft"
    van = "" if staat.dag is None else f", in een plan van {in_dagen(staat.dag)}"
    return f"Uw leerroute verandert niet. {wie} die eerder vastgesteld{van}. Dat geldt nog."


def gevolg(*, van: str, tot: str, leerroute: str = "", terug: bool = False) -> Gevolg:
    """Wat het voor de persoon betekent dat zijn PIP van deze dag is ingetrokken. Zijn termijn blijft beginnen waar zij
    begon, en loopt tot dezelfde dag (art. 11 lid 3 Wi2021); `leerroute` zegt of een eerder plan haar vastlegt. Kwam hij
    `terug`, dan loopt er een nieuwe brede intake: wat hij daarvoor moet doen blijft, ook als hij de oproep eerst na
    deze brief krijgt."""
    vervalt = (
        f"Uw plan van {van} geldt niet meer. U hoefde niet te doen wat daarin staat, en nu hoeft u dat ook niet.",
    )
    oproep = (
        "Kreeg u een oproep waarin staat dat de leerroute uit dat plan dezelfde blijft, en dat u geen toets hoeft te"
        " maken? Dat geldt niet meer. Wij kiezen de leerroute opnieuw met u. Daarbij hoort ook de leerbaarheidstoets,"
        " als die nodig is. Dat is een toets die laat zien hoe snel u kunt leren. En wij vragen naar uw opleiding en uw"
        " werk van vroeger.",
    )
    blijft = (
        "U moet nog steeds inburgeren.",
        f"Uw inburgeringstermijn loopt door, tot en met {tot}. Hij begint niet opnieuw, ook niet als u een nieuw"
        " plan krijgt. Dat staat in artikel 11, derde lid, van de Wet inburgering 2021. DUO kan de termijn in"
        " sommige situaties verlengen.",
        *([leerroute] if leerroute else []),
    )
    return Gevolg(
        vervalt=(*vervalt, *(oproep if terug and not leerroute else ())),
        blijft=(*blijft, *((OPROEP_BLIJFT,) if terug else ())),
        doen=(
            "Volgt u al les bij een taalschool? Bel ons. Wij bespreken met u of u daar kunt blijven.",
            "Hebt u bezwaar gemaakt tegen uw plan? Bel ons dan ook.",
            KOM_BIJ_OPROEP if terug else "Verder hoeft u nu niets te doen. Wacht op bericht van ons.",
        ),
        verder=(
            f"{INTAKE_GAAT_VERDER if terug else ''}Wij maken een nieuw plan met u. Daarover krijgt u een nieuwe brief."
            " Dat nieuwe plan geldt dan wel: deze brief gaat alleen over uw eerdere plan."
        ),
        verhuisd=Verhuisd(
            vervalt=vervalt,
            blijft=blijft,
            doen=(
                "Volgt u al les bij een taalschool? Vraag uw nieuwe gemeente of u daar kunt blijven.",
                "Hebt u bezwaar gemaakt tegen uw plan? Bel ons dan.",
                "Verder hoeft u voor ons niets te doen.",
            ),
            verder="Van ons krijgt u geen nieuw plan meer. Deze brief gaat alleen over het plan dat u van ons had."
            " Vraag uw nieuwe gemeente welk plan voor u geldt.",
        ),
        terug=Verhuisd(
            vervalt=vervalt,
            blijft=(*blijft, OPROEP_BLIJFT),
            doen=(
                "Volgt u al les bij een taalschool? Bel ons. Wij bespreken met u of u daar kunt blijven.",
                "Hebt u bezwaar gemaakt tegen uw plan? Bel ons dan ook.",
                KOM_BIJ_OPROEP,
            ),
            verder="Kreeg u na uw terugkeer al een nieuw plan van ons? Dat geldt: deze brief gaat alleen over het plan"
            " van voor uw verhuizing. Hebt u nog geen nieuw plan? Dan maken wij dat met u, na de brede intake. Dat zijn"
            " gesprekken met u over uw inburgering.",
        ),
    )
