"""Wat het PIP doet bij een voorval: een concept dat niet meer hoeft vervalt, en een andere groep vraagt een mens."""

from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.law.fasen import Fase
from core.law.retourpost import Retouroordeel
from core.law.voornemen import Voornemenstatus
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.besluit import intrekken
from core.process.besluit.geldend import lees_geldend
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.terugkeer import woont_hier_weer
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier
from core.process.melding.pip_bij_duo import bevestigd_pip
from core.process.pip import concept, duo, voornemen, voornemens
from core.process.pip.rijen import VoornemenRij
from core.process.pip.tables import Pip, Pipstatus, PipVoornemen
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BriefVerzonden,
    Geschorst,
    GroepGewijzigd,
    IntakeHeropend,
    Overleden,
    PlichtGeeindigd,
    RetourpostBeoordeeld,
    Teruggekeerd,
    Verhuisd,
    VerzendingVerbeterd,
)


async def laat_concept_vervallen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd | Geschorst | Verhuisd | Overleden
) -> tuple[str, ...]:
    """Een concept vervalt, met zijn voornemen; wat erin stond blijft te lezen, en een nieuw begint men met versie 0."""
    vervallen = await tx.schrijf(
        Pip.update({Pip.status: Pipstatus.VERVALLEN, **await nieuwe_versie(tx, Pip)})
        .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.dossier_id == zaak.id) & (Pip.status == Pipstatus.CONCEPT))
        .returning(Pip.id)
    )
    voornemens_ = await tx.schrijf(
        PipVoornemen.update({PipVoornemen.status: Voornemenstatus.VERVALLEN, **await nieuwe_versie(tx, PipVoornemen)})
        .where(
            (PipVoornemen.gemeente_id == tx.gemeente_id)
            & (PipVoornemen.dossier_id == zaak.id)
            & PipVoornemen.status.is_in([*voornemens.STAAT])
        )
        .returning(PipVoornemen.id)
    )
    return (*(["pip.status"] if vervallen else []), *(["pip_voornemen.status"] if voornemens_ else []))


async def verhuis(tx: Tx, huis: Huis, zaak: Zaak, voorval: Verhuisd) -> tuple[str, ...]:
    """Een concept vervalt. Is het PIP dat DUO kent hier ingetrokken, dan hoort een mens haar dat te zeggen: het legt
    geen leerroute vast (art. 15 lid 4 Wi2021), en zij geeft het de nieuwe gemeente als het PIP van de persoon. Weet de
    persoon dat nog niet, dan hoort hij het eerst: tot dan werkt de intrekking niet (art. 3:40 Awb), en DUO ook niet.

    DUO heeft er geen bericht voor: terughalen (U02) zou ook het begin van de termijn wegnemen (art. 11 lid 3). Het
    nieuwe college hoort het alleen op zijn verzoek (art. 35 lid 4)."""
    velden = await laat_concept_vervallen(tx, huis, zaak, voorval)
    eerder_id, gezegd = zaak.rij.eerder_id, [await _zeg_duo_als_hij_het_weet(tx, zaak, zaak.id)]
    while eerder_id is not None:  # a plan of before his return that was withdrawn after it
        gezegd.append(await _zeg_duo_als_hij_het_weet(tx, zaak, eerder_id))
        eerder_id = (await lees_dossier(tx, eerder_id)).eerder_id
    return (*velden, "werkitem.status") if any(gezegd) else velden


async def _zeg_duo_als_hij_het_weet(tx: Tx, zaak: Zaak, plan_in: UUID) -> bool:
    if await lees_geldend(tx, zaak.id, Besluitsoort.PIP) is not None:
        return False
    return not await intrekken.weet_het_nog_niet(tx, plan_in, Besluitsoort.PIP) and await _zeg_duo(tx, zaak, plan_in)


async def _zeg_duo(tx: Tx, zaak: Zaak, plan_in: UUID) -> bool:
    """Zet klaar dat een mens DUO zegt dat het PIP dat zij kent niet geldt; False als daar niets over te zeggen is.
    `plan_in` is de zaak waarin het werd vastgesteld."""
    if await lees_geldend(tx, plan_in, Besluitsoort.PIP) is not None or await bevestigd_pip(tx, plan_in) is None:
        return False
    return await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            "De persoon is verhuisd. Het PIP dat DUO van deze gemeente kent, is ingetrokken; een ander kwam er niet."
            " Zeg DUO dat het niet meer geldt en geen leerroute vastlegt, en dat het begin van de termijn blijft."
            " Vraagt het nieuwe college om het PIP (art. 35 lid 4 Wi2021), zeg dan ook dat het is ingetrokken, en"
            " waarom."
        ),
        grond="art. 15 lid 4 Wi2021",
        sleutel=_zeg_duo_sleutel(zaak.id),
        dossier_id=zaak.id,
        vervaldatum=await tx.vandaag(),
    )


def _zeg_duo_sleutel(dossier_id: UUID) -> str:
    return f"{dossier_id}:ingetrokken-en-verhuisd"


async def zeg_niets_meer(tx: Tx, huis: Huis, zaak: Zaak, voorval: Teruggekeerd) -> tuple[str, ...]:
    """Wie weer hier woont krijgt zijn volgende PIP van dit college, en DUO hoort dat vanzelf (U01): wat haar of het
    nieuwe college nog gezegd moest worden hoeft niet meer (ADR 0058). Verhuist hij weer, dan vraagt `verhuis` het."""
    gesloten = await werkvoorraad.sluit(
        tx, Soort.NAVRAGEN, sleutel=_zeg_duo_sleutel(voorval.eerder), afhandeling=voorval.omschrijving, vervallen=True
    )
    return ("werkitem.status",) if gesloten else ()


async def laat_voornemen_vervallen(tx: Tx, huis: Huis, zaak: Zaak, voorval: IntakeHeropend) -> tuple[str, ...]:
    """De intake waar het voornemen op rust is weer open: de persoon wordt alsnog gehoord, of er klopte iets niet."""
    return await voornemen.beeindig_staand(tx, zaak, status=Voornemenstatus.VERVALLEN, waarom=voorval.omschrijving)


async def begin_de_termijn(tx: Tx, huis: Huis, zaak: Zaak, voorval: BriefVerzonden) -> tuple[str, ...]:
    """Het voornemen is weg: de persoon kan antwoorden, en er komt werk om daarna vast te stellen (PG-10)."""
    rij = await _van_de_brief(tx, voorval.brief_id)
    if rij is None or rij.status is not Voornemenstatus.LOOPT or rij.verzonden_op is not None:
        return ()
    await voornemen.zet_verzonden(tx, rij, voorval.verzonden_op)
    return ("pip_voornemen.verzonden_op", "werkitem.status")


async def verbeter_dag(tx: Tx, huis: Huis, zaak: Zaak, voorval: VerzendingVerbeterd) -> tuple[str, ...]:
    """Het voornemen ging op een andere dag weg; of de termijn lang genoeg is, toetst het vaststellen opnieuw."""
    rij = await _van_de_brief(tx, voorval.brief_id)
    if rij is None or rij.status is not Voornemenstatus.LOOPT or rij.verzonden_op in (None, voorval.verzonden_op):
        return ()
    await voornemen.zet_verzonden(tx, rij, voorval.verzonden_op)
    return ("pip_voornemen.verzonden_op",)


async def volg_retourpost(tx: Tx, huis: Huis, zaak: Zaak, voorval: RetourpostBeoordeeld) -> tuple[str, ...]:
    """Een voornemen dat naar een verkeerd adres ging is niet voorgelegd: het wacht weer op verzending (PG-10). Wie al
    antwoordde, kende het."""
    rij = await _van_de_brief(tx, voorval.brief_id)
    if rij is None or rij.status is not Voornemenstatus.LOOPT or rij.zienswijzen:
        return ()
    if voorval.oordeel is Retouroordeel.FOUT_ADRES and rij.verzonden_op is not None:
        await voornemen.zet_niet_verzonden(tx, rij)
    elif voorval.oordeel.telt and rij.verzonden_op is None:
        await voornemen.zet_verzonden(tx, rij, voorval.verzonden_op)
    else:
        return ()
    return ("pip_voornemen.verzonden_op", "werkitem.status")


async def _van_de_brief(tx: Tx, brief_id: UUID) -> VoornemenRij | None:
    onderwerp_id = await besluit.onderwerp_van(tx, brief_id)
    return None if onderwerp_id is None else await voornemens.zoek(tx, onderwerp_id)


async def meld_aan_duo(tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt) -> tuple[str, ...]:
    """De persoon heeft zijn plan: nu hoort DUO het, met de dagtekening waarop de termijn rust (art. 11 lid 2 Wi2021).

    Hoorde DUO het al bij het vaststellen (`u01_moment`), dan is zij er al.
    """
    geldend = await lees_geldend(tx, zaak.id, Besluitsoort.PIP)
    if geldend is None or geldend.id != voorval.besluit_id:
        return await _na_de_intrekking(tx, zaak, voorval)
    rij = await duo.lees_pip(tx, geldend.onderwerp_id)
    if rij is None:
        return ()
    dag = geldend.dagtekening
    gegevens = concept.gegevens_van(rij, dag)
    await duo.meld_vastgesteld(tx, zaak, gegevens, dagtekening=dag, besluit_id=geldend.id)
    return ("duo_melding.status",)


async def _na_de_intrekking(tx: Tx, zaak: Zaak, voorval: BesluitBekendgemaakt) -> tuple[str, ...]:
    """Wie verhuisde weet nu dat zijn PIP is ingetrokken: nu hoort DUO het. Woont hij hier weer, dan hoort zij het
    volgende PIP (U01), zoals altijd na een intrekking (ADR 0058)."""
    ingetrokken = await intrekken.trok_in(tx, voorval.besluit_id) is Besluitsoort.PIP
    verhuisd = zaak.rij.fase is Fase.OVERGEDRAGEN and not await woont_hier_weer(tx, zaak.id)
    return ("werkitem.status",) if ingetrokken and verhuisd and await _zeg_duo(tx, zaak, zaak.id) else ()


async def vraag_na_wat_de_groep_betekent(tx: Tx, huis: Huis, zaak: Zaak, voorval: GroepGewijzigd) -> tuple[str, ...]:
    """Wat in een PIP moet staan hangt van de groep af (art. 15 lid 2 Wi2021); of het anders moet, weegt een mens."""
    laatste = await concept.lees_laatste(tx, zaak.id)
    if laatste is None or laatste.status in (Pipstatus.VERVALLEN, Pipstatus.INGETROKKEN):
        return ()
    nieuw = await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"De doelgroep is gewijzigd van {voorval.van} naar {voorval.naar}. Ga na of het PIP, het aanbod en"
            " de begeleiding daar nog bij passen."
        ),
        grond="art. 15 lid 2 Wi2021",
        sleutel=f"{zaak.id}:groep",
        dossier_id=zaak.id,
    )
    return ("werkitem.status",) if nieuw else ()
