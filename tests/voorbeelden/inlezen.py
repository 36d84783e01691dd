"""Lijsten zoals een gemeente ze aanlevert, en wie ervan ingelezen wordt."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from openpyxl import Workbook

from core.law.inlezen import Bekend
from core.ontwikkeling.simulator.bevolking import Inwoner
from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.inlezen import opdrachten
from core.process.inlezen.lijst import Ingelezen
from core.process.inlezen.tables import Leesstatus
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import HERVERSLEUTELT, Bereik
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.nummers import proefvnummer
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Cijferproef, Kanarie, Proef

KOP = ("bsn", "v-nummer", "pip", "leerroute")
DOOR = "J. de Wit, functioneel beheerder"


def als_csv(pad: Path, *rijen: Sequence[str], teken: str = ";", codering: str = "utf-8") -> Path:
    pad.write_bytes("\r\n".join(teken.join(rij) for rij in rijen).encode(codering))
    return pad


def als_excel(pad: Path, *rijen: Sequence[object]) -> Path:
    boek = Workbook()
    blad = boek.active
    assert blad is not None
    for rij in rijen:
        blad.append(list(rij))
    boek.save(pad)
    return pad


def op_de_lijst(inwoner: Inwoner, *, rij: int = 2, bekend: Bekend | None = None, **anders: Any) -> Ingelezen:
    """Deze persoon, met zijn BSN."""
    return Ingelezen(rij=rij, bsn=Bsn(inwoner.bsn), vnummer=None, bekend=bekend or Bekend(), **anders)


def met_v_nummer(nummer: VNummer, *, rij: int) -> Ingelezen:
    return Ingelezen(rij=rij, bsn=None, vnummer=nummer, bekend=Bekend())


async def lees_in(wereld: Wereld, *regels: Ingelezen, af: bool = True) -> None:
    """Zet hen klaar, en laat de worker hen lezen."""
    assert await opdrachten.begin(wereld.huis, wereld.twee.a.tenant, regels, door=DOOR) == []
    if af:
        await wereld.werk_af()


async def inlezing(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {"gemeente_id": tx.gemeente_id, "id": id_, "begonnen_op": TOEN, "namens": DOOR}
    await voeg_in(tx, "inlezing", waarden | anders)
    return id_


async def inleesregel(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "inlezing_id": anders.get("inlezing_id") or await inlezing(tx),
        "rij": 2,
        "status": "wacht",
        "cijfer": os.urandom(80),
        "sleutelversie": 1,
    }
    await voeg_in(tx, "inleesregel", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    """Iemand met een BSN, iemand zonder, en iemand die hier al is."""
    bekend = await Zaak.nieuw(wereld, asiel=False)
    inwoner = wereld.iemand(asiel=False)
    wereld.duo_weet(inwoner)
    await opdrachten.stand(wereld.huis, wereld.twee.a.tenant)
    await wereld.alziend.execute(
        "update collega set email = 'k.manager@example.org' where medewerker_id = $1", wereld.twee.a.klantmanager
    )
    regels = (op_de_lijst(inwoner, rij=2, behandelaar="k.manager@example.org"), op_de_lijst(bekend.inwoner, rij=3))
    await lees_in(wereld, *regels, met_v_nummer(proefvnummer(900), rij=4))
    await opdrachten.stand(wereld.huis, wereld.twee.a.tenant)
    await opdrachten.vergelijk(wereld.huis, wereld.twee.a.tenant, regels)


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """Een lijst waarvan nog iemand wacht."""
    async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_taak()) as tx:
        await inleesregel(tx, inlezing_id=await inlezing(tx, namens=merken.nieuw()))


PROEF = Proef(
    fabrieken={"inlezing": inlezing, "inleesregel": inleesregel},
    bereik={
        (Actor.GEMEENTE, "inlezing"): Bereik(leest=None, voegt_in=None),
        (Actor.GEMEENTE, "inleesregel"): Bereik(
            leest=None,
            voegt_in=("wacht",),
            wijzigt=("wacht",),
            naar=tuple(str(status) for status in Leesstatus if status is not Leesstatus.WACHT),
            waarvoor="wie wacht wordt gelezen; daarna verandert een regel niet",
        ),
        (Actor.SLEUTELS, "inleesregel"): HERVERSLEUTELT,
    },
    nooit_gefilterd={"inleesregel": {"cijfer": "bytea"}},
    cijfers={
        "inleesregel.cijfer": Cijferproef(
            rauw="select id, cijfer from inleesregel where gemeente_id = $1 and cijfer is not null order by 1",
            maak=inleesregel,
        )
    },
    verhaal=_verhaal,
    kanarie=Kanarie(
        loop=_loop,
        niet_bij_ieder=frozenset({"inlezing", "inleesregel"}),
        versleuteld={"inleesregel.cijfer": "wie er op de lijst staat"},
    ),
)
