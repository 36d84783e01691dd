"""De client van de BRP: wat hij vraagt, wat hij begrijpt en hoe hij faalt."""

import datetime as dt
import json
import logging
from collections.abc import Callable
from uuid import uuid4

import httpx2
import pytest

from core.integrations.brp.client import PER_VRAAG, VELDEN, BrpClient
from core.integrations.brp.contract import Adres, Datum, DatumOnbekend, JaarDatum, JaarMaandDatum, Persoon
from core.integrations.brp.fouten import BrpFout, BrpGeenToegang, BrpOnbereikbaar
from core.ontwikkeling.simulator.bevolking import Geboortedatum, Inwoner, Verhaal
from core.ontwikkeling.simulator.brp import AZC_GEMEENTE, geboortedatum
from tests.integrations.wereld import UTRECHT, StartWereld, Wereld

BSN = "999990019"


def brp_die(antwoord: Callable[[httpx2.Request], httpx2.Response]) -> BrpClient:
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(antwoord), base_url="http://brp.example.org/brp")
    return BrpClient(http)


def altijd(status: int, inhoud: object = None) -> Callable[[httpx2.Request], httpx2.Response]:
    return lambda _: httpx2.Response(status, json=inhoud)


async def een(wereld: Wereld, inwoner: Inwoner) -> Persoon:
    [gelezen] = await wereld.brp.lees_personen([inwoner.bsn])
    assert gelezen.onleesbaar == ()
    return gelezen.persoon


async def test_de_brp_geeft_naam_adres_en_verblijfstitel(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    persoon = await een(wereld, inwoner)
    assert persoon.naam is not None
    assert persoon.naam.geslachtsnaam == inwoner.geslachtsnaam
    assert isinstance(persoon.verblijfplaats, Adres)
    assert persoon.verblijfplaats.verblijfadres is not None
    assert persoon.verblijfplaats.verblijfadres.officiele_straatnaam == inwoner.straat
    assert persoon.adressering is not None
    assert persoon.adressering.adresregel1 == f"{inwoner.straat} {inwoner.huisnummer}"
    assert persoon.gemeente_van_inschrijving is not None
    assert persoon.gemeente_van_inschrijving.code == UTRECHT.code
    assert persoon.verblijfstitel is not None
    assert persoon.verblijfstitel.aanduiding is not None
    assert persoon.verblijfstitel.aanduiding.code == inwoner.verblijfstitel[0]


async def test_meer_dan_twintig_nummers_worden_meer_vragen_en_een_dubbel_nummer_telt_een_keer(wereld: Wereld) -> None:
    vragen: list[int] = []

    def brp(verzoek: httpx2.Request) -> httpx2.Response:
        vragen.append(len(json.loads(verzoek.content)["burgerservicenummer"]))
        return httpx2.Response(200, json={"type": "RaadpleegMetBurgerservicenummer", "personen": []})

    bsns = [i.bsn for i in wereld.bevolking[:45]]
    assert await brp_die(brp).lees_personen([*bsns, *bsns]) == []
    assert vragen == [PER_VRAAG, PER_VRAAG, 5]
    personen = await wereld.brp.lees_personen(bsns)
    met_bsn = [i.bsn for i in wereld.bevolking[:45] if i.verhaal is not Verhaal.EERST_V_NUMMER]
    assert [p.persoon.burgerservicenummer for p in personen] == met_bsn


async def test_de_client_vraagt_alleen_wat_het_doel_nodig_heeft() -> None:
    gevraagd: list[dict[str, object]] = []

    def brp(verzoek: httpx2.Request) -> httpx2.Response:
        gevraagd.append(json.loads(verzoek.content))
        return httpx2.Response(200, json={"type": "RaadpleegMetBurgerservicenummer", "personen": []})

    await brp_die(brp).lees_personen([BSN])
    assert gevraagd == [
        {"type": "RaadpleegMetBurgerservicenummer", "fields": list(VELDEN), "burgerservicenummer": [BSN]}
    ]
    buiten_doel = ("partners", "kinderen", "ouders", "gezag", "nationaliteiten", "geslacht", "aNummer", "leeftijd")
    assert not [v for v in VELDEN if v.startswith(buiten_doel)]


async def test_wie_nog_in_het_azc_woont_staat_ingeschreven_bij_de_gemeente_van_het_azc(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.AZC_ELDERS)
    eerst = await een(wereld, inwoner)
    assert eerst.gemeente_van_inschrijving is not None
    assert eerst.gemeente_van_inschrijving.code == AZC_GEMEENTE[0]
    await wereld.na_dagen(inwoner.dagen_tot_huisvesting)
    daarna = await een(wereld, inwoner)
    assert daarna.gemeente_van_inschrijving is not None
    assert daarna.gemeente_van_inschrijving.code == UTRECHT.code
    assert isinstance(daarna.datum_inschrijving_in_gemeente, Datum)
    assert daarna.datum_inschrijving_in_gemeente.datum == wereld.klok.vandaag


async def test_wie_in_een_azc_in_de_gemeente_woonde_houdt_een_oudere_inschrijving_dan_zijn_huisvesting(
    wereld: Wereld,
) -> None:
    inwoner, aangemeld = wereld.wie(Verhaal.AZC_IN_GEMEENTE), wereld.klok.vandaag
    await wereld.na_dagen(inwoner.dagen_tot_huisvesting)
    persoon = await een(wereld, inwoner)
    assert isinstance(persoon.datum_inschrijving_in_gemeente, Datum)
    assert persoon.datum_inschrijving_in_gemeente.datum < aangemeld


async def test_een_overledene_is_opgeschort_met_reden_o(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.OVERLEDEN)
    assert (await een(wereld, inwoner)).opschorting_bijhouding is None
    await wereld.na_dagen(inwoner.dagen_tot_einde)
    persoon = await een(wereld, inwoner)
    assert persoon.opschorting_bijhouding is not None
    assert persoon.opschorting_bijhouding.reden is not None
    assert persoon.opschorting_bijhouding.reden.code == "O"
    assert persoon.overlijden is not None
    assert isinstance(persoon.overlijden.datum, Datum)


async def test_geheimhouding_en_twijfel_aan_het_adres_komen_ongevraagd_mee(start_wereld: StartWereld) -> None:
    wereld = await start_wereld(aantal=400)
    await wereld.meld_allen_aan()
    geheim = next(i for i in wereld.bevolking if i.geheimhouding and not i.adres_in_onderzoek)
    twijfel = next(i for i in wereld.bevolking if i.adres_in_onderzoek and not i.geheimhouding)
    eerste, tweede = await wereld.brp.lees_personen([geheim.bsn, twijfel.bsn])
    assert (eerste.persoon.geheimhouding_persoonsgegevens, eerste.persoon.velden_in_onderzoek()) == (True, ())
    assert not tweede.persoon.geheimhouding_persoonsgegevens
    adres = ("verblijfplaats.type", "adressering.adresregel1", "adressering.adresregel2")
    assert tweede.persoon.velden_in_onderzoek() == adres


@pytest.mark.parametrize(
    ("geboren", "verwacht"),
    [
        (Geboortedatum(jaar=1990, maand=2, dag=28), Datum(datum=dt.date(1990, 2, 28), lang_formaat="28 februari 1990")),
        (Geboortedatum(jaar=1990, maand=2, dag=0), JaarMaandDatum(jaar=1990, maand=2, lang_formaat="februari 1990")),
        (Geboortedatum(jaar=1990, maand=0, dag=0), JaarDatum(jaar=1990, lang_formaat="1990")),
        (Geboortedatum(jaar=0, maand=0, dag=0), DatumOnbekend(onbekend=True, lang_formaat="onbekend")),
    ],
)
async def test_een_onvolledige_geboortedatum_blijft_onvolledig(geboren: Geboortedatum, verwacht: object) -> None:
    persoon = {"burgerservicenummer": BSN, "geboorte": {"datum": geboortedatum(geboren)}}
    antwoord = {"type": "RaadpleegMetBurgerservicenummer", "personen": [persoon]}
    [gelezen] = await brp_die(altijd(200, antwoord)).lees_personen([BSN])
    assert gelezen.persoon.geboorte is not None
    assert gelezen.persoon.geboorte.datum == verwacht


async def test_een_verblijfplaats_buiten_nederland_of_onbekend_is_leesbaar() -> None:
    for verblijfplaats in (
        {"type": "VerblijfplaatsBuitenland", "verblijfadres": {"regel1": "Rue 1", "land": {"code": "5010"}}},
        {"type": "VerblijfplaatsOnbekend"},
        {"type": "Locatie", "verblijfadres": {"locatiebeschrijving": "Woonboot bij de brug"}},
    ):
        persoon = {"burgerservicenummer": BSN, "verblijfplaats": verblijfplaats}
        antwoord = {"type": "RaadpleegMetBurgerservicenummer", "personen": [persoon]}
        [gelezen] = await brp_die(altijd(200, antwoord)).lees_personen([BSN])
        assert type(gelezen.persoon.verblijfplaats).__name__ == verblijfplaats["type"]


@pytest.mark.parametrize(
    ("antwoord", "soort"),
    [
        (
            altijd(400, {"code": "paramsValidation", "invalidParams": [{"name": "fields[3]", "code": "fields"}]}),
            BrpFout,
        ),
        (altijd(401, {"code": "authentication"}), BrpGeenToegang),
        (altijd(403, {"code": "unauthorizedField"}), BrpGeenToegang),
        (altijd(415), BrpFout),
        (altijd(429), BrpOnbereikbaar),
        (altijd(500), BrpOnbereikbaar),
        (altijd(503), BrpOnbereikbaar),
        (altijd(200, {"type": "IetsAnders", "personen": []}), BrpFout),
        (altijd(200, {"type": "RaadpleegMetBurgerservicenummer", "personen": [{"naam": BSN}]}), BrpFout),
        (
            altijd(
                200, {"type": "RaadpleegMetBurgerservicenummer", "personen": [{"burgerservicenummer": "999990020"}]}
            ),
            BrpFout,
        ),
    ],
)
async def test_elke_fout_van_de_brp_heeft_haar_eigen_soort_en_noemt_geen_bsn(
    antwoord: Callable[[httpx2.Request], httpx2.Response], soort: type[Exception]
) -> None:
    with pytest.raises(soort) as gevangen:
        await brp_die(antwoord).lees_personen([BSN])
    assert type(gevangen.value) is soort
    assert gevangen.value.__cause__ is None
    assert gevangen.value.__context__ is None
    assert BSN not in repr(gevangen.value) + repr(vars(gevangen.value))


async def test_de_reden_van_de_brp_noemt_velden_en_geen_waarden() -> None:
    inhoud = {
        "code": "paramsValidation",
        "detail": f"Waarde {BSN} is geen geldig burgerservicenummer",
        "invalidParams": [{"name": "burgerservicenummer[0]", "code": "pattern"}, {"name": BSN, "code": "x y"}],
    }
    with pytest.raises(BrpFout, match=r"paramsValidation, burgerservicenummer\[0\], pattern\)") as gevangen:
        await brp_die(altijd(400, inhoud)).lees_personen([BSN])
    assert BSN not in str(gevangen.value)


@pytest.mark.parametrize(
    ("groep", "veld", "tekst"),
    [
        ({"geboorte": {"datum": {"type": "Datum", "datum": "0001-01-01"}}}, "geboorte.datum", None),
        ({"overlijden": {"datum": {"type": "Datum", "datum": "9999-12-31"}}}, "overlijden.datum", None),
        ({"geboorte": {"datum": {"type": "Datum", "datum": "1990-02-30"}}}, "geboorte.datum", None),
        ({"geboorte": {"datum": {"type": "JaarMaandDatum", "jaar": 1990, "maand": 13}}}, "geboorte.datum", None),
        ({"geboorte": {"datum": {"type": "Eeuw", "langFormaat": "de vorige"}}}, "geboorte.datum", "de vorige"),
        ({"verblijfplaats": {"type": "Ruimtestation"}}, "verblijfplaats", '{"type": "Ruimtestation"}'),
        ({"verblijfplaats": {"straat": "x"}}, "verblijfplaats", '{"straat": "x"}'),
        ({"verblijfplaats": ["x"]}, "verblijfplaats", '["x"]'),
        ({"geheimhoudingPersoonsgegevens": "ja"}, "geheimhoudingPersoonsgegevens", "ja"),
        ({"naam": {"voornamen": 12, "voorvoegsel": "de"}}, "naam.voornamen", "12"),
        ({"naam": {"voornamen": "a\x00b"}}, "naam.voornamen", '"a\\u0000b"'),
        ({"naam": {"inOnderzoek": True}}, "naam.inOnderzoek", "true"),
        ({"gemeenteVanInschrijving": {"code": 344}}, "gemeenteVanInschrijving.code", "344"),
    ],
)  # fmt: skip
async def test_een_veld_dat_niet_te_lezen_is_blijft_als_tekst_en_de_rest_is_gelezen(
    groep: dict[str, object], veld: str, tekst: str | None
) -> None:
    persoon = {"burgerservicenummer": BSN, "adressering": {"adresregel1": "Dorpsstraat 1"}} | groep
    inhoud = {"type": "RaadpleegMetBurgerservicenummer", "personen": [persoon]}
    [gelezen] = await brp_die(altijd(200, inhoud)).lees_personen([BSN])
    assert [o.veld for o in gelezen.onleesbaar] == [veld]
    assert tekst is None or gelezen.onleesbaar[0].tekst == tekst
    assert gelezen.persoon.adressering is not None
    assert gelezen.persoon.adressering.adresregel1 == "Dorpsstraat 1"
    assert gelezen.persoon.burgerservicenummer == BSN


async def test_meer_onleesbare_velden_staan_er_alle_en_wat_er_niet_is_niet() -> None:
    persoon = {
        "burgerservicenummer": BSN,
        "naam": {"voornamen": None, "geslachtsnaam": 1},
        "geboorte": {"datum": {"type": "Datum", "datum": "x"}},
        "watNogNietBestond": {"a": 1},
    }
    inhoud = {"type": "RaadpleegMetBurgerservicenummer", "personen": [persoon]}
    [gelezen] = await brp_die(altijd(200, inhoud)).lees_personen([BSN])
    assert [o.veld for o in gelezen.onleesbaar] == ["geboorte.datum", "naam.geslachtsnaam"]


async def test_twee_personen_bij_een_nummer_komen_alle_twee() -> None:
    personen = [{"burgerservicenummer": BSN, "naam": {"voornamen": naam}} for naam in ("Rana", "Hala")]
    inhoud = {"type": "RaadpleegMetBurgerservicenummer", "personen": personen}
    gelezen = await brp_die(altijd(200, inhoud)).lees_personen([BSN])
    assert [g.persoon.naam.voornamen for g in gelezen if g.persoon.naam] == ["Rana", "Hala"]


@pytest.mark.parametrize("storing", [httpx2.ReadTimeout, httpx2.ConnectError])
async def test_een_verbroken_verbinding_met_de_brp_is_onbereikbaar(storing: type[httpx2.RequestError]) -> None:
    def faal(verzoek: httpx2.Request) -> httpx2.Response:
        raise storing(BSN, request=verzoek)

    with pytest.raises(BrpOnbereikbaar) as gevangen:
        await brp_die(faal).lees_personen([BSN])
    assert gevangen.value.__context__ is None
    assert BSN not in str(gevangen.value)


@pytest.mark.parametrize(
    ("vraag", "status"),
    [
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam"], "burgerservicenummer": [BSN] * 21}, 400),
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam"], "burgerservicenummer": []}, 400),
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": [], "burgerservicenummer": [BSN]}, 400),
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": ["kinderen"], "burgerservicenummer": [BSN]}, 400),
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": ["inOnderzoek"], "burgerservicenummer": [BSN]}, 400),
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam"], "burgerservicenummer": ["12"]}, 400),
        ({"type": "ZoekMetPostcodeEnHuisnummer", "fields": ["naam"]}, 400),
        ({"fields": ["naam"]}, 400),
        ({"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam"], "burgerservicenummer": [BSN]}, 200),
    ],
)
async def test_de_simulator_van_de_brp_is_streng(
    start_wereld: StartWereld, vraag: dict[str, object], status: int
) -> None:
    wereld = await start_wereld()
    antwoord = await wereld.besturing.post("/brp/personen", json=vraag)
    assert antwoord.status_code == status
    if status != 200:
        assert antwoord.headers["content-type"].startswith("application/problem+json")
        assert BSN not in antwoord.text


async def test_alleen_gevraagde_velden_komen_terug(wereld: Wereld) -> None:
    bsn = wereld.wie(Verhaal.ASIEL_GEHUISVEST).bsn
    vraag = {
        "type": "RaadpleegMetBurgerservicenummer",
        "fields": ["naam.geslachtsnaam", "verblijfplaats.verblijfadres.postcode"],
        "burgerservicenummer": [bsn],
    }
    [persoon] = (await wereld.besturing.post("/brp/personen", json=vraag)).json()["personen"]
    assert set(persoon) - {"geheimhoudingPersoonsgegevens"} == {"naam", "verblijfplaats"}
    assert set(persoon["naam"]) == {"geslachtsnaam"}
    assert set(persoon["verblijfplaats"]["verblijfadres"]) == {"postcode"}


async def test_een_bsn_dat_er_geen_is_gaat_niet_naar_de_brp(wereld: Wereld, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(ValueError, match="negen cijfers") as gevangen:
        await wereld.brp.lees_personen([wereld.bevolking[0].bsn, "12345678x"])
    assert "12345678x" not in str(gevangen.value)
    assert not [r for r in caplog.records if r.name == "httpx2"]


async def test_een_persoon_zonder_bsn_kent_de_brp_nog_niet(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.EERST_V_NUMMER)
    assert await wereld.brp.lees_personen([inwoner.bsn]) == []
    assert await wereld.duo.lees_inburgeringsplicht(inwoner.bsn, bericht_id=uuid4()) is None
    await wereld.na_dagen(inwoner.dagen_tot_bsn)
    assert (await een(wereld, inwoner)).burgerservicenummer == inwoner.bsn
