"""Nagaan of een collegebesluit bestaat: wie het opgaf zette er mandaat en vier ogen mee opzij (art. 10:7 Awb, PG-19).

Elk gebruik is werk voor een teamleider die het niet zelf opgaf. Wat hij zag staat bij het besluit; is het
collegebesluit er niet, dan is wat erop rust werk om terug te nemen.
"""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import msgspec

from core.fouten import Conflict, Gebrek, VoorwaardeNietVervuld
from core.law.collegebesluit import ZELF, Steunt, toets_nagaan, zonder_schrijfwijze
from core.law.kalender import schrijf_dag
from core.law.mandaat import Collegebesluit
from core.platform.clock import Klok
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Werkstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import neem_dossier

_GEZIEN = "gezien: "
_NIET = "bestaat niet: "
_NAGEGAAN = """
select split_part(sleutel, ':', 2) as object_id,
       status, afhandeling, afgehandeld_door, afgehandeld_op
from meedoen.werkitem
where gemeente_id = $1 and dossier_id = any (string_to_array($2::text, ',')::uuid[]) and soort = 'COLLEGEBESLUIT_NAGAAN'
order by ontstaan_op, id"""
_LAATSTE_BEVINDING = """
select afhandeling, afgehandeld_op from meedoen.werkitem
where gemeente_id = $1 and soort = 'COLLEGEBESLUIT_NAGAAN' and status = 'afgehandeld'
  and split_part(sleutel, ':', 5) = $2
order by afgehandeld_op desc, id desc
limit 1"""


class NagegaanUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wie naging of het collegebesluit er is, wanneer, en wat hij zag."""

    bestaat: bool
    bevinding: str
    door: UUID
    op: datetime


async def laat_nagaan(
    tx: Tx, collegebesluit: Collegebesluit | None, steunt: Steunt, *, object_id: UUID, dossier_id: UUID
) -> None:
    """Zet voor een teamleider klaar dat dit collegebesluit nagegaan wordt; zonder collegebesluit is er niets te doen.

    `object_id` is wat erop rust: het besluit, de samenvoeging, of de oproep waar een boete bij hoort.
    """
    if collegebesluit is None:
        return
    vandaag = await tx.vandaag()
    begin = f"{object_id}:{tx.medewerker_id}:{steunt}:"
    sleutel = f"{begin}{zonder_schrijfwijze(collegebesluit.nummer)}"
    await werkvoorraad.sluit_behalve(
        tx, Soort.COLLEGEBESLUIT_NAGAAN, begin=begin, behalve=(sleutel,), afhandeling="er is een ander nummer opgegeven"
    )
    await werkvoorraad.zet_klaar(
        tx,
        Soort.COLLEGEBESLUIT_NAGAAN,
        omschrijving=(
            f"Op {schrijf_dag(vandaag)} rust {steunt.rust} op een besluit van het college zelf: nummer"
            f" {collegebesluit.nummer.strip()} van {schrijf_dag(collegebesluit.datum)}. Vraag dat besluit op en leg"
            " vast of het er is. Dat doet een ander dan wie het opgaf."
        ),
        grond=str(ZELF),
        sleutel=sleutel,
        dossier_id=dossier_id,
        vervaldatum=vandaag,
    )


async def leg_bevinding_vast(
    tx: Tx, huis: Huis, werkitem_id: UUID, *, versie: int, bestaat: bool, bevinding: str
) -> None:
    """Iemand vroeg het collegebesluit op: het is er, of niet; dan is wat erop rust werk om terug te nemen.

    Raises:
        NietGevonden: het item bestaat niet.
        VersieConflict: het is intussen gewijzigd of afgehandeld.
        Conflict: het was al afgehandeld.
        VoorwaardeNietVervuld: dit is ander werk, of wie handelt gaf het collegebesluit zelf op.
    """
    rij = await werkvoorraad.lees(tx, werkitem_id)
    if rij.dossier_id is not None:
        await neem_dossier(tx, rij.dossier_id)
        rij = await werkvoorraad.lees(tx, werkitem_id)
    eis_versie(versie, rij.versie)
    if rij.soort != Soort.COLLEGEBESLUIT_NAGAAN:
        raise VoorwaardeNietVervuld("Dit werk gaat niet over een collegebesluit.")
    if rij.status is not Werkstatus.OPEN:
        raise Conflict("Dit collegebesluit is al nagegaan. Klopt dat niet, heropen dan het werk.")
    _, object_id, ingevoerd_door, steunt, *_ = rij.sleutel.split(":")
    gebreken: tuple[Gebrek, ...] = tuple(toets_nagaan(ingevoerd_door=UUID(ingevoerd_door), door=tx.medewerker_id))
    if gebreken:
        raise VoorwaardeNietVervuld(gebreken[0].melding, gebreken=gebreken)
    afhandeling = f"{_GEZIEN if bestaat else _NIET}{bevinding.strip()}"
    await werkvoorraad.vink_af(tx, werkitem_id, versie=versie, afhandeling=afhandeling)
    if bestaat:
        await werkvoorraad.klopt_niet_meer(
            tx, Soort.COLLEGEBESLUIT_ONTBREEKT, object_id, "het collegebesluit is er toch"
        )
    else:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.COLLEGEBESLUIT_ONTBREEKT,
            omschrijving=(
                f"Het collegebesluit waarop {Steunt[steunt].rust} rust bestaat niet; het is niet bevoegd genomen."
                f" {Steunt[steunt].terug} Bespreek met wie het opgaf hoe dat kon."
            ),
            grond=str(ZELF),
            sleutel=object_id,
            dossier_id=rij.dossier_id,
            vervaldatum=await tx.vandaag(),
        )
    await huis.logboek.schrijf(
        tx,
        "collegebesluit.nagaan",
        "werkitem",
        object_id=werkitem_id,
        dossiers=[rij.dossier_id] if rij.dossier_id else [],
        velden=["afhandeling", "status"],
    )


async def nagegaan_bij(tx: Tx, *dossiers: UUID) -> dict[UUID, NagegaanUit]:
    """Wat er in deze dossiers nagegaan is, bij wat op het collegebesluit rust; wat weer openstaat is het niet."""
    gevonden: dict[UUID, NagegaanUit] = {}
    for rij in await tx.fetch(_NAGEGAAN, tx.gemeente_id, ",".join(map(str, dossiers))):
        object_id, afhandeling = UUID(rij["object_id"]), rij["afhandeling"] or ""
        gevonden.pop(object_id, None)
        if rij["status"] == Werkstatus.AFGEHANDELD:
            gevonden[object_id] = NagegaanUit(
                bestaat=afhandeling.startswith(_GEZIEN),
                bevinding=afhandeling.removeprefix(_GEZIEN).removeprefix(_NIET),
                door=rij["afgehandeld_door"],
                op=rij["afgehandeld_op"],
            )
    return gevonden


async def met_bevinding(tx: Tx, collegebesluit: Collegebesluit | None) -> Collegebesluit | None:
    """Het collegebesluit met wat hier over zijn nummer is vastgelegd."""
    if collegebesluit is None:
        return None
    return replace(collegebesluit, niet_gevonden_op=await niet_gevonden_op(tx, collegebesluit.nummer))


async def niet_gevonden_op(tx: Tx, nummer: str) -> date | None:
    """De dag waarop iemand in deze gemeente vastlegde dat er geen besluit met dit nummer is, bij welk dossier ook.

    De laatste bevinding over het nummer telt; werk dat alleen heropend is verandert haar nog niet.
    """
    kaal = zonder_schrijfwijze(nummer)
    rij = await tx.fetchrow(_LAATSTE_BEVINDING, tx.gemeente_id, kaal) if kaal else None
    if rij is None or not rij["afhandeling"].startswith(_NIET):
        return None
    return Klok.datum(rij["afgehandeld_op"])
