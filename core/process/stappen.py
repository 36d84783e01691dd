"""De inhoudsopgave van het proces. De volgorde is die van het verhaal, en van de uitleg bij de API."""

from core.process.aanmelding.stap import STAP as AANMELDING
from core.process.begeleiding.stap import STAP as BEGELEIDING
from core.process.besluit.stap import STAP as BESLUIT
from core.process.contact.stap import STAP as CONTACT
from core.process.dossier.stap import STAP as DOSSIER
from core.process.handeling.stap import STAP as HANDELING
from core.process.inlezen.stap import STAP as INLEZEN
from core.process.intake.stap import STAP as INTAKE
from core.process.leden.stap import STAP as LEDEN
from core.process.machine.stap import STAP as MACHINE
from core.process.mandaat.stap import STAP as MANDAAT
from core.process.melding.stap import STAP as MELDING
from core.process.ontheffing.stap import STAP as ONTHEFFING
from core.process.oproep.stap import STAP as OPROEP
from core.process.overname.stap import STAP as OVERNAME
from core.process.pip.stap import STAP as PIP
from core.process.retourpost.stap import STAP as RETOURPOST
from core.process.stap import Stap
from core.process.toewijzing.stap import STAP as TOEWIJZING
from core.process.verandering.stap import STAP as VERANDERING
from core.process.vertegenwoordiging.stap import STAP as VERTEGENWOORDIGING

STAPPEN: tuple[Stap, ...] = (
    DOSSIER,
    AANMELDING,
    CONTACT,
    VERTEGENWOORDIGING,
    OPROEP,
    ONTHEFFING,
    INTAKE,
    PIP,
    BESLUIT,
    RETOURPOST,
    MANDAAT,
    MELDING,
    BEGELEIDING,
    TOEWIJZING,
    VERANDERING,
    OVERNAME,
    LEDEN,
    MACHINE,
    HANDELING,
    INLEZEN,
)
