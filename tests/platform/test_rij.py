"""Een rij past precies in haar struct, of het is een fout."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import pytest
from piccolo.query.methods.select import Select

from core.fouten import VersieConflict
from core.platform.db.rij import JSONB, Rij, RijPastNiet
from core.platform.db.uow import Databank, Tx
from core.process.dossier.rijen import DossierRij, StaandeTermijn, TermijnRij, WerkitemRij
from core.process.dossier.tables import GEEN_DATUM, Dossier, Termijn
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.dossier import dossier, termijn, werkitem

WERK = "select * from meedoen.werkitem where gemeente_id = $1"


class Kleur(StrEnum):
    ROOD = "rood"


class Ding(Rij, frozen=True):
    id: UUID
    kleur: Kleur
    dag: date | None
    delen: Annotated[tuple[str, ...], JSONB]


GOED: dict[str, Any] = {"id": UUID(int=1), "kleur": "rood", "dag": None, "delen": '["a", "b"]'}


def test_een_rij_is_getypt() -> None:
    [ding] = Ding.van([GOED])
    assert ding == Ding(UUID(int=1), Kleur.ROOD, None, ("a", "b"))
    assert isinstance(ding.kleur, Kleur)
    with pytest.raises(AttributeError):
        ding.dag = date(2026, 1, 1)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("maak", "waarom"),
    [
        (lambda r: r | {"extra": 1}, "unknown field `extra`"),
        (lambda r: {k: v for k, v in r.items() if k != "dag"}, "missing required field `dag`"),
        (lambda r: r | {"kleur": "blauw"}, "Invalid enum value 'blauw'"),
        (lambda r: r | {"kleur": None}, "Expected `str`, got `null`"),
        (lambda r: r | {"id": 1}, "Expected `uuid`"),
        (lambda r: r | {"delen": "[1]"}, "Expected `str`, got `int`"),
    ],
)
def test_wat_niet_past_is_een_fout(maak: Callable[[Mapping[str, Any]], Mapping[str, Any]], waarom: str) -> None:
    with pytest.raises(RijPastNiet, match=f"^Ding: .*{waarom}"):
        Ding.van([GOED, maak(GOED)])


def _dossier(tx: Tx, id_: UUID) -> Select[Any]:
    return DossierRij.select().where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == id_))


async def test_lezen_uit_de_database(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        id_ = await dossier(tx)
        await termijn(tx, dossier_id=id_)
        await werkitem(tx, dossier_id=id_)
        rij = await tx.lees_een_als(DossierRij, _dossier(tx, id_))
        assert rij is not None
        assert (rij.id, rij.fase, rij.geopend_op) == (id_, "PLICHT_GEMELD", datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
        assert await tx.lees_een_als(DossierRij, _dossier(tx, UUID(int=1))) is None
        hier = Termijn.gemeente_id == tx.gemeente_id
        [gevonden] = await tx.lees_als(TermijnRij, TermijnRij.select().where(hier))
        assert gevonden.uitleg == ("tien weken na de kennisgeving",)
        [kort] = await tx.lees_als(StaandeTermijn, StaandeTermijn.select().where(hier))
        assert kort.id == gevonden.id
        [werk] = await tx.fetch_als(WerkitemRij, WERK, tx.gemeente_id)
        assert werk.vervaldatum == GEEN_DATUM
        assert await tx.fetchrow_als(WerkitemRij, WERK, id_) is None


async def test_schrijven_geeft_de_rij_zoals_zij_nu_is(databank: Databank, twee_gemeenten: TweeGemeenten) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        id_ = await dossier(tx)
        vraag = (
            Dossier.update({Dossier.let_op: "y", Dossier.versie: 2, Dossier.gewijzigd_door: tx.medewerker_id})
            .where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == id_) & (Dossier.versie == 1))
            .returning(*DossierRij.kolommen())
        )
        assert (await tx.schrijf_een_als(DossierRij, vraag)).let_op == "y"
        with pytest.raises(VersieConflict):
            await tx.schrijf_een_als(DossierRij, vraag)


def test_een_rij_zonder_tabel_heeft_geen_vraag() -> None:
    with pytest.raises(LookupError, match="Ding"):
        Ding.select()
