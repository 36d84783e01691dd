"""De processen zoals hun eenheid van systemd ze start: dezelfde opdracht, omgeving en geheimen, en een SIGTERM."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from core.instellingen.tabel import Proces
from core.processen import DIENSTEN
from core.productie.eenheden import ANKERMAP
from tests.geduld import GEDULD
from tests.gids.gids import Machine, schoon

EENHEDEN = "/etc/systemd/system"


def regels(pad: Path) -> list[tuple[str, str]]:
    """Wat er onder [Service] staat, in zijn volgorde; een naam mag vaker voorkomen."""
    dienst = pad.read_text(encoding="utf-8").split("[Service]\n")[1].split("\n[")[0]
    return [(naam, waarde) for naam, _, waarde in (regel.partition("=") for regel in dienst.splitlines() if regel)]


def _klaargezet(machine: Machine, proces: Proces) -> tuple[Sequence[str], dict[str, str]]:
    """De opdracht en de omgeving van de eenheid, met een kopie van haar geheimen zoals systemd die maakt."""
    eenheid = regels(machine.pad(f"{EENHEDEN}/meedoen-{proces}.service"))
    geheimen = machine.map / "run" / proces
    shutil.rmtree(geheimen, ignore_errors=True)
    geheimen.mkdir(parents=True, mode=0o700)
    omgeving = schoon()
    for naam, waarde in eenheid:
        if naam == "EnvironmentFile":
            omgeving |= dict(r.split("=", 1) for r in Path(waarde).read_text(encoding="utf-8").splitlines())
        elif naam == "LoadCredential":
            als, _, van = waarde.partition(":")
            shutil.copy(van, geheimen / als)
            (geheimen / als).chmod(0o400)
        elif naam == "Environment":
            wat, _, waar = waarde.partition("=")
            omgeving[wat] = waar.replace("%d", str(geheimen))
        elif naam == "StateDirectory":
            assert waarde == ANKERMAP
            machine.pad(f"/var/lib/{waarde}").mkdir(parents=True, exist_ok=True, mode=0o700)
    return dict(eenheid)["ExecStart"].split(), omgeving


@asynccontextmanager
async def draaiend(machine: Machine, klaar: Sequence[int]) -> AsyncIterator[None]:
    """Alle processen, klaar op deze poorten; aan het eind stoppen zij op SIGTERM met code 0."""
    kinderen: dict[Proces, asyncio.subprocess.Process] = {}
    try:
        for proces in DIENSTEN:
            opdracht, omgeving = _klaargezet(machine, proces)
            with _log(machine, proces).open("ab") as uit:
                kinderen[proces] = await asyncio.create_subprocess_exec(
                    *opdracht, cwd=machine.map, env=omgeving, stdout=uit, stderr=uit
                )
        async with asyncio.timeout(4 * GEDULD):
            for poort in klaar:
                await _wordt_klaar(poort)
        yield
        for proces, kind in kinderen.items():
            assert kind.returncode is None, f"{proces}: {_einde(machine, proces)}"
            kind.send_signal(signal.SIGTERM)
        for proces, kind in kinderen.items():
            code = await asyncio.wait_for(kind.wait(), 2 * GEDULD)
            assert code == 0, f"{proces}: {code} {_einde(machine, proces)}"
            log = _log(machine, proces).read_text(encoding="utf-8")
            assert "Traceback" not in log, f"{proces}: {log[log.index('Traceback') :][:3000]}"
    except TimeoutError:
        raise AssertionError("\n".join(f"{proces}: {_einde(machine, proces)}" for proces in kinderen)) from None
    finally:
        for kind in kinderen.values():
            if kind.returncode is None:
                kind.kill()
                await kind.wait()


def _log(machine: Machine, proces: Proces) -> Path:
    return machine.map / f"{proces}.log"


def _einde(machine: Machine, proces: Proces) -> str:
    return _log(machine, proces).read_text(encoding="utf-8")[-2000:]


async def _wordt_klaar(poort: int) -> None:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False) as lijn:
        while True:
            try:
                if (await lijn.get("/ready")).json() == {"status": "klaar"}:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.05)
