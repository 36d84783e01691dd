"""Wie iemand in Meedoen zag, en hem niet meer ziet: een mens zegt dat tegen zijn school en begeleider, en vraagt hun
naam na als hij terug is (art. 9.2 lid 3 Bi2021, PG-12, PG-20, ADR 0090).

Bij een einde, een schorsing of een verhuizing eindigt wat zij van hem lazen. Loopt de plicht weer, of woont hij hier
weer, dan leest zij niets tot iemand opnieuw vastlegt dat hij daar les volgt: dat kan intussen anders zijn. Wie
overleden is geeft geen werk meer.
"""

from collections.abc import Iterable
from uuid import UUID

from core.law import toewijzen
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.toewijzing.opslag import lees_alle
from core.process.toewijzing.projecties import LOPEND
from core.process.toewijzing.rijen import ToewijzingRij
from core.process.toewijzing.tables import Toewijzingsdoel
from core.process.voorvallen import Geschorst, Hervat, Overleden, PlichtGeeindigd, Teruggekeerd, Verhuisd

_EINDIGDE_DOOR = frozenset(voorval.naam() for voorval in (Verhuisd, PlichtGeeindigd, Geschorst))
_ZEG = ("school-na-verhuizing", "school-na-einde", "school-na-schorsing")
_WEER = "school-weer"


async def laat_zeggen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> bool:
    """Zet klaar dat iemand de organisaties belt die hem nu nog zien; False als er niets veranderde. Waarom hij niet
    meer komt, en waar hij heen ging, hoort daar niet bij: zij hebben het niet nodig, en het kan geheim of medisch
    zijn."""
    gesloten = await _sluit(tx, zaak.id, (_WEER,), voorval.omschrijving)
    zien = [rij for rij in await lees_alle(tx, zaak.id) if rij.status in LOPEND]
    if not zien or isinstance(voorval, Overleden):
        return gesloten
    deel, wat = _wat_te_zeggen(voorval, _namen(tx, huis, zien))
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=wat,
        grond=str(toewijzen.LESGEVEN),
        sleutel=f"{zaak.id}:{deel}",
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
    return nieuw or gesloten


def _wat_te_zeggen(voorval: PlichtGeeindigd | Geschorst | Verhuisd, wie: str) -> tuple[str, str]:
    """Onder welke sleutel iemand wat zegt."""
    zien_niet = f"Wie de persoon in Meedoen zag, ziet hem niet meer: {wie}."
    match voorval:
        case Verhuisd():
            return "school-na-verhuizing", (
                f"De persoon is verhuisd. {zien_niet} Zeg dat hij naar een andere gemeente ging en niet waarheen, en"
                " dat de opdracht van deze gemeente daarmee eindigt. Of hij daar blijft bespreekt hij met zijn nieuwe"
                " gemeente."
            )
        case Geschorst():
            return "school-na-schorsing", (
                f"De inburgering rust. {zien_niet} Zeg dat de opdracht van deze gemeente nu stilligt, en niet waarom."
                " Loopt de inburgering weer, dan komt er werk om te vragen of hij daar terugkomt."
            )
    return "school-na-einde", (
        f"De inburgering is hier voorbij. {zien_niet} Zeg dat de opdracht van deze gemeente daarmee eindigt, en niet"
        " waarom. Of hij daar zelf verdergaat bespreekt hij met hen."
    )


async def vraag_na(tx: Tx, huis: Huis, zaak: Zaak, voorval: Hervat | Teruggekeerd) -> bool:
    """Zet klaar dat iemand vraagt of hij weer komt bij wie hem zag; wat hun nog gezegd moest worden hoeft niet meer.
    False als er niets veranderde."""
    eerder = voorval.eerder if isinstance(voorval, Teruggekeerd) else zaak.id
    waarom = "hij heeft een nieuwe zaak" if isinstance(voorval, Teruggekeerd) else voorval.omschrijving
    ongezegd = await _sluit(tx, eerder, _ZEG, waarom)
    wie = await _zagen_hem(tx, eerder, nu=zaak)
    if not wie:
        return ongezegd
    weer = "De persoon woont hier weer." if isinstance(voorval, Teruggekeerd) else "De inburgering loopt weer."
    nog_niet = " Dat hij een tijd niet kwam is hun nog niet gezegd." if ongezegd else ""
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"{weer} Wie hem eerder in Meedoen zag, ziet hem nu niet: {_namen(tx, huis, wie)}.{nog_niet} Vraag hem of"
            " hij daar nog komt. Volgt hij les bij die school of een andere, leg dan zijn inschrijving vast; zij leest"
            " wat zij nodig heeft zodra zijn PIP bekendgemaakt is. Een maatschappelijke partner biedt u hem opnieuw"
            " aan."
        ),
        grond=str(toewijzen.LESGEVEN),
        sleutel=f"{zaak.id}:{_WEER}",
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
    return nieuw or ongezegd


async def houd_bij(tx: Tx, zaak: Zaak) -> bool:
    """Het werk is gedaan als hij weer een school heeft, en weer is aangeboden aan wie hem begeleidde."""
    if not await werkvoorraad.staat_open(tx, Dossierwerk.NAVRAGEN, f"{zaak.id}:{_WEER}"):
        return False
    eigen = any(rij.gewijzigd_bij in _EINDIGDE_DOOR for rij in await lees_alle(tx, zaak.id))
    eerder = zaak.id if eigen else zaak.rij.eerder_id
    if eerder is not None and await _zagen_hem(tx, eerder, nu=zaak):
        return False
    return await werkvoorraad.sluit(
        tx, Dossierwerk.NAVRAGEN, sleutel=f"{zaak.id}:{_WEER}", afhandeling="het is opnieuw vastgelegd"
    )


async def _zagen_hem(tx: Tx, dossier_id: UUID, *, nu: Zaak) -> list[ToewijzingRij]:
    """De toewijzingen van wie hem las tot de laatste keer dat alles eindigde, en waarvoor er nu geen andere is."""
    rijen = await lees_alle(tx, dossier_id)
    geeindigd = [rij for rij in rijen if rij.gewijzigd_bij in _EINDIGDE_DOOR and rij.beeindigd_op is not None]
    laatst = max((rij.beeindigd_op for rij in geeindigd if rij.beeindigd_op is not None), default=None)
    lopend = [rij for rij in await lees_alle(tx, nu.id) if rij.status in LOPEND]
    met_school = any(rij.doel is Toewijzingsdoel.LESGEVEN for rij in lopend)
    bij = {rij.organisatie_id for rij in lopend}
    return [
        rij
        for rij in geeindigd
        if rij.beeindigd_op == laatst
        and (rij.beantwoord_op is not None or rij.inschrijving_bron is not None)
        and rij.organisatie_id not in bij
        and not (met_school and rij.doel is Toewijzingsdoel.LESGEVEN)
    ]


def _namen(tx: Tx, huis: Huis, rijen: Iterable[ToewijzingRij]) -> str:
    bekend = huis.tenant(tx.gemeente_id).organisatienamen
    ids = dict.fromkeys(rij.organisatie_id for rij in rijen)
    return ", ".join(bekend.get(id_, "een organisatie die hier niet meer bekend is") for id_ in ids)


async def _sluit(tx: Tx, dossier_id: UUID, delen: Iterable[str], afhandeling: str) -> bool:
    sleutels = [f"{dossier_id}:{deel}" for deel in delen]
    return await werkvoorraad.sluit_elk(tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=afhandeling, vervallen=True)
