"""De rijen van de veranderingen, zoals de code ze leest."""

from datetime import datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.process.verandering.tables import Stilreden, Verandersoort, Webhookstatus


class Veranderregel(Rij, frozen=True):
    """Een regel die haar nummer heeft: eerder leest een organisatie haar niet."""

    id: UUID
    toewijzing_id: UUID
    soort: Verandersoort
    ontstaan_op: datetime
    nummer: int


class WebhookRij(Rij, frozen=True):
    """Een webhook, zoals wie erover gaat haar leest, en wie bezorgt."""

    id: UUID
    organisatie_id: UUID
    naam: str
    adres: str
    status: Webhookstatus
    reden: Stilreden
    tot: int | None
    pogingen: int
    mislukt_sinds: datetime | None
    wacht_tot: datetime | None
    aangemeld_op: datetime
    ingetrokken_op: datetime | None


class Leveringregel(Rij, frozen=True):
    """Wat er van één regel naar een webhook ging."""

    nummer: int
    pogingen: int
    antwoord: int
    eerst_op: datetime
    laatst_op: datetime
    bezorgd_op: datetime | None
