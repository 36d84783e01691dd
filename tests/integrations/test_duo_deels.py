"""C11: een waarde die DUO erbij bedacht, of een dag die niet kan, gaat over één veld; de rest is gelezen."""

import datetime as dt
from uuid import uuid4

import httpx2
import pytest

from core.integrations.duo.beslissingen import Oordeel
from core.integrations.duo.client import DuoClient
from core.integrations.duo.fouten import DuoFout, DuoOnleesbaar
from core.integrations.duo.lezen import Onleesbaar
from tests.integrations.wereld import DUO_OIN, UTRECHT

BSN = "999990019"


def duo_die(inhoud: str) -> DuoClient:
    def antwoord(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=inhoud.encode(), headers={"API-Version": "1.0.0"})

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(antwoord), base_url="http://duo.example.org/v1")
    return DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN)


async def test_c11_een_onbekende_reden_laat_de_rest_van_de_plicht_staan_en_blijft_als_tekst_zonder_nummer() -> None:
    mis: list[Onleesbaar] = []
    duo = duo_die(
        '{"indicatorInburgeringsplicht": false, "begindatum": "2026-01-02",'
        ' "redenGeenInburgeringsplicht": "Nieuw bij 999990019", "einddatum": "9999-12-31"}'
    )
    plicht = await duo.lees_inburgeringsplicht(BSN, bericht_id=uuid4(), onleesbaar=mis)
    assert plicht is not None
    assert (plicht.begindatum, plicht.einddatum) == (dt.date(2026, 1, 2), None)
    assert plicht.reden_geen_inburgeringsplicht is None
    assert mis == [
        Onleesbaar(veld="einddatum", tekst="9999-12-31"),
        Onleesbaar(veld="redenGeenInburgeringsplicht", tekst="Nieuw bij [nummer]"),
    ]


async def test_c11_een_onderdeel_van_een_lijst_dat_niet_kan_houdt_de_andere_niet_tegen() -> None:
    mis: list[Onleesbaar] = []
    duo = duo_die(
        '[{"examendatum": "2026-02-01", "resultaat": "Vrijgesteld", "onderdeel": "LE"},'
        ' {"examendatum": "2026-02-01", "resultaat": "Geslaagd", "onderdeel": "SP", "niveau": "C1"}, 7]'
    )
    uitslagen = await duo.lees_examenresultaten(BSN, bericht_id=uuid4(), onleesbaar=mis)
    assert uitslagen is not None
    assert [(u.onderdeel, u.niveau) for u in uitslagen] == [("SP", None)]
    assert [m.veld for m in mis] == ["[0]", "[1].niveau", "[2]"]
    assert "Vrijgesteld" in mis[0].tekst


async def test_c11_een_groep_zonder_verplicht_veld_valt_weg_en_de_beslissing_ernaast_niet() -> None:
    mis: list[Onleesbaar] = []
    duo = duo_die(
        '[{"GeheleVrijstelling": {"oordeel": "Toekenning", "reden": "ANDERS"}},'
        ' {"TijdelijkeVrijstelling": {"oordeel": "Toekenning", "reden": "INS"}}]'
    )
    beslissingen = await duo.lees_vrijstellingen(BSN, bericht_id=uuid4(), onleesbaar=mis)
    assert beslissingen is not None
    assert beslissingen[0].gehele is None
    assert beslissingen[1].tijdelijke is not None
    assert beslissingen[1].tijdelijke.oordeel is Oordeel.TOEKENNING
    assert [m.veld for m in mis] == ["[0].GeheleVrijstelling"]


async def test_c11_zonder_een_veld_dat_niet_gemist_kan_worden_is_het_hele_gegeven_niet_te_lezen() -> None:
    mis: list[Onleesbaar] = []
    duo = duo_die('{"startdatum": "2026-03-03", "einddatum": "9999-12-31"}')
    with pytest.raises(DuoOnleesbaar) as gevangen:
        await duo.lees_inburgeringstermijn(BSN, bericht_id=uuid4(), onleesbaar=mis)
    assert [g.veld for g in gevangen.value.gebreken] == [""]
    assert "9999" not in str(gevangen.value)


async def test_een_half_antwoord_is_geen_deel_maar_een_fout() -> None:
    with pytest.raises(DuoFout) as gevangen:
        await duo_die('[{"bedrag": 12').lees_boetes(BSN, bericht_id=uuid4(), onleesbaar=[])
    assert type(gevangen.value) is DuoFout
