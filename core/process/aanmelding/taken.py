"""Van notificatie naar dossier: herkennen, en dan lezen bij DUO en de BRP. De notificatie zelf verandert niets."""

from uuid import UUID

import structlog

from core.fouten import OngeldigeInvoer
from core.integrations.duo.contract import (
    dubbele_velden,
    lees_notificatie,
)
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN
from core.law.fasen import Fase
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.crypto.kluis import als_tekst
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.process.aanmelding import bronnen, deurwerk, nummers, terugkeer, vergelijken
from core.process.aanmelding.brp_lezen import VOLG_BRP, lees_brp, volg_brp
from core.process.aanmelding.cijferteksten import NOTIFICATIE, kenmerktekst, reeks_van
from core.process.aanmelding.duo_lezen import lees_duo
from core.process.aanmelding.lezingen import LEES_BRP, LEES_DUO, alle_lezingen, omschrijf, zet_lezing_klaar
from core.process.aanmelding.rijen import DuoOntvangstRij
from core.process.aanmelding.tables import DuoOntvangst, Ontvangststatus
from core.process.aanmelding.verschillen import kwam_alsnog
from core.process.aanmelding.werksoorten import Soort
from core.process.aanmelding.zonder_bsn import vraag_om_bsn
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.taak import Taakbeurt, Taaksoort

VERWERK, VERZOEN = "aanmelding.verwerk_notificatie", "aanmelding.verzoen"

_EERDER = """
select 1 from string_to_table($2, ',') as zoek (paar)
join meedoen.duo_ontvangst o on o.gemeente_id = $1 and o.kenmerk = decode(split_part(zoek.paar, ':', 2), 'hex')
where o.id <> $3 and o.status <> 'ontvangen' limit 1"""

_ANDER_BERICHT = """
select 1 from meedoen.duo_ontvangst
where gemeente_id = $1 and bericht_id = $2 and id < $3 and status <> 'dubbel' limit 1"""

VERLOREN_NA_SECONDEN = 3600.0
_VERLOREN = """
select o.id, o.cijfer from meedoen.duo_ontvangst o
where o.gemeente_id = $1 and o.status = 'ontvangen'
  and o.ontvangen_op < statement_timestamp() - make_interval(secs => $2)
  and not exists (select from meedoen.outbox b where b.gemeente_id = o.gemeente_id and b.onderwerp_id = o.id
                  and b.soort = $3 and b.status in ('nieuw', 'aangeboden', 'bezig', 'mislukt'))
order by o.ontvangen_op limit 1000"""
logboek = structlog.get_logger("meedoen.aanmelding")


async def verwerk_notificatie(beurt: Taakbeurt) -> None:
    """Zoek het dossier bij de notificatie (of open het) en zet klaar wat er gelezen moet worden."""
    async with beurt.uow() as tx:
        rij = await tx.lees_een_als(
            DuoOntvangstRij,
            DuoOntvangstRij.select().where(
                (DuoOntvangst.gemeente_id == tx.gemeente_id) & (DuoOntvangst.id == beurt.bericht.onderwerp_id)
            ),
        )
        if rij is None or rij.status is not Ontvangststatus.ONTVANGEN:
            await beurt.klaar(tx)
            return
        plek = NOTIFICATIE.plek(tx.gemeente_id, rij.id)
        body = beurt.huis.kluis.ontsleutel(rij.cijfer, soort=NOTIFICATIE.soort, plek=plek)
        if await _is_dubbel(tx, beurt.huis, rij.id, body):
            await _rond_af(tx, rij, Ontvangststatus.DUBBEL, None)
            await beurt.klaar(tx)
            return
        if rij.gebeurtenis is None or dubbele_velden(body):
            await _niet_te_volgen(tx, rij, dubbele_velden(body))
            await beurt.klaar(tx)
            return
        n = lees_notificatie(body)
        bsn, vnummer = _bsn(n.bsn), None if n.v_nummer is None else VNummer(n.v_nummer)
        if bsn is None and vnummer is None:
            await _zonder_nummer(tx, rij)
            await beurt.klaar(tx)
            return
        gevonden = await personen.vind_of_open(tx, beurt.huis, bsn=bsn, vnummer=vnummer, fase=Fase.VOORTRAJECT_COA)
        if gevonden.nieuw:
            await beurt.huis.logboek.schrijf(
                tx, "dossier.openen", "dossier", object_id=gevonden.dossier_id, dossiers=[gevonden.dossier_id]
            )
        if await nummers.spreken_elkaar_tegen(tx, rij, gevonden):
            await _rond_af(tx, rij, Ontvangststatus.WERKITEM, None)
            await beurt.klaar(tx)
            return
        naar = await terugkeer.bestem(tx, beurt.huis, gevonden, rij.gebeurtenis, rij.geregistreerd_op)
        gevonden = naar.gevonden
        if rij.geregistreerd_op is None:
            await _zonder_dag(tx, rij, gevonden.dossier_id)
        await _ander_bericht(tx, rij, gevonden.dossier_id)
        status = await _volg(tx, beurt.huis, rij, gevonden)
        await _rond_af(tx, rij, status, naar.bericht_bij)
        await beurt.klaar(tx)


async def verzoen(beurt: Taakbeurt) -> None:
    """Elke dag: wat van DUO is aangenomen en nergens meer klaarstaat, wordt alsnog verwerkt.

    Dat hoort niet te gebeuren; het staat dus als fout in het logboek. Wat mislukte ligt al als werk bij een mens.
    """
    async with beurt.uow() as tx:
        verloren = await tx.fetch(_VERLOREN, tx.gemeente_id, VERLOREN_NA_SECONDEN, VERWERK)
        for rij in verloren:
            plek = NOTIFICATIE.plek(tx.gemeente_id, rij["id"])
            body = beurt.huis.kluis.ontsleutel(rij["cijfer"], soort=NOTIFICATIE.soort, plek=plek)
            try:
                reeks = reeks_van(beurt.huis.kluis, tx.gemeente_id, body)
            except OngeldigeInvoer:
                reeks = None  # een vorig koppelvlak; de verwerking maakt er werk van
            await bus.zet(tx, VERWERK, onderwerp_id=rij["id"], reeks=reeks or rij["id"])
            await beurt.huis.logboek.schrijf(
                tx, "duo-ontvangst.verzoenen", "duo_ontvangst", object_id=rij["id"], velden=["status"]
            )
        await beurt.klaar(tx)
    if verloren:
        logboek.error("aangenomen meldingen van DUO stonden nergens meer klaar", aantal=len(verloren))


TAKEN = (
    Taaksoort(soort=VERWERK, wat="een melding van DUO verwerken", doe=verwerk_notificatie),
    Taaksoort(soort=VERZOEN, wat="een melding van DUO die bleef liggen alsnog klaarzetten", doe=verzoen, elke_dag=True),
    Taaksoort(soort=LEES_DUO, wat="de plicht, doelgroep en termijn bij DUO lezen", doe=lees_duo),
    Taaksoort(soort=terugkeer.VOLG_PLAN, wat="een plan van voor iemands terugkeer volgen", doe=terugkeer.volg_plan),
    *bronnen.TAKEN,
    *vergelijken.TAKEN,
    Taaksoort(soort=LEES_BRP, wat="naam en adres in de BRP lezen", doe=lees_brp),
    Taaksoort(soort=VOLG_BRP, wat="de lopende dossiers opnieuw in de BRP lezen", doe=volg_brp, elke_dag=True),
)


async def _is_dubbel(tx: Tx, huis: Huis, id_: UUID, body: bytes) -> bool:
    """Of dezelfde melding al onder een ander berichtId kwam; ook als de indexsleutel intussen gewisseld is."""
    kenmerken = huis.kluis.blinde_indexen(kenmerktekst(body), soort=NOTIFICATIE.soort, gemeente_id=tx.gemeente_id)
    return await tx.fetchrow(_EERDER, tx.gemeente_id, als_tekst(kenmerken), id_) is not None


async def _rond_af(tx: Tx, rij: DuoOntvangstRij, status: Ontvangststatus, dossier_id: UUID | None) -> None:
    await tx.schrijf(
        DuoOntvangst.update(
            {
                DuoOntvangst.status: status,
                DuoOntvangst.dossier_id: dossier_id,
                DuoOntvangst.verwerkt_op: await tx.nu(),
            }
        ).where((DuoOntvangst.gemeente_id == tx.gemeente_id) & (DuoOntvangst.id == rij.id))
    )


def _bsn(tekst: str | None) -> Bsn | None:
    """Een BSN dat niet aan de elfproef voldoet is geen BSN; het bericht blijft bewaard en wordt een werkitem."""
    if tekst is None:
        return None
    try:
        return Bsn(tekst)
    except ValueError:
        return None


async def _zonder_nummer(tx: Tx, rij: DuoOntvangstRij) -> None:
    await deurwerk.zet_klaar(
        tx,
        Soort.DUO_GEEN_NUMMER,
        omschrijving=(
            f"DUO meldde {omschrijf(rij.gebeurtenis)} zonder geldig BSN of V-nummer. Vraag DUO wie het is; noem"
            f" berichtId {rij.bericht_id}."
        ),
        grond="art. 36 Wi2021",
        sleutel=str(rij.id),
    )
    await _rond_af(tx, rij, Ontvangststatus.WERKITEM, None)


async def _niet_te_volgen(tx: Tx, rij: DuoOntvangstRij, dubbel: tuple[str, ...]) -> None:
    """Een bericht waarvan niet te zeggen is wat DUO bedoelt, of dat wij niet konden bewaren zoals het hoort."""
    reden = f"waarin {' en '.join(dubbel)} meer dan eens staat" if dubbel else "dat Meedoen niet kon overnemen"
    await deurwerk.zet_klaar(
        tx,
        Soort.DUO_GEBEURTENIS,
        omschrijving=f"DUO stuurde een bericht {reden}. Vraag DUO wat het was; noem berichtId {rij.bericht_id}.",
        grond="art. 34 Wi2021",
        sleutel=str(rij.id),
    )
    await _rond_af(tx, rij, Ontvangststatus.WERKITEM, None)


async def _zonder_dag(tx: Tx, rij: DuoOntvangstRij, dossier_id: UUID) -> None:
    """Het tijdstip van de melding kan niet bestaan; de rest ervan wordt gewoon gevolgd."""
    await deurwerk.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            f"DUO meldde {omschrijf(rij.gebeurtenis)} op een tijdstip dat niet kan. Die dag kan meetellen voor een"
            f" termijn. Vraag DUO welke dag het was; noem berichtId {rij.bericht_id}."
        ),
        grond="art. 34 Wi2021",
        sleutel=f"{rij.id}:dag",
        dossier_id=dossier_id,
    )


async def _ander_bericht(tx: Tx, rij: DuoOntvangstRij, dossier_id: UUID) -> None:
    """C8: onder dit berichtId kwam eerder iets anders. Beide zijn gevolgd; welke DUO bedoelde zegt alleen DUO."""
    if await tx.fetchrow(_ANDER_BERICHT, tx.gemeente_id, rij.bericht_id, rij.id) is None:
        return
    await deurwerk.zet_klaar(
        tx,
        Soort.DUO_GEBEURTENIS,
        omschrijving=(
            f"DUO meldde {omschrijf(rij.gebeurtenis)} onder een berichtId waaronder zij eerder iets anders meldde."
            f" Meedoen heeft beide gevolgd. Vraag DUO of deze melding klopt; noem berichtId {rij.bericht_id}."
        ),
        grond="art. 34 Wi2021",
        sleutel=f"{rij.id}:bericht-id",
        dossier_id=dossier_id,
    )


async def _volg(tx: Tx, huis: Huis, rij: DuoOntvangstRij, gevonden: personen.Gevonden) -> Ontvangststatus:
    """Zet klaar wat gelezen moet worden; een lezing die al klaarstaat geldt ook voor deze melding."""
    gevolgen = huis.proces.gebeurtenissen.get(rij.gebeurtenis or "")
    if gevolgen is None:
        await _zonder_eigen_lezing(tx, rij, gevonden.dossier_id)
        gevolgen = alle_lezingen(huis)
    if not gevonden.heeft_bsn:
        await vraag_om_bsn(tx, gevonden.dossier_id)
        return Ontvangststatus.WERKITEM
    await werkvoorraad.sluit(
        tx, Dossierwerk.BSN_ONTBREEKT, sleutel=str(gevonden.dossier_id), afhandeling="het BSN is bekend"
    )
    for soort in gevolgen:
        await zet_lezing_klaar(tx, soort, gevonden.dossier_id)
    if rij.gebeurtenis is not None and rij.geregistreerd_op is not None:
        await kwam_alsnog(tx, gevonden.dossier_id, rij.gebeurtenis, rij.geregistreerd_op)
    return Ontvangststatus.VERWERKT if rij.gebeurtenis in huis.proces.gebeurtenissen else Ontvangststatus.WERKITEM


async def _zonder_eigen_lezing(tx: Tx, rij: DuoOntvangstRij, dossier_id: UUID) -> None:
    """Een attentiesignaal, of een code die DUO erbij bedacht: wat zij zegt, en dat alles opnieuw gelezen wordt."""
    if rij.gebeurtenis in GEBEURTENISSEN:
        tekst = f"DUO wijst op: {omschrijf(rij.gebeurtenis)}. Ga na wat dat voor het traject betekent."
    else:
        tekst = (
            f"DUO meldde {omschrijf(rij.gebeurtenis)}. Vraag DUO wat zij ermee meldt; noem berichtId {rij.bericht_id}."
        )
    await deurwerk.zet_klaar(
        tx,
        Soort.DUO_GEBEURTENIS,
        omschrijving=f"{tekst} Meedoen leest alles wat DUO over deze persoon geeft opnieuw.",
        grond="art. 34 Wi2021",
        sleutel=str(rij.id),
        dossier_id=dossier_id,
    )
