"""Wat een klantmanager met een dossier doet: kijken wat er ligt, en de volgende stap zetten. Hij verzint geen regels:
wat kan en wat ontbreekt zegt de API."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from core.ontwikkeling.demo import inhoud
from core.ontwikkeling.demo.deur import Deur, Geweigerd
from core.ontwikkeling.demo.onwettig import Onwettig
from core.platform.clock import NEDERLAND
from core.platform.ids import vast_id


@dataclass(slots=True)
class Klantmanager:
    """Speelt de klantmanagers van één gemeente; `toeval` is gezaaid, dus elke keer hetzelfde verhaal."""

    deur: Deur
    leider: Deur
    toeval: random.Random
    gebeurd: Counter[str]
    redenen: Counter[tuple[str, str]]
    onwettig: Onwettig
    school: UUID | None = None
    """De taalschool waar leerlingen van deze gemeente heen gaan, als die er is."""
    wegblijver: str = ""
    """Het eerste dossier met een oproep: hij komt nooit, zodat elke gemeente een PIP in afwezigheid maakt."""
    met_pip: list[str] = field(default_factory=list)
    """Dossiers met een vastgesteld PIP, die de teamleider nog aan een taalschool kan toewijzen."""
    gevraagd: set[str] = field(default_factory=set)
    lokaal: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Wat in deze gemeente anders kan zijn dan in een andere: wat, hoe, en waarop het rust."""

    async def werk_af(self, vandaag: date) -> int:
        """Zet voor elk dossier met open werk de volgende stap; geeft het aantal stappen."""
        stappen = 0
        per_dossier: dict[str, list[dict[str, Any]]] = {}
        async for regel in self.deur.werkvoorraad():
            if regel["dossierId"]:
                per_dossier.setdefault(regel["dossierId"], []).append(regel)
        for dossier_id, regels in per_dossier.items():
            try:
                stappen += await self._dossier(dossier_id, {r["soort"]: r for r in regels}, regels[0]["fase"], vandaag)
            except Geweigerd as fout:
                # Een herhaald verzoek waarvan het antwoord verloren ging: de volgende keer staat de zaak verder.
                self._noteer_reden(dossier_id, "volgende stap", fout)
        return stappen

    async def _dossier(self, id_: str, werk: dict[str, Any], fase: str, vandaag: date) -> int:
        stappen = 0
        if "STARTDATUM_KIEZEN" in werk:
            await self._kies_startdatum(id_)
            stappen += 1
        await self._houd_gaande(id_, werk, vandaag)
        if "BOETEVRAAG" in werk:
            stappen += await self._beantwoord_boetevraag(id_)
        if "OPROEP_OPVOLGEN" in werk:
            return stappen + await self._volg_oproep_op(id_, vandaag)
        if "PIP_VASTSTELLEN" not in werk:
            return stappen
        match fase:
            case "PLICHT_GEMELD" | "INTAKE_OPGEROEPEN":
                return stappen + await self._roep_op(id_, vandaag)
            case "INTAKE_LOOPT":
                return stappen + await self._doe_intake(id_, vandaag)
            case "INTAKE_AFGEROND":
                return stappen + await self._stel_pip_vast(id_, vandaag)
        return stappen

    async def _houd_gaande(self, id_: str, werk: dict[str, Any], vandaag: date) -> None:
        """Wie stilvalt krijgt een vervolg; wat vandaag te doen is gebeurt, en dan komt er weer een."""
        vervolg = werk.get("VERVOLG")
        gedaan = vervolg is not None and date.fromisoformat(vervolg["uitersteDag"]) <= vandaag
        if vervolg is not None and gedaan:
            klaar = {"afhandeling": "Gesproken; het gaat zoals afgesproken.", "versie": vervolg["versie"]}
            await self.deur.vraag("POST", f"werkitems/{vervolg['id']}/afhandeling", json=klaar)
        if gedaan or "NIETS_GEPLAND" in werk:
            plan = {"id": str(vast_id("vervolg", id_, vandaag.isoformat())), "wat": "Bellen hoe het gaat."}
            plan |= {"uiterlijk": (vandaag + timedelta(weeks=12)).isoformat()}
            await self.deur.vraag("POST", f"dossiers/{id_}/vervolg", json=plan)
            self._tel("vervolg gepland voor wie anders stilvalt", "art. 3:2 Awb")

    async def _kies_startdatum(self, id_: str) -> None:
        zaak = await self.deur.vraag("GET", f"dossiers/{id_}")
        motief = "De woning is op de dag van SS139 betrokken; de inschrijving daarvoor was die van het azc."
        await self.deur.vraag(
            "POST",
            f"dossiers/{id_}/startdatumkeuze",
            json={"regel": "B", "motief": motief, "versie": zaak["versie"]},
        )
        versie = (await self.deur.vraag("GET", f"dossiers/{id_}"))["versie"]
        await self.onwettig.na_de_startdatumkeuze(id_, versie)
        self._tel("B25: een mens koos vanaf welke dag de tien weken lopen", "art. 5.3 lid 1 Bi2021")

    async def _roep_op(self, id_: str, vandaag: date) -> int:
        oproepen = await self.deur.vraag("GET", f"dossiers/{id_}/oproepen")
        if [o["uitkomst"] for o in oproepen].count("TERMIJN_GEMIST") == 3:
            return await self._doe_intake_in_afwezigheid(id_)
        if not oproepen:
            await self.onwettig.voor_de_oproep(id_, vandaag, self.school)
        afspraak = datetime.combine(vandaag + timedelta(days=4), time(10, 30), NEDERLAND)
        nieuw = vast_id("oproep", id_, str(len(oproepen)))
        try:
            voorstel = await self.deur.vraag("GET", f"dossiers/{id_}/oproepen/voorstel")
            body = {"id": str(nieuw), "termijnLaatsteDag": voorstel["termijnLaatsteDag"]}
            body |= {"afspraakOp": afspraak.isoformat(), "plaats": "Gemeentehuis\nSpreekkamer 2"}
            self._tel_waarschuwingen(await self.deur.ga_door(f"dossiers/{id_}/oproepen", body))
        except Geweigerd as fout:
            self._noteer_reden(id_, "oproep", fout)
            return await self._komt_alsnog(id_, oproepen[-1]) if oproepen else 0
        if voorstel["nummer"] == 1:
            self.lokaal["termijn van de eerste oproep", voorstel["lengte"], inhoud.waarop(voorstel)] += 1
        self._tel(f"oproep {voorstel['nummer']} opgesteld", voorstel["grond"])
        await self.onwettig.bij_een_nieuwe_oproep(id_, str(nieuw), afspraak)
        return 1

    async def _komt_alsnog(self, id_: str, oproep: dict[str, Any]) -> int:
        """Opnieuw oproepen kan hier nog niet; wie na een telefoontje toch komt, komt te laat en is welkom (PG-2)."""
        pad = f"dossiers/{id_}/oproepen/{oproep['id']}"
        await self._leg_uitkomst_vast(pad, oproep["nummer"], oproep["versie"], "VERSCHENEN")
        await self._vraag_toets(id_)
        return 2

    async def _vraag_toets(self, id_: str) -> None:
        """Wie met een leerroute van elders kwam, maakt geen leerbaarheidstoets (art. 15 lid 4 Wi2021)."""
        if not (await self.deur.vraag("GET", f"dossiers/{id_}/brede-intake"))["verkorteIntake"]:
            await self.deur.vraag("POST", f"dossiers/{id_}/brede-intake/leerbaarheidstoets")

    async def _volg_oproep_op(self, id_: str, vandaag: date) -> int:
        """Wie niet op de afspraak komt krijgt een nieuwe binnen de termijn; pas daarna is die gemist (PG-2)."""
        oproep = (await self.deur.vraag("GET", f"dossiers/{id_}/oproepen"))[-1]
        if datetime.fromisoformat(oproep["afspraakOp"]).astimezone(NEDERLAND).date() >= vandaag:
            return 0
        laatste = date.fromisoformat(oproep["termijnLaatsteDag"])
        bij_oproep = f"dossiers/{id_}/oproepen/{oproep['id']}"
        versie = oproep["versie"]
        self.wegblijver = self.wegblijver or id_
        blijft_weg = id_ == self.wegblijver or random.Random(f"weg {id_}").random() < 0.04
        if not blijft_weg and self.toeval.random() < 0.86:
            await self._leg_uitkomst_vast(bij_oproep, oproep["nummer"], versie, "VERSCHENEN")
            await self._vraag_toets(id_)
            return 2
        if vandaag > laatste:
            await self._leg_uitkomst_vast(bij_oproep, oproep["nummer"], versie, "TERMIJN_GEMIST")
            return 1 if oproep["nummer"] >= 2 else 1 + await self._roep_op(id_, vandaag)
        gemist = {"soort": "GEMIST", "toelichting": "Gebeld, geen gehoor.", "versie": versie}
        await self.deur.vraag("POST", f"{bij_oproep}/afspraak", json=gemist)
        self._tel("afspraak gemist; de termijn loopt door", "art. 14 lid 1 Wi2021")
        if vandaag == laatste:
            return 1
        nieuw = datetime.combine(min(laatste, vandaag + timedelta(days=4)), time(10, 30), NEDERLAND)
        gesproken = {"wijze": "TELEFOON", "op": vandaag.isoformat(), "met": "de persoon zelf", "taal": "Nederlands"}
        waar = {"afspraakOp": nieuw.isoformat(), "plaats": "Gemeentehuis\nSpreekkamer 2"}
        verzet = {"soort": "VERZET", **waar, "toelichting": "Gebeld en gesproken.", "versie": versie + 1}
        bevestigd = await self.deur.ga_door(f"{bij_oproep}/afspraak", verzet | {"bevestiging": gesproken})
        self._tel_waarschuwingen(bevestigd)
        return 2

    async def _leg_uitkomst_vast(self, pad: str, nummer: int, versie: int, uitkomst: str) -> None:
        body = {"uitkomst": uitkomst, "toelichting": "Gebeld.", "versie": versie}
        await self.deur.vraag("POST", f"{pad}/uitkomst", json=body)
        self._tel(f"oproep {nummer}: {uitkomst.lower().replace('_', ' ')}", "art. 14 lid 1 Wi2021")

    async def _beantwoord_boetevraag(self, id_: str) -> int:
        """Wie niet kwam en wie asielstatushouder is: geen boete, met de reden erbij (PG-7, Keren)."""
        asiel = (await self.deur.vraag("GET", f"dossiers/{id_}"))["doelgroep"] == "ASIEL"
        beantwoord = 0
        for oproep in await self.deur.vraag("GET", f"dossiers/{id_}/oproepen"):
            gemist = oproep["uitkomst"] in ("TERMIJN_GEMIST", "TE_LAAT_VERSCHENEN") and oproep["nummer"] >= 2
            if gemist and not any(g["boetevraag"] for g in oproep["gebeurtenissen"]):
                antwoord = {"antwoord": "GEEN_BOETE", "reden": "GROEPSPOORT" if asiel else "GEEN_VERWIJT"}
                antwoord |= {"motief": "Asielstatushouder." if asiel else "Lag in het ziekenhuis."}
                await self.deur.vraag(
                    "POST",
                    f"dossiers/{id_}/oproepen/{oproep['id']}/boetevraag",
                    json=antwoord | {"versie": oproep["versie"]},
                )
                self._tel("boetevraag beantwoord: geen boete", "art. 22 Wi2021")
                beantwoord += 1
        return beantwoord

    async def _doe_intake_in_afwezigheid(self, id_: str) -> int:
        """Na drie oproepen die tellen maakt het college de intake af op wat het heeft (art. 14 lid 2)."""
        intake = await self.deur.vraag("GET", f"dossiers/{id_}/brede-intake")
        verslag = {"bronnenBijAfwezigheid": "Overdracht van het COA\nBRP", "verslag": "Op stukken, na drie oproepen."}
        nieuw = await self.deur.vraag(
            "PUT", f"dossiers/{id_}/brede-intake", json=verslag | {"versie": intake["versie"]}
        )
        afronding = {"versie": nieuw["versie"], "inAfwezigheid": True}
        try:
            await self.deur.vraag("POST", f"dossiers/{id_}/brede-intake/afronding", json=afronding)
        except Geweigerd as fout:
            self._noteer_reden(id_, "intake in afwezigheid", fout)
            return 1
        self._tel("brede intake in afwezigheid afgerond", "art. 14 lid 2 Wi2021")
        return 2

    async def _doe_intake(self, id_: str, vandaag: date) -> int:
        intake = await self.deur.vraag("GET", f"dossiers/{id_}/brede-intake")
        stappen = 0
        if intake["versie"] == 0:
            lbt = (intake["leerbaarheidstoets"] or {}).get("resultaat")
            motivering = "De toets gaf geen uitslag; de gesprekken wijzen de route." if lbt == "Onbekend" else ""
            nieuw = await self.deur.vraag(
                "PUT",
                f"dossiers/{id_}/brede-intake",
                json=inhoud.INTAKE
                | {
                    "versie": 0,
                    "lokaleAntwoorden": self._beantwoord(intake["lokaleVragenlijsten"]),
                    "rechtOpIndividueelGesprekGemeldOp": vandaag.isoformat(),
                    "lbtMotivering": motivering,
                },
            )
            intake = await self.deur.vraag("GET", f"dossiers/{id_}/brede-intake")
            intake["versie"] = nieuw["versie"]
            stappen += 1
        elif (intake["leerbaarheidstoets"] or {}).get("resultaat") == "Onbekend" and not intake["lbtMotivering"]:
            velden = {k: v for k, v in intake.items() if k in inhoud.INTAKE or k == "rechtOpIndividueelGesprekGemeldOp"}
            nieuw = await self.deur.vraag(
                "PUT",
                f"dossiers/{id_}/brede-intake",
                json=velden | {"versie": intake["versie"], "lbtMotivering": "De toets gaf geen uitslag."},
            )
            intake["versie"] = nieuw["versie"]
        try:
            await self.deur.vraag("POST", f"dossiers/{id_}/brede-intake/afronding", json={"versie": intake["versie"]})
        except Geweigerd as fout:
            self._noteer_reden(id_, "intake", fout)
            return stappen
        self._tel("brede intake afgerond", "art. 14 lid 3 Wi2021")
        await self._begeleid(id_)
        return stappen + 1 + await self._stel_pip_vast(id_, vandaag)

    def _beantwoord(self, lijsten: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Een antwoord op elke verplichte vraag die deze gemeente zelf stelt."""
        for vraag in (v for lijst in lijsten for v in lijst["vragen"] if v["verplicht"]):
            self.lokaal["vraag bij de intake", vraag["tekst"], inhoud.waarop(vraag)] += 1
        return [
            {
                "lijst": lijst["id"],
                "versie": lijst["versie"],
                "antwoorden": [
                    {"vraag": v["id"], "waarde": inhoud.antwoord(v["soort"], v["opties"])}
                    for v in lijst["vragen"]
                    if v["verplicht"]
                ],
            }
            for lijst in lijsten
        ]

    async def _begeleid(self, id_: str) -> None:
        """Leg het huishouden vast en neem het voorstel over; een enkele keer wijkt een mens af."""
        toeval = random.Random(id_)
        gezin = toeval.random() < 0.45
        huishouden = {
            "versie": 0,
            "huishouden": "gezin" if gezin else "alleengaand",
            "wachtOpGezinshereniging": not gezin and toeval.random() < 0.6,
            "gedeeldeWoning": not gezin and toeval.random() < 0.7,
        }
        versie = (await self.deur.vraag("PUT", f"dossiers/{id_}/begeleiding/beeld", json=huishouden))["versie"]
        voorstel = (await self.deur.vraag("GET", f"dossiers/{id_}/begeleiding"))["voorstel"]
        vaststelling: dict[str, Any] = {"id": str(vast_id("begeleiding", id_)), "versie": versie}
        if toeval.random() < 0.02:
            vaststelling |= {"diensten": [], "motief": "Wordt al begeleid vanuit de vorige gemeente."}
            vaststelling |= {} if voorstel["diensten"] else {"motief": ""}
        await self.deur.vraag("POST", f"dossiers/{id_}/begeleiding/vaststelling", json=vaststelling)
        for dienst in voorstel["diensten"]:
            self.lokaal[f"voorstel: {dienst['dienst']}", dienst["organisatie"], inhoud.waarop(dienst)] += 1
        if not voorstel["diensten"]:
            self.lokaal["voorstel voor begeleiding", "geen", "art. 13 Wi2021"] += 1
        self._tel("begeleiding door een mens vastgesteld", "art. 13 Wi2021")

    async def _stel_pip_vast(self, id_: str, vandaag: date) -> int:
        zaak = await self.deur.vraag("GET", f"dossiers/{id_}")
        intake = await self.deur.vraag("GET", f"dossiers/{id_}/brede-intake")
        tot = await self._voorgelegd_tot(id_) if intake["inAfwezigheid"] else None
        if tot and vandaag <= tot:
            return 0
        pips = await self.deur.vraag("GET", f"dossiers/{id_}/pip")
        versie = pips[-1]["versie"] if pips and pips[-1]["status"] == "concept" else 0
        if not tot:
            van_duo = await self.deur.vraag("GET", f"dossiers/{id_}/duo-gegevens")
            elders = [g["waarde"] for g in van_duo if g["soort"] == "PIP" and g["vervallenOp"] is None]
            lbt = (intake["leerbaarheidstoets"] or {}).get("resultaat")
            pip = inhoud.pip(zaak["doelgroep"], lbt, van_elders=elders[-1] if elders else "")
            if self.onwettig.nog_niet("PG-16"):
                versie = await self._schrijf_concept(id_, {**pip, "verrekeningen": [inhoud.te_vroeg(vandaag)]}, versie)
                await self.onwettig.bij_een_verrekening(id_, vandaag, versie)
            versie = await self._schrijf_concept(id_, pip, versie)
            await self.onwettig.bij_een_pip(id_, vandaag, versie)
            if intake["inAfwezigheid"]:
                await self.onwettig.zonder_voornemen(id_, vandaag, versie)
        else:
            await self.onwettig.door_dezelfde(id_, vandaag, versie)
        if intake["inAfwezigheid"] and not tot:
            return await self._leg_pip_voor(id_, vandaag, versie)
        try:
            # Four eyes: who completed the intake in absence does not adopt the PIP that rests on it (PG-19).
            beslist = self.leider if intake["inAfwezigheid"] else self.deur
            await beslist.vraag(
                "POST",
                f"dossiers/{id_}/pip/vaststelling",
                json={"dagtekening": vandaag.isoformat(), "versie": versie},
            )
        except Geweigerd as fout:
            self._noteer_reden(id_, "PIP", fout)
            return 1
        self.met_pip.append(id_)
        termijn = next(
            (t for t in zaak["termijnen"] if t["soort"].startswith("PIP_") and t["status"] == "lopend"), None
        )
        op_tijd = termijn is None or vandaag <= date.fromisoformat(termijn["laatsteDag"])
        grond = termijn["grond"] if termijn else "art. 15 Wi2021"
        self._tel(f"PIP vastgesteld, {'binnen' if op_tijd else 'NA'} de termijn", grond)
        return 2

    async def _schrijf_concept(self, id_: str, pip: Mapping[str, object], versie: int) -> int:
        nieuw = await self.deur.vraag("PUT", f"dossiers/{id_}/pip/concept", json={**pip, "versie": versie})
        geschreven: int = nieuw["versie"]
        return geschreven

    async def _voorgelegd_tot(self, id_: str) -> date | None:
        """Tot en met wanneer hij op het voornemen kan antwoorden; None als er geen loopt."""
        voornemens = await self.deur.vraag("GET", f"dossiers/{id_}/pip-voornemens")
        return next((date.fromisoformat(v["uiterlijkOp"]) for v in voornemens if v["status"] == "loopt"), None)

    async def _leg_pip_voor(self, id_: str, vandaag: date, versie: int) -> int:
        """Wie er niet bij was leest eerst welk plan het wordt, en kan antwoorden (art. 4:8 Awb, PG-10)."""
        # Three weeks from a working day is the same weekday; a holiday is refused, and tried again the next day.
        body = {
            "id": str(vast_id("voornemen", id_, str(versie))),
            "uiterlijkOp": (vandaag + timedelta(weeks=3)).isoformat(),
            "motief": "De drie oproepen duurden langer dan verwacht; hij moet eerst kunnen antwoorden.",
            "versie": versie,
        }
        try:
            await self.deur.vraag("POST", f"dossiers/{id_}/pip-voornemens", json=body)
        except Geweigerd as fout:
            self._noteer_reden(id_, "voornemen van het PIP", fout)
            return 1
        self._tel("voornemen van een PIP in afwezigheid voorgelegd", "art. 4:8 Awb")
        return 3

    async def verzend_post(self, vandaag: date) -> int:
        """Wat vandaag is opgemaakt gaat vandaag de deur uit; geeft het aantal brieven."""
        met_post = {
            regel["dossierId"] async for regel in self.deur.werkvoorraad() if regel["soort"] == "BRIEF_VERZENDEN"
        }
        return sum([await self._verzend_brieven(id_, vandaag) for id_ in sorted(met_post)])

    async def _verzend_brieven(self, id_: str, vandaag: date) -> int:
        stappen = 0
        for brief in await self.deur.vraag("GET", f"dossiers/{id_}/brieven"):
            if brief["status"] != "gemaakt":
                continue
            pad = f"dossiers/{id_}/brieven/{brief['id']}/verzending"
            await self.onwettig.bij_een_brief(pad, vandaag)
            self._tel_waarschuwingen(await self.deur.ga_door(pad, {"verzondenOp": vandaag.isoformat()}))
            stappen += 1
            if brief["sjabloon"] == "pip_beschikking":
                self._tel("beschikking bekendgemaakt; de bezwaartermijn loopt", "art. 3:41 en 6:8 Awb")
        return stappen

    def _tel(self, wat: str, grond: str) -> None:
        self.gebeurd[f"{wat}|{grond}"] += 1

    def _tel_waarschuwingen(self, soorten: list[str]) -> None:
        for soort in soorten:
            self._tel(f"waarschuwing gelezen en bevestigd: {soort.lower().replace('_', ' ')}", "art. 3:2 Awb")

    def _noteer_reden(self, id_: str, wat: str, fout: Geweigerd) -> None:
        """Een weigering telt één keer per dossier, ook als er vaker geprobeerd wordt."""
        sleutel = f"{id_}:{wat}:{fout.redenen()}"
        if sleutel not in self.gevraagd:
            self.gevraagd.add(sleutel)
            self.redenen[(wat, fout.redenen())] += 1
