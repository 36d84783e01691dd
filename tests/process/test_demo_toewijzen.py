"""De demonstratie biedt een asielstatushouder een cursus aan, en legt van een ander de inschrijving vast (art. 16)."""

from typing import Any

import pytest

from core.ontwikkeling.demo.deur import Deur, Geweigerd
from core.ontwikkeling.demo.toewijzen import AANGEBODEN, INGESCHREVEN, wijs_toe
from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.wereld import Mens, Wereld
from tests.process.zaak import Zaak


def _deur(mens: Mens, code: str) -> Deur:
    return Deur(http=mens.http, gemeentecode=code, token=mens.token)


async def _wijs_toe(zaak: Zaak) -> tuple[str, list[dict[str, Any]]]:
    """Wat er volgens de demonstratie gebeurde, en wat er in het dossier staat."""
    wereld, a = zaak.wereld, zaak.wereld.twee.a
    gebeurd = await wijs_toe(
        _deur(wereld.mens("teamleider"), a.code),
        _deur(wereld.mens("school"), a.code),
        str(zaak.id),
        a.school,
        str(a.klantmanager),
        await wereld.vandaag(),
    )
    return gebeurd, await zaak.lees("/toewijzingen")


@pytest.mark.parametrize(
    ("verhaal", "wat", "bron"),
    [(Verhaal.ASIEL_GEHUISVEST, AANGEBODEN, None), (Verhaal.GEZIN, INGESCHREVEN, "PERSOON")],
)
async def test_elke_groep_komt_bij_een_school(wereld: Wereld, verhaal: Verhaal, wat: str, bron: str | None) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(verhaal))).tot_traject()
    gebeurd, [toewijzing] = await _wijs_toe(zaak)
    assert gebeurd == wat
    assert (toewijzing["status"], toewijzing["inschrijvingBron"]) == ("aanvaard", bron)


async def test_wat_geweigerd_wordt_gaat_niet_stil_voorbij(wereld: Wereld) -> None:
    """Een aanbod voor het PIP bekend is, wordt geweigerd; de demonstratie telt de reden."""
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_intake()
    with pytest.raises(Geweigerd) as fout:
        await _wijs_toe(zaak)
    assert fout.value.redenen()
