"""Inloggen bij wat `meedoen run` start, als elke rol: met een browser, de echte inlogdienst en de echte API."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import msgspec
import pytest

from core.instellingen.config import lees_config
from core.ontwikkeling.medewerkers import Medewerker, medewerkers
from core.ontwikkeling.opstelling import LOPEND, Lopend
from core.platform.tenancy import Rol
from core.platform.tenants import lees_tenants
from tests.inlogdienst.browser import Browser, Pagina, Terugkomst
from tests.lang.opstelling import Draaiend, draai

pytestmark = [pytest.mark.lang, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draaiend]:
    with draai(tmp_path_factory.mktemp("inloggen")) as d:
        yield d


class Mens:
    """Iemand met een browser: Meedoen over http op deze machine, de inlogdienst over TLS."""

    def __init__(self, draaiend: Draaiend) -> None:
        lopend = msgspec.json.decode((draaiend.map / LOPEND).read_bytes(), type=Lopend)
        self.config = lees_config(lopend.omgeving)
        self.adres = self.config.publiek_adres
        self._meedoen = httpx2.AsyncClient(base_url=self.adres, trust_env=False, timeout=30)
        self._elders = Browser(draaiend.map / "inloggen" / "tls" / "ca.crt", thuis=self.adres)
        self.koekjes: dict[str, str] = {}

    async def vraag(
        self, pad: str, *, methode: str = "GET", formulier: dict[str, str] | None = None, **meer: str
    ) -> httpx2.Response:
        # By hand: a client keeps a cookie that is Secure from plain http, a browser does not on its own machine.
        kop = {"Cookie": "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items()), **meer}
        antwoord = await self._meedoen.request(methode, pad, headers=kop, data=formulier)
        for gezet in antwoord.headers.get_list("set-cookie"):
            naam, _, waarde = gezet.partition(";")[0].partition("=")
            assert all(woord in gezet for woord in ("__Host-", "Secure", "HttpOnly", "Path=/"))
            self.koekjes[naam] = waarde
        return antwoord

    async def log_in(self, wie: str, *, ingang: str, stap: str = "twee") -> httpx2.Response:
        ingangen = {i["naam"]: i["pad"] for i in (await self.vraag("/inloggen")).json()}
        [pad] = [pad for naam, pad in ingangen.items() if ingang in naam]
        heen = await self.vraag(pad)
        return await self.kom_terug(await self._elders.log_in(heen.headers["location"], wie, stap=stap))

    async def kom_terug(self, terug: Terugkomst) -> httpx2.Response:
        vraag = httpx2.QueryParams([(naam, waarde) for naam, waarden in terug.items() for waarde in waarden])
        return await self.vraag(f"/inloggen/terug?{vraag}")

    async def pagina(self) -> Pagina:
        """Wat hij op `/inloggen` ziet."""
        antwoord = await self.vraag("/inloggen", Accept="text/html")
        return Pagina(adres=f"{self.adres}/inloggen", status=antwoord.status_code, tekst=antwoord.text)

    async def log_uit(self) -> Pagina | Terugkomst:
        """Druk op de knop, en zeg ook daar ja."""
        pagina = await self.pagina()
        uit = await self.vraag("/inloggen/uit", methode="POST", formulier=pagina.vast, Origin=self.adres)
        assert uit.status_code == 303, uit.text
        return await self._elders.druk(await self._elders.pagina(uit.headers["location"]), logout="yes")

    async def meld_zich_daar_af(self) -> None:
        pagina = await self._elders.pagina(f"{self.config.token_uitgever}/session/end?client_id=meedoen")
        gezien = await self._elders.druk(pagina, logout="yes")
        assert isinstance(gezien, Pagina)
        assert "U bent afgemeld" in gezien.tekst

    async def sluit(self) -> None:
        await self._meedoen.aclose()
        await self._elders.__aexit__()


@pytest.fixture
async def mens(draaiend: Draaiend) -> AsyncIterator[Mens]:
    iemand = Mens(draaiend)
    yield iemand
    await iemand.sluit()


def van_elke_rol(config_tenants: Path) -> list[Medewerker]:
    eersten: dict[Rol, Medewerker] = {}
    for medewerker in medewerkers(lees_tenants(config_tenants).values()):
        eersten.setdefault(medewerker.rol, medewerker)
    return list(eersten.values())


async def test_iedereen_komt_binnen_waar_hij_werkt_en_nergens_anders(draaiend: Draaiend) -> None:
    eerste = Mens(draaiend)
    wie = van_elke_rol(eerste.config.tenants)
    await eerste.sluit()
    assert len(wie) == 7
    for medewerker in wie:
        iemand = Mens(draaiend)
        binnen = await iemand.log_in(medewerker.onderwerp, ingang="ontwikkelen")
        assert (binnen.status_code, binnen.headers.get("location")) == (303, "/inloggen"), binnen.text
        [plek] = (await iemand.vraag("/inloggen/ik")).json()["plekken"]
        assert (plek["gemeentecode"], plek["rol"]) == (medewerker.tenant.code, medewerker.rol)
        assert (plek["organisatieId"] is None) == (medewerker.organisatie is None)
        assert f"als {medewerker.rol.replace('_', ' ')}" in (await iemand.pagina()).tekst
        werk = await iemand.vraag(f"/v1/gemeenten/{medewerker.tenant.code}/werkvoorraad")
        assert werk.status_code == (200 if medewerker.rol in (Rol.KLANTMANAGER, Rol.TEAMLEIDER) else 403)
        ander = next(t.code for t in lees_tenants(iemand.config.tenants).values() if t.code != medewerker.tenant.code)
        assert (await iemand.vraag(f"/v1/gemeenten/{ander}/werkvoorraad")).status_code in {403, 404}
        await iemand.sluit()


async def test_wie_zich_bij_de_dienst_afmeldt_is_in_het_volgende_verzoek_weg(draaiend: Draaiend, mens: Mens) -> None:
    wie = van_elke_rol(mens.config.tenants)[0]
    await mens.log_in(wie.onderwerp, ingang="ontwikkelen")
    assert (await mens.vraag("/inloggen/ik")).status_code == 200
    await mens.meld_zich_daar_af()
    assert (await mens.vraag("/inloggen/ik")).status_code == 401
    assert (await mens.vraag(f"/v1/gemeenten/{wie.tenant.code}/werkvoorraad")).status_code == 401


async def test_wie_op_uitloggen_drukt_is_ook_bij_de_dienst_weg_en_komt_bij_meedoen_terug(
    draaiend: Draaiend, mens: Mens
) -> None:
    wie = van_elke_rol(mens.config.tenants)[0]
    await mens.log_in(wie.onderwerp, ingang="ontwikkelen")
    assert await mens.log_uit() == {}
    assert "Kies waar u werkt" in (await mens.pagina()).tekst
    assert (await mens.vraag("/inloggen/ik")).status_code == 401
    assert (await mens.log_in(wie.onderwerp, ingang="ontwikkelen")).status_code == 303


async def test_dezelfde_naam_bij_de_tweede_dienst_is_hier_niemand(draaiend: Draaiend, mens: Mens) -> None:
    wie = van_elke_rol(mens.config.tenants)[0]
    assert (await mens.log_in(wie.onderwerp, ingang="tweede")).status_code == 403
    assert (await mens.vraag("/inloggen/ik")).status_code == 401


async def test_zonder_tweede_stap_komt_niemand_binnen(draaiend: Draaiend, mens: Mens) -> None:
    wie = van_elke_rol(mens.config.tenants)[0]
    geweigerd = await mens.log_in(wie.onderwerp, ingang="ontwikkelen", stap="een")
    assert geweigerd.status_code == 401
    assert re.search(r"noem: niveau\.", geweigerd.text)
    assert "__Host-meedoen-sessie" not in mens.koekjes


async def test_wie_inlogt_en_wie_een_token_heeft_is_dezelfde_collega(draaiend: Draaiend, mens: Mens) -> None:
    wie = van_elke_rol(mens.config.tenants)[0]
    await mens.log_in(wie.onderwerp, ingang="ontwikkelen")
    ik = (await mens.vraag("/inloggen/ik")).json()["medewerkerId"]
    [rij] = await draaiend.vraag(f"select uitgever from meedoen.medewerker where id = '{ik}'")
    assert rij["uitgever"] == mens.config.token_uitgever
