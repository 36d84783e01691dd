"""Een PIP dat blijft liggen: na drie werkdagen ligt er werk, en zolang er niets weg is kan het van vandaag worden."""

import datetime as dt
from dataclasses import replace
from typing import Any

import msgspec

from core.law.recht import U01Moment
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats
from core.process.besluit.cijferteksten import GEGEVENS
from core.process.pip import actions, herdagtekenen
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak

LATER = VANDAAG + dt.timedelta(days=4)  # op vrijdag, vier werkdagen na maandag 2 maart


async def _vastgesteld(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_vastgesteld()


async def _besluiten(zaak: Zaak) -> list[dict[str, Any]]:
    return [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"]


async def _herdagteken(zaak: Zaak, verwacht: int = 201, *, door: Mens | None = None, **anders: object) -> Any:
    body = {"besluitId": (await _besluiten(zaak))[-1]["id"]}
    return await (door or zaak.km).stuur(zaak.pad("/pip/dagtekening"), body | anders, verwacht)


async def _beschikking(zaak: Zaak) -> dict[str, Any]:
    """De bevroren gegevens van de beschikking die nog uit moet."""
    [brief] = await zaak.wereld.rijen("brief", dossier_id=zaak.id, sjabloon="pip_beschikking", status="te_maken")
    plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
    ruw = zaak.wereld.huis.kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek)
    gegevens: dict[str, Any] = msgspec.json.decode(ruw)
    return gegevens


async def _dagelijks(wereld: Wereld) -> list[dict[str, Any]]:
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    return await wereld.werk("BESLUIT_NIET_VERZONDEN")


async def test_pg_6_na_drie_werkdagen_stelt_het_werk_een_nieuwe_dagtekening_voor(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.zet_klok(LATER - dt.timedelta(days=1))
    assert await _dagelijks(wereld) == [], "de derde werkdag telt nog"
    await wereld.zet_klok(LATER)
    [item] = await _dagelijks(wereld)
    assert item["dossier_id"] == zaak.id
    assert "02-03-2026 vastgesteld en nog niet verzonden" in item["omschrijving"]
    assert "Geef het een nieuwe dagtekening" in item["omschrijving"]
    assert item["vervaldatum"] == LATER - dt.timedelta(days=1)
    await zaak.maak_pip_bekend()
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []
    assert await _dagelijks(wereld) == []


async def test_er_loopt_nooit_meer_dan_een_inburgeringstermijn_ook_als_duo_haar_al_vaststelde(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await wereld.alziend.execute("update termijn set bron = 'duo' where soort = 'TERMIJN'")
    await wereld.zet_klok(LATER)
    await _herdagteken(zaak)
    lopend = [t for t in (await zaak.lees())["termijnen"] if (t["soort"], t["status"]) == ("TERMIJN", "lopend")]
    assert [t["bron"] for t in lopend] == ["duo"]


async def test_pg_5_wat_nog_niet_weg_is_kan_opnieuw_van_vandaag_zijn(wereld: Wereld) -> None:
    """Een nieuw besluit voor het oude: brief, verwachte termijn en DUO volgen de nieuwe dag, en wat er stond blijft."""
    zaak = await _vastgesteld(wereld)
    await wereld.zet_klok(LATER)
    await _dagelijks(wereld)
    nieuw = (await _herdagteken(zaak))["besluitId"]
    eerst, dan = await _besluiten(zaak)
    assert (eerst["dagtekening"], dan["dagtekening"]) == (VANDAAG.isoformat(), LATER.isoformat())
    assert (dan["id"], dan["vervangt"], dan["vastgesteldDoor"]) == (nieuw, eerst["id"], str(wereld.twee.a.klantmanager))
    assert [w["soort"] for w in (await zaak.lees())["werk"]] == []
    brieven = [b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    assert [(b["onderwerpId"], b["status"]) for b in brieven] == [(eerst["id"], "ingetrokken"), (nieuw, "te_maken")]
    [pip] = await zaak.lees("/pip")
    assert (pip["status"], pip["dagtekening"]) == ("vastgesteld", LATER.isoformat())
    lopend = [t for t in await zaak.lees("/termijnen") if t["status"] == "lopend"]
    assert [(t["soort"], t["laatsteDag"]) for t in lopend] == [("TERMIJN", "2029-03-06")]
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).pips[0].pip.dagtekeningPip == LATER
    assert [b["bekendgemaaktOp"] for b in await _besluiten(zaak)] == [None, LATER.isoformat()]


async def test_pg_5_hetzelfde_nog_eens_vragen_verandert_niets_en_een_oud_besluit_is_niet_meer_te_vervangen(
    wereld: Wereld,
) -> None:
    zaak = await _vastgesteld(wereld)
    oud = {"besluitId": (await _besluiten(zaak))[0]["id"]}
    await wereld.zet_klok(LATER)
    eerste = await zaak.stuur("/pip/dagtekening", oud, 201)
    assert await zaak.stuur("/pip/dagtekening", oud, 201) == eerste
    assert velden(await _herdagteken(zaak, 409)) == {"dagtekening"}
    await wereld.zet_klok(LATER + dt.timedelta(days=3))
    assert "dat nu geldt" in (await zaak.stuur("/pip/dagtekening", oud, 409))["detail"]
    assert len(await _besluiten(zaak)) == 2
    await (await Zaak.nieuw(wereld)).stuur("/pip/dagtekening", oud, 409)


async def test_pg_6_wat_verzonden_is_houdt_zijn_dagtekening(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(LATER)
    fout = await _herdagteken(zaak, 409)
    assert velden(fout) == {"verzondenOp"}
    assert "nieuw besluit" in fout["gebreken"][0]["melding"]
    assert len(await _besluiten(zaak)) == 1


async def test_pg_6_na_de_termijn_voor_het_pip_kiest_een_mens_met_een_motief(wereld: Wereld) -> None:
    """Tien weken na 12 januari: een nieuwe dagtekening maakt een tijdig PIP te laat (PG-11)."""
    zaak = await _vastgesteld(wereld)
    [termijn] = await wereld.rijen("termijn", dossier_id=zaak.id, status="gehaald")
    dag = termijn["einde"] + dt.timedelta(days=1)
    await wereld.zet_klok(dag)
    [item] = await _dagelijks(wereld)
    assert "valt na de laatste dag voor het PIP" in item["omschrijving"]
    assert velden(await _herdagteken(zaak, 400)) == velden(await _herdagteken(zaak, 400, motief="  ")) == {"motief"}
    await _herdagteken(zaak, motief="de brief lag in een la")
    assert (await _besluiten(zaak))[-1]["motief"] == "de brief lag in een la"
    assert await wereld.rijen("termijn", dossier_id=zaak.id, status="gehaald") == []
    [te_laat] = await wereld.rijen("termijn", dossier_id=zaak.id, status="te_laat")
    assert (te_laat["id"], te_laat["handeling_op"]) == (termijn["id"], dag)


async def test_pg_19_mandaat_en_vier_ogen_worden_bij_een_nieuwe_dagtekening_opnieuw_gevraagd(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    dag = VANDAAG + dt.timedelta(days=15)
    await wereld.zet_klok(dag)
    ander = wereld.mens("teamleider")
    await zaak.stel_vast(dag, door=ander)
    eerst = await _beschikking(zaak)
    await wereld.zet_klok(dag + dt.timedelta(days=4))
    assert velden(await _herdagteken(zaak, 409)) == {"vierOgen"}
    await _herdagteken(zaak, door=ander)
    dan = await _beschikking(zaak)
    assert dan["zonderU"] == eerst["zonderU"] != [], "hoe het plan zonder hem gemaakt is blijft erin staan"
    assert dan["dagtekening"] == (dag + dt.timedelta(days=4)).isoformat()


async def test_pg_6_hoorde_duo_het_al_bij_het_vaststellen_dan_hoort_zij_ook_de_nieuwe_dag(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    oud = wereld.huis.recht.u01_moment
    moment = replace(oud, waarden=(replace(oud.waarden[0], waarde=U01Moment.VASTSTELLING),))
    recht = replace(wereld.huis.recht, u01_moment=moment)
    huis = replace(wereld.huis, recht=recht, plugins=bouw_plugins(wereld.huis.tenants, recht, Vindplaats()).plugins)
    async with huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        besluit_id = await actions.stel_vast(tx, huis, zaak.id, versie=1, dagtekening=VANDAAG)
    await wereld.zet_klok(LATER)
    async with huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await herdagtekenen.herdagteken(tx, huis, zaak.id, besluit_id, motief="")
    meldingen = await wereld.rijen("duo_melding", dossier_id=zaak.id)
    assert [m["status"] for m in meldingen] == ["ingetrokken", "te_verzenden"]
    await wereld.werk_af()
    assert [p.pip.dagtekeningPip for p in wereld.duo_heeft(zaak.inwoner).pips] == [LATER]
