"""De hele stand van de database, om te zien dat er niets veranderde."""

from typing import Any

from tests.voorbeelden.alle import TABELLEN


async def stand_van(alziend: Any) -> dict[str, str]:
    """Per tabel een vingerafdruk van al haar rijen, van alle gemeenten."""
    vraag = " union all ".join(
        f"select '{tabel}' as tabel, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as inhoud"
        f" from meedoen.{tabel} t"
        for tabel in sorted(TABELLEN)
    )
    return {rij["tabel"]: rij["inhoud"] for rij in await alziend.fetch(vraag)}
