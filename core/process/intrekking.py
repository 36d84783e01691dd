"""Wat wie een besluit intrekt stuurt, ook over het horen van de persoon (art. 4:8 Awb, ADR 0058)."""

from datetime import date
from uuid import UUID

import msgspec

from core.law.intrekken import Horen, ZonderHoren
from core.law.zienswijze import Gelegenheid, Zienswijze, Zienswijzewijze
from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import Brieftekst
from core.process.collegebesluit import CollegebesluitIn


class HoorantwoordIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat de persoon van het intrekken vindt, hoe hij dat liet weten en wanneer; het komt zo in de brief.

    `isAlles` als hij zei dat hij verder niets te zeggen heeft; zonder dat kan hij tot en met zijn laatste dag nog iets
    toevoegen.
    """

    wijze: Zienswijzewijze
    ontvangen_op: date
    inhoud: Brieftekst
    is_alles: bool = False


class HoorgelegenheidIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wanneer hem is gevraagd wat hij van het intrekken vindt, tot en met welke dag, en wat hij zei.

    Zweeg hij, dan had hij even veel tijd als bij een voornemen (korter met een motief), en is die dag een werkdag.
    """

    gegeven_op: date
    uiterlijk_op: date
    zienswijze: HoorantwoordIn | None = None


class HorenIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Dat de persoon gehoord is (`gelegenheid`), of waarom niet: `zonder`, met een motief dat in de brief komt.

    Bij een gelegenheid zegt `motief` waarom hij korter dan gewoon kreeg; dat blijft bij het besluit.
    """

    gelegenheid: HoorgelegenheidIn | None = None
    zonder: ZonderHoren | None = None
    motief: Brieftekst = ""


class IntrekkingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat bij elk besluit hetzelfde is; elke stap zegt wat het bij haar betekent."""

    besluit_id: UUID
    motivering: Brieftekst
    horen: HorenIn | None = None
    collegebesluit: CollegebesluitIn | None = None
    bevestigd: Bevestigd = ()


def als_horen(data: HorenIn | None) -> Horen | None:
    """Zoals de wet het leest; None als er niet van horen sprake is."""
    if data is None:
        return None
    gevraagd = data.gelegenheid
    gelegenheid = None
    if gevraagd is not None:
        gezegd = gevraagd.zienswijze
        gelegenheid = Gelegenheid(
            gegeven_op=gevraagd.gegeven_op,
            uiterlijk_op=gevraagd.uiterlijk_op,
            zienswijze=None if gezegd is None else Zienswijze(**msgspec.structs.asdict(gezegd)),
        )
    return Horen(gelegenheid=gelegenheid, zonder=data.zonder, motief=data.motief.strip())
