"""Een brief die na een verhuizing weggaat belooft niets wat het oude college dan niet meer doet (PG-6, PG-8, PG-12).

Zij moet weg: wie besloot, maakt bekend (art. 3:41 Awb). Wat daarna komt doet het college van de nieuwe gemeente (art.
15 lid 4 Wi2021).
"""

import re
from pathlib import Path

import msgspec
import pytest

from core.law.besluiten import BESLUITEN, Besluitsoort
from core.platform.letters.gegevens import Brief, Verzending
from core.process.stappen import STAPPEN
from tests.letters.lezen import lopende_tekst, zonder_wit
from tests.letters.tekst import tekst
from tests.letters.voorbeelden import VERZENDING, maak_op_met
from tests.voorbeelden.alle import BRIEVEN, VOLSTE
from tests.voorbeelden.goedgekeurd import vergelijk_map

NAGELEZEN = Path(__file__).parent / "goedgekeurd" / "na_verhuizing"
TERUGGELEZEN = Path(__file__).parent / "goedgekeurd" / "na_terugkeer"
VERHUISD = msgspec.structs.replace(VERZENDING, na_verhuizing=True)
TERUG = msgspec.structs.replace(VERHUISD, na_terugkeer=True)
GAAT_NIET_MEER = frozenset({Besluitsoort.OPROEP, Besluitsoort.WAARSCHUWING})
"""Een oproep vervalt bij de verhuizing, met haar waarschuwing."""
GAAT_NOG = frozenset(
    {besluit.brief for soort, besluit in BESLUITEN.items() if besluit.brief and soort not in GAAT_NIET_MEER}
    | {soort.naam for stap in STAPPEN for soort in stap.brieven if soort.gaat_door}
)
"""Elke soort brief die na een verhuizing nog weg kan: die van een besluit, en wat altijd doorgaat."""
DOEN = (
    "begeleiden|bekijken|bellen|beoordelen|beslissen|bespreken|doen|geven|helpen|kijken|laten|leggen|maken|nemen|nodigen"
    "|plannen|regelen|roepen|schrijven|spreken|stellen|sturen|vertellen|voeren|vragen|zoeken|zorgen"
)
BELOFTE = re.compile(
    rf"\b[Ww]ij (?:{DOEN})\b|\b(?:{DOEN}) wij\b|\b[Uu] krijgt (?:daarover|hierover|een|deze|bericht)\b|\bvan ons of\b"
    r"|\b[Ww]acht op bericht\b|\b[Uu] hoort\b|\bsamen met u\b|\bwij met u\b|\b[Dd]aarin bespreken\b"
)
BLIJFT_WAAR = re.compile(
    r"Wij regelen een tolk of leggen de brief uit"  # wie over deze brief belt
    r"|Dan vragen wij u om het aan te vullen"  # wie tegen dit besluit bezwaar maakt
    r"|konden wij de intake niet samen met u afmaken"
)


def _gevallen() -> dict[str, Brief]:
    return {pad: brief for pad, brief in BRIEVEN.items() if brief.soort.naam in GAAT_NOG}


def test_elke_soort_die_nog_weg_kan_heeft_een_voorbeeld() -> None:
    assert {brief.soort.naam for brief in _gevallen().values()} == GAAT_NOG


@pytest.mark.parametrize("brief", _gevallen().values(), ids=_gevallen())
def test_er_staat_geen_belofte_in_van_het_oude_college(brief: Brief) -> None:
    regels = [BLIJFT_WAAR.sub("", regel) for regel in tekst(brief, verzending=VERHUISD).splitlines()]
    assert [regel for regel in regels if BELOFTE.search(regel)] == []


@pytest.mark.parametrize("soort", sorted(GAAT_NOG))
def test_zonder_verhuizing_vindt_dezelfde_vraag_de_belofte(soort: str) -> None:
    """Anders zou de vraag niets vinden; alleen de brief over een latere dag voor bezwaar belooft nooit iets."""
    gevallen = [brief for brief in _gevallen().values() if brief.soort.naam == soort]
    beloften = [b for brief in gevallen for b in tekst(brief).splitlines() if BELOFTE.search(BLIJFT_WAAR.sub("", b))]
    assert bool(beloften) is (soort != "bezwaardag")


@pytest.mark.parametrize("brief", _gevallen().values(), ids=_gevallen())
def test_zij_zegt_dat_het_nieuwe_college_verdergaat_en_nooit_waar(brief: Brief) -> None:
    gezegd = tekst(brief, verzending=VERHUISD)
    zegt_het = "Het college van uw nieuwe gemeente gaat verder met uw inburgering" in gezegd
    assert zegt_het is (brief.soort.naam != "bezwaardag")
    assert "verhuisd" not in tekst(brief).replace("verhuisde", "")


ELDERS = re.compile(
    r"(?i)uw nieuwe gemeente|u bent naar een andere gemeente verhuisd|van ons geen|voor ons niets|wacht op bericht"
)
"""Wat niet waar is van wie hier weer woont: een ander college, of niets te doen terwijl er een nieuwe intake is."""


@pytest.mark.parametrize("brief", _gevallen().values(), ids=_gevallen())
def test_na_een_terugkeer_zegt_zij_dat_hij_hier_weer_woont_en_dat_een_oproep_blijft(brief: Brief) -> None:
    gezegd = tekst(brief, verzending=TERUG)
    assert ELDERS.search(gezegd) is None
    if brief.soort.naam == "bezwaardag":
        return
    assert re.search(r"woont (?:nu )?weer (?:in onze gemeente|bij ons)", gezegd) is not None
    assert re.search(r"oproep of een afspraak[^.?]*(?:\? Die|,) blijft gelden", gezegd) is not None
    assert re.search(r"Wij (?:voeren|laten aan DUO)|hoeft daar zelf niets", gezegd) is None, (
        "dat is van de zaak van toen"
    )
    assert ELDERS.search(tekst(brief, verzending=VERHUISD)) is not None, "de vraag vindt wat er anders stond"


@pytest.mark.parametrize(("map_", "verzending"), [(NAGELEZEN, VERHUISD), (TERUGGELEZEN, TERUG)])
def test_de_tekst_na_een_verhuizing_en_na_een_terugkeer_is_nagelezen(map_: Path, verzending: Verzending) -> None:
    """Keur een verschil alleen goed als u haar gelezen hebt als wie haar krijgt."""
    vergelijk_map(
        map_,
        {
            f"{geval.replace('/', '-')}.txt": tekst(BRIEVEN[geval], verzending=verzending)
            for geval in (
                "besluit_intrekking/gehoord",
                "besluit_intrekking/ontheffing",
                "besluit_intrekking/ontheffing-verkorte-intake",
                "besluit_intrekking/weigering",
                "besluit_intrekking/weigering-zonder-verzoek",
                "ontheffing_lbt/geweigerd-visueel",
                "ontheffing_lbt/verleend-auditief",
                "pip_beschikking/afwezig-antwoordde",
                "pip_beschikking/b1-asiel-na-een-dag-die-niet-telt",
                "pip_beschikking/b1-gezinsmigrant",
                "pip_beschikking/zelfredzaamheid-asiel",
            )
        },
    )


@pytest.mark.parametrize("soort", sorted(GAAT_NOG))
@pytest.mark.parametrize("verzending", [VERHUISD, TERUG], ids=["verhuisd", "terug"])
async def test_op_papier_staat_hetzelfde(soort: str, verzending: Verzending) -> None:
    brief = VOLSTE[soort]
    papier = lopende_tekst(await maak_op_met(brief, verzending))
    stukken = [
        stuk.lstrip("#- ") for regel in tekst(brief, verzending=verzending).splitlines() for stuk in regel.split(" | ")
    ]
    assert [stuk for stuk in stukken if zonder_wit(stuk) not in papier] == []
