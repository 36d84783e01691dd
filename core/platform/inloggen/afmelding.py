"""Een inlogdienst meldt achter de schermen dat iemand daar uitlogde (OpenID Connect Back-Channel Logout 1.0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from joserfc.jwk import Key

from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.bewijs import eis, eis_van_ons, lees_ondertekend, persoon
from core.platform.inloggen.weigering import Reden

GEBEURTENIS = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Afmelding:
    """Wie daar uitlogde: één sessie (`sid`), of overal (`sub` zonder `sid`). `jti` telt één keer."""

    uitgever: str
    sub: str | None
    sid: str | None
    jti: str
    op: datetime
    """Wanneer de dienst haar uitgaf; een bewijs dat niet van daarna is opent niets meer."""


def toets_afmelding(token: str, *, sleutels: Iterable[Key], dienst: Inlogdienst, nu: datetime) -> Afmelding:
    """Wie deze afmelding noemt; dat zij voor het eerst komt, gaat de aanroeper na.

    Raises:
        InloggenGeweigerd: niet van deze dienst, niet voor ons, niet van nu, of geen afmelding.
    """
    gegevens = lees_ondertekend(token, sleutels=sleutels, algoritmen=dienst.algoritmen, soorten=("logout+jwt", "JWT"))
    op = eis_van_ons(gegevens, dienst=dienst, nu=nu)
    gebeurtenissen = gegevens.get("events")
    eis(isinstance(gebeurtenissen, dict) and isinstance(gebeurtenissen.get(GEBEURTENIS), dict), Reden.GEBEURTENIS)
    # A nonce belongs to signing in: without this, a proof of that would sign somebody out, and the other way round.
    eis("nonce" not in gegevens, Reden.GEBEURTENIS)
    eis("sub" in gegevens or "sid" in gegevens, Reden.PERSOON)
    return Afmelding(
        uitgever=dienst.uitgever,
        sub=persoon(gegevens, "sub") if "sub" in gegevens else None,
        sid=persoon(gegevens, "sid") if "sid" in gegevens else None,
        jti=persoon(gegevens, "jti"),
        op=op,
    )
