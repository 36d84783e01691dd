"""Tekst zoals iemand haar bedoelde: wat er uit een tekstverwerker meekomt en niets betekent, valt weg (C2).

Wat hier gebeurt verandert niet wat er staat: dezelfde letters, woorden en regels. Wat een keuze zou vragen (een
plaatje, een ander schrift, een teken dat de leesrichting omkeert) blijft staan zoals het is.
"""

import re
import unicodedata

_REGELEINDEN = re.compile("\r\n?|[\u2028\u2029]")
_ONZICHTBAAR = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Zacht afbreekstreepje, spatie zonder breedte, woordverbinder, byte order mark."""
_VERBINDERS = "[\u200c-\u200e]+"
_TUSSEN_LATIJN = re.compile(rf"(?<=[\s!-\u024f]){_VERBINDERS}|{_VERBINDERS}(?=[\s!-\u024f])|\A{_VERBINDERS}\Z")
"""Verbinders en een teken voor de leesrichting: in het Perzisch of Arabisch nodig, naast een Latijnse letter niets."""
_OPSOMTEKENS = str.maketrans(
    dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf06e\uf06c\uf09f", "•") | {"\uf02d": "-", "\t": " "}
)
"""De opsomtekens van Word in Symbol en Wingdings; zonder dat lettertype zijn zij een leeg blokje."""
_OMKEERT = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Wat de leesrichting van de tekens erna omkeert of vastzet: zo staat er iets anders dan men leest."""
_PUNT_VOORAAN = re.compile("^([ \u00a0]*)[▪▫●○■□◦➢➤‣⁃∙](?=[ \u00a0])", re.M)


def keert_leesrichting_om(tekst: str) -> bool:
    """Of er een teken in staat dat niemand ziet en dat toont wat er niet staat."""
    return not tekst.isascii() and _OMKEERT.search(tekst) is not None


def netjes(tekst: str) -> str:
    """Deze tekst met gewone regeleinden, spaties en opsomtekens, zonder wat niemand ziet, in NFC."""
    if tekst.isascii() and "\r" not in tekst and "\t" not in tekst:
        return tekst
    while (nieuw := _eenmaal(tekst)) != tekst:
        tekst = nieuw
    return tekst


def _eenmaal(tekst: str) -> str:
    tekst = _REGELEINDEN.sub("\n", tekst).translate(_OPSOMTEKENS)
    tekst = _TUSSEN_LATIJN.sub("", _ONZICHTBAAR.sub("", tekst))
    return unicodedata.normalize("NFC", _PUNT_VOORAAN.sub(r"\1•", tekst))
