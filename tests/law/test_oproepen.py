"""De oproepen van art. 14 en 22 Wi2021 tegen de tabel."""

from datetime import date
from typing import Any

import msgspec
import pytest

from core.fouten import Gebrek, OngeldigeInvoer, VoorwaardeNietVervuld
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.oproepen import (
    Oproep,
    Uitkomst,
    VolgendeOproep,
    mag_in_afwezigheid,
    toets_in_afwezigheid,
    toets_nieuwe_oproep,
)
from core.law.recht import Recht, Regelkeuzes
from tests.law.tabellen import Geval, lees_tabel, maak


def _groep(naam: str) -> Doelgroep | GedetailleerdeDoelgroep:
    return Doelgroep(naam) if naam in Doelgroep.__members__ else GedetailleerdeDoelgroep(naam)


def _toets(gegeven: dict[str, Any], recht: Recht) -> VolgendeOproep:
    rest = dict(gegeven)
    return toets_nieuwe_oproep(
        [maak(Oproep, o) for o in rest.pop("eerdere")],
        doelgroep=_groep(rest.pop("doelgroep")),
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
        verwacht = {"uiterste_termijn": None} | {k: v for k, v in geval.dan.items() if k != "afweging"}
        assert gevonden == verwacht
        assert (volgende.afweging.code if volgende.afweging else None) == geval.dan.get("afweging")
        assert str(volgende.grond) == geval.grond


class _Rij(msgspec.Struct):
    nummer: int
    met_waarschuwing: bool
    uiterste_termijn: date | None


def _oproep(nummer: int, uitkomst: Uitkomst) -> Oproep:
    return Oproep(
        nummer=nummer, verzonden_op=date(2026, nummer, 2), termijn_tot=date(2026, nummer, 16), uitkomst=uitkomst
    )


def test_art_14_lid_2_pas_na_drie_oproepen_zonder_resultaat(recht: Recht) -> None:
    drie = [_oproep(n, Uitkomst.NIET_VERSCHENEN) for n in (1, 2, 3)]
    assert mag_in_afwezigheid(drie, recht=recht)
    assert not mag_in_afwezigheid(drie[:2], recht=recht)
    assert not mag_in_afwezigheid([], recht=recht)
    assert not mag_in_afwezigheid([*drie[:2], _oproep(3, Uitkomst.OPEN)], recht=recht)


def test_een_opnieuw_geplande_oproep_telt_een_keer(recht: Recht) -> None:
    oproepen = [
        _oproep(1, Uitkomst.AFGEMELD),
        _oproep(1, Uitkomst.NIET_VERSCHENEN),
        _oproep(2, Uitkomst.NIET_VERSCHENEN),
    ]
    assert [g.grond for g in toets_in_afwezigheid(oproepen, recht=recht)] == ["art. 14 lid 2 Wi2021"]


def test_een_melding_over_een_oproep_noemt_de_volgende_stap(recht: Recht) -> None:
    eerdere = [_oproep(1, Uitkomst.OPEN)]
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        toets_nieuwe_oproep(
            eerdere,
            termijn_tot=date(2026, 3, 2),
            op=date(2026, 2, 2),
            doelgroep=Doelgroep.ASIEL,
            keuzes=Regelkeuzes(),
            recht=recht,
        )
    assert "leg eerst de uitkomst vast" in fout.value.gebreken[0].melding
