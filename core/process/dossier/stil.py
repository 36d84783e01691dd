"""Niets gepland: een open dossier zonder open werk, zonder termijn in zicht en zonder afspraak.

Bij een afspraak staat altijd werk (verzenden, opvolgen of verzetten), dus wie werk en termijnen ziet, ziet alles. De
lijst is van nu; wie er de volgende dag nog op staat, staat dan als werk in de werkvoorraad. Hoe ver "in zicht" is, zegt
`Recht.vooruitzicht`.
"""

from datetime import date
from uuid import UUID

from core.law.fasen import AFGESLOTEN, Fase
from core.law.vooruitzicht import laatste_dag_in_zicht
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.dossier import werk
from core.process.dossier.rijen import Dossierregel
from core.process.dossier.werksoorten import Soort
from core.process.taak import Taakbeurt

WAAK = "dossier.waak"
GROND = "art. 3:2 Awb"
OPEN = tuple(sorted(fase for fase in Fase if fase not in AFGESLOTEN))
_PER_KEER = 200
_STIL = """
select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden,
  0 as open_werk, null::date as eerste
from meedoen.dossier d
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
left join (select w.dossier_id from meedoen.werkitem w
  where w.gemeente_id = $1 and w.status = 'open' and w.soort <> 'NIETS_GEPLAND') gepland on gepland.dossier_id = d.id
left join (select t.dossier_id from meedoen.termijn t
  where t.gemeente_id = $1 and t.status = 'lopend' and t.einde >= $3 and t.einde <= $4) loopt on loopt.dossier_id = d.id
where d.gemeente_id = $1 and d.id > $2 and d.fase = any (string_to_array($5::text, ','))
  and gepland.dossier_id is null and loopt.dossier_id is null and ($6::uuid is null or d.behandelaar_id = $6)
order by d.id limit $7"""
_NIET_MEER_STIL = """
select distinct n.dossier_id
from meedoen.werkitem n
left join (select w.dossier_id from meedoen.werkitem w
  where w.gemeente_id = $1 and w.status = 'open' and w.soort <> 'NIETS_GEPLAND') gepland
  on gepland.dossier_id = n.dossier_id
left join (select t.dossier_id from meedoen.termijn t
  where t.gemeente_id = $1 and t.status = 'lopend' and t.einde >= $2 and t.einde <= $3) loopt
  on loopt.dossier_id = n.dossier_id
where n.gemeente_id = $1 and n.status = 'open' and n.soort = 'NIETS_GEPLAND'
  and (gepland.dossier_id is not null or loopt.dossier_id is not null)"""


async def zicht(tx: Tx, huis: Huis) -> tuple[date, date]:
    """Vandaag, en de laatste dag die nog in zicht is."""
    vandaag = await tx.vandaag()
    return vandaag, laatste_dag_in_zicht(vandaag, recht=huis.recht_van(tx.gemeente_id))


async def stille(
    tx: Tx, huis: Huis, *, na: UUID, hoogste: int, behandelaar_id: UUID | None = None
) -> list[Dossierregel]:
    """De open dossiers waarin niets gepland staat, op volgorde van openen; werk dat alleen dat zegt, telt niet."""
    vandaag, tot = await zicht(tx, huis)
    fasen = ",".join(OPEN)
    return await tx.fetch_als(Dossierregel, _STIL, tx.gemeente_id, na, vandaag, tot, fasen, behandelaar_id, hoogste)


async def waak(beurt: Taakbeurt) -> None:
    """Maak werk van wie stilviel, en sluit het waar weer iets gepland staat.

    Over wie overleden is komt geen werk; het dossier blijft op de lijst tot DUO het einde van de plicht meldt.
    """
    na = UUID(int=0)
    while True:
        async with beurt.uow(Doel.DOSSIERBEHANDELING) as tx:
            rijen = await stille(tx, beurt.huis, na=na, hoogste=_PER_KEER)
            nieuw = [rij.id for rij in rijen if not rij.overleden and await _zet_klaar(tx, rij.id)]
            if nieuw:
                await beurt.huis.logboek.schrijf(
                    tx, "dossier.waken", "dossier", dossiers=nieuw, velden=["werkitem.status"]
                )
            if len(rijen) < _PER_KEER:
                await _sluit(tx, beurt.huis)
                await beurt.klaar(tx)
                return
            na = rijen[-1].id


async def _zet_klaar(tx: Tx, dossier_id: UUID) -> bool:
    return await werk.zet_klaar(
        tx,
        Soort.NIETS_GEPLAND,
        omschrijving=(
            "In dit dossier staat niets gepland: geen werk, geen termijn en geen afspraak. Bekijk wat nu kan, of plan"
            " zelf een vervolg."
        ),
        grond=GROND,
        sleutel=str(dossier_id),
        dossier_id=dossier_id,
        vervaldatum=await tx.vandaag(),
    )


async def _sluit(tx: Tx, huis: Huis) -> None:
    for rij in await tx.fetch(_NIET_MEER_STIL, tx.gemeente_id, *await zicht(tx, huis)):
        await werk.sluit(
            tx,
            Soort.NIETS_GEPLAND,
            sleutel=str(rij["dossier_id"]),
            afhandeling=werk.WEER_GEPLAND,
            vervallen=True,
        )
