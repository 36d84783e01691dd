"""Het voornemen bij een PIP dat zonder de persoon is gemaakt: sturen, antwoorden, wegen, of ervan afzien (PG-10)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from core.fouten import Conflict, Gebrek, OngeldigeInvoer
from core.law.handelingen import Handeling
from core.law.oproepen import Oproep
from core.law.voornemen import (
    VOORNEMEN,
    Afziengrond,
    Voornemenstatus,
    is_kort,
    kan_nog_antwoorden,
    met_plan,
    plan_gelezen,
    toets_keuze,
    toets_termijn,
)
from core.law.zienswijze import Zienswijze, toets_zienswijze
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.herhaling import eis_dezelfde
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.dossier import pip_termijn
from core.process.dossier import werk as werkvoorraad
from core.process.dossier import zaak as dossier
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.intake import actions as intake
from core.process.oproep.beeld import eis, keuzes_van, rechtsoproepen
from core.process.pip import concept, voornemens
from core.process.pip.afwezig import Afwezigheid, afwezigheid_van, uitleg
from core.process.pip.rijen import PipRij, VoornemenRij
from core.process.pip.tables import PipVoornemen
from core.process.pip.voornemen_brief import voornemenbrief
from core.process.pip.werksoorten import Soort as Werk


async def stel_op(
    tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, uiterlijk_op: date, motief: str
) -> None:
    """Leg de persoon het concept voor: een brief met het plan, waar het op rust, en tot wanneer hij kan antwoorden.

    Dezelfde `id_` met dezelfde inhoud nog eens sturen verandert niets. `versie` is die van het concept.

    Raises:
        VoorwaardeNietVervuld: hij was erbij, er loopt al een voornemen, of het concept is niet af.
        OngeldigeInvoer: de laatste dag kan niet, of het motief ontbreekt; alle gebreken tegelijk.
        VersieConflict: iemand anders was eerder.
        Conflict: dit id is al van een ander voornemen.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    staat = await voornemens.zoek(tx, id_)
    if staat is not None:
        _eis_dezelfde(tx, staat, dossier_id, {"uiterlijkOp": uiterlijk_op, "motief": motief})
        return
    rij, afwezigheid = await _neem_concept(tx, huis, zaak, Handeling.VOORNEMEN_OPSTELLEN, versie)
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    pip_uiterlijk = await pip_termijn.uiterste_dag_pip(tx, dossier_id, recht=recht)
    gebreken = toets_termijn(uiterlijk_op, motief, op=vandaag, pip_uiterlijk=pip_uiterlijk, recht=recht)
    if gebreken:
        raise OngeldigeInvoer("De termijn van het voornemen klopt niet.", gebreken=gebreken)
    gegevens = concept.gegevens_van(rij, vandaag)
    brief = await voornemenbrief(tx, huis, zaak.rij, gegevens, afwezigheid=afwezigheid, uiterlijk_op=uiterlijk_op)
    waarden = {
        PipVoornemen.status: Voornemenstatus.LOOPT,
        PipVoornemen.uiterlijk_op: uiterlijk_op,
        PipVoornemen.kort: is_kort(uiterlijk_op, op=vandaag, recht=recht),
        PipVoornemen.motief: motief,
    }
    await _leg_vast(tx, rij, id_, waarden)
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=id_)
    await _schrijf_log(tx, huis, "pip-voornemen.opstellen", dossier_id, id_, ["status", "uiterlijk_op"])


async def zie_af(
    tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, grond: Afziengrond, motief: str
) -> None:
    """Leg vast dat er zonder voornemen besloten wordt, en waarom; alleen als de gemeente die keuze maakte.

    Raises:
        VoorwaardeNietVervuld: de gemeente koos voor altijd een voornemen, of er is al een.
        OngeldigeInvoer: deze grond past niet bij de keuze van de gemeente, of het motief ontbreekt.
        VersieConflict, Conflict: zoals bij het opstellen.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    staat = await voornemens.zoek(tx, id_)
    if staat is not None:
        _eis_dezelfde(tx, staat, dossier_id, {"grond": grond, "motief": motief})
        return
    rij, _ = await _neem_concept(tx, huis, zaak, Handeling.VOORNEMEN_AFZIEN, versie)
    gelezen = plan_gelezen(
        await rechtsoproepen(tx, zaak.rij), peildatum=await tx.vandaag(), recht=huis.recht_van(tx.gemeente_id)
    )
    gebreken = toets_keuze(grond, motief, keuze=keuzes_van(tx, huis).voornemen_pip_afwezig, plan_gelezen=gelezen)
    if gebreken:
        raise OngeldigeInvoer("Zo kan er niet van het voornemen worden afgezien.", gebreken=gebreken)
    waarden = {
        PipVoornemen.status: Voornemenstatus.AFGEZIEN,
        PipVoornemen.afzien_grond: grond,
        PipVoornemen.motief: motief,
    }
    await _leg_vast(tx, rij, id_, waarden)
    await _schrijf_log(tx, huis, "pip-voornemen.afzien", dossier_id, id_, ["status", "afzien_grond"])


async def leg_zienswijze_vast(
    tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, zienswijze: Zienswijze
) -> None:
    """Wat de persoon van het plan vindt, schriftelijk of mondeling (art. 4:9 Awb); hij mag het vaker zeggen, en zolang
    hij dat kan blijft het werk staan. Ging het plan met de derde oproep mee, dan staat zijn antwoord bij de keuze om
    van het voornemen af te zien.

    Raises:
        NietGevonden: dit voornemen bestaat niet.
        OnjuisteFase, VoorwaardeNietVervuld: het loopt niet, of is nog niet verzonden.
        OngeldigeInvoer: de dag kan niet, of de inhoud ontbreekt.
        VersieConflict: iemand anders was eerder.
    """
    zaak, rij = await _neem(tx, huis, dossier_id, id_, versie, Handeling.ZIENSWIJZE_VASTLEGGEN)
    vanaf = rij.verzonden_op or await _plan_verzonden_op(tx, huis, zaak) or rij.opgesteld_op
    vandaag = await tx.vandaag()
    gebreken = toets_zienswijze(zienswijze, vanaf=vanaf, peildatum=vandaag)
    if gebreken:
        losse = tuple(
            Gebrek(veld=g.veld.removeprefix("zienswijze."), melding=g.melding, grond=g.grond) for g in gebreken
        )
        raise OngeldigeInvoer("De zienswijze klopt niet.", gebreken=losse)
    nu = msgspec.structs.replace(rij, zienswijzen=(*rij.zienswijzen, zienswijze))
    alle = msgspec.json.encode(nu.zienswijzen).decode()
    await _zet(tx, rij, {PipVoornemen.zienswijzen: alle, PipVoornemen.weging: "", PipVoornemen.gewogen_plan: None})
    if kan_nog_antwoorden(nu.stand(None), peildatum=vandaag):
        await _laat_afwachten(tx, nu)
    else:
        await _sluit_werk(tx, id_, "de persoon antwoordde", vervallen=False)
    await _schrijf_log(tx, huis, "pip-voornemen.zienswijze", zaak.id, id_, ["zienswijzen"])


async def _plan_verzonden_op(tx: Tx, huis: Huis, zaak: Zaak) -> date | None:
    """Wanneer de oproep uitging waarbij het plan meeging; None als er zo geen telt."""
    oproep = met_plan(await rechtsoproepen(tx, zaak.rij), recht=huis.recht_van(tx.gemeente_id))
    return None if oproep is None else oproep.verzonden_op


async def weeg(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, weging: str) -> None:
    """Leg vast wat er met de zienswijze gedaan is bij het plan van nu; dat staat in het besluit (art. 3:46 Awb).

    Raises: zoals bij de zienswijze; OngeldigeInvoer als de weging leeg is.
    """
    zaak, rij = await _neem(tx, huis, dossier_id, id_, versie, Handeling.ZIENSWIJZE_WEGEN)
    if not weging.strip():
        gebrek = Gebrek(veld="weging", melding="Leg uit wat u met de zienswijze hebt gedaan.", grond="art. 3:46 Awb")
        raise OngeldigeInvoer("De weging ontbreekt.", gebreken=(gebrek,))
    nu = await concept.lees_concept(tx, dossier_id)
    plan = None if nu is None else msgspec.json.encode(nu.inhoud).decode()
    await _zet(tx, rij, {PipVoornemen.weging: weging, PipVoornemen.gewogen_plan: plan})
    await _schrijf_log(tx, huis, "pip-voornemen.wegen", zaak.id, id_, ["weging"])


async def trek_in(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, *, versie: int, motief: str) -> None:
    """Dit voornemen geldt niet meer, of er wordt toch niet van afgezien. Een brief die er nog ligt gaat niet uit.

    Raises: zoals bij de zienswijze; OngeldigeInvoer als het motief ontbreekt.
    """
    zaak, rij = await _neem(tx, huis, dossier_id, id_, versie, Handeling.VOORNEMEN_INTREKKEN)
    if not motief.strip():
        gebrek = Gebrek(veld="motief", melding="Leg uit waarom dit voornemen vervalt.", grond="art. 3:2 Awb")
        raise OngeldigeInvoer("Er ontbreekt een motief.", gebreken=(gebrek,))
    await beeindig(tx, zaak, rij, status=Voornemenstatus.INGETROKKEN, waarom=motief.strip())
    await _schrijf_log(tx, huis, "pip-voornemen.intrekken", zaak.id, id_, ["status"])


async def beeindig(tx: Tx, zaak: Zaak, rij: VoornemenRij, *, status: Voornemenstatus, waarom: str) -> tuple[str, ...]:
    """Dit voornemen is er niet meer; geeft de kolommen die wijzigden. Las de persoon het al, dan laat iemand hem weten
    dat het niet meer geldt."""
    await _zet(tx, rij, {PipVoornemen.status: status})
    brief = await besluit.trek_brief_in(tx, onderwerp_id=rij.id, afhandeling="het voornemen is vervallen")
    werk = await _sluit_werk(tx, rij.id, waarom, vervallen=True)
    if rij.verzonden_op is not None:
        werk |= await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=(
                f"Laat de persoon weten dat het voornemen dat op {rij.verzonden_op:%d-%m-%Y} verzonden is, niet meer"
                " geldt"
            ),
            grond=str(VOORNEMEN),
            sleutel=f"{rij.id}:voornemen",
            dossier_id=zaak.id,
        )
    return tuple(dict.fromkeys(("pip_voornemen.status", *brief, *(["werkitem.status"] if werk else []))))


async def beeindig_staand(tx: Tx, zaak: Zaak, *, status: Voornemenstatus, waarom: str) -> tuple[str, ...]:
    """Als `beeindig`, van het voornemen dat er staat; leeg als er geen is."""
    rij = await voornemens.lees_staand(tx, zaak.id)
    return () if rij is None else await beeindig(tx, zaak, rij, status=status, waarom=waarom)


async def maak_gebruik(tx: Tx, huis: Huis, zaak: Zaak, oproepen: Sequence[Oproep], *, reden: str) -> tuple[str, ...]:
    """Het PIP wordt vastgesteld: rond het voornemen af, en geef wat de persoon in het besluit leest over hoe zijn plan
    zonder hem gemaakt is, en om welke `reden` niet gewacht is op een dag waarop een boete hem nog liet komen. Leeg als
    hij bij de intake was."""
    verslag = await intake.lees_intake(tx, zaak.id)
    rij = await voornemens.lees_staand(tx, zaak.id)
    if verslag is None or rij is None or not voornemens.is_nodig(verslag, zaak.rij.fase):
        return ()
    await _zet(tx, rij, {PipVoornemen.status: Voornemenstatus.BESLOTEN})
    await _sluit_werk(tx, rij.id, "het PIP is vastgesteld", vervallen=False)
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    return uitleg(
        afwezigheid_van(verslag, oproepen, op=vandaag, recht=recht),
        rij,
        op=vandaag,
        eerder=await voornemens.eerder_beantwoord(tx, zaak.id),
        reden=reden,
    )


async def zet_verzonden(tx: Tx, rij: VoornemenRij, op: date) -> None:
    """De brief is op deze dag weggegaan; vanaf dan kan de persoon antwoorden, en wacht er werk op de laatste dag."""
    await _zet(tx, rij, {PipVoornemen.verzonden_op: op})
    if not rij.zienswijzen:
        await _laat_afwachten(tx, rij)


async def _laat_afwachten(tx: Tx, rij: VoornemenRij) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Werk.ZIENSWIJZE_AFWACHTEN,
        omschrijving="Het voornemen van het PIP is verzonden: leg vast wat de persoon antwoordt, en stel daarna vast",
        grond=str(VOORNEMEN),
        sleutel=str(rij.id),
        dossier_id=rij.dossier_id,
        vervaldatum=rij.uiterlijk_op,
    )


async def zet_niet_verzonden(tx: Tx, rij: VoornemenRij) -> None:
    """De brief kwam niet aan: er is nog niets voorgelegd, en er valt niets af te wachten."""
    await _zet(tx, rij, {PipVoornemen.verzonden_op: None})
    await werkvoorraad.sluit(
        tx, Werk.ZIENSWIJZE_AFWACHTEN, sleutel=str(rij.id), afhandeling="het voornemen kwam niet aan", vervallen=True
    )


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID) -> Stand:
    """Hoe het voornemen er nu bij staat, voor wie met een oudere versie kwam."""
    rij = await voornemens.lees(tx, dossier_id, id_)
    await huis.logboek.schrijf(tx, "pip.lezen", "pip_voornemen", object_id=id_, dossiers=[dossier_id])
    klaar = "" if rij.status in voornemens.STAAT else "Dit voornemen is afgerond; er is niets meer aan te doen."
    return stand_van(rij, velden={"status": rij.status, "weging": rij.weging}, klaar=klaar)


async def _neem_concept(
    tx: Tx, huis: Huis, zaak: Zaak, handeling: Handeling, versie: int
) -> tuple[PipRij, Afwezigheid]:
    rij = await concept.lees_concept(tx, zaak.id)
    if rij is not None:  # without one nobody was first: there is nothing to put before anyone
        eis_versie(versie, rij.versie)
    verslag = await intake.lees_intake(tx, zaak.id)
    nu = await concept.voornemen_van(tx, zaak.rij, rij)
    inhoud: tuple[Gebrek, ...] = ()
    if rij is not None:
        inhoud = await concept.gebreken_van(tx, huis, zaak.rij, concept.gegevens_van(rij, await tx.vandaag()))
    beeld = await eis(
        tx,
        huis,
        zaak,
        handeling,
        heeft_concept=rij is not None,
        voornemen=nu,
        ontbreekt=inhoud,
    )
    if rij is None or verslag is None:
        raise LookupError("zonder intake of concept laat de toets niemand een voornemen opstellen")
    recht = huis.recht_van(tx.gemeente_id)
    return rij, afwezigheid_van(verslag, beeld.oproepen, op=await tx.vandaag(), recht=recht)


async def _neem(
    tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID, versie: int, handeling: Handeling
) -> tuple[Zaak, VoornemenRij]:
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await voornemens.lees(tx, dossier_id, id_)
    eis_versie(versie, rij.versie)
    stand_nu = await voornemens.stand_bij(tx, rij, await concept.lees_concept(tx, dossier_id))
    await eis(tx, huis, zaak, handeling, voornemen=stand_nu)
    return zaak, rij


def _eis_dezelfde(tx: Tx, staat: VoornemenRij, dossier_id: UUID, nu: dict[str, object]) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager; die mag niet stil verdwijnen (C6)."""
    eis_dezelfde(
        "een ander voornemen",
        dossier_id=dossier_id,
        staat_in=staat.dossier_id,
        nu=nu,
        staat={"uiterlijkOp": staat.uiterlijk_op, "motief": staat.motief, "grond": staat.afzien_grond},
        zelfde_mens=staat.vastgelegd_door == tx.medewerker_id,
    )


async def _leg_vast(tx: Tx, rij: PipRij, id_: UUID, waarden: dict[Any, Any]) -> None:
    nieuw = await tx.schrijf(
        PipVoornemen.insert(
            PipVoornemen(
                {
                    PipVoornemen.gemeente_id: tx.gemeente_id,
                    PipVoornemen.id: id_,
                    PipVoornemen.dossier_id: rij.dossier_id,
                    PipVoornemen.pip_id: rij.id,
                    PipVoornemen.pip_versie: rij.versie,
                    PipVoornemen.plan: msgspec.json.encode(rij.inhoud).decode(),
                    PipVoornemen.opgesteld_op: await tx.vandaag(),
                    PipVoornemen.vastgelegd_op: await tx.nu(),
                    PipVoornemen.vastgelegd_door: tx.medewerker_id,
                    **waarden,
                }
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(PipVoornemen.id)
    )
    if not nieuw:
        raise Conflict("Dit id is al van iets anders; maak een nieuw id en probeer het opnieuw.")


async def _zet(tx: Tx, rij: VoornemenRij, waarden: dict[Any, Any]) -> None:
    await tx.schrijf_een(
        PipVoornemen.update({**waarden, **await nieuwe_versie(tx, PipVoornemen)})
        .where(
            (PipVoornemen.gemeente_id == tx.gemeente_id)
            & (PipVoornemen.id == rij.id)
            & (PipVoornemen.versie == rij.versie)
        )
        .returning(PipVoornemen.id)
    )


async def _sluit_werk(tx: Tx, id_: UUID, afhandeling: str, *, vervallen: bool) -> bool:
    return await werkvoorraad.sluit(
        tx, Werk.ZIENSWIJZE_AFWACHTEN, sleutel=str(id_), afhandeling=afhandeling, vervallen=vervallen
    )


async def _schrijf_log(tx: Tx, huis: Huis, actie: str, dossier_id: UUID, id_: UUID, velden: list[str]) -> None:
    await huis.logboek.schrijf(tx, actie, "pip_voornemen", object_id=id_, dossiers=[dossier_id], velden=velden)
