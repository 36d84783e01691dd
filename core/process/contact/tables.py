"""De kolommen van het contact: hoe iemand te bereiken is, en wanneer er contact was."""

from enum import StrEnum

from piccolo.columns import UUID, Boolean, Date, Text, Timestamptz

from core.law.contact import Bron, Contactsoort
from core.platform.db.tabel import Tabel


class Contactwijze(StrEnum):
    TELEFOON = "telefoon"
    BALIE = "balie"
    EMAIL = "email"
    HUISBEZOEK = "huisbezoek"
    VIA_ORGANISATIE = "via_organisatie"  # een bericht dat een organisatie overbracht


class Contactgegeven(Tabel, tablename="contactgegeven"):
    """Zonder `ingetrokken_op` geldt het nu; van elke soort is er dan hooguit één."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    soort = Text(choices=Contactsoort)
    waarde = Text()
    bron = Text(choices=Bron)
    toelichting = Text()
    sinds = Date()
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
    ingetrokken_op = Timestamptz(null=True, default=None)
    ingetrokken_door = UUID(null=True, default=None)
    overgenomen_van = UUID(null=True, default=None)
    overname_id = UUID(null=True, default=None)


class Contactmoment(Tabel, tablename="contactmoment"):
    """Een verbetering is een nieuw moment; het oude blijft staan en wijst ernaar."""

    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    wijze = Text(choices=Contactwijze)
    op = Timestamptz()
    bereikt = Boolean()
    notitie = Text()
    afspraak = Text()
    opvolgen_op = Date(null=True, default=None)
    opgevolgd_op = Timestamptz(null=True, default=None)
    opgevolgd_door = UUID(null=True, default=None)
    opvolging = Text()
    motief = Text()
    verbeterd_door = UUID(null=True, default=None)
    vastgelegd_op = Timestamptz()
    vastgelegd_door = UUID()
