"""De berichten van DUO zoals de simulator ze verstuurt en verwacht.

Met opzet een eigen opschrift naast dat van de client: zou een van beide DUO verkeerd hebben gelezen, dan
valt dat op doordat zij elkaar niet begrijpen, en doordat de contracttest elk apart naast DUO's eigen
beschrijving legt. Een inkomend bericht met een onbekend veld wordt geweigerd.
"""

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType


def heel(patroon: str) -> str:
    """Het patroon over de hele tekst. Van de simulator zelf: zij deelt geen regel met de clients."""
    return rf"\A(?:{patroon})\Z"


Bsn = Annotated[str, Meta(min_length=9, max_length=9, pattern=heel("[0-9]{9}"))]
Tekst200 = Annotated[str, Meta(min_length=1, max_length=200)]
Code10 = Annotated[str, Meta(min_length=1, max_length=10)]
Score = Annotated[str, Meta(min_length=1, max_length=6, pattern=heel("[0-9]{1,3},[0-9]{2}"))]

Leerroute = Literal["B", "O", "Z"]
NiveauPip = Literal["A2", "B1"]
Alfabetiseringsonderwijs = Literal["A", "AA", "NVT"]
Doelgroepindeling = Literal["Asielstatushouder", "Gezinsmigrant en overige migrant"]
GedetailleerdeDoelgroep = Literal[
    "Asielstatushouder",
    "Geestelijk bedienaar",
    "Gezinshereniger",
    "Gezinshereniger met Asielstatushouder",
    "Gezinsvormer",
    "Gezinsvormer met Asielstatushouder",
    "Overig",
]
Asielrechten = Literal[
    "Asielrechten toegekend",
    "Behoud asielrechten",
    "Op verzoek behoud rechten van gezins- en overige migrant",
    "Op verzoek rechten van gezins- en overige migrant toegekend",
]
RedenGeenInburgeringsplicht = Literal[
    "Volledige ontheffing",
    "Volledige vrijstelling",
    "Inburgeringsplicht voldaan",
    "Verblijfsdoel gewijzigd",
    "Vertrek uit Nederland langer dan een jaar",
    "Overlijden",
    "Overig",
    "Tijdelijke vrijstelling",
]
LeerbaarheidstoetsResultaat = Literal["B1-route haalbaar", "B1-route niet haalbaar", "Onbekend"]


class Foutmelding(msgspec.Struct, frozen=True):
    fouttekst: Annotated[str, Meta(max_length=200)]


class Notificatie(msgspec.Struct, frozen=True, kw_only=True):
    registratieDatumTijd: Annotated[dt.datetime, Meta(tz=True)]  # noqa: N815
    gebeurtenisId: Annotated[str, Meta(min_length=1, max_length=6, pattern=heel("[0-9A-Z]{1,6}"))]  # noqa: N815
    bsn: Bsn | UnsetType = UNSET
    vNummer: Annotated[int, Meta(ge=0, le=9_999_999_999)] | UnsetType = UNSET  # noqa: N815


class Inburgeringsplicht(msgspec.Struct, frozen=True, kw_only=True):
    indicatorInburgeringsplicht: bool  # noqa: N815
    begindatum: dt.date | UnsetType = UNSET
    einddatum: dt.date | UnsetType = UNSET
    wijzigingsdatum: dt.date | UnsetType = UNSET
    datumKennisgevingInburgeringsplicht: dt.date | UnsetType = UNSET  # noqa: N815
    redenGeenInburgeringsplicht: RedenGeenInburgeringsplicht | UnsetType = UNSET  # noqa: N815


class Inburgeringsplichthistorie(msgspec.Struct, frozen=True, kw_only=True):
    indicatorInburgeringsplicht: bool  # noqa: N815
    begindatum: dt.date | UnsetType = UNSET
    einddatum: dt.date | UnsetType = UNSET
    wijzigingsdatum: dt.date | UnsetType = UNSET


class Doelgroep(msgspec.Struct, frozen=True, kw_only=True):
    indeling: Doelgroepindeling | UnsetType = UNSET
    begindatum: dt.date | UnsetType = UNSET
    gedetailleerdeDoelgroep: GedetailleerdeDoelgroep | UnsetType = UNSET  # noqa: N815
    asielrechtenWijzigingVerblijfsdoel: Asielrechten | UnsetType = UNSET  # noqa: N815


class Doelgroephistorie(msgspec.Struct, frozen=True, kw_only=True):
    indeling: Doelgroepindeling | UnsetType = UNSET
    begindatum: dt.date | UnsetType = UNSET
    einddatum: dt.date | UnsetType = UNSET


class Inburgeringstermijn(msgspec.Struct, frozen=True, kw_only=True):
    startdatum: dt.date
    einddatum: dt.date
    wijzigingsdatum: dt.date | UnsetType = UNSET
    verlengingsgrondcode: Code10 | UnsetType = UNSET
    verlengingsgrondomschrijving: Tekst200 | UnsetType = UNSET


class Inburgeringstermijnhistorie(msgspec.Struct, frozen=True, kw_only=True):
    einddatum: dt.date | UnsetType = UNSET
    wijzigingsdatum: dt.date | UnsetType = UNSET
    verlengingsgrondcode: Code10 | UnsetType = UNSET
    verlengingsgrondomschrijving: Tekst200 | UnsetType = UNSET


class Verlengingsgrond(msgspec.Struct, frozen=True, kw_only=True):
    code: Code10
    omschrijving: Tekst200


class Examennummer(msgspec.Struct, frozen=True, kw_only=True):
    examennummer: Annotated[str, Meta(max_length=12)]


class Resultaat(msgspec.Struct, frozen=True, kw_only=True):
    resultaat: LeerbaarheidstoetsResultaat
    behaaldeScore: Score  # noqa: N815
    benodigdeScore: Score  # noqa: N815
    datumAfname: dt.date  # noqa: N815


class PIP(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    dagtekeningPip: dt.date  # noqa: N815
    leerroute: Leerroute
    niveau: NiveauPip | UnsetType = UNSET
    geschatteIntensiteitB1Route: Annotated[int, Meta(ge=1, le=9999)] | UnsetType = UNSET  # noqa: N815
    indicatorMagOpleidingAfmaken: bool | UnsetType = UNSET  # noqa: N815
    indicatorAlfabetiseringsonderwijs: Alfabetiseringsonderwijs | UnsetType = UNSET  # noqa: N815


class Gemeente(msgspec.Struct, frozen=True, kw_only=True):
    """Het PIP met de gemeente die het vaststelde; zo noemt DUO het."""

    gemeentecode: Annotated[str, Meta(min_length=4, max_length=4, pattern=heel("[0-9]{4}"))]
    pip: PIP


class Contactpersoongegevens(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    naam: Annotated[str, Meta(max_length=100, pattern=heel(r"(?:[\s'‘.\-‐-―⸺⸻〜]|[^\W\d_]){0,100}"))]
    email: Annotated[str, Meta(min_length=4, max_length=241)]
    telefoonnummer: Annotated[
        str,
        Meta(
            min_length=3,
            max_length=22,
            pattern=heel(r"(\+|[0-9])((\s|\s?(-|\(0\))\s?)?[0-9]){2,15}([,][1-9][0-9]{1,8})?"),
        ),
    ]


class Contactpersoon(msgspec.Struct, frozen=True, kw_only=True):
    contactpersoongegevens: Contactpersoongegevens
    id: Annotated[int, Meta(ge=1, le=99_999)] | UnsetType = UNSET


Examenonderdeel = Literal["KNM", "LE", "LU", "SC", "SP"]
Taalonderdeel = Literal["LE", "LU", "SC", "SP"]
Oordeel = Literal["Toekenning", "Afwijzing"]
RedenVrijstelling = Literal["AVI", "DIP", "DOC", "GED", "INB", "INS", "OPL"]
Ontheffingsgrond = Literal["BIO", "MED"]


class Examenresultaat(msgspec.Struct, frozen=True, kw_only=True):
    examendatum: dt.date
    resultaat: Literal["Geslaagd", "Gezakt", "Geen"]
    redenGeenResultaat: Literal["Verwijtbaar", "Nietverwijtbaar", "Afgemeld", "Absent"] | UnsetType = UNSET  # noqa: N815
    onderdeel: Examenonderdeel
    niveau: Literal["A2", "B1", "B2"] | UnsetType = UNSET


class GratisPogingTegoed(msgspec.Struct, frozen=True, kw_only=True):
    onderdeel: Examenonderdeel
    gratisPogingenTegoed: Annotated[int, Meta(ge=0, le=99)]  # noqa: N815


class GeheleVrijstelling(msgspec.Struct, frozen=True, kw_only=True):
    oordeel: Oordeel
    reden: RedenVrijstelling
    datumOordeel: dt.date | UnsetType = UNSET  # noqa: N815


class TijdelijkeVrijstelling(msgspec.Struct, frozen=True, kw_only=True):
    oordeel: Oordeel
    reden: RedenVrijstelling
    datumOordeel: dt.date | UnsetType = UNSET  # noqa: N815
    startdatum: dt.date | UnsetType = UNSET
    einddatum: dt.date | UnsetType = UNSET


class GedeeltelijkeVrijstelling(msgspec.Struct, frozen=True, kw_only=True):
    reden: RedenVrijstelling
    oordeel: Oordeel
    datumOordeel: dt.date | UnsetType = UNSET  # noqa: N815
    examenonderdeel: Taalonderdeel | UnsetType = UNSET
    examenniveau: Literal["A2", "B1"] | UnsetType = UNSET


class Vrijstelling(msgspec.Struct, frozen=True, kw_only=True):
    gehele: GeheleVrijstelling | UnsetType = msgspec.field(name="GeheleVrijstelling", default=UNSET)
    tijdelijke: TijdelijkeVrijstelling | UnsetType = msgspec.field(name="TijdelijkeVrijstelling", default=UNSET)
    gedeeltelijke: GedeeltelijkeVrijstelling | UnsetType = msgspec.field(
        name="GedeeltelijkeVrijstelling", default=UNSET
    )


class GeheleOntheffing(msgspec.Struct, frozen=True, kw_only=True):
    oordeel: Oordeel
    datumOordeel: dt.date  # noqa: N815
    grond: Ontheffingsgrond


class GedeeltelijkeOntheffing(msgspec.Struct, frozen=True, kw_only=True):
    oordeel: Oordeel
    datumOordeel: dt.date  # noqa: N815
    grond: Ontheffingsgrond
    examenonderdeel: Examenonderdeel | UnsetType = UNSET
    urenBelastbaarheidParticipatieactiviteit: Annotated[int, Meta(ge=0, le=9999)] | UnsetType = UNSET  # noqa: N815


class Ontheffing(msgspec.Struct, frozen=True, kw_only=True):
    gehele: GeheleOntheffing | UnsetType = msgspec.field(name="GeheleOntheffing", default=UNSET)
    gedeeltelijke: GedeeltelijkeOntheffing | UnsetType = msgspec.field(name="GedeeltelijkeOntheffing", default=UNSET)


class Verlenging(msgspec.Struct, frozen=True, kw_only=True):
    beoordelingAanvraag: Literal["Toegekend", "Afgewezen", "InBehandeling"]  # noqa: N815
    datumBeoordeling: dt.date | UnsetType = UNSET  # noqa: N815
    ontvangstdatum: dt.date


class Boete(msgspec.Struct, frozen=True, kw_only=True):
    bedrag: Annotated[int, Meta(ge=1, le=9999)]
    datum: dt.date


class Gebeurtenis(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    omschrijving: str
    datum: dt.date


VERLENGINGSGRONDEN = (
    Verlengingsgrond(code="a", omschrijving="Ziekte, drie maanden of langer"),
    Verlengingsgrond(code="b", omschrijving="Overlijden van partner of naaste familie"),
    Verlengingsgrond(code="c", omschrijving="Bevalling"),
    Verlengingsgrond(code="d", omschrijving="Verblijf in de vrouwenopvang"),
    Verlengingsgrond(code="e", omschrijving="Alfabetiseringscursus"),
    Verlengingsgrond(code="f", omschrijving="Dakloosheid"),
    Verlengingsgrond(code="g", omschrijving="Geen tijdig aanbod van de gemeente"),
    Verlengingsgrond(code="h", omschrijving="Verhindering bij de cursusinstelling"),
    Verlengingsgrond(code="i", omschrijving="Bijzondere individuele omstandigheid"),
    Verlengingsgrond(code="j", omschrijving="Samenloop van omstandigheden"),
)
