"""Wat een medewerker leest als een taak niet lukt: wat er gebeurde, wat er geprobeerd is, en wat hij nu doet.

De tekst noemt nooit een nummer of naam van een persoon; het dossier staat in het werkitem zelf.
"""

from uuid import UUID

from core.fouten import Fout
from core.instellingen.legitimatie import Buur
from core.platform.db.uow import Tx
from core.platform.outbox.bus import Bericht
from core.process.dossier import werk
from core.process.dossier.werksoorten import Soort

GROND = "art. 3:2 Awb"
_BIJ = {Buur.DUO: "naar DUO gaat of bij DUO gelezen wordt", Buur.BRP: "in de BRP gelezen wordt"}
_DOSSIER = """
select d.id from meedoen.outbox o join meedoen.dossier d on d.gemeente_id = o.gemeente_id and d.id = o.reeks
where o.gemeente_id = $1 and o.id = $2"""


async def meld_vertraagd(tx: Tx, bericht: Bericht, wat: str, fout: Exception | None = None) -> None:
    """Een taak lukt al minuten niet. Meedoen blijft het proberen; er gaat niets verloren.

    `wat` maakt af: "Meedoen kon niet ...". Zonder `fout` is de oorzaak nog niet bekend: de poging begint net.
    """
    if fout is None and await werk.staat_open(tx, Soort.TAAK_VERTRAAGD, str(bericht.id)):
        return
    oorzaak = "" if fout is None else f" {_oorzaak(fout)}"
    daarachter = "" if bericht.buur is None else f" Wat er verder over deze persoon {_BIJ[bericht.buur]}, wacht hierop."
    await werk.zet_klaar(
        tx,
        Soort.TAAK_VERTRAAGD,
        omschrijving=(
            f"Meedoen kan al enige minuten niet {wat}.{oorzaak}{daarachter} Het blijft dit proberen, ten minste elk"
            " kwartier, en dit werk sluit vanzelf als het lukt; er is niets verloren en er gaat niets dubbel. Kan het"
            " niet wachten, neem dan zelf contact op met de andere partij."
        ),
        grond=GROND,
        sleutel=str(bericht.id),
        dossier_id=await _dossier_van(tx, bericht),
    )


async def meld_opgegeven(tx: Tx, bericht: Bericht, wat: str, fout: Exception) -> None:
    """Een taak is na haar laatste poging opgegeven; een mens kan haar opnieuw laten doen."""
    await werk.sluit(tx, Soort.TAAK_VERTRAAGD, sleutel=str(bericht.id), afhandeling="opgegeven", vervallen=True)
    await werk.zet_klaar(
        tx,
        Soort.TAAK_MISLUKT,
        omschrijving=(
            f"Meedoen kon niet {wat} en is na {bericht.pogingen} pogingen gestopt. {_oorzaak(fout)} Er is"
            " niets verloren. Laat het opnieuw doen met een nieuwe poging; Meedoen kijkt dan eerst wat er al gelukt is"
            " en doet niets dubbel. Lukt het weer niet, meld het dan bij de beheerder."
        ),
        grond=GROND,
        sleutel=str(bericht.id),
        dossier_id=await _dossier_van(tx, bericht),
    )


def _oorzaak(fout: Exception) -> str:
    """De boodschap van een fout die wij kennen noemt nooit een persoon; van een andere alleen de soort."""
    if isinstance(fout, Fout):
        return f"De oorzaak: {fout.melding.rstrip('.')}."
    return f"De oorzaak is een fout in Meedoen ({type(fout).__name__})."


async def _dossier_van(tx: Tx, bericht: Bericht) -> UUID | None:
    """Het dossier waarin de taak loopt; een taak zonder dossier heeft een andere reeks."""
    rij = await tx.fetchrow(_DOSSIER, tx.gemeente_id, bericht.id)
    return None if rij is None else rij["id"]
