"""De context van een transactie: wie er handelt, waar en waarvoor; het beleid van elke tabel leest haar (ADR 0029)."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from core.platform.tenancy import Actor, Toegang

_LEDEN = """
select distinct gemeente_id from meedoen.lidmaatschap
where medewerker_id = $1 and organisatie_id = $2 order by gemeente_id"""


class Verbinding(Protocol):
    """Wat er van een verbinding nodig is om de context te zetten."""

    async def fetch(self, sql: str, *waarden: object) -> list[Mapping[str, UUID]]: ...
    async def execute(self, sql: str) -> str: ...


def opening(toegang: Toegang) -> str:
    """Eén bericht in het simpele protocol."""
    return f"begin isolation level read committed; {_context(toegang)}"


async def zet_gemeenten(verbinding: Verbinding, toegang: Toegang, bekend: tuple[UUID, ...] = ()) -> tuple[UUID, ...]:
    """Zet in de context waar deze medewerker van een organisatie nu lid is; `bekend` is wat er staat (ADR 0030).

    Geen beleid leest lidmaatschappen na; een lidmaatschap dat is ingetrokken telt zo toch bij de volgende opdracht niet
    meer.
    """
    rijen = await verbinding.fetch(_LEDEN, toegang.medewerker_id, toegang.organisatie_id)
    gemeenten = tuple(rij["gemeente_id"] for rij in rijen)
    if gemeenten != bekend:
        await verbinding.execute(_context(toegang, gemeenten))
    return gemeenten


async def zet_doel(verbinding: Verbinding, toegang: Toegang) -> None:
    """Zet het doel waarmee de opdrachten hierna gaan; de rest van de context is wat zij was."""
    await verbinding.execute(_context(toegang))


def _organisatie(toegang: Toegang) -> UUID | None:
    """Wie over de leden van de gemeente zelf gaat heeft haar id: wat in de context ontbreekt, geeft niets."""
    return toegang.organisatie_id or (toegang.gemeente_id if toegang.actor is Actor.LEDEN else None)


def _context(toegang: Toegang, gemeenten: tuple[UUID, ...] = ()) -> str:
    """De context in één instelling (ADR 0029): UUID's en een lid van een gesloten lijst, in een vaste volgorde."""
    delen = []
    for naam, waarde in (
        ("gemeente_id", toegang.gemeente_id),
        ("organisatie_id", _organisatie(toegang)),
        ("medewerker_id", toegang.medewerker_id),
    ):
        if not isinstance(waarde, UUID | None):
            raise TypeError(f"{naam} is geen UUID")
        delen.append("" if waarde is None else str(waarde))
    delen += [toegang.doel.value, ",".join(str(id_) for id_ in gemeenten)]
    return f"set local meedoen.context = '{' '.join(delen)}'"
