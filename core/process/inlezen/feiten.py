"""Wat er van elke kolom van een inlezing bekend is. Een regel is versleuteld, tot zij gelezen is."""

from core.platform.db.feiten import NUMMER, PERSOON, Bewaarklasse, BijSamenvoegen, feiten
from core.process.inlezen.tables import Inleesregel, Inlezing

FEITEN = (
    feiten(
        Inlezing,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id begonnen_op",
        namens=PERSOON,
    ),
    feiten(
        Inleesregel,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(blijft="wat er met een regel van een lijst gebeurde is een feit van toen"),
        technisch="gemeente_id id inlezing_id rij status sleutelversie dossier_id gelezen_op",
        cijfer=NUMMER,
    ),
)
