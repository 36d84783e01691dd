"""Wat de client van DUO niet gelooft, niet uitpakt en niet uitzit; en dat geen reden van DUO een nummer doorlaat."""

import datetime as dt
import gzip
import time
from uuid import uuid4

import httpx2
import pytest

from core.integrations.duo import verbinding
from core.integrations.duo.client import DuoClient
from core.integrations.duo.contract import Contactpersoongegevens, Leerroute, Pip
from core.integrations.duo.fouten import DuoFout, DuoOnbereikbaar, DuoWeigering
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.integrations.wereld import DUO_OIN, UTRECHT, StartWereld, Wereld, echte_server

PLICHT = b'{"indicatorInburgeringsplicht": true}'
GEGEVENS = Contactpersoongegevens(naam="Balie", email="balie@example.org", telefoonnummer="0301234567")


def _duo_die(inhoud: bytes, **koppen: str) -> tuple[DuoClient, list[httpx2.Request]]:
    """Een client tegen een DUO die altijd dit antwoordt, en de verzoeken die hij kreeg."""
    verzoeken: list[httpx2.Request] = []

    def antwoord(verzoek: httpx2.Request) -> httpx2.Response:
        verzoeken.append(verzoek)
        return httpx2.Response(200, content=inhoud, headers={"API-Version": "1.2.2", **koppen})

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(antwoord), base_url="http://duo.example.org/v1")
    return DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN), verzoeken


async def test_een_ingepakt_antwoord_wordt_niet_gevraagd_en_niet_uitgepakt() -> None:
    """Een klein pakje kan uitgepakt eindeloos zijn."""
    duo, verzoeken = _duo_die(gzip.compress(PLICHT), **{"Content-Encoding": "gzip"})
    with pytest.raises(DuoFout, match="ingepakt"):
        await duo.lees_inburgeringsplicht("999990019", bericht_id=uuid4())
    assert verzoeken[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("dag", ["0001-01-01", "1899-12-31", "9999-12-31"])
async def test_een_dag_die_niet_kan_maakt_een_antwoord_onbruikbaar_en_noemt_het_veld(dag: str) -> None:
    """Daarmee rekenen loopt vast, of wordt in de database een dag die nooit komt."""
    plicht = f'{{"indicatorInburgeringsplicht": true, "begindatum": "2026-01-01", "einddatum": "{dag}"}}'
    duo, _ = _duo_die(plicht.encode())
    with pytest.raises(DuoFout, match=r"koppelvlak: einddatum$") as gevangen:
        await duo.lees_inburgeringsplicht("999990019", bericht_id=uuid4())
    assert dag not in str(gevangen.value)
    duo, _ = _duo_die(f"[{plicht}]".encode())
    with pytest.raises(DuoFout, match=r"\[0\]\.einddatum"):
        await duo.lees_inburgeringsplichthistorie("999990019", bericht_id=uuid4())


@pytest.mark.parametrize(("te_veel", "past"), [(0, True), (1, False)])
async def test_een_antwoord_heeft_een_grens(te_veel: int, past: bool) -> None:
    duo, _ = _duo_die(PLICHT + b" " * (verbinding.GROOTSTE_ANTWOORD - len(PLICHT) + te_veel))
    if past:
        assert await duo.lees_inburgeringsplicht("999990019", bericht_id=uuid4()) is not None
    else:
        with pytest.raises(DuoFout, match="te groot"):
            await duo.lees_inburgeringsplicht("999990019", bericht_id=uuid4())


async def test_een_antwoord_dat_druppelt_heeft_een_grens(
    start_wereld: StartWereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elk teken komt ruim op tijd, en toch is het antwoord er nooit."""
    wereld = await start_wereld(traagheid=0.1)
    await wereld.meld_allen_aan()
    monkeypatch.setattr(verbinding, "GEDULD", 0.6)
    async with echte_server(wereld) as adres, httpx2.AsyncClient(base_url=f"{adres}/duo/v1", trust_env=False) as http:
        duo = DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN, tijdslimiet=httpx2.Timeout(10, read=0.5))
        await wereld.storing("druppelt")
        begin = time.monotonic()
        with pytest.raises(DuoOnbereikbaar, match="niet op tijd"):
            await duo.lees_inburgeringsplicht(wereld.wie(Verhaal.GEZIN).bsn, bericht_id=uuid4())
        assert time.monotonic() - begin >= 0.5, "niet omdat één teken te lang duurde"
        monkeypatch.undo()
        assert await duo.lees_inburgeringsplicht(wereld.wie(Verhaal.GEZIN).bsn, bericht_id=uuid4()) is not None


async def test_een_doorverwijzing_wordt_niet_gevolgd(wereld: Wereld) -> None:
    """In het adres staat een BSN; dat gaat nergens heen waar wij het niet zelf brengen."""
    gezien: list[str] = []

    def antwoord(verzoek: httpx2.Request) -> httpx2.Response:
        gezien.append(verzoek.url.host)
        return httpx2.Response(
            302, headers={"API-Version": "1.2.2", "Location": "http://elders.example.org/v1/personen"}
        )

    http = httpx2.AsyncClient(
        transport=httpx2.MockTransport(antwoord), base_url="http://duo.example.org/v1", follow_redirects=True
    )
    duo = DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN)
    with pytest.raises(DuoFout, match="302"):
        await duo.lees_inburgeringsplicht("999990019", bericht_id=uuid4())
    assert gezien == ["duo.example.org"]


async def test_de_contactpersoon_die_duo_teruggeeft_is_de_gemelde(wereld: Wereld) -> None:
    await wereld.storing("vreemd")
    with pytest.raises(DuoFout, match="andere contactpersoon"):
        await wereld.duo.maak_contactpersoon(GEGEVENS, bericht_id=uuid4())


@pytest.mark.parametrize(
    ("storing", "status"), [("onleesbaar", 400), ("onbevoegd", 401), ("onbekend", 404), ("elders", 302)]
)
async def test_een_fout_bij_een_melding_draagt_de_status_van_duo(wereld: Wereld, storing: str, status: int) -> None:
    await wereld.storing(storing)
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    with pytest.raises(DuoFout) as gevangen:
        await wereld.duo.meld_pip(wereld.wie(Verhaal.GEZIN).bsn, pip, bericht_id=uuid4())
    assert gevangen.value.antwoordstatus == status


async def test_een_pagina_van_iets_dat_voor_duo_staat_is_geen_antwoord_van_duo(wereld: Wereld) -> None:
    await wereld.storing("onderhoud")
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    with pytest.raises(DuoFout) as gevangen:
        await wereld.duo.meld_pip(wereld.wie(Verhaal.GEZIN).bsn, pip, bericht_id=uuid4())
    assert gevangen.value.antwoordstatus is None


@pytest.mark.parametrize(
    ("tekst", "schoon"),
    [
        ("Persoon 999990019 is onbekend.", "Persoon [nummer] is onbekend."),
        ("Persoon 9999.90.019 is onbekend.", "Persoon [nummer] is onbekend."),
        ("Persoon 999 990 019 is onbekend.", "Persoon [nummer] is onbekend."),
        ("Persoon 99-99-90-01-9 is onbekend.", "Persoon [nummer] is onbekend."),
        ("V-nummer 9000000001 kennen wij niet.", "V-nummer [nummer] kennen wij niet."),
        ("De dagtekening 2026-03-02 ligt te vroeg.", "De dagtekening 2026-03-02 ligt te vroeg."),
        ("Meer dan 600 uur in 104 weken.", "Meer dan 600 uur in 104 weken."),
    ],
)
def test_een_reden_van_duo_verliest_haar_nummers_en_houdt_haar_datums(tekst: str, schoon: str) -> None:
    fout = DuoWeigering((tekst,))
    assert fout.foutteksten == (schoon,)
    assert "99999" not in str(fout)


def test_de_dag_van_vandaag_is_geen_nummer() -> None:
    for dag in (dt.date(2026, 3, 2), dt.date(2026, 12, 31)):
        for vorm in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
            assert DuoWeigering((f"{dag:{vorm}}",)).foutteksten == (f"{dag:{vorm}}",)
