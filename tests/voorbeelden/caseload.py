"""De lijsten van dossiers, wat stilvalt, en een vervolg; deel van de proef van de stap dossier."""

from core.platform.ids import nieuw_id
from core.platform.outbox.bus import zet_eenmaal
from core.process.dossier.stil import WAAK
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.proef import Verzoek

_GEDAAN = "update werkitem set status = 'vervallen', afgehandeld_op = now() where status = 'open' and dossier_id = $1"


async def lees_lijsten(wereld: Wereld) -> None:
    for pad in (
        "/dossiers",
        "/dossiers?voor=mij",
        "/dossiers?voor=niemand&fase=PLICHT_GEMELD",
        "/dossiers/niets-gepland",
        "/termijnverschuivingen",
        "/werkvoorraad?voor=niemand&verlopen=true",
        "/werkvoorraad?soort=NAVRAGEN,VERVOLG&uiterlijk=2026-03-09",
    ):
        await wereld.km.lees(pad)


async def er_valt_iets_stil(wereld: Wereld) -> None:
    """Elke dag kijkt Meedoen wat stilviel; een medewerker plant een vervolg, en dan is het werk daarvan klaar."""
    stil, weer_iets = [await Zaak.nieuw(wereld) for _ in range(2)]
    gedaan = (
        "update werkitem set status = 'vervallen', afgehandeld_op = now() where status = 'open' and dossier_id = $1"
    )
    for zaak in (stil, weer_iets):
        await wereld.alziend.execute(gedaan, zaak.id)
        await wereld.alziend.execute("update termijn set status = 'vervallen' where dossier_id = $1", zaak.id)
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    assert {w["dossier_id"] for w in await wereld.werk("NIETS_GEPLAND")} >= {stil.id, weer_iets.id}
    await stil.stuur("/vervolg", _een_vervolg())
    await wereld.alziend.execute("update termijn set status = 'lopend' where dossier_id = $1", weer_iets.id)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await zet_eenmaal(tx, WAAK, nieuw_id())
    await wereld.werk_af()


def _een_vervolg() -> dict[str, str]:
    return {"id": str(nieuw_id()), "wat": "bellen over de taalles", "uiterlijk": "2026-03-16"}


async def plan(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/vervolg"), body=_een_vervolg(), wie="klantmanager")
