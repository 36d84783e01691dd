"""Wie iets probeerde dat niet mocht: een auditregel in zijn eigen gemeente, na het antwoord.

De regel staat nooit in de gemeente die hij probeerde te bereiken, behalve als hij daar zelf werkt. Wie nergens werkt
laat alleen de regel van het verzoek na. Van een mens komen er hooguit `HOOGSTE` per `VENSTER`; wat daarboven komt wordt
geteld, en staat aan het eind van het venster in één regel. Zo is het log niet vol te schrijven.

Het schrijven gebeurt in een eigen transactie nadat het antwoord weg is, en wat daarbij misgaat verandert het antwoord
niet.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.bezoek import Herkend, Lidmaatschap, als_lid
from core.platform.huis import Huis
from core.platform.telemetry import sentry
from core.platform.tenancy import Doel, Toegang

HOOGSTE = 10
VENSTER = 60.0
"""Seconden."""
GEWEIGERD = "geweigerd"
_CODE = re.compile("GM[0-9]{4}")
logboek = logging.getLogger("meedoen.weigeringen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigering:
    """Wat er geprobeerd is, en als wie de regel daarover geschreven wordt."""

    toegang: Toegang
    bevoegdheid: Bevoegdheid
    object_id: UUID | None


@dataclass(slots=True)
class _Venster:
    laatste: Weigering
    sluit: asyncio.TimerHandle
    aantal: int = 0


@dataclass(slots=True)
class Weigeringen:
    """Schrijft op wat er geweigerd is; `sluit()` bij het stoppen, zolang de databank nog open is."""

    huis: Huis
    hoogste: int = HOOGSTE
    venster: float = VENSTER
    _vensters: dict[UUID, _Venster] = field(default_factory=dict)
    _bezig: set[asyncio.Task[None]] = field(default_factory=set)

    async def na_afloop(self, scope: Mapping[str, Any], status: int) -> None:
        """Na elk verzoek: was het een weigering van iemand die hier ergens werkt, dan staat dat in zijn gemeente."""
        weigering = lees_weigering(scope, status)
        if weigering is None or weigering.toegang.medewerker_id is None:
            return
        wie = weigering.toegang.medewerker_id
        venster = self._vensters.get(wie)
        if venster is None:
            sluit = asyncio.get_running_loop().call_later(self.venster, self._tel_af, wie)
            venster = self._vensters[wie] = _Venster(weigering, sluit)
        venster.aantal += 1
        venster.laatste = weigering
        if venster.aantal <= self.hoogste:
            await self._schrijf(weigering)

    async def sluit(self) -> None:
        """Schrijf op wat nog geteld werd."""
        for wie in list(self._vensters):
            self._tel_af(wie)
        await asyncio.gather(*self._bezig)

    def vergeet(self) -> None:
        """Gooi weg wat nog geteld werd."""
        for venster in self._vensters.values():
            venster.sluit.cancel()
        self._vensters.clear()

    def _tel_af(self, wie: UUID) -> None:
        venster = self._vensters.pop(wie)
        venster.sluit.cancel()
        if venster.aantal > self.hoogste:
            taak = asyncio.create_task(self._schrijf(venster.laatste, meer=venster.aantal - self.hoogste))
            self._bezig.add(taak)
            taak.add_done_callback(self._bezig.discard)

    async def _schrijf(self, weigering: Weigering, *, meer: int = 0) -> None:
        """Eén regel; met `meer` staat zij voor zoveel weigeringen, waarvan deze de laatste was."""
        try:
            async with self.huis.databank.uow(weigering.toegang) as tx:
                await self.huis.logboek.schrijf(
                    tx,
                    f"{weigering.bevoegdheid.object}.{weigering.bevoegdheid.handeling}",
                    weigering.bevoegdheid.object,
                    object_id=weigering.object_id,
                    velden=[f"aantal={meer}"] if meer else [],
                    resultaat=GEWEIGERD,
                )
        except Exception as fout:
            logboek.error("een weigering kwam niet in het auditlog", exc_info=fout)
            sentry.meld(fout, route=weigering.toegang.oorsprong)


def lees_weigering(scope: Mapping[str, Any], status: int) -> Weigering | None:
    """De weigering in dit verzoek, voor iemand die ergens werkt: 403, 404 op een pad van een gemeente, of 400 omdat
    hier iemand het nummer heeft dat hij gaf."""
    staat = scope.get("state", {})
    herkend = staat.get("herkend")
    if not isinstance(herkend, Herkend) or (status not in (403, 404) and not staat.get("noemt_nummer")):
        return None
    sjabloon = str(scope.get("path_template", ""))
    lid = _eigen(herkend)
    if lid is None or (status == 404 and "{gemeentecode" not in sjabloon):
        return None
    return Weigering(
        toegang=replace(als_lid(lid, _oorsprong(herkend)), doel=Doel.BEVEILIGING),
        bevoegdheid=herkend.bevoegdheid,
        object_id=next((w for w in reversed(list(herkend.pad.values())) if isinstance(w, UUID)), None),
    )


def _oorsprong(herkend: Herkend) -> str:
    """De route, met de gemeente die hij probeerde als dat er een kan zijn: in een pad kan iemand alles typen."""
    code = str(herkend.pad.get("gemeentecode", ""))
    return herkend.oorsprong.replace("{gemeentecode}", code) if _CODE.fullmatch(code) else herkend.oorsprong


def _eigen(herkend: Herkend) -> Lidmaatschap | None:
    """Waar dit over hem gaat: de gemeente van het pad als hij daar werkt, en anders de eerste waar hij werkt."""
    hier = [lid for lid in herkend.leden if lid.gemeentecode == herkend.pad.get("gemeentecode")]
    return min(hier or herkend.leden, key=lambda lid: (lid.gemeentecode, lid.organisatie_id is not None), default=None)
