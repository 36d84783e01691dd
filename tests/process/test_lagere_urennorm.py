"""De lagere urennorm en de vaardigheid die vervalt, als deel van het PIP (B08, art. 3.16 lid 2 Ri2021)."""

import msgspec

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.besluit.cijferteksten import GEGEVENS
from tests.process.wereld import Wereld, velden
from tests.process.zaak import Zaak
from tests.voorbeelden.pip import REVALIDATIE

Z_ROUTE = {"leerroute": "Z", "niveau": None, "intensiteitLeerroute": None}
ARTIKEL = "art. 3.16 lid 2 Ri2021"


async def _met_concept(wereld: Wereld, **anders: object) -> Zaak:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    await zaak.tot_intake()
    await zaak.vul_intake()
    await zaak.rond_intake_af()
    await zaak.schrijf_pip(**Z_ROUTE | anders)
    return zaak


async def _afspraken(zaak: Zaak) -> dict[str, str]:
    kluis = zaak.wereld.huis.kluis
    brieven = [b for b in await zaak.wereld.rijen("brief", dossier_id=zaak.id) if b["sjabloon"] == "pip_beschikking"]
    [brief] = brieven
    plek = GEGEVENS.plek(brief["gemeente_id"], brief["id"])
    gegevens = msgspec.json.decode(kluis.ontsleutel(brief["gegevens"], soort=GEGEVENS.soort, plek=plek))
    return {afspraak["onderwerp"]: afspraak["tekst"] for afspraak in gegevens["afspraken"]}


async def test_b08_het_pip_noemt_de_norm_waarom_zij_geldt_en_haar_artikel(wereld: Wereld) -> None:
    vaardigheid = REVALIDATIE | {"vervallenVaardigheden": ["LU", "SP"]}
    zaak = await _met_concept(wereld, lagereUrennorm=400, revalidatie=vaardigheid)
    assert (await zaak.lees("/pip"))[-1]["revalidatie"] == vaardigheid
    await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    assert ARTIKEL in besluit["gronden"]
    tekst = (await _afspraken(zaak))["Wat u minder hoeft te doen"]
    assert "400 uur" in tekst
    assert "800 uur" in tekst
    assert "luisteren en spreken" in tekst
    assert "revalidatie" in tekst


async def test_b08_een_pip_zonder_lagere_norm_noemt_het_artikel_niet(wereld: Wereld) -> None:
    zaak = await _met_concept(wereld)
    await zaak.stel_vast()
    [besluit] = await zaak.lees("/besluiten")
    assert ARTIKEL not in besluit["gronden"]
    afspraken = await _afspraken(zaak)
    assert set(afspraken) == {"Lessen", "Eindgesprek"}
    assert "800 uur" in afspraken["Lessen"]


async def test_b08_zonder_bewijs_traject_of_motief_is_er_geen_lagere_norm(wereld: Wereld) -> None:
    """Er hoeft geen ontheffing van de toets te zijn: het PIP legt zelf vast waaruit de beperking bleek."""
    zaak = await _met_concept(wereld, lagereUrennorm=400)
    assert velden(await zaak.stel_vast(verwacht=409)) == {"revalidatie"}
    half = REVALIDATIE | {"inTraject": False, "motivering": "", "bewijsOp": (await zaak.over(1)).isoformat()}
    await zaak.schrijf_pip(**Z_ROUTE, versie=1, lagereUrennorm=400, revalidatie=half)
    fout = await zaak.stel_vast(verwacht=409, versie=2)
    assert velden(fout) == {"revalidatie.inTraject", "revalidatie.motivering", "revalidatie.bewijsOp"}
    await zaak.schrijf_pip(versie=2, lagereUrennorm=400, revalidatie=REVALIDATIE)
    fout = await zaak.stel_vast(verwacht=409, versie=3)
    assert velden(fout) == {"lagereUrennorm"}, "niet in de B1-route"


async def test_b08_wie_met_een_oude_versie_komt_leest_wat_er_nu_staat(wereld: Wereld) -> None:
    zaak = await _met_concept(wereld, lagereUrennorm=400, revalidatie=REVALIDATIE)
    await zaak.schrijf_pip(**Z_ROUTE, versie=1, lagereUrennorm=300, revalidatie=REVALIDATIE)
    oud = REVALIDATIE | {"bewijs": "WAARGENOMEN"}
    fout = await zaak.km.bewaar(zaak.pad("/pip/concept"), {"versie": 1, "leerroute": "Z", "revalidatie": oud}, 409)
    assert "revalidatie" in str(fout), "en het verschil noemt haar"


async def test_b08_minder_is_niet_niets_en_de_weigering_noemt_de_ontheffing_bij_duo(wereld: Wereld) -> None:
    """Geen uur en geen vaardigheid is een ontheffing, en die verleent alleen DUO (art. 5 Wi2021)."""
    niets = REVALIDATIE | {"vervallenVaardigheden": ["LE", "LU", "SC", "SP"]}
    zaak = await _met_concept(wereld, lagereUrennorm=0, revalidatie=niets)
    fout = await zaak.stel_vast(verwacht=409)
    assert velden(fout) == {"lagereUrennorm", "revalidatie.vervallenVaardigheden"}
    assert all("DUO" in g["melding"] and "ontheffing" in g["melding"] for g in fout["gebreken"])
    genoeg = REVALIDATIE | {"vervallenVaardigheden": ["LE", "LU", "SC"]}
    await zaak.schrijf_pip(**Z_ROUTE, versie=1, lagereUrennorm=1, revalidatie=genoeg)
    await zaak.stel_vast(versie=2)


async def test_b08_meer_lessen_dan_de_eigen_norm_is_een_signaal_en_houdt_niets_tegen(wereld: Wereld) -> None:
    """De brief noemt dan twee getallen; wie vaststelt leest dat eerst (art. 3.16 lid 2 Ri2021)."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    z = {"leerroute": "Z", "niveau": None, "lagereUrennorm": 400, "revalidatie": REVALIDATIE}
    await zaak.schrijf_pip(versie=1, **z, intensiteitLeerroute=600)
    toets = await zaak.lees("/pip/toets")
    [signaal] = [s for s in toets["signalen"] if s["code"] == "uren-boven-norm"]
    assert all(stuk in signaal["melding"] for stuk in ("600 uur lessen", "lagere urennorm is 400 uur"))
    assert signaal["grond"] == ARTIKEL
    assert toets["kan"], "het houdt niets tegen"
    await zaak.schrijf_pip(versie=2, **z, intensiteitLeerroute=400)
    assert "uren-boven-norm" not in [s["code"] for s in (await zaak.lees("/pip/toets"))["signalen"]]


async def test_de_brief_noemt_het_meedoen_en_wat_duo_daarvan_afhaalde(wereld: Wereld) -> None:
    """Art. 3.14 lid 2 tot en met 5 Bi2021: 800 uur, tenzij DUO een deel wegnam (SS119, art. 5 Wi2021)."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    await wereld.alziend.execute(
        "insert into duo_gegeven (gemeente_id, id, dossier_id, bron, soort, waarde, aantal, dag, gelezen_op)"
        " select gemeente_id, gen_random_uuid(), id, 'ontheffing', 'GEDEELTELIJKE_ONTHEFFING', 'Toekenning', 300,"
        " '2026-03-01', now() from dossier where id = $1",
        zaak.id,
    )
    await zaak.schrijf_pip(versie=1, leerroute="Z", niveau=None, intensiteitLeerroute=800)
    await zaak.stel_vast(versie=2)
    afspraken = await _afspraken(zaak)
    assert all(stuk in afspraken["Meedoen"] for stuk in ("300 uur mee", "het PVT en de MAP", "Anders is het 800 uur"))
    assert "gesprek met de gemeente" in afspraken["Eindgesprek"]


async def test_b08_wie_vaststelt_leest_na_of_er_niets_medisch_in_de_motivering_staat(wereld: Wereld) -> None:
    """Art. 37 lid 2 Wi2021: een ziekte in de motivering kwam zonder een woord in het PIP."""
    ziek = REVALIDATIE | {"motivering": "maculadegeneratie, en doof door diabetes"}
    zaak = await _met_concept(wereld, lagereUrennorm=400, revalidatie=ziek, bevestigd=["GEZONDHEID_IN_TEKST"])
    [signaal] = [s for s in (await zaak.lees("/pip/toets"))["signalen"] if s["code"] == "medische-gegevens"]
    assert signaal["grond"] == "art. 37 lid 2 Wi2021"
    await zaak.schrijf_pip(**Z_ROUTE, versie=1)
    assert not [s for s in (await zaak.lees("/pip/toets"))["signalen"] if s["code"] == "medische-gegevens"]
