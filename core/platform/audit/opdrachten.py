"""Wat `meedoen audit` doet: één controle of één anker, met een eigen verbinding als meedoen_zegel."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from core.fouten import NietGevonden
from core.instellingen.config import Config
from core.platform.audit.anker import Ankerbestand, Ankers
from core.platform.audit.verifieer import verifieer
from core.platform.audit.verslag import Verslag
from core.platform.audit.zegelaar import Zegelaar
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.tenancy import Actor


async def controleer(config: Config, *, gemeente_id: UUID | None = None, anker: Path | None = None) -> Verslag:
    """Controleer het auditlog tegen `anker`, of tegen het bestand van de instellingen als dat er is.

    Raises:
        NietGevonden: het gevraagde ankerbestand is niet te lezen.
        Onbereikbaar: de database antwoordt niet.
    """
    pad = anker or config.audit_anker
    try:
        ankers = Ankerbestand(pad, config.sleutel_audit).lees() if anker or pad.exists() else Ankers()
    except OSError as fout:
        raise NietGevonden(f"Het ankerbestand is niet te lezen: {fout.strerror}.") from None
    async with _databank(config) as databank:
        return await verifieer(databank, config.sleutel_audit, ankers, gemeente_id=gemeente_id)


async def anker_nu(config: Config) -> int:
    """Schrijf het nieuwste zegel van elke gemeente in het ankerbestand; geeft hoeveel.

    Raises:
        NietGevonden: het ankerbestand is niet te schrijven.
        Onbereikbaar: de database antwoordt niet.
    """
    async with _databank(config) as databank:
        try:
            return await Zegelaar(
                databank, config.sleutel_audit, Ankerbestand(config.audit_anker, config.sleutel_audit)
            ).anker()
        except OSError as fout:
            raise NietGevonden(f"Het ankerbestand is niet te schrijven: {fout.strerror}.") from None


@asynccontextmanager
async def _databank(config: Config) -> AsyncIterator[Databank]:
    databank = Databank({Actor.ZEGEL: config.db_zegel}, klok=Klok(soort=config.klok), verbindingen=1)
    await databank.open()
    try:
        yield databank
    finally:
        await databank.sluit()
