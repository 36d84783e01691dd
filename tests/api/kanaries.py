"""Een bevolking waarin elke tekst van elke kolom uniek is: wie iets ziet, is te herleiden tot de rij waar het staat.

Elke persoon doorloopt eerst het echte verhaal, zodat elke tabel een rij van hem heeft; daarna krijgt elke tekstkolom
van elke rij een eigen merk. De kolommen komen uit de catalogus: een nieuwe kolom doet vanzelf mee.
"""

import re
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from core.law.aanschrijven import Adressoort
from core.ontwikkeling.simulator.bevolking import Inwoner
from core.platform.db.uow import Tx
from core.platform.tenancy import toegang_sleutels
from core.process.dossier.brp import BrpFeiten, verwerk_brp
from core.process.dossier.rijen import Onleesbaar
from tests.api.leerlingen import Herkomst, Leerling, Merken, leerlingen
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import DOOR_DE_MIGRATIE, KANARIES
from tests.voorbeelden.beheer import Gemeente, plugin_schakelaar, sleutel_vernietiging
from tests.voorbeelden.proef import samen

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
GESLOTEN = samen([kanarie.gesloten for kanarie in KANARIES])
GESLOTEN_IN_JSON = samen([kanarie.gesloten_in_json for kanarie in KANARIES])
LEEG_IN_HET_VERHAAL = samen([kanarie.leeg for kanarie in KANARIES])
VERSLEUTELD = samen([kanarie.versleuteld for kanarie in KANARIES])
AFGELEID = frozenset(naam for kanarie in KANARIES for naam in kanarie.afgeleid)
TOONT_NUMMER = frozenset(route for kanarie in KANARIES for route in kanarie.toont_nummer)
NIET_BIJ_IEDER = frozenset(tabel for kanarie in KANARIES for tabel in kanarie.niet_bij_ieder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevolking:
    """De zaken die er zijn, en van elk merk waar het staat."""

    zaken: dict[UUID, Leerling]
    """Per dossier."""
    personen: dict[UUID, Leerling]
    merken: dict[str, list[Herkomst]]
    nummers: dict[str, str]
    """Elk BSN en V-nummer met de gemeente van die persoon: niemand krijgt het te zien, behalve zij op een route
    van `toont_nummer`."""
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
        nummers={
            nummer: leerling.gemeente.code
            for zaak, leerling in zaken
            for nummer in (zaak.inwoner.bsn, str(zaak.inwoner.v_nummer))
        },
        rijen=rijen,
        door_de_database_gesloten=gesloten,
    )


class Merker(Merken):
    """Zet in elke kolom die tekst kan bevatten een merk."""

    def __init__(self, wereld: Wereld) -> None:
        super().__init__()
        self._db = wereld.alziend

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
        for rij in await self._db.fetch(
            f"select ctid::text as plek, {kolom}::text as inhoud from {tabel}"
            f" where {kolom} is not null or {naam in LEEG_IN_HET_VERHAAL}"
        ):
            inhoud = LEEG_IN_HET_VERHAAL.get(naam) or msgspec.json.decode(rij["inhoud"])
            gemerkt = msgspec.json.encode(self._met_merken(inhoud, GESLOTEN_IN_JSON.get(naam, frozenset()))).decode()
            await self._db.execute(
                f"update {tabel} set {kolom} = $1::jsonb where ctid = $2::text::tid", gemerkt, rij["plek"]
            )

    def _met_merken(self, inhoud: Any, vast: frozenset[str]) -> Any:
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
    await wereld.werk_af()
    for gemeente in _gemeenten(wereld):
        async with wereld.huis.databank.uow(toegang_sleutels(gemeente.id, oorsprong="test")) as tx:
            await sleutel_vernietiging(tx)
        async with wereld.huis.databank.uow(gemeente.als_klantmanager()) as tx:
            await plugin_schakelaar(tx)
    await _maak_brieven(wereld)
    return zaken


async def _volle_zaak(wereld: Wereld, merker: Merker, leerling: Leerling, inwoner: Inwoner) -> Zaak:
    """Van aanmelding tot traject, met in elke tabel een rij."""
    km = wereld.mens("klantmanager", leerling.gemeente)
    treffers = (await km.stuur("/werkvoorraad/zoekopdrachten", {"bsn": inwoner.bsn}, 200))["treffers"]
    zaak = Zaak(wereld, inwoner, UUID(treffers[0]["dossierId"]), km)
    async with wereld.huis.databank.uow(leerling.gemeente.als_taak()) as tx:
        await _geef_een_naam(tx, wereld, merker, zaak.id, geheim=leerling.geheim)
    if leerling.net_gemeld:
        return zaak
    for kanarie in KANARIES:
        if kanarie.loop is not None:
            await kanarie.loop(zaak, leerling, merker)
    return zaak


async def _geef_een_naam(tx: Tx, wereld: Wereld, merker: Merker, dossier_id: UUID, *, geheim: bool) -> None:
    """Naam en adres langs de weg van de BRP, als merken; zo staan zij ook in de brieven en in wat doorzocht wordt."""
    teksten = {f.name: merker.nieuw() for f in fields(BrpFeiten) if f.type is str and f.name != "inschrijving_gemeente"}
    await verwerk_brp(
        tx,
        wereld.huis,
        dossier_id,
        BrpFeiten(
            **teksten | {naam: merker.datum() for naam in ("geboortedatum", "overlijdensdatum", "adres_vanaf")},
            inschrijving_gemeente=wereld.huis.tenant(tx.gemeente_id).code,
            adressoort=Adressoort.ADRES,
            geheimhouding=geheim,
            overleden=False,
            in_onderzoek=(f"naam.{merker.nieuw()}",),
            uitgeschreven=False,
            uitgeschreven_op=None,
            onleesbaar=(Onleesbaar(veld=merker.nieuw(), tekst=merker.nieuw()),),
            inschrijving_op=VANDAAG,
            vestiging_op=VANDAAG,
        ),
    )


async def _maak_brieven(wereld: Wereld) -> None:
    """Van elke gemeente de brieven van twee dossiers."""
    for gemeente in _gemeenten(wereld):
        for dossier in sorted({b["dossier_id"] for b in await wereld.rijen("brief", gemeente_id=gemeente.id)})[:2]:
            await wereld.maak_brieven(dossier)


def _gemeenten(wereld: Wereld) -> tuple[Gemeente, Gemeente]:
    return wereld.twee.a, wereld.twee.b
