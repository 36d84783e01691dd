"""De processen als diensten van systemd: elk een eenheid, met alleen de geheimen die het nodig heeft.

De geheimen komen uit bestanden die alleen root leest; systemd geeft het proces er bij elke start een kopie van
(`LoadCredential`). Er is geen gebruiker om aan te maken: systemd verzint er een zolang het proces draait.
"""

from collections.abc import Mapping
from pathlib import Path

from core.instellingen.config import OnjuisteInstellingen
from core.instellingen.tabel import INSTELLINGEN, Instelling, Proces

DIENSTEN = tuple(proces for proces in Proces if proces is not Proces.SLEUTELS)
GEHEIMEN, ALGEMEEN = "geheimen", "meedoen.env"
"""Onder de map met instellingen: een bestand per geheim, en de rest."""
ANKERMAP = "meedoen-anker"
BURENGROEP = "meedoen-buren"
"""Wie in deze groep zit leest de mappen met certificaten voor DUO en de BRP; alleen de worker."""
_UITLOOP = 120
_SCHERM = """\
DynamicUser=yes
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
PrivateDevices=yes
PrivateTmp=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service seccomp
SystemCallErrorNumber=EPERM
"""
"""`seccomp`: wie een brief opmaakt sluit zichzelf daarmee op."""


def maak_eenheden(map_: Path, programma: Path) -> dict[str, str]:
    """Van elk proces de eenheid: bestandsnaam naar inhoud. `map_` heeft de instellingen, `programma` is `meedoen`.

    Raises:
        OnjuisteInstellingen: een geheim zonder welk een proces niet start, is er niet.
    """
    geheimen = {pad.name for pad in (map_ / GEHEIMEN).glob("*")}
    ontbreekt = [i for i in INSTELLINGEN if i.geheim and i.standaard is None and i.naam not in geheimen]
    if ontbreekt:
        raise OnjuisteInstellingen(
            tuple(f"{map_ / GEHEIMEN / i.naam}: ontbreekt ({i.uitleg})" for i in ontbreekt),
        )
    return {f"meedoen-{proces}.service": _eenheid(proces, map_, programma, geheimen) for proces in DIENSTEN}


def _eenheid(proces: Proces, map_: Path, programma: Path, geheimen: set[str]) -> str:
    eigen = [i for i in INSTELLINGEN if i.geheim and proces in i.voor and i.naam in geheimen]
    regels = "".join(f"{naam}={waarde}\n" for naam, waarde in _EIGEN.get(proces, {}).items())
    return (
        f"[Unit]\nDescription=Meedoen: {proces}\nAfter=network-online.target\nWants=network-online.target\n\n"
        f"[Service]\nExecStart={programma} {proces}\nEnvironmentFile={map_ / ALGEMEEN}\n"
        f"{''.join(_geheim(instelling, map_) for instelling in eigen)}"
        f"Restart=always\nRestartSec=5\nTimeoutStopSec={_UITLOOP}\n{regels}{_SCHERM}\n"
        "[Install]\nWantedBy=multi-user.target\n"
    )


def _geheim(instelling: Instelling, map_: Path) -> str:
    return (
        f"LoadCredential={instelling.naam}:{map_ / GEHEIMEN / instelling.naam}\n"
        f"Environment={instelling.variabele}_BESTAND=%d/{instelling.naam}\n"
    )


_EIGEN: Mapping[Proces, Mapping[str, str]] = {
    Proces.API: {"LimitNOFILE": "65536"},
    Proces.ONTVANGER: {"LimitNOFILE": "65536"},
    Proces.WORKER: {"SupplementaryGroups": BURENGROEP},
    Proces.ZEGEL: {"StateDirectory": ANKERMAP, "StateDirectoryMode": "0700"},
}
"""Wat alleen dit proces mag."""
