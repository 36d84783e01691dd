"""Iemand die DUO hier meldt en niet laat lezen, en die in een andere gemeente woont (art. 5 lid 1, onder c AVG).

DUO wordt eerst gelezen. Zolang zij hem niet geeft, blijft uit de BRP alleen de gemeente van inschrijving staan, en
wordt daar niets meer van hem gelezen; geeft zij hem wel, dan volgt de BRP vanzelf.
"""

from uuid import UUID

from core.law.aanschrijven import Adressoort
from core.law.bevoegd import Bevoegd, bepaal_bevoegd
from core.law.buurlezing import is_van_een_ander, staat_elders
from core.law.fasen import AFGESLOTEN, Fase
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.lezingen import LEES_BRP, LEES_DUO, zet_lezing_klaar
from core.process.besluit import geldend
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.plicht import draag_over
from core.process.dossier.rijen import DossierRij, PersoonRij
from core.process.dossier.signalen import volg_signalen
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import lees_dossier, neem_dossier
from core.process.voorvallen import meld

_DUO_LEEST_NOG = """
select min(case when status = 'bezig' then pogingen - 1 else pogingen end) as mislukt from meedoen.outbox
where gemeente_id = $1 and reeks = $2 and soort = $3 and status in ('nieuw', 'aangeboden', 'bezig')"""
_DUO_WEIGERT = """
select 1 from meedoen.werkitem w
where w.gemeente_id = $1 and w.dossier_id = $2 and w.sleutel = $3
  and (w.status = 'open' or 'mislukt' = (
    select b.status from meedoen.outbox b
    where b.gemeente_id = $1 and b.onderwerp_id = $2 and b.soort = $4 and b.status in ('klaar', 'mislukt')
    order by b.klaar_op desc limit 1))
limit 1"""
"""Werk dat een mens afvinkte, of dat met een verhuizing verviel, geeft nog geen toegang: dan zegt de laatste lezing
het."""


async def wacht_op_duo(tx: Tx, dossier: DossierRij) -> bool:
    """Of van iemand die nooit in de BRP gelezen is eerst DUO nog gelezen wordt; die lezing zet de BRP daarna klaar.

    Ligt DUO eruit, dan wacht de BRP daar niet op (C10): na een poging die mislukte wordt hij gewoon gelezen.
    """
    if (await lees_persoon(tx, dossier)).brp_gelezen_op is not None:
        return False
    return await _mislukte_pogingen(tx, dossier.id) == 0


async def lees_nu_in_de_brp(tx: Tx, dossier_id: UUID, *, geeft: bool, was_vreemde: bool = False) -> None:
    """DUO is gelezen, en `geeft` hem of niet (of zij ligt eruit): nu de BRP, als dat nodig is.

    Dat is het van wie daar nog nooit gelezen is of tot nu een vreemde was. Waar een vreemde staat ingeschreven wordt
    één keer gelezen.
    """
    zaak = await neem_dossier(tx, dossier_id)
    persoon = await lees_persoon(tx, zaak.rij)
    nooit = persoon.brp_gelezen_op is None and (geeft or not persoon.inschrijving_gemeente)
    if geeft and _wacht_op_duo_na_verhuizing(zaak.rij, persoon):
        await zet_lezing_klaar(tx, LEES_BRP, dossier_id, duo_gaf=True)
    elif nooit or was_vreemde:
        await zet_lezing_klaar(tx, LEES_BRP, dossier_id)


async def volg_weigering(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """DUO geeft hem niet. Verhuisde hij volgens de BRP, dan is een ander college bevoegd (T19); stond hij het laatst
    elders, dan zegt één lezing of hij daar nog staat."""
    zaak = await neem_dossier(tx, dossier_id)
    persoon = await lees_persoon(tx, zaak.rij)
    if _wacht_op_duo_na_verhuizing(zaak.rij, persoon):
        zaak, voorvallen = await draag_over(tx, zaak, persoon.inschrijving_gemeente)
        for voorval in voorvallen:
            await meld(tx, huis, zaak, voorval)
        await volg_signalen(tx, huis, await lees_dossier(tx, dossier_id))
    elif _staat_hier_nooit(huis, zaak.rij, persoon):
        await zet_lezing_klaar(tx, LEES_BRP, dossier_id, duo_weigerde=True)
    else:
        await lees_nu_in_de_brp(tx, dossier_id, geeft=False)


async def vraag_naar_hemzelf(tx: Tx, huis: Huis, dossier_id: UUID) -> None:
    """DUO geeft iets van hem niet. Van wie elders staat en hier nooit stond: geeft zij hemzelf nog?"""
    zaak = await neem_dossier(tx, dossier_id)
    if _staat_hier_nooit(huis, zaak.rij, await lees_persoon(tx, zaak.rij)):
        await zet_lezing_klaar(tx, LEES_DUO, dossier_id)


def _wacht_op_duo_na_verhuizing(dossier: DossierRij, persoon: PersoonRij) -> bool:
    """Of hij verhuisde zonder hier ooit te staan, en DUO nog moet zeggen of dit college bevoegd blijft."""
    open_ = dossier.fase not in AFGESLOTEN and dossier.fase is not Fase.ONDERBROKEN and dossier.leerroute is None
    return open_ and persoon.adressoort is Adressoort.VERHUISD and not persoon.overleden


def _staat_hier_nooit(huis: Huis, dossier: DossierRij, persoon: PersoonRij) -> bool:
    """Of hij gelezen is, niet hier stond, en elders staat ingeschreven, terwijl zijn zaak hier loopt."""
    loopt = dossier.fase not in AFGESLOTEN and dossier.fase is not Fase.ONDERBROKEN
    elders = staat_elders(persoon.inschrijving_gemeente, hier=huis.tenant(dossier.gemeente_id).code)
    return loopt and elders and dossier.vestiging_op is None and persoon.brp_gelezen_op is not None


async def is_vreemde(tx: Tx, huis: Huis, dossier: DossierRij, *, gemeente: str | None = None) -> bool:
    """Of deze gemeente van hem niets meer uit de BRP hoort te hebben dan waar hij staat ingeschreven.

    `gemeente` is waar de BRP hem inschrijft; zonder is het wat zij de vorige keer zei.
    """
    persoon = await lees_persoon(tx, dossier)
    gemeente = persoon.inschrijving_gemeente if gemeente is None else gemeente
    hier, stond_hier = huis.tenant(tx.gemeente_id).code, dossier.vestiging_op is not None
    return is_van_een_ander(
        gemeente,
        dossier.fase,
        hier=hier,
        stond_hier=stond_hier,
        duo_weigert=staat_elders(gemeente, hier=hier) and await duo_geeft_niet(tx, dossier.id, persoon),
        brief_moet_weg=await geldend.moet_nog_weg(tx, dossier.id),
    )


async def bevoegdheid(tx: Tx, huis: Huis, dossier: DossierRij, persoon: PersoonRij) -> Bevoegd:
    """Of vaststaat dat dit college bevoegd is; DUO's weigering telt alleen van wie elders staat en hier nooit stond."""
    elders = staat_elders(persoon.inschrijving_gemeente, hier=huis.tenant(tx.gemeente_id).code)
    return bepaal_bevoegd(
        persoon.inschrijving_gemeente,
        dossier.fase,
        hier=huis.tenant(tx.gemeente_id).code,
        stond_hier=dossier.vestiging_op is not None,
        verhuisd=persoon.adressoort is Adressoort.VERHUISD,
        met_pip=dossier.leerroute is not None,
        duo_weigert=elders and dossier.vestiging_op is None and await duo_geeft_niet(tx, dossier.id, persoon),
    )


async def _mislukte_pogingen(tx: Tx, dossier_id: UUID) -> int | None:
    """Hoe vaak de lezing bij DUO die klaarstaat al mislukte; None als er geen klaarstaat."""
    [rij] = await tx.fetch(_DUO_LEEST_NOG, tx.gemeente_id, dossier_id, LEES_DUO)
    return None if rij["mislukt"] is None else int(rij["mislukt"])


async def duo_geeft_niet(tx: Tx, dossier_id: UUID, persoon: PersoonRij) -> bool:
    """Of DUO hem weigert; van wie nooit gelezen is telt ook dat zij nog niet antwoordde."""
    if persoon.brp_gelezen_op is None and await _mislukte_pogingen(tx, dossier_id) is not None:
        return True
    werk = f"{Soort.DUO_GEEN_TOEGANG}:{dossier_id}"
    return await tx.fetchrow(_DUO_WEIGERT, tx.gemeente_id, dossier_id, werk, LEES_DUO) is not None
