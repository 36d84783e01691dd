"""De handleiding van niets tot de eerste gemeente en terug uit een back-up, als `productie`, op het pakket zelf.

Eén test, want elke stap leunt op die ervoor. Alles eromheen is van buiten en achter TLS van een eigen CA.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from redis.asyncio import Redis

from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from core.platform.clock import NEDERLAND
from tests.geduld import GEDULD
from tests.gids.gids import NIET, WORTEL, Machine, blokken
from tests.gids.mens import Mens
from tests.gids.opstelling import DE_VRIES, JANSEN, Buiten, buiten
from tests.gids.processen import draaiend
from tests.voorbeelden.certificaten import Ca

pytestmark = [pytest.mark.lang, pytest.mark.timeout(900)]

ALLEEN_HIER = {
    "database: de verbinding is niet versleuteld",
    "instellingen: MEEDOEN_PLATFORM: deze installatie is niet voor echte mensen",
}
"""Wat van deze opstelling overblijft: TLS doet een voorkant, en het is een proef."""
PROEF = "instellingen: alleen daarom mag: "


async def test_de_handleiding_van_niets_tot_terugzetten(monkeypatch: pytest.MonkeyPatch) -> None:
    with tijdelijke_map(op_schijf=True) as map_:
        ca = Ca()
        (map_ / "ca.crt").write_text(ca.certificaat, encoding="ascii")
        monkeypatch.setenv("NODE_EXTRA_CA_CERTS", str(map_ / "ca.crt"))
        async with buiten(map_, ca) as om_ons:
            machine = Machine(map_ / "servers", om_ons.hier, om_ons.postgres.programma("psql").parent)
            machine.map.mkdir()
            om_ons.lees_aan(machine.aangeleverd)
            await _richt_in(machine, om_ons)
            await _werk(machine, om_ons)
            await asyncio.to_thread(_zet_terug, machine, om_ons)
            await _werk_weer(machine, om_ons)
            await _doe(machine, "nieuwe-versie")
            alle = {blok.naam for blok in blokken()} - {NIET, "aangeleverd"}
            assert machine.gedaan == alle


def _wat_tegenhoudt(gezegd: str) -> set[str]:
    """Elk ding dat tegenhoudt, zonder wat er alleen mag omdat het een proef is."""
    gevonden = {r.removeprefix("HOUDT TEGEN  ") for r in gezegd.splitlines() if r.startswith("HOUDT TEGEN  ")}
    return {ding for ding in gevonden if not ding.startswith(PROEF)}


async def _doe(machine: Machine, naam: str, **anders: Any) -> str:
    return await asyncio.to_thread(machine.voer_uit, naam, **anders)


async def _richt_in(machine: Machine, om_ons: Buiten) -> None:
    """Hoofdstuk 1 tot en met 8."""
    for map_ in ("/srv", "/opt", "/etc", "/usr/local/sbin", "/etc/systemd/system", "/var/backups/meedoen"):
        machine.pad(map_).mkdir(parents=True, exist_ok=True)
    await _doe(machine, "bouwen", waar=WORTEL)
    await _doe(machine, "installeren")
    await _als_postgres(machine, "databank", om_ons, nieuw=False)
    async with Redis.from_url(om_ons.valkey.url) as valkey:
        for regel in machine.blok("users.acl").splitlines():
            _, naam, *mag = regel.split()
            if naam != "default":  # the engine of the tests signs in as that one
                await valkey.execute_command("ACL", "SETUSER", naam, *mag)
    await _doe(machine, "mappen")
    machine.zet_neer("/etc/meedoen/meedoen.env")
    await _doe(machine, "geheimen")
    for bestand in (
        "/usr/local/sbin/meedoen-beheer",
        "/etc/meedoen/tenants/voorbeeldstad.yaml",
        "/etc/meedoen/platform.yaml",
    ):
        machine.zet_neer(bestand)
    await _doe(machine, "beheer")
    gezegd = await _doe(machine, "database")
    assert "In de database: 1 gemeente." in gezegd
    await _doe(machine, "buren")
    await _doe(machine, "eenheden")


async def _als_postgres(machine: Machine, naam: str, om_ons: Buiten, *, nieuw: bool) -> str:
    return await asyncio.to_thread(_postgres, machine, naam, om_ons, nieuw=nieuw)


def _postgres(machine: Machine, naam: str, om_ons: Buiten, *, nieuw: bool) -> str:
    server = om_ons.nieuwe_postgres if nieuw else om_ons.postgres
    return machine.voer_uit(naam, erbij=om_ons.als_beheerder_van(server))


async def _werk(machine: Machine, om_ons: Buiten) -> None:
    """Hoofdstuk 10 tot en met 12, met een herstart ertussen."""
    klaar = (om_ons.poorten["POORT"], om_ons.poorten["ONTVANGER_PEILPOORT"])
    async with Mens(DE_VRIES, om_ons, machine.map) as klantmanager:
        async with draaiend(machine, klaar):
            await _doe(machine, "nakijken", code=1)
            link = (await _doe(machine, "uitnodigen")).splitlines()[-1]
            async with Mens(JANSEN, om_ons, machine.map) as beheerder:
                await beheerder.aanvaard(link)
                genodigd = await beheerder.stuur("/uitnodigingen", _genodigde())
            await klantmanager.aanvaard(genodigd["link"])
            await _roep_op(klantmanager, om_ons)
            await _doe(machine, "elke-nacht")
        async with draaiend(machine, klaar):
            assert await klantmanager.is_binnen()
            assert "Dit is een proef" in await klantmanager.voorpagina()
            assert len(await klantmanager.lees("/werkvoorraad")) > 0
        await _als_postgres(machine, "back-up", om_ons, nieuw=False)


def _genodigde() -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "rol": "klantmanager",
        "naam": DE_VRIES.naam,
        "email": DE_VRIES.email,
        "functie": "klantmanager inburgering",
    }


async def _roep_op(klantmanager: Mens, om_ons: Buiten) -> None:
    """DUO meldt iemand aan; de klantmanager roept hem op, en de brief wordt opgemaakt."""
    async with httpx2.AsyncClient(base_url=om_ons.besturing, trust_env=False) as knoppen:
        assert (await knoppen.post("/_besturing/aanmeldingen", json={"aantal": 3})).status_code == httpx2.codes.OK
    async with asyncio.timeout(4 * GEDULD):
        dossier = None
        while dossier is None:
            dossier = _op_te_roepen(await klantmanager.lees("/werkvoorraad/personen?soort=PIP_VASTSTELLEN"))
            await asyncio.sleep(0.1)
        laatste = (await klantmanager.lees(f"/dossiers/{dossier}/oproepen/voorstel"))["termijnLaatsteDag"]
        afspraak = (datetime.now(UTC) + timedelta(days=7)).astimezone(NEDERLAND).replace(hour=10, minute=0)
        oproep = {"id": str(uuid4()), "termijnLaatsteDag": laatste, "afspraakOp": afspraak.isoformat()}
        await klantmanager.stuur(f"/dossiers/{dossier}/oproepen", oproep | {"plaats": "Gemeentehuis"})
        brieven = ["besteld"]
        while brieven != ["gemaakt"]:
            brieven = [brief["status"] for brief in await klantmanager.lees(f"/dossiers/{dossier}/brieven")]
            await asyncio.sleep(0.1)


def _op_te_roepen(lijst: Any) -> str | None:
    return next((p["dossierId"] for p in lijst["personen"] if p["handeling"] == "OPROEP_OPSTELLEN"), None)


def _zet_terug(machine: Machine, om_ons: Buiten) -> None:
    """Hoofdstuk 13: alles staat stil, en er komt een andere server."""
    om_ons.postgres.stop()
    _postgres(machine, "nieuwe-databank", om_ons, nieuw=True)
    machine.voer_uit("nieuwe-rollen")
    _postgres(machine, "terugzetten", om_ons, nieuw=True)
    gezegd = machine.voer_uit("na-terugzetten")
    assert "Reeks 2 is begonnen" in gezegd


async def _werk_weer(machine: Machine, om_ons: Buiten) -> None:
    """Op de nieuwe server: dezelfde mensen, dezelfde dossiers, en het auditlog klopt nog."""
    klaar = (om_ons.poorten["POORT"], om_ons.poorten["ONTVANGER_PEILPOORT"])
    async with draaiend(machine, klaar), Mens(DE_VRIES, om_ons, machine.map) as klantmanager:
        await klantmanager.log_in()
        assert len((await klantmanager.lees("/werkvoorraad/personen?soort=PIP_VASTSTELLEN"))["personen"]) == 3
        await _roep_op(klantmanager, om_ons)
        await _doe(machine, "elke-nacht")
        assert _wat_tegenhoudt(await _doe(machine, "nakijken", code=1)) == ALLEEN_HIER
