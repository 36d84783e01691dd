"""Een stortvloed van berichten van DUO vult de werkvoorraad niet: er is een bovengrens per persoon en dag."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import msgspec

from core.process.aanmelding import deurwerk
from core.process.aanmelding.deurwerk import HOOGSTE_PER_PERSOON, HOOGSTE_ZONDER_PERSOON
from core.process.aanmelding.werksoorten import Soort
from tests.process.wereld import BEGIN, Wereld
from tests.voorbeelden.dossier import dossier, werkitem


async def _ligt_er(wereld: Wereld, aantal: int, soort: str, dossier_id: UUID | None) -> None:
    """Zoveel werk van vandaag dat al uit berichten van DUO volgde."""
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        for _ in range(aantal):
            sleutel = f"{soort}:{uuid4()}"
            await werkitem(tx, soort=soort, dossier_id=dossier_id, sleutel=sleutel, ontstaan_op=BEGIN)
    if dossier_id is None:
        await wereld.alziend.execute("update werkitem set dossier_id = null where soort = $1", soort)


async def _volgt(wereld: Wereld, dossier_id: UUID) -> list[dict[str, Any]]:
    """Uit een volgend bericht over deze persoon volgt werk; geeft al het open werk daarvan."""
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await deurwerk.zet_klaar(
            tx,
            Soort.DUO_GEBEURTENIS,
            omschrijving="iets",
            grond="art. 34 Wi2021",
            sleutel=str(uuid4()),
            dossier_id=dossier_id,
        )
    return await wereld.rijen("werkitem", dossier_id=dossier_id, status="open", soort="DUO_GEBEURTENIS")


async def test_boven_de_grens_is_er_per_persoon_en_dag_nog_een_werkitem(wereld: Wereld) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        een, ander = [await dossier(tx) for _ in range(2)]
    await _ligt_er(wereld, HOOGSTE_PER_PERSOON - 1, "DUO_GEBEURTENIS", een)
    assert len(await _volgt(wereld, een)) == HOOGSTE_PER_PERSOON, "tot de grens elk zijn eigen werk"
    for _ in range(2):
        vol = await _volgt(wereld, een)
        assert len(vol) == HOOGSTE_PER_PERSOON + 1
    assert ["zo veel berichten over deze persoon" in w["omschrijving"] for w in vol].count(True) == 1
    assert len(await _volgt(wereld, ander)) == 1, "een ander heeft zijn eigen grens"
    await wereld.zet_klok(BEGIN + dt.timedelta(days=1))
    assert len(await _volgt(wereld, een)) == len(vol) + 1, "morgen is er weer ruimte"


async def test_berichten_die_niemand_noemen_hebben_samen_een_grens(wereld: Wereld) -> None:
    await _ligt_er(wereld, HOOGSTE_ZONDER_PERSOON, "DUO_GEEN_NUMMER", None)
    for minuut in (1, 2):
        body = {"registratieDatumTijd": BEGIN + dt.timedelta(minutes=minuut), "gebeurtenisId": "SS139"}
        await wereld.notificatie(msgspec.json.encode(body))
    await wereld.werk_af()
    assert len(await wereld.werk("DUO_GEEN_NUMMER")) == HOOGSTE_ZONDER_PERSOON
    assert len(await wereld.rijen("duo_ontvangst", status="werkitem")) == 2, "elk bericht blijft"
    [samen] = await wereld.werk("DUO_GEBEURTENIS")
    assert "die niemand noemen" in samen["omschrijving"]
