"""Wat er in de zelfredzaamheidsroute gevraagd wordt: lessen, meedoen en een eindgesprek (art. 9 Wi2021, 3.14 Bi2021).

Een asielstatushouder volgt lessen en doet mee (lid 2); wie dat niet is volgt alleen lessen (lid 3). Het PVT en de MAP
komen daarbij, en hun uren tellen voor het meedoen (lid 5). Iedereen sluit af met een eindgesprek (lid 4). DUO kan
ontheffing geven van het meedoen, helemaal of boven zoveel uren; dan vraagt het plan niet meer dan dat (art. 5 Wi2021).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.law.groepen import Doelgroep, is_asiel
from core.law.recht import Grond, Recht

MEEDOEN = Grond("Bi2021", "3.14", "2")
LESSEN = Grond("Bi2021", "3.14", "3")
EINDGESPREK = Grond("Bi2021", "3.14", "4")
ONTHEVEN = Grond("Bi2021", "2.7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zroute:
    """De uren die de wet vraagt. `meedoen` ontbreekt bij wie geen asielstatushouder is; `gewoon` is wat er anders
    gevraagd werd, als DUO er minder van maakte."""

    lessen: int
    gewone_lessen: int
    meedoen: int | None
    gewoon: int | None = None


def zroute(
    groep: Doelgroep,
    *,
    lagere_urennorm: int | None,
    belastbaar: Iterable[int] = (),
    op: date,
    recht: Recht,
) -> Zroute:
    """Wat deze persoon in de zelfredzaamheidsroute doet; `belastbaar` zijn de uren waarboven DUO ontheffing verleende.

    Verleende zij dat vaker, dan geldt het laagste (INTERPRETATION: elke ontheffing staat op zichzelf).
    """
    lessen = recht.z_route_cursusuren.op(op).waarde
    gevraagd = lessen if lagere_urennorm is None else min(lessen, lagere_urennorm)
    if not is_asiel(groep):
        return Zroute(lessen=gevraagd, gewone_lessen=lessen, meedoen=None)
    gewoon = recht.z_route_participatieuren.op(op).waarde
    uren = min((gewoon, *belastbaar))
    return Zroute(lessen=gevraagd, gewone_lessen=lessen, meedoen=uren, gewoon=gewoon if uren < gewoon else None)
