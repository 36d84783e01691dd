"""Het besluit van de proefstap als brief."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from core.law.contact import Onderwerp
from core.law.recht import Grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Bezwaar, Brief
from core.process.besluit.briefdelen import Briefdelen, bezwaarclausule, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij

BEGIN = Briefsoort(
    naam="proefstap",
    wat="het besluit van de proefstap",
    onderwerp=Onderwerp.TRAJECT,
    map_=Path(__file__).with_name("brief"),
    edities={"v1": "v2"},
)


class Beginbrief(Brief, frozen=True, kw_only=True):
    """Wat er begint, wanneer en waarom."""

    soort: ClassVar[Briefsoort] = BEGIN

    vanaf: date
    motivering: Alinea
    bezwaar: Bezwaar


async def beginbrief(
    tx: Tx, huis: Huis, dossier: DossierRij, *, vanaf: date, motivering: str, gronden: tuple[Grond, ...]
) -> Beginbrief:
    """De bevroren gegevens van het besluit; wat niet op papier kan, houdt het tegen."""
    delen = await lees_briefdelen(tx, huis, dossier, BEGIN.onderwerp)
    vandaag = await tx.vandaag()
    with in_velden({"motivering": "motivering"}, gestuurd=("motivering",)):
        return stel_begin_op(
            delen,
            dagtekening=vandaag,
            vanaf=vanaf,
            motivering=motivering,
            gronden=gronden,
            bezwaar=bezwaarclausule(huis.tenant(tx.gemeente_id), huis.recht_van(tx.gemeente_id), op=vandaag),
        )


def stel_begin_op(
    delen: Briefdelen,
    *,
    dagtekening: date,
    vanaf: date,
    motivering: str,
    gronden: tuple[Grond, ...],
    bezwaar: Bezwaar,
) -> Beginbrief:
    """De tekst van dit besluit."""
    return Beginbrief(**delen.op(dagtekening, gronden=gronden), vanaf=vanaf, motivering=motivering, bezwaar=bezwaar)
