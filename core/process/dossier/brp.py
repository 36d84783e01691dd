"""Overnemen wat de BRP over iemand zegt, en melden wat er anders is: ook een verhuizing of een overlijden.

Wat een medewerker daarvan moet weten wordt werk, en sluit als het niet meer klopt. De plicht volgt DUO: een overlijden
stopt wat loopt, maar de fase van het dossier verandert pas als DUO het meldt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from core.law.aanschrijven import Adressoort
from core.law.buurlezing import ELDERS
from core.law.fasen import Fase
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import geschiedenis, zoeken
from core.process.dossier.namen import zoeknaam
from core.process.dossier.onderbreking import bewaak, onderbreek
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.plicht import draag_over
from core.process.dossier.rijen import Onleesbaar, PersoonRij
from core.process.dossier.signalen import volg_signalen, vraag_of_briefadres_nodig_is
from core.process.dossier.tables import Dossier, Persoon
from core.process.dossier.terugkeer import meld_overlijden_eerder
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier, werk_bij
from core.process.voorvallen import FeitenGewijzigd, Overleden, Voorval, meld


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpFeiten:
    """Wat de BRP over de persoon zegt; de namen zijn de kolommen van de persoon.

    Drie zijn van het dossier: `vestiging_op`, alleen als hij in deze gemeente staat ingeschreven, en of en wanneer hij
    uit Nederland is uitgeschreven: vertrokken, en nu geen ingezetene.
    """

    voornamen: str
    voorvoegsel: str
    geslachtsnaam: str
    naam: str
    aanschrijfnaam: str
    aanhef: str
    geboortedatum: str
    adressoort: Adressoort
    adresregel1: str
    adresregel2: str
    adresregel3: str
    adres_vanaf: str
    inschrijving_gemeente: str
    inschrijving_gemeentenaam: str
    opschorting: str
    geheimhouding: bool
    overleden: bool
    overlijdensdatum: str
    inschrijving_op: date | None
    vestiging_op: date | None
    uitgeschreven: bool = False
    uitgeschreven_op: date | None = None
    in_onderzoek: tuple[str, ...] = ()
    onleesbaar: tuple[Onleesbaar, ...] = ()


_VAN_DE_ZAAK = ("vestiging_op", "uitgeschreven", "uitgeschreven_op")
_VAN_DE_PERSOON = tuple(f.name for f in fields(BrpFeiten) if f.name not in _VAN_DE_ZAAK)
_VAN_DE_VERHUIZING = (
    "inschrijving_gemeente",
    "inschrijving_gemeentenaam",
    "inschrijving_op",
    "overleden",
    "overlijdensdatum",
)
_JSON = frozenset({"in_onderzoek", "onleesbaar"})


async def verwerk_brp(tx: Tx, huis: Huis, dossier_id: UUID, feiten: BrpFeiten) -> Zaak:
    """Neem over wat de BRP zegt, en laat elke stap het hare doen aan wat er anders is."""
    zaak = await neem_dossier(tx, dossier_id)
    eerder = await lees_persoon(tx, zaak.rij)
    anders = frozenset(n for n in _VAN_DE_PERSOON if getattr(eerder, n) != getattr(feiten, n))
    await geschiedenis.bewaar(tx, eerder, anders, adres_vanaf=feiten.adres_vanaf)
    await _werk_persoon_bij(tx, eerder, feiten, anders)
    gewijzigd = {f"persoon.{n}" for n in anders}
    stond_hier = zaak.rij.vestiging_op is not None
    if zaak.rij.vestiging_op != feiten.vestiging_op:
        zaak = await werk_bij(tx, zaak, {Dossier.vestiging_op: feiten.vestiging_op})
        gewijzigd.add("dossier.vestiging_op")
    await huis.logboek.schrijf(
        tx,
        "persoon.brp",
        "persoon",
        object_id=zaak.rij.persoon_id,
        dossiers=[dossier_id],
        velden=[*_VAN_DE_PERSOON, "vestiging_op"],
    )
    zaak, voorvallen = await _volg_verblijf(tx, huis, zaak, feiten, stond_hier=stond_hier, leefde=not eerder.overleden)
    if gewijzigd:
        voorvallen.append(FeitenGewijzigd(velden=frozenset(gewijzigd)))
    await _meld(tx, huis, zaak, voorvallen)
    # Also when a death is taken back: it had stopped the year.
    rust = feiten.uitgeschreven and not feiten.overleden and zaak.rij.fase is Fase.ONDERBROKEN
    if rust and (stond_hier or eerder.overleden):
        await bewaak(tx, huis, zaak, feiten.uitgeschreven_op)
    dossier = await lees_dossier(tx, dossier_id)
    await volg_signalen(tx, huis, dossier)
    if anders.intersection(geschiedenis.ADRES):
        await vraag_of_briefadres_nodig_is(tx, dossier)
    return zaak


async def verwerk_verhuizing(tx: Tx, huis: Huis, zaak: Zaak, feiten: BrpFeiten, *, draag: bool) -> Zaak:
    """Bewaar van wie naar een andere gemeente ging dat hij verhuisde, wanneer en waarheen, en verder niets (I8).

    Het adres dat er stond blijft staan als dat van voor de verhuizing: er gaat geen brief meer heen. Geheimhouding die
    er nu is wordt overgenomen, die er was blijft; en een overlijden houdt elke brief tegen. `draag` zegt of daarmee
    een ander college bevoegd is (T19).
    """
    eerder, stond_hier = await lees_persoon(tx, zaak.rij), zaak.rij.vestiging_op is not None
    nieuw = {naam: getattr(feiten, naam) for naam in _VAN_DE_VERHUIZING} | {
        "adressoort": Adressoort.VERHUISD,
        "geheimhouding": eerder.geheimhouding or feiten.geheimhouding,
    }
    gewijzigd = await _bewaar_deel(tx, huis, zaak, eerder, nieuw)
    if stond_hier:
        zaak = await werk_bij(tx, zaak, {Dossier.vestiging_op: None})
        gewijzigd |= {"dossier.vestiging_op"}
    voorvallen: list[Voorval] = []
    if feiten.overleden:
        voorvallen = [Overleden()] if not eerder.overleden else []
    elif draag:
        zaak, voorvallen = await draag_over(tx, zaak, feiten.inschrijving_gemeente)
    await _meld_alles(tx, huis, zaak, voorvallen, gewijzigd)
    return zaak


async def verwerk_overlijden_na_verhuizing(tx: Tx, huis: Huis, zaak: Zaak, feiten: BrpFeiten) -> None:
    """Van wie al naar een andere gemeente ging telt alleen nog dat hij overleed: er gaat dan geen brief meer uit."""
    eerder = await lees_persoon(tx, zaak.rij)
    nieuw = {"overleden": feiten.overleden, "overlijdensdatum": feiten.overlijdensdatum}
    gewijzigd = await _bewaar_deel(tx, huis, zaak, eerder, nieuw)
    await _meld_alles(tx, huis, zaak, [Overleden()] if feiten.overleden and not eerder.overleden else [], gewijzigd)


async def _bewaar_deel(
    tx: Tx, huis: Huis, zaak: Zaak, eerder: PersoonRij, nieuw: Mapping[str, object], *, gelezen: bool = True
) -> frozenset[str]:
    """Bewaar van de lezing alleen deze kolommen; geeft welke er anders werden."""
    zaak.eis(tx)
    waarden: dict[Any, Any] = {getattr(Persoon, naam): waarde for naam, waarde in nieuw.items()}
    waarden |= {Persoon.versie: Persoon.versie + 1}
    if gelezen:
        waarden[Persoon.brp_gelezen_op] = await tx.nu()
    await tx.schrijf_een(
        Persoon.update(waarden)
        .where((Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == eerder.id))
        .returning(Persoon.id)
    )
    await huis.logboek.schrijf(
        tx, "persoon.brp", "persoon", object_id=eerder.id, dossiers=[zaak.id], velden=sorted(nieuw)
    )
    return frozenset(f"persoon.{naam}" for naam, waarde in nieuw.items() if getattr(eerder, naam) != waarde)


async def _meld_alles(tx: Tx, huis: Huis, zaak: Zaak, voorvallen: list[Voorval], gewijzigd: frozenset[str]) -> None:
    await _meld(tx, huis, zaak, [*voorvallen, *([FeitenGewijzigd(velden=gewijzigd)] if gewijzigd else [])])
    await volg_signalen(tx, huis, await lees_dossier(tx, zaak.id))


async def _meld(tx: Tx, huis: Huis, zaak: Zaak, voorvallen: Sequence[Voorval]) -> None:
    for voorval in voorvallen:
        await meld(tx, huis, zaak, voorval)
        if isinstance(voorval, Overleden):
            await meld_overlijden_eerder(tx, huis, zaak)


async def bewaar_alleen_de_gemeente(tx: Tx, huis: Huis, zaak: Zaak, feiten: BrpFeiten) -> None:
    """Neem van wie DUO hier meldt en niet geeft alleen over waar hij staat ingeschreven (`is_van_een_ander`), en of
    dat geheim is; is het dat, dan ook niet welke gemeente het is.

    Als gelezen in de BRP telt hij niet: wat er al van hem stond, ook niets, blijft zoals het was.
    """
    eerder = await lees_persoon(tx, zaak.rij)
    nieuw = {
        "inschrijving_gemeente": feiten.inschrijving_gemeente,
        "inschrijving_gemeentenaam": feiten.inschrijving_gemeentenaam,
        "geheimhouding": feiten.geheimhouding,
    }
    if eerder.brp_gelezen_op is not None:
        nieuw["geheimhouding"] = eerder.geheimhouding or feiten.geheimhouding
    elif feiten.geheimhouding:
        nieuw |= {"inschrijving_gemeente": ELDERS, "inschrijving_gemeentenaam": ELDERS}
    await _bewaar_deel(tx, huis, zaak, eerder, nieuw, gelezen=False)


async def _volg_verblijf(
    tx: Tx, huis: Huis, zaak: Zaak, feiten: BrpFeiten, *, stond_hier: bool, leefde: bool
) -> tuple[Zaak, list[Voorval]]:
    """Wat een overlijden, een vertrek, een verhuizing of een terugkeer met de zaak doet."""
    if feiten.overleden:
        return zaak, [Overleden()] if leefde else []
    if stond_hier and feiten.uitgeschreven:
        return await onderbreek(tx, zaak)
    return zaak, []


async def _werk_persoon_bij(tx: Tx, eerder: PersoonRij, feiten: BrpFeiten, anders: frozenset[str]) -> None:
    nu, eerste = await tx.nu(), eerder.brp_gelezen_op is None
    waarden: dict[Any, Any] = {
        getattr(Persoon, naam): msgspec.json.encode(getattr(feiten, naam)).decode()
        if naam in _JSON
        else getattr(feiten, naam)
        for naam in _VAN_DE_PERSOON
    }
    waarden |= {
        Persoon.naam_zoek: zoeknaam(feiten.geslachtsnaam, feiten.voornamen),
        Persoon.brp_gelezen_op: nu,
        Persoon.versie: Persoon.versie + 1,
    }
    if eerste or anders.intersection(geschiedenis.NAAM):
        waarden[Persoon.naam_gelezen_op] = nu
    if eerste or anders.intersection(geschiedenis.ADRES):
        waarden[Persoon.adres_gelezen_op] = nu
    await tx.schrijf_een(
        Persoon.update(waarden)
        .where((Persoon.gemeente_id == tx.gemeente_id) & (Persoon.id == eerder.id))
        .returning(Persoon.id)
    )
    await zoeken.leg_sleutels_vast(
        tx,
        eerder.id,
        voornamen=feiten.voornamen,
        voorvoegsel=feiten.voorvoegsel,
        geslachtsnaam=feiten.geslachtsnaam,
        eerder=[naam.sleutelnaam for naam in await geschiedenis.lees_namen(tx, eerder.id)],
    )
