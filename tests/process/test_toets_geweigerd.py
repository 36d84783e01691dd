"""De toets geweigerd, en pas daarna bleek de intake verkort: die oproep telt niet meer (art. 15 lid 4, PG-3, PG-4)."""

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.standen_verkort import toets_geweigerd_en_dan_verkort, verkort
from tests.process.wereld import Wereld, velden
from tests.process.zaak import WERKDAG, Zaak
from tests.voorbeelden.oproep import VERZOEK


async def _gezin(wereld: Wereld) -> Zaak:
    return await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))


async def _terug_te_nemen(wereld: Wereld, *, status: str = "open") -> list[str]:
    alle = await wereld.werk("NAVRAGEN", status=status)
    return [w["omschrijving"] for w in alle if "toets-hoorde-er-niet-bij" in w["sleutel"]]


async def _fase(zaak: Zaak) -> str:
    return str((await zaak.lees())["fase"])


async def _weigerde_ook_de_derde(wereld: Wereld) -> Zaak:
    """Op de tweede weigerde de persoon de toets, op de derde schreef hij dat hij niet komt; de intake is ingevuld."""
    zaak = await _gezin(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(1)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", verzoek=VERZOEK)
    await zaak.beantwoord_boetevraag()
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
    await zaak.vul_intake_zonder_uitslag(bronnenBijAfwezigheid="BRP", verslag="op stukken")
    return zaak


async def test_pg_3_de_oproep_telt_niet_meer_en_terugnemen_is_werk(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await toets_geweigerd_en_dan_verkort(zaak)
    oproep = (await zaak.lees("/oproepen"))[-1]
    [waarom] = oproep["teltNiet"]
    assert "daarna deed de persoon alleen de toets niet" in waarom
    [werk] = await _terug_te_nemen(wereld)
    assert "Neem die uitkomst terug" in werk
    fout = await zaak.roep_op(verwacht=409)
    assert "uitkomst" in velden(fout)
    assert "de uitkomst van een oproep terugnemen" in fout["detail"]
    await zaak.neem_terug("UITKOMST")
    assert await _fase(zaak) == "INTAKE_LOOPT"
    assert (await _terug_te_nemen(wereld), await wereld.werk("BOETEVRAAG")) == ([], [])
    assert (await zaak.lees("/oproepen"))[-1]["teltNiet"] == []
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="")
    await zaak.rond_intake_af()


async def test_pg_4_op_de_toets_rust_geen_afronding_in_afwezigheid(wereld: Wereld) -> None:
    """Na de weigering kwam een derde oproep, en op die schreef de persoon dat hij niet komt."""
    zaak = await _weigerde_ook_de_derde(wereld)
    await verkort(zaak)
    fout = await zaak.rond_intake_af(409, in_afwezigheid=True)
    assert {"oproepen", "uitkomst"} <= velden(fout)
    await zaak.neem_terug("UITKOMST")
    await zaak.trek_oproep_in()
    await zaak.neem_terug("BOETEVRAAG", oproep=-2)
    await zaak.neem_terug("UITKOMST", oproep=-2)
    assert await _fase(zaak) == "INTAKE_LOOPT"


async def test_pg_4_ook_een_pip_in_afwezigheid_rust_er_niet_op(wereld: Wereld) -> None:
    """De intake was al zonder hem af toen DUO de leerroute gaf."""
    zaak = await _weigerde_ook_de_derde(wereld)
    await zaak.rond_intake_af(in_afwezigheid=True)
    await verkort(zaak)
    await zaak.schrijf_pip()
    assert "oproepen" in velden(await zaak.stel_vast(verwacht=409))
    assert len(await _terug_te_nemen(wereld)) == 1
    await zaak.heropen_intake()


async def test_wie_op_een_latere_oproep_kwam_heeft_niets_terug_te_nemen(wereld: Wereld) -> None:
    zaak = await _gezin(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", verzoek=VERZOEK)
    await zaak.roep_op(WERKDAG)
    await verkort(zaak)
    assert len(await _terug_te_nemen(wereld)) == 1
    await zaak.verschijnt()
    assert await _terug_te_nemen(wereld) == []
    assert await _fase(zaak) == "INTAKE_LOOPT"
