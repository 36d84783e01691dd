"""De deur voor DUO: POST /duo/v1/notificaties."""

import dataclasses
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import msgspec
import pytest
import structlog

from core.bootstrap import maak_databank
from core.instellingen.sleutels import Zouten
from core.ontvanger import maak_deur, maak_peiler, maak_server
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.crypto.kluis import Plek, Soort
from core.platform.tenancy import Actor
from core.process.aanmelding import geweigerd
from core.process.aanmelding.ontvangst import HOOGSTE_OMVANG
from tests.process.wereld import Wereld
from tests.process.wereldbouw import andere_deur
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.nummers import proefbsn, proefvnummer

OP = "2026-03-02T10:00:00+01:00"


def bericht(**anders: object) -> bytes:
    velden: dict[str, object] = {"registratieDatumTijd": OP, "gebeurtenisId": "SS139", "bsn": proefbsn().onthul()}
    return msgspec.json.encode({k: v for k, v in (velden | anders).items() if v is not None})


async def niets_bewaard(wereld: Wereld) -> bool:
    return not await wereld.rijen("duo_ontvangst") and not await wereld.rijen("outbox")


async def test_een_aangenomen_bericht_krijgt_201_met_de_versie_en_het_bericht_id(wereld: Wereld) -> None:
    id_ = str(uuid4())
    antwoord = await wereld.notificatie(bericht(), bericht_id=id_)
    assert antwoord.status_code == 201
    assert antwoord.headers["API-Version"] == "1.8.0"
    assert antwoord.headers["berichtId"] == id_
    [rij] = await wereld.rijen("duo_ontvangst")
    assert (rij["bericht_id"], rij["gebeurtenis"], rij["status"]) == (UUID(id_), "SS139", "ontvangen")


async def test_de_ontvanger_verandert_zelf_geen_dossier(wereld: Wereld) -> None:
    await wereld.notificatie(bericht())
    assert await wereld.rijen("dossier") == []
    assert [r["soort"] for r in await wereld.rijen("outbox")] == ["aanmelding.verwerk_notificatie"]


async def test_bij_de_api_is_de_deur_van_duo_er_niet(wereld: Wereld) -> None:
    koppen = {"bron": wereld.huis.config.duo_oin, "doel": wereld.twee.a.tenant.oin, "berichtId": str(uuid4())}
    antwoord = await wereld.http.post("/duo/v1/notificaties", content=bericht(), headers=koppen)
    assert antwoord.status_code == 404
    assert await niets_bewaard(wereld)


async def test_een_onbekende_afzender_krijgt_401(wereld: Wereld) -> None:
    afzenders = ("", "00000099000000001001", "Jansen 999990019", "00000099000001904000")
    for bron in afzenders:
        antwoord = await wereld.notificatie(bericht(), bron=bron)
        assert antwoord.status_code == 401, bron
        assert antwoord.json() == {"fouttekst": "de afzender is niet herkend"}
    assert await niets_bewaard(wereld)
    geteld = await wereld.rijen("duo_geweigerd", reden="onbekende_afzender")
    onthouden = ("", "00000099000000001001", "geen OIN", "00000099000001904000")
    assert {r["bron"]: r["aantal"] for r in geteld} == dict.fromkeys(onthouden, 1), (
        "van een vreemde blijft alleen een OIN"
    )


async def test_een_gemeente_die_hier_niet_bediend_wordt_krijgt_403(wereld: Wereld) -> None:
    doelen = ("", "00000099000009999000", "00000099000000001000")
    for doel in doelen:
        assert (await wereld.notificatie(bericht(), doel=doel)).status_code == 403, doel
    assert await niets_bewaard(wereld)
    geteld = await wereld.rijen("duo_geweigerd", reden="onbekend_doel")
    assert {r["doel"]: r["aantal"] for r in geteld} == dict.fromkeys(doelen, 1)


async def test_een_misvormd_bericht_krijgt_400_en_laat_geen_inhoud_na(wereld: Wereld) -> None:
    misvormd = (
        b"",
        b"geen json",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 5000,
        bericht(gebeurtenisId=None),
        bericht(gebeurtenisId="ss139"),
        bericht(gebeurtenisId="SS13999"),
        bericht(registratieDatumTijd="gisteren"),
        bericht(registratieDatumTijd="2026-03-02T10:00:00"),
        bericht(bsn="12345678"),
        bericht(bsn=999990019),
        bericht(vNummer="9000000001"),
        bericht(vNummer=-1),
    )
    for body in misvormd:
        antwoord = await wereld.notificatie(body)
        assert antwoord.status_code == 400, body[:80]
        assert 0 < len(antwoord.json()["fouttekst"]) <= 200
        assert antwoord.headers["API-Version"] == "1.8.0"
    assert await niets_bewaard(wereld)
    [geteld] = await wereld.rijen("duo_geweigerd")
    assert (geteld["reden"], geteld["aantal"]) == ("misvormd", len(misvormd))
    assert geteld["omvang"] == sum(len(body) for body in misvormd)


async def test_een_te_groot_bericht_krijgt_400(wereld: Wereld) -> None:
    antwoord = await wereld.notificatie(bericht(extra="x" * HOOGSTE_OMVANG))
    assert antwoord.status_code == 400
    assert await niets_bewaard(wereld)
    assert [r["reden"] for r in await wereld.rijen("duo_geweigerd")] == ["te_groot"]


async def test_van_een_te_groot_bericht_telt_wat_gelezen_is(wereld: Wereld) -> None:
    """Precies één byte meer dan mag, of de afzender zijn omvang nu noemt, verzwijgt of erover liegt."""
    body = bericht(extra="x" * HOOGSTE_OMVANG)

    async def in_stukken() -> AsyncIterator[bytes]:
        for begin in range(0, len(body), 1000):
            yield body[begin : begin + 1000]

    koppen = {"bron": wereld.huis.config.duo_oin, "doel": wereld.twee.a.tenant.oin, "berichtId": str(uuid4())}
    for inhoud, erbij in (
        (body, {}),
        (in_stukken(), {}),
        (body, {"Content-Length": "9999999999999999999"}),
        (body, {"Content-Length": "5"}),
    ):
        antwoord = await wereld.duo.post("/duo/v1/notificaties", content=inhoud, headers=koppen | erbij)
        assert (antwoord.status_code, antwoord.json()) == (400, {"fouttekst": "het bericht is te groot"})
    [geteld] = await wereld.rijen("duo_geweigerd")
    assert (geteld["reden"], geteld["aantal"], geteld["omvang"]) == ("te_groot", 4, 4 * (HOOGSTE_OMVANG + 1))


async def test_een_bericht_dat_net_past_wordt_aangenomen(wereld: Wereld) -> None:
    leeg = len(bericht(extra=""))
    assert (await wereld.notificatie(bericht(extra="x" * (HOOGSTE_OMVANG - leeg)))).status_code == 201
    assert (await wereld.notificatie(bericht(extra="x" * (HOOGSTE_OMVANG - leeg + 1)))).status_code == 400


async def test_wie_midden_in_zijn_bericht_ophangt_laat_geen_weigering_na(wereld: Wereld) -> None:
    """Ook niet als hij het aankondigde als te groot: er is niets om te bewaren."""
    for lengte in (b"200", b"999999"):
        begin: dict[str, Any] = {"type": "http.request", "body": bericht()[:-1], "more_body": True}
        komt: list[dict[str, Any]] = [begin, {"type": "http.disconnect"}]
        gestuurd: list[Any] = []

        async def ontvang(komt: list[dict[str, Any]] = komt) -> dict[str, Any]:
            return komt.pop(0)

        async def stuur(deel: Any, gestuurd: list[Any] = gestuurd) -> None:
            gestuurd.append(deel)

        koppen = {
            b"bron": wereld.huis.config.duo_oin.encode(),
            b"doel": wereld.twee.a.tenant.oin.encode(),
            b"berichtid": str(uuid4()).encode(),
            b"content-length": lengte,
        }
        pad = "/duo/v1/notificaties"
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "https",
            "path": pad,
            "raw_path": pad.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": list(koppen.items()),
        }
        await maak_deur(wereld.postvak)(scope, ontvang, stuur)
        assert gestuurd[0]["status"] == 503
    assert await niets_bewaard(wereld)
    assert await wereld.rijen("duo_geweigerd") == []


async def test_een_bericht_zonder_geldig_bericht_id_krijgt_400(wereld: Wereld) -> None:
    for bericht_id in ("", "1", "geen-uuid", "x" * 300):
        antwoord = await wereld.notificatie(bericht(), bericht_id=bericht_id)
        assert antwoord.status_code == 400, bericht_id
        assert "berichtId" in antwoord.json()["fouttekst"]
    assert await niets_bewaard(wereld)


async def test_een_geweigerd_bericht_laat_alleen_een_teller_na(wereld: Wereld) -> None:
    body = bericht(doel="x", geheim="achternaam-van-iemand", bsn="999")
    await wereld.notificatie(body)
    [rij] = await wereld.rijen("duo_geweigerd")
    assert "achternaam" not in str(rij)
    assert set(rij) == {"dag", "reden", "bron", "doel", "aantal", "omvang", "eerste_op", "laatste_op"}


async def test_wie_blijft_sturen_vult_de_tabel_niet(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Boven de grens van een dag telt wat nieuw is onder overig, per reden; wat er al stond telt door."""
    monkeypatch.setattr("core.process.aanmelding.geweigerd.HOOGSTE_PER_DAG", 5)
    monkeypatch.setattr(
        "core.process.aanmelding.geweigerd.logboek", structlog.get_logger("proef")
    )  # een die nog nergens gebruikt is
    with structlog.testing.capture_logs() as meldingen:
        for nr in range(12):
            await wereld.notificatie(bericht(), bron=f"{nr:020}")
        for nr in range(3):
            await wereld.notificatie(bericht(), doel=f"0000009900000000000{nr}")
        await wereld.notificatie(bericht(), bron=f"{0:020}")
    tellers = {(r["reden"], r["bron"], r["doel"]): r["aantal"] for r in await wereld.rijen("duo_geweigerd")}
    doel = wereld.twee.a.tenant.oin
    assert tellers == {
        ("onbekende_afzender", f"{0:020}", doel): 2,
        **{("onbekende_afzender", f"{nr:020}", doel): 1 for nr in range(1, 5)},
        ("onbekende_afzender", "overig", "overig"): 7,
        ("onbekend_doel", "overig", "overig"): 3,
    }
    alarmen = [m["aantal"] for m in meldingen if m["event"].startswith("bericht aan DUO's deur geweigerd")]
    assert alarmen == [1] * 7, "elke teller meldt zich bij de eerste, en weer bij tien, honderd ..."


async def test_een_teller_meldt_zich_bij_elke_macht_van_tien(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.process.aanmelding.geweigerd.logboek", structlog.get_logger("proef"))
    with structlog.testing.capture_logs() as meldingen:
        for _ in range(12):
            await wereld.notificatie(b"{")
    assert [m["aantal"] for m in meldingen if m["log_level"] == "error"] == [1, 10]


async def test_wie_het_platform_bewaakt_leest_de_tellers_en_de_eigenaar_ruimt_op(
    wereld: Wereld, cluster: Cluster
) -> None:
    naam = await wereld.alziend.fetchval("select current_database()")
    await wereld.notificatie(b"{")
    [vandaag] = await geweigerd.lees(wereld.huis.databank, dagen=1)
    assert (vandaag.reden, vandaag.aantal) == ("misvormd", 1)
    await wereld.alziend.execute("update duo_geweigerd set dag = dag - 91")
    assert await geweigerd.lees(wereld.huis.databank, dagen=90) == []
    await wereld.notificatie(b"{")
    assert await geweigerd.ruim_op(cluster.dsn("meedoen_migratie", naam)) == 1
    assert [t.aantal for t in await geweigerd.lees(wereld.huis.databank, dagen=9)] == [1]


async def test_een_foutmelding_herhaalt_niets_uit_het_bericht(wereld: Wereld) -> None:
    antwoord = await wereld.notificatie(bericht(bsn="abcdefghi", gebeurtenisId="geheim"))
    assert "abcdefghi" not in antwoord.text
    assert "geheim" not in antwoord.text


async def test_hetzelfde_bericht_nog_eens_krijgt_201_en_gebeurt_een_keer(wereld: Wereld) -> None:
    id_ = str(uuid4())
    for _ in range(3):
        assert (await wereld.notificatie(bericht(), bericht_id=id_)).status_code == 201
    assert len(await wereld.rijen("duo_ontvangst")) == 1
    assert len(await wereld.rijen("outbox")) == 1


async def test_dezelfde_melding_onder_een_ander_bericht_id_is_dubbel(wereld: Wereld) -> None:
    await wereld.notificatie(bericht())
    await wereld.werk_af()
    await wereld.notificatie(bericht())
    await wereld.werk_af()
    assert sorted(r["status"] for r in await wereld.rijen("duo_ontvangst")) == ["dubbel", "verwerkt"]
    assert len(await wereld.rijen("dossier")) == 1


async def test_onbekende_velden_worden_bewaard_en_de_inhoud_staat_versleuteld(wereld: Wereld) -> None:
    body = bericht(nieuwVeldVanDuo={"a": [1, 2]})
    await wereld.notificatie(body)
    [rij] = await wereld.rijen("duo_ontvangst")
    assert proefbsn().onthul().encode() not in bytes(rij["cijfer"])
    plek = Plek(tabel="duo_ontvangst", kolom="cijfer", gemeente_id=rij["gemeente_id"], rij_id=rij["id"])
    assert wereld.huis.kluis.ontsleutel(rij["cijfer"], soort=Soort.DUO_POSTVAK, plek=plek) == body


async def test_zonder_bsn_en_zonder_v_nummer_komt_er_een_werkitem(wereld: Wereld) -> None:
    await wereld.notificatie(bericht(bsn=None))
    await wereld.werk_af()
    [item] = await wereld.werk("DUO_GEEN_NUMMER")
    assert item["dossier_id"] is None
    [ontvangen] = await wereld.rijen("duo_ontvangst")
    assert "SS139" in item["omschrijving"]
    assert f"noem berichtId {ontvangen['bericht_id']}" in item["omschrijving"]
    assert await wereld.rijen("dossier") == []


async def test_een_bsn_dat_niet_kan_bestaan_wordt_een_werkitem(wereld: Wereld) -> None:
    await wereld.notificatie(bericht(bsn="999990010"))
    await wereld.werk_af()
    assert len(await wereld.werk("DUO_GEEN_NUMMER")) == 1
    assert await wereld.rijen("persoon") == []


async def test_alleen_een_v_nummer_geeft_een_voorlopig_dossier(wereld: Wereld) -> None:
    await wereld.notificatie(bericht(bsn=None, vNummer=int(proefvnummer().onthul())))
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    assert dossier["fase"] == "VOORTRAJECT_COA"
    [item] = await wereld.werk("BSN_ONTBREEKT")
    assert item["dossier_id"] == dossier["id"]
    assert wereld.lijn.oproepen == []


async def test_t26_elke_weigering_zonder_bsn_noemt_de_weg_eruit(wereld: Wereld) -> None:
    """Dat de weg werkt: de test hieronder, en `test_samenvoegen`."""
    await wereld.notificatie(bericht(bsn=None, vNummer=int(proefvnummer().onthul())))
    await wereld.werk_af()
    [item] = await wereld.werk("BSN_ONTBREEKT")
    pad = f"/dossiers/{item['dossier_id']}"
    adressering = await wereld.km.lees(f"{pad}/adressering")
    uitleg = [item["omschrijving"], *(b for een in adressering for b in een["beletsels"] if "naam" in b)]
    uitleg += [(await wereld.km.stuur(f"{pad}/{bron}-lezing", None, 409))["detail"] for bron in ("brp", "duo")]
    assert len(uitleg) == 3 + len(adressering)
    for tekst in uitleg:
        assert "Vraag DUO naar het BSN bij dit V-nummer" in tekst
        assert "samen te voegen" in tekst


async def test_het_bsn_dat_later_bij_dat_v_nummer_komt_hoort_bij_hetzelfde_dossier(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    wereld.duo_weet(inwoner, bsn_bekend=True)
    await wereld.meldt("SS139", inwoner, v_nummer=True)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    assert dossier["fase"] == "PLICHT_GEMELD"
    assert await wereld.werk("BSN_ONTBREEKT") == []
    assert len(await wereld.rijen("persoon_nummer")) == 2


async def test_nummers_van_twee_dossiers_worden_niet_samengevoegd(wereld: Wereld) -> None:
    eerste, tweede = wereld.wie(Verhaal.GEZIN), wereld.wie(Verhaal.GEZIN, nummer=1)
    for inwoner in (eerste, tweede):
        wereld.duo_weet(inwoner)
        await wereld.meldt("SS139", inwoner, v_nummer=True)
    await wereld.werk_af()
    voor = await wereld.rijen("persoon_nummer")
    await wereld.notificatie(bericht(gebeurtenisId="SS120", bsn=eerste.bsn, vNummer=tweede.v_nummer))
    await wereld.werk_af()
    assert len(await wereld.rijen("dossier")) == 2
    assert await wereld.rijen("persoon_nummer") == voor
    assert len(await wereld.werk("DUBBEL_DOSSIER")) == 2, "in elk van beide"


async def test_een_gebeurtenis_die_wij_niet_kennen_wordt_een_werkitem(wereld: Wereld) -> None:
    await wereld.notificatie(bericht(gebeurtenisId="XX9"))
    await wereld.werk_af()
    [item] = await wereld.werk("DUO_GEBEURTENIS")
    assert "onbekende gebeurtenis (XX9)" in item["omschrijving"]
    assert ("GET", "inburgeringsplicht") in wereld.lijn.oproepen, "wat zij ook meldt, het staat bij DUO te lezen"


async def test_is_de_database_weg_dan_503_zodat_duo_het_later_weer_probeert(wereld: Wereld) -> None:
    weg = maak_databank(wereld.huis.config, actoren=frozenset({Actor.ONTVANGER}))
    await weg.open()
    await weg._pools[Actor.ONTVANGER].close()
    async with andere_deur(wereld, databank=weg) as zonder_database:
        antwoorden = [
            await zonder_database.notificatie(bericht()),
            await zonder_database.notificatie(bericht(), bron="", doel=""),
            await zonder_database.notificatie(bericht(extra="x" * HOOGSTE_OMVANG)),
        ]
    assert [a.status_code for a in antwoorden] == [503] * 3
    assert {a.headers["API-Version"] for a in antwoorden} == {"1.8.0"}


async def test_de_ontvanger_is_pas_klaar_als_duo_erbij_kan_en_er_weggelegd_kan_worden(wereld: Wereld) -> None:
    server = maak_server(wereld.postvak)
    peiler: Any = maak_peiler(wereld.postvak, server)
    vervoer = httpx2.ASGITransport(app=peiler, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=vervoer, base_url="http://ontvanger") as kubelet:
        assert (await kubelet.get("/ready")).status_code == 503, "zijn poort is nog dicht"
        server.started = True
        assert (await kubelet.get("/ready")).status_code == 200
        await wereld.eigenaar.execute("alter table meedoen.duo_ontvangst rename column kenmerk to iets_anders")
        try:
            assert (await kubelet.get("/ready")).status_code == 500, "deze versie hoort bij een ander schema"
            assert (await kubelet.get("/live")).status_code == 200
            assert (await kubelet.options("/live")).status_code == 405
        finally:
            await wereld.eigenaar.execute("alter table meedoen.duo_ontvangst rename column iets_anders to kenmerk")
        assert (await kubelet.get("/ready")).status_code == 200
    assert await niets_bewaard(wereld)


async def test_een_gemeente_zonder_zout_krijgt_503_en_niets_wordt_bewaard(wereld: Wereld) -> None:
    zonder = dataclasses.replace(wereld.huis.kluis, zouten=Zouten())
    async with andere_deur(wereld, kluis=zonder) as andere:
        assert (await andere.notificatie(bericht())).status_code == 503
    assert await niets_bewaard(wereld)
