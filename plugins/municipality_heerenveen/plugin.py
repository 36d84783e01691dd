"""Heerenveen koopt regionaal in met de Friese gemeenten; de onderwijsroute kan alleen bij een ROC in Friesland.

Dat is gedocumenteerd (status bron). Hoe de gemeente er bij de intake naar vraagt, en hoe lang haar eerste oproep loopt,
is een voorbeeld (status illustratief): er is geen openbare regel gevonden. Over begeleiding ook niet; daarvoor geldt de
standaard.
"""

from core.plugin_api.bijdragen import Optie, Vraag, Vraagsoort, Vragenlijst
from core.plugin_api.hookspecs import hook
from core.plugin_api.manifest import Apibereik, Manifest
from core.plugin_api.parameters import Herkomst, Parameters, Status

MANIFEST = Manifest(naam="municipality_heerenveen", versie="1.0.0", api=Apibereik((1, 0), (2, 0)))


class Heerenveen:
    def __init__(self, parameters: Parameters) -> None:
        self._aanbieders, inkoop = parameters["onderwijsroute_aanbieders"].laatste(str)
        self._perceel, perceel = parameters["perceel_participatie"].laatste(str)
        # The fact has a source; that the intake asks for it is our example.
        self._inkoop = Herkomst(inkoop.grond, Status.ILLUSTRATIEF)
        self._participatie = Herkomst(perceel.grond, Status.ILLUSTRATIEF)

    @hook
    def intakevragenlijsten(self) -> tuple[Vragenlijst, ...]:
        return (
            Vragenlijst(
                id="heerenveen_regionale_inkoop",
                versie=1,
                titel="Regionale inkoop",
                vragen=(
                    Vraag(
                        id="onderwijsroute_reisbaar",
                        tekst=f"De onderwijsroute kan alleen bij {self._aanbieders}. Is dat dagelijks te bereizen?",
                        soort=Vraagsoort.KEUZE,
                        opties=(
                            Optie(id="ja", tekst="ja"),
                            Optie(id="nee", tekst="nee"),
                            Optie(id="nvt", tekst="de onderwijsroute is niet aan de orde"),
                        ),
                        verplicht=True,
                        herkomst=self._inkoop,
                    ),
                    Vraag(
                        id="participatie_aangemeld",
                        tekst=f"Participatie is een {self._perceel}. Is daarvoor een aanbieder besproken?",
                        soort=Vraagsoort.JA_NEE,
                        verplicht=True,
                        herkomst=self._participatie,
                    ),
                    Vraag(
                        id="voorkeur_lesplaats",
                        tekst="Waar volgt deze persoon bij voorkeur les?",
                        soort=Vraagsoort.TEKST,
                        verplicht=False,
                        herkomst=self._inkoop,
                    ),
                ),
            ),
        )


maak = Heerenveen
