"""Wat wie een adres opgaf te horen krijgt: wat er aan zijn tekst mankeert, en over al het andere steeds hetzelfde."""

from core.fouten import Gebrek, Onbereikbaar, OngeldigeInvoer

GEWEIGERD = "Dit adres mag Meedoen niet vragen. Er is niets verstuurd."
NIET_TE_BEREIKEN = (
    "Meedoen kreeg op dit adres geen bruikbaar antwoord. Kijk of het adres klopt en of het vanaf internet met https te"
    " bereiken is. Blijft het zo, vraag dan de beheerder van het platform: in het logboek staat waar het aan ligt."
)


class AdresGeweigerd(OngeldigeInvoer):
    """De tekst van het adres deugt niet; `gebreken` noemt alles wat eraan mankeert."""

    def __init__(self, gebreken: tuple[Gebrek, ...]) -> None:
        super().__init__(GEWEIGERD, gebreken=gebreken)


class NietTeBereiken(Onbereikbaar):
    """Er kwam niets bruikbaars. Waarom zegt deze fout met opzet niet: zij is bij een dichte poort, een verkeerd
    certificaat, een naam in een eigen netwerk en een fout van de server gelijk."""

    def __init__(self) -> None:
        super().__init__(NIET_TE_BEREIKEN)
