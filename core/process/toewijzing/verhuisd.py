"""Wie verhuist verdwijnt bij zijn school en begeleider uit Meedoen; een mens zegt hun dat (art. 9.2 lid 3 Bi2021)."""

from core.law import toewijzen
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.toewijzing import actions
from core.process.toewijzing.tables import Toewijzingstatus

_LOOPT = (Toewijzingstatus.AANGEBODEN, Toewijzingstatus.AANVAARD)


async def laat_zeggen(tx: Tx, huis: Huis, zaak: Zaak) -> bool:
    """Zet klaar dat iemand de organisaties belt die hem nu nog zien; False als er geen zijn. Waar hij heen ging hoort
    daar niet bij: dat kan geheim zijn, en zij hebben het niet nodig."""
    namen = {organisatie.id: organisatie.naam for organisatie in huis.tenant(tx.gemeente_id).organisaties}
    zien = [rij.organisatie_id for rij in await actions.lees_alle(tx, zaak.id) if rij.status in _LOOPT]
    wie = ", ".join(namen.get(id_, "een organisatie die hier niet meer bekend is") for id_ in dict.fromkeys(zien))
    if not wie:
        return False
    return await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"De persoon is verhuisd. Wie hem in Meedoen zag, ziet hem niet meer: {wie}. Zeg dat hij naar een andere"
            " gemeente ging en niet waarheen, en dat de opdracht van deze gemeente daarmee eindigt. Of hij daar blijft"
            " bespreekt hij met zijn nieuwe gemeente."
        ),
        grond=str(toewijzen.LESGEVEN),
        sleutel=f"{zaak.id}:school-na-verhuizing",
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )
