"""Een begin, een afronding of een heropening van de intake bij vergissing: elk heeft een weg terug (art. 3:2 Awb)."""

from tests.process.handelen import derde_partij
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak


async def _fase(zaak: Zaak) -> str:
    return str((await zaak.lees())["fase"])


async def test_een_begin_in_het_verkeerde_dossier_gaat_terug_met_de_uitkomst(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vul_intake()
    await zaak.leg_intake_weg()
    await zaak.neem_terug("UITKOMST")
    assert await _fase(zaak) == "INTAKE_OPGEROEPEN"
    await zaak.verschijnt()
    assert await _fase(zaak) == "INTAKE_LOOPT"


async def test_een_heropening_bij_vergissing_gaat_terug_door_haar_weer_af_te_ronden(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.heropen_intake()
    assert await _fase(zaak) == "INTAKE_LOOPT"
    await zaak.rond_intake_af()
    assert await _fase(zaak) == "INTAKE_AFGEROND"
    await zaak.stel_vast()


async def test_ook_terwijl_er_op_een_derde_gewacht_wordt(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    assert (await derde_partij(zaak, {"gevraagdOp": VANDAAG.isoformat()}))[0] == 204
    assert await _fase(zaak) == "WACHT_OP_DERDE"
    await zaak.heropen_intake()
    await zaak.rond_intake_af()
    assert await _fase(zaak) == "WACHT_OP_DERDE", "het antwoord is er nog steeds niet"


async def test_in_afwezigheid_begint_alleen_het_voornemen_opnieuw(wereld: Wereld) -> None:
    """Wat hij al las is niet ongedaan te maken: hij hoort dat het niet meer geldt, en krijgt opnieuw zijn tijd."""
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    await zaak.heropen_intake()
    await zaak.rond_intake_af(in_afwezigheid=True)
    assert await _fase(zaak) == "INTAKE_AFGEROND"
    assert [v["status"] for v in await zaak.lees("/pip-voornemens")] == ["vervallen"]
    await zaak.leg_pip_voor()
