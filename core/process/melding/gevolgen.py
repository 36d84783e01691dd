"""Wat de meldingen aan DUO doen bij een voorval: wat nog niet weg is en geen doel meer heeft, gaat niet meer weg."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.melding import actions as melding
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding, Meldingsoort, Meldingstatus
from core.process.melding.werksoorten import Soort
from core.process.voorvallen import (
    BesluitIngetrokken,
    BesluitVervangen,
    Overleden,
    PlichtGeeindigd,
    Uiteengehaald,
    Verhuisd,
    Voorval,
)


async def trek_alles_in(tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd) -> tuple[str, ...]:
    """Zonder plicht heeft DUO geen PIP en geen contactpersoon meer nodig (art. 9.2 lid 2 Bi2021)."""
    return await _trek_in(tx, zaak, voorval, tuple(Meldingsoort))


async def trek_in_behalve_pip(tx: Tx, huis: Huis, zaak: Zaak, voorval: Verhuisd | Overleden) -> tuple[str, ...]:
    """Een contactpersoon en de toets gaan DUO hier niet meer aan; een vastgesteld PIP hoort DUO nog wel."""
    return await _trek_in(tx, zaak, voorval, tuple(soort for soort in Meldingsoort if not soort.over_het_pip))


async def haal_terug(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitVervangen | BesluitIngetrokken) -> tuple[str, ...]:
    """Van een besluit dat niemand bereikte hoort DUO niet meer. Hoorde zij het PIP al, dan halen wij het terug (U02):
    anders begint de termijn op een dag die niet telt (art. 11 lid 2 Wi2021). Het nieuwe hoort zij als het bekend is.

    Kende de persoon het ingetrokken PIP, dan begon zijn termijn ermee, en dat blijft zo (lid 3): DUO houdt het als het
    PIP van toen, en hoort het volgende erbij."""
    if isinstance(voorval, BesluitIngetrokken) and voorval.termijn_blijft:
        return ()
    van_dit_besluit = (DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.besluit_id == voorval.besluit_id)
    velden = await _trek_in(tx, zaak, voorval, tuple(Meldingsoort), besluit_id=voorval.besluit_id)
    await tx.schrijf(  # what DUO refused is not offered again
        DuoMelding.update({DuoMelding.status: Meldingstatus.INGETROKKEN}).where(
            van_dit_besluit & (DuoMelding.status == Meldingstatus.AFGEWEZEN)
        )
    )
    return (*velden, *await melding.haal_pip_terug(tx, zaak, voorval.besluit_id))


async def _trek_in(
    tx: Tx, zaak: Zaak, voorval: Voorval, soorten: tuple[Meldingsoort, ...], *, besluit_id: UUID | None = None
) -> tuple[str, ...]:
    van_dit_dossier = (
        (DuoMelding.gemeente_id == tx.gemeente_id)
        & (DuoMelding.dossier_id == zaak.id)
        & DuoMelding.soort.is_in([*soorten])
    )
    if besluit_id is not None:
        van_dit_dossier &= DuoMelding.besluit_id == besluit_id
    ingetrokken = await tx.schrijf(
        DuoMelding.update({DuoMelding.status: Meldingstatus.INGETROKKEN})
        .where(van_dit_dossier & (DuoMelding.status == Meldingstatus.TE_VERZENDEN))
        .returning(DuoMelding.id)
    )
    geweigerd = await tx.lees(
        DuoMelding.select(DuoMelding.id).where(van_dit_dossier & (DuoMelding.status == Meldingstatus.AFGEWEZEN))
    )
    werk = [
        await werkvoorraad.sluit(
            tx, Soort.MELDING_HERSTELLEN, sleutel=str(rij["id"]), afhandeling=voorval.omschrijving, vervallen=True
        )
        for rij in geweigerd
    ]
    return (*(["duo_melding.status"] if ingetrokken else []), *(["werkitem.status"] if any(werk) else []))


async def laat_herstellen(tx: Tx, huis: Huis, zaak: Zaak, voorval: Uiteengehaald) -> tuple[str, ...]:
    """Wat DUO hoorde zolang de dossiers één waren, ging over twee mensen tegelijk; een mens herstelt dat. Een PIP dat
    is teruggehaald heeft zij niet meer."""
    alles = await tx.lees_als(
        DuoMeldingRij,
        DuoMeldingRij.select().where(
            (DuoMelding.gemeente_id == tx.gemeente_id)
            & (DuoMelding.dossier_id == zaak.id)
            & (DuoMelding.verzonden_op > voorval.samengevoegd_op)
        ),
    )
    terug = {
        rij.besluit_id for rij in alles if (rij.soort, rij.status) == (Meldingsoort.PIP_TERUG, Meldingstatus.BEVESTIGD)
    }
    gemeld = [rij for rij in alles if not (rij.soort.over_het_pip and rij.besluit_id in terug)]
    for rij in gemeld:
        await werkvoorraad.zet_klaar(
            tx,
            Dossierwerk.NAVRAGEN,
            omschrijving=(
                f"DUO kreeg melding {rij.soort} terwijl dit dossier ten onrechte was samengevoegd. Vraag DUO haar te"
                f" herstellen; noem berichtId {rij.id}."
            ),
            grond="art. 9.2 Bi2021",
            sleutel=f"{zaak.id}:uiteengehaald:{rij.id}",
            dossier_id=zaak.id,
        )
    return ("werkitem.status",) if gemeld else ()
