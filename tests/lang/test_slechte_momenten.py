"""Slechte momenten: processen vallen om terwijl het verhaal loopt, en er raakt niets zoek en niets dubbel."""

import asyncio
import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.lang.opstelling import draai

pytestmark = [pytest.mark.lang, pytest.mark.timeout(600)]

# Per dossier met een PIP precies één van alles wat bij vaststellen ontstaat.
_NIET_PRECIES_EEN = """
select d.kenmerk, d.fase,
  (select count(*) from meedoen.pip p where p.dossier_id = d.id and p.status = 'vastgesteld') as pips,
  (select count(*) from meedoen.besluit b where b.dossier_id = d.id and b.soort = 'B04') as besluiten,
  (select count(*) from meedoen.brief b where b.dossier_id = d.id and b.sjabloon = 'pip_beschikking') as brieven,
  (select count(*) from meedoen.brief b where b.dossier_id = d.id and b.sjabloon = 'pip_beschikking'
     and b.status = 'verzonden') as verzonden,
  (select count(*) from meedoen.duo_melding m where m.dossier_id = d.id and m.soort = 'U01') as meldingen,
  (select count(*) from meedoen.duo_melding m where m.dossier_id = d.id and m.soort = 'U01'
     and m.status = 'bevestigd') as bevestigd,
  (select count(*) from meedoen.termijn t where t.dossier_id = d.id and t.soort = 'TERMIJN'
     and t.bron = 'duo' and t.status = 'lopend') as termijnen
from meedoen.dossier d where d.fase = 'TRAJECT_ACTIEF'"""

# B25 (the choice of the first day) is a besluit as well, and once is enough of each.
_DUBBEL_BESLOTEN = """
select dossier_id, soort, count(*) as keer from meedoen.besluit where soort in ('B04', 'B25')
group by dossier_id, soort having count(*) > 1"""


async def test_een_omvallend_proces_verliest_niets_en_doet_niets_dubbel(tmp_path: Path) -> None:
    toeval = random.Random(4)
    with draai(tmp_path) as m:
        verhaal = m.demonstreer(60)
        # De supervisor start elk proces hoogstens drie keer in een minuut opnieuw.
        slachtoffers = ["worker", "api", "ontvanger", "relay"] * 3
        toeval.shuffle(slachtoffers)
        gedood = 0
        for naam in slachtoffers:
            einde = time.monotonic() + toeval.uniform(1.5, 4.0)
            while time.monotonic() < einde and verhaal.poll() is None:  # noqa: ASYNC110 - een proces zet geen Event
                await asyncio.sleep(0.05)
            pid = m.pid(naam)
            if pid is not None and verhaal.poll() is None:
                os.kill(pid, signal.SIGKILL)
                gedood += 1
        uit, _ = verhaal.communicate(timeout=400)
        assert verhaal.returncode == 0, uit[-3000:]
        assert gedood >= 6, "het verhaal was te snel voorbij om het lastig te maken"
        rijen = await m.vraag(_NIET_PRECIES_EEN)
        assert len(rijen) >= 40, "de meeste mensen hebben een PIP"
        fout = [dict(r) for r in rijen if [r[k] for k in list(r.keys())[2:]] != [1] * 7]
        assert not fout, fout
        assert not await m.vraag(_DUBBEL_BESLOTEN)
        # The clock of the story goes on for months, so that at its end everybody is being read again in the BRP.
        tot = time.monotonic() + 120
        while blijvend := await m.vraag("select soort, status, fout from meedoen.outbox where status <> 'klaar'"):
            if time.monotonic() > tot:
                break
            await asyncio.sleep(0.5)
        assert not blijvend, [dict(r) for r in blijvend]
        ontvangen = await m.vraag(
            "select count(*) as n, count(distinct bericht_id) as uniek,"
            " count(*) filter (where status = 'ontvangen') as liggen from meedoen.duo_ontvangst"
        )
        assert ontvangen[0]["n"] == ontvangen[0]["uniek"]
        assert ontvangen[0]["liggen"] == 0
