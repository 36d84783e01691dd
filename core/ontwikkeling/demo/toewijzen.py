"""Wat er na het PIP met een leerling gebeurt: een aanbod van een taalschool, of de inschrijving die hij zelf koos."""

from datetime import date
from uuid import UUID

from core.ontwikkeling.demo.deur import Deur
from core.platform.ids import vast_id

AANGEBODEN = "leerling aan een taalschool toegewezen en aanvaard|art. 9.2 lid 3 Bi2021"
INGESCHREVEN = "inschrijving bij een taalschool vastgelegd van wie zelf een cursus koos|art. 16 Wi2021"


async def wijs_toe(
    teamleider: Deur, school: Deur, dossier_id: str, organisatie_id: UUID, medewerker_id: str, vandaag: date
) -> str:
    """Deel het dossier toe en bied de leerling aan een taalschool aan, die antwoordt; geeft wat er gebeurde.

    Wie geen asielstatushouder is krijgt geen aanbod (art. 16 Wi2021): van hem wordt vastgelegd waar hij zich inschreef.

    Raises:
        Geweigerd: geen van beide kan; de redenen zijn die van de API.
    """
    zaak = await teamleider.vraag("GET", f"dossiers/{dossier_id}")
    if zaak["behandelaarId"] is None:
        toedeling = {"behandelaarId": medewerker_id, "versie": zaak["versie"]}
        await teamleider.vraag("POST", f"dossiers/{dossier_id}/behandelaar", json=toedeling)
    id_ = vast_id("toewijzing", dossier_id, str(organisatie_id))
    waar = {"id": str(id_), "organisatieId": str(organisatie_id)}
    if zaak["doelgroep"] != "ASIEL":
        inschrijving = {**waar, "bron": "PERSOON", "bekendOp": vandaag.isoformat()}
        await teamleider.vraag("POST", f"dossiers/{dossier_id}/inschrijvingen", json=inschrijving)
        return INGESCHREVEN
    await teamleider.vraag("POST", f"dossiers/{dossier_id}/toewijzingen", json=waar)
    await school.vraag("POST", f"eigen-toewijzingen/{id_}/antwoord", json={"aanvaard": True, "versie": 1})
    return AANGEBODEN
