"""Welke kolommen van een brief versleuteld zijn: de bevroren gegevens, en van elke opmaak de PDF."""

from core.platform.crypto.kluis import Soort
from core.platform.sleutelbeheer.rotatie import Cijferkolom

GEGEVENS = Cijferkolom(
    tabel="brief",
    kolom="gegevens",
    soort=Soort.BRIEF,
    tel="select sleutelversie as versie, null::int as indexversie, count(*) as aantal from meedoen.brief"
    " where gemeente_id = $1 group by sleutelversie",
    lees="select id, gegevens as cijfer from meedoen.brief where gemeente_id = $1 and id > $2 and sleutelversie <> $4"
    " order by id limit $3 for update",
    schrijf="update meedoen.brief set gegevens = $3, sleutelversie = $4 where gemeente_id = $1 and id = $2",
)
PDF = Cijferkolom(
    tabel="brief_opmaak",
    kolom="pdf",
    soort=Soort.BRIEF,
    eerder_in="brief",
    tel="select sleutelversie as versie, null::int as indexversie, count(*) as aantal from meedoen.brief_opmaak"
    " where gemeente_id = $1 and sleutelversie is not null group by sleutelversie",
    lees="select id, pdf as cijfer from meedoen.brief_opmaak where gemeente_id = $1 and id > $2"
    " and sleutelversie is not null and sleutelversie <> $4 order by id limit $3 for update",
    schrijf="update meedoen.brief_opmaak set pdf = $3, sleutelversie = $4 where gemeente_id = $1 and id = $2",
)
CIJFERKOLOMMEN = (GEGEVENS, PDF)
