"""Wat er in de intakes en plannen van de demonstratie staat."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

INTAKE = {
    "opleidingEnWerk": "Twaalf jaar school; vijf jaar gewerkt in een werkplaats.",
    "vveNvt": True,
    "taalniveau": "A0, leest en schrijft in het eigen schrift",
    "arbeidsmogelijkheden": "Wil in de techniek werken; kan volledig werken.",
    "zelfredzaamheid": "Regelt met hulp zijn post en afspraken.",
    "verslag": "Twee gesprekken gevoerd, met een tolk.",
    "persoonlijkeOmstandigheden": "Geen bijzonderheden die de inburgering belemmeren.",
}


def antwoord(soort: str, opties: Sequence[Mapping[str, object]]) -> str | bool | int:
    if opties:
        return str(opties[-1]["id"])
    antwoorden: dict[str, str | bool | int] = {"ja_nee": True, "getal": 1}
    return antwoorden.get(soort, "besproken")


def waarop(bijdrage: Mapping[str, object]) -> str:
    """De grond, en hoe hard zij is; zonder status is het de wet of de standaard."""
    return f"{bijdrage['grond']} ({bijdrage['status']})" if bijdrage["status"] else str(bijdrage["grond"])


def te_vroeg(vandaag: date) -> Mapping[str, object]:
    """Een portie uren met een besluit dat pas volgende week genomen wordt."""
    uren = {"uren": 10, "categorie": "NT2", "herkomst": "BREDE_INTAKE", "toegekend": True}
    return uren | {"beslotenOp": (vandaag + timedelta(days=7)).isoformat()}


def pip(doelgroep: str, lbt: str | None, *, van_elders: str = "") -> Mapping[str, object]:
    """Het PIP dat uit de toets volgt; wie met een PIP kwam, houdt de leerroute daarvan (art. 15 lid 4 Wi2021)."""
    asiel = doelgroep == "ASIEL"
    route = van_elders or ("Z" if lbt == "B1-route niet haalbaar" else "B")
    pip: dict[str, object] = {
        "leerroute": route,
        "niveau": "B1" if route == "B" else None,
        "ondersteuning": "Een vaste klantmanager, hulp bij het vinden van werk en een taalmaatje.",
        "intensiteitPvt": 12,
        "intensiteitMap": 64,
        "vveNvt": True,
        "aantalVoortgangsgesprekken": 6,
        "motivering": "De vorige gemeente koos deze leerroute; wij nemen haar over."
        if van_elders
        else f"De leerbaarheidstoets gaf '{lbt}'; de gesprekken bevestigen dat.",
    }
    if asiel:
        pip |= {"intensiteitLeerroute": 900 if route == "B" else 800}
        pip |= {"geschatteIntensiteitB1": 900} if route == "B" else {"alfabetisering": "A"}
    return pip
