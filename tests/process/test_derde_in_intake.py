"""Informatie van een derde die komt terwijl de intake nog loopt (art. 5.3 lid 2 Bi2021, PG-5)."""

import datetime as dt

from tests.process.handelen import derde_partij
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

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


async def test_vragen_en_wachten_kan_pas_als_de_intake_af_is(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    assert (await derde_partij(zaak, {"gevraagdOp": VANDAAG.isoformat()}))[0] == 409
