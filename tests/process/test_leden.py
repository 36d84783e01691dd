"""Wie hier werkt: elke beheerder ziet de eigen mensen, en niets van een ander (ADR 0081)."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core.platform.partijen import PARTIJEN, Partij
from core.platform.tenancy import Rol
from core.process.leden import opdrachten
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import lidmaatschap, medewerker
from tests.voorbeelden.leden import een_uitnodiging, nodig_uit


async def test_de_beheerder_van_de_gemeente_ziet_haar_mensen_en_de_beheerders_van_organisaties(wereld: Wereld) -> None:
    leden = await wereld.mens("beheerder").lees("/lidmaatschappen")
    assert {lid["rol"] for lid in leden} == {"klantmanager", "teamleider", "beheerder", *(p.beheer for p in PARTIJEN)}
    assert {lid["naam"] for lid in leden} >= {"Klantmanager Stichtse Vecht", "Taalschool_Beheerder Stichtse Vecht"}


@pytest.mark.parametrize("partij", PARTIJEN, ids=lambda partij: partij.naam)
async def test_de_beheerder_van_een_organisatie_ziet_alleen_haar_eigen_mensen(wereld: Wereld, partij: Partij) -> None:
    a = wereld.twee.a
    ander = await medewerker(wereld.eigenaar)
    elders = wereld.twee.b.leden[partij.naam].organisatie
    await lidmaatschap(wereld.eigenaar, a.id, ander, rol=min(partij.rollen), organisatie_id=elders, naam="Van elders")
    leden = await wereld.mens(str(partij.beheer)).lees("/lidmaatschappen")
    assert {lid["medewerkerId"] for lid in leden} == {
        str(a.leden[partij.naam].medewerker),
        str(a.beheerders[partij.naam]),
    }


async def functie_van(wereld: Wereld, wie: UUID) -> str:
    gezien = {lid["medewerkerId"]: lid["functie"] for lid in await wereld.mens("beheerder").lees("/lidmaatschappen")}
    return str(gezien[str(wie)])


async def geef_functie(wereld: Wereld, wie: UUID, naam: str, verwacht: int = 204, *, door: str = "beheerder") -> Any:
    [lid] = await wereld.rijen("lidmaatschap", medewerker_id=wie)
    return await wereld.mens(door).stuur(f"/lidmaatschappen/{lid['id']}/functie", {"functie": naam}, verwacht)


async def test_een_andere_functie_werkt_bij_het_volgende_besluit(wereld: Wereld) -> None:
    wie = wereld.twee.a.klantmanager
    assert await functie_van(wereld, wie) == "klantmanager inburgering"
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await geef_functie(wereld, wie, "")
    [melding] = [g["melding"] for g in (await zaak.stel_vast(verwacht=409))["gebreken"] if g["veld"] == "mandaat"]
    assert "U hebt hier geen functie" in melding
    assert "wie de functie klantmanager inburgering heeft" in melding
    assert "vraag dan de beheerder van uw gemeente" in melding
    await geef_functie(wereld, wie, "  Klantmanager  INBURGERING ")
    assert await functie_van(wereld, wie) == "klantmanager inburgering"
    await zaak.stel_vast()
    await geef_functie(wereld, wie, "klantmanager inburgering")
    regels = await wereld.rijen("audit", actie="lidmaatschap.functie")
    assert [(r["medewerker_id"], r["velden"]) for r in regels] == [(wereld.twee.a.beheerder, ["functie"])] * 2


async def test_een_functie_is_er_een_van_het_register(wereld: Wereld) -> None:
    wie = wereld.twee.a.klantmanager
    for probleem in (
        await geef_functie(wereld, wie, "burgemeester", 400),
        await wereld.mens("beheerder").stuur("/uitnodigingen", een_uitnodiging(functie="burgemeester"), 400),
    ):
        [gebrek] = probleem["gebreken"]
        assert gebrek["veld"] == "functie"
        assert "klantmanager inburgering; teamleider" in gebrek["melding"]
        assert "`meedoen mandaat leg-vast`" in gebrek["melding"]
    await wereld.alziend.execute("update mandaat set ingetrokken_op = $1, ingetrokken_motief = 'x'", VANDAAG)
    [gebrek] = (await geef_functie(wereld, wie, "teamleider", 400))["gebreken"]
    assert "geen enkele functie" in gebrek["melding"]


async def test_wie_geen_functie_geeft_en_krijgt(wereld: Wereld) -> None:
    a = wereld.twee.a
    assert "geeft een ander" in (await geef_functie(wereld, a.beheerder, "teamleider", 403))["detail"]
    assert velden(await geef_functie(wereld, a.beheerders["taalschool"], "teamleider", 400)) == {"functie"}
    await geef_functie(wereld, wereld.twee.b.teamleider, "teamleider", 404)
    for door in ("teamleider", "taalschool_beheerder"):
        await geef_functie(wereld, a.klantmanager, "teamleider", 403, door=door)
    assert await functie_van(wereld, a.klantmanager) == "klantmanager inburgering"


async def test_wat_voorbij_is_ziet_men_als_men_het_vraagt(wereld: Wereld) -> None:
    weg = await medewerker(wereld.eigenaar)
    gisteren = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, weg, rol=Rol.KLANTMANAGER, naam="Is Weg", tot=gisteren)
    beheerder = wereld.mens("beheerder")
    nu, alles = await beheerder.lees("/lidmaatschappen"), await beheerder.lees("/lidmaatschappen?voorbij=true")
    assert str(weg) not in {lid["medewerkerId"] for lid in nu}
    assert str(weg) in {lid["medewerkerId"] for lid in alles}
    assert str(weg) not in {collega["id"] for collega in await wereld.km.lees("/medewerkers")}


async def test_een_lange_lijst_gaat_op_een_volgende_pagina_verder(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    beheerder = wereld.mens("beheerder")
    alle = [lid["id"] for lid in await beheerder.lees("/lidmaatschappen")]
    for rol in ("klantmanager", "teamleider"):
        await nodig_uit(wereld, rol=rol)
    open_ = [u["id"] for u in await beheerder.lees("/uitnodigingen")]
    monkeypatch.setattr("core.process.leden.views.PAGINA", 2)
    monkeypatch.setattr("core.process.leden.uitnodigen.PAGINA", 1)
    for pad, verwacht in (("/lidmaatschappen", alle), ("/uitnodigingen", open_)):
        gezien: list[str] = []
        while pagina := await beheerder.lees(f"{pad}?na={gezien[-1]}" if gezien else pad):
            gezien += [regel["id"] for regel in pagina]
        assert gezien == verwacht
    assert (await opdrachten.toon(wereld.huis.config, wereld.twee.a.tenant)).count("  vanaf ") == 7


async def test_een_beheerder_leest_niets_van_een_dossier(wereld: Wereld) -> None:
    for wie in ("beheerder", *(str(p.beheer) for p in PARTIJEN)):
        fout = await wereld.mens(wie).lees("/werkvoorraad", 403)
        assert "beheerder" in fout["detail"] or "medewerkers van de gemeente" in fout["detail"]


async def test_wie_er_niet_over_gaat_leest_wie_dat_wel_doet(wereld: Wereld) -> None:
    fout = await wereld.km.lees("/lidmaatschappen", 403)
    assert fout["detail"] == "Dit mag een klantmanager niet; een beheerder van de gemeente wel."
