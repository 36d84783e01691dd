"""DUO meldt een doelgroep en een fijnere indeling; spreken die elkaar tegen, dan vraagt een mens dat na (§1.4)."""

from uuid import UUID

from core.law.groepen import zijn_oneens
from core.platform.db.uow import Tx
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak


async def vraagt_niet_meer(tx: Tx, dossier_id: UUID, *, afhandeling: str) -> bool:
    """Zonder traject past er niets meer bij een groep, en valt er niets meer na te vragen; False als dat niet lag."""
    return await werkvoorraad.sluit(
        tx, Soort.NAVRAGEN, sleutel=f"{dossier_id}:groep", afhandeling=afhandeling, vervallen=True
    )


async def vraag_na(tx: Tx, zaak: Zaak) -> None:
    """Zet het werk klaar zolang zij elkaar tegenspreken en niemand dat al navroeg; anders hoeft het niet meer."""
    rij, sleutel = zaak.rij, f"{zaak.id}:groep"
    if not zijn_oneens(rij.doelgroep, rij.fijne_doelgroep):
        await werkvoorraad.klopt_niet_meer(tx, Soort.NAVRAGEN, sleutel, "DUO meldt nu een groep")
        return
    omschrijving = (
        f"DUO meldt de doelgroep {rij.doelgroep} en de fijnere indeling {rij.fijne_doelgroep}; die spreken elkaar"
        " tegen. Vraag bij DUO na welke vergunning de persoon heeft. Tot dan geldt hij als asielstatushouder of als"
        " gezinslid daarvan."
    )
    if not await werkvoorraad.is_afgehandeld(tx, Soort.NAVRAGEN, sleutel=sleutel, omschrijving=omschrijving):
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=omschrijving,
            grond="art. 13 lid 1 Wi2021",
            sleutel=sleutel,
            dossier_id=zaak.id,
        )
