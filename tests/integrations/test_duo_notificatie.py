"""Wat Meedoen als notificatie van DUO herkent."""

import re

import pytest

from core.fouten import OngeldigeInvoer
from core.integrations.duo.contract import lees_notificatie


def test_een_notificatie_met_onbekende_velden_is_leesbaar() -> None:
    ruw = (
        b'{"registratieDatumTijd": "2026-03-02T10:00:00+01:00", "gebeurtenisId": "SS101",'
        b' "vNummer": 9000000001, "toekomst": [1, 2]}'
    )
    notificatie = lees_notificatie(ruw)
    assert (notificatie.gebeurtenis_id, notificatie.bsn, notificatie.v_nummer) == ("SS101", None, 9000000001)


def test_een_onjuiste_notificatie_noemt_alle_gebreken_en_geen_waarden() -> None:
    with pytest.raises(OngeldigeInvoer) as gevangen:
        lees_notificatie(b'{"bsn": 999990019, "vNummer": "9000000001", "gebeurtenisId": "ss 101"}')
    gebreken = gevangen.value.gebreken
    assert {g.veld for g in gebreken} == {"registratieDatumTijd", "gebeurtenisId", "bsn", "vNummer"}
    assert not re.search(r"999990019|9000000001|ss 101", str(gevangen.value) + repr(gebreken))


@pytest.mark.parametrize("ruw", [b"", b"[]", b"null", b"{", b"\xff", b'"SS101"'])
def test_wat_geen_json_object_is_is_geen_notificatie(ruw: bytes) -> None:
    with pytest.raises(OngeldigeInvoer, match="geen leesbare notificatie"):
        lees_notificatie(ruw)


def test_een_tijdstip_zonder_tijdzone_wordt_niet_geraden() -> None:
    with pytest.raises(OngeldigeInvoer) as gevangen:
        lees_notificatie(b'{"registratieDatumTijd": "2026-03-02T10:00:00", "gebeurtenisId": "SS101"}')
    assert [g.veld for g in gevangen.value.gebreken] == ["registratieDatumTijd"]
