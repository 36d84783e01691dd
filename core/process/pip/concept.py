"""Het concept van een PIP: half ingevuld mag, en de toets zegt op elk moment alles wat nog ontbreekt."""

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.boetegrond import nog_te_komen
from core.law.dagtekening import Vastgesteld
from core.law.groepen import Doelgroep
from core.law.handelingen import Handeling, Oordeel
from core.law.intake import is_verkort
from core.law.mandaat import Collegebesluit
from core.law.pip import (
    PipGegevens,
    PipInhoud,
    PipOmgeving,
    niet_overgenomen,
    tegen_de_norm,
    tegen_de_toets,
    toets_pip,
)
from core.law.pip_termijnen import vestiging_voor_pip, wacht_op_vestiging
from core.law.termijn_tonen import signaal_van_duo, termijn_in_brief
from core.law.uitkomsten import Signaal
from core.law.urennorm import is_lager, lees_na
from core.law.voornemen import Voornemenstand, besluiten_vanaf
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.aanmelding.elders import pip_van_elders
from core.process.besluit.adresboek import lees_adresboek
from core.process.besluit.geldend import lees_geldend, lees_geldende
from core.process.dossier.oordeel import oordeel_over
from core.process.dossier.persoon import lees_aanschrijving
from core.process.dossier.rijen import DossierRij
from core.process.dossier.signalen import signalen_van
from core.process.dossier.termijnen import feiten_van
from core.process.dossier.zaak import lees_dossier, neem_dossier
from core.process.intake import actions as intake
from core.process.mandaat.register import lees_beslisser
from core.process.ontheffing import opslag as ontheffing
from core.process.oproep.beeld import eis, rechtsoproepen, zaakbeeld
from core.process.pip import voornemens
from core.process.pip.brief import PIP_BESCHIKKING
from core.process.pip.proefbrief import gebreken_van_de_brief, wat_er_nog_niet_staat
from core.process.pip.rijen import Dagtekening, PipRij
from core.process.pip.tables import Pip, Pipstatus

VELDEN = tuple(veld.name for veld in fields(PipInhoud))
"""Wat een medewerker invult; de namen zijn de kolommen."""
JSONVELDEN = ("participatiewet_beschikkingen", "revalidatie", "verrekeningen")


async def werk_bij(tx: Tx, huis: Huis, dossier_id: UUID, inhoud: PipInhoud, *, versie: int) -> int:
    """Leg het concept vast; geeft de nieuwe versie. De eerste keer is de geziene versie 0.

    Raises:
        OnjuisteFase: de zaak staat niet in een fase waarin een PIP geschreven wordt.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    staand = await lees_laatste(tx, dossier_id)
    # Wie met versie 0 komt begint een nieuw concept; wat er eerder vastgesteld is, houdt dat niet tegen.
    if staand is not None and (staand.status is Pipstatus.CONCEPT or versie != 0):
        eis_versie(versie, staand.versie)
    await eis(tx, huis, zaak, Handeling.PIP_SCHRIJVEN)
    if versie == 0:
        await tx.voer_uit(
            "insert into meedoen.pip (gemeente_id, id, dossier_id, volgnummer, status, versie)"
            " values ($1, $2, $3, $4, 'concept', 0) on conflict do nothing",
            tx.gemeente_id,
            nieuw_id(),
            dossier_id,
            1 if staand is None else staand.volgnummer + 1,
        )
    rij = await tx.schrijf_een(
        Pip.update({**_kolommen(inhoud), **await nieuwe_versie(tx, Pip)})
        .where(
            (Pip.gemeente_id == tx.gemeente_id)
            & (Pip.dossier_id == dossier_id)
            & (Pip.status == Pipstatus.CONCEPT)
            & (Pip.versie == versie)
        )
        .returning(Pip.versie, Pip.id)
    )
    await huis.logboek.schrijf(
        tx,
        "pip.bijwerken",
        "pip",
        object_id=rij["id"],
        dossiers=[dossier_id],
        velden=[*VELDEN],
    )
    nieuw: int = rij["versie"]
    return nieuw


async def lees_laatste(tx: Tx, dossier_id: UUID) -> PipRij | None:
    """De laatste versie als rij: het concept als dat er is, anders het laatste vastgestelde; None als er niets is."""
    return await tx.lees_een_als(
        PipRij,
        PipRij.select()
        .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.dossier_id == dossier_id))
        .order_by(Pip.volgnummer, ascending=False)
        .limit(1),
    )


async def lees_concept(tx: Tx, dossier_id: UUID) -> PipRij | None:
    """Het concept als rij, of None."""
    return await tx.lees_een_als(
        PipRij,
        PipRij.select().where(
            (Pip.gemeente_id == tx.gemeente_id) & (Pip.dossier_id == dossier_id) & (Pip.status == Pipstatus.CONCEPT)
        ),
    )


async def toets(tx: Tx, huis: Huis, dossier_id: UUID, *, dagtekening: date | None) -> Oordeel:
    """Of het PIP nu vastgesteld kan worden; zo niet, alles wat het tegenhoudt: de wet, DUO, de brief, en wie handelt.

    Zonder dagtekening is het de vraag of het vandaag kan (PG-5). Geldt er een vastgesteld PIP en is er geen
    nieuw concept, dan ontbreekt er niets aan een leeg plan.
    """
    zaak = await lees_dossier(tx, dossier_id)
    rij = await lees_concept(tx, dossier_id)
    dagtekening = dagtekening or await tx.vandaag()
    gegevens = gegevens_van(rij, dagtekening) if rij else PipGegevens(dagtekening=dagtekening)
    inhoud: tuple[Gebrek, ...] = ()
    besluiten = await besluiten_van(tx, dossier_id)
    if rij is not None or not besluiten:
        inhoud = await gebreken_van(tx, huis, zaak, gegevens)
    beeld = await zaakbeeld(
        tx,
        huis,
        zaak,
        heeft_concept=rij is not None,
        ontheffing=await ontheffing.stand_van(tx, zaak.id),
        voornemen=await voornemen_van(tx, zaak, rij),
        besluiten=besluiten,
        ontbreekt={Handeling.PIP_VASTSTELLEN: inhoud},
        beslisser=await lees_beslisser(tx),
        feiten=await besluitfeiten(tx, zaak, gegevens),
        zelfde_mens=await zelfde_mens(tx, dossier_id),
    )
    return await oordeel_over(tx, huis, zaak, Handeling.PIP_VASTSTELLEN, beeld, dag=dagtekening)


async def gebreken_van(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    gegevens: PipGegevens,
    *,
    collegebesluit: Collegebesluit | None = None,
) -> tuple[Gebrek, ...]:
    """Wat deze gegevens van dit dossier mankeert: voor de wet, voor DUO, en voor de beschikking op papier."""
    adresboek = await lees_adresboek(tx, huis, dossier, PIP_BESCHIKKING.onderwerp)
    gevonden = (
        *toets_pip(gegevens, await omgeving(tx, huis, dossier), recht=huis.recht_van(tx.gemeente_id)),
        *adresboek.adressering.gebreken,
    )
    brief = await gebreken_van_de_brief(
        tx,
        huis,
        dossier,
        gegevens,
        dagtekening=gegevens.dagtekening or await tx.vandaag(),
        feiten=await besluitfeiten(tx, dossier, gegevens),
        collegebesluit=collegebesluit,
    )
    return (*gevonden, *wat_er_nog_niet_staat(brief, gevonden))


async def signalen(tx: Tx, huis: Huis, dossier_id: UUID) -> tuple[Signaal, ...]:
    """Wat niets tegenhoudt en wie vaststelt toch moet weten, zoals dat de persoon in een andere gemeente woont."""
    dossier = await lees_dossier(tx, dossier_id)
    van_de_persoon = signalen_van(huis, dossier, await lees_aanschrijving(tx, dossier))
    termijn = termijn_in_brief(
        dossier.termijn_van, dossier.termijn_tot, dossier.termijn_oude_van, dagtekening=await tx.vandaag()
    )
    oproepen, recht = await rechtsoproepen(tx, dossier), huis.recht_van(tx.gemeente_id)
    boete = nog_te_komen(oproepen, peildatum=await tx.vandaag(), recht=recht)
    rij = await lees_concept(tx, dossier_id)
    if rij is None:
        return (*van_de_persoon, *signaal_van_duo(termijn), *boete)
    norm = (*tegen_de_norm(gegevens_van(rij, None)), *lees_na(rij.revalidatie))
    return (*van_de_persoon, *signaal_van_duo(termijn), *boete, *norm, *await _naast_de_intake(tx, dossier, rij))


async def _naast_de_intake(tx: Tx, dossier: DossierRij, rij: PipRij) -> tuple[Signaal, ...]:
    """Waar het concept afwijkt van de intake: wat de persoon zei en er niet in staat, en een andere leerroute dan uit
    de leerbaarheidstoets volgt."""
    gesprek = await intake.lees_intake(tx, dossier.id)
    if gesprek is None:
        return ()
    if is_verkort(await pip_van_elders(tx, dossier)):  # nobody chose: art. 15(4)
        return niet_overgenomen(rij, gesprek)
    lbt = await intake.lbtstand(tx, dossier.id, gesprek)
    return (*niet_overgenomen(rij, gesprek), *tegen_de_toets(rij.leerroute, None if lbt is None else lbt.uitkomst))


async def omgeving(tx: Tx, huis: Huis, dossier: DossierRij) -> PipOmgeving:
    """Wat de zaak over deze persoon weet.

    Wat van de vestiging telt, hangt van de groep af (`vestiging_voor_pip`, PG-14).
    """
    doelgroep = dossier.groep or Doelgroep.GEZIN_EN_OVERIG
    feiten = feiten_van(dossier, doelgroep, recht=huis.recht_van(tx.gemeente_id))
    vestiging = vestiging_voor_pip(feiten)
    verslag = await intake.lees_intake(tx, dossier.id)
    vorige = await tx.lees_als(
        Dagtekening,
        Dagtekening.select()
        .where(
            (Pip.gemeente_id == tx.gemeente_id)
            & (Pip.dossier_id == dossier.id)
            & Pip.status.is_in([Pipstatus.VASTGESTELD, Pipstatus.VERVANGEN])
        )
        .order_by(Pip.volgnummer),
    )
    dagen = await dagtekeningen(tx, dossier.id)
    elders = await pip_van_elders(tx, dossier)
    return PipOmgeving(
        doelgroep=doelgroep,
        begindatum_plicht=dossier.plicht_vanaf,
        datum_vestiging=vestiging,
        begin_te_kiezen=feiten.asielvergunning and vestiging is None and not wacht_op_vestiging(feiten),
        vandaag=await tx.vandaag(),
        eerste_pip_ooit=not vorige,
        intake_afgerond=intake.is_afgerond(verslag, dossier.fase),
        eerste_dagtekening=dagen.get(vorige[0].id, vorige[0].dagtekening) if vorige else None,
        huidige_dagtekening=dagen.get(vorige[-1].id, vorige[-1].dagtekening) if vorige else None,
        vaste_leerroute=None if vorige or elders is None else elders.leerroute,
        wil_onderwijsroute=None if verslag is None or elders is not None else verslag.wil_onderwijsroute,
        heeft_participatiewet_beschikkingen=verslag is not None and verslag.heeft_participatiewet_beschikkingen,
    )


async def dagtekeningen(tx: Tx, dossier_id: UUID) -> dict[UUID, date]:
    """De dag van het besluit dat over elk PIP geldt; kreeg het een nieuwe, dan is dat die (PG-6)."""
    return {rij.onderwerp_id: rij.dagtekening for rij in await lees_geldende(tx, dossier_id, Besluitsoort.PIP)}


async def besluiten_van(tx: Tx, dossier_id: UUID) -> dict[Besluitsoort, Vastgesteld]:
    """Het besluit over het PIP dat nu geldt, als er een is."""
    geldend = await lees_geldend(tx, dossier_id, Besluitsoort.PIP)
    return {} if geldend is None else {Besluitsoort.PIP: geldend.stand}


async def besluitfeiten(tx: Tx, dossier: DossierRij, gegevens: PipGegevens) -> Besluitfeiten:
    """Waaruit de gronden van dit PIP volgen, en wie het niet mag vaststellen."""
    verslag = await intake.lees_intake(tx, dossier.id)
    return Besluitfeiten(
        groep=dossier.groep,
        leerroute=gegevens.leerroute,
        in_afwezigheid=verslag is not None and verslag.in_afwezigheid,
        leerroute_overgenomen=is_verkort(await pip_van_elders(tx, dossier)),
        lagere_norm=is_lager(gegevens.lagere_urennorm, gegevens.revalidatie),
        verrekeningen=gegevens.verrekeningen,
    )


async def besluit_vanaf(tx: Tx, dossier: DossierRij, rij: PipRij, voornemen: Voornemenstand | None) -> date | None:
    """De eerste dag waarop het orgaan zelf dit PIP kon vaststellen: met dit concept, na de intake, na wat een derde
    wist, en na wat de persoon van het voornemen vond (PG-5, PG-10)."""
    verslag = await intake.lees_intake(tx, dossier.id)
    dagen = (
        None if rij.gewijzigd_op is None else rij.gewijzigd_op.astimezone(NEDERLAND).date(),
        None if verslag is None else verslag.afgerond_op,
        dossier.derde_ontvangen_op,
        besluiten_vanaf(voornemen),
    )
    return max((dag for dag in dagen if dag is not None), default=None)


async def voornemen_van(tx: Tx, dossier: DossierRij, rij: PipRij | None) -> Voornemenstand | None:
    """Hoe het met het voornemen van dit concept staat; None als de persoon bij de intake was (PG-10)."""
    verslag = await intake.lees_intake(tx, dossier.id)
    return await voornemens.stand_van(tx, dossier.id, intake=verslag, fase=dossier.fase, concept=rij)


async def zelfde_mens(tx: Tx, dossier_id: UUID) -> frozenset[Handeling]:
    """Wie de intake in afwezigheid afrondde, stelt het PIP dat daarop rust niet ook nog vast, ook niet met een nieuwe
    dagtekening (PG-10, PG-19)."""
    verslag = await intake.lees_intake(tx, dossier_id)
    if verslag is None or not verslag.in_afwezigheid or verslag.afgerond_door != tx.toegang.medewerker_id:
        return frozenset()
    return frozenset({Handeling.PIP_VASTSTELLEN, Handeling.PIP_HERDAGTEKENEN})


def gegevens_van(rij: PipRij, dagtekening: date | None) -> PipGegevens:
    """Een opgeslagen PIP zoals de wet het leest."""
    return PipGegevens(**{naam: getattr(rij, naam) for naam in VELDEN}, dagtekening=dagtekening)


def _kolommen(inhoud: PipInhoud) -> dict[Any, Any]:
    waarden: dict[Any, Any] = {}
    for naam in VELDEN:
        waarde = getattr(inhoud, naam)
        if naam in JSONVELDEN and waarde is not None:
            waarde = msgspec.json.encode(waarde).decode()
        waarden[getattr(Pip, naam)] = waarde
    return waarden
