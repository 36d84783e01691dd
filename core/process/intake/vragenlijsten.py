"""De vragen die een gemeente zelf bij de brede intake stelt: haar plugin declareert ze, de kern bewaart de antwoorden.

Antwoorden staan als JSONB in de intake, met lijst, versie, de afdruk van wat er gevraagd werd en de tekst van elke
vraag. Een andere lijst, een hogere versie of een lijst die niet meer gesteld wordt, wist nooit iets: het antwoord
blijft staan bij wat er toen gevraagd werd, en de vraag van nu wordt opnieuw gesteld.
"""

from collections.abc import Iterable

import msgspec

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.plugin_api.afdrukken import afdruk_van
from core.plugin_api.bijdragen import Vraag, Vraagsoort, Vragenlijst

Waarde = str | bool | int
HOOGSTE_GETAL = 1_000_000


class Gesteld(msgspec.Struct, frozen=True, kw_only=True):
    """Een vraag zoals zij gesteld werd; bij een keuze ook de tekst van wat er gekozen is."""

    vraag: str
    keuze: str = ""


class Lijstantwoord(msgspec.Struct, frozen=True, kw_only=True):
    """De antwoorden op één lijst, zoals zij bewaard worden. Zonder `afdruk` zijn zij van voordat die bewaard werd."""

    lijst: str
    versie: int
    antwoorden: dict[str, Waarde]
    titel: str = ""
    afdruk: str = ""
    gesteld: dict[str, Gesteld] = {}

    def is_op(self, lijst: Vragenlijst) -> bool:
        """Of hier precies deze lijst beantwoord is: dezelfde versie, en dezelfde vragen."""
        return (self.lijst, self.versie) == (lijst.id, lijst.versie) and self.afdruk in ("", afdruk_van(lijst))


async def van_vandaag(tx: Tx, huis: Huis) -> tuple[Vragenlijst, ...]:
    """De lijsten die deze gemeente nu stelt."""
    return (await huis.hooks(tx)).intakevragenlijsten(await tx.vandaag())


def neem_op(
    lijsten: Iterable[Vragenlijst], bewaard: Iterable[Lijstantwoord], gegeven: Iterable[Lijstantwoord]
) -> tuple[Lijstantwoord, ...]:
    """Wat er bewaard moet worden: wat er stond, met de gegeven antwoorden op de lijsten van nu daarin.

    Wie ook terugstuurt wat op een andere versie of lijst bewaard is, verandert daar niets aan.

    Raises:
        OngeldigeInvoer: met elk antwoord dat niet past; nooit met het antwoord zelf.
    """
    bekend = {lijst.id: lijst for lijst in lijsten}
    eerder, nieuw = tuple(bewaard), tuple(gegeven)
    gebreken: list[Gebrek] = []
    gezien: set[tuple[str, int]] = set()
    for nummer, antwoord in enumerate(nieuw):
        veld = f"lokaleAntwoorden[{nummer}]"
        if (antwoord.lijst, antwoord.versie) in gezien:
            gebreken.append(Gebrek(veld=f"{veld}.lijst", melding="Deze lijst staat er meer dan eens in."))
        elif not _staat_er_al(antwoord, bekend, eerder):
            gebreken += _toets(bekend.get(antwoord.lijst), antwoord, veld)
        gezien.add((antwoord.lijst, antwoord.versie))
    if gebreken:
        raise OngeldigeInvoer("Een antwoord past niet bij de vragen van de gemeente.", gebreken=tuple(gebreken))
    van_nu = [bekend[a.lijst] for a in nieuw if a.lijst in bekend and a.versie == bekend[a.lijst].versie]
    blijft = [a for a in eerder if not any(a.is_op(lijst) for lijst in van_nu)]
    gekozen = {a.lijst: a.antwoorden for a in nieuw if a.lijst in bekend and a.versie == bekend[a.lijst].versie}
    return (*blijft, *(_met_vragen(lijst, gekozen[lijst.id]) for lijst in van_nu))


def _staat_er_al(antwoord: Lijstantwoord, bekend: dict[str, Vragenlijst], bewaard: Iterable[Lijstantwoord]) -> bool:
    lijst = bekend.get(antwoord.lijst)
    return (lijst is None or lijst.versie != antwoord.versie) and any(
        (a.lijst, a.versie, a.antwoorden) == (antwoord.lijst, antwoord.versie, antwoord.antwoorden) for a in bewaard
    )


def _toets(lijst: Vragenlijst | None, antwoord: Lijstantwoord, veld: str) -> list[Gebrek]:
    if lijst is None:
        return [Gebrek(veld=f"{veld}.lijst", melding="Deze lijst wordt in deze gemeente nu niet gesteld.")]
    if antwoord.versie != lijst.versie:
        melding = f"De lijst is intussen versie {lijst.versie}; lees de vragen opnieuw."
        return [Gebrek(veld=f"{veld}.versie", melding=melding)]
    return _in_lijst(lijst, antwoord, veld)


def _met_vragen(lijst: Vragenlijst, antwoorden: dict[str, Waarde]) -> Lijstantwoord:
    """De antwoorden met de afdruk van de lijst, en bij elk de vraag zoals zij gesteld werd."""
    return Lijstantwoord(
        lijst=lijst.id,
        versie=lijst.versie,
        antwoorden=antwoorden,
        titel=lijst.titel,
        afdruk=afdruk_van(lijst),
        gesteld={
            vraag.id: Gesteld(
                vraag=vraag.tekst,
                keuze=next((optie.tekst for optie in vraag.opties if optie.id == antwoorden[vraag.id]), ""),
            )
            for vraag in lijst.vragen
            if vraag.id in antwoorden
        },
    )


def ontbrekende_antwoorden(lijsten: Iterable[Vragenlijst], bewaard: Iterable[Lijstantwoord]) -> tuple[Gebrek, ...]:
    """Elke verplichte vraag van nu zonder bruikbaar antwoord, met de grond van de plugin.

    Een antwoord op een andere versie, of op een lijst met andere vragen, telt niet: er is iets anders gevraagd.
    """
    alle = tuple(bewaard)
    return tuple(
        Gebrek(
            veld=f"lokaleAntwoorden.{lijst.id}.{vraag.id}",
            melding=f"Beantwoord de vraag van de gemeente: {vraag.tekst}",
            grond=f"{vraag.herkomst.grond} ({vraag.herkomst.status})",
        )
        for lijst in lijsten
        for antwoorden in [next((a.antwoorden for a in alle if a.is_op(lijst)), {})]
        for vraag in lijst.vragen
        if vraag.verplicht and not _is_beantwoord(vraag, antwoorden.get(vraag.id))
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
