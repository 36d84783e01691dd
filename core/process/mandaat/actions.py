"""Een mandaat opnemen en intrekken. Niets wordt gewijzigd of gewist: het register is het bewijs van wie mocht."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from core.fouten import AndereInhoud, Conflict, Gebrek, NietGevonden, OngeldigeInvoer
from core.law.mandaat import Mandaat as Rechtsmandaat
from core.law.mandaat import toets_mandaat
from core.platform.audit.logboek import Logboek
from core.platform.db.uow import Tx
from core.platform.herhaling import VAN_EEN_ANDER, anders_dan
from core.process.collega import KIES_EEN_COLLEGA, werkt_hier
from core.process.mandaat.register import lees_functie, lees_rijen
from core.process.mandaat.rijen import MandaatRij
from core.process.mandaat.tables import Herkomst, Mandaat


@dataclass(frozen=True, slots=True, kw_only=True)
class Opname:
    """Hoe een regel in het register komt: hoe hard zij is, en namens wie als er geen medewerker handelt."""

    herkomst: Herkomst = Herkomst.BRON
    namens: str = ""


async def leg_vast(tx: Tx, logboek: Logboek, nieuw: Rechtsmandaat, opname: Opname) -> bool:
    """Neem een mandaat in het register op; hetzelfde nog eens verandert niets. True als het er nog niet stond.

    Raises:
        OngeldigeInvoer: er mankeert iets aan; alle gebreken tegelijk.
        Conflict: dit id is al van een ander mandaat, of een ander mens nam dit op.
    """
    nieuw, rijen = _net(nieuw), await lees_rijen(tx)
    bestaat = next((rij for rij in rijen if rij.id == nieuw.id), None)
    if bestaat is not None:
        _eis_dezelfde(bestaat, nieuw)
        if not _zelfde_mens(tx, bestaat.vastgelegd_door):
            raise Conflict(VAN_EEN_ANDER)
        return False
    door = tx.toegang.medewerker_id
    gebreken = list(
        toets_mandaat(
            nieuw,
            [rij.als_recht() for rij in rijen],
            peildatum=await tx.vandaag(),
            door=door,
            functie=await lees_functie(tx),
        )
    )
    if nieuw.houder_id is not None and not await werkt_hier(tx, nieuw.houder_id):
        gebreken.append(Gebrek(veld="houderId", melding=KIES_EEN_COLLEGA, grond="art. 10:3 lid 1 Awb"))
    if gebreken:
        raise OngeldigeInvoer("Dit mandaat kan zo niet worden opgenomen.", gebreken=tuple(gebreken))
    ingevoegd = await tx.schrijf(
        Mandaat.insert(
            Mandaat(
                gemeente_id=tx.gemeente_id,
                id=nieuw.id,
                besluit=nieuw.soort,
                houder_id=nieuw.houder_id,
                functie=nieuw.functie,
                groep=nieuw.groep,
                beperking=nieuw.beperking,
                mandaatbesluit_nummer=nieuw.mandaatbesluit_nummer,
                mandaatbesluit_datum=nieuw.mandaatbesluit_datum,
                vanaf=nieuw.vanaf,
                tot=nieuw.tot,
                mag_doorgeven=nieuw.mag_doorgeven,
                ondermandaat_van=nieuw.ondermandaat_van,
                herkomst=opname.herkomst,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=door,
                vastgelegd_namens=opname.namens,
            )
        )
        .on_conflict(action="DO NOTHING")
        .returning(Mandaat.id)
    )
    if not ingevoegd:
        raise Conflict("Dit id is al van een ander mandaat; maak een nieuw id en probeer het opnieuw.")
    await logboek.schrijf(
        tx, "mandaat.vastleggen", "mandaat", object_id=nieuw.id, velden=["besluit", "houder", "mandaatbesluit"]
    )
    return True


async def trek_in(tx: Tx, logboek: Logboek, mandaat_id: UUID, *, op: date, motief: str, namens: str = "") -> None:
    """Trek een mandaat in; vanaf die dag neemt niemand er nog een besluit op (art. 10:8 Awb).

    Ondermandaat dat eruit komt geldt dan ook niet meer. Hetzelfde nog eens, van wie het deed, verandert niets.

    Raises:
        NietGevonden: het staat niet in dit register.
        Conflict: het is al ingetrokken.
        OngeldigeInvoer: de dag ligt niet vandaag of later, of het motief ontbreekt.
    """
    rij = next((rij for rij in await lees_rijen(tx) if rij.id == mandaat_id), None)
    if rij is None:
        raise NietGevonden("Dit mandaat staat niet in het register van deze gemeente.")
    if rij.ingetrokken_op is not None:
        zo = (rij.ingetrokken_op, rij.ingetrokken_motief) == (op, motief.strip())
        if zo and _zelfde_mens(tx, rij.ingetrokken_door):
            return
        raise Conflict("Dit mandaat is al ingetrokken. Er is niets gewijzigd.")
    gebreken = []
    if op < await tx.vandaag():
        melding = "Intrekken werkt niet terug; kies vandaag of later."
        gebreken.append(Gebrek(veld="op", melding=melding, grond="art. 10:8 Awb"))
    if not motief.strip():
        gebreken.append(Gebrek(veld="motief", melding="Zeg waarom het mandaat wordt ingetrokken."))
    if gebreken:
        raise OngeldigeInvoer("Zo kan het mandaat niet worden ingetrokken.", gebreken=tuple(gebreken))
    await tx.schrijf_een(
        Mandaat.update(
            {
                Mandaat.ingetrokken_op: op,
                Mandaat.ingetrokken_motief: motief.strip(),
                Mandaat.ingetrokken_door: tx.toegang.medewerker_id,
                Mandaat.ingetrokken_namens: namens,
            }
        )
        .where((Mandaat.gemeente_id == tx.gemeente_id) & (Mandaat.id == mandaat_id) & Mandaat.ingetrokken_op.is_null())
        .returning(Mandaat.id)
    )
    await logboek.schrijf(tx, "mandaat.intrekken", "mandaat", object_id=mandaat_id, velden=["ingetrokken_op"])


def _net(m: Rechtsmandaat) -> Rechtsmandaat:
    """Zonder wit om de woorden heen: zo staat het in het register, en zo wordt het vergeleken."""
    return replace(
        m,
        functie=m.functie.strip(),
        beperking=m.beperking.strip(),
        mandaatbesluit_nummer=m.mandaatbesluit_nummer.strip(),
    )


def _zelfde_mens(tx: Tx, toen: UUID | None) -> bool:
    """Of wie het toen deed het nu weer vraagt; achter een bestand of een opdracht zit geen medewerker."""
    return tx.toegang.medewerker_id in (None, toen)


def _eis_dezelfde(staat: MandaatRij, nieuw: Rechtsmandaat) -> None:
    """Hetzelfde id met een andere inhoud is een vergissing van de vrager (C6)."""
    nu, toen = _als_gestuurd(nieuw), _als_gestuurd(staat.als_recht())
    if gebreken := anders_dan(nu, toen):
        raise AndereInhoud(
            "Met dit id staat al een ander mandaat in het register. Er is niets gewijzigd; trek dat in en neem een"
            " nieuw op, met een nieuw id.",
            gebreken=gebreken,
        )


def _als_gestuurd(m: Rechtsmandaat) -> dict[str, object]:
    return {
        "besluit": m.soort,
        "houderId": m.houder_id,
        "functie": m.functie,
        "mandaatbesluit": (m.mandaatbesluit_nummer, m.mandaatbesluit_datum),
        "vanaf": m.vanaf,
        "tot": m.tot,
        "groep": m.groep,
        "beperking": m.beperking,
        "magDoorgeven": m.mag_doorgeven,
        "ondermandaatVan": m.ondermandaat_van,
    }
