"""Wat er met een toewijzing gebeurde, voor het eigen systeem van de organisatie."""

from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Actor
from core.process.verandering.actions import geef_nummers
from tests.api.leerlingen import Herkomst, Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Kanarie, Partnerzicht, Proef
from tests.voorbeelden.toewijzing import toewijzing

_MET_NUMMER = Bereik(waarvoor="een organisatie leest een regel pas als zij een nummer heeft (test_verandering)")


async def verandering(tx: Tx, *, toewijzing_id: UUID | None = None) -> UUID:
    """Een regel die nog geen nummer heeft, van een nieuwe toewijzing als er geen genoemd is."""
    if toewijzing_id is None:
        toewijzing_id = await toewijzing(tx)
    rij = await tx.fetchrow(
        "select organisatie_id from meedoen.toewijzing where gemeente_id = $1 and id = $2",
        tx.gemeente_id,
        toewijzing_id,
    )
    assert rij is not None
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "organisatie_id": rij["organisatie_id"],
        "toewijzing_id": toewijzing_id,
        "soort": "gewijzigd",
    }
    await voeg_in(tx, "verandering", waarden)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    """Iemand wordt aangeboden; als de regel haar nummer heeft, leest de organisatie haar."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    await wereld.werk_af()
    await wereld.mens("school").lees("/eigen-toewijzingen/veranderingen")
    await wereld.mens("maatschappelijke_partner").lees("/eigen-begeleiding/veranderingen")


async def _loop(zaak: Zaak, leerling: Leerling, _: Merken) -> None:
    """De regels van de stap hiervoor worden leesbaar."""
    if leerling.bij is not None:
        async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_taak()) as tx:
            for partij in PARTIJEN:
                await geef_nummers(tx, leerling.bij.leden[partij.naam].organisatie)


def _eigen(zicht: Partnerzicht, herkomst: Herkomst) -> bool:
    rij = herkomst.rij
    return (
        rij["organisatie_id"] == str(zicht.lid.organisatie)
        and rij["gemeente_id"] in zicht.gemeenten
        and rij["nummer"] is not None
    )


PROEF = Proef(
    fabrieken={"verandering": verandering},
    bereik={
        (Actor.GEMEENTE, "verandering"): Bereik(
            leest=None, voegt_in=None, waarvoor="daarna alleen het nummer, eenmaal; wat het heeft verandert niet"
        ),
        (Actor.TAALSCHOOL, "verandering"): _MET_NUMMER,
        (Actor.MAATSCHAPPELIJKE_PARTNER, "verandering"): _MET_NUMMER,
    },
    verhaal=_verhaal,
    kanarie=Kanarie(loop=_loop, niet_bij_ieder=frozenset({"verandering"}), ziet_een_partner={"verandering": _eigen}),
)
