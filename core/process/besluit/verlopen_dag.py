"""Werk over een brief waarvan een dag voorbij is: het vraagt niet langer wat dan geweigerd wordt (art. 3:2 Awb).

Een brief die nog ligt is opgemaakt voor een dag, en kan zelf een laatste dag noemen; is die voorbij, dan zegt het werk
wat er nu moet. Een brief over een latere bezwaardag wordt na die dag niet meer gemaakt, en wat er lag vervalt.
"""

from datetime import date
from uuid import UUID

from core.law.bekendmaking import Verzending, na_de_opmaakdag
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.besluit import bezwaardag
from core.process.besluit.actions import lees_brief
from core.process.besluit.opmaken import opmaken_van
from core.process.besluit.rijen import BriefRij
from core.process.besluit.verzenden import haar_dag, waarschuw
from core.process.besluit.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import neem_dossier
from core.process.taak import Taakbeurt

_LIGT_TE_LANG = """
select b.id, b.dossier_id, w.grond, w.vervaldatum from meedoen.werkitem w
join meedoen.brief b on b.gemeente_id = $1 and b.id = split_part(w.sleutel, ':', 2)::uuid
where w.gemeente_id = $1 and w.status = 'open' and w.soort = 'BRIEF_VERZENDEN' and w.vervaldatum < $2
and b.status = 'gemaakt' and b.afschrift_van is null
and ($3::uuid is null or b.id = $3)
order by b.id"""


class _Ligt(Rij, frozen=True):
    """Een brief die er na de dag waarvoor zij opgemaakt is nog ligt, met haar werk."""

    id: UUID
    dossier_id: UUID
    grond: str
    vervaldatum: date


async def houd_bij(beurt: Taakbeurt) -> None:
    """Zet het werk bij van elke brief waarvan een dag voorbij is; elk dossier in een eigen transactie."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        brieven = await tx.fetch_als(_Ligt, _LIGT_TE_LANG, tx.gemeente_id, await tx.vandaag(), None)
        te_laat = await bezwaardag.verlopen(tx, beurt.huis)
        gevraagd = await bezwaardag.te_laat_gevraagd(tx)
    for ligt in brieven:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            await neem_dossier(tx, ligt.dossier_id)
            for rij in await tx.fetch_als(_Ligt, _LIGT_TE_LANG, tx.gemeente_id, await tx.vandaag(), ligt.id):
                await _zet_bij(tx, beurt.huis, rij)
    for brief in te_laat:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            await bezwaardag.laat_verlopen(tx, beurt.huis, brief)
    for brief in gevraagd:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            await bezwaardag.zeg_dat_het_te_laat_is(tx, beurt.huis, brief)


async def _zet_bij(tx: Tx, huis: Huis, rij: _Ligt) -> None:
    brief = await lees_brief(tx, rij.dossier_id, rij.id)
    tekst = await _wat_nu(tx, huis, brief)
    if tekst:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.BRIEF_VERZENDEN,
            omschrijving=tekst,
            grond=rij.grond,
            sleutel=str(rij.id),
            dossier_id=rij.dossier_id,
            vervaldatum=rij.vervaldatum,
        )


async def _wat_nu(tx: Tx, huis: Huis, brief: BriefRij) -> str:
    """Wat er met een brief moet die er nog ligt; leeg als zij vandaag zo weg kan."""
    soort, vandaag = huis.proces.briefsoort(brief.sjabloon), Verzending(op=await tx.vandaag())
    niet_meer = [gebrek.melding for gebrek in haar_dag(tx, huis, brief, vandaag)]
    if not niet_meer and soort.als_zij_niet_telt:
        alle = await waarschuw(tx, huis, brief, vandaag)
        niet_meer = [w.melding for w in alle if w.soort == Waarschuwingssoort.TELT_NIET]
        niet_meer += [soort.als_zij_niet_telt] if niet_meer else []
    if niet_meer:
        return f"{soort.wat[0].upper()}{soort.wat[1:]} ligt er nog. {' '.join(niet_meer)}"
    dagen = [opmaak.verzenddag for opmaak in await opmaken_van(tx, brief.id) if opmaak.verzenddag is not None]
    return na_de_opmaakdag(soort.wat, max(dagen)) if dagen and max(dagen) < vandaag.op else ""
