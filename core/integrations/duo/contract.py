"""De gegevens die DUO en de gemeente uitwisselen, met de beperkingen die DUO eraan stelt.

Opnieuw opgeschreven naar de koppelvlakken van DUO (Notificatie 1.8.0, Inburgeringsplicht 1.2.2,
Inburgeringstermijn 1.0.0, Leerbaarheidstoets 1.2.0, PIP 1.2.0, Contactpersoon 1.0.0). Een veld dat
DUO niet kent bij naam bestaat hier niet; een veld dat DUO erbij bedenkt wordt overgeslagen, en blijft
bewaard doordat de ontvanger het ruwe bericht bewaart.

Let op de einddatums: die van de plicht en de doelgroep tellen zelf nog mee (inclusief), die van de
inburgeringstermijn niet meer (exclusief).
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.vorm import heel, lees_json

Bsn = Annotated[str, msgspec.Meta(min_length=9, max_length=9, pattern=heel("[0-9]{9}"))]
Gemeentecode = Annotated[str, msgspec.Meta(min_length=4, max_length=4, pattern=heel("[0-9]{4}"))]
VNummer = Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)]
GebeurtenisId = Annotated[str, msgspec.Meta(min_length=1, max_length=6, pattern=heel("[0-9A-Z]{1,6}"))]
# RFC 3339 demands an offset in a date-time; a naive time would be off by one or two hours.
DatumTijd = Annotated[dt.datetime, msgspec.Meta(tz=True)]
Score = Annotated[str, msgspec.Meta(min_length=1, max_length=6, pattern=heel("[0-9]{1,3},[0-9]{2}"))]
Verlengingscode = Annotated[str, msgspec.Meta(min_length=1, max_length=10)]
Verlengingstekst = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Contactpersoonnummer = Annotated[int, msgspec.Meta(ge=1, le=99_999)]


class Bericht(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Velden heten op de lijn camelCase; wat leeg is gaat niet mee."""


class Notificatie(Bericht, frozen=True, kw_only=True):
    """DUO meldt dat er iets gebeurde; de inhoud staat in de bron, niet in dit bericht."""

    registratie_datum_tijd: DatumTijd
    gebeurtenis_id: GebeurtenisId
    bsn: Bsn | None = None
    v_nummer: VNummer | None = None


class Foutmelding(Bericht, frozen=True, kw_only=True):
    """Waarom DUO een bericht om zijn inhoud weigert."""

    fouttekst: Annotated[str, msgspec.Meta(max_length=200)]


class RedenGeenInburgeringsplicht(StrEnum):
    VOLLEDIGE_ONTHEFFING = "Volledige ontheffing"
    VOLLEDIGE_VRIJSTELLING = "Volledige vrijstelling"
    VOLDAAN = "Inburgeringsplicht voldaan"
    VERBLIJFSDOEL_GEWIJZIGD = "Verblijfsdoel gewijzigd"
    VERTREK = "Vertrek uit Nederland langer dan een jaar"
    OVERLIJDEN = "Overlijden"
    OVERIG = "Overig"
    TIJDELIJKE_VRIJSTELLING = "Tijdelijke vrijstelling"


class Inburgeringsplichthistorie(Bericht, frozen=True, kw_only=True):
    """Een eerdere stand van de plicht; `einddatum` telt zelf nog mee."""

    indicator_inburgeringsplicht: bool
    begindatum: dt.date | None = None
    einddatum: dt.date | None = None
    wijzigingsdatum: dt.date | None = None


class Inburgeringsplicht(Bericht, frozen=True, kw_only=True):
    """De plicht zoals DUO haar nu kent; `einddatum` telt zelf nog mee.

    `datum_kennisgeving_inburgeringsplicht` is de dag van de brief waarmee de tien weken van
    artikel 5.3, eerste lid, van het Besluit inburgering 2021 beginnen. Zij kan ontbreken.
    """

    indicator_inburgeringsplicht: bool
    begindatum: dt.date | None = None
    einddatum: dt.date | None = None
    wijzigingsdatum: dt.date | None = None
    datum_kennisgeving_inburgeringsplicht: dt.date | None = None
    reden_geen_inburgeringsplicht: RedenGeenInburgeringsplicht | None = None


class Doelgroepindeling(StrEnum):
    ASIELSTATUSHOUDER = "Asielstatushouder"
    GEZINS_EN_OVERIGE_MIGRANT = "Gezinsmigrant en overige migrant"


class GedetailleerdeDoelgroep(StrEnum):
    ASIELSTATUSHOUDER = "Asielstatushouder"
    GEESTELIJK_BEDIENAAR = "Geestelijk bedienaar"
    GEZINSHERENIGER = "Gezinshereniger"
    GEZINSHERENIGER_BIJ_ASIEL = "Gezinshereniger met Asielstatushouder"
    GEZINSVORMER = "Gezinsvormer"
    GEZINSVORMER_BIJ_ASIEL = "Gezinsvormer met Asielstatushouder"
    OVERIG = "Overig"


class AsielrechtenWijzigingVerblijfsdoel(StrEnum):
    TOEGEKEND = "Asielrechten toegekend"
    BEHOUDEN = "Behoud asielrechten"
    GEZINSRECHTEN_BEHOUDEN = "Op verzoek behoud rechten van gezins- en overige migrant"
    GEZINSRECHTEN_TOEGEKEND = "Op verzoek rechten van gezins- en overige migrant toegekend"


class Doelgroep(Bericht, frozen=True, kw_only=True):
    """De groep waartoe de inburgeraar nu hoort; de rechten op aanbod hangen ervan af (art. 16 Wi2021)."""

    indeling: Doelgroepindeling | None = None
    begindatum: dt.date | None = None
    gedetailleerde_doelgroep: GedetailleerdeDoelgroep | None = None
    asielrechten_wijziging_verblijfsdoel: AsielrechtenWijzigingVerblijfsdoel | None = None


class Doelgroephistorie(Bericht, frozen=True, kw_only=True):
    """Een eerdere doelgroep; `einddatum` telt zelf nog mee."""

    indeling: Doelgroepindeling | None = None
    begindatum: dt.date | None = None
    einddatum: dt.date | None = None


class Inburgeringstermijn(Bericht, frozen=True, kw_only=True):
    """De termijn van artikel 11 Wi2021; `einddatum` is de eerste dag ná de termijn."""

    startdatum: dt.date
    einddatum: dt.date
    wijzigingsdatum: dt.date | None = None
    verlengingsgrondcode: Verlengingscode | None = None
    verlengingsgrondomschrijving: Verlengingstekst | None = None


class Inburgeringstermijnhistorie(Bericht, frozen=True, kw_only=True):
    """Een eerder einde van de termijn; `einddatum` is de eerste dag ná de termijn."""

    einddatum: dt.date | None = None
    wijzigingsdatum: dt.date | None = None
    verlengingsgrondcode: Verlengingscode | None = None
    verlengingsgrondomschrijving: Verlengingstekst | None = None


class Verlengingsgrond(Bericht, frozen=True, kw_only=True):
    """Een grond waarop DUO de termijn kan verlengen."""

    code: Verlengingscode
    omschrijving: Verlengingstekst


class Examennummer(Bericht, frozen=True, kw_only=True):
    """Het nummer waarmee de gemeente de leerbaarheidstoets inplant."""

    examennummer: Annotated[str, msgspec.Meta(max_length=12)]


class Lbtuitslag(StrEnum):
    B1_HAALBAAR = "B1-route haalbaar"
    B1_NIET_HAALBAAR = "B1-route niet haalbaar"
    ONBEKEND = "Onbekend"


class LbtResultaat(Bericht, frozen=True, kw_only=True):
    """Een uitslag van de leerbaarheidstoets (art. 14, derde lid, onder a, Wi2021); scores met een komma."""

    resultaat: Lbtuitslag
    behaalde_score: Score
    benodigde_score: Score
    datum_afname: dt.date


class Leerroute(StrEnum):
    B1_ROUTE = "B"
    ONDERWIJSROUTE = "O"
    Z_ROUTE = "Z"


class Niveau(StrEnum):
    A2 = "A2"
    B1 = "B1"


class Alfabetiseringsonderwijs(StrEnum):
    ANALFABEET = "A"
    ANDERS_GEALFABETISEERD = "AA"
    NIET_VAN_TOEPASSING = "NVT"


class Pip(Bericht, frozen=True, kw_only=True):
    """Wat DUO van het PIP weten moet (art. 15 Wi2021); de dagtekening bepaalt het begin van de termijn."""

    dagtekening_pip: dt.date
    leerroute: Leerroute
    niveau: Niveau | None = None
    geschatte_intensiteit_b1_route: Annotated[int, msgspec.Meta(ge=1, le=9999)] | None = None
    indicator_mag_opleiding_afmaken: bool | None = None
    indicator_alfabetiseringsonderwijs: Alfabetiseringsonderwijs | None = None


class PipVanGemeente(Bericht, frozen=True, kw_only=True):
    """Het PIP dat DUO nu kent en de gemeente die het vaststelde; dat kan de vorige gemeente zijn."""

    gemeentecode: Gemeentecode
    pip: Pip


class Contactpersoongegevens(Bericht, frozen=True, kw_only=True):
    """Wie de keten bij de gemeente kan bellen over een inburgeraar."""

    # DUO writes Unicode classes (letters, dashes) that Python's re does not know; this is the same set.
    naam: Annotated[str, msgspec.Meta(max_length=100, pattern=heel(r"(?:[\s'‘.\-‐-―⸺⸻〜]|[^\W\d_]){0,100}"))]
    email: Annotated[str, msgspec.Meta(min_length=4, max_length=241)]
    telefoonnummer: Annotated[
        str,
        msgspec.Meta(
            min_length=3,
            max_length=22,
            pattern=heel(r"(\+|[0-9])((\s|\s?(-|\(0\))\s?)?[0-9]){2,15}([,][1-9][0-9]{1,8})?"),
        ),
    ]


class Contactpersoon(Bericht, frozen=True, kw_only=True):
    """Een contactpersoon zoals DUO hem registreerde, met het nummer dat DUO gaf."""

    contactpersoongegevens: Contactpersoongegevens
    id: Contactpersoonnummer | None = None


def lees_notificatie(ruw: bytes) -> Notificatie:
    """Lees het bericht dat DUO stuurde; onbekende velden worden overgeslagen.

    Raises:
        OngeldigeInvoer: met een gebrek per veld dat ontbreekt of niet aan het koppelvlak voldoet.
    """
    try:
        velden = lees_json(ruw)
    except ValueError:
        velden = None
    if not isinstance(velden, dict):
        gebrek = Gebrek(veld="", melding="verwacht een JSON-object")
        raise OngeldigeInvoer("Het bericht is geen leesbare notificatie", gebreken=(gebrek,))
    # msgspec stops at the first fault; DUO's operators repair faster when they see them all.
    gebreken = tuple(g for veld in msgspec.structs.fields(Notificatie) if (g := _gebrek(veld, velden)) is not None)
    if gebreken:
        raise OngeldigeInvoer("De notificatie voldoet niet aan het koppelvlak", gebreken=gebreken)
    return msgspec.convert(velden, Notificatie)


def dubbele_velden(ruw: bytes) -> tuple[str, ...]:
    """De velden van een leesbare notificatie die er meer dan eens in staan: dan is niet te zeggen wat DUO bedoelt."""
    dubbel: frozenset[str] = lees_json(ruw).dubbel
    return tuple(v.encode_name for v in msgspec.structs.fields(Notificatie) if v.encode_name in dubbel)


def _gebrek(veld: msgspec.structs.FieldInfo, velden: dict[str, object]) -> Gebrek | None:
    if veld.encode_name not in velden:
        return Gebrek(veld=veld.encode_name, melding="ontbreekt") if veld.required else None
    try:
        msgspec.convert(velden[veld.encode_name], veld.type)
    except msgspec.ValidationError:
        return Gebrek(veld=veld.encode_name, melding=_VERWACHT[veld.encode_name])
    return None


_VERWACHT = {
    "registratieDatumTijd": "verwacht een datum en tijd volgens RFC 3339, met tijdzone",
    "gebeurtenisId": "verwacht één tot zes cijfers of hoofdletters",
    "bsn": "verwacht een tekst van negen cijfers",
    "vNummer": "verwacht een geheel getal van 0 tot en met 9999999999",
}
