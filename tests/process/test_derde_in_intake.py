"""Informatie van een derde die gevraagd wordt of komt terwijl de intake nog loopt (art. 5.3 lid 2 Bi2021, PG-5)."""

import datetime as dt

from tests.process.handelen import derde_partij
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.oproep import VERZOEK

GISTEREN = (VANDAAG - dt.timedelta(days=1)).isoformat()


async def test_pg_5_wat_een_derde_al_stuurde_staat_er_en_de_intake_gaat_door(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    assert (await zaak.lees())["fase"] == "INTAKE_LOOPT"
    assert (await derde_partij(zaak, {"gevraagdOp": GISTEREN, "ontvangenOp": VANDAAG.isoformat()}))[0] == 204
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    assert (dossier["fase"], dossier["derde_ontvangen_op"]) == ("INTAKE_LOOPT", VANDAAG)
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip()
    await zaak.stel_vast()


async def test_pg_5_komt_zij_laat_dan_is_de_termijn_meteen_twee_weken_later(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    [oud] = [t for t in await zaak.lees("/termijnen") if t["status"] == "lopend" and t["soort"].startswith("PIP")]
    op = dt.date.fromisoformat(oud["laatsteDag"]) - dt.timedelta(days=2)
    await wereld.zet_klok(op)
    assert (await derde_partij(zaak, {"gevraagdOp": VANDAAG.isoformat(), "ontvangenOp": op.isoformat()}))[0] == 204
    [nu] = [t for t in await zaak.lees("/termijnen") if t["status"] == "lopend" and t["soort"].startswith("PIP")]
    assert nu["soort"] == "PIP_D"
    assert dt.date.fromisoformat(nu["laatsteDag"]) >= op + dt.timedelta(days=14)


async def _vraag(zaak: Zaak, **ook: object) -> None:
    assert (await derde_partij(zaak, {"gevraagdOp": VANDAAG.isoformat()} | ook))[0] == 204


async def _fase(zaak: Zaak) -> str:
    return str((await zaak.lees())["fase"])


async def test_pg_5_wat_in_de_intake_gevraagd_is_wacht_pas_als_zij_af_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await _vraag(zaak)
    assert await _fase(zaak) == "INTAKE_LOOPT"
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    assert await _fase(zaak) == "WACHT_OP_DERDE"
    await zaak.schrijf_pip()
    await zaak.stel_vast(verwacht=409)
    await _vraag(zaak, ontvangenOp=VANDAAG.isoformat())
    assert await _fase(zaak) == "INTAKE_AFGEROND"
    await zaak.stel_vast()


async def test_pg_5_is_het_antwoord_er_voordat_de_intake_af_is_dan_wacht_er_niets(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await _vraag(zaak)
    await _vraag(zaak, ontvangenOp=VANDAAG.isoformat())
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    assert await _fase(zaak) == "INTAKE_AFGEROND"


async def test_pg_5_ook_wie_opnieuw_wordt_opgeroepen_en_een_intake_die_weer_opengaat_vergeten_de_vraag_niet(
    wereld: Wereld,
) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_intake()
    await _vraag(zaak)
    gesprek = VERZOEK | {"soort": "GESPREK", "wat": "het tweede gesprek"}
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "liep weg", verzoek=gesprek)
    assert await _fase(zaak) == "INTAKE_OPGEROEPEN"
    await _vraag(zaak, ontvangenOp=VANDAAG.isoformat())
    assert await _fase(zaak) == "INTAKE_OPGEROEPEN"

    ander = await Zaak.nieuw(wereld)
    await ander.tot_pip()
    await _vraag(ander)
    versie = (await ander.lees("/brede-intake"))["versie"]
    await ander.stuur("/brede-intake/heropening", {"motief": "verkeerde opleiding", "versie": versie})
    assert await _fase(ander) == "INTAKE_LOOPT"
    await ander.rond_intake_af()
    assert await _fase(ander) == "WACHT_OP_DERDE"
