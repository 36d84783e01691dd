"""Wat er mis kan gaan bij het raadplegen van de BRP. Geen boodschap bevat een BSN of een antwoord.

Fout
|- BrpFout            de BRP vindt de vraag onjuist, of antwoordt iets dat niet bij het koppelvlak hoort
|- BrpGeenToegang     deze gemeente mag deze vraag of deze velden niet stellen: autorisatie nagaan
`- Onbereikbaar
   `- BrpOnbereikbaar de BRP antwoordt niet of heeft een storing: later opnieuw
"""

from core.fouten import Fout, Onbereikbaar


class BrpFout(Fout):
    status = 502
    soort = "brp-fout"
    titel = "De BRP geeft een antwoord dat niet klopt"


class BrpGeenToegang(Fout):
    status = 403
    soort = "brp-geen-toegang"
    titel = "De BRP geeft deze gemeente geen toegang"


class BrpOnbereikbaar(Onbereikbaar):
    soort = "brp-onbereikbaar"
    titel = "De BRP is niet bereikbaar"
