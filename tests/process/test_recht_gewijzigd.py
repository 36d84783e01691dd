"""Een nieuw Besluit of een andere versie van de regels: wat verschuift, en wat blijft staan (PG-12, PG-13).

Een Besluit dat op de laatste dag in werking was verschuift een wettelijke termijn, ook als zij al voorbij is: wat te
laat heette kan dan gehaald zijn. Wat het college zelf stelde en wat vervallen is, blijft zoals het was; tegen de
persoon geldt de dag die in zijn brief staat. Elke verschuiving staat op de lijst, met waarom, en is werk.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from core.law.recht import GelijkgesteldJaar, Recht, Waarde
from core.platform.huis import Huis
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats
from core.process.dossier.taken import zet_overal_klaar
from tests.process.test_intrekken import trek_in
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import WERKDAG, Zaak

PIP_DAG = VANDAAG + timedelta(weeks=10)
BEZWAAR_DAG = VANDAAG + timedelta(weeks=6)


def met_besluit(huis: Huis, *dagen: date, in_werking: date | None = None) -> Huis:
    """Hetzelfde huis na een nieuw Besluit dat deze dagen met een feestdag gelijkstelt (art. 3 lid 3 Atw)."""
    oud = huis.recht.gelijkgestelde_dagen
    jaren = [*oud.waarden[-1].waarde]
    for i, jaar in enumerate(jaren):
        if jaar.jaar == VANDAAG.year:
            jaren[i] = replace(jaar, dagen=tuple(sorted({*jaar.dagen, *dagen})), in_werking=in_werking)
    assert any(isinstance(j, GelijkgesteldJaar) and set(dagen) <= set(j.dagen) for j in jaren)
    laatste: Waarde[Any] = replace(oud.waarden[-1], waarde=tuple(jaren))
    recht: Recht = replace(
        huis.recht,
        versie=f"{huis.recht.versie}-besluit",
        gelijkgestelde_dagen=replace(oud, waarden=(*oud.waarden[:-1], laatste)),
    )
    stand = bouw_plugins(huis.tenants, recht, Vindplaats())
    assert stand.uitval == {}
    return replace(huis, recht=recht, tenants=stand.tenants, plugins=stand.plugins)


async def _pas_toe(wereld: Wereld, huis: Huis) -> None:
    """Wat `meedoen recht toepassen` doet, en dan de worker."""
    await zet_overal_klaar(huis)
    await replace(wereld, huis=huis).werk_af()


async def _verschoven(wereld: Wereld, vraag: str = "") -> list[dict[str, Any]]:
    gevonden: list[dict[str, Any]] = (await wereld.km.lees(f"/termijnverschuivingen{vraag}"))["verschuivingen"]
    return gevonden


async def _bekendgemaakt(wereld: Wereld) -> Zaak:
    """Een PIP is vastgesteld en de brief is vandaag verzonden; de bezwaartermijn loopt."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.maak_brieven(zaak.id)
    brief = next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    return zaak


async def _termijnen(zaak: Zaak) -> dict[tuple[str, str], date]:
    rijen = await zaak.wereld.rijen("termijn", dossier_id=zaak.id)
    return {(r["soort"], r["status"]): r["einde"] for r in rijen}


async def test_de_lopende_termijn_voor_het_pip_verschuift_met_haar_werk(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    [oud] = await wereld.rijen("termijn", dossier_id=zaak.id, status="lopend")
    assert (oud["soort"], oud["einde"]) == ("PIP_A", PIP_DAG)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG))
    [nieuw] = await wereld.rijen("termijn", dossier_id=zaak.id, status="lopend")
    assert (nieuw["soort"], nieuw["einde"]) == ("PIP_A", PIP_DAG + timedelta(days=1))
    assert nieuw["recht_versie"] == f"{wereld.huis.recht.versie}-besluit"
    [oud] = await wereld.rijen("termijn", id=oud["id"])
    assert oud["status"] == "vervallen", "de oude blijft te lezen, en loopt niet meer"
    [werk] = await wereld.werk("PIP_VASTSTELLEN")
    assert werk["vervaldatum"] == PIP_DAG + timedelta(days=1)
    [regel] = await wereld.rijen("audit", actie="dossier.bij-recht-gewijzigd")
    assert set(regel["velden"]) == {"termijn.status", "termijnverschuiving.naar_dag", "werkitem.status"}
    [verschuiving] = await _verschoven(wereld)
    assert (verschuiving["vanDag"], verschuiving["naarDag"]) == (PIP_DAG.isoformat(), nieuw["einde"].isoformat())
    assert (verschuiving["vorigeId"], verschuiving["termijnId"]) == (str(oud["id"]), str(nieuw["id"]))
    assert "Besluit" in verschuiving["reden"]
    [melding] = await wereld.werk("TERMIJN_VERSCHOVEN")
    assert melding["termijn_id"] == nieuw["id"]


async def test_een_termijn_die_niet_anders_uitkomt_blijft_staan(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    voor = await wereld.rijen("termijn", dossier_id=zaak.id)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG - timedelta(days=3)))
    assert await wereld.rijen("termijn", dossier_id=zaak.id) == voor
    assert await wereld.rijen("audit", actie="dossier.bij-recht-gewijzigd") == []


async def test_pg_13_de_dag_die_het_college_zelf_stelde_verschuift_niet(wereld: Wereld) -> None:
    opgeroepen = await Zaak.nieuw(wereld)
    await opgeroepen.roep_op()
    await opgeroepen.verzend_oproep()
    await _pas_toe(wereld, met_besluit(wereld.huis, WERKDAG))
    assert (await _termijnen(opgeroepen))["INTAKE_O1", "lopend"] == WERKDAG
    [oproep] = await opgeroepen.lees("/oproepen")
    assert oproep["termijnLaatsteDag"] == WERKDAG.isoformat()
    assert await _verschoven(wereld) == []


async def test_pg_13_bezwaar_kan_langer_dan_in_de_brief_staat_als_een_besluit_dat_geeft(wereld: Wereld) -> None:
    zaak = await _bekendgemaakt(wereld)
    assert (await _termijnen(zaak))["BEZWAAR", "lopend"] == BEZWAAR_DAG
    await _pas_toe(wereld, met_besluit(wereld.huis, BEZWAAR_DAG))
    verder = BEZWAAR_DAG + timedelta(days=1)
    assert (await _termijnen(zaak))["BEZWAAR", "lopend"] == verder
    [termijn] = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("BEZWAAR", "lopend")]
    assert (termijn["laatsteDag"], termijn["tijdigTot"]) == (verder.isoformat(), verder.isoformat())
    [rij] = await wereld.rijen("termijn", soort="BEZWAAR", status="lopend")
    assert rij["gedrukt_einde"] == BEZWAAR_DAG, "wat in de brief staat, blijft te lezen"
    assert await wereld.werk("BEZWAAR_NAZIEN") == [], "de termijn loopt nog: niemand kan te laat zijn genoemd"


async def test_pg_13_een_bezwaar_dat_te_laat_heette_gaat_naar_een_jurist(wereld: Wereld) -> None:
    zaak = await _bekendgemaakt(wereld)
    await wereld.zet_klok(BEZWAAR_DAG + timedelta(days=30))
    await _pas_toe(wereld, met_besluit(wereld.huis, BEZWAAR_DAG))
    [werk] = await wereld.werk("BEZWAAR_NAZIEN")
    assert (werk["dossier_id"], werk["grond"]) == (zaak.id, "art. 3 lid 3 Atw")
    assert "jurist" in werk["omschrijving"]
    assert werk["vervaldatum"] == await wereld.vandaag()


async def test_pg_13_tegen_de_persoon_geldt_de_latere_dag_van_zijn_brief(wereld: Wereld) -> None:
    """Een Besluit dat verkeerd was ingevoerd wordt verbeterd: de wet geeft een dag minder dan er in de brief staat."""
    ruimer = met_besluit(wereld.huis, BEZWAAR_DAG)
    zaak = await _bekendgemaakt(replace(wereld, huis=ruimer))
    await wereld.alziend.execute(
        "update termijn set einde = einde + 1, gedrukt_einde = einde + 1, recht_versie = 'eerder'"
        " where soort = 'BEZWAAR'"
    )
    await _pas_toe(wereld, wereld.huis)
    [termijn] = [t for t in await zaak.lees("/termijnen") if (t["soort"], t["status"]) == ("BEZWAAR", "lopend")]
    assert termijn["laatsteDag"] == BEZWAAR_DAG.isoformat()
    assert termijn["tijdigTot"] == (BEZWAAR_DAG + timedelta(days=1)).isoformat()
    [werk] = await wereld.werk("TERMIJN_VERSCHOVEN")
    assert "art. 6:11 Awb" in werk["omschrijving"]


async def test_pg_13_een_pip_dat_te_laat_heette_is_gehaald_als_de_wet_toen_al_een_dag_meer_gaf(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    laat = PIP_DAG + timedelta(days=1)
    await wereld.zet_klok(laat)
    await zaak.stel_vast(laat)
    assert (await _termijnen(zaak))["PIP_A", "te_laat"] == PIP_DAG
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG))
    assert (await _termijnen(zaak))["PIP_A", "gehaald"] == laat
    [verschuiving] = await _verschoven(wereld, f"?dossier={zaak.id}")
    assert (verschuiving["vanStatus"], verschuiving["naarStatus"]) == ("te_laat", "gehaald")
    [werk] = await wereld.werk("TERMIJN_VERSCHOVEN")
    assert "was op tijd" in werk["omschrijving"]
    [nieuw] = await wereld.rijen("termijn", soort="PIP_A", status="gehaald")
    assert nieuw["handeling_op"] == laat


async def test_pg_13_een_besluit_van_na_de_laatste_dag_doet_niets_herleven(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    laat = PIP_DAG + timedelta(days=1)
    await wereld.zet_klok(laat)
    await zaak.stel_vast(laat)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG, in_werking=laat))
    assert (await _termijnen(zaak))["PIP_A", "te_laat"] == PIP_DAG
    assert await _verschoven(wereld) == []


async def test_twee_keer_toepassen_geeft_een_verschuiving_en_een_stuk_werk(wereld: Wereld) -> None:
    await Zaak.nieuw(wereld)
    huis = met_besluit(wereld.huis, PIP_DAG)
    for _ in range(2):
        await _pas_toe(wereld, huis)
    assert len(await _verschoven(wereld)) == len(await wereld.werk("TERMIJN_VERSCHOVEN")) == 1


async def test_de_lijst_van_verschuivingen_bladert_en_is_van_deze_gemeente(wereld: Wereld) -> None:
    for _ in range(3):
        await Zaak.nieuw(wereld)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG))
    eerste = await wereld.km.lees("/termijnverschuivingen?limiet=2")
    tweede = await wereld.km.lees(f"/termijnverschuivingen?limiet=2&cursor={eerste['volgende']}")
    assert (len(eerste["verschuivingen"]), len(tweede["verschuivingen"]), tweede["volgende"]) == (2, 1, None)
    daar = await wereld.mens("klantmanager", wereld.twee.b).lees("/termijnverschuivingen")
    assert daar["verschuivingen"] == []


async def test_naast_een_bezwaartermijn_loopt_de_termijn_voor_een_nieuw_pip_en_die_twee_zijn_elkaars_vorige_niet(
    wereld: Wereld,
) -> None:
    """Het PIP is ingetrokken: zijn bezwaartermijn loopt, en daarnaast weer die waarin er een nieuw PIP moet zijn."""
    zaak = await _bekendgemaakt(wereld)
    await trek_in(zaak, horen={"zonder": "ZELF_GEVRAAGD", "motief": "belde vanmorgen"})
    assert {("BEZWAAR", "lopend"), ("PIP_A", "lopend")} <= set(await _termijnen(zaak))
    await _pas_toe(wereld, met_besluit(wereld.huis, VANDAAG + timedelta(weeks=1, days=2)))
    assert await _verschoven(wereld) == []
    assert await wereld.werk("TERMIJN_VERSCHOVEN") == []


async def test_na_het_einde_van_de_plicht_herleeft_er_niets(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", zaak.inwoner)
    await wereld.werk_af()
    voor = await wereld.rijen("termijn", dossier_id=zaak.id)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG))
    assert await wereld.rijen("termijn", dossier_id=zaak.id) == voor
    assert {t["status"] for t in voor} == {"vervallen"}
