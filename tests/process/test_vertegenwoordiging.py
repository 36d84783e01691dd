"""Wie voor de persoon optreedt (§18.4): met tijd, bereik en bewijs; aan wie de brief dan gaat, en wie een afschrift."""

import datetime as dt
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from core.law.vertegenwoordigen import HOOGSTE_AANTAL
from core.process.besluit.cijferteksten import GEGEVENS
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import BEGIN, VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.vertegenwoordiging import GEMACHTIGDE, leg_ander_vast, leg_vast

MORGEN = (VANDAAG + dt.timedelta(days=1)).isoformat()


async def _brieven(zaak: Zaak) -> dict[str, dict[str, Any]]:
    """De bevroren gegevens van elke brief, bij als wie iemand haar krijgt."""
    gevonden = {}
    for brief in await zaak.wereld.rijen("brief", dossier_id=zaak.id):
        plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
        ruw = zaak.wereld.huis.kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek)
        gevonden[brief["aan"]] = msgspec.json.decode(ruw) | {"_id": str(brief["id"])}
    return gevonden


async def _vragen(zaak: Zaak) -> list[str]:
    open_ = await zaak.wereld.rijen("werkitem", dossier_id=zaak.id, soort="NAVRAGEN", status="open")
    return sorted(w["sleutel"].rsplit(":", 1)[1] for w in open_ if "vertegenwoordiging:" in w["sleutel"])


async def _minderjarig(zaak: Zaak, geboren: str = "2008-03-09") -> None:
    await zaak.wereld.alziend.execute(
        "update persoon set geboortedatum = $2 where id = (select persoon_id from dossier where id = $1)",
        zaak.id,
        geboren,
    )


async def test_de_brief_gaat_naar_de_gemachtigde_en_de_persoon_krijgt_een_eigen_afschrift(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_vast(zaak)
    persoon = (await zaak.lees())["persoon"]
    await zaak.roep_op()
    brieven = await _brieven(zaak)
    assert set(brieven) == {"gemachtigde", "persoon"}
    gemachtigde, afschrift = brieven["gemachtigde"], brieven["persoon"]
    assert gemachtigde["geadresseerde"] == {
        "naamregel": GEMACHTIGDE["naam"],
        "adresregels": GEMACHTIGDE["adresregels"],
    }
    assert gemachtigde["aanhef"] == "Geachte heer of mevrouw"
    assert gemachtigde["betreft"] == persoon["aanschrijfnaam"]
    assert gemachtigde["afschriftAan"] == [persoon["aanschrijfnaam"]]
    assert afschrift["geadresseerde"]["adresregels"] == persoon["adresregels"]
    assert afschrift["aanhef"] == persoon["aanhef"]
    assert afschrift["gerichtAan"] == f"{GEMACHTIGDE['naam']} (gemachtigde)"
    assert afschrift["betreft"] is None
    assert afschrift["afschriftAan"] == [], "op zijn eigen exemplaar staat niet dat hij een afschrift krijgt"


async def test_de_brief_zegt_zelf_over_wie_zij_gaat_en_wie_een_afschrift_krijgt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_vast(zaak)
    naam = (await zaak.lees())["persoon"]["aanschrijfnaam"]
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    brieven = await _brieven(zaak)
    aan_hem = platte_tekst(await zaak.lees(f"/brieven/{brieven['gemachtigde']['_id']}/pdf"))
    assert zonder_wit(f"Afschrift aan {naam}") in aan_hem
    assert zonder_wit(f"Deze brief gaat over {naam}") in aan_hem
    afschrift = platte_tekst(await zaak.lees(f"/brieven/{brieven['persoon']['_id']}/pdf"))
    eigen = f"Dit is uw eigen exemplaar van deze brief. De brief gaat over u en is gericht aan {GEMACHTIGDE['naam']}"
    assert zonder_wit(f"{eigen} (gemachtigde)") in afschrift
    assert zonder_wit("Afschrift aan") not in afschrift


async def test_elk_exemplaar_heeft_zijn_eigen_bewijs_en_alleen_de_brief_zelf_maakt_bekend(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_ander_vast(zaak, "curator")
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    brieven = {b["aan"]: b for b in await zaak.lees("/brieven")}
    assert brieven["persoon"]["afschriftVan"] == brieven["curator"]["id"]
    assert "curator" in brieven["curator"]["adressering"]
    open_ = await wereld.rijen("werkitem", dossier_id=zaak.id, soort="BRIEF_VERZENDEN", status="open")
    assert {w["sleutel"].split(":")[1] for w in open_} == {b["id"] for b in brieven.values()}
    verzending = {"verzondenOp": VANDAAG.isoformat()}
    fout = await zaak.stuur(f"/brieven/{brieven['persoon']['id']}/verzending", verzending, 409)
    assert "eerst" in fout["detail"], "een afschrift noemt nooit een eerdere laatste dag dan de brief"
    assert (await zaak.lees("/oproepen"))[-1]["verzondenOp"] is None
    await zaak.stuur(f"/brieven/{brieven['curator']['id']}/verzending", verzending)
    assert (await zaak.lees("/oproepen"))[-1]["verzondenOp"] == VANDAAG.isoformat()
    await zaak.stuur(f"/brieven/{brieven['persoon']['id']}/verzending", verzending)
    assert not await wereld.rijen("werkitem", dossier_id=zaak.id, soort="BRIEF_VERZENDEN", status="open")


async def test_een_tweede_curator_tegelijk_waarschuwt_eerst_en_dan_zegt_elke_brief_aan_wie(wereld: Wereld) -> None:
    """§18.4: de rechter benoemt er gewoonlijk een; een tweede is vaak de opvolger van wie nog niet beëindigd is."""
    zaak = await Zaak.nieuw(wereld)
    eerste = await leg_ander_vast(zaak, "curator", naam="Kantoor Zuid")
    tweede: dict[str, Any] = {"naam": "Mr. P. Bos", "vanaf": "2026-02-01"}
    await leg_ander_vast(zaak, "curator", 409, **tweede)
    assert [v["id"] for v in await zaak.lees("/vertegenwoordigingen")] == [eerste]
    voorbij: dict[str, Any] = {"naam": "Mr. P. Bos", "vanaf": "2025-01-01", "tot": "2025-12-31"}
    await leg_ander_vast(zaak, "curator", **voorbij)
    ander = await leg_ander_vast(zaak, "curator", **tweede, bevestigd=["AL_EEN_VERTEGENWOORDIGER"])
    await leg_ander_vast(zaak, "curator", **tweede, id=ander)
    await leg_ander_vast(zaak, "bewindvoerder")
    for _ in range(2):
        await leg_vast(zaak, onderwerpen=["bezwaar"])
    over_het_traject = (await zaak.lees("/adressering"))[0]
    assert (over_het_traject["aan"], over_het_traject["afschriftAan"]) == ("curator", ["persoon", "curator"])
    assert "naar wie het eerst begon" in over_het_traject["reden"]
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    [brief] = [b for b in await zaak.lees("/brieven") if b["afschriftVan"] is None]
    tekst = platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit("Kantoor Zuid") in tekst
    assert zonder_wit("Mr. P. Bos (curator)") in tekst, "zij noemt wie een afschrift krijgt"


async def test_een_besluit_is_bekend_als_de_brief_zelf_weg_is_en_een_afschrift_verandert_niets(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await leg_ander_vast(zaak, "curator")
    await zaak.stel_vast()
    await wereld.maak_brieven(zaak.id)
    [besluit] = await zaak.lees("/besluiten")
    brieven = {b["aan"]: b for b in await zaak.lees("/brieven") if b["onderwerpId"] == besluit["id"]}
    assert set(brieven) == {"curator", "persoon"}
    for aan in ("curator", "persoon"):
        await zaak.stuur(f"/brieven/{brieven[aan]['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
        assert (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"] == VANDAAG.isoformat()
    termijnen = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BEZWAAR"]
    assert len(termijnen) == 1


async def _aan_de_curator(wereld: Wereld) -> tuple[Zaak, str, str]:
    """Een opgemaakte beschikking: het pad van de brief aan de curator, en dat van het afschrift aan de persoon."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await leg_ander_vast(zaak, "curator")
    await zaak.stel_vast()
    await wereld.maak_brieven(zaak.id)
    paden = {b["aan"]: f"/brieven/{b['id']}" for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"}
    return zaak, paden["curator"], paden["persoon"]


async def _laatste_opmaak(zaak: Zaak, pad: str) -> dict[str, Any]:
    [brief] = [b for b in await zaak.lees("/brieven") if pad.endswith(b["id"])]
    opmaak: dict[str, Any] = brief["opmaken"][-1] | {"tijdigTot": brief["tijdigTot"]}
    return opmaak


async def test_op_een_afschrift_staan_de_dagen_van_de_brief_ook_als_het_later_weggaat(wereld: Wereld) -> None:
    zaak, brief, afschrift = await _aan_de_curator(wereld)
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=2))
    await zaak.stuur(f"{brief}/opmaak", {"dag": "2026-03-04"})
    await wereld.maak_brieven(zaak.id)
    await zaak.stuur(f"{brief}/verzending", {"verzondenOp": "2026-03-04"})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    await zaak.stuur(f"{afschrift}/verzending", {"verzondenOp": "2026-03-06"})
    aan_hem, aan_de_persoon = await _laatste_opmaak(zaak, brief), await _laatste_opmaak(zaak, afschrift)
    assert (aan_hem["verzenddag"], aan_hem["bezwaarTot"]) == ("2026-03-04", "2026-04-15")
    assert (aan_de_persoon["verzenddag"], aan_de_persoon["bezwaarTot"]) == ("2026-03-04", "2026-04-15")
    assert (aan_hem["tijdigTot"], aan_de_persoon["tijdigTot"]) == ("2026-04-15", None)


async def test_een_afschrift_met_een_andere_dag_dan_de_brief_wordt_eerst_voor_die_dag_opgemaakt(
    wereld: Wereld,
) -> None:
    zaak, brief, afschrift = await _aan_de_curator(wereld)
    await wereld.alziend.execute(
        "update brief_opmaak set verzenddag = '2026-03-03' where brief_id = $1", afschrift.rsplit("/", 1)[1]
    )
    await zaak.stuur(f"{brief}/verzending", {"verzondenOp": "2026-03-02"})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=3))
    fout = await zaak.stuur(f"{afschrift}/verzending", {"verzondenOp": "2026-03-05"}, 409)
    assert "02-03-2026" in fout["detail"]
    assert velden(await zaak.stuur(f"{afschrift}/opmaak", {"dag": "2026-03-04"}, 400)) == {"dag"}
    await zaak.stuur(f"{afschrift}/opmaak", {"dag": "2026-03-02"})
    await wereld.maak_brieven(zaak.id)
    await zaak.stuur(f"{afschrift}/verzending", {"verzondenOp": "2026-03-05"})


async def test_de_verbetering_van_een_afschrift_verandert_niets_aan_het_besluit(wereld: Wereld) -> None:
    zaak, brief, afschrift = await _aan_de_curator(wereld)
    for pad in (brief, afschrift):
        await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-02"})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    voor = await zaak.lees("/besluiten"), await zaak.lees("/termijnen")
    await zaak.verbeter_verzending(
        afschrift,
        {"verzondenOp": "2026-03-05", "wijze": "POST", "motief": "de post haalde niets op"},
    )
    assert (await zaak.lees("/besluiten"), await zaak.lees("/termijnen")) == voor
    assert await wereld.werk("BEZWAARDAG_MELDEN") == []


async def test_wie_de_beschikking_kreeg_krijgt_ook_de_brief_over_de_latere_bezwaardag(wereld: Wereld) -> None:
    zaak, brief, _ = await _aan_de_curator(wereld)
    await zaak.stuur(f"{brief}/verzending", {"verzondenOp": "2026-03-02"})
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    await zaak.verbeter_verzending(
        brief, {"verzondenOp": "2026-03-05", "wijze": "POST", "motief": "de post haalde niets op"}
    )
    nieuw = (await zaak.stuur(f"{brief}/bezwaardag", {}, 201))["briefId"]
    assert (await zaak.stuur(f"{brief}/bezwaardag", {}, 201))["briefId"] == nieuw
    over = {b["aan"]: b["id"] for b in await zaak.lees("/brieven") if b["sjabloon"] == "bezwaardag"}
    assert set(over) == {"curator", "persoon"}
    assert over["curator"] == nieuw


async def test_een_ingetrokken_oproep_neemt_haar_afschriften_mee(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_vast(zaak)
    await zaak.roep_op()
    await wereld.maak_brieven(zaak.id)
    await zaak.trek_oproep_in()
    assert {b["status"] for b in await zaak.lees("/brieven")} == {"ingetrokken"}


@pytest.mark.parametrize(
    ("anders", "vraag"),
    [
        ({"bewijs": "", "bewijsGezienOp": None}, "geen-bewijs"),
        ({"tot": "2026-03-01"}, "voorbij"),
        ({"onderwerpen": ["bezwaar"]}, "buiten-bereik-traject"),
    ],
)
async def test_zonder_bewijs_buiten_tijd_of_bereik_gaat_de_brief_naar_de_persoon_en_kijkt_een_mens(
    wereld: Wereld, anders: dict[str, Any], vraag: str
) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_vast(zaak, **anders)
    await zaak.roep_op()
    assert set(await _brieven(zaak)) == {"persoon"}
    assert await _vragen(zaak) == [vraag]


async def test_wat_een_mens_al_bekeek_komt_bij_de_volgende_brief_niet_terug(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_vast(zaak, onderwerpen=["bezwaar"])
    await zaak.roep_op()
    [item] = [w for w in await wereld.werk("NAVRAGEN") if "vertegenwoordiging:" in w["sleutel"]]
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", {"afhandeling": "gebeld", "versie": item["versie"]})
    await zaak.trek_oproep_in()
    await zaak.roep_op()
    assert await _vragen(zaak) == []


async def test_met_het_bewijs_telt_hij_en_verdwijnt_de_vraag(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    id_ = await leg_vast(zaak, bewijs="", bewijsGezienOp=None)
    assert await _vragen(zaak) == ["geen-bewijs"]
    pad = f"/vertegenwoordigingen/{id_}/bewijs"
    bewijs = {"bewijs": "machtiging", "gezienOp": VANDAAG.isoformat(), "versie": 1}
    assert velden(await zaak.stuur(pad, bewijs | {"gezienOp": MORGEN}, 400)) == {"gezienOp"}
    await zaak.stuur(pad, bewijs)
    assert await _vragen(zaak) == []
    await zaak.roep_op()
    assert set(await _brieven(zaak)) == {"gemachtigde", "persoon"}


async def test_wie_beeindigd_is_krijgt_niets_meer_en_blijft_te_lezen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    id_ = await leg_vast(zaak)
    einde = {"op": VANDAAG.isoformat(), "reden": "de machtiging is ingetrokken", "versie": 1}
    await zaak.stuur(f"/vertegenwoordigingen/{id_}/einde", einde)
    await zaak.stuur(f"/vertegenwoordigingen/{id_}/einde", einde | {"versie": 2}, 409)
    await zaak.roep_op()
    assert set(await _brieven(zaak)) == {"persoon"}
    [staat] = await zaak.lees("/vertegenwoordigingen")
    assert (staat["beeindigdOp"], staat["beeindigdReden"]) == (VANDAAG.isoformat(), einde["reden"])


async def test_bij_bewind_gaat_de_oproep_naar_de_persoon(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_ander_vast(zaak, "bewindvoerder")
    await zaak.roep_op()
    assert set(await _brieven(zaak)) == {"persoon"}
    assert await _vragen(zaak) == []
    antwoord = {a["onderwerp"]: a for a in await zaak.lees("/adressering")}
    assert (antwoord["geld"]["aan"], antwoord["geld"]["afschriftAan"]) == ("bewindvoerder", ["persoon"])
    assert antwoord["traject"]["aan"] == "persoon"
    assert "bewindvoerder" in antwoord["geld"]["reden"]


async def test_iemand_van_zeventien_krijgt_zijn_eigen_brief_en_zijn_voogd_een_afschrift_als_hij_dat_wil(
    wereld: Wereld,
) -> None:
    zaak = await Zaak.nieuw(wereld)
    await _minderjarig(zaak)
    await leg_ander_vast(zaak, "voogd", afschrift=True, afschriftMotief="hij wil dat de voogd meeleest")
    await zaak.roep_op()
    brieven = await _brieven(zaak)
    assert brieven["persoon"]["gerichtAan"] is None
    assert brieven["voogd"]["gerichtAan"] == brieven["persoon"]["geadresseerde"]["naamregel"]


async def test_op_zijn_achttiende_verjaardag_eindigt_de_voogdij_vanzelf(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await _minderjarig(zaak, "2008-03-09")
    await leg_ander_vast(zaak, "voogd", afschrift=True, afschriftMotief="hij wil dat de voogd meeleest")
    await leg_vast(zaak)
    for dagen, geldt in ((6, True), (7, False), (8, False)):
        await wereld.zet_klok(BEGIN + dt.timedelta(days=dagen))
        await wereld.dagwerk().ronde()
        await wereld.werk_af()
        staand = {v["soort"]: v["beeindigdOp"] for v in await zaak.lees("/vertegenwoordigingen")}
        assert (staand["voogd"] is None) is geldt
        assert staand["gemachtigde"] is None
    assert staand["voogd"] == "2026-03-09"
    assert len(await wereld.rijen("audit", actie="vertegenwoordiging.meerderjarig")) == 1
    assert velden(await leg_ander_fout(zaak, "ouder")) == {"soort"}


async def leg_ander_fout(zaak: Zaak, soort: str) -> Any:
    body = GEMACHTIGDE | {"id": "018f0000-0000-7000-8000-000000000001", "soort": soort, "onderwerpen": []}
    return await zaak.stuur("/vertegenwoordigingen", body, 400)


async def test_met_het_overlijden_eindigt_elke_vertegenwoordiging_en_krijgt_niemand_een_brief(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await leg_ander_vast(zaak, "curator")
    await leg_vast(zaak, onderwerpen=["bezwaar"])
    wereld.duo_weet(zaak.inwoner, vorm="overleden-in-een-maand")
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert all(v["beeindigdOp"] for v in await zaak.lees("/vertegenwoordigingen"))
    assert velden(await zaak.roep_op(verwacht=409)) == {"overleden"}
    body = {"id": "018f0000-0000-7000-8000-000000000002"} | GEMACHTIGDE
    assert velden(await zaak.stuur("/vertegenwoordigingen", body, 409)) == {"overleden"}
    assert await _brieven(zaak) == {}
    assert [a["kan"] for a in await zaak.lees("/adressering")] == [False] * 3


async def test_zonder_adres_van_de_persoon_gaat_de_brief_wel_naar_zijn_curator(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, vorm="buitenland")
    await leg_ander_vast(zaak, "curator")
    await zaak.roep_op()
    assert set(await _brieven(zaak)) == {"curator"}
    assert await _vragen(zaak) == ["geen-afschrift"]
    assert "adres" not in {g["veld"] for g in (await zaak.lees("/pip/toets"))["ontbreekt"]}


@pytest.mark.parametrize(
    ("anders", "velden_"),
    [
        ({"soort": "persoon"}, {"soort"}),
        ({"naam": "mr. Feest \U0001f389"}, {"naam"}),
        ({"adresregels": []}, {"adresregels"}),
        ({"onderwerpen": []}, {"onderwerpen"}),
        ({"soort": "curator"}, {"onderwerpen"}),
        ({"tot": "2025-12-31", "bewijsGezienOp": MORGEN}, {"tot", "bewijsGezienOp"}),
        ({"bewijs": ""}, {"bewijs"}),
        ({"bewijsGezienOp": None}, {"bewijsGezienOp"}),
        ({"afschrift": True}, {"afschriftMotief"}),
    ],
)
async def test_wat_niet_klopt_wordt_geweigerd_met_alle_velden_en_er_staat_niets(
    wereld: Wereld, anders: dict[str, object], velden_: set[str]
) -> None:
    zaak = await Zaak.nieuw(wereld)
    body = {"id": "018f0000-0000-7000-8000-000000000003"} | GEMACHTIGDE | anders
    assert velden(await zaak.stuur("/vertegenwoordigingen", body, 400)) == velden_
    assert await zaak.lees("/vertegenwoordigingen") == []


async def test_nog_eens_hetzelfde_verandert_niets_en_iets_anders_onder_dat_id_is_een_conflict(wereld: Wereld) -> None:
    zaak, ander = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    id_ = await leg_vast(zaak)
    await leg_vast(zaak, id=id_)
    await leg_vast(zaak, 409, id=id_, naam="Een ander")
    await leg_vast(ander, 409, id=id_)
    assert len(await zaak.lees("/vertegenwoordigingen")) == 1


async def test_er_staan_er_hoogstens_zoveel_open_als_een_brief_kan_noemen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    toch: dict[str, Any] = {"bevestigd": ["AL_EEN_VERTEGENWOORDIGER"]}
    for _ in range(HOOGSTE_AANTAL):
        await leg_ander_vast(zaak, "curator", **toch)
    vol = {"id": str(uuid4()), "soort": "curator", "onderwerpen": []}
    fout = await zaak.stuur("/vertegenwoordigingen", GEMACHTIGDE | vol | toch, 409)
    assert f"al {HOOGSTE_AANTAL}" in fout["detail"]
    await zaak.roep_op()
    assert len(await wereld.rijen("brief", dossier_id=zaak.id)) == HOOGSTE_AANTAL + 1
