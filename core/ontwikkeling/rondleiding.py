"""Wat `make run` laat zien als alles draait: adressen, tokens en drie dingen om te proberen."""

from core.ontwikkeling.opstelling import Opstelling
from core.platform.tenancy import Rol


def welkom(o: Opstelling) -> str:
    """De tekst voor wie net gestart is; elke opdracht werkt zoals zij er staat."""
    eerste = next((t for t in o.tenants if t.code == "GM1904"), o.tenants[0])
    tokens = "\n".join(
        f"  {rol:<22} {tenant.naam:<15} {o.token(rol, tenant)}"
        for tenant in o.tenants
        for rol in (Rol.KLANTMANAGER, Rol.TEAMLEIDER, Rol.TAALSCHOOL_MEDEWERKER)
        if rol is not Rol.TAALSCHOOL_MEDEWERKER or tenant.taalscholen
    )
    return f"""
Meedoen draait.

  API         {o.adres}/v1          beschrijving: {o.adres}/v1/openapi.json
  ontvanger   {o.ontvanger}/duo/v1      (alleen voor DUO)
  simulator   {o.simulator}         (speelt DUO en de BRP)
  logs        {o.werkmap.logs}

Tokens (twaalf uur geldig; `.venv/bin/meedoen token <rol> <gemeente>` geeft een nieuw):
{tokens}

Probeer in een ander venster:

  1. Laat DUO per gemeente drie nieuwkomers aanmelden:
     curl -s -X POST {o.simulator}/_besturing/aanmeldingen -H 'Content-Type: application/json' -d '{{"aantal": 3}}'

  2. Bekijk de werkvoorraad van {eerste.naam}:
     export TOKEN=$(.venv/bin/meedoen token klantmanager {eerste.code})
     curl -s {o.adres}/v1/gemeenten/{eerste.code}/werkvoorraad -H "Authorization: Bearer $TOKEN"

  3. Kijk met hetzelfde token bij een andere gemeente (dat mag niet: 404):
     curl -s {o.adres}/v1/gemeenten/GM0074/werkvoorraad -H "Authorization: Bearer $TOKEN"

Ctrl-C stopt alles; de gegevens blijven.
"""
