"""Wie een dossier wijzigt houdt eerst zijn rij vast, en leest pas dan: ook wat DUO en de BRP melden, en samenvoegen.

Een andere verbinding houdt de rij vast. Wie dan begint, wacht bij zijn eerste lezing en niet pas bij het schrijven.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from uuid import UUID, uuid4

import pytest

from core.fouten import NietGevonden, VoorwaardeNietVervuld
from core.law.aanschrijven import Adressoort
from core.law.fasen import Aanleiding, Fase
from core.law.groepen import Doelgroep
from core.platform.db.uow import GeenUnitOfWork, Tx
from core.process.dossier import actions, brp, samenvoegen
from core.process.dossier.tables import Dossier
from core.process.dossier.zaak import ga_naar, lees_dossier, neem_dossier, werk_bij
from tests.geduld import GEDULD
from tests.process.wereld import VANDAAG, Wereld
from tests.voorbeelden.dossier import dossier, persoon_nummer

HOUD_VAST = "select fase from dossier where gemeente_id = $1 and id = $2 for no key update"
IS_VRIJ = "select count(*) from (select from dossier where id = $1 for no key update skip locked) s"
WACHTEND = """
select query from pg_stat_clear_snapshot(), pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'"""
BRP = brp.BrpFeiten(
    voornamen="Amina",
    voorvoegsel="",
    geslachtsnaam="Voorbeeld",
    naam="Amina Voorbeeld",
    aanschrijfnaam="A. Voorbeeld",
    aanhef="Geachte mevrouw Voorbeeld",
    geboortedatum="1990-04-01",
    adressoort=Adressoort.ADRES,
    adresregel1="Dorpsstraat 1",
    adresregel2="3601 AA  MAARSSEN",
    adresregel3="",
    adres_vanaf="",
    inschrijving_gemeente="",
    inschrijving_gemeentenaam="",
    opschorting="",
    geheimhouding=False,
    overleden=False,
    overlijdensdatum="",
    inschrijving_op=VANDAAG,
    vestiging_op=VANDAAG,
)


def _duo(plicht_vanaf: date) -> actions.DuoFeiten:
    return actions.DuoFeiten(
        plicht_vanaf=plicht_vanaf,
        plicht_tot=None,
        reden_geen_plicht=None,
        kennisgeving_op=VANDAAG,
        doelgroep=Doelgroep.ASIEL,
        fijne_doelgroep=None,
        ss139_op=VANDAAG,
        ss120_op=None,
        ss121_op=None,
        termijn_van=None,
        termijn_tot=None,
        let_op="",
    )


Handeling = Callable[[Tx, Wereld, UUID], Awaitable[None]]


async def _verwerk_duo(tx: Tx, wereld: Wereld, dossier_id: UUID) -> None:
    await actions.verwerk_duo(tx, wereld.huis, dossier_id, _duo(VANDAAG))


async def _verwerk_brp(tx: Tx, wereld: Wereld, dossier_id: UUID) -> None:
    await brp.verwerk_brp(tx, wereld.huis, dossier_id, BRP)


async def _zaai(wereld: Wereld, **anders: date) -> UUID:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        return await dossier(tx, persoon_id=None, **anders)


async def _wacht_op(wereld: Wereld, taak: "asyncio.Task[None]") -> str:
    """De soort opdracht die op een slot wacht: een gewone lezing doet dat nooit. Wie klaar is, wachtte nergens op."""
    vorige = None
    async with asyncio.timeout(GEDULD):
        while not taak.done():
            wachtend = [rij["query"] for rij in await wereld.alziend.fetch(WACHTEND)]
            # PostgreSQL copies the statement before it looks at the wait: one look may pair it with an older statement.
            if wachtend and wachtend == vorige:
                return str(wachtend[0]).split()[0]
            vorige = wachtend
            await asyncio.sleep(0.01)
    return ""


@asynccontextmanager
async def _vastgehouden(wereld: Wereld, dossier_id: UUID) -> AsyncIterator[None]:
    async with wereld.alziend.transaction():
        await wereld.alziend.fetch(HOUD_VAST, wereld.twee.a.id, dossier_id)
        yield


async def _in_eigen_transactie(wereld: Wereld, handeling: Handeling, dossier_id: UUID) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await handeling(tx, wereld, dossier_id)


@pytest.mark.parametrize("handeling", [_verwerk_duo, _verwerk_brp])
async def test_wat_van_buiten_komt_wacht_op_wie_het_dossier_wijzigt(wereld: Wereld, handeling: Handeling) -> None:
    id_ = await _zaai(wereld, plicht_vanaf=VANDAAG, vestiging_op=VANDAAG)
    async with _vastgehouden(wereld, id_):
        taak = asyncio.create_task(_in_eigen_transactie(wereld, handeling, id_))
        assert await _wacht_op(wereld, taak) == "SELECT", "er is gelezen zonder de rij vast te houden"
        # The other one changes what the neighbour also says; who read before the lock would not see the difference.
        await wereld.alziend.execute("update dossier set plicht_vanaf = null, vestiging_op = null where id = $1", id_)
    await taak
    [rij] = await wereld.rijen("dossier", id=id_)
    assert VANDAAG in (rij["plicht_vanaf"], rij["vestiging_op"])


async def _voeg_samen(wereld: Wereld, voorlopig: UUID, ander: UUID) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await samenvoegen.stel_voor(
            tx, wereld.huis, voorlopig, uuid4(), versie=1, met_dossier_id=ander, motief="zelfde pas"
        )


@pytest.mark.parametrize("voorlopig_is_ouder", [True, False])
async def test_samenvoegen_neemt_twee_dossiers_in_volgorde_van_id(wereld: Wereld, voorlopig_is_ouder: bool) -> None:
    laag, hoog = sorted([await _zaai(wereld), await _zaai(wereld)])
    voorlopig, ander = (laag, hoog) if voorlopig_is_ouder else (hoog, laag)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await persoon_nummer(tx, persoon_id=(await lees_dossier(tx, voorlopig)).persoon_id)
        await persoon_nummer(tx, persoon_id=(await lees_dossier(tx, ander)).persoon_id)
    async with _vastgehouden(wereld, laag):
        taak = asyncio.create_task(_voeg_samen(wereld, voorlopig, ander))
        assert await _wacht_op(wereld, taak) == "SELECT"
        assert await wereld.alziend.fetchval(IS_VRIJ, hoog) == 1, "wie wacht op het eerste heeft het tweede nog niet"
    with pytest.raises(VoorwaardeNietVervuld, match="al een V-nummer"):
        await taak
    async with _vastgehouden(wereld, hoog):
        taak = asyncio.create_task(_voeg_samen(wereld, voorlopig, ander))
        assert await _wacht_op(wereld, taak) == "SELECT"
    with pytest.raises(VoorwaardeNietVervuld, match="al een V-nummer"):
        await taak


async def test_een_zaak_telt_alleen_in_de_transactie_die_haar_nam(wereld: Wereld) -> None:
    id_ = await _zaai(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        zaak = await neem_dossier(tx, id_)
        nieuw = await werk_bij(tx, zaak, {Dossier.let_op: "belt liever"})
        assert (zaak.rij.let_op, nieuw.rij.let_op, nieuw.rij.versie) == ("komt met de bus", "belt liever", 2)
        verder = await ga_naar(tx, nieuw, Fase.INTAKE_OPGEROEPEN, aanleiding=Aanleiding.OPROEP_VERZONDEN)
        assert (verder.rij.fase, verder.rij.versie) == (Fase.INTAKE_OPGEROEPEN, 3)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        with pytest.raises(GeenUnitOfWork, match="andere transactie"):
            await werk_bij(tx, verder, {Dossier.let_op: "te laat"})


async def test_samenvoegen_met_een_dossier_dat_er_niet_is(wereld: Wereld) -> None:
    id_ = await _zaai(wereld)
    with pytest.raises(NietGevonden):
        await _voeg_samen(wereld, id_, wereld.twee.b.id)
