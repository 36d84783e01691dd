"""Wat een mens navraagt na het antwoord van een organisatie: van wie iemand dan wel is, of een startdag die niet klopt.

Eindigt de zaak hier, dan vervalt wat over zijn lessen gaat; een mogelijk datalek blijft (PG-12, art. 33 AVG).
"""

from core.law import toewijzen
from core.law.kalender import schrijf_dag
from core.law.recht import Grond
from core.law.toewijzen import Weigerreden
from core.platform.clock import Klok
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak
from core.process.toewijzing.opslag import lees_alle
from core.process.toewijzing.rijen import ToewijzingRij

_LEK = Grond("AVG", "33")
_VAN_WIE, _START, _DATALEK = "niet-van-ons", "start", "datalek"


async def na_antwoord(tx: Tx, huis: Huis, zaak: Zaak, rij: ToewijzingRij) -> None:
    """Zet klaar wat er na dit antwoord na te vragen is, en sluit wat niet meer hoeft."""
    namen = huis.tenant(tx.gemeente_id).organisatienamen
    wie = namen.get(rij.organisatie_id, "Een organisatie")
    if rij.weigerreden is Weigerreden.NIET_VAN_ONS:
        wat = (
            f"{wie} zegt dat deze persoon niet bij haar hoort. Zij leest hem niet meer. Vraag hem waar hij les volgt of"
            " wordt begeleid, en leg dat vast."
        )
        await _zet(tx, zaak, rij, _VAN_WIE, wat, rij.grond)
        wat = (
            f"{wie} las gegevens van iemand van wie zij zegt dat hij niet bij haar hoort. Ga na of dat zo is, en meld"
            " het dan bij uw gemeente als mogelijk datalek."
        )
        await _zet(tx, zaak, rij, _DATALEK, wat, str(_LEK))
    fout = ""
    if rij.start_op is not None:
        aangeboden_op = Klok.datum(rij.aangeboden_op)
        fout = toewijzen.start_klopt_niet(rij.start_op, aangeboden_op=aangeboden_op, uiterlijk=rij.gevraagd_start)
        if fout:
            wat = f"{wie} zegt dat het begint op {schrijf_dag(rij.start_op)}. {fout}"
            await _zet(tx, zaak, rij, _START, wat, rij.grond)
    if not fout:
        sleutel = _sleutel(zaak, rij, _START)
        await werkvoorraad.sluit(
            tx, Soort.NAVRAGEN, sleutel=sleutel, afhandeling="de organisatie noemt een dag die kan"
        )


async def vervalt(tx: Tx, zaak: Zaak, *, afhandeling: str) -> bool:
    """De zaak is hier voorbij: wat over zijn lessen ging hoeft niemand meer na te vragen; False als er niets was."""
    sleutels = [_sleutel(zaak, rij, over) for rij in await lees_alle(tx, zaak.id) for over in (_VAN_WIE, _START)]
    return await werkvoorraad.sluit_elk(tx, Soort.NAVRAGEN, sleutels, afhandeling=afhandeling, vervallen=True)


async def _zet(tx: Tx, zaak: Zaak, rij: ToewijzingRij, over: str, wat: str, grond: str) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=wat,
        grond=grond,
        sleutel=_sleutel(zaak, rij, over),
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )


def _sleutel(zaak: Zaak, rij: ToewijzingRij, over: str) -> str:
    return f"{zaak.id}:{over}:{rij.id}"
