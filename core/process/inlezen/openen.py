"""Iemand van de lijst lezen bij DUO, en zijn dossier openen in de fase die zij laat zien.

Er gaat niets naar buiten dan de vragen aan DUO en de BRP. Wat er voor Meedoen gebeurde blijft van toen: het staat als
werk bij wie het dossier krijgt, en niets begint ermee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.integrations.duo.beslissingen import Gebeurtenis
from core.integrations.duo.contract import Inburgeringsplicht, Pip, PipVanGemeente
from core.integrations.duo.contract import RedenGeenInburgeringsplicht as Reden
from core.integrations.duo.gebeurtenissen import Hulpbron
from core.law.buurlezing import kwam_op
from core.law.fasen import Fase
from core.law.inlezen import Leesuitkomst, Plicht, begint_met, weeg
from core.law.leerroutes import Leerroute
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding import gegevens
from core.process.aanmelding.bewaren import bewaar
from core.process.aanmelding.lezingen import alle_lezingen, zet_lezing_klaar
from core.process.aanmelding.zonder_bsn import vraag_om_bsn
from core.process.collega import zoek_collega
from core.process.dossier import personen
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.actions import zet_behandelaar
from core.process.dossier.tables import Dossier
from core.process.dossier.werksoorten import Soort
from core.process.dossier.zaak import Zaak, neem_dossier, werk_bij
from core.process.inlezen import vragen
from core.process.inlezen.lijst import Ingelezen

_VAN_PERSOON = "select id from meedoen.dossier where gemeente_id = $1 and persoon_id = $2 and opgevolgd_op is null"


@dataclass(frozen=True, slots=True, kw_only=True)
class VanDuo:
    """Wat DUO van iemand gaf."""

    plicht: Inburgeringsplicht | None
    pip: PipVanGemeente | None
    gebeurd: Sequence[Gebeurtenis]

    def uitkomst(self) -> Leesuitkomst:
        """Of hij hier een dossier krijgt."""
        plicht = self.plicht
        if plicht is None:
            return weeg(None)
        reden = plicht.reden_geen_inburgeringsplicht
        return weeg(
            Plicht(
                loopt_of_rust=plicht.indicator_inburgeringsplicht or reden is Reden.TIJDELIJKE_VRIJSTELLING,
                overleden=reden is Reden.OVERLIJDEN,
                begin=plicht.begindatum,
            )
        )

    def eigen_pip(self, *, hier: str) -> Pip | None:
        """Het PIP dat zij kent, als het van deze gemeente is."""
        return None if self.pip is None or f"GM{self.pip.gemeentecode}" != hier else self.pip.pip

    def laatste(self, code: str) -> date | None:
        """De dag waarop DUO deze gebeurtenis het laatst noemt."""
        return max((g.datum for g in self.gebeurd if g.id == code), default=None)


async def is_bekend(tx: Tx, huis: Huis, persoon: Ingelezen) -> UUID | None:
    """Het dossier dat hier al is bij een van zijn nummers."""
    for gevonden in (
        await personen.zoek_persoon(tx, huis, bsn=persoon.bsn),
        await personen.zoek_persoon(tx, huis, vnummer=persoon.vnummer),
    ):
        if gevonden is not None:
            rij = await tx.fetchrow(_VAN_PERSOON, tx.gemeente_id, gevonden)
            return None if rij is None else UUID(str(rij["id"]))
    return None


async def open_zonder_bsn(tx: Tx, huis: Huis, persoon: Ingelezen) -> UUID:
    """Een voorlopig dossier: zonder BSN is er bij DUO niets te lezen (T26)."""
    zaak = await _open(tx, huis, persoon, Fase.VOORTRAJECT_COA)
    await vraag_om_bsn(tx, zaak.id)
    await _vraag_wat_ontbreekt(tx, huis, zaak, persoon, duo=None)
    return zaak.id


async def open_met(tx: Tx, huis: Huis, persoon: Ingelezen, duo: VanDuo) -> UUID:
    """Open het dossier met wat DUO gaf, en zet klaar dat al het andere gelezen wordt.

    De dagen waarop DUO iets meldde worden bewaard: daaruit volgen de termijnen, die lopen zoals zij liepen.
    """
    plan = duo.eigen_pip(hier=huis.tenant(tx.gemeente_id).code)
    komst = kwam_op(ss120_op=duo.laatste("SS120"), ss121_op=duo.laatste("SS121"))
    begin = begint_met(eigen_pip_op=None if plan is None else plan.dagtekening_pip, kwam_op=komst)
    zaak = await _open(tx, huis, persoon, begin.naar)
    if plan is not None and begin.naar is Fase.TRAJECT_ACTIEF:
        waarden = {Dossier.leerroute: Leerroute(plan.leerroute), Dossier.eigen_pip_op: plan.dagtekening_pip}
        zaak = await werk_bij(tx, zaak, waarden)
    await bewaar(tx, zaak, Hulpbron.GEBEURTENIS, gegevens.uit_gebeurtenissen(duo.gebeurd))
    await _vraag_wat_ontbreekt(tx, huis, zaak, persoon, duo=duo.pip)
    for soort in alle_lezingen(huis):
        await zet_lezing_klaar(tx, soort, zaak.id)
    return zaak.id


async def _open(tx: Tx, huis: Huis, persoon: Ingelezen, fase: Fase) -> Zaak:
    # With a BSN DUO gives his V-number herself: that of the list may be somebody else's, and would refuse his messages.
    vnummer = persoon.vnummer if persoon.bsn is None else None
    gevonden = await personen.vind_of_open(tx, huis, bsn=persoon.bsn, vnummer=vnummer, fase=fase)
    zaak = await neem_dossier(tx, gevonden.dossier_id)
    await huis.logboek.schrijf(
        tx, "dossier.inlezen", "dossier", object_id=zaak.id, dossiers=[zaak.id], velden=["ingelezen_op"]
    )
    return await werk_bij(tx, zaak, {Dossier.ingelezen_op: await tx.vandaag()})


async def _vraag_wat_ontbreekt(
    tx: Tx, huis: Huis, zaak: Zaak, persoon: Ingelezen, *, duo: PipVanGemeente | None
) -> None:
    """Wat de lijst zegt en niet zegt, als werk bij wie zij als behandelaar noemt. DUO hoort het niet: dat zij een ander
    heeft, komt in de lijst van het vergelijken."""
    behandelaar = await zoek_collega(tx, persoon.behandelaar) if persoon.behandelaar else None
    if behandelaar is not None:
        zaak = await zet_behandelaar(tx, huis, zaak, behandelaar)
    vandaag = await tx.vandaag()
    await werkvoorraad.zet_klaar(
        tx,
        Soort.NAVRAGEN,
        omschrijving=vragen.stel(persoon.bekend, duo, zonder_behandelaar=behandelaar is None, ingelezen_op=vandaag),
        grond="art. 3:2 Awb",
        sleutel=f"{zaak.id}:ingelezen",
        dossier_id=zaak.id,
    )
