"""Dossiers zoeken: op de woorden van de naam, op V-nummer of op precies één BSN; nooit in een adres.

Welke namen elkaar vinden, en dat de index het doet, staat in `tests/platform/test_naam_zoeken.py`.
"""

import base64
from dataclasses import replace
from typing import Any
from uuid import UUID

from core.law.aanschrijven import Adressoort
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.dossier.brp import BrpFeiten, verwerk_brp
from core.process.dossier.namen import zoeknaam
from core.process.dossier.zoeken import WEINIG, termcode
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.dossier import vindbaar
from tests.voorbeelden.nummers import proefbsn

ZOEK = "/werkvoorraad/zoekopdrachten"


async def _zoek(wereld: Wereld, **vraag: object) -> list[dict[str, Any]]:
    gevonden: list[dict[str, Any]] = (await wereld.km.stuur(ZOEK, vraag, 200))["treffers"]
    return gevonden


async def _persoon(wereld: Wereld, geslachtsnaam: str, voornamen: str = "") -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await vindbaar(tx, geslachtsnaam, voornamen)


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
        ("ayse sahin", "Ayşe Şahin"),
    ):
        eerste, *_ = await _zoek(wereld, naamBegintMet=begin)
        assert (eerste["naam"], eerste["waarom"] in ("heet zo", "begint zo")) == (verwacht, True), begin


async def test_zoeken_op_naam_is_op_het_begin_van_elk_woord_en_zonder_jokertekens(wereld: Wereld) -> None:
    await _persoon(wereld, "Voorbeeld")
    assert await _zoek(wereld, naamBegintMet="beeld") == []
    assert await _zoek(wereld, naamBegintMet="vo%") != []  # leestekens tellen niet; dit zoekt op "vo"
    assert await _zoek(wereld, naamBegintMet="v_orb") == []
    for onbruikbaar in ("%%", "' ", "--", "a b c d e f g"):
        assert velden(await wereld.km.stuur(ZOEK, {"naamBegintMet": onbruikbaar}, 400)) == {"naamBegintMet"}


async def test_een_treffer_zegt_waarom_hij_er_staat(wereld: Wereld) -> None:
    await _persoon(wereld, "Shevchenko", "Olena")
    await _persoon(wereld, "Sjevtsjenko", "Olena")
    gevonden = await _zoek(wereld, naamBegintMet="Sjevtsjenko")
    assert [(t["naam"], t["waarom"]) for t in gevonden] == [
        ("Olena Sjevtsjenko", "heet zo"),
        ("Olena Shevchenko", "klinkt als"),
    ]
    gevonden = await _zoek(wereld, naamBegintMet="olena shevch")
    assert [(t["naam"], t["waarom"]) for t in gevonden] == [("Olena Shevchenko", "begint zo")]


async def test_wie_om_de_klank_vraagt_krijgt_haar_ook_als_er_genoeg_zijn(wereld: Wereld) -> None:
    for n in range(WEINIG):
        await _persoon(wereld, "Khoury", f"Een {n}")
    await _persoon(wereld, "Houri")
    assert {t["waarom"] for t in await _zoek(wereld, naamBegintMet="khoury")} == {"heet zo"}
    assert {t["waarom"] for t in await _zoek(wereld, naamBegintMet="khoury", klinktAls=True)} == {
        "heet zo",
        "klinkt als",
    }


async def test_er_wordt_gebladerd_met_een_cursor_zonder_naam(wereld: Wereld) -> None:
    for n in range(23):
        await _persoon(wereld, f"Zelfde {n:02}")
    eerste = await wereld.km.stuur(ZOEK, {"naamBegintMet": "zelfde"}, 200)
    assert len(eerste["treffers"]) == 20
    tweede = await wereld.km.stuur(ZOEK, {"naamBegintMet": "ZELFDE", "cursor": eerste["volgende"]}, 200)
    assert [t["naam"][-2:] for t in eerste["treffers"] + tweede["treffers"]] == [f"{n:02}" for n in range(23)]
    assert tweede["volgende"] is None
    cursor = eerste["volgende"]
    assert b"zelfde" not in base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).lower()
    for anders in ({"naamBegintMet": "zelfd"}, {"naamBegintMet": "zelfde", "klinktAls": True}):
        assert velden(await wereld.km.stuur(ZOEK, anders | {"cursor": cursor}, 400)) == {"cursor"}
    for limiet in (0, 201):
        assert velden(await wereld.km.stuur(ZOEK, {"naamBegintMet": "zelfde", "limiet": limiet}, 400)) == {"limiet"}


async def test_na_de_brp_is_hij_op_zijn_naam_te_vinden_en_na_een_andere_naam_op_beide(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    naam = inwoner.geslachtsnaam
    assert [t["dossierId"] for t in await _zoek(wereld, naamBegintMet=naam)] == [str(zaak.id)]
    feiten = BrpFeiten(
        voornamen="Nova",
        voorvoegsel="van der",
        geslachtsnaam="Huwelijk",
        naam="Nova van der Huwelijk",
        aanschrijfnaam="N. van der Huwelijk",
        aanhef="Geachte mevrouw Van der Huwelijk",
        geboortedatum="",
        adressoort=Adressoort.ADRES,
        adresregel1="",
        adresregel2="",
        adresregel3="",
        adres_vanaf="",
        inschrijving_gemeente="",
        inschrijving_gemeentenaam="",
        opschorting="",
        geheimhouding=False,
        overleden=False,
        overlijdensdatum="",
        inschrijving_op=None,
        vestiging_op=None,
    )
    for nieuw in (feiten, replace(feiten, voorvoegsel="")):
        async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
            await verwerk_brp(tx, wereld.huis, zaak.id, nieuw)
        assert [t["onderEerdereNaam"] for t in await _zoek(wereld, naamBegintMet=naam)] == [True]
        for tekst in ("nova huwelijk", "nowa hoewelik"):
            gevonden = await _zoek(wereld, naamBegintMet=tekst)
            assert [(t["dossierId"], t["onderEerdereNaam"]) for t in gevonden] == [(str(zaak.id), False)], tekst
    assert [t["onderEerdereNaam"] for t in await _zoek(wereld, naamBegintMet="van der")] == [True]


async def test_op_v_nummer_en_bsn_is_er_hooguit_een(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    wereld.duo_weet(inwoner)
    await wereld.meldt("SS139", inwoner, v_nummer=True)
    await wereld.werk_af()
    [op_bsn] = await _zoek(wereld, bsn=inwoner.bsn)
    [op_vnummer] = await _zoek(wereld, vNummer=str(inwoner.v_nummer))
    assert op_bsn == op_vnummer
    assert set(op_bsn) == {
        "dossierId",
        "kenmerk",
        "naam",
        "geheimhouding",
        "geboren",
        "fase",
        "behandelaarId",
        "waarom",
        "onderEerdereNaam",
    }
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
    assert antwoorden[0].content == antwoorden[1].content == b'{"treffers":[],"volgende":null,"tip":null}'


async def test_zoeken_gaat_op_een_ding_tegelijk(wereld: Wereld) -> None:
    for vraag in ({}, {"naamBegintMet": "ab", "vNummer": "1"}, {"naamBegintMet": None}):
        assert velden(await wereld.km.stuur(ZOEK, vraag, 400)) == {"body"}
    for onmogelijk in ("123456789", "000000000"):
        fout = await wereld.km.stuur(ZOEK, {"bsn": onmogelijk}, 400)
        assert velden(fout) == {"bsn"}
        assert onmogelijk not in str(fout)
    for veld, waarde in (("klinktAls", True), ("cursor", "x")):
        assert velden(await wereld.km.stuur(ZOEK, {"vNummer": "1", veld: waarde}, 400)) == {veld}


async def test_elke_zoekopdracht_wordt_gelogd_met_wie_er_gevonden_is(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner)
    await _zoek(wereld, naamBegintMet="xx")
    for n in range(WEINIG):
        await _persoon(wereld, f"Genoeg {n}")
    genoeg = [UUID(t["dossierId"]) for t in await _zoek(wereld, naamBegintMet="genoeg")]
    regels = await wereld.rijen("audit", actie="werkvoorraad.zoeken")
    zonder_code = [[veld for veld in r["velden"] if not veld.startswith("term:")] for r in regels]
    assert [(namen, sorted(r["dossiers"])) for namen, r in zip(zonder_code, regels, strict=True)] == [
        (["bsn"], [zaak.id]),
        (["klank", "naam"], []),
        (["naam"], sorted(genoeg)),
    ]
    assert {r["doel"] for r in regels} == {"dossierbehandeling"}
    assert inwoner.bsn not in str(regels)


async def test_c18_zoeken_op_het_kenmerk_van_een_brief_ook_zoals_men_het_zegt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    kenmerk = str((await zaak.lees())["kenmerk"])
    gesproken = ". ".join(kenmerk.removeprefix("INB-").lower())
    for vraag in (kenmerk, kenmerk.lower(), kenmerk.replace("-", " "), kenmerk.removeprefix("INB-"), gesproken):
        [treffer] = await _zoek(wereld, kenmerk=vraag)
        assert (treffer["dossierId"], treffer["waarom"]) == (str(zaak.id), "kenmerk")
    assert await _zoek(wereld, kenmerk="INB-00000000") == []
    assert velden(await wereld.km.stuur(ZOEK, {"kenmerk": "INB-UUUUUUUU"}, 400)) == {"kenmerk"}
    assert velden(await wereld.km.stuur(ZOEK, {"kenmerk": kenmerk, "bsn": zaak.inwoner.bsn}, 400)) == {"body"}
    ander = wereld.mens("klantmanager", wereld.twee.b)
    assert (await ander.stuur(ZOEK, {"kenmerk": kenmerk}, 200))["treffers"] == []


async def test_wie_een_kenmerk_of_nummer_als_naam_zoekt_leest_welk_veld_daarvoor_is(wereld: Wereld) -> None:
    kenmerk = str((await (await Zaak.nieuw(wereld)).lees())["kenmerk"])
    for gezocht, namen in (
        (kenmerk, ["`kenmerk`"]),
        (kenmerk.lower().replace("-", " "), ["`kenmerk`"]),
        ("1234 567", ["`vNummer`"]),
        ("12345678", ["`kenmerk`", "`vNummer`"]),
        ("INB-12", ["`kenmerk`"]),
        ("Mohammed", []),  # acht letters die ook een kenmerk konden zijn
        ("Niemand Hier", []),
    ):
        antwoord = await wereld.km.stuur(ZOEK, {"naamBegintMet": gezocht}, 200)
        assert antwoord["treffers"] == []
        tip = antwoord["tip"] or ""
        assert [veld for veld in ("`kenmerk`", "`vNummer`") if veld in tip] == namen, gezocht
        assert gezocht not in tip
    await _persoon(wereld, "Derde 3")
    assert (await wereld.km.stuur(ZOEK, {"naamBegintMet": "derde 3"}, 200))["tip"] is None


async def test_c22_ook_zonder_treffer_is_na_te_gaan_waarop_gezocht_is(wereld: Wereld) -> None:
    """De regel noemt geen term, alleen een code; wie de term vermoedt kan haar narekenen, in deze gemeente."""
    hier, daar = wereld.twee.a.id, wereld.twee.b.id
    bsn = proefbsn(7).onthul()
    for vraag, term in (
        ({"naamBegintMet": "Niemand Hier"}, zoeknaam("Niemand Hier")),
        ({"kenmerk": "inb 0000 0000"}, "INB-00000000"),
        ({"bsn": bsn}, bsn),
    ):
        assert await _zoek(wereld, **vraag) == []
        regel = (await wereld.rijen("audit", actie="werkvoorraad.zoeken"))[-1]
        assert termcode(wereld.huis.kluis, term, gemeente_id=hier) in regel["velden"], vraag
        assert termcode(wereld.huis.kluis, term, gemeente_id=daar) not in regel["velden"]
        assert not [veld for veld in regel["velden"] if term.lower() in veld.lower()]
