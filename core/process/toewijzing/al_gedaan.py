"""Wat er met een toewijzing al gebeurde, en wie er nu nog iets aan kan doen."""

from core.process.toewijzing.tables import Toewijzingstatus

VOOR_DE_ORGANISATIE = {
    Toewijzingstatus.AANGEBODEN: "",
    Toewijzingstatus.AANVAARD: (
        "Uw organisatie heeft deze toewijzing al aanvaard. Hoort de persoon niet bij u, weiger dan met de reden"
        " NIET_VAN_ONS. Was het om iets anders een vergissing, bel dan de gemeente; zij kan de toewijzing beëindigen."
    ),
    Toewijzingstatus.GEWEIGERD: (
        "Uw organisatie heeft deze toewijzing al geweigerd. Was dat een vergissing, bel dan de gemeente; zij kan de"
        " persoon opnieuw aan u toewijzen."
    ),
    Toewijzingstatus.BEEINDIGD: (
        "Deze toewijzing is beëindigd; er valt niets meer te beantwoorden. Klopt dat niet, bel dan de gemeente; zij kan"
        " de persoon opnieuw aan u toewijzen."
    ),
}
"""Leeg zolang de organisatie kan antwoorden. Een antwoord terugnemen kan zij niet: de gemeente werkt ermee door."""
VOOR_DE_GEMEENTE = {
    Toewijzingstatus.AANGEBODEN: "",
    Toewijzingstatus.AANVAARD: "",
    Toewijzingstatus.GEWEIGERD: (
        "De organisatie heeft deze toewijzing al geweigerd, en zij loopt niet meer; voor een nieuwe wijst u de persoon"
        " opnieuw toe."
    ),
    Toewijzingstatus.BEEINDIGD: "Deze toewijzing is al beëindigd; voor een nieuwe wijst u de persoon opnieuw toe.",
}
"""Leeg zolang de toewijzing loopt."""
NIET_VAN_U = (
    "Deze leerling bestaat niet, of is u niet (meer) toegewezen. Wie de leerling is, leest u pas als u het aanbod hebt"
    " aanvaard."
)
NIET_TE_LEZEN = {
    Toewijzingstatus.AANGEBODEN: (
        "U hebt op dit aanbod nog niet geantwoord. Wie de leerling is, leest u pas als u het hebt aanvaard."
    ),
    Toewijzingstatus.GEWEIGERD: (
        "U hebt dit aanbod geweigerd; u leest niet van wie het was. Was dat een vergissing, bel dan de gemeente; zij"
        " kan de persoon opnieuw aan u toewijzen."
    ),
    Toewijzingstatus.BEEINDIGD: (
        "De gemeente heeft deze toewijzing beëindigd; u leest hier niets meer. Klopt dat niet, bel dan de gemeente; zij"
        " kan de persoon opnieuw aan u toewijzen."
    ),
}
"""Waarom een school van haar eigen aanbod geen leerling leest. Van wie wacht op zijn PIP leest zij ook dat niet."""
