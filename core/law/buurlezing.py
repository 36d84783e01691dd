"""Of deze gemeente nog bij DUO of in de BRP leest (I8, art. 5 lid 1 AVG): van wie haar niet meer aangaat niet."""

from core.fouten import Gebrek
from core.law.fasen import Fase
from core.law.gebreken import maak_gebrek
from core.law.recht import Grond

NIET_MEER_TE_LEZEN = frozenset({Fase.OVERGEDRAGEN, Fase.GESLOTEN_BEWAREN, Fase.VERNIETIGD})
"""Van wie verhuisd is leest dit college niets meer dat nieuwer is dan de verhuizing (I8)."""
_MINIMAAL = Grond("AVG", "5", "1")


def toets_duo_lezing(fase: Fase) -> tuple[Gebrek, ...]:
    """Waarom een medewerker niets bij DUO laat lezen; leeg als het kan."""
    return _toets(fase, "DUO")


def toets_brp_lezing(fase: Fase, *, brief_moet_weg: bool) -> tuple[Gebrek, ...]:
    """Waarom een medewerker niets in de BRP laat lezen; leeg als het kan.

    Na een verhuizing alleen nog zolang er van hier een brief of een besluit naar de persoon toe moet.
    """
    return () if fase is Fase.OVERGEDRAGEN and brief_moet_weg else _toets(fase, "De BRP")


def _toets(fase: Fase, wat: str) -> tuple[Gebrek, ...]:
    if fase not in NIET_MEER_TE_LEZEN:
        return ()
    melding = (
        f"{wat} wordt niet meer gelezen: deze zaak is niet meer van deze gemeente, en wat er daarna verandert gaat haar"
        " niet aan. Komt de persoon hier weer wonen, dan meldt DUO dat, en begint het lezen vanzelf."
    )
    return (maak_gebrek("fase", melding, _MINIMAAL),)
