"""Wat `make run` laat zien als alles draait: drie dingen om te proberen, en onderaan de adressen.

Kort genoeg voor één scherm, hoeveel gemeenten er ook zijn; een token maakt men met een opdracht.
"""

from datetime import datetime, timedelta

import httpx2

from core.law.telwoord import tel
from core.ontwikkeling.opstelling import Beginstand, Opstelling
from core.platform.clock import NEDERLAND
from core.platform.partijen import PARTIJEN
from core.platform.tenancy import Rol

VOORBEELD = "GM1904"
GEEN_GEMEENTE = "GM0000"
GETOOND = 6
MERKBAAR = 12 * 3600
"""Vanaf zoveel seconden verschil met de echte klok is het een andere dag, of bijna."""


def niet_bediend(adres: str) -> list[str]:
    """De gemeenten die de API op dit adres niet bedient."""
    namen: list[str] = httpx2.get(f"{adres}/ready", timeout=10, trust_env=False).json().get("nietBediend", [])
    return namen


def wat_er_al_was(begin: Beginstand) -> str:
    """Leeg bij een verse start; anders in één zin wat er staat, op welke dag, en hoe men terug- of opnieuw begint."""
    if not begin.dossiers and not begin.verschuiving:
        return ""
    dossiers = tel(begin.dossiers, "dossier", "dossiers")
    if abs(begin.verschuiving) < MERKBAAR:
        return f" Van eerder: {dossiers}; `make reset` begint opnieuw."
    dag = (datetime.now(NEDERLAND) + timedelta(seconds=begin.verschuiving)).strftime("%d-%m-%Y")
    return (
        f" Van eerder: {dossiers}, en de klok staat op {dag}.\n"
        "Gelijkzetten: .venv/bin/meedoen klok nu; opnieuw beginnen: make reset."
    )


def welkom(o: Opstelling) -> str:
    """De tekst voor wie net gestart is; elke opdracht werkt zoals zij er staat."""
    weg = niet_bediend(o.adres)
    let_op = f"  LET OP      niet bediend: {', '.join(weg)}; zie .venv/bin/meedoen tenants toets\n" if weg else ""
    eerste = next((t for t in o.tenants if t.code == VOORBEELD), o.tenants[0])
    ander = next((t.code for t in o.tenants if t is not eerste), GEEN_GEMEENTE)
    gemeenten = ", ".join(f"{t.naam} {t.code}" for t in o.tenants[:GETOOND])
    if (rest := len(o.tenants) - GETOOND) > 0:
        gemeenten += f" en nog {rest}"
    # Who works on cases: the others have their own pages in the documentation.
    van_partners = sorted(rol for partij in PARTIJEN for rol in partij.rollen)
    rollen = [Rol.KLANTMANAGER, Rol.TEAMLEIDER, *van_partners]
    return f"""
Meedoen draait.{wat_er_al_was(o.begin)} Probeer in een ander venster:

  1. Laat DUO per gemeente drie nieuwkomers aanmelden:
     curl -s -X POST {o.simulator}/_besturing/aanmeldingen -H 'Content-Type: application/json' -d '{{"aantal": 3}}'

  2. Bekijk de werkvoorraad van {eerste.naam} (een token geldt twaalf uur):
     export TOKEN=$(.venv/bin/meedoen token klantmanager {eerste.code})
     curl -s {o.adres}/v1/gemeenten/{eerste.code}/werkvoorraad -H "Authorization: Bearer $TOKEN"

  3. Kijk met hetzelfde token bij een andere gemeente (dat mag niet: 404):
     curl -s {o.adres}/v1/gemeenten/{ander}/werkvoorraad -H "Authorization: Bearer $TOKEN"

  API         {o.adres}/v1          beschrijving: {o.adres}/v1/openapi.json
  ontvanger   {o.ontvanger}/duo/v1      (alleen voor DUO)
  simulator   {o.simulator}         (speelt DUO en de BRP)
  inloggen    {o.adres}/inloggen         (in een browser; de mensen zijn verzonnen)
  tokens      .venv/bin/meedoen token ({" | ".join(rollen)}) <gemeente>
  gemeenten   {gemeenten}
  logs        {o.werkmap.logs}
{let_op}
Ctrl-C stopt alles; de gegevens blijven.
"""
