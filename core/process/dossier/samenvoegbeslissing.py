"""Beslissen over een voorstel: de een stelt voor, een ander beslist (vier ogen, art. 2:4 Awb; C1)."""

from typing import Any
from uuid import UUID

import msgspec

from core.fouten import Conflict, Gebrek, VoorwaardeNietVervuld
from core.law.collegebesluit import Steunt
from core.law.mandaat import Beslisser, Collegebesluit
from core.law.samenvoegen import GROND, Groepkeuze, toets_beslissen, toets_groepkeuze
from core.platform.clock import Klok
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie
from core.platform.huis import Huis
from core.process.dossier import samenvoegen, uiteenhalen
from core.process.dossier import samenvoegvoorstel as voorstel
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.nagaan import laat_nagaan, met_bevinding
from core.process.dossier.samenvoegen import Uitkomst
from core.process.dossier.samenvoegrijen import SamenvoegingRij
from core.process.dossier.tables import Samenvoeging, Samenvoegstatus
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossiers

_GEEN_GROEP = "Een groep kiest u alleen als u twee dossiers samenvoegt; laat dit weg."
_BESLIST = "Over dit voorstel is al beslist. Lees de samenvoegingen van dit dossier opnieuw."


async def beslis(
    tx: Tx,
    huis: Huis,
    voorlopig_id: UUID,
    id_: UUID,
    *,
    versie: int,
    akkoord: bool,
    toelichting: str,
    collegebesluit: Collegebesluit | None = None,
    groep: Groepkeuze | None = None,
) -> None:
    """Voer het voorstel uit, of wijs het af. Uitvoeren doet een ander dan wie het voorstelde, of het college zelf.

    Afwijzen mag ieder die het ook mag voorstellen, ook wie het deed. Verschillen de dossiers van groep, dan zegt wie
    beslist welke klopt.

    Raises:
        NietGevonden: dit voorstel is er niet.
        Conflict: dit is het andere dossier van het voorstel, of er is al over beslist.
        VoorwaardeNietVervuld: niet door wie nu handelt, of het kan niet (meer); alles tegelijk.
        VersieConflict: iemand anders was eerder.
    """
    rij = await voorstel.lees_een(tx, voorlopig_id, id_)
    eis_versie(versie, (await lees_dossier(tx, voorlopig_id)).versie)
    zaak, blijft = await neem_dossiers(tx, rij.dossier_id, rij.met_dossier_id)
    rij = await voorstel.lees_een(tx, voorlopig_id, id_)
    if rij.status is not Samenvoegstatus.VOORGESTELD:
        raise Conflict(_BESLIST)
    eis_versie(versie, zaak.rij.versie)
    await _eis_bevoegd(tx, rij, zaak, blijft, akkoord=akkoord, collegebesluit=collegebesluit, groep=groep)
    # The work is done either way, and may not move along.
    await werkvoorraad.sluit(
        tx, Soort.SAMENVOEGING_BESLISSEN, sleutel=str(id_), afhandeling="uitgevoerd" if akkoord else "afgewezen"
    )
    uitkomst = await _voer_uit(tx, huis, zaak, blijft, rij, groep) if akkoord else None
    waarden: dict[Any, object] = {
        Samenvoeging.status: Samenvoegstatus.UITGEVOERD if akkoord else Samenvoegstatus.AFGEWEZEN,
        Samenvoeging.besloten_door: tx.medewerker_id,
        Samenvoeging.besloten_op: await tx.nu(),
        Samenvoeging.toelichting: toelichting,
    }
    if collegebesluit is not None:
        waarden |= {
            Samenvoeging.college_nummer: collegebesluit.nummer,
            Samenvoeging.college_datum: collegebesluit.datum,
        }
    if uitkomst is not None:
        waarden |= {
            Samenvoeging.van_fase: zaak.rij.fase,
            Samenvoeging.met_fase: blijft.rij.fase,
            Samenvoeging.verplaatst: msgspec.json.encode(uitkomst.verplaatst).decode(),
            Samenvoeging.eerder: msgspec.json.encode(uitkomst.eerder).decode(),
        }
    await tx.schrijf_een(
        Samenvoeging.update(waarden)
        .where((Samenvoeging.gemeente_id == tx.gemeente_id) & (Samenvoeging.id == id_))
        .returning(Samenvoeging.id)
    )
    await laat_nagaan(tx, collegebesluit if akkoord else None, Steunt.SAMENVOEGING, object_id=id_, dossier_id=blijft.id)
    anders = {*uitkomst.verplaatst, *uitkomst.eerder.get("met", {})} if uitkomst else set()
    await huis.logboek.schrijf(
        tx,
        f"dossier.{rij.soort}" if akkoord else f"dossier.{rij.soort}-afwijzen",
        "samenvoeging",
        object_id=id_,
        dossiers=[zaak.id, blijft.id],
        velden=[
            "status",
            *(["college_nummer", "college_datum"] if collegebesluit else []),
            *(["v_nummer", "let_op", *sorted(anders)] if uitkomst else []),
        ],
    )


async def eis_mogelijk(tx: Tx, huis: Huis, rij: SamenvoegingRij) -> None:
    """Of dit voorstel nu uit te voeren is; fouten als bij `samenvoegen` en `uiteenhalen`."""
    zaak, blijft = await lees_dossier(tx, rij.dossier_id), await lees_dossier(tx, rij.met_dossier_id)
    if rij.van_samenvoeging is None:
        await samenvoegen.eis_mogelijk(tx, huis, zaak, blijft)
    else:
        origineel = await voorstel.lees_een(tx, rij.dossier_id, rij.van_samenvoeging)
        await uiteenhalen.eis_mogelijk(tx, huis, origineel, zaak, blijft)


async def _voer_uit(
    tx: Tx, huis: Huis, zaak: Zaak, blijft: Zaak, rij: SamenvoegingRij, groep: Groepkeuze | None
) -> Uitkomst:
    if rij.van_samenvoeging is None:
        return await samenvoegen.voeg_samen(tx, huis, zaak, blijft, motief=rij.motief, groep=groep)
    origineel = await voorstel.lees_een(tx, rij.dossier_id, rij.van_samenvoeging)
    return await uiteenhalen.haal_uiteen(tx, huis, zaak, blijft, origineel)


async def _eis_bevoegd(
    tx: Tx,
    rij: SamenvoegingRij,
    zaak: Zaak,
    blijft: Zaak,
    *,
    akkoord: bool,
    collegebesluit: Collegebesluit | None,
    groep: Groepkeuze | None,
) -> None:
    """Een collegebesluit is er niet eerder dan het voorstel. Een ander gaat na of het er is."""
    voorgesteld = Klok.datum(rij.vastgelegd_op)
    college = await met_bevinding(tx, collegebesluit)
    wie = Beslisser(medewerker_id=tx.medewerker_id, collegebesluit=college, niet_voor=voorgesteld)
    zelf = rij.vastgelegd_door == tx.medewerker_id and akkoord
    gebreken = toets_beslissen(wie, zelf=zelf, peildatum=await tx.vandaag())
    if akkoord and rij.van_samenvoeging is None:
        voorlopig, ander = samenvoegen.groep_van(zaak.rij), samenvoegen.groep_van(blijft.rij)
        gebreken += toets_groepkeuze(vervalt=voorlopig, blijft=ander, keuze=groep)
    elif groep is not None:
        gebreken += (Gebrek(veld="groep", melding=_GEEN_GROEP, grond=str(GROND)),)
    if gebreken:
        melding = " ".join(g.melding for g in gebreken)
        raise VoorwaardeNietVervuld(f"{melding} Er is niets gewijzigd.", gebreken=gebreken)
