"""Wat van elk voorval geldt, op een echte zaak: de handlers zijn te verwisselen, twee keer melden is één keer, en elke
stap die iets wijzigt laat één regel met de oorzaak na."""

import random
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from core.platform.db.uow import GeenUnitOfWork, Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import neem_dossier
from core.process.stappen import STAPPEN
from core.process.voorvallen import VOORVALLEN, Hervat, NietTeMelden, PlichtGeeindigd, Voorval, meld
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import DOOR_DE_GEMEENTE
from tests.voorbeelden.voorval import GENOEMD, maak_voorval

elk_voorval = pytest.mark.parametrize("voorval", VOORVALLEN, ids=lambda v: v.naam())


async def _gebeurd(zaak: Zaak, soort: type[Voorval]) -> Voorval:
    """Dit voorval bij deze zaak; haar besluit is bekendgemaakt."""
    await zaak.wereld.alziend.execute("update besluit set bekendgemaakt_op = $1", VANDAAG)
    ids = {veld: (await zaak.wereld.rijen(tabel, dossier_id=zaak.id))[0]["id"] for veld, tabel in GENOEMD.items()}
    return maak_voorval(soort, ids)


async def _volle_zaak(wereld: Wereld) -> Zaak:
    """Een zaak waarin van elke stap iets staat: een concept, een brief, werk, een toewijzing, een besluit."""
    zaak = await (await Zaak.nieuw(wereld)).tot_pip()
    lopend = {status.naam.split(".")[0] for stap in STAPPEN for status in stap.statussen if status.loopt}
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        for tabel, fabriek in DOOR_DE_GEMEENTE.items():
            if tabel in lopend | {*GENOEMD.values()} and tabel != "pip":
                maak: Any = fabriek
                await maak(tx, dossier_id=zaak.id)
    return zaak


class _Terug(Exception):
    """Draai deze proef terug, en neem mee hoe het er stond."""

    def __init__(self, beeld: dict[str, list[str]]) -> None:
        super().__init__()
        self.beeld = beeld


NIET_VERGELEKEN = {"id", "versie", "termijn_id", "onderwerp_id", "ontstaan_op", "bepaald_op"} | {
    f"{wat}_op" for wat in ("gewijzigd", "afgehandeld", "ingetrokken", "beeindigd", "vastgelegd")
}


async def _beeld(tx: Tx, dossier_id: UUID) -> dict[str, list[str]]:
    """Elke rij van dit dossier, zonder wat bij elke keer anders is."""
    beeld = {}
    for tabel in sorted(DOOR_DE_GEMEENTE):
        if tabel not in ("audit", "outbox", "persoonlijke_omstandigheden"):
            rijen = [
                dict(r) for r in await tx.fetch(f"select * from meedoen.{tabel} where gemeente_id = $1", tx.gemeente_id)
            ]
            van_dossier = [
                r for r in rijen if dossier_id in (r.get("dossier_id"), r["id"] if tabel == "dossier" else None)
            ]
            beeld[tabel] = sorted(str({k: v for k, v in r.items() if k not in NIET_VERGELEKEN}) for r in van_dossier)
    return beeld


async def _na(wereld: Wereld, zaak: Zaak, voorval: Voorval, huis: Huis, *, keer: int = 1) -> dict[str, list[str]]:
    """Het beeld na het melden, in een transactie die daarna wordt teruggedraaid."""
    try:
        async with huis.databank.uow(wereld.twee.a.als_taak()) as tx:
            houvast = await neem_dossier(tx, zaak.id)
            for _ in range(keer):
                await meld(tx, huis, houvast, voorval)
            raise _Terug(await _beeld(tx, zaak.id))
    except _Terug as terug:
        return terug.beeld


@elk_voorval
async def test_wat_van_elk_voorval_geldt(wereld: Wereld, voorval: type[Voorval]) -> None:
    """Op één volle zaak: eerst in transacties die worden teruggedraaid, dan echt."""
    zaak = await _volle_zaak(wereld)
    gebeurd = await _gebeurd(zaak, voorval)
    een_keer = await _na(wereld, zaak, gebeurd, wereld.huis)
    toeval, bij = random.Random(voorval.naam()), wereld.huis.proces.bij[voorval]
    for _ in range(4):
        anders = tuple(toeval.sample(bij, len(bij)))
        proces = replace(wereld.huis.proces, bij={**wereld.huis.proces.bij, voorval: anders})
        in_een_andere_volgorde = await _na(wereld, zaak, gebeurd, replace(wereld.huis, proces=proces))
        assert in_een_andere_volgorde == een_keer, f"de volgorde maakt uit: {anders}"
    assert await _na(wereld, zaak, gebeurd, wereld.huis, keer=2) == een_keer, "twee keer melden is één keer"
    await _meld_en_lees_het_auditlog(wereld, zaak, gebeurd)
    assert await _meld_en_lees_het_auditlog(wereld, zaak, gebeurd) == [], "waar niets verandert, staat geen regel"


async def _meld_en_lees_het_auditlog(wereld: Wereld, zaak: Zaak, voorval: Voorval) -> list[dict[str, Any]]:
    """Elke stap die iets wijzigde liet één regel na, met de oorzaak en wat zij wijzigde."""
    voor = {r["id"] for r in await wereld.rijen("audit")}
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        ervoor = await _beeld(tx, zaak.id)
        await meld(tx, wereld.huis, await neem_dossier(tx, zaak.id), voorval)
        erna = await _beeld(tx, zaak.id)
    regels = [r for r in await wereld.rijen("audit") if r["id"] not in voor]
    assert {r["actie"] for r in regels} == {f"{r['object']}.bij-{voorval.naam()}" for r in regels}
    assert len(regels) == len({r["object"] for r in regels})
    assert {r["object"] for r in regels} <= {naam for naam, _ in wereld.huis.proces.bij[type(voorval)]}
    assert all(r["dossiers"] == [zaak.id] and r["velden"] for r in regels)
    gewijzigd = {tabel for tabel in erna if ervoor[tabel] != erna[tabel]}
    assert {veld.split(".")[0] for r in regels for veld in r["velden"]} == gewijzigd
    return regels


async def test_een_partner_meldt_niets(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        houvast = await neem_dossier(tx, zaak.id)
    async with wereld.huis.databank.uow(wereld.twee.a.als_school()) as tx:
        with pytest.raises(NietTeMelden):
            await meld(tx, wereld.huis, replace(houvast, tx=tx), PlichtGeeindigd())


async def test_wie_meldt_houdt_de_rij_vast_in_deze_transactie(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        houvast = await neem_dossier(tx, zaak.id)
    async with wereld.huis.databank.uow(wereld.twee.a.als_klantmanager()) as tx:
        with pytest.raises(GeenUnitOfWork):
            await meld(tx, wereld.huis, houvast, PlichtGeeindigd())


async def test_een_handler_die_zelf_meldt_breekt(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld)

    async def meldt_door(tx: Tx, huis: Huis, houvast: Any, voorval: Voorval) -> tuple[str, ...]:
        await meld(tx, huis, houvast, Hervat())
        return ()

    proces = replace(wereld.huis.proces, bij={PlichtGeeindigd: (("dossier", meldt_door),)})
    async with wereld.huis.databank.uow(wereld.twee.a.als_taak()) as tx:
        houvast = await neem_dossier(tx, zaak.id)
        with pytest.raises(NietTeMelden, match="plicht-geeindigd"):
            await meld(tx, replace(wereld.huis, proces=proces), houvast, PlichtGeeindigd())
        assert tx.oorzaak is None


async def test_breekt_een_handler_dan_is_er_niets_gebeurd(wereld: Wereld) -> None:
    """Ook niet wat een eerdere stap al deed: het is één transactie."""
    zaak = await _volle_zaak(wereld)

    async def breekt(*_: object) -> tuple[str, ...]:
        raise LookupError("stuk")

    voor = [dict(r) for r in await wereld.rijen("werkitem", dossier_id=zaak.id)]
    bij = (*wereld.huis.proces.bij[PlichtGeeindigd], ("laatste", breekt))
    huis = replace(wereld.huis, proces=replace(wereld.huis.proces, bij={PlichtGeeindigd: bij}))
    with pytest.raises(LookupError):
        async with huis.databank.uow(wereld.twee.a.als_taak()) as tx:
            await meld(tx, huis, await neem_dossier(tx, zaak.id), PlichtGeeindigd())
    assert [dict(r) for r in await wereld.rijen("werkitem", dossier_id=zaak.id)] == voor
