"""Twee echte inlogdiensten van een ander maaksel op deze machine, en onze kant waar zij aankloppen."""

import json
import queue
import secrets
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from joserfc.jwk import ECKey, KeySet, RSAKey

from core.ontwikkeling.embedded.poorten import is_vrij
from core.ontwikkeling.inlogdienst.certificaat import Certificaten, lees_of_maak_certificaten
from core.ontwikkeling.inlogdienst.dienst import Client, Mens, Proefdienst
from tests.geduld import GEDULD

ONS = ECKey.generate_key("P-256", {"kid": "meedoen", "use": "sig"})
ONS_RSA = RSAKey.generate_key(2048, {"kid": "meedoen-rsa", "use": "sig"})
THUIS = "https://meedoen.example.org"
TERUG = f"{THUIS}/inloggen/terug"
NA_AFMELDEN = f"{THUIS}/afgemeld"
ANNA = "klantmanager@GM1904"
BRAM = "teamleider@GM1904"
MENSEN = (
    Mens(onderwerp=ANNA, naam="Anna <de> Wit", organisatie="Stichtse Vecht", rol="klantmanager", email="a@example.org"),
    Mens(onderwerp=BRAM, naam="Bram Visser", organisatie="Stichtse Vecht", rol="teamleider", email="b@example.org"),
)


POORTEN = range(12_000, 20_000)
"""Waar verder niemand in deze tests een poort uit trekt: wie stopt en weer start, vindt de zijne vrij."""


def poort_voor_een_dienst() -> int:
    return next(poort for poort in iter(lambda: secrets.choice(POORTEN), 0) if is_vrij(poort))


@dataclass
class Kant:
    """Onze kant: geeft onze sleutels aan wie ze vraagt, en bewaart elke afmelding die er komt."""

    adres: str = ""
    afmeldingen: "queue.Queue[str]" = field(default_factory=queue.Queue)
    sleutels_gevraagd: int = 0


@contextmanager
def onze_kant() -> Iterator[Kant]:
    kant = Kant()

    class Antwoord(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kant.sleutels_gevraagd += 1
            self._zeg(json.dumps(KeySet([ONS, ONS_RSA]).as_dict(private=False)).encode())

        def do_POST(self) -> None:
            inhoud = self.rfile.read(int(self.headers["Content-Length"])).decode()
            [token] = parse_qs(inhoud)["logout_token"]
            kant.afmeldingen.put(token)
            self._zeg(b"")

        def _zeg(self, inhoud: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(inhoud)))
            self.end_headers()
            self.wfile.write(inhoud)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwoord) as server:
        kant.adres = f"http://127.0.0.1:{server.server_port}"
        draad = threading.Thread(target=server.serve_forever)
        draad.start()
        try:
            yield kant
        finally:
            server.shutdown()
            draad.join()


@dataclass
class Draaiend:
    """Een inlogdienst als proces, die een test mag stoppen en weer starten."""

    dienst: Proefdienst
    log: Path
    _proces: "subprocess.Popen[bytes] | None" = None

    @property
    def uitgever(self) -> str:
        return self.dienst.uitgever

    def start(self) -> bool:
        """Of zij het doet; niet als een ander intussen haar poort nam."""
        self.dienst.bereid_voor()
        with open(self.log, "ab") as log:
            self._proces = subprocess.Popen(self.dienst.opdracht(), stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        uiterlijk = time.monotonic() + GEDULD
        while not self.dienst.antwoordt():
            if self._proces.poll() is not None:
                return False
            assert time.monotonic() < uiterlijk, self.log.read_text(encoding="utf-8")
        return True

    def stop(self) -> None:
        if self._proces is not None:
            self._proces.terminate()
            self._proces.wait()


@contextmanager
def draaiende_dienst(
    map_: Path, kant: Kant, certificaten: Certificaten, *, algoritme: str = "RS256", haalt_sleutels: bool = True
) -> Iterator[Draaiend]:
    client = Client(
        naam="meedoen-proef",
        terug=(TERUG,),
        na_afmelden=(NA_AFMELDEN,),
        afmeldadres=f"{kant.adres}/afmelding",
        sleuteladres=f"{kant.adres}/sleutels" if haalt_sleutels else None,
        sleutels=None if haalt_sleutels else KeySet([ONS, ONS_RSA]).as_dict(private=False),
    )
    for _ in range(5):
        dienst = Proefdienst(
            map_,
            poort=poort_voor_een_dienst(),
            certificaten=certificaten,
            client=client,
            mensen=MENSEN,
            algoritme=algoritme,
        )
        draaiend = Draaiend(dienst, map_.with_suffix(".log"))
        try:
            if draaiend.start():
                yield draaiend
                return
        finally:
            draaiend.stop()
    raise AssertionError(draaiend.log.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Diensten:
    """De eerste tekent met RSA en haalt onze sleutels; de tweede tekent met EC en heeft ze opgeschreven gekregen."""

    een: Draaiend
    twee: Draaiend
    kant: Kant
    certificaten: Certificaten


@contextmanager
def twee_diensten(map_: Path) -> Iterator[Diensten]:
    certificaten = lees_of_maak_certificaten(map_ / "tls")
    with (
        onze_kant() as kant,
        draaiende_dienst(map_ / "een", kant, certificaten) as een,
        draaiende_dienst(map_ / "twee", kant, certificaten, algoritme="ES256", haalt_sleutels=False) as twee,
    ):
        yield Diensten(een, twee, kant, certificaten)
