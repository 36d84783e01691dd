"""De handleiding voor wie een ander systeem aansluit: haar opdrachten en voorbeelden doen wat zij zegt, met Node en met
authlib, tegen een draaiende Meedoen."""

import asyncio
import json
import os
import re
import sys
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from redis.asyncio import Redis

from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.inlogdienst.pakketten import node
from core.platform.http.inloggen.machinedeur import Machinedeur
from core.platform.http.maat import PER_MINUUT, Maatsoort
from core.platform.inloggen.machine import Jwk
from core.platform.inloggen.machinetokens import Machinetokens
from core.platform.inloggen.weigering import Reden
from core.platform.tenancy import Rol
from core.process.machine.actions import LANGST_DAGEN
from core.process.verandering.tables import Verandersoort
from tests.api.inloggen import nu
from tests.api.server import draaiende_api
from tests.api.test_machines import leerling
from tests.process.wereld import Wereld
from tests.voorbeelden.machine import een_machine

HANDLEIDING = (Path(__file__).parents[2] / "docs" / "machines.md").read_text(encoding="utf-8")
SLEUTEL, STARTEN = re.findall(r"```sh\n(.*?)```", HANDLEIDING, flags=re.DOTALL)
[IN_NODE] = re.findall(r"```js\n(.*?)```", HANDLEIDING, flags=re.DOTALL)
IN_PYTHON, ONTVANGEN = re.findall(r"```python\n(.*?)```", HANDLEIDING, flags=re.DOTALL)


async def voer_uit(*opdracht: str, map_: Path, **omgeving: str) -> str:
    proces = await asyncio.create_subprocess_exec(
        *opdracht,
        cwd=map_,
        env={"PATH": f"{node().parent}{os.pathsep}{os.environ['PATH']}", **omgeving},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    uit, fout = await proces.communicate()
    assert proces.returncode == 0, fout.decode()
    return uit.decode()


@pytest.mark.parametrize("taal", ["node", "python"])
async def test_wat_er_staat_doet_wat_er_staat(
    wereld: Wereld, valkey: EmbeddedValkey, tmp_path: Path, taal: str
) -> None:
    await voer_uit("sh", "-ec", SLEUTEL, map_=tmp_path)
    sleutel = json.loads((tmp_path / "systeem.jwk").read_text())
    beheerder = wereld.mens("taalschool_beheerder")
    opgenomen = await beheerder.stuur("/machines", een_machine() | {"sleutel": sleutel}, 201)
    id_ = await leerling(wereld, wereld.twee.a, wereld.twee.a.school)
    voorbeeld = tmp_path / ("systeem.mjs" if taal == "node" else "systeem.py")
    voorbeeld.write_text(IN_NODE if taal == "node" else IN_PYTHON)
    async with Redis.from_url(valkey.url, db=6) as lijn:
        await lijn.flushdb()
        tokens = Machinetokens(lijn)
        async with draaiende_api(
            wereld.huis, machines=lambda adres: Machinedeur(wij=adres, tokens=tokens, nu=nu)
        ) as adres:
            programma = str(node()) if taal == "node" else sys.executable
            gelezen = await voer_uit(
                programma, voorbeeld.name, map_=tmp_path, MEEDOEN=adres, CLIENT_ID=opgenomen["clientId"]
            )
    [regel] = json.loads(gelezen)["toewijzingen"]
    assert UUID(regel["id"]) == id_


def test_wat_zij_noemt_klopt(wereld: Wereld) -> None:
    assert f"hooguit {LANGST_DAGEN} dagen" in HANDLEIDING
    assert f"hooguit {PER_MINUUT[Maatsoort.SYSTEEM]} keer" in HANDLEIDING
    assert f"hooguit {PER_MINUUT[Maatsoort.HALEN]} keer een token" in HANDLEIDING
    assert set(re.findall(r"`invalid_client` met `([a-z-]+)`", HANDLEIDING)) <= {*Reden, "sleutel"}
    types = set(re.findall(r"\| `nl\.inburgering\.toewijzing-([a-z]+)\.v1` \|", HANDLEIDING))
    assert types == set(Verandersoort)
    assert {"kty", "crv", "x", "y"} <= {veld.name for veld in msgspec.structs.fields(Jwk)}
    mag = {
        f"{recht.object}:{recht.handeling}"
        for recht in wereld.huis.bevoegdheden.rechten
        for rol in Rol
        if rol.endswith("_machine")
        and wereld.huis.bevoegdheden.reikwijdte([rol], gemeentecode="*", bevoegdheid=recht) is not None
    }
    assert set(re.findall(r"`([a-z-]+:[a-z]+)`", HANDLEIDING)) == mag
    assert "systeem.mjs" in STARTEN
