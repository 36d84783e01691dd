"""De rijen van wie hier werkt en wie genodigd is, zoals de code ze leest."""

from datetime import datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.platform.tenancy import Rol
from core.process.leden.tables import Uitnodiging, Uitnodigingstatus


class Lidregel(Rij, frozen=True):
    """Een lidmaatschap in de lijst van wie erover gaat."""

    id: UUID
    medewerker_id: UUID
    organisatie_id: UUID | None
    rol: Rol
    naam: str
    functie: str
    email: str
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None
    uitgenodigd_door: UUID | None
    uitgenodigd_namens: str
    nagezien_op: datetime | None
    na_te_zien: bool


class Lid(Rij, frozen=True):
    """Een lidmaatschap voor wie het beëindigt of naziet."""

    id: UUID
    medewerker_id: UUID
    organisatie_id: UUID | None
    rol: Rol
    naam: str
    voorbij: bool


class Openregel(Rij, frozen=True):
    """Een uitnodiging waar nog niet op geantwoord is; `geldt` zegt of haar link nog werkt."""

    id: UUID
    organisatie_id: UUID | None
    rol: Rol
    naam: str
    functie: str
    telefoon: str
    email: str
    vanaf: datetime | None
    tot: datetime | None
    uitgenodigd_op: datetime
    uitgenodigd_door: UUID | None
    uitgenodigd_namens: str
    verloopt_op: datetime
    geldt: bool
    bezorgd_op: datetime | None
    niet_bezorgd_op: datetime | None
    niet_bezorgd_reden: str | None


class TeMailen(Rij, frozen=True):
    """Een uitnodiging voor wie haar link mailt; `door` is de naam van wie uitnodigde."""

    id: UUID
    organisatie_id: UUID | None
    rol: Rol
    email: str
    afdruk: str
    verloopt_op: datetime
    door: str
    open: bool
    geldt: bool


class UitnodigingRij(Rij, frozen=True):
    tabel = Uitnodiging

    gemeente_id: UUID
    id: UUID
    organisatie_id: UUID | None
    rol: Rol
    naam: str
    functie: str
    telefoon: str
    email: str
    vanaf: datetime | None
    tot: datetime | None
    afdruk: str
    status: Uitnodigingstatus
    uitgenodigd_op: datetime
    uitgenodigd_door: UUID | None
    uitgenodigd_namens: str
    verloopt_op: datetime
    beantwoord_op: datetime | None
    aanvaard_door: UUID | None
    post_id: UUID | None
