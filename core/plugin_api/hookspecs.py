"""De hooks: alles wat een plugin kan doen, in één bestand.

Vijf soorten, te herkennen aan de naam. Alleen een hook met een echte gebruiker bestaat.

    naam zonder voorvoegsel   declareert   elke plugin draagt bij
    extra_                    voegt toe    elke plugin draagt bij
    bepaal_                   beslist      de eerste plugin die antwoordt; de standaard van de kern als laatste
    toets_                    toetst       elke plugin geeft bevindingen
    na_                       kijkt toe    na de commit

Een hook is synchroon en zuiver: geen bestand, netwerk, klok of toeval; dezelfde invoer geeft dezelfde uitvoer. Zij
vraagt alleen de argumenten die zij gebruikt, met de naam van de spec.

Een hook of argument dat verdwijnt krijgt hier `warn_on_impl` of `warn_on_impl_args` en blijft daarna nog twee minors
werken; wie hem invult leest het bij het starten en in `meedoen tenants toets`.
"""

from datetime import date

import pluggy

from core.plugin_api.beelden import Begeleidingsbeeld
from core.plugin_api.bijdragen import Begeleidingsvoorstel, Vragenlijst

PROJECT = "meedoen"
hookspec = pluggy.HookspecMarker(PROJECT)
hook = pluggy.HookimplMarker(PROJECT)
"""Zet `@hook` boven de methode van een plugin die een hook invult."""


class Hookspecs:
    """De namen, argumenten en uitkomsten van alle hooks."""

    @hookspec
    def intakevragenlijsten(self, peildatum: date) -> tuple[Vragenlijst, ...]:  # type: ignore[empty-body]
        """De vragen die een gemeente bij de brede intake toevoegt.

        Wanneer: bij het lezen, bewaren en afronden van de brede intake; één keer per dag gevraagd en dan onthouden.
        peildatum: de dag waarop de vragen gesteld worden; een waarde die dan nog niet geldt is er niet.
        Gevolg: antwoorden worden bewaard met lijst, versie en de tekst van elke vraag, en nooit gewist door een andere
        lijst of versie; een verplichte vraag zonder antwoord houdt het afronden tegen, met de grond van de vraag.
        Ontbreekt de persoon, dan worden zij niet geëist (art. 14 lid 2 Wi2021).
        Grenzen: id's uniek binnen de gemeente; hoogstens 20 lijsten per gemeente en 30 vragen per lijst; een keuze
        heeft 2 tot 20 opties; een andere vraag vraagt een hogere versie, en elke versie staat in `afdrukken.yaml`.
        Sinds: 1.0; peildatum sinds 1.1
        """

    @hookspec(firstresult=True)
    def bepaal_begeleiding(self, beeld: Begeleidingsbeeld) -> Begeleidingsvoorstel | None:
        """Welke begeleiding deze persoon wordt voorgesteld, en door wie.

        Wanneer: zodra de klantmanager het huishouden vastlegde, en bij elk lezen daarna.
        beeld: de peildatum, en van doelgroep, huishouden en leeftijdsband wat het manifest noemt; de rest is None.
        Gevolg: een voorstel dat een mens overneemt of waarvan hij gemotiveerd afwijkt. None laat de volgende plugin
        antwoorden, en als laatste de standaard: maatschappelijke begeleiding voor asiel (art. 13 Wi2021).
        Grenzen: hoogstens 10 diensten, elk één keer, met herkomst; namen van hoogstens 300 tekens.
        Sinds: 1.0
        """
