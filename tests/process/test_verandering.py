"""Een organisatie hoort wat er met haar toewijzingen gebeurt, op volgorde, en niets van wie het gaat."""

import asyncio
import re
from dataclasses import fields
from typing import Any
from uuid import UUID, uuid4

from core.ontwikkeling.simulator.bevolking import Verhaal
from core.process.dossier.brp import BrpFeiten, verwerk_brp
from core.process.verandering.actions import zeg
from core.process.verandering.tables import Verandersoort
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.toewijzing import een_antwoord
from tests.voorbeelden.verandering import verandering

PAD = "/eigen-toewijzingen/veranderingen"


async def _traject(wereld: Wereld) -> Zaak:
    return await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()


async def _bied_aan(zaak: Zaak) -> str:
    id_ = str(uuid4())
    await zaak.stuur("/toewijzingen", {"id": id_, "organisatieId": str(zaak.wereld.twee.a.school)})
    return id_


async def _lees(wereld: Wereld, na: int = 0, **meer: object) -> dict[str, Any]:
    vraag = "&".join(f"{naam}={waarde}" for naam, waarde in {"na": na, **meer}.items())
    antwoord: dict[str, Any] = await wereld.mens("school").lees(f"{PAD}?{vraag}")
    return antwoord


def _wat(antwoord: dict[str, Any]) -> list[str]:
    return [regel["type"].removeprefix("nl.inburgering.toewijzing-") for regel in antwoord["veranderingen"]]


async def test_van_aanbod_tot_einde_is_elke_stap_een_regel(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await wereld.mens("school").stuur(f"/eigen-toewijzingen/{id_}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.werk_af()
    await zaak.stuur(f"/toewijzingen/{id_}/beeindiging", {"versie": 2})
    await wereld.werk_af()

    antwoord = await _lees(wereld)

    assert _wat(antwoord) == ["aangeboden.v1", "aanvaard.v1", "beeindigd.v1"]
    assert {regel["subject"] for regel in antwoord["veranderingen"]} == {id_}
    assert [regel["sequence"] for regel in antwoord["veranderingen"]] == ["1", "2", "3"]
    assert (antwoord["tot"], antwoord["meer"]) == (3, False)


async def test_een_regel_is_een_cloudevent_en_zegt_niets_van_wie_het_gaat(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    await _bied_aan(zaak)
    await wereld.werk_af()

    [regel] = (await _lees(wereld))["veranderingen"]

    assert regel["specversion"] == "1.0"
    assert all(re.fullmatch("[a-z0-9]{1,20}", naam) for naam in regel)
    assert re.fullmatch(r"urn:nld:oin:\d{20}:systeem:meedoen", regel["source"])
    assert set(regel["data"]) == {"gemeentecode", "toewijzingId"}
    assert str(zaak.id) not in str(regel)


async def test_een_nieuw_adres_van_wie_zij_lesgeeft_hoort_de_school_en_van_een_aanbod_niet(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await _verhuis(zaak, "Dorpsstraat 1")
    await wereld.mens("school").stuur(f"/eigen-toewijzingen/{id_}/antwoord", {"aanvaard": True, "versie": 1})
    await wereld.werk_af()
    assert _wat(await _lees(wereld)) == ["aangeboden.v1", "aanvaard.v1"]

    await _verhuis(zaak, "Dorpsstraat 2")
    await wereld.werk_af()

    assert _wat(await _lees(wereld, na=2)) == ["gewijzigd.v1"]


async def test_wie_weigert_hoort_dat_er_geweigerd_is(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    id_ = await _bied_aan(zaak)
    await wereld.mens("school").stuur(f"/eigen-toewijzingen/{id_}/antwoord", een_antwoord(False))
    await wereld.werk_af()

    assert "geweigerd.v1" in _wat(await _lees(wereld))


async def test_zonder_nummer_leest_niemand_een_regel_en_een_nummer_verandert_niet_meer(wereld: Wereld) -> None:
    zaak = await _traject(wereld)
    await _bied_aan(zaak)
    assert await _lees(wereld) == {"veranderingen": [], "tot": 0, "meer": False}

    await wereld.werk_af()
    eerst = await _lees(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        geraakt = await tx.voer_uit(
            "update meedoen.verandering set nummer = nummer + 1 where gemeente_id = $1", tx.gemeente_id
        )

    assert (geraakt, await _lees(wereld)) == (0, eerst)


async def test_regels_komen_per_bladzijde_en_wie_verder_leest_mist_er_geen(wereld: Wereld) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await verandering(tx)
    [toewijzing] = await wereld.rijen("toewijzing")
    for _ in range(4):
        await _zeg(wereld, toewijzing["id"])
    await wereld.werk_af()

    gelezen, na, meer = [], 0, True
    while meer:
        blad = await _lees(wereld, na=na, limiet=2)
        gelezen += [regel["sequence"] for regel in blad["veranderingen"]]
        na, meer = blad["tot"], blad["meer"]

    assert gelezen == [str(n) for n in range(1, len(gelezen) + 1)]
    assert len(gelezen) == len(await wereld.rijen("verandering"))


async def test_twee_tegelijk_krijgen_elk_een_eigen_nummer(wereld: Wereld) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await verandering(tx)
    [toewijzing] = await wereld.rijen("toewijzing")
    await asyncio.gather(*(_zeg(wereld, toewijzing["id"]) for _ in range(8)))
    await wereld.werk_af()

    nummers = sorted(rij["nummer"] for rij in await wereld.rijen("verandering"))
    assert nummers == list(range(1, len(nummers) + 1))


async def test_een_partner_leest_geen_regel_van_de_school(wereld: Wereld) -> None:
    await _bied_aan(await _traject(wereld))
    await wereld.werk_af()

    partner = wereld.mens("maatschappelijke_partner")
    await partner.lees(PAD, 403)

    assert (await partner.lees("/eigen-begeleiding/veranderingen"))["veranderingen"] == []


async def _verhuis(zaak: Zaak, regel: str) -> None:
    """De BRP geeft een ander adres binnen de gemeente."""
    wereld = zaak.wereld
    [dossier] = await wereld.rijen("dossier", id=zaak.id)
    [persoon] = await wereld.rijen("persoon", id=dossier["persoon_id"])
    feiten: dict[str, Any] = {veld.name: persoon.get(veld.name) for veld in fields(BrpFeiten)}
    feiten |= {"vestiging_op": VANDAAG, "in_onderzoek": (), "onleesbaar": (), "adresregel1": regel}
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        await verwerk_brp(tx, wereld.huis, zaak.id, BrpFeiten(**feiten))


async def _zeg(wereld: Wereld, toewijzing_id: UUID) -> None:
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        await zeg(tx, Verandersoort.GEWIJZIGD, organisatie_id=wereld.twee.a.school, toewijzing_id=toewijzing_id)
