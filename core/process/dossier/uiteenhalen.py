"""Een samenvoeging die niet klopte weer uit elkaar: twee zussen, geboren op 1 januari (C1).

Wat toen verhuisde gaat terug, met wat er sindsdien bij hoort. Rust er op de samengevoegde gegevens iets dat eerst terug
moet, dan noemt het antwoord dat allemaal en gebeurt er niets.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from core.fouten import Conflict, Gebrek, VoorwaardeNietVervuld
from core.law.fasen import Aanleiding, Fase
from core.law.samenvoegen import GROND, VERDER_GEGAAN, fase_terug
from core.platform.db.feiten import Erna
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import personen, verhuizen
from core.process.dossier import samenvoegvoorstel as voorstel
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.rijen import DossierRij
from core.process.dossier.samenvoegen import Uitkomst, anders, meld_andere_groep
from core.process.dossier.samenvoegrijen import SamenvoegingRij
from core.process.dossier.tables import Dossier, Nummersoort, Samenvoeging, Samenvoegsoort, Samenvoegstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, ga_naar, lees_dossier, werk_bij
from core.process.voorvallen import FeitenGewijzigd, Uiteengehaald, meld

_AL_UITEEN = "Deze samenvoeging is al uit elkaar gehaald."
_LATER = "Een van deze dossiers is daarna opnieuw samengevoegd. Haal eerst die samenvoeging uit elkaar."
_NIET_MEER_ZO = (
    "Het dossier dat opging staat niet meer zoals het samenvoegen het achterliet. Leg dit aan een jurist voor."
)


async def stel_voor(
    tx: Tx, huis: Huis, voorlopig_id: UUID, id_: UUID, *, versie: int, van_samenvoeging: UUID, motief: str
) -> None:
    """Stel voor deze samenvoeging uit elkaar te halen; een ander beslist. Nog eens hetzelfde verandert niets.

    Raises:
        NietGevonden: deze samenvoeging is er niet.
        VoorwaardeNietVervuld: er rust iets op dat eerst terug moet (alles tegelijk), of er ligt al een voorstel.
        VersieConflict: iemand anders was eerder.
        Conflict: dit is het dossier dat bleef, dit is geen uitgevoerde samenvoeging, of dit id is al van een ander
            voorstel.
    """
    origineel = await voorstel.lees_een(tx, voorlopig_id, van_samenvoeging)
    met = origineel.met_dossier_id
    beide = await voorstel.neem_voor(tx, voorlopig_id, id_, versie=versie, met_dossier_id=met, motief=motief)
    if beide is None:
        return
    zaak, blijft = beide
    if (origineel.soort, origineel.status) != (Samenvoegsoort.SAMENVOEGEN, Samenvoegstatus.UITGEVOERD):
        raise Conflict("Alleen een samenvoeging die is uitgevoerd, kan uit elkaar worden gehaald.")
    await eis_mogelijk(tx, huis, origineel, zaak.rij, blijft.rij)
    await voorstel.leg_voor(
        tx, huis, zaak, blijft, id_, soort=Samenvoegsoort.UITEENHALEN, motief=motief, van_samenvoeging=van_samenvoeging
    )


async def eis_mogelijk(tx: Tx, huis: Huis, origineel: SamenvoegingRij, zaak: DossierRij, blijft: DossierRij) -> Fase:
    """De fase van het dossier dat bleef, na het uiteenhalen.

    Raises:
        VoorwaardeNietVervuld: er rust iets op de samenvoeging; `gebreken` noemt alles, met wat eerst moet.
    """
    meldingen = [m async for m in _wat_hindert(tx, huis, origineel, zaak, blijft)]
    fase = fase_terug(van=origineel.van_fase, met=origineel.met_fase, nu=blijft.fase)
    if fase is None:
        meldingen.append(VERDER_GEGAAN)
    if fase is None or meldingen:
        gebreken = tuple(Gebrek(veld="samenvoeging", melding=melding, grond=str(GROND)) for melding in meldingen)
        melding = " ".join(meldingen)
        raise VoorwaardeNietVervuld(f"{melding} Er is niets gewijzigd.", gebreken=gebreken, grond=str(GROND))
    return fase


async def haal_uiteen(tx: Tx, huis: Huis, zaak: Zaak, blijft: Zaak, origineel: SamenvoegingRij) -> Uitkomst:
    """Zet terug wat verhuisde, met het V-nummer, de fasen en de gegevens van toen; beide worden opnieuw berekend.

    Raises:
        VoorwaardeNietVervuld: zie `eis_mogelijk`.
    """
    fase = await eis_mogelijk(tx, huis, origineel, zaak.rij, blijft.rij)
    voor_zaak, voor_blijft, sinds = zaak.rij, blijft.rij, _sinds(origineel)
    await personen.verhuis_vnummer(tx, huis, blijft.rij.persoon_id, zaak.rij.persoon_id)
    erbij = [(erna.wat, len(namen)) for erna, namen in await _kwam_erna(tx, huis, origineel) if not erna.eerst]
    terug = await verhuizen.hoort_terug(tx, huis, blijft.id, origineel.verplaatst)
    await werkvoorraad.zet_terug(tx, terug.get("werkitem", ()), van=blijft.id, naar=zaak.id)
    await verhuizen.verhuis_terug(tx, huis, blijft.id, zaak.id, terug)
    # What somebody changed since stays: only what the merge itself left there goes back.
    overgenomen = {
        naam: w for naam, w in origineel.eerder.get("met", {}).items() if _is_nog(naam, voor_zaak, voor_blijft)
    }
    zaak = await _herstel(tx, zaak, origineel.eerder.get("dossier", {}), origineel.van_fase)
    blijft = await _herstel(tx, blijft, overgenomen, fase)
    for wie, ander in ((zaak, blijft), (blijft, zaak)):
        await _laat_nakijken(tx, wie, erbij, origineel)
        voorval = Uiteengehaald(van=ander.id if wie is zaak else None, tabellen=frozenset(terug), samengevoegd_op=sinds)
        await meld(tx, huis, wie, voorval)
    for wie, voor in ((zaak, voor_zaak), (blijft, voor_blijft)):
        nu = await lees_dossier(tx, wie.id)
        await meld_andere_groep(tx, huis, wie, voor, nu)
        await meld(tx, huis, wie, FeitenGewijzigd(velden=anders(voor, nu)))
    return Uitkomst(verplaatst=terug, eerder={})


def _is_nog(naam: str, zaak: DossierRij, blijft: DossierRij) -> bool:
    """Of dit veld nog is wat het samenvoegen overnam."""
    return bool(getattr(zaak, naam) == getattr(blijft, naam))


async def _wat_hindert(
    tx: Tx, huis: Huis, origineel: SamenvoegingRij, zaak: DossierRij, blijft: DossierRij
) -> AsyncIterator[str]:
    if await _is_uiteen(tx, origineel):
        yield _AL_UITEEN
        return
    if await _later_samengevoegd(tx, origineel):
        yield _LATER
    goed = zaak.fase is Fase.BEEINDIGD and await personen.heeft_nummer(tx, blijft.persoon_id, Nummersoort.VNUMMER)
    if not goed or await personen.heeft_nummer(tx, zaak.persoon_id, Nummersoort.VNUMMER):
        yield _NIET_MEER_ZO
    for erna, namen in await _kwam_erna(tx, huis, origineel):
        if erna.eerst:
            welke = ", ".join(naam.strip() for naam in namen if naam.strip())
            yield f"Na het samenvoegen is {erna.wat}{f' ({welke})' if welke else ''}. {erna.eerst}"


async def _kwam_erna(tx: Tx, huis: Huis, origineel: SamenvoegingRij) -> list[tuple[Erna, list[str]]]:
    """Wat er sinds deze samenvoeging bij kwam in het dossier dat bleef."""
    return await verhuizen.kwam_erna(
        tx,
        huis,
        origineel.met_dossier_id,
        origineel.verplaatst,
        stond=msgspec.convert(origineel.eerder.get("stond", {}), dict[str, list[str]]),
        sinds=_sinds(origineel),
    )


async def _is_uiteen(tx: Tx, origineel: SamenvoegingRij) -> bool:
    return bool(
        await tx.lees_als(
            SamenvoegingRij,
            SamenvoegingRij.select().where(
                (Samenvoeging.gemeente_id == tx.gemeente_id)
                & (Samenvoeging.van_samenvoeging == origineel.id)
                & (Samenvoeging.status == Samenvoegstatus.UITGEVOERD)
            ),
        )
    )


async def _later_samengevoegd(tx: Tx, origineel: SamenvoegingRij) -> bool:
    """Of een van beide daarna nog eens samenging, en dat nog zo is."""
    beide = [origineel.dossier_id, origineel.met_dossier_id]
    later = await tx.lees_als(
        SamenvoegingRij,
        SamenvoegingRij.select().where(
            (Samenvoeging.gemeente_id == tx.gemeente_id)
            & (Samenvoeging.id != origineel.id)
            & (Samenvoeging.soort == Samenvoegsoort.SAMENVOEGEN)
            & (Samenvoeging.status == Samenvoegstatus.UITGEVOERD)
            & (Samenvoeging.dossier_id.is_in(beide) | Samenvoeging.met_dossier_id.is_in(beide))
        ),
    )
    return any([_sinds(rij) > _sinds(origineel) and not await _is_uiteen(tx, rij) for rij in later])


def _sinds(rij: SamenvoegingRij) -> datetime:
    return rij.besloten_op or rij.vastgelegd_op


async def _herstel(tx: Tx, zaak: Zaak, eerder: Mapping[str, object], fase: Fase) -> Zaak:
    """Zet de velden en de fase terug op wat zij voor het samenvoegen waren."""
    soorten = {veld.name: veld.type for veld in msgspec.structs.fields(DossierRij)}
    if eerder:
        waarden = {naam: msgspec.convert(waarde, soorten[naam], strict=False) for naam, waarde in eerder.items()}
        zaak = await werk_bij(tx, zaak, {getattr(Dossier, naam): waarde for naam, waarde in waarden.items()})
    if fase is not zaak.rij.fase:
        zaak = await ga_naar(tx, zaak, fase, aanleiding=Aanleiding.TERUGGENOMEN)
    return zaak


async def _laat_nakijken(tx: Tx, zaak: Zaak, erbij: list[tuple[str, int]], origineel: SamenvoegingRij) -> None:
    """Wat er tussentijds bij kwam bleef waar het stond; een mens kijkt na van wie het is."""
    wat = ", ".join(f"{aantal} maal {naam}" for naam, aantal in erbij)
    kwam = f" Intussen kwam erbij: {wat}. Kijk na van wie dat is." if wat else ""
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=(
            f"Dit dossier was ten onrechte met een ander samengevoegd en staat weer op zichzelf.{kwam} Ga ook na of"
            " iemand gegevens van de ander kreeg; dat kan een datalek zijn (art. 33 AVG)."
        ),
        grond="art. 3:2 Awb",
        sleutel=f"{zaak.id}:uiteengehaald:{origineel.id}",
        dossier_id=zaak.id,
    )
