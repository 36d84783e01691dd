"""Wie na zijn PIP geen school heeft, heeft werk: een school aanbieden, of navragen waar hij les volgt (art. 16 Wi2021).

Het werk volgt uit hoe het nu is, en wordt nagerekend bij alles wat dat verandert; zo sluit het als er een school
gekozen is, en komt het terug als zij weigert of het met haar ophoudt.
"""

from datetime import datetime, time

from core.law import toewijzen
from core.law.besluiten import Besluitsoort
from core.law.toewijzen import Weigerreden, Zaakstand
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.besluit.geldend import lees_geldend
from core.process.besluit.intrekken import weet_het_nog_niet
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak, lees_dossier
from core.process.retourpost import opslag as retourpost
from core.process.toewijzing import antwoordwerk, wie_hem_zag
from core.process.toewijzing.werksoorten import Soort

_SCHOOL = """
select bool_and(status = 'aangeboden') as alleen_aangeboden from meedoen.toewijzing
where gemeente_id = $1 and dossier_id = $2 and doel = 'lesgeven' and status in ('aangeboden', 'aanvaard')"""
_GEWEIGERD = """
select organisatie_id, beantwoord_op, weigerreden from meedoen.toewijzing
where gemeente_id = $1 and dossier_id = $2 and doel = 'lesgeven' and status = 'geweigerd' and beantwoord_op >= $3
order by beantwoord_op"""


async def lees_stand(tx: Tx, huis: Huis, zaak: Zaak) -> Zaakstand:
    """Wat er nu van deze zaak bekend is voor wie haar wil toewijzen."""
    rij = await lees_dossier(tx, zaak.id)
    pip = await lees_geldend(tx, zaak.id, Besluitsoort.PIP)
    school = await tx.fetchrow(_SCHOOL, tx.gemeente_id, zaak.id)
    return Zaakstand(
        fase=rij.fase,
        ingeschreven_op=rij.vestiging_op,
        doelgroep=rij.groep,
        overleden=(await lees_persoon(tx, rij)).overleden,
        pip_van=rij.eigen_pip_op if pip is None else None if pip.bekendgemaakt_op is None else pip.dagtekening,
        pip_terug=pip is not None and await retourpost.is_open_over(tx, zaak.id, pip.id),
        leerroute=rij.leerroute,
        intensiteit=rij.intensiteit,
        heeft_school=school is not None and school["alleen_aangeboden"] is not None,
        alleen_aangeboden=school is not None and school["alleen_aangeboden"] is True,
        aanbod_gezinsmigranten=huis.tenant(tx.gemeente_id).aanbod_gezinsmigranten,
    )


async def houd_bij(tx: Tx, huis: Huis, zaak: Zaak) -> tuple[str, ...]:
    """Zet het werk klaar of sluit het, zoals het nu hoort; geeft de kolommen die wijzigden."""
    stand = await lees_stand(tx, huis, zaak)
    vandaag = await tx.vandaag()
    zoek = toewijzen.school_zoeken(stand, peildatum=vandaag, recht=huis.recht_van(tx.gemeente_id))
    if zoek is not None:
        gewijzigd = await werkvoorraad.zet_klaar(
            tx,
            Soort.TAALSCHOOL_KIEZEN,
            omschrijving=f"{zoek.wat}{await _wie_weigerde(tx, huis, zaak, stand)}",
            grond=str(zoek.grond),
            sleutel=str(zaak.id),
            dossier_id=zaak.id,
            vervaldatum=zoek.uiterlijk,
        )
    else:
        gewijzigd = await werkvoorraad.sluit(
            tx,
            Soort.TAALSCHOOL_KIEZEN,
            sleutel=str(zaak.id),
            afhandeling="er is een school gekozen" if stand.heeft_school else "er hoeft nu geen school te komen",
            vervallen=not stand.heeft_school,
        )
    gesloten = not await _school_wacht_op_een_pip(tx, zaak, stand) and await school_na_intrekking_vervalt(
        tx, zaak, afhandeling="de school leest de persoon weer, of hij heeft daar geen plek meer"
    )
    aanbod = await antwoordwerk.houd_bij(tx, huis, zaak, pip_terug=stand.pip_terug)
    nagevraagd = await wie_hem_zag.houd_bij(tx, zaak)
    return ("werkitem.status",) if gewijzigd or gesloten or aanbod or nagevraagd else ()


async def _wie_weigerde(tx: Tx, huis: Huis, zaak: Zaak, stand: Zaakstand) -> str:
    """Welke scholen hem na dit PIP al niet namen, wanneer en waarom."""
    if stand.pip_van is None:
        return ""
    vanaf = datetime.combine(stand.pip_van, time(), NEDERLAND)
    namen = huis.tenant(tx.gemeente_id).organisatienamen
    wie = [
        f"{namen.get(rij['organisatie_id'], 'een school')} op {rij['beantwoord_op'].astimezone(NEDERLAND):%d-%m-%Y}"
        f"{_waarom(rij['weigerreden'])}"
        for rij in await tx.fetch(_GEWEIGERD, tx.gemeente_id, zaak.id, vanaf)
    ]
    if not wie:
        return ""
    return f" Geweigerd: {', '.join(wie)}."


def _waarom(reden: str | None) -> str:
    """Wie voor het einde van november 2026 weigerde, zei niet waarom."""
    return "" if reden is None else f" ({Weigerreden(reden).omschrijving})"


async def vraag_school_na_intrekking(tx: Tx, huis: Huis, zaak: Zaak) -> bool:
    """Wie na een ingetrokken PIP nog bij een school is ingeschreven: of hij daar blijft vraagt een mens na, zolang de
    school niets leest."""
    if not await _school_wacht_op_een_pip(tx, zaak, await lees_stand(tx, huis, zaak)):
        return False
    return await werkvoorraad.zet_klaar(
        tx,
        Dossierwerk.NAVRAGEN,
        omschrijving=(
            "Het PIP is ingetrokken, en de persoon is bij een taalschool ingeschreven. De school leest niets meer tot"
            " er een nieuw PIP bekendgemaakt is. Ga na of hij daar blijft, en zeg het tegen de school; anders beëindigt"
            " u de toewijzing."
        ),
        grond=str(toewijzen.LESGEVEN),
        sleutel=_na_intrekking(zaak),
        dossier_id=zaak.id,
    )


async def school_na_intrekking_vervalt(tx: Tx, zaak: Zaak, *, afhandeling: str) -> bool:
    """De vraag of hij na de intrekking bij zijn school blijft doet er niet meer toe; False als zij niet openstond."""
    return await werkvoorraad.sluit(
        tx, Dossierwerk.NAVRAGEN, sleutel=_na_intrekking(zaak), afhandeling=afhandeling, vervallen=True
    )


async def _school_wacht_op_een_pip(tx: Tx, zaak: Zaak, stand: Zaakstand) -> bool:
    """Of er een school is en geen PIP dat werkt; wat is ingetrokken werkt tot de persoon het weet (art. 3:40 Awb)."""
    zonder = stand.heeft_school and stand.pip_van is None
    return zonder and not await weet_het_nog_niet(tx, zaak.id, Besluitsoort.PIP)


def _na_intrekking(zaak: Zaak) -> str:
    return f"{zaak.id}:school-na-intrekking"
