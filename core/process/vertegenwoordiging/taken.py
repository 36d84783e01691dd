"""Elke dag: wie achttien werd handelt alleen nog zelf; wat zijn ouders of voogd deden eindigt vanzelf."""

from core.law.adresboek import VAN_EEN_MINDERJARIGE, eindigt_vanzelf
from core.platform.db.uow import Tx
from core.platform.tenancy import Doel
from core.process.dossier.zaak import neem_dossier
from core.process.taak import Taakbeurt, Taaksoort
from core.process.vertegenwoordiging.actions import eindig
from core.process.vertegenwoordiging.opslag import lees_geldende
from core.process.vertegenwoordiging.rijen import VanRechtswege

VOLG_LEEFTIJD = "vertegenwoordiging.volg_leeftijd"
_KANDIDATEN = """
select v.id, v.dossier_id, v.soort, p.geboortedatum
from meedoen.vertegenwoordiging v
join meedoen.dossier d on d.gemeente_id = $1 and d.id = v.dossier_id
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
where v.gemeente_id = $1 and v.beeindigd_op is null and v.soort = any (string_to_array($2::text, ','))
order by v.dossier_id, v.id"""


async def volg_leeftijd(beurt: Taakbeurt) -> None:
    """Beëindig wat van rechtswege voorbij is; elk dossier in een eigen transactie."""
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        voorbij = await _voorbij(tx, beurt)
    for dossier_id in dict.fromkeys(rij.dossier_id for rij in voorbij):
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            zaak = await neem_dossier(tx, dossier_id)
            te_doen = {rij.id for rij in voorbij if rij.dossier_id == dossier_id}
            for rij in [rij for rij in await lees_geldende(tx, dossier_id) if rij.id in te_doen]:
                await eindig(tx, beurt.huis, zaak, rij, op=await tx.vandaag(), reden="de persoon is meerderjarig")
                await beurt.huis.logboek.schrijf(
                    tx,
                    "vertegenwoordiging.meerderjarig",
                    "vertegenwoordiging",
                    object_id=rij.id,
                    dossiers=[dossier_id],
                    velden=["beeindigd_op", "beeindigd_reden"],
                )
    async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
        await beurt.klaar(tx)


async def _voorbij(tx: Tx, beurt: Taakbeurt) -> list[VanRechtswege]:
    vandaag, recht = await tx.vandaag(), beurt.huis.recht_van(tx.gemeente_id)
    soorten = ",".join(sorted(VAN_EEN_MINDERJARIGE))
    return [
        rij
        for rij in await tx.fetch_als(VanRechtswege, _KANDIDATEN, tx.gemeente_id, soorten)
        if eindigt_vanzelf(rij.soort, rij.geboortedatum, op=vandaag, recht=recht)
    ]


TAKEN = (
    Taaksoort(
        soort=VOLG_LEEFTIJD,
        wat="de vertegenwoordiging door ouders of voogd bij achttien jaar laten eindigen",
        doe=volg_leeftijd,
        elke_dag=True,
    ),
)
