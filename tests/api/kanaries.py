"""Een bevolking waarin elke tekst van elke kolom uniek is: wie iets ziet, is te herleiden tot de rij waar het staat.

Elke persoon doorloopt eerst het echte verhaal, zodat elke tabel een rij van hem heeft; daarna krijgt elke tekstkolom
van elke rij een eigen merk. De kolommen komen uit de catalogus: een nieuwe kolom doet vanzelf mee.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec

from core.ontwikkeling.simulator.bevolking import Inwoner
from core.platform.db.uow import Tx
from core.platform.tenancy import toegang_sleutels
from core.process.dossier import actions
from core.process.dossier.actions import BrpFeiten
from core.worker import verwerk
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.security.verhoudingen import VERHOUDINGEN
from tests.voorbeelden.alle import DOOR_DE_MIGRATIE
from tests.voorbeelden.beheer import Gemeente, sleutel_vernietiging
from tests.voorbeelden.toewijzing import toewijzing

TEKENS = re.compile(
    r"k\d{7}k|19[0-3]\d-[01]\d-[0-3]\d|INB-[0-9A-Z]{8}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|99999\d{4}|90000\d{5}",
    re.I,
)
"""Alles waaraan een rij te herkennen is: een merk, een datum uit een tijd waarin hier niets gebeurt, een kenmerk, een
id, een BSN of een V-nummer."""
MERK = re.compile(r"k\d{7}k|19[0-3]\d-[01]\d-[0-3]\d", re.I)
VORMEN = ("'k' || lpad(nextval('kanarie')::text, 7, '0') || 'k'", "(date '1900-01-01' + nextval('kanarie')::int)::text")
"""Hoe een merk eruitziet; een kolom krijgt de eerste vorm die haar controle toelaat."""

OPENBAAR = frozenset({"gemeente", "organisatie"})
"""Tabellen zonder personen, waarvan ieder die ergens werkt de namen mag weten."""
GESLOTEN = {
    "dossier.fase": "een vaste lijst in core/law/fasen",
    "oproep.uitkomst": "een vaste lijst in core/law/oproepen",
    "werkitem.soort": "een vaste lijst in werksoorten; hierop wordt gefilterd",
    "medewerker.uitgever": "hieraan herkent de aanmelding een medewerker",
    "medewerker.onderwerp": "hieraan herkent de aanmelding een medewerker",
}
"""Tekstkolommen waarvan de code de waarden kent; een merk zou daar een fout geven."""
GESLOTEN_IN_JSON = {"pip.verrekeningen": {"categorie", "herkomst"}}
AFGELEID = frozenset({"persoon.naam_zoek", "persoon_zoek"})
"""Waar dezelfde naam nog eens staat, in de vorm waarop gezocht wordt; getoond wordt zij daaruit niet."""
LEEG_IN_HET_VERHAAL = {
    "brede_intake.lokale_antwoorden": [{"lijst": "tekst", "versie": 1, "antwoorden": {"vraag": "tekst"}}],
    "duo_melding.foutteksten": ["tekst"],
    "outbox.inhoud": {"sleutel": "tekst"},
}
"""Wat in het verhaal leeg blijft, in de vorm waarin het anders gevuld wordt."""
VERSLEUTELD = {
    "audit.mac": "een code",
    "audit_zegel.wortel": "een code",
    "audit_zegel.vorige": "een code",
    "audit_zegel.hash": "een code",
    "audit_zegel.mac": "een code",
    "brief.gegevens": "de namen en adressen die ook in de PDF staan",
    "brief.pdf": "wordt als PDF gelezen",
    "duo_geweigerd.sha256": "een code",
    "duo_ontvangst.cijfer": "het BSN is zelf een merk",
    "duo_ontvangst.kenmerk": "een code",
    "persoon_nummer.bidx": "een code",
    "persoon_nummer.cijfer": "het BSN en het V-nummer zijn zelf een merk",
    "persoonlijke_omstandigheden.cijfer": "het verhaal legt er een merk in vast",
}
"""Wat er in de kolommen zonder leesbare tekst staat."""


GEWEIGERDE_UREN = {
    "uren": 1,
    "categorie": "PVT",
    "herkomst": "BREDE_INTAKE",
    "toegekend": False,
    "motivering": "te kort",
    "beslotenOp": VANDAAG.isoformat(),
}
"""Zij tellen niet mee, maar hun motivering blijft staan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Herkomst:
    """Waar een merk staat: de kolom, en de rij met haar sleutels."""

    tabel: str
    kolom: str
    rij: dict[str, Any]

    @property
    def naam(self) -> str:
        return f"{self.tabel}.{self.kolom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leerling:
    """Een persoon, en hoe een taalschool tot hem staat."""

    naam: str
    gemeente: Gemeente
    school: UUID | None = None
    toewijzing: dict[str, object] | None = None
    geheim: bool = False
    net_gemeld: bool = False
    """Nog geen intake: hier kan nog iets wat later niet meer kan."""

    @property
    def te_zien(self) -> bool:
        """Of zijn toewijzing levend en aanvaard is; dan ziet zijn school hem."""
        return self.school is not None and any(
            v.ziet_leerling for v in VERHOUDINGEN.values() if v.toewijzing == self.toewijzing
        )


def leerlingen(wereld: Wereld) -> Iterator[Leerling]:
    """Voor elke verhouding één, in de gemeente en bij de school van die verhouding."""
    a, b = wereld.twee.a, wereld.twee.b
    for naam, v in VERHOUDINGEN.items():
        if v.lid == {}:
            school = None if v.toewijzing is None else b.school if v.andere_school else a.school
            yield Leerling(naam=naam, gemeente=b if v.andere_gemeente else a, school=school, toewijzing=v.toewijzing)
    yield Leerling(naam="geheim adres", gemeente=a, school=a.school, toewijzing={}, geheim=True)
    yield Leerling(naam="bij b aanvaard", gemeente=b, school=b.school, toewijzing={})
    yield Leerling(naam="bij b aangeboden", gemeente=b, school=b.school, toewijzing={"status": "aangeboden"})
    yield Leerling(naam="bij b zonder school", gemeente=b)
    for gemeente in (a, b):
        yield Leerling(naam=f"net gemeld in {gemeente.code}", gemeente=gemeente, net_gemeld=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevolking:
    """De zaken die er zijn, en van elk merk waar het staat."""

    zaken: dict[UUID, Leerling]
    """Per dossier."""
    personen: dict[UUID, Leerling]
    merken: dict[str, list[Herkomst]]
    nummers: set[str]
    """Alle BSN's en V-nummers: die mag niemand te zien krijgen."""
    rijen: dict[str, list[dict[str, Any]]]
    """Per tabel al haar rijen, als tekst."""
    door_de_database_gesloten: list[str]


async def bevolk(wereld: Wereld) -> Bevolking:
    """Alle leerlingen met hun hele verhaal, en daarna overal een merk."""
    merker = Merker(wereld)
    zaken = await _volle_zaken(wereld, merker)
    gesloten = await merker.merk_alles()
    rijen = await _alle_rijen(wereld)
    persoon_van = {UUID(rij["id"]): UUID(rij["persoon_id"]) for rij in rijen["dossier"]}
    merken: dict[str, list[Herkomst]] = dict(merker.versleuteld)
    for tabel in sorted(rijen, key=lambda tabel: tabel == "audit"):  # what is in the log is better known elsewhere
        for rij in rijen[tabel]:
            for kolom, tekst in rij.items():
                for teken in set(TEKENS.findall(tekst or "")):
                    merken.setdefault(teken.lower(), []).append(Herkomst(tabel=tabel, kolom=kolom, rij=rij))
    return Bevolking(
        zaken={zaak.id: leerling for zaak, leerling in zaken},
        personen={persoon_van[zaak.id]: leerling for zaak, leerling in zaken},
        merken=merken,
        nummers={n for zaak, _ in zaken for n in (zaak.inwoner.bsn, str(zaak.inwoner.v_nummer))},
        rijen=rijen,
        door_de_database_gesloten=gesloten,
    )


class Merker:
    """Deelt merken uit, en zet ze in elke kolom die tekst kan bevatten."""

    def __init__(self, wereld: Wereld) -> None:
        self._db = wereld.alziend
        self._nummer = 9_000_000
        self.versleuteld: dict[str, list[Herkomst]] = {}

    def nieuw(self) -> str:
        self._nummer += 1
        return f"k{self._nummer}k"

    def datum(self) -> str:
        self._nummer += 1
        return (dt.date(1920, 1, 1) + dt.timedelta(days=self._nummer - 9_000_000)).isoformat()

    def geheim(self, tabel: str, kolom: str, **rij: object) -> str:
        """Een merk dat versleuteld bewaard gaat worden."""
        merk = self.nieuw()
        herkomst = Herkomst(tabel=tabel, kolom=kolom, rij={naam: str(waarde) for naam, waarde in rij.items()})
        self.versleuteld.setdefault(merk, []).append(herkomst)
        return merk

    async def merk_alles(self) -> list[str]:
        """Elke tekst in elke rij een eigen merk; geeft de kolommen waarvan een controle van de database dat weigert."""
        await self._db.execute("create temp sequence kanarie")
        geweigerd = []
        for tabel, kolom, soort in await kolommen(self._db):
            if f"{tabel}.{kolom}" in GESLOTEN or tabel in OPENBAAR:
                continue
            if soort == "jsonb":
                await self._merk_json(tabel, kolom)
            elif soort in ("text", "text[]") and not await self._merk_tekst(tabel, kolom, soort):
                geweigerd.append(f"{tabel}.{kolom}")
        await self._db.execute("drop sequence kanarie")
        return geweigerd

    async def _merk_tekst(self, tabel: str, kolom: str, soort: str) -> bool:
        for vorm in VORMEN:
            nieuw = f"array[{vorm}]" if soort == "text[]" else vorm
            try:
                async with self._db.transaction():
                    await self._db.execute(
                        f"update {tabel} set {kolom} = {nieuw} where coalesce({kolom}::text, '') !~* 'k[0-9]{{7}}k'"
                    )
            except asyncpg.CheckViolationError:
                continue
            return True
        return False

    async def _merk_json(self, tabel: str, kolom: str) -> None:
        naam = f"{tabel}.{kolom}"
        for rij in await self._db.fetch(f"select ctid::text as plek, {kolom}::text as inhoud from {tabel}"):
            inhoud = LEEG_IN_HET_VERHAAL.get(naam) or msgspec.json.decode(rij["inhoud"])
            gemerkt = msgspec.json.encode(self._met_merken(inhoud, GESLOTEN_IN_JSON.get(naam, set()))).decode()
            await self._db.execute(
                f"update {tabel} set {kolom} = $1::jsonb where ctid = $2::text::tid", gemerkt, rij["plek"]
            )

    def _met_merken(self, inhoud: Any, vast: set[str]) -> Any:
        match inhoud:
            case dict():
                return {k: v if k in vast else self._met_merken(v, vast) for k, v in inhoud.items()}
            case list():
                return [self._met_merken(v, vast) for v in inhoud]
            case str() if not re.fullmatch(r"\d{4}-\d\d-\d\d.*|k\d{7}k", inhoud):
                return self.nieuw()
        return inhoud


async def kolommen(db: Any) -> list[tuple[str, str, str]]:
    """(tabel, kolom, soort) van elke kolom van ons schema; wat de migratie zelf vult telt niet mee."""
    rijen = await db.fetch(
        "select c.relname, a.attname, format_type(a.atttypid, null) as soort from pg_class c"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        " where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p') order by 1, a.attnum"
    )
    return [(r["relname"], r["attname"], r["soort"]) for r in rijen if r["relname"] not in DOOR_DE_MIGRATIE]


async def _alle_rijen(wereld: Wereld) -> dict[str, list[dict[str, Any]]]:
    per_tabel: dict[str, list[str]] = {}
    for tabel, kolom, soort in await kolommen(wereld.alziend):
        per_tabel.setdefault(tabel, []).append(f"{'null' if soort == 'bytea' else kolom}::text as {kolom}")
    return {
        tabel: [dict(rij) for rij in await wereld.alziend.fetch(f"select {', '.join(namen)} from {tabel}")]
        for tabel, namen in per_tabel.items()
    }


async def _volle_zaken(wereld: Wereld, merker: Merker) -> list[tuple[Zaak, Leerling]]:
    bewoners = {g.code: [i for i in wereld.bevolking if f"GM{i.gemeentecode}" == g.code] for g in _gemeenten(wereld)}
    paren = [(leerling, bewoners[leerling.gemeente.code].pop(0)) for leerling in leerlingen(wereld)]
    for leerling, inwoner in paren:
        wereld.duo_weet(inwoner)
        await wereld.meldt("SS139", inwoner, v_nummer=True, gemeente=leerling.gemeente)
    await wereld.werk_af()
    zaken = [(await _volle_zaak(wereld, merker, leerling, inwoner), leerling) for leerling, inwoner in paren]
    for _, inwoner in paren:
        await wereld.meldt("SS137", inwoner, gemeente=_gemeente_van(wereld, inwoner))
    await wereld.werk_af()
    await wereld.notificatie(b"{")
    for gemeente in _gemeenten(wereld):
        async with wereld.huis.databank.uow(toegang_sleutels(gemeente.id, oorsprong="test")) as tx:
            await sleutel_vernietiging(tx)
    await _maak_brieven(wereld)
    return zaken


async def _volle_zaak(wereld: Wereld, merker: Merker, leerling: Leerling, inwoner: Inwoner) -> Zaak:
    """Van aanmelding tot traject, met in elke tabel een rij."""
    km, leider = wereld.mens("klantmanager", leerling.gemeente), wereld.mens("teamleider", leerling.gemeente)
    treffers = (await km.stuur("/werkvoorraad/zoekopdrachten", {"bsn": inwoner.bsn}, 200))["treffers"]
    zaak = Zaak(wereld, inwoner, UUID(treffers[0]["dossierId"]), km)
    async with wereld.huis.databank.uow(leerling.gemeente.als_taak()) as tx:
        await _geef_een_naam(tx, wereld, merker, zaak.id, geheim=leerling.geheim)
    if leerling.net_gemeld:
        return zaak
    stand = await zaak.lees()
    keuze = {"behandelaarId": str(leerling.gemeente.klantmanager), "versie": stand["versie"]}
    await leider.stuur(zaak.pad("/behandelaar"), keuze)
    await zaak.tot_intake()
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    omstandigheden = merker.geheim(
        "persoonlijke_omstandigheden", "cijfer", gemeente_id=leerling.gemeente.id, dossier_id=zaak.id
    )
    await zaak.vul_intake(persoonlijkeOmstandigheden=omstandigheden)
    await zaak.rond_intake_af()
    beeld = {"versie": 0, "huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False}
    await km.bewaar(zaak.pad("/begeleiding/beeld"), beeld)
    anders = {"diensten": [{"dienst": "tolk", "organisatie": "Ander"}], "motief": "kent deze al"}
    await zaak.stuur("/begeleiding/vaststelling", {"id": str(uuid4()), "versie": 1} | anders)
    await zaak.schrijf_pip(participatiewetBeschikkingen=["beschikking"], verrekeningen=[GEWEIGERDE_UREN])
    await zaak.stel_vast()
    if leerling.school is not None:
        async with wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
            persoon_id = (await actions.lees_dossier(tx, zaak.id))["persoon_id"]
            await toewijzing(
                tx,
                organisatie_id=leerling.school,
                dossier_id=zaak.id,
                persoon_id=persoon_id,
                **(leerling.toewijzing or {}),
            )
    return zaak


async def _geef_een_naam(tx: Tx, wereld: Wereld, merker: Merker, dossier_id: UUID, *, geheim: bool) -> None:
    """Naam en adres langs de weg van de BRP, als merken; zo staan zij ook in de brieven en in wat doorzocht wordt."""
    teksten = {f.name: merker.nieuw() for f in fields(BrpFeiten) if f.type is str}
    await actions.verwerk_brp(
        tx,
        wereld.huis,
        dossier_id,
        BrpFeiten(
            **teksten | {"geboortedatum": merker.datum()},
            geheimhouding=geheim,
            overleden_op=None,
            inschrijving_op=VANDAAG,
            vestiging_op=VANDAAG,
        ),
    )


async def _maak_brieven(wereld: Wereld) -> None:
    """Van elke gemeente de brieven van twee dossiers; opmaken kost een apart proces."""
    for gemeente in _gemeenten(wereld):
        dossiers = sorted({b["dossier_id"] for b in await wereld.rijen("brief", gemeente_id=gemeente.id)})[:2]
        for brief in [b for d in dossiers for b in await wereld.rijen("brief", dossier_id=d)]:
            [taak] = await wereld.rijen("outbox", onderwerp_id=brief["id"])
            await verwerk(wereld.huis, wereld.buren, taak["id"])


def _gemeenten(wereld: Wereld) -> tuple[Gemeente, Gemeente]:
    return wereld.twee.a, wereld.twee.b


def _gemeente_van(wereld: Wereld, inwoner: Inwoner) -> Gemeente:
    return next(g for g in _gemeenten(wereld) if g.code == f"GM{inwoner.gemeentecode}")
