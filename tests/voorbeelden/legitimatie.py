"""Mappen met de legitimatie van gemeenten, zoals een beheerder ze klaarzet; elke sleutel is vers."""

import atexit
import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path

from core.instellingen.legitimatie import Buur
from core.instellingen.productie import tenantbestanden
from tests.voorbeelden.certificaten import Ca, Certificaat
from tests.voorbeelden.omgeving import IN_PRODUCTIE, TENANTS


def zet(map_: Path, naam: str, inhoud: str) -> Path:
    """Een bestand dat alleen de eigenaar kan lezen."""
    map_.mkdir(exist_ok=True)
    bestand = map_ / naam
    bestand.write_text(inhoud, encoding="utf-8")
    bestand.chmod(0o600)
    return bestand


def zet_paar(map_: Path, naam: str, paar: Certificaat) -> None:
    zet(map_, f"{naam}.crt", paar.certificaat)
    zet(map_, f"{naam}.key", paar.sleutel)


def vul(map_: Path, buur: Buur, codes: Iterable[str], ca: Ca) -> Path:
    """Een map die deugt: DUO met één certificaat voor allemaal, de BRP met een API-sleutel voor elk."""
    zet(map_, "ca.crt", ca.certificaat)
    if buur is Buur.DUO:
        zet_paar(map_, "tls", ca.geef_uit())
    else:
        for code in codes:
            zet(map_, f"{code}.api-sleutel", f"sleutel-van-{code}")
    return map_


@functools.cache
def legitimaties() -> dict[str, str]:
    """Voor elke gemeente van de tests, in productie of niet: de twee instellingen, met hun map."""
    boven = tempfile.TemporaryDirectory(prefix="legitimatie")
    atexit.register(boven.cleanup)
    codes = [tenant["code"] for map_ in (TENANTS, IN_PRODUCTIE) for _, tenant in tenantbestanden(map_)]
    ca = Ca()
    return {f"{buur}_legitimatie": str(vul(Path(boven.name) / buur, buur, codes, ca)) for buur in Buur}
