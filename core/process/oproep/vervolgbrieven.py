"""De brieven na een oproep die verzonden is: haar afspraak is verzet, of zij is ingetrokken."""

from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from core.fouten import Gebrek
from core.law.contact import Onderwerp
from core.law.recht import Grond
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Brief, Onderdeel
from core.process.besluit.briefdelen import Briefdelen, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij
from core.process.oproep.brief import AfspraakIntake
from core.process.oproep.rijen import OproepRij, Verzetting

_MAP = Path(__file__).with_name("brief")
AFSPRAAK_VERZET = Briefsoort(
    naam="afspraak_verzet",
    wat="de bevestiging van de nieuwe afspraak",
    onderwerp=Onderwerp.TRAJECT,
    map_=_MAP,
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5"},
)
INTREKKING = Briefsoort(
    naam="oproep_intrekking",
    wat="de brief dat de oproep is ingetrokken",
    onderwerp=Onderwerp.TRAJECT,
    map_=_MAP,
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5"},
)
_OPROEP = Grond("Wi2021", "14", "1")
_AFSPRAAK = {"afspraak.plaats": "plaats", "afspraak.dag": "afspraakOp", "afspraak.tijd": "afspraakOp"}


class Moment(Onderdeel, frozen=True, kw_only=True):
    """Een afspraak die niet doorgaat."""

    dag: date
    tijd: Regel


class AfspraakVerzetBrief(Brief, frozen=True, kw_only=True):
    """De nieuwe tijd en plaats binnen de termijn van dezelfde oproep (PG-2)."""

    soort: ClassVar[Briefsoort] = AFSPRAAK_VERZET

    oproep_van: date
    eerder: Moment
    afspraak: AfspraakIntake

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.afspraak.dag <= self.afspraak.uiterste_dag:
            return ()
        melding = "De afspraak ligt na de laatste dag van de termijn."
        return (Gebrek(veld="afspraak.dag", melding=melding, grond=str(_OPROEP)),)


class IntrekkingBrief(Brief, frozen=True, kw_only=True):
    """De oproep die de persoon kreeg geldt niet meer; met haar vervalt de waarschuwing."""

    soort: ClassVar[Briefsoort] = INTREKKING

    oproep_van: date
    afspraak: Moment
    met_waarschuwing: bool = False
    uitleg: Alinea | None = None


async def brief_bij_verzetten(
    tx: Tx, huis: Huis, dossier: DossierRij, rij: OproepRij, verzetting: Verzetting
) -> AfspraakVerzetBrief:
    """De bevestiging dat de afspraak van deze oproep naar een andere tijd en plaats gaat."""
    delen = await lees_briefdelen(tx, huis, dossier, AFSPRAAK_VERZET.onderwerp)
    with in_velden(_AFSPRAAK, gestuurd=_AFSPRAAK.values()):
        return stel_verzetting_op(
            delen, verzetting, dagtekening=await tx.vandaag(), oproep_van=_verzonden(rij), uiterste_dag=rij.termijn_tot
        )


def stel_verzetting_op(
    delen: Briefdelen, verzetting: Verzetting, *, dagtekening: date, oproep_van: date, uiterste_dag: date
) -> AfspraakVerzetBrief:
    """De tekst van deze bevestiging."""
    hier = verzetting.naar_op.astimezone(NEDERLAND)
    return AfspraakVerzetBrief(
        **delen.op(dagtekening, gronden=(_OPROEP,)),
        oproep_van=oproep_van,
        eerder=_moment(verzetting.van_op),
        afspraak=AfspraakIntake(
            dag=hier.date(),
            tijd=_tijd(hier),
            plaats=tuple(verzetting.naar_plaats.splitlines()),
            uiterste_dag=uiterste_dag,
        ),
    )


async def brief_bij_intrekken(
    tx: Tx, huis: Huis, dossier: DossierRij, rij: OproepRij, *, uitleg: str
) -> IntrekkingBrief:
    """De brief dat deze oproep niet meer geldt; `uitleg` is wat de persoon leest, niet het motief in het dossier."""
    delen = await lees_briefdelen(tx, huis, dossier, INTREKKING.onderwerp)
    with in_velden({"uitleg": "uitlegInBrief"}, gestuurd=("uitlegInBrief",)):
        return stel_intrekking_op(
            delen,
            dagtekening=await tx.vandaag(),
            oproep_van=_verzonden(rij),
            afspraak_op=rij.afspraak_op,
            met_waarschuwing=rij.met_waarschuwing,
            uitleg=uitleg,
        )


def stel_intrekking_op(
    delen: Briefdelen,
    *,
    dagtekening: date,
    oproep_van: date,
    afspraak_op: datetime,
    met_waarschuwing: bool,
    uitleg: str = "",
) -> IntrekkingBrief:
    """De tekst van deze intrekking."""
    return IntrekkingBrief(
        **delen.op(dagtekening, gronden=(_OPROEP,)),
        oproep_van=oproep_van,
        afspraak=_moment(afspraak_op),
        met_waarschuwing=met_waarschuwing,
        uitleg=uitleg.strip() or None,
    )


def _verzonden(rij: OproepRij) -> date:
    if rij.verzonden_op is None:
        raise LookupError("over een oproep die niet verzonden is gaat geen brief")
    return rij.verzonden_op


def _moment(op: datetime) -> Moment:
    hier = op.astimezone(NEDERLAND)
    return Moment(dag=hier.date(), tijd=_tijd(hier))


def _tijd(hier: datetime) -> str:
    return f"{hier:%H:%M} uur"
