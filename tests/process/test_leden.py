"""Wie hier werkt: elke beheerder ziet de eigen mensen, en niets van een ander (ADR 0081)."""

import datetime as dt

import pytest

from core.platform.partijen import PARTIJEN, Partij
from core.platform.tenancy import Rol
from tests.process.wereld import Wereld
from tests.voorbeelden.beheer import lidmaatschap, medewerker


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


async def test_wat_voorbij_is_ziet_men_als_men_het_vraagt(wereld: Wereld) -> None:
    weg = await medewerker(wereld.eigenaar)
    gisteren = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    await lidmaatschap(wereld.eigenaar, wereld.twee.a.id, weg, rol=Rol.KLANTMANAGER, naam="Is Weg", tot=gisteren)
    beheerder = wereld.mens("beheerder")
    nu, alles = await beheerder.lees("/lidmaatschappen"), await beheerder.lees("/lidmaatschappen?voorbij=true")
    assert str(weg) not in {lid["medewerkerId"] for lid in nu}
    assert str(weg) in {lid["medewerkerId"] for lid in alles}
    assert str(weg) not in {collega["id"] for collega in await wereld.km.lees("/medewerkers")}


async def test_een_beheerder_leest_niets_van_een_dossier(wereld: Wereld) -> None:
    for wie in ("beheerder", *(str(p.beheer) for p in PARTIJEN)):
        fout = await wereld.mens(wie).lees("/werkvoorraad", 403)
        assert "beheerder" in fout["detail"] or "medewerkers van de gemeente" in fout["detail"]


async def test_wie_er_niet_over_gaat_leest_wie_dat_wel_doet(wereld: Wereld) -> None:
    fout = await wereld.km.lees("/lidmaatschappen", 403)
    assert fout["detail"].startswith("Dit mag een klantmanager niet; een beheerder van de gemeente of")
