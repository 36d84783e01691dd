"""Toegangstokens: van wie zij zijn, en dat een ontwikkeltoken in productie niets is."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from core.fouten import NietAangemeld
from core.instellingen.sleutels import nieuwe_sleutel
from core.instellingen.tabel import Omgeving
from core.platform.http.tokens import GeenOntwikkeltokens, Identiteit, Tokens
from tests.voorbeelden.tokens import onderteken

SLEUTEL = nieuwe_sleutel()
UITGEVER = "https://meedoen.example.org"
UUR = timedelta(hours=1)


def _tokens(omgeving: Omgeving) -> Tokens:
    return Tokens(SLEUTEL, uitgever=UITGEVER, omgeving=omgeving)


def _ondertekend(**anders: object) -> str:
    """Een token met onze sleutel, dat wij niet uitgaven."""
    nu = int(datetime.now(UTC).timestamp())
    inhoud: dict[str, Any] = {"iss": UITGEVER, "aud": "meedoen-ontwikkeling", "sub": "anna", "iat": nu, "exp": nu + 60}
    return jwt.encode({"alg": "HS256"}, inhoud | anders, OctKey.import_key(SLEUTEL))


@pytest.mark.parametrize("omgeving", [Omgeving.ONTWIKKELING, Omgeving.TEST])
def test_een_ontwikkeltoken_werkt_buiten_productie(omgeving: Omgeving) -> None:
    tokens = _tokens(omgeving)
    token = tokens.geef_uit("anna", geldig=UUR)
    assert tokens.lees(f"Bearer {token}") == Identiteit(uitgever=UITGEVER, onderwerp="anna")


def test_een_ontwikkeltoken_is_in_productie_niets_ook_niet_met_de_goede_sleutel() -> None:
    token = _tokens(Omgeving.ONTWIKKELING).geef_uit("anna", geldig=UUR)
    with pytest.raises(NietAangemeld):
        _tokens(Omgeving.PRODUCTIE).lees(f"Bearer {token}")


def test_productie_geeft_geen_token_uit() -> None:
    with pytest.raises(GeenOntwikkeltokens):
        _tokens(Omgeving.PRODUCTIE).geef_uit("anna", geldig=UUR)


def test_in_productie_is_elk_token_niets_en_leest_men_waar_men_inlogt() -> None:
    assert _tokens(Omgeving.TEST).lees(f"Bearer {_ondertekend()}").onderwerp == "anna"
    for kop in (f"Bearer {_ondertekend()}", f"Bearer {_ondertekend(aud='meedoen')}", "Bearer x", None):
        with pytest.raises(NietAangemeld, match="/inloggen"):
            _tokens(Omgeving.PRODUCTIE).lees(kop)


def test_een_token_dat_gezien_is_verloopt_als_elk_ander(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, token = _tokens(Omgeving.TEST), _ondertekend()
    assert tokens.lees(f"Bearer {token}").onderwerp == "anna"
    straks = time.time() + 61
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: straks)
        with pytest.raises(NietAangemeld):
            tokens.lees(f"Bearer {token}")
    assert tokens.lees(f"Bearer {token}").onderwerp == "anna", "het was alleen de tijd"


def test_wat_op_een_gezien_token_lijkt_is_niets() -> None:
    tokens, token = _tokens(Omgeving.TEST), _ondertekend()
    tokens.lees(f"Bearer {token}")
    kop, inhoud, handtekening = token.split(".")
    ander = _ondertekend(sub="bas").split(".")[1]
    for vals in (f"{kop}.{ander}.{handtekening}", f"{kop}.{inhoud}.", f"{kop}.{inhoud}.{handtekening[::-1]}"):
        for _ in range(2):
            with pytest.raises(NietAangemeld):
                tokens.lees(f"Bearer {vals}")


@pytest.mark.parametrize(
    "anders",
    [
        {"aud": "iets anders"},
        {"aud": ["meedoen", "meedoen-ontwikkeling-2"]},
        {"aud": None},
        {"iss": "https://elders.example.org"},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_een_token_dat_niet_klopt_is_niets(anders: dict[str, object]) -> None:
    with pytest.raises(NietAangemeld):
        _tokens(Omgeving.TEST).lees(f"Bearer {_ondertekend(**anders)}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda binnen: st.lists(binnen, max_size=3) | st.dictionaries(st.text(), binnen, max_size=3),
    max_leaves=8,
)
ECHT = {"iss": UITGEVER, "aud": "meedoen-ontwikkeling", "sub": "anna", "exp": 4_000_000_000}


def _alleen_identiteit_of_weigering(token: str) -> Identiteit | None:
    try:
        return _tokens(Omgeving.TEST).lees(f"Bearer {token}")
    except NietAangemeld:
        return None


@given(st.dictionaries(st.sampled_from(["iss", "aud", "sub", "exp", "nbf", "iat", "jti", "x"]), JSON))
def test_wat_er_ook_ondertekend_is_een_token_geeft_een_mens_die_in_de_database_past_of_niemand(
    anders: dict[str, Any],
) -> None:
    gelezen = _alleen_identiteit_of_weigering(onderteken(json.dumps(ECHT | anders).encode(), SLEUTEL))
    if gelezen is not None:
        assert 0 < len(gelezen.onderwerp.encode()) <= 255 * 4
        assert "\0" not in gelezen.onderwerp


@given(
    st.binary() | JSON.map(lambda w: json.dumps(w).encode()), st.binary() | JSON.map(lambda w: json.dumps(w).encode())
)
def test_een_token_van_willekeurige_bytes_is_van_niemand(kop: bytes, inhoud: bytes) -> None:
    assert _alleen_identiteit_of_weigering(onderteken(inhoud, SLEUTEL, kop=kop)) is None


@pytest.mark.parametrize("diep", [b"[" * 40_000, b'{"a":' * 20_000, b'{"sub":' + b"[" * 40_000])
def test_een_token_dat_eindeloos_nest_is_van_niemand(diep: bytes) -> None:
    assert _alleen_identiteit_of_weigering(onderteken(diep, SLEUTEL)) is None
    assert _alleen_identiteit_of_weigering(onderteken(json.dumps(ECHT).encode(), SLEUTEL, kop=diep)) is None
