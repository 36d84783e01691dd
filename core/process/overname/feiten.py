"""Wat er van elke kolom van een overname bekend is. Waarom iemand weg is staat er niet in."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, BijSamenvoegen, feiten
from core.process.overname.tables import Overname, OvernameBeurt, OvernameDossier

FEITEN = (
    feiten(
        Overname,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id vastgelegd_op versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        soort=ZAAK,
        van_id=ZAAK,
        naar_id=ZAAK,
        vanaf=ZAAK,
        tot=ZAAK,
        alles=ZAAK,
        status=ZAAK,
        vastgelegd_door=ZAAK,
    ),
    feiten(OvernameBeurt, Bewaarklasse.PLATFORM, technisch="gemeente_id eerste_op"),
    feiten(
        OvernameDossier,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(blijft="welke dossiers met een overname meegingen is een feit van toen"),
        technisch="gemeente_id overname_id dossier_id",
        status=ZAAK,
    ),
)
