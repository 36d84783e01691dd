"""De Containerfile, nagelezen: gebouwd is zij hier niet. Wat in het wheel zit toetst test_wheel."""

import re
from pathlib import Path

from tests.helm.kaart import teken

WORTEL = Path(__file__).parents[2]
TEKST = (WORTEL / "Containerfile").read_text(encoding="utf-8")
REGELS = [
    regel.split(maxsplit=1)
    for regel in TEKST.replace("\\\n", " ").splitlines()
    if regel.strip() and not regel.startswith("#")
]
UITEINDELIJK = REGELS[[i for i, (woord, _) in enumerate(REGELS) if woord == "FROM"][-1] :]
AANGELEVERD = ["dist/requirements.lock", "dist/meedoen-*.whl", "dist/LICENTIES.txt"]


def _alles(woord: str, regels: list[list[str]] = REGELS) -> list[str]:
    return [rest for naam, rest in regels if naam == woord]


def test_de_basis_is_een_keuze_van_wie_bouwt_en_overal_dezelfde() -> None:
    assert _alles("ARG") == ["BASIS"]
    assert [rest.split()[0] for rest in _alles("FROM")] == ["${BASIS}", "${BASIS}"]


def test_er_komt_niets_in_dan_het_wheel_het_slot_en_de_licenties() -> None:
    assert _alles("ADD") == []
    van_buiten = [rest.split()[:-1] for rest in _alles("COPY") if "--from" not in rest]
    assert [bestand for bestanden in van_buiten for bestand in bestanden] == AANGELEVERD
    genegeerd = [
        r for r in (WORTEL / ".dockerignore").read_text(encoding="utf-8").splitlines() if r[:1] not in ("#", "")
    ]
    assert genegeerd == ["*", *(f"!{bestand}" for bestand in AANGELEVERD)]
    assert len(_alles("COPY", UITEINDELIJK)) == 2


def test_elk_pakket_komt_met_een_hash_en_niets_haalt_er_iets_bij() -> None:
    [opdrachten] = _alles("RUN")
    installaties = [deel for deel in opdrachten.split("&&") if " install " in deel]
    assert ["--require-hashes -r /pakket/requirements.lock" in deel for deel in installaties] == [True, False]
    assert all("--no-deps" in deel for deel in installaties)
    assert "meedoen-*.whl" in installaties[1]
    assert not re.search(r"curl|wget|apt|apk|git|--index-url|--extra|\[dev\]", opdrachten)
    assert _alles("RUN", UITEINDELIJK) == []


def test_zij_draait_als_dezelfde_niemand_als_de_chart_en_met_dezelfde_ingang() -> None:
    pod = teken().werklast("api").pod
    wie = pod["securityContext"]
    assert _alles("USER", UITEINDELIJK) == [f"{wie['runAsUser']}:{wie['runAsGroup']}"]
    assert UITEINDELIJK[-2][0] == "USER"
    assert UITEINDELIJK[-1] == ["ENTRYPOINT", '["meedoen"]']
    assert pod["containers"][0]["command"] == ["meedoen"]


def test_met_een_schijf_die_alleen_te_lezen_is_schrijft_zij_nergens_dan_in_tmp() -> None:
    assert _alles("VOLUME") == []
    assert "PYTHONDONTWRITEBYTECODE=1" in _alles("ENV")[0]
    assert _alles("WORKDIR") == ["/tmp"]
    assert "HOME=/tmp" in _alles("ENV")[0]
