"""Handelingen op het dossier: feiten van DUO en BRP bijwerken, de fase, de behandelaar en de startdatum (B25).

De waarheid van DUO wint (CAL-10). Een mens geeft de versie mee die hij zag; wat het systeem bijwerkt hoogt haar op.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from core.fouten import Conflict, Gebrek, NietGevonden, OngeldigeInvoer, OnjuisteFase
from core.law.fasen import Aanleiding, Fase, toets_overgang
from core.law.groepen import Doelgroep
from core.platform.db.uow import Tx
from core.platform.db.versie import Stand, eis_versie, nieuwe_versie, stand_van
from core.platform.huis import Huis
from core.process.dossier import personen, termijnen, zoeken
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.namen import zoeknaam
from core.process.dossier.tables import Dossier, Persoon, Werkitem
from core.process.dossier.werksoorten import Soort


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoFeiten:
    """Wat DUO over de plicht zegt, na lezen; namen zijn de kolommen van het dossier."""

    plicht_vanaf: date | None
    plicht_tot: date | None
    reden_geen_plicht: str | None
    kennisgeving_op: date | None
    doelgroep: Doelgroep | None
    fijne_doelgroep: str | None
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


async def lees_dossier(tx: Tx, dossier_id: UUID) -> dict[str, Any]:
    """Het dossier als rij.

    Raises:
        NietGevonden: het bestaat niet, of niet in deze gemeente.
    """
    rij = await tx.lees_een(
        Dossier.select().where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == dossier_id))
    )
    if rij is None:
        raise NietGevonden("Dit dossier bestaat niet.")
    return rij


async def neem_dossier(tx: Tx, dossier_id: UUID) -> dict[str, Any]:
    """Als `lees_dossier`, voor wie er iets in gaat wijzigen: een tweede die dat wil, wacht tot deze transactie om is.

    Zo ziet wie hetzelfde verzoek tegelijk deed wat de eerste vastlegde, en wordt het niet dubbel gedaan.

    Raises:
        NietGevonden: het bestaat niet, of niet in deze gemeente.
    """
    rij = await tx.lees_een(
        Dossier.select()
        .where((Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == dossier_id))
        .lock_rows("NO KEY UPDATE")
    )
    if rij is None:
        raise NietGevonden("Dit dossier bestaat niet.")
    return rij


async def neem_dossiers(tx: Tx, een: UUID, ander: UUID) -> tuple[dict[str, Any], dict[str, Any]]:
    """Twee dossiers tegelijk, altijd in volgorde van id: zo wachten twee die dezelfde twee willen nooit op elkaar.

    Raises:
        NietGevonden: een van de twee bestaat niet, of niet in deze gemeente.
    """
    genomen = {id_: await neem_dossier(tx, id_) for id_ in sorted({een, ander})}
    return genomen[een], genomen[ander]


async def stand(tx: Tx, huis: Huis, dossier_id: UUID, **velden: str) -> Stand:
    """Hoe het dossier er nu bij staat, voor wie met een oudere versie kwam; `velden` noemt bij elk veld de kolom."""
    rij = await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "dossier.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return stand_van(rij, velden={veld: rij[kolom] for veld, kolom in velden.items()})


async def werk_bij(tx: Tx, dossier_id: UUID, waarden: dict[Any, Any], *, versie: int | None = None) -> None:
    """Wijzig kolommen van het dossier; met `versie` alleen als niemand anders eerder was.

    Raises:
        VersieConflict: iemand anders was eerder.
    """
    voorwaarde = (Dossier.gemeente_id == tx.gemeente_id) & (Dossier.id == dossier_id)
    if versie is not None:
        voorwaarde = voorwaarde & (Dossier.versie == versie)
    await tx.schrijf_een(
        Dossier.update({**waarden, **await nieuwe_versie(tx, Dossier)}).where(voorwaarde).returning(Dossier.id)
    )


async def ga_naar(tx: Tx, dossier: dict[str, Any], naar: Fase, *, aanleiding: Aanleiding) -> None:
    """Zet de zaak in een andere fase, als de overgang bestaat; anders OnjuisteFase."""
    toets_overgang(Fase(dossier["fase"]), naar, aanleiding=aanleiding)
    await werk_bij(tx, dossier["id"], {Dossier.fase: str(naar)})
    dossier["fase"] = str(naar)


async def verwerk_duo(tx: Tx, huis: Huis, dossier_id: UUID, feiten: DuoFeiten) -> None:
    """Neem over wat DUO zegt, verzet zo nodig de fase, en bereken de termijn voor het PIP opnieuw."""
    dossier = await neem_dossier(tx, dossier_id)
    nieuw = {f.name: _tekst(getattr(feiten, f.name)) for f in fields(feiten)}
    gewijzigd = {naam: waarde for naam, waarde in nieuw.items() if dossier[naam] != waarde}
    if gewijzigd:
        await werk_bij(tx, dossier_id, {getattr(Dossier, naam): waarde for naam, waarde in gewijzigd.items()})
        dossier |= gewijzigd
        await huis.logboek.schrijf(
            tx, "dossier.duo", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=gewijzigd
        )
    await _volg_plicht(tx, dossier, feiten.reden_geen_plicht)
    await termijnen.herbereken_pip(tx, dossier_id, recht=huis.recht_van(tx.gemeente_id))


async def verwerk_brp(tx: Tx, huis: Huis, dossier_id: UUID, feiten: BrpFeiten) -> None:
    """Neem naam, adres en inschrijving over, en bereken de termijn voor het PIP opnieuw."""
    dossier = await neem_dossier(tx, dossier_id)
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
        .where((Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == dossier["persoon_id"]))
        .returning(Persoon.id)
    )
    await zoeken.leg_sleutels_vast(
        tx,
        dossier["persoon_id"],
        voornamen=feiten.voornamen,
        voorvoegsel=feiten.voorvoegsel,
        geslachtsnaam=feiten.geslachtsnaam,
    )
    if dossier["vestiging_op"] != feiten.vestiging_op:
        await werk_bij(tx, dossier_id, {Dossier.vestiging_op: feiten.vestiging_op})
    await huis.logboek.schrijf(
        tx,
        "persoon.brp",
        "persoon",
        object_id=dossier["persoon_id"],
        dossiers=[dossier_id],
        velden=[f.name for f in fields(feiten)],
    )
    await termijnen.herbereken_pip(tx, dossier_id, recht=huis.recht_van(tx.gemeente_id))


async def deel_toe(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, behandelaar_id: UUID) -> None:
    """Geef het dossier en zijn open werk een behandelaar.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: deze medewerker werkt niet bij deze gemeente.
        VersieConflict: iemand anders was eerder.
    """
    eis_versie(versie, (await neem_dossier(tx, dossier_id))["versie"])
    collega = await tx.fetchrow(
        "select 1 from meedoen.lidmaatschap where gemeente_id = $1 and medewerker_id = $2 and organisatie_id is null"
        " and ingetrokken_op is null and rol in ('klantmanager', 'teamleider')",
        tx.gemeente_id,
        behandelaar_id,
    )
    if collega is None:
        melding = "Kies een klantmanager of teamleider van deze gemeente."
        raise OngeldigeInvoer(melding, gebreken=(Gebrek(veld="behandelaarId", melding=melding),))
    await werk_bij(tx, dossier_id, {Dossier.behandelaar_id: behandelaar_id}, versie=versie)
    await tx.schrijf(
        Werkitem.update({Werkitem.behandelaar_id: behandelaar_id, **await nieuwe_versie(tx, Werkitem)}).where(
            (Werkitem.gemeente_id == tx.gemeente_id) & (Werkitem.dossier_id == dossier_id) & (Werkitem.status == "open")
        )
    )
    await huis.logboek.schrijf(
        tx, "dossier.toedelen", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=["behandelaar_id"]
    )


async def kies_startdatum(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, regel: str, motief: str) -> None:
    """B25: een mens kiest vanaf welke dag de tien weken lopen, met motief; beide datums blijven zichtbaar.

    Raises:
        NietGevonden: het dossier bestaat niet.
        VersieConflict: iemand anders was eerder.
        Conflict: er is geen vraag (meer) open.
    """
    eis_versie(versie, (await neem_dossier(tx, dossier_id))["versie"])
    open_vraag = await tx.lees(
        Werkitem.select(Werkitem.id).where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.sleutel == f"{Soort.STARTDATUM_KIEZEN}:{dossier_id}")
            & (Werkitem.status == "open")
        )
    )
    if not open_vraag:
        raise Conflict("Over de startdatum van dit dossier is geen vraag (meer) open. Er valt niets te kiezen.")
    await werk_bij(
        tx,
        dossier_id,
        {Dossier.gekozen_regel: regel, Dossier.gekozen_motief: motief, Dossier.gekozen_door: tx.medewerker_id},
        versie=versie,
    )
    await termijnen.herbereken_pip(tx, dossier_id, recht=huis.recht_van(tx.gemeente_id))
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
    zaak, _ = await neem_dossiers(tx, voorlopig_id, met_dossier_id)
    eis_versie(versie, zaak["versie"])
    await personen.voeg_samen(tx, huis, voorlopig_id, met_dossier_id=met_dossier_id)
    await werk_bij(
        tx, voorlopig_id, {Dossier.let_op: f"Samengevoegd met een ander dossier. Motief: {motief}"}, versie=versie
    )
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


async def _volg_plicht(tx: Tx, dossier: dict[str, Any], reden: str | None) -> None:
    """Zet de fase naar wat DUO over de plicht zegt (T2, T14, T15, T21, T22, T25).

    Bestaat de overgang niet, dan verandert de fase niet en kijkt een mens ernaar: er gaat niets verloren.
    """
    stap = _STAP_ZONDER_REDEN.get(Fase(dossier["fase"])) if reden is None else _stap_met_reden(reden)
    if stap is None or dossier["fase"] == stap[0]:
        return
    naar, aanleiding = stap
    try:
        await ga_naar(tx, dossier, naar, aanleiding=aanleiding)
    except OnjuisteFase as fout:
        await werkvoorraad.zet_klaar(
            tx,
            Soort.NAVRAGEN,
            omschrijving=f"DUO meldt een andere stand van de plicht dan dit dossier. {fout.melding}",
            grond="art. 3 Wi2021",
            sleutel=f"{dossier['id']}:fase:{naar}",
            dossier_id=dossier["id"],
        )
        return
    if naar is not Fase.PLICHT_GEMELD:
        reden_sluiten = "DUO meldt dat de plicht niet (meer) loopt"
        await termijnen.sluit_soorten(tx, dossier["id"], termijnen.PIP_SOORTEN, status="vervallen")
        for soort in (Soort.PIP_VASTSTELLEN, Soort.STARTDATUM_KIEZEN):
            await werkvoorraad.sluit(tx, soort, sleutel=str(dossier["id"]), afhandeling=reden_sluiten, vervallen=True)
        await werkvoorraad.sluit_behalve(
            tx, Soort.NAVRAGEN, begin=f"{dossier['id']}:termijn:", behalve=[], afhandeling=reden_sluiten
        )


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


def _tekst(waarde: object) -> object:
    return str(waarde) if isinstance(waarde, Doelgroep) else waarde
