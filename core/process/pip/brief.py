"""De beschikking over het PIP als brief: wat er besloten is, waarom, en hoe men bezwaar maakt."""

from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar

from msgspec import Meta

from core.fouten import Gebrek
from core.law.boetevraag import poort_dicht
from core.law.contact import Onderwerp
from core.law.elders import ELDERS
from core.law.groepen import Doelgroep, boetegroep
from core.law.intake import van_dit_college
from core.law.leerroutes import Alfabetisering, Leerroute
from core.law.mandaat import Collegebesluit
from core.law.pip import PipGegevens, niveau_voor_duo, opsomming
from core.law.recht import Grond, Recht
from core.law.termijn_tonen import TermijnInBrief, termijn_in_brief
from core.law.termijnen import inburgeringstermijn
from core.law.urennorm import URENNORM, is_lager
from core.law.verrekening import grond_verrekening
from core.law.zroute import EINDGESPREK, LESSEN, MEEDOEN, ONTHEVEN, Zroute, zroute
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.letters.brieftekst import Alinea, KorteRegel, Regel
from core.platform.letters.edities import Briefsoort
from core.platform.letters.gegevens import Alineas, Bezwaar, Brief, MinstensEenAlinea, Onderdeel
from core.process.aanmelding.belastbaar import belastbare_uren
from core.process.aanmelding.elders import pip_van_elders
from core.process.besluit.briefdelen import Briefdelen, bezwaarclausule, in_velden, in_woorden, lees_briefdelen
from core.process.dossier.rijen import DossierRij
from core.process.dossier.termijn_van_duo import begon_na
from core.process.oproep.beeld import keuzes_van
from core.process.pip.klaar import wanneer_klaar

PIP_BESCHIKKING = Briefsoort(
    naam="pip_beschikking",
    wat="de beschikking over het PIP",
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
        "v10": "v6",
        "v11": "v6",
        "v12": "v6",
        "v13": "v6",
    },
    eerder={"2726fb245eb7accdd8cf7174fad9377f566d771cc637e18ce173fbb3b2741ec6": "v1"},
)
VELDEN = {
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
    "zonderU": "bronnenBijAfwezigheid",
    "bronnen": "bronnenBijAfwezigheid",
}
"""Waar een deel van deze brief vandaan komt: het veld van het concept."""


class Intensiteit(Onderdeel, frozen=True, kw_only=True):
    """Een regel uit het plan: onderdeel en omvang (art. 15 lid 1 onder c en lid 2 Wi2021)."""

    onderdeel: Regel
    omvang: Regel
    uitleg: Regel | None = None


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
    """De termijn van art. 11 Wi2021, beide dagen meegerekend: die van DUO, of anders die uit de dagtekening volgt."""

    start: date
    laatste_dag: date
    van_duo: bool = False
    opnieuw: bool = False  # zij rust op een dag die niet telt; wij vragen DUO om een nieuwe
    al_begonnen: bool = False  # met een eerder PIP (art. 11 lid 3)


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
    zonder_u: Alineas = ()  # wie niet kwam leest hoe zijn plan gemaakt is (art. 14 lid 2 Wi2021)
    eigen_woorden: Alinea | None = None
    sterke_punten: Alinea | None = None
    wensen: Alinea | None = None
    vve: Alinea | None = None
    participatiewet_beschikkingen: Annotated[tuple[BijlageBesluit, ...], Meta(max_length=20)] = ()
    afspraken: Annotated[tuple[Afspraak, ...], Meta(max_length=20)] = ()
    verrekeningen: Annotated[tuple[Verrekening, ...], Meta(max_length=20)] = ()
    gevolgen: Alineas = ()
    leerroute_uitleg: Alinea | None = None
    vervangt: date | None = None  # dagtekening van het plan dat dit besluit vervangt
    leerroute_overgenomen: bool = False  # van een eerder plan (art. 15 lid 4 Wi2021)
    leerroute_eigen: bool = False  # dat plan is van dit college, van voor zijn verhuizing en terugkeer (ADR 0077)

    def _tegenspraken(self) -> tuple[Gebrek, ...]:
        if self.termijn.start <= self.termijn.laatste_dag:
            return ()
        melding = "De laatste dag ligt voor het begin van de inburgeringstermijn."
        return (Gebrek(veld="termijn.laatsteDag", melding=melding, grond="art. 11 Wi2021"),)


async def pip_beschikking(
    tx: Tx,
    huis: Huis,
    dossier: DossierRij,
    pip: PipGegevens,
    *,
    dagtekening: date,
    gronden: tuple[Grond, ...],
    zonder_u: tuple[str, ...] = (),
    collegebesluit: Collegebesluit | None = None,
    op_proef: bool = False,
) -> PipBeschikking:
    """De bevroren gegevens van de beschikking; wat niet op papier kan, houdt het vaststellen tegen.

    Raises:
        VoorwaardeNietVervuld: zij kan zo niet op papier, of aan niemand; alle gebreken tegelijk.
    """
    delen = await lees_briefdelen(
        tx, huis, dossier, PIP_BESCHIKKING.onderwerp, collegebesluit=collegebesluit, op_proef=op_proef
    )
    recht = huis.recht_van(tx.gemeente_id)
    groep = boetegroep(dossier.doelgroep, dossier.fijne_doelgroep)
    with in_velden(VELDEN):
        return stel_pip_op(
            delen,
            pip,
            dagtekening=dagtekening,
            gronden=gronden,
            zonder_u=zonder_u,
            boete_kan=not poort_dicht(groep, keuzes_van(tx, huis)),
            z_route=await z_route_van(tx, huis, dossier, pip, op=dagtekening),
            bezwaar=bezwaarclausule(huis.tenant(tx.gemeente_id), recht, op=dagtekening),
            recht=recht,
            van_duo=termijn_in_brief(
                dossier.termijn_van, dossier.termijn_tot, dossier.termijn_oude_van, dagtekening=dagtekening
            ),
            termijn_na=await begon_na(tx, dossier.id, dagtekening=dagtekening),
            leerroute_eigen=van_dit_college(await pip_van_elders(tx, dossier)),
        )


async def z_route_van(tx: Tx, huis: Huis, dossier: DossierRij, pip: PipGegevens, *, op: date) -> Zroute | None:
    """Wat de wet van deze persoon in de zelfredzaamheidsroute vraagt; None in een andere leerroute."""
    if pip.leerroute is not Leerroute.Z:
        return None
    return zroute(
        dossier.groep or Doelgroep.GEZIN_EN_OVERIG,
        lagere_urennorm=pip.lagere_urennorm,
        belastbaar=await belastbare_uren(tx, dossier.id),
        op=op,
        recht=huis.recht_van(tx.gemeente_id),
    )


def stel_pip_op(
    delen: Briefdelen,
    pip: PipGegevens,
    *,
    dagtekening: date,
    gronden: tuple[Grond, ...],
    zonder_u: tuple[str, ...],
    boete_kan: bool,
    bezwaar: Bezwaar,
    recht: Recht,
    van_duo: TermijnInBrief | None = None,
    z_route: Zroute | None = None,
    termijn_na: date | None = None,
    leerroute_eigen: bool = False,
) -> PipBeschikking:
    """De tekst van deze beschikking; `boete_kan` zegt of voor deze persoon een boete kan volgen (PG-8), `van_duo` welke
    termijn DUO al vaststelde (CAL-10), en `z_route` wat er in de zelfredzaamheidsroute gevraagd wordt. `termijn_na` is
    de dagtekening waarna de termijn begint, als dat die van een eerder PIP is (art. 11 lid 3); `leerroute_eigen` of dit
    college de leerroute zelf al vastlegde, voor zijn verhuizing en terugkeer (art. 15 lid 4)."""
    leerroute = pip.leerroute or Leerroute.B
    niveau = niveau_voor_duo(leerroute, pip.niveau)
    termijn_na = dagtekening if termijn_na is None else termijn_na
    termijn = inburgeringstermijn(termijn_na, recht=recht)
    return PipBeschikking(
        **delen.op(dagtekening, gronden=gronden),
        leerroute=leerroute.omschrijving,
        leerroute_uitleg=leerroute.uitleg,
        leerroute_overgenomen=ELDERS in gronden,
        leerroute_eigen=leerroute_eigen and ELDERS in gronden,
        niveau=None if niveau is None else str(niveau),
        intensiteiten=intensiteiten(pip, leerroute, z_route),
        voortgangsgesprekken=pip.aantal_voortgangsgesprekken or 0,
        ondersteuning=(pip.ondersteuning,),
        motivering=pip.motivering,
        termijn=(
            Inburgeringstermijn(
                start=termijn.start, laatste_dag=termijn.laatste_dag, al_begonnen=termijn_na < dagtekening
            )
            if van_duo is None
            else Inburgeringstermijn(
                start=van_duo.start, laatste_dag=van_duo.laatste_dag, van_duo=True, opnieuw=van_duo.opnieuw
            )
        ),
        termijn_duur=in_woorden(termijn.duur),
        bezwaar=bezwaar,
        zonder_u=zonder_u,
        gevolgen=gevolgen(boete_kan=boete_kan),
        eigen_woorden=pip.eigen_woorden.strip() or None,
        sterke_punten=pip.sterke_punten.strip() or None,
        wensen=pip.wensen.strip() or None,
        vve=pip.vve_afspraken or None,
        afspraken=afspraken_van(pip, z_route, wanneer_klaar(leerroute, niveau)),
        verrekeningen=verrekeningen_van(pip, leerroute),
    )


def verrekeningen_van(pip: PipGegevens, leerroute: Leerroute) -> tuple[Verrekening, ...]:
    """Wat er van elke portie uren van voor het plan besloten wordt, met het artikel."""
    return tuple(
        Verrekening(
            omschrijving=_met_hoofdletter(f"{v.categorie.omschrijving}, {v.herkomst.omschrijving}"),
            uren=v.uren,
            toegekend=v.toegekend,
            motief=v.motivering or f"Zij horen bij {v.categorie.waarvoor}.",
            grond=(grond_verrekening(v, leerroute) or Grond("Bi2021", "5.3", "5")).voluit,
        )
        for v in pip.verrekeningen
    )


def gevolgen(*, boete_kan: bool) -> tuple[str, ...]:
    """Wat er gebeurt als iemand zijn plan niet volgt; alleen wat bij deze persoon kan volgen (PG-8)."""
    hulp = (
        "Lukt het niet om te doen wat in dit plan staat? Bel ons dan meteen. Wij kijken samen met u wat u nodig hebt en"
        " of het plan nog bij u past."
    )
    if not boete_kan:
        return (hulp,)
    return (
        hulp,
        "U moet meewerken aan de ondersteuning en begeleiding in dit plan. Werkt u niet genoeg mee, en kunt u daar iets"
        " aan doen? Dan krijgt u een boete. Dat staat in artikel 23, eerste lid, van de Wet inburgering 2021.",
    )


_MEEDOEN = "u oefent met leven en werken in Nederland; de uren van het PVT en de MAP tellen hierbij mee"


def intensiteiten(pip: PipGegevens, leerroute: Leerroute, z_route: Zroute | None) -> tuple[Intensiteit, ...]:
    """De onderdelen van het plan met hun omvang. In de zelfredzaamheidsroute hoort daar bij een asielstatushouder het
    meedoen bij (art. 15 lid 2 Wi2021, art. 3.14 lid 2 Bi2021)."""
    meedoen = None if z_route is None else z_route.meedoen
    lessen = "Nederlands en Kennis van de Nederlandse Maatschappij (KNM)" if leerroute is Leerroute.Z else None
    regels = [
        ("Participatieverklaringstraject (PVT)", pip.intensiteit_pvt, "u leert over de waarden en regels in Nederland"),
        ("Module Arbeidsmarkt en Participatie (MAP)", pip.intensiteit_map, "u leert hoe u in Nederland werk vindt"),
        (f"Lessen van de {leerroute.omschrijving}", pip.intensiteit_leerroute, lessen),
        ("Meedoen", meedoen or None, _MEEDOEN),
    ]
    return tuple(
        Intensiteit(onderdeel=naam, omvang=f"{uren} uur in totaal", uitleg=uitleg)
        for naam, uren, uitleg in regels
        if uren is not None
    )


def _met_hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


_LEZEN_EN_SCHRIJVEN = {
    Alfabetisering.A: "U leert lezen en schrijven.",
    Alfabetisering.AA: "U leest en schrijft in een ander schrift. U leert lezen en schrijven met Nederlandse letters.",
}


def _lagere_norm(pip: PipGegevens, z_route: Zroute) -> str:
    """Wat er minder gevraagd wordt dan anders, en waarom (B08)."""
    delen = []
    if pip.lagere_urennorm is not None:
        delen.append(
            f"U hoeft minder uren lessen te volgen dan anders. Voor u is {pip.lagere_urennorm} uur genoeg, in plaats"
            f" van {z_route.gewone_lessen} uur."
        )
    if pip.revalidatie is None:
        return " ".join(delen)
    if pip.revalidatie.vervallen_vaardigheden:
        vervalt = [vaardigheid.omschrijving for vaardigheid in pip.revalidatie.vervallen_vaardigheden]
        delen.append(f"Dit hoeft u niet te leren: {opsomming(vervalt)}.")
    delen.append("Dit kan omdat u niet goed hoort of niet goed ziet, en daarvoor in revalidatie bent.")
    return " ".join((*delen, pip.revalidatie.motivering.strip()))


def _meedoen(z_route: Zroute) -> tuple[str, Grond]:
    """Hoeveel hij meedoet, wat daarbij telt, en wat DUO daarvan afhaalde."""
    if z_route.meedoen == 0:
        tekst = (
            f"In deze route doen mensen {z_route.gewoon} uur mee aan activiteiten. DUO heeft beslist dat u dat niet"
            " hoeft te doen. Het PVT en de MAP doet u wel."
        )
        return tekst, ONTHEVEN
    tekst = (
        f"U doet {z_route.meedoen} uur mee aan activiteiten, op een plek waar mensen Nederlands spreken. U leert daar"
        " om dingen zelf te doen en om mee te doen in Nederland. De uren van het PVT en de MAP tellen mee voor deze"
        f" {z_route.meedoen} uur."
    )
    if z_route.gewoon is None:
        return tekst, MEEDOEN
    return f"{tekst} Anders is het {z_route.gewoon} uur. DUO heeft beslist dat het voor u minder is.", ONTHEVEN


def _z_route(z_route: Zroute) -> list[tuple[str, str, Grond]]:
    """Wat iemand in de zelfredzaamheidsroute doet, en hoe hij haar afsluit (art. 3.14 lid 2 tot en met 5 Bi2021)."""
    if z_route.meedoen is None:
        lessen = f"U volgt {z_route.lessen} uur lessen Nederlands en Kennis van de Nederlandse Maatschappij (KNM)."
        eerst = [("Lessen", lessen, LESSEN)]
    else:
        eerst = [("Meedoen", *_meedoen(z_route))]
    einde = (
        "Hebt u alle uren gedaan, en ook het PVT en de MAP? Dan hebt u nog een gesprek met de gemeente. Dat heet het"
        " eindgesprek. U bent klaar met inburgeren als u dit allemaal hebt gedaan."
    )
    return [*eerst, ("Eindgesprek", einde, EINDGESPREK)]


def afspraken_van(
    pip: PipGegevens, z_route: Zroute | None, klaar: tuple[str, str, Grond] | None
) -> tuple[Afspraak, ...]:
    """Wat niet voor iedereen geldt, elk met zijn grond."""
    afspraken = _z_route(z_route) if z_route is not None else [] if klaar is None else [klaar]
    if pip.alfabetisering is not None and pip.alfabetisering is not Alfabetisering.NVT:
        wat = _LEZEN_EN_SCHRIJVEN[pip.alfabetisering]
        afspraken.append(("Leren lezen en schrijven", wat, Grond("Wi2021", "15", "1, onder b")))
    if pip.a2_knm_examenwens:
        wat = "U mag examen doen op taalniveau A2, en in Kennis van de Nederlandse Maatschappij (KNM). Het hoeft niet."
        afspraken.append(("Examen", wat, Grond("Bi2021", "3.14", "7")))
    if z_route is not None and is_lager(pip.lagere_urennorm, pip.revalidatie):
        afspraken.append(("Wat u minder hoeft te doen", _lagere_norm(pip, z_route), URENNORM))
    if pip.mag_opleiding_afmaken:
        afspraken.append(("Opleiding", "U mag eerst uw opleiding afmaken.", Grond("Bi2021", "4.3", "2")))
    afspraken += [
        ("Uw uitkering", f"Bij dit plan hoort: {tekst}", Grond("Wi2021", "15", "3"))
        for tekst in pip.participatiewet_beschikkingen
    ]
    return tuple(Afspraak(onderwerp=o, tekst=t, grond=g.voluit) for o, t, g in afspraken)
