"""Terugnemen wat verkeerd bij een oproep is vastgelegd, zoals een uitkomst in het dossier van een ander (art. 3:2 Awb).

De gebeurtenis blijft staan en telt niet meer; de oproep, haar termijn, haar werk en de fase worden weer wat zij zonder
haar waren. Wat erop rust gaat eerst: de weigering noemt het, en wat men er eerst mee doet.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.boete_elders import BIJ_TERUGNEMEN, Boetelot, LotVanBoete, toets_lot
from core.law.fasen import Aanleiding, Fase
from core.law.handelingen import Handeling
from core.law.oproepen import Uitkomst
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.actions import collegebesluit_van
from core.process.dossier import correctie, termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier import zaak as dossier
from core.process.dossier.correctie import wijziging
from core.process.dossier.rijen import Wijziging
from core.process.dossier.zaak import Zaak
from core.process.oproep import alsnog, opvolging, toetsweigering
from core.process.oproep import boete as boetes
from core.process.oproep.actions import bevries_oproepbrief
from core.process.oproep.afspraak import bevestig_weer, vernieuw_bevestiging
from core.process.oproep.beeld import alsnog_op, eis, gebeurtenissen_van
from core.process.oproep.boetegrond import volg_grond
from core.process.oproep.intrekbrief import vernieuw
from core.process.oproep.rijen import Gebeurtenisbeeld, OproepRij
from core.process.oproep.tables import Gebeurtenissoort, Oproep
from core.process.oproep.uitkomsten import TERMIJN_NA, TERMIJNEN, neem, sluit_werk, vraag_boete, zet
from core.process.oproep.werksoorten import Soort

_G = Gebeurtenissoort
_HANDELING = {
    _G.UITKOMST: Handeling.UITKOMST_TERUGNEMEN,
    _G.BOETEVRAAG: Handeling.BOETEANTWOORD_TERUGNEMEN,
    _G.AFSPRAAK_GEMIST: Handeling.AFSPRAAK_TERUGNEMEN,
    _G.AFSPRAAK_AFGEZEGD: Handeling.AFSPRAAK_TERUGNEMEN,
}
_WAAROM_NIET = {
    _G.VERZONDEN: "De dag van verzending wordt bij de brief verbeterd.",
    _G.AFSPRAAK_VERZET: "Verzet de afspraak opnieuw; dan geldt de nieuwe tijd.",
    **dict.fromkeys(
        (_G.POST_TERUG, _G.POST_AANGEKOMEN, _G.POST_NIET_AANGEKOMEN),
        "Of de brief terugkwam en toch telt, beoordeelt u bij de retourpost.",
    ),
    _G.INGETROKKEN: "Een ingetrokken oproep blijft ingetrokken; stel een nieuwe op.",
}


async def neem_terug(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    oproep_id: UUID,
    gebeurtenis_id: UUID,
    *,
    versie: int,
    motief: str,
    lot: LotVanBoete | None = None,
) -> None:
    """Neem een uitkomst, een antwoord op de boetevraag of een gemiste of afgezegde afspraak terug.

    Was het antwoord een boete die de persoon al kreeg, dan zegt `lot` of die is ingetrokken, of er nooit was.

    Raises:
        NietGevonden: de oproep of de gebeurtenis bestaat niet.
        Conflict: zij is al teruggenomen.
        OnjuisteFase, VoorwaardeNietVervuld: er rust nog iets op; `gebreken` noemt alles, en wat eerst moet.
        OngeldigeInvoer: er is een boete bekendgemaakt, en niet gezegd wat daarmee is.
        VersieConflict: iemand anders was eerder.
    """
    zaak, rij = await neem(tx, dossier_id, oproep_id, versie)
    van_deze = [g for g in await gebeurtenissen_van(tx, dossier_id) if g.oproep_id == oproep_id]
    bedoeld = next((g for g in van_deze if g.id == gebeurtenis_id), None)
    if bedoeld is None:
        raise NietGevonden("Bij deze oproep is dit niet vastgelegd.")
    if bedoeld.teruggenomen:
        raise Conflict("Dit is al teruggenomen.")
    handeling = _HANDELING.get(bedoeld.soort)
    if handeling is None:
        raise VoorwaardeNietVervuld(f"Dit kan niet worden teruggenomen. {_WAAROM_NIET[bedoeld.soort]}")
    staand = [g for g in van_deze if not g.teruggenomen]
    await eis(tx, huis, zaak, handeling, bedoeld=oproep_id, ontbreekt=_later_van_deze_soort(bedoeld, staand))
    boete = None if bedoeld.boetevraag is None else bedoeld.boetevraag.bekende_boete
    gebreken = tuple(toets_lot(lot, boete, kan=BIJ_TERUGNEMEN, peildatum=await tx.vandaag()))
    if gebreken:
        raise OngeldigeInvoer("Dit kan zo niet worden teruggenomen.", gebreken=gebreken)
    over = [g for g in staand if g.id != bedoeld.id]
    kwam_alsnog = bedoeld.soort is _G.UITKOMST and alsnog_op(van_deze, rij) is not None
    await correctie.leg_vast(
        tx,
        huis,
        "oproep.terugnemen",
        "oproepgebeurtenis",
        object_id=bedoeld.id,
        dossier_id=dossier_id,
        wijzigingen=[wijziging("alsnog_gekomen_op", bedoeld.op, None)]
        if kwam_alsnog
        else _wijzigingen(bedoeld, rij, over, lot),
        motief=motief,
    )
    if kwam_alsnog:
        await zet(tx, rij, {})
        await alsnog.vraag_niet_meer(tx, oproep_id)
        await volg_grond(tx, huis, zaak)
        await vraag_boete(tx, huis, zaak, oproep_id, anders="de uitkomst is teruggenomen")
    elif bedoeld.soort is _G.UITKOMST:
        await _herstel_uitkomst(tx, huis, zaak, rij, over)
    elif bedoeld.soort is _G.BOETEVRAAG:
        await zet(tx, rij, {})
        await boetes.vraag_weer(tx, huis, zaak, oproep_id)
        staat = boete if lot is not None and lot.wat is Boetelot.INGETROKKEN else None
        await vernieuw(tx, huis, zaak, over=boete, boete=staat, lot=lot)
    else:
        await zet(tx, rij, {})
        await _herstel_afspraakwerk(tx, rij, over)
        laatste = _laatste_over_de_afspraak(over)
        # A later change of the appointment has a letter that was never taken back.
        if laatste is not None and staand.index(laatste) < staand.index(bedoeld):
            await bevestig_weer(tx, huis, zaak, rij, laatste, vandaag=await tx.vandaag())
        elif laatste is not None and bedoeld.soort is _G.AFSPRAAK_GEMIST:
            await vernieuw_bevestiging(tx, huis, zaak, rij, laatste, vandaag=await tx.vandaag())


def _later_van_deze_soort(bedoeld: Gebeurtenisbeeld, staand: Sequence[Gebeurtenisbeeld]) -> tuple[Gebrek, ...]:
    """Wie eerst kwam en daarna niet meewerkte, kwam ook: het laatste gaat eerst terug."""
    laatste = [g for g in staand if g.soort is bedoeld.soort][-1]
    if laatste.id == bedoeld.id or bedoeld.soort not in (_G.UITKOMST, _G.BOETEVRAAG):
        return ()
    melding = f"Hierna is op {laatste.op:%d-%m-%Y} bij deze oproep iets anders vastgelegd; neem dat eerst terug."
    return (Gebrek(veld="gebeurtenisId", melding=melding, grond="art. 3:2 Awb"),)


def _wijzigingen(
    bedoeld: Gebeurtenisbeeld, rij: OproepRij, over: Sequence[Gebeurtenisbeeld], lot: LotVanBoete | None
) -> list[Wijziging]:
    if bedoeld.soort is _G.UITKOMST:
        uitkomst, op, toelichting = _stand_na(over)
        return [
            wijziging("uitkomst", rij.uitkomst, uitkomst),
            wijziging("uitkomst_op", rij.uitkomst_op, op),
            wijziging("toelichting", rij.toelichting, toelichting),
        ]
    if bedoeld.soort is _G.BOETEVRAAG:
        return boetes.wijzigingen(bedoeld, over, lot)
    return [wijziging("gebeurtenis", bedoeld.soort, None), wijziging("op", bedoeld.op, None)]


def _stand_na(over: Sequence[Gebeurtenisbeeld]) -> tuple[Uitkomst, date | None, str]:
    """Wat er van de oproep kwam volgens wat blijft staan.

    Raises:
        VoorwaardeNietVervuld: Meedoen bewaarde toen nog niet welke uitkomst het was.
    """
    vorige = next((g for g in reversed(over) if g.soort is _G.UITKOMST), None)
    if vorige is None:
        return Uitkomst.OPEN, None, ""
    if vorige.uitkomst is None:
        raise VoorwaardeNietVervuld(
            "Van de uitkomst hiervoor bewaarde Meedoen toen nog niet welke het was. Leg vast wat er wel gebeurde."
        )
    return vorige.uitkomst, vorige.op, vorige.toelichting


async def _herstel_uitkomst(tx: Tx, huis: Huis, zaak: Zaak, rij: OproepRij, over: Sequence[Gebeurtenisbeeld]) -> None:
    """De oproep, haar termijn, haar werk, de fase en de boetevraag, zoals zij waren."""
    uitkomst, op, toelichting = _stand_na(over)
    await zet(tx, rij, {Oproep.uitkomst: uitkomst, Oproep.uitkomst_op: op, Oproep.toelichting: toelichting})
    await sluit_werk(tx, rij.id, afhandeling="de uitkomst is teruggenomen")
    if Uitkomst.ONVOLDOENDE_MEDEWERKING not in (rij.uitkomst, uitkomst):  # that one leaves the term as it was
        termijn_id = await termijnen.heropen_van(tx, zaak.id, rij.id, TERMIJNEN)
        if uitkomst in TERMIJN_NA:
            await termijnen.sluit_van(tx, zaak.id, rij.id, TERMIJNEN, status=TERMIJN_NA[uitkomst])
        elif termijn_id is not None:
            await opvolging.volg_op(tx, rij, termijn_id)
    if uitkomst is Uitkomst.OPEN:
        await _herstel_afspraakwerk(tx, rij, over)
    fase = Fase.INTAKE_LOOPT if uitkomst.gekomen else Fase.INTAKE_OPGEROEPEN
    if zaak.rij.fase is not fase:
        zaak = await dossier.ga_naar(tx, zaak, fase, aanleiding=Aanleiding.TERUGGENOMEN)
    await vraag_boete(tx, huis, zaak, rij.id, anders="de uitkomst is teruggenomen")
    await toetsweigering.volg(tx, zaak)
    vandaag = await tx.vandaag()
    if uitkomst is Uitkomst.OPEN and rij.verzonden_op is None and vandaag < rij.afspraak_dag:
        zelf = await collegebesluit_van(tx, rij.id)  # a warning that is a besluit has the id of its oproep
        await bevries_oproepbrief(tx, huis, zaak, rij, collegebesluit=zelf)
    laatste = _laatste_over_de_afspraak(over)
    if uitkomst is Uitkomst.OPEN and laatste is not None:
        await bevestig_weer(tx, huis, zaak, rij, laatste, vandaag=vandaag)


async def _herstel_afspraakwerk(tx: Tx, rij: OproepRij, over: Sequence[Gebeurtenisbeeld]) -> None:
    """Er moet een nieuwe afspraak komen als de laatste niet doorging, en anders niet."""
    laatste = _laatste_over_de_afspraak(over)
    if laatste is not None and laatste.soort in opvolging.NIET_DOORGEGAAN:
        await opvolging.vraag_nieuwe_afspraak(tx, rij, laatste.soort)
        return
    await werkvoorraad.sluit(
        tx, Soort.AFSPRAAK_VERZETTEN, sleutel=str(rij.id), afhandeling="teruggenomen", vervallen=True
    )


def _laatste_over_de_afspraak(over: Sequence[Gebeurtenisbeeld]) -> Gebeurtenisbeeld | None:
    return next((g for g in reversed(over) if g.soort in (*opvolging.NIET_DOORGEGAAN, _G.AFSPRAAK_VERZET)), None)
