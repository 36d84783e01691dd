"""Wat de aanmelding doet bij een voorval: na samenvoegen tellen de meldingen die DUO op het V-nummer deed (C1)."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.process.aanmelding.duo_lezen import gemeld_op
from core.process.aanmelding.lezingen import alle_lezingen, zet_lezing_klaar
from core.process.aanmelding.tables import Gegevensoort, Verschilsoort
from core.process.aanmelding.terugkeer import VOLG_PLAN
from core.process.aanmelding.verschillen import sleutel_bron
from core.process.aanmelding.werksoorten import Soort
from core.process.aanmelding.zonder_bsn import vraag_om_bsn
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.personen import heeft_nummer
from core.process.dossier.tables import Dossier, Nummersoort
from core.process.dossier.terugkeer import huidig
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak, lees_dossier, werk_bij
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    PlichtGeeindigd,
    Samengevoegd,
    Uiteengehaald,
    Verhuisd,
)

_VAN_HET_PLAN = (f":{Gegevensoort.GEDEELTELIJKE_VRIJSTELLING}:", f":{Gegevensoort.GEDEELTELIJKE_ONTHEFFING}:")
"""Vragen of de intake of het PIP op iets van DUO moet worden aangepast; dat kan dan niet meer."""
_VAN_HIER = (
    *(f":{soort}:" for soort in (Verschilsoort.GEMIST, Verschilsoort.CONTACTPERSOON)),
    *(":onleesbaar:", ":geen-plicht", ":niet-in-brp", ":twee-personen"),
)
"""Vragen over wat DUO en de BRP hier gaven of niet gaven; na een verhuizing leest alleen de nieuwe gemeente nog.

Een PIP van deze gemeente dat DUO anders of niet kent, blijft een vraag: het is van dit college (art. 35 lid 4)."""


async def laat_plan_rusten(tx: Tx, huis: Huis, zaak: Zaak, voorval: PlichtGeeindigd) -> tuple[str, ...]:
    """Na het einde van de plicht wordt geen plan meer aangepast (PG-12)."""
    return await _vervalt(tx, zaak, _VAN_HET_PLAN, afhandeling=voorval.omschrijving)


async def laat_los(tx: Tx, huis: Huis, zaak: Zaak, voorval: Verhuisd) -> tuple[str, ...]:
    """Na een verhuizing leest deze gemeente niets meer over de persoon: er is hier niets meer over na te vragen."""
    velden = await _vervalt(
        tx,
        zaak,
        (*_VAN_HET_PLAN, *_VAN_HIER, sleutel_bron(zaak.id, "").removeprefix(str(zaak.id))),
        afhandeling=voorval.omschrijving,
    )
    toegang = await werkvoorraad.sluit_behalve(
        tx, Dossierwerk.DUO_GEEN_TOEGANG, begin=str(zaak.id), afhandeling=voorval.omschrijving
    )
    bericht = await werkvoorraad.laat_vervallen(tx, zaak.id, (Soort.DUO_GEBEURTENIS,), afhandeling=voorval.omschrijving)
    return velden or (("werkitem.status",) if toegang or bericht else ())


async def _vervalt(tx: Tx, zaak: Zaak, begin: tuple[str, ...], *, afhandeling: str) -> tuple[str, ...]:
    weg = [
        await werkvoorraad.sluit_behalve(tx, Dossierwerk.NAVRAGEN, begin=f"{zaak.id}{deel}", afhandeling=afhandeling)
        for deel in begin
    ]
    return ("werkitem.status",) if any(weg) else ()


async def volg_de_meldingen(tx: Tx, huis: Huis, zaak: Zaak, voorval: Samengevoegd) -> tuple[str, ...]:
    """SS139 en SS120 tellen vanaf nu voor dit dossier; wat elke melding te lezen geeft staat klaar, nu met BSN."""
    nu = await lees_dossier(tx, zaak.id)
    gemeld = await gemeld_op(tx, nu)
    for soort in dict.fromkeys(s for code in sorted(gemeld) for s in huis.proces.gebeurtenissen.get(code, ())):
        await zet_lezing_klaar(tx, soort, zaak.id)
    feiten = {f"{code.lower()}_op": gemeld.get(code) for code in ("SS139", "SS120", "SS121")}
    anders = {naam: dag for naam, dag in feiten.items() if dag is not None and getattr(nu, naam) != dag}
    if not anders:
        return ()
    await werk_bij(tx, zaak, {getattr(Dossier, naam): dag for naam, dag in anders.items()})
    return tuple(f"dossier.{naam}" for naam in anders)


async def volg_wat_overbleef(tx: Tx, huis: Huis, zaak: Zaak, voorval: Uiteengehaald) -> tuple[str, ...]:
    """Alleen de meldingen die weer in dit dossier staan tellen nog; wat zij te lezen geven wordt opnieuw gelezen.

    Wie alleen een V-nummer heeft kan nog niet gelezen worden; dat is weer werk.
    """
    nu = await lees_dossier(tx, zaak.id)
    if not await heeft_nummer(tx, nu.persoon_id, Nummersoort.BSN):
        await vraag_om_bsn(tx, zaak.id)
        return ()
    gemeld = await gemeld_op(tx, nu)
    for soort in alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, zaak.id)
    feiten = {f"{code.lower()}_op": gemeld.get(code) for code in ("SS139", "SS120", "SS121")}
    anders = {naam: dag for naam, dag in feiten.items() if getattr(nu, naam) != dag}
    if not anders:
        return ()
    await werk_bij(tx, zaak, {getattr(Dossier, naam): dag for naam, dag in anders.items()})
    return tuple(f"dossier.{naam}" for naam in anders)


async def laat_plan_volgen(
    tx: Tx, huis: Huis, zaak: Zaak, voorval: BesluitBekendgemaakt | BesluitIngetrokken
) -> tuple[str, ...]:
    """Wordt het PIP van een eerdere zaak nog bekend, of losgelaten, dan leest de zaak van nu dat."""
    if zaak.rij.opgevolgd_op is not None:
        nu = await huidig(tx, zaak.id)
        await bus.zet(tx, VOLG_PLAN, onderwerp_id=nu, reeks=nu)
    return ()
