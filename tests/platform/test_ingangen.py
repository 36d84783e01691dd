"""Waar mensen inloggen staat in de bestanden van gemeenten en platform; met een dienst is één ding afgesproken."""

from pathlib import Path

import msgspec
import pytest
import yaml

from core.platform.ingangen import TegenstrijdigeAfspraken, dienst_id, verzamel
from core.platform.inlogdienst import Inlogdienst
from core.platform.platformbestand import Ingang, OnjuistPlatform, Platform, lees_platform
from core.platform.tenants import Tenant, lees_tenants
from tests.voorbeelden.omgeving import TENANTS

DIENST = Inlogdienst(uitgever="https://inloggen.example.org", client="meedoen", niveaus=("mfa",))
ANDERS = Inlogdienst(uitgever="https://inloggen.example.org", client="meedoen")
EIGEN = Inlogdienst(uitgever="https://school.example.org", client="meedoen")


def gemeente(dienst: Inlogdienst | None = None, *, school: Inlogdienst | None = None) -> Tenant:
    tenant = next(t for t in lees_tenants(TENANTS).values() if t.taalscholen)
    scholen = tuple(msgspec.structs.replace(s, inlogdienst=school) for s in tenant.taalscholen)
    return msgspec.structs.replace(tenant, inlogdienst=dienst, taalscholen=scholen)


def test_elke_organisatie_en_het_platform_hebben_een_ingang() -> None:
    tenant = gemeente(DIENST, school=EIGEN)
    gevonden = verzamel([tenant], Platform(ingangen=(Ingang(naam="Anderen", inlogdienst=DIENST),)))
    assert dict(gevonden.diensten) == {dienst_id(DIENST.uitgever): DIENST, dienst_id(EIGEN.uitgever): EIGEN}
    assert ("Anderen", dienst_id(DIENST.uitgever)) in gevonden.namen
    assert (f"Gemeente {tenant.naam}", dienst_id(DIENST.uitgever)) in gevonden.namen
    assert {(school.naam, dienst_id(EIGEN.uitgever)) for school in tenant.taalscholen} <= set(gevonden.namen)
    assert not verzamel([gemeente()], Platform()).diensten


def test_met_een_dienst_is_maar_een_ding_af_te_spreken() -> None:
    platform = Platform(ingangen=(Ingang(naam="Anderen", inlogdienst=ANDERS),))
    with pytest.raises(TegenstrijdigeAfspraken, match="Anderen anders dan bij Gemeente"):
        verzamel([gemeente(DIENST)], platform)


def test_een_gemeente_een_school_en_een_partner_noemen_hun_dienst_in_het_tenantbestand(tmp_path: Path) -> None:
    dienst = {"uitgever": "https://eigen.example.org", "client": "c"}
    bestand = next(pad for pad in TENANTS.glob("[!_]*.yaml") if "partners:" in pad.read_text(encoding="utf-8"))
    inhoud = yaml.safe_load(bestand.read_text(encoding="utf-8"))
    for deel in (inhoud, inhoud["taalscholen"][0], inhoud["partners"][0]):
        deel["inlogdienst"] = dienst
    (tmp_path / "een.yaml").write_text(yaml.safe_dump(inhoud), encoding="utf-8")
    [tenant] = lees_tenants(tmp_path).values()
    gevonden = {tenant.inlogdienst, tenant.taalscholen[0].inlogdienst, tenant.partners[0].inlogdienst}
    assert gevonden == {Inlogdienst(uitgever="https://eigen.example.org", client="c")}


def test_het_bestand_van_het_platform_zegt_wat_eraan_mankeert(tmp_path: Path) -> None:
    pad = tmp_path / "platform.yaml"
    assert lees_platform(None) == Platform()
    with pytest.raises(OnjuistPlatform, match=r"platform\.yaml"):
        lees_platform(pad)
    pad.write_text(
        "ingangen: [{naam: Anderen, inlogdienst: {uitgever: 'http://open.example.org', client: c}}]", encoding="utf-8"
    )
    with pytest.raises(OnjuistPlatform, match="https-adres"):
        lees_platform(pad)
    pad.write_text("ingang: []", encoding="utf-8")
    with pytest.raises(OnjuistPlatform, match="ingang"):
        lees_platform(pad)
    pad.write_text(
        "ingangen: [{naam: Anderen, inlogdienst: {uitgever: 'https://inloggen.example.org', client: meedoen,"
        " niveaus: [mfa]}}]",
        encoding="utf-8",
    )
    assert lees_platform(pad).ingangen == (Ingang(naam="Anderen", inlogdienst=DIENST),)
