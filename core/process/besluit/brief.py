"""De brief die zegt dat er langer bezwaar kan worden gemaakt dan in een eerdere brief stond (C21)."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from core.fouten import Gebrek
from core.law.contact import Onderwerp
from core.law.recht import Grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Brief
from core.process.besluit.briefdelen import Briefdelen, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij

BEZWAARDAG = Briefsoort(
    naam="bezwaardag",
    wat="de brief over een latere laatste dag voor bezwaar",
    onderwerp=Onderwerp.BEZWAAR,
    map_=Path(__file__).with_name("brief"),
    edities={"v1": "v2", "v2": "v3", "v3": "v4", "v4": "v5", "v5": "v6"},
    gaat_door=True,
    na_haar_dag=(
        "Anders hoeft zij niet meer weg, en vervalt zij vanzelf: kwam er bezwaar na de dag in de eerste brief, houd dan"
        " de latere dag aan."
    ),
)
_GRONDEN = (Grond("Awb", "6:8", "1"), Grond("Awb", "6:11"))


class BezwaardagBrief(Brief, frozen=True, kw_only=True):
    """Welke brief, welke dag erin stond, en tot wanneer bezwaar nu op tijd is."""

    soort: ClassVar[Briefsoort] = BEZWAARDAG

    eerdere_brief: Regel  # "de beschikking over het PIP"
    eerdere_dagtekening: date
    eerste_dag: date
    laatste_dag: date

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.laatste_dag > self.eerste_dag:
            return ()
        melding = "De nieuwe laatste dag voor bezwaar is niet later dan de dag die de persoon al kent."
        return (Gebrek(veld="laatsteDag", melding=melding, grond="art. 6:11 Awb"),)


async def bezwaardagbrief(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    *,
    over: Briefsoort,
    eerdere_dagtekening: date,
    eerste_dag: date,
    laatste_dag: date,
) -> BezwaardagBrief:
    """De bevroren gegevens van deze brief, met de dagtekening van vandaag."""
    delen = await lees_briefdelen(tx, huis, dossier, over.onderwerp)
    with in_velden({}):
        return stel_bezwaardag_op(
            delen,
            over=over,
            dagtekening=await tx.vandaag(),
            eerdere_dagtekening=eerdere_dagtekening,
            eerste_dag=eerste_dag,
            laatste_dag=laatste_dag,
        )


def stel_bezwaardag_op(
    delen: Briefdelen,
    *,
    over: Briefsoort,
    dagtekening: date,
    eerdere_dagtekening: date,
    eerste_dag: date,
    laatste_dag: date,
) -> BezwaardagBrief:
    """De tekst van deze brief."""
    return BezwaardagBrief(
        **delen.op(dagtekening, gronden=_GRONDEN),
        eerdere_brief=over.wat,
        eerdere_dagtekening=eerdere_dagtekening,
        eerste_dag=eerste_dag,
        laatste_dag=laatste_dag,
    )
