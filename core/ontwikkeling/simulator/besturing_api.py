"""De knoppen van de demonstratie, onder /_besturing; alleen vanaf dezelfde machine."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromQuery, JSONBody, SkipValidation

from core.ontwikkeling.simulator.bevolking import Inwoner
from core.ontwikkeling.simulator.gebeuren import VERANDERINGEN, KanNiet
from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.ontwikkeling.simulator.loket import Klok
from core.ontwikkeling.simulator.opslag import Opslag
from core.ontwikkeling.simulator.storing import Soort, Storingen
from core.ontwikkeling.simulator.verloop import Bezorging, Verloop, burgerlijke_dag
from core.ontwikkeling.simulator.verzender import Verzender


class Aanmeldingen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hoeveel personen er per gemeente bij komen; zonder `gemeentecodes` geldt het voor alle gemeenten.

    Met `vormen` alleen wie de BRP in een van die vormen geeft (vormen.yaml).
    """

    aantal: Annotated[int, msgspec.Meta(ge=1, le=909)]
    gemeentecodes: list[str] | None = None
    vormen: list[str] | None = None


class Storing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    soort: Soort
    aantal: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 1


class Bestelling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wat er na elkaar gebeurt, bij een persoon of bij de eerste `aantal` personen van een gemeente bij wie het kan."""

    codes: Annotated[list[str], msgspec.Meta(min_length=1, max_length=10)]
    bsn: Annotated[str, msgspec.Meta(min_length=9, max_length=9)] | None = None
    gemeentecode: str | None = None
    aantal: Annotated[int, msgspec.Meta(ge=1, le=909)] = 1
    bericht: Bezorging = Bezorging.OP_VOLGORDE


class Verhuizing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Een persoon gaat naar een andere gemeente, met de code zoals DUO haar schrijft."""

    bsn: Annotated[str, msgspec.Meta(min_length=9, max_length=9)]
    naar: str


class Telling(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Hoe het met de bevolking van een gemeente staat; alleen aantallen."""

    gemeentecode: str
    naam: str
    aantal: int
    aangemeld: int
    gehuisvest: int
    zonder_bsn: int
    met_pip: int
    met_termijn: int
    plicht_geeindigd: int


class Bekende(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Iemand die DUO kent, met waar DUO en de BRP hem nu vinden; niemand hier bestaat."""

    bsn: str
    v_nummer: int
    naam: str
    gemeentecode: str
    bsn_bekend: bool
    gehuisvest: bool
    plicht: bool
    pips: int


class Verwerkt(msgspec.Struct, frozen=True, kw_only=True):
    datum: dt.date
    verwerkt: int


class Wachtrij(msgspec.Struct, frozen=True, kw_only=True):
    """Hoeveel notificaties nog bezorgd moeten worden en welke storingen nog komen."""

    wachtrij: int
    bezorgd: int
    storingen: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Besturing:
    """Bedient de simulator."""

    opslag: Opslag
    bevolking: Sequence[Inwoner]
    verloop: Verloop
    verzender: Verzender
    storingen: Storingen
    instellingen: SimulatorInstellingen
    nu: Klok

    def tel(self) -> list[Telling]:
        standen = self.opslag.standen()
        totaal = Counter(i.gemeentecode for i in self.bevolking)
        van = {
            g.code: [standen[i.bsn] for i in self.bevolking if i.gemeentecode == g.code and i.bsn in standen]
            for g in self.instellingen.gemeenten
        }
        return [
            Telling(
                gemeentecode=g.code,
                naam=g.naam,
                aantal=totaal[g.code],
                aangemeld=len(van[g.code]),
                gehuisvest=sum(s.gevestigd is not None for s in van[g.code]),
                zonder_bsn=sum(not s.bsn_bekend for s in van[g.code]),
                met_pip=sum(bool(s.pips) for s in van[g.code]),
                met_termijn=sum(s.termijn is not None for s in van[g.code]),
                plicht_geeindigd=sum(not s.plicht for s in van[g.code]),
            )
            for g in self.instellingen.gemeenten
        ]

    def bekenden(self, gemeentecode: str | None) -> list[Bekende]:
        """Wie DUO kent, in de gemeente die nu bevoegd is; zonder code van alle gemeenten."""
        standen = self.opslag.standen()
        bekend = [(i, standen[i.bsn]) for i in self.bevolking if i.bsn in standen]
        return [
            Bekende(
                bsn=inwoner.bsn,
                v_nummer=inwoner.v_nummer,
                naam=f"{inwoner.voornamen} {inwoner.geslachtsnaam}".strip(),
                gemeentecode=stand.gemeente or inwoner.gemeentecode,
                bsn_bekend=stand.bsn_bekend,
                gehuisvest=stand.gevestigd is not None,
                plicht=stand.plicht,
                pips=len(stand.pips),
            )
            for inwoner, stand in bekend
            if gemeentecode in (None, stand.gemeente or inwoner.gemeentecode)
        ]

    async def meld_aan(self, wens: Aanmeldingen) -> dict[str, int]:
        """Maak per gemeente de volgende personen inburgeringsplichtig; geeft hoeveel het er werden."""
        codes = [g.code for g in self.instellingen.gemeenten]
        gewenst = codes if wens.gemeentecodes is None else [c for c in codes if c in wens.gemeentecodes]
        nu = await self.nu()
        aangemeld = {}
        with self.opslag.transactie():
            bekend = self.opslag.standen()
            for code in gewenst:
                nieuw = [
                    i
                    for i in self.bevolking
                    if i.gemeentecode == code and i.bsn not in bekend and (wens.vormen is None or i.vorm in wens.vormen)
                ][: wens.aantal]
                for inwoner in nieuw:
                    self.verloop.meld_aan(inwoner, nu)
                aangemeld[code] = len(nieuw)
        self.verzender.wek()
        return aangemeld

    async def laat_gebeuren(self, wens: Bestelling) -> int:
        """Laat bij deze personen gebeuren wat besteld is; geeft bij hoeveel dat kon.

        Raises:
            KanNiet: de code bestaat niet, of het kan bij de genoemde persoon niet.
        """
        if onbekend := [code for code in wens.codes if code not in VERANDERINGEN]:
            raise KanNiet(f"DUO kent {', '.join(onbekend)} niet")
        nu, gelukt = await self.nu(), 0
        for inwoner in self._kandidaten(wens):
            try:
                with self.opslag.transactie():
                    self.verloop.laat_gebeuren(inwoner, wens.codes, nu, bericht=wens.bericht)
            except KanNiet:
                if wens.bsn is not None:
                    raise
                continue
            gelukt += 1
            if gelukt == wens.aantal:
                break
        self.verzender.wek()
        return gelukt

    def _kandidaten(self, wens: Bestelling) -> list[Inwoner]:
        """De genoemde persoon, of wie DUO in deze gemeente al kent."""
        if wens.bsn is not None:
            return [i for i in self.bevolking if i.bsn == wens.bsn]
        bekend = self.opslag.standen()
        return [i for i in self.bevolking if i.bsn in bekend and wens.gemeentecode in (None, i.gemeentecode)]

    async def verhuis(self, wens: Verhuizing) -> None:
        """Laat iemand naar een andere gemeente gaan.

        Raises:
            KanNiet: de persoon of de gemeente bestaat hier niet.
        """
        inwoner = next((i for i in self.bevolking if i.bsn == wens.bsn), None)
        if inwoner is None or wens.naar not in {g.code for g in self.instellingen.gemeenten}:
            raise KanNiet("deze persoon of gemeente bestaat hier niet")
        if self.opslag.stand(wens.bsn) is None:
            raise KanNiet("DUO kent deze persoon nog niet; meld hem eerst aan (aanmeldingen), of kies uit bekenden")
        nu = await self.nu()
        with self.opslag.transactie():
            self.verloop.verhuis(inwoner, wens.naar, nu)
        self.verzender.wek()

    async def verwerk_dag(self) -> Verwerkt:
        """Laat alles gebeuren wat volgens de klok gebeurd moet zijn."""
        nu = await self.nu()
        with self.opslag.transactie():
            aantal = self.verloop.verwerk(nu)
        self.verzender.wek()
        return Verwerkt(datum=burgerlijke_dag(nu), verwerkt=aantal)


def alleen_deze_machine(connection: ASGIConnection, _: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Weiger ieder die niet via de lusverbinding komt."""
    adres = connection.client.host if connection.client else ""
    try:
        if ip_address(adres).is_loopback:
            return
    except ValueError:
        pass
    raise PermissionDeniedException("alleen vanaf deze machine")


def _kan_niet(_: Request[Any, Any, Any], fout: Exception) -> Response[dict[str, str]]:
    return Response({"reden": str(fout)}, status_code=HTTPStatus.CONFLICT)


_VORMEN: dict[str, type[msgspec.Struct]] = {
    "aanmeldingen": Aanmeldingen,
    "gebeurtenissen": Bestelling,
    "verhuizing": Verhuizing,
    "storing": Storing,
}


class KloptNiet(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Wat er aan een verzoek niet klopt, en welke velden erin horen."""

    reden: str
    wat: str
    verplicht: list[str]
    mag_ook: list[str]


def _klopt_niet(verzoek: Request[Any, Any, Any], fout: Exception) -> Response[KloptNiet | None]:
    """Wat er aan dit verzoek niet klopt, en wat er in de JSON hoort te staan; niemand komt hier van buiten."""
    status = fout.status_code if isinstance(fout, HTTPException) else HTTPStatus.BAD_REQUEST
    vorm = _VORMEN.get(verzoek.url.path.rpartition("/")[2])
    if status != HTTPStatus.BAD_REQUEST or vorm is None:
        return Response(None, status_code=status)
    velden = msgspec.structs.fields(vorm)
    wat_wel = KloptNiet(
        reden="dit verzoek klopt niet; stuur JSON met deze velden",
        wat=str(getattr(fout, "detail", "")),
        verplicht=[veld.name for veld in velden if veld.required],
        mag_ook=[veld.name for veld in velden if not veld.required],
    )
    return Response(wat_wel, status_code=status)


EenBesturing = NamedDependency[SkipValidation[Besturing]]


class BesturingController(Controller):
    """Bediening van de demonstratie."""

    path = "/_besturing"
    guards = (alleen_deze_machine,)
    exception_handlers = {KanNiet: _kan_niet, HTTPException: _klopt_niet}  # noqa: RUF012  -- Litestar reads it as it is

    @get("/personen")
    async def personen(self, besturing: EenBesturing) -> list[Telling]:
        """Aantallen per gemeente."""
        return besturing.tel()

    @get("/bekenden")
    async def bekenden(self, besturing: EenBesturing, gemeentecode: FromQuery[str | None] = None) -> list[Bekende]:
        """Wie DUO kent, met het nummer dat de andere opdrachten vragen."""
        return besturing.bekenden(gemeentecode)

    @post("/aanmeldingen", status_code=HTTPStatus.OK)
    async def aanmeldingen(self, data: JSONBody[Aanmeldingen], besturing: EenBesturing) -> dict[str, int]:
        """Meld de volgende personen aan; DUO stuurt Meedoen bericht."""
        return await besturing.meld_aan(data)

    @post("/gebeurtenissen", status_code=HTTPStatus.OK)
    async def gebeurtenissen(self, data: JSONBody[Bestelling], besturing: EenBesturing) -> dict[str, int]:
        """Laat iets gebeuren bij DUO: eerst verandert het register, dan komt de melding."""
        return {"gebeurd": await besturing.laat_gebeuren(data)}

    @post("/verhuizing", status_code=HTTPStatus.NO_CONTENT)
    async def verhuizing(self, data: JSONBody[Verhuizing], besturing: EenBesturing) -> None:
        """Laat iemand naar een andere gemeente verhuizen."""
        await besturing.verhuis(data)

    @post("/dag", status_code=HTTPStatus.OK)
    async def dag(self, besturing: EenBesturing) -> Verwerkt:
        """De klok is verzet: verwerk wat inmiddels gebeurd is."""
        return await besturing.verwerk_dag()

    @post("/storing", status_code=HTTPStatus.NO_CONTENT)
    async def storing(self, data: JSONBody[Storing], besturing: EenBesturing) -> None:
        """Laat de volgende verzoeken (of, bij dubbel, notificaties) misgaan."""
        besturing.storingen.bestel(data.soort, data.aantal)

    @get("/stand")
    async def stand(self, besturing: EenBesturing) -> Wachtrij:
        """De lengte van de wachtrij."""
        open_, klaar = besturing.opslag.wachtrij()
        return Wachtrij(wachtrij=open_, bezorgd=klaar, storingen=besturing.storingen.open())
