"""Wat er nu in een dossier kan: dezelfde uitkomst als de deur zelf geeft, en wat zij aanraadt kan ook."""

from typing import Any

from tests.process.wereld import Wereld
from tests.process.zaak import Zaak


async def _handelingen(zaak: Zaak) -> dict[str, dict[str, Any]]:
    return {h["handeling"]: h for h in await zaak.lees("/handelingen")}


def _wat_mag(handelingen: dict[str, dict[str, Any]]) -> set[str]:
    return {naam for naam, handeling in handelingen.items() if handeling["mag"]}


async def test_wat_er_ontbreekt_staat_erbij_en_de_volgende_stap_kan(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    handelingen = await _handelingen(zaak)
    afronden = handelingen["INTAKE_AFRONDEN"]
    fout = await zaak.rond_intake_af_zonder_lezen(409)
    assert afronden["mag"] is False
    assert [b["veld"] for b in afronden["beletsels"]] == [g["veld"] for g in fout["gebreken"]]
    assert afronden["volgende"] == "INTAKE_BIJWERKEN"
    assert _wat_mag(handelingen) == {"INTAKE_BIJWERKEN", "LBT_AANVRAGEN", "PIP_SCHRIJVEN", "ONVOLDOENDE_MEDEWERKING"}


async def test_elke_stap_van_het_verhaal_is_de_volgende_die_genoemd_wordt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)

    async def volgende() -> set[str | None]:
        handelingen = await _handelingen(zaak)
        aangeraden = {h["volgende"] for h in handelingen.values() if not h["mag"]}
        assert aangeraden - {None} <= _wat_mag(handelingen)
        return aangeraden

    assert await volgende() == {"OPROEP_OPSTELLEN"}
    await zaak.roep_op()
    assert await volgende() == {"OPROEP_VERZENDEN"}
    await zaak.verzend_oproep()
    assert await volgende() == {"VERSCHIJNEN"}
    await zaak.verschijnt()
    assert await volgende() == {"INTAKE_BIJWERKEN"}
    await zaak.vul_intake()
    assert await volgende() == {"INTAKE_AFRONDEN"}
    await zaak.rond_intake_af()
    assert await volgende() == {"PIP_SCHRIJVEN"}
    await zaak.schrijf_pip()
    assert await volgende() == {"PIP_VASTSTELLEN"}
    await zaak.stel_vast()
    assert await volgende() == {None}
