"""Een PIP van elders dat is ingetrokken bindt niet meer: de brede intake is volledig (art. 15 lid 4, ADR 0070)."""

import datetime as dt
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from msgspec import structs

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.ontwikkeling.simulator.opslag import GeregistreerdPip
from core.process.besluit.cijferteksten import GEGEVENS
from tests.process.handelen import HANDELINGEN
from tests.process.standen_verkort import (
    toets_geweigerd_en_dan_verkort,
    verkort,
    verkort_ingevuld,
    verkort_loopt,
    verkort_twee_plannen,
)
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.elders import PAD, leg_intrekking_vast, neem_intrekking_terug
from tests.voorbeelden.oproep import VERZOEK


async def _gezin(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def _is_verkort(zaak: Zaak) -> bool:
    verkort_: bool = (await zaak.lees("/brede-intake"))["verkorteIntake"]
    return verkort_


async def _termijnen(zaak: Zaak, begin: str) -> list[dict[str, object]]:
    return [t for t in await zaak.lees("/termijnen") if t["soort"].startswith(begin) and t["status"] == "lopend"]


async def _open_werk(zaak: Zaak, deel: str) -> list[str]:
    return [w["omschrijving"] for w in await zaak.wereld.werk("NAVRAGEN") if f"{zaak.id}:{deel}" in w["sleutel"]]


async def test_na_het_vastleggen_hoort_de_hele_intake_erbij_en_kiest_dit_college_de_leerroute(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_ingevuld(zaak)
    assert velden(await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)) == {"verkorteIntake"}
    termijnen = [await _termijnen(zaak, soort) for soort in ("PIP", "TERMIJN")]
    verschoven = await wereld.rijen("termijnverschuiving", dossier_id=zaak.id)
    id_ = await leg_intrekking_vast(zaak)
    assert not await _is_verkort(zaak)
    assert [await _termijnen(zaak, soort) for soort in ("PIP", "TERMIJN")] == termijnen, "PG-13: niets verschuift"
    assert await wereld.rijen("termijnverschuiving", dossier_id=zaak.id) == verschoven
    [zeg] = await _open_werk(zaak, "intake-weer-volledig")
    assert "de leerbaarheidstoets er weer bij hoort" in zeg
    assert velden(await zaak.rond_intake_af(409)) == {"leerbaarheidstoets", "opleidingEnWerk"}
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    await zaak.vul_intake(versie=1)
    await zaak.rond_intake_af()
    await zaak.schrijf_pip(leerroute="Z", niveau=None)
    await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    assert "art. 15 lid 4 Wi2021" not in besluit["gronden"]
    assert await _termijnen(zaak, "TERMIJN") == termijnen[1], "art. 11 lid 3: de drie jaren beginnen waar zij begonnen"
    [vastgelegd] = await zaak.lees(PAD)
    assert (vastgelegd["id"], vastgelegd["kenmerk"], vastgelegd["teruggenomenOp"]) == (id_, "2026-118", None)


async def test_duo_opnieuw_lezen_maakt_haar_niet_ongedaan_en_de_vergelijking_meldt_niets(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort(zaak)
    await leg_intrekking_vast(zaak)
    await verkort(zaak)
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert not await _is_verkort(zaak)
    for nacht in (1, 2):
        await wereld.zet_klok(dt.datetime.combine(await zaak.over(nacht), dt.time(9), dt.UTC))
        await wereld.dagwerk().ronde()
        for _ in range(2):
            await wereld.wachttijd_voorbij()
            await wereld.werk_af()
    assert not await _is_verkort(zaak)
    assert await _open_werk(zaak, "pip-bij-duo") == []
    assert await _open_werk(zaak, "bron") == []


@pytest.mark.parametrize("anders", ["dag", "gemeente"])
async def test_een_ander_pip_van_elders_is_een_ander_plan(wereld: Wereld, anders: str) -> None:
    zaak = await _gezin(wereld)
    await verkort(zaak)
    await leg_intrekking_vast(zaak)
    [plan] = wereld.duo_heeft(zaak.inwoner).pips
    if anders == "dag":
        later = plan.pip.dagtekeningPip + dt.timedelta(days=9)
        plan = structs.replace(plan, pip=structs.replace(plan.pip, dagtekeningPip=later))
    else:
        plan = structs.replace(plan, gemeentecode="0518")
    wereld.duo_weet(zaak.inwoner, pips=[plan])
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert await _is_verkort(zaak)
    await leg_intrekking_vast(zaak)
    assert not await _is_verkort(zaak), "en ook dat kan zijn ingetrokken"


async def test_van_twee_plannen_is_elk_apart_in_te_trekken_en_staat_het_laatste_dat_er_nog_is(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_twee_plannen(zaak)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    van_a, van_b = wereld.duo_heeft(zaak.inwoner).pips

    async def leerroute() -> str | None:
        intake = await zaak.lees("/brede-intake")
        assert intake["verkorteIntake"] is (intake["leerrouteVanElders"] is not None)
        route: str | None = intake["leerrouteVanElders"]
        return route

    async def trek_in(plan: GeregistreerdPip, verwacht: int = 204) -> Any:
        dag = plan.pip.dagtekeningPip.isoformat()
        return await leg_intrekking_vast(zaak, verwacht, gemeente=f"GM{plan.gemeentecode}", pipVan=dag)

    assert await leerroute() == van_b.pip.leerroute
    b_weg = await trek_in(van_b)
    assert await leerroute() == van_a.pip.leerroute, "alsof B het niet maakte: de leerroute van A ligt vast"
    assert await _open_werk(zaak, "intake-weer-volledig") == []
    assert velden(await zaak.stuur("/brede-intake/leerbaarheidstoets", None, 409)) == {"verkorteIntake"}
    fout = await trek_in(van_b, 400)
    assert [g["melding"] for g in fout["gebreken"]] == ["Dat dit PIP is ingetrokken, staat hier al."]
    a_weg = await trek_in(van_a)
    assert await leerroute() is None
    assert len(await _open_werk(zaak, "intake-weer-volledig")) == 1, "nu pas hoort de toets er weer bij"
    await neem_intrekking_terug(zaak, b_weg)
    assert await _open_werk(zaak, "intake-weer-volledig") == []
    assert await leerroute() == van_b.pip.leerroute, "van A bleef staan dat het is ingetrokken"
    await trek_in(van_b)
    await neem_intrekking_terug(zaak, a_weg)
    assert await leerroute() == van_a.pip.leerroute
    wereld.duo_weet(zaak.inwoner, pips=[van_a])  # B nam het ook bij DUO terug
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert await leerroute() == van_a.pip.leerroute
    await trek_in(van_a)
    assert await leerroute() is None
    assert len(await zaak.lees(PAD)) == 4


async def test_neemt_de_vorige_gemeente_haar_pip_ook_bij_duo_terug_dan_blijft_de_intake_volledig(
    wereld: Wereld,
) -> None:
    zaak = await _gezin(wereld)
    await verkort(zaak)
    await leg_intrekking_vast(zaak)
    wereld.duo_weet(zaak.inwoner, pips=[])
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    assert "verkorteIntake" not in velden(await zaak.rond_intake_af(409))


async def test_wat_er_niet_klopt_wordt_in_een_keer_genoemd(wereld: Wereld) -> None:
    zaak, hier = await _gezin(wereld), await Zaak.nieuw(wereld)
    await verkort(zaak)
    morgen = (await zaak.over(1)).isoformat()
    fout = await leg_intrekking_vast(zaak, 400, gemeente="GM0518", pipVan="2025-01-06", besluitVan=morgen)
    assert velden(fout) == {"gemeente", "pipVan", "besluitVan"}
    fout = await leg_intrekking_vast(zaak, 400, gemeente=wereld.twee.a.code, besluitVan="2020-01-06")
    assert velden(fout) == {"gemeente", "besluitVan"}
    assert await _is_verkort(zaak)
    assert velden(await leg_intrekking_vast(hier, 409)) == {"pip"}, "wie zonder PIP kwam"
    await leg_intrekking_vast(zaak)
    assert velden(await leg_intrekking_vast(zaak, 409)) == {"pip"}, "het staat er al"


async def test_pg_3_wat_gevraagd_is_voordat_het_was_vastgelegd_telt_niet(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_loopt(zaak)
    await wereld.zet_klok(dt.datetime.combine(await zaak.over(1), dt.time(9), dt.UTC))
    await leg_intrekking_vast(zaak)
    gisteren = VERZOEK | {"gevraagdOp": (await zaak.over(-1)).isoformat(), "reactie": "WEIGERDE"}
    fout = await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", 400, verzoek=gisteren)
    assert velden(fout) == {"verzoek.soort"}
    assert "Vraag de toets op die dag of later opnieuw" in fout["gebreken"][0]["melding"]
    vandaag = gisteren | {"gevraagdOp": (await zaak.over(0)).isoformat()}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", verzoek=vandaag)


async def test_pg_7_een_toets_van_voor_die_dag_blijft_buiten_het_artikel(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await toets_geweigerd_en_dan_verkort(zaak)
    await wereld.zet_klok(dt.datetime.combine(await zaak.over(1), dt.time(9), dt.UTC))
    await leg_intrekking_vast(zaak)
    assert velden(await zaak.beantwoord_boetevraag(400, **await zaak.boete())) == {"antwoord"}
    await zaak.neem_terug("UITKOMST")


async def test_een_vergissing_gaat_terug_en_dan_is_de_intake_weer_verkort(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort_ingevuld(zaak)
    id_ = await leg_intrekking_vast(zaak)
    await zaak.stuur("/brede-intake/leerbaarheidstoets", None)
    await wereld.werk_af()
    await neem_intrekking_terug(zaak, id_)
    assert await _is_verkort(zaak)
    assert (await zaak.lees("/brede-intake"))["leerbaarheidstoets"]["status"] == "vervallen"
    assert await _open_werk(zaak, "intake-weer-volledig") == []
    [correctie] = await wereld.rijen("correctie", dossier_id=zaak.id)
    assert correctie["motief"] == "het ging over haar zus"
    await neem_intrekking_terug(zaak, id_, 404)
    assert "teruggenomen" in (await leg_intrekking_vast(zaak, 409, id=id_))["detail"]
    await zaak.rond_intake_af()


async def test_wat_erop_rust_gaat_eerst_terug(wereld: Wereld) -> None:
    """Een afgeronde intake gaat eerst open, een vastgesteld PIP wordt eerst ingetrokken; in beide richtingen."""
    zaak = await _gezin(wereld)
    await verkort_ingevuld(zaak)
    await zaak.rond_intake_af()
    fout = await leg_intrekking_vast(zaak, 409)
    assert velden(fout) == {"intake"}
    assert "de afgeronde brede intake heropenen" in fout["detail"]
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    assert velden(await leg_intrekking_vast(zaak, 409)) == {"pip"}
    zaak.km = wereld.mens("teamleider")
    assert "het vastgestelde PIP intrekken" in (await leg_intrekking_vast(zaak, 409))["detail"]
    assert (await HANDELINGEN["pip_intrekken"](zaak, {}))[0] == 201
    await zaak.heropen_intake()
    id_ = await leg_intrekking_vast(zaak)
    assert not await _is_verkort(zaak)
    await zaak.vul_intake(versie=(await zaak.lees("/brede-intake"))["versie"])
    await zaak.rond_intake_af()
    assert velden(await neem_intrekking_terug(zaak, id_, 409)) == {"intake"}
    await zaak.heropen_intake()
    await neem_intrekking_terug(zaak, id_)


async def test_ook_als_duo_het_pip_van_deze_gemeente_kent_telt_de_intrekking_elders(wereld: Wereld) -> None:
    """Het eigen PIP was bekend, dus DUO houdt ook dat; elders ging het om het plan daarvoor."""
    zaak = await _gezin(wereld)
    await verkort_ingevuld(zaak)
    elders = (await zaak.lees("/brede-intake"))["leerrouteVanElders"]
    [plan] = wereld.duo_heeft(zaak.inwoner).pips
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    await zaak.maak_pip_bekend()
    await wereld.werk_af()
    await wereld.gebeurt(zaak.inwoner, "SS102")
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    await wereld.zet_klok(dt.datetime.combine(await zaak.over(14), dt.time(9), dt.UTC))
    horen = {"zonder": "ZELF_GEVRAAGD", "motief": "belde vanmorgen"}
    assert (await HANDELINGEN["pip_intrekken"](zaak, {"horen": horen}))[0] == 201
    await zaak.heropen_intake()
    assert (await zaak.lees("/brede-intake"))["leerrouteVanElders"] == elders
    dag = plan.pip.dagtekeningPip.isoformat()
    await leg_intrekking_vast(zaak, gemeente=f"GM{plan.gemeentecode}", pipVan=dag)
    assert not await _is_verkort(zaak)


async def test_een_verzoek_dat_daardoor_verviel_vraagt_een_mens_na(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await zaak.roep_op()
    await zaak.verschijnt()
    await zaak.vraag_ontheffing()
    await verkort(zaak)
    assert await _open_werk(zaak, "ontheffing-hoeft-niet")
    id_ = await leg_intrekking_vast(zaak)
    assert not await _open_werk(zaak, "ontheffing-hoeft-niet")
    [vraag] = await _open_werk(zaak, "ontheffing-na-elders")
    assert "of hij het verzoek nog wil" in vraag
    await neem_intrekking_terug(zaak, id_)
    assert await _open_werk(zaak, "ontheffing-na-elders") == []
    await leg_intrekking_vast(zaak)
    await zaak.vraag_ontheffing()
    assert await _open_werk(zaak, "ontheffing-na-elders") == []
    await zaak.beslis_ontheffing()


async def test_de_volgende_oproep_vraagt_de_toets_en_een_die_nog_ligt_gaat_eerst_weg(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await verkort(zaak)
    await zaak.roep_op()
    await leg_intrekking_vast(zaak)
    [zeg] = await _open_werk(zaak, "intake-weer-volledig")
    assert "trek haar in en stel een nieuwe op" in zeg
    await zaak.trek_oproep_in()
    await zaak.roep_op()
    brief = (await wereld.rijen("brief", dossier_id=zaak.id))[-1]
    plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
    gegevens = msgspec.json.decode(wereld.huis.kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek))
    assert gegevens["verkort"] is False


async def test_wie_verder_verhuist_neemt_de_vastlegging_niet_mee(wereld: Wereld) -> None:
    """Ook een derde gemeente legt haar zelf vast: DUO houdt het plan, en wat hier staat blijft hier."""
    zaak = await _gezin(wereld)
    await verkort(zaak)
    await leg_intrekking_vast(zaak)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert velden(await leg_intrekking_vast(zaak, 409, id=str(uuid4()))) == set()
    assert len(await wereld.rijen("elders_ingetrokken", dossier_id=zaak.id)) == 1
