"""De brief die een besluit intrekt dat de persoon kent: welk, waarom, en wat dat voor hem betekent (art. 3:41 Awb).

Wat het betekent zegt de stap van het besluit (`Gevolg`); de rest is bij elk besluit hetzelfde.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from core.fouten import Gebrek
from core.law.besluiten import BESLUITEN, Besluitsoort
from core.law.contact import Onderwerp
from core.law.intrekken import Horen
from core.law.mandaat import Collegebesluit
from core.law.recht import Grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Alineas, Bezwaar, Brief, MinstensEenAlinea, Onderdeel
from core.process.besluit.briefdelen import Briefdelen, bezwaarclausule, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij

BESLUIT_INTREKKING = Briefsoort(
    naam="besluit_intrekking",
    wat="het besluit dat een eerder besluit intrekt",
    onderwerp=Onderwerp.TRAJECT,
    map_=Path(__file__).with_name("brief"),
    edities={"v1": "v5", "v2": "v5", "v3": "v6", "v4": "v6", "v5": "v6"},
)
_VELDEN = {
    "motivering": "motivering",
    "zienswijze": "horen.gelegenheid.zienswijze.inhoud",
    "zonderMotief": "horen.motief",
}
OPROEP_BLIJFT = "Een oproep of een afspraak voor de brede intake die u van ons kreeg, blijft gelden."
KOM_BIJ_OPROEP = (
    "Hebt u een oproep of een afspraak van ons, of krijgt u die nog? Kom dan op de dag die erin staat. Kunt u dan niet,"
    " bel ons."
)
INTAKE_GAAT_VERDER = "De brede intake gaat verder. Dat zijn gesprekken met u over uw inburgering. "
"""Wat wie terugkwam leest: zijn zaak van nu loopt, en een besluit van toen intrekken houdt haar niet op (ADR 0089)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verhuisd:
    """Wat de brief zegt als de persoon dan naar een andere gemeente is verhuisd: dit college doet niets meer, en het
    nieuwe gaat verder (art. 15 lid 4 Wi2021). Of als hij daarna terugkwam: dan begint dit college opnieuw."""

    vervalt: tuple[str, ...]
    doen: tuple[str, ...]
    verder: str
    blijft: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevolg:
    """Wat er door het intrekken van een besluit vervalt, wat blijft, wat de persoon moet doen, en hoe het dan gaat."""

    vervalt: tuple[str, ...]
    doen: tuple[str, ...]
    verder: str
    verhuisd: Verhuisd
    terug: Verhuisd
    blijft: tuple[str, ...] = ()
    besluit: str = ""
    """Hoe het besluit in deze brief heet, als dat anders is dan in het register."""


class NaVerhuizing(Onderdeel, frozen=True, kw_only=True):
    """De delen die anders zijn als de brief na een verhuizing naar een andere gemeente weggaat, of na een terugkeer."""

    vervalt: MinstensEenAlinea
    doen: MinstensEenAlinea
    verder: Alinea
    blijft: Alineas = ()


class Intrekkingsbrief(Brief, frozen=True, kw_only=True):
    """Welk besluit wordt ingetrokken, en waarom."""

    soort: ClassVar[Briefsoort] = BESLUIT_INTREKKING

    besluit: Regel
    van: date
    motivering: Alinea
    vervalt: MinstensEenAlinea
    doen: MinstensEenAlinea
    verder: Alinea
    bezwaar: Bezwaar
    na_verhuizing: NaVerhuizing
    na_terugkeer: NaVerhuizing
    blijft: Alineas = ()
    zienswijze: Alinea | None = None
    antwoorden_tot: date | None = None  # de laatste dag die hij had, als hij zweeg
    zonder_horen: Regel | None = None
    zonder_motief: Alinea | None = None

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.zonder_horen is None or self.zienswijze is None:
            return ()
        melding = "Wie gehoord is, is niet overgeslagen."
        return (Gebrek(veld="zonderHoren", melding=melding, grond="art. 4:8 Awb"),)


async def intrekkingsbrief(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    *,
    soort: Besluitsoort,
    van: date,
    motivering: str,
    horen: Horen,
    gevolg: Gevolg,
    gronden: tuple[Grond, ...],
    collegebesluit: Collegebesluit | None = None,
) -> Intrekkingsbrief:
    """De bevroren gegevens van deze brief, met de dagtekening van vandaag; wat niet op papier kan, houdt haar tegen."""
    delen = await lees_briefdelen(tx, huis, dossier, BESLUIT_INTREKKING.onderwerp, collegebesluit=collegebesluit)
    recht, vandaag = huis.recht_van(tx.gemeente_id), await tx.vandaag()
    with in_velden(_VELDEN, gestuurd=_VELDEN.values()):
        return stel_intrekking_op(
            delen,
            soort=soort,
            van=van,
            dagtekening=vandaag,
            motivering=motivering,
            horen=horen,
            gevolg=gevolg,
            gronden=gronden,
            bezwaar=bezwaarclausule(huis.tenant(tx.gemeente_id), recht, op=vandaag),
        )


def stel_intrekking_op(
    delen: Briefdelen,
    *,
    soort: Besluitsoort,
    van: date,
    dagtekening: date,
    motivering: str,
    horen: Horen,
    gevolg: Gevolg,
    gronden: tuple[Grond, ...],
    bezwaar: Bezwaar,
) -> Intrekkingsbrief:
    """De tekst van deze brief."""
    gelegenheid = horen.gelegenheid
    zienswijze = None if gelegenheid is None else gelegenheid.zienswijze
    return Intrekkingsbrief(
        **delen.op(dagtekening, gronden=gronden),
        besluit=gevolg.besluit or BESLUITEN[soort].naam,
        van=van,
        motivering=motivering,
        vervalt=gevolg.vervalt,
        blijft=gevolg.blijft,
        doen=gevolg.doen,
        verder=gevolg.verder,
        na_verhuizing=_anders(gevolg.verhuisd),
        na_terugkeer=_anders(gevolg.terug),
        zienswijze=None if zienswijze is None else zienswijze.inhoud,
        antwoorden_tot=None if gelegenheid is None else gelegenheid.uiterlijk_op,
        zonder_horen=None if horen.zonder is None else horen.zonder.omschrijving,
        zonder_motief=horen.motief if horen.zonder is not None else None,
        bezwaar=bezwaar,
    )


def _anders(dan: Verhuisd) -> NaVerhuizing:
    return NaVerhuizing(vervalt=dan.vervalt, blijft=dan.blijft, doen=dan.doen, verder=dan.verder)
