"""Wat `meedoen audit` doet: één controle, één anker of één erkenning, met een eigen verbinding als meedoen_zegel."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from core.fouten import NietGevonden, OngeldigeInvoer
from core.instellingen.config import Config
from core.platform.audit import erkenning
from core.platform.audit.anker import Ankerbestand, Ankers
from core.platform.audit.verifieer import verifieer
from core.platform.audit.verslag import NIET_TE_ERKENNEN, Bevinding, Verslag
from core.platform.audit.zegelaar import Zegelaar
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.tenancy import Actor, toegang_platform

HOOGSTE_REDEN, HOOGSTE_NAAM = 500, 200


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
    async with databank_van_de_zegelaar(config) as databank:
        return await verifieer(databank, config.sleutel_audit, ankers, gemeente_id=gemeente_id)


async def anker_nu(config: Config) -> int:
    """Schrijf het nieuwste zegel van elke gemeente in het ankerbestand; geeft hoeveel.

    Raises:
        NietGevonden: het ankerbestand is niet te schrijven.
        Onbereikbaar: de database antwoordt niet.
    """
    async with databank_van_de_zegelaar(config) as databank:
        try:
            return await Zegelaar(
                databank, config.sleutel_audit, Ankerbestand(config.audit_anker, config.sleutel_audit)
            ).anker()
        except OSError as fout:
            raise NietGevonden(f"Het ankerbestand is niet te schrijven: {fout.strerror}.") from None


async def erken(
    config: Config, waar: str, *, reden: str, door: str, gemeente_id: UUID | None = None
) -> tuple[tuple[str, Bevinding], ...]:
    """Erken wat de controle nu vindt bij `waar`: het id van een regel, of `zegel 5`. Geeft wat er erkend is.

    Raises:
        NietGevonden: de controle vindt daar niets dat te erkennen is.
        OngeldigeInvoer: een lege of te lange reden of naam, of `waar` is in meer dan één gemeente raak.
        Onbereikbaar: de database antwoordt niet.
    """
    if not 0 < len(reden) <= HOOGSTE_REDEN or not 0 < len(door) <= HOOGSTE_NAAM:
        raise OngeldigeInvoer(f"Geef een reden (hoogstens {HOOGSTE_REDEN} tekens) en een naam ({HOOGSTE_NAAM}).")
    verslag = await controleer(config, gemeente_id=gemeente_id)
    raak = [
        (g, b)
        for g in verslag.gemeenten
        for b in g.bevindingen
        if b.waar in (waar, f"regel {waar}") and b.soort not in NIET_TE_ERKENNEN
    ]
    if not raak:
        raise NietGevonden(f"De controle vindt niets te erkennen bij {waar}. Kijk in `meedoen audit verify`.")
    if len({g.gemeente_id for g, _ in raak}) > 1:
        raise OngeldigeInvoer("Dit komt in meer dan één gemeente voor; noem haar met --gemeente.")
    async with databank_van_de_zegelaar(config) as databank:
        for gemeente, bevinding in raak:
            toegang = toegang_platform(Actor.ZEGEL, oorsprong="erken", gemeente_id=gemeente.gemeente_id)
            async with databank.uow(toegang) as tx:
                await erkenning.erken(tx, config.sleutel_audit, bevinding, reden=reden, door=door)
    return tuple((g.code, b) for g, b in raak)


@asynccontextmanager
async def databank_van_de_zegelaar(config: Config) -> AsyncIterator[Databank]:
    """Eén verbinding als meedoen_zegel, zolang een opdracht duurt."""
    databank = Databank({Actor.ZEGEL: config.db_zegel}, klok=Klok(soort=config.klok), verbindingen=1)
    await databank.open()
    try:
        yield databank
    finally:
        await databank.sluit()
