"""De fasen van een inburgeringszaak en de overgangen ertussen. Wat hier niet staat, mag niet.

De nummers T1 tot en met T27 zijn die van de specificatie; de voorwaarden bij een overgang toetst de stap die haar doet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.fouten import OnjuisteFase
from core.law.recht import Grond


class Fase(StrEnum):
    VOORTRAJECT_COA = "VOORTRAJECT_COA"  # S0
    PLICHT_GEMELD = "PLICHT_GEMELD"  # S1
    INTAKE_OPGEROEPEN = "INTAKE_OPGEROEPEN"  # S2
    INTAKE_LOOPT = "INTAKE_LOOPT"  # S3
    INTAKE_AFGEROND = "INTAKE_AFGEROND"  # S4
    WACHT_OP_DERDE = "WACHT_OP_DERDE"  # S5
    TRAJECT_ACTIEF = "TRAJECT_ACTIEF"  # S6
    NIEUWE_TERMIJN = "NIEUWE_TERMIJN"  # S7
    TIJDELIJK_VRIJGESTELD = "TIJDELIJK_VRIJGESTELD"  # S8
    ONDERBROKEN = "ONDERBROKEN"  # S9
    OVERGEDRAGEN = "OVERGEDRAGEN"  # S10
    VOLDAAN = "VOLDAAN"  # S11
    BEEINDIGD = "BEEINDIGD"  # S12
    GESLOTEN_BEWAREN = "GESLOTEN_BEWAREN"  # S13
    VERNIETIGD = "VERNIETIGD"  # S14


class Aanleiding(StrEnum):
    """Wat er gebeurde of besloten werd; samen met de fase bepaalt het waar de zaak heen kan."""

    COA_KOPPELING = "COA_KOPPELING"
    PLICHT_VASTGESTELD = "PLICHT_VASTGESTELD"
    OPROEP_VERZONDEN = "OPROEP_VERZONDEN"
    OPROEP_HERHAALD = "OPROEP_HERHAALD"
    VERSCHENEN = "VERSCHENEN"
    ONVOLDOENDE_MEDEWERKING = "ONVOLDOENDE_MEDEWERKING"
    INTAKE_AFGEROND = "INTAKE_AFGEROND"
    INTAKE_IN_AFWEZIGHEID = "INTAKE_IN_AFWEZIGHEID"
    INFORMATIE_GEVRAAGD = "INFORMATIE_GEVRAAGD"
    INFORMATIE_ONTVANGEN = "INFORMATIE_ONTVANGEN"
    ZONDER_INFORMATIE = "ZONDER_INFORMATIE"
    PIP_VASTGESTELD = "PIP_VASTGESTELD"
    PIP_GEWIJZIGD = "PIP_GEWIJZIGD"
    VERLENGING_BESLIST = "VERLENGING_BESLIST"
    NIEUWE_TERMIJN_GESTELD = "NIEUWE_TERMIJN_GESTELD"
    TWEEDE_NIEUWE_TERMIJN_GESTELD = "TWEEDE_NIEUWE_TERMIJN_GESTELD"
    TIJDELIJK_VRIJGESTELD = "TIJDELIJK_VRIJGESTELD"
    VRIJSTELLING_INGETROKKEN = "VRIJSTELLING_INGETROKKEN"
    VERBLIJF_ONDERBROKEN = "VERBLIJF_ONDERBROKEN"
    TERUGGEKEERD = "TERUGGEKEERD"
    ONDERBREKING_TE_LANG = "ONDERBREKING_TE_LANG"
    VERHUISD_UIT_GEMEENTE = "VERHUISD_UIT_GEMEENTE"
    VERHUISD_NAAR_GEMEENTE = "VERHUISD_NAAR_GEMEENTE"
    PLICHT_VOLDAAN = "PLICHT_VOLDAAN"
    PLICHT_GEEINDIGD = "PLICHT_GEEINDIGD"
    ALLES_AFGEHANDELD = "ALLES_AFGEHANDELD"
    VERNIETIGING_ONDERTEKEND = "VERNIETIGING_ONDERTEKEND"
    EINDE_HERSTELD = "EINDE_HERSTELD"
    VOORLOPIG_GEMELD = "VOORLOPIG_GEMELD"
    SAMENGEVOEGD = "SAMENGEVOEGD"
    TERUGGENOMEN = "TERUGGENOMEN"
    EERDER_VASTGESTELD = "EERDER_VASTGESTELD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overgang:
    """Eén toegestane stap; `van` is leeg als de zaak er nog niet is."""

    nummer: str
    van: Fase | None
    naar: Fase
    aanleiding: Aanleiding
    grond: Grond


def toets_overgang(van: Fase | None, naar: Fase, *, aanleiding: Aanleiding) -> Overgang:
    """De overgang die dit toestaat.

    Raises:
        OnjuisteFase: als hij niet bestaat; de melding noemt de huidige fase, wat nu kan en wat men het beste doet.
    """
    overgang = _PER_STAP.get((van, naar, aanleiding))
    if overgang is None:
        raise OnjuisteFase(_melding(van, naar, aanleiding))
    return overgang


def mogelijke_overgangen(van: Fase | None) -> tuple[Overgang, ...]:
    """Alles wat vanuit deze fase kan, in de volgorde van de specificatie."""
    return tuple(o for o in OVERGANGEN if o.van is van)


def _melding(van: Fase | None, naar: Fase, aanleiding: Aanleiding) -> str:
    mogelijk = ", ".join(f"{o.aanleiding} (naar {o.naar})" for o in mogelijke_overgangen(van))
    stand = f"De zaak staat in {van}" if van else "Er is nog geen zaak"
    return (
        f"{stand}; {aanleiding} naar {naar} kan daar niet. Mogelijk is nu: {mogelijk or 'niets meer'}. {WACHT_OP[van]}"
    )


def _reeks(
    nummer: str, van: tuple[Fase | None, ...], naar: tuple[Fase, ...], aanleiding: Aanleiding, grond: Grond
) -> tuple[Overgang, ...]:
    return tuple(Overgang(nummer=nummer, van=v, naar=n, aanleiding=aanleiding, grond=grond) for v in van for n in naar)


_F, _A = Fase, Aanleiding
_MET_PLICHT: tuple[Fase, ...] = (
    _F.PLICHT_GEMELD,
    _F.INTAKE_OPGEROEPEN,
    _F.INTAKE_LOOPT,
    _F.INTAKE_AFGEROND,
    _F.WACHT_OP_DERDE,
    _F.TRAJECT_ACTIEF,
    _F.NIEUWE_TERMIJN,
)
PLICHT_LOOPT = frozenset(_MET_PLICHT)
"""De fasen waarin de plicht loopt en de gemeente aan zet is."""
VOOR_HET_GESPREK = frozenset({_F.PLICHT_GEMELD, _F.INTAKE_OPGEROEPEN, _F.INTAKE_LOOPT})
"""De fasen waarin de brede intake nog niet af is."""
BEGIN: tuple[Fase, ...] = (_F.VOORTRAJECT_COA, _F.PLICHT_GEMELD)
"""De fasen waarin nog niets van het traject gedaan is."""
_NA_HET_BEGIN: tuple[Fase, ...] = (*_MET_PLICHT[1:], _F.TIJDELIJK_VRIJGESTELD, _F.ONDERBROKEN)
_NA_DE_INTAKE: tuple[Fase, ...] = (_F.INTAKE_AFGEROND, _F.WACHT_OP_DERDE)
_IN_TERMIJN: tuple[Fase, ...] = (_F.TRAJECT_ACTIEF, _F.NIEUWE_TERMIJN)
_VOOR_EINDE: tuple[Fase, ...] = (_F.VOORTRAJECT_COA, *_MET_PLICHT, _F.TIJDELIJK_VRIJGESTELD, _F.ONDERBROKEN)
_AFGESLOTEN: tuple[Fase, ...] = (_F.OVERGEDRAGEN, _F.VOLDAAN, _F.BEEINDIGD)
AFGESLOTEN = frozenset({*_AFGESLOTEN, _F.GESLOTEN_BEWAREN, _F.VERNIETIGD})
"""De fasen waarin de gemeente niets meer voor het traject doet."""


def _zelfde(
    nummer: str, fasen: tuple[Fase, ...], aanleiding: Aanleiding, gronden: tuple[Grond, ...]
) -> tuple[Overgang, ...]:
    return tuple(
        Overgang(nummer=nummer, van=f, naar=f, aanleiding=aanleiding, grond=g)
        for f, g in zip(fasen, gronden, strict=True)
    )


OVERGANGEN: tuple[Overgang, ...] = (
    *_reeks("T1", (None,), (_F.VOORTRAJECT_COA,), _A.COA_KOPPELING, Grond("Bi2021", "9.4", "3")),
    *_reeks("T2", (None, _F.VOORTRAJECT_COA), (_F.PLICHT_GEMELD,), _A.PLICHT_VASTGESTELD, Grond("Wi2021", "3", "1")),
    *_reeks("T3", (_F.PLICHT_GEMELD,), (_F.INTAKE_OPGEROEPEN,), _A.OPROEP_VERZONDEN, Grond("Wi2021", "14", "1")),
    *_zelfde("T4", (_F.INTAKE_OPGEROEPEN,), _A.OPROEP_HERHAALD, (Grond("Wi2021", "14", "1"),)),
    *_reeks("T5", (_F.INTAKE_OPGEROEPEN,), (_F.INTAKE_LOOPT,), _A.VERSCHENEN, Grond("Wi2021", "14", "1")),
    *_reeks("T6", (_F.INTAKE_LOOPT,), (_F.INTAKE_OPGEROEPEN,), _A.ONVOLDOENDE_MEDEWERKING, Grond("Wi2021", "14", "1")),
    *_reeks("T7", (_F.INTAKE_LOOPT,), (_F.INTAKE_AFGEROND,), _A.INTAKE_AFGEROND, Grond("Wi2021", "14", "3")),
    *_reeks("T8", (_F.INTAKE_OPGEROEPEN,), (_F.INTAKE_AFGEROND,), _A.INTAKE_IN_AFWEZIGHEID, Grond("Wi2021", "14", "2")),
    *_reeks("T9", (_F.INTAKE_AFGEROND,), (_F.WACHT_OP_DERDE,), _A.INFORMATIE_GEVRAAGD, Grond("Bi2021", "5.3", "2")),
    *_reeks("T9", (_F.WACHT_OP_DERDE,), (_F.INTAKE_AFGEROND,), _A.INFORMATIE_ONTVANGEN, Grond("Bi2021", "5.3", "2")),
    *_reeks("T9", (_F.WACHT_OP_DERDE,), (_F.INTAKE_AFGEROND,), _A.ZONDER_INFORMATIE, Grond("Bi2021", "5.3", "2")),
    *_reeks("T10", (_F.INTAKE_AFGEROND,), (_F.TRAJECT_ACTIEF,), _A.PIP_VASTGESTELD, Grond("Wi2021", "15", "1")),
    # Voor Meedoen er was stelde dit college het vast; DUO kent het (ADR 0094).
    *_reeks("T10", (None,), (_F.TRAJECT_ACTIEF,), _A.EERDER_VASTGESTELD, Grond("Wi2021", "15", "1")),
    *_zelfde("T11", (_F.TRAJECT_ACTIEF,), _A.PIP_GEWIJZIGD, (Grond("Wi2021", "17", "2"),)),
    *_zelfde("T12", _IN_TERMIJN, _A.VERLENGING_BESLIST, (Grond("Wi2021", "12", "1"), Grond("Wi2021", "24", "2"))),
    *_reeks("T13", (_F.TRAJECT_ACTIEF,), (_F.NIEUWE_TERMIJN,), _A.NIEUWE_TERMIJN_GESTELD, Grond("Wi2021", "24", "2")),
    *_reeks("T14", _MET_PLICHT, (_F.TIJDELIJK_VRIJGESTELD,), _A.TIJDELIJK_VRIJGESTELD, Grond("Wi2021", "4", "1")),
    *_reeks(
        "T15",
        (_F.TIJDELIJK_VRIJGESTELD,),
        (_F.PLICHT_GEMELD, *_IN_TERMIJN),
        _A.VRIJSTELLING_INGETROKKEN,
        Grond("Wi2021", "4", "1"),
    ),
    *_reeks("T16", _MET_PLICHT, (_F.ONDERBROKEN,), _A.VERBLIJF_ONDERBROKEN, Grond("Bi2021", "2.1", "2")),
    *_reeks("T17", (_F.ONDERBROKEN,), _MET_PLICHT, _A.TERUGGEKEERD, Grond("Bi2021", "2.1", "2")),
    *_reeks("T18", (_F.ONDERBROKEN,), (_F.BEEINDIGD,), _A.ONDERBREKING_TE_LANG, Grond("Bi2021", "2.1", "2")),
    *_reeks("T19", _MET_PLICHT, (_F.OVERGEDRAGEN,), _A.VERHUISD_UIT_GEMEENTE, Grond("Wi2021", "15", "4")),
    *_reeks("T20", (None,), (_F.PLICHT_GEMELD,), _A.VERHUISD_NAAR_GEMEENTE, Grond("Bi2021", "5.3", "3")),
    *_reeks("T21", _IN_TERMIJN, (_F.VOLDAAN,), _A.PLICHT_VOLDAAN, Grond("Wi2021", "6", "1")),
    *_reeks("T22", _VOOR_EINDE, (_F.BEEINDIGD,), _A.PLICHT_GEEINDIGD, Grond("Wi2021", "3", "1")),
    *_reeks("T23", _AFGESLOTEN, (_F.GESLOTEN_BEWAREN,), _A.ALLES_AFGEHANDELD, Grond("Bi2021", "9.9", "1")),
    *_reeks("T24", (_F.GESLOTEN_BEWAREN,), (_F.VERNIETIGD,), _A.VERNIETIGING_ONDERTEKEND, Grond("Bi2021", "9.9", "1")),
    *_reeks(
        "T25",
        (_F.BEEINDIGD, _F.GESLOTEN_BEWAREN),
        (_F.PLICHT_GEMELD,),
        _A.EINDE_HERSTELD,
        Grond("Wi2021", "3", "1"),
    ),
    *_reeks("T26", (None,), (_F.VOORTRAJECT_COA, _F.PLICHT_GEMELD), _A.VOORLOPIG_GEMELD, Grond("Wi2021", "34", "6")),
    *_reeks("T26", BEGIN, _NA_HET_BEGIN, _A.SAMENGEVOEGD, Grond("Wi2021", "34", "6")),
    # Wat verkeerd was vastgelegd wordt teruggenomen; het nummer is dat van de overgang die er niet had moeten zijn.
    *_reeks("T5", (_F.INTAKE_LOOPT,), (_F.INTAKE_OPGEROEPEN,), _A.TERUGGENOMEN, Grond("Wi2021", "14", "1")),
    *_reeks("T6", (_F.INTAKE_OPGEROEPEN,), (_F.INTAKE_LOOPT,), _A.TERUGGENOMEN, Grond("Wi2021", "14", "1")),
    *_reeks("T7", _NA_DE_INTAKE, (_F.INTAKE_LOOPT,), _A.TERUGGENOMEN, Grond("Wi2021", "14", "3")),
    *_reeks("T8", _NA_DE_INTAKE, (_F.INTAKE_OPGEROEPEN,), _A.TERUGGENOMEN, Grond("Wi2021", "14", "2")),
    *_reeks("T10", (_F.TRAJECT_ACTIEF,), (_F.INTAKE_AFGEROND,), _A.TERUGGENOMEN, Grond("Wi2021", "15", "1")),
    *_reeks("T22", (_F.BEEINDIGD,), _VOOR_EINDE, _A.TERUGGENOMEN, Grond("Wi2021", "34", "6")),
    *_reeks("T26", _NA_HET_BEGIN, BEGIN, _A.TERUGGENOMEN, Grond("Wi2021", "34", "6")),
    *_zelfde("T27", (_F.NIEUWE_TERMIJN,), _A.TWEEDE_NIEUWE_TERMIJN_GESTELD, (Grond("Wi2021", "24", "3"),)),
)

_PER_STAP: Mapping[tuple[Fase | None, Fase, Aanleiding], Overgang] = {
    (o.van, o.naar, o.aanleiding): o for o in OVERGANGEN
}

WACHT_OP: Mapping[Fase | None, str] = {
    None: "Zij begint met de melding van DUO, het COA of de verhuizing.",
    _F.VOORTRAJECT_COA: "Dit wacht op SS139 of de inschrijving in deze gemeente (art. 5.3 lid 1 Bi2021).",
    _F.PLICHT_GEMELD: "Dit wacht op de oproep voor de brede intake (art. 14 lid 1 Wi2021).",
    _F.INTAKE_OPGEROEPEN: "Dit wacht op de uitkomst van de oproep (art. 14 lid 1 Wi2021).",
    _F.INTAKE_LOOPT: "Dit wacht op de brede intake (art. 14 lid 3 Wi2021).",
    _F.INTAKE_AFGEROND: "Dit wacht op het PIP (art. 15 lid 1 Wi2021).",
    _F.WACHT_OP_DERDE: "Dit wacht op de informatie van een derde (art. 5.3 lid 2 Bi2021).",
    _F.TRAJECT_ACTIEF: "Het traject loopt (art. 15 lid 1 Wi2021); wat er te doen is staat in de werkvoorraad.",
    _F.NIEUWE_TERMIJN: "De nieuwe termijn loopt (art. 24 lid 2 Wi2021); wat er te doen is staat in de werkvoorraad.",
    _F.TIJDELIJK_VRIJGESTELD: "Dit wacht tot DUO meldt dat de vrijstelling is ingetrokken (art. 4 lid 1 Wi2021).",
    _F.ONDERBROKEN: "Dit wacht op terugkeer of op SS110; de onderbreking wordt bewaakt (art. 2.1 lid 2 Bi2021).",
    _F.OVERGEDRAGEN: (
        "Het nieuwe college is bevoegd (art. 15 lid 4 Wi2021); wat hier loopt staat in de werkvoorraad. Komt de persoon"
        " terug, dan krijgt hij een nieuwe zaak (SS120 of SS121)."
    ),
    _F.VOLDAAN: "De plicht is voldaan (art. 6 lid 1 Wi2021); wat hier nog loopt staat in de werkvoorraad.",
    _F.BEEINDIGD: "De plicht is geëindigd (art. 3 lid 1 Wi2021); wat hier nog loopt staat in de werkvoorraad.",
    _F.GESLOTEN_BEWAREN: "De zaak is gesloten en wordt bewaard (art. 9.9 lid 1 Bi2021).",
    _F.VERNIETIGD: "De zaak is vernietigd; alleen de verklaring van vernietiging is er nog.",
}
"""Waarop een zaak in deze fase wacht. Geen opdracht: of een handeling nu mag, zegt `handelingen`."""
