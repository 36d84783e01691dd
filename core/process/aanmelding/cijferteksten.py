"""Wat er van de aanmelding versleuteld is: de notificatie van DUO, met het kenmerk waaraan zij te herkennen is."""

from hashlib import sha256
from uuid import UUID

from core.integrations.duo.contract import dubbele_velden, lees_notificatie
from core.platform.crypto.kluis import Kluis, Soort
from core.platform.sleutelbeheer.rotatie import Cijferkolom


def kenmerktekst(body: bytes) -> str:
    """De tweede wacht tegen dubbel: dezelfde persoon, gebeurtenis en tijdstip onder een ander berichtId.

    Een bericht dat niet eenduidig is, is alleen gelijk aan een bericht met dezelfde bytes.

    Raises:
        OngeldigeInvoer: het is geen notificatie.
    """
    n = lees_notificatie(body)
    if dubbele_velden(body):
        return f"bytes|{sha256(body).hexdigest()}"
    return f"{n.bsn or ''}|{n.v_nummer or ''}|{n.gebeurtenis_id}|{n.registratie_datum_tijd.isoformat()}"


NOTIFICATIE = Cijferkolom(
    tabel="duo_ontvangst",
    kolom="cijfer",
    soort=Soort.DUO_POSTVAK,
    tel="select sleutelversie as versie, indexversie, count(*) as aantal from meedoen.duo_ontvangst"
    " where gemeente_id = $1 group by sleutelversie, indexversie",
    lees="select id, cijfer from meedoen.duo_ontvangst where gemeente_id = $1 and id > $2"
    " and (sleutelversie <> $4 or indexversie <> $5) order by id limit $3 for update",
    schrijf="update meedoen.duo_ontvangst set cijfer = $3, sleutelversie = $4, kenmerk = $5, indexversie = $6"
    " where gemeente_id = $1 and id = $2",
    index=kenmerktekst,
)
CIJFERKOLOMMEN = (NOTIFICATIE,)


def reeks_van(kluis: Kluis, gemeente_id: UUID, body: bytes) -> UUID | None:
    """Berichten over dezelfde persoon gaan een voor een; zonder (eenduidig) nummer staat een bericht op zichzelf.

    Raises:
        OngeldigeInvoer: het is geen notificatie.
    """
    n = lees_notificatie(body)
    nummer = n.bsn or (None if n.v_nummer is None else f"v{n.v_nummer}")
    if nummer is None or dubbele_velden(body):
        return None
    return UUID(bytes=kluis.vaste_index(f"reeks/{nummer}", soort=NOTIFICATIE.soort, gemeente_id=gemeente_id))
