"""Een tekst die een ander leest en over iemands gezondheid lijkt te gaan, bevestigt een mens eerst (ADR 0063).

De velden komen uit de contracten van de routes: een nieuw veld doet vanzelf mee.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, get_args, get_origin
from uuid import uuid4

import msgspec
import pytest
from litestar.handlers import HTTPRouteHandler

from core.platform.http.navraag import Bevestigd
from core.platform.http.vrijetekst import is_vrije_tekst, kern, komt_in_brief, vertelt_aan_een_ander
from core.process.stappen import STAPPEN
from tests.api.routes import TEKST, contract_van, met_body
from tests.process.stand import stand_van
from tests.process.test_botsingen import HANDELINGEN
from tests.process.test_niet_afwachten import weigert_na_boete
from tests.process.test_voornemen import _kies_derde_oproep
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.ontheffing import WEIGERING
from tests.voorbeelden.oproep import OPROEP, VERZOEK
from tests.voorbeelden.proef import Verzoek

SOORT = "GEZONDHEID_IN_TEKST"
OVER_GEZONDHEID = "Hij lag in het ziekenhuis."


def _in_contract(soort: object, pad: str) -> Iterator[tuple[str, object]]:
    binnen = kern(soort)
    if isinstance(binnen, type) and issubclass(binnen, msgspec.Struct):
        for veld in msgspec.structs.fields(binnen):
            yield from _in_contract(veld.type, f"{pad}.{veld.encode_name}" if pad else veld.encode_name)
    elif get_origin(binnen) is tuple:
        yield from _in_contract(get_args(binnen)[0], f"{pad}[0]")
    elif is_vrije_tekst(soort):
        yield pad, soort


def _uit_de_stappen() -> Iterator[tuple[str, str, type[msgspec.Struct], str, object]]:
    """Elk vrij tekstveld van elke route: de stap, de route, haar contract, het pad van het veld en zijn soort."""
    for stap in STAPPEN:
        for controller in map(vars, stap.controllers):
            for handler in controller.values():
                if isinstance(handler, HTTPRouteHandler) and handler.opt.get("body") is not None:
                    pad = f"{controller['path']}{''.join(handler.paths)}".removeprefix("/gemeenten/{gemeentecode:str}")
                    naam = f"{min(handler.http_methods)} {re.sub(':[a-z]+}', '}', pad).rstrip('/')}"
                    contract = handler.opt["body"]
                    for plek, soort in _in_contract(contract, ""):
                        yield stap.naam, naam, contract, plek, soort


PLEKKEN = tuple(_uit_de_stappen())
VRAAGT = tuple((naam, plek) for _, naam, _, plek, soort in PLEKKEN if vertelt_aan_een_ander(soort))

CONCEPT = "PUT /dossiers/{dossier_id}/pip/concept"
OPROEPEN = "POST /dossiers/{dossier_id}/oproepen"
UITKOMST = "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/uitkomst"
OPROEP_INTREKKEN = "POST /dossiers/{dossier_id}/oproepen/{oproep_id}/intrekking"
ONTHEFFING = "POST /dossiers/{dossier_id}/lbt-ontheffingen/{ontheffing_id}/besluit"
VASTSTELLEN = "POST /dossiers/{dossier_id}/pip/vaststelling"
PIP_INTREKKEN = "POST /dossiers/{dossier_id}/pip/intrekking"

ZIENSWIJZE = {"wijze": "SCHRIFTELIJK", "ontvangenOp": "2026-03-09", "inhoud": TEKST, "isAlles": True}
GEHOORD = {"gegevenOp": "2026-03-02", "uiterlijkOp": "2026-03-16", "zienswijze": ZIENSWIJZE}


def _gehoord(**horen: object) -> dict[str, Any]:
    return {"horen": horen}


DIEPER: Mapping[tuple[str, str], Mapping[str, Any]] = {
    (CONCEPT, "participatiewetBeschikkingen[0]"): {"participatiewetBeschikkingen": [TEKST]},
    (CONCEPT, "revalidatie.motivering"): {
        "revalidatie": {
            "bewijs": "VERKLARING_DESKUNDIGE",
            "bewijsOp": "2026-02-20",
            "inTraject": True,
            "motivering": TEKST,
        }
    },
    (CONCEPT, "verrekeningen[0].motivering"): {
        "verrekeningen": [
            {"uren": 10, "categorie": "NT2", "herkomst": "BREDE_INTAKE", "toegekend": False, "motivering": TEKST}
        ]
    },
    (ONTHEFFING, "gelegenheid.zienswijze.inhoud"): WEIGERING
    | {"gelegenheid": WEIGERING["gelegenheid"] | {"zienswijze": ZIENSWIJZE | {"ontvangenOp": "2026-03-02"}}},
    **{
        (route, veld): aanvulling
        for route in (PIP_INTREKKEN, f"{ONTHEFFING}/intrekking")
        for veld, aanvulling in {
            "horen.motief": _gehoord(zonder="ZELF_GEVRAAGD", motief=TEKST),
            "horen.gelegenheid.zienswijze.inhoud": _gehoord(gelegenheid=GEHOORD),
        }.items()
    },
    (UITKOMST, "verzoek.wat"): {
        "uitkomst": "ONVOLDOENDE_MEDEWERKING",
        "toelichting": "gaf het niet",
        "verzoek": VERZOEK | {"soort": "STUK", "wat": TEKST},
    },
}
"""Elk veld dat vraagt en niet bovenaan in de body staat, met waarmee het verzoek van zijn route het heeft."""


async def _derde_oproep(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(2)
    await zaak.beantwoord_boetevraag()
    return Verzoek(zaak=zaak, pad=zaak.pad("/oproepen"), body=OPROEP | {"id": str(uuid4())})


async def _verzonden_oproep(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    [oproep] = await zaak.lees("/oproepen")
    body = {"motief": "verkeerde plaats", "versie": oproep["versie"]}
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/oproepen/{oproep['id']}/intrekking"), body=body)


async def _verschenen(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    [oproep] = await zaak.lees("/oproepen")
    return Verzoek(zaak=zaak, pad=zaak.pad(f"/oproepen/{oproep['id']}/uitkomst"), body={"versie": oproep["versie"]})


async def _na_een_boete(wereld: Wereld) -> Verzoek:
    """Het plan zonder hem ligt klaar, terwijl een boete hem nog laat komen."""
    zaak, _ = await weigert_na_boete(wereld)
    body = {"dagtekening": (await zaak.over(0)).isoformat(), "versie": 1}
    return Verzoek(zaak=zaak, pad=zaak.pad("/pip/vaststelling"), body=body, wie="teamleider")


ANDERS: Mapping[str, Callable[[Wereld], Awaitable[Verzoek]]] = {
    OPROEPEN: _derde_oproep,
    OPROEP_INTREKKEN: _verzonden_oproep,
    UITKOMST: _verschenen,
    VASTSTELLEN: _na_een_boete,
}
"""Routes waarvan het gewone verzoek (`HANDELINGEN`) het veld niet kan hebben."""


def test_elke_tekst_die_een_ander_leest_laat_bevestigen(staande_wereld: Wereld) -> None:
    gezien = {
        (contract_van(route), pad)
        for route in met_body(staande_wereld.huis)
        for pad, _ in _in_contract(contract_van(route), "")
    }
    assert gezien == {(contract, pad) for _, _, contract, pad, _ in PLEKKEN}, "de stappen hebben alle routes"
    for _, naam, contract, pad, soort in PLEKKEN:
        soorten = {veld.encode_name: veld.type for veld in msgspec.structs.fields(contract)}
        if vertelt_aan_een_ander(soort):
            assert soorten.get("bevestigd") == Bevestigd, f"{naam}: {pad} vraagt, en niemand kan het bevestigen"
    assert {plek for plek in VRAAGT if "." in plek[1] or "[" in plek[1]} == DIEPER.keys()
    assert ANDERS.keys() <= {naam for naam, _ in VRAAGT}


def test_elke_andere_vrije_tekst_zegt_waarom_er_niets_gevraagd_wordt() -> None:
    """Een vrij tekstveld komt in een brief (`IN_BRIEF` of `GEGEVEN_IN_BRIEF`), of zijn `PROEF` zegt waarom niet."""
    for stap, proef in PROEVEN.items():
        velden = {f"{c.__name__}.{pad}" for s, _, c, pad, soort in PLEKKEN if s == stap and not komt_in_brief(soort)}
        genoemd = [veld for per in proef.vraagt_niets.values() for veld in per]
        assert sorted(genoemd) == sorted(velden), f"zet het in `vraagt_niets` van PROEF in tests/voorbeelden/{stap}.py"


async def _stuur(wereld: Wereld, methode: str, verzoek: Verzoek, body: object) -> Any:
    mens = wereld.mens(verzoek.wie)
    koppen = {"Authorization": f"Bearer {mens.token}"}
    return await mens.http.request(methode, mens.basis + verzoek.pad, json=body, headers=koppen)


def _met(body: object, tekst: str) -> Any:
    return json.loads(json.dumps(body).replace(TEKST, tekst))


@pytest.mark.parametrize(("naam", "pad"), VRAAGT, ids=lambda deel: deel.replace("/", "-"))
async def test_wat_over_gezondheid_lijkt_te_gaan_wordt_eerst_bevestigd(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch, naam: str, pad: str
) -> None:
    if naam == OPROEPEN:
        _kies_derde_oproep(wereld, monkeypatch)
    verzoek = await (ANDERS.get(naam) or HANDELINGEN[naam])(wereld)
    assert isinstance(verzoek.body, dict)
    methode, body = naam.split()[0], {**verzoek.body, **DIEPER.get((naam, pad), {pad: TEKST})}
    voor = await stand_van(wereld.alziend)
    fout = await _stuur(wereld, methode, verzoek, _met(body, OVER_GEZONDHEID))
    assert fout.status_code == 409, fout.text
    assert SOORT in [w["soort"] for w in fout.json()["waarschuwingen"]]
    [melding] = [w["melding"] for w in fout.json()["waarschuwingen"] if w["soort"] == SOORT]
    assert f"`{pad}`" in melding
    assert "ziekenhuis" not in fout.text, "de tekst komt nergens terug"
    assert await stand_van(wereld.alziend) == voor, "er is niets vastgelegd"
    soorten = sorted({w["soort"] for w in fout.json()["waarschuwingen"]})
    goed = await _stuur(wereld, methode, verzoek, _met(body, OVER_GEZONDHEID) | {"bevestigd": soorten})
    assert goed.status_code < 300, goed.text
    [regel] = await wereld.rijen("audit", actie="tekst.bevestigen")
    assert (regel["velden"], regel["dossiers"]) == ([pad], [verzoek.zaak.id])


async def test_zonder_zo_een_woord_vraagt_niemand_iets_en_een_bevestiging_te_veel_telt_niet(wereld: Wereld) -> None:
    verzoek = await HANDELINGEN[CONCEPT](wereld)
    assert isinstance(verzoek.body, dict)
    antwoord = await _stuur(wereld, "PUT", verzoek, verzoek.body | {"bevestigd": [SOORT]})
    assert antwoord.status_code == 200, antwoord.text
    assert await wereld.rijen("audit", actie="tekst.bevestigen") == []


async def test_een_gebrek_gaat_voor_en_dan_komt_elke_waarschuwing_tegelijk(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wie nog iets mist hoort eerst dat, en wie meer te bevestigen heeft hoort alles."""
    _kies_derde_oproep(wereld, monkeypatch)
    verzoek = await _derde_oproep(wereld)
    assert isinstance(verzoek.body, dict)
    body = verzoek.body | {"voorgenomenPlan": OVER_GEZONDHEID}
    te_laat = await _stuur(wereld, "POST", verzoek, body | {"termijnLaatsteDag": "2026-03-01"})
    assert te_laat.status_code == 400, te_laat.text
    zondagnacht = body | {"afspraakOp": "2026-03-15T02:00:00Z"}
    fout = await _stuur(wereld, "POST", verzoek, zondagnacht)
    assert [w["soort"] for w in fout.json()["waarschuwingen"]] == ["BUITEN_KANTOORUREN", "GEEN_WERKDAG", SOORT]
    half = await _stuur(wereld, "POST", verzoek, zondagnacht | {"bevestigd": [SOORT]})
    assert half.json() == fout.json(), "een halve bevestiging is er geen"
    half = await _stuur(wereld, "POST", verzoek, zondagnacht | {"bevestigd": ["BUITEN_KANTOORUREN", "GEEN_WERKDAG"]})
    assert [w["soort"] for w in half.json()["waarschuwingen"]] == [SOORT]


async def test_wie_met_een_oude_versie_komt_hoort_dat_en_niets_over_de_tekst(wereld: Wereld) -> None:
    verzoek = await HANDELINGEN[CONCEPT](wereld)
    assert isinstance(verzoek.body, dict)
    body = verzoek.body | {"motivering": OVER_GEZONDHEID, "bevestigd": [SOORT]}
    assert (await _stuur(wereld, "PUT", verzoek, body)).status_code == 200
    fout = (await _stuur(wereld, "PUT", verzoek, body | {"wensen": "overdag", "bevestigd": []})).json()
    assert "waarschuwingen" not in fout
    assert [v["veld"] for v in fout["versieconflict"]["verschillen"]] == ["wensen"]
