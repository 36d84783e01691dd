"""Sleutels wisselen: alles gaat over, niets raakt zoek, en afbreken kost niets."""

import asyncio
import contextvars
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import asyncpg
import pytest

from core.bootstrap import CIJFERKOLOMMEN
from core.fouten import Onbereikbaar
from core.instellingen.config import Config
from core.law.fasen import Fase
from core.platform.crypto.kluis import KluisDicht
from core.platform.ids import nieuw_id
from core.platform.sleutelbeheer import opdrachten, rotatie
from core.platform.sleutelbeheer.rotatie import Uitslag
from core.platform.tenancy import Doel, toegang_sleutels
from core.process.aanmelding import ontvangst
from core.process.aanmelding.cijferteksten import NOTIFICATIE
from core.process.dossier import personen
from core.process.dossier.cijferteksten import BSN
from core.process.intake.cijferteksten import OMSTANDIGHEDEN
from tests.sleutels.conftest import PER_KOLOM, RAUW, Proef
from tests.voorbeelden.aanmelding import notificatie
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.postvak import postvak_van

RIJEN = 2 * PER_KOLOM * len(CIJFERKOLOMMEN)


async def test_elke_cijfertekst_van_de_database_doet_mee(proef: Proef) -> None:
    """Een tabel met een sleutelversie die hier niet staat, zou bij een wissel onleesbaar worden."""
    rijen = await proef.alziend.fetch(
        "select c.relname || '.' || a.attname as naam from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0"
        " and a.atttypid = 'bytea'::regtype and a.attname not in ('bidx', 'kenmerk')"
        " and exists (select from pg_attribute v where v.attrelid = c.oid and v.attname = 'sleutelversie')"
    )
    buiten = {
        "audit.mac",
        "audit_erkenning.mac",
        "audit_erkenning.afdruk",
        "audit_zegel.mac",
        "audit_zegel.wortel",
        "audit_zegel.vorige",
        "audit_zegel.hash",
    }
    assert {r["naam"] for r in rijen} - buiten == {k.naam.partition("/")[0] for k in CIJFERKOLOMMEN}


async def test_na_een_wissel_opent_alles_met_alleen_de_nieuwe_versies(proef: Proef) -> None:
    eerst = await proef.lees_alles()
    assert len(eerst) == RIJEN
    nieuw = proef.met_nieuwe_versies()
    assert await nieuw.achter() == RIJEN
    uitslag = await nieuw.roteer()
    assert (uitslag.overgezet, uitslag.dicht, uitslag.dubbel) == (RIJEN, [], [])
    assert await nieuw.achter() == 0
    assert await nieuw.met_alleen_de_actieve().lees_alles() == eerst
    with pytest.raises(KluisDicht):
        await proef.lees_alles()


async def test_een_tweede_keer_is_er_niets_te_doen(proef: Proef) -> None:
    nieuw = proef.met_nieuwe_versies()
    await nieuw.roteer()
    staat = await proef.alziend.fetch("select xmin, ctid from persoon_nummer order by ctid")
    assert (await nieuw.roteer()).overgezet == 0
    assert await proef.alziend.fetch("select xmin, ctid from persoon_nummer order by ctid") == staat


@pytest.mark.parametrize("stap", range(0, PER_KOLOM * len(CIJFERKOLOMMEN), 4))
async def test_waar_het_ook_omvalt_opnieuw_beginnen_maakt_het_af(
    proef: Proef, monkeypatch: pytest.MonkeyPatch, stap: int
) -> None:
    monkeypatch.setattr(rotatie, "PARTIJ", 1)
    eerst = await proef.lees_alles()
    nieuw = proef.met_nieuwe_versies()
    over = stap

    def val_om(aantal: int) -> None:
        nonlocal over
        over -= aantal
        if over < 0:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await nieuw.rotatie.roteer(proef.a.id, Uitslag(), gedaan=val_om)
    assert await nieuw.achter() == RIJEN - stap - 1
    assert await nieuw.lees_alles() == eerst, "halverwege is alles te lezen, oud en nieuw door elkaar"
    await nieuw.roteer()
    assert await nieuw.met_alleen_de_actieve().lees_alles() == eerst


async def test_tijdens_een_wissel_wordt_iedereen_gevonden(proef: Proef) -> None:
    nieuw = proef.met_nieuwe_versies()
    await nieuw.roteer(gemeenten=(proef.a,))

    async def vindt(bij: Proef) -> list[UUID | None]:
        gevonden = []
        for gemeente, nummer in ((proef.a, 0), (proef.b, PER_KOLOM)):
            async with bij.databank.uow(gemeente.als_taak()) as tx:
                gevonden.append(await personen.zoek_persoon(tx, bij.huis, bsn=proefbsn(nummer)))
        return gevonden

    assert None not in await vindt(nieuw)
    assert (await vindt(nieuw.met_alleen_de_actieve()))[1] is None, "gemeente B is nog niet over"
    await nieuw.roteer()
    assert None not in await vindt(nieuw.met_alleen_de_actieve())


async def test_een_nummer_dat_onder_de_oude_sleutel_bekend_is_opent_geen_tweede_dossier(proef: Proef) -> None:
    nieuw = proef.met_nieuwe_versies()
    async with nieuw.databank.uow(proef.a.als_taak()) as tx:
        gevonden = await personen.vind_of_open(tx, nieuw.huis, bsn=proefbsn(0), vnummer=None, fase=Fase.VOORTRAJECT_COA)
    assert not gevonden.nieuw


async def test_een_melding_van_voor_de_wissel_blijft_als_dubbel_te_herkennen(proef: Proef) -> None:
    nieuw = proef.met_nieuwe_versies()
    await nieuw.roteer()
    kenmerken = {r["index"] for r in await proef.alziend.fetch(RAUW[NOTIFICATIE.naam], proef.a.id)}
    await ontvangst.neem_aan(postvak_van(nieuw.huis), proef.a.id, bericht_id=nieuw_id(), body=notificatie(0))
    alle = [r["index"] for r in await proef.alziend.fetch(RAUW[NOTIFICATIE.naam], proef.a.id)]
    assert len(alle) == PER_KOLOM + 1
    assert set(alle) == kenmerken


async def test_een_wijziging_tijdens_het_overzetten_gaat_niet_verloren(proef: Proef) -> None:
    """Een medewerker heeft de rij vast; het overzetten wacht, en zet daarna over wat zij schreef."""
    nieuw = proef.met_nieuwe_versies()
    rij_id = (await proef.alziend.fetch(RAUW[OMSTANDIGHEDEN.naam], proef.a.id))[0]["id"]
    plek = OMSTANDIGHEDEN.plek(proef.a.id, rij_id)
    async with proef.databank.uow(proef.a.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        cijfer, versie = proef.huis.kluis.versleutel(b"wat zij nu schreef", soort=OMSTANDIGHEDEN.soort, plek=plek)
        await tx.voer_uit(
            "update meedoen.persoonlijke_omstandigheden set cijfer = $3, sleutelversie = $4"
            " where gemeente_id = $1 and id = $2",
            proef.a.id,
            rij_id,
            cijfer,
            versie,
        )
        bezig = asyncio.create_task(nieuw.roteer(gemeenten=(proef.a,)), context=contextvars.Context())
        await proef.tot_er_iemand_wacht()
    await bezig
    alles = await nieuw.met_alleen_de_actieve().lees(OMSTANDIGHEDEN, proef.a)
    assert alles[rij_id] == b"wat zij nu schreef"


async def test_wat_niet_opent_blijft_staan_en_wordt_genoemd(proef: Proef) -> None:
    kapot = (await proef.alziend.fetch(RAUW[BSN.naam], proef.a.id))[1]
    await proef.alziend.execute(
        "update persoon_nummer set cijfer = $2 where persoon_id = $1 and soort = 'bsn'", kapot["id"], bytes(60)
    )
    nieuw = proef.met_nieuwe_versies()
    uitslag = await nieuw.roteer()
    assert uitslag.overgezet == RIJEN - 1
    assert uitslag.dicht == [f"{BSN.naam} {kapot['id']}: onbekend formaat"]
    rij = await proef.alziend.fetchrow(
        "select cijfer, sleutelversie, bidx from persoon_nummer where persoon_id = $1 and soort = 'bsn'", kapot["id"]
    )
    assert (rij["cijfer"], rij["sleutelversie"], rij["bidx"]) == (bytes(60), 1, kapot["index"])


async def test_een_inhoud_die_niet_meer_te_lezen_is_houdt_de_rest_niet_op(proef: Proef) -> None:
    rij = (await proef.alziend.fetch(RAUW[NOTIFICATIE.naam], proef.a.id))[0]
    cijfer, versie = proef.huis.kluis.versleutel(
        b'{"van": "een vorig koppelvlak"}', soort=NOTIFICATIE.soort, plek=NOTIFICATIE.plek(proef.a.id, rij["id"])
    )
    await proef.alziend.execute(NOTIFICATIE.schrijf, proef.a.id, rij["id"], cijfer, versie, rij["index"], 1)
    uitslag = await proef.met_nieuwe_versies().roteer()
    assert uitslag.overgezet == RIJEN - 1
    assert uitslag.dicht == [f"{NOTIFICATIE.naam} {rij['id']}: de inhoud is niet te lezen (OngeldigeInvoer)"]


@pytest.mark.lang
async def test_een_rij_die_lang_vastgehouden_wordt_stopt_de_wissel_met_wat_er_al_over_is(
    proef: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotatie, "KEREN", 2)
    nieuw = proef.met_nieuwe_versies()
    laatste = (await proef.alziend.fetch(RAUW[OMSTANDIGHEDEN.naam], proef.a.id))[-1]["id"]
    kluis = nieuw.huis.kluis
    config = SimpleNamespace(
        db_sleutels=proef.huis.config.db_sleutels + "?lock_timeout=50ms",
        klok=proef.huis.config.klok,
        sleutel_versleuteling=kluis.versleuteling,
        sleutel_index=kluis.index,
        sleutel_zout=kluis.zouten,
        sleutel_audit=proef.huis.config.sleutel_audit,
    )
    roteer = partial(opdrachten.roteer, cast(Config, config), CIJFERKOLOMMEN, balk=lambda *_: lambda _: None)
    async with proef.alziend.transaction():
        await proef.alziend.execute("select from persoonlijke_omstandigheden where id = $1 for update", laatste)
        uitslag, _ = await roteer()
    assert "een rij wordt te lang vastgehouden" in uitslag.gestopt
    over, _ = await roteer()
    assert (over.gestopt, uitslag.overgezet + over.overgezet) == ("", RIJEN)
    vanaf = [kolom.tabel for kolom in CIJFERKOLOMMEN].index("persoonlijke_omstandigheden")
    assert over.overgezet == PER_KOLOM * (len(CIJFERKOLOMMEN) - vanaf)


async def test_een_proces_dat_de_nieuwe_versie_niet_kent_opent_geen_dossier(proef: Proef) -> None:
    await proef.met_nieuwe_versies().roteer()
    with pytest.raises(Onbereikbaar, match="kent de nieuwste sleutelversie niet"):
        async with proef.databank.uow(proef.a.als_taak()) as tx:
            await personen.vind_of_open(tx, proef.huis, bsn=proefbsn(0), vnummer=None, fase=Fase.VOORTRAJECT_COA)


async def test_hetzelfde_nummer_onder_twee_versies_wordt_genoemd_en_niet_samengevoegd(proef: Proef) -> None:
    """Twee processen, een met de oude en een met de nieuwe sleutel, legden tegelijk hetzelfde nummer vast."""
    nieuw = proef.met_nieuwe_versies()
    async with nieuw.databank.uow(proef.a.als_taak()) as tx:
        tweede = await personen.vind_of_open(tx, nieuw.huis, bsn=proefbsn(100), vnummer=None, fase=Fase.VOORTRAJECT_COA)
    bidx, versie = nieuw.huis.kluis.blinde_index(proefbsn(1).onthul(), soort=BSN.soort, gemeente_id=proef.a.id)
    cijfer, _ = nieuw.huis.kluis.versleutel(
        proefbsn(1).onthul().encode(), soort=BSN.soort, plek=BSN.plek(proef.a.id, tweede.persoon_id)
    )
    await proef.alziend.execute(BSN.schrijf, proef.a.id, tweede.persoon_id, cijfer, 2, bidx, versie)
    async with proef.databank.uow(proef.a.als_taak()) as tx:
        eerste = await personen.zoek_persoon(tx, proef.huis, bsn=proefbsn(1))
    uitslag = await nieuw.roteer()
    assert uitslag.dubbel == [f"{BSN.naam} {eerste}"]
    assert uitslag.overgezet == RIJEN - 1
    assert await nieuw.achter() == 1


async def test_elke_partij_laat_een_auditregel_na_zonder_inhoud(proef: Proef) -> None:
    nieuw = proef.met_nieuwe_versies()
    await nieuw.roteer(gemeenten=(proef.a,))
    regels = await proef.alziend.fetch(
        "select * from audit where gemeente_id = $1 and actie = 'sleutels.roteren' order by object, velden", proef.a.id
    )
    assert [(r["object"], r["velden"]) for r in regels] == sorted((k.tabel, [k.kolom]) for k in CIJFERKOLOMMEN)
    assert {(r["medewerker_id"], r["doel"], r["oorsprong"]) for r in regels} == {(None, "beveiliging", "sleutels")}
    assert not await proef.alziend.fetchval("select count(*) from audit where gemeente_id = $1", proef.b.id)


@pytest.mark.parametrize(
    "opdracht",
    [
        "select geslachtsnaam from meedoen.persoon where gemeente_id = $1",
        "select bidx from meedoen.persoon_nummer where gemeente_id = $1",
        "select dossier_id from meedoen.duo_ontvangst where gemeente_id = $1",
        "select onderwerp_id from meedoen.brief where gemeente_id = $1",
        "select vastgelegd_door from meedoen.persoonlijke_omstandigheden where gemeente_id = $1",
        "update meedoen.brief set status = 'verzonden' where gemeente_id = $1",
        "delete from meedoen.brief where gemeente_id = $1",
    ],
)
async def test_wie_overzet_ziet_en_doet_verder_niets(proef: Proef, opdracht: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with proef.databank.uow(toegang_sleutels(proef.a.id, oorsprong="test")) as tx:
            await tx.fetch(opdracht, proef.a.id)


async def test_wie_overzet_handelt_in_een_gemeente_tegelijk(proef: Proef) -> None:
    async with proef.databank.uow(toegang_sleutels(proef.a.id, oorsprong="test")) as tx:
        for kolom in CIJFERKOLOMMEN:
            assert await tx.fetch(kolom.tel, proef.a.id)
            assert not await tx.fetch(kolom.tel, proef.b.id)
    zonder = replace(toegang_sleutels(proef.a.id, oorsprong="test"), gemeente_id=nieuw_id())
    async with proef.databank.uow(zonder) as tx:
        assert not await tx.fetch(BSN.tel, proef.a.id)
