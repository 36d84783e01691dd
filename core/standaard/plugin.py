"""De standaard van de kern, als plugin geschreven: zij antwoordt als laatste, als geen andere plugin het deed."""

from core.plugin_api.beelden import Begeleidingsbeeld, Doelgroep
from core.plugin_api.bijdragen import Begeleidingsdienst, Begeleidingsvoorstel
from core.plugin_api.hookspecs import hook
from core.plugin_api.manifest import Behoefte, Gegeven, Manifest
from core.plugin_api.parameters import Aanbieder, Parameters

MANIFEST = Manifest(
    naam="standaard",
    versie="1.0.0",
    api=">=1.0,<2",
    needs=(Behoefte(gegeven=Gegeven.DOELGROEP, doel="begeleiding is er voor asielstatushouders (art. 13 Wi2021)"),),
)


class Standaard:
    """Maatschappelijke begeleiding voor asiel (art. 13 Wi2021), door wie de gemeente aanwijst; voor anderen niets."""

    def __init__(self, parameters: Parameters) -> None:
        self._begeleiding = parameters["begeleiding_asiel"]

    @hook
    def bepaal_begeleiding(self, beeld: Begeleidingsbeeld) -> Begeleidingsvoorstel:
        if beeld.doelgroep is not Doelgroep.ASIEL:
            return Begeleidingsvoorstel(diensten=())
        aanbieder, herkomst = self._begeleiding.op(beeld.peildatum, Aanbieder)
        dienst = Begeleidingsdienst(dienst=aanbieder.dienst, organisatie=aanbieder.organisatie, herkomst=herkomst)
        return Begeleidingsvoorstel(diensten=(dienst,))


maak = Standaard
