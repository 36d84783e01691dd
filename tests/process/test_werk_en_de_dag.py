"""Werk vraagt nooit iets wat geweigerd wordt omdat er een dag voorbijging: op de laatste dag kan het, en daarna kan het
nog, zegt het werk wat er dan moet, of is het dicht (art. 3:2 Awb)."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from core.process.dossier.tables import GEEN_DATUM
from core.process.stappen import STAPPEN
from tests.process.handelen import HANDELINGEN, Antwoord
from tests.process.test_bezwaardag import EEN_DAG_LATER
from tests.process.test_intrekken import trek_in
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import WERKDAG, Zaak
from tests.steekproef import params
from tests.voorbeelden.besluit import de_dagen_verschillen
from tests.voorbeelden.contact import AFSPRAAK, leg_moment_vast
from tests.voorbeelden.retourpost import kom_terug, oordeel, opgeroepen

Daad = Callable[[Zaak, dict[str, Any]], Awaitable[Antwoord]]


def _handeling(naam: str, **met: object) -> Daad:
    async def doe(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
        return await HANDELINGEN[naam](zaak, dict(met))

    return doe


async def _verzet(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    gesprek = {"wijze": "TELEFOON", "op": str(await zaak.over(0)), "met": "de persoon", "taal": "Nederlands"}
    laatste = (await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"]
    nieuw = {"soort": "VERZET", "afspraakOp": f"{laatste}T15:00:00Z", "plaats": "Dorpshuis", "toelichting": "belde"}
    return await HANDELINGEN["afspraak"](zaak, nieuw | {"bevestiging": gesprek})


async def _kwam(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    """Voor haar laatste dag kwam de persoon; erna niet."""
    laatste = (await zaak.lees("/oproepen"))[-1]["termijnLaatsteDag"]
    kwam = (await zaak.over(0)).isoformat() <= laatste
    return await _handeling("uitkomst", uitkomst="VERSCHENEN" if kwam else "TERMIJN_GEMIST", toelichting="gezien")(
        zaak, item
    )


def _bij(pad: str, **body: object) -> Daad:
    """Een handeling aan de brief waar het werk over gaat; `vandaag` en `toen` zijn dagen."""

    async def doe(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
        dagen = {"vandaag": (await zaak.over(0)).isoformat(), "toen": item["vervaldatum"].isoformat()}
        ingevuld = {naam: dagen.get(str(waarde), waarde) for naam, waarde in body.items()}
        antwoord = await zaak.km.http.post(
            zaak.km.basis + zaak.pad(pad.format(id=item["sleutel"].partition(":")[2])),
            json=ingevuld,
            headers={"Authorization": f"Bearer {zaak.km.token}"},
        )
        return antwoord.status_code, antwoord.json() if antwoord.content else None

    return doe


async def _volg_op(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    id_ = item["sleutel"].partition(":")[2]
    await zaak.stuur(f"/contactmomenten/{id_}/opvolging", {"opvolging": "gebeld"})
    return 204, None


async def _beeindig(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    await zaak.stuur(f"/toewijzingen/{item['sleutel'].rpartition(':')[2]}/beeindiging", {"versie": 1})
    return 204, None


async def _voornemen_weg(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    await zaak.bij_voornemen("intrekking", {"motief": "haar dag is voorbij"})
    await zaak.leg_pip_voor(await zaak.over(14))
    return 204, None


async def _antwoordt_of_zwijgt(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    """Voor zijn laatste dag antwoordt de persoon; daarna mag het PIP er komen."""
    if await zaak.over(0) <= item["vervaldatum"]:
        await zaak.zegt_van_voornemen("liever avondles")
        return 204, None
    eigen, zaak.km = zaak.km, zaak.wereld.mens("teamleider")
    try:
        return await _handeling("vaststellen")(zaak, item)
    finally:
        zaak.km = eigen


async def _boetevraag(zaak: Zaak, item: dict[str, Any]) -> Antwoord:
    await zaak.beantwoord_boetevraag()
    return 204, None


_VERZEND = {
    "ging zij eerder weg": _bij("/brieven/{id}/verzending", verzondenOp="toen", toelichting="verzendlijst"),
    "maak haar dan opnieuw op": _bij("/brieven/{id}/opmaak", dag="vandaag"),
    "verzend ": _bij("/brieven/{id}/verzending", verzondenOp="vandaag"),
}
_OPROEP = {"trek haar in, en roep opnieuw op": _handeling("intrekking", motief="haar dag is voorbij")}
_VOORNEMEN = {"trek het voornemen in": _voornemen_weg}


async def _met_brief(zaak: Zaak) -> Zaak:
    await zaak.wereld.maak_brieven(zaak.id)
    return zaak


async def _bekend(wereld: Wereld) -> tuple[Zaak, str]:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=1))
    [brief] = [b["id"] for b in await zaak.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
    await zaak.verbeter_verzending(brief, EEN_DAG_LATER)
    return zaak, brief


async def _bezwaardag(wereld: Wereld) -> Zaak:
    return (await _bekend(wereld))[0]


async def _bezwaardagbrief(wereld: Wereld) -> Zaak:
    zaak, brief = await _bekend(wereld)
    await zaak.stuur(f"/brieven/{brief}/bezwaardag", None, 201)
    return await _met_brief(zaak)


async def _oproepbrief(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    return await _met_brief(zaak)


async def _verzettingsbrief(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_opgeroepen()
    await zaak.afspraak("VERZET", afspraakOp=f"{await zaak.over(10)}T10:00:00Z", plaats="Dorpshuis")
    return await _met_brief(zaak)


async def _pipbrief(wereld: Wereld) -> Zaak:
    return await _met_brief(await (await Zaak.nieuw(wereld)).tot_vastgesteld())


async def _intrekkingsbrief(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await trek_in(zaak, horen={"zonder": "SPOED", "motief": "het plan is van een ander en de les begint morgen"})
    return await _met_brief(zaak)


async def _voornemenbrief(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    return await _met_brief(zaak)


async def _voorgelegd(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_afwezig()
    await zaak.leg_pip_voor()
    await zaak.verzend_voornemen()
    return zaak


async def _afgezegd(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_opgeroepen()
    await zaak.afspraak("AFGEZEGD")
    return zaak


async def _terug(wereld: Wereld) -> Zaak:
    zaak = await opgeroepen(wereld)
    await kom_terug(zaak)
    return zaak


async def _fout_adres(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await zaak.maak_pip_bekend()
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking", reden="VERHUISD"), "FOUT_ADRES")
    return zaak


async def _gevraagd(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_intake()
    await zaak.vraag_ontheffing()
    return zaak


async def _beloofd(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await leg_moment_vast(zaak, **AFSPRAAK)
    return zaak


async def _ongelijk(wereld: Wereld) -> Zaak:
    return (await de_dagen_verschillen(wereld)).zaak


async def _een_keer_niet(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(1)
    return zaak


async def _twee_keer_niet(wereld: Wereld) -> Zaak:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(1)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await wereld.zet_klok(await zaak.over(15))
    await zaak.niet_gekomen()
    return zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Geval:
    """Een zaak waarin dit werk ligt, en wat het vraagt: wat er in staat, met de handeling die dat is."""

    soort: str
    maak: Callable[[Wereld], Awaitable[Zaak]]
    vraagt: Mapping[str, Daad]
    waarover: str = ""
    """Waar het werk over gaat, als er meer van deze soort ligt."""
    laatste: dt.date | None = None
    """De laatste dag die telt, als dat een andere is dan die van het werk."""


async def _tot_pip(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_pip()


async def _traject(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_traject()


async def _aangeboden(wereld: Wereld) -> Zaak:
    zaak = await _traject(wereld)
    await HANDELINGEN["school"](zaak, {})
    return zaak


async def _vastgesteld(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_vastgesteld()


async def _opgeroepen(wereld: Wereld) -> Zaak:
    return await (await Zaak.nieuw(wereld)).tot_opgeroepen()


GEVALLEN: Mapping[str, Geval] = {
    "pip": Geval(soort="PIP_VASTSTELLEN", maak=_tot_pip, vraagt={"pip vaststellen": _handeling("vaststellen")}),
    "startdatum": Geval(soort="STARTDATUM_KIEZEN", maak=_ongelijk, vraagt={"": _handeling("startdatumkeuze")}),
    "oproep": Geval(soort="BRIEF_VERZENDEN", maak=_oproepbrief, vraagt=_OPROEP | _VERZEND),
    "oproep-afspraak": Geval(
        soort="BRIEF_VERZENDEN",
        maak=_oproepbrief,
        vraagt=_OPROEP | _VERZEND,
        laatste=WERKDAG - dt.timedelta(days=4),
    ),
    "verzet": Geval(soort="BRIEF_VERZENDEN", maak=_verzettingsbrief, vraagt=_VERZEND),
    "pipbrief": Geval(soort="BRIEF_VERZENDEN", maak=_pipbrief, vraagt=_VERZEND),
    "intrekking": Geval(soort="BRIEF_VERZENDEN", maak=_intrekkingsbrief, vraagt=_VERZEND),
    "voornemen": Geval(
        soort="BRIEF_VERZENDEN", maak=_voornemenbrief, waarover="het voornemen", vraagt=_VOORNEMEN | _VERZEND
    ),
    "voornemen-dag": Geval(
        soort="BRIEF_VERZENDEN",
        maak=_voornemenbrief,
        waarover="het voornemen",
        vraagt=_VOORNEMEN | _VERZEND,
        laatste=WERKDAG,
    ),
    "bezwaardagbrief": Geval(
        soort="BRIEF_VERZENDEN", maak=_bezwaardagbrief, vraagt=_VERZEND, laatste=dt.date(2026, 4, 14)
    ),
    "bezwaardag": Geval(
        soort="BEZWAARDAG_MELDEN",
        maak=_bezwaardag,
        vraagt={"vink daarna het werk af": _handeling("contactmoment"), "maak de brief": _handeling("bezwaardag")},
        laatste=dt.date(2026, 4, 14),
    ),
    "ligt": Geval(
        soort="BESLUIT_NIET_VERZONDEN",
        maak=_vastgesteld,
        vraagt={"nieuwe dagtekening": _handeling("herdagtekenen", motief="de brief bleef liggen")},
        laatste=dt.date(2026, 5, 11),
    ),
    "retour": Geval(soort="RETOURPOST", maak=_terug, vraagt={"": _handeling("retouroordeel")}, laatste=WERKDAG),
    "opnieuw": Geval(
        soort="RETOURPOST", maak=_fout_adres, vraagt={"": _bij("/retourpost/{id}/opnieuw?uitreiken=true")}
    ),
    "ontheffing": Geval(soort="ONTHEFFING_BESLISSEN", maak=_gevraagd, vraagt={"": _handeling("ontheffingsbesluit")}),
    "school": Geval(soort="TAALSCHOOL_KIEZEN", maak=_traject, vraagt={"": _handeling("school")}),
    "aanbod": Geval(soort="AANBOD_BEANTWOORDEN", maak=_aangeboden, vraagt={"": _beeindig}),
    "contact": Geval(soort="CONTACT_OPVOLGEN", maak=_beloofd, vraagt={"": _volg_op}),
    "zienswijze": Geval(soort="ZIENSWIJZE_AFWACHTEN", maak=_voorgelegd, vraagt={"": _antwoordt_of_zwijgt}),
    "opvolgen": Geval(soort="OPROEP_OPVOLGEN", maak=_opgeroepen, vraagt={"verscheen": _kwam}),
    "verzetten": Geval(soort="AFSPRAAK_VERZETTEN", maak=_afgezegd, vraagt={"maak een nieuwe, tot en met": _verzet}),
    "boetevraag": Geval(soort="BOETEVRAAG", maak=_twee_keer_niet, vraagt={"": _boetevraag}),
    "keten": Geval(soort="OPROEPKETEN", maak=_een_keer_niet, vraagt={"": _handeling("oproep")}),
}
VRAAGT_NIETS: Mapping[str, str] = dict.fromkeys(
    ("NAVRAGEN", "DUO_GEBEURTENIS", "DUO_GEEN_NUMMER", "DUO_GEEN_TOEGANG", "BSN_ONTBREEKT", "TERMIJN_VERSCHILT"),
    "een vraag aan de persoon, aan DUO of aan de BRP: de mens vinkt haar af",
) | {
    "TAAK_MISLUKT": "opnieuw proberen kan op elke dag",
    "TAAK_VERTRAAGD": "Meedoen probeert het zelf",
    "NIETS_GEPLAND": "wat er kan staat bij de handelingen",
    "VERVOLG": "wat een medewerker zelf opschreef",
    "TERMIJN_VERSCHOVEN": "lezen en afvinken",
    "BEZWAAR_NAZIEN": "een jurist kijkt, en vinkt af",
    "COLLEGEBESLUIT_NAGAAN": "een teamleider vraagt het stuk op, op welke dag ook",
    "COLLEGEBESLUIT_ONTBREEKT": "iemand met mandaat trekt in, op welke dag ook",
    "SAMENVOEGING_BESLISSEN": "er staat geen dag op",
    "DUBBEL_DOSSIER": "er staat geen dag op",
    "MELDING_HERSTELLEN": "opnieuw aanbieden hangt af van wat DUO weigerde, en van geen dag",
    "OVERNAME_NAZIEN": "een teamleider kijkt, en vinkt af",
    "INTREKKING_MELDEN": "een gesprek, buiten Meedoen",
}


def test_van_elke_soort_werk_staat_hier_wat_zij_vraagt_of_waarom_dat_van_geen_dag_afhangt() -> None:
    soorten = {str(soort) for stap in STAPPEN for soort in stap.werk}
    assert {geval.soort for geval in GEVALLEN.values()} | set(VRAAGT_NIETS) == soorten
    assert not {geval.soort for geval in GEVALLEN.values()} & set(VRAAGT_NIETS)


@pytest.mark.parametrize(
    ("naam", "erna"), params(product(GEVALLEN, (0, 1)), lambda geval: (GEVALLEN[geval[0]].soort, geval[1]))
)
async def test_wat_werk_vraagt_wordt_op_en_na_zijn_laatste_dag_niet_geweigerd(
    wereld: Wereld, naam: str, erna: int
) -> None:
    geval = GEVALLEN[naam]
    zaak = await geval.maak(wereld)
    laatste = geval.laatste
    if laatste is None:
        await _dag(wereld)
        laatste = (await _open(zaak, geval))[0]["vervaldatum"]
    if laatste == GEEN_DATUM:
        laatste = await zaak.over(60)
    await wereld.zet_klok(laatste + dt.timedelta(days=erna))
    await _dag(wereld)
    items = await _open(zaak, geval)
    assert items or erna, "op de laatste dag staat het er nog"
    for item in items[:1]:
        tekst = item["omschrijving"].lower()
        doe = next((doe for wat, doe in geval.vraagt.items() if wat in tekst), None)
        assert doe is not None, tekst
        status, antwoord = await doe(zaak, item)
        assert status < 300 or antwoord["type"].endswith("niet-bevestigd"), (tekst, antwoord)


async def _open(zaak: Zaak, geval: Geval) -> list[dict[str, Any]]:
    werk = [w for w in await zaak.wereld.werk(geval.soort) if w["dossier_id"] == zaak.id]
    return [w for w in werk if geval.waarover in w["omschrijving"].lower()]


async def _dag(wereld: Wereld) -> None:
    await wereld.alziend.execute("delete from outbox where soort in ('besluit.bewaak_verzending', 'oproep.waak_keten')")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
