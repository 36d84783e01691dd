"""De werkvoorraad: volgorde, filters, bladeren, verlopen, en afvinken."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from core.process.dossier.tables import GEEN_DATUM
from core.process.stappen import STAPPEN
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.beheer import Gemeente
from tests.voorbeelden.dossier import werkitem

LIJST = "/werkvoorraad"


async def _zaai(
    wereld: Wereld,
    dagen: list[int | None],
    gemeente: Gemeente | None = None,
    soort: str = "PIP_VASTSTELLEN",
    behandelaar_id: UUID | None = None,
) -> list[str]:
    """Werk dat over zoveel dagen klaar moet zijn; geeft de id's."""
    ids = []
    async with wereld.huis.databank.uow((gemeente or wereld.twee.a).als_klantmanager()) as tx:
        for dag in dagen:
            uiterlijk = GEEN_DATUM if dag is None else VANDAAG + dt.timedelta(days=dag)
            id_ = await werkitem(tx, vervaldatum=uiterlijk, soort=soort, behandelaar_id=behandelaar_id)
            ids.append(str(id_))
    return ids


async def _lees(wereld: Wereld, vraag: str = "", verwacht: int = 200) -> Any:
    return await wereld.km.lees(f"{LIJST}{vraag}", verwacht)


async def test_het_meest_verlopen_staat_bovenaan_en_werk_zonder_dag_onderaan(wereld: Wereld) -> None:
    ids = await _zaai(wereld, [5, None, -3, 1])
    werk = (await _lees(wereld))["werk"]
    assert [w["id"] for w in werk] == [ids[2], ids[3], ids[0], ids[1]]
    assert [w["verlopen"] for w in werk] == [True, False, False, False]
    assert werk[3]["uitersteDag"] is None


async def test_verlopen_volgt_de_klok(wereld: Wereld) -> None:
    await _zaai(wereld, [0])
    assert (await _lees(wereld))["werk"][0]["verlopen"] is False, "de laatste dag telt nog mee"
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=1))
    assert (await _lees(wereld))["werk"][0]["verlopen"] is True


async def test_middernacht_is_die_in_nederland(wereld: Wereld) -> None:
    await _zaai(wereld, [0])
    await wereld.zet_klok(dt.datetime(2026, 3, 2, 22, 58, tzinfo=dt.UTC))
    assert (await _lees(wereld))["werk"][0]["verlopen"] is False
    await wereld.zet_klok(dt.datetime(2026, 3, 2, 23, 1, tzinfo=dt.UTC))
    assert (await _lees(wereld))["werk"][0]["verlopen"] is True


async def test_filters_beperken_en_gaan_samen(wereld: Wereld) -> None:
    mens = wereld.twee.a.klantmanager
    [eigen] = await _zaai(wereld, [3], behandelaar_id=mens)
    [navraag] = await _zaai(wereld, [9], soort="NAVRAGEN", behandelaar_id=mens)
    [ander] = await _zaai(wereld, [1])

    async def gevonden(vraag: str) -> list[str]:
        return [w["id"] for w in (await _lees(wereld, vraag))["werk"]]

    assert await gevonden(f"?behandelaar={mens}") == [eigen, navraag]
    assert await gevonden("?soort=NAVRAGEN") == [navraag]
    assert await gevonden("?uiterlijk=2026-03-05") == [ander, eigen]
    assert await gevonden(f"?behandelaar={mens}&soort=PIP_VASTSTELLEN&uiterlijk=2026-03-05") == [eigen]
    assert await gevonden(f"?behandelaar={uuid4()}") == []
    for vraag in ("?soort=NIETS", "?uiterlijk=morgen", "?behandelaar=ik", "?limiet=0", "?limiet=201", "?limiet=x"):
        await _lees(wereld, vraag, 400)


async def test_bladeren_verliest_niets_en_toont_niets_dubbel(wereld: Wereld) -> None:
    ids = await _zaai(wereld, [n % 4 for n in range(23)] + [None] * 4)
    volledig = [w["id"] for w in (await _lees(wereld, "?limiet=200"))["werk"]]
    assert sorted(volledig) == sorted(ids)
    gezien: list[str] = []
    cursor = ""
    for _ in range(len(ids)):
        pagina = await _lees(wereld, f"?limiet=5{cursor}")
        gezien += [w["id"] for w in pagina["werk"]]
        if pagina["volgende"] is None:
            break
        # Intussen komt er werk bij dat al voorbij is, en verdwijnt er een dat al getoond was.
        await _zaai(wereld, [-1])
        await wereld.alziend.execute(
            "update werkitem set status = 'afgehandeld', afgehandeld_op = now() where id = $1", UUID(gezien[0])
        )
        cursor = f"&cursor={pagina['volgende']}"
    assert gezien == volledig


async def test_een_precies_volle_laatste_pagina_heeft_geen_volgende(wereld: Wereld) -> None:
    await _zaai(wereld, [1, 2, 3, 4])
    eerste = await _lees(wereld, "?limiet=2")
    tweede = await _lees(wereld, f"?limiet=2&cursor={eerste['volgende']}")
    assert len(tweede["werk"]) == 2
    assert tweede["volgende"] is None


async def test_een_cursor_hoort_bij_een_mens_een_gemeente_en_een_filter(wereld: Wereld) -> None:
    await _zaai(wereld, [1, 2, 3])
    await _zaai(wereld, [1, 2, 3], wereld.twee.b)
    cursor = (await _lees(wereld, "?limiet=1"))["volgende"]
    assert wereld.twee.a.code not in cursor
    for vraag in (
        f"?cursor={cursor}&soort=NAVRAGEN",
        f"?cursor={cursor[:-2]}AA",
        f"?cursor={cursor}A",
        "?cursor=",
        "?cursor=%00",
        "?cursor=" + "A" * 60,
        "?cursor=" + "A" * 201,
    ):
        assert velden(await _lees(wereld, vraag, 400)) == {"cursor"}, vraag
    await wereld.mens("teamleider").lees(f"{LIJST}?cursor={cursor}", 400)
    await wereld.mens("klantmanager", wereld.twee.b).lees(f"{LIJST}?cursor={cursor}", 400)


async def test_werk_van_een_andere_gemeente_staat_er_niet_in(wereld: Wereld) -> None:
    await _zaai(wereld, [1], wereld.twee.b)
    assert (await _lees(wereld))["werk"] == []


async def test_afvinken_zegt_wie_wanneer_en_wat(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld, [1], soort="NAVRAGEN")
    await wereld.km.stuur(f"/werkitems/{id_}/afhandeling", {"afhandeling": "DUO gebeld", "versie": 1})
    [rij] = await wereld.rijen("werkitem")
    assert (rij["status"], rij["afhandeling"]) == ("afgehandeld", "DUO gebeld")
    assert rij["afgehandeld_door"] == wereld.twee.a.klantmanager
    assert rij["afgehandeld_op"].date() == VANDAAG
    assert (await _lees(wereld))["werk"] == []
    await wereld.km.stuur(f"/werkitems/{id_}/afhandeling", {"afhandeling": "nog eens", "versie": 2}, 409)


async def test_afvinken_gaat_met_de_geziene_versie_en_een_uitleg(wereld: Wereld) -> None:
    [id_] = await _zaai(wereld, [1], soort="NAVRAGEN")
    pad = f"/werkitems/{id_}/afhandeling"
    await wereld.km.stuur(pad, {"afhandeling": "x", "versie": 0}, 409)
    assert velden(await wereld.km.stuur(pad, {"afhandeling": "", "versie": 1}, 400)) == {"afhandeling"}
    assert velden(await wereld.km.stuur(pad, {}, 400)) == {"afhandeling", "versie"}
    assert (await wereld.rijen("werkitem"))[0]["status"] == "open"


async def test_werk_dat_alleen_verdwijnt_door_het_te_doen_is_niet_af_te_vinken(wereld: Wereld) -> None:
    for soort in ("PIP_VASTSTELLEN", "STARTDATUM_KIEZEN", "BRIEF_VERZENDEN"):
        [id_] = await _zaai(wereld, [1], soort=soort)
        await wereld.km.stuur(f"/werkitems/{id_}/afhandeling", {"afhandeling": "x", "versie": 1}, 409)
    assert {r["status"] for r in await wereld.rijen("werkitem")} == {"open"}


async def test_meer_soorten_tegelijk_wat_verlopen_is_en_wat_van_mij_is(wereld: Wereld) -> None:
    mens = wereld.twee.a.klantmanager
    [eigen] = await _zaai(wereld, [3], soort="NAVRAGEN", behandelaar_id=mens)
    [laat] = await _zaai(wereld, [-2], soort="BRIEF_VERZENDEN")
    [vandaag] = await _zaai(wereld, [0])

    async def gevonden(vraag: str) -> list[str]:
        return [w["id"] for w in (await _lees(wereld, vraag))["werk"]]

    assert await gevonden("?soort=NAVRAGEN,BRIEF_VERZENDEN") == [laat, eigen]
    assert await gevonden("?verlopen=true") == [laat], "de laatste dag telt nog mee"
    assert await gevonden("?verlopen=true&uiterlijk=2026-02-01") == []
    assert await gevonden("?voor=mij") == [eigen]
    assert await gevonden("?voor=niemand") == [laat, vandaag]
    assert await gevonden("?voor=niemand&soort=PIP_VASTSTELLEN") == [vandaag]
    for vraag in ("?voor=ieder", f"?voor=mij&behandelaar={mens}", "?soort=NAVRAGEN,NIETS", "?verlopen=soms"):
        await _lees(wereld, vraag, 400)


async def test_c7_werk_van_wie_hier_niet_meer_werkt_is_van_niemand(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.deel_toe()
    assert (await _lees(wereld, "?voor=niemand"))["werk"] == []
    await wereld.eigenaar.execute(
        "update meedoen.lidmaatschap set ingetrokken_op = now() where medewerker_id = $1", wereld.twee.a.klantmanager
    )
    teamleider = wereld.mens("teamleider")
    werk = (await teamleider.lees(f"{LIJST}?voor=niemand"))["werk"]
    assert [w["soort"] for w in werk] == ["PIP_VASTSTELLEN"]
    assert [d["dossierId"] for d in (await teamleider.lees("/dossiers?voor=niemand"))["dossiers"]] == [str(zaak.id)]
    await teamleider.stuur(zaak.pad("/vervolg"), {"id": str(uuid4()), "wat": "bellen", "uiterlijk": "2026-03-09"})
    [nieuw] = await wereld.werk("VERVOLG")
    assert nieuw["behandelaar_id"] is None, "nieuw werk gaat niet naar wie weg is"


async def test_elke_soort_werk_van_elke_stap_past_in_de_tabel(wereld: Wereld) -> None:
    """De lijst in de database wordt bij elke migratie die er een noemt opnieuw geschreven: wie een soort vergeet die
    een ander er tegelijk bij zette, breekt diens handeling."""
    for soort in [s for stap in STAPPEN for s in stap.werk]:
        async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
            await werkitem(tx, vervaldatum=VANDAAG, soort=soort)
