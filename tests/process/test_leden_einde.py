"""Wie weggaat is eruit bij het volgende verzoek, en van zijn werk gaat niets stil verloren."""

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.fouten import Conflict, NietGevonden
from core.platform.tenancy import Rol
from core.process.leden import beeindigen, opdrachten
from core.process.leden.regels import Genodigde
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import lidmaatschap, medewerker
from tests.voorbeelden.leden import nodig_uit

DOOR = "B. Beheer, functioneel beheerder"


async def lid(wereld: Wereld, medewerker_id: UUID) -> str:
    [rij] = await wereld.rijen("lidmaatschap", medewerker_id=medewerker_id)
    return str(rij["id"])


async def beeindig(wereld: Wereld, wie: UUID, verwacht: int = 204, *, door: str = "beheerder", **body: bool) -> Any:
    return await wereld.mens(door).stuur(f"/lidmaatschappen/{await lid(wereld, wie)}/einde", body, verwacht)


async def test_wie_beeindigd_is_is_er_bij_het_volgende_verzoek_uit(wereld: Wereld) -> None:
    teamleider = wereld.mens("teamleider")
    await teamleider.lees("/werkvoorraad")
    await beeindig(wereld, wereld.twee.a.teamleider)
    await teamleider.lees("/werkvoorraad", 404)
    [rij] = await wereld.rijen("lidmaatschap", medewerker_id=wereld.twee.a.teamleider)
    assert (rij["beeindigd_door"], rij["beeindigd_namens"]) == (wereld.twee.a.beheerder, "")
    [regel] = await wereld.rijen("audit", actie="lidmaatschap.beeindigen")
    assert (regel["medewerker_id"], regel["object_id"]) == (wereld.twee.a.beheerder, rij["id"])
    assert "voorbij" in (await beeindig(wereld, wereld.twee.a.teamleider, 409))["detail"]


async def test_wie_nog_dossiers_heeft_eindigt_pas_na_de_overname(wereld: Wereld) -> None:
    a = wereld.twee.a
    await (await Zaak.nieuw(wereld)).deel_toe()
    fout = await beeindig(wereld, a.klantmanager, 409)
    assert velden(fout) == {"dossiers", "openWerk", "afspraken"}
    assert "nog 1 dossier." in fout["detail"]
    assert "`POST .../overnames`" in fout["detail"]
    await wereld.km.lees("/werkvoorraad")
    body = {
        "id": str(uuid4()),
        "soort": "opvolging",
        "vanId": str(a.klantmanager),
        "naarId": str(a.teamleider),
        "vanaf": VANDAAG.isoformat(),
    }
    await wereld.mens("teamleider").stuur("/overnames", body)
    await beeindig(wereld, a.klantmanager)
    await wereld.km.lees("/werkvoorraad", 404)


async def test_wat_tussen_het_tellen_en_het_einde_bij_hem_komt_raakt_niet_zoek(wereld: Wereld) -> None:
    """Tellen en beëindigen zijn twee transacties, met elk hun eigen rol in de database (ADR 0081)."""
    a = wereld.twee.a
    zaak, id_ = await Zaak.nieuw(wereld), UUID(await lid(wereld, a.klantmanager))
    await beeindigen.eis_overgedragen(wereld.huis.databank, a.als_beheerder(), id_)
    await zaak.deel_toe()
    async with wereld.huis.databank.uow(a.als_beheerder()) as tx:
        await beeindigen.beeindig(tx, wereld.huis.logboek, id_)
    assert str(zaak.id) in str(await wereld.mens("teamleider").lees("/dossiers?voor=niemand"))


async def test_zonder_overdracht_ziet_de_teamleider_de_dossiers_bij_niemand(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    await beeindig(wereld, wereld.twee.a.klantmanager, zonderOverdracht=True)
    van_niemand = await wereld.mens("teamleider").lees("/dossiers?voor=niemand")
    assert str(zaak.id) in str(van_niemand)


async def test_wie_vanzelf_eindigde_heeft_geen_dossiers_meer_op_zijn_naam(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    await wereld.alziend.execute(
        "update lidmaatschap set tot = clock_timestamp() - interval '1 day' where medewerker_id = $1",
        wereld.twee.a.klantmanager,
    )
    await wereld.km.lees("/werkvoorraad", 404)
    van_niemand = await wereld.mens("teamleider").lees("/dossiers?voor=niemand")
    assert str(zaak.id) in str(van_niemand)


async def test_de_laatste_beheerder_blijft_ook_als_twee_elkaar_tegelijk_beeindigen(wereld: Wereld) -> None:
    a = wereld.twee.a
    assert "laatste beheerder" in (await beeindig(wereld, a.beheerder, 409))["detail"]
    tweede = await medewerker(wereld.eigenaar, onderwerp=f"tweede.{a.code}")
    await lidmaatschap(wereld.eigenaar, a.id, tweede, rol=Rol.BEHEERDER)
    paden = [f"/lidmaatschappen/{await lid(wereld, wie)}/einde" for wie in (tweede, a.beheerder)]
    antwoorden = await asyncio.gather(
        *(
            wereld.http.post(m.basis + pad, json={}, headers={"Authorization": f"Bearer {m.token}"})
            for m, pad in zip((wereld.mens("beheerder"), wereld.mens("tweede")), paden, strict=True)
        )
    )
    assert sorted(a.status_code for a in antwoorden)[0] == 204
    over = await wereld.rijen("lidmaatschap", rol="beheerder", gemeente_id=a.id, ingetrokken_op=None)
    assert len(over) == 1


async def test_een_beheerder_beeindigt_niemand_van_een_ander(wereld: Wereld) -> None:
    a, b = wereld.twee.a, wereld.twee.b
    for door, wie in (
        ("beheerder", b.teamleider),
        ("beheerder", a.schoolmedewerker),
        ("taalschool_beheerder", a.teamleider),
        ("taalschool_beheerder", a.leden["maatschappelijke_partner"].medewerker),
    ):
        await beeindig(wereld, wie, 404, door=door)
    await beeindig(wereld, a.schoolmedewerker, door="taalschool_beheerder")
    await wereld.mens("school", basis="/v1").lees("/eigen-toewijzingen", 403)


async def test_elk_jaar_ziet_iemand_na_of_het_nog_klopt(wereld: Wereld) -> None:
    beheerder, wie = wereld.mens("beheerder"), str(wereld.twee.a.teamleider)
    await wereld.alziend.execute("update lidmaatschap set vanaf = clock_timestamp() - interval '400 days'")

    async def na_te_zien() -> set[str]:
        return {lid["medewerkerId"] for lid in await beheerder.lees("/lidmaatschappen") if lid["naTeZien"]}

    assert wie in await na_te_zien()
    await beheerder.stuur(f"/lidmaatschappen/{await lid(wereld, UUID(wie))}/nagezien")
    assert wie not in await na_te_zien()
    await wereld.alziend.execute("update lidmaatschap set nagezien_op = clock_timestamp() - interval '366 days'")
    assert wie in await na_te_zien()


async def test_niemand_ziet_zijn_eigen_lidmaatschap_na(wereld: Wereld) -> None:
    a = wereld.twee.a
    eigen = {"beheerder": a.beheerder, "taalschool_beheerder": a.beheerders["taalschool"]}
    for rol, wie in eigen.items():
        fout = await wereld.mens(rol).stuur(f"/lidmaatschappen/{await lid(wereld, wie)}/nagezien", verwacht=403)
        assert "`meedoen leden nagezien`" in fout["detail"]
    await wereld.mens("beheerder").stuur(f"/lidmaatschappen/{await lid(wereld, a.beheerders['taalschool'])}/nagezien")
    mijn = UUID(await lid(wereld, a.beheerder))
    await opdrachten.zie_na(wereld.huis.config, a.tenant, mijn, organisatie_id=None, door=DOOR)
    [rij] = await wereld.rijen("lidmaatschap", id=mijn)
    assert (rij["nagezien_door"], rij["nagezien_namens"], rij["nagezien_op"] is None) == (None, DOOR, False)


async def test_de_opdracht_nodigt_de_eerste_beheerder_uit_en_zet_in_nood_iemand_eruit(wereld: Wereld) -> None:
    a, config = wereld.twee.a, wereld.huis.config
    wie = Genodigde(rol=Rol.BEHEERDER, organisatie_id=None, naam="Eerste Beheerder", email="eerste@example.org")
    link = await opdrachten.nodig_uit(config, a.tenant, wie, door=DOOR)
    assert link.startswith(f"{config.publiek_adres}/inloggen/uitnodiging/GM1904/")
    [rij] = await wereld.rijen("uitnodiging")
    assert (rij["rol"], rij["uitgenodigd_door"], rij["uitgenodigd_namens"]) == ("beheerder", None, DOOR)
    assert "Teamleider Stichtse Vecht" in await opdrachten.toon(config, a.tenant)
    assert "School Stichtse Vecht" in await opdrachten.toon(config, a.tenant)
    weg = UUID(await lid(wereld, a.teamleider))
    for verwacht in (None, Conflict):
        doe = opdrachten.beeindig(config, a.tenant, weg, organisatie_id=None, zonder_overdracht=False, door=DOOR)
        if verwacht is None:
            await doe
        else:
            with pytest.raises(verwacht):
                await doe
    [lid_rij] = await wereld.rijen("lidmaatschap", id=weg)
    assert (lid_rij["beeindigd_door"], lid_rij["beeindigd_namens"]) == (None, DOOR)
    assert lid_rij["ingetrokken_op"] <= dt.datetime.now(dt.UTC)
    [regel] = await wereld.rijen("audit", actie="lidmaatschap.beeindigen")
    assert (regel["medewerker_id"], regel["oorsprong"]) == (None, "meedoen leden")


async def test_de_opdracht_toont_wie_genodigd_is_en_trekt_een_uitnodiging_in(wereld: Wereld) -> None:
    a, config = wereld.twee.a, wereld.huis.config
    school = next(o for o in a.tenant.organisaties if o.id == a.school)
    wie = Genodigde(rol=Rol.BEHEERDER, organisatie_id=None, naam="Eerste Beheerder", email="eerste@example.org")
    await opdrachten.nodig_uit(config, a.tenant, wie, door=DOOR)
    await nodig_uit(wereld, rol="taalschool_beheerder", organisatieId=str(a.school), email="school@example.org")
    await nodig_uit(wereld, wie="taalschool_beheerder", rol="taalschool_medewerker", email="docent@example.org")
    ids = {rij["email"]: rij["id"] for rij in await wereld.rijen("uitnodiging")}
    regels = (await opdrachten.toon(config, a.tenant)).splitlines()
    kop = regels.index(school.naam)
    for email, id_ in ids.items():
        [(plaats, regel)] = [(n, regel) for n, regel in enumerate(regels) if email in regel]
        assert str(id_) in regel
        assert "uitgenodigd, open tot " in regel
        assert (plaats > kop) == (email != "eerste@example.org")
    assert await wereld.rijen("audit", actie="lidmaatschap.uitnodigingen-lezen", oorsprong="meedoen leden")

    with pytest.raises(Conflict, match="`meedoen leden trek-in`, met " + str(ids["eerste@example.org"])):
        await opdrachten.nodig_uit(config, a.tenant, wie, door=DOOR)
    with pytest.raises(NietGevonden):
        await opdrachten.trek_in(config, a.tenant, ids["docent@example.org"], organisatie_id=None)
    await opdrachten.trek_in(config, a.tenant, ids["docent@example.org"], organisatie_id=a.school)
    for email in ("eerste@example.org", "school@example.org"):
        await opdrachten.trek_in(config, a.tenant, ids[email], organisatie_id=None)
    assert {(rij["status"], rij["naam"], rij["email"]) for rij in await wereld.rijen("uitnodiging")} == {
        ("ingetrokken", "", "")
    }
    assert "uitgenodigd" not in await opdrachten.toon(config, a.tenant)
    with pytest.raises(NietGevonden):
        await opdrachten.trek_in(config, a.tenant, ids["eerste@example.org"], organisatie_id=None)
    gedaan = await wereld.rijen("audit", actie="lidmaatschap.uitnodiging-intrekken")
    assert {(regel["medewerker_id"], regel["oorsprong"]) for regel in gedaan} == {(None, "meedoen leden")}
    assert len(gedaan) == 3


async def test_van_wie_uitnodigde_en_weg_is_zegt_de_opdracht_dat_de_link_niet_werkt(wereld: Wereld) -> None:
    a = wereld.twee.a
    await nodig_uit(wereld, rol="taalschool_beheerder", organisatieId=str(a.school), email="school@example.org")
    await wereld.alziend.execute(
        "update lidmaatschap set ingetrokken_op = clock_timestamp() where medewerker_id = $1", a.beheerder
    )
    getoond = await opdrachten.toon(wereld.huis.config, a.tenant)
    [regel] = [regel for regel in getoond.splitlines() if "school@example.org" in regel]
    assert "uitgenodigd, de link werkt niet meer" in regel
