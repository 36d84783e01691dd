"""Standen van een zaak van wie met een PIP van een andere gemeente kwam (SS121, art. 15 lid 4), om in te proberen."""

from collections.abc import Awaitable, Callable, Mapping

from tests.process.zaak import Zaak
from tests.voorbeelden.elders import leg_intrekking_vast
from tests.voorbeelden.oproep import VERZOEK


async def verkort(zaak: Zaak) -> None:
    """DUO meldt het, en geeft de leerroute van dat PIP."""
    await zaak.wereld.gebeurt(zaak.inwoner, "SS121")


async def verkort_loopt(zaak: Zaak) -> None:
    await verkort(zaak)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()


async def verkort_ingevuld(zaak: Zaak) -> None:
    """De intake is ingevuld, zonder de toets en zonder opleiding en werk (E45)."""
    await verkort_loopt(zaak)
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="")


async def verkort_half(zaak: Zaak) -> None:
    """Ook van wat bij een verkorte intake wel hoort ontbreekt iets."""
    await verkort_loopt(zaak)
    await zaak.vul_intake_zonder_uitslag(opleidingEnWerk="", taalniveau="", vve="")


async def toets_geweigerd_en_dan_verkort(zaak: Zaak) -> None:
    """Na de tweede oproep weigerde de persoon de toets; pas daarna meldde DUO dat hij met een PIP kwam."""
    await zaak.roep_op()
    await zaak.zet_gemiste_oproepen(1)
    await zaak.roep_op()
    await zaak.verzend_oproep()
    await zaak.verschijnt()
    await zaak.uitkomst("ONVOLDOENDE_MEDEWERKING", "wilde niet", verzoek=VERZOEK)
    await verkort(zaak)


async def verkort_ingetrokken(zaak: Zaak) -> None:
    """De gemeente die dat PIP vaststelde trok het in, en dat is vastgelegd; de intake is ingevuld als een verkorte."""
    await verkort_ingevuld(zaak)
    await leg_intrekking_vast(zaak)


async def verkort_afgerond(zaak: Zaak) -> None:
    await verkort_ingevuld(zaak)
    await zaak.rond_intake_af()


async def verkort_ingetrokken_afgerond(zaak: Zaak) -> None:
    """De volledige intake is af."""
    await verkort_ingetrokken(zaak)
    await zaak.vul_intake(versie=1)
    await zaak.rond_intake_af()


async def verkort_ingetrokken_concept(zaak: Zaak) -> None:
    await verkort_ingetrokken_afgerond(zaak)
    await zaak.schrijf_pip()


STANDEN: Mapping[str, Callable[[Zaak], Awaitable[None]]] = {
    stand.__name__: stand
    for stand in (
        verkort,
        verkort_loopt,
        verkort_ingevuld,
        verkort_half,
        toets_geweigerd_en_dan_verkort,
        verkort_ingetrokken,
        verkort_afgerond,
        verkort_ingetrokken_afgerond,
        verkort_ingetrokken_concept,
    )
}
