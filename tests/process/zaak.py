"""Eén dossier, en de stappen die een klantmanager ermee zet; elke stap gaat over de API."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from core.ontwikkeling.simulator.bevolking import Inwoner, Verhaal
from tests.process.opgemaakt import maak_zonder_pdf
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


def _stuk(speel: Callable[["Zaak"], Awaitable[None]]) -> Callable[["Zaak"], Awaitable["Zaak"]]:
    """Een stuk waarmee veel tests beginnen: onthouden als de zaak nog is zoals zij gemeld werd."""

    @wraps(speel)
    async def stuk(zaak: "Zaak") -> "Zaak":
        await zaak.wereld.stap(f"{speel.__name__} {zaak.id} {zaak.km.basis}", lambda: speel(zaak))
        return zaak

    return stuk


@dataclass(slots=True)
class Zaak:
    wereld: Wereld
    inwoner: Inwoner
    id: UUID
    km: Mens

    @classmethod
    async def gemeld(cls, wereld: Wereld, inwoner: Inwoner, code: str = "SS139", **stand: object) -> "Zaak":
        """DUO meldt deze persoon, en DUO en BRP zijn gelezen."""

        async def speel() -> UUID:
            wereld.duo_weet(inwoner, **stand)
            await wereld.meldt(code, inwoner)
            await wereld.werk_af()
            return await wereld.dossier_id(inwoner)

        id_ = await wereld.stap(f"{code} {inwoner.bsn} {sorted(stand.items())}", speel)
        return cls(wereld, inwoner, id_, wereld.km)

    @classmethod
    async def nieuw(cls, wereld: Wereld, code: str = "SS139", *, asiel: bool = True, **stand: object) -> "Zaak":
        """Als `gemeld`, van iemand over wie het nog niet ging."""
        return await cls.gemeld(wereld, wereld.iemand(asiel=asiel), code, **stand)

    @classmethod
    async def tweemaal_niet(cls, wereld: Wereld) -> "Zaak":
        """Een gezinsmigrant die op twee getelde oproepen niet kwam; de boetevraag staat open."""
        zaak = await cls.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
        await zaak.roep_op()
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
        await zaak.roep_op(await zaak.over(13))
        await zaak.verzend_oproep()
        await zaak.niet_gekomen()
        return zaak

    async def verhuist(self, **anders: object) -> None:
        """De BRP zegt dat hij naar de andere gemeente ging, en dat is hier gelezen."""
        self.wereld.duo_weet(self.inwoner, verhuisd_naar=self.wereld.twee.b.code.removeprefix("GM"), **anders)
        await self.stuur("/brp-lezing", None)
        await self.wereld.werk_af()
        assert (await self.lees())["fase"] == "OVERGEDRAGEN"

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

    async def bij_oproep(self, rest: str, body: dict[str, Any], verwacht: int = 204) -> Any:
        """Een handeling aan de laatste oproep die er nog is."""
        oproep = [o for o in await self.lees("/oproepen") if o["uitkomst"] not in ("INGETROKKEN", "VERVALLEN")][-1]
        return await self.stuur(f"/oproepen/{oproep['id']}/{rest}", {"versie": oproep["versie"]} | body, verwacht)

    async def uitkomst(self, uitkomst: str, toelichting: str = "", verwacht: int = 204, **anders: object) -> Any:
        body: dict[str, Any] = {"uitkomst": uitkomst, "toelichting": toelichting}
        if uitkomst == "KOMST_GEWEIGERD":
            body["bevestigd"] = ["WEIGERING_OP_SCHRIFT"]
        return await self.bij_oproep("uitkomst", body | anders, verwacht)

    async def afspraak(self, soort: str, verwacht: int = 204, **anders: object) -> Any:
        body: dict[str, Any] = {"soort": soort, "toelichting": "gebeld en gesproken"}
        return await self.bij_oproep("afspraak", body | anders, verwacht)

    async def trek_oproep_in(self, motief: str = "verkeerde plaats", verwacht: int = 204, **anders: object) -> Any:
        return await self.bij_oproep("intrekking", {"motief": motief} | anders, verwacht)

    async def neem_terug(self, soort: str, verwacht: int = 204, *, oproep: int = -1, **anders: object) -> Any:
        """Neem de laatste gebeurtenis van deze soort terug, bij de laatste oproep of de genoemde."""
        staand = (await self.lees("/oproepen"))[oproep]
        gebeurtenis = [g for g in staand["gebeurtenissen"] if g["soort"] == soort and not g["teruggenomen"]][-1]
        body = {"gebeurtenisId": gebeurtenis["id"], "motief": "dit was zijn broer", "versie": staand["versie"]}
        return await self.stuur(f"/oproepen/{staand['id']}/terugname", body | anders, verwacht)

    async def beantwoord_boetevraag(self, verwacht: int = 204, **anders: object) -> Any:
        body = {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "opname in het ziekenhuis"}
        return await self.bij_oproep("boetevraag", body | anders, verwacht)

    async def procedure_loopt(self) -> None:
        """Over de laatste oproep loopt een procedure voor een boete; haar rapport is van vandaag."""
        vandaag = (await self.over(0)).isoformat()
        loopt: dict[str, Any] = {"antwoord": "PROCEDURE_LOOPT", "reden": None, "bewaardBij": "zaak 2026-118"}
        await self.beantwoord_boetevraag(rapportOp=vandaag, **loopt)

    async def boete(self, **anders: object) -> dict[str, Any]:
        """Een boete die vandaag buiten Meedoen bevoegd is opgelegd en bekendgemaakt."""
        dag = (await self.over(0)).isoformat()
        besluit = {
            "beslistDoor": "teamleider handhaving",
            "rapportDoor": "klantmanager",
            "mandaatbesluit": {"nummer": "M-2025-11", "datum": "2025-11-03"},
        }
        boete = {"antwoord": "BOETE", "reden": None, "kenmerk": "B-2026-1", "bedrag": 250, "motief": "kwam niet"}
        dagen = dict.fromkeys(("rapportOp", "dagtekening", "bekendgemaaktOp"), dag)
        dagen["termijnLaatsteDag"] = (await self.over(8)).isoformat()
        return boete | dagen | {"beslissing": besluit, "bewaardBij": "zaak 2026-118"} | anders

    async def verzend_oproep(self, op: dt.date | None = None, verwacht: int = 204, **anders: object) -> Any:
        """De brief van de laatste oproep is klaar, en een mens legt vast dat zij de deur uit is."""
        await maak_zonder_pdf(self.wereld, self.id)
        oproep = (await self.lees("/oproepen"))[-1]
        [brief] = [
            b for b in await self.lees("/brieven") if b["onderwerpId"] == oproep["id"] and b["status"] != "ingetrokken"
        ]
        body: dict[str, object] = {"verzondenOp": (op or await self.wereld.vandaag()).isoformat()}
        return await self.stuur(f"/brieven/{brief['id']}/verzending", body | anders, verwacht)

    async def verbeter_verzending(self, brief: str, body: dict[str, Any], verwacht: int = 204) -> Any:
        """Verbeter de verzending van een brief (haar id of haar pad), met de versie die er nu staat."""
        id_ = brief.rpartition("/")[2]
        [versie] = [b["versie"] for b in await self.lees("/brieven") if b["id"] == id_]
        return await self.stuur(f"/brieven/{id_}/verbetering", {"versie": versie} | body, verwacht)

    async def over(self, dagen: int) -> dt.date:
        """Zoveel dagen na vandaag, op de klok van deze wereld."""
        return await self.wereld.vandaag() + dt.timedelta(days=dagen)

    async def zet_gemiste_oproepen(self, aantal: int) -> None:
        """Alsof de persoon eerder dit jaar al zo vaak niet kwam; de klok blijft staan. Er staat een oproep open."""
        alziend = self.wereld.alziend
        await alziend.execute(
            "update oproep set nummer = $2, opgesteld_op = '2026-02-01', verzonden_op = '2026-02-01',"
            " afspraak_op = '2026-02-10 10:00+01', termijn_tot = '2026-02-16', uitkomst = 'TERMIJN_GEMIST',"
            " uitkomst_op = '2026-02-17' where dossier_id = $1 and uitkomst = 'OPEN'",
            self.id,
            aantal,
        )
        await alziend.execute(
            "insert into oproep (gemeente_id, id, dossier_id, nummer, opgesteld_op, verzonden_op, termijn_tot,"
            " afspraak_op, plaats, met_waarschuwing, grond, uitkomst, uitkomst_op, opgeroepen_door, ronde)"
            " select gemeente_id, gen_random_uuid(), dossier_id, n, opgesteld_op - 30, verzonden_op - 30,"
            " termijn_tot - 30, afspraak_op - interval '30 days', plaats, false, grond, uitkomst, uitkomst_op - 30,"
            " opgeroepen_door, ronde from oproep, generate_series(1, $2 - 1) n where dossier_id = $1 and nummer = $2",
            self.id,
            aantal,
        )

    async def niet_gekomen(self, verwacht: int = 204) -> Any:
        """De termijn van de laatste oproep verstrijkt zonder dat de persoon komt."""
        laatste = dt.date.fromisoformat((await self.lees("/oproepen"))[-1]["termijnLaatsteDag"])
        await self.wereld.zet_klok(laatste + dt.timedelta(days=1))
        return await self.uitkomst("TERMIJN_GEMIST", "gebeld, geen gehoor", verwacht)

    async def verschijnt(self) -> None:
        await self.uitkomst("VERSCHENEN")

    # ── Brede intake ────────────────────────────────────────────────────────────────────────────────
    async def zet_uitslag(self) -> None:
        """Alsof DUO de uitslag van de leerbaarheidstoets al gaf; staat er een, dan blijft die."""
        await self.wereld.alziend.execute(
            "insert into leerbaarheidstoets (gemeente_id, dossier_id, status, resultaat, behaalde_score,"
            " benodigde_score, afgenomen_op, gelezen_op) select gemeente_id, id, 'resultaat', 'B1-route haalbaar',"
            " '61,00', '55,00', '2026-03-01', '2026-03-02 08:00Z' from dossier where id = $1"
            " on conflict (gemeente_id, dossier_id) do update set status = excluded.status,"
            " resultaat = excluded.resultaat, behaalde_score = excluded.behaalde_score,"
            " benodigde_score = excluded.benodigde_score, afgenomen_op = excluded.afgenomen_op"
            " where leerbaarheidstoets.resultaat is null",
            self.id,
        )

    async def vul_intake(self, **anders: object) -> int:
        """De intake helemaal ingevuld, en de uitslag van de toets erbij."""
        await self.zet_uitslag()
        return await self.vul_intake_zonder_uitslag(**anders)

    async def vul_intake_zonder_uitslag(self, **anders: object) -> int:
        versie: int = (await self.km.bewaar(self.pad("/brede-intake"), INTAKE | anders))["versie"]
        return versie

    async def rond_intake_af(self, verwacht: int = 204, *, in_afwezigheid: bool = False) -> Any:
        versie = (await self.lees("/brede-intake"))["versie"]
        return await self.stuur(
            "/brede-intake/afronding", {"versie": versie, "inAfwezigheid": in_afwezigheid}, verwacht
        )

    async def heropen_intake(self, verwacht: int = 204, **anders: object) -> Any:
        body = {"motief": "er staat een fout in", "versie": (await self.lees("/brede-intake"))["versie"]}
        return await self.stuur("/brede-intake/heropening", body | anders, verwacht)

    async def leg_intake_weg(self, verwacht: int = 204, **anders: object) -> Any:
        body = {"motief": "van een andere persoon", "versie": (await self.lees("/brede-intake"))["versie"]}
        return await self.stuur("/brede-intake/weglegging", body | anders, verwacht)

    async def rond_intake_af_zonder_lezen(self, verwacht: int) -> Any:
        return await self.stuur("/brede-intake/afronding", {"versie": 0}, verwacht)

    # ── Ontheffing van de leerbaarheidstoets ────────────────────────────────────────────────────────
    async def vraag_ontheffing(self, verwacht: int = 204, *, door: Mens | None = None, **anders: object) -> str:
        body = {"id": str(uuid4()), "initiatief": "VERZOEK", "beperking": "VISUEEL", "bewijs": "VERKLARING_DESKUNDIGE"}
        dagen = {"gevraagdOp": (await self.over(0)).isoformat(), "bewijsOp": "2026-02-20"}
        await (door or self.km).stuur(self.pad("/lbt-ontheffingen"), body | dagen | anders, verwacht)
        return body["id"]

    async def beslis_ontheffing(self, verwacht: int = 201, *, door: Mens | None = None, **anders: object) -> Any:
        """Een besluit op het laatste verzoek; zonder meer wordt het verleend."""
        verzoek = (await self.lees("/lbt-ontheffingen"))[-1]
        body = {"verlenen": True, "aangetoond": True, "motivering": "U kunt de tekst op het scherm niet lezen."}
        pad = self.pad(f"/lbt-ontheffingen/{verzoek['id']}/besluit")
        return await (door or self.km).stuur(pad, body | {"versie": verzoek["versie"]} | anders, verwacht)

    # ── PIP ─────────────────────────────────────────────────────────────────────────────────────────
    async def schrijf_pip(self, **anders: object) -> int:
        eigen: dict[str, object] = {} if self.inwoner.asiel else {"intensiteitLeerroute": None}
        versie: int = (await self.km.bewaar(self.pad("/pip/concept"), PIP | eigen | anders))["versie"]
        return versie

    async def leg_concept_weg(self, verwacht: int = 204, **anders: object) -> Any:
        body = {"motief": "verkeerde persoon", "versie": (await self.lees("/pip"))[-1]["versie"]}
        return await self.stuur("/pip/weglegging", body | anders, verwacht)

    async def haal_concept_terug(self, volgnummer: int, verwacht: int = 201) -> Any:
        body = {"volgnummer": volgnummer, "motief": "toch deze", "versie": (await self.lees("/pip"))[-1]["versie"]}
        return await self.stuur("/pip/terughaling", body, verwacht)

    async def stel_vast(
        self,
        dagtekening: dt.date = VANDAAG,
        verwacht: int = 201,
        versie: int = 1,
        *,
        door: Mens | None = None,
        **anders: object,
    ) -> Any:
        body = {"dagtekening": dagtekening.isoformat(), "versie": versie} | anders
        return await (door or self.km).stuur(self.pad("/pip/vaststelling"), body, verwacht)

    async def maak_pip_bekend(self) -> None:
        """De brief met het PIP gaat de deur uit, op de dag van vandaag; nu mag DUO het weten."""
        await maak_zonder_pdf(self.wereld, self.id)
        brieven = [b for b in await self.lees("/brieven") if b["sjabloon"] == "pip_beschikking"]
        [brief] = [b for b in brieven if b["status"] == "gemaakt" and b["afschriftVan"] is None]
        dag = (await self.wereld.vandaag()).isoformat()
        await self.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": dag, "bevestigd": ["VERHUISD"]})

    async def leg_pip_voor(self, uiterlijk: dt.date = WERKDAG, verwacht: int = 204, **anders: object) -> Any:
        """Stel het voornemen van het PIP op; gaat het goed, dan is dit het id."""
        body = {"id": str(uuid4()), "uiterlijkOp": uiterlijk.isoformat(), "versie": 1}
        fout = await self.stuur("/pip-voornemens", body | anders, verwacht)
        return body["id"] if verwacht == 204 else fout

    async def zie_af_van_voornemen(self, verwacht: int = 204, **anders: object) -> Any:
        body = {"id": str(uuid4()), "grond": "GEGEVENSPLICHT", "motief": "Hij schreef dat hij niet komt.", "versie": 1}
        return await self.stuur("/pip-voornemens/afziening", body | anders, verwacht)

    async def verzend_voornemen(self) -> None:
        """De brief met het laatste voornemen gaat de deur uit."""
        await maak_zonder_pdf(self.wereld, self.id)
        voornemen = (await self.lees("/pip-voornemens"))[-1]
        [brief] = [b for b in await self.lees("/brieven") if b["onderwerpId"] == voornemen["id"]]
        dag = await self.wereld.vandaag()
        await self.stuur(f"/brieven/{brief['id']}/verzending", {"verzondenOp": dag.isoformat()})

    async def bij_voornemen(self, rest: str, body: dict[str, Any], verwacht: int = 204) -> Any:
        """Een handeling aan het laatste voornemen."""
        voornemen = (await self.lees("/pip-voornemens"))[-1]
        pad = f"/pip-voornemens/{voornemen['id']}/{rest}"
        return await self.stuur(pad, {"versie": voornemen["versie"]} | body, verwacht)

    async def zegt_van_voornemen(self, inhoud: str, verwacht: int = 204, **anders: object) -> Any:
        op = (await self.wereld.vandaag()).isoformat()
        body = {"wijze": "MONDELING", "ontvangenOp": op, "inhoud": inhoud}
        return await self.bij_voornemen("zienswijze", body | anders, verwacht)

    # ── Hele stukken ────────────────────────────────────────────────────────────────────────────────
    @_stuk
    async def tot_opgeroepen(self) -> None:
        """De oproep is opgesteld, en haar brief is weg."""
        await self.roep_op()
        await self.verzend_oproep()

    @_stuk
    async def tot_intake(self) -> None:
        """De persoon is verschenen; de intake loopt."""
        await self.roep_op()
        await self.verschijnt()

    @_stuk
    async def tot_pip(self) -> None:
        """De intake is afgerond en het concept ligt klaar."""
        await self.tot_intake()
        await self.vul_intake()
        await self.rond_intake_af()
        await self.schrijf_pip()

    @_stuk
    async def tot_afwezig(self) -> None:
        """Hij kwam drie keer niet, schreef dat hij niet komt, en de intake is zonder hem af; het concept ligt klaar."""
        await self.roep_op()
        await self.zet_gemiste_oproepen(2)
        await self.beantwoord_boetevraag()
        await self.roep_op()
        await self.verzend_oproep()
        await self.uitkomst("KOMST_GEWEIGERD", "brief van zijn advocaat")
        await self.vul_intake(bronnenBijAfwezigheid="Overdracht van het COA\nBRP", verslag="op stukken")
        await self.rond_intake_af(in_afwezigheid=True)
        await self.schrijf_pip()

    @_stuk
    async def tot_vastgesteld(self) -> None:
        """Het PIP is vastgesteld; zijn brief is nog niet weg, en DUO hoort het dus nog niet."""
        await self.tot_pip()
        await self.stel_vast()

    @_stuk
    async def tot_traject(self) -> None:
        """Het PIP is vastgesteld en bekendgemaakt, en DUO weet het."""
        await self.tot_vastgesteld()
        await self.maak_pip_bekend()
        await self.wereld.werk_af()
