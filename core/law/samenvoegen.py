"""Twee dossiers van dezelfde persoon: in welke fase is de zaak na het samenvoegen, en na het herstel ervan (T26, C1).

Wat aan het voorlopige dossier hing verhuist, en dus ook hoever het was. Waren beide al verder dan het begin, dan zegt
de wet niet welke oproep of welk PIP geldt: een mens neemt dan eerst terug wat niet klopt. INTERPRETATIE: art. 34 lid 6
Wi2021 kent de voorlopige melding, en zwijgt over wat er intussen mee gedaan is.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.besluiten import Besluitfeiten, Besluitsoort
from core.law.fasen import AFGESLOTEN, BEGIN, Fase
from core.law.gebreken import maak_gebrek
from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep
from core.law.mandaat import Beslisser, toets_bevoegd
from core.law.recht import Grond

GROND = Grond("Wi2021", "34", "6")
BEIDE_VERDER = (
    "Beide dossiers zijn al verder dan het begin. Beslis eerst met welk dossier u verdergaat, en trek in het andere de"
    " oproep in of neem terug wat daar is vastgelegd."
)

EERDERE_ZAAK = (
    "De persoon verhuisde en kwam terug: dit is zijn eerdere zaak, en die blijft zoals zij was. Open haar; daar staat"
    " welk dossier hij nu heeft. Voeg met dat dossier samen."
)
"""Van wie terugkwam gaat het verder in de zaak van nu (T20)."""


VERDER_GEGAAN = (
    "De zaak is na het samenvoegen in een andere fase gekomen. Neem eerst terug wat daarna is vastgelegd, zodat het"
    " dossier weer staat waar het toen stond."
)


_GROEP = Grond("Wi2021", "13", "1")


class Groepkeuze(StrEnum):
    """Van welk van de twee dossiers de groep geldt, als zij verschillen."""

    VOORLOPIG = "VOORLOPIG"
    ANDER = "ANDER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Groep:
    """Tot welke groep iemand hoort; wat niet bekend is blijft leeg."""

    doelgroep: Doelgroep | None = None
    fijn: GedetailleerdeDoelgroep | None = None

    def __str__(self) -> str:
        return str(self.fijn or self.doelgroep or "onbekend")


def groepen_verschillen(vervalt: Groep, blijft: Groep) -> bool:
    """Of beide een groep hebben, en niet dezelfde. Dat volgt uit de verblijfstitel: een mens zegt welke klopt."""
    paren = ((vervalt.doelgroep, blijft.doelgroep), (vervalt.fijn, blijft.fijn))
    return any(een is not None and ander is not None and een is not ander for een, ander in paren)


def groep_na(*, vervalt: Groep, blijft: Groep, keuze: Groepkeuze | None) -> Groep:
    """De groep na het samenvoegen: de gekozen, en anders die van wie er een heeft."""
    if keuze is not None:
        return vervalt if keuze is Groepkeuze.VOORLOPIG else blijft
    return Groep(doelgroep=blijft.doelgroep or vervalt.doelgroep, fijn=blijft.fijn or vervalt.fijn)


def toets_groepkeuze(*, vervalt: Groep, blijft: Groep, keuze: Groepkeuze | None) -> tuple[Gebrek, ...]:
    """Verschillen de groepen, dan kiest wie beslist er een; anders valt er niets te kiezen."""
    verschilt = groepen_verschillen(vervalt, blijft)
    if verschilt and keuze is None:
        melding = (
            f"De dossiers verschillen van groep: het voorlopige zegt {vervalt}, het andere {blijft}. Kies welke klopt"
            " (`groep`), of wijs het voorstel af. Daarna wordt alles voor die groep opnieuw bekeken."
        )
        return (maak_gebrek("groep", melding, _GROEP),)
    if keuze is not None and not verschilt:
        return (maak_gebrek("groep", "De dossiers verschillen niet van groep; laat dit weg.", _GROEP),)
    return ()


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
