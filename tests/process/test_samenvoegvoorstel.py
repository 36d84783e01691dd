"""Samenvoegen met zijn tweeën (C1, vier ogen): de een stelt voor, een ander ziet wat er gebeurt en beslist."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from asyncpg import InsufficientPrivilegeError

from tests.process.test_samenvoegen import voorlopig
from tests.process.wereld import Mens, Wereld
from tests.process.zaak import Zaak


async def stel_voor(van: Zaak, met: Zaak, verwacht: int = 204, **anders: object) -> str:
    versie = (await van.lees())["versie"]
    body = {"id": str(uuid4()), "metDossierId": str(met.id), "motief": "dezelfde pas", "versie": versie} | anders
    await van.stuur("/samenvoegingen", body, verwacht)
    return str(body["id"])


async def beslis(wie: Mens, van: Zaak, id_: str, verwacht: int = 204, **anders: object) -> Any:
    versie = (await van.lees())["versie"]
    body = {"akkoord": True, "toelichting": "pas gezien", "versie": versie} | anders
    return await wie.stuur(van.pad(f"/samenvoegingen/{id_}/beslissing"), body, verwacht)


async def test_wie_het_voorstelde_beslist_niet_zelf_en_een_collega_wel(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    antwoord = await beslis(wereld.km, van, id_, 409)
    assert [g["veld"] for g in antwoord["gebreken"]] == ["vierOgen"]
    assert "Elke collega met dezelfde bevoegdheid mag het" in antwoord["detail"]
    assert await wereld.rijen("duo_ontvangst", dossier_id=van.id) != []
    await beslis(wereld.mens("teamleider"), van, id_)
    [hier] = (await blijft.lees())["samenvoegingen"]
    assert (hier["status"], hier["beslotenDoor"]) == ("uitgevoerd", str(wereld.twee.a.teamleider))
    assert (await van.lees())["fase"] == "BEEINDIGD"


async def test_besloot_het_college_zelf_dan_legt_ook_wie_het_voorstelde_dat_vast(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    college = {
        "nummer": "2026-31",
        "datum": (await wereld.rijen("samenvoeging"))[0]["vastgelegd_op"].date().isoformat(),
    }
    await beslis(wereld.km, van, id_, collegebesluit=college)
    [rij] = await wereld.rijen("samenvoeging")
    assert (rij["status"], rij["college_nummer"]) == ("uitgevoerd", "2026-31")
    [hier] = (await blijft.lees())["samenvoegingen"]
    niemand_keek_mee = {"opEigenVoorstel": True, "nagegaan": None}
    assert hier["collegebesluit"] == college | niemand_keek_mee, "iedereen ziet dat er geen tweede mens was"
    assert (await van.lees(f"/samenvoegingen/{id_}"))["collegebesluit"]["opEigenVoorstel"] is True
    audit = await wereld.alziend.fetch("select velden from audit where actie = 'dossier.samenvoegen'")
    assert {"college_nummer", "college_datum"} <= set(audit[0]["velden"])


@pytest.mark.parametrize("dagen", [-1, 1])
async def test_het_college_besluit_over_een_voorstel_niet_ervoor_en_niet_morgen(wereld: Wereld, dagen: int) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    op = (await wereld.rijen("samenvoeging"))[0]["vastgelegd_op"].date() + timedelta(days=dagen)
    college = {"nummer": "2026-31", "datum": op.isoformat()}
    for akkoord in (True, False):
        antwoord = await beslis(wereld.km, van, id_, 409, akkoord=akkoord, collegebesluit=college)
        assert [g["veld"] for g in antwoord["gebreken"]] == ["collegebesluit.datum"]


async def _van_twee_groepen(wereld: Wereld) -> tuple[Zaak, Zaak]:
    """Het voorlopige dossier zegt asielstatushouder, het andere gezin en overig."""
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld, asiel=False)
    await wereld.alziend.execute(
        "update dossier set doelgroep = 'ASIEL', fijne_doelgroep = 'Asielstatushouder' where id = $1", van.id
    )
    return van, blijft


async def test_c1_twee_groepen_staan_in_het_beeld_en_wie_beslist_kiest(wereld: Wereld) -> None:
    van, blijft = await _van_twee_groepen(wereld)
    hoofd = (await blijft.lees())["doelgroep"]
    id_ = await stel_voor(van, blijft)
    beeld = await van.lees(f"/samenvoegingen/{id_}")
    assert beeld["versie"] == (await van.lees())["versie"], "die geeft wie beslist mee"
    assert {"doelgroep", "fijne_doelgroep"} <= {v["veld"] for v in beeld["verschillen"]}
    [te_kiezen] = beeld["teKiezen"]
    assert "Asielstatushouder" in te_kiezen
    teamleider = wereld.mens("teamleider")
    antwoord = await beslis(teamleider, van, id_, 409)
    assert [g["veld"] for g in antwoord["gebreken"]] == ["groep"]
    assert (await blijft.lees())["doelgroep"] == hoofd
    await beslis(teamleider, van, id_, groep="VOORLOPIG")
    nu = await blijft.lees()
    assert (nu["doelgroep"], nu["fijneDoelgroep"]) == ("ASIEL", "Asielstatushouder")


async def test_c1_een_andere_groep_laat_het_plan_nakijken_en_gaat_bij_uiteenhalen_terug(wereld: Wereld) -> None:
    van, blijft = await _van_twee_groepen(wereld)
    await blijft.tot_pip()
    hoofd = (await blijft.lees())["doelgroep"]
    id_ = await stel_voor(van, blijft)
    await beslis(wereld.mens("teamleider"), van, id_, groep="VOORLOPIG")
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":groep")]
    assert "van GEZIN_EN_OVERIG naar ASIEL" in werk["omschrijving"]
    terug = {"id": str(uuid4()), "motief": "twee mensen", "versie": (await van.lees())["versie"]}
    await van.stuur(f"/samenvoegingen/{id_}/uiteenhalen", terug)
    antwoord = await beslis(wereld.mens("teamleider"), van, str(terug["id"]), 409, groep="ANDER")
    assert [g["veld"] for g in antwoord["gebreken"]] == ["groep"]
    await beslis(wereld.mens("teamleider"), van, str(terug["id"]))
    assert (await blijft.lees())["doelgroep"] == hoofd


async def test_c1_de_groep_van_het_andere_dossier_blijft_als_die_klopt(wereld: Wereld) -> None:
    van, blijft = await _van_twee_groepen(wereld)
    id_ = await stel_voor(van, blijft)
    await beslis(wereld.mens("teamleider"), van, id_, groep="ANDER")
    assert (await blijft.lees())["doelgroep"] == "GEZIN_EN_OVERIG"


async def test_een_voorstel_is_werk_tot_erover_is_beslist(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    assert [w["dossier_id"] for w in await wereld.werk("SAMENVOEGING_BESLISSEN")] == [van.id]
    await beslis(wereld.km, van, id_, akkoord=False, toelichting="het is haar zus")
    assert await wereld.werk("SAMENVOEGING_BESLISSEN") == []
    [hier] = (await blijft.lees())["samenvoegingen"]
    assert hier["status"] == "afgewezen"
    assert (await van.lees())["persoon"]["vNummerBekend"]
    assert "al beslist" in (await beslis(wereld.mens("teamleider"), van, id_, 409))["detail"]


async def test_het_voorstel_toont_wat_verhuist_en_waarin_de_twee_verschillen(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld, "SS101", "SS139"), await Zaak.nieuw(wereld, "SS101")
    id_ = await stel_voor(van, blijft)
    beeld = await van.lees(f"/samenvoegingen/{id_}")
    assert {"soort": "duo_ontvangst", "aantal": 2} in beeld["verhuist"]
    verschil = {v["veld"]: (v["voorlopig"], v["ander"]) for v in beeld["verschillen"]}
    assert verschil["naam"] == ("", (await blijft.lees())["persoon"]["naam"])
    assert beeld["houdtTegen"] == []


async def test_wat_er_na_het_voorstel_bij_komt_houdt_het_uitvoeren_tegen_en_staat_in_het_beeld(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    await wereld.alziend.execute(
        "update dossier set fase = 'INTAKE_OPGEROEPEN' where id in ($1, $2)", van.id, blijft.id
    )
    [melding] = (await van.lees(f"/samenvoegingen/{id_}"))["houdtTegen"]
    assert melding.startswith("Beide dossiers zijn al verder")
    assert melding in (await beslis(wereld.mens("teamleider"), van, id_, 409))["detail"]
    assert await wereld.rijen("duo_ontvangst", dossier_id=van.id) != []


async def test_er_ligt_hoogstens_een_voorstel_en_hetzelfde_nog_eens_verandert_niets(wereld: Wereld) -> None:
    van, blijft, derde = await voorlopig(wereld), await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    assert await stel_voor(van, blijft, id=id_) == id_
    await stel_voor(van, blijft, 409, id=id_, motief="een ander motief")
    await stel_voor(van, derde, 409)
    assert [str(r["id"]) for r in await wereld.rijen("samenvoeging")] == [id_]


async def test_de_database_laat_niemand_zijn_eigen_voorstel_uitvoeren(wereld: Wereld) -> None:
    van, blijft = await voorlopig(wereld), await Zaak.nieuw(wereld)
    id_ = await stel_voor(van, blijft)
    with pytest.raises(InsufficientPrivilegeError):
        async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
            await tx.voer_uit(
                "update meedoen.samenvoeging set status = 'uitgevoerd', besloten_door = $3, besloten_op = vastgelegd_op"
                " where gemeente_id = $1 and id = $2",
                tx.gemeente_id,
                UUID(id_),
                tx.medewerker_id,
            )
