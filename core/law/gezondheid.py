"""Tekst over een mens die een ander leest: wat er van zijn gezondheid in staat, gaat niet ongezien mee.

Iemands gezondheid mag in een plan of besluit staan als dat nodig is (art. 37 lid 2 Wi2021), en niet meer dan nodig
(art. 5 lid 1, onder c AVG). Of het nodig is weet alleen een mens. Daarom is dit een waarschuwing, en geen gebrek.

Welke woorden vragen is een eigen lijst (INTERPRETATION). Zij ziet niet alles, en ziet ook wat onschuldig is: wie
bevestigt heeft de tekst gelezen, en dat is wat telt. De woorden van de regeling zelf (auditieve of visuele beperking,
revalidatietraject, leerbaarheidstoets) vragen niets: de brief noemt hen ook.
"""

import re
import unicodedata
from collections.abc import Collection

from core.fouten import Waarschuwing
from core.law.recht import Grond
from core.law.waarschuwingen import Waarschuwingssoort

_MINIMAAL = Grond("AVG", "5", "1")
_OVERAL = (
    *("(?<!mu)ziek", "medisch", "medicij", "medicat", "diagnos", "psych", "depress", "trauma", "ptss", "stoornis"),
    *(
        "kanker",
        "tumor",
        "diabet",
        "epilep",
        "(?<!syn)chronisch",
        "therap",
        "allerg",
        "infectie",
        "(?<!be)letsel",
        "handicap",
    ),
    *("verslaaf", "verslav", "zwanger", "miskraam", "abortus", "burn-?out", "migraine", "hernia", "hartinfarct"),
    *("hartaanval", "beroerte", "tubercul", "suicid", "zelfdoding", "dyslex", "rolstoel", "gezondheid(?!szorg)"),
    *("slechthorend", "slechtziend", "hardhorend", "overspannen", "kliniek", "klinisch", "verlamd"),
    *("lichamelijke klacht", "geestelijke klacht", "adhd", "ggz"),
)
"""Een deel van een woord waar dan ook: ook in darmkanker en ziekenhuis, en niet in muziek."""
_HEEL = (
    *("doof", "dove", "doofheid", "blind", "blinde", "blindheid", "hiv", "aids", "tbc", "autis\\w*", "dement\\w*"),
    *("(hoofd|rug|buik|nek|been|kies|zenuw)?pijn(en|klachten)?", "operatie\\w*", "geopereerd", "invalid\\w*"),
    *("(huis|oog|oor|kinder|bedrijfs|tand|vrouwen|keurings)?arts(en)?", "dokter(s)?", "bevalling"),
)
"""Een heel woord: blind, en niet verblind; operatie, en niet coöperatie."""
_GEZONDHEID = re.compile("|".join(_OVERAL) + rf"|\b({'|'.join(_HEEL)})\b")


def noemt_gezondheid(tekst: str) -> bool:
    """Of er een woord in staat dat meestal over iemands gezondheid gaat; hoofdletters en accenten tellen niet."""
    kaal = "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))
    return _GEZONDHEID.search(kaal.casefold()) is not None


def waarschuw_gezondheid(velden: Collection[str]) -> tuple[Waarschuwing, ...]:
    """In deze velden staat zo een woord, en een ander dan de gemeente leest hen; de melding noemt het woord niet."""
    if not velden:
        return ()
    namen = ", ".join(f"`{veld}`" for veld in velden)
    melding = (
        f"Hier lijkt iets over iemands gezondheid te staan: {namen}. Deze tekst komt in een brief. Schrijf wat het voor"
        " de persoon betekent, en niet welke ziekte, diagnose of behandeling het is. Ga alleen door als het er echt in"
        " moet staan, of als het niet over gezondheid gaat."
    )
    return (Waarschuwing(soort=Waarschuwingssoort.GEZONDHEID_IN_TEKST, melding=melding, grond=str(_MINIMAAL)),)
