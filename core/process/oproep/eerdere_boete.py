"""De boetes die de persoon hier kreeg voor de oproepen van nu: in een eerdere ronde, of voor zijn verhuizing (T20)."""

from uuid import UUID

from core.law.boete_eerder import EerdereBoete, noem
from core.law.boetevraag import Boetevraag
from core.law.fasen import VOOR_HET_GESPREK, Fase
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import lees_dossier
from core.process.oproep.beeld import gebeurtenissen_van, oproepen_van
from core.process.oproep.tables import Gebeurtenissoort


async def let_op(tx: Tx, huis: Huis, dossier_id: UUID, fase: Fase, *, met_pip: bool, met_eerder: bool) -> str:
    """Welke boete hij hier al kreeg, voor wie het dossier opent terwijl er weer een kan komen; anders leeg."""
    if not met_eerder or fase not in VOOR_HET_GESPREK:  # nearly everybody: then nothing is asked of the database
        return ""
    return await in_woorden(tx, await lees_dossier(tx, dossier_id))


async def in_woorden(tx: Tx, dossier: DossierRij) -> str:
    """De eerdere boetes, en wat wie over een nieuwe beslist daarmee doet; leeg als er geen zijn."""
    if dossier.eerder_id is None and dossier.oproepronde == 1:  # nearly everybody
        return ""
    kenmerken, eerder_id = {dossier.id: ""}, dossier.eerder_id
    while eerder_id is not None:
        eerder = await lees_dossier(tx, eerder_id)
        kenmerken[eerder.id], eerder_id = eerder.kenmerk, eerder.eerder_id
    van_nu = {rij.id for rij in await oproepen_van(tx, dossier.id) if rij.ronde == dossier.oproepronde}
    antwoorden: dict[UUID, tuple[str, Boetevraag]] = {}
    for g in await gebeurtenissen_van(tx, *kenmerken):
        telt = g.soort is Gebeurtenissoort.BOETEVRAAG and not g.teruggenomen and g.oproep_id not in van_nu
        if telt and g.boetevraag is not None:  # the last answer on an oproep is the one that counts
            antwoorden[g.oproep_id] = (kenmerken[g.dossier_id], g.boetevraag)
    boetes = [(vraag.bekende_boete, kenmerk) for kenmerk, vraag in antwoorden.values()]
    gevonden = [EerdereBoete(boete=boete, dossier=kenmerk) for boete, kenmerk in boetes if boete is not None]
    return noem(sorted(gevonden, key=lambda eerdere: eerdere.boete.dagtekening))
