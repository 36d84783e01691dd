"""De twee maanden van een boete gingen voorbij zonder derde oproep: dan is de derde een gewone (PG-4, PG-7)."""

import datetime as dt

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.letters.lezen import platte_tekst, zonder_wit
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak


async def _beboet(wereld: Wereld) -> Zaak:
    """Tweemaal niet gekomen; de boete laat hem nog acht dagen komen, en ten hoogste twee maanden."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    for dagen in (None, 13):
        await (zaak.roep_op() if dagen is None else zaak.roep_op(await zaak.over(dagen)))
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    return zaak


async def _na_de_boete(wereld: Wereld) -> tuple[Zaak, dt.date]:
    """Er zijn meer dan twee maanden voorbij; met de laatste dag van de termijn uit de boete."""
    zaak = await _beboet(wereld)
    tot = await zaak.over(8)
    await wereld.zet_klok(await zaak.over(70))
    return zaak, tot


async def test_pg_4_na_de_termijn_van_de_boete_is_de_derde_oproep_een_gewone(wereld: Wereld) -> None:
    zaak, _ = await _na_de_boete(wereld)
    voorstel = await zaak.lees("/oproepen/voorstel")
    assert (voorstel["nummer"], voorstel["uitersteDag"], voorstel["vroegsteDag"]) == (3, None, None)
    dag = dt.date.fromisoformat(voorstel["termijnLaatsteDag"])
    await zaak.roep_op(dag, bevestigd=["NA_TERMIJN_PIP"])
    await wereld.maak_brieven(zaak.id)
    await zaak.verzend_oproep()
    derde = (await zaak.lees("/oproepen"))[-1]
    assert (derde["nummer"], derde["grond"]) == (3, "art. 14 lid 2 Wi2021")
    [brief] = [b for b in await zaak.lees("/brieven") if b["onderwerpId"] == derde["id"]]
    tekst = platte_tekst(await zaak.lees(f"/brieven/{brief['id']}/pdf"))
    assert zonder_wit("U hebt daarvoor een boete gekregen.") in tekst
    assert zonder_wit("opnieuw een boete") not in tekst, "die rust niet op deze oproep (PG-8)"
    await zaak.niet_gekomen()
    await zaak.vul_intake(bronnenBijAfwezigheid="BRP", verslag="op stukken")
    await zaak.rond_intake_af(in_afwezigheid=True)


async def test_pg_4_past_er_nog_net_een_in_dan_blijft_zij_die_van_de_boete(wereld: Wereld) -> None:
    zaak = await _beboet(wereld)
    vraag = [g["boetevraag"] for o in await zaak.lees("/oproepen") for g in o["gebeurtenissen"] if g["boetevraag"]][-1]
    bekend = dt.date.fromisoformat(vraag["bekendgemaaktOp"])
    await wereld.zet_klok(bekend + dt.timedelta(days=45))
    voorstel = await zaak.lees("/oproepen/voorstel")
    uiterste = dt.date.fromisoformat(voorstel["uitersteDag"])
    assert bekend < dt.date.fromisoformat(voorstel["termijnLaatsteDag"]) <= uiterste, "het voorstel kan ook"


async def test_pg_7_de_tweede_boete_rust_dan_alleen_op_de_termijn_uit_de_eerste(wereld: Wereld) -> None:
    """Art. 22 lid 3: wie op de gewone derde komt, miste toch de termijn die de boete stelde; de vraag staat er."""
    zaak, tot = await _na_de_boete(wereld)
    await zaak.roep_op(await zaak.over(13), bevestigd=["NA_TERMIJN_PIP"])
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    [werk] = await wereld.werk("BOETEVRAAG")
    assert "Oproep 3" in werk["omschrijving"]
    boete = await zaak.boete(kenmerk="B-2026-2", termijnLaatsteDag=None)
    te_vroeg = boete | {"rapportOp": tot.isoformat()}
    assert velden(await zaak.beantwoord_boetevraag(400, **te_vroeg)) == {"rapportOp"}
    await zaak.beantwoord_boetevraag(**boete | {"rapportOp": (tot + dt.timedelta(days=1)).isoformat()})
    assert await wereld.werk("BOETEVRAAG") == []
