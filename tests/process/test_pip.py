"""Het PIP: alles wat ontbreekt in één keer, vaststellen in één commit, bekendmaken, en wachten op een derde."""

import asyncio
import datetime as dt
from dataclasses import replace

import msgspec
import pytest

from core.fouten import VoorwaardeNietVervuld
from core.law.besluiten import BESLUITEN, Besluitsoort
from core.law.recht import U01Moment
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats
from core.process.pip import actions
from tests.process.breuk import Breuk, breek_bij
from tests.process.opgemaakt import maak_zonder_pdf
from tests.process.stand import stand_van
from tests.process.wereld import BEGIN, VANDAAG, Wereld, velden
from tests.process.zaak import Zaak


async def _klaar(wereld: Wereld, verhaal: Verhaal = Verhaal.ASIEL_GEHUISVEST) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(verhaal))
    return await zaak.tot_pip()


async def test_een_leeg_concept_noemt_alles_wat_ontbreekt_met_zijn_artikel(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await zaak.tot_intake()
    await zaak.km.bewaar(zaak.pad("/pip/concept"), {"versie": 0})
    toets = await zaak.lees("/pip/toets")
    assert toets["kan"] is False
    assert {g["veld"] for g in toets["ontbreekt"]} == {
        "fase",
        "intakeAfgerond",
        "leerroute",
        "ondersteuning",
        "vveAfspraken",
        "aantalVoortgangsgesprekken",
        "intensiteitPvt",
        "intensiteitMap",
        "intensiteitLeerroute",
    }
    assert all(g["grond"] for g in toets["ontbreekt"])
    fout = await zaak.stel_vast(verwacht=409)
    assert fout["gebreken"] == toets["ontbreekt"]
    assert await wereld.rijen("besluit") == []


async def test_c3_zonder_dagtekening_is_de_vraag_of_het_vandaag_kan(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    assert (await zaak.lees("/pip/toets"))["kan"] is True
    toets = await zaak.lees(f"/pip/toets?dagtekening={VANDAAG - dt.timedelta(days=1)}")
    assert {g["veld"] for g in toets["ontbreekt"]} == {"dagtekening"}
    assert toets["volgende"] is None, "aan het concept ligt het niet"
    assert toets["watNu"].startswith("Neem een dag die wel kan")


async def test_c3_een_leerroute_tegen_de_leerbaarheidstoets_is_een_signaal(wereld: Wereld) -> None:
    """De toets van DUO zegt dat de B1-route haalbaar is; het college mag anders oordelen, en zegt dan waarom."""
    zaak = await _klaar(wereld)
    z_route = {"leerroute": "Z", "niveau": None, "intensiteitLeerroute": 800}
    for versie, (anders, codes) in enumerate(((z_route, ["leerroute-tegen-toets"]), ({}, [])), start=1):
        await zaak.schrijf_pip(versie=versie, **anders)
        toets = await zaak.lees("/pip/toets")
        assert (toets["kan"], [s["code"] for s in toets["signalen"]]) == (True, codes)


async def test_wat_duo_zou_weigeren_houdt_het_vaststellen_al_tegen(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    await zaak.schrijf_pip(versie=1, niveau="A2", intensiteitPvt=1, intensiteitMap=1, vveAfspraken="en toch afspraken")
    gisteren = VANDAAG - dt.timedelta(days=1)
    fout = await zaak.stel_vast(gisteren, 409, versie=2)
    assert velden(fout) == {"niveau", "intensiteitPvt", "intensiteitMap", "vveAfspraken", "dagtekening"}
    assert velden(await zaak.stel_vast(VANDAAG + dt.timedelta(days=1), 409, versie=2)) >= {"dagtekening"}
    assert wereld.lijn.telling("POST", "PIP") == 0


async def test_vaststellen_kan_niet_voor_de_intake_is_afgerond_of_zonder_concept(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))
    await zaak.stel_vast(verwacht=409)
    await zaak.km.bewaar(zaak.pad("/pip/concept"), {"versie": 0}, 409)
    await zaak.tot_intake()
    await zaak.schrijf_pip()
    assert velden(await zaak.stel_vast(verwacht=409)) == {"fase", "intakeAfgerond"}


async def test_vaststellen_legt_alles_in_een_keer_vast(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    uit = await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    assert besluit["id"] == uit["besluitId"]
    assert (besluit["soort"], besluit["dagtekening"]) == ("B04", VANDAAG.isoformat())
    assert besluit["vastgesteldDoor"] == str(wereld.twee.a.klantmanager)
    assert "art. 15 lid 1 Wi2021" in besluit["gronden"]
    assert besluit["bekendgemaaktOp"] is None
    bewijs = besluit["ontvangstbewijs"]
    assert bewijs["rechtVersie"] == wereld.huis.recht.versie
    assert bewijs["parameters"]["inburgeringstermijn"] == "3 jaar"
    assert set(bewijs["parameters"]) >= set(BESLUITEN[Besluitsoort.PIP].parameters)
    assert besluit["naam"] == "het persoonlijk plan inburgering en participatie"
    assert "art. 7 Wi2021" in besluit["gronden"]
    assert "art. 3:46 Awb" not in besluit["gronden"]
    assert bewijs["beleidVersie"] == wereld.huis.bevoegdheden.versie
    dossier = await zaak.lees()
    assert (dossier["fase"], dossier["leerroute"], dossier["intensiteitUren"]) == ("TRAJECT_ACTIEF", "B", 600)
    verwacht = [t for t in dossier["termijnen"] if t["status"] == "lopend"]
    [termijn] = [(t["soort"], t["startOp"], t["laatsteDag"], t["bron"]) for t in verwacht]
    assert termijn == ("TERMIJN", "2026-03-03", "2029-03-02", "recht")
    assert [w["soort"] for w in dossier["werk"]] == []
    assert {b["sjabloon"] for b in await zaak.lees("/brieven")} == {"oproep", "pip_beschikking"}
    assert await zaak.lees("/duo-meldingen") == [], "DUO hoort het pas na de persoon zelf (u01_moment)"
    assert len(await wereld.rijen("audit", actie="pip.vaststellen")) == 1


async def test_valt_er_onderweg_iets_uit_dan_is_er_niets_gebeurd(wereld: Wereld) -> None:
    """Na elke opdracht van het vaststellen eenmaal een breuk; daarna lukt het gewoon."""
    zaak = await _klaar(wereld)
    toegang = wereld.twee.a.als_klantmanager()
    voor, breuken = await stand_van(wereld.alziend), 0
    while True:
        try:
            async with wereld.huis.databank.uow(toegang) as tx:
                breek_bij(tx, breuken + 1)
                await actions.stel_vast(tx, wereld.huis, zaak.id, versie=1, dagtekening=VANDAAG)
        except Breuk:
            breuken += 1
            assert await stand_van(wereld.alziend) == voor, f"er bleef iets staan na opdracht {breuken}"
            continue
        break
    assert breuken >= 15, "er waren minder opdrachten dan een besluit nodig heeft"
    na = await stand_van(wereld.alziend)
    assert {tabel for tabel, inhoud in na.items() if inhoud != voor[tabel]} == {
        "audit",
        "besluit",
        "brief",
        "brief_opmaak",
        "dossier",
        "outbox",
        "pip",
        "termijn",
        "werkitem",
    }


async def test_een_taak_kan_geen_pip_vaststellen(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    voor = await stand_van(wereld.alziend)
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
            await actions.stel_vast(tx, wereld.huis, zaak.id, versie=1, dagtekening=VANDAAG)
    assert [g.melding for g in fout.value.gebreken] == ["Een besluit neemt een mens."]
    assert await stand_van(wereld.alziend) == voor


async def test_stellen_twee_mensen_tegelijk_vast_dan_lukt_het_een(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    pad = f"/v1/gemeenten/{wereld.twee.a.code}{zaak.pad('/pip/vaststelling')}"
    mensen = [wereld.mens(wie) for wie in ("klantmanager", "teamleider") * 3]
    antwoorden = await asyncio.gather(
        *(
            m.http.post(
                pad,
                json={"dagtekening": VANDAAG.isoformat(), "versie": 1},
                headers={"Authorization": f"Bearer {m.token}"},
            )
            for m in mensen
        )
    )
    assert sorted(a.status_code for a in antwoorden) == [201, 409, 409, 409, 409, 409]
    assert len(await wereld.rijen("besluit")) == 1


async def test_vaststellen_met_een_oude_versie_van_het_concept_kan_niet(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    await zaak.schrijf_pip(versie=1, motivering="bijgesteld")
    fout = await zaak.stel_vast(verwacht=409, versie=1)
    assert fout["type"] == "urn:meedoen:probleem:versie-conflict"
    await zaak.schrijf_pip(versie=2)
    assert (await zaak.lees("/pip"))[0]["status"] == "concept"


async def test_een_vastgesteld_pip_is_niet_meer_te_wijzigen(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    await zaak.stel_vast()
    voor = await zaak.lees("/pip")
    await zaak.km.bewaar(zaak.pad("/pip/concept"), {"versie": 0}, 409)
    await zaak.km.bewaar(zaak.pad("/pip/concept"), {"versie": voor[0]["versie"]}, 409)
    await zaak.stel_vast(verwacht=409)
    assert await zaak.lees("/pip") == voor


async def test_zonder_adres_gaat_het_vaststellen_niet_door(wereld: Wereld) -> None:
    """Een besluit zonder brief kan niet bekend worden gemaakt; dan is er ook geen besluit."""
    zaak = await _klaar(wereld)
    await wereld.alziend.execute("update persoon set adresregel1 = '', adresregel2 = ''")
    voor = await stand_van(wereld.alziend)
    with pytest.raises(VoorwaardeNietVervuld):
        async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
            await actions.stel_vast(tx, wereld.huis, zaak.id, versie=1, dagtekening=VANDAAG)
    assert await stand_van(wereld.alziend) == voor


# ── DUO hoort het (U01) ─────────────────────────────────────────────────────────────────────────────


async def _bekendmaking(zaak: Zaak) -> str:
    """Het pad om vast te leggen dat de brief met het PIP weg is; zij ligt klaar."""
    await maak_zonder_pdf(zaak.wereld, zaak.id)
    return next(f"/brieven/{b['id']}/verzending" for b in await zaak.lees("/brieven") if b["status"] == "gemaakt")


async def test_pg_6_duo_hoort_het_pip_een_keer_en_pas_na_de_bekendmaking(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    besluit = await zaak.stel_vast()
    await wereld.werk_af()
    assert await zaak.lees("/duo-meldingen") == []
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=2))
    pad, body = await _bekendmaking(zaak), {"verzondenOp": (await zaak.over(0)).isoformat()}
    for _ in range(2):
        await zaak.stuur(pad, body)
    [melding] = await zaak.lees("/duo-meldingen")
    assert (melding["soort"], melding["status"], melding["besluitId"]) == ("U01", "te_verzenden", besluit["besluitId"])
    await wereld.werk_af()
    assert wereld.duo_heeft(zaak.inwoner).pips[0].pip.dagtekeningPip == VANDAAG


async def test_pg_6_wie_het_zo_kiest_meldt_al_bij_het_vaststellen_en_dan_niet_nog_eens(wereld: Wereld) -> None:
    """De schakelaar `u01_moment`; geen artikel noemt een dag."""
    zaak = await _klaar(wereld)
    oud = wereld.huis.recht.u01_moment
    moment = replace(oud, waarden=(replace(oud.waarden[0], waarde=U01Moment.VASTSTELLING),))
    recht = replace(wereld.huis.recht, u01_moment=moment)
    huis = replace(wereld.huis, recht=recht, plugins=bouw_plugins(wereld.huis.tenants, recht, Vindplaats()).plugins)
    async with huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await actions.stel_vast(tx, huis, zaak.id, versie=1, dagtekening=VANDAAG)
    assert [m["soort"] for m in await zaak.lees("/duo-meldingen")] == ["U01"]
    await zaak.stuur(await _bekendmaking(zaak), {"verzondenOp": VANDAAG.isoformat()})
    assert len(await zaak.lees("/duo-meldingen")) == 1


# ── Bekendmaken ─────────────────────────────────────────────────────────────────────────────────────


async def test_pas_na_verzending_is_het_besluit_bekend_en_loopt_de_bezwaartermijn(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    await zaak.stel_vast()
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    verzending = f"/brieven/{brief['id']}/verzending"
    await zaak.stuur(verzending, {"verzondenOp": VANDAAG.isoformat()}, 409)
    await wereld.werk_af(behalve=())
    pdf = await zaak.lees(f"/brieven/{brief['id']}/pdf")
    assert pdf.startswith(b"%PDF")
    assert await wereld.rijen("termijn", soort="BEZWAAR") == []
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=3))
    for dag in ("2026-03-01", "2026-03-06"):
        assert velden(await zaak.stuur(verzending, {"verzondenOp": dag}, 400)) == {"verzondenOp"}
    await zaak.stuur(f"/brieven/{brief['id']}/opmaak", {"dag": "2026-03-05"})
    await wereld.maak_brieven(zaak.id)
    await zaak.stuur(verzending, {"verzondenOp": "2026-03-05"})
    assert (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"] == "2026-03-05"
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BEZWAAR"]
    assert (termijn["startOp"], termijn["laatsteDag"]) == ("2026-03-05", "2026-04-16")
    await zaak.stuur(verzending, {"verzondenOp": "2026-03-05"})
    await zaak.stuur(verzending, {"verzondenOp": "2026-03-02"}, 409)


async def test_de_brief_staat_versleuteld_en_is_steeds_dezelfde(wereld: Wereld) -> None:
    zaak = await _klaar(wereld)
    await zaak.stel_vast()
    await wereld.werk_af(behalve=())
    [rij] = await wereld.rijen("brief", sjabloon="pip_beschikking")
    [opmaak] = await wereld.rijen("brief_opmaak", brief_id=rij["id"])
    assert not bytes(opmaak["pdf"]).startswith(b"%PDF")
    assert zaak.inwoner.geslachtsnaam.encode() not in bytes(rij["gegevens"])
    eerste = await zaak.lees(f"/brieven/{rij['id']}/pdf")
    assert await zaak.lees(f"/brieven/{rij['id']}/pdf") == eerste


# ── Informatie van een derde (art. 5.3 lid 2 Bi2021; nummers van de specificatie) ───────────────────

DERDE = {"gevraagdAan": "ziekenhuis", "wat": "belastbaarheid", "onmisbaarOmdat": "bepaalt de leerroute"}


async def _wacht(wereld: Wereld) -> Zaak:
    """Kennisgeving op 15 januari: de tien weken eindigen op 26 maart 2026."""
    dag = dt.date(2026, 1, 15)
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner, plicht_begin=dag, kennisgeving=dag, ingeschreven=dag, gevestigd=dag)
    await zaak.tot_pip()
    assert await _lopend(zaak) == ("PIP_A", "2026-03-26")
    return zaak


async def _lopend(zaak: Zaak) -> tuple[str, str]:
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["status"] == "lopend" and t["soort"].startswith("PIP")]
    return termijn["soort"], termijn["laatsteDag"]


async def _derde(zaak: Zaak, verwacht: int = 204, **datums: str) -> object:
    versie = (await zaak.lees())["versie"]
    return await zaak.stuur("/pip/informatie-van-derde", DERDE | datums | {"versie": versie}, verwacht)


async def test_e5a_informatie_na_de_tien_weken_geeft_twee_weken(wereld: Wereld) -> None:
    zaak = await _wacht(wereld)
    await _derde(zaak, gevraagdOp="2026-03-02")
    assert (await zaak.lees())["fase"] == "WACHT_OP_DERDE"
    assert await _lopend(zaak) == ("PIP_A", "2026-03-26")
    await zaak.stel_vast(verwacht=409)
    await wereld.zet_klok(dt.date(2026, 4, 2))
    await _derde(zaak, gevraagdOp="2026-03-02", ontvangenOp="2026-04-02")
    assert await _lopend(zaak) == ("PIP_D", "2026-04-16")
    [item] = await wereld.werk("PIP_VASTSTELLEN")
    assert item["vervaldatum"] == dt.date(2026, 4, 16)
    assert (await zaak.lees())["fase"] == "INTAKE_AFGEROND"
    await zaak.stel_vast(dt.date(2026, 4, 2))


@pytest.mark.parametrize(("dagen", "status"), [(0, "gehaald"), (1, "te_laat")])
async def test_pg_11_de_termijn_is_gehaald_op_haar_laatste_dag_en_een_dag_later_niet(
    wereld: Wereld, dagen: int, status: str
) -> None:
    """Bij een PIP telt de dag van vaststellen (art. 5.3 Bi2021)."""
    zaak = await _klaar(wereld)
    soort, laatste = await _lopend(zaak)
    dag = dt.date.fromisoformat(laatste) + dt.timedelta(days=dagen)
    await wereld.zet_klok(dag)
    await zaak.stel_vast(dag)
    assert [t["status"] for t in await wereld.rijen("termijn", soort=soort)] == [status]


async def test_c16_per_soort_en_oorzaak_loopt_er_een_termijn(wereld: Wereld) -> None:
    """DUO meldt dezelfde persoon nog drie keer; er blijft één PIP_D, en na het PIP loopt er geen meer."""
    zaak = await _wacht(wereld)
    await _derde(zaak, gevraagdOp="2026-03-02")
    await wereld.zet_klok(dt.date(2026, 4, 2))
    await _derde(zaak, gevraagdOp="2026-03-02", ontvangenOp="2026-04-02")
    for minuut in range(3):
        await wereld.meldt("SS139", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=5 + minuut))
        await wereld.werk_af()
    assert [t["status"] for t in await wereld.rijen("termijn", soort="PIP_D")] == ["lopend"]
    await zaak.stel_vast(dt.date(2026, 4, 2))
    assert [t["status"] for t in await wereld.rijen("termijn", soort="PIP_D")] == ["gehaald"]
    assert {t["soort"] for t in await wereld.rijen("termijn", status="lopend")} == {"TERMIJN"}


async def test_pg_5_wie_niet_langer_op_een_derde_wacht_legt_vast_waarom_en_kan_vaststellen(wereld: Wereld) -> None:
    zaak = await _wacht(wereld)
    await _derde(zaak, gevraagdOp="2026-03-02")
    await zaak.stel_vast(verwacht=409)
    versie = (await zaak.lees())["versie"]
    body = {"motief": "het ziekenhuis antwoordt niet; de route is zonder ook duidelijk", "versie": versie}
    await zaak.stuur("/pip/zonder-informatie", body | {"motief": " "}, 400)
    await zaak.stuur("/pip/zonder-informatie", body)
    await zaak.stuur("/pip/zonder-informatie", body, 409)
    assert (await zaak.lees())["fase"] == "INTAKE_AFGEROND"
    assert await _lopend(zaak) == ("PIP_A", "2026-03-26")
    [correctie] = await wereld.rijen("correctie", dossier_id=zaak.id)
    assert (correctie["motief"], "ziekenhuis" in correctie["wijzigingen"]) == (body["motief"], True)
    await zaak.stel_vast()


async def test_e5b_informatie_lang_voor_het_einde_laat_de_tien_weken_staan(wereld: Wereld) -> None:
    zaak = await _wacht(wereld)
    await _derde(zaak, gevraagdOp="2026-03-02")
    await wereld.zet_klok(dt.date(2026, 3, 5))
    await _derde(zaak, gevraagdOp="2026-03-02", ontvangenOp="2026-03-05")
    assert await _lopend(zaak) == ("PIP_A", "2026-03-26")


async def test_e5d_niet_verschijnen_verlengt_niets(wereld: Wereld) -> None:
    dag = dt.date(2026, 1, 15)
    inwoner = wereld.wie(Verhaal.GEZIN)
    zaak = await Zaak.gemeld(wereld, inwoner, plicht_begin=dag, kennisgeving=dag, ingeschreven=dag, gevestigd=dag)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.niet_gekomen()
    assert await _lopend(zaak) == ("PIP_A", "2026-03-26")


async def test_een_derde_zonder_motivering_of_met_een_dag_in_de_toekomst_telt_niet(wereld: Wereld) -> None:
    zaak = await _wacht(wereld)
    versie = (await zaak.lees())["versie"]
    leeg = {"gevraagdAan": " ", "wat": "", "onmisbaarOmdat": "", "gevraagdOp": "2026-04-01", "versie": versie}
    fout = await zaak.stuur("/pip/informatie-van-derde", leeg | {"ontvangenOp": "2026-03-31"}, 400)
    assert velden(fout) == {"gevraagdAan", "wat", "onmisbaarOmdat", "gevraagdOp", "ontvangenOp"}
    assert (await zaak.lees())["fase"] == "INTAKE_AFGEROND"


async def test_gezinsmigranten_hebben_een_pip_zonder_intensiteit_van_de_leerroute(wereld: Wereld) -> None:
    zaak = await _klaar(wereld, Verhaal.GEZIN)
    await zaak.schrijf_pip(versie=1, intensiteitLeerroute=600)
    assert velden(await zaak.stel_vast(verwacht=409, versie=2)) == {"intensiteitLeerroute"}
    await zaak.schrijf_pip(versie=2)
    await zaak.stel_vast(versie=3)
    gronden = msgspec.json.decode((await wereld.rijen("besluit"))[0]["gronden"])
    assert "art. 15 lid 2 Wi2021" not in gronden
