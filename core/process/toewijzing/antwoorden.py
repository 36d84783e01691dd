"""Een organisatie antwoordt op wie haar is aangeboden, en zegt het als iemand bij haar niet blijkt te horen.

Wie antwoordt wijzigt zijn toewijzing en haar projectie, zodat het meteen geldt; de rest doet een taak van de gemeente.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer, VersieConflict
from core.law.toewijzen import Weigerreden
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.process.toewijzing.al_gedaan import VOOR_DE_ORGANISATIE
from core.process.toewijzing.projecties import PROJECTIES
from core.process.toewijzing.rijen import Aanbod
from core.process.toewijzing.tables import Toewijzing, Toewijzingstatus

BEANTWOORD = "toewijzing.beantwoord"
_ANTWOORD = """
update meedoen.toewijzing set status = $5, beantwoord_op = $6, versie = versie + 1,
  gewijzigd_op = $6, gewijzigd_door = $7, weigerreden = $8, start_op = $9, groep = $10, locatie = $11, contact = $12,
  eigen_nummer = $13
where gemeente_id = $1 and id = $2 and organisatie_id = $3 and versie = $4 and status = $14"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gezegd:
    """Wat de organisatie zegt: zij neemt hem, met wat zij daarover kwijt wil, of zij weigert met een reden."""

    aanvaard: bool
    reden: Weigerreden | None = None
    start_op: date | None = None
    groep: str = ""
    locatie: str = ""
    contact: str = ""
    eigen_nummer: str = ""


async def zoek_aanbod(tx: Tx, toewijzing_id: UUID) -> Aanbod | None:
    """Een toewijzing als rij, zoals de organisatie haar ziet aan wie zij is aangeboden; None als zij er niet is, of
    niet van deze organisatie."""
    return await tx.lees_een_als(
        Aanbod,
        Aanbod.select().where(
            (Toewijzing.gemeente_id == tx.gemeente_id)
            & (Toewijzing.id == toewijzing_id)
            & (Toewijzing.organisatie_id == tx.toegang.organisatie_id)
        ),
    )


async def lees_aanbod(tx: Tx, toewijzing_id: UUID) -> Aanbod:
    """Als `zoek_aanbod`.

    Raises:
        NietGevonden: zij bestaat niet, of is niet van deze organisatie.
    """
    rij = await zoek_aanbod(tx, toewijzing_id)
    if rij is None:
        raise NietGevonden("Deze toewijzing bestaat niet.")
    return rij


async def stand_aanbod(tx: Tx, huis: Huis, toewijzing_id: UUID) -> Stand:
    """Hoe de toewijzing er nu bij staat, voor de organisatie die met een oudere versie kwam."""
    rij = await lees_aanbod(tx, toewijzing_id)
    await huis.logboek.schrijf(
        tx, "eigen-toewijzing.lezen", "toewijzing", object_id=toewijzing_id, dossiers=[rij.dossier_id]
    )
    beantwoord = rij.status in (Toewijzingstatus.AANVAARD, Toewijzingstatus.GEWEIGERD)
    return Stand(
        versie=rij.versie,
        gewijzigd_op=rij.gewijzigd_op,
        gewijzigd_door=None,
        velden={"aanvaard": rij.status is Toewijzingstatus.AANVAARD} if beantwoord else {},
        klaar=VOOR_DE_ORGANISATIE[rij.status],
    )


async def antwoord(tx: Tx, huis: Huis, toewijzing_id: UUID, gezegd: Gezegd, *, versie: int) -> None:
    """De organisatie aanvaardt of weigert wie haar is aangeboden. Van wie zij al aanvaardde zegt zij later nog wanneer
    en waar hij begint, of dat hij niet bij haar hoort. De gemeente werkt na de commit bij wat daaruit volgt.

    Raises:
        NietGevonden: deze toewijzing is niet van deze organisatie.
        VersieConflict: zij is intussen gewijzigd.
        OngeldigeInvoer: bij weigeren hoort een reden die kan, en wat bij aanvaarden hoort staat daar niet bij.
        Conflict: zij was al beantwoord of beëindigd.
    """
    rij = await lees_aanbod(tx, toewijzing_id)
    eis_versie(versie, rij.versie)
    if gebreken := tuple(_klopt_niet(gezegd, rij)):
        raise OngeldigeInvoer("Dit antwoord kan zo niet.", gebreken=gebreken)
    vult_aan = gezegd.aanvaard or gezegd.reden is Weigerreden.NIET_VAN_ONS
    if rij.status is not Toewijzingstatus.AANGEBODEN and not (rij.status is Toewijzingstatus.AANVAARD and vult_aan):
        raise Conflict(VOOR_DE_ORGANISATIE[rij.status])
    status = Toewijzingstatus.AANVAARD if gezegd.aanvaard else Toewijzingstatus.GEWEIGERD
    gelukt = await tx.voer_uit(
        _ANTWOORD,
        tx.gemeente_id,
        toewijzing_id,
        tx.toegang.organisatie_id,
        versie,
        str(status),
        await tx.nu(),
        tx.medewerker_id,
        None if gezegd.reden is None else str(gezegd.reden),
        gezegd.start_op,
        gezegd.groep,
        gezegd.locatie,
        gezegd.contact,
        gezegd.eigen_nummer,
        str(rij.status),
    )
    if not gelukt:
        raise VersieConflict
    # Of a row that waits the answer changes nothing: what the organisation reads of it follows in the task.
    tabel: Any = PROJECTIES[rij.doel].tabel
    await tx.schrijf(
        tabel.update({tabel.status: str(status), tabel.versie: versie + 1})
        .where(
            (tabel.gemeente_id == tx.gemeente_id)
            & (tabel.id == toewijzing_id)
            & (tabel.organisatie_id == tx.toegang.organisatie_id)
            & (tabel.status == str(rij.status))
        )
        .returning(tabel.id)
    )
    await bus.zet(tx, BEANTWOORD, onderwerp_id=toewijzing_id, reeks=rij.dossier_id)
    await huis.logboek.schrijf(
        tx,
        "toewijzing.beantwoorden",
        "toewijzing",
        object_id=toewijzing_id,
        dossiers=[rij.dossier_id],
        velden=["status"],
    )


def _klopt_niet(gezegd: Gezegd, rij: Aanbod) -> Iterator[Gebrek]:
    if gezegd.aanvaard:
        if gezegd.reden is not None:
            yield Gebrek(veld="reden", melding="hoort bij weigeren; laat haar weg als u aanvaardt")
        return
    if gezegd.reden is None:
        redenen = ", ".join(f"{reden} ({reden.omschrijving})" for reden in Weigerreden)
        yield Gebrek(veld="reden", melding=f"kies waarom u weigert: {redenen}")
    elif gezegd.reden is Weigerreden.NIET_VAN_ONS and rij.status is Toewijzingstatus.AANGEBODEN:
        melding = "kan pas als u leest wie het is; kies een andere reden, of aanvaard en zeg het daarna"
        yield Gebrek(veld="reden", melding=melding)
    gezet = {
        "startOp": gezegd.start_op,
        "groep": gezegd.groep,
        "locatie": gezegd.locatie,
        "contact": gezegd.contact,
        "eigenNummer": gezegd.eigen_nummer,
    }
    yield from (Gebrek(veld=veld, melding="hoort bij aanvaarden; laat het weg") for veld, iets in gezet.items() if iets)
