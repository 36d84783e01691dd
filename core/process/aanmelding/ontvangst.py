"""Wat er met een notificatie gebeurt voordat DUO antwoord krijgt: herkennen, versleuteld wegleggen, 201.

De afzender wordt herkend aan zijn OIN, `doel` wordt opgezocht voordat er een gemeente in beeld is, en dan staat het
bericht er één keer: opnieuw sturen geeft weer 201 en verandert niets. Wat niet aangenomen wordt laat koppen, omvang
en hash na, geen inhoud. De notificatie zelf verandert geen dossier; zij leidt alleen tot lezen.
"""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from core.integrations.duo.contract import Notificatie, lees_notificatie
from core.platform.clock import Klok
from core.platform.crypto.kluis import Plek, Soort
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor, toegang_platform

HOOGSTE_OMVANG = 16_384
VERWERK = "aanmelding.verwerk_notificatie"
_ONTVANG = """
insert into meedoen.duo_ontvangst (gemeente_id, id, bericht_id, cijfer, sleutelversie, kenmerk, gebeurtenis,
  geregistreerd_op)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing"""
_VERDER = """
insert into meedoen.outbox (gemeente_id, id, soort, onderwerp_id, reeks) values ($1, $2, $3, $4, $5)"""
_WEIGER = """
insert into meedoen.duo_geweigerd (id, reden, bron, doel, bericht_id, omvang, sha256)
values ($1, $2, $3, $4, $5, $6, $7)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Koppen:
    bron: str
    doel: str
    bericht_id: str


async def gemeente_van(huis: Huis, oin: str) -> UUID | None:
    """De gemeente met dit OIN, of None als zij hier niet bestaat.

    Raises:
        GemeenteNietBediend: zij bestaat, maar haar plugins deugen niet; DUO biedt het bericht later opnieuw aan.
    """
    async with huis.databank.uow(toegang_platform(Actor.ONTVANGER, oorsprong="ontvanger")) as tx:
        rij = await tx.fetchrow("select meedoen.gemeente_bij_oin($1) as gemeente_id", oin)
    gemeente_id: UUID | None = None if rij is None else rij["gemeente_id"]
    if gemeente_id is None or gemeente_id not in {*huis.tenants, *huis.uitval}:
        return None
    huis.tenant(gemeente_id)
    return gemeente_id


async def neem_aan(huis: Huis, gemeente_id: UUID, *, bericht_id: UUID, body: bytes) -> bool:
    """Leg de notificatie weg en zet de verwerking klaar, in één transactie; False als zij er al was.

    Raises:
        OngeldigeInvoer: het bericht voldoet niet aan het koppelvlak; `gebreken` noemt alle velden.
    """
    notificatie = lees_notificatie(body)
    id_ = nieuw_id()
    plek = Plek(tabel="duo_ontvangst", kolom="cijfer", gemeente_id=gemeente_id, rij_id=id_)
    cijfer, versie = huis.kluis.versleutel(body, soort=Soort.DUO_POSTVAK, plek=plek)
    toegang = toegang_platform(Actor.ONTVANGER, oorsprong="ontvanger", gemeente_id=gemeente_id)
    async with huis.databank.uow(toegang) as tx:
        nieuw = await tx.voer_uit(
            _ONTVANG,
            gemeente_id,
            id_,
            bericht_id,
            cijfer,
            versie,
            _kenmerk(huis, gemeente_id, notificatie),
            notificatie.gebeurtenis_id,
            Klok.datum(notificatie.registratie_datum_tijd),
        )
        if nieuw:
            await tx.voer_uit(
                _VERDER, gemeente_id, nieuw_id(), VERWERK, id_, _reeks(huis, gemeente_id, notificatie, id_)
            )
    return bool(nieuw)


async def noteer_weigering(huis: Huis, reden: str, koppen: Koppen, body: bytes) -> None:
    """Bewaar van een geweigerd bericht de koppen, de omvang en de hash; van de inhoud niets."""
    async with huis.databank.uow(toegang_platform(Actor.ONTVANGER, oorsprong="ontvanger")) as tx:
        await tx.voer_uit(
            _WEIGER,
            nieuw_id(),
            reden,
            _kop(koppen.bron),
            _kop(koppen.doel),
            _kop(koppen.bericht_id),
            len(body),
            sha256(body).digest(),
        )


def _kop(tekst: str) -> str:
    """Een kop zoals ontvangen, ingekort en zonder stuurtekens."""
    return "".join(t for t in tekst if t.isprintable())[:64]


def _kenmerk(huis: Huis, gemeente_id: UUID, n: Notificatie) -> bytes:
    """De tweede wacht tegen dubbel: dezelfde persoon, gebeurtenis en tijdstip onder een ander berichtId."""
    tekst = f"{n.bsn or ''}|{n.v_nummer or ''}|{n.gebeurtenis_id}|{n.registratie_datum_tijd.isoformat()}"
    return huis.kluis.blinde_index(tekst, soort=Soort.DUO_POSTVAK, gemeente_id=gemeente_id)[0]


def _reeks(huis: Huis, gemeente_id: UUID, n: Notificatie, id_: UUID) -> UUID:
    """Berichten over dezelfde persoon gaan een voor een; zonder nummer staat een bericht op zichzelf."""
    nummer = n.bsn or (None if n.v_nummer is None else f"v{n.v_nummer}")
    if nummer is None:
        return id_
    return UUID(bytes=huis.kluis.blinde_index(f"reeks/{nummer}", soort=Soort.DUO_POSTVAK, gemeente_id=gemeente_id)[0])
