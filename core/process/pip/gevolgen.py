"""Wat het PIP doet bij een voorval: een concept dat niet meer hoeft vervalt, en een andere groep vraagt een mens."""

from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak
from core.process.pip import concept
from core.process.pip.tables import Pip, Pipstatus
from core.process.voorvallen import Geschorst, GroepGewijzigd, Overleden, PlichtGeeindigd, Verhuisd


async def laat_concept_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Een concept vervalt; wat erin stond blijft te lezen, en een nieuw begint men met versie 0."""
    vervallen = await tx.schrijf(
        Pip.update({Pip.status: Pipstatus.VERVALLEN, **await nieuwe_versie(tx, Pip)})
        .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.dossier_id == zaak.id) & (Pip.status == Pipstatus.CONCEPT))
        .returning(Pip.id)
    )
    return ("pip.status",) if vervallen else ()


async def vraag_na_wat_de_groep_betekent(tx: Tx, huis: Huis, zaak: Zaak, voorval: GroepGewijzigd) -> tuple[str, ...]:
    """Wat in een PIP moet staan hangt van de groep af (art. 15 lid 2 Wi2021); of het anders moet, weegt een mens."""
    laatste = await concept.lees_laatste(tx, zaak.id)
    if laatste is None or laatste.status is Pipstatus.VERVALLEN:
        return ()
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"De doelgroep is bij DUO gewijzigd van {voorval.van} naar {voorval.naar}. Ga na of het PIP, het aanbod en"
            " de begeleiding daar nog bij passen."
        ),
        grond="art. 15 lid 2 Wi2021",
        sleutel=f"{zaak.id}:groep",
        dossier_id=zaak.id,
    )
    return ("werkitem.status",) if nieuw else ()
