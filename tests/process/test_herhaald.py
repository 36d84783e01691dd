"""Hetzelfde nog eens vragen is alleen voor wie het zelf deed een herhaling: een ander wordt getoetst of geweigerd.

Wie een besluit niet mag nemen krijgt het ook niet bevestigd doordat een ander het nam (art. 10:3 Awb, vier ogen).
"""

import asyncio
import datetime as dt
from typing import Any

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.process.test_intrekken import LATER as GEHOORD_OP
from tests.process.test_intrekken import besluiten, gehoord, trek_in
from tests.process.test_ontheffingsbesluit_intrekken import trek_in as trek_ontheffing_in
from tests.process.wereld import VANDAAG, Mens, Wereld, velden
from tests.process.zaak import Zaak

LATER = VANDAAG + dt.timedelta(days=4)
COLLEGE = {"nummer": "2026-31", "datum": LATER.isoformat()}


async def _vastgesteld(wereld: Wereld) -> Zaak:
    zaak = await (await Zaak.nieuw(wereld)).tot_vastgesteld()
    await wereld.zet_klok(LATER)
    return zaak


async def test_wie_niet_mag_intrekken_krijgt_niet_het_antwoord_van_wie_het_deed(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    assert velden(await trek_in(zaak, 409, door=zaak.km)) == {"vierOgen"}
    eerste = await trek_in(zaak)
    assert "dat nu geldt" in (await trek_in(zaak, 409, door=zaak.km))["detail"]
    assert "dat nu geldt" in (await trek_in(zaak, 409, door=zaak.km, collegebesluit=COLLEGE))["detail"]
    assert await trek_in(zaak) == eerste, "voor wie het deed verandert er niets"
    [intrekking] = await besluiten(zaak, "INTREKKING")
    assert intrekking["vastgesteldDoor"] == str(wereld.twee.a.teamleider)


async def test_een_collegebesluit_dat_er_niet_bij_staat_verdwijnt_niet_stil(wereld: Wereld) -> None:
    zaak, ander = [await (await Zaak.nieuw(wereld)).tot_vastgesteld() for _ in range(2)]
    await wereld.zet_klok(LATER)
    await trek_in(zaak)
    assert "dat nu geldt" in (await trek_in(zaak, 409, collegebesluit=COLLEGE))["detail"]
    eerste = await trek_in(ander, collegebesluit=COLLEGE)
    assert await trek_in(ander, collegebesluit=COLLEGE | {"nummer": " 2026-31 "}) == eerste
    for anders in (None, COLLEGE | {"nummer": "2026-32"}):
        await trek_in(ander, 409, collegebesluit=anders)
    [intrekking] = await besluiten(ander, "INTREKKING")
    assert intrekking["collegebesluit"].items() >= COLLEGE.items()


async def test_ook_bij_een_besluit_over_ontheffing(wereld: Wereld) -> None:
    zaak = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))).tot_intake()
    await zaak.vraag_ontheffing()
    await zaak.beslis_ontheffing()
    eerste = await trek_ontheffing_in(zaak)
    assert await trek_ontheffing_in(zaak) == eerste
    college = COLLEGE | {"datum": VANDAAG.isoformat()}
    for anders in ({"door": zaak.km}, {"collegebesluit": college}, {"door": zaak.km, "collegebesluit": college}):
        assert "dat nu geldt" in (await trek_ontheffing_in(zaak, 409, **anders))["detail"]
    assert len(await besluiten(zaak, "INTREKKING")) == 1


async def test_een_ander_horen_is_een_ander_verzoek(wereld: Wereld) -> None:
    zaak = await (await Zaak.nieuw(wereld)).tot_traject()
    await wereld.zet_klok(GEHOORD_OP)
    eerste = await trek_in(zaak, horen=gehoord())
    assert await trek_in(zaak, horen=gehoord()) == eerste
    await trek_in(zaak, 409, door=zaak.km, horen=gehoord())


async def test_een_nieuwe_dagtekening_van_een_ander_is_voor_niemand_anders_een_herhaling(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    teamleider = wereld.mens("teamleider")
    body = {"besluitId": (await besluiten(zaak, "B04"))[-1]["id"]}
    eerste = await teamleider.stuur(zaak.pad("/pip/dagtekening"), body, 201)
    assert await teamleider.stuur(zaak.pad("/pip/dagtekening"), body, 201) == eerste
    for wie, anders in (
        (zaak.km, {}),
        (zaak.km, {"collegebesluit": COLLEGE}),
        (teamleider, {"collegebesluit": COLLEGE}),
    ):
        fout = await wie.stuur(zaak.pad("/pip/dagtekening"), body | anders, 409)
        assert "dat nu geldt" in fout["detail"]
    assert len(await besluiten(zaak, "B04")) == 2


async def test_van_twee_mensen_die_tegelijk_hetzelfde_vragen_deed_een_het(wereld: Wereld) -> None:
    zaak = await _vastgesteld(wereld)
    body = {"besluitId": (await besluiten(zaak, "B04"))[-1]["id"]}

    async def vraag(wie: Mens) -> Any:
        koppen = {"Authorization": f"Bearer {wie.token}"}
        return await wereld.http.post(wie.basis + zaak.pad("/pip/dagtekening"), json=body, headers=koppen)

    antwoorden = await asyncio.gather(*(vraag(wie) for wie in (zaak.km, wereld.mens("teamleider"))))
    assert sorted(a.status_code for a in antwoorden) == [201, 409]
    assert len(await besluiten(zaak, "B04")) == 2
