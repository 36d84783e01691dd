"""Handelingen op het dossier: feiten van DUO en BRP bijwerken, de fase, de behandelaar en de startdatum (B25).

De waarheid van DUO wint (CAL-10). Een mens geeft de versie mee die hij zag; wat het systeem bijwerkt hoogt haar op.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from core.fouten import Conflict, Gebrek, OngeldigeInvoer, OnjuisteFase
from core.law.fasen import Aanleiding, Fase
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.pip_termijnen import PipRegel
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.dossier import personen, termijnen, zoeken
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.namen import zoeknaam
from core.process.dossier.tables import Dossier, Persoon, Termijnstatus, Werkitem, Werkstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, ga_naar, lees_dossier, neem_dossier, neem_dossiers, werk_bij


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoFeiten:
    """Wat DUO over de plicht zegt, na lezen; namen zijn de kolommen van het dossier."""

    plicht_vanaf: date | None
    plicht_tot: date | None
    reden_geen_plicht: str | None
    kennisgeving_op: date | None
    doelgroep: Doelgroep | None
    fijne_doelgroep: GedetailleerdeDoelgroep | None
    ss139_op: date | None
    ss120_op: date | None
    termijn_van: date | None
    termijn_tot: date | None
    let_op: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpFeiten:
    """Wat de BRP over de persoon zegt; `vestiging_op` alleen als hij in deze gemeente staat ingeschreven."""

    voornamen: str
    voorvoegsel: str
    geslachtsnaam: str
    geboortedatum: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    geheimhouding: bool
    overleden_op: date | None
    inschrijving_op: date | None
    vestiging_op: date | None


async def verwerk_duo(tx: Tx, huis: Huis, dossier_id: UUID, feiten: DuoFeiten) -> None:
    """Neem over wat DUO zegt, verzet zo nodig de fase, en bereken de termijn voor het PIP opnieuw."""
    zaak = await neem_dossier(tx, dossier_id)
    nieuw = {f.name: getattr(feiten, f.name) for f in fields(feiten)}
    gewijzigd = {naam: waarde for naam, waarde in nieuw.items() if getattr(zaak.rij, naam) != waarde}
    if gewijzigd:
        zaak = await werk_bij(tx, zaak, {getattr(Dossier, naam): waarde for naam, waarde in gewijzigd.items()})
        await huis.logboek.schrijf(
            tx, "dossier.duo", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=gewijzigd
        )
    zaak = await _volg_plicht(tx, zaak, feiten.reden_geen_plicht)
    await termijnen.herbereken_pip(tx, zaak.rij, recht=huis.recht_van(tx.gemeente_id))


async def verwerk_brp(tx: Tx, huis: Huis, dossier_id: UUID, feiten: BrpFeiten) -> None:
    """Neem naam, adres en inschrijving over, en bereken de termijn voor het PIP opnieuw."""
    zaak = await neem_dossier(tx, dossier_id)
    waarden: dict[Any, Any] = {
        getattr(Persoon, f.name): getattr(feiten, f.name) for f in fields(feiten) if f.name != "vestiging_op"
    }
    waarden |= {
        Persoon.naam_zoek: zoeknaam(feiten.geslachtsnaam, feiten.voornamen),
        Persoon.brp_gelezen_op: await tx.nu(),
        Persoon.versie: Persoon.versie + 1,
    }
    await tx.schrijf_een(
        Persoon.update(waarden)
        .where((Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == zaak.rij.persoon_id))
        .returning(Persoon.id)
    )
    await zoeken.leg_sleutels_vast(
        tx,
        zaak.rij.persoon_id,
        voornamen=feiten.voornamen,
        voorvoegsel=feiten.voorvoegsel,
        geslachtsnaam=feiten.geslachtsnaam,
    )
    if zaak.rij.vestiging_op != feiten.vestiging_op:
        zaak = await werk_bij(tx, zaak, {Dossier.vestiging_op: feiten.vestiging_op})
    await huis.logboek.schrijf(
        tx,
        "persoon.brp",
        "persoon",
        object_id=zaak.rij.persoon_id,
        dossiers=[dossier_id],
        velden=[f.name for f in fields(feiten)],
    )
    await termijnen.herbereken_pip(tx, zaak.rij, recht=huis.recht_van(tx.gemeente_id))


async def deel_toe(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, behandelaar_id: UUID) -> None:
    """Geef het dossier en zijn open werk een behandelaar.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: deze medewerker werkt niet bij deze gemeente.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    collega = await tx.fetchrow(
        "select 1 from meedoen.lidmaatschap where gemeente_id = $1 and medewerker_id = $2 and organisatie_id is null"
        " and ingetrokken_op is null and rol in ('klantmanager', 'teamleider')",
        tx.gemeente_id,
        behandelaar_id,
    )
    if collega is None:
        melding = "Kies een klantmanager of teamleider van deze gemeente."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="behandelaarId", melding=melding),))
    await werk_bij(tx, zaak, {Dossier.behandelaar_id: behandelaar_id})
    await tx.schrijf(
        Werkitem.update({Werkitem.behandelaar_id: behandelaar_id, **await nieuwe_versie(tx, Werkitem)}).where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.dossier_id == dossier_id)
            & (Werkitem.status == Werkstatus.OPEN)
        )
    )
    await huis.logboek.schrijf(
        tx, "dossier.toedelen", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=["behandelaar_id"]
    )


async def kies_startdatum(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, regel: PipRegel, motief: str) -> None:
    """B25: een mens kiest vanaf welke dag de tien weken lopen, met motief; beide datums blijven zichtbaar.

    Raises:
        NietGevonden: het dossier bestaat niet.
        VersieConflict: iemand anders was eerder.
        Conflict: er is geen vraag (meer) open.
    """
    zaak = await neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    open_vraag = await tx.lees(
        Werkitem.select(Werkitem.id).where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.sleutel == f"{Soort.STARTDATUM_KIEZEN}:{dossier_id}")
            & (Werkitem.status == Werkstatus.OPEN)
        )
    )
    if not open_vraag:
        raise Conflict("Over de startdatum van dit dossier is geen vraag (meer) open. Er valt niets te kiezen.")
    zaak = await werk_bij(
        tx,
        zaak,
        {Dossier.gekozen_regel: regel, Dossier.gekozen_motief: motief, Dossier.gekozen_door: tx.medewerker_id},
    )
    await termijnen.herbereken_pip(tx, zaak.rij, recht=huis.recht_van(tx.gemeente_id))
    await huis.logboek.schrijf(
        tx,
        "dossier.startdatum",
        "dossier",
        object_id=dossier_id,
        dossiers=[dossier_id],
        velden=["gekozen_regel", "gekozen_motief"],
    )


async def voeg_samen(tx: Tx, huis: Huis, voorlopig_id: UUID, *, versie: int, met_dossier_id: UUID, motief: str) -> None:
    """Een mens voegt een voorlopig dossier samen met dat van dezelfde persoon (T26); nooit op naam, altijd met motief.

    Raises:
        NietGevonden: een van de dossiers bestaat niet.
        VoorwaardeNietVervuld: dit is geen voorlopig dossier, of het andere heeft al een V-nummer.
        VersieConflict: iemand anders was eerder.
    """
    # Who comes with an older version is told so first, also when the other dossier does not exist.
    eis_versie(versie, (await lees_dossier(tx, voorlopig_id)).versie)
    zaak, ander = await neem_dossiers(tx, voorlopig_id, met_dossier_id)
    eis_versie(versie, zaak.rij.versie)
    await personen.voeg_samen(tx, huis, zaak.rij.persoon_id, ander.rij.persoon_id)
    zaak = await werk_bij(tx, zaak, {Dossier.let_op: f"Samengevoegd met een ander dossier. Motief: {motief}"})
    await ga_naar(tx, zaak, Fase.BEEINDIGD, aanleiding=Aanleiding.PLICHT_GEEINDIGD)
    await werkvoorraad.sluit(tx, Soort.BSN_ONTBREEKT, sleutel=str(voorlopig_id), afhandeling="samengevoegd")
    await huis.logboek.schrijf(
        tx,
        "dossier.samenvoegen",
        "dossier",
        object_id=voorlopig_id,
        dossiers=[voorlopig_id, met_dossier_id],
        velden=["v_nummer", "let_op"],
    )


async def _volg_plicht(tx: Tx, zaak: Zaak, reden: str | None) -> Zaak:
    """Zet de fase naar wat DUO over de plicht zegt (T2, T14, T15, T21, T22, T25).

    Bestaat de overgang niet, dan verandert de fase niet en kijkt een mens ernaar: er gaat niets verloren.
    """
    stap = _STAP_ZONDER_REDEN.get(zaak.rij.fase) if reden is None else _stap_met_reden(reden)
    if stap is None or zaak.rij.fase is stap[0]:
        return zaak
    naar, aanleiding = stap
    try:
        zaak = await ga_naar(tx, zaak, naar, aanleiding=aanleiding)
    except OnjuisteFase as fout:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=f"DUO meldt een andere stand van de plicht dan dit dossier. {fout.melding}",
            grond="art. 3 Wi2021",
            sleutel=f"{zaak.id}:fase:{naar}",
            dossier_id=zaak.id,
        )
        return zaak
    if naar is not Fase.PLICHT_GEMELD:
        reden_sluiten = "DUO meldt dat de plicht niet (meer) loopt"
        await termijnen.sluit_soorten(tx, zaak.id, termijnen.PIP_SOORTEN, status=Termijnstatus.VERVALLEN)
        for soort in (Soort.PIP_VASTSTELLEN, Soort.STARTDATUM_KIEZEN):
            await werkvoorraad.sluit(tx, soort, sleutel=str(zaak.id), afhandeling=reden_sluiten, vervallen=True)
        await werkvoorraad.sluit_behalve(
            tx, Soort.NAVRAGEN, begin=f"{zaak.id}:termijn:", behalve=[], afhandeling=reden_sluiten
        )
    return zaak


_STAP_ZONDER_REDEN: dict[Fase, tuple[Fase, Aanleiding]] = {
    Fase.VOORTRAJECT_COA: (Fase.PLICHT_GEMELD, Aanleiding.PLICHT_VASTGESTELD),
    Fase.TIJDELIJK_VRIJGESTELD: (Fase.PLICHT_GEMELD, Aanleiding.VRIJSTELLING_INGETROKKEN),
    Fase.BEEINDIGD: (Fase.PLICHT_GEMELD, Aanleiding.EINDE_HERSTELD),
}


def _stap_met_reden(reden: str) -> tuple[Fase, Aanleiding]:
    match reden:
        case "Inburgeringsplicht voldaan":
            return Fase.VOLDAAN, Aanleiding.PLICHT_VOLDAAN
        case "Tijdelijke vrijstelling":
            return Fase.TIJDELIJK_VRIJGESTELD, Aanleiding.TIJDELIJK_VRIJGESTELD
        case _:
            return Fase.BEEINDIGD, Aanleiding.PLICHT_GEEINDIGD
