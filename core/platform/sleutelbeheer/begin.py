"""De sleutels van een nieuwe installatie: niemand hoeft ze te kennen, dus Meedoen maakt ze zelf (`sleutels begin`)."""

from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from core.instellingen.sleutels import OnjuisteSleutels, Sleutelbos, Zouten, nieuwe_sleutel, sleuteltekst
from core.platform.geheimbestand import maak_nieuw


def _bos() -> str:
    return Sleutelbos({1: nieuwe_sleutel()}).als_tekst()


def _los() -> str:
    return sleuteltekst(nieuwe_sleutel()) + "\n"


def _inlogsleutel() -> str:
    sleutel = ec.generate_private_key(ec.SECP256R1())
    return sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


WORTELS: Mapping[str, Callable[[], str]] = {
    "sleutel_versleuteling": _bos,
    "sleutel_index": _bos,
    "sleutel_audit": _bos,
    "sleutel_zout": Zouten().als_tekst,
}
"""Wat bij de gegevens in de database hoort: raakt er een kwijt, dan is een nieuwe geen vervanging."""
LOSSE: Mapping[str, Callable[[], str]] = {"sleutel_cursor": _los, "sleutel_inloggen": _inlogsleutel}
"""Wat te vervangen is zonder dat er iets onleesbaar wordt."""


def begin(map_: Path) -> list[str]:
    """Maak in `map_` wat er nog niet is, elk in een bestand met de naam van haar instelling; geeft wat er gemaakt is.

    Raises:
        OnjuisteSleutels: van de wortels is er een wel en een ander niet; die hoort terug uit een kopie. Of de map is
            er niet, of niet te beschrijven.
    """
    er_al = [naam for naam in WORTELS if (map_ / naam).exists()]
    if er_al and len(er_al) < len(WORTELS):
        weg = ", ".join(naam for naam in WORTELS if naam not in er_al)
        raise OnjuisteSleutels(
            f"{map_}: {', '.join(er_al)} is er al, en {weg} niet. Zonder de oude opent wat er in de database staat niet"
            " meer: zet die terug uit een kopie. Is er nog geen database, begin dan in een lege map"
        )
    try:
        return [naam for naam, maak in {**WORTELS, **LOSSE}.items() if maak_nieuw(map_ / naam, maak())]
    except OSError as fout:
        raise OnjuisteSleutels(f"{map_}: {fout.strerror}; maak de map met `install -d -m 0700`") from None
