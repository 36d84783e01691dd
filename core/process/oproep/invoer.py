"""Wat de routes van een oproep vragen, en hoe dat heet voor wie er iets mee doet."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from core.fouten import Gebrek, OngeldigeInvoer
from core.law.afspraken import Bevestiging, Bevestigingswijze
from core.law.boete_elders import Boetelot, LotVanBoete
from core.law.boetevraag import Boeteantwoord, Boetevraag, RedenGeenBoete
from core.law.medewerking import Reactie, Verzoeksoort
from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import GEGEVEN_IN_BRIEF, IN_BRIEF
from core.platform.vorm import MET_INHOUD, Versie, heel
from core.process.collegebesluit import CollegebesluitIn, Nummer
from core.process.oproep.waarschuwingen import Gesprek

Tijdstip = Annotated[datetime, msgspec.Meta(tz=True)]
Plaats = Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=heel(MET_INHOUD)), GEGEVEN_IN_BRIEF]
Kort = Annotated[str, msgspec.Meta(max_length=300)]
Ruimte = Annotated[str, msgspec.Meta(max_length=100), GEGEVEN_IN_BRIEF]
Plan = Annotated[str, msgspec.Meta(max_length=4_000), IN_BRIEF]
Motief = Annotated[str, msgspec.Meta(min_length=1, max_length=4000, pattern=heel(MET_INHOUD))]
Lang = Annotated[str, msgspec.Meta(max_length=10_000)]


class OproepUitkomstsoort(StrEnum):
    """Wat een mens kan vastleggen; of iemand te laat kwam, volgt uit de dag."""

    VERSCHENEN = "VERSCHENEN"
    TERMIJN_GEMIST = "TERMIJN_GEMIST"
    KOMST_GEWEIGERD = "KOMST_GEWEIGERD"
    ONVOLDOENDE_MEDEWERKING = "ONVOLDOENDE_MEDEWERKING"


class Afspraaksoort(StrEnum):
    GEMIST = "GEMIST"
    AFGEZEGD = "AFGEZEGD"
    VERZET = "VERZET"


class NieuweOproep(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een oproep met een id dat u zelf maakt. De termijn eindigt op een werkdag; de afspraak mag elke dag zijn.

    `kortereTermijn` zegt, als de termijn korter is dan gewoon, dat de persoon er zelf om vroeg of ermee instemde.
    `voorgenomenPlan` alleen bij een derde oproep, in een gemeente die niet altijd een voornemen stuurt (art. 4:11 Awb):
    welk plan zij maakt als de persoon niet komt. Hij leest het, en kan antwoorden tot en met de laatste dag.
    `redenNietAfwachten` alleen bij een derde oproep terwijl een procedure voor een boete loopt: waarom u haar niet
    afwacht. De boete stelt zelf een nieuwe termijn (art. 22 lid 2 Wi2021).
    `collegebesluit` alleen bij een waarschuwing waartoe het college zelf besloot (art. 10:7 Awb).

    Noemt u `ruimte` en `collegaId`, dan staan zij in de brief, en waarschuwt Meedoen als zij op dat uur al een afspraak
    hebben. Een waarschuwing houdt niets tegen: wie doorgaat noemt haar soort in `bevestigd`.
    """

    id: UUID
    termijn_laatste_dag: date
    afspraak_op: Tijdstip
    plaats: Plaats
    ruimte: Ruimte = ""
    collega_id: UUID | None = None
    kortere_termijn: Kort = ""
    voorgenomen_plan: Plan = ""
    reden_niet_afwachten: Lang = ""
    collegebesluit: CollegebesluitIn | None = None
    bevestigd: Bevestigd = ()


class VerzoekIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het verzoek waaraan niet is meegewerkt: wat, in welke taal, wanneer, en wat de persoon deed."""

    soort: Verzoeksoort
    wat: Annotated[str, msgspec.Meta(max_length=1_000), IN_BRIEF]
    taal: Kort
    gevraagd_op: date
    reactie: Reactie
    uiterlijk_op: date | None = None


class OproepUitkomst(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er van de oproep kwam, met de versie die u zag; `op` is de dag waarop, zonder is dat vandaag.

    Een termijn is op zijn vroegst gemist op de dag na haar laatste dag. Bij ONVOLDOENDE_MEDEWERKING hoort een
    `verzoek`. Wie na de termijn komt, legt u vast als VERSCHENEN. KOMST_GEWEIGERD is alleen voor wie op schrift
    weigerde te komen; wie dat in een gesprek zei, heeft zijn termijn nog. `op` is dan de dag waarop hij schreef, en
    `schreefAan` aan wie, als dat niet de gemeente was; beide staan in de volgende oproep. Een waarschuwing houdt niets
    tegen: wie doorgaat noemt haar soort in `bevestigd`.
    """

    uitkomst: OproepUitkomstsoort
    op: date | None = None
    toelichting: Lang = ""
    schreef_aan: Annotated[str, msgspec.Meta(max_length=200), GEGEVEN_IN_BRIEF] = ""
    verzoek: VerzoekIn | None = None
    bevestigd: Bevestigd = ()
    versie: Versie


class BevestigingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Hoe de persoon van zijn nieuwe afspraak weet. Met een BRIEF maakt Meedoen die; bij een gesprek hoort wanneer, met
    wie en in welke taal."""

    wijze: Bevestigingswijze = Bevestigingswijze.BRIEF
    op: date | None = None
    met: Kort = ""
    taal: Kort = ""


class OproepAfspraak(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er met de afspraak gebeurde; `afspraakOp`, `plaats`, `ruimte`, `collegaId`, `bevestiging` en `bevestigd`
    horen alleen bij VERZET.

    Zonder `bevestiging` krijgt de persoon een brief over de nieuwe afspraak; zonder `collegaId` blijft de collega
    dezelfde. `bevestigd` noemt de waarschuwingen waarmee u doorgaat.
    """

    soort: Afspraaksoort
    toelichting: Lang
    afspraak_op: Tijdstip | None = None
    plaats: Plaats | None = None
    ruimte: Ruimte = ""
    collega_id: UUID | None = None
    bevestiging: BevestigingIn | None = None
    bevestigd: Bevestigd = ()
    versie: Versie


class GenummerdIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Een besluit dat buiten Meedoen is genomen."""

    nummer: Nummer
    datum: date


class BoetebeslissingIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wie de boete oplegde en wie het rapport opmaakte, bij naam, bij functie, of allebei: `J. Jansen (jurist
    handhaving)`. Met het mandaatbesluit, of met het besluit van het college zelf (art. 10:5 en 10:7 Awb)."""

    beslist_door: Kort = ""
    rapport_door: Kort = ""
    mandaatbesluit: GenummerdIn | None = None
    collegebesluit: GenummerdIn | None = None


class LotVanBoeteIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Wat er met een boete is die al bekendgemaakt is. Is zij ingetrokken, noem dan dat besluit."""

    wat: Boetelot
    besluit: GenummerdIn | None = None


class OproepBoetevraag(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het antwoord van het college (art. 22 Wi2021), met wat er buiten Meedoen van vastligt; bedrag in hele euro's.

    Bij BOETE hoort een `beslissing`, en na de tweede oproep `termijnLaatsteDag`: tot en met welke dag de beschikking de
    persoon nog laat komen; na een verhuizing mag die dag ontbreken. `bewaardBij` zegt waar rapport en beschikking
    liggen; zij horen bij BOETE en bij PROCEDURE_LOOPT. Een waarschuwing houdt niets tegen: wie doorgaat noemt haar
    soort in `bevestigd`.
    """

    antwoord: Boeteantwoord
    motief: Lang
    reden: RedenGeenBoete | None = None
    kenmerk: Annotated[str, msgspec.Meta(max_length=40), GEGEVEN_IN_BRIEF] = ""
    rapport_op: date | None = None
    dagtekening: date | None = None
    bekendgemaakt_op: date | None = None
    bedrag: Annotated[int, msgspec.Meta(ge=0, le=100_000)] | None = None
    termijn_laatste_dag: date | None = None
    beslissing: BoetebeslissingIn | None = None
    bewaard_bij: Kort = ""
    bevestigd: Bevestigd = ()
    versie: Versie


class OproepIntrekking(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Waarom de oproep wordt ingetrokken, met de versie die u zag.

    Het motief blijft in het dossier. Is de oproep verzonden, dan krijgt de persoon een brief; wat u in `uitlegInBrief`
    schrijft staat daarin. Ging haar brief nooit weg, kwam zij niet aan, of kan er geen brief aan hem, dan gaat er geen
    brief en is er geen uitleg; staat er een, dan wordt zij geweigerd. Gaat het ook over een boete, dan krijgt hij wel
    een brief, ook als de oproep niet aankwam.

    Kreeg hij na een eerdere oproep een boete, dan zegt `boete` wat daarmee is: BLIJFT, INGETROKKEN of
    NOG_TE_BESLISSEN.
    """

    motief: Lang
    uitleg_in_brief: Annotated[str, msgspec.Meta(max_length=4000), IN_BRIEF] = ""
    boete: LotVanBoeteIn | None = None
    bevestigd: Bevestigd = ()
    versie: Versie


class OproepTerugname(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Welke gebeurtenis er niet had moeten staan en waarom, met de versie van de oproep die u zag.

    Bij een boete die al bekendgemaakt is zegt `boete` of zij is INGETROKKEN, of dat zij er nooit was (VERGISSING).
    """

    gebeurtenis_id: UUID
    motief: Motief
    boete: LotVanBoeteIn | None = None
    versie: Versie


def als_lot(data: LotVanBoeteIn | None) -> LotVanBoete | None:
    """Zoals de wet het leest."""
    return None if data is None else msgspec.convert(data, LotVanBoete, from_attributes=True)


def als_boetevraag(data: OproepBoetevraag) -> Boetevraag:
    """Zoals de wet het leest."""
    return msgspec.convert(data, Boetevraag, from_attributes=True)


def nieuwe_afspraak(data: OproepAfspraak) -> tuple[Gesprek, Bevestiging] | None:
    """Het nieuwe gesprek bij VERZET en hoe de persoon het weet, en niets bij de rest.

    Raises:
        OngeldigeInvoer: zij ontbreken bij VERZET, of staan bij iets anders; alle gebreken tegelijk.
    """
    verzet = data.soort is Afspraaksoort.VERZET
    gebreken = [
        Gebrek(
            veld=veld,
            melding="Noem de nieuwe tijd en plaats." if verzet else "Dit hoort alleen bij een verzette afspraak.",
        )
        for veld, waarde in (("afspraakOp", data.afspraak_op), ("plaats", data.plaats))
        if verzet == (waarde is None)
    ]
    gebreken += [
        Gebrek(veld=veld, melding="Dit hoort alleen bij een verzette afspraak.")
        for veld, waarde in (
            ("ruimte", data.ruimte),
            ("collegaId", data.collega_id),
            ("bevestiging", data.bevestiging),
            ("bevestigd", data.bevestigd),
        )
        if waarde and not verzet
    ]
    if gebreken:
        raise OngeldigeInvoer("De afspraak klopt niet.", gebreken=tuple(gebreken))
    if data.afspraak_op is None or data.plaats is None:
        return None
    bevestiging = Bevestiging(**msgspec.structs.asdict(data.bevestiging or BevestigingIn()))
    gesprek = Gesprek(op=data.afspraak_op, plaats=data.plaats, ruimte=data.ruimte, collega_id=data.collega_id)
    return gesprek, bevestiging
