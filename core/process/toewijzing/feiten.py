"""Wat er van elke kolom van de toewijzing bekend is. De taalschool leest haar eigen regel, niet wie haar aanbood."""

from core.platform.db.feiten import TECHNISCH, TECHNISCH_SCHOOL, ZAAK, Bewaarklasse, Feit, feiten
from core.process.toewijzing.tables import Toewijzing

ZAAK_SCHOOL = Feit(taalschool=True)

FEITEN = (
    feiten(
        Toewijzing,
        Bewaarklasse.DOSSIER,
        gemeente_id=TECHNISCH_SCHOOL,
        id=TECHNISCH_SCHOOL,
        dossier_id=TECHNISCH_SCHOOL,
        persoon_id=TECHNISCH_SCHOOL,
        organisatie_id=TECHNISCH_SCHOOL,
        versie=TECHNISCH_SCHOOL,
        gewijzigd_op=TECHNISCH_SCHOOL,
        gewijzigd_door=TECHNISCH,
        gewijzigd_bij=TECHNISCH,
        doel=ZAAK_SCHOOL,
        grond=ZAAK_SCHOOL,
        status=ZAAK_SCHOOL,
        vanaf=ZAAK_SCHOOL,
        tot=ZAAK_SCHOOL,
        ingetrokken_op=ZAAK_SCHOOL,
        vervaldatum=ZAAK_SCHOOL,
        aangeboden_door=ZAAK,
        beantwoord_op=ZAAK,
    ),
)
