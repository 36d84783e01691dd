"""Het huishouden en de vastgestelde begeleiding."""

from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from tests.api.leerlingen import Leerling, Merken
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import BEWERKT, SCHRIJFT_BIJ
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek, Zwijgt

HUISHOUDEN: dict[str, Any] = {"huishouden": "gezin", "wachtOpGezinshereniging": False, "gedeeldeWoning": False}


async def begeleiding(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "huishouden": "gezin",
        "wacht_op_gezinshereniging": False,
        "gedeelde_woning": False,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "begeleiding", waarden | anders)
    return id_


async def begeleiding_vaststelling(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "voorstel": '{"diensten": [], "plugin": "standaard", "versie": "1.0.0", "peildatum": "2026-03-02"}',
        "diensten": "[]",
        "afgeweken": False,
        "ontvangstbewijs": "{}",
        "vastgesteld_door": tx.medewerker_id,
        "vastgesteld_op": TOEN,
    }
    await voeg_in(tx, "begeleiding_vaststelling", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": 0})
    await zaak.stuur("/begeleiding/weglegging", {"motief": "van een ander gezin", "versie": 1})
    for versie in (0, 1):
        await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": versie})
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": 1}, 409)
    await zaak.stuur("/begeleiding/vaststelling", {"id": str(uuid4()), "versie": 2})
    await zaak.lees("/begeleiding")


async def _zaai(akker: Akker) -> dict[str, str]:
    await akker.intake.km.bewaar(akker.intake.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": 0})
    return {}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": 0})
    anders = {"diensten": [{"dienst": "tolk", "organisatie": "Ander"}], "motief": "kent deze al"}
    await zaak.stuur("/begeleiding/vaststelling", {"id": str(uuid4()), "versie": 1} | anders)


async def _leg_huishouden_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/begeleiding/beeld"), body=HUISHOUDEN | {"versie": 0})


async def _stel_vast(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": 0})
    return Verzoek(zaak=zaak, pad=zaak.pad("/begeleiding/vaststelling"), body={"id": str(uuid4()), "versie": 1})


async def _leg_weg(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.km.bewaar(zaak.pad("/begeleiding/beeld"), HUISHOUDEN | {"versie": 0})
    body = {"motief": "van een ander gezin", "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad("/begeleiding/weglegging"), body=body)


_VAN_HET_HUISHOUDEN = Versie(tabel="begeleiding", kolom="dossier_id", parameter="dossier_id", wie="vastgelegd")
PROEF = Proef(
    fabrieken={"begeleiding": begeleiding, "begeleiding_vaststelling": begeleiding_vaststelling},
    bereik={
        (Actor.GEMEENTE, "begeleiding"): BEWERKT,
        (Actor.GEMEENTE, "begeleiding_vaststelling"): SCHRIJFT_BIJ,
    },
    nooit_gefilterd={
        "begeleiding_vaststelling": dict.fromkeys(("voorstel", "diensten", "ontvangstbewijs"), "jsonb"),
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset({"HuishoudenWeglegging.motief", "Vaststelling.motief"}),
        Zwijgt.NAAM_OF_NUMMER: frozenset({"Vaststelling.diensten[0].dienst", "Vaststelling.diensten[0].organisatie"}),
    },
    handelingen={
        "PUT /dossiers/{dossier_id}/begeleiding/beeld": _leg_huishouden_vast,
        "POST /dossiers/{dossier_id}/begeleiding/vaststelling": _stel_vast,
        "POST /dossiers/{dossier_id}/begeleiding/weglegging": _leg_weg,
    },
    zaai=_zaai,
    versies={
        "begeleiding/beeld": _VAN_HET_HUISHOUDEN,
        "begeleiding/vaststelling": _VAN_HET_HUISHOUDEN,
        "begeleiding/weglegging": _VAN_HET_HUISHOUDEN,
    },
    weegt={"begeleidingStelVast": ("400", "409"), "begeleidingLegWeg": ("409",)},
    kanarie=Kanarie(loop=_loop),
)
