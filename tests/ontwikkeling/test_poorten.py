"""Asking whether something listens, and whether it answers well."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.poorten import ADRES, antwoordt, eis_vrij, is_vrij, luistert, vrije_poort


class _Website(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/gereed" else 503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Says nothing: the test looks at the answers."""


@pytest.fixture
def website() -> Iterator[int]:
    with HTTPServer((ADRES, 0), _Website) as server:
        draad = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        draad.start()
        yield server.server_port
        server.shutdown()
        draad.join()


def test_wie_luistert_en_goed_antwoordt(website: int) -> None:
    assert luistert(website)
    assert antwoordt(website, "/gereed")
    assert not antwoordt(website, "/anders")
    assert not is_vrij(website)
    with pytest.raises(EmbeddedFout, match=f"Poort {website} voor de API is in gebruik"):
        eis_vrij(website, waarvoor="de API")


def test_waar_niemand_luistert() -> None:
    poort = vrije_poort()
    assert is_vrij(poort)
    assert eis_vrij(poort, waarvoor="de API") == poort
    assert not luistert(poort)
    assert not antwoordt(poort, "/gereed")
