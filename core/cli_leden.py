"""`meedoen leden`: wie er werkt. Voor de eerste beheerder van een gemeente, en voor nood; zie docs/leden.md."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from core.fouten import NietGevonden
from core.instellingen.config import Config
from core.platform.tenancy import Rol
from core.platform.tenants import Tenant, kies, lees_tenants

Instellingen = Callable[[Path], tuple[Config, dict[str, str]]]


def voeg_toe(delen: "argparse._SubParsersAction[argparse.ArgumentParser]", config_van: Instellingen) -> None:
    """Zet de opdrachten bij de ontleder. `config_van` geeft bij een werkplaats de instellingen van de API."""
    help_ = "wie er werkt: toon, uitnodigen (de eerste beheerder), trek-in, beeindig, nagezien"
    stappen = delen.add_parser("leden", help=help_, description=help_).add_subparsers(required=True, metavar="stap")

    def stap(naam: str, doe: Callable[[argparse.Namespace, Config], int], uitleg: str) -> argparse.ArgumentParser:
        ontleder: argparse.ArgumentParser = stappen.add_parser(naam, help=uitleg, description=uitleg)
        ontleder.set_defaults(opdracht=lambda keuze: doe(keuze, config_van(keuze.werkplaats)[0]))
        ontleder.add_argument("gemeente", help="naam of code, bijvoorbeeld GM1904")
        return ontleder

    stap("toon", _toon, "wie er bij een gemeente en haar organisaties werkt of is uitgenodigd, met elk id")
    nodig = stap("uitnodigen", _nodig_uit, "nodig iemand uit en druk de link af; zij werkt één keer, en drie dagen")
    rollen = [str(rol) for rol in Rol if rol is not Rol.SYSTEEM and not rol.endswith(("_medewerker", "_machine"))]
    nodig.add_argument("--rol", choices=rollen, default=str(Rol.BEHEERDER), help="welke rol (standaard beheerder)")
    nodig.add_argument("--naam", type=_ingevuld, required=True, help="wie het is")
    nodig.add_argument("--email", type=_adres, required=True, help="het adres dat zijn inlogdienst van hem kent")
    nodig.add_argument("--functie", default="", help="bij een klantmanager of teamleider: zoals in het mandaatregister")
    nodig.add_argument("--tot", type=_dag, help="de laatste dag, jjjj-mm-dd; zonder tot iemand het beëindigt")
    trek_in = stap("trek-in", _trek_in, "trek een uitnodiging in; haar link werkt dan niet meer")
    trek_in.add_argument("uitnodiging", type=UUID, help="het id, zoals `meedoen leden toon` het geeft")
    weg = stap("beeindig", _beeindig, "beëindig een lidmaatschap; het werkt bij het volgende verzoek")
    weg.add_argument("lidmaatschap", type=UUID, help="het id, zoals `meedoen leden toon` het geeft")
    weg.add_argument(
        "--zonder-overdracht", action="store_true", help="ook als hij nog dossiers heeft; die staan dan bij niemand"
    )
    na = stap(
        "nagezien", _zie_na, "leg vast dat een lidmaatschap nog klopt; voor de enige beheerder, die dat niet zelf kan"
    )
    na.add_argument("lidmaatschap", type=UUID, help="het id, zoals `meedoen leden toon` het geeft")
    for ontleder in (nodig, trek_in, weg, na):
        ontleder.add_argument("--organisatie", help="naam of nummer van de organisatie waarbij het is")
    for ontleder in (nodig, weg, na):
        ontleder.add_argument("--door", type=_ingevuld, required=True, help="wie dit doet: naam en functie")


def _toon(keuze: argparse.Namespace, config: Config) -> int:
    # Hier en niet bovenaan: `meedoen --help` hoeft niet alles te laden.
    from core.process.leden import opdrachten  # noqa: PLC0415

    print(asyncio.run(opdrachten.toon(config, _tenant(config, keuze.gemeente))))
    return 0


def _nodig_uit(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.leden import opdrachten  # noqa: PLC0415
    from core.process.leden.regels import Genodigde  # noqa: PLC0415

    tenant = _tenant(config, keuze.gemeente)
    wie = Genodigde(
        rol=Rol(keuze.rol),
        organisatie_id=_organisatie(tenant, keuze.organisatie),
        naam=keuze.naam,
        email=keuze.email,
        functie=keuze.functie,
        tot=keuze.tot,
    )
    link = asyncio.run(opdrachten.nodig_uit(config, tenant, wie, door=keuze.door))
    print(f"Uitgenodigd bij {tenant.naam} als {wie.rol}. Geef deze link zelf; zij werkt één keer, en drie dagen:")
    print(link)
    return 0


def _trek_in(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.leden import opdrachten  # noqa: PLC0415

    tenant = _tenant(config, keuze.gemeente)
    organisatie_id = _organisatie(tenant, keuze.organisatie)
    asyncio.run(opdrachten.trek_in(config, tenant, keuze.uitnodiging, organisatie_id=organisatie_id))
    print("Ingetrokken; de link werkt niet meer.")
    return 0


def _beeindig(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.leden import opdrachten  # noqa: PLC0415

    tenant = _tenant(config, keuze.gemeente)
    asyncio.run(
        opdrachten.beeindig(
            config,
            tenant,
            keuze.lidmaatschap,
            organisatie_id=_organisatie(tenant, keuze.organisatie),
            zonder_overdracht=keuze.zonder_overdracht,
            door=keuze.door,
        )
    )
    print("Beëindigd; bij het volgende verzoek is hij eruit.")
    return 0


def _zie_na(keuze: argparse.Namespace, config: Config) -> int:
    from core.process.leden import opdrachten  # noqa: PLC0415

    tenant = _tenant(config, keuze.gemeente)
    organisatie_id = _organisatie(tenant, keuze.organisatie)
    asyncio.run(opdrachten.zie_na(config, tenant, keuze.lidmaatschap, organisatie_id=organisatie_id, door=keuze.door))
    print("Vastgelegd: dit lidmaatschap klopt nog.")
    return 0


def _tenant(config: Config, gezocht: str) -> Tenant:
    return kies(tuple(lees_tenants(config.tenants).values()), gezocht)


def _organisatie(tenant: Tenant, gezocht: str | None) -> UUID | None:
    if gezocht is None:
        return None
    for organisatie in tenant.organisaties:
        if gezocht.casefold() in (organisatie.naam.casefold(), organisatie.nummer):
            return organisatie.id
    namen = ", ".join(o.naam for o in tenant.organisaties)
    raise NietGevonden(f"Met '{gezocht}' werkt {tenant.naam} niet; kies uit {namen}.")


def _ingevuld(tekst: str) -> str:
    if not 0 < len(tekst.strip()) <= 100:
        raise argparse.ArgumentTypeError("vul dit in, met hoogstens 100 tekens")
    return tekst.strip()


def _adres(tekst: str) -> str:
    from core.process.leden.regels import is_adres  # noqa: PLC0415

    if not is_adres(tekst):
        raise argparse.ArgumentTypeError("noem een e-mailadres, zoals g.jansen@example.org")
    return tekst


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise argparse.ArgumentTypeError("noem een dag als jjjj-mm-dd") from None
