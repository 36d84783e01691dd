"""De vragen die een gemeente zelf bij de brede intake stelt: haar plugin declareert ze, de kern bewaart de antwoorden.

Antwoorden staan als JSONB in de intake, met id en versie van de lijst waarop geantwoord is.
"""

from collections.abc import Iterable

import msgspec

from core.fouten import Gebrek, OngeldigeInvoer
from core.plugin_api.bijdragen import Vraag, Vraagsoort, Vragenlijst

Waarde = str | bool | int
HOOGSTE_GETAL = 1_000_000


class Lijstantwoord(msgspec.Struct, frozen=True, kw_only=True):
    """De antwoorden op één lijst, zoals zij bewaard worden."""

    lijst: str
    versie: int
    antwoorden: dict[str, Waarde]


def toets_antwoorden(lijsten: Iterable[Vragenlijst], gegeven: Iterable[Lijstantwoord]) -> None:
    """Elk antwoord hoort bij een vraag die nu gesteld wordt, en is van haar soort.

    Raises:
        OngeldigeInvoer: met elk antwoord dat niet past; nooit met het antwoord zelf.
    """
    bekend = {lijst.id: lijst for lijst in lijsten}
    gebreken: list[Gebrek] = []
    gezien: set[str] = set()
    for nummer, antwoord in enumerate(gegeven):
        veld = f"lokaleAntwoorden[{nummer}]"
        lijst = bekend.get(antwoord.lijst)
        if lijst is None:
            gebreken.append(Gebrek(veld=f"{veld}.lijst", melding="Deze lijst bestaat niet in deze gemeente."))
        elif antwoord.lijst in gezien:
            gebreken.append(Gebrek(veld=f"{veld}.lijst", melding="Deze lijst staat er meer dan eens in."))
        elif antwoord.versie != lijst.versie:
            melding = f"De lijst is intussen versie {lijst.versie}; lees de vragen opnieuw."
            gebreken.append(Gebrek(veld=f"{veld}.versie", melding=melding))
        else:
            gebreken += _in_lijst(lijst, antwoord, veld)
        gezien.add(antwoord.lijst)
    if gebreken:
        raise OngeldigeInvoer("Een antwoord past niet bij de vragen van de gemeente.", gebreken=tuple(gebreken))


def ontbrekende_antwoorden(lijsten: Iterable[Vragenlijst], gegeven: Iterable[Lijstantwoord]) -> tuple[Gebrek, ...]:
    """Elke verplichte vraag zonder bruikbaar antwoord, met de grond van de plugin."""
    antwoorden = {antwoord.lijst: antwoord.antwoorden for antwoord in gegeven}
    return tuple(
        Gebrek(
            veld=f"lokaleAntwoorden.{lijst.id}.{vraag.id}",
            melding=f"Beantwoord de vraag van de gemeente: {vraag.tekst}",
            grond=f"{vraag.herkomst.grond} ({vraag.herkomst.status})",
        )
        for lijst in lijsten
        for vraag in lijst.vragen
        if vraag.verplicht and not _is_beantwoord(vraag, antwoorden.get(lijst.id, {}).get(vraag.id))
    )


def schrijf(antwoorden: Iterable[Lijstantwoord]) -> str:
    """De antwoorden zoals zij in de kolom komen."""
    return msgspec.json.encode(list(antwoorden)).decode()


def _in_lijst(lijst: Vragenlijst, antwoord: Lijstantwoord, veld: str) -> list[Gebrek]:
    vragen = {vraag.id: vraag for vraag in lijst.vragen}
    gebreken = []
    for id_, waarde in antwoord.antwoorden.items():
        vraag = vragen.get(id_)
        if vraag is None:
            # The id came from outside and could be anything; it is not repeated.
            gebreken.append(Gebrek(veld=f"{veld}.antwoorden", melding="Een van de vragen bestaat niet in deze lijst."))
        elif not _past(vraag, waarde):
            melding = f"Verwacht {_VERWACHT[vraag.soort]}."
            gebreken.append(Gebrek(veld=f"{veld}.antwoorden.{id_}", melding=melding, grond=str(vraag.herkomst.grond)))
    return gebreken


_VERWACHT = {
    Vraagsoort.TEKST: "een tekst",
    Vraagsoort.JA_NEE: "true of false",
    Vraagsoort.GETAL: f"een geheel getal van 0 tot {HOOGSTE_GETAL}",
    Vraagsoort.KEUZE: "het id van een van de opties",
}


def _past(vraag: Vraag, waarde: Waarde) -> bool:
    match vraag.soort:
        case Vraagsoort.TEKST:
            return isinstance(waarde, str)
        case Vraagsoort.JA_NEE:
            return isinstance(waarde, bool)
        case Vraagsoort.GETAL:
            return type(waarde) is int and 0 <= waarde <= HOOGSTE_GETAL
        case Vraagsoort.KEUZE:
            return waarde in {optie.id for optie in vraag.opties}


def _is_beantwoord(vraag: Vraag, waarde: Waarde | None) -> bool:
    if waarde is None or not _past(vraag, waarde):
        return False
    return not isinstance(waarde, str) or bool(waarde.strip())
