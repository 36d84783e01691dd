"""De inburgeringstermijn die DUO vaststelt, vergeleken met wat wij verwachtten (CAL-10: die van DUO geldt)."""

from datetime import date, timedelta
from uuid import UUID

from core.law.fasen import OVERGANGEN, PLICHT_LOOPT
from core.law.recht import Grond
from core.law.termijn import Termijn as Rechtstermijn
from core.law.termijn import Termijnsoort
from core.law.termijn_tonen import begin_dat_vervalt
from core.law.termijnen import inburgeringstermijn, vergelijk_met_duo
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import StaandeTermijn
from core.process.dossier.tables import Dossier, Termijn, Termijnbron, Termijnstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, werk_bij

GEBEURTENIS_EIGEN = "dag na de dagtekening van het eerste PIP"
GEBEURTENIS_DUO = "vastgesteld door DUO"


async def verwacht(tx: Tx, huis: Huis, dossier_id: UUID, *, dagtekening: date) -> None:
    """Leg onze verwachting vast op de dag dat het eerste PIP is gedagtekend (art. 11 Wi2021). Zij begint, zoals die van
    DUO, op de eerste dag van de termijn.

    Loopt er al een, van een eerder PIP of van DUO, dan blijft die: een later PIP verandert het begin niet (lid 3).
    """
    if await _lopende(tx, dossier_id) is not None:
        return
    v = inburgeringstermijn(dagtekening, recht=huis.recht_van(tx.gemeente_id))
    termijn = Rechtstermijn(
        soort=Termijnsoort.TERMIJN,
        start=v.start,
        start_gebeurtenis=GEBEURTENIS_EIGEN,
        duur=v.duur,
        ruw_einde=v.laatste_dag,
        einde=v.laatste_dag,
        atw=False,
        grond=v.grond,
        besluit_bekend=True,
        uitleg=v.uitleg,
    )
    await termijnen.leg_vast(tx, dossier_id, termijn, recht=huis.recht_van(tx.gemeente_id))


async def begon_niet(tx: Tx, zaak: Zaak, *, dagtekening: date) -> Zaak:
    """Een PIP van deze dag kende niemand, en het geldt niet meer: het liet geen termijn beginnen (art. 3:40 Awb).

    Onze verwachting vervalt als zij ermee begon. Ging DUO van die dag uit, dan is haar termijn tot zij die verschuift
    niet te tonen als wat geldt.
    """
    await tx.schrijf(
        Termijn.update({Termijn.status: Termijnstatus.VERVALLEN}).where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == zaak.id)
            & (Termijn.soort == Termijnsoort.TERMIJN)
            & (Termijn.bron == Termijnbron.RECHT)
            & (Termijn.status == Termijnstatus.LOPEND)
            & (Termijn.start == dagtekening + timedelta(days=1))
        )
    )
    begin = begin_dat_vervalt(dagtekening, van_duo=zaak.rij.termijn_van, al_vervallen=zaak.rij.termijn_oude_van)
    return await werk_bij(tx, zaak, {Dossier.termijn_oude_van: begin})


async def geldt(tx: Tx, zaak: Zaak, *, dagtekening: date) -> Zaak:
    """Een PIP van deze dag geldt: begint de termijn van DUO daarna, dan klopt zij (weer)."""
    if zaak.rij.termijn_oude_van != dagtekening + timedelta(days=1):
        return zaak
    return await werk_bij(tx, zaak, {Dossier.termijn_oude_van: None})


async def begon_na(tx: Tx, dossier_id: UUID, *, dagtekening: date) -> date:
    """De dagtekening waarna de termijn begint: die van het PIP waarmee zij al begon, en anders deze (art. 11 lid 2 en 3
    Wi2021)."""
    eigen = await _lopende(tx, dossier_id, bron=Termijnbron.RECHT)
    return dagtekening if eigen is None else eigen.start - timedelta(days=1)


async def _lopende(tx: Tx, dossier_id: UUID, *, bron: Termijnbron | None = None) -> StaandeTermijn | None:
    van = (
        (Termijn.gemeente_id == tx.gemeente_id)
        & (Termijn.dossier_id == dossier_id)
        & (Termijn.soort == Termijnsoort.TERMIJN)
        & (Termijn.status == Termijnstatus.LOPEND)
    )
    if bron is not None:
        van &= Termijn.bron == bron
    return await tx.lees_een_als(StaandeTermijn, StaandeTermijn.select().where(van))


async def neem_over(
    tx: Tx, huis: Huis, zaak: Zaak, *, start: date, einde_exclusief: date, verlengingsgrond: str = ""
) -> None:
    """Neem de termijn van DUO over; wijkt zij meer af dan de tolerantie, dan kijkt er iemand naar.

    DUO geeft haar ook als de plicht rust of voorbij is; hier loopt zij dan niet.
    """
    if zaak.rij.fase not in PLICHT_LOOPT:
        return
    dossier_id, recht = zaak.id, huis.recht_van(tx.gemeente_id)
    laatste_dag = einde_exclusief - timedelta(days=1)
    eerder = await tx.lees_als(
        StaandeTermijn,
        StaandeTermijn.select()
        .where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.soort == Termijnsoort.TERMIJN)
        )
        .order_by(Termijn.id),
    )
    staand = [r for r in eerder if r.status is Termijnstatus.LOPEND]
    if any(r.bron is Termijnbron.DUO and (r.start, r.einde) == (start, laatste_dag) for r in staand):
        return
    eigen = [r for r in eerder if r.bron is Termijnbron.RECHT]
    van_duo = [r for r in eerder if r.bron is Termijnbron.DUO]
    if eigen:
        dagtekening = eigen[-1].start - timedelta(days=1)
        verschil = vergelijk_met_duo(inburgeringstermijn(dagtekening, recht=recht), start, einde_exclusief, recht=recht)
        if verschil is None:
            await werkvoorraad.klopt_niet_meer(
                tx, Soort.TERMIJN_VERSCHILT, str(dossier_id), "DUO geeft nu de verwachte termijn"
            )
        elif not van_duo:
            # Only what DUO sets first is held against the expectation; a later end is her decision (T12, T13).
            await werkvoorraad.zet_klaar(
                tx,
                Soort.TERMIJN_VERSCHILT,
                omschrijving=verschil.melding,
                grond=str(verschil.grond),
                sleutel=str(dossier_id),
                dossier_id=dossier_id,
            )
    await termijnen.sluit_soorten(tx, dossier_id, (Termijnsoort.TERMIJN,), status=Termijnstatus.VERVALLEN)
    await termijnen.leg_vast(
        tx,
        dossier_id,
        Rechtstermijn(
            soort=Termijnsoort.TERMIJN,
            start=start,
            start_gebeurtenis=GEBEURTENIS_DUO,
            duur=None,
            ruw_einde=laatste_dag,
            einde=laatste_dag,
            atw=False,
            grond=_grond(zaak, gewijzigd=bool(van_duo)),
            besluit_bekend=True,
            uitleg=_uitleg(start, laatste_dag, van_duo, eigen=bool(eigen), verlengingsgrond=verlengingsgrond),
        ),
        recht=recht,
        bron=Termijnbron.DUO,
    )


def _grond(zaak: Zaak, *, gewijzigd: bool) -> Grond:
    """Wat DUO eerst vaststelt rust op art. 11; een ander einde op art. 12, en in de nieuwe termijn op art. 24 (T12)."""
    if gewijzigd:
        verlengd = (o.grond for o in OVERGANGEN if o.van is zaak.rij.fase is o.naar)
        return next((g for g in verlengd if g.artikel in ("12", "24")), Grond("Wi2021", "12", "1"))
    return Grond("Wi2021", "11", "1")


def _uitleg(
    start: date, laatste_dag: date, van_duo: list[StaandeTermijn], *, eigen: bool, verlengingsgrond: str
) -> tuple[str, ...]:
    regels = [f"DUO stelde de termijn vast: van {start:%d-%m-%Y} tot en met {laatste_dag:%d-%m-%Y}"]
    if van_duo:
        regels.append(f"eerder gaf DUO tot en met {van_duo[-1].einde:%d-%m-%Y}")
    else:
        regels.append("de eigen verwachting is daarmee vergeleken" if eigen else "er was geen eigen verwachting")
    if verlengingsgrond:
        regels.append(f"DUO noemt als grond voor de verlenging: {verlengingsgrond}")
    return tuple(regels)
