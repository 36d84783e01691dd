"""Iemand met een browser: Meedoen op zijn adres achter TLS, en de inlogdienst."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import httpx2

from core.ontwikkeling.inlogdienst.dienst import Mens as Bekende
from tests.geduld import GEDULD
from tests.gids.opstelling import Buiten
from tests.inlogdienst.browser import Browser
from tests.voorbeelden.certificaten import als_client


class Mens:
    """Wie hij is weet de inlogdienst; zijn koekjes zijn van hem."""

    def __init__(self, wie: Bekende, buiten: Buiten, map_: Path) -> None:
        self._wie = wie
        self._thuis = buiten.publiek
        tls = als_client(buiten.ca.certificaat, None, map_)
        self._meedoen = httpx2.AsyncClient(base_url=self._thuis, verify=tls, trust_env=False, timeout=GEDULD)
        self._elders = Browser(buiten.inlog_ca, thuis=self._thuis)
        self._formulier = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        await self._meedoen.aclose()
        await self._elders.__aexit__()

    async def aanvaard(self, link: str) -> None:
        """Open de link, log in, en aanvaard."""
        pad = urlsplit(link).path
        gezien = (await self._meedoen.get(pad)).json()
        await self._door(gezien["ingangen"][0]["pad"])
        woord = (await self._meedoen.get(pad)).json()["formulier"]
        koppen = {"Origin": self._thuis, "Content-Type": "application/x-www-form-urlencoded"}
        gedaan = await self._meedoen.post(pad, content=urlencode({"formulier": woord}), headers=koppen)
        assert gedaan.status_code == 303, gedaan.text
        await self._ik()

    async def log_in(self) -> None:
        """Bij de eerste inlogdienst van de lijst."""
        [ingang] = (await self._meedoen.get("/inloggen")).json()
        await self._door(ingang["pad"])
        await self._ik()

    async def is_binnen(self) -> bool:
        return (await self._meedoen.get("/inloggen/ik")).status_code == httpx2.codes.OK

    async def voorpagina(self) -> str:
        """Wat zijn browser op `/inloggen` laat zien."""
        return (await self._meedoen.get("/inloggen", headers={"Accept": "text/html"})).text

    async def lees(self, pad: str) -> Any:
        antwoord = await self._meedoen.get(f"/v1/gemeenten/GM9999{pad}")
        assert antwoord.status_code == httpx2.codes.OK, antwoord.text
        return antwoord.json()

    async def stuur(self, pad: str, inhoud: object) -> Any:
        """Een wijziging, zoals een pagina van Meedoen haar stuurt; geeft het antwoord, als dat er is."""
        koppen = {"Origin": self._thuis, "X-Meedoen-Formulier": self._formulier}
        antwoord = await self._meedoen.post(f"/v1/gemeenten/GM9999{pad}", json=inhoud, headers=koppen)
        assert antwoord.is_success, antwoord.text
        return antwoord.json() if antwoord.content else None

    async def _door(self, pad: str) -> None:
        heen = await self._meedoen.get(pad)
        terug = await self._elders.log_in(heen.headers["location"], self._wie.onderwerp)
        vraag = httpx2.QueryParams([(naam, waarde) for naam, waarden in terug.items() for waarde in waarden])
        binnen = await self._meedoen.get(f"/inloggen/terug?{vraag}")
        assert binnen.status_code == httpx2.codes.SEE_OTHER, binnen.text

    async def _ik(self) -> None:
        self._formulier = (await self._meedoen.get("/inloggen/ik")).json()["formulier"]
