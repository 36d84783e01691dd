"""Wie als eigenaar van de database werkt, geeft in productie zijn wachtwoord alleen aan een server die getoetst is."""

from pathlib import Path
from secrets import token_urlsafe

import pytest

from core.cli import main
from tests.voorbeelden.omgeving import IN_PRODUCTIE

OPDRACHTEN = (["db", "migreer"], ["tenants", "laad"], ["db", "voorbereiden", "--uitvoeren"])


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
def test_ook_de_eigenaar_praat_in_productie_alleen_met_een_server_die_getoetst_is(
    opdracht: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wachtwoord = token_urlsafe(24)
    for naam in ("MEEDOEN_MIGRATIE_DSN", "MEEDOEN_BEHEER_DSN"):
        monkeypatch.setenv(naam, f"postgresql://meedoen_migratie:{wachtwoord}@127.0.0.1:9/meedoen?sslmode=require")
    monkeypatch.setenv("MEEDOEN_OMGEVING", "productie")
    monkeypatch.setenv("MEEDOEN_TENANTS", str(IN_PRODUCTIE))
    assert main(opdracht) == 1
    gezegd = capsys.readouterr().err
    assert "zonder TLS dat de server helemaal toetst" in gezegd
    assert wachtwoord not in gezegd


@pytest.mark.parametrize("opdracht", OPDRACHTEN)
def test_zonder_ca_is_er_een_zin_die_zegt_waar_zij_hoort(
    opdracht: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for naam in ("MEEDOEN_MIGRATIE_DSN", "MEEDOEN_BEHEER_DSN"):
        monkeypatch.setenv(
            naam, f"postgresql://meedoen_migratie:{token_urlsafe(24)}@127.0.0.1:9/meedoen?sslmode=verify-full"
        )
    monkeypatch.setenv("MEEDOEN_OMGEVING", "productie")
    monkeypatch.setenv("MEEDOEN_TENANTS", str(IN_PRODUCTIE))
    assert main(opdracht) == 1
    assert "hoort de CA van de server: zet &sslrootcert=" in capsys.readouterr().err
