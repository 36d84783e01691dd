"""Wat er mis kan gaan in het verkeer met DUO. Geen boodschap bevat een adres of een BSN.

Fout
|- DuoFout            DUO antwoordt iets dat niet bij het koppelvlak hoort, of vindt ons verzoek onleesbaar
|- DuoWeigering       DUO begrijpt de melding en neemt haar om de inhoud niet aan: herstellen, niet herhalen
|- DuoGeenToegang     deze gemeente mag deze persoon (nu) niet raadplegen: bevoegdheid nagaan, niet herhalen
`- Onbereikbaar
   `- DuoOnbereikbaar DUO antwoordt niet of heeft een storing: later opnieuw, met hetzelfde berichtId
"""

import re

from core.fouten import Fout, Onbereikbaar

# Eight digits or more, or nine with spaces, dots or dashes between them: how people write a BSN. A date has eight.
_NUMMER = re.compile(r"\d{8,}|(?<!\d)\d(?:[ .\-]?\d){8}(?!\d)")


class DuoFout(Fout):
    """DUO's antwoord klopt niet; `antwoordstatus` is haar status, als het antwoord wel van DUO was."""

    status = 502
    soort = "duo-fout"
    titel = "DUO geeft een antwoord dat niet klopt"

    def __init__(self, melding: str, *, antwoordstatus: int | None = None) -> None:
        super().__init__(melding)
        self.antwoordstatus = antwoordstatus


class DuoWeigering(Fout):
    """DUO weigert een melding; `foutteksten` zijn de redenen van DUO, met lange nummers onleesbaar gemaakt."""

    status = 409
    soort = "duo-weigering"
    titel = "DUO neemt de melding niet aan"

    def __init__(self, foutteksten: tuple[str, ...]) -> None:
        # DUO writes free text; a BSN or V-nummer in it must not travel on into logs and work items.
        self.foutteksten = tuple(_NUMMER.sub("[nummer]", tekst) for tekst in foutteksten)
        super().__init__("DUO neemt de melding niet aan: " + "; ".join(self.foutteksten))


class DuoGeenToegang(Fout):
    status = 403
    soort = "duo-geen-toegang"
    titel = "DUO geeft deze gemeente geen toegang"


class DuoOnbereikbaar(Onbereikbaar):
    soort = "duo-onbereikbaar"
    titel = "DUO is niet bereikbaar"
