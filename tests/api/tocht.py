"""Iedereen vraagt alles: elke route, met elk id dat er is, elke waarde van elke parameter en elke volgende bladzijde.

Van elk antwoord wordt elke byte bekeken: status, koppen, inhoud, en de tekst van een PDF.
"""

import base64
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx2
import msgspec

from core.platform.http.invoer import zoek_gebreken
from core.platform.partijen import VAN_ACTOR
from core.platform.tenancy import Actor, Rol
from tests.api.bezoekers import Bezoeker
from tests.api.kanaries import MERK, TEKENS, TOONT_NUMMER, Bevolking
from tests.api.routes import TEKST, Route, geldige_body, tekstvelden
from tests.letters.lezen import platte_tekst
from tests.process.wereld import BEGIN, VANDAAG, Wereld
from tests.voorbeelden.alle import PARAMETERS

LANG_GELEDEN, OOIT = "0001-01-01", "9999-12-31"
MEESTE_BLADZIJDEN = 200


@dataclass(frozen=True, slots=True)
class Adres:
    """De waarden in een pad, en wat voor combinatie het is: van de eigen gemeente, onder haar eigen gemeente, onder
    haar eigen dossier."""

    soort: str
    waarden: Mapping[str, str]


@dataclass(slots=True)
class Verslag:
    """Wat de tocht opleverde, per bezoeker en per route."""

    lekken: set[str] = field(default_factory=set)
    fouten: set[str] = field(default_factory=set)
    merken: dict[str, set[str]] = field(default_factory=dict)
    """De merken die een bezoeker te zien kreeg, en die hij mocht zien."""
    in_pdf: dict[str, set[str]] = field(default_factory=dict)
    statussen: dict[str, dict[str, Counter[int]]] = field(default_factory=dict)
    """Per route en bezoeker: hoe vaak welke status."""
    getoond: set[str] = field(default_factory=set)
    """De routes waarlangs een gemeente een nummer van haar eigen mensen zag."""
    verzoeken: int = 0


class Tocht:
    def __init__(
        self, wereld: Wereld, bevolking: Bevolking, routes: list[Route], beschrijving: Mapping[str, Any]
    ) -> None:
        self._http = wereld.http
        self._bevolking = bevolking
        self._routes = routes
        self._paden = beschrijving["paths"]
        self._codes = {str(g.id): g.code for g in (wereld.twee.a, wereld.twee.b)}
        self._cursors: list[str] = []
        self.verslag = Verslag()

    async def lees(self, bezoeker: Bezoeker) -> None:
        """Alles wat alleen leest."""
        for route in self._routes:
            if route.methode == "GET":
                adressen = self._adressen(route, bezoeker)
                for adres in adressen if self._doet_mee(route, bezoeker) else enkele(adressen):
                    await self._lees_alle_bladzijden(bezoeker, route, adres, {})
                for adres in enkele(adressen) if self._doet_mee(route, bezoeker) else ():
                    for vraag in self._vragen(route):
                        await self._lees_alle_bladzijden(bezoeker, route, adres, vraag)
            elif _zoekt(route):
                await self._zoek(bezoeker, route)

    async def schrijf(self, bezoeker: Bezoeker) -> None:
        """Alles wat iets zou kunnen wijzigen: met een body die het contract haalt, en met een oude versie."""
        for route in self._routes:
            if route.methode == "GET" or _zoekt(route):
                continue
            adressen = self._adressen(route, bezoeker)
            alle = self._doet_mee(route, bezoeker) and bezoeker.actor in VAN_ACTOR
            for adres in adressen if alle else enkele(adressen):
                body = None if route.body is None else geldige_body(route.body)
                await self._vraag(bezoeker, route, adres.waarden, body=body)
            if route.body is not None and self._doet_mee(route, bezoeker):
                uitersten = adressen[0].waarden, adressen[-1].waarden
                for body in self._bodies(route.body, {waarden.get("dossier_id", "") for waarden in uitersten}):
                    for waarden in uitersten:
                        await self._vraag(bezoeker, route, waarden, body=body)

    def _bodies(self, contract: type[msgspec.Struct], dossiers: Set[str]) -> Iterator[Any]:
        """Met in elk tekstveld een merk van een ander, en in elk veld voor een id de id's van van alles."""
        for _, body in tekstvelden(contract):
            yield _met(body, self._vreemde_merken()[0])
        for veld in msgspec.structs.fields(contract):
            if veld.type is UUID:
                for id_ in self._ids(dossiers):
                    yield geldige_body(contract) | {veld.encode_name: id_}

    def _ids(self, dossiers: Set[str]) -> list[str]:
        """Een dossier en een medewerker van elke gemeente, elke organisatie, en van deze dossiers een brief."""
        rijen = self._bevolking.rijen
        leden, zaken = [
            list({rij["gemeente_id"]: rij for rij in rijen[tabel]}.values()) for tabel in ("lidmaatschap", "dossier")
        ]
        brieven = {rij["dossier_id"]: rij for rij in rijen["brief"] if rij["dossier_id"] in dossiers}.values()
        return [*(r["medewerker_id"] for r in leden), *(r["id"] for r in [*zaken, *rijen["organisatie"], *brieven])]

    async def meld(self, bezoeker: Bezoeker, wereld: Wereld) -> None:
        """De deur van DUO: over iemand van elke gemeente, aan elke gemeente, en een bericht dat niet klopt."""
        for gemeente in (wereld.twee.a, wereld.twee.b):
            for nummer in (min(self._bevolking.nummers), max(self._bevolking.nummers)):
                for bsn in (nummer, self._vreemde_merken()[0]):
                    body = {"registratieDatumTijd": BEGIN, "gebeurtenisId": "SS139", "bsn": bsn}
                    antwoord = await wereld.notificatie(msgspec.json.encode(body), doel=gemeente.tenant.oin)
                    self._kijk(bezoeker, "de deur van DUO", antwoord)

    @staticmethod
    def _doet_mee(route: Route, bezoeker: Bezoeker) -> bool:
        """Wie een route niet mag, wordt geweigerd voordat er een id of parameter gelezen is: dan volstaan enkele."""
        voor = route.opt.get("actor")
        return bezoeker.actor is not None and (
            bezoeker.actor is voor or (voor is Actor.ANTWOORD and bezoeker.actor in VAN_ACTOR)
        )

    # ── Waarmee gevraagd wordt ──────────────────────────────────────────────────────────────────────
    def _adressen(self, route: Route, bezoeker: Bezoeker) -> list[Adres]:
        """Elk id dat er is, onder de gemeente waar het hoort en onder die van de bezoeker; een id dat bij een dossier
        hoort ook onder een ander dossier."""
        namen = route.parameters - {"gemeentecode", "dossier_id"}
        if not route.parameters:
            return [Adres("", {})]
        if route.opt.get("inloggen"):  # of no gemeente; test_inloggen.py tries the ids there are
            return [Adres("", {naam: str(uuid4()) for naam in route.parameters})]
        if route.parameters == {"gemeentecode"}:
            codes = (*self._codes.values(), "GM9999")
            return [Adres("eigen" if code == bezoeker.code else "ander", {"gemeentecode": code}) for code in codes]
        [eigen] = namen or {"dossier_id"}
        gevonden = []
        for rij in self._bevolking.rijen[PARAMETERS[eigen]]:
            hier = self._codes[rij["gemeente_id"]]
            dossiers = {rij["dossier_id"], self._eerste_dossier(bezoeker)} if "dossier_id" in rij else {None}
            for code in sorted({hier, bezoeker.code or hier}):
                for dossier in sorted(dossiers, key=str):
                    soort = f"{hier == bezoeker.code} {code == hier} {dossier == rij.get('dossier_id')}"
                    # Of memberships one of each role; ended is only that of the last beheerder: hers is refused, and
                    # nobody on this tour is out.
                    soort += f" {rij.get('rol') == Rol.BEHEERDER if route.pad.endswith('/einde') else rij.get('rol')}"
                    waarden = {"gemeentecode": code, "dossier_id": str(dossier)} | {eigen: rij["id"]}
                    gevonden.append(Adres(soort, waarden))
        return gevonden

    def _eerste_dossier(self, bezoeker: Bezoeker) -> str:
        eigen = (str(id_) for id_, wie in self._bevolking.zaken.items() if wie.gemeente.code == bezoeker.code)
        return next(eigen, str(uuid4()))

    def _vragen(self, route: Route) -> Iterator[dict[str, str]]:
        """Elke parameter met elke waarde uit de beschrijving, en met wat van een ander is."""
        pad = re.sub(r"_(\w)", lambda letter: letter[1].upper(), route.pad.removeprefix("/v1"))
        for parameter in self._paden.get(pad, {}).get(route.methode.lower(), {}).get("parameters", ()):
            if parameter["in"] == "query":
                for waarde in self._waarden(parameter["schema"]):
                    yield {parameter["name"]: waarde}

    def _waarden(self, schema: Mapping[str, Any]) -> list[str]:
        match schema:
            case {"enum": keuzes}:
                return [str(keuze) for keuze in keuzes]
            case {"type": "boolean"}:
                return ["true", "false"]
            case {"type": "integer"}:
                return [str(schema[grens]) for grens in ("minimum", "maximum", "default") if grens in schema]
            case {"format": "uuid"}:
                return self._ids(frozenset())
            case {"format": "date"}:
                geboren = [rij["geboortedatum"] for rij in self._bevolking.rijen["persoon"]]
                return [LANG_GELEDEN, VANDAAG.isoformat(), OOIT, geboren[0], geboren[-1]]
        return [*self._vreemde_merken(), *self._cursors[-6:]]

    def _vreemde_merken(self) -> list[str]:
        """Van de eerste en de laatste persoon, uit twee gemeenten, alles wat er over hem staat."""
        personen = self._bevolking.rijen["persoon"]
        return [w for rij in (personen[0], personen[-1]) for w in rij.values() if w and MERK.fullmatch(w)]

    async def _zoek(self, bezoeker: Bezoeker, route: Route) -> None:
        """Zoek op alles wat van iemand bekend is: op nummers waar een nummer hoort, en anders op namen en adressen."""
        assert route.body is not None, route
        namen = self._vreemde_merken() + [rij["geslachtsnaam"] for rij in self._bevolking.rijen["persoon"]]
        adressen = self._adressen(route, bezoeker)
        for adres in adressen if self._doet_mee(route, bezoeker) else enkele(adressen):
            for _, body in tekstvelden(route.body):
                vrij = not zoek_gebreken(route.body, _met(body, "letters"))
                bekend = namen if vrij else sorted(self._bevolking.nummers)
                geldig = [b for w in bekend if not zoek_gebreken(route.body, b := _met(body, w))]
                for poging in geldig if adres.soort == "eigen" and bezoeker.actor else geldig[:2]:
                    await self._vraag(bezoeker, route, adres.waarden, body=poging)

    # ── Vragen en kijken ────────────────────────────────────────────────────────────────────────────
    async def _lees_alle_bladzijden(
        self, bezoeker: Bezoeker, route: Route, adres: Adres, vraag: Mapping[str, str]
    ) -> None:
        for _ in range(MEESTE_BLADZIJDEN):
            antwoord = await self._vraag(bezoeker, route, adres.waarden, vraag=vraag)
            inhoud = antwoord.json() if "json" in antwoord.headers.get("content-type", "") else None
            volgende = inhoud.get("volgende") if isinstance(inhoud, dict) else None
            if volgende is None:
                return
            self._cursors.append(volgende)
            vraag = {**vraag, "cursor": volgende}
        raise AssertionError(f"{route}: aan de bladzijden kwam geen einde")

    async def _vraag(
        self,
        bezoeker: Bezoeker,
        route: Route,
        waarden: Mapping[str, str],
        *,
        vraag: Mapping[str, str] | None = None,
        body: object = None,
    ) -> httpx2.Response:
        koppen = {} if bezoeker.token is None else {"Authorization": f"Bearer {bezoeker.token}"}
        antwoord = await self._http.request(
            route.methode, route.adres(waarden), params=vraag or {}, json=body, headers=koppen
        )
        self.verslag.verzoeken += 1
        per_bezoeker = self.verslag.statussen.setdefault(str(route), {})
        per_bezoeker.setdefault(bezoeker.naam, Counter())[antwoord.status_code] += 1
        if antwoord.status_code >= 500:
            self.verslag.fouten.add(f"{route}: {antwoord.status_code}")
        # Who comes with an old version reads what he sent beside what is there now (409).
        eigen = set(TEKENS.findall(str(body))) if antwoord.status_code == 409 else set()
        self._kijk(bezoeker, str(route), antwoord, eigen={teken.lower() for teken in eigen})
        return antwoord

    def _kijk(self, bezoeker: Bezoeker, waar: str, antwoord: httpx2.Response, *, eigen: Set[str] = frozenset()) -> None:
        gezien = self.verslag.merken.setdefault(bezoeker.naam, set())
        koppen = " ".join(f"{naam}: {waarde}" for naam, waarde in antwoord.headers.multi_items())
        tekst = f"{antwoord.status_code} {antwoord.reason_phrase} {koppen} {antwoord.content.decode('latin-1')}"
        tekst += "".join(_open(cursor) for cursor in re.findall(r'"volgende": ?"([^"]+)"', tekst))
        pdf = platte_tekst(antwoord.content) if antwoord.content.startswith(b"%PDF") else ""
        self.verslag.in_pdf.setdefault(bezoeker.naam, set()).update(t.lower() for t in TEKENS.findall(pdf))
        for teken in {t.lower() for t in TEKENS.findall(f"{tekst} {pdf}")} - eigen:
            bekend = self._bevolking.merken.get(teken, [])
            if teken in self._bevolking.nummers and self._mag_nummer_zien(bezoeker, waar, teken):
                self.verslag.getoond.add(waar)
            elif teken in self._bevolking.nummers:
                self.verslag.lekken.add(f"{bezoeker.naam} ziet een nummer via {waar}")
            elif any(bezoeker.mag(herkomst) for herkomst in bekend):
                gezien.add(teken)
            elif bekend:
                self.verslag.lekken.add(f"{bezoeker.naam} ziet {bekend[0].naam} via {waar} ({antwoord.status_code})")

    def _mag_nummer_zien(self, bezoeker: Bezoeker, waar: str, nummer: str) -> bool:
        """Alleen wie bij de gemeente van deze persoon werkt, op een route die daarvoor is."""
        eigen = bezoeker.actor is Actor.GEMEENTE and bezoeker.code == self._bevolking.nummers[nummer]
        return eigen and waar in TOONT_NUMMER


def _zoekt(route: Route) -> bool:
    """Een POST die niets maakt: zoeken, met wat niet in een adres hoort."""
    return route.methode == "POST" and route.handler.status_code == 200 and route.body is not None


def _met(body: dict[str, Any], tekst: str) -> Any:
    """Deze body met `tekst` op de open plaats."""
    ingevuld = msgspec.json.encode(body).replace(f'"{TEKST}"'.encode(), msgspec.json.encode(tekst))
    return msgspec.json.decode(ingevuld)


def enkele(adressen: list[Adres]) -> list[Adres]:
    """Van elke soort adres het laatste."""
    return list({adres.soort: adres for adres in adressen}.values())


def _open(cursor: str) -> str:
    """Wat er in een cursor staat; zij is ondertekend, niet versleuteld. Ook een volgende handeling heet `volgende`."""
    if re.fullmatch("[A-Z_]+", cursor):
        return ""
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("latin-1")
