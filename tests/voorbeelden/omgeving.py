"""Een volledige omgeving voor `lees_config`, met verse sleutels."""

import base64
import os
from pathlib import Path

from core.instellingen.sleutels import Zouten
from core.platform.tenancy import Actor
from core.platform.tenants import lees_tenants

TENANTS = Path(__file__).with_name("tenants")
"""De gemeenten van de tests: een eigen map, zodat een gemeente erbij in `tenants/` geen test raakt."""
IN_PRODUCTIE = Path(__file__).with_name("productie")
"""Tenantbestanden zoals zij in productie mogen zijn, van een gemeente die niet bestaat."""


def verse_sleutel() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def omgeving(dsns: dict[Actor, str], *, valkey: str, **anders: str) -> dict[str, str]:
    """Alle variabelen die nodig zijn; `anders` vervangt of voegt toe (`logniveau="DEBUG"`)."""
    waarden = {
        "omgeving": "test",
        **{f"db_{actor}": dsn for actor, dsn in dsns.items()},
        "valkey": valkey,
        **{f"sleutel_{naam}": f"1:{verse_sleutel()}" for naam in ("versleuteling", "index", "audit")},
        **{f"sleutel_{naam}": verse_sleutel() for naam in ("token", "cursor")},
        "sleutel_zout": Zouten().met_nieuwe(lees_tenants(Path(anders.get("tenants", TENANTS)))).als_tekst(),
        "duo_adres": "http://127.0.0.1:9/v1",
        "duo_oin": "00000099000000001000",
        "duo_afzender": "koptekst",
        "brp_adres": "http://127.0.0.1:9/brp",
        "tenants": str(TENANTS),
        "klok": "beweegbaar",
    }
    return {f"MEEDOEN_{naam.upper()}": waarde for naam, waarde in (waarden | anders).items()}
