"""Een besluit over ontheffing van de leerbaarheidstoets intrekken: verleend of geweigerd (art. 3:2 Awb, ADR 0058).

Wat er besloten was blijft te lezen in het besluit en zijn brief. Daarna is er niet beslist: het verzoek staat weer
open, of om ontheffing kan weer worden gevraagd; zonder ontheffing hoort de toets bij de brede intake.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from core.fouten import OngeldigeInvoer
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.handelingen import Handeling
from core.law.intake import is_verkort
from core.law.intrekken import Horen, intrekken_vanaf, toets_inhoud
from core.law.mandaat import Collegebesluit
from core.law.ontheffing import Ontheffingstatus, herleeft, loopt, na_intrekken
from core.platform.db.uow import Tx
from core.platform.db.versie import nieuwe_versie
from core.platform.huis import Huis
from core.platform.tenancy import Doel
from core.process.aanmelding.elders import pip_van_elders
from core.process.besluit import intrekken
from core.process.besluit.briefdelen import in_dagen
from core.process.besluit.geldend import Geldend, lees_geldend
from core.process.besluit.intrekbrief import INTAKE_GAAT_VERDER, KOM_BIJ_OPROEP, OPROEP_BLIJFT, Gevolg, Verhuisd
from core.process.dossier import werk as werkvoorraad
from core.process.dossier.terugkeer import neem_met_vervolg
from core.process.dossier.werksoorten import Soort as Dossierwerk
from core.process.dossier.zaak import Zaak
from core.process.ontheffing import navragen, opslag
from core.process.ontheffing.actions import laat_beslissen
from core.process.ontheffing.gevolgen import rust_erop_sleutel
from core.process.ontheffing.herdagtekenen import stand_van
from core.process.ontheffing.rijen import LbtOntheffingRij
from core.process.ontheffing.tables import LbtOntheffing
from core.process.oproep.beeld import eis
from core.process.retourpost import opslag as retourpost
from core.process.voorvallen import BesluitIngetrokken, meld


async def trek_besluit_in(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    ontheffing_id: UUID,
    besluit_id: UUID,
    *,
    motivering: str,
    horen: Horen | None,
    collegebesluit: Collegebesluit | None = None,
) -> UUID:
    """Trek het besluit op dit verzoek in; geeft het id van het besluit dat dat doet. Kent de persoon het, dan is hij
    eerst gehoord (`horen`) en krijgt hij een brief; anders niet. Hetzelfde nog eens vragen verandert niets.

    Raises:
        NietGevonden: het verzoek bestaat niet.
        Conflict: dit is niet het besluit dat nu op dit verzoek geldt.
        OnjuisteFase, VoorwaardeNietVervuld: er is niet (meer) beslist, er rust iets op dat eerst terug moet, de brief
            kwam terug en is niet beoordeeld, wie handelt mag het niet, of er kan geen brief.
        OngeldigeInvoer: de motivering of het horen ontbreekt of klopt niet; alle gebreken tegelijk.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak, nu = await neem_met_vervolg(tx, dossier_id)
    rij = await opslag.lees(tx, dossier_id, ontheffing_id)
    oud = await opslag.geldend_van(tx, rij)
    eerder = await intrekken.al_gedaan(
        tx, dossier_id, oud, besluit_id, motivering=motivering, horen=horen, collegebesluit=collegebesluit
    )
    if eerder is not None:
        return eerder
    pip = await lees_geldend(tx, dossier_id, Besluitsoort.PIP)
    beeld = await eis(
        tx,
        huis,
        zaak,
        Handeling.ONTHEFFINGSBESLUIT_INTREKKEN,
        ontheffing=await opslag.stand_bij(tx, rij),
        besluiten=dict(stand_van(oud)) | ({} if pip is None else {pip.soort: pip.stand}),
        zelfde_mens=await zelfde_mens(tx, oud),
        collegebesluit=collegebesluit,
        niet_voor=None if oud is None else intrekken_vanaf(horen, dagtekening=oud.dagtekening),
    )
    if oud is None:
        raise LookupError("zonder besluit laat de toets niemand intrekken")
    vandaag, lot = await tx.vandaag(), await _lot(tx, zaak, nu, rij)
    recht = huis.recht_van(tx.gemeente_id)
    if gebreken := toets_inhoud(motivering, horen, bekend_op=oud.bekendgemaakt_op, peildatum=vandaag, recht=recht):
        raise OngeldigeInvoer("Het besluit over ontheffing kan zo niet worden ingetrokken.", gebreken=gebreken)
    feiten = Besluitfeiten(ingetrokken=oud.soort, gevraagd=Besluitsoort.ONTHEFFING_LBT)
    gronden = gronden_van(intrekken.SOORT, feiten)
    nieuw = await intrekken.leg_vast(
        tx,
        huis,
        zaak,
        oud,
        wat="Het besluit over ontheffing van de leerbaarheidstoets",
        gronden=gronden,
        beslisser=beeld.beslisser,
        motivering=motivering,
        horen=horen,
        gevolg=gevolg(
            verleend=oud.soort is Besluitsoort.ONTHEFFING_LBT,
            van=in_dagen(oud.dagtekening),
            open_=lot.open,
            verkort=lot.verkort,
            eigen=lot.eigen,
            terug=nu is not None,
        ),
        collegebesluit=collegebesluit,
    )
    await _neem_terug(tx, huis, zaak, nu or zaak, oud, rij, lot)
    await huis.logboek.schrijf(
        tx,
        "lbt-ontheffing.besluit-intrekken",
        "besluit",
        object_id=nieuw,
        dossiers=[dossier_id],
        velden=["status", "vervangt"],
    )
    return nieuw


async def zelfde_mens(tx: Tx, oud: Geldend | None) -> frozenset[Handeling]:
    """Wie op het verzoek besliste of dat opnieuw dagtekende, of zei dat de persoon dat besluit niet kreeg, trekt het
    niet zelf in (vier ogen, eigen regel)."""
    if oud is None or not await retourpost.rust_op_hem(tx, oud):
        return frozenset()
    return frozenset({Handeling.ONTHEFFINGSBESLUIT_INTREKKEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lot:
    """Wat er van het verzoek wordt: of het herleeft, en of er daarna een openstaat, dit of een later; en of de toets er
    nog bij hoort (art. 15 lid 4), of niet door een plan van dit college zelf."""

    herleeft: bool
    open: bool
    verkort: bool
    eigen: bool


async def _lot(tx: Tx, zaak: Zaak, nu: Zaak | None, rij: LbtOntheffingRij) -> _Lot:
    laatste, elders = await opslag.van_nu(tx, zaak.id), await pip_van_elders(tx, (nu or zaak).rij)
    verkort = is_verkort(elders)
    weer = herleeft(
        await opslag.stand_bij(tx, rij) or rij.stand,
        gaat_het_om=laatste is not None and laatste.id == rij.id,
        verkort=verkort,
        fase=zaak.rij.fase,
    )
    return _Lot(
        herleeft=weer,
        open=weer or (laatste is not None and loopt(laatste.stand)),
        verkort=verkort,
        eigen=elders is not None and elders.eigen,
    )


async def _neem_terug(tx: Tx, huis: Huis, zaak: Zaak, nu: Zaak, oud: Geldend, rij: LbtOntheffingRij, lot: _Lot) -> None:
    """Er is niet meer beslist; elke stap doet het hare. Het verzoek staat weer open, of een mens vraagt de persoon wat
    hij wil, in de zaak van nu."""
    async with tx.met_doel(Doel.INTREKKEN):
        await tx.schrijf_een(
            LbtOntheffing.update(
                {
                    LbtOntheffing.status: (
                        Ontheffingstatus.LOOPT if lot.herleeft else Ontheffingstatus.BESLUIT_INGETROKKEN
                    ),
                    LbtOntheffing.besluit_id: None if lot.herleeft else rij.besluit_id,
                    LbtOntheffing.besloten_op: None if lot.herleeft else rij.besloten_op,
                    LbtOntheffing.besloten_door: None if lot.herleeft else rij.besloten_door,
                    **await nieuwe_versie(tx, LbtOntheffing),
                }
            )
            .where(
                (LbtOntheffing.gemeente_id == tx.gemeente_id)
                & (LbtOntheffing.id == rij.id)
                & (LbtOntheffing.versie == rij.versie)
            )
            .returning(LbtOntheffing.id)
        )
    await werkvoorraad.sluit(
        tx,
        Dossierwerk.NAVRAGEN,
        sleutel=rust_erop_sleutel(oud.id),
        afhandeling=intrekken.INGETROKKEN,
        vervallen=True,
    )
    if lot.herleeft:
        await laat_beslissen(
            tx, huis, zaak.id, rij.id, initiatief=rij.initiatief, gevraagd_op=rij.gevraagd_op, opnieuw=True
        )
        await navragen.is_gevraagd(tx, zaak.id, afhandeling="het verzoek staat weer open")
    elif vragen := na_intrekken(rij.stand, verkort=lot.verkort):
        await navragen.vraag_na_intrekken(tx, nu.id, omschrijving=vragen)
    await meld(tx, huis, zaak, BesluitIngetrokken(besluit_id=oud.id, soort=oud.soort))


async def laat_los(tx: Tx, oud: Geldend) -> None:
    """Het besluit op dit verzoek wordt na een verhuizing niet bekend: er is hier niet beslist, en dat komt er ook niet
    meer (art. 3:40 Awb)."""
    async with tx.met_doel(Doel.INTREKKEN):
        await tx.schrijf_een(
            LbtOntheffing.update(
                {LbtOntheffing.status: Ontheffingstatus.BESLUIT_INGETROKKEN, **await nieuwe_versie(tx, LbtOntheffing)}
            )
            .where(
                (LbtOntheffing.gemeente_id == tx.gemeente_id)
                & (LbtOntheffing.id == oud.onderwerp_id)
                & LbtOntheffing.status.is_in([Ontheffingstatus.VERLEEND, Ontheffingstatus.GEWEIGERD])
            )
            .returning(LbtOntheffing.id)
        )


def gevolg(
    *, verleend: bool, van: str, open_: bool, verkort: bool = False, eigen: bool = False, terug: bool = False
) -> Gevolg:
    """Wat het voor de persoon betekent dat zijn besluit over ontheffing van deze dag is ingetrokken. `open_` is of er
    daarna een verzoek van hem openstaat, `verkort` of zijn leerroute al vastligt (art. 15 lid 4), en `eigen` of dit
    college haar zelf vaststelde. Kwam hij `terug`, dan loopt er een nieuwe brede intake, en blijft zijn oproep."""
    wat_volgt = _gevolg(verleend=verleend, van=van, open_=open_, verkort=verkort, eigen=eigen)
    if not terug:
        return wat_volgt
    return replace(
        wat_volgt,
        blijft=(*wat_volgt.blijft, OPROEP_BLIJFT),
        doen=(*wat_volgt.doen, KOM_BIJ_OPROEP),
        verder=f"{INTAKE_GAAT_VERDER}{wat_volgt.verder}",
    )


def _gevolg(*, verleend: bool, van: str, open_: bool, verkort: bool, eigen: bool) -> Gevolg:
    if verkort:
        wat = "ontheffing" if verleend else "weigering van ontheffing"
        wie = "wij hebben" if eigen else "een andere gemeente heeft"
        wie_dan = "Wij hebben" if eigen else "Een andere gemeente heeft"
        return Gevolg(
            vervalt=(f"Uw {wat} van {van} geldt niet meer.",),
            blijft=(f"U hoeft de leerbaarheidstoets niet te maken: {wie} uw leerroute al vastgesteld.",),
            doen=(f"Hebt u bezwaar gemaakt tegen uw {wat}? Bel ons dan.",),
            verder="U krijgt over de leerbaarheidstoets geen andere brief.",
            verhuisd=Verhuisd(
                vervalt=(f"Uw {wat} van {van} geldt niet meer.",),
                blijft=(f"{wie_dan} uw leerroute al vastgesteld. Daarom hoeft u de leerbaarheidstoets niet te maken.",),
                doen=(f"Hebt u bezwaar gemaakt tegen uw {wat}? Bel ons dan.",),
                verder="U krijgt van ons over de leerbaarheidstoets geen andere brief.",
            ),
            terug=_terug(
                f"Uw {wat} van {van} geldt niet meer.",
                f"{wie_dan} eerder uw leerroute vastgesteld. Zolang die blijft, hoeft u de leerbaarheidstoets niet te"
                " maken.",
                bezwaar=f"uw {wat}",
            ),
            besluit=f"de {wat} van de leerbaarheidstoets",
        )
    if not verleend and open_:
        return Gevolg(
            vervalt=(f"Onze weigering van {van} geldt niet meer. U hebt op uw verzoek nog geen antwoord.",),
            blijft=(
                "Uw verzoek om ontheffing geldt nog. U hoeft niet opnieuw te vragen.",
                "U hoeft de leerbaarheidstoets niet te maken zolang wij niet hebben beslist.",
            ),
            doen=(
                "Wilt u geen ontheffing meer? Bel ons. Dan moet u de leerbaarheidstoets maken.",
                "Hebt u bezwaar gemaakt tegen de weigering? Bel ons dan ook.",
            ),
            verder="Wij beslissen opnieuw op uw verzoek. U krijgt daarover een brief.",
            verhuisd=Verhuisd(
                vervalt=(f"Onze weigering van {van} geldt niet meer. U hebt op uw verzoek geen antwoord.",),
                doen=(
                    "Wilt u nog steeds ontheffing van de leerbaarheidstoets? Vraag het aan uw nieuwe gemeente.",
                    "Hebt u bezwaar gemaakt tegen de weigering? Bel ons dan.",
                ),
                verder="Op uw verzoek krijgt u van ons geen antwoord meer.",
            ),
            terug=_terug(
                f"Onze weigering van {van} geldt niet meer. U hebt op uw verzoek van voor uw verhuizing geen antwoord."
                " Dat krijgt u ook niet meer.",
                doen=("Wilt u nog steeds ontheffing van de leerbaarheidstoets? Vraag het ons opnieuw. Bel ons.",),
                bezwaar="de weigering",
            ),
            besluit="de weigering van ontheffing van de leerbaarheidstoets",
        )
    if not verleend:
        return Gevolg(
            vervalt=(f"Onze weigering van {van} geldt niet meer.",),
            doen=("Hebt u bezwaar gemaakt tegen de weigering? Bel ons dan.",),
            verder="U krijgt over deze weigering geen andere brief.",
            verhuisd=Verhuisd(
                vervalt=(f"Onze weigering van {van} geldt niet meer.",),
                doen=("Hebt u bezwaar gemaakt tegen de weigering? Bel ons dan.",),
                verder="U krijgt van ons over deze weigering geen andere brief.",
            ),
            terug=_terug(f"Onze weigering van {van} geldt niet meer.", bezwaar="de weigering"),
            besluit="de weigering van ontheffing van de leerbaarheidstoets",
        )
    return Gevolg(
        vervalt=(f"Uw ontheffing van {van} geldt niet meer. U moet de leerbaarheidstoets nog maken.",),
        blijft=("Tot nu toe hoefde u de toets niet te maken. Dat u dat niet deed, rekenen wij u niet aan.",),
        doen=(
            "U maakt de leerbaarheidstoets. Wij spreken met u af wanneer.",
            "Kunt u de toets niet maken, omdat u niet goed ziet of hoort? Vraag dan opnieuw ontheffing. Bel ons.",
            "Hebt u bezwaar gemaakt tegen uw ontheffing? Bel ons dan ook.",
        ),
        verder="Wij bellen u om af te spreken wanneer u de toets maakt.",
        verhuisd=Verhuisd(
            vervalt=(f"Uw ontheffing van {van} geldt niet meer.",),
            blijft=("Tot nu toe hoefde u de toets niet te maken. Dat u dat niet deed, rekenen wij u niet aan.",),
            doen=(
                "Vraag uw nieuwe gemeente of u de leerbaarheidstoets nog moet maken.",
                "Kunt u de toets niet maken, omdat u niet goed ziet of hoort? Vraag dan ontheffing aan uw nieuwe"
                " gemeente.",
                "Hebt u bezwaar gemaakt tegen uw ontheffing? Bel ons dan.",
            ),
            verder="U krijgt van ons over de leerbaarheidstoets geen andere brief.",
        ),
        terug=_terug(
            f"Uw ontheffing van {van} geldt niet meer.",
            "Tot nu toe hoefde u de toets niet te maken. Dat u dat niet deed, rekenen wij u niet aan.",
            doen=(
                "Moet u de leerbaarheidstoets nog maken? Dan spreken wij met u af wanneer.",
                "Kunt u de toets niet maken, omdat u niet goed ziet of hoort? Vraag dan opnieuw ontheffing. Bel ons.",
            ),
            bezwaar="uw ontheffing",
        ),
    )


def _terug(vervalt: str, *blijft: str, bezwaar: str, doen: tuple[str, ...] = ()) -> Verhuisd:
    """Wat er staat als hij verhuisde en terugkwam voordat deze brief wegging: de brede intake is dan een nieuwe."""
    return Verhuisd(
        vervalt=(vervalt,),
        blijft=(*blijft, OPROEP_BLIJFT),
        doen=(*doen, f"Hebt u bezwaar gemaakt tegen {bezwaar}? Bel ons dan.", KOM_BIJ_OPROEP),
        verder="Voor u is er een nieuwe brede intake. Dat zijn gesprekken met u over uw inburgering. Daar hoort u ook"
        " of u de leerbaarheidstoets maakt.",
    )
