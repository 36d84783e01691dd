"""Iemand uit een andere gemeente die DUO hier meldt en niet laat lezen: hier staat niets van hem (AVG 5 lid 1, c)."""

import datetime as dt
from typing import Any
from uuid import UUID

from core.ontwikkeling.simulator.bevolking import Inwoner
from core.platform.outbox import bus
from core.process.aanmelding.brp_lezen import VOLG_BRP
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.process.zaak import Zaak

PERSOONLIJK = ("naam", "voornamen", "geslachtsnaam", "naam_zoek", "geboortedatum", "aanschrijfnaam", "aanhef")
ADRES = ("adresregel1", "adresregel2", "adresregel3", "adres_vanaf", "inschrijving_op", "overlijdensdatum")


def _van_elders(wereld: Wereld) -> Inwoner:
    """Een inwoner van de andere gemeente."""
    return wereld.iemand(gemeente=wereld.twee.b)


async def _persoon(wereld: Wereld) -> dict[str, Any]:
    [persoon] = await wereld.rijen("persoon")
    return persoon


async def _meld(wereld: Wereld, inwoner: Inwoner, minuut: int = 0, code: str = "SS139") -> None:
    await wereld.meldt(code, inwoner, op=BEGIN + dt.timedelta(minutes=minuut))
    await wereld.werk_af()


async def _vreemde(wereld: Wereld) -> tuple[Inwoner, UUID]:
    inwoner = _van_elders(wereld)
    wereld.duo_weet(inwoner)
    await _meld(wereld, inwoner)
    return inwoner, await wereld.dossier_id(inwoner)


async def _bevat_niets(wereld: Wereld, dossier_id: UUID, inwoner: Inwoner) -> None:
    persoon = await _persoon(wereld)
    assert {naam: persoon[naam] for naam in (*PERSOONLIJK, *ADRES) if persoon[naam]} == {}
    dossier = await wereld.km.lees(f"/dossiers/{dossier_id}")
    assert inwoner.geslachtsnaam not in str(dossier)
    assert dossier["persoon"]["ingeschrevenIn"] == wereld.twee.b.code


async def test_van_een_vreemde_blijft_alleen_de_gemeente_van_inschrijving(wereld: Wereld) -> None:
    inwoner, dossier_id = await _vreemde(wereld)
    [item] = await wereld.werk("DUO_GEEN_TOEGANG")
    assert "andere gemeente ingeschreven, dan bewaart Meedoen uit de BRP alleen welke" in item["omschrijving"]
    await _bevat_niets(wereld, dossier_id, inwoner)


async def test_duo_wordt_voor_de_brp_gelezen(wereld: Wereld) -> None:
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    await _meld(wereld, inwoner)
    volgorde = [wat for _, wat in wereld.lijn.oproepen]
    assert volgorde.index("inburgeringsplicht") < volgorde.index("personen")
    assert (await _persoon(wereld))["geslachtsnaam"] == inwoner.geslachtsnaam


async def test_van_een_vreemde_wordt_daarna_niets_meer_in_de_brp_gelezen(wereld: Wereld) -> None:
    inwoner, dossier_id = await _vreemde(wereld)
    wereld.lijn.vergeet()
    await _meld(wereld, inwoner, 5, "SS120")
    await wereld.zet_klok(VANDAAG + dt.timedelta(days=9))
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await bus.zet(tx, VOLG_BRP, onderwerp_id=dossier_id, reeks=dossier_id)
    await wereld.werk_af()
    antwoord = await wereld.km.stuur(f"/dossiers/{dossier_id}/brp-lezing", None, 409)
    assert "vraag DUO dan om toegang" in antwoord["detail"]
    await wereld.werk_af()
    assert "personen" not in [wat for _, wat in wereld.lijn.oproepen]
    await _bevat_niets(wereld, dossier_id, inwoner)


async def test_werk_dat_een_mens_afvinkt_geeft_geen_toegang(wereld: Wereld) -> None:
    inwoner, dossier_id = await _vreemde(wereld)
    [item] = await wereld.werk("DUO_GEEN_TOEGANG")
    body = {"afhandeling": "nagevraagd bij DUO", "versie": item["versie"]}
    await wereld.km.stuur(f"/werkitems/{item['id']}/afhandeling", body)
    await wereld.km.stuur(f"/dossiers/{dossier_id}/brp-lezing", None, 409)
    await _bevat_niets(wereld, dossier_id, inwoner)


async def test_geeft_duo_hem_later_wel_dan_wordt_hij_gelezen(wereld: Wereld) -> None:
    """Iemand in het azc van een andere gemeente, die aan deze gekoppeld is: DUO geeft hem, pas bij de tweede keer."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await wereld.storing("geen_toegang", 1)
    await _meld(wereld, inwoner)
    dossier_id = await wereld.dossier_id(inwoner)
    assert (await _persoon(wereld))["geslachtsnaam"] == ""
    await wereld.km.stuur(f"/dossiers/{dossier_id}/duo-lezing", None)
    await wereld.werk_af()
    assert (await _persoon(wereld))["geslachtsnaam"] == inwoner.geslachtsnaam
    assert await wereld.werk("DUO_GEEN_TOEGANG") == []
    await wereld.km.stuur(f"/dossiers/{dossier_id}/brp-lezing", None)


async def test_ligt_duo_eruit_dan_blijft_van_wie_elders_woont_ook_alleen_de_gemeente(wereld: Wereld) -> None:
    """En komt zij terug en geeft zij hem, dan staat hij er helemaal."""
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    wereld.lijn.weg = "duo"
    await _meld(wereld, inwoner)
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    await _bevat_niets(wereld, await wereld.dossier_id(inwoner), inwoner)
    wereld.lijn.weg = ""
    await wereld.wachttijd_voorbij()
    await wereld.werk_af()
    assert (await _persoon(wereld))["geslachtsnaam"] == inwoner.geslachtsnaam


async def test_wie_hier_woont_en_door_duo_nog_niet_gegeven_wordt_staat_er_gewoon(wereld: Wereld) -> None:
    inwoner = wereld.iemand()
    wereld.duo_weet(inwoner)
    await wereld.storing("geen_toegang", 1)
    await _meld(wereld, inwoner)
    assert (await _persoon(wereld))["geslachtsnaam"] == inwoner.geslachtsnaam


async def _brp_zegt(zaak: Zaak, **anders: Any) -> dict[str, Any]:
    zaak.wereld.duo_weet(zaak.inwoner, **anders)
    await zaak.stuur("/brp-lezing", None)
    await zaak.wereld.werk_af()
    dossier: dict[str, Any] = await zaak.lees()
    return dossier


async def test_wie_uit_nederland_was_en_elders_terugkomt_blijft_een_vraag_aan_een_mens(wereld: Wereld) -> None:
    """Hij stond hier; dat DUO hem dan niet meer geeft verandert dat niet (T17)."""
    zaak = await Zaak.nieuw(wereld)
    assert (await _brp_zegt(zaak, vertrokken=VANDAAG))["fase"] == "ONDERBROKEN"
    await wereld.storing("geen_toegang", 1)
    await _meld(wereld, zaak.inwoner, 3, "SS102")
    elders = wereld.twee.b.code
    dossier = await _brp_zegt(zaak, vertrokken=None, verhuisd_naar=elders.removeprefix("GM"))
    assert any(elders in w["omschrijving"] for w in dossier["werk"])


async def test_wie_na_een_verhuizing_terugkomt_wordt_weer_gelezen_als_duo_hem_weer_geeft(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    assert (await _brp_zegt(zaak, verhuisd_naar=wereld.twee.b.code.removeprefix("GM")))["fase"] == "OVERGEDRAGEN"
    await wereld.storing("geen_toegang", 1)
    await _meld(wereld, zaak.inwoner, 3, "SS102")
    assert len(await wereld.werk("DUO_GEEN_TOEGANG")) == 1
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=None)
    await _meld(wereld, zaak.inwoner, 6, "SS120")
    nu = await zaak.km.lees(f"/dossiers/{(await zaak.lees())['vervolgDossierId']}")
    assert nu["persoon"]["ingeschrevenIn"] == wereld.twee.a.code
    assert nu["fase"] == "PLICHT_GEMELD"


async def test_wie_hier_stond_en_verhuist_wordt_overgedragen_ook_als_duo_hem_niet_meer_geeft(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    await wereld.storing("geen_toegang", 1)
    await _meld(wereld, zaak.inwoner, 3)
    wereld.duo_weet(zaak.inwoner, verhuisd_naar=wereld.twee.b.code.removeprefix("GM"))
    await zaak.stuur("/brp-lezing", None)
    await wereld.werk_af()
    assert (await zaak.lees())["fase"] == "OVERGEDRAGEN"
