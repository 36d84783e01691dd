"""Wat er uit de eerdere zaak van wie terugkwam is over te nemen, en het werk dat ernaar vraagt (ADR 0096).

Per groep is er een lijst en een handeling, in de stap waarvan de gegevens zijn. Niets wordt vanzelf overgenomen.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from core.fouten import OngeldigeInvoer
from core.law.overnemen import Stuk, over_te_nemen, toets_overname
from core.platform.db.uow import Tx
from core.platform.herhaling import eis_dezelfde
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij
from core.process.dossier.tables import Dossier
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import lees_dossier

GROND = "art. 15 lid 4 Wi2021"


class Groep(StrEnum):
    """Wat er in één handeling wordt overgenomen."""

    CONTACT = "contact"
    VERTEGENWOORDIGING = "vertegenwoordiging"
    BRIEFADRES = "briefadres"


_VRAAG: Mapping[Groep, str] = {
    Groep.CONTACT: "staat nog hoe de persoon te bereiken is",
    Groep.VERTEGENWOORDIGING: "staat nog wie voor de persoon optreedt",
    Groep.BRIEFADRES: "staat nog een briefadres van de persoon",
}


class OvernameIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat u overneemt uit de eerdere zaak, met een id dat u zelf maakt. `van` is wat u in de lijst zag en navroeg."""

    id: UUID
    van: Annotated[tuple[UUID, ...], msgspec.Meta(min_length=1, max_length=20)]


async def eerdere_zaak(tx: Tx, dossier: DossierRij) -> DossierRij | None:
    """De zaak van voor de verhuizing; None als die er niet is, of als deze zelf al een eerdere is."""
    if dossier.eerder_id is None or dossier.opgevolgd_op is not None:
        return None
    return await lees_dossier(tx, dossier.eerder_id)


async def zaak_na(tx: Tx, dossier: DossierRij) -> DossierRij:
    """De zaak van nu van dezelfde persoon; deze, als er geen na kwam."""
    if dossier.opgevolgd_op is None:
        return dossier
    waar = (Dossier.gemeente_id == tx.gemeente_id) & (Dossier.persoon_id == dossier.persoon_id)
    rij = await tx.lees_een_als(DossierRij, DossierRij.select().where(waar & Dossier.opgevolgd_op.is_null()))
    return rij or dossier


async def aangeboden(tx: Tx, dossier: DossierRij, toen: Sequence[Stuk], hier: Sequence[Stuk]) -> tuple[UUID, ...]:
    """Wat er van deze groep is over te nemen."""
    if not toen:
        return ()
    return over_te_nemen(toen, hier, overleden=(await lees_persoon(tx, dossier)).overleden)


def is_herhaling(
    tx: Tx, dossier_id: UUID, van: Sequence[UUID], staat: Sequence[tuple[UUID, UUID | None, UUID]]
) -> bool:
    """Of dit onder dit id al is overgenomen; `staat` is per rij in welk dossier, waarvan, en door wie.

    Raises:
        Conflict, AndereInhoud: onder dit id is iets anders overgenomen, of een ander deed het.
    """
    if not staat:
        return False
    eis_dezelfde(
        "een andere overname",
        dossier_id=dossier_id,
        staat_in=staat[0][0],
        nu={"van": frozenset(van)},
        staat={"van": frozenset(waarvan for _, waarvan, _ in staat)},
        zelfde_mens=staat[0][2] == tx.medewerker_id,
    )
    return True


def eis_aangeboden(van: Sequence[UUID], lijst: Sequence[UUID]) -> None:
    """Ga door als al wat iemand overneemt ook over te nemen is.

    Raises:
        OngeldigeInvoer: er is iets bij wat dat niet is.
    """
    if gebreken := toets_overname(van, lijst):
        raise OngeldigeInvoer("Dit is niet over te nemen.", gebreken=gebreken)


async def volg(tx: Tx, dossier: DossierRij, groep: Groep, lijst: Sequence[UUID], *, vraag: bool = False) -> bool:
    """Is er niets (meer) over te nemen, dan is het werk dat ernaar vraagt klaar; met `vraag` begint dat werk.

    True als er werk begon of sloot.
    """
    if not lijst:
        return await werkvoorraad.sluit(
            tx,
            Soort.NAVRAGEN,
            sleutel=vraagsleutel(dossier.id, groep),
            afhandeling="er is niets meer over te nemen uit de eerdere zaak",
        )
    if not vraag or dossier.eerder_id is None:
        return False
    eerder = await lees_dossier(tx, dossier.eerder_id)
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"In zijn eerdere zaak, dossier {eerder.kenmerk}, {_VRAAG[groep]}. Vraag hem wat daarvan nog klopt. Neem"
            " over wat klopt, en leg vast wat er nu anders is."
        ),
        grond=GROND,
        sleutel=vraagsleutel(dossier.id, groep),
        dossier_id=dossier.id,
    )


def vraagsleutel(dossier_id: UUID, groep: str) -> str:
    """De sleutel van het werk dat vraagt wat er van een groep nog klopt; zonder groep het begin ervan."""
    return f"{dossier_id}:overnemen:{groep}"
