"""De inhoudsopgave van het proces klopt met de mappen, en geen twee stappen noemen hetzelfde."""

from collections import Counter

from core.bootstrap import PADEN, TAKEN, WERKSOORTEN
from core.process.stappen import STAPPEN
from tests.architecture.bron import WORTEL

PROCES = WORTEL / "core" / "process"


def test_elke_map_is_een_stap_en_staat_in_de_inhoudsopgave() -> None:
    mappen = {m.name for m in PROCES.iterdir() if m.is_dir() and any(m.glob("*.py"))}
    assert Counter(stap.naam for stap in STAPPEN) == Counter(mappen)


def test_wat_een_stap_noemt_staat_in_haar_eigen_map() -> None:
    for stap in STAPPEN:
        map_ = f"core.process.{stap.naam}."
        eigen = [
            *stap.controllers,
            *(feit.tabel for feit in stap.feiten),
            *map(type, stap.werk),
        ]
        assert [x for x in eigen if not x.__module__.startswith(map_)] == [], stap.naam
        assert [t.soort for t in stap.taken if not t.soort.startswith(f"{stap.naam}.")] == [], stap.naam


def test_geen_twee_stappen_noemen_hetzelfde() -> None:
    assert len(WERKSOORTEN) == len({str(soort) for soort in WERKSOORTEN})
    besluiten = [str(soort) for stap in STAPPEN for soort in stap.besluiten]
    assert len(besluiten) == len(set(besluiten))
    assert len(TAKEN) == sum(len(stap.taken) for stap in STAPPEN)
    assert len(PADEN) == sum(len(stap.paden) for stap in STAPPEN)
    tabellen = [feit.tabel._meta.tablename for stap in STAPPEN for feit in stap.feiten]
    assert len(tabellen) == len(set(tabellen))


def test_elke_gebeurtenis_zet_alleen_taken_klaar_die_er_zijn() -> None:
    klaargezet = {soort for stap in STAPPEN for soorten in stap.gebeurtenissen.values() for soort in soorten}
    assert klaargezet <= TAKEN.keys()
