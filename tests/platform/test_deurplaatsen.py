"""De boekhouding van een deur: wie er binnen mag, wie er wijkt, en dat DUO altijd een plaats vindt."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.platform.http.plaatsen import Gast, GeenPlaats, Grenzen, Plaatsen, groep_van

DUO = "0" * 20
GRENZEN = Grenzen(verbindingen=6, per_adres=3, per_oin=2, voor_voorrang=3)


def _plaatsen() -> Plaatsen:
    return Plaatsen(GRENZEN, voorrang=DUO)


def _gast(adres: str = "192.0.2.1", *, bezig: bool = False) -> Gast:
    gast = Gast(adres)
    if bezig:
        gast.protocol = SimpleNamespace(cycle=object(), transport=None)
    return gast


def test_wie_zwijgt_wijkt_voor_een_ander_van_zijn_adres() -> None:
    plaatsen = _plaatsen()
    eerste, *_ = stil = [_gast() for _ in range(3)]
    assert [plaatsen.neem(g) for g in stil] == [None, None, None]
    assert plaatsen.neem(_gast("192.0.2.2")) is None
    assert plaatsen.neem(_gast()) is eerste
    assert len(plaatsen) == 4


def test_is_het_vol_dan_wijkt_de_oudste_van_wie_dan_ook() -> None:
    plaatsen = _plaatsen()
    gasten = [_gast(f"192.0.2.{n}") for n in range(6)]
    for gast in gasten:
        plaatsen.neem(gast)
    assert plaatsen.neem(_gast("192.0.2.9")) is gasten[0]
    assert len(plaatsen) == 6


def test_wie_bezig_is_wijkt_niet() -> None:
    plaatsen = _plaatsen()
    for _ in range(3):
        plaatsen.neem(_gast(bezig=True))
    with pytest.raises(GeenPlaats):
        plaatsen.neem(_gast())
    for n in range(2, 5):
        plaatsen.neem(_gast(f"192.0.2.{n}", bezig=True))
    with pytest.raises(GeenPlaats):
        plaatsen.neem(_gast("192.0.2.9"))


def test_wie_bekend_is_telt_niet_meer_voor_zijn_adres() -> None:
    """Achter een verdeler heeft iedereen het adres van de verdeler, ook DUO."""
    plaatsen = _plaatsen()
    for _ in range(6):
        gast = _gast()
        assert plaatsen.neem(gast) is None
        assert plaatsen.noem(gast, DUO)
    with pytest.raises(GeenPlaats):
        plaatsen.neem(_gast())


def test_een_vreemde_krijgt_er_een_paar_en_alle_vreemden_samen_nooit_die_van_duo() -> None:
    plaatsen = _plaatsen()
    gegeven = []
    for nummer in range(12):
        gast = _gast(f"192.0.2.{nummer}")
        plaatsen.neem(gast)
        gegeven.append(plaatsen.noem(gast, f"{nummer // 3:020}1"))
        if not gegeven[-1]:
            plaatsen.geef_vrij(gast)
    assert gegeven[:3] == [True, True, False], "twee van hetzelfde OIN"
    assert sum(gegeven) == 3
    for _ in range(3):
        van_duo = _gast("198.51.100.1")
        plaatsen.neem(van_duo)
        assert plaatsen.noem(van_duo, DUO)


def test_een_certificaat_zonder_oin_is_een_vreemde() -> None:
    plaatsen = Plaatsen(GRENZEN)
    gasten = [_gast() for _ in range(3)]
    for gast in gasten:
        plaatsen.neem(gast)
    assert [plaatsen.noem(gast, None) for gast in gasten] == [True, True, False]


_DOEN = st.lists(
    st.tuples(
        st.sampled_from(["neem", "noem", "vrij", "bezig"]),
        st.integers(0, 3),
        st.sampled_from([DUO, None, "1" * 20, "2" * 20, "3" * 20]),
        st.integers(0, 30),
    ),
    max_size=80,
)


@given(_DOEN)
def test_geen_volgorde_brengt_de_boekhouding_van_slag(doen: list[tuple[str, int, str | None, int]]) -> None:
    """Nooit meer dan de grenzen, en als iedereen weg is, is er niets over."""
    plaatsen = _plaatsen()
    gasten: list[Gast] = []
    for wat, adres, oin, wie in doen:
        if wat == "neem":
            gast = _gast(f"192.0.2.{adres}")
            try:
                plaatsen.neem(gast)
            except GeenPlaats:
                continue
            gasten.append(gast)
        elif gasten:
            gast = gasten[wie % len(gasten)]
            match wat:
                case "noem":
                    plaatsen.noem(gast, oin)
                case "vrij":
                    plaatsen.geef_vrij(gast)
                case "bezig":
                    gast.protocol = SimpleNamespace(cycle=object(), transport=None)
        binnen = list(plaatsen._binnen)
        vreemd = [g for g in binnen if g.bekend and g.oin != DUO]
        assert len(binnen) <= 6
        assert len(vreemd) == plaatsen._vreemden <= 3
        assert all(sum(g.oin == o for g in vreemd) <= 2 for o in {g.oin for g in vreemd})
        assert all(sum(not g.bekend and g.adres == a for g in binnen) <= 3 for a in {g.adres for g in binnen})
    for gast in gasten:
        plaatsen.geef_vrij(gast)
    assert (len(plaatsen), plaatsen._per_adres, plaatsen._per_oin, plaatsen._vreemden) == (0, {}, {}, 0)


@pytest.mark.parametrize(
    ("adres", "groep"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_een_netwerk_telt_als_een_adres(adres: str, groep: str) -> None:
    assert groep_van(adres) == groep
