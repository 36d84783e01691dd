"""Wat er van een brief bevroren is: lezen, bewaren voor wie een exemplaar krijgt, en intrekken wat er nog ligt.

De gegevens zijn canonieke JSON en staan versleuteld op hun eigen plek; wie een deel wil, leest het als struct: een oude
editie kent andere velden.
"""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

import msgspec

from core.fouten import VersieConflict
from core.law.adresboek import Rol, Weg
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.letters.gegevens import Geadresseerde, gegevens_hash
from core.process.besluit import opmaken
from core.process.besluit.cijferteksten import GEGEVENS
from core.process.besluit.rijen import BriefRij
from core.process.besluit.tables import Brief, Briefstatus
from core.process.besluit.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad

S = TypeVar("S", bound=msgspec.Struct)
LIGT_NOG = (Briefstatus.TE_MAKEN, Briefstatus.GEMAAKT)
"""Zo ligt een brief er nog; daarna is zij weg of ingetrokken."""


class _Gericht(msgspec.Struct, frozen=True):
    """Aan wie de brief gericht is; dit heeft elke editie."""

    geadresseerde: Geadresseerde


def lees(tx: Tx, huis: Huis, brief: BriefRij) -> bytes:
    """De bevroren gegevens, zoals zij bevroren zijn."""
    return huis.kluis.ontsleutel(brief.gegevens, soort=GEGEVENS.soort, plek=GEGEVENS.plek(tx.gemeente_id, brief.id))


def lees_als(tx: Tx, huis: Huis, brief: BriefRij, soort: type[S]) -> S:
    """Het deel van de bevroren gegevens dat `soort` noemt."""
    return msgspec.json.decode(lees(tx, huis, brief), type=soort)


def anders_gericht(gegevens: bytes, aan: Mapping[str, object]) -> bytes:
    """Dezelfde gegevens met deze geadresseerde; een oude editie kent minder velden, en houdt die."""
    oud = msgspec.json.decode(gegevens)
    return msgspec.json.encode(oud | {veld: aan[veld] for veld in oud.keys() & aan.keys()}, order="sorted")


async def lees_wat_er_ligt(tx: Tx, onderwerp_id: UUID) -> BriefRij | None:
    """De brief hierover die nog niet weg is, zonder haar afschriften; None als er geen ligt."""
    return await tx.lees_een_als(
        BriefRij,
        BriefRij.select().where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.onderwerp_id == onderwerp_id)
            & Brief.afschrift_van.is_null()
            & Brief.status.is_in([*LIGT_NOG])
        ),
    )


def adresregels(tx: Tx, huis: Huis, brief: BriefRij) -> tuple[str, ...]:
    """Het adres dat op de brief staat."""
    return lees_als(tx, huis, brief, _Gericht).geadresseerde.adresregels


def adres(tx: Tx, huis: Huis, brief: BriefRij) -> str:
    """Dat adres als tekst, zoals het bij een verzending vastligt."""
    return "\n".join(adresregels(tx, huis, brief))


async def bewaar(
    tx: Tx,
    huis: Huis,
    gegevens: bytes,
    *,
    dossier_id: UUID,
    onderwerp_id: UUID,
    sjabloon: str,
    sjabloon_versie: str,
    aan: Rol,
    adressering: str,
    voorgestelde_weg: Weg = Weg.POST,
    afschrift_van: UUID | None = None,
    opnieuw_na: UUID | None = None,
) -> UUID:
    """Bewaar deze gegevens als brief of afschrift, en zet het opmaken klaar; geeft het id."""
    id_ = nieuw_id()
    cijfer, versie = huis.kluis.versleutel(gegevens, soort=GEGEVENS.soort, plek=GEGEVENS.plek(tx.gemeente_id, id_))
    await tx.schrijf(
        Brief.insert(
            Brief(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                onderwerp_id=onderwerp_id,
                afschrift_van=afschrift_van,
                opnieuw_na=opnieuw_na,
                aan=aan,
                voorgestelde_weg=voorgestelde_weg,
                adressering=adressering,
                sjabloon=sjabloon,
                sjabloon_versie=sjabloon_versie,
                gegevens_hash=gegevens_hash(gegevens),
                gegevens=cijfer,
                sleutelversie=versie,
            )
        )
    )
    await opmaken.zet_klaar(tx, id_, dossier_id=dossier_id)
    return id_


async def trek_in(tx: Tx, brief_id: UUID, *, afhandeling: str) -> None:
    """Deze brief gaat niet meer uit, en haar afschriften ook niet.

    Raises:
        VersieConflict: zij ligt er niet meer.
    """
    weg = await tx.schrijf(
        Brief.update({Brief.status: Briefstatus.INGETROKKEN})
        .where(
            (Brief.gemeente_id == tx.gemeente_id)
            & ((Brief.id == brief_id) | (Brief.afschrift_van == brief_id))
            & Brief.status.is_in([*LIGT_NOG])
        )
        .returning(Brief.id)
    )
    ids = [rij["id"] for rij in weg]
    if brief_id not in ids:
        raise VersieConflict
    for id_ in ids:
        await werkvoorraad.sluit(tx, Soort.BRIEF_VERZENDEN, sleutel=str(id_), afhandeling=afhandeling, vervallen=True)


async def ligt_niet_meer(tx: Tx, onder: UUID, *, afhandeling: str, vervallen: bool = False) -> bool:
    """Het besluit waarvan de brief hieronder staat blijft niet meer liggen (PG-6); False als er geen werk van was."""
    return await werkvoorraad.sluit(
        tx, Soort.BESLUIT_NIET_VERZONDEN, sleutel=str(onder), afhandeling=afhandeling, vervallen=vervallen
    )
