"""De opdrachtregel van Meedoen: `meedoen --help`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from core import cli_sleutels
from core.config import INSTELLINGEN, Config, OnjuisteInstellingen, Proces, lees_config
from core.fouten import Fout
from core.law.lezen import OnjuistRecht
from core.platform.db import beheer, migreren
from core.platform.db.migreren import OnjuisteMigratie
from core.platform.embedded.voortgang import Voortgang
from core.platform.embedded.werkmap import open_werkmap
from core.platform.tenancy import Rol
from core.platform.tenants import OnjuisteTenants, kies, lees_tenants
from core.sleutels import OnjuisteSleutels
from core.supervisor import Supervisor

CHECKOUT = Path(__file__).parents[1]
DSN_MIGRATIE = "MEEDOEN_MIGRATIE_DSN"
DSN_BEHEER = "MEEDOEN_BEHEER_DSN"
FOUTEN = (Fout, OnjuisteInstellingen, OnjuistRecht, OnjuisteTenants, OnjuisteMigratie, OnjuisteSleutels)


def main(argumenten: list[str] | None = None) -> int:
    """Voer een opdracht uit; geeft de afsluitcode. Een verwachte fout is één heldere zin, geen spoor van de code."""
    keuze = _ontleder().parse_args(argumenten)
    opdracht: Callable[[argparse.Namespace], int] = keuze.opdracht
    try:
        return opdracht(keuze)
    except FOUTEN as fout:
        print(getattr(fout, "melding", None) or str(fout), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _ontleder() -> argparse.ArgumentParser:
    o = argparse.ArgumentParser(prog="meedoen", description="Uitvoering van de Wet inburgering 2021.")
    o.add_argument(
        "--werkplaats", type=Path, default=CHECKOUT, help="map waarbij de gegevens horen (standaard: deze checkout)"
    )
    delen = o.add_subparsers(required=True, metavar="opdracht")

    run = delen.add_parser("run", help="start API, ontvanger, worker, relay, zegelaar en simulator op deze machine")
    run.add_argument("--logniveau", default="INFO", help="DEBUG, INFO, WARNING of ERROR (standaard INFO)")
    run.set_defaults(opdracht=_run)

    demo = delen.add_parser("demo", help="speel de eerste lijn voor een aantal mensen en laat zien wat er gebeurde")
    demo.add_argument("--aantal", type=int, default=200, help="hoeveel mensen, over alle gemeenten (standaard 200)")
    demo.add_argument("--lopend", action="store_true", help="op de opstelling die al draait, in plaats van een eigen")
    demo.add_argument("--logniveau", default="INFO", help="DEBUG, INFO, WARNING of ERROR (standaard INFO)")
    demo.set_defaults(opdracht=_demo)

    for proces in Proces:
        if proces is Proces.SLEUTELS:
            continue
        draai = delen.add_parser(proces, help=f"draai de {proces} met de instellingen uit de omgeving, tot SIGTERM")
        draai.set_defaults(opdracht=_draai, proces=proces)

    delen.add_parser("reset", help="wis alle gegevens, sleutels en logs van deze checkout").set_defaults(
        opdracht=_reset
    )

    token = delen.add_parser(
        "token", help="een token van een verzonnen medewerker, voor een lopende ontwikkelopstelling"
    )
    token.add_argument("rol", choices=[str(r) for r in Rol if r is not Rol.SYSTEEM])
    token.add_argument("gemeente", help="naam of code, bijvoorbeeld 'Stichtse Vecht' of GM1904")
    token.set_defaults(opdracht=_token)

    omgeving = delen.add_parser("omgeving", help="de adressen van een lopende ontwikkelopstelling, als export-regels")
    omgeving.set_defaults(opdracht=_omgeving)

    klok = delen.add_parser("klok", help="verzet de klok van een lopende ontwikkelopstelling")
    klok.add_argument("datum", type=datetime.fromisoformat, help="JJJJ-MM-DD, of 'JJJJ-MM-DDTUU:MM'")
    klok.set_defaults(opdracht=_klok)

    db = delen.add_parser("db", help="de database inrichten").add_subparsers(required=True, metavar="stap")
    voor = db.add_parser("voorbereiden", help="de rollen: drukt de SQL af, of voert haar uit als superuser")
    voor.add_argument("--uitvoeren", action="store_true", help=f"uitvoeren met {DSN_BEHEER}, niet alleen afdrukken")
    voor.set_defaults(opdracht=_db_voorbereiden)
    migreer = db.add_parser("migreer", help=f"de migraties toepassen met {DSN_MIGRATIE}")
    migreer.set_defaults(opdracht=_db_migreer)

    tenants = delen.add_parser("tenants", help="de tenantbestanden").add_subparsers(required=True, metavar="stap")
    tenants.add_parser("toets", help="lees en toets de tenantbestanden").set_defaults(opdracht=_tenants_toets)
    laad = tenants.add_parser("laad", help=f"zet gemeenten en taalscholen in de database, met {DSN_MIGRATIE}")
    laad.set_defaults(opdracht=_tenants_laad)

    audit = delen.add_parser("audit", help="het auditlog en zijn zegels").add_subparsers(required=True, metavar="stap")
    verify = audit.add_parser("verify", help="controleer elke regel, elk zegel en elk anker; 1 bij een bevinding")
    verify.add_argument("--gemeente", help="alleen deze: naam of code, bijvoorbeeld GM1904")
    verify.add_argument("--anker", type=Path, help="een ander ankerbestand dan dat van de instellingen")
    verify.set_defaults(opdracht=_audit_verify)
    anker = audit.add_parser("anker", help="schrijf het nieuwste zegel van elke gemeente in het ankerbestand")
    anker.set_defaults(opdracht=_audit_anker)
    reeks = audit.add_parser("nieuwe-reeks", help=f"na terugzetten uit een dump, met {DSN_MIGRATIE}: zie docs/audit.md")
    reeks.set_defaults(opdracht=_audit_nieuwe_reeks)

    cli_sleutels.voeg_toe(delen, lambda werkplaats: _config_van(werkplaats, Proces.SLEUTELS))

    config = delen.add_parser("config", help="de instellingen").add_subparsers(required=True, metavar="stap")
    config.add_parser("tabel", help="alle instellingen als tabel (Markdown)").set_defaults(opdracht=_config_tabel)
    toets = config.add_parser("toets", help="toets de instellingen in deze omgeving")
    toets.add_argument("--proces", type=Proces, choices=list(Proces), help="alleen die van dit proces")
    toets.set_defaults(opdracht=_config_toets)
    return o


def _run(keuze: argparse.Namespace) -> int:
    # Hier en niet bovenaan: `meedoen config toets` hoeft geen uvicorn en PostgreSQL te laden.
    from core import ontwikkeling, rondleiding  # noqa: PLC0415

    with (
        Voortgang() as voortgang,
        ontwikkeling.opstelling(voortgang, werkplaats=keuze.werkplaats, logniveau=keuze.logniveau) as o,
    ):
        return Supervisor(
            o.processen(),
            logmap=o.werkmap.logs,
            voortgang=voortgang,
            servers=o.servers,
            bij_gereed=lambda: print(rondleiding.welkom(o)),
        ).draai()


def _demo(keuze: argparse.Namespace) -> int:
    from core import ontwikkeling  # noqa: PLC0415
    from core.demo import speel  # noqa: PLC0415

    if keuze.lopend:
        return speel.speel_lopend(ontwikkeling.lees_lopende(keuze.werkplaats), aantal=keuze.aantal)

    return speel.speel(aantal=keuze.aantal, logniveau=keuze.logniveau)


def _draai(keuze: argparse.Namespace) -> int:
    config = lees_config(os.environ, proces=keuze.proces)
    from core import processen  # noqa: PLC0415

    processen.draai(keuze.proces, config)
    return 0


def _reset(keuze: argparse.Namespace) -> int:
    open_werkmap(keuze.werkplaats).wis()
    print("Alles is gewist. `make run` begint opnieuw.")
    return 0


def _token(keuze: argparse.Namespace) -> int:
    from core import ontwikkeling  # noqa: PLC0415

    lopend = ontwikkeling.lees_lopende(keuze.werkplaats)
    print(lopend.token(Rol(keuze.rol), kies(lopend.tenants, keuze.gemeente)))
    return 0


def _omgeving(keuze: argparse.Namespace) -> int:
    from core import ontwikkeling  # noqa: PLC0415

    lopend = ontwikkeling.lees_lopende(keuze.werkplaats)
    print(f"export API={lopend.adres}/v1\nexport SIMULATOR={lopend.simulator}")
    return 0


def _klok(keuze: argparse.Namespace) -> int:
    from core import ontwikkeling  # noqa: PLC0415

    lopend = ontwikkeling.lees_lopende(keuze.werkplaats)
    lopend.verzet_klok(keuze.datum)
    print(f"De klok van Meedoen staat nu op {keuze.datum:%d-%m-%Y %H:%M}.")
    return 0


def _db_voorbereiden(keuze: argparse.Namespace) -> int:
    if not keuze.uitvoeren:
        print(migreren.ROLLEN_SQL.read_text(encoding="utf-8"))
        print("-- Zet daarna voor elke inlogrol een wachtwoord: alter role meedoen_gemeente password '...';")
        return 0
    asyncio.run(migreren.bereid_voor(_uit_omgeving(DSN_BEHEER), {}))
    print(
        "De rollen en het schema staan klaar. Zet voor elke inlogrol een wachtwoord en voer `meedoen db migreer` uit."
    )
    return 0


def _db_migreer(_: argparse.Namespace) -> int:
    nummer = asyncio.run(migreren.migreer(_uit_omgeving(DSN_MIGRATIE), migreren.MIGRATIES, meld=print))
    print(f"Het schema is bij (migratie {nummer:04}).")
    return 0


def _tenants_toets(_: argparse.Namespace) -> int:
    for tenant in lees_tenants(_tenantmap()).values():
        print(f"{tenant.code}  {tenant.naam}")
    return 0


def _tenants_laad(_: argparse.Namespace) -> int:
    tenants = lees_tenants(_tenantmap())
    asyncio.run(beheer.laad_tenants(_uit_omgeving(DSN_MIGRATIE), tenants.values()))
    print(f"{len(tenants)} gemeenten staan in de database.")
    return 0


def _audit_verify(keuze: argparse.Namespace) -> int:
    from core.platform.audit import opdrachten  # noqa: PLC0415

    config, _ = _config_van(keuze.werkplaats, Proces.ZEGEL)
    gemeente_id = None
    if keuze.gemeente:
        gemeente_id = kies(tuple(lees_tenants(config.tenants).values()), keuze.gemeente).id
    verslag = asyncio.run(opdrachten.controleer(config, gemeente_id=gemeente_id, anker=keuze.anker))
    print(verslag.als_tekst())
    return 0 if verslag.in_orde else 1


def _audit_anker(keuze: argparse.Namespace) -> int:
    from core.platform.audit import opdrachten  # noqa: PLC0415

    config, _ = _config_van(keuze.werkplaats, Proces.ZEGEL)
    print(f"{asyncio.run(opdrachten.anker_nu(config))} zegels geankerd in {config.audit_anker}.")
    return 0


def _audit_nieuwe_reeks(_: argparse.Namespace) -> int:
    from core.platform.audit.reeks import nieuwe_reeks  # noqa: PLC0415

    print(f"Reeks {asyncio.run(nieuwe_reeks(_uit_omgeving(DSN_MIGRATIE)))} is begonnen.")
    return 0


def _config_van(werkplaats: Path, proces: Proces) -> tuple[Config, dict[str, str]]:
    """De instellingen van `proces` met hun omgeving; staan zij niet om ons heen, dan die van een lopende opstelling."""
    if "MEEDOEN_OMGEVING" in os.environ:
        return lees_config(os.environ, proces=proces), dict(os.environ)
    from core import ontwikkeling  # noqa: PLC0415

    lopend = ontwikkeling.lees_lopende(werkplaats)
    return lopend.config, lopend.omgeving


def _config_tabel(_: argparse.Namespace) -> int:
    print(config_tabel())
    return 0


def _config_toets(keuze: argparse.Namespace) -> int:
    lees_config(os.environ, proces=keuze.proces)
    print("De instellingen kloppen.")
    return 0


def config_tabel() -> str:
    """De instellingen als Markdown; dezelfde tabel staat in de README (test)."""
    regels = ["| variabele | standaard | uitleg |", "| --- | --- | --- |"]
    for i in INSTELLINGEN:
        standaard = "verplicht" if i.standaard is None else (f"`{i.standaard}`" if i.standaard else "leeg")
        geheim = "; geheim, mag ook uit `…_BESTAND`" if i.geheim else ""
        regels.append(f"| `{i.variabele}` | {standaard} | {i.uitleg}{geheim} |")
    return "\n".join(regels)


def _tenantmap() -> Path:
    return Path(os.environ.get("MEEDOEN_TENANTS", "tenants"))


def _uit_omgeving(naam: str) -> str:
    waarde = os.environ.get(naam)
    if not waarde and (bestand := os.environ.get(f"{naam}_BESTAND")):
        waarde = _lees_geheim(naam, Path(bestand))
    if not waarde:
        raise OnjuisteInstellingen(
            (f"{naam}: ontbreekt (een DSN, bijvoorbeeld postgresql://rol:wachtwoord@host/meedoen)",)
        )
    return waarde


def _lees_geheim(naam: str, bestand: Path) -> str:
    try:
        return bestand.read_text(encoding="utf-8").strip()
    except OSError as fout:
        raise OnjuisteInstellingen((f"{naam}_BESTAND: {fout.strerror}",)) from None


if __name__ == "__main__":
    sys.exit(main())
