"""Wat niet mag: per waarborg doet een klantmanager één keer iets onwettigs, en de demonstratie toont de weigering.

`POGINGEN` noemt elke waarborg met een handeling die iemand kan proberen, `ZONDER_POGING` de andere en waarom niet; een
test houdt die naast de specificatie. Wordt een poging aangenomen, dan stopt de demonstratie: dan is er een deur open
die dicht hoort.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from core.ontwikkeling.demo.deur import Deur, Geweigerd

POGINGEN: Mapping[str, str] = {
    "PG-1": "twee oproepen in een minuut, geen ervan verzonden",
    "PG-2": "de termijn gemist, op de dag van de oproep",
    "PG-3": "onvoldoende medewerking, voordat er iets gevraagd is",
    "PG-4": "de intake in afwezigheid, na een oproep",
    "PG-5": "een PIP met een dagtekening van achttien dagen terug",
    "PG-6": "een brief verzonden voordat zij is opgemaakt",
    "PG-7": "een antwoord op een boetevraag die er niet is",
    "PG-9": "een ontheffing van de leerbaarheidstoets op bewijs van volgende week",
    "PG-10": "een PIP zonder de persoon, die het plan niet eerst las",
    "PG-12": "een oproep aan wie geen plicht meer heeft",
    "PG-14": "nog eens kiezen vanaf welke dag de tien weken lopen",
    "PG-15": "een collegebesluit bij een oproep die geen besluit is",
    "PG-16": "uren verrekenen met een besluit dat nog genomen moet worden",
    "PG-19": "een PIP vaststellen door wie zelf de afwezigheid vastlegde",
    "PG-20": "een leerling aanmelden bij een school voordat er een PIP is",
}
ZONDER_POGING: Mapping[str, str] = {
    "PG-8": "Meedoen schrijft de brief zelf; niemand kan er een boete in zetten die niet kan volgen.",
    "PG-11": "Een termijn is gehaald door haar eigen handeling; niemand kan haar zelf op gehaald zetten.",
    "PG-13": "Een Besluit over feestdagen voert de beheerder in; wie aan dossiers werkt kan geen termijn verschuiven.",
    "PG-17": "Dit is rekenen met dagen; er is geen handeling waarmee iemand het anders telt.",
    "PG-18": "Dit is rekenen met dagen; er is geen handeling waarmee iemand het anders telt.",
}


class Aangenomen(RuntimeError):
    """Iets onwettigs is niet geweigerd."""


@dataclass(slots=True)
class Onwettig:
    """De pogingen van één klantmanager; elke waarborg komt één keer aan de beurt."""

    deur: Deur
    weigeringen: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Per waarborg wat er geprobeerd is, en wat Meedoen zei."""

    async def voor_de_oproep(self, dossier_id: str, vandaag: date, school: UUID | None) -> None:
        """Er is nog niemand opgeroepen."""
        oproep: dict[str, object] = {
            "id": str(uuid4()),
            "termijnLaatsteDag": (vandaag + timedelta(days=14)).isoformat(),
            "afspraakOp": f"{vandaag + timedelta(days=4)}T10:30:00+01:00",
            "plaats": "Gemeentehuis",
            "collegebesluit": {"nummer": "2026-17", "datum": vandaag.isoformat()},
        }
        await self._probeer("PG-15", f"dossiers/{dossier_id}/oproepen", oproep)
        ontheffing: dict[str, object] = {
            "id": str(uuid4()),
            "initiatief": "VERZOEK",
            "gevraagdOp": vandaag.isoformat(),
            "beperking": "VISUEEL",
            "bewijs": "VERKLARING_DESKUNDIGE",
            "bewijsOp": (vandaag + timedelta(days=7)).isoformat(),
        }
        await self._probeer("PG-9", f"dossiers/{dossier_id}/lbt-ontheffingen", ontheffing)
        if school is not None:
            leerling = {"id": str(uuid4()), "organisatieId": str(school)}
            await self._probeer("PG-20", f"dossiers/{dossier_id}/toewijzingen", leerling)

    async def na_de_startdatumkeuze(self, dossier_id: str, versie: int) -> None:
        """Een mens koos net vanaf welke dag de tien weken lopen (B25)."""
        keuze = {"regel": "B", "motief": "Toch nog eens.", "versie": versie}
        await self._probeer("PG-14", f"dossiers/{dossier_id}/startdatumkeuze", keuze)

    async def na_het_einde(self, dossier_id: str, vandaag: date) -> None:
        """DUO meldde het einde van de plicht."""
        oproep: dict[str, object] = {
            "id": str(uuid4()),
            "termijnLaatsteDag": (vandaag + timedelta(days=14)).isoformat(),
            "afspraakOp": f"{vandaag + timedelta(days=4)}T10:30:00+01:00",
            "plaats": "Gemeentehuis",
        }
        await self._probeer("PG-12", f"dossiers/{dossier_id}/oproepen", oproep)

    async def bij_een_nieuwe_oproep(self, dossier_id: str, oproep_id: str, afspraak: datetime) -> None:
        """De oproep is net opgesteld, en nog niet verzonden."""
        oproepen = f"dossiers/{dossier_id}/oproepen"
        uitkomst = f"{oproepen}/{oproep_id}/uitkomst"
        nog_een: dict[str, object] = {
            "id": str(uuid4()),
            "termijnLaatsteDag": (afspraak.date() + timedelta(days=15)).isoformat(),
            "afspraakOp": afspraak.isoformat(),
            "plaats": "Gemeentehuis",
        }
        gemist: dict[str, object] = {"uitkomst": "TERMIJN_GEMIST", "toelichting": "Kwam niet.", "versie": 1}
        onvoldoende = gemist | {"uitkomst": "ONVOLDOENDE_MEDEWERKING"}
        afwezig = {"versie": 0, "inAfwezigheid": True}
        boete = {"antwoord": "GEEN_BOETE", "reden": "GEEN_VERWIJT", "motief": "Was ziek.", "versie": 1}
        await self._probeer("PG-1", oproepen, nog_een)
        await self._probeer("PG-2", uitkomst, gemist)
        await self._probeer("PG-3", uitkomst, onvoldoende)
        await self._probeer("PG-4", f"dossiers/{dossier_id}/brede-intake/afronding", afwezig)
        await self._probeer("PG-7", f"{oproepen}/{oproep_id}/boetevraag", boete)

    async def bij_een_pip(self, dossier_id: str, vandaag: date, versie: int) -> None:
        """Het concept is af."""
        terug = {"dagtekening": (vandaag - timedelta(days=18)).isoformat(), "versie": versie}
        pad = f"dossiers/{dossier_id}/pip/vaststelling"
        await self._probeer("PG-5", pad, terug)

    async def bij_een_verrekening(self, dossier_id: str, vandaag: date, versie: int) -> None:
        """Het concept noemt uren die het college pas later gaat verrekenen."""
        await self._probeer("PG-16", f"dossiers/{dossier_id}/pip/vaststelling", _vandaag(vandaag, versie))

    async def zonder_voornemen(self, dossier_id: str, vandaag: date, versie: int) -> None:
        """Het concept van wie er niet bij was is af, en hij weet nog van niets."""
        await self._probeer("PG-10", f"dossiers/{dossier_id}/pip/vaststelling", _vandaag(vandaag, versie))

    async def door_dezelfde(self, dossier_id: str, vandaag: date, versie: int) -> None:
        """Hij kon op het voornemen antwoorden; wie de intake zonder hem afrondde wil ook beslissen."""
        await self._probeer("PG-19", f"dossiers/{dossier_id}/pip/vaststelling", _vandaag(vandaag, versie))

    def nog_niet(self, waarborg: str) -> bool:
        """Of deze waarborg nog niet aan de beurt was."""
        return waarborg not in self.weigeringen

    async def bij_een_brief(self, pad: str, vandaag: date) -> None:
        """De brief is opgemaakt, en nog niet verzonden."""
        eerder = {"verzondenOp": (vandaag - timedelta(days=7)).isoformat()}
        await self._probeer("PG-6", pad, eerder)

    async def _probeer(self, waarborg: str, pad: str, body: Mapping[str, object]) -> None:
        if not self.nog_niet(waarborg):
            return
        wat = POGINGEN[waarborg]
        try:
            await self.deur.vraag("POST", pad, json=body)
        except Geweigerd as fout:
            gebreken = [f"{g['melding']} ({g['grond']})" for g in fout.gebreken]
            eigen = [] if gebreken or not fout.grond else [f"({fout.grond})"]
            self.weigeringen[waarborg] = (wat, " ".join([fout.detail, *eigen, *gebreken]))
            return
        raise Aangenomen(f"{waarborg}: {wat}")


def _vandaag(vandaag: date, versie: int) -> dict[str, object]:
    return {"dagtekening": vandaag.isoformat(), "versie": versie}
