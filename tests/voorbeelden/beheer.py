"""Wat de eigenaar van het platform inricht: gemeenten, organisaties, en wie waar werkt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id, vast_id
from core.platform.partijen import PARTIJEN, VAN_ACTOR, Partij, toegang_partner
from core.platform.tenancy import Actor, Doel, Rol, Toegang, toegang_gemeente, toegang_leden, toegang_taak
from core.platform.tenants import Tenant, lees_tenants
from tests.voorbeelden import omgeving
from tests.voorbeelden.invoegen import voeg_in

UITGEVER = "https://meedoen.example.org"
LANG_GELEDEN = datetime(2025, 1, 1, tzinfo=UTC)
TENANTS = lees_tenants(omgeving.TENANTS)
FUNCTIES = {Rol.KLANTMANAGER: "klantmanager inburgering", Rol.TEAMLEIDER: "teamleider", Rol.BEHEERDER: "beheerder"}
"""Zoals het mandaatregister van de tenantbestanden ze noemt."""


@dataclass(frozen=True, slots=True)
class Lid:
    """Een organisatie, en wie er voor een gemeente werkt."""

    organisatie: UUID
    medewerker: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    """Een gemeente met haar mensen, en van elke soort één organisatie met een medewerker die alleen voor deze gemeente
    werkt."""

    tenant: Tenant
    klantmanager: UUID
    teamleider: UUID
    beheerder: UUID
    leden: Mapping[str, Lid]
    """Op de naam van de soort."""
    beheerders: Mapping[str, UUID] = field(default_factory=dict)
    """Wie bij die organisaties over de leden gaan, op de naam van de soort."""

    @property
    def school(self) -> UUID:
        return self.leden["taalschool"].organisatie

    @property
    def schoolmedewerker(self) -> UUID:
        return self.leden["taalschool"].medewerker

    @property
    def id(self) -> UUID:
        return self.tenant.id

    @property
    def code(self) -> str:
        return self.tenant.code

    def als_klantmanager(self, doel: Doel = Doel.DOSSIERBEHANDELING) -> Toegang:
        return toegang_gemeente(
            self.id,
            medewerker_id=self.klantmanager,
            rollen=frozenset({Rol.KLANTMANAGER}),
            doel=doel,
            oorsprong="test",
        )

    def als_beheerder(self) -> Toegang:
        return toegang_leden(
            self.id,
            organisatie_id=None,
            medewerker_id=self.beheerder,
            rollen=frozenset({Rol.BEHEERDER}),
            oorsprong="test",
        )

    def als_taak(self, doel: Doel = Doel.UITWISSELING_DUO) -> Toegang:
        return toegang_taak(self.id, doel=doel, oorsprong="test")

    def als_partner(self, partij: Partij, *, handelend: bool = True) -> Toegang:
        lid = self.leden[partij.naam]
        return toegang_partner(
            partij,
            lid.organisatie,
            medewerker_id=lid.medewerker,
            gemeente_id=self.id if handelend else None,
            oorsprong="test",
        )

    def als_school(self, *, handelend: bool = True) -> Toegang:
        return self.als_partner(VAN_ACTOR[Actor.TAALSCHOOL], handelend=handelend)


@dataclass(frozen=True, slots=True, kw_only=True)
class TweeGemeenten:
    a: Gemeente
    b: Gemeente


async def gemeente(eigenaar: Any, tenant: Tenant) -> UUID:
    await eigenaar.execute(
        "insert into meedoen.gemeente (id, cbs_code, naam, oin) values ($1, $2, $3, $4)",
        tenant.id,
        tenant.code,
        tenant.naam,
        tenant.oin,
    )
    return tenant.id


async def organisatie(
    eigenaar: Any, *, soort: str = "taalschool", naam: str = "Taalschool", nummer: str = "9999000009"
) -> UUID:
    id_ = vast_id("organisatie", nummer)
    await eigenaar.execute(
        "insert into meedoen.organisatie (id, soort, naam, nummer) values ($1, $2, $3, $4) on conflict do nothing",
        id_,
        soort,
        naam,
        nummer,
    )
    return id_


async def medewerker(eigenaar: Any, *, onderwerp: str | None = None, uitgever: str = UITGEVER) -> UUID:
    """Een medewerker; `onderwerp` is wat zijn token draagt, of wie hij bij zijn inlogdienst is."""
    id_ = nieuw_id()
    await eigenaar.execute(
        "insert into meedoen.medewerker (id, uitgever, onderwerp) values ($1, $2, $3)",
        id_,
        uitgever,
        onderwerp or str(id_),
    )
    return id_


async def lidmaatschap(
    eigenaar: Any,
    gemeente_id: UUID,
    medewerker_id: UUID,
    *,
    rol: Rol = Rol.KLANTMANAGER,
    naam: str = "Medewerker",
    email: str = "",
    organisatie_id: UUID | None = None,
    vanaf: datetime = LANG_GELEDEN,
    tot: datetime | None = None,
    ingetrokken_op: datetime | None = None,
) -> UUID:
    """Een lidmaatschap, en hoe de medewerker bij die gemeente bekend is."""
    id_ = nieuw_id()
    await eigenaar.execute(
        "insert into meedoen.collega (gemeente_id, medewerker_id, naam, functie) values ($1, $2, $3, $4)"
        " on conflict do nothing",
        gemeente_id,
        medewerker_id,
        naam,
        FUNCTIES.get(rol, ""),
    )
    await eigenaar.execute(
        "insert into meedoen.lidmaatschap (gemeente_id, id, medewerker_id, organisatie_id, rol, naam, vanaf, tot,"
        " ingetrokken_op, email) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        gemeente_id,
        id_,
        medewerker_id,
        organisatie_id,
        str(rol),
        naam,
        vanaf,
        tot,
        ingetrokken_op,
        email,
    )
    return id_


async def verzet_klok(eigenaar: Any, *, seconden: int) -> None:
    """Zet de beweegbare klok zoveel seconden voor op de echte."""
    await eigenaar.execute("update meedoen.klok set verschuiving = $1", seconden)


async def gemeente_met_mensen(eigenaar: Any, code: str) -> Gemeente:
    """De gemeente van deze code met een klantmanager, een teamleider, en van elke soort organisatie een medewerker van
    de eerste.

    Wie het is staat in zijn onderwerp: `klantmanager.GM1904`, `teamleider.GM1904`, `school.GM1904`; en wie over hun
    lidmaatschappen gaan: `beheerder.GM1904`, `taalschool_beheerder.GM1904`.
    """
    tenant = next(t for t in TENANTS.values() if t.code == code)
    await gemeente(eigenaar, tenant)
    eerste: dict[str, UUID] = {}
    for o in tenant.organisaties:
        id_ = await organisatie(eigenaar, soort=o.partij.naam, naam=o.naam, nummer=o.nummer)
        eerste.setdefault(o.partij.naam, id_)
    kring: list[tuple[str, Rol, UUID | None]] = [
        ("klantmanager", Rol.KLANTMANAGER, None),
        ("teamleider", Rol.TEAMLEIDER, None),
    ]
    kring += [(wie_van(p.actor), min(p.rollen), eerste[p.naam]) for p in PARTIJEN]
    kring.append((wie_van(Actor.LEDEN), Rol.BEHEERDER, None))
    kring += [(str(p.beheer), p.beheer, eerste[p.naam]) for p in PARTIJEN]
    mensen = {}
    for wie, rol, waar in kring:
        mensen[wie] = await medewerker(eigenaar, onderwerp=f"{wie}.{code}")
        naam = f"{wie.title()} {tenant.naam}"
        await lidmaatschap(eigenaar, tenant.id, mensen[wie], rol=rol, naam=naam, organisatie_id=waar)
    return Gemeente(
        tenant=tenant,
        klantmanager=mensen["klantmanager"],
        teamleider=mensen["teamleider"],
        beheerder=mensen["beheerder"],
        leden={p.naam: Lid(eerste[p.naam], mensen[wie_van(p.actor)]) for p in PARTIJEN},
        beheerders={p.naam: mensen[str(p.beheer)] for p in PARTIJEN},
    )


def wie_van(actor: Actor) -> str:
    """Wie er in een test voor deze soort handelt, zoals zijn onderwerp begint."""
    if actor is Actor.LEDEN:
        return "beheerder"
    return "school" if actor in (Actor.TAALSCHOOL, Actor.ANTWOORD) else str(actor)


async def maak_twee_gemeenten(eigenaar: Any) -> TweeGemeenten:
    """Stichtse Vecht (Taalschool De Vecht, Stichting Welkom) en Krimpenerwaard (Samen Spreken, die ook in Stichtse
    Vecht bekend is, en Samen Thuis)."""
    return TweeGemeenten(
        a=await gemeente_met_mensen(eigenaar, "GM1904"), b=await gemeente_met_mensen(eigenaar, "GM1931")
    )


async def plugin_schakelaar(tx: Tx) -> None:
    await voeg_in(
        tx,
        "plugin_schakelaar",
        {
            "gemeente_id": tx.gemeente_id,
            "id": nieuw_id(),
            "plugin": "proefplugin",
            "stand": "aan",
            "sinds": LANG_GELEDEN,
            "door": "B. Beheer, functioneel beheerder",
            "reden": "weer in orde na herstel",
        },
    )


async def sleutel_vernietiging(tx: Tx) -> None:
    await voeg_in(
        tx,
        "sleutel_vernietiging",
        {
            "gemeente_id": tx.gemeente_id,
            "opdrachtgever": "J. Jansen, gemeentesecretaris",
            "grond": "art. 28 lid 3 g AVG",
            "uitgevoerd_door": "B. Beheer",
            "aantal": 3,
            "begonnen_op": LANG_GELEDEN,
        },
    )
