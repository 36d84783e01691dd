"""Getypte rijen: een struct per tabel of per vraag, gemaakt van wat de database teruggeeft.

    rijen = await tx.lees_als(DossierRij, DossierRij.select().where(...))

Een struct past precies of niet: een kolom die hij niet kent, een lege waarde waar hij er geen verwacht, of een waarde
buiten de lijst is een fout in de code of in het schema, en nooit een half gevulde rij. Een struct die `tabel` noemt
heeft kolommen van die tabel en niets anders (test); heet hij `<Tabel>Rij`, dan heeft hij ze allemaal.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, get_args

import msgspec
from piccolo.query.methods.select import Select
from piccolo.querystring import QueryString

from core.platform.db.tabel import Tabel

JSONB = msgspec.Meta(extra={"jsonb": True})
"""Hoort bij een veld waarvan de kolom jsonb is: `uitleg: Annotated[tuple[str, ...], JSONB]`. asyncpg geeft tekst."""


class RijPastNiet(RuntimeError):
    """Een rij uit de database past niet in haar struct."""


class Rij(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Basis van elke rij; wie er een heeft, kan haar niet wijzigen."""

    tabel: ClassVar[type[Tabel] | None] = None

    @classmethod
    def select(cls) -> Select[Any]:
        """De vraag naar precies deze kolommen."""
        if cls.tabel is None:
            raise LookupError(f"{cls.__name__} noemt geen tabel")
        return cls.tabel.select(_kolomlijst(cls))

    @classmethod
    def kolommen(cls) -> list[Any]:
        """De kolommen van de tabel, voor `returning`."""
        return [getattr(cls.tabel, naam) for naam in cls.__struct_fields__]

    @classmethod
    def van(cls, records: Iterable[Mapping[str, Any]]) -> list[Self]:
        """Rijen van wat asyncpg geeft.

        Raises:
            RijPastNiet: de vraag en de struct horen niet bij elkaar.
        """
        # A record as it is would be read attribute by attribute: three times slower, and blind to unknown columns.
        rijen = [dict(record.items()) for record in records]
        for veld in _jsonvelden(cls):
            for rij in rijen:
                rij[veld] = None if rij[veld] is None else msgspec.json.decode(rij[veld])
        try:
            return [msgspec.convert(rij, cls) for rij in rijen]
        except msgspec.ValidationError as fout:
            raise RijPastNiet(f"{cls.__name__}: {fout}") from None


R = TypeVar("R", bound=Rij)


@cache
def _kolomlijst(soort: type[Rij]) -> QueryString:
    """De kolommen als vaste tekst: Piccolo bouwt hun namen anders bij elke vraag opnieuw, kolom voor kolom."""
    return QueryString(
        ", ".join(f'"{kolom._meta.table._meta.tablename}"."{kolom._meta.db_column_name}"' for kolom in soort.kolommen())
    )


@cache
def _jsonvelden(soort: type[Rij]) -> tuple[str, ...]:
    return tuple(veld.name for veld in msgspec.structs.fields(soort) if JSONB in get_args(veld.type))
