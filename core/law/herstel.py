"""Terugnemen wat verkeerd is vastgelegd (art. 3:2 Awb). Zolang er iets op rust, gaat dat eerst.

Elk gebrek noemt wat erop rust en wat men daar eerst mee doet. Wie iets terugneemt legt het motief vast; wat er stond
blijft te lezen.
"""

from collections.abc import Iterator
from datetime import date

from core.fouten import Gebrek
from core.law import boetetermijn
from core.law.boetevraag import Boetevraag
from core.law.fasen import Fase
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.kalender import schrijf_dag
from core.law.oproepen import Oproep, Uitkomst, wat_telt_niet
from core.law.recht import Grond, Recht
from core.law.zaakbeeld import Zaakbeeld

_H = Handeling
CORRECTIES = frozenset(
    {
        _H.AFSPRAAK_TERUGNEMEN,
        _H.UITKOMST_TERUGNEMEN,
        _H.BOETEANTWOORD_TERUGNEMEN,
        _H.INTAKE_HEROPENEN,
        _H.PIP_ELDERS_TERUGNEMEN,
        _H.PLAN_TERUGNEMEN,
        _H.WERK_HEROPENEN,
        _H.INTAKE_WEGLEGGEN,
        _H.CONCEPT_WEGLEGGEN,
    }
)
"""De handelingen die terugnemen wat is vastgelegd."""
NA_DE_INTAKE = frozenset({Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE})
NA_HET_PIP = frozenset({Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN})
_OPROEP = Grond("Wi2021", "14", "1")
_INTAKE = Grond("Wi2021", "14", "3")
_BOETE = Grond("Wi2021", "22", "1")
_PIP = Grond("Wi2021", "15", "1")
_OPVOLGEN = Grond("Wi2021", "17", "1")
_ZORG = Grond("Awb", "3:2")


def in_deze_fase(handeling: Handeling, zaak: Zaakbeeld) -> Gebrek | None:
    """Waarom een handeling in deze fase niet meer kan, als daar meer van te zeggen is dan de fase alleen."""
    return _toch_gekomen(handeling, zaak) or _al_vastgesteld(handeling, zaak)


def _al_vastgesteld(handeling: Handeling, zaak: Zaakbeeld) -> Gebrek | None:
    if handeling is not _H.PIP_VASTSTELLEN or zaak.fase not in NA_HET_PIP or zaak.pipbesluit is None:
        return None
    melding = f"Het PIP is al vastgesteld, met de dagtekening {schrijf_dag(zaak.pipbesluit.dagtekening)}."
    return maak_gebrek("fase", melding, _PIP)


def _toch_gekomen(handeling: Handeling, zaak: Zaakbeeld) -> Gebrek | None:
    """Wie komt nadat de intake zonder hem is afgerond, wordt nog gehoord: zij gaat dan eerst weer open (PG-2, PG-4)."""
    afwezig = zaak.oproep is not None and not zaak.oproep.uitkomst.gekomen
    if handeling is not _H.VERSCHIJNEN or zaak.fase not in NA_DE_INTAKE or not afwezig:
        return None
    melding = "De brede intake is zonder de persoon afgerond. Kwam hij toch, heropen haar dan eerst."
    return maak_gebrek("fase", melding, _OPROEP, eerst=_H.INTAKE_HEROPENEN)


def afspraak_terugnemen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    if zaak.bedoelde_oproep is None:
        yield maak_gebrek("oproep", "Er is nog niemand opgeroepen.", _OPROEP)
        return
    bedoeld = zaak.oproepen if zaak.bedoeld is None else (zaak.bedoelde_oproep,)
    if not any(oproep.afspraak_niet_doorgegaan for oproep in bedoeld):
        melding = "Er is geen gemiste of afgezegde afspraak vastgelegd; er valt niets terug te nemen."
        yield maak_gebrek("afspraak", melding, _OPROEP)


def uitkomst_terugnemen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Op een uitkomst rust een latere oproep, het antwoord op haar boetevraag, de afronding en het PIP."""
    oproep = zaak.bedoelde_oproep
    if oproep is None or oproep.uitkomst is Uitkomst.OPEN:
        yield maak_gebrek(
            "uitkomst", "Van deze oproep is geen uitkomst vastgelegd; er valt niets terug te nemen.", _OPROEP
        )
        return
    if oproep.alsnog_op is not None:  # nothing rests on it: the PIP was made without him
        return
    if oproep.uitkomst.weg:
        melding = "Deze oproep is ingetrokken of vervallen, en dat blijft zo; stel zo nodig een nieuwe op."
        yield maak_gebrek("uitkomst", melding, _OPROEP, eerst=_H.OPROEP_OPSTELLEN)
    yield from _rust_op_uitkomst(zaak)
    for later in _erna(oproep, zaak):
        yield from _gaat_eerst(later, zaak)
    yield from _is_beantwoord(oproep)


def antwoord_terugnemen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Op het antwoord bij de tweede rust de derde oproep: die kon pas daarna (PG-7). Telt zij niet, en kwam er een in
    haar plaats, dan rust wat volgt daarop.

    Wat er met een bekende boete gebeurde is altijd vast te leggen, zoals dat zij na bezwaar is ingetrokken. Alleen een
    oproep die nog openstaat en haar noemt gaat eerst; die geweest is telt ook zonder boete (PG-4, INTERPRETATION).
    """
    oproep = zaak.bedoelde_oproep
    if zaak.bedoeld is None:
        oproep = next((o for o in reversed(zaak.oproepen) if o.boetevraag is not None), None)
    if oproep is None or oproep.boetevraag is None:
        yield maak_gebrek("boetevraag", "De boetevraag is niet beantwoord; er valt niets terug te nemen.", _BOETE)
        return
    if not (wat_telt_niet(oproep, recht=recht) and any(o.nummer <= oproep.nummer for o in _erna(oproep, zaak))):
        for later in _erna(oproep, zaak):
            if oproep.boetevraag.bekende_boete is None or _rust_op_boete(later, oproep.boetevraag, recht):
                yield from _gaat_eerst(later, zaak)


def _rust_op_boete(later: Oproep, vraag: Boetevraag, recht: Recht) -> bool:
    """Of deze open oproep de boete noemt in een brief die er nog ligt, of uit haar volgt (art. 22 lid 2)."""
    boete = vraag.bekende_boete
    if boete is None or later.uitkomst is not Uitkomst.OPEN or later.opgesteld_op < boete.bekendgemaakt_op:
        return False
    uit_de_boete = boetetermijn.ruimte_voor_derde(vraag, op=later.opgesteld_op, recht=recht) is not None
    return later.verzonden_op is None or uit_de_boete


def intake_heropenen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    if zaak.fase in NA_HET_PIP:
        yield _rust_op_pip(zaak)


def werk_heropenen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    if zaak.afgevinkt_werk is False:
        yield maak_gebrek("werk", "Er is geen werk dat iemand heeft afgevinkt; er valt niets te heropenen.", _ZORG)


def intake_wegleggen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Zolang de intake niet is afgerond rust er niets op; is zij dat wel, dan gaat zij eerst weer open."""
    if not zaak.heeft_intake:
        yield maak_gebrek("intake", "Er is geen ingevulde brede intake om weg te leggen.", _INTAKE)


def concept_wegleggen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    if not zaak.heeft_concept:
        yield maak_gebrek("pip", "Er is geen concept van het PIP om weg te leggen.", _PIP)


def _rust_op_pip(zaak: Zaakbeeld) -> Gebrek:
    """Een vastgesteld PIP wordt nooit gewijzigd, alleen opgevolgd (I1), of ingetrokken als het er niet had moeten zijn
    (ADR 0058)."""
    melding = (
        "Het PIP is vastgesteld en rust hierop. Een vastgesteld PIP wordt niet gewijzigd, alleen opgevolgd. Plan een"
        " vervolg met wat er anders was, zodat het daarin meegaat."
    )
    if zaak.fase is Fase.TRAJECT_ACTIEF:
        melding += " Had het PIP er zo niet moeten zijn, dan kan een ander dan wie het vaststelde het intrekken."
    return maak_gebrek("pip", melding, _OPVOLGEN, eerst=_H.VERVOLG_PLANNEN)


def _erna(oproep: Oproep, zaak: Zaakbeeld) -> list[Oproep]:
    """De oproepen na deze die er nog zijn."""
    staand = [o for o in zaak.oproepen if not o.uitkomst.weg]
    plaats = next((i for i, o in enumerate(staand) if o is oproep), len(staand))
    return staand[plaats + 1 :]


def _gaat_eerst(later: Oproep, zaak: Zaakbeeld) -> Iterator[Gebrek]:
    """De latere oproep, en wat op haar uitkomst rust: dat houdt dan ook dit tegen."""
    wat, eerst = "trek haar eerst in", _H.OPROEP_INTREKKEN
    if later.uitkomst is not Uitkomst.OPEN:
        wat, eerst = "neem eerst haar uitkomst terug, en trek haar in", _H.UITKOMST_TERUGNEMEN
    melding = f"Oproep {later.nummer} van {schrijf_dag(later.opgesteld_op)} rust hierop; {wat}."
    yield maak_gebrek("oproep", melding, _OPROEP, eerst=eerst)
    if later.uitkomst is not Uitkomst.OPEN:
        yield from _rust_op_uitkomst(zaak)
        yield from _is_beantwoord(later)


def _rust_op_uitkomst(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    """De afronding en het PIP rusten op wat er van de oproepen kwam."""
    if zaak.fase in NA_HET_PIP:
        yield _rust_op_pip(zaak)
    elif zaak.fase in NA_DE_INTAKE:
        melding = "De brede intake is afgerond en rust hierop; heropen haar eerst."
        yield maak_gebrek("intake", melding, _INTAKE, eerst=_H.INTAKE_HEROPENEN)


def _is_beantwoord(oproep: Oproep) -> Iterator[Gebrek]:
    if oproep.boetevraag is not None:
        melding = f"De boetevraag bij oproep {oproep.nummer} is beantwoord; neem eerst dat antwoord terug."
        yield maak_gebrek("boetevraag", melding, _BOETE, eerst=_H.BOETEANTWOORD_TERUGNEMEN)
