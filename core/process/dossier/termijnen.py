"""Termijnen vastleggen: wat loopt, wat ernaast staat, en de afleiding die een medewerker kan nalezen (I10)."""

from uuid import UUID

import msgspec

from core.law.fasen import Fase
from core.law.pip_termijnen import DerdeInformatie, PipFeiten
from core.law.recht import Recht
from core.law.termijn import Termijn as Rechtstermijn
from core.law.termijn import Termijnsoort
from core.law.termijnen import bepaal_pip_termijnen, telt_als_in_azc
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import DossierRij, StaandeTermijn
from core.process.dossier.tables import Termijn, Termijnbron, Termijnstatus
from core.process.dossier.werksoorten import Soort

PIP_SOORTEN = (Termijnsoort.PIP_A, Termijnsoort.PIP_B, Termijnsoort.PIP_C)
VOOR_HET_PIP = frozenset(
    {Fase.PLICHT_GEMELD, Fase.INTAKE_OPGEROEPEN, Fase.INTAKE_LOOPT, Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE}
)
STAAND = (Termijnstatus.LOPEND, Termijnstatus.ANDERE_LEZING)


async def leg_vast(
    tx: Tx,
    dossier_id: UUID,
    termijn: Rechtstermijn,
    *,
    recht: Recht,
    bron: Termijnbron = Termijnbron.RECHT,
    status: Termijnstatus = Termijnstatus.LOPEND,
) -> UUID:
    """Leg een termijn vast met haar afleiding; een lopende met dezelfde soort en gebeurtenis vervalt eerst."""
    await tx.schrijf(
        Termijn.update({Termijn.status: Termijnstatus.VERVALLEN}).where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.soort == termijn.soort)
            & (Termijn.start_gebeurtenis == termijn.start_gebeurtenis)
            & Termijn.status.is_in([*STAAND])
        )
    )
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
                ruw_einde=termijn.ruw_einde,
                einde=termijn.einde,
                atw=termijn.atw,
                grond=str(termijn.grond),
                uitleg=msgspec.json.encode(termijn.uitleg).decode(),
                besluit_bekend=termijn.besluit_bekend,
                bron=bron,
                status=status,
                recht_versie=recht.versie,
                bepaald_op=await tx.nu(),
            )
        )
    )
    return id_


async def sluit_soorten(tx: Tx, dossier_id: UUID, soorten: tuple[Termijnsoort, ...], *, status: Termijnstatus) -> None:
    """Lopende termijnen van deze soorten zijn gehaald of vervallen."""
    await tx.schrijf(
        Termijn.update({Termijn.status: status}).where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & Termijn.soort.is_in(list(soorten))
            & Termijn.status.is_in([*STAAND])
        )
    )


async def herbereken_pip(tx: Tx, dossier: DossierRij, *, recht: Recht) -> None:
    """Bereken de termijn voor het PIP opnieuw uit de feiten, en werk de werkvoorraad bij (art. 5.3 Bi2021).

    Alleen zolang er nog geen PIP is. Wat niet veranderde, blijft staan.
    """
    if dossier.fase not in VOOR_HET_PIP:
        return
    dossier_id = dossier.id
    if dossier.doelgroep is None:
        await _vraag_doelgroep_na(tx, dossier_id)
        return
    in_azc = telt_als_in_azc(
        doelgroep=dossier.doelgroep,
        kennisgeving=dossier.kennisgeving_op,
        ss139=dossier.ss139_op,
        ss120=dossier.ss120_op,
        recht=recht,
    )
    uitkomst = bepaal_pip_termijnen(
        PipFeiten(
            doelgroep=dossier.doelgroep,
            kennisgeving=dossier.kennisgeving_op,
            ss139=dossier.ss139_op,
            brp_inschrijving=dossier.vestiging_op,
            in_azc=in_azc,
            azc_in_eigen_gemeente=in_azc and dossier.vestiging_op is not None,
            derde_informatie=_derde(dossier),
            gekozen_regel=dossier.gekozen_regel,
        ),
        recht=recht,
    )
    await _werk_bij(tx, dossier_id, uitkomst.lopend, Termijnstatus.LOPEND, recht)
    await _werk_bij(tx, dossier_id, uitkomst.andere_lezing, Termijnstatus.ANDERE_LEZING, recht)
    sleutel = str(dossier_id)
    if uitkomst.lopend is None:
        await werkvoorraad.sluit(
            tx, Soort.PIP_VASTSTELLEN, sleutel=sleutel, afhandeling="er loopt geen termijn", vervallen=True
        )
    else:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.PIP_VASTSTELLEN,
            omschrijving="Brede intake doen en het PIP vaststellen",
            grond=str(uitkomst.lopend.grond),
            sleutel=sleutel,
            dossier_id=dossier_id,
            termijn_id=await _id_van_lopende(tx, dossier_id, uitkomst.lopend),
            vervaldatum=uitkomst.lopend.einde,
        )
    if uitkomst.afweging is not None:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.STARTDATUM_KIEZEN,
            omschrijving=uitkomst.afweging.vraag,
            grond=str(uitkomst.afweging.grond),
            sleutel=sleutel,
            dossier_id=dossier_id,
            vervaldatum=uitkomst.lopend.einde if uitkomst.lopend else None,
        )
    else:
        await werkvoorraad.sluit(tx, Soort.STARTDATUM_KIEZEN, sleutel=sleutel, afhandeling="er is geen twijfel (meer)")
    for signaal in uitkomst.signalen:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=signaal.melding,
            grond=str(signaal.grond),
            sleutel=f"{dossier_id}:termijn:{signaal.code}",
            dossier_id=dossier_id,
        )
    await werkvoorraad.sluit_behalve(
        tx,
        Soort.NAVRAGEN,
        begin=f"{dossier_id}:termijn:",
        behalve=[f"{dossier_id}:termijn:{s.code}" for s in uitkomst.signalen],
        afhandeling="speelt niet meer",
    )


async def _vraag_doelgroep_na(tx: Tx, dossier_id: UUID) -> None:
    """Zonder doelgroep is niet te zeggen welke termijn loopt; de sleutel sluit zodra er wel gerekend wordt."""
    await werkvoorraad.zet_klaar(
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
) -> None:
    """Zorg dat precies deze termijn in deze status staat; een gelijke blijft ongemoeid (herhalen is zonder gevolg)."""
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
    if over:
        await tx.schrijf(
            Termijn.update({Termijn.status: Termijnstatus.VERVALLEN}).where(
                (Termijn.gemeente_id == tx.gemeente_id) & Termijn.id.is_in(over)
            )
        )
    if termijn is not None and not gelijk:
        await leg_vast(tx, dossier_id, termijn, recht=recht, status=status)


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
