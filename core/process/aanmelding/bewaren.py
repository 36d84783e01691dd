"""Wat DUO gaf vergelijken met wat wij bewaarden, en het verschil bewaren."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.integrations.duo.gebeurtenissen import Hulpbron
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.process.aanmelding.gegevens import Gegeven
from core.process.aanmelding.rijen import DuoGegevenRij
from core.process.aanmelding.tables import DuoGegeven, Gegevensoort
from core.process.dossier.zaak import Zaak

_VELDEN = Gegeven.__struct_fields__


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    erbij: frozenset[Gegeven]
    weg: frozenset[Gegeven]

    def __bool__(self) -> bool:
        return bool(self.erbij or self.weg)

    @property
    def soorten(self) -> tuple[str, ...]:
        return tuple(sorted({str(g.soort) for g in self.erbij | self.weg}))

    @property
    def regels(self) -> tuple[str, ...]:
        """Per gegeven of het nieuw is of weg, en wat het is."""
        return tuple(
            f"{gegeven.in_woorden} {hoe}"
            for hoe, deel in (("is weg", self.weg), ("is nieuw", self.erbij))
            for gegeven in sorted(deel, key=repr)
        )


async def lees_gegevens(
    tx: Tx, dossier_id: UUID, *soorten: Gegevensoort, ook_vervallen: bool = False
) -> list[DuoGegevenRij]:
    """De gegevens van een dossier, oudste lezing eerst; zonder soorten alle."""
    waar = (DuoGegeven.gemeente_id == tx.gemeente_id) & (DuoGegeven.dossier_id == dossier_id)
    if soorten:
        waar = waar & DuoGegeven.soort.is_in([*soorten])
    if not ook_vervallen:
        waar = waar & DuoGegeven.vervallen_op.is_null()
    return await tx.lees_als(DuoGegevenRij, DuoGegevenRij.select().where(waar).order_by(DuoGegeven.id))


async def bewaar(tx: Tx, zaak: Zaak, bron: Hulpbron, gelezen: Iterable[Gegeven]) -> Verschil:
    """Bewaar wat nieuw is en merk wat er niet meer staat; wie de zaak heeft, doet dit alleen."""
    zaak.eis(tx)
    staand = {_gegeven(rij): rij.id for rij in await lees_gegevens(tx, zaak.id) if rij.bron is bron}
    nu = frozenset(gelezen)
    verschil = Verschil(erbij=nu - staand.keys(), weg=frozenset(staand.keys() - nu))
    for gegeven in sorted(verschil.erbij, key=repr):
        await voeg_toe(tx, zaak, bron, gegeven)
    if verschil.weg:
        await tx.schrijf(
            DuoGegeven.update({DuoGegeven.vervallen_op: await tx.nu()}).where(
                (DuoGegeven.gemeente_id == tx.gemeente_id)
                & DuoGegeven.id.is_in([staand[gegeven] for gegeven in verschil.weg])
            )
        )
    return verschil


async def voeg_toe(tx: Tx, zaak: Zaak, bron: Hulpbron, gegeven: Gegeven) -> None:
    """Bewaar één gegeven erbij."""
    zaak.eis(tx)
    waarden = {naam: getattr(gegeven, naam) for naam in _VELDEN}
    await tx.schrijf(
        DuoGegeven.insert(
            DuoGegeven(
                gemeente_id=tx.gemeente_id,
                id=nieuw_id(),
                dossier_id=zaak.id,
                bron=bron,
                gelezen_op=await tx.nu(),
                **waarden,
            )
        )
    )


def _gegeven(rij: DuoGegevenRij) -> Gegeven:
    return Gegeven(**{naam: getattr(rij, naam) for naam in _VELDEN})
