"""Wat in de context ontbreekt geeft niets: per rol, tabel en elke deelverzameling van haar delen."""

from collections.abc import Sequence
from itertools import combinations

import asyncpg
import pytest

from core.platform.partijen import VAN_ACTOR
from core.platform.tenancy import Actor, Doel
from tests.security.conftest import Volle
from tests.security.context import (
    CONTEXT,
    OVER_GEMEENTEN_HEEN,
    VAN_GEMEENTEN,
    Toneel,
    Uitslag,
    als_tekst,
    binnen,
    kolommen_met,
    probeer,
    rij_van,
    voeg_rij_in,
    volledig,
)
from tests.voorbeelden.cluster import Cluster

pytestmark = pytest.mark.asyncio(loop_scope="module")
ONTBREKEND = [frozenset(weg) for aantal in range(1, 6) for weg in combinations(CONTEXT, aantal)]
EEN_OF_ALLES = [weg for weg in ONTBREKEND if len(weg) in (1, len(CONTEXT))]
NODIG = {
    Actor.GEMEENTE: {"gemeente_id"},
    **{actor: {"organisatie_id", "gemeenten"} for actor in VAN_ACTOR},
    Actor.ANTWOORD: {"organisatie_id", "gemeenten"},
    Actor.LEDEN: {"gemeente_id", "organisatie_id"},
    Actor.ONTVANGER: {"gemeente_id"},
    Actor.TOEGANG: set(),
    Actor.RELAY: set(),
    Actor.ZEGEL: set(),
    Actor.SLEUTELS: {"gemeente_id"},
}
"""Zonder deze ziet en schrijft de rol in geen enkele tabel van een gemeente iets."""
LIDMAATSCHAP = {"organisatie_id", "medewerker_id"}
"""Het eigen lidmaatschap leest wie voor een organisatie werkt juist om de gemeenten te weten."""


@pytest.mark.parametrize(
    "ontbrekend",
    [EEN_OF_ALLES, pytest.param(ONTBREKEND, marks=pytest.mark.lang)],
    ids=["een-of-alles", "elke-deelverzameling"],
)
@pytest.mark.parametrize("actor", list(Actor))
async def test_minder_context_toont_nooit_meer(
    toneel: Toneel, actor: Actor, ontbrekend: Sequence[frozenset[str]]
) -> None:
    for tabel in VAN_GEMEENTEN:
        alles = volledig(actor, toneel.twee.a)
        verbinding = toneel.rollen[actor]
        leesbaar = await kolommen_met(toneel.alziend, actor, tabel, "SELECT")
        schrijfbaar = await kolommen_met(toneel.alziend, actor, tabel, "UPDATE")
        invoegbaar = await kolommen_met(toneel.alziend, actor, tabel, "INSERT")
        lees = f"select {als_tekst(leesbaar) or '*'} from meedoen.{tabel}"
        wijzig = f"update meedoen.{tabel} set {(schrijfbaar or ['gemeente_id'])[0]} = default"
        rij = await rij_van(toneel.alziend, tabel, toneel.twee.a)
        async with binnen(verbinding, alles):
            meest = await verbinding.fetch(lees) if leesbaar else []
        for weg in ontbrekend:
            nodig = LIDMAATSCHAP if tabel == "lidmaatschap" and "gemeenten" in NODIG[actor] else NODIG[actor]
            leeg = nodig & weg or (tabel == "persoonlijke_omstandigheden" and "doel" in weg)
            over = {naam: waarde for naam, waarde in alles.items() if naam not in weg}
            async with binnen(verbinding, over):
                if not leesbaar:
                    assert await probeer(verbinding, lees) is Uitslag.GEWEIGERD, (tabel, weg)
                else:
                    gezien = await verbinding.fetch(lees)
                    assert set(map(str, gezien)) <= set(map(str, meest)), (tabel, weg)
                    assert not (leeg and gezien), (tabel, weg)
                if leeg:
                    assert await probeer(verbinding, wijzig) in (0, Uitslag.GEWEIGERD), (tabel, weg)
                    ingevoegd = await voeg_rij_in(verbinding, tabel, rij, invoegbaar or list(rij.keys()))
                    assert ingevoegd is Uitslag.GEWEIGERD, (tabel, weg)


@pytest.mark.parametrize("actor", list(Actor))
async def test_een_verse_verbinding_zonder_context_ziet_niets(
    cluster: Cluster, volle: Volle, toneel: Toneel, actor: Actor
) -> None:
    """Nooit gezet is iets anders dan weer leeg (NULL en ''); beide geven niets."""
    verbinding = await asyncpg.connect(cluster.dsn(f"meedoen_{actor}", volle.naam))
    try:
        for tabel in VAN_GEMEENTEN:
            if (actor, tabel) in OVER_GEMEENTEN_HEEN:
                continue
            async with verbinding.transaction():
                assert await probeer(verbinding, f"select from meedoen.{tabel}") in (0, Uitslag.GEWEIGERD), tabel
    finally:
        await verbinding.close()


@pytest.mark.parametrize("rommel", ["x", "00000000-0000-0000-0000-00000000000", "' or true --"])
async def test_rommel_als_gemeente_is_een_fout_en_geen_deur(toneel: Toneel, rommel: str) -> None:
    verbinding = toneel.rollen[Actor.GEMEENTE]
    async with binnen(verbinding, {"gemeente_id": rommel.replace("'", "''")}):
        with pytest.raises(asyncpg.InvalidTextRepresentationError):
            async with verbinding.transaction():
                await verbinding.fetch("select id from meedoen.dossier")


@pytest.mark.parametrize("doel", list(Doel))
async def test_persoonlijke_omstandigheden_alleen_met_een_doel_dat_haar_nodig_heeft(toneel: Toneel, doel: Doel) -> None:
    a = toneel.twee.a
    rij = await rij_van(toneel.alziend, "persoonlijke_omstandigheden", a)
    async with binnen(toneel.rollen[Actor.GEMEENTE], volledig(Actor.GEMEENTE, a, doel)) as als_a:
        gelezen = await probeer(als_a, "select cijfer from meedoen.persoonlijke_omstandigheden")
        gewijzigd = await probeer(als_a, "update meedoen.persoonlijke_omstandigheden set sleutelversie = 2")
        gezet = await voeg_rij_in(als_a, "persoonlijke_omstandigheden", rij, list(rij.keys()))
    open_ = doel in (Doel.BREDE_INTAKE, Doel.SAMENVOEGEN)
    assert gelezen == gewijzigd == (1 if open_ else 0)
    assert gezet == (1 if doel is Doel.BREDE_INTAKE else Uitslag.GEWEIGERD)
