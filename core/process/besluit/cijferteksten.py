"""Welke kolommen van een brief versleuteld zijn: de bevroren gegevens en de opgemaakte PDF."""

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
    tabel="brief",
    kolom="pdf",
    soort=Soort.BRIEF,
    tel="select pdf_sleutelversie as versie, null::int as indexversie, count(*) as aantal from meedoen.brief"
    " where gemeente_id = $1 and pdf_sleutelversie is not null group by pdf_sleutelversie",
    lees="select id, pdf as cijfer from meedoen.brief where gemeente_id = $1 and id > $2"
    " and pdf_sleutelversie is not null and pdf_sleutelversie <> $4 order by id limit $3 for update",
    schrijf="update meedoen.brief set pdf = $3, pdf_sleutelversie = $4 where gemeente_id = $1 and id = $2",
)
CIJFERKOLOMMEN = (GEGEVENS, PDF)
