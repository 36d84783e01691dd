"""Wie een boete kreeg en daarna opnieuw is opgeroepen: wie over een volgende beslist, weegt de eerste (T20, PG-7)."""

from typing import Any

from tests.process.terugkeer import heen_en_terug
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

MAXIMUM = "is dat bereikt, antwoord dan geen boete, met reden MAXIMUM_BEREIKT"


async def _beboet_en_terug(wereld: Wereld, **anders: Any) -> tuple[Zaak, Zaak]:
    """Zijn zaak van toen, met een boete na de tweede oproep, en die van nu."""
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(**(await zaak.boete() | anders))
    return zaak, await heen_en_terug(wereld, zaak)


async def _mist_er_twee(zaak: Zaak) -> str:
    """Wat het werk van de boetevraag na zijn tweede gemiste oproep zegt."""
    for _ in range(2):
        await zaak.roep_op(await zaak.over(14), bevestigd=["GEEN_WERKDAG", "NA_TERMIJN_PIP"])
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
    [werk] = [w for w in (await zaak.lees())["werk"] if w["soort"] == "BOETEVRAAG"]
    return str(werk["omschrijving"])


async def test_na_een_terugkeer_noemen_het_dossier_en_de_boetevraag_de_eerste_boete(wereld: Wereld) -> None:
    zaak, nu = await _beboet_en_terug(wereld)
    kenmerk, dag = (await zaak.lees())["kenmerk"], (await zaak.lees("/oproepen"))[1]
    [antwoord] = [g["boetevraag"] for g in dag["gebeurtenissen"] if g["boetevraag"]]
    jaar, maand, dag_ = antwoord["dagtekening"].split("-")
    eerste = f"{dag_}-{maand}-{jaar} (250 euro, in dossier {kenmerk})"
    let_op = (await nu.lees())["letOp"]
    assert "B-2026-1 van " in let_op
    assert eerste in let_op
    assert "art. 3:4 lid 2 en 5:46 lid 3 Awb" in let_op
    assert MAXIMUM in let_op
    assert "B-2026-1" not in (await zaak.lees())["letOp"], "daar staat zij zelf"
    werk = await _mist_er_twee(nu)
    assert werk.startswith("Oproep 2: beantwoord de boetevraag (boete, geen boete, of procedure loopt). De persoon")
    assert eerste in werk
    assert MAXIMUM in werk


async def test_een_boete_die_is_ingetrokken_weegt_niet_mee(wereld: Wereld) -> None:
    zaak = await Zaak.tweemaal_niet(wereld)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    besluit = {"nummer": "BOB-1", "datum": (await zaak.over(0)).isoformat()}
    await zaak.neem_terug("BOETEVRAAG", boete={"wat": "INGETROKKEN", "besluit": besluit})
    await zaak.beantwoord_boetevraag()
    nu = await heen_en_terug(wereld, zaak)
    assert "boete" not in (await nu.lees())["letOp"]
    assert "B-2026-1" not in await _mist_er_twee(nu)
