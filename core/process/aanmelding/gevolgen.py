"""Welke notificatie waartoe leidt: een tabel, geen code. Wat hier niet staat wordt een werkitem."""

from collections.abc import Mapping
from types import MappingProxyType

LEES_DUO = "aanmelding.lees_duo"
LEES_BRP = "aanmelding.lees_brp"
LEES_LBT = "intake.lees_lbt"

GEVOLGEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "SS101": (LEES_DUO, LEES_BRP),
        "SS139": (LEES_DUO, LEES_BRP),
        "SS128": (LEES_DUO, LEES_BRP),
        "SS120": (LEES_DUO, LEES_BRP),
        "SS102": (LEES_DUO,),
        "SS110": (LEES_DUO,),
        "SS111": (LEES_DUO, LEES_BRP),
        "SS131": (LEES_LBT,),
        "SS137": (LEES_LBT,),
    }
)

LET_OP_AOW = "Bereikt de AOW-leeftijd binnen zes maanden: er is geen volledig traject te verwachten (SS128)."
