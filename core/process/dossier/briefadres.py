"""Een adres voor brieven dat een mens vastlegt, met de grond en de dag.

Voor wie de BRP geen adres geeft waar een brief heen kan (buitenland, onbekend, vastgesteld dat hij er niet woont), of
als wat zij geeft in onderzoek is. Er is er hooguit een, en zolang het er is gaan brieven daarheen. Niets wordt gewist.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from core.fouten import Gebrek, NietGevonden, OngeldigeInvoer
from core.law.gebreken import IN_DE_TOEKOMST
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.letters.brieftekst import gebreken_in
from core.platform.letters.gegevens import Geadresseerde
from core.process.dossier import eerder
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.eerder import Groep
from core.process.dossier.rijen import BriefadresRij
from core.process.dossier.signalen import NOG_NODIG, volg_signalen
from core.process.dossier.tables import Briefadres
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier, werk_bij
from core.process.dossier.zaak import stand as dossier_nu
from core.process.voorvallen import FeitenGewijzigd, meld

_INTREKKEN = """
update meedoen.briefadres set ingetrokken_op = $4, ingetrokken_door = $5
where gemeente_id = $1 and dossier_id = $2 and ($3::uuid is null or id = $3) and ingetrokken_op is null"""


async def leg_vast(
    tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, adresregels: Sequence[str], grond: str, sinds: date
) -> UUID:
    """Leg het adres voor brieven vast; een eerder wordt ingetrokken. Geeft het id van het nieuwe.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: een regel kan zo niet op een envelop, of de dag ligt in de toekomst.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    gebreken = list(gebreken_in(Geadresseerde(naamregel="de persoon", adresregels=tuple(adresregels))))
    if sinds > await tx.vandaag():
        gebreken.append(Gebrek(veld="sinds", melding=IN_DE_TOEKOMST))
    if gebreken:
        raise OngeldigeInvoer("Het briefadres klopt niet.", gebreken=tuple(gebreken))
    zaak = await werk_bij(tx, zaak, {})
    await _trek_in(tx, dossier_id)
    id_ = await _zet(tx, dossier_id, adresregels=adresregels, grond=grond, sinds=sinds)
    await _rond_af(tx, huis, zaak, id_, "briefadres.vastleggen")
    await eerder.volg(tx, zaak.rij, Groep.BRIEFADRES, ())
    return id_


async def neem_over(tx: Tx, huis: Huis, zaak: Zaak, rij: BriefadresRij, *, overname_id: UUID) -> None:
    """Leg het adres van een eerdere zaak hier vast, met zijn grond en dag; of dat kan is dan al gevraagd."""
    zaak = await werk_bij(tx, zaak, {})
    id_ = await _zet(
        tx,
        zaak.id,
        adresregels=rij.adresregels,
        grond=rij.grond,
        sinds=rij.sinds,
        overgenomen_van=rij.id,
        overname_id=overname_id,
    )
    await _rond_af(tx, huis, zaak, id_, "briefadres.overnemen", van=rij.dossier_id)


async def trek_in(tx: Tx, huis: Huis, dossier_id: UUID, briefadres_id: UUID) -> None:
    """Brieven gaan weer naar het adres uit de BRP.

    Raises:
        NietGevonden: dit briefadres is er niet (meer), of niet in dit dossier.
    """
    zaak = await neem_dossier(tx, dossier_id)
    if not await _trek_in(tx, dossier_id, briefadres_id):
        raise NietGevonden("Dit briefadres is er niet (meer). Lees de briefadressen van dit dossier opnieuw.")
    zaak = await werk_bij(tx, zaak, {})
    await _rond_af(tx, huis, zaak, briefadres_id, "briefadres.intrekken")
    await eerder.volg(tx, await eerder.zaak_na(tx, zaak.rij), Groep.BRIEFADRES, ())


async def lees_alle(tx: Tx, dossier_id: UUID) -> list[BriefadresRij]:
    """Alle briefadressen van dit dossier, oudste eerst; het laatste is van nu als het niet is ingetrokken."""
    waar = (Briefadres.gemeente_id == tx.gemeente_id) & (Briefadres.dossier_id == dossier_id)
    return await tx.lees_als(BriefadresRij, BriefadresRij.select().where(waar).order_by(Briefadres.id))


async def lees_overname(tx: Tx, overname_id: UUID) -> list[BriefadresRij]:
    """Wat er met deze handeling is overgenomen; leeg als zij er niet was."""
    waar = (Briefadres.gemeente_id == tx.gemeente_id) & (Briefadres.overname_id == overname_id)
    return await tx.lees_als(BriefadresRij, BriefadresRij.select().where(waar))


async def stand(tx: Tx, huis: Huis, dossier_id: UUID) -> Stand:
    """Hoe het dossier er nu bij staat, met het adres dat nu voor brieven geldt."""
    huidig = next((rij for rij in await lees_alle(tx, dossier_id) if rij.ingetrokken_op is None), None)
    velden = (
        {}
        if huidig is None
        else {"adresregels": list(huidig.adresregels), "grond": huidig.grond, "sinds": huidig.sinds}
    )
    return replace(await dossier_nu(tx, huis, dossier_id), velden=velden)


async def _zet(
    tx: Tx,
    dossier_id: UUID,
    *,
    adresregels: Sequence[str],
    grond: str,
    sinds: date,
    overgenomen_van: UUID | None = None,
    overname_id: UUID | None = None,
) -> UUID:
    regels = [*adresregels, "", ""]
    id_ = nieuw_id()
    await tx.schrijf(
        Briefadres.insert(
            Briefadres(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=dossier_id,
                adresregel1=regels[0],
                adresregel2=regels[1],
                adresregel3=regels[2],
                grond=grond,
                sinds=sinds,
                vastgelegd_op=await tx.nu(),
                vastgelegd_door=tx.medewerker_id,
                overgenomen_van=overgenomen_van,
                overname_id=overname_id,
            )
        )
    )
    return id_


async def _trek_in(tx: Tx, dossier_id: UUID, briefadres_id: UUID | None = None) -> bool:
    """Of er een was om in te trekken."""
    waarden = (tx.gemeente_id, dossier_id, briefadres_id, await tx.nu(), tx.medewerker_id)
    return await tx.voer_uit(_INTREKKEN, *waarden) > 0


async def _rond_af(tx: Tx, huis: Huis, zaak: Zaak, briefadres_id: UUID, actie: str, *, van: UUID | None = None) -> None:
    """Of er nog een adres ontbreekt, is nu anders; en of dit briefadres nog nodig is, is net gewogen."""
    dossier_id = zaak.id
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=frozenset({"briefadres.adresregel1"})))
    await volg_signalen(tx, huis, await lees_dossier(tx, dossier_id))
    await werkvoorraad.sluit(
        tx, Soort.NAVRAGEN, sleutel=f"{dossier_id}:{NOG_NODIG}", afhandeling="er is opnieuw een adres gekozen"
    )
    await huis.logboek.schrijf(
        tx,
        actie,
        "briefadres",
        object_id=briefadres_id,
        dossiers=[dossier_id] if van is None else [dossier_id, van],
        velden=["adresregels", "grond", "sinds"],
    )
