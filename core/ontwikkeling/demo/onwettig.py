"""Wat niet mag: per waarborg doet een klantmanager één keer iets onwettigs, en de demonstratie toont de weigering.

Wordt het aangenomen, dan stopt de demonstratie: dan is er een deur open die dicht hoort.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from core.ontwikkeling.demo.deur import Deur, Geweigerd


class Aangenomen(RuntimeError):
    """Iets onwettigs is niet geweigerd."""


@dataclass(slots=True)
class Onwettig:
    """De pogingen van één klantmanager; elke waarborg komt één keer aan de beurt."""

    deur: Deur
    weigeringen: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Per waarborg wat er geprobeerd is, en wat Meedoen zei."""

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
        await self._probeer("PG-1", "twee oproepen in een minuut, geen ervan verzonden", oproepen, nog_een)
        await self._probeer("PG-2", "de termijn gemist, op de dag van de oproep", uitkomst, gemist)
        await self._probeer("PG-3", "onvoldoende medewerking, voordat er iets gevraagd is", uitkomst, onvoldoende)
        await self._probeer(
            "PG-4", "de intake in afwezigheid, na een oproep", f"dossiers/{dossier_id}/brede-intake/afronding", afwezig
        )
        await self._probeer(
            "PG-7", "een antwoord op een boetevraag die er niet is", f"{oproepen}/{oproep_id}/boetevraag", boete
        )

    async def bij_een_pip(self, dossier_id: str, vandaag: date, versie: int) -> None:
        """Het concept is af."""
        terug = {"dagtekening": (vandaag - timedelta(days=18)).isoformat(), "versie": versie}
        pad = f"dossiers/{dossier_id}/pip/vaststelling"
        await self._probeer("PG-5", "een PIP met een dagtekening van achttien dagen terug", pad, terug)

    async def bij_een_brief(self, pad: str, vandaag: date) -> None:
        """De brief is opgemaakt, en nog niet verzonden."""
        eerder = {"verzondenOp": (vandaag - timedelta(days=7)).isoformat()}
        await self._probeer("PG-6", "een brief verzonden voordat zij is opgemaakt", pad, eerder)

    async def _probeer(self, waarborg: str, wat: str, pad: str, body: Mapping[str, object]) -> None:
        if waarborg in self.weigeringen:
            return
        try:
            await self.deur.vraag("POST", pad, json=body)
        except Geweigerd as fout:
            gebreken = [f"{g['melding']} ({g['grond']})" for g in fout.gebreken]
            self.weigeringen[waarborg] = (wat, " ".join([fout.detail, *gebreken]))
            return
        raise Aangenomen(f"{waarborg}: {wat}")
