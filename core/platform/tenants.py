"""De tenantbestanden: per gemeente één YAML met feiten en keuzes, geen code.

Onbekende velden worden geweigerd, alle gebreken tegelijk gemeld. Een keuze die de wet aan het college laat draagt wie
haar nam en wanneer; wat niet gekozen is blijft leeg en wordt niet geraden.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import msgspec
import yaml

from core.fouten import NietGevonden
from core.law.besluiten import Besluitsoort
from core.law.groepen import Doelgroep
from core.law.lezen import laad_streng
from core.law.recht import AanbodGezinsmigranten, VoornemenPip, WaarschuwingRechtsmiddel
from core.platform.elektronische_weg import ElektronischeWeg
from core.platform.ids import vast_id
from core.platform.inlogdienst import Inlogdienst
from core.platform.openingstijden import Opening
from core.platform.partijen import VAN_ACTOR, VAN_NAAM, Partij
from core.platform.tenancy import Actor
from core.platform.vorm import heel

Gemeentecode = Annotated[str, msgspec.Meta(pattern=heel("GM[0-9]{4}"))]
Oin = Annotated[str, msgspec.Meta(pattern=heel("[0-9]{20}"))]


class OnjuisteTenants(Exception):
    """De tenantbestanden deugen niet; de boodschap noemt elk bestand en wat eraan mankeert."""


class Briefhoofd(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Wat op elke brief van de gemeente staat."""

    afdeling: str
    adresregels: tuple[str, ...]
    postadres: tuple[str, ...]
    telefoon: str
    email: str
    website: str
    kleur: Annotated[str, msgspec.Meta(pattern=heel("#[0-9a-fA-F]{6}"))]
    bezwaaradres: tuple[str, ...]
    bezwaar_ter_attentie_van: str = ""
    """Een commissie of afdeling, als de gemeente die wil noemen; bezwaar gaat altijd naar het orgaan (art. 6:4 Awb)."""
    rechtbank: str
    hulp: str

    def __post_init__(self) -> None:
        if any("commissie" in regel.casefold() for regel in self.bezwaaradres):
            raise ValueError(
                "bezwaaradres noemt een commissie; bezwaar gaat naar het orgaan dat besloot (art. 6:4 Awb). Zet haar in"
                " bezwaar_ter_attentie_van, of laat haar weg"
            )


class Keuze(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Een keuze van het college of zijn jurist, met wie en wanneer."""

    keuze: str
    besloten_op: date
    besloten_door: str
    status: Annotated[str, msgspec.Meta(pattern=heel("bron|seed|illustratief"))]


class Keuzes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    waarschuwing_rechtsmiddel: Keuze | None = None
    voornemen_pip_afwezig: Keuze | None = None
    aanbod_gezinsmigranten: Keuze | None = None


class Mandaatregel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Wie welke besluiten mag nemen, krachtens welk mandaatbesluit; `meedoen mandaat laad` zet haar in het register."""

    functie: str
    besluiten: tuple[Besluitsoort, ...]
    nummer: str
    datum: date
    vanaf: date
    tot: date | None = None
    groep: Doelgroep | None = None
    beperking: str = ""
    status: Annotated[str, msgspec.Meta(pattern=heel("bron|seed|illustratief"))]


DIENST = r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ ,&'()/-]*"
"""De naam van een dienst: woorden, geen cijfers."""
Dienst = Annotated[str, msgspec.Meta(max_length=80, pattern=heel(DIENST))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisatie:
    """Een organisatie waarmee de gemeente werkt, van welke soort ook; dezelfde mag in meer bestanden staan."""

    partij: Partij
    naam: str
    nummer: str
    """Hoe zij buiten Meedoen bekend is: een taalschool bij DUO, een ander bij de Kamer van Koophandel."""
    diensten: tuple[str, ...] = ()
    """Wat zij voor iemand kan doen; een taalschool geeft les en noemt er geen."""

    @property
    def id(self) -> UUID:
        return vast_id("organisatie", self.nummer)


class Taalschool(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    naam: str
    instellingsnummer: Annotated[str, msgspec.Meta(min_length=10, max_length=10)]
    inlogdienst: Inlogdienst | None = None
    """Waar haar mensen inloggen, als zij een eigen heeft; in elk tenantbestand dezelfde."""

    @property
    def id(self) -> UUID:
        return self.als_organisatie().id

    def als_organisatie(self) -> Organisatie:
        return Organisatie(partij=VAN_ACTOR[Actor.TAALSCHOOL], naam=self.naam, nummer=self.instellingsnummer)


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Een organisatie van een andere soort: `soort` is de naam van een rij in `partijen`.

    `diensten` is wat zij voor iemand kan doen. Zij leest de dienst al bij het aanbod, voordat zij leest wie: daarom een
    vaste lijst, en geen vrije tekst over een mens.
    """

    soort: str
    naam: str
    kvk_nummer: Annotated[str, msgspec.Meta(pattern=heel("[0-9]{8}"))]
    diensten: Annotated[tuple[Dienst, ...], msgspec.Meta(min_length=1)]
    inlogdienst: Inlogdienst | None = None
    """Waar zijn mensen inloggen, als hij een eigen heeft; in elk tenantbestand dezelfde."""

    def __post_init__(self) -> None:
        if self.soort not in VAN_NAAM or self.soort == Actor.TAALSCHOOL:
            soorten = ", ".join(naam for naam in VAN_NAAM if naam != Actor.TAALSCHOOL)
            raise ValueError(f"soort is een van {soorten}; een taalschool staat onder taalscholen")

    def als_organisatie(self) -> Organisatie:
        return Organisatie(partij=VAN_NAAM[self.soort], naam=self.naam, nummer=self.kvk_nummer, diensten=self.diensten)


class Tenant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    code: Gemeentecode
    naam: str
    oin: Oin
    briefhoofd: Briefhoofd
    inlogdienst: Inlogdienst | None = None
    """Waar de medewerkers van de gemeente inloggen; zonder doen zij dat bij een dienst van het platform."""
    keuzes: Keuzes = Keuzes()
    bestuursorgaan: str | None = None
    """Wie hier beslist, als dat niet burgemeester en wethouders zijn: "het dagelijks bestuur van Werkplein Voorbeeld"
    (art. 18 Wi2021)."""
    elektronische_wegen: tuple[ElektronischeWeg, ...] = ()
    openingstijden: tuple[Opening, ...] = ()
    """Een afspraak daarbuiten waarschuwt; zonder gelden de kantooruren van `core/law/parameters`."""
    mandaten: tuple[Mandaatregel, ...] = ()
    taalscholen: tuple[Taalschool, ...] = ()
    partners: tuple[Partner, ...] = ()
    plugins: Any = ()
    """Welke plugins aan staan, in de volgorde waarin zij antwoorden; de standaard van de kern komt altijd daarna.

    Zoals het in het bestand staat: de pluginhost kijkt het na, want een fout hierin houdt alleen deze gemeente tegen.
    """

    @property
    def id(self) -> UUID:
        """Het vaste id van de gemeente. De CBS-code is een kenmerk dat bij een herindeling verandert; een
        gemeente die van code wisselt houdt haar id door `oude_code` (bij de eerste herindeling te maken)."""
        return vast_id("gemeente", self.code)

    @property
    def organisatienamen(self) -> dict[UUID, str]:
        """Hoe elke organisatie heet waarmee de gemeente nu werkt; een van vroeger ontbreekt."""
        return {organisatie.id: organisatie.naam for organisatie in self.organisaties}

    @property
    def organisaties(self) -> tuple[Organisatie, ...]:
        """Met wie de gemeente werkt, in de volgorde van het bestand."""
        scholen = tuple(school.als_organisatie() for school in self.taalscholen)
        return scholen + tuple(partner.als_organisatie() for partner in self.partners)

    @property
    def waarschuwing_rechtsmiddel(self) -> WaarschuwingRechtsmiddel | None:
        gekozen = self.keuzes.waarschuwing_rechtsmiddel
        return None if gekozen is None else WaarschuwingRechtsmiddel(gekozen.keuze)

    @property
    def voornemen_pip_afwezig(self) -> VoornemenPip:
        gekozen = self.keuzes.voornemen_pip_afwezig
        return VoornemenPip.ALTIJD if gekozen is None else VoornemenPip(gekozen.keuze)

    @property
    def aanbod_gezinsmigranten(self) -> AanbodGezinsmigranten:
        gekozen = self.keuzes.aanbod_gezinsmigranten
        return AanbodGezinsmigranten.ZELF_INKOPEN if gekozen is None else AanbodGezinsmigranten(gekozen.keuze)


def lees_tenants(map_: Path) -> dict[UUID, Tenant]:
    """Alle tenants, op id van de gemeente.

    Raises:
        OnjuisteTenants: een bestand is onleesbaar, of twee gemeenten delen een code of OIN.
    """
    gebreken: list[str] = []
    tenants: dict[UUID, Tenant] = {}
    oins: dict[str, str] = {}
    for pad in sorted(map_.glob("[!_]*.yaml")):
        try:
            tenant = msgspec.convert(laad_streng(pad), Tenant)
            _ = tenant.waarschuwing_rechtsmiddel, tenant.voornemen_pip_afwezig, tenant.aanbod_gezinsmigranten
        except (msgspec.ValidationError, yaml.YAMLError, ValueError) as fout:
            gebreken.append(f"{pad.name}: {fout}")
            continue
        if tenant.id in tenants:
            gebreken.append(f"{pad.name}: gemeentecode {tenant.code} komt al voor")
        if tenant.oin in oins:
            gebreken.append(f"{pad.name}: OIN staat al in {oins[tenant.oin]}")
        tenants[tenant.id] = tenant
        oins[tenant.oin] = pad.name
    if not tenants and not gebreken:
        gebreken.append(f"geen enkel bestand in {map_.name}/")
    if gebreken:
        raise OnjuisteTenants("De tenantbestanden kloppen niet:\n" + "\n".join(f"  - {g}" for g in gebreken))
    return tenants


def kies(tenants: Iterable[Tenant], gezocht: str) -> Tenant:
    """De gemeente met deze naam of code, hoofdletters daargelaten.

    Raises:
        NietGevonden: zij is er niet; de boodschap noemt wie er wel zijn.
    """
    for tenant in tenants:
        if gezocht.casefold() in (tenant.code.casefold(), tenant.naam.casefold()):
            return tenant
    namen = ", ".join(f"{t.naam} ({t.code})" for t in tenants)
    raise NietGevonden(f"Gemeente '{gezocht}' is er niet; kies uit {namen}.")
