"""Meldingen aan DUO klaarzetten en herstellen. Het id van een melding is haar berichtId, voor altijd (I9).

De inhoud noemt nooit een BSN: dat leest de taak op het moment van verzenden.
"""

from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from core.fouten import NietGevonden, VoorwaardeNietVervuld
from core.instellingen.legitimatie import Buur
from core.law.fasen import AFGESLOTEN, Fase
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding, Meldingsoort, Meldingstatus
from core.process.melding.werksoorten import Soort

GROND = "art. 9.2 lid 2 Bi2021"
VERZEND = "melding.verzend"
_STAAT_ER = "select from meedoen.duo_melding where gemeente_id = $1 and besluit_id = $2 and soort = $3 limit 1"
_WEG = (Meldingstatus.VERZONDEN, Meldingstatus.BEVESTIGD)
PIP, CONTACTPERSOON, LBT_VERVALT = Meldingsoort.PIP, Meldingsoort.CONTACTPERSOON, Meldingsoort.LBT_VERVALT


async def hoort_duo(tx: Tx, soort: Meldingsoort, dossier: DossierRij) -> bool:
    """Of DUO dit nog hoort te weten (art. 9.2 lid 2 Bi2021): tot het einde van de plicht, en na een verhuizing of een
    overlijden alleen nog over het PIP dat hier is vastgesteld (PG-12)."""
    if dossier.fase in AFGESLOTEN:
        return dossier.fase is Fase.OVERGEDRAGEN and soort.over_het_pip
    return soort.over_het_pip or not (await lees_persoon(tx, dossier)).overleden


async def is_gemeld(tx: Tx, soort: Meldingsoort, besluit_id: UUID) -> bool:
    """Of er over dit besluit al een melding klaarstaat of weg is."""
    return await tx.fetchrow(_STAAT_ER, tx.gemeente_id, besluit_id, str(soort)) is not None


async def is_weg(tx: Tx, soort: Meldingsoort, besluit_id: UUID) -> bool:
    """Of een melding over dit besluit naar DUO is gegaan."""
    return bool(await _gehoord(tx, soort, besluit_id))


async def _gehoord(tx: Tx, soort: Meldingsoort, besluit_id: UUID) -> list[DuoMeldingRij]:
    return await tx.lees_als(
        DuoMeldingRij,
        DuoMeldingRij.select().where(
            (DuoMelding.gemeente_id == tx.gemeente_id)
            & (DuoMelding.besluit_id == besluit_id)
            & (DuoMelding.soort == soort)
            & DuoMelding.status.is_in([*_WEG])
        ),
    )


async def zet_klaar(
    tx: Tx,
    soort: Meldingsoort,
    *,
    zaak: Zaak,
    inhoud: dict[str, Any],
    besluit_id: UUID | None = None,
    id_: UUID | None = None,
) -> UUID:
    """Leg een melding vast en zet haar verzending klaar, in deze transactie; geeft het berichtId. Een contactpersoon
    komt in de plaats van wie DUO nog niet kreeg.

    Raises:
        VoorwaardeNietVervuld: DUO hoort dit niet meer te krijgen (`hoort_duo`).
    """
    zaak.eis(tx)
    if not await hoort_duo(tx, soort, zaak.rij):
        waarom = f"De zaak staat in fase {zaak.rij.fase}" if zaak.rij.fase in AFGESLOTEN else "De persoon is overleden"
        raise VoorwaardeNietVervuld(f"{waarom}. DUO hoort dit niet meer.", grond=GROND)
    id_ = id_ or nieuw_id()
    tekst = msgspec.json.encode(inhoud, order="sorted").decode()
    await tx.schrijf(
        DuoMelding.insert(
            DuoMelding(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=zaak.id,
                besluit_id=besluit_id,
                soort=soort,
                inhoud=tekst,
                inhoud_hash=sha256(tekst.encode()).hexdigest(),
                ontstaan_op=await tx.nu(),
            )
        )
    )
    await bus.zet(tx, VERZEND, onderwerp_id=id_, reeks=zaak.id, buur=Buur.DUO)
    if soort is CONTACTPERSOON:
        await _haal_in(tx, zaak, id_)
    return id_


async def _haal_in(tx: Tx, zaak: Zaak, nieuwste: UUID) -> None:
    """DUO heeft van iemand één contactpersoon: wat over hem nog niet begon gaat niet meer weg, en wat geweigerd is
    wordt niet meer aangeboden. Wat al onderweg is gaat voor; in een dossier gaat er een tegelijk."""
    eerder = (
        (DuoMelding.gemeente_id == tx.gemeente_id)
        & (DuoMelding.dossier_id == zaak.id)
        & (DuoMelding.soort == CONTACTPERSOON)
        & (DuoMelding.id != nieuwste)
        & DuoMelding.vervangen_door.is_null()
    )
    await tx.schrijf(
        DuoMelding.update({DuoMelding.status: Meldingstatus.INGETROKKEN, DuoMelding.vervangen_door: nieuwste}).where(
            eerder & (DuoMelding.status == Meldingstatus.TE_VERZENDEN)
        )
    )
    geweigerd = await tx.schrijf(
        DuoMelding.update({DuoMelding.vervangen_door: nieuwste})
        .where(eerder & (DuoMelding.status == Meldingstatus.AFGEWEZEN))
        .returning(DuoMelding.id)
    )
    for rij in geweigerd:
        await werkvoorraad.sluit(
            tx,
            Soort.MELDING_HERSTELLEN,
            sleutel=str(rij["id"]),
            afhandeling="DUO krijgt een nieuwere contactpersoon",
            vervallen=True,
        )


async def haal_pip_terug(tx: Tx, zaak: Zaak, besluit_id: UUID) -> tuple[str, ...]:
    """Hoorde DUO het PIP van dit besluit, dan halen wij het terug (U02); geeft de kolommen die wijzigden."""
    gehoord = await _gehoord(tx, PIP, besluit_id)
    terug = Meldingsoort.PIP_TERUG
    if not gehoord or await is_gemeld(tx, terug, besluit_id) or not await hoort_duo(tx, terug, zaak.rij):
        return ()
    await zet_klaar(tx, terug, zaak=zaak, inhoud=gehoord[-1].inhoud, besluit_id=besluit_id)
    return ("duo_melding.soort",)


async def bied_opnieuw_aan(tx: Tx, huis: Huis, dossier_id: UUID, melding_id: UUID) -> UUID:
    """Een geweigerde melding met dezelfde inhoud opnieuw aanbieden, onder een nieuw berichtId.

    Voor als de oorzaak bij DUO lag. Deugt de inhoud niet, dan is een nieuw besluit nodig.

    Raises:
        NietGevonden: de melding bestaat niet.
        VoorwaardeNietVervuld: zij is niet geweigerd of al vervangen, of DUO hoort haar niet meer te krijgen.
    """
    zaak = await neem_dossier(tx, dossier_id)
    rij = await tx.lees_een_als(
        DuoMeldingRij,
        DuoMeldingRij.select().where(
            (DuoMelding.gemeente_id == tx.gemeente_id)
            & (DuoMelding.id == melding_id)
            & (DuoMelding.dossier_id == dossier_id)
        ),
    )
    if rij is None:
        raise NietGevonden("Deze melding bestaat niet.")
    if rij.status is not Meldingstatus.AFGEWEZEN or rij.vervangen_door is not None:
        raise VoorwaardeNietVervuld("Alleen een geweigerde melding die nog niet vervangen is kan opnieuw.")
    nieuw = nieuw_id()
    await tx.schrijf_een(
        DuoMelding.update({DuoMelding.vervangen_door: nieuw})
        .where(
            (DuoMelding.gemeente_id == tx.gemeente_id)
            & (DuoMelding.id == melding_id)
            & DuoMelding.vervangen_door.is_null()
        )
        .returning(DuoMelding.id)
    )
    await zet_klaar(tx, rij.soort, zaak=zaak, inhoud=rij.inhoud, besluit_id=rij.besluit_id, id_=nieuw)
    await werkvoorraad.sluit(
        tx, Soort.MELDING_HERSTELLEN, sleutel=str(melding_id), afhandeling="opnieuw aangeboden aan DUO"
    )
    await huis.logboek.schrijf(
        tx, "duo-melding.herstellen", "duo_melding", object_id=melding_id, dossiers=[dossier_id], velden=["status"]
    )
    return nieuw
