"""Een vastgelegde termijn narekenen als er een Besluit met gelijkgestelde dagen bij komt (PG-13, art. 1 en 3 Atw).

Alleen de kalender wordt nagerekend: de lengte is die van toen de termijn werd gesteld, want een gewijzigd getal werkt
voor wat daarna begint. Een Besluit dat op de laatste dag al in werking was, verschuift haar, ook als zij al voorbij is:
de wet was toen al zo, en laat invoeren is een vergissing van ons. Een later Besluit doet een geëindigde termijn niet
herleven (`kalender.feestdagen`). Tegen de persoon geldt de dag die in zijn brief staat (art. 6:11 Awb).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.law.kalender import atw_einde, besluit_bekend, schrijf_dag
from core.law.recht import Recht


class Afloop(StrEnum):
    """Hoe een termijn eindigde, voor zover dat aan de laatste dag ligt (PG-11)."""

    LOOPT = "LOOPT"
    GEHAALD = "GEHAALD"
    TE_LAAT = "TE_LAAT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vastgelegd:
    """Een termijn zoals zij eerder is vastgelegd.

    `handeling_op` is de dag waarop haar eigen handeling kwam; `gedrukt_einde` de laatste dag die in een verzonden brief
    staat.
    """

    start: date
    ruw_einde: date
    einde: date
    afloop: Afloop
    handeling_op: date | None = None
    gedrukt_einde: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschoven:
    """Wat er verschuift: de nieuwe laatste dag, tot wanneer iets op tijd is, en hoe de termijn nu eindigde."""

    einde: date
    tijdig_tot: date
    afloop: Afloop
    besluit_bekend: bool
    reden: str


def tijdig_tot(einde: date, gedrukt_einde: date | None) -> date:
    """De laatste dag waarop iets nog op tijd is: die van de wet, of als die later is die van de brief."""
    return einde if gedrukt_einde is None else max(einde, gedrukt_einde)


def reken_na(termijn: Vastgelegd, *, recht: Recht) -> Verschoven | None:
    """Wat er aan deze termijn verschuift; None als zij hetzelfde blijft.

    Geef alleen een termijn waarvoor de Algemene termijnenwet geldt; wat het college zelf stelde, schuift niet.
    """
    einde = atw_einde(termijn.start, termijn.ruw_einde, recht=recht)
    if einde == termijn.einde:
        return None
    tot = tijdig_tot(einde, termijn.gedrukt_einde)
    afloop = termijn.afloop
    if afloop is not Afloop.LOOPT and termijn.handeling_op is not None:
        afloop = Afloop.GEHAALD if termijn.handeling_op <= tot else Afloop.TE_LAAT
    return Verschoven(
        einde=einde,
        tijdig_tot=tot,
        afloop=afloop,
        besluit_bekend=besluit_bekend(einde.year, recht),
        reden=_reden(termijn, einde, recht),
    )


def _reden(termijn: Vastgelegd, einde: date, recht: Recht) -> str:
    """Welk Besluit dit doet, met waar het staat."""
    besluiten = [
        f"{rij.besluit}{f' ({rij.staatscourant})' if rij.staatscourant else ''}"
        for rij in recht.gelijkgestelde_dagen.op(date(einde.year, 12, 31)).waarde
        if any(min(termijn.ruw_einde, einde, termijn.einde) <= dag <= max(einde, termijn.einde) for dag in rij.dagen)
    ]
    waardoor = " en ".join(dict.fromkeys(besluiten)) or "de feestdagen zoals zij nu vastliggen"
    return (
        f"de laatste dag was {schrijf_dag(termijn.einde)} en is {schrijf_dag(einde)}, door {waardoor}"
        " (art. 1 en 3 lid 3 Atw)"
    )
