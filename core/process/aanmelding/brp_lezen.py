"""Lezen in de BRP: naam, adres en inschrijving, die DUO niet geeft.

De BRP meldt geen wijzigingen. Daarom leest Meedoen wie een lopend dossier heeft elke week opnieuw, en kan een
medewerker er op elk moment om vragen (C20).
"""

from datetime import timedelta

from core.integrations.brp.lezen import Gelezen
from core.law.aanschrijven import Adressoort
from core.law.buurlezing import Bewaren, wat_te_bewaren
from core.law.fasen import AFGESLOTEN, Fase
from core.platform.db.uow import Tx
from core.process.aanmelding import terugkeer, vertaling, vreemde
from core.process.aanmelding.lezingen import DUO_GAF, DUO_WEIGERDE, LEES_BRP, LEES_DUO, zet_lezing_klaar
from core.process.besluit import geldend
from core.process.dossier import brp, personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.brp import BrpFeiten
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, neem_dossier
from core.process.taak import Taakbeurt

VOLG_BRP = "aanmelding.volg_brp"
OPNIEUW_NA = timedelta(days=7)
_TE_VOLGEN = """
select d.id from meedoen.dossier d
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
where d.gemeente_id = $1 and d.fase <> all (string_to_array($2::text, ',')) and p.brp_gelezen_op < $3
order by p.brp_gelezen_op, d.id limit $4"""
_NIET = {
    "niet-in-brp": "De BRP kent deze persoon niet. Ga na of het nummer klopt.",
    "twee-personen": (
        "De BRP geeft meer dan één persoon bij dit nummer. Meedoen kiest niet en neemt niets over. Ga na wie het is, en"
        " meld de fout bij de BRP."
    ),
}
"""Waarom er niets is overgenomen, en wat een mens dan doet."""
_NU_WEL = {"niet-in-brp": "de BRP kent de persoon nu", "twee-personen": "de BRP geeft niet meer twee personen"}


async def lees_brp(beurt: Taakbeurt) -> None:
    """Lees naam, adres en inschrijving in de BRP, en neem over wat er van één persoon staat.

    Wie nog nooit gelezen is komt na DUO; van een vreemde wordt niets gelezen (`vreemde`).
    """
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        bsn = await personen.bsn_van(tx, beurt.huis, dossier_id)
        dossier = (await neem_dossier(tx, dossier_id)).rij
        wacht = await vreemde.wacht_op_duo(tx, dossier)
        zoekt_hem = DUO_WEIGERDE.items() <= beurt.bericht.inhoud.items()
        if bsn is None or wacht or (not zoekt_hem and await vreemde.is_vreemde(tx, beurt.huis, dossier)):
            await beurt.klaar(tx)
            return
    gevonden = await beurt.brp().lees_personen([bsn.onthul()])
    async with beurt.uow() as tx:
        await _neem_over(tx, beurt, gevonden)
        await beurt.klaar(tx)


async def volg_brp(beurt: Taakbeurt) -> None:
    """Elke dag: wie een lopend dossier heeft en te lang niet gelezen is, wordt opnieuw gelezen. De oudste lezing gaat
    voor; wie er boven het aantal van de instellingen is, komt morgen."""
    async with beurt.uow() as tx:
        tot, hoogste = await tx.nu() - OPNIEUW_NA, beurt.huis.config.brp_per_dag
        for rij in await tx.fetch(_TE_VOLGEN, tx.gemeente_id, ",".join(sorted(AFGESLOTEN)), tot, hoogste):
            await zet_lezing_klaar(tx, LEES_BRP, rij["id"])
        await beurt.klaar(tx)


async def _bewaar(tx: Tx, beurt: Taakbeurt, zaak: Zaak, feiten: BrpFeiten) -> None:
    """Bewaar van wat de BRP zegt wat deze gemeente aangaat, en doe wat eruit volgt."""
    huis = beurt.huis
    zaak = await terugkeer.zaak_van_nu(tx, huis, zaak, feiten)
    persoon = await lees_persoon(tx, zaak.rij)
    bewaren = wat_te_bewaren(
        feiten.inschrijving_gemeente,
        zaak.rij.fase,
        hier=beurt.tenant.code,
        vorige="" if persoon.brp_gelezen_op is None else persoon.inschrijving_gemeente,
        stond_hier=zaak.rij.vestiging_op is not None,
        verhuisd=persoon.adressoort is Adressoort.VERHUISD,
        met_pip=zaak.rij.leerroute is not None,
        duo_weigert=await vreemde.duo_geeft_niet(tx, zaak.id, persoon),
        duo_gaf=DUO_GAF.items() <= beurt.bericht.inhoud.items(),
        brief_moet_weg=await geldend.moet_nog_weg(tx, zaak.id),
    )
    match bewaren:
        case Bewaren.ALLES:
            zaak = await brp.verwerk_brp(tx, huis, zaak.id, feiten)
            if zaak.rij.fase is Fase.ONDERBROKEN and zaak.rij.vestiging_op is not None:
                # He is back; whether the plicht runs on, and until when, only DUO says (T17).
                await zet_lezing_klaar(tx, LEES_DUO, zaak.id)
        case Bewaren.OVERDRAGEN:
            zaak = await brp.verwerk_verhuizing(tx, huis, zaak, feiten, draag=True)
            # What still has to be sent to him needs the address of today: that is a reading of its own.
            if zaak.rij.fase in AFGESLOTEN and await geldend.moet_nog_weg(tx, zaak.id):
                await zet_lezing_klaar(tx, LEES_BRP, zaak.id)
        case Bewaren.DUO_VRAGEN:
            await brp.verwerk_verhuizing(tx, huis, zaak, feiten, draag=False)
            await zet_lezing_klaar(tx, LEES_DUO, zaak.id)
        case Bewaren.GEMEENTE:
            await brp.bewaar_alleen_de_gemeente(tx, huis, zaak, feiten)
        case Bewaren.OVERLIJDEN:
            await brp.verwerk_overlijden_na_verhuizing(tx, huis, zaak, feiten)


async def _neem_over(tx: Tx, beurt: Taakbeurt, gevonden: list[Gelezen]) -> None:
    dossier_id = beurt.bericht.onderwerp_id
    waarom_niet = None
    if len(gevonden) == 1:
        feiten = vertaling.brp_feiten(gevonden[0], gemeentecode=beurt.tenant.code)
        await _bewaar(tx, beurt, await neem_dossier(tx, dossier_id), feiten)
    else:
        waarom_niet = "twee-personen" if gevonden else "niet-in-brp"
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=_NIET[waarom_niet],
            grond="art. 36 Wi2021",
            sleutel=f"{dossier_id}:{waarom_niet}",
            dossier_id=dossier_id,
        )
    for reden in _NIET.keys() - {waarom_niet}:
        await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, f"{dossier_id}:{reden}", _NU_WEL[reden])
