"""Van dossier naar beeld, en van beeld naar voorstel: de plugins van de gemeente bepalen, de kern legt vast."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from core.fouten import VoorwaardeNietVervuld
from core.platform.db.uow import Tx
from core.platform.pluginhost.facade import Antwoord, Hooks
from core.plugin_api.beelden import Begeleidingsbeeld, Huishoudbeeld, Huishoudsoort, Leeftijdsband
from core.plugin_api.bijdragen import Begeleidingsvoorstel
from core.process.begeleiding.rijen import BegeleidingRij
from core.process.begeleiding.tables import Begeleiding
from core.process.dossier.rijen import DossierRij
from core.process.dossier.tables import Persoon

_VASTGESTELD = """
select count(*) as aantal from meedoen.begeleiding_vaststelling where gemeente_id = $1 and dossier_id = $2"""
_BANDEN = ((18, Leeftijdsband.TOT_18), (28, Leeftijdsband.VAN_18_TOT_28), (67, Leeftijdsband.VAN_28_TOT_67))


@dataclass(frozen=True, slots=True, kw_only=True)
class Huishouden:
    """Wat de klantmanager vastlegt; de namen zijn de kolommen."""

    huishouden: Huishoudsoort
    wacht_op_gezinshereniging: bool
    gedeelde_woning: bool


class Dienst(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een voorgestelde dienst, met waarop zij rust en hoe hard dat is."""

    dienst: str
    organisatie: str
    grond: str
    bron: str
    status: str


class Voorstel(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat een plugin voorstelt, en welke."""

    diensten: tuple[Dienst, ...]
    plugin: str
    versie: str
    peildatum: date


async def lees_huishouden(tx: Tx, dossier_id: UUID) -> BegeleidingRij | None:
    """Het huishouden als rij, of None als het nog niet is vastgelegd; wat is weggelegd telt niet."""
    return await tx.lees_een_als(
        BegeleidingRij,
        BegeleidingRij.select().where(
            (Begeleiding.gemeente_id == tx.gemeente_id)
            & (Begeleiding.dossier_id == dossier_id)
            & Begeleiding.weggelegd_op.is_null()
        ),
    )


async def versie_van(tx: Tx, rij: BegeleidingRij) -> int:
    """De versie van de begeleiding: zij telt op bij elke wijziging van het huishouden en bij elke vaststelling."""
    [geteld] = await tx.fetch(_VASTGESTELD, tx.gemeente_id, rij.dossier_id)
    return rij.versie + int(geteld["aantal"])


async def bepaal(tx: Tx, hooks: Hooks, dossier: DossierRij, rij: BegeleidingRij) -> Voorstel:
    """Vraag de plugins van deze gemeente om een voorstel bij dit huishouden.

    Raises:
        VoorwaardeNietVervuld: de doelgroep is nog niet bij DUO gelezen.
        PluginFout: een plugin faalt.
    """
    if dossier.groep is None:
        raise VoorwaardeNietVervuld(
            "De doelgroep is nog niet bij DUO gelezen; zonder doelgroep is er geen voorstel.", grond="art. 13 Wi2021"
        )
    peildatum = await tx.vandaag()
    persoon = await tx.lees_een(
        Persoon.select(Persoon.geboortedatum).where(
            (Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == dossier.persoon_id)
        )
    )
    beeld = Begeleidingsbeeld(
        peildatum=peildatum,
        doelgroep=dossier.groep,
        huishouden=Huishoudbeeld(
            soort=rij.huishouden,
            wacht_op_gezinshereniging=rij.wacht_op_gezinshereniging,
            gedeelde_woning=rij.gedeelde_woning,
        ),
        leeftijdsband=leeftijdsband("" if persoon is None else persoon["geboortedatum"], peildatum),
    )
    return _als_voorstel(hooks.bepaal_begeleiding(beeld), peildatum)


def leeftijdsband(geboren: str, peildatum: date) -> Leeftijdsband | None:
    """De band waarin iemand valt; None als de BRP de volledige geboortedatum niet geeft."""
    if len(geboren) != len("2000-01-01"):
        return None
    dag = date.fromisoformat(geboren)
    leeftijd = peildatum.year - dag.year - ((peildatum.month, peildatum.day) < (dag.month, dag.day))
    return next((band for grens, band in _BANDEN if leeftijd < grens), Leeftijdsband.VANAF_67)


def _als_voorstel(antwoord: Antwoord[Begeleidingsvoorstel], peildatum: date) -> Voorstel:
    return Voorstel(
        diensten=tuple(
            Dienst(
                dienst=d.dienst,
                organisatie=d.organisatie,
                grond=str(d.herkomst.grond),
                bron=d.herkomst.grond.bron,
                status=str(d.herkomst.status),
            )
            for d in antwoord.waarde.diensten
        ),
        plugin=antwoord.plugin,
        versie=antwoord.versie,
        peildatum=peildatum,
    )
