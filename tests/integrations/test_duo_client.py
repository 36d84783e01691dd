"""De client van DUO: elke bewerking tegen de simulator, elke storing, en nergens een BSN."""

import datetime as dt
import logging
import re
import socket
import traceback
from collections.abc import Callable
from uuid import UUID, uuid4

import httpx2
import pytest

from core.fouten import Fout, Onbereikbaar
from core.integrations.duo.client import DuoClient
from core.integrations.duo.contract import (
    Alfabetiseringsonderwijs,
    Contactpersoongegevens,
    Doelgroepindeling,
    Inburgeringstermijn,
    Leerroute,
    Niveau,
    Pip,
    RedenGeenInburgeringsplicht,
)
from core.integrations.duo.fouten import DuoFout, DuoGeenToegang, DuoOnbereikbaar, DuoOnleesbaar, DuoWeigering
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.telemetry.logboek import STIL, maak_stil
from tests.integrations.wereld import DUO_OIN, STICHTSE_VECHT, UTRECHT, StartWereld, Wereld, echte_server

BSN = "999990019"
GEGEVENS = Contactpersoongegevens(naam="Balie Inburgering", email="balie@example.org", telefoonnummer="030 1234567")
Antwoord = Callable[[httpx2.Request], httpx2.Response]


def duo_die(antwoord: Antwoord) -> DuoClient:
    """Een client tegen een DUO die altijd dit antwoordt."""
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(antwoord), base_url="http://duo.example.org/v1")
    return DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN)


def altijd(status: int, *, inhoud: bytes = b"", versie: str = "1.2.0", **koppen: str) -> Antwoord:
    kop = {"API-Version": versie} if versie else {}
    return lambda _: httpx2.Response(status, content=inhoud, headers=kop | koppen)


async def lees_plicht(duo: DuoClient) -> object:
    return await duo.lees_inburgeringsplicht(BSN, bericht_id=uuid4())


# De bewerkingen


async def test_een_gemeente_leest_plicht_en_doelgroep_van_haar_inwoner(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    plicht = await wereld.duo.lees_inburgeringsplicht(inwoner.bsn, bericht_id=uuid4())
    doelgroep = await wereld.duo.lees_doelgroep(inwoner.bsn, bericht_id=uuid4())
    historie = await wereld.duo.lees_doelgroephistorie(inwoner.bsn, bericht_id=uuid4())
    assert plicht is not None
    assert (plicht.indicator_inburgeringsplicht, plicht.begindatum) == (True, wereld.klok.vandaag)
    assert plicht.datum_kennisgeving_inburgeringsplicht == wereld.klok.vandaag
    assert doelgroep is not None
    assert doelgroep.indeling is Doelgroepindeling.ASIELSTATUSHOUDER
    assert historie is not None
    assert [h.indeling for h in historie] == [doelgroep.indeling]


async def test_wie_duo_niet_kent_is_niets_en_geen_fout(wereld: Wereld) -> None:
    onbekend = "999990007"
    assert onbekend not in {i.bsn for i in wereld.bevolking}
    assert await wereld.duo.lees_inburgeringsplicht(onbekend, bericht_id=uuid4()) is None
    assert await wereld.duo.lees_pip(wereld.wie(Verhaal.GEZIN).bsn, bericht_id=uuid4()) is None


async def test_een_eerste_pip_zet_de_termijn_vast_van_de_dag_erna_drie_jaar(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.ASIEL_GEHUISVEST).bsn
    wereld.klok.tijd = dt.datetime(2028, 2, 29, 10, 0, tzinfo=dt.UTC)
    pip = Pip(
        dagtekening_pip=dt.date(2028, 2, 29),
        leerroute=Leerroute.B1_ROUTE,
        niveau=Niveau.B1,
        geschatte_intensiteit_b1_route=650,
        indicator_mag_opleiding_afmaken=False,
        indicator_alfabetiseringsonderwijs=Alfabetiseringsonderwijs.NIET_VAN_TOEPASSING,
    )
    await wereld.duo.meld_pip(bsn, pip, bericht_id=uuid4())
    bekend = await wereld.duo.lees_pip(bsn, bericht_id=uuid4())
    termijn = await wereld.duo.lees_inburgeringstermijn(bsn, bericht_id=uuid4())
    historie = await wereld.duo.lees_inburgeringstermijnhistorie(bsn, bericht_id=uuid4())
    assert bekend is not None
    assert (bekend.gemeentecode, bekend.pip) == (UTRECHT.code, pip)
    # 29 February three years on does not exist: the last day is 28 February 2031, the exclusive end 1 March.
    assert termijn == Inburgeringstermijn(
        startdatum=dt.date(2028, 3, 1), einddatum=dt.date(2031, 3, 1), wijzigingsdatum=dt.date(2028, 2, 29)
    )
    assert historie is not None
    assert [h.einddatum for h in historie] == [termijn.einddatum]


async def test_een_gewijzigd_pip_verschuift_de_termijn_niet(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    for over in (0, 100):
        dag = wereld.klok.vandaag + dt.timedelta(days=over)
        await wereld.duo.meld_pip(bsn, Pip(dagtekening_pip=dag, leerroute=Leerroute.Z_ROUTE), bericht_id=uuid4())
    termijn = await wereld.duo.lees_inburgeringstermijn(bsn, bericht_id=uuid4())
    assert termijn is not None
    assert termijn.startdatum == wereld.klok.vandaag + dt.timedelta(days=1)


async def test_de_leerbaarheidstoets_loopt_van_examennummer_naar_uitslag(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    nummer = await wereld.duo.lees_examennummer(inwoner.bsn, bericht_id=uuid4())
    assert nummer == await wereld.duo.lees_examennummer(inwoner.bsn, bericht_id=uuid4())
    assert await wereld.duo.lees_lbt_resultaten(inwoner.bsn, bericht_id=uuid4()) == []
    await wereld.na_dagen(inwoner.dagen_tot_lbt)
    resultaten = await wereld.duo.lees_lbt_resultaten(inwoner.bsn, bericht_id=uuid4())
    assert resultaten is not None
    assert [(r.resultaat.value, r.behaalde_score) for r in resultaten] == [(inwoner.lbt_uitslag, inwoner.lbt_score)]


async def test_een_overgeslagen_leerbaarheidstoets_geeft_nooit_een_uitslag(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    await wereld.duo.lees_examennummer(inwoner.bsn, bericht_id=uuid4())
    await wereld.duo.trek_examennummer_in(inwoner.bsn, bericht_id=uuid4())
    await wereld.na_dagen(inwoner.dagen_tot_lbt)
    assert await wereld.duo.lees_examennummer(inwoner.bsn, bericht_id=uuid4()) is None
    assert await wereld.duo.lees_lbt_resultaten(inwoner.bsn, bericht_id=uuid4()) == []


async def test_na_overlijden_is_er_geen_plicht_meer_en_weet_de_historie_van_wanneer_tot_wanneer(
    wereld: Wereld,
) -> None:
    inwoner, begin = wereld.wie(Verhaal.OVERLEDEN), wereld.klok.vandaag
    await wereld.na_dagen(inwoner.dagen_tot_einde)
    plicht = await wereld.duo.lees_inburgeringsplicht(inwoner.bsn, bericht_id=uuid4())
    historie = await wereld.duo.lees_inburgeringsplichthistorie(inwoner.bsn, bericht_id=uuid4())
    assert plicht is not None
    assert not plicht.indicator_inburgeringsplicht
    assert plicht.reden_geen_inburgeringsplicht is RedenGeenInburgeringsplicht.OVERLIJDEN
    assert historie is not None
    assert [(h.begindatum, h.einddatum) for h in historie] == [(begin, wereld.klok.vandaag)]


async def test_de_verlengingsgronden_zijn_te_lezen(wereld: Wereld) -> None:
    gronden = await wereld.duo.lees_verlengingsgronden(bericht_id=uuid4())
    assert [g.code for g in gronden] == list("abcdefghij")


async def test_een_nieuwe_koppeling_vervangt_de_oude_en_verwijderen_haalt_de_koppeling_weg(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    eerste = await wereld.duo.maak_contactpersoon(GEGEVENS, bericht_id=uuid4())
    tweede = await wereld.duo.maak_contactpersoon(GEGEVENS, bericht_id=uuid4())
    await wereld.duo.wijzig_contactpersoon(eerste, GEGEVENS, bericht_id=uuid4())
    for nummer in (eerste, tweede):
        await wereld.duo.koppel_contactpersoon(nummer, bsn, bericht_id=uuid4())
    with pytest.raises(DuoFout, match="404"):
        await wereld.duo.ontkoppel_contactpersoon(eerste, bsn, bericht_id=uuid4())
    await wereld.duo.ontkoppel_contactpersoon(tweede, bsn, bericht_id=uuid4())
    await wereld.duo.koppel_contactpersoon(tweede, bsn, bericht_id=uuid4())
    await wereld.duo.verwijder_contactpersoon(tweede, bericht_id=uuid4())
    with pytest.raises(DuoFout, match="404"):
        await wereld.duo.wijzig_contactpersoon(tweede, GEGEVENS, bericht_id=uuid4())
    with pytest.raises(DuoFout, match="404"):
        await wereld.duo.ontkoppel_contactpersoon(eerste, bsn, bericht_id=uuid4())


# Herhalen


async def test_hetzelfde_bericht_nog_eens_verandert_niets_en_slaagt_weer(wereld: Wereld) -> None:
    bericht_id = uuid4()
    nummers = {await wereld.duo.maak_contactpersoon(GEGEVENS, bericht_id=bericht_id) for _ in range(3)}
    assert len(nummers) == 1
    assert await wereld.duo.maak_contactpersoon(GEGEVENS, bericht_id=uuid4()) not in nummers


async def test_een_geweigerd_bericht_wordt_bij_herhaling_om_dezelfde_reden_geweigerd(wereld: Wereld) -> None:
    bsn, bericht_id = wereld.wie(Verhaal.AZC_ELDERS).bsn, uuid4()
    pip = Pip(dagtekening_pip=wereld.klok.vandaag + dt.timedelta(days=300), leerroute=Leerroute.B1_ROUTE)
    with pytest.raises(DuoWeigering) as eerst:
        await wereld.duo.meld_pip(bsn, pip, bericht_id=bericht_id)
    await wereld.na_dagen(250)  # housed by now: a new message would be accepted
    with pytest.raises(DuoWeigering) as daarna:
        await wereld.duo.meld_pip(bsn, pip, bericht_id=bericht_id)
    assert daarna.value.foutteksten == eerst.value.foutteksten
    await wereld.duo.meld_pip(bsn, pip, bericht_id=uuid4())


async def test_een_ander_bericht_onder_hetzelfde_bericht_id_is_een_fout(wereld: Wereld) -> None:
    bericht_id = uuid4()
    await wereld.duo.maak_contactpersoon(GEGEVENS, bericht_id=bericht_id)
    with pytest.raises(DuoFout, match="400"):
        await wereld.duo.verwijder_contactpersoon(1, bericht_id=bericht_id)


# Storingen


@pytest.mark.parametrize("status", [500, 502, 503, 408, 429])
async def test_een_storing_bij_duo_is_onbereikbaar(status: int) -> None:
    with pytest.raises(DuoOnbereikbaar, match=str(status)) as gevangen:
        await lees_plicht(duo_die(altijd(status)))
    assert isinstance(gevangen.value, Onbereikbaar)


@pytest.mark.parametrize(
    "storing",
    [httpx2.ReadTimeout, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ConnectError, httpx2.RemoteProtocolError],
)
async def test_een_verbroken_of_trage_verbinding_is_onbereikbaar_en_draagt_het_adres_niet_mee(
    storing: type[httpx2.RequestError],
) -> None:
    def faal(verzoek: httpx2.Request) -> httpx2.Response:
        raise storing(f"geen verbinding met {verzoek.url}", request=verzoek)

    with pytest.raises(DuoOnbereikbaar) as gevangen:
        await lees_plicht(duo_die(faal))
    toets_zonder_persoon(gevangen.value)


@pytest.mark.parametrize(
    ("antwoord", "soort"),
    [
        (altijd(400), DuoFout),
        (altijd(401), DuoFout),
        (altijd(403), DuoGeenToegang),
        (altijd(302, location=f"http://elders.example.org/{BSN}"), DuoFout),
        (altijd(418), DuoFout),
        (altijd(200, inhoud=b"<html>onderhoud</html>"), DuoFout),
        (altijd(200, inhoud=b'{"indicatorInburgeringsplicht": "999990019"}'), DuoOnleesbaar),
        (altijd(200, inhoud=b"\xff\xfe"), DuoFout),
        (altijd(200, inhoud=b""), DuoFout),
        (
            altijd(200, inhoud=b'{"indicatorInburgeringsplicht": true, "redenGeenInburgeringsplicht": "Zomaar"}'),
            DuoOnleesbaar,
        ),
        (altijd(404, versie=""), DuoFout),
        (altijd(200, inhoud=b'{"indicatorInburgeringsplicht": true}', versie="een"), DuoFout),
        (altijd(200, inhoud=b'{"indicatorInburgeringsplicht": true}', berichtId=str(UUID(int=1))), DuoFout),
    ],
)
async def test_een_antwoord_dat_niet_bij_het_koppelvlak_hoort_is_een_fout_zonder_persoonsgegeven(
    antwoord: Antwoord, soort: type[Fout]
) -> None:
    with pytest.raises(soort) as gevangen:
        await lees_plicht(duo_die(antwoord))
    assert type(gevangen.value) is soort
    toets_zonder_persoon(gevangen.value)


async def test_een_onbekend_veld_in_een_antwoord_stoort_niet() -> None:
    antwoord = altijd(200, inhoud=b'{"indicatorInburgeringsplicht": true, "nieuwVeld": {"a": 1}}')
    assert await lees_plicht(duo_die(antwoord)) is not None


@pytest.mark.parametrize("inhoud", [b"", b"[]", b"{}", b"[{}]", b"null", b"<html/>"])
async def test_een_geweigerde_melding_zonder_foutteksten_gaat_over_bevoegdheid(inhoud: bytes) -> None:
    duo = duo_die(altijd(403, inhoud=inhoud))
    with pytest.raises(DuoGeenToegang):
        await duo.meld_pip(
            BSN, Pip(dagtekening_pip=dt.date(2026, 3, 2), leerroute=Leerroute.B1_ROUTE), bericht_id=uuid4()
        )


async def test_een_contactpersoon_zonder_nummer_is_geen_geldig_antwoord() -> None:
    inhoud = b'{"contactpersoongegevens": {"naam": "B", "email": "b@example.org", "telefoonnummer": "0301234567"}}'
    with pytest.raises(DuoFout, match="zonder nummer"):
        await duo_die(altijd(201, inhoud=inhoud)).maak_contactpersoon(GEGEVENS, bericht_id=uuid4())


@pytest.mark.parametrize(
    "bsn", ["", "12345678", "1234567890", "99999001x", "999990019/../../contactpersonen", "٩٩٩٩٩٠٠١٩"]
)
async def test_een_bsn_dat_er_geen_is_verlaat_het_huis_niet(bsn: str) -> None:
    def nooit(_: httpx2.Request) -> httpx2.Response:
        raise AssertionError

    with pytest.raises(ValueError, match="negen cijfers") as gevangen:
        await duo_die(nooit).lees_inburgeringsplicht(bsn, bericht_id=uuid4())
    assert not bsn or bsn not in str(gevangen.value)


async def test_zonder_duo_aan_de_andere_kant_is_duo_onbereikbaar() -> None:
    with socket.socket() as dicht:  # bound but not listening: a connection is refused
        dicht.bind(("127.0.0.1", 0))
        adres = f"http://127.0.0.1:{dicht.getsockname()[1]}/duo/v1"
        async with httpx2.AsyncClient(base_url=adres, trust_env=False) as http:
            with pytest.raises(DuoOnbereikbaar) as gevangen:
                await lees_plicht(DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN))
    toets_zonder_persoon(gevangen.value)


async def test_na_een_verloren_antwoord_is_de_melding_wel_verwerkt_en_herhalen_veilig(
    start_wereld: StartWereld,
) -> None:
    wereld = await start_wereld()
    await wereld.meld_allen_aan()
    bsn, bericht_id = wereld.wie(Verhaal.GEZIN).bsn, uuid4()
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    async with (
        echte_server(wereld) as adres,
        httpx2.AsyncClient(base_url=f"{adres}/duo/v1", trust_env=False) as http,
    ):
        duo = DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN)
        ongeduldig = DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN, tijdslimiet=httpx2.Timeout(10, read=0.5))
        await wereld.storing("stil")
        with pytest.raises(DuoOnbereikbaar, match="niet op tijd"):
            await ongeduldig.meld_pip(bsn, pip, bericht_id=bericht_id)
        bekend = await duo.lees_pip(bsn, bericht_id=uuid4())
        assert bekend is not None
        assert bekend.pip.dagtekening_pip == pip.dagtekening_pip
        await duo.meld_pip(bsn, pip, bericht_id=bericht_id)


# Privacy


async def test_met_het_hoofdlogboek_op_debug_bereikt_geen_bsn_het_log(
    start_wereld: StartWereld, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    wereld = await start_wereld()
    await wereld.meld_allen_aan()
    bsn = wereld.wie(Verhaal.GEZIN).bsn
    for naam in STIL:  # restored afterwards
        monkeypatch.setattr(logging.getLogger(naam), "level", logging.NOTSET)
    async with (
        echte_server(wereld) as adres,
        httpx2.AsyncClient(base_url=f"{adres}/duo/v1", trust_env=False) as http,
    ):
        duo = DuoClient(http, bron=UTRECHT.oin, doel=DUO_OIN)
        vreemde = DuoClient(http, bron=STICHTSE_VECHT.oin, doel=DUO_OIN)

        async def doe_van_alles() -> str:
            caplog.clear()
            with caplog.at_level(logging.DEBUG):
                await duo.lees_inburgeringsplicht(bsn, bericht_id=uuid4())
                with pytest.raises(DuoGeenToegang):
                    await vreemde.lees_pip(bsn, bericht_id=uuid4())
                with pytest.raises(DuoFout):
                    await duo.verwijder_pip(bsn, bericht_id=uuid4())
            return "\n".join(str(vars(regel)) for regel in caplog.records)

        assert bsn in await doe_van_alles()  # what would happen without: this test can fail
        maak_stil()
        logging.getLogger().debug("het hoofdlogboek luistert")
        assert not re.search(r"9999\d{5}", await doe_van_alles())


def toets_zonder_persoon(fout: BaseException) -> None:
    """De fout, haar oorzaken en haar spoor noemen geen BSN en geen adres."""
    assert fout.__cause__ is None
    assert fout.__context__ is None
    tekst = "".join(traceback.format_exception(fout)) + repr(vars(fout))
    regels = [r for r in tekst.splitlines() if not r.strip().startswith(("File", "await", "raise"))]
    assert BSN not in "\n".join(regels)
    assert "example.org" not in "\n".join(regels)


async def test_een_oin_dat_er_geen_is_wordt_niet_gebruikt() -> None:
    async with httpx2.AsyncClient() as http:
        with pytest.raises(ValueError, match="twintig cijfers"):
            DuoClient(http, bron="123", doel=DUO_OIN)
