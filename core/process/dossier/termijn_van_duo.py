"""De inburgeringstermijn die DUO vaststelt, vergeleken met wat wij verwachtten (CAL-10: die van DUO geldt)."""

from datetime import date, timedelta
from uuid import UUID

from core.law.fasen import PLICHT_LOOPT
from core.law.recht import Grond
from core.law.termijn import Termijn as Rechtstermijn
from core.law.termijn import Termijnsoort
from core.law.termijnen import inburgeringstermijn, vergelijk_met_duo
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import StaandeTermijn
from core.process.dossier.tables import Termijn, Termijnbron, Termijnstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak

GEBEURTENIS_EIGEN = "dagtekening van het eerste PIP"
GEBEURTENIS_DUO = "vastgesteld door DUO"


async def verwacht(tx: Tx, huis: Huis, dossier_id: UUID, *, dagtekening: date) -> None:
    """Leg onze verwachting vast op de dag dat het eerste PIP is gedagtekend (art. 11 Wi2021)."""
    v = inburgeringstermijn(dagtekening, recht=huis.recht_van(tx.gemeente_id))
    termijn = Rechtstermijn(
        soort=Termijnsoort.TERMIJN,
        start=dagtekening,
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


async def neem_over(tx: Tx, huis: Huis, zaak: Zaak, *, start: date, einde_exclusief: date) -> None:
    """Neem de termijn van DUO over; wijkt zij meer af dan de tolerantie, dan kijkt er iemand naar.

    DUO geeft haar ook als de plicht rust of voorbij is; hier loopt zij dan niet.
    """
    if zaak.rij.fase not in PLICHT_LOOPT:
        return
    dossier_id = zaak.id
    laatste_dag = einde_exclusief - timedelta(days=1)
    staand = await tx.lees_als(
        StaandeTermijn,
        StaandeTermijn.select().where(
            (Termijn.gemeente_id == tx.gemeente_id)
            & (Termijn.dossier_id == dossier_id)
            & (Termijn.soort == Termijnsoort.TERMIJN)
            & (Termijn.status == Termijnstatus.LOPEND)
        ),
    )
    if any(r.bron is Termijnbron.DUO and (r.start, r.einde) == (start, laatste_dag) for r in staand):
        return
    eigen = next((r for r in staand if r.bron is Termijnbron.RECHT), None)
    grond = Grond("Wi2021", "11", "1")
    if eigen is not None:
        verschil = vergelijk_met_duo(
            inburgeringstermijn(eigen.start, recht=huis.recht_van(tx.gemeente_id)),
            start,
            einde_exclusief,
            recht=huis.recht_van(tx.gemeente_id),
        )
        if verschil is not None:
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
            grond=grond,
            besluit_bekend=True,
            uitleg=(
                f"DUO stelde de termijn vast: van {start:%d-%m-%Y} tot en met {laatste_dag:%d-%m-%Y}",
                "de eigen verwachting is daarmee vergeleken" if eigen else "er was geen eigen verwachting",
            ),
        ),
        recht=huis.recht_van(tx.gemeente_id),
        bron=Termijnbron.DUO,
    )
