"""De tabel van de instellingen: elke regel is één omgevingsvariabele, met haar lezer en voor welke processen zij is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.instellingen import lezers
from core.instellingen.inlogsleutels import lees_inlogsleutels
from core.instellingen.productie import VOORBEELD_UITGEVER
from core.instellingen.sleutels import lees_sleutel, lees_sleutelbos, lees_zouten


class Omgeving(StrEnum):
    ONTWIKKELING = "ontwikkeling"
    TEST = "test"
    PRODUCTIE = "productie"


class Proces(StrEnum):
    """Wat er in productie draait, elk in een eigen proces met alleen de geheimen die het nodig heeft."""

    API = "api"
    ONTVANGER = "ontvanger"
    WORKER = "worker"
    RELAY = "relay"
    ZEGEL = "zegel"
    SLEUTELS = "sleutels"  # geen dienst: wat `meedoen sleutels` nodig heeft, zolang het loopt


class DuoAfzender(StrEnum):
    """Waaraan de ontvanger ziet wie een notificatie stuurt."""

    CERTIFICAAT = "certificaat"  # het OIN uit het clientcertificaat, dat de ontvanger zelf toetst (mTLS)
    PROXY = "proxy"  # een proxy die mTLS doet, het OIN uit het certificaat doorgeeft en zich met een geheim meldt
    KOPTEKST = "koptekst"  # alleen de koptekst `bron`: voor ontwikkeling, met een simulator op dezelfde machine


class Kloksoort(StrEnum):
    SYSTEEM = "systeem"
    BEWEEGBAAR = "beweegbaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instelling:
    """Eén omgevingsvariabele: naam zonder voorvoegsel, uitleg, hoe zij gelezen wordt, en voor welke processen.

    `noemen`: in productie geldt de standaard niet, want die is van een checkout; wie daar draait noemt haar zelf.
    """

    naam: str
    uitleg: str
    lees: Callable[[str], Any]
    standaard: str | None = None
    noemen: bool = False
    geheim: bool = False
    voor: frozenset[Proces] = frozenset(Proces)

    @property
    def variabele(self) -> str:
        return f"MEEDOEN_{self.naam.upper()}"


_DSN = lezers.adres(("postgresql", "postgres"))
_HTTP = lezers.adres(("http", "https"))
_API = frozenset({Proces.API})
_ONTVANGER = frozenset({Proces.ONTVANGER})
_WORKER = frozenset({Proces.WORKER})
_RELAY = frozenset({Proces.RELAY})
_ZEGEL = frozenset({Proces.ZEGEL})
_SLEUTELS = frozenset({Proces.SLEUTELS})

INSTELLINGEN: tuple[Instelling, ...] = (
    Instelling(naam="omgeving", uitleg="ontwikkeling, test of productie", lees=lezers.keuze(Omgeving)),
    Instelling(naam="adres", uitleg="adres waarop de API luistert", lees=str, standaard="127.0.0.1"),
    Instelling(naam="poort", uitleg="poort van de API", lees=lezers.poort, standaard="8000"),
    Instelling(
        naam="verbindingen", uitleg="verbindingen met de API tegelijk, per proces", lees=lezers.aantal, standaard="1000"
    ),
    Instelling(
        naam="verbindingen_per_adres",
        uitleg="daarvan van één adres; achter een proxy delen alle bezoekers het adres van de proxy",
        lees=lezers.aantal,
        standaard="500",
    ),
    Instelling(
        naam="proxys",
        uitleg="proxy's voor de API, adressen of netwerken met komma's: wat zij in X-Forwarded-For zeggen over wie er"
        " vraagt telt, en van een ander niet",
        lees=lezers.proxys,
        voor=_API,
        standaard="",
    ),
    Instelling(
        naam="metingen_adres",
        uitleg="adres waarop een proces zich laat meten; alleen van binnen te bereiken",
        lees=str,
        standaard="127.0.0.1",
    ),
    Instelling(
        naam="metingen_poort",
        uitleg="poort daarvoor: http, /metrics voor Prometheus; 0 = niet",
        lees=lezers.poort_of_niet,
        standaard="0",
    ),
    Instelling(
        naam="ontvanger_adres",
        uitleg="adres waarop de ontvanger van DUO luistert",
        lees=str,
        standaard="127.0.0.1",
    ),
    Instelling(naam="ontvanger_poort", uitleg="poort voor DUO, alleen /duo/v1", lees=lezers.poort, standaard="8002"),
    Instelling(
        naam="ontvanger_peilpoort",
        uitleg="poort waarop het cluster peilt hoe het met de ontvanger is: http, alleen /live en /ready",
        lees=lezers.poort,
        standaard="8003",
    ),
    Instelling(
        naam="ontvanger_verbindingen",
        uitleg="verbindingen met de poort voor DUO tegelijk, per proces; de helft is alleen voor DUO zelf",
        lees=lezers.aantal,
        standaard="200",
    ),
    Instelling(
        naam="ontvanger_verbindingen_per_adres",
        uitleg="daarvan van één adres, zolang het zich niet met een certificaat bekendmaakte",
        lees=lezers.aantal,
        standaard="100",
    ),
    Instelling(
        naam="ontvanger_certificaat",
        uitleg="servercertificaat van de ontvanger met de tussenliggende, PEM; bij DUO_AFZENDER=certificaat",
        lees=lezers.pem("CERTIFICATE"),
        geheim=True,
        voor=_ONTVANGER,
        standaard="",
    ),
    Instelling(
        naam="ontvanger_sleutel",
        uitleg="sleutel bij dat certificaat, PEM",
        lees=lezers.pem("PRIVATE KEY"),
        geheim=True,
        voor=_ONTVANGER,
        standaard="",
    ),
    Instelling(
        naam="ontvanger_ca",
        uitleg="CA's waarvan het certificaat van DUO mag zijn, PEM; alleen die het OIN nagaan",
        lees=lezers.pem("CERTIFICATE"),
        geheim=True,
        voor=_ONTVANGER,
        standaard="",
    ),
    Instelling(
        naam="db_gemeente", uitleg="DSN van de rol meedoen_gemeente", lees=_DSN, geheim=True, voor=_API | _WORKER
    ),
    Instelling(naam="db_taalschool", uitleg="DSN van de rol meedoen_taalschool", lees=_DSN, geheim=True, voor=_API),
    Instelling(
        naam="db_maatschappelijke_partner",
        uitleg="DSN van de rol meedoen_maatschappelijke_partner",
        lees=_DSN,
        geheim=True,
        voor=_API,
    ),
    Instelling(naam="db_antwoord", uitleg="DSN van de rol meedoen_antwoord", lees=_DSN, geheim=True, voor=_API),
    Instelling(naam="db_leden", uitleg="DSN van de rol meedoen_leden", lees=_DSN, geheim=True, voor=_API),
    Instelling(naam="db_toegang", uitleg="DSN van de rol meedoen_toegang", lees=_DSN, geheim=True, voor=_API),
    Instelling(naam="db_ontvanger", uitleg="DSN van de rol meedoen_ontvanger", lees=_DSN, geheim=True, voor=_ONTVANGER),
    Instelling(naam="db_relay", uitleg="DSN van de rol meedoen_relay", lees=_DSN, geheim=True, voor=_WORKER | _RELAY),
    Instelling(naam="db_zegel", uitleg="DSN van de rol meedoen_zegel", lees=_DSN, geheim=True, voor=_ZEGEL),
    Instelling(naam="db_sleutels", uitleg="DSN van de rol meedoen_sleutels", lees=_DSN, geheim=True, voor=_SLEUTELS),
    Instelling(naam="db_verbindingen", uitleg="verbindingen per rol en proces", lees=lezers.aantal, standaard="5"),
    Instelling(
        naam="knopen",
        uitleg="de machines van een verdeelde database, host:poort met komma's; bij het starten ook daar nagekeken",
        lees=lezers.knopen,
        standaard="",
    ),
    Instelling(
        naam="valkey",
        uitleg="adres van Valkey: wachtrij en wie is ingelogd; met rediss wordt zijn certificaat altijd getoetst",
        lees=lezers.valkey,
        geheim=True,
        voor=_API | _WORKER | _RELAY,
    ),
    Instelling(
        naam="valkey_ca",
        uitleg="CA's waarvan dat certificaat moet zijn, PEM; leeg = die van het systeem",
        lees=lezers.pem("CERTIFICATE"),
        geheim=True,
        voor=_API | _WORKER | _RELAY,
        standaard="",
    ),
    Instelling(
        naam="sleutel_versleuteling",
        uitleg="wortel voor het versleutelen: versie:base64, een * voor de actieve",
        lees=lees_sleutelbos,
        geheim=True,
        voor=_API | _ONTVANGER | _WORKER | _SLEUTELS,
    ),
    Instelling(
        naam="sleutel_index",
        uitleg="wortel voor de blinde index, zo ook; een andere dan die voor versleutelen",
        lees=lees_sleutelbos,
        geheim=True,
        voor=_API | _ONTVANGER | _WORKER | _SLEUTELS,
    ),
    Instelling(
        naam="sleutel_zout",
        uitleg="het zout van elke gemeente, gemeente_id:base64; zie `meedoen sleutels zout`",
        lees=lees_zouten,
        geheim=True,
        voor=_API | _ONTVANGER | _WORKER | _SLEUTELS,
    ),
    Instelling(
        naam="sleutel_audit",
        uitleg="wortel voor de MAC van auditregels en hun zegels, zo ook",
        lees=lees_sleutelbos,
        geheim=True,
        voor=_API | _WORKER | _ZEGEL | _SLEUTELS,
    ),
    Instelling(
        naam="audit_anker",
        uitleg="bestand waarin elk uur de nieuwste zegels van het auditlog komen; op andere opslag dan de database",
        lees=Path,
        voor=_ZEGEL,
        standaard="audit-anker.jsonl",
        noemen=True,
    ),
    Instelling(
        naam="sleutel_token",
        uitleg="sleutel van de tokens om mee te ontwikkelen, base64; verplicht, en in productie niet nodig: daar zijn"
        " ze er niet",
        lees=lees_sleutel,
        geheim=True,
        voor=_API,
        standaard="",
    ),
    Instelling(
        naam="sleutel_cursor",
        uitleg="sleutel waarmee paginacursors worden ondertekend, base64",
        lees=lees_sleutel,
        geheim=True,
        voor=_API,
    ),
    Instelling(
        naam="token_uitgever",
        uitleg="uitgever (iss) van de tokens",
        lees=_HTTP,
        standaard=VOORBEELD_UITGEVER,
    ),
    Instelling(
        naam="publiek_adres",
        uitleg="het adres waarop mensen Meedoen in hun browser vinden, zonder pad; leeg = inloggen kan hier niet",
        lees=lezers.herkomst,
        voor=_API | _WORKER,
        standaard="",
    ),
    Instelling(
        naam="sleutel_inloggen",
        uitleg="privésleutels waarmee Meedoen zich bij inlogdiensten meldt, PEM (P-256 of RSA); de eerste tekent",
        lees=lees_inlogsleutels,
        geheim=True,
        voor=_API,
        standaard="",
    ),
    Instelling(
        naam="platform",
        uitleg="bestand met de afspraken van het platform, YAML; leeg = geen",
        lees=Path,
        standaard="",
    ),
    Instelling(naam="duo_adres", uitleg="basisadres van DUO, met /v1", lees=_HTTP),
    Instelling(naam="duo_oin", uitleg="OIN van DUO", lees=lezers.oin),
    Instelling(
        naam="duo_afzender",
        uitleg="waaraan DUO herkend wordt: certificaat, proxy of (bij het ontwikkelen) koptekst",
        lees=lezers.keuze(DuoAfzender),
        standaard="certificaat",
    ),
    Instelling(
        naam="duo_proxy_geheim",
        uitleg="geheim waarmee de mTLS-proxy zich meldt, base64; zij stuurt precies deze tekst in X-Meedoen-Proxy",
        lees=lees_sleutel,
        geheim=True,
        voor=_ONTVANGER,
        standaard="",
    ),
    Instelling(
        naam="duo_legitimatie",
        uitleg="map met ca.crt en het certificaat van elke gemeente bij DUO; leeg = zonder, voor een simulator",
        lees=str,
        voor=_WORKER,
        standaard="",
    ),
    Instelling(
        naam="duo_per_nacht",
        uitleg="zoveel personen per gemeente vergelijkt Meedoen elke nacht met DUO; wie het langst wacht gaat voor",
        lees=lezers.aantal,
        voor=_WORKER,
        standaard="2000",
    ),
    Instelling(naam="brp_adres", uitleg="basisadres van BRP Personen Bevragen", lees=_HTTP),
    Instelling(
        naam="brp_legitimatie",
        uitleg="map met ca.crt en het certificaat of de API-sleutel van elke gemeente bij de BRP; leeg = zonder",
        lees=str,
        voor=_WORKER,
        standaard="",
    ),
    Instelling(
        naam="brp_per_dag",
        uitleg="zoveel personen per gemeente leest Meedoen elke dag opnieuw in de BRP; wie het langst wacht gaat voor",
        lees=lezers.aantal,
        voor=_WORKER,
        standaard="500",
    ),
    Instelling(
        naam="uitgaand_toegestaan",
        uitleg="wat Meedoen buiten internet mag vragen als een ander het opgeeft: host:netwerk:poort, met komma's",
        lees=lezers.toegestaan,
        voor=_API | _WORKER,
        standaard="",
    ),
    Instelling(
        naam="uitgaand_ca",
        uitleg="bestand met eigen CA's, PEM; tellen naast die van het systeem, alleen voor wat daar genoemd is",
        lees=lezers.cas,
        voor=_API | _WORKER,
        standaard="",
    ),
    Instelling(
        naam="smtp",
        uitleg="mailserver voor uitnodigingen, met poort: smtps (TLS), smtp (STARTTLS, altijd geëist), of bij het"
        " ontwikkelen smtp-open (zonder); leeg = Meedoen mailt niet",
        lees=lezers.mailserver,
        voor=_API | _WORKER,
        standaard="",
    ),
    Instelling(
        naam="smtp_afzender",
        uitleg="e-mailadres waarvan die mail komt; wie haar niet kan bezorgen schrijft daarheen",
        lees=lezers.mailadres,
        voor=_API | _WORKER,
        standaard="",
    ),
    Instelling(
        naam="smtp_aanmelding",
        uitleg="hoe Meedoen zich daar aanmeldt, gebruiker:wachtwoord; leeg = zonder",
        lees=lezers.aanmelding,
        geheim=True,
        voor=_WORKER,
        standaard="",
    ),
    Instelling(
        naam="smtp_ca",
        uitleg="CA's waarvan het certificaat van de mailserver moet zijn, PEM; leeg = die van het systeem",
        lees=lezers.pem("CERTIFICATE"),
        geheim=True,
        voor=_WORKER,
        standaard="",
    ),
    Instelling(naam="tenants", uitleg="map met één bestand per gemeente", lees=Path, standaard="tenants", noemen=True),
    Instelling(
        naam="klok",
        uitleg="systeem, of beweegbaar voor een demonstratie",
        lees=lezers.keuze(Kloksoort),
        standaard="systeem",
    ),
    Instelling(naam="logniveau", uitleg="DEBUG, INFO, WARNING of ERROR", lees=lezers.logniveau, standaard="INFO"),
    Instelling(naam="sentry_dsn", uitleg="DSN van Sentry; leeg = uit", lees=str, standaard="", geheim=True),
)
