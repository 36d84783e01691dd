"""De oproepen, en de vragen van de gemeente met hun antwoorden, zoals een medewerker ze leest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from core.fouten import Gebrek
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.plugin_api.bijdragen import Vraag, Vragenlijst
from core.process.dossier.zaak import lees_dossier
from core.process.intake import actions, vragenlijsten
from core.process.intake.oproepen import Oproepvoorstel, eerdere, stel_voor
from core.process.intake.rijen import BredeIntakeRij, LeerbaarheidstoetsRij
from core.process.intake.vragenlijsten import Gesteld, Lijstantwoord, Waarde


class OptieUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een keuze: stuur `id`, toon `tekst`."""

    id: str
    tekst: str


class VraagUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een vraag van de gemeente, met waarop zij rust en hoe hard dat is (bron, seed of illustratief)."""

    id: str
    tekst: str
    soort: str
    verplicht: bool
    opties: list[OptieUit]
    grond: str
    bron: str
    status: str


class VragenlijstUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Vragen die deze gemeente bij de brede intake stelt."""

    id: str
    versie: int
    titel: str
    vragen: list[VraagUit]


class AntwoordUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een antwoord op een vraag van de gemeente, met de tekst van de vraag (en van de keuze) zoals zij gesteld werd."""

    vraag: str
    waarde: Waarde
    gevraagd: str
    gekozen: str


class LijstantwoordUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """De antwoorden op een lijst, met de versie waarop geantwoord is.

    `geldend` zegt of die lijst nu zo gesteld wordt. Is dat niet zo, dan blijven de antwoorden staan zoals zij zijn;
    antwoorden kan alleen op de lijsten van nu.
    """

    lijst: str
    versie: int
    titel: str
    geldend: bool
    antwoorden: list[AntwoordUit]


class OproepvoorstelUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Welke oproep nu kan, met een voorgestelde laatste dag (altijd een werkdag) en waarom die. Het college kiest.

    `plugin` en `status` zijn leeg als de gemeente de lengte niet zelf heeft ingevuld.
    """

    nummer: int
    met_waarschuwing: bool
    termijn_laatste_dag: date
    lengte: str
    grond: str
    bron: str
    plugin: str
    status: str
    uitleg: list[str]


class OproepUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een oproep met haar termijn en uitkomst."""

    id: UUID
    nummer: int
    verzonden_op: date
    termijn_laatste_dag: date
    afspraak_op: datetime
    plaats: str
    met_waarschuwing: bool
    grond: str
    uitkomst: str
    uitkomst_op: date | None
    toelichting: str
    versie: int


async def oproepen_van(tx: Tx, huis: Huis, dossier_id: UUID) -> list[OproepUit]:
    """De oproepen van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "oproep.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [
        OproepUit(
            termijn_laatste_dag=r.termijn_tot,
            **{naam: getattr(r, naam) for naam in OproepUit.__struct_fields__ if naam != "termijn_laatste_dag"},
        )
        for r in await eerdere(tx, dossier_id)
    ]


async def voorstel(tx: Tx, huis: Huis, dossier_id: UUID) -> OproepvoorstelUit:
    """De oproep die nu aan de beurt is; het lezen komt in het leeslog. Dezelfde fouten als `oproepen.stel_voor`."""
    gevonden = await stel_voor(tx, huis, dossier_id)
    await huis.logboek.schrijf(tx, "oproep.voorstel", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return _voorstel_uit(gevonden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intakebeeld:
    """Alles wat van een brede intake te lezen is."""

    rij: BredeIntakeRij | None
    lbt: LeerbaarheidstoetsRij | None
    omstandigheden: str | None
    lijsten: tuple[Vragenlijst, ...]
    gebreken: tuple[Gebrek, ...]


async def brede_intake(tx: Tx, huis: Huis, dossier_id: UUID, *, in_afwezigheid: bool) -> Intakebeeld:
    """De brede intake met alles wat nog ontbreekt; het lezen komt in het leeslog. Vraagt het doel brede intake.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    beeld = Intakebeeld(
        rij=await actions.lees_intake(tx, dossier_id),
        lbt=await actions.lees_lbt(tx, dossier_id),
        omstandigheden=await actions.lees_omstandigheden(tx, huis, dossier_id),
        lijsten=tuple(await vragenlijsten.van_vandaag(tx, huis)),
        gebreken=tuple(await actions.toets(tx, huis, dossier_id, in_afwezigheid=in_afwezigheid)),
    )
    await huis.logboek.schrijf(tx, "brede-intake.lezen", "brede_intake", object_id=dossier_id, dossiers=[dossier_id])
    return beeld


def lijst_uit(lijst: Vragenlijst) -> VragenlijstUit:
    return VragenlijstUit(
        id=lijst.id, versie=lijst.versie, titel=lijst.titel, vragen=[_vraag_uit(vraag) for vraag in lijst.vragen]
    )


def antwoord_uit(antwoord: Lijstantwoord, lijsten: Iterable[Vragenlijst]) -> LijstantwoordUit:
    niet_bekend = Gesteld(vraag="")
    gesteld = {vraag: antwoord.gesteld.get(vraag, niet_bekend) for vraag in antwoord.antwoorden}
    return LijstantwoordUit(
        lijst=antwoord.lijst,
        versie=antwoord.versie,
        titel=antwoord.titel,
        geldend=any(antwoord.is_op(lijst) for lijst in lijsten),
        antwoorden=[
            AntwoordUit(vraag=vraag, waarde=waarde, gevraagd=gesteld[vraag].vraag, gekozen=gesteld[vraag].keuze)
            for vraag, waarde in sorted(antwoord.antwoorden.items())
        ],
    )


def _voorstel_uit(voorstel: Oproepvoorstel) -> OproepvoorstelUit:
    volgende, invulling = voorstel.volgende, voorstel.invulling
    wie = "de standaard van Meedoen" if invulling is None else f"plugin {invulling.plugin} {invulling.versie}"
    uitleg = [
        f"Dit is oproep {volgende.nummer} ({volgende.grond}).",
        f"De wet stelt geen lengte; het college kiest. Voorgesteld: {voorstel.lengte}, volgens {wie}.",
        f"De laatste dag is een werkdag: {voorstel.termijn_tot:%d-%m-%Y}.",
    ]
    if volgende.afweging is not None:
        uitleg.append(volgende.afweging.vraag)
    return OproepvoorstelUit(
        nummer=volgende.nummer,
        met_waarschuwing=volgende.met_waarschuwing,
        termijn_laatste_dag=voorstel.termijn_tot,
        lengte=str(voorstel.lengte),
        grond=str(voorstel.grond),
        bron=voorstel.grond.bron,
        plugin="" if invulling is None else invulling.plugin,
        status="" if invulling is None else str(invulling.status),
        uitleg=uitleg,
    )


def _vraag_uit(vraag: Vraag) -> VraagUit:
    return VraagUit(
        id=vraag.id,
        tekst=vraag.tekst,
        soort=str(vraag.soort),
        verplicht=vraag.verplicht,
        opties=[OptieUit(id=optie.id, tekst=optie.tekst) for optie in vraag.opties],
        grond=str(vraag.herkomst.grond),
        bron=vraag.herkomst.grond.bron,
        status=str(vraag.herkomst.status),
    )
