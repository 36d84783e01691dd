"""Een browser die doet wat een mens doet: een adres openen, een keuze aankruisen en op een knop drukken."""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Self
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2

from tests.geduld import GEDULD

VANZELF = "document.forms[0].submit()"
"""Hiermee verstuurt een pagina haar formulier zelf."""
Terugkomst = Mapping[str, Sequence[str]]


@dataclass
class Pagina(HTMLParser):
    """Een pagina met hoogstens één formulier."""

    adres: str
    status: int
    tekst: str
    doel: str = ""
    vast: dict[str, str] = field(default_factory=dict)
    keuzes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.doel = self.adres
        self.feed(self.tekst)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        van = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            assert van["method"] == "post"
            self.doel = urljoin(self.adres, van.get("action", ""))
        elif tag == "input" and van["type"] == "hidden":
            self.vast[van["name"]] = van["value"]
        elif tag == "input" and van["type"] == "radio":
            self.keuzes.append(van["value"])


class Browser:
    """Eén browser met zijn koekjes; op het adres `thuis` houdt hij op, want daar is Meedoen."""

    def __init__(self, ca: Path, *, thuis: str) -> None:
        self._thuis = thuis
        tls = ssl.create_default_context(cafile=str(ca))
        self._lijn = httpx2.AsyncClient(verify=tls, trust_env=False, timeout=GEDULD)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._lijn.aclose()

    async def open(self, adres: str) -> Pagina | Terugkomst:
        return await self._volg("GET", adres)

    async def pagina(self, adres: str) -> Pagina:
        """De pagina die er dan staat; dat er een staat hoort."""
        gezien = await self.open(adres)
        assert isinstance(gezien, Pagina)
        return gezien

    async def terug(self, adres: str) -> Terugkomst:
        """Waarmee hij bij Meedoen terugkomt zonder dat hem iets gevraagd is."""
        gezien = await self.open(adres)
        assert not isinstance(gezien, Pagina), gezien.tekst
        return gezien

    async def druk(self, pagina: Pagina, **ingevuld: str) -> Pagina | Terugkomst:
        return await self._volg("POST", pagina.doel, {**pagina.vast, **ingevuld})

    async def log_in(self, adres: str, wie: str, *, stap: str = "twee") -> Terugkomst:
        """Kies iemand uit de lijst en bewijs dat in een of twee stappen."""
        pagina = await self.pagina(adres)
        assert wie in pagina.keuzes
        terug = await self.druk(pagina, mens=wie, stap=stap)
        assert not isinstance(terug, Pagina), terug.tekst
        return terug

    async def _volg(self, methode: str, adres: str, formulier: dict[str, str] | None = None) -> Pagina | Terugkomst:
        antwoord = await self._lijn.request(methode, adres, data=formulier)
        while antwoord.is_redirect:
            adres = urljoin(adres, antwoord.headers["location"])
            if adres.startswith(self._thuis):
                return parse_qs(urlsplit(adres).query, keep_blank_values=True)
            antwoord = await self._lijn.get(adres)
        pagina = Pagina(adres=adres, status=antwoord.status_code, tekst=antwoord.text)
        if VANZELF in pagina.tekst:
            return await self._volg("POST", pagina.doel, pagina.vast)
        return pagina
