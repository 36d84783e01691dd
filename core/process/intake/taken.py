"""De leerbaarheidstoets bij DUO lezen (SS137, SS131)."""

from uuid import UUID

from core.integrations.duo.contract import LbtResultaat
from core.integrations.duo.fouten import DuoGeenToegang
from core.law.intake import is_verkort
from core.law.ontheffing import verleend
from core.platform.db.uow import Tx
from core.platform.outbox import bus
from core.process.aanmelding.elders import pip_van_elders
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import lees_dossier, neem_dossier
from core.process.intake import actions
from core.process.intake.actions import TE_BEWERKEN, VRAAG_EXAMENNUMMER
from core.process.intake.gevolgen import laat_toets_vervallen
from core.process.intake.tables import Leerbaarheidstoets, Toetsstatus
from core.process.ontheffing import opslag
from core.process.taak import Taakbeurt, Taaksoort

LEES_LBT = "intake.lees_lbt"
_MELDDE_AANGEMELD = """
select 1 from meedoen.duo_ontvangst where gemeente_id = $1 and dossier_id = $2 and gebeurtenis = 'SS137' limit 1"""


async def lees_lbt(beurt: Taakbeurt) -> None:
    """Lees de resultaten; de laatste afname telt. Zonder resultaat is de persoon aangemeld, als hier om een nummer
    gevraagd is of DUO het meldde (SS137); anders leest deze taak alleen mee en is er niets te bewaren."""
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        bsn = await personen.bsn_van(tx, beurt.huis, dossier_id)
        if bsn is None:
            await beurt.klaar(tx)
            return
    try:
        resultaten = await beurt.duo().lees_lbt_resultaten(bsn.onthul(), bericht_id=beurt.bericht_id("lbt"))
    except DuoGeenToegang as fout:
        await _geen_toegang(beurt, fout)
        return
    async with beurt.uow() as tx:
        zaak = await neem_dossier(tx, dossier_id)
        laatste = max(resultaten or [], key=lambda r: r.datum_afname, default=None)
        if laatste is not None or await _is_aangemeld(tx, dossier_id):
            await _bewaar(tx, beurt, laatste)
        elders = await pip_van_elders(tx, zaak.rij)
        if elders is not None and is_verkort(elders):
            await laat_toets_vervallen(tx, zaak, elders)
        await werkvoorraad.sluit(
            tx,
            Soort.DUO_GEEN_TOEGANG,
            sleutel=f"{dossier_id}:lbt",
            afhandeling="DUO geeft weer toegang",
            vervallen=True,
        )
        await beurt.huis.logboek.schrijf(
            tx, "leerbaarheidstoets.lezen", "leerbaarheidstoets", object_id=dossier_id, dossiers=[dossier_id]
        )
        await beurt.klaar(tx)


async def vraag_examennummer(beurt: Taakbeurt) -> None:
    """Haal het examennummer op waarmee de toets geboekt wordt; DUO meldt de persoon daarmee aan (U05). Is de intake
    intussen voorbij, dan hoeft dat niet meer."""
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        bsn = await personen.bsn_van(tx, beurt.huis, dossier_id)
        zaak = await lees_dossier(tx, dossier_id)
        niet_meer = verleend(await opslag.stand_van(tx, dossier_id)) or is_verkort(await pip_van_elders(tx, zaak))
        if bsn is None or niet_meer or zaak.fase not in TE_BEWERKEN:
            await beurt.klaar(tx)
            return
    try:
        nummer = await beurt.duo().lees_examennummer(bsn.onthul(), bericht_id=beurt.bericht_id("examennummer"))
    except DuoGeenToegang as fout:
        await _geen_toegang(beurt, fout)
        return
    async with beurt.uow() as tx:
        if nummer is None:
            await werkvoorraad.zet_klaar(
                tx,
                Soort.NAVRAGEN,
                omschrijving="DUO geeft geen examennummer voor de leerbaarheidstoets. Vraag DUO na waarom.",
                grond="art. 14 lid 3, onder a Wi2021",
                sleutel=f"{dossier_id}:geen-examennummer",
                dossier_id=dossier_id,
            )
        else:
            await tx.schrijf(  # what lapsed in between keeps no number: DUO hears next that it is not needed
                Leerbaarheidstoets.update({Leerbaarheidstoets.examennummer: nummer.examennummer})
                .where(
                    (Leerbaarheidstoets.gemeente_id == tx.gemeente_id)
                    & (Leerbaarheidstoets.dossier_id == dossier_id)
                    & (Leerbaarheidstoets.status != Toetsstatus.VERVALLEN)
                )
                .returning(Leerbaarheidstoets.dossier_id)
            )
        await beurt.klaar(tx)


async def _geen_toegang(beurt: Taakbeurt, fout: DuoGeenToegang) -> None:
    dossier_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        if not await bus.mislukt(tx, beurt.bericht, fout=fout.soort):
            return
        await werkvoorraad.zet_klaar(
            tx,
            Soort.DUO_GEEN_TOEGANG,
            omschrijving="DUO geeft deze gemeente geen toegang tot de leerbaarheidstoets van deze persoon.",
            grond="art. 35 lid 1 Wi2021",
            sleutel=f"{dossier_id}:lbt",
            dossier_id=dossier_id,
        )


async def _is_aangemeld(tx: Tx, dossier_id: UUID) -> bool:
    """Of hier om een examennummer gevraagd is, of DUO meldde dat de persoon is aangemeld."""
    if await actions.lees_lbt(tx, dossier_id) is not None:
        return True
    return await _meldde_duo(tx, dossier_id)


async def _meldde_duo(tx: Tx, dossier_id: UUID) -> bool:
    """Of DUO meldde dat de persoon voor de toets is aangemeld (SS137)."""
    return await tx.fetchrow(_MELDDE_AANGEMELD, tx.gemeente_id, dossier_id) is not None


async def _status(tx: Tx, dossier_id: UUID, laatste: LbtResultaat | None) -> Toetsstatus:
    """Zonder uitslag is aangemeld wie een examennummer heeft of wie DUO aanmeldde; tot dan is het alleen gevraagd."""
    if laatste is not None:
        return Toetsstatus.RESULTAAT
    staat = await actions.lees_lbt(tx, dossier_id)
    if staat is not None and staat.status is Toetsstatus.VERVALLEN:
        return Toetsstatus.VERVALLEN
    if staat is None or staat.examennummer or staat.status is not Toetsstatus.AANGEVRAAGD:
        return Toetsstatus.AANGEMELD
    return Toetsstatus.AANGEMELD if await _meldde_duo(tx, dossier_id) else Toetsstatus.AANGEVRAAGD


async def _bewaar(tx: Tx, beurt: Taakbeurt, laatste: LbtResultaat | None) -> None:
    await tx.voer_uit(
        "insert into meedoen.leerbaarheidstoets (gemeente_id, dossier_id, status, resultaat, behaalde_score,"
        " benodigde_score, afgenomen_op, gelezen_op) values ($1, $2, $3, $4, $5, $6, $7, $8)"
        " on conflict (gemeente_id, dossier_id) do update set status = excluded.status, resultaat = excluded.resultaat,"
        " behaalde_score = excluded.behaalde_score, benodigde_score = excluded.benodigde_score,"
        " afgenomen_op = excluded.afgenomen_op, gelezen_op = excluded.gelezen_op",
        tx.gemeente_id,
        beurt.bericht.onderwerp_id,
        await _status(tx, beurt.bericht.onderwerp_id, laatste),
        None if laatste is None else str(laatste.resultaat),
        "" if laatste is None else laatste.behaalde_score,
        "" if laatste is None else laatste.benodigde_score,
        None if laatste is None else laatste.datum_afname,
        await tx.nu(),
    )


TAKEN = (
    Taaksoort(soort=LEES_LBT, wat="de uitslag van de leerbaarheidstoets bij DUO lezen", doe=lees_lbt),
    Taaksoort(soort=VRAAG_EXAMENNUMMER, wat="bij DUO een examennummer vragen", doe=vraag_examennummer),
)
