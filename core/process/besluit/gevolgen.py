"""Wat besluiten en brieven doen bij een voorval: bekendmaken laat de bezwaartermijn lopen, en wat niet meer hoeft gaat
de deur niet meer uit."""

from core.law.besluiten import Besluitsoort
from core.law.retourpost import Retouroordeel
from core.law.termijn import Termijnsoort
from core.law.termijnen import bezwaartermijn
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.besluit import bevroren, bewaken, bezwaardag, opmaken
from core.process.besluit.actions import lees_brief, onderwerp_van
from core.process.besluit.bevroren import LIGT_NOG
from core.process.besluit.geldend import brief_onder
from core.process.besluit.rijen import Bekendmaking, Briefstand
from core.process.besluit.tables import Besluit, Brief, Briefstatus
from core.process.besluit.verzenden import besluit_van
from core.process.besluit.werksoorten import Soort
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    BesluitVervangen,
    Geschorst,
    Overleden,
    PlichtGeeindigd,
    RetourpostBeoordeeld,
    Teruggekeerd,
    Verhuisd,
    Voorval,
)


async def laat_bezwaartermijn_lopen(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt) -> tuple[str, ...]:
    """Zes weken na de bekendmaking, voor elk besluit apart (art. 6:7 en 6:8 Awb)."""
    besluit = await tx.lees_een_als(
        Bekendmaking,
        Bekendmaking.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.id == voorval.besluit_id)),
    )
    if besluit is None or besluit.bekendgemaakt_op is None:
        return ()
    onder = brief_onder(besluit.soort, besluit.id, besluit.onderwerp_id)
    werk = await bevroren.ligt_niet_meer(tx, onder, afhandeling=voorval.omschrijving)
    werkveld = ("werkitem.status",) if werk else ()
    recht = huis.recht_van(tx.gemeente_id)
    termijn = bezwaartermijn(besluit.bekendgemaakt_op, recht=recht)
    if await termijnen.staat(tx, zaak.id, termijn.soort, oorzaak_id=voorval.besluit_id):
        return werkveld
    await termijnen.leg_vast(
        tx, zaak.id, termijn, recht=recht, oorzaak_id=voorval.besluit_id, gedrukt_einde=termijn.einde
    )
    return ("termijn.status", *werkveld)


async def laat_bezwaardag_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitVervangen | BesluitIngetrokken
) -> tuple[str, ...]:
    """Een brief over een latere dag voor bezwaar die nog ligt gaat over een besluit dat niet meer geldt."""
    besluit = await tx.lees_een_als(
        Bekendmaking,
        Bekendmaking.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.id == voorval.besluit_id)),
    )
    if besluit is None:
        return ()
    onder = brief_onder(besluit.soort, besluit.id, besluit.onderwerp_id)
    weg = await bezwaardag.vervalt_onder(tx, onder, afhandeling=voorval.omschrijving)
    return ("brief.status", "werkitem.status") if weg else ()


async def volg_retourpost(tx: Tx, huis: Huis, zaak: Zaak, voorval: RetourpostBeoordeeld) -> tuple[str, ...]:
    """Naar een verkeerd adres is niet bekendgemaakt: het besluit werkt niet, en de bezwaartermijn loopt niet (art. 3:40
    en 3:41 Awb). Telt de brief toch, dan is het zoals het was."""
    if await onderwerp_van(tx, voorval.brief_id) is None:
        return ()
    brief = await lees_brief(tx, zaak.id, voorval.brief_id)
    besluit = await besluit_van(tx, brief)
    op = voorval.verzonden_op if voorval.oordeel.telt else None
    if besluit is None or voorval.oordeel is Retouroordeel.TE_BEOORDELEN or besluit.bekendgemaakt_op == op:
        return ()
    if op is None:
        await termijnen.sluit_van(tx, zaak.id, besluit.id, (Termijnsoort.BEZWAAR,), status=Termijnstatus.VERVALLEN)
    else:
        recht = huis.recht_van(tx.gemeente_id)
        termijn = bezwaartermijn(op, recht=recht)
        gedrukt = max(termijn.einde, brief.tijdig_tot or termijn.einde)
        await termijnen.leg_vast(tx, zaak.id, termijn, recht=recht, oorzaak_id=besluit.id, gedrukt_einde=gedrukt)
    await tx.schrijf_een(
        Besluit.update({Besluit.bekendgemaakt_op: op})
        .where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.id == besluit.id))
        .returning(Besluit.id)
    )
    if op is None:
        bezwaardag_ = await bezwaardag.vervalt(tx, brief.id, afhandeling="de brief ging naar een verkeerd adres")
    else:
        bezwaardag_ = await bezwaardag.vraag(tx, huis, brief)
    return ("besluit.bekendgemaakt_op", "termijn.status", *(["brief.status", "werkitem.status"] if bezwaardag_ else []))


async def trek_in_na_einde(tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd) -> tuple[str, ...]:
    """Na het einde gaat alleen nog uit wat dan doorgaat, zoals een beslissing op bezwaar (PG-12)."""
    return await _trek_in(tx, huis, zaak, voorval, ook_besluiten=True)


async def trek_in_wat_geen_besluit_is(tx: Tx, huis: Huis, zaak: Zaak, voorval: Geschorst | Verhuisd) -> tuple[str, ...]:
    """Een oproep hoeft niet meer, ook niet met haar waarschuwing; een ander besluit dat er is wordt nog bekendgemaakt
    (art. 3:41 Awb)."""
    return await _trek_in(tx, huis, zaak, voorval, ook_besluiten=False)


async def volg_verhuizing(tx: Tx, huis: Huis, zaak: Zaak, voorval: Verhuisd) -> tuple[str, ...]:
    """Wat geen besluit is gaat niet meer uit. Een besluit dat er is wordt bekendgemaakt, en zijn brief zegt dan wat er
    nu geldt: zij wordt opnieuw opgemaakt, ook voor elke latere dag waarvoor zij al was opgemaakt (art. 3:41 Awb)."""
    weg = await trek_in_wat_geen_besluit_is(tx, huis, zaak, voorval)
    liggen = await opmaken.volg_de_persoon(tx, huis, zaak)
    werk = ["werkitem.omschrijving"] if await bewaken.zet_bij(tx, huis, zaak.id) else []
    return (*weg, *(["brief_opmaak.na_verhuizing"] if liggen else []), *werk)


async def volg_terugkeer(tx: Tx, huis: Huis, zaak: Zaak, voorval: Teruggekeerd) -> tuple[str, ...]:
    """Wat er in zijn eerdere zaken nog ligt zegt dat een ander college verdergaat; nu gaat dit college weer verder."""
    return ("brief_opmaak.na_terugkeer",) if await opmaken.volg_de_persoon(tx, huis, zaak) else ()


async def trek_alles_in(tx: Tx, huis: Huis, zaak: Zaak, voorval: Overleden) -> tuple[str, ...]:
    """Aan wie overleden is gaat geen brief meer."""
    return await _trek_in(tx, huis, zaak, voorval, ook_besluiten=True, ook_wat_doorgaat=True)


async def _trek_in(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: Voorval, *, ook_besluiten: bool, ook_wat_doorgaat: bool = False
) -> tuple[str, ...]:
    open_ = await tx.lees_als(
        Briefstand,
        Briefstand.select().where(
            (Brief.gemeente_id == tx.gemeente_id) & (Brief.dossier_id == zaak.id) & Brief.status.is_in([*LIGT_NOG])
        ),
    )
    besluiten = await tx.lees_als(
        Bekendmaking,
        Bekendmaking.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == zaak.id)),
    )
    van_een_besluit = {b.id for b in besluiten if b.soort is not Besluitsoort.WAARSCHUWING}
    weg = [
        brief.id
        for brief in open_
        if (ook_wat_doorgaat or not huis.proces.gaat_door(brief.sjabloon))
        and (ook_besluiten or brief.onderwerp_id not in van_een_besluit)
    ]
    if not weg:
        return ()
    await tx.schrijf(
        Brief.update({Brief.status: Briefstatus.INGETROKKEN, **await nieuwe_versie(tx, Brief)}).where(
            (Brief.gemeente_id == tx.gemeente_id) & Brief.id.is_in(weg)
        )
    )
    werk = [
        await werkvoorraad.sluit(
            tx, Soort.BRIEF_VERZENDEN, sleutel=str(brief_id), afhandeling=voorval.omschrijving, vervallen=True
        )
        for brief_id in weg
    ]
    onderwerpen = {brief.onderwerp_id for brief in open_ if brief.id in weg}
    werk += [
        await bevroren.ligt_niet_meer(tx, onderwerp_id, afhandeling=voorval.omschrijving, vervallen=True)
        for onderwerp_id in sorted(onderwerpen)
    ]
    return ("brief.status", *(["werkitem.status"] if any(werk) else []))
