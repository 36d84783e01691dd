"""Eén dossier, en de stappen die een klantmanager ermee zet; elke stap gaat over de API."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from core.ontwikkeling.simulator.bevolking import Inwoner
from tests.process.wereld import VANDAAG, Mens, Wereld
from tests.voorbeelden.beheer import Gemeente

WERKDAG = VANDAAG + dt.timedelta(days=14)
INTAKE = {
    "versie": 0,
    "opleidingEnWerk": "mbo verpleging",
    "vve": "geen jonge kinderen",
    "taalniveau": "A1",
    "arbeidsmogelijkheden": "zorg",
    "zelfredzaamheid": "redt zich",
    "rechtOpIndividueelGesprekGemeldOp": VANDAAG.isoformat(),
    "lbtOntheffingBeslotenOp": VANDAAG.isoformat(),
    "lbtMotivering": "sprak en schreef al op niveau",
    "verslag": "gesprek gevoerd",
    "persoonlijkeOmstandigheden": "herstelt van een operatie",
}
PIP = {
    "versie": 0,
    "leerroute": "B",
    "niveau": "B1",
    "ondersteuning": "taalcoach",
    "intensiteitPvt": 12,
    "intensiteitMap": 40,
    "vveNvt": True,
    "intensiteitLeerroute": 600,
    "aantalVoortgangsgesprekken": 4,
    "motivering": "leert snel en wil naar B1",
}


@dataclass(slots=True)
class Zaak:
    wereld: Wereld
    inwoner: Inwoner
    id: UUID
    km: Mens

    @classmethod
    async def gemeld(cls, wereld: Wereld, inwoner: Inwoner, code: str = "SS139", **stand: object) -> "Zaak":
        """DUO meldt deze persoon, en DUO en BRP zijn gelezen."""
        wereld.duo_weet(inwoner, **stand)
        await wereld.meldt(code, inwoner)
        await wereld.werk_af()
        return cls(wereld, inwoner, await wereld.dossier_id(inwoner), wereld.km)

    @classmethod
    async def nieuw(cls, wereld: Wereld, code: str = "SS139", *, asiel: bool = True, **stand: object) -> "Zaak":
        """Als `gemeld`, van iemand over wie het nog niet ging."""
        return await cls.gemeld(wereld, wereld.iemand(asiel=asiel), code, **stand)

    def pad(self, rest: str = "") -> str:
        return f"/dossiers/{self.id}{rest}"

    async def lees(self, rest: str = "") -> Any:
        return await self.km.lees(self.pad(rest))

    async def stuur(self, rest: str, body: object, verwacht: int = 204) -> Any:
        return await self.km.stuur(self.pad(rest), body, verwacht)

    async def deel_toe(self, gemeente: Gemeente | None = None) -> None:
        """De teamleider geeft het dossier aan de klantmanager."""
        hier = gemeente or self.wereld.twee.a
        keuze = {"behandelaarId": str(hier.klantmanager), "versie": (await self.lees())["versie"]}
        await self.wereld.mens("teamleider", hier).stuur(self.pad("/behandelaar"), keuze)

    # ── Oproepen ────────────────────────────────────────────────────────────────────────────────────
    async def roep_op(self, laatste_dag: dt.date = WERKDAG, verwacht: int = 204, **anders: object) -> Any:
        afspraak = dt.datetime.combine(laatste_dag - dt.timedelta(days=4), dt.time(9), dt.UTC)
        body = {
            "id": str(uuid4()),
            "termijnLaatsteDag": laatste_dag.isoformat(),
            "afspraakOp": afspraak.isoformat(),
            "plaats": "Endelhovenlaan 1\n3601 GR Maarssen",
        }
        return await self.stuur("/oproepen", body | anders, verwacht)

    async def uitkomst(self, uitkomst: str, toelichting: str = "", verwacht: int = 204) -> Any:
        oproep = (await self.lees("/oproepen"))[-1]
        body = {"uitkomst": uitkomst, "toelichting": toelichting, "versie": oproep["versie"]}
        return await self.stuur(f"/oproepen/{oproep['id']}/uitkomst", body, verwacht)

    async def verschijnt(self) -> None:
        await self.uitkomst("VERSCHENEN")

    # ── Brede intake ────────────────────────────────────────────────────────────────────────────────
    async def vul_intake(self, **anders: object) -> int:
        versie: int = (await self.km.bewaar(self.pad("/brede-intake"), INTAKE | anders))["versie"]
        return versie

    async def rond_intake_af(self, verwacht: int = 204, *, in_afwezigheid: bool = False) -> Any:
        versie = (await self.lees("/brede-intake"))["versie"]
        return await self.stuur(
            "/brede-intake/afronding", {"versie": versie, "inAfwezigheid": in_afwezigheid}, verwacht
        )

    async def rond_intake_af_zonder_lezen(self, verwacht: int) -> Any:
        return await self.stuur("/brede-intake/afronding", {"versie": 0}, verwacht)

    # ── PIP ─────────────────────────────────────────────────────────────────────────────────────────
    async def schrijf_pip(self, **anders: object) -> int:
        eigen: dict[str, object] = {} if self.inwoner.asiel else {"intensiteitLeerroute": None}
        versie: int = (await self.km.bewaar(self.pad("/pip/concept"), PIP | eigen | anders))["versie"]
        return versie

    async def stel_vast(self, dagtekening: dt.date = VANDAAG, verwacht: int = 201, versie: int = 1) -> Any:
        body = {"dagtekening": dagtekening.isoformat(), "versie": versie}
        return await self.stuur("/pip/vaststelling", body, verwacht)

    # ── Hele stukken ────────────────────────────────────────────────────────────────────────────────
    async def tot_intake(self) -> "Zaak":
        """De persoon is verschenen; de intake loopt."""
        await self.roep_op()
        await self.verschijnt()
        return self

    async def tot_pip(self) -> "Zaak":
        """De intake is afgerond en het concept ligt klaar."""
        await self.tot_intake()
        await self.vul_intake()
        await self.rond_intake_af()
        await self.schrijf_pip()
        return self

    async def tot_traject(self) -> "Zaak":
        """Het PIP is vastgesteld en DUO weet het."""
        await self.tot_pip()
        await self.stel_vast()
        await self.wereld.werk_af()
        return self
