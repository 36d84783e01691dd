"""Wat er te lezen is bij DUO en in de BRP, wat een gebeurtenis daarvan vraagt, en hoe een lezing wordt klaargezet."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

import msgspec

from core.instellingen.legitimatie import Buur
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN, Gebeurtenissoort, Hulpbron, Soort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.outbox import bus

LEES_DUO, LEES_BRP = "aanmelding.lees_duo", "aanmelding.lees_brp"
TAAK_VAN: Mapping[Hulpbron, str] = MappingProxyType(
    {
        # Together: whether the plicht runs, for whom and until when is one answer.
        Hulpbron.INBURGERINGSPLICHT: LEES_DUO,
        Hulpbron.DOELGROEP: LEES_DUO,
        Hulpbron.INBURGERINGSTERMIJN: LEES_DUO,
        Hulpbron.EXAMEN: "aanmelding.lees_examens",
        Hulpbron.VRIJSTELLING: "aanmelding.lees_vrijstellingen",
        Hulpbron.ONTHEFFING: "aanmelding.lees_ontheffingen",
        Hulpbron.VERLENGING: "aanmelding.lees_verlengingen",
        Hulpbron.BOETE: "aanmelding.lees_boetes",
        Hulpbron.PIP: "aanmelding.lees_pip",
    }
)
"""De taak die een bron leest; de leerbaarheidstoets leest de stap intake."""
_STAAT_KLAAR = """
select 1 from meedoen.outbox
where gemeente_id = $1 and reeks = $2 and soort = $3 and inhoud = $4::jsonb and status in ('nieuw', 'aangeboden')"""
VERGELIJKING = {"vergelijking": True}
"""De inhoud van een lezing waar DUO niets voor meldde: is er dan iets anders, dan is dat werk."""
NULMETING = {"nulmeting": True}
"""Erbij als dit de eerste vergelijking is: dan komt het verschil alleen in de lijst."""
DUO_GAF = {"duo_gaf": True}
"""De inhoud van een lezing in de BRP van wie verhuisde, nadat DUO hem gaf."""
DUO_WEIGERDE = {"duo_weigerde": True}
"""De inhoud van een lezing in de BRP van wie DUO niet meer geeft: staat hij nog waar hij stond?"""


def taken_bij(soort: Gebeurtenissoort) -> tuple[str, ...]:
    """De lezingen die deze stap bij een gebeurtenis klaarzet, op volgorde en elk één keer."""
    van_duo = [TAAK_VAN[bron] for bron in (*soort.lezen, *soort.ook) if bron in TAAK_VAN]
    return tuple(dict.fromkeys([*van_duo, *([LEES_BRP] if soort.brp else [])]))


LEZINGEN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        code: taken
        for code, soort in GEBEURTENISSEN.items()
        if soort.soort is Soort.GEBEURTENIS and (taken := taken_bij(soort))
    }
)
"""Per gebeurtenis van DUO haar lezingen, uit de ene tabel in `gebeurtenissen.py`."""

_BRON_VAN = {taak: bron for bron, taak in reversed([*TAAK_VAN.items()])}


def bronnen_bij(code: str) -> tuple[Hulpbron, ...]:
    """De bronnen waaronder een verschil staat dat bij deze gebeurtenis hoort; wat samen gelezen wordt is er een."""
    return tuple(_BRON_VAN[taak] for taak in LEZINGEN.get(code, ()) if taak in _BRON_VAN)


def codes_bij(bron: Hulpbron) -> tuple[str, ...]:
    """De gebeurtenissen waarna deze bron gelezen wordt."""
    return tuple(code for code in LEZINGEN if bron in bronnen_bij(code))


def omschrijf(code: str | None) -> str:
    """Een gebeurtenis in woorden, met haar code; ook een die wij niet kennen."""
    soort = GEBEURTENISSEN.get(code or "")
    return f"{soort.omschrijving} ({code})" if soort else f"een onbekende gebeurtenis ({code})"


def alle_lezingen(huis: Huis) -> tuple[str, ...]:
    """Elke lezing bij DUO die bij een gebeurtenis hoort, ook die van andere stappen; niet die in de BRP."""
    alle = (soort for taken in huis.proces.gebeurtenissen.values() for soort in taken)
    return tuple(sorted({soort for soort in alle if soort != LEES_BRP}))


async def zet_lezing_klaar(
    tx: Tx,
    soort: str,
    dossier_id: UUID,
    *,
    vergelijking: bool = False,
    nulmeting: bool = False,
    duo_gaf: bool = False,
    duo_weigerde: bool = False,
) -> None:
    """Zet een lezing klaar; een die al net zo klaarstaat geldt ook hiervoor, voor wie het dossier vasthoudt."""
    inhoud = (VERGELIJKING | NULMETING if nulmeting else VERGELIJKING) if vergelijking else {}
    inhoud = inhoud | (DUO_GAF if duo_gaf else {}) | (DUO_WEIGERDE if duo_weigerde else {})
    tekst = msgspec.json.encode(inhoud).decode()
    if await tx.fetchrow(_STAAT_KLAAR, tx.gemeente_id, dossier_id, soort, tekst) is None:
        buur = Buur.BRP if soort == LEES_BRP else Buur.DUO
        await bus.zet(tx, soort, onderwerp_id=dossier_id, reeks=dossier_id, buur=buur, inhoud=inhoud)
