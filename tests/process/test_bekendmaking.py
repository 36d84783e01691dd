"""Een brief gaat weg met de dag erop waarop zij weggaat; elke opmaak en elke verzending blijft bewaard (PG-6)."""

import datetime as dt
from typing import Any

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak

DRIE_DAGEN_LATER = VANDAAG + dt.timedelta(days=3)
DRIE_WEKEN_LATER = VANDAAG + dt.timedelta(weeks=3)
BEVESTIGD = {"bevestigd": ["KOST_DAGEN"]}


async def vastgesteld(wereld: Wereld) -> tuple[Zaak, str]:
    """Een PIP met een opgemaakte beschikking; geeft ook waar haar brief staat."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_pip()
    await zaak.stel_vast()
    await wereld.maak_brieven(zaak.id)
    return zaak, f"/brieven/{(await brief_van_pip(zaak))['id']}"


async def brief_van_pip(zaak: Zaak) -> dict[str, Any]:
    return next(b for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking")


def _staat_erop(pdf: bytes, *stukken: str) -> bool:
    tekst = lopende_tekst(pdf)
    return all(zonder_wit(stuk) in tekst for stuk in stukken)


async def test_pg6_op_de_eerste_opmaak_staat_de_dag_waarop_zij_gemaakt_is(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    [opmaak] = (await brief_van_pip(zaak))["opmaken"]
    assert (opmaak["volgnummer"], opmaak["verzenddag"], opmaak["bezwaarTot"]) == (1, "2026-03-02", "2026-04-13")
    assert opmaak["verzonden"] is False
    pdf = await zaak.lees(f"{pad}/pdf")
    assert _staat_erop(pdf, "Verzonden of gegeven 2 maart 2026", "bezwaar te maken is maandag 13 april 2026")


async def test_pg6_gaat_zij_op_een_andere_dag_weg_dan_wordt_zij_eerst_opnieuw_opgemaakt(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    eerste = await zaak.lees(f"{pad}/pdf")
    await wereld.zet_klok(DRIE_DAGEN_LATER)
    weigering = await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-05"}, 400)
    assert velden(weigering) == {"verzondenOp"}
    assert "maak haar dan eerst opnieuw op voor die dag" in weigering["gebreken"][0]["melding"]
    for _ in range(2):
        await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-05"})
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-05"}, 400)  # not made yet
    await wereld.maak_brieven(zaak.id)
    [item] = [
        w for w in await wereld.werk("BRIEF_VERZENDEN") if w["sleutel"].endswith((await brief_van_pip(zaak))["id"])
    ]
    assert item["vervaldatum"] == DRIE_DAGEN_LATER
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-05"})
    brief = await brief_van_pip(zaak)
    assert [(o["verzenddag"], o["bezwaarTot"], o["verzonden"]) for o in brief["opmaken"]] == [
        ("2026-03-02", "2026-04-13", False),
        ("2026-03-05", "2026-04-16", True),
    ]
    assert brief["opmaken"][1]["gevraagdDoor"] == str(wereld.twee.a.klantmanager)
    assert _staat_erop(await zaak.lees(f"{pad}/pdf"), "5 maart 2026", "donderdag 16 april 2026")
    assert await zaak.lees(f"/brieven/opmaken/{brief['opmaken'][0]['id']}/pdf") == eerste
    await zaak.km.lees(zaak.pad(f"/brieven/opmaken/{brief['id']}/pdf"), 404)
    [termijn] = [t for t in await zaak.lees("/termijnen") if t["soort"] == "BEZWAAR"]
    assert termijn["laatsteDag"] == "2026-04-16"


async def test_de_bevroren_brief_verandert_niet_door_opnieuw_opmaken(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    [voor] = await wereld.rijen("brief", sjabloon="pip_beschikking")
    await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-05"})
    await wereld.maak_brieven(zaak.id)
    [na] = await wereld.rijen("brief", sjabloon="pip_beschikking")
    assert {naam for naam in voor if voor[naam] != na[naam]} == {"gemaakt_op"}
    een, twee = await wereld.rijen("brief_opmaak", brief_id=voor["id"])
    assert een["pdf_hash"] != twee["pdf_hash"]
    assert not bytes(een["pdf"]).startswith(b"%PDF")


async def test_van_een_brief_wachten_er_niet_meer_dan_enkele_op_hun_opmaak(wereld: Wereld) -> None:
    """Anders laat één medewerker met één brief alle gemeenten wachten."""
    zaak, pad = await vastgesteld(wereld)
    for dag in (3, 4, 5):
        await zaak.stuur(f"{pad}/opmaak", {"dag": f"2026-03-0{dag}"})
    weigering = await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-09", **BEVESTIGD}, 409)
    assert "Wacht tot dat klaar is" in weigering["detail"]
    await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-05"})
    await wereld.maak_brieven(zaak.id)
    await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-09", **BEVESTIGD})


async def test_pg6_een_pip_dat_te_laat_weggaat_kost_de_persoon_dagen_en_dat_zegt_meedoen_eerst(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    assert (await zaak.lees("/pip/toets"))["watNu"] == "Verzend de brief met het PIP, en leg vast wanneer."
    await wereld.zet_klok(dt.date(2026, 3, 6))
    fout = await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-06"}, 409)
    [waarschuwing] = fout["waarschuwingen"]
    assert waarschuwing["soort"] == "KOST_DAGEN"
    for deel in ("02-03-2026", "06-03-2026", "4 dagen van zijn drie jaar", "pip/dagtekening"):
        assert deel in waarschuwing["melding"]
    assert len((await brief_van_pip(zaak))["opmaken"]) == 1, "er is niets opgemaakt"
    wat_nu = (await zaak.lees("/pip/toets"))["watNu"]
    assert wat_nu.startswith("Het PIP van maandag 02-03-2026 ligt hier nog")
    assert "Geef het een nieuwe dagtekening, en verzend de brief dan dezelfde dag" in wat_nu
    await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-06", **BEVESTIGD})
    await wereld.maak_brieven(zaak.id)
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-06"})
    assert (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"] == "2026-03-06"


async def test_opnieuw_opmaken_kan_niet_voor_gisteren_en_niet_na_het_verzenden(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    assert velden(await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-01"}, 400)) == {"dag"}
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-02"})
    weigering = await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-06"}, 409)
    assert "al verzonden" in weigering["detail"]
    assert (
        len(await wereld.rijen("brief_opmaak", brief_id=(await wereld.rijen("brief_verzending"))[0]["brief_id"])) == 1
    )


async def test_is_het_sjabloon_er_niet_meer_dan_zegt_de_weigering_dat(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    await wereld.alziend.execute(
        "update brief set sjabloon = 'uit_een_vorige_versie' where sjabloon = 'pip_beschikking'"
    )
    weigering = await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-06"}, 409)
    assert "kan niet opnieuw worden opgemaakt" in weigering["detail"]


async def test_wordt_zij_een_dag_later_pas_gemaakt_dan_staat_die_dag_erop(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_pip()
    await zaak.stel_vast()
    await wereld.zet_klok(DRIE_DAGEN_LATER)
    await wereld.maak_brieven(zaak.id)
    [opmaak] = (await brief_van_pip(zaak))["opmaken"]
    assert opmaak["verzenddag"] == "2026-03-05"


async def test_per_post_staat_het_adres_van_de_brief_vast_en_dat_van_de_brp(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    await wereld.alziend.execute("update persoon set adresregel1 = 'Nieuwstraat 1'")
    body = {"verzondenOp": "2026-03-02", "toelichting": "aangetekend 3SABC", "bevestigd": ["ANDERS_GERICHT"]}
    await zaak.stuur(f"{pad}/verzending", body)
    [verzending] = (await brief_van_pip(zaak))["verzendingen"]
    assert verzending["wijze"] == "POST"
    assert verzending["toelichting"] == "aangetekend 3SABC"
    assert verzending["brpAdres"].startswith("Nieuwstraat 1")
    assert verzending["adres"]
    assert not verzending["adres"].startswith("Nieuwstraat 1")
    await zaak.stuur(f"{pad}/verzending", body)
    anders = await zaak.stuur(f"{pad}/verzending", body | {"toelichting": "gewone post"}, 409)
    assert "al verzonden" in anders["detail"]
    assert len((await brief_van_pip(zaak))["verzendingen"]) == 1


async def test_pg1_wie_weken_later_vastlegt_dat_een_brief_wegging_noemt_het_bewijs(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    await wereld.zet_klok(DRIE_WEKEN_LATER)
    fout = await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-02"}, 400)
    assert velden(fout) == {"toelichting"}
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-02", "toelichting": "aangetekend 3SABC"})


async def test_uitreiken_noemt_wie_haar_kreeg_en_anders_waarom(wereld: Wereld) -> None:
    zaak, pad = await vastgesteld(wereld)
    dag = {"verzondenOp": "2026-03-02"}
    assert velden(await zaak.stuur(f"{pad}/verzending", dag | {"wijze": "UITGEREIKT"}, 400)) == {"ontvanger"}
    voor_anders = await zaak.stuur(f"{pad}/verzending", dag | {"wijze": "ANDERS"}, 400)
    assert velden(voor_anders) == {"adres", "toelichting"}
    assert await wereld.rijen("brief_verzending") == []
    await zaak.stuur(f"{pad}/verzending", dag | {"wijze": "UITGEREIKT", "ontvanger": "de persoon zelf, aan de balie"})
    [verzending] = (await brief_van_pip(zaak))["verzendingen"]
    assert (verzending["wijze"], verzending["ontvanger"]) == ("UITGEREIKT", "de persoon zelf, aan de balie")
    assert (await zaak.lees("/besluiten"))[0]["bekendgemaaktOp"] == "2026-03-02"


async def test_een_brief_van_een_oude_editie_gaat_op_elke_dag_weg(wereld: Wereld) -> None:
    """Zij noemt geen dag van verzending; opnieuw opmaken verandert niets aan haar."""
    zaak, pad = await vastgesteld(wereld)
    [rij] = await wereld.rijen("brief", sjabloon="pip_beschikking")
    eerste_editie = wereld.huis.proces.briefsoort("pip_beschikking")._editie("v1").versie
    await wereld.alziend.execute("update brief set sjabloon_versie = $1 where id = $2", eerste_editie, rij["id"])
    await wereld.alziend.execute(
        "update brief_opmaak set verzenddag = null, bezwaar_tot = null where brief_id = $1", rij["id"]
    )
    await wereld.zet_klok(DRIE_DAGEN_LATER)
    weigering = await zaak.stuur(f"{pad}/opmaak", {"dag": "2026-03-05"}, 409)
    assert "geen dag van verzending" in weigering["detail"]
    await zaak.stuur(f"{pad}/verzending", {"verzondenOp": "2026-03-05"})
