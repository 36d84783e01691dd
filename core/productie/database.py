"""De database zoals zij is: elke rol, de server, en of het schema bij deze versie hoort."""

from collections.abc import AsyncIterator

from core.fouten import Onbereikbaar
from core.platform.db.migreren import MIGRATIES, lees_migraties
from core.platform.db.rollen import OnveiligeRol
from core.platform.db.uow import Databank
from core.platform.tenancy import Actor, toegang_platform
from core.productie.bevinding import Bevinding, Ernst
from core.productie.installatie import Installatie

NAAM = "database"
NODIG = tuple(f"db_{actor}" for actor in Actor)
OORSPRONG = "meedoen productie toets"
_DUURZAAM = ("fsync", "full_page_writes", "synchronous_commit")
"""Staat er hiervan een uit, dan kan na een stroomstoring weg zijn wat al bevestigd was."""
_SERVER = """
select (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as tls,
       (select max(nummer) from meedoen.schema_migratie) as migratie,
       current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
       current_setting('synchronous_commit') as synchronous_commit,
       current_setting('data_checksums') as controlegetallen"""


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Elke rol met haar eigen verbinding; door één ervan de server."""
    for actor in Actor:
        try:
            async with installatie.databank(actor) as databank:
                if actor is Actor.TOEGANG:
                    async for bevinding in _server(databank):
                        yield bevinding
        except Onbereikbaar:
            yield Bevinding(
                onderdeel=NAAM,
                wat=f"als meedoen_{actor} is zij niet te bereiken",
                stap=f"kijk MEEDOEN_DB_{actor.upper()} na: het adres, het wachtwoord, het certificaat van de server, en"
                " of `meedoen db voorbereiden` en `meedoen db migreer` gedraaid zijn",
            )
        except OnveiligeRol as fout:
            yield Bevinding(
                onderdeel=NAAM,
                wat=str(fout),
                stap="voer `meedoen db voorbereiden --uitvoeren` opnieuw uit, en haal weg wat er met de hand bij kwam",
            )


async def _server(databank: Databank) -> AsyncIterator[Bevinding]:
    async with databank.uow(toegang_platform(Actor.TOEGANG, oorsprong=OORSPRONG)) as tx:
        [stand] = await tx.fetch(_SERVER)
    if not stand["tls"]:
        yield Bevinding(
            onderdeel=NAAM,
            wat="de verbinding is niet versleuteld",
            stap="zet TLS aan op de server, en `sslmode=verify-full` met `sslrootcert` in elke MEEDOEN_DB_…",
        )
    if (stand["migratie"] or 0) < (nodig := len(lees_migraties(MIGRATIES))):
        yield Bevinding(
            onderdeel=NAAM,
            wat=f"het schema is van migratie {stand['migratie'] or 0:04}, en deze versie vraagt {nodig:04}",
            stap="voer `meedoen db migreer` uit",
        )
    for naam in _DUURZAAM:
        if stand[naam] == "off":
            yield Bevinding(
                onderdeel=NAAM,
                wat=f"{naam} staat uit: na een stroomstoring kan weg zijn wat al bevestigd was",
                stap=f"zet {naam} aan in de instellingen van PostgreSQL",
            )
    if stand["controlegetallen"] != "on":
        yield Bevinding(
            onderdeel=NAAM,
            wat="de gegevens op schijf hebben geen controlegetallen: dat er iets beschadigd raakt, blijkt dan laat",
            stap="zet ze aan met `pg_checksums --enable`, terwijl de server stilstaat",
            ernst=Ernst.LET_OP,
        )
