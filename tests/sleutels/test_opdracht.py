"""`meedoen sleutels` zoals een beheerder haar typt: een hele wissel, zouten, en een gemeente die vernietigd wordt."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core import bootstrap
from core.cli import main
from core.instellingen.config import lees_config
from core.instellingen.sleutels import lees_sleutelbos, lees_zouten
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.crypto.kluis import KluisDicht
from core.platform.huis import GemeenteNietBediend
from core.platform.sleutelbeheer import vernietiging
from core.platform.sleutelbeheer.sleutelbestand import vervang
from core.platform.tenancy import Actor
from tests.sleutels.conftest import Proef
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.omgeving import omgeving, verse_sleutel

WORTELS = ("versleuteling", "index")
HERSTART = "--alles-herstart"
NODIG = ("--opdrachtgever", "J. Jansen, gemeentesecretaris", "--grond", "art. 28 lid 3 g AVG", "--door", "B. Beheer")
Typ = Callable[..., Awaitable[int]]


@pytest.fixture
def bestanden(
    proef: Proef,
    cluster: Cluster,
    database: str,
    valkey: EmbeddedValkey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """De sleutels van de proef in bestanden, en alleen wat `meedoen sleutels` nodig heeft in de omgeving."""
    config = proef.huis.config
    waarden = omgeving(cluster.dsns(database), valkey=valkey.url, sleutel_audit=config.sleutel_audit.als_tekst())
    for naam in ("sleutel_versleuteling", "sleutel_index", "sleutel_zout"):
        (tmp_path / naam).write_text(getattr(config, naam).als_tekst(), encoding="utf-8")
        waarden[f"MEEDOEN_{naam.upper()}_BESTAND"] = str(tmp_path / naam)
        del waarden[f"MEEDOEN_{naam.upper()}"]
    for actor in Actor:
        if actor is not Actor.SLEUTELS:
            del waarden[f"MEEDOEN_DB_{actor.upper()}"]
    for weg in ("VALKEY", "SLEUTEL_TOKEN", "SLEUTEL_CURSOR"):
        del waarden[f"MEEDOEN_{weg}"]
    for naam, waarde in waarden.items():
        monkeypatch.setenv(naam, waarde)
    return tmp_path


@pytest.fixture
def typ(bestanden: Path) -> Typ:
    async def typ(*woorden: str) -> int:
        return await asyncio.to_thread(main, ["sleutels", *woorden])

    return typ


def _zoals_op_schijf(proef: Proef, map_: Path) -> Proef:
    """Wat een proces ziet dat nu start."""
    return proef.met(
        replace(
            proef.huis.kluis,
            versleuteling=lees_sleutelbos((map_ / "sleutel_versleuteling").read_text(encoding="utf-8")),
            index=lees_sleutelbos((map_ / "sleutel_index").read_text(encoding="utf-8")),
            zouten=lees_zouten((map_ / "sleutel_zout").read_text(encoding="utf-8")),
        )
    )


async def test_een_hele_wissel(proef: Proef, typ: Typ, bestanden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    eerst = await proef.lees_alles()
    for wortel in WORTELS:
        assert await typ("nieuw", wortel) == 0
        assert await typ("activeer", wortel, "2") == 0
        assert await typ("vergeet", wortel, "1", HERSTART) == 1, "er is nog niets overgezet"
    assert f"versie 1 is nog nodig voor {len(eerst)} rijen" in capsys.readouterr().err
    assert await typ("roteer") == 0
    uit = capsys.readouterr().out
    assert f"Overgezet: {len(eerst)} rijen." in uit
    assert uit.count("niets") == 0
    assert uit.count("0 rijen; mag weg") == 2
    for wortel in WORTELS:
        assert await typ("vergeet", wortel, "1") == 1, "eerst zegt een mens dat alles herstart is"
        assert await typ("vergeet", wortel, "1", HERSTART) == 0
    capsys.readouterr()
    assert await typ("stand") == 0
    uit = capsys.readouterr().out
    assert "versie 1 " not in uit
    assert uit.count("actief") == 2
    nu = _zoals_op_schijf(proef, bestanden)
    assert set(nu.huis.kluis.versleuteling.versies) == set(nu.huis.kluis.index.versies) == {2}
    assert await nu.lees_alles() == eerst


async def test_wat_op_het_scherm_komt_bevat_geen_sleutel(
    proef: Proef, typ: Typ, bestanden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for woorden in (
        ("nieuw", "index"),
        ("activeer", "index", "2"),
        ("activeer", "index", "9"),
        ("roteer",),
        ("stand",),
    ):
        await typ(*woorden)
    getoond = "".join(capsys.readouterr())
    namen = ("sleutel_versleuteling", "sleutel_index", "sleutel_zout")
    regels = [r for naam in namen for r in (bestanden / naam).read_text(encoding="utf-8").split()]
    geheim = [regel.partition(":")[2] for regel in regels]
    assert len(geheim) > 4
    assert not [g for g in geheim if g in getoond]


async def test_een_nieuwe_gemeente_krijgt_een_zout_en_een_verdwenen_zout_komt_niet_terug_als_een_ander(
    proef: Proef, typ: Typ, bestanden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zouten = lees_zouten((bestanden / "sleutel_zout").read_text(encoding="utf-8"))
    nieuweling = next(t for t in proef.huis.tenants.values() if t.id not in (proef.a.id, proef.b.id))
    zonder = replace(zouten, van={g: z for g, z in zouten.van.items() if g != nieuweling.id})
    (bestanden / "sleutel_zout").write_text(zonder.als_tekst(), encoding="utf-8")
    assert await typ("zout") == 0
    assert nieuweling.naam in capsys.readouterr().out
    daarna = lees_zouten((bestanden / "sleutel_zout").read_text(encoding="utf-8"))
    assert daarna.van.keys() == zouten.van.keys()
    assert {g for g in zouten.van if daarna.van[g] != zouten.van[g]} == {nieuweling.id}
    kwijt = replace(zouten, van={g: z for g, z in zouten.van.items() if g != proef.a.id})
    (bestanden / "sleutel_zout").write_text(kwijt.als_tekst(), encoding="utf-8")
    assert await typ("zout") == 1
    assert f"het zout van {proef.a.tenant.naam} ontbreekt, terwijl er gegevens" in capsys.readouterr().err
    assert (bestanden / "sleutel_zout").read_text(encoding="utf-8") == kwijt.als_tekst()


async def test_zonder_bevestiging_wordt_niets_vernietigd(
    proef: Proef, typ: Typ, bestanden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    voor = (bestanden / "sleutel_zout").read_text(encoding="utf-8")
    for bevestig in ((), ("--bevestig", "ja"), ("--bevestig", proef.a.tenant.naam.lower())):
        assert await typ("vernietig", proef.a.code, *NODIG, *bevestig) == 1
        uit = capsys.readouterr().out
        assert "         3  persoon_nummer.cijfer/bsn" in uit
        assert f"--bevestig '{proef.a.tenant.naam}'" in uit
    assert (bestanden / "sleutel_zout").read_text(encoding="utf-8") == voor
    assert not await proef.alziend.fetchval("select count(*) from sleutel_vernietiging")


async def test_na_het_vernietigen_opent_van_die_gemeente_niets_en_van_de_andere_alles(
    proef: Proef, typ: Typ, bestanden: Path
) -> None:
    alles = await proef.lees_alles()
    assert await typ("vernietig", proef.a.code, *NODIG, "--bevestig", proef.a.tenant.naam) == 0
    nu = _zoals_op_schijf(proef, bestanden)
    for kolom in bootstrap.CIJFERKOLOMMEN:
        with pytest.raises(KluisDicht, match="geen zout"):
            await nu.lees(kolom, proef.a)
        van_b = await nu.lees(kolom, proef.b)
        assert (
            van_b.items() == {id_: w for (naam, id_), w in alles.items() if naam == kolom.naam and id_ in van_b}.items()
        )
        assert len(van_b) == 3
    rij = await proef.alziend.fetchrow("select * from sleutel_vernietiging")
    assert (rij["gemeente_id"], rij["aantal"], rij["uitgevoerd_door"]) == (proef.a.id, 24, "B. Beheer")
    assert rij["voltooid_op"] is not None
    assert await proef.alziend.fetchval("select count(*) from audit where actie = 'sleutels.vernietigen'") == 1


@pytest.mark.parametrize("geschreven", [False, True], ids=["voor het wissen", "na het wissen"])
async def test_valt_het_vernietigen_om_dan_maakt_opnieuw_uitvoeren_het_af(
    proef: Proef, typ: Typ, bestanden: Path, geschreven: bool
) -> None:
    def val_om(pad: Path, verander: Callable[[str], str]) -> str:
        if geschreven:
            vervang(pad, verander)
        raise ConnectionError

    opdracht = ("vernietig", proef.a.code, *NODIG, "--bevestig", proef.a.tenant.naam)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vernietiging, "vervang", val_om)
        with pytest.raises(ConnectionError):
            await typ(*opdracht)
    assert await proef.alziend.fetchval("select voltooid_op is null from sleutel_vernietiging")
    assert await typ(*opdracht) == 0
    assert proef.a.id in lees_zouten((bestanden / "sleutel_zout").read_text(encoding="utf-8")).vernietigd
    assert await proef.alziend.fetchval("select voltooid_op is not null from sleutel_vernietiging")
    assert await proef.alziend.fetchval("select count(*) from audit where actie = 'sleutels.vernietigen'") == 1


async def test_wie_twee_keer_vernietigt_in_een_kopie_brengt_de_eerste_niet_terug(
    proef: Proef, typ: Typ, bestanden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """De instellingen zijn bij het starten gelezen en noemen de zouten van toen; het bestand telt."""
    kopie = bestanden / "kopie"
    kopie.write_text((bestanden / "sleutel_zout").read_text(encoding="utf-8"), encoding="utf-8")
    for gemeente in (proef.a, proef.b):
        bevestig = ("--bevestig", gemeente.tenant.naam, "--bestand", str(kopie))
        assert await typ("vernietig", gemeente.code, *NODIG, *bevestig) == 0
    assert await typ("zout", "--bestand", str(kopie)) == 0
    zouten = lees_zouten(kopie.read_text(encoding="utf-8"))
    assert zouten.vernietigd == {proef.a.id, proef.b.id}
    assert not {proef.a.id, proef.b.id} & zouten.van.keys()
    capsys.readouterr()
    assert await typ("stand") == 0
    assert f"LET OP: {proef.a.tenant.naam} is vernietigd, maar haar zout is er nog." in capsys.readouterr().out


async def test_een_vernietigde_gemeente_krijgt_ook_uit_een_leeg_bestand_geen_zout(
    proef: Proef, typ: Typ, bestanden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await typ("vernietig", proef.a.code, *NODIG, "--bevestig", proef.a.tenant.naam) == 0
    leeg = bestanden / "leeg"
    leeg.touch()
    assert await typ("zout", "--bestand", str(leeg)) == 1
    assert "deze gemeente is vernietigd" in capsys.readouterr().err
    assert leeg.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("bestand", ["tikfout", "ander"])
async def test_in_een_verkeerd_bestand_wordt_niets_vernietigd(
    proef: Proef, typ: Typ, bestanden: Path, bestand: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (bestanden / "ander").write_text(f"{proef.b.id}:{verse_sleutel()}\n", encoding="utf-8")
    bevestig = ("--bevestig", proef.a.tenant.naam, "--bestand", str(bestanden / bestand))
    assert await typ("vernietig", proef.a.code, *NODIG, *bevestig) == 1
    assert bestand in (fout := capsys.readouterr().err) or "geen zout van" in fout
    assert not (bestanden / "tikfout").exists()
    assert not await proef.alziend.fetchval("select count(*) from sleutel_vernietiging")


async def test_een_tweede_opdracht_neemt_de_eerste_niet_over(
    proef: Proef, typ: Typ, capsys: pytest.CaptureFixture[str]
) -> None:
    bevestig = ("--bevestig", proef.a.tenant.naam)
    assert await typ("vernietig", proef.a.code, *NODIG, *bevestig) == 0
    ander = ("--opdrachtgever", "Iemand anders", *NODIG[2:])
    assert await typ("vernietig", proef.a.code, *ander, *bevestig) == 1
    assert "al begonnen met een andere opdrachtgever" in capsys.readouterr().err


async def test_een_gemeente_zonder_zout_wordt_niet_bediend_en_een_andere_wel(
    proef: Proef, cluster: Cluster, database: str, valkey: EmbeddedValkey, caplog: pytest.LogCaptureFixture
) -> None:
    zouten = proef.huis.config.sleutel_zout
    waarden = omgeving(cluster.dsns(database), valkey=valkey.url, sleutel_zout=zouten.zonder(proef.a.id).als_tekst())
    huis = bootstrap.maak_huis(lees_config(waarden))
    with pytest.raises(GemeenteNietBediend, match="haar zout ontbreekt"):
        huis.tenant(proef.a.id)
    assert huis.tenant(proef.b.id).id == proef.b.id
    assert "haal haar tenantbestand weg" in caplog.text


def test_zonder_bestand_zegt_de_opdracht_wat_er_moet(
    bestanden: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tekst = (bestanden / "sleutel_index").read_text(encoding="utf-8")
    monkeypatch.delenv("MEEDOEN_SLEUTEL_INDEX_BESTAND")
    monkeypatch.setenv("MEEDOEN_SLEUTEL_INDEX", tekst)
    assert main(["sleutels", "nieuw", "index"]) == 1
    assert "wijs het bestand aan met --bestand" in capsys.readouterr().err
    assert main(["sleutels", "nieuw", "index", "--bestand", str(bestanden / "weg")]) == 1
    assert "No such file" in capsys.readouterr().err
