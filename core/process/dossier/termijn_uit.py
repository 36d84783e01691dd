"""Een termijn zoals een medewerker haar leest, met haar afleiding."""

from datetime import date
from uuid import UUID

import msgspec

from core.law.herrekenen import tijdig_tot
from core.law.recht import Recht
from core.law.streefdag import streefdag
from core.law.termijn import Termijnsoort
from core.law.termijn_tonen import BIJGEWERKT, VERSTREKEN, is_verstreken, toon_termijn
from core.process.dossier.rijen import Termijnbeeld
from core.process.dossier.tables import Termijnstatus


class TermijnUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een termijn met haar afleiding, stap voor stap. `startOp` is de dag van de gebeurtenis en telt niet mee; van de
    inburgeringstermijn is het de eerste dag. `laatsteDag` telt nog mee.

    `tijdigTot` is tot wanneer iets nog op tijd is: die dag, of de latere die in een verzonden brief staat.
    `handelingOp` is wanneer haar eigen handeling kwam, `streefdag` wanneer de gemeente zelf klaar wil zijn (beleid).

    Een termijn voor bezwaar is na `tijdigTot` `verstreken`: die dag is voorbij. Of er bezwaar kwam weet Meedoen niet;
    wat op die dag op de post ging en binnen een week daarna kwam, is op tijd (art. 6:9 lid 2 Awb).
    """

    id: UUID
    soort: str
    status: str
    start_op: date
    start_gebeurtenis: str
    ruwe_laatste_dag: date
    laatste_dag: date
    streefdag: date | None
    tijdig_tot: date
    handeling_op: date | None
    algemene_termijnenwet: bool
    grond: str
    uitleg: list[str]
    besluit_gelijkgestelde_dagen_bekend: bool
    bron: str
    recht_versie: str


def termijn_uit(t: Termijnbeeld, recht: Recht, oude_van: date | None, *, vandaag: date) -> TermijnUit:
    """De termijn zoals zij op deze dag te zien is."""
    tot = tijdig_tot(t.einde, t.gedrukt_einde)
    loopt = t.status is Termijnstatus.LOPEND
    oud = t.soort is Termijnsoort.TERMIJN and toon_termijn(t.start, t.einde, oude_van).wordt_bijgewerkt
    return TermijnUit(
        id=t.id,
        soort=t.soort,
        status=VERSTREKEN if loopt and is_verstreken(t.soort, tot, peildatum=vandaag) else t.status,
        start_op=t.start,
        start_gebeurtenis=t.start_gebeurtenis,
        ruwe_laatste_dag=t.ruw_einde,
        laatste_dag=t.einde,
        streefdag=streefdag(t.soort, t.start, t.einde, recht=recht),
        tijdig_tot=tot,
        handeling_op=t.handeling_op,
        algemene_termijnenwet=t.atw,
        grond=t.grond,
        uitleg=[*t.uitleg, *([BIJGEWERKT] if oud else [])],
        besluit_gelijkgestelde_dagen_bekend=t.besluit_bekend,
        bron=t.bron,
        recht_versie=t.recht_versie,
    )
