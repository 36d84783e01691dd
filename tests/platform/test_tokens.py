"""Toegangstokens: van wie zij zijn, en dat een ontwikkeltoken in productie niets is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from core.fouten import NietAangemeld
from core.instellingen.config import Omgeving
from core.instellingen.sleutels import nieuwe_sleutel
from core.platform.http.tokens import GeenOntwikkeltokens, Identiteit, Tokens

SLEUTEL = nieuwe_sleutel()
UITGEVER = "https://meedoen.example.org"
UUR = timedelta(hours=1)


def _tokens(omgeving: Omgeving) -> Tokens:
    return Tokens(SLEUTEL, uitgever=UITGEVER, omgeving=omgeving)


def _ondertekend(**anders: object) -> str:
    """Een token van een ander, met onze sleutel."""
    nu = int(datetime.now(UTC).timestamp())
    inhoud: dict[str, Any] = {"iss": UITGEVER, "aud": "meedoen", "sub": "anna", "iat": nu, "exp": nu + 60}
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


def test_een_gewoon_token_werkt_overal() -> None:
    for omgeving in Omgeving:
        assert _tokens(omgeving).lees(f"Bearer {_ondertekend()}").onderwerp == "anna"


@pytest.mark.parametrize(
    "anders",
    [
        {"aud": "iets anders"},
        {"aud": ["meedoen-ontwikkeling"]},
        {"aud": None},
        {"iss": "https://elders.example.org"},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_een_token_dat_niet_klopt_is_niets(anders: dict[str, object]) -> None:
    with pytest.raises(NietAangemeld):
        _tokens(Omgeving.PRODUCTIE).lees(f"Bearer {_ondertekend(**anders)}")
