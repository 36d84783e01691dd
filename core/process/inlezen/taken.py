"""Na de commit van een lijst: iedereen op zijn beurt, elk in één transactie.

Wie gelezen is, is dat met dossier, vragen en al, of niet: stopt alles halverwege, dan gaat het daarna verder waar het
was. Lukt het bij iemand niet, dan ligt dat als werk bij een mens, en de anderen gaan door.
"""

from core.integrations.duo.fouten import DuoGeenToegang
from core.law.inlezen import Leesuitkomst
from core.process.inlezen import openen, opslag
from core.process.inlezen.openen import VanDuo
from core.process.inlezen.tables import Leesstatus
from core.process.taak import Taakbeurt, Taaksoort


async def lees_regel(beurt: Taakbeurt) -> None:
    """Lees één persoon van de lijst, en open zijn dossier als hij hier hoort."""
    async with beurt.uow() as tx:
        regel = await opslag.lees_regel(tx, beurt.bericht.onderwerp_id)
        if regel.status is not Leesstatus.WACHT:
            await beurt.klaar(tx)
            return
        persoon = opslag.open_regel(beurt.huis, regel)
        bekend = await openen.is_bekend(tx, beurt.huis, persoon)
        if bekend is not None or persoon.bsn is None:
            uitkomst = Leesuitkomst.ZONDER_BSN if bekend is None else Leesuitkomst.AL_BEKEND
            await opslag.sluit(tx, regel.id, uitkomst, bekend or await openen.open_zonder_bsn(tx, beurt.huis, persoon))
            await beurt.klaar(tx)
            return
    duo, nummer = beurt.duo(), persoon.bsn.onthul()
    gelezen: VanDuo | None = None
    try:
        plicht = await duo.lees_inburgeringsplicht(nummer, bericht_id=beurt.bericht_id("plicht"))
        gebeurd = await duo.lees_gebeurtenissen(nummer, bericht_id=beurt.bericht_id("gebeurd"))
        pip = await duo.lees_pip(nummer, bericht_id=beurt.bericht_id("pip"))
        gelezen = VanDuo(plicht=plicht, pip=pip, gebeurd=gebeurd or ())
    except DuoGeenToegang:
        gelezen = None
    async with beurt.uow() as tx:
        dossier_id = await openen.is_bekend(tx, beurt.huis, persoon)
        if dossier_id is not None:  # DUO reported him while we asked her
            uitkomst = Leesuitkomst.AL_BEKEND
        elif gelezen is None:
            uitkomst = Leesuitkomst.GEEN_TOEGANG
        elif (uitkomst := gelezen.uitkomst()) is Leesuitkomst.GEOPEND:
            dossier_id = await openen.open_met(tx, beurt.huis, persoon, gelezen)
        await opslag.sluit(tx, regel.id, uitkomst, dossier_id)
        await beurt.klaar(tx)


TAKEN = (Taaksoort(soort=opslag.LEES_REGEL, wat="een regel van een lijst inlezen", doe=lees_regel),)
