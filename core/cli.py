"""De opdrachtregel van Meedoen: `meedoen --help`."""

import argparse
import asyncio
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn
from uuid import UUID

from core import cli_inlezen, cli_leden, cli_mandaat, cli_plugins, cli_productie, cli_recht, cli_sleutels
from core.cli_ontleder import Ontleder
from core.fouten import Fout, OngeldigeInvoer, VoorwaardeNietVervuld
from core.instellingen import lezers
from core.instellingen.config import Config, OnjuisteInstellingen, lees_config
from core.instellingen.productie import ZONDER_TLS, niet_voor_echte_mensen, proefgemeenten, toetst_de_server
from core.instellingen.sleutels import OnjuisteSleutels
from core.instellingen.tabel import INSTELLINGEN, Omgeving, Proces
from core.law.lezen import OnjuistRecht
from core.law.telwoord import tel
from core.platform.db import beheer, migreren
from core.platform.db.aanmelden import wachtwoorden_in
from core.platform.db.migreren import OnjuisteMigratie
from core.platform.db.rollen import ROLLEN_SQL
from core.platform.tenants import OnjuisteTenants, kies, lees_tenants

CHECKOUT = Path(__file__).parents[1]
ONTWIKKELING = "core.ontwikkeling.opdrachten"
ALLEEN_IN_EEN_CHECKOUT = ("run", "demo", "reset", "token", "omgeving", "klok")
"""De opdrachten van die vleugel bij naam, om zonder haar te zeggen waarom zij er niet zijn."""
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
        # The other kinds name every fault in their message already.
        for gebrek in fout.gebreken if isinstance(fout, OngeldigeInvoer | VoorwaardeNietVervuld) else ():
            print(f"  - {gebrek.veld}: {gebrek.melding} ({gebrek.grond})".replace(" ()", ""), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _ontleder() -> argparse.ArgumentParser:
    o: argparse.ArgumentParser = Ontleder(prog="meedoen", description="Uitvoering van de Wet inburgering 2021.")
    o.add_argument(
        "--werkplaats", type=Path, default=CHECKOUT, help="map waarbij de gegevens horen (standaard: deze checkout)"
    )
    delen = o.add_subparsers(required=True, metavar="opdracht")

    if (ontwikkeling := _ontwikkelvleugel()) is not None:
        ontwikkeling.voeg_toe(delen)
    else:
        for naam in ALLEEN_IN_EEN_CHECKOUT:
            # Without a help text it is not in the list; with a prefix that nobody types every option is just a word.
            afwezig = delen.add_parser(naam, add_help=False, prefix_chars="\0")
            afwezig.add_argument("rest", nargs="*")
            afwezig.set_defaults(opdracht=_alleen_in_een_checkout, naam=naam)

    for proces in Proces:
        if proces is Proces.SLEUTELS:
            continue
        draai = delen.add_parser(proces, help=f"draai de {proces} met de instellingen uit de omgeving, tot SIGTERM")
        draai.set_defaults(opdracht=_draai, proces=proces)

    db = delen.add_parser("db", help="de database inrichten").add_subparsers(required=True, metavar="stap")
    voor = db.add_parser("voorbereiden", help="de rollen: drukt de SQL af, of voert haar uit als superuser")
    voor.add_argument("--uitvoeren", action="store_true", help=f"uitvoeren met {DSN_BEHEER}, niet alleen afdrukken")
    voor.add_argument(
        "--knoop", action="append", default=[], help="ook op deze machine van een verdeelde database, als host:poort"
    )
    voor.add_argument(
        "--dsns",
        type=_map,
        metavar="MAP",
        help="bij --uitvoeren: geef elke rol een wachtwoord, en zet haar DSN in deze map in een bestand per rol",
    )
    voor.set_defaults(opdracht=_db_voorbereiden)
    migreer = db.add_parser("migreer", help=f"de migraties toepassen met {DSN_MIGRATIE}")
    migreer.set_defaults(opdracht=_db_migreer)

    tenants = delen.add_parser("tenants", help="de tenantbestanden").add_subparsers(required=True, metavar="stap")
    toets = tenants.add_parser("toets", help="alles wat het starten nakijkt, ook elke plugin; 1 als er iets mis is")
    toets.set_defaults(opdracht=_tenants_toets)
    laad = tenants.add_parser("laad", help=f"zet gemeenten en organisaties in de database, met {DSN_MIGRATIE}")
    laad.set_defaults(opdracht=_tenants_laad)

    audit = delen.add_parser("audit", help="het auditlog en zijn zegels").add_subparsers(required=True, metavar="stap")
    verify = audit.add_parser("verify", help="controleer elke regel, elk zegel en elk anker; 1 bij een bevinding")
    verify.add_argument("--gemeente", help="alleen deze: naam of code, bijvoorbeeld GM1904")
    verify.add_argument("--anker", type=Path, help="een ander ankerbestand dan dat van de instellingen")
    verify.set_defaults(opdracht=_audit_verify)
    anker = audit.add_parser("anker", help="schrijf het nieuwste zegel van elke gemeente in het ankerbestand")
    anker.set_defaults(opdracht=_audit_anker)
    erken = audit.add_parser("erken", help="een mens zocht een bevinding uit; zij blijft in het verslag, met de reden")
    erken.add_argument("regel", help="waar de controle haar vond: het id van een regel, of 'zegel 5'")
    erken.add_argument("reden", help="wat er gebeurd is, en waar dat is vastgelegd; geen persoonsgegevens")
    erken.add_argument("--door", required=True, help="wie dit uitzocht: naam en functie")
    erken.add_argument("--gemeente", help="alleen in deze: naam of code")
    erken.set_defaults(opdracht=_audit_erken)
    reeks = audit.add_parser("nieuwe-reeks", help=f"na terugzetten uit een dump, met {DSN_MIGRATIE}: zie docs/audit.md")
    reeks.set_defaults(opdracht=_audit_nieuwe_reeks)

    duo = delen.add_parser("duo", help="wat er van DUO binnenkomt").add_subparsers(required=True, metavar="stap")
    geweigerd = duo.add_parser("geweigerd", help="hoe vaak de ontvanger iets weigerde, van wie en voor wie")
    geweigerd.add_argument("--dagen", type=_dagen, default=7, help="zoveel dagen terug (standaard 7, minstens 1)")
    geweigerd.set_defaults(opdracht=_duo_geweigerd)
    opruimen = duo.add_parser("opruimen", help=f"haal oude tellers weg, met {DSN_MIGRATIE}")
    opruimen.add_argument("--ouder-dan", type=_dagen, default=90, help="dagen (standaard 90, minstens 1)")
    opruimen.set_defaults(opdracht=_duo_opruimen)

    cli_plugins.voeg_toe(delen, _tenantmap, lambda werkplaats: _config_van(werkplaats, Proces.API))
    cli_inlezen.voeg_toe(delen, lambda werkplaats: _config_van(werkplaats, Proces.WORKER))
    cli_leden.voeg_toe(delen, lambda werkplaats: _config_van(werkplaats, Proces.API))
    cli_mandaat.voeg_toe(delen, lambda werkplaats: _config_van(werkplaats, Proces.API))
    cli_recht.voeg_toe(delen, lambda werkplaats: _config_van(werkplaats, Proces.WORKER))
    cli_sleutels.voeg_toe(delen, lambda werkplaats: _config_van(werkplaats, Proces.SLEUTELS))

    cli_productie.voeg_toe(delen, _omgeving_van)

    config = delen.add_parser("config", help="de instellingen").add_subparsers(required=True, metavar="stap")
    config.add_parser("tabel", help="alle instellingen als tabel (Markdown)").set_defaults(opdracht=_config_tabel)
    toets = config.add_parser("toets", help="toets de instellingen in deze omgeving")
    toets.add_argument("--proces", type=Proces, choices=list(Proces), help="alleen die van dit proces")
    toets.set_defaults(opdracht=_config_toets)
    return o


def _alleen_in_een_checkout(keuze: argparse.Namespace) -> NoReturn:
    raise Fout(f"`meedoen {keuze.naam}` hoort bij een checkout om te ontwikkelen; dit pakket heeft die opdracht niet.")


def _draai(keuze: argparse.Namespace) -> int:
    config = lees_config(os.environ, proces=keuze.proces)
    from core import processen  # noqa: PLC0415

    processen.draai(keuze.proces, config)
    return 0


def _db_voorbereiden(keuze: argparse.Namespace) -> int:
    if not keuze.uitvoeren:
        if keuze.dsns is not None:
            raise OnjuisteInstellingen(("--dsns: hoort bij --uitvoeren",))
        print(ROLLEN_SQL.read_text(encoding="utf-8"))
        print("-- Zet daarna voor elke inlogrol een wachtwoord: alter role meedoen_gemeente password '...';")
        return 0
    dsn = _uit_omgeving(DSN_BEHEER)
    try:
        knopen = lezers.knopen(",".join(keuze.knoop)) if keuze.knoop else ()
    except ValueError as fout:
        raise OnjuisteInstellingen((f"--knoop: {fout}",)) from None
    wachtwoorden = {} if keuze.dsns is None else wachtwoorden_in(keuze.dsns, dsn)
    for knoop in (None, *knopen):
        for melding in asyncio.run(migreren.bereid_voor(dsn, wachtwoorden, knoop=knoop)):
            print(f"LET OP: {melding}", file=sys.stderr)
    zelf = f"Hun DSN's staan in {keuze.dsns}: voer" if wachtwoorden else "Zet voor elke inlogrol een wachtwoord en voer"
    print(f"De rollen en het schema staan klaar. {zelf} `meedoen db migreer` uit.")
    return 0


def _db_migreer(_: argparse.Namespace) -> int:
    nummer = asyncio.run(migreren.migreer(_uit_omgeving(DSN_MIGRATIE), migreren.MIGRATIES, meld=print))
    print(f"Het schema is bij (migratie {nummer:04}).")
    return 0


def _tenants_toets(_: argparse.Namespace) -> int:
    from core.platform.pluginhost import opdrachten  # noqa: PLC0415

    voorbeelden = not _in_productie()
    verslag = opdrachten.toets(_tenantmap(), voorbeelden=voorbeelden)
    print(verslag.tekst)
    return 0 if verslag.in_orde else 1


def _tenants_laad(_: argparse.Namespace) -> int:
    tenants = lees_tenants(_tenantmap())
    if _in_productie() and (anders := proefgemeenten(_tenantmap(), proef=_is_proef())):
        raise OnjuisteTenants("Deze gemeenten horen niet in productie:\n" + "\n".join(f"  - {g}" for g in anders))
    asyncio.run(beheer.laad_tenants(_uit_omgeving(DSN_MIGRATIE), tenants.values()))
    print(f"In de database: {tel(len(tenants), 'gemeente', 'gemeenten')}.")
    return 0


def _audit_verify(keuze: argparse.Namespace) -> int:
    from core.platform.audit import opdrachten  # noqa: PLC0415

    config, _ = _config_van(keuze.werkplaats, Proces.ZEGEL)
    gemeente_id = _gekozen_gemeente(config, keuze.gemeente)
    verslag = asyncio.run(opdrachten.controleer(config, gemeente_id=gemeente_id, anker=keuze.anker))
    print(verslag.als_tekst())
    return 0 if verslag.in_orde else 1


def _audit_erken(keuze: argparse.Namespace) -> int:
    from core.platform.audit import opdrachten  # noqa: PLC0415

    config, _ = _config_van(keuze.werkplaats, Proces.ZEGEL)
    gemeente_id = _gekozen_gemeente(config, keuze.gemeente)
    erkend = asyncio.run(
        opdrachten.erken(config, keuze.regel, reden=keuze.reden, door=keuze.door, gemeente_id=gemeente_id)
    )
    for code, bevinding in erkend:
        print(f"Erkend: {code}  {bevinding.waar}: {bevinding.soort}, {bevinding.uitleg}.")
    return 0


def _gekozen_gemeente(config: Config, naam: str | None) -> UUID | None:
    return kies(tuple(lees_tenants(config.tenants).values()), naam).id if naam else None


def _audit_anker(keuze: argparse.Namespace) -> int:
    from core.platform.audit import opdrachten  # noqa: PLC0415

    config, _ = _config_van(keuze.werkplaats, Proces.ZEGEL)
    aantal = asyncio.run(opdrachten.anker_nu(config))
    print(f"{tel(aantal, 'zegel', 'zegels')} geankerd in {config.audit_anker}.")
    return 0


def _duo_geweigerd(keuze: argparse.Namespace) -> int:
    from core.platform.audit.opdrachten import databank_van_de_zegelaar  # noqa: PLC0415
    from core.process.aanmelding import geweigerd  # noqa: PLC0415

    config, _ = _config_van(keuze.werkplaats, Proces.ZEGEL)

    async def lees() -> Sequence[geweigerd.Teller]:
        async with databank_van_de_zegelaar(config) as databank:
            return await geweigerd.lees(databank, dagen=keuze.dagen)

    tellers = asyncio.run(lees())
    print(f"{'dag':<12}{'aantal':>9}  {'reden':<20}{'afzender':<24}doel")
    for t in tellers:
        print(f"{t.dag!s:<12}{t.aantal:>9}  {t.reden:<20}{t.bron or '-':<24}{t.doel or '-'}")
    if not tellers:
        print("Er is niets geweigerd.")
    return 0


def _duo_opruimen(keuze: argparse.Namespace) -> int:
    from core.process.aanmelding import geweigerd  # noqa: PLC0415

    aantal = asyncio.run(geweigerd.ruim_op(_uit_omgeving(DSN_MIGRATIE), ouder_dan=keuze.ouder_dan))
    print(f"Weggehaald: {tel(aantal, 'teller', 'tellers')}.")
    return 0


def _audit_nieuwe_reeks(_: argparse.Namespace) -> int:
    from core.platform.audit.reeks import nieuwe_reeks  # noqa: PLC0415

    print(f"Reeks {asyncio.run(nieuwe_reeks(_uit_omgeving(DSN_MIGRATIE)))} is begonnen.")
    return 0


def _config_van(werkplaats: Path, proces: Proces) -> tuple[Config, dict[str, str]]:
    """De instellingen van `proces` met hun omgeving; staan zij niet om ons heen, dan die van een lopende opstelling."""
    ontwikkeling = _ontwikkelvleugel()
    if "MEEDOEN_OMGEVING" in os.environ or ontwikkeling is None:
        return lees_config(os.environ, proces=proces), dict(os.environ)
    gevonden: tuple[Config, dict[str, str]] = ontwikkeling.lopende_instellingen(werkplaats)
    return gevonden


def _omgeving_van(werkplaats: Path) -> Mapping[str, str]:
    """De variabelen om ons heen, of anders die van een lopende opstelling."""
    ontwikkeling = _ontwikkelvleugel()
    if "MEEDOEN_OMGEVING" in os.environ or ontwikkeling is None:
        return os.environ
    omgeving: Mapping[str, str] = ontwikkeling.lopende_instellingen(werkplaats)[1]
    return omgeving


def _ontwikkelvleugel() -> ModuleType | None:
    """De opdrachten van `core.ontwikkeling`; het pakket voor productie heeft die vleugel niet."""
    try:
        return importlib.import_module(ONTWIKKELING)
    except ModuleNotFoundError as fout:
        if fout.name is not None and ONTWIKKELING.startswith(fout.name):
            return None
        raise


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
        standaard += "; verplicht in productie" if i.noemen else ""
        geheim = "; geheim, mag ook uit `…_BESTAND`" if i.geheim else ""
        regels.append(f"| `{i.variabele}` | {standaard} | {i.uitleg}{geheim} |")
    return "\n".join(regels)


def _dagen(tekst: str) -> int:
    dagen = int(tekst)
    if dagen < 1:
        raise argparse.ArgumentTypeError("noem minstens 1 dag")
    return dagen


def _in_productie() -> bool:
    """Of dit productie is. Een omgeving die niet bestaat wordt geweigerd: anders gold zij als ontwikkeling."""
    waarde = os.environ.get("MEEDOEN_OMGEVING", "")
    if waarde and waarde not in {*Omgeving}:
        raise OnjuisteInstellingen((f"MEEDOEN_OMGEVING: kies uit {', '.join(Omgeving)}",))
    return waarde == Omgeving.PRODUCTIE


def _is_proef() -> bool:
    """Of het bestand van het platform, als dat genoemd is, zegt dat hier geen echte mensen in komen."""
    platform = os.environ.get("MEEDOEN_PLATFORM", "")
    return bool(platform) and niet_voor_echte_mensen(Path(platform))


def _map(tekst: str) -> Path:
    if not tekst:
        raise argparse.ArgumentTypeError("noem een map")
    return Path(tekst)


def _tenantmap() -> Path:
    if "MEEDOEN_TENANTS" not in os.environ and _in_productie():
        raise OnjuisteInstellingen(("MEEDOEN_TENANTS: noem haar zelf; de standaard is die van een checkout",))
    return Path(os.environ.get("MEEDOEN_TENANTS", "tenants"))


def _uit_omgeving(naam: str) -> str:
    waarde = os.environ.get(naam)
    if not waarde and (bestand := os.environ.get(f"{naam}_BESTAND")):
        waarde = _lees_geheim(naam, Path(bestand))
    if not waarde:
        raise OnjuisteInstellingen(
            (f"{naam}: ontbreekt (een DSN, bijvoorbeeld postgresql://rol:wachtwoord@host/meedoen)",)
        )
    if _in_productie() and not toetst_de_server(waarde):
        raise OnjuisteInstellingen((f"{naam}: {ZONDER_TLS}",))
    return waarde


def _lees_geheim(naam: str, bestand: Path) -> str:
    try:
        return bestand.read_text(encoding="utf-8").strip()
    except OSError as fout:
        raise OnjuisteInstellingen((f"{naam}_BESTAND: {fout.strerror}",)) from None


if __name__ == "__main__":
    sys.exit(main())
