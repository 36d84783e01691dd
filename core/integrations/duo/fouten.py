"""Wat er mis kan gaan in het verkeer met DUO. Geen boodschap bevat een adres of een BSN.

Fout
|- DuoFout            DUO antwoordt iets dat niet bij het koppelvlak hoort, of vindt ons verzoek onleesbaar
|  `- DuoOnleesbaar   het antwoord is van DUO en op één plaats anders dan het koppelvlak; de rest kan gelezen worden
|- DuoWeigering       DUO begrijpt de melding en neemt haar om de inhoud niet aan: herstellen, niet herhalen
|- DuoGeenToegang     deze gemeente mag deze persoon (nu) niet raadplegen: bevoegdheid nagaan, niet herhalen
`- Onbereikbaar
   `- DuoOnbereikbaar DUO antwoordt niet of heeft een storing: later opnieuw, met hetzelfde berichtId
"""

import re
from typing import TYPE_CHECKING

from core.fouten import Fout, Onbereikbaar

# Eight digits or more, or nine with spaces, dots or dashes between them: how people write a BSN. A date has eight.
_NUMMER = re.compile(r"\d{8,}|(?<!\d)\d(?:[ .\-]?\d){8}(?!\d)")

if TYPE_CHECKING:
    from core.integrations.duo.lezen import Onleesbaar


def zonder_nummers(tekst: str) -> str:
    """Wat DUO vrij schreef, zonder wat een BSN of V-nummer kan zijn: het gaat naar werk en logboeken."""
    return _NUMMER.sub("[nummer]", tekst)


class DuoFout(Fout):
    """DUO's antwoord klopt niet; `antwoordstatus` is haar status, als het antwoord wel van DUO was, en `redenen` zijn
    wat zij erbij schreef."""

    status = 502
    soort = "duo-fout"
    titel = "DUO geeft een antwoord dat niet klopt"

    def __init__(self, melding: str, *, antwoordstatus: int | None = None, redenen: tuple[str, ...] = ()) -> None:
        super().__init__(melding)
        self.antwoordstatus = antwoordstatus
        self.redenen = redenen


class DuoOnleesbaar(DuoFout):
    """Een antwoord van DUO dat niet (helemaal) te lezen is; de boodschap noemt de velden, niet wat erin stond."""

    soort = "duo-onleesbaar"

    def __init__(self, gebreken: "tuple[Onleesbaar, ...]") -> None:
        velden = ", ".join(g.veld for g in gebreken if g.veld)
        super().__init__(f"Het antwoord van DUO voldoet niet aan het koppelvlak{f': {velden}' if velden else ''}")
        self.gebreken = gebreken


class DuoWeigering(Fout):
    """DUO weigert een melding; `foutteksten` zijn de redenen van DUO, met lange nummers onleesbaar gemaakt."""

    status = 409
    soort = "duo-weigering"
    titel = "DUO neemt de melding niet aan"

    def __init__(self, foutteksten: tuple[str, ...]) -> None:
        # DUO writes free text; a BSN or V-nummer in it must not travel on into logs and work items.
        self.foutteksten = tuple(zonder_nummers(tekst) for tekst in foutteksten)
        super().__init__("DUO neemt de melding niet aan: " + "; ".join(self.foutteksten))


class DuoGeenToegang(Fout):
    status = 403
    soort = "duo-geen-toegang"
    titel = "DUO geeft deze gemeente geen toegang"


class DuoOnbereikbaar(Onbereikbaar):
    soort = "duo-onbereikbaar"
    titel = "DUO is niet bereikbaar"
