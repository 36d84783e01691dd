"""De proefstap."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.tenancy import Actor
from core.process.proefstap.actions import GRONDEN
from core.process.proefstap.brief import Beginbrief, stel_begin_op
from tests.api.leerlingen import Leerling, Merken
from tests.letters.voorbeelden import BEZWAAR, DAGTEKENING, DELEN
from tests.process.wereld import VANDAAG, Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.bereik import Bereik
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in
from tests.voorbeelden.proef import Akker, Kanarie, Proef, Versie, Verzoek


async def proefstap(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "vanaf": date(2026, 3, 2),
        "motivering": "nodig",
        "status": "loopt",
        "begonnen_door": tx.medewerker_id,
    }
    await voeg_in(tx, "proefstap", waarden | anders)
    return id_


def body(**anders: object) -> dict[str, Any]:
    """Een geldig begin."""
    return {"id": str(uuid4()), "vanaf": VANDAAG.isoformat(), "motivering": "nodig"} | anders


async def begin(zaak: Zaak) -> str:
    """Begin een proefstap; geeft haar id."""
    gestuurd = body()
    await zaak.stuur("/proefstappen", gestuurd)
    return str(gestuurd["id"])


async def _verhaal(wereld: Wereld) -> None:
    zaak = await Zaak.nieuw(wereld, asiel=False)
    id_ = await begin(zaak)
    await wereld.werk_af()
    await zaak.lees("/proefstappen")
    await zaak.stuur(f"/proefstappen/{id_}/beeindiging", {"versie": 9}, 409)
    await zaak.stuur(f"/proefstappen/{id_}/beeindiging", {"versie": 1})


async def _zaai(akker: Akker) -> dict[str, str]:
    return {"proefstap_id": await begin(akker.intake)}


async def _loop(zaak: Zaak, leerling: Leerling, merken: Merken) -> None:
    await begin(zaak)


async def _begin(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    return Verzoek(zaak=zaak, pad=zaak.pad("/proefstappen"), body=body())


async def _beeindig(wereld: Wereld) -> Verzoek:
    zaak = await Zaak.nieuw(wereld)
    pad = zaak.pad(f"/proefstappen/{await begin(zaak)}/beeindiging")
    return Verzoek(zaak=zaak, pad=pad, body={"versie": 1})


def beginbrief() -> Beginbrief:
    """De brief met al haar delen."""
    return stel_begin_op(
        DELEN,
        dagtekening=DAGTEKENING,
        vanaf=date(2026, 3, 9),
        motivering="U hebt erom gevraagd.",
        gronden=GRONDEN,
        bezwaar=BEZWAAR,
    )


PROEF = Proef(
    fabrieken={"proefstap": proefstap},
    bereik={
        (Actor.GEMEENTE, "proefstap"): Bereik(
            leest=None, voegt_in=("loopt",), wijzigt=("loopt",), naar=None, waarvoor="begin, nakijken en beëindigen"
        ),
    },
    verhaal=_verhaal,
    handelingen={
        "POST /dossiers/{dossier_id}/proefstappen": _begin,
        "POST /dossiers/{dossier_id}/proefstappen/{proefstap_id}/beeindiging": _beeindig,
    },
    parameters={"proefstap_id": "proefstap"},
    zaai=_zaai,
    versies={
        "proefstappen/{proefstap_id}/beeindiging": Versie(tabel="proefstap", parameter="proefstap_id"),
    },
    weegt={"proefstapBegin": ("400", "409")},
    brieven=lambda: {"begin": beginbrief()},
    kanarie=Kanarie(loop=_loop),
)
