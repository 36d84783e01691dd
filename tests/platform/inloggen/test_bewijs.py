"""Een bewijs van een inlogdienst telt als het van haar is, voor ons, van nu en van deze keer.

Per regel is er één ding mis: van alles eromheen staat vast dat het goed is, want zonder dat ene komt men binnen.
"""

import base64
import hmac
import json
import warnings
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, Key, OctKey, RSAKey

from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.bewijs import GROOTSTE, Bewezen, Verwacht, toets_bewijs
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.namaak import (
    ANDERE_EC,
    ANDERE_RSA,
    CLIENT,
    DIENST,
    EC,
    ED,
    NU,
    RSA,
    UITGEVER,
    WEG,
    gegevens,
    openbaar,
    sinds,
    teken,
)

UUR = timedelta(hours=1)
VERWACHT = Verwacht(nonce="n-0S6_WzA2Mj", leeftijd=timedelta(minutes=10))


def toets(token: str, *, dienst: Inlogdienst = DIENST, sleutels: tuple[Key, ...] = (RSA, EC)) -> Bewezen:
    return toets_bewijs(token, sleutels=openbaar(*sleutels), dienst=dienst, verwacht=VERWACHT, nu=NU)


def reden(token: str, **meer: Any) -> Reden:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        toets(token, **meer)
    return gevangen.value.reden


def test_een_goed_bewijs_zegt_wie_er_is() -> None:
    assert toets(teken(gegevens())) == Bewezen(
        uitgever=UITGEVER,
        onderwerp="9f0c",
        sub="9f0c",
        sid="sessie-1",
        acr="mfa",
        bewezen_op=NU - timedelta(minutes=1),
        email=None,
    )


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        # OIDC Core 3.1.3.7 (2): whose
        ({"iss": WEG}, Reden.UITGEVER),
        ({"iss": UITGEVER + "/"}, Reden.UITGEVER),
        ({"iss": "https://inloggen.example.org/andere"}, Reden.UITGEVER),
        ({"iss": [UITGEVER]}, Reden.UITGEVER),
        ({"iss": "\ud800"}, Reden.UITGEVER),
        # (3)-(5): for whom
        ({"aud": WEG}, Reden.PUBLIEK),
        ({"aud": "een-ander"}, Reden.PUBLIEK),
        ({"aud": ["een-ander"]}, Reden.PUBLIEK),
        ({"aud": []}, Reden.PUBLIEK),
        ({"aud": {CLIENT: True}}, Reden.PUBLIEK),
        ({"aud": CLIENT + " een-ander"}, Reden.PUBLIEK),
        ({"aud": [CLIENT, "een-ander"]}, Reden.PUBLIEK),
        ({"aud": [CLIENT, "een-ander"], "azp": "een-ander"}, Reden.PUBLIEK),
        ({"azp": "een-ander"}, Reden.PUBLIEK),
        ({"azp": None}, Reden.PUBLIEK),
        # (9), (10): when, with sixty seconds of play
        ({"exp": WEG}, Reden.VERLOPEN),
        ({"exp": sinds(NU - timedelta(seconds=60))}, Reden.VERLOPEN),
        ({"exp": "morgen"}, Reden.BEWIJS_ONLEESBAAR),
        ({"exp": True}, Reden.BEWIJS_ONLEESBAAR),
        ({"exp": 10**400}, Reden.BEWIJS_ONLEESBAAR),
        ({"exp": float("nan")}, Reden.BEWIJS_ONLEESBAAR),
        ({"iat": WEG}, Reden.TIJD),
        ({"iat": sinds(NU + timedelta(seconds=61))}, Reden.TIJD),
        ({"iat": sinds(NU - timedelta(minutes=6, seconds=1))}, Reden.TIJD),
        ({"nbf": sinds(NU + timedelta(seconds=61))}, Reden.TIJD),
        # (11): this time
        ({"nonce": WEG}, Reden.NONCE),
        ({"nonce": "n-0S6_WzA2Mk"}, Reden.NONCE),
        ({"nonce": ["n-0S6_WzA2Mj"]}, Reden.NONCE),
        # (12): how sure
        ({"acr": WEG}, Reden.NIVEAU),
        ({"acr": "wachtwoord"}, Reden.NIVEAU),
        ({"acr": ["mfa"]}, Reden.NIVEAU),
        ({"acr": "MFA"}, Reden.NIVEAU),
        # (13): how long ago
        ({"auth_time": WEG}, Reden.AANMELDTIJD),
        ({"auth_time": sinds(NU - timedelta(minutes=11, seconds=1))}, Reden.AANMELDTIJD),
        ({"auth_time": sinds(NU + timedelta(seconds=61))}, Reden.AANMELDTIJD),
        ({"auth_time": "vandaag"}, Reden.BEWIJS_ONLEESBAAR),
        # who
        ({"sub": WEG}, Reden.PERSOON),
        ({"sub": ""}, Reden.PERSOON),
        ({"sub": 7}, Reden.PERSOON),
        ({"sub": "x" * 256}, Reden.PERSOON),
        ({"sub": "a\x00b"}, Reden.PERSOON),
        ({"sub": "a\ud800"}, Reden.PERSOON),
        ({"sid": ""}, Reden.PERSOON),
    ],
)
def test_een_bewijs_met_een_gebrek_laat_niemand_binnen(anders: dict[str, Any], verwacht: Reden) -> None:
    assert reden(teken(gegevens(**anders))) is verwacht


@pytest.mark.parametrize(
    "anders",
    [
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "een-ander"], "azp": CLIENT},
        {"azp": CLIENT},
        {"exp": sinds(NU - timedelta(seconds=59))},
        {"exp": NU.timestamp() + 0.5},
        {"iat": sinds(NU + timedelta(seconds=59))},
        {"iat": sinds(NU - timedelta(minutes=5, seconds=59))},
        {"nbf": sinds(NU + timedelta(seconds=59))},
        {"auth_time": sinds(NU - timedelta(minutes=10, seconds=59))},
        {"acr": "mfa-hoog"},
        {"sid": WEG},
    ],
)
def test_wat_net_binnen_de_afspraken_ligt_telt(anders: dict[str, Any]) -> None:
    assert toets(teken(gegevens(**anders))).onderwerp == "9f0c"


@pytest.mark.parametrize(
    ("sleutel", "alg", "kop", "verwacht"),
    [
        (RSA, "RS512", {}, Reden.ALGORITME),
        (ED, "Ed25519", {}, Reden.ALGORITME),
        (OctKey.generate_key(256, {"kid": "rsa"}), "HS256", {}, Reden.ALGORITME),
        (ANDERE_RSA, "RS256", {}, Reden.HANDTEKENING),
        (RSA, "RS256", {"kid": "weg"}, Reden.SLEUTEL_ONBEKEND),
        (RSA, "RS256", {"kid": "ec"}, Reden.SLEUTEL_ONBEKEND),
        (EC, "ES256", {"kid": "rsa"}, Reden.SLEUTEL_ONBEKEND),
        (RSA, "RS256", {"typ": "logout+jwt"}, Reden.SOORT),
        (RSA, "RS256", {"typ": "at+jwt"}, Reden.SOORT),
        (ANDERE_EC, "ES256", {"jwk": ANDERE_EC.as_dict(private=False)}, Reden.HANDTEKENING),
        (ANDERE_RSA, "RS256", {"kid": "eigen", "jku": "https://kwaad.example.org/jwks"}, Reden.SLEUTEL_ONBEKEND),
    ],
)
def test_de_dienst_zelf_ondertekende_het_zoals_afgesproken(
    sleutel: Key, alg: str, kop: dict[str, Any], verwacht: Reden
) -> None:
    assert reden(teken(gegevens(), sleutel=sleutel, alg=alg, **kop)) is verwacht


def test_een_bewijs_zonder_handtekening_is_er_geen() -> None:
    def b64(tekst: bytes) -> str:
        return base64.urlsafe_b64encode(tekst).rstrip(b"=").decode()

    inhoud = b64(json.dumps(gegevens()).encode())
    for alg in ("none", "None", "NONE", ""):
        kop = b64(json.dumps({"alg": alg, "kid": "rsa"}).encode())
        assert reden(f"{kop}.{inhoud}.") is Reden.ALGORITME
    echt = teken(gegevens()).split(".")
    assert reden(f"{echt[0]}.{inhoud}.") is Reden.HANDTEKENING


def test_de_openbare_sleutel_is_geen_gedeeld_geheim() -> None:
    """Wie de openbare sleutel kent, ondertekent daarmee als HS256; een afspraak die dat toelaat bestaat niet."""
    # By hand: the library refuses to make one.
    delen = teken(gegevens(), sleutel=OctKey.generate_key(256, {"kid": "rsa"}), alg="HS256").split(".")
    geheim = hmac.digest(RSA.as_pem(private=False), ".".join(delen[:2]).encode(), "sha256")
    vals = ".".join([*delen[:2], base64.urlsafe_b64encode(geheim).rstrip(b"=").decode()])
    assert reden(vals) is Reden.ALGORITME
    with pytest.raises(ValueError, match="algoritmen"):
        Inlogdienst(uitgever=UITGEVER, client=CLIENT, algoritmen=("HS256",))


def test_een_veranderde_letter_maakt_de_handtekening_ongeldig() -> None:
    kop, inhoud, handtekening = teken(gegevens()).split(".")
    ander = base64.urlsafe_b64encode(json.dumps(gegevens(sub="baas")).encode()).rstrip(b"=").decode()
    assert inhoud != ander
    assert reden(f"{kop}.{ander}.{handtekening}") is Reden.HANDTEKENING


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "é.b.c",
        "eyJhbGciOiJSUzI1NiJ9",
        "eyJhbGciOiJSUzI1NiJ9.!.",
        "W10.e30.",
        "A" * (GROOTSTE + 1),
        "eyJhbGciOnt9fQ.e30.eA",
        "[" * 9000 + ".e30.x",
    ],
)
def test_wat_geen_jwt_is_wordt_niet_gelezen(token: str) -> None:
    assert reden(token) in {Reden.BEWIJS_ONLEESBAAR, Reden.SLEUTEL_ONBEKEND, Reden.ALGORITME}


def test_zonder_naam_van_de_sleutel_telt_alleen_de_ene_die_past() -> None:
    zonder = teken(gegevens(), kid=WEG)
    assert toets(zonder, sleutels=(RSA, EC)).onderwerp == "9f0c"
    tweede = RSAKey.generate_key(2048, {"kid": "rsa-2", "use": "sig"})
    assert reden(zonder, sleutels=(RSA, tweede)) is Reden.SLEUTEL_ONBEKEND


def _te_klein() -> RSAKey:
    with pytest.warns(SecurityWarning, match="2048"):
        return RSAKey.generate_key(1024, {"kid": "rsa"})


@pytest.mark.parametrize(
    "sleutel",
    [
        RSAKey.generate_key(2048, {"kid": "rsa", "use": "enc"}),
        RSAKey.generate_key(2048, {"kid": "rsa", "alg": "PS256"}),
        _te_klein(),
    ],
    ids=["om te versleutelen", "voor een ander algoritme", "te klein"],
)
def test_een_sleutel_die_hier_niet_voor_is_opent_niets(sleutel: RSAKey) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        inhoud = teken(gegevens(), sleutel=RSAKey.import_key(_kaal(sleutel)))
        assert reden(inhoud, sleutels=(sleutel,)) is Reden.SLEUTEL_ONBEKEND


def _kaal(sleutel: RSAKey) -> dict[str, Any]:
    """Dezelfde sleutel zonder wat erover gezegd is, om er toch mee te ondertekenen."""
    return {k: v for k, v in sleutel.as_dict(private=True).items() if k not in ("use", "alg", "key_ops")}


@pytest.mark.parametrize(("sleutel", "alg"), [(RSA, "PS256"), (EC, "ES256"), (ED, "Ed25519")])
def test_elk_afgesproken_algoritme_werkt_met_zijn_eigen_sleutel(sleutel: Key, alg: str) -> None:
    wie = msgspec.structs.replace(DIENST, algoritmen=(alg,))
    assert toets(teken(gegevens(), sleutel=sleutel, alg=alg), dienst=wie, sleutels=(RSA, EC, ED)).onderwerp == "9f0c"


def test_een_andere_kromme_is_een_andere_soort_sleutel() -> None:
    p384 = ECKey.generate_key("P-384", {"kid": "ec"})
    wie = msgspec.structs.replace(DIENST, algoritmen=("ES256", "ES384"))
    assert toets(teken(gegevens(), sleutel=p384, alg="ES384"), dienst=wie, sleutels=(p384,)).onderwerp == "9f0c"
    assert reden(teken(gegevens(), sleutel=EC, alg="ES256"), dienst=wie, sleutels=(p384,)) is Reden.SLEUTEL_ONBEKEND


def test_wie_het_is_komt_uit_het_gegeven_dat_is_afgesproken() -> None:
    wie = msgspec.structs.replace(DIENST, persoon="oid")
    bewezen = toets(teken(gegevens(oid="vast-nummer")), dienst=wie)
    assert (bewezen.onderwerp, bewezen.sub) == ("vast-nummer", "9f0c")
    assert reden(teken(gegevens()), dienst=wie) is Reden.PERSOON


@pytest.mark.parametrize(
    ("anders", "adres"),
    [
        ({"email": "a@example.org", "email_verified": True}, "a@example.org"),
        ({"email": "a@example.org"}, None),
        ({"email": "a@example.org", "email_verified": "true"}, None),
        ({"email": "a@example.org", "email_verified": False}, None),
        ({"email": ["a@example.org"], "email_verified": True}, None),
    ],
)
def test_een_adres_telt_alleen_als_de_dienst_het_naging(anders: dict[str, Any], adres: str | None) -> None:
    assert toets(teken(gegevens(**anders))).email == adres


def test_zonder_afgesproken_niveau_is_elk_niveau_genoeg() -> None:
    wie = msgspec.structs.replace(DIENST, niveaus=())
    assert toets(teken(gegevens(acr=WEG)), dienst=wie).acr is None


def test_wie_geweigerd_wordt_leest_hetzelfde_met_de_naam_van_de_reden_tenzij_hij_zelf_iets_kan_doen() -> None:
    zelf = {Reden.NIVEAU, Reden.AFGEBROKEN, Reden.AFGEMELD, Reden.STAAT}
    meldingen = {r: InloggenGeweigerd(r).melding for r in Reden}
    assert all(
        melding.endswith(f"bel dan de beheerder van uw organisatie en noem: {r}.") for r, melding in meldingen.items()
    )
    assert len({melding.replace(r, "…") for r, melding in meldingen.items() if r not in zelf}) == 1
    assert "tweede stap" in meldingen[Reden.NIVEAU]


@pytest.mark.parametrize(
    ("anders", "woord"),
    [
        ({"uitgever": "http://inloggen.example.org"}, "https"),
        ({"uitgever": "https://x@inloggen.example.org"}, "https"),
        ({"uitgever": "https://inloggen.example.org?a=b"}, "https"),
        ({"uitgever": "https://inloggen.example.org#a"}, "https"),
        ({"uitgever": "https://[oeps"}, "https"),
        ({"algoritmen": ()}, "algoritmen"),
        ({"persoon": "email"}, "gaat over op een ander"),
        ({"persoon": "UPN"}, "gaat over op een ander"),
    ],
)
def test_een_afspraak_die_niet_deugt_bestaat_niet(anders: dict[str, Any], woord: str) -> None:
    with pytest.raises(ValueError, match=woord):
        Inlogdienst(**{"uitgever": UITGEVER, "client": CLIENT, **anders})
