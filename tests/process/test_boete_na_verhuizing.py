"""Wie verhuist laat achter wat hij hier miste: het nieuwe college is daar nooit bevoegd voor (T19, art. 22 Wi2021)."""

from typing import Any

import pytest

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak


async def _boetevragen(zaak: Zaak) -> list[dict[str, Any]]:
    return [w for w in (await zaak.lees())["werk"] if w["soort"] == "BOETEVRAAG"]


async def test_t19_een_open_boetevraag_blijft_werk_van_de_gemeente_waar_hij_niet_kwam(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    [vraag] = await _boetevragen(zaak)
    await zaak.verhuist()
    assert await _boetevragen(zaak) == [vraag]
    await zaak.beantwoord_boetevraag()
    assert await _boetevragen(zaak) == []
    fout = await zaak.beantwoord_boetevraag(409)
    assert velden(fout) == {"boetevraag"}


async def test_t19_een_procedure_die_loopt_krijgt_ook_na_de_verhuizing_haar_einde(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.procedure_loopt()
    await zaak.verhuist()
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    assert await _boetevragen(zaak) == []


async def test_zonder_open_vraag_is_er_na_de_verhuizing_niets_te_beantwoorden(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verhuist()
    [oproep] = await zaak.lees("/oproepen")
    pad = f"/oproepen/{oproep['id']}/boetevraag"
    body = {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "m", "versie": oproep["versie"]}
    assert velden(await zaak.stuur(pad, body, 409)) == {"boetevraag"}
    await zaak.roep_op(await zaak.over(13), 409)


@pytest.mark.parametrize("met_termijn", [False, True])
async def test_t19_een_boete_van_na_de_verhuizing_is_een_feit_en_maakt_geen_werk(
    wereld: Wereld, met_termijn: bool
) -> None:
    """Dit college roept niet meer op (PG-4, PG-12); de termijn uit de beschikking hoeft er niet bij."""
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.verhuist()
    termijn = (await zaak.over(8)).isoformat() if met_termijn else None
    await zaak.beantwoord_boetevraag(**await zaak.boete(termijnLaatsteDag=termijn))
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert await _boetevragen(zaak) == []
    assert await wereld.werk("OPROEP_OPVOLGEN") == []
    [antwoord] = [g["boetevraag"] for g in (await zaak.lees("/oproepen"))[1]["gebeurtenissen"] if g["boetevraag"]]
    assert (antwoord["antwoord"], antwoord["termijnLaatsteDag"]) == ("BOETE", termijn)
    assert velden(await zaak.beantwoord_boetevraag(409)) == {"boetevraag"}


async def test_zonder_verhuizing_hoort_de_termijn_bij_de_boete(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    fout = await zaak.beantwoord_boetevraag(400, **await zaak.boete(termijnLaatsteDag=None))
    assert velden(fout) == {"termijnLaatsteDag"}
