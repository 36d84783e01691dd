"""De brede intake: vastleggen, en afronden als alles er is (art. 14 lid 3 Wi2021, art. 5.2 Bi2021)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.columns.combination import And

from core.fouten import Gebrek
from core.instellingen.legitimatie import Buur
from core.integrations.duo.contract import Lbtuitslag
from core.law.boetevraag import RedenGeenBoete
from core.law.fasen import Aanleiding, Fase
from core.law.handelingen import Handeling, beoordeel, fasen_van
from core.law.intake import InAfwezigheid, IntakeGegevens, Lbt, LbtAanvraag, LbtStand, toets_intake
from core.law.medewerking import GeenToets, Verzoek
from core.law.ontheffing import geen_verwijt, verleend, werkt
from core.law.ontheffingstijd import geen_verwijt_toen
from core.law.verkort import geen_toets, geen_toets_toen
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.aanmelding import elders as van_elders
from core.process.aanmelding.elders import pip_van_elders
from core.process.dossier import zaak as dossier
from core.process.dossier.rijen import DossierRij
from core.process.intake import vragenlijsten
from core.process.intake.cijferteksten import OMSTANDIGHEDEN
from core.process.intake.inhoud import IntakeInhoud
from core.process.intake.rijen import BredeIntakeRij, LeerbaarheidstoetsRij, OmstandighedenRij
from core.process.intake.tables import BredeIntake, Leerbaarheidstoets, PersoonlijkeOmstandigheden, Toetsstatus
from core.process.intake.vragenlijsten import Lijstantwoord
from core.process.ontheffing import navragen, opslag
from core.process.oproep.beeld import eis, zaakbeeld

VRAAG_EXAMENNUMMER = "intake.vraag_examennummer"
RESULTAAT = {
    Lbtuitslag.B1_HAALBAAR: Lbt.B1_HAALBAAR,
    Lbtuitslag.B1_NIET_HAALBAAR: Lbt.B1_NIET_HAALBAAR,
    Lbtuitslag.ONBEKEND: Lbt.ONBEKEND,
}
VELDEN = IntakeInhoud.__struct_fields__
TE_BEWERKEN = fasen_van(Handeling.INTAKE_BIJWERKEN)


async def werk_bij(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    intake: IntakeInhoud,
    *,
    versie: int,
    omstandigheden: str | None,
    lokaal: tuple[Lijstantwoord, ...] | None = None,
) -> int:
    """Leg de intake vast zoals zij nu is; half ingevuld mag. Geeft de nieuwe versie.

    `omstandigheden` (persoonlijk, gezondheid) gaat versleuteld naar een eigen tabel; None laat haar ongemoeid. Daarvoor
    moet de transactie het doel brede_intake hebben. `lokaal` zijn de antwoorden op vragen van de gemeente;
    ook hier laat None ze ongemoeid, en een lijst die er niet bij zit ook.

    Raises:
        OngeldigeInvoer: een antwoord past niet bij een vraag van de gemeente.
        OnjuisteFase: de intake is al afgerond, of nog niet aan de orde.
        VersieConflict: iemand anders was eerder. De eerste keer is de versie 0.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    staat_er = await lees_intake(tx, dossier_id)
    eis_versie(versie, 0 if staat_er is None else staat_er.versie)
    await eis(tx, huis, zaak, Handeling.INTAKE_BIJWERKEN)
    waarden: dict[Any, Any] = {getattr(BredeIntake, naam): getattr(intake, naam) for naam in VELDEN}
    # Wie een afgeronde intake weer wijzigt (na een herstelde plicht), moet haar ook weer afronden.
    waarden |= {BredeIntake.afgerond_op: None, BredeIntake.afgerond_door: None}
    if omstandigheden is not None:
        await bewaar_omstandigheden(tx, huis, dossier_id, omstandigheden)
        waarden[BredeIntake.omstandigheden_vastgelegd] = bool(omstandigheden.strip())
    if lokaal is not None:
        eerder = () if staat_er is None else staat_er.lokale_antwoorden
        samen = vragenlijsten.neem_op(await vragenlijsten.van_vandaag(tx, huis), eerder, lokaal)
        waarden[BredeIntake.lokale_antwoorden] = vragenlijsten.schrijf(samen)
    if versie == 0:
        await tx.voer_uit(
            "insert into meedoen.brede_intake (gemeente_id, id, dossier_id, versie) values ($1, $2, $3, 0)"
            " on conflict do nothing",
            tx.gemeente_id,
            nieuw_id(),
            dossier_id,
        )
    rij = await tx.schrijf_een(
        BredeIntake.update({**waarden, **await nieuwe_versie(tx, BredeIntake)})
        .where(deze(tx, dossier_id, versie))
        .returning(BredeIntake.versie)
    )
    velden = [*VELDEN]
    velden += ["omstandigheden"] if omstandigheden is not None else []
    velden += ["lokale_antwoorden"] if lokaal is not None else []
    await huis.logboek.schrijf(
        tx, "brede-intake.bijwerken", "brede_intake", object_id=dossier_id, dossiers=[dossier_id], velden=velden
    )
    nieuw: int = rij["versie"]
    return nieuw


async def toets(tx: Tx, huis: Huis, dossier_id: UUID, *, in_afwezigheid: bool) -> tuple[Gebrek, ...]:
    """Alles wat het afronden nu tegenhoudt, elk met zijn artikel; is de intake af, dan wat er aan de inhoud
    ontbreekt, zoals zij is afgerond.

    In afwezigheid is er niemand om te antwoorden (art. 14 lid 2 Wi2021); dan eist de gemeente haar vragen niet.
    """
    rij = await lees_intake(tx, dossier_id)
    zaak = await dossier.lees_dossier(tx, dossier_id)
    if rij is not None and is_afgerond(rij, zaak.fase):
        return await ontbreekt_aan_inhoud(tx, huis, dossier_id, in_afwezigheid=rij.in_afwezigheid)
    inhoud = await ontbreekt_aan_inhoud(tx, huis, dossier_id, in_afwezigheid=in_afwezigheid)
    handeling = _afronden(in_afwezigheid)
    beeld = await zaakbeeld(
        tx, huis, zaak, ontbreekt={handeling: inhoud}, ontheffing=await opslag.stand_van(tx, dossier_id)
    )
    recht = huis.recht_van(tx.gemeente_id)
    return beoordeel(handeling, beeld, peildatum=await tx.vandaag(), recht=recht).gebreken


def _afronden(in_afwezigheid: bool) -> Handeling:
    return Handeling.INTAKE_AFRONDEN_IN_AFWEZIGHEID if in_afwezigheid else Handeling.INTAKE_AFRONDEN


async def ontbreekt_aan_inhoud(tx: Tx, huis: Huis, dossier_id: UUID, *, in_afwezigheid: bool) -> tuple[Gebrek, ...]:
    """Wat er aan de intake zelf ontbreekt; ook wat de gemeente vraagt."""
    rij = await lees_intake(tx, dossier_id)
    zaak = await dossier.lees_dossier(tx, dossier_id)
    gegevens = await _gegevens(tx, zaak, rij, in_afwezigheid=in_afwezigheid)
    gebreken = toets_intake(gegevens, peildatum=await tx.vandaag())
    if in_afwezigheid:
        return gebreken
    lijsten = await vragenlijsten.van_vandaag(tx, huis)
    antwoorden = () if rij is None else rij.lokale_antwoorden
    return (*gebreken, *vragenlijsten.ontbrekende_antwoorden(lijsten, antwoorden))


async def rond_af(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, in_afwezigheid: bool) -> None:
    """Rond de brede intake af (T7), of in afwezigheid na drie oproepen zonder resultaat (T8).

    Is er dan aan een derde iets gevraagd en nog niet ontvangen, dan wacht het PIP daarop (T9).

    Raises:
        VoorwaardeNietVervuld: er ontbreekt nog iets; `gebreken` noemt alles.
        OnjuisteFase: de zaak is niet in een fase waarin de intake loopt.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    await _eis_versie(tx, dossier_id, versie)
    inhoud = await ontbreekt_aan_inhoud(tx, huis, dossier_id, in_afwezigheid=in_afwezigheid)
    beeld = await eis(
        tx,
        huis,
        zaak,
        _afronden(in_afwezigheid),
        ontbreekt=inhoud,
        ontheffing=await opslag.stand_van(tx, dossier_id),
    )
    aanleiding = Aanleiding.INTAKE_IN_AFWEZIGHEID if in_afwezigheid else Aanleiding.INTAKE_AFGEROND
    zaak = await dossier.ga_naar(tx, zaak, Fase.INTAKE_AFGEROND, aanleiding=aanleiding)
    if zaak.rij.wacht_op_derde:
        await dossier.ga_naar(tx, zaak, Fase.WACHT_OP_DERDE, aanleiding=Aanleiding.INFORMATIE_GEVRAAGD)
    await tx.schrijf_een(
        BredeIntake.update(
            {
                BredeIntake.afgerond_op: await tx.vandaag(),
                BredeIntake.afgerond_door: tx.medewerker_id,
                BredeIntake.in_afwezigheid: in_afwezigheid,
                BredeIntake.leerroute_van_elders: beeld.pip_van_elders and beeld.pip_van_elders.leerroute,
                **await nieuwe_versie(tx, BredeIntake),
            }
        )
        .where(deze(tx, dossier_id, versie))
        .returning(BredeIntake.dossier_id)
    )
    await huis.logboek.schrijf(
        tx, "brede-intake.afronden", "brede_intake", object_id=dossier_id, dossiers=[dossier_id], velden=["afgerond_op"]
    )


async def vraag_lbt_aan(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """Vraag DUO om een examennummer, waarmee de leerbaarheidstoets geboekt kan worden (art. 14 lid 3, onder a Wi2021).

    Is het al gevraagd, dan verandert er niets. Dat DUO de persoon als aangemeld noemde is geen vraag van ons: zonder
    examennummer kan hij niets boeken. Een toets die verviel wordt opnieuw gevraagd.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OnjuisteFase: de intake is al afgerond, of nog niet aan de orde.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    await eis(tx, huis, zaak, Handeling.LBT_AANVRAGEN, ontheffing=await opslag.stand_van(tx, dossier_id))
    nieuw = await tx.voer_uit(
        "insert into meedoen.leerbaarheidstoets (gemeente_id, dossier_id, status, gelezen_op)"
        " values ($1, $2, 'aangevraagd', $3) on conflict (gemeente_id, dossier_id)"
        " do update set status = excluded.status, gelezen_op = excluded.gelezen_op"
        " where leerbaarheidstoets.status in ('aangemeld', 'vervallen') and leerbaarheidstoets.examennummer = ''",
        tx.gemeente_id,
        dossier_id,
        await tx.nu(),
    )
    await navragen.is_gevraagd(tx, dossier_id, afhandeling="de leerbaarheidstoets is aangevraagd")
    if not nieuw:
        return
    await bus.zet(tx, VRAAG_EXAMENNUMMER, onderwerp_id=dossier_id, reeks=dossier_id, buur=Buur.DUO)
    await huis.logboek.schrijf(
        tx, "leerbaarheidstoets.aanvragen", "leerbaarheidstoets", object_id=dossier_id, dossiers=[dossier_id]
    )


async def geen_leerbaarheidstoets(tx: Tx, dossier_id: UUID, verzoek: Verzoek | None, dag: date) -> GeenToets | None:
    """Waarom op de leerbaarheidstoets niets rust: de intake is verkort (art. 15 lid 4), er is of was toen ontheffing of
    een verzoek daarom, of er is al een resultaat (PG-3, PG-9); None als zij gevraagd mag worden. `verzoek` is wat er
    gevraagd is, en `dag` die van de uitkomst."""
    elders = await van_elders.lees(tx, await dossier.lees_dossier(tx, dossier_id))
    if verkort := geen_toets(elders.pip) or geen_toets_toen(verzoek, elders):
        return verkort
    waarom = geen_verwijt(await opslag.stand_van(tx, dossier_id))
    if waarom := waarom or geen_verwijt_toen(verzoek, await opslag.toetsvrij(tx, dossier_id), dag=dag):
        return GeenToets(melding=waarom, reden=RedenGeenBoete.GEEN_VERWIJT)
    if await lbtstand(tx, dossier_id, await lees_intake(tx, dossier_id)) is None:
        return None
    return GeenToets(melding="DUO gaf het resultaat van de leerbaarheidstoets al; weigeren daarvan is geen tekort.")


async def lees_intake(tx: Tx, dossier_id: UUID) -> BredeIntakeRij | None:
    """De intake als rij, of None als er nog niets is vastgelegd; wat is weggelegd telt niet."""
    return await tx.lees_een_als(
        BredeIntakeRij,
        BredeIntakeRij.select().where(
            (BredeIntake.gemeente_id == tx.gemeente_id)
            & (BredeIntake.dossier_id == dossier_id)
            & BredeIntake.weggelegd_op.is_null()
        ),
    )


def deze(tx: Tx, dossier_id: UUID, versie: int) -> And:
    """De intake van nu, in de versie die iemand zag."""
    return (
        (BredeIntake.gemeente_id == tx.gemeente_id)
        & (BredeIntake.dossier_id == dossier_id)
        & (BredeIntake.versie == versie)
        & BredeIntake.weggelegd_op.is_null()
    )


def is_afgerond(intake: BredeIntakeRij | None, fase: Fase) -> bool:
    """Of de intake af is. Ging de zaak daarna terug naar het begin (na een herstelde plicht), dan is zij dat niet meer,
    ook al staat er wanneer zij het was."""
    return intake is not None and intake.afgerond_op is not None and fase not in TE_BEWERKEN


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, *, omstandigheden: bool = False) -> Stand:
    """Hoe de intake er nu bij staat, voor wie met een oudere versie kwam.

    De persoonlijke omstandigheden worden alleen met `omstandigheden` gelezen: als de vrager ze zelf stuurde.
    """
    rij = await lees_intake(tx, dossier_id)
    await huis.logboek.schrijf(tx, "brede-intake.lezen", "brede_intake", object_id=dossier_id, dossiers=[dossier_id])
    if rij is None:
        return stand_van(None)
    velden: dict[str, object] = {naam: getattr(rij, naam) for naam in VELDEN}
    if omstandigheden:
        velden["persoonlijke_omstandigheden"] = await lees_omstandigheden(tx, huis, dossier_id)
    if not is_afgerond(rij, (await dossier.lees_dossier(tx, dossier_id)).fase):
        return stand_van(rij, velden=velden)
    velden["in_afwezigheid"] = rij.in_afwezigheid
    return stand_van(rij, velden=velden, klaar="De brede intake is al afgerond en kan niet meer worden gewijzigd.")


async def _eis_versie(tx: Tx, dossier_id: UUID, versie: int) -> None:
    rij = await lees_intake(tx, dossier_id)
    eis_versie(versie, 0 if rij is None else rij.versie)


async def lees_lbt(tx: Tx, dossier_id: UUID) -> LeerbaarheidstoetsRij | None:
    """De leerbaarheidstoets zoals DUO haar gaf, of None."""
    return await tx.lees_een_als(
        LeerbaarheidstoetsRij,
        LeerbaarheidstoetsRij.select().where(
            (Leerbaarheidstoets.gemeente_id == tx.gemeente_id) & (Leerbaarheidstoets.dossier_id == dossier_id)
        ),
    )


async def lees_omstandigheden(tx: Tx, huis: Huis, dossier_id: UUID) -> str | None:
    """De persoonlijke omstandigheden, ontsleuteld; alleen in een transactie met het doel brede_intake (Bi 9.11)."""
    rij = await _lees_omstandigheden(tx, dossier_id)
    if rij is None:
        return None
    plek = OMSTANDIGHEDEN.plek(tx.gemeente_id, rij.id)
    return huis.kluis.ontsleutel(rij.cijfer, soort=OMSTANDIGHEDEN.soort, plek=plek).decode()


async def _lees_omstandigheden(tx: Tx, dossier_id: UUID) -> OmstandighedenRij | None:
    """De rij die telt: wat gewist is niet."""
    return await tx.lees_een_als(
        OmstandighedenRij,
        OmstandighedenRij.select().where(
            (PersoonlijkeOmstandigheden.gemeente_id == tx.gemeente_id)
            & (PersoonlijkeOmstandigheden.dossier_id == dossier_id)
            & PersoonlijkeOmstandigheden.gewist_op.is_null()
        ),
    )


async def bewaar_omstandigheden(tx: Tx, huis: Huis, dossier_id: UUID, tekst: str) -> None:
    """Bewaar de persoonlijke omstandigheden versleuteld, in plaats van wat er stond; met een lege tekst is er daarna
    niets meer van te lezen, en telt de rij niet meer."""
    tekst = tekst.strip()
    staand = await _lees_omstandigheden(tx, dossier_id)
    if staand is None and not tekst:
        return
    id_, nu = nieuw_id() if staand is None else staand.id, await tx.nu()
    plek = OMSTANDIGHEDEN.plek(tx.gemeente_id, id_)
    cijfer, versie = huis.kluis.versleutel(tekst.encode(), soort=OMSTANDIGHEDEN.soort, plek=plek)
    await tx.voer_uit(
        "insert into meedoen.persoonlijke_omstandigheden"
        " (gemeente_id, id, dossier_id, cijfer, sleutelversie, vastgelegd_op, vastgelegd_door, gewist_op)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (gemeente_id, id) do update set"
        " cijfer = excluded.cijfer, sleutelversie = excluded.sleutelversie,"
        " vastgelegd_op = excluded.vastgelegd_op, vastgelegd_door = excluded.vastgelegd_door,"
        " gewist_op = excluded.gewist_op",
        tx.gemeente_id,
        id_,
        dossier_id,
        cijfer,
        versie,
        nu,
        tx.medewerker_id,
        None if tekst else nu,
    )


async def _gegevens(tx: Tx, zaak: DossierRij, rij: BredeIntakeRij | None, *, in_afwezigheid: bool) -> IntakeGegevens:
    afwezig = None
    if in_afwezigheid:
        regels = "" if rij is None else rij.bronnen_bij_afwezigheid
        afwezig = InAfwezigheid(bronnen=tuple(regel for regel in regels.splitlines() if regel.strip()))
    elders = await pip_van_elders(tx, zaak)
    leeg = IntakeGegevens(
        lbt=await lbtstand(tx, zaak.id, rij),
        lbt_aanvraag=_aanvraag(await lees_lbt(tx, zaak.id)),
        verkorte_intake=elders is not None,
        vaste_leerroute=None if elders is None else elders.leerroute,
        in_afwezigheid=afwezig,
        plicht_vanaf=zaak.plicht_vanaf,
    )
    if rij is None:
        return leeg
    return replace(
        leeg,
        opleiding_en_werk=rij.opleiding_en_werk,
        persoonlijke_omstandigheden_vastgelegd=rij.omstandigheden_vastgelegd,
        vve=rij.vve,
        vve_nvt=rij.vve_nvt,
        taalniveau=rij.taalniveau,
        arbeidsmogelijkheden=rij.arbeidsmogelijkheden,
        zelfredzaamheid=rij.zelfredzaamheid,
        recht_op_individueel_gesprek_gemeld_op=rij.recht_op_individueel_gesprek_gemeld_op,
        schriftelijk_vastgelegd=bool(rij.verslag.strip()),
        wil_onderwijsroute=rij.wil_onderwijsroute,
        onderwijsroute_onderzocht=bool(rij.onderwijsroute_onderzoek.strip()),
    )


async def ontheven_op(tx: Tx, dossier_id: UUID, rij: BredeIntakeRij | None) -> date | None:
    """De dag van het besluit tot ontheffing (B03); None als er geen is dat bekendgemaakt is (art. 3:40 Awb).

    Voordat het een besluit was, werd hier een dag getypt. Die telt alleen nog voor een intake die er toen mee is
    afgerond; wie haar weer opent, neemt alsnog een besluit (PG-9).
    """
    stand = await opslag.stand_van(tx, dossier_id)
    if verleend(stand):
        return stand.besloten_op if stand is not None and werkt(stand) else None
    return None if rij is None or rij.afgerond_op is None else rij.lbt_ontheffing_besloten_op


def _aanvraag(lbt: LeerbaarheidstoetsRij | None) -> LbtAanvraag | None:
    if lbt is None or lbt.status is Toetsstatus.VERVALLEN:
        return None
    return LbtAanvraag(examennummer=lbt.examennummer, aangemeld=lbt.status is Toetsstatus.AANGEMELD)


async def lbtstand(tx: Tx, dossier_id: UUID, rij: BredeIntakeRij | None) -> LbtStand | None:
    """De ontheffing van het college gaat voor; anders telt het resultaat van DUO."""
    if await ontheven_op(tx, dossier_id, rij) is not None:
        return LbtStand(uitkomst=Lbt.ONTHEVEN)
    lbt = await lees_lbt(tx, dossier_id)
    if lbt is None or lbt.resultaat is None:
        return None
    return LbtStand(uitkomst=RESULTAAT[lbt.resultaat], motivering="" if rij is None else rij.lbt_motivering)
