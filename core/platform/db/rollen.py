"""De databaserollen: de SQL die ze maakt, en de controle bij het starten dat een verbinding niet te veel kan.

`rollen.sql` is de enige bron; welke instellingen een rol hoort te hebben wordt eruit gelezen. Een rol kan haar eigen
instellingen wijzigen, ook per database: daarom weigert Meedoen elke instelling die er niet staat.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.platform.tenancy import Actor

ROLLEN_SQL = Path(__file__).with_name("rollen.sql")
_INSTELLING = re.compile(r"(?<![^\n])alter role (\w+) set (\w+) = '?([^';\n]+)'?;(?![^\n])")

_RECHTEN = """
select current_user <> $1 as verkeerde_rol,
       r.rolsuper as superuser, r.rolbypassrls as omzeilt_rls, r.rolconnlimit < 0 as zonder_grens_aan_verbindingen,
       exists (select from pg_auth_members m where m.member = r.oid) as lid_van_een_andere_rol,
       exists (select from pg_class c where c.relowner = r.oid) as eigenaar_van_een_tabel,
       has_function_privilege('pg_catalog.set_config(text, text, boolean)', 'execute') as mag_set_config,
       exists (select from pg_roles e where e.rolname in ('meedoen_eigenaar', 'meedoen_poort') and e.rolcanlogin)
         and not exists (select from pg_extension where extname = 'citus') as eigenaar_kan_inloggen
from pg_roles r where r.rolname = current_user"""
_INSTELLINGEN = """
select coalesce(r.rolname, 'iedereen') as rol, s.setdatabase <> 0 as alleen_hier, i.instelling
from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole
cross join lateral unnest(s.setconfig) as i (instelling)
where (s.setrole = 0 or r.rolname = $1)
  and (s.setdatabase = 0 or s.setdatabase = (select d.oid from pg_database d where d.datname = current_database()))"""


class OnveiligeRol(RuntimeError):
    """Een databaserol kan meer dan zij mag; Meedoen start niet. Voer `meedoen db voorbereiden` uit."""


@cache
def instellingen() -> Mapping[str, frozenset[str]]:
    """Per rol de instellingen die zij hoort te hebben, als `naam=waarde`."""
    gevonden: dict[str, set[str]] = {}
    for rol, naam, waarde in _INSTELLING.findall(ROLLEN_SQL.read_text(encoding="utf-8")):
        gevonden.setdefault(rol, set()).add(f"{naam}={waarde}")
    return MappingProxyType({rol: frozenset(waarden) for rol, waarden in gevonden.items()})


def bij_het_verbinden(actor: Actor) -> dict[str, str]:
    """Dezelfde instellingen voor het begin van een verbinding; zij gaan boven wat een rol van zichzelf maakte.

    Wie de inloggegevens van een rol heeft kan haar instellingen wijzigen; zo houdt dat een draaiend proces niet op.
    """
    gewenst = dict(instelling.split("=", 1) for instelling in instellingen().get(f"meedoen_{actor}", frozenset()))
    return {"default_transaction_read_only": "off", **gewenst}


async def controleer_rol(verbinding: Any, actor: Actor, *, waar: str = "") -> None:
    """Of deze verbinding de rol van `actor` heeft, en die rol niets kan dat zij niet hoort te kunnen.

    Raises:
        OnveiligeRol: zij is eigenaar, superuser, lid van een andere rol of zonder grens, mag set_config, of heeft een
            instelling die niet in `rollen.sql` staat; of er ontbreekt een die er wel staat.
    """
    rol = f"meedoen_{actor}"
    rechten = await verbinding.fetchrow(_RECHTEN, rol)
    gebreken = [naam for naam, waarde in dict(rechten or {}).items() if waarde]
    if "verkeerde_rol" not in gebreken:
        gebreken += _verschillen(rol, await verbinding.fetch(_INSTELLINGEN, rol))
    if gebreken:
        plaats = f" op {waar}" if waar else ""
        raise OnveiligeRol(f"de verbinding voor {actor}{plaats} is onveilig: {', '.join(gebreken)}")


def _verschillen(rol: str, rijen: list[Mapping[str, Any]]) -> list[str]:
    hoort = instellingen().get(rol, frozenset())
    eigen = {r["instelling"] for r in rijen if r["rol"] == rol and not r["alleen_hier"]}
    elders = [r for r in rijen if r["rol"] != rol or r["alleen_hier"]]
    return [
        *(f"instelling {i.partition('=')[0]} hoort er niet" for i in sorted(eigen - hoort)),
        *(f"instelling {i.partition('=')[0]} ontbreekt" for i in sorted(hoort - eigen)),
        *(f"instelling {r['instelling'].partition('=')[0]} voor {r['rol']} in deze database" for r in elders),
    ]
