"""De oproepen van art. 14 en 22 Wi2021 tegen de tabel."""

from datetime import date
from typing import Any

import msgspec
import pytest

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.boetevraag import Boeteantwoord, Boetevraag, RedenGeenBoete
from core.law.oproepen import (
    Oproep,
    Uitkomst,
    VolgendeOproep,
    toets_in_afwezigheid,
    toets_nieuwe_oproep,
    waarschuwen_vanaf,
)
from core.law.recht import Recht, Regelkeuzes
from tests.law.tabellen import Geval, lees_tabel, maak


def _toets(gegeven: dict[str, Any], recht: Recht) -> VolgendeOproep:
    rest = dict(gegeven)
    return toets_nieuwe_oproep(
        [maak(Oproep, o) for o in rest.pop("eerdere")],
        keuzes=maak(Regelkeuzes, rest.pop("keuzes")),
        recht=recht,
        **rest,
    )


def _per_veld(gebreken: tuple[Gebrek, ...]) -> dict[str, str]:
    return {g.veld: g.grond for g in gebreken}


@pytest.mark.parametrize("geval", lees_tabel("oproepen"), ids=str)
def test_nieuwe_oproep(geval: Geval, recht: Recht) -> None:
    if "voorwaarden" in geval.dan:
        with pytest.raises(VoorwaardeNietVervuld) as voorwaarde:
            _toets(geval.gegeven, recht)
        assert _per_veld(voorwaarde.value.gebreken) == geval.dan["voorwaarden"]
    elif "gebreken" in geval.dan:
        with pytest.raises(OngeldigeInvoer) as invoer:
            _toets(geval.gegeven, recht)
        assert _per_veld(invoer.value.gebreken) == geval.dan["gebreken"]
        assert len(invoer.value.gebreken) == geval.dan.get("aantal", 1)
    else:
        volgende = _toets(geval.gegeven, recht)
        gevonden = msgspec.structs.asdict(msgspec.convert(volgende, _Rij, from_attributes=True))
        assert gevonden == {"uiterste_termijn": None, "vroegste_termijn": None} | geval.dan
        assert str(volgende.grond) == geval.grond


class _Rij(msgspec.Struct):
    nummer: int
    met_waarschuwing: bool
    uiterste_termijn: date | None
    vroegste_termijn: date | None


def _oproep(nummer: int, uitkomst: Uitkomst, **anders: Any) -> Oproep:
    waarden: dict[str, Any] = {
        "opgesteld_op": date(2026, nummer, 2),
        "verzonden_op": date(2026, nummer, 2),
        "afspraak_dag": date(2026, nummer, 12),
        "termijn_tot": date(2026, nummer, 16),
    }
    return Oproep(nummer=nummer, uitkomst=uitkomst, **waarden | anders)


BEANTWOORD = Boetevraag(antwoord=Boeteantwoord.GEEN_BOETE, reden=RedenGeenBoete.GEEN_VERWIJT, motief="ziek")
TWEE = (
    _oproep(1, Uitkomst.TERMIJN_GEMIST),
    _oproep(2, Uitkomst.TERMIJN_GEMIST, boetevraag=BEANTWOORD),
)
NA_DE_DERDE = date(2026, 3, 17)


def _ontbreekt(*oproepen: Oproep, op: date = NA_DE_DERDE, recht: Recht) -> list[str]:
    return [g.grond for g in toets_in_afwezigheid(oproepen, peildatum=op, recht=recht)]


def test_pg_4_pas_na_drie_oproepen_zonder_resultaat(recht: Recht) -> None:
    assert _ontbreekt(*TWEE, _oproep(3, Uitkomst.TERMIJN_GEMIST), recht=recht) == []
    assert _ontbreekt(*TWEE, recht=recht) == ["art. 14 lid 2 Wi2021"]
    assert _ontbreekt(recht=recht) == ["art. 14 lid 2 Wi2021"]
    assert _ontbreekt(*TWEE, _oproep(3, Uitkomst.OPEN), recht=recht) == ["art. 14 lid 2 Wi2021"]


def test_pg_4_de_derde_termijn_moet_voorbij_zijn_tenzij_de_persoon_schriftelijk_weigerde(recht: Recht) -> None:
    laatste = date(2026, 3, 16)
    for uitkomst, gebreken in (
        (Uitkomst.ONVOLDOENDE_MEDEWERKING, ["art. 14 lid 2 Wi2021"]),
        (Uitkomst.KOMST_GEWEIGERD, []),
    ):
        assert _ontbreekt(*TWEE, _oproep(3, uitkomst), op=laatste, recht=recht) == gebreken


def test_pg_1_een_niet_verzonden_oproep_telt_niet_mee_en_de_weigering_noemt_haar(recht: Recht) -> None:
    derde = _oproep(3, Uitkomst.TERMIJN_GEMIST, verzonden_op=None)
    gebreken = toets_in_afwezigheid((*TWEE, derde), peildatum=NA_DE_DERDE, recht=recht)
    assert [g.veld for g in gebreken] == ["oproepen", "verzondenOp"]
    assert "Oproep 3" in gebreken[1].melding


def test_een_nummer_telt_een_keer(recht: Recht) -> None:
    assert _ontbreekt(*TWEE, _oproep(2, Uitkomst.TERMIJN_GEMIST), recht=recht) == ["art. 14 lid 2 Wi2021"]


def test_een_melding_over_een_oproep_noemt_de_volgende_stap(recht: Recht) -> None:
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        toets_nieuwe_oproep(
            [_oproep(1, Uitkomst.OPEN)],
            termijn_tot=date(2026, 3, 2),
            op=date(2026, 2, 2),
            keuzes=Regelkeuzes(),
            recht=recht,
        )
    assert "leg eerst vast dat haar termijn gemist is" in fout.value.gebreken[0].melding


@pytest.mark.parametrize(
    ("oproep", "dag"),
    [
        (_oproep(1, Uitkomst.TERMIJN_GEMIST, uitkomst_op=date(2026, 1, 20)), date(2026, 1, 17)),
        (_oproep(1, Uitkomst.KOMST_GEWEIGERD, uitkomst_op=date(2026, 1, 8)), date(2026, 1, 8)),
        (_oproep(1, Uitkomst.ONVOLDOENDE_MEDEWERKING, uitkomst_op=date(2026, 1, 14)), date(2026, 1, 14)),
        (_oproep(1, Uitkomst.VERSCHENEN, uitkomst_op=date(2026, 1, 12)), None),
    ],
)
def test_pg_15_wanneer_er_op_zijn_vroegst_gewaarschuwd_kon_worden(
    oproep: Oproep, dag: date | None, recht: Recht
) -> None:
    assert waarschuwen_vanaf([oproep], recht=recht) == dag
