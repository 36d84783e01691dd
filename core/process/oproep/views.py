"""De oproepen van een dossier, en de oproep die nu aan de beurt is, zoals een medewerker ze leest."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.law.boetevraag import Boetevraag
from core.law.medewerking import Verzoek
from core.law.oproepen import wat_telt_niet
from core.law.uitkomst_nu import uitkomst_nu
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.aanmelding import elders
from core.process.dossier.zaak import lees_dossier
from core.process.oproep.actions import Oproepvoorstel, stel_voor
from core.process.oproep.beeld import als_recht, gebeurtenissen_van, oproepen_van
from core.process.oproep.keten import let_op_voorstel
from core.process.oproep.rijen import Gebeurtenisbeeld


class OproepvoorstelUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Welke oproep nu kan, met een voorgestelde laatste dag (altijd een werkdag) en waarom die. Het college kiest.

    `plugin` en `status` zijn leeg als de gemeente de lengte niet zelf heeft ingevuld. `uitersteDag` is er alleen als de
    wet een maximum stelt.
    """

    nummer: int
    met_waarschuwing: bool
    termijn_laatste_dag: date
    uiterste_dag: date | None
    vroegste_dag: date | None
    lengte: str
    grond: str
    bron: str
    plugin: str
    status: str
    uitleg: list[str]


class VerzoekUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het verzoek waaraan niet is meegewerkt."""

    soort: str
    wat: str
    taal: str
    gevraagd_op: date
    reactie: str
    uiterlijk_op: date | None


class GenummerdUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een besluit dat buiten Meedoen is genomen."""

    nummer: str
    datum: date


class BoetebeslissingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wie de boete oplegde en wie het rapport opmaakte, en krachtens welk besluit."""

    beslist_door: str
    rapport_door: str
    mandaatbesluit: GenummerdUit | None
    collegebesluit: GenummerdUit | None


class BoetevraagUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het antwoord van het college op de boetevraag; bedrag in hele euro's."""

    antwoord: str
    motief: str
    reden: str | None
    kenmerk: str
    rapport_op: date | None
    dagtekening: date | None
    bekendgemaakt_op: date | None
    bedrag: int | None
    termijn_laatste_dag: date | None
    beslissing: BoetebeslissingUit | None
    bewaard_bij: str


class BevestigingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Hoe de persoon van zijn nieuwe afspraak weet."""

    wijze: str
    op: date | None
    met: str
    taal: str


class VerzettingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Van en naar welke tijd en plaats een afspraak is verzet."""

    van_op: datetime
    van_plaats: str
    naar_op: datetime
    naar_plaats: str
    naar_ruimte: str
    naar_collega: UUID | None
    bevestiging: BevestigingUit
    bevestigd: list[str]


class OproepgebeurtenisUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er met een oproep gebeurde, en wie het vastlegde. `bevestigd` noemt de waarschuwingen waarmee iemand doorging
    toen hij een uitkomst of antwoord op de boetevraag vastlegde. `schreefAan` is wie zijn schriftelijke weigering
    kreeg; leeg is de gemeente. Wat `teruggenomen` is telt niet meer; waarom, staat
    bij de correcties van het dossier."""

    id: UUID
    soort: str
    uitkomst: str | None
    op: date
    toelichting: str
    schreef_aan: str
    verzoek: VerzoekUit | None
    boetevraag: BoetevraagUit | None
    afspraak: VerzettingUit | None
    bevestigd: list[str]
    vastgelegd_door: UUID | None
    vastgelegd_op: datetime
    teruggenomen: bool


class OproepUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een oproep met haar termijn en uitkomst. `teltNiet` zegt waarom zij (nog) niet telt; leeg als zij telt.
    `uitkomst` is zoals zij nu geldt: op een oproep die niet telt is niemand te laat; wat is vastgelegd staat bij de
    gebeurtenissen. `bevestigd` noemt de waarschuwingen waarmee iemand doorging toen hij haar afspraak maakte."""

    id: UUID
    nummer: int
    opgesteld_op: date
    verzonden_op: date | None
    termijn_laatste_dag: date
    kortere_termijn: str
    voorgenomen_plan: str
    reden_niet_afwachten: str
    afspraak_op: datetime
    plaats: str
    ruimte: str
    collega_id: UUID | None
    bevestigd: list[str]
    met_waarschuwing: bool
    grond: str
    uitkomst: str
    uitkomst_op: date | None
    toelichting: str
    telt_niet: list[str]
    gebeurtenissen: list[OproepgebeurtenisUit]
    versie: int


_VAN_DE_RIJ = frozenset(OproepUit.__struct_fields__) - {
    "termijn_laatste_dag",
    "telt_niet",
    "gebeurtenissen",
    "bevestigd",
    "uitkomst",
}


async def oproepen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[OproepUit]:
    """De oproepen van een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    dossier = await lees_dossier(tx, dossier_id)
    rijen, gebeurtenissen = await oproepen_van(tx, dossier_id), await gebeurtenissen_van(tx, dossier_id)
    recht = huis.recht_van(tx.gemeente_id)
    van_nu = als_recht(rijen, gebeurtenissen, dossier, await elders.lees(tx, dossier))
    tellen = {o.id: wat_telt_niet(o, recht=recht) for o in van_nu}
    uitkomsten = {o.id: uitkomst_nu(o, recht=recht) for o in van_nu}
    await huis.logboek.schrijf(tx, "oproep.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return [
        OproepUit(
            termijn_laatste_dag=rij.termijn_tot,
            telt_niet=[g.melding for g in tellen.get(rij.id, ())] or ([] if rij.id in tellen else [_VORIGE_RONDE]),
            bevestigd=list(rij.bevestigd),
            uitkomst=uitkomsten.get(rij.id, rij.uitkomst),
            gebeurtenissen=[_gebeurtenis_uit(g) for g in gebeurtenissen if g.oproep_id == rij.id],
            **{naam: getattr(rij, naam) for naam in _VAN_DE_RIJ},
        )
        for rij in rijen
    ]


async def voorstel(tx: Tx, huis: Huis, dossier_id: UUID) -> OproepvoorstelUit:
    """De oproep die nu aan de beurt is; het lezen komt in het leeslog. Dezelfde fouten als `actions.stel_voor`."""
    gevonden = await stel_voor(tx, huis, dossier_id)
    await huis.logboek.schrijf(tx, "oproep.voorstel", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    let_op = await let_op_voorstel(tx, huis, dossier_id, gevonden.volgende, gevonden.termijn_tot)
    return _voorstel_uit(gevonden, let_op)


_VORIGE_RONDE = "Deze oproep is van voor een onderbreking van de plicht; daarna wordt opnieuw opgeroepen (PG-4)."


_UIT_DE_BOETE = (
    "De boete stelt de termijn (art. 22 lid 2): de derde oproep eindigt niet voor die termijn, en uiterlijk twee"
    " maanden na de bekendmaking van de boete."
)


def _gebeurtenis_uit(rij: Gebeurtenisbeeld) -> OproepgebeurtenisUit:
    return OproepgebeurtenisUit(
        id=rij.id,
        soort=rij.soort,
        uitkomst=rij.uitkomst,
        op=rij.op,
        toelichting=rij.toelichting,
        schreef_aan=rij.schreef_aan,
        verzoek=None if rij.verzoek is None else _verzoek_uit(rij.verzoek),
        boetevraag=None if rij.boetevraag is None else _boetevraag_uit(rij.boetevraag),
        afspraak=None if rij.afspraak is None else msgspec.convert(rij.afspraak, VerzettingUit, from_attributes=True),
        bevestigd=list(rij.bevestigd),
        vastgelegd_door=rij.vastgelegd_door,
        vastgelegd_op=rij.vastgelegd_op,
        teruggenomen=rij.teruggenomen,
    )


def _verzoek_uit(verzoek: Verzoek) -> VerzoekUit:
    return msgspec.convert(verzoek, VerzoekUit, from_attributes=True)


def _boetevraag_uit(vraag: Boetevraag) -> BoetevraagUit:
    return msgspec.convert(vraag, BoetevraagUit, from_attributes=True)


def _voorstel_uit(voorstel: Oproepvoorstel, let_op: str) -> OproepvoorstelUit:
    volgende, invulling = voorstel.volgende, voorstel.invulling
    wie = "de standaard van Meedoen" if invulling is None else f"plugin {invulling.plugin} {invulling.versie}"
    uitleg = [
        f"Dit is oproep {volgende.nummer} ({volgende.grond}).",
        _UIT_DE_BOETE
        if volgende.na_boete
        else f"De wet stelt geen lengte; het college kiest. Voorgesteld: {voorstel.lengte}, volgens {wie}.",
        f"De laatste dag is een werkdag: {voorstel.termijn_tot:%d-%m-%Y}.",
        *([let_op] if let_op else ()),
    ]
    return OproepvoorstelUit(
        nummer=volgende.nummer,
        met_waarschuwing=volgende.met_waarschuwing,
        termijn_laatste_dag=voorstel.termijn_tot,
        uiterste_dag=volgende.uiterste_termijn,
        vroegste_dag=volgende.vroegste_termijn,
        lengte=str(voorstel.lengte),
        grond=str(voorstel.grond),
        bron=voorstel.grond.bron,
        plugin="" if invulling is None else invulling.plugin,
        status="" if invulling is None else str(invulling.status),
        uitleg=uitleg,
    )
