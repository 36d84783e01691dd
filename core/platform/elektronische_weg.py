"""De elektronische weg: hoe iemand een formeel bericht digitaal mag sturen (art. 2:13 Awb, zoals dat sinds 2026 luidt).

Het orgaan wijst haar per soort bericht aan. Is er geen aangewezen, dan telt elke weg (art. 2:16 lid 1, onder c, Awb);
papier mag altijd. Een brief noemt haar pas vanaf de dag waarop zij open is, en wacht er niet op.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec

from core.law.kalender import schrijf_dag
from core.platform.vorm import heel


class Bericht(StrEnum):
    """De formele berichten waarvoor een weg wordt aangewezen."""

    AANVRAAG = "aanvraag"
    ZIENSWIJZE = "zienswijze"
    BEZWAAR = "bezwaar"
    INGEBREKESTELLING = "ingebrekestelling"
    KLACHT = "klacht"


class ElektronischeWeg(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Waarheen, vanaf wanneer, en het besluit dat de weg aanwees.

    Raises:
        ValueError: de weg is open voordat zij is aangewezen.
    """

    soorten: Annotated[tuple[Bericht, ...], msgspec.Meta(min_length=1)]
    adres: Annotated[str, msgspec.Meta(pattern=heel(r"[!-~]{4,120}"))]
    vanaf: date
    besluit: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    besloten_op: date
    status: Annotated[str, msgspec.Meta(pattern=heel("bron|seed|illustratief"))]

    def __post_init__(self) -> None:
        if self.vanaf < self.besloten_op:
            raise ValueError(
                f"de weg naar {self.adres} is open vanaf {schrijf_dag(self.vanaf)}, en pas op"
                f" {schrijf_dag(self.besloten_op)} aangewezen (art. 2:13 Awb)"
            )

    @property
    def zo(self) -> str:
        """Maakt af: "U kunt ook digitaal bezwaar maken: ..."."""
        return f"stuur een e-mail naar {self.adres}" if "@" in self.adres else f"ga naar {self.adres}"


def weg_voor(wegen: Iterable[ElektronischeWeg], soort: Bericht, *, op: date) -> ElektronischeWeg | None:
    """De weg die op deze dag voor dit bericht openstaat: de laatste die openging."""
    open_ = [weg for weg in wegen if soort in weg.soorten and weg.vanaf <= op]
    return max(open_, key=lambda weg: weg.vanaf, default=None)


def let_op(wegen: Iterable[ElektronischeWeg], *, op: date) -> tuple[str, ...]:
    """Voor welke berichten er op deze dag geen weg openstaat; leeg als dat er geen zijn."""
    wegen = tuple(wegen)
    zonder = [soort for soort in Bericht if weg_voor(wegen, soort, op=op) is None]
    if not zonder:
        return ()
    return (
        f"geen elektronische weg voor {', '.join(zonder)}: wijs haar aan (art. 2:13 Awb) en zet haar in"
        " elektronische_wegen. Tot dan telt elke weg (art. 2:16 lid 1, onder c, Awb), en noemt een brief er geen",
    )
