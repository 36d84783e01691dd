"""Wat er na een boete op te volgen is zolang er geen derde oproep is, tegen de tabel (art. 22 lid 2 en 3, PG-7)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.law.boeteopvolging import kwam_na_boete, op_te_volgen
from core.law.boetevraag import Boeteantwoord, Boetevraag
from core.law.fasen import Fase
from core.law.oproepen import Oproep, Uitkomst
from core.law.recht import Recht
from core.law.retourpost import Retouroordeel
from tests.law.tabellen import Geval, lees_tabel

_EERSTE = Oproep(
    nummer=1,
    opgesteld_op=date(2026, 4, 10),
    verzonden_op=date(2026, 4, 10),
    afspraak_dag=date(2026, 4, 20),
    termijn_tot=date(2026, 4, 24),
    uitkomst=Uitkomst.TERMIJN_GEMIST,
)
_TWEEDE = replace(
    _EERSTE,
    nummer=2,
    opgesteld_op=date(2026, 4, 28),
    verzonden_op=date(2026, 4, 28),
    afspraak_dag=date(2026, 5, 6),
    termijn_tot=date(2026, 5, 11),
)
_DERDE = replace(
    _EERSTE,
    nummer=3,
    opgesteld_op=date(2026, 6, 15),
    verzonden_op=date(2026, 6, 15),
    afspraak_dag=date(2026, 7, 20),
    termijn_tot=date(2026, 7, 31),
)


def _met(oproep: Oproep, anders: dict[str, Any]) -> Oproep:
    waarden: dict[str, Any] = dict(anders)
    if "uitkomst" in waarden:
        waarden["uitkomst"] = Uitkomst(waarden["uitkomst"])
    if "retour" in waarden:
        waarden["retour"] = Retouroordeel(waarden["retour"])
    return replace(oproep, **waarden)


@pytest.mark.parametrize("geval", lees_tabel("boeteopvolging"), ids=str)
def test_wat_er_na_een_boete_op_te_volgen_is(geval: Geval, recht: Recht) -> None:
    gegeven, dan = geval.gegeven, geval.dan
    vraag = Boetevraag(
        antwoord=Boeteantwoord.BOETE if gegeven["boete"] else Boeteantwoord.GEEN_BOETE,
        bekendgemaakt_op=date(2026, 6, 1) if gegeven["boete"] else None,
        termijn_laatste_dag=gegeven["tot"] if gegeven["boete"] else None,
    )
    tweede = replace(_met(_TWEEDE, gegeven["tweede"]), boetevraag=vraag)
    derde = [] if gegeven["derde"] is None else [_met(_DERDE, gegeven["derde"])]
    oproepen = [_EERSTE, tweede, *derde]
    wacht = op_te_volgen(oproepen, fase=Fase.INTAKE_OPGEROEPEN, peildatum=gegeven["peildatum"], recht=recht)
    elders = op_te_volgen(oproepen, fase=Fase.OVERGEDRAGEN, peildatum=gegeven["peildatum"], recht=recht)
    assert elders is None, "T19: een ander college roept dan op"
    kwam = kwam_na_boete(oproepen, recht=recht)
    wat = {"op te volgen": wacht, "kwam na de boete": kwam}
    assert [naam for naam, gevonden in wat.items() if gevonden is not None] == (
        [] if dan["wat"] == "niets" else [dan["wat"]]
    )
    gevonden = wat.get(dan["wat"])
    if gevonden is None:
        return
    assert gevonden.oproep is tweede
    assert (gevonden.uiterlijk, str(gevonden.grond)) == (dan["uiterlijk"], dan["grond"])
    for stuk in dan["noemt"]:
        assert stuk in gevonden.melding
