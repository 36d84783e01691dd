"""Hoe iemand eerder heette en waar hij eerder woonde (ADR 0054).

Wat de BRP door iets anders vervangt wordt bewaard, met vanaf en tot wanneer voor zover dat bekend is, en verandert
daarna niet meer. Een adres dat een mens vastlegde staat in de briefadressen; ingetrokken hoort het ook bij wat was.
Wat geheim was blijft geheim, ook als er nu geen geheimhouding is.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypeVar
from uuid import UUID

import msgspec

from core.law.aanschrijven import Adressoort
from core.platform.clock import Klok
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.process.dossier.geschiedenisrijen import EerderAdresRij, EerdereNaamRij
from core.process.dossier.rijen import BriefadresRij, PersoonRij
from core.process.dossier.tables import EerderAdres, EerdereNaam

NAAM = ("voornamen", "voorvoegsel", "geslachtsnaam", "naam", "aanschrijfnaam")
ADRES = ("adressoort", "adresregel1", "adresregel2", "adresregel3")
Bron = Literal["brp", "hand"]
_Regel = TypeVar("_Regel", "EerdereNaamUit", "EerderAdresUit")


class EerdereNaamUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een naam die de BRP verving. Zij zegt niet vanaf wanneer iemand zo heette: `bekendSinds` is wanneer Meedoen de
    naam voor het eerst zo las (leeg: van voor dat werd bijgehouden), `vervangenOp` wanneer er een andere stond."""

    bron: Literal["brp"]
    naam: str
    aanschrijfnaam: str
    bekend_sinds: datetime | None
    vervangen_op: datetime


class EerderAdresUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een adres dat niet meer geldt: uit de BRP, of door een mens vastgelegd (`hand`), met de grond.

    `vanaf` is de eerste dag en `tot` de eerste dag dat het niet meer gold; van de BRP kunnen zij onvolledig of onbekend
    zijn. Bij `geheimhouding` mag het niet aan derden worden gegeven.
    """

    bron: Bron
    adressoort: str | None
    adresregels: list[str]
    geheimhouding: bool
    vanaf: str | None
    tot: str | None
    grond: str
    bekend_sinds: datetime | None
    vervangen_op: datetime


class GeschiedenisUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De namen en adressen van een persoon die niet meer gelden; wat het laatst verviel staat voorop."""

    namen: list[EerdereNaamUit]
    adressen: list[EerderAdresUit]


async def bewaar(tx: Tx, eerder: PersoonRij, anders: frozenset[str], *, adres_vanaf: str) -> None:
    """Bewaar de naam en het adres die er stonden, als een kolom ervan in `anders` staat.

    `adres_vanaf` is vanaf wanneer het nieuwe adres geldt; het vorige gold tot die dag.
    """
    if eerder.brp_gelezen_op is None:
        return
    if anders.intersection(NAAM) and (eerder.naam or eerder.aanschrijfnaam):
        await tx.schrijf(
            EerdereNaam.insert(
                EerdereNaam(
                    gemeente_id=tx.gemeente_id,
                    id=nieuw_id(),
                    persoon_id=eerder.id,
                    gelezen_op=eerder.naam_gelezen_op,
                    vervangen_op=await tx.nu(),
                    **{kolom: getattr(eerder, kolom) for kolom in NAAM},
                )
            )
        )
    if anders.intersection(ADRES) and (eerder.adresregels or eerder.adressoort is not Adressoort.GEEN):
        await tx.schrijf(
            EerderAdres.insert(
                EerderAdres(
                    gemeente_id=tx.gemeente_id,
                    id=nieuw_id(),
                    persoon_id=eerder.id,
                    geheimhouding=eerder.geheimhouding,
                    vanaf=eerder.adres_vanaf,
                    tot=adres_vanaf,
                    gelezen_op=eerder.adres_gelezen_op,
                    vervangen_op=await tx.nu(),
                    **{kolom: getattr(eerder, kolom) for kolom in ADRES},
                )
            )
        )


async def lees_namen(tx: Tx, persoon_id: UUID) -> list[EerdereNaamRij]:
    """De namen die de BRP verving, oudste eerst."""
    waar = (EerdereNaam.gemeente_id == tx.gemeente_id) & (EerdereNaam.persoon_id == persoon_id)
    return await tx.lees_als(EerdereNaamRij, EerdereNaamRij.select().where(waar).order_by(EerdereNaam.id))


async def lees_adressen(tx: Tx, persoon_id: UUID) -> list[EerderAdresRij]:
    """De adressen die de BRP verving, oudste eerst."""
    waar = (EerderAdres.gemeente_id == tx.gemeente_id) & (EerderAdres.persoon_id == persoon_id)
    return await tx.lees_als(EerderAdresRij, EerderAdresRij.select().where(waar).order_by(EerderAdres.id))


def beeld(
    persoon: PersoonRij,
    namen: Sequence[EerdereNaamRij],
    adressen: Sequence[EerderAdresRij],
    briefadressen: Sequence[BriefadresRij],
) -> GeschiedenisUit:
    """Alles wat niet meer geldt bij elkaar, wat het laatst verviel voorop."""
    ooit_geheim = persoon.geheimhouding or any(rij.geheimhouding for rij in adressen)
    uit_de_brp = [_uit_de_brp(rij, geheim=persoon.geheimhouding or rij.geheimhouding) for rij in adressen]
    met_de_hand = [
        _met_de_hand(rij, rij.ingetrokken_op, geheim=ooit_geheim) for rij in briefadressen if rij.ingetrokken_op
    ]
    # A part that could not be read, or was mended, is not another name to who reads this.
    daarna = [(rij.naam, rij.aanschrijfnaam) for rij in namen[1:]] + [(persoon.naam, persoon.aanschrijfnaam)]
    eerdere = [
        _eerdere_naam(rij)
        for rij, volgende in zip(namen, daarna, strict=False)
        if (rij.naam, rij.aanschrijfnaam) != volgende
    ]
    return GeschiedenisUit(namen=_laatste_voorop(eerdere), adressen=_laatste_voorop([*uit_de_brp, *met_de_hand]))


def _laatste_voorop(rijen: list[_Regel]) -> list[_Regel]:
    return sorted(rijen, key=lambda rij: rij.vervangen_op, reverse=True)


def _eerdere_naam(rij: EerdereNaamRij) -> EerdereNaamUit:
    return EerdereNaamUit(
        bron="brp",
        naam=rij.naam,
        aanschrijfnaam=rij.aanschrijfnaam,
        bekend_sinds=rij.gelezen_op,
        vervangen_op=rij.vervangen_op,
    )


def _uit_de_brp(rij: EerderAdresRij, *, geheim: bool) -> EerderAdresUit:
    return EerderAdresUit(
        bron="brp",
        adressoort=rij.adressoort,
        adresregels=list(rij.adresregels),
        geheimhouding=geheim,
        vanaf=rij.vanaf or None,
        tot=rij.tot or None,
        grond="",
        bekend_sinds=rij.gelezen_op,
        vervangen_op=rij.vervangen_op,
    )


def _met_de_hand(rij: BriefadresRij, ingetrokken_op: datetime, *, geheim: bool) -> EerderAdresUit:
    return EerderAdresUit(
        bron="hand",
        adressoort=None,
        adresregels=list(rij.adresregels),
        geheimhouding=geheim,
        vanaf=rij.sinds.isoformat(),
        tot=Klok.datum(ingetrokken_op).isoformat(),
        grond=rij.grond,
        bekend_sinds=rij.vastgelegd_op,
        vervangen_op=ingetrokken_op,
    )
