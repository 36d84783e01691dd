"""De hooks: alles wat een plugin kan doen, in één bestand.

Vijf soorten, te herkennen aan de naam. Alleen een hook met een echte gebruiker bestaat.

    naam zonder voorvoegsel   declareert   elke plugin draagt bij
    extra_                    voegt toe    elke plugin draagt bij
    bepaal_                   beslist      de eerste plugin die antwoordt; de standaard van de kern als laatste
    toets_                    toetst       elke plugin geeft bevindingen
    na_                       kijkt toe    na de commit

Een hook is synchroon en zuiver: geen bestand, netwerk, klok of toeval; dezelfde invoer geeft dezelfde uitvoer.
"""

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
    def intakevragenlijsten(self) -> tuple[Vragenlijst, ...]:  # type: ignore[empty-body]
        """De vragen die een gemeente bij de brede intake toevoegt.

        Wanneer: bij het lezen, bewaren en afronden van de brede intake.
        Gevolg: antwoorden worden bewaard met id en versie van de lijst; een verplichte vraag zonder antwoord houdt het
        afronden tegen, met de grond van de vraag. Ontbreekt de persoon, dan worden zij niet geëist (art. 14 lid 2).
        Grenzen: id's uniek binnen de gemeente; hoogstens 30 vragen per lijst; een keuze heeft 2 tot 20 opties.
        Sinds: 1.0
        """

    @hookspec(firstresult=True)
    def bepaal_begeleiding(self, beeld: Begeleidingsbeeld) -> Begeleidingsvoorstel | None:
        """Welke begeleiding deze persoon wordt voorgesteld, en door wie.

        Wanneer: zodra de klantmanager het huishouden vastlegde, en bij elk lezen daarna.
        beeld: peildatum, doelgroep en huishouden; de leeftijdsband alleen als het manifest haar noemt.
        Gevolg: een voorstel dat een mens overneemt of waarvan hij gemotiveerd afwijkt. None laat de volgende plugin
        antwoorden, en als laatste de standaard: maatschappelijke begeleiding voor asiel (art. 13 Wi2021).
        Grenzen: hoogstens 10 diensten, elk één keer, met herkomst.
        Sinds: 1.0
        """
