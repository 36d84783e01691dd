"""De brede intake, en de vragen van de gemeente met hun antwoorden, zoals een medewerker ze leest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec

from core.fouten import Gebrek
from core.law.intake import PipVanElders
from core.law.leerroutes import Leerroute
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.plugin_api.bijdragen import Vraag, Vragenlijst
from core.process.aanmelding.elders import lees_intrekkingen, lees_vastgelegde, pip_van_elders
from core.process.aanmelding.rijen import EldersIngetrokkenRij, EldersPlanRij
from core.process.dossier.zaak import lees_dossier
from core.process.intake import actions, vragenlijsten, wegleggen
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Intakebeeld:
    """Alles wat van een brede intake te lezen is."""

    rij: BredeIntakeRij | None
    ontheven_op: date | None
    lbt: LeerbaarheidstoetsRij | None
    omstandigheden: str | None
    elders: PipVanElders | None
    lijsten: tuple[Vragenlijst, ...]
    gebreken: tuple[Gebrek, ...]
    weggelegd: tuple[BredeIntakeRij, ...]

    @property
    def leerroute_van_elders(self) -> Leerroute | None:
        """De leerroute waarop een verkorte intake rust; is zij af, dan die van toen. None bij een volledige."""
        if self.rij is not None and self.rij.afgerond_op is not None:
            return self.rij.leerroute_van_elders
        return None if self.elders is None else self.elders.leerroute


async def brede_intake(tx: Tx, huis: Huis, dossier_id: UUID, *, in_afwezigheid: bool) -> Intakebeeld:
    """De brede intake met alles wat nog ontbreekt; het lezen komt in het leeslog. Vraagt het doel brede intake.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    zaak = await lees_dossier(tx, dossier_id)
    rij = await actions.lees_intake(tx, dossier_id)
    beeld = Intakebeeld(
        rij=rij,
        ontheven_op=await actions.ontheven_op(tx, dossier_id, rij),
        lbt=await actions.lees_lbt(tx, dossier_id),
        omstandigheden=await actions.lees_omstandigheden(tx, huis, dossier_id),
        elders=await pip_van_elders(tx, zaak),
        lijsten=tuple(await vragenlijsten.van_vandaag(tx, huis)),
        gebreken=tuple(await actions.toets(tx, huis, dossier_id, in_afwezigheid=in_afwezigheid)),
        weggelegd=tuple(await wegleggen.lees_weggelegde(tx, dossier_id)),
    )
    await huis.logboek.schrijf(tx, "brede-intake.lezen", "brede_intake", object_id=dossier_id, dossiers=[dossier_id])
    return beeld


async def elders_plannen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[EldersPlanRij]:
    """De PIP's van elders die zijn vastgelegd omdat DUO ze niet gaf; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    rijen = await lees_vastgelegde(tx, dossier_id)
    await huis.logboek.schrijf(tx, "pip-van-elders.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return rijen


async def elders_ingetrokken(tx: Tx, huis: Huis, dossier_id: UUID) -> list[EldersIngetrokkenRij]:
    """Wat er over het intrekken van een PIP van elders is vastgelegd; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    rijen = await lees_intrekkingen(tx, dossier_id)
    await huis.logboek.schrijf(tx, "pip-van-elders.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return rijen


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
