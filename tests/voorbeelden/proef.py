"""De proef van een stap: alles wat de opgewekte tests van haar moeten weten, in één bestand per stap.

`tests/voorbeelden/<stap>.py` heeft `PROEF = Proef(...)`; `alle.py` vindt haar langs `STAPPEN`. De kanarietocht, de
tests van versies en toegang, de delen en de plannen, de zaden en schemathesis lezen haar; een nieuwe stap voegt alleen
haar eigen bestand toe. Wat er ontbreekt, noemt `tests/architecture/test_proeven.py`.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeVar
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.letters.gegevens import Brief
from core.platform.tenancy import Actor
from tests.api.leerlingen import Herkomst, Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import Lid
from tests.voorbeelden.bereik import Bereik

K = TypeVar("K")
V = TypeVar("V")
Fabriek = Callable[[Tx], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versie:
    """Van welke rij de versie is die een route vraagt: de kolom van de tabel, bij een parameter in haar pad."""

    tabel: str
    kolom: str = "id"
    parameter: str
    wie: str = "gewijzigd"
    """Het begin van de kolommen die zeggen wie haar wanneer het laatst wijzigde."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Akker:
    """De zaken waarin gezaaid wordt: een lopende intake met een concept, en een traject waarvan de brief klaar is."""

    wereld: Wereld
    intake: Zaak
    traject: Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnerzicht:
    """Een medewerker van een organisatie, en van welke dossiers zij iets ziet."""

    lid: Lid
    gemeenten: frozenset[str]
    leerling_van: Callable[[UUID], Leerling | None]
    """De persoon van een dossier, als deze organisatie hem ziet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kanarie:
    """Wat de kanarietocht van een stap moet weten; een kolom heet hier `tabel.kolom`."""

    loop: Callable[[Zaak, Leerling, Merken], Awaitable[None]] | None = None
    """Breng een zaak zover dat elke tabel van de stap een rij van haar heeft; de stappen gaan op volgorde."""
    gesloten: Mapping[str, str] = field(default_factory=dict)
    """Tekst waarvan de code de waarden kent (een merk zou een fout geven), en waarom."""
    gesloten_in_json: Mapping[str, frozenset[str]] = field(default_factory=dict)
    afgeleid: frozenset[str] = frozenset()
    """Waar dezelfde naam nog eens staat in een vorm die nooit getoond wordt: een tabel of een kolom."""
    leeg: Mapping[str, object] = field(default_factory=dict)
    """Wat in het verhaal leeg blijft, in de vorm waarin het anders gevuld wordt."""
    versleuteld: Mapping[str, str] = field(default_factory=dict)
    """Kolommen zonder leesbare tekst, en wat erin staat."""
    niet_bij_ieder: frozenset[str] = frozenset()
    """Tabellen waarin niet elke leerling een rij heeft."""
    toont_nummer: frozenset[str] = frozenset()
    """Lezende routes die met opzet een BSN of V-nummer tonen, aan de gemeente waar die persoon bij hoort (I16)."""
    ziet_een_partner: Mapping[str, Callable[[Partnerzicht, Herkomst], bool]] = field(default_factory=dict)
    """Per tabel of een organisatie deze rij mag zien; de kolommen volgen uit de catalogus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoek:
    """Een verzoek dat nu lukt, aan een route die iets wijzigt; `pad` staat onder de gemeente."""

    zaak: Zaak
    pad: str
    body: object = None
    wie: str = "teamleider"


class Zwijgt(StrEnum):
    """Waarom Meedoen bij een vrije tekst niet vraagt of zij over iemands gezondheid gaat (ADR 0063)."""

    NAAM_OF_NUMMER = "een naam, adres, taal, telefoonnummer of vindplaats: daarin vertelt niemand iets"
    IN_HET_DOSSIER = "zij blijft in het dossier: geen brief, geen bericht aan DUO en geen partner toont haar"
    OVER_EEN_MEDEWERKER = "zij gaat over een medewerker, en niet over de persoon"
    ZOEKT = "hiermee zoekt men; zij wordt niet bewaard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijferproef:
    """Een kolom met cijferteksten, gelezen buiten de opdrachten om die haar bij een sleutelwissel overzetten."""

    rauw: str
    """Geeft al haar rijen in een gemeente ($1): `id`, `cijfer`, en `index` als zij een blinde index heeft."""
    inhoud: Callable[[int], bytes] | None = None
    """De zoveelste waarde; wie er geen noemt, kan elke tekst bewaren."""
    maak: Fabriek | None = None
    """Zet een rij neer; wie er geen noemt krijgt haar rijen met een andere kolom, of langs de gewone weg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proef:
    """Wat de opgewekte tests van een stap moeten weten."""

    fabrieken: Mapping[str, Fabriek] = field(default_factory=dict)
    """Elke tabel van de stap met wat er een geldige rij in zet, handelend als de gemeente."""
    van_de_ontvanger: Mapping[str, Fabriek] = field(default_factory=dict)
    """Als `fabrieken`, voor tabellen die alleen de ontvanger vult."""
    van_de_leden: Mapping[str, Fabriek] = field(default_factory=dict)
    """Als `fabrieken`, voor tabellen die alleen vult wie over de leden gaat."""
    bereik: Mapping[tuple[Actor, str], Bereik]
    """Wat welke rol met haar tabellen mag; een rol die hier niet staat kan er niet bij."""
    nooit_gefilterd: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Per tabel de kolommen waarvan het type bij vergelijken niet leakproof is, met dat type. Er wordt niet op gezocht,
    of alleen op gelijkheid van bytea: die is het wel."""
    cijfers: Mapping[str, Cijferproef] = field(default_factory=dict)
    """Elke kolom van `Stap.cijferkolommen`, op haar naam."""
    verhaal: Callable[[Wereld], Awaitable[None]]
    """Speelt de stap zo dat elke opdracht die zij de database stuurt minstens één keer voorkomt."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Elke parameter in haar paden, met de tabel waarin dat id staat."""
    zaai: Callable[[Akker], Awaitable[Mapping[str, str]]] | None = None
    """De id's waarmee haar routes iets vinden: padparameters, en velden van een body die een id vragen."""
    dossier: Literal["intake", "traject"] = "intake"
    """In welke zaak van de akker dat staat."""
    versies: Mapping[str, Versie] = field(default_factory=dict)
    """Elke route met een versie, op het eind van haar pad."""
    ids_van_een_ander: Mapping[str, Callable[[Wereld], Awaitable[UUID]]] = field(default_factory=dict)
    """Elk veld van een body dat een bestaand id vraagt, met zo'n id uit een andere gemeente."""
    handelingen: Mapping[str, Callable[[Wereld], Awaitable[Verzoek]]] = field(default_factory=dict)
    """Elke route die iets wijzigt ("POST /dossiers/{dossier_id}/oproepen"), met een zaak waarin zij nu lukt."""
    vraagt_niets: Mapping[Zwijgt, frozenset[str]] = field(default_factory=dict)
    """Elke vrije tekst die geen brief toont ("Contract.veld"), en waarom er niets over gevraagd wordt."""
    weegt: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Bewerkingen die invoer die bij het schema past toch weigeren, omdat de wet of de gemeente haar weegt; met welke
    statussen. Voor schemathesis."""
    brieven: Callable[[], Mapping[str, Brief]] = dict
    """Elke vorm van elk sjabloon van de stap, volledig ingevuld, met waarin zij van de andere verschilt."""
    kanarie: Kanarie = field(default_factory=Kanarie)


def samen(delen: Sequence[Mapping[K, V]]) -> dict[K, V]:
    """De delen van alle stappen in één; wat twee stappen noemen is een fout in hun proef."""
    alles: dict[K, V] = {}
    for deel in delen:
        dubbel = alles.keys() & deel.keys()
        assert not dubbel, f"twee stappen noemen in hun PROEF hetzelfde: {sorted(map(str, dubbel))}"
        alles.update(deel)
    return alles
