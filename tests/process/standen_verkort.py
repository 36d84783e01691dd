"""Standen van een zaak van wie met een PIP van een andere gemeente kwam (SS121, art. 15 lid 4), om in te proberen."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping

from msgspec import UNSET, structs

from core.ontwikkeling.simulator.opslag import GeregistreerdPip
from tests.process.zaak import Zaak
from tests.voorbeelden.elders import leg_intrekking_vast, leg_plan_vast
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


async def verkort_twee_plannen(zaak: Zaak) -> None:
    """Tussen de twee keer dat DUO gelezen werd verhuisde hij via een tweede gemeente, die ook een PIP maakte."""
    await verkort(zaak)
    [van_a] = zaak.wereld.duo_heeft(zaak.inwoner).pips
    later = van_a.pip.dagtekeningPip + dt.timedelta(days=9)
    zaak.wereld.duo_weet(zaak.inwoner, pips=[van_a, van_b(van_a, later)])
    await zaak.stuur("/duo-lezing", None)
    await zaak.wereld.werk_af()


def van_b(van_a: GeregistreerdPip, dag: dt.date) -> GeregistreerdPip:
    """Het PIP van de tweede gemeente, met een andere leerroute (art. 17 lid 2)."""
    route, niveau = ("Z", UNSET) if van_a.pip.leerroute == "B" else ("B", "B1")
    anders = structs.replace(van_a.pip, dagtekeningPip=dag, leerroute=route, niveau=niveau)
    return GeregistreerdPip(gemeentecode="0518", pip=anders)


async def verkort_laatste_ingetrokken(zaak: Zaak) -> None:
    """De tweede gemeente trok haar PIP in; dat van de eerste staat."""
    await verkort_twee_plannen(zaak)
    dag = zaak.wereld.duo_heeft(zaak.inwoner).pips[-1].pip.dagtekeningPip.isoformat()
    await leg_intrekking_vast(zaak, gemeente="GM0518", pipVan=dag)


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


async def plan_vastgelegd(zaak: Zaak) -> None:
    """DUO gaf geen PIP van elders, en een medewerker legde er een vast."""
    await leg_plan_vast(zaak)


STANDEN: Mapping[str, Callable[[Zaak], Awaitable[None]]] = {
    stand.__name__: stand
    for stand in (
        verkort,
        verkort_loopt,
        verkort_ingevuld,
        verkort_half,
        toets_geweigerd_en_dan_verkort,
        verkort_ingetrokken,
        verkort_twee_plannen,
        verkort_laatste_ingetrokken,
        verkort_afgerond,
        verkort_ingetrokken_afgerond,
        verkort_ingetrokken_concept,
        plan_vastgelegd,
    )
}
