"""Brieven die al weg zijn en niet gingen naar wie toen voor de persoon optrad: een mens oordeelt of zij tellen.

Dat iemand een curator heeft blijkt soms pas later (§18.4, art. 3:41 Awb). Er is dan met die brief hetzelfde aan de hand
als met een die terugkwam, en er volgt hetzelfde uit: tot iemand oordeelt telt een oproep niet.
"""

from uuid import UUID

from core.law.adresboek import Rol
from core.law.fasen import AFGESLOTEN
from core.law.retourpost import Retouroordeel, Retourreden, vraag_gericht
from core.law.vertegenwoordigen import ging_langs
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.besluit.actions import lees_brief
from core.process.besluit.adresboek import lees_adresboek
from core.process.besluit.rijen import Briefstand
from core.process.besluit.tables import Brief, Briefstatus
from core.process.dossier.zaak import Zaak
from core.process.retourpost import opslag
from core.process.retourpost.actions import Terugkomst, neem_op


async def kijk_na(tx: Tx, huis: Huis, zaak: Zaak) -> None:
    """Maak werk van elke brief die langs een curator of bewindvoerder heen ging, met wat er nu over hem vastligt."""
    if zaak.rij.fase in AFGESLOTEN:
        return
    staat_al = {r.brief_id for r in await opslag.van_dossier(tx, zaak.id) if r.oordeel is not Retouroordeel.VERGISSING}
    for brief in await _verzonden(tx, zaak.id):
        had = None if brief.id in staat_al else await _had(tx, huis, zaak, brief)
        if had is None:
            continue
        soort = huis.proces.briefsoort(brief.sjabloon)
        await neem_op(
            tx,
            huis,
            zaak,
            await lees_brief(tx, zaak.id, brief.id),
            nieuw_id(),
            Terugkomst(brief_id=brief.id, terug_op=await tx.vandaag(), reden=Retourreden.VERKEERD_GERICHT),
            werk=vraag_gericht(soort.wat, f"de {had}"),
            naar_brp_adres=False,
        )


async def _had(tx: Tx, huis: Huis, zaak: Zaak, brief: Briefstand) -> Rol | None:
    """Wie deze brief had moeten krijgen; None als zij goed ging, of als niet na te gaan is waar zij over ging."""
    soort = huis.proces.brieven.get(brief.sjabloon)
    if soort is None:
        return None
    adresboek = await lees_adresboek(tx, huis, zaak.rij, soort.onderwerp, op=brief.verzonden_op)
    had = adresboek.adressering.aan.rol
    return had if ging_langs(brief.aan, had) else None


async def _verzonden(tx: Tx, dossier_id: UUID) -> list[Briefstand]:
    return await tx.lees_als(
        Briefstand,
        Briefstand.select()
        .where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.dossier_id == dossier_id)
            & (Brief.status == Briefstatus.VERZONDEN)
            & Brief.afschrift_van.is_null()
        )
        .order_by(Brief.id),
    )
