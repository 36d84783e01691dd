"""Waarmee een gemeente laat zien wie zij is bij DUO en bij de BRP: voor elk een map met bestanden.

    ca.crt                  de CA's waarvan het certificaat van de buur moet zijn, PEM; alleen die tellen
    GM1904.crt, GM1904.key  het certificaat van deze gemeente, met de tussenliggende, en zijn sleutel, PEM
    tls.crt, tls.key        dat van de installatie, voor elke gemeente zonder eigen; alleen bij DUO
    GM1904.api-sleutel      de API-sleutel van deze gemeente, naast een certificaat of zonder; alleen bij de BRP

Een gebrek noemt het bestand en nooit wat erin staat.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from core.instellingen.lezers import pem
from core.instellingen.productie import tenantbestanden
from core.instellingen.tabel import Omgeving

CA = "ca.crt"


class Buur(StrEnum):
    DUO = "duo"
    BRP = "brp"


class OnjuisteLegitimatie(Exception):
    """De bestanden van deze gemeente deugen niet; `gebreken` noemt alles, elk met het bestand."""

    def __init__(self, gebreken: tuple[str, ...]) -> None:
        super().__init__("; ".join(gebreken))
        self.gebreken = gebreken


@dataclass(frozen=True, slots=True, kw_only=True)
class Legitimatie:
    """Wat er in de bestanden staat en bij elkaar past; wat er niet is, is leeg."""

    ca: str
    certificaat: str = ""
    sleutel: str = field(default="", repr=False)
    api_sleutel: str = field(default="", repr=False)
    verloopt_op: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Legitimatiebron:
    """Waar de legitimatie van één gemeente bij één buur staat; `anderen` zijn de OIN's van de andere gemeenten hier."""

    buur: Buur
    map: Path
    code: str
    anderen: Mapping[str, str] = field(default_factory=dict)

    def stempel(self) -> tuple[tuple[int, int, int] | None, ...]:
        """Verandert zodra een van de bestanden verandert, ook als de hele map verwisseld wordt."""
        return tuple(_stempel(self.map / naam) for naam in self._namen())

    def lees(self) -> Legitimatie:
        """De legitimatie die er nu staat, helemaal nagekeken; of zij verlopen is, is aan wie haar gebruikt.

        Raises:
            OnjuisteLegitimatie: iets ontbreekt, is niet te lezen, hoort niet bij elkaar of is van een ander.
        """
        gebreken: list[str] = []
        ca = self._tekst(CA, gebreken, soort="CERTIFICATE")
        if ca and not certificaten_in(ca):
            gebreken.append(f"{CA}: geen certificaat dat te lezen is")
        naam = self._naam_van_certificaat()
        certificaat = sleutel = api_sleutel = ""
        tot = None
        if naam is not None:
            certificaat = self._tekst(f"{naam}.crt", gebreken, soort="CERTIFICATE")
            sleutel = self._tekst(f"{naam}.key", gebreken, soort="PRIVATE KEY")
            if certificaat and sleutel:
                tot = self._keur(naam, certificaat, sleutel, gebreken)
        if self.buur is Buur.BRP and (self.map / self._api).exists():
            api_sleutel = self._lees_api_sleutel(gebreken)
        elif naam is None:
            gebreken.append(self._wat_ontbreekt())
        if gebreken:
            raise OnjuisteLegitimatie(tuple(gebreken))
        return Legitimatie(ca=ca, certificaat=certificaat, sleutel=sleutel, api_sleutel=api_sleutel, verloopt_op=tot)

    @property
    def _api(self) -> str:
        return f"{self.code}.api-sleutel"

    def _namen(self) -> tuple[str, ...]:
        eigen = (CA, f"{self.code}.crt", f"{self.code}.key")
        return (*eigen, "tls.crt", "tls.key") if self.buur is Buur.DUO else (*eigen, self._api)

    def _naam_van_certificaat(self) -> str | None:
        namen = (self.code, "tls") if self.buur is Buur.DUO else (self.code,)
        return next((n for n in namen if any((self.map / f"{n}{e}").exists() for e in (".crt", ".key"))), None)

    def _wat_ontbreekt(self) -> str:
        anders = "of tls.crt en tls.key voor alle gemeenten" if self.buur is Buur.DUO else f"of {self._api}"
        return f"niets voor {self.code}: zet er {self.code}.crt en {self.code}.key in, {anders}"

    def _tekst(self, naam: str, gebreken: list[str], *, soort: str) -> str:
        """De tekst van dit bestand; leeg als die niet deugt."""
        try:
            return pem(soort)(_lees(self.map / naam))
        except ValueError as fout:
            gebreken.append(f"{naam}: {fout}")
            return ""

    def _lees_api_sleutel(self, gebreken: list[str]) -> str:
        try:
            sleutel = _lees(self.map / self._api)
            if not sleutel or not all("!" <= teken <= "~" for teken in sleutel):
                raise ValueError("verwacht één regel zonder spaties of bijzondere tekens")
        except ValueError as fout:
            gebreken.append(f"{self._api}: {fout}")
            return ""
        return sleutel

    def _keur(self, naam: str, certificaat: str, sleutel: str, gebreken: list[str]) -> datetime | None:
        keten = certificaten_in(certificaat)
        if not keten:
            gebreken.append(f"{naam}.crt: geen certificaat dat te lezen is")
            return None
        try:
            prive = load_pem_private_key(sleutel.encode(), password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            gebreken.append(f"{naam}.key: geen sleutel die te lezen is")
            return None
        als = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        if keten[0].public_key().public_bytes(*als) != prive.public_key().public_bytes(*als):
            gebreken.append(f"{naam}.key: hoort niet bij {naam}.crt, dat met het eigen certificaat begint")
        for oin in _serienummers(keten[0]):
            if oin in self.anderen:
                gebreken.append(f"{naam}.crt: heeft het OIN van {self.anderen[oin]}, en is hier voor {self.code}")
        return keten[0].not_valid_after_utc


def gebreken(waarden: Mapping[str, object]) -> Iterator[str]:
    """Alles wat er aan de legitimaties van alle gemeenten mankeert; niets als er geen map genoemd is."""
    for buur in Buur:
        naam = f"{buur}_legitimatie"
        map_, tenants = waarden.get(naam), waarden.get("tenants")
        if not isinstance(map_, str) or not map_:
            continue
        veilig = str(waarden.get(f"{buur}_adres", "https://")).startswith("https://")
        if not veilig and waarden.get("omgeving") is not Omgeving.PRODUCTIE:  # there the address itself is refused
            yield f"MEEDOEN_{naam.upper()}: gaat alleen over https, en MEEDOEN_{buur.upper()}_ADRES is dat niet"
        oins = dict(_gemeenten(tenants)) if isinstance(tenants, Path) else {}
        gevonden: dict[str, None] = {}
        for oin, code in oins.items():
            try:
                Legitimatiebron(buur=buur, map=Path(map_), code=code, anderen=zonder(oins, oin)).lees()
            except OnjuisteLegitimatie as fout:
                gevonden |= dict.fromkeys(fout.gebreken)
        yield from (f"MEEDOEN_{naam.upper()}: {gebrek}" for gebrek in gevonden)


def zonder(oins: Mapping[str, str], oin: str) -> dict[str, str]:
    """Dezelfde, zonder deze."""
    return {ander: code for ander, code in oins.items() if ander != oin}


def _gemeenten(map_: Path) -> Iterator[tuple[str, str]]:
    for _, tenant in tenantbestanden(map_):
        if isinstance(tenant.get("code"), str) and isinstance(tenant.get("oin"), str):
            yield tenant["oin"], tenant["code"]


def _stempel(pad: Path) -> tuple[int, int, int] | None:
    try:
        stand = pad.stat()
    except OSError:
        return None
    return stand.st_mtime_ns, stand.st_size, stand.st_ino


def _lees(pad: Path) -> str:
    try:
        return pad.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise ValueError("ontbreekt") from None
    except OSError:
        raise ValueError("mag of kan hier niet gelezen worden") from None
    except UnicodeDecodeError:
        raise ValueError("het bestand is geen UTF-8") from None


def certificaten_in(tekst: str) -> list[x509.Certificate]:
    """De certificaten in deze PEM; geen als zij niet te lezen is."""
    try:
        return x509.load_pem_x509_certificates(tekst.encode())
    except ValueError:
        return []


def _serienummers(certificaat: x509.Certificate) -> list[str]:
    return [str(deel.value) for deel in certificaat.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
