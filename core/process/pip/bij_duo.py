"""Een PIP dat hier is ingetrokken, en dat DUO nog heeft: wie het dossier opent, leest dat (art. 15 lid 4 Wi2021)."""

from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.fasen import Fase
from core.law.intrekken import nog_bij_duo
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.tables import Verschilsoort
from core.process.aanmelding.verschillen import zoek_vergelijking
from core.process.besluit.intrekken import weet_het_nog_niet
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit
from core.process.dossier.terugkeer import woont_hier_weer
from core.process.melding.pip_bij_duo import bevestigd_pip

_ZONDER_PLAN = frozenset({Fase.INTAKE_LOOPT, Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE, Fase.OVERGEDRAGEN})
"""Waar een dossier na een intrekking kan staan; verder is er een plan, was er nooit een, of hoeft er geen te zijn."""


async def let_op(tx: Tx, huis: Huis, dossier_id: UUID, fase: Fase, *, met_pip: bool, met_eerder: bool) -> str:
    """Dat DUO het ingetrokken PIP nog heeft, van welke dag het was, en wat er te doen is; anders leeg.

    Vond de laatste vergelijking het bij DUO niet meer, dan is er niets meer te zeggen.
    """
    gestuurd = await bevestigd_pip(tx, dossier_id) if fase in _ZONDER_PLAN else None
    if gestuurd is None:
        return ""
    besluiten = await tx.lees_als(
        BesluitRij,
        BesluitRij.select()
        .where(
            (Besluit.gemeente_id == tx.gemeente_id)
            & (Besluit.dossier_id == dossier_id)
            & Besluit.soort.is_in([Besluitsoort.PIP, Besluitsoort.INTREKKING])
        )
        .order_by(Besluit.id),
    )
    weg = {b.vervangt: b.dagtekening for b in besluiten if b.soort is Besluitsoort.INTREKKING}
    pips = [b for b in besluiten if b.soort is Besluitsoort.PIP]
    if not pips or pips[-1].id not in weg or pips[-1].dagtekening != gestuurd.dagtekening_pip:
        return ""
    vergeleken = await zoek_vergelijking(tx, dossier_id)
    if vergeleken is not None and any(v.soort == Verschilsoort.PIP for v in vergeleken.verschillen):
        return ""
    return nog_bij_duo(
        pips[-1].dagtekening,
        ingetrokken_op=weg[pips[-1].id],
        verhuisd=fase is Fase.OVERGEDRAGEN and not await woont_hier_weer(tx, dossier_id),
        weet=not await weet_het_nog_niet(tx, dossier_id, Besluitsoort.PIP),
    )
