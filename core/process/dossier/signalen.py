"""Wat een medewerker over de gegevens van een persoon moet weten, en het werk dat daarbij hoort."""

from core.law.aanschrijven import ZORGVULDIG, signalen
from core.law.fasen import AFGESLOTEN, Fase
from core.law.termijnen import telt_als_in_azc
from core.law.uitkomsten import Signaal
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import Aanschrijving, lees_aanschrijving
from core.process.dossier.rijen import DossierRij
from core.process.dossier.werksoorten import Soort

NOG_NODIG = "briefadres-nog-nodig"


def signalen_van(huis: Huis, dossier: DossierRij, aanschrijving: Aanschrijving) -> tuple[Signaal, ...]:
    """Wat een medewerker over deze persoon moet weten."""
    in_azc = dossier.doelgroep is None or telt_als_in_azc(
        doelgroep=dossier.doelgroep,
        kennisgeving=dossier.kennisgeving_op,
        ss139=dossier.ss139_op,
        ss120=dossier.ss120_op or dossier.ss121_op,
        recht=huis.recht_van(dossier.gemeente_id),
    )
    return signalen(
        aanschrijving.beeld,
        hier=huis.tenant(dossier.gemeente_id).code,
        wacht_op_huisvesting=in_azc,
        met_briefadres=aanschrijving.briefadres is not None,
        onderbroken=dossier.fase is Fase.ONDERBROKEN,
    )


async def volg_signalen(tx: Tx, huis: Huis, dossier: DossierRij) -> None:
    """Maak werk van wat een medewerker over deze persoon moet weten, en sluit wat niet meer speelt.

    Wat hij al afvinkte komt niet terug zolang de BRP hetzelfde zegt; in het dossier blijft het te zien.
    """
    gevonden = () if dossier.fase in AFGESLOTEN else signalen_van(huis, dossier, await lees_aanschrijving(tx, dossier))
    sleutels = {f"{dossier.id}:brp:{signaal.code}": signaal for signaal in gevonden}
    for sleutel, signaal in sleutels.items():
        if await werkvoorraad.is_afgehandeld(tx, Soort.NAVRAGEN, sleutel=sleutel, omschrijving=signaal.melding):
            continue
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=signaal.melding,
            grond=str(signaal.grond),
            sleutel=sleutel,
            dossier_id=dossier.id,
        )
    await werkvoorraad.sluit_behalve(
        tx, Soort.NAVRAGEN, begin=f"{dossier.id}:brp:", behalve=sleutels, afhandeling="dit speelt niet meer"
    )


async def vraag_of_briefadres_nodig_is(tx: Tx, dossier: DossierRij) -> None:
    """De BRP geeft een ander adres dan eerst, en brieven gaan nog naar wat een mens vastlegde."""
    if (await lees_aanschrijving(tx, dossier)).briefadres is None:
        return
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            "De BRP geeft nu een ander adres. Brieven gaan nog naar het briefadres dat een medewerker vastlegde."
            " Trek het in als het niet meer nodig is, of leg het opnieuw vast."
        ),
        grond=str(ZORGVULDIG),
        sleutel=f"{dossier.id}:{NOG_NODIG}",
        dossier_id=dossier.id,
    )
