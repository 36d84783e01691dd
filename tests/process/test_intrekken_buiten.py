"""Wat DUO en de school van een ingetrokken PIP merken, en wanneer (art. 3:40 Awb, PG-6, PG-12, PG-20)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from core.law.fasen import Fase
from core.law.recht import U01Moment
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import Vindplaats
from core.process.pip import actions
from tests.process.test_intrekken import LATER, gehoord, trek_in, verzend_intrekking
from tests.process.test_na_het_einde import eindig
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.retourpost import kom_terug, oordeel


async def _meldingen(zaak: Zaak) -> list[str]:
    await zaak.wereld.werk_af()
    return [m["soort"] for m in await zaak.lees("/duo-meldingen")]


async def _bekend(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    wereld.duo_weet(zaak.inwoner, termijn=None)
    await wereld.zet_klok(LATER)
    return zaak


async def _leerling(wereld: Wereld) -> Zaak:
    """Ingeschreven bij een school; zijn PIP is ingetrokken, en de brief daarover is weg."""
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    wereld.duo_weet(zaak.inwoner, termijn=None)
    feit = {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school), "bron": "PERSOON"}
    await zaak.stuur("/inschrijvingen", feit | {"bekendOp": VANDAAG.isoformat()})
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    assert len(await _vragen(wereld)) == 1
    return zaak


async def _vragen(wereld: Wereld) -> list[str]:
    werk = [w["omschrijving"] for w in await wereld.werk("NAVRAGEN")]
    return [wat for wat in werk if "De school leest niets meer" in wat]


async def test_duo_houdt_het_pip_waarmee_de_termijn_begon_en_hoort_het_volgende_erbij(wereld: Wereld) -> None:
    """Art. 11 lid 3: nam DUO het terug, dan begon zijn termijn bij het volgende."""
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=gehoord())
    await verzend_intrekking(zaak)
    assert await _meldingen(zaak) == ["U01"]
    await zaak.schrijf_pip()
    await zaak.stel_vast(LATER)
    await zaak.maak_pip_bekend()
    assert await _meldingen(zaak) == ["U01", "U01"]
    assert [p.pip.dagtekeningPip for p in wereld.duo_heeft(zaak.inwoner).pips] == [VANDAAG, LATER]


async def test_wat_de_persoon_nooit_kende_neemt_duo_terug(wereld: Wereld) -> None:
    """Zijn brief ging naar een verkeerd adres: hij kende het plan niet, en DUO wel."""
    zaak = await _bekend(wereld)
    await oordeel(zaak, await kom_terug(zaak, "pip_beschikking", reden="VERHUISD"), "FOUT_ADRES")
    await trek_in(zaak)
    assert await _meldingen(zaak) == ["U01", "U02"]


async def test_wie_duo_bij_het_vaststellen_meldt_haalt_wat_niemand_kende_terug(wereld: Wereld) -> None:
    """De schakelaar `u01_moment`: DUO hoorde het eerder dan de persoon."""
    oud = wereld.huis.recht.u01_moment
    moment = replace(oud, waarden=(replace(oud.waarden[0], waarde=U01Moment.VASTSTELLING),))
    recht = replace(wereld.huis.recht, u01_moment=moment)
    huis = replace(wereld.huis, recht=recht, plugins=bouw_plugins(wereld.huis.tenants, recht, Vindplaats()).plugins)
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    async with huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await actions.stel_vast(tx, huis, zaak.id, dagtekening=VANDAAG, versie=1)
    assert await _meldingen(zaak) == ["U01"]
    await trek_in(zaak)
    assert await _meldingen(zaak) == ["U01", "U02"]


async def test_de_vraag_over_zijn_school_sluit_als_zij_hem_weer_leest(wereld: Wereld) -> None:
    zaak = await _leerling(wereld)
    await zaak.schrijf_pip()
    await zaak.stel_vast(LATER)
    assert len(await _vragen(wereld)) == 1, "tot de bekendmaking leest de school niets"
    await zaak.maak_pip_bekend()
    assert await _vragen(wereld) == []


async def test_de_vraag_over_zijn_school_sluit_als_de_toewijzing_eindigt(wereld: Wereld) -> None:
    zaak = await _leerling(wereld)
    [toewijzing] = await zaak.lees("/toewijzingen")
    body = {"versie": toewijzing["versie"]}
    await zaak.stuur(f"/toewijzingen/{toewijzing['id']}/beeindiging", body)
    assert await _vragen(wereld) == []


@pytest.mark.parametrize("hoe", [Fase.BEEINDIGD, Fase.OVERGEDRAGEN])
async def test_pg_12_de_vraag_over_zijn_school_sluit_na_het_einde(wereld: Wereld, hoe: Fase) -> None:
    zaak = await _leerling(wereld)
    assert await eindig(wereld, zaak, hoe)
    assert await _vragen(wereld) == []


async def test_pg_12_ook_een_aanbod_dat_eindigde_vraagt_na_het_einde_niets_meer(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await zaak.stuur("/toewijzingen", {"id": str(uuid4()), "organisatieId": str(wereld.twee.a.school)})
    await wereld.zet_klok(LATER)
    await trek_in(zaak, horen=gehoord())
    assert [w for w in await wereld.werk("NAVRAGEN") if "is geëindigd: het PIP is ingetrokken" in w["omschrijving"]]
    assert await eindig(wereld, zaak, Fase.BEEINDIGD)
    assert not [w for w in await wereld.werk("NAVRAGEN") if "is geëindigd: het PIP" in w["omschrijving"]]


@pytest.mark.parametrize("ingetrokken", [True, False])
async def test_art_15_lid_4_wie_met_een_ingetrokken_pip_verhuist_is_werk_om_duo_te_zeggen(
    wereld: Wereld, ingetrokken: bool
) -> None:
    """Anders geeft DUO dat PIP de nieuwe gemeente, en ligt zijn leerroute daar vast."""
    zaak = await _bekend(wereld)
    if ingetrokken:
        await trek_in(zaak, horen=gehoord())
        await verzend_intrekking(zaak)
    await wereld.werk_af()
    assert await eindig(wereld, zaak, Fase.OVERGEDRAGEN)
    werk = [w["omschrijving"] for w in await wereld.werk("NAVRAGEN") if "legt" in w["omschrijving"]]
    assert ["geen leerroute vastlegt" in wat for wat in werk] == [True] * ingetrokken
    assert await _meldingen(zaak) == ["U01"], "het begin van de termijn blijft (art. 11 lid 3)"


async def test_3_40_wie_verhuisd_is_weet_eerst_zelf_van_de_intrekking_en_dan_hoort_duo_het(wereld: Wereld) -> None:
    zaak = await _bekend(wereld)
    await trek_in(zaak, horen=gehoord())
    await wereld.werk_af()
    assert await eindig(wereld, zaak, Fase.OVERGEDRAGEN)
    assert [w for w in await wereld.werk("NAVRAGEN") if "geen leerroute vastlegt" in w["omschrijving"]] == []
    assert "verzend eerst de brief over de intrekking" in (await zaak.lees())["letOp"]
    await verzend_intrekking(zaak)
    [werk] = [w for w in await wereld.werk("NAVRAGEN") if "geen leerroute vastlegt" in w["omschrijving"]]
    assert werk["dossier_id"] == zaak.id
    assert "bel DUO" in (await zaak.lees())["letOp"]
