"""Termijnen opnieuw bepalen als de regels wijzigen: dat gaat over elk dossier, en dus langs de outbox, een taak per
dossier. Die meldt het, zodat elke stap er het hare aan doet (PG-13)."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.platform.tenancy import Doel, toegang_taak
from core.process.dossier.stil import WAAK, waak
from core.process.dossier.termijnen import VOOR_HET_PIP
from core.process.dossier.zaak import neem_dossier
from core.process.taak import Taakbeurt, Taaksoort
from core.process.voorvallen import RechtGewijzigd, meld

BEREKEN_OPNIEUW = "dossier.bereken_opnieuw"
_NA_TE_REKENEN = """
select d.id from meedoen.dossier d
left join (select t.dossier_id from meedoen.termijn t
  where t.gemeente_id = $1 and t.atw and t.bron = 'recht' and t.recht_versie <> $4
    and t.status in ('lopend', 'andere_lezing', 'gehaald', 'te_laat')
  group by t.dossier_id) oud on oud.dossier_id = d.id
where d.gemeente_id = $1
  and (oud.dossier_id is not null or d.fase = any (string_to_array($2::text, ',')))
  and not exists (select from meedoen.outbox o where o.gemeente_id = $1 and o.reeks = d.id and o.soort = $3
    and o.status in ('nieuw', 'aangeboden'))
order by d.id"""


async def zet_klaar(tx: Tx, huis: Huis) -> int:
    """Zet een taak klaar voor elk dossier met een termijn die onder een andere versie van het recht is bepaald, ook als
    zij al voorbij is, of waarin nog een termijn voor het PIP kan lopen (PG-13); geeft hoeveel.

    Herhalen mag: een taak die al klaarstaat, geldt ook hiervoor.
    """
    versie = huis.recht_van(tx.gemeente_id).versie
    fasen = ",".join(sorted(VOOR_HET_PIP))
    rijen = await tx.fetch(_NA_TE_REKENEN, tx.gemeente_id, fasen, BEREKEN_OPNIEUW, versie)
    for rij in rijen:
        await bus.zet(tx, BEREKEN_OPNIEUW, onderwerp_id=rij["id"], reeks=rij["id"])
    return len(rijen)


async def bereken_opnieuw(beurt: Taakbeurt) -> None:
    """Meld bij één dossier dat de regels wijzigden."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        zaak = await neem_dossier(tx, beurt.bericht.onderwerp_id)
        await meld(tx, beurt.huis, zaak, RechtGewijzigd(versie=beurt.huis.recht_van(tx.gemeente_id).versie))
        await beurt.klaar(tx)


async def zet_overal_klaar(huis: Huis) -> dict[str, int]:
    """Als `zet_klaar`, voor elke gemeente die bediend wordt, met een transactie per gemeente."""
    aantallen = {}
    for tenant in huis.tenants.values():
        toegang = toegang_taak(tenant.id, doel=Doel.DOSSIERBEHANDELING, oorsprong="meedoen recht toepassen")
        async with huis.databank.uow(toegang) as tx:
            aantallen[tenant.code] = await zet_klaar(tx, huis)
    return aantallen


TAKEN = (
    Taaksoort(soort=BEREKEN_OPNIEUW, wat="de termijnen opnieuw bepalen", doe=bereken_opnieuw),
    Taaksoort(soort=WAAK, wat="de dossiers zonder iets gepland opzoeken", doe=waak, elke_dag=True),
)
