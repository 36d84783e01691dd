"""Werk dat een feit noemt sluit als het feit er niet meer is, zonder dat een mens het afvinkt."""

import datetime as dt
from collections.abc import Collection

from core.ontwikkeling.simulator.bevolking import Inwoner
from core.process.dossier.zaak import neem_dossier
from core.process.voorvallen import BesluitBekendgemaakt, meld
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.besluit import besluit


async def _meld(wereld: Wereld, inwoner: Inwoner, code: str, minuut: int) -> None:
    await wereld.meldt(code, inwoner, op=BEGIN + dt.timedelta(minutes=minuut))
    await wereld.werk_af()


async def _open(wereld: Wereld, soorten: Collection[str] = ("NAVRAGEN", "DUO_GEEN_TOEGANG")) -> list[str]:
    return [w["omschrijving"] for soort in soorten for w in await wereld.werk(soort)]


async def test_c14_wie_brp_en_duo_eerst_niet_kenden_en_nu_wel(wereld: Wereld) -> None:
    inwoner = wereld.iemand()
    await _meld(wereld, inwoner, "SS139", 0)
    assert len(await _open(wereld)) == 2
    wereld.duo_weet(inwoner)
    await _meld(wereld, inwoner, "SS139", 5)
    assert await _open(wereld) == []
    gesloten = await wereld.rijen("werkitem", soort="NAVRAGEN", status="vervallen")
    assert {w["afhandeling"] for w in gesloten} >= {"DUO kent de plicht nu", "de BRP kent de persoon nu"}


async def test_c14_waar_duo_eerst_geen_toegang_toe_gaf_en_nu_wel(wereld: Wereld) -> None:
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    for code, minuut in (("SS139", 0), ("SS131", 1)):
        await wereld.storing("geen_toegang", 1)
        await _meld(wereld, inwoner, code, minuut)
    assert len(await _open(wereld)) == 2
    await _meld(wereld, inwoner, "SS139", 5)
    [over] = await _open(wereld, ("DUO_GEEN_TOEGANG",))
    assert "leerbaarheidstoets" in over
    await _meld(wereld, inwoner, "SS131", 6)
    assert await _open(wereld, ("DUO_GEEN_TOEGANG",)) == []


async def test_c14_een_stand_van_de_plicht_waar_het_dossier_niet_bij_kon(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    wereld.duo_weet(zaak.inwoner, plicht=False, plicht_einde=VANDAAG, reden="Inburgeringsplicht voldaan")
    await _meld(wereld, zaak.inwoner, "SS110", 5)
    assert ["VOLDAAN" in tekst for tekst in await _open(wereld)] == [True]
    wereld.duo_weet(zaak.inwoner, plicht=True, plicht_einde=None, reden=None)
    await _meld(wereld, zaak.inwoner, "SS110", 6)
    assert await _open(wereld) == []


async def test_c14_een_termijn_van_duo_die_eerst_verschilde_en_nu_niet_meer(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    for jaar, minuut, verwacht in ((2027, 5, 1), (2029, 6, 0)):
        wereld.duo_weet(zaak.inwoner, termijn=wereld.termijn(van=dt.date(2026, 3, 3), tot=dt.date(jaar, 3, 3)))
        await _meld(wereld, zaak.inwoner, "SS102", minuut)
        assert len(await wereld.werk("TERMIJN_VERSCHILT")) == verwacht


async def test_twee_besluiten_hebben_elk_hun_bezwaartermijn(wereld: Wereld) -> None:
    """De oorzaak hoort bij de termijn: de tweede bekendmaking laat de eerste bezwaartermijn lopen."""
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        ids = [await besluit(tx, dossier_id=zaak.id) for _ in range(2)]
    await wereld.alziend.execute("update besluit set bekendgemaakt_op = $1", VANDAAG)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        houvast = await neem_dossier(tx, zaak.id)
        for id_ in (*ids, ids[0]):
            await meld(tx, wereld.huis, houvast, BesluitBekendgemaakt(besluit_id=id_))
    termijnen = await wereld.rijen("termijn", soort="BEZWAAR")
    assert {(t["oorzaak_id"], t["status"]) for t in termijnen} == {(id_, "lopend") for id_ in ids}
    assert len(termijnen) == 2
