"""Termijnen vastleggen: wat loopt, wat ernaast staat, en de afleiding die een medewerker kan nalezen (I10)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

import msgspec

from core.law.fasen import Fase
from core.law.groepen import Doelgroep
from core.law.inlezen import geerfd
from core.law.pip_termijnen import DerdeInformatie, PipFeiten, PipTermijnen, te_kiezen
from core.law.recht import Recht
from core.law.termijn import PIP_SOORTEN, Termijnsoort
from core.law.termijn import Termijn as Rechtstermijn
from core.law.termijnen import bepaal_pip_termijnen, telt_als_in_azc
from core.law.terugkeer import begin_na_pip
from core.law.uitkomsten import Signaal
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij, StaandeTermijn, TermijnRij
from core.process.dossier.tables import Termijn, Termijnbron, Termijnstatus
from core.process.dossier.werksoorten import Soort

TRAJECT = tuple(soort for soort in Termijnsoort if not soort.gaat_door)
VOOR_HET_PIP = frozenset(
    {Fase.PLICHT_GEMELD, Fase.INTAKE_OPGEROEPEN, Fase.INTAKE_LOOPT, Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE}
)
STAAND = (Termijnstatus.LOPEND, Termijnstatus.ANDERE_LEZING)
GEEINDIGD = (Termijnstatus.GEHAALD, Termijnstatus.TE_LAAT, Termijnstatus.GEMIST)


async def leg_vast(
    tx: Tx,
    dossier_id: UUID,
    termijn: Rechtstermijn,
    *,
    recht: Recht,
    bron: Termijnbron = Termijnbron.RECHT,
    status: Termijnstatus = Termijnstatus.LOPEND,
    oorzaak_id: UUID | None = None,
    gedrukt_einde: date | None = None,
) -> UUID:
    """Leg een termijn vast met haar afleiding. Per soort, gebeurtenis en oorzaak (een besluit) loopt er één: staat zij
    er al precies zo, dan verandert er niets, en anders vervalt de oude eerst. `gedrukt_einde` is de laatste dag die in
    een verzonden brief staat.
    """
    eerder = await tx.lees_als(
        StaandeTermijn,
        StaandeTermijn.select().where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.soort == termijn.soort)
            & (Termijn.start_gebeurtenis == termijn.start_gebeurtenis)
            & Termijn.status.is_in([*STAAND])
        ),
    )
    eerder = [rij for rij in eerder if rij.oorzaak_id == oorzaak_id]
    nieuw = (termijn.start, termijn.einde, bron, status)
    if [(rij.start, rij.einde, rij.bron, rij.status) for rij in eerder] == [nieuw]:
        return eerder[0].id
    await _laat_vervallen(tx, [rij.id for rij in eerder])
    id_ = nieuw_id()
    await tx.schrijf(
        Termijn.insert(
            Termijn(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                soort=termijn.soort,
                start=termijn.start,
                start_gebeurtenis=termijn.start_gebeurtenis,
                oorzaak_id=oorzaak_id,
                ruw_einde=termijn.ruw_einde,
                einde=termijn.einde,
                atw=termijn.atw,
                grond=str(termijn.grond),
                uitleg=msgspec.json.encode(termijn.uitleg).decode(),
                besluit_bekend=termijn.besluit_bekend,
                bron=bron,
                status=status,
                gedrukt_einde=gedrukt_einde,
                recht_versie=recht.versie,
                bepaald_op=await tx.nu(),
            )
        )
    )
    return id_


async def staat(tx: Tx, dossier_id: UUID, soort: Termijnsoort, *, oorzaak_id: UUID) -> bool:
    """Of er van deze soort om deze oorzaak een termijn loopt of liep, hoe zij ook afliep; een vervallen telt niet."""
    return bool(
        await tx.lees(
            Termijn.select(Termijn.id).where(
                (Termijn.gemeente_id == tx.gemeente_id)
                & (Termijn.dossier_id == dossier_id)
                & (Termijn.soort == soort)
                & (Termijn.oorzaak_id == oorzaak_id)
                & (Termijn.status != Termijnstatus.VERVALLEN)
            )
        )
    )


async def sluit_soorten(tx: Tx, dossier_id: UUID, soorten: tuple[Termijnsoort, ...], *, status: Termijnstatus) -> bool:
    """Lopende termijnen van deze soorten zijn gehaald of vervallen; False als er geen liep."""
    gesloten = await tx.schrijf(
        Termijn.update({Termijn.status: status})
        .where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & Termijn.soort.is_in(list(soorten))
            & Termijn.status.is_in([*STAAND])
        )
        .returning(Termijn.id)
    )
    return bool(gesloten)


async def sluit_van(
    tx: Tx,
    dossier_id: UUID,
    oorzaak_id: UUID,
    soorten: tuple[Termijnsoort, ...],
    *,
    status: Termijnstatus,
    te_late: bool = False,
) -> bool:
    """De termijn van deze oorzaak is afgelopen; een gemiste kan nog te laat gehaald worden (PG-11). `te_late` raakt ook
    een die te laat gehaald is: zij blijkt niet te hebben gelopen."""
    ook = (Termijnstatus.GEMIST, Termijnstatus.TE_LAAT) if te_late else (Termijnstatus.GEMIST,)
    gesloten = await tx.schrijf(
        Termijn.update({Termijn.status: status})
        .where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.oorzaak_id == oorzaak_id)
            & Termijn.soort.is_in(list(soorten))
            & Termijn.status.is_in([*STAAND, *ook])
        )
        .returning(Termijn.id)
    )
    return bool(gesloten)


async def heropen_van(tx: Tx, dossier_id: UUID, oorzaak_id: UUID, soorten: tuple[Termijnsoort, ...]) -> UUID | None:
    """Laat de termijn van deze oorzaak weer lopen zoals zij liep, omdat haar einde niet klopte; None als er geen was.

    De termijn die ten onrechte eindigde vervalt en blijft te lezen.
    """
    rij = await tx.lees_een_als(
        TermijnRij,
        TermijnRij.select()
        .where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.oorzaak_id == oorzaak_id)
            & Termijn.soort.is_in(list(soorten))
            & Termijn.status.is_in([*GEEINDIGD])
        )
        .order_by(Termijn.id, ascending=False)
        .limit(1),
    )
    if rij is None:
        return None
    await _laat_vervallen(tx, [rij.id])
    id_ = nieuw_id()
    gelijk = {naam: getattr(rij, naam) for naam in TermijnRij.__struct_fields__}
    anders = {
        "id": id_,
        "status": Termijnstatus.LOPEND,
        "handeling_op": None,
        "bepaald_op": await tx.nu(),
        "uitleg": msgspec.json.encode(rij.uitleg).decode(),
    }
    await tx.schrijf(Termijn.insert(Termijn(**(gelijk | anders))))
    return id_


async def haal_soorten(tx: Tx, dossier_id: UUID, soorten: tuple[Termijnsoort, ...], *, op: date) -> bool:
    """De handeling van deze termijnen kwam op dag `op`: gehaald tot en met de laatste dag, daarna te laat (PG-11)."""
    van_deze = (
        (Termijn.gemeente_id == tx.gemeente_id)
        & (Termijn.dossier_id == dossier_id)
        & Termijn.soort.is_in(list(soorten))
        & Termijn.status.is_in([*STAAND])
    )
    gesloten = [
        await tx.schrijf(
            Termijn.update({Termijn.status: status, Termijn.handeling_op: op})
            .where(van_deze & wanneer)
            .returning(Termijn.id)
        )
        for status, wanneer in (
            (Termijnstatus.GEHAALD, Termijn.einde >= op),
            (Termijnstatus.TE_LAAT, Termijn.einde < op),
        )
    ]
    return any(gesloten)


async def herbereken_pip(tx: Tx, dossier: DossierRij, *, recht: Recht) -> tuple[str, ...]:
    """Bereken de termijn voor het PIP opnieuw uit de feiten, en werk de werkvoorraad bij (art. 5.3 Bi2021).

    Alleen zolang er nog geen PIP is, en niet voor wie overleden is. Wat niet veranderde, blijft staan. Geeft de
    kolommen die veranderden.
    """
    if dossier.fase not in VOOR_HET_PIP or (await lees_persoon(tx, dossier)).overleden:
        return ()
    if dossier.groep is None:
        return ("werkitem.status",) if await _vraag_doelgroep_na(tx, dossier.id) else ()
    uitkomst = _bepaal(dossier, dossier.groep, recht)
    anders = [
        await _werk_bij(tx, dossier.id, uitkomst.lopend, Termijnstatus.LOPEND, recht),
        await _werk_bij(tx, dossier.id, uitkomst.andere_lezing, Termijnstatus.ANDERE_LEZING, recht),
    ]
    werk = [
        await _zet_pip_klaar(tx, dossier, uitkomst),
        await _vraag_de_startdatum(tx, dossier, uitkomst),
        await _vraag_na(tx, dossier.id, uitkomst.signalen),
    ]
    return (*(["termijn.status"] if any(anders) else []), *(["werkitem.status"] if any(werk) else []))


def kiest_nog(dossier: DossierRij, *, recht: Recht) -> bool:
    """Of een mens nog moet kiezen waar de tien weken beginnen (B25); een keuze die niet meer kan, is er geen."""
    return dossier.groep is not None and _bepaal(dossier, dossier.groep, recht).afweging is not None


def _bepaal(dossier: DossierRij, doelgroep: Doelgroep, recht: Recht) -> PipTermijnen:
    return bepaal_pip_termijnen(feiten_van(dossier, doelgroep, recht=recht), recht=recht)


def feiten_van(dossier: DossierRij, doelgroep: Doelgroep, *, recht: Recht) -> PipFeiten:
    """Waaruit de termijn voor het PIP van dit dossier volgt; een keuze (B25) waar de feiten geen ruimte meer voor
    laten, telt niet meer."""
    verhuisd = [dag for dag in (dossier.ss120_op, dossier.ss121_op) if dag is not None]
    in_azc = telt_als_in_azc(
        doelgroep=dossier.doelgroep or doelgroep,
        kennisgeving=dossier.kennisgeving_op,
        ss139=dossier.ss139_op,
        ss120=dossier.ss120_op or dossier.ss121_op,
        recht=recht,
    )
    feiten = PipFeiten(
        doelgroep=doelgroep,
        fijne_doelgroep=dossier.fijne_doelgroep,
        kennisgeving=dossier.kennisgeving_op,
        ss139=dossier.ss139_op,
        verhuizing_gemeld=max(verhuisd, default=None),
        brp_inschrijving=dossier.vestiging_op,
        in_azc=in_azc,
        azc_in_eigen_gemeente=in_azc and dossier.vestiging_op is not None,
        vestiging_na_pip=begin_na_pip(dossier) if dossier.ss121_op or dossier.plan_bekend else None,
        derde_informatie=_derde(dossier),
    )
    gekozen = dossier.gekozen_regel
    return replace(feiten, gekozen_regel=gekozen) if gekozen in te_kiezen(feiten, recht=recht) else feiten


async def _zet_pip_klaar(tx: Tx, dossier: DossierRij, uitkomst: PipTermijnen) -> bool:
    dossier_id, lopend = dossier.id, uitkomst.lopend
    if lopend is None:
        reden = "er loopt geen termijn"
        return await werkvoorraad.sluit(
            tx, Soort.PIP_VASTSTELLEN, sleutel=str(dossier_id), afhandeling=reden, vervallen=True
        )
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.PIP_VASTSTELLEN,
        omschrijving=f"Brede intake doen en het PIP vaststellen{geerfd(uitkomst.eerste_einde, dossier.ingelezen_op)}",
        grond=str(lopend.grond),
        sleutel=str(dossier_id),
        dossier_id=dossier_id,
        termijn_id=await _id_van_lopende(tx, dossier_id, lopend),
        vervaldatum=uitkomst.eerste_einde,
    )


async def _vraag_de_startdatum(tx: Tx, dossier: DossierRij, uitkomst: PipTermijnen) -> bool:
    sleutel = str(dossier.id)
    if uitkomst.afweging is None:
        return await werkvoorraad.sluit(
            tx, Soort.STARTDATUM_KIEZEN, sleutel=sleutel, afhandeling="er is geen twijfel (meer)"
        )
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.STARTDATUM_KIEZEN,
        omschrijving=f"{uitkomst.afweging.vraag}{geerfd(uitkomst.eerste_einde, dossier.ingelezen_op)}",
        grond=str(uitkomst.afweging.grond),
        sleutel=sleutel,
        dossier_id=dossier.id,
        vervaldatum=uitkomst.eerste_einde,
    )


async def _vraag_na(tx: Tx, dossier_id: UUID, signalen: Iterable[Signaal]) -> bool:
    """Wat de wet zag en een mens moet navragen; wat niet meer speelt vervalt."""
    sleutels = {f"{dossier_id}:termijn:{signaal.code}": signaal for signaal in signalen}
    nieuw = [
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=signaal.melding,
            grond=str(signaal.grond),
            sleutel=sleutel,
            dossier_id=dossier_id,
        )
        for sleutel, signaal in sleutels.items()
    ]
    weg = await werkvoorraad.sluit_behalve(
        tx, Soort.NAVRAGEN, begin=f"{dossier_id}:termijn:", behalve=sleutels, afhandeling="speelt niet meer"
    )
    return weg or any(nieuw)


async def sluit_vragen(tx: Tx, dossier_id: UUID, *, afhandeling: str) -> bool:
    """Over de termijn voor het PIP is niets meer na te vragen."""
    return await werkvoorraad.sluit_behalve(tx, Soort.NAVRAGEN, begin=f"{dossier_id}:termijn:", afhandeling=afhandeling)


async def _vraag_doelgroep_na(tx: Tx, dossier_id: UUID) -> bool:
    """Zonder doelgroep is niet te zeggen welke termijn loopt; de sleutel sluit zodra er wel gerekend wordt."""
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving="DUO geeft geen doelgroep; zonder doelgroep loopt er geen termijn. Vraag haar na bij DUO.",
        grond="art. 5.3 lid 1 Bi2021",
        sleutel=f"{dossier_id}:termijn:DOELGROEP",
        dossier_id=dossier_id,
    )


def _derde(dossier: DossierRij) -> DerdeInformatie | None:
    if dossier.derde_gevraagd_op is None:
        return None
    return DerdeInformatie(
        gevraagd_aan=dossier.derde_partij,
        wat=dossier.derde_wat,
        onmisbaar_omdat=dossier.derde_onmisbaar,
        gevraagd_op=dossier.derde_gevraagd_op,
        ontvangen_op=dossier.derde_ontvangen_op,
    )


async def _werk_bij(
    tx: Tx, dossier_id: UUID, termijn: Rechtstermijn | None, status: Termijnstatus, recht: Recht
) -> bool:
    """Zorg dat precies deze termijn in deze status staat; False als zij er al zo stond (herhalen is zonder gevolg)."""
    staand = await tx.lees_als(
        StaandeTermijn,
        StaandeTermijn.select().where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & Termijn.soort.is_in(list(PIP_SOORTEN))
            & (Termijn.status == status)
        ),
    )
    gelijk = [
        r.id
        for r in staand
        if termijn is not None
        and (r.soort, r.start, r.start_gebeurtenis, r.einde)
        == (termijn.soort, termijn.start, termijn.start_gebeurtenis, termijn.einde)
    ]
    over = [r.id for r in staand if r.id not in gelijk[:1]]
    await _laat_vervallen(tx, over)
    if termijn is None or gelijk:
        return bool(over)
    await leg_vast(tx, dossier_id, termijn, recht=recht, status=status)
    return True


async def _laat_vervallen(tx: Tx, ids: list[UUID]) -> None:
    if ids:
        await tx.schrijf(
            Termijn.update({Termijn.status: Termijnstatus.VERVALLEN}).where(
                (Termijn.gemeente_id == tx.gemeente_id) & Termijn.id.is_in(ids)
            )
        )


async def _id_van_lopende(tx: Tx, dossier_id: UUID, termijn: Rechtstermijn) -> UUID:
    rij = await tx.lees_een_als(
        StaandeTermijn,
        StaandeTermijn.select().where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.soort == termijn.soort)
            & (Termijn.status == Termijnstatus.LOPEND)
        ),
    )
    if rij is None:
        raise LookupError("de lopende termijn is zojuist vastgelegd")
    return rij.id
