"""De begeleiding van een dossier: het huishouden, het voorstel zoals het nu is, en wat er is vastgesteld."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.fouten import PluginFout
from core.law.fasen import AFGESLOTEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.begeleiding import wegleggen
from core.process.begeleiding.tables import BegeleidingVaststelling
from core.process.begeleiding.voorstel import Voorstel, bepaal, lees_huishouden, versie_van
from core.process.dossier import zaak as dossier


class HuishoudenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het huishouden zoals een medewerker het vastlegde."""

    huishouden: str
    wacht_op_gezinshereniging: bool
    gedeelde_woning: bool
    vastgelegd_op: datetime
    vastgelegd_door: UUID


class AfspraakUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een vastgestelde dienst, en wie haar levert."""

    dienst: str
    organisatie: str


class VaststellingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat een mens besloot, met het voorstel dat er lag en volgens welke regels en plugins."""

    id: UUID
    diensten: list[AfspraakUit]
    afgeweken: bool
    motief: str
    voorstel: Voorstel
    ontvangstbewijs: dict[str, object]
    vastgesteld_door: UUID
    vastgesteld_op: datetime


class BegeleidingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De begeleiding; zonder huishouden en na het einde van de plicht is er geen voorstel. De laatste keuze geldt.

    Werkt een plugin niet, dan is er ook geen voorstel; `geen_voorstel` zegt waarom en wat u kunt doen. `weggelegd` zijn
    huishoudens die er stonden en hier niet hoorden.
    """

    versie: int
    huishouden: HuishoudenUit | None
    voorstel: Voorstel | None
    geen_voorstel: str = ""
    vaststellingen: list[VaststellingUit]
    weggelegd: list[HuishoudenUit]


async def begeleiding(tx: Tx, huis: Huis, dossier_id: UUID) -> BegeleidingUit:
    """De begeleiding van een dossier; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet.
    """
    zaak = await dossier.lees_dossier(tx, dossier_id)
    rij = await lees_huishouden(tx, dossier_id)
    voorstel, geen_voorstel = None, ""
    if rij is not None and zaak.groep is not None and zaak.fase not in AFGESLOTEN:
        hooks = await huis.hooks(tx)
        try:
            voorstel = await bepaal(tx, hooks, zaak, rij)
        except PluginFout as fout:
            geen_voorstel = fout.melding
    vaststellingen = await _vaststellingen(tx, dossier_id)
    await huis.logboek.schrijf(tx, "begeleiding.lezen", "begeleiding", object_id=dossier_id, dossiers=[dossier_id])
    return BegeleidingUit(
        versie=0 if rij is None else await versie_van(tx, rij),
        huishouden=None if rij is None else msgspec.convert(rij, HuishoudenUit, from_attributes=True),
        voorstel=voorstel,
        geen_voorstel=geen_voorstel,
        vaststellingen=vaststellingen,
        weggelegd=[
            msgspec.convert(weg, HuishoudenUit, from_attributes=True)
            for weg in await wegleggen.lees_weggelegde(tx, dossier_id)
        ],
    )


async def _vaststellingen(tx: Tx, dossier_id: UUID) -> list[VaststellingUit]:
    rijen = await tx.lees(
        BegeleidingVaststelling.select()
        .where(
            (BegeleidingVaststelling.gemeente_id == tx.gemeente_id) & (BegeleidingVaststelling.dossier_id == dossier_id)
        )
        .order_by(BegeleidingVaststelling.vastgesteld_op, BegeleidingVaststelling.id)
    )
    return [
        VaststellingUit(
            id=r["id"],
            diensten=msgspec.json.decode(r["diensten"], type=list[AfspraakUit]),
            afgeweken=r["afgeweken"],
            motief=r["motief"],
            voorstel=msgspec.json.decode(r["voorstel"], type=Voorstel),
            ontvangstbewijs=msgspec.json.decode(r["ontvangstbewijs"]),
            vastgesteld_door=r["vastgesteld_door"],
            vastgesteld_op=r["vastgesteld_op"],
        )
        for r in rijen
    ]
