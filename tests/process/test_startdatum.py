"""B25: een mens kiest vanaf welke dag de tien weken lopen, en dat opent het PIP als DUO niets meldde (PG-14)."""

from datetime import date
from typing import Any

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak


async def _zonder_ss139(wereld: Wereld) -> Zaak:
    """Een asielstatushouder van wie DUO de plicht meldde, en de huisvesting nog niet."""
    return await (await Zaak.nieuw(wereld, "SS101", plicht_begin=VANDAAG, kennisgeving=VANDAAG)).tot_pip()


async def _twee_lezingen(wereld: Wereld) -> Zaak:
    """Uit een azc in de eigen gemeente: vanaf SS139 tot en met 11 mei, of vanaf de kennisgeving tot en met 21 april."""
    dag = date(2026, 2, 10)
    return await Zaak.nieuw(wereld, ingeschreven=date(2026, 1, 15), plicht_begin=dag, kennisgeving=dag)


async def _uiterlijk(zaak: Zaak) -> dict[str, str]:
    return {w["soort"]: w["uitersteDag"] for w in (await zaak.lees())["werk"]}


async def _kies(zaak: Zaak, regel: str, verwacht: int = 204, **anders: object) -> Any:
    keuze = {"regel": regel, "motief": "woont sinds vandaag in onze woning", "versie": (await zaak.lees())["versie"]}
    keuze |= anders
    return await zaak.stuur("/startdatumkeuze", keuze, verwacht)


async def test_pg_14_zonder_melding_en_zonder_keuze_is_er_geen_pip(wereld: Wereld) -> None:
    zaak = await _zonder_ss139(wereld)
    fout = await zaak.stel_vast(verwacht=409)
    assert velden(fout) == {"startdatum"}
    assert "B25" in fout["gebreken"][0]["melding"]
    assert "datumVestiging" not in {g["veld"] for g in (await zaak.lees("/pip/toets"))["ontbreekt"]}


async def test_pg_14_de_keuze_is_een_beslissing_van_een_mens_en_opent_het_pip(wereld: Wereld) -> None:
    zaak = await _zonder_ss139(wereld)
    await _kies(zaak, "A")
    [keuze] = await zaak.lees("/besluiten")
    assert (keuze["soort"], keuze["gronden"]) == ("B25", ["art. 5.3 lid 1 Bi2021"])
    assert (keuze["vastgesteldDoor"], keuze["dagtekening"]) == (str(wereld.twee.a.klantmanager), VANDAAG.isoformat())
    assert (keuze["mandaatId"], keuze["bekendgemaaktOp"]) == (None, None), "intern: geen mandaat, geen bekendmaking"
    [termijn] = [t for t in (await zaak.lees())["termijnen"] if t["soort"] == "PIP_A" and t["status"] == "lopend"]
    assert termijn["startOp"] == VANDAAG.isoformat()
    await zaak.stel_vast()
    assert [b["soort"] for b in await zaak.lees("/besluiten")] == ["B25", "B04"]


async def test_pg_14_met_de_melding_is_er_niets_te_kiezen(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await _kies(zaak, "A", 409)
    assert await zaak.lees("/besluiten") == []


async def test_pg_14_een_gezinsmigrant_heeft_geen_melding_nodig(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, "SS101", asiel=False)).tot_pip()
    await _kies(zaak, "A", 409)
    await zaak.stel_vast()


async def test_pg_14_een_verkeerde_keuze_is_tot_het_pip_te_verbeteren_en_blijft_te_lezen(wereld: Wereld) -> None:
    zaak = await _zonder_ss139(wereld)
    await _kies(zaak, "A")
    fout = await _kies(zaak, "A", 409)
    assert "staat er al" in fout["detail"]
    await _kies(zaak, "B_BRP")
    eerst, dan = await zaak.lees("/besluiten")
    assert (dan["soort"], dan["vervangt"], dan["motief"]) == ("B25", eerst["id"], "woont sinds vandaag in onze woning")
    dossier = await zaak.lees()
    assert dossier["gekozenRegel"] == "B_BRP"
    assert [t["soort"] for t in dossier["termijnen"] if t["status"] == "lopend"] == ["PIP_B"]
    [correctie] = await wereld.rijen("correctie", dossier_id=zaak.id)
    assert '"gekozen_regel"' in correctie["wijzigingen"]
    await _kies(zaak, "A")
    assert len(await zaak.lees("/besluiten")) == 3
    await zaak.stel_vast()


async def test_na_het_pip_valt_er_niets_meer_te_kiezen(wereld: Wereld) -> None:
    zaak = await _zonder_ss139(wereld)
    await _kies(zaak, "A")
    await zaak.stel_vast()
    await _kies(zaak, "B_BRP", 409)
    assert (await zaak.lees())["gekozenRegel"] == "A"


async def test_pg_14_wie_in_een_azc_in_een_andere_gemeente_woont_krijgt_hier_nog_geen_termijn_en_geen_pip(
    wereld: Wereld,
) -> None:
    """Bi2021 art. 5.3 lid 1, E40: hij staat elders in de BRP en SS139 is er niet; er valt niets te kiezen."""
    bewoner = wereld.wie(Verhaal.AZC_ELDERS)
    zaak = await Zaak.gemeld(wereld, bewoner, "SS101", gevestigd=None, plicht_begin=VANDAAG, kennisgeving=VANDAAG)
    dossier = await zaak.lees()
    assert (dossier["vestigingOp"], dossier["ss139Op"]) == (None, None)
    fout = await _kies(zaak, "A", 409)
    assert velden(fout) == {"datumVestiging"}
    assert "SS139" in fout["gebreken"][0]["melding"]
    assert await zaak.lees("/besluiten") == []
    assert [t for t in (await zaak.lees())["termijnen"] if t["status"] == "lopend"] == []
    await zaak.tot_pip()
    assert velden(await zaak.stel_vast(verwacht=409)) == {"datumVestiging"}


@pytest.mark.parametrize(("regel", "daarna"), [("A", "2026-04-21"), ("B", "2026-05-11")])
async def test_b25_zolang_er_gekozen_wordt_geldt_de_lezing_die_eerder_eindigt(
    wereld: Wereld, regel: str, daarna: str
) -> None:
    """Het werk en de keten van oproepen gaan uit van de vroegste dag, tot een mens kiest (art. 5.3 lid 1 Bi2021)."""
    zaak = await _twee_lezingen(wereld)
    vroegst = {"STARTDATUM_KIEZEN": "2026-04-21", "PIP_VASTSTELLEN": "2026-04-21"}
    assert await _uiterlijk(zaak) == vroegst
    assert (await zaak.lees("/oproepen/keten"))["laatsteDag"] == "2026-04-21"
    await _kies(zaak, regel)
    assert await _uiterlijk(zaak) == {"PIP_VASTSTELLEN": daarna}
    assert (await zaak.lees("/oproepen/keten"))["laatsteDag"] == daarna


async def test_b25_een_keuze_die_niet_meer_kan_is_er_geen(wereld: Wereld) -> None:
    """De feiten laten haar geen ruimte meer: dan kiest een mens opnieuw, en geldt tot dan de vroegste dag."""
    zaak = await _twee_lezingen(wereld)
    await wereld.alziend.execute("update dossier set gekozen_regel = 'B_BRP' where id = $1", zaak.id)
    assert (await zaak.lees("/oproepen/keten"))["laatsteDag"] == "2026-04-21"


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [(date(2026, 4, 22), "is al voorbij"), (date(2026, 4, 14), "is binnen 7 dagen"), (date(2026, 4, 13), None)],
)
async def test_b25_een_keuze_waarmee_het_pip_te_laat_is_waarschuwt_eerst(
    wereld: Wereld, dag: date, tekst: str | None
) -> None:
    zaak = await _twee_lezingen(wereld)
    await wereld.zet_klok(dag)
    if tekst is not None:
        fout = await _kies(zaak, "A", 409)
        [waarschuwing] = fout["waarschuwingen"]
        assert waarschuwing["soort"] == "PIP_TE_LAAT"
        assert "dinsdag 21-04-2026" in waarschuwing["melding"]
        assert tekst in waarschuwing["melding"]
        assert await zaak.lees("/besluiten") == []
        assert (await zaak.lees())["gekozenRegel"] is None
    await _kies(zaak, "A", bevestigd=[] if tekst is None else ["PIP_TE_LAAT"])
    assert (await zaak.lees())["gekozenRegel"] == "A"


async def test_b25_de_lezing_die_later_eindigt_waarschuwt_niet_om_de_andere(wereld: Wereld) -> None:
    zaak = await _twee_lezingen(wereld)
    await wereld.zet_klok(date(2026, 4, 22))
    await _kies(zaak, "B")
