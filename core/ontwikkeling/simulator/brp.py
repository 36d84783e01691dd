"""Wat de BRP over de bevolking geeft, in de vorm van BRP Personen Bevragen 2.7.0."""

import datetime as dt
from typing import Any

from core.ontwikkeling.simulator.bevolking import IN_AZC, Geboortedatum, Inwoner, Verhaal
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente
from core.ontwikkeling.simulator.opslag import Stand
from core.ontwikkeling.simulator.vormen import vormen

# The azc elsewhere: people wait there for housing and are registered with that gemeente.
AZC_GEMEENTE = ("1950", "Westerwolde")
AZC_ADRES = ("Opvanglaan", 12, "9561ZZ", "Ter Apel")
ALTIJD = frozenset({"geheimhoudingPersoonsgegevens", "opschortingBijhouding", "inOnderzoek"})
GAAT_MEE = ("type", "inOnderzoek", "indicatieVastgesteldVerblijftNietOpAdres")
MAANDEN = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)

Groep = dict[str, Any]


def datum(waarde: dt.date) -> Groep:
    lang = f"{waarde.day} {MAANDEN[waarde.month - 1]} {waarde.year}"
    return {"type": "Datum", "datum": waarde.isoformat(), "langFormaat": lang}


def geboortedatum(geboren: Geboortedatum) -> Groep:
    """De geboortedatum, in de vorm die past bij wat ervan bekend is."""
    if geboren.dag:
        return datum(dt.date(geboren.jaar, geboren.maand, geboren.dag))
    if geboren.maand:
        lang = f"{MAANDEN[geboren.maand - 1]} {geboren.jaar}"
        return {"type": "JaarMaandDatum", "jaar": geboren.jaar, "maand": geboren.maand, "langFormaat": lang}
    if geboren.jaar:
        return {"type": "JaarDatum", "jaar": geboren.jaar, "langFormaat": str(geboren.jaar)}
    return {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}


def personen(
    inwoner: Inwoner, stand: Stand, gemeente: SimulatorGemeente, *, naar: SimulatorGemeente | None = None
) -> list[Groep]:
    """Alles wat deze BRP bij een nummer weet, in de vorm van deze persoon; meestal is dat één persoon. `naar` is de
    gemeente waar hij heen ging, als de simulator haar kent."""
    gewoon = _gewoon(inwoner, stand, gemeente, naar)
    vorm = inwoner.vorm if stand.vorm is None else stand.vorm
    return vormen()[vorm].pas_toe(gewoon) if vorm else [gewoon]


def _gewoon(inwoner: Inwoner, stand: Stand, gemeente: SimulatorGemeente, naar: SimulatorGemeente | None) -> Groep:
    """Een gewoon persoon; de vraag bepaalt daarna welk deel wordt gegeven."""
    in_azc_elders = (
        stand.gevestigd is None and inwoner.verhaal in IN_AZC and inwoner.verhaal is not Verhaal.AZC_IN_GEMEENTE
    )
    code, naam = AZC_GEMEENTE if in_azc_elders else (gemeente.code, gemeente.naam)
    if stand.verhuisd_naar is not None:
        code, naam = stand.verhuisd_naar, f"gemeente {stand.verhuisd_naar}" if naar is None else naar.naam
    straat, huisnummer, postcode, plaats = _adres(inwoner, stand, naar, in_azc_elders=in_azc_elders)
    voluit = f"{inwoner.voornamen} {inwoner.geslachtsnaam}"
    geboren = datum(stand.geboren) if stand.geboren else geboortedatum(inwoner.geboren)
    gegevens: Groep = {
        "burgerservicenummer": inwoner.bsn,
        "naam": {
            "voornamen": inwoner.voornamen,
            "geslachtsnaam": inwoner.geslachtsnaam,
            "voorletters": f"{inwoner.voornamen[0]}.",
            "volledigeNaam": voluit,
        },
        "geboorte": {"datum": geboren},
        "gemeenteVanInschrijving": {"code": code, "omschrijving": naam},
        "datumInschrijvingInGemeente": datum(stand.ingeschreven),
        "verblijfplaats": {
            "type": "Adres",
            "functieAdres": {"code": "W", "omschrijving": "woonadres"},
            "datumVan": datum(stand.ingeschreven if in_azc_elders else stand.gevestigd or stand.ingeschreven),
            "verblijfadres": {
                "officieleStraatnaam": straat,
                "korteStraatnaam": straat,
                "huisnummer": huisnummer,
                "postcode": postcode,
                "woonplaats": plaats,
            },
        },
        "adressering": {
            "aanschrijfwijze": {"naam": f"{inwoner.voornamen[0]}. {inwoner.geslachtsnaam}"},
            "aanhef": f"Geachte {'heer' if inwoner.geslacht == 'm' else 'mevrouw'} {inwoner.geslachtsnaam}",
            "adresregel1": f"{straat} {huisnummer}",
            "adresregel2": f"{postcode[:4]} {postcode[4:]}  {plaats.upper()}",
        },
        "verblijfstitel": {
            "aanduiding": {"code": inwoner.verblijfstitel[0], "omschrijving": inwoner.verblijfstitel[1]},
            "datumIngang": datum(stand.plicht_begin),
        },
    }
    if inwoner.geheimhouding:
        gegevens["geheimhoudingPersoonsgegevens"] = True
    if inwoner.adres_in_onderzoek:
        ingang = datum(stand.ingeschreven)
        gegevens["verblijfplaats"]["inOnderzoek"] = {"type": True, "datumIngangOnderzoek": ingang}
        gegevens["adressering"]["inOnderzoek"] = {
            "adresregel1": True,
            "adresregel2": True,
            "datumIngangOnderzoekVerblijfplaats": ingang,
        }
    if stand.vertrokken is not None:
        gegevens["gemeenteVanInschrijving"] = {"code": "1999", "omschrijving": "Registratie Niet Ingezetenen (RNI)"}
        gegevens["datumInschrijvingInGemeente"] = datum(stand.vertrokken)
        gegevens["verblijfplaats"] = {
            "type": "VerblijfplaatsBuitenland",
            "datumVan": datum(stand.vertrokken),
            "verblijfadres": {"regel1": "Voorbeeldstraat 1", "land": {"code": "5010", "omschrijving": "België"}},
        }
        gegevens["adressering"] |= {
            "adresregel1": "Voorbeeldstraat 1",
            "adresregel2": None,
            "land": {"code": "5010", "omschrijving": "België"},
        }
        reden = {"code": "E", "omschrijving": "emigratie"}
        gegevens["opschortingBijhouding"] = {"reden": reden, "datum": datum(stand.vertrokken)}
    if stand.overleden is not None:
        gegevens["overlijden"] = {"datum": datum(stand.overleden)}
        reden = {"code": "O", "omschrijving": "overlijden"}
        gegevens["opschortingBijhouding"] = {"reden": reden, "datum": datum(stand.overleden)}
    return gegevens


def _adres(
    inwoner: Inwoner, stand: Stand, naar: SimulatorGemeente | None, *, in_azc_elders: bool
) -> tuple[str, int, str, str]:
    if in_azc_elders:
        return AZC_ADRES
    if stand.gevestigd is None:
        return (AZC_ADRES[0], AZC_ADRES[1], inwoner.postcode, inwoner.woonplaats)
    if not stand.verhuizingen:
        return (inwoner.straat, inwoner.huisnummer, inwoner.postcode, inwoner.woonplaats)
    # Each move is to a house of its own, in the place he went to; coming back is not to the house he left.
    wijk = 1000 + (int(inwoner.postcode[:4]) - 1000 + 137 * stand.verhuizingen) % 8999
    plaats = inwoner.woonplaats if naar is None else naar.naam
    return (inwoner.straat, inwoner.huisnummer + 2 * stand.verhuizingen, f"{wijk}{inwoner.postcode[4:]}", plaats)


def kies_velden(gegevens: Groep, velden: tuple[str, ...]) -> Groep:
    """Alleen de gevraagde paden, en wat de BRP er altijd bij geeft."""
    keuze: Groep = {naam: gegevens[naam] for naam in ALTIJD if naam in gegevens}
    for veld in velden:
        _neem_over(gegevens, keuze, veld.split("."))
    return keuze


def _neem_over(van: Groep, naar: Groep, pad: list[str]) -> None:
    eerste, *rest = pad
    if eerste not in van:
        return
    if not rest:
        naar[eerste] = van[eerste]
        return
    onder = naar.setdefault(eerste, {})
    # A polymorphic group, its inquiry and that somebody does not live there travel with whatever was asked of it.
    onder.update({naam: van[eerste][naam] for naam in GAAT_MEE if naam in van[eerste]})
    _neem_over(van[eerste], onder, rest)
