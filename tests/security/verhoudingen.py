"""Hoe een organisatie tot een persoon kan staan, en wat zij dan ziet."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

EERDER = datetime.now(UTC) - timedelta(days=1)
LATER = datetime.now(UTC) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verhouding:
    """Hoe een school tot een leerling staat, en wat zij dan ziet."""

    toewijzing: dict[str, Any] | None = field(default_factory=dict)
    lid: dict[str, Any] | None = field(default_factory=dict)
    andere_school: bool = False
    andere_gemeente: bool = False
    ziet_toewijzing: bool = False
    ziet_leerling: bool = False


VERHOUDINGEN: dict[str, Verhouding] = {
    "aanvaard": Verhouding(ziet_toewijzing=True, ziet_leerling=True),
    "aanvaard met een einde later": Verhouding(toewijzing={"tot": LATER}, ziet_toewijzing=True, ziet_leerling=True),
    "aangeboden": Verhouding(toewijzing={"status": "aangeboden"}, ziet_toewijzing=True),
    "geweigerd": Verhouding(toewijzing={"status": "geweigerd"}, ziet_toewijzing=True),
    "beeindigd": Verhouding(toewijzing={"status": "beeindigd", "ingetrokken_op": EERDER}, ziet_toewijzing=True),
    "ingetrokken": Verhouding(toewijzing={"ingetrokken_op": EERDER}, ziet_toewijzing=True),
    "verlopen": Verhouding(toewijzing={"tot": EERDER}, ziet_toewijzing=True),
    "nog niet begonnen": Verhouding(toewijzing={"vanaf": LATER}, ziet_toewijzing=True),
    "andere school": Verhouding(andere_school=True),
    "andere gemeente": Verhouding(andere_gemeente=True),
    "geen toewijzing": Verhouding(toewijzing=None),
    "geen lid": Verhouding(lid=None),
    "lidmaatschap ingetrokken": Verhouding(lid={"ingetrokken_op": EERDER}),
    "lidmaatschap verlopen": Verhouding(lid={"tot": EERDER}),
    "lidmaatschap nog niet begonnen": Verhouding(lid={"vanaf": LATER}),
}
