"""Als DUO deze persoon niet aan deze gemeente geeft."""

from uuid import UUID

from core.integrations.duo.fouten import DuoGeenToegang
from core.integrations.duo.gebeurtenissen import Hulpbron
from core.platform.outbox import bus
from core.process.aanmelding import vreemde
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.taak import Taakbeurt

_UIT_DE_BRP = (
    " Stond hij hier nooit en staat hij in een andere gemeente ingeschreven, dan bewaart Meedoen uit de BRP alleen"
    " welke, en ook dat niet als zijn gegevens geheim zijn."
)


async def geen_toegang(beurt: Taakbeurt, fout: DuoGeenToegang, bron: Hulpbron | None = None) -> None:
    """Regel 7 van (d.2): 403 op een GET is geen reden om te sluiten en geen reden om te blijven vragen.

    Is de persoon zelf al niet te lezen, dan zegt een bron erbij niets nieuws.
    """
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        if not await bus.mislukt(tx, beurt.bericht, fout=fout.soort):
            return
        if bron is not None and await werkvoorraad.staat_open(tx, Soort.DUO_GEEN_TOEGANG, str(dossier_id)):
            return
        wat = "zijn plicht, doelgroep en termijn" if bron is None else f"wat zij bij {bron} heeft"
        brp = _UIT_DE_BRP if bron is None else ""
        await werkvoorraad.zet_klaar(
            tx,
            Soort.DUO_GEEN_TOEGANG,
            omschrijving=(
                f"DUO geeft deze gemeente geen toegang tot deze persoon. Meedoen kan {wat} niet lezen en blijft dat"
                " niet vragen. Ga na of hij is verhuisd of aan een andere gemeente is gekoppeld. Hoort hij hier, vraag"
                f" DUO dan om toegang; bij de volgende melding van DUO leest Meedoen weer.{brp}"
            ),
            grond="art. 34 Wi2021",
            sleutel=sleutel(dossier_id, bron),
            dossier_id=dossier_id,
        )
        if bron is None:
            await vreemde.volg_weigering(tx, beurt.huis, dossier_id)
        else:
            await vreemde.vraag_naar_hemzelf(tx, beurt.huis, dossier_id)


def sleutel(dossier_id: UUID, bron: Hulpbron | None) -> str:
    """Onder welke sleutel het werk staat; het sluit als dezelfde lezing weer lukt."""
    return str(dossier_id) if bron is None else f"{dossier_id}:{bron}"
