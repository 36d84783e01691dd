"""Het deel van de BRP dat Meedoen vraagt, in de vorm van BRP Personen Bevragen 2.7.0.

Alleen wat nodig is om iemand uit te nodigen en zijn termijnen te bepalen (doelbinding): geen ouders,
partners, kinderen, gezag of nationaliteit. Een datum in de BRP kan onvolledig zijn; dan is alleen het
jaar bekend, of jaar en maand, of niets.
"""

import datetime as dt
from typing import Annotated, Any

import msgspec

from core.platform.vorm import LAATST, VROEGST, heel

# Groups that carry their own `inOnderzoek`: true per field, plus the day the inquiry began.
InOnderzoek = dict[str, Any]
Bsn = Annotated[str, msgspec.Meta(min_length=9, max_length=9, pattern=heel("[0-9]{9}"))]
Jaar = Annotated[int, msgspec.Meta(ge=VROEGST.year, le=LAATST.year)]
Maand = Annotated[int, msgspec.Meta(ge=1, le=12)]


class Datum(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="Datum"):
    """Een volledige datum."""

    datum: dt.date
    lang_formaat: str = ""


class JaarMaandDatum(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="JaarMaandDatum"):
    """Een datum waarvan de dag onbekend is."""

    jaar: Jaar
    maand: Maand
    lang_formaat: str = ""


class JaarDatum(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="JaarDatum"):
    """Een datum waarvan maand en dag onbekend zijn."""

    jaar: Jaar
    lang_formaat: str = ""


class DatumOnbekend(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="DatumOnbekend"):
    """Een datum waarvan niets bekend is."""

    onbekend: bool = True
    lang_formaat: str = ""


BrpDatum = Datum | JaarMaandDatum | JaarDatum | DatumOnbekend


class Waarde(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Een waarde uit een landelijke tabel; van een oude waarde kan de code ontbreken."""

    code: str = ""
    omschrijving: str = ""


class Naam(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    voornamen: str = ""
    voorvoegsel: str = ""
    geslachtsnaam: str = ""
    voorletters: str = ""
    volledige_naam: str = ""
    in_onderzoek: InOnderzoek = {}


class Geboorte(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    datum: BrpDatum | None = None
    in_onderzoek: InOnderzoek = {}


class Verblijfadres(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Een adres in Nederland."""

    officiele_straatnaam: str = ""
    korte_straatnaam: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    huisnummertoevoeging: str = ""
    postcode: str = ""
    woonplaats: str = ""
    in_onderzoek: InOnderzoek = {}


class Adres(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="Adres"):
    verblijfadres: Verblijfadres | None = None
    functie_adres: Waarde | None = None
    datum_van: BrpDatum | None = None
    indicatie_vastgesteld_verblijft_niet_op_adres: bool = False
    in_onderzoek: InOnderzoek = {}


class Locatiebeschrijving(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    locatiebeschrijving: str = ""
    in_onderzoek: InOnderzoek = {}


class Locatie(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="Locatie"):
    """Een verblijfplaats die geen adres heeft, zoals een ligplaats."""

    verblijfadres: Locatiebeschrijving | None = None
    functie_adres: Waarde | None = None
    datum_van: BrpDatum | None = None
    indicatie_vastgesteld_verblijft_niet_op_adres: bool = False
    in_onderzoek: InOnderzoek = {}


class AdresBuitenland(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    regel1: str = ""
    regel2: str = ""
    regel3: str = ""
    land: Waarde | None = None


class VerblijfplaatsBuitenland(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="VerblijfplaatsBuitenland"
):
    verblijfadres: AdresBuitenland | None = None
    datum_van: BrpDatum | None = None
    in_onderzoek: InOnderzoek = {}


class VerblijfplaatsOnbekend(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="VerblijfplaatsOnbekend"
):
    datum_van: BrpDatum | None = None
    in_onderzoek: InOnderzoek = {}


Verblijfplaats = Adres | Locatie | VerblijfplaatsBuitenland | VerblijfplaatsOnbekend


class Aanschrijfwijze(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    naam: str = ""


class Adressering(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Naam, aanhef en adresregels zoals zij op een brief horen te staan; de BRP stelt ze samen, wij nooit."""

    adresregel1: str = ""
    adresregel2: str = ""
    adresregel3: str = ""
    land: Waarde | None = None
    aanschrijfwijze: Aanschrijfwijze | None = None
    aanhef: str = ""
    indicatie_vastgesteld_verblijft_niet_op_adres: bool = False
    in_onderzoek: InOnderzoek = {}


class Overlijden(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    datum: BrpDatum | None = None
    in_onderzoek: InOnderzoek = {}


class OpschortingBijhouding(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """De BRP houdt deze persoon niet meer bij; reden O is overlijden, E vertrek uit Nederland, F een fout."""

    reden: Waarde | None = None
    datum: BrpDatum | None = None


class Verblijfstitel(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    aanduiding: Waarde | None = None
    datum_ingang: BrpDatum | None = None
    datum_einde: BrpDatum | None = None
    in_onderzoek: InOnderzoek = {}


class Persoon(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Wat de BRP over iemand geeft; wat zij niet kent ontbreekt."""

    burgerservicenummer: Bsn
    naam: Naam | None = None
    geboorte: Geboorte | None = None
    verblijfplaats: Verblijfplaats | None = None
    adressering: Adressering | None = None
    gemeente_van_inschrijving: Waarde | None = None
    datum_inschrijving_in_gemeente: BrpDatum | None = None
    verblijfstitel: Verblijfstitel | None = None
    overlijden: Overlijden | None = None
    opschorting_bijhouding: OpschortingBijhouding | None = None
    geheimhouding_persoonsgegevens: bool = False
    in_onderzoek: InOnderzoek = {}

    def velden_in_onderzoek(self) -> tuple[str, ...]:
        """De velden waar de gemeente van inschrijving aan twijfelt, als pad: `verblijfplaats.type`."""
        return tuple(_in_onderzoek(self, ""))


def _in_onderzoek(groep: msgspec.Struct, pad: str) -> list[str]:
    gevonden = []
    for veld in msgspec.structs.fields(type(groep)):
        waarde = getattr(groep, veld.name)
        if veld.encode_name == "inOnderzoek":
            gevonden += [f"{pad}{naam}" for naam, twijfel in waarde.items() if twijfel is True and naam.isalnum()]
        elif isinstance(waarde, msgspec.Struct):
            gevonden += _in_onderzoek(waarde, f"{pad}{veld.encode_name}.")
    return gevonden


class Vraag(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """De vorm van elke vraag aan de BRP; een vraag noemt de velden die zij wil zien."""

    fields: tuple[str, ...]


class RaadpleegMetBurgerservicenummer(Vraag, frozen=True, kw_only=True, rename="camel"):
    burgerservicenummer: tuple[str, ...]


class Antwoord(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="type", tag="RaadpleegMetBurgerservicenummer"
):
    """Het antwoord zoals het komt; elke persoon wordt apart gelezen (lezen.py)."""

    personen: tuple[msgspec.Raw, ...]


class OngeldigeParameter(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    name: str = ""
    code: str = ""


class Probleem(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Een foutantwoord van de BRP (problem+json); alleen wat geen invoer herhaalt."""

    code: str = ""
    invalid_params: tuple[OngeldigeParameter, ...] = ()
