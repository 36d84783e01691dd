"""Leest de parameterbestanden en de begrippenlijst. Het enige bestand van `core.law` dat iets van schijf leest.

Een onbekend veld, een ontbrekende grond, een dubbele sleutel of een veld te veel of te weinig weigert het geheel:
`OnjuistRecht` noemt alle fouten tegelijk, elk met de naam van het bestand.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import yaml
from msgspec import Meta, Struct

try:
    from yaml import CSafeLoader as _Lezer
except ImportError:  # PyYAML zonder libyaml: dezelfde uitkomst, tien keer zo langzaam
    from yaml import SafeLoader as _Lezer  # type: ignore[assignment]

from core.law.recht import BijZondag, Duur, Eenheid, Feestdag, Gedateerd, GelijkgesteldJaar, Grond, Merk, Recht, Waarde

_MAP = Path(__file__).parent / "parameters"
_BEGRIPPEN = Path(__file__).parent / "begrippen.yaml"
_GEMEENTEN = Path(__file__).parent / "gemeenten.yaml"
_Tekst = Annotated[str, Meta(min_length=1)]


class OnjuistRecht(Exception):
    """De bestanden kloppen niet; `fouten` noemt alles wat er mis is, met bestandsnaam."""

    def __init__(self, fouten: tuple[str, ...]) -> None:
        super().__init__("Het recht kan niet worden gelezen:\n" + "\n".join(f"  - {f}" for f in fouten))
        self.fouten = fouten


@dataclass(frozen=True, slots=True, kw_only=True)
class Begrip:
    """Eén woord van de dienst: wat het betekent, waar het staat en welke woorden er niet voor gebruikt worden."""

    term: str
    betekenis: str
    artikel: str
    english: str
    verboden: tuple[str, ...]


class _Vorm(Struct, forbid_unknown_fields=True, kw_only=True):
    """Basis van alles wat in een bestand mag staan: wat hier geen veld heeft, wordt geweigerd."""


class _GrondVorm(_Vorm):
    regeling: _Tekst
    artikel: _Tekst
    bron: _Tekst
    lid: str = ""


class _WaardeVorm(_Vorm):
    vanaf: date
    waarde: Any
    grond: _GrondVorm


class _BestandVorm(_Vorm):
    naam: _Tekst
    soort: _Tekst
    eenheid: _Tekst
    omschrijving: _Tekst
    merk: Merk
    nagezien_op: date
    waarden: Annotated[list[_WaardeVorm], Meta(min_length=1)]


class _DuurVorm(_Vorm):
    aantal: Annotated[int, Meta(ge=1)]
    eenheid: Eenheid


class _FeestdagVorm(_Vorm):
    naam: _Tekst
    maand: Annotated[int, Meta(ge=1, le=12)] | None = None
    dag: Annotated[int, Meta(ge=1, le=31)] | None = None
    dagen_na_pasen: int | None = None
    bij_zondag: BijZondag = BijZondag.BLIJFT


class _JaarVorm(_Vorm):
    jaar: int
    dagen: list[date]
    besluit: _Tekst
    bron: _Tekst
    ingevoerd_op: date
    opmerking: str = ""
    in_werking: date | None = None
    staatscourant: str = ""
    nagezien: bool = True


class _BegripVorm(_Vorm):
    term: _Tekst
    betekenis: _Tekst
    artikel: str
    english: _Tekst
    verboden: list[_Tekst] = []


def lees_recht(map: Path | None = None) -> Recht:  # noqa: A002 - het woord van de wetgever voor een map is map
    """Lees alle parameterbestanden uit `map` tot één `Recht`.

    Raises:
        OnjuistRecht: met elke fout in elk bestand, en elk bestand dat ontbreekt of te veel is.
    """
    map = map or _MAP  # noqa: A001
    soorten = {naam: get_args(soort)[0] for naam, soort in get_type_hints(Recht).items() if naam != "versie"}
    fouten: list[str] = []
    gelezen: dict[str, Gedateerd[Any]] = {}
    for pad in sorted(map.glob("*.yaml")):
        if pad.stem not in soorten:
            fouten.append(f"{pad.name}: Recht heeft geen veld {pad.stem}; voeg het toe of verwijder het bestand")
            continue
        try:
            gelezen[pad.stem] = _lees_parameter(pad, soorten[pad.stem])
        except (msgspec.ValidationError, yaml.YAMLError, ValueError) as fout:
            fouten.append(f"{pad.name}: {fout}")
    fouten += [f"{n}.yaml: het bestand ontbreekt" for n in soorten if not (map / f"{n}.yaml").exists()]
    if fouten:
        raise OnjuistRecht(tuple(fouten))
    inhoud = msgspec.json.encode(dict(sorted(gelezen.items())), order="deterministic")
    return Recht(versie=hashlib.sha256(inhoud).hexdigest(), **gelezen)


def lees_begrippen(pad: Path | None = None) -> tuple[Begrip, ...]:
    """Lees de begrippenlijst.

    Raises:
        OnjuistRecht: bij een onbekend veld, een dubbele term, of een verboden woord dat zelf een term is.
    """
    pad = pad or _BEGRIPPEN
    try:
        vormen = msgspec.convert(laad_streng(pad), list[_BegripVorm])
    except (msgspec.ValidationError, yaml.YAMLError, ValueError) as fout:
        raise OnjuistRecht((f"{pad.name}: {fout}",)) from None
    termen = [v.term for v in vormen]
    fouten = [f"{pad.name}: {t} staat er meer dan eens" for t in sorted({t for t in termen if termen.count(t) > 1})]
    fouten += [
        f"{pad.name}: {woord} is verboden bij {v.term}, maar is zelf een term"
        for v in vormen
        for woord in v.verboden
        if woord in termen
    ]
    if fouten:
        raise OnjuistRecht(tuple(fouten))
    return tuple(
        Begrip(term=v.term, betekenis=v.betekenis, artikel=v.artikel, english=v.english, verboden=tuple(v.verboden))
        for v in vormen
    )


class _GemeentenVorm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    gemeenten: dict[str, str]
    voorbij: dict[str, str]


def lees_gemeenten(pad: Path | None = None) -> dict[str, str]:
    """De naam van elke gemeente per CBS-code, ook van wie sinds 2022 in een ander opging."""
    vorm = msgspec.convert(laad_streng(pad or _GEMEENTEN), _GemeentenVorm)
    return {**vorm.voorbij, **vorm.gemeenten}


class _StrengeLezer(_Lezer):
    """YAML houdt bij een dubbele sleutel stilzwijgend de laatste; hier is dat een fout."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        sleutels = [self.construct_object(sleutel, deep=True) for sleutel, _ in node.value]
        dubbel = {s for s in sleutels if sleutels.count(s) > 1}
        if dubbel:
            raise ValueError(f"dubbele sleutel {', '.join(sorted(map(str, dubbel)))}")
        return super().construct_mapping(node, deep)


def laad_streng(pad: Path) -> object:
    """De inhoud van een YAML-bestand; een dubbele sleutel is een ValueError."""
    return yaml.load(pad.read_text(encoding="utf-8"), Loader=_StrengeLezer)  # noqa: S506 - een SafeLoader


def _lees_parameter(pad: Path, soort: Any) -> Gedateerd[Any]:
    try:
        vorm = msgspec.convert(laad_streng(pad), _BestandVorm)
    except msgspec.ValidationError as fout:
        tip = " (zet artikelen en leden tussen aanhalingstekens)" if "Expected `str`, got `int`" in str(fout) else ""
        raise ValueError(f"{fout}{tip}") from None
    if vorm.naam != pad.stem:
        raise ValueError(f"de naam {vorm.naam} is niet de naam van het bestand")
    lezer = _LEZERS[_soortnaam(soort)]
    if vorm.soort != _soortnaam(soort):
        raise ValueError(f"de soort is {vorm.soort}, maar Recht verwacht {_soortnaam(soort)}")
    dagen = [w.vanaf for w in vorm.waarden]
    if dagen != sorted(set(dagen)):
        raise ValueError("de waarden staan niet op volgorde van vanaf, of er staan er twee op één dag")
    return Gedateerd(
        naam=vorm.naam,
        omschrijving=vorm.omschrijving,
        merk=vorm.merk,
        nagezien_op=vorm.nagezien_op,
        waarden=tuple(
            Waarde(
                vanaf=w.vanaf,
                waarde=lezer(w.waarde, vorm, soort),
                grond=Grond(w.grond.regeling, w.grond.artikel, w.grond.lid, w.grond.bron),
            )
            for w in vorm.waarden
        ),
    )


def _soortnaam(soort: Any) -> str:
    if get_origin(soort) is tuple:
        return {Feestdag: "feestdagen", GelijkgesteldJaar: "gelijkgestelde_dagen"}[get_args(soort)[0]]
    return {Duur: "duur", int: "aantal"}.get(soort, "keuze")


def _lees_duur(ruw: object, vorm: _BestandVorm, _: Any) -> Duur:
    duur = msgspec.convert(ruw, _DuurVorm)
    if duur.eenheid != vorm.eenheid:
        raise ValueError(f"de eenheid is {vorm.eenheid}, maar een waarde staat in {duur.eenheid}")
    return Duur(duur.aantal, duur.eenheid)


def _lees_aantal(ruw: object, _: _BestandVorm, __: Any) -> int:
    aantal: int = msgspec.convert(ruw, Annotated[int, Meta(ge=0)])
    return aantal


def _lees_keuze(ruw: object, _: _BestandVorm, soort: Any) -> Any:
    return msgspec.convert(ruw, soort)


def _lees_feestdagen(ruw: object, _: _BestandVorm, __: Any) -> tuple[Feestdag, ...]:
    vormen = msgspec.convert(ruw, list[_FeestdagVorm])
    for v in vormen:
        vast = v.maand is not None and v.dag is not None
        half = (v.maand is None) != (v.dag is None)
        if half or vast == (v.dagen_na_pasen is not None):
            raise ValueError(f"{v.naam}: geef òf maand en dag, òf dagen_na_pasen")
    return tuple(Feestdag(**{f.name: getattr(v, f.name) for f in fields(Feestdag)}) for v in vormen)


def _lees_gelijkgesteld(ruw: object, _: _BestandVorm, __: Any) -> tuple[GelijkgesteldJaar, ...]:
    vormen = msgspec.convert(ruw, list[_JaarVorm])
    jaren = [v.jaar for v in vormen]
    if jaren != sorted(set(jaren)):
        raise ValueError("de jaren staan niet op volgorde, of een jaar staat er twee keer")
    fout = sorted({v.jaar for v in vormen for d in v.dagen if d.year != v.jaar})
    if fout:
        raise ValueError(f"een dag valt buiten zijn jaar: {', '.join(map(str, fout))}")
    half = sorted(v.jaar for v in vormen if (v.in_werking is None) is not (v.staatscourant == ""))
    if half:
        raise ValueError(f"noem in_werking en staatscourant samen: {', '.join(map(str, half))}")
    return tuple(
        GelijkgesteldJaar(
            jaar=v.jaar,
            dagen=tuple(v.dagen),
            besluit=v.besluit,
            bron=v.bron,
            ingevoerd_op=v.ingevoerd_op,
            opmerking=v.opmerking,
            in_werking=v.in_werking,
            staatscourant=v.staatscourant,
            nagezien=v.nagezien,
        )
        for v in vormen
    )


_LEZERS: Mapping[str, Callable[[object, _BestandVorm, Any], Any]] = {
    "duur": _lees_duur,
    "aantal": _lees_aantal,
    "keuze": _lees_keuze,
    "feestdagen": _lees_feestdagen,
    "gelijkgestelde_dagen": _lees_gelijkgesteld,
}
