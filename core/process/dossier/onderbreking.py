"""Wie uit Nederland is uitgeschreven: de plicht rust, en loopt door als hij binnen het jaar terug is (T16, T17).

Of zij doorloopt en hoe lang de termijn dan wordt, zegt DUO (art. 2.1 lid 2 en 4.2 Bi2021). Meedoen houdt in de gaten
wanneer het jaar om is, en eindigt of hervat niets uit zichzelf.
"""

from datetime import date

from core.fouten import OnjuisteFase
from core.law.fasen import AFGESLOTEN, Aanleiding, Fase
from core.law.termijn import Termijnsoort
from core.law.verlenging import bewaak_onderbreking
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, ga_naar
from core.process.voorvallen import Geschorst, Voorval

GROND = "art. 2.1 lid 2 Bi2021"


async def onderbreek(tx: Tx, zaak: Zaak) -> tuple[Zaak, list[Voorval]]:
    """De persoon stond hier ingeschreven en is nu geen ingezetene meer (T16)."""
    if zaak.rij.fase in AFGESLOTEN or zaak.rij.fase is Fase.ONDERBROKEN:
        return zaak, []
    try:
        zaak = await ga_naar(tx, zaak, Fase.ONDERBROKEN, aanleiding=Aanleiding.VERBLIJF_ONDERBROKEN)
    except OnjuisteFase as fout:
        await _zet_klaar(tx, zaak, f"De persoon is volgens de BRP uit Nederland uitgeschreven. {fout.melding}")
        return zaak, []
    return zaak, [Geschorst()]


async def bewaak(tx: Tx, huis: Huis, zaak: Zaak, uitgeschreven_op: date | None) -> None:
    """Laat het jaar lopen en zet klaar dat iemand er op tijd naar kijkt; na het melden, want dat stopt wat er liep."""
    wat = "De persoon is volgens de BRP uit Nederland uitgeschreven. Blijft hij langer dan een jaar weg, dan eindigt de"
    wat += " plicht; DUO meldt dat (SS110). Vraag DUO na als er dan niets gemeld is."
    if uitgeschreven_op is None:
        await _zet_klaar(tx, zaak, f"{wat} De dag van uitschrijving is niet bekend: vraag haar na.")
        return
    recht = huis.recht_van(tx.gemeente_id)
    termijn = bewaak_onderbreking(uitgeschreven_op, recht=recht)
    await termijnen.leg_vast(tx, zaak.id, termijn, recht=recht)
    await _zet_klaar(tx, zaak, wat, vervaldatum=termijn.einde)


async def is_voorbij(tx: Tx, zaak: Zaak, *, hervat: bool) -> None:
    """De onderbreking is voorbij: hij is terug, of de plicht is geëindigd."""
    status = Termijnstatus.GEHAALD if hervat else Termijnstatus.VERVALLEN
    await termijnen.sluit_soorten(tx, zaak.id, (Termijnsoort.ONDERBREKING,), status=status)
    waarom = "de plicht loopt weer" if hervat else "de plicht is geëindigd"
    await werkvoorraad.sluit(tx, Soort.NAVRAGEN, sleutel=_sleutel(zaak), afhandeling=waarom, vervallen=True)


async def _zet_klaar(tx: Tx, zaak: Zaak, melding: str, *, vervaldatum: date | None = None) -> None:
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=melding,
        grond=GROND,
        sleutel=_sleutel(zaak),
        dossier_id=zaak.id,
        vervaldatum=vervaldatum,
    )


def _sleutel(zaak: Zaak) -> str:
    return f"{zaak.id}:onderbroken"
