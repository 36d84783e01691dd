"""Of er in een vrije tekst een BSN staat: cijfers die een mens als een nummer leest.

Cijfers aaneen zijn een nummer, groepen met steeds hetzelfde teken ertussen ook, en twee groepen op twee regels. Wat
verdeeld is zoals men een BSN schrijft is het, wat er ook tussen staat, en na het woord BSN is elke verdeling het. Staan
er verder geen getallen bij, dan zijn twee tot vier groepen met spaties er een, hoe zij ook verdeeld zijn. Een
rij losse cijfers, zoals op een rapport, is geen nummer, en een kolom van drie of een langere rij getallen evenmin; een
postbus met een postcode ook niet. Wie zoekt kijkt van elke plaats even ver.

Een teken dat gecodeerd is zoals op een webpagina of in een adres (`&nbsp;`, `&#57;`, `%20`, ook twee keer) telt als
het teken zelf, en wat tussen punthaken staat als opmaak die niemand ziet.

Niet gezien wordt wat alleen een mens begrijpt: cijfers in woorden (negen), een woord of een letter tussen de cijfers
(punt, streep, x), cijfers die iemand achterstevoren of met andere ertussen schrijft, en een nummer op een plaatje. Wie
het nummer zo schrijft doet dat met opzet, en gewone zinnen met getallen zouden geweigerd worden. Deze toets helpt wie
zich vergist; hij is geen slot.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from stdnum.nl import bsn as elfproef

LENGTE = 9
"""Cijfers in een BSN."""
MEESTE_GROEPEN = 12
"""Een BSN cijfer voor cijfer, met drie nullen ervoor."""
REGEL = 80
"""Zover kijkt wie zoekt terug in een tekst."""
MEESTE_DELEN = 4
"""In zoveel groepen verdeelt iemand een BSN die het overtypt."""
GEBRUIKELIJK = ((3, 3, 3), (4, 2, 3))
"""Zo schrijft men een BSN in groepen."""

_GROEP = re.compile("[0-9]+")
_WIT = "[ \t\u00a0\u2002-\u200a\u202f]{0,8}+"
_STREEP = "\\-\u2010-\u2014"
_EINDE = "(?:\r\n|[\n\r\v\f\u2028\u2029])"
_KOMMA = "'`\u00b4\u2018\u2019"
_LOS = '#@&^%!?"$<>(\\[{}'
"""Wat zelden tussen getallen staat: wie het daar zet, deelt er een nummer mee."""
_PAAR = "\\)\\(|\\]\\[|}{|><"
_GEWOON = f".,;:_/|*+~=)\\]\\\\\u00b7\u2022{_KOMMA}{_STREEP}"
_EEN_OF_MEER = "(?P<een>[{}])(?P=een){{0,2}}+"


def _tussen(teken: str) -> re.Pattern[str]:
    """Wat er tussen twee groepen van een nummer kan staan: wit, een teken, en hoogstens een regeleinde."""
    return re.compile(f"{_WIT}(?P<teken>(?:{teken})?+){_WIT}(?P<einde>{_EINDE}?+){_WIT}(?=[0-9])")


_NAUW = _tussen(f"__|--|\\)\\(|[{_GEWOON}]")
_RUIM = _tussen(f"{_PAAR}|{_EEN_OF_MEER.format(_GEWOON + _LOS)}")
"""Ook met een teken dat zelden tussen getallen staat, en met een teken tot drie keer. Beide lezingen tellen: een teken
dat in de ene een nummer deelt, scheidt het in de andere van een getal dat er niet bij hoort."""
_ZELDEN = re.compile(f"[{_LOS}]|([{_GEWOON}])\\1|{_PAAR}")
_STIPPEL = re.compile(f"([./_#@&^%\u00b7{_STREEP}])\\1{{0,2}}")
_HECHT = re.compile(f"[ \u00a0\u202f]{{1,3}}|[)\\]}}] ?|{_PAAR}|([./_+~\\\\\u00b7{_LOS}{_KOMMA}{_STREEP}])\\1{{0,2}}")
"""Staat dit ertussen, dan horen twee groepen bij elkaar; een komma staat ook in een rij getallen."""
_SPATIE = re.compile("[ \u00a0\u202f]")
_JAAR = re.compile("(?:19|20)[0-9]{2}")
_POSTCODE = re.compile("[ \u00a0]{0,2}[A-Z]{2}\\b")
_LEEG = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Tekens die er zijn en die niemand ziet, zonder dat Unicode ze zo indeelt."""
_AFGEBROKEN = re.compile(f"(?<=[0-9])[{_STREEP}]{_WIT}{_EINDE}{_WIT}(?=[0-9])")
_GECODEERD = re.compile("(?:%[0-9A-Fa-f]{2})+")
_OPMAAK = re.compile("</?[A-Za-z][^<>]{0,80}>")
_KEREN = 3
"""Zo vaak is een teken hoogstens over zichzelf heen gecodeerd."""
_LANDNUMMER = re.compile(r"(?:.*[^0-9+])?(?:\+|00)[1-9][0-9]{0,2}[ .(0)]+", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_BSN = re.compile(r"(?:\bbsn|burgerservice|sofi)[^0-9]{0,20}\Z", re.IGNORECASE)
_NUMMER = re.compile(r"(?:nummer|\bnr)\b[^0-9]{0,20}\Z", re.IGNORECASE)
_V_NUMMER = re.compile(r"(?:\bv[- ]?nummer|vreemdelingennummer)[^0-9]{0,20}\Z", re.IGNORECASE)

_TIEN = re.compile("(?<![0-9])[1-9](?:[ .\\-]?[0-9]){9}(?![0-9])")


def noemt_bsn(tekst: str) -> bool:
    """Of er in deze tekst een BSN staat: aaneen, in groepen, over meer regels, met nullen ervoor, of in cijfers van een
    ander schrift. Na het woord BSN ook zonder de nul vooraan, en ook cijfer voor cijfer.

    Een telefoonnummer met landnummer telt niet. Van alle getallen van negen cijfers voldoet een op de elf aan de
    elfproef; ook zo een wordt voor een BSN gehouden.
    """
    return any(
        _staat_in(rij, begin)
        for lezing in _lezingen(tekst)
        for tussen in ((_NAUW, _RUIM) if _ZELDEN.search(lezing) else (_NAUW,))
        for rij in _rijen(_AFGEBROKEN.sub("-", "".join(map(_gewoon, lezing))), tussen)
        for begin in range(len(rij.groepen))
    )


def noemt_v_nummer_bij_naam(tekst: str) -> bool:
    """Of er na het woord V-nummer tien cijfers staan. Een V-nummer heeft geen toets zoals een BSN: zonder het woord is
    het een getal van tien cijfers, en alleen wie de nummers kent weet dan of het iemand is."""
    return any(
        _V_NUMMER.search(lezing[max(0, cijfers.start() - REGEL) : cijfers.start()]) is not None
        for lezing in map(_in_gewone_cijfers, _lezingen(tekst))
        for cijfers in _TIEN.finditer(lezing)
    )


def _in_gewone_cijfers(lezing: str) -> str:
    return "".join(map(_gewoon, lezing))


def _lezingen(tekst: str) -> set[str]:
    """De tekst zoals zij er staat, en zoals een scherm haar toont als zij van een webpagina of uit een adres komt.

    Elke stap telt: `%25` is een procent, en in wat daarvan komt kan weer een code lijken te staan.
    """
    lezingen = {tekst}
    for _ in range(_KEREN):
        was = tekst
        for stap in (html.unescape, _zonder_procent):
            tekst = stap(tekst)
            lezingen.add(tekst)
        if tekst == was:
            break
    return lezingen | {_OPMAAK.sub("", lezing) for lezing in lezingen}


def _zonder_procent(tekst: str) -> str:
    return _GECODEERD.sub(lambda stuk: unquote(stuk[0]), tekst)


@dataclass(frozen=True, slots=True)
class _Rij:
    """Groepen cijfers met daartussen niets dan wat er in een nummer kan staan."""

    tekst: str
    groepen: tuple[re.Match[str], ...]
    tussen: tuple[re.Match[str], ...]
    """Wat er na elke groep staat, behalve na de laatste."""

    def voor(self, begin: int) -> str:
        """Het stuk tekst voor deze groep."""
        plaats = self.groepen[begin].start()
        return self.tekst[max(0, plaats - REGEL) : plaats]


def _rijen(tekst: str, erin: re.Pattern[str]) -> Iterator[_Rij]:
    groepen: list[re.Match[str]] = []
    tussen: list[re.Match[str]] = []
    for groep in _GROEP.finditer(tekst):
        groepen.append(groep)
        if (verder := erin.match(tekst, groep.end())) is not None:
            tussen.append(verder)
        else:
            yield _Rij(tekst, tuple(groepen), tuple(tussen))
            groepen, tussen = [], []


def _staat_in(rij: _Rij, begin: int) -> bool:
    """Of er bij deze groep een BSN begint."""
    na_bsn = begin == 0 and bool(_BSN.search(rij.voor(0)))
    nummer = ""
    for eind in range(begin, min(begin + MEESTE_GROEPEN, len(rij.groepen))):
        nummer += rij.groepen[eind][0]
        if len(nummer.lstrip("0")) > LENGTE:
            return False
        if na_bsn and len(nummer) >= LENGTE - 1 and elfproef.is_valid(_zonder_nullen(nummer)):
            return True
        if len(nummer) >= LENGTE and _is_een_nummer(rij, begin, eind, nummer):
            return True
    return False


def _is_een_nummer(rij: _Rij, begin: int, eind: int, nummer: str) -> bool:
    """Of een mens deze groepen als een BSN leest, zonder dat het woord erbij staat."""
    te_veel = len(nummer) - LENGTE
    maten = [len(groep[0]) for groep in rij.groepen[begin : eind + 1]]
    maten[0] -= te_veel
    leest_men_zo = min(maten) > 0 and (
        len(maten) == 1
        or _zijn_losse_cijfers(rij, maten)
        or _breekt_af(rij, maten)
        or _staat_apart(rij, maten)
        or (min(maten) > 1 and (_horen_bijeen(rij, begin, eind) or _zijn_verdeeld(rij, begin, eind, maten)))
    )
    return (
        leest_men_zo
        and elfproef.is_valid(_zonder_nullen(nummer))
        and not _LANDNUMMER.fullmatch(rij.voor(begin)[-12:])
        and (te_veel == 0 or _kan_met_nullen(nummer, te_veel, rij.voor(begin)))
    )


def _horen_bijeen(rij: _Rij, begin: int, eind: int) -> bool:
    """Groepen met steeds hetzelfde ertussen: wit, een punt, streep of schuine streep. Met meer wit is het soms een
    tabel."""
    tussen = {tussen[0] for tussen in rij.tussen[begin:eind]}
    hecht = len(tussen) == 1 and _HECHT.fullmatch(next(iter(tussen))) is not None
    return hecht and (len(next(iter(tussen))) == 1 or not _gaat_door(rij, begin, eind))


def _gaat_door(rij: _Rij, begin: int, eind: int) -> bool:
    """Of deze groepen een deel zijn van een langere rij."""
    eerder = begin > 0 and rij.tussen[begin - 1][0] == rij.tussen[begin][0]
    return eerder or (eind < len(rij.tussen) and rij.tussen[eind][0] == rij.tussen[eind - 1][0])


def _zijn_verdeeld(rij: _Rij, begin: int, eind: int, maten: list[int]) -> bool:
    """Of de groepen verdeeld zijn zoals men een BSN schrijft of afbreekt, en geen deel zijn van een langere rij.

    Getallen onder elkaar zijn een kolom, geen nummer; in lopende tekst breekt een BSN na drie of zes cijfers.
    """
    tussen = rij.tussen[begin:eind]
    regels = sum(bool(t["einde"]) for t in tussen)
    in_tekst = bool(_LETTER.search(re.split(r"[\n\r\v\f\u2028\u2029]", rij.voor(begin))[-1]))
    if regels == 1 and in_tekst and (len(maten) == 2 or all(_HECHT.fullmatch(t[0]) or t["einde"] for t in tussen)):
        return len(maten) > 2 or tussen[0]["teken"] in tuple("./") or maten[0] in (3, 6)
    return tuple(maten) in GEBRUIKELIJK and ((regels > 0 and in_tekst) or not _gaat_door(rij, begin, eind))


def _staat_apart(rij: _Rij, maten: list[int]) -> bool:
    """Twee tot vier groepen met een spatie ertussen en verder geen getallen, hoe zij ook verdeeld zijn: een losse groep
    van een cijfer is dan een deel. Staat er een jaar bij, dan zijn het eerder een dag, een zaak of een groep."""
    return (
        1 < len(maten) == len(rij.groepen) <= MEESTE_DELEN
        and all(_SPATIE.fullmatch(tussen[0]) for tussen in rij.tussen)
        and not any(_JAAR.fullmatch(groep[0]) for groep in rij.groepen)
    )


def _breekt_af(rij: _Rij, maten: list[int]) -> bool:
    """Twee groepen op twee regels, en verder geen getallen: wat op de eerste regel niet paste staat op de tweede.

    Na een huisnummer of een postbus staat op de volgende regel een postcode, en die hoort er niet bij.
    """
    if len(maten) != 2 or len(rij.groepen) != 2 or not rij.tussen[0]["einde"] or rij.tussen[0]["teken"]:
        return False
    postcode = len(rij.groepen[1][0]) == 4 and _POSTCODE.match(rij.tekst, rij.groepen[1].end())
    return not postcode


def _zijn_losse_cijfers(rij: _Rij, maten: list[int]) -> bool:
    """Negen losse cijfers zijn een nummer als er een streep of punt tussen staat, of het woord nummer ervoor."""
    if len(rij.groepen) != LENGTE or maten != [1] * LENGTE:
        return False
    hecht = _horen_bijeen(rij, 0, LENGTE - 1) and _STIPPEL.fullmatch(rij.tussen[0][0]) is not None
    return hecht or bool(_NUMMER.search(rij.voor(0)))


def _kan_met_nullen(nummer: str, nullen: int, voor: str) -> bool:
    """Met een nul ervoor is het eerder een telefoonnummer, maar die beginnen niet met 00 of 09; een V-nummer mag."""
    return (nullen > 1 or nummer[1] in "09") and not _V_NUMMER.search(voor)


def _zonder_nullen(nummer: str) -> str:
    return nummer.lstrip("0").zfill(LENGTE)


def _gewoon(teken: str) -> str:
    """Een cijfer van welk schrift ook als gewoon cijfer; wat op een ander ligt of onzichtbaar is telt niet mee."""
    if not teken.isascii() and (unicodedata.category(teken) in ("Mn", "Me", "Cf") or teken in _LEEG):
        return ""
    waarde = unicodedata.digit(teken, None)
    return teken if waarde is None else str(waarde)
