"""De keten van oproepen in een dossier: te lezen vanaf de dag dat de termijn loopt, en werk als een dag voorbij is."""

from datetime import date

import msgspec
import pytest

from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

EERSTE = date(2026, 3, 25)
"""De laatste dag voor de eerste oproep van wie vandaag begint, zonder boete, in een gemeente die met een motief van het
voornemen kan afzien (tests/law/oproepketen.yaml, K2-niet)."""


async def test_18_3_de_keten_staat_er_op_de_dag_dat_de_termijn_begint(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    keten = await zaak.lees("/oproepen/keten")
    assert (keten["laatsteDag"], keten["nodig"], keten["metBoetevraag"]) == ("2026-05-11", True, False)
    assert [s["schakel"] for s in keten["stappen"]] == ["OPROEP_1", "OPROEP_2", "BOETEVRAAG", "OPROEP_3", "PIP"]
    assert keten["stappen"][0]["uiterlijk"] == EERSTE.isoformat()
    assert not any(s["achter"] or s["gedaanOp"] for s in keten["stappen"])
    gezin = await Zaak.nieuw(wereld, asiel=False)
    assert (await gezin.lees("/oproepen/keten"))["metBoetevraag"] is True, "met een boete moet het eerder beginnen"


async def test_18_3_een_gemeente_die_altijd_een_voornemen_stuurt_houdt_daar_ruimte_voor(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PG-10. Met een boete erbij passen de gewone lengtes niet; de keten en het werk zeggen dat, en wat er wel kan."""
    a = wereld.twee.a
    keuzes = msgspec.structs.replace(a.tenant.keuzes, voornemen_pip_afwezig=None)
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=keuzes))
    keten = await (await Zaak.nieuw(wereld)).lees("/oproepen/keten")
    dagen = {s["schakel"]: s["uiterlijk"] for s in keten["stappen"]}
    assert (dagen["OPROEP_1"], dagen["VOORNEMEN"], keten["toelichting"]) == ("2026-03-10", "2026-04-24", "")
    gezin = await Zaak.nieuw(wereld, asiel=False)
    keten = await gezin.lees("/oproepen/keten")
    dagen = {s["schakel"]: s["uiterlijk"] for s in keten["stappen"]}
    assert (dagen["OPROEP_1"], dagen["VOORNEMEN"]) == ("2026-03-03", "2026-05-01")
    assert "het voornemen 7 dagen" in keten["toelichting"]
    await wereld.zet_klok(date(2026, 3, 4))
    await _dag(wereld)
    [werk] = await wereld.werk("OPROEPKETEN")
    assert werk["dossier_id"] == gezin.id
    for stuk in ("03-03-2026 de eerste oproep verzenden", "tot en met dinsdag 07-04-2026", "met de derde oproep mee"):
        assert stuk in werk["omschrijving"]


async def test_18_3_een_laatste_dag_die_voorbijgaat_wordt_werk_en_sluit_door_te_verzenden(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.zet_klok(EERSTE)
    await _dag(wereld)
    assert await wereld.werk("OPROEPKETEN") == [], "de laatste dag telt nog mee"
    await wereld.zet_klok(date(2026, 3, 26))
    for _ in range(2):
        await _dag(wereld)
    [werk] = await wereld.werk("OPROEPKETEN")
    assert "25-03-2026 de eerste oproep verzenden" in werk["omschrijving"]
    assert (werk["dossier_id"], werk["vervaldatum"]) == (zaak.id, date(2026, 4, 15))
    await zaak.roep_op(date(2026, 4, 9), afspraakOp="2026-04-09T09:00:00Z")
    await zaak.verzend_oproep()
    assert await wereld.werk("OPROEPKETEN") == []
    assert (await zaak.lees("/oproepen/keten"))["stappen"][0]["gedaanOp"] == "2026-03-26"


async def test_18_3_na_een_gemiste_oproep_is_de_volgende_werk_met_haar_laatste_dag(wereld: Wereld) -> None:
    """Niet pas als die dag voorbij is: dan is er niets meer te plannen."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(1)
    await _dag(wereld)
    keten = {s["schakel"]: s["uiterlijk"] for s in (await zaak.lees("/oproepen/keten"))["stappen"]}
    [werk] = await wereld.werk("OPROEPKETEN")
    assert "Nu is aan de beurt: de tweede oproep verzenden" in werk["omschrijving"]
    assert werk["vervaldatum"].isoformat() == keten["OPROEP_2"]
    await zaak.roep_op()
    await _dag(wereld)
    assert await wereld.werk("OPROEPKETEN") == [], "er ligt er een klaar; die te verzenden is eigen werk"


async def test_18_3_wie_in_gesprek_is_heeft_geen_keten_meer_nodig(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verschijnt()
    await wereld.zet_klok(VANDAAG.replace(month=5))
    await _dag(wereld)
    assert await wereld.werk("OPROEPKETEN") == []
    assert (await zaak.lees("/oproepen/keten"))["nodig"] is False


async def _dag(wereld: Wereld) -> None:
    await wereld.alziend.execute("delete from outbox where soort = 'oproep.waak_keten'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()


async def test_18_3_het_voornemen_is_gedaan_op_de_dag_dat_het_wegging(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = wereld.twee.a
    keuzes = msgspec.structs.replace(a.tenant.keuzes, voornemen_pip_afwezig=None)
    monkeypatch.setitem(wereld.huis.tenants, a.id, msgspec.structs.replace(a.tenant, keuzes=keuzes))
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()

    async def gedaan() -> object:
        keten = await zaak.lees("/oproepen/keten")
        return next(s["gedaanOp"] for s in keten["stappen"] if s["schakel"] == "VOORNEMEN")

    await zaak.leg_pip_voor(await zaak.over(14))
    assert await gedaan() is None, "opgesteld is nog niet verzonden"
    await zaak.verzend_voornemen()
    assert await gedaan() == (await wereld.vandaag()).isoformat()
    await zaak.bij_voornemen("intrekking", {"motief": "er staat een fout in het plan"})
    assert await gedaan() is None, "wat is ingetrokken ligt niet meer voor"
