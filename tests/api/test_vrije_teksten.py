"""Wat in geen vrije tekst kan: een nummer van een persoon, een teken dat de leesrichting omkeert, en waar
een regel hoort een regeleinde. De velden komen uit de contracten van de routes: een nieuw veld doet vanzelf mee."""

import re
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import uuid4

import msgspec
import pytest

from core.platform.crypto.bsn_in_tekst import noemt_bsn
from core.platform.http.vrijetekst import (
    MEER_REGELS,
    MET_BSN,
    MET_V_NUMMER,
    OMGEKEERD,
    REGEL,
    _langste,
    kern,
    wat_er_niet_kan,
)
from tests.api.routes import contract_van, met_body
from tests.process.test_botsingen import HANDELINGEN
from tests.process.test_gezondheid_in_tekst import PLEKKEN
from tests.process.wereld import Wereld
from tests.voorbeelden.proef import Verzoek

OMKEREND = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
VERTELT = ("motief", "toelichting", "notitie", "grond", "bevinding", "afhandeling")
MET_CIJFERS_IN_VORM = "999990019@example.org"


def _naam(plek: tuple[str, str, type[msgspec.Struct], str, object]) -> str:
    return f"{plek[2].__name__}.{plek[3]}"


@pytest.mark.parametrize("plek", PLEKKEN, ids=_naam)
def test_geen_vrije_tekst_neemt_een_nummer_of_een_omgekeerde_leesrichting(
    plek: tuple[str, str, type[msgspec.Struct], str, object],
) -> None:
    soort = plek[4]
    assert wat_er_niet_kan(soort, "BSN 999990019") == MET_BSN
    for geschreven in ("V-nummer 2812345678", "v-nr: 1", "vreemdelingennummer: 281 234 5678", "V nummer 28.1234.5678"):
        verwacht = None if geschreven.endswith(" 1") else MET_V_NUMMER
        assert wat_er_niet_kan(soort, geschreven) == verwacht, geschreven
    assert wat_er_niet_kan(soort, "V-nummer onbekend; bel 06 12345678") is None
    for teken in OMKEREND:
        assert wat_er_niet_kan(soort, f"Groep {teken}3 a") == OMGEKEERD, f"U+{ord(teken):04X}"


@pytest.mark.parametrize("plek", PLEKKEN, ids=_naam)
def test_wat_op_een_regel_hoort_heeft_geen_regeleinde(
    plek: tuple[str, str, type[msgspec.Struct], str, object],
) -> None:
    soort = plek[4]
    kort = (_langste(soort) or REGEL + 1) <= REGEL
    for einde in ("\n", "\r\n", "\u2028"):
        gezegd = wat_er_niet_kan(soort, f"Groep 3{einde}lokaal 4")
        assert (gezegd == MEER_REGELS) is kort, gezegd


def _patronen(soort: object) -> Iterator[str]:
    if get_origin(soort) is Annotated:
        binnen, *grenzen = get_args(soort)
        yield from (g.pattern for g in grenzen if isinstance(g, msgspec.Meta) and g.pattern is not None)
        yield from _patronen(binnen)
    elif get_origin(soort) in (Union, UnionType):
        for deel in get_args(soort):
            yield from _patronen(deel)


def test_ook_een_vorm_waarin_een_bsn_past_neemt_het_niet(staande_wereld: Wereld) -> None:
    assert noemt_bsn(MET_CIJFERS_IN_VORM)
    gezien = []
    for route in met_body(staande_wereld.huis):
        for veld in msgspec.structs.fields(contract_van(route)):
            patronen = [*_patronen(veld.type)]
            if kern(veld.type) is str and patronen and all(re.match(p, MET_CIJFERS_IN_VORM) for p in patronen):
                gezien.append(veld.encode_name)
                assert wat_er_niet_kan(veld.type, MET_CIJFERS_IN_VORM) == MET_BSN, veld.encode_name
    assert "email" in gezien


async def test_een_uitnodiging_aan_een_adres_met_een_bsn_is_er_niet(wereld: Wereld) -> None:
    body: dict[str, Any] = {"id": str(uuid4()), "rol": "klantmanager", "naam": "K. Nieuw"}
    fout = await wereld.mens("beheerder").stuur("/uitnodigingen", body | {"email": MET_CIJFERS_IN_VORM}, 400)
    assert fout["gebreken"] == [{"veld": "email", "melding": MET_BSN, "grond": ""}]
    assert await wereld.rijen("uitnodiging") == []


MOTIEVEN = sorted({(naam, pad) for _, naam, _, pad, _ in PLEKKEN if pad in VERTELT})


@pytest.mark.parametrize(("naam", "pad"), MOTIEVEN, ids=lambda deel: deel.replace("/", "-"))
async def test_het_v_nummer_van_iemand_hier_staat_in_geen_motief_of_toelichting(
    wereld: Wereld, naam: str, pad: str
) -> None:
    verzoek = await HANDELINGEN[naam](wereld)
    assert isinstance(verzoek.body, dict)
    ander = wereld.iemand()
    wereld.duo_weet(ander)
    await wereld.meldt("SS139", ander, v_nummer=True)
    await wereld.werk_af()
    nummer = f"{ander.v_nummer:010d}"
    voor = len(await wereld.rijen("audit", resultaat="gelukt"))
    antwoord = await _stuur(wereld, naam.split()[0], verzoek, verzoek.body | {pad: f"zie {nummer}, zei zij"})
    assert antwoord.status_code == 400, antwoord.text
    assert [g["veld"] for g in antwoord.json()["gebreken"]] == [pad]
    assert nummer not in antwoord.text
    assert len(await wereld.rijen("audit", resultaat="gelukt")) == voor, "er is niets vastgelegd"


async def _stuur(wereld: Wereld, methode: str, verzoek: Verzoek, body: object) -> Any:
    mens = wereld.mens(verzoek.wie)
    koppen = {"Authorization": f"Bearer {mens.token}"}
    return await mens.http.request(methode, mens.basis + verzoek.pad, json=body, headers=koppen)
