"""Wie gezinslid van een asielstatushouder is, is dat in elk deel van de wet (art. 13 lid 1, onder b, en 15 lid 2)."""

from dataclasses import replace

from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.dossier.actions import verwerk_duo
from tests.process.handelen import HANDELINGEN
from tests.process.test_slot import _duo
from tests.process.wereld import VANDAAG, Wereld, velden
from tests.process.zaak import Zaak


async def _gezinslid(wereld: Wereld) -> Zaak:
    """DUO meldde als hoofdgroep gezin en overig, en fijner dat hij bij een asielstatushouder hoort."""
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await wereld.alziend.execute(
        "update dossier set fijne_doelgroep = 'Gezinsvormer met Asielstatushouder' where id = $1", zaak.id
    )
    return zaak


async def test_art_13_lid_1_b_hij_krijgt_maatschappelijke_begeleiding(wereld: Wereld) -> None:
    zaak = await _gezinslid(wereld)
    status, antwoord = await HANDELINGEN["partner"](zaak, {})
    assert status < 300, antwoord


async def test_art_15_lid_2_zijn_pip_noemt_de_intensiteit_van_de_leerroute(wereld: Wereld) -> None:
    zaak = await _gezinslid(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    assert velden(await zaak.stel_vast(verwacht=409)) == {"intensiteitLeerroute"}
    await zaak.schrijf_pip(versie=1, intensiteitLeerroute=600)
    await zaak.stel_vast(versie=2)


async def test_1_4_spreken_doelgroep_en_fijne_doelgroep_elkaar_tegen_dan_is_dat_werk(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    fijn = GedetailleerdeDoelgroep.GEZINSVORMER_MET_ASIELSTATUSHOUDER

    async def duo_meldt(groep: Doelgroep) -> None:
        feiten = replace(_duo(VANDAAG), doelgroep=groep, fijne_doelgroep=fijn)
        async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
            await verwerk_duo(tx, wereld.huis, zaak.id, feiten)

    await duo_meldt(Doelgroep.GEZIN_EN_OVERIG)
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "fijnere indeling" in w["omschrijving"]]
    assert "spreken elkaar tegen" in werk["omschrijving"]
    await duo_meldt(Doelgroep.ASIEL)
    assert not [w for w in await wereld.werk("NAVRAGEN") if "fijnere indeling" in w["omschrijving"]]
