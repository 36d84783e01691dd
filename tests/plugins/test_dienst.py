"""De dierentuin op de draaiende dienst: een echt API-proces, elk beest in een eigen gemeente; de andere gaan door."""

import asyncio
import json
from pathlib import Path
from uuid import uuid4

import pytest

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.rondleiding import niet_bediend
from tests.plugins.beesten import BEESTEN, RONDJES, besluit, vragen
from tests.plugins.dienst import draaiende_dienst, plek
from tests.plugins.test_gevel import EIGEN, VRAAGT
from tests.voorbeelden.cluster import Cluster

pytestmark = [pytest.mark.lang, pytest.mark.timeout(300)]
OP_DIE_DAG = "if %s == date(2026, 3, 2):\n            %s\n        "
GOED = {"gezond": besluit(EIGEN % "'gezond'")}
SLIKT = f"try:\n                {RONDJES}\n            finally:\n                {RONDJES}"
LATER_KAPOT = {
    "rondloper": besluit(OP_DIE_DAG % ("beeld.peildatum", "while True: pass") + "return None"),
    "slikker": besluit(OP_DIE_DAG % ("beeld.peildatum", SLIKT) + "return None"),
    "struikelaar": besluit(OP_DIE_DAG % ("beeld.peildatum", "raise SystemExit") + "return None"),
}


async def test_wat_bij_het_starten_kapot_is_valt_uit_met_naam_en_toenaam(
    cluster: Cluster, database: str, valkey: EmbeddedValkey, tmp_path: Path
) -> None:
    beesten = {naam: beest.bron for naam, beest in BEESTEN.items()}
    async with draaiende_dienst(cluster, database, valkey, tmp_path, GOED | beesten, met_dossier={"gezond"}) as dienst:
        stand = (await dienst.http.get("/ready")).json()
        assert stand == {"status": "klaar", "nietBediend": sorted(f"Dierentuin {naam}" for naam in BEESTEN)}
        assert niet_bediend(str(dienst.http.base_url)) == stand["nietBediend"], "en zo staat het onder `make run`"
        assert (await dienst.http.get("/live")).json() == {"status": "leeft"}
        assert (await dienst.vraag("gezond", "/werkvoorraad")).status_code == 200
        voorstel = (await dienst.vraag("gezond", "/dossiers/{}/begeleiding")).json()["voorstel"]
        assert voorstel["diensten"][0]["organisatie"] == "gezond"
        gemeld = [json.loads(regel)["event"] for regel in dienst.logboek if regel.startswith("{")]
        for naam, beest in BEESTEN.items():
            (melding,) = [m for m in gemeld if m.startswith(f"Gemeente Dierentuin {naam} wordt niet bediend")]
            assert f"plugin {naam}" in melding
            assert beest.verwacht in melding
            assert plek(melding).startswith(f"meedoen_{naam}/plugin.py, regel" if beest.wijst_naar else "meedoen_"), (
                melding
            )
            antwoord = await dienst.vraag(naam, "/werkvoorraad")
            assert antwoord.status_code == 503, naam
            assert beest.verwacht not in antwoord.text, "wat er mis is staat in het logboek, niet bij de bezoeker"
        code, tekst = await dienst.opdracht("tenants", "toets")
        assert code == 1
        assert all(beest.verwacht in tekst for beest in BEESTEN.values())
        assert "Dierentuin gezond" in next(regel for regel in tekst.splitlines() if regel.endswith("in orde"))


async def test_wat_later_kapot_gaat_houdt_niemand_anders_op(
    cluster: Cluster, database: str, valkey: EmbeddedValkey, tmp_path: Path
) -> None:
    """Een hook die rondloopt, in de lus van de API (uvloop): de anderen krijgen tussendoor antwoord."""
    plugins = GOED | LATER_KAPOT
    async with draaiende_dienst(cluster, database, valkey, tmp_path, plugins, met_dossier=plugins) as dienst:
        assert (await dienst.http.get("/ready")).json() == {"status": "klaar"}
        kapot = [dienst.vraag(naam, "/dossiers/{}/begeleiding") for naam in LATER_KAPOT for _ in range(4)]
        anderen = [dienst.vraag("gezond", "/werkvoorraad") for _ in range(8)]
        levend = [dienst.http.get("/live") for _ in range(8)]
        antwoorden = await asyncio.gather(*kapot, *anderen, *levend)
        assert {a.status_code for a in antwoorden} == {200}
        for naam in LATER_KAPOT:
            lezen = (await dienst.vraag(naam, "/dossiers/{}/begeleiding")).json()
            assert lezen["voorstel"] is None
            assert lezen["huishouden"]["huishouden"] == "gezin", "wat er vastligt is gewoon te lezen"
            assert f"Plugin {naam} 0.1, bepaal_begeleiding: " in lezen["geenVoorstel"]
            besluit_ = {"id": str(uuid4()), "versie": 1}
            fout = await dienst.vraag(naam, "/dossiers/{}/begeleiding/vaststelling", methode="POST", body=besluit_)
            assert fout.status_code == 500
            assert f"(meedoen_{naam}/plugin.py, regel " in fout.json()["detail"]
            assert "Er is niets vastgelegd." in fout.json()["detail"]
            assert (await dienst.vraag(naam, "/werkvoorraad")).status_code == 200, "alleen die ene handeling niet"
            assert (await dienst.vraag(naam, "/dossiers/{}/begeleiding")).json()["vaststellingen"] == []
            gemeld = [r for r in dienst.logboek if f"Gemeente Dierentuin {naam}: plugin {naam} 0.1" in r]
            assert "Herstel: " in gemeld[0]


async def test_een_declaratie_die_later_stuk_gaat_en_een_plugin_die_iemand_uitzet(
    cluster: Cluster, database: str, valkey: EmbeddedValkey, tmp_path: Path
) -> None:
    """Op de dag dat het misgaat blijven de vragen van eerder staan; de schakelaar werkt zonder herstart."""
    vraagt = vragen(OP_DIE_DAG % ("peildatum", "while True: pass") + VRAAGT % ("1", "'altijd'"))
    plugins = GOED | {"vraagt": vraagt}
    async with draaiende_dienst(
        cluster, database, valkey, tmp_path, plugins, met_dossier=plugins, met_afdrukken={"vraagt"}
    ) as dienst:
        lijsten = (await dienst.vraag("vraagt", "/dossiers/{}/brede-intake")).json()["lokaleVragenlijsten"]
        assert [lijst["id"] for lijst in lijsten] == ["a"]
        assert any("houdt haar vragen van eerder: plugin vraagt 0.1" in regel for regel in dienst.logboek)
        code = dienst.tenants["gezond"].code
        schakel = ("plugins", "uit", code, "gezond")
        assert (await dienst.opdracht(*schakel))[0] == 1, "zonder reden en naam gaat het niet door"
        wie = ("--reden", "stelt de verkeerde voor", "--door", "B. Beheer, functioneel beheerder")
        assert await dienst.opdracht(*schakel, *wie) == (
            0,
            "gezond staat uit in Dierentuin gezond; elk proces merkt het bij de volgende handeling.\n",
        )
        assert (await dienst.vraag("gezond", "/dossiers/{}/begeleiding")).json()["voorstel"]["plugin"] == "standaard"
        _, tekst = await dienst.opdracht("plugins", code)
        assert "door B. Beheer, functioneel beheerder: stelt de verkeerde voor" in tekst
        assert (await dienst.opdracht("plugins", "aan", code, "gezond", *wie))[0] == 0
        assert (await dienst.vraag("gezond", "/dossiers/{}/begeleiding")).json()["voorstel"]["plugin"] == "gezond"
        onbekend = await dienst.opdracht("plugins", "uit", code, "bestaat_niet", *wie)
        assert onbekend == (1, "Het tenantbestand van Dierentuin gezond noemt bestaat_niet niet; wel: gezond.\n")
