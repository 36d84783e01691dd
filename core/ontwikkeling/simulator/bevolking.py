"""De verzonnen bevolking waarvan DUO en de BRP allebei hun deel weten.

Uit hetzelfde zaad komt altijd dezelfde bevolking. De BSN's zijn de bruikbare_nummers van RvIG, 999990000 tot en
met 999999999, en alleen die welke de elfproef doorstaan: dat zijn er 909. Niemand hier bestaat.
"""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from stdnum.nl import bsn as bsn_regels

from core.ontwikkeling.simulator.berichten import GedetailleerdeDoelgroep, LeerbaarheidstoetsResultaat
from core.ontwikkeling.simulator.cijfers import Cijfers, cijfers, namen
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente
from core.ontwikkeling.simulator.vormen import verdeel

EERSTE_V_NUMMER = 9_000_000_000
_MIGRANTEN: tuple[GedetailleerdeDoelgroep, ...] = (
    "Gezinshereniger",
    "Gezinshereniger",
    "Gezinsvormer",
    "Gezinsvormer",
    "Overig",
)
"""Met hun aandeel: wie bij een asielstatushouder hoort, is geen gezinsmigrant (art. 13 lid 1, onder b Wi2021)."""


class Verhaal(StrEnum):
    """Hoe het iemand vergaat; bepaalt wat DUO meldt en wanneer."""

    AZC_ELDERS = "azc-elders"  # SS101 nu, SS139 bij huisvesting
    ASIEL_GEHUISVEST = "asiel-gehuisvest"  # SS139 nu
    GEZIN = "gezin"  # SS139 nu
    # What is awkward in practice, on purpose:
    AZC_IN_GEMEENTE = "azc-in-gemeente"  # al ingeschreven in de BRP van de gemeente, maar nog niet gehuisvest
    EERST_V_NUMMER = "eerst-v-nummer"  # DUO meldt met alleen het V-nummer; het BSN komt later
    ZONDER_KENNISGEVING = "zonder-kennisgeving"  # SS139, maar zonder datum van de kennisgeving
    AOW_NABIJ = "aow-nabij"  # SS128
    OVERLEDEN = "overleden"  # later SS111
    INGETROKKEN = "ingetrokken"  # later SS110


LASTIG = (
    Verhaal.AZC_IN_GEMEENTE,
    Verhaal.EERST_V_NUMMER,
    Verhaal.ZONDER_KENNISGEVING,
    Verhaal.AOW_NABIJ,
    Verhaal.OVERLEDEN,
    Verhaal.INGETROKKEN,
)
IN_AZC = frozenset({Verhaal.AZC_ELDERS, Verhaal.AZC_IN_GEMEENTE, Verhaal.EERST_V_NUMMER})
ASIEL = IN_AZC | {Verhaal.ASIEL_GEHUISVEST}
BLOK = 25  # in every 25 people of a gemeente each awkward story occurs once


@dataclass(frozen=True, slots=True, kw_only=True)
class Geboortedatum:
    """Een datum die onvolledig kan zijn; nul is onbekend."""

    jaar: int
    maand: int
    dag: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inwoner:
    """Wat vaststaat over een verzonnen persoon; wat verandert staat in zijn stand (opslag.py)."""

    bsn: str
    v_nummer: int
    v_nummer_in_bericht: bool
    gemeentecode: str
    huishouden: int
    voornamen: str
    geslachtsnaam: str
    geslacht: str
    herkomst: str
    geboren: Geboortedatum
    straat: str
    huisnummer: int
    postcode: str
    woonplaats: str
    asiel: bool
    gedetailleerde_doelgroep: GedetailleerdeDoelgroep
    verblijfstitel: tuple[str, str]
    geheimhouding: bool
    adres_in_onderzoek: bool
    verhaal: Verhaal
    dagen_tot_huisvesting: int
    dagen_tot_bsn: int
    dagen_tot_lbt: int
    dagen_tot_einde: int
    lbt_uitslag: LeerbaarheidstoetsResultaat
    lbt_score: str
    vorm: str = ""
    """Hoe de BRP deze persoon geeft (vormen.yaml); leeg is gewoon."""


@cache
def bruikbare_nummers() -> tuple[str, ...]:
    """Alle BSN's van de testreeks die de elfproef doorstaan."""
    return tuple(nummer for n in range(999_990_000, 1_000_000_000) if bsn_regels.is_valid(nummer := str(n)))


@cache
def maak_bevolking(zaad: int, gemeenten: tuple[SimulatorGemeente, ...], *, aantal: int) -> tuple[Inwoner, ...]:
    """Maak `aantal` personen, eerlijk verdeeld over de gemeenten; per gemeente op volgorde van aanmelding."""
    toeval = random.Random(zaad)  # noqa: S311  -- repeatable on purpose; nothing here is secret
    nummers = list(bruikbare_nummers())
    if aantal > len(nummers):
        raise ValueError(f"er zijn maar {len(nummers)} bruikbare_nummers")
    toeval.shuffle(nummers)
    bevolking: list[Inwoner] = []
    for plaats, gemeente in enumerate(gemeenten):
        hoeveel = aantal // len(gemeenten) + (plaats < aantal % len(gemeenten))
        vorige: Inwoner | None = None
        for verhaal in _verhalen(toeval, hoeveel):
            volgnummer = len(bevolking)
            inwoner = _maak_inwoner(toeval, gemeente, nummers[volgnummer], volgnummer, verhaal, vorige)
            # A household holds two at most, and partners share their way of arriving.
            vorige = inwoner if vorige is None or inwoner.huishouden != vorige.huishouden else None
            bevolking.append(inwoner)
    return verdeel(bevolking)


def _verhalen(toeval: random.Random, aantal: int) -> list[Verhaal]:
    """De verhalen van een gemeente: in elk blok komt ieder lastig verhaal één keer voor."""
    verhalen: list[Verhaal] = []
    while len(verhalen) < aantal:
        blok = [*LASTIG, *(_gewoon(toeval, cijfers()) for _ in range(BLOK - len(LASTIG)))]
        toeval.shuffle(blok)
        verhalen += blok
    return verhalen[:aantal]


def _gewoon(toeval: random.Random, c: Cijfers) -> Verhaal:
    if toeval.random() >= c.aandeel_asiel:
        return Verhaal.GEZIN
    return Verhaal.AZC_ELDERS if toeval.random() < c.aandeel_in_azc else Verhaal.ASIEL_GEHUISVEST


def _maak_inwoner(
    toeval: random.Random,
    gemeente: SimulatorGemeente,
    bsn: str,
    volgnummer: int,
    verhaal: Verhaal,
    vorige: Inwoner | None,
) -> Inwoner:
    c = cijfers()
    zelfde = vorige is not None and vorige.verhaal is verhaal
    partner = vorige if zelfde and toeval.random() < c.kans_partner_bij_zelfde_verhaal else None
    asiel = verhaal in ASIEL or (verhaal is not Verhaal.GEZIN and toeval.random() < c.aandeel_asiel)
    herkomst = partner.herkomst if partner else _kies(toeval, c.herkomst_asiel if asiel else c.herkomst_gezin)
    man = toeval.random() < (c.aandeel_mannen_asiel if asiel else 1 - c.aandeel_vrouwen_gezin)
    if partner:
        man = partner.geslacht == "v"
    lijst = namen()[herkomst]
    uitslag, score = _lbt(toeval, c)
    return Inwoner(
        bsn=bsn,
        v_nummer=EERSTE_V_NUMMER + volgnummer,
        v_nummer_in_bericht=toeval.random() >= c.aandeel_zonder_v_nummer_in_bericht,
        gemeentecode=gemeente.code,
        huishouden=partner.huishouden if partner else volgnummer,
        voornamen=toeval.choice(lijst["m" if man else "v"]),
        geslachtsnaam=toeval.choice(lijst["achternaam"]),
        geslacht="m" if man else "v",
        herkomst=herkomst,
        geboren=_geboren(toeval, c),
        straat=partner.straat if partner else toeval.choice(namen()["straten"]),
        huisnummer=partner.huisnummer if partner else toeval.randint(1, 199),
        postcode=partner.postcode if partner else f"{toeval.randint(1000, 9998)}ZZ",
        woonplaats=gemeente.naam,
        asiel=asiel,
        gedetailleerde_doelgroep=_gedetailleerd(toeval, asiel),
        verblijfstitel=("26", "Vw 2000 art. 8, onder c, vergunning asiel bepaalde tijd")
        if asiel
        else ("21", "Vw 2000 art. 8, onder a, vergunning regulier bepaalde tijd"),
        geheimhouding=toeval.random() < c.aandeel_geheimhouding,
        adres_in_onderzoek=toeval.random() < c.aandeel_adres_in_onderzoek,
        verhaal=verhaal,
        dagen_tot_huisvesting=partner.dagen_tot_huisvesting if partner else toeval.randint(*c.dagen_tot_huisvesting),
        dagen_tot_bsn=toeval.randint(*c.dagen_tot_bsn),
        dagen_tot_lbt=toeval.randint(*c.dagen_tot_lbt),
        dagen_tot_einde=toeval.randint(*c.dagen_tot_einde),
        lbt_uitslag=uitslag,
        lbt_score=score,
    )


def _geboren(toeval: random.Random, c: Cijfers) -> Geboortedatum:
    dagen = round(365.25 * toeval.uniform(c.leeftijd[0], c.leeftijd[1]))
    dag = c.ijkdatum - dt.timedelta(days=dagen)
    if toeval.random() >= c.aandeel_onvolledige_geboortedatum:
        return Geboortedatum(jaar=dag.year, maand=dag.month, dag=dag.day)
    return Geboortedatum(jaar=dag.year, maand=toeval.choice((0, dag.month)), dag=0)


def _gedetailleerd(toeval: random.Random, asiel: bool) -> GedetailleerdeDoelgroep:
    if asiel:
        return "Asielstatushouder"
    return toeval.choice(_MIGRANTEN)


def _lbt(toeval: random.Random, c: Cijfers) -> tuple[LeerbaarheidstoetsResultaat, str]:
    worp = toeval.random()
    if worp < c.aandeel_lbt_onbekend:
        return "Onbekend", "0,00"
    if worp < c.aandeel_lbt_onbekend + c.aandeel_lbt_haalbaar:
        return "B1-route haalbaar", _score(toeval.randint(5500, 9800))
    return "B1-route niet haalbaar", _score(toeval.randint(1200, 5499))


def _score(honderdsten: int) -> str:
    return f"{honderdsten // 100},{honderdsten % 100:02d}"


def _kies(toeval: random.Random, gewichten: Mapping[str, int]) -> str:
    return toeval.choices(list(gewichten), weights=list(gewichten.values()))[0]
