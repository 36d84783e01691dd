"""Het PIP."""

from datetime import date
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.pip.brief import (
    Afspraak,
    BijlageBesluit,
    Inburgeringstermijn,
    Intensiteit,
    PipBeschikking,
    Verrekening,
)
from tests.api.leerlingen import Leerling, Merken
from tests.letters.voorbeelden import BEZWAAR, brief
from tests.process.wereld import BEGIN, Wereld
from tests.process.zaak import PIP, Zaak
from tests.voorbeelden import loslaten
from tests.voorbeelden import pip_voornemen as voornemen
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.besluit import besluit
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.pip_brieven import brieven
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek, Zwijgt

VANDAAG = "2026-03-02"
DERDE = {"gevraagdAan": "GGD", "wat": "advies", "onmisbaarOmdat": "gezondheid", "gevraagdOp": VANDAAG}
REVALIDATIE: dict[str, object] = {
    "bewijs": "VERKLARING_DESKUNDIGE",
    "bewijsOp": "2026-02-20",
    "inTraject": True,
    "vervallenVaardigheden": [],
    "motivering": "twee dagen per week les in het revalidatiecentrum",
}
GEWEIGERDE_UREN = {
    "uren": 1,
    "categorie": "PVT",
    "herkomst": "BREDE_INTAKE",
    "toegekend": False,
    "motivering": "te kort",
    "beslotenOp": VANDAAG,
}
"""Zij tellen niet mee, maar hun motivering blijft staan."""


async def pip(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "volgnummer": 1,
        "status": "concept",
        "leerroute": "B",
        "niveau": "B1",
        "ondersteuning": "taalcoach",
    }
    await voeg_in(tx, "pip", waarden | anders)
    return id_


async def pip_voornemen(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    """Een voornemen van het concept van dit dossier; is er geen, dan komt dat erbij."""
    dossier_id = dossier_id or await dossier(tx)
    rij = await tx.fetchrow(
        "select id from meedoen.pip where gemeente_id = $1 and dossier_id = $2", tx.gemeente_id, dossier_id
    )
    pip_id = await pip(tx, dossier_id=dossier_id) if rij is None else rij["id"]
    return await voornemen.pip_voornemen(tx, pip_id=pip_id, dossier_id=dossier_id, **anders)


async def _verhaal(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.lees("/pip")
    await zaak.lees("/pip/toets")
    for ontvangen in ({}, {"ontvangenOp": VANDAAG}):
        versie = (await zaak.lees())["versie"]
        await zaak.stuur("/pip/informatie-van-derde", DERDE | ontvangen | {"versie": versie})
    oud = await zaak.km.vraag("PUT", zaak.pad("/pip/concept"), 409, {"versie": 99})
    assert oud["status"] == 409
    await zaak.leg_concept_weg()
    await zaak.haal_concept_terug(1)
    await zaak.stel_vast()
    await wereld.werk_af()
    await zaak.lees("/pip")
    zonder = await _zonder_derde(wereld)
    await wereld.km.stuur(zonder.pad, zonder.body)
    await _blijft_liggen(wereld)
    await voornemen.verhaal(wereld)
    await loslaten.verhaal(wereld)


async def _blijft_liggen(wereld: Wereld) -> None:
    """De dagelijkse taak ziet dat het blijft liggen, het krijgt een nieuwe dagtekening, en DUO hoort die dag."""
    verzoek = await _herdagteken(wereld)
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
    for _ in range(2):
        await wereld.km.stuur(verzoek.pad, verzoek.body, 201)
    await wereld.zet_klok(BEGIN)
    intrekking = await _trek_in(wereld)
    for _ in range(2):
        await intrekking.zaak.km.stuur(intrekking.pad, intrekking.body, 201)
    await wereld.werk_af()
    await wereld.zet_klok(BEGIN)


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await zaak.schrijf_pip(participatiewetBeschikkingen=["beschikking"], verrekeningen=[GEWEIGERDE_UREN])
    async with zaak.wereld.huis.databank.uow(leerling.gemeente.als_klantmanager()) as tx:
        await pip_voornemen(
            tx,
            dossier_id=zaak.id,
            motief="korter",
            verzonden_op=date(2026, 3, 2),
            zienswijzen='[{"wijze": "MONDELING", "ontvangen_op": "2026-03-02", "inhoud": "overdag"}]',
            weging="in de avond",
            plan='{"leerroute": "B", "niveau": "A2", "ondersteuning": "lessen overdag"}',
            gewogen_plan='{"leerroute": "B", "niveau": "A2", "ondersteuning": "lessen in de avond"}',
        )
    await zaak.stel_vast()


async def _zaai(akker: Akker) -> dict[str, str]:
    async with akker.wereld.huis.databank.uow(akker.wereld.twee.a.als_klantmanager()) as tx:
        voornemen_id = await pip_voornemen(tx, dossier_id=akker.intake.id)
        [rij] = await tx.fetch(
            "select id from meedoen.pip where gemeente_id = $1 and dossier_id = $2", tx.gemeente_id, akker.intake.id
        )
        besluit_id = await besluit(tx, dossier_id=akker.intake.id, onderwerp_id=rij["id"])
    return {"voornemen_id": str(voornemen_id), "besluitId": str(besluit_id)}


async def _een_ander_besluit(wereld: Wereld) -> UUID:
    async with wereld.huis.databank.uow(wereld.twee.b.als_klantmanager()) as tx:
        return await besluit(tx)


async def _schrijf(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/concept"), body=PIP)


async def _wacht(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    body = DERDE | {"versie": (await zaak.lees())["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/informatie-van-derde"), body=body)


async def _zonder_derde(wereld: Wereld) -> Verzoek:
    verzoek = await _wacht(wereld)
    await verzoek.zaak.km.stuur(verzoek.pad, verzoek.body)
    body = {"motief": "zij antwoordt niet", "versie": (await verzoek.zaak.lees())["versie"]}
    return Verzoek(zaak=verzoek.zaak, pad=verzoek.zaak.pad("/pip/zonder-informatie"), body=body)


async def _herdagteken(wereld: Wereld) -> Verzoek:
    """Een PIP dat er vier dagen ligt, krijgt de dagtekening van vandaag."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    [besluit] = await zaak.lees("/besluiten")
    await wereld.zet_klok(date(2026, 3, 6))
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/dagtekening"), body={"besluitId": besluit["id"]})


async def _trek_in(wereld: Wereld) -> Verzoek:
    """Een collega trekt een PIP in dat de persoon al twee weken kent; hij zweeg."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    [besluit] = await zaak.lees("/besluiten")
    await wereld.zet_klok(date(2026, 3, 17))
    gelegenheid = {"gegevenOp": "2026-03-02", "uiterlijkOp": "2026-03-16"}
    body = {"besluitId": besluit["id"], "motivering": "van een ander", "horen": {"gelegenheid": gelegenheid}}
    wereld.duo_weet(zaak.inwoner, termijn=None)
    zaak.km = wereld.mens("teamleider")
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/intrekking"), body=body)


async def _leg_weg(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/weglegging"), body={"motief": "verkeerde persoon", "versie": 1})


async def _haal_terug(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await zaak.leg_concept_weg()
    body = {"volgnummer": 1, "motief": "toch deze", "versie": 2}
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/terughaling"), body=body)


async def _stel_vast(wereld: Wereld) -> Verzoek:
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/vaststelling"), body={"dagtekening": VANDAAG, "versie": 1})


def pip_beschikking(**anders: object) -> PipBeschikking:
    """Een PIP-beschikking waarin elk onderdeel voorkomt."""
    velden: dict[str, object] = {
        "gronden": (
            "artikel 15, eerste lid, van de Wet inburgering 2021",
            "artikel 15, tweede lid, van de Wet inburgering 2021",
            "artikel 5.3, vierde lid, van het Besluit inburgering 2021",
        ),
        "leerroute": "B1-route",
        "niveau": "B1",
        "intensiteiten": (
            Intensiteit(onderdeel="Taalles", omvang="12 uur per week"),
            Intensiteit(
                onderdeel="Participatieverklaringstraject (PVT)",
                omvang="12 uur in totaal",
            ),
            Intensiteit(
                onderdeel="Module Arbeidsmarkt en Participatie (MAP)",
                omvang="40 uur in totaal",
            ),
        ),
        "voortgangsgesprekken": 4,
        "ondersteuning": (
            "Een vaste klantmanager. U spreekt haar minstens eens in de drie maanden.",
            "Een taalmaatje van de bibliotheek, een keer per week.",
        ),
        "motivering": "In de brede intake hebt u verteld dat u in Nederland als kok wilt werken.\n\n"
        "De leerbaarheidstoets laat zien dat de B1-route haalbaar is. U hebt geen opleiding op mbo- of hbo-niveau op "
        "het oog. Daarom past de onderwijsroute nu niet bij u.",
        "termijn": Inburgeringstermijn(start=date(2026, 3, 3), laatste_dag=date(2029, 3, 2)),
        "termijn_duur": "drie jaar",
        "bezwaar": BEZWAAR,
        "eigen_woorden": "Ik heb twaalf jaar in een restaurant gewerkt. Koken is wat ik het liefste doe.",
        "sterke_punten": "Samenwerken, en vroeg opstaan.",
        "wensen": "Ik wil een eigen keuken, en met de juf van mijn dochter kunnen praten.",
        "vve": "Uw dochter gaat vier dagdelen per week naar de voorschool.",
        "participatiewet_beschikkingen": (
            BijlageBesluit(onderwerp="Ontzorgen", kenmerk="PW-2026-77", dagtekening=date(2026, 2, 27)),
        ),
        "afspraken": (
            Afspraak(
                onderwerp="Alfabetisering",
                tekst="U begint met lessen in het Latijnse schrift.",
                grond="artikel 15, eerste lid, onder b, van de Wet inburgering 2021",
            ),
        ),
        "verrekeningen": (
            Verrekening(
                omschrijving="Taalles tijdens de brede intake",
                uren=36,
                toegekend=True,
                motief="De lessen zijn gevolgd bij een school met een keurmerk.",
                grond="artikel 5.5, tweede lid, van het Besluit inburgering 2021",
            ),
            Verrekening(
                omschrijving="Zelfstudie",
                uren=20,
                toegekend=False,
                motief="Zelfstudie is geen les.",
                grond="artikel 5.5, tweede lid, van het Besluit inburgering 2021",
            ),
        ),
        "gevolgen": ("Werkt u niet mee aan uw plan? Dan krijgt u een boete.",),
        "zonder_u": ("U bent drie keer niet gekomen. Daarom hebben wij het plan gemaakt met wat wij weten.",),
    }
    return brief(PipBeschikking, **(velden | anders))


_CODES_VAN_EEN_PLAN = frozenset({"leerroute", "niveau", "alfabetisering", "categorie", "herkomst", "besloten_op"})
_EEN_VOORNEMEN = Versie(tabel="pip_voornemen", parameter="voornemen_id")
_VAN_HET_PIP = Versie(tabel="pip", kolom="dossier_id", parameter="dossier_id")
PROEF = Proef(
    fabrieken={"pip": pip, "pip_voornemen": pip_voornemen},
    bereik={
        (Actor.GEMEENTE, "pip"): Bereik(
            leest=None,
            voegt_in=("concept",),
            wijzigt=("concept",),
            naar=("concept", "vastgesteld", "vervallen"),
            waarvoor="een vastgesteld PIP wordt opgevolgd, nooit gewijzigd (I1)",
        ),
        (Actor.GEMEENTE, "pip_voornemen"): Bereik(
            leest=None,
            voegt_in=("loopt", "afgezien"),
            wijzigt=("loopt", "afgezien"),
            naar=("loopt", "besloten", "ingetrokken", "vervallen"),
            waarvoor="waarop besloten is of wat vervallen is, blijft",
        ),
    },
    nooit_gefilterd={
        "pip": {"participatiewet_beschikkingen": "jsonb", "revalidatie": "jsonb", "verrekeningen": "jsonb"},
        "pip_voornemen": {"zienswijzen": "jsonb", "plan": "jsonb", "gewogen_plan": "jsonb"},
    },
    parameters={"voornemen_id": "pip_voornemen"},
    ids_van_een_ander={"besluitId": _een_ander_besluit},
    zaai=_zaai,
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {
                "Derde.onmisbaarOmdat",
                "Derde.wat",
                "Herdagtekening.motief",
                "Loslating.motief",
                "Terughaling.motief",
                "VoornemenIn.motief",
                "VoornemenIntrekking.motief",
                "Weglegging.motief",
                "ZonderDerde.motief",
            }
        ),
        Zwijgt.NAAM_OF_NUMMER: frozenset({"Derde.gevraagdAan"}),
    },
    handelingen={
        "PUT /dossiers/{dossier_id}/pip/concept": _schrijf,
        "POST /dossiers/{dossier_id}/pip/informatie-van-derde": _wacht,
        "POST /dossiers/{dossier_id}/pip/zonder-informatie": _zonder_derde,
        "POST /dossiers/{dossier_id}/pip/vaststelling": _stel_vast,
        "POST /dossiers/{dossier_id}/pip/dagtekening": _herdagteken,
        "POST /dossiers/{dossier_id}/pip/intrekking": _trek_in,
        "POST /dossiers/{dossier_id}/besluiten/loslating": loslaten.handeling,
        "POST /dossiers/{dossier_id}/pip/weglegging": _leg_weg,
        "POST /dossiers/{dossier_id}/pip/terughaling": _haal_terug,
        "POST /dossiers/{dossier_id}/pip-voornemens": voornemen.leg_voor,
        "POST /dossiers/{dossier_id}/pip-voornemens/afziening": voornemen.zie_af,
        "POST /dossiers/{dossier_id}/pip-voornemens/{voornemen_id}/zienswijze": voornemen.zeg,
        "POST /dossiers/{dossier_id}/pip-voornemens/{voornemen_id}/weging": voornemen.weeg,
        "POST /dossiers/{dossier_id}/pip-voornemens/{voornemen_id}/intrekking": voornemen.trek_in,
    },
    versies={
        "pip/concept": _VAN_HET_PIP,
        "pip/vaststelling": _VAN_HET_PIP,
        "pip/weglegging": _VAN_HET_PIP,
        "pip/terughaling": _VAN_HET_PIP,
        "pip-voornemens": _VAN_HET_PIP,
        "pip-voornemens/afziening": _VAN_HET_PIP,
        **{
            f"pip-voornemens/{{voornemen_id}}/{rest}": _EEN_VOORNEMEN for rest in ("zienswijze", "weging", "intrekking")
        },
        "pip/informatie-van-derde": Versie(tabel="dossier", parameter="dossier_id"),
        "pip/zonder-informatie": Versie(tabel="dossier", parameter="dossier_id"),
    },
    weegt=dict.fromkeys(
        (
            "pipDerde",
            "pipZonderDerde",
            "pipToets",
            "pipStelVast",
            "pipWerkBij",
            "herdagtekenHerdagteken",
            "pipIntrekkenTrekIn",
            *(f"voornemen{wat}" for wat in ("StelOp", "ZieAf", "Zienswijze", "Weeg", "TrekIn")),
        ),
        ("400", "409"),
    ),
    brieven=brieven,
    kanarie=Kanarie(
        loop=_loop,
        gesloten_in_json={
            "pip.verrekeningen": frozenset({"categorie", "herkomst"}),
            "pip.revalidatie": frozenset({"bewijs"}),
            "pip_voornemen.zienswijzen": frozenset({"wijze"}),
            "pip_voornemen.plan": _CODES_VAN_EEN_PLAN,
            "pip_voornemen.gewogen_plan": _CODES_VAN_EEN_PLAN,
        },
        leeg={
            "pip_voornemen.afzien_grond": "SPOED",
            "pip.revalidatie": {
                "bewijs": "VERKLARING_DESKUNDIGE",
                "bewijs_op": VANDAAG,
                "in_traject": True,
                "vervallen_vaardigheden": [],
                "motivering": "twee dagen per week les in het revalidatiecentrum",
            },
        },
    ),
)
