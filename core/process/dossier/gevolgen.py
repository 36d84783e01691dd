"""Wat het dossier doet bij een voorval: zijn termijnen en zijn werk volgen de feiten (art. 5.3 Bi2021, PG-12)."""

from core.law.fasen import Fase
from core.law.termijn import PIP_SOORTEN, Termijnsoort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import groep, herrekening, termijnen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.eerder import vraagsleutel
from core.process.dossier.tables import Termijnstatus
from core.process.dossier.termijnen import TRAJECT, haal_soorten, herbereken_pip, sluit_soorten
from core.process.dossier.terugkeer import vraag_bij_terugkeer
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier
from core.process.voorvallen import (
    BesluitIngetrokken,
    FeitenGewijzigd,
    Geschorst,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Verhuisd,
)


async def stop(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Geen termijn en geen werk van het traject loopt door; wat doorgaat (bezwaar, inning) blijft staan."""
    voldaan = (await lees_dossier(tx, zaak.id)).fase is Fase.VOLDAAN
    gehaald = voldaan and await sluit_soorten(tx, zaak.id, (Termijnsoort.TERMIJN,), status=Termijnstatus.GEHAALD)
    vervallen = await sluit_soorten(tx, zaak.id, TRAJECT, status=Termijnstatus.VERVALLEN)
    blijft = huis.proces.blijft_bij_verhuizen if isinstance(voorval, Verhuisd) else frozenset[str]()
    soorten = huis.proces.trajectwerk - blijft
    werk = await werkvoorraad.laat_vervallen(tx, zaak.id, soorten, afhandeling=voorval.omschrijving)
    vragen = await termijnen.sluit_vragen(tx, zaak.id, afhandeling=voorval.omschrijving)
    if isinstance(voorval, PlichtGeeindigd | Verhuisd):
        vragen |= await groep.vraagt_niet_meer(tx, zaak.id, afhandeling=voorval.omschrijving)
        vragen |= await werkvoorraad.sluit(
            tx,
            Soort.NAVRAGEN,
            sleutel=vraag_bij_terugkeer(zaak.id),
            afhandeling=voorval.omschrijving,
            vervallen=True,
        )
        vragen |= await werkvoorraad.sluit_behalve(
            tx, Soort.NAVRAGEN, begin=vraagsleutel(zaak.id, ""), afhandeling=voorval.omschrijving
        )
    return (*(["termijn.status"] if gehaald or vervallen else []), *(["werkitem.status"] if werk or vragen else []))


async def stop_alles(tx: Tx, huis: Huis, zaak: Zaak, voorval: Overleden) -> tuple[str, ...]:
    """Over wie overleden is loopt geen termijn en blijft geen werk open, ook wat anders doorgaat niet."""
    velden = await stop(tx, huis, zaak, voorval)
    werk = await werkvoorraad.laat_vervallen(tx, zaak.id, huis.proces.werk, afhandeling=voorval.omschrijving)
    return tuple(dict.fromkeys((*velden, *(["werkitem.status"] if werk else []))))


async def bereken_opnieuw(tx: Tx, huis: Huis, zaak: Zaak, voorval: FeitenGewijzigd | Hervat) -> tuple[str, ...]:
    """De termijn voor het PIP volgt uit de feiten en het recht van nu."""
    return await herbereken_pip(tx, await lees_dossier(tx, zaak.id), recht=huis.recht_van(tx.gemeente_id))


async def reken_na(tx: Tx, huis: Huis, zaak: Zaak, voorval: RechtGewijzigd) -> tuple[str, ...]:
    """Elke wettelijke termijn wordt nagerekend, ook die al voorbij is; wat verschuift wordt werk (PG-13)."""
    return await herrekening.herreken(tx, huis, zaak)


async def haal_pip(tx: Tx, huis: Huis, zaak: Zaak, voorval: PipVastgesteld) -> tuple[str, ...]:
    """De termijn voor het PIP is gehaald of te laat gehaald, naar de dagtekening; het werk ervoor is gedaan."""
    gehaald = await haal_soorten(tx, zaak.id, PIP_SOORTEN, op=voorval.dagtekening)
    werk = [
        await werkvoorraad.sluit(tx, soort, sleutel=str(zaak.id), afhandeling=voorval.omschrijving)
        for soort in (Soort.PIP_VASTSTELLEN, Soort.STARTDATUM_KIEZEN)
    ]
    werk.append(await termijnen.sluit_vragen(tx, zaak.id, afhandeling=voorval.omschrijving))
    return (*(["termijn.status"] if gehaald else []), *(["werkitem.status"] if any(werk) else []))


async def is_teruggenomen(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitIngetrokken) -> tuple[str, ...]:
    """Wat op een collegebesluit rustte dat er niet was, is terug."""
    weg = await werkvoorraad.sluit(
        tx,
        Soort.COLLEGEBESLUIT_ONTBREEKT,
        sleutel=str(voorval.besluit_id),
        afhandeling=voorval.omschrijving,
        vervallen=True,
    )
    return ("werkitem.status",) if weg else ()
