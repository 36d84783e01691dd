"""Een besluit van voor zijn verhuizing intrekken nu de persoon hier weer woont (T20, art. 3:2 Awb, ADR 0089).

Wie een besluit nam trekt het in: dat is een handeling in de eerdere zaak, waar het besluit is. Zolang hij elders woont
beslist het college daar (art. 15 lid 4 Wi2021); woont hij hier weer, dan is dit college weer bevoegd. Het gaat dan om
wat in zijn zaak van nu nog telt (INTERPRETATION): een plan dat daar de leerroute vastlegt, een besluit over de toets
zolang daar niet opnieuw over haar is gevraagd. Wat daar al op rust gaat eerst terug, zoals altijd (ADR 0058).

Een brief die na de verhuizing terugkwam telt als aangekomen (ADR 0079): de persoon wordt gehoord en krijgt een brief.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.fouten import Gebrek
from core.law import intrekken, ontheffing
from core.law.fasen import Fase
from core.law.gebreken import maak_gebrek
from core.law.handeling import Handeling
from core.law.intake import is_verkort
from core.law.kalender import schrijf_dag
from core.law.recht import Grond
from core.law.terugkeer import Vervolg
from core.law.zaakbeeld import Zaakbeeld

_ELDERS = Grond("Wi2021", "15", "4")
_INTAKE = Grond("Wi2021", "14", "3")
_BEKENDMAKING = Grond("Awb", "3:40")
_VRIJ = frozenset({Fase.VOORTRAJECT_COA, Fase.PLICHT_GEMELD, Fase.INTAKE_OPGEROEPEN, Fase.INTAKE_LOOPT})
"""Waar in de zaak van nu nog niets op een besluit van toen rust."""
_NA_DE_INTAKE = frozenset({Fase.INTAKE_AFGEROND, Fase.WACHT_OP_DERDE})
_MET_PIP = frozenset({Fase.TRAJECT_ACTIEF, Fase.NIEUWE_TERMIJN})
_ELDERS_BEVOEGD = (
    "De persoon woont in een andere gemeente; over zijn plan en zijn toets beslist haar college. Woont hij hier weer,"
    " dan kan dit."
)
_LAAT_LOS = "De persoon kent dit besluit niet: het werkt niet. Intrekken hoeft niet; u kunt het loslaten."


def toets_pip(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    """Of het PIP van toen nu nog kan worden ingetrokken."""
    vervolg, besluit = zaak.vervolg, zaak.pipbesluit
    if vervolg is None or vervolg.fase not in _VRIJ | _NA_DE_INTAKE | _MET_PIP:
        yield _kan_nu_niet(vervolg)
    elif besluit is None:
        yield from intrekken.toets(None)
    elif not besluit.bekend:
        yield maak_gebrek("pip", _LAAT_LOS, _BEKENDMAKING, eerst=Handeling.BESLUIT_LOSLATEN)
    elif vervolg.fase in _MET_PIP:
        melding = (
            f"In dossier {vervolg.kenmerk} is al een nieuw PIP vastgesteld, met de leerroute van dit plan. Klopt dat"
            " ook niet, trek dan dat in, in dat dossier."
        )
        yield maak_gebrek("pip", melding, intrekken.INTREKKEN)
    elif vervolg.plan_van != besluit.dagtekening:
        melding = (
            f"Dit PIP legt in dossier {vervolg.kenmerk} geen leerroute vast: daar geldt een ander plan, of geen. Er is"
            " niets meer in te trekken."
        )
        yield maak_gebrek("pip", melding, _ELDERS)
    elif vervolg.fase in _NA_DE_INTAKE:
        melding = (
            f"In dossier {vervolg.kenmerk} is de brede intake afgerond, en zij rust op dit plan. Heropen haar in dat"
            " dossier; daarna kan dit."
        )
        yield maak_gebrek("intake", melding, _INTAKE)


def toets_ontheffing(zaak: Zaakbeeld) -> Iterator[Gebrek]:
    """Of het besluit van toen over de leerbaarheidstoets nu nog kan worden ingetrokken."""
    vervolg, stand, besluit = zaak.vervolg, zaak.ontheffing, zaak.pipbesluit
    if vervolg is None or vervolg.fase not in _VRIJ | _NA_DE_INTAKE | _MET_PIP:
        yield _kan_nu_niet(vervolg)
    elif stand is None or ontheffing.besluit_van(stand) is None:
        yield from intrekken.toets_ontheffing(None, rust_op=None)
    elif ontheffing.beslist_en_niet_bekend(replace(stand, post_terug=False)):
        yield maak_gebrek("besluit", _LAAT_LOS, _BEKENDMAKING, eerst=Handeling.BESLUIT_LOSLATEN)
    elif vervolg.fase not in _VRIJ or stand.opnieuw_gevraagd:
        melding = (
            f"In dossier {vervolg.kenmerk} is de brede intake al afgerond, of is opnieuw om ontheffing gevraagd. Op dit"
            " besluit rust niets meer; er is niets in te trekken."
        )
        yield maak_gebrek("besluit", melding, ontheffing.ONTHEFFING)
    elif besluit is not None and besluit.dagtekening == vervolg.plan_van and not is_verkort(zaak.pip_van_elders):
        melding = (
            f"Het PIP van {schrijf_dag(besluit.dagtekening)} rust op dit besluit, en legt in dossier"
            f" {vervolg.kenmerk} de leerroute vast. Trek eerst dat PIP in."
        )
        yield maak_gebrek("pip", melding, intrekken.INTREKKEN, eerst=Handeling.PIP_INTREKKEN)


def _kan_nu_niet(vervolg: Vervolg | None) -> Gebrek:
    if vervolg is None:
        return maak_gebrek("fase", _ELDERS_BEVOEGD, _ELDERS)
    melding = (
        f"Dit kan als de persoon hier woont en zijn plicht loopt. In dossier {vervolg.kenmerk} is dat nu niet zo; kijk"
        " daar wat er aan de hand is."
    )
    return maak_gebrek("fase", melding, _ELDERS)
