"""Of deze gemeente nog bij DUO of in de BRP leest (I8, art. 5 lid 1 AVG): van wie haar niet aangaat niet."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.aanschrijven import NIET_INGEZETENEN
from core.law.fasen import AFGESLOTEN, Fase
from core.law.gebreken import maak_gebrek
from core.law.recht import Grond

NIET_MEER_TE_LEZEN = frozenset({Fase.OVERGEDRAGEN, Fase.GESLOTEN_BEWAREN, Fase.VERNIETIGD})
"""Van wie verhuisd is leest dit college niets meer dat nieuwer is dan de verhuizing (I8)."""
KWAM_WONEN = frozenset({"SS120", "SS121"})
"""Wat DUO meldt aan de gemeente waar iemand komt wonen, en niet aan de vorige."""
ELDERS = "elders"
"""Wat er staat voor de gemeente van inschrijving van wie deze gemeente niet aangaat, als zijn gegevens geheim zijn."""
_MINIMAAL = Grond("AVG", "5", "1")


def toets_duo_lezing(fase: Fase) -> tuple[Gebrek, ...]:
    """Waarom een medewerker niets bij DUO laat lezen; leeg als het kan."""
    return _toets(fase, "DUO")


def toets_brp_lezing(fase: Fase, *, brief_moet_weg: bool, van_een_ander: bool = False) -> tuple[Gebrek, ...]:
    """Waarom een medewerker niets in de BRP laat lezen; leeg als het kan.

    Na een verhuizing alleen nog zolang er van hier een brief of een besluit naar de persoon toe moet. Van wie een
    ander is (`is_van_een_ander`) niets.
    """
    if van_een_ander and fase not in NIET_MEER_TE_LEZEN:
        melding = (
            "De BRP wordt niet gelezen: DUO geeft deze gemeente (nog) geen toegang tot deze persoon, en hij staat in"
            " een andere gemeente ingeschreven. Hoort hij hier, vraag DUO dan om toegang en laat daarna bij DUO opnieuw"
            " lezen; geeft zij hem, dan wordt ook de BRP gelezen."
        )
        return (maak_gebrek("fase", melding, _MINIMAAL),)
    return () if fase is Fase.OVERGEDRAGEN and brief_moet_weg else _toets(fase, "De BRP")


def kwam_op(*, ss120_op: date | None, ss121_op: date | None) -> date | None:
    """De dag waarop dit college volgens DUO bevoegd werd na een verhuizing; None als hij hier begon."""
    return max((dag for dag in (ss120_op, ss121_op) if dag is not None), default=None)


def komst_gemeld_op(ontvangen: Iterable[tuple[str, date | None]]) -> date | None:
    """De dag van het eerste bericht waarmee DUO meldde dat hij hier kwam wonen; None als dat er niet is."""
    return min((dag for code, dag in ontvangen if code in KWAM_WONEN and dag is not None), default=None)


def is_bekende_komst(code: str, dag: date, *, gemeld_op: date | None) -> bool:
    """Of dit de komst is die DUO hier meldde, of een van ervoor: die ging naar de gemeente waar hij toen ging wonen."""
    return code in KWAM_WONEN and gemeld_op is not None and dag <= gemeld_op


def misschien_weg_op(gemist: Iterable[tuple[str, date]], *, brp_gelezen_op: date | None) -> date | None:
    """De dag waarop hij volgens DUO ergens kwam wonen zonder dat deze gemeente dat hoorde, als de BRP daarna nog niet
    gelezen is. Staat hij er dan nog, dan was het bericht voor ons; anders voor de volgende gemeente (§14)."""
    if brp_gelezen_op is None:
        return None
    return min((dag for code, dag in gemist if code in KWAM_WONEN and dag >= brp_gelezen_op), default=None)


def is_voor_ons(code: str, dag: date, *, kwam: date | None, weg: date | None, elders: bool = False) -> bool:
    """Of DUO dit aan deze gemeente meldde: niet voor hij kwam, en niet vanaf dat hij weg is (§14, I8).

    Op de dag zelf hoorde de vorige gemeente al het andere nog (INTERPRETATION: de wet en DUO noemen geen uur). Staat
    hij `elders` ingeschreven, zoals in een azc, dan hoorde een andere gemeente dat hij er kwam wonen.
    """
    if elders and code in KWAM_WONEN:
        return False
    if kwam is not None and (dag < kwam or (dag == kwam and code not in KWAM_WONEN)):
        return False
    return weg is None or dag < weg


def staat_elders(gemeente: str, *, hier: str) -> bool:
    """Of de BRP hem in een andere Nederlandse gemeente inschrijft."""
    return gemeente not in ("", NIET_INGEZETENEN, hier)


def is_van_een_ander(
    gemeente: str, fase: Fase, *, hier: str, stond_hier: bool, duo_weigert: bool, brief_moet_weg: bool
) -> bool:
    """Of deze gemeente uit de BRP niets van hem hoort te hebben dan de gemeente van inschrijving (AVG 5 lid 1, c).

    DUO laat haar niet lezen wie zij zelf meldde, en hij staat elders ingeschreven. Wie hier stond, ook voor hij uit
    Nederland vertrok, is verhuisd, en dat heeft zijn eigen gevolg (T17, T19); moet er van hier nog een brief naar hem
    toe, dan hoort daar een adres bij.
    INTERPRETATIE: de Wi2021 zwijgt over een melding van iemand voor wie het college niet bevoegd is.
    """
    is_verhuisd = stond_hier or fase is Fase.ONDERBROKEN
    return duo_weigert and staat_elders(gemeente, hier=hier) and not is_verhuisd and not brief_moet_weg


class Bewaren(StrEnum):
    """Wat er van een lezing in de BRP in het dossier komt."""

    ALLES = "alles"
    OVERDRAGEN = "overdragen"  # alleen dat hij verhuisde, wanneer en waarheen; een ander college is bevoegd
    DUO_VRAGEN = "duo-vragen"  # alleen dat; of dit college bevoegd blijft zegt DUO
    GEMEENTE = "gemeente"  # alleen waar hij staat ingeschreven
    OVERLIJDEN = "overlijden"  # alleen of hij overleed


def wat_te_bewaren(
    gemeente: str,
    fase: Fase,
    *,
    hier: str,
    vorige: str,
    stond_hier: bool,
    verhuisd: bool,
    met_pip: bool,
    duo_weigert: bool,
    duo_gaf: bool,
    brief_moet_weg: bool,
) -> Bewaren:
    """Wat deze gemeente bewaart van wie de BRP nu in `gemeente` inschrijft: niets dat nieuwer is dan zijn verhuizing
    (I8), tenzij er van hier nog een brief naar hem toe moet.

    `vorige` is waar hij volgens de vorige lezing stond, leeg als hij nooit gelezen is; `verhuisd` dat er al staat dat
    hij verhuisde; `duo_gaf` dat DUO hem gaf sinds dat er staat. Wie hier stond en elders gaat wonen is van een ander
    (T19). Wie in een azc wacht staat waar dat ligt; gaat hij daar weg, dan kan dat naar een ander azc zijn, en
    gekoppeld blijft hij dan hier. De BRP zegt dat niet, DUO wel: zij geeft hem dan nog (INTERPRETATIE: de wet zwijgt
    over wie er intussen bevoegd is). Met een PIP van hier geeft DUO hem altijd, en zegt dat niets.
    """
    if gemeente == hier:
        return Bewaren.ALLES
    if fase in NIET_MEER_TE_LEZEN or (verhuisd and fase in AFGESLOTEN):
        return Bewaren.ALLES if brief_moet_weg else Bewaren.OVERLIJDEN
    if not staat_elders(gemeente, hier=hier):
        return Bewaren.ALLES
    if stond_hier or fase is Fase.ONDERBROKEN:
        return Bewaren.OVERDRAGEN
    if not verhuisd and vorige in ("", gemeente):
        return Bewaren.GEMEENTE if duo_weigert and not brief_moet_weg else Bewaren.ALLES
    if duo_weigert or met_pip or fase in AFGESLOTEN:
        return Bewaren.OVERDRAGEN
    return Bewaren.ALLES if duo_gaf and gemeente == vorige else Bewaren.DUO_VRAGEN


def _toets(fase: Fase, wat: str) -> tuple[Gebrek, ...]:
    if fase not in NIET_MEER_TE_LEZEN:
        return ()
    melding = (
        f"{wat} wordt niet meer gelezen: deze zaak is niet meer van deze gemeente, en wat er daarna verandert gaat haar"
        " niet aan. Woont de persoon hier weer, dan meldt DUO dat (SS120 of SS121), en opent Meedoen een nieuwe zaak"
        " voor hem. Is die er nog niet, vraag DUO dan om die melding."
    )
    return (maak_gebrek("fase", melding, _MINIMAAL),)
