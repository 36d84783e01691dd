"""Besluiten vastleggen en brieven bevriezen.

Een besluit heeft een grond, een mens en een ontvangstbewijs: volgens welke stand van de regels het genomen is. Zijn
brief is bevroren in dezelfde commit, met de dagtekening. De dag van verzending komt erop als zij wordt opgemaakt
(`opmaken`), en bekendgemaakt is het besluit pas als de brief de deur uit is (`verzenden`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from core.fouten import NietGevonden, VoorwaardeNietVervuld
from core.law.adresboek import Adressering, Bestemming, Weg
from core.law.besluiten import BESLUITEN, Besluitfeiten, Besluitsoort
from core.law.collegebesluit import steunt
from core.law.contact import Onderwerp
from core.law.fasen import AFGESLOTEN
from core.law.intrekken import Horen
from core.law.leerroutes import Leerroute
from core.law.mandaat import (
    Beslisser,
    Collegebesluit,
    Mandaat,
    dragend_mandaat,
    toets_bevoegd,
    vraagt_mandaat,
)
from core.law.recht import Grond
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.letters import gegevens as briefgegevens
from core.platform.letters.edities import Briefsoort
from core.process.besluit import bevroren
from core.process.besluit.adresboek import lees_adresboek, vraag_na
from core.process.besluit.ontvangstbewijs import maak_bewijs
from core.process.besluit.rijen import BesluitRij, BriefRij, Briefstand
from core.process.besluit.tables import Besluit, Brief, Briefstatus
from core.process.besluit.werksoorten import Soort
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.nagaan import laat_nagaan
from core.process.dossier.zaak import Zaak

_IS_VERZONDEN = "select from meedoen.brief where gemeente_id = $1 and onderwerp_id = $2 and status = $3"


@dataclass(frozen=True, slots=True)
class PlanTotBekend:
    """Wat er van een ingetrokken PIP blijft gelden tot de persoon van de intrekking weet (art. 3:40 Awb)."""

    leerroute: Leerroute
    intensiteit: int | None


async def leg_vast(
    tx: Tx,
    huis: Huis,
    soort: Besluitsoort,
    *,
    zaak: Zaak,
    onderwerp_id: UUID,
    dagtekening: date,
    gronden: Iterable[Grond],
    beslisser: Beslisser | None = None,
    id_: UUID | None = None,
    vervangt: UUID | None = None,
    motief: str = "",
    horen: Horen | None = None,
    nog: PlanTotBekend | None = None,
) -> UUID:
    """Leg een besluit vast van de medewerker die handelt; een taak kan dit niet (`tx.medewerker_id`).

    Het ontvangstbewijs noemt wat er tot nu toe gelezen is: maak eerst de brief, en leg dan het besluit vast. `huis` is
    er een dat meeleest (`Huis.die_meeleest`). `beslisser` is die van het beeld waarop de handeling mocht; het besluit
    houdt bij krachtens welk mandaat het genomen is, of met welk besluit van het orgaan zelf (PG-19). `id_` is er voor
    een besluit dat hetzelfde is als zijn onderwerp, zoals een waarschuwing en haar oproep. `vervangt` is het besluit
    waar dit voor in de plaats komt, met een nieuwe dagtekening of omdat het wordt ingetrokken; `horen` is wat daaraan
    voorafging, en `nog` wat er tot de bekendmaking blijft gelden.

    Raises:
        VoorwaardeNietVervuld: wie handelt heeft hier geen mandaat voor, en het orgaan besloot niet zelf.
    """
    zaak.eis(tx)
    id_ = id_ or nieuw_id()
    mandaat, college = await _bevoegdheid(tx, huis, soort, zaak, beslisser)
    bewijs = maak_bewijs(huis, tx, await huis.hooks(tx), peildatum=dagtekening)
    await tx.schrijf(
        Besluit.insert(
            Besluit(
                gemeente_id=tx.gemeente_id,
                id=id_,
                dossier_id=zaak.id,
                soort=soort,
                onderwerp_id=onderwerp_id,
                dagtekening=dagtekening,
                gronden=msgspec.json.encode([str(g) for g in gronden]).decode(),
                ontvangstbewijs=msgspec.json.encode(bewijs).decode(),
                vastgesteld_door=tx.medewerker_id,
                vastgesteld_op=await tx.nu(),
                mandaat_id=None if mandaat is None else mandaat.id,
                college_nummer="" if college is None else college.nummer.strip(),
                college_datum=None if college is None else college.datum,
                vervangt=vervangt,
                motief=motief,
                horen=None if horen is None else msgspec.json.encode(horen).decode(),
                nog_leerroute=None if nog is None else nog.leerroute,
                nog_intensiteit=None if nog is None else nog.intensiteit,
            )
        )
    )
    await laat_nagaan(tx, college, steunt(soort), object_id=id_, dossier_id=zaak.id)
    return id_


async def _bevoegdheid(
    tx: Tx, huis: Huis, soort: Besluitsoort, zaak: Zaak, beslisser: Beslisser | None
) -> tuple[Mandaat | None, Collegebesluit | None]:
    """Waarop dit besluit steunt. De handeling is al getoetst; wie haar oversloeg komt hier alsnog niet door."""
    keuze = huis.tenant(tx.gemeente_id).waarschuwing_rechtsmiddel
    if not vraagt_mandaat(soort, keuze):
        return None, None if beslisser is None else beslisser.collegebesluit
    vandaag, feiten = await tx.vandaag(), Besluitfeiten(groep=zaak.rij.groep)
    if gebreken := toets_bevoegd(soort, beslisser, feiten, keuze=keuze, peildatum=vandaag):
        raise VoorwaardeNietVervuld(f"U kunt {BESLUITEN[soort].naam} nu niet vaststellen.", gebreken=gebreken)
    if beslisser is None or beslisser.collegebesluit is not None:
        return None, None if beslisser is None else beslisser.collegebesluit
    return dragend_mandaat(soort, beslisser, groep=feiten.groep, peildatum=vandaag), None


async def collegebesluit_van(tx: Tx, besluit_id: UUID) -> Collegebesluit | None:
    """Het besluit van het orgaan zelf waarmee dit genomen is; None als dit geen besluit is of op mandaat rust."""
    rij = await tx.lees_een_als(
        BesluitRij, BesluitRij.select().where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.id == besluit_id))
    )
    if rij is None or rij.college_datum is None:
        return None
    return Collegebesluit(nummer=rij.college_nummer, datum=rij.college_datum)


async def bevries_brief(
    tx: Tx,
    huis: Huis,
    brief: briefgegevens.Brief,
    *,
    zaak: Zaak,
    onderwerp_id: UUID,
    over: Onderwerp | None = None,
    woont_hier_weer: bool = False,
) -> UUID:
    """Bewaar de gegevens van een brief en van elk afschrift versleuteld, en zet het opmaken klaar; geeft het id van de
    brief zelf. Aan wie zij gaan, zegt het adresboek; `over` is er als zij niet over het onderwerp van haar soort gaat.
    Met `woont_hier_weer` beslist dit college na een terugkeer weer over wat het in deze eerdere zaak besloot.

    Raises:
        VoorwaardeNietVervuld: de zaak is voorbij, en deze soort brief gaat dan niet meer uit (PG-12); of zij kan aan
            niemand, zoals na een overlijden.
    """
    zaak.eis(tx)
    if not woont_hier_weer:
        eis_gaat_uit(zaak, brief.soort)
    adresboek = await lees_adresboek(tx, huis, zaak.rij, over or brief.soort.onderwerp)
    adressering = adresboek.adressering
    if adressering.gebreken:
        raise VoorwaardeNietVervuld("Er kan geen brief worden gemaakt.", gebreken=adressering.gebreken)
    brief_id = await _bewaar_brief(
        tx,
        huis,
        adresboek.brief(brief),
        adressering.aan,
        zaak=zaak,
        onderwerp_id=onderwerp_id,
        adressering=adressering,
    )
    for bestemming in adressering.afschriften:
        await _bewaar_brief(
            tx,
            huis,
            adresboek.afschrift(brief, bestemming),
            bestemming,
            zaak=zaak,
            onderwerp_id=onderwerp_id,
            adressering=adressering,
            afschrift_van=brief_id,
        )
    await vraag_na(tx, huis, zaak.rij, adresboek)
    return brief_id


def eis_gaat_uit(zaak: Zaak, soort: Briefsoort) -> None:
    """Na het einde gaat alleen nog uit wat dan doorgaat (PG-12).

    Raises:
        VoorwaardeNietVervuld: de zaak is voorbij, en deze soort brief gaat dan niet meer uit.
    """
    if zaak.rij.fase in AFGESLOTEN and not soort.gaat_door:
        raise VoorwaardeNietVervuld(f"De zaak staat in fase {zaak.rij.fase}. Deze brief gaat niet meer uit.")


async def _bewaar_brief(
    tx: Tx,
    huis: Huis,
    brief: briefgegevens.Brief,
    bestemming: Bestemming,
    *,
    zaak: Zaak,
    onderwerp_id: UUID,
    adressering: Adressering,
    afschrift_van: UUID | None = None,
) -> UUID:
    bevroren_brief = briefgegevens.bevries(brief)
    return await bevroren.bewaar(
        tx,
        huis,
        bevroren_brief.gegevens,
        dossier_id=zaak.id,
        onderwerp_id=onderwerp_id,
        sjabloon=bevroren_brief.sjabloon,
        sjabloon_versie=bevroren_brief.sjabloon_versie,
        aan=bestemming.rol,
        adressering=adressering.reden,
        voorgestelde_weg=adressering.weg if afschrift_van is None else Weg.POST,
        afschrift_van=afschrift_van,
    )


async def onderwerp_van(tx: Tx, brief_id: UUID) -> UUID | None:
    """Waar een brief over gaat, of None als zij er niet is."""
    brief = await tx.lees_een_als(
        Briefstand, Briefstand.select().where((Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id))
    )
    return None if brief is None else brief.onderwerp_id


async def trek_brief_in(tx: Tx, *, onderwerp_id: UUID, afhandeling: str) -> tuple[str, ...]:
    """Wat hierover nog niet verzonden is, gaat de deur niet meer uit; geeft de kolommen die wijzigden."""
    weg = await tx.schrijf(
        Brief.update({Brief.status: Briefstatus.INGETROKKEN})
        .where(
            (Brief.gemeente_id == tx.gemeente_id)
            & (Brief.onderwerp_id == onderwerp_id)
            & Brief.status.is_in([*bevroren.LIGT_NOG])
        )
        .returning(Brief.id)
    )
    werk = [
        await werkvoorraad.sluit(
            tx, Soort.BRIEF_VERZENDEN, sleutel=str(brief["id"]), afhandeling=afhandeling, vervallen=True
        )
        for brief in weg
    ]
    werk.append(await bevroren.ligt_niet_meer(tx, onderwerp_id, afhandeling=afhandeling, vervallen=True))
    return (*(["brief.status"] if weg else []), *(["werkitem.status"] if any(werk) else []))


async def is_verzonden(tx: Tx, *, onderwerp_id: UUID) -> bool:
    """Of hierover al een brief de deur uit is."""
    return await tx.fetchrow(_IS_VERZONDEN, tx.gemeente_id, onderwerp_id, Briefstatus.VERZONDEN) is not None


async def lees_brief(tx: Tx, dossier_id: UUID, brief_id: UUID) -> BriefRij:
    """De brief als rij.

    Raises:
        NietGevonden: zij bestaat niet, of niet in dit dossier.
    """
    rij = await tx.lees_een_als(
        BriefRij,
        BriefRij.select().where(
            (Brief.gemeente_id == tx.gemeente_id) & (Brief.id == brief_id) & (Brief.dossier_id == dossier_id)
        ),
    )
    if rij is None:
        raise NietGevonden("Deze brief bestaat niet.")
    return rij
