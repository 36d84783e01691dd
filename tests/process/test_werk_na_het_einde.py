"""Werk dat na het einde van de plicht of een verhuizing blijft liggen, vraagt alleen wat deze gemeente dan nog doet:
bekendmaken, bezwaar, inning, post en de administratie zelf (PG-12, art. 3:41 Awb)."""

import datetime as dt
from collections.abc import Mapping
from uuid import uuid4

import pytest

from core.law.fasen import Fase
from core.process.dossier import werk as werkvoorraad
from core.process.stappen import STAPPEN
from core.process.werksoort import Werksoort
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

EINDE, WEG = Fase.BEEINDIGD, Fase.OVERGEDRAGEN
_BEIDE = frozenset({EINDE, WEG})
_NOOIT: frozenset[Fase] = frozenset()
BLIJFT: Mapping[tuple[str, str], frozenset[Fase]] = {
    # Wie het einde weer ongedaan maakt is DUO, en die wordt dan nog gelezen; na een verhuizing niet meer.
    ("DUO_GEEN_TOEGANG", "{id}"): frozenset({EINDE}),
    ("DUO_GEEN_TOEGANG", "{id}:LBT"): frozenset({EINDE}),
    ("DUO_GEBEURTENIS", "{los}"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:gemist:SS199:2026-03-01"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:contactpersoon:een:ander"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:verschil:PIP"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:onleesbaar:EXAMEN"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:geen-plicht"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:niet-in-brp"): frozenset({EINDE}),
    ("NAVRAGEN", "{id}:twee-personen"): frozenset({EINDE}),
    # Het plan verandert niet meer.
    ("NAVRAGEN", "{id}:GEDEELTELIJKE_ONTHEFFING:2026-02-01:KNM"): _NOOIT,
    ("NAVRAGEN", "{id}:GEDEELTELIJKE_VRIJSTELLING:2026-02-01:LE"): _NOOIT,
    ("NAVRAGEN", "{id}:groep"): _NOOIT,
    ("NAVRAGEN", "{id}:termijn:DOELGROEP"): _NOOIT,
    ("NAVRAGEN", "{id}:ontheffing"): _NOOIT,
    ("NAVRAGEN", "{id}:ontheffing-ingetrokken"): _NOOIT,
    ("NAVRAGEN", "{id}:ontheffing-hoeft-niet"): _NOOIT,
    ("NAVRAGEN", "{id}:ontheffing-na-elders"): _NOOIT,
    ("NAVRAGEN", "{id}:intake-weer-volledig"): _NOOIT,
    ("NAVRAGEN", "{id}:toets-hoeft-niet"): _NOOIT,
    ("NAVRAGEN", "{id}:geen-examennummer"): _NOOIT,
    ("NAVRAGEN", "{id}:school-na-intrekking"): _NOOIT,
    ("NAVRAGEN", "{id}:school-weer"): _NOOIT,
    ("NAVRAGEN", "{oproep}:alsnog-gekomen"): _NOOIT,
    ("NAVRAGEN", "{oproep}:toets-hoorde-er-niet-bij"): _NOOIT,
    # Ons PIP bij DUO is van dit college; de nieuwe gemeente krijgt het van haar (art. 35 lid 4).
    ("NAVRAGEN", "{id}:pip-bij-duo:pip"): _BEIDE,
    ("NAVRAGEN", "{id}:ingetrokken-en-verhuisd"): _BEIDE,
    # Wie hem zag in Meedoen hoort van een mens dat dat voorbij is.
    ("NAVRAGEN", "{id}:school-na-verhuizing"): _BEIDE,
    ("NAVRAGEN", "{id}:school-na-einde"): _BEIDE,
    ("NAVRAGEN", "{id}:school-na-schorsing"): _BEIDE,
    # Een boete wordt geïnd en bestreden, en wie iets verkeerds las hoort dat alsnog.
    ("NAVRAGEN", "{oproep}:boete"): _BEIDE,
    ("NAVRAGEN", "{oproep}:verzonden"): _BEIDE,
    ("NAVRAGEN", "{oproep}:retour"): _BEIDE,
    ("NAVRAGEN", "{oproep}:ingetrokken"): _BEIDE,
    ("NAVRAGEN", "{los}:voornemen"): _BEIDE,
    ("NAVRAGEN", "{id}:briefadres"): _BEIDE,
    ("NAVRAGEN", "{id}:certificaat"): _BEIDE,
    ("NAVRAGEN", "{id}:uiteengehaald:melding"): _BEIDE,
    # Bezwaar gaat door (PG-12), en wat misging in de machine ook.
    ("BEZWAARDAG_MELDEN", "{los}"): _BEIDE,
    ("BEZWAAR_NAZIEN", "{los}"): _BEIDE,
    ("TERMIJN_VERSCHOVEN", "{los}"): _BEIDE,
    ("TAAK_MISLUKT", "{los}"): _BEIDE,
    ("TAAK_VERTRAAGD", "{los}"): _BEIDE,
    # Of een besluit bevoegd genomen is, blijft te weten: bezwaar en inning gaan erover door.
    ("COLLEGEBESLUIT_NAGAAN", "{los}"): _BEIDE,
    ("COLLEGEBESLUIT_ONTBREEKT", "{los}"): _BEIDE,
    # Twee dossiers van één mens blijven een vraag: wie van beide gelijk heeft raakt ook bezwaar en inning.
    ("DUBBEL_DOSSIER", "{los}"): _BEIDE,
    ("SAMENVOEGING_BESLISSEN", "{los}"): _BEIDE,
}
"""Werk dat niet vanzelf vervalt omdat het traject voorbij is, met waar zijn sleutel op lijkt, en na welk einde het er
nog ligt."""
ANDERS: Mapping[str, str] = {
    "BRIEF_VERZENDEN": "volgt zijn brief",
    "BESLUIT_NIET_VERZONDEN": "volgt zijn besluit",
    "MELDING_HERSTELLEN": "volgt zijn melding",
    "OVERNAME_NAZIEN": "hoort bij geen dossier",
    "DUO_GEEN_NUMMER": "hoort bij geen dossier",
}


def _soorten() -> dict[str, Werksoort]:
    return {str(soort): soort for stap in STAPPEN for soort in stap.werk}


def test_van_elke_soort_die_doorgaat_staat_hier_na_welk_einde() -> None:
    assert {soort for soort, _ in BLIJFT} | set(ANDERS) == {naam for naam, s in _soorten().items() if s.gaat_door}


@pytest.mark.parametrize("naar", [EINDE, WEG], ids=str)
async def test_pg_12_na_het_einde_ligt_alleen_het_werk_er_nog_dat_deze_gemeente_dan_doet(
    wereld: Wereld, naar: Fase
) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    oproep = (await zaak.lees("/oproepen"))[-1]["id"]
    sleutels = {(soort, vorm): vorm.format(id=zaak.id, oproep=oproep, los=uuid4()) for soort, vorm in BLIJFT}
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        for (soort, _), sleutel in sleutels.items():
            await werkvoorraad.zet_klaar(
                tx, _soorten()[soort], omschrijving="", grond="", sleutel=sleutel, dossier_id=zaak.id
            )
    assert await eindig(wereld, zaak, naar)
    for (soort, vorm), sleutel in sleutels.items():
        open_ = {w["sleutel"] for w in await wereld.werk(soort)}
        assert (f"{soort}:{sleutel}" in open_) is (naar in BLIJFT[soort, vorm]), vorm


async def test_wie_duo_niet_meer_gaf_en_verhuisd_blijkt_geeft_hier_geen_werk_meer(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.storing("geen_toegang", 1)
    await zaak.stuur("/duo-lezing", None)
    await wereld.werk_af()
    assert len(await wereld.werk("DUO_GEEN_TOEGANG")) == 1
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == WEG
    assert await wereld.werk("DUO_GEEN_TOEGANG") == []


async def test_een_pip_dat_na_een_verhuizing_blijft_liggen_wordt_verzonden_of_losgelaten(wereld: Wereld) -> None:
    """Een nieuwe dagtekening is een nieuw besluit, en daarover gaat dit college niet meer."""
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=4))
    await _dag(wereld)
    [item] = await wereld.werk("BESLUIT_NIET_VERZONDEN")
    assert "nieuwe dagtekening, en verzend" in item["omschrijving"]
    await eindig(wereld, zaak, WEG)
    [item] = await wereld.werk("BESLUIT_NIET_VERZONDEN")
    assert "Laat het los (besluiten/loslating), of verzend de brief." in item["omschrijving"]
    assert "Een nieuwe dagtekening kan niet meer" in item["omschrijving"]
    await zaak.maak_pip_bekend()
    assert await wereld.werk("BESLUIT_NIET_VERZONDEN") == []


async def _dag(wereld: Wereld) -> None:
    await wereld.alziend.execute("delete from outbox where soort = 'besluit.bewaak_verzending'")
    await wereld.dagwerk().ronde()
    await wereld.werk_af()
