"""Welke kolommen van het dossier versleuteld zijn: het BSN en het V-nummer, elk met een blinde index."""

from core.platform.crypto.kluis import Soort
from core.platform.sleutelbeheer.rotatie import Cijferkolom

BSN = Cijferkolom(
    tabel="persoon_nummer",
    kolom="cijfer/bsn",
    soort=Soort.BSN,
    tel="select sleutelversie as versie, indexversie, count(*) as aantal from meedoen.persoon_nummer"
    " where gemeente_id = $1 and soort = 'bsn' group by sleutelversie, indexversie",
    lees="select persoon_id as id, cijfer from meedoen.persoon_nummer where gemeente_id = $1 and persoon_id > $2"
    " and soort = 'bsn' and (sleutelversie <> $4 or indexversie <> $5) order by persoon_id limit $3 for update",
    schrijf="update meedoen.persoon_nummer set cijfer = $3, sleutelversie = $4, bidx = $5, indexversie = $6"
    " where gemeente_id = $1 and persoon_id = $2 and soort = 'bsn'",
    index=bytes.decode,
)
VNUMMER = Cijferkolom(
    tabel="persoon_nummer",
    kolom="cijfer/vnummer",
    soort=Soort.VNUMMER,
    tel="select sleutelversie as versie, indexversie, count(*) as aantal from meedoen.persoon_nummer"
    " where gemeente_id = $1 and soort = 'vnummer' group by sleutelversie, indexversie",
    lees="select persoon_id as id, cijfer from meedoen.persoon_nummer where gemeente_id = $1 and persoon_id > $2"
    " and soort = 'vnummer' and (sleutelversie <> $4 or indexversie <> $5) order by persoon_id limit $3 for update",
    schrijf="update meedoen.persoon_nummer set cijfer = $3, sleutelversie = $4, bidx = $5, indexversie = $6"
    " where gemeente_id = $1 and persoon_id = $2 and soort = 'vnummer'",
    index=bytes.decode,
)
CIJFERKOLOMMEN = (BSN, VNUMMER)
