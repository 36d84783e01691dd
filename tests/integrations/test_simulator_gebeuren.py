"""De simulator laat elke gebeurtenis van DUO op bestelling gebeuren: eerst haar register, dan het bericht."""

import datetime as dt
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from uuid import uuid4

import httpx2
import msgspec
import pytest

from core.integrations.duo.contract import Leerroute, Pip
from core.integrations.duo.fouten import DuoFout, DuoGeenToegang, DuoWeigering
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN, Hulpbron, Soort
from core.ontwikkeling.simulator.berichten import Inburgeringstermijn
from core.ontwikkeling.simulator.bevolking import Inwoner, Verhaal
from core.ontwikkeling.simulator.gebeuren import VERANDERINGEN
from core.ontwikkeling.simulator.opslag import Stand
from core.ontwikkeling.simulator.verloop import nieuwe_stand
from tests.integrations.wereld import STICHTSE_VECHT, UTRECHT, Wereld

PADEN: Mapping[Hulpbron, str] = {
    Hulpbron.INBURGERINGSPLICHT: "inburgeringsplicht",
    Hulpbron.DOELGROEP: "doelgroep",
    Hulpbron.INBURGERINGSTERMIJN: "inburgeringstermijn",
    Hulpbron.PIP: "PIP",
    Hulpbron.LEERBAARHEIDSTOETS: "lbt/resultaten",
    Hulpbron.EXAMEN: "examens/resultaten",
    Hulpbron.VRIJSTELLING: "vrijstellingen",
    Hulpbron.ONTHEFFING: "ontheffingen",
    Hulpbron.VERLENGING: "verlengingen",
    Hulpbron.BOETE: "boetes",
}
NODIG: Mapping[str, tuple[str, ...]] = {
    "SS103": ("SS102",),
    "SS104": ("SS102",),
    "SS129": ("SS109",),
    "SS130": ("SS109",),
    "SS101": ("SS106",),
}
"""Wat er eerst gebeurd moet zijn."""
ONGEWIJZIGD = {"SS137": "een aanmelding staat niet in de uitslagen"}
LIVE = [code for code, soort in GEBEURTENISSEN.items() if soort.soort is Soort.GEBEURTENIS]


async def stand(wereld: Wereld, inwoner: Inwoner) -> dict[Hulpbron, bytes]:
    """Wat DUO nu over iemand geeft, bron voor bron."""
    gelezen = {}
    for bron, pad in PADEN.items():
        koppen = {"bron": UTRECHT.oin, "doel": wereld.instellingen.duo_oin, "berichtId": str(uuid4())}
        antwoord = await wereld.besturing.get(f"/duo/v1/personen/{inwoner.bsn}/{pad}", headers=koppen)
        gelezen[bron] = antwoord.content
    return gelezen


async def bestel(wereld: Wereld, inwoner: Inwoner, *codes: str, **anders: object) -> httpx2.Response:
    return await wereld.besturing.post(
        "/_besturing/gebeurtenissen", json={"codes": codes, "bsn": inwoner.bsn, **anders}
    )


def in_te_halen(code: str, wereld: Wereld) -> Inwoner:
    return wereld.wie(Verhaal.GEZIN if code == "SS125" else Verhaal.ASIEL_GEHUISVEST)


def termijn_is_om(wereld: Wereld, inwoner: Inwoner) -> None:
    """DUO's termijn van deze persoon eindigde gisteren."""
    nieuw: Stand = nieuwe_stand(wereld.klok.vandaag - dt.timedelta(days=1400))
    nieuw.termijn = Inburgeringstermijn(
        startdatum=wereld.klok.vandaag - dt.timedelta(days=1100), einddatum=wereld.klok.vandaag
    )
    with closing(sqlite3.connect(wereld.instellingen.bestand, isolation_level=None)) as db:
        db.execute("insert or replace into stand values (?, ?)", (inwoner.bsn, msgspec.json.encode(nieuw)))


def test_er_is_een_verandering_voor_elke_gebeurtenis_die_duo_nu_meldt() -> None:
    assert set(VERANDERINGEN) == set(LIVE)
    assert len(LIVE) == 31


@pytest.mark.parametrize("code", LIVE)
async def test_elke_gebeurtenis_verandert_eerst_haar_bron_en_komt_daarna_aan(wereld: Wereld, code: str) -> None:
    inwoner = in_te_halen(code, wereld)
    if code == "SS198":
        termijn_is_om(wereld, inwoner)
    for eerder in NODIG.get(code, ()):
        assert (await bestel(wereld, inwoner, eerder, bericht="geen")).status_code == 200
    voor = await stand(wereld, inwoner)
    if code in ("SS120", "SS128", "SS139"):
        wereld.klok.tijd += dt.timedelta(days=1)
    aantal = len(wereld.meedoen.verzoeken)
    antwoord = await bestel(wereld, inwoner, code)
    assert (antwoord.status_code, antwoord.json()) == (200, {"gebeurd": 1})
    na = await stand(wereld, inwoner)
    anders = {bron for bron in PADEN if voor[bron] != na[bron]}
    if code not in ONGEWIJZIGD:
        assert anders & set(GEBEURTENISSEN[code].lezen), f"{code} veranderde alleen {anders}"
    await wereld.meedoen.wacht_op(aantal + 1)
    assert wereld.meedoen.codes(inwoner.bsn)[-1] == code
    gebeurd = await wereld.duo.lees_gebeurtenissen(inwoner.bsn, bericht_id=uuid4())
    assert gebeurd is not None
    assert (gebeurd[-1].id, gebeurd[-1].datum) == (code, wereld.klok.vandaag)


async def test_een_boete_kan_pas_als_de_termijn_voorbij_is(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    voor = await stand(wereld, inwoner)
    antwoord = await bestel(wereld, inwoner, "SS102", "SS198")
    assert antwoord.status_code == 409
    assert "nog niet voorbij" in antwoord.json()["reden"]
    assert await stand(wereld, inwoner) == voor, "ook wat ervoor kwam is niet gebeurd"
    assert (await bestel(wereld, inwoner, "SS999")).status_code == 409


async def test_berichten_komen_zo_nodig_andersom_of_helemaal_niet(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    aantal = len(wereld.meedoen.verzoeken)
    await bestel(wereld, inwoner, "SS112", "SS113", bericht="andersom")
    await wereld.meedoen.wacht_op(aantal + 2)
    assert wereld.meedoen.codes(inwoner.bsn)[-2:] == ["SS113", "SS112"]
    await bestel(wereld, inwoner, "SS199", bericht="geen")
    await bestel(wereld, inwoner, "SS118")
    await wereld.meedoen.wacht_op(aantal + 3)
    assert wereld.meedoen.codes(inwoner.bsn)[-1] == "SS118"
    gebeurd = await wereld.duo.lees_gebeurtenissen(inwoner.bsn, bericht_id=uuid4())
    assert [g.id for g in gebeurd or []][-4:] == ["SS112", "SS113", "SS199", "SS118"]


async def test_wie_verhuist_hoort_bij_de_andere_gemeente_en_zij_hoort_het(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    antwoord = await wereld.besturing.post(
        "/_besturing/verhuizing", json={"bsn": inwoner.bsn, "naar": STICHTSE_VECHT.code}
    )
    assert antwoord.status_code == 204
    await wereld.meedoen.wacht_op(len(wereld.bevolking) + 1)
    assert wereld.meedoen.codes(inwoner.bsn)[-1] == "SS120"
    assert wereld.meedoen.verzoeken[-1].headers["doel"] == STICHTSE_VECHT.oin
    nieuw = wereld.clients[STICHTSE_VECHT.code]
    assert await nieuw.lees_inburgeringsplicht(inwoner.bsn, bericht_id=uuid4()) is not None
    with pytest.raises(DuoGeenToegang):
        await wereld.duo.lees_inburgeringsplicht(inwoner.bsn, bericht_id=uuid4())
    [brp] = await wereld.brp.lees_personen([inwoner.bsn])
    assert brp.persoon.gemeente_van_inschrijving is not None
    assert brp.persoon.gemeente_van_inschrijving.code == STICHTSE_VECHT.code


async def test_wie_met_een_pip_verhuist_blijft_leesbaar_voor_wie_het_vaststelde(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    await wereld.duo.meld_pip(inwoner.bsn, pip, bericht_id=uuid4())
    await wereld.besturing.post("/_besturing/verhuizing", json={"bsn": inwoner.bsn, "naar": STICHTSE_VECHT.code})
    bekend = await wereld.clients[STICHTSE_VECHT.code].lees_pip(inwoner.bsn, bericht_id=uuid4())
    assert bekend is not None
    assert bekend.gemeentecode == UTRECHT.code
    assert await wereld.duo.lees_pip(inwoner.bsn, bericht_id=uuid4()) is not None


async def test_de_lijst_van_bekenden_volgt_wie_verhuist(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)

    async def in_(code: str) -> dict[str, dict[str, object]]:
        antwoord = await wereld.besturing.get("/_besturing/bekenden", params={"gemeentecode": code})
        return {wie["bsn"]: wie for wie in antwoord.json()}

    assert (await in_(UTRECHT.code))[inwoner.bsn]["vNummer"] == inwoner.v_nummer
    assert inwoner.bsn not in await in_(STICHTSE_VECHT.code)
    await wereld.besturing.post("/_besturing/verhuizing", json={"bsn": inwoner.bsn, "naar": STICHTSE_VECHT.code})
    assert inwoner.bsn not in await in_(UTRECHT.code)
    assert (await in_(STICHTSE_VECHT.code))[inwoner.bsn]["gehuisvest"] is True
    allen = (await wereld.besturing.get("/_besturing/bekenden")).json()
    assert {wie["bsn"] for wie in allen} == {i.bsn for i in wereld.bevolking}


@pytest.mark.parametrize(
    ("storing", "redenen"),
    [
        ("weigert", ("De dagtekening ligt te vroeg.", "Geen plicht.")),
        ("weigert_raar", ("Te lang", '{"code": 7, "tekst": "van [nummer]"}', "een losse tekst")),
    ],
)
async def test_c12_een_weigering_houdt_elke_reden_ook_te_lang_in_een_object_of_naast_een_slecht_deel(
    wereld: Wereld, storing: str, redenen: tuple[str, ...]
) -> None:
    await wereld.storing(storing)
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    with pytest.raises(DuoWeigering) as gevangen:
        await wereld.duo.meld_pip(wereld.wie(Verhaal.GEZIN).bsn, pip, bericht_id=uuid4())
    gevonden = gevangen.value.foutteksten
    assert len(gevonden) == len(redenen)
    for heel, begin in zip(gevonden, redenen, strict=True):
        assert heel.startswith(begin)
        assert len(heel) <= 200


async def test_c12_ook_bij_een_400_blijft_de_reden_bewaard_zonder_nummer(wereld: Wereld) -> None:
    await wereld.storing("onleesbaar_met_reden")
    pip = Pip(dagtekening_pip=wereld.klok.vandaag, leerroute=Leerroute.B1_ROUTE)
    with pytest.raises(DuoFout) as gevangen:
        await wereld.duo.meld_pip(wereld.wie(Verhaal.GEZIN).bsn, pip, bericht_id=uuid4())
    assert gevangen.value.redenen == ("niveau is onbekend bij [nummer]",)
