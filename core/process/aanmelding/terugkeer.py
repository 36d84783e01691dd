"""Van wie verhuisde en terugkomt: welke zaak een melding van DUO of een lezing in de BRP aangaat (T20, ADR 0077)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from core.law.aanschrijven import Adressoort
from core.law.buurlezing import KWAM_WONEN
from core.law.terugkeer import is_van_toen, komt_terug, terug_sinds, was_intussen_weg, woont_hier_weer
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding import elders
from core.process.aanmelding.duo_lezen import gemeld_op
from core.process.aanmelding.lezingen import alle_lezingen, zet_lezing_klaar
from core.process.dossier.brp import BrpFeiten
from core.process.dossier.personen import Gevonden
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.plicht import draag_over
from core.process.dossier.terugkeer import huidig, open_vervolg
from core.process.dossier.zaak import Zaak, lees_dossier, neem_dossier
from core.process.taak import Taakbeurt
from core.process.voorvallen import FeitenGewijzigd, meld

VOLG_PLAN = "aanmelding.volg_plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestemming:
    """Welke zaak van nu gevolgd wordt, en in welke het bericht hoort."""

    gevonden: Gevonden
    bericht_bij: UUID


async def bestem(tx: Tx, huis: Huis, gevonden: Gevonden, code: str, dag: date | None) -> Bestemming:
    """Komt hij volgens DUO hier weer wonen, dan krijgt hij een nieuwe zaak; een bericht van voor zijn terugkeer hoort
    in de eerdere, en wat DUO nu geeft wordt in die van nu gelezen."""
    if gevonden.nieuw or not gevonden.heeft_bsn:
        return Bestemming(gevonden=gevonden, bericht_bij=gevonden.dossier_id)
    nu = await lees_dossier(tx, gevonden.dossier_id)
    persoon = await lees_persoon(tx, nu)
    weg_op = persoon.inschrijving_op if persoon.adressoort is Adressoort.VERHUISD else None
    if dag is not None and komt_terug(nu.fase, code, dag, weg_op=weg_op):
        nu = (await _open(tx, huis, await neem_dossier(tx, nu.id), dag)).rij
    bericht_bij, teruggekeerd_op, eerder_id = nu.id, nu.teruggekeerd_op, nu.eerder_id
    while eerder_id is not None and is_van_toen(dag, teruggekeerd_op=teruggekeerd_op):
        eerder = await lees_dossier(tx, eerder_id)
        bericht_bij, teruggekeerd_op, eerder_id = eerder.id, eerder.teruggekeerd_op, eerder.eerder_id
    return Bestemming(gevonden=replace(gevonden, dossier_id=nu.id), bericht_bij=bericht_bij)


async def _open(tx: Tx, huis: Huis, zaak: Zaak, op: date) -> Zaak:
    """De nieuwe zaak, met alles wat DUO over de persoon geeft klaar om te lezen."""
    zaak = await elders.volg_bekend(tx, await open_vervolg(tx, huis, zaak, op=op))
    for soort in alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, zaak.id)
    return zaak


async def volg_plan(beurt: Taakbeurt) -> None:
    """Het plan van dit college van voor de terugkeer legt de leerroute vast, of niet meer."""
    async with beurt.uow() as tx:
        zaak = await elders.volg_bekend(tx, await neem_dossier(tx, beurt.bericht.onderwerp_id))
        await meld(tx, beurt.huis, zaak, FeitenGewijzigd(velden=frozenset({"dossier.plan_bekend"})))
        await beurt.klaar(tx)


async def zaak_van_nu(tx: Tx, huis: Huis, zaak: Zaak, feiten: BrpFeiten) -> Zaak:
    """De zaak die deze lezing in de BRP aangaat: staat wie hier verhuisde weer hier ingeschreven, dan een nieuwe.

    Ook als hij wegging en terugkwam zonder dat de BRP tussendoor gelezen werd: dan was een ander college intussen
    bevoegd, en is de zaak van toen overgedragen (T19).
    """
    if zaak.rij.opgevolgd_op is not None:
        return await neem_dossier(tx, await huidig(tx, zaak.id))
    if feiten.vestiging_op is None or feiten.overleden:
        return zaak
    persoon = await lees_persoon(tx, zaak.rij)
    gemeld = await gemeld_op(tx, zaak.rij)
    gelezen = persoon.brp_gelezen_op
    if was_intussen_weg(
        feiten.vestiging_op,
        eerder=zaak.rij.vestiging_op,
        gelezen_op=None if gelezen is None else gelezen.astimezone(NEDERLAND).date(),
        meldingen=tuple(dag for code in sorted(KWAM_WONEN) if (dag := gemeld.get(code)) is not None),
    ):
        zaak, voorvallen = await draag_over(tx, zaak, "een andere gemeente")
        for voorval in voorvallen:
            await meld(tx, huis, zaak, voorval)
        zaak = await neem_dossier(tx, zaak.id)
    if not woont_hier_weer(zaak.rij.fase, feiten.vestiging_op):
        return zaak
    weg_op = persoon.inschrijving_op if persoon.adressoort is Adressoort.VERHUISD else None
    return await _open(tx, huis, zaak, terug_sinds(feiten.vestiging_op, weg_op=weg_op))
