"""Rekenen met burgerlijke dagen: lengtes optellen, feestdagen, en de Algemene termijnenwet (Atw).

De enige plek waar een termijn doorschuift of een maand wordt afgekapt. De getallen en de feestdagen staan in
`parameters/`; alleen de paasformule staat hier, want dat is rekenkunde en geen recht.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from core.law.recht import BijZondag, Duur, Eenheid, Feestdag, GelijkgesteldJaar, Recht

_DAGNAMEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ZATERDAG = 5
_ZONDAG = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Terugtelling:
    """De eerste dag waarop iets veilig kan, en de dag ervoor als daarover te twisten valt."""

    veilig: date
    betwistbaar: date | None


def plus(dag: date, duur: Duur) -> date:
    """De laatste dag van een termijn die na `dag` begint: `dag` zelf telt niet mee, de laatste dag wel.

    Maanden en jaren houden hetzelfde dagnummer en worden afgekapt op het einde van de maand.
    """
    match duur.eenheid:
        case Eenheid.DAGEN:
            return dag + timedelta(days=duur.aantal)
        case Eenheid.WEKEN:
            return dag + timedelta(weeks=duur.aantal)
        case Eenheid.MAANDEN:
            return _verschuif_maanden(dag, duur.aantal)
        case Eenheid.JAREN:
            return _verschuif_maanden(dag, 12 * duur.aantal)


def maanden_terug(einde_exclusief: date, duur: Duur) -> Terugtelling:
    """Tel `duur` (maanden of jaren) terug vanaf het einde van de laatste dag van een termijn.

    Veilig is de dag die vanaf `einde_exclusief` wordt teruggeteld. Vanaf de laatste dag zelf geteld komt men soms
    een dag eerder uit; die dag is betwistbaar (art. 4.5 lid 1 Bi2021).
    """
    maanden = duur.aantal * (12 if duur.eenheid is Eenheid.JAREN else 1)
    if duur.eenheid not in (Eenheid.MAANDEN, Eenheid.JAREN):
        raise ValueError("terugtellen kan alleen in maanden of jaren")
    veilig = _verschuif_maanden(einde_exclusief, -maanden)
    eerder = _verschuif_maanden(einde_exclusief - timedelta(days=1), -maanden)
    return Terugtelling(veilig=veilig, betwistbaar=eerder if eerder != veilig else None)


def feestdagen(jaar: int, recht: Recht) -> Mapping[date, str]:
    """Art. 3 Atw: de feestdagen van een jaar met hun naam, de gelijkgestelde dagen (lid 3) inbegrepen.

    Een Besluit dat pas na een dag in werking trad, maakt die dag niet achteraf tot feestdag (PG-13).
    """
    peildatum = date(jaar, 12, 31)
    return _feestdagen(jaar, recht.atw_feestdagen.op(peildatum).waarde, recht.gelijkgestelde_dagen.op(peildatum).waarde)


@lru_cache(maxsize=256)
def _feestdagen(
    jaar: int, feestdagen: tuple[Feestdag, ...], gelijkgesteld: tuple[GelijkgesteldJaar, ...]
) -> Mapping[date, str]:
    """Every working day that is counted asks for its whole year; the law of a year is asked anew each time."""
    dagen = {_valt_op(f, jaar): f.naam for f in feestdagen}
    for rij in gelijkgesteld:
        if rij.jaar == jaar:
            geldend = [dag for dag in rij.dagen if rij.in_werking is None or rij.in_werking <= dag]
            dagen |= {dag: "gelijkgesteld met een feestdag" for dag in geldend if dag not in dagen}
    return MappingProxyType(dict(sorted(dagen.items())))


def besluit_bekend(jaar: int, recht: Recht) -> bool:
    """Of voor dit jaar een Besluit met gelijkgestelde dagen is ingevoerd en nagezien (art. 3 lid 3 Atw)."""
    return any(rij.jaar == jaar and rij.nagezien for rij in recht.gelijkgestelde_dagen.op(date(jaar, 12, 31)).waarde)


def is_werkdag(dag: date, recht: Recht) -> bool:
    """Art. 1 lid 1 Atw: geen zaterdag, zondag of algemeen erkende feestdag."""
    return dag.weekday() < _ZATERDAG and dag not in feestdagen(dag.year, recht)


def volgende_werkdag(dag: date, recht: Recht) -> date:
    """`dag` zelf als dat een werkdag is, anders de eerstvolgende werkdag."""
    while not is_werkdag(dag, recht):
        dag += timedelta(days=1)
    return dag


def vorige_werkdag(dag: date, recht: Recht) -> date:
    """De laatste werkdag op of voor `dag`."""
    while not is_werkdag(dag, recht):
        dag -= timedelta(days=1)
    return dag


def werkdagen_terug(dag: date, aantal: int, recht: Recht) -> date:
    """De werkdag die `aantal` werkdagen voor `dag` ligt."""
    for _ in range(aantal):
        dag = vorige_werkdag(dag - timedelta(days=1), recht)
    return dag


def werkdagen_verder(dag: date, aantal: int, recht: Recht) -> date:
    """De werkdag die `aantal` werkdagen na `dag` ligt."""
    for _ in range(aantal):
        dag = volgende_werkdag(dag + timedelta(days=1), recht)
    return dag


def atw_geldt(duur: Duur, *, recht: Recht, peildatum: date) -> bool:
    """Art. 4 Atw: niet voor termijnen langer dan 90 dagen, twaalf weken of drie maanden, of in jaren."""
    match duur.eenheid:
        case Eenheid.DAGEN:
            grens = recht.atw_grens_dagen
        case Eenheid.WEKEN:
            grens = recht.atw_grens_weken
        case Eenheid.MAANDEN:
            grens = recht.atw_grens_maanden
        case Eenheid.JAREN:
            return False
    return duur.aantal <= grens.op(peildatum).waarde.aantal


def atw_einde(start: date, ruw_einde: date, *, recht: Recht) -> date:
    """De laatste dag van een termijn in een wet of AMvB die na `start` begint.

    Art. 2 Atw: een termijn van ten minste drie dagen bevat zo nodig na verlenging ten minste twee werkdagen.
    Art. 1 lid 1 Atw: een einde op een zaterdag, zondag of feestdag schuift door naar de volgende werkdag.
    """
    einde = ruw_einde
    if (ruw_einde - start).days >= recht.atw_minimum_vanaf.op(start).waarde.aantal:
        minimum = recht.atw_minimum_werkdagen.op(start).waarde
        while _telt_werkdagen(start, einde, recht, tot=minimum) < minimum:
            einde += timedelta(days=1)
    return volgende_werkdag(einde, recht)


def schrijf_dag(dag: date) -> str:
    """Zoals een medewerker de dag leest: vrijdag 03-04-2026."""
    return f"{_DAGNAMEN[dag.weekday()]} {dag:%d-%m-%Y}"


def reden_geen_werkdag(dag: date, recht: Recht) -> str:
    """Waarom `dag` geen werkdag is, of leeg als hij dat wel is."""
    naam = feestdagen(dag.year, recht).get(dag, "")
    if naam or dag.weekday() < _ZATERDAG:
        return naam
    return _DAGNAMEN[dag.weekday()]


def _telt_werkdagen(start: date, einde: date, recht: Recht, *, tot: int) -> int:
    geteld, dag = 0, start
    while dag < einde and geteld < tot:
        dag += timedelta(days=1)
        geteld += is_werkdag(dag, recht)
    return geteld


def _verschuif_maanden(dag: date, maanden: int) -> date:
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def _valt_op(feestdag: Feestdag, jaar: int) -> date:
    if feestdag.maand is None or feestdag.dag is None:
        return _eerste_paasdag(jaar) + timedelta(days=feestdag.dagen_na_pasen or 0)
    dag = date(jaar, feestdag.maand, feestdag.dag)
    eerder = feestdag.bij_zondag is BijZondag.DAG_EERDER and dag.weekday() == _ZONDAG
    return dag - timedelta(days=1) if eerder else dag


def _eerste_paasdag(jaar: int) -> date:
    """The anonymous Gregorian computus (Meeus, Jones, Butcher)."""
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return date(jaar, maand, dag + 1)
