"""Meldingen verzenden. DUO krijgt elke melding minstens één keer, met steeds hetzelfde berichtId.

Kan DUO haar al hebben (na een time-out, een worker die omviel, of een eerdere aanbieding), dan leest de taak eerst wat
DUO heeft, en stuurt alleen als dat anders is. Neemt DUO haar niet aan, dan komt er een werkitem dat zegt waarom en wat
nu; zij wordt niet blind herhaald. Op al het andere volgt een nieuwe poging.
"""

from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

import msgspec

from core.integrations.duo.client import DuoClient
from core.integrations.duo.contract import Contactpersoongegevens, Pip
from core.integrations.duo.fouten import DuoFout, DuoGeenToegang, DuoWeigering
from core.law.fasen import Fase
from core.law.streefdag import melding_hersteld
from core.platform.crypto.bsn import Bsn
from core.platform.db.uow import Tx
from core.platform.ids import vast_id
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.zaak import lees_dossier
from core.process.melding import uitleg
from core.process.melding.actions import VERZEND, hoort_duo
from core.process.melding.pip_bij_duo import zelfde_pip
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding, Meldingsoort, Meldingstatus
from core.process.melding.uitleg import Afwijzing
from core.process.melding.werksoorten import Soort
from core.process.taak import Taakbeurt, Taaksoort

OPEN = (Meldingstatus.TE_VERZENDEN, Meldingstatus.VERZONDEN)


class NietTeMelden(Exception):
    """Er is niets gestuurd, want DUO zou het niet aannemen."""

    def __init__(self, afwijzing: Afwijzing) -> None:
        super().__init__()
        self.afwijzing = afwijzing


async def verzend(beurt: Taakbeurt) -> None:
    """Verzend één melding en leg vast wat DUO ervan vond."""
    melding_id = beurt.bericht.onderwerp_id
    async with beurt.uow() as tx:
        rij = await tx.lees_een_als(
            DuoMeldingRij,
            DuoMeldingRij.select().where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == melding_id)),
        )
        if rij is None or rij.status not in OPEN:
            await beurt.klaar(tx)
            return
        if not await hoort_duo(tx, rij.soort, await lees_dossier(tx, rij.dossier_id)):
            await _trek_in(tx, beurt, rij)
            return
        bsn = await personen.bsn_van(tx, beurt.huis, rij.dossier_id)
        if bsn is None:
            await _wijs_af(tx, beurt, rij, uitleg.zonder_bsn())
            return
        kan_er_al_zijn = rij.status is Meldingstatus.VERZONDEN or await _vervangt_een_ander(tx, rij)
        # Vóór het verzenden gemerkt: wat er hierna ook gebeurt, de volgende poging weet dat DUO haar kan hebben.
        rij = await tx.schrijf_een_als(
            DuoMeldingRij,
            DuoMelding.update(
                {
                    DuoMelding.status: Meldingstatus.VERZONDEN,
                    DuoMelding.verzonden_op: await tx.nu(),
                    DuoMelding.pogingen: DuoMelding.pogingen + 1,
                }
            )
            .where(
                (DuoMelding.gemeente_id == tx.gemeente_id)
                & (DuoMelding.id == melding_id)
                & DuoMelding.status.is_in([*OPEN])
            )
            .returning(*DuoMeldingRij.kolommen()),
        )
    afwijzing = await _meld(beurt, rij, bsn, kan_er_al_zijn=kan_er_al_zijn)
    async with beurt.uow() as tx:
        if afwijzing is not None:
            await _wijs_af(tx, beurt, rij, afwijzing)
            return
        await tx.schrijf(
            DuoMelding.update(
                {
                    DuoMelding.status: Meldingstatus.BEVESTIGD,
                    DuoMelding.http_status: 201,
                    DuoMelding.bevestigd_op: await tx.nu(),
                }
            ).where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == melding_id))
        )
        await beurt.huis.logboek.schrijf(
            tx, "duo-melding.verzenden", "duo_melding", object_id=melding_id, dossiers=[rij.dossier_id]
        )
        await beurt.klaar(tx)


TAKEN = (Taaksoort(soort=VERZEND, wat="een melding aan DUO versturen", doe=verzend),)


async def _vervangt_een_ander(tx: Tx, rij: DuoMeldingRij) -> bool:
    """Of dit een nieuwe aanbieding is van een eerdere melding; die kan DUO alsnog hebben."""
    eerdere = await tx.fetchrow(
        "select 1 from meedoen.duo_melding where gemeente_id = $1 and dossier_id = $2 and vervangen_door = $3",
        tx.gemeente_id,
        rij.dossier_id,
        rij.id,
    )
    return eerdere is not None


async def _meld(beurt: Taakbeurt, rij: DuoMeldingRij, bsn: Bsn, *, kan_er_al_zijn: bool) -> Afwijzing | None:
    """Zorg dat DUO de melding heeft; geeft waarom zij haar niet wil.

    Raises:
        Onbereikbaar, DuoFout: het is niet zeker wat DUO ermee deed; de volgende poging zoekt dat uit.
    """
    duo = beurt.duo()
    try:
        match rij.soort:
            case Meldingsoort.PIP:
                pip = msgspec.convert(rij.inhoud, Pip)
                if not (kan_er_al_zijn and await _heeft_pip(beurt, duo, bsn, pip)):
                    await duo.meld_pip(bsn.onthul(), pip, bericht_id=rij.id)
            case Meldingsoort.PIP_TERUG:
                if await _heeft_pip(beurt, duo, bsn, msgspec.convert(rij.inhoud, Pip)):
                    await duo.verwijder_pip(bsn.onthul(), bericht_id=rij.id)
            case Meldingsoort.CONTACTPERSOON:
                await _meld_contactpersoon(beurt, duo, bsn, UUID(rij.inhoud["medewerkerId"]), rij.id)
            case Meldingsoort.LBT_VERVALT:
                await _meld_dat_de_toets_vervalt(duo, bsn, rij.id)
    except NietTeMelden as niet:
        return niet.afwijzing
    except DuoWeigering as weigering:
        return uitleg.geweigerd(rij.soort, weigering.foutteksten)
    except DuoGeenToegang as geen:
        return uitleg.geen_toegang(geen.melding, kan_er_al_zijn=kan_er_al_zijn)
    except DuoFout as fout:
        if fout.antwoordstatus == HTTPStatus.BAD_REQUEST:
            return uitleg.onleesbaar(fout.redenen)
        if fout.antwoordstatus == HTTPStatus.NOT_FOUND:
            return uitleg.onbekend_bij_duo(fout.redenen)
        raise
    return None


async def _meld_dat_de_toets_vervalt(duo: DuoClient, bsn: Bsn, melding_id: UUID) -> None:
    """Trek het examennummer in (U05). Is er geen (meer), dan is er niets in te trekken, en klopt het al."""
    try:
        await duo.trek_examennummer_in(bsn.onthul(), bericht_id=melding_id)
    except DuoFout as fout:
        if fout.antwoordstatus != HTTPStatus.NOT_FOUND:
            raise


async def _heeft_pip(beurt: Taakbeurt, duo: DuoClient, bsn: Bsn, pip: Pip) -> bool:
    """Of DUO dit PIP van deze gemeente al kent."""
    try:
        bekend = await duo.lees_pip(bsn.onthul(), bericht_id=beurt.bericht_id(f"pip/{beurt.bericht.pogingen}"))
    except DuoFout as fout:
        # De vraag mislukte, niet de melding: over de melding zegt deze status niets.
        raise DuoFout(fout.melding) from None
    return bekend is not None and f"GM{bekend.gemeentecode}" == beurt.tenant.code and zelfde_pip(bekend.pip, pip)


async def _meld_contactpersoon(
    beurt: Taakbeurt, duo: DuoClient, bsn: Bsn, medewerker_id: UUID, melding_id: UUID
) -> None:
    """Zorg dat DUO de contactpersoon kent met zijn huidige gegevens, en koppel hem aan de persoon (U03)."""
    async with beurt.uow() as tx:
        m = await tx.fetchrow(
            "select m.naam, m.email, m.telefoon, c.duo_id, c.inhoud_hash"
            " from meedoen.collega m left join meedoen.duo_contactpersoon c"
            " on c.gemeente_id = m.gemeente_id and c.medewerker_id = m.medewerker_id"
            " where m.gemeente_id = $1 and m.medewerker_id = $2",
            tx.gemeente_id,
            medewerker_id,
        )
    if m is None:
        raise NietTeMelden(uitleg.ongeschikte_contactpersoon("deze medewerker werkt niet meer bij de gemeente"))
    hoofd = beurt.tenant.briefhoofd
    try:
        gegevens = msgspec.convert(
            {"naam": m["naam"], "email": m["email"] or hoofd.email, "telefoonnummer": m["telefoon"] or hoofd.telefoon},
            Contactpersoongegevens,
        )
    except msgspec.ValidationError:
        reden = "naam, e-mail of telefoon van de medewerker past niet in wat DUO aanneemt"
        raise NietTeMelden(uitleg.ongeschikte_contactpersoon(reden)) from None
    duo_id: int | None = m["duo_id"]
    if duo_id is None or m["inhoud_hash"] != _hash(gegevens):
        duo_id = await _registreer(beurt, duo, medewerker_id, gegevens, duo_id)
    try:
        await duo.koppel_contactpersoon(duo_id, bsn.onthul(), bericht_id=melding_id)
    except DuoFout as fout:
        if fout.antwoordstatus != HTTPStatus.NOT_FOUND:
            raise
        # DUO kent de persoon niet, of is de contactpersoon kwijt; dat tweede herstelt zich hier.
        duo_id = await _registreer(beurt, duo, medewerker_id, gegevens, duo_id)
        await duo.koppel_contactpersoon(duo_id, bsn.onthul(), bericht_id=beurt.bericht_id(f"koppeling/{duo_id}"))


async def _registreer(
    beurt: Taakbeurt, duo: DuoClient, medewerker_id: UUID, gegevens: Contactpersoongegevens, duo_id: int | None
) -> int:
    """Zet deze gegevens bij DUO; geeft het nummer, een nieuw als DUO het oude niet (meer) kent.

    Het berichtId van een registratie hoort bij de medewerker en niet bij deze taak: twee dossiers die tegelijk aan hem
    worden toegedeeld, registreren hem samen één keer.
    """
    hash_ = _hash(gegevens)
    if duo_id is not None:
        try:
            await duo.wijzig_contactpersoon(duo_id, gegevens, bericht_id=beurt.bericht_id(f"contactpersoon/{hash_}"))
        except DuoFout as fout:
            if fout.antwoordstatus != HTTPStatus.NOT_FOUND:
                raise
        else:
            await _onthoud_contactpersoon(beurt, medewerker_id, duo_id, hash_)
            return duo_id
    eigen = (str(beurt.bericht.gemeente_id), str(medewerker_id), hash_, str(duo_id))
    nieuw = await duo.maak_contactpersoon(gegevens, bericht_id=vast_id("bericht", "contactpersoon", *eigen))
    await _onthoud_contactpersoon(beurt, medewerker_id, nieuw, hash_)
    return nieuw


def _hash(gegevens: Contactpersoongegevens) -> str:
    return sha256(msgspec.json.encode(gegevens, order="sorted")).hexdigest()


async def _onthoud_contactpersoon(beurt: Taakbeurt, medewerker_id: UUID, duo_id: int, hash_: str) -> None:
    async with beurt.uow() as tx:
        await tx.voer_uit(
            "insert into meedoen.duo_contactpersoon (gemeente_id, medewerker_id, duo_id, inhoud_hash)"
            " values ($1, $2, $3, $4) on conflict (gemeente_id, medewerker_id)"
            " do update set duo_id = excluded.duo_id, inhoud_hash = excluded.inhoud_hash",
            tx.gemeente_id,
            medewerker_id,
            duo_id,
            hash_,
        )


async def _trek_in(tx: Tx, beurt: Taakbeurt, rij: DuoMeldingRij) -> None:
    """De zaak is voorbij terwijl nog niet zeker was of DUO de melding had; er gaat niets meer heen (PG-12)."""
    await tx.schrijf(
        DuoMelding.update({DuoMelding.status: Meldingstatus.INGETROKKEN}).where(
            (DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == rij.id)
        )
    )
    await beurt.huis.logboek.schrijf(
        tx, "duo-melding.intrekken", "duo_melding", object_id=rij.id, dossiers=[rij.dossier_id], velden=["status"]
    )
    await beurt.klaar(tx)


async def _wijs_af(tx: Tx, beurt: Taakbeurt, rij: DuoMeldingRij, afwijzing: Afwijzing) -> None:
    """Leg vast dat DUO de melding niet heeft, zet klaar wat een mens daaraan doet, en rond de taak af."""
    await tx.schrijf(
        DuoMelding.update(
            {
                DuoMelding.status: Meldingstatus.AFGEWEZEN,
                DuoMelding.http_status: afwijzing.http_status,
                DuoMelding.foutteksten: msgspec.json.encode(afwijzing.redenen).decode(),
            }
        ).where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.id == rij.id))
    )
    if rij.soort.over_het_pip and (await lees_dossier(tx, rij.dossier_id)).fase is Fase.OVERGEDRAGEN:
        dag = msgspec.convert(rij.inhoud, Pip).dagtekening_pip
        afwijzing = uitleg.na_verhuizing(afwijzing, rij.soort, dagtekening=dag)
    wat = uitleg.wat(rij.soort, rij.inhoud)
    await werkvoorraad.zet_klaar(
        tx,
        Soort.MELDING_HERSTELLEN,
        omschrijving=uitleg.omschrijving(wat, afwijzing, pogingen=rij.pogingen),
        grond="art. 9.2 lid 2 Bi2021",
        sleutel=str(rij.id),
        dossier_id=rij.dossier_id,
        vervaldatum=melding_hersteld(await tx.vandaag(), recht=beurt.huis.recht_van(tx.gemeente_id)),
    )
    await beurt.huis.logboek.schrijf(
        tx,
        "duo-melding.verzenden",
        "duo_melding",
        object_id=rij.id,
        dossiers=[rij.dossier_id],
        resultaat="geweigerd",
    )
    await beurt.klaar(tx)
