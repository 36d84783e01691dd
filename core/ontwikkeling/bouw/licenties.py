"""The licences of what production installs: one table in NOTICE, and their texts beside the wheel.

A licence is what the metadata of the locked release says, in SPDX words. One that is not in `TOEGESTAAN` stops the
build until a person has judged whether it may go with the EUPL and what it asks for; then NOTICE says so.

Usage: python -m core.ontwikkeling.bouw.licenties [teksten]
"""

import re
import sys
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution

from core.ontwikkeling.bouw.slot import WORTEL, Pin, productie, slot_van_hier, van_hier

BEGIN, EINDE = "<!-- licenties -->\n", "<!-- /licenties -->\n"
_BESTAND = re.compile(r"[^/]*(licen[cs]e|copying|notice|authors)[^/]*", re.IGNORECASE)
_SPDX = {
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "MIT License": "MIT",
    "The Unlicense (Unlicense)": "Unlicense",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
TOEGESTAAN = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-2.1-or-later", "MIT", "MIT-0", "MPL-2.0"}
    | {"PSF-2.0", "Unlicense"}
)
"""What was judged: each may be used by a work under the EUPL; NOTICE says what LGPL and MPL ask for."""
GELEZEN = {
    "async-timeout": "Apache-2.0",  # only below Python 3.11.3, so mostly not installed where this runs
    "colorama": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
}
"""Read in the text that the release carries: its metadata names a family ("BSD License"), or cannot be asked."""


class OnbekendeLicentie(Exception):
    """A licence that nobody judged, or that the metadata does not name."""


def licentie(naam: str) -> str:
    """The SPDX expression of an installed package.

    Raises:
        OnbekendeLicentie: the metadata names none that is allowed.
    """
    if naam in GELEZEN:
        return GELEZEN[naam]
    meta = distribution(naam).metadata.json
    klassen = [k.rsplit(" :: ", 1)[-1] for k in meta.get("classifier", ()) if k.startswith("License :: ")]
    genoemd = [str(meta.get("license_expression", "")), *str(meta.get("license", "")).splitlines()[:1], *klassen]
    for naam_van_licentie in genoemd:
        spdx = _SPDX.get(naam_van_licentie.strip(), naam_van_licentie.strip())
        if set(re.split(r" (?:OR|AND) ", spdx)) <= TOEGESTAAN:
            return spdx
    raise OnbekendeLicentie(f"{naam}: {[g for g in genoemd if g]}")


def tabel(pins: Iterable[Pin]) -> str:
    """The table of NOTICE; without versions, so that it only changes when a package or a licence does."""
    regels = [f"| {pin.naam} | {licentie(pin.naam)} |\n" for pin in pins]
    return "".join(["| package | licence |\n", "| --- | --- |\n", *regels])


def teksten(dist: Distribution) -> dict[str, str]:
    """The licence, notice and author texts that a distribution carries, by path."""
    return {
        str(pad): pad.read_text(encoding="utf-8")
        for pad in dist.files or ()
        if ".dist-info/" in str(pad) and _BESTAND.fullmatch(pad.name)
    }


def main(argumenten: list[str]) -> int:
    pins = productie(*slot_van_hier(), van_hier)
    if argumenten == ["teksten"]:
        for pin in pins:
            if van_hier(pin.naam):
                for pad, tekst in teksten(distribution(pin.naam)).items():
                    print(f"{'=' * 80}\n{pin.naam} {pin.versie}: {pad}\n{'=' * 80}\n{tekst.rstrip()}\n")
        return 0
    notice = WORTEL / "NOTICE"
    voor, _, rest = notice.read_text(encoding="utf-8").partition(BEGIN)
    notice.write_text(voor + BEGIN + tabel(pins) + EINDE + rest.partition(EINDE)[2], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
