"""Welke kolommen van de ontheffing versleuteld zijn: welke beperking, waaruit zij bleek, en de motivering."""

from core.platform.crypto.kluis import Soort
from core.platform.sleutelbeheer.rotatie import Cijferkolom

GROND = Cijferkolom(
    tabel="lbt_ontheffing_grond",
    kolom="cijfer",
    soort=Soort.GEZONDHEID,
    tel="select sleutelversie as versie, null::int as indexversie, count(*) as aantal"
    " from meedoen.lbt_ontheffing_grond where gemeente_id = $1 group by sleutelversie",
    lees="select id, cijfer from meedoen.lbt_ontheffing_grond where gemeente_id = $1"
    " and id > $2 and sleutelversie <> $4 order by id limit $3 for update",
    schrijf="update meedoen.lbt_ontheffing_grond set cijfer = $3, sleutelversie = $4"
    " where gemeente_id = $1 and id = $2",
)
CIJFERKOLOMMEN = (GROND,)
