"""Een ander systeem bewijst zich met zijn eigen sleutel, voor ons, nu en één keer. Elke weigering één voor één."""

import asyncio
import base64
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from joserfc.jwk import ECKey, Key
from redis.asyncio import Redis

from core.fouten import Onbereikbaar, OngeldigeInvoer
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.machine import (
    GELDIG,
    ONTHOUDEN,
    UITGEVER,
    Jwk,
    client_van,
    lees_client,
    lees_sleutel,
    toets_machine,
)
from core.platform.inloggen.machinetokens import BEGIN, Machinetokens
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.namaak import ANDERE_EC, EC, ED, NU, RSA, WEG, sinds, teken

WIJ = "https://meedoen.example.org"
EIGENAAR = uuid4()
N = RSA.public_key.public_numbers().n
KROM = ECKey.generate_key("P-384")
KLEIN = {"kty": "RSA", "n": "AQAB" * 43, "e": "AQAB"}


def jwk(sleutel: Key, **anders: object) -> Jwk:
    return msgspec.convert(sleutel.as_dict(private=False) | anders, Jwk)


def getal(waarde: int) -> str:
    """Een getal zoals een JWK het schrijft."""
    return base64.urlsafe_b64encode(waarde.to_bytes((waarde.bit_length() + 7) // 8)).decode().rstrip("=")


def _met_een_nul(deel: str) -> str:
    return base64.urlsafe_b64encode(b"\0" + base64.urlsafe_b64decode(f"{deel}=")).decode().rstrip("=")


_MET_EEN_NUL = {as_: _met_een_nul(str(EC.as_dict(private=False)[as_])) for as_ in "xy"}
BEWAARD, AFDRUK = lees_sleutel(jwk(EC))
CLIENT = client_van(EIGENAAR, AFDRUK)


def bewijs(*, sleutel: Key = EC, alg: str = "ES256", kop: dict[str, Any] | None = None, **anders: Any) -> str:
    goed: dict[str, Any] = {
        "iss": str(CLIENT),
        "sub": str(CLIENT),
        "aud": WIJ,
        "jti": "keer-1",
        "iat": sinds(NU),
        "exp": sinds(NU + timedelta(minutes=1)),
    }
    inhoud = {naam: waarde for naam, waarde in (goed | anders).items() if waarde is not WEG}
    return teken(inhoud, sleutel=sleutel, alg=alg, **(kop or {}))


def toets(token: str, sleutel: str = BEWAARD) -> str:
    return toets_machine(token, client=CLIENT, sleutel=sleutel, wij=WIJ, nu=NU)


def reden(token: str) -> Reden:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        toets(token)
    return gevangen.value.reden


@pytest.mark.parametrize(
    "kop", [{}, {"typ": WEG}, {"typ": "client-authentication+jwt"}, {"kid": "eigen"}, {"kid": WEG}]
)
def test_wie_met_zijn_eigen_sleutel_tekent_is_bewezen(kop: dict[str, Any]) -> None:
    token = bewijs(kop=kop)
    assert (lees_client(token), toets(token)) == (CLIENT, "keer-1")
    assert toets(bewijs(kop=kop, aud=[WIJ])) == "keer-1"


@pytest.mark.parametrize(("sleutel", "alg"), [(RSA, "PS256"), (RSA, "RS256")])
def test_elk_soort_sleutel_dat_wij_noemen_telt(sleutel: Key, alg: str) -> None:
    bewaard, _ = lees_sleutel(jwk(sleutel))
    assert toets(bewijs(sleutel=sleutel, alg=alg), bewaard) == "keer-1"


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"iss": WEG}, Reden.UITGEVER),
        ({"iss": str(uuid4())}, Reden.UITGEVER),
        ({"sub": str(uuid4()), "iss": WEG}, Reden.UITGEVER),
        ({"sub": str(uuid4())}, Reden.UITGEVER),
        ({"aud": WEG}, Reden.PUBLIEK),
        ({"aud": f"{WIJ}/inloggen/token"}, Reden.PUBLIEK),
        ({"aud": [WIJ, "https://een-ander.example.org"]}, Reden.PUBLIEK),
        ({"aud": [WIJ, f"{WIJ}/inloggen/token"]}, Reden.PUBLIEK),
        ({"aud": f"{WIJ}/"}, Reden.PUBLIEK),
        ({"aud": []}, Reden.PUBLIEK),
        ({"exp": WEG}, Reden.VERLOPEN),
        ({"exp": sinds(NU - timedelta(minutes=2))}, Reden.VERLOPEN),
        ({"exp": sinds(NU + timedelta(days=3650)), "iat": sinds(NU - timedelta(minutes=7))}, Reden.TIJD),
        ({"exp": "straks"}, Reden.BEWIJS_ONLEESBAAR),
        ({"iat": WEG}, Reden.TIJD),
        ({"iat": sinds(NU - timedelta(minutes=7))}, Reden.TIJD),
        ({"iat": sinds(NU + timedelta(minutes=2))}, Reden.TIJD),
        ({"nbf": sinds(NU + timedelta(minutes=2))}, Reden.TIJD),
        ({"jti": WEG}, Reden.PERSOON),
        ({"jti": ""}, Reden.PERSOON),
        ({"jti": "x" * 256}, Reden.PERSOON),
        ({"jti": 7}, Reden.PERSOON),
    ],
)
def test_een_bewijs_met_een_gebrek_opent_niets(anders: dict[str, Any], verwacht: Reden) -> None:
    assert reden(bewijs(**anders)) is verwacht


def test_een_bewijs_van_een_ander_of_met_een_gedeeld_geheim_opent_niets() -> None:
    assert reden(bewijs(sleutel=ANDERE_EC)) is Reden.HANDTEKENING
    assert reden(bewijs(sleutel=RSA, alg="RS256")) is Reden.SLEUTEL_ONBEKEND
    assert reden(bewijs(kop={"typ": "at+jwt"})) is Reden.SOORT
    zonder, vals = bewijs().split("."), bewijs(jti="keer-2").split(".")
    assert reden(".".join((zonder[0], vals[1], zonder[2]))) is Reden.HANDTEKENING
    assert reden(bewijs(kop={"crit": []})) is Reden.BEWIJS_ONLEESBAAR
    for crit in ('["exp"]', "null", '"b64"'):
        ruw = base64.urlsafe_b64encode(f'{{"alg":"ES256","crit":{crit}}}'.encode()).decode().rstrip("=")
        assert reden(".".join((ruw, zonder[1], zonder[2]))) is Reden.BEWIJS_ONLEESBAAR, crit
    for kop in ('{"alg":"none"}', '{"alg":"HS256"}', '{"alg":"ES384"}'):
        ruw = base64.urlsafe_b64encode(kop.encode()).decode().rstrip("=")
        assert reden(".".join((ruw, zonder[1], zonder[2]))) is Reden.ALGORITME, kop


@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "a" * 20_000, "e30.e30.e30", "é.é.é", bewijs(sub=7), bewijs(sub="x"), bewijs(sub=WEG)]
)
def test_wat_geen_bewijs_is_noemt_niemand(token: str) -> None:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        lees_client(token)
    assert gevangen.value.reden is Reden.BEWIJS_ONLEESBAAR


@pytest.mark.parametrize("vorm", ["{%s}", "urn:uuid:%s", " %s", "%s\n"])
def test_een_client_schrijft_men_op_een_manier(vorm: str) -> None:
    for wie in (vorm % CLIENT, str(CLIENT).upper(), CLIENT.hex):
        with pytest.raises(InloggenGeweigerd):
            lees_client(bewijs(sub=wie))


def test_dezelfde_sleutel_is_bij_een_ander_een_ander() -> None:
    """Wie andermans openbare sleutel opneemt, opent voor hem niets en houdt hem niet tegen."""
    assert client_van(uuid4(), AFDRUK) != CLIENT
    assert client_van(EIGENAAR, AFDRUK) == CLIENT


@pytest.mark.parametrize("sleutel", [EC, RSA], ids=["ec", "rsa"])
def test_van_een_sleutel_bewaren_wij_wat_haar_die_sleutel_maakt(sleutel: Key) -> None:
    netjes: dict[str, object] = {"use": "sig", "alg": "ES256" if sleutel is EC else "PS256"}
    bewaard, afdruk = lees_sleutel(jwk(sleutel, kid="hun-naam", key_ops=["verify"], ext=True, **netjes))
    assert (bewaard, afdruk) == lees_sleutel(jwk(sleutel))
    assert "hun-naam" not in bewaard
    assert afdruk == sleutel.thumbprint()


@pytest.mark.parametrize(
    ("sleutel", "melding"),
    [
        (msgspec.convert(EC.as_dict(private=True), Jwk), "geheime"),
        (msgspec.convert(RSA.as_dict(private=True), Jwk), "geheime"),
        (Jwk(kty="oct", k="c2VjcmV0"), "geheime"),
        (Jwk(kty="EC"), "te lezen"),
        (Jwk(kty="EC", crv="P-256", x="AAAA", y="AAAA"), "te lezen"),
        (Jwk(kty="PQC"), "te lezen"),
        (jwk(KROM), "P-256"),
        (msgspec.convert(KLEIN, Jwk), "2048"),
        (jwk(RSA, e="Aw"), "te raden"),
        (jwk(RSA, n=getal(N * 2)), "te raden"),
        (jwk(RSA, n=getal(N * 997)), "te raden"),
        (jwk(RSA, n=getal((1 << 1100 | 9) ** 2)), "te raden"),
        (jwk(RSA, n=getal((1 << 1100 | 9) * (1 << 1100 | 1001))), "te raden"),
        (jwk(EC, x=_MET_EEN_NUL["x"]), "andere lengte"),
        (jwk(EC, y=_MET_EEN_NUL["y"]), "andere lengte"),
        (jwk(RSA, e="AQAA"), "te lezen"),
        (jwk(RSA, e="AQ"), "te lezen"),
        (jwk(RSA, n=getal(N >> 1 | 1)), "2048"),
        (jwk(EC, use="enc"), "`use`"),
        (jwk(EC, alg="ES384"), "`use`"),
        (jwk(EC, alg="PS256"), "`use`"),
        (jwk(RSA, alg="ES256"), "`use`"),
        (jwk(RSA, alg="RSA-OAEP"), "`use`"),
        (jwk(EC, key_ops=["sign"]), "`use`"),
        (jwk(EC, key_ops=["verify", "deriveKey"]), "`use`"),
        (jwk(ED), "te lezen"),
        (Jwk(kty="OKP", crv="Ed25519", x="AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "te lezen"),
    ],
)
def test_een_sleutel_die_niet_kan_wordt_niet_opgenomen(sleutel: Jwk, melding: str) -> None:
    with pytest.raises(OngeldigeInvoer) as gevangen:
        lees_sleutel(sleutel)
    assert melding in gevangen.value.gebreken[0].melding


def test_geen_inlogdienst_kan_zich_als_systeem_voordoen() -> None:
    with pytest.raises(ValueError, match="https"):
        Inlogdienst(uitgever=UITGEVER, client="x")


@pytest.fixture
async def redis(valkey: EmbeddedValkey) -> AsyncIterator[Redis]:
    async with Redis.from_url(valkey.url, db=9) as lijn:
        await lijn.flushdb()
        yield lijn


async def test_een_token_telt_tien_minuten_en_valkey_leert_het_niet(redis: Redis) -> None:
    tokens = Machinetokens(redis)
    token = await tokens.geef(CLIENT, {"leerling:lezen", "a:b"})
    assert token.startswith(BEGIN)
    assert len(token) >= len(BEGIN) + 43
    gelezen = await tokens.lees(token)
    assert gelezen is not None
    assert (gelezen.client, gelezen.rechten) == (CLIENT, ("a:b", "leerling:lezen"))
    [sleutel] = await redis.keys("*")
    assert token.removeprefix(BEGIN).encode() not in sleutel + (await redis.get(sleutel) or b"")
    assert 0 < await redis.ttl(sleutel) <= GELDIG.total_seconds()
    await redis.pexpire(sleutel, 0)
    assert await tokens.lees(token) is None
    assert await tokens.lees(BEGIN + "verzonnen") is None


async def test_een_bewijs_telt_een_keer_ook_als_er_tien_tegelijk_komen(redis: Redis) -> None:
    tokens = Machinetokens(redis)
    keren = await asyncio.gather(*(tokens.eerste_keer(CLIENT, "j", binnen=ONTHOUDEN) for _ in range(10)))
    assert sorted(keren) == [False] * 9 + [True]
    assert await tokens.eerste_keer(uuid4(), "j", binnen=ONTHOUDEN)
    [sleutel, _] = await redis.keys("*")
    assert ONTHOUDEN.total_seconds() - 5 < await redis.ttl(sleutel) <= ONTHOUDEN.total_seconds()


async def test_zonder_valkey_is_het_niet_na_te_gaan() -> None:
    async with Redis(host="127.0.0.1", port=9) as dood:
        tokens = Machinetokens(dood)
        for poging in (tokens.lees("x"), tokens.geef(UUID(int=1), ()), tokens.eerste_keer(CLIENT, "j", binnen=GELDIG)):
            with pytest.raises(Onbereikbaar):
                await poging
