"""Het hele verhaal: van de eerste melding van DUO tot een taalschool die haar leerling ziet."""

from core.integrations.simulator.bevolking import Verhaal
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak


async def test_van_melding_tot_taalschool(wereld: Wereld) -> None:
    inwoner = wereld.wie(Verhaal.ASIEL_GEHUISVEST)
    zaak = await Zaak.gemeld(wereld, inwoner)
    assert (await zaak.lees())["fase"] == "PLICHT_GEMELD"
    await zaak.roep_op()
    await zaak.verschijnt()
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    await zaak.stel_vast()
    await wereld.werk_af(behalve=())
    assert (await zaak.lees())["fase"] == "TRAJECT_ACTIEF"
    assert wereld.duo_heeft(inwoner).pips[0].pip.dagtekeningPip == VANDAAG
    brief = (await zaak.lees("/brieven"))[-1]
    pdf = await zaak.lees(f"/brieven/{brief['id']}/pdf")
    assert pdf.startswith(b"%PDF-1.7")
