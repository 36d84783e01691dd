"""De oproepen voor de brede intake: een, twee met waarschuwing, drie, en dan in afwezigheid (art. 14 Wi2021)."""

import datetime as dt
from uuid import uuid4

import msgspec
import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import WERKDAG, Zaak

GEEN_BOETE = "niet verwijtbaar"


async def _gemeld(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def _niet_verschenen(zaak: Zaak) -> dt.date:
    """De termijn verstrijkt zonder dat de persoon komt; geeft een werkdag voor de volgende termijn."""
    laatste = dt.date.fromisoformat((await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"])
    vandaag = laatste + dt.timedelta(days=1)
    await zaak.wereld.zet_klok(vandaag)
    await zaak.uitkomst("NIET_VERSCHENEN", "gebeld, geen gehoor")
    return laatste + dt.timedelta(days=14)


async def test_de_eerste_oproep_is_gewoon_en_de_brief_ligt_klaar(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    [oproep] = await zaak.lees("/oproepen")
    assert (oproep["nummer"], oproep["metWaarschuwing"], oproep["uitkomst"]) == (1, False, "OPEN")
    assert (await zaak.lees())["fase"] == "INTAKE_OPGEROEPEN"
    [brief] = await zaak.lees("/brieven")
    assert (brief["sjabloon"], brief["status"]) == ("oproep", "te_maken")
    [item] = await wereld.werk("OPROEP_OPVOLGEN")
    assert item["vervaldatum"] == WERKDAG


async def test_de_brief_van_een_oproep_wordt_opgemaakt_en_verzonden(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    [brief] = await zaak.lees("/brieven")
    await zaak.km.lees(zaak.pad(f"/brieven/{brief['id']}/pdf"), 409)
    await wereld.werk_af(behalve=())
    assert (await zaak.lees(f"/brieven/{brief['id']}/pdf")).startswith(b"%PDF")
    assert len(await wereld.werk("BRIEF_VERZENDEN")) == 1
    await zaak.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    assert (await zaak.lees("/brieven"))[0]["status"] == "verzonden"
    assert await wereld.werk("BRIEF_VERZENDEN") == []
    assert await wereld.rijen("termijn", soort="BEZWAAR") == [], "een oproep is geen besluit"


async def test_de_tweede_gaat_met_waarschuwing_en_de_derde_zonder(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await zaak.roep_op(await _niet_verschenen(zaak))
    await zaak.roep_op(await _niet_verschenen(zaak), redenGeenBoete=GEEN_BOETE)
    assert [(o["nummer"], o["metWaarschuwing"]) for o in await zaak.lees("/oproepen")] == [
        (1, False),
        (2, True),
        (3, False),
    ]


async def test_zonder_keuze_over_de_waarschuwing_kan_de_tweede_niet_uitgaan(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zoals Schagen: de jurist heeft nog niet gekozen (B02)."""
    a, schagen = wereld.twee.a, next(t for t in wereld.huis.tenants.values() if t.naam == "Schagen")
    assert schagen.waarschuwing_rechtsmiddel is None
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=schagen.keuzes))
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    volgende = await _niet_verschenen(zaak)
    fout = await zaak.roep_op(volgende, 409)
    assert velden(fout) == {"waarschuwingRechtsmiddel"}
    assert "B02" in fout["gebreken"][0]["melding"]
    assert len(await zaak.lees("/oproepen")) == 1


async def test_een_derde_oproep_vraagt_waarom_er_geen_boete_is(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await zaak.roep_op(await _niet_verschenen(zaak))
    laatste = await _niet_verschenen(zaak)
    await zaak.roep_op(laatste, redenGeenBoete=GEEN_BOETE)
    assert (await zaak.lees("/oproepen"))[-1]["grond"] == "art. 14 lid 2 Wi2021"


async def test_na_drie_oproepen_zonder_resultaat_kan_het_in_afwezigheid(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await zaak.roep_op(await _niet_verschenen(zaak))
    await zaak.vul_intake(bronnenBijAfwezigheid="", verslag="")
    fout = await zaak.rond_intake_af(409, in_afwezigheid=True)
    assert velden(fout) == {"oproepen", "inAfwezigheid.bronnen", "schriftelijkVastgelegd"}
    await zaak.roep_op(await _niet_verschenen(zaak), redenGeenBoete=GEEN_BOETE)
    vierde = await _niet_verschenen(zaak)
    assert velden(await zaak.roep_op(vierde, 409)) == {"nummer"}
    await zaak.vul_intake(versie=1, bronnenBijAfwezigheid="BRP\nDUO", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)
    intake = await zaak.lees("/brede-intake")
    assert intake["inAfwezigheid"] is True
    assert (await zaak.lees())["fase"] == "INTAKE_AFGEROND"


async def test_wie_zich_afmeldt_krijgt_een_nieuwe_afspraak_onder_hetzelfde_nummer(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await zaak.uitkomst("AFGEMELD", "ziek")
    await zaak.roep_op()
    assert [(o["nummer"], o["uitkomst"]) for o in await zaak.lees("/oproepen")] == [(1, "AFGEMELD"), (1, "OPEN")]


async def test_wie_onvoldoende_meewerkt_wordt_opnieuw_opgeroepen(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde de toets")
    await zaak.roep_op()
    assert (await zaak.lees("/oproepen"))[-1]["nummer"] == 2


async def test_een_termijn_eindigt_op_een_werkdag(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    for dag in (dt.date(2026, 3, 14), dt.date(2026, 3, 15), dt.date(2026, 4, 6)):  # zaterdag, zondag, tweede paasdag
        fout = await zaak.roep_op(dag, 400)
        assert fout["gebreken"], dag
    assert await zaak.lees("/oproepen") == []
    assert await wereld.rijen("brief") == []


async def test_een_termijn_of_afspraak_in_het_verleden_kan_niet(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    assert velden(await zaak.roep_op(VANDAAG, 400)) == {"termijnLaatsteDag"}
    gisteren = (VANDAAG - dt.timedelta(days=1)).isoformat()
    assert velden(await zaak.roep_op(verwacht=400, afspraakOp=f"{gisteren}T10:00:00Z")) == {"afspraakOp"}
    assert velden(await zaak.roep_op(verwacht=400, afspraakOp="2026-06-01T10:00:00Z")) == {"afspraakOp"}


async def test_hetzelfde_id_nog_eens_is_een_oproep(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    id_ = str(uuid4())
    for _ in range(3):
        await zaak.roep_op(id=id_)
    assert [o["id"] for o in await zaak.lees("/oproepen")] == [id_]
    assert len(await wereld.rijen("brief")) == 1


async def test_een_tweede_oproep_wacht_op_de_uitkomst_van_de_eerste(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    assert velden(await zaak.roep_op(verwacht=409)) == {"uitkomst"}


async def test_niet_verschenen_kan_pas_na_de_afspraak_en_met_uitleg(wereld: Wereld) -> None:
    zaak = await _gemeld(wereld)
    await zaak.roep_op()
    assert velden(await zaak.uitkomst("NIET_VERSCHENEN", verwacht=400)) == {"uitkomst", "toelichting"}
    assert velden(await zaak.uitkomst("OPEN", "x", verwacht=400)) == {"uitkomst"}
    await zaak.verschijnt()
    fout = await zaak.uitkomst("AFGEMELD", "toch niet", verwacht=409)
    assert fout["type"] == "urn:meedoen:probleem:conflict"


async def test_zonder_gelezen_doelgroep_of_adres_gaat_er_geen_oproep_uit(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.EERST_V_NUMMER)
    wereld.duo_weet(inwoner, bsn_bekend=False)
    await wereld.meldt("SS101", inwoner, bsn=False, v_nummer=True)
    await wereld.werk_af()
    [dossier] = await wereld.rijen("dossier")
    zaak = Zaak(wereld, inwoner, dossier["id"], wereld.km)
    assert velden(await zaak.roep_op(verwacht=409)) == {"doelgroep"}
    assert await wereld.rijen("oproep") == []
