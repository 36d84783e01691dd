"""Samenvoegen: alles wat aan een voorlopig dossier hangt verhuist naar dat van dezelfde persoon (T26, C1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.fouten import Gebrek, VoorwaardeNietVervuld
from core.law.fasen import AFGESLOTEN, PLICHT_LOOPT, Aanleiding, Fase, toets_overgang
from core.law.samenvoegen import BEIDE_VERDER, EERDERE_ZAAK, GROND, Groep, Groepkeuze, fase_na, groep_na
from core.law.termijn import PIP_SOORTEN
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import personen, termijnen, verhuizen
from core.process.dossier import samenvoegvoorstel as voorstel
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import DossierRij
from core.process.dossier.tables import Dossier, Samenvoegsoort, Termijnstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, ga_naar, lees_dossier, werk_bij
from core.process.voorvallen import FeitenGewijzigd, Geschorst, GroepGewijzigd, PlichtGeeindigd, Samengevoegd, meld

_HOEVER = ("oproepronde", "leerroute", "intensiteit")
_DERDE = ("derde_partij", "derde_wat", "derde_onmisbaar", "derde_gevraagd_op", "derde_ontvangen_op")
_KEUZE = ("gekozen_regel", "gekozen_motief", "gekozen_door")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkomst:
    """Wat er met de twee dossiers gebeurde, om te bewaren."""

    verplaatst: Mapping[str, Sequence[str]]
    eerder: Mapping[str, Mapping[str, object]]
    """Per dossier de velden die nu anders zijn, met wat er stond; en welke rijen er toen al waren (`stond`)."""


async def stel_voor(
    tx: Tx, huis: Huis, voorlopig_id: UUID, id_: UUID, *, versie: int, met_dossier_id: UUID, motief: str
) -> None:
    """Stel voor een voorlopig dossier op te laten gaan in dat van dezelfde persoon; nooit op naam, altijd met motief.

    Dezelfde `id_` met dezelfde inhoud nog eens sturen verandert niets. Er verhuist nog niets.

    Raises:
        NietGevonden: een van de dossiers bestaat niet.
        VoorwaardeNietVervuld: zo kunnen zij niet samen (`eis_mogelijk`), of er ligt al een voorstel.
        VersieConflict: iemand anders was eerder.
        Conflict: dit id is al van een ander voorstel.
    """
    beide = await voorstel.neem_voor(tx, voorlopig_id, id_, versie=versie, met_dossier_id=met_dossier_id, motief=motief)
    if beide is None:
        return
    zaak, blijft = beide
    await eis_mogelijk(tx, huis, zaak.rij, blijft.rij)
    await voorstel.leg_voor(tx, huis, zaak, blijft, id_, soort=Samenvoegsoort.SAMENVOEGEN, motief=motief)


async def eis_mogelijk(tx: Tx, huis: Huis, vervalt: DossierRij, blijft: DossierRij) -> Fase:
    """De fase na het samenvoegen.

    Raises:
        OnjuisteFase: het voorlopige dossier is al voorbij.
        VoorwaardeNietVervuld: dit is geen voorlopig dossier, het andere heeft al een V-nummer, of beide hebben iets
            waarvan een dossier er maar één heeft; alles tegelijk.
    """
    toets_overgang(vervalt.fase, Fase.BEEINDIGD, aanleiding=Aanleiding.PLICHT_GEEINDIGD)
    await personen.eis_voorlopig(tx, vervalt.persoon_id, blijft.persoon_id)
    gebreken = await wat_botst(tx, huis, vervalt, blijft)
    fase = fase_na(vervalt=vervalt.fase, blijft=blijft.fase)
    if fase is None or gebreken:
        melding = " ".join(g.melding for g in gebreken)
        raise VoorwaardeNietVervuld(f"{melding} Er is niets gewijzigd.", gebreken=gebreken, grond=str(GROND))
    return fase


async def wat_botst(tx: Tx, huis: Huis, vervalt: DossierRij, blijft: DossierRij) -> tuple[Gebrek, ...]:
    """Alles wat eerst moet, elk met de handeling."""
    meldingen = [b.melding for b in await verhuizen.botsingen(tx, huis, vervalt.id, blijft.id)]
    if fase_na(vervalt=vervalt.fase, blijft=blijft.fase) is None:
        meldingen.append(BEIDE_VERDER)
    if blijft.opgevolgd_op is not None:
        meldingen.append(EERDERE_ZAAK)
    return tuple(Gebrek(veld="metDossierId", melding=melding, grond=str(GROND)) for melding in meldingen)


def groep_van(dossier: DossierRij) -> Groep:
    """De groep die dit dossier noemt."""
    return Groep(doelgroep=dossier.doelgroep, fijn=dossier.fijne_doelgroep)


async def voeg_samen(
    tx: Tx, huis: Huis, zaak: Zaak, blijft: Zaak, *, motief: str, groep: Groepkeuze | None
) -> Uitkomst:
    """Voeg samen: alles wat aan het voorlopige dossier hangt verhuist, en de feiten worden opnieuw berekend.

    `groep` is de keuze van wie beslist, als de twee daarin verschillen.

    Raises:
        VoorwaardeNietVervuld: zie `eis_mogelijk`.
    """
    eerder, vervalt = blijft.rij, zaak.rij
    fase = await eis_mogelijk(tx, huis, vervalt, eerder)
    stond = await verhuizen.stond_er(tx, huis, blijft.id)
    await personen.verhuis_vnummer(tx, huis, vervalt.persoon_id, eerder.persoon_id)
    await _laat_los(tx, zaak)
    await werkvoorraad.zet_over(tx, zaak.id, blijft.id)
    verplaatst = await verhuizen.verhuis(tx, huis, zaak.id, blijft.id)
    namen = (*_over_te_nemen(vervalt, eerder, fase), *_andere_groep(vervalt, eerder, groep))
    blijft = await _neem_over(tx, blijft, vervalt, fase, namen)
    zaak = await werk_bij(tx, zaak, {Dossier.let_op: f"Samengevoegd met een ander dossier. Motief: {motief}"})
    zaak = await ga_naar(tx, zaak, Fase.BEEINDIGD, aanleiding=Aanleiding.PLICHT_GEEINDIGD)
    await meld(tx, huis, zaak, PlichtGeeindigd())
    await meld(tx, huis, blijft, Samengevoegd(van=zaak.id, tabellen=frozenset(verplaatst)))
    nu = await lees_dossier(tx, blijft.id)
    await meld_andere_groep(tx, huis, blijft, eerder, nu)
    await meld(tx, huis, blijft, FeitenGewijzigd(velden=anders(eerder, nu)))
    # What moved here may not run on where the plicht has ended or rests (PG-12).
    if nu.fase in AFGESLOTEN:
        await meld(tx, huis, blijft, PlichtGeeindigd())
    elif nu.fase not in PLICHT_LOOPT and nu.fase is not Fase.VOORTRAJECT_COA:
        await meld(tx, huis, blijft, Geschorst())
    return Uitkomst(
        verplaatst=verplaatst,
        eerder={
            "dossier": {"let_op": vervalt.let_op},
            "met": {naam: getattr(eerder, naam) for naam in namen},
            "stond": stond,
        },
    )


async def _laat_los(tx: Tx, zaak: Zaak) -> None:
    """Wat alleen over het voorlopige dossier ging houdt op; de termijn voor het PIP volgt straks uit alle feiten."""
    await termijnen.sluit_soorten(tx, zaak.id, PIP_SOORTEN, status=Termijnstatus.VERVALLEN)
    for soort in (Soort.BSN_ONTBREEKT, Soort.NIETS_GEPLAND):
        await werkvoorraad.sluit(tx, soort, sleutel=str(zaak.id), afhandeling="samengevoegd", vervallen=True)


def _over_te_nemen(vervalt: DossierRij, blijft: DossierRij, fase: Fase) -> tuple[str, ...]:
    """Hoever het voorlopige dossier was hoort bij wat verhuisde; wat hier al stond blijft."""
    namen: list[str] = []
    if fase is not blijft.fase:
        namen += _HOEVER
    if blijft.derde_gevraagd_op is None and vervalt.derde_gevraagd_op is not None:
        namen += _DERDE
    if blijft.gekozen_regel is None and vervalt.gekozen_regel is not None:
        namen += _KEUZE
    if blijft.behandelaar_id is None and vervalt.behandelaar_id is not None:
        namen.append("behandelaar_id")
    return tuple(namen)


def _andere_groep(vervalt: DossierRij, blijft: DossierRij, keuze: Groepkeuze | None) -> tuple[str, ...]:
    """De velden van de groep die van het voorlopige dossier komen."""
    voorlopig, hier = groep_van(vervalt), groep_van(blijft)
    na = groep_na(vervalt=voorlopig, blijft=hier, keuze=keuze)
    velden = (("doelgroep", na.doelgroep, hier.doelgroep), ("fijne_doelgroep", na.fijn, hier.fijn))
    return tuple(veld for veld, straks, nu in velden if straks is not nu)


async def meld_andere_groep(tx: Tx, huis: Huis, zaak: Zaak, eerder: DossierRij, nu: DossierRij) -> None:
    """Hoort de persoon nu tot een andere groep dan dit dossier zei, dan kijken de stappen wat dat betekent."""
    van, naar = eerder.doelgroep, nu.doelgroep
    if van is not None and naar is not None and van is not naar:
        await meld(tx, huis, zaak, GroepGewijzigd(van=van, naar=naar))


async def _neem_over(tx: Tx, blijft: Zaak, vervalt: DossierRij, fase: Fase, namen: Sequence[str]) -> Zaak:
    if namen:
        blijft = await werk_bij(tx, blijft, {getattr(Dossier, naam): getattr(vervalt, naam) for naam in namen})
    if fase is not blijft.rij.fase:
        blijft = await ga_naar(tx, blijft, fase, aanleiding=Aanleiding.SAMENGEVOEGD)
    return blijft


def anders(eerder: DossierRij, nu: DossierRij) -> frozenset[str]:
    """De velden van het dossier die nu anders zijn."""
    technisch = {"versie", "gewijzigd_op", "gewijzigd_door", "gewijzigd_bij"}
    namen = (n for n in DossierRij.__struct_fields__ if n not in technisch and getattr(eerder, n) != getattr(nu, n))
    return frozenset(f"dossier.{naam}" for naam in namen)
