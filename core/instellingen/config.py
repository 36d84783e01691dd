"""De instellingen van Meedoen: één tabel, gelezen uit de omgeving, alle gebreken tegelijk gemeld.

Elke regel van `INSTELLINGEN` is één omgevingsvariabele. Een geheim mag ook in een bestand staan:
`MEEDOEN_X_BESTAND=/pad` in plaats van `MEEDOEN_X`. De tabel in de README wordt hieruit gemaakt.

Elk geheim zegt voor welke processen het is. Een proces leest de andere niet, ook niet als zij er staan, en zijn
`Config` heeft dat veld dan niet: wie het toch aanraakt, krijgt een AttributeError en geen lege sleutel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any

from core.instellingen.inlogsleutels import Inlogsleutel
from core.instellingen.legitimatie import gebreken as van_legitimaties
from core.instellingen.productie import weigeringen
from core.instellingen.sleutels import Sleutelbos, Zouten, lees_sleutel
from core.instellingen.tabel import INSTELLINGEN, DuoAfzender, Instelling, Kloksoort, Omgeving, Proces


class OnjuisteInstellingen(Exception):
    """De omgeving deugt niet; `gebreken` noemt alles wat ontbreekt of niet klopt, in één keer."""

    def __init__(self, gebreken: tuple[str, ...]) -> None:
        super().__init__("De instellingen kloppen niet:\n" + "\n".join(f"  - {g}" for g in gebreken))
        self.gebreken = gebreken


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """De gelezen instellingen; een veld per regel van `INSTELLINGEN` (test). Een veld dat niet voor dit proces is,
    bestaat niet."""

    omgeving: Omgeving
    adres: str
    poort: int
    verbindingen: int
    verbindingen_per_adres: int
    proxys: tuple[str, ...]
    metingen_adres: str
    metingen_poort: int
    ontvanger_adres: str
    ontvanger_poort: int
    ontvanger_peilpoort: int
    ontvanger_verbindingen: int
    ontvanger_verbindingen_per_adres: int
    ontvanger_certificaat: str
    ontvanger_sleutel: str
    ontvanger_ca: str
    db_gemeente: str
    db_taalschool: str
    db_maatschappelijke_partner: str
    db_antwoord: str
    db_leden: str
    db_toegang: str
    db_ontvanger: str
    db_relay: str
    db_zegel: str
    db_sleutels: str
    db_verbindingen: int
    knopen: tuple[tuple[str, int], ...]
    valkey: str
    valkey_ca: str
    sleutel_versleuteling: Sleutelbos
    sleutel_index: Sleutelbos
    sleutel_zout: Zouten
    sleutel_audit: Sleutelbos
    audit_anker: Path
    sleutel_token: bytes
    sleutel_cursor: bytes
    token_uitgever: str
    publiek_adres: str
    sleutel_inloggen: tuple[Inlogsleutel, ...]
    platform: Path | None
    duo_adres: str
    duo_oin: str
    duo_afzender: DuoAfzender
    duo_proxy_geheim: bytes
    duo_legitimatie: str
    duo_per_nacht: int
    brp_adres: str
    brp_legitimatie: str
    brp_per_dag: int
    uitgaand_toegestaan: tuple[tuple[str, IPv4Network | IPv6Network, int], ...]
    uitgaand_ca: str
    smtp: str
    smtp_afzender: str
    smtp_aanmelding: tuple[str, str] | None
    smtp_ca: str
    tenants: Path
    klok: Kloksoort
    logniveau: str
    sentry_dsn: str

    def __repr__(self) -> str:
        return f"Config(omgeving={self.omgeving})"


def lees_config(omgeving: Mapping[str, str], *, proces: Proces | None = None) -> Config:
    """Lees de instellingen van `proces` uit `omgeving`, of alle; meld alle gebreken tegelijk.

    Raises:
        OnjuisteInstellingen: met elke variabele die ontbreekt, onbekend is of niet klopt.
    """
    config, gebreken = lees_wat_deugt(omgeving, proces=proces)
    if gebreken:
        raise OnjuisteInstellingen(gebreken)
    return config


def lees_wat_deugt(omgeving: Mapping[str, str], *, proces: Proces | None = None) -> tuple[Config, tuple[str, ...]]:
    """Als `lees_config`, maar met wat er wél te lezen is, en de gebreken ernaast: voor wie alles tegelijk nakijkt.

    Een veld dat niet te lezen is bestaat niet.
    """
    gebreken: list[str] = []
    waarden: dict[str, Any] = {}
    bekend = {i.variabele for i in INSTELLINGEN} | {f"{i.variabele}_BESTAND" for i in INSTELLINGEN if i.geheim}
    gebreken += [
        f"{n} is geen instelling van Meedoen" for n in sorted(omgeving) if n.startswith("MEEDOEN_") and n not in bekend
    ]
    for instelling in INSTELLINGEN:
        if proces is not None and proces not in instelling.voor:
            continue
        try:
            waarden[instelling.naam] = _lees_een(instelling, omgeving)
        except (ValueError, OSError) as fout:
            reden = fout.strerror if isinstance(fout, OSError) else str(fout)
            gebreken.append(f"{instelling.variabele}: {reden} ({instelling.uitleg})")
    gebreken += [*_samenhang(waarden), *van_legitimaties(waarden)]
    if waarden.get("omgeving") is Omgeving.PRODUCTIE:
        gebreken += weigeringen(waarden, **_herkomst(waarden, omgeving))
    return _maak(waarden), tuple(gebreken)


def _maak(waarden: Mapping[str, Any]) -> Config:
    # Not the constructor: it demands every field, and an empty stand-in for a key would be worse than no key.
    config = object.__new__(Config)
    for naam, waarde in waarden.items():
        object.__setattr__(config, naam, waarde)
    return config


def _herkomst(waarden: Mapping[str, Any], omgeving: Mapping[str, str]) -> dict[str, Any]:
    """Wat er niet genoemd is maar wel had gemoeten, en uit welke bestanden de geheimen kwamen."""
    gelezen = [i for i in INSTELLINGEN if i.naam in waarden]
    return {
        "ongenoemd": [i.naam for i in gelezen if i.noemen and i.variabele not in omgeving],
        "bestanden": {
            i.naam: Path(omgeving[f"{i.variabele}_BESTAND"])
            for i in gelezen
            if i.geheim and i.variabele not in omgeving and omgeving.get(f"{i.variabele}_BESTAND")
        },
    }


def _lees_een(instelling: Instelling, omgeving: Mapping[str, str]) -> object:
    tekst = omgeving.get(instelling.variabele)
    if tekst is None and instelling.geheim and (pad := omgeving.get(f"{instelling.variabele}_BESTAND")):
        tekst = _lees_bestand(Path(pad))
    if tekst is None:
        tekst = instelling.standaard
    if tekst is None:
        raise ValueError("ontbreekt")
    if tekst == "" and instelling.standaard == "":
        return b"" if instelling.lees is lees_sleutel else ""
    return instelling.lees(tekst)


def _lees_bestand(pad: Path) -> str:
    try:
        return pad.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ValueError("het bestand is geen UTF-8") from None


def _samenhang(waarden: Mapping[str, Any]) -> list[str]:
    """Wat per regel klopt, maar samen niet mag; wat niet gelezen kon worden is al gemeld en telt hier niet mee."""
    afzender = waarden.get("duo_afzender")
    gebreken = [
        f"MEEDOEN_{naam.upper()}: ontbreekt, terwijl MEEDOEN_DUO_AFZENDER={afzender}"
        for naam in _VOOR_AFZENDER.get(afzender, ())
        if waarden.get(naam) in ("", b"")
    ]
    bossen = [w.versies.values() for w in waarden.values() if isinstance(w, Sleutelbos)]
    zouten = [w.van.values() for w in waarden.values() if isinstance(w, Zouten)]
    sleutels = [s for groep in bossen + zouten for s in groep] + [
        waarden[n] for n in ("sleutel_token", "sleutel_cursor", "duo_proxy_geheim") if waarden.get(n)
    ]
    if waarden.get("omgeving") not in (None, Omgeving.PRODUCTIE) and waarden.get("sleutel_token") == b"":
        gebreken.append("MEEDOEN_SLEUTEL_TOKEN: ontbreekt; hij is nodig om mee te ontwikkelen")
    poort, peilpoort = waarden.get("ontvanger_poort"), waarden.get("ontvanger_peilpoort")
    if poort is not None and poort == peilpoort:  # one process, one address: it would stop at the second
        gebreken.append("MEEDOEN_ONTVANGER_PEILPOORT: moet een andere poort zijn dan MEEDOEN_ONTVANGER_POORT")
    if waarden.get("uitgaand_ca") and waarden.get("uitgaand_toegestaan") == "":
        gebreken.append("MEEDOEN_UITGAAND_CA: telt alleen voor wat MEEDOEN_UITGAAND_TOEGESTAAN noemt, en dat is niets")
    inloggen = [bool(waarden[naam]) for naam in ("publiek_adres", "sleutel_inloggen") if naam in waarden]
    if len(set(inloggen)) > 1:
        gebreken.append(
            "MEEDOEN_PUBLIEK_ADRES en MEEDOEN_SLEUTEL_INLOGGEN: noem ze allebei om in te loggen, of geen van beide"
        )
    if waarden.get("smtp"):
        gebreken += [
            f"MEEDOEN_{naam.upper()}: ontbreekt, terwijl MEEDOEN_SMTP er is"
            for naam in ("smtp_afzender", "publiek_adres")
            if waarden.get(naam) == ""
        ]
    if len(set(sleutels)) != len(sleutels):
        gebreken.append("MEEDOEN_SLEUTEL_*: elke sleutel moet een andere zijn")
    return gebreken


_VOOR_AFZENDER: Mapping[object, tuple[str, ...]] = {
    DuoAfzender.CERTIFICAAT: ("ontvanger_certificaat", "ontvanger_sleutel", "ontvanger_ca"),
    DuoAfzender.PROXY: ("duo_proxy_geheim",),
}
