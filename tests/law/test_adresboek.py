"""Het adresboek van de brieven tegen de tabel (§18.4), en dat elke keuze van de gemeente werkt."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from core.law.aanschrijven import Adressoort, Persoonsbeeld
from core.law.adresboek import (
    VAN_EEN_MINDERJARIGE,
    Adresbeeld,
    Rol,
    Vertegenwoordiging,
    adresseer,
    eindigt_vanzelf,
)
from core.law.adresboek import Vertegenwoordiger as Soort
from core.law.contact import Onderwerp
from core.law.recht import AdresseringVertegenwoordiger, Recht
from tests.law.tabellen import Geval, lees_tabel, maak

OP = date(2026, 3, 5)
THUIS = ("Dorpsstraat 1", "3601 AA  MAARSSEN")
_PERSOON: dict[str, Any] = {
    "gelezen": True,
    "overleden": False,
    "naam": "A. Voorbeeld",
    "adressoort": "adres",
    "adresregels": THUIS,
}
_VERTEGENWOORDIGER: dict[str, Any] = {
    "naam": "Kantoor Zuid",
    "adresregels": ("Kade 3", "3512 AB  UTRECHT"),
    "vanaf": date(2025, 1, 1),
    "bewezen": True,
}


def _beeld(gegeven: Mapping[str, Any]) -> Adresbeeld:
    vertegenwoordigers = tuple(
        maak(Vertegenwoordiging, {"id": str(UUID(int=nr))} | _VERTEGENWOORDIGER | wie)
        for nr, wie in enumerate(gegeven["vertegenwoordigers"], start=1)
    )
    return Adresbeeld(
        persoon=maak(Persoonsbeeld, _PERSOON | gegeven["persoon"]),
        adresregels=THUIS,
        met_briefadres=gegeven.get("met_briefadres", False),
        geboren=gegeven["geboren"],
        vertegenwoordigers=vertegenwoordigers,
        elektronisch=frozenset(map(Onderwerp, gegeven["elektronisch"])),
    )


@pytest.mark.parametrize("geval", lees_tabel("adresboek"), ids=str)
def test_aan_wie_een_brief_gaat(geval: Geval, recht: Recht) -> None:
    antwoord = adresseer(_beeld(geval.gegeven), onderwerp=Onderwerp(geval.gegeven["onderwerp"]), op=OP, recht=recht)
    assert {
        "aan": str(antwoord.aan.rol),
        "afschriften": [str(b.rol) for b in antwoord.afschriften],
        "weg": str(antwoord.weg),
        "vragen": [vraag.code for vraag in antwoord.vragen],
        "gebreken": [gebrek.veld for gebrek in antwoord.gebreken],
    } == geval.dan
    assert str(antwoord.grond) == geval.grond
    assert antwoord.reden.endswith(".")
    for vraag in antwoord.vragen:
        assert antwoord.aan.rol is Rol.PERSOON or "naar de persoon zelf" not in vraag.melding


def _met(soort: Soort, **anders: Any) -> Adresbeeld:
    gegeven: dict[str, Any] = {"soort": soort, "onderwerpen": list(Onderwerp)} | anders
    geboren = "2009-03-05" if soort in VAN_EEN_MINDERJARIGE else "1990-04-01"
    return _beeld({"persoon": {}, "geboren": geboren, "elektronisch": [], "vertegenwoordigers": [gegeven]})


_PARAMETER = {rol: f"adressering_{'ouder_of_voogd' if rol in VAN_EEN_MINDERJARIGE else rol}" for rol in Soort}


@pytest.mark.parametrize("soort", Soort)
@pytest.mark.parametrize("keuze", AdresseringVertegenwoordiger)
@pytest.mark.parametrize("afschrift", [False, True])
def test_elke_keuze_over_elke_vertegenwoordiger_doet_wat_zij_zegt(
    soort: Soort, keuze: AdresseringVertegenwoordiger, afschrift: bool, recht: Recht
) -> None:
    parameter = getattr(recht, _PARAMETER[soort])
    zo = replace(parameter, waarden=(replace(parameter.waarden[0], waarde=keuze),))
    anders = replace(recht, **{_PARAMETER[soort]: zo})
    antwoord = adresseer(_met(soort, afschrift=afschrift), onderwerp=Onderwerp.GELD, op=OP, recht=anders)
    krijgt = keuze is AdresseringVertegenwoordiger.AFSCHRIFT or (
        keuze is AdresseringVertegenwoordiger.AFSCHRIFT_OP_KEUZE and afschrift
    )
    if keuze is AdresseringVertegenwoordiger.AAN_HEM:
        assert (antwoord.aan.rol, [b.rol for b in antwoord.afschriften]) == (Rol(soort), [Rol.PERSOON])
    else:
        assert (antwoord.aan.rol, [b.rol for b in antwoord.afschriften]) == (
            Rol.PERSOON,
            [Rol(soort)] if krijgt else [],
        )


@pytest.mark.parametrize("soort", Soort)
def test_of_de_persoon_ook_zelf_handelt_hangt_af_van_wie_voor_hem_optreedt(soort: Soort, recht: Recht) -> None:
    """§18.4: wie onder curatele staat handelt niet zelf (art. 1:381 BW), bij bewind niet over geld (art. 1:441 BW)."""
    parameter = getattr(recht, _PARAMETER[soort])
    aan_hem = replace(parameter, waarden=(replace(parameter.waarden[0], waarde=AdresseringVertegenwoordiger.AAN_HEM),))
    anders = replace(recht, **{_PARAMETER[soort]: aan_hem})
    reden = adresseer(_met(soort), onderwerp=Onderwerp.GELD, op=OP, recht=anders).reden
    assert ("altijd ook zelf" in reden) is (soort not in (Soort.CURATOR, Soort.BEWINDVOERDER)), reden
    assert ("1:381 BW" in reden, "1:441 BW" in reden) == (soort is Soort.CURATOR, soort is Soort.BEWINDVOERDER)


def test_de_reden_belooft_geen_afschrift_aan_wie_geen_adres_heeft(recht: Recht) -> None:
    beeld = replace(_met(Soort.CURATOR), adresregels=(), persoon=maak(Persoonsbeeld, _PERSOON | {"adresregels": ()}))
    antwoord = adresseer(beeld, onderwerp=Onderwerp.TRAJECT, op=OP, recht=recht)
    assert antwoord.afschriften == ()
    assert "krijgt geen afschrift" in antwoord.reden
    assert "krijgt een afschrift" not in antwoord.reden


@pytest.mark.parametrize("soort", Soort)
@pytest.mark.parametrize("onderwerp", Onderwerp)
def test_zonder_bewijs_krijgt_geen_vertegenwoordiger_iets(soort: Soort, onderwerp: Onderwerp, recht: Recht) -> None:
    antwoord = adresseer(_met(soort, bewezen=False, afschrift=True), onderwerp=onderwerp, op=OP, recht=recht)
    assert (antwoord.aan.rol, antwoord.afschriften) == (Rol.PERSOON, ())


@pytest.mark.parametrize("soort", Soort)
def test_bij_geheimhouding_staat_het_adres_van_de_persoon_bij_niemand_anders(soort: Soort, recht: Recht) -> None:
    """Een ander krijgt zijn eigen envelop; waar de persoon woont staat alleen op die van hemzelf."""
    antwoord = adresseer(_met(soort, afschrift=True), onderwerp=Onderwerp.GELD, op=OP, recht=recht)
    for bestemming in (antwoord.aan, *antwoord.afschriften):
        assert (bestemming.adresregels == THUIS) == (bestemming.rol is Rol.PERSOON)


@pytest.mark.parametrize(
    ("soort", "geboren", "einde"),
    [
        (Soort.OUDER, "2008-03-05", True),
        (Soort.VOOGD, "2008-03-05", True),
        (Soort.OUDER, "2008-03-06", False),
        (Soort.OUDER, "2008-03", True),
        (Soort.OUDER, "2008-04", False),
        (Soort.OUDER, "", False),
        (Soort.CURATOR, "1990-01-01", False),
    ],
)
def test_op_de_achttiende_verjaardag_eindigt_wat_ouders_en_voogden_deden(
    soort: Soort, geboren: str, einde: bool, recht: Recht
) -> None:
    assert eindigt_vanzelf(soort, geboren, op=OP, recht=recht) is einde


@pytest.mark.parametrize("adressoort", Adressoort)
def test_het_adresboek_weigert_wat_aanschrijven_weigert(adressoort: Adressoort, recht: Recht) -> None:
    beeld = _beeld({"persoon": {"adressoort": adressoort}, "geboren": "", "elektronisch": [], "vertegenwoordigers": []})
    antwoord = adresseer(beeld, onderwerp=Onderwerp.TRAJECT, op=OP, recht=recht)
    bruikbaar = adressoort in (Adressoort.ADRES, Adressoort.LOCATIE)
    assert [g.veld for g in antwoord.gebreken] == ([] if bruikbaar else ["adres"])
