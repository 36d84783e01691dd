"""Valkey from the wheel: keeps its queue, wants a password, clears its left-overs."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.poorten import ADRES, luistert, vrije_poort
from core.ontwikkeling.embedded.processen import achterblijvers
from core.ontwikkeling.embedded.valkey import EmbeddedValkey


def test_een_tweede_start_behoudt_gegevens_en_poort(map_: Path) -> None:
    map_ = map_ / "map met spatie"
    with EmbeddedValkey(map_) as eerste:
        poort = eerste.poort
        with Redis.from_url(eerste.url) as klant:
            klant.set("proef", "7")
    assert not luistert(poort)
    with EmbeddedValkey(map_) as tweede, Redis.from_url(tweede.url) as klant:
        assert tweede.poort == poort
        assert klant.get("proef") == b"7"


def test_alleen_deze_machine_alleen_met_wachtwoord_niet_op_de_opdrachtregel(map_: Path) -> None:
    with EmbeddedValkey(map_) as valkey:
        with Redis(host=ADRES, port=valkey.poort) as zonder, pytest.raises(AuthenticationError):
            zonder.ping()
        with Redis.from_url(valkey.url) as klant:
            assert klant.config_get("bind")["bind"] == ADRES
            assert klant.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
        (pid,) = achterblijvers("valkey-server", map_ / "data")
        geheim = (map_ / "wachtwoord.geheim").read_bytes().strip()
        assert geheim not in Path(f"/proc/{pid}/cmdline").read_bytes()
        assert geheim not in Path(f"/proc/{pid}/environ").read_bytes()
        assert os.getsid(pid) != os.getsid(0)


def test_een_achtergebleven_server_wordt_gestopt_en_vervangen(map_: Path) -> None:
    achtergebleven = EmbeddedValkey(map_)
    achtergebleven.start()
    with Redis.from_url(achtergebleven.url) as klant:
        klant.set("proef", "7")
    meldingen: list[str] = []
    with EmbeddedValkey(map_, meld=meldingen.append) as nieuw, Redis.from_url(nieuw.url) as klant:
        assert meldingen == ["Een Valkey van een eerdere start draaide nog; die is gestopt."]
        assert klant.get("proef") == b"7"
    assert achterblijvers("valkey-server", map_ / "data") == []
    achtergebleven.stop()


def test_een_server_die_stierf_leeft_niet_en_stoppen_mag_dan(map_: Path) -> None:
    with EmbeddedValkey(map_) as valkey:
        (pid,) = achterblijvers("valkey-server", map_ / "data")
        os.kill(pid, signal.SIGKILL)
        while valkey.leeft():
            time.sleep(0.01)


def test_een_bezette_gevraagde_poort_is_een_fout_in_een_zin(map_: Path) -> None:
    poort = vrije_poort()
    with (
        socket.create_server((ADRES, poort)),
        pytest.raises(EmbeddedFout, match=f"^Poort {poort} voor Valkey is in gebruik .*\\.$"),
    ):
        EmbeddedValkey(map_, poort=poort).start()
    with EmbeddedValkey(map_, poort=poort) as valkey:
        assert valkey.poort == poort


def test_beschadigde_gegevens_zijn_een_fout_in_een_zin_en_er_blijft_niets_draaien(map_: Path) -> None:
    with EmbeddedValkey(map_) as valkey, Redis.from_url(valkey.url) as klant:
        klant.set("proef", "7")
    manifest = map_ / "data" / "appendonlydir" / "appendonly.aof.manifest"
    manifest.write_text("onzin\n", encoding="ascii")
    with pytest.raises(EmbeddedFout, match=r"^Valkey start niet .*begin opnieuw met `make reset`"):
        EmbeddedValkey(map_).start()
    assert achterblijvers("valkey-server", map_ / "data") == []
