"""Wat een mens de persoon vraagt over ontheffing zonder dat er een verzoek loopt, en wanneer dat gevraagd is."""

from uuid import UUID

from core.law.ontheffing import ONTHEFFING
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort as Dossierwerk

OPNIEUW_GEVRAAGD = "het verzoek is opnieuw vastgelegd"
_TOETS_MOET_WEER = """
select from meedoen.werkitem w where w.gemeente_id = $1 and w.sleutel = $2 and w.status <> 'open' and w.afhandeling = $3
  and not exists (select from meedoen.werkitem l where l.gemeente_id = $1 and l.sleutel = $2
    and l.ontstaan_op > w.ontstaan_op)
  and not exists (select from meedoen.lbt_ontheffing n where n.gemeente_id = $1 and n.dossier_id = $4
    and n.status in ('loopt', 'verleend'))
limit 1"""
_VRAAG_AAN = (
    "Er staat geen verzoek om ontheffing van de leerbaarheidstoets meer open, en de eerdere ontheffing is ingetrokken."
    " De toets hoort weer bij de brede intake: vraag het examennummer bij DUO aan, ook als dat al eerder was gedaan."
    " Ligt er nog een brief over het intrekken, verzend die dan eerst."
)


def na_rust(dossier_id: UUID) -> str:
    """De sleutel van het werk over een verzoek dat verviel toen de plicht rustte."""
    return f"{dossier_id}:ontheffing"


def na_elders(dossier_id: UUID) -> str:
    """De sleutel van het werk over een verzoek dat verviel om een PIP van elders dat is ingetrokken."""
    return f"{dossier_id}:ontheffing-na-elders"


def na_intrekken(dossier_id: UUID) -> str:
    """De sleutel van het werk over een ontheffing die is ingetrokken."""
    return f"{dossier_id}:ontheffing-ingetrokken"


async def vraag_na_intrekken(tx: Tx, dossier_id: UUID, *, omschrijving: str) -> None:
    """Er is geen ontheffing meer: een mens vraagt wat de persoon wil, een keer."""
    await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=omschrijving,
        grond=str(ONTHEFFING),
        sleutel=na_intrekken(dossier_id),
        dossier_id=dossier_id,
    )


async def vraag_de_toets_weer(tx: Tx, dossier_id: UUID) -> bool:
    """Er was een ontheffing die is ingetrokken, en van het verzoek dat daarna kwam komt niets meer: de toets hoort weer
    bij de brede intake (art. 14 lid 3, onder a). Niets te vragen als dat niet om dat verzoek was gesloten."""
    sleutel = f"{Dossierwerk.NAVRAGEN}:{na_intrekken(dossier_id)}"
    if await tx.fetchrow(_TOETS_MOET_WEER, tx.gemeente_id, sleutel, OPNIEUW_GEVRAAGD, dossier_id) is None:
        return False
    return await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=_VRAAG_AAN,
        grond=str(ONTHEFFING),
        sleutel=na_intrekken(dossier_id),
        dossier_id=dossier_id,
    )


async def is_gevraagd(tx: Tx, dossier_id: UUID, *, afhandeling: str) -> None:
    """Er staat weer een verzoek open, of de toets is aangevraagd: er is niets meer na te vragen."""
    sleutels = (na_intrekken(dossier_id), na_rust(dossier_id), na_elders(dossier_id))
    await werkvoorraad.sluit_elk(tx, Dossierwerk.NAVRAGEN, sleutels, afhandeling=afhandeling)
