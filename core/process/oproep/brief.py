"""De brief van een oproep: waar, wanneer, wat er gebeurt als men niet komt, en bij de tweede de waarschuwing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.boetevraag import poort_dicht
from core.law.contact import Onderwerp
from core.law.groepen import boetegroep
from core.law.intake import is_verkort, van_dit_college
from core.law.mandaat import Collegebesluit
from core.law.oproepen import VolgendeOproep
from core.platform.clock import NEDERLAND
from core.platform.db.uow import Tx
from core.platform.elektronische_weg import Bericht
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Adresregels, Alinea, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Bezwaar, Brief, MinstensEenAlinea, Onderdeel, Regels
from core.process.aanmelding.elders import pip_van_elders
from core.process.besluit.briefdelen import Briefdelen, bezwaarclausule, digitale_weg, in_velden, lees_briefdelen
from core.process.dossier.rijen import DossierRij
from core.process.oproep.beeld import keuzes_van
from core.process.oproep.brieftekst import (
    MEENEMEN,
    MEENEMEN_TERUG,
    MEENEMEN_VERKORT,
    Eerder,
    gevolgen,
    waarschuwing,
    wat_er_kwam,
)

OPROEP = Briefsoort(
    naam="oproep",
    wat="de oproep voor de brede intake",
    onderwerp=Onderwerp.TRAJECT,
    map_=Path(__file__).with_name("brief"),
    edities={
        "v1": "v1",
        "v2": "v1",
        "v3": "v2",
        "v4": "v3",
        "v5": "v4",
        "v6": "v5",
        "v7": "v5",
        "v8": "v5",
        "v9": "v5",
        "v10": "v5",
        "v11": "v6",
        "v12": "v6",
    },
    eerder={"7988cc615d5ff6f85ab12e6bedc41efbbe9088a1adaf416d5d086cdee175d531": "v1"},
    niet_opnieuw="Een oproep gaat niet nog eens zo uit: trek haar in, en roep opnieuw op met een nieuwe laatste dag.",
    als_zij_niet_telt="Ging zij eerder weg, leg dan die dag vast. Anders: trek haar in, en roep opnieuw op.",
)
_VELDEN = {
    "afspraak.plaats": "plaats",
    "afspraak.ruimte": "ruimte",
    "afspraak.met": "collegaId",
    "afspraak.dag": "afspraakOp",
    "afspraak.tijd": "afspraakOp",
    "afspraak.uitersteDag": "termijnLaatsteDag",
    "eerder": "verzoek.wat",
    "plan.tekst": "voorgenomenPlan",
}
"""Waar een deel van deze brief vandaan komt: het veld van het verzoek."""


class Rechtsmiddel(StrEnum):
    """Of tegen de waarschuwing van art. 14 lid 1 Wi2021 bezwaar openstaat: de keuze van de gemeente (besluit B02)."""

    BEZWAARCLAUSULE = "bezwaarclausule"
    GEEN_BEZWAAR_WEL_TEGEN_BOETE = "geen_bezwaar_wel_tegen_boete"


class AfspraakIntake(Onderdeel, frozen=True, kw_only=True):
    """Waar en wanneer de brede intake is, en de laatste dag van de termijn waarbinnen zij moet plaatsvinden. Aan de
    balie vraagt men naar de ruimte, of naar wie hem verwacht."""

    dag: date
    tijd: Regel
    plaats: Adresregels
    ruimte: Regel | None = None
    met: Regel | None = None
    uiterste_dag: date


class Voorgenomen(Onderdeel, frozen=True, kw_only=True):
    """Welk plan het college maakt als de persoon niet komt, en de elektronische weg om daarop te antwoorden (PG-10)."""

    tekst: Alinea
    digitaal: Regel | None = None


class OproepBrief(Brief, frozen=True, kw_only=True):
    """De oproep voor de brede intake (art. 14 lid 1 Wi2021); de tweede is tegelijk de schriftelijke waarschuwing."""

    soort: ClassVar[Briefsoort] = OPROEP

    oproep: Annotated[int, Meta(ge=1, le=3)]
    afspraak: AfspraakIntake
    gevolgen: MinstensEenAlinea
    eerder: Alinea | None = None
    boete: bool = False
    verkort: bool = False  # wie met een leerroute van elders kwam, maakt geen toets (art. 15 lid 4 Wi2021)
    eigen_plan: bool = False  # die leerroute is van dit college, van voor zijn verhuizing en terugkeer (ADR 0077)
    meenemen: Regels = ()
    plan: Voorgenomen | None = None
    waarschuwing: Alinea | None = None
    rechtsmiddel: Rechtsmiddel | None = None
    bezwaar: Bezwaar | None = None

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        tweede = self.oproep == 2
        gebreken = []
        if tweede != (self.waarschuwing is not None):
            melding = "De tweede oproep bevat de waarschuwing; de eerste en de derde niet."
            gebreken.append(Gebrek(veld="waarschuwing", melding=melding, grond="art. 14 lid 1 Wi2021"))
        if tweede != (self.rechtsmiddel is not None):
            melding = "Alleen een waarschuwing noemt een rechtsmiddel; zonder keuze van de gemeente kan zij niet weg."
            gebreken.append(Gebrek(veld="rechtsmiddel", melding=melding, grond="art. 3:45 Awb"))
        if (self.oproep > 1) != (self.eerder is not None):
            melding = "Een tweede of derde oproep zegt wat er van de vorige kwam; de eerste niet."
            gebreken.append(Gebrek(veld="eerder", melding=melding, grond="art. 3:46 Awb"))
        if (self.rechtsmiddel is Rechtsmiddel.BEZWAARCLAUSULE) != (self.bezwaar is not None):
            melding = "De bezwaarclausule hoort bij een waarschuwing waartegen bezwaar openstaat, en alleen daar."
            gebreken.append(Gebrek(veld="bezwaar", melding=melding, grond="art. 3:45 Awb"))
        if self.plan is not None and self.oproep < 3:
            melding = "Alleen met de derde oproep gaat het plan mee dat het college wil maken."
            gebreken.append(Gebrek(veld="plan", melding=melding, grond="art. 4:11 Awb"))
        if self.afspraak.uiterste_dag < self.afspraak.dag:
            melding = "De afspraak ligt na de laatste dag van de termijn."
            gebreken.append(Gebrek(veld="afspraak.uitersteDag", melding=melding, grond="art. 14 lid 1 Wi2021"))
        return tuple(gebreken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waar:
    """Wanneer het gesprek is, waar, en met wie."""

    op: datetime
    plaats: str
    ruimte: str = ""
    met: str = ""

    def in_brief(self, *, uiterste_dag: date) -> AfspraakIntake:
        hier = self.op.astimezone(NEDERLAND)
        return AfspraakIntake(
            dag=hier.date(),
            tijd=f"{hier:%H:%M} uur",
            plaats=tuple(self.plaats.splitlines()),
            ruimte=self.ruimte or None,
            met=self.met or None,
            uiterste_dag=uiterste_dag,
        )


async def oproepbrief(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    *,
    volgende: VolgendeOproep,
    eerder: Eerder | None,
    dagtekening: date,
    termijn_tot: date,
    waar: Waar,
    plan: str = "",
    collegebesluit: Collegebesluit | None = None,
) -> OproepBrief:
    """De bevroren gegevens van de oproep; een fout in de gegevens maakt dat er geen oproep uitgaat.

    `eerder` is wat er van de vorige oproep kwam die telde.
    """
    delen = await lees_briefdelen(tx, huis, dossier, OPROEP.onderwerp, collegebesluit=collegebesluit)
    tenant = huis.tenant(tx.gemeente_id)
    keuze = tenant.waarschuwing_rechtsmiddel if volgende.met_waarschuwing else None
    rechtsmiddel = None if keuze is None else Rechtsmiddel(keuze.value)
    recht = huis.recht_van(tx.gemeente_id)
    dicht = poort_dicht(boetegroep(dossier.doelgroep, dossier.fijne_doelgroep), keuzes_van(tx, huis))
    boete = None if dicht else recht.boete_brede_intake.op(dagtekening).waarde
    elders = await pip_van_elders(tx, dossier)
    with in_velden(_VELDEN, gestuurd=_VELDEN.values()):
        return stel_oproep_op(
            delen,
            volgende=volgende,
            eerder=eerder,
            dagtekening=dagtekening,
            termijn_tot=termijn_tot,
            waar=waar,
            plan=Voorgenomen(tekst=plan, digitaal=digitale_weg(tenant, Bericht.ZIENSWIJZE, op=dagtekening))
            if plan
            else None,
            boete=boete,
            verkort=is_verkort(elders),
            eigen_plan=is_verkort(elders) and van_dit_college(elders),
            rechtsmiddel=rechtsmiddel,
            bezwaar=bezwaarclausule(tenant, recht, op=dagtekening)
            if rechtsmiddel is Rechtsmiddel.BEZWAARCLAUSULE
            else None,
        )


def stel_oproep_op(
    delen: Briefdelen,
    *,
    volgende: VolgendeOproep,
    eerder: Eerder | None,
    dagtekening: date,
    termijn_tot: date,
    waar: Waar,
    plan: Voorgenomen | None = None,
    boete: int | None,
    verkort: bool = False,
    eigen_plan: bool = False,
    rechtsmiddel: Rechtsmiddel | None,
    bezwaar: Bezwaar | None,
) -> OproepBrief:
    """De tekst van deze oproep; `boete` in hele euro's, of None als die voor deze persoon niet kan volgen."""
    soort = Besluitsoort.WAARSCHUWING if volgende.met_waarschuwing else Besluitsoort.OPROEP
    feiten = Besluitfeiten(nummer=volgende.nummer, na_boete=volgende.na_boete)
    return OproepBrief(
        **delen.op(dagtekening, gronden=gronden_van(soort, feiten)),
        oproep=min(volgende.nummer, 3),
        afspraak=waar.in_brief(uiterste_dag=termijn_tot),
        gevolgen=gevolgen(volgende, boete=boete, op=dagtekening),
        eerder=None if eerder is None else wat_er_kwam(eerder),
        boete=boete is not None,
        verkort=verkort,
        eigen_plan=eigen_plan,
        meenemen=MEENEMEN_TERUG if eigen_plan else MEENEMEN_VERKORT if verkort else MEENEMEN,
        plan=plan,
        waarschuwing=waarschuwing(boete=boete) if volgende.met_waarschuwing else None,
        rechtsmiddel=rechtsmiddel,
        bezwaar=bezwaar,
    )
