"""Welke kolommen van de brede intake versleuteld zijn: gezondheid en persoonlijke omstandigheden."""

from core.platform.crypto.kluis import Soort
from core.platform.sleutelbeheer.rotatie import Cijferkolom

OMSTANDIGHEDEN = Cijferkolom(
    tabel="persoonlijke_omstandigheden",
    kolom="cijfer",
    soort=Soort.GEZONDHEID,
    tel="select sleutelversie as versie, null::int as indexversie, count(*) as aantal"
    " from meedoen.persoonlijke_omstandigheden where gemeente_id = $1 group by sleutelversie",
    lees="select id, cijfer from meedoen.persoonlijke_omstandigheden where gemeente_id = $1"
    " and id > $2 and sleutelversie <> $4 order by id limit $3 for update",
    schrijf="update meedoen.persoonlijke_omstandigheden set cijfer = $3, sleutelversie = $4"
    " where gemeente_id = $1 and id = $2",
)
CIJFERKOLOMMEN = (OMSTANDIGHEDEN,)
