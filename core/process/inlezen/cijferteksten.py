"""Wat er van een lijst versleuteld is: wie iemand is en wat de gemeente van hem weet, tot hij gelezen is."""

import msgspec

from core.law.inlezen import Bekend
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.crypto.kluis import Soort
from core.platform.sleutelbeheer.rotatie import Cijferkolom
from core.process.inlezen.lijst import Ingelezen

REGEL = Cijferkolom(
    tabel="inleesregel",
    kolom="cijfer",
    soort=Soort.INLEESLIJST,
    tel="select sleutelversie as versie, null::integer as indexversie, count(*) as aantal from meedoen.inleesregel"
    " where gemeente_id = $1 and cijfer is not null group by sleutelversie",
    lees="select id, cijfer from meedoen.inleesregel where gemeente_id = $1 and id > $2"
    " and sleutelversie <> $4 order by id limit $3 for update",
    schrijf="update meedoen.inleesregel set cijfer = $3, sleutelversie = $4 where gemeente_id = $1 and id = $2",
)
CIJFERKOLOMMEN = (REGEL,)


class _Inhoud(msgspec.Struct, frozen=True, kw_only=True):
    rij: int
    bsn: str | None
    vnummer: str | None
    behandelaar: str
    bekend: Bekend


def pak_in(persoon: Ingelezen) -> bytes:
    """Een regel als bytes, om te versleutelen."""
    return msgspec.json.encode(
        _Inhoud(
            rij=persoon.rij,
            bsn=None if persoon.bsn is None else persoon.bsn.onthul(),
            vnummer=None if persoon.vnummer is None else persoon.vnummer.onthul(),
            behandelaar=persoon.behandelaar,
            bekend=persoon.bekend,
        )
    )


def pak_uit(ruw: bytes) -> Ingelezen:
    """De regel die `pak_in` inpakte."""
    inhoud = msgspec.json.decode(ruw, type=_Inhoud)
    return Ingelezen(
        rij=inhoud.rij,
        bsn=None if inhoud.bsn is None else Bsn(inhoud.bsn),
        vnummer=None if inhoud.vnummer is None else VNummer(inhoud.vnummer),
        behandelaar=inhoud.behandelaar,
        bekend=inhoud.bekend,
    )
