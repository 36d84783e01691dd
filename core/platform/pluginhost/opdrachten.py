"""Wat `meedoen tenants toets` en `meedoen plugins` doen: alles nakijken wat het starten nakijkt, laten zien wat er per
gemeente aan staat, een plugin uit- of aanzetten, en de afdrukken van haar vragenlijsten maken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from core.fouten import NietGevonden
from core.instellingen.config import Config
from core.law.lezen import lees_recht
from core.platform.audit.logboek import Logboek
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.elektronische_weg import let_op
from core.platform.pluginhost import schakelaar
from core.platform.pluginhost.afdrukken import als_tekst as afdrukken_als_tekst
from core.platform.pluginhost.afdrukken import lees_afdrukken
from core.platform.pluginhost.facade import Actief, Plugins, als_tekst
from core.platform.pluginhost.host import Pluginstand, bouw_plugins, bouw_zonder_proef
from core.platform.pluginhost.proef import proefdagen
from core.platform.pluginhost.schakelaar import Schakeling
from core.platform.pluginhost.tables import Stand
from core.platform.pluginhost.vinden import TOEGELATEN, Toegelaten, Vindplaats, lees_toegelaten
from core.platform.tenancy import Actor, Doel, toegang_taak
from core.platform.tenants import OnjuisteTenants, Tenant, lees_tenants
from core.plugin_api.bijdragen import Vragenlijst

OORSPRONG = "meedoen plugins"


@dataclass(frozen=True, slots=True)
class Verslag:
    """Wat er te zeggen is, en of alles in orde is."""

    tekst: str
    in_orde: bool


def toets(map_: Path, *, voorbeelden: bool = True) -> Verslag:
    """Alles wat het starten nakijkt, voor alle tenantbestanden in `map_`: voor CI, en voor een uitrol. Zonder
    `voorbeelden` zoals in productie: wat illustratief is, houdt een gemeente dan tegen.

    Raises:
        OnjuisteTenants: een tenantbestand of de lijst van toegelaten pakketten is niet te lezen.
    """
    stand = _bouw(map_, voorbeelden=voorbeelden)
    regels = []
    for id_, tenant in lees_tenants(map_).items():
        uitval = stand.uitval.get(id_)
        regels.append(f"{tenant.code}  {tenant.naam:<24} {'in orde' if uitval is None else 'NIET IN ORDE'}")
        bij_de_wegen = let_op(tenant.elektronische_wegen, op=Klok.datum(datetime.now(UTC)))
        regels += [f"    let op: {wat}" for wat in (*stand.let_op.get(id_, ()), *bij_de_wegen)]
        regels += [f"    - {probleem}" for probleem in (uitval.problemen if uitval else ())]
    if stand.uitval:
        namen = ", ".join(u.tenant.naam for u in stand.uitval.values())
        regels.append(f"Niet bediend zouden worden: {namen}. De andere gemeenten merken daar niets van.")
    return Verslag("\n".join(regels), in_orde=not stand.uitval)


def toon(map_: Path, gekozen: Iterable[Tenant], geschakeld: Mapping[UUID, Mapping[str, Schakeling]] | None) -> str:
    """Per gemeente elke plugin, met haar hooks, parameters en stand; `geschakeld` is None als dat niet te lezen was."""
    stand, vandaag = _bouw(map_), Klok.datum(datetime.now(UTC))
    regels: list[str] = []
    for tenant in gekozen:
        regels.append(f"{tenant.naam} ({tenant.code})")
        if tenant.id in stand.uitval:
            regels += ["  NIET BEDIEND", *(f"  - {probleem}" for probleem in stand.uitval[tenant.id].problemen)]
            continue
        plugins = stand.plugins[tenant.id]
        schakelingen = None if geschakeld is None else geschakeld.get(tenant.id, {})
        for actief in plugins.actief:
            regels += _van_plugin(actief, plugins, schakelingen, vandaag)
    if geschakeld is None:
        regels.append("Of er een plugin uit staat is niet te zien: daarvoor zijn de instellingen van de API nodig.")
    return "\n".join(regels)


def _van_plugin(
    actief: Actief, plugins: Plugins, geschakeld: Mapping[str, Schakeling] | None, vandaag: date
) -> list[str]:
    naam = actief.manifest.naam
    laatst = None if geschakeld is None else geschakeld.get(naam)
    stand = "stand onbekend" if geschakeld is None else "aan"
    if laatst is not None:
        stand = f"{laatst.stand} sinds {laatst.sinds:%d-%m-%Y %H:%M} UTC door {laatst.door}: {laatst.reden}"
    regels = [
        f"  {naam} {actief.manifest.versie}  {stand}",
        f"    uit {actief.bron.herkomst}, sha256 {actief.bron.sha256}",
        f"    hooks: {', '.join(sorted(actief.invullers)) or 'geen'}",
    ]
    for parameter in actief.parameters.alle.values():
        geldend = parameter.van_kracht(vandaag)
        waarde = "nog niets van kracht" if geldend is None else f"{als_tekst(geldend.waarde)}, sinds {geldend.vanaf}"
        grond = (parameter.waarden[0] if geldend is None else geldend).grond
        ingevuld = plugins.invullingen.get(parameter.naam)
        laag = "laag plugin, open term van de wet" if ingevuld and ingevuld.plugin == naam else "laag plugin"
        regels.append(f"    {parameter.naam}: {waarde} ({laag}; {parameter.status}; {grond})")
    return regels


def afdrukken(map_: Path) -> str:
    """De tekst van `afdrukken.yaml` voor de plugin in `map_`, met elke lijst die zij op een proefdag declareert.

    Raises:
        PluginFout: de plugin deugt niet; de boodschap zegt waarom.
    """
    recht, vandaag, map_ = lees_recht(), Klok.datum(datetime.now(UTC)), map_.resolve()
    plugins = bouw_zonder_proef(map_.name, recht, Vindplaats(map=map_.parent))
    dagen = proefdagen(
        [plugins.actief[0].parameters], vandaag=vandaag, begin=recht.inburgeringstermijn.waarden[0].vanaf
    )
    lijsten: list[Vragenlijst] = [
        lijst for dag in dagen for lijst in plugins.vraag_lijsten(dag, frozenset()).get(map_.name, ())
    ]
    return afdrukken_als_tekst(lees_afdrukken(map_), lijsten)


async def lees_schakelingen(config: Config, tenants: Iterable[Tenant]) -> dict[UUID, dict[str, Schakeling]]:
    """Wat er per gemeente het laatst geschakeld is.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    databank = _databank(config)
    await databank.open()
    try:
        gelezen = {}
        for tenant in tenants:
            toegang = toegang_taak(tenant.id, doel=Doel.BEVEILIGING, oorsprong=OORSPRONG)
            async with databank.uow(toegang) as tx:
                gelezen[tenant.id] = await schakelaar.lees(tx)
        return gelezen
    finally:
        await databank.sluit()


async def schakel(config: Config, tenant: Tenant, plugin: str, stand: Stand, *, door: str, reden: str) -> None:
    """Zet een plugin van een gemeente uit of aan; elk proces merkt het bij de volgende handeling.

    Raises:
        NietGevonden: het tenantbestand noemt deze plugin niet.
        Onbereikbaar: de database antwoordt niet.
    """
    if plugin not in tuple(tenant.plugins):
        genoemd = ", ".join(map(str, tenant.plugins)) or "geen enkele"
        raise NietGevonden(f"Het tenantbestand van {tenant.naam} noemt {plugin} niet; wel: {genoemd}.")
    databank = _databank(config)
    await databank.open()
    try:
        async with databank.uow(toegang_taak(tenant.id, doel=Doel.BEVEILIGING, oorsprong=OORSPRONG)) as tx:
            await schakelaar.zet(tx, Logboek(config.sleutel_audit), plugin, stand, door=door, reden=reden)
    finally:
        await databank.sluit()


def _databank(config: Config) -> Databank:
    return Databank({Actor.GEMEENTE: config.db_gemeente}, klok=Klok(soort=config.klok), verbindingen=1)


def _bouw(map_: Path, *, voorbeelden: bool = True) -> Pluginstand:
    vindplaats = Vindplaats(toegelaten=_toegelaten(map_))
    return bouw_plugins(lees_tenants(map_), lees_recht(), vindplaats, voorbeelden=voorbeelden)


def _toegelaten(map_: Path) -> tuple[Toegelaten, ...]:
    try:
        return lees_toegelaten(map_)
    except ValueError as fout:
        raise OnjuisteTenants(f"{TOEGELATEN} klopt niet: {' '.join(str(fout).split())}") from None
