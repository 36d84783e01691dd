"""De beschikking over het PIP als brief: wat er besloten is, waarom, en hoe men bezwaar maakt."""

from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta

from core.fouten import Gebrek
from core.law.leerroutes import Leerroute
from core.law.pip import PipGegevens, niveau_voor_duo
from core.law.recht import Grond
from core.law.termijnen import inburgeringstermijn
from core.law.verrekening import grond_verrekening
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, KorteRegel, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import (
    Alineas,
    Bezwaar,
    Brief,
    MinstensEenAlinea,
    Onderdeel,
    Verantwoording,
)
from core.process.besluit.briefdelen import bezwaarclausule, in_velden, in_woorden, lees_briefdelen
from core.process.dossier.rijen import DossierRij

PIP_BESCHIKKING = Briefsoort(
    naam="pip_beschikking",
    wat="de beschikking over het PIP",
    map_=Path(__file__).with_name("brief"),
    edities={"v1": "v1", "v2": "v1"},
    eerder={"2726fb245eb7accdd8cf7174fad9377f566d771cc637e18ce173fbb3b2741ec6": "v1"},
)
_LID_1C = "art. 15 lid 1, onder c Wi2021"
_VELDEN = {
    "leerroute": "leerroute",
    "niveau": "niveau",
    "intensiteiten": "intensiteitLeerroute",
    "voortgangsgesprekken": "aantalVoortgangsgesprekken",
    "ondersteuning": "ondersteuning",
    "motivering": "motivering",
    "eigenWoorden": "eigenWoorden",
    "sterkePunten": "sterkePunten",
    "wensen": "wensen",
    "vve": "vveAfspraken",
    "afspraken": "participatiewetBeschikkingen",
    "verrekeningen": "verrekeningen",
    "verrekeningen[n].motief": "verrekeningen[n].motivering",
    "termijn": "dagtekening",
}
"""Waar een deel van deze brief vandaan komt: het veld van het concept."""


class Intensiteit(Onderdeel, frozen=True, kw_only=True):
    """Een regel uit het plan: onderdeel, omvang en grond (art. 15 lid 1 onder c en lid 2 Wi2021)."""

    onderdeel: Regel
    omvang: Regel
    grond: Regel


class Afspraak(Onderdeel, frozen=True, kw_only=True):
    """Een afspraak die niet voor ieder geldt: alfabetisering, een A2-examen in de Z-route, een opleiding afmaken."""

    onderwerp: Regel
    tekst: Alinea
    grond: Regel


class Verrekening(Onderdeel, frozen=True, kw_only=True):
    """Uren van voor het plan die wel of niet meetellen, per tranche beslist en gemotiveerd."""

    omschrijving: Regel
    uren: Annotated[int, Meta(ge=0, le=10_000)]
    toegekend: bool
    motief: Alinea
    grond: Regel


class BijlageBesluit(Onderdeel, frozen=True, kw_only=True):
    """Een beschikking op grond van de Participatiewet die bij het plan hoort (art. 15 lid 3 Wi2021)."""

    onderwerp: Regel
    kenmerk: KorteRegel
    dagtekening: date


class Inburgeringstermijn(Onderdeel, frozen=True, kw_only=True):
    """De termijn van art. 11 Wi2021, beide dagen meegerekend."""

    start: date
    laatste_dag: date


class PipBeschikking(Brief, frozen=True, kw_only=True):
    """Het besluit over het persoonlijk plan inburgering en participatie (art. 15 Wi2021, art. 5.3 Bi2021)."""

    soort: ClassVar[Briefsoort] = PIP_BESCHIKKING

    leerroute: Regel
    niveau: Regel | None
    intensiteiten: Annotated[tuple[Intensiteit, ...], Meta(min_length=1, max_length=20)]
    voortgangsgesprekken: Annotated[int, Meta(ge=1, le=100)]
    ondersteuning: MinstensEenAlinea
    motivering: Alinea
    termijn: Inburgeringstermijn
    termijn_duur: Regel  # "drie jaar", van core.law (art. 11 lid 1 Wi2021)
    bezwaar: Bezwaar
    verantwoording: Verantwoording
    eigen_woorden: Alinea | None = None
    sterke_punten: Alinea | None = None
    wensen: Alinea | None = None
    vve: Alinea | None = None
    participatiewet_beschikkingen: Annotated[tuple[BijlageBesluit, ...], Meta(max_length=20)] = ()
    afspraken: Annotated[tuple[Afspraak, ...], Meta(max_length=20)] = ()
    verrekeningen: Annotated[tuple[Verrekening, ...], Meta(max_length=20)] = ()
    gevolgen: Alineas = ()
    vervangt: date | None = None  # dagtekening van het plan dat dit besluit vervangt

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.termijn.start <= self.termijn.laatste_dag:
            return ()
        melding = "De laatste dag ligt voor het begin van de inburgeringstermijn."
        return (Gebrek(veld="termijn.laatsteDag", melding=melding, grond="art. 11 Wi2021"),)


async def pip_beschikking(
    tx: Tx, huis: Huis, dossier: DossierRij, pip: PipGegevens, *, dagtekening: date, gronden: tuple[Grond, ...]
) -> PipBeschikking:
    """De bevroren gegevens van de beschikking; wat niet op papier kan, houdt het vaststellen tegen."""
    delen = await lees_briefdelen(tx, huis, dossier)
    tenant, recht = huis.tenant(tx.gemeente_id), huis.recht_van(tx.gemeente_id)
    leerroute = pip.leerroute or Leerroute.B
    niveau = niveau_voor_duo(leerroute, pip.niveau)
    termijn = inburgeringstermijn(dagtekening, recht=recht)
    with in_velden(_VELDEN):
        return PipBeschikking(
            briefhoofd=delen.briefhoofd,
            geadresseerde=delen.geadresseerde,
            kenmerk=dossier.kenmerk,
            dagtekening=dagtekening,
            aanhef=delen.aanhef,
            gronden=tuple(str(g) for g in gronden),
            ondertekenaar=delen.ondertekenaar,
            namens=delen.namens,
            hulp=delen.hulp,
            leerroute=leerroute.omschrijving,
            niveau=None if niveau is None else str(niveau),
            intensiteiten=_intensiteiten(pip, leerroute),
            voortgangsgesprekken=pip.aantal_voortgangsgesprekken or 0,
            ondersteuning=(pip.ondersteuning,),
            motivering=pip.motivering,
            termijn=Inburgeringstermijn(start=termijn.start, laatste_dag=termijn.laatste_dag),
            termijn_duur=in_woorden(termijn.duur),
            bezwaar=bezwaarclausule(tenant, recht.bezwaartermijn.op(dagtekening).waarde),
            verantwoording=Verantwoording(
                peildatum=dagtekening, regelversie=huis.recht_van(tx.gemeente_id).versie[:16]
            ),
            eigen_woorden=pip.eigen_woorden.strip() or None,
            sterke_punten=pip.sterke_punten.strip() or None,
            wensen=pip.wensen.strip() or None,
            vve=pip.vve_afspraken or None,
            afspraken=_afspraken(pip),
            verrekeningen=tuple(
                Verrekening(
                    omschrijving=f"{v.categorie} ({v.herkomst})",
                    uren=v.uren,
                    toegekend=v.toegekend,
                    motief=v.motivering or "toegekend",
                    grond=str(grond_verrekening(v, leerroute) or Grond("Bi2021", "5.3", "5")),
                )
                for v in pip.verrekeningen
            ),
        )


def _intensiteiten(pip: PipGegevens, leerroute: Leerroute) -> tuple[Intensiteit, ...]:
    regels = [
        ("participatieverklaringstraject", pip.intensiteit_pvt, _LID_1C),
        ("module Arbeidsmarkt en Participatie", pip.intensiteit_map, _LID_1C),
        (leerroute.omschrijving, pip.intensiteit_leerroute, "art. 15 lid 2 Wi2021"),
    ]
    return tuple(
        Intensiteit(onderdeel=naam, omvang=f"{uren} uren", grond=grond)
        for naam, uren, grond in regels
        if uren is not None
    )


def _afspraken(pip: PipGegevens) -> tuple[Afspraak, ...]:
    """Wat niet voor iedereen geldt, elk met zijn grond."""
    afspraken = []
    if pip.alfabetisering is not None and pip.alfabetisering != "NVT":
        afspraken.append(
            ("Alfabetisering", f"U volgt {pip.alfabetisering.omschrijving}.", "art. 6.2 lid 1, onder c Bi2021")
        )
    if pip.a2_knm_examenwens:
        afspraken.append(("Examen", "U mag examens op niveau A2 of KNM doen.", "art. 3.14 lid 7 Bi2021"))
    if pip.lagere_urennorm is not None:
        afspraken.append(
            ("Minder lesuren", f"Voor u geldt een norm van {pip.lagere_urennorm} lesuren.", "art. 3.16 lid 2 Ri2021")
        )
    if pip.mag_opleiding_afmaken:
        afspraken.append(("Opleiding", "U mag eerst uw opleiding afmaken.", "art. 4.3 lid 2 Bi2021"))
    afspraken += [
        ("Participatiewet", f"Bij dit plan hoort: {tekst}", "art. 15 lid 3 Wi2021")
        for tekst in pip.participatiewet_beschikkingen
    ]
    return tuple(Afspraak(onderwerp=o, tekst=t, grond=g) for o, t, g in afspraken)
