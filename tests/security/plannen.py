"""Wat PostgreSQL van plan is met een opdracht op de gesplitste kopie: welke delen zij leest, en waar het beleid
staat."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from core.platform.db.context import opening, zet_gemeenten
from tests.security.opname import Opdracht

_DEEL = re.compile(r"(\w+)_deel_(\d+)")
_VOORWAARDEN = ("Index Cond", "Recheck Cond", "Filter", "Join Filter", "Hash Cond", "Merge Cond")


@dataclass(frozen=True, slots=True)
class Boven:
    """Wat er in een plan boven een stap staat."""

    via: str = ""
    eenmalig: str = ""
    weggelaten: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lezing:
    """Eén deel van een tabel dat een plan leest of wijzigt.

    `via` is de tabel bij wier rijen een deelvraag hoort: zo leest een beleid, en zo leest een geschreven `exists`.
    `eenmalig` is wat maar één keer wordt gevraagd, vóór de eerste rij; `weggelaten` hoeveel andere delen pas bij het
    uitvoeren afvielen.
    """

    tabel: str
    deel: int
    boven: Boven
    index: str
    voorwaarden: str
    gelezen: bool


def lezingen(stap: Mapping[str, Any], boven: Boven = Boven()) -> Iterator[Lezing]:
    """Elke lezing van een deel in dit plan, van boven naar beneden."""
    boven = replace(boven, eenmalig=f"{boven.eenmalig} {stap.get('One-Time Filter', '')}")
    doelen = [doel["Relation Name"] for doel in stap.get("Target Tables", ())]
    for relatie in [*doelen, stap.get("Relation Name", "")]:
        if gevonden := _DEEL.fullmatch(relatie):
            yield Lezing(
                tabel=gevonden[1],
                deel=int(gevonden[2]),
                boven=boven if relatie not in doelen else replace(boven, eenmalig=_van_onder(stap)),
                index=stap.get("Index Cond", ""),
                voorwaarden=" ".join(str(stap.get(soort, "")) for soort in _VOORWAARDEN),
                gelezen=stap.get("Actual Loops", 0) > 0,
            )
    hier = _DEEL.sub(r"\1", stap.get("Relation Name", ""))
    for onder in stap.get("Plans", ()):
        verder = replace(boven, weggelaten=boven.weggelaten + stap.get("Subplans Removed", 0))
        match onder.get("Parent Relationship"):
            case "SubPlan":
                verder = Boven(via=hier)
            case "InitPlan":
                verder = Boven()
        yield from lezingen(onder, verder)


def _van_onder(stap: Mapping[str, Any]) -> str:
    """Wie wijzigt, wijzigt de rijen die de stap eronder vond; daar staat wat er één keer wordt gevraagd."""
    return " ".join(str(onder.get("One-Time Filter", "")) for onder in stap["Plans"])


@dataclass(frozen=True, slots=True)
class Plan:
    opdracht: Opdracht
    lezingen: tuple[Lezing, ...]
    uitgevoerd: bool


async def plan_van(verbinding: Any, opdracht: Opdracht, *, uitvoeren: bool = True) -> Plan:
    """Het plan met de echte waarden, in dezelfde context; wat alleen leest wordt uitgevoerd."""
    # The receiver asks for a plan itself, to see whether it could write; here it is that writing that counts.
    sql = re.sub(r"^\s*explain \(costs off\)", "", opdracht.sql)
    leest = uitvoeren and opdracht.sql.lstrip()[:6].lower() == "select"
    await verbinding.execute(opening(opdracht.toegang))
    try:
        if opdracht.toegang.organisatie_id is not None:
            await zet_gemeenten(verbinding, opdracht.toegang)
        # These tables are almost empty, and then reading all of one costs no more than its index.
        await verbinding.execute("set local enable_seqscan = off")
        uitleg = await verbinding.fetchval(
            f"explain (analyze {leest}, timing off, summary off, buffers off, format json) {sql}",
            *opdracht.waarden,
        )
    finally:
        await verbinding.execute("rollback")
    return Plan(opdracht, tuple(lezingen(json.loads(uitleg)[0]["Plan"])), leest)


def met_andere_gemeente(opdracht: Opdracht, anders: UUID) -> Opdracht:
    """Dezelfde opdracht in dezelfde context, maar met het id van een andere gemeente als waarde."""
    hier = opdracht.toegang.gemeente_id
    return replace(opdracht, waarden=tuple(anders if waarde == hier else waarde for waarde in opdracht.waarden))


def elders(plan: Plan, deel: int) -> list[Lezing]:
    """Wat er van dit plan niet vooraf bij dit ene deel blijft."""
    return [lezing for lezing in plan.lezingen if lezing.deel != deel or lezing.boven.weggelaten]


GEMEENTE, ORGANISATIE, DOEL, GEMEENTEN = 1, 2, 4, 5
"""De plaats in de context."""


def context(plaats: int) -> str:
    """Zoals een plan een deel van de context noemt."""
    return f"split_part(current_setting('meedoen.context'::text, true), ' '::text, {plaats})"


MET_DOEL = [f"(NULLIF({context(DOEL)}, ''::text) = '{doel}'::text)" for doel in ("samenvoegen", "intrekken")]
"""Het enige dat bij een rij gevraagd mag worden, en alleen door wie haar wijzigt. Een deelvraag zou het één keer doen,
maar die laat een verdeelde database in geen beleid toe (ADR 0029, 0049).
"""


def gebreken(plan: Plan, *, deel: int, uit_de_context: int) -> Iterator[str]:
    """Waarom deze opdracht niet bij het ene deel van haar gemeente blijft, of haar beleid per rij vraagt."""
    for lezing in plan.lezingen:
        waar = f"{lezing.tabel}, deel {lezing.deel}"
        if lezing.gelezen and lezing.deel != deel:
            yield f"{waar}: gelezen bij het uitvoeren"
        if lezing.boven.via:
            yield f"{waar}: een deelvraag bij elke rij van {lezing.boven.via}"
        if lezing.deel != deel:
            yield f"{waar}: staat in het plan"
        if lezing.boven.weggelaten:
            yield f"{waar}: {lezing.boven.weggelaten} delen vallen pas bij het uitvoeren af"
        voorwaarden = lezing.voorwaarden.replace(context(GEMEENTEN), "")
        for doel in MET_DOEL:
            voorwaarden = voorwaarden.replace(doel, "")
        if "current_setting" in voorwaarden:
            yield f"{waar}: het beleid wordt per rij gevraagd"
        if context(uit_de_context) not in lezing.boven.eenmalig:
            yield f"{waar}: de context wordt niet één keer vooraf gevraagd"
