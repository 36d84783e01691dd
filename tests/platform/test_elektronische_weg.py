"""De elektronische weg van een gemeente: per bericht, vanaf haar dag, en nooit voordat zij is aangewezen (18.1)."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from core.instellingen.productie import proefgemeenten
from core.platform.elektronische_weg import Bericht, ElektronischeWeg, let_op, weg_voor
from core.platform.tenants import Briefhoofd
from core.process.besluit.briefdelen import bezwaarclausule, digitale_weg, orgaan
from tests.letters.voorbeelden import RECHT, TENANT

_OPEN = date(2026, 4, 1)


def _weg(adres: str = "bezwaar@voorbeeldstad.example.org", vanaf: date = _OPEN) -> ElektronischeWeg:
    return ElektronischeWeg(
        soorten=(Bericht.BEZWAAR,),
        adres=adres,
        vanaf=vanaf,
        besluit="2026-3",
        besloten_op=date(2026, 2, 3),
        status="seed",
    )


@pytest.mark.parametrize(
    ("soort", "op", "verwacht"),
    [
        (Bericht.BEZWAAR, date(2026, 3, 31), None),
        (Bericht.BEZWAAR, _OPEN, "stuur een e-mail naar bezwaar@voorbeeldstad.example.org"),
        (Bericht.BEZWAAR, date(2026, 6, 30), "stuur een e-mail naar bezwaar@voorbeeldstad.example.org"),
        (Bericht.BEZWAAR, date(2026, 7, 1), "ga naar www.voorbeeldstad.example.org/bezwaar"),
        (Bericht.ZIENSWIJZE, date(2026, 7, 1), None),
    ],
)
def test_een_brief_noemt_de_weg_pas_vanaf_haar_dag(soort: Bericht, op: date, verwacht: str | None) -> None:
    wegen = (_weg("www.voorbeeldstad.example.org/bezwaar", date(2026, 7, 1)), _weg())
    tenant = msgspec.structs.replace(TENANT, elektronische_wegen=wegen)
    assert digitale_weg(tenant, soort, op=op) == verwacht
    assert (weg_voor(wegen, soort, op=op) is None) == (verwacht is None)


def test_een_weg_gaat_niet_open_voordat_zij_is_aangewezen() -> None:
    with pytest.raises(ValueError, match="pas op dinsdag 03-02-2026 aangewezen"):
        _weg(vanaf=date(2026, 2, 2))


def test_wat_geen_weg_heeft_houdt_niets_tegen_en_is_te_zien() -> None:
    assert let_op(TENANT.elektronische_wegen, op=date(2026, 3, 2)) == ()
    [melding] = let_op((_weg(),), op=_OPEN)
    assert melding.startswith("geen elektronische weg voor aanvraag, zienswijze, ingebrekestelling, klacht: ")
    assert bezwaarclausule(msgspec.structs.replace(TENANT, elektronische_wegen=()), RECHT, op=_OPEN).digitaal is None


def test_bezwaar_gaat_naar_het_orgaan_dat_besloot() -> None:
    college = bezwaarclausule(TENANT, RECHT, op=_OPEN).adres[0]
    assert college == "College van burgemeester en wethouders van Voorbeeldstad"
    werkplein = msgspec.structs.replace(TENANT, bestuursorgaan="het dagelijks bestuur van Werkplein Voorbeeld")
    assert bezwaarclausule(werkplein, RECHT, op=_OPEN).adres[0] == "Het dagelijks bestuur van Werkplein Voorbeeld"
    assert orgaan(werkplein) == "het dagelijks bestuur van Werkplein Voorbeeld"


def test_een_commissie_staat_alleen_ter_attentie_van() -> None:
    hoofd = msgspec.to_builtins(TENANT.briefhoofd)
    with pytest.raises(msgspec.ValidationError, match="bezwaar gaat naar het orgaan"):
        msgspec.convert(hoofd | {"bezwaaradres": ["Commissie bezwaarschriften", "Postbus 100"]}, Briefhoofd)
    genoemd = msgspec.convert(hoofd | {"bezwaar_ter_attentie_van": "Commissie bezwaarschriften"}, Briefhoofd)
    adres = bezwaarclausule(msgspec.structs.replace(TENANT, briefhoofd=genoemd), RECHT, op=_OPEN).adres
    assert adres[1:] == ("t.a.v. Commissie bezwaarschriften", "Postbus 100", "1234 ZZ Voorbeeldstad")


@pytest.mark.parametrize(
    ("adres", "status", "verwacht"),
    [
        ("www.voorbeeldstad.invalid/bericht", "bron", 0),
        ("www.voorbeeldstad.invalid/bericht", "illustratief", 1),
        ("www.voorbeeldstad.example.org/bericht", "bron", 1),
    ],
)
def test_een_weg_die_een_voorbeeld_is_mag_niet_in_productie(
    tmp_path: Path, adres: str, status: str, verwacht: int
) -> None:
    weg = msgspec.structs.replace(_weg(adres), status=status)
    bestand = {"naam": "Voorbeeldstad", "elektronische_wegen": [msgspec.to_builtins(weg)]}
    (tmp_path / "voorbeeldstad.yaml").write_bytes(msgspec.yaml.encode(bestand))
    gemeld = proefgemeenten(tmp_path)
    assert [f"een voorbeeld is ({adres})" in gebrek for gebrek in gemeld] == [True] * verwacht
