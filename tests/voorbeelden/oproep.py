"""De oproepen: opgesteld, verzonden, en wat ervan kwam."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.letters.gegevens import Geadresseerde
from core.platform.tenancy import Actor
from core.process.oproep.brief import AfspraakIntake, OproepBrief, Rechtsmiddel
from tests.api.leerlingen import Leerling, Merken
from tests.letters.voorbeelden import BEZWAAR, brief
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import SCHRIJFT_BIJ, Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.oproep_brieven import brieven
from tests.voorbeelden.personen import TOEN
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek, Zwijgt

OPROEP = {
    "termijnLaatsteDag": "2026-03-16",
    "afspraakOp": "2026-03-12T09:00:00Z",
    "plaats": "Endelhovenlaan 1",
    "ruimte": "Kamer 2",
}
VERZOEK = {
    "soort": "LEERBAARHEIDSTOETS",
    "wat": "de toets op 12 maart in Utrecht",
    "taal": "Tigrinya, met tolk",
    "gevraagdOp": "2026-03-02",
    "reactie": "WEIGERDE",
}
GEEN_BOETE = {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "opname in het ziekenhuis"}


async def oproep(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "nummer": 1,
        "opgesteld_op": date(2026, 3, 2),
        "verzonden_op": date(2026, 3, 2),
        "termijn_tot": date(2026, 3, 16),
        "afspraak_op": datetime(2026, 3, 16, 9, 0, tzinfo=UTC),
        "plaats": "Endelhovenlaan 1, Maarssen",
        "met_waarschuwing": False,
        "grond": "art. 14 Wi2021",
        "opgeroepen_door": tx.medewerker_id,
    }
    await voeg_in(tx, "oproep", waarden | anders)
    return id_


async def oproepgebeurtenis(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "oproep_id": anders.get("oproep_id") or await oproep(tx, dossier_id=dossier_id),
        "soort": "AFSPRAAK_GEMIST",
        "op": date(2026, 3, 12),
        "toelichting": "gebeld, geen gehoor",
        "vastgelegd_door": tx.medewerker_id,
        "vastgelegd_op": TOEN,
    }
    await voeg_in(tx, "oproepgebeurtenis", waarden | anders)
    return id_


async def _verhaal(wereld: Wereld) -> None:
    """Een ingetrokken oproep, een verzette afspraak, te laat gekomen, geweigerd mee te werken en toch weer gekomen."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.lees("/oproepen/voorstel")
    await zaak.lees("/oproepen/keten")
    id_ = str(uuid4())
    for _ in range(2):
        await zaak.roep_op(id=id_, ruimte="Kamer 2", collegaId=str(wereld.twee.a.klantmanager))
    await zaak.trek_oproep_in()
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.afspraak("AFGEZEGD")
    await zaak.afspraak("VERZET", afspraakOp="2026-03-13T09:00:00Z", plaats="Dorpshuis")
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK)
    await zaak.verschijnt()
    await zaak.lees("/oproepen")
    await _wat_er_verkeerd_stond(wereld)
    await _wat_bezet_is_en_wat_niet_telt(wereld)
    await _een_boete(wereld)
    vandaag = await wereld.vandaag()
    opnieuw = await _herdagteken(wereld)
    await opnieuw.zaak.km.stuur(opnieuw.pad, opnieuw.body, 201)
    await wereld.zet_klok(vandaag)


async def _wat_bezet_is_en_wat_niet_telt(wereld: Wereld) -> None:
    """Twee afspraken van een collega op een uur, en een oproep die pas na haar afspraak wegging en weer ging tellen."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op(collegaId=str(wereld.twee.a.klantmanager))
    await zaak.wereld.alziend.execute(
        "update oproep set afspraak_op = '2026-03-02 10:00Z' where dossier_id = $1", zaak.id
    )
    await zaak.verzend_oproep(bevestigd=["TELT_NIET"])
    await zaak.afspraak("VERZET", afspraakOp="2026-03-12T09:00:00Z", plaats="Dorpshuis")
    ander = await Zaak.nieuw(wereld)
    await ander.roep_op(collegaId=str(wereld.twee.a.klantmanager), bevestigd=["COLLEGA_BEZET"])


async def _wat_er_verkeerd_stond(wereld: Wereld) -> None:
    """Een afspraak, een uitkomst met en zonder termijn, en een antwoord, die in het verkeerde dossier stonden."""
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verschijnt()
    await zaak.neem_terug("UITKOMST")
    await zaak.verzend_oproep()
    await zaak.afspraak("AFGEZEGD")
    await zaak.verschijnt()
    await zaak.neem_terug("UITKOMST")
    await zaak.neem_terug("AFSPRAAK_AFGEZEGD")
    await zaak.afspraak("VERZET", afspraakOp="2026-03-13T09:00:00Z", plaats="Dorpshuis")
    await zaak.verschijnt()
    await zaak.neem_terug("UITKOMST")
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    await zaak.neem_terug("BOETEVRAAG")


async def _een_boete(wereld: Wereld) -> None:
    """Een boete die buiten Meedoen is opgelegd, en ingetrokken."""
    zaak = await Zaak.nieuw(wereld, asiel=False)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag(**await zaak.boete())
    await zaak.roep_op()
    await zaak.trek_oproep_in(boete={"wat": "NOG_TE_BESLISSEN"})
    await zaak.roep_op()
    dag = (await zaak.over(0)).isoformat()
    await zaak.trek_oproep_in(boete={"wat": "INGETROKKEN", "besluit": {"nummer": "B-1-in", "datum": dag}})


async def _zaai(akker: Akker) -> dict[str, str]:
    laatste = (await akker.intake.lees("/oproepen"))[-1]
    return {"oproep_id": laatste["id"], "gebeurtenisId": laatste["gebeurtenissen"][-1]["id"]}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    """De afspraak verzet, een weigering die teruggaat, twee keer niet gekomen, de boetevraag beantwoord, toch gekomen,
    geweigerd mee te werken, en weer gekomen."""
    await zaak.roep_op()
    await zaak.wereld.alziend.execute(
        "update oproep set verzonden_op = opgesteld_op where dossier_id = $1 and uitkomst = 'OPEN'", zaak.id
    )
    gebeld = {"wijze": "TELEFOON", "op": "2026-03-02", "met": "hemzelf", "taal": "Tigrinya"}
    await zaak.afspraak("VERZET", afspraakOp="2026-03-13T09:00:00Z", plaats="Dorpshuis", bevestiging=gebeld)
    await zaak.uitkomst("KOMST_GEWEIGERD", "een e-mail", schreefAan="het ROC")
    await zaak.neem_terug("UITKOMST")
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "weigerde", verzoek=VERZOEK)
    await zaak.verschijnt()


def oproepbrief(nummer: int = 2, **anders: object) -> OproepBrief:
    """De eerste, tweede of derde oproep; de tweede is de waarschuwing met een bezwaarclausule."""
    velden: dict[str, object] = {
        "geadresseerde": Geadresseerde(
            naamregel="De heer J. Nguyễn", adresregels=("Dorpsweg 3", "1234 EF Voorbeeldstad")
        ),
        "kenmerk": "INT-2026-000456",
        "dagtekening": date(2026, 1, 12),
        "aanhef": "Beste meneer Nguyễn",
        "gronden": ("artikel 14, eerste lid, van de Wet inburgering 2021",),
        "oproep": nummer,
        "afspraak": AfspraakIntake(
            dag=date(2026, 1, 22),
            tijd="10.00 uur",
            plaats=("Stadhuis, kamer 2.14", "Stadhuisplein 1, Voorbeeldstad"),
            uiterste_dag=date(2026, 1, 30),
        ),
        "gevolgen": ("Komt u niet? Dan roepen wij u opnieuw op.",),
        "meenemen": ("uw paspoort of verblijfsdocument", "uw diploma's, als u die hebt"),
    }
    if nummer > 1:
        velden["eerder"] = "U bent niet gekomen."
    if nummer == 2:
        velden |= {
            "boete": True,
            "waarschuwing": "Komt u ook nu niet of werkt u niet mee? Dan kunnen wij u een boete geven van 250 euro.",
            "rechtsmiddel": Rechtsmiddel.BEZWAARCLAUSULE,
            "bezwaar": BEZWAAR,
        }
    return brief(OproepBrief, **(velden | anders))


async def _nieuw(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    return zaak


async def _bij_de_oproep(zaak: Zaak, rest: str, body: dict[str, Any]) -> Verzoek:
    oproep = (await zaak.lees("/oproepen"))[-1]
    return Verzoek(
        zaak=zaak, pad=zaak.pad(f"/oproepen/{oproep['id']}/{rest}"), body=body | {"versie": oproep["versie"]}
    )


async def _roep_op(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/oproepen"), body=OPROEP | {"id": str(uuid4())})


async def _uitkomst(wereld: Wereld) -> Verzoek:
    return await _bij_de_oproep(await _nieuw(wereld), "uitkomst", {"uitkomst": "VERSCHENEN"})


async def _afspraak(wereld: Wereld) -> Verzoek:
    return await _bij_de_oproep(await _nieuw(wereld), "afspraak", {"soort": "AFGEZEGD", "toelichting": "ziek"})


async def _trek_in(wereld: Wereld) -> Verzoek:
    return await _bij_de_oproep(await _nieuw(wereld), "intrekking", {"motief": "verkeerde dag"})


async def _neem_terug(wereld: Wereld) -> Verzoek:
    zaak = await _nieuw(wereld)
    await zaak.verschijnt()
    [gebeurtenis] = (await zaak.lees("/oproepen"))[-1]["gebeurtenissen"]
    return await _bij_de_oproep(zaak, "terugname", {"gebeurtenisId": gebeurtenis["id"], "motief": "zijn broer kwam"})


async def _boetevraag(wereld: Wereld) -> Verzoek:
    zaak = await _nieuw(wereld)
    await zaak.zet_gemiste_oproepen(2)
    return await _bij_de_oproep(zaak, "boetevraag", GEEN_BOETE)


async def _herdagteken(wereld: Wereld) -> Verzoek:
    """Een waarschuwing die een dag bleef liggen, krijgt de dagtekening van vandaag."""
    zaak = await _nieuw(wereld)
    await zaak.zet_gemiste_oproepen(1)
    await zaak.roep_op()
    oproep = next(o for o in await zaak.lees("/oproepen") if o["nummer"] == 2)
    await wereld.zet_klok(await zaak.over(1))
    pad = zaak.pad(f"/oproepen/{oproep['id']}/dagtekening")
    return Verzoek(zaak=zaak, pad=pad, body={"besluitId": oproep["id"]})


_STANDEN = (
    "OPEN",
    "VERSCHENEN",
    "TE_LAAT_VERSCHENEN",
    "TERMIJN_GEMIST",
    "KOMST_GEWEIGERD",
    "ONVOLDOENDE_MEDEWERKING",
)


async def _een_andere_gebeurtenis(wereld: Wereld) -> UUID:
    async with wereld.huis.databank.uow(wereld.twee.b.als_klantmanager()) as tx:
        return await oproepgebeurtenis(tx)


_BIJ_DE_OPROEP = ("uitkomst", "afspraak", "boetevraag", "intrekking", "terugname")
_EEN_OPROEP = Versie(tabel="oproep", parameter="oproep_id")
PROEF = Proef(
    fabrieken={"oproep": oproep, "oproepgebeurtenis": oproepgebeurtenis},
    bereik={
        (Actor.GEMEENTE, "oproep"): Bereik(
            leest=None,
            voegt_in=("OPEN",),
            wijzigt=_STANDEN,
            naar=None,
            waarvoor="wie niet kwam kan nog komen; wat ingetrokken of vervallen is, blijft dat",
        ),
        (Actor.GEMEENTE, "oproepgebeurtenis"): SCHRIJFT_BIJ,
    },
    nooit_gefilterd={
        "oproep": {"bevestigd": "jsonb"},
        "oproepgebeurtenis": {"verzoek": "jsonb", "boetevraag": "jsonb", "afspraak": "jsonb", "bevestigd": "jsonb"},
    },
    verhaal=_verhaal,
    vraagt_niets={
        Zwijgt.IN_HET_DOSSIER: frozenset(
            {
                "Herdagtekening.motief",
                "NieuweOproep.kortereTermijn",
                "NieuweOproep.redenNietAfwachten",
                "OproepAfspraak.toelichting",
                "OproepBoetevraag.motief",
                "OproepIntrekking.motief",
                "OproepTerugname.motief",
                "OproepUitkomst.toelichting",
            }
        ),
        Zwijgt.NAAM_OF_NUMMER: frozenset(
            {
                "OproepAfspraak.bevestiging.met",
                "OproepAfspraak.bevestiging.taal",
                "OproepBoetevraag.beslissing.beslistDoor",
                "OproepBoetevraag.beslissing.rapportDoor",
                "OproepBoetevraag.bewaardBij",
                "OproepUitkomst.verzoek.taal",
            }
        ),
    },
    handelingen={
        "POST /dossiers/{dossier_id}/oproepen": _roep_op,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/uitkomst": _uitkomst,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/afspraak": _afspraak,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/boetevraag": _boetevraag,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/intrekking": _trek_in,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/terugname": _neem_terug,
        "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/dagtekening": _herdagteken,
    },
    parameters={"oproep_id": "oproep"},
    ids_van_een_ander={"gebeurtenisId": _een_andere_gebeurtenis},
    zaai=_zaai,
    versies={f"oproepen/{{oproep_id}}/{r}": _EEN_OPROEP for r in _BIJ_DE_OPROEP},
    weegt={
        "oproepRoepOp": ("400", "409"),
        "oproepUitkomst": ("400", "409"),
        "oproepAfspraak": ("400", "409"),
        "oproepBoetevraag": ("400", "409"),
        "oproepTrekIn": ("400", "409"),
        "oproepNeemTerug": ("400", "409"),
        "oproepHerdagteken": ("400", "409"),
    },
    brieven=brieven,
    kanarie=Kanarie(
        loop=_loop,
        gesloten={
            "oproep.bevestigd": "een lijst van soorten waarschuwing",
            "oproepgebeurtenis.bevestigd": "een lijst van soorten waarschuwing",
        },
        gesloten_in_json={
            "oproepgebeurtenis.verzoek": frozenset({"soort", "reactie", "gevraagd_op", "uiterlijk_op"}),
            "oproepgebeurtenis.boetevraag": frozenset(
                {"antwoord", "reden", "rapport_op", "dagtekening", "bekendgemaakt_op", "termijn_laatste_dag"}
            ),
            "oproepgebeurtenis.afspraak": frozenset({"van_op", "naar_op", "naar_collega", "bevestigd", "wijze", "op"}),
        },
    ),
)
