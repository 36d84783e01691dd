"""Stichtse Vecht: de begeleiding hangt af van het huishouden; juridische hulp is er voor iedereen.

Een gezin gaat naar welzijn. Wie alleen is, op gezinshereniging wacht en een woning deelt, krijgt woonbegeleiding. De
bron zegt niets over andere alleengaanden; voor hen blijft het de maatschappelijke begeleiding van art. 13 Wi2021.
"""

from core.plugin_api.beelden import Begeleidingsbeeld, Doelgroep, Huishoudbeeld, Huishoudsoort
from core.plugin_api.bijdragen import Begeleidingsdienst, Begeleidingsvoorstel
from core.plugin_api.hookspecs import hook
from core.plugin_api.manifest import Behoefte, Gegeven, Manifest
from core.plugin_api.parameters import Aanbieder, Parameters

MANIFEST = Manifest(
    naam="municipality_stichtse_vecht",
    versie="1.0.1",
    api=">=1.1,<2",
    needs=(
        Behoefte(gegeven=Gegeven.DOELGROEP, doel="begeleiding is er voor asielstatushouders (art. 13 Wi2021)"),
        Behoefte(gegeven=Gegeven.HUISHOUDEN, doel="kiezen tussen welzijn en woonbegeleiding"),
    ),
)


class StichtseVecht:
    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters

    @hook
    def bepaal_begeleiding(self, beeld: Begeleidingsbeeld) -> Begeleidingsvoorstel:
        namen = ["juridische_hulp"]
        if beeld.doelgroep is Doelgroep.ASIEL:
            namen.insert(0, _begeleiding(beeld.huishouden))
        return Begeleidingsvoorstel(diensten=tuple(self._dienst(naam, beeld) for naam in namen))

    def _dienst(self, naam: str, beeld: Begeleidingsbeeld) -> Begeleidingsdienst:
        aanbieder, herkomst = self._parameters[naam].op(beeld.peildatum, Aanbieder)
        return Begeleidingsdienst(dienst=aanbieder.dienst, organisatie=aanbieder.organisatie, herkomst=herkomst)


def _begeleiding(huishouden: Huishoudbeeld | None) -> str:
    if huishouden is None:
        return "begeleiding_overig"
    if huishouden.soort is Huishoudsoort.GEZIN:
        return "begeleiding_gezin"
    if huishouden.wacht_op_gezinshereniging and huishouden.gedeelde_woning:
        return "woonbegeleiding"
    return "begeleiding_overig"


maak = StichtseVecht
