"""Wat er met een toewijzing gebeurt, voor het eigen systeem van de organisatie."""

from core.process.stap import Stap
from core.process.verandering.actions import TAKEN
from core.process.verandering.api import BegeleidingveranderingApi, LeerlingveranderingApi
from core.process.verandering.feiten import FEITEN
from core.process.verandering.webhook_api import WebhookApi
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Verhuisd,
)

_VOLGT = "een regel volgt uit de toewijzing, en die zegt het"
STAP = Stap(
    naam="verandering",
    feiten=FEITEN,
    controllers=(LeerlingveranderingApi, BegeleidingveranderingApi, WebhookApi),
    tags=("webhooks",),
    paden={"webhook_id": "De webhook"},
    taken=TAKEN,
    afwijzingen={
        PlichtGeeindigd: _VOLGT,
        Geschorst: _VOLGT,
        Hervat: _VOLGT,
        FeitenGewijzigd: _VOLGT,
        GroepGewijzigd: _VOLGT,
        BesluitBekendgemaakt: _VOLGT,
        PipVastgesteld: _VOLGT,
        Verhuisd: _VOLGT,
        Overleden: _VOLGT,
        RechtGewijzigd: _VOLGT,
    },
)
