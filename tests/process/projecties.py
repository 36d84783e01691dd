"""Alle projecties nagerekend: wat een organisatie van een persoon ziet is wat uit zijn gegevens volgt, en niets anders.

De gegevens worden gelezen zoals `ververs` ze leest, over alle gemeenten; de rijen worden met dezelfde functies
berekend. Verschilt er iets, dan is er een bron gewijzigd zonder dat de projectie meeging.
"""

from typing import Any

from core.process.toewijzing import projecties
from core.process.toewijzing.antwoorden import BEANTWOORD
from core.process.toewijzing.projecties import PROJECTIES, bereken
from core.process.toewijzing.rijen import Bron, Envelop

_ALLE_BRONNEN = projecties._BRON.replace("$1", "t.gemeente_id").replace("$2", "t.dossier_id")
_ONDERWEG = """
select onderwerp_id from meedoen.outbox where soort = $1 and status in ('nieuw', 'aangeboden', 'bezig')"""


async def verschillen(alziend: Any) -> list[str]:
    """Per rij die afwijkt wat zij is en wat zij hoort te zijn. Waarvan het antwoord nog verwerkt wordt, telt alleen de
    envelop: die wijzigt de organisatie zelf. Een rij die wacht wijzigt zij niet."""
    hoort: list[Envelop] = bereken(Bron.van(await alziend.fetch(_ALLE_BRONNEN)))
    onderweg = {r["onderwerp_id"] for r in await alziend.fetch(_ONDERWEG, BEANTWOORD)}
    is_: dict[object, Envelop] = {}
    for projectie in PROJECTIES.values():
        kolommen = ", ".join(kolom._meta.name for kolom in projectie.soort.kolommen())
        rijen = projectie.soort.van(await alziend.fetch(f"select {kolommen} from {projectie.tabel._meta.tablename}"))
        is_ |= {rij.id: rij for rij in rijen}
    gevonden = [f"{id_}: zonder toewijzing" for id_ in is_.keys() - {rij.id for rij in hoort}]
    for rij in hoort:
        velden = Envelop.__struct_fields__ if rij.id in onderweg else rij.__struct_fields__
        staat = is_.get(rij.id)
        if rij.id in onderweg and staat is not None and staat.status == "wacht":
            continue
        gevonden += [
            f"{type(rij).__name__}.{veld}: {getattr(staat, veld, 'geen rij')!r} hoort {getattr(rij, veld)!r} te zijn"
            for veld in velden
            if staat is None or getattr(staat, veld) != getattr(rij, veld)
        ]
    return gevonden
