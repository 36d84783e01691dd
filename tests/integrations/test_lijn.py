"""Elke gemeente maakt zich bij DUO en de BRP met het hare bekend, en alleen bij wie laat zien dat hij het is.

Over echte sockets, met een server die een clientcertificaat eist.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import structlog
from cryptography.x509.oid import ExtendedKeyUsageOID

from core.instellingen.config import lees_config
from core.instellingen.legitimatie import Buur, Legitimatiebron, OnjuisteLegitimatie
from core.instellingen.tabel import Proces
from core.integrations.brp.fouten import BrpOnbereikbaar
from core.integrations.buren import Buren, maak_buren
from core.integrations.duo.fouten import DuoOnbereikbaar
from core.integrations.lijn import Lijn
from core.platform.tenants import Tenant
from tests.integrations.tlsbuur import BRP_KENT_NIEMAND, DUO_KENT_NIEMAND, Tlsbuur, tlsbuur
from tests.platform.test_config import DSNS
from tests.voorbeelden.beheer import TENANTS
from tests.voorbeelden.certificaten import DAG, ELDERS, Ca, Certificaat
from tests.voorbeelden.legitimatie import vul, zet, zet_paar
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.omgeving import omgeving

BSN = proefbsn().onthul()
EEN, ANDER, *_ = TENANTS.values()
CA = Ca()
CODES = [tenant.code for tenant in TENANTS.values()]
VAN_NIEMAND = "00000099000000009999"


def _paar(oin: str) -> Certificaat:
    return CA.geef_uit(oin, tot=90 * DAG)


def _bron(map_: Path, buur: Buur, tenant: Tenant = EEN) -> Legitimatiebron:
    return Legitimatiebron(buur=buur, map=map_ / buur, code=tenant.code, anderen={ANDER.oin: ANDER.code})


def _mappen(map_: Path) -> None:
    """DUO: voor `EEN` een eigen certificaat, voor de rest dat van de installatie; de BRP: voor `EEN` ook een."""
    for buur in Buur:
        vul(map_ / buur, buur, CODES, CA)
        zet_paar(map_ / buur, EEN.code, _paar(EEN.oin))
    zet_paar(map_ / Buur.DUO, "tls", _paar(VAN_NIEMAND))


@asynccontextmanager
async def _buren(map_: Path, *, duo: Tlsbuur | None = None, brp: Tlsbuur | None = None) -> AsyncIterator[Buren]:
    """De buren zoals de worker ze maakt, uit de instellingen."""
    adressen = {f"{naam}_adres": b.adres for naam, b in (("duo", duo), ("brp", brp)) if b is not None}
    mappen = {f"{naam}_legitimatie": str(map_ / naam) for naam, b in (("duo", duo), ("brp", brp)) if b is not None}
    waarden = omgeving(DSNS, valkey="redis://127.0.0.1:9", **adressen, **mappen)
    buren = maak_buren(lees_config(waarden, proces=Proces.WORKER), TENANTS.values())
    try:
        yield buren
    finally:
        await buren.sluit()


async def _vraag_duo(buren: Buren, tenant: Tenant = EEN) -> None:
    assert await buren.duo(tenant).lees_examennummer(BSN, bericht_id=uuid4()) is None


async def _vraag_brp(buren: Buren, tenant: Tenant = EEN) -> None:
    assert await buren.brp(tenant).lees_personen([BSN]) == []


async def test_elke_gemeente_laat_duo_haar_eigen_certificaat_zien_en_anders_dat_van_de_installatie(
    tmp_path: Path,
) -> None:
    _mappen(tmp_path)
    async with (
        tlsbuur(CA.voor_server(), DUO_KENT_NIEMAND, tmp_path, ca_van_clients=CA.certificaat) as duo,
        _buren(tmp_path, duo=duo) as buren,
    ):
        for tenant in (EEN, ANDER, EEN, ANDER):
            await _vraag_duo(buren, tenant)
        await asyncio.gather(*(_vraag_duo(buren, EEN) for _ in range(4)))
    assert duo.oins == [EEN.oin, VAN_NIEMAND, EEN.oin, VAN_NIEMAND, *[EEN.oin] * 4]
    assert {vraag.koppen["bron"] for vraag in duo.vragen if vraag.oin == EEN.oin} == {EEN.oin}
    assert not any("x-api-key" in vraag.koppen for vraag in duo.vragen)


async def test_elke_gemeente_laat_de_brp_haar_eigen_sleutel_en_certificaat_zien(tmp_path: Path) -> None:
    _mappen(tmp_path)
    async with (
        tlsbuur(CA.voor_server(), BRP_KENT_NIEMAND, tmp_path, ca_van_clients=None) as brp,
        _buren(tmp_path, brp=brp) as buren,
    ):
        for tenant in (EEN, ANDER, EEN):
            await _vraag_brp(buren, tenant)
    namen = [vraag.koppen["x-api-key"] for vraag in brp.vragen]
    assert namen == [f"sleutel-van-{code}" for code in (EEN.code, ANDER.code, EEN.code)]
    assert brp.handdrukken == 2, "geen gemeente gaat over de verbinding van een ander"


async def test_met_alleen_een_sleutel_komt_niemand_langs_een_brp_die_een_certificaat_eist(tmp_path: Path) -> None:
    _mappen(tmp_path)
    async with (
        tlsbuur(CA.voor_server(), BRP_KENT_NIEMAND, tmp_path, ca_van_clients=CA.certificaat) as brp,
        _buren(tmp_path, brp=brp) as buren,
    ):
        await _vraag_brp(buren, EEN)
        with structlog.testing.capture_logs() as regels, pytest.raises(BrpOnbereikbaar):
            await _vraag_brp(buren, ANDER)
    assert brp.oins == [EEN.oin]
    assert [(r["event"], r["gemeente"]) for r in regels] == [("de lijn met de buur lukt niet", ANDER.code)]


VALS: dict[str, Certificaat] = {
    "de goede CA, een andere naam": CA.voor_server(ELDERS),
    "een andere CA, de goede naam": Ca("Andere CA").voor_server(),
    "een CA die net zo heet": Ca(CA.naam).voor_server(),
    "verlopen": CA.geef_uit(van=-2 * DAG, tot=-DAG / 24, voor=ExtendedKeyUsageOID.SERVER_AUTH),
    "alleen voor een client": CA.geef_uit(),
}


@pytest.mark.parametrize("certificaat", VALS.values(), ids=VALS)
async def test_wie_zich_voordoet_als_duo_of_de_brp_krijgt_niets_te_horen(
    tmp_path: Path, certificaat: Certificaat
) -> None:
    _mappen(tmp_path)
    async with (
        tlsbuur(certificaat, DUO_KENT_NIEMAND, tmp_path, ca_van_clients=None) as vals,
        _buren(tmp_path, duo=vals, brp=vals) as buren,
    ):
        with structlog.testing.capture_logs() as regels:
            with pytest.raises(DuoOnbereikbaar):
                await _vraag_duo(buren)
            with pytest.raises(BrpOnbereikbaar):
                await _vraag_brp(buren)
    assert vals.vragen == []
    assert [(r["buur"], r["reden"]) for r in regels] == [(buur, "CERTIFICATE_VERIFY_FAILED") for buur in Buur]


async def test_een_nieuw_certificaat_geldt_vanaf_het_volgende_verzoek_en_wat_loopt_maakt_af(tmp_path: Path) -> None:
    _mappen(tmp_path)
    async with (
        tlsbuur(CA.voor_server(), DUO_KENT_NIEMAND, tmp_path, ca_van_clients=CA.certificaat) as duo,
        _buren(tmp_path, duo=duo) as buren,
    ):
        duo.mag.clear()
        loopt = asyncio.create_task(_vraag_duo(buren, ANDER))
        await duo.gevraagd.get()
        zet_paar(tmp_path / Buur.DUO, "tls", _paar("00000099000000008888"))
        nieuw = asyncio.create_task(_vraag_duo(buren, ANDER))
        await duo.gevraagd.get()
        duo.mag.set()
        await asyncio.gather(loopt, nieuw)
    assert duo.oins == [VAN_NIEMAND, "00000099000000008888"]


async def test_een_map_die_in_een_keer_verwisseld_wordt_geldt_ook(tmp_path: Path) -> None:
    """Zoals het cluster een Secret ververst: de naam wijst ineens naar een andere map."""
    _mappen(tmp_path)
    (tmp_path / "duo").rename(tmp_path / "oud")
    (tmp_path / "duo").symlink_to(tmp_path / "oud", target_is_directory=True)
    async with (
        tlsbuur(CA.voor_server(), DUO_KENT_NIEMAND, tmp_path, ca_van_clients=CA.certificaat) as duo,
        _buren(tmp_path, duo=duo) as buren,
    ):
        await _vraag_duo(buren)
        vul(tmp_path / "nieuw", Buur.DUO, CODES, CA)
        zet_paar(tmp_path / "nieuw", "tls", _paar("00000099000000008888"))
        (tmp_path / "wissel").symlink_to(tmp_path / "nieuw", target_is_directory=True)
        (tmp_path / "wissel").replace(tmp_path / "duo")
        await _vraag_duo(buren)
    assert duo.oins == [EEN.oin, "00000099000000008888"]


async def test_een_half_gewisseld_paar_legt_niets_stil_en_staat_een_keer_in_het_logboek(tmp_path: Path) -> None:
    _mappen(tmp_path)
    nieuw = _paar(EEN.oin)
    async with (
        tlsbuur(CA.voor_server(), DUO_KENT_NIEMAND, tmp_path, ca_van_clients=CA.certificaat) as duo,
        _buren(tmp_path, duo=duo) as buren,
    ):
        with structlog.testing.capture_logs() as regels:
            zet(tmp_path / Buur.DUO, f"{EEN.code}.crt", nieuw.certificaat)
            await _vraag_duo(buren)
            await _vraag_duo(buren)
            zet(tmp_path / Buur.DUO, f"{EEN.code}.key", nieuw.sleutel)
            await _vraag_duo(buren)
    deugt_niet, vernieuwd = regels
    assert "hoort niet bij" in deugt_niet["gebreken"][0]
    assert vernieuwd["event"] == "de legitimatie is vernieuwd"
    assert duo.oins == [EEN.oin] * 3
    assert duo.handdrukken == 2
    assert "PRIVATE" not in str(regels)


async def test_een_ca_die_er_niet_meer_bij_staat_wordt_niet_meer_geloofd(tmp_path: Path) -> None:
    _mappen(tmp_path)
    async with (
        tlsbuur(CA.voor_server(), BRP_KENT_NIEMAND, tmp_path, ca_van_clients=None) as brp,
        _buren(tmp_path, brp=brp) as buren,
    ):
        await _vraag_brp(buren)
        zet(tmp_path / Buur.BRP, "ca.crt", Ca("Nieuwe CA").certificaat)
        with pytest.raises(BrpOnbereikbaar):
            await _vraag_brp(buren)
    assert len(brp.vragen) == 1


@pytest.mark.parametrize(
    ("over", "verwacht"),
    [
        (32 * DAG, []),
        (29 * DAG + DAG / 24, [("het certificaat verloopt binnenkort", 29)]),
        (-DAG / 24, [("het certificaat is verlopen", -1)]),
    ],
)
async def test_vanaf_dertig_dagen_voor_het_einde_staat_er_elke_dag_een_regel(
    tmp_path: Path, over: timedelta, verwacht: list[tuple[str, int]]
) -> None:
    """Ook verlopen houdt het een worker niet tegen: die doet het werk van de andere gemeenten nog."""
    _mappen(tmp_path)
    einde = _bron(tmp_path, Buur.DUO).lees().verloopt_op
    assert einde is not None
    nu = einde - over

    def over_het_einde() -> list[tuple[str, int]]:
        return [(r["event"], r["dagen"]) for r in regels if "dagen" in r]

    with structlog.testing.capture_logs() as regels:
        async with httpx2.AsyncClient(transport=Lijn(_bron(tmp_path, Buur.DUO), nu=lambda: nu)) as http:
            for later in (DAG / 24, DAG / 2, DAG / 3):  # nog geen dag, en daarna net over een dag
                assert over_het_einde() == verwacht
                nu += later
                with pytest.raises(httpx2.ConnectError):
                    await http.get("https://127.0.0.1:9")
            nu += DAG / 4
            with pytest.raises(httpx2.ConnectError):
                await http.get("https://127.0.0.1:9")
    assert len(over_het_einde()) == 2 * len(verwacht)
    assert all(r["log_level"] == "warning" and r["gemeente"] == EEN.code for r in regels)


async def test_geen_sleutel_en_geen_nummer_staat_in_een_logboek(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _mappen(tmp_path)
    caplog.set_level(logging.INFO)
    async with (
        tlsbuur(CA.voor_server(), BRP_KENT_NIEMAND, tmp_path, ca_van_clients=None) as brp,
        _buren(tmp_path, brp=brp) as buren,
    ):
        with structlog.testing.capture_logs() as regels:
            await _vraag_brp(buren)
        legitimatie = _bron(tmp_path, Buur.BRP).lees()
    assert legitimatie.api_sleutel == f"sleutel-van-{EEN.code}"
    for geheim in (legitimatie.api_sleutel, "PRIVATE KEY", BSN):
        assert geheim not in caplog.text + str(regels) + repr(legitimatie) + repr(buren)


VERGRENDELD = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"


def _zonder(naam: str) -> Any:
    return lambda map_: (map_ / naam).unlink()


def _met(naam: str, inhoud: str) -> Any:
    return lambda map_: zet(map_, naam, inhoud)


DEUGT_NIET: dict[str, tuple[Buur, Any, str]] = {
    "geen CA": (Buur.DUO, _zonder("ca.crt"), "ca.crt: ontbreekt"),
    "een CA die niets is": (Buur.DUO, _met("ca.crt", "x"), "ca.crt: verwacht PEM met een CERTIFICATE"),
    "een CA die niet te lezen is": (
        Buur.BRP,
        _met("ca.crt", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----"),
        "ca.crt: geen certificaat dat te lezen is",
    ),
    "een certificaat zonder sleutel": (Buur.BRP, _zonder(f"{EEN.code}.key"), f"{EEN.code}.key: ontbreekt"),
    "een sleutel zonder certificaat": (Buur.DUO, _zonder(f"{EEN.code}.crt"), f"{EEN.code}.crt: ontbreekt"),
    "een sleutel met een wachtwoord": (
        Buur.DUO,
        _met(f"{EEN.code}.key", VERGRENDELD),
        f"{EEN.code}.key: verwacht PEM met een PRIVATE KEY, zonder wachtwoord",
    ),
    "de sleutel van een ander": (
        Buur.DUO,
        _met(f"{EEN.code}.key", CA.geef_uit().sleutel),
        f"{EEN.code}.key: hoort niet bij {EEN.code}.crt",
    ),
    "het certificaat van een andere gemeente": (
        Buur.DUO,
        lambda map_: zet_paar(map_, EEN.code, CA.geef_uit(ANDER.oin)),
        f"{EEN.code}.crt: heeft het OIN van {ANDER.code}",
    ),
    "een API-sleutel van twee regels": (
        Buur.BRP,
        _met(f"{EEN.code}.api-sleutel", "geheim-een\ngeheim-twee"),
        f"{EEN.code}.api-sleutel: verwacht één regel",
    ),
    "een lege API-sleutel": (
        Buur.BRP,
        _met(f"{EEN.code}.api-sleutel", " \n"),
        f"{EEN.code}.api-sleutel: verwacht één regel",
    ),
    "geen UTF-8": (
        Buur.BRP,
        lambda map_: (map_ / f"{EEN.code}.api-sleutel").write_bytes(b"\xff"),
        f"{EEN.code}.api-sleutel: het bestand is geen UTF-8",
    ),
}


@pytest.mark.parametrize(("buur", "breek", "verwacht"), DEUGT_NIET.values(), ids=DEUGT_NIET)
def test_wat_niet_deugt_wordt_bij_het_lezen_genoemd_zonder_te_zeggen_wat_er_stond(
    tmp_path: Path, buur: Buur, breek: Any, verwacht: str
) -> None:
    _mappen(tmp_path)
    breek(tmp_path / buur)
    with pytest.raises(OnjuisteLegitimatie) as fout:
        _bron(tmp_path, buur).lees()
    (gebrek,) = fout.value.gebreken
    assert gebrek.startswith(verwacht)
    assert "geheim" not in gebrek


def test_alle_gebreken_van_een_gemeente_tegelijk(tmp_path: Path) -> None:
    _mappen(tmp_path)
    for naam in ("ca.crt", f"{EEN.code}.crt", f"{EEN.code}.key"):
        zet(tmp_path / Buur.BRP, naam, "x")
    zet(tmp_path / Buur.BRP, f"{EEN.code}.api-sleutel", "a b")
    with pytest.raises(OnjuisteLegitimatie) as fout:
        _bron(tmp_path, Buur.BRP).lees()
    assert [g.split(":")[0] for g in fout.value.gebreken] == [
        "ca.crt",
        f"{EEN.code}.crt",
        f"{EEN.code}.key",
        f"{EEN.code}.api-sleutel",
    ]
