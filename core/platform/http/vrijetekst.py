"""De vrije tekst in een body: netjes gemaakt aan de deur, en geweigerd als er iets in staat dat daar niet kan.

Wat in een brief komt en daarin niet te tonen is, weigert deze deur bij het opslaan (C2); wie pas bij het vaststellen
hoort dat een woord niet op papier kan, weet niet meer van wie het was.
"""

from collections.abc import Callable, Iterator
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

import msgspec

from core.platform.crypto.bsn_in_tekst import noemt_bsn, noemt_v_nummer_bij_naam
from core.platform.letters.brieftekst import MEESTE_TEKENS, niet_te_tonen
from core.platform.tekst import keert_leesrichting_om, netjes
from core.platform.vorm import IETS_ERIN, MET_INHOUD, heel

MET_BSN = "hierin lijkt een BSN te staan; laat het weg, het dossier kent het nummer al"
MET_V_NUMMER = "hierin staat een V-nummer; laat het weg, het dossier kent het nummer al"
OMGEKEERD = "bevat een teken dat de leesrichting omkeert en dat niemand ziet; typ de tekst opnieuw"
MEER_REGELS = "past op een regel; laat de regeleinden weg"
REGEL = 200
"""Wat hooguit zo lang kan zijn is een naam, een nummer of een plaats, en staat op een regel."""
ZONDER_NUMMER = msgspec.Meta(extra={"zonder_nummer": True})
"""Bij een tekst met een vorm waarin toch een BSN past, zoals een e-mailadres."""
IN_BRIEF = msgspec.Meta(extra={"in_brief": True})
"""Bij een tekst die in een brief komt: zij wordt geweigerd als een brief haar niet kan tonen, en lijkt er iets over
iemands gezondheid in te staan, dan vraagt Meedoen dat na (`core.platform.http.navraag`)."""
GEGEVEN_IN_BRIEF = msgspec.Meta(extra={"in_brief": True, "gegeven": True})
"""Bij een naam, adres, plaats of nummer in een brief: daarin vertelt niemand iets, en dus vraagt Meedoen niets na."""
Brieftekst = Annotated[str, msgspec.Meta(max_length=MEESTE_TEKENS), IN_BRIEF]
"""Een tekst van meer regels die in een brief komt, zo lang als daar past."""


def kern(soort: object) -> object:
    """Het soort zonder grenzen (Annotated) en zonder `| None`; anders bleef ongezien wat daarbinnen staat."""
    if get_origin(soort) is Annotated:
        return kern(get_args(soort)[0])
    if get_origin(soort) in (Union, UnionType):
        echte = [deel for deel in get_args(soort) if deel is not NoneType]
        return kern(echte[0]) if len(echte) == 1 else soort
    return soort


def maak_netjes(soort: object, waarde: object) -> object:
    """Dezelfde waarde uit JSON, met elke vrije tekst die `soort` erin verwacht netjes gemaakt; op haar plaats."""
    binnen = kern(soort)
    if isinstance(waarde, str):
        return netjes(waarde) if is_vrije_tekst(soort) else waarde
    if isinstance(waarde, dict) and isinstance(binnen, type) and issubclass(binnen, msgspec.Struct):
        for veld in msgspec.structs.fields(binnen):
            if veld.encode_name in waarde:
                waarde[veld.encode_name] = maak_netjes(veld.type, waarde[veld.encode_name])
    elif isinstance(waarde, list) and get_origin(binnen) in (tuple, list):
        return [maak_netjes(get_args(binnen)[0], deel) for deel in waarde]
    return waarde


def is_vrije_tekst(soort: object) -> bool:
    """Een tekst zonder voorgeschreven vorm: daarin kan iemand alles typen."""
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        patronen = {g.pattern for g in grenzen if isinstance(g, msgspec.Meta)} - {None, heel(MET_INHOUD)}
        return not patronen and is_vrije_tekst(binnen)
    if get_origin(soort) in (Union, UnionType):
        return any(is_vrije_tekst(deel) for deel in get_args(soort))
    return soort is str


def vorm_in_woorden(soort: object) -> str:
    """De voorgeschreven vorm zoals een mens haar leest; leeg als er geen is."""
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        for grens in grenzen:
            if isinstance(grens, msgspec.Meta) and grens.pattern is not None:
                return IETS_ERIN if grens.pattern == heel(MET_INHOUD) else grens.description or ""
        return vorm_in_woorden(binnen)
    delen = get_args(soort) if get_origin(soort) in (Union, UnionType) else ()
    return next(filter(None, map(vorm_in_woorden, delen)), "")


def komt_in_brief(soort: object) -> bool:
    """Of dit soort tekst in een brief komt (`IN_BRIEF`)."""
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        return IN_BRIEF in grenzen or GEGEVEN_IN_BRIEF in grenzen or komt_in_brief(binnen)
    return get_origin(soort) in (Union, UnionType) and any(komt_in_brief(deel) for deel in get_args(soort))


def vertelt_aan_een_ander(soort: object) -> bool:
    """Of iemand hierin over een mens schrijft wat een ander leest dan de gemeente (`IN_BRIEF`)."""
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        return IN_BRIEF in grenzen or vertelt_aan_een_ander(binnen)
    return get_origin(soort) in (Union, UnionType) and any(vertelt_aan_een_ander(deel) for deel in get_args(soort))


def wat_een_ander_leest(soort: object, waarde: object) -> Iterator[tuple[str, str]]:
    """Elke tekst in deze waarde uit JSON die een ander leest, met haar camelCase pad."""
    return _teksten(soort, waarde, vertelt_aan_een_ander, "")


def vrije_teksten(soort: object, waarde: object) -> Iterator[tuple[str, str]]:
    """Elke vrije tekst in deze waarde uit JSON, met haar camelCase pad."""
    return _teksten(soort, waarde, is_vrije_tekst, "")


def _teksten(soort: object, waarde: object, telt: Callable[[object], bool], pad: str) -> Iterator[tuple[str, str]]:
    binnen = kern(soort)
    if isinstance(waarde, str):
        if telt(soort):
            yield pad, waarde
    elif isinstance(waarde, dict) and isinstance(binnen, type) and issubclass(binnen, msgspec.Struct):
        for veld in msgspec.structs.fields(binnen):
            naam = veld.encode_name
            yield from _teksten(veld.type, waarde.get(naam), telt, f"{pad}.{naam}" if pad else naam)
    elif isinstance(waarde, list) and get_origin(binnen) in (tuple, list):
        for nummer, deel in enumerate(waarde):
            yield from _teksten(get_args(binnen)[0], deel, telt, f"{pad}[{nummer}]")


def wat_er_niet_kan(soort: object, tekst: str) -> str | None:
    """Waarom deze vrije tekst hier niet kan, of None; zonder iets uit de tekst te herhalen."""
    vrij = is_vrije_tekst(soort)
    if (vrij or _heeft(soort, ZONDER_NUMMER)) and noemt_bsn(tekst):
        return MET_BSN
    if vrij and noemt_v_nummer_bij_naam(tekst):
        return MET_V_NUMMER
    if vrij and keert_leesrichting_om(tekst):
        return OMGEKEERD
    if vrij and (langste := _langste(soort)) is not None and langste <= REGEL and len(tekst.splitlines()) > 1:
        return MEER_REGELS
    return niet_te_tonen(tekst) if komt_in_brief(soort) else None


def _heeft(soort: object, kenmerk: msgspec.Meta) -> bool:
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        return kenmerk in grenzen or _heeft(binnen, kenmerk)
    return get_origin(soort) in (Union, UnionType) and any(_heeft(deel, kenmerk) for deel in get_args(soort))


def _langste(soort: object) -> int | None:
    """Hoeveel tekens deze tekst hoogstens heeft; None zonder grens."""
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        hier = [g.max_length for g in grenzen if isinstance(g, msgspec.Meta) and g.max_length is not None]
        return min(hier, default=None) or _langste(binnen)
    delen = get_args(soort) if get_origin(soort) in (Union, UnionType) else ()
    return next((n for deel in delen if (n := _langste(deel)) is not None), None)


def wat_er_samen_niet_kan(binnen: object, delen: list[object]) -> str | None:
    """Waarom deze rij vrije teksten hier niet kan, of None: onder elkaar, zoals een adres, leest men ze als een."""
    if not is_vrije_tekst(binnen):
        return None
    return MET_BSN if noemt_bsn("\n".join(deel for deel in delen if isinstance(deel, str))) else None
