"""De brieven na een oproep die verzonden is: haar afspraak is verzet, of zij is ingetrokken."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from core.fouten import Gebrek
from core.law.boete_elders import BekendeBoete, Boetelot, LotVanBoete
from core.law.contact import Onderwerp
from core.law.recht import Grond
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Brief, Onderdeel
from core.process.besluit.briefdelen import Briefdelen, in_velden, lees_briefdelen
from core.process.collega import naam_van
from core.process.dossier.rijen import DossierRij
from core.process.oproep.brief import AfspraakIntake, Waar
from core.process.oproep.rijen import OproepRij, Verzetting

_MAP = Path(__file__).with_name("brief")
AFSPRAAK_VERZET = Briefsoort(
    naam="afspraak_verzet",
    wat="de bevestiging van de nieuwe afspraak",
    onderwerp=Onderwerp.TRAJECT,
    map_=_MAP,
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5", "v5": "v5", "v6": "v5", "v7": "v6"},
)
INTREKKING = Briefsoort(
    naam="oproep_intrekking",
    wat="de brief dat de oproep is ingetrokken",
    onderwerp=Onderwerp.TRAJECT,
    map_=_MAP,
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5", "v5": "v5", "v6": "v6"},
)
_OPROEP = Grond("Wi2021", "14", "1")
_INTREKKING_VELDEN = {"uitleg": "uitlegInBrief", "boete.ingetrokkenMet": "boete.besluit.nummer"}
_AFSPRAAK = {
    "afspraak.plaats": "plaats",
    "afspraak.ruimte": "ruimte",
    "afspraak.met": "collegaId",
    "afspraak.dag": "afspraakOp",
    "afspraak.tijd": "afspraakOp",
}


class Moment(Onderdeel, frozen=True, kw_only=True):
    """Een afspraak die niet doorgaat."""

    dag: date
    tijd: Regel


class EerdereAfspraak(Moment, frozen=True, kw_only=True):
    """De afspraak waarvoor een nieuwe kwam: zij gaat niet door, ging niet door, of de persoon kwam niet."""

    gemist: bool = False
    voorbij: bool = False


class AfspraakVerzetBrief(Brief, frozen=True, kw_only=True):
    """De nieuwe tijd en plaats binnen de termijn van dezelfde oproep (PG-2)."""

    soort: ClassVar[Briefsoort] = AFSPRAAK_VERZET

    oproep_van: date
    eerder: EerdereAfspraak
    afspraak: AfspraakIntake

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.afspraak.dag <= self.afspraak.uiterste_dag:
            return ()
        melding = "De afspraak ligt na de laatste dag van de termijn."
        return (Gebrek(veld="afspraak.dag", melding=melding, grond=str(_OPROEP)),)


class BoeteInBrief(Onderdeel, frozen=True, kw_only=True):
    """De boete die de persoon al kreeg, en wat daarmee is."""

    kenmerk: Regel
    dagtekening: date
    bedrag: Regel
    ingetrokken_op: date | None = None
    ingetrokken_met: Regel | None = None
    nog_te_beslissen: bool = False


class IntrekkingBrief(Brief, frozen=True, kw_only=True):
    """De oproep die de persoon kreeg geldt niet meer; met haar vervalt de waarschuwing. Een boete niet vanzelf."""

    soort: ClassVar[Briefsoort] = INTREKKING

    oproep_van: date
    afspraak: Moment
    met_waarschuwing: bool = False
    uitleg: Alinea | None = None
    boete: BoeteInBrief | None = None
    procedure_loopt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevolg:
    """Wat de persoon bij een ingetrokken oproep moet weten: waarom, en wat er met zijn boete is."""

    uitleg: str = ""
    boete: BekendeBoete | None = None
    lot: LotVanBoete | None = None
    procedure_loopt: bool = False


async def brief_bij_verzetten(
    tx: Tx, huis: Huis, dossier: DossierRij, rij: OproepRij, verzetting: Verzetting, *, kende: datetime, gemist: bool
) -> AfspraakVerzetBrief:
    """De bevestiging dat de afspraak van deze oproep naar een andere tijd en plaats gaat; `kende` is de afspraak waar
    de persoon van weet, en `gemist` zegt dat hij daar niet kwam."""
    delen = await lees_briefdelen(tx, huis, dossier, AFSPRAAK_VERZET.onderwerp)
    waar = Waar(
        op=verzetting.naar_op,
        plaats=verzetting.naar_plaats,
        ruimte=verzetting.naar_ruimte,
        met=await naam_van(tx, verzetting.naar_collega),
    )
    with in_velden(_AFSPRAAK, gestuurd=_AFSPRAAK.values()):
        return stel_verzetting_op(
            delen,
            waar,
            dagtekening=await tx.vandaag(),
            oproep_van=_verzonden(rij),
            eerder=eerdere_afspraak(kende, gemist=gemist, voorbij=kende <= await tx.nu()),
            uiterste_dag=rij.termijn_tot,
        )


def stel_verzetting_op(
    delen: Briefdelen, waar: Waar, *, dagtekening: date, oproep_van: date, eerder: EerdereAfspraak, uiterste_dag: date
) -> AfspraakVerzetBrief:
    """De tekst van deze bevestiging."""
    return AfspraakVerzetBrief(
        **delen.op(dagtekening, gronden=(_OPROEP,)),
        oproep_van=oproep_van,
        eerder=eerder,
        afspraak=waar.in_brief(uiterste_dag=uiterste_dag),
    )


def eerdere_afspraak(op: datetime, *, gemist: bool = False, voorbij: bool = False) -> EerdereAfspraak:
    """Wanneer de eerdere afspraak was, en hoe zij afliep."""
    hier = op.astimezone(NEDERLAND)
    return EerdereAfspraak(dag=hier.date(), tijd=_tijd(hier), gemist=gemist, voorbij=voorbij)


async def brief_bij_intrekken(
    tx: Tx, huis: Huis, dossier: DossierRij, rij: OproepRij, gevolg: Gevolg, *, kende: datetime
) -> IntrekkingBrief:
    """De brief dat deze oproep niet meer geldt; `gevolg` is wat de persoon leest, niet het motief in het dossier, en
    `kende` de afspraak waar hij van weet."""
    delen = await lees_briefdelen(tx, huis, dossier, INTREKKING.onderwerp)
    with in_velden(_INTREKKING_VELDEN, gestuurd=_INTREKKING_VELDEN.values()):
        return stel_intrekking_op(
            delen,
            dagtekening=await tx.vandaag(),
            oproep_van=_verzonden(rij),
            afspraak_op=kende,
            met_waarschuwing=rij.met_waarschuwing,
            gevolg=gevolg,
        )


def stel_intrekking_op(
    delen: Briefdelen,
    *,
    dagtekening: date,
    oproep_van: date,
    afspraak_op: datetime,
    met_waarschuwing: bool,
    gevolg: Gevolg,
) -> IntrekkingBrief:
    """De tekst van deze intrekking."""
    return IntrekkingBrief(
        **delen.op(dagtekening, gronden=(_OPROEP,)),
        oproep_van=oproep_van,
        afspraak=_moment(afspraak_op),
        met_waarschuwing=met_waarschuwing,
        uitleg=gevolg.uitleg.strip() or None,
        boete=None if gevolg.boete is None else _boete(gevolg.boete, gevolg.lot),
        procedure_loopt=gevolg.procedure_loopt,
    )


def _boete(boete: BekendeBoete, lot: LotVanBoete | None) -> BoeteInBrief:
    besluit = None if lot is None else lot.besluit
    return BoeteInBrief(
        kenmerk=boete.kenmerk,
        dagtekening=boete.dagtekening,
        bedrag=f"{boete.bedrag} euro",
        ingetrokken_op=None if besluit is None else besluit.datum,
        ingetrokken_met=None if besluit is None else besluit.nummer,
        nog_te_beslissen=lot is not None and lot.wat is Boetelot.NOG_TE_BESLISSEN,
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
