"""Elke gebeurtenis van DUO, met de zaak waarin zij valt en wat er daarna in het dossier staat.

Een geval brengt een zaak zover dat de gebeurtenis bij DUO kan; `erna` zegt wat er dan klopt. De tests laten haar in
drie vormen gebeuren: gewoon, terwijl DUO weg is, en ingehaald door een volgende.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak

NOG_GEEN = UUID(int=0)
Opzet = Callable[[Wereld], Awaitable[Zaak]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Geval:
    """Eén gebeurtenis: de zaak ervoor, en wat er daarna anders is."""

    opzet: Opzet
    fase: str = "PLICHT_GEMELD"
    gegevens: frozenset[tuple[str, str]] = frozenset()
    """Soort en waarde van wat er van DUO bewaard is."""
    werk: str = ""
    """Een deel van de omschrijving van het werk voor een mens; leeg: er komt geen werk bij."""
    dossier: Mapping[str, object] = field(default_factory=dict)
    """Velden van het dossier."""


async def gemeld(wereld: Wereld) -> Zaak:
    return await Zaak.nieuw(wereld, asiel=False)


async def asiel(wereld: Wereld) -> Zaak:
    return await Zaak.nieuw(wereld)


async def in_traject(wereld: Wereld) -> Zaak:
    """Met een vastgesteld PIP, en een termijn die DUO gaf."""
    zaak = await (await gemeld(wereld)).tot_traject()
    await wereld.bezorg()
    await wereld.werk_af()
    return zaak


async def na_de_termijn(wereld: Wereld) -> Zaak:
    """De termijn die DUO gaf eindigde vandaag."""
    zaak = await in_traject(wereld)
    wereld.duo_weet(zaak.inwoner, termijn=wereld.termijn(tot=VANDAAG))
    await wereld.gebeurt(zaak.inwoner, "SS113")
    return zaak


async def tijdelijk_vrij(wereld: Wereld) -> Zaak:
    zaak = await gemeld(wereld)
    await wereld.gebeurt(zaak.inwoner, "SS109")
    return zaak


async def tijdelijk_vrij_in_traject(wereld: Wereld) -> Zaak:
    zaak = await in_traject(wereld)
    await wereld.gebeurt(zaak.inwoner, "SS109")
    return zaak


async def ten_onrechte_beeindigd(wereld: Wereld) -> Zaak:
    zaak = await gemeld(wereld)
    await wereld.gebeurt(zaak.inwoner, "SS110")
    return zaak


async def onbekend(wereld: Wereld) -> Zaak:
    """Iemand van wie hier nog niets bekend is: het dossier ontstaat door de gebeurtenis."""
    return Zaak(wereld, wereld.iemand(asiel=False), NOG_GEEN, wereld.km)


def _feiten(*paren: tuple[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(paren)


GEVALLEN: Mapping[str, Geval] = {
    "SS101": Geval(opzet=ten_onrechte_beeindigd),
    "SS102": Geval(opzet=gemeld, dossier={"termijnVan": "2026-03-03", "termijnLaatsteDag": "2029-03-02"}),
    "SS103": Geval(opzet=in_traject, fase="TRAJECT_ACTIEF", dossier={"termijnLaatsteDag": "2029-09-02"}),
    "SS104": Geval(
        opzet=in_traject,
        fase="TRAJECT_ACTIEF",
        gegevens=_feiten(("VERLENGING", "Toegekend")),
        dossier={"termijnLaatsteDag": "2029-09-02"},
    ),
    "SS106": Geval(opzet=in_traject, fase="VOLDAAN", dossier={"redenGeenPlicht": "Inburgeringsplicht voldaan"}),
    "SS107": Geval(
        opzet=gemeld,
        fase="BEEINDIGD",
        gegevens=_feiten(("GEHELE_VRIJSTELLING", "Toekenning")),
        dossier={"redenGeenPlicht": "Volledige vrijstelling"},
    ),
    "SS108": Geval(opzet=gemeld, fase="BEEINDIGD", gegevens=_feiten(("GEHELE_ONTHEFFING", "Toekenning"))),
    "SS109": Geval(
        opzet=gemeld, fase="TIJDELIJK_VRIJGESTELD", gegevens=_feiten(("TIJDELIJKE_VRIJSTELLING", "Toekenning"))
    ),
    "SS110": Geval(opzet=gemeld, fase="BEEINDIGD", dossier={"redenGeenPlicht": "Verblijfsdoel gewijzigd"}),
    "SS111": Geval(opzet=gemeld, fase="BEEINDIGD", dossier={"redenGeenPlicht": "Overlijden"}),
    "SS112": Geval(opzet=in_traject, fase="TRAJECT_ACTIEF", gegevens=_feiten(("VERLENGING", "InBehandeling"))),
    "SS113": Geval(opzet=in_traject, fase="TRAJECT_ACTIEF", gegevens=_feiten(("VERLENGING", "Afgewezen"))),
    "SS114": Geval(opzet=gemeld, gegevens=_feiten(("GEHELE_VRIJSTELLING", "Afwijzing"))),
    "SS115": Geval(opzet=gemeld, gegevens=_feiten(("TIJDELIJKE_VRIJSTELLING", "Afwijzing"))),
    "SS116": Geval(opzet=gemeld, gegevens=_feiten(("GEDEELTELIJKE_VRIJSTELLING", "Afwijzing"))),
    "SS117": Geval(
        opzet=gemeld,
        gegevens=_feiten(("GEDEELTELIJKE_VRIJSTELLING", "Toekenning")),
        werk="gedeeltelijke vrijstelling voor lezen",
    ),
    "SS118": Geval(opzet=gemeld, gegevens=_feiten(("GEHELE_ONTHEFFING", "Afwijzing"))),
    "SS119": Geval(
        opzet=gemeld,
        gegevens=_feiten(("GEDEELTELIJKE_ONTHEFFING", "Toekenning")),
        werk="gedeeltelijke ontheffing voor spreken",
    ),
    "SS120": Geval(opzet=gemeld, dossier={"vestigingOp": VANDAAG.isoformat()}),
    "SS121": Geval(
        opzet=onbekend,
        gegevens=_feiten(("PIP", "B")),
        dossier={"vestigingOp": VANDAAG.isoformat(), "termijnVan": "2025-11-03"},
    ),
    "SS124": Geval(opzet=asiel, dossier={"doelgroep": "GEZIN_EN_OVERIG"}),
    "SS125": Geval(opzet=gemeld, dossier={"doelgroep": "ASIEL"}),
    "SS128": Geval(opzet=gemeld),
    "SS129": Geval(opzet=tijdelijk_vrij, gegevens=_feiten(("TIJDELIJKE_VRIJSTELLING", "Toekenning"))),
    "SS130": Geval(
        opzet=tijdelijk_vrij_in_traject,
        fase="TRAJECT_ACTIEF",
        gegevens=_feiten(("TIJDELIJKE_VRIJSTELLING", "Toekenning")),
    ),
    "SS131": Geval(opzet=gemeld),
    "SS137": Geval(opzet=gemeld),
    "SS139": Geval(opzet=gemeld, dossier={"ss139Op": VANDAAG.isoformat()}),
    "SS141": Geval(opzet=in_traject, fase="VOLDAAN", werk="reik het certificaat in persoon uit"),
    "SS198": Geval(
        opzet=na_de_termijn,
        fase="NIEUWE_TERMIJN",
        gegevens=_feiten(("BOETE", ""), ("TERMIJNEINDE", ""), ("VERLENGING", "Afgewezen")),
        dossier={"termijnLaatsteDag": "2028-03-01"},
    ),
    "SS199": Geval(opzet=gemeld, gegevens=_feiten(("EXAMEN", "Geslaagd"), ("GRATIS_POGING", ""))),
}
