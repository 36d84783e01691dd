"""Wat de brede intake doet bij een voorval: wat zij DUO nog wilde vragen hoeft niet meer, of verhuist mee."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.intake.cijferteksten import OMSTANDIGHEDEN
from core.process.voorvallen import (
    Geschorst,
    OntheffingVerleend,
    Overleden,
    PlichtGeeindigd,
    Samengevoegd,
    Uiteengehaald,
    Verhuisd,
)


async def vraag_niet_meer(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden | OntheffingVerleend
) -> tuple[str, ...]:
    """Het werk om een examennummer na te vragen vervalt."""
    werk = await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=f"{zaak.id}:geen-examennummer",
        afhandeling=voorval.omschrijving,
        vervallen=True,
    )
    return ("werkitem.status",) if werk else ()


async def sluit_opnieuw_af(tx: Tx, huis: Huis, zaak: Zaak, voorval: Samengevoegd | Uiteengehaald) -> tuple[str, ...]:
    """De omstandigheden zijn versleuteld op hun plaats, het dossier; na verhuizen zijn zij alleen zo nog te lezen."""
    if voorval.van is None or OMSTANDIGHEDEN.tabel not in voorval.tabellen:
        return ()
    async with tx.met_doel(Doel.SAMENVOEGEN):
        [rij] = await tx.fetch(
            "select cijfer from meedoen.persoonlijke_omstandigheden where gemeente_id = $1 and dossier_id = $2",
            tx.gemeente_id,
            zaak.id,
        )
        soort = OMSTANDIGHEDEN.soort
        tekst = huis.kluis.ontsleutel(rij["cijfer"], soort=soort, plek=OMSTANDIGHEDEN.plek(tx.gemeente_id, voorval.van))
        cijfer, versie = huis.kluis.versleutel(tekst, soort=soort, plek=OMSTANDIGHEDEN.plek(tx.gemeente_id, zaak.id))
        await tx.voer_uit(
            "update meedoen.persoonlijke_omstandigheden set cijfer = $3, sleutelversie = $4"
            " where gemeente_id = $1 and dossier_id = $2",
            tx.gemeente_id,
            zaak.id,
            cijfer,
            versie,
        )
    return ("persoonlijke_omstandigheden.cijfer",)
