"""De mailserver in de instellingen en in `meedoen productie toets`: verbonden, met TLS en aangemeld."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.instellingen import lezers
from core.instellingen.config import OnjuisteInstellingen, lees_config, lees_wat_deugt
from core.platform.tenancy import Actor
from core.productie import mail
from core.productie.installatie import Installatie
from tests.voorbeelden.certificaten import Ca
from tests.voorbeelden.mailserver import AFZENDER, CA, GEBRUIKER, WACHTWOORD, mailserver
from tests.voorbeelden.omgeving import omgeving

DSNS = {actor: f"postgresql://meedoen_{actor}@127.0.0.1:9/meedoen" for actor in Actor}


def _met(**anders: str) -> dict[str, str]:
    return omgeving(DSNS, valkey="redis://127.0.0.1:9", **anders)


async def _vindt(**anders: str) -> list[str]:
    config, _ = lees_wat_deugt(_met(**anders))
    installatie = Installatie(config=config, nu=datetime.now(UTC), back_up=None)
    return [bevinding.wat async for bevinding in mail.kijk_na(installatie)]


async def test_zonder_mailserver_is_er_niets_na_te_kijken() -> None:
    assert await _vindt() == []


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, ""),
        ({"smtp_aanmelding": f"{GEBRUIKER}:anders"}, "SMTPAuthenticationError 535"),
        ({"smtp_ca": Ca("Andere CA").certificaat}, "SSLCertVerificationError"),
        ({"smtp": "smtp://127.0.0.1:9"}, "SMTPConnectError"),
    ],
    ids=["goed", "wachtwoord", "een ander", "weg"],
)
async def test_er_wordt_echt_aangemeld(tmp_path: Path, anders: dict[str, str], verwacht: str) -> None:
    async with mailserver(tmp_path) as postbus:
        vast = {
            "smtp": postbus.server.adres,
            "smtp_afzender": AFZENDER,
            "smtp_aanmelding": f"{GEBRUIKER}:{WACHTWOORD}",
            "smtp_ca": CA.certificaat,
        }
        gevonden = await _vindt(**(vast | anders))
        assert postbus.berichten == []
    assert [verwacht in wat for wat in gevonden] == ([True] if verwacht else [])


def test_een_mailserver_vraagt_een_afzender_en_een_adres_van_meedoen() -> None:
    with pytest.raises(OnjuisteInstellingen) as fout:
        lees_config(_met(smtp="smtp://mail.example.org:587"))
    assert fout.value.gebreken == (
        "MEEDOEN_SMTP_AFZENDER: ontbreekt, terwijl MEEDOEN_SMTP er is",
        "MEEDOEN_PUBLIEK_ADRES: ontbreekt, terwijl MEEDOEN_SMTP er is",
    )


def test_in_productie_gaat_mail_nooit_zonder_tls() -> None:
    for adres, geweigerd in (("smtp-open://mail.example.org:25", True), ("smtp://mail.example.org:587", False)):
        _, gebreken = lees_wat_deugt(_met(omgeving="productie", smtp=adres, smtp_afzender=AFZENDER))
        assert any(g.startswith("MEEDOEN_SMTP: zonder TLS") for g in gebreken) is geweigerd


@pytest.mark.parametrize(
    "tekst",
    [
        "mail.example.org:587",
        "smtp://mail.example.org",
        "smtp://u:w@mail.example.org:587",
        "smtp://mail.example.org:587/x",
    ],
)
def test_een_mailserver_is_schema_host_en_poort(tekst: str) -> None:
    with pytest.raises(ValueError, match="verwacht"):
        lezers.mailserver(tekst)


@pytest.mark.parametrize("tekst", ["Meedoen <a@example.org>", "a@example.org\nBcc: b@example.org", "geen adres"])
def test_een_afzender_is_een_adres_en_niets_meer(tekst: str) -> None:
    with pytest.raises(ValueError, match="verwacht een e-mailadres"):
        lezers.mailadres(tekst)


def test_een_aanmelding_heeft_een_gebruiker_en_een_wachtwoord() -> None:
    assert lezers.aanmelding("meedoen:a:b") == ("meedoen", "a:b")
    for tekst in ("meedoen", ":wachtwoord", "meedoen:"):
        with pytest.raises(ValueError, match="gebruiker:wachtwoord"):
            lezers.aanmelding(tekst)
