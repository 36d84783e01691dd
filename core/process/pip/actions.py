"""Het PIP vaststellen (T10, B04): één commit met de stand, het besluit, de bevroren brief, de melding en het spoor."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from core.fouten import Gebrek, OngeldigeInvoer
from core.law import niet_afwachten
from core.law.besluiten import Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.fasen import Aanleiding, Fase
from core.law.gebreken import IN_DE_TOEKOMST
from core.law.handelingen import Handeling
from core.law.mandaat import Collegebesluit
from core.law.oproepen import Oproep
from core.law.pip import PipGegevens
from core.law.pip_termijnen import DerdeInformatie, toets_derde_informatie, toets_zonder_derde
from core.law.recht import U01Moment
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from core.platform.db.uow import Tx
from core.platform.db.versie import eis_versie, nieuwe_versie
from core.platform.huis import Huis
from core.process.besluit import actions as besluit
from core.process.dossier import correctie, termijn_van_duo
from core.process.dossier import zaak as dossier
from core.process.dossier.correctie import wijziging
from core.process.dossier.tables import Dossier
from core.process.ontheffing import opslag as ontheffing
from core.process.oproep.beeld import eis
from core.process.oproep.noteren import noteer_niet_afgewacht
from core.process.pip import concept, duo, voornemen
from core.process.pip.brief import pip_beschikking
from core.process.pip.tables import Pip, Pipstatus
from core.process.voorvallen import FeitenGewijzigd, PipVastgesteld, meld

_VAN_DE_DERDE = frozenset({"dossier.derde_gevraagd_op", "dossier.derde_ontvangen_op"})


async def stel_vast(
    tx: Tx,
    huis: Huis,
    dossier_id: UUID,
    *,
    versie: int,
    dagtekening: date,
    collegebesluit: Collegebesluit | None = None,
    reden_niet_afwachten: str = "",
    bevestigd: Collection[Waarschuwingssoort] = (),
) -> UUID:
    """Stel het PIP vast: een beschikking met dagtekening, gronden en een mens. Geeft het id van het besluit.

    Wie vaststelt heeft mandaat, of legt vast dat het college zelf besloot (`collegebesluit`, art. 10:7 Awb). Rondde hij
    de intake in afwezigheid af, dan beslist een ander (PG-19).

    De dag na de dagtekening begint de inburgeringstermijn (art. 11 lid 2 Wi2021). Wanneer DUO het hoort, zegt
    `u01_moment`: na de bekendmaking, of na deze commit.

    Raises:
        VoorwaardeNietVervuld: er ontbreekt nog iets; `gebreken` noemt alles, ook wat DUO zou weigeren.
        OnjuisteFase: de brede intake is niet afgerond, of er loopt al een traject.
        OngeldigeInvoer: de persoon kan na een boete nog komen, en de reden om niet te wachten ontbreekt.
        NietBevestigd: hij kan na een boete nog komen, en dat is niet bevestigd (art. 22 lid 2).
        VersieConflict: iemand anders was eerder.
    """
    huis = huis.die_meeleest(tx.gemeente_id)
    zaak = await dossier.neem_dossier(tx, dossier_id)
    rij = await concept.lees_laatste(tx, dossier_id)
    if rij is not None:
        eis_versie(versie, rij.versie)
    staat = rij if rij is not None and rij.status is Pipstatus.CONCEPT else None
    gegevens = PipGegevens(dagtekening=dagtekening) if staat is None else concept.gegevens_van(staat, dagtekening)
    feiten = await concept.besluitfeiten(tx, zaak.rij, gegevens)
    van_te_voren = await concept.voornemen_van(tx, zaak.rij, staat)
    inhoud: tuple[Gebrek, ...] = ()
    if staat is not None:
        inhoud = await concept.gebreken_van(tx, huis, zaak.rij, gegevens, collegebesluit=collegebesluit)
    beeld = await eis(
        tx,
        huis,
        zaak,
        Handeling.PIP_VASTSTELLEN,
        dag=dagtekening,
        ontbreekt=inhoud,
        heeft_concept=staat is not None,
        ontheffing=await ontheffing.stand_van(tx, dossier_id),
        voornemen=van_te_voren,
        besluiten=await concept.besluiten_van(tx, dossier_id),
        feiten=feiten,
        zelfde_mens=await concept.zelfde_mens(tx, dossier_id),
        collegebesluit=collegebesluit,
        niet_voor=None if staat is None else await concept.besluit_vanaf(tx, zaak.rij, staat, van_te_voren),
    )
    if staat is None or gegevens.leerroute is None:
        raise RuntimeError("zonder concept of leerroute laat de toets niemand vaststellen")
    if van_te_voren is not None:
        await _wacht_niet_af(tx, huis, beeld.oproepen, reden_niet_afwachten, bevestigd)
    zonder_u = await voornemen.maak_gebruik(tx, huis, zaak, beeld.oproepen, reden=reden_niet_afwachten)
    zaak = await dossier.ga_naar(tx, zaak, Fase.TRAJECT_ACTIEF, aanleiding=Aanleiding.PIP_VASTGESTELD)
    await _sluit_concept(tx, staat.id, versie, dagtekening)
    gronden = gronden_van(Besluitsoort.PIP, feiten)
    brief = await pip_beschikking(
        tx,
        huis,
        zaak.rij,
        gegevens,
        dagtekening=dagtekening,
        gronden=gronden,
        zonder_u=zonder_u,
        collegebesluit=collegebesluit,
    )
    besluit_id = await besluit.leg_vast(
        tx,
        huis,
        Besluitsoort.PIP,
        zaak=zaak,
        onderwerp_id=staat.id,
        dagtekening=dagtekening,
        gronden=gronden,
        beslisser=beeld.beslisser,
    )
    await besluit.bevries_brief(tx, huis, brief, zaak=zaak, onderwerp_id=besluit_id)
    if duo.moment(tx, huis, dagtekening) is U01Moment.VASTSTELLING:
        await duo.meld_vastgesteld(tx, zaak, gegevens, dagtekening=dagtekening, besluit_id=besluit_id)
    zaak = await dossier.werk_bij(
        tx, zaak, {Dossier.leerroute: gegevens.leerroute, Dossier.intensiteit: gegevens.intensiteit_leerroute}
    )
    await termijn_van_duo.verwacht(tx, huis, dossier_id, dagtekening=dagtekening)
    zaak = await termijn_van_duo.geldt(tx, zaak, dagtekening=dagtekening)
    await meld(tx, huis, zaak, PipVastgesteld(pip_id=staat.id, dagtekening=dagtekening))
    await huis.logboek.schrijf(
        tx, "pip.vaststellen", "besluit", object_id=besluit_id, dossiers=[dossier_id], velden=["status", "dagtekening"]
    )
    return besluit_id


async def _wacht_niet_af(
    tx: Tx, huis: Huis, oproepen: Sequence[Oproep], reden: str, bevestigd: Collection[Waarschuwingssoort]
) -> None:
    """Kan wie er niet bij was na een boete nog komen, dan bevestigt een mens dat hij niet wacht, en zegt waarom."""
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    tot = niet_afwachten.kan_komen_tot(oproepen, peildatum=vandaag, recht=recht)
    ja = Waarschuwingssoort.KAN_NOG_KOMEN in bevestigd
    if gebreken := tuple(niet_afwachten.toets_reden(reden, tot, bevestigd=ja)):
        raise OngeldigeInvoer("Zo kan het PIP niet worden vastgesteld.", gebreken=gebreken)
    gewaarschuwd = eis_bevestigd(niet_afwachten.waarschuw(tot), bevestigd)
    if gewaarschuwd:
        await noteer_niet_afgewacht(tx, oproepen, reden, bevestigd=gewaarschuwd, recht=recht)


async def wacht_op_derde(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, informatie: DerdeInformatie) -> None:
    """Leg vast dat het PIP wacht op informatie van een derde, of dat die er is (art. 5.3 lid 2 Bi2021, T9).

    Loopt de intake nog, dan gaat die gewoon door; het wachten begint als zij af is en er nog geen antwoord is.

    Raises:
        OngeldigeInvoer: er ontbreekt iets; alle gebreken tegelijk.
        OnjuisteFase, VersieConflict: de zaak is nog niet zover, of iemand anders was eerder.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    wacht = informatie.ontvangen_op is None
    await eis(tx, huis, zaak, Handeling.INFORMATIE_VRAGEN if wacht else Handeling.INFORMATIE_ONTVANGEN)
    gebreken = list(toets_derde_informatie(informatie))
    vandaag = await tx.vandaag()
    for veld, dag in (("gevraagdOp", informatie.gevraagd_op), ("ontvangenOp", informatie.ontvangen_op)):
        if dag is not None and dag > vandaag:
            gebreken.append(Gebrek(veld=veld, melding=IN_DE_TOEKOMST))
    if gebreken:
        raise OngeldigeInvoer("De gegevens over de derde kloppen niet.", gebreken=tuple(gebreken))
    zaak = await dossier.werk_bij(
        tx,
        zaak,
        {
            Dossier.derde_partij: informatie.gevraagd_aan,
            Dossier.derde_wat: informatie.wat,
            Dossier.derde_onmisbaar: informatie.onmisbaar_omdat,
            Dossier.derde_gevraagd_op: informatie.gevraagd_op,
            Dossier.derde_ontvangen_op: informatie.ontvangen_op,
        },
    )
    if wacht and zaak.rij.fase is Fase.INTAKE_AFGEROND:
        zaak = await dossier.ga_naar(tx, zaak, Fase.WACHT_OP_DERDE, aanleiding=Aanleiding.INFORMATIE_GEVRAAGD)
    elif not wacht and zaak.rij.fase is Fase.WACHT_OP_DERDE:
        zaak = await dossier.ga_naar(tx, zaak, Fase.INTAKE_AFGEROND, aanleiding=Aanleiding.INFORMATIE_ONTVANGEN)
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=_VAN_DE_DERDE))
    await huis.logboek.schrijf(
        tx, "pip.derde", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=["derde_ontvangen_op"]
    )


async def wacht_niet_langer(tx: Tx, huis: Huis, dossier_id: UUID, *, versie: int, motief: str) -> None:
    """Leg vast dat het PIP toch zonder de informatie van de derde kan (PG-5). Wat gevraagd was blijft bij de correcties
    te lezen; de termijn is weer die zonder een derde.

    Raises:
        OngeldigeInvoer: het motief ontbreekt.
        OnjuisteFase, VersieConflict: het PIP wacht niet op een derde, of iemand anders was eerder.
    """
    zaak = await dossier.neem_dossier(tx, dossier_id)
    eis_versie(versie, zaak.rij.versie)
    await eis(tx, huis, zaak, Handeling.INFORMATIE_NIET_AFWACHTEN)
    if gebreken := toets_zonder_derde(motief):
        raise OngeldigeInvoer("Er ontbreekt een motief.", gebreken=gebreken)
    leeg = {
        Dossier.derde_partij: "",
        Dossier.derde_wat: "",
        Dossier.derde_onmisbaar: "",
        Dossier.derde_gevraagd_op: None,
    }
    await correctie.leg_vast(
        tx,
        huis,
        "pip.zonder-derde",
        "dossier",
        object_id=dossier_id,
        dossier_id=dossier_id,
        wijzigingen=[
            wijziging("derde_partij", zaak.rij.derde_partij, ""),
            wijziging("derde_wat", zaak.rij.derde_wat, ""),
            wijziging("derde_onmisbaar", zaak.rij.derde_onmisbaar, ""),
            wijziging("derde_gevraagd_op", zaak.rij.derde_gevraagd_op, None),
        ],
        motief=motief,
    )
    zaak = await dossier.werk_bij(tx, zaak, leeg)
    zaak = await dossier.ga_naar(tx, zaak, Fase.INTAKE_AFGEROND, aanleiding=Aanleiding.ZONDER_INFORMATIE)
    await meld(tx, huis, zaak, FeitenGewijzigd(velden=_VAN_DE_DERDE))


async def _sluit_concept(tx: Tx, pip_id: UUID, versie: int, dagtekening: date) -> None:
    await tx.schrijf_een(
        Pip.update(
            {
                Pip.status: Pipstatus.VASTGESTELD,
                Pip.dagtekening: dagtekening,
                Pip.vastgesteld_door: tx.medewerker_id,
                Pip.vastgesteld_op: await tx.nu(),
                **await nieuwe_versie(tx, Pip),
            }
        )
        .where(
            (Pip.gemeente_id == tx.gemeente_id)
            & (Pip.id == pip_id)
            & (Pip.versie == versie)
            & (Pip.status == Pipstatus.CONCEPT)
        )
        .returning(Pip.id)
    )
