"""Twee dossiers van dezelfde persoon: in welke fase is de zaak na het samenvoegen, en na het herstel ervan (T26, C1).

Wat aan het voorlopige dossier hing verhuist, en dus ook hoever het was. Waren beide al verder dan het begin, dan zegt
de wet niet welke oproep of welk PIP geldt: een mens neemt dan eerst terug wat niet klopt. INTERPRETATIE: art. 34 lid 6
Wi2021 kent de voorlopige melding, en zwijgt over wat er intussen mee gedaan is.
"""

from datetime import date

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.fasen import AFGESLOTEN, BEGIN, Fase
from core.law.mandaat import Beslisser, toets_bevoegd
from core.law.recht import Grond

GROND = Grond("Wi2021", "34", "6")
BEIDE_VERDER = (
    "Beide dossiers zijn al verder dan het begin. Beslis eerst met welk dossier u verdergaat, en trek in het andere de"
    " oproep in of neem terug wat daar is vastgelegd."
)


VERDER_GEGAAN = (
    "De zaak is na het samenvoegen in een andere fase gekomen. Neem eerst terug wat daarna is vastgelegd, zodat het"
    " dossier weer staat waar het toen stond."
)


def fase_na(*, vervalt: Fase, blijft: Fase) -> Fase | None:
    """De fase van het dossier dat blijft; None als een mens eerst moet beslissen."""
    if vervalt in BEGIN or vervalt in AFGESLOTEN:
        return blijft
    return vervalt if blijft in BEGIN else None


def fase_terug(*, van: Fase, met: Fase, nu: Fase) -> Fase | None:
    """De fase van het dossier dat bleef, als het andere er weer uit komt; None als het intussen verder ging.

    `van` en `met` zijn de fasen van beide voor het samenvoegen, `nu` die van wat bleef.
    """
    if fase_na(vervalt=van, blijft=met) is met:
        return nu
    return met if nu is van else None


def toets_beslissen(beslisser: Beslisser, *, zelf: bool, peildatum: date) -> tuple[Gebrek, ...]:
    """Wat deze mens tegenhoudt om over het voorstel te beslissen; `zelf` zegt dat hij het zelf deed (vier ogen)."""
    return toets_bevoegd(
        Besluitsoort.SAMENVOEGING, beslisser, Besluitfeiten(), keuze=None, peildatum=peildatum, zelf=zelf
    )
