"""Dossiers zoeken: op het begin van de naam, op V-nummer of op precies één BSN; nooit in een adres."""

from typing import Any

from core.integrations.simulator.bevolking import Verhaal
from core.process.dossier.namen import zoeknaam
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.dossier import dossier, persoon
from tests.voorbeelden.nummers import proefbsn

ZOEK = "/werkvoorraad/zoekopdrachten"


async def _zoek(wereld: Wereld, **vraag: object) -> list[dict[str, Any]]:
    gevonden: list[dict[str, Any]] = (await wereld.km.stuur(ZOEK, vraag, 200))["treffers"]
    return gevonden


async def _persoon(wereld: Wereld, geslachtsnaam: str, voornamen: str = "") -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        id_ = await persoon(
            tx, geslachtsnaam=geslachtsnaam, voornamen=voornamen, naam_zoek=zoeknaam(geslachtsnaam, voornamen)
        )
        await dossier(tx, persoon_id=id_)


async def test_accenten_hoofdletters_en_leestekens_tellen_niet(wereld: Wereld) -> None:
    for naam in ("Şahin", "Müller-Öz", "Łukasz", "N'Diaye"):
        await _persoon(wereld, naam, "Ayşe")
    for begin, verwacht in (
        ("sahin", "Ayşe Şahin"),
        ("ŞAH", "Ayşe Şahin"),
        ("muller oz", "Ayşe Müller-Öz"),
        ("Müller-ö", "Ayşe Müller-Öz"),
        ("luk", "Ayşe Łukasz"),
        ("n'd", "Ayşe N'Diaye"),
        ("sahin ayse", "Ayşe Şahin"),
    ):
        assert [t["naam"] for t in await _zoek(wereld, naamBegintMet=begin)] == [verwacht], begin


async def test_zoeken_op_naam_is_op_het_begin_en_zonder_jokertekens(wereld: Wereld) -> None:
    await _persoon(wereld, "Voorbeeld")
    assert await _zoek(wereld, naamBegintMet="beeld") == []
    assert await _zoek(wereld, naamBegintMet="vo%") != []  # leestekens tellen niet; dit zoekt op "vo"
    assert await _zoek(wereld, naamBegintMet="v_orb") == []
    for kort in ("%%", "' ", "--"):
        assert velden(await wereld.km.stuur(ZOEK, {"naamBegintMet": kort}, 400)) == {"naamBegintMet"}


async def test_er_komen_hooguit_vijftig_treffers(wereld: Wereld) -> None:
    for n in range(53):
        await _persoon(wereld, f"Zelfde {n:02}")
    assert len(await _zoek(wereld, naamBegintMet="zelfde")) == 50


async def test_op_v_nummer_en_bsn_is_er_hooguit_een(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner, v_nummer=True)
    await wereld.werk_af()
    [op_bsn] = await _zoek(wereld, bsn=inwoner.bsn)
    [op_vnummer] = await _zoek(wereld, vNummer=str(inwoner.v_nummer))
    assert op_bsn == op_vnummer
    assert set(op_bsn) == {"dossierId", "kenmerk", "naam", "geboren", "fase", "behandelaarId"}
    assert inwoner.bsn not in str(op_bsn)


async def test_een_bsn_uit_een_andere_gemeente_geeft_hetzelfde_als_een_dat_niemand_heeft(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    await Zaak.gemeld(wereld, inwoner)
    onbekend = next(b.onthul() for n in range(900) if (b := proefbsn(n)).onthul() != inwoner.bsn)
    mens = wereld.mens("klantmanager", wereld.twee.b)
    antwoorden = [
        await mens.http.post(mens.basis + ZOEK, json={"bsn": bsn}, headers={"Authorization": f"Bearer {mens.token}"})
        for bsn in (inwoner.bsn, onbekend)
    ]
    assert [a.status_code for a in antwoorden] == [200, 200]
    assert antwoorden[0].content == antwoorden[1].content == b'{"treffers":[]}'


async def test_zoeken_gaat_op_een_ding_tegelijk(wereld: Wereld) -> None:
    for vraag in ({}, {"naamBegintMet": "ab", "vNummer": "1"}, {"naamBegintMet": None}):
        assert velden(await wereld.km.stuur(ZOEK, vraag, 400)) == {"body"}
    for onmogelijk in ("123456789", "000000000"):
        fout = await wereld.km.stuur(ZOEK, {"bsn": onmogelijk}, 400)
        assert velden(fout) == {"bsn"}
        assert onmogelijk not in str(fout)


async def test_elke_zoekopdracht_wordt_gelogd_met_wie_er_gevonden_is(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    await _zoek(wereld, naamBegintMet="xx")
    regels = await wereld.rijen("audit", actie="werkvoorraad.zoeken")
    assert [(r["velden"], r["dossiers"]) for r in regels] == [(["bsn"], [zaak.id]), (["naam"], [])]
    assert inwoner.bsn not in str(regels)
