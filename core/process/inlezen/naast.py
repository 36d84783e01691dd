"""Een lijst naast Meedoen leggen: wie er op de ene staat en niet op de andere, en waarin zij verschillen.

Zo is Meedoen een maand naast Portaal Inburgering te houden. Er verandert niets. Wat er verschilt wordt bij naam genoemd
en niet met zijn waarde: wie de lijst aanlevert leest niets van iemand.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.collega import zoek_collega
from core.process.dossier.stil import OPEN
from core.process.inlezen import openen
from core.process.inlezen.lijst import Ingelezen
from core.process.inlezen.rijen import Ernaast

_HIER = """
select d.id, d.kenmerk, d.fase, d.leerroute, d.behandelaar_id, coalesce(
  (select max(b.dagtekening) from meedoen.besluit b
   where b.gemeente_id = $1 and b.dossier_id = d.id and b.soort = 'B04'
     and not exists (select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = b.id)),
  d.eigen_pip_op) as pip_op
from meedoen.dossier d where d.gemeente_id = $1 and d.opgevolgd_op is null order by d.kenmerk"""


async def vergelijk(tx: Tx, huis: Huis, personen: Sequence[Ingelezen]) -> list[str]:
    """Elk verschil als een regel, met de rij van de lijst en het kenmerk van het dossier; leeg als er geen is."""
    hier = {rij.id: rij for rij in await tx.fetch_als(Ernaast, _HIER, tx.gemeente_id)}
    gezien: set[UUID] = set()
    regels: list[str] = []
    for persoon in personen:
        dossier_id = await openen.is_bekend(tx, huis, persoon)
        if dossier_id is None:
            regels.append(f"rij {persoon.rij}: staat op de lijst en niet in Meedoen.")
            continue
        gezien.add(dossier_id)
        dossier = hier[dossier_id]
        behandelaar = await zoek_collega(tx, persoon.behandelaar) if persoon.behandelaar else None
        if anders := list(_anders(persoon, dossier, behandelaar)):
            regels.append(f"rij {persoon.rij}, {dossier.kenmerk}: anders dan de lijst: {', '.join(anders)}.")
    regels += [
        f"{rij.kenmerk}: staat in Meedoen en niet op de lijst."
        for rij in hier.values()
        if rij.id not in gezien and rij.fase in OPEN
    ]
    await huis.logboek.schrijf(tx, "inlezing.vergelijken", "inlezing", dossiers=sorted(gezien))
    return regels


def _anders(persoon: Ingelezen, dossier: Ernaast, behandelaar: UUID | None) -> Iterator[str]:
    """Alleen wat de lijst noemt: een lege cel zegt niets."""
    if dossier.fase not in OPEN:
        yield "de zaak is hier voorbij"
    if persoon.bekend.pip_op not in (None, dossier.pip_op):
        yield "de dag van het PIP"
    if persoon.bekend.leerroute not in (None, dossier.leerroute):
        yield "de leerroute"
    if persoon.behandelaar and (behandelaar is None or behandelaar != dossier.behandelaar_id):
        yield "de behandelaar"
