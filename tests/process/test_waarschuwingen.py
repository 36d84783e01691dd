"""Wat mag en zelden de bedoeling is, waarschuwt eerst; wie doorgaat bevestigt precies die waarschuwingen."""

import datetime as dt
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from core.platform.openingstijden import Opening, Weekdag
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.oproep import VERZOEK

ZONDAG = "2026-03-15"


def _soorten(probleem: dict[str, Any]) -> list[str]:
    return [w["soort"] for w in probleem["waarschuwingen"]]


async def _opgeroepen(wereld: Wereld, **anders: object) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op(**anders)  # type: ignore[arg-type]
    await zaak.verzend_oproep()
    return zaak


async def test_een_afspraak_op_zondagnacht_waarschuwt_eerst_en_er_is_dan_niets_vastgelegd(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    nacht: dict[str, Any] = {"id": str(uuid4()), "afspraakOp": f"{ZONDAG}T02:00:00Z"}
    fout = await zaak.roep_op(verwacht=409, **nacht)
    assert _soorten(fout) == ["BUITEN_KANTOORUREN", "GEEN_WERKDAG"]
    assert "03:00 uur" in fout["waarschuwingen"][0]["melding"], "de tijd zoals die in Nederland op de klok staat"
    assert await zaak.lees("/oproepen") == []
    half = await zaak.roep_op(verwacht=409, **nacht, bevestigd=["GEEN_WERKDAG"])
    assert _soorten(half) == ["BUITEN_KANTOORUREN", "GEEN_WERKDAG"], "een halve bevestiging is er geen"
    await zaak.roep_op(**nacht, bevestigd=["GEEN_WERKDAG", "BUITEN_KANTOORUREN", "COLLEGA_BEZET"])
    [oproep] = await zaak.lees("/oproepen")
    assert oproep["bevestigd"] == ["BUITEN_KANTOORUREN", "GEEN_WERKDAG"], "wat niet speelde is niet bevestigd"
    await zaak.roep_op(**nacht)
    assert len(await zaak.lees("/oproepen")) == 1, "hetzelfde nog eens sturen vraagt niets meer"


async def test_een_collega_of_ruimte_die_bezet_is_waarschuwt_tot_die_afspraak_er_niet_meer_is(wereld: Wereld) -> None:
    met: dict[str, Any] = {"collegaId": str(wereld.twee.a.klantmanager), "ruimte": "Kamer 2"}
    eerste = await _opgeroepen(wereld, **met)
    zaak = await Zaak.nieuw(wereld)
    assert _soorten(await zaak.roep_op(verwacht=409, **met)) == ["COLLEGA_BEZET", "RUIMTE_BEZET"]
    elders = met | {"plaats": "Dorpshuis", "collegaId": None}
    half_uur_later = elders | {"plaats": "Endelhovenlaan 1\n3601 GR Maarssen", "afspraakOp": "2026-03-12T09:30:00Z"}
    assert _soorten(await zaak.roep_op(verwacht=409, **half_uur_later)) == ["RUIMTE_BEZET"]
    await eerste.afspraak("AFGEZEGD")
    await zaak.roep_op(**met)
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["ruimte"], oproep["collegaId"], oproep["bevestigd"]) == ("Kamer 2", met["collegaId"], [])


async def test_verzetten_waarschuwt_ook_en_de_collega_blijft_dezelfde(wereld: Wereld) -> None:
    collega: dict[str, Any] = {"collegaId": str(wereld.twee.a.klantmanager)}
    await _opgeroepen(wereld, **collega)
    morgen = "2026-03-13T09:00:00Z"
    zaak = await _opgeroepen(wereld, **collega, afspraakOp=morgen)
    nieuw: dict[str, Any] = {"afspraakOp": "2026-03-12T09:15:00Z", "plaats": "Dorpshuis"}
    assert _soorten(await zaak.afspraak("VERZET", 409, **nieuw)) == ["COLLEGA_BEZET"]
    await zaak.afspraak("VERZET", **nieuw, bevestigd=["COLLEGA_BEZET"])
    [oproep] = await zaak.lees("/oproepen")
    verzet = oproep["gebeurtenissen"][-1]["afspraak"]
    assert (verzet["naarCollega"], verzet["bevestigd"]) == (collega["collegaId"], ["COLLEGA_BEZET"])
    await zaak.afspraak("VERZET", **nieuw, bevestigd=["COLLEGA_BEZET"])
    assert velden(await zaak.afspraak("GEMIST", 400, bevestigd=["COLLEGA_BEZET"])) == {"bevestigd"}


async def test_de_gemeente_zegt_zelf_wanneer_zij_open_is(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    a = wereld.twee.a
    open_ = (Opening(dagen=(Weekdag.DONDERDAG,), van="13:00", tot="17:00"),)
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, openingstijden=open_))
    zaak = await Zaak.nieuw(wereld)
    fout = await zaak.roep_op(verwacht=409)  # donderdag om tien uur
    assert _soorten(fout) == ["BUITEN_KANTOORUREN"]
    assert "13:00 tot 17:00" in fout["waarschuwingen"][0]["melding"]
    await zaak.roep_op(afspraakOp="2026-03-12T13:00:00Z")
    [oproep] = await zaak.lees("/oproepen")
    assert oproep["bevestigd"] == []


async def test_een_collega_werkt_hier(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    for wie in (wereld.twee.b.klantmanager, uuid4()):
        assert velden(await zaak.roep_op(verwacht=400, collegaId=str(wie))) == {"collegaId"}


async def test_een_laatste_dag_na_die_voor_het_pip_waarschuwt_ook_bij_het_opstellen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    [termijn] = [
        t for t in (await zaak.lees())["termijnen"] if t["soort"].startswith("PIP_") and t["status"] == "lopend"
    ]
    erna = dt.date.fromisoformat(termijn["laatsteDag"]) + dt.timedelta(days=7)
    tijd = f"{erna}T09:00:00Z"
    fout = await zaak.roep_op(erna, 409, afspraakOp=tijd)
    assert _soorten(fout) == ["NA_TERMIJN_PIP"]
    await zaak.roep_op(erna, afspraakOp=tijd, bevestigd=["NA_TERMIJN_PIP"])


async def test_pg_1_na_haar_laatste_dag_verzonden_staat_vast_met_wat_er_nu_moet(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await wereld.zet_klok(WERKDAG + dt.timedelta(days=1))
    fout = await zaak.verzend_oproep(verwacht=409)
    assert set(_soorten(fout)) == {"TELT_NIET"}
    assert await wereld.werk("OPROEP_OPVOLGEN") == [], "er is niets vastgelegd"
    await zaak.verzend_oproep(bevestigd=["TELT_NIET"])
    [oproep] = await zaak.lees("/oproepen")
    assert "telt niet" in oproep["gebeurtenissen"][-1]["toelichting"]
    [werk] = await wereld.werk("OPROEP_OPVOLGEN")
    assert "Trek haar in" in werk["omschrijving"]
    assert werk["vervaldatum"] == WERKDAG + dt.timedelta(days=1)
    volgende = {h["volgende"] for h in await zaak.lees("/handelingen") if h["handeling"] == "TERMIJN_GEMIST"}
    assert volgende == {"OPROEP_INTREKKEN"}
    await zaak.trek_oproep_in()
    assert await wereld.werk("OPROEP_OPVOLGEN") == []


async def test_pg_1_een_oproep_die_na_haar_afspraak_wegging_telt_weer_als_de_afspraak_verzet_is(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op(WERKDAG + dt.timedelta(days=7), afspraakOp=f"{VANDAAG + dt.timedelta(days=1)}T09:00:00Z")
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=2))
    await zaak.verzend_oproep(bevestigd=["TELT_NIET"])
    await zaak.afspraak("VERZET", afspraakOp="2026-03-16T09:00:00Z", plaats="Dorpshuis")
    assert (await zaak.lees("/oproepen"))[0]["teltNiet"] == []
    [werk] = await wereld.werk("OPROEP_OPVOLGEN")
    assert werk["omschrijving"] == "Oproep 1: leg vast of de persoon verscheen"
    assert (werk["vervaldatum"], werk["termijn_id"] is None) == (WERKDAG + dt.timedelta(days=7), False)


async def test_pg_3_over_een_stuk_dat_medisch_kan_zijn_waarschuwt_meedoen_eerst(wereld: Wereld) -> None:
    zaak = await _opgeroepen(wereld)
    await zaak.verschijnt()
    stuk: dict[str, Any] = {"verzoek": VERZOEK | {"soort": "STUK", "wat": "een verklaring"}}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "gaf het niet", 409, **stuk)
    assert _soorten(fout) == ["MEDISCHE_GEGEVENS"]
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "gaf het niet", bevestigd=["MEDISCHE_GEGEVENS"], **stuk)
    assert (await zaak.lees("/oproepen"))[-1]["gebeurtenissen"][-1]["bevestigd"] == ["MEDISCHE_GEGEVENS"]
