"""Inloggen van begin tot eind, bij diensten die nagaan wat zij horen na te gaan, en die soms kwaad willen."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from redis.asyncio import Redis

from core.fouten import Fout, NietGevonden, Onbereikbaar
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.inloggen.poort import Binnen, Poort
from core.platform.inloggen.reis import Vertrek
from core.platform.inloggen.sessies import Sessies
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.dienst import ONS, Antwoord, Dienst, kom_binnen
from tests.platform.inloggen.namaak import ANDERE_RSA, NU, RSA, sinds

TERUG = "https://meedoen.example.org/inloggen/terug"


class Wereld:
    """Twee diensten, een poort die beide kent, en een klok die de test verzet."""

    def __init__(self, redis: Redis) -> None:
        self.een, self.twee = Dienst("een", RSA), Dienst("twee", ANDERE_RSA)
        self.tijd = NU
        self.storing = False
        self.sessies = Sessies(redis, nu=self.nu)
        self.poort = Poort(
            (self.een.afgesproken, self.twee.afgesproken),
            sessies=self.sessies,
            sleutel=ONS,
            terug=TERUG,
            vraag=self.vraag,
            nu=self.nu,
        )

    def nu(self) -> datetime:
        return self.tijd

    async def vraag(
        self, adres: str, *, methode: str = "GET", koppen: Mapping[str, str] | None = None, inhoud: bytes | None = None
    ) -> Antwoord:
        assert koppen
        assert (methode, inhoud is not None) in (("GET", False), ("POST", True))
        if self.storing:
            raise Onbereikbaar("er komt geen antwoord")
        dienst = self.een if adres.startswith(self.een.uitgever) else self.twee
        return dienst.antwoord(adres, inhoud)

    async def ga(self, dienst: Dienst, *, leeftijd: timedelta | None = None) -> Vertrek:
        return await self.poort.vertrek(dienst.uitgever, naar="/werk", leeftijd=leeftijd)

    async def log_in(self, dienst: Dienst, *, oud: str | None = None, leeftijd: timedelta | None = None) -> Binnen:
        reis = await self.ga(dienst, leeftijd=leeftijd)
        return await kom_binnen(self.poort, dienst.log_in(reis.adres), browser=reis.browser, oud=oud)


@pytest.fixture
async def wereld(valkey: EmbeddedValkey) -> AsyncIterator[Wereld]:
    async with Redis.from_url(valkey.url, db=9) as lijn:
        await lijn.flushdb()
        yield Wereld(lijn)


async def reden_van(poging: Any) -> Reden:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        await poging
    return gevangen.value.reden


async def test_wie_inlogt_is_binnen_en_gaat_waar_hij_heen_wilde(wereld: Wereld) -> None:
    binnen = await wereld.log_in(wereld.een)
    assert (binnen.naar, binnen.bewezen.uitgever, binnen.bewezen.onderwerp) == ("/werk", wereld.een.uitgever, "9f0c")
    sessie = await wereld.sessies.lees(binnen.naam)
    assert sessie is not None
    assert (sessie.onderwerp, sessie.sid, sessie.acr) == ("9f0c", "sessie-1", "mfa")


async def test_dezelfde_naam_bij_een_andere_dienst_is_een_ander_mens(wereld: Wereld) -> None:
    een, twee = await wereld.log_in(wereld.een), await wereld.log_in(wereld.twee)
    assert een.bewezen.onderwerp == twee.bewezen.onderwerp
    assert een.bewezen.uitgever != twee.bewezen.uitgever


async def test_een_reis_telt_een_keer_ook_als_zij_misging(wereld: Wereld) -> None:
    reis = await wereld.ga(wereld.een)
    terug = wereld.een.log_in(reis.adres)
    assert await reden_van(kom_binnen(wereld.poort, terug, browser="een-ander", oud=None)) is Reden.STAAT
    assert await reden_van(kom_binnen(wereld.poort, terug, browser=reis.browser, oud=None)) is Reden.STAAT
    assert f"{wereld.een.uitgever}/token" not in wereld.een.gevraagd


async def test_van_tien_keer_terugkomen_tegelijk_lukt_er_een(wereld: Wereld) -> None:
    reis = await wereld.ga(wereld.een)
    terug = wereld.een.log_in(reis.adres)
    pogingen = [kom_binnen(wereld.poort, terug, browser=reis.browser, oud=None) for _ in range(10)]
    uitkomsten = await asyncio.gather(*pogingen, return_exceptions=True)
    assert sum(isinstance(u, Binnen) for u in uitkomsten) == 1
    assert {u.reden for u in uitkomsten if isinstance(u, InloggenGeweigerd)} == {Reden.STAAT}


@pytest.mark.parametrize("staat", [[], ["verzonnen"], ["", ""], [""]])
async def test_zonder_begin_is_er_geen_terug(wereld: Wereld, staat: list[str]) -> None:
    poging = kom_binnen(wereld.poort, {"code": ["x"], "state": staat}, browser="b", oud=None)
    assert await reden_van(poging) is Reden.STAAT
    assert wereld.een.gevraagd == []


async def test_de_ene_dienst_maakt_niet_af_wat_bij_de_andere_begon(wereld: Wereld) -> None:
    """Mix-up: de code van de ene dienst mag nooit bij de andere terechtkomen."""
    reis = await wereld.ga(wereld.een)
    terug = {**wereld.twee.log_in(reis.adres), "iss": [wereld.twee.uitgever]}
    assert await reden_van(kom_binnen(wereld.poort, terug, browser=reis.browser, oud=None)) is Reden.UITGEVER
    assert [adres for adres in wereld.een.gevraagd + wereld.twee.gevraagd if adres.endswith("token")] == []


async def test_een_dienst_die_haar_eigen_naam_verzwijgt_wint_er_niets_mee(wereld: Wereld) -> None:
    reis = await wereld.ga(wereld.een)
    terug = wereld.twee.log_in(reis.adres)
    del terug["iss"]
    assert await reden_van(kom_binnen(wereld.poort, terug, browser=reis.browser, oud=None)) is Reden.AFGEBROKEN
    assert [adres for adres in wereld.twee.gevraagd if adres.endswith("token")] == []


async def test_een_code_die_iemand_anders_onderschepte_opent_niets(wereld: Wereld) -> None:
    """De aanvaller begint zelf een reis en plakt er andermans code in: het geheim past daar niet bij."""
    slachtoffer, aanvaller = await wereld.ga(wereld.een), await wereld.ga(wereld.een)
    code = wereld.een.log_in(slachtoffer.adres)["code"]
    terug = {"code": code, "state": [aanvaller.state]}
    assert await reden_van(kom_binnen(wereld.poort, terug, browser=aanvaller.browser, oud=None)) is Reden.AFGEBROKEN


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"nonce": "andere"}, Reden.NONCE),
        ({"aud": "een-ander"}, Reden.PUBLIEK),
        ({"iss": "https://twee.example.org"}, Reden.UITGEVER),
        ({"acr": "wachtwoord"}, Reden.NIVEAU),
    ],
)
async def test_een_dienst_die_zich_vergist_laat_niemand_binnen(
    wereld: Wereld, anders: dict[str, Any], verwacht: Reden
) -> None:
    wereld.een.anders = anders
    assert await reden_van(wereld.log_in(wereld.een)) is verwacht


async def test_wisselt_de_dienst_van_sleutel_dan_komt_men_gewoon_binnen(wereld: Wereld) -> None:
    await wereld.log_in(wereld.een)
    wereld.een.sleutel = RSAKey.generate_key(2048, {"kid": "k2", "use": "sig"})
    wereld.tijd += timedelta(minutes=2)
    wereld.een.nu = wereld.tijd
    assert (await wereld.log_in(wereld.een)).bewezen.onderwerp == "9f0c"


async def test_is_de_dienst_weg_dan_zegt_een_fout_dat_en_niemand_komt_binnen(wereld: Wereld) -> None:
    reis = await wereld.ga(wereld.een)
    terug = wereld.een.log_in(reis.adres)
    wereld.storing = True
    with pytest.raises(Fout):
        await kom_binnen(wereld.poort, terug, browser=reis.browser, oud=None)
    with pytest.raises(Onbereikbaar):
        await wereld.ga(wereld.twee)


async def test_opnieuw_inloggen_geeft_een_andere_sessie_en_de_oude_is_voorbij(wereld: Wereld) -> None:
    eerst = await wereld.log_in(wereld.een)
    daarna = await wereld.log_in(wereld.een, oud=eerst.naam)
    assert daarna.naam != eerst.naam
    assert await wereld.sessies.lees(eerst.naam) is None
    assert await wereld.sessies.lees(daarna.naam) is not None


async def test_zich_opnieuw_bewijzen_verlengt_niet_en_een_ander_mens_begint_wel_opnieuw(wereld: Wereld) -> None:
    eerst = await wereld.log_in(wereld.een)
    wereld.tijd += timedelta(minutes=20)
    wereld.een.nu = wereld.twee.nu = wereld.tijd
    zelfde = await wereld.log_in(wereld.een, oud=eerst.naam, leeftijd=timedelta(minutes=5))
    sessie = await wereld.sessies.lees(zelfde.naam)
    assert sessie is not None
    assert (sessie.geopend_op, sessie.bewezen_op) == (NU, wereld.tijd)
    ander = await wereld.log_in(wereld.twee, oud=zelfde.naam)
    sessie = await wereld.sessies.lees(ander.naam)
    assert sessie is not None
    assert sessie.geopend_op == wereld.tijd


async def test_wie_zich_opnieuw_moet_bewijzen_doet_dat_ook(wereld: Wereld) -> None:
    """Een dienst die `prompt=login` overslaat, geeft een oude `auth_time`: dat is niet genoeg."""
    reis = await wereld.ga(wereld.een, leeftijd=timedelta(minutes=5))
    assert parse_qs(urlsplit(reis.adres).query)["prompt"] == ["login"]
    wereld.een.anders = {"auth_time": sinds(NU - timedelta(minutes=7))}
    assert (await wereld.log_in(wereld.een)).bewezen.onderwerp == "9f0c"
    assert await reden_van(wereld.log_in(wereld.een, leeftijd=timedelta(minutes=5))) is Reden.AANMELDTIJD


async def test_de_dienst_meldt_iemand_een_keer_af(wereld: Wereld) -> None:
    een, ander = await wereld.log_in(wereld.een), await wereld.log_in(wereld.twee)
    assert await wereld.poort.meld_af(wereld.een.afmelding(), uitgever=wereld.een.uitgever) == 1
    assert await wereld.sessies.lees(een.naam) is None
    assert await wereld.sessies.lees(ander.naam) is not None
    nogmaals = wereld.poort.meld_af(wereld.een.afmelding(), uitgever=wereld.een.uitgever)
    assert await reden_van(nogmaals) is Reden.HERHAALD
    assert await wereld.poort.meld_af(wereld.een.afmelding(jti="j2"), uitgever=wereld.een.uitgever) == 0


async def test_wie_onderweg_is_als_zijn_dienst_hem_afmeldt_komt_er_niet_in(wereld: Wereld) -> None:
    reis = await wereld.ga(wereld.een)
    terug = await wereld.poort.bewijs(wereld.een.log_in(reis.adres), browser=reis.browser)
    await wereld.poort.meld_af(wereld.een.afmelding(), uitgever=wereld.een.uitgever)
    assert await reden_van(wereld.poort.laat_binnen(terug, oud=None)) is Reden.AFGEMELD
    wereld.tijd += timedelta(seconds=1)
    wereld.een.nu = wereld.tijd
    assert (await wereld.log_in(wereld.een)).bewezen.onderwerp == "9f0c"


async def test_de_ene_dienst_meldt_geen_mensen_van_de_andere_af(wereld: Wereld) -> None:
    ander = await wereld.log_in(wereld.twee)
    poging = wereld.poort.meld_af(wereld.een.afmelding(), uitgever=wereld.twee.uitgever)
    assert await reden_van(poging) in {Reden.HANDTEKENING, Reden.UITGEVER}
    assert await wereld.sessies.lees(ander.naam) is not None
    assert await reden_van(wereld.poort.meld_af("rommel", uitgever=wereld.een.uitgever)) is Reden.BEWIJS_ONLEESBAAR


async def test_een_dienst_die_niet_is_afgesproken_bestaat_hier_niet(wereld: Wereld) -> None:
    with pytest.raises(NietGevonden):
        await wereld.poort.vertrek("https://kwaad.example.org", naar="/")
    with pytest.raises(NietGevonden):
        await wereld.poort.meld_af("x", uitgever="https://kwaad.example.org")
