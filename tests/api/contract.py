"""Wat het contract aanneemt is te bewaren en terug te lezen: elke route, verzonnen bodies, de echte database.

Een nieuwe route doet vanzelf mee. `make test` verzint weinig, `make test-lang` veel.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import httpx2
import msgspec
from hypothesis import strategies as st

from core.integrations.duo.contract import Notificatie
from core.platform.http.invoer import zoek_gebreken
from core.platform.http.vrijetekst import maak_netjes
from tests.api.gezaaid import Gezaaid, zaai
from tests.api.routes import Route, routes_van
from tests.api.strategieen import bodies
from tests.process.wereld import Wereld, velden


class Proef:
    """Een gezaaide gemeente en haar routes; elk verzoek telt mee in `statussen`."""

    def __init__(self, wereld: Wereld, gezaaid: Gezaaid) -> None:
        self.wereld, self._gezaaid = wereld, gezaaid
        self.routes = routes_van(wereld.huis)
        self.statussen: dict[str, set[int]] = {}
        self._versies: dict[str, int] = {}
        """Per adres de versie die er het laatst stond."""
        ids = sorted({*gezaaid.dossiers.values(), *gezaaid.ids.values(), str(wereld.twee.a.school)})
        # Made here: a field without a strategy is said at once, and not after a minute of shrinking.
        self._met_body = [(route, route.body, bodies(route.body, ids)) for route in self.routes if route.body]

    async def elke_route(self, data: st.DataObject) -> None:
        """Bij elke route met een body één verzonnen body, en daarna elke route die leest."""
        for route, contract, strategie in self._met_body:
            await self._probeer(route, contract, data.draw(strategie, label=str(route)))
        for route in self.routes:
            if route.methode == "GET":
                antwoord = await self._vraag(route)
                assert antwoord.status_code < 500, (route, antwoord.text)

    async def _probeer(self, route: Route, contract: type[msgspec.Struct], body: Any) -> None:
        """Bij elke zaak, tot er een is in een stand waarin het mag; met een oude versie nog eens met die van nu.

        Bij de eerste zaak met de verzonnen versie, bij de andere meteen met die er het laatst stond: een weigering om
        de versie zegt daar niets nieuws.
        """
        for nummer, waarden in enumerate(await self._adressen(route)):
            adres = f"{route.methode} {route.adres(waarden)}"
            nu = {"versie": self._versies[adres]} if nummer and adres in self._versies else {}
            antwoord = await self._vraag(route, body | nu, waarden)
            if antwoord.status_code == 409 and "versieconflict" in antwoord.json():
                self._versies[adres] = antwoord.json()["versieconflict"]["huidigeVersie"]
                antwoord = await self._vraag(route, body | {"versie": self._versies[adres]}, waarden)
            if zoek_gebreken(contract, maak_netjes(contract, deepcopy(body))):
                assert antwoord.status_code == 400, (route, antwoord.text)
            assert antwoord.status_code < 500, (route, antwoord.text)
            if antwoord.status_code == 400:
                vreemd = {veld for veld in velden(antwoord.json()) if not is_te_veranderen(contract, veld)}
                assert not vreemd, f"{route} noemt {vreemd}; dat stuurde niemand"
            if antwoord.status_code not in (404, 409):
                return

    async def _adressen(self, route: Route) -> list[Mapping[str, str]]:
        vast = self._gezaaid.voor(route, self.wereld.twee.a.code)
        rijen: list[dict[str, Any]] = []
        if "oproep_id" in route.parameters:
            rijen = await self.wereld.rijen("oproep", uitkomst="OPEN")
            rijen = [{"dossier_id": r["dossier_id"], "oproep_id": r["id"]} for r in rijen]
        elif "werkitem_id" in route.parameters:
            rijen = [{"werkitem_id": r["id"]} for r in await self.wereld.rijen("werkitem", status="open")][-2:]
        elif route.parameters == {"gemeentecode", "dossier_id"}:
            rijen = [{"dossier_id": r["id"]} for r in await self.wereld.rijen("dossier")]
        alle = [vast, *(vast | {naam: str(id_) for naam, id_ in rij.items()} for rij in rijen)]
        return list({route.adres(waarden): waarden for waarden in alle}.values())

    async def _vraag(self, route: Route, body: Any = None, waarden: Mapping[str, str] | None = None) -> httpx2.Response:
        mens = self.wereld.mens(route.wie(van_de_gemeente="teamleider"))
        adres = route.adres(waarden or self._gezaaid.voor(route, self.wereld.twee.a.code))
        koppen = {"Authorization": f"Bearer {mens.token}"}
        antwoord = await self.wereld.http.request(route.methode, adres, json=body, headers=koppen)
        self.statussen.setdefault(str(route), set()).add(antwoord.status_code)
        return antwoord


def is_te_veranderen(contract: type[msgspec.Struct], veld: str) -> bool:
    """Of wie dit contract stuurt dit veld kan veranderen; `body` is het geheel."""
    eerste = re.split(r"[.\[]", veld, maxsplit=1)[0]
    return eerste == "body" or eerste in {v.encode_name for v in msgspec.structs.fields(contract)}


async def maak_proef(wereld: Wereld) -> Proef:
    return Proef(wereld, await zaai(wereld))


async def een_melding_van_duo(wereld: Wereld, data: st.DataObject) -> None:
    """DUO hoort 201 op alles wat haar koppelvlak toelaat, en alles ervan past in de kolommen."""
    melding = data.draw(bodies(Notificatie, [""]), label="notificatie")
    antwoord = await wereld.notificatie(msgspec.json.encode(melding))
    assert antwoord.status_code == 201, antwoord.text
    rij = (await wereld.rijen("duo_ontvangst"))[-1]
    assert rij["gebeurtenis"] is not None, "niet langs de noodweg"
