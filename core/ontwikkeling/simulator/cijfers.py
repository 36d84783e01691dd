"""Leest de cijfers en namen waaruit de bevolking wordt gemaakt; een cijfer zonder bron wordt niet geladen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_MAP = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijfers:
    """De waarden van cijfers.yaml; elk veld is één regel in dat bestand."""

    ijkdatum: dt.date
    aandeel_asiel: float
    aandeel_mannen_asiel: float
    aandeel_vrouwen_gezin: float
    aandeel_lbt_haalbaar: float
    aandeel_lbt_onbekend: float
    aandeel_in_azc: float
    kans_partner_bij_zelfde_verhaal: float
    aandeel_geheimhouding: float
    aandeel_onvolledige_geboortedatum: float
    aandeel_adres_in_onderzoek: float
    aandeel_zonder_v_nummer_in_bericht: float
    dagen_tot_huisvesting: list[int]
    dagen_tot_bsn: list[int]
    dagen_tot_lbt: list[int]
    dagen_tot_einde: list[int]
    leeftijd: list[int]
    aow_leeftijd_jaren: int
    termijn_maanden: int
    herkomst_asiel: Mapping[str, int]
    herkomst_gezin: Mapping[str, int]


def lees_cijfers(tekst: str) -> Cijfers:
    """Lees de cijfers.

    Raises:
        ValueError: als een cijfer ontbreekt, onbekend is of geen bron noemt.
    """
    regels: dict[str, dict[str, Any]] = yaml.safe_load(tekst)
    verwacht = {f.name for f in fields(Cijfers)}
    if set(regels) != verwacht:
        raise ValueError(f"cijfers.yaml wijkt af: {', '.join(sorted(verwacht ^ set(regels)))}")
    zonder = sorted(naam for naam, regel in regels.items() if not regel.get("bron"))
    if zonder:
        raise ValueError(f"zonder bron: {', '.join(zonder)}")
    return Cijfers(**{naam: regel["waarde"] for naam, regel in regels.items()})


@cache
def cijfers() -> Cijfers:
    """De cijfers van dit pakket."""
    return lees_cijfers((_MAP / "cijfers.yaml").read_text(encoding="utf-8"))


@cache
def namen() -> Mapping[str, Any]:
    """Per land voornamen (m, v) en achternamen; onder `straten` de straatnamen."""
    gelezen: dict[str, Any] = yaml.safe_load((_MAP / "namen.yaml").read_text(encoding="utf-8"))
    return gelezen
