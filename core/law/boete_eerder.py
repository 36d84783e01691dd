"""Een boete van art. 22 Wi2021 die dit college de persoon eerder oplegde (PG-7, T20).

Wie verhuisde en terugkwam, of wiens plicht een tijd rustte, wordt opnieuw opgeroepen (PG-4). Mist hij weer een termijn,
dan weegt het college wat hij al kreeg (art. 3:4 lid 2 en 5:46 lid 3 Awb), en telt het mee voor het maximum dat voor
alle boetes samen geldt (art. 7.1 lid 5 Bi2021; INTERPRETATION: ook wat het voor een verhuizing of een rust oplegde).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.law.boete_elders import BekendeBoete
from core.law.boetevraag import RedenGeenBoete
from core.law.kalender import schrijf_dag


@dataclass(frozen=True, slots=True, kw_only=True)
class EerdereBoete:
    """Een bekende boete van voor de oproepen van nu; `dossier` is het kenmerk als zij in een eerder dossier staat."""

    boete: BekendeBoete
    dossier: str = ""

    @property
    def in_woorden(self) -> str:
        waar = f", in dossier {self.dossier}" if self.dossier else ""
        return f"{self.boete.kenmerk} van {schrijf_dag(self.boete.dagtekening)} ({self.boete.bedrag} euro{waar})"


def noem(boetes: Sequence[EerdereBoete]) -> str:
    """Wat wie over een boete beslist van de eerdere moet weten; leeg als er geen zijn."""
    if not boetes:
        return ""
    return (
        f"De persoon kreeg hier eerder al een boete: {' en '.join(b.in_woorden for b in boetes)}. Weeg dat mee als u"
        " over een nieuwe boete beslist (art. 3:4 lid 2 en 5:46 lid 3 Awb). Voor alle boetes samen is er een maximum"
        " (art. 7.1 lid 5 Bi2021): is dat bereikt, antwoord dan geen boete, met reden"
        f" {RedenGeenBoete.MAXIMUM_BEREIKT}."
    )
