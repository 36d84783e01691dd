"""Handelingen op het dossier: feiten van DUO bijwerken, de fase en de behandelaar.

De waarheid van DUO wint (CAL-10). Een mens geeft de versie mee die hij zag; wat het systeem bijwerkt hoogt haar op.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.collega import KIES_EEN_COLLEGA, werkt_hier
from core.process.dossier import groep
from core.process.dossier.plicht import volg_plicht
from core.process.dossier.tables import Dossier, Werkitem, Werkstatus
from core.process.dossier.terugkeer import meld_overlijden_eerder
from core.process.dossier.werksoorten import VAN_DE_TEAMLEIDER
from core.process.dossier.zaak import Zaak, neem_dossier, werk_bij
from core.process.voorvallen import FeitenGewijzigd, GroepGewijzigd, Overleden, Voorval, meld


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
    ss121_op: date | None
    termijn_van: date | None
    termijn_tot: date | None
    let_op: str


async def verwerk_duo(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    feiten: DuoFeiten,
    *,
    behalve: Collection[str] = (),
    in_nieuwe_termijn: bool = False,
) -> Zaak:
    """Neem over wat DUO zegt, verzet zo nodig de fase, en meld wat er anders is dan eerst.

    De velden in `behalve` waren niet te lezen en blijven zoals zij waren; is dat de reden, dan ook de fase.
    `in_nieuwe_termijn` zegt of DUO na een boete een nieuwe termijn stelde: daar loopt de plicht dan weer in (T15).
    """
    zaak = await neem_dossier(tx, dossier_id)
    eerder = zaak.rij
    nieuw = {f.name: getattr(feiten, f.name) for f in fields(feiten) if f.name not in behalve}
    gewijzigd = {naam: waarde for naam, waarde in nieuw.items() if getattr(eerder, naam) != waarde}
    if gewijzigd:
        zaak = await werk_bij(tx, zaak, {getattr(Dossier, naam): waarde for naam, waarde in gewijzigd.items()})
        await huis.logboek.schrijf(
            tx, "dossier.duo", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=gewijzigd
        )
    voorvallen: list[Voorval] = []
    await groep.vraag_na(tx, zaak)
    if "reden_geen_plicht" not in behalve:
        zaak, voorvallen = await volg_plicht(
            tx, zaak, feiten.reden_geen_plicht, eerder=eerder, in_nieuwe_termijn=in_nieuwe_termijn
        )
    van, naar = eerder.groep, zaak.rij.groep
    if van is not None and naar is not None and van is not naar:
        voorvallen.append(GroepGewijzigd(van=van, naar=naar))
    anders = {f"dossier.{naam}" for naam in gewijzigd}
    if zaak.rij.fase is not eerder.fase:
        anders.add("dossier.fase")
    if anders:
        voorvallen.append(FeitenGewijzigd(velden=frozenset(anders)))
    for voorval in voorvallen:
        await meld(tx, huis, zaak, voorval)
        if isinstance(voorval, Overleden):
            await meld_overlijden_eerder(tx, huis, zaak)
    return zaak


async def neem_om_toe_te_delen(tx: Tx, dossier_id: UUID, *, versie: int, behandelaar_id: UUID) -> Zaak:
    """De zaak, voor wie haar aan deze medewerker wil geven en de versie meegeeft die hij zag.

    Raises:
        NietGevonden: het dossier bestaat niet.
        OngeldigeInvoer: deze medewerker werkt niet bij deze gemeente.
        VersieConflict: iemand anders was eerder.
    """
    zaak = await neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    if not await werkt_hier(tx, behandelaar_id):
        gebrek = Gebrek(veld="behandelaarId", melding=KIES_EEN_COLLEGA)
        raise OngeldigeInvoer(KIES_EEN_COLLEGA, gebreken=(gebrek,))
    return zaak


async def zet_behandelaar(tx: Tx, huis: Huis, zaak: Zaak, behandelaar_id: UUID) -> Zaak:
    """Geef het dossier en zijn open werk een behandelaar; geeft de zaak zoals zij nu is."""
    dossier_id = zaak.id
    zaak = await werk_bij(tx, zaak, {Dossier.behandelaar_id: behandelaar_id})
    await tx.schrijf(
        Werkitem.update({Werkitem.behandelaar_id: behandelaar_id, **await nieuwe_versie(tx, Werkitem)}).where(
            (Werkitem.gemeente_id == tx.gemeente_id)
            & (Werkitem.dossier_id == dossier_id)
            & (Werkitem.status == Werkstatus.OPEN)
            & Werkitem.soort.not_in(sorted(VAN_DE_TEAMLEIDER))
        )
    )
    await huis.logboek.schrijf(
        tx, "dossier.toedelen", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=["behandelaar_id"]
    )
    return zaak
