"""Werk dat een bericht van DUO geeft, met een bovengrens: een stortvloed vult de werkvoorraad niet.

Boven de grens komt er op die dag over die persoon nog één werkitem bij, dat zegt hoe het zit. Elk bericht blijft
bewaard en wordt gevolgd: alleen het werk wordt samengenomen.
"""

from datetime import date, datetime, time
from uuid import UUID

from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.process.aanmelding.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.werksoort import Werksoort

HOOGSTE_PER_PERSOON, HOOGSTE_ZONDER_PERSOON = 10, 50
"""Per dag nog open; zonder persoon gaat het over alle berichten die niemand noemen.

No setting: this is a dam against a flood, well above what DUO sends about one person on one day, and no message is
lost above it. Who wanted it higher would only find the same cause in more items."""
SOORTEN = (Soort.DUO_GEBEURTENIS, Soort.DUO_GEEN_NUMMER, Soort.DUBBEL_DOSSIER, Dossierwerk.NAVRAGEN)
_VAN_PERSOON = """
select count(*) as aantal from meedoen.werkitem
where gemeente_id = $1 and dossier_id = $4 and status = 'open' and ontstaan_op >= $2
  and soort = any (string_to_array($3::text, ','))"""
_ZONDER_PERSOON = """
select count(*) as aantal from meedoen.werkitem
where gemeente_id = $1 and dossier_id is null and status = 'open' and ontstaan_op >= $2
  and soort = any (string_to_array($3::text, ','))"""


async def zet_klaar(
    tx: Tx, soort: Werksoort, *, omschrijving: str, grond: str, sleutel: str, dossier_id: UUID | None = None
) -> None:
    """Zet het werk klaar; ligt er vandaag al zo veel over deze persoon, dan het ene werkitem dat dat zegt."""
    vandaag = await tx.vandaag()
    hoogste = HOOGSTE_ZONDER_PERSOON if dossier_id is None else HOOGSTE_PER_PERSOON
    if await _aantal(tx, vandaag, dossier_id) < hoogste:
        await werkvoorraad.zet_klaar(
            tx, soort, omschrijving=omschrijving, grond=grond, sleutel=sleutel, dossier_id=dossier_id
        )
        return
    over = "die niemand noemen" if dossier_id is None else "over deze persoon"
    await werkvoorraad.zet_klaar(
        tx,
        Soort.DUO_GEBEURTENIS,
        omschrijving=(
            f"DUO stuurde op {vandaag:%d-%m-%Y} zo veel berichten {over} waar werk uit volgt, dat niet elk een eigen"
            " werkitem heeft. Meedoen heeft ze alle bewaard, en gevolgd waar de nummers bij één persoon horen. Vraag"
            " DUO wat er aan de hand is, en meld het bij de beheerder."
        ),
        grond=grond,
        sleutel=f"veel:{dossier_id or 'zonder-persoon'}:{vandaag.isoformat()}",
        dossier_id=dossier_id,
    )


async def _aantal(tx: Tx, vandaag: date, dossier_id: UUID | None) -> int:
    """Hoeveel werk er van vandaag nog openstaat."""
    waarden = (tx.gemeente_id, datetime.combine(vandaag, time.min, NEDERLAND), ",".join(SOORTEN))
    if dossier_id is None:
        [rij] = await tx.fetch(_ZONDER_PERSOON, *waarden)
    else:
        [rij] = await tx.fetch(_VAN_PERSOON, *waarden, dossier_id)
    return int(rij["aantal"])
