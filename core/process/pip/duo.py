"""Het PIP aan DUO melden (U01, art. 9.2 lid 2 Bi2021): na de bekendmaking, of al bij het vaststellen (PG-6)."""

from datetime import date
from uuid import UUID

import msgspec

from core.integrations.duo import contract
from core.law.leerroutes import Leerroute
from core.law.pip import PipInhoud, niveau_voor_duo
from core.law.recht import U01Moment
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import Zaak
from core.process.melding import actions as melding
from core.process.pip.rijen import PipRij
from core.process.pip.tables import Pip


def moment(tx: Tx, huis: Huis, dagtekening: date) -> U01Moment:
    """Wanneer DUO een PIP met deze dagtekening hoort."""
    return huis.recht_van(tx.gemeente_id).u01_moment.op(dagtekening).waarde


async def meld_vastgesteld(tx: Tx, zaak: Zaak, pip: PipInhoud, *, dagtekening: date, besluit_id: UUID) -> None:
    """Zet de melding klaar. Staat zij er voor dit besluit al, of hoort DUO haar niet meer, dan verandert er niets."""
    if pip.leerroute is None:
        raise LookupError("een vastgesteld PIP heeft een leerroute")
    if await melding.is_gemeld(tx, melding.PIP, besluit_id) or not await melding.hoort_duo(tx, melding.PIP, zaak.rij):
        return
    bericht = _bericht(pip, pip.leerroute, dagtekening)
    await melding.zet_klaar(tx, melding.PIP, zaak=zaak, inhoud=msgspec.to_builtins(bericht), besluit_id=besluit_id)


async def lees_pip(tx: Tx, pip_id: UUID) -> PipRij | None:
    """Een versie van het PIP, of None als het id van iets anders is."""
    return await tx.lees_een_als(
        PipRij, PipRij.select().where((Pip.gemeente_id == tx.gemeente_id) & (Pip.id == pip_id))
    )


def _bericht(pip: PipInhoud, leerroute: Leerroute, dagtekening: date) -> contract.Pip:
    """U01, in de vorm van DUO; wat DUO niet wil hebben blijft weg."""
    niveau = niveau_voor_duo(leerroute, pip.niveau)
    return contract.Pip(
        dagtekening_pip=dagtekening,
        leerroute=contract.Leerroute(leerroute.value),
        niveau=None if niveau is None else contract.Niveau(niveau.value),
        geschatte_intensiteit_b1_route=pip.geschatte_intensiteit_b1,
        indicator_mag_opleiding_afmaken=pip.mag_opleiding_afmaken or None,
        indicator_alfabetiseringsonderwijs=(
            None if pip.alfabetisering is None else contract.Alfabetiseringsonderwijs(pip.alfabetisering.value)
        ),
    )
