"""Lezen in de BRP: naam, adres en inschrijving, die DUO niet geeft.

De BRP meldt geen wijzigingen. Daarom leest Meedoen wie een lopend dossier heeft elke week opnieuw, en kan een
medewerker er op elk moment om vragen (C20).
"""

from datetime import timedelta

from core.integrations.brp.lezen import Gelezen
from core.law.fasen import AFGESLOTEN, Fase
from core.platform.db.uow import Tx
from core.process.aanmelding import vertaling, vreemde
from core.process.aanmelding.lezingen import LEES_BRP, LEES_DUO, zet_lezing_klaar
from core.process.dossier import brp, personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import neem_dossier
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
        if bsn is None or wacht or await vreemde.is_vreemde(tx, beurt.huis, dossier):
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


async def _neem_over(tx: Tx, beurt: Taakbeurt, gevonden: list[Gelezen]) -> None:
    dossier_id = beurt.bericht.onderwerp_id
    waarom_niet = None
    if len(gevonden) == 1:
        feiten = vertaling.brp_feiten(gevonden[0], gemeentecode=beurt.tenant.code)
        zaak = await neem_dossier(tx, dossier_id)
        if await vreemde.is_vreemde(tx, beurt.huis, zaak.rij, gemeente=feiten.inschrijving_gemeente):
            await brp.bewaar_alleen_de_gemeente(tx, beurt.huis, zaak, feiten)
            return
        zaak = await brp.verwerk_brp(tx, beurt.huis, dossier_id, feiten)
        if zaak.rij.fase is Fase.ONDERBROKEN and zaak.rij.vestiging_op is not None:
            # He is back; whether the plicht runs on, and until when, only DUO says (T17).
            await zet_lezing_klaar(tx, LEES_DUO, dossier_id)
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
