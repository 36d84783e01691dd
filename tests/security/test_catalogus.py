"""De catalogus kent geen gat, en elke controle vindt het gat dat er met opzet in wordt gezet."""

import pytest

from tests.security.context import Toneel
from tests.security.controles import CONTROLES, Controle

pytestmark = pytest.mark.asyncio(loop_scope="module")
elke_controle = pytest.mark.parametrize("controle", CONTROLES, ids=lambda c: c.naam)


@elke_controle
async def test_geen_overtredingen(toneel: Toneel, controle: Controle) -> None:
    assert [r[0] for r in await toneel.alziend.fetch(controle.vraag)] == []


@elke_controle
async def test_de_controle_vindt_een_geplante_fout(toneel: Toneel, controle: Controle) -> None:
    transactie = toneel.alziend.transaction()
    await transactie.start()
    try:
        await toneel.alziend.execute(controle.plant)
        gevonden = await toneel.alziend.fetch(controle.vraag)
    finally:
        await transactie.rollback()
    assert gevonden


VROEGER = {
    "collega": "create policy oud on meedoen.medewerker for select to meedoen_gemeente using (exists (select from"
    " meedoen.lidmaatschap l where l.medewerker_id = medewerker.id and l.gemeente_id = meedoen.gemeente_nu()))",
    "de eigen toewijzing": "create policy oud on meedoen.toewijzing for select to meedoen_taalschool using"
    " (exists (select from meedoen.lidmaatschap l where l.gemeente_id = toewijzing.gemeente_id))",
    "het antwoord": "create policy oud on meedoen.toewijzing for update to meedoen_taalschool using (true) with check"
    " (exists (select from meedoen.lidmaatschap l where l.gemeente_id = toewijzing.gemeente_id))",
    "het dossier": "create policy oud on meedoen.dossier for select to meedoen_taalschool using (exists (select from"
    " meedoen.toewijzing t where t.gemeente_id = dossier.gemeente_id and t.dossier_id = dossier.id))",
    "de persoon": "create policy oud on meedoen.persoon for select to meedoen_taalschool using (id in (select"
    " d.persoon_id from meedoen.dossier d))",
    "de auditregel": "create policy oud on meedoen.audit for insert to meedoen_taalschool with check (exists (select"
    " from meedoen.lidmaatschap l where l.gemeente_id = audit.gemeente_id))",
}
"""De zes beleidsregels met een deelvraag zoals zij waren."""


@pytest.mark.parametrize("naam", VROEGER)
async def test_een_beleid_zoals_het_was_wordt_gevonden(toneel: Toneel, naam: str) -> None:
    [controle] = [c for c in CONTROLES if c.naam.startswith("geen beleid leest een tabel na")]
    transactie = toneel.alziend.transaction()
    await transactie.start()
    try:
        await toneel.alziend.execute(VROEGER[naam])
        gevonden = [r[0] for r in await toneel.alziend.fetch(controle.vraag)]
    finally:
        await transactie.rollback()
    assert [regel.rpartition(".")[2] for regel in gevonden] == ["oud"]
