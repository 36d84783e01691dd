"""Wat de aanmelding doet bij een voorval: na samenvoegen tellen de meldingen die DUO op het V-nummer deed (C1)."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding.duo_lezen import gemeld_op
from core.process.aanmelding.lezingen import alle_lezingen, zet_lezing_klaar
from core.process.aanmelding.zonder_bsn import vraag_om_bsn
from core.process.dossier.personen import heeft_nummer
from core.process.dossier.tables import Dossier, Nummersoort
from core.process.dossier.zaak import Zaak, lees_dossier, werk_bij
from core.process.voorvallen import Samengevoegd, Uiteengehaald


async def volg_de_meldingen(tx: Tx, huis: Huis, zaak: Zaak, voorval: Samengevoegd) -> tuple[str, ...]:
    """SS139 en SS120 tellen vanaf nu voor dit dossier; wat elke melding te lezen geeft staat klaar, nu met BSN."""
    gemeld = await gemeld_op(tx, zaak.id)
    for soort in dict.fromkeys(s for code in sorted(gemeld) for s in huis.proces.gebeurtenissen.get(code, ())):
        await zet_lezing_klaar(tx, soort, zaak.id)
    nu = await lees_dossier(tx, zaak.id)
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
    gemeld = await gemeld_op(tx, zaak.id)
    for soort in alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, zaak.id)
    feiten = {f"{code.lower()}_op": gemeld.get(code) for code in ("SS139", "SS120", "SS121")}
    anders = {naam: dag for naam, dag in feiten.items() if getattr(nu, naam) != dag}
    if not anders:
        return ()
    await werk_bij(tx, zaak, {getattr(Dossier, naam): dag for naam, dag in anders.items()})
    return tuple(f"dossier.{naam}" for naam in anders)
