"""Heerenveen koopt regionaal in met de Friese gemeenten; de onderwijsroute kan alleen bij een ROC in Friesland.

Dat is gedocumenteerd (status bron). Hoe de gemeente er bij de intake naar vraagt, en hoe lang haar eerste oproep loopt,
is een voorbeeld (status illustratief): er is geen openbare regel gevonden. Over begeleiding ook niet; daarvoor geldt de
standaard.
"""

from datetime import date

from core.plugin_api.bijdragen import Optie, Vraag, Vraagsoort, Vragenlijst
from core.plugin_api.hookspecs import hook
from core.plugin_api.manifest import Manifest
from core.plugin_api.parameters import Herkomst, Parameters, Status

MANIFEST = Manifest(naam="municipality_heerenveen", versie="1.1.0", api=">=1.1,<2")


class Heerenveen:
    def __init__(self, parameters: Parameters) -> None:
        self._aanbieders = parameters["onderwijsroute_aanbieders"]
        self._perceel = parameters["perceel_participatie"]

    @hook
    def intakevragenlijsten(self, peildatum: date) -> tuple[Vragenlijst, ...]:
        aanbieders, bron_inkoop = self._aanbieders.op(peildatum, str)
        perceel, bron_perceel = self._perceel.op(peildatum, str)
        # The facts have a source; that the intake asks for them is our example.
        inkoop = Herkomst(bron_inkoop.grond, Status.ILLUSTRATIEF)
        participatie = Herkomst(bron_perceel.grond, Status.ILLUSTRATIEF)
        # Both values stand in the text of a question: with each new value the list is another version.
        versie = self._aanbieders.volgnummer(peildatum) + self._perceel.volgnummer(peildatum) - 1
        return (
            Vragenlijst(
                id="heerenveen_regionale_inkoop",
                versie=versie,
                titel="Regionale inkoop",
                vragen=(
                    Vraag(
                        id="onderwijsroute_reisbaar",
                        tekst=f"De onderwijsroute kan alleen bij {aanbieders}. Is dat dagelijks te bereizen?",
                        soort=Vraagsoort.KEUZE,
                        opties=(
                            Optie(id="ja", tekst="ja"),
                            Optie(id="nee", tekst="nee"),
                            Optie(id="nvt", tekst="de onderwijsroute is niet aan de orde"),
                        ),
                        verplicht=True,
                        herkomst=inkoop,
                    ),
                    Vraag(
                        id="participatie_aangemeld",
                        tekst=f"Participatie is een {perceel}. Is daarvoor een aanbieder besproken?",
                        soort=Vraagsoort.JA_NEE,
                        verplicht=True,
                        herkomst=participatie,
                    ),
                    Vraag(
                        id="voorkeur_lesplaats",
                        tekst="Waar volgt deze persoon bij voorkeur les?",
                        soort=Vraagsoort.TEKST,
                        verplicht=False,
                        herkomst=inkoop,
                    ),
                ),
            ),
        )


maak = Heerenveen
