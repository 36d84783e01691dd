"""Waar mensen kunnen inloggen: de inlogdiensten van elke gemeente, elke organisatie en het platform, bij elkaar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from core.platform.ids import vast_id
from core.platform.inlogdienst import Inlogdienst
from core.platform.platformbestand import Platform
from core.platform.tenants import Tenant


class TegenstrijdigeAfspraken(Exception):
    """Met één inlogdienst is op twee plaatsen iets anders afgesproken; de boodschap noemt wie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingangen:
    """Elke inlogdienst één keer, en onder welke namen mensen haar kiezen."""

    diensten: Mapping[UUID, Inlogdienst]
    namen: tuple[tuple[str, UUID], ...]
    """Op alfabet; een naam met het id van haar dienst. Organisaties mogen een dienst delen."""
    platform: frozenset[UUID] = frozenset()
    """De diensten voor wie bij een organisatie werkt die zelf geen dienst heeft."""

    def voor(self, tenant: Tenant, organisatie_id: UUID | None) -> frozenset[UUID]:
        """Waar iemand die hier werkt zich bewijst: bij de dienst van de gemeente of van zijn organisatie, of als die er
        geen heeft bij een van het platform."""
        eigen = tenant.inlogdienst if organisatie_id is None else _van_organisatie(tenant, organisatie_id)
        return self.platform if eigen is None else frozenset({dienst_id(eigen.uitgever)})


def dienst_id(uitgever: str) -> UUID:
    """Zoals de dienst van deze uitgever in een adres heet; het blijft zo zolang zij zo heet."""
    return vast_id("inlogdienst", uitgever)


def verzamel(tenants: Iterable[Tenant], platform: Platform) -> Ingangen:
    """Alle ingangen van deze installatie.

    Raises:
        TegenstrijdigeAfspraken: dezelfde dienst staat er twee keer met een andere afspraak. De losse zou dan voor
            iedereen gelden: wie daar inlogt is voor ons dezelfde.
    """
    van: dict[UUID, tuple[str, Inlogdienst]] = {}
    namen: set[tuple[str, UUID]] = set()
    anders: list[str] = []
    for naam, dienst in _alle(tenants, platform):
        id_ = dienst_id(dienst.uitgever)
        eerder, afspraak = van.setdefault(id_, (naam, dienst))
        if afspraak != dienst:
            anders.append(f"  - {dienst.uitgever}: bij {naam} anders dan bij {eerder}")
        namen.add((naam, id_))
    if anders:
        raise TegenstrijdigeAfspraken("Met één inlogdienst is één ding af te spreken:\n" + "\n".join(anders))
    return Ingangen(
        diensten=MappingProxyType({id_: dienst for id_, (_, dienst) in van.items()}),
        platform=frozenset(dienst_id(ingang.inlogdienst.uitgever) for ingang in platform.ingangen),
        namen=tuple(sorted(namen, key=lambda paar: (paar[0].casefold(), paar[1]))),
    )


def _van_organisatie(tenant: Tenant, organisatie_id: UUID) -> Inlogdienst | None:
    scholen = [(school.id, school.inlogdienst) for school in tenant.taalscholen]
    partners = [(partner.als_organisatie().id, partner.inlogdienst) for partner in tenant.partners]
    return next((dienst for id_, dienst in (*scholen, *partners) if id_ == organisatie_id), None)


def _alle(tenants: Iterable[Tenant], platform: Platform) -> Iterable[tuple[str, Inlogdienst]]:
    for tenant in tenants:
        if tenant.inlogdienst is not None:
            yield f"Gemeente {tenant.naam}", tenant.inlogdienst
        for school in tenant.taalscholen:
            if school.inlogdienst is not None:
                yield school.naam, school.inlogdienst
        for partner in tenant.partners:
            if partner.inlogdienst is not None:
                yield partner.naam, partner.inlogdienst
    for ingang in platform.ingangen:
        yield ingang.naam, ingang.inlogdienst
