"""Een gemeente die al even bezig is: zaken waarin elke route iets kan doen. Wat een stap daarvoor nodig heeft, zaait
zij zelf (`Proef.zaai`)."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx2

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.api.routes import Route
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import PROEVEN
from tests.voorbeelden.proef import Akker, samen

NIEMAND = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gezaaid:
    """De id's waarmee elke route iets vindt; de namen zijn die van de padparameters."""

    dossiers: Mapping[str, str]
    """Het dossier van de lopende intake, en dat van het traject."""
    ids: Mapping[str, str]

    @property
    def dossier_id(self) -> str:
        return self.dossiers["intake"]

    def voor(self, route: Route, gemeentecode: str) -> dict[str, str]:
        """De parameters van een route, met het dossier waarin haar stap zaaide."""
        return {**self.ids, "gemeentecode": gemeentecode, "dossier_id": self.dossiers[PROEVEN[route.stap].dossier]}


ONBEZAAID = Gezaaid(dossiers={"intake": NIEMAND, "traject": NIEMAND}, ids={})
"""Voor wie al aan de deur geweigerd wordt."""


async def zaai(wereld: Wereld) -> Gezaaid:
    """Eén zaak met een lopende intake en een concept, één in haar traject, en daarin wat elke stap zaait."""
    return await wereld.stap("gezaaid", lambda: _zaai(wereld), bewaar=True)


async def _zaai(wereld: Wereld) -> Gezaaid:
    intake = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST, nummer=1))).tot_intake()
    await intake.vul_intake()
    await intake.schrijf_pip()
    traject = await (await Zaak.gemeld(wereld, wereld.wie(Verhaal.ASIEL_GEHUISVEST))).tot_traject()
    await wereld.maak_brieven(traject.id)
    akker = Akker(wereld=wereld, intake=intake, traject=traject)
    return Gezaaid(
        dossiers={"intake": str(intake.id), "traject": str(traject.id)},
        ids=samen([await proef.zaai(akker) for proef in PROEVEN.values() if proef.zaai is not None]),
    )


async def stuur_ruw(
    wereld: Wereld, gezaaid: Gezaaid, route: Route, ruw: bytes, *, soort: str = "application/json"
) -> httpx2.Response:
    """Deze bytes naar deze route, door wie er mag komen."""
    mens = wereld.mens(route.wie(van_de_gemeente="teamleider"))
    adres = route.adres(gezaaid.voor(route, wereld.twee.a.code))
    koppen = {"Authorization": f"Bearer {mens.token}", "Content-Type": soort}
    return await wereld.http.request(route.methode, adres, content=ruw, headers=koppen)
