"""Een samenvoeging die niet klopte weer uit elkaar (C1): twee zussen, geboren op 1 januari."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.platform.tenancy import Doel
from core.process.dossier import verhuizen
from core.process.toewijzing import projecties
from tests.process.test_intrekken import LATER, gehoord, trek_in, verzend_intrekking
from tests.process.test_samenvoegen import MAAK, VERHUIST, voeg_samen, voorlopig, zet_in_elke_tabel
from tests.process.test_samenvoegvoorstel import beslis
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.toewijzing import een_bekend_pip, toewijzing, zet_stand


async def stel_uiteenhalen_voor(van: Zaak, verwacht: int = 204) -> Any:
    [samen] = [s for s in (await van.lees())["samenvoegingen"] if s["soort"] == "samenvoegen"]
    id_ = str(uuid4())
    body = {"id": id_, "motief": "het zijn twee zussen", "versie": (await van.lees())["versie"]}
    antwoord = await van.stuur(f"/samenvoegingen/{samen['id']}/uiteenhalen", body, verwacht)
    return id_ if verwacht == 204 else antwoord


async def haal_uiteen(van: Zaak) -> None:
    await beslis(van.wereld.mens("teamleider"), van, await stel_uiteenhalen_voor(van))


async def _stand(wereld: Wereld, zaak: Zaak) -> dict[str, Any]:
    """Wat van deze zaak is: haar feiten, en de termijnen die lopen."""
    nu = await zaak.lees()
    lopend = sorted((t["soort"], t["start"], t["startGebeurtenis"]) for t in nu["termijnen"] if t["status"] == "lopend")
    velden = ("fase", "ss139Op", "plichtVanaf", "doelgroep", "behandelaarId", "letOp")
    return {veld: nu[veld] for veld in velden if veld in nu} | {"lopend": lopend, "v": nu["persoon"]["vNummerBekend"]}


async def test_twee_zussen_staan_na_het_uiteenhalen_weer_zoals_zij_stonden(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld, "SS101", "SS139"), await Zaak.nieuw(wereld, "SS101")
    voor = [await _stand(wereld, zaak) for zaak in (van, blijft)]
    await voeg_samen(van, blijft)
    assert (await blijft.lees())["ss139Op"] is not None
    await haal_uiteen(van)
    assert [await _stand(wereld, zaak) for zaak in (van, blijft)] == voor
    assert len(await wereld.rijen("duo_ontvangst", dossier_id=van.id)) == 2
    assert [w["dossier_id"] for w in await wereld.werk("BSN_ONTBREEKT")] == [van.id]
    await wereld.werk_af()
    assert (await _stand(wereld, blijft)) == voor[1], "opnieuw lezen bij DUO verandert daar niets meer aan"


async def test_twee_zussen_alles_wat_verhuisde_gaat_terug_en_wat_vertrouwelijk_is_blijft_te_lezen(
    wereld: Wereld,
) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld, "SS101")
    await zet_in_elke_tabel(wereld, van)
    waar = {str(f.tabel._meta.tablename) for f in VERHUIST}
    voor = {naam: _ids(await wereld.rijen(naam, dossier_id=van.id)) for naam in waar}
    eigen = {naam: _ids(await wereld.rijen(naam, dossier_id=blijft.id)) for naam in waar}
    await voeg_samen(van, blijft)
    await haal_uiteen(van)
    for naam in waar:
        assert voor[naam] <= _ids(await wereld.rijen(naam, dossier_id=van.id)), naam
        assert eigen[naam] <= _ids(await wereld.rijen(naam, dossier_id=blijft.id)), naam
        assert not voor[naam] & _ids(await wereld.rijen(naam, dossier_id=blijft.id)) - {"-"}, naam


def _ids(rijen: list[dict[str, Any]]) -> set[object]:
    return {rij.get("id", "-") for rij in rijen}


async def test_twee_zussen_uiteenhalen_doet_een_ander_dan_wie_het_voorstelde(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    id_ = await stel_uiteenhalen_voor(van)
    assert [g["veld"] for g in (await beslis(wereld.km, van, id_, 409))["gebreken"]] == ["vierOgen"]
    await beslis(wereld.mens("teamleider"), van, id_)
    assert [(s["soort"], s["status"]) for s in (await blijft.lees())["samenvoegingen"]] == [
        ("samenvoegen", "uitgevoerd"),
        ("uiteenhalen", "uitgevoerd"),
    ]
    assert "al uit elkaar" in (await stel_uiteenhalen_voor(van, 409))["detail"]


async def test_vanaf_het_dossier_dat_bleef_zegt_het_antwoord_vanaf_welk_dossier_het_kan(wereld: Wereld) -> None:
    """Dat dossier noemt de samenvoeging ook; het voorstel is er te lezen, en voorstellen en beslissen gaat daar."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    daar = await van.lees()
    detail = (await stel_uiteenhalen_voor(blijft, 409))["detail"]
    assert daar["kenmerk"] in detail
    assert str(van.id) in detail
    assert "met de versie van dat dossier" in detail
    id_ = await stel_uiteenhalen_voor(van)
    assert str(van.id) in (await beslis(wereld.mens("teamleider"), blijft, id_, 409))["detail"]
    assert await blijft.lees(f"/samenvoegingen/{id_}") == await van.lees(f"/samenvoegingen/{id_}")
    zelf = (await beslis(wereld.km, van, id_, 409))["detail"]
    assert "wie dit voorstelde" in zelf, "en niet wie het samenvoegen voorstelde"
    derde = await Zaak.nieuw(wereld)
    body = {"id": str(uuid4()), "motief": "het zijn twee zussen", "versie": (await derde.lees())["versie"]}
    await derde.stuur(f"/samenvoegingen/{id_}/uiteenhalen", body, 404)
    await beslis(wereld.mens("teamleider"), van, id_)


async def test_twee_zussen_een_oproep_van_daarna_komt_eerst_en_dan_lukt_het(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    await blijft.roep_op()
    antwoord = await stel_uiteenhalen_voor(van, 409)
    [oproep] = await blijft.lees("/oproepen")
    dag = "-".join(reversed(oproep["opgesteldOp"].split("-")))
    begin = f"Na het samenvoegen is een oproep opgesteld (oproep 1 van {dag}). Trek haar eerst in."
    assert antwoord["detail"].startswith(begin)
    assert antwoord["detail"].endswith("Er is niets gewijzigd.")
    await wereld.alziend.execute("update oproep set uitkomst = 'INGETROKKEN' where dossier_id = $1", blijft.id)
    await haal_uiteen(van)
    assert (await van.lees())["persoon"]["vNummerBekend"]


async def test_twee_zussen_een_oproep_van_dezelfde_dag_die_er_al_was_houdt_niets_tegen(wereld: Wereld) -> None:
    """Zij heeft alleen een dag; wat er op het ogenblik van samenvoegen stond, is opgeschreven."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await blijft.roep_op()
    await voeg_samen(van, blijft)
    await haal_uiteen(van)
    assert [r["dossier_id"] for r in await wereld.rijen("oproep")] == [blijft.id]


async def test_twee_zussen_een_uitkomst_van_daarna_gaat_eerst_terug(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    await blijft.roep_op()
    await blijft.verschijnt()
    detail = (await stel_uiteenhalen_voor(van, 409))["detail"]
    assert "oproep 1 van" in detail
    assert "Neem eerst haar uitkomst terug, en trek haar daarna in." in detail


@pytest.mark.parametrize(
    ("tabel", "anders", "eerst"),
    [
        ("pip", {}, "Leg dat concept eerst weg."),
        ("pip_voornemen", {}, "Trek dat voornemen eerst in."),
        ("besluit", {"soort": "B05"}, "Leg aan een jurist voor"),
    ],
)
async def test_wat_op_de_samenvoeging_rust_wordt_genoemd_met_wat_eerst_moet(
    wereld: Wereld, tabel: str, anders: dict[str, object], eerst: str
) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager(Doel.BREDE_INTAKE)) as tx:
        await MAAK[tabel](tx, dossier_id=blijft.id, **anders)
    await wereld.alziend.execute(
        "update pip set gewijzigd_op = now() + interval '1 minute', gewijzigd_door = $1", wereld.twee.a.klantmanager
    )
    for kolom, van_tabel in (("vastgelegd_op", "pip_voornemen"), ("vastgesteld_op", "besluit")):
        await wereld.alziend.execute(f"update {van_tabel} set {kolom} = now() + interval '1 minute'")
    assert eerst in (await stel_uiteenhalen_voor(van, 409))["detail"]


async def test_twee_zussen_wat_bij_een_rij_kwam_gaat_met_haar_mee_terug_en_de_rest_kijkt_een_mens_na(
    wereld: Wereld,
) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        oud = await MAAK["contactmoment"](tx, dossier_id=van.id)
    await voeg_samen(van, blijft)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        nieuw = await MAAK["contactmoment"](tx, dossier_id=blijft.id)
    await wereld.alziend.execute(
        "update contactmoment set vastgelegd_op = now() + interval '1 minute' where id = $1", nieuw
    )
    await haal_uiteen(van)
    assert [r["id"] for r in await wereld.rijen("contactmoment", dossier_id=van.id)] == [oud]
    assert [r["id"] for r in await wereld.rijen("contactmoment", dossier_id=blijft.id)] == [nieuw]
    werk = {
        w["dossier_id"]: w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "uiteengehaald" in w["sleutel"]
    }
    assert werk.keys() == {van.id, blijft.id}
    assert "1 maal een contactmoment" in werk[blijft.id]
    assert "datalek" in werk[van.id]


async def test_twee_zussen_wat_duo_intussen_hoorde_wordt_werk(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        id_ = await MAAK["duo_melding"](tx, dossier_id=blijft.id)
    await wereld.alziend.execute(
        "update duo_melding set status = 'verzonden', verzonden_op = now() + interval '1 minute' where id = $1", id_
    )
    await haal_uiteen(van)
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(str(id_))]
    assert werk["dossier_id"] == blijft.id
    assert f"berichtId {id_}" in werk["omschrijving"]


async def test_twee_keer_tegelijk_beslissen_doet_het_een_keer(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    await voeg_samen(van, blijft)
    id_ = await stel_uiteenhalen_voor(van)
    teamleider = wereld.mens("teamleider")
    body = {"akkoord": True, "toelichting": "ja", "versie": (await van.lees())["versie"]}
    pad = teamleider.basis + van.pad(f"/samenvoegingen/{id_}/beslissing")
    koppen = {"Authorization": f"Bearer {teamleider.token}"}
    antwoorden = await asyncio.gather(*(teamleider.http.post(pad, json=body, headers=koppen) for _ in range(2)))
    assert sorted(a.status_code for a in antwoorden) == [204, 409]
    assert (await van.lees())["persoon"]["vNummerBekend"]


async def test_een_rij_die_bij_een_andere_hoort_wordt_ook_via_een_derde_gevonden(wereld: Wereld) -> None:
    """De verzending hoort bij de brief, en de brief bij de oproep die verhuisde."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.werk_af()
    await zaak.verzend_oproep()
    oproepen = [str(r["id"]) for r in await wereld.rijen("oproep", dossier_id=zaak.id)]
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        terug = await verhuizen.hoort_terug(tx, wereld.huis, UUID(str(zaak.id)), {"oproep": oproepen})
    assert {"oproep", "oproepgebeurtenis", "brief", "brief_opmaak", "brief_verzending"} <= terug.keys()


async def test_twee_zussen_de_school_ziet_alleen_van_wie_het_dossier_is_waar_haar_toewijzing_staat(
    wereld: Wereld,
) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await een_bekend_pip(tx, van.id)
        id_ = await toewijzing(tx, dossier_id=van.id)
        await projecties.ververs(tx, van.id)
    await zet_stand(wereld.alziend, id_)
    school = wereld.mens("school", basis="/v1")
    pad = f"/gemeenten/{wereld.twee.a.code}/eigen-toewijzingen/{id_}"
    await voeg_samen(van, blijft)
    assert (await school.lees(pad))["kenmerk"] == (await blijft.lees())["kenmerk"]
    await haal_uiteen(van)
    weer = await school.lees(pad)
    assert (weer["kenmerk"], weer["naam"]) == ((await van.lees())["kenmerk"], "")
    assert [r["dossier_id"] for r in await wereld.rijen("leerling")] == [van.id]


async def test_twee_zussen_wie_daarna_is_toegedeeld_blijft_dat_en_wat_overgenomen_was_gaat_terug(
    wereld: Wereld,
) -> None:
    paren = [(await voorlopig(wereld), await Zaak.nieuw(wereld)) for _ in range(2)]
    for van, blijft in paren:
        await wereld.alziend.execute(
            "update dossier set behandelaar_id = $2 where id = $1", van.id, wereld.twee.a.klantmanager
        )
        await voeg_samen(van, blijft)
        assert (await blijft.lees())["behandelaarId"] == str(wereld.twee.a.klantmanager)
    (eerste, houdt), (tweede, krijgt_terug) = paren
    await wereld.alziend.execute(
        "update dossier set behandelaar_id = $2 where id = $1", houdt.id, wereld.twee.a.teamleider
    )
    await haal_uiteen(eerste)
    await haal_uiteen(tweede)
    assert (await houdt.lees())["behandelaarId"] == str(wereld.twee.a.teamleider)
    assert (await krijgt_terug.lees())["behandelaarId"] is None


async def test_twee_zussen_open_werk_krijgt_de_sleutel_van_zijn_eigen_dossier_terug(wereld: Wereld) -> None:
    """Met de sleutel van het andere dossier sloot het nooit meer vanzelf."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        for id_ in (van.id, blijft.id):
            await MAAK["werkitem"](tx, dossier_id=id_, soort="NAVRAGEN", sleutel=f"NAVRAGEN:{id_}:{id_.hex[-8:]}")
    await voeg_samen(van, blijft)
    await haal_uiteen(van)
    sleutels = {w["sleutel"]: w["dossier_id"] for w in await wereld.werk("NAVRAGEN")}
    for zaak in (van, blijft):
        assert sleutels[f"NAVRAGEN:{zaak.id}:{zaak.id.hex[-8:]}"] == zaak.id


@pytest.mark.parametrize("brief_eerst", [True, False])
async def test_twee_zussen_een_pip_van_daarna_wordt_eerst_ingetrokken_en_dan_lukt_het(
    wereld: Wereld, brief_eerst: bool
) -> None:
    """Ook als de persoon het kent en DUO het heeft; daarna staat elk dossier waar het stond (ADR 0058)."""
    van, blijft = await voorlopig(wereld), await (await Zaak.nieuw(wereld)).tot_intake()
    await blijft.vul_intake()
    await blijft.rond_intake_af()
    await voeg_samen(van, blijft)
    await blijft.schrijf_pip()
    await blijft.stel_vast()
    await blijft.maak_pip_bekend()
    await wereld.werk_af()
    assert "Trek dat PIP eerst in" in (await stel_uiteenhalen_voor(van, 409))["detail"]
    wereld.duo_weet(blijft.inwoner, termijn=None)
    await wereld.zet_klok(LATER)
    await trek_in(blijft, horen=gehoord())
    if brief_eerst:
        await verzend_intrekking(blijft)
    await wereld.werk_af()
    await haal_uiteen(van)
    assert (await van.lees())["persoon"]["vNummerBekend"]
    assert (await blijft.lees())["fase"] == "INTAKE_AFGEROND"
    assert [p["status"] for p in await blijft.lees("/pip")] == ["ingetrokken"]
    herstel = [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "DUO kreeg melding" in w["omschrijving"]]
    assert len(herstel) == 1, (
        "DUO houdt het PIP van toen (art. 11 lid 3); of het van een ander was, vraagt een mens haar"
    )
    if not brief_eerst:
        await verzend_intrekking(blijft)
        await wereld.werk_af()
    assert len(wereld.duo_heeft(blijft.inwoner).pips) == 1


@pytest.mark.parametrize("verlenen", [True, False], ids=["verleend", "geweigerd"])
async def test_twee_zussen_een_besluit_over_ontheffing_van_daarna_wordt_eerst_ingetrokken_en_dan_lukt_het(
    wereld: Wereld, verlenen: bool
) -> None:
    """Ook als het verzoek er al was voordat zij samengingen (ADR 0058)."""
    van, blijft = await voorlopig(wereld), await (await Zaak.nieuw(wereld)).tot_intake()
    await blijft.vraag_ontheffing()
    await voeg_samen(van, blijft)
    leider = wereld.mens("teamleider")
    await (blijft.beslis_ontheffing() if verlenen else blijft.beslis_ontheffing(door=leider, **WEIGERING))
    detail = (await stel_uiteenhalen_voor(van, 409))["detail"]
    assert "over ontheffing van de leerbaarheidstoets besloten" in detail
    assert "Trek dat besluit eerst in" in detail
    [ontheffing] = await blijft.lees("/lbt-ontheffingen")
    body = {"besluitId": ontheffing["besluitId"], "motivering": "Dit ging over haar zus."}
    pad = blijft.pad(f"/lbt-ontheffingen/{ontheffing['id']}/besluit/intrekking")
    await (leider if verlenen else wereld.km).stuur(pad, body, 201)
    await haal_uiteen(van)
    assert (await van.lees())["persoon"]["vNummerBekend"]
    assert [o["status"] for o in await blijft.lees("/lbt-ontheffingen")] == ["loopt"]
