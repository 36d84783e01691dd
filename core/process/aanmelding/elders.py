"""Het PIP waarmee iemand hierheen verhuisde, zoals DUO het meldde (SS121) en gaf (art. 15 lid 4 Wi2021)."""

from core.law.intake import PipVanElders, kwam_met_pip
from core.law.leerroutes import Leerroute
from core.platform.db.uow import Tx
from core.process.aanmelding.bewaren import lees_gegevens
from core.process.aanmelding.tables import Gegevensoort
from core.process.dossier.rijen import DossierRij


async def pip_van_elders(tx: Tx, dossier: DossierRij) -> PipVanElders | None:
    """Het PIP van de vorige gemeente, met de leerroute als DUO die gaf; None als de persoon zonder PIP kwam.

    Is hier een PIP vastgesteld, dan geeft DUO het vorige niet meer; de leerroute die zij eerder gaf telt dan nog.
    """
    if not kwam_met_pip(ss120_op=dossier.ss120_op, ss121_op=dossier.ss121_op):
        return None
    gegeven = await lees_gegevens(tx, dossier.id, Gegevensoort.PIP, ook_vervallen=dossier.leerroute is not None)
    bekend = gegeven and gegeven[-1].waarde in set(Leerroute)
    return PipVanElders(leerroute=Leerroute(gegeven[-1].waarde) if bekend else None)
