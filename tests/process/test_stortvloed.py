"""Een stortvloed van berichten van DUO vult de werkvoorraad niet: er is een bovengrens per persoon en dag."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import msgspec

from core.process.aanmelding.deurwerk import HOOGSTE_PER_PERSOON, HOOGSTE_ZONDER_PERSOON
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.dossier import werkitem


async def _ligt_er(wereld: Wereld, aantal: int, soort: str, dossier_id: UUID | None) -> None:
    """Zoveel werk van vandaag dat al uit berichten van DUO volgde."""
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        for _ in range(aantal):
            sleutel = f"{soort}:{uuid4()}"
            await werkitem(tx, soort=soort, dossier_id=dossier_id, sleutel=sleutel, ontstaan_op=BEGIN)
    if dossier_id is None:
        await wereld.alziend.execute("update werkitem set dossier_id = null where soort = $1", soort)


async def _meld(wereld: Wereld, zaak: Zaak, *minuten: int) -> list[dict[str, Any]]:
    """DUO meldt iets waar werk uit volgt; geeft het open werk daarvan."""
    for minuut in minuten:
        await wereld.meldt("SS122", zaak.inwoner, op=BEGIN + dt.timedelta(minutes=minuut))
    await wereld.werk_af()
    return [w for w in await wereld.werk("DUO_GEBEURTENIS") if w["dossier_id"] == zaak.id]


async def test_boven_de_grens_is_er_per_persoon_en_dag_nog_een_werkitem_en_elk_bericht_blijft(wereld: Wereld) -> None:
    zaak, ander = await Zaak.nieuw(wereld), await Zaak.nieuw(wereld)
    await _ligt_er(wereld, HOOGSTE_PER_PERSOON - 1, "DUO_GEBEURTENIS", zaak.id)
    assert len(await _meld(wereld, zaak, 1)) == HOOGSTE_PER_PERSOON, "tot de grens elk zijn eigen werk"
    vol = await _meld(wereld, zaak, 2, 3)
    assert len(vol) == HOOGSTE_PER_PERSOON + 1
    assert ["zo veel berichten over deze persoon" in w["omschrijving"] for w in vol].count(True) == 1
    assert len(await wereld.rijen("duo_ontvangst", dossier_id=zaak.id, status="werkitem")) == 3
    assert len(await _meld(wereld, ander, 4)) == 1, "een ander heeft zijn eigen grens"
    await wereld.zet_klok(BEGIN + dt.timedelta(days=1))
    assert len(await _meld(wereld, zaak, 1440)) == len(vol) + 1, "morgen is er weer ruimte"


async def test_berichten_die_niemand_noemen_hebben_samen_een_grens(wereld: Wereld) -> None:
    await _ligt_er(wereld, HOOGSTE_ZONDER_PERSOON, "DUO_GEEN_NUMMER", None)
    for minuut in (1, 2):
        body = {"registratieDatumTijd": BEGIN + dt.timedelta(minutes=minuut), "gebeurtenisId": "SS139"}
        await wereld.notificatie(msgspec.json.encode(body))
    await wereld.werk_af()
    assert len(await wereld.werk("DUO_GEEN_NUMMER")) == HOOGSTE_ZONDER_PERSOON
    [samen] = await wereld.werk("DUO_GEBEURTENIS")
    assert "die niemand noemen" in samen["omschrijving"]
