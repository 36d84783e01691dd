"""Houdt elke vragenlijst tegen de afdrukken die naast de plugin liggen: een andere vraag vraagt een hogere versie.

Wie vroeger antwoordde, antwoordde op de tekst van toen. Daarom staat van elke versie die ooit gevraagd is de afdruk in
`afdrukken.yaml`, dat met de plugin meereist (ook in een pakket, onder de vingerafdruk). Wie de geschiedenis herschrijft
bereikt alleen dat de vraag opnieuw gesteld wordt: bij elk antwoord staat de afdruk ook zelf (intake/vragenlijsten).
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import yaml

from core.law.lezen import laad_streng
from core.platform.pluginhost.problemen import Probleem
from core.plugin_api.afdrukken import BESTAND, afdruk_van
from core.plugin_api.bijdragen import Vragenlijst

Afdrukken = dict[str, dict[int, str]]
KOP = "# Van elke lijst en versie de afdruk. Een regel verandert nooit; er komen regels bij.\n"
_HERSTEL = "verhoog de versie van de lijst en voeg toe wat `meedoen plugins afdrukken <map>` toont"


def lees_afdrukken(map_: Path) -> Afdrukken:
    """De afdrukken in een map; zonder bestand geen enkele.

    Raises:
        ValueError: het bestand deugt niet.
    """
    pad = map_ / BESTAND
    if not pad.exists():
        return {}
    try:
        return msgspec.convert(laad_streng(pad) or {}, Afdrukken)
    except (msgspec.ValidationError, yaml.YAMLError) as fout:
        raise ValueError(" ".join(str(fout).split())) from None


def vergelijk(lijsten: Iterable[Vragenlijst], bekend: Afdrukken, bestand: str) -> list[Probleem]:
    """Elke lijst die niet in de afdrukken staat, of daar onder dezelfde versie anders is."""
    problemen = []
    for lijst in lijsten:
        staat_er = bekend.get(lijst.id, {}).get(lijst.versie)
        if staat_er == afdruk_van(lijst):
            continue
        wat = "heeft geen afdruk" if staat_er is None else "is veranderd zonder hogere versie"
        problemen.append(
            Probleem(wat=f"lijst {lijst.id} versie {lijst.versie} {wat}", bestand=bestand, herstel=_HERSTEL)
        )
    return problemen


def als_tekst(bekend: Afdrukken, lijsten: Iterable[Vragenlijst]) -> str:
    """Het bestand met deze lijsten erbij. Wat er al staat, blijft zoals het was."""
    alle = {id_: dict(versies) for id_, versies in bekend.items()}
    for lijst in lijsten:
        alle.setdefault(lijst.id, {}).setdefault(lijst.versie, afdruk_van(lijst))
    regels = [KOP]
    for id_, versies in sorted(alle.items()):
        regels.append(f"{id_}:\n")
        regels += [f"  {versie}: {afdruk}\n" for versie, afdruk in sorted(versies.items())]
    return "".join(regels)
