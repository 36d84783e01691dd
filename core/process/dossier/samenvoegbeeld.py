"""Wat wie over samenvoegen beslist moet zien: wat er verhuist, waarin de twee verschillen, en wat het tegenhoudt."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from core.fouten import Gebrek, OnjuisteFase, VoorwaardeNietVervuld
from core.law.samenvoegen import toets_groepkeuze
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import samenvoegbeslissing, samenvoegen, samenvoegvoorstel, verhuizen
from core.process.dossier.nagaan import nagegaan_bij
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import DossierRij
from core.process.dossier.samenvoegrijen import SamenvoegingRij
from core.process.dossier.tables import Samenvoegstatus
from core.process.dossier.views import SamenvoegCollegebesluitUit, collegebesluit_uit
from core.process.dossier.zaak import lees_dossier

_VAN_DE_PERSOON = ("naam", "geboortedatum", "adresregel1", "adresregel2", "inschrijving_gemeentenaam")
_VAN_DE_ZAAK = (
    "fase",
    "doelgroep",
    "fijne_doelgroep",
    "leerroute",
    "plicht_vanaf",
    "ss139_op",
    "ss120_op",
    "vestiging_op",
    "termijn_van",
    "termijn_tot",
)


class VerhuistUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Hoeveel er van een soort gegeven verhuist (of verhuisde)."""

    soort: str
    aantal: int


class SamenvoegverschilUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Waarin de twee dossiers verschillen, als tekst; leeg is onbekend."""

    veld: str
    voorlopig: str
    ander: str


class SamenvoegvoorstelUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het voorstel, wat er verhuist, waarin de twee verschillen, wat het nu nog tegenhoudt, en wat wie beslist daarbij
    moet kiezen. `versie` is die van het dossier `dossierId`; geef haar mee als u beslist."""

    id: UUID
    soort: str
    status: str
    dossier_id: UUID
    met_dossier_id: UUID
    versie: int
    motief: str
    vastgelegd_door: UUID
    vastgelegd_op: datetime
    besloten_door: UUID | None
    besloten_op: datetime | None
    toelichting: str
    collegebesluit: SamenvoegCollegebesluitUit | None
    verhuist: list[VerhuistUit]
    verschillen: list[SamenvoegverschilUit]
    houdt_tegen: list[str]
    te_kiezen: list[str]


async def voorstel(tx: Tx, huis: Huis, dossier_id: UUID, id_: UUID) -> SamenvoegvoorstelUit:
    """Het voorstel met alles wat erbij te wegen is, van elk van de twee dossiers; de lezing staat in het leeslog van
    beide.

    Raises:
        NietGevonden: dit voorstel is er niet.
    """
    rij = await samenvoegvoorstel.lees_van_beide(tx, dossier_id, id_)
    voorlopig, ander = await lees_dossier(tx, rij.dossier_id), await lees_dossier(tx, rij.met_dossier_id)
    open_ = rij.status is Samenvoegstatus.VOORGESTELD
    beeld = SamenvoegvoorstelUit(
        id=rij.id,
        soort=rij.soort,
        status=rij.status,
        dossier_id=rij.dossier_id,
        met_dossier_id=rij.met_dossier_id,
        versie=voorlopig.versie,
        motief=rij.motief,
        vastgelegd_door=rij.vastgelegd_door,
        vastgelegd_op=rij.vastgelegd_op,
        besloten_door=rij.besloten_door,
        besloten_op=rij.besloten_op,
        toelichting=rij.toelichting,
        collegebesluit=collegebesluit_uit(
            rij.college_nummer,
            rij.college_datum,
            zelf=rij.besloten_door == rij.vastgelegd_door,
            nagegaan=(await nagegaan_bij(tx, voorlopig.id, ander.id)).get(rij.id),
        ),
        verhuist=[VerhuistUit(soort=s, aantal=n) for s, n in sorted((await _verhuist(tx, huis, rij)).items())],
        verschillen=await _verschillen(tx, voorlopig, ander),
        houdt_tegen=[g.melding for g in await _houdt_tegen(tx, huis, rij)] if open_ else [],
        te_kiezen=_te_kiezen(voorlopig, ander) if open_ and rij.van_samenvoeging is None else [],
    )
    await huis.logboek.schrijf(
        tx,
        "samenvoeging.lezen",
        "samenvoeging",
        object_id=id_,
        dossiers=[voorlopig.id, ander.id],
        velden=["naam", "geboortedatum", "adres"],
    )
    return beeld


async def _verhuist(tx: Tx, huis: Huis, rij: SamenvoegingRij) -> dict[str, int]:
    verplaatst: Mapping[str, Sequence[str]] = rij.verplaatst
    if rij.status is Samenvoegstatus.VOORGESTELD:
        if rij.van_samenvoeging is None:
            return await verhuizen.tel(tx, huis, rij.dossier_id)
        origineel = await samenvoegvoorstel.lees_een(tx, rij.dossier_id, rij.van_samenvoeging)
        verplaatst = await verhuizen.hoort_terug(tx, huis, rij.met_dossier_id, origineel.verplaatst)
    return {soort: len(ids) for soort, ids in verplaatst.items()}


async def _houdt_tegen(tx: Tx, huis: Huis, rij: SamenvoegingRij) -> tuple[Gebrek, ...]:
    try:
        await samenvoegbeslissing.eis_mogelijk(tx, huis, rij)
    except OnjuisteFase as fout:
        return (Gebrek(veld="metDossierId", melding=fout.melding),)
    except VoorwaardeNietVervuld as fout:
        return fout.gebreken or (Gebrek(veld="metDossierId", melding=fout.melding),)
    return ()


def _te_kiezen(voorlopig: DossierRij, ander: DossierRij) -> list[str]:
    van, met = samenvoegen.groep_van(voorlopig), samenvoegen.groep_van(ander)
    return [g.melding for g in toets_groepkeuze(vervalt=van, blijft=met, keuze=None)]


async def _verschillen(tx: Tx, voorlopig: DossierRij, ander: DossierRij) -> list[SamenvoegverschilUit]:
    """Wat beide weten en niet hetzelfde is, en wat maar een van beide weet."""
    hier, daar = await lees_persoon(tx, voorlopig), await lees_persoon(tx, ander)
    paren = [(naam, getattr(hier, naam), getattr(daar, naam)) for naam in _VAN_DE_PERSOON]
    paren += [(naam, getattr(voorlopig, naam), getattr(ander, naam)) for naam in _VAN_DE_ZAAK]
    return [
        SamenvoegverschilUit(veld=naam, voorlopig=_tekst(een), ander=_tekst(twee))
        for naam, een, twee in paren
        if _tekst(een) != _tekst(twee)
    ]


def _tekst(waarde: object) -> str:
    if waarde is None:
        return ""
    return waarde.isoformat() if isinstance(waarde, date) else str(waarde)
