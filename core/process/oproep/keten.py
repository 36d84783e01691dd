"""De keten van oproepen in een dossier: tot wanneer elke stap nog past, en werk als een volgende oproep aan de
beurt is of zo'n dag voorbij (§18.3)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from core.law.boetevraag import poort_dicht
from core.law.fasen import Fase
from core.law.groepen import boetegroep
from core.law.oproepen import Oproep, VolgendeOproep, beboete_oproep
from core.law.oproepketen import (
    Keten,
    aan_de_beurt,
    achter,
    geen_tijd_voor_het_voornemen,
    na_het_pip,
    oproepketen,
)
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.dossier import werk
from core.process.dossier.pip_termijn import PipTermijn, lees_pip_termijn, lees_voor_de_intake
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import lees_dossier, lees_dossiers
from core.process.oproep import boetetermijn
from core.process.oproep.beeld import beelden, keuzes_van
from core.process.oproep.werksoorten import Soort
from core.process.taak import Taakbeurt

WAAK = "oproep.waak_keten"
NODIG = frozenset({Fase.PLICHT_GEMELD, Fase.INTAKE_OPGEROEPEN})
"""Wie al in gesprek is, hoeft niet opgeroepen te worden."""
_PER_KEER = 200
_OPEN = """
select dossier_id from meedoen.werkitem
where gemeente_id = $1 and status = 'open' and soort = 'OPROEPKETEN' order by dossier_id"""
_TE_VERZETTEN = """
select w.sleutel from meedoen.werkitem w
where w.gemeente_id = $1 and w.status = 'open' and w.soort = 'AFSPRAAK_VERZETTEN' and w.vervaldatum < $2
order by w.sleutel"""
INGEHAALD = "de oproepen zijn weer op tijd, of niet meer nodig"
VOORBIJ = "de termijn van de oproep is voorbij"


class KetendagUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een stap van de keten: tot en met wanneer zij past, op zijn kortst, en wanneer zij gedaan is."""

    schakel: str
    omschrijving: str
    uiterlijk: date
    op_zijn_kortst: date
    gedaan_op: date | None
    achter: bool
    grond: str


class KetenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De keten, teruggerekend vanaf `laatsteDag` van de termijn voor het PIP; leeg als er geen loopt.

    `nodig` is onwaar als de persoon al in gesprek is. `metBoetevraag` zegt dat er ruimte is voor een zienswijze.
    `toelichting` zegt wat er met de gewone lengtes niet past, en hoe het wel kan; leeg als alles past.
    """

    laatste_dag: date | None
    nodig: bool
    met_boetevraag: bool
    toelichting: str
    stappen: list[KetendagUit]


async def lees(tx: Tx, huis: Huis, dossier_id: UUID) -> KetenUit:
    """De keten van een dossier zoals zij nu is; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    dossier = await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "oproep.keten", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    termijn = await lees_pip_termijn(tx, dossier_id, recht=huis.recht_van(tx.gemeente_id))
    nodig = dossier.fase in NODIG
    if termijn is None:
        return KetenUit(laatste_dag=None, nodig=nodig, met_boetevraag=False, toelichting="", stappen=[])
    beeld = (await beelden(tx, huis, [dossier]))[dossier_id]
    vandaag = await tx.vandaag()
    voorgelegd_op = await huis.proces.voorgelegd_op(tx, dossier_id)
    keten = _keten(tx, huis, dossier, beeld.oproepen, termijn, voorgelegd_op)
    return KetenUit(
        laatste_dag=termijn.einde,
        nodig=nodig,
        met_boetevraag=_met_boete(tx, huis, dossier),
        toelichting=keten.toelichting,
        stappen=[
            KetendagUit(
                schakel=dag.schakel,
                omschrijving=dag.schakel.wat,
                uiterlijk=dag.uiterlijk,
                op_zijn_kortst=dag.op_zijn_kortst,
                gedaan_op=dag.gedaan_op,
                achter=nodig and dag.is_achter(vandaag),
                grond=str(dag.grond),
            )
            for dag in keten.dagen
        ],
    )


async def let_op(tx: Tx, huis: Huis, dossier_id: UUID, termijn_tot: date, vroegst: date | None) -> str:
    """Wat iemand weten moet van een oproep met deze laatste dag, gezien de termijn voor het PIP en die van een boete
    (`vroegst`); of leeg."""
    termijn = await lees_pip_termijn(tx, dossier_id, recht=huis.recht_van(tx.gemeente_id))
    if termijn is None:
        return ""
    recht = huis.recht_van(tx.gemeente_id)
    return na_het_pip(termijn_tot, termijn.einde, peildatum=await tx.vandaag(), recht=recht, vroegst=vroegst)


async def let_op_voorstel(tx: Tx, huis: Huis, dossier_id: UUID, volgende: VolgendeOproep, termijn_tot: date) -> str:
    """Wat iemand weten moet van een voorgestelde laatste dag: als `let_op`, en of er nog een voornemen na past."""
    termijn = await lees_pip_termijn(tx, dossier_id, recht=huis.recht_van(tx.gemeente_id))
    if termijn is None:
        return ""
    return await let_op(tx, huis, dossier_id, termijn_tot, volgende.vroegste_termijn) or geen_tijd_voor_het_voornemen(
        volgende.nummer,
        termijn_tot,
        termijn.einde,
        keuze=keuzes_van(tx, huis).voornemen_pip_afwezig,
        peildatum=await tx.vandaag(),
        recht=huis.recht_van(tx.gemeente_id),
    )


async def waak(beurt: Taakbeurt) -> None:
    """Maak werk waar een oproep aan de beurt is of haar laatste dag voorbij, en sluit het waar oproepen op tijd of
    niet meer nodig zijn."""
    na, achterop = UUID(int=0), set[UUID]()
    while True:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            termijnen = await lees_voor_de_intake(
                tx, na=na, aantal=_PER_KEER, recht=beurt.huis.recht_van(tx.gemeente_id)
            )
            achterop |= await _zet_klaar(tx, beurt.huis, termijnen)
            if len(termijnen) < _PER_KEER:
                for rij in await tx.fetch(_OPEN, tx.gemeente_id):
                    if rij["dossier_id"] not in achterop:
                        await sluit(tx, rij["dossier_id"])
                await _verzet_niet_meer(tx)
                await beurt.klaar(tx)
                return
            na = termijnen[-1].dossier_id


async def sluit(tx: Tx, dossier_id: UUID) -> bool:
    """Niemand loopt hier (meer) achter met oproepen; morgen wordt opnieuw gekeken."""
    return await werk.sluit(tx, Soort.OPROEPKETEN, sleutel=str(dossier_id), afhandeling=INGEHAALD, vervallen=True)


async def _verzet_niet_meer(tx: Tx) -> None:
    """Na de termijn wordt een afspraak niet meer verzet (PG-2); wat er dan moet, zegt het werk om haar op te volgen."""
    open_ = await tx.fetch(_TE_VERZETTEN, tx.gemeente_id, await tx.vandaag())
    sleutels = [rij["sleutel"].removeprefix(f"{Soort.AFSPRAAK_VERZETTEN}:") for rij in open_]
    await werk.sluit_elk(tx, Soort.AFSPRAAK_VERZETTEN, sleutels, afhandeling=VOORBIJ, vervallen=True)


async def _zet_klaar(tx: Tx, huis: Huis, termijnen: Sequence[PipTermijn]) -> set[UUID]:
    vandaag, nieuw, achterop = await tx.vandaag(), list[UUID](), set[UUID]()
    dossiers = {rij.id: rij for rij in await lees_dossiers(tx, [termijn.dossier_id for termijn in termijnen])}
    gevonden = await beelden(tx, huis, list(dossiers.values()))
    for termijn in termijnen:
        dossier, beeld = dossiers[termijn.dossier_id], gevonden[termijn.dossier_id]
        beboet = not beeld.overleden and beboete_oproep(beeld.oproepen) is not None
        if beboet and await boetetermijn.volg_oproepen(tx, huis, dossier.id, beeld.oproepen, fase=dossier.fase):
            nieuw.append(termijn.dossier_id)
        keten = Keten(dagen=()) if beeld.overleden else _keten(tx, huis, dossier, beeld.oproepen, termijn)
        dag = achter(keten.dagen[:-1], vandaag) or aan_de_beurt(keten.dagen, beeld.oproepen)
        if dag is None:
            continue
        achterop.add(termijn.dossier_id)
        if await werk.zet_klaar(
            tx,
            Soort.OPROEPKETEN,
            omschrijving=keten.melding(dag, vandaag),
            grond=str(dag.grond),
            sleutel=str(termijn.dossier_id),
            dossier_id=termijn.dossier_id,
            vervaldatum=dag.op_zijn_kortst if dag.is_achter(vandaag) else dag.uiterlijk,
        ):
            nieuw.append(termijn.dossier_id)
    if nieuw:
        await huis.logboek.schrijf(
            tx, "oproep.waken", "dossier", dossiers=sorted(set(nieuw)), velden=["werkitem.status"]
        )
    return achterop


def _keten(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    oproepen: Sequence[Oproep],
    termijn: PipTermijn,
    voorgelegd_op: date | None = None,
) -> Keten:
    return oproepketen(
        termijn.start,
        termijn.einde,
        oproepen,
        met_boete=_met_boete(tx, huis, dossier),
        voornemen=keuzes_van(tx, huis).voornemen_pip_afwezig,
        recht=huis.recht_van(tx.gemeente_id),
        voorgelegd_op=voorgelegd_op,
    )


def _met_boete(tx: Tx, huis: Huis, dossier: DossierRij) -> bool:
    return not poort_dicht(boetegroep(dossier.doelgroep, dossier.fijne_doelgroep), keuzes_van(tx, huis))
