"""Het PIP en zijn voornemen per leerroute en groep, met en zonder de persoon; hun tekst komt van de stap zelf."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.besluiten import gronden as gronden_van
from core.law.boetevraag import poort_dicht
from core.law.groepen import GedetailleerdeDoelgroep, is_asiel
from core.law.leerroutes import Alfabetisering, Leerroute, Niveau
from core.law.ontheffing import Bewijs
from core.law.pip import PipGegevens
from core.law.recht import Regelkeuzes
from core.law.termijn_tonen import TermijnInBrief
from core.law.urennorm import Revalidatie, Vaardigheid
from core.law.verrekening import Herkomst, Urencategorie, Verrekening
from core.law.voornemen import Afziengrond, Voornemenstatus
from core.law.zienswijze import Zienswijze, Zienswijzewijze
from core.law.zroute import Zroute, zroute
from core.platform.elektronische_weg import Bericht
from core.platform.letters.gegevens import Brief
from core.process.besluit.briefdelen import digitale_weg
from core.process.pip.afwezig import Afwezigheid, uitleg
from core.process.pip.brief import PipBeschikking, stel_pip_op
from core.process.pip.rijen import VoornemenRij
from core.process.pip.voornemen_brief import Voornemenbrief, stel_voornemen_op
from tests.letters.voorbeelden import BEZWAAR, DAGTEKENING, DELEN, GROEPEN, RECHT, TENANT

_ROUTES = {"b1": Leerroute.B, "onderwijs": Leerroute.O, "zelfredzaamheid": Leerroute.Z}
_PLANNEN = {
    Leerroute.B: PipGegevens(
        leerroute=Leerroute.B,
        niveau=Niveau.B1,
        ondersteuning="Een taalmaatje van de bibliotheek, een keer per week.",
        intensiteit_pvt=12,
        intensiteit_map=40,
        intensiteit_leerroute=600,
        aantal_voortgangsgesprekken=4,
        motivering="In de leerbaarheidstoets haalde u een hoge score. Daarom past de B1-route bij u.",
        dagtekening=DAGTEKENING,
    ),
    Leerroute.O: PipGegevens(
        leerroute=Leerroute.O,
        ondersteuning="Een begeleider van de school praat elke maand met u.",
        intensiteit_pvt=12,
        intensiteit_leerroute=1500,
        aantal_voortgangsgesprekken=6,
        motivering="U bent negentien en u wilt een opleiding in de zorg doen. Daarvoor hebt u een diploma nodig.",
        dagtekening=DAGTEKENING,
    ),
    Leerroute.Z: PipGegevens(
        leerroute=Leerroute.Z,
        ondersteuning="Een vaste begeleider gaat met u mee naar de eerste les.",
        intensiteit_pvt=12,
        intensiteit_map=40,
        intensiteit_leerroute=800,
        alfabetisering=Alfabetisering.A,
        aantal_voortgangsgesprekken=4,
        motivering="U bent niet naar school geweest. Daarom leert u eerst lezen en schrijven.",
        dagtekening=DAGTEKENING,
    ),
}
_NIET_GEKOMEN = Afwezigheid(
    oproepen=(date(2025, 12, 15), date(2026, 1, 5), date(2026, 1, 26)),
    bronnen=("Het COA: uw opleiding en uw werk in het land waar u vandaan komt.", "De BRP: uw adres en uw gezin."),
)
_SCHREEF_NA_BOETE = replace(_NIET_GEKOMEN, schreef_op=(date(2026, 2, 9),), kan_komen_tot=date(2026, 3, 20))
_NIET_MEEGEWERKT = replace(_NIET_GEKOMEN, gekomen=_NIET_GEKOMEN.oproepen[2:])
_VOORGELEGD = VoornemenRij(
    gemeente_id=UUID(int=1),
    id=UUID(int=2),
    dossier_id=UUID(int=3),
    pip_id=UUID(int=4),
    pip_versie=1,
    status=Voornemenstatus.LOOPT,
    opgesteld_op=date(2026, 2, 10),
    uiterlijk_op=date(2026, 2, 25),
    kort=False,
    afzien_grond=None,
    motief="",
    verzonden_op=date(2026, 2, 11),
    zienswijzen=(),
    weging="",
    plan=None,
    gewogen_plan=None,
    vastgelegd_op=datetime(2026, 2, 10, 9, tzinfo=UTC),
    vastgelegd_door=UUID(int=5),
    versie=1,
    gewijzigd_op=None,
    gewijzigd_door=None,
    gewijzigd_bij=None,
)
_GEANTWOORD = msgspec.structs.replace(
    _VOORGELEGD,
    zienswijzen=(
        Zienswijze(wijze=Zienswijzewijze.SCHRIFTELIJK, ontvangen_op=date(2026, 2, 18), inhoud="Ik wil overdag werken."),
    ),
    weging="De lessen zijn in de avond.",
)
_ZEI_ALLES = msgspec.structs.replace(
    _GEANTWOORD,
    uiterlijk_op=date(2026, 3, 12),
    zienswijzen=(
        Zienswijze(
            wijze=Zienswijzewijze.MONDELING,
            ontvangen_op=date(2026, 2, 18),
            inhoud="Ik wil overdag werken.",
            is_alles=True,
        ),
    ),
)
_EERDER = msgspec.structs.replace(_GEANTWOORD, status=Voornemenstatus.INGETROKKEN, verzonden_op=date(2026, 1, 28))
_AFGEZIEN = msgspec.structs.replace(
    _VOORGELEGD, afzien_grond=Afziengrond.GEGEVENSPLICHT, motief="Wij vroegen u drie keer om uw diploma."
)

_OP_DE_OPROEP = msgspec.structs.replace(
    _GEANTWOORD,
    verzonden_op=None,
    afzien_grond=Afziengrond.EERDER_GELEGENHEID,
    motief="Het plan stond in onze brief van 26 januari 2026.",
)


_VAN_DUO = TermijnInBrief(start=date(2025, 11, 4), laatste_dag=date(2028, 11, 3), opnieuw=True)


def plan(route: Leerroute, **anders: object) -> PipGegevens:
    """Een plan van deze leerroute, zoals het vastgesteld wordt."""
    return replace(_PLANNEN[route], **anders)  # type: ignore[arg-type]  # the fields differ in type


def beschikking(
    gegevens: PipGegevens,
    groep: GedetailleerdeDoelgroep,
    *,
    zonder_u: tuple[str, ...] = (),
    overgenomen: bool = False,
    eigen: bool = False,
    van_duo: TermijnInBrief | None = None,
    belastbaar: tuple[int, ...] = (),
    termijn_na: date | None = None,
) -> PipBeschikking:
    """Het besluit over dit plan, met de gronden die de wet er bij deze feiten aan geeft.

    Alleen in het plan van een asielstatushouder staat de intensiteit van de leerroute (art. 15 lid 2 Wi2021).
    """
    if not is_asiel(groep):
        gegevens = replace(gegevens, intensiteit_leerroute=None)
    feiten = Besluitfeiten(
        groep=groep.doelgroep,
        leerroute=gegevens.leerroute,
        in_afwezigheid=bool(zonder_u),
        leerroute_overgenomen=overgenomen,
        verrekeningen=gegevens.verrekeningen,
    )
    return stel_pip_op(
        DELEN,
        gegevens,
        dagtekening=DAGTEKENING,
        gronden=gronden_van(Besluitsoort.PIP, feiten),
        zonder_u=zonder_u,
        boete_kan=not poort_dicht(groep, Regelkeuzes()),
        bezwaar=BEZWAAR,
        recht=RECHT,
        van_duo=van_duo,
        z_route=_z_route(gegevens, groep, belastbaar),
        termijn_na=termijn_na,
        leerroute_eigen=eigen,
    )


def _z_route(gegevens: PipGegevens, groep: GedetailleerdeDoelgroep, belastbaar: tuple[int, ...] = ()) -> Zroute | None:
    if gegevens.leerroute is not Leerroute.Z:
        return None
    norm = gegevens.lagere_urennorm
    return zroute(groep.doelgroep, lagere_urennorm=norm, belastbaar=belastbaar, op=DAGTEKENING, recht=RECHT)


def voornemen(
    gegevens: PipGegevens,
    afwezigheid: Afwezigheid = _NIET_GEKOMEN,
    *,
    eerder: tuple[VoornemenRij, ...] = (),
    groep: GedetailleerdeDoelgroep = GROEPEN["asiel"],
) -> Voornemenbrief:
    """Het voornemen van dit plan."""
    return stel_voornemen_op(
        DELEN,
        gegevens,
        dagtekening=DAGTEKENING,
        afwezigheid=afwezigheid,
        uiterlijk_op=date(2026, 3, 17),
        digitaal=digitale_weg(TENANT, Bericht.ZIENSWIJZE, op=DAGTEKENING),
        eerder=eerder,
        z_route=_z_route(gegevens, groep),
    )


def _met_eigen_woorden(zonder_u: tuple[str, ...] = ()) -> PipBeschikking:
    """Een plan met wat de persoon zelf zei; is het zonder hem gemaakt, dan was dat niet in een gesprek."""
    gegevens = plan(Leerroute.B, eigen_woorden="Ik was kok in Aleppo.", sterke_punten="Koken.", wensen="Een keuken.")
    return beschikking(gegevens, GROEPEN["asiel"], zonder_u=zonder_u)


def vol_plan() -> PipGegevens:
    """Een plan waarin alles voorkomt wat erin kan staan."""
    return plan(
        Leerroute.Z,
        eigen_woorden="Ik heb twaalf jaar in een restaurant gewerkt. Koken is wat ik het liefste doe.",
        sterke_punten="Samenwerken, en vroeg opstaan.",
        wensen="Ik wil een eigen keuken, en met de juf van mijn dochter kunnen praten.",
        vve_afspraken="Uw dochter gaat vier dagdelen per week naar de voorschool.",
        a2_knm_examenwens=True,
        lagere_urennorm=400,
        revalidatie=Revalidatie(
            bewijs=Bewijs.VERKLARING_DESKUNDIGE,
            bewijs_op=DAGTEKENING,
            in_traject=True,
            vervallen_vaardigheden=(Vaardigheid.LUISTEREN,),
            motivering="U volgt twee dagen per week lessen in het revalidatiecentrum.",
        ),
        intensiteit_leerroute=400,
        participatiewet_beschikkingen=("het besluit over ontzorgen van 27 februari 2026",),
        verrekeningen=(
            Verrekening(
                uren=36,
                categorie=Urencategorie.NT2,
                herkomst=Herkomst.BREDE_INTAKE,
                toegekend=True,
                besloten_op=DAGTEKENING,
            ),
            Verrekening(
                uren=20,
                categorie=Urencategorie.PARTICIPATIE,
                herkomst=Herkomst.MAATSCHAPPELIJKE_BEGELEIDING,
                toegekend=False,
                motivering="Van deze uren is geen bewijs.",
                besloten_op=DAGTEKENING,
            ),
        ),
    )


def _alles() -> PipBeschikking:
    """Het volle plan, aan een curator."""
    return msgspec.structs.replace(
        beschikking(vol_plan(), GROEPEN["asiel"], zonder_u=uitleg(_NIET_GEKOMEN, _GEANTWOORD, op=DAGTEKENING)),
        aanhef="Geachte heer of mevrouw",
        betreft="mevrouw Ş. Yılmaz-Đorđević",
        gericht_aan="Bureau Voorbeeld (curator)",
        afschrift_aan=("mevrouw Ş. Yılmaz-Đorđević", "K. de Voorbeeld (curator)"),
    )


def _eigen_exemplaar() -> Brief:
    """Wat iemand onder curatele zelf krijgt: zijn curator kreeg de brief, zijn mentor een afschrift."""
    return msgspec.structs.replace(
        beschikking(plan(Leerroute.B), GROEPEN["asiel"]),
        gericht_aan="Bureau Voorbeeld (curator)",
        afschrift_aan=("J. de Voorbeeld (mentor)",),
    )


def brieven() -> dict[str, Brief]:
    """Elke leerroute bij elke groep, met de persoon en zonder hem, en elke weg van het voornemen."""
    zonder_u = uitleg(_NIET_GEKOMEN, _VOORGELEGD, op=DAGTEKENING)
    return {
        **{
            f"{route}-{groep}{wat}": beschikking(plan(code), wie, zonder_u=hoe)
            for route, code in _ROUTES.items()
            for groep, wie in GROEPEN.items()
            for wat, hoe in (("", ()), ("-afwezig", zonder_u))
        },
        "alles-aan-de-curator": _alles(),
        "eigen-exemplaar-naast-de-curator": _eigen_exemplaar(),
        "eigen-woorden": _met_eigen_woorden(),
        "afwezig-eigen-woorden": _met_eigen_woorden(zonder_u),
        "b1-asiel-na-verhuizing": beschikking(
            plan(Leerroute.B), GROEPEN["asiel"], overgenomen=True, van_duo=replace(_VAN_DUO, opnieuw=False)
        ),
        "b1-asiel-na-een-terugkeer": beschikking(
            plan(Leerroute.B), GROEPEN["asiel"], overgenomen=True, eigen=True, van_duo=replace(_VAN_DUO, opnieuw=False)
        ),
        "zelfredzaamheid-asiel-minder-meedoen": beschikking(plan(Leerroute.Z), GROEPEN["asiel"], belastbaar=(300,)),
        "zelfredzaamheid-asiel-zonder-meedoen": beschikking(plan(Leerroute.Z), GROEPEN["asiel"], belastbaar=(0,)),
        "b1-asiel-na-een-dag-die-niet-telt": beschikking(plan(Leerroute.B), GROEPEN["asiel"], van_duo=_VAN_DUO),
        "b1-asiel-na-een-ingetrokken-plan": beschikking(
            plan(Leerroute.B), GROEPEN["asiel"], termijn_na=DAGTEKENING - timedelta(days=30)
        ),
        "afwezig-antwoordde-op-de-oproep": beschikking(
            plan(Leerroute.B), GROEPEN["gezinsmigrant"], zonder_u=uitleg(_NIET_GEKOMEN, _OP_DE_OPROEP, op=DAGTEKENING)
        ),
        "afwezig-antwoordde": beschikking(
            plan(Leerroute.B), GROEPEN["gezinsmigrant"], zonder_u=uitleg(_NIET_GEKOMEN, _GEANTWOORD, op=DAGTEKENING)
        ),
        "afwezig-antwoordde-eerder": beschikking(
            plan(Leerroute.Z),
            GROEPEN["asiel"],
            zonder_u=uitleg(_NIET_GEKOMEN, _VOORGELEGD, op=DAGTEKENING, eerder=(_EERDER,)),
        ),
        "afwezig-zei-dat-dit-alles-is": beschikking(
            plan(Leerroute.B), GROEPEN["gezinsmigrant"], zonder_u=uitleg(_NIET_GEKOMEN, _ZEI_ALLES, op=DAGTEKENING)
        ),
        "afwezig-zonder-voornemen": beschikking(
            plan(Leerroute.B), GROEPEN["gezinsmigrant"], zonder_u=uitleg(_NIET_MEEGEWERKT, _AFGEZIEN, op=DAGTEKENING)
        ),
        "afwezig-schreef-na-een-boete": beschikking(
            plan(Leerroute.B),
            GROEPEN["gezinsmigrant"],
            zonder_u=uitleg(
                _SCHREEF_NA_BOETE, _VOORGELEGD, op=DAGTEKENING, reden="Uw lessen kunnen op 9 maart 2026 beginnen."
            ),
        ),
        "voornemen-schreef-na-een-boete": voornemen(plan(Leerroute.B), _SCHREEF_NA_BOETE),
        "voornemen-beboet-en-niet-gekomen": voornemen(plan(Leerroute.B), replace(_SCHREEF_NA_BOETE, schreef_op=())),
        **{f"voornemen-{route}": voornemen(plan(code)) for route, code in _ROUTES.items()},
        "voornemen-alles": voornemen(vol_plan()),
        "voornemen-na-een-eerder-antwoord": voornemen(plan(Leerroute.Z), eerder=(_EERDER,)),
        "voornemen-na-onvoldoende-meewerken": voornemen(plan(Leerroute.B), _NIET_MEEGEWERKT),
    }
