"""De lopende zaken van een gemeente komen binnen: ieder in de fase die DUO laat zien, en er gaat niets de deur uit."""

import argparse
import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from core import cli_inlezen
from core.cli_ontleder import Ontleder
from core.law.groepen import Doelgroep
from core.law.inlezen import Bekend
from core.law.leerroutes import Leerroute
from core.ontwikkeling.simulator.berichten import PIP, Gebeurtenis
from core.ontwikkeling.simulator.bevolking import Inwoner
from core.ontwikkeling.simulator.opslag import GeregistreerdPip
from core.platform.crypto.bsn import VNummer
from core.process.inlezen import opdrachten
from core.process.inlezen.opslag import LEES_REGEL
from core.worker import verwerk
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.inlezen import DOOR, als_csv, lees_in, met_v_nummer, op_de_lijst

TOEN = dt.date(2025, 6, 2)
NAAR_BUITEN = ("duo_melding", "brief", "brief_opmaak", "besluit", "oproep", "brede_intake", "pip", "toewijzing")


def _lang_plichtig(wereld: Wereld, **anders: object) -> Inwoner:
    """Iemand die volgens DUO al negen maanden plichtig is, en van wie hier nog niets bekend is."""
    inwoner = wereld.iemand(asiel=False)
    gemeld = [Gebeurtenis(id="SS101", omschrijving="Inburgeringsplichtig", datum=TOEN)]
    vast = {"plicht_begin": TOEN, "kennisgeving": TOEN, "wijziging": TOEN, "gebeurtenissen": gemeld}
    wereld.duo_weet(inwoner, **(vast | {"ingeschreven": TOEN, "gevestigd": TOEN} | anders))
    return inwoner


def _pip(wereld: Wereld, dag: dt.date = TOEN, *, van: str | None = None) -> GeregistreerdPip:
    code = (van or wereld.twee.a.code).removeprefix("GM")
    pip = PIP(dagtekeningPip=dag, leerroute="B", niveau="B1", geschatteIntensiteitB1Route=600)
    return GeregistreerdPip(gemeentecode=code, pip=pip)


async def _standen(wereld: Wereld) -> list[str]:
    return [str(regel["status"]) for regel in sorted(await wereld.rijen("inleesregel"), key=lambda r: int(r["rij"]))]


async def _vraag(wereld: Wereld) -> str:
    [vraag] = [w for w in await wereld.werk("NAVRAGEN") if w["sleutel"].endswith(":ingelezen")]
    return str(vraag["omschrijving"])


async def test_wie_geen_pip_heeft_staat_aan_het_begin_met_de_termijn_die_al_liep(wereld: Wereld) -> None:
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld)))
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["fase"], dossier["kennisgeving_op"], dossier["ingelezen_op"]) == ("PLICHT_GEMELD", TOEN, VANDAAG)
    assert dossier["doelgroep"] == Doelgroep.GEZIN_EN_OVERIG
    [termijn] = await wereld.rijen("termijn", status="lopend")
    assert (termijn["start"], termijn["einde"]) == (TOEN, TOEN + dt.timedelta(weeks=10))
    [werk] = await wereld.werk("PIP_VASTSTELLEN")
    assert "al voorbij toen dit dossier werd ingelezen, op maandag 02-03-2026" in werk["omschrijving"]
    [persoon] = await wereld.rijen("persoon")
    assert persoon["naam"]


async def test_een_termijn_die_nog_loopt_is_geen_erfenis(wereld: Wereld) -> None:
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld, kennisgeving=VANDAAG - dt.timedelta(days=7))))
    [werk] = await wereld.werk("PIP_VASTSTELLEN")
    assert "voorbij" not in werk["omschrijving"]


async def test_wie_een_pip_van_hier_heeft_is_in_zijn_traject_met_de_termijn_van_duo(wereld: Wereld) -> None:
    tot = dt.date(2028, 6, 3)
    inwoner = _lang_plichtig(wereld, pips=[_pip(wereld)], termijn=wereld.termijn(van=dt.date(2025, 6, 3), tot=tot))
    await lees_in(wereld, op_de_lijst(inwoner))
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["fase"], dossier["leerroute"]) == ("TRAJECT_ACTIEF", "B")
    [termijn] = await wereld.rijen("termijn")
    assert (termijn["bron"], termijn["start"], termijn["einde"]) == (
        "duo",
        dt.date(2025, 6, 3),
        tot - dt.timedelta(days=1),
    )
    assert await wereld.werk("PIP_VASTSTELLEN") == []


async def test_wie_in_zijn_traject_is_kan_naar_zijn_school_al_is_er_hier_geen_brief_met_zijn_pip(
    wereld: Wereld,
) -> None:
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld, pips=[_pip(wereld)])))
    [dossier] = await wereld.rijen("dossier")
    inschrijving = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    pad = f"/dossiers/{dossier['id']}"
    await wereld.km.stuur(f"{pad}/inschrijvingen", inschrijving | {"bekendOp": VANDAAG.isoformat()})
    leerling = await wereld.mens("school").lees(f"/eigen-toewijzingen/{inschrijving['id']}")
    assert leerling["leerroute"] == "B1-route"
    assert await wereld.werk("TAALSCHOOL_KIEZEN") == []
    oordelen = {h["handeling"]: h for h in await wereld.km.lees(f"{pad}/handelingen")}
    assert not oordelen["PIP_INTREKKEN"]["mag"]
    assert not oordelen["PIP_VASTSTELLEN"]["mag"]


async def test_wie_met_een_pip_van_elders_kwam_begint_hier_met_de_verkorte_intake(wereld: Wereld) -> None:
    gekomen = [Gebeurtenis(id="SS121", omschrijving="Verhuisd met PIP", datum=dt.date(2026, 2, 2))]
    elders = _pip(wereld, van=wereld.twee.b.code)
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld, pips=[elders], gebeurtenissen=gekomen)))
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["fase"], dossier["ss121_op"], dossier["leerroute"]) == ("PLICHT_GEMELD", dt.date(2026, 2, 2), None)
    gelezen = await wereld.km.lees(f"/dossiers/{dossier['id']}/brede-intake")
    assert gelezen["verkorteIntake"]


async def test_wie_na_zijn_pip_terugkwam_begint_opnieuw(wereld: Wereld) -> None:
    gekomen = [Gebeurtenis(id="SS121", omschrijving="Verhuisd met PIP", datum=dt.date(2026, 2, 2))]
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld, pips=[_pip(wereld)], gebeurtenissen=gekomen)))
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["fase"], dossier["leerroute"]) == ("PLICHT_GEMELD", None)


async def test_wie_tijdelijk_is_vrijgesteld_staat_stil_ook_met_een_pip(wereld: Wereld) -> None:
    await lees_in(
        wereld, op_de_lijst(_lang_plichtig(wereld, plicht=False, reden="Tijdelijke vrijstelling", pips=[_pip(wereld)]))
    )
    [dossier] = await wereld.rijen("dossier")
    assert (dossier["fase"], dossier["leerroute"]) == ("TIJDELIJK_VRIJGESTELD", "B")


@pytest.mark.parametrize(
    ("stand", "status"),
    [
        ({"plicht": False, "reden": "Overlijden"}, "overleden"),
        ({"plicht": False, "reden": "Inburgeringsplicht voldaan"}, "plicht_voorbij"),
        ({"plicht": False, "reden": "Volledige ontheffing"}, "plicht_voorbij"),
        ({"plicht_begin": dt.date(2021, 12, 31)}, "oude_wet"),
        ({"gemeente": "elders"}, "geen_toegang"),
    ],
    ids=["overleden", "voldaan", "ontheven", "wi2013", "elders"],
)
async def test_wie_hier_niet_hoort_krijgt_geen_dossier_en_een_heldere_regel(
    wereld: Wereld, stand: dict[str, object], status: str
) -> None:
    if "gemeente" in stand:
        stand = {"gemeente": wereld.twee.b.code.removeprefix("GM")}
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld, **stand)))
    assert await _standen(wereld) == [status]
    assert await wereld.rijen("persoon") == []
    assert "rij 2: " in await opdrachten.stand(wereld.huis, wereld.twee.a.tenant)


async def test_wie_duo_niet_kent_wie_hier_al_is_en_wie_alleen_een_v_nummer_heeft(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    onbekend, derde = [i for i in wereld.bevolking if i.bsn not in {x.bsn for x in wereld.aangemeld()}][:2]
    zonder = met_v_nummer(VNummer(derde.v_nummer), rij=4)
    await lees_in(wereld, op_de_lijst(zaak.inwoner, rij=2), op_de_lijst(onbekend, rij=3), zonder)
    bekend, _, voorlopig = await _standen(wereld)
    assert (bekend, voorlopig) == ("al_bekend", "zonder_bsn")
    assert len(await wereld.werk("BSN_ONTBREEKT")) == 1
    assert [d["fase"] for d in await wereld.rijen("dossier")] == ["PLICHT_GEMELD", "VOORTRAJECT_COA"]
    stand = await opdrachten.stand(wereld.huis, wereld.twee.a.tenant)
    assert all(inwoner.bsn not in stand for inwoner in (zaak.inwoner, onbekend, derde))


async def test_een_v_nummer_van_een_ander_op_de_lijst_houdt_diens_bericht_niet_tegen(wereld: Wereld) -> None:
    """Met een BSN zegt DUO zelf welk V-nummer erbij hoort."""
    een, ander = _lang_plichtig(wereld), wereld.iemand(asiel=False)
    await lees_in(wereld, replace(op_de_lijst(een), vnummer=VNummer(ander.v_nummer)))
    wereld.duo_weet(ander)
    await wereld.meldt("SS101", ander, v_nummer=True)
    await wereld.werk_af()
    assert await wereld.dossier_id(ander) != await wereld.dossier_id(een)
    assert await wereld.werk("DUBBEL_DOSSIER") == []


async def test_wat_de_gemeente_weet_staat_als_werk_bij_de_behandelaar_en_waarin_zij_van_duo_verschilt(
    wereld: Wereld,
) -> None:
    bekend = Bekend(
        oproepen=(TOEN, None, None),
        pip_op=TOEN,
        leerroute=Leerroute.Z,
        school="Taal & Co",
        boete_op=TOEN,
        boete_bedrag="250",
    )
    await wereld.alziend.execute(
        "update collega set email = 'k.manager@example.org' where medewerker_id = $1", wereld.twee.a.klantmanager
    )
    regel = op_de_lijst(_lang_plichtig(wereld, pips=[_pip(wereld)]), bekend=bekend, behandelaar="K.Manager@example.org")
    await lees_in(wereld, regel)
    vraag = await _vraag(wereld)
    for deel in (
        "oproep 1 verzonden op maandag 02-06-2025",
        "taalschool Taal & Co",
        "boete van 250 euro op maandag 02-06-2025",
    ):
        assert deel in vraag
    assert "DUO kent een PIP van maandag 02-06-2025 met leerroute B" in vraag
    assert "wie het dossier behandelt" not in vraag
    [dossier] = await wereld.rijen("dossier")
    assert dossier["behandelaar_id"] == wereld.twee.a.klantmanager
    assert {w["behandelaar_id"] for w in await wereld.werk("NAVRAGEN")} == {wereld.twee.a.klantmanager}


async def test_een_behandelaar_die_hier_niet_werkt_houdt_alles_tegen(wereld: Wereld) -> None:
    regels = [
        op_de_lijst(_lang_plichtig(wereld)),
        op_de_lijst(_lang_plichtig(wereld), rij=3, behandelaar="weg@example.org"),
    ]
    [fout] = await opdrachten.begin(wereld.huis, wereld.twee.a.tenant, regels, door=DOOR)
    assert (fout.rij, fout.kolom) == (3, "behandelaar")
    assert await wereld.rijen("inlezing") == []


async def test_er_gaat_niets_de_deur_uit_en_de_volgende_dagen_ook_niet(wereld: Wereld) -> None:
    """Geen melding aan DUO, geen brief, geen oproep, en niets dat DUO of de BRP anders achterlaat."""
    stand: Sequence[dict[str, object]] = [
        {},
        {"pips": [_pip(wereld)], "termijn": wereld.termijn(van=dt.date(2025, 6, 3), tot=dt.date(2028, 6, 3))},
        {"pips": [_pip(wereld, van=wereld.twee.b.code)]},
    ]
    mensen = [_lang_plichtig(wereld, **anders) for anders in stand]
    eerder = [wereld.duo_heeft(inwoner) for inwoner in mensen]
    bekend = Bekend(oproepen=(TOEN, None, None), intake_op=TOEN, pip_op=TOEN, leerroute=Leerroute.B)
    await lees_in(wereld, *[op_de_lijst(i, rij=n, bekend=bekend) for n, i in enumerate(mensen, start=2)])
    for dag in (0, 1, 8):
        await wereld.zet_klok(VANDAAG + dt.timedelta(days=dag))
        await wereld.dagwerk().ronde()
        await wereld.werk_af(behalve=())
    assert len(await wereld.rijen("dossier")) == len(mensen)
    assert {tabel: len(await wereld.rijen(tabel)) for tabel in NAAR_BUITEN} == dict.fromkeys(NAAR_BUITEN, 0)
    assert [wereld.duo_heeft(inwoner) for inwoner in mensen] == eerder
    begonnen = {t["start"] for t in await wereld.rijen("termijn", status="lopend")}
    assert all(dag < VANDAAG for dag in begonnen), "niets begon op de dag van het inlezen"


async def test_wie_gelezen_is_staat_nergens_meer_met_zijn_nummer(wereld: Wereld) -> None:
    await lees_in(wereld, op_de_lijst(_lang_plichtig(wereld)), af=False)
    [regel] = await wereld.rijen("inleesregel")
    assert regel["cijfer"] is not None
    await wereld.werk_af()
    [regel] = await wereld.rijen("inleesregel")
    assert (regel["status"], regel["cijfer"], regel["sleutelversie"]) == ("geopend", None, None)
    [audit] = await wereld.rijen("audit", actie="dossier.inlezen")
    assert audit["object_id"] == regel["dossier_id"]


async def test_valt_alles_halverwege_om_dan_gaat_het_daarna_verder_zonder_iets_dubbel_te_doen(wereld: Wereld) -> None:
    mensen = [_lang_plichtig(wereld) for _ in range(3)]
    await lees_in(wereld, *[op_de_lijst(inwoner, rij=n) for n, inwoner in enumerate(mensen, start=2)], af=False)
    eerste = (await wereld.rijen("outbox", soort=LEES_REGEL))[0]
    await verwerk(wereld.huis, wereld.buren, eerste["id"])
    assert sorted(await _standen(wereld)) == ["geopend", "wacht", "wacht"]
    with pytest.raises(Exception, match="wordt al ingelezen"):
        await opdrachten.begin(wereld.huis, wereld.twee.a.tenant, [op_de_lijst(mensen[0])], door=DOOR)
    await wereld.storing("fout", 2)
    await wereld.werk_af()
    while "wacht" in await _standen(wereld):
        await wereld.wachttijd_voorbij()
        await wereld.werk_af()
    assert await _standen(wereld) == ["geopend"] * 3
    assert len(await wereld.rijen("dossier")) == len(await wereld.rijen("persoon")) == 3
    await lees_in(wereld, *[op_de_lijst(inwoner, rij=n) for n, inwoner in enumerate(mensen, start=2)])
    assert sorted(await _standen(wereld)) == ["al_bekend"] * 3 + ["geopend"] * 3
    assert len(await wereld.rijen("dossier")) == 3


async def test_een_lijst_naast_meedoen_noemt_wie_er_mist_en_wat_er_verschilt_en_geen_waarde(wereld: Wereld) -> None:
    gelijk, anders, weg = (_lang_plichtig(wereld, pips=[_pip(wereld)]) for _ in range(3))
    await lees_in(wereld, *[op_de_lijst(i, rij=n) for n, i in enumerate((gelijk, anders, weg), start=2)])
    van = {d["id"]: d["kenmerk"] for d in await wereld.rijen("dossier")}
    kenmerk = {i.bsn: van[await wereld.dossier_id(i)] for i in (anders, weg)}
    lijst = [
        op_de_lijst(gelijk, rij=2, bekend=Bekend(pip_op=TOEN, leerroute=Leerroute.B)),
        op_de_lijst(anders, rij=3, bekend=Bekend(pip_op=VANDAAG, leerroute=Leerroute.Z), behandelaar="x@example.org"),
        op_de_lijst(wereld.iemand(asiel=False), rij=4),
    ]
    assert await opdrachten.vergelijk(wereld.huis, wereld.twee.a.tenant, lijst) == [
        f"rij 3, {kenmerk[anders.bsn]}: anders dan de lijst: de dag van het PIP, de leerroute, de behandelaar.",
        "rij 4: staat op de lijst en niet in Meedoen.",
        f"{kenmerk[weg.bsn]}: staat in Meedoen en niet op de lijst.",
    ]
    assert len(await wereld.rijen("dossier")) == 3


async def test_van_wie_hier_een_pip_kreeg_telt_die_dag(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld, asiel=False)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    [besluit] = [b for b in await zaak.lees("/besluiten") if b["soort"] == "B04"]
    dag = dt.date.fromisoformat(besluit["dagtekening"])
    for pip_op, verschillen in ((dag, 0), (dag - dt.timedelta(days=1), 1)):
        regel = op_de_lijst(zaak.inwoner, bekend=Bekend(pip_op=pip_op, leerroute=Leerroute.B))
        assert len(await opdrachten.vergelijk(wereld.huis, wereld.twee.a.tenant, [regel])) == verschillen


async def test_de_opdrachten_van_begin_tot_eind(
    wereld: Wereld, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ontleder: argparse.ArgumentParser = Ontleder(prog="meedoen")
    ontleder.add_argument("--werkplaats", type=Path, default=tmp_path)
    delen = ontleder.add_subparsers()
    cli_inlezen.voeg_toe(delen, lambda _: (wereld.huis.config, {}))
    inwoner, code = _lang_plichtig(wereld), wereld.twee.a.code
    lijst = str(als_csv(tmp_path / "lijst.csv", ("bsn",), (inwoner.bsn,)))

    async def doe(*woorden: str) -> tuple[int, str]:
        keuze = ontleder.parse_args(["inlezen", *woorden])
        uit = await asyncio.to_thread(keuze.opdracht, keuze)
        return uit, capsys.readouterr().out

    assert "nog geen lijst" in (await doe("stand", code))[1]
    uit, gezegd = await doe("begin", code, lijst, "--door", DOOR)
    assert (uit, inwoner.bsn in gezegd) == (0, False)
    [rij] = await wereld.rijen("inlezing")
    assert rij["namens"] == DOOR
    assert "0 van 1 persoon gelezen" in (await doe("stand", code))[1]
    await wereld.werk_af()
    assert "1 van 1 persoon gelezen (geopend: 1)" in (await doe("stand", code))[1]
    assert (await doe("vergelijk", code, lijst))[0] == 0
