"""Het adresboek van de brieven: aan wie een brief gaat, wie een afschrift krijgt, langs welke weg, en waarom.

Eén functie, en wie een brief maakt vraagt het haar. Of iemand zelf te bereiken is (overleden, geen adres, een
briefadres) zegt `aanschrijven`. Wie voor hem optreedt telt alleen met bewijs, en binnen tijd en bereik; anders gaat de
brief naar hemzelf en kijkt een mens ernaar. Vertegenwoordiging komt nooit uit de BRP alleen (art. 2 Wi2021; de
rest is FROM-MEMORY, met per soort een keuze in `parameters/adressering_*`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from core.fouten import Gebrek
from core.law.aanschrijven import BEKENDMAKEN, ZORGVULDIG, Persoonsbeeld, toets_aanschrijven
from core.law.contact import KENBAAR, Onderwerp
from core.law.kalender import plus, schrijf_dag
from core.law.recht import AdresseringVertegenwoordiger as Regel
from core.law.recht import Gedateerd, Grond, Recht


class Vertegenwoordiger(StrEnum):
    """Wie voor iemand kan optreden; de omschrijving maakt af: "De brief gaat naar ..."."""

    OUDER = "ouder"
    VOOGD = "voogd"
    CURATOR = "curator"
    BEWINDVOERDER = "bewindvoerder"
    MENTOR = "mentor"
    GEMACHTIGDE = "gemachtigde"

    @property
    def omschrijving(self) -> str:
        return f"de {self.value}"


_V = Vertegenwoordiger
VAN_EEN_MINDERJARIGE = frozenset({_V.OUDER, _V.VOOGD})
_VOORRANG = (_V.CURATOR, _V.BEWINDVOERDER, _V.GEMACHTIGDE, _V.OUDER, _V.VOOGD, _V.MENTOR)


class Rol(StrEnum):
    """Als wie iemand een brief krijgt: de persoon zelf, of wie voor hem optreedt."""

    PERSOON = "persoon"
    OUDER = "ouder"
    VOOGD = "voogd"
    CURATOR = "curator"
    BEWINDVOERDER = "bewindvoerder"
    MENTOR = "mentor"
    GEMACHTIGDE = "gemachtigde"


class Weg(StrEnum):
    POST = "post"
    ELEKTRONISCH = "elektronisch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertegenwoordiging:
    """Iemand die voor de persoon optreedt. `tot` is de laatste dag; `onderwerpen` alleen bij een gemachtigde."""

    id: UUID
    soort: Vertegenwoordiger
    naam: str
    adresregels: tuple[str, ...]
    vanaf: date
    tot: date | None = None
    onderwerpen: frozenset[Onderwerp] = frozenset()
    bewezen: bool = False
    afschrift: bool = False
    """Of de minderjarige wil dat hij een afschrift krijgt, of een mens dat voor een mentor besliste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adresbeeld:
    """Wat het adresboek van iemand weet. `adresregels` is waar zijn brieven nu heen gaan, ook als dat een briefadres
    is; `geboren` kan onvolledig zijn."""

    persoon: Persoonsbeeld
    adresregels: tuple[str, ...]
    met_briefadres: bool = False
    geboren: str = ""
    vertegenwoordigers: tuple[Vertegenwoordiging, ...] = ()
    elektronisch: frozenset[Onderwerp] = frozenset()
    """Waarvoor hij zelf uitdrukkelijk kenbaar maakte dat hij elektronisch te bereiken is (art. 2:8 Awb)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestemming:
    """Wie een brief of een afschrift krijgt, en waar."""

    rol: Rol
    naam: str
    adresregels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """Iets over de vertegenwoordiging waar een mens naar kijkt; het houdt de brief niet tegen."""

    code: str
    vertegenwoordiging: UUID
    melding: str
    grond: Grond = ZORGVULDIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Adressering:
    """Het antwoord van het adresboek. Met gebreken gaat er geen brief."""

    aan: Bestemming
    afschriften: tuple[Bestemming, ...] = ()
    weg: Weg = Weg.POST
    reden: str
    grond: Grond
    gebreken: tuple[Gebrek, ...] = ()
    vragen: tuple[Vraag, ...] = ()


def adresseer(beeld: Adresbeeld, *, onderwerp: Onderwerp, op: date, recht: Recht) -> Adressering:
    """Aan wie een brief over `onderwerp` op deze dag gaat.

    Wie overleden is krijgt niets, en wie voor hem optrad ook niet.
    """
    zelf = Bestemming(rol=Rol.PERSOON, naam=beeld.persoon.naam, adresregels=beeld.adresregels)
    gebreken = toets_aanschrijven(beeld.persoon, met_briefadres=beeld.met_briefadres)
    if beeld.persoon.overleden:
        reden = "De persoon is overleden; er wordt aan niemand geschreven."
        return Adressering(aan=zelf, reden=reden, grond=BEKENDMAKEN, gebreken=gebreken)
    geldig = [v for v in beeld.vertegenwoordigers if _telt(v, beeld, onderwerp, op, recht)]
    geldig.sort(key=lambda v: (_VOORRANG.index(v.soort), v.vanaf, v.id))
    eerste = next((v for v in geldig if _regel(v.soort, op, recht) is Regel.AAN_HEM), None)
    naar = "de persoon zelf" if eerste is None else eerste.soort.omschrijving
    vragen = [vraag for v in beeld.vertegenwoordigers for vraag in _vragen(v, naar, beeld, onderwerp, op, recht)]
    if eerste is None:
        return Adressering(
            aan=zelf,
            afschriften=tuple(_bestemming(v) for v in geldig if _krijgt_afschrift(v, op, recht)),
            weg=Weg.ELEKTRONISCH if onderwerp in beeld.elektronisch else Weg.POST,
            reden=_reden_persoon(beeld, onderwerp, op, recht),
            grond=_grond_persoon(beeld, onderwerp, op, recht),
            gebreken=gebreken,
            vragen=tuple(vragen),
        )
    van_zijn_soort = [v for v in geldig if v is not eerste and v.soort is eerste.soort]
    anderen = van_zijn_soort + [v for v in geldig if _krijgt_afschrift(v, op, recht)]
    for v in geldig:
        if v.soort is not eerste.soort and _regel(v.soort, op, recht) is Regel.AAN_HEM:
            vragen.append(_meer_dan_een(eerste, v))
    niet_zelf = any(gebrek.veld == "adres" for gebrek in gebreken)
    if niet_zelf:
        vragen.append(_geen_afschrift(eerste))
    return Adressering(
        aan=_bestemming(eerste),
        afschriften=(*(() if niet_zelf else (zelf,)), *map(_bestemming, anderen)),
        reden=_reden_ander(eerste, meer=bool(van_zijn_soort), afschrift=not niet_zelf),
        grond=_parameter(eerste.soort, recht).op(op).grond,
        gebreken=tuple(gebrek for gebrek in gebreken if gebrek.veld != "adres"),
        vragen=tuple(vragen),
    )


VAN_EEN_ANDER = frozenset({"meer-dan-een", "geen-afschrift"})
"""Vragen die er zijn door wie de brief krijgt, of doordat de persoon geen adres heeft; verandert dat, dan vervallen
zij."""


def speelt_nog(beeld: Adresbeeld, *, op: date, recht: Recht) -> frozenset[tuple[UUID, str]]:
    """Welke vragen er op deze dag zijn, bij welk onderwerp ook: de vertegenwoordiging en de code."""
    antwoorden = [adresseer(beeld, onderwerp=onderwerp, op=op, recht=recht) for onderwerp in Onderwerp]
    return frozenset((vraag.vertegenwoordiging, vraag.code) for a in antwoorden for vraag in a.vragen)


def is_minderjarig(geboren: str, *, op: date, recht: Recht) -> bool:
    """Of iemand op deze dag zeker nog minderjarig is; is zijn geboortedatum onvolledig, dan telt de vroegste."""
    if not geboren:
        return False
    jaar, maand, dag = (*map(int, geboren.split("-")), 1, 1)[:3]
    return op < plus(date(jaar, maand, dag), recht.meerderjarig_vanaf.op(op).waarde)


def eindigt_vanzelf(soort: Vertegenwoordiger, geboren: str, *, op: date, recht: Recht) -> bool:
    """Of deze vertegenwoordiging op deze dag van rechtswege voorbij is: die van een ouder of voogd, op de dag dat de
    persoon meerderjarig wordt (art. 1:233 BW)."""
    return soort in VAN_EEN_MINDERJARIGE and bool(geboren) and not is_minderjarig(geboren, op=op, recht=recht)


def _telt(v: Vertegenwoordiging, beeld: Adresbeeld, onderwerp: Onderwerp, op: date, recht: Recht) -> bool:
    return v.bewezen and not _waarom_niet(v, beeld, onderwerp, op, recht)


def _waarom_niet(v: Vertegenwoordiging, beeld: Adresbeeld, onderwerp: Onderwerp, op: date, recht: Recht) -> str:
    """Waarom iemand met bewijs voor deze brief niet optreedt; leeg als hij dat wel doet."""
    if v.vanaf > op:
        return "nog-niet"
    if v.tot is not None and v.tot < op:
        return "voorbij"
    if v.soort in VAN_EEN_MINDERJARIGE and not is_minderjarig(beeld.geboren, op=op, recht=recht):
        return "meerderjarig"
    if v.soort is _V.BEWINDVOERDER and onderwerp is not Onderwerp.GELD:
        return "niet-over-geld"
    if v.soort is _V.GEMACHTIGDE and onderwerp not in v.onderwerpen:
        return "buiten-bereik"
    return ""


_STIL = frozenset({"nog-niet", "meerderjarig", "niet-over-geld"})
"""Wat zo hoort: daar hoeft niemand naar te kijken."""


def _vragen(
    v: Vertegenwoordiging, naar: str, beeld: Adresbeeld, onderwerp: Onderwerp, op: date, recht: Recht
) -> Iterator[Vraag]:
    """Wat een mens moet nagaan; `naar` is wie de brief nu krijgt."""
    wie = v.soort.omschrijving
    waarom = _waarom_niet(v, beeld, onderwerp, op, recht)
    if waarom in _STIL:
        return
    if waarom == "voorbij" and v.tot is not None:
        melding = (
            f"De tijd waarin {wie} optrad eindigde op {schrijf_dag(v.tot)}. Brieven gaan naar {naar}. Ga na of er"
            " een verlenging is, of beëindig de vertegenwoordiging."
        )
        yield Vraag(code="voorbij", vertegenwoordiging=v.id, melding=melding)
    elif waarom == "buiten-bereik":
        melding = (
            f"De machtiging gaat niet over {_OVER[onderwerp]}. Die brief gaat naar {naar}. Ga na of dat zo is bedoeld."
        )
        yield Vraag(code=f"buiten-bereik-{onderwerp}", vertegenwoordiging=v.id, melding=melding)
    elif not v.bewezen:
        melding = (
            f"Van {wie} is geen bewijs vastgelegd. Brieven gaan naar {naar}. Vraag het bewijs op en leg het"
            " vast, of beëindig de vertegenwoordiging."
        )
        yield Vraag(code="geen-bewijs", vertegenwoordiging=v.id, melding=melding)


def _meer_dan_een(eerste: Vertegenwoordiging, ander: Vertegenwoordiging) -> Vraag:
    melding = (
        f"Naast {eerste.soort.omschrijving} is er een {ander.soort}. De brief gaat naar {eerste.soort.omschrijving}. Ga"
        f" na of {ander.soort.omschrijving} haar ook moet krijgen."
    )
    return Vraag(code="meer-dan-een", vertegenwoordiging=ander.id, melding=melding)


def _geen_afschrift(eerste: Vertegenwoordiging) -> Vraag:
    melding = (
        f"De brief gaat naar {eerste.soort.omschrijving}, maar de persoon krijgt geen afschrift: van hem is geen"
        " bruikbaar adres bekend. Leg een briefadres vast."
    )
    return Vraag(code="geen-afschrift", vertegenwoordiging=eerste.id, melding=melding, grond=BEKENDMAKEN)


def _regel(soort: Vertegenwoordiger, op: date, recht: Recht) -> Regel:
    return _parameter(soort, recht).op(op).waarde


def _parameter(soort: Vertegenwoordiger, recht: Recht) -> Gedateerd[Regel]:
    return {
        _V.OUDER: recht.adressering_ouder_of_voogd,
        _V.VOOGD: recht.adressering_ouder_of_voogd,
        _V.CURATOR: recht.adressering_curator,
        _V.BEWINDVOERDER: recht.adressering_bewindvoerder,
        _V.MENTOR: recht.adressering_mentor,
        _V.GEMACHTIGDE: recht.adressering_gemachtigde,
    }[soort]


def _krijgt_afschrift(v: Vertegenwoordiging, op: date, recht: Recht) -> bool:
    regel = _regel(v.soort, op, recht)
    return regel is Regel.AFSCHRIFT or (regel is Regel.AFSCHRIFT_OP_KEUZE and v.afschrift)


def _bestemming(v: Vertegenwoordiging) -> Bestemming:
    return Bestemming(rol=Rol(v.soort), naam=v.naam, adresregels=v.adresregels)


def _reden_persoon(beeld: Adresbeeld, onderwerp: Onderwerp, op: date, recht: Recht) -> str:
    jong = is_minderjarig(beeld.geboren, op=op, recht=recht)
    wie = "De persoon is minderjarig en handelt zelf." if jong else "Niemand treedt in deze zaak voor de persoon op."
    waar = " De brief gaat naar het briefadres." if beeld.met_briefadres else ""
    if onderwerp not in beeld.elektronisch:
        return wie + waar
    return f"{wie} Hij maakte kenbaar dat hij hiervoor elektronisch te bereiken is."


def _reden_ander(eerste: Vertegenwoordiging, *, meer: bool, afschrift: bool) -> str:
    zinnen = [_GELDT[eerste.soort], *([_VAN_MEER] if meer else [])]
    return " ".join((*zinnen, _AFSCHRIFT[afschrift], _HANDELT.get(eerste.soort, _ZELF)))


def _grond_persoon(beeld: Adresbeeld, onderwerp: Onderwerp, op: date, recht: Recht) -> Grond:
    if onderwerp in beeld.elektronisch:
        return KENBAAR
    return Grond("Wi2021", "2") if is_minderjarig(beeld.geboren, op=op, recht=recht) else BEKENDMAKEN


_GELDT: Mapping[Vertegenwoordiger, str] = {
    _V.CURATOR: "De persoon staat onder curatele; de brief gaat naar de curator.",
    _V.BEWINDVOERDER: "De brief gaat over geld; zij gaat naar de bewindvoerder.",
    _V.GEMACHTIGDE: "De persoon machtigde iemand voor deze zaak; de brief gaat naar de gemachtigde.",
    _V.OUDER: "De brief gaat naar de ouder.",
    _V.VOOGD: "De brief gaat naar de voogd.",
    _V.MENTOR: "De brief gaat naar de mentor.",
}
_VAN_MEER = "Er is er meer dan een: zij gaat naar wie het eerst begon, en de ander krijgt een afschrift."
_AFSCHRIFT: Mapping[bool, str] = {
    True: "De persoon krijgt een afschrift.",
    False: "De persoon krijgt geen afschrift: van hem is geen bruikbaar adres bekend.",
}
_ZELF = "Hij mag altijd ook zelf handelen."
_HANDELT: Mapping[Vertegenwoordiger, str] = {
    _V.CURATOR: "De curator handelt voor hem; zelf kan hij dat alleen met zijn toestemming (art. 1:381 BW).",
    _V.BEWINDVOERDER: "Over geld handelt de bewindvoerder voor hem (art. 1:441 BW), over de rest handelt hij zelf.",
}
"""Wie handelt, als de persoon dat niet altijd ook zelf mag: een machtiging of een ouder neemt hem niets af (art. 2
Wi2021, art. 2:1 Awb), curatele en bewind wel."""
_OVER: Mapping[Onderwerp, str] = {
    Onderwerp.TRAJECT: "de brede intake en het plan",
    Onderwerp.GELD: "geld",
    Onderwerp.BEZWAAR: "bezwaar",
}
