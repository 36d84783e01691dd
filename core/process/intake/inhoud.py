"""Wat een medewerker van de brede intake invult: eenmaal geschreven, voor het contract en voor de kolommen."""

from datetime import date
from typing import Annotated

import msgspec

Lang = Annotated[str, msgspec.Meta(max_length=10_000)]
Kort = Annotated[str, msgspec.Meta(max_length=500)]


class IntakeInhoud(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Half ingevuld mag; de namen zijn de kolommen.

    `eigen_woorden`, `sterke_punten` en `wensen` zijn van de persoon zelf, zo veel mogelijk zoals hij ze zei.
    """

    opleiding_en_werk: Lang = ""
    vve: Lang = ""
    vve_nvt: bool = False
    taalniveau: Kort = ""
    arbeidsmogelijkheden: Lang = ""
    zelfredzaamheid: Lang = ""
    recht_op_individueel_gesprek_gemeld_op: date | None = None
    wil_onderwijsroute: bool = False
    onderwijsroute_onderzoek: Lang = ""
    lbt_motivering: Lang = ""
    bronnen_bij_afwezigheid: Lang = ""
    verslag: Lang = ""
    eigen_woorden: Lang = ""
    sterke_punten: Lang = ""
    wensen: Lang = ""
    heeft_participatiewet_beschikkingen: bool = False
