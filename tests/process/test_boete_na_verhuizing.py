"""Wie verhuist laat achter wat hij hier miste: het nieuwe college is daar nooit bevoegd voor (T19, art. 22 Wi2021)."""

from typing import Any

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
