"""Volume: people, dossiers, terms and work that nobody lives in, loaded with COPY.

There is no BSN here: `persoon_nummer` holds random bytes where a cipher text and a blind index would be. The rows of
the gemeenten lie mixed, as they do after years of use, so that a page of one gemeente is spread over the table.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from uuid import UUID

import asyncpg

from core.law.fasen import Fase
from core.law.termijn import Termijnsoort
from core.platform.ids import nieuw_id, nieuw_kenmerk, vast_id
from core.process.aanmelding.werksoorten import Soort as Aanmeldwerk
from core.process.dossier.namen import zoeknaam
from core.process.dossier.werksoorten import Soort
from core.process.oproep.werksoorten import Soort as Intakewerk

Rij = tuple[object, ...]
PARTIJ = 5_000
EERSTE_PROEFGEMEENTE = 8001  # no gemeente has such a code
NU = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
_LETTERGREPEN = ("ba", "do", "fi", "ka", "le", "mo", "na", "ri", "su", "ta", "ve", "zo")
_FASEN = (Fase.PLICHT_GEMELD, Fase.INTAKE_OPGEROEPEN, Fase.INTAKE_LOOPT, Fase.TRAJECT_ACTIEF)
_WERK = (Soort.PIP_VASTSTELLEN, Soort.NAVRAGEN, Intakewerk.OPROEP_OPVOLGEN, Aanmeldwerk.DUO_GEBEURTENIS)
_KOLOMMEN = {
    "persoon": (
        "gemeente_id id voornamen geslachtsnaam naam_zoek geboortedatum naam adressoort adresregel1"
        " adresregel2 inschrijving_op brp_gelezen_op"
    ),
    "persoon_nummer": "gemeente_id persoon_id soort cijfer sleutelversie bidx indexversie",
    "dossier": (
        "gemeente_id id persoon_id kenmerk fase doelgroep fijne_doelgroep plicht_vanaf kennisgeving_op ss139_op"
        " vestiging_op geopend_op"
    ),
    "termijn": (
        "gemeente_id id dossier_id soort start start_gebeurtenis ruw_einde einde atw grond uitleg besluit_bekend bron"
        " status recht_versie bepaald_op"
    ),
    "werkitem": (
        "gemeente_id id dossier_id termijn_id soort omschrijving grond vervaldatum status sleutel ontstaan_op"
        " afgehandeld_op afhandeling"
    ),
}
_UITLEG = '["tien weken na de kennisgeving", "de laatste dag is geen feestdag", "grond: art. 5.3 lid 1 Bi2021"]'


@dataclass(frozen=True, slots=True, kw_only=True)
class Proefgemeente:
    """A gemeente that exists on the bench only."""

    code: str
    naam: str
    oin: str

    @property
    def id(self) -> UUID:
        """As a tenant file with this code would have it."""
        return vast_id("gemeente", self.code)


def proefgemeenten(aantal: int) -> list[Proefgemeente]:
    return [
        Proefgemeente(code=f"GM{n:04}", naam=f"Proefgemeente {n}", oin=f"00000099{n:09}000")
        for n in range(EERSTE_PROEFGEMEENTE, EERSTE_PROEFGEMEENTE + aantal)
    ]


async def laad_gemeenten(dsn: str, gemeenten: Sequence[Proefgemeente]) -> None:
    verbinding = await asyncpg.connect(dsn)
    try:
        await verbinding.executemany(
            "insert into meedoen.gemeente (id, cbs_code, naam, oin) values ($1, $2, $3, $4)",
            [(g.id, g.code, g.naam, g.oin) for g in gemeenten],
        )
    finally:
        await verbinding.close()


async def vul(dsn: str, gemeenten: Sequence[UUID], *, per_gemeente: int, zaad: int = 2021) -> dict[UUID, list[UUID]]:
    """Load `per_gemeente` dossiers for each gemeente as superuser; gives the dossiers of each."""
    toeval = random.Random(zaad)
    volgorde = [g for g in gemeenten for _ in range(per_gemeente)]
    toeval.shuffle(volgorde)
    dossiers: dict[UUID, list[UUID]] = {g: [] for g in gemeenten}
    verbinding = await asyncpg.connect(dsn)
    try:
        # The rows belong together by construction; checking every reference would be most of the time of loading.
        await verbinding.execute("set session_replication_role = replica")
        wachtend = iter(volgorde)
        while partij := list(islice(wachtend, PARTIJ)):
            rijen: dict[str, list[Rij]] = {tabel: [] for tabel in _KOLOMMEN}
            for gemeente_id in partij:
                dossiers[gemeente_id].append(_dossier(rijen, toeval, gemeente_id))
            for tabel, kolommen in _KOLOMMEN.items():
                await verbinding.copy_records_to_table(
                    tabel, schema_name="meedoen", columns=kolommen.split(), records=rijen[tabel]
                )
        await verbinding.execute("vacuum (analyze)")
        await verbinding.execute("checkpoint")
    finally:
        await verbinding.close()
    return dossiers


def _dossier(rijen: dict[str, list[Rij]], toeval: random.Random, gemeente_id: UUID) -> UUID:
    """Add one person with everything around him; gives the id of his dossier."""
    persoon_id, dossier_id = nieuw_id(), nieuw_id()
    kennisgeving = date(2024, 1, 1) + timedelta(days=toeval.randrange(800))
    rijen["persoon"].append(_persoon(toeval, gemeente_id, persoon_id, kennisgeving))
    for soort in ("bsn", "vnummer"):
        rijen["persoon_nummer"].append(
            (gemeente_id, persoon_id, soort, toeval.randbytes(42), 1, toeval.randbytes(16), 1),
        )
    rijen["dossier"].append(
        (gemeente_id, dossier_id, persoon_id, nieuw_kenmerk(), str(toeval.choice(_FASEN)), "ASIEL",
         "Asielstatushouder", kennisgeving, kennisgeving, kennisgeving, kennisgeving, NU),
    )  # fmt: skip
    termijnen = list(_termijnen(gemeente_id, dossier_id, kennisgeving))
    rijen["termijn"] += termijnen
    rijen["werkitem"] += _werk(toeval, gemeente_id, dossier_id, termijnen[0][1], kennisgeving)
    return dossier_id


def _naam(toeval: random.Random) -> str:
    return "".join(toeval.choices(_LETTERGREPEN, k=3)).capitalize()


def _persoon(toeval: random.Random, gemeente_id: UUID, persoon_id: UUID, dag: date) -> Rij:
    voornaam, achternaam = _naam(toeval), f"Proef{_naam(toeval).lower()}"
    return (
        gemeente_id, persoon_id, voornaam, achternaam, zoeknaam(achternaam, voornaam), "1990-04-01",
        f"{voornaam} {achternaam}", "adres", f"Proefstraat {toeval.randint(1, 199)}", "1000 AA  PROEFDORP", dag, NU,
    )  # fmt: skip


def _termijnen(gemeente_id: UUID, dossier_id: UUID, start: date) -> Iterator[Rij]:
    for gebeurtenis, status in (("kennisgeving", "lopend"), ("ss139", "vervallen")):
        einde = start + timedelta(weeks=10)
        yield (
            gemeente_id, nieuw_id(), dossier_id, str(Termijnsoort.PIP_A), start, gebeurtenis, einde, einde, True,
            "art. 5.3 Bi2021", _UITLEG, True, "recht", status, "proef", NU,
        )  # fmt: skip


def _werk(toeval: random.Random, gemeente_id: UUID, dossier_id: UUID, termijn_id: object, dag: date) -> Iterator[Rij]:
    for status in ("open", "afgehandeld"):
        soort, id_ = toeval.choice(_WERK), nieuw_id()
        yield (
            gemeente_id, id_, dossier_id, termijn_id, str(soort), "Stel het PIP vast voordat de termijn voorbij is",
            "art. 15 lid 1 Wi2021", dag + timedelta(weeks=10), status, f"{soort}:{id_}", NU,
            NU if status != "open" else None, "" if status == "open" else "gedaan",
        )  # fmt: skip
