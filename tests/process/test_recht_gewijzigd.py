"""Een nieuw Besluit of een andere versie van de regels: wat verschuift, en wat blijft staan (PG-12, PG-13).

Wat hier staat is wat het huis nu belooft. De termijn voor het PIP volgt het recht van nu zolang zij loopt. Wat in een
verzonden brief staat, en wat gehaald of vervallen is, blijft zoals het was.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from core.law.recht import GelijkgesteldJaar, Recht, Waarde
from core.platform.huis import Huis
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats
from core.process.dossier.taken import zet_overal_klaar
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import WERKDAG, Zaak

PIP_DAG = VANDAAG + timedelta(weeks=10)
BEZWAAR_DAG = VANDAAG + timedelta(weeks=6)


def met_besluit(huis: Huis, *dagen: date) -> Huis:
    """Hetzelfde huis na een nieuw Besluit dat deze dagen met een feestdag gelijkstelt (art. 3 lid 3 Atw)."""
    oud = huis.recht.gelijkgestelde_dagen
    jaren = [*oud.waarden[-1].waarde]
    for i, jaar in enumerate(jaren):
        if jaar.jaar == VANDAAG.year:
            jaren[i] = replace(jaar, dagen=tuple(sorted({*jaar.dagen, *dagen})))
    assert any(isinstance(j, GelijkgesteldJaar) and set(dagen) <= set(j.dagen) for j in jaren)
    laatste: Waarde[Any] = replace(oud.waarden[-1], waarde=tuple(jaren))
    recht: Recht = replace(
        huis.recht,
        versie=f"{huis.recht.versie}-besluit",
        gelijkgestelde_dagen=replace(oud, waarden=(*oud.waarden[:-1], laatste)),
    )
    stand = bouw_plugins(huis.tenants, recht, Vindplaats())
    assert stand.uitval == {}
    return replace(huis, recht=recht, tenants=stand.tenants, plugins=stand.plugins)


async def _pas_toe(wereld: Wereld, huis: Huis) -> None:
    """Wat `meedoen recht toepassen` doet, en dan de worker."""
    await zet_overal_klaar(huis)
    await replace(wereld, huis=huis).werk_af()


async def _termijnen(zaak: Zaak) -> dict[tuple[str, str], date]:
    rijen = await zaak.wereld.rijen("termijn", dossier_id=zaak.id)
    return {(r["soort"], r["status"]): r["einde"] for r in rijen}


async def test_de_lopende_termijn_voor_het_pip_verschuift_met_haar_werk(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    [oud] = await wereld.rijen("termijn", dossier_id=zaak.id, status="lopend")
    assert (oud["soort"], oud["einde"]) == ("PIP_A", PIP_DAG)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG))
    [nieuw] = await wereld.rijen("termijn", dossier_id=zaak.id, status="lopend")
    assert (nieuw["soort"], nieuw["einde"]) == ("PIP_A", PIP_DAG + timedelta(days=1))
    assert nieuw["recht_versie"] == f"{wereld.huis.recht.versie}-besluit"
    [oud] = await wereld.rijen("termijn", id=oud["id"])
    assert oud["status"] == "vervallen", "de oude blijft te lezen, en loopt niet meer"
    [werk] = await wereld.werk("PIP_VASTSTELLEN")
    assert werk["vervaldatum"] == PIP_DAG + timedelta(days=1)
    [regel] = await wereld.rijen("audit", actie="dossier.bij-recht-gewijzigd")
    assert set(regel["velden"]) == {"termijn.status", "werkitem.status"}


async def test_een_termijn_die_niet_anders_uitkomt_blijft_staan(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    voor = await wereld.rijen("termijn", dossier_id=zaak.id)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG - timedelta(days=3)))
    assert await wereld.rijen("termijn", dossier_id=zaak.id) == voor
    assert await wereld.rijen("audit", actie="dossier.bij-recht-gewijzigd") == []


async def test_wat_in_een_verzonden_brief_staat_verschuift_niet(wereld: Wereld) -> None:
    """De uiterste dag van een oproep, en de bezwaartermijn van een bekendgemaakt besluit."""
    opgeroepen = await Zaak.nieuw(wereld)
    await opgeroepen.roep_op()
    await opgeroepen.verzend_oproep()
    besloten = await (await Zaak.nieuw(wereld)).tot_traject()
    await wereld.maak_brieven(besloten.id)
    brief = next(b for b in await besloten.lees("/brieven") if b["sjabloon"] == "pip_beschikking")
    await besloten.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": VANDAAG.isoformat()})
    voor = await _termijnen(besloten)
    assert voor["BEZWAAR", "lopend"] == BEZWAAR_DAG
    await _pas_toe(wereld, met_besluit(wereld.huis, WERKDAG, BEZWAAR_DAG, PIP_DAG))
    assert (await _termijnen(opgeroepen))["INTAKE_O1", "lopend"] == WERKDAG
    [oproep] = await opgeroepen.lees("/oproepen")
    assert oproep["termijnLaatsteDag"] == WERKDAG.isoformat()
    assert await _termijnen(besloten) == voor, "gehaald blijft gehaald, en bezwaar loopt zoals in de brief staat"


async def test_na_het_einde_van_de_plicht_herleeft_er_niets(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Verblijfsdoel gewijzigd")
    await wereld.meldt("SS110", zaak.inwoner)
    await wereld.werk_af()
    voor = await wereld.rijen("termijn", dossier_id=zaak.id)
    await _pas_toe(wereld, met_besluit(wereld.huis, PIP_DAG))
    assert await wereld.rijen("termijn", dossier_id=zaak.id) == voor
    assert {t["status"] for t in voor} == {"vervallen"}
